"""Numbers in words and digits: where one begins, what it is, and the bounds around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from accordingto.reading.figures import grammar
from accordingto.reading.figures.book import Effect, book
from accordingto.reading.figures.tokens import Sentence

Style = Literal["digits", "words", "vague", "one", "article", "none", "share"]

_ONES = "one two three four five six seven eight nine ten eleven twelve".split()
_TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_SMALL = {word: value for value, word in enumerate([*_ONES, *_TEENS], 1)}
_TENS = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_SCALES = {
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
# "over two brothers" is as likely no bound at all.
_PREPOSITIONS = frozenset(["over", "under", "about", "around"])
_NOT_BEFORE_ONE = frozenset(["some", "all", "only", "just", "first", "last", "other", "remaining"])
_PHRASAL = frozenset("hand hands handed handing turn turned turning take took taken taking".split())
_SMALLEST_BOUND = 5
_HARMS = frozenset("casualty casualties loss losses injury injuries death deaths fatality fatalities".split())
_SHARES: dict[tuple[str, ...], float] = {
    ("half",): 1 / 2,
    ("a", "half"): 1 / 2,
    ("one", "half"): 1 / 2,
    ("a", "third"): 1 / 3,
    ("one", "third"): 1 / 3,
    ("one-third",): 1 / 3,
    ("two", "thirds"): 2 / 3,
    ("two-thirds",): 2 / 3,
    ("a", "quarter"): 1 / 4,
    ("one", "quarter"): 1 / 4,
    ("three", "quarters"): 3 / 4,
    ("three-quarters",): 3 / 4,
    ("a", "fifth"): 1 / 5,
    ("one", "fifth"): 1 / 5,
    ("a", "tenth"): 1 / 10,
}
_FIRST_OF_SHARES = frozenset(words[0] for words in _SHARES)
_MOST_PEOPLE = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of something, words `[start, end)` of its sentence.

    A "share" is a part of a whole that follows with its number: "a third of the 900 detainees".
    `dotted` marks "250.000", which is a number of people only where a word for people follows.
    """

    start: int
    end: int
    low: int | None
    best: int | None
    high: int | None
    style: Style
    approximate: bool = False
    dotted: bool = False

    @property
    def single(self) -> bool:
        """Whether one person is counted, or at least one."""
        return self.style in ("one", "article") or (self.low == 1 and self.high in (1, None))

    @property
    def size(self) -> int:
        """The most that the number can be said to name."""
        return self.high or self.best or self.low or 0


@dataclass(frozen=True, slots=True)
class _Plain:
    value: float
    end: int
    style: Style
    scaled: int = 1
    dotted: bool = False


def quantity_at(sentence: Sentence, index: int) -> Quantity | None:
    """The number that begins at a word, with its bounds; these may lie before the word."""
    found = (
        _vague(sentence, index)
        or _zero(sentence, index)
        or _share(sentence, index)
        or _all_but(sentence, index)
        or _hyphenated(sentence.words[index], index)
        or _number(sentence, index)
    )
    return _bounded(sentence, found) if found else None


def starts(word: str) -> bool:
    """Whether a word can begin a number that is not written in digits."""
    return word in _STARTERS or ("-" in word and _hyphened(word) is not None)


def opens(sentence: Sentence, index: int) -> bool:
    """Whether a word can begin a count: a number, a vague one, a share, what is left of one, nobody."""
    word = sentence.words[index]
    if sentence.numbers[index] or starts(word) or word in book().vague:
        return True
    return word in _OPENERS or word in grammar.POSSESSIVES or word.endswith(("-odd", "-strong"))


def past_number(sentence: Sentence, index: int) -> int:
    """Behind the number that begins at a word; the word itself where none does."""
    found = _plain(sentence, index)
    return found.end if found else index


def past_bounds(sentence: Sentence, index: int) -> int:
    """Behind the bounds that begin at a word: "at least", "roughly"; the word itself where none do."""
    for end in range(index + 3, index, -1):
        for words, _ in book().bounds.get(sentence.at(end - 1), ()):
            if tuple(sentence.words[index:end]) == words:
                return end
    return index


