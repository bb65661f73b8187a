"""How claims are laid out for a person: a table where there is room, else one under the other.

Nothing is ever cut: text wraps, and long words break.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from accordingto.cli.output import clean
from accordingto.cli.words import ID_SHOWN, chain, day, offsets
from accordingto.ledger import ClaimRow
from accordingto.types import Claim

# Narrower, a table's columns hold less than half a sentence.
TABLE_WIDTH = 110
# Rows that a table is laid out for at once: output starts at once and memory stays small.
PAGE = 200


def claims(rows: Iterable[ClaimRow], width: int) -> Iterator[RenderableType]:
    """Claims in the layout that fits a terminal of so many columns."""
    return _tables(rows) if width >= TABLE_WIDTH else _stack(rows)


def _tables(rows: Iterable[ClaimRow]) -> Iterator[RenderableType]:
    table = _empty_table()
    for row in rows:
        if table.row_count == PAGE:
            yield table
            table = _empty_table()
        table.add_row(_who(row.claim), _act(row.claim), _words(row.claim), _where(row))
    if table.row_count:
        yield table


def _empty_table() -> Table:
    table = Table(expand=True, show_lines=True, highlight=False)
    for heading, ratio in (("Who says", 3), ("Act", 1), ("Words", 6), ("Where it stands", 3)):
        table.add_column(heading, ratio=ratio, overflow="fold")
    return table


def _stack(rows: Iterable[ClaimRow]) -> Iterator[RenderableType]:
    for row in rows:
        yield Text.assemble(_who(row.claim), "  ", _act(row.claim), overflow="fold")
        yield Padding(_words(row.claim), (0, 0, 0, 2))
        yield Padding(_where(row), (0, 0, 1, 2))


def _who(claim: Claim) -> Text:
    return Text(clean(chain(claim.said_by)), style="bold cyan", overflow="fold")


def _act(claim: Claim) -> Text:
    negated = claim.polarity == "negative" and claim.act != "deny"
    act = f"{claim.act}, negated" if negated else claim.act
    return Text(act, style="magenta", overflow="fold")


def _words(claim: Claim) -> Text:
    return Text(" ".join(clean(claim.text).split()), overflow="fold")


def _where(row: ClaimRow) -> Text:
    claim = row.claim
    parts = [
        f"{claim.document[:ID_SHOWN]} : {offsets(claim.evidence)}",
        day(row.published) or "no date",
        row.outlet or "no outlet",
        f"claim {claim.id[:ID_SHOWN]}",
    ]
    return Text(clean(" · ".join(parts)), style="dim", overflow="fold")
