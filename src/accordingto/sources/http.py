"""Fetching a page: guarded, bounded, polite. The only code here that decides when a request goes out."""

from __future__ import annotations

import contextlib
import email.utils
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

import httpx2

from accordingto.errors import FetchError, NotFoundError, RefusedError, SourceError, TooLargeError
from accordingto.settings import Settings
from accordingto.sources.addresses import check_host, is_allowed
from accordingto.sources.bodies import BodyError, content_type, decoded, unpacked
from accordingto.sources.rejects import now
from accordingto.sources.robots import MOST_BYTES, Robots, may_fetch, parse_robots, product
from accordingto.sources.transport import Clock, Deadline, GuardedTransport, Resolve, resolved
from accordingto.types import Capture, Noun

#: Longest pause, in seconds, that is sat out for a server; who asks for more gets visited another day.
MOST_PAUSE = 120.0
ROBOTS_SECONDS = 24 * 3600.0  # RFC 9309: do not keep a copy for longer than a day
#: How long, in seconds, a host that could not be reached is left alone: a feed may name it fifty times.
DOWN_SECONDS = 60.0

_ACCEPT = "text/html, application/xhtml+xml, application/pdf, text/plain, application/rss+xml, */*;q=0.5"
_REDIRECTS = (301, 302, 303, 307, 308)
_TRY_AGAIN = (429, 502, 503, 504)
_GONE = (404, 410)


class Validators(Noun, frozen=True):
    """What a server gave with a page to ask later whether it has changed."""

    etag: str | None = None
    last_modified: str | None = None


class Fetched(Noun, frozen=True):
    """What came back from `url`, the address after redirects. `capture` is None when it has not changed."""

    url: str
    capture: Capture | None
    validators: Validators = Validators()
    not_modified: bool = False


class _TransientError(FetchError):
    """A failure worth another try at once.

    `pause` is how long the server asked to wait, in seconds; `host_down` says that it is the host that fails,
    not this page.
    """

    def __init__(self, message: str, *, pause: float | None = None, host_down: bool = False) -> None:
        super().__init__(message)
        self.pause = pause
        self.host_down = host_down or pause is not None


class _KnownRobots(Noun, frozen=True):
    until: float
    robots: Robots


