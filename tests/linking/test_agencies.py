"""Whose text a report prints, by its dateline."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from accordingto.linking.agencies import agencies_of
from accordingto.linking.origins import origins_of
from accordingto.linking.summary import Report, accounts_of
from tests.linking.making import toll

DATELINE = "LORN, March 5, 2024 (Oshan Newswire) - Shells fell on the market."


@pytest.mark.parametrize(
    ("outlet", "text", "agency"),
    [
        ("Harbour Courier", DATELINE, "Oshan Newswire"),
        ("Harbour Courier", f"Market shelled\n\n{DATELINE}", "Oshan Newswire"),
        ("Harbour Courier", "GAZA CITY (AP) — Shells fell.", "AP"),
        ("Oshan Newswire", DATELINE, None),
        ("Oshan Newswire", "LORN (ON) - Shells fell.", None),
        ("Oshan Newswire Online", DATELINE, None),
        ("Harbour Courier", "LORN, March 5 - Shells fell.", None),
        ("Harbour Courier", "The Movement for Lorn (MFL) said shells fell.", None),
        ("Harbour Courier", "The Lorn Movement (LM) - founded in 2010 - denied it.", None),
        (None, DATELINE, "Oshan Newswire"),
    ],
)
def test_the_agency_of_a_dateline_if_it_is_not_the_outlet(
    outlet: str | None, text: str, agency: str | None
) -> None:
    assert agencies_of([("d", outlet, text)]).get("d") == agency


def test_an_agency_that_reports_itself_goes_by_its_full_name() -> None:
    reports = [("a", "Oshan News Agency", "LORN (ONA) - One."), ("b", "Harbour Courier", "LORN (ONA) - One.")]
    assert agencies_of(reports) == {"b": "Oshan News Agency"}


def test_what_two_outlets_print_of_one_agency_is_one_origin() -> None:
    accounts = [
        replace(toll("12 people", outlet=outlet), agency="Oshan Newswire")
        for outlet in ("Harbour Courier", "Oshan Gazette")
    ]

    (origin,) = origins_of(accounts)

    assert origin.name == "Oshan Newswire"
    assert origin.chains == (("Harbour Courier", "Oshan Newswire"), ("Oshan Gazette", "Oshan Newswire"))


def test_accounts_know_whose_text_their_report_prints() -> None:
    claim = toll("12 people").claim
    report = Report(id="d", outlet="Harbour Courier", published=None, text=DATELINE, claims=(claim,))
    assert [account.agency for account in accounts_of([report])] == ["Oshan Newswire"]
