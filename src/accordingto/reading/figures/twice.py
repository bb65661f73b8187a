"""What else happened to the counted: hostages who were freed were held, wounded who are flown out are hurt.

A text tells both with one number, and each happening has its own figure.
"""

from __future__ import annotations

from accordingto.reading.figures import grammar, subjects
from accordingto.reading.figures.book import book
from accordingto.reading.figures.judging import joins_harms
from accordingto.reading.figures.phrases import Counted
from accordingto.reading.figures.predicates import Predicate, state_at
from accordingto.reading.figures.tokens import Sentence
from accordingto.types import FigureKind

_THEN = frozenset("and then but later before".split())
_BESIDE_VERBS = grammar.BE | grammar.ADVERBS | frozenset("have has had".split())
_WHOM = frozenset("who whom that".split())
# What follows on a detention, so that both are told.
_ENDS: frozenset[FigureKind] = frozenset(("released", "killed"))
_FARTHEST = 12


def second(sentence: Sentence, found: Counted, link: Predicate | None, kind: FigureKind) -> Predicate | None:
    """The predicate of a second figure of those whom a figure of some kind counts, where there is one."""
    if found.quantity.style == "none" and joins_harms(sentence, found):
        hurt = max(at for at in (found.end - 3, found.end - 1) if sentence.words[at] != "deaths")
        return Predicate(hurt, hurt + 1, "injured", "clause")
    if link is None or found.quantity.style in ("none", "share"):
        return None
    if kind == "evacuated":
        return _hurt(sentence, found, link)
    if kind == "released" and link.role == "object":
        return _held(sentence, found)
    if kind == "detained" and link.role == "object":
        return _freed(sentence, found)
    if kind == "detained" and link.role == "clause":
        return _afterwards(sentence, link)
    return None


def _hurt(sentence: Sentence, found: Counted, link: Predicate) -> Predicate | None:
    """As in "flew out 27 wounded", not "27 of the wounded", who were told of."""
    bare = found.noun is None and link.role == "object" and sentence.at(found.end) in ("wounded", "injured")
    return state_at(sentence, found.end) if bare else None


def _held(sentence: Sentence, found: Counted) -> Predicate | None:
    """As in "freed two soldiers whom they had held", "the release of 12 nurses seized in May".

    Not "in return for 12 men held in jails", where both sides free some.
    """
    said = subjects.after(sentence, found)
    if said is None or said.kind != "detained" or sentence.at(found.start - 1) == "for":
        return None
    relative = bool(_WHOM & set(sentence.words[found.end : said.start]))
    return said if relative or (said.role == "adjacent" and said.start == found.end) else None


def _freed(sentence: Sentence, found: Counted) -> Predicate | None:
    """As in "abducted a nurse, who was released two days later"."""
    place = found.end + (sentence.at(found.end) == ",")
    said = subjects.after(sentence, found) if sentence.at(place) == "who" else None
    return said if said and said.kind in _ENDS else None


def _afterwards(sentence: Sentence, link: Predicate) -> Predicate | None:
    """As in "were abducted in the gorge on 5 June and freed on the 8th", "were arrested, then freed"."""
    for place in range(link.end, min(link.end + _FARTHEST, len(sentence.words))):
        word = sentence.words[place]
        if word in _THEN:
            return _participle(sentence, place + 1)
        if word in grammar.RELATIVES | grammar.PRONOUNS or word in (".", ";", ":", "("):
            return None
    return None


def _participle(sentence: Sentence, place: int) -> Predicate | None:
    """The participle that goes on with a passive, where it has no object of its own."""
    while sentence.at(place) in _BESIDE_VERBS:
        place += 1
    follows = sentence.at(place + 1)
    if (
        follows in grammar.DETERMINERS
        or follows in book().nouns
        or sentence.numbers[place + 1 : place + 2] == [True]
    ):
        return None
    for use in book().uses.get(sentence.at(place), ()):
        if use.grammar == "transitive" and "participle" in use.forms and use.kind in _ENDS:
            return Predicate(place, place + 1, use.kind, "clause")
    return None
