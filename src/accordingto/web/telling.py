"""How accounts of one happening are put side by side: cards, opposing sides, who had it from whom. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from accordingto.ledger import ClaimRow
from accordingto.ledger.rows import fold
from accordingto.types import Contradiction, LinkedEvent, Origin

#: Kind of a contradiction -> what it is about, for a heading.
ABOUT = {
    "figure": "How many",
    "perpetrator": "Who did it",
    "target": "What was hit",
    "place": "Where",
    "day": "When",
    "happened": "Whether it happened",
    "agreed": "Whether it was agreed",
    "violated-by": "Who broke it",
    "holds": "Who holds it",
}


# Parts of a text, each with whether it is of the words in question.
Passage = tuple[tuple[str, bool], ...]
# Most characters shown before and after a claim's words.
AROUND = 240
_END = re.compile(r"[.!?…؟][\"'”’»)]*\s+|\n+")


@dataclass(frozen=True)
class Quote:
    """One account in its sentence; `differs` are the numbers of contradictions that it is a side of."""

    row: ClaimRow
    passage: Passage
    differs: tuple[int, ...] = ()


@dataclass(frozen=True)
class Card:
    """What one report prints of one source chain."""

    quotes: tuple[Quote, ...]

    @property
    def row(self) -> ClaimRow:
        """A claim, for the report and the chain."""
        return self.quotes[0].row


@dataclass(frozen=True)
class Node:
    """Somebody who passed it on, and who had it from there. An outlet, which printed it, is marked so."""

    name: str
    prints: bool = False
    children: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Behind:
    """An origin, its accounts, and the ways by which it came into print. None: no origin is known."""

    origin: Origin | None
    cards: tuple[Card, ...]
    ways: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Clash:
    """A contradiction with both sides, where the ledger still has them."""

    number: int
    about: str
    found: Contradiction
    one: Quote | None
    other: Quote | None


# --- accounts -------------------------------------------------------------------------------------


def behind(event: LinkedEvent, rows: Sequence[ClaimRow], texts: Mapping[str, str]) -> tuple[Behind, ...]:
    """All accounts by who stands behind them, in the order of the origins. `texts` are those of reports."""
    differs = _differing(event.contradictions)
    left = {
        row.claim.id: Quote(row, passage(row, texts), tuple(differs.get(row.claim.id, ())))
        for row in sorted(rows, key=_printed)
    }
    groups = []
    for origin in event.origins:
        own = set(origin.claims)
        quotes = [left.pop(claim) for claim in list(left) if claim in own]
        groups.append(Behind(origin, cards(quotes), ways_of(origin)))
    groups.append(Behind(None, cards(left.values())))
    return tuple(group for group in groups if group.cards)


def _differing(contradictions: Iterable[Contradiction]) -> dict[str, list[int]]:
    differs: dict[str, list[int]] = {}
    for number, one in enumerate(contradictions, 1):
        for claim in (one.one, one.other):
            differs.setdefault(claim, []).append(number)
    return differs


def cards(quotes: Iterable[Quote]) -> tuple[Card, ...]:
    """What one report prints of one chain together."""
    groups: dict[tuple[str, ...], list[Quote]] = {}
    for quote in quotes:
        claim = quote.row.claim
        key = (claim.document, *(fold(link.name) for link in claim.said_by))
        groups.setdefault(key, []).append(quote)
    return tuple(Card(tuple(group)) for group in groups.values())


def passage(row: ClaimRow, texts: Mapping[str, str]) -> Passage:
    """A claim's words in the sentence that they stand in."""
    text, evidence = texts.get(row.claim.document), row.claim.evidence
    if text is None or not evidence:
        return ((row.claim.text, True),)
    begin, end = _sentence(text, evidence[0][0], evidence[-1][1])
    parts, at = [("… " if begin and not _ends(text, begin) else "", False)], begin
    for start, stop in evidence:
        parts += [(text[at:start], False), (text[start:stop], True)]
        at = stop
    parts += [(text[at:end], False), (" …" if end < len(text) and not _ends(text, end) else "", False)]
    return tuple(part for part in parts if part[0])


def _sentence(text: str, start: int, stop: int) -> tuple[int, int]:
    """Where the sentence begins and ends that holds a stretch; not farther than `AROUND` from it."""
    first, last = max(0, start - AROUND), min(len(text), stop + AROUND)
    ends = [found.end() for found in _END.finditer(text, first, start)]
    begin = ends[-1] if ends else _word_after(text, first)
    following = _END.search(text, max(start, stop - 1), last)
    end = following.end() if following else text.rfind(" ", stop, last) if last < len(text) else last
    return min(begin, start), max(end, stop)


def _word_after(text: str, at: int) -> int:
    """Where the next word begins, so that none is cut."""
    return at if at == 0 else text.find(" ", at) + 1 or at


def _ends(text: str, at: int) -> bool:
    """Whether a sentence ends just before."""
    found = list(_END.finditer(text, max(0, at - 8), at))
    return bool(found) and found[-1].end() == at


def _printed(row: ClaimRow) -> tuple[str, str, int]:
    return row.published or "9999", row.claim.document, row.claim.evidence[0][0]


# --- contradictions -------------------------------------------------------------------------------


def clashes(event: LinkedEvent, rows: Mapping[str, ClaimRow], texts: Mapping[str, str]) -> tuple[Clash, ...]:
    """What accounts disagree about, numbered from 1."""
    sides = {claim: Quote(row, passage(row, texts)) for claim, row in rows.items()}
    return tuple(
        Clash(number, ABOUT.get(one.kind, one.kind), one, sides.get(one.one), sides.get(one.other))
        for number, one in enumerate(event.contradictions, 1)
    )


# --- who had it from whom -------------------------------------------------------------------------


@dataclass
class _Growing:
    name: str
    prints: bool = False
    children: dict[str, _Growing] = field(default_factory=dict)

    def made(self) -> Node:
        return Node(self.name, self.prints, tuple(child.made() for child in self.children.values()))


def ways_of(origin: Origin) -> tuple[Node, ...]:
    """From an origin outwards: who relayed it, who printed it. None where the outlet itself is the origin."""
    root = _Growing(origin.name)
    for chain in origin.chains:
        at = root
        for name in _outwards(chain):
            at = at.children.setdefault(fold(name), _Growing(name))
        at.prints = True
    return root.made().children


def _outwards(chain: Sequence[str]) -> list[str]:
    """From the origin, which is left out, to the outlet; whoever is named twice is there once."""
    names: list[str] = []
    for name in reversed(chain[:-1]):
        names = [other for other in names if fold(other) != fold(name)] + [name]
    return names