class Fetcher:
    """Fetches pages one at a time and remembers, while it lives, each host's robots.txt and last visit.

    `transport` replaces the way out (a test's, a proxy's); by default it is a `GuardedTransport`, for which
    `resolve` looks names up. `clock` and `sleep` are in seconds.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        transport: httpx2.BaseTransport | None = None,
        resolve: Resolve | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Clock = time.monotonic,
    ) -> None:
        self._settings = settings
        self._transport = transport
        self._resolve = resolve or resolved
        self._sleep = sleep
        self._clock = clock
        self._robots: dict[str, _KnownRobots] = {}
        self._next_turn: dict[str, float] = {}
        self._down: dict[str, float] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection."""
        if self._transport is not None:
            self._transport.close()

    def fetch(self, url: str, *, validators: Validators | None = None) -> Fetched:
        """Fetch one address, with `validators` only if it has changed since.

        Raises `RefusedError` (address, scheme, robots.txt, redirects, or the server says no),
        `NotFoundError`, `TooLargeError`, and `FetchError` for everything that may work another time.
        """
        start = _parsed(url, self._settings)
        self._check_up(start)
        attempt = 0
        while True:
            try:
                return self._followed(url, start, validators)
            except _TransientError as error:
                self._sleep(self._pause_after(error, attempt, start))
            attempt += 1

    def page(self, url: str) -> Capture:
        """Fetch one address, whether or not it has changed. Raises what `fetch` raises."""
        capture = self.fetch(url).capture
        if capture is None:
            raise FetchError(f"The server answered 304 for {url}, which was not asked. Try again later.")
        return capture

    def _check_up(self, url: httpx2.URL) -> None:
        seconds = self._down.get(_origin(url), 0.0) - self._clock()
        if seconds > 0:
            raise FetchError(
                f"{url.host} failed a moment ago and is left alone for {seconds:.0f} s. Try again after that."
            )

    def _pause_after(self, error: _TransientError, attempt: int, url: httpx2.URL) -> float:
        """Seconds to wait before the next try. Raises `error` when there is none."""
        pause = 2.0**attempt if error.pause is None else error.pause
        if attempt < self._settings.retries and pause <= MOST_PAUSE:
            return pause
        if error.host_down:
            self._down[_origin(url)] = self._clock() + max(pause, DOWN_SECONDS)
        raise error

    def _followed(self, asked: str, url: httpx2.URL, validators: Validators | None) -> Fetched:
        deadline = Deadline(self._settings.fetch_seconds, self._clock)
        seen: set[httpx2.URL] = set()
        host = ""
        while len(seen) <= self._settings.max_redirects:
            seen.add(url)
            self._check_robots(url, deadline)
            if url.host != host:
                self._wait_turn(url, deadline)
            host = url.host
            with self._answer(url, _conditions(validators), deadline) as response:
                if response.status_code not in _REDIRECTS:
                    return self._taken(asked, url, response, deadline)
                url = self._next_hop(url, response)
            if url in seen:
                raise RefusedError(f"{asked} redirects in a circle, at {url}.")
        raise RefusedError(
            f"{asked} redirects more than {self._settings.max_redirects} times. "
            f"The setting max_redirects raises the limit."
        )

    def _next_hop(self, url: httpx2.URL, response: httpx2.Response) -> httpx2.URL:
        location = response.headers.get("location")
        if not location:
            raise FetchError(f"{url} redirects ({response.status_code}) without saying where to.")
        try:
            return _parsed(str(url.join(location)), self._settings)
        except httpx2.InvalidURL as error:
            raise RefusedError(
                f"{url} redirects to {location!r}, which is no web address: {error}."
            ) from error

    @contextlib.contextmanager
    def _answer(
        self, url: httpx2.URL, headers: dict[str, str], deadline: Deadline
    ) -> Iterator[httpx2.Response]:
        """One request, with every way the network can fail turned into our errors."""
        headers = {"User-Agent": self._settings.user_agent, "Accept-Encoding": "gzip, deflate", **headers}
        request = httpx2.Request(
            "GET",
            url,
            headers=[(name.encode(), value.encode()) for name, value in headers.items()],
            extensions={"deadline": deadline},
        )
        try:
            if not deadline.left():
                raise httpx2.ReadTimeout("the time for this fetch is over")
            with contextlib.closing(self._way_out().handle_request(request)) as response:
                yield response
        except httpx2.TransportError as error:
            if not deadline.left():
                raise FetchError(
                    f"{url} took longer than {self._settings.fetch_seconds:g} s. Try again later, "
                    f"or raise the setting fetch_seconds."
                ) from error
            message = f"{url} could not be reached: {error}. Try again later."
            raise _TransientError(message, host_down=True) from error

    def _way_out(self) -> httpx2.BaseTransport:
        # Made on first use: reading files alone should not load certificates.
        if self._transport is None:
            self._transport = GuardedTransport(allow_hosts=self._settings.allow_hosts, resolve=self._resolve)
        return self._transport

    def _taken(self, asked: str, url: httpx2.URL, response: httpx2.Response, deadline: Deadline) -> Fetched:
        _check_status(url, response)
        headers = response.headers
        validators = Validators(etag=headers.get("etag"), last_modified=headers.get("last-modified"))
        if response.status_code == 304:
            return Fetched(url=str(url), capture=None, validators=validators, not_modified=True)
        media_type, charset = content_type(headers.get("content-type"))
        capture = Capture(
            data=_body(url, response, deadline, self._settings.max_bytes),
            location=asked,
            retrieved=now(),
            media_type=media_type,
            charset=charset,
            url=str(url),
        )
        return Fetched(url=str(url), capture=capture, validators=validators)

    def _wait_turn(self, url: httpx2.URL, deadline: Deadline) -> None:
        """Wait until this host may be visited again, and note when it may be visited next."""
        pause = self._next_turn.get(url.host, 0.0) - self._clock()
        if pause > MOST_PAUSE:
            raise FetchError(f"{url.host} wants {pause:.0f} s between two visits. Try {url} again later.")
        if pause > 0:
            self._sleep(pause)
            deadline.extend(pause)
        known = self._robots.get(_origin(url))
        asked = known.robots.delay if known else 0.0
        self._next_turn[url.host] = self._clock() + max(self._settings.host_delay, asked)

    def _check_robots(self, url: httpx2.URL, deadline: Deadline) -> None:
        if not self._settings.robots:
            return
        robots = self._robots_of(url, deadline)
        if not may_fetch(robots, url.raw_path.decode("ascii")):
            raise RefusedError(
                f"The robots.txt of {url.host} asks programs not to fetch {url}. "
                f"Save the page in a browser and add the file."
            )

    def _robots_of(self, url: httpx2.URL, deadline: Deadline) -> Robots:
        known = self._robots.get(_origin(url))
        if known is None or known.until < self._clock():
            robots_url = url.copy_with(raw_path=b"/robots.txt")
            known = _KnownRobots(
                until=self._clock() + ROBOTS_SECONDS, robots=self._fetched_robots(robots_url, deadline)
            )
            self._robots[_origin(url)] = known
        return known.robots

    def _fetched_robots(self, url: httpx2.URL, deadline: Deadline) -> Robots:
        """RFC 9309: answers of 400 to 499 mean that there are no rules, failures that all is forbidden."""
        for _ in range(self._settings.max_redirects + 1):
            with self._answer(url, {}, deadline) as response:
                status = response.status_code
                if status == 429 or status >= 500:
                    raise _TransientError(
                        f"{url} cannot be had (the server answered {status}), so nothing is fetched from "
                        f"{url.host}. Try again later.",
                        pause=_pause(response.headers.get("retry-after")),
                        host_down=True,
                    )
                if status == 200:
                    data = _head(response, deadline)
                    return parse_robots(data, agent=product(self._settings.user_agent))
                if status not in _REDIRECTS:
                    return Robots()
                url = self._next_hop(url, response)
        return Robots()


