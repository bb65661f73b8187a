"""Coreference within one document: what pronouns and nominals stand for, among its names and parties.

Sieves, each surer than the next: names that are known; the speaker for "I" in a quotation; "the former" and
"the latter"; general nouns ("the group") for the nearest entity of their kind; then the best fitting of what
was mentioned before, by `antecedents`, or nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from pathlib import Path

import msgspec

from accordingto.errors import SettingsError
from accordingto.reading.antecedents import (
    Cluster,
    Features,
    Mention,
    features_of_none,
    generic_fits,
    mention_at,
    ranked,
    sentence_of,
    sentence_starts,
)
from accordingto.reading.phrases import PRONOUNS, head_end, words_of
from accordingto.reading.quotation import quotations
from accordingto.types import Attribution, Entity, EntityType, Span

WEIGHTS = Path(__file__).parent / "codebook" / "coreference.toml"
LOOK_BACK = 40  # clusters mentioned longest ago are not looked at; GUM's news has 98 % within
GENERIC_REACH = 3  # sentences back to the entity that a general noun takes up
FORCES = frozenset({"state-forces", "rebel", "militia", "external"})
_BODIES: frozenset[EntityType] = frozenset({"ORG", "GROUP", "GPE"})  # whose "we" is the body itself
FORCE_HEADS = frozenset({"fighter", "force", "unit", "convoy"})

Chooser = Callable[[Mention, list[tuple[Cluster, Features]]], Cluster | None]


@cache
def weights() -> dict[str, float]:
    """Feature weights, as fitted by `training/coreference.py`. Raises `SettingsError`."""
    try:
        groups = msgspec.toml.decode(WEIGHTS.read_bytes(), type=dict[str, dict[str, float]])
    except (OSError, msgspec.MsgspecError) as error:
        raise SettingsError(f"The codebook {WEIGHTS} cannot be read: {error}") from error
    return {f"{group}:{name}": value for group, table in groups.items() for name, value in table.items()}


@dataclass(frozen=True)
class Coreference:
    """What the spans of a document refer to (None: not clear), and its entities, with new ones at the end."""

    references: tuple[str | None, ...]
    entities: tuple[Entity, ...]


def resolve(
    text: str, spans: Sequence[Span], entities: Sequence[Entity], attributions: Sequence[Attribution] = ()
) -> tuple[str | None, ...]:
    """The given entity that each span refers to, None where that is not clear.

    `spans` are noun phrases and pronouns, in any order. "Its troops" are the party whose troops they are.
    """
    known = {entity.id for entity in entities}
    found = coreference(text, spans, entities, attributions).references
    return tuple(reference if reference in known else None for reference in found)


def with_nominals(
    text: str, spans: Sequence[Span], entities: Sequence[Entity], attributions: Sequence[Attribution] = ()
) -> tuple[Entity, ...]:
    """The entities with all their mentions, and new ones for parties without a name that come up again."""
    return coreference(text, spans, entities, attributions).entities


def coreference(
    text: str, spans: Sequence[Span], entities: Sequence[Entity], attributions: Sequence[Attribution] = ()
) -> Coreference:
    """Both of the above in one pass, new entities being referred to as well."""
    homes = clusters(text, spans, entities, attributions)
    wanted = set(spans)
    new = _new_entities(homes, wanted, {entity.id for entity in entities})
    mentions = {home.id: _spans(home, wanted) for home in homes if home.id}
    full = [_with_mentions(entity, mentions.get(entity.id, [])) for entity in entities]
    by_span = {mention.span: home for home in homes for mention in home.mentions}
    references = tuple(_reference(text, span, by_span) for span in spans)
    return Coreference(references, (*full, *new))


def _with_mentions(entity: Entity, more: Sequence[Span]) -> Entity:
    together = tuple(sorted({*entity.mentions, *more}))
    return Entity(id=entity.id, name=entity.name, type=entity.type, mentions=together)


def _new_entities(homes: Sequence[Cluster], wanted: set[Span], taken: set[str]) -> list[Entity]:
    """Entities for clusters of several spans that are a party or a place; the clusters get their ids."""
    made = []
    for home in homes:
        kind, mentions = _new_type(home), _spans(home, wanted)
        if home.id is None and kind and len(mentions) > 1:
            home.id, home.type = _next_id(taken), kind
            name = max((m.phrase for m in home.mentions if m.form != "pronoun"), key=len)
            made.append(Entity(id=home.id, name=name, type=kind, mentions=tuple(mentions)))
    return made


def _reference(text: str, span: Span, by_span: dict[Span, Cluster]) -> str | None:
    home = by_span[span]
    if home.id is None and _is_force(home):
        owner = by_span.get(_possessive(text, span) or span)
        return owner.id if owner and owner.type in ("ORG", "GROUP", "GPE") else None
    return home.id


def _is_force(cluster: Cluster) -> bool:
    return cluster.actor.type in FORCES or bool(cluster.heads & FORCE_HEADS)


def _spans(cluster: Cluster, wanted: set[Span]) -> list[Span]:
    return sorted({mention.span for mention in cluster.mentions if mention.span in wanted})


def _next_id(taken: set[str]) -> str:
    number = len(taken) + 1
    while f"e{number}" in taken:
        number += 1
    taken.add(f"e{number}")
    return f"e{number}"


def _new_type(cluster: Cluster) -> EntityType | None:
    """The type of an entity without a name; None for what is no party and no place."""
    if all(mention.form == "pronoun" for mention in cluster.mentions):
        return None
    if cluster.kind == "place":
        return "FAC"
    if cluster.kind in ("people", "body") and cluster.actor.type in FORCES and cluster.number == "plural":
        return "GROUP"
    return {"people": "PER", "body": "GROUP" if cluster.actor.type in FORCES else "ORG"}.get(cluster.kind)


def clusters(
    text: str,
    spans: Sequence[Span],
    entities: Sequence[Entity],
    attributions: Sequence[Attribution] = (),
    choose: Chooser | None = None,
) -> list[Cluster]:
    """Every span, and every name, in the cluster of what it refers to, in the order of first mention.

    `choose` picks among the candidates; the fitted weights do where it is not given.
    """
    decide = choose or best
    named = {entity.id: Cluster(entity.id, entity.type) for entity in entities}
    found: dict[int, Cluster] = {}  # the latest mentioned last
    speakers: dict[tuple[int, str], Cluster] = {}
    for mention in placed(text, spans, entities):
        home = named.get(mention.entity or "")
        if home is None:
            recent = list(islice(reversed(found.values()), LOOK_BACK))
            home = _spoken(mention, attributions, named, speakers) or _ordinal(mention, recent)
            home = home or _relative(mention, recent) or _generic(mention, recent)
            home = home or decide(mention, ranked(mention, recent)) or Cluster(None, None)
        if mention.pronoun and mention.pronoun.person == 1:
            speakers.setdefault((mention.quotation, str(mention.pronoun.number)), home)
        found.pop(id(home), None)
        found[id(home)] = home
        home.add(mention)
    return sorted(found.values(), key=lambda cluster: cluster.mentions[0].span)


def best(mention: Mention, candidates: list[tuple[Cluster, Features]]) -> Cluster | None:
    """The candidate with the highest score, if that is above the score of none."""
    table = weights()
    floor = score(features_of_none(mention), table)
    scored = [(score(values, table), -order) for order, (_, values) in enumerate(candidates)]
    top = max(scored, default=(floor, 0))
    return candidates[-top[1]][0] if top[0] > floor else None


def score(values: Features, table: dict[str, float]) -> float:
    """Weighted sum of features."""
    return sum(table.get(name, 0.0) * value for name, value in values.items())


def placed(text: str, spans: Sequence[Span], entities: Sequence[Entity]) -> list[Mention]:
    """All spans, names and possessive pronouns before nouns, in the order of the text, with their places."""
    owners = {mention: (entity.id, entity.type) for entity in entities for mention in entity.mentions}
    extra = {inner for span in spans if (inner := _possessive(text, span))}
    heads = {mention[1]: (mention[0], owner) for mention, owner in sorted(owners.items(), reverse=True)}
    starts, quoted = sentence_starts(text), quotations(text)
    everything = {*spans, *extra, *_uncovered(text, spans, owners)}
    result: list[Mention] = []
    for span in sorted(everything, key=lambda each: (each[0], -each[1])):
        mention = mention_at(text, span, owners.get(span) or _named_at_head(text, span, heads))
        sentence = sentence_of(starts, span[0])
        rank = result[-1].rank + 1 if result and result[-1].sentence == sentence else 0
        within = _quotation(quoted, span)
        result.append(replace(mention, sentence=sentence, rank=rank, quotation=within))
    return result


def _possessive(text: str, span: Span) -> Span | None:
    """The possessive pronoun that a phrase begins with."""
    phrase = text[slice(*span)]
    first = words_of(phrase[:8])[:1]
    if not first or len(first[0]) == len(phrase):
        return None
    pronoun = PRONOUNS.get(first[0].lower())
    return (
        (span[0], span[0] + len(first[0]))
        if pronoun and pronoun.possessive and phrase.startswith(first[0])
        else None
    )


def _uncovered(text: str, spans: Sequence[Span], owners: dict[Span, tuple[str, EntityType]]) -> list[Span]:
    """Names that are not the head of a span."""
    ends = {span[0] + head_end(text[slice(*span)]) for span in spans}
    ends |= {span[0] + len(text[slice(*span)].rstrip("'’s")) for span in spans}
    return [mention for mention in owners if mention[1] not in ends or mention in spans]


def _named_at_head(
    text: str, span: Span, heads: dict[int, tuple[int, tuple[str, EntityType]]]
) -> tuple[str, EntityType] | None:
    """The entity with a mention that ends where the phrase's head does."""
    phrase = text[slice(*span)]
    end = span[0] + head_end(phrase)
    for position in (end, end - 2, span[1]):
        found = heads.get(position)
        if found and found[0] >= span[0] and (position != span[1] or position == end):
            return found[1]
    return None


