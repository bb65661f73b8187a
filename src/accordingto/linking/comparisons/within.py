"""Two mentions of one report: where they stand, what parts them, and what points from one to the other."""

from __future__ import annotations

from accordingto.linking.comparisons.pairs import in_order, sentences_on
from accordingto.linking.cues import JOINTS
from accordingto.linking.profiles import Profile

# Mentions and sentences farther on than this are far.
FARTHEST = 3


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


def mentions_between(one: Profile, other: Profile) -> str | None:
    """How many mentions and sentences farther on the later stands."""
    if one.document != other.document or None in (one.rank, other.rank, one.position, other.position):
        return None
    earlier, later = in_order(one, other)
    mentions = min((later.rank or 0) - (earlier.rank or 0), FARTHEST)
    return f"{mentions} mentions, {min(sentences_on(earlier, later), FARTHEST)} sentences on"


def joint(one: Profile, other: Profile) -> str | None:
    """What parts two mentions of one sentence."""
    if one.document != other.document or one.sentence is None or one.sentence != other.sentence:
        return None
    earlier, later = in_order(one, other)
    between = {name for at, name in earlier.joints if earlier.anchor[1] <= at < later.anchor[0]}
    return next((name for name in JOINTS if name in between), "nothing")


def act_and_toll(one: Profile, other: Profile) -> str | None:
    """In which order and how near acts and their tolls are told in a report."""
    if one.document != other.document or one.position is None or not (one.types and other.types):
        return None
    earlier, later = in_order(one, other)
    return f"{_role(earlier)}, {_role(later)}, {_how_near(earlier, later)}"


def _role(profile: Profile) -> str:
    return {"ASSAULT": "act", "CASUALTY": "toll"}.get(profile.types[0][0], "other")


def _how_near(earlier: Profile, later: Profile) -> str:
    return ("same sentence", "next sentence", "later")[min(sentences_on(earlier, later), 2)]


def later_states(one: Profile, other: Profile) -> str | None:
    """Whether the later of two sentences states a place or a day of its own."""
    if one.document != other.document or one.position is None or one.position == other.position:
        return None
    earlier, later = in_order(one, other)
    states = " and ".join(name for name, own in (("place", later.own_place), ("day", later.own_day)) if own)
    return f"{states or 'neither'}, {_how_near(earlier, later)}"


def modes(one: Profile, other: Profile) -> str | None:
    """Within a report, type and mode of the earlier and of the later: an order that `types` does not keep."""
    if one.document != other.document or not len(one.types) == len(other.types) == 1:
        return None
    earlier, later = in_order(one, other)
    return " then ".join(" ".join(filter(None, profile.types[0])) for profile in (earlier, later))


def earlier_word(one: Profile, other: Profile) -> str | None:
    """Within a report, the stem of the word that tells of the earlier: some are told of once and left."""
    return _word_of(in_order(one, other)[0]) if one.document == other.document else None


def later_word(one: Profile, other: Profile) -> str | None:
    """The stem of the word that tells of the later: "fell" goes back to what was told, "buried" does not."""
    return _word_of(in_order(one, other)[1]) if one.document == other.document else None


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
    earlier, later = in_order(one, other)
    if earlier.position == later.position:
        return None
    first = (
        "the first mention" if earlier.rank == 0 else "the beginning" if earlier.position == 0 else "within"
    )
    return f"{first}, {min(sentences_on(earlier, later), FARTHEST)} sentences on"


def pluperfect(one: Profile, other: Profile) -> str | None:
    """Within a report, which of the two had happened before what is told around it."""
    if one.document != other.document:
        return None
    tense = ["had happened" if profile.pluperfect else "plain" for profile in in_order(one, other)]
    return f"{' then '.join(tense)}, {_same_sentence(one, other)}"


def _same_sentence(one: Profile, other: Profile) -> str:
    return "one sentence" if one.position == other.position else "two sentences"


def statuses(one: Profile, other: Profile) -> str | None:
    """Within a report, how each is spoken of, in order: asserted and then denied, planned and then done."""
    if one.document != other.document:
        return None
    return " then ".join(
        "denied" if profile.negative else profile.status or "not said" for profile in in_order(one, other)
    )


def parted_roles(one: Profile, other: Profile) -> str | None:
    """What parts an act and its toll in one sentence: "and" parts two acts, and not an act from its toll."""
    parted = joint(one, other)
    if parted is None or not (one.types and other.types):
        return None
    earlier, later = in_order(one, other)
    return f"{_role(earlier)}, {parted}, {_role(later)}"
