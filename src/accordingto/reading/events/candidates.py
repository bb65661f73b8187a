"""Words that may denote an event, and the arguments that the model finds for each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

import numpy as np

from accordingto.models.arguments import argument_spans, argument_words
from accordingto.models.labels import Floats, LabelledSpan
from accordingto.models.runtime import Encoder, Scores
from accordingto.models.sentences import sentence_of
from accordingto.reading.codebook.events import EventCodebook, lemma_of
from accordingto.reading.codebook.inflection import PartOfSpeech
from accordingto.reading.events.certain import certain, sure_nouns
from accordingto.types import Span

WordSpan = tuple[int, int]

# A word that the model finds less likely than this to be an event is one only if the codebook knows it.
PLAUSIBLE = 0.1
# The classifier is surer than it is right, so its probabilities are flattened (to this power); the codebook's
# word adds so much to one of them at the most. Chosen on the development half of `evaluation/events`, where
# event F1 was 78.4 with the probabilities as they are and 81.3 with these, and on `evaluation/judged`, where
# 0.4 for 0.5 makes precision 66.9 for 63.4 and recall 70.1 for 71.3.
FLATTENED = 0.5
BOOK = 0.4
_LOOSE = frozenset("the a an of by in at to for from with and or".split())
# "Hardly a day passes without shelling": it goes on.
DENYING = frozenset("hardly barely scarcely rarely not n't never".split())
# "Not only shelled the port": it was shelled.
NOT_ALONE = frozenset("only just merely simply solely".split())
NEGATIONS = frozenset({"not", "n't", "t", "never", "no", "neither", "nor", "without", "cannot"})
NOBODY = frozenset({"neither", "nobody", "none"})  # whose act is none
MODALS = frozenset("may might could can will would shall should must".split())
AUXILIARIES = frozenset("have has had be been being not also yet still already even well then".split())
NEAR = 4  # words between a negation and what it negates
# Words before a noun phrase, behind it, and instead of it; it has so many words at the most.
_LEADING = frozenset("by of with against at on in for from ,".split())
_TRAILING = frozenset(", who which that where ( -- - —".split())
_CLAUSES = frozenset("to that who which".split())
LONGEST = 8
# "No more than six killed": a bound, not a negation.
BOUNDS = frozenset("more less fewer doubt later matter".split())
# Up to the verb: nothing stands between but the rest of the subject and auxiliaries.
_NO_SUBJECT = re.compile(
    r"\b(?:no(?! (?:more|less|fewer|doubt|later|matter|sooner|longer)\b)|not one|not a single"
    r"|none of (?:the|its|his|their|our|these))"
    r" (?:(?!that\b|who\b|which\b)[\w’'-]+ ){1,4}(?:had|has|have|was|were|is|are)(?: been)? $",
    re.IGNORECASE,
)
_NO_OBJECT = re.compile(
    r"(?: (?:to|on|at|upon|with))? (?:no(?! (?:more|less|fewer|doubt|later|matter|sooner|longer|further)\b)"
    r"|nobody|nothing|none)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Arguments:
    """Arguments of one word, as word ranges of the text, in its order. `light_verb` is a word."""

    actors: tuple[WordSpan, ...] = ()
    recipients: tuple[WordSpan, ...] = ()
    places: tuple[WordSpan, ...] = ()
    times: tuple[WordSpan, ...] = ()
    instrument: WordSpan | None = None
    light_verb: int | None = None
    negated: bool = False
    modal: str | None = None


@dataclass(frozen=True)
class Candidate:
    """A word that may be a trigger. `likely` holds the model's probability of each class, "none" first."""

    word: int
    sentence: WordSpan
    pos: PartOfSpeech
    lemma: str
    likely: Floats
    arguments: Arguments = field(default_factory=Arguments)


