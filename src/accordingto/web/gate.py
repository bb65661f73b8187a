"""What every request passes first, and what every answer carries.

`Host` is checked against rebinding of names: an attacker's page can make a name of its own point to this
machine, and would then be of one origin with us. An address, unlike a name, always points to itself.
"""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import quote, urlsplit

import msgspec
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from accordingto.errors import LedgerError
from accordingto.web.passwords import new_token
from accordingto.web.site import Site

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
# Pages may hold what nobody else at this machine should find in the browser's cache.
NOT_KEPT = {"Cache-Control": "no-store"}
SAFE = frozenset({"GET", "HEAD"})
OPEN = ("/static/", "/login")
YEAR = 31_536_000


class Gate:
    """Around the whole application: refuses what it must not see, and names who asks."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self._app = app
        self._site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        method = str(scope.get("method", ""))
        refusal = self._refusal(method, headers)
        if refusal:
            await _answer(send, 403, refusal)
        elif scope["path"].startswith("/static/"):
            await self._app(scope, receive, _carrying(send, HEADERS))
        else:
            await self._known(scope, receive, send, headers)

    async def _known(self, scope: Scope, receive: Receive, send: Send, headers: Mapping[str, str]) -> None:
        cookies = _cookies(headers.get("cookie", ""))
        cookie = cookies.get(self._site.cookie_name, "")
        fresh = cookie or new_token()
        veiled = cookies.get(self._site.veil_name) == "on"
        try:
            visitor = await asyncio.to_thread(self._site.visitor, fresh, veiled=veiled)
        except LedgerError as error:
            await _answer(send, 503, str(error))
            return
        scope["visitor"] = visitor  # type: ignore[typeddict-unknown-key]
        carried = {**HEADERS, **NOT_KEPT, **({} if cookie else self.set_cookie(fresh))}
        if visitor.role is None and not scope["path"].startswith(OPEN):
            await _sign_in(scope, _carrying(send, carried))
        else:
            await self._app(scope, receive, _carrying(send, carried))

    def set_cookie(self, value: str) -> dict[str, str]:
        """The header that gives a browser its cookie."""
        secure = "; Secure" if self._site.https else ""
        return {"Set-Cookie": f"{self._site.cookie_name}={value}; Path=/; HttpOnly; SameSite=Strict{secure}"}

    def _refusal(self, method: str, headers: Mapping[str, str]) -> str | None:
        host = headers.get("host", "")
        if not self._is_ours(host):
            return (
                "This name is not served here. Use the address that `accordingto serve` printed, or --name."
            )
        if method in SAFE:
            return None
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return "This form came from another site."
        origin = headers.get("origin")
        if origin not in (None, "null") and urlsplit(str(origin)).netloc != host:
            return "This form came from another origin."
        return None

    def _is_ours(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        return name in self._site.names or _is_address(name)


def _is_address(name: str) -> bool:
    try:
        return bool(ipaddress.ip_address(name))
    except ValueError:
        return False


def _cookies(header: str) -> dict[str, str]:
    try:
        return {name: one.value for name, one in SimpleCookie(header).items()}
    except CookieError:
        return {}


def _carrying(send: Send, carried: Mapping[str, str]) -> Send:
    """The same `send`, with headers that the answer does not have of its own."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers: list[Any] = list(message.get("headers", []))
            have = {name.lower() for name, _ in headers}
            for name, value in carried.items():
                raw = name.lower().encode()
                if raw not in have or raw == b"set-cookie":
                    headers.append((raw, value.encode("latin-1")))
            message["headers"] = headers
        await send(message)

    return sending


async def _sign_in(scope: Scope, send: Send) -> None:
    if scope["path"].startswith("/api"):
        await _send(send, 401, b'{"status_code":401,"detail":"Sign in first."}', b"application/json")
        return
    query = scope["query_string"].decode("latin-1")
    seen = scope["method"] == "GET"  # type: ignore[typeddict-item]
    wanted = scope["path"] + (f"?{query}" if query else "") if seen else "/"
    location = f"/login?next={quote(wanted, safe='')}".encode()
    await send({"type": "http.response.start", "status": 303, "headers": [(b"location", location)]})
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _answer(send: Send, status: int, detail: str) -> None:
    body = msgspec.json.encode({"status_code": status, "detail": detail})
    await _send(_carrying(send, {**HEADERS, **NOT_KEPT}), status, body, b"application/json")


async def _send(send: Send, status: int, body: bytes, media_type: bytes) -> None:
    headers = [(b"content-type", media_type), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
