"""What `doctor` looks at."""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import msgspec
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from accordingto.cli.output import clean
from accordingto.errors import AccordingtoError
from accordingto.ledger import open_ledger
from accordingto.settings import Settings, origins
from accordingto.types import Noun
from accordingto.words import size

# Less than this, and a ledger of a few thousand pages may fill the disk.
LITTLE_SPACE = 1_000_000_000


class Check(Noun, frozen=True):
    """One line of `doctor`. `exit_code` is 0 if all is well; `origin` and `description` are for settings."""

    about: str
    name: str
    value: str
    exit_code: int = 0
    origin: str | None = None
    description: str | None = None


def checks(settings: Settings) -> Iterator[Check]:
    """Everything `doctor` looks at, one after the other."""
    yield from _of_settings(settings)
    yield Check(about="version", name="accordingto", value=version("accordingto"))
    yield Check(about="version", name="Python", value=f"{platform.python_version()}, {sys.executable}")
    yield Check(about="version", name="SQLite", value=sqlite3.sqlite_version)
    yield from _of_requirements()
    yield _checked("model", "reader", lambda: _reader(settings))
    yield _checked("ledger", settings.ledger, lambda: _ledger(settings))
    yield _disk(settings)


def _of_settings(settings: Settings) -> Iterator[Check]:
    came_from = origins()
    described = msgspec.json.schema_components([Settings])[1]["Settings"]["properties"]
    for name, value in msgspec.structs.asdict(settings).items():
        yield Check(
            about="setting",
            name=name,
            value=msgspec.json.encode(value).decode(),
            origin=came_from[name],
            description=described[name].get("description"),
        )


def _of_requirements() -> Iterator[Check]:
    for requirement in requires("accordingto") or ():
        if ";" not in requirement:
            name = requirement.split(">")[0].split("[")[0].strip()
            try:
                yield Check(about="version", name=name, value=version(name))
            except PackageNotFoundError:
                yield Check(about="version", name=name, value="missing: install it again", exit_code=1)


def _checked(about: str, name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(about=about, name=name, value=look())
    except AccordingtoError as error:
        return Check(about=about, name=name, value=str(error), exit_code=error.exit_code)


def _reader(settings: Settings) -> str:
    from accordingto.workflow import reading

    with reading(settings) as executor:
        return executor.fingerprint


def _ledger(settings: Settings) -> str:
    with open_ledger(settings.ledger, read_only=True):
        return "opens; `accordingto verify` checks what is in it"


def _disk(settings: Settings) -> Check:
    # The folder of a SQLite ledger; a server's disk cannot be seen from here.
    folder = Path.cwd() if "://" in settings.ledger else Path(settings.ledger).absolute().parent
    there = next(one for one in (folder, *folder.parents) if one.is_dir())
    free = shutil.disk_usage(there).free
    word = " is little" if free < LITTLE_SPACE else ""
    return Check(about="disk", name=os.fspath(there), value=f"{size(free)} free{word}")


def drawn(found: list[Check]) -> Iterator[RenderableType]:
    """The checks for a person."""
    grid = Table.grid(padding=(0, 2))
    for column in ("about", "name", "value", "origin"):
        grid.add_column(overflow="fold", style="dim" if column in ("about", "origin") else "")
    for check in found:
        style = "bold red" if check.exit_code else ""
        grid.add_row(check.about, check.name, Text(clean(check.value), style=style), check.origin or "")
        if check.description:
            grid.add_row("", "", Text(check.description, style="dim"), "")
    yield grid
