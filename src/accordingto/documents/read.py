"""A capture becomes a document: which reader, and whose word counts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Literal

import msgspec

from accordingto.documents import language, metadata
from accordingto.documents.identity import document_id
from accordingto.documents.metadata import CONFIDENCE, Found
from accordingto.documents.tidy import one_line
from accordingto.errors import DocumentError, EmptyError, UnsupportedError
from accordingto.settings import Settings
from accordingto.types import Capture, Document, Hints

Format = Literal["html", "pdf", "text"]

# First bytes of formats that are told by name and not read.
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"BM", "a BMP image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh91AY&SY", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"{\\rtf", "a Rich Text document"),
    (b"%!PS", "a PostScript file"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"ID3", "an MP3 recording"),
    (b"OggS", "an Ogg recording"),
    (b"fLaC", "a FLAC recording"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"WARC/", "a WARC archive"),
    (b"From: <Saved by ", "an MHTML page"),
)
_ZIPPED = (
    (b"word/", "a Word document"),
    (b"xl/", "an Excel workbook"),
    (b"ppt/", "a PowerPoint presentation"),
    (b"application/epub+zip", "an EPUB book"),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file"),
)
_OPENING_LIMIT = 4096
_PROLOGUE = re.compile(rb"(?:\s|<\?xml[^>]*>|<!--.*?-->)*", re.DOTALL)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_FEED = re.compile(rb"<(?:rss|feed|rdf:rdf|urlset|sitemapindex)[\s>]", re.IGNORECASE)
_FRAGMENT = re.compile(
    rb"<(?:title|meta|link|script|div|p|article|section|table|h[1-6]|font|center)[\s>]", re.IGNORECASE
)
_MEDIA: dict[str, Format] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "text/plain": "text",
    "text/markdown": "text",
    "text/x-markdown": "text",
}
_SUFFIXES: dict[str, Format] = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html",
    ".pdf": "pdf", ".txt": "text", ".text": "text", ".md": "text", ".markdown": "text",
}  # fmt: skip


def read_document(capture: Capture, *, settings: Settings) -> Document:
    """The report in a capture.

    Raises `UnsupportedError` for what is no HTML, PDF or text, `EmptyError` where there is no text in it,
    `LimitError` where a parser ran out of time or memory, and their base `DocumentError` for broken input.
    """
    if not capture.data.strip():
        raise EmptyError(f"{capture.location} is empty.")
    text, found, extractor = _READERS[sniff(capture)](capture, settings)
    return _document(text, _hinted(_dated(found, text, capture), capture), capture.hints, extractor)


def sniff(capture: Capture) -> Format:
    """The format, by content, then media type, then file name; text if nothing speaks against it.

    Raises `UnsupportedError`, with the format's name where it is known.
    """
    named = _MEDIA.get((capture.media_type or "").split(";")[0].strip().lower()) or _by_name(capture)
    return (
        _by_content(_opening(capture.data), capture.location)
        or _fragment(capture.data, named)
        or named
        or "text"
    )


# --- which reader ---------------------------------------------------------------------------------


def _html(capture: Capture, settings: Settings) -> tuple[str, Found, str]:
    from accordingto.documents import html

    return *html.read(capture), html.extractor_name()


def _pdf(capture: Capture, settings: Settings) -> tuple[str, Found, str]:
    from accordingto.documents import pdf

    return *pdf.read(capture, seconds=settings.pdf_seconds, memory=settings.pdf_memory), pdf.extractor_name()


def _text(capture: Capture, settings: Settings) -> tuple[str, Found, str]:
    from accordingto.documents import text

    return *text.read(capture), text.EXTRACTOR


_READERS: dict[Format, Callable[[Capture, Settings], tuple[str, Found, str]]] = {
    "html": _html,
    "pdf": _pdf,
    "text": _text,
}


def _opening(data: bytes) -> bytes:
    """The first bytes, as ASCII also where they are UTF-16."""
    start = data[: 2 * _OPENING_LIMIT]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return start.decode("utf-16", errors="replace").encode("ascii", errors="replace")
    return start.removeprefix(b"\xef\xbb\xbf")


def _by_content(start: bytes, location: str) -> Format | None:
    if b"%PDF-" in start[:1024]:
        return "pdf"
    name = _unsupported_name(start)
    if name:
        raise UnsupportedError(f"{location} is {name}, which is not read. Add HTML, PDF or text.")
    rest = start[_prologue_end(start) :]
    if _FEED.match(rest):
        raise UnsupportedError(f"{location} is a feed or a site map, not a report. Add it as a feed.")
    return "html" if _PAGE.match(rest) else None


def _unsupported_name(start: bytes) -> str | None:
    name = next(
        (name for magic, name in _MAGIC if start.startswith(magic) and _is_binary_enough(start, magic)), None
    )
    if name == "a ZIP archive":
        return next((inner for mark, inner in _ZIPPED if mark in start), name)
    if start[:4] == b"RIFF" and start[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return "a WebP image" if start[8:12] == b"WEBP" else "a recording"
    if start[4:8] == b"ftyp":
        return "an MP4 recording or HEIF image"
    return name


def _is_binary_enough(start: bytes, magic: bytes) -> bool:
    """Two or three letters also begin ordinary words; then a NUL must follow somewhere."""
    return len(magic) > 3 or not magic.isalnum() or b"\0" in start


def _prologue_end(start: bytes) -> int:
    match = _PROLOGUE.match(start)
    return match.end() if match else 0


def _fragment(data: bytes, named: Format | None) -> Format | None:
    """A tag that HTML and Markdown share decides only where neither name nor media type says text."""
    start = _opening(data)
    return "html" if named != "text" and _FRAGMENT.match(start, _prologue_end(start)) else None


def _by_name(capture: Capture) -> Format | None:
    path = (capture.url or capture.location).split("?")[0].split("#")[0]
    return _SUFFIXES.get(PurePosixPath(path.replace("\\", "/")).suffix.lower())


# --- whose word counts ----------------------------------------------------------------------------


def _dated(found: Found, text: str, capture: Capture) -> Found:
    """A dateline with a year dates what nothing else does."""
    line = metadata.dateline(text)
    if found.published or not line or not line.date or not line.date[0].isdigit():
        return found
    if not metadata.is_plausible(line.date, capture.retrieved):
        return found
    return msgspec.structs.replace(
        found, published=line.date, published_from="text", published_confidence=CONFIDENCE["text"]
    )


def _hinted(found: Found, capture: Capture) -> Found:
    """Hints and findings as one: a user's word beats the page, the page beats a feed."""
    hints = capture.hints
    names = ("title", "outlet", "url", "byline", "language")
    hinted = {name: one_line(getattr(hints, name)) for name in names}
    stated = {name: getattr(found, name) for name in names}
    first, second = (hinted, stated) if hints.given_by == "user" else (stated, hinted)
    values = {name: first[name] or second[name] for name in names}
    values["url"] = values["url"] or capture.url
    values["outlet"] = values["outlet"] or metadata.outlet_of(values["url"])
    dated = _published(found, hints)
    return msgspec.structs.replace(dated, **values)


