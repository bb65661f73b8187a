"""How the weights of linking are made: pairs of mentions, what comparisons find, and logistic regression.

    python -m training.linking --data CORPORA [--cache FOLDER] [--write]
    python -m training.linking --data CORPORA --ecb [--write]

Pairs come from the development half of our own stories, read by the shipped reader, and, for place and day,
from half of the events of UCDP GED. There are two fits: pairs of mentions within a report, and pairs of what
two reports tell, as far as blocking lets them meet. Each fifth of the stories is linked by weights that were
fitted on the other four, and scored. The weights for ECB+ are of the same comparisons, fitted on its train
split, and used by its evaluation alone.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from accordingto.linking.blocking import kept_under, looked_under
from accordingto.linking.joining import tellings_of
from accordingto.linking.memory import link_all
from accordingto.linking.profiles import Profile, profile_of
from accordingto.linking.scoring import Regression, Weights, levels
from accordingto.models.runtime import FOLDER
from evaluation import ecb, ged
from evaluation.clusters import Coreference
from evaluation.linking import Linked, Told, read_all, scored

Array = np.ndarray[Any, np.dtype[Any]]
HERE = Path(__file__).parents[1] / "src" / "accordingto" / "linking" / "weights.toml"
FOLDS = 5
# A level is kept if it was seen so often; pulled towards nothing by the penalty, on standardised grounds.
SEEN, PENALTY = 8, 3.0
# Place and day are what tells lookalikes apart: what the data say of them counts in full.
FREE, FREE_PENALTY = ("day", "place", "place_and_day"), 1.0
ROUNDS = 40
# What a headline with UCDP's place, day and deaths can be compared by; where a mention stands alone there,
# what its report says in other words is not known.
GED_COMPARISONS = ("day", "place", "place_and_day", "figures", "published")
GED_BLOCK, GED_WEIGHT, GED_MENTIONS = 40, 0.05, 2500


@dataclass(frozen=True)
class Pair:
    """What was found of two mentions, whether they are of one happening, and how much the pair counts."""

    levels: tuple[tuple[str, str], ...]
    same: bool
    weight: float
    group: str


UNKNOWN = "of no happening that is annotated"
Homed = tuple[Profile, object]


def story_mentions(stories: Sequence[Told]) -> Iterator[tuple[str, list[Homed]]]:
    """The mentions of each story that were found, each with its happening.

    A mention that is not annotated belongs to none of those that are; of two such, nothing is known.
    """
    for story in stories:
        home = {m: number for number, happening in enumerate(story.story.happenings) for m in happening}
        found = ((profile_of(a), story.mention_of.get(a.claim.id)) for a in story.accounts)
        yield story.story.id, [(profile, home[m] if m else UNKNOWN) for profile, m in found if profile]


def ecb_mentions(mentions: Iterable[ecb.Mention]) -> Iterator[tuple[str, list[Homed]]]:
    """The annotated mentions of each topic of ECB+, each with its chain."""
    topics: dict[str, list[Homed]] = defaultdict(list)
    for mention in mentions:
        topics[mention.topic].append((mention.profile, mention.chain))
    yield from topics.items()


def within(found: Sequence[Homed], group: str, weight: float) -> Iterator[Pair]:
    """Pairs of mentions of one report."""
    for (one, home), (other, elsewhere) in combinations(found, 2):
        if one.document == other.document and not home == elsewhere == UNKNOWN:
            yield _pair(one, other, home == elsewhere, group, weight)


def across(found: Sequence[Homed], group: str, weight: float, regression: Regression) -> Iterator[Pair]:
    """Pairs of tellings of two reports that blocking lets meet, by weights within reports that are known."""
    told = list(_tellings(found, Weights(within=regression, across=regression)))
    keys = {one.id: (set(kept_under(one)), set(looked_under(one))) for one, _ in told}
    for (one, home), (other, elsewhere) in combinations(told, 2):
        meet = keys[one.id][0] & keys[other.id][1] or keys[other.id][0] & keys[one.id][1]
        if one.document != other.document and meet and not home == elsewhere == UNKNOWN:
            yield _pair(one, other, home == elsewhere, group, weight)


def _tellings(found: Sequence[Homed], weights: Weights) -> Iterator[Homed]:
    """What each report tells, each with the happening that most of its mentions are of."""
    home = {profile.id: where for profile, where in found}
    for document in sorted({profile.document for profile, _ in found}):
        for telling in tellings_of([p for p, _ in found if p.document == document], weights=weights):
            known = Counter(home[one] for one in telling.members if home[one] != UNKNOWN)
            yield telling, known.most_common(1)[0][0] if known else UNKNOWN


def ged_pairs(mentions: Sequence[ged.Mention], weight: float) -> Iterator[Pair]:
    """Pairs of two reports that UCDP cites, as far as blocking lets them meet."""
    keys: dict[str, list[tuple[Profile, str]]] = defaultdict(list)
    for mention in mentions:
        for key in kept_under(mention.profile):
            keys[key].append((mention.profile, mention.event))
    seen: set[tuple[str, str]] = set()
    for mention in mentions:
        for key in looked_under(mention.profile):
            for other, event in keys.get(key, ())[:GED_BLOCK]:
                names = (mention.profile.id, other.id)
                if names[0] < names[1] and names not in seen and other.document != mention.profile.document:
                    seen.add(names)
                    found = levels(mention.profile, other)
                    kept = tuple(sorted((name, found[name]) for name in GED_COMPARISONS if name in found))
                    yield Pair(kept, mention.event == event, weight, "ged")


def _pair(one: Profile, other: Profile, same: bool, group: str, weight: float) -> Pair:
    return Pair(tuple(sorted(levels(one, other).items())), same, weight, group)


def both(mentions: Sequence[tuple[str, list[Homed]]], more: Sequence[Pair] = ()) -> Weights:
    """Fitted on all of it: first within reports, then across, on tellings as the first makes them.

    `more` are pairs from elsewhere, which say what place and day are worth.
    """
    inner = fitted([*(pair for group, found in mentions for pair in within(found, group, 1.0)), *more])
    outer = [pair for group, found in mentions for pair in across(found, group, 1.0, inner)]
    return Weights(within=inner, across=fitted([*outer, *more]))


# --- fitting --------------------------------------------------------------------------------------


def fitted(pairs: Sequence[Pair]) -> Regression:
    """Logistic regression with a quadratic penalty, by Newton's method."""
    seen = Counter(level for pair in pairs for level in pair.levels)
    names = sorted(level for level, count in seen.items() if count >= SEEN)
    column = {name: number for number, name in enumerate(names, 1)}
    matrix = np.zeros((len(pairs), len(names) + 1), dtype=np.float32)
    matrix[:, 0] = 1
    for row, pair in enumerate(pairs):
        matrix[row, [column[level] for level in pair.levels if level in column]] = 1
    truth = np.array([pair.same for pair in pairs], dtype=np.float64)
    weight = np.array([pair.weight for pair in pairs])
    found = _newton(matrix, truth, weight, _penalties(names))
    table: dict[str, dict[str, float]] = defaultdict(dict)
    for name, number in column.items():
        table[name[0]][name[1]] = round(float(found[number]), 3)
    return Regression(start=round(float(found[0]), 3), levels=dict(table))


