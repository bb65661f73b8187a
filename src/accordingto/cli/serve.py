"""serve and account: the ledger in a browser, and who may use it there."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import rich_click as click

from accordingto.cli.options import Words, fetch_options, ledger_options, output_options
from accordingto.cli.output import Output, clean, say

if TYPE_CHECKING:
    from accordingto.ledger.accounts import Account, Role
    from accordingto.settings import Settings

PORT = 8477
# As in `accordingto.ledger.accounts`, which is not imported for `--help`.
ROLES = ("reader", "reviewer", "admin")

_role = click.Choice(ROLES)
_name = click.argument("name", type=Words())


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=True,
    help="Where to listen. If it is taken, a free one is used.",
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="Listen on this address. On any but this machine's own, the ledger must have an account.",
)
@click.option(
    "--name", "names", multiple=True, metavar="HOST", help="Answer to this host name too. May be repeated."
)
@click.option("--https", is_flag=True, help="Browsers reach it by https, through a proxy on this machine.")
@click.option("--no-browser", is_flag=True, help="Do not open the browser.")
@fetch_options
def serve(
    *, port: int, host: str, names: tuple[str, ...], https: bool, no_browser: bool, settings: Settings
) -> None:
    """Open the ledger in the browser: look, search, add.

    Serves this machine alone unless --host says otherwise. Ctrl-C stops it. Nothing is asked of any other
    host but what is added by its address.
    """
    from accordingto.cli.session import opened
    from accordingto.web import server

    with opened(settings) as ledger:
        server.check_exposure(ledger, host)
        with server.bound(host, port) as listening:
            address = server.address_of(listening, host)
            server.serve(
                ledger,
                settings,
                listening=listening,
                names=names,
                https=https,
                ready=lambda: _announce(address, open_it=not no_browser),
            )
    say("Stopped.")


def _announce(address: str, *, open_it: bool) -> None:
    click.echo(address)
    sys.stdout.flush()
    say("Stop it with Ctrl-C.")
    if open_it:
        import webbrowser

        webbrowser.open(address)


@click.group()
def account() -> None:
    """Say who may use the ledger in the browser.

    A ledger without accounts can be used by whoever is at this machine. With one, everybody signs in. A
    reader looks and searches, a reviewer also adds and judges, an admin does everything.
    """


@account.command()
@_name
@click.option("--role", type=_role, default="reader", show_default=True, help="What it may do.")
@ledger_options
def add(*, name: str, role: Role, settings: Settings) -> None:
    """Make the account NAME.

    The password is asked for; or give it on standard input, as the only line.
    """
    from accordingto.cli.session import opened
    from accordingto.ledger import accounts
    from accordingto.web.passwords import hashed

    _check_name(name)
    with opened(settings) as ledger:
        accounts.add_account(ledger, name, role=role, password_hash=hashed(_password()))
    say(f"{name} can sign in as a {role}.")


def _check_name(name: str) -> None:
    if not name.isprintable() or name != name.strip() or not 0 < len(name) <= 100:
        raise click.BadParameter("A name is one line of 1 to 100 characters.", param_hint="NAME")


def _password() -> str:
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    return sys.stdin.readline().rstrip("\r\n")


@account.command("list")
@ledger_options
@output_options
def list_(*, settings: Settings, out: Output) -> None:
    """Show all accounts, closed ones too."""
    from accordingto.cli.session import opened
    from accordingto.ledger import accounts

    with out, opened(settings) as ledger:
        for one in accounts.list_accounts(ledger):
            if out.as_json:
                out.line(one)
            else:
                out.show(_line(one))


def _line(one: Account) -> str:
    closed = f", closed {one.closed_at}" if one.closed_at else ""
    return clean(f"{one.name}  {one.role}, made {one.created_at}{closed}")


@account.command()
@_name
@ledger_options
def close(*, name: str, settings: Settings) -> None:
    """Let NAME sign in no more, at once. What NAME did stays."""
    from accordingto.cli.session import opened
    from accordingto.ledger import accounts

    with opened(settings) as ledger:
        accounts.close_account(ledger, name)
    say(f"{name} can sign in no more.")


@account.command()
@_name
@click.argument("new", type=_role, metavar="ROLE")
@ledger_options
def role(*, name: str, new: Role, settings: Settings) -> None:
    """Give NAME another ROLE: reader, reviewer or admin."""
    from accordingto.cli.session import opened
    from accordingto.ledger import accounts

    with opened(settings) as ledger:
        accounts.set_role(ledger, name, new)
    say(f"{name} is a {new} now.")


@account.command()
@_name
@ledger_options
def password(*, name: str, settings: Settings) -> None:
    """Give NAME another password, and end its sessions."""
    from accordingto.cli.session import opened
    from accordingto.ledger import accounts
    from accordingto.web.passwords import hashed

    with opened(settings) as ledger:
        accounts.set_password(ledger, name, hashed(_password()))
    say(f"{name} has another password.")
