"""What reports say of a happening without telling of it again: "he says 74", "three were children"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set as AbstractSet

from accordingto.linking.populations import WHOLE, population_of
from accordingto.linking.testimony import trigger_words
from accordingto.linking.things import sorts_in, things_in
from accordingto.linking.tolls import bare_figure
from accordingto.linking.words import tokens
from accordingto.types import Account, Claim, EventType, FigureKind

# Code points between what was told and the number.
NEAR = 480
_VIOLENCE: frozenset[EventType] = frozenset({"ASSAULT", "CASUALTY"})
# "Three of them were children", "the first shells came from the hill", "what brought it down".
_REFERS = re.compile(
    r"[\"“]?(?:(?:\w+ ){0,3}of (?:them|the (?:dead|wounded|victims|killed))\b"
    r"|(?:the|those) (?:(?:first|last|two|three|four) )?(?:shells|rockets|bombs?|mortars?|missiles?|shots"
    r"|rounds|gunmen|attackers|assailants|killers|raiders|men who did it)\b"
    r"|those were\b|(?:who|what) (?:\w+ ){1,2}it\b|it was too early to say (?:who|what)\b)",
    re.IGNORECASE,
)
_BODIES = re.compile(r"(?:bod(?:y|ies)|corpses?|coffins?|graves?|remains|buried)$", re.IGNORECASE)
_NAMES = re.compile(r"\b[A-Z][\w’'-]+")
_ARTICLES = frozenset({"the", "a", "an"})
# Of what a number may be.
_FITTING: Mapping[FigureKind, frozenset[EventType]] = {
    "killed": _VIOLENCE,
    "injured": _VIOLENCE,
    "detained": frozenset({"COERCE", "ASSAULT"}),
    "released": frozenset({"RETREAT", "COOPERATE"}),
    "displaced": frozenset({"MOVE", "AID"}),
    "evacuated": frozenset({"MOVE", "AID"}),
    "other": frozenset({"MOVE", "AID", "PROTEST"}),
}
# What is done to things.
_DEEDS: frozenset[EventType] = frozenset({"ASSAULT", "COERCE", "CONTROL", "AID", "MOVE", "PROTEST"})
_ANY: frozenset[EventType] = frozenset().union(*_FITTING.values())


def with_remarks(accounts: Sequence[Account], beside: Sequence[Account]) -> tuple[Account, ...]:
    """The accounts of a happening, and what sources cited in the same reports say of it beside that.

    `beside` are all accounts of those reports. A number, or a word on it, belongs to what the same words name
    by its place, else to what was told of last before it.
    """
    known = {account.claim.id for account in accounts}
    documents = {account.claim.document for account in accounts}
    found = [
        each
        for each in beside
        if each.claim.id not in known and each.claim.document in documents and _is_of(each, known, beside)
    ]
    return (*accounts, *found)


def _is_of(number: Account, known: AbstractSet[str], beside: Sequence[Account]) -> bool:
    claim = number.claim
    if len(claim.said_by) == 1:
        return False
    if _REFERS.match(claim.text) and claim.kind == "statement" and not _holds_events(claim, beside):
        fitting, words = _VIOLENCE, ""
    elif claim.figure:
        fitting, words = _FITTING.get(claim.figure.kind, frozenset()), _said(claim, beside)
        if claim.figure.kind == "other" and population_of(claim.figure, claim.text) != WHOLE:
            return False
    elif _is_of_like_things(claim, known, beside):
        fitting, words = _DEEDS, claim.text
    elif bare_figure(claim, "other"):
        fitting, words = _ANY, " ".join(_NAMES.findall(claim.text))
    elif _is_of_bodies(claim):
        fitting, words = _VIOLENCE, claim.text
    else:
        return False
    told = [each for each in beside if each.claim.document == claim.document and _is_told(each, fitting)]
    within = [each for each in told if any(start <= _trigger(each) < end for start, end in claim.evidence)]
    if within and claim.kind == "statement":
        return any(each.claim.id in known for each in within)
    if not within and _tells_of_another(claim, known, beside):
        return False
    at = claim.evidence[0][0]
    last = max((each for each in told if 0 <= at - _trigger(each) <= NEAR), key=_trigger, default=None)
    named = {word for name in _NAMES.findall(words) for word in tokens(name)} - _ARTICLES
    mine = {word for each in beside if each.claim.id in known for word in _places(each)}
    other = {word for each in beside if each.claim.id not in known for word in _places(each)}
    if named & (other - mine):
        return False
    if named & mine and (last is None or not named & _places(last)):
        return True
    return last is not None and last.claim.id in known


def _is_of_like_things(claim: Claim, known: AbstractSet[str], beside: Sequence[Account]) -> bool:
    """Whether a statement counts things that what is known tells of: "112 roofs", of houses that burned."""
    if claim.kind != "statement":
        return False
    counted = {each.sort for each in things_in(claim.text)}
    return bool(counted) and any(
        counted & sorts_in(each.claim.text) for each in beside if each.claim.id in known
    )


def _tells_of_another(claim: Claim, known: AbstractSet[str], beside: Sequence[Account]) -> bool:
    """Whether the words that hold the remark tell of something else that happened, and of nothing known."""
    start, end = claim.evidence[0]
    held = [
        one
        for one in beside
        if one.claim.document == claim.document
        and one.claim.kind == "statement"
        and any(first <= start and end <= last for first, last in one.claim.evidence)
    ]
    spans = [span for one in held for span in one.claim.evidence]
    events = [
        one
        for one in beside
        if one.claim.happening is not None
        and one.claim.document == claim.document
        and one.claim.id != claim.id
        and any(first <= _trigger(one) < last for first, last in spans)
    ]
    return bool(events) and not any(one.claim.id in known for one in events)


def _is_of_bodies(claim: Claim) -> bool:
    """Whether it counts the dead, not their deaths: "she counted four bodies", "he had buried seven"."""
    happening = claim.happening
    if happening is None or happening.type != "CASUALTY" or not happening.figures:
        return False
    return bool(_BODIES.match(trigger_words(claim)))


def _holds_events(claim: Claim, beside: Sequence[Account]) -> bool:
    """Whether a statement tells of something that happened in words of its own."""
    return any(
        each.claim.happening is not None
        and each.claim.document == claim.document
        and any(start <= _trigger(each) < end for start, end in claim.evidence)
        for each in beside
    )


def _is_told(account: Account, fitting: AbstractSet[EventType]) -> bool:
    happening = account.claim.happening
    return happening is not None and happening.type in fitting


def _said(number: Claim, beside: Sequence[Account]) -> str:
    """The words of the statement that a number stands in."""
    start, end = number.evidence[0]
    held = (
        each.claim.text
        for each in beside
        if each.claim.document == number.document
        and each.claim.kind == "statement"
        and any(first <= start and end <= last for first, last in each.claim.evidence)
    )
    return min(held, key=len, default=number.text)


def _trigger(account: Account) -> int:
    return account.claim.told_at[0]


def _places(account: Account) -> set[str]:
    """The words of the places that an account's own words name."""
    happening = account.claim.happening
    if happening is None or happening.place_from != "argument":
        return set()
    return {word for place in happening.places for word in tokens(place.name)}
