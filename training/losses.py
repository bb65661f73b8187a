"""What the network is taught: label sequences by CRF likelihood, classes of words, arguments, and links."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from accordingto.models.pairs import between_bucket, distance_bucket, within_reach
from training.batches import UNMARKED, Batch
from training.corpora import ARGUMENT_HEAD, WHOLE
from training.network import ARGUMENT_OF_ROLE, LINK_SIZE, Network, chosen

LINK_WEIGHT = 0.15
# Of a mean over marked words, beside sums of likelihoods over all words; types of events are the hardest.
WORD_WEIGHT, EVENT_WEIGHT = 0.3, 2.0
SPARSE = frozenset({"event", "step", "relation"})  # word heads whose class 0 is "nothing of the kind"
MASK, MASK_SHARE = 103, 0.08  # pieces hidden from the encoder while it learns
NEVER = -1e9
HIDE_CUE = 0.08  # share of arguments whose cue is hidden, so that "none of these" is learned


def words_of(network: Network, batch: Batch) -> Tensor:
    """Hidden states of the first piece of each word, (batch, words, size), in float32."""
    pieces = _masked(batch.pieces) if network.training else batch.pieces
    with torch.autocast(batch.pieces.device.type, dtype=torch.bfloat16):
        hidden = network(pieces, batch.features, batch.attention)
    index = batch.first.unsqueeze(2).expand(-1, -1, hidden.shape[2])
    return hidden.float().gather(1, index)


def _masked(pieces: Tensor) -> Tensor:
    ordinary = pieces > MASK  # special tokens have the lowest ids
    return torch.where(ordinary & (torch.rand(pieces.shape, device=pieces.device) < MASK_SHARE), MASK, pieces)


def loss(network: Network, batch: Batch, chance: random.Random) -> Tensor:
    """Mean negative log-likelihood for each word, plus the linking loss for attribution batches."""
    words = network.dropout(words_of(network, batch))
    total = words.new_zeros(())
    for head, labels in batch.labels.items():
        total = total + network.crfs[head](network.heads[head](words), labels, batch.lengths).sum()
    if batch.scopes:
        total = total + argument_loss(network, words, batch)
    total = total / batch.lengths.sum()
    for head, classes in batch.classes.items():
        weight = EVENT_WEIGHT if head in SPARSE else WORD_WEIGHT
        total = total + weight * class_loss(network.word_heads[head](words), head, classes, batch.lengths)
    if "attribution" in batch.labels:
        total = total + LINK_WEIGHT * link_loss(network, words, batch, chance)
    return total


def argument_loss(network: Network, words: Tensor, batch: Batch) -> Tensor:
    """Summed cross-entropy of the argument labels in each scope."""
    scores = network.pairs(words, batch.scopes, ARGUMENT_HEAD[batch.task])
    longest = scores.shape[1]
    target = torch.tensor([[*s.labels, *[UNMARKED] * (longest - len(s.labels))] for s in batch.scopes])
    return functional.cross_entropy(
        scores.flatten(0, 1),
        target.to(scores.device).flatten(),
        ignore_index=UNMARKED,
        reduction="sum",
    )


def class_loss(scores: Tensor, head: str, classes: Tensor, lengths: Tensor) -> Tensor:
    """Cross-entropy over the marked words; some heads decide once for the whole window."""
    marked = classes != UNMARKED
    if head == "factuality":
        return functional.smooth_l1_loss(scores.squeeze(2)[marked], classes[marked])
    if head in WHOLE:
        positions = torch.arange(scores.shape[1], device=scores.device)
        inside = (positions.unsqueeze(0) < lengths.unsqueeze(1)).unsqueeze(2)
        return functional.cross_entropy((scores * inside).sum(1) / lengths.unsqueeze(1), classes[:, 0])
    return functional.cross_entropy(scores[marked], classes[marked])


@dataclass(frozen=True)
class Asked:
    """An argument `[start, end)` in a row of a batch, and the cues that it may belong to.

    `target` is the number of its cue among `cues`, from 1, or 0 for none of these.
    """

    row: int
    start: int
    end: int
    head: int
    cues: tuple[tuple[int, int], ...]
    starts: tuple[int, ...]
    target: int


def link_loss(network: Network, words: Tensor, batch: Batch, chance: random.Random) -> Tensor:
    """Cross-entropy of each argument's cue among the cues within reach and "none of these"."""
    asked = list(_asked(batch, chance))
    if not asked:
        return words.new_zeros(())
    heads = torch.tensor([one.head for one in asked]).to(words.device)
    means = _means(words, [(one.row, one.start, one.end) for one in asked])
    projected = torch.stack([project(means) for project in network.argument_links], 1)
    vectors = chosen(projected, torch.arange(len(asked), device=words.device), heads)
    table = words.new_full((len(asked), 1 + max(len(one.cues) for one in asked)), NEVER)
    table = table.index_put(
        (torch.arange(len(asked), device=words.device), torch.zeros_like(heads)), network.no_cue[heads]
    )
    rows = [(n, k, one, cue) for n, one in enumerate(asked) for k, cue in enumerate(one.cues, 1)]
    if rows:
        cues = network.cue_link(_means(words, [(one.row, *cue) for _, _, one, cue in rows]))
        places = [
            (n, k, distance_bucket((one.start, one.end), cue), _between(one, cue)) for n, k, one, cue in rows
        ]
        of, column, distance, between = torch.tensor(places).to(words.device).T
        scores = (cues * vectors.index_select(0, of)).sum(1) / LINK_SIZE**0.5
        scores = (
            scores + _of(network.distance, heads[of], distance) + _of(network.between, heads[of], between)
        )
        table = table.index_put((of, column), scores)
    return functional.cross_entropy(table, torch.tensor([one.target for one in asked]).to(words.device))


def _of(table: Tensor, heads: Tensor, buckets: Tensor) -> Tensor:
    return table.flatten().index_select(0, heads * table.shape[1] + buckets)


def _between(one: Asked, cue: tuple[int, int]) -> int:
    return between_bucket((one.start, one.end), cue, one.starts)


def _asked(batch: Batch, chance: random.Random) -> Iterator[Asked]:
    for row, spans in enumerate(batch.spans):
        candidates = sorted(index for index, span in enumerate(spans) if span[2] == 1)
        for argument, cue in batch.links[row]:
            start, end, role = spans[argument]
            hidden = cue if chance.random() < HIDE_CUE else None
            near = [c for c in candidates if c != hidden and within_reach((start, end), spans[c][:2])]
            cues = tuple(spans[c][:2] for c in near)
            target = 0 if hidden is not None or cue not in near else 1 + near.index(cue)
            starts = tuple(sorted(first for first, _ in cues))
            yield Asked(row, start, end, ARGUMENT_OF_ROLE[role], cues, starts, target)


def _means(words: Tensor, spans: list[tuple[int, int, int]]) -> Tensor:
    """The mean vector of each span (row, first word, word after the last)."""
    sums = functional.pad(words.cumsum(1), (0, 0, 1, 0))
    rows, starts, ends = torch.tensor(spans).to(words.device).T
    return (chosen(sums, rows, ends) - chosen(sums, rows, starts)) / (ends - starts).unsqueeze(1)
