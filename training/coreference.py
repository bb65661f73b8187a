"""Fits the weights that `reading/coreference.py` ranks antecedents with, on GUM's openly licensed genres.

python -m training.coreference --data CORPORA [--output FILE]

A linear ranker: of the candidates before a mention and "none", the right ones shall have the probability
mass (softmax, L2), with the clusters before it as the corpus has them.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from accordingto.reading.antecedents import Cluster, Features, Mention, features_of_none
from accordingto.reading.coreference import WEIGHTS, Chooser, clusters
from accordingto.reading.entities import Mention as Name, link_names, normal, refined
from accordingto.reading.phrases import form_of, head_end, words_of
from accordingto.types import Entity, EntityType, Span

OPEN_GENRES = ("news", "interview", "bio", "voyage")  # texts under CC BY; the rest of GUM is not used
PARTIES = ("person", "organization", "place")
ENTITY_TYPES: dict[str, EntityType] = {"person": "PER", "organization": "ORG", "place": "GPE"}
# Arguments of events are hardly ever times or abstract things: what stands for those is left out.
ASKED = (*PARTIES, "object")
STRENGTH = 2.0  # L2; in cross-validation on these texts 0.5 gives 0.3 CoNLL points less, 1 the same
ROUNDS = 400
RATE = 0.3


@dataclass(frozen=True)
class Marked:
    """A text with its mentions: span to chain and GUM type."""

    genre: str
    text: str
    chains: dict[Span, tuple[str, str]]
    entities: tuple[Entity, ...]

    @property
    def spans(self) -> list[Span]:
        """All mentions in the order of the text."""
        return sorted(self.chains)


@dataclass(frozen=True)
class Decision:
    """One mention's choice: a row of features for each candidate, none first, and which are right."""

    rows: tuple[Features, ...]
    right: tuple[bool, ...]


