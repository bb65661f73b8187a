"""From scores to event mentions: types, factuality, parties, places, times, figures, attribution."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from accordingto.models.runtime import Encoder, Scores
from accordingto.reading.codebook.actors import actor_of, homes_of
from accordingto.reading.codebook.events import EventCodebook
from accordingto.reading.coreference import coreference
from accordingto.reading.events.candidates import WordSpan, candidates, characters
from accordingto.reading.events.counting import events_of_figures, kind_by_event
from accordingto.reading.events.factuality import factuality_of
from accordingto.reading.events.placing import Situated, When, Where, targets, when, where, with_sites
from accordingto.reading.events.typing import Typed, typed, without_light_verbs
from accordingto.reading.figures import FoundFigure
from accordingto.reading.nesting import around
from accordingto.types import (
    Act,
    Attribution,
    Document,
    Entity,
    Event,
    Figure,
    Place,
    Reference,
    Span,
    Status,
    Time,
)

COMMITTING: frozenset[Act] = frozenset({"promise", "agree"})
DATED: frozenset[Status] = frozenset({"happened", "ongoing"})


@dataclass(frozen=True)
class Found:
    """What the other readers found. `acting` are indices of places that act as governments."""

    document: Document
    entities: tuple[Entity, ...]
    attributions: tuple[Attribution, ...]
    places: tuple[Place, ...]
    times: tuple[Time, ...]
    figures: tuple[FoundFigure, ...]
    acting: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Happened:
    """The event mentions of a document in the order of its text, its figures with their events.

    The entities are those that were found, with the mentions that only the events' parties show; the places
    are those that were found, then those that have no name ("a market") and are an event's.
    """

    events: tuple[Event, ...]
    figures: tuple[Figure, ...]
    entities: tuple[Entity, ...]
    places: tuple[Place, ...]


def events_of(encoder: Encoder, scores: Scores, book: EventCodebook, found: Found) -> Happened:
    """Every event mention of a document, joined with what else was found in it."""
    text = found.document.text
    events = without_light_verbs(typed(scores, book, candidates(encoder, scores, book), found.entities))
    situated = [_situated(scores, event, text) for event in events]
    chains = [attributed_to(event.trigger, found.attributions) for event in situated]
    facts = [factuality_of(encoder, scores, event.candidate) for event in events]
    known = with_sites(text, found.places, situated)
    places = where(text, situated, known, found.acting)
    dating = [fact.status in DATED for fact in facts]
    times = when(text, situated, found.times, dating, published=found.document.published)
    owners = events_of_figures(situated, found.figures)
    parties = _Parties(found, situated)
    mentions = tuple(
        replace(
            _event(f"v{index + 1}", one, parties, places[index], times[index]),
            polarity=facts[index].polarity,
            certainty=facts[index].certainty,
            status=facts[index].status,
            attributed_to=chains[index],
            figures=tuple(number for number, owner in enumerate(owners) if owner == index),
        )
        for index, one in enumerate(situated)
    )
    figures = tuple(
        replace(
            one.figure,
            kind=kind_by_event(text, one.figure.kind, None if owner is None else situated[owner]),
            event=None if owner is None else f"v{owner + 1}",
        )
        for one, owner in zip(found.figures, owners, strict=True)
    )
    return Happened(mentions, figures, parties.entities, known)


def _situated(scores: Scores, event: Typed, text: str) -> Situated:
    def spans(words: Sequence[WordSpan]) -> tuple[Span, ...]:
        return tuple(characters(scores, span) for span in words)

    own = event.candidate
    recipients = spans(own.arguments.recipients)
    return Situated(
        event=event,
        trigger=characters(scores, (own.word, own.word + 1)),
        sentence=characters(scores, own.sentence),
        place_spans=(*spans(own.arguments.places), *targets(event.type, recipients, text)),
        time_spans=spans(own.arguments.times),
        actor_spans=spans(own.arguments.actors),
        recipient_spans=recipients,
        instrument=characters(scores, own.arguments.instrument) if own.arguments.instrument else None,
    )


def attributed_to(trigger: Span, attributions: Sequence[Attribution]) -> tuple[str, ...]:
    """The attributions in whose content a trigger stands, innermost first, then what those are nested in.

    Who promises or agrees to do something does not assert that it happened: whoever tells of it does.
    """
    by_id = {attribution.id: attribution for attribution in attributions}
    telling = [attribution for attribution in attributions if attribution.act not in COMMITTING]
    return tuple(one.id for one in around(trigger, telling, by_id) if one.act not in COMMITTING)


class _Parties:
    """References of a document's parties: resolved together, because each is understood from the others."""

    def __init__(self, found: Found, events: Sequence[Situated]) -> None:
        self._text = found.document.text
        self._on = found.document.published
        self._towns = {
            place.span[1]
            for index, place in enumerate(found.places)
            if index not in found.acting and place.precision in ("town", "district", "site")
        }
        self._homes = homes_of(found.entities) | {place.country for place in found.places if place.country}
        spans = sorted({span for event in events for span in (*event.actor_spans, *event.recipient_spans)})
        known = coreference(self._text, spans, found.entities, found.attributions)
        self.entities = known.entities
        self._by_id = {entity.id: entity for entity in known.entities}
        self._resolved = dict(zip(spans, known.references, strict=True))

    def reference(self, span: Span) -> Reference:
        """Words with the entity that they refer to and the kind of party that it is."""
        entity = self._by_id.get(self._resolved[span] or "")
        if span[1] in self._towns:  # Duma is a town here, and no parliament
            return Reference(
                span=span, entity=entity.id if entity else None, name=entity.name if entity else None
            )
        actor = actor_of(self._text[slice(*span)], entity=entity, homes=self._homes, on=self._on)
        return Reference(
            span=span,
            entity=entity.id if entity else None,
            name=actor.name or (entity.name if entity else None),
            actor_type=actor.type,
            country=actor.country,
            code=actor.code or None,
        )


def _event(name: str, one: Situated, parties: _Parties, place: Where, time: When) -> Event:
    parts = [one.trigger, *one.actor_spans, *one.recipient_spans, *one.place_spans, *one.time_spans]
    parts += [one.instrument] if one.instrument else []
    return Event(
        id=name,
        trigger=one.trigger,
        type=one.event.type,
        mode=one.event.mode,
        acled=one.event.acled,
        actors=tuple(parties.reference(span) for span in one.actor_spans),
        recipients=tuple(parties.reference(span) for span in one.recipient_spans),
        places=place.places,
        origins=place.origins,
        destinations=place.destinations,
        times=time.times,
        begin=time.begin,
        end=time.end,
        instrument=one.instrument,
        evidence=((min(start for start, _ in parts), max(end for _, end in parts)),),
        place_from=place.found,
        time_from=time.found,
        decided_by=one.event.decided_by,
        confidence=round(one.event.confidence, 4),
    )
