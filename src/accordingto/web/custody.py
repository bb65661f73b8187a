"""The custody log: what was ever stored, judged or closed, when and by whom. It names reviewers."""

from __future__ import annotations

from typing import Annotated

from litestar import Response, get
from litestar.params import Parameter

from accordingto.ledger import browsing
from accordingto.ledger.browsing import CustodyEntry
from accordingto.types import Noun
from accordingto.web.answers import REVIEWED
from accordingto.web.checks import only
from accordingto.web.events import Cursor
from accordingto.web.paging import MOST, PAGE, cursor_of, place_of
from accordingto.web.render import render
from accordingto.web.site import Asked, site_of

Limit = Annotated[int, Parameter(ge=1, le=MOST, description="Most rows of this page.")]


class CustodyPage(Noun, frozen=True):
    """Some entries, the last first; `next` is the cursor of the following ones."""

    items: tuple[CustodyEntry, ...]
    next: str | None


def page_of(request: Asked, after: str | None, limit: int) -> CustodyPage:
    """Entries from behind the one that a cursor names."""
    items, place = browsing.custody_page(site_of(request).ledger, after=place_of(after, int), limit=limit)
    return CustodyPage(items=items, next=cursor_of(place))


@get("/custody", guards=[only("admin")], sync_to_thread=True, include_in_schema=False)
def custody(request: Asked) -> Response[str]:
    """The log, the last entry first."""
    page = page_of(request, request.query_params.get("after"), PAGE)
    return render(request, "custody.html", rows=page.items, next=page.next)


@get("/api/custody", guards=[only("admin")], sync_to_thread=True, raises=REVIEWED)
def custody_json(request: Asked, limit: Limit = PAGE, cursor: Cursor = None) -> CustodyPage:
    """The custody log, the last entry first. For admins."""
    return page_of(request, cursor, limit)


HANDLERS = [custody, custody_json]
