"""What a gazetteer holds (`Entry`) and what it answers with (`Candidate`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal[
    "continent",
    "country",
    "region",  # first-order division
    "district",  # division below it
    "area",  # land without a government: a region of several countries, a desert, a range
    "water",
    "town",
    "quarter",  # part of a town
    "camp",
    "crossing",
    "site",  # anything built
]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Entry:
    """One place as a builder hands it over. `names` are others than `name`; ids below zero are our own."""

    id: int
    name: str
    kind: Kind
    latitude: float
    longitude: float
    country: str | None = None
    within: int | None = None
    population: int = 0
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capital: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place that a name may mean. `exact`: found by its plain key, not only by its sounds."""

    id: int
    name: str
    kind: Kind
    latitude: float
    longitude: float
    country: str | None
    within: int | None
    population: int
    capital: bool = False
    exact: bool = True
