"""Bringing reports together, one after the other, in a store that remembers what it must.

First the mentions of one report are put together: what it tells of one happening is a telling. Tellings of
several reports are then compared and clustered. The store is a database or, for a handful of reports, a few
dictionaries; both are asked the same things.

What one more report costs does not depend on how many there are: it is compared with so many, and what hangs
together with it is clustered anew only as far as `WHOLE` tellings, beyond that only what is near.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from accordingto.linking.blocking import kept_under, looked_under, parts_kept_under, parts_looked_under
from accordingto.linking.clustering import (
    REPRESENTATIVES,
    Cluster,
    Judged,
    Verdict,
    clusters_of,
    components,
)
from accordingto.linking.profiles import Profile, merged, ranked, set_apart
from accordingto.linking.recent import BLOCK, DIVIDED, EVERYONE, JUDGED, Edge, Recent, Scores, Store
from accordingto.linking.scoring import Weights
from accordingto.linking.side_by_side import Reader, read
from accordingto.types import Noun

# Pairs at least so likely connect their components; below, they count in averages only.
CONNECTED = 0.25
# Mentions of one report are put together from this probability on; a wrong join costs less there.
TOGETHER = 0.5
# What hangs together is clustered anew if it is no more than this. Of more, what is connected with the new.
WHOLE = 60
# Tellings around the new ones whose clusters are taken apart, and clusters that stand and may take them in.
LOOSE, STANDING = 24, 10
# Tellings that one is compared with, those that share most keys with it first.
MOST_COMPARED = 40


class Joined(Noun, frozen=True):
    """What joining changed: clusters that went and that came, pairs compared, blocks that were divided."""

    gone: tuple[Cluster, ...] = ()
    come: tuple[Cluster, ...] = ()
    compared: int = 0
    divided: int = 0


def tellings_of(
    mentions: Sequence[Profile],
    judged: Sequence[Verdict] = (),
    weights: Weights | None = None,
    reader: Reader = read,
) -> tuple[Profile, ...]:
    """The mentions of one report put together, one profile for each happening that it tells of."""
    ordered = ranked(mentions)
    by_id = {mention.id: mention for mention in ordered}
    scores = Scores(by_id, weights, reader)
    edges = [
        (one.id, other)
        for number, one in enumerate(ordered)
        for other, _ in scores.likeliest(
            one.id, [each.id for each in ordered[number + 1 :] if each.kind == one.kind], TOGETHER
        )
    ]
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
    return tuple(set_apart(sorted(found, key=lambda profile: profile.id)))


def join(
    mentions: Sequence[Profile],
    store: Store | Recent,
    *,
    weights: Weights | None = None,
    withdrawn: Iterable[str] = (),
) -> Joined:
    """Bring the mentions of one report into the store, and say which clusters that changes.

    `withdrawn` are tellings that stood with those of the report that were taken out of the store just now.
    With a `Recent`, its weights hold.
    """
    recent = store if isinstance(store, Recent) else Recent(store, weights)
    recent.trim()
    judged = recent.store.judged([mention.id for mention in mentions])
    new = tellings_of(mentions, judged, recent.weights, recent.reader)
    candidates, full = _candidates(new, recent)
    recent.profiles({one for found in candidates.values() for one in found})
    recent.add(new)
    _keep(new, recent)
    recent.connect([*_likely(candidates, recent.scores), *_judged_edges(new, recent)])
    changed = recluster({*withdrawn, *(telling.id for telling in new)}, recent)
    compared = sum(map(len, candidates.values()))
    return Joined(gone=changed.gone, come=changed.come, compared=compared, divided=full)


def _within(judged: Iterable[Verdict], part: set[str]) -> list[Verdict]:
    return [pair for pair in judged if pair.one in part and pair.other in part]


def _same(judged: Iterable[Verdict]) -> Iterator[tuple[str, str]]:
    return ((pair.one, pair.other) for pair in judged if pair.verdict == "same")


def _judged_edges(new: Sequence[Profile], recent: Recent) -> Iterator[Edge]:
    """What was judged the same hangs together, whatever its score is."""
    for one, other in _same(recent.store.judged_tellings([telling.id for telling in new])):
        yield min(one, other), max(one, other), JUDGED


# --- clustering what changed ----------------------------------------------------------------------


def recluster(touched: Iterable[str], recent: Recent) -> Joined:
    """Cluster anew what hangs together with these tellings, or, of what is large, what is near them."""
    whole, large = _divided_by_size(recent.profiles(sorted(set(touched))), recent)
    groups: list[tuple[set[str], set[Cluster]]] = [(part, set()) for part in whole]
    if large:
        groups.append(_around(large, recent))
    before, after = set[Cluster](), set[Cluster]()
    for loose, standing in groups:
        before |= recent.clusters(loose) | standing
        after.update(_clustered(loose, standing, recent))
    gone, come = tuple(sorted(before - after)), tuple(sorted(after - before))
    recent.replaced(gone, come)
    return Joined(gone=gone, come=come)


def _divided_by_size(touched: Iterable[str], recent: Recent) -> tuple[list[set[str]], list[str]]:
    """Whole components of these tellings; and those tellings whose component is too large."""
    whole: list[set[str]] = []
    large: list[str] = []
    seen: set[str] = set()
    for one in touched:
        if one not in seen:
            part, complete = _reached(one, recent)
            if complete:
                whole.append(part)
            else:
                large += sorted(part.intersection(touched) - seen)
            seen |= part
    return whole, large


def _reached(telling: str, recent: Recent) -> tuple[set[str], bool]:
    """What hangs together with a telling, and whether that is all: of more than `WHOLE`, it is some."""
    seen, front = {telling}, {telling}
    while front and len(seen) <= WHOLE:
        front = {other for near in recent.near(front).values() for other in near} - seen
        seen |= front
    return seen, len(seen) <= WHOLE


def _around(tellings: Sequence[str], recent: Recent) -> tuple[set[str], set[Cluster]]:
    """What is near these: tellings to be clustered anew, and clusters that stand, the most alike first."""
    loose, standing = set(tellings), set[Cluster]()
    room = len(loose) + LOOSE
    for cluster in _clusters_near(tellings, recent):
        if len(loose) + len(cluster) <= room:
            loose.update(cluster)
        elif len(standing) < STANDING * len(tellings):
            standing.add(cluster)
    for cluster in _clusters_near(sorted(loose), recent):
        if len(standing) < STANDING * len(tellings) and loose.isdisjoint(cluster):
            standing.add(cluster)
    return loose, standing


def _clusters_near(tellings: Sequence[str], recent: Recent) -> list[Cluster]:
    """Clusters that these are connected with, those with the likeliest pair first."""
    best: dict[str, float] = {}
    for near in recent.near(tellings).values():
        for other, likely in near.items():
            best[other] = max(likely, best.get(other, 0.0))
    found: dict[Cluster, float] = {}
    for cluster in recent.clusters(best):
        found[cluster] = max(best.get(member, 0.0) for member in cluster)
    return sorted(found, key=lambda cluster: (-found[cluster], cluster))


def _clustered(loose: set[str], standing: set[Cluster], recent: Recent) -> Iterator[Cluster]:
    """Clusters of these; those that stand stay whole, and some members are looked at for all."""
    begun = {cluster[:REPRESENTATIVES] for cluster in standing}
    ids = loose.union(*begun)
    recent.profiles(ids)
    judged = recent.store.judged_tellings(sorted(loose.union(*standing)))
    shown = [
        Judged(one=one, other=other, verdict=pair.verdict)
        for pair in judged
        if (one := _shown(pair.one, ids, recent)) != (other := _shown(pair.other, ids, recent))
    ]
    near = recent.near(loose)
    edges = {(one, _shown(other, ids, recent)) for one in near for other in near[one]}
    # In one order, for how many pairs are read depends on which are asked for first.
    inside = sorted(edge for edge in edges if edge[1] in ids)
    rest = {cluster[0]: cluster[REPRESENTATIVES:] for cluster in standing}
    for cluster in clusters_of(ids, inside, recent.scores, shown, begun=begun, parted=recent.scores.parted):
        more = [one for first in cluster for one in rest.get(first, ())]
        yield tuple(sorted((*cluster, *more))) if more else cluster


def _shown(telling: str, ids: set[str], recent: Recent) -> str:
    """The telling, or the first of its cluster if the cluster does not show it."""
    if telling in ids:
        return telling
    return next((cluster[0] for cluster in recent.clusters([telling])), telling)


# --- candidates -----------------------------------------------------------------------------------


def _candidates(new: Sequence[Profile], recent: Recent) -> tuple[dict[str, list[str]], int]:
    """For each new telling those to compare it with; and how many blocks that it looked into are divided."""
    wanted = {telling.id: looked_under(telling) for telling in new}
    blocks = _members({key for keys in wanted.values() for key in keys}, recent)
    full = {key for key, members in blocks.items() if _is_divided(members)}
    parts = {
        one.id: [part for key in wanted[one.id] if key in full for part in parts_looked_under(key, one)]
        for one in new
    }
    blocks |= _members({part for found in parts.values() for part in found}, recent)
    found = {one.id: _most_shared(blocks, (*wanted[one.id], *parts[one.id])) for one in new}
    return found, len(full)


def _members(keys: Iterable[str], recent: Recent) -> dict[str, list[str]]:
    most = BLOCK + 1
    return {key: members[:most] for key, members in recent.blocks(sorted(keys), most).items()}


def _is_divided(members: Sequence[str]) -> bool:
    return members[:1] == [DIVIDED]


def _most_shared(blocks: Mapping[str, Sequence[str]], keys: Iterable[str]) -> list[str]:
    shared: Counter[str] = Counter()
    for key in keys:
        shared.update(blocks[key])
    shared.pop(DIVIDED, None)
    return sorted(shared, key=lambda telling: (-shared[telling], telling))[:MOST_COMPARED]


def _likely(candidates: Mapping[str, Sequence[str]], scores: Scores) -> Iterator[Edge]:
    for telling, others in candidates.items():
        for other, likely in scores.likeliest(telling, others, CONNECTED):
            yield min(telling, other), max(telling, other), likely


def _keep(new: Sequence[Profile], recent: Recent) -> None:
    """Keep new tellings under their keys. A block that becomes too large is divided, all its members are."""
    by_key: dict[str, list[Profile]] = {}
    for telling in new:
        for key in kept_under(telling):
            by_key.setdefault(key, []).append(telling)
    rows = {(key, telling.id) for key, found in by_key.items() for telling in found}
    for key, members in _members(by_key, recent).items():
        divided = _is_divided(members)
        if not divided and len(members) + len(by_key[key]) > BLOCK:
            everyone = recent.store.block([key], EVERYONE).get(key, ())
            by_key[key] += recent.profiles(everyone).values()
            rows.add((key, DIVIDED))
            divided = True
        if divided:
            rows |= {(part, one.id) for one in by_key[key] for part in parts_kept_under(key, one)}
    recent.keep(rows)
