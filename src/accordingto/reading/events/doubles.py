"""Words that only help another to tell of a happening, and are none of their own.

"Separate attacks" are attacks, an attack that "occurred" is one happening, and so is fire that was "opened":
the model finds both words likely. The one that the codebook knows, or else the noun, tells of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from accordingto.models.runtime import Scores
from accordingto.reading.events.typing import Typed

MODEL = "model:event"  # what decides where the codebook is silent
# Small words that are never the word for a happening; "back" and "down" may be verbs.
_SMALL = re.compile(
    r"an?|the|this|that|these|those|his|her|its|their|our|my|your|some|any|no|such|other|second|third|fourth"
    r"|of|in|on|at|by|for|from|to|with|into|after|before|and|or|but|as|which|who|off|out|up|away"
    r"|i|you|he|she|it|we|they",
    re.IGNORECASE,
)
_LIFTING = frozenset("lift ease relax end suspend remove loosen waive rescind revoke drop scrap".split())
# "Re-seized", "a counter-attack": the first part alone is no happening.
_PREFIX = re.compile(r"re|counter|co|pre|anti|non|cross|over|mis|un", re.IGNORECASE)
# Between a noun for a happening and a verb that only says there was one: "strikes | that were | launched".
_OCCURRING = re.compile(
    r"[\s,]+(?:(?:which|that|was|were|is|are|be|been|being|has|have|had|will|would|also|then|later|reportedly"
    r"|\w+ly)[\s,]+)*"
)
# Between a verb and the noun that it takes: "launched | a failed | attack".
_TAKING = re.compile(
    r"\s+(?:(?:an?|the|its|their|his|her|some|several|more|new|further|two|three)\s+)?(?:[a-z]+\s+)?"
)


def without_doubles(scores: Scores, events: Sequence[Typed]) -> list[Typed]:
    """The events in the order of the text, without those whose words only help the one beside them."""
    text, words = scores.tokens.text, scores.tokens.words
    ordered = [one for one in events if not _SMALL.fullmatch(text, *words[one.candidate.word])]
    helping: set[int] = set()
    for first, second in pairwise(sorted(ordered, key=lambda one: one.candidate.word)):
        between = text[words[first.candidate.word][1] : words[second.candidate.word][0]]
        if _lifts(first, second, between):
            helping.add(second.candidate.word)
        if first.type != second.type or first.candidate.sentence != second.candidate.sentence:
            continue
        is_prefix = between == "-" and _PREFIX.fullmatch(text, *words[first.candidate.word]) is not None
        helps = _modifies(first, second, between) or _takes(first, second, between)
        if is_prefix or helps or _trades(first, second, between):
            helping.add(first.candidate.word)
        elif _occurs(first, second, between) or _gains(first, second, between):
            helping.add(second.candidate.word)
    return [one for one in ordered if one.candidate.word not in helping]


def _modifies(first: Typed, second: Typed, between: str) -> bool:
    """ "Vicious assault", "grenade attacks": what stands right before the noun says of which kind."""
    nouns = first.candidate.pos != "verb" or first.decided_by == MODEL
    return between == " " and nouns and second.candidate.pos == "noun"


def _takes(first: Typed, second: Typed, between: str) -> bool:
    """ "Launched a failed attack": a verb that the codebook knows for nothing."""
    return (
        first.decided_by == MODEL
        and first.candidate.pos == "verb"
        and second.candidate.pos == "noun"
        and _TAKING.fullmatch(between) is not None
    )


def _trades(first: Typed, second: Typed, between: str) -> bool:
    """ "Traded artillery fire": the fire tells of it."""
    verb, noun = first.candidate, second.candidate
    told = verb.lemma in ("trade", "exchange", "return", "open") and noun.lemma in ("fire", "gunfire")
    return told and _TAKING.fullmatch(between) is not None


def _lifts(first: Typed, second: Typed, between: str) -> bool:
    """ "Lifted a curfew": what ends is imposed by nobody."""
    measure = second.candidate.pos == "noun" and second.type in ("SANCTION", "COERCE")
    return measure and first.candidate.lemma in _LIFTING and _TAKING.fullmatch(between) is not None


def _gains(first: Typed, second: Typed, between: str) -> bool:
    """ "Regained full control": the control is what the verb tells of."""
    verb, noun = first.candidate, second.candidate
    told = verb.pos == "verb" and noun.lemma == "control" and first.type == "CONTROL"
    return told and _TAKING.fullmatch(between) is not None


def _occurs(first: Typed, second: Typed, between: str) -> bool:
    """ "The attack, which occurred", "strikes were launched"."""
    return (
        second.decided_by == MODEL
        and second.candidate.pos != "noun"
        and first.candidate.pos == "noun"
        and _OCCURRING.fullmatch(between) is not None
    )
