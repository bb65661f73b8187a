"""What a file of the user's is, and what is wrong in it: a codebook, a lexicon or a registry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from accordingto.reading.codebook.accounts import Lexicon, checked_lexicons
from accordingto.reading.codebook.events_file import EventFile, checked, own_files
from accordingto.reading.codebook.faults import Fault, table_of
from accordingto.reading.codebook.registry import Registry, checked_registries

File = EventFile | Lexicon | Registry
Sort = Literal["codebook", "lexicon", "registry"]


@dataclass(frozen=True)
class Checked:
    """Files as far as they can be understood, each with its path, and what is wrong with them."""

    files: tuple[tuple[Path, File], ...]
    faults: tuple[Fault, ...]


def sort_of(path: Path) -> Sort:
    """What a file is, by its keys; one that cannot be read counts as a codebook of events."""
    table = table_of(path)
    if isinstance(table, Fault):
        return "codebook"
    if table.keys() & {"actors", "states"}:
        return "registry"
    return "lexicon" if "entries" in table else "codebook"


def check_files(paths: Sequence[Path]) -> Checked:
    """Files of any sort, those of one sort together, as they would be read with ours."""
    sorts = {path: sort_of(path) for path in paths}
    books = [path for path in paths if sorts[path] == "codebook"]
    lexicons = [path for path in paths if sorts[path] == "lexicon"]
    registries = [path for path in paths if sorts[path] == "registry"]
    of_events, faults = checked(books, known=own_files())
    of_words, more = checked_lexicons(lexicons)
    of_actors, most = checked_registries(registries)
    read: tuple[File, ...] = (*of_events, *of_words, *of_actors)
    found = dict(zip((*books, *lexicons, *registries), read, strict=True))
    return Checked(tuple((path, found[path]) for path in paths), (*faults, *more, *most))
