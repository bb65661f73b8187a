"""Other calendars than the Gregorian, brought to its days, and feasts that move.

The Islamic calendar is the tabular one (civil epoch): the moon as seen may differ by a day. The Iranian
one follows the 2820-year cycle of Birashk, the Ethiopian one the Julian rule of leap years, the Hebrew one
the usual arithmetic. Day numbers are `date.toordinal()`.
"""

from __future__ import annotations

from datetime import date

from accordingto.reading.times.lexicon import lexicon

_ISLAMIC_EPOCH = 227015
_PERSIAN_EPOCH = 226896
_ETHIOPIAN_EPOCH = 2796
_HEBREW_EPOCH = -1373427


def islamic(year: int, month: int, day: int) -> date | None:
    """A day of the tabular Islamic calendar."""
    months = 29 * (month - 1) + month // 2
    return _day(_ISLAMIC_EPOCH + (year - 1) * 354 + (3 + 11 * year) // 30 + months + day - 1)


def persian(year: int, month: int, day: int) -> date | None:
    """A day of the Iranian and Afghan solar calendar."""
    cycle, within = divmod(year - 474, 2820)
    within += 474
    days = 1029983 * cycle + 365 * (within - 1) + (31 * within - 5) // 128
    months = 31 * (month - 1) if month <= 7 else 30 * (month - 1) + 6
    return _day(_PERSIAN_EPOCH + days + months + day - 1)


def ethiopian(year: int, month: int, day: int) -> date | None:
    """A day of the Ethiopian calendar."""
    return _day(_ETHIOPIAN_EPOCH + 365 * (year - 1) + year // 4 + 30 * (month - 1) + day - 1)


def hebrew(year: int, month: int, day: int) -> date | None:
    """A day of the Hebrew calendar; Nisan is month 1 and Tishri, which opens the year, month 7."""
    months = 12 if (7 * year + 1) % 19 >= 7 else 13
    order = [*range(7, months + 1), *range(1, 7)]
    before = order[: order.index(month)]
    return _day(_new_year(year) + sum(_hebrew_length(year, each, months) for each in before) + day - 1)


def _new_year(year: int) -> int:
    """Day number of 1 Tishri."""
    start, before, after = (_elapsed(each) for each in (year, year - 1, year + 1))
    delay = 2 if after - start == 356 else 1 if start - before == 382 else 0
    return _HEBREW_EPOCH + start + delay


def _elapsed(year: int) -> int:
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    day = 29 * months + parts // 25920
    return day + 1 if (3 * (day + 1)) % 7 < 3 else day


def _hebrew_length(year: int, month: int, months: int) -> int:
    days = _new_year(year + 1) - _new_year(year)
    if month in (2, 4, 6, 10, 13) or (month == 12 and months == 12):
        return 29
    if month == 8:
        return 30 if days in (355, 385) else 29
    if month == 9:
        return 29 if days in (353, 383) else 30
    return 30


def _day(number: int) -> date | None:
    try:
        return date.fromordinal(number)
    except (ValueError, OverflowError):
        return None


def easter(year: int) -> date:
    """Easter Sunday of the Western churches."""
    century, golden = year // 100, year % 19
    epact = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    epact -= (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + epact + 2 - century + century // 4) % 7
    offset = epact - weekday
    month = 3 + (offset + 40) // 44
    return date(year, month, offset + 28 - 31 * (month // 4))


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the Orthodox churches, as a Gregorian day."""
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + weekday + 114, 31)
    julian_lag = year // 100 - year // 400 - 2
    return date.fromordinal(date(year, month, day + 1).toordinal() + julian_lag)


def nth_weekday(year: int, month: int, weekday: int, which: int) -> date:
    """The `which`-th Monday (1) to Sunday (7) of a month; -1 is the last."""
    if which > 0:
        first = date(year, month, 1)
        return date.fromordinal(first.toordinal() + (weekday - first.isoweekday()) % 7 + 7 * (which - 1))
    next_month = date(year + month // 12, month % 12 + 1, 1).toordinal()
    last = date.fromordinal(next_month - 1)
    return date.fromordinal(last.toordinal() - (last.isoweekday() - weekday) % 7)


def holiday(name: str, year: int) -> tuple[date, date] | None:
    """First and last day of a holiday in a Gregorian year; `None` where the year has none."""
    book = lexicon()
    if not 1600 <= year <= 9000:
        return None
    if name in book.holidays_fixed:
        month, day = map(int, book.holidays_fixed[name].split("-"))
        return _once(date(year, month, day))
    if name in book.holidays_easter:
        return _once(_after(easter(year), book.holidays_easter[name]))
    if name in book.holidays_orthodox_easter:
        return _once(_after(orthodox_easter(year), book.holidays_orthodox_easter[name]))
    if name in book.holidays_weekday:
        return _once(nth_weekday(year, *book.holidays_weekday[name]))
    if name in book.holidays_islamic:
        return _islamic_holiday(year, *book.holidays_islamic[name])
    return _hebrew_holiday(year, *book.holidays_hebrew[name])


def ramadan(year: int, month: int = 9) -> tuple[date, date] | None:
    """First and last day of an Islamic month that begins in a Gregorian year (the first of two)."""
    for islamic_year in _islamic_years(year):
        first = islamic(islamic_year, month, 1)
        if first and first.year == year:
            following = islamic(islamic_year + month // 12, month % 12 + 1, 1)
            assert following
            return first, _after(following, -1)
    return None


def _islamic_holiday(year: int, month: int, day: int, days: int) -> tuple[date, date] | None:
    for islamic_year in _islamic_years(year):
        first = islamic(islamic_year, month, day)
        if first and first.year == year:
            return first, _after(first, days - 1)
    return None


def _islamic_years(year: int) -> range:
    near = round((year - 622) * 33 / 32)
    return range(near - 1, near + 3)


def _hebrew_holiday(year: int, month: int, day: int, days: int) -> tuple[date, date] | None:
    first = hebrew(year + (3761 if month >= 7 else 3760), month, day)
    return (first, _after(first, days - 1)) if first else None


def _once(day: date) -> tuple[date, date]:
    return day, day


def _after(day: date, days: int) -> date:
    return date.fromordinal(day.toordinal() + days)
