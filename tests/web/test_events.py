"""Events, agreements and actors: what their pages show, what the API gives, and what a person can correct."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2
import pytest

from accordingto.ledger import accounts, create_ledger, open_ledger
from accordingto.types import DatedStep, HistoryLine, LinkedAgreement
from accordingto.web.deals import days_of, sides_of
from accordingto.web.passwords import hashed
from tests.web.conftest import HOSTILE, PASSWORD, Make, Served, bring_up, served, sign_in, token_of
from tests.web.test_pages import words_of
from tests.web.together import FRONT, fill

PATHS = (
    "/events",
    "/events?order=contradictions&conflicts=true",
    "/events?place=Ardun&since=2024-03&origins=2",
    "/events/r1-shelled",
    "/events/r1-shelled/links",
    "/events/r1-shelled/merge",
    "/events/r1-shelled/merge?other=h1-event",
    "/events/h1-event",
    "/agreements",
    "/agreements?breached=true&party=front",
    "/agreements/t1-agreed",
    "/agreements/h1-deal",
    "/actors",
    "/actors?loaded=true",
    "/actors/Northern%20Front",
    "/actors/northern%20front?outlet=State+Wire&words=Terrorists",
    "/source?name=the+mayor",
    "/source?name=the+General+Command",
)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger, closed, to be copied."""
    path = tmp_path_factory.mktemp("told") / "told.db"
    with create_ledger(str(path), who="test") as made:
        bring_up(made)
        fill(Make(), made)
    return path


def ready(running: Served) -> Served:
    """All that is made beside the requests is there."""
    for kept in vars(running.site.derived).values():
        kept.of(running.site.ledger, None)
    return running


@pytest.fixture(scope="module")
def reading(told: Path) -> Iterator[httpx2.Client]:
    """For tests that only look."""
    with (
        open_ledger(str(told), read_only=False) as ledger,
        served(ledger) as running,
        ready(running).client() as made,
    ):
        yield made


@pytest.fixture
def own(told: Path, tmp_path: Path) -> Iterator[Served]:
    """A copy of the ledger, for tests that change something."""
    path = shutil.copy(told, tmp_path / "own.db")
    with open_ledger(str(path), who="test") as ledger, served(ledger) as running:
        yield running


# --- pages ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PATHS)
def test_every_page_is_there_and_nothing_stored_becomes_markup(reading: httpx2.Client, path: str) -> None:
    answer = reading.get(path)
    assert answer.status_code == 200, words_of(answer.text)
    assert answer.text.count("<h1") == 1
    assert " style=" not in answer.text
    assert "<script>" not in answer.text
    for harm in ("<script>window", "<img src=x", "<svg onload", "60481729", "' onmouseover"):
        assert harm not in answer.text, harm


def test_the_table_has_one_row_for_what_five_outlets_tell(reading: httpx2.Client) -> None:
    text = reading.get("/events?order=contradictions").text
    page = words_of(text[text.index("<table") :])
    assert "12–15–99" in page  # 12, 15 and 40, each by one speaker, and dozens
    assert "in 5 outlets" in page
    assert page.index("contradiction") < page.index("Protest")


def test_filters_of_events_stay_in_the_address(reading: httpx2.Client) -> None:
    assert "No event passes" in words_of(reading.get("/events?since=2025").text)
    page = reading.get("/events?type=ASSAULT&conflicts=true").text
    assert 'name="conflicts" value="true" checked' in page
    assert '<option value="ASSAULT" selected>Attack' in page
    assert reading.get("/events?since=yesterday").status_code == 400


def test_contradictions_come_first_with_both_sides(reading: httpx2.Client) -> None:
    page = words_of(reading.get("/events/r1-shelled").text)
    assert page.index("Where accounts differ") < page.index("All accounts, side by side")
    assert "the General Command" in page
    assert "40" in page


def test_any_claim_of_an_event_leads_to_it(reading: httpx2.Client) -> None:
    pages = {
        reading.get(f"/events/r{number}-shelled").text.split("<h1")[1].split("</main>")[0]
        for number in (1, 4)
    }
    assert len(pages) == 1
    assert reading.get("/events/t1-nothing").status_code == 404


def test_accounts_of_one_origin_stand_under_it(reading: httpx2.Client) -> None:
    page = reading.get("/events/r1-shelled").text
    tree = words_of(page.split('class="origins-sum"')[1].split("All accounts")[0])
    assert "5 outlets" in tree
    assert "Ardun Daily prints it Selk Radio prints it" in tree
    assert 'href="/documents/r1#c-r1-shelled"' in page


def test_why_is_told_in_words(reading: httpx2.Client) -> None:
    page = words_of(reading.get("/events/r1-shelled/links").text)
    assert "likely the same event" in page
    assert "same day" in page


def test_figures_are_a_table_and_a_drawing(reading: httpx2.Client) -> None:
    page = reading.get("/events/r1-shelled").text
    drawn = page.split('class="scale"')[1].split("</table>")[0]
    assert "Killed, according to" in words_of(f"<p {drawn}")
    assert 'class="reach vague"' in drawn, "dozens are a range"
    assert drawn.count("<circle") >= 3


