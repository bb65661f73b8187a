"""Options that several commands share. Each group of flags reaches its command as one noun."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import rich_click as click

from accordingto.cli.output import Output

if TYPE_CHECKING:
    from accordingto.settings import Settings
    from accordingto.types import Hints

Command = Callable[..., Any]
Decorator = Callable[[Command], Command]

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class Words(click.ParamType[str]):
    """Text that can be stored and searched. A shell hands on bytes of other encodings, which cannot."""

    name = "text"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text itself, if it is Unicode."""
        try:
            value.encode()
        except UnicodeEncodeError:
            self.fail(f"{value!r} is not Unicode. Write it in UTF-8.", param, ctx)
        return value


class CivilDate(click.ParamType[str]):
    """A date as far as it is known: `2024`, `2024-03` or `2024-03-05`; with `times`, also an instant."""

    name = "date"

    def __init__(self, *, times: bool = False) -> None:
        self._times = times

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text itself, if it is a date."""
        if not _is_date(value) and not (self._times and _is_instant(value)):
            self.fail(f"{value!r} is no date. Write 2024, 2024-03 or 2024-03-05.", param, ctx)
        return value


def _is_date(value: str) -> bool:
    match = _DATE.fullmatch(value)
    try:
        return match is not None and bool(date(*(int(part or 1) for part in match.groups())))
    except ValueError:
        return False


def _is_instant(value: str) -> bool:
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def gathered(name: str, make: Callable[..., object], **options: Decorator) -> Decorator:
    """Options, by the names of their values, that the command gets as its one argument `name`."""

    def decorate(command: Command) -> Command:
        @functools.wraps(command)
        def wrapped(**values: Any) -> Any:
            parts = {key: values.pop(key) for key in options}
            return command(**values, **{name: make(**parts)})

        gathering: Command = wrapped
        for option in reversed(options.values()):
            gathering = option(gathering)
        return gathering

    return decorate


# --- flags that several groups share --------------------------------------------------------------

_ledger = click.option(
    "--ledger",
    metavar="ADDRESS",
    help="The ledger: path of a SQLite file, or a postgresql:// address. [default: the setting `ledger`]",
)
_allow_hosts = click.option(
    "--allow-host",
    "allow_hosts",
    multiple=True,
    metavar="HOST",
    help="Fetch from this internal host, although its address is not public. May be repeated.",
)
_codebooks = click.option(
    "--codebook",
    "codebooks",
    multiple=True,
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Read events by this codebook as well; it adds to ours or replaces it. May be repeated.",
)
_lexicons = click.option(
    "--lexicon",
    "lexicons",
    multiple=True,
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Look for these loaded words as well; they add to ours or replace them. May be repeated.",
)
_actors = click.option(
    "--actors",
    "actors",
    multiple=True,
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Know these actors as well; they add to our registry or replace it. May be repeated.",
)
_json = click.option("--json", "as_json", is_flag=True, help="JSON, one object per line, instead of text.")
_path = click.option(
    "-o",
    "--output",
    "path",
    default="-",
    metavar="FILE",
    help="Write to FILE. [default: `-`, standard output]",
)

# --- groups ---------------------------------------------------------------------------------------


def _settings(
    *,
    ledger: str | None = None,
    allow_hosts: tuple[str, ...] = (),
    codebooks: tuple[str, ...] = (),
    lexicons: tuple[str, ...] = (),
    actors: tuple[str, ...] = (),
) -> Settings:
    import msgspec

    from accordingto.settings import load_settings

    loaded = load_settings()
    return msgspec.structs.replace(
        loaded,
        ledger=loaded.ledger if ledger is None else ledger,
        allow_hosts=(*loaded.allow_hosts, *allow_hosts),
        codebooks=(*loaded.codebooks, *codebooks),
        lexicons=(*loaded.lexicons, *lexicons),
        actors=(*loaded.actors, *actors),
    )


def _hints(**values: str | None) -> Hints:
    import msgspec

    from accordingto.types import Hints

    return msgspec.convert(values, Hints)


output_options = gathered("out", Output, as_json=_json, path=_path)
ledger_options = gathered("settings", _settings, ledger=_ledger)
fetch_options = gathered(
    "settings",
    _settings,
    allow_hosts=_allow_hosts,
    codebooks=_codebooks,
    lexicons=_lexicons,
    actors=_actors,
    ledger=_ledger,
)
hint_options = gathered(
    "hints",
    _hints,
    title=click.option("--title", type=Words(), help="The title, if you know better than the file."),
    outlet=click.option(
        "--outlet", type=Words(), help="Who published it: a newspaper, a channel, an agency, an account."
    ),
    url=click.option("--url", type=Words(), help="The address at which it was published."),
    published=click.option("--published", type=CivilDate(times=True), help="When it was published."),
    byline=click.option("--byline", type=Words(), help="Who wrote it."),
    language=click.option(
        "--language", type=Words(), help="Its language, as `en`. Others are stored and not read."
    ),
)
jobs_option = click.option(
    "--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Processes that read at once."
)
