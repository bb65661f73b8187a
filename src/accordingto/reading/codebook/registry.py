"""The registry of actors: `actors.toml`, the user's own files, and the one that is in use.

Who a phrase means is asked in many places, far below whoever read the files. So a registry is put in use for
as long as a document is read (`using`), and `in_use` gives it to those who look names up.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

import msgspec

from accordingto.errors import CodebookError, SettingsError
from accordingto.reading.codebook.faults import Fault, converted, in_words, instead, read_entries, table_of
from accordingto.types import ActorType

PATH = Path(__file__).parent / "actors.toml"
LONGEST_NAME = 9  # words


class State(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A state: `people` are demonyms, `seats` what stands for its government (the capital first)."""

    name: str
    country: str
    code: str
    aliases: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None

    def spellings(self) -> tuple[str, ...]:
        """Everything that names it."""
        return (self.name, *self.aliases, *self.people, *self.seats)


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A named actor. `local` are aliases that hold only in a document that speaks of its country."""

    name: str
    type: ActorType
    country: str | None = None
    aliases: tuple[str, ...] = ()
    local: tuple[str, ...] = ()
    person: bool = False
    since: str | None = None
    until: str | None = None

    def spellings(self) -> tuple[str, ...]:
        """Everything that names it."""
        return (self.name, *self.aliases, *self.local)


class Registry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file, or several together. `replace` leaves out the actors of ours and of the files before it."""

    states: tuple[State, ...] = ()
    actors: tuple[Entry, ...] = ()
    replace: bool = False


@dataclass(frozen=True)
class Name:
    """One spelling in the registry, and what it names. `role` is how: by name, as a people, by the seat."""

    spelling: str
    thing: Entry | State
    role: Literal["name", "people", "seat", "local"]

    @property
    def is_acronym(self) -> bool:
        """Whether it has no small letter, so that it is met in capitals only."""
        return not any(letter.islower() for letter in self.spelling)


@dataclass(frozen=True, eq=False)
class Actors:
    """A registry made ready for look-ups: names by their keys, and codes of states (two letters to three).

    Two are equal only where they are one, so that look-ups can be remembered for each.
    """

    registry: Registry
    names: Mapping[str, tuple[Name, ...]]
    codes: Mapping[str, str]


# --- the one in use -------------------------------------------------------------------------------

_in_use: ContextVar[Actors | None] = ContextVar("actors", default=None)


def in_use() -> Actors:
    """The registry that names are looked up in: ours, unless another is in use."""
    return _in_use.get() or shipped()


@contextmanager
def using(actors: Actors) -> Iterator[None]:
    """Look names up in this registry, for as long as the block runs and in this thread."""
    token = _in_use.set(actors)
    try:
        yield
    finally:
        _in_use.reset(token)


# --- reading --------------------------------------------------------------------------------------


@cache
def shipped() -> Actors:
    """Ours. Raises `SettingsError` when it cannot be read."""
    try:
        return _ready(msgspec.toml.decode(PATH.read_bytes(), type=Registry))
    except (OSError, msgspec.MsgspecError) as error:
        raise SettingsError(f"The codebook {PATH} cannot be read: {error}") from error


def load_actors(own: Sequence[Path] = ()) -> Actors:
    """Ours with the user's files, of which the last counts first.

    Raises `CodebookError` that names every fault, one on each line.
    """
    if not own:
        return shipped()
    files, faults = checked_registries(own)
    if faults:
        raise CodebookError(in_words(faults))
    together = shipped().registry
    for file in files:
        together = _together(together, file)
    return _ready(together)


def _together(before: Registry, file: Registry) -> Registry:
    """The file first; its actors and states take the place of those with their name or country."""
    names = {key_of(entry.name) for entry in file.actors}
    countries = {state.country for state in file.states}
    kept = () if file.replace else (e for e in before.actors if key_of(e.name) not in names)
    states = () if file.replace and file.states else (s for s in before.states if s.country not in countries)
    return Registry(states=(*file.states, *states), actors=(*file.actors, *kept))


def _ready(registry: Registry) -> Actors:
    index: dict[str, list[Name]] = {}
    for name in _names(registry):
        index.setdefault(key_of(name.spelling), []).append(name)
    return Actors(
        registry=registry,
        names={key: tuple(names) for key, names in index.items()},
        codes={state.country: state.code for state in registry.states},
    )


def _names(registry: Registry) -> Iterable[Name]:
    """Every spelling, in the order of the files."""
    for state in registry.states:
        yield from (Name(word, state, "name") for word in (state.name, *state.aliases))
        yield from (Name(word, state, "people") for word in state.people)
        yield from (Name(word, state, "seat") for word in state.seats)
    for entry in registry.actors:
        yield from (Name(word, entry, "name") for word in (entry.name, *entry.aliases))
        yield from (Name(word, entry, "local") for word in entry.local)


