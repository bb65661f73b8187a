"""The one way out: a transport that looks a name up once and connects only to the address it has checked.

The check sits in the network backend, below redirects, retries and connection pools, so nothing that is
fetched through it can go round it (docs/decisions/0011).
"""

from __future__ import annotations

import contextlib
import functools
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import httpcore2
import httpx2

from accordingto.errors import RefusedError
from accordingto.sources.addresses import check_addresses, check_host, is_allowed

#: From a host and a port to its addresses. Raises OSError where the name is not known.
Resolve = Callable[[str, int], Sequence[str]]
Clock = Callable[[], float]

# A host that has not answered a connection by then is taken to be down, and may be tried again.
CONNECT_SECONDS = 10.0


class Deadline:
    """The moment by which one fetch has to be over. Waiting that we chose ourselves does not count."""

    def __init__(self, seconds: float, clock: Clock) -> None:
        self._clock = clock
        self._end = clock() + seconds

    def left(self) -> float:
        """Seconds left, never below zero."""
        return max(0.0, self._end - self._clock())

    def extend(self, seconds: float) -> None:
        """Give back time that was spent waiting on purpose."""
        self._end += seconds

    def within(self, seconds: float | None) -> float:
        """The smaller of `seconds` and what is left. Raises `httpcore2.ReadTimeout` when nothing is."""
        left = self.left()
        if not left:
            raise httpcore2.ReadTimeout("the time for this fetch is over")
        return left if seconds is None else min(seconds, left)


def resolved(host: str, port: int) -> Sequence[str]:
    """The addresses of a host, as the system knows them. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


@functools.cache
def _trusted() -> ssl.SSLContext:
    """The certificates that the system trusts; reading them takes longer than most requests."""
    return httpx2.create_ssl_context(trust_env=False)


class GuardedTransport(httpx2.BaseTransport):
    """An httpx2 transport for http and https without proxies, cookies or keys of its own.

    A request carries its `Deadline` in `extensions["deadline"]`. Raises `RefusedError` for an address that is
    not public and for a certificate that does not hold, else httpx2's errors.
    """

    def __init__(
        self,
        *,
        allow_hosts: tuple[str, ...] = (),
        resolve: Resolve = resolved,
        tls: ssl.SSLContext | None = None,
        backend: httpcore2.NetworkBackend | None = None,
    ) -> None:
        self._backend = _GuardedBackend(allow_hosts, resolve, backend or httpcore2.SyncBackend())
        self._pool = httpcore2.ConnectionPool(
            ssl_context=tls or _trusted(),
            max_keepalive_connections=10,
            keepalive_expiry=15.0,
            network_backend=self._backend,
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send one request; the body is read from `response.stream`."""
        self._backend.deadline = request.extensions["deadline"]
        with _as_httpx2():
            response = self._pool.handle_request(
                httpcore2.Request(
                    method=request.method,
                    url=httpcore2.URL(
                        scheme=request.url.raw_scheme,
                        host=request.url.raw_host,
                        port=request.url.port,
                        target=request.url.raw_path,
                    ),
                    headers=request.headers.raw,
                )
            )
        return httpx2.Response(response.status, headers=response.headers, stream=_Body(response))

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()


class _Body(httpx2.SyncByteStream):
    def __init__(self, response: httpcore2.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        with _as_httpx2():
            yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class _GuardedBackend(httpcore2.NetworkBackend):
    """Connects to checked addresses only. `deadline` is the one of the fetch that is under way."""

    def __init__(
        self, allow_hosts: tuple[str, ...], resolve: Resolve, backend: httpcore2.NetworkBackend
    ) -> None:
        self._allow_hosts = allow_hosts
        self._resolve = resolve
        self._backend = backend
        self.deadline: Deadline | None = None

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        assert self.deadline is not None, "a request without a deadline"
        failure: Exception | None = None
        for address in self._checked(host, port, self.deadline):
            seconds = self.deadline.within(CONNECT_SECONDS)
            try:
                stream = self._backend.connect_tcp(address, port, seconds, local_address, socket_options)
                return _TimedStream(stream, self)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore2.ConnectError(f"{host} has no address")

    def _checked(self, host: str, port: int, deadline: Deadline) -> Sequence[str]:
        allowed = is_allowed(host, port, self._allow_hosts)
        if not allowed:
            check_host(host)
        addresses = _in_time(lambda: self._resolve(host, port), deadline.within(CONNECT_SECONDS))
        return addresses if allowed else check_addresses(host, addresses)


class _TimedStream(httpcore2.NetworkStream):
    """A connection on which every wait ends with the deadline, so a server cannot drip its way past it."""

    def __init__(self, stream: httpcore2.NetworkStream, backend: _GuardedBackend) -> None:
        self._stream = stream
        self._backend = backend

    def _within(self, timeout: float | None) -> float:
        assert self._backend.deadline is not None
        return self._backend.deadline.within(timeout)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._within(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._within(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        seconds = self._within(timeout)
        with _cut_after(seconds, self._stream.get_extra_info("socket")):
            try:
                stream = self._stream.start_tls(ssl_context, server_hostname, seconds)
            except httpcore2.ConnectError as error:
                if isinstance(error.__cause__, ssl.SSLCertVerificationError):
                    reason = error.__cause__.verify_message
                    raise RefusedError(
                        f"The certificate of {server_hostname} does not hold: {reason}."
                    ) from error
                raise
        return _TimedStream(stream, self._backend)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


@contextlib.contextmanager
def _cut_after(seconds: float, connection: socket.socket) -> Iterator[None]:
    """Shut a connection when the time is over: a handshake has a limit for every read, not for the whole."""
    # The handshake takes the socket object over, so the cut needs a handle of its own.
    with connection.dup() as twin:
        timer = threading.Timer(seconds, _shut, (twin,))
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()


def _shut(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def _in_time(look_up: Callable[[], Sequence[str]], seconds: float) -> Sequence[str]:
    """The outcome of a look-up, which the system offers no time limit for. Raises httpcore2's errors."""
    outcome: list[Sequence[str] | OSError | UnicodeError] = []

    def work() -> None:
        try:
            outcome.append(look_up())
        except (OSError, UnicodeError) as error:
            outcome.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(seconds)
    if not outcome:
        raise httpcore2.ConnectTimeout("its name could not be looked up in time")
    if isinstance(outcome[0], Exception):
        raise httpcore2.ConnectError(f"its name could not be looked up: {outcome[0]}") from outcome[0]
    return outcome[0]


@contextlib.contextmanager
def _as_httpx2() -> Iterator[None]:
    """httpcore2's errors as those that every httpx2 transport raises."""
    try:
        yield
    except httpcore2.TimeoutException as error:
        raise httpx2.ReadTimeout(str(error) or "it did not answer in time") from error
    except (httpcore2.NetworkError, httpcore2.ProtocolError) as error:
        raise httpx2.NetworkError(str(error) or type(error).__name__) from error
