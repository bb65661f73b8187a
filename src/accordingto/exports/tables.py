"""Our own columns: claims, linked events, agreements, who holds what, loaded words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from accordingto.exports.columns import Cell, Column, maybe, unique
from accordingto.exports.happenings import chain, party_name
from accordingto.exports.nouns import CellKind, Policy, SourcedClaim, SourcedEvent
from accordingto.exports.policies import figures_of, range_of, single
from accordingto.types import (
    Contradiction,
    Dealing,
    FigureKind,
    Happening,
    Holding,
    Label,
    Origin,
    Party,
    Place,
    Range,
    Revision,
)

Claims = Column[SourcedClaim]
Events = Column[SourcedEvent]


# --- of every claim -------------------------------------------------------------------------------


def _claim(name: str, kind: CellKind, meaning: str, fill: Callable[[SourcedClaim], Cell]) -> Claims:
    return Column(name, kind, meaning, lambda told, _: fill(told))


def _spans(told: SourcedClaim) -> tuple[str, ...]:
    return tuple(f"{start}-{end}" for start, end in told.claim.evidence)


_HEAD: tuple[Claims, ...] = (
    _claim("claim", "text", "The claim's id in the ledger.", lambda told: told.claim.id),
    _claim("kind", "text", "What kind of claim.", lambda told: told.claim.kind),
    _claim("outlet", "text", "Who published it.", lambda told: told.outlet),
    _claim("published", "text", "When.", lambda told: told.published),
    _claim("said_by", "text", "Who says it, outermost first: outlet > agency > speaker.", chain),
    _claim("source", "text", "The innermost of them.", lambda told: told.claim.said_by[-1].name),
    _claim("source_kind", "text", "What kind of source that is.", lambda told: told.claim.said_by[-1].kind),
    _claim("act", "text", "What the source does: say, claim, deny, ...", lambda told: told.claim.act),
    _claim("quote", "text", "Direct, indirect or mixed speech.", lambda told: told.claim.quote),
    _claim("polarity", "text", "Negative: the source says it is not so.", lambda told: told.claim.polarity),
    _claim("certainty", "text", "How certain the source is.", lambda told: told.claim.certainty),
    _claim("status", "text", "Happened, planned, demanded, ...", lambda told: told.claim.status),
)
_TAIL: tuple[Claims, ...] = (
    _claim("words", "text", "The exact words.", lambda told: told.claim.text),
    _claim("spans", "texts", "Where they stand in the document's text, in code points.", _spans),
    _claim("title", "text", "The report's title.", lambda told: told.title),
    _claim("url", "text", "The report's address.", lambda told: told.url),
    _claim("document", "text", "The document's id in the ledger.", lambda told: told.claim.document),
    _claim(
        "confidence", "number", "How sure the reader is, from 0 to 1.", lambda told: told.claim.confidence
    ),
    _claim("reader", "text", "The fingerprint of what read it.", lambda told: told.claim.reader),
    _claim(
        "review",
        "text",
        "What people decided, `disputed` if not the same; empty if nobody did.",
        lambda told: told.review,
    ),
    _claim(
        "recorded_at", "text", "When the ledger recorded it, in UTC.", lambda told: told.recorded_at or None
    ),
)


# --- places, parties, figures ---------------------------------------------------------------------


def _place_of(told: SourcedClaim) -> Place | None:
    claim = told.claim
    if claim.holding:
        return claim.holding.place
    content = claim.happening or claim.dealing
    places = content.places if content else ()
    return next((place for place in places if place.latitude is not None), places[0] if places else None)


def _at(name: str, kind: CellKind, meaning: str) -> Claims:
    def fill(told: SourcedClaim, _: Policy) -> Cell:
        found: Any = getattr(_place_of(told), name, None)
        return found  # type: ignore[no-any-return]

    return Column(_PLACE_NAMES.get(name, name), kind, meaning, fill)


_PLACE_NAMES = {"name": "place", "precision": "place_precision"}
_PLACE: tuple[Claims, ...] = (
    _at("name", "text", "Where: the first place on the map, else the first named."),
    _at("latitude", "number", "In degrees, WGS 84."),
    _at("longitude", "number", "In degrees, WGS 84."),
    _at("precision", "text", "How closely the place is known."),
    _at("country", "text", "Its country, as ISO 3166's two letters."),
    _at("admin1", "text", "The first division of the country."),
    _at("geonameid", "integer", "Its id in the gazetteer."),
)


def _names(parties: Iterable[Party]) -> tuple[str, ...]:
    return unique(map(party_name, parties))


def _party(party: Party | None) -> str | None:
    return maybe(party, party_name)


def _when(told: SourcedClaim, which: str) -> str | None:
    claim = told.claim
    content: Happening | Dealing | Holding | None = claim.happening or claim.dealing or claim.holding
    return getattr(content, which, None)


_WHEN: tuple[Claims, ...] = (
    _claim("begin", "text", "The first day on which it may have been.", lambda told: _when(told, "begin")),
    _claim("end", "text", "The last day on which it may have been.", lambda told: _when(told, "end")),
)


def _bound(kind: FigureKind, bound: str) -> Claims:
    def fill(told: SourcedClaim, _: Policy) -> Cell:
        found: int | None = getattr(range_of(figures_of(told), kind), bound, None)
        return found

    return Column(f"{kind}_{bound}", "integer", f"People {kind}: the {bound} number stated.", fill)


_KINDS: tuple[FigureKind, ...] = ("killed", "injured", "displaced", "detained")
_FIGURES = tuple(_bound(kind, bound) for kind in _KINDS for bound in ("low", "best", "high"))


def _counted(told: SourcedClaim) -> tuple[str, ...]:
    return unique(figure.of for figure in figures_of(told))


# --- claims ---------------------------------------------------------------------------------------


def _happening(name: str, meaning: str, fill: Callable[[Happening], Cell], kind: CellKind = "text") -> Claims:
    return _claim(name, kind, meaning, lambda told: maybe(told.claim.happening, fill))


CLAIMS: tuple[Claims, ...] = (
    *_HEAD,
    _happening("type", "What happened, as PLOVER's type or one of our three.", lambda one: one.type),
    _happening("mode", "In which mode.", lambda one: one.mode),
    _happening("acled", "ACLED's sub-event type.", lambda one: one.acled),
    _happening("actors", "Who did it.", lambda one: _names(one.actors), "texts"),
    _happening("recipients", "To whom it was done.", lambda one: _names(one.recipients), "texts"),
    _happening("instrument", "With what.", lambda one: one.instrument),
    *_PLACE,
    *_WHEN,
    *_FIGURES,
    _claim("counted", "texts", "Who is counted by the figures.", _counted),
    *_TAIL,
)


# --- agreements, control, framing -----------------------------------------------------------------


def _dealing(name: str, meaning: str, fill: Callable[[Dealing], Cell], kind: CellKind = "text") -> Claims:
    return _claim(name, kind, meaning, lambda told: maybe(told.claim.dealing, fill))


def _holding(name: str, meaning: str, fill: Callable[[Holding], Cell], kind: CellKind = "text") -> Claims:
    return _claim(name, kind, meaning, lambda told: maybe(told.claim.holding, fill))


def _label(name: str, meaning: str, fill: Callable[[Label], Cell]) -> Claims:
    return _claim(name, "text", meaning, lambda told: maybe(told.claim.label, fill))


AGREEMENTS: tuple[Claims, ...] = (
    *_HEAD,
    _dealing("agreement", "Its name within its document's reading.", lambda one: one.agreement),
    _dealing("agreement_kind", "What kind of agreement.", lambda one: one.kind),
    _dealing("called", "The words for it.", lambda one: one.words, "texts"),
    _dealing("parties", "Between whom.", lambda one: _names(one.parties), "texts"),
    _dealing("brokers", "Who mediated, hosted, guaranteed.", lambda one: _names(one.brokers), "texts"),
    _dealing("sides", "Unilateral, bilateral or multilateral.", lambda one: one.sides),
    _dealing("lasting", "For how long, as a TIMEX3 duration.", lambda one: one.lasting),
    _dealing("step", "What is said to have happened to it.", lambda one: one.step),
    _dealing("by", "Who took the step.", lambda one: _party(one.by)),
    _dealing("against", "Against whom.", lambda one: _party(one.against)),
    _dealing("term", "What somebody must do.", lambda one: maybe(one.term, lambda term: term.does)),
    _dealing("term_of", "Who must do it.", lambda one: maybe(one.term, lambda term: _party(term.who))),
    _dealing(
        "term_given",
        "What is given in return, or first.",
        lambda one: maybe(one.term, lambda term: term.given),
    ),
    *_PLACE,
    *_WHEN,
    *_TAIL,
)
CONTROL: tuple[Claims, ...] = (
    *_HEAD,
    _holding("relation", "Holds, contests, besieges, lost, took, partly holds.", lambda one: one.relation),
    _holding("holder", "Who.", lambda one: _party(one.holder)),
    _holding("previous", "Who held it before.", lambda one: _party(one.previous)),
    _holding("excepted", "What is left out.", lambda one: one.excepted, "texts"),
    *_PLACE,
    *_WHEN,
    *_TAIL,
)
FRAMING: tuple[Claims, ...] = (
    *_HEAD,
    _label("label", "In which way the words are loaded.", lambda one: one.kind),
    _label("about", "Of whom or what.", lambda one: one.name),
    _label("neutral", "A plain word for it.", lambda one: one.neutral),
    *_TAIL,
)


# --- events ---------------------------------------------------------------------------------------


def _event(name: str, kind: CellKind, meaning: str, fill: Callable[[SourcedEvent], Cell]) -> Events:
    return Column(name, kind, meaning, lambda row, _: fill(row))


def _event_at(name: str, kind: CellKind, meaning: str) -> Events:
    def fill(row: SourcedEvent, _: Policy) -> Cell:
        found: Any = getattr(row.event.place, name, None)
        return found  # type: ignore[no-any-return]

    return Column(_PLACE_NAMES.get(name, name), kind, meaning, fill)


def _event_bound(kind: str, bound: str) -> Events:
    def fill(row: SourcedEvent, _: Policy) -> Cell:
        figures: Range | None = getattr(row.event, kind)
        found: int | None = getattr(figures, bound, None)
        return found

    return Column(f"{kind}_{bound}", "integer", f"People {kind}: the {bound} over all accounts.", fill)


def origin_words(origin: Origin) -> str:
    """An origin with the ways it came: `name [outlet > agency > name | outlet > name]`."""
    ways = " | ".join(" > ".join(links) for links in origin.chains)
    return f"{origin.name} [{ways}]" if ways else origin.name


def contradiction_words(one: Contradiction) -> str:
    """Both sides' words: `figure: "..." (claim, origin) / "..." (claim, origin)`."""
    this = f'"{one.one_words}" (claim {one.one}, {one.one_origin})'
    return f'{one.kind}: {this} / "{one.other_words}" (claim {one.other}, {one.other_origin})'