def key_of(name: str) -> str:
    """A name for comparison: no accents, article, marks, possessive or capitals; hyphens are spaces."""
    name = re.sub(r"['’]s\b", "", name)
    plain = (
        unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() if not name.isascii() else name
    )
    kept = re.sub(r"[^\w\s]", "", plain.lower().replace("-", " ").replace("/", " ").replace("–", " "))
    return " ".join(kept.split()).removeprefix("the ")


# --- checking -------------------------------------------------------------------------------------


def checked_registries(paths: Sequence[Path]) -> tuple[tuple[Registry, ...], list[Fault]]:
    """Files as far as they can be understood, and what is wrong with them."""
    faults: list[Fault] = []
    files = [_parsed(path, faults) for path in paths]
    known = {state.country for file in (shipped().registry, *files) for state in file.states}
    for path, file in zip(paths, files, strict=True):
        faults += [Fault(str(path), problem) for problem in _faults(file, known)]
    return tuple(files), faults


def _parsed(path: Path, faults: list[Fault]) -> Registry:
    table = table_of(path)
    if isinstance(table, Fault):
        faults.append(table)
        return Registry()
    problems: list[str] = []
    file = _file(table, problems)
    faults += [Fault(str(path), problem) for problem in problems]
    return file


def _file(table: dict[str, Any], problems: list[str]) -> Registry:
    states = tuple(read_entries(table, "states", State, problems, _advice))
    actors = tuple(read_entries(table, "actors", Entry, problems, _advice))
    if not table.get("states") and not table.get("actors"):
        problems.append("it lists no actor. Begin each with [[actors]], and give it a name and a type.")
    rest = {key: value for key, value in table.items() if key not in ("states", "actors")}
    file = converted(rest, Registry, "the file", problems, _advice) or Registry()
    return msgspec.structs.replace(file, states=states, actors=actors)


def _advice(problem: str, kind: type[msgspec.Struct], table: object) -> str:
    if "unknown field" in problem:
        return f"It may have: {', '.join(kind.__struct_fields__)}."
    if "Invalid enum value" in problem and isinstance(table, Mapping):
        return instead(str(table.get("type")), get_args(ActorType))
    if "missing required field" in problem:
        return "Add it."
    return "See docs/guides/codebook.md for what belongs there."


def _faults(file: Registry, known: set[str]) -> Iterator[str]:
    for state in file.states:
        where = f'states entry "{state.name}"'
        yield from (f"{where}: {fault}" for fault in _thing_faults(state))
        if not re.fullmatch("[A-Z]{3}", state.code):
            yield f'{where}: the code "{state.code}" is none of ISO 3166. Write three capitals, as "SDN".'
    for entry in file.actors:
        where = f'actors entry "{entry.name}"'
        yield from (f"{where}: {fault}" for fault in _thing_faults(entry))
        if entry.country and re.fullmatch("[A-Z]{2}", entry.country) and entry.country not in known:
            yield f'{where}: no state has the country "{entry.country}". Add it under [[states]].'
    yield from _repetitions(file)


def _thing_faults(thing: Entry | State) -> Iterator[str]:
    for spelling in thing.spellings():
        if not key_of(spelling):
            yield f'the name "{spelling}" has no letters that can be met. Write it in Latin letters.'
        elif len(key_of(spelling).split()) > LONGEST_NAME:
            yield f'the name "{spelling}" is never met: it has more than {LONGEST_NAME} words. Shorten it.'
    if thing.country and not re.fullmatch("[A-Z]{2}", thing.country):
        yield f'the country "{thing.country}" is none of ISO 3166. Write two capitals, as "SD".'
    days = [day for day in (thing.since, thing.until) if day]
    wrong = [day for day in days if not _is_civil(day)]
    yield from (f'"{day}" is no date. Write 2011, 2011-07 or 2011-07-29.' for day in wrong)
    if thing.since and thing.until and not wrong and thing.since > thing.until:
        yield f"it ends ({thing.until}) before it begins ({thing.since}). Exchange the two."


def _is_civil(day: str) -> bool:
    match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", day)
    try:
        return match is not None and bool(date(*(int(part or 1) for part in match.groups())))
    except ValueError:
        return False


def _repetitions(file: Registry) -> Iterator[str]:
    """Actors that are listed twice; a spelling may be shared, since country and date choose."""
    seen: set[str] = set()
    for entry in file.actors:
        key = key_of(entry.name)
        if key in seen:
            yield f'two actors are named "{entry.name}". Give one entry with all aliases.'
        seen.add(key)
