from __future__ import annotations

import gzip
import io
import os
import sys
from pathlib import Path

import pytest

from accordingto.settings import Settings
from accordingto.sources import Fetcher, captures
from accordingto.types import Capture, Hints, Reject

from .conftest import Serve, reply

PAGE = b"<!doctype html><p>The envoy said talks would resume.</p>"
NOBODY = Hints()


def collect(target: str | Path, hints: Hints = NOBODY, **settings: object) -> list[Capture | Reject]:
    values = {"allow_hosts": ("127.0.0.1",), "host_delay": 0.0, "retries": 0, "max_bytes": 10_000, **settings}
    return list(captures(str(target), hints=hints, settings=Settings(**values)))  # type: ignore[arg-type]


def only(found: list[Capture | Reject]) -> Capture:
    assert len(found) == 1
    assert isinstance(found[0], Capture), found[0]
    return found[0]


def refusal(found: list[Capture | Reject]) -> Reject:
    assert len(found) == 1
    assert isinstance(found[0], Reject)
    assert found[0].stage == "source"
    return found[0]


def warc_of(page: bytes) -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    return (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\n"
        b"WARC-Date: 2024-03-08T09:00:00Z\r\nContent-Length: %d\r\n\r\n%b\r\n\r\n" % (len(block), block)
    )


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("page.html", PAGE, "text/html"),
        ("page", PAGE, "text/html"),
        ("report.pdf", b"%PDF-1.4", "application/pdf"),
        ("report.txt", b"The envoy said no.", "text/plain"),
        ("report", b"The envoy said no.", None),
        ("empty.txt", b"", "text/plain"),
    ],
)
def test_a_file(tmp_path: Path, name: str, data: bytes, media_type: str | None) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    hints = Hints(outlet="Courier", published="2024-03-08")
    capture = only(collect(path, hints))
    assert (capture.data, capture.location, capture.media_type) == (data, str(path), media_type)
    assert (capture.hints, capture.url) == (hints, None)
    assert capture.retrieved.endswith("Z")


def test_a_gzipped_file_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "report.txt.gz"
    path.write_bytes(gzip.compress(b"The envoy said no."))
    capture = only(collect(path))
    assert (capture.data, capture.media_type) == (b"The envoy said no.", "text/plain")


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE)))
    capture = only(collect("-"))
    assert (capture.data, capture.location, capture.media_type) == (PAGE, "-", "text/html")


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.data"])
def test_an_archive_is_known_by_its_bytes(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(warc_of(PAGE)) if name.endswith("gz") else warc_of(PAGE))
    capture = only(collect(path))
    assert (capture.data, capture.location) == (PAGE, f"{path}#0")


def test_an_archive_damaged_in_its_first_record_is_still_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    first, second = gzip.compress(warc_of(PAGE)), gzip.compress(warc_of(PAGE))
    path.write_bytes(first[:12] + b"\xff\xff\xff" + first[15:] + second)
    reject, capture = collect(path)
    assert isinstance(reject, Reject)
    assert isinstance(capture, Capture)
    assert capture.location == f"{path}#{len(first)}"


def test_a_folder_is_walked_in_sorted_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/.hidden", ".git/config", "c.warc", "B.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(warc_of(PAGE) if name.endswith("warc") else name.encode())
    found = collect(tmp_path)
    assert [one.location.removeprefix(f"{tmp_path}/") for one in found] == [
        "B.txt",
        "a/z.txt",
        "b.txt",
        "c.warc#0",
    ]


def test_the_ledger_in_use_is_no_report_of_the_folder_it_stands_in(tmp_path: Path) -> None:
    for name in ("one.txt", "war.db", "war.db-wal", "war.db-shm", "other.db"):
        (tmp_path / name).write_bytes(b"SQLite format 3\0" if "db" in name else b"One.")

    found = collect(tmp_path, ledger=str(tmp_path / "war.db"))

    assert [Path(one.location).name for one in found] == ["one.txt", "other.db"]


def test_links_are_followed_but_not_in_circles(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/one.txt").write_bytes(b"1")
    (tmp_path / "a/up").symlink_to(tmp_path)
    (tmp_path / "b").symlink_to(tmp_path / "a")
    (tmp_path / "self").symlink_to(tmp_path / "self")
    (tmp_path / "two.txt").symlink_to(tmp_path / "a/one.txt")
    found = collect(tmp_path)
    assert [one.location.removeprefix(f"{tmp_path}/") for one in found] == ["a/one.txt", "self", "two.txt"]
    assert isinstance(found[1], Reject)


def test_what_is_neither_file_nor_folder_is_told_and_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "report.txt").write_bytes(b"x")
    pipe, report = collect(tmp_path)
    assert isinstance(pipe, Reject)
    assert "neither a file nor a folder" in pipe.reason
    assert isinstance(report, Capture)


