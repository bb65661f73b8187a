"""Events with their spans, where and when they happened, and what the steps of placing them share."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from accordingto.reading.codebook.actors import kind_of
from accordingto.reading.events.typing import Typed
from accordingto.reading.phrases import ending_at
from accordingto.types import EventType, HowFound, Place, Span, Time

# Words happen anywhere; these are where their sentence is, or the text before.
LOCATED: frozenset[EventType] = frozenset({"AGREE", "CONSULT", "COOPERATE"})
# Deeds: their target, if it is a place, is also where they happened.
DEEDS: frozenset[EventType] = frozenset(
    {"ASSAULT", "CONTROL", "CASUALTY", "COERCE", "MOBILIZE", "MOVE", "PROTEST", "RETREAT", "SANCTION", "AID"}
)
# Who flees leaves the place that is spoken of; who arrives need not come from there.
_DESCRIBED = re.compile(
    r"(?:UN|U\.N\.|NATO|EU|AU|US|U\.S\.|UK|OSCE|ISAF|ECOWAS|UNIFIL|AMISOM|MONUSCO|MINUSMA)\s+[a-z]+(?:\s+[a-z]+)?"
)
_REST_OF_NAME = re.compile(r"(?:\s(?:al-|el-)?[A-Z][\w’'-]+)+")  # "Kafr | Atun"
_NAME = re.compile(r"(?:[A-Z][\w'’-]+ ?)+")
# "Shells fell at Sabra" is told of the place, "stones thrown at Sabra" may be told of a person.
_PUT = re.compile(r"\b(?:in|at|near|off|over|outside|around|above|towards?)\s+(?:the\s+)?$", re.IGNORECASE)
_AIMED = re.compile(
    r"\b(?:fir|shoot|shot|aim|throw|threw|hurl|lob|shout|point|look)\w*\s+(?:[\w-]+\s+){0,3}at\s+$"
)
# What stands between the name of a town and the act that it tells apart: "the Paris terror attacks".
_WHICH = re.compile(r" (?:[a-z]+ ){0,2}")
_TOWNS = frozenset({"exact", "site", "town", "district"})
# A clause with another subject, which often happens elsewhere.
_BREAK = re.compile(r";|,\s+(?:while|whereas)\s")
#: Words that no place is called by: what stands for one, and which way somebody went.
_NO_SITES = frozenset(
    "it them they him her there here home abroad away back elsewhere north south east west northwards"
    " southwards eastwards westwards northward southward eastward westward inland ashore land custody"
    " detention captivity exile hiding public gunpoint knifepoint".split()
) | {"close range", "point-blank range"}
# Before the name that they stand for.
_TOWN = re.compile(r"\b(?:capital|city|town|village|suburb|port|province|district|region|state|island)$")
_APPOSED = re.compile(r",\s|\sof\s")


@dataclass(frozen=True)
class Where:
    """Indices of places, and how they were found; `origins` and `destinations` are those of a movement."""

    places: tuple[int, ...] = ()
    origins: tuple[int, ...] = ()
    destinations: tuple[int, ...] = ()
    found: HowFound | None = None

    def __bool__(self) -> bool:
        """Whether there is a place."""
        return bool(self.places)


@dataclass(frozen=True)
class When:
    """Indices of times, how the dates were found, and the dates: the last one is included."""

    times: tuple[int, ...] = ()
    found: HowFound | None = None
    begin: str | None = None
    end: str | None = None


@dataclass(frozen=True)
class Situated:
    """An event with its spans in code points: its arguments and its sentence.

    `beside` are other words that belong to it: those that say who had no part in it.
    """

    event: Typed
    trigger: Span
    sentence: Span
    place_spans: tuple[Span, ...]
    time_spans: tuple[Span, ...]
    actor_spans: tuple[Span, ...]
    recipient_spans: tuple[Span, ...]
    instrument: Span | None = None
    beside: Span | None = None


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
    if not spans:
        return ()
    found = []
    for index, thing in enumerate(things):
        first, last = thing.span
        for start, end in spans:  # no generator: every event asks this of every place and time
            if first < end and start < last:
                found.append(index)
                break
    return tuple(found)


def targets(kind: EventType, recipients: Sequence[Span], text: str) -> tuple[Span, ...]:
    """The recipients that are places as well: a depot that is hit, a town that is taken."""
    if kind not in DEEDS:
        return ()
    return tuple(
        span for span in recipients if kind_of(text[slice(*span)], None) == "place" or _is_put_at(text, span)
    )


def at_its_town(text: str, event: Situated, places: Sequence[Place]) -> Situated:
    """The event with a town that only says which one is meant as its place: "the Paris attacks".

    Where the model takes the town for who did it; a state may do so, and a town that is no mere modifier.
    """
    if event.event.candidate.pos != "noun" or event.event.type not in DEEDS:
        return event
    towns = {place.span for place in places if place.precision in _TOWNS}
    here = tuple(
        span
        for span in event.actor_spans
        if span in towns and _WHICH.fullmatch(text, span[1], max(span[1], event.trigger[0]))
    )
    if not here:
        return event
    actors = tuple(span for span in event.actor_spans if span not in here)
    return replace(event, actor_spans=actors, place_spans=(*event.place_spans, *here))


def _is_put_at(text: str, span: Span) -> bool:
    """Whether the words are a name behind "at" or "near": what happens there does so at a place."""
    if _NAME.fullmatch(text[slice(*span)]) is None or ending_at(_PUT, text, span[0]) is None:
        return False
    return ending_at(_AIMED, text, span[0]) is None


def clause_of(text: str, event: Situated) -> Span:
    """The part of its sentence in which an event is told: "in Sabra men rioted; in Oshan nobody did"."""
    start, end = event.sentence
    for found in _BREAK.finditer(text, start, end):
        if found.start() >= event.trigger[1]:
            return start, found.start()
        start = found.end()
    return start, end


def whole_name(text: str, span: Span) -> Span:
    """A name with all of its words, where only the first were marked; other words as they are."""
    rest = _REST_OF_NAME.match(text, span[1]) if text[span[0]].isupper() else None
    return (span[0], rest.end()) if rest else span


def with_sites(
    text: str, places: Sequence[Place], events: Sequence[Situated], nowhere: Collection[Span] = ()
) -> tuple[Place, ...]:
    """The places, then what events have for a place that is no name: "a market", "the northern gate".

    The names that stand `nowhere`, those of people and peoples, are none.
    """
    triggers = {event.trigger for event in events}
    sites = {
        span
        for event in events
        for span in (whole_name(text, marked) for marked in event.place_spans)
        if not overlapping((span,), places) and text[slice(*span)].lower() not in _NO_SITES
        if not _is_named_behind(text, span, places)
        if not any(start <= span[0] + len("The ") and end == span[1] for start, end in nowhere)
    } - triggers
    whole = [span for span in sorted(sites) if not any(_is_part(span, other) for other in sites)]
    return (*places, *(_unresolved(text, span) for span in whole))


def _is_part(span: Span, other: Span) -> bool:
    """Whether "towns" is a word of "two rebel-held towns"."""
    return span != other and other[0] <= span[0] and span[1] <= other[1]


def _is_named_behind(text: str, span: Span, places: Sequence[Place]) -> bool:
    """Whether the name follows: "the capital, Kabul", "the Sudanese capital of Khartoum"."""
    if not _TOWN.search(text, *span):
        return False
    return any(_APPOSED.fullmatch(text, span[1], max(span[1], place.span[0])) for place in places)


def _unresolved(text: str, span: Span) -> Place:
    """A place by its words: a name that nobody knew, or something built."""
    words = text[slice(*span)]
    is_name = _NAME.fullmatch(words) is not None
    return Place(span=span, name=words, precision="unknown" if is_name else "site")


def named(where: Where, places: Sequence[Place]) -> bool:
    """Whether one of the places has a name, in the gazetteer or not: no bare "market", no "UN base"."""
    return any(
        places[i].latitude is not None or (places[i].precision != "site" and not is_described(places[i]))
        for i in where.places
    )


def located(where: Where, places: Sequence[Place]) -> tuple[int, ...]:
    """The places that are known or lie in one that is, and names that the gazetteer does not have."""
    return tuple(
        i
        for i in where.places
        if places[i].latitude is not None
        or (places[i].precision == "unknown" and not is_described(places[i]))
    )


def is_described(place: Place) -> bool:
    """Whether words that only say whose it is stand for a place: "UN base"."""
    return place.latitude is None and _DESCRIBED.fullmatch(place.name) is not None
