"""Periods of accounts: quarters, halves, and the same period of another year."""

from __future__ import annotations

from accordingto.reading.times import civil
from accordingto.reading.times.absolute import PHASE, YEAR, phase, year_of
from accordingto.reading.times.civil import Point
from accordingto.reading.times.durations import CLOSED, COUNT, unit_of
from accordingto.reading.times.lengths import duration
from accordingto.reading.times.lexicon import lexicon
from accordingto.reading.times.phrase import Meaning, Phrase, Pieces, Rule
from accordingto.reading.times.reference import Frame

_YEARS_AWAY = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "prior": -1,
    "this": 0,
    "current": 0,
    "next": 1,
    "coming": 1,
}
_FINAL = frozenset(("final", "last", "closing"))


def quarter(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "the third quarter of 1989", "last year's third quarter"; without a year the latest one begun.

    The first one that a report tells of in the past is what it reports on: a fiscal one may end early.
    """
    return _quarter(_which(phrase), phrase, frame)


def joined_quarters(phrase: Phrase, frame: Frame) -> Pieces | None:
    """As in "the third and fourth quarters"."""
    pieces = [(f"{name}_span", _quarter(phrase.integer(name), phrase, frame)) for name in ("first", "last")]
    return [(name, meaning) for name, meaning in pieces if meaning]


def _quarter(which: int | None, phrase: Phrase, frame: Frame) -> Meaning | None:
    if not which or which > 4:
        return None
    year = year_of(phrase, frame) or _other_year(phrase, frame) or _quarter_year(which, phrase, frame)
    value = f"{year:04}-Q{which}" if year else f"XXXX-Q{which}"
    is_first_told = frame.quarter is None and phrase.tense == "past"
    if year and (phrase.after() in CLOSED or is_first_told):
        frame.report_on(value)
    return Meaning("DATE", value, phase(phrase))


def _which(phrase: Phrase) -> int | None:
    if phrase.has("q"):
        return int(phrase.word("q")[1])
    return 4 if phrase.word("which") in _FINAL else phrase.integer("which")


def _other_year(phrase: Phrase, frame: Frame) -> int | None:
    """The year of "last year's", "of next year", "a year earlier", "in the year-ago"."""
    if frame.published is None or not any(map(phrase.has, ("yearwhich", "back", "thisyear"))):
        return None
    if phrase.has("thisyear"):
        return frame.published.year
    return frame.published.year + _YEARS_AWAY.get(phrase.word("yearwhich"), -1)


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


def month_quarter(phrase: Phrase, frame: Frame) -> Meaning:
    """As in "the September quarter": the three months that end with it."""
    month = lexicon().months[phrase.word("month")]
    year = year_of(phrase, frame)
    stated = f"{year:04}" if year else frame.dated(month, None, phrase.tense).partition("-")[0]
    return Meaning("DATE", f"{stated}-Q{(month + 2) // 3}")


def the_quarter(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "the quarter", "the latest period": the one last spoken of, else the last that is over."""
    if (
        phrase.word("unit") == "period"
        and not frame.quarter
        and phrase.word("which") not in ("latest", "most recent")
    ):
        return None
    if phrase.has("now") and frame.published:
        return Meaning("DATE", civil.step(frame.published, 0, "Q"), refers=False)
    value = _closing(phrase, frame) or frame.quarter or frame.latest_quarter or "XXXX-QX"
    return Meaning("DATE", value, refers=False)


def _closing(phrase: Phrase, frame: Frame) -> str | None:
    """The quarter of the month named behind "ended"."""
    month = lexicon().months.get(phrase.after(2))
    if phrase.after() not in CLOSED or month is None:
        return None
    year, _, rest = frame.dated(month, None, "past" if phrase.after() == "ended" else "").partition("-")
    value = f"{year}-Q{(int(rest) + 2) // 3}"
    frame.report_on(value)
    return value


def fiscal(phrase: Phrase, frame: Frame) -> Meaning:
    """As in "fiscal 1990", "the last fiscal year": what days it covers depends on whose year it is."""
    year = year_of(phrase, frame)
    if phrase.after() in CLOSED and not year:
        return Meaning("DURATION", "P1Y", refers=False)
    if not year and frame.published:
        year = frame.published.year + _YEARS_AWAY.get(phrase.word("yearwhich"), 0)
    value = Point(year).value if year else "XXXX"
    return Meaning("DATE", value, begin="", end="", precision="year", refers=False)


def same_period(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "the year-earlier period", "the 1988 quarter", "the same period last year"."""
    if frame.months and phrase.word("unit") != "quarter" and phrase.word("unit"):
        return Meaning("DURATION", frame.months, refers=False)
    quarter = frame.quarter or (frame.latest_quarter if phrase.word("unit") == "quarter" else None)
    year = year_of(phrase, frame)
    if year is None and phrase.has("back") and quarter:
        year = int(quarter[:4]) - 1
    year = year or _other_year(phrase, frame)
    if year is None:
        return None
    return Meaning("DATE", f"{year:04}{quarter[4:] if quarter else ''}", refers=False)


def same_month(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "the same month last year", "the year-earlier month": of the month spoken of."""
    where = frame.reference if frame.reference and frame.reference.month else frame.published
    year = _other_year(phrase, frame) or year_of(phrase, frame)
    if where is None or where.month is None or year is None:
        return None
    return Meaning("DATE", Point(year, where.month).value, refers=False)


def same_months(phrase: Phrase, frame: Frame) -> Meaning:
    """As in "the year-earlier nine months"."""
    return Meaning("DURATION", duration(phrase.count(), unit_of(phrase)), refers=False)


def half(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "first-half", "in the first half", "the second half of last year": of the year of publication."""
    year = year_of(phrase, frame) or _other_year(phrase, frame)
    is_bare = year is None
    if is_bare and (phrase.after() == "of" or not (phrase.has("dash") or phrase.before() in ("in", "for"))):
        return None
    year = year or (frame.published.year if frame.published else None)
    which = 1 if phrase.word("which") in ("first", "1st") else 2
    return Meaning("DATE", f"{year:04}-H{which}" if year else f"XXXX-H{which}")


_LAST = "<last|this|next|previous|prior|current|coming:yearwhich><year>"
#: Before "third quarter" and "first half".
_WHOSE = f"(?:<the>?<YEAR:year><POSSESSIVE>?|(?:<the>?{_LAST}|<the>(?P<thisyear><year>))<POSSESSIVE>)"
_FISCAL = (
    "(?:<the>?<last|past|this|current|next|coming|previous|prior|latest|most recent:yearwhich>|<the>)?"
    "<fiscal|fy>"
)
_OF_YEAR = (
    f"(?:<of|in>?(?:<fiscal>)?{YEAR}|<of|in>?<the>?{_LAST}|<of|in>?(?P<back><a><year><earlier|ago|before>))"
)
_BACK = "<the|a>?(?P<back><year><DASH>?<earlier|ago>)"
_SAME = "<the>?<same|corresponding|comparable|similar|equivalent|like>"
_PERIOD = "<period|quarter:unit>"
_A_YEAR_BACK = "(?P<back><a><year><earlier|ago|before>)"
RULES = [
    Rule(f"{PHASE}?<the>?(?:<fiscal><DASH>?)?<ORDINAL:which><DASH>?<fiscal>?<quarter>{_OF_YEAR}?", quarter),
    Rule(f"<the>?<final|last|closing:which><quarter>{_OF_YEAR}", quarter),
    Rule(f"{_WHOSE}<fiscal>?<ORDINAL|final:which><DASH>?<quarter>", quarter),
    Rule(f"{_BACK}<ORDINAL:which><DASH>?<quarter>", quarter),
    Rule(f"<q1|q2|q3|q4:q>{_OF_YEAR}?", quarter),
    Rule(
        "<the>?(?P<first_span><ORDINAL:first>)<and|or|to|through>(?P<last_span><ORDINAL:last>"
        f"<quarters|quarter>{_OF_YEAR}?)",
        joined_quarters,
    ),
    Rule("<the><latest|same|most recent:which>?<quarter|period:unit>", the_quarter),
    Rule("<the>(?P<now><current>)<quarter:unit>", the_quarter),
    Rule(f"<the>?<MONTH:month><quarter>(?:<of>?{YEAR})?", month_quarter),
    Rule(f"{_BACK}(?:<period|quarter:unit>)?", same_period),
    Rule(f"<the>?(?P<back><year><DASH><before>|<prior|previous><DASH>?<year>){_PERIOD}", same_period),
    Rule("<the><YEAR:year><quarter:unit>", same_period),
    Rule(f"<the>?{_LAST}<POSSESSIVE><quarter|period:unit>", same_period),
    Rule(f"{_SAME}<period|quarter:unit>{_OF_YEAR}", same_period),
    Rule(f"<the><period|quarter:unit>{_A_YEAR_BACK}", same_period),
    Rule(f"{_SAME}(?:<YEAR:year>|{_BACK})<period|quarter:unit>", same_period),
    Rule(f"{_SAME}<month>{_OF_YEAR}|{_BACK}<month>", same_month),
    Rule(f"{_BACK}{COUNT}<UNITS:unit>", same_months),
    Rule(f"<the>?<first|second|latter:which>(?P<dash><DASH>)?<half>{_OF_YEAR}?", half),
    Rule(f"{_WHOSE}<first|second|latter:which>(?P<dash><DASH>)?<half>", half),
    Rule("<the><YEAR:year><fiscal><year>", fiscal),
    Rule(f"{_FISCAL}(?:<year>(?:<of>?{YEAR})?|{YEAR})", fiscal),
]