def test_names_that_are_no_text_can_still_be_told(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/\xff.txt", "wb") as file:
        file.write(b"x")
    assert only(collect(tmp_path)).location == f"{tmp_path}/\\xff.txt"


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("no/such/file.txt", "There is no file or folder no/such/file.txt."),
        ("news.example/page", "starts with http:// or https://"),
        ("ftp://news.example/page", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("a\0b", "no file or folder"),
        ("", "no file or folder"),
        ("http://127.1/", "address in disguise"),
    ],
)
def test_targets_that_cannot_be_used_are_told(target: str, reason: str) -> None:
    reject = refusal(collect(target))
    assert reason in reject.reason
    assert not reject.retryable


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.symlink_to(path)
    assert "Too many levels" in refusal(collect(path)).reason


@pytest.mark.parametrize("packed", [False, True])
def test_a_file_above_the_limit_is_told(tmp_path: Path, packed: bool) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(gzip.compress(bytes(10_001)) if packed else bytes(10_001))
    assert "10,000 bytes" in refusal(collect(path)).reason


def test_a_damaged_gzip_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "report.txt.gz"
    path.write_bytes(gzip.compress(PAGE)[:-3])
    assert "cannot be unpacked" in refusal(collect(path)).reason


# --- addresses ------------------------------------------------------------------------------------


def test_a_page_is_fetched(serve: Serve) -> None:
    server = serve({"/page": reply(PAGE)})
    capture = only(collect(f"{server.url}/page", Hints(outlet="Courier")))
    assert (capture.data, capture.url, capture.hints.outlet) == (PAGE, f"{server.url}/page", "Courier")


def test_an_archive_is_fetched_and_read(serve: Serve) -> None:
    server = serve({"/a.warc.gz": reply(gzip.compress(warc_of(PAGE)), media_type="application/gzip")})
    capture = only(collect(f"{server.url}/a.warc.gz"))
    assert (capture.location, capture.url) == (f"{server.url}/a.warc.gz#0", "http://a.example/")


def test_a_fetcher_that_is_given_is_used_and_left_open(serve: Serve) -> None:
    server = serve({"/page": reply(PAGE)})
    settings = Settings(allow_hosts=("127.0.0.1",), host_delay=0)
    with Fetcher(settings) as web:
        for _ in range(2):
            assert (
                len(list(captures(f"{server.url}/page", hints=NOBODY, settings=settings, fetcher=web))) == 1
            )
    assert server.paths == ["/robots.txt", "/page", "/page"]


def test_a_failure_that_may_pass_is_marked_as_such(serve: Serve) -> None:
    server = serve({"/page": reply(b"", status=503)})
    reject = refusal(collect(f"{server.url}/page"))
    assert reject.retryable
    assert reject.location == f"{server.url}/page"


FEED = """<rss version="2.0"><channel><title>Courier</title>
<item><title>One</title><link>{0}/1</link><pubDate>Fri, 08 Mar 2024 09:00:00 GMT</pubDate></item>
<item><title>Two</title><link>{0}/2</link></item>
<item><title>Three</title><guid isPermaLink="false">three</guid></item></channel></rss>"""


@pytest.mark.parametrize("as_file", [False, True])
def test_a_feed_yields_its_pages_and_what_it_could_not_get(
    serve: Serve, tmp_path: Path, as_file: bool
) -> None:
    server = serve({"/1": reply(PAGE)})
    data = FEED.format(server.url).encode()
    server.routes["/feed"] = reply(data, media_type="application/rss+xml")
    (tmp_path / "feed.xml").write_bytes(data)
    feed = str(tmp_path / "feed.xml") if as_file else f"{server.url}/feed"
    one, two, three = collect(feed)
    assert isinstance(one, Capture)
    assert one.hints == Hints(
        title="One", outlet="Courier", published="2024-03-08T09:00:00Z", given_by="feed"
    )
    assert (one.data, one.location) == (PAGE, f"{server.url}/1")
    assert isinstance(two, Reject)
    assert (two.location, "404" in two.reason) == (f"{server.url}/2", True)
    assert isinstance(three, Reject)
    assert (three.location, three.reason) == (f"{feed} three", "The feed lists it without a link to a page.")


def test_what_the_user_says_wins_over_the_feed(serve: Serve) -> None:
    server = serve({"/1": reply(PAGE)})
    server.routes["/feed"] = reply(FEED.format(server.url).encode())
    one = collect(f"{server.url}/feed", Hints(outlet="Hill Wire", published="2024-03-07"))[0]
    assert isinstance(one, Capture)
    assert one.hints == Hints(title="One", outlet="Hill Wire", published="2024-03-07", given_by="user")


def test_a_feed_without_entries_says_so(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_bytes(b'<rss version="2.0"><channel/></rss>')
    assert "lists nothing" in refusal(collect(tmp_path / "feed.xml")).reason


def test_a_feed_on_disk_with_links_that_lead_nowhere_is_told(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_bytes(b"<rss><channel><item><link>/1</link></item></channel></rss>")
    assert "only http and https" in refusal(collect(tmp_path / "feed.xml")).reason
