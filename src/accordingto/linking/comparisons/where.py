"""Where it happened, when, and when that was reported."""

from __future__ import annotations

import math
from datetime import date
from functools import lru_cache
from itertools import product

from accordingto.linking.comparisons.pairs import of_last_pair
from accordingto.linking.profiles import Profile, Spot
from accordingto.linking.words import tokens

EARTH_KM = 6371.0


# Between two descriptions of one place, gazetteers differ by some kilometres; towns lie farther apart.
NEAR_KM, FAR_KM = 8.0, 60.0


# Days between reports that mean the same day by its name.
WEEK = 5


def day(one: Profile, other: Profile) -> str | None:
    """The days on which it may have happened."""
    apart = _days_apart(one, other)
    if apart is None:
        return None
    if not (one.stated_day and other.stated_day):
        return f"{'may be the same' if apart <= 0 else 'apart'}, {_stated(one.stated_day, other.stated_day)}"
    if apart > 0:
        return "next day" if apart == 1 else "2 or 3 days apart" if apart <= 3 else "more days apart"
    exact = _last(one) == one.begin and _last(other) == other.begin
    return "same day" if exact else "days that overlap"


def _stated(one: bool, other: bool) -> str:
    return "stated by one" if one or other else "stated by neither"


@of_last_pair
def _days_apart(one: Profile, other: Profile) -> int | None:
    if one.begin is None or other.begin is None:
        return None
    return max(one.begin, other.begin) - min(_last(one), _last(other))


def _last(one: Profile) -> int:
    return one.end if one.end is not None else one.begin or 0


def place(one: Profile, other: Profile) -> str | None:
    """Where it happened: the closest of the places of each; areas only where one of the two has no other."""
    closest = _closest(one, other)
    if closest is None:
        return None
    if one.stated_place and other.stated_place:
        return _PLACE_LEVELS[closest]
    same = "may be the same" if closest <= _SAME_PLACE else "apart"
    return f"{same}, {_stated(one.stated_place, other.stated_place)}"


@of_last_pair
def _closest(one: Profile, other: Profile) -> int | None:
    if len(one.spots) == len(other.spots) == 1:
        return _between(one.spots[0], other.spots[0])
    fine = [[spot for spot in profile.spots if not spot.coarse] for profile in (one, other)]
    ours, theirs = fine if all(fine) else (list(one.spots), list(other.spots))
    return min((_between(a, b) for a, b in product(ours, theirs)), default=None)


_PLACE_LEVELS = (
    "same place",
    "same area",
    "one holds the other",
    "same name",
    "a few kilometres apart",
    "neighbouring places",
    "far apart",
    "other names",
)


_SAME_PLACE = 3


def _between(one: Spot, other: Spot) -> int:
    """Index of a level in `_PLACE_LEVELS`, the closest first."""
    if one.id is not None and one.id == other.id:
        return 1 if one.coarse else 0
    if _holds(one, other) or _holds(other, one):
        return 2
    if one.name == other.name:
        return 3
    if one.latitude is None or other.latitude is None:
        return 7
    if one.coarse or other.coarse:
        return 6
    apart = kilometres(one, other)
    return 4 if apart <= NEAR_KM else 5 if apart <= FAR_KM else 6


def _holds(one: Spot, other: Spot) -> bool:
    if not one.coarse:
        return one.id is not None and one.id == other.within
    if one.id is not None and one.id == other.within:
        return True
    if one.country != other.country or one.country is None:
        return False
    # A country has no first-level area of its own.
    return one.admin1 in (None, "", "00") or one.admin1 == other.admin1


def kilometres(one: Spot, other: Spot) -> float:
    """Distance of two places with coordinates, along the ground."""
    if one.latitude is None or other.latitude is None or one.longitude is None or other.longitude is None:
        return math.inf
    north = math.radians(other.latitude - one.latitude)
    east = math.radians(other.longitude - one.longitude) * math.cos(
        math.radians((one.latitude + other.latitude) / 2)
    )
    return EARTH_KM * math.hypot(north, east)


def place_and_day(one: Profile, other: Profile) -> str | None:
    """Place and day together, and how well both are known: lookalikes share one of them."""
    return f"{_where(one, other)}, {_when(one, other)}"


@of_last_pair
def _where(one: Profile, other: Profile) -> str:
    closest = _closest(one, other)
    if closest is None:
        return "place unknown"
    if not (one.stated_place and other.stated_place):
        return "perhaps the same place" if closest <= _SAME_PLACE else "perhaps another place"
    return "area of it" if closest in (1, 2) else "same place" if closest <= _SAME_PLACE else "another place"


