"""What a store was asked for lately, kept at hand, so that it is not fetched for each report.

It is right as long as nobody else changes the store: for a transaction. In the next one it has to `turn_to`
the store again, which keeps scores alone, for those depend on the words of two tellings. So how many reports
a transaction holds, which the machine decides, changes nothing. What takes tellings out of the store has to
`forget`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from accordingto.linking.clustering import LEAST, Cluster, Verdict
from accordingto.linking.comparisons.where import STATED_APART, told_apart
from accordingto.linking.profiles import Profile, decoded, encoded
from accordingto.linking.scoring import Weights, probability
from accordingto.linking.screening import Screen
from accordingto.linking.side_by_side import Reader, read

# Members of a block that a telling meets; a larger block is divided (`blocking.parts_of`).
BLOCK = 48
# A block that is divided is kept with this in the place of a telling; it stands before all ids.
DIVIDED = ""
# More than any block held before it was divided.
EVERYONE = 1_000_000
# Scores and profiles at hand: some 200 MB at most.
MOST_SCORES, MOST_PROFILES = 300_000, 20_000
# Of what a telling is compared with, so many are read side by side with it, those most alike first. By
# cross-validation on our own stories more of them win nothing. Of mentions of one report too: that halves
# the pairs of forty real reports (13,500 to 7,400), which are long, and changes no score of our stories.
MOST_READ = 3
# Two that were each read with so many others are compared without. Across reports, what reading adds on
# average to pairs that hang together takes its place. By the same folds that changes nothing, and bounds
# the cost.
ENOUGH_READ, UNREAD = 8, 1.0

Edge = tuple[str, str, float]
Pair = tuple[str, str]
# What was judged the same has this score, which no comparison gives.
JUDGED = 1.0


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

    def edges(self, tellings: Iterable[str]) -> Iterable[Edge]:
        """All pairs with one of these."""

    def clusters(self, tellings: Iterable[str]) -> Sequence[Cluster]:
        """The clusters that these stand in, whole."""

    def judged(self, claims: Iterable[str]) -> Sequence[Verdict]:
        """What was judged of pairs of which one is among these claims."""

    def judged_tellings(self, tellings: Iterable[str]) -> Sequence[Verdict]:
        """As `judged`, of the claims of these, as pairs of two tellings."""


class Scores:
    """Scores of pairs, each computed once."""

    def __init__(
        self, profiles: Mapping[str, Profile], weights: Weights | None = None, reader: Reader = read
    ) -> None:
        self._profiles = profiles
        self._screen = Screen(weights, reader)
        self._known: dict[Pair, float] = {}
        # Given without reading, so that they are read when clusters ask for them.
        self._unread: set[Pair] = set()
        self._reads: Counter[str] = Counter()

    def __call__(self, one: str, other: str) -> float:
        """How likely two tellings are of one happening; 0 where clusters would not tell it from `LEAST`."""
        pair = (one, other) if one < other else (other, one)
        known = self._known.get(pair)
        if known is None:
            known = self._known[pair] = self._score(pair, LEAST) or 0.0
        return known

    def likely(self, one: str, other: str, least: float) -> float | None:
        """The same, where it is `least` or more."""
        pair = (one, other) if one < other else (other, one)
        known = self._known.get(pair)
        if known is None:
            return self._score(pair, least)
        return known if known >= least else None

    def likeliest(self, one: str, others: Sequence[str], least: float) -> Iterator[tuple[str, float]]:
        """Those of the others that are `least` likely or more; of many, only the likeliest are read."""
        mine = self._profiles[one]
        found: list[tuple[float, str]] = []
        for other in others:
            odds = self._screen.compared(mine, self._profiles[other], least)
            if odds is not None:
                found.append((-odds, other))
        for number, (against, other) in enumerate(sorted(found)):
            pair = (one, other) if one < other else (other, one)
            if number < MOST_READ:
                likely = self._settled(pair, -against, least)
            else:
                likely = probability(-against) if probability(-against) >= least else None
                self._unread.add(pair)
            if likely is not None:
                yield other, likely

    def _score(self, pair: Pair, least: float) -> float | None:
        odds = self._screen.compared(self._profiles[pair[0]], self._profiles[pair[1]], least)
        return None if odds is None else self._settled(pair, odds, least)

    def _settled(self, pair: Pair, odds: float, least: float) -> float | None:
        """The score of a pair from what the comparisons give, kept if it is enough."""
        found = self._known.get(pair)
        if found is None:
            found = self._read(self._profiles[pair[0]], self._profiles[pair[1]], odds, least)
            if found is not None:
                self._known[pair] = found
        return found if found is not None and found >= least else None

    def _read(self, one: Profile, other: Profile, odds: float, least: float) -> float | None:
        """By reading, unless both were read with so many others already that one more would say little."""
        if min(self._reads[one.id], self._reads[other.id]) >= ENOUGH_READ:
            likely = probability(odds + (UNREAD if one.document != other.document else 0.0))
            return likely if likely >= least else None
        self._reads.update((one.id, other.id))
        return self._screen.read(one, other, odds, least)

    def parted(self, one: str, other: str) -> bool:
        """Whether the words of two tellings themselves state another place, or another day."""
        return told_apart(self._profiles[one], self._profiles[other]) in STATED_APART

    def learn(self, edges: Iterable[Edge]) -> None:
        """Take scores from where they were kept, but for what is known and what is still to be read."""
        for one, other, score in edges:
            if score != JUDGED and (one, other) not in self._unread:
                self._known.setdefault((one, other), score)

    def clear(self) -> None:
        """Forget all."""
        self._known.clear()
        self._unread.clear()
        self._reads.clear()

    def __len__(self) -> int:
        return len(self._known) + len(self._unread)


class Recent:
    """A store with what it was asked lately."""

    def __init__(self, store: Store, weights: Weights | None = None, reader: Reader = read) -> None:
        self.store = store
        self.weights = weights
        self.reader = reader
        self._profiles: dict[str, Profile] = {}
        self._blocks: dict[str, list[str]] = {}
        self._near: dict[str, dict[str, float]] = {}
        self._home: dict[str, Cluster] = {}
        self.scores = Scores(self._profiles, weights, reader)

    def turn_to(self, store: Store) -> None:
        """Go on with the store as it is now, in another transaction; scores stay."""
        self.store = store
        for kept in (self._profiles, self._blocks, self._near, self._home):
            kept.clear()

    def forget(self) -> None:
        """Everything."""
        self.turn_to(self.store)
        self.scores.clear()

    def trim(self) -> None:
        """Forget what has become much."""
        if len(self.scores) > MOST_SCORES:
            self.forget()
        elif len(self._profiles) > MOST_PROFILES:
            self.turn_to(self.store)

    # --- looking up -------------------------------------------------------------------------------

    def profiles(self, tellings: Iterable[str]) -> dict[str, Profile]:
        """The profiles of those that are there."""
        wanted = list(tellings)
        missing = [one for one in wanted if one not in self._profiles]
        if missing:
            self._profiles.update((one, decoded(data)) for one, data in self.store.profiles(missing).items())
        return {one: self._profiles[one] for one in wanted if one in self._profiles}

    def blocks(self, keys: Iterable[str], most: int) -> dict[str, list[str]]:
        """The tellings kept under each key, as `Store.block`; `most` has to be the same each time."""
        wanted = list(keys)
        missing = [key for key in wanted if key not in self._blocks]
        if missing:
            found = self.store.block(missing, most)
            self._blocks.update((key, list(found.get(key, ()))) for key in missing)
        return {key: self._blocks[key] for key in wanted}

    def near(self, tellings: Iterable[str]) -> dict[str, dict[str, float]]:
        """What each is connected with, with the scores."""
        wanted = list(tellings)
        missing = [one for one in wanted if one not in self._near]
        if missing:
            found: dict[str, dict[str, float]] = {one: {} for one in missing}
            edges = list(self.store.edges(missing))
            for one, other, likely in edges:
                for mine, its in ((one, other), (other, one)):
                    if mine in found:
                        found[mine][its] = likely
            self._near.update(found)
            self.scores.learn(edges)
        return {one: self._near[one] for one in wanted}

    def clusters(self, tellings: Iterable[str]) -> set[Cluster]:
        """The clusters that these stand in, whole; of new ones, none."""
        wanted = list(tellings)
        missing = [one for one in wanted if one not in self._home]
        if missing:
            self._home.update(dict.fromkeys(missing, ()))
            for cluster in self.store.clusters(missing):
                self._home.update(dict.fromkeys(cluster, cluster))
        return {home for one in wanted if (home := self._home[one])}

    # --- writing ----------------------------------------------------------------------------------

    def add(self, tellings: Sequence[Profile]) -> None:
        """Keep tellings; nothing is near them yet."""
        self._profiles.update((one.id, one) for one in tellings)
        self._near.update((one.id, {}) for one in tellings)
        self._home.update((one.id, ()) for one in tellings)
        self.store.add([(one.id, one.document, one.members, encoded(one)) for one in tellings])

    def keep(self, rows: Iterable[tuple[str, str]]) -> None:
        """Keep tellings under keys."""
        ordered = sorted(rows)
        for key, telling in ordered:
            members = self._blocks.get(key)
            if members is not None and telling not in members:
                # To be cut to the least again by whoever asks, who knows how many are wanted.
                self._blocks[key] = sorted((*members, telling))
        self.store.keep(ordered)

    def connect(self, edges: Sequence[Edge]) -> None:
        """Keep pairs; of one that is known, the score that it was first kept with."""
        for one, other, likely in edges:
            for mine, its in ((one, other), (other, one)):
                if mine in self._near:
                    self._near[mine].setdefault(its, likely)
        self.store.connect(edges)

    def replaced(self, gone: Iterable[Cluster], come: Iterable[Cluster]) -> None:
        """Clusters came in the place of others, which whoever joins writes to the store."""
        for cluster in gone:
            self._home.update(dict.fromkeys(cluster, ()))
        for cluster in come:
            self._home.update(dict.fromkeys(cluster, cluster))
