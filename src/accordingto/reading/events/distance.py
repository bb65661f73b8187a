"""Days by their distance to another: "two days after X was signed, Y", "a month after it, Y"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

from accordingto.reading.events.situations import Timed, When
from accordingto.reading.times.phrase import number
from accordingto.types import Time

_WAY = re.compile(
    r"\b(?P<count>an?|\d{1,3}|[a-z]+(?:-[a-z]+)?)\s+(?P<unit>hour|day|week|fortnight|month|year)s?"
    r"\s+(?P<way>after|before)\s",
    re.IGNORECASE,
)
# A clause ends at a comma, or where another joins it: "after the talks had opened and | six weeks after".
_END = re.compile(r"[,;:.]|\band\s+(?=[\w-]+\s+(?:hours?|days?|weeks?|months?|years?)\s)")
DAY = len("2018-04-06")
DAYS = {"hour": 0, "day": 1, "week": 7, "fortnight": 14}


def by_distance(text: str, event: Timed, times: Sequence[Time], published: str | None) -> When | None:
    """When what stands in such a clause happened: as long before, or after, as the rest of its sentence says.

    The rest is dated by a time in it that stands outside the clause, else by publication. A clause with a
    time of its own says itself when.
    """
    ways = _WAY.finditer(text, event.sentence[0], event.trigger[0])
    way = next(
        (match for match in reversed(list(ways)) if not _END.search(text, match.end(), event.trigger[0])),
        None,
    )
    if way is None:
        return None
    count = number([way["count"].lower()])
    end = _END.search(text, event.trigger[1], event.sentence[1])
    clause = (way.start(), end.start() if end else event.sentence[1])
    dated = [i for i, time in enumerate(times) if _is_day(time) and _inside(time, event.sentence)]
    if count is None or any(_inside(times[i], (way.end(), clause[1])) for i in dated):
        return None
    outside = [i for i in dated if not _inside(times[i], clause)]
    nearest = min(outside, key=lambda i: abs(times[i].span[0] - way.start()), default=None)
    anchor = times[nearest].begin if nearest is not None else published
    if not anchor or len(anchor) < DAY:  # published in some month: nothing to count from
        return None
    back = -1 if way["way"].lower() == "after" else 1
    begin, end_day = _shifted(date.fromisoformat(anchor[:DAY]), back * int(count), way["unit"].lower())
    return When((nearest,) if nearest is not None else (), "sentence", begin, end_day)


def _is_day(time: Time) -> bool:
    return bool(time.begin) and time.precision in ("day", "time")


def _inside(time: Time, span: tuple[int, int]) -> bool:
    return span[0] <= time.span[0] and time.span[1] <= span[1]


def _shifted(day: date, count: int, unit: str) -> tuple[str, str]:
    """So many units on: a day for days and weeks, all of a month for months, of a year for years."""
    if unit in DAYS:
        there = (day + timedelta(count * DAYS[unit])).isoformat()
        return there, there
    if unit == "year":
        return f"{day.year + count:04}-01-01", f"{day.year + count:04}-12-31"
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return f"{year:04}-{month + 1:02}-01", f"{year:04}-{month + 1:02}-{monthrange(year, month + 1)[1]}"
