"""Signing in and out, and what a reader chooses to be shown."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

from litestar import Response, get, post
from litestar.datastructures import Cookie
from litestar.response import Redirect

from accordingto.ledger import accounts
from accordingto.web.checks import MOST_FORM
from accordingto.web.gate import YEAR
from accordingto.web.passwords import fits, new_token, token_hash
from accordingto.web.render import render
from accordingto.web.site import Asked, site_of, visitor_of

HOLDS = timedelta(hours=12)
LONGEST_NAME = 200


def local(address: str | None) -> str:
    """The address, if it is a path on this site; else the first page."""
    fine = address and address.startswith("/") and not address.startswith("//") and "\\" not in address
    return address if address and fine and address.isprintable() else "/"


def sent_to(address: str) -> Redirect:
    """To another page, by GET."""
    return Redirect(path=address, status_code=303)


@get("/login", sync_to_thread=False, include_in_schema=False)
def login_page(request: Asked) -> Response[str]:
    """The form."""
    return render(request, "login.html", problem=None, name="", next=local(request.query_params.get("next")))


@post("/login", request_max_body_size=MOST_FORM, include_in_schema=False)
async def login(request: Asked) -> Response[Any]:
    """Sign in, if the password is right and was not guessed at too often."""

    form = await request.form()
    name, password = (str(form.get(key, "")) for key in ("name", "password"))
    return await asyncio.to_thread(
        _signed_in, request, name[:LONGEST_NAME], password, str(form.get("next", ""))
    )


def _signed_in(request: Asked, name: str, password: str, following: str) -> Response[Any]:
    site = site_of(request)
    address = request.client.host if request.client else ""
    wait = site.limiter.wait(name, address)
    if wait:
        refused = _refused(request, f"Too many tries. Try again in {int(wait // 60) + 1} minutes.", 429, name)
        refused.headers["Retry-After"] = str(int(wait) + 1)
        return refused
    if not fits(password, accounts.password_hash_of(site.ledger, name)):
        site.limiter.failed(name, address)
        return _refused(request, "This name and this password do not belong together.", 403, name)
    site.limiter.succeeded(name)
    return _welcomed(request, name, local(following))


def _refused(request: Asked, problem: str, status: int, name: str) -> Response[str]:
    return render(request, "login.html", status=status, problem=problem, name=name, next="/")


def _welcomed(request: Asked, name: str, following: str) -> Response[Any]:
    site = site_of(request)
    # A new cookie: one that somebody put into this browser before must not become that of the session.
    token = new_token()
    until = (datetime.now(UTC) + HOLDS).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    accounts.start_session(site.ledger, token_hash(token), name, expires_at=until)
    answer = sent_to(following)
    answer.set_cookie(_cookie(request, site.cookie_name, token, int(HOLDS.total_seconds())))
    return answer


def _cookie(request: Asked, name: str, value: str, seconds: int) -> Cookie:
    secure = site_of(request).https
    return Cookie(key=name, value=value, max_age=seconds, httponly=True, samesite="strict", secure=secure)


@post("/logout", request_max_body_size=MOST_FORM, sync_to_thread=True, include_in_schema=False)
def logout(request: Asked) -> Response[Any]:
    """Sign out of this browser."""
    site = site_of(request)
    accounts.end_session(site.ledger, token_hash(visitor_of(request).cookie))
    answer = sent_to("/")
    answer.set_cookie(_cookie(request, site.cookie_name, new_token(), int(HOLDS.total_seconds())))
    return answer


@post("/veil", request_max_body_size=MOST_FORM, include_in_schema=False)
async def veil(request: Asked) -> Response[Any]:
    """Warn before graphic words, or do not; this browser remembers."""
    form = await request.form()
    answer = sent_to(local(str(form.get("next", ""))))
    value = "on" if form.get("veil") == "on" else "off"
    answer.set_cookie(_cookie(request, site_of(request).veil_name, value, YEAR))
    return answer
