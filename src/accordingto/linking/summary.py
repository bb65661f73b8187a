"""What all accounts of one happening say together. Nothing is averaged, and nothing is decided."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from msgspec.structs import replace

from accordingto.linking.accusations import with_accusations, with_same_words
from accordingto.linking.agencies import agencies_of
from accordingto.linking.contradictions import revisions_of
from accordingto.linking.copies import copied_passages, copies_of
from accordingto.linking.disputes import disagreements
from accordingto.linking.origins import origins_of
from accordingto.linking.profiles import COARSE
from accordingto.linking.remarks import with_remarks
from accordingto.linking.speakers import with_named_sources
from accordingto.linking.words import fold
from accordingto.types import (
    Account,
    Claim,
    ClaimKind,
    Entity,
    EventType,
    Figure,
    FigureKind,
    LinkedEvent,
    Noun,
    Party,
    Place,
    Range,
)

T = TypeVar("T")
_ARTICLE = re.compile(r"^(?:the|an?)\s+")
# "No one was hurt" happened to nobody.
_NOBODY = frozenset(("no one", "no-one", "nobody", "none"))


class Report(Noun, frozen=True):
    """A document with all that was read in it, as far as summing up needs it."""

    id: str
    outlet: str | None
    published: str | None
    text: str
    claims: tuple[Claim, ...]
    entities: tuple[Entity, ...] = ()
    recorded_at: str = ""


def heard(report: Report) -> Report:
    """The report with its sources by name, as `summed_up` wants it; once, however much it tells of."""
    return replace(report, claims=with_named_sources(report.claims, report.entities, report.text))


def summed_up(members: Iterable[str], reports: Sequence[Report]) -> LinkedEvent:
    """The happening that the claims `members` of these reports, as `heard`, tell of."""
    wanted = set(members)
    beside = accounts_of(reports)
    accounts = tuple(account for account in beside if account.claim.id in wanted)
    told, texts = all_told(accounts, beside), {report.id: report.text for report in reports}
    origins = origins_of(told, texts)
    claims = [account.claim for account in accounts]
    kind = _kind(claims)
    return LinkedEvent(
        id=min(wanted),
        kind=kind,
        type=_main_type(claims, kind),
        mode=_most(_of_type(claims, kind), _mode),
        acled=_most(_of_type(claims, kind), lambda claim: claim.happening.acled if claim.happening else None),
        place=_place(claims),
        begin=_first_day(claims),
        end=_last_day(claims),
        actors=_names(party for claim in claims for party in _actors(claim)),
        recipients=_names(
            party for claim in claims for party in _recipients(claim) if party.words.casefold() not in _NOBODY
        ),
        killed=figures_of(claims, "killed"),
        injured=figures_of(claims, "injured"),
        claims=tuple(sorted(wanted)),
        documents=tuple(sorted({claim.document for claim in claims})),
        outlets=tuple(sorted({account.outlet for account in accounts if account.outlet})),
        happened=sum(map(_happened, claims)),
        denied=sum(_is_fact(claim) and claim.polarity == "negative" for claim in claims),
        origins=origins,
        contradictions=disagreements(told, origins, beside, texts),
        revisions=revisions_of(told, origins),
    )


def all_told(accounts: Sequence[Account], beside: Sequence[Account]) -> tuple[Account, ...]:
    """The accounts of a happening with all that the same reports, `beside`, say of it in other words."""
    return with_same_words(with_accusations(with_remarks(accounts, beside), beside), beside)


def accounts_of(reports: Sequence[Report]) -> tuple[Account, ...]:
    """Every claim of these reports as an account: with where its words were copied, and from what agency."""
    passages = copied_passages({report.id: report.text for report in reports}) if len(reports) > 1 else ()
    agencies = agencies_of([(report.id, report.outlet, report.text) for report in reports])
    return tuple(
        Account(
            claim=claim,
            outlet=report.outlet,
            published=report.published,
            recorded_at=report.recorded_at,
            copies=copies_of(report.id, claim.evidence, passages) if passages else (),
            agency=agencies.get(report.id),
        )
        for report in reports
        for claim in report.claims
    )


def _is_fact(claim: Claim) -> bool:
    return claim.status in (None, "happened", "ongoing")


def _happened(claim: Claim) -> bool:
    return _is_fact(claim) and claim.polarity == "positive"


# --- what -----------------------------------------------------------------------------------------


def _kind(claims: Sequence[Claim]) -> ClaimKind:
    return claims[0].kind if claims else "event"


def _main_type(claims: Sequence[Claim], kind: ClaimKind) -> EventType:
    """An act rather than its toll, then what most say."""
    if kind != "event":
        return "CONTROL" if kind == "control" else "AGREE"
    types = [claim.happening.type for claim in claims if claim.happening]
    acts = [one for one in types if one != "CASUALTY"]
    return _commonest(acts or types) or "CASUALTY"


def _of_type(claims: Sequence[Claim], kind: ClaimKind) -> Sequence[Claim]:
    """Those of the main type, whose modes go with it."""
    main = _main_type(claims, kind)
    return [claim for claim in claims if not claim.happening or claim.happening.type == main]


def _mode(claim: Claim) -> str | None:
    if claim.dealing:
        return claim.dealing.kind
    return claim.holding.relation if claim.holding else claim.happening.mode if claim.happening else None


def _most(claims: Sequence[Claim], field: Callable[[Claim], str | None]) -> str | None:
    return _commonest([value for value in map(field, claims) if value])


def _commonest(values: Sequence[T]) -> T | None:
    """The one found most often; of several, the least, so that order does not matter."""
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], str(value)), default=None)


# --- where and when -------------------------------------------------------------------------------


def _places(claim: Claim) -> tuple[Place, ...]:
    if claim.happening:
        return claim.happening.places or claim.happening.destinations or claim.happening.origins
    return claim.dealing.places if claim.dealing else (claim.holding.place,) if claim.holding else ()


def _place(claims: Sequence[Claim]) -> Place | None:
    """The place that most accounts name, the most precise first."""
    places = [place for claim in claims for place in _places(claim)]
    resolved = [place for place in places if place.latitude is not None]
    fine = [place for place in resolved if place.precision not in COARSE]
    same = _of_the_commonest(fine or resolved or places, lambda place: place.geonameid or place.name)
    named = _of_the_commonest(same, lambda place: place.name)
    return min(named, key=lambda place: place.span, default=None)


def _of_the_commonest(places: Sequence[Place], key: Callable[[Place], int | str]) -> list[Place]:
    chosen = _commonest([key(place) for place in places])
    return [place for place in places if key(place) == chosen]


def _days(claims: Sequence[Claim]) -> list[tuple[str, str]]:
    held = (claim.happening or claim.dealing or claim.holding for claim in claims)
    return [(one.begin, one.end or one.begin) for one in held if one and one.begin]


def _narrow(claims: Sequence[Claim]) -> list[tuple[str, str]]:
    """Single days where any account gives one; else whatever they give."""
    days = _days(claims)
    return [day for day in days if day[0] == day[1] and len(day[0]) == len("2024-03-05")] or days


def _first_day(claims: Sequence[Claim]) -> str | None:
    return min((first for first, _ in _narrow(claims)), default=None)


def _last_day(claims: Sequence[Claim]) -> str | None:
    return max((last for _, last in _narrow(claims)), default=None)


# --- who and how many -----------------------------------------------------------------------------


def _actors(claim: Claim) -> tuple[Party, ...]:
    if claim.dealing:
        return claim.dealing.parties
    if claim.holding:
        return (claim.holding.holder,) if claim.holding.holder else ()
    return claim.happening.actors if claim.happening else ()


def _recipients(claim: Claim) -> tuple[Party, ...]:
    if claim.holding:
        return (claim.holding.previous,) if claim.holding.previous else ()
    return claim.happening.recipients if claim.happening else ()


def _names(parties: Iterable[Party]) -> tuple[str, ...]:
    """Each once, by its name where it has one, those named most often first."""
    counts = Counter(" ".join((party.name or party.words).split()) for party in parties)
    return tuple(sorted(counts, key=lambda name: (-counts[name], name)))


def figures_of(claims: Sequence[Claim], kind: FigureKind) -> Range | None:
    """The span of the figures for all who were counted; `best` is the one that most speakers give.

    Who says that nobody was makes 0 the lowest, and the best only if nobody counted any; of whatever else is
    denied no number is told. A speaker whom three reports quote is one. Of several numbers that as many give
    the middle one is best, the lower of two.
    """
    told = [(claim, figure) for claim in claims for figure in _largest(claim, kind)]
    known = [(claim, figure) for claim, figure in told if _happened(claim) or _is_none(claim, figure)]
    if not known:
        return None
    found = [figure for _, figure in known]
    counting = [(claim, figure) for claim, figure in known if _happened(claim)] or known
    given = Counter(value for value, _ in {(_best(figure), _speaker(claim)) for claim, figure in counting})
    given.pop(None, None)
    most = max(given.values(), default=0)
    best = sorted(value for value, count in given.items() if value is not None and count == most)
    return Range(
        low=min((value for figure in found if (value := _low(figure)) is not None), default=None),
        best=best[(len(best) - 1) // 2] if best else None,
        high=max((value for figure in found if (value := _high(figure)) is not None), default=None),
    )


def _is_none(claim: Claim, figure: Figure) -> bool:
    """Whether a claim, of something that did not come about, counts nobody: "no one had been killed"."""
    return _is_fact(claim) and claim.polarity == "negative" and _high(figure) == 0


def _speaker(claim: Claim) -> str:
    """Whose word a claim is, innermost, whoever prints it."""
    return _ARTICLE.sub("", fold(claim.said_by[-1].name)) if claim.said_by else claim.document


def _largest(claim: Claim, kind: FigureKind) -> list[Figure]:
    """Beside a total, other figures of one claim are parts of it."""
    own = claim.happening.figures if claim.happening else ()
    figures = [figure for figure in own if figure.kind == kind]
    return [max(figures, key=lambda figure: _high(figure) or _low(figure) or 0)] if figures else []


def _low(figure: Figure) -> int | None:
    return figure.low if figure.low is not None else figure.best if figure.best is not None else figure.high


def _best(figure: Figure) -> int | None:
    return figure.best if figure.best is not None else figure.low


def _high(figure: Figure) -> int | None:
    return figure.high if figure.high is not None else figure.best if figure.best is not None else figure.low