def revision_words(revision: Revision) -> str:
    """Figures that one source gave one after the other: `source, killed: 27, 32, 40`."""
    numbers = (_number(one.low, one.best, one.high) for one in revision.figures)
    return f"{revision.source}, {revision.kind}: {', '.join(numbers)}"


def _number(low: int | None, best: int | None, high: int | None) -> str:
    if best is not None:
        return str(best)
    return f"{'' if low is None else low}-{'' if high is None else high}"


EVENTS: tuple[Events, ...] = (
    _event("event", "text", "The event's id in the ledger.", lambda row: row.event.id),
    _event("type", "text", "PLOVER's type, or one of our three.", lambda row: row.event.type),
    _event("mode", "text", "In which mode.", lambda row: row.event.mode),
    _event("acled", "text", "ACLED's sub-event type.", lambda row: row.event.acled),
    _event("actors", "texts", "Who did it.", lambda row: row.event.actors),
    _event("recipients", "texts", "To whom it was done.", lambda row: row.event.recipients),
    _event_at("name", "text", "Where."),
    _event_at("latitude", "number", "In degrees, WGS 84."),
    _event_at("longitude", "number", "In degrees, WGS 84."),
    _event_at("precision", "text", "How closely the place is known."),
    _event_at("country", "text", "Its country, as ISO 3166's two letters."),
    _event_at("admin1", "text", "The first division of the country."),
    _event_at("geonameid", "integer", "Its id in the gazetteer."),
    _event("begin", "text", "The first day on which it may have happened.", lambda row: row.event.begin),
    _event("end", "text", "The last day on which it may have happened.", lambda row: row.event.end),
    Column(
        "killed",
        "integer",
        "People killed, by the figure policy.",
        lambda row, policy: single(row.event.killed, policy),
    ),
    *(_event_bound(kind, bound) for kind in ("killed", "injured") for bound in ("low", "best", "high")),
    _event("accounts", "integer", "How many claims tell of it.", lambda row: len(row.event.claims)),
    _event("happened", "integer", "How many of them say that it happened.", lambda row: row.event.happened),
    _event("denied", "integer", "How many of them say that it did not happen.", lambda row: row.event.denied),
    _event("outlets", "texts", "Who published them.", lambda row: row.event.outlets),
    _event(
        "origins", "integer", "How many independent origins there are.", lambda row: len(row.event.origins)
    ),
    _event(
        "origin_names",
        "texts",
        "The origins, each with the ways it came.",
        lambda row: tuple(map(origin_words, row.event.origins)),
    ),
    _event(
        "contradictions",
        "texts",
        "Where accounts differ, with both sides' words.",
        lambda row: tuple(map(contradiction_words, row.event.contradictions)),
    ),
    _event(
        "revisions",
        "texts",
        "Figures that one source changed.",
        lambda row: tuple(map(revision_words, row.event.revisions)),
    ),
    _event("claims", "texts", "Ids of the claims.", lambda row: row.event.claims),
    _event("documents", "texts", "Ids of the documents.", lambda row: row.event.documents),
    _event("urls", "texts", "Their addresses.", lambda row: unique(told.url for told in row.claims)),
)
