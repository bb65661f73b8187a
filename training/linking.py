"""How the weights of linking are made: pairs of mentions, what comparisons find, and logistic regression.

    python -m training.linking --data CORPORA --read RUN [--cache FOLDER] [--write]
    python -m training.linking --data CORPORA --read RUN --ecb [--write]
    python -m training.linking --data CORPORA --again [--read RUN] [--cache FOLDER] [--write]
    python -m training.linking --data CORPORA --reports long|matter [--read RUN] [--cache FOLDER] [--write]

Pairs come from our own stories, read by the shipped reader; the unseen half is left out. There are two fits:
pairs of mentions within a report, and pairs of what two reports tell, as far as blocking lets them meet. Each
fifth of the stories is linked by weights that were fitted on the other four, and scored. The weights for ECB+
are of the same comparisons, fitted on its train split, and used by its evaluation alone.

Where the reader has changed and what reads two mentions side by side has not, `--again` pulls the weights
that ship towards what the new readings say, on the stories that the shipped cross-encoder has not learned
from: of the others it knows too much.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from msgspec import structs
from msgspec.structs import replace
from scipy import sparse

from accordingto.linking.blocking import kept_under, looked_under
from accordingto.linking.joining import tellings_of
from accordingto.linking.memory import link_all
from accordingto.linking.profiles import Profile, Spot, ranked
from accordingto.linking.scoring import Regression, Weights, compared, levels, shipped
from accordingto.linking.side_by_side import RESCUED, Reader, SideBySide, bounded, read
from accordingto.models.runtime import FOLDER, load_encoder
from accordingto.reading.reader import Reader as DocumentReader
from evaluation import ecb, press
from evaluation.clusters import Coreference
from evaluation.linking import DEVELOPMENT, Linked, Told, profiles_of, read_all, scored
from training.mentions import reader_of

Array = np.ndarray[Any, np.dtype[Any]]
HERE = Path(__file__).parents[1] / "src" / "accordingto" / "linking" / "weights.toml"
FOLDS = 5
# So many parts are each told by weights of the others.
PARTS_TOLD = 4
# A level is kept if it was seen so often; pulled towards nothing by the penalty, within reports by half as
# much: words and modes are many there, and each says a little.
SEEN, PENALTY, PENALTY_WITHIN = 8, 8.0, 4.0
ROUNDS = 40
# For long reports, of which there are few matters: by leaving one out, B-cubed 67.6 with these and 66.3 with
# the two above.
LONG_WITHIN, LONG_ACROSS = 16.0, 32.0
# So much less hope than `RESCUED` leaves a pair to be read when weights are fitted, in log-odds.
OPEN = 1.5
# Stories that the shipped cross-encoder has not learned from; how strongly the weights of before hold there,
# and as a share of that where the log-odds start.
UNSEEN_BY_READER = ("twentythird", "twentyfourth", "twentyfifth", "twentysixth", "twentyseventh")
HOLD, HOLD_START = 2500.0, 0.05
# What a pair of a made lookalike counts, and how far its place is moved (degrees of latitude).
LOOKALIKE, MOVED = 0.2, 0.3


@dataclass(frozen=True)
class Pair:
    """What was found of two mentions, whether they are of one happening, and how much the pair counts.

    `read` is what reading them side by side gives.
    """

    levels: tuple[tuple[str, str], ...]
    same: bool
    weight: float
    group: str
    read: float | None = None


UNKNOWN = "of no happening that is annotated"
Homed = tuple[Profile, object]


def unread(one: Profile, other: Profile) -> None:
    """A reader that reads nothing."""


def story_mentions(stories: Sequence[Told]) -> Iterator[tuple[str, list[Homed]]]:
    """The mentions of each story that were found, each with its happening.

    A mention that is not annotated belongs to none of those that are; of two such, nothing is known.
    """
    for story in stories:
        home = {m: number for number, happening in enumerate(story.story.happenings) for m in happening}
        found = ((p, story.mention_of.get(p.id)) for p in profiles_of(story))
        yield story.story.id, [(profile, home[m] if m else UNKNOWN) for profile, m in found if profile]


def press_mentions(matters: Sequence[Told]) -> Iterator[tuple[str, list[Homed]]]:
    """The marked mentions of real reports, each with its happening; of what was not marked nothing is known.

    What is marked as no event, or a general statement, is of none of those.
    """
    for matter in matters:
        home = {m: number for number, happening in enumerate(matter.story.happenings) for m in happening}
        none = {(f"{matter.story.id}-{letter}", (*span,)) for letter, *span in matter.story.row["none"]}
        triggers = {
            account.claim.id: (account.claim.document, account.claim.happening.trigger)
            for account in matter.accounts
            if account.claim.happening
        }
        yield (
            matter.story.id,
            [
                (profile, home[m] if m else UNKNOWN)
                for profile in profiles_of(matter)
                if (m := matter.mention_of.get(profile.id)) or triggers.get(profile.id) in none
            ],
        )


def ecb_mentions(mentions: Iterable[ecb.Mention]) -> Iterator[tuple[str, list[Homed]]]:
    """The annotated mentions of each topic of ECB+, each with its chain."""
    topics: dict[str, list[Homed]] = defaultdict(list)
    for mention in mentions:
        topics[mention.topic].append((mention.profile, mention.chain))
    yield from topics.items()


def within(found: Sequence[Homed], group: str, weight: float, reader: Reader = unread) -> Iterator[Pair]:
    """Pairs of mentions of one report, which are numbered as joining numbers them."""
    home = {profile.id: where for profile, where in found}
    for document in sorted({profile.document for profile, _ in found}):
        mentions = ranked(profile for profile, _ in found if profile.document == document)
        for one, other in combinations(mentions, 2):
            if not home[one.id] == home[other.id] == UNKNOWN:
                same = home[one.id] == home[other.id]
                yield _pair(one, other, same, group, weight, reader(one, other))


def across(
    found: Sequence[Homed], group: str, weight: float, regression: Regression, reader: Reader
) -> Iterator[Pair]:
    """Pairs of tellings of two reports that blocking lets meet, by weights within reports that are known."""
    told = list(_tellings(found, Weights(within=regression, across=regression), reader))
    keys = {one.id: (set(kept_under(one)), set(looked_under(one))) for one, _ in told}
    for (one, home), (other, elsewhere) in combinations(told, 2):
        meet = keys[one.id][0] & keys[other.id][1] or keys[other.id][0] & keys[one.id][1]
        if one.document != other.document and meet and not home == elsewhere == UNKNOWN:
            pair = _pair(one, other, home == elsewhere, group, weight, reader(one, other))
            yield pair
            if pair.same:
                yield from _lookalikes(one, other, pair)


def _lookalikes(one: Profile, other: Profile, known: Pair) -> Iterator[Pair]:
    """The same words of a neighbouring town, or of days later: another happening, if both are stated.

    What is read of the words stays: another town in them would only say more against it.
    """
    if one.own_place and other.own_place and one.spots and other.spots:
        moved = replace(other, spots=tuple(map(_moved, other.spots)))
        # The words still name the old town.
        yield _looking_alike(one, moved, known, LOOKALIKE, without=("named", "names_of_places"))
    if one.own_day and other.own_day and one.begin and other.begin:
        for days in (1, 2):
            later = replace(other, begin=one.begin + days, end=(one.end or one.begin) + days)
            yield _looking_alike(one, later, known, LOOKALIKE / 2, without=("weekdays", "published"))


def _looking_alike(one: Profile, other: Profile, known: Pair, share: float, without: tuple[str, ...]) -> Pair:
    pair = _pair(one, other, False, known.group, known.weight * share, known.read)
    kept = tuple(level for level in pair.levels if level[0] not in without)
    return Pair(kept, pair.same, pair.weight, pair.group, pair.read)


def _moved(spot: Spot) -> Spot:
    """A place some way north that nothing else is known of."""
    north = None if spot.latitude is None else spot.latitude + MOVED
    return replace(spot, name=f"{spot.name} north", id=None, within=None, latitude=north)


def _tellings(found: Sequence[Homed], weights: Weights, reader: Reader) -> Iterator[Homed]:
    """What each report tells, each with the happening that most of its mentions are of."""
    home = {profile.id: where for profile, where in found}
    for document in sorted({profile.document for profile, _ in found}):
        mentions = [profile for profile, _ in found if profile.document == document]
        for telling in tellings_of(mentions, weights=weights, reader=reader):
            known = Counter(home[one] for one in telling.members if home[one] != UNKNOWN)
            yield telling, known.most_common(1)[0][0] if known else UNKNOWN


def _pair(
    one: Profile, other: Profile, same: bool, group: str, weight: float, found: float | None = None
) -> Pair:
    return Pair(tuple(sorted(levels(one, other).items())), same, weight, group, found)


def both(
    mentions: Sequence[tuple[str, list[Homed]]],
    reader: Reader = unread,
    known: Mapping[str, list[Pair]] | None = None,
    before: Weights | None = None,
) -> Weights:
    """Fitted on all of it: first within reports, then across; pulled towards the weights of `before`.

    Across, each part is told as weights put it together that were fitted on the other parts: those fitted on
    it as well make fewer mistakes than there will be. `known` are the pairs within reports, by group, if they
    were made before.
    """
    pairs = known or pairs_within(mentions, reader)
    parts = [mentions[part::PARTS_TOLD] for part in range(PARTS_TOLD)]
    inner = [[pair for group, _ in part for pair in pairs[group]] for part in parts]
    outer: list[Pair] = []
    for number, part in enumerate(parts):
        others = fitted(_without(inner, number), PENALTY_WITHIN, before.within if before else None)
        outer += (pair for group, found in part for pair in across(found, group, 1.0, others, reader))
    joining = fitted(_without(inner), PENALTY_WITHIN, before.within if before else None)
    return Weights(within=joining, across=fitted(outer, PENALTY, before.across if before else None))


def pairs_within(mentions: Sequence[tuple[str, list[Homed]]], reader: Reader) -> dict[str, list[Pair]]:
    """The pairs within reports, by group."""
    return {group: list(within(found, group, 1.0, reader)) for group, found in mentions}


def _without(parts: Sequence[Sequence[Pair]], number: int | None = None) -> list[Pair]:
    return [pair for other, part in enumerate(parts) if other != number for pair in part]


def pairs_across(
    mentions: Sequence[tuple[str, list[Homed]]], inner: Mapping[str, list[Pair]], reader: Reader
) -> dict[str, list[Pair]]:
    """The pairs of tellings, by group, each told as weights of the other groups put it together."""
    return {
        group: list(across(found, group, 1.0, fitted(_but(inner, group), PENALTY_WITHIN), reader))
        for group, found in mentions
    }


def _but(pairs: Mapping[str, list[Pair]], group: str | None) -> list[Pair]:
    return [pair for name, found in pairs.items() if name != group for pair in found]


# --- fitting --------------------------------------------------------------------------------------


def fitted(pairs: Sequence[Pair], penalty: float, before: Regression | None = None) -> Regression:
    """Logistic regression with a quadratic penalty, by Newton's method.

    It pulls towards nothing; where there are weights of `before`, towards those, by `HOLD`.
    """
    seen = Counter(level for pair in pairs for level in pair.levels)
    old = _values(before) if before else {}
    names = sorted({level for level, count in seen.items() if count >= SEEN} | set(old))
    column = {name: number for number, name in enumerate(names, 1)}
    cells = [(row, 0, 1.0) for row in range(len(pairs))]
    for row, pair in enumerate(pairs):
        cells += ((row, column[name], 1.0) for name in pair.levels if name in column)
        if pair.read is not None:
            cells += ((row, len(names) + 1, 1.0), (row, len(names) + 2, bounded(pair.read)))
    rows, columns, values = zip(*cells, strict=True)
    matrix = sparse.csr_array((values, (rows, columns)), shape=(len(pairs), len(names) + 3))
    truth = np.array([pair.same for pair in pairs], dtype=np.float64)
    weight = np.array([pair.weight for pair in pairs])
    centre = None
    if before:
        known = before.reading or SideBySide(shift=0.0, scale=0.0)
        centre = np.array([before.start, *(old.get(name, 0.0) for name in names), known.shift, known.scale])
        penalty *= HOLD / PENALTY
    found = newton(matrix, truth, weight, penalty, centre)
    table: dict[str, dict[str, float]] = defaultdict(dict)
    for name, number in column.items():
        table[name[0]][name[1]] = round(float(found[number]), 3)
    reading = None
    if any(pair.read is not None for pair in pairs):
        shift, scale = (round(float(each), 3) for each in found[-2:])
        reading = SideBySide(shift=shift, scale=scale)
    return Regression(start=round(float(found[0]), 3), levels=dict(table), reading=reading)


def _values(regression: Regression) -> dict[tuple[str, str], float]:
    return {
        (name, level): value for name, table in regression.levels.items() for level, value in table.items()
    }


def newton(
    matrix: sparse.csr_array, truth: Array, weight: Array, strength: float, centre: Array | None = None
) -> Array:
    """Weights of the columns, pulled towards `centre`, or nothing.

    The first, where the log-odds start, is nearly free where there is no centre.
    """
    start, middle = (1e-3, np.zeros(matrix.shape[1])) if centre is None else (HOLD_START * strength, centre)
    penalty = np.array([start, *[strength] * (matrix.shape[1] - 1)])
    found = middle.copy()
    for _ in range(ROUNDS):
        likely = 1 / (1 + np.exp(-np.clip(matrix @ found, -30, 30)))
        slope = matrix.T @ (weight * (truth - likely)) - penalty * (found - middle)
        spread = sparse.diags_array(weight * likely * (1 - likely))
        curve = (matrix.T @ spread @ matrix).toarray() + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        found = found + step
        if np.abs(step).max() < 1e-6:
            break
    return found


# --- checking and writing -------------------------------------------------------------------------


def checked(stories: Sequence[Told], reader: Reader = unread) -> dict[str, Linked]:
    """Every fifth of the stories, linked by weights that were fitted on the other four; by part, and all."""
    mentions = list(story_mentions(stories))
    known = pairs_within(mentions, reader)
    scores: dict[str, Linked] = defaultdict(lambda: Linked(Coreference(), Coreference()))
    for fold in range(FOLDS):
        held = {group for group, _ in mentions[fold::FOLDS]}
        if not held:
            continue
        weights = both([one for one in mentions if one[0] not in held], reader, known)
        for story in stories:
            if story.story.id in held:
                found = scored(story, link_all(profiles_of(story), weights, reader=reader))
                for part in (story.story.id.split("-")[0], "all"):
                    scores[part] += found
    return scores


def written(weights: Weights, evidence: Sequence[str]) -> str:
    """The file of weights."""
    lines = [f"# {line}" for line in evidence]
    parts = [("within", weights.within), ("across", weights.across)]
    for name, others in (("long", weights.long), ("matter", weights.matter)):
        if others:
            parts += [(f"{name}.within", others.within), (f"{name}.across", others.across)]
    for part, regression in parts:
        lines += ["", *written_regression(regression, part)]
    return "\n".join(lines) + "\n"


def written_regression(regression: Regression, part: str | None = None) -> list[str]:
    """The lines of one regression, as a table of this name or as the whole file."""
    under = f"{part}." if part else ""
    lines = [*([f"[{part}]"] if part else []), f"start = {regression.start}"]
    if regression.reading:
        fields = structs.asdict(regression.reading).items()
        lines += ["", f"[{under}reading]", *(f"{name} = {value}" for name, value in fields)]
    for name, table in regression.levels.items():
        lines += ["", f"[{under}levels.{name}]", *(f'"{level}" = {value}' for level, value in table.items())]
    return lines


def main() -> None:
    """Fit, check, and write if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, metavar="CORPORA")
    parser.add_argument("--ecb", action="store_true", help="fit on ECB+ train instead, for its evaluation")
    parser.add_argument("--again", action="store_true", help="from the weights that ship, on few stories")
    parser.add_argument(
        "--reports", choices=("long", "matter"), help="fit those for long reports, on real ones"
    )
    parser.add_argument("--cache", type=Path, help="keep readings in this folder")
    parser.add_argument("--model", type=Path, default=FOLDER)
    parser.add_argument("--read", type=Path, metavar="RUN", help="what `training.crossencoder` scored")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    scored_by = reader_of(arguments.read) if arguments.read else None
    reader = scored_by or unread
    if arguments.ecb:
        weights, path, report = _of_ecb(arguments.data, reader)
    elif arguments.again or arguments.reports:
        few = [t for part in UNSEEN_BY_READER for t in read_all(part, arguments.model, arguments.cache)]
        if arguments.again:
            weights, path, report = _again(few, scored_by or read)
        else:
            keeping = press.Cached(DocumentReader(load_encoder(arguments.model)), arguments.cache)
            matters = press.read_all("dev", arguments.data, keeping)
            weights, path, report = _of_reports(arguments.reports, matters, few, scored_by or read)
    else:
        all_of_them = [t for part in DEVELOPMENT for t in read_all(part, arguments.model, arguments.cache)]
        weights, path, report = _of_stories(all_of_them, reader)
    report.append(
        "What each level of a comparison adds to the log-odds that two mentions are of one happening."
    )
    print("\n".join(report))
    if arguments.write:
        path.write_text(written(weights, report), encoding="utf-8")