def test_steps_of_an_agreement_oppose_both_sides(reading: httpx2.Client) -> None:
    page = reading.get("/agreements/t1-agreed").text
    for side in ("side-0", "side-1"):
        assert f"step-violated {side}" in page
    text = words_of(page)
    assert "denied by" in text
    assert "To hold for 3 days" in text
    assert "The envoy mediated" in text
    assert "withdraw from the bridge" in text
    assert "safe passage" in text
    assert "alleged by Ardun Daily › the rebels" in text
    assert text.index("1 Mar 2024 Agreed") < text.index("3 Mar 2024 Broken") < text.index("4 Mar 2024 Broken")


def test_the_whole_of_an_agreement_is_one_link_away(reading: httpx2.Client) -> None:
    assert "Only what most tell of" not in reading.get("/agreements/t1-agreed").text
    assert "Only what most tell of" in reading.get("/agreements/t1-agreed?whole=yes").text


def test_who_may_break_it_or_denies_it_is_not_accused() -> None:
    accused = DatedStep("a", "violated", ("Gazette",), "broke it", by="the army")
    feared = DatedStep("b", "violated", ("Gazette",), "break", by="the rebels", status="conditional")
    denied = DatedStep("c", "violated", ("Gazette",), "broke", by="the Front", polarity="negative")
    assert sides_of(LinkedAgreement("a", "ceasefire", steps=(accused, feared, denied))) == ("the army",)


def test_a_line_of_a_history_has_all_its_statements_and_stands_on_its_day() -> None:
    told = ("a", "2024-03-03"), ("b", None), ("c", "2024-03-04")
    steps = tuple(
        DatedStep(claim, "violated", ("Gazette",), "broke it", begin=begin, by="the army")
        for claim, begin in told
    )
    line = HistoryLine(
        "violated",
        begin="2024-03-03",
        by=("the army",),
        said_by=(("Gazette",),),
        denied_by=(("Gazette",),),
        claims=("a", "b", "c"),
    )
    refused = HistoryLine("agreed", denied_by=(("Courier",),), claims=("d",))
    deal = LinkedAgreement("a", "ceasefire", steps=steps, history=(line, refused))

    dated, undated = days_of(deal, deal.history)

    assert (dated.date, dated.known, undated.known) == ("2024-03-03", True, False)
    assert [one.claim for one in dated.lines[0].statements] == ["a", "b", "c"]
    assert (dated.lines[0].side, dated.lines[0].denied) == (0, False)
    assert (undated.lines[0].side, undated.lines[0].denied) == (None, True)


def test_agreements_are_filtered(reading: httpx2.Client) -> None:
    assert "2 alleged breaches" in words_of(reading.get("/agreements?broker=envoy&kind=ceasefire").text)
    assert "No agreement passes" in words_of(reading.get("/agreements?party=nobody").text)


def test_the_matrix_has_loaded_words_by_outlet(reading: httpx2.Client) -> None:
    page = reading.get("/actors/Northern%20Front").text
    text = words_of(page)
    assert "Terrorists label" in text
    assert "State Wire, Terrorists: 1 in its own voice" in text
    assert "Ardun Daily, front:" in text
    link = page.split('href="/actors/Northern%20Front?outlet=State+Wire&amp;words=Terrorists')[0]
    assert link != page
    below = words_of(reading.get("/actors/Northern%20Front?outlet=State+Wire&words=Terrorists").text)
    assert "Claims that call it “ Terrorists ” in State Wire 1" in below
    assert reading.get("/actors/Nobody").status_code == 404


def test_a_source_has_counts_and_no_score(reading: httpx2.Client) -> None:
    page = words_of(reading.get("/source?name=the+General+Command").text)
    assert "somebody contradicts it 1" in page
    assert "no score" in page
    counts = reading.get("/api/source/standing", params={"name": "THE MAYOR"}).json()
    assert counts["told"] == counts["alone"] + counts["agreed"] + counts["contradicted"] == 1
    assert ["the General Command", 1] in counts["differs"]


# --- as JSON --------------------------------------------------------------------------------------


def test_lists_go_on_by_cursor(reading: httpx2.Client) -> None:
    for path, key in (
        ("/api/events?everything=true", "id"),
        ("/api/agreements", "id"),
        ("/api/actors", "name"),
    ):
        whole = reading.get(path).json()
        seen, cursor = [], None
        while True:
            page = reading.get(path, params={"limit": 1, **({"cursor": cursor} if cursor else {})})
            if "?" in path:
                page = reading.get(f"{path}&limit=1" + (f"&cursor={cursor}" if cursor else ""))
            assert page.status_code == 200
            seen += [one[key] for one in page.json()["items"]]
            cursor = page.json()["next"]
            if cursor is None:
                break
        assert seen == [one[key] for one in whole["items"]]
        assert len(seen) > 1
    assert reading.get("/api/events", params={"cursor": "xx"}).status_code == 400


