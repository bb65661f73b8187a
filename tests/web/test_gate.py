"""What no request gets past, and what every answer carries."""

from __future__ import annotations

from collections.abc import Callable

import httpx2
import pytest

from accordingto.ledger import accounts
from accordingto.web.limiter import PER_ACCOUNT
from accordingto.web.passwords import hashed
from tests.web.conftest import PASSWORD, Served, sign_in, token_of

People = Callable[[str], httpx2.Client]
PATHS = ("/", "/documents", "/documents/d1", "/claims", "/nothing", "/api/claims", "/evidence/none", "/add")


@pytest.mark.parametrize("path", [*PATHS, "/login", "/api/openapi.json", "/static/x/accordingto.css"])
def test_every_answer_forbids_scripts_frames_and_referrers(look: httpx2.Client, path: str) -> None:
    headers = look.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy or "sandbox" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-resource-policy"] == "same-origin"


def test_no_page_has_code_or_style_within(look: httpx2.Client) -> None:
    for path in ("/", "/documents/d1", "/claims", "/claims/d1-c2", "/search?q=market", "/add"):
        page = look.get(path).text
        assert " style=" not in page
        assert "<style" not in page
        assert " onclick" not in page
        assert page.count("<script") == page.count("<script src=")
        assert "http://" not in page.replace(f"http://{look.base_url.netloc.decode()}", "")


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "", "[", "localhost.evil.example:80"]
)
def test_a_name_that_was_bound_to_this_machine_is_refused(look: httpx2.Client, host: str) -> None:
    answer = look.get("/", headers={"Host": host})
    assert answer.status_code in (400, 403)
    assert "Ardun" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1:1", "localhost:8477", "[::1]:8477"])
def test_addresses_and_localhost_are_served(look: httpx2.Client, host: str) -> None:
    assert look.get("/", headers={"Host": host}).status_code == 200


def test_the_cookie_is_for_this_site_and_no_script(site: Served) -> None:
    with site.client() as client:
        cookie = client.get("/").headers["set-cookie"]
    assert cookie.startswith(f"accordingto-{site.site.port}=")
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


# --- forms ----------------------------------------------------------------------------------------

POSTS = ("/login", "/logout", "/veil", "/saved", "/add")


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize("token", [None, "", "wrong"])
def test_no_form_is_taken_without_its_token(client: httpx2.Client, path: str, token: str | None) -> None:
    client.get("/")
    data = {"name": "x", "address": "/claims", "text": "A text."} | (
        {} if token is None else {"form_token": token}
    )
    assert client.post(path, data=data).status_code == 403


def test_a_token_of_another_browser_is_not_taken(site: Served) -> None:
    with site.client() as one, site.client() as other:
        token = token_of(one)
        other.get("/")
        assert other.post("/veil", data={"form_token": token}).status_code == 403
        assert one.post("/veil", data={"form_token": token}).status_code == 303
        assert one.post("/veil", headers={"X-Form-Token": token}).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}],
)
def test_a_form_from_another_site_is_refused(look: httpx2.Client, headers: dict[str, str]) -> None:
    token = token_of(look)
    assert look.post("/veil", data={"form_token": token}, headers=headers).status_code == 403


def test_a_body_that_is_too_large_is_refused(look: httpx2.Client) -> None:
    token = token_of(look)
    answer = look.post("/saved", data={"form_token": token, "name": "x" * 200_000})
    assert answer.status_code == 413


# --- signing in -----------------------------------------------------------------------------------


def test_without_accounts_everybody_here_may_add(look: httpx2.Client) -> None:
    assert look.get("/add").status_code == 200


def test_with_an_account_nothing_is_shown_before_signing_in(site: Served) -> None:
    accounts.add_account(site.site.ledger, "ana", role="admin", password_hash=hashed(PASSWORD))
    with site.client() as client:
        for path in PATHS:
            answer = client.get(path)
            assert answer.status_code == (401 if path.startswith("/api") else 303)
            assert "Ardun" not in answer.text
        assert client.get("/claims?kind=event").headers["location"] == "/login?next=%2Fclaims%3Fkind%3Devent"
        assert client.post("/veil").status_code == 303
        page = client.get("/login").text
        assert "Sources" not in page


