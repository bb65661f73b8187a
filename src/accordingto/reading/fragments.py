"""What stands inside an attribution's content, cut out so that the model can read it as a text of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from accordingto.types import Span

_LEAD = re.compile(r"\s*(?:(?:that|how)\s+)?[\"“„«‘']*\s*", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?][\"”’]?\s")
_TAIL = re.compile(r"[\s\"”»’',]*$")


def fragment(text: str, content: Span) -> Span:
    """`content` without a leading "that", its outer quotation marks and trailing commas."""
    start, end = content
    words = text[start:end]
    lead = _LEAD.match(words)
    tail = _TAIL.search(words)
    begin = start + (lead.end() if lead else 0)
    stop = start + (tail.start() if tail else len(words))
    return (begin, stop) if begin < stop else content


@dataclass(frozen=True)
class Joined:
    """Pieces of a content as one running text, and the way back to where each of its spans stands.

    `starts` are the places of the pieces in the joined text.
    """

    text: str
    pieces: tuple[Span, ...]
    starts: tuple[int, ...]

    def places(self, span: Span) -> tuple[Span, ...]:
        """The parts of the document that a span of the joined text covers, in order."""
        found = []
        for (start, end), position in zip(self.pieces, self.starts, strict=True):
            low, high = max(span[0], position), min(span[1], position + end - start)
            if low < high:
                found.append((start + low - position, start + high - position))
        return tuple(found)

    def position(self, span: Span) -> Span | None:
        """Where a span of the document stands in the joined text; None if no part of it does."""
        parts = [
            (position + max(span[0], start) - start, position + min(span[1], end) - start)
            for (start, end), position in zip(self.pieces, self.starts, strict=True)
            if span[0] < end and start < span[1]
        ]
        return (parts[0][0], parts[-1][1]) if parts else None


def join(text: str, content: Sequence[Span]) -> Joined:
    """The fragments of all pieces of a content: who spoke stood between them, or a sentence ended there."""
    pieces = tuple(fragment(text, piece) for piece in content)
    joined, starts, before = "", [], 0
    for start, end in pieces:
        if joined:
            joined += ". " if _SENTENCE_END.search(text, before, start) else " "
        starts.append(len(joined))
        joined, before = joined + text[start:end], end
    return Joined(joined, pieces, tuple(starts))
