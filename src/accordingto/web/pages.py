"""Lists and single things, as pages."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from litestar import Response, get, post
from litestar.exceptions import NotFoundException, ValidationException

from accordingto import words
from accordingto.errors import LedgerError
from accordingto.ledger import ClaimFilter, accounts, browsing, search
from accordingto.ledger.browsing import ClaimPlace, DocumentPlace, SourcePlace
from accordingto.ledger.search import HitPlace
from accordingto.types import Claim, Figure
from accordingto.web import filters
from accordingto.web.axis import axis
from accordingto.web.blind import asked, visible
from accordingto.web.checks import MOST_FORM
from accordingto.web.login import local, sent_to
from accordingto.web.paging import LONGEST, PAGE, cursor_of, place_of
from accordingto.web.render import render
from accordingto.web.review import label_of
from accordingto.web.site import Asked, event_of, found, site_of, visitor_of
from accordingto.web.standing import standing_of

NEWEST = 6
LONGEST_NAME = 120


@get("/", sync_to_thread=True, include_in_schema=False)
def home(request: Asked) -> Response[str]:
    """What the ledger holds, what came last, what is left to do."""
    site = site_of(request)
    newest, _ = browsing.documents_page(site.ledger, limit=NEWEST)
    return render(
        request,
        "home.html",
        totals=site.totals.of(site.ledger),
        outlets=site.outlets.of(site.ledger),
        newest=newest,
        saved=_saved(request),
    )


@get("/documents", sync_to_thread=True, include_in_schema=False)
def documents(request: Asked) -> Response[str]:
    """Documents, newest first."""
    query = dict(request.query_params)
    wanted = _of_documents(query)
    after = place_of(query.get("after"), DocumentPlace)
    site = site_of(request)
    rows, place = browsing.documents_page(site.ledger, wanted, after=after, limit=PAGE)
    return render(
        request,
        "documents.html",
        rows=rows,
        next=cursor_of(place),
        outlets=site.outlets.of(site.ledger),
    )


def _of_documents(query: Mapping[str, str]) -> ClaimFilter:
    """What an address asks of documents."""
    return filters.filter_of({name: query.get(name, "") for name in filters.OF_DOCUMENTS})


@get("/claims", sync_to_thread=True, include_in_schema=False)
def claims(request: Asked) -> Response[str]:
    """Claims, newest first, with all filters."""
    query = dict(request.query_params)
    after = place_of(query.get("after"), ClaimPlace)
    ledger = site_of(request).ledger
    rows, place = browsing.claims_page(ledger, asked(request), after=after, limit=PAGE)
    return render(
        request,
        "claims.html",
        rows=rows,
        next=cursor_of(place),
        fields=filters.fields(query),
        active=filters.active(query),
    )


@get("/claims/{identity:str}", sync_to_thread=True, include_in_schema=False)
def claim(request: Asked, identity: str) -> Response[str]:
    """One claim: its chain, its words where they stand, all its fields."""
    ledger = site_of(request).ledger
    row = found(lambda: ledger.claim(identity))
    one = row.claim
    document = ledger.document(one.document)
    figures = one.happening.figures if one.happening else (one.figure,) if one.figure else ()
    return render(
        request,
        "claim.html",
        row=row,
        claim=one,
        context=context_of(document.text, one),
        axis=axis([_figure_row(figure) for figure in figures]),
        event=event_of(ledger, one.id) if one.kind == "event" else None,
        judged=[kept.review for kept in visible(ledger.reviews_of(one.id), visitor_of(request))],
        label_of=label_of,
    )


def _figure_row(figure: Figure) -> tuple[str, str, Figure]:
    return figure.of or figure.kind, words.figure(figure), figure


# Around the words of a claim, so that a person sees what they are part of.
AROUND = 300


def context_of(text: str, claim: Claim) -> list[tuple[str, bool]]:
    """The text around a claim's words, and what they deny: parts, each with whether it is of those words."""
    evidence = claim.evidence
    told = claim.happening.trigger[0] if claim.happening else evidence[0][0]
    begin = _word_before(text, min(told, evidence[0][0]) - AROUND)
    end = len(text) - _word_before(text[::-1], len(text) - evidence[-1][1] - AROUND)
    parts, at = [("… " if begin else "", False)], begin
    for start, stop in evidence:
        parts += [(text[at:start], False), (text[start:stop], True)]
        at = stop
    parts += [(text[at:end], False), (" …" if end < len(text) else "", False)]
    return [part for part in parts if part[0]]


def _word_before(text: str, at: int) -> int:
    """Where the word begins that `at` lies in, so that no word is cut; 0 before the beginning."""
    while at > 0 and not text[at - 1].isspace():
        at -= 1
    return max(at, 0)