def _quotation(quoted: Sequence[Span], span: Span) -> int:
    index = bisect_right(quoted, (span[0], 1 << 60)) - 1
    return index if index >= 0 and span[1] <= quoted[index][1] else -1


def _spoken(
    mention: Mention,
    attributions: Sequence[Attribution],
    named: dict[str, Cluster],
    speakers: dict[tuple[int, str], Cluster],
) -> Cluster | None:
    """The speaker, for "I" in what is quoted; for "we" and "our" only a body: a person may mean anybody."""
    if mention.pronoun is None or mention.pronoun.person != 1:
        return None
    known = speakers.get((mention.quotation, str(mention.pronoun.number)))
    if known:
        return known
    holding = [
        (start, attribution.source_entity)
        for attribution in attributions
        for start, end in attribution.content
        if start <= mention.span[0] and mention.span[1] <= end
    ]
    speaker = named.get(max(holding, key=lambda pair: pair[0])[1] or "") if holding else None
    alone = mention.pronoun.number != "plural"
    return speaker if speaker and (alone or speaker.type in _BODIES) else None


def _relative(mention: Mention, recent: Sequence[Cluster]) -> Cluster | None:
    """What stands right before "who", "which", "that": people for "who", else the nearest."""
    if mention.pronoun is None or not mention.pronoun.relative:
        return None
    before = [cluster for cluster in recent if 0 <= mention.span[0] - cluster.last.span[1] <= 2]
    wanted = (
        ("people", "body") if mention.words[0].startswith("who") else ("body", "place", "thing", "unknown")
    )
    fitting = [cluster for cluster in before if cluster.kind in wanted]
    return min(fitting, key=lambda cluster: (wanted.index(cluster.kind), -cluster.last.span[0]), default=None)


def _generic(mention: Mention, recent: Sequence[Cluster]) -> Cluster | None:
    """The nearest entity of the kind that "the group", "the town" or "the Lebanese movement" asks for."""
    if mention.form != "nominal" or mention.article not in ("definite", "demonstrative"):
        return None
    near = [cluster for cluster in recent if mention.sentence - cluster.last.sentence <= GENERIC_REACH]
    if any(mention.head in cluster.heads and cluster.id is None for cluster in near):
        return None
    fitting = [cluster for cluster in near if cluster.id and generic_fits(mention, cluster)]
    called_so = [cluster for cluster in fitting if mention.head in cluster.heads]
    return next(iter(called_so or fitting), None)


def _ordinal(mention: Mention, recent: Sequence[Cluster]) -> Cluster | None:
    """The first or second of the two parties mentioned last, for "the former" and "the latter"."""
    if mention.words not in (("former",), ("latter",)):
        return None
    near = [
        cluster
        for cluster in recent
        if cluster.kind in ("people", "body", "place") and cluster.last.sentence >= mention.sentence - 1
    ][:2]
    if len(near) < 2:
        return None
    return near[1] if mention.words == ("former",) else near[0]
