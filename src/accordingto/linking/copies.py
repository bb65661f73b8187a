"""Passages that stand nearly word for word in more than one document: wire copy and what was taken over."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import msgspec

from accordingto.linking.words import stems
from accordingto.types import Span

SHINGLE = 2
# A shorter sentence is a phrase that anybody may write (words).
FEWEST_WORDS = 8
# Share of the shorter sentence's pairs of stems in a row. Of our own stories, wire copy that was cut or
# lightly rewritten keeps 0.73 and more; what two reporters write of one happening, at most 0.44.
NEAR = 0.6
# Much of a short sentence is in everybody's words ("the army", "on 5 March"): up to so many words, more.
SHORT_WORDS, NEAR_SHORT = 12, 0.75
# Share of stems of the shorter and of the longer, in whatever order, between reports of which one has copied
# the other elsewhere.
LOOSE, LOOSE_LONGER = 0.5, 0.35
# Shingles in more documents than this say nothing and cost much ("according to a statement by").
COMMONEST = 64
_SENTENCE_END = re.compile(
    r"(?:(?<=[a-zß-ÿ\d)\]”\"’'%]{2}[.!?])|(?<=[A-Z]{2}[.!?]))[”\"’')\]]*\s+(?=[\"“‘(\[]?[A-Z\d])|\n+"
)


class Passage(msgspec.Struct, frozen=True, order=True):
    """A sentence of a document."""

    document: str
    span: Span


def copied_passages(texts: Mapping[str, str]) -> tuple[tuple[Passage, Passage], ...]:
    """Pairs of sentences of two documents that are nearly the same. `texts` are by document id.

    Case, marks and spacing do not count. The lesser document id is first. Short sentences count only between
    documents that share a long one.
    """
    shingles = dict(_sentences(texts))
    shared = _shared(shingles)
    near = {pair for pair, count in shared.items() if _is_near(pair, count, shingles)}
    lengths = {passage: len(own) + SHINGLE - 1 for passage, own in shingles.items()}
    long = {pair for pair in near if min(lengths[passage] for passage in pair) >= FEWEST_WORDS}
    copied = {(one.document, other.document) for one, other in long}
    taken = {passage for pair in near for passage in pair}
    loose = {pair for pair in shared if not taken & set(pair) and _is_loosely_near(pair, shingles)}
    return tuple(sorted(pair for pair in near | loose if (pair[0].document, pair[1].document) in copied))


def copies_of(
    document: str, evidence: Sequence[Span], pairs: Iterable[tuple[Passage, Passage]]
) -> tuple[str, ...]:
    """The documents, this one among them, that hold nearly the words of `evidence`; none if it is alone.

    Every piece of evidence has to lie in a copied passage, for a claim may join copied words with new ones.
    """
    copies = [_copies_at(document, span, pairs) for span in evidence]
    common = set.intersection(*copies) if copies else set()
    return tuple(sorted(common | {document})) if common else ()


def _copies_at(document: str, span: Span, pairs: Iterable[tuple[Passage, Passage]]) -> set[str]:
    found = set()
    for one, other in pairs:
        for mine, theirs in ((one, other), (other, one)):
            if mine.document == document and _covers(mine.span, span):
                found.add(theirs.document)
    return found


def _covers(passage: Span, span: Span) -> bool:
    shared = min(passage[1], span[1]) - max(passage[0], span[0])
    return 2 * shared > span[1] - span[0]


def _sentences(texts: Mapping[str, str]) -> Iterable[tuple[Passage, frozenset[tuple[str, ...]]]]:
    for document, text in texts.items():
        for span in sentences(text):
            words = list(stems(text[slice(*span)]))
            if len(words) >= SHINGLE:
                starts = range(len(words) - SHINGLE + 1)
                yield Passage(document, span), frozenset(tuple(words[at : at + SHINGLE]) for at in starts)


@lru_cache(maxsize=256)
def sentences(text: str) -> tuple[Span, ...]:
    """The spans of a text's sentences, counted once for all that is asked of a report."""
    starts = [0, *(match.end() for match in _SENTENCE_END.finditer(text))]
    ends = [*(match.start() for match in _SENTENCE_END.finditer(text)), len(text)]
    return tuple((start, end) for start, end in zip(starts, ends, strict=True) if start < end)


def sentence_at(text: str, at: int) -> Span:
    """The span of the sentence that a position of the text lies in; empty if it lies between two."""
    return next((span for span in sentences(text) if span[0] <= at < span[1]), (at, at))


def _shared(shingles: Mapping[Passage, frozenset[tuple[str, ...]]]) -> dict[tuple[Passage, Passage], int]:
    """How many shingles two passages of different documents have in common."""
    holders = defaultdict(list)
    for passage, own in shingles.items():
        for shingle in own:
            holders[shingle].append(passage)
    counts: dict[tuple[Passage, Passage], int] = defaultdict(int)
    for passages in holders.values():
        for pair in _pairs(sorted(passages)):
            counts[pair] += 1
    return counts


def _pairs(passages: Sequence[Passage]) -> Iterable[tuple[Passage, Passage]]:
    if len(passages) > COMMONEST:
        return
    for index, one in enumerate(passages):
        yield from ((one, other) for other in passages[index + 1 :] if other.document != one.document)


def _is_near(
    pair: tuple[Passage, Passage],
    count: int,
    shingles: Mapping[Passage, frozenset[tuple[str, ...]]],
) -> bool:
    shorter = min(len(shingles[passage]) for passage in pair)
    return count >= shorter * (NEAR_SHORT if shorter < SHORT_WORDS else NEAR)


def _is_loosely_near(
    pair: tuple[Passage, Passage], shingles: Mapping[Passage, frozenset[tuple[str, ...]]]
) -> bool:
    one, other = ({word for shingle in shingles[passage] for word in shingle} for passage in pair)
    shorter, longer = sorted((len(one), len(other)))
    return len(one & other) >= max(LOOSE * shorter, LOOSE_LONGER * longer)
