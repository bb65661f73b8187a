"""Who holds, took, lost, contests or besieges a place, as one sentence says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import cast

from accordingto.reading.accounts.grammar import mended
from accordingto.reading.accounts.triggers import Trigger
from accordingto.reading.codebook.actors import kind_of
from accordingto.reading.events.situations import When, overlapping
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
_WHICH = re.compile(r",?\s+(?:which|that)\b")
_ALL = re.compile(r"(?:(?:all|the whole|the entirety) of|the whole|the entire)\s+", re.IGNORECASE)
_PART_BEFORE = re.compile(rf"(?:{_PART.pattern})$", re.IGNORECASE)
# "apart from the old mill": up to five words, none of which begins a clause.
_APART = re.compile(
    r",?\s+(?:apart from|except(?: for)?|excepting|other than|save(?: for)?|bar(?:ring)?|minus|but"
    r"|with the exception of)"
    r"\s+(\w+(?:\s+(?!(?:and|which|where|who|that|had|has|was|were|said)\b)[\w’'-]+){0,4})",
    re.IGNORECASE,
)


_WHERE = re.compile(
    r"(?:\s+(?!(?:but|except|save|bar|apart)\b)[\w’'-]+){1,5}(?=,?\s+(?:but|except|save|bar|apart)\b)"
)


# Between the word and a place: what else was lost there. Who raises "its flag at the station" has taken it.
_SOMETHING = re.compile(
    r"\s+(?!(?:\w+\s)?(?:flags?|banners?)\b)"
    r"(?P<what>(?:(?!(?:in|near|at|on|off|outside|around|over|for|to|of|from|and|but)\b)[\w’'-]+\s+){1,6}?)"
    r"(?:up\s+)?(?:in|near|at|on|off|outside|around|over|close\s+to)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_THEMSELVES = frozenset("themselves himself herself itself ourselves".split())


def party_spans(found: Sequence[Trigger]) -> Iterator[Span]:
    """Phrases for parties, to be understood together with those of the events."""
    for trigger in found:
        yield from (*trigger.arguments.get("holder", ()), *trigger.arguments.get("previous", ()))


def place_spans(found: Sequence[Trigger]) -> Iterator[Span]:
    """Phrases for the places."""
    for trigger in found:
        yield from trigger.arguments.get("place", ())


def wholly(text: str, found: Sequence[Trigger]) -> list[Trigger]:
    """Relations as they are once parts and exceptions are seen, one for each place.

    "Holds Dorn and most of Arak" is two relations, the second of them to a part. Phrases for places lose
    their "most of"; exceptions that stand right behind the last place are added.
    """
    return [one for trigger in mended(text, found) for one in _by_place(text, trigger)]


def _by_place(text: str, trigger: Trigger) -> Iterator[Trigger]:
    places = trigger.arguments.get("place", ())
    if not places:
        yield trigger
        return
    places = tuple(place for place in places if not _is_where(text, trigger, place))
    last = max(places, default=None)
    for place in places:
        excepted = _exceptions(text, trigger, place) if place == last else ()
        yield _of_part(text, trigger, place, excepted)


def _is_where(text: str, trigger: Trigger, place: Span) -> bool:
    """Whether something else was lost or taken, a thing or there: "lost three tanks near Dorn"."""
    if trigger.states not in ("lost", "took"):
        return False
    if kind_of(text[slice(*place)], None) == "thing":
        return True
    found = _SOMETHING.fullmatch(text, trigger.trigger[1], max(trigger.trigger[1], place[0]))
    if found is None:
        return False
    what = found["what"].strip()
    return what.lower() in _THEMSELVES or kind_of(what, None) in ("thing", "people")


def _of_part(text: str, trigger: Trigger, place: Span, excepted: tuple[Span, ...]) -> Trigger:
    """The relation to one place; to a part of it where the words say so."""
    led = _PART_BEFORE.search(text[trigger.sentence[0] : place[0]])
    before = text[place[1] : trigger.trigger[0]]  # "most of the town, which they took": all of it is meant
    part = (
        trigger.states in ("holds", "took")
        and (_PART.match(text, *place) or led)
        and not _WHICH.match(before)
    )
    rest = trigger.states == "holds" and excepted
    states = PARTLY if part or rest else trigger.states
    if trigger.states == PARTLY and len(trigger.arguments["place"]) > 1 and not (part or led or excepted):
        states = "holds"
    arguments = {**trigger.arguments, "place": (_bare(text, place),), "except": excepted}
    return replace(trigger, arguments=arguments, states=states)


def _bare(text: str, span: Span) -> Span:
    """A place without "most of", "all of" and the like before it."""
    match = _PART.match(text, *span) or _ALL.match(text, *span)
    return (match.end(), span[1]) if match and match.end() < span[1] else span


def _exceptions(text: str, trigger: Trigger, place: Span) -> tuple[Span, ...]:
    """What is left out, by its words: "apart from the mill"."""
    found = trigger.arguments.get("except", ())
    if found or trigger.states not in ("holds", "took", "lost", PARTLY):
        return found
    end = place[1]
    if text[slice(*place)].lower() in (
        "all",
        "everything",
    ):  # "everything | west of the river | but the mill"
        longer = _WHERE.match(text, end, trigger.sentence[1])
        end = longer.end() if longer else end
    behind = _APART.match(text, end, trigger.sentence[1])
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
        for place, holder in product(_places(trigger, places, parties), _holders(trigger))
    )


def _places(trigger: Trigger, places: Sequence[Place], parties: Parties) -> tuple[int, ...]:
    """The first place of each phrase: "Harim in Idlib" is one town. One of just these words comes first.

    Who is fought or beaten is no place: "battled the Front".
    """
    found = dict.fromkeys(i for span in trigger.arguments.get("place", ()) for i in _place(span, places))
    return tuple(i for i in found if not (places[i].geonameid is None and parties.is_party(places[i].span)))


def _place(span: Span, places: Sequence[Place]) -> tuple[int, ...]:
    found = overlapping((span,), places)
    same = tuple(index for index in found if places[index].span == span)
    named = tuple(index for index in found if places[index].name[:1].isupper())
    return (same[-1:] or named or found)[:1]


def _holders(trigger: Trigger) -> tuple[Span | None, ...]:
    holders = trigger.arguments.get("holder", ())
    return holders or (None,)


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
