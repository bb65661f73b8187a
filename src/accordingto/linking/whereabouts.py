"""Where and when: places that lie apart, days that do not meet."""

from __future__ import annotations

import math
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
from accordingto.linking.words import fold, tokens
from accordingto.reading.phrases import word_set
from accordingto.types import Claim, Contradiction, EventType, HowFound, Place, PlacePrecision

# "Near" a town is within this; two villages that are one to reports lie closer.
APART = 15.0  # km
_EARTH = 6371.0  # km
# Days between dates of one happening that may be in dispute; further apart, one is of what was before it.
FAR = 45
_FINE: frozenset[PlacePrecision] = frozenset({"exact", "site", "town"})
_AREA: frozenset[PlacePrecision] = frozenset({"district", "region"})
_STATED: frozenset[HowFound] = frozenset({"argument", "sentence"})
_AREA_WORD = re.compile(
    r"\b(?:province|governorate|region|district|state|county|territory|oblast|zone|sector|valley|mountains?)\b",
    re.I,
)
_AT = re.compile(
    r"\b(?:in|at|near|outside|inside|around|above|below|on|off|over|between"
    r"|(?:east|west|north|south|edge|outskirts|crossing|town|village|city|forest|hills?) of"
    r"|bomb\w*|shell\w*|rocket\w*|struck|hit|storm\w*|attack\w*)"
    r"\s+(?:the\s+)?(?:[\w’'-]+\s+(?:of|in)\s+)?$"
)
# "12 June, near Sabra: a strike".
_DATED_HEAD = re.compile(r"\d[^,:]{2,12},\s(?:near\s)?$")
# Where it was fired from, and where they were treated.
_ELSEWHERE = re.compile(
    r"\b(?:(?:fired|launched|shelled|shot|came|coming)\b[^,;.]{0,30}\sfrom|guns?|batter(?:y|ies)|launchers?"
    r"|brought to|taken to|treated|(?:hospital|clinic|infirmary|morgue) (?:in|at|of))\s[^,;.]{0,40}$",
    re.IGNORECASE,
)
# "School hit by two shells": no name, though a line begins with it.
_COMMON = word_set(
    "town village city school market hospital clinic camp house farm church mosque bridge base post"
    " checkpoint port airport station street road rue"
)
# Who dies there was hurt elsewhere.
_IN_HOSPITAL = re.compile(r"^['’]s\b[^,;]*\b(?:hospital|clinic|infirmary|morgue)\b", re.IGNORECASE)
# "Lorn: two killed" is a heading; else a name that evidence begins with may stand behind "in".
_HEADS = re.compile(r"\s*[:,;(.]|$")
# "The day after" depends on what was told before, which reading may have taken for something else.
_RELATIVE = re.compile(r"\b(?:after|before|previous|next|following|earlier|later|same|that)\b", re.IGNORECASE)
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_NAMES_DAY = re.compile(
    rf"{_DAY}|\d(?:st|nd|rd|th)\b|\d (?:{_MONTHS})\b|\b(?:{_MONTHS}) \d|\d-\d"
    r"|\b(?:yesterday|today|tonight|ago|this (?:morning|afternoon|evening))\b",
    re.IGNORECASE,
)
_OTHER_DAY = rf"(?:{_DAY}|(?:at )?(?:the )?weekend|(?:day|night|evening) (?:before|after))"
_NOT_THEN = re.compile(
    rf"\b(?:and )?not\s+(?:on\s+|in\s+the\s+night\s+to\s+)?(?:the )?{_OTHER_DAY}\b", re.IGNORECASE
)
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ANY_ACT = "it"
# "It took place on Thursday", "this was on Saturday afternoon".
_IT_WAS_ON = re.compile(
    r"(?:^|\bthat )[\"“]?(?:it|this) (?:was|happened|took place|occurred) (?:late |early )?(?:on )?(?:the )?"
    rf"({_DAY})\b(?! (?:that|when|who)\b)",
    re.IGNORECASE,
)
_AND_NOT_ON = re.compile(
    rf"\b({_DAY})(?: \w+)?,? (?:and )?not (?:on )?(?:the )?{_OTHER_DAY}\b", re.IGNORECASE
)
_NIGHT_TO = re.compile(r"\b(?:night|overnight) to\b|\b(?:early|small) hours\b", re.IGNORECASE)
_NIGHT = re.compile(rf"\bnight\b|\bmidnight\b|\bovernight\b|\blate (?:on )?{_DAY}\b", re.IGNORECASE)
_WEEKDAY = re.compile(rf"\b{_DAY}\b", re.IGNORECASE)

# --- places ---------------------------------------------------------------------------------------


class Spot(msgspec.Struct, frozen=True):
    """Where a testimony puts it."""

    testimony: Testimony
    place: Place


def places(testimonies: Sequence[Testimony], bears_out: BearsOut) -> Iterator[Contradiction]:
    """Places of one event that lie apart, each pair of places once.

    Only places that the event's own words state count, and only between origins none of whose places agree.
    """
    spots = [spot for testimony in testimonies if (spot := _spot(testimony))]
    if len({fold(spot.place.name) for spot in spots}) > len(("here", "there")):  # it was in many places
        spots = [spot for spot in spots if spot.place.geonameid is not None]
    seen: list[frozenset[str]] = []
    for one, other in combinations(spots, 2):
        names = frozenset((one.place.name, other.place.name))
        if names in seen or _same_words(one, other) or not _apart_throughout(one, other, testimonies):
            continue
        why = f"{one.place.name} and {other.place.name} are different places."
        found = disagreement("place", _where(one), _where(other), why)
        if bears_out(found):
            seen.append(names)
            yield found


