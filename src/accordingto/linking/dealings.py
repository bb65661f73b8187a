"""Which agreements of different reports are one agreement.

A rule, not a model: agreements are few, and a wrong join would put one side's breach into another deal's
history. Two reports' agreements are one when nothing that both state sets them apart (country, place, days,
the day on which they were made) and enough of what both state is the same: the place, parties, brokers, the
numbers in their terms, what became of them on one day.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from accordingto.linking.histories import linked_agreement
from accordingto.linking.lines import FACTUAL, days_of
from accordingto.linking.words import fold, stem, tokens
from accordingto.types import Account, AgreementKind, Dealing, LinkedAgreement, Party, Place, StepKind

# Days between two reports of one agreement. Truces that hold for long are told of now and then.
REACH = 60
# Days between two days on which agreements were made that can be one agreement: it is reached, then signed.
MADE_WITHIN = 14
# How much must be the same, and how much where the kinds are none that go together.
ENOUGH, ENOUGH_OF_STRANGE = 2, 3
# Kinds that reports mix up, because one deal brings about both.
KINDRED: tuple[frozenset[AgreementKind], ...] = (
    frozenset({"evacuation", "surrender", "prisoner-exchange", "aid-access"}),
    frozenset({"ceasefire", "deescalation", "peace", "aid-access"}),
    frozenset({"ceasefire", "evacuation", "prisoner-exchange", "aid-access"}),
)
VAGUE: frozenset[str] = frozenset({"other"})
MAKING: frozenset[StepKind] = frozenset({"agreed", "in-force"})
SMALLEST = 10  # of numbers in terms that tell one deal from another
_NUMBER = re.compile(r"(?<![\d.,])(\d+(?:,\d{3})*)\s+(?:\w+\s+)?([a-z]{3,})")
_PAST = re.compile(r"\b(?:earlier|previous|former|past|old|abandoned|failed|last)\b", re.IGNORECASE)
_PLAIN = frozenset("the a an of its their two both side sides party parties warring all".split())


@dataclass(frozen=True)
class Told:
    """An agreement as one report tells of it: what it can be known by."""

    accounts: tuple[Account, ...]
    kinds: frozenset[AgreementKind]
    places: frozenset[object]
    countries: frozenset[str]
    parties: frozenset[str]
    brokers: frozenset[str]
    numbers: frozenset[tuple[str, str]]
    steps: frozenset[tuple[StepKind, date]]
    made: frozenset[date]
    past: bool
    first: date | None
    last: date | None

    @property
    def keys(self) -> frozenset[object]:
        """All by which it may be found to be another's."""
        return self.places | self.parties | self.brokers | self.numbers | self.steps


def linked_agreements(accounts: Iterable[Account]) -> tuple[LinkedAgreement, ...]:
    """The agreements that accounts tell of, the one with the latest step first.

    Accounts whose claims are of other kinds are left out. The result does not depend on their order.
    """
    told = sorted(_told_of_reports(accounts), key=lambda one: min(a.claim.id for a in one.accounts))
    groups = (tuple(account for one in group for account in one.accounts) for group in _joined(told))
    made = [linked_agreement(group) for group in groups]
    return tuple(sorted(made, key=lambda deal: (deal.end or deal.begin or "", deal.id), reverse=True))


def _told_of_reports(accounts: Iterable[Account]) -> list[Told]:
    groups: dict[tuple[str, str], list[Account]] = defaultdict(list)
    for account in accounts:
        if account.claim.dealing:
            groups[(account.claim.document, account.claim.dealing.agreement)].append(account)
    return [_told(group) for group in groups.values()]


