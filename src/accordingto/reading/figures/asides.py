"""Asides between commas that say nothing of the counted: ", the mayor said,", ", by mistake,"."""

from __future__ import annotations

from accordingto.reading.figures import grammar
from accordingto.reading.figures.tokens import Sentence

_LONGEST = 9
_TELLING = grammar.SAYING | frozenset(
    "conceded admitted noted wrote claimed insisted recalled thought".split()
)


def past_aside(sentence: Sentence, place: int) -> int:
    """Behind the aside that opens with the comma at a word; the word itself where none does."""
    if sentence.at(place) != ",":
        return place
    for end in range(place + 2, min(place + _LONGEST, len(sentence.words))):
        if sentence.words[end] == ",":
            return end + 1 if _says_nothing(sentence.words[place + 1 : end]) else place
        if sentence.numbers[end]:
            return place
    return place


def before_aside(sentence: Sentence, place: int) -> int:
    """The word before the aside that closes with the comma at a word; the word itself where none does."""
    if sentence.at(place) != ",":
        return place
    for start in range(place - 2, max(-1, place - _LONGEST), -1):
        if sentence.words[start] == ",":
            return start - 1 if _says_nothing(sentence.words[start + 1 : place]) else place
        if sentence.numbers[start]:
            return place
    return place


def _says_nothing(words: list[str]) -> bool:
    """Whether the words between two commas name who says it, or how it is known or came about."""
    said = words[-1] in _TELLING or (words[0] in _TELLING and words[0] not in ("claim", "report"))
    named = words[0] not in grammar.RELATIVES | grammar.CONJUNCTIONS and not words[0].endswith("ing")
    return (said and named) or words[0] == "by"
