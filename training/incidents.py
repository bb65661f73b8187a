"""How the weights are made that decide which fillers of MUC-4's incidents are kept.

    python -m training.incidents --data CORPORA [--cache FOLDER] [--write]

The `incidents` head learned from the same reports: of what fills a role it is surer there than it will be
elsewhere. So the scores of known fillers are lowered first, by what having seen them adds (`MEMORY`). Then
candidates are made as in the evaluation, and for each role a logistic regression tells which are right. Each
fifth of the reports is filled by weights that were fitted on the other four, and scored; the bound is the one
that does best there. Of the development split no more is used than how the head does on it: see `MEMORY`.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy import sparse

from accordingto.models.runtime import FOLDER, load_encoder
from accordingto.reading.reader import Reader
from evaluation.fillers import (
    ROLES,
    WEIGHTS,
    Candidates,
    Features,
    Found,
    Regression,
    Report,
    candidates,
    entities,
    features_of,
    read_report,
    transitions_of,
)
from evaluation.muc import SLOTS, Filled, ceaf, gold_of, together
from evaluation.scoring import Count
from training.corpora import rows
from training.event_corpora import muc
from training.linking import newton

FOLDS = 5
# What having seen a filler adds to its log-odds, on average: lowered by it, the head's best labels score
# 46.2 F1 on the train split (62.1 as they are), 46.0 on the development split. See the log of 2026-11-27.
MEMORY = 2.75
# A feature is kept if it was seen so often; pulled towards nothing by the penalty.
SEEN, PENALTY = 80, 20.0
LEAST = 0.02  # weights that are smaller are left out
Known = Sequence[tuple[int, int, int]]  # fillers: first code point, the one behind the last, role
BOUNDS = (0.2, 0.225, 0.25, 0.275, 0.3, 0.325, 0.35)


@dataclass(frozen=True)
class Example:
    """A report with what may fill its roles, what speaks for each, and what is wanted."""

    report: Report
    found: dict[str, Candidates]
    features: dict[str, dict[str, Features]]
    wanted: Filled


# --- reports --------------------------------------------------------------------------------------


def dimmed(report: Report, known: Known, generator: np.random.Generator) -> Report:
    """The report with lower scores for its known fillers.

    Each role's words that are written alike are lowered by as much, drawn from an exponential distribution:
    some are hardly remembered, some would never have been found.
    """
    emissions = report.emissions.copy()
    drawn: dict[tuple[int, str], float] = {}
    for start, end, role in known:
        inside = [n for n, (first, last) in enumerate(report.words) if first < end and start < last]
        less = drawn.setdefault((role, report.text[start:end]), generator.exponential(MEMORY))
        columns = slice(1 + 4 * role, 5 + 4 * role)
        emissions[inside, columns] = np.minimum(
            emissions[inside, columns], report.emissions[inside, columns] - less / max(1, len(inside))
        )
    return replace(report, emissions=emissions)


def examples(read: Sequence[tuple[Known, Filled, Report]], folder: Path) -> Iterator[Example]:
    """Reports as they are fitted on."""
    transitions, generator = transitions_of(folder), np.random.default_rng(0)
    for known, wanted, report in read:
        seen = dimmed(report, known, generator)
        found = candidates(seen, transitions)
        yield Example(seen, found, {role: features_of(seen, found, role) for role in ROLES}, wanted)


# --- fitting --------------------------------------------------------------------------------------


def fitted(made: Sequence[Example], role: str, bound: float = 0.0) -> Regression:
    """Logistic regression of whether a candidate is a mention of a filler that is wanted."""
    own = role.partition(",")[0]
    pairs = [
        (features, any(words in entity for entity in example.wanted[role]))
        for example in made
        for words, features in example.features[own].items()
    ]
    seen = Counter(name for features, _ in pairs for name in features)
    names = ["start", *sorted(name for name, count in seen.items() if count >= SEEN and name != "start")]
    column = {name: number for number, name in enumerate(names)}
    cells = [
        (row, column[name], value)
        for row, (features, _) in enumerate(pairs)
        for name, value in features.items()
        if name in column
    ]
    places, columns, values = zip(*cells, strict=True)
    matrix = sparse.csr_array((values, (places, columns)), shape=(len(pairs), len(names)))
    truth = np.array([right for _, right in pairs], dtype=np.float64)
    weights = newton(matrix, truth, np.ones(len(pairs)), PENALTY)
    table = {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}
    return Regression(bound, {name: weight for name, weight in table.items() if abs(weight) >= LEAST})


def likely_by_role(example: Example, regressions: Mapping[str, Regression]) -> dict[str, Found]:
    """How likely each candidate fills each role."""
    return {
        role: {
            words: regression.likely(each) for words, each in example.features[role.partition(",")[0]].items()
        }
        for role, regression in regressions.items()
    }


# --- checking and writing -------------------------------------------------------------------------


def checked(made: Sequence[Example]) -> dict[float, dict[str, Count]]:
    """By bound, the counts of every fifth of the reports by weights that were fitted on the other four."""
    counts: dict[float, dict[str, Count]] = {bound: dict.fromkeys(SLOTS, Count()) for bound in BOUNDS}
    for fold in range(FOLDS):
        rest = [example for number, example in enumerate(made) if number % FOLDS != fold]
        regressions = {role: fitted(rest, role) for role in SLOTS}
        for example in made[fold::FOLDS]:
            for role, likely in likely_by_role(example, regressions).items():
                places = example.found[role.partition(",")[0]]
                for bound in BOUNDS:
                    own = [entity[:1] for entity in entities(example.report, places, likely, bound)]
                    counts[bound][role] += ceaf(own, example.wanted[role])
    return {bound: together(each) for bound, each in counts.items()}


def written(regressions: Mapping[str, Regression], evidence: Sequence[str]) -> str:
    """The file of weights."""
    lines = [f"# {line}" for line in evidence]
    for role, regression in regressions.items():
        lines += ["", f'["{role}"]', f"bound = {regression.bound}", "", f'["{role}".weights]']
        lines += (f"{json.dumps(name)} = {weight}" for name, weight in regression.weights.items())
    return "\n".join(lines) + "\n"


def main() -> None:
    """Fit, check, and write if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, metavar="CORPORA")
    parser.add_argument("--cache", type=Path, help="keep what was read of the reports in this file")
    parser.add_argument("--model", type=Path, default=FOLDER)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    made = list(examples(_read(arguments.data, arguments.model, arguments.cache), arguments.model))
    scores = checked(made)
    bound = max(BOUNDS, key=lambda each: scores[each]["all"].f1)
    evidence = [
        "Fitted by `python -m training.incidents --data CORPORA --write` on the train split of MUC-4,",
        f"{len(made)} reports, with scores of known fillers lowered by {MEMORY} on average.",
        "By weights of the other folds, first mentions by CEAF-REE (P R F1):",
        *(f"{role}: {count.row().strip()}" for role, count in scores[bound].items()),
        "By bound, F1 of all: " + ", ".join(f"{each} {scores[each]['all'].f1:.1f}" for each in BOUNDS),
        "What each feature adds to the log-odds that a candidate fills the role.",
    ]
    print("\n".join(evidence))
    if arguments.write:
        regressions = {role: fitted(made, role, bound) for role in SLOTS}
        WEIGHTS.write_text(written(regressions, evidence), encoding="utf-8")


def _read(corpora: Path, model: Path, cache: Path | None) -> list[tuple[Known, Filled, Report]]:
    """The train split, read; from the cache if it is there."""
    path = corpora / "muc4/train.jsonl.gz"
    if cache and cache.exists():
        found: list[Report] = pickle.loads(cache.read_bytes())
    else:
        reader = Reader(load_encoder(model))
        found = [read_report(reader, row["text_cased"]) for row in rows(path)]
        if cache:
            cache.write_bytes(pickle.dumps(found))
    known = [example.spans for example in muc(path)]
    return list(zip(known, map(gold_of, rows(path)), found, strict=True))


if __name__ == "__main__":
    main()
