"""What every source needs: the time of day, and a Reject made from an error."""

from __future__ import annotations

from datetime import UTC, datetime

from accordingto.errors import AccordingtoError
from accordingto.types import Reject


def now() -> str:
    """This instant in UTC, to the second: `2024-03-08T09:00:00Z`."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def rejected(location: str, error: Exception | str) -> Reject:
    """The input at `location` could not be brought in, and why."""
    return Reject(
        location=location,
        stage="source",
        reason=_reason(error),
        at=now(),
        retryable=isinstance(error, AccordingtoError) and error.retryable,
    )


def _reason(error: Exception | str) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"The system refused to read it: {error.strerror}."
    return str(error)
