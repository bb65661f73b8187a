"""Tolls, losses and populations: what a number rose to, was put at, or is the size of."""

from __future__ import annotations

from accordingto.reading.figures import grammar
from accordingto.reading.figures.book import book
from accordingto.reading.figures.numbers import starts
from accordingto.reading.figures.phrases import Counted
from accordingto.reading.figures.predicates import Predicate, kind_of_label, label_behind, toll_at
from accordingto.reading.figures.tokens import Sentence
from accordingto.reading.figures.uncounted import is_date
from accordingto.types import FigureKind

_TOLL_FARTHEST = 24
_POPULATION_FARTHEST = 8
_LOSSES_FARTHEST = 7
_PUT_FARTHEST = 10
_LOSSES: dict[str, FigureKind] = {
    "losses": "killed",
    "deaths": "killed",
    "fatalities": "killed",
    "casualties": "other",
    "injuries": "injured",
}
_AT_THE_COST = frozenset({("at", "the", "cost", "of"), ("at", "a", "cost", "of")})
_STATES = grammar.NOMINAL_STATES | frozenset("abducted kidnapped arrested evacuated hurt slain".split())
_PUTTING = frozenset("put puts putting estimate estimates estimated estimating".split())
_NUMBERING = frozenset("number numbers numbered numbering total totals totalled totaled totalling".split())


def toll(sentence: Sentence, found: Counted) -> Predicate | None:
    """As in "the death toll rose to 15", "the number of wounded reached 30", "a population of 4,000"."""
    last = found.start - 1
    known = _number_behind(sentence, found) or _losses(sentence, last) or _put(sentence, last)
    known = known or _in_all(sentence, found) or _in_aside(sentence, found) or _ranging(sentence, last)
    if known:
        return known
    risen = sentence.at(last) == "by" and sentence.at(last - 1) in grammar.RISING
    if sentence.at(last) not in grammar.REACHING and not risen:
        return _number_behind(sentence, found)
    for place in range(last, max(-1, last - _TOLL_FARTHEST), -1):
        word = sentence.words[place]
        earlier = _is_rise(sentence, place) or _is_first(sentence, place, last)
        earlier = earlier or _is_aside(sentence, place, last)
        if word in (".", ";", ":") or (sentence.numbers[place] and not (earlier or is_date(sentence, place))):
            return None
        if word in grammar.TOLLS and (kind := _toll_kind(sentence, place)):
            return toll_at(sentence, place, kind)
        if word in ("population", "home") and last - place < _POPULATION_FARTHEST:
            return _population(sentence, place, last)
    return _number_behind(sentence, found)


def said_of(sentence: Sentence, found: Counted) -> bool:
    """As in "the opposition puts the figure at 2,000": of those who were counted before."""
    last = found.start - 1
    if found.noun is not None or sentence.at(last) not in grammar.REACHING:
        return False
    words = sentence.words[max(0, last - _LOSSES_FARTHEST) : last]
    return (
        any(word in ("figure", "number", "total", "count", "tally") for word in words) and "of" not in words
    )


def _losses(sentence: Sentence, last: int) -> Predicate | None:
    """As in "raised its losses to 525", "puts the rebels' dead at 90"."""
    if sentence.at(last) not in ("to", "at", "reached", "exceed", "exceeded", "topped", "past", "passed"):
        return None
    for place in range(last - 1, max(-1, last - _LOSSES_FARTHEST), -1):
        word = sentence.words[place]
        if sentence.numbers[place] or (starts(word) and word != "both") or word in (".", ",", ";", ":"):
            return None
        near = last - place < 4 or sentence.at(last).startswith("exceed")
        kind = _LOSSES.get(word) or (_state_kind(sentence, place) if near else None)
        if kind is None and place == last - 1 and sentence.at(last) == "at":  # puts the crowd at 5,000
            kind = book().events[word] if word in grammar.GROUPS else None
        if kind:
            return Predicate(place, place + 1, kind, "toll")
    return None


def _put(sentence: Sentence, last: int) -> Predicate | None:
    """As in "put its own dead in the battle for the town at four", "estimates the dead at 40"."""
    if sentence.at(last) != "at":
        return None
    for place in range(last - 1, max(-1, last - _PUT_FARTHEST), -1):
        kind = _state_kind(sentence, place)
        if kind and _PUTTING & set(sentence.words[max(0, place - 3) : place]):
            return Predicate(place, place + 1, kind, "toll")
        if (sentence.numbers[place] and not is_date(sentence, place)) or sentence.words[place] in (
            ".",
            ",",
            ";",
            ":",
        ):
            return None
    return None


def _ranging(sentence: Sentence, last: int) -> Predicate | None:
    """As in "estimates of the dead range from 40 to 70"."""
    if sentence.at(last) != "from" or sentence.at(last - 1) not in grammar.RANGING:
        return None
    for place in range(last - 2, max(-1, last - _PUT_FARTHEST), -1):
        if kind := _state_kind(sentence, place):
            return Predicate(place, place + 1, kind, "toll")
    return None


def _state_kind(sentence: Sentence, place: int) -> FigureKind | None:
    """Of "the dead", "the rebels' wounded", "Dead" at the start: what happened to them."""
    if sentence.words[place] not in _STATES:
        return None
    kind = kind_of_label(sentence.words[place])
    while place > 0 and _tells_whose(sentence, place - 1):
        place -= 1
    before = sentence.at(place - 1)
    named = place == 0 or before in grammar.DETERMINERS | {"own"} or before.endswith(("'s", "'"))
    return kind if named else None


