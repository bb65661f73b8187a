"""Who holds, took, lost, contests or besieges a place, as one sentence says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import cast

from accordingto.reading.accounts.triggers import Trigger
from accordingto.reading.events.placing import When, overlapping
from accordingto.reading.parties import Parties
from accordingto.types import Control, Place, Relation, Span

PARTLY = "partly-holds"
_PART = re.compile(
    r"(?:(?:about|nearly|almost|roughly|only|some|all)\s+)?"
    r"(?:most|much|parts?|half|two[- ]thirds|a third|three[- ]quarters|a quarter|nine[- ]tenths|the bulk"
    r"|the rest|some|pockets|swathes|large parts|[\d.]+ (?:%|per ?cent))\s+of\s+"
    r"|all but (?:(?:one|two|three|four|five|a few|\d+) of\s+)?",
    re.IGNORECASE,
)
_PART_BEFORE = re.compile(rf"(?:{_PART.pattern})$", re.IGNORECASE)
# "apart from the old mill": up to five words, none of which begins a clause.
_APART = re.compile(
    r",?\s+(?:apart from|except(?: for)?|excepting|other than|save(?: for)?|bar(?:ring)?|minus|but"
    r"|with the exception of)"
    r"\s+(\w+(?:\s+(?!(?:and|which|where|who|that|had|has|was|were|said)\b)[\w’'-]+){0,4})",
    re.IGNORECASE,
)
MANY_HOLDERS: frozenset[str] = frozenset({"contests"})  # each side is said to do it


def party_spans(found: Sequence[Trigger]) -> Iterator[Span]:
    """Phrases for parties, to be understood together with those of the events."""
    for trigger in found:
        yield from (*trigger.arguments.get("holder", ()), *trigger.arguments.get("previous", ()))


def place_spans(found: Sequence[Trigger]) -> Iterator[Span]:
    """Phrases for the places."""
    for trigger in found:
        yield from trigger.arguments.get("place", ())


def wholly(text: str, found: Sequence[Trigger]) -> list[Trigger]:
    """Relations as they are once parts and exceptions are seen: "holds most of", "all but the mill".

    Phrases for places lose their "most of", and exceptions that stand right behind a place are added.
    """
    return [_with_parts(text, trigger) for trigger in found]


def _with_parts(text: str, trigger: Trigger) -> Trigger:
    places = trigger.arguments.get("place", ())
    parts = [match for span in places if (match := _PART.match(text, *span))]
    bare = tuple(_bare(text, span) for span in places)
    excepted = trigger.arguments.get("except") or _exceptions(text, trigger, bare)
    arguments = {**trigger.arguments, "place": bare, "except": excepted}
    led = any(_PART_BEFORE.search(text[trigger.sentence[0] : span[0]]) for span in places)
    part = trigger.states in ("holds", "took") and (parts or led)
    rest = trigger.states == "holds" and excepted
    return replace(trigger, arguments=arguments, states=PARTLY if part or rest else trigger.states)


def _bare(text: str, span: Span) -> Span:
    """A place without "most of" and the like before it."""
    match = _PART.match(text, *span)
    return (match.end(), span[1]) if match and match.end() < span[1] else span


def _exceptions(text: str, trigger: Trigger, places: Sequence[Span]) -> tuple[Span, ...]:
    """What is left out, by its words: "apart from the mill"."""
    if trigger.states not in ("holds", "took", "lost", PARTLY) or not places:
        return ()
    behind = _APART.match(text, max(end for _, end in places), trigger.sentence[1])
    return (behind.span(1),) if behind else ()


def control_of(
    found: Sequence[Trigger],
    times: Sequence[When],
    chains: Sequence[tuple[str, ...]],
    places: Sequence[Place],
    parties: Parties,
) -> tuple[Control, ...]:
    """One for each place, and for each side of those who contest one. A relation to no place is none."""
    return tuple(
        _control(trigger, when, chain, place, parties, holder)
        for trigger, when, chain in zip(found, times, chains, strict=True)
        for place, holder in product(_places(trigger, places), _holders(trigger))
    )


def _places(trigger: Trigger, places: Sequence[Place]) -> tuple[int, ...]:
    """The first place of each phrase: "Harim in Idlib" is one town."""
    spans = trigger.arguments.get("place", ())
    return tuple(dict.fromkeys(index for span in spans for index in overlapping((span,), places)[:1]))


def _holders(trigger: Trigger) -> tuple[Span | None, ...]:
    holders = trigger.arguments.get("holder", ())
    return (holders if trigger.states in MANY_HOLDERS else holders[:1]) or (None,)


def _control(
    trigger: Trigger, when: When, chain: tuple[str, ...], place: int, parties: Parties, holder: Span | None
) -> Control:
    previous = trigger.first("previous")
    spans = [trigger.trigger, *(span for role in trigger.arguments.values() for span in role)]
    return Control(
        place=place,
        relation=cast(Relation, trigger.states),
        span=trigger.trigger,
        holder=parties.reference(holder) if holder else None,
        previous=parties.reference(previous) if previous else None,
        excepted=trigger.arguments.get("except", ()),
        time=next(iter(when.times), None),
        begin=when.begin,
        end=when.end,
        polarity=trigger.facts.polarity,
        certainty=trigger.facts.certainty,
        status=trigger.facts.status,
        attributed_to=chain,
        evidence=((min(start for start, _ in spans), max(end for _, end in spans)),),
        confidence=round(trigger.confidence, 4),
    )
