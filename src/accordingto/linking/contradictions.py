"""What accounts of one happening disagree about, and how one source's figures changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence, Set
from functools import partial
from itertools import combinations, product

from msgspec.structs import replace

from accordingto.linking.days import days
from accordingto.linking.holding import holds
from accordingto.linking.perpetrators import is_answer, is_denied_deed, names_doer, perpetrators, violators
from accordingto.linking.populations import CIVILIANS, FIGHTERS, WHOLE, bears_arms, cannot_both_be, told_of
from accordingto.linking.sides import side_of
from accordingto.linking.targets import is_of_target, targets
from accordingto.linking.testimony import (
    SPEECH,
    BearsOut,
    Testimony,
    always,
    answers_others,
    are_of_one_side,
    are_two_acts,
    disagreement,
    has_none_among,
    independent,
    is_answered,
    seizes,
    spares,
    testimonies_of,
    trigger_words,
)
from accordingto.linking.things import things
from accordingto.linking.tolls import Tolled, number_denied, series, tolls_of, victims_of
from accordingto.linking.whereabouts import places
from accordingto.linking.words import stems, uncommon
from accordingto.types import (
    Account,
    Claim,
    Contradiction,
    EventType,
    Happening,
    Origin,
    Revision,
    StepKind,
)

_AGREED: frozenset[StepKind] = frozenset({"agreed", "in-force", "implemented", "extended", "completed"})
_NOT_AGREED: frozenset[StepKind] = frozenset({"denied", "rejected"})
# What these say not to have been is told otherwise: a toll of none, a place kept, a deal refused.
_OTHERWISE: frozenset[EventType] = frozenset(
    {"CASUALTY", "CONTROL", "AGREE", "ACCUSE", "REQUEST", "THREATEN"}
)

# As many are told of one by one ("two neighbours died in the lane"), beside whoever else did; so many times
# as many are another count than theirs.
A_FEW, MANY_TIMES = 3, 30
_MEANT = (
    r"(?:agreed?|promised?|decided?|planned|intend(?:ed|s)?|wanted|wants?|offered|threatened|order(?:ed|s)?)"
)
# What an attack did or did not leave, not the attack: "no damage was done", "no debris had fallen".
_TOLL = re.compile(r"(?:damag|debris|wreck)", re.IGNORECASE)
# What failed to be quick, or soon, came later.
_TARDY = re.compile(r"\bfail\w* to (?:quickly|swiftly|promptly|immediately|soon)\b", re.IGNORECASE)
_NO_ONE_OF = re.compile(r"(?:no(?! ?one\b)|not one|not a single|none of)\b", re.IGNORECASE)
_WHOEVER = re.compile(r"(?:any|every)(?:one|body|thing)\b|who(?:m)?ever\b", re.IGNORECASE)
_ANOTHER = re.compile(r"\b(?:further|another|second|third|other|next|more)\b", re.IGNORECASE)
# Of wounds, days after.
_DIED_LATER = re.compile(
    r"succumb|\bdied (?:later|since|overnight|yesterday|in (?:a |the )?hospital"
    r"|of (?:\w+ )?(?:wounds|burns|injuries))",
    re.IGNORECASE,
)


def contradictions_of(
    accounts: Sequence[Account],
    origins: Sequence[Origin],
    beside: Sequence[Account] = (),
    bears_out: BearsOut = always,
) -> tuple[Contradiction, ...]:
    """Pairs of accounts of one happening that cannot both be true, each disagreement once.

    Of each, the clearest pair that `bears_out` takes (see `disputes`). Only between different origins, and
    only about what is said to have happened: nothing planned, demanded or conditional. `accounts` may hold
    the accusations that go with it (`with_accusations`); `origins` are those of the same accounts. `beside`
    are all accounts of the same reports: who did it is in dispute in long ones only where somebody accuses.
    """
    testimonies = testimonies_of(accounts, origins, beside)
    return tuple(found for rule in _RULES for found in rule(testimonies, bears_out))


# --- figures --------------------------------------------------------------------------------------


def _figures(testimonies: Sequence[Testimony], bears_out: BearsOut) -> Iterator[Contradiction]:
    """Latest figures of two origins that exclude each other, each pair of numbers of one kind once.

    A part that is larger than the whole counts only where the two origins disagree about nothing plainer.
    """
    tolls = tolls_of(testimonies)
    latest = [group[-1] for group in series(tolls)]
    seen: set[tuple[str, frozenset[int]]] = set()
    heard: set[tuple[str, frozenset[tuple[str, ...]]]] = set()
    shown: list[tuple[Tolled, Tolled]] = []
    for one, other in _clearest(latest):
        numbers = one.count.kind, frozenset((one.count.number, other.count.number))
        between = one.count.kind, frozenset((one.testimony.origin.claims, other.testimony.origin.claims))
        partly = one.count.population != other.count.population
        if numbers in seen:
            heard.add(between)
        if (
            numbers in seen
            or numbers[1] <= _told_of(numbers[0], seen)
            or _is_shown(one, other, shown)
            or _came_round(one, other, tolls)
            or _has_risen(one, other, testimonies)
            or (partly and (between in heard or _gives_whole(one, other, latest)))
        ):
            continue
        found = _between(one, other, _why(one, other))
        if bears_out(found):
            seen.add(numbers)
            heard.add(between)
            shown.append((one, other))
            yield found

    yield from _victims_of_none(latest, testimonies, heard, bears_out)
    yield from _corrected(latest, seen, bears_out)


def _between(one: Tolled, other: Tolled, why: str) -> Contradiction:
    return disagreement("figure", (one.testimony, one.words), (other.testimony, other.words), why)


def _told_of(kind: str, seen: Set[tuple[str, frozenset[int]]]) -> frozenset[int]:
    """The numbers of a kind that were each set against another: 73, 77 and 84 differ twice, not thrice."""
    return frozenset().union(*(pair for of, pair in seen if of == kind))


def _is_shown(one: Tolled, other: Tolled, shown: Sequence[tuple[Tolled, Tolled]]) -> bool:
    """Whether a pair differs as one that is shown: 26 from "more than 120", where it does from 129."""
    return any(
        toll.count == known.count and not cannot_both_be(against.count, another.count)
        for toll, against in ((one, other), (other, one))
        for known, another in (*shown, *(pair[::-1] for pair in shown))
    )


def _corrected(
    latest: Sequence[Tolled], seen: Set[tuple[str, frozenset[int]]], bears_out: BearsOut
) -> Iterator[Contradiction]:
    """A number that is said to be wrong, against who gives it: "eight boatmen are missing, not six".

    Whoever is counted, and whatever became of them; once for two numbers.
    """
    numbers = [pair for _, pair in seen]
    for toll in latest:
        denied = number_denied(toll.testimony.claim)
        for other in latest if denied is not None and denied != toll.count.number else ():
            pair = frozenset((toll.count.number, other.count.number))
            if (
                other.count.number == denied
                and pair not in numbers
                and independent(toll.testimony, other.testimony)
            ):
                found = _between(
                    toll, other, f"{toll.testimony.origin.name} says that it was not {other.words}."
                )
                if bears_out(found):
                    numbers.append(pair)
                    yield found


def _victims_of_none(
    latest: Sequence[Tolled],
    testimonies: Sequence[Testimony],
    heard: Set[tuple[str, frozenset[tuple[str, ...]]]],
    bears_out: BearsOut,
) -> Iterator[Contradiction]:
    """Nobody was killed, against somebody who was: once, where no numbers of the two exclude each other."""
    victims = victims_of(testimonies)
    for none in latest:
        for victim in victims if none.count.number == 0 else ():
            between = (
                none.count.kind,
                frozenset((none.testimony.origin.claims, victim.testimony.origin.claims)),
            )
            apart = independent(none.testimony, victim.testimony) and cannot_both_be(none.count, victim.count)
            if apart and between not in heard:
                found = _between(none, victim, _why(none, victim))
                if bears_out(found):
                    yield found
                    return


def _came_round(one: Tolled, other: Tolled, tolls: Sequence[Tolled]) -> bool:
    """Whether one of the two origins later gives a number that the other does not exclude, of whomever."""
    return any(
        toll.count.kind == mine.count.kind
        and not independent(toll.testimony, mine.testimony)
        and toll.order > mine.order
        and toll.count.number > mine.count.number
        and not cannot_both_be(replace(toll.count, population=theirs.count.population), theirs.count)
        for mine, theirs in ((one, other), (other, one))
        for toll in tolls
        if toll.testimony.claim.document != mine.testimony.claim.document
    )


def _has_risen(one: Tolled, other: Tolled, testimonies: Sequence[Testimony]) -> bool:
    """Whether as many as the later number has more are told to have died since: "two women succumbed"."""
    first, last = sorted((one, other), key=lambda toll: toll.order)
    late = {
        party.words.lower(): next((each.best for each in happening.figures if each.span == party.span), 1)
        for testimony in testimonies
        if (happening := testimony.happening)
        and first.day < (testimony.account.published or "~") <= last.day
        and _DIED_LATER.search(testimony.claim.text)
        for party in happening.recipients
    }
    return 0 < last.count.number - first.count.number <= sum(number or 1 for number in late.values())


def _gives_whole(one: Tolled, other: Tolled, latest: Sequence[Tolled]) -> bool:
    """Whether both origins count all: then it is those counts that agree or not."""
    return all(
        any(toll.count.population == WHOLE and toll.series[:2] == side.series[:2] for toll in latest)
        for side in (one, other)
    )


def _clearest(latest: Sequence[Tolled]) -> list[tuple[Tolled, Tolled]]:
    """Pairs that exclude each other, those of one population and of exact numbers first."""
    pairs = [
        (one, other)
        for one, other in combinations(sorted(latest, key=lambda toll: toll.order), 2)
        if independent(one.testimony, other.testimony)
        and cannot_both_be(one.count, other.count)
        and not _counts_others(one, other)
        and not (_may_be_some(one, other) or _may_be_some(other, one))
    ]
    pairs += [
        (one, other)
        for one, other in combinations(sorted(latest, key=lambda toll: toll.order), 2)
        if independent(one.testimony, other.testimony)
        and (_are_called(one, other, latest) or _are_called(other, one, latest))
    ]
    return sorted(
        pairs, key=lambda pair: (pair[0].count.population != pair[1].count.population, _vagueness(pair))
    )


def _counts_others(one: Tolled, other: Tolled) -> bool:
    """Whether one source counts only "two engineers", and the other fighters: neither counts all."""
    apart = one.count.population != other.count.population
    return apart and any(toll.narrow and toll.count.population == WHOLE for toll in (one, other))


def _are_called(armed: Tolled, others: Tolled, latest: Sequence[Tolled]) -> bool:
    """Whether one counts as fighters whom the other counts as farmers.

    Each counts nobody else, the numbers do not meet, and the farmers are more than the two or three who may
    have died beside fighters.
    """
    civil = others.count.population == CIVILIANS or (others.narrow and not _may_be_some(others, armed))
    alone = all(
        toll.series == side.series
        for side in (armed, others)
        for toll in latest
        if toll.series[:2] == side.series[:2]
    )
    return (
        armed.count.population == told_of(armed.words) == FIGHTERS
        and civil
        and alone
        and min(armed.count.number, others.count.number) > 0
        and cannot_both_be(armed.count, replace(others.count, population=FIGHTERS))
    )


def _may_be_some(few: Tolled, many: Tolled) -> bool:
    """Whether "two old men" may be some of the more who are counted otherwise; so may one man of any."""
    number = few.count.number
    if not 0 < number <= A_FEW or number >= many.count.number:
        return False
    if number * MANY_TIMES <= many.count.number:
        return True
    return few.narrow and (number == 1 or not many.narrow)


def _vagueness(pair: tuple[Tolled, Tolled]) -> int:
    return sum(not toll.count.is_exact for toll in pair)


def _why(one: Tolled, other: Tolled) -> str:
    if one.count.population == other.count.population:
        return f"No number of {one.count.kind} is both {one.words} and {other.words}."
    if FIGHTERS in (one.count.population, other.count.population) and (one.narrow or other.narrow):
        return f"Those {one.count.kind} are {one.words} by one account, {other.words} by the other."
    part, whole = sorted((one, other), key=lambda toll: -toll.count.low)
    return f"{part.words} would be more than all {whole.count.kind}: {whole.words}."


# --- happened, agreed -----------------------------------------------------------------------------


# Types of which any act is like any other; of the others, people do the most different things.
_PLAIN: frozenset[EventType] = frozenset({"ASSAULT", "CASUALTY", "CONSULT"})


def _happened(testimonies: Sequence[Testimony], bears_out: BearsOut) -> Iterator[Contradiction]:
    """It happened, against it did not: once, the same kind of act by two origins."""
    denials = [testimony for testimony in testimonies if _is_flat_denial(testimony, testimonies)]
    for affirms, denial in product((is_answered, _affirms, _tells_of_like_act), denials):
        for testimony in sorted(testimonies, key=partial(_farness, denial)):
            if affirms(testimony, denial):
                why = f"{testimony.origin.name} says that it happened, {denial.origin.name} that it did not."
                found = disagreement(
                    "happened", (testimony, testimony.claim.text), (denial, denial.claim.text), why
                )
                if affirms is is_answered or answers_others(denial, testimony) or bears_out(found):
                    yield found
                    return


def _farness(denial: Testimony, testimony: Testimony) -> tuple[bool, bool]:
    """What is denied last: other types of act, and what the denier's own side tells."""
    return are_of_one_side(testimony, denial), not _is_of_same_type(testimony, denial)


