"""`places.toml`: words that tell places from other names, and one kind of place from another."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from accordingto.errors import SettingsError
from accordingto.gazetteer import Kind

PATH = Path(__file__).parent / "places.toml"


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words in, before and after names."""

    sites: frozenset[str]
    facilities: frozenset[str]
    institutions: frozenset[str]
    nature: frozenset[str]
    follow: frozenset[str]
    streets: frozenset[str]
    locative: frozenset[str]
    parts: frozenset[str]
    before: frozenset[str]
    holding: frozenset[str]
    taking: frozenset[str]
    beside: frozenset[str]
    never: frozenset[str]


class Acts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that make a capital its government."""

    said: frozenset[str]
    auxiliaries: frozenset[str]
    towards: frozenset[str]
    relations: frozenset[str]


class Book(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file. `kinds` are words that say which kind of place a name is."""

    kinds: dict[Kind, frozenset[str]]
    words: Words
    acts: Acts

    def kinds_of(self, word: str) -> frozenset[Kind]:
        """The kinds of place that `word` is said of."""
        return frozenset(kind for kind, words in self.kinds.items() if word in words)


@cache
def book() -> Book:
    """The file, read once. Raises `SettingsError` when it cannot be read."""
    try:
        return msgspec.toml.decode(PATH.read_bytes(), type=Book)
    except (OSError, msgspec.MsgspecError) as error:
        raise SettingsError(f"The words of places in {PATH} cannot be read: {error}") from error
