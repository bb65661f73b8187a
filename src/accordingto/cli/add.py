"""What fills a ledger: init, add, watch."""

from __future__ import annotations

import time
from contextlib import nullcontext
from typing import TYPE_CHECKING

import rich_click as click

from accordingto.cli.exits import exit_of_rejects
from accordingto.cli.options import fetch_options, hint_options, jobs_option, ledger_options, output_options
from accordingto.cli.output import Output, say

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from accordingto.executors import Executor
    from accordingto.ledger import Ledger
    from accordingto.settings import Settings
    from accordingto.types import Hints
    from accordingto.workflow import Added, Report

_no_read = click.option("--no-read", is_flag=True, help="Store the documents and leave reading to `read`.")

_no_link = click.option("--no-link", is_flag=True, help="Leave linking to `link`.")


@click.command()
@ledger_options
@output_options
def init(settings: Settings, out: Output) -> None:
    """Make an empty ledger.

    A ledger that is there already stays as it is.
    """
    from accordingto.ledger import create_ledger

    with create_ledger(settings.ledger) as made, out:
        if out.as_json:
            out.line({"ledger": made.name})
        else:
            out.show(made.name)
    say("The ledger is ready. Bring reports in with `accordingto add`.")


@click.command()
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...")
@hint_options
@_no_read
@_no_link
@jobs_option
@fetch_options
@output_options
def add(
    *,
    targets: tuple[str, ...],
    hints: Hints,
    no_read: bool,
    no_link: bool,
    jobs: int,
    settings: Settings,
    out: Output,
) -> int:
    """Bring reports into the ledger, read them, and link what they tell of.

    A TARGET is a file (text, HTML, PDF), a folder, a web address, an RSS, Atom or JSON feed, a web archive
    (WARC), or `-` for standard input. Adding the same thing twice adds nothing; after an interruption, the
    same command goes on. What cannot be used is kept with its reason: see `accordingto rejects`.
    """
    from accordingto import workflow
    from accordingto.cli.session import opened

    with out, opened(settings) as ledger, _executor(settings, jobs, no_read) as executor:

        def run(report: Report) -> Added:
            return workflow.add(
                targets, ledger=ledger, settings=settings, hints=hints, executor=executor, report=report
            )

        code = _followed(run, out)
        _link(ledger, settings, out, no_read or no_link)
        return code


@click.command()
@click.argument("feeds", nargs=-1, required=True, metavar="FEED...")
@click.option(
    "--every", type=click.FloatRange(min=60), metavar="SECONDS", help="Visit again after so long, for ever."
)
@hint_options
@_no_read
@_no_link
@fetch_options
@output_options
def watch(
    *,
    feeds: tuple[str, ...],
    every: float | None,
    hints: Hints,
    no_read: bool,
    no_link: bool,
    settings: Settings,
    out: Output,
) -> int:
    """Bring in what is new in feeds since the last visit.

    A FEED is the web address of an RSS, Atom or JSON feed. The ledger remembers what was taken. Without
    --every, each feed is visited once, as a timer would have it; with it, until Ctrl-C.
    """
    from accordingto import workflow
    from accordingto.cli.session import opened

    with out, opened(settings) as ledger, _executor(settings, 1, no_read) as executor:

        def run(report: Report) -> Added:
            return workflow.watch(
                feeds, ledger=ledger, settings=settings, hints=hints, executor=executor, report=report
            )

        code = _followed(run, out)
        _link(ledger, settings, out, no_read or no_link)
        while every is not None:
            time.sleep(every)
            code = _followed(run, out)
            _link(ledger, settings, out, no_read or no_link)
        return code


def _link(ledger: Ledger, settings: Settings, out: Output, not_asked: bool) -> None:
    from accordingto.cli.events import run_link

    if not not_asked:
        run_link(ledger, out, settings=settings)


def _executor(settings: Settings, jobs: int, no_read: bool) -> AbstractContextManager[Executor | None]:
    from accordingto import workflow

    return nullcontext() if no_read else workflow.reading(settings, jobs=jobs)


def _followed(run: Callable[[Report], Added], out: Output) -> int:
    """Run it, show every step and the sum, and give the exit code."""
    from accordingto.cli import steps
    from accordingto.cli.progress import shown

    follow = steps.Follow(out)
    with shown(out, follow.step) as report:
        added = run(report)
        report(added)
    follow.complain()
    say(steps.added(added))
    unread = added.reading.rejects if added.reading else 0
    return exit_of_rejects(added.rejects + unread, added.retryable)
