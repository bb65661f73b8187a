"""codebook: look at the event codebook, and check files of one's own for the reader."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from accordingto.cli.exits import OK
from accordingto.cli.options import output_options
from accordingto.cli.output import Output, clean, say

if TYPE_CHECKING:
    from accordingto.reading.codebook.checking import File
    from accordingto.reading.codebook.events import Entry, EventCodebook
    from accordingto.reading.codebook.events_file import Rule, Stop

_FILE = click.Path(path_type=Path)


@click.group()
def codebook() -> None:
    """Look at the codebook of events, or check files of your own for the reader.

    `codebook show` counts its rules, `codebook show WORD` gives those for a word in the order in which they
    are tried, and `codebook check FILE...` says what is wrong with a file.
    """


@codebook.command()
@click.argument("files", nargs=-1, required=True, type=_FILE, metavar="FILE...")
@output_options
def check(*, files: tuple[Path, ...], out: Output) -> int:
    """Check FILEs of your own, as they would be read with ours.

    A FILE may be a codebook of events, a lexicon of loaded words or a registry of actors. Shows each fault:
    the file, the entry, what is wrong, what to do. Ends with exit code 2 if there is one.
    """
    from accordingto.errors import CodebookError
    from accordingto.reading.codebook.checking import check_files
    from accordingto.words import counted

    checked = check_files(files)
    with out:
        for fault in checked.faults:
            if out.as_json:
                out.line(fault)
            else:
                _write(out, f"{fault.file}: {fault.problem}")
    if checked.faults:
        say(f"{counted(len(checked.faults), 'fault')} to correct.", style="red")
        return CodebookError.exit_code
    for path, file in checked.files:
        say(f"{clean(str(path))}: {_told(file)}. Nothing is wrong.")
    return OK


def _told(file: File) -> str:
    """What a file is, and how much is in it."""
    from accordingto.reading.codebook.accounts import Lexicon
    from accordingto.reading.codebook.registry import Registry
    from accordingto.words import counted

    if isinstance(file, Registry):
        return f"a registry of {counted(len(file.actors), 'actor')} and {counted(len(file.states), 'state')}"
    if isinstance(file, Lexicon):
        words = sum(len(entry.words) for entry in file.entries)
        return f"a lexicon of {counted(words, 'loaded word')}"
    return f"a codebook of {counted(len(file.rules), 'rule')} and {counted(len(file.stops), 'stop')}"


@codebook.command()
@click.argument("word", required=False)
@click.option(
    "--codebook",
    "files",
    multiple=True,
    type=_FILE,
    metavar="FILE",
    help="A file of your own that adds to ours or replaces it. May be repeated; the last counts first.",
)
@output_options
def show(*, word: str | None, files: tuple[Path, ...], out: Output) -> int:
    """Show the rules for a WORD in any form, in the order in which they are tried.

    Without a WORD, show how many rules and words there are of each type.
    """
    from accordingto.reading.codebook.events import entries_of, load_codebook

    book = load_codebook(files)
    with out:
        if word is None:
            _show_counts(book, out)
            return OK
        found = entries_of(book, word)
        for pos, entry in found:
            if out.as_json:
                out.line({"pos": pos, "word": entry.word, "rule": entry.source})
            else:
                _write(out, f"{pos} {entry.word}: {_described(entry)}")
    if not found:
        say(f'No rule lists "{word}".')
    return OK


def _show_counts(book: EventCodebook, out: Output) -> None:
    from typing import get_args

    from accordingto.kinds import EventType

    for kind in get_args(EventType):
        rules = [rule for rule in book.rules if rule.type == kind]
        counts = {
            part: len({word for rule in rules for word in getattr(rule, part)})
            for part in ("verbs", "nouns", "adjectives")
        }
        if out.as_json:
            out.line({"type": kind, "rules": len(rules), **counts})
        else:
            numbers = ", ".join(f"{number} {part}" for part, number in counts.items() if number)
            _write(out, f"{kind}: {len(rules)} rules, {numbers or 'no words'}")


def _described(entry: Entry) -> str:
    source = entry.source
    told = [_outcome(source), *_conditions(source), f'"{source.name}"']
    return " · ".join(told)


def _outcome(source: Rule | Stop) -> str:
    kind = getattr(source, "type", None)
    if kind is None:
        return "no event"
    parts = [kind, getattr(source, "mode", None), getattr(source, "acled", None)]
    weak = "if a classifier agrees" if getattr(source, "weak", False) else None
    between = " or ".join(getattr(source, "candidates", ()))
    return ", ".join(part for part in (*parts, between, weak) if part)


def _conditions(source: Rule | Stop) -> list[str]:
    told = []
    for name in ("when", "unless"):
        conditions = getattr(source, name)
        if conditions is not None:
            parts = [f"{part} {', '.join(words)}" for part, words in conditions.parts()]
            alone = [] if conditions.alone is None else [f"alone {str(conditions.alone).lower()}"]
            told.append(f"{name} {'; '.join(parts + alone)}")
    otherwise = getattr(source, "otherwise", None)
    return [*told, f"otherwise {otherwise.type}"] if otherwise else told


def _write(out: Output, text: str) -> None:
    from rich.text import Text

    out.show(Text(clean(text), overflow="fold"))
