"""Files that people write for the reader: read as TOML, entry by entry, with what is wrong in them."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec

Table = TypeVar("Table", bound=msgspec.Struct)
Advice = Callable[[str, type[msgspec.Struct], object], str]


class Fault(msgspec.Struct, frozen=True):
    """What is wrong in a file: which entry, what, and what to do about it."""

    file: str
    problem: str


def in_words(faults: Sequence[Fault]) -> str:
    """One fault on each line."""
    return "\n".join(f"{fault.file}: {fault.problem}" for fault in faults)


def instead(word: str, allowed: Sequence[str]) -> str:
    """Advice for a word that is none of those allowed."""
    near = difflib.get_close_matches(word, allowed, n=1, cutoff=0.6)
    return (f'Did you mean "{near[0]}"? ' if near else "") + f"Write one of: {', '.join(allowed)}."


def table_of(path: Path) -> dict[str, Any] | Fault:
    """The TOML of a file, or why it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        problem = f"it cannot be read: {error.strerror}. Give the path of a codebook in TOML."
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problem = f"it is not TOML: {error}. Correct that line."
    return Fault(str(path), problem)


def read_entries(
    table: dict[str, Any], key: str, kind: type[Table], problems: list[str], advice: Advice
) -> Iterator[Table]:
    """The entries under `key`, one by one, so that one fault does not hide the next."""
    entries = table.get(key, [])
    if not isinstance(entries, list):
        problems.append(f"`{key}` is no array of tables. Begin each entry with [[{key}]].")
        return
    for number, entry in enumerate(entries, 1):
        name = entry.get("name") if isinstance(entry, dict) else None
        where = f"{key} entry {number}" + (f' "{name}"' if name else "")
        if (read := converted(entry, kind, where, problems, advice)) is not None:
            yield read


def converted(
    table: object, kind: type[Table], where: str, problems: list[str], advice: Advice
) -> Table | None:
    """A table as a noun; else `None`, and what is wrong with it goes into `problems`."""
    try:
        return msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        problems.append(f"{where}: {error}. {advice(str(error), kind, table)}")
        return None
