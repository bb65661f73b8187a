"""How old those are who are counted, told behind them: "a boy of nine", "aged 52", ", 19 and 21,"."""

from __future__ import annotations

from accordingto.reading.figures import grammar
from accordingto.reading.figures.book import book
from accordingto.reading.figures.cardinals import cardinal_at
from accordingto.reading.figures.numbers import past_number
from accordingto.reading.figures.phrases import Counted
from accordingto.reading.figures.tokens import Sentence

_BETWEEN = frozenset(("and", ",", "to", "or", "between", "about", "around", "under", "over", "only", "just"))
_OLDEST = 115
_DECADES = frozenset("teens twenties thirties forties fifties sixties seventies eighties nineties".split())


def past_age(sentence: Sentence, found: Counted) -> int:
    """Behind the age of the counted and its closing comma; the end of their phrase where none is told."""
    place = found.end
    if sentence.at(place) == "of" and found.single:
        return _past_of(sentence, place)
    if sentence.at(place) == "in" and sentence.at(place + 1) in grammar.POSSESSIVES | {"the"}:
        decade = sentence.at(place + 2) in _DECADES
        return place + 3 if decade else place
    if sentence.at(place) == "aged":
        return _past_list(sentence, place + 1)
    if sentence.at(place) == "between" and found.noun:
        return _past_range(sentence, place)
    if sentence.at(place) != ",":
        return place
    end = _past_list(sentence, place + 2) if sentence.at(place + 1) == "aged" else _past_bare(sentence, found)
    return end + (end > place and sentence.at(end) == ",")


def _past_of(sentence: Sentence, place: int) -> int:
    """As in "a boy of nine", not "a crew of nine", "an attack of three men"."""
    end = past_number(sentence, place + 1)
    person = book().nouns.get(sentence.at(place - 1))
    one = person is not None and person.singular and not (person.plural or person.group)
    told = (
        end > place + 1
        and one
        and not _counts(sentence, end)
        and sentence.at(place - 1) not in grammar.GROUPS
    )
    return end if told else place


def _past_range(sentence: Sentence, place: int) -> int:
    """As in "boys between 12 and 15", not "between 3 and 5 June", "between two villages"."""
    first = past_number(sentence, place + 1)
    last = past_number(sentence, first + 1)
    told = first > place + 1 and sentence.at(first) == "and" and last > first + 1
    follows = sentence.at(last)
    alone = not follows[:1].isalnum() or follows in grammar.BE | grammar.AUXILIARIES
    return last if told and alone else place


def _past_list(sentence: Sentence, place: int) -> int:
    """Behind the numbers of a list that does not go on with others who are counted."""
    end = place
    while True:
        start = end
        while sentence.at(start) in _BETWEEN:
            start += 1
        found = cardinal_at(sentence, start)
        if found is None or found.value > _OLDEST or _counts(sentence, found.end):
            return end
        end = found.end


def _counts(sentence: Sentence, place: int) -> bool:
    """Whether what stands behind a number shows that it counts people: "aged 12, 40 others"."""
    return sentence.at(place) in book().nouns or sentence.at(place) in ("others", "of")


def _past_bare(sentence: Sentence, found: Counted) -> int:
    """As in "a watchman, 61," and "two brothers, 19 and 21,": as many ages as there are people."""
    if found.noun is None:
        return found.end
    ages, end = 0, found.end
    for place in range(found.end, min(found.end + 2 * found.quantity.size, len(sentence.words))):
        if place < end:
            continue
        after = past_number(sentence, place)
        if after > place:
            ages, end = ages + 1, after
        elif sentence.words[place] not in (",", "and"):
            break
    closed = not sentence.at(end)[:1].isalnum()
    return end if ages == found.quantity.size and closed else found.end
