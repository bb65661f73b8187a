"""What bytes are, by their first bytes and their name. Pure."""

from __future__ import annotations

import mimetypes
import re

#: Media types that can hold a report.
PAGES = ("text/html", "application/xhtml+xml", "application/pdf", "text/plain")

_BLANK = b" \t\r\n\x0b\x0c"
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta|article)[\s>]", re.IGNORECASE)
# The tables of the standard library, without those of the system, which differ between machines.
_BY_NAME = mimetypes.MimeTypes()
_XML_PROLOGUE = re.compile(rb"(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE\s+(?!html)[^>\[]*>)*", re.DOTALL | re.I)
_FEED_ROOT = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?(?:rss|feed|RDF)[\s>]")
# An RDF document is a feed only if it speaks of RSS.
_RSS_1 = re.compile(rb"purl\.org/rss/1\.0|my\.netscape\.com/rdf")
_JSON_FEED = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\\?/version\\?/')
_HEAD = 4096


def media_type_of(data: bytes, name: str = "") -> str | None:
    """The media type that the bytes show, or else the one that the name's ending stands for."""
    head = _bare(data)[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return "application/pdf"
    if _HTML.match(head, _prologue(head)):
        return "text/html"
    return _BY_NAME.guess_type(name)[0] if name else None


def is_feed(data: bytes) -> bool:
    """Whether the bytes are an RSS, Atom or JSON feed."""
    bare = _bare(data)
    if bare.startswith(b"{"):
        return bool(_JSON_FEED.search(bare))
    root = _FEED_ROOT.match(bare, _prologue(bare))
    if root is None:
        return False
    return not root[0].rstrip(b"> \t\r\n").endswith(b"RDF") or bool(_RSS_1.search(bare[:_HEAD]))


def _prologue(bare: bytes) -> int:
    """Where the root element starts: after declarations, comments and a plain doctype."""
    found = _XML_PROLOGUE.match(bare)
    return found.end() if found else 0


def _bare(data: bytes) -> bytes:
    """The bytes without byte-order mark and leading white space; UTF-16 as far as it is ASCII."""
    for mark in _MARKS:
        if data.startswith(mark):
            data = data[len(mark) :]
            return (data.replace(b"\0", b"") if len(mark) == 2 else data).lstrip(_BLANK)
    return data.lstrip(_BLANK)
