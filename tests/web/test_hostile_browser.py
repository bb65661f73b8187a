"""Text that means harm, in all fields that people fill in and outlets print: in a browser, nothing runs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx2
import pytest

from accordingto.executors import Serial
from accordingto.ledger import open_ledger
from accordingto.types import Happening, Link, Party, Place, Reading
from tests.conftest import PatternReader
from tests.web.conftest import HOSTILE, Make, Served, at, served, token_of
from tests.web.test_browser import chromium, has_run, pytestmark as pytestmark
from tests.web.test_events import PATHS, ready, told
from tests.web.test_pages import ALL

__all__ = ["chromium", "told"]

# Each tries another way in: elements, attributes, addresses, styles, templates, encodings, broken markup,
# markup that a repair would turn into another. `hit` is what each would leave behind.
CORPUS = (
    *HOSTILE,
    "<ScRiPt>window.hit=1</sCrIpT>",
    "<scr<script>ipt>window.hit=1</scr</script>ipt>",
    "<script src=data:text/javascript,window.hit=1></script>",
    "<img/src/onerror=window.hit=1>",
    "<body onload=window.hit=1>",
    "<svg><script>window.hit=1</script></svg>",
    "<svg><animate onbegin=window.hit=1 attributeName=x dur=1s>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=window.hit=1>",
    "<iframe srcdoc='<script>parent.hit=1</script>'></iframe>",
    "<iframe src=javascript:parent.hit=1></iframe>",
    "<object data=javascript:window.hit=1></object>",
    "<a href=javascript:window.hit=1 autofocus onfocus=window.hit=1>x</a>",
    "<details open ontoggle=window.hit=1>",
    "<input autofocus onfocus=window.hit=1>",
    "<video><source onerror=window.hit=1></video>",
    "<style>@import'javascript:window.hit=1';</style>",
    "<meta http-equiv=refresh content='0;url=javascript:window.hit=1'>",
    "<base href=javascript:window.hit=1//>",
    "<template><script>window.hit=1</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=window.hit=1>'>",
    "--><script>window.hit=1</script><!--",
    "]]><script>window.hit=1</script>",
    "</style><script>window.hit=1</script>",
    '" autofocus onfocus=window.hit=1 x="',
    "&lt;script&gt;window.hit=1&lt;/script&gt;",
    "&#60;script>window.hit=1&#60;/script>",
    "\\u003cscript>window.hit=1\\u003c/script>",
    "＜script＞window.hit=1＜/script＞",
    "<div hx-get=/ hx-trigger=load hx-on::load=window.hit=1 data-hx-vals='js:{a:window.hit=1}'>",
    "hx-on:click='window.hit=1'",
    "{{constructor.constructor('window.hit=1')()}}",
    "${window.hit=1}#{window.hit=1}<%= window.hit=1 %>",
    "data:text/html,<script>window.hit=1</script>",
    "\u202e>tpircs/<1=tih.wodniw>tpircs<",
)
WHOLE = " ".join(CORPUS)
FILE = "<img src=x onerror=window.hit=1>\"'.txt"


@pytest.fixture(scope="module")
def filled_with_harm(told: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    path = shutil.copy(told, tmp_path_factory.mktemp("harm") / "own.db")
    with open_ledger(str(path), who="test") as ledger, served(ledger, Serial(PatternReader)) as site:
        make = Make()
        make.fill(ledger)
        _store(ledger, make)
        with site.client() as client:
            _fill_in(client)
        yield ready(site)


def _store(ledger: Any, make: Make) -> None:
    """As outlets, titles, bylines, addresses, sources, parties, places and texts."""
    document = make.document(
        "x1",
        f"Gunmen: {WHOLE}\n\n{WHOLE}",
        title=WHOLE,
        outlet=WHOLE[:200],
        byline=WHOLE,
        url="javascript:window.hit=1",
    )
    make.stored(ledger, document, read=False)
    text = document.text
    party = Party(span=at(text, WHOLE[:400]), words=WHOLE[:400], name=CORPUS[0])
    happening = Happening(
        trigger=at(text, "Gunmen"),
        type="ASSAULT",
        actors=(party,),
        recipients=(party,),
        places=(Place(span=at(text, CORPUS[1]), name=CORPUS[1], latitude=1.0, longitude=2.0),),
    )
    claim = make.claim(
        document,
        WHOLE,
        "x1-c1",
        kind="event",
        status="happened",
        said_by=tuple(Link(name=one, kind="named") for one in CORPUS[:3]),
        happening=happening,
    )
    ledger.store_reading(Reading(document=document), [claim], reader="r1")


def _fill_in(client: httpx2.Client) -> None:
    """As names of searches, reasons, corrections, names of files and what is known of a text."""
    token = token_of(client, "/review")
    for one in CORPUS:
        name = " ".join(one.replace("\u202e", "").split())
        client.post("/saved", data={"form_token": token, "name": name, "address": f"/search?q={one}"})
    judged = {"form_token": token, "claim": "x1-c1", "verdict": "correct", "because": WHOLE[:1500]}
    client.post("/review/judge", data={**judged, "v-instrument": WHOLE[:400]})
    reason = {"form_token": token, "verdict": "same", "other": "h1-event", "because": CORPUS[0]}
    client.post("/events/r1-shelled/judge", data=reason)
    known = {"outlet": CORPUS[7], "title": WHOLE[:500], "text": f"The mayor said: {WHOLE}"}
    client.post("/add", data={"form_token": token, **known})
    client.post("/add", data={"form_token": token}, files={"files": (FILE, WHOLE.encode(), "text/plain")})


@pytest.fixture
def page(chromium: Any, filled_with_harm: Served) -> Iterator[Any]:
    """A page that fails the test when anything on it tries to run, even if the policy forbids it."""
    context = chromium.new_context(base_url=filled_with_harm.address)
    opened = context.new_page()
    opened.set_default_timeout(60_000)
    problems: list[str] = []
    opened.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on("dialog", lambda dialog: problems.append(f"a dialog: {dialog.message}"))
    yield opened
    context.close()
    assert [one for one in problems if "status of 40" not in one] == []


def test_nothing_that_anybody_stored_runs(page: Any) -> None:
    more = ("/documents/x1", "/claims/x1-c1", "/review?claim=x1-c1", "/review", "/places", "/map", "/rejects")
    for path in (*ALL, *PATHS, *more):
        page.goto(path)
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        page.mouse.move(300, 300)
        page.keyboard.press("Tab")
        assert not has_run(page), path


@pytest.mark.parametrize(
    "address",
    [
        "/search?q={}",
        "/search?among=claims&q=market&source={}",
        "/claims?outlet={}",
        "/documents?outlet={}",
        "/events?place={}",
        "/agreements?party={}",
        "/actors?named={}",
        "/places?named={}",
        "/sources?named={}",
        "/map?outlet={}",
        "/source?name={}",
        "/actors/{}",
        "/review?claim={}",
        "/events/r1-shelled/merge?other={}",
        "/login?next={}",
        "/documents/d1?layers={}",
    ],
)
def test_nothing_that_stands_in_an_address_runs(page: Any, address: str) -> None:
    for harm in (WHOLE[:900], HOSTILE[1], HOSTILE[4]):
        page.goto(address.format(quote(harm, safe="")))
        assert not has_run(page), (address, harm)


def test_nothing_that_is_typed_runs(page: Any) -> None:
    for path, field in (("/search", "#q"), ("/claims", "#f-words"), ("/places", "#named"), ("/", "#find")):
        for harm in (WHOLE[:900], HOSTILE[1]):
            page.goto(path)
            page.fill(field, harm)
            with page.expect_navigation():
                page.keyboard.press("Enter")
            assert not has_run(page), (path, harm)
