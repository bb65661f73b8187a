"""Exports that are JSON: lines of it, or one document that is written as it comes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import msgspec

from accordingto.exports.columns import Table
from accordingto.exports.files import Sink
from accordingto.exports.nouns import Manifest, Policy

T = TypeVar("T")
Finish = Callable[[], Manifest]
_ENCODER = msgspec.json.Encoder()


def write_lines(things: Iterable[Any], sink: Sink, *, finish: Finish) -> None:
    """One JSON object on each line. The last is `{"export": ...}`: a file without it is not whole."""
    for thing in things:
        sink.write(_ENCODER.encode(thing) + b"\n")
    sink.write(_ENCODER.encode({"export": finish()}) + b"\n")


def write_array(things: Iterable[Any], sink: Sink, *, head: bytes, finish: Finish) -> None:
    """One JSON object, the array of which is written as it comes; `head` ends where the array begins."""
    sink.write(head + b"[")
    for number, thing in enumerate(things):
        sink.write((b",\n" if number else b"\n") + _ENCODER.encode(thing))
    sink.write(b'\n],"export":' + _ENCODER.encode(finish()) + b"}\n")


def properties(table: Table[T], row: T, policy: Policy) -> dict[str, Any]:
    """The cells of a row by the names of their columns."""
    return {column.name: column.fill(row, policy) for column in table}
