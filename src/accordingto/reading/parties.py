"""Who the parties of a document are: its references, resolved together, since each explains the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from accordingto.reading.codebook.actors import actor_of, homes_of
from accordingto.reading.coreference import coreference
from accordingto.types import ActorType, Attribution, Document, Entity, Place, Reference, Span

# Who fights, speaks or trades, and has no walls: a ministry or a hospital may be a building.
WITHOUT_WALLS: frozenset[ActorType] = frozenset(
    {"state-forces", "rebel", "militia", "civilians", "external", "media", "monitor", "igo"}
)


@dataclass(frozen=True)
class Named:
    """What a document names. `acting` are indices of places that act as governments."""

    document: Document
    entities: tuple[Entity, ...]
    attributions: tuple[Attribution, ...]
    places: tuple[Place, ...]
    acting: frozenset[int] = frozenset()


class Parties:
    """References for the spans of a document's parties."""

    def __init__(self, named: Named, spans: Iterable[Span]) -> None:
        self._text = named.document.text
        self._on = named.document.published
        self._towns = _towns(named)
        self._homes = homes_of(named.entities) | {p.country for p in named.places if p.country}
        wanted = sorted(set(spans))
        known = coreference(self._text, wanted, named.entities, named.attributions)
        self.entities = known.entities
        self._by_id = {entity.id: entity for entity in known.entities}
        self._resolved = dict(zip(wanted, known.references, strict=True))

    def reference(self, span: Span) -> Reference:
        """Words with the entity that they refer to and the kind of party that it is.

        Only for spans that were given at the start.
        """
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

    def is_person(self, span: Span) -> bool:
        """Whether a span stands for one person with a name. Only for spans that were given at the start."""
        entity = self._by_id.get(self._resolved[span] or "")
        return entity is not None and entity.type == "PER"

    def is_party(self, span: Span) -> bool:
        """Whether words name a body that the registry knows and that is no place. For any span.

        The model's own word for it does not do: it takes small towns for people and for groups.
        """
        actor = actor_of(self._text[slice(*span)], homes=self._homes, on=self._on)
        return actor.name is not None and actor.type in WITHOUT_WALLS

    def references(self, spans: Sequence[Span]) -> tuple[Reference, ...]:
        """One for each span."""
        return tuple(self.reference(span) for span in spans)

    def known_around(self, span: Span) -> Reference | None:
        """The shortest of the parties' phrases that holds a span, else none."""
        holding = [one for one in self._resolved if one[0] <= span[0] and span[1] <= one[1]]
        return self.reference(min(holding, key=lambda one: one[1] - one[0])) if holding else None


def _towns(named: Named) -> frozenset[int]:
    """Where names of towns end that are places and no governments."""
    return frozenset(
        place.span[1]
        for index, place in enumerate(named.places)
        if index not in named.acting and place.precision in ("town", "district", "site")
    )
