"""Stretches of time and things that repeat: DURATION and SET."""

from __future__ import annotations

from datetime import date

from accordingto.reading.times import civil
from accordingto.reading.times.lexicon import lexicon
from accordingto.reading.times.phrase import Meaning, Phrase, Rule, number
from accordingto.reading.times.reference import Frame

_NUMERALS = "(?:<NUMWORD>(?:<DASH>?<NUMWORD|NUMBER>|<and><NUMWORD>)*|<NUMBER>(?:<FRACTION>|<hundred|thousand>)?|<FRACTION>)(?:<and>(?:<a><half>|<FRACTION>))?"
COUNT = (
    f"(?P<count><the>?<a>?<few|couple>(?:<of>)?|<several|many|some|numerous>|{_NUMERALS}|<half><a|an>|<a><half>"
    "|<a><NUMWORD>|<a|an>)"
)
APPROXIMATELY = (
    "(?:<nearly|almost|over|under|just>|<more|less|fewer|longer><than>|<at><least|most>|<up><to>|<no><more|less><than>"
    "|<just><over|under|about>|<well><over>|<a><little><more><than>)"
)
#: Words before "a year" that make it a stretch of time and not a rate.
_STRETCH = frozenset(
    "in for within after over than about nearly almost least last of during every under up to through only just"
    " take took takes spend spent spends lasted lasting lasts another with until half once barely be is was by and"
    " serve served serves wait waited , . — – ( \" `` '' “ ( :".split()
)
_PAST = ("past", "last", "previous", "preceding")
_COMING = ("next", "coming", "following")


def duration(count: str, unit: str) -> str:
    """`P3D`, `PT2H`, `P2Y6M`, `PXW`."""
    weeks = unit == "2W"
    if weeks and count.isdigit():
        count, unit = str(2 * int(count)), "W"
    unit = "W" if unit == "2W" else unit
    if count.endswith(".5") and unit in ("Y", "TH", "TM", "M"):
        whole, half = count[:-2], {"Y": "6M", "TH": "30M", "TM": "30S", "M": "15D"}[unit]
        letter = unit[-1]
        return ("PT" if unit[0] == "T" else "P") + (f"{whole}{letter}" if whole != "0" else "") + half
    if unit == "Q":
        return f"P{3 * int(count)}M" if count.isdigit() else "PXQ"
    if unit.startswith("T") and unit != "TNI":
        return f"PT{count}{unit[1]}"
    return f"P{count}{unit}"


def stretch(phrase: Phrase, frame: Frame) -> Meaning | None:
    """ "three weeks", "the past two years", "a 10-hour": with its days where the publication bounds it."""
    word = phrase.word("unit")
    unit = lexicon().units.get(word) or lexicon().units_plural[word]
    words = phrase.words("count")
    if phrase.after() in ("-", "–") and phrase.after(2) == "old" or phrase.after() == "old":
        return None
    if phrase.word("unit") in ("second", "seconds") and words in (["a"], ["the"]):
        return None
    if words in (["a"], ["an"]) and unit != "TH" and phrase.after() != "of" and _is_rate(phrase):
        return Meaning("SET", duration("1", unit), refers=False)
    if (
        words in (["a"], ["an"])
        and unit in ("WE", "TNI", "Q", "D")
        and phrase.before() not in ("for", "in", "within", "than", "after")
    ):
        return None
    count = phrase.count()
    if unit == "Q" and not phrase.has("way") and phrase.before() not in ("for", "in", "after"):
        return None
    if count.isdigit() and 1500 <= int(count) <= 2100:
        return None
    begin, end = _bounds(phrase, frame, count, unit)
    return Meaning("DURATION", duration(count, unit), begin=begin, end=end, refers=False)


def _is_rate(phrase: Phrase) -> bool:
    before = phrase.before()
    return (
        bool(before) and before not in _STRETCH and not before.endswith("ed") and not before.endswith("ing")
    )


def _bounds(phrase: Phrase, frame: Frame, count: str, unit: str) -> tuple[str | None, str | None]:
    """First and last day of "the past three weeks" and "the next two days"; else none."""
    way = phrase.word("way")
    if not frame.day or not count.isdigit() or way not in _PAST + _COMING or frame.is_narrative:
        return None, None
    sign = -1 if way in _PAST else 1
    other = _away(frame.day, sign * int(count), unit)
    if other is None:
        return None, None
    first, last = sorted((frame.day, other))
    return first.isoformat(), last.isoformat()


def _away(day: date, count: int, unit: str) -> date | None:
    """A day so many units away; a month's day that does not exist becomes its last."""
    if unit in ("D", "W", "2W", "TNI"):
        return civil.shifted(day, count * {"W": 7, "2W": 14}.get(unit, 1))
    months = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}.get(unit)
    if not months:
        return day if unit.startswith("T") else None
    where = civil.add_months(civil.of(day), count * months)
    if where is None:
        return None
    return next((d for back in range(4) if (d := where._replace(day=day.day - back).date)), None)


def whole_unit(phrase: Phrase, frame: Frame) -> Meaning | None:
    """ "the past year", "the last decade", "the coming months", "recent years"."""
    word = phrase.word("unit")
    is_plural = word in lexicon().units_plural
    unit = lexicon().units_plural[word] if is_plural else lexicon().units[word]
    count = "X" if is_plural else "1"
    begin, end = _bounds(phrase, frame, count, unit)
    return Meaning("DURATION", duration(count, unit), begin=begin, end=end, refers=False)


