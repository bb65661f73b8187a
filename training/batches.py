"""Examples to windows to batches.

A window is a run of sentences, long or short by lot, so that the model learns both whole documents and
single sentences. Spans that a window cuts are clipped to it, as the windows at run time would.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from accordingto.models.labels import labels_of
from accordingto.models.tokenizer import Tokens, tokenize
from training.corpora import HEADS, TASKS, Example

CLS, SEP, PAD = 101, 102, 0
LENGTHS = (300, 160, 60, 30)  # pieces that a window aims at
SHARES = (0.45, 0.2, 0.25, 0.1)


@dataclass(frozen=True)
class Tokenized:
    """An example in words: spans are (first word, word after the last, role), sorted, without overlap."""

    example: Example
    tokens: Tokens
    spans: tuple[tuple[int, int, int], ...]
    links: tuple[tuple[int, int], ...]
    cuts: tuple[int, ...]


@dataclass(frozen=True)
class Window:
    """Words `[start, end)` of a tokenized example."""

    source: Tokenized
    start: int
    end: int

    @property
    def pieces(self) -> tuple[int, int]:
        """The window's pieces, half open."""
        tokens = self.source.tokens
        stop = int(tokens.first[self.end]) if self.end < len(tokens.words) else len(tokens.pieces)
        return int(tokens.first[self.start]), stop


@dataclass(frozen=True)
class Batch:
    """Padded tensors of windows of one task; `spans` and `links` are relative to each window."""

    task: str
    pieces: Tensor
    features: Tensor
    attention: Tensor
    first: Tensor  # (batch, words): index of the word's first piece, `[CLS]` counted
    labels: dict[str, Tensor]  # by head
    lengths: Tensor
    spans: list[list[tuple[int, int, int]]]
    links: list[list[tuple[int, int]]]


def prepare(tokenizer: Tokenizer, example: Example) -> Tokenized:
    """Tokenize and move spans from code points to words, widening to whole words."""
    tokens = tokenize(tokenizer, example.text)
    starts = np.array([start for start, _ in tokens.words])
    ends = np.array([end for _, end in tokens.words])
    spans = []
    for start, end, role in example.spans:
        first = int(np.searchsorted(ends, start, side="right"))
        last = int(np.searchsorted(starts, end, side="left"))
        spans.append((first, last, role) if first < last else None)
    kept = [index for index, span in enumerate(spans) if span]
    place = {old: new for new, old in enumerate(kept)}
    links = tuple((place[a], place[c]) for a, c in example.links if a in place and c in place)
    return Tokenized(example, tokens, tuple(s for s in spans if s), links, _cuts(tokens))


def _cuts(tokens: Tokens) -> tuple[int, ...]:
    """Words before which a window may end: starts of lines, and of sentences by punctuation."""
    cuts = []
    for word in range(1, len(tokens.words)):
        before = tokens.text[slice(*tokens.words[word - 1])]
        here = tokens.text[tokens.words[word][0]]
        if tokens.gaps[word] >= 2 or (before in '.?!”"' and tokens.gaps[word] and not here.islower()):
            cuts.append(word)
    return (*cuts, len(tokens.words))


def windows(source: Tokenized, chance: random.Random) -> Iterator[Window]:
    """Cover the whole example once with windows of random length."""
    start, aim = 0, _aim(chance)
    first = source.tokens.first
    last = 0
    for cut in source.cuts:
        if last > start and (first[cut - 1] - first[start]) > aim:
            yield from _bounded(source, start, last)
            start, aim = last, _aim(chance)
        last = cut
    if last > start:
        yield from _bounded(source, start, last)


def _aim(chance: random.Random) -> int:
    return chance.choices(LENGTHS, SHARES)[0]


def _bounded(source: Tokenized, start: int, end: int) -> Iterator[Window]:
    """Windows of at most 384 words, however long a sentence is."""
    for begin in range(start, end, 320):
        window = Window(source, begin, min(begin + 320, end))
        if window.pieces[1] - window.pieces[0] <= 500:
            yield window


def batches(items: Sequence[Window], budget: int, chance: random.Random) -> list[list[Window]]:
    """Group windows of one task and of like length; `budget` bounds padded pieces. Shuffled."""
    by_task: dict[str, list[Window]] = {}
    for item in items:
        by_task.setdefault(item.source.example.task, []).append(item)
    groups: list[list[Window]] = []
    for found in by_task.values():
        found.sort(key=lambda w: (w.pieces[1] - w.pieces[0]) * chance.uniform(0.9, 1.1))
        group: list[Window] = []
        for item in found:
            length = item.pieces[1] - item.pieces[0] + 2
            if group and length * (len(group) + 1) > budget:
                groups.append(group)
                group = []
            group.append(item)
        groups.append(group)
    chance.shuffle(groups)
    return groups


def collate(group: Sequence[Window]) -> Batch:
    """Tensors of a group of windows."""
    size = max(w.pieces[1] - w.pieces[0] for w in group) + 2
    words = max(w.end - w.start for w in group)
    pieces = torch.full((len(group), size), PAD)
    features = torch.zeros((len(group), size), dtype=torch.long)
    attention = torch.zeros((len(group), size), dtype=torch.long)
    first = torch.zeros((len(group), words), dtype=torch.long)
    task = group[0].source.example.task
    labels = {head: torch.zeros((len(group), words), dtype=torch.long) for head in TASKS[task]}
    spans, links = [], []
    for row, window in enumerate(group):
        tokens, (start, end) = window.source.tokens, window.pieces
        count, length = end - start, window.end - window.start
        pieces[row, : count + 2] = torch.from_numpy(np.r_[CLS, tokens.pieces[start:end], SEP])
        features[row, 1 : count + 1] = torch.from_numpy(tokens.features[start:end])
        attention[row, : count + 2] = 1
        first[row, :length] = torch.from_numpy(tokens.first[window.start : window.end] - start + 1)
        inside, pairs = clip(window)
        for head, own in by_head(task, inside).items():
            labels[head][row, :length] = torch.tensor(labels_of(length, own, len(HEADS[head])))
        spans.append(inside)
        links.append(pairs)
    lengths = torch.tensor([w.end - w.start for w in group])
    return Batch(task, pieces, features, attention, first, labels, lengths, spans, links)


def by_head(task: str, spans: Sequence[tuple[int, int, int]]) -> dict[str, list[tuple[int, int, int]]]:
    """Spans of a task shared out to its heads, with each head's own role indices."""
    result: dict[str, list[tuple[int, int, int]]] = {}
    low = 0
    for head in TASKS[task]:
        high = low + len(HEADS[head])
        result[head] = [(start, end, role - low) for start, end, role in spans if low <= role < high]
        low = high
    return result


def clip(window: Window) -> tuple[list[tuple[int, int, int]], list[tuple[int, int]]]:
    """Spans and links inside a window, relative to it; cut spans are clipped."""
    spans: list[tuple[int, int, int]] = []
    place: dict[int, int] = {}
    for index, (start, end, role) in enumerate(window.source.spans):
        begin, stop = max(start, window.start), min(end, window.end)
        if begin < stop:
            place[index] = len(spans)
            spans.append((begin - window.start, stop - window.start, role))
    pairs = [(place[a], place[c]) for a, c in window.source.links if a in place and c in place]
    return spans, pairs