def test_signing_in_gives_a_new_cookie_and_signing_out_ends_it(site: Served) -> None:
    accounts.add_account(site.site.ledger, "ana", role="reader", password_hash=hashed(PASSWORD))
    with site.client() as client:
        client.get("/login")
        before = dict(client.cookies)
        answer = sign_in(client, "ana", PASSWORD)
        assert answer.headers["location"] == "/claims"
        after = dict(client.cookies)
        assert before != after
        assert client.get("/claims").status_code == 200
        token = token_of(client, "/claims")
        assert client.post("/logout", data={"form_token": token}).status_code == 303
        assert client.get("/claims").status_code == 303
        client.cookies.clear()
        for name, value in after.items():
            client.cookies.set(name, value)
        assert client.get("/claims").status_code == 303, "the old cookie is worth nothing"


@pytest.mark.parametrize(("name", "password"), [("ana", "wrong password"), ("nobody", PASSWORD), ("", "")])
def test_a_wrong_password_and_an_unknown_name_look_alike(site: Served, name: str, password: str) -> None:
    accounts.add_account(site.site.ledger, "ana", role="reader", password_hash=hashed(PASSWORD))
    with site.client() as client:
        answer = sign_in(client, name, password)
        assert answer.status_code == 403
        assert "do not belong together" in answer.text


def test_guessing_is_stopped_even_with_the_right_password(site: Served) -> None:
    accounts.add_account(site.site.ledger, "ana", role="reader", password_hash=hashed(PASSWORD))
    with site.client() as client:
        for _ in range(PER_ACCOUNT):
            assert sign_in(client, "ana", "wrong").status_code == 403
        answer = sign_in(client, "ana", PASSWORD)
        assert answer.status_code == 429
        assert 0 < int(answer.headers["retry-after"]) <= 901


def test_each_role_may_what_it_may(people: People) -> None:
    for role, allowed in (("reader", False), ("reviewer", True), ("admin", True)):
        client = people(role)
        assert client.get("/documents").status_code == 200
        assert client.get("/add").status_code == (200 if allowed else 403)
        token = token_of(client, "/documents")
        answer = client.post("/add", data={"form_token": token, "text": "The mayor said that it rains."})
        assert answer.status_code == (303 if allowed else 403)
        assert ('href="/add"' in client.get("/").text) == allowed


def test_the_custody_log_names_who_did_what_to_admins_alone(site: Served, people: People) -> None:
    ledger = site.site.ledger
    ledger.judge_claim(next(iter(ledger.claims())).claim.id, "accept", by="Ana")
    for role, status in (("reader", 403), ("reviewer", 403), ("admin", 200)):
        client = people(role)
        assert client.get("/custody").status_code == status
        assert client.get("/api/custody").status_code == status
        assert ('href="/custody"' in client.get("/").text) == (status == 200)
    last, *rest = client.get("/api/custody?limit=200").json()["items"]
    assert (last["who"], last["action"]) == ("Ana", "judge claim")
    judged = last["claim"]
    assert [one.review.claim for one in ledger.reviews()] == [judged]
    assert f'href="/claims/{judged}"' in client.get("/custody").text
    assert last["previous"] == rest[0]["hash"]
    first = client.get("/api/custody?limit=2").json()
    second = client.get(f"/api/custody?limit=2&cursor={first['next']}").json()
    assert [one["sequence"] for one in first["items"] + second["items"]] == list(
        range(last["sequence"], last["sequence"] - 4, -1)
    )


def test_a_role_that_was_changed_counts_from_the_next_click(site: Served, people: People) -> None:
    client = people("reviewer")
    accounts.set_role(site.site.ledger, "reviewer", "reader")
    assert client.get("/add").status_code == 403
    accounts.close_account(site.site.ledger, "reviewer")
    assert client.get("/documents").status_code in (200, 303)


def test_signing_in_leads_to_no_other_site(site: Served) -> None:
    accounts.add_account(site.site.ledger, "ana", role="reader", password_hash=hashed(PASSWORD))
    with site.client() as client:
        data = {"name": "ana", "password": PASSWORD, "form_token": token_of(client), "next": "//evil.example"}
        assert client.post("/login", data=data).headers["location"] == "/"
