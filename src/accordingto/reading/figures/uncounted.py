"""Numbers that count nobody: years, ages, ratios, numbers in names."""

from __future__ import annotations

from accordingto.reading.figures import grammar
from accordingto.reading.figures.book import book
from accordingto.reading.figures.numbers import past_number
from accordingto.reading.figures.quantities import Quantity
from accordingto.reading.figures.tokens import Sentence

_FIRST_YEAR, _LAST_YEAR = 1900, 2099
_BEFORE_YEARS = frozenset("in since of by until from during early late mid the before after , and to".split())
_SMALL_NUMBERS = frozenset("one two three four five six seven eight nine 1 2 3 4 5 6 7 8 9".split())


_SAVING = frozenset("save saves saved saving spare spares spared sparing protect protects protected".split())


def _are_saved(sentence: Sentence, quantity: Quantity, index: int) -> bool:
    """Whether "saved 40 lives" or "would save millions of lives" is said: nobody died."""
    noun = quantity.end + (sentence.at(quantity.end) == "of")
    before = index - 1 - (sentence.at(index - 1) in ("'", "‘", '"', "“"))
    return sentence.at(noun) in ("lives", "life") and sentence.at(before) in _SAVING


_BEFORE_PRONOUN = frozenset("the this no each any every second third new such".split())


def _is_pronoun(before: str, after: str) -> bool:
    """Whether "one" counts nobody: "that one", "one another"; but "said that one soldier died"."""
    if before == "that":
        return after not in book().nouns and after not in book().who
    return after in ("another", "side", "day") or before in _BEFORE_PRONOUN


def is_no_count(sentence: Sentence, quantity: Quantity, index: int) -> bool:
    """Dates, years, numbers in names, "one another": what looks like a count and is none."""
    before, after = sentence.at(index - 1), sentence.at(quantity.end)
    if _are_saved(sentence, quantity, index):
        return True
    if before == "of" and sentence.at(index - 2) in ("father", "mother", "parent", "parents"):
        return True
    if before == "of" and (sentence.at(index - 2) == "age" or _is_age(sentence, quantity, index)):
        return True
    if before == "of" and _are_ages(sentence, quantity, index):
        return True
    if quantity.style == "share":
        return False
    if before == "of" and _is_whole_group(sentence, index - 2):
        return True
    if after not in book().nouns and _is_extreme_age(sentence, index - 1):
        return True
    if before == "every" and after == "of":
        return True
    if (before == "but" and sentence.at(index - 2) == "all") or _is_ratio(sentence, quantity):
        return True
    if quantity.style == "one" and after != "of":
        return _is_pronoun(before, after)
    if quantity.style != "digits":
        return before in ("chapter", "phase", "part", "day")
    value = quantity.size
    if before == "," == after and _is_person(sentence, index - 2):  # "a farmer, 34, was killed"
        return True
    if before in grammar.MONTHS and " " in sentence.raw[index]:
        return True
    if _is_month(sentence, index - 1) and sentence.numbers[index - 2] and after in book().nouns:
        return False  # "on 4 March 12 soldiers died"
    if after == "fighters" and index > 1 and sentence.raw[index - 1][:1].isupper():
        return _is_plane(sentence, index)
    grouped = not sentence.raw[index].isdigit()
    named = before in grammar.NAMING and not (before == "number" and _is_verb(sentence, index - 1))
    if (named and not grouped) or (before == "no" and quantity.start == index):
        return True
    if value <= 31 and (_is_month(sentence, index - 1) or _is_month(sentence, quantity.end)):
        return True
    return _is_year(sentence, quantity, index, value)


def is_date(sentence: Sentence, place: int) -> bool:
    """Whether a number in digits is a year, or the day beside a month: "killed since 7 October 2023"."""
    written = sentence.raw[place]
    year = len(written) == 4 and written.isdigit() and _FIRST_YEAR <= int(written) <= _LAST_YEAR
    return year or _is_month(sentence, place - 1) or _is_month(sentence, place + 1)


