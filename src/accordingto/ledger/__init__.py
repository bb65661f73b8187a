"""The ledger: evidence, documents, readings and claims, kept so that nothing is lost or changed unseen."""

from accordingto.ledger.ledger import Ledger, create_ledger, open_ledger
from accordingto.ledger.nouns import (
    Agreement,
    ClaimFilter,
    ClaimRow,
    Correction,
    EventFilter,
    EventRow,
    Finding,
    History,
    Judgement,
    KeptReview,
    Likeness,
    Progress,
    QueuedClaim,
    Review,
    Share,
    Stored,
)

__all__ = [
    "Agreement",
    "ClaimFilter",
    "ClaimRow",
    "Correction",
    "EventFilter",
    "EventRow",
    "Finding",
    "History",
    "Judgement",
    "KeptReview",
    "Ledger",
    "Likeness",
    "Progress",
    "QueuedClaim",
    "Review",
    "Share",
    "Stored",
    "create_ledger",
    "open_ledger",
]
