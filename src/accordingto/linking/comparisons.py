"""Named comparisons of two profiles. Each is a small function that says at which level the two agree.

Levels are words that a person reads in `link --explain`; what a level adds to the log-odds stands in
`weights.toml`. A comparison for which one of the two has nothing to compare gives None, which adds nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import lru_cache, wraps
from itertools import product
from typing import TypeVar

from accordingto.linking.cues import JOINTS
from accordingto.linking.profiles import Count, Profile, Side, Spot
from accordingto.linking.words import tokens

EARTH_KM = 6371.0
# Between two descriptions of one place, gazetteers differ by some kilometres; towns lie farther apart.
NEAR_KM, FAR_KM = 8.0, 60.0
# Mentions and sentences farther on than this are far.
FARTHEST = 3
# Days between reports that mean the same day by its name.
WEEK = 5

# Type and mode.
Kind = tuple[str, str | None]
Compare = Callable[[Profile, Profile], str | None]
_Found = TypeVar("_Found")


def _of_last_pair(function: Callable[[Profile, Profile], _Found]) -> Callable[[Profile, Profile], _Found]:
    """The same function, which does not count again for the pair that it was asked about last.

    Several comparisons of a pair, one after the other, rest on the same distance.
    """
    # One value, so that threads never see half of it.
    last: tuple[Profile, Profile, _Found] | None = None

    @wraps(function)
    def remembered(one: Profile, other: Profile) -> _Found:
        nonlocal last
        known = last
        if known is None or known[0] is not one or known[1] is not other:
            known = last = (one, other, function(one, other))
        return known[2]

    return remembered


@_of_last_pair
def kind(one: Profile, other: Profile) -> str | None:
    """Type and mode of what happened."""
    if not one.types or not other.types:
        return None
    if len(one.types) == len(other.types) == 1:
        return _kinds(one.types[0], other.types[0], one, other)
    return min((_kinds(a, b, one, other) for a, b in product(one.types, other.types)), key=_KIND_LEVELS.index)


_KIND_LEVELS = (
    "same type and mode",
    "same type",
    "an act and its toll",
    "same type, another mode",
    "same family",
    "violence and another family",
    "another family",
)


def _kinds(one: Kind, other: Kind, mine: Profile, theirs: Profile) -> str:
    if one[0] == other[0]:
        if one[1] and other[1]:
            return "same type and mode" if one[1] == other[1] else "same type, another mode"
        return "same type"
    if {one[0], other[0]} == {"ASSAULT", "CASUALTY"}:
        return "an act and its toll"
    if mine.family == theirs.family:
        return "same family"
    return "violence and another family" if "violence" in (mine.family, theirs.family) else "another family"


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


@_of_last_pair
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


@_of_last_pair
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


def place_and_day(one: Profile, other: Profile) -> str | None:
    """Place and day together, and how well both are known: lookalikes share one of them."""
    return f"{_where(one, other)}, {_when(one, other)}"


@_of_last_pair
def _where(one: Profile, other: Profile) -> str:
    closest = _closest(one, other)
    if closest is None:
        return "place unknown"
    if not (one.stated_place and other.stated_place):
        return "perhaps the same place" if closest <= _SAME_PLACE else "perhaps another place"
    return "area of it" if closest in (1, 2) else "same place" if closest <= _SAME_PLACE else "another place"


@_of_last_pair
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


def anew(one: Profile, other: Profile) -> str | None:
    """Words that say that it is another one, or goes on to something else: `again`, `a second raid`."""
    if one.document == other.document:
        earlier, later = sorted((one, other), key=lambda profile: profile.anchor)
        if earlier.sentence == later.sentence or later.anew is None:
            return None
        return f"the later: {later.anew}"
    found = (one.anew == "another") + (other.anew == "another")
    return (None, "one is said to be another", "both are")[found]


def refers(one: Profile, other: Profile) -> str | None:
    """Within a report, whether the later of the two points back, as `the attack` does, or is brought in."""
    later = max((one, other), key=lambda profile: profile.anchor)
    if one.document != other.document or later.refers is None or one.sentence == other.sentence:
        return None
    return f"the later: {later.refers}"


def site(one: Profile, other: Profile) -> str | None:
    """What it happened at: a market, a bridge."""
    if not one.sites or not other.sites:
        return None
    return "same" if one.sites & other.sites else "another"


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


def actors(one: Profile, other: Profile) -> str | None:
    """Who did it."""
    return _parties(one.actors, other.actors)


def recipients(one: Profile, other: Profile) -> str | None:
    """To whom it was done."""
    return _parties(one.recipients, other.recipients)


def _parties(ours: tuple[Side, ...], theirs: tuple[Side, ...]) -> str | None:
    if not ours or not theirs:
        return None
    if ours == theirs:
        return "same"
    pairs = list(product(ours, theirs))
    if any(set(a.words) == set(b.words) for a, b in pairs):
        return "same"
    if any(a.code is not None and a.code == b.code for a, b in pairs):
        return "same code"
    if any(set(a.words) & set(b.words) for a, b in pairs):
        return "share a word"
    if any(a.country is not None and a.country == b.country for a, b in pairs):
        return "same country"
    return "others"


def figures(one: Profile, other: Profile) -> str | None:
    """Numbers of people, of the same kind."""
    pairs = [(a, b) for a, b in product(one.counts, other.counts) if a.kind == b.kind]
    if not pairs:
        return None
    if any((a.low, a.high) == (b.low, b.high) for a, b in pairs):
        return "same number"
    return "numbers that overlap" if any(_overlap(a, b) for a, b in pairs) else "other numbers"


def _overlap(one: Count, other: Count) -> bool:
    low = max(one.low or 0, other.low or 0)
    return low <= min(math.inf if c.high is None else c.high for c in (one, other))


def instrument(one: Profile, other: Profile) -> str | None:
    """With what it was done."""
    if not one.instrument or not other.instrument:
        return None
    return "same" if one.instrument == other.instrument else "another"


def trigger(one: Profile, other: Profile) -> str | None:
    """The words that tell what happened."""
    if not one.triggers or not other.triggers:
        return None
    if one.triggers & other.triggers:
        return "same word"
    if one.triggers & other.wording and other.triggers & one.wording:
        return "each among the words of the other"
    if one.triggers & other.wording or other.triggers & one.wording:
        return "among the words of the other"
    beginnings = {word[:5] for word in one.triggers} & {word[:5] for word in other.triggers}
    return "similar word" if beginnings else "another word"


def words(one: Profile, other: Profile) -> str | None:
    """Words of the evidence that are not common."""
    if not one.words or not other.words or one.document == other.document:
        return None
    shared = len(one.words & other.words)
    return ("no uncommon word", "one uncommon word", "two uncommon words", "three", "four or more")[
        min(shared, 4)
    ]


def points(one: Profile, other: Profile) -> str | None:
    """Whether words that a report uses of this alone are used of this or of others by the other report."""
    if one.document == other.document or not (one.content and other.content):
        return None
    return _POINTS[_pointing(one, other) + _pointing(other, one)]


_POINTS = {
    2: "both to each other",
    1: "one to the other",
    0: "neither, or one each way",
    -1: "one elsewhere",
    -2: "both elsewhere",
}


def _pointing(one: Profile, other: Profile) -> int:
    here, there = len(one.only & other.content), len(one.only & other.elsewhere)
    return (here > there) - (here < there)


def targets(one: Profile, other: Profile) -> str | None:
    """What two reports say was struck: a bus, a bridge."""
    if one.document == other.document or not one.targets or not other.targets:
        return None
    return "one of both" if one.targets & other.targets else "others"


def types(one: Profile, other: Profile) -> str | None:
    """Which types the two are of, where each is of one."""
    if len(one.types) != 1 or len(other.types) != 1:
        return None
    mine, its = one.types[0][0], other.types[0][0]
    return f"{mine} and {its}" if mine <= its else f"{its} and {mine}"


def mentions_between(one: Profile, other: Profile) -> str | None:
    """How many mentions and sentences farther on the later stands."""
    if one.document != other.document or None in (one.rank, other.rank, one.position, other.position):
        return None
    earlier, later = _in_order(one, other)
    mentions = min((later.rank or 0) - (earlier.rank or 0), FARTHEST)
    return f"{mentions} mentions, {min(_sentences_on(earlier, later), FARTHEST)} sentences on"


def joint(one: Profile, other: Profile) -> str | None:
    """What parts two mentions of one sentence."""
    if one.document != other.document or one.sentence is None or one.sentence != other.sentence:
        return None
    earlier, later = _in_order(one, other)
    between = {name for at, name in earlier.joints if earlier.anchor[1] <= at < later.anchor[0]}
    return next((name for name in JOINTS if name in between), "nothing")


def act_and_toll(one: Profile, other: Profile) -> str | None:
    """In which order and how near acts and their tolls are told in a report."""
    if one.document != other.document or one.position is None or not (one.types and other.types):
        return None
    earlier, later = _in_order(one, other)
    return f"{_role(earlier)}, {_role(later)}, {_how_near(earlier, later)}"


def _role(profile: Profile) -> str:
    return {"ASSAULT": "act", "CASUALTY": "toll"}.get(profile.types[0][0], "other")


def _how_near(earlier: Profile, later: Profile) -> str:
    return ("same sentence", "next sentence", "later")[min(_sentences_on(earlier, later), 2)]


def later_states(one: Profile, other: Profile) -> str | None:
    """Whether the later of two sentences states a place or a day of its own."""
    if one.document != other.document or one.position is None or one.position == other.position:
        return None
    earlier, later = _in_order(one, other)
    states = " and ".join(name for name, own in (("place", later.own_place), ("day", later.own_day)) if own)
    return f"{states or 'neither'}, {_how_near(earlier, later)}"


def _in_order(one: Profile, other: Profile) -> tuple[Profile, Profile]:
    return (one, other) if (one.anchor, one.id) <= (other.anchor, other.id) else (other, one)


def _sentences_on(earlier: Profile, later: Profile) -> int:
    return max(0, (later.position or 0) - (earlier.position or 0))


def modes(one: Profile, other: Profile) -> str | None:
    """Within a report, type and mode of the earlier and of the later: an order that `types` does not keep."""
    if one.document != other.document or not len(one.types) == len(other.types) == 1:
        return None
    earlier, later = _in_order(one, other)
    return " then ".join(" ".join(filter(None, profile.types[0])) for profile in (earlier, later))


def earlier_word(one: Profile, other: Profile) -> str | None:
    """Within a report, the stem of the word that tells of the earlier: some are told of once and left."""
    return _word_of(_in_order(one, other)[0]) if one.document == other.document else None


def later_word(one: Profile, other: Profile) -> str | None:
    """The stem of the word that tells of the later: "fell" goes back to what was told, "buried" does not."""
    return _word_of(_in_order(one, other)[1]) if one.document == other.document else None


def _word_of(profile: Profile) -> str | None:
    return next(iter(profile.triggers)) if len(profile.triggers) == 1 else None


def cited(one: Profile, other: Profile) -> str | None:
    """Within a report, whether both are told after the same words of who said it."""
    if one.document != other.document:
        return None
    if not one.cited or not other.cited:
        return "one has a source" if one.cited or other.cited else "neither has a source"
    if one.cited == other.cited:
        return "in the same words"
    names = [{name for name, _ in profile.cited} for profile in (one, other)]
    return "by a source of both" if names[0] & names[1] else "by others"


def lead(one: Profile, other: Profile) -> str | None:
    """How far on in the report the later stands, and whether the earlier is what the report begins with."""
    if one.document != other.document or None in (one.position, other.position):
        return None
    earlier, later = _in_order(one, other)
    if earlier.position == later.position:
        return None
    first = (
        "the first mention" if earlier.rank == 0 else "the beginning" if earlier.position == 0 else "within"
    )
    return f"{first}, {min(_sentences_on(earlier, later), FARTHEST)} sentences on"


def pluperfect(one: Profile, other: Profile) -> str | None:
    """Within a report, which of the two had happened before what is told around it."""
    if one.document != other.document:
        return None
    tense = ["had happened" if profile.pluperfect else "plain" for profile in _in_order(one, other)]
    return f"{' then '.join(tense)}, {_same_sentence(one, other)}"


def _same_sentence(one: Profile, other: Profile) -> str:
    return "one sentence" if one.position == other.position else "two sentences"


def statuses(one: Profile, other: Profile) -> str | None:
    """Within a report, how each is spoken of, in order: asserted and then denied, planned and then done."""
    if one.document != other.document:
        return None
    return " then ".join(
        "denied" if profile.negative else profile.status or "not said" for profile in _in_order(one, other)
    )


def parted_roles(one: Profile, other: Profile) -> str | None:
    """What parts an act and its toll in one sentence: "and" parts two acts, and not an act from its toll."""
    parted = joint(one, other)
    if parted is None or not (one.types and other.types):
        return None
    earlier, later = _in_order(one, other)
    return f"{_role(earlier)}, {parted}, {_role(later)}"


def within_document(one: Profile, other: Profile) -> str | None:
    """Where the two stand, if it is in one report."""
    if one.document != other.document:
        return None
    if one.anchor == other.anchor:
        return "same word"
    if one.evidence[0] < other.evidence[1] and other.evidence[0] < one.evidence[1]:
        return "same sentence"
    apart = max(one.evidence[0], other.evidence[0]) - min(one.evidence[1], other.evidence[1])
    return "sentences in a row" if apart <= 3 else "near" if apart <= 250 else "apart"


def reports(one: Profile, other: Profile) -> str | None:
    """What the two reports share beyond these passages."""
    if one.document == other.document or not one.context or not other.context:
        return None
    shared = len(_context_of(one.context) & _context_of(other.context))
    share = shared / min(len(one.context), len(other.context))
    names = ("nothing", "little", "some", "much", "most")
    return names[(share > 0.05) + (share > 0.15) + (share > 0.3) + (share > 0.5)]


@lru_cache(maxsize=4096)
def _context_of(words: tuple[str, ...]) -> frozenset[str]:
    """The set of a report's words, made once for all its pairs."""
    return frozenset(words)


