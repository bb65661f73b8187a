"""Labels over words in the BIOES scheme, and their best sequence under a linear-chain CRF.

A span of one word is `S`; longer ones run from `B` over `I` to `E`. `O` is label 0, and role `r` has the
labels `1 + 4 * r + k` with `k` in B, I, E, S.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

BEGIN, INSIDE, END, SINGLE = range(4)
FORBIDDEN = -1e4
ROUNDING = 0.01  # more than what sums over long texts may be wrong by

LabelledSpan = tuple[int, int, int]  # first word, word after the last, role


def label_count(roles: int) -> int:
    """How many labels `roles` roles take: four for each, and `O`."""
    return 1 + 4 * roles


def labels_of(length: int, spans: list[LabelledSpan], roles: int) -> list[int]:
    """Labels of `length` words; where spans overlap, the first listed one stands.

    Raises `ValueError` for a span outside `[0, length)` or an unknown role.
    """
    labels = [0] * length
    for start, end, role in spans:
        if not (0 <= start < end <= length and 0 <= role < roles):
            raise ValueError(f"span {(start, end, role)} does not fit {length} words and {roles} roles")
        if any(labels[start:end]):
            continue
        base = 1 + 4 * role
        labels[start:end] = [base + INSIDE] * (end - start)
        labels[start], labels[end - 1] = base + BEGIN, base + END
        if end - start == 1:
            labels[start] = base + SINGLE
    return labels


def spans_of(labels: list[int]) -> list[LabelledSpan]:
    """Spans that a well-formed label sequence stands for, in order."""
    spans: list[LabelledSpan] = []
    begin = 0
    for position, label in enumerate(labels):
        if not label:
            continue
        role, kind = divmod(label - 1, 4)
        if kind in (BEGIN, SINGLE):
            begin = position
        if kind in (END, SINGLE):
            spans.append((begin, position + 1, role))
    return spans


@cache
def transition_mask(roles: int) -> Floats:
    """0 where label `j` may follow label `i`, `FORBIDDEN` elsewhere; shape (labels, labels), read-only."""
    count = label_count(roles)
    mask = np.full((count, count), FORBIDDEN, dtype=np.float32)
    outside = [0] + [1 + 4 * role + kind for role in range(roles) for kind in (END, SINGLE)]
    starts = [0] + [1 + 4 * role + kind for role in range(roles) for kind in (BEGIN, SINGLE)]
    mask[np.ix_(outside, starts)] = 0
    for role in range(roles):
        base = 1 + 4 * role
        for kind in (BEGIN, INSIDE):
            mask[base + kind, [base + INSIDE, base + END]] = 0
    mask.flags.writeable = False
    return mask


@cache
def edge_masks(roles: int) -> tuple[Floats, Floats]:
    """Which labels may stand first and last in a text, each of shape (labels,), as 0 or `FORBIDDEN`."""
    mask = transition_mask(roles)
    return mask[0], mask[:, 0]


class Chain:
    """A linear-chain CRF: how well one label follows another, and the search for the best sequence (Viterbi).

    `transitions` are learned scores with `transition_mask` added; sequences start and end well formed. Most
    words of a text are outside any span beyond doubt, so only the stretches between them are searched: see
    `_open`.
    """

    def __init__(self, transitions: Floats) -> None:
        roles = (len(transitions) - 1) // 4
        self._transitions = transitions
        self._incoming = np.ascontiguousarray(transitions.T)  # row j: scores of coming to j
        self._edges = edge_masks(roles)
        outside, starts = (edge > FORBIDDEN / 2 for edge in reversed(self._edges))
        opened = (transitions[outside] - transitions[outside, :1]).max(axis=0)[1:].reshape(roles, 4)
        closed = (transitions[:, starts] - transitions[:1, starts]).max(axis=1)[1:].reshape(roles, 4)
        within = np.stack([transitions[at : at + 2, at + 1 : at + 3] for at in range(1, 1 + 4 * roles, 4)])
        # For each role, what a span's transitions may at most add beside those of words outside: each but the
        # last of its words, and the span's two edges, of which those of the text add nothing.
        self._goes_on = within.max(axis=(1, 2)) - transitions[0, 0]
        edges = [np.maximum(opened[:, [BEGIN, SINGLE]].max(axis=1), 0)]
        edges.append(np.maximum(closed[:, [END, SINGLE]].max(axis=1), 0))
        self._around = sum(edges) - self._goes_on

    def best(self, emissions: Floats) -> list[int]:
        """The best label sequence for `emissions` (words, labels)."""
        labels = [0] * len(emissions)
        for start, end in self._open(emissions):
            first = self._edges[0] if start == 0 else self._transitions[0]
            last = self._edges[1] if end == len(labels) else self._transitions[:, 0]
            labels[start:end] = self._searched(emissions[start:end], first, last)
        return labels

    def _open(self, emissions: Floats) -> list[tuple[int, int]]:
        """The stretches of words that may stand in a span.

        A span can be taken out of any sequence. If none that holds a word could gain anything, however well
        its labels fit, the word is outside: no best sequence has to be searched there.
        """
        length, count = emissions.shape
        by_role = emissions[:, 1:].reshape(length, count // 4, 4).max(axis=2)
        gains = np.zeros((length + 1, count // 4), dtype=np.float32)
        np.cumsum(by_role - emissions[:, :1] + self._goes_on, axis=0, out=gains[1:])
        before = np.minimum.accumulate(gains[:-1])
        behind = np.maximum.accumulate(gains[:0:-1])[::-1]
        may_hold = (behind - before + self._around > -ROUNDING).any(axis=1)
        between = np.zeros(length + 2, dtype=bool)
        between[1:-1] = may_hold
        edges = np.flatnonzero(between[1:] != between[:-1]).tolist()
        return list(zip(edges[::2], edges[1::2], strict=True))

    def _searched(self, emissions: Floats, first: Floats, last: Floats) -> list[int]:
        """The best labels of a stretch; `first` and `last` weigh those at its edges."""
        length, count = emissions.shape
        back = np.empty((length, count), dtype=np.int32)
        columns = np.arange(count)
        score = emissions[0] + first
        for position in range(1, length):
            paths = self._incoming + score
            best = paths.argmax(axis=1)
            back[position] = best
            score = paths[columns, best] + emissions[position]
        label = int((score + last).argmax())
        labels = [label]
        for position in range(length - 1, 0, -1):
            label = int(back[position, label])
            labels.append(label)
        return labels[::-1]


@cache
def plain_chain(roles: int) -> Chain:
    """The chain that only asks for well-formed sequences."""
    return Chain(transition_mask(roles))


def best_labels(emissions: Floats, transitions: Floats) -> list[int]:
    """The best label sequence for `emissions` (words, labels) under `transitions`: see `Chain`."""
    return Chain(transitions).best(emissions)
