"""Happenings for a person: the table of many, the sheet of one with all accounts, the reasons of a link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from rich import box
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from accordingto import words
from accordingto.cli import layout
from accordingto.cli.output import clean
from accordingto.ledger import ClaimRow, EventRow
from accordingto.types import Contradiction, LinkedEvent, Origin, Pairing, Revision
from accordingto.words import ID_SHOWN, counted, day

PAGE = 200


# --- many -----------------------------------------------------------------------------------------


def event_tables(rows: Iterable[EventRow]) -> Iterator[RenderableType]:
    """Rows of happenings in tables, some hundred at a time."""
    left = iter(rows)
    while page := list(islice(left, PAGE)):
        # Without lines between columns, eighty are wide enough for whole words.
        table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), highlight=False, expand=True)
        for heading in ("Event", "What", "Where", "When", "Killed"):
            table.add_column(heading, overflow="fold", no_wrap=heading in ("Event", "When"))
        for heading in ("By", "Differ"):
            table.add_column(heading, justify="right", overflow="fold")
        for row in page:
            table.add_row(*_cells(row))
        yield table


def _cells(row: EventRow) -> tuple[Text, ...]:
    doubt = "" if row.happened else " (denied)" if row.denied else " (not said to have happened)"
    conflicts = Text(str(row.contradictions or ""), style="bold red")
    return (
        Text(row.id[:ID_SHOWN], style="dim"),
        Text(clean(" ".join(filter(None, (row.type, row.mode))) + doubt), style="bold magenta"),
        Text(clean(row.place or "")),
        Text(when(row.begin, row.end).replace(" to ", "\nto ")),
        Text(words.bounds(row.killed)),
        Text(str(row.origins)),
        conflicts,
    )


def when(begin: str | None, end: str | None) -> str:
    """`2024-03-05`, or `2024-03-05 to 2024-03-07`."""
    if begin == end or not end or not begin:
        return begin or end or ""
    return f"{begin} to {end}"


# --- one ------------------------------------------------------------------------------------------


def event_sheet(event: LinkedEvent, accounts: Sequence[ClaimRow], width: int) -> Iterator[RenderableType]:
    """What all accounts of it say together, each account, who had it from whom, where they differ."""
    yield _facts(event)
    yield _heading(f"According to ({counted(len(accounts), 'account')})")
    yield from layout.claims(accounts, width)
    if event.origins:
        yield _heading(f"Who stands behind it ({counted(len(event.origins), 'origin')})")
        yield from map(_origin, event.origins)
    if event.contradictions:
        yield _heading(f"Where accounts differ ({len(event.contradictions)})")
        yield from map(_contradiction, event.contradictions)
    if event.revisions:
        yield _heading("Figures that one source gave one after the other")
        yield from map(_revision, event.revisions)


def _heading(text: str) -> RenderableType:
    return Padding(Text(text, style="bold"), (1, 0, 0, 0))


def _facts(event: LinkedEvent) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    rows = [
        ("Event", event.id),
        ("What", " ".join(filter(None, (event.type, event.mode)))),
        ("ACLED", event.acled),
        ("Where", event.place and ", ".join((event.place.name, *words.point(event.place)))),
        ("When", when(event.begin, event.end)),
        ("Who", "; ".join(event.actors)),
        ("To whom", "; ".join(event.recipients)),
        ("Killed", words.bounds(event.killed)),
        ("Injured", words.bounds(event.injured)),
        (
            "Accounts",
            f"{counted(len(event.claims), 'claim')} in {counted(len(event.documents), 'document')} of"
            f" {counted(len(event.outlets), 'outlet')}; {event.happened} that it happened,"
            f" {event.denied} that it did not",
        ),
    ]
    for name, value in rows:
        if value:
            grid.add_row(name, Text(clean(value)))
    return grid


def _origin(origin: Origin) -> Tree:
    """The source, and under it the ways by which it came, from the outlet inwards."""
    tree = Tree(Text(clean(f"{origin.name} [{origin.kind}]"), style="cyan"), guide_style="dim")
    for chain in origin.chains:
        tree.add(Text(clean(words.CHAIN.join(chain))))
    return tree


def _contradiction(one: Contradiction) -> Text:
    text = Text(overflow="fold")
    text.append(f"{one.kind}: ", style="bold red")
    text.append(clean(f"“{_line(one.one_words)}” ({one.one_origin})"))
    text.append(" against ", style="dim")
    text.append(clean(f"“{_line(one.other_words)}” ({one.other_origin})"))
    return text.append(clean(f"\n  {one.why}"), style="dim")


def _revision(one: Revision) -> Text:
    figures = ", then ".join(words.figure(figure) for figure in one.figures)
    return Text(clean(f"{one.source}: {figures}"), overflow="fold")


def _line(text: str) -> str:
    return " ".join(text.split())


def published(row: ClaimRow) -> tuple[str, str]:
    """What accounts are sorted by: when they were printed, then where they stand."""
    return day(row.published) or "9999", f"{row.claim.document} {row.claim.evidence[0][0]:09}"


# --- why ------------------------------------------------------------------------------------------


def pairing_table(pairing: Pairing) -> Iterator[RenderableType]:
    """How likely it is one happening, and each comparison with what it adds to the log-odds."""
    verdict = f"; judged {pairing.judged} by a person, which holds" if pairing.judged else ""
    yield Text(f"{pairing.score:.0%} likely the same happening{verdict}", style="bold")
    table = Table(highlight=False)
    table.add_column("Comparison")
    table.add_column("Found", overflow="fold")
    table.add_column("Weight", justify="right")
    for one in pairing.comparisons:
        table.add_row(one.name.replace("_", " "), Text(clean(one.found)), f"{one.weight:+.2f}")
    yield table
