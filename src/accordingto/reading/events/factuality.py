"""Did it happen, according to whoever speaks: polarity, certainty and status of an event mention."""

from __future__ import annotations

from dataclasses import dataclass

from accordingto.models.runtime import Encoder, Scores
from accordingto.reading.events.candidates import Candidate
from accordingto.types import Certainty, Polarity, Status

# A modal that leaves open whether it happened, and what the mention then is at the least.
POSSIBLE = frozenset({"may", "might", "could"})


@dataclass(frozen=True)
class Factuality:
    """Polarity, certainty and status, by the innermost voice that speaks of the event."""

    polarity: Polarity
    certainty: Certainty
    status: Status


def factuality_of(encoder: Encoder, scores: Scores, one: Candidate) -> Factuality:
    """By the model's heads, and by what the grammar states."""
    return decided(
        Factuality(
            polarity=_likeliest(encoder, scores, "polarity", one.word),  # type: ignore[arg-type]
            certainty=_likeliest(encoder, scores, "certainty", one.word),  # type: ignore[arg-type]
            status=_likeliest(encoder, scores, "status", one.word),  # type: ignore[arg-type]
        ),
        one,
    )


def decided(said: Factuality, one: Candidate) -> Factuality:
    """What the model says, with a negation or a modal that the grammar shows."""
    sure = said.certainty in ("certain", "probable") and said.status == "happened"
    open_ended = sure and one.arguments.modal in POSSIBLE
    return Factuality(
        polarity="negative" if one.arguments.negated else said.polarity,
        certainty="possible" if open_ended else said.certainty,
        status=said.status,
    )


def _likeliest(encoder: Encoder, scores: Scores, head: str, word: int) -> str:
    return encoder.classes[head][int(scores.classes[head][word].argmax())]
