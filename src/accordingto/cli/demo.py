"""demo: the bundled reports, brought in, read and shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from accordingto.cli.options import output_options
from accordingto.cli.output import Output, say

if TYPE_CHECKING:
    from accordingto.ledger import Ledger
    from accordingto.settings import Settings
    from accordingto.workflow import Step

LEDGER_NAME = "demo.db"
REPORTS = (".txt", ".html")


@click.command()
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
@output_options
def demo(*, folder: Path | None, out: Output) -> None:
    """Read thirteen bundled reports and show what they say about one shelling, and according to whom.

    The reports are fiction, written for this purpose. The ledger is made in FOLDER, by default in a new
    temporary folder; nothing leaves the machine. With --json, every claim is a line.
    """
    import msgspec

    from accordingto import workflow
    from accordingto.cli import tour
    from accordingto.ledger import create_ledger
    from accordingto.settings import load_settings

    path = _place(folder) / LEDGER_NAME
    settings = msgspec.structs.replace(load_settings(), ledger=str(path))
    with out, create_ledger(settings.ledger) as ledger:
        steps = _filled(ledger, settings, out)
        workflow.link(ledger=ledger, settings=settings)
        if out.as_json:
            for row in ledger.claims():
                out.line(row)
        else:
            out.show(*tour.tour(ledger, steps))
    say(f"The ledger stays in {path}; delete its folder when you have seen enough.")


def _place(folder: Path | None) -> Path:
    if folder is None:
        import tempfile

        return Path(tempfile.mkdtemp(prefix="accordingto-demo-"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _filled(ledger: Ledger, settings: Settings, out: Output) -> list[Step]:
    from importlib.resources import as_file, files

    from accordingto import workflow
    from accordingto.cli.progress import shown

    steps: list[Step] = []
    with (
        as_file(files("accordingto") / "examples") as examples,
        workflow.reading(settings) as executor,
        shown(out, steps.append) as report,
    ):
        reports = sorted(str(one) for one in examples.iterdir() if one.suffix in REPORTS)
        added = workflow.add(reports, ledger=ledger, settings=settings, executor=executor, report=report)
    return [*steps, added]
