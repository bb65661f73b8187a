"""The codebook of times (`codebook/times.toml`), and what class each word belongs to."""

from __future__ import annotations

from functools import cache

import msgspec

from accordingto.errors import SettingsError
from accordingto.reading.codebook.tables import FOLDER

PATH = FOLDER / "times.toml"

#: Table of the codebook -> class of word in patterns.
CLASSES = {
    "months": "MONTH",
    "foreign_months": "FOREIGN",
    "islamic_months": "ISLAMIC",
    "persian_months": "PERSIAN",
    "ethiopian_months": "ETHIOPIAN",
    "weekdays": "WEEKDAY",
    "weekdays_plural": "WEEKDAYS",
    "parts": "PART",
    "seasons": "SEASON",
    "units": "UNIT",
    "units_plural": "UNITS",
    "numbers": "NUMWORD",
    "ordinals": "ORDINAL",
    "decades": "DECADEWORD",
    "fuzzy": "FUZZY",
    "sets": "SETWORD",
    "holidays_fixed": "HOLIDAY",
    "holidays_easter": "HOLIDAY",
    "holidays_orthodox_easter": "HOLIDAY",
    "holidays_weekday": "HOLIDAY",
    "holidays_islamic": "HOLIDAY",
    "holidays_hebrew": "HOLIDAY",
    "named_days": "NAMEDDAY",
    "zones": "ZONE",
}


class Capitalised(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that are names of time only with a capital letter."""

    words: frozenset[str]


class Tense(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words near an expression that tell whether it is past or to come."""

    future: frozenset[str]
    future_before_to: frozenset[str]
    past: frozenset[str]
    reporting: frozenset[str]


class Lexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`times.toml`. Days of the week count from Monday = 1; the file explains each table."""

    months: dict[str, int]
    foreign_months: dict[str, int]
    islamic_months: dict[str, int]
    persian_months: dict[str, int]
    ethiopian_months: dict[str, int]
    weekdays: dict[str, int]
    weekdays_plural: dict[str, int]
    parts: dict[str, str]
    seasons: dict[str, str]
    units: dict[str, str]
    units_plural: dict[str, str]
    numbers: dict[str, int]
    ordinals: dict[str, int]
    decades: dict[str, int]
    fuzzy: dict[str, str]
    sets: dict[str, str]
    holidays_fixed: dict[str, str]
    holidays_easter: dict[str, int]
    holidays_orthodox_easter: dict[str, int]
    holidays_weekday: dict[str, tuple[int, int, int]]
    holidays_islamic: dict[str, tuple[int, int, int]]
    holidays_hebrew: dict[str, tuple[int, int, int]]
    named_days: dict[str, str]
    zones: dict[str, str]
    capitalised: Capitalised
    tense: Tense

    def classes(self) -> dict[str, frozenset[str]]:
        """Word or phrase -> the classes that it belongs to."""
        found: dict[str, set[str]] = {}
        for table, name in CLASSES.items():
            for word in getattr(self, table):
                found.setdefault(word, set()).add(name)
        return {word: frozenset(names) for word, names in found.items()}


@cache
def lexicon() -> Lexicon:
    """The codebook of times. Raises `SettingsError` when it cannot be read."""
    try:
        return msgspec.toml.decode(PATH.read_bytes(), type=Lexicon)
    except (OSError, msgspec.MsgspecError) as error:
        raise SettingsError(f"The codebook {PATH} cannot be read: {error}") from error
