"""When: days that do not meet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations

import msgspec

from accordingto.linking.testimony import (
    SPEECH,
    BearsOut,
    Testimony,
    disagreement,
    independent,
    seizes,
    trigger_words,
    words_at,
)
from accordingto.types import Claim, Contradiction, EventType, HowFound

# Days between dates of one happening that may be in dispute; further apart, one is of what was before it.
FAR = 45
_STATED: frozenset[HowFound] = frozenset({"argument", "sentence"})
# "The day after" depends on what was told before, which reading may have taken for something else.
_RELATIVE = re.compile(r"\b(?:after|before|previous|next|following|earlier|later|same|that)\b", re.IGNORECASE)
DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_NAMES_DAY = re.compile(
    rf"{DAY}|\d(?:st|nd|rd|th)\b|\d (?:{MONTHS})\b|\b(?:{MONTHS}) \d|\d-\d"
    r"|\b(?:yesterday|today|tonight|ago|this (?:morning|afternoon|evening))\b",
    re.IGNORECASE,
)
_OTHER_DAY = rf"(?:{DAY}|(?:at )?(?:the )?weekend|(?:day|night|evening) (?:before|after))"
_NOT_THEN = re.compile(
    rf"\b(?:and )?not\s+(?:on\s+|in\s+the\s+night\s+to\s+)?(?:the )?{_OTHER_DAY}\b", re.IGNORECASE
)
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ANY_ACT = "it"
# "It took place on Thursday", "this was on Saturday afternoon".
_IT_WAS_ON = re.compile(
    r"(?:^|\bthat )[\"“]?(?:it|this) (?:was|happened|took place|occurred) (?:late |early )?(?:on )?(?:the )?"
    rf"({DAY})\b(?! (?:that|when|who)\b)",
    re.IGNORECASE,
)
_AND_NOT_ON = re.compile(rf"\b({DAY})(?: \w+)?,? (?:and )?not (?:on )?(?:the )?{_OTHER_DAY}\b", re.IGNORECASE)
_NIGHT_TO = re.compile(r"\b(?:night|overnight) to\b|\b(?:early|small) hours\b", re.IGNORECASE)
_NIGHT = re.compile(rf"\bnight\b|\bmidnight\b|\bovernight\b|\blate (?:on )?{DAY}\b", re.IGNORECASE)
_WEEKDAY = re.compile(rf"\b{DAY}\b", re.IGNORECASE)
# Who holds a place holds it before and after the day that is named.
_LASTS = re.compile(r"\b(?:h[eo]ld|control|hands|remain|still|rule)|siege", re.IGNORECASE)
# A town is entered or taken on one day, whatever word tells of it. Who leaves may do so on another.
_LAND: dict[EventType, str] = {"CONTROL": "land", "MOVE": "land"}
# Its end is another day than its beginning; who is dead "by Thursday", or died since, was hit before.
_AFTERWARDS = re.compile(
    rf"\bby (?:\w+ )?{DAY}|\bend(?:ed|s)\b|\brecovered from\b|\bto avenge\b|\bin revenge for\b"
    r"|\bsuccumbed\b|\bdied (?:of|in hospital|on the way)\b",
    re.IGNORECASE,
)
# "As of 8 March, 12:00, the army controls the town."
_AS_OF = re.compile(r"\bas of\b", re.IGNORECASE)


class When(msgspec.Struct, frozen=True):
    """The days between which a testimony puts it. `insists`: it says on which day it was not."""

    testimony: Testimony
    what: str
    begin: date
    end: date
    words: str
    stated: bool
    insists: bool = False


def days(testimonies: Sequence[Testimony], bears_out: BearsOut) -> Iterator[Contradiction]:
    """Days of one act that do not meet, each pair of days once.

    Only dates in the event's own words count, and only between origins none of whose dates agree; who says
    "not on Sunday" means it.
    """
    times = [when for testimony in testimonies if (when := _when(testimony))]
    seen: list[frozenset[date]] = []
    for one, other in combinations([when for when in times if when.stated], 2):
        pair = frozenset((one.begin, other.begin))
        if pair in seen or not _never_meet(one, other, times):
            continue
        why = f"One dates it {_period(one)}, the other {_period(other)}."
        found = disagreement("day", (one.testimony, one.words), (other.testimony, other.words), why)
        if bears_out(found):
            seen.append(pair)
            yield found


def _period(when: When) -> str:
    return f"{when.begin}" if when.begin == when.end else f"between {when.begin} and {when.end}"


def _never_meet(one: When, other: When, times: Sequence[When]) -> bool:
    if not independent(one.testimony, other.testimony) or meet(one, other):
        return False
    if abs((one.begin - other.begin).days) > FAR:
        return False
    if one.insists or other.insists:
        return True
    if one.what != other.what and _ANY_ACT not in (one.what, other.what):
        return False
    mine, theirs = (_times_of(when, times) for when in (one, other))
    return not any(meet(when, another) for when in mine for another in theirs)


def _times_of(when: When, times: Sequence[When]) -> list[When]:
    return [other for other in times if not independent(other.testimony, when.testimony)]


def meet(one: When, other: When) -> bool:
    """Whether they have a day in common; a weekday that both name is one, whatever week it was read as."""
    mine, theirs = ({day.lower() for day in _WEEKDAY.findall(when.words)} for when in (one, other))
    named = len(mine) == 1 and mine == theirs
    return named or (one.begin <= other.end and other.begin <= one.end)


def _when(testimony: Testimony) -> When | None:
    found = _dated(testimony)
    if found is None:
        return day_told(testimony)
    what, begin, end, stated = found
    first, last = day_of(begin), day_of(end or begin)
    if first is None or last is None:
        return None
    words = _time_words(testimony) or testimony.claim.text
    if _NIGHT_TO.search(words) or _NIGHT_TO.search(testimony.claim.text):
        first -= timedelta(days=1)
    elif _NIGHT.search(words) and not _NOT_THEN.search(testimony.claim.text):
        last += timedelta(days=1)
    if first > (day_of(testimony.account.published) or last):
        return None  # nobody tells of what is to come as of what happened
    insists = bool(_NOT_THEN.search(testimony.claim.text))
    return When(testimony, what, first, last, words, stated, insists)


def day_said(claim: Claim) -> re.Match[str] | None:
    """Where a statement says on which day it was, of what was told before: "it was Friday, not Thursday"."""
    return (
        (_IT_WAS_ON.search(claim.text) or _AND_NOT_ON.search(claim.text))
        if claim.kind == "statement"
        else None
    )


def day_told(testimony: Testimony) -> When | None:
    """The day that a statement gives to what was told before: the last of its name."""
    found = day_said(testimony.claim)
    printed = day_of(testimony.account.published)
    if found is None or printed is None or testimony.claim.polarity == "negative":
        return None
    back = (printed.weekday() - _WEEK.index(found.group(1).lower())) % len(_WEEK)
    day = printed - timedelta(days=back)
    insists = bool(_NOT_THEN.search(testimony.claim.text))
    return When(testimony, _ANY_ACT, day, day, found.group(), True, insists)


def _dated(testimony: Testimony) -> tuple[str, str | None, str | None, bool] | None:
    """What is dated (only the same is compared), from when to when, and whether its own words say so."""
    claim, happening = testimony.claim, testimony.happening
    if happening and happening.type == "CONTROL" and _LASTS.search(trigger_words(claim)):
        return None
    if _AS_OF.search(claim.text):
        return None  # until then it has been so, and it happened on some day before
    if happening and not testimony.denies and happening.type not in SPEECH and happening.time_from in _STATED:
        what = "seizure" if seizes(claim) else _LAND.get(happening.type, happening.type)
        return what, happening.begin, happening.end, _is_sure(testimony)
    if claim.dealing and claim.dealing.step and not testimony.denies:
        return claim.dealing.step, claim.dealing.begin, claim.dealing.end, names_day(claim)
    if claim.holding and claim.holding.relation in ("took", "lost") and not testimony.denies:
        return "land", claim.holding.begin, claim.holding.end, names_day(claim)
    return None


def names_day(claim: Claim) -> bool:
    """Whether a claim's own words name a day, not one after what was told before."""
    one = len({day.lower() for day in _WEEKDAY.findall(claim.text)}) <= 1
    return one and bool(_NAMES_DAY.search(claim.text)) and not _RELATIVE.search(claim.text)


def _is_sure(testimony: Testimony) -> bool:
    """Whether its own words date the event, by one day that depends on nothing told before."""
    happening = testimony.happening
    if happening is None or happening.time_from != "argument":
        return False
    if _AFTERWARDS.search(testimony.claim.text):
        return False
    dated = {time.begin for time in happening.times if time.begin}
    alone = len(dated) < 2 or bool(_NOT_THEN.search(testimony.claim.text))
    named = any(_NAMES_DAY.search(time.text) for time in happening.times)
    return alone and named and not any(_RELATIVE.search(time.text) for time in happening.times)


def _time_words(testimony: Testimony) -> str:
    happening = testimony.happening
    words = (
        [words_at(testimony.claim, time.span) or time.text for time in happening.times] if happening else []
    )
    return ", ".join(words)


def day_of(civil: str | None) -> date | None:
    """A date of day precision; months and years say too little."""
    try:
        return date.fromisoformat(civil) if civil and len(civil) == len("2024-01-31") else None
    except ValueError:
        return None
