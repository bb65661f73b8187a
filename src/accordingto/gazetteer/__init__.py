"""Names to places: an embedded gazetteer, and the builder of larger ones. Facts only, no reading."""

from accordingto.gazetteer.entry import Candidate, Entry, Kind
from accordingto.gazetteer.store import SHIPPED, Gazetteer, open_gazetteer

__all__ = ["SHIPPED", "Candidate", "Entry", "Gazetteer", "Kind", "open_gazetteer"]