def _share(sentence: Sentence, index: int) -> Quantity | None:
    """As in "a third of the 900 detainees", "half the town's 40,000 people": about so many of them."""
    if sentence.words[index] not in _FIRST_OF_SHARES:
        return None
    for words, share in _SHARES.items():
        end = index + len(words)
        if tuple(sentence.words[index:end]) == words:
            whole = _whole_behind(sentence, end)
            if whole is not None:
                return Quantity(index, end, None, round(whole * share), None, "share", approximate=True)
    return None


def _whole_behind(sentence: Sentence, place: int) -> float | None:
    """The number in "of the 900", "of the town's 40,000"."""
    place += sentence.at(place) == "of"
    owned = sentence.at(place) in grammar.DETERMINERS - {"a", "an"}
    if not owned and not sentence.at(place).endswith("'s"):
        return None
    place += owned
    while sentence.at(place).endswith("'s"):
        place += 1
    if sentence.at(place) in book().bounds:  # "of the nearly 900"
        place += 1
    found = _plain(sentence, place)
    return found.value if found and found.value > 1 else None


def _all_but(sentence: Sentence, index: int) -> Quantity | None:
    """As in "all but three of the 20 hostages"."""
    if sentence.words[index] != "all" or sentence.at(index + 1) != "but":
        return None
    left = _plain(sentence, index + 2)
    whole = _whole_behind(sentence, left.end) if left and sentence.at(left.end) == "of" else None
    if left is None or whole is None or whole <= left.value:
        return None
    value = round(whole - left.value)
    return Quantity(index, left.end, value, value, value, "share")


def _hyphenated(word: str, index: int) -> Quantity | None:
    """As in "40-odd" (so many, or a few more) and "1,200-strong"."""
    stem, _, last = word.rpartition("-")
    if last not in ("odd", "strong"):
        return None
    stem = stem.replace(",", "")
    value = int(stem) if stem.isdigit() else _value(stem)
    if not value:
        return None
    exact = value if last == "strong" else None
    return Quantity(index, index + 1, exact, value, exact, "words", approximate=exact is None)


def _number(sentence: Sentence, index: int) -> Quantity | None:
    first = _plain(sentence, index)
    if first is None:
        return _article(sentence, index)
    value = round(first.value)
    if abs(first.value - value) > 1e-6 or not 0 < value <= _MOST_PEOPLE:
        return None
    style: Style = "one" if first.style == "words" and value == 1 else first.style
    second = _second(sentence, index, first)
    if second:
        value = _completed(sentence, first, second)
        low = value * second.scaled if first.scaled == 1 and value * second.scaled < second.value else value
        style = "words" if style == "one" else style
        return Quantity(index, second.end, low, None, round(second.value), style, dotted=first.dotted)
    return Quantity(index, first.end, value, value, value, style, dotted=first.dotted)


def _article(sentence: Sentence, index: int) -> Quantity | None:
    word = sentence.words[index]
    if word in ("a", "an", "another") or (word in grammar.POSSESSIVES and _kin_behind(sentence, index)):
        return Quantity(index, index + 1, 1, 1, 1, "article")
    return None


def _kin_behind(sentence: Sentence, index: int) -> bool:
    """As in "her husband", "his younger brother"."""
    follows, behind = sentence.at(index + 1), sentence.at(index + 2)
    return follows in book().kin or (behind in book().kin and follows not in grammar.FUNCTION)


def _second(sentence: Sentence, index: int, first: _Plain) -> _Plain | None:
    """The upper end of a range: "10 to 15", "between 10 and 15", "two or three", "10-15"."""
    if capped := _capped(sentence, index, first):
        return capped
    link, before = sentence.at(first.end), sentence.at(index - 1)
    if link == "and" and before != "between" and not _between(sentence, index):
        return None
    if link not in ("to", "or", "and", "-", "–", "—") or (link == "to" and before in ("from", "by")):
        return None
    if link in ("-", "–", "—") and not _joined(sentence, first.end):
        return None
    second = _plain(sentence, first.end + 1)
    return second if second and second.value > first.value else None


