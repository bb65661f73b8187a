"""Time expressions: found, and brought to TIMEX3 values and civil dates. Pure rules, no model."""

from accordingto.reading.times.tagger import times_of

__all__ = ["times_of"]
