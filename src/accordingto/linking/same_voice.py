"""Whether two voices are one source, by rule: by their names, offices, and what reports say of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from accordingto.linking.hearsay import LONG, heard_from
from accordingto.linking.naming import (
    PREPOSITION,
    Source,
    is_body,
    is_many,
    is_pronoun,
    names_of,
    same_in_document,
    same_source,
    speaks_for,
)
from accordingto.linking.voices import Voice, voices_of
from accordingto.linking.words import stem, tokens
from accordingto.types import Account

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


class Heard(NamedTuple):
    """The voices of some accounts as rules see them.

    `behind` is the voice that each is heard from, by the id of each; `groups` are those who speak first-hand,
    each source together. `long` are the ids of the reports that are long.
    """

    voices: Sequence[Voice]
    behind: Mapping[str, Voice]
    groups: Sequence[Sequence[Voice]]
    long: frozenset[str] = frozenset()


def heard_in(accounts: Sequence[Account], texts: Mapping[str, str] | None = None) -> Heard:
    """What rules say of the voices of these accounts; without the `texts` no report is taken for long."""
    voices = voices_of(accounts)
    told = {voice.document for voice in voices}
    long = frozenset(number for number in told if texts and len(texts[number]) >= LONG)
    behind = {voice.id: heard_from(voice, voices, long) for voice in voices}
    groups = _grouped([voice for voice in voices if behind[voice.id] is voice])
    return Heard(voices, behind, groups, long)


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
    return any(is_same(voice, other) for other in group)


def is_same(one: Voice, other: Voice) -> bool:
    """Whether two voices are one source, in one report by what it says of them, else by their names."""
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