def _told(accounts: Sequence[Account]) -> Told:
    dealings = [dealing for account in accounts if (dealing := account.claim.dealing)]
    past = any(_PAST.search(words) for words in dealings[0].words)
    taken = [
        (dealing.step, day)
        for account in accounts
        if (dealing := account.claim.dealing) and dealing.step and account.claim.status in FACTUAL
        if account.claim.polarity == "positive"
        for day in (days_of(dealing) or ())[:1]
    ]
    days = [day for dealing in dealings for day in days_of(dealing) or ()]
    if not past:  # what is told of an earlier deal was not so on the day of the report
        days += [day for account in accounts if (day := _day(account.published))]
    places = [place for dealing in dealings for place in dealing.places]
    return Told(
        accounts=tuple(accounts),
        kinds=frozenset(dealing.kind for dealing in dealings),
        places=frozenset(key for place in places for key in _keys(place)),
        countries=frozenset(place.country for place in places if place.country),
        parties=frozenset(name for dealing in dealings for p in _sides(dealing) for name in _names(p)),
        brokers=frozenset(name for dealing in dealings for b in dealing.brokers for name in _names(b)),
        numbers=frozenset(found for dealing in dealings for found in _numbers(dealing)),
        steps=frozenset(taken),
        made=frozenset(day for step, day in taken if step in MAKING),
        past=past,
        first=min(days, default=None),
        last=max(days, default=None),
    )


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None  # a month or a year


def _numbers(dealing: Dealing) -> Iterator[tuple[str, str]]:
    """Numbers in its terms with what they count: "240 prisoners", "46 trucks"."""
    if dealing.term:
        for match in _NUMBER.finditer(f"{dealing.term.does} {dealing.term.given or ''}".lower()):
            number = match[1].replace(",", "")
            if int(number) >= SMALLEST:
                yield number, stem(match[2])


def _keys(place: Place) -> tuple[object, ...]:
    """What a place is known by: itself and what holds it, else its name."""
    ids = tuple(one for one in (place.geonameid, place.within) if one is not None)
    return (*ids, fold(place.name)) if place.precision != "country" else ()


def _sides(dealing: Dealing) -> tuple[Party, ...]:
    single = (dealing.by, dealing.against, dealing.term.who if dealing.term else None)
    return (*dealing.parties, *(party for party in single if party))


def _names(party: Party) -> tuple[str, ...]:
    """A party's name and code, or the words that describe it."""
    if party.name or party.code:
        return tuple(fold(name) for name in (party.name, party.code) if name)
    words = [word for word in tokens(party.words) if word not in _PLAIN]
    return (" ".join(words),) if words else ()


# --- joining --------------------------------------------------------------------------------------


def _joined(told: Sequence[Told]) -> list[list[Told]]:
    """Groups in which each is the same as some other of the group and contradicts none of it."""
    groups = _Groups()
    for one in told:
        fitting = {number: group for number, group in groups.near(one) if _fits(one, group)}
        groups.put(fitting, _merged(list(fitting.values()), one) if fitting else [[one]])
    return groups.all()


def _fits(one: Told, group: Sequence[Told]) -> bool:
    return any(_same(one, other) for other in group) and not _groups_apart([one], group)


def _groups_apart(some: Sequence[Told], others: Sequence[Told]) -> bool:
    """Whether any two are told apart, or all of them together are of other places and other parties."""
    return any(_apart(one, other) for one, other in product(some, others)) or _elsewhere(some, others)


def _elsewhere(some: Sequence[Told], others: Sequence[Told]) -> bool:
    places = [frozenset[object]().union(*(one.places for one in group)) for group in (some, others)]
    known = [frozenset[object]().union(*(one.keys - one.places for one in group)) for group in (some, others)]
    return bool(places[0] and places[1]) and not places[0] & places[1] and not known[0] & known[1]


class _Groups:
    """Groups in order, and which of them tell of a place, a party or the like at some time.

    Two that are the same share a key and are no further apart than `REACH`, so that only groups found so
    have to be compared.
    """

    def __init__(self) -> None:
        self._groups: dict[int, list[Told]] = {}
        self._next = 0
        self._found: dict[tuple[object, int | None], set[int]] = defaultdict(set)
        self._always: dict[object, set[int]] = defaultdict(set)

    def near(self, one: Told) -> list[tuple[int, list[Told]]]:
        """Those that may be the same, in order, each with its number."""
        numbers: set[int] = set()
        times = _times(one, reach=1)
        for key in one.keys:
            if times == [None]:
                numbers |= self._always.get(key, set())
            for time in (*times, None):
                numbers |= self._found.get((key, time), set())
        return [(number, self._groups[number]) for number in sorted(numbers)]

    def put(self, gone: Iterable[int], come: Sequence[list[Told]]) -> None:
        """New groups behind all others, in the place of those of some numbers."""
        for number in gone:
            for key, time in _keyed(self._groups.pop(number)):
                self._found[(key, time)].discard(number)
                self._always[key].discard(number)
        for group in come:
            self._groups[self._next] = group
            for key, time in _keyed(group):
                self._found[(key, time)].add(self._next)
                self._always[key].add(self._next)
            self._next += 1

    def all(self) -> list[list[Told]]:
        """All groups, in order."""
        return [self._groups[number] for number in sorted(self._groups)]


