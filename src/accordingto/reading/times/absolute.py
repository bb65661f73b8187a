"""Dates that name their calendar: days, months, years, decades, centuries."""

from __future__ import annotations

import re

from accordingto.reading.times import civil
from accordingto.reading.times.civil import Point
from accordingto.reading.times.lexicon import lexicon
from accordingto.reading.times.phrase import Meaning, Phrase, Pieces, Rule, number
from accordingto.reading.times.reference import Frame

#: Words of a phase -> TIMEX3's modifier.
PHASES = {
    "early": "START",
    "beginning": "START",
    "start": "START",
    "outset": "START",
    "mid": "MID",
    "middle": "MID",
    "late": "END",
    "later": "END",
    "latter": "END",
    "end": "END",
    "close": "END",
    "rest": "END",
    "remainder": "END",
}
#: Words before a number of four digits that make it a year.
_YEAR_CUES = frozenset(
    "in since of by until till from to during before after and or through the early late mid around about"
    " between for circa throughout as ( , - – — at its his their a an was post pre back on /".split()
)
_MONEY = frozenset("$€£#")
#: What may follow a year that stands alone.
_YEAR_ENDS = frozenset(
    (",", ".", ")", "-", "–", "—", ";", ":", "?", "'s", "’s", "", "when", "the", "a", "but", "with")
)
#: Years that may stand before a noun ("the 1973 war").
_LIKELY = (1700, 2060)
_COUNTED = frozenset(("people", "men", "women", "children", "troops", "km", "miles", "feet"))

#: Before a number they make it a name, and behind "2000-" a size.
_NUMBERED = frozenset(
    "resolution resolutions highway route room flight article section page number no brigade".split()
)
_SIZED = frozenset(
    "man strong member pound foot mile km metre meter bed seat page word ton tonne kilometre".split()
)
#: Words before "30s" that make it an age.
_OWNERS = frozenset(("his", "her", "their", "my", "your", "our", "its"))
_PLUPERFECT = frozenset(("had", "was", "were"))
#: Words ahead of "By September, ..." in which its verb is looked for.
_SENTENCE = 20
_JOINERS = frozenset(("and", "to", "or", "until", "till", "through", "-", "–", "—", "/"))
_TO = frozenset(("to", "through", "until", "till", "-", "–", "—"))
_FILLERS = frozenset((",", "of", "the", "early", "mid", "late"))
_YEARS_AWAY = {"last": -1, "this": 0, "next": 1}
#: Names of months that are also common words, and the words before that make them months.
_AMBIGUOUS = frozenset(("may", "march"))
_MONTH_CUES = frozenset(
    "in since of by until till from to during before after and or through throughout early late mid around"
    " about between last next this that same upcoming as come ( / - – —".split()
)
#: Before "May" and a noun they make it a month: "the May vote", "a March rally".
_DETERMINERS = frozenset(("a", "the", "its", "his", "her", "their", "'s", "’s"))
_NO_NOUNS = frozenset(
    "of on to through in for from by against and was were is had has will that at with".split()
)
#: Months that are also given names, and what is named after the day of its founding.
_NAMES = frozenset(("april", "june", "august"))
_NAMED_AFTER = frozenset(("coalition", "alliance", "movement", "bloc", "brigade", "brigades"))
#: Words before "March first" that make it a day.
_DAY_CUES = frozenset("on since by until till from to of through before after".split())
_SPOKEN = "(?P<spoken>(?:<twenty|thirty><DASH>?)?<ORDINAL>)"
PHASE = (
    "(?:<the>?<early|late|mid:phase><DASH>?(?:<in>)?|<the>?"
    "<end|beginning|start|middle|close|outset|rest|remainder:phase2><of>|<the><early|late|later|latter:phase3><part><of>)"
)
YEAR = (
    "(?:<YEAR:year>|(?P<words><nineteen><oh>?<NUMWORD>(?:<DASH>?<NUMWORD>)?|<two><thousand>(?:<and>?"
    "<NUMWORD>)?)|<YY:yy>|<NUMBER:yearbc><BC:bc>|<BC><YEAR:yearad>)"
)
DAYS = "(?:<the>?(?:<DAY:day>|<DAYORDINAL:dayth>))"


