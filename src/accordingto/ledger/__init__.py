"""The ledger: evidence, documents, readings and claims, kept so that nothing is lost or changed unseen."""

from accordingto.ledger.ledger import Ledger, create_ledger, open_ledger
from accordingto.ledger.nouns import (
    ClaimFilter,
    ClaimRow,
    EventFilter,
    EventRow,
    Finding,
    History,
    Judgement,
    Likeness,
    Stored,
)

__all__ = [
    "ClaimFilter",
    "ClaimRow",
    "EventFilter",
    "EventRow",
    "Finding",
    "History",
    "Judgement",
    "Ledger",
    "Likeness",
    "Stored",
    "create_ledger",
    "open_ledger",
]
