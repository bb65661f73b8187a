"""Breaches counted by party: "nine, of which six by the army and three by the rebels"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from accordingto.reading.accounts.triggers import Trigger
from accordingto.reading.times.phrase import number

VIOLATED = "violated"
_WHO = r"(?P<who>(?:the|an?)\s+(?:[\w’'-]+\s+){0,3}?[\w’'-]+|[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){0,3})"
_COUNTED = re.compile(
    rf"\b(?P<count>\d[\d,]*|[A-Za-z]+(?:-[a-z]+)?)\s+(?:were\s+|was\s+)?(?:by|to)\s+{_WHO}(?=\s*(?:[,.;]|and\b|$))"
)


def with_tallies(text: str, steps: Sequence[Trigger]) -> list[Trigger]:
    """Steps with the breaches that a sentence counts beside one that is known, each by its own party."""
    counting = [one for one in steps if one.states == VIOLATED and _is_number(text[slice(*one.trigger)])]
    new = {one.trigger: one for step in counting for one in _beside(text, step)}
    known = {step.trigger for step in steps}
    added = [one for trigger, one in new.items() if trigger not in known]
    return sorted([*steps, *added], key=lambda one: one.trigger)


def _beside(text: str, step: Trigger) -> Iterator[Trigger]:
    """What its sentence counts in the same way; none where only one party has a number."""
    counted = [
        match
        for match in _COUNTED.finditer(text, *step.sentence)
        if _is_number(match["count"]) and "\n" not in match.group()
    ]
    if any(match.span("count") == step.trigger for match in counted):
        for match in counted:
            yield replace(step, trigger=match.span("count"), arguments={"by": (match.span("who"),)})


def _is_number(words: str) -> bool:
    return words[:1].isdigit() or (words.lower() not in ("a", "an") and number([words.lower()]) is not None)
