"""What a run of add, watch or read says while it goes and when it is done."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from accordingto.cli.output import Output, clean, say
from accordingto.types import Reject
from accordingto.words import ID_SHOWN, counted, day
from accordingto.workflow import Added, DocumentStored, InputRejected, Linked, ReadSummary, Step


class Follow:
    """Shows each step; keeps rejects for the end, where they are not lost among the rest."""

    def __init__(self, out: Output) -> None:
        self._out = out
        self._rejects: list[Reject] = []

    def step(self, step: Step) -> None:
        """Show one step."""
        if self._out.as_json:
            self._out.line(step)
        elif isinstance(step, DocumentStored):
            self._out.show(stored(step))
        if isinstance(step, InputRejected):
            self._rejects.append(step.reject)

    def complain(self) -> None:
        """Say what could not be used."""
        for reject in self._rejects:
            say(rejected(reject), style="red")


def rejected(reject: Reject) -> str:
    """One reject on one line."""
    again = " (may work another time)" if reject.retryable else ""
    return f"rejected: {reject.location}: {reject.reason}{again}"


def stored(step: DocumentStored) -> Table:
    """One document: what it is to the ledger, its id, and what it is called, wrapped under itself."""
    called = (day(step.published), step.outlet, step.title or step.location)
    grid = Table.grid(padding=(0, 2))
    grid.add_column(width=10, style="green" if step.new else "dim")
    grid.add_column(width=ID_SHOWN, style="dim")
    grid.add_column(overflow="fold")
    grid.add_row(_standing(step), step.document[:ID_SHOWN], clean(" · ".join(filter(None, called))))
    for note in _notes(step):
        grid.add_row("", "", Text(note, style="yellow"))
    return grid


def _standing(step: DocumentStored) -> str:
    if not step.new:
        return "known"
    return f"version {step.version}" if step.version_of else "new"


def _notes(step: DocumentStored) -> list[str]:
    near = [
        f"{round(100 * share)} % the words of {other[:ID_SHOWN]}" for other, share in step.near_duplicate_of
    ]
    version = [f"a later version of {step.version_of[:ID_SHOWN]}"] if step.version_of else []
    kept = [f"{', '.join(step.not_taken)}: kept as first stored"] if step.not_taken else []
    return version + near + kept


def added(summary: Added) -> str:
    """What `add` did, in a sentence or two."""
    parts = [
        counted(summary.new, "new document") + _special(summary),
        f"{summary.known} known" if summary.known else "",
        f"{summary.rejects} rejected" if summary.rejects else "",
    ]
    reading = [_read(summary.reading)] if summary.reading else []
    return " ".join([", ".join(filter(None, parts)) + ".", *reading, *_foreign(summary.other_languages)])


def _special(summary: Added) -> str:
    versions = counted(summary.versions, "new version") + " of known ones" if summary.versions else ""
    near = counted(summary.near_duplicates, "near duplicate") if summary.near_duplicates else ""
    return f" ({' and '.join(filter(None, (versions, near)))} among them)" if versions or near else ""


def read(summary: ReadSummary) -> str:
    """What `read` did, in a sentence or two."""
    rejects = [f"{counted(summary.rejects, 'document')} could not be read."] if summary.rejects else []
    return " ".join([_read(summary), *rejects, *_foreign(summary.other_languages)])


def _read(summary: ReadSummary) -> str:
    return f"Read {counted(summary.read, 'document')}: {counted(summary.claims, 'claim')}."


def linked(summary: Linked) -> str:
    """What `link` did, in a sentence or two."""
    crowd = (
        f" {counted(summary.divided, 'time')} so many told of one place or word that a part was compared."
        if summary.divided
        else ""
    )
    return (
        f"Linked {counted(summary.documents, 'document')}: {counted(summary.claims, 'claim')},"
        f" {counted(summary.events, 'event')} new or changed.{crowd}"
    )


def _foreign(languages: dict[str, int]) -> list[str]:
    if not languages:
        return []
    listed = ", ".join(f"{number} in {code!r}" for code, number in sorted(languages.items()))
    return [f"Stored and not read, in other languages than English: {listed}."]
