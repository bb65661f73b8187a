from __future__ import annotations

import email.utils
import gzip
import time
import zlib
from http.server import BaseHTTPRequestHandler

import httpx2
import pytest

from accordingto.errors import FetchError, NotFoundError, RefusedError, TooLargeError
from accordingto.settings import Settings
from accordingto.sources import Fetched, Fetcher, Validators
from accordingto.types import Capture

from .conftest import Answer, Serve, Server, in_turn, reply

PAGE = b"<html><p>The ministry said the road was open.</p></html>"
NO_ROBOTS = reply(b"", status=404)


class Clock:
    """Time that passes only by sleeping."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def fetcher(clock: Clock | None = None, **settings: object) -> Fetcher:
    clock = clock or Clock()
    values = {"allow_hosts": ("127.0.0.1",), "host_delay": 0.0, **settings}
    return Fetcher(Settings(**values), sleep=clock.sleep, clock=clock)  # type: ignore[arg-type]


def redirect(location: str, status: int = 302) -> Answer:
    return reply(b"", status=status, Location=location)


def taken(fetched: Fetched) -> Capture:
    assert fetched.capture is not None
    return fetched.capture


def test_a_page_comes_with_all_that_the_server_said(serve: Serve) -> None:
    server = serve(
        {"/a?b=c": reply(PAGE, media_type="text/html; charset=UTF-8", ETag='"1"', Last_Modified="yesterday")}
    )
    with fetcher() as web:
        fetched = web.fetch(f"{server.url}/a?b=c#part")
    capture = taken(fetched)
    assert (capture.data, capture.media_type, capture.charset) == (PAGE, "text/html", "utf-8")
    assert (capture.url, capture.location) == (f"{server.url}/a?b=c", f"{server.url}/a?b=c#part")
    assert fetched.validators == Validators(etag='"1"', last_modified="yesterday")
    assert not fetched.not_modified
    assert capture.retrieved.endswith("Z")


def test_requests_name_the_program(serve: Serve) -> None:
    server = serve({"/": reply(PAGE)})
    with fetcher(user_agent="someone/1.0") as web:
        web.fetch(server.url)
    assert server.paths == ["/robots.txt", "/"]
    assert {headers["user-agent"] for _, headers in server.asked} == {"someone/1.0"}


def test_proxies_of_the_environment_are_not_used(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    server = serve({"/": reply(PAGE)})
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    with fetcher() as web:
        assert web.page(server.url).data == PAGE


def test_cookies_are_not_kept(serve: Serve) -> None:
    server = serve({"/": reply(PAGE, Set_Cookie="id=1"), "/to": redirect("/")})
    with fetcher() as web:
        web.fetch(server.url)
        web.fetch(f"{server.url}/to")
    assert all("cookie" not in headers for _, headers in server.asked)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://news.example/a",
        "file:///etc/passwd",
        "http:///a",
        "http://user:secret@news.example/",
        "http://user@news.example/",
        "http://exa mple/",
        "http://[::1/",
        "http://news.example:99999/",
        "gopher:x",
        "news.example/a",
    ],
)
def test_addresses_that_are_no_plain_web_address_are_refused(url: str) -> None:
    with pytest.raises(RefusedError) as caught:
        Fetcher(Settings()).fetch(url)
    assert "secret" not in str(caught.value)


# --- redirects ------------------------------------------------------------------------------------


def test_redirects_are_followed_to_the_final_address(serve: Serve) -> None:
    other = serve({"/end": reply(PAGE)})
    server = serve({"/": redirect("/b", 301), "/b": redirect(f"{other.url}/end", 308)})
    with fetcher() as web:
        fetched = web.fetch(server.url)
    assert fetched.url == taken(fetched).url == f"{other.url}/end"
    assert taken(fetched).location == server.url


def test_a_redirect_to_a_private_address_is_refused(serve: Serve) -> None:
    inside = serve({"/": reply(b"secret")})
    port = inside.host.partition(":")[2]
    outside = serve({"/": redirect(f"http://localhost:{port}/"), "/ip": redirect(f"http://127.1:{port}/")})
    for path in ("/", "/ip"):
        with pytest.raises(RefusedError), fetcher(allow_hosts=(outside.host,)) as web:
            web.fetch(outside.url + path)
    with pytest.raises(RefusedError), fetcher(allow_hosts=(outside.host,)) as web:
        web.fetch(inside.url)
    assert inside.paths == []


def test_a_redirect_to_another_scheme_is_refused(serve: Serve) -> None:
    server = serve({"/": redirect("file:///etc/passwd")})
    with pytest.raises(RefusedError, match="only http"), fetcher() as web:
        web.fetch(server.url)


def test_a_circle_is_seen(serve: Serve) -> None:
    server = serve({"/a": redirect("/b"), "/b": redirect("/a")})
    with pytest.raises(RefusedError, match="circle"), fetcher() as web:
        web.fetch(f"{server.url}/a")
    assert server.paths == ["/robots.txt", "/a", "/b"]


@pytest.mark.parametrize(("limit", "works"), [(5, True), (4, False)])
def test_redirects_are_counted(serve: Serve, limit: int, works: bool) -> None:
    routes = {f"/{number}": redirect(f"/{number + 1}") for number in range(5)}
    server = serve({**routes, "/5": reply(PAGE)})
    with fetcher(max_redirects=limit) as web:
        if works:
            assert web.page(f"{server.url}/0").data == PAGE
        else:
            with pytest.raises(RefusedError, match="more than 4 times"):
                web.fetch(f"{server.url}/0")


def test_a_redirect_to_nowhere_may_be_tried_again(serve: Serve) -> None:
    server = serve({"/": reply(b"", status=302)})
    with pytest.raises(FetchError, match="without saying"), fetcher() as web:
        web.fetch(server.url)


# --- size and time --------------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "works"), [(1000, True), (1001, False)])
def test_the_size_is_counted_after_decompression(serve: Serve, size: int, works: bool) -> None:
    server = serve({"/": reply(gzip.compress(b"a" * size), Content_Encoding="gzip")})
    with fetcher(max_bytes=1000) as web:
        if works:
            assert len(web.page(server.url).data) == size
        else:
            with pytest.raises(TooLargeError, match="1,000 bytes"):
                web.fetch(server.url)


def test_a_bomb_is_not_read_to_its_end(serve: Serve) -> None:
    unpacked = 0

    def explode(handler: BaseHTTPRequestHandler) -> None:
        nonlocal unpacked
        handler.send_response(200)
        handler.send_header("Content-Encoding", "gzip")
        handler.send_header("Connection", "close")
        handler.end_headers()
        engine = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
        while unpacked < 1_000_000_000:
            handler.wfile.write(engine.compress(bytes(100_000)) + engine.flush(zlib.Z_SYNC_FLUSH))
            unpacked += 100_000
            time.sleep(0.001)

    server = serve({"/": explode, "/robots.txt": NO_ROBOTS})
    with pytest.raises(TooLargeError), fetcher(max_bytes=1_000_000) as web:
        web.fetch(server.url)
    assert unpacked < 50_000_000


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, br"])
def test_packing_that_was_not_asked_for_is_told(serve: Serve, encoding: str) -> None:
    server = serve({"/": reply(PAGE, Content_Encoding=encoding)})
    with pytest.raises(FetchError, match="unpacked"), fetcher() as web:
        web.fetch(server.url)
    assert server.asked[-1][1]["accept-encoding"] == "gzip, deflate"


def test_a_body_that_breaks_off_is_not_taken(serve: Serve) -> None:
    def short(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(PAGE)
        handler.close_connection = True

    server = serve({"/": in_turn(short, reply(PAGE))})
    clock = Clock()
    with fetcher(clock) as web:
        assert web.page(server.url).data == PAGE
    assert clock.slept == [1.0]


def test_the_time_of_one_fetch_includes_its_redirects() -> None:
    clock = Clock()

    def slow(request: httpx2.Request) -> httpx2.Response:
        clock.now += 12
        return httpx2.Response(302, headers={"location": f"{request.url.path}x"})

    web = Fetcher(
        Settings(robots=False, host_delay=0, max_redirects=20),
        transport=httpx2.MockTransport(slow),
        sleep=clock.sleep,
        clock=clock,
    )
    with pytest.raises(FetchError, match="longer than 30 s"):
        web.fetch("http://news.example/a")
    assert clock.now == 1_036.0


# --- what servers answer --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "error", "tries"),
    [
        (404, NotFoundError, 1),
        (410, NotFoundError, 1),
        (401, RefusedError, 1),
        (403, RefusedError, 1),
        (451, RefusedError, 1),
        (204, RefusedError, 1),
        (408, FetchError, 1),
        (500, FetchError, 1),
        (429, FetchError, 4),
        (502, FetchError, 4),
        (503, FetchError, 4),
        (504, FetchError, 4),
    ],
)
def test_each_status_has_its_error(serve: Serve, status: int, error: type[Exception], tries: int) -> None:
    server = serve({"/": reply(b"", status=status), "/robots.txt": NO_ROBOTS})
    clock = Clock()
    with pytest.raises(error, match=str(status)), fetcher(clock) as web:
        web.fetch(f"{server.url}/")
    assert server.paths.count("/") == tries
    assert clock.slept == [1.0, 2.0, 4.0][: tries - 1]


@pytest.mark.parametrize(("retry_after", "pause"), [("7", 7.0), ("0", 0.0), ("soon", 1.0), ("-3", 1.0)])
def test_retry_after_is_obeyed(serve: Serve, retry_after: str, pause: float) -> None:
    server = serve({"/": in_turn(reply(b"", status=503, Retry_After=retry_after), reply(PAGE))})
    clock = Clock()
    with fetcher(clock) as web:
        assert web.page(server.url).data == PAGE
    assert clock.slept == [pause]


def test_retry_after_may_be_a_date(serve: Serve) -> None:
    moment = email.utils.formatdate(time.time() + 40, usegmt=True)
    server = serve({"/": in_turn(reply(b"", status=429, Retry_After=moment), reply(PAGE))})
    clock = Clock()
    with fetcher(clock) as web:
        web.fetch(server.url)
    assert clock.slept[0] == pytest.approx(40, abs=3)


def test_a_long_retry_after_is_not_sat_out_but_remembered(serve: Serve) -> None:
    server = serve({"/": reply(b"", status=429, Retry_After="3600"), "/b": reply(PAGE)})
    clock = Clock()
    with fetcher(clock) as web:
        with pytest.raises(FetchError, match="in 3600 s"):
            web.fetch(server.url)
        with pytest.raises(FetchError, match="left alone for 3600 s"):
            web.fetch(f"{server.url}/b")
        clock.now += 3601
        assert web.page(f"{server.url}/b").data == PAGE
    assert clock.slept == []


def test_a_host_that_cannot_be_reached_is_not_tried_for_every_page() -> None:
    asked: list[str] = []

    def down(request: httpx2.Request) -> httpx2.Response:
        asked.append(request.url.path)
        raise httpx2.ConnectError("refused")

    clock = Clock()
    web = Fetcher(Settings(), transport=httpx2.MockTransport(down), sleep=clock.sleep, clock=clock)
    for page in ("a", "b", "c"):
        with pytest.raises(FetchError) as caught:
            web.fetch(f"http://news.example/{page}")
        assert caught.value.retryable
    assert asked == ["/robots.txt"] * 4


def test_a_page_that_fails_does_not_spoil_its_host(serve: Serve) -> None:
    server = serve({"/a": reply(b"", status=502), "/b": reply(PAGE)})
    with fetcher() as web:
        with pytest.raises(FetchError):
            web.fetch(f"{server.url}/a")
        assert web.page(f"{server.url}/b").data == PAGE


# --- asking only for what is new ------------------------------------------------------------------


def test_an_unchanged_page_is_not_sent_again(serve: Serve) -> None:
    server = serve({"/": reply(b"", status=304, ETag='"1"')})
    with fetcher() as web:
        fetched = web.fetch(server.url, validators=Validators(etag='"1"', last_modified="yesterday"))
    assert fetched.not_modified
    assert fetched.capture is None
    asked = server.asked[-1][1]
    assert (asked["if-none-match"], asked["if-modified-since"]) == ('"1"', "yesterday")


def test_validators_that_are_not_ascii_are_sent_back(serve: Serve) -> None:
    server = serve({"/": reply(PAGE)})
    with fetcher() as web:
        web.fetch(server.url, validators=Validators(etag='"é"'))
    assert server.asked[-1][1]["if-none-match"].encode("latin-1") == '"é"'.encode()


def test_a_304_that_was_not_asked_for_is_a_failure(serve: Serve) -> None:
    server = serve({"/": reply(b"", status=304)})
    with pytest.raises(FetchError, match="304"), fetcher() as web:
        web.page(server.url)


# --- robots.txt and the pace ----------------------------------------------------------------------

SHUT = b"User-agent: *\nDisallow: /shut\nCrawl-delay: 3\n"


def robots_of(server: Server) -> int:
    return server.paths.count("/robots.txt")


def test_robots_txt_is_obeyed_and_asked_for_once(serve: Serve) -> None:
    server = serve(
        {"/robots.txt": reply(SHUT), "/open": reply(PAGE), "/shut": reply(PAGE), "/to": redirect("/shut")}
    )
    with fetcher() as web:
        assert web.page(f"{server.url}/open").data == PAGE
        for path in ("/shut", "/to"):
            with pytest.raises(RefusedError, match=r"robots\.txt"):
                web.fetch(server.url + path)
    assert "/shut" not in server.paths
    assert robots_of(server) == 1


def test_robots_txt_can_be_passed_over_by_setting(serve: Serve) -> None:
    server = serve({"/robots.txt": reply(SHUT), "/shut": reply(PAGE)})
    with fetcher(robots=False) as web:
        assert web.page(f"{server.url}/shut").data == PAGE
    assert robots_of(server) == 0


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_no_robots_txt_allows_all(serve: Serve, status: int) -> None:
    server = serve({"/robots.txt": reply(b"", status=status), "/": reply(PAGE)})
    with fetcher() as web:
        assert web.page(server.url).data == PAGE


@pytest.mark.parametrize("status", [429, 500, 503])
def test_robots_txt_that_cannot_be_had_forbids_for_now(serve: Serve, status: int) -> None:
    server = serve({"/robots.txt": reply(b"", status=status), "/": reply(PAGE)})
    with pytest.raises(FetchError, match=r"robots\.txt") as caught, fetcher() as web:
        web.fetch(server.url)
    assert caught.value.retryable
    assert "/" not in server.paths


def test_robots_txt_is_tried_again_after_a_failure(serve: Serve) -> None:
    server = serve({"/robots.txt": in_turn(reply(b"", status=503), reply(SHUT)), "/open": reply(PAGE)})
    with fetcher() as web:
        assert web.page(f"{server.url}/open").data == PAGE
    assert robots_of(server) == 2


def test_robots_txt_may_be_elsewhere_but_not_inside(serve: Serve) -> None:
    elsewhere = serve({"/rules": reply(SHUT)})
    server = serve({"/robots.txt": redirect(f"{elsewhere.url}/rules"), "/shut": reply(PAGE)})
    with fetcher() as web, pytest.raises(RefusedError, match=r"robots\.txt"):
        web.fetch(f"{server.url}/shut")
    with fetcher(allow_hosts=(server.host,)) as web, pytest.raises(RefusedError, match="public"):
        web.fetch(f"{server.url}/shut")


def test_robots_txt_is_asked_for_again_after_a_day(serve: Serve) -> None:
    server = serve({"/robots.txt": reply(b""), "/": reply(PAGE)})
    clock = Clock()
    with fetcher(clock) as web:
        for hours in (0, 23, 2):
            clock.now += hours * 3600
            web.fetch(server.url)
    assert robots_of(server) == 2


@pytest.mark.parametrize(
    ("robots", "delay", "slept"),
    [(b"", 0.0, []), (b"", 1.5, [1.5, 1.5]), (SHUT, 1.5, [3.0, 3.0]), (SHUT, 4.0, [4.0, 4.0])],
)
def test_visits_to_one_host_are_spaced(serve: Serve, robots: bytes, delay: float, slept: list[float]) -> None:
    server = serve({"/robots.txt": reply(robots), "/": reply(PAGE), "/to": redirect("/")})
    clock = Clock()
    with fetcher(clock, host_delay=delay) as web:
        web.fetch(server.url)
        web.fetch(f"{server.url}/to")
        web.fetch(server.url)
    assert clock.slept == slept


def test_time_that_has_passed_counts_as_waiting(serve: Serve) -> None:
    server = serve({"/": reply(PAGE)})
    clock = Clock()
    with fetcher(clock, host_delay=10.0) as web:
        web.fetch(server.url)
        clock.now += 8
        web.fetch(server.url)
    assert clock.slept == [2.0]


def test_waiting_our_turn_does_not_use_up_the_time_for_the_fetch(serve: Serve) -> None:
    server = serve({"/": reply(PAGE)})
    with fetcher(host_delay=100.0, fetch_seconds=30.0) as web:
        web.fetch(server.url)
        assert web.page(server.url).data == PAGE


def test_a_host_that_wants_hours_between_visits_is_left_for_another_day(serve: Serve) -> None:
    server = serve({"/robots.txt": reply(b"User-agent: *\nCrawl-delay: 7200"), "/": reply(PAGE)})
    clock = Clock()
    with fetcher(clock) as web:
        web.fetch(server.url)
        with pytest.raises(FetchError, match="7200 s"):
            web.fetch(server.url)
    assert clock.slept == []
