"""Events with their claims, as the formats of other data sets ask for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from accordingto.exports.columns import maybe, unique
from accordingto.exports.countries import Country, country
from accordingto.exports.days import day_range
from accordingto.exports.nouns import Row, SourcedClaim, SourcedEvent
from accordingto.exports.policies import figures_of, range_of, spanned
from accordingto.types import ActorType, FigureKind, LinkedEvent, Origin, Party, Place, Range

HAPPENED = frozenset({"happened", "ongoing"})


def event_of(row: Row) -> SourcedEvent | None:
    """The event of a row: a claim of one stands for itself alone; None for claims of other kinds."""
    if isinstance(row, SourcedEvent):
        return row
    happening = row.claim.happening
    if happening is None:
        return None
    event = LinkedEvent(
        id=row.claim.id,
        type=happening.type,
        mode=happening.mode,
        acled=happening.acled,
        place=_located(happening.places),
        begin=happening.begin,
        end=happening.end,
        actors=unique(map(party_name, happening.actors)),
        recipients=unique(map(party_name, happening.recipients)),
        killed=range_of(happening.figures, "killed"),
        injured=range_of(happening.figures, "injured"),
        claims=(row.claim.id,),
        documents=(row.claim.document,),
        outlets=unique((row.outlet,)),
        denied=int(row.claim.polarity == "negative"),
        origins=(_origin(row),),
    )
    return SourcedEvent(event=event, claims=(row,))


def _located(places: Iterable[Place]) -> Place | None:
    """The first place that is on the map, else the first."""
    known = sorted(places, key=lambda place: place.latitude is None)
    return known[0] if known else None


def _origin(told: SourcedClaim) -> Origin:
    links = told.claim.said_by
    return Origin(
        name=links[-1].name,
        kind=links[-1].kind,
        claims=(told.claim.id,),
        documents=(told.claim.document,),
        outlets=unique((told.outlet,)),
        chains=(tuple(link.name for link in links),),
    )


# --- what is said of it ---------------------------------------------------------------------------


def asserted(row: SourcedEvent) -> bool:
    """Whether anybody says that it happened or goes on."""
    return any(map(_asserts, row.claims))


def _asserts(told: SourcedClaim) -> bool:
    return told.claim.polarity == "positive" and told.claim.status in HAPPENED


def people(row: SourcedEvent, kind: FigureKind) -> Range | None:
    """The figures of a kind over all accounts that do not deny it."""
    positive = (told for told in row.claims if told.claim.polarity == "positive")
    return spanned(range_of(figures_of(told), kind) for told in positive)


def chain(told: SourcedClaim) -> str:
    """Who says it, outermost first: `outlet > agency > speaker`."""
    return " > ".join(link.name for link in told.claim.said_by)


def notes(row: SourcedEvent) -> str:
    """All accounts in one text: who says what, in which words, and where that stands."""
    return "\n".join(map(note, row.claims))


def note(told: SourcedClaim) -> str:
    """One account in words: `chain (said, date): "words" [claim, document, url]`."""
    claim = told.claim
    how = unique((_assertion(told), told.published and told.published[:10]))
    where = unique((f"claim {claim.id}", f"document {claim.document}", told.url))
    return f'{chain(told)} ({", ".join(how)}): "{claim.text}" [{", ".join(where)}]'


def _assertion(told: SourcedClaim) -> str:
    claim = told.claim
    words: list[str] = [claim.act]
    if claim.polarity == "negative" and claim.act != "deny":
        words.append("that it is not so")
    if claim.status not in (None, "happened"):
        words.append(f"as {claim.status}")
    if claim.certainty != "certain":
        words.append(claim.certainty)
    return " ".join(words)


# --- parties --------------------------------------------------------------------------------------


def party_name(party: Party) -> str:
    """Its name, else its words."""
    return party.name or party.words


def parties(row: SourcedEvent) -> Iterator[Party]:
    """All parties in the claims of an event."""
    for told in row.claims:
        if told.claim.happening:
            yield from told.claim.happening.actors
            yield from told.claim.happening.recipients


def type_of(row: SourcedEvent, name: str | None) -> ActorType | None:
    """What kind of party goes by this name; None if nobody says, or if accounts differ."""
    kinds = {party.actor_type for party in _named(row, name) if party.actor_type}
    return kinds.pop() if len(kinds) == 1 else None


def country_of(row: SourcedEvent, name: str | None) -> str | None:
    """The country of the party with this name, as its code of two letters; None as in `type_of`."""
    codes = {party.country for party in _named(row, name) if party.country}
    return codes.pop() if len(codes) == 1 else None


def code_of(row: SourcedEvent, name: str) -> str | None:
    """The PLOVER code of the party with this name; None as in `type_of`."""
    codes = {party.code for party in _named(row, name) if party.code}
    return codes.pop() if len(codes) == 1 else None


def _named(row: SourcedEvent, name: str | None) -> Iterator[Party]:
    return (party for party in parties(row) if name and name in (party.name, party.words))


def sides(row: SourcedEvent) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Actors and recipients; of two actors in a clash without recipients, each is a side."""
    actors, recipients = row.event.actors, row.event.recipients
    if row.event.acled == "Armed clash" and len(actors) == 2 and not recipients:
        return actors[:1], actors[1:]
    return actors, recipients


# --- time and place -------------------------------------------------------------------------------


def days_of(row: SourcedEvent) -> tuple[date, date] | None:
    """The first and the last day on which it may have happened."""
    return day_range(row.event.begin, row.event.end)


def length(row: SourcedEvent) -> int | None:
    """How many days there are on which it may have happened."""
    return maybe(days_of(row), lambda days: (days[1] - days[0]).days + 1)


def year_of(row: SourcedEvent) -> int | None:
    """The year, if it is one."""
    days = days_of(row)
    return days[0].year if days and days[0].year == days[1].year else None


def point(row: SourcedEvent) -> tuple[float, float] | None:
    """Longitude and latitude, if there are both."""
    place = row.event.place
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return place.longitude, place.latitude


def country_at(row: SourcedEvent) -> Country | None:
    """The country of the place."""
    return country(maybe(row.event.place, lambda place: place.country))


def place_words(row: SourcedEvent) -> tuple[str, ...]:
    """The names of all places that accounts give."""
    happenings = (told.claim.happening for told in row.claims)
    return unique(place.name for happening in happenings if happening for place in happening.places)
