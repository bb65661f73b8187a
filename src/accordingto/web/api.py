"""The same data as JSON. Lists give at most `MOST` rows at once and a cursor to go on with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, TypeVar

from litestar import Controller, get
from litestar.exceptions import NotFoundException, ValidationException
from litestar.openapi.spec import Operation
from litestar.params import Parameter, QueryParameter

from accordingto.errors import LedgerError
from accordingto.ledger import ClaimRow, History, browsing, search
from accordingto.ledger.browsing import (
    ClaimPlace,
    DocumentPlace,
    DocumentRow,
    SourcePlace,
    SourceRow,
    Totals,
)
from accordingto.ledger.search import DocumentHit, HitPlace
from accordingto.types import Document, Noun, Reading, Reject
from accordingto.web import filters
from accordingto.web.answers import ANY, ASKED, NAMED
from accordingto.web.blind import asked
from accordingto.web.paging import LONGEST, MOST, PAGE, cursor_of, place_of
from accordingto.web.site import Asked, found, site_of

T = TypeVar("T")


class DocumentPage(Noun, frozen=True):
    """Some documents; `next` is the cursor of the following ones."""

    items: tuple[DocumentRow, ...]
    next: str | None


class ClaimPage(Noun, frozen=True):
    """Some claims; `next` is the cursor of the following ones."""

    items: tuple[ClaimRow, ...]
    next: str | None


class SourcePage(Noun, frozen=True):
    """Some sources; `next` is the cursor of the following ones."""

    items: tuple[SourceRow, ...]
    next: str | None


class RejectPage(Noun, frozen=True):
    """Some rejects; `next` is the cursor of the following ones."""

    items: tuple[Reject, ...]
    next: str | None


class HitPage(Noun, frozen=True):
    """Some documents that were found; `next` is the cursor of the following ones."""

    items: tuple[DocumentHit, ...]
    next: str | None


@dataclass
class FilteredOperation(Operation):
    """An operation that takes all filters of claims, which its function reads from the address itself."""

    def __post_init__(self) -> None:
        """Describe them."""
        self.parameters = [*(self.parameters or []), *filters.parameters()]


Limit = Annotated[int, Parameter(ge=1, le=MOST, description="Most rows of this page.")]
Cursor = Annotated[
    str | None, QueryParameter(name="cursor", max_length=LONGEST, description="`next` of the page before.")
]
Identity = Annotated[
    str, Parameter(min_length=1, max_length=LONGEST, description="An id, or the beginning of one.")
]
Typed = Annotated[
    str,
    QueryParameter(
        name="q",
        min_length=1,
        max_length=LONGEST,
        description='Words that must be there; "a phrase", a begin*, a -word that must not.',
    ),
]
Named = Annotated[
    str | None, QueryParameter(name="named", max_length=LONGEST, description="Part of the source's name.")
]


class Api(Controller):
    """All of it, under one path."""

    path = "/api"

    @get("/totals", sync_to_thread=True, raises=ANY)
    def totals(self, request: Asked) -> Totals:
        """What the ledger holds."""
        site = site_of(request)
        return site.totals.of(site.ledger)

    @get("/documents", sync_to_thread=True, raises=ASKED, operation_class=FilteredOperation)
    def documents(self, request: Asked, limit: Limit = PAGE, cursor: Cursor = None) -> DocumentPage:
        """Documents, newest first. Filters that are not about the report do not count."""
        wanted = filters.filter_of(dict(request.query_params))
        after = place_of(cursor, DocumentPlace)
        rows, place = browsing.documents_page(site_of(request).ledger, wanted, after=after, limit=limit)
        return DocumentPage(items=rows, next=cursor_of(place))

    @get("/documents/{identity:str}", sync_to_thread=True, raises=NAMED)
    def document(self, request: Asked, identity: Identity) -> Document:
        """One document with its text."""
        return found(lambda: site_of(request).ledger.document(identity))

    @get("/documents/{identity:str}/reading", sync_to_thread=True, raises=NAMED)
    def reading(self, request: Asked, identity: Identity) -> Reading:
        """All that was read in a document, as `accordingto read --json` gives it."""
        reading = found(lambda: site_of(request).ledger.reading(identity))
        if reading is None:
            raise NotFoundException("Nobody has read this document yet.")
        return reading

    @get("/documents/{identity:str}/history", sync_to_thread=True, raises=NAMED)
    def history(self, request: Asked, identity: Identity) -> History:
        """Versions, near duplicates and evidence of a document."""
        return found(lambda: site_of(request).ledger.history(identity))

    @get("/claims", sync_to_thread=True, raises=ASKED, operation_class=FilteredOperation)
    def claims(self, request: Asked, limit: Limit = PAGE, cursor: Cursor = None) -> ClaimPage:
        """Claims, newest first, that pass all filters."""
        wanted = asked(request)
        after = place_of(cursor, ClaimPlace)
        rows, place = browsing.claims_page(site_of(request).ledger, wanted, after=after, limit=limit)
        return ClaimPage(items=rows, next=cursor_of(place))

    @get("/claims/{identity:str}", sync_to_thread=True, raises=NAMED)
    def claim(self, request: Asked, identity: Identity) -> ClaimRow:
        """One claim, as its newest reading gave it."""
        return found(lambda: site_of(request).ledger.claim(identity))

    @get("/search/documents", sync_to_thread=True, raises=ASKED, operation_class=FilteredOperation)
    def search_documents(
        self, request: Asked, typed: Typed, limit: Limit = PAGE, cursor: Cursor = None
    ) -> HitPage:
        """Full text of documents, those first that are most about it. Filters are as for documents."""
        wanted = filters.filter_of(dict(request.query_params))
        after = place_of(cursor, HitPlace)
        hits, place = _searched(
            lambda: search.search_documents(site_of(request).ledger, typed, wanted, after=after, limit=limit)
        )
        return HitPage(items=hits, next=cursor_of(place))

    @get("/search/claims", sync_to_thread=True, raises=ASKED, operation_class=FilteredOperation)
    def search_claims(
        self, request: Asked, typed: Typed, limit: Limit = PAGE, cursor: Cursor = None
    ) -> ClaimPage:
        """Full text of claims that pass all filters, those first that were stored last."""
        wanted = asked(request)
        after = place_of(cursor, HitPlace)
        rows, place = _searched(
            lambda: search.search_claims(site_of(request).ledger, typed, wanted, after=after, limit=limit)
        )
        return ClaimPage(items=rows, next=cursor_of(place))

    @get("/sources", sync_to_thread=True, raises=ASKED)
    def sources(
        self, request: Asked, named: Named = None, limit: Limit = PAGE, cursor: Cursor = None
    ) -> SourcePage:
        """Sources, those with most claims first."""
        after = place_of(cursor, SourcePlace)
        rows, place = browsing.sources_page(site_of(request).ledger, named, after=after, limit=limit)
        return SourcePage(items=rows, next=cursor_of(place))

    @get("/rejects", sync_to_thread=True, raises=ASKED)
    def rejects(self, request: Asked, limit: Limit = PAGE, cursor: Cursor = None) -> RejectPage:
        """What could not be used, last first."""
        rows, place = browsing.rejects_page(site_of(request).ledger, after=place_of(cursor, int), limit=limit)
        return RejectPage(items=tuple(reject for _, reject in rows), next=cursor_of(place))


def _searched(search_for: Callable[[], T]) -> T:
    try:
        return search_for()
    except LedgerError as error:
        if error.retryable:
            raise
        raise ValidationException(str(error)) from error