def _published(found: Found, hints: Hints) -> Found:
    if not hints.published:
        return found
    published = metadata.stated_date(hints.published)
    if hints.given_by == "user":
        if not published:
            raise DocumentError(f"The date given, {hints.published!r}, is none. Write it as 2024-03-05.")
        return _with_date(found, published, "given")
    # A feed fills gaps; a day guessed from the page's text counts as one.
    gap = (found.published_confidence or 0.0) < CONFIDENCE["feed"]
    return _with_date(found, published, "feed") if published and gap else found


def _with_date(found: Found, published: str, source: Literal["given", "feed"]) -> Found:
    return msgspec.structs.replace(
        found, published=published, published_from=source, published_confidence=CONFIDENCE[source]
    )


def _document(text: str, found: Found, hints: Hints, extractor: str) -> Document:
    line = metadata.dateline(text)
    given = language.language_code(hints.language) if hints.given_by == "user" else None
    return Document(
        id=document_id(found.outlet, found.url, text),
        title=found.title,
        outlet=found.outlet,
        url=found.url,
        published=found.published,
        language=given or language.identify(text, found.language),
        text=text,
        byline=found.byline,
        dateline=line.text if line else None,
        published_from=found.published_from,
        published_confidence=found.published_confidence,
        text_sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        extractor=extractor,
    )