def _same_words(one: Spot, other: Spot) -> bool:
    """Whether both use one name, whatever the gazetteer made of it."""
    mine, theirs = (set(tokens(_where(spot)[1])) for spot in (one, other))
    return mine <= theirs or theirs <= mine


def _where(spot: Spot) -> tuple[Testimony, str]:
    return spot.testimony, words_at(spot.testimony.claim, spot.place.span) or spot.place.name


def _spot(testimony: Testimony) -> Spot | None:
    """The finest place that the event's own words state."""
    happening = testimony.happening
    if (
        happening is None
        or testimony.denies
        or happening.type in SPEECH
        or happening.place_from != "argument"
    ):
        return None
    found = [place for place in happening.places if is_name(place) and _is_placed(testimony, place)]
    fine = [
        place
        for place in found
        if place.precision in (*_FINE, "unknown") and not _is_called_area(testimony, place)
    ]
    areas = [place for place in found if place.precision in _AREA]
    best = (fine or areas)[:1]
    return Spot(testimony, best[0]) if best else None


def is_name(place: Place) -> bool:
    """Whether it is a place that has a name, which need not be in the gazetteer."""
    is_called_so = place.precision == "unknown" and place.name[:1].isupper()
    return place.geonameid is not None or (is_called_so and place.name.lower() not in _COMMON)


def _is_placed(testimony: Testimony, place: Place) -> bool:
    """Whether it is told to have been there: not "from" or "to" it, and no heading without a day."""
    words = words_at(testimony.claim, place.span)
    if not words:
        return True
    before, _, behind = testimony.claim.text.partition(words)
    if _IN_HOSPITAL.search(behind) or _ELSEWHERE.search(before):
        return False
    if _AT.search(before) or _DATED_HEAD.search(before):
        return True
    return not (before or _HEADS.match(behind))


def _is_called_area(testimony: Testimony, place: Place) -> bool:
    """Whether the words mean a province where the gazetteer gave its town."""
    words = words_at(testimony.claim, place.span) or ""
    behind = testimony.claim.text[testimony.claim.text.find(words) + len(words) :]
    return bool(_AREA_WORD.search(words) or _AREA_WORD.match(behind.lstrip()))


def _apart_throughout(one: Spot, other: Spot, testimonies: Sequence[Testimony]) -> bool:
    if not independent(one.testimony, other.testimony):
        return False
    if _says_not_there(one, other) or _says_not_there(other, one):
        return True
    if not are_apart(one.place, other.place):
        return False
    mine, theirs = (_places_of(spot.testimony, testimonies) for spot in (one, other))
    return not any(_may_agree(place, another) for place in mine for another in theirs)


def _says_not_there(one: Spot, other: Spot) -> bool:
    """ "In Oshan, not in Sabra", of which the other says that it was in Sabra."""
    name = re.escape(_where(other)[1])
    return (
        re.search(rf"\b(?:not|nowhere near)\s+(?:(?:in|at|near|on)\s+)?{name}\b", one.testimony.claim.text)
        is not None
    )


def _places_of(testimony: Testimony, testimonies: Sequence[Testimony]) -> list[Place]:
    """Every place that testimonies of the same origin put it at."""
    return [
        place
        for other in testimonies
        if not independent(other, testimony)
        for place in (other.happening.places if other.happening else ())
        if is_name(place) and (place.precision in _FINE | _AREA or place.geonameid is None)
    ]


def _may_agree(one: Place, other: Place) -> bool:
    if one.precision in _AREA or other.precision in _AREA:
        return one.geonameid == other.geonameid or fold(one.name) == fold(other.name)
    return not are_apart(one, other)


def are_apart(one: Place, other: Place) -> bool:
    """Whether places of like precision are different ones, and not near each other, nor one in the other."""
    if fold(one.name) == fold(other.name) or (one.geonameid is not None and one.geonameid == other.geonameid):
        return False
    if (one.geonameid is None) != (other.geonameid is None):
        return False  # one of them may lie in the other
    if one.geonameid is None or other.geonameid is None:
        return not {one.precision, other.precision} & _AREA and not set(tokens(one.name)) & set(
            tokens(other.name)
        )
    if one.within == other.geonameid or other.within == one.geonameid:
        return False
    if one.precision in _AREA and other.precision in _AREA:
        return one.precision == other.precision
    return one.precision in _FINE and other.precision in _FINE and _distance(one, other) > APART


def _distance(one: Place, other: Place) -> float:
    """Kilometres on a sphere; 0 where one has no coordinates."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return 0.0
    north, east = math.radians(other.latitude - one.latitude), math.radians(other.longitude - one.longitude)
    cosines = math.cos(math.radians(one.latitude)) * math.cos(math.radians(other.latitude))
    half = math.sin(north / 2) ** 2 + cosines * math.sin(east / 2) ** 2
    return 2 * _EARTH * math.asin(math.sqrt(half))


# --- days -----------------------------------------------------------------------------------------


# Who holds a place holds it before and after the day that is named.
_LASTS = re.compile(r"\b(?:h[eo]ld|control|hands|remain|still|rule)|siege", re.IGNORECASE)


# A town is entered or taken on one day, whatever word tells of it. Who leaves may do so on another.
_LAND: dict[EventType, str] = {"CONTROL": "land", "MOVE": "land"}
# Its end is another day than its beginning; who is dead "by Thursday", or died since, was hit before.
_AFTERWARDS = re.compile(
    rf"\bby (?:\w+ )?{_DAY}|\bend(?:ed|s)\b|\brecovered from\b|\bto avenge\b|\bin revenge for\b"
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
