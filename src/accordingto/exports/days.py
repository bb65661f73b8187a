"""Civil dates as far as they are known, and how precisely. Never instants: those move across midnight."""

from __future__ import annotations

import calendar
from datetime import date
from functools import lru_cache


def first_day(value: str | None) -> date | None:
    """The first day of `YYYY[-MM[-DD]]`; None for what is no such date."""
    parts = _parts(value)
    return None if not parts else _date(*(*parts, 1, 1)[:3])


def last_day(value: str | None) -> date | None:
    """The last day of `YYYY[-MM[-DD]]`; None for what is no such date."""
    parts = _parts(value)
    if not parts or not _date(*(*parts, 1, 1)[:3]):
        return None
    year, month = (*parts, 12)[:2]
    day = parts[2] if len(parts) == 3 else calendar.monthrange(year, month)[1]
    return date(year, month, day)


@lru_cache(maxsize=4096)
def day_range(begin: str | None, end: str | None) -> tuple[date, date] | None:
    """First and last day between `begin` and `end`; of one alone, its own. None if neither is known."""
    first, last = first_day(begin or end), last_day(end or begin)
    return None if first is None or last is None else (min(first, last), max(first, last))


def _parts(value: str | None) -> tuple[int, ...]:
    pieces = (value or "")[:10].split("-")
    return tuple(map(int, pieces)) if all(piece.isdecimal() for piece in pieces) else ()


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
