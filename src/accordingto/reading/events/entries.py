"""Entries of a register: "9 March, near Sabra: a device went off", of which a monitor prints many."""

from __future__ import annotations

import re
from dataclasses import dataclass

from accordingto.types import Span

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_HEAD = re.compile(
    rf"(?:^|(?<=[.\n]\s)|(?<=\n))(?P<when>(?:(?:On|Night of|Night to|Early)\s+)?"
    rf"(?:\d{{1,2}}(?:\s?[-–/]\s?\d{{1,2}})?\s+{_MONTH}|{_MONTH}\s+\d{{1,2}}|\d{{4}}-\d\d-\d\d)(?:,?\s+\d{{4}})?)"
    r"[,:]\s+(?P<where>[^.:;\n]{2,60})[.:]\s"
)


@dataclass(frozen=True)
class Entry:
    """What an entry begins with, as spans in code points: the day, and where it was."""

    when: Span
    where: Span


def entry_of(text: str, at: int) -> Entry | None:
    """The entry in which a code point stands; it lasts to the next one, or to the end of its line."""
    line = text.rfind("\n", 0, at) + 1
    head = max(_HEAD.finditer(text, line, at), key=lambda found: found.end(), default=None)
    return Entry(head.span("when"), head.span("where")) if head else None
