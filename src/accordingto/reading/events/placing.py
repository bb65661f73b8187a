"""Where and when each event happened: by its arguments, else its sentence, else its context, each marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, get_args

from accordingto.reading.codebook.actors import kind_of
from accordingto.reading.events.typing import Typed
from accordingto.types import EventType, HowFound, Place, Span, Time, TimePrecision

_TO = re.compile(
    r"\b(?:to|towards?|into|onto|for|at|in|reach\w*|enter\w*)\s+(?:the\s+|\w+\s+of\s+)*$", re.IGNORECASE
)
_FROM = re.compile(
    r"\b(?:from|out of|fle[ed]\w*|fleeing|left|leaves?|leaving|abandon\w*|evacuat\w*|quit\w*|escap\w*)\s+"
    r"(?:the\s+|\w+\s+of\s+|parts\s+of\s+)*$",
    re.IGNORECASE,
)
# Words happen anywhere; these are where their sentence is, or the text before.
LOCATED: frozenset[EventType] = frozenset({"AGREE", "CONSULT", "COOPERATE"})
# Deeds: their target, if it is a place, is also where they happened.
DEEDS: frozenset[EventType] = frozenset(
    {"ASSAULT", "CONTROL", "CASUALTY", "COERCE", "MOBILIZE", "MOVE", "PROTEST", "RETREAT", "SANCTION", "AID"}
)
NIGHT = "TNI"  # TIMEX3 for a night; "on Sunday night" is Sunday's, "overnight" belongs to two days
_OVER_TWO_DAYS = re.compile(r"overnight|\bto\b|–|-|\band\b", re.IGNORECASE)
_SINCE = re.compile(r"\bsince\s+(?:the\s+|at least\s+|early\s+|late\s+)*$", re.IGNORECASE)
PRECISIONS: tuple[TimePrecision, ...] = get_args(TimePrecision)  # the finest first
DAY = "2018-04-06"
WEEK = 7


@dataclass(frozen=True)
class Where:
    """Indices of places, and how they were found; `origins` and `destinations` are those of a movement."""

    places: tuple[int, ...] = ()
    origins: tuple[int, ...] = ()
    destinations: tuple[int, ...] = ()
    found: HowFound | None = None


@dataclass(frozen=True)
class When:
    """Indices of times, how the dates were found, and the dates: the last one is included."""

    times: tuple[int, ...] = ()
    found: HowFound | None = None
    begin: str | None = None
    end: str | None = None


@dataclass(frozen=True)
class Situated:
    """An event with its spans in code points: its arguments and its sentence."""

    event: Typed
    trigger: Span
    sentence: Span
    place_spans: tuple[Span, ...]
    time_spans: tuple[Span, ...]
    actor_spans: tuple[Span, ...]
    recipient_spans: tuple[Span, ...]
    instrument: Span | None = None


class Timed(Protocol):
    """What is dated: a word that says that something happened, its sentence, and the times stated for it."""

    @property
    def trigger(self) -> Span:
        """The word, in code points."""

    @property
    def sentence(self) -> Span:
        """Its sentence, in code points."""

    @property
    def time_spans(self) -> tuple[Span, ...]:
        """Words for when it happened."""


def overlapping(spans: Sequence[Span], things: Sequence[Place | Time]) -> tuple[int, ...]:
    """Indices of the places or times that share a code point with one of the spans."""
    return tuple(
        index
        for index, thing in enumerate(things)
        if any(thing.span[0] < end and start < thing.span[1] for start, end in spans)
    )


def targets(kind: EventType, recipients: Sequence[Span], text: str) -> tuple[Span, ...]:
    """The recipients that are places as well: a depot that is hit, a town that is taken."""
    if kind not in DEEDS:
        return ()
    return tuple(span for span in recipients if kind_of(text[slice(*span)], None) == "place")


def with_sites(text: str, places: Sequence[Place], events: Sequence[Situated]) -> tuple[Place, ...]:
    """The places, then what events have for a place that is no name: "a market", "the northern gate"."""
    sites = {span for event in events for span in event.place_spans if not overlapping((span,), places)}
    return (*places, *(Place(span=s, name=text[slice(*s)], precision="site") for s in sorted(sites)))


# --- where ----------------------------------------------------------------------------------------


def where(
    text: str, events: Sequence[Situated], places: Sequence[Place], acting: frozenset[int]
) -> list[Where]:
    """For each event, where it happened. `acting` places stand for a government: they host nothing."""
    stated = [_stated(text, event, places, acting) for event in events]
    found: list[Where] = []
    for index, own in enumerate(stated):
        if events[index].event.type in DEEDS | LOCATED and not _named(
            own, places
        ):  # "at the gate": of which town?
            town = _inferred(index, events, stated, places, acting, found)
            places_found = tuple(dict.fromkeys((*own.places, *town.places)))
            own = Where(places_found, found=town.found or own.found)
        found.append(own)
    return found


def _stated(text: str, event: Situated, places: Sequence[Place], acting: frozenset[int]) -> Where:
    spans = event.place_spans
    if event.event.type in DEEDS:
        spans = (*spans, *event.recipient_spans)
    indices = tuple(index for index in overlapping(spans, places) if index not in acting)
    if not indices:
        return Where()
    if event.event.type not in ("MOVE", "RETREAT"):
        return Where(indices, found="argument")
    origins = tuple(i for i in indices if _FROM.search(text, event.sentence[0], places[i].span[0]))
    destinations = tuple(
        i for i in indices if i not in origins and _TO.search(text, event.sentence[0], places[i].span[0])
    )
    return Where(indices, origins, destinations, "argument")


def _inferred(
    index: int,
    events: Sequence[Situated],
    stated: Sequence[Where],
    places: Sequence[Place],
    acting: frozenset[int],
    before: Sequence[Where],
) -> Where:
    """The place of another event of the sentence, else one that it names, else that of the event before."""
    event = events[index]
    near = [
        (not _located(where, places), abs(other.trigger[0] - event.trigger[0]), where.places)
        for other, where in zip(events, stated, strict=True)
        if other.sentence == event.sentence and where.places
    ]
    if near and _located(Where(min(near)[2]), places):
        return Where(min(near)[2], found="sentence")
    named = [
        i
        for i in overlapping((event.sentence,), places)
        if i not in acting and places[i].precision != "country" and _located(Where((i,)), places)
    ]
    if named:
        closest = min(named, key=lambda i: abs(places[i].span[0] - event.trigger[0]))
        return Where((closest,), found="sentence")
    known = [*before, Where(), *stated[index + 1 :]]
    deeds = [
        where if other.event.type in DEEDS else Where() for where, other in zip(known, events, strict=True)
    ]
    around = (*reversed(deeds[:index]), *deeds[index + 1 :])
    located = (found for where in around if (found := _located(where, places)))
    town = next((Where(found, found="context") for found in located), Where())
    return Where((*min(near)[2], *town.places), found="sentence") if near else town


def _named(where: Where, places: Sequence[Place]) -> bool:
    """Whether one of the places has a name, in the gazetteer or not: no bare "market"."""
    return any(places[i].latitude is not None or places[i].precision != "site" for i in where.places)


def _located(where: Where, places: Sequence[Place]) -> tuple[int, ...]:
    """The places that are known or lie in one that is, and names that the gazetteer does not have."""
    return tuple(
        i for i in where.places if places[i].latitude is not None or places[i].precision == "unknown"
    )


# --- when -----------------------------------------------------------------------------------------


def when(
    text: str,
    events: Sequence[Timed],
    times: Sequence[Time],
    dating: Sequence[bool],
    *,
    published: str | None,
) -> list[When]:
    """For each event, when it happened: as stated, else as its sentence, the event before, or publication.

    `dating` says which happened or go on: the others are dated by what is stated for them alone.
    """
    own = [
        _stated_time(text, event, times, published)
        or (_in_sentence(text, event, times, published) if past else None)
        for event, past in zip(events, dating, strict=True)
    ]
    told = [one if past and one and _narrow(one) else None for one, past in zip(own, dating, strict=True)]
    return [
        one or (_by_context(told, index) or _by_publication(published) if dating[index] else None) or When()
        for index, one in enumerate(own)
    ]


def _stated_time(text: str, event: Timed, times: Sequence[Time], published: str | None) -> When | None:
    indices = overlapping(event.time_spans, times)
    if not indices:
        return None
    dated = [index for index in indices if times[index].begin]
    if not dated:
        return When(indices, "argument")
    finest = min(dated, key=lambda index: PRECISIONS.index(times[index].precision))
    return When(indices, "argument", *_range(text, times[finest], published))


def _in_sentence(text: str, event: Timed, times: Sequence[Time], published: str | None) -> When | None:
    dated = [i for i in overlapping((event.sentence,), times) if times[i].begin and times[i].type != "SET"]
    if not dated:
        return None
    nearest = min(dated, key=lambda i: abs(times[i].span[0] - event.trigger[0]))
    return When((nearest,), "sentence", *_range(text, times[nearest], published))


def _range(text: str, time: Time, published: str | None) -> tuple[str | None, str | None]:
    """The days of a time; "since" lets it run to the day of publication."""
    since = _SINCE.search(text, 0, time.span[0]) or time.text.lower().startswith("since ")
    if since and published and time.begin and time.begin <= published[: len(DAY)]:
        return time.begin, published[: len(DAY)]
    if time.value.endswith(NIGHT) and not _OVER_TWO_DAYS.search(time.text):
        return time.begin, time.begin
    return time.begin, time.end


def _by_context(told: Sequence[When | None], index: int) -> When | None:
    """The dates of the last event before that has some, else of the first one after."""
    last = next((one for one in (*reversed(told[:index]), *told[index + 1 :]) if one), None)
    return When((), "context", last.begin, last.end) if last else None


def _narrow(one: When) -> bool:
    """Whether the dates are near enough to each other to say something of another event."""
    days = [date.fromisoformat(day) for day in (one.begin, one.end) if day and len(day) == len(DAY)]
    return len(days) == 2 and (days[1] - days[0]).days <= WEEK


def _by_publication(published: str | None) -> When | None:
    day = published[: len(DAY)] if published else None
    return When((), "published", day, day) if day else None