def _of_ecb(corpora: Path, reader: Reader) -> tuple[Weights, Path, list[str]]:
    mentions = list(ecb_mentions(ecb.mentions(corpora, "train")))
    how = "Fitted by `python -m training.linking --data CORPORA --ecb --read RUN --write` on the train split"
    return both(mentions, reader), ecb.WEIGHTS, [how, f"of ECB+, {_size(mentions)}."]


def _of_stories(stories: Sequence[Told], reader: Reader) -> tuple[Weights, Path, list[str]]:
    mentions = list(story_mentions(stories))
    report = [
        "Fitted by `python -m training.linking --data CORPORA --read RUN --write` on",
        f"{_size(mentions)} of our own stories.",
        "By weights of the other folds, on the mentions that the reader found:",
        *(
            f"{part}: B-cubed {score.found.b_cubed.row().strip()}, false merges {score.false_merges:.1f} %."
            for part, score in checked(stories, reader).items()
        ),
    ]
    return both(mentions, reader), HERE, report


def _again(stories: Sequence[Told], reader: Reader) -> tuple[Weights, Path, list[str]]:
    mentions = list(story_mentions(stories))
    report = [
        "Fitted by `python -m training.linking --data CORPORA --again --write`, from the weights before, on",
        f"{_size(mentions)} of our own stories that the cross-encoder has not learned from.",
        "The weights before:",
        *_evidence(),
    ]
    found = both(mentions, reader, before=shipped())
    weights = structs.replace(shipped(), within=found.within, across=found.across)
    return weights, HERE, report


