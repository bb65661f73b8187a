"""What pages show of all accounts at once: agreements, actors, how sources stand to each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations

from msgspec.msgpack import decode, encode

from accordingto.ledger import ClaimFilter, EventFilter, Ledger
from accordingto.ledger.rows import fold
from accordingto.types import LinkedAgreement, LinkedEvent, NamedActor, Noun, Origin
from accordingto.web.kept import Kept, Making, one_maker

# Others that a source is most often in agreement, or at odds, with.
MOST_OTHERS = 12


# --- agreements and actors ------------------------------------------------------------------------


@dataclass(frozen=True)
class Deals:
    """All agreements, the latest first, and which of them a claim tells of."""

    all: tuple[LinkedAgreement, ...]
    by_claim: dict[str, LinkedAgreement]


def deals_of(found: tuple[LinkedAgreement, ...]) -> Deals:
    """Agreements with their claims."""
    return Deals(found, {claim: deal for deal in found for claim in deal.claims})


def read_deals(ledger: Ledger) -> Deals:
    """Follow the agreements of a ledger through all reports."""
    from accordingto.workflow import agreements

    return deals_of(agreements(ledger, ClaimFilter()))


@dataclass(frozen=True)
class Cast:
    """All actors, the most spoken of first, and each by its name without case."""

    all: tuple[NamedActor, ...]
    by_name: dict[str, NamedActor]


def cast_of(found: tuple[NamedActor, ...]) -> Cast:
    """Actors with their names."""
    # Of two that differ by case alone, the page is that of the one that is spoken of more.
    return Cast(found, {fold(actor.name): actor for actor in reversed(found)})


def read_cast(ledger: Ledger) -> Cast:
    """Gather who is called what by whom."""
    from accordingto.workflow import actors

    return cast_of(actors(ledger, ClaimFilter()))


# --- how sources stand to each other --------------------------------------------------------------


class Standing(Noun, frozen=True):
    """How often others agree with a source or contradict it, in happenings that it stands behind.

    `alone`: nobody else tells of them. `agreed`: others do, and none of them contradicts it. `contradicted`:
    somebody does; `about` counts contradictions by kind. `agrees` and `differs` are others by name, with in
    how many of these happenings, most first. These are counts, not a score: they say nothing of who is right.
    """

    name: str
    told: int = 0
    alone: int = 0
    agreed: int = 0
    contradicted: int = 0
    about: tuple[tuple[str, int], ...] = ()
    agrees: tuple[tuple[str, int], ...] = ()
    differs: tuple[tuple[str, int], ...] = ()


@dataclass
class _Tally:
    name: str
    counts: Counter[str] = field(default_factory=Counter)
    about: Counter[str] = field(default_factory=Counter)
    agrees: Counter[str] = field(default_factory=Counter)
    differs: Counter[str] = field(default_factory=Counter)

    def made(self) -> Standing:
        return Standing(
            name=self.name,
            **self.counts,
            about=_most(self.about),
            agrees=_most(self.agrees),
            differs=_most(self.differs),
        )


def _most(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:MOST_OTHERS])


def read_standings(ledger: Ledger) -> dict[str, Standing]:
    """Source, by its name without case -> how it stands to others, over all that is linked."""
    tallies: dict[str, _Tally] = {}
    count(ledger.linked_events(EventFilter(everything=True)), tallies)
    return {key: tally.made() for key, tally in tallies.items()}


def standings(events: Iterable[LinkedEvent]) -> dict[str, Standing]:
    """The same over happenings in hand."""
    tallies: dict[str, _Tally] = {}
    count(events, tallies)
    return {key: tally.made() for key, tally in tallies.items()}


def count(events: Iterable[LinkedEvent], tallies: dict[str, _Tally]) -> None:
    """Add what happenings say of those who stand behind them."""
    for event in events:
        if event.origins:
            _count(event, tallies)


def _count(event: LinkedEvent, tallies: dict[str, _Tally]) -> None:
    clashes = {frozenset((one.one_origin, one.other_origin)) for one in event.contradictions}
    at_odds = {name for pair in clashes for name in pair}
    for origin in event.origins:
        how = "contradicted" if origin.name in at_odds else "agreed" if len(event.origins) > 1 else "alone"
        for tally in _tallies(origin, tallies):
            tally.counts.update(("told", how))
            tally.about.update(
                one.kind for one in event.contradictions if origin.name in (one.one_origin, one.other_origin)
            )
    for one, other in combinations(event.origins, 2):
        differ = frozenset((one.name, other.name)) in clashes
        _pair(one, other, differ, tallies)
        _pair(other, one, differ, tallies)


def _pair(one: Origin, other: Origin, differ: bool, tallies: dict[str, _Tally]) -> None:
    for tally in _tallies(one, tallies):
        (tally.differs if differ else tally.agrees)[other.name] += 1


def _tallies(origin: Origin, tallies: dict[str, _Tally]) -> list[_Tally]:
    """One for each name by which reports call the origin."""
    names = {_folded(name): name for name in (*(chain[-1] for chain in origin.chains if chain), origin.name)}
    for key, name in names.items():
        if key not in tallies:
            tallies[key] = _Tally(name)
    return [tallies[key] for key in names]


# A source stands behind many happenings, and each is gone through several times.
_folded = lru_cache(65_536)(fold)


# --- kept -----------------------------------------------------------------------------------------

DEALS = Making(
    "agreements",
    read_deals,
    lambda deals: encode(deals.all),
    lambda data: deals_of(decode(data, type=tuple[LinkedAgreement, ...])),
)
CAST = Making(
    "actors",
    read_cast,
    lambda cast: encode(cast.all),
    lambda data: cast_of(decode(data, type=tuple[NamedActor, ...])),
)
STANDINGS: Making[dict[str, Standing]] = Making(
    "standings",
    read_standings,
    encode,
    lambda data: decode(data, type=dict[str, Standing]),
)


class Derived:
    """All of it, of one ledger; each is made when it is first asked for."""

    def __init__(self) -> None:
        maker = one_maker()
        self.deals = Kept(DEALS, maker)
        self.cast = Kept(CAST, maker)
        self.standings = Kept(STANDINGS, maker)

    def begin(self, ledger: Ledger) -> None:
        """Begin with all of it."""
        for one in (self.deals, self.cast, self.standings):
            one.begin(ledger)
