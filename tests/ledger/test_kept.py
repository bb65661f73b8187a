"""What is kept comes back, and the state tells every change of what it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accordingto.ledger import Ledger, accounts, kept, links, open_ledger
from accordingto.ledger.kept import KeptValue

if TYPE_CHECKING:
    from tests.ledger.conftest import Make


def test_what_is_kept_comes_back_and_the_last_counts(ledger: Ledger) -> None:
    assert kept.recall(ledger.database, "atlas") is None
    for value in (b"\x00one", b"two"):
        assert kept.keep(ledger.database, "atlas", KeptValue(state="s", value=value))
        assert kept.recall(ledger.database, "atlas") == KeptValue(state="s", value=value)
    assert kept.recall(ledger.database, "actors") is None


def test_the_state_changes_with_what_is_stored_judged_and_linked_alone(ledger: Ledger, make: Make) -> None:
    states = [kept.state_of(ledger.database)]

    def changed() -> bool:
        states.append(kept.state_of(ledger.database))
        return states[-1] != states[-2]

    document = make.document()
    make.read(ledger, document, make.event(document, "e1", reader="r1"))
    assert changed()
    ledger.judge_claim("e1", "accept", by="Ana")
    assert changed()
    with ledger.database.write() as connection:
        links.LinkTables(connection).replace((), [("e1",)])
    assert changed()
    kept.keep(ledger.database, "atlas", KeptValue(state=states[-1], value=b""))
    accounts.save_query(ledger, "ana", "a place", "/claims?place=x")
    assert not changed()


def test_nothing_is_kept_in_a_ledger_opened_for_reading(made: str) -> None:
    with open_ledger(made, read_only=True) as ledger:
        assert not kept.keep(ledger.database, "atlas", KeptValue(state="s", value=b""))
        assert kept.recall(ledger.database, "atlas") is None
