"""MUC-4: who attacked, whom, what and with which weapon, scored as in GRIT (Du, Rush and Cardie 2021).

    python -m evaluation.muc --data CORPORA [--split dev] [--model FOLDER]

CEAF-REE: for each report and role, entities found and wanted are aligned one to one so that as many pairs as
can be agree; a pair agrees when every mention found is one of the wanted entity's. Mentions are strings in
lower case, without articles and punctuation. Agreeing pairs over entities found is precision, over entities
wanted recall, summed over reports; "all" sums over roles. As in GRIT, the templates of a report are merged,
optional ones included, and victims are the named ones ("HUM TGT: NAME"). Those that are only described are
found as well: a row of its own, "victim, described", takes both for gold, and "all, described" sums with it.

Two ways of ours. "Light" starts from what the `incidents` head, which learned from MUC's train split, finds
likely, and keeps what weights from the same split choose: see `evaluation.fillers`. "Zero-shot" are the
parties of violent event mentions, of which nothing was learned from MUC. GRIT gives one mention of an entity,
and so do the tables "first mention"; "clusters" gives all mentions, where one wrong one costs the entity.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from accordingto.models.runtime import load_encoder
from accordingto.reading.codebook.actors import Kind, kind_of
from accordingto.reading.phrases import content_words, form_of
from accordingto.reading.reader import Reader
from accordingto.types import Entity, Event, Reading, Reference
from evaluation.coreference import alignment
from evaluation.fillers import ROLES, VIOLENT, filled, loaded, normal, read_report, transitions_of
from evaluation.inputs import corpus_arguments
from evaluation.scoring import Count
from training.corpora import rows

DESCRIBED = "victim, described"
SLOTS = {
    "individual": ("perp_individual_id",),
    "organization": ("perp_organization_id",),
    "target": ("phys_tgt_id",),
    "victim": ("hum_tgt_name",),
    "weapon": ("incident_instrument_id",),
    DESCRIBED: ("hum_tgt_description", "hum_tgt_name"),  # descriptions hold the names too
}
ACTOR_ROLE: dict[Kind, str] = {
    "people": "individual", "unknown": "individual", "body": "organization", "place": "organization",
}  # fmt: skip
RECIPIENT_ROLE: dict[Kind, str] = {
    "people": DESCRIBED, "unknown": DESCRIBED, "body": "target", "place": "target", "thing": "target",
}  # fmt: skip
Cluster = tuple[str, ...]  # normal mentions of one entity, the first one first
Filled = dict[str, list[Cluster]]  # by role


# --- the score ------------------------------------------------------------------------------------


def ceaf(found: Sequence[Cluster], wanted: Sequence[Cluster]) -> Count:
    """Entities of one role of one report."""
    gain = [[float(set(mine) <= set(theirs)) for theirs in wanted] for mine in found]
    return Count(alignment(gain), len(found), len(wanted))


def gold_of(row: dict[str, Any]) -> Filled:
    """The entities wanted of a report, by role, over all of its templates."""
    return {role: merged(_listed(row, slots)) for role, slots in SLOTS.items()}


def _listed(row: dict[str, Any], slots: Iterable[str]) -> Iterator[Cluster]:
    for slot in slots:
        for filler in (f for template in row["templates"] for f in template["slots"].get(slot, ())):
            own = [normal(alternative["s"]) for alternative in filler.get("alts", ()) if alternative["spans"]]
            # a description is another mention of the victim that it names
            own += [normal(name) for name in filler.get("xref", ())]
            if any(own):
                yield tuple(dict.fromkeys(mention for mention in own if mention))


def merged(entities: Iterable[Cluster]) -> list[Cluster]:
    """Without entities that are a part of one before, or hold all of it, as GRIT merges templates."""
    kept: list[Cluster] = []
    for entity in entities:
        if not any(set(entity) <= set(other) or set(other) <= set(entity) for other in kept):
            kept.append(entity)
    return kept


# --- what we find ---------------------------------------------------------------------------------


def clustered(mentions: Iterable[str]) -> list[Cluster]:
    """Mentions of one role as entities: the same string, or the same last word."""
    clusters: dict[str, dict[str, None]] = {}
    for mention in filter(None, map(normal, mentions)):
        clusters.setdefault(mention.split()[-1], {})[mention] = None
    return [tuple(own) for own in clusters.values()]


def of_events(reading: Reading) -> Filled:
    """Entities from the parties and instruments of violent event mentions that are told to have happened."""
    parts: dict[str, list[str]] = {role: [] for role in SLOTS}
    for event in reading.events:
        if event.type in VIOLENT and event.polarity == "positive" and event.status == "happened":
            for role, mention in _parts(reading, event):
                parts[role].append(mention)
    return {role: clustered(mentions) for role, mentions in parts.items()}


def _parts(reading: Reading, event: Event) -> Iterator[tuple[str, str]]:
    for parties, roles in ((event.actors, ACTOR_ROLE), (event.recipients, RECIPIENT_ROLE)):
        for party in parties:
            entity = next((entity for entity in reading.entities if entity.id == party.entity), None)
            role = roles.get(_kind(reading, party, entity))
            if role:
                yield role, mention_of(reading, party)
            # Who is called "the mayor" here and named elsewhere is a named victim, by the name.
            if role == DESCRIBED and entity and entity.type == "PER" and form_of(entity.name) == "name":
                yield "victim", entity.name
    if event.instrument:
        yield "weapon", " ".join(content_words(reading.document.text[slice(*event.instrument)]))


def _kind(reading: Reading, party: Reference, entity: Entity | None) -> Kind:
    words = reading.document.text[slice(*party.span)]
    named = entity if entity and form_of(words) != "nominal" else None
    return kind_of(words, named.type if named else None)


def mention_of(reading: Reading, party: Reference) -> str:
    """The words of a party up to its head, without determiner and number; a name where they are a pronoun."""
    words = reading.document.text[slice(*party.span)]
    if form_of(words) == "pronoun":
        return party.name or ""
    return " ".join(content_words(words))


# --- the corpus -----------------------------------------------------------------------------------


def add(counts: dict[str, Count], found: Filled, wanted: Filled, *, first: bool) -> None:
    """Count one report; `first` keeps one mention of each entity found."""
    for role in SLOTS:
        own = found[role]
        count = ceaf([entity[:1] for entity in own] if first else own, wanted[role])
        counts[role] = counts.get(role, Count()) + count


def together(counts: Mapping[str, Count]) -> dict[str, Count]:
    """The roles' counts with their two sums."""
    rest = [counts[role] for role in ROLES if role != "victim"]
    plain = sum(rest, counts["victim"])
    return {**counts, "all": plain, "all, described": sum(rest, counts[DESCRIBED])}


def main() -> None:
    """Parse the arguments and print the scores."""
    arguments = corpus_arguments(__doc__)
    reader = Reader(load_encoder(arguments.model))
    regressions, transitions = loaded(), transitions_of(arguments.model)
    reports = list(rows(arguments.data / f"muc4/{arguments.split}.jsonl.gz"))
    tables: dict[str, dict[str, Count]] = {}
    for row in reports:
        report, wanted = read_report(reader, row["text_cased"]), gold_of(row)
        ways = {
            "light": filled(report, transitions, regressions),
            "zero-shot": of_events(report.reading),
        }
        for name, found in ways.items():
            add(tables.setdefault(f"{name}, first mention", {}), found, wanted, first=True)
            add(tables.setdefault(f"{name}, clusters", {}), found, wanted, first=False)
    print(f"MUC-4 {arguments.split}, {len(reports)} reports, CEAF-REE: P R F1")
    for name, counts in tables.items():
        print(f"\n{name}")
        for role, count in together(counts).items():
            print(f"  {role:18} {count.row()}")


if __name__ == "__main__":
    main()
