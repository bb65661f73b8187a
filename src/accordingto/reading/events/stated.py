"""Where an event's own words say that it happened, and from where to where somebody moved."""

from __future__ import annotations

import re
from collections.abc import Sequence

from accordingto.reading.events.situations import DEEDS, Situated, Where, named, overlapping
from accordingto.types import Place, Span

_TO = re.compile(
    r"\b(?:to|towards?|into|onto|for|reach\w*|enter\w*)\s+(?:the\s+|\w+\s+of\s+)*$", re.IGNORECASE
)
# Who arrives somewhere is there then; who flees in a province is only there.
_INTO = re.compile(
    r"\b(?:to|towards?|into|onto|for|at|in|on|near|outside|reach\w*|enter\w*)\s+(?:the\s+|\w+\s+of\s+)*$",
    re.IGNORECASE,
)
_ARRIVAL = re.compile(
    r"arriv|land|shelter|settl|gather|refuge|dock|disembark|return|resettl|reloc|hous|camp|squat|stay",
    re.IGNORECASE,
)
# Who flees leaves the place that is spoken of; who arrives need not come from there.
FLIGHT = re.compile(
    r"fle[ed]|escap|evacuat|withdr|retreat|pull|displac|uproot|forced|driven|leav|left|depart|cross",
    re.IGNORECASE,
)
MOVING = re.compile(FLIGHT.pattern + r"|mov|go(?:es|ing|ne)?\b|went", re.IGNORECASE)
_FROM = re.compile(
    r"\b(?:from|out of|fle[ed]\w*|fleeing|left|leaves?|leaving|abandon\w*|evacuat\w*|quit\w*|escap\w*)\s+"
    r"(?:the\s+|\w+\s+of\s+|parts\s+of\s+)*$",
    re.IGNORECASE,
)
# In a phrase for a target, before a place where the target was or comes from.
_ASIDE = re.compile(r"\b(?:from|who|which|that|whose)\s+(?:[\w-]+\s+){0,4}$")
_BESIDE = re.compile(r"\s+(?:of|in|at|near|around|outside|inside|over)\s+(?:(?:the|[a-z][\w-]*)\s+){0,3}")
_AWAY = re.compile(r"\s+(?:away\s+|out\s+)?from\s+(?:(?:the|[a-z][\w-]*)\s+){0,3}")
_WHERE = re.compile(r",?\s+where\s[^.;:]{0,80}")
# Who lives in a place or holds it has its place when something is done by them.
_OF_THERE = re.compile(
    r"\b(?:garrison|defenders|residents|inhabitants|people|villagers|townspeople|families|population)\s+"
    r"(?:of|in|at)\s+(?:the\s+)?(?:[a-z][\w-]*\s+){0,2}$",
    re.IGNORECASE,
)


def stated_place(text: str, event: Situated, places: Sequence[Place], acting: frozenset[int]) -> Where:
    """The places among its arguments, those that are its target, and those beside its word."""
    indices = overlapping(event.place_spans, places)
    if event.event.type in DEEDS:
        targets = overlapping(event.recipient_spans, places)
        came = (i for i in targets if _only_came(text, event.recipient_spans, places[i].span))
        indices = tuple(sorted({*indices, *targets} - {*came} | {*indices}))
    indices = tuple(index for index in indices if index not in acting)
    if not named(Where(indices), places):
        beside = (i for i, place in enumerate(places) if _is_beside(text, event, place))
        indices = tuple(sorted({*indices, *beside}))
    if event.event.type in DEEDS:
        theirs = overlapping(event.actor_spans, places)
        indices = tuple(
            sorted({*indices, *(i for i in theirs if _OF_THERE.search(text, 0, places[i].span[0]))})
        )
    if not indices:
        return Where()
    moves = event.event.type == "MOVE" or MOVING.match(text, *event.trigger) is not None
    if event.event.type not in ("MOVE", "RETREAT") or not moves:
        return Where(indices, found="argument")
    arrives = _ARRIVAL.match(text, *event.trigger) is not None
    goal = _INTO if arrives else _TO
    origins = tuple(i for i in indices if _FROM.search(text, event.sentence[0], places[i].span[0]))
    destinations = tuple(
        i for i in indices if i not in origins and goal.search(text, event.sentence[0], places[i].span[0])
    )
    return Where(indices, origins, destinations, "argument")


def _only_came(text: str, phrases: Sequence[Span], place: Span) -> bool:
    """Whether a target only comes from the place, or the place is told of it: "families from Sabra"."""
    return any(
        start < place[0] < end and _ASIDE.search(text[start : place[0]]) is not None for start, end in phrases
    )


def _is_beside(text: str, event: Situated, place: Place) -> bool:
    """ "the siege of Sabra", "talks in Sabra", "Sabra, where they were caught"."""
    start, end = event.sentence
    if not start <= place.span[0] < end:
        return False
    if place.span[1] < event.trigger[0]:
        return _WHERE.fullmatch(text[place.span[1] : event.trigger[0]]) is not None
    between = text[event.trigger[1] : place.span[0]]
    away = event.event.type in ("MOVE", "RETREAT") and _AWAY.fullmatch(between) is not None
    return away or _BESIDE.fullmatch(between) is not None
