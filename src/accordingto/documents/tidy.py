"""Cleaning of text that a parser put together; never applied to plain text, which is read as it stands."""

from __future__ import annotations

import re
import unicodedata

# Invisible characters that split words for whoever compares them: soft hyphen, zero-width space, word
# joiner, byte order mark. Joiners (U+200C, U+200D) and direction marks carry meaning and stay.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SPACES = re.compile("[ \t\v\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_BLANKS = re.compile(r"\n{3,}")


def newlines(text: str) -> str:
    """Every line end as one `\\n`."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def without_controls(text: str) -> str:
    """Without NUL and the other control characters, at which parsers stop."""
    return _CONTROL.sub("", text)


def tidy(text: str) -> str:
    """NFC, one kind of space, no control or invisible characters, at most one blank line in a row.

    Quotation marks and dashes stay as they are; `\\f`, which separates pages, stays too.
    """
    text = unicodedata.normalize("NFC", newlines(text).replace("\u2028", "\n").replace("\u2029", "\n\n"))
    text = _SPACES.sub(" ", without_controls(_INVISIBLE.sub("", text)))
    text = "\n".join(line.strip(" ") for line in text.split("\n"))
    return _BLANKS.sub("\n\n", text).strip()


def one_line(text: str | None) -> str | None:
    """A value for one line (a title, a name), or None if nothing is left of it."""
    return " ".join(tidy(text or "").split()) or None
