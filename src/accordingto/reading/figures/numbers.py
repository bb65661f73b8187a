"""Numbers that may count people: where one begins, and how many it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from accordingto.reading.figures import grammar
from accordingto.reading.figures.book import book
from accordingto.reading.figures.bounds import bounded
from accordingto.reading.figures.cardinals import (
    SCALES,
    SMALL,
    TENS,
    Cardinal,
    cardinal_at,
    hyphened,
    value_of,
)
from accordingto.reading.figures.quantities import Quantity, Style
from accordingto.reading.figures.tokens import Sentence, sentences

_HARMS = frozenset(
    "casualty casualties loss losses injury injuries death deaths fatality fatalities murders "
    "homicides victim victims".split()
)
_CAUSING = frozenset("causing inflicting suffering sustaining incurring claiming".split())
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
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s?(?:%|per\s?cent)")
_NEGATIONS = frozenset("without not never nor didn't".split())
_LONGEST_OWNER = 4
_MOST_PEOPLE = 2_000_000_000


def quantity_at(sentence: Sentence, index: int) -> Quantity | None:
    """The number that begins at a word, with its bounds; these may lie before the word."""
    found = (
        _vague(sentence, index)
        or _zero(sentence, index)
        or _share(sentence, index)
        or _all_but(sentence, index)
        or _hyphenated(sentence.words[index], index)
        or _owned(sentence, index)
        or _number(sentence, index)
    )
    return bounded(sentence, found) if found else None


def quantities_in(words: str) -> Iterator[Quantity]:
    """The numbers that some words begin, in order."""
    for sentence in sentences(words):
        found = (quantity_at(sentence, i) for i in range(len(sentence.words)) if opens(sentence, i))
        yield from filter(None, found)


_JOINED = ("-odd", "-strong", *(f"-{scale}" for scale in SCALES))


def starts(word: str) -> bool:
    """Whether a word can begin a number that is not written in digits."""
    return word in _STARTERS or ("-" in word and hyphened(word) is not None)


def opens(sentence: Sentence, index: int) -> bool:
    """Whether a word can begin a count: a number, a vague one, a share, what is left of one, nobody."""
    word = sentence.words[index]
    if word in _OPENERS or sentence.numbers[index] or word in book().vague:
        return True
    if word == "the" or word.endswith("'s"):
        return True
    if word.endswith(("%", " cent", "percent")):
        return True
    return "-" in word and (word.endswith(_JOINED) or hyphened(word) is not None)


def past_number(sentence: Sentence, index: int) -> int:
    """Behind the number that begins at a word; the word itself where none does."""
    found = cardinal_at(sentence, index)
    return found.end if found else index


def _share(sentence: Sentence, index: int) -> Quantity | None:
    """As in "a third of the 900 detainees", "90 per cent of the 40,000 people": about so many."""
    if percent := _PERCENT.fullmatch(sentence.words[index]):
        return _share_of(sentence, index, index + 1, float(percent[1]) / 100)
    if sentence.words[index] not in _FIRST_OF_SHARES:
        return None
    for words, share in _SHARES.items():
        end = index + len(words)
        if tuple(sentence.words[index:end]) == words:
            return _share_of(sentence, index, end, share)
    return None


def _share_of(sentence: Sentence, start: int, end: int, share: float) -> Quantity | None:
    """So much of the whole that follows with its number."""
    whole = _whole_behind(sentence, end)
    if whole is None:
        return None
    return Quantity(start, end, None, round(whole * share), None, "share", approximate=True)


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
    found = cardinal_at(sentence, place)
    return found.value if found and found.value > 1 else None


def _all_but(sentence: Sentence, index: int) -> Quantity | None:
    """As in "all but three of the 20 hostages"."""
    if sentence.words[index] != "all" or sentence.at(index + 1) != "but":
        return None
    left = cardinal_at(sentence, index + 2)
    whole = _whole_behind(sentence, left.end) if left and sentence.at(left.end) == "of" else None
    if left is None or whole is None or whole <= left.value:
        return None
    value = round(whole - left.value)
    return Quantity(index, left.end, value, value, value, "share")


def _hyphenated(word: str, index: int) -> Quantity | None:
    """As in "40-odd" (so many, or a few more), "1,200-strong" and "14-thousand"."""
    stem, _, last = word.rpartition("-")
    if last in SCALES and stem.isdigit():
        number = int(stem) * SCALES[last]
        return Quantity(index, index + 1, number, number, number, "digits")
    if last not in ("odd", "strong"):
        return None
    stem = stem.replace(",", "")
    value = int(stem) if stem.isdigit() else value_of(stem)
    if not value:
        return None
    exact = value if last == "strong" else None
    return Quantity(index, index + 1, exact, value, exact, "words", approximate=exact is None)


def _owned(sentence: Sentence, index: int) -> Quantity | None:
    """As in "the front's commander", "Hassan's wife": one, by whose it is."""
    if not sentence.words[index].endswith("'s") or not _kin_behind(sentence, index):
        return None
    return Quantity(_before_owner(sentence, index), index + 1, 1, 1, 1, "article")


def _before_owner(sentence: Sentence, index: int) -> int:
    """The first word of "the police station's", where a determiner opens it; else the owner itself."""
    for start in range(index - 1, max(-1, index - _LONGEST_OWNER), -1):
        if sentence.words[start] in grammar.DETERMINERS:
            return start
        if sentence.words[start] in grammar.FUNCTION or not sentence.words[start][0].isalpha():
            break
    return index


def _number(sentence: Sentence, index: int) -> Quantity | None:
    first = cardinal_at(sentence, index)
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
    if word == "the" and _is_victim(sentence, index):
        return Quantity(index, index + 1, 1, 1, 1, "article")
    return None


def _is_victim(sentence: Sentence, index: int) -> bool:
    """As in "detained the officer", "leaving the driver dead", "among them the priest": one who is known."""
    noun = book().nouns.get(sentence.at(index + 1))
    one = noun is not None and noun.kind in ("other", "fighters") and noun.singular and not noun.plural
    before = sentence.at(index - 1)
    listed = before == "including" or sentence.words[max(0, index - 2) : index] == ["among", "them"]
    return one and (listed or before in grammar.LEAVING or before in book().verbs)


def _kin_behind(sentence: Sentence, index: int) -> bool:
    """As in "her husband", "his younger brother"."""
    follows, behind = sentence.at(index + 1), sentence.at(index + 2)
    return follows in book().kin or (behind in book().kin and follows not in grammar.FUNCTION)


def _second(sentence: Sentence, index: int, first: Cardinal) -> Cardinal | None:
    """The upper end of a range: "10 to 15", "between 10 and 15", "two or three", "10-15"."""
    if capped := _capped(sentence, index, first):
        return capped
    link, before = sentence.at(first.end), sentence.at(index - 1)
    if link == "and" and before != "between" and not _between(sentence, index):
        return None
    moved = before in ("from", "by") and sentence.at(index - 2) not in grammar.RANGING
    if link not in ("to", "or", "and", "-", "–", "—") or (link == "to" and moved):
        return None
    if link in ("-", "–", "—") and not _joined(sentence, first.end):
        return None
    second = cardinal_at(sentence, first.end + 1)
    return second if second and second.value > first.value else None


def _capped(sentence: Sentence, index: int, first: Cardinal) -> Cardinal | None:
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
        second = cardinal_at(sentence, end) if tuple(sentence.words[place:end]) == words else None
        if second and second.value > first.value:
            return replace(second, end=second.end + (aside and sentence.at(second.end) == ","))
    return None


def _completed(sentence: Sentence, first: Cardinal, second: Cardinal) -> int:
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
    scale = SCALES.get(sentence.at(end), 1)
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
    if word in ("anyone", "anybody") and _is_denied(sentence, index):
        return Quantity(index, index + 1, 0, 0, 0, "none")
    if word == "not" and sentence.at(index + 1) in ("a", "one") and sentence.at(index + 2) == "single":
        return Quantity(index, index + 3, 0, 0, 0, "none")
    if word == "not" and sentence.at(index + 1) == "one" and sentence.at(index + 2) not in ("but", "or"):
        return Quantity(index, index + 2, 0, 0, 0, "none")
    if word == "not" and sentence.at(index + 1) == "a" and sentence.at(index + 2) in ("soul", "person"):
        return Quantity(index, index + 3, 0, 0, 0, "none")
    if word == "no" and sentence.at(index + 1) not in ("more", "fewer", "less", "other", "longer"):
        return Quantity(index, index + 1, 0, 0, 0, "none")
    return None


def _is_denied(sentence: Sentence, index: int) -> bool:
    """As in "without hurting anyone", "had not killed anybody"."""
    before = sentence.words[max(0, index - 3) : index]
    return bool(before) and before[-1] in book().verbs and any(word in _NEGATIONS for word in before)


def _is_neither(sentence: Sentence, place: int) -> bool:
    """As in "neither of them", "neither pilot"; not "neither soldiers nor"."""
    noun = book().nouns.get(sentence.at(place))
    alone = noun is not None and noun.singular and sentence.at(place + 1) != "nor"
    return sentence.at(place) == "of" or alone


def _without(sentence: Sentence, index: int) -> Quantity | None:
    """As in "without casualties", "without causing a single death", "without loss of life"."""
    place = index + 1 + (sentence.at(index + 1) in _CAUSING)
    while sentence.at(place) in ("any", "a", "single", "further", "civilian", "violent"):
        place += 1
    harm = sentence.at(place)
    of_life = (sentence.at(place + 1), sentence.at(place + 2)) == ("of", "life")
    if harm not in _HARMS or (harm in ("loss", "losses") and not of_life):
        return None
    return Quantity(index, place, 0, 0, 0, "none")


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
        *SMALL,
        *TENS,
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
_OPENERS = (
    _STARTERS
    | grammar.POSSESSIVES
    | frozenset(
        [
            "all",
            "as",
            "twice",
            "neither",
            "without",
            "anyone",
            "anybody",
            "one-third",
            "two-thirds",
            "three-quarters",
        ]
    )
)
