"""From an open ledger to a running server."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable

import uvicorn

from accordingto.errors import SettingsError
from accordingto.ledger import Ledger, accounts
from accordingto.settings import Settings
from accordingto.web.app import create_app
from accordingto.web.jobs import Jobs
from accordingto.web.site import Site

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
# Seconds that pages under way get once somebody stops the server.
GRACE = 3


def bound(host: str, port: int) -> socket.socket:
    """A socket on this address; on any free port if this one is taken.

    Raises `SettingsError` if the address is none of this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    # Windows would let two programs share a port.
    if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
        made.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        return _bound(made, host, port)
    except OSError as error:
        made.close()
        raise SettingsError(
            f"Nothing can be served at {host}: {error.strerror or error}. Name another --host."
        ) from error


def _bound(made: socket.socket, host: str, port: int) -> socket.socket:
    try:
        made.bind((host, port))
    except (PermissionError, OSError) as error:
        if port == 0 or not _is_taken(error):
            raise
        made.bind((host, 0))
    return made


def _is_taken(error: OSError) -> bool:
    import errno

    return error.errno in (errno.EADDRINUSE, errno.EACCES)


def check_exposure(ledger: Ledger, host: str) -> None:
    """Raises `SettingsError` if others could reach the ledger, and nobody has to sign in."""
    if host not in LOOPBACK and not accounts.has_accounts(ledger):
        raise SettingsError(
            f"{host} can be reached from other machines, and this ledger has no accounts. Make one first:"
            " `accordingto account add NAME --role admin`."
        )


def address_of(listening: socket.socket, host: str) -> str:
    """What to type into a browser on this machine."""
    port = listening.getsockname()[1]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}"


def serve(
    ledger: Ledger,
    settings: Settings,
    *,
    listening: socket.socket,
    names: Iterable[str] = (),
    https: bool = False,
    ready: Callable[[], None] = lambda: None,
) -> None:
    """Serve until somebody stops it; `ready` is called once the first page can be asked for."""
    jobs = Jobs(settings)
    port = listening.getsockname()[1]
    served = frozenset({"localhost", *(name.lower() for name in names)})
    site = Site(ledger=ledger, settings=settings, jobs=jobs, port=port, names=served, https=https)
    config = uvicorn.Config(
        create_app(site),
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=https,
        timeout_graceful_shutdown=GRACE,
        lifespan="off",
    )
    # Of a large ledger they take seconds.
    site.atlases.begin(ledger)
    site.derived.begin(ledger)
    try:
        _Server(config, ready).run(sockets=[listening])
    finally:
        jobs.close()


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()
