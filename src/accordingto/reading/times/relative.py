"""Dates that stand in relation to the publication or to the time that the text has come to."""

from __future__ import annotations

from datetime import date

from accordingto.reading.times import civil
from accordingto.reading.times.absolute import PHASE, YEAR, full_date, phase, year_of
from accordingto.reading.times.civil import Point
from accordingto.reading.times.durations import APPROXIMATELY, CLOSED, COUNT, unit_of
from accordingto.reading.times.lengths import YEARS, away, duration
from accordingto.reading.times.lexicon import lexicon
from accordingto.reading.times.phrase import Meaning, Phrase, Rule
from accordingto.reading.times.reference import Frame

#: Words that count from the publication -> how many units.
_DEICTIC = {
    "last": -1,
    "past": -1,
    "this": 0,
    "current": 0,
    "next": 1,
    "coming": 1,
    "upcoming": 1,
    "latest": -1,
    "most recent": -1,
}
#: Words that count from the time the text has come to.
_ANAPHORIC = {
    "previous": -1,
    "preceding": -1,
    "prior": -1,
    "that": 0,
    "same": 0,
    "following": 1,
    "next": 1,
    "ensuing": 1,
}
#: Words after "the year" that say which one.
_SPECIFIED = frozenset(("of", "when", "that", "in", "before", "after", "-"))
#: After "a Friday" they begin another phrase.
_NO_THINGS = frozenset(
    "in of when that and or at to for on before after night morning evening afternoon like during as with"
    " from by is was it he she they we last next two three a the not but if while until who which".split()
)
_DAY = 24
#: Behind a day of the week they make it the name of a newspaper.
_PAPERS = frozenset("times telegraph express herald mirror mail post independent star".split())
#: They join two days of the week, and how many days apart "and" and "or" join them.
_JOINERS = frozenset(("and", "or", "to", "through", "until", "till", "-", "–", "—"))
_LISTED = 4
#: Before "the last week" they make it a stretch up to now.
_THROUGHOUT = ("for", "over", "in", "within", "during", "throughout")
#: Before "this day" they make it the present.
_UP_TO = frozenset(("to", "till", "until"))
DAYS_AWAY = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}

# "Three or four months ago" was four months ago at the most.
OR_COUNT = "(?:<NUMWORD|NUMBER><or|to>)?"

HERE = "(?:<this>(?=<past|coming>))?<last|past|this|next|coming|upcoming|current|latest|most recent:which>"
THERE = (
    "(?:<the><very>?<following|previous|preceding|prior|same|next|ensuing:which>|<that:which2><same>?|"
    "<this:which3><same>)"
)


