"""Two reviewers are blind to each other: how one judged is not shown to another who may still judge it.

Readers judge nothing and admins see to the whole, so both see all.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from accordingto.ledger import ClaimFilter, KeptReview
from accordingto.web import filters
from accordingto.web.site import Asked, Visitor, visitor_of

# States of review that do not tell how somebody judged.
TELLS_NOTHING = (None, "reviewed", "unreviewed")


def asked(request: Asked) -> ClaimFilter:
    """The filter that an address asks for, as far as its visitor may ask."""
    return seen(filters.filter_of(dict(request.query_params)), visitor_of(request))


def seen(wanted: ClaimFilter, visitor: Visitor) -> ClaimFilter:
    """To a reviewer, verdicts are the reviewer's own: what is found would give away those of others."""
    if visitor.role == "reviewer" and wanted.review not in TELLS_NOTHING:
        return msgspec.structs.replace(wanted, reviewed_by=visitor.name)
    return wanted


def visible(held: Sequence[KeptReview], visitor: Visitor) -> list[KeptReview]:
    """The judgements of a claim that a visitor may see: a reviewer those of others after judging it."""
    mine = any(kept.review.judged_by == visitor.name for kept in held)
    return list(held) if visitor.role != "reviewer" or mine else []
