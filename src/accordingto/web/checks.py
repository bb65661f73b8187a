"""What is checked before a handler runs: the token of a form, and the role of who sends it."""

from __future__ import annotations

from typing import Any

from litestar.connection import ASGIConnection
from litestar.exceptions import PermissionDeniedException
from litestar.handlers import BaseRouteHandler
from litestar.types import Guard

from accordingto.ledger.accounts import Role
from accordingto.web.gate import SAFE
from accordingto.web.site import Asked, Visitor, site_of, visitor_of

HEADER, FIELD = "X-Form-Token", "form_token"
# For every form but that of uploads: names, filters and passwords are short.
MOST_FORM = 100_000


async def check_form(request: Asked) -> None:
    """Refuse what was not sent by a page of ours in this very browser.

    Raises `PermissionDeniedException`.
    """
    if request.method in SAFE:
        return
    token = request.headers.get(HEADER) or (await request.form()).get(FIELD, "")
    if not isinstance(token, str) or not site_of(request).forms.fits(visitor_of(request).cookie, token):
        raise PermissionDeniedException(
            "This form is too old or came from elsewhere. Go back, load the page again and send it anew."
        )


def only(role: Role) -> Guard:
    """A guard that lets in those of a role, and of those that may more."""

    def guard(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
        visitor: Visitor = connection.scope["visitor"]  # type: ignore[typeddict-item]
        if not visitor.may(role):
            raise PermissionDeniedException(f"This needs the role of a {role}. An admin can give it to you.")

    return guard
