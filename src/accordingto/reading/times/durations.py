"""Stretches of time and things that repeat: DURATION and SET."""

from __future__ import annotations

from accordingto.reading.times.lengths import PRECISIONS, away, duration
from accordingto.reading.times.lexicon import lexicon
from accordingto.reading.times.phrase import Meaning, Phrase, Rule, number
from accordingto.reading.times.reference import Frame

_NUMERALS = (
    "(?:<NUMWORD>(?:<DASH>?<NUMWORD|NUMBER>|(?<=<hundred|thousand|million|billion>)<and><NUMWORD>){0,6}"
    "|<NUMBER>(?:<DASH>?<FRACTION>|<+>|<hundred|thousand|million|billion>)?|<FRACTION>)"
    "(?:<DASH>?<and><DASH>?(?:<a|one><DASH>?<half>|<FRACTION>)|<DASH><odd|some>)?"
)
_POWER = "<dozen|hundred|thousand>"
COUNT = (
    f"(?P<count><the>?<a>?<few|couple>(?:<of>|{_POWER})?|<several|many|some|numerous>{_POWER}?|{_NUMERALS}"
    "|<half><a|an>|<a>?<half><DASH>?<a>?<dozen>|<one><DASH>?<half>"
    "|<a><half>|<a><NUMWORD>|<a|an>)"
)
APPROXIMATELY = (
    "(?:<nearly|almost|over|under|just>|<more|less|fewer|longer><than>|<at><least|most>|<up><to>"
    "|<no><more|less><than>|<just><over|under|about>|<well><over>|<a><little><more><than>)"
)
#: Words before "a year" that make it a stretch of time and not a rate.
_STRETCH = frozenset(
    "in for within inside after over than about nearly almost least last of during every under up to through"
    " only as roughly around just take took takes spend spent spends lasted lasting lasts another with until"
    " half once barely be is was by and serve served serves wait waited , . — – ( \" `` '' “ ( :".split()
)
#: Words after "a day" that make it a distance between two times.
_RELATED = frozenset(("before", "after", "since", "from", "following", "later", "earlier", "ago"))
#: Words before "1430 hours" that make it a time of day.
_AT = frozenset(("at", "by", "around", "about", "from", "until", "till", "since", "before", "after"))
#: Words before "one day" that make it some day to come and no length.
_SOME_DAY_AFTER = frozenset(("will", "would", "may", "might", "could", "can", "should", "'ll", "’ll"))
#: Units that "a" seldom measures: "a day", "a night" are mostly not for how long.
_RARELY_LONG = ("WE", "TNI", "Q", "D", "TS")
#: Words behind "the year" or "six months" before the day that closes the accounts.
CLOSED = ("ended", "ending")
#: Words before "last two weeks" that make it a verb.
_AUXILIARIES = _SOME_DAY_AFTER | {"to", "must", "not", "did", "does"}
#: Before "an hour" they make it a speed.
_DISTANCES = frozenset(("miles", "mile", "kilometers", "kilometres", "km", "feet", "knots"))
_PAST = ("past", "last", "previous", "preceding", "latest", "most recent")
#: Behind "a quarter" they make it a part of something else.
_SHARED = frozenset(("of", "to", "past", "century", "mile"))
#: Behind "some time" they name the time meant; the others do so before a month or a year.
_NAMED_NEXT = frozenset(("next", "last", "this"))
_NAMED_IN = frozenset(("in", "during", "between", "around", "before", "after", "on"))
_COMING = ("next", "coming", "following")


