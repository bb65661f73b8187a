"""What many reports say together: events, link, judge, judgements."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import rich_click as click

from accordingto.cli.options import CivilDate, Words, gathered, ledger_options, output_options
from accordingto.cli.output import Output, say
from accordingto.kinds import EventType, Sameness

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from accordingto.ledger import EventFilter, EventRow, Judgement, Ledger
    from accordingto.settings import Settings
    from accordingto.types import Pairing


def _filter(**values: object) -> EventFilter:
    import msgspec

    from accordingto.ledger import EventFilter

    return msgspec.convert({name: value for name, value in values.items() if value is not None}, EventFilter)


as_of_option = click.option(
    "--as-of", type=CivilDate(), metavar="DATE", help="What was recorded by the end of this day."
)
event_options = gathered(
    "wanted",
    _filter,
    conflicts=click.option("--conflicts", is_flag=True, help="Only those that accounts disagree about."),
    type=click.option(
        "--type", type=click.Choice(get_args(EventType), case_sensitive=False), help="What happened."
    ),
    mode=click.option("--mode", type=Words(), metavar="MODE", help="In this mode, as `aerial`."),
    place=click.option("--place", type=Words(), metavar="WORDS", help="Its place has these words."),
    country=click.option("--country", type=Words(), metavar="CODE", help="Two letters, as `SY`."),
    actor=click.option("--actor", type=Words(), metavar="WORDS", help="One of its parties has these words."),
    since=click.option("--since", type=CivilDate(), help="It may have happened on this date or later."),
    until=click.option("--until", type=CivilDate(), help="It may have happened on this date or earlier."),
    origins=click.option(
        "--origins", type=click.IntRange(min=1), metavar="N", help="At least N independent origins."
    ),
    everything=click.option(
        "--all", "everything", is_flag=True, help="Also what is only planned, demanded or threatened."
    ),
    order=click.option(
        "--order",
        type=click.Choice(("newest", "oldest", "contradictions", "origins")),
        help="Which come first. [default: newest]",
    ),
    limit=click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Not more than N."),
)


@click.command()
@event_options
@as_of_option
@ledger_options
@output_options
def events(*, wanted: EventFilter, as_of: str | None, settings: Settings, out: Output) -> None:
    """Show happenings: what, where, when, how many killed (low, best, high), who stands behind it.

    Claims of many reports that tell of one happening are one row. Origins count independent sources, not
    articles. `accordingto show ID` shows all accounts of one side by side.
    """
    from accordingto.cli.session import opened
    from accordingto.words import counted

    number = 0

    def counting(rows: Iterator[EventRow]) -> Iterator[EventRow]:
        nonlocal number
        for row in rows:
            number += 1
            yield row

    with out, opened(settings, read_only=True) as ledger:
        rows = counting(_rows(ledger, wanted, as_of))
        if out.as_json:
            for row in rows:
                out.line(row)
        else:
            from accordingto.cli.together import event_tables

            out.show(*event_tables(rows))
    say(f"{counted(number, 'event')}. `accordingto show ID` shows all accounts of one.")


def _rows(ledger: Ledger, wanted: EventFilter, as_of: str | None) -> Iterator[EventRow]:
    if as_of is None:
        return ledger.events(wanted)
    from accordingto import workflow

    return workflow.event_rows_as_of(as_of, wanted, ledger=ledger)


# --- link -----------------------------------------------------------------------------------------


@click.command()
@click.option("--again", is_flag=True, help="Link everything anew, as after an update. Judgements stay.")
@click.option(
    "--explain",
    type=Words(),
    nargs=2,
    metavar="A B",
    help="Say how likely the claims (or events) A and B are of one happening, and why; link nothing.",
)
@ledger_options
@output_options
def link(*, again: bool, explain: tuple[str, str] | None, settings: Settings, out: Output) -> None:
    """Bring claims of different reports together that tell of the same happening.

    `add` and `read` do this by themselves unless told not to. Only what is new is compared, and only with
    what shares a place, a rare word or a number at about the same time. Judgements of people always win.
    """
    from accordingto.cli.session import opened

    with out, opened(settings, read_only=explain is not None) as ledger:
        if explain is None:
            run_link(ledger, out, settings=settings, again=again)
        else:
            from accordingto import workflow

            _show_pairing(workflow.explain(*explain, ledger=ledger), out)


def run_link(ledger: Ledger, out: Output, *, settings: Settings, again: bool = False) -> None:
    """Link what is not linked, with a bar, and say what was done."""
    from accordingto import workflow
    from accordingto.cli import steps
    from accordingto.cli.progress import shown

    follow = steps.Follow(out)
    with shown(out, follow.step) as report:
        summary = workflow.link(ledger=ledger, settings=settings, again=again, report=report)
        report(summary)
    say(steps.linked(summary))


def _show_pairing(pairing: Pairing, out: Output) -> None:
    if out.as_json:
        out.line(pairing)
    else:
        from accordingto.cli.together import pairing_table

        out.show(*pairing_table(pairing))


# --- judge ----------------------------------------------------------------------------------------


@click.command()
@click.argument("verdict", type=click.Choice(get_args(Sameness)))
@click.argument("one", type=Words(), metavar="A")
@click.argument("other", type=Words(), metavar="B")
@click.option("--because", type=Words(), metavar="TEXT", help="Why; it is kept with the judgement.")
@ledger_options
@output_options
def judge(
    *, verdict: Sameness, one: str, other: str, because: str | None, settings: Settings, out: Output
) -> None:
    """Decide whether two claims tell of the same happening.

    A and B are ids of claims, or how they begin; the id of an event is that of one of its claims. `same`
    joins, `different` keeps apart, `unsure` takes back what was judged before. It holds for the words in the
    reports, whatever is read in them later.
    """
    from accordingto import workflow
    from accordingto.cli.session import opened

    with out, opened(settings) as ledger:
        judgement = workflow.judge(one, other, verdict, ledger=ledger, because=because)
        if out.as_json:
            out.line(judgement)
    say(f"Kept: {verdict}, by {judgement.judged_by}.")


@click.group()
def judgements() -> None:
    """Write out or take in what people decided about links, as text."""


@judgements.command("export")
@ledger_options
@output_options
def export_judgements(*, settings: Settings, out: Output) -> None:
    """Write every judgement, one JSON object per line, in the order of judging."""
    from accordingto.cli.session import opened
    from accordingto.words import counted

    number = 0
    with out, opened(settings, read_only=True) as ledger:
        for judgement in ledger.judgements():
            out.line(judgement)
            number += 1
    say(f"{counted(number, 'judgement')}.")


@judgements.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=str))
@ledger_options
def import_judgements(*, file: str, settings: Settings) -> None:
    """Take in judgements that another ledger wrote, from FILE or `-`.

    Those that are known add nothing. Of two on the same words, the later one holds.
    """
    from accordingto import workflow
    from accordingto.cli.session import opened

    with opened(settings) as ledger:
        new, known = workflow.take_judgements(_read_judgements(file), ledger=ledger)
    say(f"{new} new, {known} known.")


def _read_judgements(file: Path | str) -> Iterator[Judgement]:
    import msgspec

    from accordingto.ledger import Judgement

    with click.open_file(str(file), encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    yield msgspec.json.decode(line, type=Judgement)
                except msgspec.DecodeError as error:
                    raise click.BadParameter(f"line {number} is no judgement: {error}") from error
