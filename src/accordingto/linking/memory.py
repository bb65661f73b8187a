"""Linking what fits into memory: the same steps as in a ledger, over dictionaries."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Mapping, Sequence

from accordingto.linking.clustering import Cluster, Judged, Verdict
from accordingto.linking.joining import Joined, join
from accordingto.linking.profiles import Profile, decoded, mentions_of
from accordingto.linking.recent import Edge, Recent
from accordingto.linking.scoring import Weights
from accordingto.linking.side_by_side import Reader, read
from accordingto.types import Account


class Memory:
    """A `Store` of dictionaries; see there for what each method does."""

    def __init__(self, judged: Sequence[Verdict] = ()) -> None:
        self._judged = judged
        self._blocks: dict[str, list[str]] = {}
        self._profiles: dict[str, bytes] = {}
        self._edges: dict[str, dict[str, float]] = {}
        self._telling: dict[str, str] = {}
        self._home: dict[str, Cluster] = {}

    def block(self, keys: Sequence[str], most: int) -> Mapping[str, Sequence[str]]:
        """Members are kept sorted."""
        return {key: self._blocks[key][:most] for key in keys if key in self._blocks}

    def keep(self, rows: Sequence[tuple[str, str]]) -> None:
        """Each once."""
        for key, telling in rows:
            members = self._blocks.setdefault(key, [])
            if telling not in members:
                insort(members, telling)

    def profiles(self, tellings: Iterable[str]) -> Mapping[str, bytes]:
        """Of those that are there."""
        return {one: self._profiles[one] for one in tellings if one in self._profiles}

    def add(self, tellings: Sequence[tuple[str, str, Sequence[str], bytes]]) -> None:
        """A telling, and where its claims are told."""
        for telling, _, claims, data in tellings:
            self._profiles[telling] = data
            self._telling.update(dict.fromkeys(claims, telling))

    def connect(self, edges: Sequence[Edge]) -> None:
        """Both ways; the first score stays."""
        for one, other, likely in edges:
            self._edges.setdefault(one, {}).setdefault(other, likely)
            self._edges.setdefault(other, {}).setdefault(one, likely)

    def edges(self, tellings: Iterable[str]) -> Sequence[Edge]:
        """Each once for each of its ends that is asked for."""
        return [
            (min(one, other), max(one, other), likely)
            for one in tellings
            for other, likely in self._edges.get(one, {}).items()
        ]

    def clusters(self, tellings: Iterable[str]) -> Sequence[Cluster]:
        """Each once."""
        return sorted({self._home[one] for one in tellings if one in self._home})

    def judged(self, claims: Iterable[str]) -> Sequence[Verdict]:
        """Of pairs with one of them."""
        wanted = set(claims)
        return [pair for pair in self._judged if pair.one in wanted or pair.other in wanted]

    def judged_tellings(self, tellings: Iterable[str]) -> Sequence[Verdict]:
        """Judgements of two claims of one telling say nothing."""
        if not self._judged:
            return []
        wanted = set(tellings)
        found = ((self._telling.get(pair.one), self._telling.get(pair.other), pair) for pair in self._judged)
        return [
            Judged(one=one, other=other, verdict=pair.verdict)
            for one, other, pair in found
            if one and other and one != other and (one in wanted or other in wanted)
        ]

    def replace(self, joined: Joined) -> None:
        """Put the clusters that came in the place of those that went."""
        for cluster in joined.gone:
            for telling in cluster:
                self._home.pop(telling, None)
        for cluster in joined.come:
            self._home.update(dict.fromkeys(cluster, cluster))

    def claims(self) -> tuple[Cluster, ...]:
        """Every cluster by its claims, in the order of their least ids."""
        return tuple(sorted(self._claims_of(cluster) for cluster in set(self._home.values())))

    def _claims_of(self, cluster: Cluster) -> Cluster:
        return tuple(sorted(claim for one in cluster for claim in decoded(self._profiles[one]).members))


def link(
    accounts: Iterable[Account], judged: Sequence[Verdict] = (), texts: Mapping[str, str] | None = None
) -> tuple[Cluster, ...]:
    """The clusters of all accounts that can be linked, report by report: ids of claims, sorted.

    `texts` are those of the reports, by id; without, only the claims' own words are known.
    """
    return link_all(mentions_of(accounts, texts or {}), judged=judged)


def link_all(
    mentions: Iterable[Profile],
    weights: Weights | None = None,
    *,
    judged: Sequence[Verdict] = (),
    reader: Reader = read,
) -> tuple[Cluster, ...]:
    """As `link`, from profiles of single mentions."""
    by_document: dict[str, list[Profile]] = {}
    for mention in mentions:
        by_document.setdefault(mention.document, []).append(mention)
    memory = Memory(judged)
    recent = Recent(memory, weights, reader)
    for found in by_document.values():
        memory.replace(join(found, recent))
    return memory.claims()
