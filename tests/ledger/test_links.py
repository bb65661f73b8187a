"""Linked reports in a ledger: found by any claim, withdrawn with a reading, judged for good."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from accordingto import together
from accordingto.errors import LedgerError
from accordingto.ledger import EventFilter, Ledger, create_ledger, happenings

if TYPE_CHECKING:
    from tests.ledger.conftest import Make

TEXT = "The army took Ardun, SANA reported, quoting a senior officer."


@pytest.fixture
def linked(tmp_path: Path, make: Make) -> Ledger:
    """Two reports on the taking of Ardun, linked."""
    ledger = create_ledger(str(tmp_path / "links.db"), who="Tester")
    for name in ("d1", "d2"):
        document = make.document(name, f"{TEXT} {name}", outlet=f"Outlet {name}")
        make.read(ledger, document, make.event(document, f"c-{name}"))
    together.link_reports(ledger=ledger)
    return ledger


def homes(ledger: Ledger) -> dict[str, str]:
    return {claim: ledger.event_of(claim) for claim in ("c-d1", "c-d2")}


def test_two_accounts_are_one_event_found_by_any_claim(linked: Ledger) -> None:
    assert homes(linked) == {"c-d1": "c-d1", "c-d2": "c-d1"}
    event = linked.linked_event("c-d2")
    assert event.id == "c-d1"
    assert event.claims == ("c-d1", "c-d2")
    (row,) = linked.events()
    assert (row.id, row.documents, row.happened, row.stale) == ("c-d1", 2, 2, False)
    with pytest.raises(LedgerError, match="There is no event 'x'"):
        linked.linked_event("x")


def test_linking_again_changes_nothing(linked: Ledger) -> None:
    before = list(linked.linked_events())
    assert together.link_reports(ledger=linked).documents == 0
    assert together.link_reports(ledger=linked, again=True).documents == 2
    assert list(linked.linked_events()) == before
    assert list(linked.verify()) == []


def test_a_new_reading_withdraws_the_claims_of_the_old(linked: Ledger, make: Make) -> None:
    document = make.document("d2", f"{TEXT} d2", outlet="Outlet d2")
    linked.store_reading(make.reading(document), [], reader="r2")
    together.link_reports(ledger=linked)
    assert linked.linked_event("c-d1").claims == ("c-d1",)
    with pytest.raises(LedgerError, match="There is no event 'c-d2'"):
        linked.event_of("c-d2")


def test_judgements_win_last_again_and_survive_a_new_reading(linked: Ledger, make: Make) -> None:
    together.judge("c-d1", "c-d2", "different", ledger=linked, because="another day")
    assert homes(linked) == {"c-d1": "c-d1", "c-d2": "c-d2"}
    assert together.explain("c-d1", "c-d2", ledger=linked).judged == "different"
    document = make.document("d2", f"{TEXT} d2", outlet="Outlet d2")
    linked.store_reading(make.reading(document), [make.event(document, "other", reader="r2")], reader="r2")
    together.link_reports(ledger=linked)
    assert linked.event_of("other") == "other", "kept by the words, not by the id"
    together.link_reports(ledger=linked, again=True)
    assert linked.event_of("other") == "other"
    together.judge("other", "c-d1", "unsure", ledger=linked)
    assert linked.event_of("other") == "c-d1", "taken back"
    assert [one.verdict for one in linked.judgements()] == ["different", "unsure"]
    assert list(linked.verify()) == []


def test_judgements_are_text_that_another_ledger_takes(linked: Ledger, make: Make, tmp_path: Path) -> None:
    together.judge("c-d1", "c-d2", "different", ledger=linked)
    judgements = list(linked.judgements())
    assert together.take_judgements(judgements, ledger=linked) == (0, 1)
    with (
        create_ledger(str(tmp_path / "other.db")) as other,
        pytest.raises(LedgerError, match="which the ledger does not have"),
    ):
        together.take_judgements(judgements, ledger=other)


def test_only_what_can_be_linked_is_judged(linked: Ledger) -> None:
    with pytest.raises(LedgerError, match="one and the same"):
        together.judge("c-d1", "c-d1", "same", ledger=linked)


@pytest.mark.parametrize(
    ("wanted", "number"),
    [
        (EventFilter(type="CONTROL"), 1),
        (EventFilter(type="ASSAULT"), 0),
        (EventFilter(since="2018-04-06"), 1),
        (EventFilter(since="2018-04-07"), 0),
        (EventFilter(until="2018-04"), 1),
        (EventFilter(place="ardûn"), 1),
        (EventFilter(actor="army"), 1),
        (EventFilter(actor="navy"), 0),
        (EventFilter(origins=9), 0),
        (EventFilter(after="c-d1"), 0),
    ],
)
def test_filters(linked: Ledger, wanted: EventFilter, number: int) -> None:
    assert len(list(linked.events(wanted))) == number


def test_as_of_a_day_before_the_reports_came_there_was_nothing(linked: Ledger) -> None:
    assert list(together.events_as_of("2001-01-01", ledger=linked)) == []
    now = list(together.events_as_of("2999", ledger=linked))
    assert [event.claims for event in now] == [("c-d1", "c-d2")]


def test_few_that_fit_and_many_give_the_same_page(linked: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    for wanted in (
        EventFilter(limit=5, place="ardûn"),
        EventFilter(limit=5, type="CONTROL", order="origins"),
    ):
        looked_up = list(linked.events(wanted))
        with monkeypatch.context() as patched:
            patched.setattr(happenings, "FEW", 0)
            assert list(linked.events(wanted)) == looked_up != []
