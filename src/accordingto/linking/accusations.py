"""What belongs to a happening and is no mention of it: who is blamed for it, who holds the place after it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from accordingto.linking.testimony import blames
from accordingto.types import Account, Claim, EventType, Party, Span

_VIOLENCE: frozenset[EventType] = frozenset({"ASSAULT", "CASUALTY"})
# Code points between the end of what happened and the blame for it: the next sentence, or the one after it.
NEAR = 160
NEAR_BOTH = 480
_BOTH = re.compile(r"\b(?:both|each|the (?:attacks|strikes|bombings|raids|killings))\b", re.IGNORECASE)
_BLAMED_ON = re.compile(r"\bblam\w*\b.*?\bon\s+", re.IGNORECASE | re.DOTALL)


def with_accusations(accounts: Sequence[Account], beside: Sequence[Account]) -> tuple[Account, ...]:
    """The accounts of a violent happening, and the accusations that follow on them in the same reports.

    `beside` are all accounts of those reports. An accusation belongs to the act of violence that was told of
    last before it; one of "both" to all that came shortly before.
    """
    known = {account.claim.id for account in accounts}
    if not any(_is_violent(account) for account in accounts):
        return tuple(accounts)
    found = [
        each
        for each in beside
        if each.claim.id not in known and blames(each.claim) and _told_before(each, beside) & known
    ]
    return (*accounts, *found)


def with_same_words(accounts: Sequence[Account], beside: Sequence[Account]) -> tuple[Account, ...]:
    """The accounts of a happening, and what the same words say of an agreement or of who holds a place.

    `beside` are all accounts of those reports. "Captured the town" is one claim of what happened and another
    of who has the town; only the first is linked.
    """
    told = [(each.claim.document, each.claim.happening.trigger) for each in accounts if each.claim.happening]
    found = [
        each
        for each in beside
        if each.claim.kind in ("agreement", "control")
        and any(each.claim.document == document and _meets(each.claim, trigger) for document, trigger in told)
    ]
    return (*accounts, *found)


def _meets(claim: Claim, trigger: Span) -> bool:
    start, end = claim.holding.trigger if claim.holding else claim.evidence[0]
    return start < trigger[1] and trigger[0] < end


def _told_before(accusation: Account, beside: Sequence[Account]) -> set[str]:
    """The claims of violence that an accusation is about."""
    at = accusation.claim.evidence[0][0]
    before = [
        (at - each.claim.evidence[-1][1], each)
        for each in beside
        if each.claim.document == accusation.claim.document and _is_violent(each)
    ]
    reach = NEAR_BOTH if _BOTH.search(accusation.claim.text) else NEAR
    near = [(gap, each) for gap, each in before if 0 <= gap <= reach]
    if reach == NEAR_BOTH or not near:
        return {each.claim.id for _, each in near}
    least = min(gap for gap, _ in near)
    return {each.claim.id for gap, each in near if gap == least}


def _is_violent(account: Account) -> bool:
    happening = account.claim.happening
    return happening is not None and happening.type in _VIOLENCE


def accused_in(account: Account) -> tuple[Party, ...]:
    """Whom an accusation blames: "blamed X for it", "blamed it on X"."""
    happening = account.claim.happening
    if happening is None:
        return ()
    on = _BLAMED_ON.search(account.claim.text)
    if on is None:
        return happening.recipients
    named = account.claim.evidence[0][0] + on.end()
    return tuple(party for party in happening.recipients if abs(party.span[0] - named) <= len("the "))
