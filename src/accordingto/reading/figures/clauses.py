"""Relative clauses that have those who are counted for their object: "12 men whom soldiers led away"."""

from __future__ import annotations

from accordingto.reading.figures import grammar
from accordingto.reading.figures.book import book
from accordingto.reading.figures.phrases import Counted
from accordingto.reading.figures.predicates import Predicate
from accordingto.reading.figures.tokens import Sentence

_SUBJECTS = frozenset("they it he she we".split())
_LONGEST_CLAUSE = 8


def object_of_clause(sentence: Sentence, found: Counted, begin: int, place: int) -> Predicate | None:
    """The verb of a relative clause that begins at a word; what stands behind the counted begins at `begin`.

    As in "12 men whom soldiers had led away", "30, of whom it claims to have captured", "men they arrested".
    """
    word = sentence.at(place)
    parted = found.partitive and place == begin and sentence.at(place - 1) == "whom"
    beside = place == begin and found.noun is not None and word in _SUBJECTS
    if not (word == "whom" or parted or beside):
        return None
    start = place + (word == "whom")
    while sentence.at(start) in grammar.ADVERBS:  # "one of whom later died of wounds"
        start += 1
    first = sentence.at(start)
    if first in grammar.BE or first in grammar.AUXILIARIES or first in book().uses:
        return None
    for index in range(start + 1, start + _LONGEST_CLAUSE):
        if sentence.at(index) in grammar.BE or not sentence.at(index)[:1].isalnum():
            return None
        if verb := _verb_at(sentence, index):
            return verb
    return None


def _verb_at(sentence: Sentence, place: int) -> Predicate | None:
    """A verb at a word that has an object, particles included."""
    word = sentence.at(place)
    for words in (*book().phrases.get(word, ()), (word,)):
        if tuple(sentence.words[place : place + len(words)]) != words:
            continue
        for use in book().uses.get(" ".join(words), ()):
            if use.grammar == "transitive" and use.forms & {"past", "participle", "present"}:
                return Predicate(place, place + len(words), use.kind, "clause")
    return None
