"""What is sent from a page comes into the ledger, once, and what cannot be used is told."""

from __future__ import annotations

import time

import httpx2
import pytest

from accordingto.ledger import accounts
from accordingto.web.passwords import hashed
from tests.web.conftest import PASSWORD, Served, sign_in, token_of

SAID = "The mayor said that the bridge is open. " * 8
PARTS = {"text": SAID, "title": "The bridge", "outlet": "Bridge Post", "published": "2024-03-08"}


def added(client: httpx2.Client, data: dict[str, str], files: list[tuple[str, bytes]] | None = None) -> str:
    """Send the form, wait until it is done, and give the page."""
    token = token_of(client, "/add")
    sent = [("files", (name, data, "application/octet-stream")) for name, data in files or ()]
    answer = client.post("/add", data={**data, "form_token": token}, files=sent or None)
    assert answer.status_code == 303, answer.text
    return finished(client, answer.headers["location"])


def finished(client: httpx2.Client, path: str) -> str:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        page = client.get(path, headers={"HX-Request": "true"}).text
        if "hx-get" not in page:
            return page
        time.sleep(0.05)
    raise AssertionError(f"not done in time: {page}")


def test_a_pasted_text_is_stored_and_read_once(site: Served, client: httpx2.Client) -> None:
    ledger = site.site.ledger
    page = added(client, PARTS)
    assert "Done: 1 new report" in page
    assert "The bridge" in page
    document = next(ledger.documents(outlet="Bridge Post"))
    assert (document.title, document.published) == ("The bridge", "2024-03-08")
    assert ledger.history(document.id).evidence[0].location.startswith("upload: pasted")
    assert len(list(ledger.documents())) == 6
    assert "0 new reports, 1 known report" in added(client, PARTS)
    assert len(list(ledger.documents())) == 6
    assert list(ledger.verify()) == []


def test_files_keep_their_names_and_bad_ones_their_reasons(site: Served, client: httpx2.Client) -> None:
    files = [("../../etc/report.txt", SAID.encode()), ("image.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50)]
    page = added(client, {}, files)
    assert "Done: 1 new report" in page
    assert "Could not be used" in page
    assert "image.png" in page
    rejects = list(site.site.ledger.rejects())
    assert "upload: image.png" in {one.location for one in rejects}
    assert not any("/tmp" in one.reason + one.location for one in rejects)
    documents = [one.id for one in site.site.ledger.documents() if one.text.startswith("The mayor said")]
    assert site.site.ledger.history(documents[0]).evidence[0].location == "upload: report.txt"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({}, "nothing to add"),
        ({"addresses": "/etc/passwd"}, "no web address"),
        ({"addresses": "file:///etc/passwd"}, "no web address"),
        ({"addresses": "-"}, "no web address"),
        ({"text": SAID, "published": "yesterday"}, "no date"),
        ({"text": SAID, "published": "2024-13-45"}, "no date"),
        ({"text": SAID, "title": "x" * 501}, "at most"),
        ({"addresses": "https://a.example " * 51}, "at most"),
    ],
)
def test_what_cannot_be_added_is_refused(client: httpx2.Client, data: dict[str, str], reason: str) -> None:
    answer = client.post("/add", data={**data, "form_token": token_of(client, "/add")})
    assert answer.status_code == 400
    assert reason in answer.text


def test_an_address_of_this_machine_is_not_fetched(site: Served, client: httpx2.Client) -> None:
    page = added(client, {"addresses": f"{site.address}/documents"})
    assert "Could not be used" in page
    assert len(list(site.site.ledger.documents())) == 5


def test_the_log_says_who_added_it(site: Served) -> None:
    ledger = site.site.ledger
    accounts.add_account(ledger, "ana", role="reviewer", password_hash=hashed(PASSWORD))
    with site.client() as client:
        sign_in(client, "ana", PASSWORD)
        added(client, PARTS)
    with ledger.database.read() as connection:
        who = set(connection.exec_driver_sql("SELECT who FROM custody").scalars())
    assert who == {"test", "ana"}


def test_progress_is_a_page_and_a_part_of_it(client: httpx2.Client) -> None:
    answer = client.post("/add", data={**PARTS, "form_token": token_of(client, "/add")})
    path = answer.headers["location"]
    assert finished(client, path).startswith('<div id="job"')
    assert "<html" in client.get(path).text
    assert "1 input" in client.get("/add").text
