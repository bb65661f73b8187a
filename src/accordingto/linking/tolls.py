"""Every figure that accounts of a happening give: of whom its source counts, and what it counts in turn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set

import msgspec
from msgspec.structs import replace

from accordingto.linking.naming import PREPOSITION
from accordingto.linking.populations import (
    CIVILIANS,
    COMRADES,
    ENEMIES,
    FIGHTERS,
    FORCES,
    INSULTS,
    OWN_MEN,
    SOME,
    WHOLE,
    Count,
    count_of,
    counted,
    is_known,
    told_of,
)
from accordingto.linking.sides import side_of, side_of_speaker
from accordingto.linking.testimony import Testimony, independent, trigger_words, words_at
from accordingto.reading.figures import figures_of
from accordingto.reading.figures.numbers import quantities_in
from accordingto.reading.figures.quantities import Quantity
from accordingto.types import Claim, EventType, Figure, FigureKind, Happening, Span

_CORRECTED = re.compile(r"\bcorrect|\brevis|\blower|\bdown from\b|\breduc|\bnot \d", re.IGNORECASE)
_DIED = re.compile(
    r"kill|die|dead|death|slain|slay|slaughter|fell|fall|martyr|murder|massacr|perish|succumb|los[ets]|bod(?:y|ies)",
    re.IGNORECASE,
)
# Of an attack: these leave nobody alive.
_KILLS = re.compile(
    r"(?:kill|murder|slaughter|massacr|slay|slain|slew|assassinat|execut|behead|hang|lynch|shot|shoot|gunned|mow"
    r"|burn|eliminat|annihilat|wip|liquidat|destroy|neutrali[sz]|put)",
    re.IGNORECASE,
)
_WILFUL = re.compile(r"execut|hang|behead|murder|massacr|slaughter|lynch|assassin", re.IGNORECASE)
# What is done to houses too.
_ALSO_THINGS = re.compile(r"burn|destroy|wip|eliminat|annihilat|put", re.IGNORECASE)
# "Nine of the girls" are not all of them.
_SOME_OF = re.compile(r"\bof the\b", re.IGNORECASE)
_COST = re.compile(r"\b(?:cost|took|claim|gave|los[ets])\w*\b.*\blives?\b|\bcost\b", re.IGNORECASE)
# Who was not hurt was not killed either.
_HARMED = re.compile(r"hurt|harm|suffer|scratch", re.IGNORECASE)
_LOST = re.compile(r"\b(?:(?:ha(?:s|ve|d) )?lost|loses?|cost)\b", re.IGNORECASE)
_MEN = re.compile(r"\bmen\b", re.IGNORECASE)
_RANK = re.compile(
    r"\b(?:general|brigadier|colonel|major|captain|lieutenant|sergeant|corporal|soldier|officer)\b",
    re.IGNORECASE,
)
_ARMS: Mapping[str, str] = {"state": FORCES, "armed group": FIGHTERS}
# "70 were killed or hurt": neither is counted by itself.
_TOGETHER = re.compile(r"\b(?:killed|dead) (?:or|and) (?:hurt|wounded|injured|missing)\b", re.IGNORECASE)
_NONE = re.compile(
    r"(?:no ?one|nobody|anyone|anybody|none|no|any|not one|(?:not )?a single(?: one)?|(?:not )?an?)\b",
    re.IGNORECASE,
)
_SOUL = re.compile(r"^(?:one|soul|person)\b", re.IGNORECASE)
# "Nobody else died": beside those told of.
_BESIDE = re.compile(r"\b(?:else|other|others|more|further)\b", re.IGNORECASE)
_OUR_FIGHTERS = re.compile(
    r"our (?:\w+ )?(?:fighters|mujahid\w+|lions|brothers|comrades|boys)\b", re.IGNORECASE
)
# "22 of it": of a band.
_OF_A_PARTY = re.compile(r"^([\w-]+) of (?:it|(?:its|his|her|their|our|the) \w+)$", re.IGNORECASE)
_UNITS = re.compile(
    r"\b(?:famil(?:y|ies)|households?|bus(?:es)?|convoys?|vehicles?|cars?|trucks?|lorr(?:y|ies)|boats?|ships?"
    r"|planes?|flights?|helicopters?|ambulances?)\b",
    re.IGNORECASE,
)
# Who is let go is said to be so too.
_FREED: frozenset[FigureKind] = frozenset({"displaced", "evacuated", "other", "fighters"})
# Where people are counted who are neither killed nor hurt nor held.
_PRESENT: frozenset[EventType] = frozenset({"PROTEST", "MOVE", "AID"})
_A = re.compile(r"(?:an?|the|his|her|their|its|\w+['’]s)\s", re.IGNORECASE)
_ONE = re.compile(r"(?:a|an|one)\s", re.IGNORECASE)
_NOT_ONE = re.compile(r"\bnot one\b", re.IGNORECASE)
# Who is counted where nobody is hurt: those who march, or leave.
_COUNTED: Mapping[EventType, FigureKind] = {"PROTEST": "other", "MOVE": "displaced"}
_MODES: Mapping[str, FigureKind] = {"arrest": "detained", "abduct": "detained", "release": "released"}
_AMOUNT = (
    r"(?:(?:at (?:least|most)|no (?:more|fewer|less) than|not (?:more|fewer|less) than"
    r"|(?:more|fewer|less) than|up to|about|around|over|under|nearly|almost|some|only|just|barely"
    r"|exactly) )*[\w-]*[\d,]*\b"
)
_PERSONS = (
    r"(?:people|persons|men|women|children|dead|bodies|names|victims|killed|wounded|soldiers|fighters|civilians"
    r"|prisoners|hostages)"
)
_GATHERED = re.compile(
    r"\b(?:strikers|marchers|protesters|demonstrators|mourners|crowd|attendance)\b", re.IGNORECASE
)
_GATHERING = r"(?:crowd|demonstration|march|rally|protest|gathering|procession)"
# "Of 6,500", "74, all civilians", "two men", "seven, not eight", "he anointed nine", "their number at six".
_BARE = re.compile(
    r"^[\"“]?(?:of |at |(?:he|she|they|it|we) (?:had )?[a-z]+(?:ed|aw|new) "
    rf"|.*\b(?:number|attendance|toll) (?:at|as) |(?:an? |the )?{_GATHERING} of )?"
    rf"(?=({_AMOUNT})(?: {_PERSONS})?"
    r"(?:[.”\"]|,? (?:not|and not|all|most)\b|$| as (?:the|their|its) number\b))",
    re.IGNORECASE,
)
# "The number of those killed in the village at five", "the strikers at 800", "the dead were no more than 80".
_PUT_AT = re.compile(
    r"(?:its |his |their |the )?(?:\w+[’']s )?(?:\w+ ){0,2}"
    r"(?:number|count|toll|dead|killed|wounded|injured|fatalities|casualties|losses|victims|strikers|marchers"
    r"|protesters|demonstrators|mourners|crowd|crew|passengers|hostages|captives|prisoners|detainees|arrivals"
    r"|those|people|troops|civilians)\b[^,;:]*? (?:at|numbered|numbering|were|was) "
    rf"({_AMOUNT})(?: {_PERSONS})?(?:[.,;”\"]|$)",
    re.IGNORECASE,
)
# "Of the freed soldiers there were 38", "there had been 14 of them in the forest".
_THERE_WERE = re.compile(
    rf"^[\"“]?(?:of [^,;:]+? )?there (?:were|was|had been|are) ({_AMOUNT})"
    r"(?: of (?:them|us)\b| in all\b|(?=[.,;”\"]|$))",
    re.IGNORECASE,
)
# "At eleven the number of those whom they slaughtered".
_AT_FIRST = re.compile(rf"at ({_AMOUNT}) the (?:number|toll|count|dead|losses)\b", re.IGNORECASE)
# "Which makes six", "has gone up to nine", "takes the toll to 23", "they were now three".
_NOW = re.compile(
    r".*?\b(?:which (?:now )?makes(?: it)?|(?:gone up|risen|rises|climbed|grown|come|mounted|increased) to"
    r"|(?:takes|brings|took|brought|raises|raised|taking|bringing|raising|lowered|corrected) "
    r"(?:the |his |her |its |their )?[^,;]*? to|^(?:the )?(?:toll|number|count)\b[^,;]*? to"
    r"|(?:there|they|it) (?:were|are|is|was) now|now (?:stands|stood) at|reached) "
    rf"({_AMOUNT})(?= (?:people|men|dead|killed|\w+s)\b|[.,;”\"]"
    r"|,? (?:not|and not|all|most|as|since|after)\b|$)",
    re.IGNORECASE | re.DOTALL,
)
# "Six people died, not fourteen", "14 of them in the forest, and not the 11".
_NOT_SO = re.compile(r",? (?:\[\.\.\.\] )?(?:and )?not (?:the |of |all )?([\w,-]+)", re.IGNORECASE)
_NUMBER = re.compile(r"[\w,-]*\w")
# "The number of governors who refuse" counts neither dead nor hurt.
_NUMBER_OF = re.compile(
    r"\bnumber of (?!the dead|(?:dead|death|victim|casualt|fatal|bod|kill|wound|injur|missing|people|person"
    r"|those|arrest|detain|prisoner|captive|hostage|displac|striker|marcher|protest|demonstrat))",
    re.IGNORECASE,
)
# "The Boeing 737" is one machine.
_TYPE_NUMBER = re.compile(r"[A-Z][\w-]+ \d+$")
_STOP = re.compile(r"[;:.](?:\s|$)")
_WORDS_OF: Mapping[FigureKind, re.Pattern[str]] = {
    "killed": re.compile(
        r"\b(?:toll|kill|dead|died|death|fatal|slaughter|slain|murder|executed|losses|massacr|assassin)",
        re.IGNORECASE,
    ),
    "injured": re.compile(r"\b(?:injur|wound|hurt)", re.IGNORECASE),
    "detained": re.compile(r"\b(?:arrest|detain|abduct|kidnap|seized|taken)", re.IGNORECASE),
}


_ARMY = re.compile(r"\b(?:army|military|police|navy|regiment|brigade)['’]s\b", re.IGNORECASE)


class Tolled(msgspec.Struct, frozen=True):
    """A figure that a testimony gives, as a count, with its words.

    `narrow`: its noun names only some ("two engineers"), who are taken for all that were counted.
    """

    testimony: Testimony
    figure: Figure
    words: str
    count: Count
    narrow: bool = False

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


def tolls_of(testimonies: Sequence[Testimony]) -> list[Tolled]:
    """Every figure, of whom its source counts, in the order of printing."""
    fighters = {one.origin.claims for one in testimonies if _speaks_for_fighters(one)}
    tolls = _of_like_kinds(
        [
            _by_fighters(toll) if toll.series[0] in fighters else _by_soldier(toll)
            for toll in _tolls(testimonies)
        ]
    )
    return _without_repeats(sorted(_as_wholes(_without_parts(tolls)), key=lambda toll: toll.order))


def _of_like_kinds(tolls: Sequence[Tolled]) -> list[Tolled]:
    """The figures, with other words for what most accounts tell of the same people.

    Prisoners of whom one says that they "returned" are released, as others say; who "walked" in a march that
    others count has not fled. Residents who flee are people like any others.
    """
    kinds = [toll.count.kind for toll in tolls]
    return [
        _as_kind(toll, "released")
        if "released" in kinds and toll.count.kind in _FREED
        else _as_kind(toll, "other")
        if toll.count.kind == "displaced" and "other" in kinds
        else _of(toll, WHOLE)
        if toll.count.kind == "displaced" and toll.count.population == CIVILIANS
        else toll
        for toll in tolls
    ]


def _as_kind(toll: Tolled, kind: FigureKind) -> Tolled:
    return replace(toll, count=replace(toll.count, kind=kind))


def _without_repeats(tolls: Sequence[Tolled]) -> list[Tolled]:
    """Without numbers that another source gave before and has corrected since: they are told again."""
    return [
        toll
        for toll in tolls
        if not any(
            first.day < toll.day
            and first.series[0] != toll.series[0]
            and _is_same_number(first, toll)
            and any(
                later.series == first.series and later.count.number > first.count.number for later in tolls
            )
            for first in tolls
        )
    ]


def _is_same_number(one: Tolled, other: Tolled) -> bool:
    return one.series[1:] == other.series[1:] and one.count.number == other.count.number


def _without_parts(tolls: Sequence[Tolled]) -> list[Tolled]:
    """Without numbers beside the event where the same source counts more in the same report.

    "Two men have died, so that nine workers have now been killed": so too of people, beside a larger one.
    """
    return [
        toll
        for toll in tolls
        if (toll.testimony.happening and toll.count.population != WHOLE)
        or not any(
            other.series[:2] == toll.series[:2]
            and other.testimony.claim.document == toll.testimony.claim.document
            and other.count.number > toll.count.number > 0
            and (not toll.testimony.happening or not is_known(other.count.population))
            for other in tolls
        )
    ]


def _speaks_for_fighters(testimony: Testimony) -> bool:
    """Whether a source fights: a party with arms, or who tells of "our fighters" or of hirelings."""
    happening, bloc = testimony.happening, side_of_speaker(testimony.origin.name).bloc
    if happening is None or bloc == "armed group":
        return bloc == "armed group"
    insults = any(INSULTS.search(party.words) for party in happening.recipients)
    return any(_OUR_FIGHTERS.match(party.words) for party in happening.actors) or (
        insults and bloc != "state"
    )


def _by_fighters(toll: Tolled) -> Tolled:
    """The figure of who speaks for fighters: "the attackers" are soldiers, "two brothers" are his own."""
    found = FORCES if ENEMIES.search(toll.words) else FIGHTERS if COMRADES.search(toll.words) else None
    return _of(toll, found) if found else toll


def _by_soldier(toll: Tolled) -> Tolled:
    """The figure of who may be a soldier: his comrades are soldiers, and so are his men.

    "Four of its men" of a ministry are soldiers too; those of a dairy are people like any others.
    """
    speaker = toll.testimony.origin.name
    own = OWN_MEN.search(toll.words)
    if (own or COMRADES.search(toll.words)) and _RANK.search(speaker):
        return _of(toll, FORCES)
    bloc = side_of_speaker(speaker).bloc
    unarmed = WHOLE if toll.count.kind == "detained" else toll.count.population
    return _of(toll, _ARMS.get(bloc or "", unarmed)) if own else toll


def _of(toll: Tolled, population: str) -> Tolled:
    return replace(toll, count=replace(toll.count, population=population))


def series(tolls: Sequence[Tolled], *, across: bool = False) -> list[list[Tolled]]:
    """The figures of each origin, kind and population, in the order of printing, equal numbers once.

    `across` populations where they are other words for the same people ("17 soldiers", then "22").

    Of several in one report the largest counts: the others are its parts, or what it was before. So are later
    ones below half of it, unless it is said to be corrected.
    """
    series: dict[tuple[tuple[str, ...], str, str], list[Tolled]] = {}
    mixed = {toll.series[:2] for toll in tolls if not (across and _are_one(toll, tolls))}
    for toll in tolls:
        origin, kind, population = toll.series
        one = (origin, kind) not in mixed and toll.count.number > 0
        group = series.setdefault((origin, kind, "" if one else population), [])
        if not group or group[-1].testimony.claim.document != toll.testimony.claim.document:
            group += [] if group and _adds_nothing(toll, group) else [toll]
        elif toll.count.number > group[-1].count.number:
            group[-1] = toll
    return list(series.values())


def _are_one(toll: Tolled, tolls: Sequence[Tolled]) -> bool:
    """Whether a source counts the same people in other words: "17 soldiers" in one report, then "22".

    Not where a report of its own tells two populations apart, nor where they are of two sides.
    """
    mine = [other for other in tolls if other.series[:2] == toll.series[:2] and other.count.number]
    sides = {other.count.population for other in mine} - {WHOLE}
    return len(sides & {CIVILIANS, FORCES, FIGHTERS}) < len(("one", "other")) and all(
        other.count.population == toll.count.population
        for other in mine
        if other.testimony.claim.document == toll.testimony.claim.document
    )


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
        if population == SOME and toll.count.number == 1:
            continue  # "one of them" is not all of them
        if population == SOME:
            whole = told_of(toll.testimony.claim.text)
        else:
            whole = population if is_known(population) or toll.count.kind == "other" else WHOLE
        narrow = whole == WHOLE and population not in (WHOLE, SOME)
        if narrow and _are_known_ones(toll):
            continue
        if alone and (toll.count.number or is_known(population)):
            yield replace(toll, count=replace(toll.count, population=whole), narrow=narrow)
        elif population != SOME:
            yield toll


def _are_known_ones(toll: Tolled) -> bool:
    """Whether "the two pilots" are meant, of whom was spoken: some of the dead, not their number."""
    return bool(
        re.search(rf"\b(?:the|both|these|those) {re.escape(toll.words)}", toll.testimony.claim.text, re.I)
    )


def _adds_nothing(toll: Tolled, earlier: Sequence[Tolled]) -> bool:
    """Whether a later figure of a source is a part of its earlier one, or says the same again."""
    before = earlier[-1]
    again = any(other.count.number == toll.count.number for other in earlier[:-1])
    if again and not _CORRECTED.search(toll.testimony.claim.text):
        return True
    renamed = toll.count.population != before.count.population
    if (
        renamed
        and toll.count.number < before.count.number
        and not _CORRECTED.search(toll.testimony.claim.text)
    ):
        return True
    return _is_part(toll, before) or _repeats(toll, before) or _is_vaguer(toll, before)


def _is_vaguer(toll: Tolled, before: Tolled) -> bool:
    """Whether "thousands" goes for the 4,000 of before."""
    return before.count.is_exact and toll.count.low < before.count.low < toll.count.high


def _is_part(toll: Tolled, before: Tolled) -> bool:
    return 2 * toll.count.number < before.count.number and not _CORRECTED.search(toll.testimony.claim.text)


def _repeats(toll: Tolled, before: Tolled) -> bool:
    """Whether it is a number that was given with a bound before: "60" of who said "at least 60"."""
    return toll.count.number == before.count.number and toll.count.is_exact and not before.count.is_exact


def _tolls(testimonies: Sequence[Testimony]) -> Iterator[Tolled]:
    kind = _kind_counted(testimonies)
    told = {figure.best for testimony in testimonies for figure in _read(testimony)}
    for testimony in testimonies:
        yield from _nobody(testimony)
        if _corrects_another(testimony.claim, told):
            continue
        for figure in _figures_in(testimony, kind):
            if _is_anothers(figure, testimony, testimonies):
                continue
            words = words_at(testimony.claim, figure.span) or ""
            count = _count(testimony, figure, words)
            if count and _is_told(count, testimony) and not _is_aside(figure, words, testimony):
                yield Tolled(testimony, figure, words or str(count.number), count)


def numbers_of(testimonies: Sequence[Testimony]) -> Iterator[Tolled]:
    """Every number that is given, of whomever, before it is settled which sources count the same people."""
    kind = _kind_counted(testimonies)
    seen: set[tuple[str, Span, str, tuple[str, ...]]] = set()
    for testimony in testimonies:
        for toll in (*_nobody(testimony), *_given(testimony, kind)):
            key = (testimony.claim.document, toll.figure.span, toll.count.kind, testimony.origin.claims)
            if key not in seen and (testimony.claim.polarity == "positive" or toll.count.number == 0):
                seen.add(key)
                yield toll


def _given(testimony: Testimony, kind: FigureKind) -> Iterator[Tolled]:
    """The numbers of one testimony as it tells them; of whom is left open where its words do."""
    for figure in dict.fromkeys((*_figures_in(testimony, kind), *_read(testimony))):
        words = words_at(testimony.claim, figure.span) or ""
        count = _count(testimony, figure, words) or counted(figure, words, SOME)
        if count:
            yield Tolled(testimony, figure, words or str(count.number), count)


def _is_anothers(figure: Figure, testimony: Testimony, testimonies: Sequence[Testimony]) -> bool:
    """Whether a number beside one source's words is in another's: "15 died; they had spoken of 40"."""
    if words_at(testimony.claim, figure.span) is not None:
        return False
    return any(
        independent(other, testimony)
        and other.claim.document == testimony.claim.document
        and words_at(other.claim, figure.span) is not None
        for other in testimonies
    )


def _kind_counted(testimonies: Sequence[Testimony]) -> FigureKind:
    """What a bare number counts ("he says nine"): what most accounts of the happening count."""
    kinds = [figure.kind for testimony in testimonies for figure in _read(testimony)]
    return max(kinds, key=kinds.count, default="killed")


def _read(testimony: Testimony) -> Sequence[Figure]:
    return testimony.happening.figures if testimony.happening else ()


def _corrects_another(claim: Claim, told: Set[int | None]) -> bool:
    """Whether "200, and not 340" is said where nobody tells of 340: it is of another happening."""
    if claim.kind != "statement" or _number_said(claim):
        return False
    denied = _denied_number(claim)
    return denied is not None and denied[1] not in told


def number_denied(claim: Claim) -> int | None:
    """The number that it is said not to have been: 340, in "200, and not the 340"."""
    denied = _denied_number(claim)
    return denied[1] if denied else None


def _denied_number(claim: Claim) -> tuple[re.Match[str], int | None] | None:
    """Where a statement says which number it was not, with that number."""
    for found in _NOT_SO.finditer(claim.text):
        quantity = _quantity(found.group(1))
        if quantity:
            return found, quantity.best
    return None


def _figures_in(testimony: Testimony, kind: FigureKind) -> Sequence[Figure]:
    """The figures of a testimony: those that were read, else the number of its parties, or a bare number."""
    claim, happening = testimony.claim, testimony.happening
    if claim.figure:
        return (claim.figure,)
    if happening is None:
        figure = bare_figure(claim, kind)
        return (figure,) if figure else ()
    return happening.figures or tuple(_in_parties(happening, trigger_words(claim))) or tuple(_in_words(claim))


def _in_words(claim: Claim) -> Iterator[Figure]:
    """The dead and hurt that the words of an attack count: "buried 66 people after Monday's ambush"."""
    if claim.happening is None or claim.happening.type != "ASSAULT" or len(claim.evidence) > 1:
        return
    start = claim.evidence[0][0]
    for found in figures_of(claim.text):
        figure = found.figure
        if found.part_of is None and figure.kind in ("killed", "injured"):
            yield replace(figure, span=(figure.span[0] + start, figure.span[1] + start))


def _in_parties(happening: Happening, trigger: str) -> Iterator[Figure]:
    """The number of those of whom it is told, where reading gave it to another word: "buried 37 who died"."""
    kind = _kind_of_parties(happening, trigger)
    if kind is None:
        return
    parties = happening.actors if happening.type in _COUNTED else happening.recipients
    for party in parties:
        if happening.type != "CASUALTY" and _SOME_OF.search(party.words):
            continue
        if _TYPE_NUMBER.search(party.words):
            continue
        words = _OF_A_PARTY.sub(r"\1 people", party.words)
        for found in figures_of(f"{words} were killed"):
            start = party.span[0]
            span = found.figure.span[0] + start, min(found.figure.span[1] + start, party.span[1])
            if found.part_of is None and not _UNITS.search(found.figure.of or ""):
                yield replace(found.figure, kind=kind, span=span)


def _kind_of_parties(happening: Happening, trigger: str) -> FigureKind | None:
    """What is told of those to whom it was done, or who did it themselves; None where that counts nobody."""
    if happening.type == "CASUALTY":
        return "killed" if _DIED.match(trigger) else "injured"
    if happening.type == "ASSAULT" and _KILLS.match(trigger) and not _ALSO_THINGS.match(trigger):
        return "killed"
    return _MODES.get(happening.mode or "") or _COUNTED.get(happening.type)


def _nobody(testimony: Testimony) -> Iterator[Tolled]:
    """The toll of none in "denied that anyone had died" and "no civilian was hurt", which give no figure."""
    happening = testimony.happening
    if happening is None or not testimony.denies:
        return
    parties = (*happening.recipients, *happening.actors)
    not_one = _NOT_ONE.search(testimony.claim.text)
    party, none = next(
        (
            (each, found)
            for each in parties
            if (found := _NONE.match(each.words) or (not_one and _ONE.match(each.words)))
        ),
        (None, None),
    )
    if party is None or none is None or _BESIDE.search(party.words):
        return
    counted = party.words[none.end() :]
    noun = _SOUL.sub("", PREPOSITION.split(counted, maxsplit=1)[0].strip()).strip()
    given = {figure.kind for figure in happening.figures if figure.best == 0}
    for kind in _kinds_of_none(happening, trigger_words(testimony.claim)):
        figure = Figure(kind=kind, span=party.span, of=noun or None, low=0, best=0, high=0)
        count = count_of(figure, noun)
        if count and kind not in given:
            yield Tolled(testimony, figure, party.words, count)


def _kinds_of_none(happening: Happening, trigger: str) -> Sequence[FigureKind]:
    """What there was none of: who "was not hurt" was not killed either; who "shot nobody" denies the shot."""
    if _DIED.match(trigger):
        return ("killed",)
    if happening.type != "CASUALTY":
        return ()
    return ("killed", "injured") if _HARMED.match(trigger) else ("injured",)


def bare_figure(claim: Claim, kind: FigureKind) -> Figure | None:
    """The number that is all of a statement ("74, all civilians", "the injured at 20").

    `kind` is what is counted where the statement's own words do not say.
    """
    if claim.kind != "statement" or _NUMBER_OF.search(claim.text):
        return None
    found = _number_said(claim)
    if found is None:
        return _instead(claim, kind)
    named = next((own for own, words in _WORDS_OF.items() if words.search(found.string)), None)
    kind = named or ("other" if _GATHERED.search(found.group()) else kind)
    start = claim.evidence[0][0]
    span = start + found.start(1), start + found.end(1)
    return _counted(
        kind, span, FORCES if _ARMY.search(found.group()) else told_of(found.group()), found.group(1)
    )


def _number_said(claim: Claim) -> re.Match[str] | None:
    """The number that is all that a statement says, as the first group."""
    forms = (_BARE, _PUT_AT, _THERE_WERE, _AT_FIRST, _NOW)
    found = next((match for form in forms if (match := form.match(claim.text))), None)
    return found if found and found.group(1) else None


def _counted(kind: FigureKind, span: Span, of: str, words: str) -> Figure | None:
    """The figure that the words of a number give; None where they give none."""
    quantity = _quantity(words)
    if quantity is None:
        return None
    return Figure(
        kind=kind,
        span=span,
        of=of,
        low=quantity.low,
        best=quantity.best,
        high=quantity.high,
        approximate=quantity.approximate,
    )


def _instead(claim: Claim, kind: FigureKind) -> Figure | None:
    """The number that is said to be so, and not another: "they had brought 200 people, and not the 340"."""
    denied = _denied_number(claim)
    if denied is None:
        return None
    clause = _STOP.split(claim.text[: denied[0].start()])[-1]
    numbers = [each for each in _NUMBER.finditer(clause) if _quantity(each.group())]
    if not numbers:
        return None
    at = denied[0].start() - len(clause) + numbers[-1].start()
    start, end = claim.evidence[0]
    if start + at >= end:
        return None
    named = next((own for own, words in _WORDS_OF.items() if words.search(claim.text)), kind)
    span = start + at, start + at + len(numbers[-1].group())
    return _counted(named, span, told_of(clause), numbers[-1].group())


def _quantity(words: str) -> Quantity | None:
    """The number that some words are."""
    return next((each for each in quantities_in(words) if each.style in ("digits", "words", "one")), None)


def _is_told(count: Count, testimony: Testimony) -> bool:
    """Whether a number is said to be so: not denied, no denial of the act itself, and nobody's age."""
    if count.number == 0 and _WILFUL.match(trigger_words(testimony.claim)):
        return False  # that nobody was executed is that it did not happen
    if count.number == 0:
        # That nobody was taken is that it did not happen, no number of those who were.
        return count.kind in ("killed", "injured") or (count.kind == "detained" and count.population != WHOLE)
    happening = testimony.happening
    if count.kind == "other" and happening and happening.type not in _PRESENT:
        return False
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
    if count is None or happening is None:
        return count
    count = _as_done(count, figure, testimony)
    if happening.type != "CASUALTY":
        return _as_moved(count, happening)
    trigger = trigger_words(testimony.claim).lower()
    own = _own_losses(testimony, words)
    if own and count.population in (WHOLE, FIGHTERS):
        return replace(count, population=own)
    side = re.search(rf"{count.number}\b[^,;.]*\bon (?:the )?(\w+) side\b", testimony.claim.text)
    if side:
        return replace(count, population=f"{count.population} on the {side.group(1)} side")
    if not _is_lone(count, words):
        return count
    # "Killing a trader" is the whole toll; "a mason died" is one of whom somebody tells.
    return replace(count, population=WHOLE) if trigger in ("killing", "wounding", "injuring") else None


