"""What expressions are relative to: the day of publication, and the time that the text has come to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accordingto.reading.times import civil
from accordingto.reading.times.civil import Point

#: What a month on, a month back and another year weigh in a narrative (fitted to WikiWars).
_ON, _BACK, _OTHER_YEAR = 1.0, 1.0, 1.0
#: Years from where the text is beyond which a year alone is an aside.
_FAR = 10
#: Units of years and more.
YEARLY = frozenset(("Y", "DE", "CE"))
#: Days from the publication within which a wrong day of the week is a slip, and the years that it may tell.
_NEAR, _YEARS_OFF = 45, (0, -1, 1, -2, -3, -4)
#: How a day before and a day after the publication weigh, by tense.
_WEIGHTS = {"past": (1.0, 5.0), "future": (5.0, 1.0), "": (1.0, 2.0)}


@dataclass
class Frame:
    """The running state of one text.

    `published` is a year, a month or a day, or unknown. `is_narrative`: months without a year follow the
    reference and not the publication. `reference` is the last time spoken of. `quarter` is the last quarter
    spoken of that is over, `months` the length of the months reported on since ("the nine months").
    `aside` is a year named since that does not move it: only "the following year" counts from it.
    `position` is the token after the last expression that others may refer to.
    """

    published: Point | None
    is_narrative: bool
    reference: Point | None = None
    quarter: str | None = None
    months: str | None = None
    position: int = -1
    aside: Point | None = None

    @property
    def day(self) -> date | None:
        """The day of publication."""
        return self.published.date if self.published else None

    @property
    def anchor(self) -> Point | None:
        """What "that year" and "the next day" follow: the reference, else the publication."""
        return self.reference or self.published

    def told(self, unit: str) -> Point | None:
        """What "three years later" and "two days later" follow: the last year named, or the reference."""
        return self.aside if self.aside and unit in YEARLY else self.reference

    def refer(self, value: str, position: int) -> None:
        """The text has come to this value, which ends before a token."""
        found = civil.point(value)
        if not found:
            return
        self.position = position
        if value[4:6] == "-Q" and self._is_over(value):
            self.report_on(value)
        self.aside = found if self._is_aside(found) else None
        if self.aside is None:
            self.reference = found

    def report_on(self, quarter: str) -> None:
        """The text speaks of the figures of a quarter."""
        self.quarter, self.months = quarter, None

    def _is_over(self, quarter: str) -> bool:
        return self.latest_quarter is None or quarter <= self.latest_quarter

    @property
    def latest_quarter(self) -> str | None:
        """The last quarter that was over at the publication."""
        if self.is_narrative or self.published is None or self.published.month is None:
            return None
        return civil.step(self.published, -1, "Q")

    def _is_aside(self, found: Point) -> bool:
        """A year alone that is the one spoken of already, or far from it."""
        if found.month is not None or self.reference is None or self.reference.month is None:
            return False
        return found.year == self.reference.year or abs(found.year - self.reference.year) > _FAR

    def dated(self, month: int, day: int | None, tense: str) -> str:
        """A month, or a day of it, whose year is not stated."""
        years = self._years(month, day, tense)
        found = next((p for year in years if civil.is_valid(p := Point(year, month, day))), None)
        return found.value if found else "XXXX-" + Point(2000, month, day).value[5:]

    def on_weekday(self, value: str, weekday: int) -> str:
        """A day far from the publication, in the nearest year in which it is this day of the week."""
        where = civil.point(value)
        if where is None or where.date is None or self.day is None or self.is_narrative:
            return value
        if abs((where.date - self.day).days) <= _NEAR:
            return value
        moved = (where._replace(year=where.year + years).date for years in _YEARS_OFF)
        return next((day.isoformat() for day in moved if day and day.isoweekday() == weekday), value)

    def _years(self, month: int, day: int | None, tense: str) -> list[int]:
        if self.is_narrative or self.published is None:
            return _follow(self.reference or self.published, month)
        if self.published.month is None:
            return [self.published.year]
        now = self.published.month * 31 + (self.published.day or 15)
        then = month * 31 + (day or (self.published.day or 15))
        return [self.published.year + _turn(then - now, tense)]

    def year(self) -> int | None:
        """The year that the text is at."""
        return self.anchor.year if self.anchor else None

    def weekday(self, weekday: int, tense: str) -> date | None:
        """The last such day of the week, the coming one by tense; today counts.

        Without a tense the day that was six days ago is tomorrow: few name days so far back by name alone.
        """
        if self.day is None:
            return None
        back = (self.day.isoweekday() - weekday) % 7
        is_ahead = tense == "future" or (not tense and back == 6)
        return civil.shifted(self.day, 7 - back if back and is_ahead else -back)


def _turn(ahead: int, tense: str) -> int:
    """Year of publication (0), the one before or after, for a day so far ahead in the same year.

    The nearest one, where what the tense speaks against counts for further away.
    """
    return min((0, -1, 1), key=lambda years: weighed(ahead + 12 * 31 * years, tense))


def weighed(days: int, tense: str) -> float:
    """How many days off the publication a day lies; more where the tense speaks against it."""
    past, future = _WEIGHTS.get(tense, _WEIGHTS[""])
    return days * future if days > 0 else -days * past


def _follow(reference: Point | None, month: int) -> list[int]:
    """The years that a month of a narrative may belong to, likeliest first."""
    if reference is None:
        return []
    if reference.month is None:
        return [reference.year]
    ahead = month - reference.month
    costs = {years: _cost(ahead + 12 * years, years) for years in (0, 1, -1)}
    return [civil.add_years(reference.year, years) for years in sorted(costs, key=costs.__getitem__)]


def _cost(months: int, years: int) -> float:
    """How unlikely a narrative goes so many months on, into another year or not."""
    return (months * _ON if months >= 0 else -months * _BACK) + (_OTHER_YEAR if years else 0)
