"""Event mentions: what happened, who did it to whom, where, when, how many, and whether it happened."""

from accordingto.reading.events.reading import Found, events_of

__all__ = ["Found", "events_of"]
