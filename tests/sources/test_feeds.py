from __future__ import annotations

import json

import msgspec
import pytest

from accordingto.errors import SourceError
from accordingto.settings import Settings
from accordingto.sources import FeedEntry, FeedState, Fetcher, Validators, feed_entries, watch
from accordingto.types import Capture, Hints, Reject

from .conftest import Answer, Serve, Server, in_turn, reply

BASE = "https://courier.example/feeds/all.xml"
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Riverside &amp; Hill Courier</title>
<item><title>Convoy &lt;b&gt;leaves&lt;/b&gt; &#8220;on time&#8221;</title><link>/news/1</link>
  <guid isPermaLink="false">tag:1</guid><pubDate>Fri, 08 Mar 2024 01:00:00 +0300</pubDate></item>
<item><title>Second</title><guid>https://courier.example/news/2</guid>
  <source url="https://wire.example/rss">Hill Wire</source></item>
<item><title>No link</title><guid isPermaLink="false">tag:3</guid></item>
<item><title>Again</title><link>/news/1b</link><guid isPermaLink="false">tag:1</guid></item>
<item><description>nothing to go by</description></item>
</channel></rss>"""
RSS_1 = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Courier</title></channel>
<item rdf:about="https://courier.example/1"><title>One</title><link>https://courier.example/1</link>
<dc:date>2024-03-08T09:00:00+01:00</dc:date></item></rdf:RDF>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">&lt;i&gt;Courier&lt;/i&gt;</title>
<entry><id>urn:1</id><title>One</title><link rel="edit" href="/edit/1"/><link href="/1"/>
<published>2024-03-08T09:00:00Z</published><updated>2024-03-09T09:00:00Z</updated></entry>
<entry><id>urn:2</id><title>Two</title><link href="/2"/>
<updated>2024-03-09T09:00:00Z</updated></entry></feed>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Courier",
        "items": [
            {
                "id": 1,
                "url": "https://courier.example/1",
                "title": "One",
                "date_published": "2024-03-08T09:00:00-05:00",
            },
            {"id": "2", "external_url": "https://wire.example/2", "content_text": "x", "tags": ["y"]},
            {"url": "/3", "date_published": "2024-03-08"},
            {"title": "nothing to go by"},
        ],
    }
)


def test_rss() -> None:
    outlet = "Riverside & Hill Courier"
    assert feed_entries(RSS.encode(), base_url=BASE) == (
        FeedEntry(
            id="tag:1",
            url="https://courier.example/news/1",
            title="Convoy leaves “on time”",
            published="2024-03-08T01:00:00+03:00",
            outlet=outlet,
        ),
        FeedEntry(
            id="https://courier.example/news/2",
            url="https://courier.example/news/2",
            title="Second",
            outlet="Hill Wire",
        ),
        FeedEntry(id="tag:3", url=None, title="No link", outlet=outlet),
    )


def test_rss_1() -> None:
    assert feed_entries(RSS_1.encode(), base_url=BASE) == (
        FeedEntry(
            id="https://courier.example/1",
            url="https://courier.example/1",
            title="One",
            published="2024-03-08T09:00:00+01:00",
            outlet="Courier",
        ),
    )


def test_atom() -> None:
    one, two = feed_entries(ATOM.encode(), base_url=BASE)
    assert one == FeedEntry(
        id="urn:1",
        url="https://courier.example/1",
        title="One",
        published="2024-03-08T09:00:00Z",
        outlet="Courier",
    )
    assert (two.url, two.published) == ("https://courier.example/2", "2024-03-09T09:00:00Z")


def test_json_feed() -> None:
    assert feed_entries(JSON.encode(), base_url=BASE) == (
        FeedEntry(
            id="1",
            url="https://courier.example/1",
            title="One",
            published="2024-03-08T09:00:00-05:00",
            outlet="Courier",
        ),
        FeedEntry(id="2", url="https://wire.example/2", outlet="Courier"),
        FeedEntry(id="/3", url="https://courier.example/3", published="2024-03-08", outlet="Courier"),
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1"])
def test_the_encoding_that_the_feed_declares_is_used(encoding: str) -> None:
    declared = "utf-8" if encoding == "utf-8-sig" else encoding
    text = RSS.replace('encoding="utf-8"', f'encoding="{declared}"').replace("Second", "Zürich")
    assert feed_entries(text.encode(encoding), base_url=BASE)[1].title == "Zürich"


def test_a_feed_that_is_not_well_formed_is_read_as_far_as_it_goes() -> None:
    broken = RSS.replace("&amp;", "&").partition("<item><title>No link")[0]
    assert [entry.id for entry in feed_entries(broken.encode(), base_url=BASE)] == [
        "tag:1",
        "https://courier.example/news/2",
    ]


def test_entities_of_a_hostile_feed_are_not_expanded() -> None:
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
        '<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        "<rss><channel><item><title>&b;&f;</title><link>http://a.example/</link></item></channel></rss>"
    )
    try:
        entries = feed_entries(bomb.encode(), base_url=BASE)
    except SourceError:
        return
    assert all(
        "root" not in (entry.title or "") and "aaaaaaaaaaaa" not in (entry.title or "") for entry in entries
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<html></html>", "is no feed"),
        (b"", "is no feed"),
        (b"/etc/passwd", "is no feed"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": [', "cannot be read"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": 5}', "cannot be read"),
    ],
)
def test_what_is_no_feed_is_told(data: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        feed_entries(data, base_url=BASE)


# --- watching -------------------------------------------------------------------------------------


def rss(*pages: str) -> bytes:
    items = "".join(f"<item><title>On {page}</title><link>/{page}</link></item>" for page in pages)
    return f'<rss version="2.0"><channel><title>Courier</title>{items}</channel></rss>'.encode()


def feed(body: bytes, etag: str) -> Answer:
    """The feed, or 304 to who has it already."""

    def answer(handler: object) -> None:
        known = handler.headers.get("If-None-Match") == etag  # type: ignore[attr-defined]
        reply(b"" if known else body, status=304 if known else 200, ETag=etag)(handler)  # type: ignore[arg-type]

    return answer


def fetcher() -> Fetcher:
    return Fetcher(Settings(allow_hosts=("127.0.0.1",), host_delay=0, retries=0, robots=False))


def step(server: Server, state: FeedState | None) -> list[Capture | Reject | FeedState]:
    with fetcher() as web:
        return list(watch(f"{server.url}/feed", fetcher=web, state=state))


def last_state(found: list[Capture | Reject | FeedState]) -> FeedState:
    assert isinstance(found[-1], FeedState)
    return found[-1]


def pages(found: list[Capture | Reject | FeedState]) -> list[bytes]:
    return [one.data for one in found if isinstance(one, Capture)]


def test_each_page_is_taken_once(serve: Serve) -> None:
    server = serve(
        {"/feed": feed(rss("a", "b"), '"1"'), "/a": reply(b"A"), "/b": reply(b"B"), "/c": reply(b"C")}
    )
    first = step(server, None)
    assert [type(one).__name__ for one in first] == [
        "Capture",
        "FeedState",
        "Capture",
        "FeedState",
        "FeedState",
    ]
    assert pages(first) == [b"A", b"B"]
    unchanged = step(server, last_state(first))
    assert unchanged == [last_state(first)]
    server.routes["/feed"] = feed(rss("c", "b", "a"), '"2"')
    assert pages(step(server, last_state(first))) == [b"C"]


def test_pages_know_what_the_feed_says_of_them(serve: Serve) -> None:
    server = serve({"/feed": reply(rss("a")), "/a": reply(b"A")})
    with fetcher() as web:
        found = list(watch(f"{server.url}/feed", fetcher=web, hints=Hints(outlet="Hill Wire")))
    assert isinstance(found[0], Capture)
    assert found[0].hints == Hints(title="On a", outlet="Hill Wire", given_by="feed")


def test_a_kill_after_any_page_loses_none(serve: Serve) -> None:
    names = ["a", "b", "c", "d"]
    server = serve(
        {"/feed": feed(rss(*names), '"1"'), **{f"/{name}": reply(name.encode()) for name in names}}
    )
    for kept in range(len(names) + 1):
        state: FeedState | None = None
        taken: list[bytes] = []
        with fetcher() as web:
            for one in watch(f"{server.url}/feed", fetcher=web):
                if len(taken) == kept and not isinstance(one, FeedState):
                    break
                if isinstance(one, Capture):
                    taken.append(one.data)
                elif isinstance(one, FeedState):
                    state = msgspec.json.decode(msgspec.json.encode(one), type=FeedState)
        taken += pages(step(server, state))
        assert taken == [name.encode() for name in names]


def test_a_page_that_fails_for_now_stays_new(serve: Serve) -> None:
    server = serve(
        {
            "/feed": feed(rss("a", "b"), '"1"'),
            "/a": in_turn(reply(b"", status=500), reply(b"A")),
            "/b": reply(b"B"),
        }
    )
    first = step(server, None)
    assert [one.location for one in first if isinstance(one, Reject)] == [f"{server.url}/a"]
    second = step(server, last_state(first))
    assert pages(second) == [b"A"]
    assert last_state(second).validators == Validators(etag='"1"')


def test_a_page_that_is_gone_is_told_once(serve: Serve) -> None:
    server = serve({"/feed": reply(rss("a", "b")), "/b": reply(b"B")})
    first = step(server, None)
    assert [one.reason for one in first if isinstance(one, Reject)] == [
        f"{server.url}/a is not there: the server answered 404."
    ]
    assert step(server, last_state(first))[:-1] == []


def test_a_feed_that_fails_keeps_its_state(serve: Serve) -> None:
    server = serve({"/feed": in_turn(reply(b"", status=500), reply(b"<html>moved</html>"))})
    state = FeedState(url=f"{server.url}/feed", validators=Validators(etag='"1"'), taken=("x",))
    for retryable in (True, False):
        reject, after = step(server, state)
        assert isinstance(reject, Reject)
        assert reject.retryable is retryable
        assert after == state


def test_entries_long_gone_are_forgotten(serve: Serve) -> None:
    server = serve({"/feed": reply(rss("a")), "/a": reply(b"A")})
    known = tuple(f"old{number}" for number in range(5_000))
    state = last_state(step(server, FeedState(url=f"{server.url}/feed", taken=known)))
    assert state.taken == (f"{server.url}/a", *known[:1_000])
