"""Denied breaches: "the army accused them of breaking the truce, which they denied"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from accordingto.reading.accounts.triggers import Trigger
from accordingto.types import Attribution, Span

VIOLATED, DENIED = "violated", "denied"
# What may be told of a deal that there is.
TOLD = frozenset({"rejected", "suspended", "collapsed", "extended", "completed", "in-force"})
NEAR = 40  # code points behind a cue for what is denied: "dismissed | the charge"
REACH = 400  # code points between an allegation and the denial of it: two sentences or three


_DENYING = re.compile(
    r"\b(?P<word>den(?:y|ies|ied|ying))\b|\b(?P<word2>(?:dismiss|reject|rebut|refut)\w*)\s+(?:(?:the|this|that|its|their"
    r"|all|any)\s+)?(?:charges?|accusations?|allegations?|claims?|reproach\w*|reports?)\b",
    re.IGNORECASE,
)
_WHAT = re.compile(r"\s+what\b")  # "denied what the channels had broadcast": not what was told before
_OBJECT = re.compile(
    r"\s+(?:(?P<told>(?:the|all|such|any|these|those|earlier)?\s*(?:\w+\s+)?(?:report|claim|rumour|rumor|fabrication|allegation"
    r"|assertion|suggestion|statement)s?\b)|(?:this|it|that)\b(?=[,.;]| and\b| on\b))"
)
_CLAUSE = re.compile(r"[^.;:!?]*")
_THERE = re.compile(
    r"\b(?:there|any|having|ever)\b[^.;:]*\b(?:agreements?|deals?|talks|negotiations?|truce|ceasefire|accord|pact|contacts?)\b",
    re.IGNORECASE,
)


def with_denials(text: str, steps: Sequence[Trigger], attributions: Sequence[Attribution]) -> list[Trigger]:
    """Steps with breaches that are denied, in the order of the text.

    A breach that stands in what is denied is negative. A denial without one denies the breach alleged last
    before it, by the same party: the denying word states it.
    """
    denials = [one for one in attributions if one.act == "deny" and one.cue and one.source]
    known = [_negated(step, denials) for step in steps]
    plain = [one for one in denials if one.cue and _DENYING.search(text, one.cue[0], one.cue[1] + NEAR)]
    plain = [one for one in plain if one.cue and not _WHAT.match(text, one.cue[1])]
    known += [denied for denial in plain if (denied := _denied(denial, known))]
    known = [_of_what_is_told(text, step, known) for step in known]
    for match in _DENYING.finditer(text):
        word = match.span("word") if match["word"] else match.span("word2")
        known = _by_word(text, word, sorted(known, key=lambda step: step.trigger))
    return sorted(known, key=lambda step: step.trigger)


def _of_what_is_told(text: str, step: Trigger, steps: Sequence[Trigger]) -> Trigger:
    """A denial of what others tell of a deal: "denied reports that the talks had stalled", "denied this".

    Only that a deal or talks exist is plainly denied; of anything else that step is, negative.
    """
    if step.states != DENIED or not text[slice(*step.trigger)].lower().startswith("den"):
        return step
    told = [one for one in steps if one.states in TOLD and one.facts.polarity == "positive"]
    inside = [one for one in told if step.trigger[1] <= one.trigger[0] < step.sentence[1]]
    object_ = _OBJECT.match(text, step.trigger[1], step.sentence[1])
    if object_ is None:
        return step
    before = [one for one in told if 0 <= step.sentence[0] - one.sentence[1] <= 1]
    meant = inside[:1] if object_["told"] else before[-1:]
    if not meant:
        return step
    return replace(step, states=meant[0].states, facts=replace(step.facts, polarity="negative"))


def _by_word(text: str, word: Span, steps: list[Trigger]) -> list[Trigger]:
    """What a denying word denies, if nothing in its clause says so: the breach that was alleged before it."""
    clause = _CLAUSE.match(text, word[1])
    end = clause.end() if clause else word[1]
    own = [step for step in steps if _meets(step.trigger, word)]
    if _WHAT.match(text, word[1], end):
        return steps
    says_itself = text[word[0]].lower() == "d" and text[word[0] + 1].lower() == "e"
    if says_itself and any(word[1] <= step.trigger[0] < end for step in steps):
        return steps
    if any(step.states == VIOLATED for step in own):
        return steps
    alleged = next(iter(_alleged_before(word, steps)), None)
    if alleged is None or _THERE.search(text, word[1], end):
        return steps
    rest = [step for step in steps if step not in own]
    return [*rest, _at(word, alleged)]


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
    return _at(denial.cue, alleged)


def _at(word: Span, alleged: Trigger) -> Trigger:
    """An alleged breach, denied by a word."""
    facts = replace(alleged.facts, polarity="negative")
    by = {"by": alleged.arguments["by"]} if "by" in alleged.arguments else {}
    sentence = (min(word[0], alleged.sentence[0]), max(word[1], alleged.sentence[1]))
    return replace(alleged, trigger=word, sentence=sentence, facts=facts, arguments=by, time_spans=())


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
