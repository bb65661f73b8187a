"""Who stands behind the accounts of a happening: several outlets with one source are one origin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from accordingto.linking.naming import (
    PREPOSITION,
    Source,
    is_body,
    is_many,
    is_own_voice,
    is_pronoun,
    names_of,
    same_in_document,
    same_source,
    source_of,
    speaks_for,
)
from accordingto.linking.testimony import blames, says_not, spares
from accordingto.linking.words import stem, tokens
from accordingto.types import Account, Claim, Link, Origin, Party

_WHERE = re.compile(r"\b(?:in|at|from|near|on)\b(?! the [a-z])")
# A happening has one of each.
_OFFICES = frozenset(
    map(
        stem,
        (
            "organiser organisers mayor governor prefect subprefect coroner priest imam bishop administrator"
            " prosecutor commissioner owner owners captain skipper"
        ).split(),
    )
)
# Of what an office or a body is, beside what it does.
_LEVELS = frozenset(
    "the its their his her this that regional provincial district departmental local territory territorial"
    " municipal city town village county state national port island".split()
)
# What is said or was found, taken for who says it.
_SAYING = re.compile(
    r"(?:the|an?|this|that|its|their|his|her)\s+(?:\w+\s+)?(?:tales?|story|stories|claims?|rumou?rs?|news"
    r"|charges?|allegations?|accusations?|counts?|tolls?|tally|figures?|versions?|reviews?|inquiry"
    r"|investigations?)\b",
    re.IGNORECASE,
)
# "The Evening Mail's stringer".
_REPORTER = re.compile(r"['’]s? (?:own )?(?:stringer|reporter|correspondent|photographer|team)s?$")
# Words of a description by which it is known again.
FEWEST_WORDS = 3
_HURT = frozenset({"killed", "injured"})
# Words of outlets that others print: where copies are of one day, the agency has it first.
_AGENCY = frozenset("agency agence wire newswire news press agencia".split())


class Voice(msgspec.Struct, frozen=True):
    """Who says what one account tells. `own`: the outlet, which cites nobody. `via` are agencies between.

    `accuses`: the outlet tells whom he blames, and cites him for nothing else. `saw`: its own people saw it.
    """

    account: Account
    link: Link
    source: Source
    own: bool
    via: tuple[Source, ...] = ()
    accuses: bool = False
    saw: bool = False

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.account.claim.id

    @property
    def document(self) -> str:
        """The id of its document."""
        return self.account.claim.document

    @property
    def at(self) -> int:
        """Where it begins in its document."""
        return self.account.claim.evidence[0][0]


def origins_of(accounts: Sequence[Account]) -> tuple[Origin, ...]:
    """The independent origins of accounts of one happening, those with most documents first.

    An origin is the innermost source of an account, the same person or body under whatever words. Unnamed
    sources of two outlets are two. An outlet is an origin where it cites nobody; a passage that others hold
    nearly word for word is theirs who had it first; a citation of another outlet's report is that report's.
    Pronouns as sources should be resolved before (`with_named_sources`).
    """
    voices = sorted(map(_voice, accounts), key=_order)
    heard = {voice.id: _heard_from(voice, voices) for voice in voices}
    groups = _grouped([voice for voice in voices if heard[voice.id] is voice])
    return tuple(sorted((_origin(group, voices, heard) for group in groups), key=_by_reach))


def _order(voice: Voice) -> tuple[str, bool, str, str, int, str]:
    account = voice.account
    agency = _AGENCY & set(tokens(account.outlet or ""))
    return account.published or "~", not agency, account.recorded_at, voice.document, voice.at, voice.id


def _by_reach(origin: Origin) -> tuple[int, int, str, tuple[str, ...]]:
    return -len(origin.documents), -len(origin.claims), origin.name, origin.claims


# --- whose voice ----------------------------------------------------------------------------------


def _voice(account: Account) -> Voice:
    chain = account.claim.said_by
    outlet = source_of(chain[0].name)
    inner = [link for link in chain[1:] if link.kind != "none" and not _is_outlet(link, outlet)]
    told = _innermost(inner)
    accuser = None if told else _accuser(account.claim)
    if accuser:
        return Voice(account, accuser, source_of(accuser.name), own=False, accuses=True)
    if told is None:
        saw = any(is_own_voice(link.name) for link in chain[1:])
        return Voice(account, chain[0], outlet, own=True, saw=saw)
    via = tuple(
        source_of(link.name) for link in inner if link is not told and link.kind in ("media", "named")
    )
    return Voice(account, told, source_of(told.name), own=False, via=via)


def _accuser(claim: Claim) -> Link | None:
    """Who blames, where the outlet tells of it: an accusation is the accuser's, however it is printed."""
    if claim.happening is None or not blames(claim):
        return None
    actors = claim.happening.actors
    parties = [party for party in actors if source_of(party.words).identified]
    if not parties or not _are_one(actors):
        return None
    return Link(name=parties[0].words, kind="collective", span=parties[0].span, entity=parties[0].entity)


