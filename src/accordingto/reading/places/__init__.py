"""Places of a document: which words name one, and which place of the gazetteer that is."""

from accordingto.reading.places.find import places_of, toponyms
from accordingto.reading.places.metonyms import is_adjective, is_metonym
from accordingto.reading.places.resolve import resolved

__all__ = ["is_adjective", "is_metonym", "places_of", "resolved", "toponyms"]
