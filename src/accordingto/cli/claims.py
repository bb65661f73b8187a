"""What shows a ledger: claims, show, rejects."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import rich_click as click

from accordingto.cli.options import CivilDate, Command, Words, gathered, ledger_options, output_options
from accordingto.cli.output import Output, say
from accordingto.kinds import (
    Act,
    AgreementKind,
    Certainty,
    ClaimKind,
    EventType,
    FramingKind,
    Polarity,
    Relation,
    SourceKind,
    Status,
    StepKind,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from accordingto.ledger import ClaimFilter, ClaimRow, Ledger
    from accordingto.settings import Settings


def _filter(**values: object) -> ClaimFilter:
    import msgspec

    from accordingto.ledger import ClaimFilter

    return msgspec.convert(values, ClaimFilter)


_REVIEWED = {
    "unsure": "Somebody left it as unsure.",
    "rejected": "Somebody rejected it.",
    "corrected": "Somebody corrected it.",
    "accepted": "Somebody accepted it.",
    "disputed": "Two people judged it differently.",
    "again": "It says something else than when it was judged.",
    "unreviewed": "Nobody has judged it.",
    "reviewed": "Somebody has judged it.",
}


def _reviewed_as(command: Command) -> Command:
    """One flag for each state of review, of which the last one given counts."""
    for state, help in _REVIEWED.items():
        command = click.option(f"--{state}", "review", flag_value=state, default=None, help=help)(command)
    return command


filter_options = gathered(
    "wanted",
    _filter,
    source=click.option(
        "--source", type=Words(), metavar="NAME", help="A link of the source chain has NAME in it."
    ),
    source_kind=click.option(
        "--source-kind", type=click.Choice(get_args(SourceKind)), help="A link of the source chain is such."
    ),
    outlet=click.option("--outlet", type=Words(), metavar="NAME", help="The outlet is NAME."),
    kind=click.option(
        "--kind",
        type=click.Choice(get_args(ClaimKind)),
        help="What is said, what happened, who holds what, ...",
    ),
    event_type=click.option(
        "--type",
        "event_type",
        type=click.Choice(get_args(EventType), case_sensitive=False),
        help="What happened is of this type.",
    ),
    mode=click.option("--mode", type=Words(), metavar="MODE", help="It happened in this mode, as `aerial`."),
    actor=click.option(
        "--actor", type=Words(), metavar="WORDS", help="Who did it, or to whom it was done, has these words."
    ),
    place=click.option("--place", type=Words(), metavar="WORDS", help="Where it happened has these words."),
    agreement_kind=click.option(
        "--agreement",
        "agreement_kind",
        type=click.Choice(get_args(AgreementKind)),
        help="Of such an agreement.",
    ),
    step=click.option(
        "--step", type=click.Choice(get_args(StepKind)), help="This is said to have happened to an agreement."
    ),
    relation=click.option(
        "--relation", type=click.Choice(get_args(Relation)), help="Somebody stands so to a place."
    ),
    label_kind=click.option(
        "--label", "label_kind", type=click.Choice(get_args(FramingKind)), help="Words that are loaded so."
    ),
    status=click.option(
        "--status", type=click.Choice(get_args(Status)), help="It happened, is planned, is demanded, ..."
    ),
    certainty=click.option(
        "--certainty", type=click.Choice(get_args(Certainty)), help="How certain the source is of it."
    ),
    polarity=click.option(
        "--polarity", type=click.Choice(get_args(Polarity)), help="Negative: the source says it is not so."
    ),
    happened_since=click.option(
        "--happened-since", type=CivilDate(), help="It happened on this date or later."
    ),
    happened_until=click.option(
        "--happened-until", type=CivilDate(), help="It happened on this date or earlier."
    ),
    since=click.option("--since", type=CivilDate(), help="Published on this date or later."),
    until=click.option("--until", type=CivilDate(), help="Published on this date or earlier."),
    words=click.option(
        "--words",
        type=Words(),
        multiple=True,
        metavar="TEXT",
        help="This word or phrase is in the claim or the title; `shell*` is a beginning. May be repeated.",
    ),
    act=click.option("--act", type=click.Choice(get_args(Act)), help="What the source does."),
    document=click.option(
        "--document", type=Words(), metavar="ID", help="It stands in the document whose id begins so."
    ),
    as_of=click.option(
        "--as-of", type=CivilDate(), metavar="DATE", help="What was recorded by the end of this day."
    ),
    review=_reviewed_as,
    reviewed_by=click.option(
        "--reviewed-by", type=Words(), metavar="NAME", help="Only judgements of this person count."
    ),
    limit=click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Not more than N claims."),
)


@click.command()
@filter_options
@ledger_options
@output_options
def claims(*, wanted: ClaimFilter, settings: Settings, out: Output) -> None:
    """Show claims: who says, through whom, what happened, in what words, where they stand.

    All that fit, by date of publication. Filters add up: a claim has to pass all of them. What is said to
    have happened follows the statement that says so.
    """
    from accordingto.cli.session import opened

    with out, opened(settings, read_only=True) as ledger:
        number = _shown(_limited(ledger, wanted), out)
    say(_closing(number))


def _shown(rows: Iterator[ClaimRow], out: Output) -> int:
    number = 0

    def counting() -> Iterator[ClaimRow]:
        nonlocal number
        for row in rows:
            number += 1
            yield row

    if out.as_json:
        for row in counting():
            out.line(row)
    else:
        from accordingto.cli import layout

        for part in layout.claims(counting(), out.width):
            out.show(part)
    return number


def _limited(ledger: Ledger, wanted: ClaimFilter) -> Iterator[ClaimRow]:
    """The claims, and a word on those that the limit leaves out."""
    import msgspec

    limit = wanted.limit
    more = wanted if limit is None else msgspec.structs.replace(wanted, limit=limit + 1)
    for number, row in enumerate(ledger.claims(more)):
        if number == limit:
            say(f"There are more; --limit {limit} leaves them out.")
            return
        yield row


def _closing(number: int) -> str:
    from accordingto.words import counted

    if number:
        return f"{counted(number, 'claim')}. `accordingto show ID` shows one in its context."
    return "No claim fits. Fewer filters find more; `accordingto claims` shows all."


@click.command()
@click.argument("identity", type=Words(), metavar="ID")
@click.option("--event", "whole", is_flag=True, help="The happening alone that a claim tells of.")
@click.option(
    "--as-of", type=CivilDate(), metavar="DATE", help="The happening as it was recorded by this day."
)
@ledger_options
@output_options
def show(*, identity: str, whole: bool, as_of: str | None, settings: Settings, out: Output) -> None:
    """Show one claim, one happening or one document with everything that is known about it.

    ID is the id of either, or enough of its beginning. A claim comes with its words in their context, its
    document, that document's versions and near duplicates, and the hashes of the evidence; then, if other
    claims tell of the same happening, all accounts of it side by side, who had it from whom, and where they
    differ. The id of a happening is that of one of its claims.
    """
    from accordingto.cli import sheets
    from accordingto.cli.session import opened

    with out, opened(settings, read_only=True) as ledger:
        sheet = None if whole or as_of is not None else sheets.found(ledger, identity)
        event = sheet.event if sheet else sheets.happening(ledger, identity, as_of)
        if out.as_json:
            out.line(sheet or event)
            return
        if sheet:
            out.show(*sheets.drawn(sheet))
        if event and (sheet is None or len(event.claims) > 1):
            out.show(*sheets.drawn_happening(ledger, event, out))


@click.command()
@click.option("--all", "everything", is_flag=True, help="Also those that have succeeded since.")
@ledger_options
@output_options
def rejects(*, everything: bool, settings: Settings, out: Output) -> None:
    """Show what could not be used, why, and what to do about it."""
    from accordingto.cli.session import opened
    from accordingto.words import counted

    number = 0
    with out, opened(settings, read_only=True) as ledger:
        for reject in ledger.rejects(open_only=not everything):
            number += 1
            if out.as_json:
                out.line(reject)
            else:
                from accordingto.cli.sheets import reject_card

                out.show(reject_card(reject))
    say(f"{counted(number, 'rejected input')}.")
