"""Numbers that may be figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from accordingto.reading.figures import grammar
from accordingto.reading.figures.ages import past_age
from accordingto.reading.figures.book import book
from accordingto.reading.figures.numbers import opens, quantity_at
from accordingto.reading.figures.phrases import Counted, counted
from accordingto.reading.figures.predicates import Predicate
from accordingto.reading.figures.quantities import Quantity
from accordingto.reading.figures.repeats import repeated
from accordingto.reading.figures.tokens import Sentence
from accordingto.reading.figures.uncounted import is_no_count

_ORDINALS = dict(
    enumerate(
        "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth".split(), 2
    )
)
_NO_SHARES = frozenset(word for number, word in _ORDINALS.items() if number > 5 and number != 10)


@dataclass(slots=True)
class Candidate:
    """A number that may be a figure, while its sentence is read.

    `of_next` marks a part that stands before its total; `whole` a total, where the clause is
    about a part of it, `base` one that opens it so; `of_things` a bare number behind one that
    counts no people.
    """

    found: Counted
    link: Predicate | None = None
    of_next: bool = False
    whole: bool = False
    base: bool = False
    of_things: bool = False


def candidates_of(sentence: Sentence) -> list[Candidate]:
    """Numbers that count people, or that count nothing that is named, in their order."""
    found: list[Candidate] = []
    last: Quantity | None = None
    things = False
    index, length = 0, len(sentence.words)
    while index < length:
        quantity = _quantity(sentence, index, found, last) if opens(sentence, index) else None
        if quantity is None:
            index += 1
            continue
        last = last if quantity.style in ("article", "one") else quantity
        one = _counted(sentence, quantity, index, found)
        if one and _may_count(sentence, one, found) and not (things and _is_of_which(sentence, one)):
            found.append(Candidate(one, of_things=things and one.noun is None))
        things = one is None and quantity.style in ("digits", "words")
        index = max(index + 1, one.quantity.end if one else quantity.end)
    return found


def _quantity(
    sentence: Sentence, index: int, found: Sequence[Candidate], last: Quantity | None
) -> Quantity | None:
    """The number that begins at a word, unless it is an age; `last` is the one before it."""
    if found and _in_age(sentence, found[-1].found, index):
        return None
    return (last and repeated(sentence, index, last)) or quantity_at(sentence, index)


def _counted(
    sentence: Sentence, quantity: Quantity, index: int, found: Sequence[Candidate]
) -> Counted | None:
    one = None if is_no_count(sentence, quantity, index) else counted(sentence, quantity)
    if one is None or one.noun is None:
        return _next_one(sentence, quantity, found) or one
    return one


def _may_count(sentence: Sentence, one: Counted, found: Sequence[Candidate]) -> bool:
    """Whether a number can stand without a word for people, where it has none, and tells of others anew."""
    bare_needs = one.quantity.dotted or one.quantity.style == "article"
    if bare_needs and one.noun is None:
        return False
    return not (found and _restates(sentence, found[-1].found, one))


def _is_of_which(sentence: Sentence, one: Counted) -> bool:
    """As in "fired six rockets, five of which fell on the town": a part of what counts no people."""
    return one.partitive and one.noun is None and sentence.words[one.end - 1] == "which"


def _restates(sentence: Sentence, before: Counted, found: Counted) -> bool:
    """As in "his brother, a farmer, was shot", "one of them, a clerk of 30, fled": the same person again."""
    if not (found.single and before.single and found.noun):
        return False
    beside = past_age(sentence, before) == found.start - 1 and sentence.at(found.start - 1) == ","
    end = past_age(sentence, found) if before.noun is None else found.end
    follows = sentence.at(end + 1)
    goes_on = follows in grammar.SINGULAR_VERBS or (before.noun is None and follows != "and")
    return beside and sentence.at(end) == "," and goes_on


def _in_age(sentence: Sentence, found: Counted, index: int) -> bool:
    return found.end <= index < past_age(sentence, found)


def _next_one(sentence: Sentence, quantity: Quantity, before: Sequence[Candidate]) -> Counted | None:
    """As in "one was killed and another wounded", "two died and a third was hurt"."""
    if quantity.style != "article":
        return None
    end = quantity.end
    if _is_next(sentence.at(end), before):
        end += 1
    elif sentence.words[quantity.start] != "another" or not before:
        return None
    follows = sentence.at(end)
    ends = follows in grammar.PREPOSITIONS or not follows[:1].isalnum()
    if ends and sentence.at(quantity.start - 1) in book().verbs:  # "wounding a fourth"
        return Counted(replace(quantity, end=end, style="words"), end)
    if follows not in book().uses and follows not in grammar.BE and follows not in grammar.AUXILIARIES:
        return None
    return Counted(replace(quantity, end=end, style="words"), end)


def _is_next(word: str, before: Sequence[Candidate]) -> bool:
    """Whether an ordinal goes on from the number before; no usual share, "a twelfth", needs none."""
    number = before[-1].found.quantity.best if before else None
    return word in _NO_SHARES or (number is not None and word == _ORDINALS.get(number + 1))
