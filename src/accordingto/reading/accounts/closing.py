"""What the last of something does completes a deal: "the last bus pulled out"."""

from __future__ import annotations

import re
from dataclasses import replace

from accordingto.reading.accounts.agreements import Dealt
from accordingto.reading.accounts.triggers import Trigger

# The subject of a verb that follows at once; "the last fortnight" is no such thing.
_LAST = re.compile(
    r"(?:^|[,;:]\s+|\b(?:and|until|that|when|after|before|as)\s+|\b(?:By|On|At)\s+(?:\w+\s+){1,2}|[“\"])(?:the|its|their)\s+(?:very\s+)?(?:last|final)\s+"
    r"(?!\w*(?:day|night|week|month|year|fortnight|hour|session|round|time)s?\b)(?:[\w’'-]+,?\s+){0,8}$",
    re.IGNORECASE,
)


def closed(text: str, dealt: Dealt) -> Dealt:
    """With deals that are completed where the last of those who were to go, or to be freed, did."""
    return replace(dealt, steps=tuple(_closed(text, step) for step in dealt.steps))


def _closed(text: str, step: Trigger) -> Trigger:
    if step.states != "implemented" or step.facts.status not in ("happened", "ongoing"):
        return step
    before = text[step.sentence[0] : step.trigger[0]]
    return replace(step, states="completed") if _LAST.search(before) else step