def marked_texts(folder: Path, split: str, genres: Sequence[str] = OPEN_GENRES) -> list[Marked]:
    """GUM's documents of some genres; all genres where none is given."""
    with gzip.open(folder / "gum" / f"{split}.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [_marked(row) for row in rows if not genres or row["genre"] in genres]


def _marked(row: dict[str, object]) -> Marked:
    text, given = str(row["text"]), row["entities"]
    assert isinstance(given, list)
    chains = {(entity["span"][0], entity["span"][1]): (entity["chain"], entity["type"]) for entity in given}
    return Marked(str(row["genre"]), text, chains, _named(text, chains))


def _named(text: str, chains: dict[Span, tuple[str, str]]) -> tuple[Entity, ...]:
    """The names among the mentions, linked as the reader links names."""
    found = []
    for span, (_, kind) in sorted(chains.items()):
        name = _name_in(text, span)
        if kind in ENTITY_TYPES and name:
            words = text[slice(*name)]
            found.append(Name(name, words, refined(ENTITY_TYPES[kind], words)))
    unique = {name.span: name for name in found if normal(name.words)}
    return link_names(list(unique.values()))


def _name_in(text: str, span: Span) -> Span | None:
    """The capitalised words in a row that end a mention's head."""
    phrase = text[slice(*span)]
    if form_of(phrase) != "name":
        return None
    end = head_end(phrase)
    start = end
    for word in reversed(words_of(phrase[:end])):
        if not any(part[:1].isupper() for part in word.split("-")):
            break
        start = phrase.rfind(word, 0, start)
    return (span[0] + start, span[0] + end) if 0 <= start < end else None


def decisions(marked: Marked) -> list[Decision]:
    """What the reader has to decide in a text, with the clusters before each mention as they should be."""
    made: list[Decision] = []
    clusters(marked.text, marked.spans, marked.entities, choose=_teacher(marked, made))
    return made


def _teacher(marked: Marked, made: list[Decision]) -> Chooser:
    chain_of: dict[int, str | None] = {}

    def choose(mention: Mention, candidates: list[tuple[Cluster, Features]]) -> Cluster | None:
        wanted, kind = marked.chains.get(mention.span, (None, ""))
        homes = [_chain(cluster, marked, chain_of) for cluster, _ in candidates]
        fits = [wanted is not None and home == wanted for home in homes]
        if candidates and kind in ASKED:
            rows = (features_of_none(mention), *(values for _, values in candidates))
            made.append(Decision(rows, (not any(fits), *fits)))
        right = [cluster for (cluster, _), fit in zip(candidates, fits, strict=True) if fit]
        return right[0] if right else None

    return choose


def _chain(cluster: Cluster, marked: Marked, known: dict[int, str | None]) -> str | None:
    """The chain of a cluster's first mention in the corpus."""
    if known.get(id(cluster)) is None:
        spans = (mention.span for mention in cluster.mentions)
        known[id(cluster)] = next((marked.chains[span][0] for span in spans if span in marked.chains), None)
    return known[id(cluster)]


def fit(made: Sequence[Decision]) -> dict[str, float]:
    """Weights that make the right candidates likely."""
    names = sorted({name for decision in made for row in decision.rows for name in row})
    column = {name: index for index, name in enumerate(names)}
    rows, starts, right = _matrix(made, column)
    weights = np.zeros(len(names))
    step = np.zeros(len(names))
    for _ in range(ROUNDS):
        gradient = _gradient(rows, starts, right, weights) - STRENGTH * weights
        step += gradient**2
        weights += RATE * gradient / np.sqrt(step + 1e-9)
    return {name: float(weights[index]) for name, index in column.items()}


Rows = tuple[np.ndarray, np.ndarray, np.ndarray]


def _matrix(made: Sequence[Decision], column: dict[str, int]) -> tuple[Rows, np.ndarray, np.ndarray]:
    """Features as (row, column, value); where each decision's rows start; which rows are right."""
    cells = [
        (number, column[name], value)
        for number, row in enumerate(row for decision in made for row in decision.rows)
        for name, value in row.items()
    ]
    row, col, value = zip(*cells, strict=True)
    sizes = [len(decision.rows) for decision in made]
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    right = np.array([fit for decision in made for fit in decision.right])
    return (np.array(row), np.array(col), np.array(value)), starts, right


def _gradient(rows: Rows, starts: np.ndarray, right: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Of the log-likelihood of the right candidates, summed over the decisions."""
    row, col, value = rows
    scores = np.bincount(row, weights[col] * value, minlength=len(right))
    sizes = np.diff(np.append(starts, len(right)))
    scores = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
    likely = scores / np.repeat(np.add.reduceat(scores, starts), sizes)
    good = np.where(right, scores, 0.0)
    wanted = good / np.repeat(np.add.reduceat(good, starts), sizes)
    return np.bincount(col, (wanted - likely)[row] * value, minlength=len(weights))


def by_group(weights: dict[str, float]) -> Iterator[str]:
    """Lines of TOML, a table for each group; weights near zero are left out."""
    groups: dict[str, dict[str, float]] = {}
    for name, value in sorted(weights.items()):
        group, _, feature = name.partition(":")
        groups.setdefault(group, {})[feature] = round(value, 2)
    for group, table in groups.items():
        yield f"\n[{group}]"
        yield from (f'"{feature}" = {value}' for feature, value in table.items() if abs(value) >= 0.05)


def main() -> None:
    """Fit and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--output", type=Path, default=WEIGHTS)
    arguments = parser.parse_args()
    texts = marked_texts(arguments.data, "train")
    made = [decision for marked in texts for decision in decisions(marked)]
    head = "# Weights of antecedent features, fitted by `python -m training.coreference`.\n"
    arguments.output.write_text(head + "\n".join(by_group(fit(made))) + "\n", encoding="utf-8")
    print(f"{len(texts)} texts, {len(made)} decisions")


if __name__ == "__main__":
    main()
