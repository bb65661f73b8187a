"""Each page has what it is for, and shows what outlets wrote as text."""

from __future__ import annotations

import html
import re

import httpx2
import pytest

from accordingto.ledger import Ledger, browsing
from accordingto.web.paging import PAGE
from tests.web.conftest import HOSTILE, TEXT, Make, Served, served, token_of

ALL = (
    "/",
    "/documents",
    "/documents/d1",
    "/documents/d2/changes",
    "/documents/d3",
    "/documents/d4",
    "/documents/d5",
    "/claims",
    "/claims/d1-c2",
    "/sources",
    "/source?name=the+mayor",
    "/search",
    "/search?q=market",
    "/search?q=market&among=claims",
    "/rejects",
    "/custody",
    "/add",
    "/login",
)


def words_of(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


@pytest.mark.parametrize("path", ALL)
def test_every_page_is_there_in_one_language_with_one_heading(look: httpx2.Client, path: str) -> None:
    answer = look.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert '<html lang="en">' in answer.text
    assert answer.text.count("<h1") == 1
    assert len(answer.content) < 100_000


@pytest.mark.parametrize("path", ALL)
def test_nothing_that_was_stored_becomes_markup(look: httpx2.Client, path: str) -> None:
    page = look.get(path).text
    for harm in ("<script>window", "<img src=x", "<svg onload", "60481729", "</textarea>"):
        assert harm not in page.replace("</textarea>\n", "").replace("</textarea></p>", ""), harm


def test_what_was_typed_comes_back_as_text(look: httpx2.Client) -> None:
    for harm in HOSTILE:
        for path, name in (
            ("/search", "q"),
            ("/claims", "source"),
            ("/documents", "outlet"),
            ("/sources", "named"),
        ):
            page = look.get(path, params={name: harm}).text
            assert "<script>window" not in page
            assert "<img src=x" not in page
            assert "<svg onload" not in page


def test_the_first_page_says_what_the_ledger_holds(look: httpx2.Client) -> None:
    words = words_of(look.get("/").text)
    assert "5 Reports" in words or "Reports 5" in words
    assert "1 input could not be used" in words


def test_a_document_shows_its_layers_its_chains_and_its_evidence(look: httpx2.Client) -> None:
    page = look.get("/documents/d1").text
    for layer in ("source", "event", "place", "time", "figure", "agreement", "control", "framing"):
        assert f"m-{layer}" in page
    article = page[page.index("<article") : page.index("</article>")]
    assert words_of(article).replace(" ", "") == TEXT.replace("\n", "").replace(" ", "")
    words = words_of(page)
    assert "Printed by Ardun Daily Relayed by Ardun Radio Said by he not named" in words
    assert "the version before" not in words
    assert "SHA-256" in words
    assert "at least 12 people killed" in words


def test_layers_are_chosen_in_the_address(look: httpx2.Client) -> None:
    page = look.get("/documents/d1?layers=event,place").text
    assert 'data-on="event place"' in page
    assert re.search(r'value="event"\s+checked', page)
    assert not re.search(r'value="time"\s+checked', page)


def test_what_changed_between_versions_is_shown(look: httpx2.Client) -> None:
    page = look.get("/documents/d2/changes").text
    assert "<ins>evening" in page or "evening" in page[page.index("<ins>") :]
    assert "<del>" in page
    assert "no version before" in look.get("/documents/d1/changes").text
    assert 'href="/documents/d2/changes"' in look.get("/documents/d2").text


def test_the_original_is_a_download_and_nothing_else(look: httpx2.Client, standing: Served) -> None:
    sha256 = standing.site.ledger.history("d4").evidence[0].sha256
    answer = look.get(f"/evidence/{sha256}?as=text/html")
    assert answer.content == f"<p>{' and '.join(HOSTILE)}</p>".encode()
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert look.get("/evidence/0").status_code == 404


def test_filters_stand_in_the_address_and_in_the_form(look: httpx2.Client) -> None:
    page = look.get("/claims?kind=event&source=mayor").text
    assert '<option value="event" selected>event' in page
    assert 'value="mayor"' in page
    words = words_of(page)
    assert "Attack: heavy weapons" in words
    assert "it had fired" not in words
    assert "No claim passes" in look.get("/claims?source=nobody").text
    assert look.get("/claims?kind=rumour").status_code == 400


def test_arabic_stands_in_its_own_direction(look: httpx2.Client) -> None:
    page = look.get("/documents/d3").text
    assert 'lang="ar"' in page
    assert '<h1 dir="auto">قصف السوق' in page


def test_a_source_says_what_about_what(look: httpx2.Client) -> None:
    words = words_of(look.get("/source?name=THE MAYOR").text)
    assert "Attack" in words
    assert "printed by 1 outlet" in words
    assert look.get("/source?name=nobody").status_code == 404
    assert look.get("/source").status_code == 404


def test_search_finds_words_in_reports_and_in_claims(look: httpx2.Client) -> None:
    words = words_of(look.get("/search?q=shelling").text)
    assert "Market of Ardun shelled" in words, "by its stem"
    assert "<mark>shelled</mark>" in look.get("/search?q=shelling").text
    claims = words_of(look.get('/search?q="ceasefire is dead"&among=claims').text)
    assert "The ceasefire is dead" in claims
    assert "No report has all these words" in look.get("/search?q=zeppelin").text
    assert "no word in" in look.get("/search?q=!!").text
    assert look.get('/search?q=" OR * NEAR( : ^ - )').status_code == 200


def test_graphic_words_are_veiled_for_those_who_wish(look: httpx2.Client) -> None:
    assert "<details" not in look.get("/documents/d1").text
    token = token_of(look)
    answer = look.post("/veil", data={"form_token": token, "veil": "on", "next": "/documents/d1"})
    assert answer.headers["location"] == "/documents/d1"
    page = look.get("/documents/d1").text
    assert page.count('<details class="veil">') == 1
    assert page.count("<summary>") == look.get("/documents/d2/changes").text.count("<summary>")
    look.post("/veil", data={"form_token": token_of(look), "veil": "off"})
    assert 'class="veil"' not in look.get("/documents/d1").text


def test_a_search_is_kept_and_dropped(client: httpx2.Client) -> None:
    token = token_of(client)
    data = {"form_token": token, "name": HOSTILE[0], "address": "/claims?kind=event"}
    assert client.post("/saved", data=data).headers["location"] == "/claims?kind=event"
    page = client.get("/").text
    assert 'href="/claims?kind=event"' in page
    assert HOSTILE[0] not in page
    client.post("/saved", data={**data, "drop": "yes"})
    assert "Searches you keep" not in client.get("/").text
    for wrong in ({"name": ""}, {"name": "x" * 121}):
        assert client.post("/saved", data={**data, **wrong}).status_code == 400


def test_pages_go_on_until_everything_was_shown(ledger: Ledger, make: Make) -> None:
    for number in range(PAGE + 3):
        date = None if number % 7 == 0 else f"2024-03-{1 + number % 5:02}"
        make.stored(
            ledger,
            make.document(f"d{number:03}", f"Shells fell, {number}.", published=date, outlet=f"O{number}"),
        )
    for path, pattern in (
        ("/documents", r'href="/documents/(d\d+)"'),
        ("/claims", r'href="/claims/(d\d+-c1)"'),
        ("/sources", r'href="/source\?name=(o\d+)"'),
        ("/search?q=shells", r'href="/documents/(d\d+)"'),
        ("/search?q=shells&among=claims", r'href="/claims/(d\d+-c1)"'),
    ):
        with served(ledger) as running, running.client() as client:
            seen: list[str] = []
            following: str | None = path
            while following:
                page = client.get(following).text
                seen += re.findall(pattern, page)
                more = re.search(r'rel="next" href="([^"]*)"', page)
                following = html.unescape(more[1]) if more else None
        assert sorted(seen) == sorted(set(seen)), path
        assert len(seen) == PAGE + 3, path


def test_what_is_counted_once_is_counted_anew_after_a_change(
    site: Served, client: httpx2.Client, make: Make
) -> None:
    assert "5" in words_of(client.get("/").text)
    make.stored(site.site.ledger, make.document("d9", "One more."))
    assert browsing.totals(site.site.ledger).documents == 6
    assert "6" in re.findall(r"\d+", words_of(client.get("/").text))


def test_a_page_that_is_not_there_says_so(look: httpx2.Client) -> None:
    for path in ("/nothing", "/documents/zzz", "/claims/zzz", "/add/zzz", "/static/x/nothing.css"):
        assert look.get(path).status_code == 404
    assert "There is no document 'zzz'" in html.unescape(look.get("/documents/zzz").text)


def test_assets_are_kept_for_ever_and_change_their_address(look: httpx2.Client) -> None:
    address = re.search(r'href="(/static/[^"]*css)"', look.get("/").text)
    assert address
    answer = look.get(address[1])
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"].startswith("text/css")
    assert look.get("/static/old/accordingto.css").headers["cache-control"] == "no-cache"
    assert look.get("/").headers["cache-control"] == "no-store"


def test_the_first_load_is_small(look: httpx2.Client) -> None:
    page = look.get("/documents/d1")
    assets = set(re.findall(r'"(/static/[^"]+)"', page.text))
    assert len(page.content) + sum(len(look.get(one).content) for one in assets) < 250_000
