"""What accounts of one happening disagree about, and how one source's figures changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

import msgspec
from msgspec.structs import replace

from accordingto.linking.accusations import with_accusations, with_same_words
from accordingto.linking.holding import holds
from accordingto.linking.perpetrators import is_answer, is_denied_deed, perpetrators, violators
from accordingto.linking.populations import (
    ATTACKERS,
    FORCES,
    SOME,
    WHOLE,
    Count,
    cannot_both_be,
    count_of,
    is_known,
    told_of,
)
from accordingto.linking.sides import side_of_speaker
from accordingto.linking.testimony import (
    Testimony,
    are_two_acts,
    disagreement,
    independent,
    spares,
    testimonies_of,
    trigger_words,
    words_at,
)
from accordingto.linking.whereabouts import days, places
from accordingto.linking.words import stems, uncommon
from accordingto.types import (
    Account,
    Claim,
    Contradiction,
    EventType,
    Figure,
    FigureKind,
    Origin,
    Revision,
    StepKind,
)

__all__ = ["contradictions_of", "revisions_of", "with_accusations", "with_same_words"]

_AGREED: frozenset[StepKind] = frozenset({"agreed", "in-force", "implemented", "extended", "completed"})
_NOT_AGREED: frozenset[StepKind] = frozenset({"denied", "rejected"})
# What these say not to have been is told otherwise: a toll of none, a place kept, a deal refused.
_OTHERWISE: frozenset[EventType] = frozenset(
    {"CASUALTY", "CONTROL", "AGREE", "ACCUSE", "REQUEST", "THREATEN"}
)

_CORRECTED = re.compile(r"\bcorrect|\brevis|\blower|\bdown from\b|\breduc|\bnot \d", re.IGNORECASE)
_ANOTHER = re.compile(r"\b(?:further|another|second|third|other|next|more)\b", re.IGNORECASE)
_DIED = re.compile(r"kill|die|dead|death|slain|fell|fall|martyr|murder|massacr", re.IGNORECASE)
# "70 were killed or hurt": neither is counted by itself.
_TOGETHER = re.compile(r"\b(?:killed|dead) (?:or|and) (?:hurt|wounded|injured|missing)\b", re.IGNORECASE)
_NONE = re.compile(r"(?:no ?one|nobody|anyone|anybody|none|no|any)\b", re.IGNORECASE)
# "Nobody else died": beside those told of.
_BESIDE = re.compile(r"\b(?:else|other|others|more|further)\b", re.IGNORECASE)
# Of wounds, days after.
_DIED_LATER = re.compile(
    r"succumb|\bdied (?:later|since|overnight|yesterday|in (?:a |the )?hospital"
    r"|of (?:\w+ )?(?:wounds|burns|injuries))",
    re.IGNORECASE,
)
_OUR_FIGHTERS = re.compile(
    r"our (?:\w+ )?(?:fighters|mujahid\w+|lions|brothers|comrades|boys)\b", re.IGNORECASE
)
_A = re.compile(r"(?:an?|the|his|her|their|its|\w+['’]s)\s", re.IGNORECASE)
_ONE = re.compile(r"(?:a|an|one)\s", re.IGNORECASE)


def contradictions_of(accounts: Sequence[Account], origins: Sequence[Origin]) -> tuple[Contradiction, ...]:
    """Pairs of accounts of one happening that cannot both be true, each disagreement once.

    Only between different origins, and only about what is said to have happened: nothing planned, demanded or
    conditional. `accounts` may hold the accusations that go with it (`with_accusations`); `origins` are those
    of the same accounts.
    """
    testimonies = testimonies_of(accounts, origins)
    return tuple(found for rule in _RULES for found in rule(testimonies))


# --- figures --------------------------------------------------------------------------------------


class Tolled(msgspec.Struct, frozen=True):
    """A figure that a testimony gives, as a count, with its words."""

    testimony: Testimony
    figure: Figure
    words: str
    count: Count

    @property
    def series(self) -> tuple[tuple[str, ...], str, str]:
        """What one source counts again and again: its figures of one kind and population."""
        return self.testimony.origin.claims, self.count.kind, self.count.population

    @property
    def day(self) -> str:
        """When it was printed."""
        return self.testimony.account.published or "~"

    @property
    def order(self) -> tuple[str, str, str, int]:
        """By when it was printed, within a report by where it stands."""
        account = self.testimony.account
        return self.day, account.recorded_at, account.claim.document, self.figure.span[0]


def _figures(testimonies: Sequence[Testimony]) -> Iterator[Contradiction]:
    """Latest figures of two origins that exclude each other, each pair of numbers of one kind once.

    A part that is larger than the whole counts only where the two origins disagree about nothing plainer.
    """
    tolls = _as_tolls(testimonies)
    latest = [group[-1] for group in _series(tolls)]
    seen: set[tuple[str, frozenset[int]]] = set()
    heard: set[tuple[str, frozenset[tuple[str, ...]]]] = set()
    for one, other in _clearest(latest):
        numbers = one.count.kind, frozenset((one.count.number, other.count.number))
        between = one.count.kind, frozenset((one.testimony.origin.claims, other.testimony.origin.claims))
        partly = one.count.population != other.count.population
        if (
            numbers in seen
            or _came_round(one, other, tolls)
            or _has_risen(one, other, testimonies)
            or (partly and (between in heard or _gives_whole(one, other, latest)))
        ):
            continue
        seen.add(numbers)
        heard.add(between)
        yield disagreement(
            "figure", (one.testimony, one.words), (other.testimony, other.words), _why(one, other)
        )


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
        if independent(one.testimony, other.testimony) and cannot_both_be(one.count, other.count)
    ]
    return sorted(
        pairs, key=lambda pair: (pair[0].count.population != pair[1].count.population, _vagueness(pair))
    )


def _vagueness(pair: tuple[Tolled, Tolled]) -> int:
    return sum(not toll.count.is_exact for toll in pair)


def _why(one: Tolled, other: Tolled) -> str:
    if one.count.population == other.count.population:
        return f"No number of {one.count.kind} is both {one.words} and {other.words}."
    part, whole = sorted((one, other), key=lambda toll: -toll.count.low)
    return f"{part.words} would be more than all {whole.count.kind}: {whole.words}."


def _as_tolls(testimonies: Sequence[Testimony]) -> list[Tolled]:
    """Every figure, of whom its source counts, in the order of printing."""
    fighters = {one.origin.claims for one in testimonies if _speaks_for_fighters(one)}
    tolls = [_of_other_side(toll) if toll.series[0] in fighters else toll for toll in _tolls(testimonies)]
    return sorted(_as_wholes(tolls), key=lambda toll: toll.order)


def _speaks_for_fighters(testimony: Testimony) -> bool:
    """Whether the source of an account fights: a party with arms, or who tells of "our fighters"."""
    actors = testimony.happening.actors if testimony.happening else ()
    return side_of_speaker(testimony.origin.name).bloc == "armed group" or any(
        _OUR_FIGHTERS.match(party.words) for party in actors
    )


def _of_other_side(toll: Tolled) -> Tolled:
    """The figure of who speaks for fighters: "the attackers" are soldiers."""
    if not ATTACKERS.search(toll.words):
        return toll
    return replace(toll, count=replace(toll.count, population=FORCES))


def _series(tolls: Sequence[Tolled]) -> list[list[Tolled]]:
    """The figures of each origin, kind and population, in the order of printing, equal numbers once.

    Of several in one report the largest counts: the others are its parts, or what it was before. So are later
    ones below half of it, unless it is said to be corrected.
    """
    series: dict[tuple[tuple[str, ...], str, str], list[Tolled]] = {}
    for toll in tolls:
        group = series.setdefault(toll.series, [])
        if not group or group[-1].testimony.claim.document != toll.testimony.claim.document:
            group += [] if group and (_is_part(toll, group[-1]) or _repeats(toll, group[-1])) else [toll]
        elif toll.count.number > group[-1].count.number:
            group[-1] = toll
    return list(series.values())


def _as_wholes(tolls: Sequence[Tolled]) -> Iterator[Tolled]:
    """The figures; "29 of them" and "six herdsmen" as all, where the source counts nobody else.

    Where it does, the herdsmen are a part, and "of them" is left out.
    """
    for toll in tolls:
        population = toll.count.population
        alone = all(
            other.count.population == population or other.count.number == toll.count.number
            for other in tolls
            if other.series[:2] == toll.series[:2]
        )
        if population == SOME:
            whole = told_of(toll.testimony.claim.text)
        else:
            whole = population if is_known(population) or toll.count.kind == "other" else WHOLE
        if alone and (toll.count.number or is_known(population)):
            yield replace(toll, count=replace(toll.count, population=whole))
        elif population != SOME:
            yield toll


def _is_part(toll: Tolled, before: Tolled) -> bool:
    return 2 * toll.count.number < before.count.number and not _CORRECTED.search(toll.testimony.claim.text)


def _repeats(toll: Tolled, before: Tolled) -> bool:
    """Whether it is a number that was given with a bound before: "60" of who said "at least 60"."""
    return toll.count.number == before.count.number and toll.count.is_exact and not before.count.is_exact


def _tolls(testimonies: Sequence[Testimony]) -> Iterator[Tolled]:
    for testimony in testimonies:
        happening = testimony.happening
        yield from _nobody(testimony)
        for figure in happening.figures if happening else ():
            words = words_at(testimony.claim, figure.span) or ""
            count = _count(testimony, figure, words)
            if count and _is_told(count, testimony) and not _is_aside(figure, words, testimony):
                yield Tolled(testimony, figure, words or str(count.number), count)


def _nobody(testimony: Testimony) -> Iterator[Tolled]:
    """The toll of none in "denied that anyone had died" and "no civilian was hurt", which give no figure."""
    happening = testimony.happening
    if happening is None or happening.type != "CASUALTY" or not testimony.denies or happening.figures:
        return
    parties = (*happening.recipients, *happening.actors)
    party = next((party for party in parties if _NONE.match(party.words)), None)
    if party is None or _BESIDE.search(party.words):
        return
    kind: FigureKind = "killed" if _DIED.match(trigger_words(testimony.claim)) else "injured"
    noun = _NONE.sub("", party.words).strip() or None
    figure = Figure(kind=kind, span=party.span, of=noun, low=0, best=0, high=0)
    count = count_of(figure, party.words)
    if count:
        yield Tolled(testimony, figure, party.words, count)


def _is_told(count: Count, testimony: Testimony) -> bool:
    """Whether a number is said to be so: not denied, no denial of the act itself, and nobody's age."""
    if count.number == 0:
        return count.kind in ("killed", "injured")
    if _TOGETHER.search(testimony.claim.text) or _is_hearsay(testimony.claim):
        return False
    aged = re.search(rf"\ban? [\w-]+ of {count.number}\b(?! \w+s\b)", testimony.claim.text, re.I)
    return testimony.claim.polarity == "positive" and not aged


