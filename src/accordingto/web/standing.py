"""How often others agree with a source or contradict it: counts, and no score."""

from __future__ import annotations

from typing import Annotated

from litestar import get
from litestar.exceptions import NotFoundException, ServiceUnavailableException
from litestar.params import QueryParameter

from accordingto.ledger.rows import fold
from accordingto.web.answers import NAMED
from accordingto.web.deals import PATIENCE
from accordingto.web.derived import Standing
from accordingto.web.paging import LONGEST
from accordingto.web.site import Asked, site_of

Named = Annotated[
    str, QueryParameter(name="name", min_length=1, max_length=LONGEST, description="The source's name.")
]


def standing_of(request: Asked, name: str) -> tuple[Standing | None, bool]:
    """The counts of a source, None where it stands behind nothing; false while nothing is counted yet."""
    site = site_of(request)
    standings, _ = site.derived.standings.of(site.ledger)
    return (None, False) if standings is None else (standings.get(fold(name)), True)


@get("/api/source/standing", sync_to_thread=True, raises=NAMED)
def standing_json(request: Asked, name: Named) -> Standing:
    """How often others tell the same as a source, or contradict it: counts, and no score."""
    site = site_of(request)
    standings, _ = site.derived.standings.of(site.ledger, PATIENCE)
    if standings is None:
        raise ServiceUnavailableException("This is being counted. Ask again in a minute.")
    one = standings.get(fold(name))
    if one is None:
        raise NotFoundException("This source stands behind no event.")
    return one


HANDLERS = [standing_json]