def _are_one(parties: Sequence[Party]) -> bool:
    """Whether parties are words for one, side by side: "a militia leader, Alassane Lorn"."""
    return all(0 < after.span[0] - before.span[1] <= len(", ") for before, after in pairwise(parties))


def _is_outlet(link: Link, outlet: Source) -> bool:
    """Whether a link is the outlet that prints it: its correspondent, "this paper", its own name."""
    name = _REPORTER.sub("", link.name)
    return is_own_voice(link.name) or same_source(source_of(name), outlet)


def _innermost(inner: Sequence[Link]) -> Link | None:
    """The innermost link that says who it is; a paper or a pronoun only where there is no other."""
    known = [
        link
        for link in inner
        if link.kind != "document" and not is_pronoun(link.name) and not _is_saying(link.name)
    ]
    named = known or inner
    return named[-1] if named else None


def _is_saying(name: str) -> bool:
    """Whether it is what somebody says; "the inquiry commission" and "the news agency" say it themselves."""
    return bool(_SAYING.match(name)) and not is_body(name)


# --- who had it from whom -------------------------------------------------------------------------


def _heard_from(voice: Voice, voices: Sequence[Voice]) -> Voice:
    """The voice behind a voice: itself, or whom its document cites, copies or names as the report."""
    seen = [voice]
    while True:
        further = _behind(seen[-1], voices)
        if further is None or further in seen:
            return seen[-1]
        seen.append(further)


def _behind(voice: Voice, voices: Sequence[Voice]) -> Voice | None:
    cited = _cited_beside(voice, voices) if voice.own and not voice.saw else None
    if cited:
        return cited
    return _copied_from(voice, voices) or _reported_by(voice, voices)


def _cited_beside(voice: Voice, voices: Sequence[Voice]) -> Voice | None:
    """The nearest source that the same report cites on it: what stands around a citation is not the outlet's.

    Who is only cited with a denial is not behind what the outlet tells.
    """
    beside = [
        other for other in voices if other.document == voice.document and not other.own and not other.accuses
    ]
    any_of_them = _denies(voice) or blames(voice.account.claim)  # who blames another may deny it himself
    alike = [other for other in beside if any_of_them or not _denies(other)]
    return min(alike, key=lambda other: abs(other.at - voice.at), default=None)


def _denies(voice: Voice) -> bool:
    claim = voice.account.claim
    return claim.act == "deny" or (says_not(claim) and not spares(claim))


def _copied_from(voice: Voice, voices: Sequence[Voice]) -> Voice | None:
    """The same passage in the document that had it first."""
    copies = set(voice.account.copies)
    fellows = [other for other in voices if other.document in copies]
    first = fellows[0].document if fellows else voice.document
    if first == voice.document:
        return None
    there = [other for other in fellows if other.document == first]
    return max(there, key=lambda other: _shared_words(voice, other))


def _shared_words(one: Voice, other: Voice) -> float:
    mine, theirs = (set(tokens(voice.account.claim.text)) for voice in (one, other))
    return len(mine & theirs) / max(1, len(mine | theirs))


