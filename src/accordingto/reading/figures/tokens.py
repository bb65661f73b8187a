"""Words of a text, sentence by sentence, as the rules of figures need them.

Marks of quotation are left out: what is quoted is read like what is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from accordingto.models.sentences import ABBREVIATIONS
from accordingto.types import Span

# First what looks like a number of people and is none, kept whole so that no rule sees a number in it.
_TOKEN = re.compile(
    r"""
      (?P<other>
        (?:US|C|A)?[$€£¥₪]\s?\d[\d.,]*(?:\s?(?:million|billion|trillion|thousand|mn|bn|m|k)\b)?
      | \d[\d.,]*\s?(?:%|per\s?cent\b|percent\b|°)
      | \d+(?:\.\d+)?(?:\s?(?:a\.m\.|p\.m\.|am\b|pm\b))
      | \d+(?:[/:]\d+)+ | \d+[-.]\d+(?:[-.]\d+)+(?![\d,])
      | \#\s?\d+ | \+\d[\d\s-]{6,}\d
      )
    | (?P<word>\d{1,3}(?:,\d{3})+-(?:strong|odd)\b
      | \d+(?:\.\d+)?\w*(?:-[^\W\d]\w*)+ | \d+(?!(?:mn|m|k)\b)[^\W\d]\w*(?:-\w+)*
      | (?:[^\W\d_]\.){2,} | [^\W\d_]\w*(?:[-‑'’]\w+)*(?:['’](?=\s+[a-z]))? )
    | (?P<number>\d{1,3}(?:[,.   ]\d{3})+(?![\d])(?:\s?(?:m|mn|k)\b)? | \d+(?:\.\d+)?(?:mn|m|k)?(?![\w]) )
    | (?P<mark>--+ | [^\s\w"“”„«»‘’'])
    """,
    re.VERBOSE,
)
# Names that would be words in lower case: "IS militants", "US soldiers".
_ACRONYMS = frozenset(("US", "IS", "IT", "WHO", "UP"))
_STOPS = frozenset(".!?")
_BLANK = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words of one sentence: as written, in lower case, and where they are in the text.

    `numbers` tells which of them are written in digits.
    """

    text: str
    raw: list[str]
    words: list[str]
    spans: list[Span]
    numbers: list[bool]

    def at(self, index: int) -> str:
        """The word there in lower case; empty outside of the sentence."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def span(self, start: int, end: int) -> Span:
        """From the first character of word `start` to the last of the word before `end`."""
        return (self.spans[start][0], self.spans[end - 1][1])


def closed(text: str, span: Span) -> Span:
    """The span with the mark that closes a quotation which is opened in it: 63 "renegades"."""
    start, end = span
    inside, behind = text[start:end], text[end : end + 1]
    if behind == '"' and inside.count('"') % 2 == 1:
        return (start, end + 1)
    for opener, closer in (("“", "”"), ("‘", "’"), ("«", "»"), ("„", "“")):
        if behind == closer and inside.count(opener) > inside.count(closer):
            return (start, end + 1)
    return span


def sentences(text: str) -> Iterator[Sentence]:
    """Sentences in order, without those that have no words."""
    found = Sentence(text, [], [], [], [])
    last = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if found.raw and _begins(text, last, start, found):
            yield found
            found = Sentence(text, [], [], [], [])
        word = match.group()
        found.raw.append(word)
        found.words.append(_lower(word))
        found.spans.append((start, end))
        found.numbers.append(match.lastgroup == "number")
        last = end
    if found.raw:
        yield found


def _lower(word: str) -> str:
    return f"{word}." if word in _ACRONYMS else word.lower().replace("’", "'").replace("‑", "-")


def _begins(text: str, last: int, start: int, before: Sentence) -> bool:
    """Whether a sentence begins at `start`, after the word that ends at `last`."""
    if start - last > 1 and _BLANK.search(text, last, start):
        return True
    if before.raw[-1] not in _STOPS or not any(character.isspace() for character in text[last:start]):
        return False
    if before.raw[-1] == "." and len(before.raw) > 1:
        word = before.words[-2]
        if word in ABBREVIATIONS or (len(word) == 1 and word.isalpha()):
            return False
    return not text[start].islower()
