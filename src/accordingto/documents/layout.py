"""Lines of PDF pages -> paragraphs: headers and footers out, hyphens undone, lines joined.

Pure over boxes in points, the origin at the lower left. What is done and why: docs/decisions/0023.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from accordingto.documents.tidy import tidy

# A header or footer: the same words, numbers aside, at the same edge of at least this many pages ...
_FEWEST_PAGES = 3
# ... and at least this share of them (left and right pages may differ).
_LEAST_SHARE = 0.4
# Words of a header or footer in which numbers may differ; a longer line that repeats does so exactly.
_SHORT_HEADER = 8
# A distance of two lines is common if it is this share of all.
_COMMON = 0.2
# A gap of this many usual line steps parts paragraphs.
_GAP = 1.3
# A line that ends sooner than this share of the text's width, with a full stop, ends its paragraph.
_SHORT = 0.85
# A line this many times as high as its neighbour is a heading. In one size, the box of "Tg" is 2.2 times as
# high as that of "na".
_OTHER_SIZE = 2.4
_ENDED = re.compile(r"[.!?:;][\"'”’»)\]]*$")
_HYPHENATED = re.compile(r"[^\W\d_][-\u2010\u00ad\ufffe]$")
_LAST_WORD = re.compile(r"[^\W\d_]+(?=[-\u2010\u00ad\ufffe]$)")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_BULLET = re.compile(r"^(?:[•◦▪–—*-]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s")
# First parts that keep their hyphen when a line ends behind them.
_KEPT = frozenset((
    "anti", "cease", "co", "cross", "ex", "far", "high", "long", "low", "mid", "multi", "non", "post", "pre",
    "pro", "self", "semi", "short", "so", "then", "two", "three", "vice", "well",
))  # fmt: skip


class Line(NamedTuple):
    """One printed line and its box."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


def page_texts(pages: Sequence[Sequence[Line]]) -> list[str]:
    """One text a page, paragraphs apart by a blank line; a page without text gives ""."""
    step = _step(pages)
    kept = _without_repeated(pages, step)
    compounds = _compounds(kept)
    return [tidy("\n\n".join(_join(group, compounds) for group in _paragraphs(page, step))) for page in kept]


def _step(pages: Sequence[Sequence[Line]]) -> float:
    """The distance of two lines of a paragraph: the smallest that is common."""
    drops = (round(above.bottom - below.bottom) for page in pages for above, below in pairwise(page))
    counts = Counter(drop for drop in drops if drop > 0)
    least = _COMMON * counts.total()
    return float(min((drop for drop, count in counts.items() if count >= least), default=0))


# --- headers and footers --------------------------------------------------------------------------

Edge = tuple[str, str]


def _without_repeated(pages: Sequence[Sequence[Line]], step: float) -> list[list[Line]]:
    """Pages without the lines that stand at the edge of so many of them that they are no text."""
    edges = [_edges(page, step) for page in pages]
    seen = Counter(edge for page in edges for edge in set(page.values()))
    least = max(_FEWEST_PAGES, _LEAST_SHARE * len(pages))
    dropped = [{line for line, edge in page.items() if seen[edge] >= least} for page in edges]
    return [[line for line in page if line not in drop] for page, drop in zip(pages, dropped, strict=True)]


def _edges(page: Sequence[Line], step: float) -> dict[Line, Edge]:
    """The lines that may be a header or footer, with their edge and words.

    That is the outermost line, and the next one if a gap parts both from the text.
    """
    lines = sorted(page, key=lambda line: -line.bottom)
    found: dict[Line, Edge] = {}
    for edge, inwards in (("top", lines), ("bottom", lines[::-1])):
        number = 2 if len(lines) > 2 and abs(inwards[1].bottom - inwards[2].bottom) > _GAP * step else 1
        found |= {line: (edge, _key(line.text)) for line in inwards[:number]}
    return found


def _key(text: str) -> str:
    """The words of a line, in a short one with any number as `#`: page numbers differ and repeat."""
    words = text.casefold().split()
    line = " ".join(words)
    return re.sub(r"\d+|\b[ivxl]+\b", "#", line) if len(words) <= _SHORT_HEADER else line


# --- paragraphs -----------------------------------------------------------------------------------


def _paragraphs(page: Sequence[Line], step: float) -> list[list[Line]]:
    groups: list[list[Line]] = []
    right = median([line.right for line in page]) if page else 0.0
    for line in page:
        if groups and not _starts_paragraph(groups[-1], line, step, right):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _starts_paragraph(group: Sequence[Line], line: Line, step: float, right: float) -> bool:
    before = group[-1]
    if _HYPHENATED.search(before.text) and line.text[:1].islower():
        return False
    drop = before.bottom - line.bottom
    apart = drop > _GAP * step > 0 or -drop > step > 0
    ended = bool(_ENDED.search(before.text))
    short = before.right - group[0].left < _SHORT * (right - group[0].left)
    indented = len(group) > 1 and line.left > before.left + 6 and ended
    return (
        apart or _other_size(before, line) or (ended and short) or indented or bool(_BULLET.match(line.text))
    )


def _other_size(a: Line, b: Line) -> bool:
    low, high = sorted((a.top - a.bottom, b.top - b.bottom))
    return low > 0 and high > _OTHER_SIZE * low


# --- words over line ends -------------------------------------------------------------------------


def _compounds(pages: Sequence[Sequence[Line]]) -> frozenset[str]:
    """Words that the document writes with a hyphen inside a line."""
    return frozenset(
        word.casefold() for page in pages for line in page for word in re.findall(r"\w+-\w+", line.text)
    )


def _join(group: Sequence[Line], compounds: frozenset[str]) -> str:
    text = group[0].text.strip()
    for line in group[1:]:
        after = line.text.strip()
        text = _without_hyphen(text, after, compounds) if _HYPHENATED.search(text) else f"{text} {after}"
    return text


def _without_hyphen(text: str, after: str, compounds: frozenset[str]) -> str:
    """Words over a line end: "govern-" and "ment" are one, "cease-" and "fire" may stay two."""
    first, second = _LAST_WORD.search(text), _FIRST_WORD.match(after)
    if not first or not second or not second[0][0].islower():
        return f"{text}{after}"
    compound = f"{first[0]}-{second[0]}".casefold()
    keeps = compound in compounds or first[0].casefold() in _KEPT
    return f"{text[:-1]}{'-' if keeps else ''}{after}"
