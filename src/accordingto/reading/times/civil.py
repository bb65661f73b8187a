"""Civil dates and TIMEX3 values: parts of a value, steps by calendar units, and the days a value covers.

Years before Christ are negative (`-490` is 490 BC, there is no year 0) and get no first and last day.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from accordingto.types import TimePrecision

_VALUE = re.compile(r"(?P<bc>BC)?(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?P<rest>.*)")
_WEEK = re.compile(r"(?P<year>\d{4})-W(?P<week>\d\d)(?P<weekend>-WE)?")
_FIRST_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12, "Q1": 1, "Q2": 4, "Q3": 7, "Q4": 10, "H1": 1, "H2": 7}
_UNDER = {
    "Y": "XXXX",
    "M": "XXXX-XX",
    "W": "XXXX-WXX",
    "D": "XXXX-XX-XX",
    "Q": "XXXX-QX",
    "WE": "XXXX-WXX-WE",
}
#: First and last month of a part of a year, and first and last day of a part of a month.
_YEAR_PARTS = {"START": (1, 4), "MID": (5, 8), "END": (9, 12)}
_MONTH_PARTS = {"START": (1, 10), "MID": (11, 20), "END": (21, 31)}


class Point(NamedTuple):
    """A year, a month or a day: what is not stated is `None`."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def value(self) -> str:
        """The TIMEX3 value at the precision that is stated."""
        year = f"BC{-self.year:04}" if self.year < 0 else f"{self.year:04}"
        parts = [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join([year, *parts])

    @property
    def date(self) -> date | None:
        """The day, where one is stated and the calendar has it."""
        if self.month is None or self.day is None or not 1 <= self.year <= 9999:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None


class Cover(NamedTuple):
    """First and last day that a value covers, and its precision."""

    begin: str | None
    end: str | None
    precision: TimePrecision


def point(value: str | None) -> Point | None:
    """Year, month and day of a TIMEX3 value; a week or a season gives its first month."""
    week = _WEEK.match(value or "")
    if week:
        day = week_start(int(week["year"]), int(week["week"]))
        return of(day) if day else None
    found = _VALUE.match(value or "")
    if not found:
        return None
    year = -int(found["year"]) if found["bc"] else int(found["year"])
    month = int(found["month"]) if found["month"] else _FIRST_MONTHS.get(found["rest"][1:3])
    return Point(year, month, int(found["day"]) if found["day"] else None)


def of(day: date) -> Point:
    """A day of the calendar as a point."""
    return Point(day.year, day.month, day.day)


def is_valid(where: Point) -> bool:
    """Whether the calendar has this year, month or day."""
    if where.month is not None and not 1 <= where.month <= 12:
        return False
    if where.day is None or where.month is None:
        return True
    leap = where.year if where.year > 0 else 4
    return 1 <= where.day <= monthrange(leap, where.month)[1]


def week_start(year: int, week: int) -> date | None:
    """Monday of an ISO week."""
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:
        return None


def week_of(day: date) -> str:
    """The ISO week of a day as TIMEX3 value."""
    iso = day.isocalendar()
    return f"{iso.year:04}-W{iso.week:02}"


def shifted(day: date, days: int) -> date | None:
    """A day so many days later, where the calendar reaches so far."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def add_years(year: int, count: int) -> int:
    """A year so many years later; there is no year 0."""
    later = year + count
    return later + (1 if count > 0 else -1) if year * later <= 0 else later


def add_months(where: Point, count: int) -> Point | None:
    """The month so many months later, without a day."""
    if where.month is None:
        return None
    years, month = divmod(where.month - 1 + count, 12)
    return Point(add_years(where.year, years) if years else where.year, month + 1)


def step(where: Point | None, count: int, unit: str) -> str:
    """The unit of the calendar (TIMEX3 letter) that lies `count` units after a point; X where not known."""
    under = _UNDER.get(unit, "XXXX-XX-XX")
    if where is None:
        return under
    if unit in ("Y", "DE", "CE"):
        return _years(where, count, unit)
    if unit == "M":
        month = add_months(where, count)
        return month.value if month else f"{Point(where.year).value}-XX"
    if unit == "Q":
        return _quarter(where, count)
    day = where.date and shifted(where.date, count * (1 if unit == "D" else 14 if unit == "2W" else 7))
    if not day and unit == "D" and count == 0 and where.month is not None:
        return f"{Point(where.year, where.month).value}-XX"
    if not day:
        return f"{Point(where.year).value}{under[4:]}" if where.month not in (None, 12, 1) else under
    if unit == "D":
        return of(day).value
    return week_of(day) + ("-WE" if unit == "WE" else "")


def _years(where: Point, count: int, unit: str) -> str:
    if abs(where.year + count * {"Y": 1, "DE": 10, "CE": 100}[unit]) > 9999:
        return "XXXX"
    if unit == "Y":
        return Point(add_years(where.year, count)).value
    size, digits = (10, 3) if unit == "DE" else (100, 2)
    value = Point(add_years(where.year, count * size)).value
    return value[: digits + 2] if value.startswith("BC") else value[:digits]


def _quarter(where: Point, count: int) -> str:
    if where.month is None:
        return f"{Point(where.year).value}-QX"
    years, quarter = divmod((where.month - 1) // 3 + count, 4)
    return f"{Point(where.year + years).value}-Q{quarter + 1}"


def cover(value: str, part: str = "") -> Cover:
    """The days of a DATE or TIME value; `part` is START, MID or END of it ("early March").

    A night reaches into the next day; a winter from December to February.
    """
    base, _, clock = value.partition("T")
    week = _WEEK.fullmatch(base)
    if week:
        return _week_cover(week)
    if re.fullmatch(r"\d{2,3}", base):
        return _long_cover(base)
    found = (
        point(base)
        if base[:4] != "0000" and re.fullmatch(r"\d{4}(-\d\d){0,2}|\d{4}-(SP|SU|FA|WI|Q[1-4]|H[12])", base)
        else None
    )
    if not found or not is_valid(found):
        return Cover(None, None, _blank_precision(value))
    if found.date:
        last = shifted(found.date, 1) if clock == "NI" else found.date
        return Cover(base, last.isoformat() if last else base, "time" if clock else "day")
    if re.fullmatch(r"\d{4}-\d\d", base):
        return _month_cover(found, part)
    return _year_cover(found, base[5:], part)


def _week_cover(week: re.Match[str]) -> Cover:
    first = week_start(int(week["year"]), int(week["week"]))
    last = first and shifted(first, 6)
    if not first or not last:
        return Cover(None, None, "week")
    if week["weekend"]:
        return _span_cover(first + timedelta(days=5), last, "day")
    return _span_cover(first, last, "week")


def _long_cover(base: str) -> Cover:
    zeros = 4 - len(base)
    first = int(base + "0" * zeros)
    begin, end = max(first, 1), int(base + "9" * zeros)
    return _span_cover(date(begin, 1, 1), date(end, 12, 31), "decade" if zeros == 1 else "century")


def _month_cover(found: Point, part: str) -> Cover:
    assert found.month is not None
    length = monthrange(found.year, found.month)[1]
    first, last = _MONTH_PARTS.get(part, (1, 31))
    return _span_cover(
        date(found.year, found.month, first), date(found.year, found.month, min(last, length)), "month"
    )


def _year_cover(found: Point, kind: str, part: str) -> Cover:
    first, last = _YEAR_PARTS.get(part, (1, 12))
    if kind:
        assert found.month is not None
        first, last = found.month, found.month + (5 if kind[0] == "H" else 2)
    precision: TimePrecision = {"Q": "quarter", "": "year"}.get(kind[:1], "season")  # type: ignore[assignment]
    if kind[:1] == "H":
        precision = "quarter"
    year, month = found.year + (last - 1) // 12, (last - 1) % 12 + 1
    if year > 9999:
        return Cover(None, None, precision)
    return _span_cover(date(found.year, first, 1), date(year, month, monthrange(year, month)[1]), precision)


def _span_cover(begin: date, end: date, precision: TimePrecision) -> Cover:
    return Cover(begin.isoformat(), end.isoformat(), precision)


def _blank_precision(value: str) -> TimePrecision:
    """The precision of a value that stands for no known day."""
    if value.endswith("_REF"):
        return "unknown"
    if "T" in value and not value.startswith("P"):
        return "time"
    if re.fullmatch(r"(BC)?[\dX]{4}-[\dX]{2}-[\dX]{2}|.*-W[\dX]{2}-\d", value):
        return "day"
    if re.fullmatch(r"(BC)?[\dX]{4}-W[\dX]{2}", value):
        return "week"
    if re.fullmatch(r"(BC)?[\dX]{4}-[\dX]{2}", value):
        return "month"
    if re.fullmatch(r"(BC)?[\dX]{4}-(SP|SU|FA|WI)", value):
        return "season"
    if re.fullmatch(r"(BC)?[\dX]{4}-Q[\dX]", value):
        return "quarter"
    return "year" if re.fullmatch(r"(BC)?[\dX]{4}", value) else "unknown"
