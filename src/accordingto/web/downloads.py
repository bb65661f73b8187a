"""Exports as downloads: what a list shows, with the filters that its address has.

What the terminal writes beside a CSV file, an export's account of itself, is a download of its own here.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Annotated, Literal

import msgspec
from litestar import get
from litestar.exceptions import ServiceUnavailableException, ValidationException
from litestar.params import Parameter, QueryParameter
from litestar.response import Stream

from accordingto.errors import ExportError
from accordingto.ledger import ClaimFilter, EventFilter
from accordingto.web import events
from accordingto.web.answers import ASKED
from accordingto.web.api import FilteredOperation
from accordingto.web.blind import asked
from accordingto.web.deals import AgreementOperation, claims_of_deals, wanted_of
from accordingto.web.documents import DOWNLOAD
from accordingto.web.events import EventOperation
from accordingto.web.formats import NAMES, ClaimsFormat, EventsFormat, What
from accordingto.web.site import Asked, site_of, visitor_of

if TYPE_CHECKING:
    from accordingto.exports import Manifest, Order

# Each reads a good part of the ledger: more at once would keep pages waiting.
AT_ONCE = 2
CHUNK = 1 << 16
# What is larger waits on the disk, in a file without a name.
IN_MEMORY = 1 << 22

_FREE = threading.BoundedSemaphore(AT_ONCE)

ClaimsWhat = Annotated[Literal["claims", "control", "framing"], Parameter(description="Which claims.")]
AsFormat = Annotated[ClaimsFormat, QueryParameter(name="format", description="As what.")]
AsEvents = Annotated[EventsFormat, QueryParameter(name="format", description="As what.")]
Itself = Annotated[
    bool,
    QueryParameter(
        name="manifest", description="Not the rows, but how many there are, what was left out and why."
    ),
]


@dataclass(frozen=True)
class Download:
    """What is asked for: which rows, and in which order of export."""

    order: Order
    wanted: ClaimFilter | EventFilter | Sequence[str]


@get(
    "/api/exports/{what:str}",
    sync_to_thread=True,
    operation_class=FilteredOperation,
    media_type=DOWNLOAD,
    raises=ASKED,
)
def claims_export(
    request: Asked, what: ClaimsWhat, as_format: AsFormat = "csv", itself: Itself = False
) -> Stream:
    """Claims that pass all filters, or those on control or with loaded words, as a file."""
    wanted = asked(request)
    return _sent(request, Download(_order(as_format, wanted, what), wanted), itself=itself)


@get(
    "/api/exports/events",
    sync_to_thread=True,
    operation_class=EventOperation,
    media_type=DOWNLOAD,
    raises=ASKED,
)
def events_export(request: Asked, as_format: AsEvents = "csv", itself: Itself = False) -> Stream:
    """Happenings that pass all filters, oldest first, as a file."""
    wanted = events.filter_of(dict(request.query_params))
    return _sent(request, Download(_order(as_format, wanted, "events"), wanted), itself=itself)


@get(
    "/api/exports/agreements",
    sync_to_thread=True,
    operation_class=AgreementOperation,
    media_type=DOWNLOAD,
    raises=ASKED,
)
def agreements_export(request: Asked, as_format: AsFormat = "csv", itself: Itself = False) -> Stream:
    """The claims that tell of agreements which pass all filters, as a file."""
    wanted = wanted_of(dict(request.query_params))
    order = _order(as_format, ClaimFilter(kind="agreement"), "agreements")
    filters = {name: str(value) for name, value in msgspec.to_builtins(wanted).items() if value}
    return _sent(
        request,
        Download(msgspec.structs.replace(order, filters=filters), claims_of_deals(request, wanted)),
        itself=itself,
    )


def _order(as_format: str, wanted: ClaimFilter | EventFilter, what: What) -> Order:
    from accordingto import workflow

    try:
        return workflow.export_order(as_format, wanted, what=what)
    except ExportError as error:
        raise ValidationException(str(error)) from error


# --- writing --------------------------------------------------------------------------------------


def _sent(request: Asked, download: Download, *, itself: bool) -> Stream:
    if not _FREE.acquire(blocking=False):
        raise ServiceUnavailableException(
            "Other exports are being written. Ask again in a minute.", headers={"Retry-After": "30"}
        )
    try:
        file, manifest = _written(request, download)
    finally:
        _FREE.release()
    if itself:
        file.close()
        told = msgspec.json.format(msgspec.json.encode(manifest), indent=2)
        return _attached(iter((told,)), _name(download.order) + ".meta.json")
    return _attached(_chunks(file), _name(download.order))


def _written(request: Asked, download: Download) -> tuple[IO[bytes], Manifest]:
    """The file whole: what goes wrong is told before anything is sent."""
    from accordingto import workflow

    visitor = visitor_of(request)
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed when it was sent
    manifest = workflow.export(
        ledger=site_of(request).ledger,
        order=download.order,
        wanted=download.wanted,
        to=file,  # type: ignore[arg-type]
        seen_by=visitor.name if visitor.role == "reviewer" else None,
    )
    file.seek(0)
    return file, manifest


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(CHUNK):
            yield chunk


def _name(order: Order) -> str:
    return f"accordingto-{order.what}{NAMES[order.format][1]}"


def _attached(parts: Iterator[bytes], name: str) -> Stream:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return Stream(parts, media_type=DOWNLOAD, headers=headers)


HANDLERS = [claims_export, events_export, agreements_export]