def _is_lone(count: Count, words: str) -> bool:
    """Whether "a cousin" is meant, of whom it is told that he died: no count of all."""
    return count.number == 1 and _A.match(words) is not None


def victims_of(testimonies: Sequence[Testimony]) -> list[Tolled]:
    """Those of whom it is told one by one ("a tea seller was killed"): nobody was not killed, then."""
    found = []
    for testimony in testimonies:
        happening = testimony.happening
        if happening is None or happening.type != "CASUALTY" or testimony.denies:
            continue
        for figure in happening.figures:
            words = words_at(testimony.claim, figure.span) or ""
            count = count_of(figure, words)
            if count and _is_lone(count, words) and not _is_aside(figure, words, testimony):
                found.append(Tolled(testimony, figure, words, count, narrow=True))
    return found


def _as_done(count: Count, figure: Figure, testimony: Testimony) -> Count:
    """What became of those who were read only as people: who was shot was killed, who was led away held."""
    happening = testimony.happening
    if happening is None or count.kind not in ("fighters", "other", "population"):
        return count
    trigger = trigger_words(testimony.claim).lower()
    if happening.type == "CASUALTY" and (_DIED.match(trigger) or _COST.search(testimony.claim.text)):
        return replace(count, kind="killed")
    if not any(_overlap(party.span, figure.span) for party in happening.recipients):
        return count
    if happening.mode == "deport":
        return count
    if happening.type == "COERCE" or happening.mode == "abduct":
        return replace(count, kind="detained")
    if happening.mode == "beat":
        return replace(count, kind="injured")
    if happening.type == "ASSAULT" and _KILLS.match(trigger):
        return replace(count, kind="killed")
    return count


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _own_losses(testimony: Testimony, words: str) -> str | None:
    """Whom one party lost ("the guard lost 26 men", "it cost him 16 men"): of all who died, its own."""
    lost = _LOST.search(testimony.claim.text)
    if not (lost and _LOST.match(trigger_words(testimony.claim)) and _MEN.search(words)):
        return None
    actors = testimony.happening.actors if testimony.happening else ()
    loser = testimony.origin.name if lost.group().lower() == "cost" else testimony.claim.text[: lost.start()]
    blocs = [side_of(party).bloc for party in actors] or [side_of_speaker(loser).bloc]
    found = next((_ARMS[bloc] for bloc in blocs if bloc and bloc in _ARMS), None)
    return found or (FORCES if _RANK.search(loser) else FIGHTERS if actors else None)


def _as_moved(count: Count, happening: Happening) -> Count:
    """Who was carried, evacuated, driven out or simply left: the same people. Who marches is not."""
    driven_out = happening.mode in ("deport", "expel")
    if (driven_out or happening.type in ("MOVE", "AID")) and count.kind in ("evacuated", "other"):
        return replace(count, kind="displaced")
    if happening.type == "PROTEST" and count.kind == "displaced":
        return replace(count, kind="other")
    return count


def _is_aside(figure: Figure, words: str, testimony: Testimony) -> bool:
    """Whether a lone person who is no victim of the act is meant: the doctor who tells of it."""
    happening = testimony.happening
    if happening is None or not _ONE.match(words):
        return False
    return not any(
        party.span[0] <= figure.span[0] < party.span[1] or figure.span[0] <= party.span[0] < figure.span[1]
        for party in happening.recipients
    )
