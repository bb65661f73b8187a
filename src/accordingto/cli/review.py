"""Review on the command line: what comes next, judging, merging, how far two people agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import rich_click as click

from accordingto.cli.claims import filter_options
from accordingto.cli.exits import REJECTED
from accordingto.cli.options import Words, ledger_options, output_options
from accordingto.cli.output import Output, say
from accordingto.kinds import Verdict
from accordingto.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from accordingto.ledger import ClaimFilter, ClaimRow, Correction, Ledger, Review
    from accordingto.settings import Settings

# What the queue gives unless told otherwise: a screen of it.
SOME = 20
DECISIONS = tuple(verdict for verdict in get_args(Verdict) if verdict != "withdraw")
DONE = {
    "accept": "accepted",
    "correct": "corrected",
    "reject": "rejected",
    "unsure": "left as unsure",
    "withdraw": "withdrawn",
}


@click.group(invoke_without_command=True)
@ledger_options
@output_options
def review(*, settings: Settings, out: Output) -> None:
    """Check what was read: accept, correct or reject claims. Alone, it shows how far review is."""
    context = click.get_current_context()
    if context and context.invoked_subcommand is None:
        _progress(settings, out)


def _progress(settings: Settings, out: Output) -> None:
    from accordingto.cli.session import opened

    with out, opened(settings, read_only=True) as ledger:
        progress = ledger.review_progress()
        if out.as_json:
            out.line(progress)
        else:
            from accordingto.cli.reviewing import progress_table

            out.show(progress_table(progress))
    say("`accordingto review list` shows what comes next, `accordingto serve` has it as a page.")


@review.command("list")
@filter_options
@click.option("--second", is_flag=True, help="Claims that one other person judged, for a second opinion.")
@ledger_options
@output_options
def list_queue(*, wanted: ClaimFilter, second: bool, settings: Settings, out: Output) -> None:
    """Show which claims to review next: those of which the reader is least certain or accounts disagree.

    What was judged and says something else since comes before all others. How others judged is not shown.
    """
    from accordingto.cli.session import opened

    with out, opened(settings, read_only=True) as ledger:
        limit = wanted.limit or SOME
        queued = ledger.review_queue(wanted, by=ledger.who, second=second, limit=limit)
        if out.as_json:
            for one in queued:
                out.line(one)
        elif queued:
            from accordingto.cli.reviewing import queue_table

            out.show(queue_table(queued))
    say(f"{counted(len(queued), 'claim')}. `accordingto review judge ID accept` accepts one.")


@review.command()
@click.argument("identity", type=Words(), metavar="ID")
@click.argument("verdict", type=click.Choice(DECISIONS))
@click.option("--because", type=Words(), metavar="TEXT", help="Why.")
@click.option(
    "--set",
    "values",
    type=Words(),
    multiple=True,
    metavar="FIELD=VALUE",
    help="The right value of a field; nothing after `=` says that it is not stated. May be repeated.",
)
@click.option(
    "--words",
    "evidence",
    type=Words(),
    multiple=True,
    metavar="FIELD=WORDS",
    help="Words of the report that show the right value, where they are not the value itself.",
)
@ledger_options
@output_options
def judge(
    *,
    identity: str,
    verdict: Verdict,
    because: str | None,
    values: tuple[str, ...],
    evidence: tuple[str, ...],
    settings: Settings,
    out: Output,
) -> None:
    """Decide about a claim: accept, correct, reject, or unsure.

    ID is the id of the claim, or how it begins. It holds for these words of the report, in later readings
    too, and takes the place of what you decided before.
    """
    from accordingto.cli.session import opened

    with out, opened(settings) as ledger:
        row = ledger.claim(identity)
        corrections = _corrections(ledger, row, values, evidence)
        judged = ledger.judge_claim(row.claim.id, verdict, because=because, corrections=corrections)
        if out.as_json:
            out.line(judged)
    say(f"Claim {judged.claim} is {DONE[verdict]}, by {judged.judged_by}. To take it back: `review undo`.")


def _corrections(
    ledger: Ledger, row: ClaimRow, values: Sequence[str], evidence: Sequence[str]
) -> list[Correction]:
    from accordingto.ledger.fields import correction_of

    text = ledger.document(row.claim.document).text
    words = dict(_parted(one, "--words") for one in evidence)
    near = row.claim.evidence[0][0]
    given = [_parted(one, "--set") for one in values]
    if unused := words.keys() - {field for field, _ in given}:
        raise click.BadParameter(f"{min(unused)} has no --set that it could show.", param_hint="--words")
    return [correction_of(field, value or None, words.get(field), text, near) for field, value in given]


def _parted(given: str, option: str) -> tuple[str, str]:
    field, equals, value = given.partition("=")
    if not equals:
        raise click.BadParameter(f"{given!r} has no `=`. Write FIELD=VALUE.", param_hint=option)
    return field.strip(), value.strip()


@review.command()
@ledger_options
def undo(*, settings: Settings) -> None:
    """Withdraw what you decided last; once more, what you decided before that."""
    from accordingto.cli.session import opened

    with opened(settings) as ledger:
        withdrawn = ledger.undo_review()
    say(f"Claim {withdrawn.claim} is not judged any more." if withdrawn else "There is nothing to undo.")


@review.command("export")
@ledger_options
@output_options
def export_reviews(*, settings: Settings, out: Output) -> None:
    """Write every judgement of claims, one JSON object per line, in the order of judging."""
    from accordingto.cli.session import opened

    number = 0
    with out, opened(settings, read_only=True) as ledger:
        for kept in ledger.reviews():
            out.line(kept.review)
            number += 1
    say(f"{counted(number, 'judgement')}.")


@review.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=str))
@ledger_options
def import_reviews(*, file: str, settings: Settings) -> int:
    """Take in judgements that another ledger wrote, from FILE or `-`.

    Those that are known add nothing. Of one person on the same words, the one judged last holds. Those about
    reports that this ledger does not have are told and left out.
    """
    from accordingto.cli.session import opened

    with opened(settings) as ledger:
        new, known, problems = ledger.take_reviews(_read(file))
    for problem in problems:
        say(problem)
    say(f"{new} new, {known} known, {len(problems)} left out.")
    return REJECTED if problems else 0


def _read(file: str) -> Iterator[Review]:
    import msgspec

    from accordingto.ledger import Review

    with click.open_file(file, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    yield msgspec.json.decode(line, type=Review)
                except msgspec.DecodeError as error:
                    raise click.BadParameter(f"line {number} is no judgement: {error}") from error


@review.command()
@ledger_options
@output_options
def agreement(*, settings: Settings, out: Output) -> None:
    """Show how far each two people agree about claims that both judged, in all and by kind of claim."""
    from accordingto.cli.session import opened

    with out, opened(settings, read_only=True) as ledger:
        found = ledger.review_agreement()
        if out.as_json:
            for one in found:
                out.line(one)
        elif found:
            from accordingto.cli.reviewing import agreement_table

            out.show(agreement_table(found))
    if not found:
        say("No claim was judged by two people yet. `accordingto review list --second` shows candidates.")
