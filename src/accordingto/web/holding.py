"""Who holds a place, laid out for a drawing: one row for each source, on one axis of days. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from accordingto.ledger.rows import fold
from accordingto.types import HeldPlace, Relation, Status
from accordingto.web.atlas import civil, first_day, last_day
from accordingto.web.render import long_day

WIDTH = 1000.0
# No statement is drawn narrower, or nobody would see a day among years.
NARROWEST = 5.0
TICKS = 5
# Colours of holders; those beyond share the last.
TONES = 6
FACTUAL: frozenset[Status | None] = frozenset({None, "happened", "ongoing"})
HAVING: frozenset[Relation] = frozenset({"holds", "took", "partly-holds"})


@dataclass(frozen=True)
class Piece:
    """A stretch of a row. `look` is how it is drawn:

    - has: a party has the place, as stated; fights: it contests or besieges it; not: it has it not
    - since: nothing else was said by this source since
    - open: it is planned, demanded or threatened
    """

    left: float
    width: float
    look: str
    tone: int
    words: str


@dataclass(frozen=True)
class Line:
    """What one source says, in the order of days; `words` is the last of it."""

    source: str
    pieces: tuple[Piece, ...]
    words: str


@dataclass(frozen=True)
class Span:
    """Days on which sources say what cannot both be."""

    left: float
    width: float
    words: str


@dataclass(frozen=True)
class Drawing:
    """Lines, disputed days, days along the axis, and holders each with its tone."""

    lines: tuple[Line, ...]
    disputed: tuple[Span, ...]
    ticks: tuple[str, ...]
    holders: tuple[tuple[str, int], ...]

    @property
    def looks(self) -> set[str]:
        """The looks of its pieces: what a legend has to explain."""
        return {piece.look for line in self.lines for piece in line.pieces}


@dataclass(frozen=True)
class _Dated:
    """A statement with its first and last day, as ordinals."""

    held: HeldPlace
    begin: int
    end: int


def drawing(statements: Sequence[HeldPlace]) -> Drawing | None:
    """The statements that have a day, by source; None if none has."""
    dated = [_Dated(one, *days) for one in statements if (days := days_of(one))]
    if not dated:
        return None
    begin, end = min(one.begin for one in dated), max(one.end for one in dated)
    room = max(1, (end - begin) // 40)
    axis = _Axis(begin - room, end + room + 1)
    tones = _tones(dated)
    return Drawing(
        lines=tuple(_line(source, told, axis, tones) for source, told in _by_source(dated)),
        disputed=tuple(_spans(dated, axis)),
        ticks=axis.ticks(),
        holders=tuple(tones.values()),
    )


def days_of(held: HeldPlace) -> tuple[int, int] | None:
    """The days that a statement speaks of: those it names, else that of its report."""
    begin = first_day(held.begin or held.end or held.published)
    end = last_day(held.end or held.begin or held.published)
    return (begin, max(begin, end)) if begin else None


@dataclass(frozen=True)
class _Axis:
    """Days from `begin` up to `end`, not included."""

    begin: int
    end: int

    def at(self, day: int) -> float:
        return (day - self.begin) / (self.end - self.begin) * WIDTH

    def ticks(self) -> tuple[str, ...]:
        step = (self.end - 1 - self.begin) / (TICKS - 1)
        return tuple(dict.fromkeys(civil(self.begin + round(step * one)) for one in range(TICKS)))


def _tones(dated: Sequence[_Dated]) -> dict[str, tuple[str, int]]:
    """Folded name of a holder -> its name and its tone, in the order in which they appear."""
    tones: dict[str, tuple[str, int]] = {}
    for one in dated:
        if one.held.holder and fold(one.held.holder) not in tones:
            tones[fold(one.held.holder)] = one.held.holder, min(len(tones), TONES - 1)
    return tones


def _by_source(dated: Sequence[_Dated]) -> list[tuple[str, list[_Dated]]]:
    """Innermost sources, those that speak first before the others."""
    groups: dict[str, list[_Dated]] = {}
    for one in sorted(dated, key=lambda one: (one.begin, one.held.published or "", one.held.claim)):
        groups.setdefault(fold(one.held.said_by[-1]), []).append(one)
    return [(told[0].held.said_by[-1], told) for told in groups.values()]


def _line(source: str, told: Sequence[_Dated], axis: _Axis, tones: dict[str, tuple[str, int]]) -> Line:
    pieces: list[Piece] = []
    for number, one in enumerate(told):
        tone = tones[fold(one.held.holder)][1] if one.held.holder else TONES - 1
        later = [other.begin for other in told[number + 1 :] if other.begin > one.end]
        until = min(later, default=axis.end)
        if _look(one.held) == "has" and until > one.end + 1:
            pieces.append(_piece(axis, one.end + 1, until - 1, "since", tone, one.held))
        pieces.append(_piece(axis, one.begin, one.end, _look(one.held), tone, one.held))
    return Line(source, tuple(pieces), phrase(told[-1].held))


def _piece(axis: _Axis, begin: int, end: int, look: str, tone: int, held: HeldPlace) -> Piece:
    left, right = axis.at(begin), axis.at(end + 1)
    width = right - left if look == "since" else max(right - left, NARROWEST)
    return Piece(min(left, WIDTH - width), width, look, tone, phrase(held))


def _look(held: HeldPlace) -> str:
    if held.status not in FACTUAL:
        return "open"
    if held.relation in HAVING:
        return "has" if held.polarity == "positive" else "not"
    return "not" if held.relation == "lost" else "fights"


def phrase(held: HeldPlace) -> str:
    """`the army took it, 2018-04-08`."""
    relation = {"partly-holds": "holds part of"}.get(held.relation, held.relation)
    verb = f"{'not: ' if held.polarity == 'negative' else ''}{relation}"
    standing = "" if held.status in FACTUAL else f" ({held.status})"
    return f"{held.holder or 'somebody'} {verb} it{standing}, {when(held)}"


def when(held: HeldPlace) -> str:
    """The days that a statement names, or that of the report, called so."""
    begin, end = held.begin or held.end, held.end or held.begin
    if begin is None:
        return f"told {long_day(held.published)}" if held.published else "no day"
    return _from_to(begin, end or begin)


def _from_to(begin: str, end: str) -> str:
    return " to ".join(dict.fromkeys(map(long_day, (begin, end))))


# --- disputes -------------------------------------------------------------------------------------


def _spans(dated: Sequence[_Dated], axis: _Axis) -> Iterator[Span]:
    """Days on which two sources stand against each other, each stretch once."""
    clashes = sorted(
        (max(one.begin, other.begin), min(one.end, other.end))
        for one, other in _together(dated)
        if opposed(one.held, other.held)
    )
    for begin, end in _merged(clashes):
        left, right = axis.at(begin), axis.at(end + 1)
        words = _from_to(civil(begin), civil(end))
        yield Span(left, max(right - left, NARROWEST), words)


def _together(dated: Sequence[_Dated]) -> Iterator[tuple[_Dated, _Dated]]:
    """Each two that speak of one day: in the order of days, those stand near each other."""
    ordered = sorted(dated, key=lambda one: one.begin)
    for number, one in enumerate(ordered):
        for other in islice(ordered, number + 1, None):
            if other.begin > one.end:
                break
            yield one, other


def _merged(stretches: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for begin, end in stretches:
        if merged and begin <= merged[-1][1] + 1:
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        else:
            merged.append((begin, end))
    return merged


def opposed(one: HeldPlace, other: HeldPlace) -> bool:
    """Whether two sources give a place to different parties, or say of one that it has it and has not."""
    if fold(one.said_by[-1]) == fold(other.said_by[-1]) or one.holder is None or other.holder is None:
        return False
    looks = {_look(one), _look(other)}
    if fold(one.holder) == fold(other.holder):
        return looks == {"has", "not"}
    # Two parties may each hold a part.
    return looks == {"has"} and "partly-holds" not in (one.relation, other.relation)
