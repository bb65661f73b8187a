"""Who holds, took, lost, contests or besieges a place, as one sentence says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import cast

from accordingto.reading.accounts.triggers import Trigger
from accordingto.reading.events.placing import When, overlapping
from accordingto.reading.parties import Parties
from accordingto.types import Control, Place, Relation, Span

MANY_HOLDERS: frozenset[str] = frozenset({"contests"})  # each side is said to do it


def party_spans(found: Sequence[Trigger]) -> Iterator[Span]:
    """Phrases for parties, to be understood together with those of the events."""
    for trigger in found:
        yield from (*trigger.arguments.get("holder", ()), *trigger.arguments.get("previous", ()))


def place_spans(found: Sequence[Trigger]) -> Iterator[Span]:
    """Phrases for the places."""
    for trigger in found:
        yield from trigger.arguments.get("place", ())


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
