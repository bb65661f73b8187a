"""What the API answers beside what was asked for, as its description names it."""

from __future__ import annotations

from litestar.exceptions import (
    HTTPException,
    NotAuthorizedException,
    NotFoundException,
    PermissionDeniedException,
    ServiceUnavailableException,
    ValidationException,
)

Answers = list[type[HTTPException]]

# Whoever has not signed in, where accounts are; a ledger that another program holds.
ANY: Answers = [NotAuthorizedException, ServiceUnavailableException]
# A filter or a cursor that cannot be used.
ASKED: Answers = [*ANY, ValidationException]
# A name or an id that the ledger does not have.
NAMED: Answers = [*ASKED, NotFoundException]
# For reviewers; what is sent carries a form's token.
REVIEWED: Answers = [*ASKED, PermissionDeniedException]
REVIEWED_NAMED: Answers = [*NAMED, PermissionDeniedException]
