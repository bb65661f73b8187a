"""Document to Reading: who says what, in one document. Pure; the model is loaded once by `load_reader`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accordingto.reading.claims import claim_id, claims_of

if TYPE_CHECKING:
    from accordingto.reading.reader import Reader, load_reader

__all__ = ["Reader", "claim_id", "claims_of", "load_reader"]


def __getattr__(name: str) -> object:
    """What needs the model's runtime, imported when it is first asked for: codebooks are used without it."""
    if name not in ("Reader", "load_reader"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from accordingto.reading import reader

    return getattr(reader, name)
