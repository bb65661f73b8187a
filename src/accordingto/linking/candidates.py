"""Words of two accounts that may contradict each other, offered freely: which do is read in both passages.

Rules that go by forms of words miss what is said in others ("22 apostates were torn apart", "four soldiers
died"). Here only what cannot be is left out: one origin, numbers that agree, days that meet, one place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

import msgspec

from accordingto.linking.accusations import disowns
from accordingto.linking.days import FAR, When, day_of, day_told, meet
from accordingto.linking.perpetrators import Stance, stances_of
from accordingto.linking.populations import Count
from accordingto.linking.sides import differ, side_of_speaker
from accordingto.linking.testimony import SPEECH, Testimony, independent, span_of, words_at
from accordingto.linking.tolls import numbers_of
from accordingto.linking.whereabouts import are_apart, is_name
from accordingto.linking.words import fold, tokens
from accordingto.types import ContradictionKind, HowFound, Place, Span

_STATED: frozenset[HowFound] = frozenset({"argument", "sentence"})
# What may have become of anybody.
_ANYTHING = frozenset({"other", "fighters", "population"})


class Wording(msgspec.Struct, frozen=True):
    """Words of a testimony, `span` of its report, and how many, who, when or where they say.

    That is None where they only say that it happened, or that somebody did not do it.
    """

    testimony: Testimony
    span: Span
    words: str
    says: Count | Stance | When | Place | None = None


class Candidate(msgspec.Struct, frozen=True):
    """Two wordings of different origins that may exclude each other."""

    kind: ContradictionKind
    one: Wording
    other: Wording


def candidates_of(
    testimonies: Sequence[Testimony], texts: Mapping[str, str]
) -> dict[ContradictionKind, Iterator[Candidate]]:
    """All of them by kind, made as they are asked for; `texts` are the reports by id.

    Training learns from all kinds, also from those of which reading is not believed (`disputes.SURE`).
    """
    pairs: dict[ContradictionKind, Iterator[tuple[Wording, Wording]]] = {
        "figure": _numbers(testimonies, texts),
        "perpetrator": _doers(testimonies, texts),
        "place": _places(testimonies, texts),
        "day": _days(testimonies, texts),
        "happened": _denials(testimonies, texts),
    }
    return {kind: _of_two(kind, found) for kind, found in pairs.items()}


def _of_two(kind: ContradictionKind, pairs: Iterator[tuple[Wording, Wording]]) -> Iterator[Candidate]:
    for one, other in pairs:
        if independent(one.testimony, other.testimony):
            yield Candidate(kind, one, other)


def _text(testimony: Testimony, texts: Mapping[str, str]) -> str:
    return texts[testimony.claim.document]


def _at(testimony: Testimony, span: Span, texts: Mapping[str, str], says: Count | When | Place) -> Wording:
    return Wording(testimony, span, _text(testimony, texts)[span[0] : span[1]], says)


def _worded(
    testimony: Testimony, words: str, texts: Mapping[str, str], says: Stance | When | None = None
) -> Wording:
    return Wording(testimony, span_of(testimony.claim, words, _text(testimony, texts)), words, says)


# --- how many -------------------------------------------------------------------------------------


def _numbers(testimonies: Sequence[Testimony], texts: Mapping[str, str]) -> Iterator[tuple[Wording, Wording]]:
    """Numbers that exclude each other, where the same may have become of those whom they count."""
    told = [
        (toll.count, _at(toll.testimony, toll.figure.span, texts, toll.count))
        for toll in numbers_of(testimonies)
    ]
    for (count, one), (another, other) in combinations(told, 2):
        if not count.meets(another) and _may_be_alike(count.kind, another.kind):
            yield one, other


def _may_be_alike(one: str, other: str) -> bool:
    """Whether the same may have become of two numbers of people."""
    return one == other or bool({one, other} & _ANYTHING)


# --- who did it, and whether it happened ----------------------------------------------------------


def _doers(testimonies: Sequence[Testimony], texts: Mapping[str, str]) -> Iterator[tuple[Wording, Wording]]:
    """Parties that are named for it in other words, and who says that somebody did not do it."""
    named = [
        (stance, _worded(stance.testimony, stance.words, texts, stance)) for stance in stances_of(testimonies)
    ]
    for (stance, one), (another, other) in combinations(named, 2):
        if fold(stance.words) != fold(another.words) and stance.side.stems != another.side.stems:
            yield one, other
    denials = [each for each in testimonies if each.denies or disowns(each.claim)]
    for denial, (stance, accusation) in product(denials, named):
        if not differ(side_of_speaker(denial.origin.name), stance.side):  # the army denies no raid by rebels
            yield accusation, _worded(denial, denial.claim.text, texts)


def _denials(testimonies: Sequence[Testimony], texts: Mapping[str, str]) -> Iterator[tuple[Wording, Wording]]:
    """That something happened, and that something did not."""
    told = [testimony for testimony in testimonies if testimony.happening]
    wordings = [(each.denies, _worded(each, each.claim.text, texts)) for each in told]
    for (denied, one), (too, other) in combinations(wordings, 2):
        if denied != too:
            yield one, other


# --- where and when -------------------------------------------------------------------------------


def _told(testimonies: Sequence[Testimony]) -> Iterator[Testimony]:
    """Those of what happened somewhere, some day."""
    for testimony in testimonies:
        happening = testimony.happening
        if happening and not testimony.denies and happening.type not in SPEECH:
            yield testimony


def _places(testimonies: Sequence[Testimony], texts: Mapping[str, str]) -> Iterator[tuple[Wording, Wording]]:
    """Places of other names, none of them known to be in the other."""
    found = [
        (place, _at(testimony, place.span, texts, place))
        for testimony in _told(testimonies)
        if testimony.happening and testimony.happening.place_from in _STATED
        for place in testimony.happening.places
        if is_name(place) and words_at(testimony.claim, place.span)
    ]
    for (place, one), (another, other) in combinations(found, 2):
        mine, theirs = set(tokens(one.words)), set(tokens(other.words))
        known = place.geonameid is not None and another.geonameid is not None
        named_alike = mine <= theirs or theirs <= mine or fold(place.name) == fold(another.name)
        if not named_alike and (not known or are_apart(place, another)):
            yield one, other


def _days(testimonies: Sequence[Testimony], texts: Mapping[str, str]) -> Iterator[tuple[Wording, Wording]]:
    """Days that do not meet, and lie less than `FAR` apart."""
    found = []
    for testimony in _told(testimonies):
        for time in testimony.happening.times if testimony.happening else ():
            begin, end = day_of(time.begin), day_of(time.end or time.begin)
            if begin and end:
                when = When(testimony, "", begin, end, time.text, stated=True)
                found.append((when, _at(testimony, time.span, texts, when)))
    said = filter(None, map(day_told, testimonies))
    found += [(when, _worded(when.testimony, when.words, texts, when)) for when in said]
    for (when, one), (another, other) in combinations(found, 2):
        if not meet(when, another) and abs((when.begin - another.begin).days) <= FAR:
            yield one, other
