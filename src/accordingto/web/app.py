"""The application: all handlers, what answers errors, and the gate around it."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Litestar, Response, get
from litestar.datastructures import State
from litestar.enums import MediaType
from litestar.exceptions import HTTPException
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.types import ASGIApp

from accordingto.errors import AccordingtoError, LedgerError
from accordingto.web import (
    actors,
    adding,
    custody,
    deals,
    documents,
    downloads,
    events,
    login,
    maps,
    merging,
    pages,
    places,
    review,
    standing,
    statics,
)
from accordingto.web.api import Api
from accordingto.web.checks import MOST_FORM, check_form
from accordingto.web.gate import Gate
from accordingto.web.render import render
from accordingto.web.review_api import ReviewApi
from accordingto.web.site import Asked, Site

TITLES = {
    400: "This cannot be asked",
    403: "Not allowed",
    404: "Not here",
    405: "Not in this way",
    413: "Too much at once",
    429: "Too often",
    500: "Something failed",
    503: "Not at the moment",
}


def create_app(site: Site) -> ASGIApp:
    """The application for a site."""
    app = Litestar(
        route_handlers=[
            *(*pages.HANDLERS, *documents.HANDLERS, *adding.HANDLERS, *maps.HANDLERS, *places.HANDLERS),
            *review.HANDLERS,
            *(*events.HANDLERS, *merging.HANDLERS, *deals.HANDLERS, *actors.HANDLERS, *standing.HANDLERS),
            *custody.HANDLERS,
            *downloads.HANDLERS,
            *(login.login_page, login.login, login.logout, login.veil),
            *(statics.static, described),
            Api,
            ReviewApi,
        ],
        before_request=check_form,
        exception_handlers={HTTPException: _refused, AccordingtoError: _failed, Exception: _broken},
        openapi_config=_openapi(),
        request_max_body_size=MOST_FORM,
        state=State({"site": site}),
        pdb_on_exception=False,
        logging_config=None,
    )
    return Gate(app, site)


def _openapi() -> OpenAPIConfig:
    # The library's own viewers would load scripts from other hosts; its page stays out of the way of ours.
    return OpenAPIConfig(
        title="accordingto",
        version="1",
        description="A ledger of sourced claims. Everything can be read; lists go on by cursor.",
        path="/api/openapi",
        render_plugins=[JsonRenderPlugin(path="/openapi.json")],
        use_handler_docstrings=True,
    )


@get("/api/openapi.json", sync_to_thread=False, include_in_schema=False)
def described(request: Asked) -> Response[bytes]:
    """The description of the API, made once."""
    state = request.app.state
    if "described" not in state:
        state["described"] = msgspec.json.encode(request.app.openapi_schema.to_schema())
    return Response(state["described"], media_type=MediaType.JSON)


# --- errors ---------------------------------------------------------------------------------------


def _refused(request: Asked, error: HTTPException) -> Response[Any]:
    # What the library itself says is about types and routes; ours are whole sentences.
    return _answer(request, error.status_code, error.detail, dict(error.headers or {}))


def _failed(request: Asked, error: AccordingtoError) -> Response[Any]:
    """The ledger is held by another program, or cannot be read; or it was asked what it cannot be asked."""
    if error.retryable:
        return _answer(request, 503, str(error), {"Retry-After": "5"})
    if type(error) is LedgerError:  # the kinds of it are about the ledger, it alone about the question
        return _answer(request, 400, str(error), {})
    return _answer(request, 500, str(error), {})


def _broken(request: Asked, error: Exception) -> Response[Any]:
    import traceback

    traceback.print_exception(error)
    return _answer(request, 500, f"{type(error).__name__}. The server's terminal says more.", {})


def _wants_page(request: Asked) -> bool:
    """Whether a person looks at the answer. The bytes of evidence are asked for by both."""
    path = request.url.path
    if path.startswith("/evidence/"):
        return "text/html" in request.headers.get("accept", "")
    return not path.startswith("/api") and "visitor" in request.scope


def _answer(request: Asked, status: int, detail: str, headers: dict[str, str]) -> Response[Any]:
    if not _wants_page(request):
        body = msgspec.json.encode({"status_code": status, "detail": detail})
        return Response(body, status_code=status, media_type=MediaType.JSON, headers=headers)
    title = TITLES.get(status, "Something is wrong")
    answer = render(request, "error.html", status=status, title=title, detail=detail)
    answer.headers.update(headers)
    return answer