def _parsed(url: str, settings: Settings) -> httpx2.URL:
    """The address as a URL that may be asked for. Raises `RefusedError`."""
    try:
        parsed = httpx2.URL(url)
    except httpx2.InvalidURL as error:
        raise RefusedError(f"{url!r} is no web address: {error}.") from error
    if parsed.scheme not in ("http", "https"):
        raise RefusedError(f"{url!r} is not fetched: only http and https addresses are.")
    if parsed.userinfo:
        raise RefusedError(f"The address of {parsed.host} holds a user name or password, and is not fetched.")
    if not parsed.host:
        raise RefusedError(f"{url!r} names no host.")
    if _port(parsed) > 65_535:
        raise RefusedError(f"{url!r} names a port that cannot exist.")
    if not is_allowed(parsed.host, _port(parsed), settings.allow_hosts):
        check_host(parsed.raw_host.decode("ascii"))
    return parsed.copy_with(fragment=None)


def _port(url: httpx2.URL) -> int:
    return url.port or (443 if url.scheme == "https" else 80)


def _origin(url: httpx2.URL) -> str:
    return f"{url.scheme}://{url.host}:{_port(url)}"


def _conditions(validators: Validators | None) -> dict[str, str]:
    headers = {"Accept": _ACCEPT}
    if validators and validators.etag:
        headers["If-None-Match"] = validators.etag
    if validators and validators.last_modified:
        headers["If-Modified-Since"] = validators.last_modified
    return headers


def _check_status(url: httpx2.URL, response: httpx2.Response) -> None:
    status = response.status_code
    if status in (200, 203, 304):
        return
    if status in _GONE:
        raise NotFoundError(f"{url} is not there: the server answered {status}.")
    if status in _TRY_AGAIN:
        raise _again(url, status, response.headers.get("retry-after"))
    if status in (408, 425) or status >= 500:
        raise FetchError(f"The server answered {status} for {url}. Try again later.")
    raise RefusedError(
        f"The server answered {status} for {url}. Save the page in a browser and add the file."
    )


def _again(url: httpx2.URL, status: int, retry_after: str | None) -> SourceError:
    pause = _pause(retry_after)
    later = "later" if pause is None else f"in {pause:.0f} s"
    return _TransientError(f"The server answered {status} for {url}. Try again {later}.", pause=pause)


def _pause(retry_after: str | None) -> float | None:
    """Seconds that a Retry-After header asks for: a number, or the time until a date."""
    if retry_after is None:
        return None
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        moment = email.utils.parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - datetime.now(UTC)).total_seconds())


def _body(url: httpx2.URL, response: httpx2.Response, deadline: Deadline, limit: int) -> bytes:
    try:
        return decoded(_chunks(response, deadline), response.headers.get("content-encoding"), limit=limit)
    except BodyError as error:
        raise FetchError(f"The body of {url} cannot be unpacked. {error} Try again later.") from error
    except TooLargeError as error:
        raise TooLargeError(f"{url} is not taken. {error}") from error


def _head(response: httpx2.Response, deadline: Deadline) -> bytes:
    """The first bytes of a robots.txt, and no more; one that cannot be unpacked has no rules."""
    body = bytearray()
    with contextlib.suppress(BodyError):
        for chunk in unpacked(_chunks(response, deadline), response.headers.get("content-encoding")):
            body += chunk
            if len(body) >= MOST_BYTES:
                break
    return bytes(body)


def _chunks(response: httpx2.Response, deadline: Deadline) -> Iterator[bytes]:
    assert isinstance(response.stream, httpx2.SyncByteStream)
    for chunk in response.stream:
        if not deadline.left():
            raise httpx2.ReadTimeout("the time for this fetch is over")
        yield chunk
