"""An agreement at once: of its history and its terms as much as a person reads in a minute."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from accordingto.types import HeldTerm, HistoryLine

LINES, TERMS = 10, 10


def most_told(history: Sequence[HistoryLine]) -> tuple[HistoryLine, ...]:
    """What can be read at once, in the order of days: of each kind of step the lines that most tell of.

    A breach by one party is another kind than that by its adversary, and breaches go first, so that both
    sides' allegations show.
    """
    by_kind: defaultdict[tuple[str, ...], list[HistoryLine]] = defaultdict(list)
    for line in sorted(history, key=_tellers, reverse=True):
        by_kind[(line.step, *(line.by[:1] if line.step == "violated" else ()))].append(line)
    ranked = [
        (line.status is not None, rank, line.step != "violated", -len(_chains(line)), line)
        for lines in by_kind.values()
        for rank, line in enumerate(lines)
    ]
    kept = [line for *_, line in sorted(ranked, key=lambda each: each[:4])[:LINES]]
    return tuple(line for line in history if line in kept)


def by_outlet(chains: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Source chains, outlet first, so that the first few are of as many outlets as there are."""
    every = list(chains)
    first = list({chain[0]: chain for chain in reversed(every)}.values())
    return (*(one for one in every if one in first), *(one for one in every if one not in first))


def _tellers(line: HistoryLine) -> tuple[bool, int, bool, bool]:
    """Whether it happened, by how many it is told, whether a day is known and by whom it was done."""
    return line.status is None, len(_chains(line)), line.begin is not None, bool(line.by)


def _chains(line: HistoryLine) -> set[tuple[str, ...]]:
    return {*line.said_by, *line.denied_by}


def most_stated(terms: Sequence[HeldTerm]) -> tuple[HeldTerm, ...]:
    """Terms that are agreed, offered or asked for, those that most state; done ones are in the history."""
    owed = [term for term in terms if term.status not in ("happened", "ongoing")]
    kept = sorted(owed, key=lambda term: (len(term.said_by), term.who is not None), reverse=True)
    return tuple(term for term in terms if term in kept[:TERMS])