@of_last_pair
def _when(one: Profile, other: Profile) -> str:
    apart = _days_apart(one, other)
    if apart is None:
        return "day unknown"
    if not (one.stated_day and other.stated_day):
        return "perhaps the same day" if apart <= 0 else "perhaps another day"
    return "same day" if apart <= 0 else "another day"


def named(one: Profile, other: Profile) -> str | None:
    """Whether one names the place of the other, where its own place is another, an area, or not stated."""
    if not one.names and not other.names:
        return None
    closest = _closest(one, other)
    if closest == 0 and one.own_place and other.own_place:
        return None
    found = [_names(one, other), _names(other, one)]
    if all(found):
        return "each names the place of the other"
    return "one names the place of the other" if any(found) else "neither names the place of the other"


def _names(one: Profile, other: Profile) -> bool:
    fine = [spot for spot in other.spots if not spot.coarse] if other.stated_place else []
    return any(_words_of(spot.name) <= one.names for spot in fine)


def names_of_places(one: Profile, other: Profile) -> str | None:
    """The names behind words of place in the sentences themselves, whatever place was made of them."""
    if one.sentence is None or other.sentence is None or one.sentence == other.sentence:
        return None
    if one.document == other.document:
        earlier, later = sorted((one, other), key=lambda profile: profile.anchor)
        if not later.located:
            return "the later names none"
        return _shared(later.located, earlier.located | _spot_words(earlier))
    if not one.located or not other.located:
        return "one names none"
    return _shared(one.located, other.located)


def told_apart(one: Profile, other: Profile) -> str | None:
    """Whether the words of both events themselves state another place, or another day.

    On our stories, of pairs of like kind 27 of one happening name another place so, and 688 of two; 22 and
    515 another day.
    """
    elsewhere, apart = _states_another_place(one, other), _stated_days_apart(one, other)
    if elsewhere:
        return "another place, another day" if apart else "another place"
    if apart:
        return "the next day" if apart == 1 else "another day"
    here = one.own_place and other.own_place and _closest(one, other) == 0
    return "place and day of both" if apart == 0 and here else None


# The levels at which the two are told apart.
STATED_APART = frozenset({"another place", "another day", "another place, another day", "the next day"})


def _states_another_place(one: Profile, other: Profile) -> bool:
    fine = (any(not spot.coarse for spot in profile.spots) for profile in (one, other))
    if not (one.own_place and other.own_place and all(fine)):
        return False
    closest = _closest(one, other)
    if closest is None or closest <= _SAME_PLACE:
        return False
    return not (_names(one, other) or _names(other, one) or one.located & other.located)


def _stated_days_apart(one: Profile, other: Profile) -> int | None:
    """Days between two single days that the words of both events state."""
    if not (one.own_day and other.own_day) or one.begin is None or other.begin is None:
        return None
    single = _last(one) == one.begin and _last(other) == other.begin
    return abs(one.begin - other.begin) if single else None


@lru_cache(maxsize=20_000)
def _words_of(name: str) -> frozenset[str]:
    return frozenset(tokens(name))


def _shared(ours: frozenset[str], theirs: frozenset[str]) -> str:
    return "a name of both" if ours & theirs else "no name of both"


def _spot_words(profile: Profile) -> frozenset[str]:
    return frozenset(word for spot in profile.spots for word in _words_of(spot.name))


def weekdays(one: Profile, other: Profile) -> str | None:
    """Days of the week that the sentences name, of reports of one week."""
    if one.sentence == other.sentence and one.document == other.document:
        return None
    if one.published is None or other.published is None or abs(one.published - other.published) > WEEK:
        return None
    if not one.weekdays or not other.weekdays:
        later = max((one, other), key=lambda profile: profile.anchor)
        return "only the later names one" if one.document == other.document and later.weekdays else None
    return "the same" if one.weekdays & other.weekdays else "others"


def site(one: Profile, other: Profile) -> str | None:
    """What it happened at: a market, a bridge."""
    if not one.sites or not other.sites:
        return None
    return "same" if one.sites & other.sites else "another"


def published(one: Profile, other: Profile) -> str | None:
    """How far apart the two reports were published."""
    if one.document == other.document or one.published is None or other.published is None:
        return None
    apart = abs(one.published - other.published)
    return "same day" if apart == 0 else "next day" if apart == 1 else "same week" if apart <= 7 else "later"


def days(profile: Profile) -> str:
    """The first and the last day, in words."""
    if profile.begin is None:
        return ""
    first, last = (date.fromordinal(number).isoformat() for number in (profile.begin, _last(profile)))
    return first if first == last else f"{first} to {last}"
