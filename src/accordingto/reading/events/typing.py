"""The type of a candidate: what the codebook says, what the classifier says, and which of them decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import get_args

import numpy as np

from accordingto.models.labels import Floats
from accordingto.models.runtime import Scores
from accordingto.reading.codebook.actors import actor_of, kind_of
from accordingto.reading.codebook.events import (
    EventCodebook,
    Predicate,
    Typing,
    typing_as,
    verdict,
)
from accordingto.reading.codebook.events_file import Stop
from accordingto.reading.events.candidates import (
    BOOK,
    Candidate,
    flattened,
)
from accordingto.reading.events.phrasing import NEAR, Words
from accordingto.reading.events.roles import with_roles, with_roles_of
from accordingto.types import Entity, EventType

TYPES: tuple[EventType, ...] = get_args(EventType)
# How much the codebook's word counts beside the classifier's probabilities: `BOOK` for the type that it
# gives, and so much for one that it gives with a doubt, and for "no event" where it is silent.
DOUBTFUL, SILENCE = 0.2, 0.2
# A sure rule outweighs any classifier.
SURE = 1.0
# How much surer the classifier must be of a word that the codebook knows for nothing of the kind: "radical",
# "extremism". Agents ("terrorists") are no happenings. Costs no F1 there, and rids reports of such words.
STRANGE = 0.3
ARMED: frozenset[EventType] = frozenset({"ASSAULT", "CASUALTY", "AID"})
PARTICLES = frozenset("aside away back down in into off on out over through up apart".split())


@dataclass(frozen=True)
class Typed:
    """A candidate that is an event, its type, and how sure that is."""

    candidate: Candidate
    type: EventType
    mode: str | None
    acled: str | None
    decided_by: str
    confidence: float


def typed(
    scores: Scores, book: EventCodebook, found: Sequence[Candidate], entities: Sequence[Entity]
) -> list[Typed]:
    """The candidates that are events, with their types."""
    words = Words(scores, book, entities)
    violent = [one for one in found if one.likely[1 + TYPES.index("ASSAULT")] > 0.5]
    result = []
    triggers = {each.word for each in found}
    for each in found:
        one = _rearmed(words, with_roles(words, each, triggers))
        alone = not any(other.word != one.word and other.sentence == one.sentence for other in violent)
        event = _decided(book, one, _predicate(words, one, alone=alone))
        if event and not words.names_a_war(one):
            result.append(replace(event, candidate=with_roles_of(event.type, words, one)))
    return result


def _decided(book: EventCodebook, one: Candidate, predicate: Predicate) -> Typed | None:
    """The likeliest class after the codebook has had its say; None where that is "no event"."""
    said = verdict(book, predicate)
    if isinstance(said, Stop):
        return None
    weights = flattened(one.likely) + _opinion(said)
    best = int(weights.argmax())
    if best == 0:
        return None
    kind = TYPES[best - 1]
    confidence = float(weights[best] / weights.sum())
    if said and said.type == kind:
        return Typed(one, kind, said.mode, said.acled, f"codebook:{said.rule}", confidence)
    near = typing_as(book, predicate, kind)
    if near and near.type == kind:
        return Typed(one, kind, near.mode, near.acled, f"model:event, codebook:{near.rule}", confidence)
    strange = weights[best] < weights[0] + STRANGE or kind_of(one.lemma, None) == "people"
    return None if strange else Typed(one, kind, None, None, "model:event", confidence)


def _opinion(said: Typing | None) -> Floats:
    """What the codebook adds to the classes' probabilities."""
    weights = np.zeros(1 + len(TYPES), dtype=np.float32)
    if said is None:
        weights[0] = SILENCE
    else:
        kinds = said.candidates if said.ambiguous and said.candidates else (said.type,)
        weight = SURE if said.sure else DOUBTFUL if said.ambiguous else BOOK
        for kind in kinds:
            weights[1 + TYPES.index(kind)] = weight / len(kinds)
    return weights


def _rearmed(words: Words, one: Candidate) -> Candidate:
    """Shells and planes that attack are the means; whose they are attacks: "Turkish warplanes"."""
    kind = int(one.likely[1:].argmax())
    if TYPES[kind] not in ARMED:
        return one
    own = one.arguments
    theirs = [span for actor in own.actors if (span := words.arms_of(actor, one))]
    arms = [*theirs, *(span for span in own.actors if words.is_weapon(span))]
    actors = tuple(span for span in own.actors if span not in arms)
    means = (*arms, *((own.instrument,) if own.instrument else ()))
    owner = next((whose for span in means if (whose := words.owner(span))), None)
    return replace(
        one,
        arguments=replace(
            own,
            actors=actors or ((owner,) if owner else ()),
            instrument=own.instrument or next(iter(arms), None),
        ),
    )


# --- what the codebook is asked -------------------------------------------------------------------


def _predicate(words: Words, one: Candidate, *, alone: bool) -> Predicate:
    """A candidate with what stands around it, as the codebook's conditions want it."""
    arguments = one.arguments
    following = tuple(
        words.at(word) for word in range(one.word + 1, min(one.word + 1 + NEAR, one.sentence[1]))
    )
    return Predicate(
        lemma=one.lemma,
        pos=one.pos,
        particle=following[0] if one.pos == "verb" and following and following[0] in PARTICLES else None,
        light_verb=None if arguments.light_verb is None else words.lemma(arguments.light_verb, "verb"),
        modifiers=words.before(one) if one.pos == "noun" else (),
        following=following,
        subject_words=words.heads(arguments.actors),
        object_words=words.heads((*arguments.recipients, *arguments.places)),
        instrument_words=words.heads((arguments.instrument,) if arguments.instrument else ()),
        subject_kind=words.kind(arguments.actors),
        object_kind=words.kind(arguments.recipients or arguments.places),
        actor_type=actor_of(words.phrase(arguments.actors[0])).type if arguments.actors else None,
        alone=alone,
        passive=one.pos == "verb" and words.passive(one),
    )


def without_light_verbs(events: Sequence[Typed]) -> list[Typed]:
    """Without events whose trigger is the light verb of another ("launched" of "launched an attack")."""
    verbs = {event.candidate.arguments.light_verb for event in events}
    return [event for event in events if event.candidate.word not in verbs]
