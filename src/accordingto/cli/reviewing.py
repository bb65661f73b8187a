"""Review for a person at a terminal: tables of what comes next, of progress and of agreement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.table import Table
from rich.text import Text

from accordingto import words
from accordingto.cli.output import clean
from accordingto.ledger import Agreement, Progress, QueuedClaim
from accordingto.types import Claim
from accordingto.words import ID_SHOWN


def queue_table(queued: Sequence[QueuedClaim]) -> Table:
    """What comes next, and why."""
    table = Table(highlight=False, show_lines=True, expand=True)
    for heading in ("Claim", "Why now", "What", "Said by", "Words"):
        table.add_column(heading, overflow="fold", no_wrap=heading == "Claim")
    for one in queued:
        claim = one.row.claim
        cells = ("; ".join(words.why_now(one)), what(claim), words.chain(claim.said_by), claim.text)
        table.add_row(Text(claim.id[:ID_SHOWN], style="dim"), *(Text(clean(cell)) for cell in cells))
    return table


def what(claim: Claim) -> str:
    """What a claim is, in a word or two."""
    if claim.happening:
        return words.kind(claim.happening)
    return words.figure(claim.figure) if claim.figure else claim.kind


def progress_table(progress: Mapping[str, Progress]) -> Table:
    """How far review is, by kind of claim."""
    table = Table(highlight=False)
    table.add_column("Kind")
    for heading in ("Reviewed", "Claims", "To be seen again"):
        table.add_column(heading, justify="right")
    for kind, one in progress.items():
        table.add_row(kind, *(Text(f"{number:,}") for number in (one.reviewed, one.claims, one.again)))
    return table


def agreement_table(found: Sequence[Agreement]) -> Table:
    """How far each two people agree."""
    table = Table(highlight=False)
    for heading in ("One", "Other", "Kind"):
        table.add_column(heading)
    for heading in ("Claims", "Agreed", "Cohen's kappa"):
        table.add_column(heading, justify="right")
    for one in found:
        kappa = "not defined" if one.kappa is None else f"{one.kappa:.2f}"
        names = (one.one, one.other, one.kind or "all")
        table.add_row(*(Text(clean(each)) for each in (*names, str(one.claims), str(one.agreed), kappa)))
    return table