def _capped(sentence: Sentence, index: int, first: _Plain) -> _Plain | None:
    """The upper end in "at least 10 but no more than 15", "at least 10 and up to 15"."""
    opened = sentence.words[max(0, index - 2) : index] == ["at", "least"]
    place = first.end + (opened and sentence.at(first.end) == ",")
    link = sentence.at(place)
    if link != "but" and not (link in ("and", "or", "perhaps", "possibly") and opened):
        return None
    aside = place > first.end
    place += link in ("but", "and", "or")
    for words in _CAPS:
        end = place + len(words)
        second = _plain(sentence, end) if tuple(sentence.words[place:end]) == words else None
        if second and second.value > first.value:
            return replace(second, end=second.end + (aside and sentence.at(second.end) == ","))
    return None


def _completed(sentence: Sentence, first: _Plain, second: _Plain) -> int:
    """The lower end in full: "10-15,000" begins at 10,000."""
    dash = sentence.at(first.end) in ("-", "–", "—")
    short = first.value < 1000 <= second.value and first.value * 1000 < second.value
    return round(first.value * 1000 if dash and short and second.scaled == 1 else first.value)


def _between(sentence: Sentence, index: int) -> bool:
    """As in "between about 10 and 15"."""
    return sentence.at(index - 2) == "between"


def _joined(sentence: Sentence, index: int) -> bool:
    """Whether a dash stands between two numbers without spaces, or with one on both sides."""
    if index + 1 >= len(sentence.spans):
        return False
    left = sentence.spans[index][0] - sentence.spans[index - 1][1]
    right = sentence.spans[index + 1][0] - sentence.spans[index][1]
    return left == right == 0


def _plain(sentence: Sentence, index: int) -> _Plain | None:
    word = sentence.at(index)
    if not word:
        return None
    if sentence.numbers[index]:
        return _digits(sentence, index)
    if word in ("a", "an", "half", "one") and (fixed := _fixed(sentence, index)):
        return fixed
    if word == "both" and _is_pair(sentence, index):
        return _Plain(2, index + 1, "words", 1)
    return _in_words(sentence, index)


def _is_pair(sentence: Sentence, index: int) -> bool:
    """As in "both brothers were shot", not "both soldiers and civilians", nor ", both teachers"."""
    if sentence.at(index + 1) == "of":
        return sentence.at(index + 2) in grammar.DETERMINERS | {"them", "whom"}
    if sentence.at(index - 1) == ",":
        return False
    noun = book().nouns.get(sentence.at(index + 1))
    return noun is not None and noun.plural and not noun.group and sentence.at(index + 2) not in ("and", "or")


def _digits(sentence: Sentence, index: int) -> _Plain | None:
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
    if follows in _SCALES and (follows != "hundred" or value < 100):
        if dotted:  # "1.250 million" is a decimal
            value, dotted = float(digits), False
        return _Plain(value * _SCALES[follows], index + 2, "digits", _SCALES[follows])
    return _Plain(value * scale, index + 1, "digits", scale, dotted and digits.count(".") == 1)


