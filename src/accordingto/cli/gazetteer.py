"""gazetteer build: a larger gazetteer, from a dump of GeoNames or a table of one's own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from accordingto.cli.output import console, say

if TYPE_CHECKING:
    from accordingto.gazetteer.dumps import Report

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def gazetteer() -> None:
    """Names and coordinates of places: build a larger gazetteer than the shipped one."""


@gazetteer.command()
@click.option("--geonames", type=_FILE, help="allCountries.txt or a country's file of GeoNames, text or zip.")
@click.option("--alternates", type=_FILE, help="alternateNamesV2.txt of GeoNames, text or zip.")
@click.option("--csv", "table", type=_FILE, help="Table with name, latitude, longitude, and more if known.")
@click.option("--country", "countries", multiple=True, help="Only this ISO country (SY); may be repeated.")
@click.option("--class", "classes", multiple=True, help="Only this feature class (P); may be repeated.")
@click.option("--language", "languages", multiple=True, help="Also alternate names in this language (ar).")
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
def build(
    *,
    geonames: Path | None,
    alternates: Path | None,
    table: Path | None,
    countries: tuple[str, ...],
    classes: tuple[str, ...],
    languages: tuple[str, ...],
    out: Path,
) -> None:
    """Write the gazetteer OUT from files of GeoNames, or a CSV table, or both.

    Files are streamed, zips too. Interrupted, the same command goes on from there. Download the files from
    geonames.org yourself; their licence is CC BY 4.0.
    """
    if not geonames and not table:
        raise click.UsageError("Name --geonames or --csv, or both.")
    from accordingto.gazetteer.dumps import CLASSES, Wanted, build_gazetteer

    wanted = Wanted(
        frozenset(code.upper() for code in countries),
        frozenset(letter.upper() for letter in classes) or CLASSES,
        frozenset(("", "en", *languages)),
    )
    with _shown() as report:
        places = build_gazetteer(
            out, geonames=geonames, alternates=alternates, table=table, wanted=wanted, report=report
        )
    say(f"{out} has {places:,} places, {out.stat().st_size / 1e6:,.1f} MB.")


@contextmanager
def _shown() -> Iterator[Report]:
    """A bar over the bytes of each file, if somebody watches."""
    if not sys.stderr.isatty():
        yield lambda progress: None
        return
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console(sys.stderr), transient=True) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda step: bar.update(task, description=step.file, total=step.total, completed=step.done)