def _penalties(names: Sequence[tuple[str, str]]) -> Array:
    """One for each column; next to none for where the log-odds start."""
    return np.array([1e-3, *(FREE_PENALTY if name in FREE else PENALTY for name, _ in names)])


def _newton(matrix: Array, truth: Array, weight: Array, penalty: Array) -> Array:
    found = np.zeros(matrix.shape[1])
    for _ in range(ROUNDS):
        likely = 1 / (1 + np.exp(-np.clip(matrix @ found, -30, 30)))
        slope = matrix.T @ (weight * (truth - likely)) - penalty * found
        curve = (matrix * (weight * likely * (1 - likely))[:, None]).T @ matrix + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        found = found + step
        if np.abs(step).max() < 1e-6:
            break
    return found


# --- checking and writing -------------------------------------------------------------------------


def checked(stories: Sequence[Told], more: Sequence[Pair] = ()) -> Linked:
    """Every fifth of the stories, linked by weights that were fitted on the other four."""
    mentions = list(story_mentions(stories))
    total = Linked(Coreference(), Coreference())
    for fold in range(FOLDS):
        held = {group for group, _ in mentions[fold::FOLDS]}
        if not held:
            continue
        weights = both([one for one in mentions if one[0] not in held], more)
        for story in stories:
            if story.story.id in held:
                profiles = filter(None, map(profile_of, story.accounts))
                total += scored(story, link_all(profiles, weights))
    return total


def written(weights: Weights, evidence: Sequence[str]) -> str:
    """The file of weights."""
    lines = [f"# {line}" for line in evidence]
    for part, regression in (("within", weights.within), ("across", weights.across)):
        lines += ["", f"[{part}]", f"start = {regression.start}"]
        for name, table in regression.levels.items():
            lines += [
                "",
                f"[{part}.levels.{name}]",
                *(f'"{level}" = {value}' for level, value in table.items()),
            ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Fit, check, and write if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, metavar="CORPORA")
    parser.add_argument("--ecb", action="store_true", help="fit on ECB+ train instead, for its evaluation")
    parser.add_argument("--cache", type=Path, help="keep readings in this folder")
    parser.add_argument("--model", type=Path, default=FOLDER)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    if arguments.ecb:
        weights, path, report = _of_ecb(arguments.data)
    else:
        weights, path, report = _of_stories(arguments.data, read_all("dev", arguments.model, arguments.cache))
    report.append(
        "What each level of a comparison adds to the log-odds that two mentions are of one happening."
    )
    print("\n".join(report))
    if arguments.write:
        path.write_text(written(weights, report), encoding="utf-8")


def _of_ecb(corpora: Path) -> tuple[Weights, Path, list[str]]:
    mentions = list(ecb_mentions(ecb.mentions(corpora, "train")))
    how = "Fitted by `python -m training.linking --data CORPORA --ecb --write` on the train split of ECB+,"
    return both(mentions), ecb.WEIGHTS, [how, f"{_size(mentions)}."]


def _of_stories(corpora: Path, stories: Sequence[Told]) -> tuple[Weights, Path, list[str]]:
    mentions = list(story_mentions(stories))
    more = list(ged_pairs(list(ged.mentions(corpora, "seen"))[:GED_MENTIONS], GED_WEIGHT))
    score = checked(stories, more)
    report = [
        f"Fitted by `python -m training.linking --data CORPORA --write` on {_size(mentions)} of our own",
        f"stories, development half, and {len(more)} pairs of UCDP GED that count {GED_WEIGHT} each.",
        "By weights of the other folds, on the mentions that the reader found: B-cubed"
        f" {score.found.b_cubed.row().strip()}, false merges {score.false_merges:.1f} %.",
    ]
    return both(mentions, more), HERE, report


def _size(mentions: Sequence[tuple[str, list[Homed]]]) -> str:
    return f"{sum(len(found) for _, found in mentions)} mentions in {len(mentions)} groups"


if __name__ == "__main__":
    main()