def candidates(encoder: Encoder, scores: Scores, book: EventCodebook) -> list[Candidate]:
    """Every word that the model or the codebook takes for a possible event, in the order of the text."""
    starts, count = scores.tokens.sentences, len(scores.tokens.words)
    likely = softmax(scores.classes["event"])
    tagged = {**sure_nouns(scores, book), **_tagged(encoder, scores)}
    possible = {*_open(likely), *certain(scores, book, tagged)}
    found = [
        Candidate(word, sentence_of(starts, word, count), pos, lemma, likely[word])
        for word in sorted(possible)
        if (pos := tagged.get(word) or _guessed(scores, word, likely[word]))
        and (lemma := lemma_of(book, scores.tokens.word(word).lower(), pos))
        and (likely[word, 0] <= 1 - PLAUSIBLE or _known(book, pos, lemma))
    ]
    return [
        one
        for _, group in groupby(found, key=lambda c: c.sentence)
        for one in _together(encoder, scores, group)
    ]


def flattened(likely: Floats) -> Floats:
    """Probabilities of the classes, last axis, as they count beside the codebook's word."""
    flat = likely**FLATTENED
    total: Floats = flat / flat.sum(axis=-1, keepdims=True)
    return total


def _open(likely: Floats) -> list[int]:
    """The words that are events if the codebook says so; its word makes none of the others one."""
    flat = flattened(likely)
    found: list[int] = np.flatnonzero(flat[:, 1:].max(axis=1) + BOOK > flat[:, 0]).tolist()
    return found


def softmax(values: Floats) -> Floats:
    """Probabilities along the last axis."""
    powers = np.exp(values - values.max(axis=-1, keepdims=True))
    total: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return total


def characters(scores: Scores, span: WordSpan) -> Span:
    """Words of the text as code points."""
    words = scores.tokens.words
    return words[span[0]][0], words[span[1] - 1][1]


def _tagged(encoder: Encoder, scores: Scores) -> dict[int, PartOfSpeech]:
    """Predicates that the model marks, with their part of speech."""
    roles: tuple[PartOfSpeech, ...] = ("verb", "noun", "adjective")
    return {start: roles[role] for start, _, role in encoder.spans(scores, "predicates")}


def _guessed(scores: Scores, word: int, likely: Floats) -> PartOfSpeech | None:
    """The part of speech of a likely event that is marked as no predicate."""
    if likely[0] > 1 - PLAUSIBLE or not scores.tokens.word(word).isalpha():
        return None
    return "verb" if scores.tokens.word(word).lower().endswith(("ed", "ing")) else "noun"


def _known(book: EventCodebook, pos: PartOfSpeech, lemma: str) -> bool:
    return any((one, lemma) in book.entries for one in (pos, "verb"))


# --- arguments ------------------------------------------------------------------------------------


def _together(encoder: Encoder, scores: Scores, group: Iterable[Candidate]) -> list[Candidate]:
    found = list(group)
    pairs = encoder.argument_scores(scores, [one.word for one in found], found[0].sentence)
    return argued(encoder, scores, found, pairs)


def argued(
    encoder: Encoder, scores: Scores, found: Sequence[Candidate], pairs: Mapping[str, Floats]
) -> list[Candidate]:
    """Candidates of one sentence with their arguments, from the argument heads' scores for their words."""
    start = found[0].sentence[0]
    own = argument_spans(pairs["events"], start)
    frames = argument_words(pairs["frames"], start)
    whole = [
        replace(one, arguments=_arguments(encoder, scores, one, mine, frame))
        for one, mine, frame in zip(found, own, frames, strict=True)
    ]
    idle = [number for number, one in enumerate(whole) if not one.arguments.actors]
    agents = argument_spans(pairs["frames"][idle], start) if idle else []
    agent = encoder.arguments["frames"].index("ARG0")
    for number, spans in zip(idle, agents, strict=True):
        span = next(((begin, end) for begin, end, role in spans if role == agent), None)
        whole[number] = _with_agent(scores, whole[number], span)
    return whole


def _with_agent(scores: Scores, one: Candidate, span: WordSpan | None) -> Candidate:
    """With the agent that the other head sees (PropBank's ARG0), where that of events sees no actor.

    It learned from more kinds of text: on WikiEvents a tenth more of the actors are found so.
    """
    agent = _phrase(scores, span) if span else None
    own = one.arguments
    arms = (own.instrument,) if own.instrument else ()
    taken = (*own.recipients, *own.places, *own.times, *arms, (one.word, one.word + 1))
    if agent is None or any(start < agent[1] and agent[0] < end for start, end in taken):
        return one
    return replace(one, arguments=replace(own, actors=(agent,)))


