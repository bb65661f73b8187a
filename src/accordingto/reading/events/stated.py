"""Where an event's own words say that it happened, and from where to where somebody moved."""

from __future__ import annotations

import re
from collections.abc import Sequence

from accordingto.reading.events.behind import behind
from accordingto.reading.events.hosts import heads
from accordingto.reading.events.situations import DEEDS, Situated, Where, clause_of, named, overlapping
from accordingto.reading.phrases import ending_at
from accordingto.reading.places import is_adjective
from accordingto.types import EventType, Place, Span

_TO = re.compile(
    r"\b(?:to|towards?|into|onto|for|reach\w*|enter\w*)\s+"
    r"(?:the\s+|\w+\s+of\s+|(?:an?|the)\s+(?:[a-z-]+\s+){1,2}(?:in|at|near|outside)\s+)*$",
    re.IGNORECASE,
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
_BESIDE = re.compile(
    r"\s+(?:of|in|at|near|around|outside|inside|over|off|above|below|beside|between)\s+(?:(?:the|[a-z][\w-]*)\s+){0,3}"
)
# "The Sabra killings", "the 2019 Sabra massacre".
# Where fire comes from is not where it falls; "6 km from" and "driven from" are not meant.
_FIRE = re.compile(
    r"fir(?:e[ds]?|ing)|shell|shot|shoot|launch|bombard|pound|lob|rain|hit|struck|strik|mortar", re.IGNORECASE
)
_WHENCE = re.compile(
    r"(?<!km )(?<!kilometres )(?<!miles )(?<!metres )\bfrom\s+(?:(?:the|its|their|a|[a-z][\w-]*)\s+){0,3}$"
)
_CALLED = re.compile(r"\b(?:the|this|that|last|\d{4})\s+$", re.IGNORECASE)
_AWAY = re.compile(r"\s+(?:away\s+|out\s+)?from\s+(?:(?:the|[a-z][\w-]*)\s+){0,3}")
_WHERE = re.compile(r",?\s+where\s[^.;:]{0,80}")
_HOME = re.compile(r"\bfrom\s+(?:(?:the|[a-z][\w-]*|[A-Z][\w'’-]*['’]s)\s+){0,4}$")
_PUT = r"(?:in|at|near|outside|inside)\s+(?:(?:the|[a-z][\w-]*)\s+){0,3}"
_IN = re.compile(rf"\b{_PUT}$")
# Who does it does it where he is.
_WHERE_THEY_ARE: frozenset[EventType] = frozenset({"SANCTION", "COERCE", "PROTEST"})
_PARTY_IN = re.compile(rf"\s+{_PUT}")
# "Not in Sabra", "and not, as first told, in Sabra", "in Oshan, not Sabra", "nowhere near Sabra".
_NOT_THERE = re.compile(
    r"\bnot(?:,[^.;:,]{1,60},)?\s+(?:(?:the|an?)\s+(?:[a-z][\w-]*\s+){1,3})?"
    r"(?:in|at|near|from|on|off|outside)\s+(?:the\s+)?$"
    r"|(?:,|\band|\bbut)\s+not\s+(?:the\s+)?$"
    r"|\bnowhere\s+near\s+(?:the\s+)?$"
    r"|(?<!\bnot )(?<!n['’]t )\bfar\s+from\s+(?:the\s+)?$"
    r"|\bnever\s+(?:been|gone|(?:come|came|go|went|got)\s+(?:close|near))\s+(?:to|in|at|near)?\s*(?:the\s+)?$"
)
# Who lives in a place or holds it has its place when something is done by them.
_OF_THERE = re.compile(
    r"\b(?:garrison|defenders|residents|inhabitants|people|villagers|townspeople|families|population)\s+"
    r"(?:of|in|at)\s+(?:the\s+)?(?:[a-z][\w-]*\s+){0,2}$",
    re.IGNORECASE,
)


def stated_place(
    text: str,
    event: Situated,
    places: Sequence[Place],
    acting: frozenset[int],
    *,
    triggers: Sequence[Span] = (),
) -> Where:
    """The places among its arguments, those that are its target, and those beside its word or behind it.

    `triggers` are the words of all events: what stands behind the next one is that one's.
    """
    indices = _argued(text, event, places, acting)
    if not named(Where(indices), places):
        beside = (i for i, place in enumerate(places) if _is_beside(text, event, place))
        indices = tuple(sorted({*indices, *beside}))
    if not named(Where(indices), places):
        indices = tuple(sorted({*indices, *behind(text, event, places, triggers)} - acting))
    if event.event.type in DEEDS:
        theirs = overlapping(event.actor_spans, places)
        indices = tuple(
            sorted({*indices, *(i for i in theirs if ending_at(_OF_THERE, text, places[i].span[0]))})
        )
    if not named(Where(indices), places) and event.event.type in DEEDS:
        of_party = (i for i, place in enumerate(places) if _is_of_party(text, event, place))
        indices = tuple(sorted({*indices, *of_party} - acting))
    indices = tuple(i for i in indices if not _is_giver(text, event, places[i]))
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


def _argued(text: str, event: Situated, places: Sequence[Place], acting: frozenset[int]) -> tuple[int, ...]:
    """The places that the model gives, without those of another clause, of a party, or of the dateline."""
    indices = {*overlapping(event.place_spans, places)}
    if event.event.type in DEEDS:
        targets = overlapping(event.recipient_spans, places)
        indices |= {i for i in targets if not _only_came(text, event.recipient_spans, places[i].span)}
    kept = sorted(indices - acting)
    if event.event.type not in ("MOVE", "RETREAT"):
        kept = [i for i in kept if not _is_home(text, event, places[i])]
    for is_aside in (_is_in_other_clause, _is_dateline, _is_whence):
        own = [i for i in kept if not is_aside(text, event, places[i])]
        kept = own if named(Where(tuple(own)), places) else kept
    return tuple(kept)


def is_denied(text: str, place: Place) -> bool:
    """Whether it is said that something was not there: "not in Sabra but in Oshan"."""
    return ending_at(_NOT_THERE, text, place.span[0]) is not None


def _is_home(text: str, event: Situated, place: Place) -> bool:
    """ "a baker from Sabra was shot": where somebody is from is not where it happened."""
    origin = _HOME.search(text, event.sentence[0], place.span[0])
    if origin is None or place.span[1] > event.trigger[0]:  # "seized a baker from Sabra" tells where he was
        return False
    parties = (*event.actor_spans, *event.recipient_spans)
    return any(start < origin.start() <= end + 1 for start, end in parties)


def _is_giver(text: str, event: Situated, place: Place) -> bool:
    """ "received arms from Oshan": who gives is not where it is given."""
    gives = event.event.type == "AID" and bool(overlapping(event.actor_spans, [place]))
    return gives and ending_at(_HOME, text, place.span[0]) is not None


def _is_in_other_clause(text: str, event: Situated, place: Place) -> bool:
    start, end = clause_of(text, event)
    return not start <= place.span[0] < end


def _is_dateline(text: str, event: Situated, place: Place) -> bool:
    return place.span[1] <= event.trigger[0] and heads(text, place) == "dateline"


def _is_whence(text: str, event: Situated, place: Place) -> bool:
    """ "fired on Sabra from the hill of Oshan"."""
    trigger = event.trigger[1]
    fires = event.event.type in DEEDS and _FIRE.match(text, *event.trigger) is not None
    return fires and trigger <= place.span[0] and _WHENCE.search(text, trigger, place.span[0]) is not None


def _is_of_party(text: str, event: Situated, place: Place) -> bool:
    """ "a court in Sabra sentenced": where one of the parties is."""
    if event.event.type in _WHERE_THEY_ARE and overlapping(event.actor_spans, [place]):
        return ending_at(_IN, text, place.span[0]) is not None
    return any(
        end < place.span[0] and _PARTY_IN.fullmatch(text[end : place.span[0]]) is not None
        for _, end in (*event.actor_spans, *event.recipient_spans)
    )


def _only_came(text: str, phrases: Sequence[Span], place: Span) -> bool:
    """Whether a target only comes from the place, or the place is told of it: "families from Sabra"."""
    return any(
        start < place[0] < end and _ASIDE.search(text[start : place[0]]) is not None for start, end in phrases
    )


def _is_beside(text: str, event: Situated, place: Place) -> bool:
    """ "the siege of Sabra", "talks in Sabra", "Sabra, where they were caught"."""
    start, end = event.sentence
    if not start <= place.span[0] < end or is_adjective(text, place.span):
        return False
    if place.span[1] + 1 == event.trigger[0]:
        is_noun = event.event.candidate.pos == "noun"
        return is_noun and _CALLED.search(text, start, place.span[0]) is not None
    if place.span[1] < event.trigger[0]:
        return _WHERE.fullmatch(text[place.span[1] : event.trigger[0]]) is not None
    between = text[event.trigger[1] : place.span[0]]
    away = event.event.type in ("MOVE", "RETREAT") and _AWAY.fullmatch(between) is not None
    return away or _BESIDE.fullmatch(between) is not None
