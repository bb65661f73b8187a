"""Cursors: where a page ended, as one word of an address, and back."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterable
from itertools import islice
from typing import TypeVar

import msgspec
from litestar.exceptions import ValidationException

T = TypeVar("T")

PAGE = 50
MOST = 200
LONGEST = 1_000


def cursor_of(place: object | None) -> str | None:
    """A place as a cursor."""
    return (
        None if place is None else base64.urlsafe_b64encode(msgspec.json.encode(place)).decode().rstrip("=")
    )


def place_of(cursor: str | None, kind: type[T]) -> T | None:
    """The place of a cursor; one that was not made here is refused."""
    if not cursor:
        return None
    try:
        padded = cursor[:LONGEST].encode("ascii") + b"=="
        return msgspec.json.decode(base64.urlsafe_b64decode(padded), type=kind)
    except (msgspec.DecodeError, UnicodeError, binascii.Error, ValueError) as error:
        raise ValidationException("That is no cursor of this list. Begin at its first page.") from error


def page_from(
    rows: Iterable[T], limit: int, place: Callable[[T], object]
) -> tuple[tuple[T, ...], str | None]:
    """The first rows, and the cursor of those that come behind; `place` says where a row stands."""
    first = tuple(islice(rows, limit + 1))
    return first[:limit], cursor_of(place(first[limit - 1])) if len(first) > limit else None
