"""accordingto: reads conflict news and keeps a sourced ledger: who says what, and who says otherwise.

The public names are those below; importing the package loads none of them.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accordingto.errors import AccordingtoError
    from accordingto.exports import Manifest, Order
    from accordingto.ledger import (
        ClaimFilter,
        ClaimRow,
        Correction,
        EventFilter,
        EventRow,
        Judgement,
        Ledger,
        Review,
        create_ledger,
        open_ledger,
    )
    from accordingto.settings import Settings, load_settings
    from accordingto.types import (
        Agreement,
        Attribution,
        Claim,
        Contradiction,
        Control,
        ControlHistory,
        Dealing,
        Denial,
        Document,
        Entity,
        Event,
        Figure,
        Framing,
        Happening,
        Hints,
        Holding,
        Label,
        Link,
        LinkedAgreement,
        LinkedEvent,
        NamedActor,
        Origin,
        Pairing,
        Party,
        Place,
        Reading,
        Reference,
        Reject,
        Revision,
        Time,
    )
    from accordingto.workflow import (
        actors,
        add,
        agreements,
        control,
        event_as_of,
        events_as_of,
        explain,
        export,
        export_order,
        judge,
        link,
        read,
        read_files,
        reading,
        take_judgements,
        verify,
        watch,
    )

_HOMES = {
    "accordingto.errors": ("AccordingtoError",),
    "accordingto.exports": ("Manifest", "Order"),
    "accordingto.ledger": (
        "ClaimFilter",
        "ClaimRow",
        "Correction",
        "EventFilter",
        "EventRow",
        "Judgement",
        "Ledger",
        "Review",
        "create_ledger",
        "open_ledger",
    ),
    "accordingto.settings": ("Settings", "load_settings"),
    "accordingto.types": (
        "Agreement",
        "Attribution",
        "Claim",
        "Contradiction",
        "Control",
        "ControlHistory",
        "Dealing",
        "Denial",
        "Document",
        "Entity",
        "Event",
        "Figure",
        "Framing",
        "Happening",
        "Hints",
        "Holding",
        "Label",
        "Link",
        "LinkedAgreement",
        "LinkedEvent",
        "NamedActor",
        "Origin",
        "Pairing",
        "Party",
        "Place",
        "Reading",
        "Reference",
        "Reject",
        "Revision",
        "Time",
    ),
    "accordingto.workflow": (
        "actors",
        "add",
        "agreements",
        "control",
        "event_as_of",
        "events_as_of",
        "explain",
        "export",
        "export_order",
        "judge",
        "link",
        "read",
        "read_files",
        "reading",
        "take_judgements",
        "verify",
        "watch",
    ),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "AccordingtoError",
    "Agreement",
    "Attribution",
    "Claim",
    "ClaimFilter",
    "ClaimRow",
    "Contradiction",
    "Control",
    "ControlHistory",
    "Correction",
    "Dealing",
    "Denial",
    "Document",
    "Entity",
    "Event",
    "EventFilter",
    "EventRow",
    "Figure",
    "Framing",
    "Happening",
    "Hints",
    "Holding",
    "Judgement",
    "Label",
    "Ledger",
    "Link",
    "LinkedAgreement",
    "LinkedEvent",
    "Manifest",
    "NamedActor",
    "Order",
    "Origin",
    "Pairing",
    "Party",
    "Place",
    "Reading",
    "Reference",
    "Reject",
    "Review",
    "Revision",
    "Settings",
    "Time",
    "actors",
    "add",
    "agreements",
    "control",
    "create_ledger",
    "event_as_of",
    "events_as_of",
    "explain",
    "export",
    "export_order",
    "judge",
    "link",
    "load_settings",
    "open_ledger",
    "read",
    "read_files",
    "reading",
    "take_judgements",
    "verify",
    "watch",
]


class _Package(ModuleType):
    """This package, in which a public name stays what it is when a part of the same name is loaded.

    Python would put the part `accordingto.reading` in the place of the function.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOME_OF and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> object:
    """The public name, imported when it is first asked for."""
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
