"""Words that state a step of an agreement or the control of a place, with their arguments."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np

from accordingto.models.arguments import argument_spans
from accordingto.models.labels import Floats
from accordingto.models.runtime import Encoder, Scores
from accordingto.models.sentences import sentence_of
from accordingto.reading.codebook.accounts import Meaning, accounts_book, compound, meanings, wording
from accordingto.reading.codebook.wording import Match
from accordingto.reading.events.candidates import Candidate, argued, characters, softmax
from accordingto.reading.events.factuality import Factuality, factuality_of
from accordingto.types import Polarity, Span

# How likely the head must find that a word states something, at the least: one that the codebook lists, and
# any other. How much likelier than the codebook's another meaning must be to win over it. Chosen on the
# development half of `evaluation/accounts`.
LISTED, PLAUSIBLE, SURE = 0.2, 0.6, 200.0
# How likely the head must find some word of a phrase of the codebook.
NEAR = 2  # sentences back to a word for a deal
PHRASED = {"step": 0.0, "relation": 0.02}


@dataclass(frozen=True)
class Trigger:
    """A word, what it states, and its arguments by role; all spans are code points.

    `light_verb` is the verb of a noun that says what is done: "reached an agreement".
    """

    trigger: Span
    sentence: Span
    states: str
    confidence: float
    facts: Factuality
    arguments: Mapping[str, tuple[Span, ...]]
    time_spans: tuple[Span, ...] = ()
    light_verb: Span | None = None

    def first(self, role: str) -> Span | None:
        """The first argument in a role."""
        return next(iter(self.arguments.get(role, ())), None)


@dataclass(frozen=True)
class Anchor:
    """A word whose arguments are wanted, and what it states; `polarity` where a phrase says so."""

    word: int
    states: str
    confidence: float
    polarity: Polarity | None = None


def stated(encoder: Encoder, scores: Scores, head: str) -> list[Anchor]:
    """The words of which a head says something, in the order of the text.

    The codebook's word for what such a word means counts beside the head's: a word that it lists states that
    already where the head only thinks it likely, and its phrases of several words mostly whatever the head
    thinks.
    """
    likely = softmax(scores.classes[head])
    classes, means = encoder.classes[head], meanings(head)
    words = [*_compounds(scores), ""]
    phrased = dict(_phrased(encoder, scores, head, 1 - likely[:, 0]))
    if head == "relation":
        phrased |= dict(_held_by(scores, 1 - likely[:, 0]))
    taken = {word for match in phrased.values() for word in words_in(scores, match.span)}
    found: list[Anchor] = []
    heard = np.flatnonzero(likely[:, 0] < 1 - LISTED).tolist()  # of the others only phrases can tell
    for word in sorted({*heard, *phrased}):
        row, match = likely[word], phrased.get(word)
        if match:
            sure = float(max(0.5, 1 - row[0]))
            found.append(Anchor(word, match.meaning.states, sure, match.meaning.polarity))
            continue
        if word in taken:
            continue
        said = means.get(f"{words[word]} {words[word + 1]}") or means.get(words[word])
        best = int(row[1:].argmax()) + 1
        if said:
            best = classes.index(said) if row[classes.index(said)] * SURE >= row[best] else best
            found.append(Anchor(word, classes[best], float(max(0.5, 1 - row[0]))))
        elif row[0] < 1 - PLAUSIBLE:
            found.append(Anchor(word, classes[best], float(1 - row[0])))
    return found


_COMPOUND = re.compile(r"\w+(?:[-‑]\w+)+")


def _compounds(scores: Scores) -> list[str]:
    """The words in lower case; the first of those that hyphens join stands for all of them: "pull-out"."""
    text = scores.tokens.text
    whole = {match.start(): match.group().lower() for match in _COMPOUND.finditer(text)}
    return [whole.get(start, text[start:end].lower()) for start, end in scores.tokens.words]


def words_in(scores: Scores, span: Span) -> list[int]:
    """Words that share a code point with a span."""
    words = scores.tokens.words
    first = bisect_right(words, span[0], key=lambda word: word[1])
    return list(range(first, bisect_left(words, span[1], key=lambda word: word[0])))


def _phrased(
    encoder: Encoder, scores: Scores, head: str, sure: Floats
) -> Iterator[tuple[int, Match[Meaning]]]:
    """Phrases of the codebook by the word that carries their meaning; those of steps near a deal only."""
    near = _near_deals(encoder, scores) if head == "step" else None
    for match in wording(head).matches(scores.tokens.text):
        word = next(iter(words_in(scores, match.trigger)))
        heard = max(float(sure[i]) for i in words_in(scores, match.span)) >= PHRASED[head]
        if heard and (near is None or near[word]):
            yield word, match


def _held_by(scores: Scores, sure: Floats) -> Iterator[tuple[int, Match[Meaning]]]:
    """ "Rebel-held", "government-run": by the word before the hyphen, which names who holds."""
    for match in compound().finditer(scores.tokens.text):
        words = words_in(scores, match.span())
        if max(float(sure[i]) for i in words) >= PHRASED["relation"]:
            states = Meaning(accounts_book().compounds[match["held"].lower()])
            yield words[0], Match(match.span(), match.span("who"), states)


def _near_deals(encoder: Encoder, scores: Scores) -> list[bool]:
    """For each word, whether its sentence or one shortly before speaks of a deal."""
    words = [scores.tokens.text[slice(*span)].lower() for span in scores.tokens.words]
    book = accounts_book()
    spoken = {i for i, word in enumerate(words) if word in book.deals}
    spoken |= {i for start, end, _ in encoder.spans(scores, "deals") for i in range(start, end)}
    starts = scores.tokens.sentences
    sentences = [bisect_right(starts, i) for i in range(len(words))]
    near = {sentences[i] + behind for i in spoken for behind in range(NEAR + 1)}
    return [number in near for number in sentences]


def triggers(encoder: Encoder, scores: Scores, anchors: Sequence[Anchor], head: str) -> list[Trigger]:
    """Anchors with the arguments that an argument head finds for them, and what the grammar says of them."""
    starts, count = scores.tokens.sentences, len(scores.tokens.words)
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
    pairs = encoder.argument_scores(scores, words, sentence)
    rows = argument_spans(pairs[head], sentence[0])
    candidates = argued(encoder, scores, [_candidate(scores, word, sentence) for word in words], pairs)
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
            facts=_facts(factuality_of(encoder, scores, candidate), anchor),
            arguments=arguments,
            time_spans=tuple(characters(scores, span) for span in candidate.arguments.times),
            light_verb=_light_verb(scores, candidate),
        )


def _light_verb(scores: Scores, candidate: Candidate) -> Span | None:
    word = candidate.arguments.light_verb
    return None if word is None else characters(scores, (word, word + 1))


def _facts(said: Factuality, anchor: Anchor) -> Factuality:
    return replace(said, polarity=anchor.polarity) if anchor.polarity else said


def _candidate(scores: Scores, word: int, sentence: tuple[int, int]) -> Candidate:
    """A word as event reading takes it, for its times and its grammar."""
    lemma = scores.tokens.word(word).lower()
    return Candidate(word, sentence, "verb", lemma, softmax(scores.classes["event"][word]))
