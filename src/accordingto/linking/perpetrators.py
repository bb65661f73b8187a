"""Who did it: accounts that name different parties for one act, or whose party denies it; who broke a truce."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

import msgspec

from accordingto.linking.accusations import accused_in
from accordingto.linking.sides import Side, differ, may_be, side_of, side_of_speaker
from accordingto.linking.telling import SPEECH, Telling, blames, disagreement, independent, trigger_words
from accordingto.types import Contradiction, EventType, Party

_CLASH = re.compile(r"fight|fought|clash|battl|skirmish|exchang|combat|ambush", re.IGNORECASE)
_AIRCRAFT = re.compile(
    r"\b(?:war)?planes?\b|\bjets?\b|\bhelicopters?\b|\baircraft\b|\bair ?strikes?\b|\bfrom the air\b", re.I
)
_BREACH = re.compile(r"violat|breach|br[eo]ak|broke|infring", re.IGNORECASE)
_PARTICIPLE = re.compile(r"\w+(?:ed|ing)|shot|hit|struck|blown|taken", re.IGNORECASE)
_DEEDS: frozenset[EventType] = frozenset({"ASSAULT", "CASUALTY", "COERCE"})
_AIR_FORCE = Side(words="aircraft", stems=frozenset({"aircraft"}), bloc="state")


class Stance(msgspec.Struct, frozen=True):
    """A telling that names a party as the one who did it. `blamed`: as an accusation. `clue`: by its weapon."""

    telling: Telling
    side: Side
    words: str
    blamed: bool = False
    clue: bool = False


Pair = tuple[Stance, Stance]


def perpetrators(tellings: Sequence[Telling]) -> Iterator[Contradiction]:
    """Different parties named for one act, each pair of parties once; then parties that deny what is said of them.

    In a clash there are two sides, and each account names its own as the first.
    """
    if any(_is_clash(telling) for telling in tellings):
        return
    stances = [stance for telling in tellings for stance in _stances(telling)]
    kept = _each_once(_differing([stance for stance in stances if not stance.clue]))
    for one, other in kept:
        why = f"One says that {one.words} did it, the other that {other.words} did."
        yield disagreement("perpetrator", (one.telling, one.words), (other.telling, other.words), why)
    heard = [stance.telling for pair in kept for stance in pair]
    yield from _denials(tellings, stances, heard)


def _is_clash(telling: Telling) -> bool:
    happening = telling.happening
    if happening is None or telling.denies:
        return False
    return happening.acled == "Armed clash" or bool(_CLASH.search(trigger_words(telling.claim)))


def _stances(telling: Telling) -> Iterator[Stance]:
    happening = telling.happening
    if happening is None or telling.denies:
        return
    if blames(telling.claim):
        parties: Sequence[Party] = accused_in(telling.account)
    elif _is_blamed_on(telling):
        parties = happening.recipients
    elif happening.type in SPEECH:
        parties = ()
    else:
        actors = happening.actors if happening.type in _DEEDS else ()
        yield from (Stance(telling, side_of(party), party.words) for party in actors)
        if not happening.actors and _AIRCRAFT.search(telling.claim.text):
            yield Stance(telling, _AIR_FORCE, telling.claim.text, clue=True)
        return
    yield from (Stance(telling, side_of(party), party.words, blamed=True) for party in parties)


def _is_blamed_on(telling: Telling) -> bool:
    """Whether "the attack on X" are the words of who blamed the attack on X: they begin with what happened."""
    happening = telling.happening
    if happening is None or telling.claim.act != "accuse" or happening.actors:
        return False
    trigger = re.escape(trigger_words(telling.claim))
    return bool(re.match(rf"(?:the|this|that|it)?\s*(?:\w+\s+)?{trigger}\s+on\s", telling.claim.text, re.I))


def _differing(stances: Sequence[Stance]) -> list[Pair]:
    """Pairs that name different parties, the clearest first."""
    pairs = [pair for pair in combinations(stances, 2) if _disagree(*pair)]
    return sorted(pairs, key=lambda pair: (-sum(map(_clearness, pair)), pair[0].telling.order))


def _clearness(stance: Stance) -> int:
    return stance.blamed + 2 * (stance.side.name is not None) + (stance.side.country is not None)


def _disagree(one: Stance, other: Stance) -> bool:
    if not independent(one.telling, other.telling):
        return False
    blamed = one.blamed or other.blamed
    return differ(one.side, other.side, blamed=blamed) and not (_fights(one, other) or _fights(other, one))


def _fights(one: Stance, other: Stance) -> bool:
    """Whether one's party is whom the other account's party acts against."""
    happening = other.telling.happening
    if happening is None or other.blamed:
        return False
    return any(may_be(one.side, side_of(party)) for party in happening.recipients)


def _each_once(pairs: Sequence[Pair]) -> list[Pair]:
    kept: list[Pair] = []
    for pair in pairs:
        if not any(_is_alike(pair, other) for other in kept):
            kept.append(pair)
    return kept


def _is_alike(pair: Pair, other: Pair) -> bool:
    """Whether two pairs are of the same two parties."""
    (one, two), (three, four) = ((stance.side for stance in each) for each in (pair, other))
    straight = differ(one, three, blamed=True) or differ(two, four, blamed=True)
    crossed = differ(one, four, blamed=True) or differ(two, three, blamed=True)
    return not straight or not crossed


# --- denials --------------------------------------------------------------------------------------


def _denials(
    tellings: Sequence[Telling], stances: Sequence[Stance], heard: Sequence[Telling]
) -> Iterator[Contradiction]:
    """Who says that his own did not do it, against who says that they did; whoever was heard is not again."""
    spoken = [telling.origin.claims for telling in heard]
    for denial in tellings:
        accuser = _accuser(denial, stances) if is_denied_deed(denial, tellings) else None
        if accuser is None or denial.origin.claims in spoken:
            continue
        spoken += [denial.origin.claims, accuser.telling.origin.claims]
        why = f"{denial.origin.name} denies what is said of {accuser.words}."
        mine = (accuser.telling, accuser.words)
        yield disagreement("perpetrator", mine, (denial, denial.claim.text), why)


def _accuser(denial: Telling, stances: Sequence[Stance]) -> Stance | None:
    denied = _denied(denial)
    fitting = [
        stance
        for stance in stances
        if independent(stance.telling, denial) and any(may_be(stance.side, side) for side in denied)
    ]
    return max(fitting, key=_clearness, default=None)


def _denied(denial: Telling) -> list[Side]:
    """The parties that are said not to have done it; "we" and "its men" are the speaker's."""
    happening = denial.happening
    sides = [side_of(party) for party in happening.actors] if happening else []
    own = side_of_speaker(denial.origin.name)
    if not sides:
        sides = [_AIR_FORCE, own] if happening and happening.mode == "aerial" else [own]
    return [own if side.vague else side for side in sides]


