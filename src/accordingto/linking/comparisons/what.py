"""What happened, whether it did, and in which words that is told."""

from __future__ import annotations

from functools import lru_cache
from itertools import product

from accordingto.linking.comparisons.pairs import of_last_pair
from accordingto.linking.profiles import Profile

# Type and mode.
Kind = tuple[str, str | None]


@of_last_pair
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


def types(one: Profile, other: Profile) -> str | None:
    """Which types the two are of, where each is of one."""
    if len(one.types) != 1 or len(other.types) != 1:
        return None
    mine, its = one.types[0][0], other.types[0][0]
    return f"{mine} and {its}" if mine <= its else f"{its} and {mine}"


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
