"""How far two people agree: Cohen's kappa over the verdicts on claims that both judged. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from accordingto.ledger.nouns import Agreement
from accordingto.ledger.queue import Pair
from accordingto.types import ClaimKind

Table = Mapping[tuple[str, str], int]


def agreements(pairs: Iterable[Pair]) -> tuple[Agreement, ...]:
    """For each two people: over all claims, then by kind."""
    tables: dict[tuple[str, str, ClaimKind | None], Counter[tuple[str, str]]] = {}
    for one, other, kind, mine, its, number in pairs:
        for over in (None, kind):
            tables.setdefault((one, other, over), Counter())[mine, its] += number
    ordered = sorted(tables, key=lambda each: (each[0], each[1], each[2] or ""))
    return tuple(_agreement(*who, tables[who]) for who in ordered)


def _agreement(one: str, other: str, kind: ClaimKind | None, table: Table) -> Agreement:
    claims = sum(table.values())
    agreed = sum(number for (mine, its), number in table.items() if mine == its)
    return Agreement(one=one, other=other, kind=kind, claims=claims, agreed=agreed, kappa=kappa(table))


def kappa(table: Table) -> float | None:
    """Cohen's kappa of a table of verdicts; None if both always gave one and the same.

    J. Cohen, A coefficient of agreement for nominal scales, 1960: (observed - chance) / (1 - chance).
    """
    total = sum(table.values())
    mine: Counter[str] = Counter()
    its: Counter[str] = Counter()
    for (one, other), number in table.items():
        mine[one] += number
        its[other] += number
    observed = sum(number for (one, other), number in table.items() if one == other)
    chance = sum(mine[verdict] * its[verdict] for verdict in mine)
    # In whole numbers, so that nothing but agreement by chance alone makes the divisor nought.
    left = total * total - chance
    return None if left == 0 else round((observed * total - chance) / left, 4)
