"""Denied breaches: "the army accused them of breaking the truce, which they denied"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from accordingto.reading.accounts.triggers import Trigger
from accordingto.types import Attribution, Span

VIOLATED = "violated"
REACH = 400  # code points between an allegation and the denial of it: two sentences or three


def with_denials(steps: Sequence[Trigger], attributions: Sequence[Attribution]) -> list[Trigger]:
    """Steps with breaches that are denied, in the order of the text.

    A breach that stands in what is denied is negative. A denial without one denies the breach alleged last
    before it, by the same party: the denying word states it.
    """
    denials = [one for one in attributions if one.act == "deny" and one.cue and one.source]
    known = [_negated(step, denials) for step in steps]
    added = [denied for denial in denials if (denied := _denied(denial, known))]
    return sorted((*known, *added), key=lambda step: step.trigger)


def _negated(step: Trigger, denials: Sequence[Attribution]) -> Trigger:
    inside = any(_holds(span, step.trigger) for denial in denials for span in denial.content)
    if step.states != VIOLATED or not inside:
        return step
    return replace(step, facts=replace(step.facts, polarity="negative"))


def _denied(denial: Attribution, steps: Sequence[Trigger]) -> Trigger | None:
    """The breach that a denial denies, stated by the denying word; none if it says itself what it denies."""
    assert denial.cue is not None
    spoken = (denial.cue, *denial.content)
    if any(_meets(step.trigger, span) for step in steps for span in spoken):
        return None
    alleged = next(iter(_alleged_before(denial.cue, steps)), None)
    if alleged is None:
        return None
    facts = replace(alleged.facts, polarity="negative")
    by = {"by": alleged.arguments["by"]} if "by" in alleged.arguments else {}
    sentence = (min(denial.cue[0], alleged.sentence[0]), max(denial.cue[1], alleged.sentence[1]))
    return replace(alleged, trigger=denial.cue, sentence=sentence, facts=facts, arguments=by, time_spans=())


def _alleged_before(cue: Span, steps: Sequence[Trigger]) -> Iterator[Trigger]:
    """Breaches that are alleged near before a word, the nearest first."""
    for step in reversed(steps):
        near = 0 <= cue[0] - step.trigger[1] <= REACH
        if near and step.states == VIOLATED and step.facts.polarity == "positive":
            yield step


def _holds(span: Span, inner: Span) -> bool:
    return span[0] <= inner[0] and inner[1] <= span[1]


def _meets(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