def _is_hearsay(claim: Claim) -> bool:
    """Whether it is what others say, whom the speaker does not name: "dismissed the reports of 12 killed"."""
    return len(claim.said_by) > len(("outlet", "speaker")) and claim.said_by[-1].kind == "none"


def _count(testimony: Testimony, figure: Figure, words: str) -> Count | None:
    """The count as the event tells it: who fell was killed, and "killing a trader" is the whole toll."""
    count = count_of(figure, words)
    happening = testimony.happening
    if count is None or happening is None or happening.type != "CASUALTY":
        return count
    trigger = trigger_words(testimony.claim).lower()
    if count.kind in ("fighters", "other", "population") and _DIED.match(trigger):
        count = replace(count, kind="killed")
    side = re.search(rf"{count.number}\b[^,;.]*\bon (?:the )?(\w+) side\b", testimony.claim.text)
    if side:
        return replace(count, population=f"{count.population} on the {side.group(1)} side")
    if not _A.match(words) or count.number != 1:
        return count
    # "Killing a trader" is the whole toll; "a mason died" is one of whom somebody tells.
    return replace(count, population=WHOLE) if trigger in ("killing", "wounding", "injuring") else None


def _is_aside(figure: Figure, words: str, testimony: Testimony) -> bool:
    """Whether a lone person who is no victim of the act is meant: the doctor who tells of it."""
    happening = testimony.happening
    if happening is None or not _ONE.match(words):
        return False
    return not any(
        party.span[0] <= figure.span[0] < party.span[1] or figure.span[0] <= party.span[0] < figure.span[1]
        for party in happening.recipients
    )


