"""Plain text, read as it stands, with front matter if there is one."""

from __future__ import annotations

from accordingto.documents import charset, metadata
from accordingto.documents.metadata import CONFIDENCE, Found
from accordingto.documents.tidy import newlines
from accordingto.errors import DocumentError, EmptyError, UnsupportedError
from accordingto.types import Capture

EXTRACTOR = "accordingto-text/1"
FENCE = "---"
KEYS = frozenset(("title", "outlet", "url", "published", "byline", "language", "note"))


def read(capture: Capture) -> tuple[str, Found]:
    """The text after its front matter, and what that says.

    Only the byte order mark is dropped and line ends become `\\n`, so that offsets fit the file. Raises
    `EmptyError`, `UnsupportedError` for bytes that are no text, `DocumentError` for a front matter whose
    date is none.
    """
    raw = charset.decode(capture.data, capture.charset, capture.location)
    if charset.is_binary(raw):
        raise UnsupportedError(
            f"{capture.location} is binary, in a format that is not known. Add HTML, PDF or text."
        )
    text, found = _front_matter(newlines(raw), capture.location)
    if not text.strip():
        raise EmptyError(f"There is no text in {capture.location}.")
    return text, found


def _front_matter(text: str, location: str) -> tuple[str, Found]:
    """Text and values apart. Whatever is not a front matter in every line is text."""
    lines = text.split("\n")
    if lines[0] != FENCE or FENCE not in lines[1:]:
        return text, Found()
    end = lines.index(FENCE, 1)
    values = dict(map(_pair, lines[1:end]))
    if not values or len(values) != end - 1 or not KEYS.issuperset(values):
        return text, Found()
    return "\n".join(lines[end + 1 :]).lstrip("\n"), _found(values, location)


def _pair(line: str) -> tuple[str, str]:
    key, colon, value = line.partition(":")
    return (key.strip() if colon else line, _unquoted(value.strip()))


def _unquoted(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value


def _found(values: dict[str, str], location: str) -> Found:
    written = values.get("published")
    published = metadata.stated_date(written) if written else None
    if written and not published:
        raise DocumentError(
            f"The front matter of {location} says `published: {written}`, which is no date. "
            "Write it as 2024-03-05."
        )
    return Found(
        title=values.get("title") or None,
        outlet=values.get("outlet") or None,
        url=values.get("url") or None,
        byline=values.get("byline") or None,
        language=values.get("language") or None,
        published=published,
        published_from="front-matter" if published else None,
        published_confidence=CONFIDENCE["front-matter"] if published else None,
    )
