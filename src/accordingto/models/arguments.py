"""Which words of a sentence are arguments of one of its words: the small network on top of the encoder.

The encoder gives each word two vectors, one as the head of a pair and one as the other word of it. Here they
are added with a learned vector for their distance; a convolution over the sentence lets neighbours agree.
`training.network.Pairs` is the same in torch.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from accordingto.models.labels import Floats

PAIR_SIZE = 128
STEPS = 40  # distances in words are clipped to this


@dataclass(frozen=True)
class PairTables:
    """Learned parts besides the encoder's: `steps` (2 * STEPS + 1, PAIR_SIZE), the convolution
    (3 * PAIR_SIZE, PAIR_SIZE) with its bias, and for each argument head weights and bias.
    """

    steps: Floats
    convolution: Floats
    convolution_bias: Floats
    weights: dict[str, Floats]
    biases: dict[str, Floats]


def argument_scores(
    heads: Floats,
    others: Floats,
    words: tuple[int, ...],
    sentence: tuple[int, int],
    learned: tuple[PairTables, str],
) -> Floats:
    """Label scores (words, length of the sentence, labels) of the arguments of `words`, all in `sentence`.

    `heads` and `others` have a row of PAIR_SIZE for each word of the text; `learned` are the tables and the
    name of the argument head.
    """
    tables, name = learned
    start, end = sentence
    places = np.array(words)
    steps = np.clip(np.arange(start, end)[None] - places[:, None], -STEPS, STEPS) + STEPS
    pairs = np.maximum(others[None, start:end] + heads[places][:, None] + tables.steps[steps], 0)
    padded = np.pad(pairs, ((0, 0), (1, 1), (0, 0)))
    neighbours = np.concatenate((padded[:, :-2], padded[:, 1:-1], padded[:, 2:]), axis=2)
    agreed = np.maximum(neighbours @ tables.convolution + tables.convolution_bias, 0)
    scores: Floats = (pairs + agreed) @ tables.weights[name] + tables.biases[name]
    return scores
