"""The history of an agreement in few lines: what sources say of one step is one line with all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from accordingto.linking.sides import Side, differ, side_of
from accordingto.types import Account, Claim, Dealing, HistoryLine, Party, Status, StepKind

FACTUAL: frozenset[Status | None] = frozenset({None, "happened", "ongoing"})
LAST = "9999"  # sorts behind every date
# Days between two accounts of one step: what happened at night is told of under either day.
NEAR = 1
# Days after a step within which a denial may be meant for it.
DENIED_WITHIN = 4
# Steps that both sides take, or of which it matters little who is named.
JOINT: frozenset[StepKind] = frozenset({"negotiating", "agreed", "in-force", "extended", "completed"})


@dataclass
class _Line:
    """A line in the making: accounts of one step."""

    step: StepKind
    status: Status | None
    sides: list[Side] = field(default_factory=list)
    days: list[tuple[date, date]] = field(default_factory=list)
    alleged: list[Account] = field(default_factory=list)
    denied: list[Account] = field(default_factory=list)


def lines_of(accounts: Iterable[Account]) -> tuple[HistoryLine, ...]:
    """The steps of one agreement, by day; those of no day last. All must be of claims with a step.

    Accounts are of one step if its kind and status are the same, their days meet, and they name no
    different parties. A denial goes to the line of what it denies, where there is one.
    """
    known = [account for account in accounts if account.claim.dealing and account.claim.dealing.step]
    lines: list[_Line] = []
    for account in sorted(known, key=_order):
        line = next((line for line in lines if _belongs(account, line)), None)
        if line is None:
            line = _Line(_dealing(account).step or "agreed", _status(account.claim))
            lines.append(line)
        _add(account, line)
    return tuple(sorted(map(_made, lines), key=lambda line: (line.begin or LAST, line.claims)))


def _dealing(account: Account) -> Dealing:
    assert account.claim.dealing is not None
    return account.claim.dealing


def _status(claim: Claim) -> Status | None:
    return None if claim.status in FACTUAL else claim.status


def _is_denial(account: Account) -> bool:
    return account.claim.polarity == "negative"


def _order(account: Account) -> tuple[bool, str, str, str]:
    """What is alleged before what is denied, what has a day before what has none."""
    begin = _dealing(account).begin
    return _is_denial(account), begin or LAST, account.published or LAST, account.claim.id


def _belongs(account: Account, line: _Line) -> bool:
    dealing = _dealing(account)
    if dealing.step != line.step or _status(account.claim) != line.status:
        return False
    joint = line.step in JOINT and not _is_denial(account)
    return _fits_in_time(account, line) and (joint or _by_same(dealing.by, line.sides))


def _by_same(by: Party | None, sides: Sequence[Side]) -> bool:
    """Whether nobody else is said to have taken the step."""
    if by is None or not sides:
        return True
    own = side_of(by)
    return not any(differ(own, side, blamed=True) for side in sides)


def _fits_in_time(account: Account, line: _Line) -> bool:
    """Whether its days meet those of the line; what has no day fits where it can be meant."""
    days = days_of(_dealing(account))
    if days is None or not line.days:
        return (days is None and not line.days) or _told_after(account, line)
    begin, end = days
    first, last = line.days[0]
    reach = DENIED_WITHIN if _is_denial(account) and line.alleged else NEAR
    return (begin - last).days <= reach and (first - end).days <= NEAR


def _told_after(account: Account, line: _Line) -> bool:
    published = _day(account.published)
    if published is None or not line.days:
        return False
    return 0 <= (published - line.days[0][0]).days <= DENIED_WITHIN


def days_of(dealing: Dealing) -> tuple[date, date] | None:
    """Between which days a step was taken, where a day is known."""
    begin, end = _day(dealing.begin), _day(dealing.end)
    return (begin, end or begin) if begin else None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None  # a month or a year


def _add(account: Account, line: _Line) -> None:
    dealing = _dealing(account)
    (line.denied if _is_denial(account) else line.alleged).append(account)
    if dealing.by and not _is_denial(account):
        line.sides.append(side_of(dealing.by))
    days = days_of(dealing)
    if days and (not _is_denial(account) or not line.days):
        line.days.append(days)


def _made(line: _Line) -> HistoryLine:
    told = line.alleged or line.denied
    dated = [dealing for dealing in map(_dealing, told) if dealing.begin]
    return HistoryLine(
        step=line.step,
        status=line.status,
        begin=min((dealing.begin for dealing in dated if dealing.begin), default=None),
        end=max((dealing.end or dealing.begin for dealing in dated if dealing.begin), default=None),
        by=_called(dealing.by for dealing in map(_dealing, told)),
        against=_called(dealing.against for dealing in map(_dealing, told)),
        words=tuple(dict.fromkeys(account.claim.text for account in told)),
        said_by=_chains(line.alleged),
        denied_by=_chains(line.denied),
        claims=tuple(account.claim.id for account in (*line.alleged, *line.denied)),
    )


def _called(parties: Iterable[Party | None]) -> tuple[str, ...]:
    """Names or words of parties, the most frequent first."""
    counted = Counter(party.name or party.words for party in parties if party)
    return tuple(sorted(counted, key=lambda name: (-counted[name], name)))


def _chains(accounts: Sequence[Account]) -> tuple[tuple[str, ...], ...]:
    return tuple(dict.fromkeys(tuple(link.name for link in one.claim.said_by) for one in accounts))
