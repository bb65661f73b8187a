"""What kind of source a phrase names: by its head, its names, and the codebook."""

from __future__ import annotations

import re

from accordingto.reading.codebook.tables import sources
from accordingto.types import SourceKind

# Where a noun phrase goes on after its head: "a spokesman | for the front", "a man | who fled".
_AFTER_HEAD = re.compile(
    r"\s(?:of|for|from|in|at|with|who|which|that|on|to|close|near|inside|within|by|based|familiar|speaking|there)\s",
    re.I,
)
_PLACES = ("website", "site", "page", "account", "channel", "feed", "blog", "app")
_WORD = re.compile(r"(?:[\w.’'-]|(?<=\d),(?=\d{3}))+")
# Not that of a number: "2,500 residents".
_COMMA = re.compile(r"(?<!\d),|,(?!\d{3})")
_ARTICLES = (
    "the",
    "a",
    "an",
    "one",
    "two",
    "three",
    "some",
    "several",
    "his",
    "her",
    "its",
    "their",
    "our",
    "my",
)
_NO_NAMES = frozenset("i he she they we it some many several both others all most none".split())


def source_kind(phrase: str | None) -> SourceKind:
    """The kind of source that `phrase` names; "none" where there is no phrase."""
    if not phrase:
        return "none"
    if is_media(phrase):
        return "media"
    parts = [head_words(part) for part in _COMMA.split(phrase) if part.strip()]
    heads = [words[-1] for words in parts if words]
    if not heads:
        return "unnamed"
    book = sources()
    if heads[0].lower() in book.document_words:
        return "document"
    if any(_is_name(words) for words in parts):
        return "named"
    head = heads[0].lower()
    if head in book.unnamed_words:
        return "unnamed"
    plural = head.endswith("s") and not head.endswith("ss")
    return "collective" if head in book.collective_words or plural else "unnamed"


def is_media(phrase: str) -> bool:
    """Whether a phrase names or describes an outlet, an agency or its reporter."""
    book = sources()
    words = head_words(_COMMA.split(phrase)[0])
    lowered = [word.lower().removesuffix("’s").removesuffix("'s") for word in words]
    while lowered and lowered[0] in _ARTICLES:
        lowered, words = lowered[1:], words[1:]
    if not lowered:
        return False
    if lowered[-1] in ("agency", "agencies") and book.other_agencies & {*lowered[-2:-1]}:
        return False
    name = " ".join(lowered)
    if name in book.media_names or lowered[-1] in book.media_words:
        return True
    if any(low in book.media_names and word[0].isupper() for low, word in zip(lowered, words, strict=True)):
        return True  # "a Reuters correspondent", "RFI's Mandenkan service"
    return len(words) > 1 and words[-1][:1].isupper() and lowered[-1] in book.media_endings


def passes_on(phrase: str) -> bool:
    """Whether who was told something may be a link of a chain: no mere listener, and no platform."""
    book = sources()
    words = [word.lower() for word in head_words(_COMMA.split(phrase)[0])]
    # "on its website"
    own_place = words and words[0] in ("its", "his", "her", "their") and words[-1] in _PLACES
    if not words or own_place:
        return False
    return words[-1] not in book.listener_words and " ".join(words) not in book.platform_names


def head_length(phrase: str) -> int:
    """Code points of a noun phrase up to the end of its head."""
    first = _COMMA.split(phrase)[0]
    cut = _AFTER_HEAD.search(first + " ")
    return cut.start() if cut and cut.start() else len(first)


def head_words(phrase: str) -> list[str]:
    """Words of a noun phrase up to and with its head."""
    bare = phrase.strip()
    return [word.rstrip(".") for word in _WORD.findall(bare[: head_length(bare)])]


def _is_name(words: list[str]) -> bool:
    """Whether a phrase ends with a name; a sentence may begin with "Witnesses"."""
    if not words or not words[-1][:1].isupper():
        return False
    head, book = words[-1].lower(), sources()
    alone = all(word.lower() in _ARTICLES for word in words[:-1])
    return not (alone and head in _NO_NAMES | book.collective_words | book.unnamed_words)
