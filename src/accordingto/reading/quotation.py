"""Quotation marks: where a text is quoted, whatever marks it uses.

Straight, curly, low and angle double marks, and single curly marks where they quote rather than elide.
A quotation of several paragraphs opens each of them and is closed once, at its end.
"""

from __future__ import annotations

import re

from accordingto.types import QuoteKind, Span

PAIRS = {"“": "”", "„": "”“", "«": "»", '"': '"', "‘": "’"}
MARKS = "".join(PAIRS) + "”’»"
SCARE_WORDS = 2  # so few quoted words inside other content are scare quotes or a name, no quotation
_OPENING = re.compile(f"[{''.join(PAIRS)}]")
_BREAK = re.compile(r"\n\s*\n|\f")


def quotations(text: str) -> tuple[Span, ...]:
    """Quoted stretches with their marks, in order, one for each paragraph of a quotation."""
    found: list[Span] = []
    start = 0
    for edge in [match.start() for match in _BREAK.finditer(text)] + [len(text)]:
        found += _in_paragraph(text, start, edge)
        start = edge
    return tuple(found)


def _in_paragraph(text: str, start: int, end: int) -> list[Span]:
    found: list[Span] = []
    position = start
    while mark := _OPENING.search(text, position, end):
        position = mark.end()
        if _opens(text, mark.start()):
            closed = _closing(text, mark.start(), end)
            if closed is not None or _continues(text, end):
                position = end if closed is None else closed + 1
                found.append((mark.start(), position))
    return found


def _opens(text: str, position: int) -> bool:
    """Whether a mark of `PAIRS` that stands there may open a quotation."""
    before, after = text[position - 1 : position], text[position + 1 : position + 2]
    return not before.isalnum() and bool(after) and not after.isspace()


def _closing(text: str, opening: int, end: int) -> int | None:
    closers = PAIRS[text[opening]]
    for position in range(opening + 2, end):
        if text[position] in closers and _closes(text, position, end):
            return position
    return None


def _closes(text: str, position: int, end: int) -> bool:
    if text[position] != "’":
        return True
    before, after = text[position - 1], text[position + 1 : position + 2]
    if after.isalnum():
        return False
    possessive = before == "s" and after == " " and "’" in text[position + 1 : end]
    return not possessive


def _continues(text: str, end: int) -> bool:
    """Whether the paragraph after `end` opens with a quotation mark: the quotation runs on."""
    following = text[end:].lstrip()
    return following[:1] in PAIRS and bool(following)


def with_double_marks(text: str) -> str:
    """`text` with every quotation in curly double marks, of the same length: one style for the model."""
    letters = list(text)
    for start, end in quotations(text):
        if text[start] in "‘«„":
            letters[start] = "“"
            if text[end - 1] in PAIRS[text[start]]:
                letters[end - 1] = "”"
    return "".join(letters)


def quote_kind(text: str, content: tuple[Span, ...], quoted: tuple[Span, ...]) -> QuoteKind:
    """Direct where all words of `content` are quoted, indirect where none are, else mixed."""
    inside = outside = 0
    for start, end in content:
        parts = [(max(start, s), min(end, e)) for s, e in quoted if s < end and start < e]
        counts = [_words(text, part) for part in parts]
        total = _words(text, (start, end))
        whole = sum(counts)
        inside += whole if whole >= total else sum(count for count in counts if count > SCARE_WORDS)
        outside += max(total - whole, 0)
    if not inside:
        return "indirect"
    return "mixed" if outside else "direct"


def _words(text: str, span: Span) -> int:
    return len(re.findall(r"\w+", text[slice(*span)]))
