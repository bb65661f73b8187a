"""accordingto: reads conflict news and keeps a sourced ledger: who says what, and who says otherwise.

The public names are those below; importing the package loads none of them.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accordingto.errors import AccordingtoError
    from accordingto.ledger import ClaimFilter, ClaimRow, Ledger, create_ledger, open_ledger
    from accordingto.settings import Settings, load_settings
    from accordingto.types import (
        Attribution,
        Claim,
        Document,
        Entity,
        Event,
        Figure,
        Happening,
        Hints,
        Link,
        Party,
        Place,
        Reading,
        Reference,
        Reject,
        Time,
    )
    from accordingto.workflow import add, read, read_files, reading, verify, watch

_HOMES = {
    "accordingto.errors": ("AccordingtoError",),
    "accordingto.ledger": ("ClaimFilter", "ClaimRow", "Ledger", "create_ledger", "open_ledger"),
    "accordingto.settings": ("Settings", "load_settings"),
    "accordingto.types": (
        "Attribution",
        "Claim",
        "Document",
        "Entity",
        "Event",
        "Figure",
        "Happening",
        "Hints",
        "Link",
        "Party",
        "Place",
        "Reading",
        "Reference",
        "Reject",
        "Time",
    ),
    "accordingto.workflow": ("add", "read", "read_files", "reading", "verify", "watch"),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "AccordingtoError",
    "Attribution",
    "Claim",
    "ClaimFilter",
    "ClaimRow",
    "Document",
    "Entity",
    "Event",
    "Figure",
    "Happening",
    "Hints",
    "Ledger",
    "Link",
    "Party",
    "Place",
    "Reading",
    "Reference",
    "Reject",
    "Settings",
    "Time",
    "add",
    "create_ledger",
    "load_settings",
    "open_ledger",
    "read",
    "read_files",
    "reading",
    "verify",
    "watch",
]


def __getattr__(name: str) -> object:
    """The public name, imported when it is first asked for."""
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
