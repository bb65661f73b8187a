"""How far an event is said to have happened, from -3 to 3: mean absolute error and Pearson's r.

    python -m evaluation.factuality --data CORPORA [--split dev] [--model FOLDER]

An event's score is the mean over the words of its span. Published for a strong model: UDS-IH2 .72 and .91,
MEANTIME .28 and .52.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import sqrt

import numpy as np

from accordingto.models.runtime import Encoder, load_encoder
from accordingto.types import Span
from evaluation.inputs import corpus_arguments
from training import event_corpora
from training.corpora import Example

CORPORA = ("uds_ih2", "meantime", "cb", "rp", "mv2")
Pair = tuple[float, float]  # found, wanted


def pairs_of(encoder: Encoder, examples: Iterable[Example]) -> list[Pair]:
    """What is found and what is wanted for each event of a corpus."""
    pairs = []
    for example in examples:
        scores = encoder.score(encoder.tokenize(example.text))
        values = scores.classes["factuality"][:, 0]
        for mark in example.marks:
            inside = covered(scores.tokens.words, (mark.start, mark.end))
            pairs.append((float(np.mean(values[inside])) if inside else 0.0, mark.value))
    return pairs


def covered(words: Sequence[Span], span: Span) -> list[int]:
    """Indices of the words that share a code point with `span`."""
    return [index for index, (start, end) in enumerate(words) if start < span[1] and span[0] < end]


def mean_absolute_error(pairs: Sequence[Pair]) -> float:
    """Mean distance of found from wanted; 0 for no pairs."""
    return sum(abs(found - wanted) for found, wanted in pairs) / max(1, len(pairs))


def pearson(pairs: Sequence[Pair]) -> float:
    """Correlation of found with wanted; 0 where one of them never varies."""
    if not pairs:
        return 0.0
    means = [sum(values) / len(pairs) for values in zip(*pairs, strict=True)]
    steps = [(found - means[0], wanted - means[1]) for found, wanted in pairs]
    spread = sqrt(sum(one * one for one, _ in steps) * sum(other * other for _, other in steps))
    return sum(one * other for one, other in steps) / spread if spread else 0.0


def main() -> None:
    """Parse the arguments and print the scores."""
    arguments = corpus_arguments(__doc__)
    encoder = load_encoder(arguments.model)
    print(f"{'':12} {'events':>6} {'MAE':>5} {'r':>5}")
    for name in CORPORA:
        examples = event_corpora.factuality(arguments.data / "factuality" / name, arguments.split)
        pairs = pairs_of(encoder, examples)
        print(f"{name:12} {len(pairs):6} {mean_absolute_error(pairs):5.2f} {pearson(pairs):5.2f}")


if __name__ == "__main__":
    main()
