"""What expressions are relative to: the day of publication, and the time that the text has come to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accordingto.reading.times import civil
from accordingto.reading.times.civil import Point

#: Months forward that a narrative is taken to have gone on rather than back to the same year.
_GOES_ON = 5
#: How a day before and a day after the publication weigh, by tense.
_WEIGHTS = {"past": (1.0, 5.0), "future": (5.0, 1.0), "": (1.0, 2.0)}


@dataclass
class Frame:
    """The running state of one text.

    `published` is a year, a month or a day, or unknown. `reference` is the last time spoken of and `unit` its
    precision (Y, M or D). `is_narrative`: months without a year follow the reference, not the publication.
    """

    published: Point | None
    is_narrative: bool
    reference: Point | None = None
    quarter: str | None = None
    is_stated: bool = False

    @property
    def day(self) -> date | None:
        """The day of publication."""
        return self.published.date if self.published else None

    @property
    def anchor(self) -> Point | None:
        """What "that year" and "the next day" follow: the reference, else the publication."""
        return self.reference or self.published

    def refer(self, value: str) -> None:
        """The text has come to this value."""
        found = civil.point(value)
        if found:
            self.reference = found
            if value[4:6] == "-Q":
                self.quarter = value

    def dated(self, month: int, day: int | None, tense: str) -> str:
        """A month, or a day of it, whose year is not stated."""
        years = self._years(month, day, tense)
        found = next((p for year in years if civil.is_valid(p := Point(year, month, day))), None)
        return found.value if found else "XXXX-" + Point(2000, month, day).value[5:]

    def _years(self, month: int, day: int | None, tense: str) -> list[int]:
        if self.is_narrative or self.published is None:
            return _follow(self.reference, month, day)
        if self.published.month is None:
            return [self.published.year]
        now = self.published.month * 31 + (self.published.day or 15)
        then = month * 31 + (day or (self.published.day or 15))
        return [self.published.year + _turn(then - now, tense)]

    def year(self) -> int | None:
        """The year that the text is at."""
        return self.anchor.year if self.anchor else None

    def weekday(self, weekday: int, tense: str) -> date | None:
        """The nearest such day of the week, past unless the tense says otherwise; today counts."""
        if self.day is None:
            return None
        back = (self.day.isoweekday() - weekday) % 7
        if back and tense == "future":
            return civil.shifted(self.day, 7 - back)
        return civil.shifted(self.day, -back)


def _turn(ahead: int, tense: str) -> int:
    """Year of publication (0), the one before or after, for a day so far ahead in the same year.

    The nearest one, where what the tense speaks against counts for further away.
    """
    past, future = _WEIGHTS.get(tense, _WEIGHTS[""])

    def distance(years: int) -> float:
        days = ahead + 12 * 31 * years
        return days * future if days > 0 else -days * past

    return min((0, -1, 1), key=distance)


def _follow(reference: Point | None, month: int, day: int | None) -> list[int]:
    if reference is None:
        return []
    if reference.month is None:
        return [reference.year]
    ahead = (month - reference.month) % 12
    crosses = month < reference.month
    if crosses and ahead <= _GOES_ON:
        return [civil.add_years(reference.year, 1), reference.year]
    if not crosses and ahead > 12 - 3 and reference.month <= 2:
        return [civil.add_years(reference.year, -1), reference.year]
    return [reference.year]
