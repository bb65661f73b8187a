"""Scores for spans and for linked attributions. Counts add up with `+`, so a corpus is a sum of documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Span = tuple[int, int]
Pieces = tuple[Span, ...]


@dataclass(frozen=True)
class Count:
    """Right ones, found ones, wanted ones; adds with `+`."""

    right: float = 0
    found: int = 0
    wanted: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.right + other.right, self.found + other.found, self.wanted + other.wanted)

    @property
    def precision(self) -> float:
        """Percent of the found that are right."""
        return 100 * self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Percent of the wanted that are found."""
        return 100 * self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, percent."""
        both = self.found + self.wanted
        return 200 * self.right / both if both else 0.0

    def row(self) -> str:
        """Precision, recall and F1 for a table."""
        return f"{self.precision:5.1f} {self.recall:5.1f} {self.f1:5.1f}   ({self.wanted} wanted)"


def exact(found: Iterable[Span], wanted: Iterable[Span]) -> Count:
    """Same start and same end, as CofeNet counts."""
    mine, theirs = set(found), set(wanted)
    return Count(len(mine & theirs), len(mine), len(theirs))


def begin(found: Iterable[Span], wanted: Iterable[Span]) -> Count:
    """Same start."""
    mine, theirs = set(found), set(wanted)
    starts = {start for start, _ in mine} & {start for start, _ in theirs}
    return Count(len(starts), len(mine), len(theirs))


def jaccard(found: Iterable[Span], wanted: Iterable[Span]) -> tuple[float, int]:
    """Sum of the overlaps of matched spans, and how many spans, matched pairs counted once.

    Pairs are matched greedily by overlap; a span without a partner counts with overlap 0.
    """
    mine, theirs = set(found), set(wanted)
    pairs = sorted(((overlap((m,), (t,)), m, t) for m in mine for t in theirs), reverse=True)
    total, matched = 0.0, 0
    for share, one, other in pairs:
        if share > 0 and one in mine and other in theirs:
            mine.remove(one)
            theirs.remove(other)
            total, matched = total + share, matched + 1
    return total, matched + len(mine) + len(theirs)


def overlap(one: Pieces, other: Pieces) -> float:
    """Intersection over union of two sets of code points."""
    mine, theirs = points(one), points(other)
    union = len(mine | theirs)
    return len(mine & theirs) / union if union else 1.0


def points(pieces: Iterable[Span]) -> set[int]:
    """All code points that the pieces cover."""
    return {point for start, end in pieces for point in range(start, end)}


@dataclass(frozen=True)
class Triple:
    """A source, a cue and a content; an absent one is empty."""

    source: Pieces
    cue: Pieces
    content: Pieces


def triples(found: Sequence[Triple], wanted: Sequence[Triple], share: float) -> Count:
    """Attributions whose three parts overlap by `share` or more (1.0: exact), one to one, greedily."""
    left = list(wanted)
    right = 0
    for triple in found:
        match = next((other for other in left if _alike(triple, other, share)), None)
        if match is not None:
            left.remove(match)
            right += 1
    return Count(right, len(found), len(wanted))


def _alike(one: Triple, other: Triple, share: float) -> bool:
    pairs = ((one.cue, other.cue), (one.source, other.source), (one.content, other.content))
    return all(overlap(mine, theirs) >= share for mine, theirs in pairs)


def same_time(gold: str, mine: tuple[str | None, str | None]) -> bool:
    """Whether our dates are those of the annotation, or lie within them where it gives several days."""
    begin, _, end = gold.partition("/")
    first, last = mine
    if not first or not last:
        return False
    return first >= begin and last <= f"{end or begin}~"  # "~" comes after every digit and hyphen
