"""Accounts, sessions and saved searches."""

from __future__ import annotations

from functools import partial

import pytest

from accordingto.errors import LedgerError, SettingsError
from accordingto.ledger import Ledger, accounts
from accordingto.web.limiter import PER_ACCOUNT, PER_ADDRESS, WINDOW, Limiter
from accordingto.web.passwords import Forms, fits, hashed

FAR, PAST = "2999-01-01T00:00:00.000Z", "2001-01-01T00:00:00.000Z"


def test_an_account_is_made_changed_and_closed(ledger: Ledger) -> None:
    assert not accounts.has_accounts(ledger)
    made = accounts.add_account(ledger, "ana", role="reader", password_hash="h")
    assert (made.name, made.role, made.closed_at) == ("ana", "reader", None)
    assert accounts.set_role(ledger, "ana", "admin").role == "admin"
    assert accounts.password_hash_of(ledger, "ana") == "h"
    with pytest.raises(LedgerError, match="already"):
        accounts.add_account(ledger, "ana", role="reader", password_hash="h")

    assert accounts.close_account(ledger, "ana").closed_at
    assert accounts.password_hash_of(ledger, "ana") is None
    assert not accounts.has_accounts(ledger)
    with pytest.raises(LedgerError, match="or was"):
        accounts.add_account(ledger, "ana", role="reader", password_hash="h")
    with pytest.raises(LedgerError, match="no account 'ben'"):
        accounts.set_role(ledger, "ben", "admin")


def test_a_session_ends_with_its_time_its_account_and_a_new_password(ledger: Ledger) -> None:
    accounts.add_account(ledger, "ana", role="reader", password_hash="h")
    accounts.start_session(ledger, "t1", "ana", expires_at=FAR)
    accounts.start_session(ledger, "t2", "ana", expires_at=PAST)
    found = accounts.account_of_session(ledger, "t1")
    assert found is not None
    assert found.name == "ana"
    assert accounts.account_of_session(ledger, "t2") is None
    assert accounts.account_of_session(ledger, "t3") is None

    accounts.end_session(ledger, "t1")
    assert accounts.account_of_session(ledger, "t1") is None
    changes = (
        partial(accounts.set_password, ledger, "ana", "i"),
        partial(accounts.close_account, ledger, "ana"),
    )
    for change in changes:
        accounts.start_session(ledger, "t4", "ana", expires_at=FAR)
        change()
        assert accounts.account_of_session(ledger, "t4") is None


def test_searches_are_kept_by_account_and_name(ledger: Ledger) -> None:
    accounts.save_query(ledger, "ana", "dead", "/claims?kind=figure")
    accounts.save_query(ledger, "ana", "dead", "/claims?kind=event")
    accounts.save_query(ledger, "ben", "dead", "/search?q=dead")
    assert [one.address for one in accounts.list_queries(ledger, "ana")] == ["/claims?kind=event"]
    accounts.drop_query(ledger, "ana", "dead")
    assert accounts.list_queries(ledger, "ana") == ()
    assert len(accounts.list_queries(ledger, "ben")) == 1


def test_nobody_keeps_searches_without_end(ledger: Ledger) -> None:
    for number in range(accounts.SAVED_PER_ACCOUNT):
        accounts.save_query(ledger, "ana", str(number), "/claims")
    with pytest.raises(LedgerError, match="Remove one"):
        accounts.save_query(ledger, "ana", "one more", "/claims")


def test_none_of_it_is_in_the_custody_log(ledger: Ledger) -> None:
    accounts.add_account(ledger, "ana", role="reader", password_hash="h")
    assert ledger.head() is None
    assert list(ledger.verify()) == []


# --- passwords and limits -------------------------------------------------------------------------


def test_a_password_is_kept_as_a_hash_that_only_it_fits() -> None:
    kept = hashed("a long enough password")
    assert kept.startswith("$argon2id$")
    assert fits("a long enough password", kept)
    assert not fits("another long password", kept)
    assert not fits("a long enough password", None)
    assert not fits("x", "no hash")
    for wrong in ("short", "x" * 257):
        with pytest.raises(SettingsError, match="characters"):
            hashed(wrong)


def test_the_token_of_a_form_is_of_one_browser_and_one_run() -> None:
    forms = Forms()
    assert forms.fits("cookie", forms.token("cookie"))
    assert not forms.fits("other", forms.token("cookie"))
    assert not Forms().fits("cookie", forms.token("cookie"))
    assert not forms.fits("cookie", "ä")


def test_tries_are_limited_by_account_and_by_address() -> None:
    now = [0.0]
    limiter = Limiter(lambda: now[0])
    for _ in range(PER_ACCOUNT):
        assert limiter.wait("ana", "1") == 0
        limiter.failed("ana", "1")
    assert limiter.wait("ana", "2") == WINDOW
    assert limiter.wait("ben", "1") == 0
    now[0] = WINDOW + 1
    assert limiter.wait("ana", "1") == 0

    for number in range(PER_ADDRESS):
        limiter.failed(f"name {number}", "3")
    assert limiter.wait("ben", "3") > 0
    assert limiter.wait("ben", "1") == 0
    limiter.failed("cleo", "4")
    limiter.succeeded("cleo")
    assert limiter.wait("cleo", "5") == 0
