"""Which pairs are worth comparing: mentions that share a key of place and time, or of rare words and time.

A mention is kept under its own keys and looked for under wider ones, so that a village meets its province
and a Tuesday the Wednesday, but not every village every other of the province.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from accordingto.linking.profiles import Family, Profile, Spot
from accordingto.linking.words import common

# Days that share a bucket of time; a mention is looked for in those of the days around it as well.
BUCKET, SLACK = 4, 3
# Reports tell of what happened in the week before, where they do not say when.
UNDATED = 5
# Of months and years, so many days count, the last ones: reports tell of what is new.
LONGEST, MONTH = 35, 30
TELLING_NUMBER = 3
CELL_DEGREES = 0.25
# Words that tell what happened, and days, by which a block that is too large is divided.
PARTS = 3
NEXT_DAY = 1
# Names around the telling word under which it is found as well.
NAMES = 3

# Readers take one family for another within deeds, and within words; between the two, hardly ever.
_WORDS: frozenset[Family | None] = frozenset({"talks", "speech"})


def kept_under(profile: Profile) -> tuple[str, ...]:
    """The keys that others find this mention by."""
    return _joined(profile, _own_times(profile), _own(profile))


def looked_under(profile: Profile) -> tuple[str, ...]:
    """The keys under which those are kept that this mention has to be compared with."""
    return _joined(profile, _wider_times(profile), _wider(profile))


def _joined(profile: Profile, times: Iterable[str], keys: Iterable[str]) -> tuple[str, ...]:
    letter = profile.kind[0] if profile.kind != "event" else "w" if profile.family in _WORDS else "d"
    unique = tuple(dict.fromkeys(keys))
    return tuple(f"{letter}{when}{key}" for when in dict.fromkeys(times) for key in unique)


def parts_kept_under(key: str, profile: Profile) -> Iterator[str]:
    """The parts of a large block that this mention belongs to: by what it is said to be, and by its days."""
    first, last = _span(profile)
    days = ("",) if last - first > BUCKET else range(first, last + 1)
    return (f"{key}/{word}@{day}" for word in _part_words(profile) for day in days)


def parts_looked_under(key: str, profile: Profile) -> Iterator[str]:
    """The parts that hold those of a large block that may be of one happening with this mention.

    They have a telling word in common, and days that are the same or follow each other, or a long time.
    """
    first, last = _span(profile)
    days = range(max(first, last - BUCKET) - NEXT_DAY, last + NEXT_DAY + 1)
    return (f"{key}/{word}@{day}" for word in _part_words(profile) for day in ("", *days))


def _part_words(profile: Profile) -> list[str]:
    return sorted(profile.triggers)[:PARTS]


# --- when -----------------------------------------------------------------------------------------


def _own_times(profile: Profile) -> Iterator[str]:
    """The buckets of its first and last day; of a long span, the months that it touches."""
    first, last = _span(profile)
    if last - first > BUCKET:
        yield from _months(first, last)
    else:
        yield from (f"{day // BUCKET}" for day in (first, last))


def _wider_times(profile: Profile) -> Iterator[str]:
    first, last = _span(profile)
    first, last = first - SLACK, last + SLACK
    yield from (f"{bucket}" for bucket in range(first // BUCKET, last // BUCKET + 1))
    yield from _months(first, last)


def _months(first: int, last: int) -> Iterator[str]:
    yield from (f"m{month}" for month in range(first // MONTH, last // MONTH + 1))


def _span(profile: Profile) -> tuple[int, int]:
    """First and last day on which it may have happened, for a long time only the last of it."""
    if profile.begin is not None:
        last = profile.begin if profile.end is None else max(profile.begin, profile.end)
        return max(profile.begin, last - LONGEST), last
    if profile.published is not None:
        return profile.published - UNDATED, profile.published
    return 0, 0


# --- where and with what words --------------------------------------------------------------------


def _own(profile: Profile) -> Iterator[str]:
    for spot in profile.spots:
        yield from _place_keys(spot)
        if spot.coarse:
            yield f"r{spot.country}.{spot.admin1}"
        elif spot.country:
            yield f"t{spot.country}.{spot.admin1}"
    yield from _word_keys(profile)


def _wider(profile: Profile) -> Iterator[str]:
    for spot in profile.spots:
        yield from _place_keys(spot)
        if spot.country:
            yield f"r{spot.country}.{spot.admin1}"
        if spot.coarse:
            yield f"t{spot.country}.{spot.admin1}"
    yield from _word_keys(profile)


def _word_keys(profile: Profile) -> Iterator[str]:
    yield from (f"w{word}" for word in profile.telling)
    yield from (f"w{word}" for word in sorted(profile.names - common())[:NAMES])
    # Few happenings of a week have the same number of dead; small numbers are too common.
    for count in profile.counts:
        if count.low is not None and count.low >= TELLING_NUMBER and count.kind != "other":
            yield f"f{count.kind}{count.low}"


def _place_keys(spot: Spot) -> Iterator[str]:
    yield f"p{spot.id}" if spot.id is not None else f"n{spot.name}"
    if spot.latitude is not None and spot.longitude is not None and not spot.coarse:
        yield f"c{round(spot.latitude / CELL_DEGREES)}.{round(spot.longitude / CELL_DEGREES)}"
