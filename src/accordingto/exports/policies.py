"""Figures of several accounts, by a policy that has a name. Nothing is averaged, and nothing added up."""

from __future__ import annotations

from collections.abc import Iterable

from accordingto.exports.nouns import Policy, SourcedClaim
from accordingto.types import Figure, FigureKind, Range

POLICIES: dict[Policy, str] = {
    "conservative": "The lowest that an account gives stands for all of them, as ACLED has it.",
    "low-best-high": "The lowest, the best supported and the highest, as UCDP has it.",
}
NOTHING = Range()
# Who is counted, where all of them are civilians.
CIVILIANS = frozenset("bystander bystanders child children civilian civilians".split())


def by_policy(figures: Range | None, policy: Policy) -> Range:
    """The three numbers of a policy. A number that no account gives is None."""
    given = figures or NOTHING
    lowest = given.best if given.low is None else given.low
    highest = given.best if given.high is None else given.high
    return Range(low=lowest, best=lowest if policy == "conservative" else given.best, high=highest)


def single(figures: Range | None, policy: Policy) -> int | None:
    """The one number of a policy, for formats that have one."""
    return by_policy(figures, policy).best


def at_most(figures: Range | None) -> int:
    """The highest number in a range; 0 if it has none."""
    given = figures or NOTHING
    return max((value for value in (given.low, given.best, given.high) if value is not None), default=0)


def figures_of(told: SourcedClaim) -> tuple[Figure, ...]:
    """All figures of a claim."""
    claim = told.claim
    if claim.happening:
        return claim.happening.figures
    return (claim.figure,) if claim.figure else ()


def range_of(figures: Iterable[Figure], kind: FigureKind) -> Range | None:
    """The largest figure of a kind in one account: beside a total, the others are parts of it."""
    ranges = [Range(low=one.low, best=one.best, high=one.high) for one in figures if one.kind == kind]
    return max(ranges, key=at_most, default=None)


def spanned(ranges: Iterable[Range | None]) -> Range | None:
    """What several accounts give: the lowest low, the highest high, and the best that all give alike."""
    given = [one for one in ranges if one is not None]
    if not given:
        return None
    lows = [value for value in (by_policy(one, "conservative").low for one in given) if value is not None]
    highs = [value for value in (by_policy(one, "conservative").high for one in given) if value is not None]
    bests = {one.best for one in given}
    return Range(
        low=min(lows, default=None),
        best=bests.pop() if len(bests) == 1 else None,
        high=max(highs, default=None),
    )


def civilians_killed(claims: Iterable[SourcedClaim]) -> Range | None:
    """What accounts give of civilians killed, where they say that it is civilians they count."""
    accounts = (
        [one for one in figures_of(told) if (one.of or "").casefold() in CIVILIANS]
        for told in claims
        if told.claim.polarity == "positive"
    )
    return spanned(range_of(figures, "killed") for figures in accounts)
