"""Small phrases that several commands use."""

from __future__ import annotations

from collections.abc import Sequence

from accordingto.types import Link, Span

# Beginnings of ids are as good as ids where only one begins so; ten hex digits are enough for a million.
ID_SHOWN = 10
CHAIN = " › "


def counted(number: int, noun: str) -> str:
    """`1 document`, `2 documents`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def link_name(link: Link) -> str:
    """A link of a source chain as a person reads it: one that is not named is marked so."""
    return f"{link.name} (not named)" if link.kind == "unnamed" else link.name


def chain(said_by: Sequence[Link]) -> str:
    """`Outlet › Agency › speaker`."""
    return CHAIN.join(map(link_name, said_by))


def day(published: str | None) -> str | None:
    """The civil date of a date of publication, which may have a time."""
    return published and published[:10]


def offsets(spans: Sequence[Span]) -> str:
    """`120-145, 180-200`."""
    return ", ".join(f"{start}-{end}" for start, end in spans)


def size(number: int) -> str:
    """Bytes as `1.2 GB`."""
    value, units = float(number), ["B", "kB", "MB", "GB", "TB"]
    while value >= 1000 and len(units) > 1:
        value, units = value / 1000, units[1:]
    return f"{value:.0f} B" if units[0] == "B" else f"{value:.1f} {units[0]}"
