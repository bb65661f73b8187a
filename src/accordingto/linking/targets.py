"""What was hit: accounts by which an attack struck where people live, against those by which it hit arms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from accordingto.linking.testimony import BearsOut, Testimony, disagreement, independent
from accordingto.linking.words import tokens
from accordingto.reading.phrases import singular
from accordingto.types import Contradiction

_MILITARY = frozenset(
    "headquarters barracks battery launcher bunker trench garrison arsenal munition ammunition hideout"
    " stronghold".split()
)
# "A rebel base", "gun positions": of arms by the word before it.
_OF_ARMS = re.compile(
    r"\b(?:army|military|naval|air|gun|rocket|missile|artillery|radar|command|training"
    r"|(?:rebel|militant|terrorist|insurgent|guerrilla)s?['’]?)"
    r" (?:base|camp|depot|store|workshop|post|position|site|centre|center|installation)s?\b",
    re.IGNORECASE,
)
_CIVILIAN = frozenset(
    "market bazaar home house school hospital clinic mosque church temple pagoda monastery convent cathedral"
    " seminary flat apartment residential village villager refugee displaced wedding funeral bakery shop cafe"
    " café dormitory kindergarten orphanage".split()
)


class Hit(msgspec.Struct, frozen=True):
    """A testimony of what an attack struck."""

    testimony: Testimony
    kind: Literal["military", "civilian"]
    words: str


def targets(testimonies: Sequence[Testimony], bears_out: BearsOut) -> Iterator[Contradiction]:
    """What one origin says was hit against what another says: once, and only where neither names both."""
    hits = [hit for testimony in testimonies for hit in hits_of(testimony)]
    for one in hits:
        for other in hits:
            if one.kind == "military" and other.kind == "civilian" and _exclude(one, other, hits):
                why = f"One says that it hit {one.words}, the other that it hit {other.words}."
                found = disagreement("place", (one.testimony, one.words), (other.testimony, other.words), why)
                if bears_out(found):
                    yield found
                    return


def hits_of(testimony: Testimony) -> Iterator[Hit]:
    """What an account of an attack says was struck, as far as its words tell what it was for."""
    happening = testimony.happening
    if happening is None or happening.type != "ASSAULT" or testimony.denies:
        return
    sites = [place.name for place in happening.places if place.precision == "site"]
    for words in (*(party.words for party in happening.recipients), *sites):
        kind = _kind(words)
        if kind:
            yield Hit(testimony, kind, words)


def _kind(words: str) -> Literal["military", "civilian"] | None:
    nouns = set(map(singular, tokens(words)))
    if nouns & _MILITARY or _OF_ARMS.search(words):
        return "military"
    return "civilian" if nouns & _CIVILIAN else None


def is_of_target(denial: Testimony, testimonies: Sequence[Testimony]) -> bool:
    """Whether who "never hit a school" denies what was hit, for something military is said to have been."""
    recipients = denial.happening.recipients if denial.happening else ()
    if not denial.denies or not any(_kind(party.words) == "civilian" for party in recipients):
        return False
    return any(hit.kind == "military" for testimony in testimonies for hit in hits_of(testimony))


def _exclude(one: Hit, other: Hit, hits: Sequence[Hit]) -> bool:
    """Whether two origins tell of other targets, and neither of both."""
    if not independent(one.testimony, other.testimony):
        return False
    return all(
        hit.kind == side.kind
        for side in (one, other)
        for hit in hits
        if not independent(hit.testimony, side.testimony)
    )