def stretch(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "three weeks", "the past two years", "a 10-hour"; "a year" may be a rate."""
    unit, count = unit_of(phrase), phrase.count()
    if phrase.tokens[phrase.start].word == "last" and phrase.before() in _AUXILIARIES:
        return None
    if phrase.words("count") in (["a"], ["an"]):
        if phrase.word("unit") in lexicon().units_plural or _is_speed(phrase, unit):
            return None
        is_bare = phrase.end - phrase.start == 2
        if is_bare and unit not in ("TH", "TS") and phrase.after() not in _SHARED and _is_rate(phrase):
            return Meaning("SET", duration("1", unit), refers=False)
        is_measured = (
            phrase.before() in ("for", "in", "within", "than", "after")
            or phrase.after() in _RELATED
            or phrase.tokens[phrase.end - 1].word in ("two", "so", "more")
        )
        if unit in _RARELY_LONG and not is_measured:
            return None
    if phrase.words("count") == ["many"] and phrase.before() == "as":
        return None
    if _is_age(phrase) or _is_no_length(phrase, count, unit):
        return None
    if phrase.words("count") == ["one"] and unit == "D" and phrase.before() in _SOME_DAY_AFTER:
        return Meaning("DATE", "XXXX-XX-XX", refers=False)
    if unit == "M" and _is_reported(phrase, frame):
        frame.months = duration(count, unit)
    return _bounded(phrase, frame, count, unit)


def _is_reported(phrase: Phrase, frame: Frame) -> bool:
    """As in "the nine months", "the first six months", "six months ended June 30": a stretch of accounts."""
    is_first = phrase.word("way") == "first" or phrase.tokens[phrase.start].word == "the"
    return phrase.after() in CLOSED or (is_first and phrase.word("way") not in _PAST + _COMING)


def _is_speed(phrase: Phrase, unit: str) -> bool:
    """As in "60 miles an hour", "80 km per hour"."""
    return unit in ("TH", "TM", "TS") and phrase.before() in _DISTANCES


def unit_of(phrase: Phrase) -> str:
    """TIMEX3's letter of a unit."""
    word = phrase.word("unit")
    return lexicon().units.get(word) or lexicon().units_plural[word]


def _is_age(phrase: Phrase) -> bool:
    """As in "12-year-old", "37 years old", "a year-to-year fall": whose age or rate it is, not when."""
    return phrase.after() == "old" or (phrase.after() in ("-", "–") and phrase.after(2) in ("old", "to"))


def _is_no_length(phrase: Phrase, count: str, unit: str) -> bool:
    """As in "three quarters of the town", "the second", "1967 Six-Day", "at 1430 hours"."""
    if (
        unit == "Q"
        and not phrase.has("way")
        and (count == "X" or phrase.before() not in ("for", "in", "after"))
    ):
        return True
    is_share = unit == "Q" and (
        phrase.after() in _SHARED or "-" in phrase.words("count") or phrase.after(2) == "century"
    )
    hours = phrase.word("count")
    if unit == "TH" and len(hours) == 4 and hours.isdigit() and (hours[0] == "0" or phrase.before() in _AT):
        return True
    is_ordinal = unit == "TS" and phrase.words("count") in (["a"], ["the"])
    return is_share or is_ordinal or (count.isdigit() and 1500 <= int(count) <= 2100)


def _is_rate(phrase: Phrase) -> bool:
    before = phrase.before()
    if phrase.after() in _RELATED:
        return False
    return bool(before) and before not in _STRETCH and not before.endswith(("ed", "ing"))


def _bounded(phrase: Phrase, frame: Frame, count: str, unit: str) -> Meaning:
    begin, end = _bounds(phrase, frame, count, unit)
    precision = PRECISIONS.get(unit, "unknown") if begin else None
    return Meaning("DURATION", duration(count, unit), "", begin, end, precision, refers=False)


def _bounds(phrase: Phrase, frame: Frame, count: str, unit: str) -> tuple[str | None, str | None]:
    """First and last day of "the past three weeks" and "the next two days"; else none."""
    way = phrase.word("way")
    if not frame.day or not count.isdigit() or way not in _PAST + _COMING or frame.is_narrative:
        return None, None
    sign = -1 if way in _PAST else 1
    other = away(frame.day, sign * int(count), unit)
    if other is None:
        return None, None
    first, last = sorted((frame.day, other))
    return first.isoformat(), last.isoformat()


def and_a_half(phrase: Phrase, frame: Frame) -> Meaning:
    """As in "a year and a half"."""
    return Meaning("DURATION", duration("1.5", unit_of(phrase)), refers=False)


def whole_unit(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "the past year", "over the last decade", "the coming months"."""
    count = "X" if phrase.word("unit") in lexicon().units_plural else "1"
    if unit_of(phrase) == "WE" and count == "1":
        return None
    return _bounded(phrase, frame, count, unit_of(phrase))


def recent(phrase: Phrase, frame: Frame) -> Meaning:
    """As in "in recent weeks": so many, up to now."""
    return Meaning("DURATION", duration("X", unit_of(phrase)), refers=False)


def bare_units(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "for weeks", "within days", "decades of"."""
    word = phrase.word("unit")
    if word in ("nights", "quarters", "seconds") or phrase.before() == "-" or phrase.before()[-1:].isdigit():
        return None
    if word == "weekends":
        return Meaning("SET", "XXXX-WXX-WE", refers=False)
    if (phrase.before() == "many" and phrase.before(2) == "as") or phrase.before() == "those":
        return None
    if _is_age(phrase) or (phrase.before() != "a" and number([phrase.before()]) is not None):
        return None
    return Meaning("DURATION", duration("X", lexicon().units_plural[word]), refers=False)


def long_adjective(phrase: Phrase, frame: Frame) -> Meaning:
    """As in "year-long", "decades-long"."""
    count = "X" if phrase.word("unit") in lexicon().units_plural else "1"
    return Meaning("DURATION", duration(count, unit_of(phrase)), refers=False)


def one_word(phrase: Phrase, frame: Frame) -> Meaning:
    """As in "yearlong", "dayslong"."""
    book, word = lexicon(), phrase.word("word").removesuffix("long")
    count, unit = ("1", book.units[word]) if word in book.units else ("X", book.units_plural[word])
    return Meaning("DURATION", duration(count, unit), refers=False)


def some_time(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "some time", "a long time": no unit is known; "some time next week" is no length."""
    book, then = lexicon(), phrase.after(2)
    is_dated = phrase.after() in _NAMED_IN and (
        then in book.months or then in book.weekdays or then[:1].isdigit()
    )
    if phrase.has("vague") and phrase.before() != "for" and (phrase.after() in _NAMED_NEXT or is_dated):
        return None
    return Meaning("DURATION", "PXX", refers=False)


def quarter_century(phrase: Phrase, frame: Frame) -> Meaning:
    """Twenty-five years."""
    return Meaning("DURATION", "P25Y", refers=False)


def half_of_unit(phrase: Phrase, frame: Frame) -> Meaning:
    """As in "the last half-century"."""
    return Meaning("DURATION", duration("0.5", unit_of(phrase)), refers=False)


def whole(phrase: Phrase, frame: Frame) -> Meaning:
    """As in "all day", "another week"."""
    return Meaning("DURATION", duration("1", unit_of(phrase)), refers=False)


def regular(phrase: Phrase, frame: Frame) -> Meaning:
    """As in "daily", "weekly"."""
    return Meaning("SET", lexicon().sets[phrase.word("word")], refers=False)


def each(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "every day", "each Thursday", "every two weeks", "every night"."""
    if phrase.has("weekday"):
        word = phrase.word("weekday")
        day = lexicon().weekdays.get(word) or lexicon().weekdays_plural[word]
        part = "T" + lexicon().parts[phrase.word("part")] if phrase.has("part") else ""
        return Meaning("SET", f"XXXX-WXX-{day}{part}", refers=False)
    if phrase.has("part"):
        return Meaning("SET", f"XXXX-XX-XXT{lexicon().parts[phrase.word('part')]}", refers=False)
    if phrase.has("month"):
        return Meaning("SET", f"XXXX-{lexicon().months[phrase.word('month')]:02}", refers=False)
    if phrase.has("season"):
        return Meaning("SET", f"XXXX-{lexicon().seasons[phrase.word('season')]}", refers=False)
    unit = unit_of(phrase)
    if _is_speed(phrase, unit):
        return None
    count = phrase.count() if phrase.has("count") else "2" if phrase.has("other") else "1"
    if (unit, count) == ("TNI", "1"):
        return Meaning("SET", "XXXX-XX-XXTNI", refers=False)
    return Meaning("SET", duration(count, unit), refers=False)


def consecutive(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "for a third day", "the second straight week": so long by now."""
    word = phrase.word("unit")
    count = phrase.integer("which")
    return Meaning("DURATION", duration(str(count), lexicon().units[word]), refers=False) if count else None


_ANY = "<UNIT|UNITS:unit>"
RULES = [
    Rule(
        f"{APPROXIMATELY}?{COUNT}(?:<or><so|more>)?"
        f"<more|other|full|whole|entire|long|consecutive|straight|additional|extra>?{_ANY}(?:<or><so|two|more>)?",
        stretch,
    ),
    Rule(f"{APPROXIMATELY}?(?P<count>{_NUMERALS})<OTHER><UNITS:unit>", stretch),
    Rule(f"(?<=<between>)(?P<count>{_NUMERALS})<and>{_NUMERALS}{_ANY}", stretch),
    Rule(
        f"{APPROXIMATELY}?<the|a>?(?:<last|past|next:way>)?(?P<count>{_NUMERALS})"
        f"(?:<DASH>?<to|or><DASH>?|<DASH>)(?:{_NUMERALS})<DASH>?{_ANY}",
        stretch,
    ),
    Rule(
        "(?:<at><least|most>|<up><to>|<each><of>)?<the>?"
        "<past|last|next|coming|following|first|final|previous|preceding|remaining|other|early|latest"
        "|most recent:way>"
        f"{COUNT}{_ANY}",
        stretch,
    ),
    Rule(f"<the>{COUNT}{_ANY}", stretch),
    Rule(f"{APPROXIMATELY}?<a|an|one:count><UNIT:unit><and><a><half>", and_a_half),
    Rule(f"{APPROXIMATELY}?<the|a>?{COUNT}<DASH>{_ANY}(?:<DASH>?<long>|<period>)?", stretch),
    Rule(f"<another>(?P<count>{_NUMERALS}|<few>){_ANY}", stretch),
    Rule(
        "<another><hour|week|month|year|decade:unit>(?:<or><two|so>)?|<another><day:unit><or><two|so>", whole
    ),
    Rule("<the><past|last|coming:way><UNIT:unit>", whole_unit),
    Rule(
        "<the><last|past|coming|next|following|intervening|first|early|final:way><UNITS:unit>",
        whole_unit,
    ),
    Rule("<the>?<past|last|next:way><UNITS:unit>", whole_unit),
    Rule("<coming:way><UNITS:unit>", whole_unit),
    Rule("(?:<recent|more recent>|<the>?<most recent>)<UNITS:unit>(?:<and><UNITS>)?", recent),
    Rule("<UNITS:unit>(?:<or|and><UNITS>)?", bare_units),
    Rule("<a>?<UNIT|UNITS:unit><DASH><long>", long_adjective),
    Rule(
        "<daylong|weeklong|monthlong|yearlong|hourlong|nightlong|dayslong|weekslong|monthslong|yearslong|hourslong"
        "|decadelong|decadeslong|centurieslong:word>",
        one_word,
    ),
    Rule("(?P<vague><some><time>)|<a><long|short><time>", some_time),
    Rule(
        f"(?:{APPROXIMATELY}?<a>?|<the>?<last|past|next|coming>)<quarter><DASH>?(?:<of><a>)?<century>",
        quarter_century,
    ),
    Rule("<the>?<last|past|next|coming><half><DASH>?<century|decade:unit>", half_of_unit),
    Rule("<all><day|night|week|month|year:unit>", whole),
    Rule("<SETWORD:word>", regular),
    Rule(
        "<every|each><other:other>?<single>?(?:<UNIT:unit>|<PART:part>|<WEEKDAY:weekday><PART:part>?|"
        "<SEASON:season>|<MONTH:month>)",
        each,
    ),
    Rule(f"<every>{COUNT}{_ANY}", each),
    Rule("<per><UNIT:unit>", each),
    Rule("(?:<once|twice>|<NUMWORD|NUMBER><times>)<a|an|each|every|per><UNIT:unit>", each),
    Rule("<WEEKDAYS:weekday>", each),
    Rule("<the|a><ORDINAL:which><straight|consecutive|successive><UNIT:unit>", consecutive),
    Rule(
        "<the|a>?<ORDINAL:which><day|week|month|night|year|quarter:unit>(?:<in><a><row>|<running>)",
        consecutive,
    ),
    Rule("(?<=<for>)<a><ORDINAL:which><day|week|month|night|year:unit>", consecutive),
]
