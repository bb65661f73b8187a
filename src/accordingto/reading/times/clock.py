"""Times of day, nights that cross midnight, and the ways of war reports: overnight, day 43, D+3."""

from __future__ import annotations

import re
from datetime import date

from accordingto.reading.times import civil
from accordingto.reading.times.absolute import YEAR, month_of, year_of
from accordingto.reading.times.civil import Point
from accordingto.reading.times.lexicon import lexicon
from accordingto.reading.times.phrase import Meaning, Phrase, Pieces, Rule, number
from accordingto.reading.times.reference import Frame
from accordingto.reading.times.relative import DAYS_AWAY, part_of_day, weekday

UNKNOWN_DAY = "XXXX-XX-XX"
_NOON = {"noon": "12:00", "midday": "12:00", "midnight": "24:00"}
#: Words that lead to a time of day.
_CUES = frozenset(
    "at by around about from until till to before after since and or between of on is was near past"
    " approximately through then exactly nearly roughly gmt utc".split()
)
#: "at 9 o'clock last night", "this morning": days from publication.
_NIGHTS = {"last": -1, "this": 0}
_LOCAL = "(?:<hours|hrs|h|local>|<o><’|'|`>?<clock>)"
_ZONE = "(?:<OPEN><ZONE:zone><CLOSE>|<ZONE:zone>)"