def _tells_whose(sentence: Sentence, place: int) -> bool:
    """As in "the Suai dead", "total enemy dead"."""
    word = sentence.words[place]
    plain = word == "total" or word in book().who or word == "enemy"
    return plain or (place > 0 and sentence.raw[place][0].isupper() and word not in grammar.FUNCTION)


def numbered(sentence: Sentence, found: Counted) -> Predicate | None:
    """As in "the dead numbered 61", "the garrison numbers about 2,500", "dead and wounded numbered 150"."""
    last = found.start - 1
    if sentence.at(last) not in _NUMBERING or found.noun is not None:
        return None
    for place in range(last - 1, max(-1, last - _LOSSES_FARTHEST), -1):
        word = sentence.words[place]
        if sentence.at(place - 1) in ("and", "or") and word in grammar.NOMINAL_STATES:
            return Predicate(place, place + 1, "other", "toll", mixed=True)
        noun = book().nouns.get(word)
        kind = _state_kind(sentence, place) or book().events.get(word)
        kind = kind or (noun.kind if noun and noun.plural else None)
        if kind:
            return Predicate(place, place + 1, kind, "toll")
    return None


def price(sentence: Sentence, found: Counted) -> Predicate | None:
    """As in "cost the army 4,000 men", "at the cost of one fighter"."""
    if found.noun is None:
        return None
    if tuple(sentence.words[max(0, found.start - 4) : found.start]) in _AT_THE_COST:
        return Predicate(found.start - 2, found.start - 1, "killed", "object")
    if not found.noun.plural:
        return None
    for place in range(found.start - 2, max(-1, found.start - 5), -1):
        word = sentence.words[place]
        if word in ("cost", "costs", "costing"):
            return Predicate(place, place + 1, "killed", "object")
        if not word[0].isalpha() or word in grammar.FUNCTION - grammar.DETERMINERS:
            return None
    return None


def _is_rise(sentence: Sentence, place: int) -> bool:
    """As in "from 12 to 15", "by six to 40"."""
    return sentence.at(place - 1) == "by" or any(sentence.at(place - back) == "from" for back in (1, 2, 3, 4))


def _is_first(sentence: Sentence, place: int, last: int) -> bool:
    """As in "stood at 12 on Monday and at 15 on Friday"."""
    word = sentence.at(last)
    return word in ("at", "to", "was") and sentence.at(last - 1) == "and" and sentence.at(place - 1) == word


def _is_aside(sentence: Sentence, place: int, last: int) -> bool:
    """As in "the toll, 47 in the morning, stood at 77", "the number of dead, which stood at 13, rose to"."""
    if "," not in sentence.words[place + 1 : last]:
        return False
    for start in range(place - 1, max(0, place - _LOSSES_FARTHEST), -1):
        if sentence.words[start] == ",":
            named = sentence.words[start - 1]
            return named in grammar.TOLLS or kind_of_label(named) is not None
    return False


def _in_aside(sentence: Sentence, found: Counted) -> Predicate | None:
    """The number in such an aside: "the toll, 47 in the morning, stood at 77"."""
    last = found.start - 1
    if sentence.at(last - 1) in ("given", "put") and sentence.at(last) in ("as", "at"):
        last -= 2 + (sentence.at(last - 2) == "first")
    last -= sentence.at(last) == "now"  # the dead, now 56, include
    if sentence.at(last) != "," or found.noun is not None or "," not in sentence.words[found.end :]:
        return None
    kind = _toll_kind(sentence, last - 1) if sentence.at(last - 1) in grammar.TOLLS else None
    if kind:
        return toll_at(sentence, last - 1, kind)
    kind = _state_kind(sentence, last - 1)
    return Predicate(last - 1, last, kind, "toll") if kind else None


def _in_all(sentence: Sentence, found: Counted) -> Predicate | None:
    """As in "The wounded, 26 in all, were carried off"."""
    last = found.start - 1
    whole = (sentence.at(found.end), sentence.at(found.end + 1)) in (
        ("in", "all"),
        ("in", "total"),
        ("of", "them"),
    )
    if sentence.at(last) != "," or not (whole or found.partitive) or last < 1:
        return None
    kind = _state_kind(sentence, last - 1)
    return Predicate(last - 1, last, kind, "toll") if kind else None


def _population(sentence: Sentence, place: int, last: int) -> Predicate | None:
    if sentence.words[place] == "home":
        home = last == place + 1 and sentence.words[last] == "to"
        return Predicate(place, place + 1, "population", "toll") if home else None
    return Predicate(place, place + 1, "population", "toll")


def _toll_kind(sentence: Sentence, place: int) -> FigureKind | None:
    """Of whom a toll is: "death toll", "the number of people killed in the raid"."""
    word = sentence.words[place]
    if word == "toll":
        return "other" if sentence.at(place - 1) == "casualty" else "killed"
    if sentence.at(place + 1) != "of" and word in ("tally", "count"):
        return "killed" if sentence.at(place - 1) in ("death", "body") else None
    told = label_behind(sentence, place)
    return told[1] if told else None


def _number_behind(sentence: Sentence, found: Counted) -> Predicate | None:
    """As in "bringing to 15 the number of dead", "put at nine the number of villagers slain"."""
    place = found.end + (sentence.at(found.end) == "the")
    if sentence.at(found.start - 1) not in ("to", "at"):
        return None
    if sentence.at(place) in grammar.TOLLS and (kind := _toll_kind(sentence, place)):
        return toll_at(sentence, place, kind)
    kind = _state_kind(sentence, place) if place > found.end else None
    return Predicate(place, place + 1, kind, "toll") if kind else None
