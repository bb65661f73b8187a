"""Columns: a name, a meaning, and how a row fills it. Nothing that a row does not know is filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from accordingto.exports.nouns import CellKind, Field, Policy

T = TypeVar("T")
V = TypeVar("V")
Cell = str | int | float | tuple[str, ...] | None
# Between several values in one cell, where a format has no lists.
BETWEEN = "; "


class Column(NamedTuple, Generic[T]):
    """One column; `fill` gets a row and the policy for figures."""

    name: str
    kind: CellKind
    meaning: str
    fill: Callable[[T, Policy], Cell]

    @property
    def field(self) -> Field:
        """What a manifest says of it."""
        return Field(name=self.name, kind=self.kind, meaning=self.meaning)


Table = Sequence[Column[T]]


def filled(table: Table[T], row: T, policy: Policy) -> list[Cell]:
    """The cells of a row, in the order of the columns."""
    return [column.fill(row, policy) for column in table]


def maybe(value: V | None, take: Callable[[V], T]) -> T | None:
    """What `take` makes of a value, if there is one."""
    return None if value is None else take(value)


def unique(values: Iterable[str | None]) -> tuple[str, ...]:
    """The values that there are, each once, in their order."""
    return tuple(dict.fromkeys(value for value in values if value))


def joined(values: Iterable[str | None]) -> str | None:
    """Values in one cell; None if there are none."""
    return BETWEEN.join(unique(values)) or None
