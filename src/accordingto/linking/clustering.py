"""From scores of pairs to clusters. The result depends on scores and judgements alone, not on their order.

Clusters grow from single mentions, the two most alike first, as long as the evidence of their members speaks
for it: the mean of the log-odds of all pairs, and in part that of the best. In log-odds a loose account that
says little counts little, and one that says another town or day counts in full. What a person has judged
comes first: "same" joins whatever the scores are, "different" keeps apart.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Protocol

from accordingto.types import Noun, Sameness

# Two clusters are alike if a pair of them is so likely, and their members speak for it as `THRESHOLD` says.
FIRM, THRESHOLD = 0.45, 0.3
# The most that one pair can say, in log-odds, and where one that speaks against it keeps two clusters apart.
MOST, FIRMLY_AGAINST = 6.0, -1.5
# What is small (tellings) and was left over is then attached to what it is more like than anything else, by a
# margin in log-odds. By cross-validation on our own stories that adds 1.3 to B-cubed F1 and 2 % false merges;
# the same bounds for all, without the margin, add as much to F1, and 8 % false merges.
SMALL, ATTACHED, AGAINST, MARGIN = 2, 0.15, -2.5, 1.0
# Of scores below this one, clusters need not know how low they are.
LEAST = 1 / (1 + math.exp(-AGAINST))
# Members that stand for a large cluster, those of least id, so that one more report costs the same.
REPRESENTATIVES = 8

Score = Callable[[str, str], float]
Parted = Callable[[str, str], bool]
Cluster = tuple[str, ...]


class Verdict(Protocol):
    """What holds of a pair because a person said so."""

    @property
    def one(self) -> str:
        """An id."""

    @property
    def other(self) -> str:
        """Another."""

    @property
    def verdict(self) -> Sameness:
        """Whether they are of one happening."""


class Judged(Noun, frozen=True):
    """A `Verdict`."""

    one: str
    other: str
    verdict: Sameness


def clusters_of(
    ids: Iterable[str],
    edges: Iterable[tuple[str, str]],
    score: Score,
    judged: Sequence[Verdict] = (),
    *,
    begun: Iterable[Cluster] = (),
    threshold: float | None = None,
    parted: Parted | None = None,
) -> tuple[Cluster, ...]:
    """Clusters of `ids`, each sorted, in the order of their least ids.

    Only clusters that one of `edges` or a judgement connects can become one; `score` gives the probability
    for any pair. `begun` are clusters that stand already. `threshold` is `THRESHOLD` unless given, for what
    one report tells; there no one pair keeps apart, and nothing is attached. Nor is what `parted` says states
    another place or day.
    """
    state = _State(ids, score, judged, begun)
    state.join_judged(judged)
    if threshold is not None:
        state.threshold, state.against = threshold, -MOST
        state.agglomerate(edges)
    else:
        known = list(edges)
        state.agglomerate(pair for pair in known if score(*pair) >= FIRM)
        state.attach(known, parted or _never)
    return tuple(sorted(tuple(sorted(members)) for members in state.members.values()))


class _State:
    """Clusters as they grow, each sorted and under its least id."""

    def __init__(
        self, ids: Iterable[str], score: Score, judged: Sequence[Verdict], begun: Iterable[Cluster]
    ) -> None:
        # In one order, for how many pairs are read depends on which are asked for first.
        self.members: dict[str, list[str]] = {one: [one] for one in sorted(ids)}
        self.home = {one: one for one in self.members}
        self.threshold, self.against = THRESHOLD, FIRMLY_AGAINST
        self._score = score
        self._apart = _partners(judged, "different")
        self._odds: dict[tuple[str, str], tuple[float, float]] = {}
        for cluster in sorted(begun):
            self._begin(sorted(one for one in cluster if one in self.home))

    def _begin(self, cluster: list[str]) -> None:
        """A cluster that stands already."""
        for one in cluster:
            self.members.pop(one)
            self.home[one] = cluster[0]
        self.members[cluster[0]] = cluster

    def join_judged(self, judged: Sequence[Verdict]) -> None:
        """Join what was judged the same, unless that would join what was judged different."""
        for pair in sorted(judged, key=lambda pair: (min(pair.one, pair.other), max(pair.one, pair.other))):
            if pair.verdict == "same" and pair.one in self.home and pair.other in self.home:
                one, other = self.home[pair.one], self.home[pair.other]
                if one != other and not self._kept_apart(one, other):
                    self._join(one, other)

    def agglomerate(self, edges: Iterable[tuple[str, str]]) -> None:
        """Join the two clusters that are most alike, again and again."""
        near = self._connected(edges)
        heap = [
            entry
            for one in near
            for other in sorted(near[one])
            if one < other
            for entry in self._alike(one, other)
        ]
        heapq.heapify(heap)
        while heap:
            _, one, other, sizes = heapq.heappop(heap)
            if sizes != self._sizes(one, other):
                continue  # one of the two has grown or gone since
            known = self._together(near, one, other)
            kept = self._join(one, other)
            for neighbour in self._reconnected(near, kept, one, other):
                self._odds.pop(_pair(kept, neighbour), None)
                if neighbour in known:
                    self._odds[_pair(kept, neighbour)] = known[neighbour]
                for entry in self._alike(min(kept, neighbour), max(kept, neighbour)):
                    heapq.heappush(heap, entry)

    def attach(self, edges: Iterable[tuple[str, str]], parted: Parted) -> None:
        """Join small clusters to those that they are clearly most like, the most alike first."""
        self.against = AGAINST
        near = self._connected(edges)
        clear = {name: self._clear(near, name) for name in near}
        while found := min(self._attachable(clear, parted), default=None):
            _, one, other = found
            kept = self._join(one, other)
            around = self._reconnected(near, kept, one, other)
            for neighbour in around:
                self._odds.pop(_pair(kept, neighbour), None)
            del clear[max(one, other)]
            clear |= {name: self._clear(near, name) for name in (kept, *around)}

    def _clear(self, near: dict[str, set[str]], name: str) -> tuple[float, str] | None:
        """What a small cluster is most like, if nothing else is nearly as like."""
        if len(self.members[name]) > SMALL:
            return None
        found = sorted(((self._mean(name, other), other) for other in sorted(near[name])), reverse=True)
        second = found[1][0] if len(found) > 1 else -math.inf
        is_clear = found and found[0][0] >= _log_odds(ATTACHED) and found[0][0] - second >= MARGIN
        return found[0] if is_clear else None

    def _attachable(
        self, clear: Mapping[str, tuple[float, str] | None], parted: Parted
    ) -> Iterator[tuple[float, str, str]]:
        """Clusters with what they go to: of two alike in size, each has to be what the other is most like."""
        for name, found in clear.items():
            if found is None:
                continue
            odds, other = found
            mine, its = self._sizes(name, other)
            back = clear[other] if mine == its else None
            wanted = mine < its or (back is not None and back[1] == name)
            if wanted and not self._kept_apart(name, other) and not self._any(parted, name, other):
                yield -round(odds, 9), *_pair(name, other)

    def _any(self, parted: Parted, one: str, other: str) -> bool:
        ours, theirs = (self.members[name][:REPRESENTATIVES] for name in (one, other))
        return any(parted(*pair) for pair in product(ours, theirs))

    def _connected(self, edges: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
        near: dict[str, set[str]] = {name: set() for name in self.members}
        for pair in edges:
            one, other = (self.home[end] for end in pair)
            if one != other:
                near[one].add(other)
                near[other].add(one)
        return near

    def _reconnected(self, near: dict[str, set[str]], kept: str, one: str, other: str) -> list[str]:
        around = (near.pop(one) | near.pop(other)) - {one, other}
        near[kept] = around
        for neighbour in around:
            near[neighbour] = (near[neighbour] - {one, other}) | {kept}
        return sorted(around)

    def _alike(self, one: str, other: str) -> Iterator[tuple[float, str, str, tuple[int, int]]]:
        if self._kept_apart(one, other):
            return
        likely = self._linkage(one, other)
        if likely >= self.threshold:
            # Rounded, so that the order of additions does not decide a tie.
            yield (-round(likely, 9), one, other, self._sizes(one, other))

    def _linkage(self, one: str, other: str) -> float:
        odds = self._mean(one, other)
        return 0.0 if odds == -math.inf else 1 / (1 + math.exp(-odds))

    def _mean(self, one: str, other: str) -> float:
        """Of the log-odds of all pairs; next to nothing if one pair keeps the two apart."""
        total, least = self._spoken(one, other)
        pairs = math.prod(min(REPRESENTATIVES, size) for size in self._sizes(one, other))
        return -math.inf if least < self.against else total / pairs

    def _spoken(self, one: str, other: str) -> tuple[float, float]:
        """The sum, and the least, of the log-odds of all pairs of two clusters."""
        pair = _pair(one, other)
        if pair not in self._odds:
            ours, theirs = (self.members[name][:REPRESENTATIVES] for name in pair)
            self._odds[pair] = self._counted(product(ours, theirs))
        return self._odds[pair]

    def _counted(self, pairs: Iterable[tuple[str, str]]) -> tuple[float, float]:
        """Of these pairs, as `_spoken`; no further than to one that keeps apart."""
        total, least = 0.0, math.inf
        for a, b in pairs:
            odds = _log_odds(self._score(a, b))
            total, least = total + odds, min(least, odds)
            if odds < AGAINST:
                break
        return total, least

    def _together(self, near: dict[str, set[str]], one: str, other: str) -> dict[str, tuple[float, float]]:
        """What is said for two clusters together and each of their neighbours: that of the one and the other.

        Of clusters that only some members stand for, it is not known from the two.
        """
        if sum(self._sizes(one, other)) > REPRESENTATIVES:
            return {}
        known: dict[str, tuple[float, float]] = {}
        for neighbour in sorted((near[one] | near[other]) - {one, other}):
            ours = self._spoken(one, neighbour)
            theirs = (0.0, math.inf) if ours[1] < AGAINST else self._spoken(other, neighbour)
            known[neighbour] = ours[0] + theirs[0], min(ours[1], theirs[1])
        return known

    def _sizes(self, one: str, other: str) -> tuple[int, int]:
        return len(self.members.get(one, ())), len(self.members.get(other, ()))

    def _kept_apart(self, one: str, other: str) -> bool:
        if not self._apart:
            return False
        small, large = sorted((self.members[one], self.members[other]), key=len)
        inside = set(large)
        return any(not inside.isdisjoint(self._apart.get(member, ())) for member in small)

    def _join(self, one: str, other: str) -> str:
        if one == other:
            return one
        kept, gone = min(one, other), max(one, other)
        moved = self.members.pop(gone)
        self.members[kept] = sorted(self.members[kept] + moved)
        self.home.update(dict.fromkeys(moved, kept))
        return kept


def _never(one: str, other: str) -> bool:
    return False


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _log_odds(likely: float) -> float:
    if 0.0 < likely < 1.0:
        return max(-MOST, min(MOST, math.log(likely / (1 - likely))))
    return MOST if likely > 0.5 else -MOST


def _partners(judged: Sequence[Verdict], verdict: Sameness) -> Mapping[str, set[str]]:
    partners: dict[str, set[str]] = {}
    for pair in judged:
        if pair.verdict == verdict:
            partners.setdefault(pair.one, set()).add(pair.other)
            partners.setdefault(pair.other, set()).add(pair.one)
    return partners


def components(ids: Iterable[str], edges: Iterable[tuple[str, str]]) -> list[set[str]]:
    """What hangs together by edges; every id stands in one of them."""
    root = {one: one for one in ids}

    def find(one: str) -> str:
        while root[one] != one:
            root[one] = root[root[one]]
            one = root[one]
        return one

    for one, other in edges:
        root[find(one)] = find(other)
    found: dict[str, set[str]] = {}
    for one in root:
        found.setdefault(find(one), set()).add(one)
    return list(found.values())
