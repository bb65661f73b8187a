"""Makes the pages of docs/reference that follow from the code: `python docs/generate.py`.

tests/test_docs.py compares them with what is there, so a command, option, setting or exit code that changes
without its page is noticed.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path

import msgspec
import rich_click as click

from accordingto.cli import commands
from accordingto.cli.exits import EXITS
from accordingto.settings import PREFIX, Settings

REFERENCE = Path(__file__).parent / "reference"
NOTE = "<!-- Made by docs/generate.py from the code. Do not edit. -->\n"


def pages() -> dict[str, str]:
    """File name in docs/reference -> what should be in it."""
    return {
        "cli.md": "\n".join(_cli()),
        "settings.md": "\n".join(_settings()),
        "exit-codes.md": "\n".join(_exits()),
    }


# --- commands -------------------------------------------------------------------------------------


def _cli() -> Iterator[str]:
    yield f"# Commands\n\n{NOTE}"
    yield "Data goes to standard output, messages to standard error."
    yield "A date is written `2024`, `2024-03` or `2024-03-05`."
    yield "How a command ends is in [exit codes](exit-codes.md), what `--json` gives in [JSON](json.md).\n"
    yield "`accordingto --version` shows the version, `--help` or `-h` explains any command."
    for name, command in commands.commands.items():
        yield from _command(name, command)


def _command(name: str, command: click.Command) -> Iterator[str]:
    context = click.Context(command, info_name=f"accordingto {name}")
    usage = " ".join(command.collect_usage_pieces(context))
    yield f"\n## {name}\n\n```text\naccordingto {name} {usage}\n```\n"
    yield inspect.cleandoc(command.help or "")
    if any(isinstance(parameter, click.Option) for parameter in command.params):
        yield "\n| option | what it does |\n| --- | --- |"
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            yield f"| {_names(parameter, context)} | {_help(parameter)} |"
    if isinstance(command, click.Group):
        for inner, subcommand in command.commands.items():
            yield from _command(f"{name} {inner}", subcommand)


def _names(option: click.Option, context: click.Context) -> str:
    value = "" if option.is_flag else f" {option.make_metavar(context)}"
    return (
        ", ".join(f"`{name}`" for name in option.opts[:-1])
        + (", " if option.opts[1:] else "")
        + (f"`{option.opts[-1]}{value}`".replace("|", "\\|"))
    )


def _help(option: click.Option) -> str:
    default = f" [default: {option.default}]" if option.show_default else ""
    return f"{option.help}{default}".replace("|", "\\|")


# --- settings, exit codes -------------------------------------------------------------------------


def _settings() -> Iterator[str]:
    yield f"# Settings\n\n{NOTE}"
    yield "A flag of the command counts first, then a variable of the environment, then the file"
    yield "`accordingto.toml` in the working folder or the one that `ACCORDINGTO_SETTINGS` names, then"
    yield "the default."
    yield "`accordingto doctor` shows the values in force and where each comes from.\n"
    yield "| setting | variable | default | what it does |\n| --- | --- | --- | --- |"
    properties = msgspec.json.schema_components([Settings])[1]["Settings"]["properties"]
    for name, described in properties.items():
        default = msgspec.json.encode(described["default"]).decode()
        yield f"| `{name}` | `{PREFIX}{name.upper()}` | `{default}` | {described['description']} |"
    yield "\nIn a variable, a list is separated by commas: `ACCORDINGTO_ALLOW_HOSTS=wiki.local,10.0.0.7`."


def _exits() -> Iterator[str]:
    yield f"# Exit codes\n\n{NOTE}"
    yield "After 75, a script may run the same command again without anything being done about it.\n"
    yield "| code | what happened | what to do |\n| --- | --- | --- |"
    for code, (meaning, answer) in EXITS.items():
        yield f"| {code} | {meaning} | {answer} |"


if __name__ == "__main__":
    REFERENCE.mkdir(exist_ok=True)
    for name, text in pages().items():
        (REFERENCE / name).write_text(text + "\n", encoding="utf-8")