def _reported_by(voice: Voice, voices: Sequence[Voice]) -> Voice | None:
    """A voice of the outlet whose report is cited: "the agency reports", "three people told the agency"."""
    if voice.source.identified and not voice.own:
        cited: tuple[Source, ...] = (voice.source,)
    else:
        cited = voice.via
    there = [
        other
        for other in voices
        if other.document != voice.document
        and any(same_source(source_of(other.account.outlet or ""), source) for source in cited)
        and _denies(other) == _denies(voice)
        and {_hurts(other), _hurts(voice)} != {True, False}
        and (other.account.published or "") <= (voice.account.published or "~")
    ]
    return max(there, key=lambda other: _shared_words(voice, other), default=None)


def _hurts(voice: Voice) -> bool | None:
    """Whether it tells of somebody hurt, or of nobody; None where it says nothing of that."""
    claim = voice.account.claim
    if says_not(claim) and spares(claim):
        return False
    figures = claim.happening.figures if claim.happening else ()
    told = {bool(figure.high or figure.best or figure.low) for figure in figures if figure.kind in _HURT}
    return any(told) if told else None


# --- one origin -----------------------------------------------------------------------------------


def _grouped(voices: Sequence[Voice]) -> list[list[Voice]]:
    """Voices of one source together. Those with most words first: "the ministry" may be short for several."""
    groups: list[list[Voice]] = []
    for voice in sorted(voices, key=lambda voice: -_fullness(voice)):
        fitting = [group for group in groups if _belongs(voice, group)]
        if fitting:
            max(fitting, key=lambda group: _nearness(voice, group)).append(voice)
        else:
            groups.append([voice])
    return groups


def _fullness(voice: Voice) -> int:
    """How many words tell who it is, with the name that stands beside the office."""
    return len({word for name in names_of(voice.source) for word in name.words})


def _belongs(voice: Voice, group: Sequence[Voice]) -> bool:
    return any(_is_same(voice, other) for other in group)


def _is_same(one: Voice, other: Voice) -> bool:
    if one.document != other.document:
        return (
            same_source(one.source, other.source)
            or _is_told_again(one, other)
            or _refers_to(one, other)
            or _is_worded_alike(one, other)
            or _heads(one, other)
            or _heads(other, one)
        )
    named = one.link.entity is not None and one.link.entity == other.link.entity
    same_words = one.link.name.lower() == other.link.name.lower() and not is_pronoun(one.link.name)
    of_it = speaks_for(one.source, other.source) or speaks_for(other.source, one.source)
    return (
        (one.own and other.own) or named or same_words or of_it or same_in_document(one.source, other.source)
    )


def _heads(one: Voice, other: Voice) -> bool:
    """Whether "the head of the ambulance service" of one report is the service that another cites."""
    return one.source.definite and not (one.own or other.own) and speaks_for(one.source, other.source)


def _is_told_again(one: Voice, other: Voice) -> bool:
    """Whether an outlet comes back to its own unnamed source: "a teacher", later "the teacher from there"."""
    if one.own or other.own or not one.account.outlet or one.account.outlet != other.account.outlet:
        return False
    back = one.source.definite != other.source.definite and not (
        one.source.identified or other.source.identified
    )
    return same_in_document(one.source, other.source) or (back and one.source.head == other.source.head)


def _refers_to(one: Voice, other: Voice) -> bool:
    """Whether one report has "the hospital", or "the doctor", that another brings in with more words.

    Of one happening there are seldom two doctors whom reports describe by the same words.
    """
    if one.own or other.own or not (one.source.definite or other.source.definite):
        return False
    return _is_described_alike(one.source, other.source) or any(
        _is_by_title(office.source, person.source) or _is_of_listed(person, office)
        for office, person in ((one, other), (other, one))
    )


def _is_described_alike(one: Source, other: Source) -> bool:
    """Whether both are one body, office or single person by their words; of several, others may speak."""
    several = is_many(one.phrase) or is_many(other.phrase)
    if _is_same_office(one, other):
        return True
    known = (
        not several or one.head in _OFFICES or is_body(one.phrase) or one.words == other.words != {one.head}
    )
    return known and is_many(one.phrase) == is_many(other.phrase) and same_in_document(one, other)