def published(one: Profile, other: Profile) -> str | None:
    """How far apart the two reports were published."""
    if one.document == other.document or one.published is None or other.published is None:
        return None
    apart = abs(one.published - other.published)
    return "same day" if apart == 0 else "next day" if apart == 1 else "same week" if apart <= 7 else "later"


def factuality(one: Profile, other: Profile) -> str | None:
    """Whether both are said to have happened; a denial tells of what it denies."""
    facts = [claimed_fact(profile) for profile in (one, other)]
    if all(facts):
        return (
            "both denied"
            if one.negative and other.negative
            else ("one denied" if one.negative or other.negative else "both happened")
        )
    return "one not happened" if any(facts) else "neither happened"


def claimed_fact(one: Profile) -> bool:
    """Whether it is spoken of as what happened, by whoever affirms or denies it."""
    return one.status in (None, "happened", "ongoing")


COMPARISONS: Mapping[str, Compare] = {
    function.__name__: function
    for function in (
        kind,
        day,
        place,
        place_and_day,
        named,
        names_of_places,
        told_apart,
        weekdays,
        anew,
        refers,
        site,
        actors,
        recipients,
        figures,
        instrument,
        trigger,
        words,
        points,
        targets,
        types,
        within_document,
        mentions_between,
        joint,
        act_and_toll,
        later_states,
        modes,
        earlier_word,
        later_word,
        cited,
        lead,
        pluperfect,
        statuses,
        parted_roles,
        reports,
        published,
        factuality,
    )
}


# --- what is compared, in words -------------------------------------------------------------------


def shown(name: str, profile: Profile) -> str:
    """What a comparison looked at in one profile, for a person."""
    values: dict[str, object] = {
        "kind": ", ".join(" ".join(filter(None, kind)) for kind in profile.types),
        "day": _days(profile),
        "place": ", ".join(spot.name for spot in profile.spots),
        "actors": ", ".join(" ".join(side.words) for side in profile.actors),
        "recipients": ", ".join(" ".join(side.words) for side in profile.recipients),
        "figures": ", ".join(_number(count) for count in profile.counts),
        "instrument": profile.instrument,
        "site": ", ".join(sorted(profile.sites)),
        "trigger": ", ".join(sorted(profile.triggers)),
    }
    return str(values.get(name) or "")


def _days(profile: Profile) -> str:
    from datetime import date

    if profile.begin is None:
        return ""
    first, last = (date.fromordinal(number).isoformat() for number in (profile.begin, _last(profile)))
    return first if first == last else f"{first} to {last}"


def _number(count: Count) -> str:
    bounds = "-".join(str(bound) if bound is not None else "…" for bound in (count.low, count.high))
    return f"{bounds} {count.kind}"