# --- happened, agreed -----------------------------------------------------------------------------


def _happened(testimonies: Sequence[Testimony]) -> Iterator[Contradiction]:
    """It happened, against it did not: once, the same kind of act by two origins."""
    denials = [testimony for testimony in testimonies if _is_flat_denial(testimony, testimonies)]
    for denial in denials:
        for testimony in testimonies:
            if _affirms(testimony, denial):
                why = f"{testimony.origin.name} says that it happened, {denial.origin.name} that it did not."
                yield disagreement(
                    "happened", (testimony, testimony.claim.text), (denial, denial.claim.text), why
                )
                return


def _is_flat_denial(testimony: Testimony, testimonies: Sequence[Testimony]) -> bool:
    happening = testimony.happening
    if happening is None or not testimony.denies or happening.type in _OTHERWISE:
        return False
    if _ANOTHER.search(testimony.claim.text) or is_answer(testimony.claim):
        return False
    return not spares(testimony.claim) and not is_denied_deed(testimony, testimonies)


def _affirms(testimony: Testimony, denial: Testimony) -> bool:
    happening, denied = testimony.happening, denial.happening
    if happening is None or denied is None or testimony.denies or not independent(testimony, denial):
        return False
    return happening.type == denied.type and not are_two_acts(testimony, denial)


def _agreed(testimonies: Sequence[Testimony]) -> Iterator[Contradiction]:
    """It was agreed, against it was not: once."""
    pairs = [
        (testimony, denial)
        for testimony in testimonies
        for denial in testimonies
        if _is_agreed(testimony) is True and _is_agreed(denial) is False and independent(testimony, denial)
    ]
    pairs.sort(key=lambda pair: -_shared_words(*pair))
    for testimony, denial in pairs[:1]:
        why = f"{testimony.origin.name} says that it was agreed, {denial.origin.name} that it was not."
        yield disagreement("agreed", (testimony, testimony.claim.text), (denial, denial.claim.text), why)


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


_RULES: tuple[Callable[[Sequence[Testimony]], Iterator[Contradiction]], ...] = (
    _figures,
    perpetrators,
    places,
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
    for group in _series(_as_tolls(testimonies_of(accounts, origins))):
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
