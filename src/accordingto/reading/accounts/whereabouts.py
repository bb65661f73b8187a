"""Which named place "the town", "it" or "there" stands for, where control has no name for it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from accordingto.reading.phrases import content_words
from accordingto.types import Place, PlacePrecision, Span

SETTLEMENTS = frozenset("town city village hamlet settlement municipality township capital".split())
QUARTERS = frozenset(
    "district quarter neighbourhood neighborhood suburb camp enclave pocket area sector".split()
)
REGIONS = frozenset("region province governorate state county oblast territory".split())
STANDING = frozenset("it there its here which".split())
NARROW: frozenset[PlacePrecision] = frozenset({"exact", "site", "town", "district", "unknown"})
WIDE: frozenset[PlacePrecision] = frozenset({"district", "region", "unknown"})
_LONGER = re.compile(r"\s[A-Z]")  # "the Valley | Front" is no valley
# "The besieged | enclave": its words leave the article out.
_DEFINITE = re.compile(r"\b[Tt]he\s+(?:[\w-]+\s+)?$")
NEAR = 30
REACH = 600  # code points back to the name: the paragraph before, at the most
REACH_OF_PRONOUN = 200


def with_antecedent(text: str, span: Span, places: Sequence[Place], acting: frozenset[int]) -> Place:
    """The place of words without a name: the nearest named place before them that fits, else their words."""
    bare = Place(span=span, name=text[slice(*span)])
    words = text[slice(*span)]
    fitting, reach = _fitting(
        f"the {words}" if _DEFINITE.search(text[max(0, span[0] - NEAR) : span[0]]) else words
    )
    before = [
        place
        for index, place in enumerate(places)
        if index not in acting and place.precision in fitting and _is_named(place)
        if 0 <= span[0] - place.span[1] <= reach and not _LONGER.match(text, place.span[1])
    ]
    nearest = max(before, key=lambda place: place.span, default=None)
    return replace(nearest, span=span) if nearest else bare


def _fitting(phrase: str) -> tuple[frozenset[PlacePrecision], int]:
    """What precisions the place may have, and how far before it may stand."""
    if phrase.lower() in STANDING:
        return NARROW, REACH_OF_PRONOUN
    words = content_words(phrase)
    definite = phrase.lower().startswith(("the ", "this ", "that "))
    if not definite or len(words) != 1:
        return frozenset(), 0
    if words[0] in SETTLEMENTS | QUARTERS:
        return NARROW, REACH
    return (WIDE, REACH) if words[0] in REGIONS else (frozenset(), 0)


def _is_named(place: Place) -> bool:
    return place.geonameid is not None or place.name[:1].isupper()
