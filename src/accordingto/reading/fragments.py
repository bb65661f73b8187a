"""What stands inside an attribution's content, cut out so that the model can read it as a text of its own."""

from __future__ import annotations

import re

from accordingto.types import Span

_LEAD = re.compile(r"\s*(?:(?:that|how)\s+)?[\"“„«‘']*\s*", re.IGNORECASE)
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
