"""What `demo` shows of its ledger: the accounts of one happening, and what else the ledger knows."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import msgspec
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from accordingto import words, workflow
from accordingto.cli import histories, layout
from accordingto.cli.output import clean
from accordingto.ledger import ClaimFilter, ClaimRow, Ledger
from accordingto.types import Claim, Happening
from accordingto.words import ID_SHOWN, chain, counted, day, link_name
from accordingto.workflow import Added, DocumentStored, Step

# The happening on which the bundled reports differ most: who shelled the crossing, and with what result.
# A claim about it has a word of each kind; the more of them, the closer it is to the question.
_SHELLING = re.compile(r"\b(shell(?:s|ed|ing)?|bombard\w*|mortars?|rounds?|guns?|fired?)\b", re.IGNORECASE)
_WHERE_AND_WHOM = re.compile(
    r"\b(crossing|corridor|noura|famil\w+|killed|dead|died|hurt|casualt\w+|martyr\w*|army|rebels?|terrorists?)\b",
    re.IGNORECASE,
)
ACCOUNTS_EACH = 1
# Rows that say who did what to whom, one from each report: what a terminal shows at once.
EVENTS_SHOWN = 9
# When it was, by those reports that say so.
_DAY_OF_IT = "2024-03-05"
# Longer words are left to `claims`, so that the accounts can be seen side by side.
ACCOUNT_LETTERS = 260
CHAINS_SHOWN = 3
CHAIN_LINKS = (3, 4)


def tour(ledger: Ledger, steps: Sequence[Step]) -> Iterator[RenderableType]:
    """The whole of it, from top to bottom."""
    rows = list(ledger.claims())
    stored = [step for step in steps if isinstance(step, DocumentStored)]
    yield from _opening(steps, rows)
    yield from _section("Who shelled the Noura crossing, and whom did it kill?", _events(rows, stored))
    yield from _section("In their words", _accounts(rows, stored))
    yield from _section("Who told whom: some of the chains with a relay in between", _chains(rows))
    yield from _section("What became of the deal", _deal(ledger))
    yield from _section("Who holds which place, where accounts differ", _held(ledger))
    yield from _section("Copies, versions, and what was not read", _relations(stored))
    yield from _section("Go on from here", _next(ledger, rows))


def _opening(steps: Sequence[Step], rows: list[ClaimRow]) -> Iterator[RenderableType]:
    added = next(step for step in steps if isinstance(step, Added))
    outlets = len({row.outlet for row in rows})
    yield Text(
        f"{counted(added.new + added.known, 'report')}, invented for this demo, about one week of a war: "
        f"{counted(len(rows), 'claim')} in {counted(outlets, 'outlet')}. Nothing here says what is true; "
        "it shows who says what."
    )


def _section(title: str, parts: Iterable[RenderableType]) -> Iterator[RenderableType]:
    shown = list(parts)
    if shown:
        yield Padding(Rule(Text(title, style="bold"), align="left", style="dim"), (1, 0, 0, 0))
        yield from shown


# --- the same happening, side by side -------------------------------------------------------------


def _events(rows: list[ClaimRow], stored: Sequence[DocumentStored]) -> Iterator[RenderableType]:
    """What each report has on the shelling and on its dead: according to whom, who to whom, how many."""
    about = [row for row in rows if row.claim.happening and _bearing(row)]
    best = {_subject(row): row for row in sorted(about, key=lambda row: (_bearing(row), _sure(row)))}
    # What a copy says, its original says; a revision stands for what it revises.
    left_out = {step.version_of for step in stored} | {step.document for step in stored if _copied(step)}
    shown = [row for row in best.values() if row.claim.document not in left_out]
    if not shown:
        return
    table = Table(expand=True, show_lines=True, highlight=False)
    for heading, ratio in (
        ("Report", 3),
        ("According to", 3),
        ("What", 3),
        ("Who to whom", 4),
        ("How many", 2),
    ):
        table.add_column(heading, ratio=ratio, overflow="fold")
    for row in sorted(shown, key=lambda row: (day(row.published) or "", _subject(row)))[:EVENTS_SHOWN]:
        table.add_row(*_event(row))
    yield table


def _copied(step: DocumentStored) -> bool:
    return bool(step.near_duplicate_of) and step.version == 1


def _subject(row: ClaimRow) -> tuple[str, str]:
    happening = row.claim.happening
    return row.claim.document, happening.type if happening else ""


def _bearing(row: ClaimRow) -> int:
    """How much a claim says of the question; 0 if it is about something else."""
    happening = row.claim.happening
    if happening is None:
        return 0
    if happening.type == "CASUALTY":
        return _toll(row.claim, happening)
    said = len({word.lower() for word in _WHERE_AND_WHOM.findall(row.claim.text)})
    known = bool(happening.actors) + bool(happening.recipients)
    is_it = happening.type == "ASSAULT" and said and _SHELLING.search(row.claim.text)
    return said + known if is_it else 0


def _toll(claim: Claim, happening: Happening) -> int:
    killed = max(
        (figure.best or figure.low or 0 for figure in happening.figures if figure.kind == "killed"), default=0
    )
    if happening.begin != _DAY_OF_IT:
        return 0
    return killed or int(claim.polarity == "negative" or bool(happening.figures))


def _event(row: ClaimRow) -> tuple[Text, ...]:
    claim, happening = row.claim, row.claim.happening
    assert happening is not None, "only events are chosen"
    who = chain(claim.said_by[1:]) or "in its own voice"
    return (
        Text(clean(f"{row.outlet or 'no outlet'} {day(row.published) or ''}".strip()), style="bold"),
        Text(clean(who), style="cyan"),
        layout.what(claim),
        layout.who_to_whom(happening),
        Text(clean(words.how_many(happening.figures))),
    )


# --- accounts -------------------------------------------------------------------------------------


def _accounts(rows: list[ClaimRow], stored: Sequence[DocumentStored]) -> Iterator[RenderableType]:
    """The stack of accounts: for each report, what it has on the shelling, each with who says so."""
    of_document = {step.document: step for step in stored}
    ordered = sorted(
        rows, key=lambda row: (day(row.published) or "", of_document[row.claim.document].version)
    )
    for document, of_report in groupby(ordered, key=lambda row: row.claim.document):
        chosen = _chosen(list(of_report))
        if chosen:
            yield _heading(of_document[document])
            yield Padding(Group(*map(_account, chosen)), (0, 0, 1, 2))


def _heading(step: DocumentStored) -> Text:
    version = f", version {step.version}" if step.version > 1 else ""
    return Text.assemble((clean(step.outlet or step.location), "bold"), f"  {day(step.published)}{version}")


def _chosen(rows: list[ClaimRow]) -> list[ClaimRow]:
    about = [row for row in rows if _is_account(row) and _weight(row)]
    best = sorted(about, key=lambda row: _weight(row) * _sure(row), reverse=True)
    return [row for row in rows if row in best[:ACCOUNTS_EACH]]


def _is_account(row: ClaimRow) -> bool:
    return row.claim.kind == "statement" and len(row.claim.text) <= ACCOUNT_LETTERS


def _sure(row: ClaimRow) -> float:
    return row.claim.confidence or 0.0


def _weight(row: ClaimRow) -> int:
    """How close a claim is to the question; 0 if it is about something else."""
    kinds = [set(map(str.lower, kind.findall(row.claim.text))) for kind in (_SHELLING, _WHERE_AND_WHOM)]
    return len(set().union(*kinds)) if all(kinds) else 0


def _account(row: ClaimRow) -> Table:
    claim = row.claim
    who = chain(claim.said_by[1:]) or "in its own voice"
    grid = Table.grid(padding=(0, 2), expand=True)
    grid.add_column(ratio=2, style="cyan", overflow="fold")
    grid.add_column(ratio=5, overflow="fold")
    said = Text.assemble((f"{claim.act}: ", "magenta"), " ".join(clean(claim.text).split()))
    grid.add_row(clean(who), said)
    return grid


# --- the deal, and the places ---------------------------------------------------------------------


def _deal(ledger: Ledger) -> Iterator[RenderableType]:
    """The agreement that most claims speak of: what most tell of, without its terms."""
    deals = workflow.agreements(ledger, ClaimFilter())
    if deals:
        told = max(deals, key=lambda deal: len(deal.claims))
        yield histories.agreement(msgspec.structs.replace(told, terms=()))


def _held(ledger: Ledger) -> Iterator[RenderableType]:
    """The place on which most is said, of those whose control is disputed."""
    disputed = [history for history in workflow.control(ledger, ClaimFilter()) if history.disputed]
    if disputed:
        yield histories.place(max(disputed, key=lambda history: len(history.statements)))


# --- chains, relations, what next -----------------------------------------------------------------


def _chains(rows: list[ClaimRow]) -> Iterator[RenderableType]:
    # The same words in a copy or a later version would only fill the screen.
    distinct = {row.claim.text: row for row in rows if row.claim.kind == "statement" and _is_relayed(row)}
    surest = sorted(distinct.values(), key=_sure, reverse=True)
    for row in surest[:CHAINS_SHOWN]:
        for depth, link in enumerate(row.claim.said_by):
            lead = f"{'  ' * (depth - 1)}└ " if depth else ""
            yield Text(lead + clean(link_name(link)), style="cyan", overflow="fold")
        said = Text(" ".join(clean(row.claim.text).split()), overflow="fold")
        yield Padding(said, (0, 0, 1, 2 * len(row.claim.said_by)))


def _is_relayed(row: ClaimRow) -> bool:
    """Whether an outlet, an agency or a paper stands between who prints and who said it."""
    links = row.claim.said_by
    return len(links) in CHAIN_LINKS and any(link.kind in ("media", "document") for link in links[1:-1])


def _relations(stored: Sequence[DocumentStored]) -> Iterator[RenderableType]:
    known = {step.document: step for step in stored}
    for step in stored:
        for other, share in step.near_duplicate_of:
            share_text = f"shares {round(100 * share)} % of its wording with"
            yield _relation(step, share_text, known[other], "one text printed twice, not two accounts")
        if step.version_of:
            yield _relation(step, "is a later version of", known[step.version_of], "both are kept")
        if step.language not in ("en", None):
            yield _relation(step, f"is in another language ({step.language})", None, "stored, not read")


def _relation(step: DocumentStored, verb: str, other: DocumentStored | None, so: str) -> Text:
    text = Text.assemble("· ", (_called(step), "bold"), f" {verb}", overflow="fold")
    if other:
        text.append(" ").append(_called(other), style="bold")
    return text.append(f": {so}.")


def _called(step: DocumentStored) -> str:
    return clean(f"{step.outlet or step.location} ({step.document[:ID_SHOWN]})")


def _next(ledger: Ledger, rows: list[ClaimRow]) -> Iterator[RenderableType]:
    example = rows[0].claim.id[:ID_SHOWN] if rows else "ID"
    assign = "set" if os.name == "nt" else "export"
    for what, command in (
        ("Work on this ledger:", f"{assign} ACCORDINGTO_LEDGER={ledger.name}"),
        ("Every claim with such a word:", "accordingto claims --words 'shell*'"),
        ("Who did what to whom:", "accordingto claims --kind event --status happened"),
        ("What accounts disagree about:", "accordingto events --conflicts"),
        ("Agreements, with their history:", "accordingto agreements"),
        ("Names and labels, by outlet:", "accordingto actors"),
        ("All of it in the browser:", "accordingto serve"),
        ("Whatever was said without a name:", "accordingto claims --source-kind unnamed"),
        ("One claim in its context:", f"accordingto show {example}"),
        ("Whether anything was altered:", "accordingto verify"),
        ("Reports of your own:", "accordingto add https://... report.pdf"),
    ):
        # Not wrapped, so that a long command can be copied.
        yield Text.assemble((f"{what:34}", "dim"), command, no_wrap=True, overflow="ignore")
