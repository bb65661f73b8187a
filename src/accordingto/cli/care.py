"""What looks after a ledger and an installation: verify, doctor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rich_click as click

from accordingto.cli.exits import DAMAGED, OK
from accordingto.cli.options import ledger_options, output_options
from accordingto.cli.output import Output, clean, say

if TYPE_CHECKING:
    from accordingto.settings import Settings


@click.command()
@ledger_options
@output_options
def verify(*, settings: Settings, out: Output) -> int:
    """Check the whole ledger: hash everything again, replay every span and the custody log.

    Shows each thing that does not fit, by name, and ends with exit code 6 if there is one.
    """
    from rich.text import Text

    from accordingto import workflow
    from accordingto.cli.session import opened
    from accordingto.words import counted

    number = 0
    with out, opened(settings, read_only=True) as ledger:
        head = ledger.head()
        for finding in workflow.verify(ledger):
            number += 1
            if out.as_json:
                out.line(finding)
            else:
                out.show(Text(clean(f"{finding.kind} {finding.subject}: {finding.problem}"), overflow="fold"))
    if number:
        say(
            f"{counted(number, 'thing')} in {settings.ledger} do not fit. Restore it from a copy.",
            style="red",
        )
        return DAMAGED
    say("Everything fits: evidence, text, words and log are as they were stored.")
    if head:
        say(f"The log has {head[0]} entries and ends with {head[1]}: kept elsewhere, that shows later cuts.")
    return OK


@click.command()
@ledger_options
@output_options
def doctor(*, settings: Settings, out: Output) -> int:
    """Check the installation: settings and where they come from, versions, model, ledger, disk.

    Ends with the exit code of the first thing that is not well.
    """
    from accordingto.cli import checks

    with out:
        found = list(checks.checks(settings))
        for check in found:
            if out.as_json:
                out.line(check)
        if not out.as_json:
            out.show(*checks.drawn(found))
    return next((check.exit_code for check in found if check.exit_code), OK)
