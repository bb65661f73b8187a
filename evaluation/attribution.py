"""Attribution on PolNeAR: spans of each role, and linked attributions.

    python -m evaluation.attribution --data CORPORA [--split dev] [--model FOLDER]

Spans are those of the outermost layer, as the corpus marks them: what is nested in a content, and links that
only relay ("told Reuters"), are left out. `instances` are CofeNet's own, read without their context, their
treebank tokens joined as a person would have written them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from accordingto.models.runtime import load_encoder
from accordingto.reading.reader import Reader
from accordingto.types import Attribution
from evaluation.inputs import bare_document, corpus_arguments
from evaluation.scoring import Count, Span, Triple, begin, exact, jaccard, triples
from training import corpora

SHARE = 0.5


@dataclass
class Tally:
    """Sums over a corpus, by role."""

    exact: dict[str, Count] = field(default_factory=dict)
    begin: dict[str, Count] = field(default_factory=dict)
    jaccard: dict[str, tuple[float, int]] = field(default_factory=dict)
    triples: Count = field(default_factory=Count)
    triples_half: Count = field(default_factory=Count)

    def add(self, role: str, found: set[Span], wanted: set[Span]) -> None:
        """Count one document's spans of one role."""
        self.exact[role] = self.exact.get(role, Count()) + exact(found, wanted)
        self.begin[role] = self.begin.get(role, Count()) + begin(found, wanted)
        total, number = self.jaccard.get(role, (0.0, 0))
        more, spans = jaccard(found, wanted)
        self.jaccard[role] = (total + more, number + spans)


def outermost(attributions: Sequence[Attribution]) -> list[Attribution]:
    """The layer that a flat corpus marks: no nested ones, and of a chain of relays the one with the cue."""
    by_id = {attribution.id: attribution for attribution in attributions}

    def nested(attribution: Attribution) -> bool:
        parent = by_id[attribution.parent] if attribution.parent else None
        while parent and parent.content == attribution.content:
            parent = by_id[parent.parent] if parent.parent else None
        return parent is not None

    return [a for a in attributions if not nested(a) and (a.cue or not _has_twin(a, attributions))]


def _has_twin(attribution: Attribution, others: Sequence[Attribution]) -> bool:
    return any(other.content == attribution.content and other.cue for other in others)


def triple(attribution: Attribution) -> Triple:
    """An attribution for scoring."""
    return Triple(
        source=(attribution.source,) if attribution.source else (),
        cue=(attribution.cue,) if attribution.cue else (),
        content=attribution.content,
    )


def gold_triples(example: corpora.Example) -> list[Triple]:
    """The linked attributions of an example, one for each cue."""
    spans = [(start, end) for start, end, _ in example.spans]
    result = []
    for cue in (index for index, span in enumerate(example.spans) if span[2] == 1):
        arguments = [argument for argument, of in example.links if of == cue]
        by_role = {role: tuple(spans[a] for a in arguments if example.spans[a][2] == role) for role in (0, 2)}
        result.append(Triple(by_role[0], (spans[cue],), by_role[2]))
    return result


def score(reader: Reader, examples: Sequence[corpora.Example]) -> Tally:
    """Read every example and count."""
    tally = Tally()
    for example in examples:
        found = [triple(a) for a in outermost(reader.read(bare_document(example.text)).attributions)]
        for index, role in enumerate(corpora.ROLES):
            wanted = {(start, end) for start, end, of in example.spans if of == index}
            tally.add(role, {span for one in found for span in getattr(one, role)}, wanted)
        wanted_triples = gold_triples(example)
        tally.triples += triples(found, wanted_triples, 1.0)
        tally.triples_half += triples(found, wanted_triples, SHARE)
    return tally


def report(title: str, tally: Tally, *, linked: bool) -> None:
    """Print a table."""
    print(f"\n{title}\n{'':10} {'exact P':>8} {'R':>5} {'F1':>5}")
    for role in corpora.ROLES:
        share, number = tally.jaccard[role]
        print(
            f"{role:10}    {tally.exact[role].row()}   begin F1 {tally.begin[role].f1:5.1f}   Jaccard "
            f"{100 * share / max(1, number):5.1f}"
        )
    if linked:
        print(f"linked, exact   {tally.triples.row()}")
        print(f"linked, half    {tally.triples_half.row()}")


def main() -> None:
    """Parse the arguments and print the scores."""
    arguments = corpus_arguments(__doc__)
    reader = Reader(load_encoder(arguments.model))
    documents = corpora.polnear(arguments.data, arguments.split)
    title = f"PolNeAR {arguments.split}, {len(documents)} whole documents"
    report(title, score(reader, documents), linked=True)
    instances = corpora.cofenet(arguments.data, arguments.split)
    title = f"CofeNet's {len(instances)} instances, {arguments.split}"
    report(title, score(reader, instances), linked=False)


if __name__ == "__main__":
    main()
