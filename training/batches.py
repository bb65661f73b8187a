"""Examples to windows to batches.

A window is a run of sentences, long or short by lot, so that the model learns both whole documents and
single sentences. Spans that a window cuts are clipped to it, as the windows at run time would.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from accordingto.models.labels import labels_of
from accordingto.models.sentences import sentence_of, sentence_starts
from accordingto.models.tokenizer import Tokens, tokenize
from training.corpora import ANCHOR, ANCHORED, ARGUMENT_HEAD, ARGUMENT_ROLES, HEADS, TASKS, Example

CLS, SEP, PAD = 101, 102, 0
UNMARKED = -100  # a word that a word head learns nothing from
EXHAUSTIVE = {
    "events": "event",
    "dealings": "step",
    "grounds": "relation",
}  # tasks in which a word without a mark is known to be class 0
LENGTHS = (300, 160, 60, 30)  # pieces that a window aims at
SHARES = (0.45, 0.2, 0.25, 0.1)


@dataclass(frozen=True)
class Tokenized:
    """An example in words: spans are (first word, word after the last, role), sorted, without overlap.

    `marks` are (first word, word after the last, head, value); `arguments` are (index of the span that they
    belong to, first word, word after the last, role).
    """

    example: Example
    tokens: Tokens
    spans: tuple[tuple[int, int, int], ...]
    links: tuple[tuple[int, int], ...]
    sentences: tuple[int, ...]
    marks: tuple[tuple[int, int, str, float], ...] = ()
    arguments: tuple[tuple[int, int, int, int], ...] = ()


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
class Scope:
    """A word of a window and the words `[start, end)` of its sentence, with the labels of its arguments."""

    row: int
    word: int
    start: int
    end: int
    labels: tuple[int, ...]


@dataclass(frozen=True)
class Batch:
    """Padded tensors of windows of one task; `spans` and `links` are relative to each window.

    `classes` holds, for each word head, a class or number for each word, `UNMARKED` where nothing is known.
    """

    task: str
    pieces: Tensor
    features: Tensor
    attention: Tensor
    first: Tensor  # (batch, words): index of the word's first piece, `[CLS]` counted
    labels: dict[str, Tensor]  # by head
    lengths: Tensor
    spans: list[list[tuple[int, int, int]]]
    links: list[list[tuple[int, int]]]
    classes: dict[str, Tensor]
    scopes: tuple[Scope, ...]

    def to(self, device: str) -> Batch:
        """The same with its tensors on a device."""
        moved = {name: value.to(device) for name, value in vars(self).items() if isinstance(value, Tensor)}
        labels = {head: tensor.to(device) for head, tensor in self.labels.items()}
        classes = {head: tensor.to(device) for head, tensor in self.classes.items()}
        return replace(self, **moved, labels=labels, classes=classes)


def prepare(tokenizer: Tokenizer, example: Example) -> Tokenized:
    """Tokenize and move spans from code points to words, widening to whole words."""
    tokens = tokenize(tokenizer, example.text)
    starts = np.array([start for start, _ in tokens.words])
    ends = np.array([end for _, end in tokens.words])

    def words(start: int, end: int) -> tuple[int, int]:
        return int(np.searchsorted(ends, start, side="right")), int(np.searchsorted(starts, end, side="left"))

    spans = [(*words(start, end), role) for start, end, role in example.spans]
    kept = [index for index, (first, last, _) in enumerate(spans) if first < last]
    place = {old: new for new, old in enumerate(kept)}
    return Tokenized(
        example,
        tokens,
        tuple(spans[index] for index in kept),
        tuple((place[a], place[c]) for a, c in example.links if a in place and c in place),
        sentence_starts(tokens),
        tuple((*words(m.start, m.end), m.head, m.value) for m in example.marks),
        tuple((place[a.of], *words(a.start, a.end), a.role) for a in example.arguments if a.of in place),
    )


def windows(source: Tokenized, chance: random.Random) -> Iterator[Window]:
    """Cover the whole example once with windows of random length."""
    start, aim = 0, _aim(chance)
    first = source.tokens.first
    last = 0
    for cut in (*source.sentences[1:], len(source.tokens.words)):
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


def teaches(window: Window) -> bool:
    """Whether anything can be learned from a window; in some tasks only a few words are marked."""
    source = window.source
    if TASKS[source.example.task] or source.example.task in EXHAUSTIVE:
        return True
    return any(start < window.end and end > window.start for start, end, *_ in source.marks)


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
    scopes = tuple(scope for row, window in enumerate(group) for scope in scopes_of(window, row))
    classes = _classes(group, words)
    return Batch(task, pieces, features, attention, first, labels, lengths, spans, links, classes, scopes)


def _classes(group: Sequence[Window], words: int) -> dict[str, Tensor]:
    """For each word head that this group teaches, what each word is."""
    task = group[0].source.example.task
    result: dict[str, Tensor] = {}
    if task in EXHAUSTIVE:
        result[EXHAUSTIVE[task]] = torch.full((len(group), words), float(UNMARKED))
        for row, window in enumerate(group):
            result[EXHAUSTIVE[task]][row, : window.end - window.start] = 0
    for row, window in enumerate(group):
        for start, end, head, value in window.source.marks:
            begin, stop = max(start, window.start) - window.start, min(end, window.end) - window.start
            if begin < stop:
                result.setdefault(head, torch.full((len(group), words), float(UNMARKED)))
                result[head][row, begin:stop] = value
    return {head: values if head == "factuality" else values.long() for head, values in result.items()}


def scopes_of(window: Window, row: int = 0) -> Iterator[Scope]:
    """The words of a window whose arguments are known, with their labels within the sentence."""
    source = window.source
    head = ARGUMENT_HEAD.get(source.example.task)
    for index, (word, _, role) in enumerate(source.spans if head else ()):
        if not window.start <= word < window.end or (source.example.task in ANCHORED and role != ANCHOR):
            continue
        start, end = sentence_of(source.sentences, word, len(source.tokens.words))
        start, end = max(start, window.start), min(end, window.end)
        own = [
            (max(first, start) - start, min(last, end) - start, role)
            for of, first, last, role in source.arguments
            if of == index and max(first, start) < min(last, end)
        ]
        labels = tuple(labels_of(end - start, own, len(ARGUMENT_ROLES[head or ""])))
        yield Scope(row, word - window.start, start - window.start, end - window.start, labels)


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