def _is_flat_denial(testimony: Testimony, testimonies: Sequence[Testimony]) -> bool:
    happening = testimony.happening
    if happening is None or not testimony.denies or happening.type in _OTHERWISE:
        return False
    if _ANOTHER.search(testimony.claim.text) or is_answer(testimony.claim) or _is_of_intent(testimony):
        return False
    if _TARDY.search(testimony.claim.text) or _is_of_toll(testimony) or _is_bare(testimony.claim):
        return False
    if (
        spares(testimony.claim)
        or has_none_among(testimony.claim)
        or is_of_target(testimony, testimonies)
        or _tells_of_doer(testimony, testimonies)
    ):
        return False
    return not is_denied_deed(testimony, testimonies)


def _is_bare(claim: Claim) -> bool:
    """Whether an outlet only names what it seems to deny, without a word of denial: "the airstrikes"."""
    return len(claim.said_by) == 1 and claim.text == trigger_words(claim)


def _is_of_toll(denial: Testimony) -> bool:
    """Whether it says that an attack did no damage, or that none of it was found."""
    happening = denial.happening
    things = [party.words for party in (*happening.actors, *happening.recipients)] if happening else []
    return any(_TOLL.search(words) for words in (trigger_words(denial.claim), *things))


def _tells_of_doer(denial: Testimony, testimonies: Sequence[Testimony]) -> bool:
    """Whether who denies that somebody did it says who else did: then it happened."""
    if not (denial.happening and denial.happening.actors):
        return False
    return any(
        not independent(testimony, denial)
        and testimony.claim.document == denial.claim.document
        and names_doer(testimony)
        for testimony in testimonies
    )


