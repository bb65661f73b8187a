"""What is worked out beside requests: given while a newer one is made, and there again after a start."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np
import pytest

from accordingto.ledger import Ledger, kept
from accordingto.ledger.kept import KeptValue
from accordingto.web import kept as keeping
from accordingto.web.atlas import decoded, encoded, read_atlas
from accordingto.web.derived import CAST, DEALS, STANDINGS
from accordingto.web.kept import Kept, Making
from tests.web.happened import few, store, store_control

if TYPE_CHECKING:
    from tests.web.conftest import Make


class Counter:
    """Makes a number, one larger each time."""

    def __init__(self) -> None:
        self.made = 0
        self.go = threading.Event()
        self.go.set()

    def make(self, ledger: Ledger) -> int:
        self.go.wait(10)
        self.made += 1
        return self.made

    def kept(self, *, waits: bool = False) -> Kept[int]:
        how = Making("number", self.make, lambda number: b"%d" % number, int)
        return Kept(how, waits=waits)


@pytest.fixture
def all_is_worth_keeping(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "WORTH", 0.0)
    monkeypatch.setattr(keeping, "REST", 0.0)


@pytest.mark.usefixtures("all_is_worth_keeping")
def test_a_start_gives_what_was_kept_and_makes_it_anew_once_the_ledger_has_grown(
    ledger: Ledger, make: Make
) -> None:
    first = Counter()
    assert first.kept().of(ledger, None) == (1, True)
    second = Counter()
    started = second.kept()
    assert started.of(ledger, None) == (1, True), "recalled"
    assert second.made == 0
    make.stored(ledger, make.document())
    second.go.clear()
    assert started.of(ledger, 0.0) == (1, False), "that from before, while a new one is made"
    second.go.set()
    assert started.of(ledger, None) == (1, True), "the first that the second made"
    assert second.made == 1
    third = Counter()
    assert third.kept().of(ledger, None) == (1, True)
    assert third.made == 0


def test_what_is_made_at_once_is_not_kept(ledger: Ledger) -> None:
    assert Counter().kept().of(ledger, None) == (1, True)
    assert kept.recall(ledger.database, "number") is None


def test_what_cannot_be_read_back_is_made(ledger: Ledger) -> None:
    kept.keep(ledger.database, "number", KeptValue(state=kept.state_of(ledger.database), value=b"no number"))
    assert Counter().kept().of(ledger, None) == (1, True)


def test_there_is_nothing_until_it_is_made_unless_it_is_waited_for(ledger: Ledger) -> None:
    counter = Counter()
    counter.go.clear()
    patient, other = counter.kept(waits=True), counter.kept()
    assert other.of(ledger, 0.0) == (None, False)
    threading.Timer(0.1, counter.go.set).start()
    assert patient.of(ledger, 0.0)[1]


def test_all_comes_back_as_it_was_written(ledger: Ledger, make: Make) -> None:
    store_control(ledger, make)
    store(ledger, few())
    for how in (DEALS, CAST, STANDINGS):
        made = how.make(ledger)
        assert made
        assert how.decode(how.encode(made)) == made  # type: ignore[arg-type]
    atlas = read_atlas(ledger)
    again = decoded(encoded(atlas))
    for name, column in vars(atlas).items():
        if isinstance(column, np.ndarray):
            np.testing.assert_array_equal(getattr(again, name), column)
            assert getattr(again, name).dtype == column.dtype
    assert (again.linked, again.outlets.keys()) == (atlas.linked, atlas.outlets.keys())
    assert all((again.outlets[name] == rows).all() for name, rows in atlas.outlets.items())


def test_columns_of_another_version_are_refused() -> None:
    with pytest.raises(ValueError, match="other columns"):
        decoded(b"\x94\xc3\x80\x80\x80")
