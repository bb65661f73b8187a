"""From scores to event mentions: types, factuality, parties, places, times, figures, attribution."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from accordingto.models.runtime import Encoder, Scores
from accordingto.reading.asserting import unheard
from accordingto.reading.codebook.actors import actor_of
from accordingto.reading.codebook.events import EventCodebook
from accordingto.reading.events.candidates import WordSpan, candidates, characters
from accordingto.reading.events.counting import events_of_figures, kind_by_event, with_counted
from accordingto.reading.events.culprits import is_granted, with_culprits
from accordingto.reading.events.denied import with_denial
from accordingto.reading.events.doubles import without_doubles
from accordingto.reading.events.factuality import Factuality, factuality_of
from accordingto.reading.events.situations import Situated, When, Where, at_its_town, targets, with_sites
from accordingto.reading.events.typing import Typed, typed, without_light_verbs
from accordingto.reading.events.when import when
from accordingto.reading.events.where import where
from accordingto.reading.figures import FoundFigure
from accordingto.reading.nesting import around
from accordingto.reading.parties import Named, Parties
from accordingto.reading.phrases import ending_at
from accordingto.types import (
    Act,
    Attribution,
    Entity,
    EntityType,
    Event,
    EventType,
    Figure,
    Place,
    Span,
    Status,
    Time,
)

COMMITTING: frozenset[Act] = frozenset({"promise", "agree"})
OCCASIONS: frozenset[EventType] = frozenset({"CONSULT", "PROTEST", "AGREE", "SUPPORT", "COOPERATE"})
#: Entities whose name is no place's: "a Taliban bomb", "the Uighur minority".
NOWHERE: frozenset[EntityType] = frozenset({"PER", "GROUP", "NORP"})
_PREPOSITION = re.compile(
    r"\b(?:in|at|near|outside|inside|around|off|on|above|over|between|along)\s+(?:the\s+)?$", re.IGNORECASE
)
# "Dorn, not Sabra, bombed it": of whom it is said that it was others.
_OTHERS = re.compile(r"(?:,|\band|\bbut|\bthough)\s+not\s+(?:by\s+|on\s+)?(?:the\s+)?$")
DATED: frozenset[Status] = frozenset({"happened", "ongoing"})


@dataclass(frozen=True, kw_only=True)
class Found(Named):
    """What the other readers found."""

    times: tuple[Time, ...]
    figures: tuple[FoundFigure, ...]


@dataclass(frozen=True)
class Happened:
    """The event mentions of a document in the order of its text, its figures with their events.

    The entities of `parties` are those that were found, with the mentions that only the parties show; the
    places are those that were found, then those that have no name ("a market") and are an event's.
    """

    events: tuple[Event, ...]
    figures: tuple[Figure, ...]
    parties: Parties
    places: tuple[Place, ...]


def events_of(
    encoder: Encoder, scores: Scores, book: EventCodebook, found: Found, *, others: Sequence[Span] = ()
) -> Happened:
    """Every event mention of a document, joined with what else was found in it.

    `others` are phrases for parties that other readers found: all are understood together.
    """
    text = found.document.text
    told = without_light_verbs(typed(scores, book, candidates(encoder, scores, book), found.entities))
    events = without_doubles(scores, told)
    situated = [
        with_culprits(text, at_its_town(text, _situated(scores, event, text), found.places))
        for event in events
    ]
    nobody = unheard(text, found.attributions)
    chains = [attributed_to(event.trigger, found.attributions, nobody) for event in situated]
    facts = [
        factuality_of(encoder, scores, one.event.candidate, granted=is_granted(text, one)) for one in situated
    ]
    situated = _with_denials(text, situated, facts)
    nowhere = [span for entity in found.entities if _is_nowhere(entity) for span in entity.mentions]
    known = with_sites(text, found.places, situated, nowhere)
    occasions, spoken = told_at(situated, found.attributions)
    places = where(
        text,
        situated,
        known,
        found.acting,
        statuses=[fact.status for fact in facts],
        occasions=occasions,
        spoken=spoken,
    )
    times = when(
        text,
        situated,
        found.times,
        [fact.status in DATED for fact in facts],
        published=found.document.published,
        ongoing=[fact.status == "ongoing" for fact in facts],
    )
    owners = events_of_figures(situated, found.figures)
    situated = with_counted(text, situated, found.figures, owners)
    own = (span for event in situated for span in (*event.actor_spans, *event.recipient_spans))
    parties = Parties(found, (*own, *others))
    mentions = tuple(
        replace(
            _event(text, f"v{index + 1}", one, parties, places[index], times[index]),
            polarity=facts[index].polarity,
            certainty=facts[index].certainty,
            status=facts[index].status,
            attributed_to=chains[index],
            figures=tuple(number for number, owner in enumerate(owners) if owner == index),
        )
        for index, one in enumerate(situated)
    )
    figures = _with_events(text, found.figures, owners, situated)
    return Happened(mentions, figures, parties, known)


def _with_denials(text: str, events: Sequence[Situated], facts: Sequence[Factuality]) -> list[Situated]:
    """The events, those that are denied with the words that deny them."""
    return [
        with_denial(text, one) if fact.polarity == "negative" else one
        for one, fact in zip(events, facts, strict=True)
    ]


def _is_nowhere(entity: Entity) -> bool:
    """Whether it is no place: somebody, or an outlet ("told in The New York Times")."""
    return entity.type in NOWHERE or actor_of(entity.name).type == "media"


def _with_events(
    text: str, found: Sequence[FoundFigure], owners: Sequence[int | None], events: Sequence[Situated]
) -> tuple[Figure, ...]:
    """Figures with the events that own them, and of the kind that those tell."""
    return tuple(
        replace(
            one.figure,
            kind=kind_by_event(
                text,
                one.figure.kind,
                None if owner is None or one.settled else events[owner],
                one.figure.of,
            ),
            event=None if owner is None else f"v{owner + 1}",
        )
        for one, owner in zip(found, owners, strict=True)
    )


def _situated(scores: Scores, event: Typed, text: str) -> Situated:
    def spans(words: Sequence[WordSpan]) -> tuple[Span, ...]:
        return tuple(characters(scores, span) for span in words)

    def meant(words: Sequence[WordSpan]) -> tuple[Span, ...]:
        return tuple(span for span in spans(words) if not ending_at(_OTHERS, text, span[0]))

    own = event.candidate
    recipients = meant(own.arguments.recipients)
    return Situated(
        event=event,
        trigger=characters(scores, (own.word, own.word + 1)),
        sentence=characters(scores, own.sentence),
        place_spans=(*spans(own.arguments.places), *targets(event.type, recipients, text)),
        time_spans=spans(own.arguments.times),
        actor_spans=meant(own.arguments.actors),
        recipient_spans=recipients,
        instrument=characters(scores, own.arguments.instrument) if own.arguments.instrument else None,
    )


def attributed_to(
    trigger: Span, attributions: Sequence[Attribution], nobody: Collection[str] = ()
) -> tuple[str, ...]:
    """The attributions in whose content a trigger stands, innermost first, then what those are nested in.

    Who promises or agrees to do something does not assert that it happened: whoever tells of it does. Those
    in `nobody` are the words of none but that one too.
    """
    by_id = {attribution.id: attribution for attribution in attributions}
    telling = {one.id for one in attributions if one.act not in COMMITTING and one.id not in nobody}
    holding = around(trigger, [one for one in attributions if one.id in telling], by_id)
    return tuple(one.id for one in holding if one.id in telling)


def told_at(
    events: Sequence[Situated], attributions: Sequence[Attribution]
) -> tuple[frozenset[int], frozenset[int]]:
    """Events that are the occasion of saying something ("told a rally that"), and events that are told of.

    An occasion is peaceful, and stands in the sentence of a cue but in nothing that is said.
    """
    contents = [span for one in attributions for span in one.content]
    cues = [one.cue for one in attributions if one.cue]
    spoken = frozenset(
        index
        for index, event in enumerate(events)
        if any(start <= event.trigger[0] and event.trigger[1] <= end for start, end in contents)
    )
    occasions = frozenset(
        index
        for index, event in enumerate(events)
        if index not in spoken
        and event.event.type in OCCASIONS
        and any(event.sentence[0] <= start and end <= event.sentence[1] for start, end in cues)
    )
    return occasions, spoken


def _evidence(text: str, one: Situated) -> Span:
    """From the first of its words to the last, with the preposition of a place or time that comes first."""
    parts = [one.trigger, *one.actor_spans, *one.recipient_spans, *one.place_spans, *one.time_spans]
    parts += [span for span in (one.instrument, one.beside) if span]
    start, end = min(start for start, _ in parts), max(end for _, end in parts)
    is_when_or_where = start in {first for first, _ in (*one.place_spans, *one.time_spans)}
    before = ending_at(_PREPOSITION, text, start) if is_when_or_where else None
    return (before.start() if before else start), end


def _event(text: str, name: str, one: Situated, parties: Parties, place: Where, time: When) -> Event:
    return Event(
        id=name,
        trigger=one.trigger,
        type=one.event.type,
        mode=one.event.mode,
        acled=one.event.acled,
        actors=parties.references(one.actor_spans),
        recipients=parties.references(one.recipient_spans),
        places=place.places,
        origins=place.origins,
        destinations=place.destinations,
        times=time.times,
        begin=time.begin,
        end=time.end,
        instrument=one.instrument,
        evidence=(_evidence(text, one),),
        place_from=place.found,
        time_from=time.found,
        decided_by=one.event.decided_by,
        confidence=round(one.event.confidence, 4),
    )