def day_word(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "today", "yesterday morning", "the day after tomorrow"; a broadcaster may be called Today."""
    first, before = phrase.tokens[phrase.start], phrase.before()
    if first.is_capital and before.isalpha() and phrase.tokens[phrase.start - 1].is_capital:
        return None
    count = DAYS_AWAY[phrase.word("day")]
    if phrase.has("beyond"):
        count += 1 if phrase.word("beyond") == "after" else -1
    value = civil.step(frame.published, count, "D")
    if phrase.has("part"):
        return Meaning("TIME", value + "T" + lexicon().parts[phrase.word("part")])
    return Meaning("DATE", value, phase(phrase))


def tonight(phrase: Phrase, frame: Frame) -> Meaning:
    """The night of the day of publication."""
    return Meaning("TIME", civil.step(frame.published, 0, "D") + "TNI")


def counted_unit(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "last week", "this year", "next month": counted from the publication."""
    unit, which = unit_of(phrase), phrase.word("which")
    if unit.startswith("T") or _is_stretch(phrase, which, unit) or _is_title(phrase):
        return None
    if which == "latest" and unit not in ("W", "M"):
        return None
    if unit == "D" and which != "this":
        return None
    if unit == "D" and (phrase.before() in _UP_TO or phrase.after(2) == "age") and phrase.after() != "as":
        return Meaning("DATE", "PRESENT_REF", refers=False)
    count = _DEICTIC[which]
    if unit == "WE":
        return _weekend(count, phrase, frame)
    if unit == "D" and frame.is_narrative:
        return Meaning("DATE", civil.step(frame.anchor, 0, "D"), refers=False)
    return Meaning("DATE", civil.step(frame.published, count, unit), phase(phrase))


def _is_stretch(phrase: Phrase, which: str, unit: str) -> bool:
    """As in "the past week", "over the last year": up to now, and not the week or year before this one."""
    if which == "last":
        is_course = phrase.before() == "of" and phrase.before(2) == "course"
        return (
            (is_course or phrase.before() in _THROUGHOUT)
            and phrase.has("the")
            and unit in ("W", "M", "Y", "DE")
        )
    return which in ("past", "next", "coming") and phrase.has("the") and unit not in ("WE", "CE")


def _is_title(phrase: Phrase) -> bool:
    """Whether all its words are capitalised after a quotation mark: the name of a programme."""
    words = phrase.tokens[phrase.start : phrase.end]
    return phrase.before() in ('"', "“", "`", "'", "‘") and all(word.is_capital for word in words)


def _weekend(count: int, phrase: Phrase, frame: Frame) -> Meaning:
    """The last weekend is the one before; this and bare ones by tense."""
    day = frame.day
    if day is None:
        return Meaning("DATE", "XXXX-WXX-WE", precision="day")
    past = day.isoweekday() < 6 and phrase.tense != "future" and phrase.before(2) != "ahead"
    if phrase.word("which") == "this":
        past = phrase.tense == "past"
    if (count == 0 and past) or count == -1:
        found = civil.shifted(day, -7 if count or past else 0)
    else:
        found = civil.shifted(day, 7 if count == 1 else 0)
    return Meaning("DATE", f"{civil.week_of(found)}-WE" if found else "XXXX-WXX-WE")


def the_weekend(phrase: Phrase, frame: Frame) -> Meaning:
    """As in "over the weekend"."""
    return _weekend(0, phrase, frame)


def related_unit(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "the following day", "that year", "the same month": from where the text is."""
    unit = unit_of(phrase)
    which = phrase.word("which") or phrase.word("which2") or "same"
    if unit.startswith("T") or unit == "WE":
        return None
    anchor = frame.told(unit) or frame.published
    is_told = frame.is_narrative and phrase.before() == "during"
    if which in ("next", "following") and phrase.before() in _THROUGHOUT and unit != "D" and not is_told:
        return Meaning("DURATION", duration("1", unit), refers=False)
    if unit in ("DE", "CE") and anchor is None:
        return None
    if _ANAPHORIC[which] > 0:
        anchor = frame.told(unit)
    return Meaning("DATE", civil.step(anchor, _ANAPHORIC[which], unit), phase(phrase))


def weekday(phrase: Phrase, frame: Frame) -> Meaning | None:
    """A day of the week: "on Tuesday", "last Friday", "Friday night"."""
    which, day = phrase.word("which"), lexicon().weekdays[phrase.word("weekday")]
    if (len(phrase.word("weekday")) < 4 and not which) or _is_newspaper(phrase):
        return None
    part = phrase.word("part") or _shared_part(phrase)
    if part.endswith("s"):
        return Meaning("SET", f"XXXX-WXX-{day}T{lexicon().parts[part]}", refers=False)
    found = _weekday(which, day, phrase, frame)
    value = found.isoformat() if found else f"XXXX-WXX-{day}"
    if phrase.has("part"):
        return Meaning("TIME", f"{value}T{lexicon().parts[phrase.word('part')]}")
    return Meaning("DATE", value, phase(phrase))


def _is_newspaper(phrase: Phrase) -> bool:
    """As in "the Sunday Times"."""
    after = phrase.tokens[phrase.end] if phrase.end < len(phrase.tokens) else None
    return after is not None and after.is_capital and after.word in _PAPERS


def _shared_part(phrase: Phrase) -> str:
    """The word that a second day states for both: "Monday and Thursday nights"."""
    joiner, last, part = (phrase.after(distance) for distance in range(1, 4))
    is_shared = joiner in ("and", "or") and last in lexicon().weekdays and part in lexicon().parts
    return part if is_shared and part.endswith("s") else ""


def _weekday(which: str, day: int, phrase: Phrase, frame: Frame) -> date | None:
    if which in ("following", "previous"):
        return _related_weekday(which, day, frame)
    if frame.day is None:
        return None
    today = frame.day.isoweekday()
    if which in ("last", "past"):
        return civil.shifted(frame.day, -((today - day - 1) % 7 + 1))
    if which in ("next", "coming", "upcoming"):
        return civil.shifted(frame.day, (day - today - 1) % 7 + 1)
    if phrase.before() in ("a", "any", "some") and not _names_thing(phrase):
        return None
    if joined := _joined(day, phrase, frame):
        return joined
    if phrase.after() in ("'s", "’s"):
        return frame.weekday(day, "past")
    return frame.weekday(day, "future" if which == "this" and phrase.tense != "past" else phrase.tense)


def _joined(day: int, phrase: Phrase, frame: Frame) -> date | None:
    """The day behind one that it is joined to, as in "Thursday or Friday", "from Friday night to Monday"."""
    joiner, *words = (phrase.before(distance) for distance in range(1, 4))
    first = frame.reference.date if frame.reference else None
    if joiner not in _JOINERS or first is None:
        return None
    ahead = (day - first.isoweekday()) % 7
    is_list = joiner not in ("and", "or") or ahead <= _LISTED
    is_named = any(lexicon().weekdays.get(word) == first.isoweekday() for word in words)
    return civil.shifted(first, ahead) if is_named and is_list else None


def _names_thing(phrase: Phrase) -> bool:
    """As in "a Friday deadline", "a Sunday night service": of a known day; not "on a Friday in May"."""
    after = phrase.after()
    return phrase.before() == "a" and after.isalpha() and after not in _NO_THINGS


def weekday_of_week(phrase: Phrase, frame: Frame) -> Meaning:
    """As in "Tuesday of last week"."""
    day = lexicon().weekdays[phrase.word("weekday")]
    weeks = _DEICTIC[phrase.word("week")]
    found = frame.day and civil.shifted(frame.day, 7 * weeks + day - frame.day.isoweekday())
    return Meaning("DATE", found.isoformat() if found else f"XXXX-WXX-{day}")


def _related_weekday(which: str, day: int, frame: Frame) -> date | None:
    here = frame.anchor.date if frame.anchor else None
    if here is None:
        return None
    ahead = (day - here.isoweekday() - 1) % 7 + 1
    back = (here.isoweekday() - day - 1) % 7 + 1
    return civil.shifted(here, ahead if which == "following" else -back)


def month(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "last October", "next March", "July last year"."""
    which, number = phrase.word("which"), lexicon().months[phrase.word("month")]
    where = frame.published
    if phrase.has("yearwhich"):
        year = year_spoken_of(phrase, frame)
        return Meaning("DATE", _of_year(year, number, phrase.integer("day")), phase(phrase))
    if year_of(phrase, frame):
        return full_date(phrase, frame)
    if phrase.has("day"):
        return _named_day(which, Point(2000, number, phrase.integer("day")), phrase, frame)
    if which in ("following", "previous"):
        return Meaning("DATE", _related_month(which, number, frame), phase(phrase))
    if where is None or where.month is None:
        return Meaning("DATE", _of_year(None, number, None), phase(phrase))
    if which in ("last", "past"):
        return Meaning("DATE", _of_year(where.year - (number >= where.month), number, None), phase(phrase))
    year = where.year + (which == "next" and number <= where.month)
    return Meaning("DATE", _of_year(year, number, None), phase(phrase))


def year_spoken_of(phrase: Phrase, frame: Frame) -> int | None:
    """The year of "last year", "that year", "the following year" behind a month or season."""
    which = phrase.word("yearwhich")
    if which in _DEICTIC and (which not in _ANAPHORIC or not frame.is_narrative):
        return frame.published.year + _DEICTIC[which] if frame.published else None
    where = frame.told("Y") or frame.published
    return civil.add_years(where.year, _ANAPHORIC.get(which, 0)) if where else None


def _named_day(which: str, day: Point, phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "last Oct. 13", "this April 16": the nearest such day on that side of the publication."""
    here = frame.anchor if which in ("following", "previous") else frame.published
    if not civil.is_valid(day):
        return None
    if which == "this" or here is None or here.date is None:
        return Meaning("DATE", frame.dated(day.month or 1, day.day, phrase.tense), phase(phrase))
    days = (day._replace(year=here.year + years).date for years in (-1, 0, 1))
    if which in ("last", "past", "previous"):
        found = max((each for each in days if each and each < here.date), default=None)
    else:
        found = min((each for each in days if each and each > here.date), default=None)
    return Meaning("DATE", found.isoformat(), phase(phrase)) if found else None


def _of_year(year: int | None, month: int, day: int | None) -> str:
    return Point(year, month, day).value if year else "XXXX-" + Point(2000, month, day).value[5:]


def _related_month(which: str, number: int, frame: Frame) -> str:
    here = frame.anchor
    if here is None or here.month is None:
        return _of_year(here.year if here else None, number, None)
    if which == "previous":
        return _of_year(here.year - (number >= here.month), number, None)
    return _of_year(here.year + (number <= here.month), number, None)


def season(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "last spring", "this summer", "the following winter"."""
    which, code = phrase.word("which"), lexicon().seasons[phrase.word("season")]
    start = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    where = frame.anchor if which in _ANAPHORIC and which != "next" else frame.published
    if where is None and which == "next":
        where = frame.reference
    if where is None:
        return Meaning("DATE", f"XXXX-{code}")
    year = where.year
    if where.month is not None:
        if code == "WI" and where.month < 3 and which != "next":
            year -= 1
        begun = where.month >= start
        if which in ("last", "past", "previous"):
            year -= not begun or where.month < start + 3
        elif which in ("next", "following"):
            year += begun
    return Meaning("DATE", f"{Point(year).value}-{code}", phase(phrase))


def part_of_day(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "this morning", "last night", "that evening", "the next morning"."""
    which = phrase.word("which") or phrase.word("which2")
    if which == "next" and not phrase.has("the"):
        return None
    is_there = which in _ANAPHORIC or (frame.is_narrative and which == "this")
    anchor = frame.anchor if is_there else frame.published
    count = _ANAPHORIC.get(which, _DEICTIC.get(which, 0))
    part = lexicon().parts[phrase.word("part")]
    return Meaning("TIME", f"{civil.step(anchor, count, 'D')}T{part}")


def ago(phrase: Phrase, frame: Frame) -> Meaning:
    """As in "two years ago": before the publication, as exact as the unit."""
    count, unit = phrase.count(), unit_of(phrase)
    if by_clock := _by_clock(frame.published, count, unit, -1):
        return by_clock
    if count == "X" or unit.startswith("T"):
        return Meaning("DATE", "PAST_REF", refers=False)
    if count == "1" and unit == "Y" and frame.quarter:
        return Meaning("DATE", _year_before(frame.quarter), refers=False)
    return Meaning("DATE", _back(frame.published, count, unit, -1), refers=unit in ("D", "W", "M"))


def earlier(phrase: Phrase, frame: Frame) -> Meaning:
    """As in "a year earlier", "three days before": before where the text is."""
    count, unit = phrase.count(), unit_of(phrase)
    if by_clock := _by_clock(frame.anchor, count, unit, -1):
        return by_clock
    if count == "X" or unit.startswith("T"):
        return Meaning("DATE", "PAST_REF", refers=False)
    if count == "1" and unit == "Y" and frame.quarter:
        return Meaning("DATE", _year_before(frame.quarter), refers=False)
    return Meaning("DATE", _back(frame.told(unit) or frame.published, count, unit, -1), refers=False)


def later(phrase: Phrase, frame: Frame) -> Meaning:
    """As in "two days later": after where the text is."""
    count, unit = phrase.count(), unit_of(phrase)
    if by_clock := _by_clock(frame.reference, count, unit, 1):
        return by_clock
    if count == "X" or unit.startswith("T"):
        return Meaning("DATE", "FUTURE_REF", refers=False)
    return Meaning("DATE", _back(frame.told(unit), count, unit, 1))


def _by_clock(where: Point | None, count: str, unit: str, sign: int) -> Meaning | None:
    """Hours and minutes away: some time of the same day, or whole days ("48 hours ago")."""
    if where is None or where.date is None or not unit.startswith("T") or unit == "TNI":
        return None
    if unit == "TH" and count.isdigit() and int(count) % _DAY == 0:
        return Meaning("DATE", civil.step(where, sign * int(count) // _DAY, "D"), refers=False)
    return Meaning("TIME", f"{where.value}TXX", refers=False)


def half_more(phrase: Phrase, frame: Frame) -> Meaning:
    """As in "a year and a half ago"."""
    where, sign = frame.published, -1
    if phrase.word("way") != "ago":
        where, sign = (frame.reference, 1) if phrase.word("way") == "later" else (frame.anchor, -1)
    by_clock = _by_clock(where, "1.5", unit_of(phrase), sign)
    return by_clock or Meaning("DATE", _back(where, "1.5", unit_of(phrase), sign), refers=False)


def ago_within(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "two years ago this month", "five years ago next week"."""
    count, day = phrase.count(), frame.day
    there = away(day, -int(count), unit_of(phrase)) if day and count.isdigit() else None
    if there is None:
        return None
    finer = phrase.word("finer")[0].upper()
    return Meaning("DATE", civil.step(civil.of(there), _DEICTIC[phrase.word("which")], finer))


def month_ago(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "in August five years ago", "five years ago in August"."""
    count, where = phrase.count(), frame.published
    if where is None or not count.isdigit():
        return None
    month = lexicon().months[phrase.word("month")]
    return Meaning("DATE", _of_year(where.year - int(count), month, phrase.integer("day")), phase(phrase))


def weekdays_ago(phrase: Phrase, frame: Frame) -> Meaning:
    """As in "two Sundays ago"."""
    count, day = phrase.count(), lexicon().weekdays_plural[phrase.word("weekday")]
    if frame.day is None or not count.isdigit():
        return Meaning("DATE", "PAST_REF", refers=False)
    back = (frame.day.isoweekday() - day - 1) % 7 + 1 + 7 * (int(count) - 1)
    return Meaning("DATE", civil.step(frame.published, -back, "D"))


def ago_from_day(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "a year ago today", "a week ago Tuesday", "two days from now", "a week from Friday"."""
    count, unit = phrase.count(), unit_of(phrase)
    sign = 1 if phrase.has("from") else -1
    if not count.isdigit() or unit.startswith("T"):
        return Meaning("DATE", "FUTURE_REF" if sign > 0 else "PAST_REF", refers=False)
    if phrase.has("now"):
        return Meaning("DATE", civil.step(frame.published, int(count), unit))
    here = _day_counted_from(phrase, frame, sign)
    there = here and away(here, sign * int(count), unit)
    return Meaning("DATE", there.isoformat()) if there else None


def _day_counted_from(phrase: Phrase, frame: Frame, sign: int) -> date | None:
    if phrase.has("weekday"):
        return frame.weekday(lexicon().weekdays[phrase.word("weekday")], "future" if sign > 0 else "past")
    return frame.day and civil.shifted(frame.day, DAYS_AWAY[phrase.word("word")])


def week_of_day(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "the week of May 8", "the weekend of Oct. 21"."""
    stated = full_date(phrase, frame)
    where = civil.point(stated.value) if stated else None
    if where is None or where.date is None:
        return None
    return Meaning("DATE", civil.week_of(where.date) + ("-WE" if unit_of(phrase) == "WE" else ""))


def quarter_century_ago(phrase: Phrase, frame: Frame) -> Meaning:
    """Twenty-five years before the publication."""
    return Meaning("DATE", civil.step(frame.published, -25, "Y"), refers=False)


def vaguely_later(phrase: Phrase, frame: Frame) -> Meaning:
    """As in "days later", "weeks earlier"."""
    way = phrase.word("way")
    is_later = way in ("later", "afterwards")
    where = frame.reference if is_later else frame.published if way == "ago" else frame.anchor
    if by_clock := _by_clock(where, "X", unit_of(phrase), 1):
        return by_clock
    return Meaning("DATE", "FUTURE_REF" if is_later else "PAST_REF", refers=False)


def _back(where: Point | None, count: str, unit: str, sign: int) -> str:
    amount = float(count)
    if amount != int(amount) and unit in YEARS:
        amount, unit = amount * YEARS[unit], "Y"
    if amount != int(amount) and unit == "Y":
        amount, unit = amount * 12, "M"
    return civil.step(where, sign * int(amount), unit)


def _year_before(quarter: str) -> str:
    return f"{int(quarter[:4]) - 1:04}{quarter[4:]}"


def within_unit(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "later that month", "earlier this year", "the end of the month", "late in the year"."""
    unit, which = unit_of(phrase), phrase.word("which")
    if unit.startswith("T") or unit == "WE":
        return None
    where = _spoken_of(which, unit, frame)
    if unit == "D":
        is_there = which in ("the", "that", "same")
        return Meaning("DATE", civil.step(where, 0, "D"), refers=False) if is_there else None
    return Meaning("DATE", civil.step(where, _DEICTIC.get(which, 0), unit), phase(phrase))


def _spoken_of(which: str, unit: str, frame: Frame) -> Point | None:
    """Where "that month" and "the month" lie; a report's "the month" is its own where none was named."""
    if which not in ("", "the", "that", "same"):
        return frame.published
    where = frame.reference
    is_vague = where is None or (unit != "Y" and where.month is None) or (unit in "DW" and where.day is None)
    is_own = which == "the" and not frame.is_narrative and (is_vague or unit != "D")
    return frame.published if is_own else frame.anchor


def the_unit(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "for the year", "during the week"; "the year ended June 30" is a stretch."""
    if phrase.after() in CLOSED:
        return Meaning("DURATION", duration("1", unit_of(phrase)), refers=False)
    where = frame.anchor if frame.is_narrative else frame.published
    if phrase.after() in ("'s", "’s") and phrase.word("unit") != "year":
        return Meaning("DATE", civil.step(where, 0, unit_of(phrase)), refers=False)
    if phrase.before() not in ("for", "during") or phrase.after() in _SPECIFIED:
        return None
    return Meaning("DATE", civil.step(where, 0, unit_of(phrase)), refers=False)


def units_end(phrase: Phrase, frame: Frame) -> Meaning:
    """As in "year-end", "month's end", "midyear"."""
    unit = unit_of(phrase)
    if unit == "Y" and (stated := year_of(phrase, frame)):
        return Meaning("DATE", f"{Point(stated).value}-12-31")
    if unit == "Y" and frame.published and not frame.is_narrative:
        year = frame.published.year - (phrase.before() == "since")
        return Meaning("DATE", f"{year:04}-12-31" if phrase.has("end") else f"{year:04}", "MID")
    return Meaning("DATE", civil.step(frame.anchor, 0, unit), "END" if phrase.has("end") else "MID")


def units_middle(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "mid-year", "midweek"."""
    unit = unit_of(phrase) if phrase.has("unit") else {"y": "Y", "w": "W", "m": "M"}[phrase.word("word")[3]]
    if unit not in ("Y", "W", "M"):
        return None
    where = frame.anchor if frame.is_narrative else frame.published
    return Meaning("DATE", civil.step(where, 0, unit), "MID", refers=False)


def weekday_of_month(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "the first Tuesday in November"."""
    month, day = lexicon().months[phrase.word("month")], lexicon().weekdays[phrase.word("weekday")]
    value = (
        Point(year, month).value
        if (year := year_of(phrase, frame))
        else frame.dated(month, None, phrase.tense)
    )
    cover = civil.cover(value)
    if not cover.begin or not cover.end:
        return None
    first, last = date.fromisoformat(cover.begin), date.fromisoformat(cover.end)
    if phrase.word("which") == "last":
        found = civil.shifted(last, -((last.isoweekday() - day) % 7))
    else:
        weeks = (phrase.integer("which") or 1) - 1
        found = civil.shifted(first, (day - first.isoweekday()) % 7 + 7 * weeks)
    return Meaning("DATE", found.isoformat()) if found and found <= last else None


def ordinal_day(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "the 20th", "Friday the 13th": of the month that the text is at."""
    where, after = frame.anchor, phrase.after()
    is_day = frame.is_narrative or phrase.has("whole") or phrase.has("weekday") or phrase.before() == "on"
    if not is_day or where is None or where.month is None:
        return None
    if (
        not phrase.has("whole")
        and after[:1].isalpha()
        and after not in ("and", "the", "in", "at", "of", "with", "a", "to")
    ):
        return None
    if _names_units(phrase):
        return None
    found = Point(where.year, where.month, phrase.integer("day"))
    if phrase.has("weekday"):
        named = lexicon().weekdays[phrase.word("weekday")]
        if found.date is None or found.date.isoweekday() != named:
            return None
    return Meaning("DATE", found.value) if civil.is_valid(found) else None


def _names_units(phrase: Phrase) -> bool:
    """As in "the 3rd and 4th Division"."""
    rest = phrase.tokens[phrase.end : phrase.end + 8]
    after = next((t for t in rest if t.word not in ("and", ",") and not t.word[:1].isdigit()), None)
    return after is not None and after.is_capital and rest[0].word != "."


def next_unit(phrase: Phrase, frame: Frame) -> Meaning:
    """As in "the day after", "the month before": from where the text is."""
    count = 1 if phrase.word("way") in ("after", "following") else -1
    return _unit_away(phrase, frame.anchor, count)


def second_unit(phrase: Phrase, frame: Frame) -> Meaning:
    """As in "the year before last", "the week after next": two from the publication."""
    return _unit_away(phrase, frame.published, 2 if phrase.word("way") == "after" else -2)


def _unit_away(phrase: Phrase, where: Point | None, count: int) -> Meaning:
    unit = unit_of(phrase)
    if unit == "TNI":
        return Meaning("TIME", f"{civil.step(where, count, 'D')}TNI", refers=False)
    return Meaning("DATE", civil.step(where, count, unit), refers=count > 0)


RULES = [
    Rule("<early|late:phase>?<today|yesterday|tomorrow:day>(?:<PART:part>)?", day_word),
    Rule("<the>?<day><before|after:beyond><yesterday|tomorrow:day>", day_word),
    Rule("<late>?<tonight>", tonight),
    Rule(f"{PHASE}?(?:(?P<the><the>))?{HERE}<UNIT:unit>", counted_unit),
    Rule("<the><weekend>", the_weekend),
    Rule(f"{PHASE}?{THERE}<UNIT:unit>", related_unit),
    Rule(
        "<early|late:phase>?(?:<the|this>?<last|past|this|next|coming|upcoming|following|previous:which>)?"
        "<WEEKDAY:weekday>(?:<PART:part>)?",
        weekday,
    ),
    Rule("<WEEKDAY:weekday><of><last|this|next:week><week>", weekday_of_week),
    Rule(
        f"{PHASE}?<the|this>?<last|past|this|next|coming|following|previous:which><MONTH:month>"
        f"(?:<DAY:day>(?!<DASH>?<UNIT|UNITS>)(?:<COMMA>?{YEAR})?)?",
        month,
    ),
    Rule(
        f"{PHASE}?<MONTH:month><DAY:day>?<of>?<the>?"
        "<last|this|next|that|same|following|previous:yearwhich><year>",
        month,
    ),
    Rule(
        f"{PHASE}?<the>?<last|past|this|next|coming|following|previous|same|that:which><SEASON:season>",
        season,
    ),
    Rule("<early|late>?<the>?<last|this|next|following|previous:which><PART:part>", part_of_day),
    Rule("<early|late>?<that:which2><same>?<PART:part>", part_of_day),
    Rule("<early|late>?(?P<the><the>)<next|same:which><PART:part>", part_of_day),
    Rule(f"{APPROXIMATELY}?{OR_COUNT}{COUNT}<UNIT|UNITS:unit>(?:<or><so|more|two>)?<ago>", ago),
    Rule(f"{APPROXIMATELY}?<a|an|one><UNIT:unit><and><a><half><ago|earlier|later:way>", half_more),
    Rule(
        f"{APPROXIMATELY}?{COUNT}<year|years|decade|decades:unit><ago><this|last|next:which><week|month:finer>",
        ago_within,
    ),
    Rule(f"{PHASE}?<MONTH:month><DAY:day>?{COUNT}<year|years><ago>", month_ago),
    Rule(f"{APPROXIMATELY}?{COUNT}<year|years><ago><in|on><MONTH:month><DAY:day>?", month_ago),
    Rule(f"{COUNT}<WEEKDAYS:weekday><ago>", weekdays_ago),
    Rule(f"{APPROXIMATELY}?{COUNT}<UNIT|UNITS:unit><back>(?=<.|COMMA>)", ago),
    Rule(f"{APPROXIMATELY}?{OR_COUNT}{COUNT}<UNIT|UNITS:unit><earlier|previously>", earlier),
    Rule(f"{APPROXIMATELY}?{COUNT}<UNIT|UNITS:unit><before>(?=<.|COMMA>)", earlier),
    Rule(f"{APPROXIMATELY}?{COUNT}<UNIT|UNITS:unit><after>(?=<.|COMMA>)", later),
    Rule(f"{APPROXIMATELY}?{OR_COUNT}{COUNT}<UNIT|UNITS:unit>(?:<later|afterwards|thereafter>)", later),
    Rule(
        f"{APPROXIMATELY}?{COUNT}<UNIT|UNITS:unit>(?:<ago>|(?P<from><from>))"
        "(?:<today|yesterday|tomorrow:word>|<on|last|next>?<WEEKDAY:weekday>)",
        ago_from_day,
    ),
    Rule(f"{APPROXIMATELY}?{COUNT}<UNIT|UNITS:unit>(?P<from><from>)<now:now>", ago_from_day),
    Rule(f"<the>?<week|weekend:unit><of><MONTH:month><DAY:day>(?:<COMMA>?{YEAR})?", week_of_day),
    Rule(f"{APPROXIMATELY}?<a><quarter><DASH>?<of>?<a>?<century><ago>", quarter_century_ago),
    Rule("<UNITS:unit><later|earlier|afterwards|ago:way>", vaguely_later),
    Rule("<later|earlier><in>?<the|this|that|last|next|same:which><same>?<UNIT:unit>", within_unit),
    Rule(f"{PHASE}<in>?<the|this|that|last|next|same|current:which><same>?<UNIT:unit>", within_unit),
    Rule(f"<UNIT:unit>(?:<DASH>|<POSSESSIVE>)(?P<end><end>)(?:<of>?{YEAR})?", units_end),
    Rule(f"(?<=<at|by|since|through|until|before|of>)<year:unit>(?P<end><end>)(?:<of>?{YEAR})?", units_end),
    Rule("<mid:phase><DASH>?<UNIT:unit>|<midyear|midweek|midmonth:word>", units_middle),
    Rule(
        f"<the>?<ORDINAL|last:which><WEEKDAY:weekday><of|in><MONTH:month>(?:<of>?{YEAR})?", weekday_of_month
    ),
    Rule("(?:<WEEKDAY:weekday><COMMA>?)?<the><DAYORDINAL:day>", ordinal_day),
    Rule("(?<=<on>)<the>(?P<day><twenty|thirty><DASH>?<ORDINAL>)", ordinal_day),
    Rule("(?P<whole><the>?<DAYORDINAL:day><of><that|the><same>?<month>)", ordinal_day),
    Rule("<the><full|whole|entire>?<year|week|month:unit>", the_unit),
    Rule(
        "<the><day|night|week|month|year:unit><after|before|following:way>(?=<.|COMMA|;|in|at|when|and|but>)",
        next_unit,
    ),
    Rule("<the><night|week|month|year:unit>(?:<before:way><last>|<after:way><next>)(?!<UNIT>)", second_unit),
]
