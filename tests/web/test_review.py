"""Review in the browser by plain forms, and as JSON: who may, what is kept, what is not shown."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import httpx2
import msgspec
import pytest

from accordingto.ledger import Ledger
from accordingto.types import Claim
from tests.web.conftest import HOSTILE, Make, Served, served, token_of

People = Callable[[str], httpx2.Client]


def words_of(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


def send(client: httpx2.Client, path: str = "/review/judge", **form: str) -> httpx2.Response:
    return client.post(path, data={"form_token": token_of(client, "/review"), **form})


def holding(site: Served, claim: str) -> list[tuple[str, str]]:
    return [(one.review.judged_by, one.review.verdict) for one in site.site.ledger.reviews_of(claim)]


# --- pages ----------------------------------------------------------------------------------------


def test_a_claim_is_shown_with_its_words_and_fields(look: httpx2.Client) -> None:
    page = look.get("/review?claim=d1-c2").text
    assert page.count("<h1") == 1
    assert '<span class="r-claim' in page
    assert 'aria-keyshortcuts="a"' in page
    assert '<option value="ASSAULT" selected>Attack</option>' in page
    assert 'id="v-killed_low" name="v-killed_low" value="12"' in page
    assert 'placeholder="Gunmen"' in page
    assert "confidence 0.75" in words_of(page)
    assert "style=" not in page
    assert "<script>" not in page


@pytest.mark.parametrize("path", ["/review", "/review?claim=d4-c1", "/review/agreement", "/review?second=on"])
def test_pages_hold_nothing_that_runs(look: httpx2.Client, path: str) -> None:
    answer = look.get(path)
    assert answer.status_code == 200
    for harm in HOSTILE[:4]:
        assert harm not in answer.text
    assert len(answer.content) < 100_000


def test_a_claim_is_accepted_and_the_next_one_comes(client: httpx2.Client, site: Served) -> None:
    before = client.get("/review?kind=statement").text
    first = re.search(r'name="claim" value="([^"]+)"', before)
    following = re.search(r'name="following" value="([^"]+)"', before)
    assert first
    assert following
    answer = send(
        client,
        claim=first[1],
        following=following[1],
        verdict="accept",
        because=" it\n says so ",
        **{"q-kind": "statement"},
    )
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/review?kind=statement&claim={following[1]}"
    (kept,) = site.site.ledger.reviews_of(first[1])
    assert (kept.review.judged_by, kept.review.verdict, kept.review.because) == (
        "local",
        "accept",
        "it says so",
    )
    page = words_of(client.get("/review").text)
    assert "Accepted: “" in page
    assert "1 of " in page


def test_a_form_corrects_what_differs_alone(client: httpx2.Client, site: Served) -> None:
    page = client.get("/review?claim=d1-c2").text
    form = dict(re.findall(r'<input id="(v-[a-z_]+)"[^>]* value="([^"]*)"', page))
    chosen = re.findall(r'<select id="(v-[a-z_]+)".*?<option value="([^"]*)" selected>', page, re.DOTALL)
    changed = {**form, **dict(chosen), "v-actors": "rebels", "w-actors": "Gunmen", "v-killed_best": "12"}
    changed |= {"w-killed_best": "12 people", "v-mode": ""}
    assert send(client, claim="d1-c2", verdict="correct", **changed).status_code == 303
    (kept,) = site.site.ledger.reviews_of("d1-c2")
    found = {one.field: (one.value, one.words) for one in kept.review.corrections}
    assert found == {
        "mode": (None, None),
        "actors": ("rebels", "Gunmen"),
        "killed_best": ("12", "12 people"),
    }
    again = client.get("/review?claim=d1-c2").text
    assert 'value="rebels"' in again
    assert "You judged this: corrected" in words_of(again)


@pytest.mark.parametrize(
    ("form", "problem"),
    [
        ({"verdict": "correct"}, "Nothing is corrected"),
        ({"verdict": "correct", "v-event_type": "WAR"}, "cannot be"),
        ({"verdict": "correct", "v-actors": "x", "w-actors": "never printed"}, "does not have the words"),
        ({"verdict": "praise"}, "Choose what to decide"),
        ({}, "Choose what to decide"),
    ],
)
def test_what_does_not_fit_is_told(client: httpx2.Client, form: dict[str, str], problem: str) -> None:
    answer = send(client, claim="d1-c2", **form)
    assert answer.status_code == 400
    assert problem in words_of(answer.text)


def test_a_claim_that_is_not_there_cannot_be_judged(client: httpx2.Client) -> None:
    assert send(client, claim="nowhere", verdict="accept").status_code == 404
    assert client.get("/review?claim=nowhere").status_code == 404


def test_undo_goes_back_to_the_claim(client: httpx2.Client, site: Served) -> None:
    send(client, claim="d1-c1", verdict="reject")
    answer = send(client, "/review/undo", **{"q-kind": "statement"})
    assert answer.headers["location"] == "/review?kind=statement&claim=d1-c1"
    assert holding(site, "d1-c1") == []
    assert send(client, "/review/undo").headers["location"] == "/review"


def test_reasons_are_offered_again(client: httpx2.Client) -> None:
    send(client, claim="d1-c1", verdict="reject", because=HOSTILE[0])
    page = client.get("/review").text
    assert "data-reason=" in page
    assert HOSTILE[0] not in page


def test_graphic_words_are_veiled_when_wished(client: httpx2.Client, site: Served) -> None:
    client.cookies.set(site.site.veil_name, "on")
    page = client.get("/review?claim=d1-c3").text
    assert '<details class="veil">' in page


def test_an_empty_queue_says_so(ledger: Ledger) -> None:
    with served(ledger) as running, running.client() as client:
        assert "all are reviewed" in words_of(client.get("/review").text)


# --- who may --------------------------------------------------------------------------------------


def test_readers_do_not_review(people: People) -> None:
    people("admin")
    reader = people("reader")
    for path in ("/review", "/review/agreement", "/api/review/queue", "/api/review/judgements"):
        assert reader.get(path).status_code == 403
    token = token_of(reader, "/claims")
    data = {"form_token": token, "claim": "d1-c1", "verdict": "accept"}
    assert reader.post("/review/judge", data=data).status_code == 403
    assert "/review" not in reader.get("/claims").text


def test_a_form_without_its_token_is_refused(people: People, site: Served) -> None:
    reviewer = people("reviewer")
    assert reviewer.post("/review/judge", data={"claim": "d1-c1", "verdict": "accept"}).status_code == 403
    body = {"claim": "d1-c1", "verdict": "accept"}
    assert reviewer.post("/api/review/judgements", json=body).status_code == 403
    assert holding(site, "d1-c1") == []


def test_two_reviewers_are_blind_until_both_have_judged(people: People, site: Served) -> None:
    reviewer, admin, reader = people("reviewer"), people("admin"), people("reader")
    send(admin, claim="d1-c4", verdict="reject", because="a plain reason")
    page = reviewer.get("/review?claim=d1-c4").text
    assert "a plain reason" not in page
    assert "judged it too" not in page
    assert reviewer.get("/api/review/claims/d1-c4").json() == []
    assert reviewer.get("/api/review/judgements").json()["items"] == []
    assert reviewer.get("/api/claims?review=rejected").json()["items"] == []
    assert len(reviewer.get("/api/claims?review=reviewed").json()["items"]) == 2
    assert len(reader.get("/api/claims?review=rejected").json()["items"]) == 2
    second = reviewer.get("/api/review/queue?second=true").json()["items"]
    assert {one["row"]["claim"]["id"] for one in second} == {"d1-c4", "d2-c4"}
    assert admin.get("/api/review/queue?second=true").json()["items"] == []
    send(reviewer, claim="d1-c4", verdict="accept")
    assert "a plain reason" in reviewer.get("/review?claim=d1-c4").text
    assert len(reviewer.get("/api/review/claims/d1-c4").json()) == 2
    assert holding(site, "d1-c4") == [("admin", "reject"), ("reviewer", "accept")]


def test_a_dispute_of_others_is_hidden_from_who_may_still_judge(people: People, site: Served) -> None:
    admin, reviewer, reader = people("admin"), people("reviewer"), people("reader")
    send(admin, claim="d1-c4", verdict="reject")
    site.site.ledger.judge_claim("d1-c4", "accept", by="somebody else")
    for path in ("/api/claims?review=disputed", "/api/review/queue?review=disputed&document=d1"):
        assert reviewer.get(path).json()["items"] == []
    assert "d1-c4" not in reviewer.get("/review?document=d1&review=disputed").text
    assert len(reader.get("/api/claims?review=disputed").json()["items"]) == 2
    send(reviewer, claim="d1-c4", verdict="unsure")
    assert len(reviewer.get("/api/claims?review=disputed").json()["items"]) == 2


def test_what_others_are_to_see_again_is_hidden_too(people: People, site: Served, make: Make) -> None:
    admin, reviewer = people("admin"), people("reviewer")
    ledger = site.site.ledger
    send(admin, claim="d1-c2", verdict="accept")
    document = ledger.document("d1")
    said = [_otherwise(claim) for claim in make.claims(document)]
    ledger.store_reading(make.reading(document), said, reader="r2")
    again = "/api/claims?review=again"
    assert {one["claim"]["kind"] for one in admin.get(again).json()["items"]} == {"event"}
    assert reviewer.get(again).json()["items"] == []


def _otherwise(claim: Claim) -> Claim:
    """The same words by a newer reader, to which the shelling is a shooting."""
    happening = claim.happening and msgspec.structs.replace(claim.happening, mode="firearms")
    return msgspec.structs.replace(claim, id=f"{claim.id}-2", reader="r2", happening=happening)


def test_the_page_of_a_claim_shows_judgements_to_those_who_may_see_them(people: People) -> None:
    admin, reviewer, reader = people("admin"), people("reviewer"), people("reader")
    assert "Nobody has judged it yet" in words_of(reader.get("/claims/d1-c4").text)
    send(admin, claim="d1-c4", verdict="reject", because="a plain reason")
    assert "rejected a plain reason" in words_of(reader.get("/claims/d1-c4").text)
    page = words_of(reviewer.get("/claims/d1-c4").text)
    assert "a plain reason" not in page
    assert "shown once you have" in page
    send(reviewer, claim="d1-c4", verdict="accept")
    assert "rejected a plain reason" in words_of(reviewer.get("/claims/d1-c4").text)


def test_an_export_hides_what_a_reviewer_may_not_see_yet(people: People) -> None:
    admin, reviewer, reader = people("admin"), people("reviewer"), people("reader")
    send(admin, claim="d1-c4", verdict="reject")
    path = "/api/exports/claims?document=d1"
    assert ",rejected" in reader.get(path).text
    assert ",rejected" not in reviewer.get(path).text
    assert reviewer.get(f"{path}&review=rejected").text.count("\r\n") == 1
    send(reviewer, claim="d1-c4", verdict="reject")
    assert ",rejected" in reviewer.get(path).text


def test_the_map_tells_nothing_of_verdicts(people: People) -> None:
    admin, reviewer = people("admin"), people("reviewer")
    asked = ("/api/map?reviewed=yes", "/api/map?reviewed=no", "/api/map/events", "/api/map?status=any")
    before = [reviewer.get(path).json() for path in asked]
    send(admin, claim="d1-c2", verdict="reject")
    for path, told in zip(asked, before, strict=True):
        now = reviewer.get(path).json()
        assert {**now, "fresh": None} == {**told, "fresh": None}


def test_agreement_is_shown_to_those_whom_it_concerns(people: People) -> None:
    reviewer, admin = people("reviewer"), people("admin")
    for client in (reviewer, admin):
        send(client, claim="d1-c3", verdict="accept")
        send(client, claim="d1-c4", verdict="accept" if client is admin else "reject")
    for client in (reviewer, admin):
        rows = client.get("/api/review/agreement").json()
        # Both versions of the report say the same, so each judgement holds of two claims.
        assert (rows[0]["claims"], rows[0]["agreed"], rows[0]["kind"]) == (4, 2, None)
        assert "Cohen" in client.get("/review/agreement").text


# --- as JSON --------------------------------------------------------------------------------------


def posted(client: httpx2.Client, path: str, body: Any = None) -> httpx2.Response:
    return client.post(
        f"/api/review/{path}", json=body, headers={"X-Form-Token": token_of(client, "/review")}
    )


def test_judging_by_json(client: httpx2.Client, site: Served) -> None:
    correction = {"field": "place", "value": "the market", "words": "the market"}
    body = {"claim": "d1-c2", "verdict": "correct", "because": "closer", "corrections": [correction]}
    answer = posted(client, "judgements", body)
    assert answer.status_code == 201
    (made,) = answer.json()["corrections"]
    assert (made["value"], made["words"], len(made["spans"])) == ("the market", "the market", 1)
    assert client.get("/api/review/judgements").json()["items"][0]["review"]["because"] == "closer"
    assert client.get("/api/review/progress").json()["event"]["reviewed"] >= 1
    assert posted(client, "undo").json()["verdict"] == "withdraw"
    assert posted(client, "undo").json() is None
    assert holding(site, "d1-c2") == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"claim": "d1-c2", "verdict": "correct"}, 400),
        ({"claim": "d1-c2", "verdict": "withdraw"}, 400),
        ({"claim": "d1-c2", "verdict": "perhaps"}, 400),
        ({"claim": "nowhere", "verdict": "accept"}, 404),
        ({"claim": "d1-c2", "verdict": "accept", "because": "\0"}, 400),
        ({"verdict": "accept"}, 400),
        ([], 400),
    ],
)
def test_what_cannot_be_judged_is_refused(client: httpx2.Client, body: Any, status: int) -> None:
    assert posted(client, "judgements", body).status_code == status


def test_the_queue_goes_on_by_cursor(look: httpx2.Client) -> None:
    whole = [one["row"]["claim"]["id"] for one in look.get("/api/review/queue").json()["items"]]
    found, cursor = [], ""
    while cursor is not None:
        page = look.get("/api/review/queue", params={"limit": 3, "cursor": cursor}).json()
        found += [one["row"]["claim"]["id"] for one in page["items"]]
        cursor = page["next"]
    assert found == whole
    assert len(whole) == len(set(whole)) > 8
