"""Who holds a place: accounts by which it was taken, against those by which it was not, or is still held."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from accordingto.linking.days import names_day
from accordingto.linking.sides import Side, differ, may_be, side_by, side_of_speaker
from accordingto.linking.testimony import BearsOut, Testimony, disagreement, independent, trigger_words
from accordingto.types import Contradiction, EventType, Party, Relation

_TAKEN = re.compile(
    r"captur|seiz|push|oust|expel|dislodg|tak|took|overr[au]n|liberat|free|fall|fell|conquer|occup|chang|enter|wrest|los[ets]|abandon",
    re.IGNORECASE,
)
_FREIGHT = re.compile(
    r"truck|lorr|bus|convoy|vehicle|aid|food|ambulance|relief|volunteer|team", re.IGNORECASE
)
_MOVED = re.compile(r"(?:mov|deploy|redeploy|mass)", re.IGNORECASE)
_ENTERED = re.compile(r"enter", re.IGNORECASE)
_REPELLED = (
    r"repel|repuls|foil|thwart|fought off|(?:beat\w*|drove|driven|thrown|threw|pushed) (?:back|off)|\bdriven$"
    r"|\b(?:attack|assault|offensive|raid)\b[^.;]* (?:pushed|beaten|thrown)$"
)
_KEPT = re.compile(
    rf"h[eo]ld|control|remain|retain|defend|keep|kept|beat|thrown?|threw|{_REPELLED}", re.IGNORECASE
)
# A place that is "still" held was not lost, whoever holds it.
_STILL = re.compile(
    rf"\bstill\b|\bnever\b|\bremain|\bcontinue[sd]? to\b|\bnot (?:fallen|lost)|{_REPELLED}", re.IGNORECASE
)
_LAND: frozenset[EventType] = frozenset({"CONTROL", "RETREAT"})
# Concessions of other things than land: captives are freed too.
_NO_LAND = frozenset({"release", "access", "resign", "disarm"})
_LIBERATED = re.compile(
    r"liberat|push|oust|expel|dislodg|recaptur|retak|retook|recover|regain|clear|free|restor", re.IGNORECASE
)
_WITHDRAWN = re.compile(r"los[ets]|lost|abandon|fall|fell", re.IGNORECASE)


class Grip(msgspec.Struct, frozen=True):
    """A testimony that a place was taken or lost, or that it is kept. `side` is who has it, if that is told.

    `firm`: kept against an attempt, so that it excludes any taking of it.
    """

    testimony: Testimony
    what: Literal["taken", "kept"]
    side: Side | None
    firm: bool
    begin: str | None


def holds(testimonies: Sequence[Testimony], bears_out: BearsOut) -> Iterator[Contradiction]:
    """The clearest pair of accounts of which one has the place change hands, the other not."""
    grips = [grip for testimony in testimonies if (grip := _grip(testimony))]
    pairs = [
        (taken, kept)
        for taken in grips
        for kept in grips
        if taken.what == "taken" and kept.what == "kept" and _exclude(taken, kept, grips)
    ]
    pairs.sort(key=lambda pair: (not pair[1].testimony.denies, not pair[1].firm, pair[0].side is None))
    for taken, kept in pairs:
        why = "One says that the place changed hands, the other that it did not."
        one, other = ((grip.testimony, grip.testimony.claim.text) for grip in (taken, kept))
        found = disagreement("holds", one, other, why)
        if bears_out(found):
            yield found
            return


def _exclude(taken: Grip, kept: Grip, grips: Sequence[Grip]) -> bool:
    if not independent(taken.testimony, kept.testimony):
        return False
    if taken.side and kept.side and may_be(taken.side, kept.side):
        return False
    if kept.firm:
        return not _is_later(taken, kept)
    if taken.side is None or kept.side is None or not differ(taken.side, kept.side, blamed=True):
        return False
    return not _is_later(taken, kept) and not _was_retaken(taken, kept, grips)


def _is_later(taken: Grip, kept: Grip) -> bool:
    """Whether it was taken after the day on which it was still held, or said to be."""
    held = kept.begin or kept.testimony.account.published
    return bool(taken.begin and held and held < taken.begin)


def _was_retaken(taken: Grip, kept: Grip, grips: Sequence[Grip]) -> bool:
    """Whether who keeps it is said to have taken it after it was taken from him."""
    return any(
        again.what == "taken"
        and again.side is not None
        and kept.side is not None
        and not differ(again.side, kept.side)
        and _is_later(again, taken)
        for again in grips
    )


def _grip(testimony: Testimony) -> Grip | None:
    if testimony.claim.holding:
        return _held(testimony)
    happening = testimony.happening
    if happening is None or happening.type not in _LAND or happening.mode in _NO_LAND:
        return None
    word = trigger_words(testimony.claim)
    begin = happening.begin if happening.time_from == "argument" else None
    repelled = re.search(_REPELLED, testimony.claim.text, re.IGNORECASE)
    if (
        _KEPT.search(word) or (repelled and repelled.end() == len(testimony.claim.text))
    ) and not testimony.denies:
        firm = bool(_STILL.search(testimony.claim.text) or _STILL.search(word))
        return Grip(testimony, "kept", _side(testimony, happening.actors), firm, begin)
    if not _TAKEN.search(word) or (_ENTERED.search(word) and not _is_force(happening.actors)):
        return None
    if testimony.denies:
        return Grip(testimony, "kept", None, True, begin)
    taker = None if _WITHDRAWN.search(word) else _side(testimony, happening.actors) or _own(testimony)
    return Grip(testimony, "taken", taker, False, begin)


def _own(testimony: Testimony) -> Side | None:
    """The speaker's side, where he says only that a town was "liberated": nobody says so of his enemies."""
    if not _LIBERATED.search(trigger_words(testimony.claim)):
        return None
    side = side_of_speaker(testimony.origin.name)
    return None if side.vague else side


def _is_force(parties: Sequence[Party]) -> bool:
    """Whether who entered may hold a town: lorries with bread do not."""
    return any(not _FREIGHT.search(party.words) for party in parties)


def _held(testimony: Testimony) -> Grip | None:
    """The grip of a claim on control: taking it denied is keeping it, losing it denied as well."""
    holding = testimony.claim.holding
    if holding is None or holding.relation in ("contests", "besieges"):
        return None
    if holding.relation == "took" and _MOVED.match(trigger_words(testimony.claim)):
        return None  # who moves to the edge of a town has not taken it
    seized = holding.relation == "partly-holds" and _TAKEN.search(trigger_words(testimony.claim))
    has = _has_it("took" if seized else holding.relation, denied=testimony.denies)
    side = _side(testimony, (holding.holder,) if holding.holder else ())
    begin = holding.begin if names_day(testimony.claim) else None
    if has == "kept":
        firm = testimony.denies or bool(_STILL.search(testimony.claim.text))
        own = None if testimony.denies and holding.relation == "took" else side
        return Grip(testimony, "kept", own, firm, begin)
    taker = (side or _own(testimony)) if holding.relation == "took" or seized else None
    return Grip(testimony, "taken", taker, False, begin)


def _has_it(relation: Relation, *, denied: bool) -> Literal["taken", "kept"]:
    if relation in ("took", "lost"):
        return "kept" if denied else "taken"
    return "taken" if denied else "kept"


def _side(testimony: Testimony, parties: Sequence[Party]) -> Side | None:
    """The first party; "his men" are the speaker's."""
    if not parties:
        return None
    side = side_by(testimony.origin.name, parties[0])
    return side_of_speaker(testimony.origin.name) if side.vague else side