def _of_reports(
    name: str, matters: Sequence[Told], stories: Sequence[Told], reader: Reader
) -> tuple[Weights, Path, list[str]]:
    mentions, told, asked = list(press_mentions(matters)), list(story_mentions(stories)), _sparing(reader)
    inner = pairs_within(mentions, asked)
    outer = pairs_across(mentions, inner, asked)
    beside = [pair for group, found in told for pair in across(found, group, 1.0, shipped().within, asked)]

    def weights(group: str | None) -> Weights:
        """Without one matter, for which they are then new."""
        others = Weights(
            within=fitted(_but(inner, group), LONG_WITHIN),
            across=fitted([*_but(outer, group), *beside], LONG_ACROSS),
        )
        return structs.replace(shipped(), **{name: others})

    total = Linked(Coreference(), Coreference())
    for matter in matters:
        total += scored(matter, link_all(profiles_of(matter), weights(matter.story.id), reader=reader))
    report = [
        f"[{name}] by `python -m training.linking --data CORPORA --reports {name} --write` on",
        f"{_size(mentions)} of real reports. Each linked by weights of the other matters:",
        f"B-cubed {total.found.b_cubed.row().strip()}, false merges {total.false_merges:.1f} %.",
        "The others:",
        *_evidence(),
    ]
    return weights(None), HERE, report


def _sparing(reader: Reader) -> Reader:
    """Reads only what linking may read by weights that are not far from those that ship."""

    def read_if_open(one: Profile, other: Profile) -> float | None:
        hope = compared(one, other, shipped().of(one, other))
        return reader(one, other) if hope > -RESCUED - OPEN else None

    return read_if_open


def _evidence() -> list[str]:
    """What the file of weights says of how they were made."""
    return [line.removeprefix("# ") for line in HERE.read_text("utf-8").splitlines() if line.startswith("#")]


def _size(mentions: Sequence[tuple[str, list[Homed]]]) -> str:
    return f"{sum(len(found) for _, found in mentions)} mentions in {len(mentions)} groups"


if __name__ == "__main__":
    main()
