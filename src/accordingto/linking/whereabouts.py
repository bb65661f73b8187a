"""Where: places that lie apart."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import msgspec

from accordingto.linking.days import DAY, MONTHS
from accordingto.linking.testimony import (
    SPEECH,
    BearsOut,
    Testimony,
    disagreement,
    independent,
    words_at,
)
from accordingto.linking.words import fold, tokens
from accordingto.reading.phrases import word_set
from accordingto.types import Claim, Contradiction, Place, PlacePrecision

# "Near" a town is within this; two villages that are one to reports lie closer.
APART = 15.0  # km
_EARTH = 6371.0  # km
_FINE: frozenset[PlacePrecision] = frozenset({"exact", "site", "town"})
_AREA: frozenset[PlacePrecision] = frozenset({"district", "region"})
_AREA_WORD = re.compile(
    r"\b(?:province|governorate|region|district|state|county|territory|oblast|zone|sector|valley|mountains?)\b",
    re.I,
)
_BY = r"(?:in|at|near|outside|inside|around|above|below|on|off|over|between|beyond|past|close to)"
_AT = re.compile(
    rf"\b(?:{_BY}"
    r"|(?:east|west|north|south|edge|outskirts|crossing|town|village|city|forest|hills?) of"
    r"|bomb\w*|shell\w*|rocket\w*|struck|hit|storm\w*|attack\w*)"
    r"\s+(?:the\s+)?(?:[\w’'-]+\s+(?:of|in)\s+)?$",
    re.IGNORECASE,
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
# "It happened near Lorn", "the blast was at Lorn", "it was at Lorn that they were hit".
_TOLD = (
    r"(?:it|this|everything|the (?:attack|ambush|blast|bombing|clash|explosion|fighting|incident|killing|raid"
    r"|shooting|strike)) (?:had |has )?(?:been|was|happened|took place|taken place|occurred|went off)"
)
_IT_WAS_AT = re.compile(
    rf"(?:^|\b[Tt]hat )[\"“]?(?i:{_TOLD} (?:just )?{_BY} )(?:the (?:[a-z’'-]+ ){{1,3}}(?:of|to|{_BY}) )?"
    rf"(?!(?i:{DAY}|{MONTHS})\b)([A-Z][\w’'-]+(?:[ -][A-Z][\w’'-]+)*)"
)
# "And not, as first told, in Sabra", "never near it", "nowhere near Sabra", "not where the railway has it".
_NOT_THERE = re.compile(
    rf"\b(?:(?:not|never|nowhere)(?:,[^,;.]*,)? (?:{_BY}|where)\b(?! (?:the )?(?:\w+ )?{DAY}))",
    re.IGNORECASE,
)
# "Puts the ambush at Lorn".
_PUTS = re.compile(r"\b(?:puts?|places?|placed)\s(?:the|its|this|that)\s[^,;.]{3,30}$", re.IGNORECASE)
# "At the clinic of Lorn a survivor of it said": who is heard there need not have been hit there.
_HEARD_AT = re.compile(r"(?:in|at) (?:the )?[^,;:]*\b(?:hospital|clinic|infirmary|morgue)\b", re.IGNORECASE)
# Along a road lie many places.
_ROAD = re.compile(r"\b(?:road|highway|route|motorway|axis)$", re.IGNORECASE)
# "Lorn: two killed" is a heading; else a name that evidence begins with may stand behind "in".
_HEADS = re.compile(r"\s*[:,;(.]|$")


class Spot(msgspec.Struct, frozen=True):
    """Where a testimony puts it, in its `words`. `insists`: it corrects where others put it."""

    testimony: Testimony
    place: Place
    words: str
    insists: bool = False


def places(testimonies: Sequence[Testimony], bears_out: BearsOut) -> Iterator[Contradiction]:
    """Places of one event that lie apart, each pair of places once.

    Only places that the event's own words state count, and only between origins none of whose places agree.
    """
    named = {fold(place.name): place for each in testimonies for place in _stated(each)}
    spots = [spot for each in testimonies if (spot := _spot(each) or _told(each, named))]
    many = len({fold(spot.place.name) for spot in spots}) > len(("here", "there"))
    seen: list[frozenset[str]] = []
    for one, other in combinations(spots, 2):
        names = frozenset((one.place.name, other.place.name))
        if names in seen or _same_words(one, other) or not _apart_throughout(one, other, testimonies):
            continue
        if many and None in (one.place.geonameid, other.place.geonameid) and not _insist(one, other):
            continue  # it was in many places
        why = f"{one.place.name} and {other.place.name} are different places."
        found = disagreement("place", (one.testimony, one.words), (other.testimony, other.words), why)
        if bears_out(found):
            seen.append(names)
            yield found


def _same_words(one: Spot, other: Spot) -> bool:
    """Whether both use one name, whatever the gazetteer made of it."""
    mine, theirs = (set(tokens(spot.words)) for spot in (one, other))
    return mine <= theirs or theirs <= mine


def _spot(testimony: Testimony) -> Spot | None:
    """The finest place that the event's own words state."""
    if testimony.denies or testimony.happening is None or testimony.happening.place_from != "argument":
        return None
    found = [place for place in _stated(testimony) if _is_placed(testimony, place)]
    fine = [
        place
        for place in found
        if place.precision in (*_FINE, "unknown") and not _is_called_area(testimony, place)
    ]
    areas = [place for place in found if place.precision in _AREA]
    best = (fine or areas)[:1]
    if not best:
        return None
    words = words_at(testimony.claim, best[0].span) or best[0].name
    return Spot(testimony, best[0], words, _corrects(testimony.claim, words))


