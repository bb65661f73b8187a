"""Feasts, months of other calendars, and days with a name of their own."""

from __future__ import annotations

from datetime import date

from accordingto.reading.times import calendars, civil
from accordingto.reading.times.absolute import DAYS, YEAR, day_of, year_of
from accordingto.reading.times.lexicon import lexicon
from accordingto.reading.times.phrase import Meaning, Phrase, Rule
from accordingto.reading.times.reference import Frame, weighed

#: What is named after the feast that it happened on: no day of the text.
_NAMED_AFTER = frozenset(("war", "uprising", "rising", "agreement", "accords", "revolution", "massacre"))


def holiday(phrase: Phrase, frame: Frame) -> Meaning | None:
    """A feast, in a stated year, last or next, or nearest."""
    if phrase.before() == "operation" or phrase.after() in _NAMED_AFTER:
        return None
    name = phrase.word("holiday")
    year = year_of(phrase, frame)
    spans = [s for y in _holiday_years(year, frame) if (s := calendars.holiday(name, y))]
    span = spans[0] if year and spans else nearest(spans, phrase, frame)
    if span is None:
        fixed = lexicon().holidays_fixed.get(name)
        return Meaning("DATE", f"XXXX-{fixed}" if fixed else "XXXX-XX-XX", refers=False)
    if phrase.has("weekend"):
        inside = civil.shifted(span[0], -1) if span[0].isoweekday() == 1 else span[0]
        return Meaning("DATE", f"{civil.week_of(inside or span[0])}-WE", refers=bool(year))
    if phrase.has("part"):
        return Meaning(
            "TIME", f"{span[0].isoformat()}T{lexicon().parts[phrase.word('part')]}", refers=bool(year)
        )
    return Meaning(
        "DATE",
        span[0].isoformat(),
        begin=span[0].isoformat(),
        end=span[1].isoformat(),
        precision="day",
        refers=bool(year),
    )


def _holiday_years(year: int | None, frame: Frame) -> list[int]:
    if year:
        return [year]
    near = frame.year()
    return [near - 1, near, near + 1] if near and near > 1 else []


def nearest(spans: list[tuple[date, date]], phrase: Phrase, frame: Frame) -> tuple[date, date] | None:
    """The feast that the text means: "last", "next", or by tense around publication or narrative."""
    anchor = frame.anchor if frame.is_narrative or not frame.day else frame.published
    if not spans or anchor is None:
        return None
    here = anchor.date or date(anchor.year, anchor.month or 7, 1)
    which = phrase.word("which")
    if frame.is_narrative and not phrase.word("which"):
        same = [span for span in spans if span[0].year == anchor.year]
        return same[0] if same else None
    past = [span for span in spans if span[0] <= here]
    coming = [span for span in spans if span[1] >= here]
    if which in ("last", "past", "previous"):
        return max(past, default=None)
    if which in ("next", "coming", "this", "upcoming"):
        return min(coming, default=None)
    return min(spans, key=lambda span: weighed((span[0] - here).days, phrase.tense))


def islamic_month(phrase: Phrase, frame: Frame) -> Meaning | None:
    """Ramadan and the other months: of a Gregorian or an Islamic year, or the nearest."""
    month = lexicon().islamic_months[phrase.word("month")]
    if (month != 9 and not phrase.has("year")) or phrase.before() == "operation":
        return None
    year = year_of(phrase, frame)
    spans = [s for y in _holiday_years(year, frame) if (s := calendars.ramadan(y, month))]
    if year and year < 1700:
        spans = _islamic_span(year, month)
    span = spans[0] if year and spans else nearest(spans, phrase, frame)
    if span is None:
        return Meaning("DATE", "XXXX-XX", precision="month", refers=False)
    first, last = span[0].isoformat(), span[1].isoformat()
    return Meaning("DATE", first[:7], begin=first, end=last, precision="month", refers=False)


def _islamic_span(year: int, month: int) -> list[tuple[date, date]]:
    first = calendars.islamic(year, month, 1)
    after = calendars.islamic(year + month // 12, month % 12 + 1, 1)
    return [(first, date.fromordinal(after.toordinal() - 1))] if first and after else []


def islamic_end(phrase: Phrase, frame: Frame) -> Meaning | None:
    """The first or last day of Ramadan."""
    whole = islamic_month(phrase, frame)
    day = whole and (whole.begin if phrase.word("end") == "first" else whole.end)
    return Meaning("DATE", day or "XXXX-XX-XX", refers=bool(day))


def foreign_day(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "15 Sha'ban 1439", "1 Farvardin 1397": a day of another calendar as a Gregorian one."""
    day, year = day_of(phrase), year_of(phrase, frame)
    book = lexicon()
    for name, table, convert in (
        ("islamic", book.islamic_months, calendars.islamic),
        ("persian", book.persian_months, calendars.persian),
        ("ethiopian", book.ethiopian_months, calendars.ethiopian),
    ):
        if phrase.has(name) and day:
            month = table[phrase.word(name)]
            found = convert(year, month, day) if year else _near_day(name, month, day, frame)
            return (
                Meaning("DATE", found.isoformat()) if found else Meaning("DATE", "XXXX-XX-XX", refers=False)
            )
    return None


def _near_day(name: str, month: int, day: int, frame: Frame) -> date | None:
    """The day of an Islamic month nearest to the publication; other calendars need their year."""
    if name != "islamic" or not frame.day:
        return None
    spans = [s for y in _holiday_years(None, frame) if (s := calendars.ramadan(y, month))]
    days = [date.fromordinal(first.toordinal() + day - 1) for first, _ in spans]
    here = frame.day
    return min(days, key=lambda each: abs((each - here).days), default=None)


def named_day(phrase: Phrase, frame: Frame) -> Meaning | None:
    """A day with a name of its own; a report that recalls it goes on with its own days."""
    return Meaning("DATE", lexicon().named_days[phrase.word("name")], refers=frame.is_narrative)


RULES = [
    Rule(
        f"(?:<last|next|this|past|coming:which>)?<HOLIDAY:holiday>(?:<COMMA|of|in>?{YEAR}|<PART:part>|<weekend:weekend>)?",
        holiday,
    ),
    Rule(f"(?:<last|next|this:which>)?<ISLAMIC:month>(?:<of>?{YEAR})?", islamic_month),
    Rule(
        f"{DAYS}<of>?(?:<ISLAMIC:islamic>|<PERSIAN:persian>|<ETHIOPIAN:ethiopian>)(?:<COMMA>?{YEAR})?",
        foreign_day,
    ),
    Rule("<NAMEDDAY:name>", named_day),
    Rule("<the><first|last:end><day><of><ISLAMIC:month>", islamic_end),
]
