"""What the network is taught: label sequences by CRF likelihood, classes of words, arguments, and links."""

from __future__ import annotations

import random

import torch
from torch import Tensor
from torch.nn import functional

from accordingto.models.pairs import between_bucket, distance_bucket, within_reach
from training.batches import UNMARKED, Batch
from training.corpora import ARGUMENT_HEAD, WHOLE
from training.network import ARGUMENT_OF_ROLE, LINK_SIZE, Network

LINK_WEIGHT = 0.15
# Of a mean over marked words, beside sums of likelihoods over all words; types of events are the hardest.
WORD_WEIGHT, EVENT_WEIGHT = 0.3, 2.0
SPARSE = frozenset({"event", "step", "relation"})  # word heads whose class 0 is "nothing of the kind"
MASK, MASK_SHARE = 103, 0.08  # pieces hidden from the encoder while it learns
HIDE_CUE = 0.08  # share of arguments whose cue is hidden, so that "none of these" is learned


def words_of(network: Network, batch: Batch) -> Tensor:
    """Hidden states of the first piece of each word, (batch, words, size), in float32."""
    pieces = _masked(batch.pieces) if network.training else batch.pieces
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden = network(pieces, batch.features, batch.attention)
    index = batch.first.unsqueeze(2).expand(-1, -1, hidden.shape[2])
    return hidden.float().gather(1, index)


def _masked(pieces: Tensor) -> Tensor:
    ordinary = pieces > MASK  # special tokens have the lowest ids
    return torch.where(ordinary & (torch.rand(pieces.shape) < MASK_SHARE), MASK, pieces)


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
    target = torch.full(scores.shape[:2], UNMARKED)
    for row, scope in enumerate(batch.scopes):
        target[row, : len(scope.labels)] = torch.tensor(scope.labels)
    return functional.cross_entropy(
        scores.flatten(0, 1), target.flatten(), ignore_index=UNMARKED, reduction="sum"
    )


def class_loss(scores: Tensor, head: str, classes: Tensor, lengths: Tensor) -> Tensor:
    """Cross-entropy over the marked words; some heads decide once for the whole window."""
    marked = classes != UNMARKED
    if head == "factuality":
        return functional.smooth_l1_loss(scores.squeeze(2)[marked], classes[marked])
    if head in WHOLE:
        inside = (torch.arange(scores.shape[1]).unsqueeze(0) < lengths.unsqueeze(1)).unsqueeze(2)
        return functional.cross_entropy((scores * inside).sum(1) / lengths.unsqueeze(1), classes[:, 0])
    return functional.cross_entropy(scores[marked], classes[marked])


def link_loss(network: Network, words: Tensor, batch: Batch, chance: random.Random) -> Tensor:
    """Cross-entropy of each argument's cue among the cues within reach and "none of these"."""
    cues, arguments = network.cue_link(words), [head(words) for head in network.argument_links]
    losses: list[Tensor] = []
    for row, spans in enumerate(batch.spans):
        candidates = sorted(index for index, span in enumerate(spans) if span[2] == 1)
        vectors = {i: cues[row, spans[i][0] : spans[i][1]].mean(0) for i in candidates}
        for argument, cue in batch.links[row]:
            start, end, role = spans[argument]
            head = ARGUMENT_OF_ROLE[role]
            hidden = cue if chance.random() < HIDE_CUE else None
            near = [c for c in candidates if c != hidden and within_reach((start, end), spans[c][:2])]
            vector = arguments[head][row, start:end].mean(0)
            scores = [network.no_cue[head].unsqueeze(0)]
            if near:
                scores.append(_scores(vector, torch.stack([vectors[c] for c in near])))
                scores[1] = scores[1] + _bias(network, head, (start, end), [spans[c][:2] for c in near])
            target = torch.tensor(0 if hidden is not None or cue not in near else 1 + near.index(cue))
            losses.append(functional.cross_entropy(torch.cat(scores), target))
    return torch.stack(losses).mean() if losses else words.new_zeros(())


def _scores(argument: Tensor, cues: Tensor) -> Tensor:
    return cues @ argument / LINK_SIZE**0.5


def _bias(network: Network, head: int, argument: tuple[int, int], cues: list[tuple[int, int]]) -> Tensor:
    starts = sorted(start for start, _ in cues)
    distances = torch.tensor([distance_bucket(argument, cue) for cue in cues])
    between = torch.tensor([between_bucket(argument, cue, starts) for cue in cues])
    return network.distance[head][distances] + network.between[head][between]