_FIXED = {
    ("half", "a", "million"): 500_000,
    ("half", "a", "dozen"): 6,
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


def _fixed(sentence: Sentence, index: int) -> _Plain | None:
    for words, value in _FIXED.items():
        if tuple(sentence.words[index : index + len(words)]) == words:
            if words == ("a", sentence.at(index + 1)) and words[1] in ("hundred", "thousand"):
                return _in_words(sentence, index + 1, begun=1)
            return _Plain(value, index + len(words), "words", value)
    return None


def _in_words(sentence: Sentence, index: int, *, begun: int = 0) -> _Plain | None:
    """Compose units, tens and scales: "two hundred and fifty thousand"."""
    total, group, place, scale = 0, begun, index, 1
    while word := sentence.at(place):
        value = _value(word)
        if value is not None and (
            group == 0 or (group % 100 == 0 and value < 100) or _tens_then_unit(group, value)
        ):
            group += value
        elif word in _SCALES and (group or begun):
            scale = _SCALES[word]
            group *= scale
            if scale >= 1000:
                total, group = total + group, 0
            if scale in (12, 20):
                return _Plain(group, place + 1, "words", scale)
        elif not (word == "and" and scale > 1 and _value(sentence.at(place + 1)) and place > index):
            break
        place += 1
    value = total + group
    return _Plain(value, place, "words", scale) if value else None


def _tens_then_unit(group: int, value: int) -> bool:
    return group % 100 >= 20 and group % 10 == 0 and value < 10


def _value(word: str) -> int | None:
    return _SMALL.get(word) or _TENS.get(word) or (_hyphened(word) if "-" in word else None)


def _hyphened(word: str) -> int | None:
    tens, _, unit = word.partition("-")
    return _TENS[tens] + _SMALL[unit] if tens in _TENS and _SMALL.get(unit, 10) < 10 else None


def _vague(sentence: Sentence, index: int) -> Quantity | None:
    table = book().vague
    for length in (3, 2, 1):
        words = sentence.words[index : index + length]
        bounds = table.get(" ".join(words)) if len(words) == length else None
        if bounds and not (words[0] in ("dozens", "scores", "tens") and _is_part_of_name(sentence, index)):
            found = _scaled(sentence, index, index + length, bounds)
            return _surpassed(sentence, found)
    return None


def _surpassed(sentence: Sentence, found: Quantity) -> Quantity:
    """As in "hundreds, if not thousands,", "dozens or even hundreds": up to the second."""
    place = found.end + (sentence.at(found.end) == ",")
    for words in (("if", "not"), ("perhaps",), ("possibly",), ("or", "even"), ("or", "perhaps"), ("or",)):
        end = place + len(words)
        bounds = book().vague.get(sentence.at(end))
        if tuple(sentence.words[place:end]) == words and bounds and bounds[1] > (found.high or 0):
            end += 1 + (sentence.at(end + 1) == "," and place > found.end)
            return replace(found, end=end, high=bounds[1])
    return found


def _is_part_of_name(sentence: Sentence, index: int) -> bool:
    return index > 0 and sentence.raw[index][0].isupper()


def _scaled(sentence: Sentence, start: int, end: int, bounds: tuple[int, int]) -> Quantity:
    """As in "several hundred", "a couple of dozen"; a couple is two, more or less."""
    scale = _SCALES.get(sentence.at(end), 1)
    end += scale > 1
    low, high = bounds[0] * scale, (bounds[1] + 1) * scale - 1
    if bounds[0] == bounds[1]:
        return Quantity(start, end, None, low, None, "vague", approximate=True)
    return Quantity(start, end, low, None, high, "vague", approximate=True)


def _zero(sentence: Sentence, index: int) -> Quantity | None:
    word = sentence.words[index]
    if word == "without":
        return _without(sentence, index)
    if word in ("zero", "0", "nil") or (word == "neither" and _is_neither(sentence, index + 1)):
        return Quantity(index, index + 1, 0, 0, 0, "none")
    if word in ("nobody", "none", "no-one") or (word == "no" and sentence.at(index + 1) == "one"):
        return Quantity(index, index + 1 + (word == "no"), 0, 0, 0, "none")
    if word == "not" and sentence.at(index + 1) in ("a", "one") and sentence.at(index + 2) == "single":
        return Quantity(index, index + 3, 0, 0, 0, "none")
    if word == "not" and sentence.at(index + 1) == "one" and sentence.at(index + 2) == "of":
        return Quantity(index, index + 2, 0, 0, 0, "none")
    if word == "no" and sentence.at(index + 1) not in ("more", "fewer", "less", "other", "longer"):
        return Quantity(index, index + 1, 0, 0, 0, "none")
    return None


def _is_neither(sentence: Sentence, place: int) -> bool:
    """As in "neither of them", "neither pilot"; not "neither soldiers nor"."""
    noun = book().nouns.get(sentence.at(place))
    alone = noun is not None and noun.singular and sentence.at(place + 1) != "nor"
    return sentence.at(place) == "of" or alone


def _without(sentence: Sentence, index: int) -> Quantity | None:
    """As in "without casualties", "without a single death", "without loss of life"."""
    place = index + 1
    while sentence.at(place) in ("any", "a", "single", "further", "civilian"):
        place += 1
    harm = sentence.at(place)
    of_life = (sentence.at(place + 1), sentence.at(place + 2)) == ("of", "life")
    if harm not in _HARMS or (harm in ("loss", "losses") and not of_life):
        return None
    return Quantity(index, place, 0, 0, 0, "none")


def _bounded(sentence: Sentence, found: Quantity) -> Quantity:
    """The number with the bounds before it ("at least") and behind it ("or more")."""
    if found.style == "none":
        return found
    found = _widened(sentence, found)
    for _ in range(2):
        if sentence.at(found.start - 1) == "between":
            found = replace(found, start=found.start - 1)
        bound = _bound_before(sentence, found)
        if bound is None:
            break
        length, effect = bound
        found = replace(_with(found, effect), start=found.start - length)
    return found


def _bound_before(sentence: Sentence, found: Quantity) -> tuple[int, Effect] | None:
    for words, effect in book().bounds.get(sentence.at(found.start - 1), ()):
        start = found.start - len(words)
        if start < 0 or tuple(sentence.words[start : found.start]) != words:
            continue
        if words == ("over",) and sentence.at(start - 1) in _PHRASAL:
            continue
        small = found.high is not None and found.high < _SMALLEST_BOUND
        if words[0] in _PREPOSITIONS and len(words) == 1 and small:
            return None
        if found.style in ("article", "one") and words[-1] in _NOT_BEFORE_ONE:
            return None
        return len(words), effect
    return None


def _widened(sentence: Sentence, found: Quantity) -> Quantity:
    words = tuple(sentence.words[found.end : found.end + 2])
    if found.style == "article" or len(words) < 2:
        return found
    effects: dict[tuple[str, ...], Effect] = {
        ("or", "more"): "at_least",
        ("or", "so"): "about",
        ("or", "fewer"): "at_most",
        ("or", "less"): "at_most",
    }
    effect = effects.get(words)
    return replace(_with(found, effect), end=found.end + 2) if effect else found


def _with(found: Quantity, effect: Effect) -> Quantity:
    """A number under a bound. A vague number keeps its own, but for the end that the bound opens."""
    if found.style == "vague":
        return _vague_with(found, effect)
    value = found.best
    if value is None:
        return replace(found, approximate=True) if effect == "about" else found
    if effect == "at_least":
        return replace(found, best=None, high=None)
    if effect == "more_than":
        return replace(found, low=value + 1, best=None, high=None)
    if effect == "at_most":
        return replace(found, low=None, best=None)
    if effect == "less_than":
        return replace(found, low=None, best=None, high=value - 1)
    if effect == "about":
        return replace(found, low=None, high=None, approximate=True)
    return found


def _vague_with(found: Quantity, effect: Effect) -> Quantity:
    if effect in ("at_least", "more_than"):
        return replace(found, high=None)
    if effect in ("at_most", "less_than"):
        return replace(found, low=None)
    return found


_CAPS = (
    ("no", "more", "than"),
    ("not", "more", "than"),
    ("at", "most"),
    ("up", "to"),
    ("as", "many", "as"),
    ("perhaps", "as", "many", "as"),
    ("possibly", "as", "many", "as"),
    ("perhaps", "up", "to"),
    ("possibly", "up", "to"),
)
_STARTERS = frozenset(
    [
        *_SMALL,
        *_TENS,
        *(
            "a",
            "an",
            "another",
            "both",
            "no",
            "nobody",
            "none",
            "no-one",
            "not",
            "zero",
            "half",
            "half-a-million",
        ),
    ]
) | frozenset(
    key.split()[0] for key in ("dozens", "scores", "tens", "hundreds", "thousands", "millions", "several")
)
_OPENERS = frozenset(["all", "neither", "without", "one-third", "two-thirds", "three-quarters"])
