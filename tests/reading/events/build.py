"""Events built by hand from the words of a text."""

from __future__ import annotations

import numpy as np

from accordingto.reading.codebook.inflection import PartOfSpeech
from accordingto.reading.events.candidates import Arguments, Candidate
from accordingto.reading.events.situations import Situated
from accordingto.reading.events.typing import TYPES, Typed
from accordingto.types import EventType, Place, Span, Time

CLASSES = 1 + len(TYPES)


def at(text: str, words: str) -> Span:
    """Where `words` stand in `text`."""
    start = text.index(words)
    return start, start + len(words)


def candidate(
    word: int = 0, pos: PartOfSpeech = "verb", lemma: str = "shell", **arguments: object
) -> Candidate:
    """A candidate of which the model says nothing."""
    even = np.full(CLASSES, 1 / CLASSES, dtype=np.float32)
    return Candidate(word, (0, 20), pos, lemma, even, Arguments(**arguments))  # type: ignore[arg-type]


def event(
    text: str,
    trigger: str,
    kind: EventType = "ASSAULT",
    *,
    sentence: str | None = None,
    **spans: tuple[str, ...],
) -> Situated:
    """An event with its arguments; `spans` are the words of `places`, `times`, `actors`, `recipients`."""

    def places(name: str) -> tuple[Span, ...]:
        return tuple(at(text, words) for words in spans.get(name, ()))

    return Situated(
        event=Typed(candidate(), kind, None, None, "model:event", 0.9),
        trigger=at(text, trigger),
        sentence=at(text, sentence) if sentence else (0, len(text)),
        place_spans=places("places"),
        time_spans=places("times"),
        actor_spans=places("actors"),
        recipient_spans=places("recipients"),
    )


def town(text: str, name: str) -> Place:
    """A resolved town."""
    return Place(
        span=at(text, name),
        name=name,
        geonameid=1,
        latitude=1.0,
        longitude=1.0,
        country="XX",
        precision="town",
    )


def day(text: str, words: str, value: str) -> Time:
    """A day."""
    return Time(
        span=at(text, words), text=words, type="DATE", value=value, begin=value, end=value, precision="day"
    )


def length(text: str, words: str, value: str) -> Time:
    """A duration."""
    return Time(span=at(text, words), text=words, type="DURATION", value=value, precision="unknown")


def two(first: str, second: str) -> tuple[str, str, str]:
    """A text of two sentences, and both."""
    return f"{first} {second}", first, second
