"""What is not said again: a second number of the same people, or under the same verb."""

from __future__ import annotations

from accordingto.reading.figures import grammar
from accordingto.reading.figures.book import book
from accordingto.reading.figures.phrases import Counted
from accordingto.reading.figures.predicates import Predicate
from accordingto.reading.figures.tokens import Sentence

# Before a place, where the verb of a number is not said again.
_PLACING = frozenset("in at near on among outside around inside from".split())
_NEW_CLAUSES = grammar.BE | frozenset(
    "who which that while when where as after before but because if than to".split()
)
_ENDS = (",", ".", ";", "and", "")
_COUNTED_ALONE = frozenset(("killed", "injured", "detained", "missing"))
_LONGEST_SUBJECT = 4


def same_people(sentence: Sentence, first: Counted, second: Counted) -> bool:
    """Whether a bare number counts those of the number before.

    As in "hundreds of fighters, perhaps as many as 700, fled", and "14 deaths in Sabra, nine in Oshan".
    """
    if (
        first.noun is None
        or second.noun
        or second.partitive
        or second.quantity.style not in ("digits", "words")
    ):
        return False
    between = sentence.words[first.end : second.start]
    bounded = second.quantity.approximate or second.quantity.best is None
    if between in ([","], ["("], [",", "or"]) and bounded:
        return sentence.at(second.end) in (",", ")")
    return first.noun.kind in _COUNTED_ALONE and _is_placed(sentence, between, second)


def same_verb(sentence: Sentence, first: Counted, link: Predicate | None, second: Counted) -> bool:
    """Whether a bare number has the verb of the number before.

    As in "killed 12 at Sabra, nine at Oshan", "in Sabra 12 died, in Oshan nine", "lost 12, the rebels 30".
    """
    if (
        link is not None and link.role == "adjacent" and first.noun is None
    ):  # 31 dead on one side and 18 among
        return not (second.noun or second.partitive) and _is_placed(
            sentence, sentence.words[link.end : second.start], second
        )
    if link is None or link.vague or link.role not in ("object", "clause"):
        return False
    if sentence.words[second.start - 2 : second.start] in (["as", "were"], ["as", "was"], ["as", "did"]):
        return link.role == "clause"
    if second.partitive:
        return False
    if _is_next_day(sentence, link, second):
        return True
    between = sentence.words[max(first.end, link.end) : second.start]
    if second.noun:
        fronted = link.role == "clause" and _is_fronted(sentence, between, second)
        return fronted or _is_placed(sentence, between, second)
    if _is_placed(sentence, between, second):
        return True
    if not _is_plain(between) or sentence.at(second.end) not in _ENDS:
        return False
    led = next((place for place, word in enumerate(between) if word in _PLACING), None)
    if led is not None:
        return led > 0 and {",", ";", "and"} >= set(between[:led]) and sentence.at(0) in _PLACING
    return link.role == "object" and is_subject(between)


def _is_next_day(sentence: Sentence, link: Predicate, second: Counted) -> bool:
    """As in "12 were killed on Friday when rebels fired at a base, and six more the next day"."""
    place = second.end + (sentence.at(second.end) == "more")
    more = second.noun is None and sentence.words[place - 1] == "more"
    on = sentence.at(place) == "on" and sentence.at(place + 1) in grammar.DAYS
    then = on or (sentence.at(place) == "the" and sentence.at(place + 2) in ("day", "morning", "night"))
    alone = "and" not in sentence.words[link.end : second.start - 1]
    return more and then and alone and sentence.at(second.start - 1) == "and"


def placed(sentence: Sentence, first: Counted, second: Counted) -> bool:
    """As in "17 from the harbour, eight from Sabra": both numbers have a place, and nothing else."""
    return _is_placed(sentence, sentence.words[first.end : second.start], second)


def _is_placed(sentence: Sentence, between: list[str], second: Counted) -> bool:
    """Whether both numbers have a place behind them, and nothing else stands between."""
    ends = between[-1:] in ([","], ["and"], [";"], ["or"])
    return ends and between[0] in _PLACING and sentence.at(second.end) in _PLACING and _is_plain(between)


def _is_fronted(sentence: Sentence, between: list[str], second: Counted) -> bool:
    """As in "60,000 have left, and on the other side 90,000 Lebanese": the place before a second number."""
    led = next(
        (n for n, word in enumerate(between) if word in _PLACING and between[n - 1 : n] == ["and"]), None
    )
    return led is not None and _is_plain(between) and sentence.at(second.end) in _ENDS


def _is_plain(between: list[str]) -> bool:
    return bool(between) and not any(word in _NEW_CLAUSES or word in book().verbs for word in between)


def is_subject(between: list[str]) -> bool:
    """Whether a short noun phrase is all: ", the rebels"."""
    words = [word for word in between if word not in (",", "and", ";")]
    return (
        1 < len(words) <= _LONGEST_SUBJECT
        and words[0] in grammar.DETERMINERS
        and not any(word in grammar.FUNCTION or not word[0].isalpha() for word in words[1:])
    )