def _keyed(group: Sequence[Told]) -> set[tuple[object, int | None]]:
    return {(key, time) for one in group for key in one.keys for time in _times(one)}


def _times(one: Told, reach: int = 0) -> list[int | None]:
    """Stretches of `REACH` days in which it is told of, and `reach` more; None if no day is known."""
    if one.first is None or one.last is None:
        return [None]
    first, last = one.first.toordinal() // REACH, one.last.toordinal() // REACH
    return list(range(first - reach, last + reach + 1))


def _merged(fitting: Sequence[list[Told]], one: Told) -> list[list[Told]]:
    """The groups that `one` fits into, made one where nothing in them keeps them apart."""
    first, *rest = fitting
    whole = [*first, one]
    left: list[list[Told]] = []
    for group in rest:
        if _groups_apart(whole, group):
            left.append(group)
        else:
            whole += group
    return [whole, *left]


def _same(one: Told, other: Told) -> bool:
    """Whether two reports state enough alike that sets an agreement apart from others."""
    if _document(one) == _document(other):
        return False
    enough = ENOUGH if _kin(one, other) else ENOUGH_OF_STRANGE
    return _alike(one, other) >= enough


def _alike(one: Told, other: Told) -> int:
    """How many things both state alike. A place counts twice: deals for one place are mostly one deal."""
    shared = len(one.parties & other.parties) + len(one.brokers & other.brokers) + _shared_facts(one, other)
    shared += 2 * bool(one.places & other.places)
    return shared + (_kind_alike(one, other) if shared else 0)


def _shared_facts(one: Told, other: Told) -> int:
    return len(one.numbers & other.numbers) + len(one.steps & other.steps)


def _apart(one: Told, other: Told) -> bool:
    """Whether two are told apart: in one report, far in time, made on other days, in other countries."""
    abroad = one.countries and other.countries and not one.countries & other.countries
    told_apart = _document(one) == _document(other) and not _two_in_one(one, other)
    return bool(told_apart or abroad) or _far(one, other) or _made_apart(one, other)


def _two_in_one(one: Told, other: Told) -> bool:
    """Whether a report may speak of two sides of one deal: "the evacuation", and "the ceasefire" for it."""
    known = (one.kinds | other.kinds) - VAGUE
    both = any(one.kinds & kindred and other.kinds & kindred for kindred in KINDRED)
    return both and len(known) > 1 and not one.past and not other.past and not _kind_alike(one, other)


def _made_apart(one: Told, other: Told) -> bool:
    """Whether one was made when the other had long been, or is called an earlier one."""
    if one.past and other.past and not (one.made and other.made):
        return not one.steps & other.steps
    if one.made and other.made:
        return min(abs((a - b).days) for a, b in product(one.made, other.made)) > MADE_WITHIN
    return one.past != other.past and not one.steps & other.steps


def _document(one: Told) -> str:
    return one.accounts[0].claim.document


def _kin(one: Told, other: Told) -> bool:
    if _kind_alike(one, other) or (one.kinds | other.kinds) & VAGUE:
        return True
    return any(one.kinds & kindred and other.kinds & kindred for kindred in KINDRED)


def _kind_alike(one: Told, other: Told) -> bool:
    return bool(one.kinds & other.kinds)


def _far(one: Told, other: Told) -> bool:
    if one.first is None or other.first is None or one.last is None or other.last is None:
        return False
    return (max(one.first, other.first) - min(one.last, other.last)).days > REACH
