"""Words that state a step of an agreement or the control of a place, with their arguments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from accordingto.models.arguments import argument_spans
from accordingto.models.runtime import Encoder, Scores
from accordingto.models.sentences import sentence_of, sentence_starts
from accordingto.reading.events.candidates import Candidate, argued, characters, softmax
from accordingto.reading.events.factuality import Factuality, factuality_of
from accordingto.types import Span

NOTHING = "none"  # the first class of heads that say of most words that they are nothing of the kind


@dataclass(frozen=True)
class Trigger:
    """A word, what it states, and its arguments by role; all spans are code points."""

    trigger: Span
    sentence: Span
    states: str
    confidence: float
    facts: Factuality
    arguments: Mapping[str, tuple[Span, ...]]
    time_spans: tuple[Span, ...] = ()

    def first(self, role: str) -> Span | None:
        """The first argument in a role."""
        return next(iter(self.arguments.get(role, ())), None)


@dataclass(frozen=True)
class Anchor:
    """A word of the text whose arguments are wanted, and what it states."""

    word: int
    states: str
    confidence: float


def stated(encoder: Encoder, scores: Scores, head: str) -> list[Anchor]:
    """The words of which a head says something, in the order of the text."""
    likely = softmax(scores.classes[head])
    best = likely.argmax(axis=1)
    classes = encoder.classes[head]
    return [
        Anchor(int(word), classes[int(best[word])], float(likely[word, best[word]]))
        for word in range(len(best))
        if classes[int(best[word])] != NOTHING
    ]


def triggers(encoder: Encoder, scores: Scores, anchors: Sequence[Anchor], head: str) -> list[Trigger]:
    """Anchors with the arguments that an argument head finds for them, and what the grammar says of them."""
    starts, count = sentence_starts(scores.tokens), len(scores.tokens.words)
    placed = [(sentence_of(starts, anchor.word, count), anchor) for anchor in anchors]
    return [
        trigger
        for sentence, group in groupby(placed, key=lambda pair: pair[0])
        for trigger in _in_sentence(encoder, scores, sentence, [anchor for _, anchor in group], head)
    ]


def _in_sentence(
    encoder: Encoder, scores: Scores, sentence: tuple[int, int], anchors: Sequence[Anchor], head: str
) -> Iterator[Trigger]:
    words = [anchor.word for anchor in anchors]
    rows = argument_spans(encoder.argument_scores(scores, words, sentence)[head], sentence[0])
    candidates = argued(encoder, scores, [_candidate(scores, word, sentence) for word in words])
    roles = encoder.arguments[head]
    for anchor, row, candidate in zip(anchors, rows, candidates, strict=True):
        arguments: dict[str, tuple[Span, ...]] = {}
        for start, end, role in row:
            span = characters(scores, (start, end))
            arguments[roles[role]] = (*arguments.get(roles[role], ()), span)
        yield Trigger(
            trigger=characters(scores, (anchor.word, anchor.word + 1)),
            sentence=characters(scores, sentence),
            states=anchor.states,
            confidence=anchor.confidence,
            facts=factuality_of(encoder, scores, candidate),
            arguments=arguments,
            time_spans=tuple(characters(scores, span) for span in candidate.arguments.times),
        )


def _candidate(scores: Scores, word: int, sentence: tuple[int, int]) -> Candidate:
    """A word as event reading takes it, for its times and its grammar."""
    lemma = scores.tokens.text[slice(*scores.tokens.words[word])].lower()
    return Candidate(word, sentence, "verb", lemma, softmax(scores.classes["event"][word]))
