"""The command line: what a person types, turned into calls of `workflow` and `ledger`.

Data goes to standard output, everything else to standard error. Importing this must stay cheap
(tests/test_lazy_imports.py): commands import what they need when they run.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import rich_click as click
from click.exceptions import Exit
from click.shell_completion import shell_complete

from accordingto.cli.accounts import actors, agreements, control
from accordingto.cli.add import add, init, watch
from accordingto.cli.care import doctor, verify
from accordingto.cli.claims import claims, rejects, show
from accordingto.cli.codebook import codebook
from accordingto.cli.demo import demo
from accordingto.cli.events import events, judge, judgements, link
from accordingto.cli.exits import BROKEN_PIPE, INTERRUPTED
from accordingto.cli.export import export
from accordingto.cli.gazetteer import gazetteer
from accordingto.cli.output import say
from accordingto.cli.read import read
from accordingto.cli.review import review
from accordingto.cli.schema import schema
from accordingto.cli.serve import account, serve
from accordingto.errors import AccordingtoError

__all__ = ["commands", "run"]

_PROGRAM = "accordingto"
# `_ACCORDINGTO_COMPLETE=bash_source accordingto` prints what a shell needs to complete commands.
_COMPLETION = "_ACCORDINGTO_COMPLETE"


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="accordingto", message="%(prog)s %(version)s")
def commands() -> None:
    """Read conflict news and keep a sourced ledger: who says what happened, and who says otherwise.

    Start with `accordingto demo`. Each command explains itself with --help.
    """


for _command in (
    init,
    add,
    read,
    claims,
    show,
    events,
    link,
    judge,
    judgements,
    review,
    agreements,
    control,
    actors,
    export,
    rejects,
    verify,
    watch,
    doctor,
    codebook,
    gazetteer,
    schema,
    demo,
    serve,
    account,
):
    commands.add_command(_command)


def run(arguments: Sequence[str]) -> int:
    """Run the command in `arguments`, without the program's name, and return the exit code."""
    _use_utf8()
    try:
        code = _invoked(list(arguments))
    except Exit as done:
        return done.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except AccordingtoError as error:
        say(str(error), style="red")
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        say("Interrupted. What was reported is kept; the same command goes on from there.")
        return INTERRUPTED
    except BrokenPipeError:
        # Python would complain about the pipe once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    return code if isinstance(code, int) else 0


def _invoked(arguments: list[str]) -> object:
    """What the command returns. Not by `main` of the library, which ends the process on a broken pipe."""
    if instruction := os.environ.get(_COMPLETION):
        return shell_complete(commands, {}, _PROGRAM, _COMPLETION, instruction)
    with commands.make_context(_PROGRAM, arguments) as context:
        return commands.invoke(context)


def _use_utf8() -> None:
    # A report has characters that no code page holds, and nothing may be lost or stop for want of one.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
