"""The communicative act of a cue, by `acts.toml`."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import msgspec

from accordingto.errors import SettingsError
from accordingto.reading.codebook.inflection import inflections
from accordingto.types import Act

PATH = Path(__file__).with_name("acts.toml")


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One act with the verbs (base forms) and phrases (as written) that perform it."""

    act: Act
    verbs: tuple[str, ...]
    phrases: tuple[str, ...]


class Acts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole table; earlier entries win."""

    acts: tuple[Entry, ...]


@cache
def load_acts(path: Path = PATH) -> tuple[tuple[Act, re.Pattern[str]], ...]:
    """Acts with one pattern each, in the order of the table.

    Raises `SettingsError` when the file is not a table of acts.
    """
    try:
        table = msgspec.toml.decode(path.read_bytes(), type=Acts)
    except (OSError, msgspec.MsgspecError) as error:
        raise SettingsError(f"The codebook {path} cannot be read: {error}") from error
    return tuple((entry.act, _pattern(entry)) for entry in table.acts)


def _pattern(entry: Entry) -> re.Pattern[str]:
    forms = {form for verb in entry.verbs for form in inflections(verb)} | set(entry.phrases)
    longest_first = sorted(forms, key=len, reverse=True)
    return re.compile(
        rf"(?<!\w)(?:{'|'.join(re.escape(form) for form in longest_first)})(?!\w)", re.IGNORECASE
    )


def act_of(cue: str | None) -> Act:
    """The act of a cue's words; "say" where the table is silent, or where there is no cue."""
    words = " ".join((cue or "").split())
    return next((act for act, pattern in load_acts() if pattern.search(words)), "say")


@cache
def cue_words() -> re.Pattern[str]:
    """Any form that the table knows: a text without one of them holds no nested attribution."""
    return re.compile("|".join(pattern.pattern for _, pattern in load_acts()), re.IGNORECASE)
