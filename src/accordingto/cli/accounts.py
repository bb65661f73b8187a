"""What the accounts are about: histories of agreements, who holds which place, how actors are called."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import rich_click as click

from accordingto.cli.claims import filter_options
from accordingto.cli.options import ledger_options, output_options
from accordingto.cli.output import Output, say
from accordingto.words import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from accordingto.ledger import ClaimFilter, Ledger
    from accordingto.settings import Settings


@click.command()
@click.option("--whole", is_flag=True, help="Show every step and term, also those that few tell of.")
@filter_options
@ledger_options
@output_options
def agreements(*, whole: bool, wanted: ClaimFilter, settings: Settings, out: Output) -> None:
    """Show agreements: parties, brokers, terms, and what is said to have happened to each, by whom.

    Reports that speak of one agreement are joined. What several sources tell of one step is one line; the
    ten lines that most tell of are shown. Filters say which claims count.
    """
    from functools import partial

    from accordingto import workflow
    from accordingto.cli import histories

    drawn = partial(histories.agreement, whole=whole)
    number = _shown(wanted, settings, out, workflow.agreements, drawn)
    say(f"{counted(number, 'agreement')}. `accordingto show CLAIM` shows a step in its context.")


@click.command()
@filter_options
@ledger_options
@output_options
def control(*, wanted: ClaimFilter, settings: Settings, out: Output) -> None:
    """Show who holds, took, lost, contests or besieges which place, by day and according to whom."""
    from accordingto import workflow
    from accordingto.cli import histories

    number = _shown(wanted, settings, out, workflow.control, histories.place)
    say(f"{counted(number, 'place')}. `accordingto show CLAIM` shows a statement in its context.")


@click.command()
@filter_options
@ledger_options
@output_options
def actors(*, wanted: ClaimFilter, settings: Settings, out: Output) -> None:
    """Show actors with the names and loaded words that each outlet, and each source it quotes, uses for them.

    To compare outlets. It says nothing about who is right.
    """
    from accordingto import workflow
    from accordingto.cli import histories

    number = _shown(wanted, settings, out, workflow.actors, histories.actor)
    say(f"{counted(number, 'actor')}.")


Shown = TypeVar("Shown")


def _shown(
    wanted: ClaimFilter,
    settings: Settings,
    out: Output,
    found: Callable[[Ledger, ClaimFilter], Sequence[Shown]],
    drawn: Callable[[Shown], object],
) -> int:
    from accordingto.cli.session import opened

    with out, opened(settings, read_only=True) as ledger:
        nouns = found(ledger, wanted)
        for noun in nouns:
            if out.as_json:
                out.line(noun)
            else:
                out.show(drawn(noun))  # type: ignore[arg-type]
    return len(nouns)