def test_one_of_each_is_whole(reading: httpx2.Client) -> None:
    event = reading.get("/api/events/r4-shelled").json()
    assert len(event["outlets"]) == 5
    assert reading.get("/api/agreements/t1-term").json()["terms"][0]["given"] == "safe passage"
    assert reading.get("/api/actor", params={"name": FRONT}).json()["claims"] >= 2
    for path in ("events/none", "agreements/r1-shelled", "actor?name=none", "source/standing?name=none"):
        assert reading.get(f"/api/{path}").status_code == 404, path
    links = reading.get("/api/events/r1-shelled/links").json()["items"]
    assert links[0]["comparisons"]
    accounts_ = reading.get("/api/events/r1-shelled/accounts?limit=3").json()
    assert len(accounts_["items"]) == 3
    assert accounts_["next"]


def test_all_of_it_is_described(reading: httpx2.Client) -> None:
    paths = reading.get("/api/openapi.json").json()["paths"]
    for path in ("events", "agreements", "actors", "actor", "source/standing", "events/{identity}/links"):
        assert f"/api/{path}" in paths
    names = {one["name"] for one in paths["/api/events"]["get"]["parameters"]}
    assert {"conflicts", "order", "origins", "cursor", "limit"} <= names


# --- correcting -----------------------------------------------------------------------------------


def judged(client: httpx2.Client, event: str, **form: object) -> httpx2.Response:
    return client.post(f"/events/{event}/judge", data={"form_token": token_of(client, "/add"), **form})


def test_accounts_are_taken_out_and_brought_back(own: Served) -> None:
    with own.client() as client:
        ledger = own.site.ledger
        before = ledger.linked_event("r1-shelled")
        answer = judged(client, before.id, verdict="split", mark="r5-shelled", because="another market")
        assert answer.status_code == 303
        assert "r5-shelled" not in ledger.linked_event("r1-shelled").claims
        page = client.get(answer.headers["location"])
        assert "another market" in page.text
        decision = client.get("/api/events/r1-shelled/decisions").json()["items"][0]
        assert (decision["verdict"], decision["judged_by"]) == ("different", "test")
        assert len(decision["judgements"]) == len(before.documents) - 1
        form = {
            "form_token": token_of(client, "/add"),
            "judged_at": decision["judged_at"],
            "judged_by": decision["judged_by"],
        }
        assert client.post("/events/r1-shelled/undo", data=form).status_code == 303
        assert ledger.linked_event("r1-shelled").claims == before.claims
        assert len(list(ledger.judgements())) == 2 * len(decision["judgements"]), "nothing is overwritten"


def test_events_are_joined_with_a_reason(own: Served) -> None:
    with own.client() as client:
        answer = judged(client, "r1-shelled", verdict="same", other="h1-event", because="so it is")
        assert answer.status_code == 303
        assert own.site.ledger.event_of("h1-event") == own.site.ledger.event_of("r1-shelled")
        assert "so it is" in client.get("/events/h1-event").text


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"verdict": "split", "mark": "r5-shelled", "because": " "}, 400),
        ({"verdict": "split", "because": "none marked"}, 400),
        ({"verdict": "split", "mark": "t1-agreed", "because": "of another event"}, 400),
        ({"verdict": "same", "because": "with nothing"}, 400),
        ({"verdict": "same", "other": "r2-shelled", "because": "with itself"}, 400),
        ({"verdict": "same", "other": "none", "because": "with nothing there"}, 404),
        ({"verdict": "maybe", "other": "h1-event", "because": "no verdict"}, 400),
    ],
)
def test_what_cannot_be_decided_is_refused(own: Served, form: dict[str, str], status: int) -> None:
    with own.client() as client:
        assert judged(client, "r1-shelled", **form).status_code == status
        assert not list(own.site.ledger.judgements())


def test_only_reviewers_decide_and_only_from_our_forms(own: Served) -> None:
    ledger = own.site.ledger
    for name in ("reader", "reviewer"):
        accounts.add_account(ledger, name, role=name, password_hash=hashed(PASSWORD))
    form = {"verdict": "split", "mark": "r5-shelled", "because": "another market"}
    client_of: Callable[[], httpx2.Client] = own.client
    with client_of() as reader, client_of() as reviewer:
        sign_in(reader, "reader", PASSWORD)
        sign_in(reviewer, "reviewer", PASSWORD)
        token = token_of(reader, "/events/r1-shelled")
        denied = reader.post("/events/r1-shelled/judge", data={"form_token": token, **form})
        assert denied.status_code == 403
        assert "Take them out" not in reader.get("/events/r1-shelled").text
        assert reviewer.post("/events/r1-shelled/judge", data=form).status_code == 403
        assert judged(reviewer, "r1-shelled", **form).status_code == 303
        decision = reviewer.get("/api/events/r1-shelled/decisions").json()["items"][0]
        assert decision["judged_by"] == "reviewer"


def test_a_hostile_name_has_a_page(reading: httpx2.Client) -> None:
    rows = reading.get("/api/actors?named=onerror").json()["items"]
    assert [row["name"] for row in rows] == [HOSTILE[1]]