def _phrase(scores: Scores, span: WordSpan) -> WordSpan | None:
    """A noun phrase without the preposition before it and the clause behind; None where it is none."""
    start, end = span
    said = [scores.tokens.word(word).lower() for word in range(start, end)]
    first = next((at for at, word in enumerate(said) if word not in _LEADING), len(said))
    cut = next((at for at, word in enumerate(said) if at > first and word in _TRAILING), len(said))
    whole = first < cut <= first + LONGEST and said[first] not in _CLAUSES
    return (start + first, start + cut) if whole else None


def _arguments(
    encoder: Encoder, scores: Scores, one: Candidate, own: Sequence[LabelledSpan], frame: dict[int, int]
) -> Arguments:
    by_role = _by_role(encoder.arguments["events"], _trimmed(scores, own))
    frames = {encoder.arguments["frames"][role]: word for role, word in frame.items()}
    modal = _modal(scores, one)
    actors = by_role.get("actor", ())
    by_nobody = any(scores.tokens.word(start).lower() in NOBODY for start, _ in actors)
    return Arguments(
        actors=actors,
        recipients=by_role.get("recipient", ()),
        places=by_role.get("place", ()),
        times=by_role.get("time", ()),
        instrument=next(iter(by_role.get("instrument", ())), None),
        light_verb=frames.get("ARGM-LVB"),
        negated=_negates(scores, frames.get("ARGM-NEG"), one) or _is_of_none(scores, one) or by_nobody,
        modal=modal,
    )


def _negates(scores: Scores, word: int | None, one: Candidate) -> bool:
    """Whether the model's negation is one, and stands closely enough before the candidate."""
    if word is None or not 0 < one.word - word <= NEAR or scores.tokens.word(word + 1).lower() in NOT_ALONE:
        return False
    before = {scores.tokens.word(at).lower() for at in range(max(one.sentence[0], word - NEAR), word)}
    twice = scores.tokens.word(word).lower() == "without" and before & DENYING
    return scores.tokens.word(word).lower() in NEGATIONS and not twice


def _is_of_none(scores: Scores, one: Candidate) -> bool:
    """Whether "no" stands before the candidate, with one word at most between ("knew of no air strike").

    So too where it is of the subject ("not one shell had been fired") or the object ("agreed to no truce").
    """
    first = max(one.sentence[0], one.word - 2)
    before = [scores.tokens.word(word).lower() for word in range(first, one.word)]
    if before[-1:] == ["no"] or (before[:1] == ["no"] and before[1] not in BOUNDS):
        return True
    if one.pos != "verb":
        return False
    (start, _), word = scores.tokens.words[one.sentence[0]], scores.tokens.words[one.word]
    text = scores.tokens.text
    return bool(_NO_SUBJECT.search(text, start, word[0]) or _NO_OBJECT.match(text, word[1]))


def _modal(scores: Scores, one: Candidate) -> str | None:
    """The modal verb before a verb, auxiliaries and the like between them."""
    for word in range(one.word - 1, one.sentence[0] - 1, -1):
        said = scores.tokens.word(word).lower()
        if said in MODALS:
            return said
        if said not in AUXILIARIES and not said.endswith("ly"):
            return None
    return None


def _trimmed(scores: Scores, spans: Sequence[LabelledSpan]) -> list[LabelledSpan]:
    """Spans without a preposition or an article at their end, where the model broke off."""
    found = []
    for start, end, role in spans:
        while end > start and scores.tokens.word(end - 1).lower() in _LOOSE:
            end -= 1
        if end > start:
            found.append((start, end, role))
    return found


def _by_role(roles: Sequence[str], spans: Sequence[LabelledSpan]) -> dict[str, tuple[WordSpan, ...]]:
    found: dict[str, tuple[WordSpan, ...]] = {}
    for start, end, role in spans:
        found[roles[role]] = (*found.get(roles[role], ()), (start, end))
    return found
