"""Bytes -> text: byte order marks, what is declared, what can be detected."""

from __future__ import annotations

import codecs
import re
import unicodedata

from accordingto.errors import UnsupportedError

# UTF-32 first: its mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Labels that web servers give for what browsers read as windows-1252 (WHATWG Encoding, section 4.2).
_LATIN = {"ascii", "iso8859-1", "latin-1"}
# Encodings whose bytes are all ASCII, so that being valid UTF-8 proves nothing.
_SEVEN_BIT = ("iso2022", "hz", "utf-7")
_META_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_META_WITHIN = 4096
_SAMPLE = 200_000
# A page cut inside a character, or with one pasted word in another encoding, is still in its encoding.
_MOST_REPLACED = 0.02


def decode(data: bytes, declared: str | None, location: str) -> str:
    """The text of bytes: by byte order mark, as UTF-8 if valid, as declared, by detection, in that order.

    Valid UTF-8 beats a declared charset because it hardly arises by chance, and servers declare wrongly.
    Raises `UnsupportedError` if no encoding fits.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    name = _codec(declared)
    candidates = [
        _unmarked_utf16(data),
        *([name, "utf-8"] if name and name.startswith(_SEVEN_BIT) else ["utf-8", name]),
    ]
    for encoding in candidates:
        text = _strict(data, encoding)
        if text is not None:
            return text
    return _nearly(data, name or "utf-8") or _detected(data, location)


def meta_charset(data: bytes) -> str | None:
    """The charset that an HTML page declares for itself in its first bytes."""
    match = _META_CHARSET.search(data[:_META_WITHIN])
    return match[1].decode("ascii", errors="ignore") if match else None


def is_binary(text: str) -> bool:
    """Whether decoded bytes are no text: a NUL, or more than one control character in fifty."""
    if "\0" in text:
        return True
    sample = text[:_SAMPLE]
    controls = sum(1 for char in sample if unicodedata.category(char) == "Cc" and char not in "\n\r\t\f\v")
    return controls * 50 > len(sample)


def _codec(label: str | None) -> str | None:
    try:
        name = codecs.lookup((label or "").strip()).name
    except LookupError:
        return None
    return "cp1252" if name in _LATIN else name


def _strict(data: bytes, encoding: str | None) -> str | None:
    try:
        return data.decode(encoding) if encoding else None
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without its mark shows as a NUL in nearly every second byte of Latin text."""
    sample = data[:1000]
    if len(sample) < 4 or not 0.4 < sample.count(0) / len(sample) < 0.6:
        return None
    return "utf-16-be" if sample[0] == 0 else "utf-16-le"


def _nearly(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding, errors="replace")
    except (LookupError, ValueError):
        return None
    beyond_ascii = sum(1 for byte in data if byte > 127)
    return text if text.count("\ufffd") <= _MOST_REPLACED * beyond_ascii else None


def _detected(data: bytes, location: str) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    text = _strict(data, best.encoding) if best else None
    if text is None:
        raise UnsupportedError(
            f"The encoding of {location} is not known: it is neither UTF-8 nor anything that could be "
            "detected. Save it as UTF-8 and add it again."
        )
    return text
