"""Did it happen, according to whoever speaks: polarity, certainty and status of an event mention."""

from __future__ import annotations

from dataclasses import dataclass

from accordingto.models.runtime import Encoder, Scores
from accordingto.reading.events.candidates import Candidate, softmax
from accordingto.types import Act, Certainty, Polarity, Status

# A modal that leaves open whether it happened, and what the mention then is at the least.
POSSIBLE = frozenset({"may", "might", "could"})


@dataclass(frozen=True)
class Factuality:
    """Polarity, certainty and status, by the innermost voice that speaks of the event."""

    polarity: Polarity
    certainty: Certainty
    status: Status


def factuality_of(encoder: Encoder, scores: Scores, one: Candidate, act: Act | None) -> Factuality:
    """By the model's heads, and by what the grammar states: a negation, a modal, a denial (`act`)."""
    polarity: Polarity = _likeliest(encoder, scores, "polarity", one.word)  # type: ignore[assignment]
    certainty: Certainty = _likeliest(encoder, scores, "certainty", one.word)  # type: ignore[assignment]
    status: Status = _likeliest(encoder, scores, "status", one.word)  # type: ignore[assignment]
    if one.arguments.negated:
        polarity = "negative"
    if one.arguments.modal in POSSIBLE and certainty == "certain" and status == "happened":
        certainty = "possible"
    return Factuality(polarity, certainty, status)


def _likeliest(encoder: Encoder, scores: Scores, head: str, word: int) -> str:
    return encoder.classes[head][int(softmax(scores.classes[head][word]).argmax())]