def _is_same_office(one: Source, other: Source) -> bool:
    """Whether one office or body is told by its place and by its level: "the regional prosecutor's office"
    and "the prosecutor's office in Lorn"; two that are told by other places are two.
    """
    if not (one.definite and other.definite) or one.head != other.head or not one.head:
        return False
    cores, places = zip(*(_core_and_places(source.phrase) for source in (one, other)), strict=True)
    known = one.head in _OFFICES or is_body(one.phrase)
    return known and cores[0] == cores[1] and (not all(places) or bool(places[0] & places[1]))


def _core_and_places(phrase: str) -> tuple[frozenset[str], frozenset[str]]:
    """The stems of what an office is, without its level, and of the names of where or whose it is."""
    noun, *rest = PREPOSITION.split(phrase, maxsplit=1)
    names = [word for word in " ".join([noun.partition(" ")[2], *rest]).split() if word[:1].isupper()]
    core = {stem(word) for word in tokens(noun) if word not in _LEVELS}
    places = {stem(word) for name in names for word in tokens(name)}
    return frozenset(core - places), frozenset(places)


def _is_by_title(office: Source, person: Source) -> bool:
    """Whether "the doctor" of one report is "Dr Adam Lorn" of another."""
    return office.definite and office.words == {office.head} and office.head == person.title


def _is_listed(voice: Voice) -> bool:
    """Whether a register names one whom others quote: "(a sheikh)" for "the sheikh" of theirs."""
    span, name = voice.link.span, voice.link.name
    added = span is not None and name.startswith("the ") and span[1] - span[0] < len(name)
    return added and voice.source.words == {voice.source.head}


def _is_of_listed(person: Voice, listed: Voice) -> bool:
    """Whether a register has "(hospital)" for the "hospital staff" that others quote."""
    return _is_listed(listed) and listed.source.head in person.source.words


def _is_worded_alike(one: Voice, other: Voice) -> bool:
    """Whether two reports describe somebody alike: "a ministry official", "an official of the ministry".

    The noun alone, or with a place, says too little: there are many residents.
    """
    if one.own or other.own or all(_WHERE.search(voice.source.phrase) for voice in (one, other)):
        return False
    small, large = sorted((one.source, other.source), key=lambda source: len(source.words))
    return (
        small.head == large.head != ""
        and {small.head} < small.words <= large.words
        and small.country == large.country
        and is_many(small.phrase) == is_many(large.phrase)
    )


def _nearness(voice: Voice, group: Sequence[Voice]) -> tuple[bool, int]:
    return any(other.document == voice.document for other in group), len(group)


def _origin(group: Sequence[Voice], voices: Sequence[Voice], heard: dict[str, Voice]) -> Origin:
    ids = {voice.id for voice in group}
    told = [voice for voice in voices if heard[voice.id].id in ids]
    # The fullest words, of those the earliest.
    fullest = max(
        sorted(group, key=_order), key=lambda voice: (len(voice.source.words), voice.source.definite)
    )
    return Origin(
        name=fullest.link.name,
        kind=fullest.link.kind,
        claims=tuple(sorted(voice.id for voice in told)),
        documents=tuple(sorted({voice.document for voice in told})),
        outlets=tuple(sorted({voice.account.outlet for voice in told if voice.account.outlet})),
        chains=tuple(dict.fromkeys(_way(voice, heard[voice.id]) for voice in told)),
    )


def _way(voice: Voice, behind: Voice) -> tuple[str, ...]:
    """How it came, outlet first. Of what it cites another report for, that report's chain follows.

    Who copied from whom is not known: a copy has the speaker of the other, not its outlet.
    """
    own, further = _names(voice), _names(behind)
    if behind is voice:
        return own
    if source_of(own[-1]) == source_of(further[0]):
        return tuple(dict.fromkeys((*own, *further)))
    return own if len(own) > 1 else tuple(dict.fromkeys((*own, *(further[1:] or further))))


def _names(voice: Voice) -> tuple[str, ...]:
    links: Iterable[Link] = voice.account.claim.said_by
    return tuple(dict.fromkeys(link.name for link in links if link.kind != "none"))
