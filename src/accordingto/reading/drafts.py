"""An attribution while it is being read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from accordingto.types import Span

SENTENCE_END = re.compile(r"[.!?][\"”’']?\s+[^a-z]|\n")


@dataclass(frozen=True)
class Draft:
    """An attribution before it has an id: spans in code points, `parent` an index into the list it is in."""

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    confidence: float
    outer: tuple[Span, ...] = ()
    inner: tuple[Span, ...] = ()
    parent: int | None = None
