"""Steps told as the state of things when the report was written: "has held", "is in tatters", "keeps to it".

Their day is that of the report, or of whoever says so in it, not the day that the sentence before speaks of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from accordingto.reading.accounts.triggers import Trigger
from accordingto.types import Span

# What may stand between an auxiliary and the word of the step: "has | so far largely | held".
_BETWEEN = (
    r"(?:(?:\w+ly|not|yet|been|being|now|still|so|far|all|but|also|already|to|in|under|no|longer|as|by|and|large"
    r"|again|never|only|just|back|on|the|a|at|once|more|both|going)\s+|,\s*[^,]{1,30},\s*)*"
)
_PRESENT = re.compile(
    r"(?:\b(?:is|are|am|has|have|remains?|keeps?|continues?|stays?|goes|appears?|seems?)|\w['’](?:s|re|ve))\s+"
    + _BETWEEN
    + "$"
)
_YET_TO = re.compile(r"\b(?:has|have)\s+(?:yet|still)\s+to\s+(?:\w+\s+){0,3}$")
_IN_PRESENT = re.compile(
    r"(?:holds|keeps?|sticks?|abides?|observes?|respects?|honou?rs?|adheres?|survives?|stands?|complies|lives?"
    r"|works?|lasts?|continues?|rejects|refuses|rules|insists|demands|denies|offers|proposes|wants|breaks"
    r"|negotiates|bargains?|calls|asks|urges|threatens)"
)
# "Both sides' calls", "the offers": a noun.
_DETERMINED = re.compile(
    r"(?:\b(?:a|an|its|their|his|her|of|no|any|\d+)\s+(?:\w+\s+)?|\bthe\s+|['’]s?\s+)$", re.IGNORECASE
)
# Words for a truce in force that speak of a state, in whatever tense: "said that it was holding".
_STATE = re.compile(
    r"(?:hold|held|keep|kept|stuck|stick|abid|observ|respect|honou?r|adher|surviv|stand|stood|compl[iy]|bound|alive"
    r"|intact|silent|quiet|calm|live|work|last)\w*",
    re.IGNORECASE,
)
# How long a state has lasted is no day of its own.
_LENGTH = re.compile(r"\b(?:since|for|over|in|during|within)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_OPENS_LENGTH = re.compile(r"(?:since|for|so far)\b", re.IGNORECASE)


def goes_on(text: str, step: Trigger) -> bool:
    """Whether a step is told as it was when the report was written."""
    before, word = text[step.sentence[0] : step.trigger[0]], text[slice(*step.trigger)]
    if _is_state(word, step) or _PRESENT.search(before) or _YET_TO.search(before):
        return True
    return _IN_PRESENT.fullmatch(word) is not None and not _DETERMINED.search(before)


def without_lengths(text: str, steps: Sequence[Trigger]) -> list[Trigger]:
    """Steps, those of a truce that goes on without the times that say since when or for how long."""
    return [
        _without_length(text, one) if one.states == "in-force" and goes_on(text, one) else one
        for one in steps
    ]


def _is_state(word: str, step: Trigger) -> bool:
    return step.states == "in-force" and _STATE.fullmatch(word) is not None


def _without_length(text: str, step: Trigger) -> Trigger:
    kept = tuple(span for span in step.time_spans if not _is_length(text, span, step.sentence[0]))
    return replace(step, time_spans=kept)


def _is_length(text: str, span: Span, start: int) -> bool:
    return bool(_LENGTH.search(text[start : span[0]]) or _OPENS_LENGTH.match(text[slice(*span)]))
