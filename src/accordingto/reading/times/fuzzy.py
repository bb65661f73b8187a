"""Expressions that refer to now, the past or the future without a date."""

from __future__ import annotations

from accordingto.reading.times.lexicon import lexicon
from accordingto.reading.times.phrase import Meaning, Phrase, Rule
from accordingto.reading.times.reference import Frame

#: Words before "soon" that make it no time of its own: "as soon as", "how soon".
_MEASURED = frozenset(("as", "so", "too", "how", "very", "any"))


def fuzzy(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "now", "recently", "soon"."""
    word = phrase.word("word")
    if word == "soon" and not _is_coming(phrase, frame):
        return None
    if word == "recently" and phrase.before() == "as":
        return None
    if word == "at this time" and phrase.after() in ("last", "next", "of"):
        return None
    if phrase.tokens[phrase.start].is_capital and phrase.before().isalpha():
        return None
    return Meaning("DATE", lexicon().fuzzy[word], refers=False)


def _is_coming(phrase: Phrase, frame: Frame) -> bool:
    """Whether "soon" counts from now: in a history it is the time after what was told."""
    is_measured = phrase.before() in _MEASURED or phrase.after() in ("as", "after")
    return not (frame.is_narrative or is_measured or phrase.tense == "past")


def the_past(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "in the past"."""
    if phrase.before() not in ("in", "of", "from", "than", "like", "with"):
        return None
    return Meaning("DATE", "PAST_REF", refers=False)


def the_future(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "the future", "the near future"; with a capital letter it is a name."""
    if phrase.tokens[phrase.end - 1].is_capital:
        return None
    return Meaning("DATE", "FUTURE_REF", refers=False)


RULES = [
    Rule("<FUZZY:word>", fuzzy),
    Rule("<the><past>", the_past),
    Rule("<the><near|foreseeable>?<future>", the_future),
]