def clock(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "10:35 a.m.", "0735 GMT", "noon Thursday": the day is named beside it, else elsewhere."""
    stated = _clock(phrase)
    if stated is None or _is_length(phrase):
        return None
    zone = "Z" if lexicon().zones.get(phrase.word("zone")) == "Z" else ""
    day = _day_beside(phrase, frame)
    return Meaning("TIME", f"{day or UNKNOWN_DAY}T{stated}{zone}", refers=False, needs_day=day is None)


def _is_length(phrase: Phrase) -> bool:
    """Digits alone behind a word that leads to no time are how long a recording is: "Play video 1:10"."""
    before = phrase.before()
    is_bare = phrase.words("clock") == [phrase.tokens[phrase.end - 1].word] if phrase.has("clock") else False
    is_led = not before.isalpha() or before in _CUES
    return is_bare and ":" in phrase.word("clock") and (not is_led or before in ("·", phrase.word("clock")))


def _clock(phrase: Phrase) -> str | None:
    if phrase.has("noon"):
        if phrase.word("twelve") not in ("", "12", "12:00"):
            return None
        return _NOON[phrase.word("noon")]
    words = re.sub(r"\D", ":", phrase.word("clock") or phrase.word("dotted"))
    if phrase.has("dotted") and not re.fullmatch(r"\d\d?:\d\d", words):
        return None
    if phrase.has("four"):
        words = f"{phrase.word('four')[:2]}:{phrase.word('four')[2:]}"
    hour, _, minute = words.partition(":")
    hours = int(hour) if hour else int(phrase.integer("hour") or 0)
    if hours > 24:
        return None
    if phrase.has("pm") or phrase.word("day_part") in ("afternoon", "evening", "night"):
        hours = hours % 12 + 12
    elif phrase.has("am") or phrase.has("day_part"):
        hours %= 12
    minutes = f"{phrase.integer('minutes') or 0:02}" if phrase.has("minutes") else minute or "00"
    return f"{hours:02}:{minutes}" if hours <= 24 and int(minutes[:2]) < 60 else None


def spoken_clock(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "at half past nine", "by a quarter to ten"."""
    hour = phrase.integer("hour") or 0
    minutes = 30 if phrase.has("half") else 15
    if phrase.word("side") == "to":
        hour, minutes = hour - 1, 45
    if not 0 <= hour <= 23:
        return None
    return Meaning("TIME", f"{UNKNOWN_DAY}T{hour:02}:{minutes}", refers=False, needs_day=True)


def joined_clock(phrase: Phrase, frame: Frame) -> Pieces | None:
    """As in "between 5 and 6 a.m.": the second states the half of the day for both."""
    last, (stated, _, minute) = _clock(phrase), phrase.word("first").partition(":")
    first = int(number([stated]) or 0)
    if last is None or not 1 <= first <= 12:
        return None
    hour = first % 12 + (12 if phrase.has("pm") and first <= int(last[:2]) % 12 else 0)
    return [
        (name, Meaning("TIME", f"{UNKNOWN_DAY}T{value}", refers=False, needs_day=True))
        for name, value in (("first_span", f"{hour:02}:{minute or '00'}"), ("last_span", last))
    ]


def _day_beside(phrase: Phrase, frame: Frame) -> str | None:
    if phrase.has("weekday"):
        found = weekday(phrase, frame)
        return found.value.partition("T")[0] if found else None
    if phrase.word("which") in _NIGHTS:
        return civil.step(frame.published, _NIGHTS[phrase.word("which")], "D")
    if phrase.has("word"):
        return civil.step(frame.published, DAYS_AWAY[phrase.word("word")], "D")
    if phrase.has("month"):
        return _stated_day(phrase, frame)
    return None


def _stated_day(phrase: Phrase, frame: Frame) -> str | None:
    year, month, day = year_of(phrase, frame), month_of(phrase), phrase.integer("date")
    if day is None or not civil.is_valid(Point(year or 2000, month, day)):
        return None
    return Point(year, month, day).value if year else frame.dated(month, day, phrase.tense)


def part_of_date(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "the morning of 6 April", "the early hours of Friday", "the night of May 3"."""
    part = (
        lexicon().parts[phrase.word("part")] if phrase.has("part") else "NI" if phrase.has("late") else "MO"
    )
    if phrase.has("which"):
        return part_of_day(phrase, frame)
    day = _day_beside(phrase, frame)
    if day is None:
        return Meaning("TIME", f"{UNKNOWN_DAY}T{part}", refers=False, needs_day=True)
    return Meaning("TIME", f"{day}T{part}")


def night_between(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "the night of 3 to 4 May", "overnight from Monday to Tuesday": one night over two days."""
    first, last = _two_days(phrase, frame)
    if first is None or last is None:
        return None
    return Meaning(
        "TIME", f"{first.isoformat()}TNI", begin=first.isoformat(), end=last.isoformat(), precision="time"
    )


def _two_days(phrase: Phrase, frame: Frame) -> tuple[date | None, date | None]:
    if phrase.has("weekday2"):
        last = frame.weekday(lexicon().weekdays[phrase.word("weekday2")], phrase.tense)
        back = last and (last.isoweekday() - lexicon().weekdays[phrase.word("weekday")]) % 7
        return (civil.shifted(last, -back), last) if last and back else (None, None)
    month, day, year = month_of(phrase), phrase.integer("last"), year_of(phrase, frame)
    value = Point(year, month, day).value if year else frame.dated(month, day, phrase.tense)
    where = civil.point(value)
    last = where.date if where else None
    opening = lexicon().months.get(phrase.word("opening"), month)
    if last is None:
        return None, None
    return Point(last.year - (opening > month), opening, phrase.integer("date")).date, last


def overnight(phrase: Phrase, frame: Frame) -> Meaning:
    """As in "overnight": the night before the publication; "into" a day the one before it, else its own."""
    day = _day_beside(phrase, frame)
    where = civil.point(day) if day else None
    if where and where.date and phrase.has("into"):
        return _night_before(where.date)
    if day:
        return Meaning("TIME", f"{day}TNI")
    if frame.day and not frame.is_narrative:
        return _night_before(frame.day)._replace(refers=False)
    return Meaning("TIME", f"{UNKNOWN_DAY}TNI", refers=False)


def _night_before(day: date) -> Meaning:
    first = civil.shifted(day, -1) or day
    return Meaning(
        "TIME", f"{first.isoformat()}TNI", begin=first.isoformat(), end=day.isoformat(), precision="time"
    )


def at_part(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "at dawn", "in the night": its sentence names the day; a report's night is the one before it."""
    if phrase.before(2) == phrase.word("part"):
        return None
    part = lexicon().parts[phrase.word("part")]
    day = UNKNOWN_DAY
    if part == "NI" and phrase.has("the") and frame.day and not frame.is_narrative:
        day = civil.step(frame.published, -1, "D")
    return Meaning("TIME", f"{day}T{part}", refers=False, needs_day=True)


def bare_part(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "night", "nights", "daytime" in a narrative: no particular one."""
    is_name = phrase.tokens[phrase.start].is_capital and phrase.before() not in (".", "")
    if not frame.is_narrative or is_name:
        return None
    return Meaning("TIME", f"{UNKNOWN_DAY}T{lexicon().parts[phrase.word('part')]}", refers=False)


def numbered_day(phrase: Phrase, frame: Frame) -> Meaning | None:
    """As in "day 43 of the siege", "the 12th day of the offensive", "D+3": a day without a stated date."""
    unit = phrase.word("unit")
    is_apposed = frame.position == phrase.start - 1 and phrase.before() in (",", "(", "-", "–", "—", "is")
    if is_apposed and frame.reference and frame.reference.day:
        return Meaning("DATE", frame.reference.value, refers=False)
    value = {"week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX"}.get(unit, UNKNOWN_DAY)
    return Meaning("DATE", value, refers=False)


def d_day(phrase: Phrase, frame: Frame) -> Meaning:
    """As in "D-Day", "H-hour": what the text has just dated, where it names the day in brackets."""
    if phrase.start - frame.position <= 4 and frame.reference and frame.reference.date:
        return Meaning("DATE", frame.reference.value, refers=False)
    return Meaning("DATE", UNKNOWN_DAY, refers=False)


_BESIDE = (
    "(?:<COMMA>?(?:<WEEKDAY:weekday><PART>?|<today|yesterday|tomorrow|tonight:word>"
    f"|<the>?<DAY|DAYORDINAL:date><of>?<MONTH:month>(?:<COMMA>?{YEAR})?))"
)
_BESIDE_US = f"(?:<COMMA>?<MONTH:month><DAY|DAYORDINAL:date>(?:<COMMA>?{YEAR})?)"
_TIME = (
    f"(?:<CLOCK:clock>{_LOCAL}?(?:<AM:am>|<PM:pm>)?|<HOUR|NUMWORD:hour>(?:<AM:am>|<PM:pm>)|"
    f"<NUMBER:clock>(?:<AM:am>|<PM:pm>)|<FOUR:four>{_LOCAL}|(?P<twelve><HOUR|CLOCK>)?<noon|midday|midnight:noon>|"
    "<HOUR|NUMWORD:hour><o><'|’|`><clock>|"
    "<NUMWORD:hour>(?P<minutes><NUMWORD>(?:<DASH>?<NUMWORD>)?)(?:<AM:am>|<PM:pm>))"
)
_PART = (
    "<the>?(?:<early|small|late>?<PART:part><hours>?|<early|small|wee|predawn|pre - dawn><hours>"
    "|<late:late><hours>)"
)
_TO = "(?:<to|and|into|till|until|DASH|SLASH>)"
RULES = [
    Rule(f"{_TIME}{_ZONE}?{_BESIDE}?", clock),
    Rule(f"{_TIME}{_ZONE}?{_BESIDE_US}", clock),
    Rule(f"<FOUR:four><ZONE:zone>{_BESIDE}?", clock),
    Rule(f"<NUMBER:dotted>(?:<ZONE:zone>|<hours|hrs|h|local>){_BESIDE}?", clock),
    Rule("<HOUR|NUMWORD:hour><o><'|’|`><clock>(?:<in><the><PART:day_part>)?", clock),
    Rule(f"{_TIME}<that|this|last:which><same>?<PART:day_part>", clock),
    Rule(
        "(?<=<at|by|around|about|until|till|before|after|since|from>)(?:(?P<half><half>)<past:side>"
        "|<a>?<quarter><past|after|to:side>)<HOUR|NUMWORD:hour>(?!<UNIT|UNITS|NUMBER>)",
        spoken_clock,
    ),
    Rule(
        "(?<=<between|from|at|about|around|COMMA|OPEN>)(?P<first_span><HOUR|NUMWORD|CLOCK:first>)"
        "<and|to|or|until|DASH>(?P<last_span>(?:<HOUR|NUMWORD:hour>|<CLOCK:clock>)(?:<AM:am>|<PM:pm>)"
        "|<HOUR|NUMWORD:hour><o><'|’|`><clock>)",
        joined_clock,
    ),
    Rule("<HOUR|NUMWORD:hour><in><the><morning|afternoon|evening:day_part>", clock),
    Rule(
        f"{_PART}<of>(?:<WEEKDAY:weekday>|<the>?<DAY|DAYORDINAL:date><of>?<MONTH:month>(?:<COMMA>?{YEAR})?)",
        part_of_date,
    ),
    Rule(
        "<early|late>?<WEEKDAY><PART:part><COMMA|OPEN>?<the>?"
        f"(?:<DAY|DAYORDINAL:date><of>?<MONTH:month>|<MONTH:month><DAY|DAYORDINAL:date>)(?:<COMMA>?{YEAR})?<CLOSE>?",
        part_of_date,
    ),
    Rule(f"{_PART}<of><this|that|last|same:which><PART:part>", part_of_date),
    Rule("<the>?<early|late>?<PART:part><hours>", part_of_date),
    Rule(f"{_PART}<of><MONTH:month><DAY|DAYORDINAL:date>(?:<COMMA>?{YEAR})?", part_of_date),
    Rule(
        "<the><early|small|wee|late|predawn|pre - dawn|morning><PART:part>?<hours>(?:<of><the><morning>)?",
        part_of_date,
    ),
    Rule(
        "(?:<the><night|nights|overnight>|<overnight>)(?:<of|from|between|on>)?<the>?"
        f"<WEEKDAY:weekday>{_TO}<WEEKDAY:weekday2>",
        night_between,
    ),
    Rule(
        "(?:<the><night|nights|overnight>|<overnight>)(?:<of|from|between|on>)?<the>?"
        f"<DAY|DAYORDINAL:date>(?:<of>?<MONTH:opening>)?{_TO}<the>?<DAY|DAYORDINAL:last><of>?"
        f"<MONTH:month>(?:<COMMA>?{YEAR})?",
        night_between,
    ),
    Rule(
        "(?:<the><night|nights|overnight>|<overnight>)(?:<of|from|between|on>)?<MONTH:month>"
        f"<DAY|DAYORDINAL:date>{_TO}<DAY|DAYORDINAL:last>(?:<COMMA>?{YEAR})?",
        night_between,
    ),
    Rule(f"<overnight>(?:(?P<into><into|to>)?<on>?{_BESIDE})?", overnight),
    Rule(f"<overnight>(?P<into><into|to>)?<on>?{_BESIDE_US}", overnight),
    Rule(
        "(?<=<at|before|by|since|until|after|around|from>)(?:<first>)?"
        "<dawn|daybreak|dusk|nightfall|sunset|sunrise|sundown|night:part>",
        at_part,
    ),
    Rule("(?<=<by|until|till|since|before|towards>)<morning|afternoon|evening:part>", at_part),
    Rule("(?<=<in|during>)(?P<the><the>)(?:<early|late>)?<morning|afternoon|evening|night:part>", at_part),
    Rule(
        "(?<=<at|before|by|since|until|after|around|from>)<dawn|daybreak|dusk|nightfall:part><WEEKDAY:weekday>",
        part_of_date,
    ),
    Rule("<PART:part>", bare_part),
    Rule(
        "<day|week|month:unit><NUMBER|NUMWORD>(?:<DASH><NUMWORD>)?(?=<of|since>|<DASH>)",
        numbered_day,
    ),
    Rule("<the>?<ORDINAL><day|week|month|year:unit>(?=<of|since>)", numbered_day),
    Rule("<d|h><+><NUMBER>", numbered_day),
    Rule("<d|h><DASH><day|hour>(?:<+><NUMBER>)?", d_day),
]
