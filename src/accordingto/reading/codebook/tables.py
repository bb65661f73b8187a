"""The codebooks of sources and entities, as sets of lower-case words."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec

from accordingto.errors import SettingsError

FOLDER = Path(__file__).parent
Table = TypeVar("Table", bound=msgspec.Struct)


class Sources(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`sources.toml`: words that tell what kind of source a phrase names."""

    media_words: frozenset[str]
    other_agencies: frozenset[str]
    media_names: frozenset[str]
    media_endings: frozenset[str]
    document_words: frozenset[str]
    collective_words: frozenset[str]
    unnamed_words: frozenset[str]
    time_words: frozenset[str]
    thing_words: frozenset[str]
    listener_words: frozenset[str]
    platform_names: frozenset[str]
    sorts: dict[str, frozenset[str]]


class Entities(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`entities.toml`: words that refine entity types, titles, and what only a person is."""

    group_words: frozenset[str]
    group_names: frozenset[str]
    land_words: frozenset[str]
    titles: frozenset[str]
    person_words: frozenset[str]


@cache
def sources() -> Sources:
    """The codebook of sources. Raises `SettingsError` when it cannot be read."""
    return _load("sources.toml", Sources)


@cache
def entities() -> Entities:
    """The codebook of entities. Raises `SettingsError` when it cannot be read."""
    return _load("entities.toml", Entities)


def _load(name: str, kind: type[Table]) -> Table:
    path = FOLDER / name
    try:
        return msgspec.toml.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.MsgspecError) as error:
        raise SettingsError(f"The codebook {path} cannot be read: {error}") from error
