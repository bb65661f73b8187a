"""Whom a relative pronoun stands for where it is a source: "the Front, which said that ...".

An attribution keeps the pronoun, the word by which the text attributes; a claim names who is meant.
"""

from __future__ import annotations

import re

from accordingto.types import Span

REACH = 80  # code points before a pronoun in which what it stands for begins
_PRONOUN = re.compile(r"which|who|that", re.IGNORECASE)
_NO_NOUN = (
    r"(?!(?:of|on|in|by|at|to|from|with|for|since|and|or|but|is|are|was|were|has|have|had|said|told)\b)"
)
_NOUN = rf"{_NO_NOUN}[^\W_][\w’'-]*"
_NAME = r"[A-Z][\w’'-]*"
# The phrase itself begins with its last determiner; a name has none.
_DETERMINED = re.compile(
    r"\b(?:the|an?|its|his|her|their|our|this|these|those|certain|some|several|many|other|all|both|two|three"
    rf"|another|\d+|(?-i:[A-Z])[\w-]*(?:['’]s|s['’]))\s+(?:{_NOUN}\s+){{0,4}}{_NOUN}(?=,?\s+$)",
    re.IGNORECASE,
)
_NAMED = re.compile(rf"\b(?:{_NAME}\s+){{0,4}}{_NAME}(?=,?\s+$)")


def antecedent(text: str, source: Span) -> Span:
    """The words before a relative pronoun; any other source as it stands."""
    if not _PRONOUN.fullmatch(text, *source):
        return source
    start = max(0, source[0] - REACH)
    found = [
        match.span() for at in range(start, source[0]) if (match := _DETERMINED.match(text, at, source[0]))
    ]
    named = _NAMED.search(text, start, source[0])
    return found[-1] if found else named.span() if named else source