def recent(phrase: Phrase, frame: Frame) -> Meaning:
    """ "in recent weeks": the past, without a day."""
    return Meaning("DATE", "PAST_REF", refers=False)


def bare_units(phrase: Phrase, frame: Frame) -> Meaning | None:
    """ "for weeks", "within days", "decades of"."""
    word = phrase.word("unit")
    if word in ("nights", "quarters", "seconds") or phrase.before() == "-" or phrase.before()[-1:].isdigit():
        return None
    if phrase.after() == "old" or number([phrase.before()]) is not None:
        return None
    return Meaning("DURATION", duration("X", lexicon().units_plural[word]), refers=False)


def long_adjective(phrase: Phrase, frame: Frame) -> Meaning:
    """ "year-long", "decades-long"."""
    word = phrase.word("unit")
    is_plural = word in lexicon().units_plural
    unit = lexicon().units_plural[word] if is_plural else lexicon().units[word]
    return Meaning("DURATION", duration("X" if is_plural else "1", unit), refers=False)


def one_word(phrase: Phrase, frame: Frame) -> Meaning:
    """ "yearlong", "daylong"."""
    unit = {"day": "D", "week": "W", "month": "M", "year": "Y", "hour": "TH", "night": "TNI"}
    return Meaning("DURATION", duration("1", unit[phrase.word("word").removesuffix("long")]), refers=False)


def some_time(phrase: Phrase, frame: Frame) -> Meaning:
    """ "some time", "a long time": no unit is known."""
    return Meaning("DURATION", "PXX", refers=False)


def regular(phrase: Phrase, frame: Frame) -> Meaning:
    """ "daily", "weekly"."""
    return Meaning("SET", lexicon().sets[phrase.word("word")], refers=False)


def each(phrase: Phrase, frame: Frame) -> Meaning:
    """ "every day", "each Thursday", "every two weeks", "every night"."""
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
    word = phrase.word("unit")
    unit = lexicon().units.get(word) or lexicon().units_plural[word]
    count = phrase.count() if phrase.has("count") else "2" if phrase.has("other") else "1"
    return Meaning("SET", duration(count, unit), refers=False)


def consecutive(phrase: Phrase, frame: Frame) -> Meaning | None:
    """ "for a third day", "the second straight week": so long by now."""
    word = phrase.word("unit")
    count = phrase.integer("which")
    return Meaning("DURATION", duration(str(count), lexicon().units[word]), refers=False) if count else None


_ANY = "<UNIT|UNITS:unit>"
RULES = [
    Rule(f"{APPROXIMATELY}?{COUNT}(?:<or><so|more>)?<more|other|full|whole|long|consecutive|straight|additional>?{_ANY}(?:<or><so|two|more>)?", stretch),
    Rule(f"{APPROXIMATELY}?(?P<count>{_NUMERALS})<OTHER><UNITS:unit>", stretch),
    Rule(f"{APPROXIMATELY}?<the>?(?:<last|past|next:way>)?(?P<count>{_NUMERALS})<to|or|DASH>(?:{_NUMERALS})<DASH>?{_ANY}", stretch),
    Rule(f"(?:<at><least|most>|<up><to>|<each><of>)?<the>?<past|last|next|coming|following|first|final|previous|preceding|remaining|other|early:way>{COUNT}{_ANY}", stretch),
    Rule(f"<the>{COUNT}{_ANY}", stretch),
    Rule(f"{APPROXIMATELY}?<the|a>?{COUNT}<DASH>{_ANY}(?:<DASH>?<long>|<period>)?", stretch),
    Rule(f"<another>(?P<count>{_NUMERALS}|<few>){_ANY}", stretch),
    Rule("(?P<the><the>)<past:way><UNIT:unit>", whole_unit),
    Rule("<the><last|past|coming|next|following|intervening|first|early|final:way><UNITS:unit>", whole_unit),
    Rule("<the>?<past|last|next:way><UNITS:unit>", whole_unit),
    Rule("<coming:way><UNITS:unit>", whole_unit),
    Rule("<recent><UNITS:unit>(?:<and><UNITS>)?", recent),
    Rule("<UNITS:unit>(?:<or|and><UNITS>)?", bare_units),
    Rule("<UNIT|UNITS:unit><DASH><long>", long_adjective),
    Rule("<daylong|weeklong|monthlong|yearlong|hourlong|nightlong:word>", one_word),
    Rule("<some><time>|<a><long|short><time>", some_time),
    Rule("<SETWORD:word>", regular),
    Rule("<every|each><other:other>?<single>?(?:<UNIT:unit>|<PART:part>|<WEEKDAY:weekday><PART:part>?|<SEASON:season>|<MONTH:month>)", each),
    Rule(f"<every>{COUNT}{_ANY}", each),
    Rule("<per><UNIT:unit>", each),
    Rule("<WEEKDAYS:weekday>", each),
    Rule("<the|a><ORDINAL:which><straight|consecutive|successive><UNIT:unit>", consecutive),
    Rule("(?<=<for>)<a><ORDINAL:which><day|week|month|night|year:unit>", consecutive),
]  # fmt: skip
