"""Breaches counted by party: "nine, of which six by the army and three by the rebels"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from accordingto.reading.accounts.triggers import Trigger
from accordingto.reading.times.phrase import number
from accordingto.types import Span

VIOLATED = "violated"
_WHO = r"(?P<who>(?:the|an?)\s+(?:[\w’'-]+\s+){0,3}?[\w’'-]+|(?:[A-Z][\w’'-]+\s*){1,4}?)"
_COUNTED = re.compile(
    rf"\b(?P<count>\d[\d,]*|[A-Za-z]+(?:-[a-z]+)?)\s+(?:were\s+|was\s+)?(?:by|to)\s+{_WHO}(?=\s*(?:[,.;]|and\b|$))"
)


def with_tallies(text: str, steps: Sequence[Trigger]) -> list[Trigger]:
    """Steps with the breaches that a sentence counts beside one that is known, each by its own party."""
    found = list(steps)
    for step in steps:
        if step.states == VIOLATED and _is_number(text[slice(*step.trigger)]):
            found += [new for new in _beside(text, step) if not _is_known(new, found)]
    return sorted(found, key=lambda one: one.trigger)


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


def _is_known(new: Trigger, steps: Sequence[Trigger]) -> bool:
    return any(_meets(new.trigger, one.trigger) for one in steps)


def _meets(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
