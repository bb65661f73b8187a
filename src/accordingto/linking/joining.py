"""Bringing reports together, one after the other, in a store that remembers what it must.

First the mentions of one report are put together: what it tells of one happening is a telling. Tellings of
several reports are then compared and clustered. The store is a database or, for a handful of reports, a few
dictionaries; both are asked the same things.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Protocol

from accordingto.linking.blocking import BLOCK, divided, kept_under, looked_under
from accordingto.linking.clustering import Cluster, Judged, Verdict, clusters_of, components
from accordingto.linking.profiles import Profile, decoded, encoded, merged
from accordingto.linking.scoring import Weights, score
from accordingto.types import Noun

# Pairs at least so likely connect their components; below, they count in averages only.
CONNECTED = 0.45
# Mentions of one report are put together from this probability on; a wrong join costs less there.
TOGETHER = 0.45
# Larger components are not taken apart again: their clusters stand, and what is new joins one of them.
WHOLE = 150
# Tellings that one is compared with, those that share most keys with it first.
MOST_COMPARED = 96

Edge = tuple[str, str, float]


class Store(Protocol):
    """What joining has to know of all that was linked before. Tellings go by the least id of their claims."""

    def block(self, keys: Sequence[str], most: int) -> Mapping[str, Sequence[str]]:
        """The tellings kept under each key, those of least id, `most` at most."""

    def keep(self, rows: Sequence[tuple[str, str]]) -> None:
        """Keep tellings under keys: pairs of key and telling."""

    def profiles(self, tellings: Iterable[str]) -> Mapping[str, bytes]:
        """Their profiles, encoded."""

    def add(self, tellings: Sequence[tuple[str, str, Sequence[str], bytes]]) -> None:
        """Keep tellings: id, document, claims, encoded profile."""

    def connect(self, edges: Sequence[Edge]) -> None:
        """Keep pairs that are likely one happening, with their scores."""

    def component(self, tellings: Iterable[str]) -> Sequence[Edge]:
        """All pairs that hang together with these."""

    def clusters(self, tellings: Iterable[str]) -> Sequence[Cluster]:
        """The clusters that these stand in, whole."""

    def judged(self, claims: Iterable[str]) -> Sequence[Verdict]:
        """What was judged of pairs of which one is among these claims."""

    def tellings(self, claims: Iterable[str]) -> Mapping[str, str]:
        """The telling that each claim belongs to, of those that were linked."""


class Joined(Noun, frozen=True):
    """What joining changed: clusters that went and that came, pairs compared, blocks that were divided."""

    gone: tuple[Cluster, ...] = ()
    come: tuple[Cluster, ...] = ()
    compared: int = 0
    divided: int = 0


class Scores:
    """Scores of pairs, each computed once."""

    def __init__(self, profiles: Mapping[str, Profile], weights: Weights | None = None) -> None:
        self._profiles = profiles
        self._weights = weights
        self._known: dict[tuple[str, str], float] = {}

    def __call__(self, one: str, other: str) -> float:
        """How likely two tellings are of one happening."""
        pair = (one, other) if one < other else (other, one)
        if pair not in self._known:
            self._known[pair] = score(self._profiles[pair[0]], self._profiles[pair[1]], self._weights)
        return self._known[pair]

    def __len__(self) -> int:
        return len(self._known)


def tellings_of(
    mentions: Sequence[Profile], judged: Sequence[Verdict] = (), weights: Weights | None = None
) -> tuple[Profile, ...]:
    """The mentions of one report put together, one profile for each happening that it tells of."""
    by_id = {mention.id: mention for mention in mentions}
    scores = Scores(by_id, weights)
    pairs = ((one.id, other.id) for one, other in combinations(mentions, 2) if one.kind == other.kind)
    edges = [pair for pair in pairs if scores(*pair) >= TOGETHER]
    inside = [pair for pair in judged if pair.one in by_id and pair.other in by_id]
    found: list[Profile] = []
    for part in components(by_id, [*edges, *_same(inside)]):
        clusters = clusters_of(
            part,
            [pair for pair in edges if pair[0] in part],
            scores,
            _within(inside, part),
            threshold=TOGETHER,
        )
        found += (merged([by_id[one] for one in cluster]) for cluster in clusters)
    return tuple(sorted(found, key=lambda profile: profile.id))


def join(
    mentions: Sequence[Profile],
    store: Store,
    *,
    weights: Weights | None = None,
    withdrawn: Iterable[str] = (),
) -> Joined:
    """Bring the mentions of one report into the store, and say which clusters that changes.

    `withdrawn` are tellings of the report that were taken out of the store just now.
    """
    judged = store.judged([mention.id for mention in mentions])
    new = tellings_of(mentions, judged, weights)
    candidates, full = _candidates(new, store)
    known = dict(_decoded(store, {one for found in candidates.values() for one in found}))
    known |= {telling.id: telling for telling in new}
    scores = Scores(known, weights)
    edges = [*_likely(new, candidates, scores)]
    _keep(new, store, full)
    store.connect([*edges, *_judged_edges(judged, store)])
    changed = recluster({*withdrawn, *(telling.id for telling in new)}, store, weights=weights)
    return Joined(gone=changed.gone, come=changed.come, compared=len(scores), divided=len(full))


def recluster(touched: Iterable[str], store: Store, *, weights: Weights | None = None) -> Joined:
    """Cluster anew what hangs together with these tellings, some of which may have been taken out."""
    touched = set(touched)
    before = list(store.clusters(touched))
    ids = touched.union(*before)
    edges = store.component(ids)
    ids |= {one for edge in edges for one in edge[:2]}
    before = list(store.clusters(ids))
    profiles = dict(_decoded(store, ids.union(*before)))
    judged = _of_tellings(store.judged([one for p in profiles.values() for one in p.members]), store)
    inside = [edge[:2] for edge in edges if edge[0] in profiles and edge[1] in profiles]
    scores = Scores(profiles, weights)
    after: list[Cluster] = []
    for part in components(profiles, inside):
        begun = [tuple(part.intersection(cluster)) for cluster in before] if len(part) > WHOLE else []
        pairs = [pair for pair in inside if pair[0] in part]
        after += clusters_of(part, pairs, scores, _within(judged, part), begun=filter(None, begun))
    return Joined(
        gone=tuple(sorted(set(before) - set(after))),
        come=tuple(sorted(set(after) - set(before))),
        compared=len(scores),
    )


def _within(judged: Iterable[Verdict], part: set[str]) -> list[Verdict]:
    return [pair for pair in judged if pair.one in part and pair.other in part]


def _same(judged: Iterable[Verdict]) -> Iterator[tuple[str, str]]:
    return ((pair.one, pair.other) for pair in judged if pair.verdict == "same")


def _of_tellings(judged: Sequence[Verdict], store: Store) -> list[Verdict]:
    """Judgements of claims as judgements of the tellings that they stand in; those within one say nothing."""
    home = store.tellings({claim for pair in judged for claim in (pair.one, pair.other)})
    return [
        Judged(one=home[pair.one], other=home[pair.other], verdict=pair.verdict)
        for pair in judged
        if pair.one in home and pair.other in home and home[pair.one] != home[pair.other]
    ]


def _judged_edges(judged: Sequence[Verdict], store: Store) -> Iterator[Edge]:
    """What was judged the same hangs together, whatever its score is."""
    for one, other in _same(_of_tellings(judged, store)):
        yield min(one, other), max(one, other), 1.0


def _decoded(store: Store, tellings: Iterable[str]) -> Iterator[tuple[str, Profile]]:
    return ((one, decoded(data)) for one, data in store.profiles(tellings).items())


# --- candidates -----------------------------------------------------------------------------------


def _candidates(new: Sequence[Profile], store: Store) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """For each new telling those to compare it with; and the blocks that are full, with their members."""
    wanted = {telling.id: looked_under(telling) for telling in new}
    blocks = dict(store.block(sorted({key for keys in wanted.values() for key in keys}), BLOCK + 1))
    full = {key: list(members) for key, members in blocks.items() if len(members) > BLOCK}
    parts = {one.id: [p for key in wanted[one.id] if key in full for p in divided(key, one)] for one in new}
    names = sorted({part for found in parts.values() for part in found})
    blocks |= dict(store.block(names, BLOCK)) if names else {}
    return {one.id: _most_shared(blocks, (*wanted[one.id], *parts[one.id])) for one in new}, full


def _most_shared(blocks: Mapping[str, Sequence[str]], keys: Iterable[str]) -> list[str]:
    shared: dict[str, int] = {}
    for key in keys:
        for telling in blocks.get(key, ()):
            shared[telling] = shared.get(telling, 0) + 1
    return sorted(shared, key=lambda telling: (-shared[telling], telling))[:MOST_COMPARED]


def _likely(
    new: Sequence[Profile], candidates: Mapping[str, Sequence[str]], scores: Scores
) -> Iterator[Edge]:
    for telling in new:
        for other in candidates[telling.id]:
            likely = scores(telling.id, other)
            if likely >= CONNECTED:
                yield min(telling.id, other), max(telling.id, other), likely


def _keep(new: Sequence[Profile], store: Store, full: Mapping[str, Sequence[str]]) -> None:
    """Keep the new tellings; a block that is full is divided, and its members are kept in its parts too."""
    store.add([(one.id, one.document, one.members, encoded(one)) for one in new])
    rows = {(key, one.id) for one in new for key in kept_under(one)}
    rows |= {(part, one) for key, one in rows if key in full for part in divided(key, _named(new, one))}
    members = dict(_decoded(store, {one for found in full.values() for one in found}))
    rows |= {
        (part, one)
        for key, found in full.items()
        for one in found
        if one in members
        for part in divided(key, members[one])
    }
    store.keep(sorted(rows))


def _named(new: Sequence[Profile], identity: str) -> Profile:
    return next(one for one in new if one.id == identity)
