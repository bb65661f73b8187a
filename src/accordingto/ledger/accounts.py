"""Who may use a ledger in the browser, their sessions, and the searches that they keep.

None of this is evidence, so rows may change; nothing here counts in the custody log. Passwords and session
tokens come in as hashes: this module never sees them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, get_args

from sqlalchemy import Column, Connection, ForeignKey, MetaData, Table, delete, func, insert, select, update

from accordingto.errors import LedgerError
from accordingto.ledger.ledger import Ledger
from accordingto.ledger.schema import TEXT
from accordingto.ledger.writer import now
from accordingto.types import Noun

Role = Literal["reader", "reviewer", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
SAVED_PER_ACCOUNT = 200

metadata = MetaData()


def _text(
    name: str, doc: str, of: str | None = None, *, null: bool = False, key: bool = False
) -> Column[str]:
    foreign = [ForeignKey(of)] if of else []
    return Column(name, TEXT, *foreign, nullable=null, primary_key=key, doc=doc)


accounts = Table(
    "accounts",
    metadata,
    _text("name", "What the person is called in the browser and in the custody log.", key=True),
    _text("password_hash", "Argon2 hash of the password, with its salt and its costs."),
    _text("role", "reader, reviewer or admin."),
    _text("created_at", "When, UTC."),
    _text("closed_at", "Since when it can no longer be used, UTC.", null=True),
    info={"doc": "Who may use the ledger in the browser."},
)

web_sessions = Table(
    "web_sessions",
    metadata,
    _text("token", "SHA-256 of what the browser's cookie holds.", key=True),
    _text("account", "Who signed in.", "accounts.name"),
    _text("created_at", "When, UTC."),
    _text("expires_at", "Until when it holds, UTC."),
    info={"doc": "Who is signed in at present."},
)

saved_queries = Table(
    "saved_queries",
    metadata,
    _text("account", "Who keeps it; `local` where there are no accounts.", key=True),
    _text("name", "What it is called.", key=True),
    _text("address", "Path and query of the page, as `/claims?kind=event`."),
    _text("created_at", "When, UTC."),
    info={"doc": "Searches that somebody wants to see again."},
)


class Account(Noun, frozen=True):
    """Somebody who may use the ledger in the browser. A closed account stays, so that its name does."""

    name: str
    role: Role
    created_at: str
    closed_at: str | None = None


class SavedQuery(Noun, frozen=True):
    """A page with its filters, under a name."""

    name: str
    address: str
    created_at: str


# --- accounts -------------------------------------------------------------------------------------


def add_account(ledger: Ledger, name: str, *, role: Role, password_hash: str) -> Account:
    """Make an account. Raises `LedgerError` if there is one of this name, closed ones included."""
    row = {"name": name, "role": role, "password_hash": password_hash, "created_at": now()}
    with ledger.database.write() as connection:
        if _row(connection, name) is not None:
            raise LedgerError(f"There is an account {name!r} already, or was. Choose another name.")
        connection.execute(insert(accounts), row)
        return _account(connection, name)


def list_accounts(ledger: Ledger) -> tuple[Account, ...]:
    """All accounts by name, closed ones included."""
    with ledger.database.read() as connection:
        rows = connection.execute(select(accounts).order_by(accounts.c.name)).mappings()
        return tuple(map(_to_account, rows))


def has_accounts(ledger: Ledger) -> bool:
    """Whether anybody can sign in."""
    with ledger.database.read() as connection:
        query = select(func.count()).select_from(accounts).where(accounts.c.closed_at.is_(None))
        return bool(connection.scalar(query))


def password_hash_of(ledger: Ledger, name: str) -> str | None:
    """The hash to check a password against; `None` if nobody of this name may sign in."""
    columns = accounts.c
    query = select(columns.password_hash).where(columns.name == name, columns.closed_at.is_(None))
    with ledger.database.read() as connection:
        return connection.scalar(query)


def set_role(ledger: Ledger, name: str, role: Role) -> Account:
    """Give an account another role, from the next click on."""
    return _change(ledger, name, {"role": role})


def set_password(ledger: Ledger, name: str, password_hash: str) -> Account:
    """Give an account another password, and end its sessions."""
    return _change(ledger, name, {"password_hash": password_hash}, ends_sessions=True)


def close_account(ledger: Ledger, name: str) -> Account:
    """Let nobody sign in by this name any more, and end its sessions. What was done under it stays."""
    return _change(ledger, name, {"closed_at": now()}, ends_sessions=True)


def _change(ledger: Ledger, name: str, values: Mapping[str, str], *, ends_sessions: bool = False) -> Account:
    with ledger.database.write() as connection:
        _account(connection, name)
        connection.execute(update(accounts).where(accounts.c.name == name), values)
        if ends_sessions:
            connection.execute(delete(web_sessions).where(web_sessions.c.account == name))
        return _account(connection, name)


def _row(connection: Connection, name: str) -> Mapping[Any, Any] | None:
    return connection.execute(select(accounts).where(accounts.c.name == name)).mappings().one_or_none()


def _account(connection: Connection, name: str) -> Account:
    row = _row(connection, name)
    if row is None:
        raise LedgerError(f"There is no account {name!r}. `accordingto account list` shows those there are.")
    return _to_account(row)


def _to_account(row: Mapping[Any, Any]) -> Account:
    return Account(**{name: row[name] for name in Account.__struct_fields__})


# --- sessions -------------------------------------------------------------------------------------


def start_session(ledger: Ledger, token: str, account: str, *, expires_at: str) -> None:
    """Remember that a browser signed in, and forget those whose time is over."""
    row = {"token": token, "account": account, "created_at": now(), "expires_at": expires_at}
    with ledger.database.write() as connection:
        connection.execute(delete(web_sessions).where(web_sessions.c.expires_at < row["created_at"]))
        connection.execute(insert(web_sessions), row)


def end_session(ledger: Ledger, token: str) -> None:
    """Sign a browser out."""
    with ledger.database.write() as connection:
        connection.execute(delete(web_sessions).where(web_sessions.c.token == token))


def account_of_session(ledger: Ledger, token: str) -> Account | None:
    """Who signed in with this token, if that still holds."""
    columns = web_sessions.c
    query = select(accounts).join(web_sessions, columns.account == accounts.c.name)
    query = query.where(columns.token == token, columns.expires_at >= now(), accounts.c.closed_at.is_(None))
    with ledger.database.read() as connection:
        row = connection.execute(query).mappings().one_or_none()
    return None if row is None else _to_account(row)


# --- saved queries --------------------------------------------------------------------------------


def save_query(ledger: Ledger, account: str, name: str, address: str) -> None:
    """Keep a search under a name, in place of one of the same name.

    Raises `LedgerError` beyond `SAVED_PER_ACCOUNT`.
    """
    columns = saved_queries.c
    row = {"account": account, "name": name, "address": address, "created_at": now()}
    with ledger.database.write() as connection:
        connection.execute(delete(saved_queries).where(columns.account == account, columns.name == name))
        query = select(func.count()).select_from(saved_queries).where(columns.account == account)
        if (connection.scalar(query) or 0) >= SAVED_PER_ACCOUNT:
            raise LedgerError(f"{SAVED_PER_ACCOUNT} searches are kept already. Remove one first.")
        connection.execute(insert(saved_queries), row)


def list_queries(ledger: Ledger, account: str) -> tuple[SavedQuery, ...]:
    """What somebody keeps, by name."""
    columns = saved_queries.c
    query = select(columns.name, columns.address, columns.created_at).where(columns.account == account)
    with ledger.database.read() as connection:
        rows = connection.execute(query.order_by(columns.name)).mappings()
        return tuple(SavedQuery(**row) for row in rows)


def drop_query(ledger: Ledger, account: str, name: str) -> None:
    """Keep a search no longer."""
    columns = saved_queries.c
    with ledger.database.write() as connection:
        connection.execute(delete(saved_queries).where(columns.account == account, columns.name == name))