def _is_of_intent(testimony: Testimony) -> bool:
    """Whether what is denied is that they had agreed, or meant, to do it: they may have done it."""
    trigger = re.escape(trigger_words(testimony.claim))
    return bool(trigger and re.search(rf"\b{_MEANT} to (?:\w+ )?{trigger}\b", testimony.claim.text, re.I))


def _affirms(testimony: Testimony, denial: Testimony) -> bool:
    happening, denied = testimony.happening, denial.happening
    if happening is None or denied is None or testimony.denies or not independent(testimony, denial):
        return False
    if any(_WHOEVER.match(party.words) for party in happening.actors):
        return False  # "anyone who moved" did not move
    if not _is_over(happening, denial):
        return False
    if are_two_acts(testimony, denial) or not _is_of_type(testimony, denied.type):
        return False
    if _is_of_others(happening, denied):
        return False
    return happening.type in _PLAIN or _tell_alike(testimony, denial)


def _tells_of_like_act(testimony: Testimony, denial: Testimony) -> bool:
    """Whether another source tells of the act in words of another type."""
    happening = testimony.happening
    if happening is None or testimony.denies or not independent(testimony, denial):
        return False
    if happening.type in (*SPEECH, "CONTROL"):  # who holds a place is compared by itself
        return False
    if denial.happening and _is_of_others(happening, denial.happening):
        return False
    return _is_over(happening, denial) and _tell_alike(testimony, denial)


