"""export: what the ledger has, as files for other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from accordingto.cli.claims import filter_options
from accordingto.cli.options import ledger_options
from accordingto.cli.output import say

if TYPE_CHECKING:
    from typing import BinaryIO

    from accordingto.exports import Manifest
    from accordingto.ledger import ClaimFilter
    from accordingto.settings import Settings

# As in `accordingto.exports`, which is loaded when something is exported; tests/test_cli_export.py compares.
FORMATS = ("csv", "jsonl", "parquet", "geojson", "acled", "ucdp", "plover", "timemap", "webannotation")
WHAT = ("claims", "events", "agreements", "control", "framing")
POLICIES = ("conservative", "low-best-high")
BINARY = ("parquet",)


@click.command()
@click.argument("format", type=click.Choice(FORMATS), metavar="FORMAT")
@click.option(
    "--what",
    type=click.Choice(WHAT),
    help="What to export. [default: events for acled, ucdp, plover, timemap; else claims]",
)
@click.option(
    "--policy",
    type=click.Choice(POLICIES),
    help="Which figures stand where accounts differ. [default: conservative for acled, else low-best-high]",
)
@click.option("--bom", is_flag=True, help="Begin CSV with a byte order mark, by which Excel knows UTF-8.")
@click.option(
    "-o",
    "--output",
    "path",
    default="-",
    metavar="FILE",
    help="Write to FILE. [default: `-`, standard output]",
)
@click.option(
    "--manifest",
    metavar="FILE",
    help="Write what the export says of itself to FILE as well. CSV files have it in FILE.meta.json.",
)
@filter_options
@ledger_options
def export(
    *,
    format: str,
    wanted: ClaimFilter,
    settings: Settings,
    path: str,
    manifest: str | None,
    **how: str | bool,
) -> None:
    """Write claims or linked events to a file, as FORMAT has them.

    FORMAT is csv, jsonl, parquet, geojson, acled (ACLED's 31 columns), ucdp (the 49 columns of UCDP's event
    data), plover (PLOVER's JSON records), timemap or webannotation.

    Nothing is cut. What has no place in a format is left out and counted. What the ledger does not know stays
    empty.
    """
    from accordingto import workflow
    from accordingto.cli.session import opened

    order = workflow.export_order(format, wanted, **how)  # type: ignore[arg-type]
    with opened(settings, read_only=True) as ledger:
        written = workflow.export(ledger=ledger, order=order, wanted=wanted, to=_target(path, format))
    if manifest:
        from accordingto.exports import write_manifest

        write_manifest(written, Path(manifest))
    _closing(written, path, wanted.limit)


def _target(path: str, format: str) -> Path | BinaryIO:
    if path != "-":
        return Path(path)
    if format in BINARY and sys.stdout.isatty():
        raise click.BadParameter(f"A terminal cannot show {format}. Name a file.", param_hint="--output")
    return sys.stdout.buffer


def _closing(written: Manifest, path: str, limit: int | None) -> None:
    from accordingto.words import counted

    where = "" if path == "-" else f" in {path}"
    say(f"{counted(written.rows, 'row')}{where}. A person reviewed {_share(written)}.")
    for reason, number in written.left_out.items():
        say(f"Left out, {reason}: {number}.")
    if limit is not None and written.rows + sum(written.left_out.values()) >= limit:
        say(f"There may be more; --limit {limit} leaves them out.")


def _share(written: Manifest) -> str:
    return f"{written.reviewed.reviewed} of {written.reviewed.rows}"
