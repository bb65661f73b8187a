"""Parts of years: seasons, halves, and stretches at the end of a month or year."""

from __future__ import annotations

from datetime import date

from accordingto.reading.times import civil
from accordingto.reading.times.absolute import PHASE, YEAR, decade, full_date, phase, year_of
from accordingto.reading.times.civil import Point
from accordingto.reading.times.lengths import away, duration
from accordingto.reading.times.lexicon import lexicon
from accordingto.reading.times.phrase import Meaning, Phrase, Rule
from accordingto.reading.times.reference import Frame
from accordingto.reading.times.relative import within_unit, year_spoken_of


def season(phrase: Phrase, frame: Frame) -> Meaning:
    """As in "spring 2018", "the winter of 1941", "the spring of last year"."""
    year = year_spoken_of(phrase, frame) if phrase.has("yearwhich") else year_of(phrase, frame)
    code = lexicon().seasons[phrase.word("season")]
    return Meaning("DATE", f"{Point(year).value if year else 'XXXX'}-{code}", phase(phrase))


def bare_season(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "in the summer", "last winter" without a year: by the narrative or the publication."""
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


def half(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "the first half of 1990", "the last half of the '80s"."""
    is_first = phrase.word("which") in ("first", "1st", "h1")
    if phrase.has("decade"):
        inner = decade(phrase, frame)
        return inner._replace(part="START" if is_first else "END") if inner else None
    if phrase.has("month"):
        inner = full_date(phrase, frame)
        return _half_month(inner, is_first) if inner else None
    year = year_of(phrase, frame) or (frame.year() if phrase.has("unit") else None)
    return Meaning("DATE", f"{Point(year).value}-H{1 if is_first else 2}") if year else None


def _half_month(month: Meaning, is_first: bool) -> Meaning:
    whole = civil.cover(month.value)
    if not whole.begin or not whole.end:
        return month
    if is_first:
        return month._replace(begin=whole.begin, end=f"{whole.begin[:8]}15")
    return month._replace(begin=f"{whole.begin[:8]}16", end=whole.end)


def stretch_of(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "the first ten days of May", "the last week of March": so long, at one end of a month or year."""
    is_vague = phrase.word("unit") in lexicon().units_plural and not phrase.has("count")
    if is_vague:
        return None
    count = phrase.integer("count") if phrase.has("count") else 1
    unit = lexicon().units.get(phrase.word("unit")) or lexicon().units_plural[phrase.word("unit")]
    year = year_of(phrase, frame)
    if unit == "Q" and count == 1:
        return None
    month = full_date(phrase, frame) if phrase.has("month") else None
    whole = civil.cover(month.value if month else Point(year).value if year else "")
    if unit.startswith("T") or not count or not whole.begin or not whole.end:
        return None
    first, last = date.fromisoformat(whole.begin), date.fromisoformat(whole.end)
    if phrase.word("which") == "first":
        after = away(first, count, unit)
        last = date.fromordinal(after.toordinal() - 1) if after else last
    else:
        before = away(date.fromordinal(last.toordinal() + 1), -count, unit)
        first = before or first
    return Meaning("DURATION", duration(str(count), unit), begin=first.isoformat(), end=last.isoformat())


def edge_day(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "the last day of March", "the first day of next year"."""
    if phrase.has("month"):
        whole = full_date(phrase, frame)
    elif phrase.has("unit"):
        whole = within_unit(phrase, frame)
    else:
        whole = Meaning("DATE", str(year_of(phrase, frame)))
    cover = civil.cover(whole.value) if whole else None
    day = cover and (cover.begin if phrase.word("edge") in ("first", "opening") else cover.end)
    return Meaning("DATE", day) if day else None


RULES = [
    Rule(f"{PHASE}?<the>?<SEASON:season><of>?{YEAR}(?:<DASH|SLASH><YEAR|DAY|TWO>)?", season),
    Rule(
        f"{PHASE}?<the>?<SEASON:season><of>?<the>?<last|this|next|that|same|following|previous:yearwhich><year>",
        season,
    ),
    Rule(
        "<the><first|last|final|opening|closing:edge><day><of>(?:"
        f"<MONTH:month>(?:<of|COMMA>?{YEAR})?|{YEAR}|<the|this|that|last|next:which><week|month|year:unit>)",
        edge_day,
    ),
    Rule(f"{PHASE}?(?P<the><the>)?<SEASON:season><months>?", bare_season),
    Rule(f"(?P<which><h1|h2>)<of>?{YEAR}", half),
    Rule(
        f"<the><first|second|last|latter:which><half><of>(?:{YEAR}|<the>?<DECADE:decade>|<MONTH:month>"
        "(?:<of>?<YEAR>)?|<the>(?P<unit><year>))",
        half,
    ),
    Rule(
        "<the><first|last|final:which>(?P<count><NUMWORD|NUMBER>)?<UNIT|UNITS:unit><of>(?:"
        f"<MONTH:month>(?:<of>?{YEAR})?|{YEAR})",
        stretch_of,
    ),
]
