"""Places behind the word for an event that are its own: "drove them out of Sabra", "strikes on Oshan"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from accordingto.reading.events.situations import DEEDS, Situated, clause_of
from accordingto.types import EventType, Place, Span

# What begins another clause or phrase: a place behind it is no longer that of the word before.
_STOP = (
    r"(?:that|who|whom|whose|which|what|where|when|while|as|after|before|since|until|following|because|if|unless|"
    r"although|though|but|than|said|says|told|against|for|with|by|about|from|like|is|are|was|were|has|have|had)\b"
)
_OBJECT = rf"\s+(?:(?!{_STOP})[\w'’-]+\s+){{0,5}}?"
# What may stand between a small word and a name: articles, "the town of", the names before it in a row.
_SMALL = rf"(?:(?!{_STOP})[a-z][\w-]*\s+){{0,3}}?(?:of\s+(?:the\s+)?)?"
_ARTICLES = rf"{_SMALL}(?:[A-Z][\w'’-]*(?:,|,?\s+and|\s+or)\s+){{0,3}}"
_IN = r"in|at|on|near|around|outside|inside|across|along|throughout|beside|between|off|over|above|below"
_WAYS = r"to|towards?|into|onto|from|out\s+of|through|up|down|via"
# "Shot two men near Sabra".
_THERE = re.compile(rf"{_OBJECT}(?:{_IN})\s+{_ARTICLES}")
# "Took the wounded to Sabra".
_WENT = re.compile(rf"{_OBJECT}(?:{_WAYS}|{_IN})\s+{_ARTICLES}|\s+for\s+{_ARTICLES}")
# "Took a clerk from his office in Sabra".
_TOOK = re.compile(rf"{_OBJECT}(?:from|out\s+of|{_IN})\s+{_ARTICLES}")
# "Broke into Oshan prison", "a raid against Sabra".
_STRUCK = re.compile(rf"{_OBJECT}(?:into|onto|upon|{_IN})\s+{_ARTICLES}|\s+against\s+{_ARTICLES}")
# "Left Sabra", "took over the port of Oshan".
_TAKEN = re.compile(rf"\s+(?:(?:up|out|over|off|down|back)\s+)?{_ARTICLES}")
# Somebody or something goes, or is brought.
_GOING: frozenset[EventType] = frozenset({"MOVE", "RETREAT", "MOBILIZE", "AID", "CONTROL", "CONSULT"})
# What somebody does to a place.
_TAKING: frozenset[EventType] = frozenset({"ASSAULT", "CONTROL", "MOVE", "RETREAT", "COERCE", "PROTEST"})
_PATTERNS: dict[EventType, re.Pattern[str]] = {"ASSAULT": _STRUCK, "COERCE": _TOOK, "SANCTION": _TOOK}


def behind(text: str, event: Situated, places: Sequence[Place], triggers: Sequence[Span]) -> tuple[int, ...]:
    """The places in what is left of the clause, before the next event, that belong to the event's word."""
    kind = event.event.type
    if kind not in DEEDS | _GOING:
        return ()
    end = min((start for start, _ in triggers if start > event.trigger[0]), default=len(text))
    end = min(end, clause_of(text, event)[1])
    pattern = _WENT if kind in _GOING else _PATTERNS.get(kind, _THERE)
    takes = kind in _TAKING and event.event.candidate.pos == "verb"
    return tuple(
        i
        for i, place in enumerate(places)
        if event.trigger[1] < place.span[0] < end
        and _leads(text[event.trigger[1] : place.span[0]], pattern, takes=takes)
    )


def _leads(between: str, pattern: re.Pattern[str], *, takes: bool) -> bool:
    return pattern.fullmatch(between) is not None or (takes and _TAKEN.fullmatch(between) is not None)