@get("/sources", sync_to_thread=True, include_in_schema=False)
def sources(request: Asked) -> Response[str]:
    """Sources by how much they are quoted for."""
    query = dict(request.query_params)
    after = place_of(query.get("after"), SourcePlace)
    named = query.get("named", "").strip() or None
    rows, place = browsing.sources_page(site_of(request).ledger, named, after=after, limit=PAGE)
    return render(request, "sources.html", rows=rows, next=cursor_of(place))


@get("/source", sync_to_thread=True, include_in_schema=False)
def source(request: Asked) -> Response[str]:
    """One source: what it says about what."""
    query = dict(request.query_params)
    ledger = site_of(request).ledger
    one = browsing.source(ledger, query.get("name", ""))
    if one is None:
        raise NotFoundException("The ledger quotes nobody of this name.")
    after = place_of(query.get("after"), ClaimPlace)
    rows, place = browsing.source_claims(ledger, one.key, after=after, limit=PAGE)
    topics = browsing.source_topics(ledger, one.key)
    others, counted = standing_of(request, one.key)
    return render(
        request,
        "source.html",
        source=one,
        topics=topics,
        rows=rows,
        next=cursor_of(place),
        others=others,
        counted=counted,
    )


@get("/rejects", sync_to_thread=True, include_in_schema=False)
def rejects(request: Asked) -> Response[str]:
    """What could not be used, and why."""
    after = place_of(request.query_params.get("after"), int)
    rows, place = browsing.rejects_page(site_of(request).ledger, after=after, limit=PAGE)
    return render(request, "rejects.html", rows=rows, next=cursor_of(place))


# --- search ---------------------------------------------------------------------------------------

NOTHING: dict[str, Any] = {"hits": (), "claims": (), "next": None, "problem": None}


@get("/search", sync_to_thread=True, include_in_schema=False)
def search_page(request: Asked) -> Response[str]:
    """Full text, over documents or over claims."""
    query = dict(request.query_params)
    typed = query.get("q", "").strip()[:LONGEST]
    among = "claims" if query.get("among") == "claims" else "documents"
    shown = {**NOTHING, **(_hits(request, typed, among) if typed else {})}
    return render(
        request,
        "search.html",
        typed=typed,
        among=among,
        fields=_asked_among(filters.fields(query), among),
        active=_asked_among(filters.active(query), among),
        saved=_saved(request),
        **shown,
    )


def _asked_among(fields: Sequence[filters.Field], among: str) -> list[filters.Field]:
    """Fields of what is searched: reports have no parties and no status."""
    return [field for field in fields if among == "claims" or field.name in filters.OF_DOCUMENTS]


def _hits(request: Asked, typed: str, among: str) -> dict[str, Any]:
    query = dict(request.query_params)
    ledger = site_of(request).ledger
    after = place_of(query.get("after"), HitPlace)
    try:
        if among == "claims":
            rows, place = search.search_claims(ledger, typed, asked(request), after=after, limit=PAGE)
            return {"claims": rows, "next": cursor_of(place)}
        hits, place = search.search_documents(ledger, typed, _of_documents(query), after=after, limit=PAGE)
    except LedgerError as error:
        if error.retryable:
            raise
        return {"problem": str(error)}
    return {"hits": hits, "next": cursor_of(place)}


# --- saved searches -------------------------------------------------------------------------------


def _saved(request: Asked) -> tuple[accounts.SavedQuery, ...]:
    return accounts.list_queries(site_of(request).ledger, visitor_of(request).name or "")


@post("/saved", request_max_body_size=MOST_FORM, include_in_schema=False)
async def save(request: Asked) -> Response[Any]:
    """Keep a search under a name, or keep it no longer."""

    form = await request.form()
    name, address = " ".join(str(form.get("name", "")).split()), local(str(form.get("address", "")))
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise ValidationException(f"A search is kept under a name of 1 to {LONGEST_NAME} characters.")
    change = _drop if form.get("drop") else _keep
    await asyncio.to_thread(change, request, name, address)
    return sent_to(address)


def _keep(request: Asked, name: str, address: str) -> None:
    try:
        accounts.save_query(site_of(request).ledger, visitor_of(request).name or "", name, address)
    except LedgerError as error:
        if error.retryable:
            raise
        raise ValidationException(str(error)) from error


def _drop(request: Asked, name: str, address: str) -> None:
    accounts.drop_query(site_of(request).ledger, visitor_of(request).name or "", name)


HANDLERS = [home, documents, claims, claim, sources, source, rejects, search_page, save]