def _is_of_others(happening: Happening, denied: Happening) -> bool:
    """Whether it is denied of others alone: "no fighter was released" against girls who were."""
    none = [bears_arms(party.words) for party in denied.recipients if _NO_ONE_OF.match(party.words)]
    told = [bears_arms(party.words) for party in happening.recipients]
    return bool(none and told) and None not in (*none, *told) and not set(none) & set(told)


def _is_over(happening: Happening, denial: Testimony) -> bool:
    """Whether it had begun when it was denied: nobody denies what is still to come."""
    return not (happening.begin and happening.begin > (denial.account.published or "~"))


def _is_of_same_type(testimony: Testimony, denial: Testimony) -> bool:
    mine, theirs = testimony.happening, denial.happening
    return mine is not None and theirs is not None and mine.type == theirs.type


def _is_of_type(testimony: Testimony, type: EventType) -> bool:
    """Whether it is of the type that is denied, or of its dead; who was abducted was seized too."""
    happening = testimony.happening
    return happening is not None and (
        happening.type == type
        or (type == "COERCE" and seizes(testimony.claim))
        or (type == "ASSAULT" and happening.type == "CASUALTY")
    )


def _tell_alike(testimony: Testimony, denial: Testimony) -> bool:
    """Whether two accounts share the act's word, whom it was done to, or another telling word.

    Who carries a child away has not received the dead, though both are aid.
    """
    acts = [set(stems(trigger_words(each.claim))) for each in (testimony, denial)]
    sufferers = [_sufferers(each) for each in (testimony, denial)]
    return bool(acts[0] & acts[1] or sufferers[0] & sufferers[1] or _shared_words(testimony, denial))


