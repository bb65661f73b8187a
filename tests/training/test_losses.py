"""Links of a batch at once lose what they lose one after the other."""

from __future__ import annotations

import random
from typing import Any

import pytest

torch = pytest.importorskip("torch", reason="training needs the extra [train]")
pytest.importorskip("transformers", reason="training needs the extra [train]")

from torch.nn import functional  # noqa: E402

from accordingto.models.pairs import between_bucket, distance_bucket  # noqa: E402
from training.batches import Batch  # noqa: E402
from training.losses import link_loss  # noqa: E402
from training.network import LINK_SIZE  # noqa: E402


class _Network:
    """The parts of the network that links need, of a size that can be followed."""

    def __init__(self) -> None:
        torch.manual_seed(2)
        self.cue_link = torch.nn.Linear(6, LINK_SIZE)
        self.argument_links = [torch.nn.Linear(6, LINK_SIZE) for _ in range(3)]
        self.no_cue = torch.randn(3)
        self.distance = torch.randn(3, 24)
        self.between = torch.randn(3, 4)


def _batch(spans: list[list[tuple[int, int, int]]], links: list[list[tuple[int, int]]]) -> Batch:
    nothing = torch.zeros(0)
    return Batch("attribution", nothing, nothing, nothing, nothing, {}, nothing, spans, links, {}, ())


def _alone(network: Any, words: Any, row: int, argument: Any, cues: list[Any], target: int) -> Any:
    start, end, role = argument
    head = {0: 0, 2: 1}[role]
    vector = network.argument_links[head](words[row, start:end].mean(0))
    starts = sorted(first for first, *_ in cues)
    scores = [network.no_cue[head]]
    for first, last, _ in cues:
        cue = network.cue_link(words[row, first:last].mean(0))
        distance = network.distance[head, distance_bucket((start, end), (first, last))]
        between = network.between[head, between_bucket((start, end), (first, last), starts)]
        scores.append(cue @ vector / LINK_SIZE**0.5 + distance + between)
    return functional.cross_entropy(torch.stack(scores), torch.tensor(target))


def test_links_are_scored_as_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("training.losses.HIDE_CUE", 0.0)
    network: Any = _Network()
    words = torch.randn(2, 9, 6)
    spans = [[(0, 2, 0), (2, 3, 1), (4, 6, 2), (7, 8, 1)], [(1, 4, 2), (5, 6, 1)]]
    found = link_loss(network, words, _batch(spans, [[(0, 1), (2, 3)], [(0, 1)]]), random.Random(1))
    one_by_one = [
        _alone(network, words, 0, spans[0][0], [spans[0][1], spans[0][3]], 1),
        _alone(network, words, 0, spans[0][2], [spans[0][1], spans[0][3]], 2),
        _alone(network, words, 1, spans[1][0], [spans[1][1]], 1),
    ]
    assert float(found) == pytest.approx(float(torch.stack(one_by_one).mean()), abs=1e-5)


def test_a_batch_without_links_loses_nothing() -> None:
    network: Any = _Network()
    assert float(link_loss(network, torch.randn(1, 4, 6), _batch([[(0, 1, 1)]], [[]]), random.Random(1))) == 0
