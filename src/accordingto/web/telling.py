"""How accounts of one happening are put side by side: cards, opposing sides, who had it from whom. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from accordingto.ledger import ClaimRow
from accordingto.ledger.rows import fold
from accordingto.types import Contradiction, LinkedEvent, Origin

#: Kind of a contradiction -> what it is about, for a heading.
ABOUT = {
    "figure": "How many",
    "perpetrator": "Who did it",
    "place": "Where",
    "day": "When",
    "happened": "Whether it happened",
    "agreed": "Whether it was agreed",
    "violated-by": "Who broke it",
    "holds": "Who holds it",
}


@dataclass(frozen=True)
class Quote:
    """One account in its words; `differs` are the numbers of contradictions that it is a side of."""

    row: ClaimRow
    differs: tuple[int, ...] = ()


@dataclass(frozen=True)
class Card:
    """What one report prints of one source chain."""

    quotes: tuple[Quote, ...]

    @property
    def row(self) -> ClaimRow:
        """A claim, for the report and the chain."""
        return self.quotes[0].row


@dataclass(frozen=True)
class Node:
    """Somebody who passed it on, and who had it from there. An outlet, which printed it, is marked so."""

    name: str
    prints: bool = False
    children: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Behind:
    """An origin, its accounts, and the ways by which it came into print. None: no origin is known."""

    origin: Origin | None
    cards: tuple[Card, ...]
    ways: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Clash:
    """A contradiction with the two claims, where the ledger still has them."""

    number: int
    about: str
    found: Contradiction
    one: ClaimRow | None
    other: ClaimRow | None


# --- accounts -------------------------------------------------------------------------------------


def behind(event: LinkedEvent, rows: Sequence[ClaimRow]) -> tuple[Behind, ...]:
    """All accounts by who stands behind them, in the order of the origins."""
    left = {row.claim.id: row for row in rows}
    differs = _differing(event.contradictions)
    groups = []
    for origin in event.origins:
        own = [left.pop(claim) for claim in origin.claims if claim in left]
        groups.append(Behind(origin, cards(own, differs), ways_of(origin)))
    if left:
        groups.append(Behind(None, cards(list(left.values()), differs)))
    return tuple(group for group in groups if group.cards)


def _differing(contradictions: Iterable[Contradiction]) -> dict[str, list[int]]:
    differs: dict[str, list[int]] = {}
    for number, one in enumerate(contradictions, 1):
        for claim in (one.one, one.other):
            differs.setdefault(claim, []).append(number)
    return differs


def cards(rows: Iterable[ClaimRow], differs: Mapping[str, Sequence[int]]) -> tuple[Card, ...]:
    """Claims that one report prints of one chain together, by date of publication."""
    groups: dict[tuple[str, ...], list[Quote]] = {}
    for row in sorted(rows, key=_printed):
        claim = row.claim
        key = (claim.document, *(fold(link.name) for link in claim.said_by))
        groups.setdefault(key, []).append(Quote(row, tuple(differs.get(claim.id, ()))))
    return tuple(Card(tuple(quotes)) for quotes in groups.values())


def _printed(row: ClaimRow) -> tuple[str, str, int]:
    return row.published or "9999", row.claim.document, row.claim.evidence[0][0]


# --- contradictions -------------------------------------------------------------------------------


def clashes(event: LinkedEvent, rows: Mapping[str, ClaimRow]) -> tuple[Clash, ...]:
    """What accounts disagree about, numbered from 1."""
    return tuple(
        Clash(number, ABOUT.get(one.kind, one.kind), one, rows.get(one.one), rows.get(one.other))
        for number, one in enumerate(event.contradictions, 1)
    )


# --- who had it from whom -------------------------------------------------------------------------


@dataclass
class _Growing:
    name: str
    prints: bool = False
    children: dict[str, _Growing] = field(default_factory=dict)

    def made(self) -> Node:
        return Node(self.name, self.prints, tuple(child.made() for child in self.children.values()))


def ways_of(origin: Origin) -> tuple[Node, ...]:
    """From an origin outwards: who relayed it, who printed it. None where the outlet itself is the origin."""
    root = _Growing(origin.name)
    for chain in origin.chains:
        at = root
        for name in _outwards(chain):
            at = at.children.setdefault(fold(name), _Growing(name))
        at.prints = True
    return root.made().children


def _outwards(chain: Sequence[str]) -> list[str]:
    """From the origin, which is left out, to the outlet; whoever is named twice is there once."""
    names: list[str] = []
    for name in reversed(chain[:-1]):
        names = [other for other in names if fold(other) != fold(name)] + [name]
    return names