def _stated(testimony: Testimony) -> list[Place]:
    """The places with a name of what a testimony says happened."""
    happening = testimony.happening
    if happening is None or happening.type in SPEECH:
        return []
    return [place for place in happening.places if is_name(place)]


def _corrects(claim: Claim, words: str) -> bool:
    """Whether it says where it was not, or puts what was told before at a place of these words."""
    return bool(_NOT_THERE.search(claim.text) or _PUTS.search(claim.text.partition(words)[0]))


def place_said(claim: Claim) -> re.Match[str] | None:
    """Where a statement says at which place it was, of what was told before: "it happened near Lorn"."""
    return _IT_WAS_AT.search(claim.text) if claim.kind == "statement" else None


def _told(testimony: Testimony, named: Mapping[str, Place]) -> Spot | None:
    """The place that a statement gives to what was told before; `named` are places by their names."""
    claim = testimony.claim
    found = place_said(claim)
    if found is None or claim.polarity == "negative":
        return None
    name = found.group(1)
    place = named.get(fold(name)) or Place(span=claim.evidence[0], name=name)
    return Spot(testimony, place, name, insists=True)


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
    if _IN_HOSPITAL.search(behind) or _ELSEWHERE.search(before) or _HEARD_AT.match(testimony.claim.text):
        return False
    if _ROAD.search(place.name):
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
    if _insist(one, other):
        return _are_two(one.place, other.place)
    if not are_apart(one.place, other.place):
        return False
    mine, theirs = (_places_of(spot.testimony, testimonies) for spot in (one, other))
    return not any(_may_agree(place, another) for place in mine for another in theirs)


def _insist(one: Spot, other: Spot) -> bool:
    return one.insists or other.insists


def _are_two(one: Place, other: Place) -> bool:
    """Whether they are called otherwise, and neither is known to hold the other."""
    if set(tokens(one.name)) & set(tokens(other.name)) or {one.precision, other.precision} & _AREA:
        return False
    ids = (one.geonameid, other.geonameid)
    return None in ids or (ids[0] != ids[1] and one.within != ids[1] and other.within != ids[0])


def _says_not_there(one: Spot, other: Spot) -> bool:
    """ "In Oshan, not in Sabra", of which the other says that it was in Sabra."""
    name = re.escape(other.words)
    return (
        re.search(rf"\b(?:not|nowhere near)\s+(?:(?:in|at|near|on)\s+)?{name}\b", one.testimony.claim.text)
        is not None
    )


def _places_of(testimony: Testimony, testimonies: Sequence[Testimony]) -> list[Place]:
    """Every place that testimonies of the same origin put it at."""
    return [
        place
        for other in testimonies
        if not independent(other, testimony) and not other.denies
        for place in _stated(other)
        if (place.precision in _FINE | _AREA or place.geonameid is None)
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
