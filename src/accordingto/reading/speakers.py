"""Of what kind each source is, and which entity it names or stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accordingto.reading.entities import entity_of
from accordingto.reading.sources import head_length, source_kind
from accordingto.types import Entity, SourceKind, Span


@dataclass(frozen=True)
class Sourced:
    """What is known of a source: its kind, and the entity it names or stands for."""

    kind: SourceKind
    entity: str | None


def resolve_sources(text: str, spans: Sequence[Span | None], entities: tuple[Entity, ...]) -> list[Sourced]:
    """Kind and entity of each source span, in the order given.

    "He" and "she" stand for the last person who was a source before them, else for the last person named.
    """
    named = [
        None if span is None else entity_of(span, span[0] + head_length(text[slice(*span)]), entities)
        for span in spans
    ]
    people = {entity.id for entity in entities if entity.type == "PER"}
    known = [
        (span[0], entity) for span, entity in zip(spans, named, strict=True) if span and entity in people
    ]
    result = []
    for span, entity in zip(spans, named, strict=True):
        phrase = text[slice(*span)] if span else None
        if span and phrase and phrase.lower() in ("he", "she"):
            stands_for = _last_before(span[0], known) or _last_before(span[0], _people(entities))
            result.append(Sourced("named" if stands_for else "unnamed", stands_for))
        else:
            result.append(Sourced(source_kind(phrase), entity))
    return result


def _people(entities: tuple[Entity, ...]) -> list[tuple[int, str | None]]:
    return [(start, entity.id) for entity in entities if entity.type == "PER" for start, _ in entity.mentions]


def _last_before(position: int, known: Sequence[tuple[int, str | None]]) -> str | None:
    return max((pair for pair in known if pair[0] < position), default=(0, None))[1]