def _sufferers(testimony: Testimony) -> frozenset[str]:
    """The telling words for whom it was done to."""
    parties = testimony.happening.recipients if testimony.happening else ()
    return frozenset().union(*(side_of(party).stems for party in parties))


def _agreed(testimonies: Sequence[Testimony], bears_out: BearsOut) -> Iterator[Contradiction]:
    """It was agreed, against it was not: once."""
    pairs = [
        (testimony, denial)
        for testimony in testimonies
        for denial in testimonies
        if _is_agreed(testimony) is True and _is_agreed(denial) is False and independent(testimony, denial)
    ]
    pairs.sort(key=lambda pair: -_shared_words(*pair))
    for testimony, denial in pairs:
        why = f"{testimony.origin.name} says that it was agreed, {denial.origin.name} that it was not."
        found = disagreement("agreed", (testimony, testimony.claim.text), (denial, denial.claim.text), why)
        if bears_out(found):
            yield found
            return


def _shared_words(testimony: Testimony, denial: Testimony) -> int:
    """How many telling words two accounts of an agreement share, by name of who denies it too."""
    mine = set(uncommon(stems(_in_words(testimony))))
    return len(mine & set(uncommon(stems(f"{_in_words(denial)} {denial.origin.name}"))))


def _in_words(testimony: Testimony) -> str:
    claim = testimony.claim
    parties = claim.happening.actors if claim.happening else claim.dealing.parties if claim.dealing else ()
    return " ".join((claim.text, *(party.words for party in parties)))


def _is_agreed(testimony: Testimony) -> bool | None:
    """Whether a testimony has an agreement made; None where it says nothing of that."""
    happening, dealing = testimony.happening, testimony.claim.dealing
    if happening and happening.type == "AGREE":
        return not testimony.denies
    if dealing and dealing.step in _AGREED:
        return not testimony.denies
    if dealing and dealing.step in _NOT_AGREED and not testimony.denies:
        return False
    return None


_RULES: tuple[Callable[[Sequence[Testimony], BearsOut], Iterator[Contradiction]], ...] = (
    _figures,
    things,
    perpetrators,
    places,
    targets,
    days,
    _happened,
    _agreed,
    violators,
    holds,
)


# --- revisions ------------------------------------------------------------------------------------


def revisions_of(accounts: Sequence[Account], origins: Sequence[Origin]) -> tuple[Revision, ...]:
    """Figures that one origin gave in later reports in place of its earlier ones, oldest first."""
    found = []
    for group in series(tolls_of(testimonies_of(accounts, origins, ())), across=True):
        steps = _changes(group)
        if len(steps) > 1:
            found.append(_revision(steps))
    return tuple(found)


def _changes(group: Sequence[Tolled]) -> list[Tolled]:
    """Those whose number is not that of the one before: repeats are left out."""
    steps: list[Tolled] = []
    for toll in group:
        if not steps or toll.count.number != steps[-1].count.number:
            steps.append(toll)
    return steps


def _revision(steps: Sequence[Tolled]) -> Revision:
    return Revision(
        source=steps[0].testimony.origin.name,
        kind=steps[0].figure.kind,
        claims=tuple(toll.testimony.claim.id for toll in steps),
        figures=tuple(toll.figure for toll in steps),
    )