def phase(phrase: Phrase) -> str:
    """START, MID, END or nothing, by the words before a date."""
    for name in ("phase", "phase2", "phase3"):
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
    """The day of the month in digits, as an ordinal or in words."""
    for name in ("day", "dayth", "spoken"):
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
    if not year_of(phrase, frame) and _names_group(phrase):
        return None
    year = year_of(phrase, frame) or year_ahead(phrase, month, frame)
    if day is not None and not civil.is_valid(Point(year or 2000, month, day)):
        return None
    if year is not None:
        return Meaning("DATE", Point(year, month, day).value, phase(phrase))
    if year := _opening_year(phrase, frame, month):
        return Meaning("DATE", Point(year, month, day).value, phase(phrase))
    value = frame.dated(month, day, tense_of(phrase))
    if phrase.has("weekday"):
        value = frame.on_weekday(value, lexicon().weekdays[phrase.word("weekday")])
    return Meaning("DATE", value, phase(phrase))


def spoken_date(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "on February twenty-third", "March first, 1997"; "in May first results" names no day."""
    is_day = len(phrase.words("spoken")) > 1 or phrase.before() in _DAY_CUES or year_of(phrase, frame)
    return full_date(phrase, frame) if is_day and phrase.after() != "-" else None


def _opening_year(phrase: Phrase, frame: Frame, month: int) -> int | None:
    """The year of the first of two months that are joined: "from January through June" is one stretch."""
    is_joined = phrase.after() in _TO or (phrase.before() == "between" and phrase.after() == "and")
    last = lexicon().months.get(phrase.after(2)) if is_joined else None
    if last is None or frame.is_narrative:
        return None
    where = civil.point(frame.dated(last, None, phrase.tense))
    return where.year - (last < month) if where else None


def tense_of(phrase: Phrase) -> str:
    """The tense around a month: "by June" is to come unless "had" or "was" says that it is past."""
    if phrase.before() != "by":
        return phrase.tense
    ahead = _SENTENCE if phrase.opens_sentence else 7
    around = {phrase.after(distance) for distance in range(1, ahead)} | {
        phrase.before(d) for d in range(2, 7)
    }
    return phrase.tense if around & _PLUPERFECT else "future"


def year_ahead(phrase: Phrase, month: int, frame: Frame) -> int | None:
    """The year that a second states for both: "from May 15 to August 16, 1988", "May or June last year"."""
    book, last, joined = lexicon(), 0, False
    for distance in range(1, 10):
        word = phrase.after(distance)
        if word in _JOINERS:
            joined = True
        elif joined and word in book.months and not last:
            last = book.months[word]
        elif joined and last and len(word) == 4 and word.isdigit():
            return int(word) - (last < month)
        elif joined and last and word in _YEARS_AWAY and phrase.after(distance + 1) == "year":
            return frame.published and frame.published.year + _YEARS_AWAY[word] - (last < month)
        elif not (joined and (word[:2].isdigit() or word[:1].isdigit() or word in _FILLERS)):
            return None
    return None


def bare_month(phrase: Phrase, frame: Frame) -> Meaning | None:
    """A month alone; "May" and "March" only where a word before makes them one."""
    if len(phrase.word("month")) < 4 and phrase.word("month") != "may":
        return None
    if phrase.word("month") in _AMBIGUOUS and not _is_month(phrase, frame):
        return None
    if phrase.word("month") in _NAMES and _names_somebody(phrase):
        return None
    if (phrase.before(), phrase.word("month")) == ("black", "september"):
        return None
    found = full_date(phrase, frame)
    is_compared = phrase.before() in ("from", "than") and phrase.after() not in _TO and not frame.is_narrative
    return found._replace(refers=False) if found and is_compared else found


def _names_somebody(phrase: Phrase) -> bool:
    """As in "April Jones said"; not "between May and June Reuters said"."""
    after = phrase.tokens[phrase.end] if phrase.end < len(phrase.tokens) else None
    is_name = after is not None and after.is_capital and after.word.isalpha()
    is_listed = phrase.before() == "and" and phrase.before(2) in lexicon().months
    return (
        is_name
        and not is_listed
        and phrase.before() not in _MONTH_CUES - {"and"} | _DETERMINERS | {"an", ","}
    )


def _names_group(phrase: Phrase) -> bool:
    """As in "the 14 March coalition", "the April 6 Youth Movement"; not "on April 6 the movement"."""
    if phrase.before() in _DAY_CUES:
        return False
    after = [phrase.after(distance) for distance in (1, 2, 3)]
    if not day_of(phrase):
        day, after = (phrase.before(), after) if phrase.before().isdigit() else (after[0], after[1:])
        if not day.isdigit():
            return False
    return after[0] in _NAMED_AFTER or (after[0].isalpha() and after[0] != "the" and after[1] in _NAMED_AFTER)


def _is_month(phrase: Phrase, frame: Frame) -> bool:
    """As in "by May", "the May vote"; not "the March on Rome"."""
    if phase(phrase) or phrase.before() in _MONTH_CUES or year_ahead(phrase, month_of(phrase), frame):
        return True
    after = phrase.tokens[phrase.end] if phrase.end < len(phrase.tokens) else None
    is_noun = after is not None and after.word.isalpha() and not after.is_capital
    return is_noun and phrase.before() in _DETERMINERS and phrase.after() not in _NO_NOUNS


def days_of_month(phrase: Phrase, frame: Frame) -> Pieces | None:
    """As in "3 to 5 May 2018", "May 3-5": each day on its own."""
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
    if before in _MONEY or after in ("%", "percent", "°") or after in _COUNTED or year > 2100:
        return None
    if (before in _NUMBERED and phrase.before(2) != "-") or (after == "-" and phrase.after(2) in _SIZED):
        return None
    is_likely = _LIKELY[0] <= year <= _LIKELY[1]
    is_alone = after in _YEAR_ENDS or after in _YEAR_CUES
    is_compound = before == "-" and phrase.before(2).isalpha()
    counted = re.fullmatch(r"[a-z]{3,}[^s]s", after) is not None
    if (
        counted
        and not is_compound
        and (not is_likely or before not in ("in", "since", "by", "until", "the", "of", "from"))
    ):
        return None
    if not (before in _YEAR_CUES and (is_likely or is_alone)) and not (is_likely and year >= 1900):
        return None
    return Meaning("DATE", phrase.word("year"), phase(phrase))


def year_in_words(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "nineteen ninety-six", "the year two thousand", "by two thousand and one"."""
    is_count = phrase.words("words")[0] == "two" and phrase.after() not in _YEAR_ENDS | _YEAR_CUES
    if is_count and not phrase.has("named"):
        return None
    year = _spoken(phrase.words("words"))
    return Meaning("DATE", str(year)) if 1800 <= year <= 2100 else None


def _spoken(words: list[str]) -> int:
    first, rest = number(words[:1]) or 0, number(words[1:]) or 0
    is_short = first in (18, 19, 20) and rest < 100
    return int(first * 100 + rest) if is_short else int(number(words) or 0)


def year_range(phrase: Phrase, frame: Frame) -> Pieces | None:
    """As in "1939-45", "1955 to 1957"."""
    first = int(phrase.word("year"))
    last = phrase.word("last")
    second = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    if second <= first or (len(last) == 4 and second - first > 1000):
        return None
    return [("first_span", Meaning("DATE", str(first))), ("last", Meaning("DATE", str(second)))]


def range_before_christ(phrase: Phrase, frame: Frame) -> Pieces | None:
    """As in "499 to 493 BC"."""
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
    """As in "the 1990s", "the late '80s", "the nineties"."""
    if phrase.has("word"):
        if phrase.before() in _OWNERS:
            return None
        is_last = phrase.has("century") or (frame.is_narrative and frame.reference is None)
        century = "19" if is_last else str(frame.year() or 1999)[:2]
        tens = lexicon().decades[phrase.word("word")]
        century = "19" if century == "20" and tens > 2 else century
        return Meaning("DATE", f"{century}{tens}", phase(phrase))
    if phrase.before() == "-":
        return None
    digits = re.sub(r"\D", "", phrase.word("decade"))
    if len(digits) == 2:
        digits = _short_decade(int(digits), phrase, frame)
    return Meaning("DATE", digits[:3], phase(phrase)) if digits else None


def _short_decade(short: int, phrase: Phrase, frame: Frame) -> str:
    """The '80s of a century; nothing where it is an age ("in his 30s"). It is no decade yet to come."""
    if short % 10 or _OWNERS & {phrase.before(), phrase.before(2)}:
        return ""
    year = _century(short, frame)
    is_ahead = frame.published is not None and year > frame.published.year + 5
    return f"{year - 100 if is_ahead else year:04}"


def century(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "the 19th century"."""
    which = phrase.integer("which")
    if not which or which > 30:
        return None
    if phrase.has("bc"):
        return Meaning("DATE", f"BC{which - 1:02}", phase(phrase))
    return Meaning("DATE", f"{which - 1:02}", phase(phrase))


def iso(phrase: Phrase, frame: Frame) -> Meaning | None:
    """2018-04-06, with or without a time."""
    value = phrase.word("iso").upper().replace("/", "-")
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


_JOIN = "(?:<DASH>|<to>|<and>|<or>|<until>|<till>|<through>|<SLASH>|<COMMA>)"
RULES = [
    Rule("<ISO:iso>", iso),
    Rule("<NUMERIC:numeric>", numeric),
    Rule(
        f"{PHASE}?(?:<WEEKDAY:weekday><COMMA>?)?<the>?<MONTH:month>(?:<the>?<DAY:day>|<the>?<DAYORDINAL:dayth>)"
        f"(?:(?:<COMMA>|<of>)?{YEAR})?",
        full_date,
    ),
    Rule(
        f"{PHASE}?(?:<WEEKDAY:weekday><COMMA>?<the>?)?{DAYS}<of>?<MONTH|FOREIGN:month>(?:(?:<COMMA>|<of>)?{YEAR})?",
        full_date,
    ),
    Rule(
        f"{PHASE}?(?:<WEEKDAY:weekday><COMMA>?)?<MONTH:month>{_SPOKEN}(?:<COMMA>?{YEAR})?",
        spoken_date,
    ),
    Rule(
        f"{PHASE}?(?:<WEEKDAY:weekday><COMMA>?)?<the>{_SPOKEN}<of><MONTH:month>(?:(?:<COMMA>|<of>)?{YEAR})?",
        full_date,
    ),
    Rule("<DAY:day><DASH><MONTH:month><DASH><YEAR:year>", full_date),
    Rule(f"{PHASE}?<MONTH|FOREIGN:month>(?:<COMMA>|<of>)?{YEAR}", full_date),
    Rule(f"{PHASE}?<MONTH:month>", bare_month),
    Rule(
        f"(?P<first_span><the>?<DAY|DAYORDINAL:first>){_JOIN}(?:(?P<second_span><the>?<DAY|DAYORDINAL:second>)"
        f"<COMMA>?{_JOIN})?(?P<third_span><the>?<DAY|DAYORDINAL:third><of>?<MONTH:month>(?:<COMMA>?{YEAR})?)",
        days_of_month,
    ),
    Rule(
        f"(?P<first_span><MONTH:month><DAY|DAYORDINAL:first>){_JOIN}(?:(?P<second_span><DAY|DAYORDINAL:second>)"
        f"<COMMA>?{_JOIN})?(?P<third_span><the>?<DAY|DAYORDINAL:third>(?:<COMMA>?{YEAR})?)(?!<DASH>?<MONTH|UNIT|UNITS>)",
        days_of_month,
    ),
    Rule(f"{PHASE}?(?:<the><year>)?<YEAR:year>", bare_year),
    Rule(
        "(?P<first_span>(?:<the><years>)?<YEAR:year>)(?:<DASH>|<to>|<until>|<SLASH>)(?P<last><YEAR>|"
        "<DAY|TWO>)(?!<MONTH|UNITS|NUMBER>)",
        year_range,
    ),
    Rule(
        "(?P<first_span><NUMBER:first>)(?:<DASH>|<to>|<until>|<and>)(?P<last_span><NUMBER:last><BC>)",
        range_before_christ,
    ),
    Rule(f"{PHASE}?(?:<circa|ca><.>?)?(?:<NUMBER:yearbc><BC:bc>|<BC><YEAR:yearad>)", any_year),
    Rule("<AD><NUMBER:yearad>|<NUMBER:yearad><AD>", any_year),
    Rule(f"{PHASE}?<YY:yy>", any_year),
    Rule("(?P<named><the><year>)(?P<words><NUMWORD>(?:<DASH>?<NUMWORD>){0,4})", year_in_words),
    Rule("(?P<words><nineteen><oh>?<NUMWORD>(?:<DASH>?<NUMWORD>)?)", year_in_words),
    Rule("(?<=<in|since|by|until>)(?P<words><two><thousand>(?:<and>?<NUMWORD>)?)", year_in_words),
    Rule(f"{PHASE}?<the>?<DECADE:decade>", decade),
    Rule(f"(?:{PHASE}<the>?|<the>)(?:<nineteen:century><DASH>?)?<DECADEWORD:word>", decade),
    Rule(f"{PHASE}?<the>?(?P<which>(?:<twenty><DASH>?)?<ORDINAL>)<DASH>?<century>(?P<bc><BC>)?", century),
]
