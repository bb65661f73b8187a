from __future__ import annotations

import numpy as np
import pytest

from accordingto.models.arguments import (
    REACHES,
    STEPS,
    PairTables,
    PairVectors,
    argument_scores,
    argument_spans,
    argument_words,
)
from accordingto.models.labels import best_labels, spans_of, transition_mask

SIZE = 16


def tables(seed: int = 3) -> PairTables:
    chance = np.random.default_rng(seed)

    def floats(*shape: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        return chance.normal(size=shape).astype(np.float32)

    return PairTables(
        floats(2 * STEPS + 1, SIZE),
        tuple((floats(3 * SIZE, SIZE), floats(SIZE)) for _ in REACHES),
        {"events": floats(SIZE, 9)},
        {"events": floats(9)},
    )


def vectors(count: int) -> PairVectors:
    chance = np.random.default_rng(5)
    return PairVectors(*(chance.normal(size=(count, SIZE)).astype(np.float32) for _ in range(3)))


def test_a_word_s_scores_depend_on_its_sentence_alone() -> None:
    own = vectors(30)
    whole = argument_scores(own, (12,), (10, 20), tables())["events"]
    own.others[:10], own.others[20:] = 0, 0
    assert whole.shape == (1, 10, 9)
    np.testing.assert_allclose(argument_scores(own, (12,), (10, 20), tables())["events"], whole, rtol=1e-5)


def test_words_are_scored_alike_alone_and_together() -> None:
    both = argument_scores(vectors(20), (3, 8), (0, 20), tables())["events"]
    alone = argument_scores(vectors(20), (8,), (0, 20), tables())["events"]
    np.testing.assert_allclose(both[1], alone[0], rtol=1e-4, atol=1e-4)


def test_the_pairs_are_those_of_training() -> None:
    torch = pytest.importorskip("torch", reason="the training extra is not installed")
    from training.batches import Scope
    from training.corpora import ARGUMENT_ROLES
    from training.network import Pairs

    torch.manual_seed(1)
    pairs = Pairs(12)
    torch.nn.init.normal_(pairs.weighing.weight)
    hidden = torch.randn(1, 15, 12)
    expected = pairs(hidden, [Scope(0, 6, 4, 13, ()), Scope(0, 0, 0, 4, ())], "events")[0]
    learned = PairTables(
        pairs.steps.weight.detach().numpy(),
        tuple(
            (c.weight.detach().permute(2, 1, 0).flatten(0, 1).numpy(), c.bias.detach().numpy())
            for c in pairs.convolutions
        ),
        {"events": pairs.outputs["events"].weight.detach().T.numpy()},
        {"events": pairs.outputs["events"].bias.detach().numpy()},
    )
    layers = (pairs.head_word, pairs.other_word, pairs.weighing)
    own = PairVectors(*(layer(hidden)[0].detach().numpy() for layer in layers))
    found = argument_scores(own, (6,), (4, 13), learned)["events"][0]
    assert found.shape[1] == 1 + 4 * len(ARGUMENT_ROLES["events"])
    np.testing.assert_allclose(found, expected.detach().numpy(), rtol=1e-4, atol=1e-4)


def test_spans_are_those_of_the_best_sequence_broken_or_not() -> None:
    scores = np.random.default_rng(7).normal(size=(12, 9, 13)).astype(np.float32)
    scores[0] = 0
    scores[0, :, 0] = 5  # nothing at all
    expected = [
        [(start + 4, end + 4, role) for start, end, role in spans_of(labels)]
        for labels in (best_labels(row, transition_mask(3)) for row in scores)
    ]
    assert argument_spans(scores, 4) == expected
    assert expected[0] == []


def test_the_first_word_of_a_role_is_given() -> None:
    scores = np.zeros((1, 4, 9), dtype=np.float32)
    scores[0, 0, 0] = scores[0, 1, 5] = scores[0, 2, 6] = scores[0, 3, 7] = 1
    assert argument_words(scores, 10) == [{1: 11}]
