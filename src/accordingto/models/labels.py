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
        role, kind = divmod(label - 1, 4)
        if label and kind in (BEGIN, SINGLE):
            begin = position
        if label and kind in (END, SINGLE):
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


def best_labels(emissions: Floats, transitions: Floats) -> list[int]:
    """The best label sequence (Viterbi) for `emissions` (words, labels) under `transitions`.

    `transitions` are learned scores with `transition_mask` added; sequences start and end well formed.
    """
    length, count = emissions.shape
    if not length:
        return []
    first, last = edge_masks((count - 1) // 4)
    back = np.empty((length, count), dtype=np.int32)
    columns = np.arange(count)
    score = emissions[0] + first
    incoming = np.ascontiguousarray(transitions.T)  # row j: scores of coming to j
    for position in range(1, length):
        paths = incoming + score
        best = paths.argmax(axis=1)
        back[position] = best
        score = paths[columns, best] + emissions[position]
    label = int((score + last).argmax())
    labels = [label]
    for position in range(length - 1, 0, -1):
        label = int(back[position, label])
        labels.append(label)
    return labels[::-1]


def best_label_rows(emissions: Floats, transitions: Floats) -> list[list[int]]:
    """`best_labels` of several sequences of one length at once: `emissions` (rows, words, labels)."""
    rows, length, count = emissions.shape
    first, last = edge_masks((count - 1) // 4)
    back = np.empty((length, rows, count), dtype=np.int32)
    score = emissions[:, 0] + first
    incoming = transitions.T[None]
    for position in range(1, length):
        paths = incoming + score[:, None]
        back[position] = paths.argmax(axis=2)
        score = paths.max(axis=2) + emissions[:, position]
    label = (score + last).argmax(axis=1)
    labels, each = [label], np.arange(rows)
    for position in range(length - 1, 0, -1):
        label = back[position][each, label]
        labels.append(label)
    return [[int(step[row]) for step in reversed(labels)] for row in range(rows)]
