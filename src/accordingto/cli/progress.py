"""A bar on long work, drawn on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

from accordingto.cli.output import Output, console
from accordingto.workflow import (
    DocumentRead,
    DocumentsLinked,
    DocumentStored,
    InputRejected,
    LinkingBegun,
    ReadingBegun,
    Report,
    Step,
)


@contextmanager
def shown(output: Output, report: Report) -> Iterator[Report]:
    """Hands every step on to `report`, and shows how far the work is; nothing if nobody watches."""
    if not sys.stderr.isatty():
        yield report
        return
    with _progress(_screen(output)) as progress:
        show = _Bars(progress)

        def both(step: Step) -> None:
            show.step(step)
            report(step)

        yield both


def _screen(output: Output) -> Console:
    # Lines and bar share one console where they share the screen, or they would overwrite each other.
    return output.console if output.file is sys.stdout and sys.stdout.isatty() else console(sys.stderr)


def _progress(screen: Console) -> Progress:
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    # Redirecting would send standard output, which may be a pipe, to the screen.
    return Progress(*columns, console=screen, transient=True, redirect_stdout=False, redirect_stderr=False)


class _Bars:
    """One bar for what comes in, one for what is read."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._adding = progress.add_task("adding", total=None)
        self._reading = progress.add_task("reading", total=None, visible=False)

    def step(self, step: Step) -> None:
        """Move on by one step."""
        if isinstance(step, ReadingBegun):
            self._progress.update(self._adding, visible=False)
            self._progress.update(self._reading, visible=True, total=step.documents)
        elif isinstance(step, DocumentRead):
            self._progress.advance(self._reading)
        elif isinstance(step, LinkingBegun):
            self._progress.update(self._adding, visible=False)
            self._progress.update(self._reading, visible=True, total=step.documents, description="linking")
        elif isinstance(step, DocumentsLinked):
            self._progress.update(self._reading, completed=step.documents)
        elif isinstance(step, DocumentStored | InputRejected):
            self._progress.advance(self._adding)