def _is_verb(sentence: Sentence, place: int) -> bool:
    """As in "the wounded number 266"."""
    return sentence.at(place - 1) in grammar.NOMINAL_STATES


def _is_whole_group(sentence: Sentence, place: int) -> bool:
    """As in "four members of a family of nine": nothing is said of the nine."""
    group = sentence.at(place) in grammar.GROUPS and sentence.at(place - 1) in ("a", "one")
    return group and sentence.at(place - 2) == "of" and sentence.at(place - 3) in book().nouns


def _is_month(sentence: Sentence, place: int) -> bool:
    """A month by its name, not "31 may have died"."""
    word = sentence.at(place)
    return word in grammar.MONTHS and not (word == "may" and sentence.raw[place] == "may")


def _is_age(sentence: Sentence, quantity: Quantity, index: int) -> bool:
    """As in "a boy of 12 died", "one of them a girl of two": nobody is counted behind one person."""
    noun = book().nouns.get(sentence.at(index - 2))
    if sentence.at(index - 2) in book().events:  # "the killing of two Kurdish farmers"
        return False
    one = noun is not None and noun.singular and not (noun.plural or noun.group)
    counted_too = sentence.at(quantity.end) in book().nouns or sentence.at(quantity.end) == "of"
    return one and not counted_too and sentence.at(index - 2) not in grammar.GROUPS


def _are_ages(sentence: Sentence, quantity: Quantity, index: int) -> bool:
    """As in "among them men of 72 and 66": of several people, as many numbers, and no noun behind."""
    noun = book().nouns.get(sentence.at(index - 2))
    people = noun is not None and noun.kind == "other" and noun.plural and not noun.group
    end = past_number(sentence, quantity.end + 1)
    paired = sentence.at(quantity.end) == "and" and end > quantity.end + 1
    behind = sentence.at(end)
    return people and paired and behind not in book().nouns and not behind.endswith("s")


def _is_extreme_age(sentence: Sentence, place: int) -> bool:
    """As in "the youngest 14", "the oldest of them was 78"."""
    while sentence.at(place) in ("was", "is", "being", "of", "them", "only", "just"):
        place -= 1
    return sentence.at(place) in ("youngest", "oldest", "eldest")


def _is_person(sentence: Sentence, place: int) -> bool:
    noun = book().nouns.get(sentence.at(place))
    return noun is not None and noun.singular and not noun.group


def _is_ratio(sentence: Sentence, quantity: Quantity) -> bool:
    """As in "two out of three", "one in ten recruits": either number; not "two out of the three"."""
    for first in (quantity.end - 1, quantity.start - 2, quantity.start - 3):
        if sentence.at(first) in _SMALL_NUMBERS and _is_ratio_from(sentence, first + 1):
            return True
    return False


def _is_ratio_from(sentence: Sentence, place: int) -> bool:
    """Whether "in ten" or "out of ten" begins at a word, and no "in ten days", "in two villages"."""
    out_of = (sentence.at(place), sentence.at(place + 1)) == ("out", "of")
    if sentence.at(place) != "in" and not out_of:
        return False
    start = place + 1 + out_of
    start += sentence.at(start) in ("every", "each")
    end = past_number(sentence, start)
    if end == start or (sentence.raw[start].isdigit() and len(sentence.raw[start]) == 4):
        return False
    follows = sentence.at(end)
    return out_of or follows in book().nouns or follows == "of" or follows in grammar.BE


def _is_plane(sentence: Sentence, index: int) -> bool:
    """As in "Mirage 2000 fighters": digits that belong to a name."""
    return sentence.raw[index].isdigit() and sentence.at(index - 1) not in grammar.FUNCTION


def _is_year(sentence: Sentence, quantity: Quantity, index: int, value: int) -> bool:
    written = sentence.raw[index]
    if not (len(written) == 4 and written.isdigit() and _FIRST_YEAR <= value <= _LAST_YEAR):
        return False
    before = sentence.at(quantity.start - 1)
    return before in grammar.MONTHS or before in _BEFORE_YEARS
