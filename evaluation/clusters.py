"""Scores for clusters of mentions: MUC, B-cubed, CEAF-e, and their mean, as CoNLL-2012 counts them.

MUC: Vilain et al. 1995. B-cubed: Bagga and Baldwin 1998. CEAF-e: Luo 2005, with phi4. Mentions that only one
side has are kept as they are: they lower the precision or the recall, as in the reference scorer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from evaluation.scoring import Count

Array = np.ndarray[Any, np.dtype[Any]]
Clusters = Sequence[Collection[str]]


@dataclass(frozen=True)
class Parts:
    """Numerators and denominators of precision and recall; add up over texts with `+`."""

    right_found: float = 0.0
    found: float = 0.0
    right_wanted: float = 0.0
    wanted: float = 0.0

    def __add__(self, other: Parts) -> Parts:
        return Parts(
            self.right_found + other.right_found,
            self.found + other.found,
            self.right_wanted + other.right_wanted,
            self.wanted + other.wanted,
        )

    @property
    def precision(self) -> float:
        """Percent."""
        return 100 * self.right_found / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Percent."""
        return 100 * self.right_wanted / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean, percent."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def row(self) -> str:
        """For a table."""
        return f"{self.precision:5.1f} {self.recall:5.1f} {self.f1:5.1f}"


@dataclass(frozen=True)
class Coreference:
    """The three measures of CoNLL, and pairs; adds with `+`."""

    muc: Parts = field(default_factory=Parts)
    b_cubed: Parts = field(default_factory=Parts)
    ceaf: Parts = field(default_factory=Parts)
    pairs: Count = field(default_factory=Count)

    def __add__(self, other: Coreference) -> Coreference:
        return Coreference(
            self.muc + other.muc,
            self.b_cubed + other.b_cubed,
            self.ceaf + other.ceaf,
            self.pairs + other.pairs,
        )

    @property
    def conll(self) -> float:
        """Mean F1 of the three."""
        return (self.muc.f1 + self.b_cubed.f1 + self.ceaf.f1) / 3


def compared(found: Clusters, wanted: Clusters) -> Coreference:
    """All measures of found against wanted clusters."""
    return Coreference(muc(found, wanted), b_cubed(found, wanted), ceaf(found, wanted), pairs(found, wanted))


def muc(found: Clusters, wanted: Clusters) -> Parts:
    """Links: a cluster of n mentions needs n - 1, and lacks one for each part beyond the first."""
    return Parts(*_links(found, wanted), *_links(wanted, found))


def _links(keys: Clusters, others: Clusters) -> tuple[float, float]:
    home = _homes(others)
    right = total = 0
    for key in keys:
        # A mention that the other side lacks is a part of its own.
        parts = {home.get(mention, -1 - number) for number, mention in enumerate(key)}
        right, total = right + len(key) - len(parts), total + len(key) - 1
    return right, total


def b_cubed(found: Clusters, wanted: Clusters) -> Parts:
    """For each mention, the share of its cluster that is also with it on the other side."""
    return Parts(*_shares(found, wanted), *_shares(wanted, found))


def _shares(keys: Clusters, others: Clusters) -> tuple[float, float]:
    home = _homes(others)
    total = 0.0
    for key in keys:
        counts: dict[int, int] = {}
        for mention in key:
            if mention in home:
                counts[home[mention]] = counts.get(home[mention], 0) + 1
        total += sum(count * count for count in counts.values()) / len(key)
    return total, sum(map(len, keys))


def ceaf(found: Clusters, wanted: Clusters) -> Parts:
    """Clusters paired one to one so that the sum of `2 |both| / (|one| + |other|)` is largest."""
    home = _homes(wanted)
    similar: dict[tuple[int, int], float] = {}
    for row, cluster in enumerate(found):
        for mention in cluster:
            if mention in home:
                key = (row, home[mention])
                similar[key] = similar.get(key, 0.0) + 2 / (len(cluster) + len(wanted[home[mention]]))
    best = sum(_assigned(part) for part in _separate(similar))
    return Parts(best, len(found), best, len(wanted))


def _separate(similar: Mapping[tuple[int, int], float]) -> Iterable[dict[tuple[int, int], float]]:
    """Groups of pairs that share no row and no column with another group."""
    group: dict[tuple[str, int], dict[tuple[int, int], float]] = {}
    for (row, column), value in similar.items():
        one, other = group.get(("row", row)), group.get(("column", column))
        merged = {**(one or {}), **(other or {}), (row, column): value}
        for r, c in merged:
            group[("row", r)] = group[("column", c)] = merged
    return {id(part): part for part in group.values()}.values()


def _assigned(similar: Mapping[tuple[int, int], float]) -> float:
    rows = sorted({row for row, _ in similar})
    columns = sorted({column for _, column in similar})
    matrix = np.zeros((len(rows), len(columns)))
    for (row, column), value in similar.items():
        matrix[rows.index(row), columns.index(column)] = value
    return best_assignment(matrix)


def best_assignment(matrix: Array) -> float:
    """The largest sum of entries with no two in one row or column (Hungarian method, with potentials)."""
    cost = -matrix if matrix.shape[0] <= matrix.shape[1] else -matrix.T
    rows, columns = cost.shape
    up, down = np.zeros(rows + 1), np.zeros(columns + 1)
    match = np.zeros(columns + 1, dtype=int)
    for row in range(1, rows + 1):
        _augment(cost, row, up, down, match)
    return -float(sum(cost[match[c] - 1, c - 1] for c in range(1, columns + 1) if match[c]))


def _augment(cost: Array, row: int, up: Array, down: Array, match: Array) -> None:
    columns = cost.shape[1]
    match[0] = row
    least, way = np.full(columns + 1, np.inf), np.zeros(columns + 1, dtype=int)
    used = np.zeros(columns + 1, dtype=bool)
    column = 0
    while True:
        used[column] = True
        slack = cost[match[column] - 1] - up[match[column]] - down[1:]
        better = ~used[1:] & (slack < least[1:])
        least[1:][better], way[1:][better] = slack[better], column
        free = np.where(used[1:], np.inf, least[1:])
        step = float(free.min())
        up[match[used]] += step
        down[used] -= step
        least[1:][~used[1:]] -= step
        column = int(free.argmin()) + 1
        if match[column] == 0:
            break
    while column:
        match[column] = match[way[column]]
        column = way[column]


def pairs(found: Clusters, wanted: Clusters) -> Count:
    """Pairs of mentions that stand together."""
    home = _homes(wanted)
    right = 0
    for cluster in found:
        counts: dict[int, int] = {}
        for mention in cluster:
            if mention in home:
                counts[home[mention]] = counts.get(home[mention], 0) + 1
        right += sum(count * (count - 1) // 2 for count in counts.values())
    return Count(right, sum(map(_pairs_in, found)), sum(map(_pairs_in, wanted)))


def _pairs_in(cluster: Collection[str]) -> int:
    return len(cluster) * (len(cluster) - 1) // 2


def _homes(clusters: Clusters) -> dict[str, int]:
    return {mention: number for number, cluster in enumerate(clusters) for mention in cluster}