def is_denied_deed(telling: Telling, tellings: Sequence[Telling]) -> bool:
    """Whether a party is said not to have done what may well have happened: people died, whoever did it.

    So too where the same report tells of the dead. An arrest, a use of tear gas or a withdrawal is somebody's,
    or it did not happen.
    """
    happening = telling.happening
    if happening is None or not telling.denies or happening.type != "ASSAULT":
        return False
    if happening.mode == "crowd-control":
        return False
    return bool(happening.actors) or _is_own_deed(telling) or _tells_of_it(telling, tellings)


def _is_own_deed(telling: Telling) -> bool:
    """Whether "denies having fired" is denied: the deed without its doer, who is the one that denies."""
    trigger = trigger_words(telling.claim)
    bare = telling.claim.text.startswith(trigger) and bool(_PARTICIPLE.fullmatch(trigger))
    return telling.claim.act == "deny" and bare


def _tells_of_it(denial: Telling, tellings: Sequence[Telling]) -> bool:
    """Whether the report of a denial also has violence or its dead at the same happening, from no other source."""
    outlet = denial.claim.said_by[0].name
    return any(
        telling.claim.document == denial.claim.document
        and not telling.denies
        and telling.happening is not None
        and telling.happening.type in ("ASSAULT", "CASUALTY")
        and (not independent(telling, denial) or telling.origin.name == outlet)
        for telling in tellings
    )


# --- breaches -------------------------------------------------------------------------------------


def violators(tellings: Sequence[Telling]) -> Iterator[Contradiction]:
    """Different parties that are said to have broken an agreement: once, the clearest pair."""
    stances = [stance for telling in tellings for stance in _breaches(telling)]
    pairs = [pair for pair in combinations(stances, 2) if _blame_each_other(*pair)]
    pairs.sort(key=lambda pair: (-sum(map(_clearness, pair)), pair[0].telling.order))
    for one, other in pairs[:1]:
        why = f"One says that {one.words} broke the agreement, the other that {other.words} did."
        yield disagreement("violated-by", (one.telling, one.words), (other.telling, other.words), why)


def _breaches(telling: Telling) -> Iterator[Stance]:
    claim = telling.claim
    parties: Sequence[Party] = ()
    if claim.dealing and claim.dealing.step == "violated" and not telling.denies:
        parties = (claim.dealing.by,) if claim.dealing.by else ()
    elif telling.happening and not telling.denies and _BREACH.search(trigger_words(claim)):
        parties = telling.happening.actors
    yield from (Stance(telling, side_of(party), party.words, blamed=True) for party in parties)


def _blame_each_other(one: Stance, other: Stance) -> bool:
    if not independent(one.telling, other.telling):
        return False
    return (
        differ(one.side, other.side, blamed=True) or _is_other_side(one, other) or _is_other_side(other, one)
    )


def _is_other_side(one: Stance, other: Stance) -> bool:
    """Whether "the enemy" is not whom the other names: two speakers, and the enemy of one is not his own."""
    if not one.side.relative:
        return False
    speaker = side_of_speaker(one.telling.origin.name)
    return other.side.relative or not differ(speaker, other.side)
