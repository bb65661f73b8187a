"""Dates that name their calendar: days, months, years, decades, centuries, quarters, seasons, holidays."""

from __future__ import annotations

import re
from datetime import date

from accordingto.reading.times import calendars, civil
from accordingto.reading.times.civil import Point
from accordingto.reading.times.lexicon import lexicon
from accordingto.reading.times.phrase import Meaning, Phrase, Pieces, Rule, number
from accordingto.reading.times.reference import Frame

#: Words of a phase -> TIMEX3's modifier.
PHASES = {
    "early": "START", "beginning": "START", "start": "START", "opening": "START", "outset": "START", "turn": "START",
    "mid": "MID", "middle": "MID", "midst": "MID",
    "late": "END", "end": "END", "close": "END", "latter": "END", "rest": "END", "remainder": "END", "eve": "START",
}  # fmt: skip
#: A year without words around it that make it one: nouns after it that are counted.
_YEAR_CUES = frozenset(
    "in since of by until till from to during before after and or through the early late mid around about between for"
    " circa throughout as ( , - – — at its his their a an was post pre back on /".split()
)

_JOINERS = frozenset(("and", "to", "or", "until", "till", "through", "-", "–", "—", "/"))
_FILLERS = frozenset((",", "of", "the", "early", "mid", "late"))
#: Names of months that are also common words, and the words before that make them months.
_AMBIGUOUS = frozenset(("may", "march"))
_MONTH_CUES = frozenset(
    "in since of by until till from to during before after and or through throughout early late mid around about"
    " between last next this that ( / - – —".split()
)
PHASE = "(?:<the>?<early|late|mid:phase><DASH>?(?:<in>)?|<the>?<end|beginning|start|middle|close|outset:phase2><of>)"
YEAR = "(?:<YEAR:year>|(?P<words><nineteen><NUMWORD>(?:<DASH>?<NUMWORD>)?|<two><thousand>(?:<and>?<NUMWORD>)?)|<YY:yy>|<NUMBER:yearbc><BC:bc>|<BC><YEAR:yearad>)"
DAYS = "(?:<the>?(?:<DAY:day>|<DAYORDINAL:dayth>))"


def phase(phrase: Phrase) -> str:
    """START, MID, END or nothing, by the words before a date."""
    for name in ("phase", "phase2"):
        if phrase.has(name):
            return PHASES.get(phrase.word(name), "")
    return ""


def year_of(phrase: Phrase, frame: Frame) -> int | None:
    """The year that a phrase states in one of its ways."""
    if phrase.has("yearbc"):
        return -int(number(phrase.words("yearbc")) or 0) or None
    for name in ("year", "yearad"):
        if phrase.has(name):
            return int(phrase.word(name))
    if phrase.has("words"):
        return _spoken(phrase.words("words"))
    if phrase.has("yy"):
        return _century(int(phrase.word("yy")[1:]), frame)
    return None


