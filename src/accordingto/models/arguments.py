"""Which words of a sentence are arguments of one of its words: the small network on top of the encoder.

The encoder gives each word three vectors: as the other word of a pair, as the head of one, and how much each
feature of the other word weighs for it as a head. Here the weighed word is added to the head and to a learned
vector for their distance; convolutions over the sentence, each looking farther than the one before, let
neighbours agree.
`training.network.Pairs` is the same in torch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from accordingto.models.labels import (
    Floats,
    LabelledSpan,
    edge_masks,
    plain_chain,
    spans_of,
    transition_mask,
)

STEPS = 40  # distances in words are clipped to this
REACHES = (1, 3)  # how many words away the neighbours are that each convolution looks at


@dataclass(frozen=True)
class PairTables:
    """Learned parts besides the encoder's: `steps` (2 * STEPS + 1, size), the convolutions, one for each of
    `REACHES`, (3 * size, size) with a bias each, and for each argument head weights and bias.
    """

    steps: Floats
    convolutions: tuple[tuple[Floats, Floats], ...]
    weights: dict[str, Floats]
    biases: dict[str, Floats]


@dataclass(frozen=True)
class PairVectors:
    """What the encoder says of each word of a text as a part of pairs, each (words, size of the tables)."""

    heads: Floats
    others: Floats
    weights: Floats


def argument_scores(
    vectors: PairVectors, words: Sequence[int], sentence: tuple[int, int], tables: PairTables
) -> dict[str, Floats]:
    """For each argument head, label scores (words, length of the sentence, labels) of `words`.

    All of them stand in `sentence`.
    """
    start, end = sentence
    places = np.array(words)
    steps = np.clip(np.arange(start, end)[None] - places[:, None], -STEPS, STEPS) + STEPS
    weighed = vectors.others[None, start:end] * (1 + vectors.weights[places][:, None])
    pairs = np.maximum(weighed + vectors.heads[places][:, None] + tables.steps[steps], 0)
    for reach, (kernel, bias) in zip(REACHES, tables.convolutions, strict=True):
        pairs = pairs + np.maximum(_times(_neighbours(pairs, reach), kernel) + bias, 0)
    return {name: _times(pairs, weights) + tables.biases[name] for name, weights in tables.weights.items()}


def _times(pairs: Floats, weights: Floats) -> Floats:
    """`pairs @ weights` (words, length, size) as one product, which is faster than one for each word."""
    product: Floats = pairs.reshape(-1, len(weights)) @ weights
    return product.reshape(*pairs.shape[:2], -1)


def _neighbours(pairs: Floats, reach: int) -> Floats:
    """Beside each word the two that stand `reach` words before and after it: (words, length, 3 * size)."""
    size = pairs.shape[2]
    found = np.zeros((*pairs.shape[:2], 3 * size), dtype=pairs.dtype)
    found[:, reach:, :size] = pairs[:, :-reach]
    found[:, :, size : 2 * size] = pairs
    found[:, :-reach, 2 * size :] = pairs[:, reach:]
    return found


def argument_spans(scores: Floats, start: int) -> list[list[LabelledSpan]]:
    """The best spans for each row of `scores` (words, length, labels), `start` being the first word's index.

    Where the likeliest labels are well formed they are the best sequence: only the others are searched.
    """
    roles = (scores.shape[2] - 1) // 4
    mask, (first, last), chain = transition_mask(roles), edge_masks(roles), plain_chain(roles)
    rows = scores.argmax(axis=2)
    broken = mask[rows[:, :-1], rows[:, 1:]].sum(axis=1) + first[rows[:, 0]] + last[rows[:, -1]] < 0
    found = [
        chain.best(own) if search else row.tolist()
        for own, row, search in zip(scores, rows, broken, strict=True)
    ]
    return [[(start + begin, start + end, role) for begin, end, role in spans_of(labels)] for labels in found]


def argument_words(scores: Floats, start: int) -> list[dict[int, int]]:
    """For each row of `scores`, the first word in each role, by its index: no spans, but fast."""
    return [
        {(int(row[place]) - 1) // 4: start + int(place) for place in np.flatnonzero(row)[::-1]}
        for row in scores.argmax(axis=2)
    ]
