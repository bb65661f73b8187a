"""read: files without a ledger, or what is unread in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rich_click as click

from accordingto.cli.exits import exit_of_rejects
from accordingto.cli.options import fetch_options, hint_options, jobs_option, output_options
from accordingto.cli.output import Output, say

if TYPE_CHECKING:
    from accordingto.settings import Settings
    from accordingto.types import Hints


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE]...")
@hint_options
@click.option("--no-link", is_flag=True, help="Leave linking to `link`.")
@jobs_option
@fetch_options
@output_options
def read(
    *, files: tuple[str, ...], hints: Hints, no_link: bool, jobs: int, settings: Settings, out: Output
) -> int:
    """Read FILEs without a ledger or, without any, what is unread in the ledger, and link it.

    With --json, each FILE gives one line, in the order given: the document with all that was found in it. A
    FILE may be whatever `add` takes. Plain text is read as it stands, so that offsets fit the file.
    """
    if files:
        return _read_files(files, hints, jobs, settings, out)
    if hints != _no_hints():
        raise click.UsageError(
            "Title, outlet, url, published, byline and language are for FILEs; there are none."
        )
    return _read_ledger(jobs, settings, out, no_link=no_link)


def _no_hints() -> Hints:
    from accordingto.types import Hints

    return Hints()


def _read_files(files: tuple[str, ...], hints: Hints, jobs: int, settings: Settings, out: Output) -> int:
    from accordingto import workflow
    from accordingto.cli import layout, steps

    rejects: list[bool] = []

    def report(step: workflow.Step) -> None:
        if isinstance(step, workflow.InputRejected):
            rejects.append(step.reject.retryable)
            say(steps.rejected(step.reject), style="red")

    with out, workflow.reading(settings, jobs=jobs) as executor:
        readings = workflow.read_files(
            files, settings=settings, executor=executor, hints=hints, report=report
        )
        for reading in readings:
            if out.as_json:
                out.line(reading)
            else:
                rows = workflow.claim_rows(reading, reader=executor.fingerprint)
                out.show(*layout.claims(rows, out.width))
    return exit_of_rejects(len(rejects), sum(rejects))


def _read_ledger(jobs: int, settings: Settings, out: Output, *, no_link: bool) -> int:
    from accordingto import workflow
    from accordingto.cli import steps
    from accordingto.cli.events import run_link
    from accordingto.cli.progress import shown
    from accordingto.cli.session import opened

    follow = steps.Follow(out)
    with out, opened(settings) as ledger, workflow.reading(settings, jobs=jobs) as executor:
        with shown(out, follow.step) as report:
            summary = workflow.read(ledger=ledger, executor=executor, report=report)
            report(summary)
        follow.complain()
        say(steps.read(summary))
        if not no_link:
            run_link(ledger, out, settings=settings)
    return exit_of_rejects(summary.rejects, 0)
