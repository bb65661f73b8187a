"""Whose word a step, a relation or a loaded word is: the attributions that tell it, innermost first.

Not everything that stands in what somebody says is told by them. Who threatens to suspend a deal suspends
nothing and tells nothing; who demands that a signed accord be kept does not tell that it was signed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from accordingto.reading.accounts.triggers import Trigger
from accordingto.reading.codebook.accounts import accounts_book
from accordingto.reading.events.reading import attributed_to
from accordingto.reading.nesting import upwards
from accordingto.types import Attribution, Span

VIOLATED, AGREED, REJECTED, DENIED = "violated", "agreed", "rejected", "denied"
QUOTES = '“”"'
HAPPENED = ("happened", "ongoing")
_OWN = re.compile(
    r"(?:our|this newspaper['’]s)\s+(?:\w+\s+){0,2}?(?:correspondent|reporter|editor)s?\b", re.IGNORECASE
)
# What somebody means to do, in the infinitive: "threatened | to pull out". To say something is to tell it.
_TO_DO = re.compile(r"to\s+\w", re.IGNORECASE)
_TO_SAY = re.compile(
    r"to\s+(?:\w+ly\s+)?(?:say|call|speak|admit|acknowledge|confirm|describe|see|tell|report)\b",
    re.IGNORECASE,
)
_WISHING = re.compile(r"\b(?:threat|offer|want|wish|hop|plan|intend|refus|declin)\w*", re.IGNORECASE)
_NOUN_BEFORE = re.compile(r"(?P<noun>[\w-]+),?\s+(?:(?:that|which)\s+(?:was|were)\s+)?$")
_PARTICIPLE = re.compile(r"\w+(?:ed|ck|ught|nt)", re.IGNORECASE)


def said_by(span: Span, attributions: Sequence[Attribution]) -> tuple[str, ...]:
    """In whose words something stands.

    Who rejects or offers takes a step by speaking, and it is told by whoever reports that. Only a denial is
    the word of who denies: "they denied a breach".
    """
    cued = _cued(span, attributions)
    if cued is None:
        return attributed_to(span, attributions)
    chain = upwards(cued, {attribution.id: attribution for attribution in attributions})
    return tuple(one.id for one in (chain if cued.act == "deny" else chain[1:]))


def tellers(text: str, step: Trigger, attributions: Sequence[Attribution]) -> tuple[str, ...]:
    """Who tells of a step: not who takes it by speaking, nor the accused of a breach, nor a reporter."""
    if _is_known(text, step) and _is_indirect(text, step, attributions):
        return ()
    silent = {one.id for one in attributions if _only_means(text, one, step)}
    chain = tuple(name for name in _words_of(step, attributions) if name not in silent)
    return _without_accused(text, step, chain, attributions)


def _words_of(step: Trigger, attributions: Sequence[Attribution]) -> tuple[str, ...]:
    """Of a step that a cue states: who dismisses a charge denies it, who dismisses an offer tells nothing."""
    cued = _cued(step.trigger, attributions)
    denied = step.states == VIOLATED or (cued is not None and cued.act == "deny")
    denying = step.states == DENIED or (denied and step.facts.polarity == "negative")
    if cued is None or not (denying or step.states == REJECTED):
        return said_by(step.trigger, attributions)
    chain = upwards(cued, {attribution.id: attribution for attribution in attributions})
    return tuple(one.id for one in chain if denying or one.content != cued.content)


def _cued(span: Span, attributions: Sequence[Attribution]) -> Attribution | None:
    """The attribution, with a source, whose cue a span is part of."""
    first = next((a for a in attributions if a.cue and a.cue[0] < span[1] and span[0] < a.cue[1]), None)
    return first if first and first.source else None


def _only_means(text: str, attribution: Attribution, step: Trigger) -> bool:
    """Whether a source means to do, or demands, what a step is of, and so tells nothing of it."""
    content = next((span for span in attribution.content if _holds(span, step.trigger)), None)
    if content is None or attribution.cue is None or _is_quoted(text, content):
        return False
    cue = text[slice(*attribution.cue)]
    asking = attribution.act in ("demand", "ask")
    if _TO_SAY.match(text, *content):
        return False
    if not asking and _TO_DO.match(text, *content):
        return True
    return step.facts.status in HAPPENED and (asking or _WISHING.search(cue) is not None)


def _is_known(text: str, step: Trigger) -> bool:
    """Whether a step only says which deal is meant: "the accord | signed | in May is dead, they said"."""
    before = _NOUN_BEFORE.search(text, step.sentence[0], step.trigger[0])
    if step.states != AGREED or step.facts.status not in HAPPENED or before is None:
        return False
    book = accounts_book()
    names_deal = before["noun"].lower() in book.deals | set(book.kinds)
    return names_deal and _PARTICIPLE.fullmatch(text, *step.trigger) is not None


def _is_indirect(text: str, step: Trigger, attributions: Sequence[Attribution]) -> bool:
    inside = [span for one in attributions for span in one.content if _holds(span, step.trigger)]
    return not any(_is_quoted(text, span) for span in inside)


def _is_quoted(text: str, content: Span) -> bool:
    return any(mark in text[slice(*content)] for mark in QUOTES)


def _without_accused(
    text: str, step: Trigger, chain: tuple[str, ...], attributions: Sequence[Attribution]
) -> tuple[str, ...]:
    """A chain without whoever is accused of a breach in it, and the outlet's own correspondent."""
    accused = step.arguments.get("by", ()) if step.facts.polarity == "positive" else ()
    sources = {one.id: one.source for one in attributions if one.source}
    barred = accused if step.states == VIOLATED and len(chain) > 1 else ()
    return tuple(
        name
        for name in chain
        if name not in sources
        or not (any(_meet(sources[name], one) for one in barred) or _OWN.match(text, *sources[name]))
    )


def _holds(span: Span, inner: Span) -> bool:
    return span[0] <= inner[0] and inner[1] <= span[1]


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
