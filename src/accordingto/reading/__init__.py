"""Document to Reading: who says what, in one document. Pure; the model is loaded once by `load_reader`."""

from accordingto.reading.claims import claim_id, claims_of
from accordingto.reading.reader import Reader, load_reader

__all__ = ["Reader", "claim_id", "claims_of", "load_reader"]
