"""Expressions that refer to now, the past or the future without a date."""

from __future__ import annotations

from accordingto.reading.times.lexicon import lexicon
from accordingto.reading.times.phrase import Meaning, Phrase, Rule
from accordingto.reading.times.reference import Frame


def fuzzy(phrase: Phrase, frame: Frame) -> Meaning | None:
    """"now", "recently", "soon"."""
    word = phrase.word("word")
    if word == "soon" and phrase.after() in ("after", "as") or word == "future" and phrase.before() == "the":
        return None
    if word == "the past" and phrase.before() not in ("in", "of", "from", "than", "like", "with"):
        return None
    return Meaning("DATE", lexicon().fuzzy[word], refers=False)


RULES = [Rule("<FUZZY:word>", fuzzy)]
