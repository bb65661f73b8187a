"""Plain numbers in digits and words: "250,000", "two hundred and fifty thousand", "half a dozen", "both"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from accordingto.reading.figures import grammar
from accordingto.reading.figures.book import book
from accordingto.reading.figures.quantities import Style
from accordingto.reading.figures.tokens import Sentence

_ONES = "one two three four five six seven eight nine ten eleven twelve".split()
_TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
SMALL = {word: value for value, word in enumerate([*_ONES, *_TEENS], 1)}
TENS = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "dozen": 12,
    "score": 20,
}
_SUFFIXES = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000}
_DIGITS = re.compile(r"([\d.,   ]*\d)\s?(mn|m|k)?$")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,3}(?:[   ]\d{3})+|[1-9]\d{0,2}(?:\.\d{3})+")


@dataclass(frozen=True, slots=True)
class Cardinal:
    """A number, the word behind it, and the scale that it was written in ("thousand")."""

    value: float
    end: int
    style: Style
    scaled: int = 1
    dotted: bool = False


def cardinal_at(sentence: Sentence, index: int) -> Cardinal | None:
    """The number that begins at a word, without bounds."""
    word = sentence.at(index)
    if not word:
        return None
    if sentence.numbers[index]:
        return _digits(sentence, index)
    if word in ("a", "an", "half", "one") and (fixed := _fixed(sentence, index)):
        return fixed
    if word == "both" and _is_pair(sentence, index):
        return Cardinal(2, index + 1, "words", 1)
    return _in_words(sentence, index)


def _is_pair(sentence: Sentence, index: int) -> bool:
    """As in "both brothers were shot", not "both soldiers and civilians", nor ", both teachers"."""
    if sentence.at(index + 1) == "of":
        return sentence.at(index + 2) in grammar.DETERMINERS | {"them", "whom"}
    if sentence.at(index - 1) == ",":
        return False
    noun = book().nouns.get(sentence.at(index + 1))
    return noun is not None and noun.plural and not noun.group and sentence.at(index + 2) not in ("and", "or")


def _digits(sentence: Sentence, index: int) -> Cardinal | None:
    match = _DIGITS.match(sentence.words[index])
    if match is None:
        return None
    digits, suffix = match.groups()
    dotted = "." in digits and bool(_GROUPED.fullmatch(digits))
    if "," in digits or " " in digits or not digits.replace(".", "").isdigit() or dotted:
        if not _GROUPED.fullmatch(digits):
            return None
        value = float(re.sub(r"\D", "", digits))
    else:
        value = float(digits)
    scale = _SUFFIXES.get(suffix or "", 1)
    follows = sentence.at(index + 1)
    if follows in SCALES and (follows != "hundred" or value < 100):
        if dotted:  # "1.250 million" is a decimal
            value, dotted = float(digits), False
        return Cardinal(value * SCALES[follows], index + 2, "digits", SCALES[follows])
    return Cardinal(value * scale, index + 1, "digits", scale, dotted and digits.count(".") == 1)


_FIXED = {
    ("half", "a", "million"): 500_000,
    ("half", "a", "dozen"): 6,
    ("a", "half", "dozen"): 6,
    ("a", "half-dozen"): 6,
    ("half-a-dozen",): 6,
    ("half", "a", "billion"): 500_000_000,
    ("half", "million"): 500_000,
    ("a", "half", "million"): 500_000,
    ("half-a-million",): 500_000,
    ("a", "quarter", "of", "a", "million"): 250_000,
    ("a", "quarter", "million"): 250_000,
    ("three", "quarters", "of", "a", "million"): 750_000,
    ("a", "million", "and", "a", "half"): 1_500_000,
    ("one", "and", "a", "half", "million"): 1_500_000,
    ("two", "and", "a", "half", "million"): 2_500_000,
    ("three", "and", "a", "half", "million"): 3_500_000,
    ("a", "pair", "of"): 2,
    ("a", "trio", "of"): 3,
    ("a", "dozen"): 12,
    ("a", "hundred"): 100,
    ("a", "thousand"): 1_000,
    ("a", "million"): 1_000_000,
}


def _fixed(sentence: Sentence, index: int) -> Cardinal | None:
    for words, value in _FIXED.items():
        if tuple(sentence.words[index : index + len(words)]) == words:
            if words == ("a", sentence.at(index + 1)) and words[1] in ("hundred", "thousand"):
                return _in_words(sentence, index + 1, begun=1)
            return Cardinal(value, index + len(words), "words", value)
    return None


def _in_words(sentence: Sentence, index: int, *, begun: int = 0) -> Cardinal | None:
    """Compose units, tens and scales: "two hundred and fifty thousand"."""
    total, group, place, scale = 0, begun, index, 1
    while word := sentence.at(place):
        value = value_of(word)
        if value is not None and (
            group == 0 or (group % 100 == 0 and value < 100) or _tens_then_unit(group, value)
        ):
            group += value
        elif word in SCALES and (group or begun):
            scale = SCALES[word]
            group *= scale
            if scale >= 1000:
                total, group = total + group, 0
            if scale in (12, 20):
                return Cardinal(group, place + 1, "words", scale)
        elif not (word == "and" and scale > 1 and value_of(sentence.at(place + 1)) and place > index):
            break
        place += 1
    value = total + group
    return Cardinal(value, place, "words", scale) if value else None


def _tens_then_unit(group: int, value: int) -> bool:
    return group % 100 >= 20 and group % 10 == 0 and value < 10


def value_of(word: str) -> int | None:
    """What a word below a hundred is worth: "twelve", "thirty-one"."""
    return SMALL.get(word) or TENS.get(word) or (hyphened(word) if "-" in word else None)


def hyphened(word: str) -> int | None:
    """What "thirty-one" is worth."""
    tens, _, unit = word.partition("-")
    return TENS[tens] + SMALL[unit] if tens in TENS and SMALL.get(unit, 10) < 10 else None
