"""How claims are laid out for a person: a table where there is room, else one under the other.

Nothing is ever cut: text wraps, and long words break.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from accordingto import words
from accordingto.cli.output import clean
from accordingto.ledger import ClaimRow
from accordingto.types import Claim, Happening
from accordingto.words import ID_SHOWN, chain, day, offsets

# Narrower, a table's columns hold less than half a sentence.
TABLE_WIDTH = 110
# Rows that a table is laid out for at once: output starts at once and memory stays small.
PAGE = 200
# Column heading, share of the width. What happened has columns only where a claim says that something did.
STATEMENTS = (("Who says", 3), ("Act", 1), ("Words", 6), ("Where it stands", 3))
EVENTS = (
    ("Who says", 3),
    ("What", 2),
    ("Who to whom", 3),
    ("Where, when, how many", 3),
    ("Words", 4),
    ("Where it stands", 3),
)
# Before what a statement that is shown right above says happened.
WITHIN = "↳ "


def claims(rows: Iterable[ClaimRow], width: int) -> Iterator[RenderableType]:
    """Claims in the layout that fits a terminal of so many columns."""
    marked = _marked(rows)
    return _tables(marked) if width >= TABLE_WIDTH else _stack(marked)


def _marked(rows: Iterable[ClaimRow]) -> Iterator[tuple[ClaimRow, bool]]:
    """Each row, and whether it is in the words of the statement that was shown last."""
    statement: Claim | None = None
    for row in rows:
        if row.claim.kind == "statement":
            statement = row.claim
            yield row, False
        else:
            yield row, statement is not None and _is_within(row.claim, statement)


def _is_within(claim: Claim, statement: Claim) -> bool:
    heart = claim.told_at
    return (claim.document, claim.said_by) == (statement.document, statement.said_by) and any(
        start <= heart[0] and heart[1] <= end for start, end in statement.evidence
    )


# --- table ----------------------------------------------------------------------------------------


def _tables(rows: Iterator[tuple[ClaimRow, bool]]) -> Iterator[RenderableType]:
    while page := list(islice(rows, PAGE)):
        plain = all(row.claim.kind == "statement" for row, _ in page)
        table = _empty_table(STATEMENTS if plain else EVENTS)
        for row, within in page:
            table.add_row(*(_statement_cells(row) if plain else _event_cells(row, within)))
        yield table


def _empty_table(columns: Sequence[tuple[str, int]]) -> Table:
    table = Table(expand=True, show_lines=True, highlight=False)
    for heading, ratio in columns:
        table.add_column(heading, ratio=ratio, overflow="fold")
    return table


def _statement_cells(row: ClaimRow) -> tuple[Text, ...]:
    return _who(row.claim), what(row.claim), _words(row.claim), _where(row)


def _event_cells(row: ClaimRow, within: bool) -> tuple[Text, ...]:
    claim = row.claim
    happening = claim.happening
    return (
        _who(claim, within),
        what(claim, "\n"),
        who_to_whom(happening) if happening else Text(),
        circumstances(claim, "\n"),
        _words(claim),
        _where(row, "\n"),
    )


# --- one under the other --------------------------------------------------------------------------


def _stack(rows: Iterator[tuple[ClaimRow, bool]]) -> Iterator[RenderableType]:
    for row, within in rows:
        claim = row.claim
        yield Text.assemble(_who(claim, within), "  ", what(claim), overflow="fold")
        about = about_event(claim)
        if about:
            yield Padding(about, (0, 0, 0, 2))
        yield Padding(_words(claim), (0, 0, 0, 2))
        yield Padding(_where(row), (0, 0, 1, 2))


def about_event(claim: Claim) -> Text:
    """`rebels → the army · Dorn · 2024-03-05 · 12 killed`; nothing for a statement."""
    parts = [who_to_whom(claim.happening)] if claim.happening else []
    return Text(" · ", overflow="fold").join([part for part in (*parts, circumstances(claim, " · ")) if part])


# --- parts ----------------------------------------------------------------------------------------


def what(claim: Claim, between: str = ", ") -> Text:
    """`ASSAULT aerial, denied`; of a statement, the act of who says it."""
    if claim.kind == "statement":
        negated = claim.polarity == "negative" and claim.act != "deny"
        return Text(f"{claim.act}, negated" if negated else claim.act, style="magenta", overflow="fold")
    name = words.kind(claim.happening) if claim.happening else claim.kind
    called = Text(clean(name), style="bold magenta", overflow="fold")
    reserve = words.not_plain(claim)
    return called.append(between + reserve, style="bold red") if reserve else called


def who_to_whom(happening: Happening) -> Text:
    """`rebels → the army`."""
    instrument = happening.instrument and f"with {' '.join(happening.instrument.split())}"
    parts = filter(None, (words.parties(happening), instrument))
    return Text(clean(", ".join(parts)), style="bold", overflow="fold")


def circumstances(claim: Claim, between: str) -> Text:
    """Where, when, how many; what is not stated is left out."""
    happening = claim.happening
    parts = [words.where(happening), words.when(happening)] if happening else []
    figures = happening.figures if happening else (claim.figure,) if claim.figure else ()
    return Text(clean(between.join(filter(None, (*parts, words.how_many(figures))))), overflow="fold")


def _who(claim: Claim, within: bool = False) -> Text:
    lead = WITHIN if within else ""
    return Text(lead + clean(chain(claim.said_by)), style="bold cyan", overflow="fold")


def _words(claim: Claim) -> Text:
    return Text(" ".join(clean(claim.text).split()), overflow="fold")


def _where(row: ClaimRow, between: str = " · ") -> Text:
    claim = row.claim
    parts = [
        f"{claim.document[:ID_SHOWN]} : {offsets(claim.evidence)}",
        day(row.published) or "no date",
        row.outlet or "no outlet",
        f"claim {claim.id[:ID_SHOWN]}",
    ]
    return Text(clean(between.join(parts)), style="dim", overflow="fold")
