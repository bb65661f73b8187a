"""Where sentences begin, in words: what stands together when arguments are looked for."""

from __future__ import annotations

from bisect import bisect_right
from typing import Protocol

ENDS = frozenset(".?!")
CLOSERS = frozenset("\"”’'»)]")
# A full stop behind these ends no sentence. Lower case, without the stop.
ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen lt col maj capt sgt cpl brig adm cmdr gov sen rep rev hon pres st mt no "
    "nos vs u.s u.k u.n e.g i.e etc jan feb mar apr jun jul aug sep sept oct nov dec approx ca".split()
)


class Words(Protocol):
    """A text as words: see `models.tokenizer.Tokens`."""

    @property
    def text(self) -> str:
        """The text."""

    @property
    def words(self) -> tuple[tuple[int, int], ...]:
        """Each word's code points."""

    @property
    def gaps(self) -> tuple[int, ...]:
        """What stands before each word."""


def sentence_starts(tokens: Words) -> tuple[int, ...]:
    """The first word of each sentence, ascending; the first is 0. Empty for a text without words.

    Line breaks end a sentence; so does a full stop, question or exclamation mark before a word that is not
    lower case, unless it belongs to an abbreviation or an initial.
    """
    if not tokens.words:
        return ()
    return (0, *(word for word in range(1, len(tokens.words)) if _begins(tokens, word)))


def _begins(tokens: Words, word: int) -> bool:
    if tokens.gaps[word] >= 2:
        return True
    if not tokens.gaps[word] or tokens.text[tokens.words[word][0]].islower():
        return False
    last = word - 1
    while last and tokens.text[tokens.words[last][0]] in CLOSERS and not tokens.gaps[last]:
        last -= 1
    mark = tokens.text[slice(*tokens.words[last])]
    return mark in ENDS and not (mark == "." and _abbreviated(tokens, last))


def _abbreviated(tokens: Words, stop: int) -> bool:
    """Whether the full stop at word `stop` belongs to the word before it."""
    start = tokens.words[stop][0]
    begin = start
    while begin and not tokens.text[begin - 1].isspace():
        begin -= 1
    word = tokens.text[begin:start].lstrip("(“\"'‘")
    return word.lower() in ABBREVIATIONS or (len(word) == 1 and word.isupper())


def sentence_of(starts: tuple[int, ...], word: int, count: int) -> tuple[int, int]:
    """The words `[start, end)` of the sentence that holds `word`; `count` is how many words there are."""
    index = bisect_right(starts, word)
    return starts[index - 1], starts[index] if index < len(starts) else count