def _century(short: int, frame: Frame) -> int:
    """'45: in the century that the text is at, else the latest."""
    year = frame.year()
    if year and frame.is_narrative:
        return (year // 100 - (short > year % 100 + 1)) * 100 + short
    return (1900 if short > 40 else 2000) + short


def day_of(phrase: Phrase) -> int | None:
    """The day of the month in digits or as an ordinal."""
    for name in ("day", "dayth"):
        if phrase.has(name):
            return phrase.integer(name)
    return None


def month_of(phrase: Phrase) -> int:
    """The month that a phrase names."""
    word = phrase.word("month")
    return lexicon().months.get(word) or lexicon().foreign_months[word]


def full_date(phrase: Phrase, frame: Frame) -> Meaning | None:
    """A month, with a day, a year or both, or neither."""
    month, day = month_of(phrase), day_of(phrase)
    year = year_of(phrase, frame) or year_ahead(phrase, month)
    if day is not None and not civil.is_valid(Point(year or 2000, month, day)):
        return None
    if year is not None:
        return Meaning("DATE", Point(year, month, day).value, phase(phrase))
    return Meaning("DATE", frame.dated(month, day, tense_of(phrase)), phase(phrase))


def tense_of(phrase: Phrase) -> str:
    """The tense around a month: "by June" is to come unless something says that it is past."""
    return phrase.tense or ("future" if phrase.before() == "by" else "")


def year_ahead(phrase: Phrase, month: int) -> int | None:
    """The year that a second date states for both: "from May 15 to August 16, 1988"."""
    book, last, joined = lexicon(), 0, False
    for distance in range(1, 10):
        word = phrase.after(distance)
        if word in _JOINERS:
            joined = True
        elif joined and word in book.months and not last:
            last = book.months[word]
        elif joined and last and len(word) == 4 and word.isdigit():
            return int(word) - (last < month)
        elif not (joined and (word[:2].isdigit() or word[:1].isdigit() or word in _FILLERS)):
            return None
    return None


def bare_month(phrase: Phrase, frame: Frame) -> Meaning | None:
    """A month alone; "May" and "March" only where a word before makes them one."""
    if len(phrase.word("month")) < 4 and phrase.word("month") != "may":
        return None
    is_month = phase(phrase) or phrase.before() in _MONTH_CUES or year_ahead(phrase, month_of(phrase))
    if phrase.word("month") in _AMBIGUOUS and not is_month:
        return None
    return full_date(phrase, frame)


def days_of_month(phrase: Phrase, frame: Frame) -> Pieces | None:
    """ "3 to 5 May 2018", "May 3-5": each day on its own."""
    year, month = year_of(phrase, frame), month_of(phrase)
    pieces = []
    for name in ("first", "second", "third"):
        if not phrase.has(name):
            continue
        day = phrase.integer(name)
        if day is None or not civil.is_valid(Point(year or 2000, month, day)):
            return None
        value = Point(year, month, day).value if year else frame.dated(month, day, phrase.tense)
        pieces.append((f"{name}_span", Meaning("DATE", value)))
    return pieces


def bare_year(phrase: Phrase, frame: Frame) -> Meaning | None:
    """A number that is a year by the words around it."""
    year, after, before = int(phrase.word("year")), phrase.after(), phrase.before()
    if before in "$€£#" and before or after in ("%", "percent", "°") or year > 2100:
        return None
    stated = before in _YEAR_CUES or after in (",", ".", ")", "-", "–", ";", ":", "'s", "’s") or not after
    counted = re.fullmatch(r"[a-z]{3,}[^s]s|people|men|women|children|km|miles|troops|feet|of", after)
    if counted and before not in ("in", "since", "by", "until", "the", "of", "from"):
        return None
    if counted and after in ("people", "men", "women", "children", "troops", "km", "miles", "feet"):
        return None
    if not stated and not 1700 <= year <= 2060:
        return None
    if before in ("about", "around", "for", "over", "than", "nearly", "to", "least", "some") and counted:
        return None
    return Meaning("DATE", phrase.word("year"), phase(phrase))


def year_in_words(phrase: Phrase, frame: Frame) -> Meaning | None:
    """ "nineteen ninety-six", "two thousand"."""
    year = _spoken(phrase.words("words"))
    return Meaning("DATE", str(year)) if 1800 <= year <= 2100 else None


def _spoken(words: list[str]) -> int:
    first, rest = number(words[:1]) or 0, number(words[1:]) or 0
    return int(first * 100 + rest) if first in (18, 19, 20) else int(number(words) or 0)


def year_range(phrase: Phrase, frame: Frame) -> Pieces | None:
    """ "1939-45", "1955 to 1957"."""
    first = int(phrase.word("year"))
    last = phrase.word("last")
    second = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    if second <= first or (len(last) == 4 and second - first > 1000):
        return None
    return [("first_span", Meaning("DATE", str(first))), ("last", Meaning("DATE", str(second)))]


def range_before_christ(phrase: Phrase, frame: Frame) -> Pieces | None:
    """ "499 to 493 BC"."""
    first, last = phrase.integer("first"), phrase.integer("last")
    if not first or not last or last >= first:
        return None
    return [
        ("first_span", Meaning("DATE", Point(-first).value)),
        ("last_span", Meaning("DATE", Point(-last).value)),
    ]


def any_year(phrase: Phrase, frame: Frame) -> Meaning | None:
    """A year with an era, an apostrophe, or a word before that makes it one."""
    year = year_of(phrase, frame)
    return Meaning("DATE", Point(year).value, phase(phrase)) if year else None


def decade(phrase: Phrase, frame: Frame) -> Meaning | None:
    """ "the 1990s", "the late '80s", "the nineties"."""
    if phrase.has("word"):
        century = "19" if frame.is_narrative and frame.reference is None else str(frame.year() or 1999)[:2]
        tens = lexicon().decades[phrase.word("word")]
        century = "19" if century == "20" and tens > 2 else century
        return Meaning("DATE", f"{century}{tens}", phase(phrase))
    digits = re.sub(r"\D", "", phrase.word("decade"))
    if len(digits) == 2:
        digits = f"{_century(int(digits), frame):04}" if int(digits) % 10 == 0 else ""
    return Meaning("DATE", digits[:3], phase(phrase)) if digits else None


def century(phrase: Phrase, frame: Frame) -> Meaning | None:
    """ "the 19th century"."""
    which = phrase.integer("which")
    if not which or which > 30:
        return None
    if phrase.has("bc"):
        return Meaning("DATE", f"BC{which - 1:02}", phase(phrase))
    return Meaning("DATE", f"{which - 1:02}", phase(phrase))


def season(phrase: Phrase, frame: Frame) -> Meaning | None:
    """ "spring 2018", "the winter of 1941"."""
    year = year_of(phrase, frame)
    code = lexicon().seasons[phrase.word("season")]
    return Meaning("DATE", f"{Point(year).value}-{code}", phase(phrase)) if year else None


def bare_season(phrase: Phrase, frame: Frame) -> Meaning | None:
    """ "in the summer", "last winter" without a year: by the narrative or the publication."""
    word = phrase.word("season")
    if not _is_season(phrase, frame):
        return None
    code = lexicon().seasons[word]
    start = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    value = frame.dated(start, None, phrase.tense)
    if code == "WI" and frame.is_narrative and frame.reference and (frame.reference.month or 12) <= 3:
        value = Point(frame.reference.year).value
    return Meaning(
        "DATE", f"{value.partition('-')[0] if 'BC' not in value else value[:6]}-{code}", phase(phrase)
    )


def _is_season(phrase: Phrase, frame: Frame) -> bool:
    """Whether "fall" and "spring" are seasons here; in a report a bare season needs its article."""
    word = phrase.word("season")
    introduced = (
        phrase.has("the") or bool(phase(phrase)) or phrase.before() in ("in", "by", "since", "until", "this")
    )
    if word == "fall":
        return introduced and phrase.after() not in ("of", "to", "in", "from", "into")
    return introduced or frame.is_narrative


def iso(phrase: Phrase, frame: Frame) -> Meaning | None:
    """2018-04-06, with or without a time."""
    value = phrase.word("iso").upper()
    where = civil.point(value[:10])
    if not where or not civil.is_valid(where):
        return None
    return Meaning("TIME" if "T" in value else "DATE", value)


def numeric(phrase: Phrase, frame: Frame) -> Meaning | None:
    """03/20/1999 and 20.03.1999. Where the order is open, only the year is known."""
    first, second, year = map(int, re.split(r"[/.]", phrase.word("numeric")))
    if year < 100:
        year = _century(year, frame)
    if "." in phrase.word("numeric") or (first > 12 >= second):
        first, second = second, first
    elif first <= 12 and second <= 12 and first != second:
        return _open_order(year, first, second, frame)
    where = Point(year, first, second)
    return Meaning("DATE", where.value) if civil.is_valid(where) else None


def _open_order(year: int, first: int, second: int, frame: Frame) -> Meaning:
    """One order may be the day of publication or shortly before it; else the day stays open."""
    for month, day in ((first, second), (second, first)):
        where = Point(year, month, day).date
        if where and frame.day and 0 <= (frame.day - where).days <= 1:
            return Meaning("DATE", where.isoformat())
    return Meaning("DATE", f"{year:04}-XX-XX")


def quarter(phrase: Phrase, frame: Frame) -> Meaning | None:
    """ "the third quarter of 1989", "third-quarter"; without a year the latest one begun."""
    word = phrase.word("q")
    which = int(word[1]) if word else phrase.integer("which")
    if not which or which > 4:
        return None
    year = year_of(phrase, frame)
    if year is None:
        year = _quarter_year(which, phrase, frame)
    return Meaning("DATE", f"{year:04}-Q{which}" if year else f"XXXX-Q{which}", phase(phrase))


def _quarter_year(which: int, phrase: Phrase, frame: Frame) -> int | None:
    where = frame.published
    if where is None or where.month is None:
        return where.year if where else None
    begun = (where.month - 1) // 3 + 1
    if which == begun - 1:
        return where.year
    if which > begun and phrase.tense != "future":
        return where.year - 1
    return where.year + (1 if which < begun and phrase.tense == "future" else 0)


def half(phrase: Phrase, frame: Frame) -> Meaning | None:
    """ "the first half of 1990", "the last half of the '80s"."""
    is_first = phrase.word("which") in ("first", "1st")
    if phrase.has("decade"):
        inner = decade(phrase, frame)
        return inner._replace(part="START" if is_first else "END") if inner else None
    if phrase.has("month"):
        inner = full_date(phrase, frame)
        return inner._replace(part="START" if is_first else "END") if inner else None
    year = year_of(phrase, frame) or (frame.year() if phrase.has("unit") else None)
    return Meaning("DATE", f"{Point(year).value}-H{1 if is_first else 2}") if year else None


def fiscal(phrase: Phrase, frame: Frame) -> Meaning | None:
    """ "fiscal 1990", "the fiscal year": what days it covers depends on whose year it is."""
    year = year_of(phrase, frame) or (frame.published.year if frame.published else None)
    value = Point(year).value if year else "XXXX"
    return Meaning("DATE", value, begin="", end="", precision="year", refers=False)


def holiday(phrase: Phrase, frame: Frame) -> Meaning | None:
    """A feast, in a stated year, last or next, or nearest."""
    if phrase.before() == "operation":
        return None
    name = phrase.word("holiday")
    year = year_of(phrase, frame)
    spans = [s for y in _holiday_years(year, frame) if (s := calendars.holiday(name, y))]
    span = spans[0] if year and spans else nearest(spans, phrase, frame)
    if span is None:
        fixed = lexicon().holidays_fixed.get(name)
        return Meaning("DATE", f"XXXX-{fixed}" if fixed else "XXXX-XX-XX", refers=False)
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
    which = phrase.word("which") or {"past": "last", "future": "next"}.get(phrase.tense, "")
    if frame.is_narrative and not phrase.word("which"):
        same = [span for span in spans if span[0].year == anchor.year]
        return same[0] if same else None
    past = [span for span in spans if span[0] <= here]
    coming = [span for span in spans if span[1] >= here]
    if which in ("last", "past", "previous"):
        return max(past, default=None)
    if which in ("next", "coming", "this", "upcoming"):
        return min(coming, default=None)
    return min(spans, key=lambda span: abs((span[0] - here).days))


def islamic_month(phrase: Phrase, frame: Frame) -> Meaning | None:
    """Ramadan and the other months: of a Gregorian or an Islamic year, or the nearest."""
    month = lexicon().islamic_months[phrase.word("month")]
    if month != 9 and not phrase.has("year") or phrase.before() == "operation":
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


def foreign_day(phrase: Phrase, frame: Frame) -> Meaning | None:
    """ "15 Sha'ban 1439", "1 Farvardin 1397": a day of another calendar as a Gregorian one."""
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
    """A day with a name of its own."""
    return Meaning("DATE", lexicon().named_days[phrase.word("name")])


_JOIN = "(?:<DASH>|<to>|<and>|<or>|<until>|<till>|<through>|<SLASH>|<COMMA>)"
RULES = [
    Rule("<ISO:iso>", iso),
    Rule("<NUMERIC:numeric>", numeric),
    Rule(f"{PHASE}?(?:<WEEKDAY><COMMA>?)?<the>?<MONTH:month>(?:<the>?<DAY:day>|<the>?<DAYORDINAL:dayth>)(?:(?:<COMMA>|<of>)?{YEAR})?", full_date),
    Rule(f"{PHASE}?(?:<WEEKDAY><COMMA>?<the>?)?{DAYS}<of>?<MONTH|FOREIGN:month>(?:(?:<COMMA>|<of>)?{YEAR})?", full_date),
    Rule(f"{PHASE}?<MONTH|FOREIGN:month>(?:<COMMA>|<of>)?{YEAR}", full_date),
    Rule(f"{PHASE}?<MONTH:month>", bare_month),
    Rule(
        f"(?P<first_span><the>?<DAY|DAYORDINAL:first>){_JOIN}(?:(?P<second_span><the>?<DAY|DAYORDINAL:second>)"
        f"<COMMA>?{_JOIN})?(?P<third_span><the>?<DAY|DAYORDINAL:third><of>?<MONTH:month>(?:<COMMA>?{YEAR})?)",
        days_of_month,
    ),
    Rule(
        f"(?P<first_span><MONTH:month><DAY|DAYORDINAL:first>){_JOIN}(?:(?P<second_span><DAY|DAYORDINAL:second>)"
        f"<COMMA>?{_JOIN})?(?P<third_span><the>?<DAY|DAYORDINAL:third>(?:<COMMA>?{YEAR})?)(?!<MONTH|UNIT|UNITS>)",
        days_of_month,
    ),
    Rule(f"{PHASE}?(?:<the><year>)?<YEAR:year>", bare_year),
    Rule("(?P<first_span>(?:<the><years>)?<YEAR:year>)(?:<DASH>|<to>|<until>|<SLASH>)(?P<last><YEAR>|<DAY|TWO>)(?!<MONTH|UNITS|NUMBER>)", year_range),
    Rule("(?P<first_span><NUMBER:first>)(?:<DASH>|<to>|<until>|<and>)(?P<last_span><NUMBER:last><BC>)", range_before_christ),
    Rule(f"{PHASE}?(?:<circa|ca><.>?)?(?:<NUMBER:yearbc><BC:bc>|<BC><YEAR:yearad>)", any_year),
    Rule(f"{PHASE}?<YY:yy>", any_year),
    Rule("(?:<the><year>)(?P<words><NUMWORD>(?:<DASH>?<NUMWORD>)*)", year_in_words),
    Rule("(?P<words><nineteen><NUMWORD>(?:<DASH>?<NUMWORD>)?)", year_in_words),
    Rule(f"{PHASE}?<the>?<DECADE:decade>", decade),
    Rule(f"{PHASE}?<the><DECADEWORD:word>", decade),
    Rule(f"{PHASE}?<the>?<ORDINAL:which><DASH>?<century>(?P<bc><BC>)?", century),
    Rule(f"{PHASE}?<the>?<SEASON:season><of>?{YEAR}", season),
    Rule(f"{PHASE}?(?P<the><the>)?<SEASON:season>", bare_season),
    Rule(f"<the>?(?:<fiscal><DASH>?)?<ORDINAL:which><DASH>?<quarter>(?:<of>?(?:<fiscal>)?{YEAR})?", quarter),
    Rule("<the>?<YEAR:year><ORDINAL:which><DASH>?<quarter>", quarter),
    Rule(f"<q1|q2|q3|q4:q>(?:<of>?{YEAR})?", quarter),
    Rule(f"<the><first|second|last|latter:which><half><of>(?:{YEAR}|<the>?<DECADE:decade>|<MONTH:month>(?:<of>?<YEAR>)?|<the>(?P<unit><year>))", half),
    Rule(f"<the>?<fiscal|fy>(?:<year>)?(?:{YEAR})?", fiscal),
    Rule(f"(?:<last|next|this|past|coming:which>)?<HOLIDAY:holiday>(?:(?:<COMMA>|<of>)?{YEAR})?", holiday),
    Rule(f"(?:<last|next|this:which>)?<ISLAMIC:month>(?:<of>?{YEAR})?", islamic_month),
    Rule(f"{DAYS}<of>?(?:<ISLAMIC:islamic>|<PERSIAN:persian>|<ETHIOPIAN:ethiopian>)(?:<COMMA>?{YEAR})?", foreign_day),
    Rule("<NAMEDDAY:name>", named_day),
]  # fmt: skip
