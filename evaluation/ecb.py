"""ECB+: events coreferent across documents, beside the baseline of the same lemma in the same topic.

    python -m evaluation.ecb --data CORPORA [--split dev] [--own [--model FOLDER]]

Annotated mentions in the sentences that the corpus calls gold. From them linking takes the trigger, the words
of the sentence, and names, places and times as text; types it takes from nobody. The baseline makes one
cluster of all mentions of a topic whose triggers have the same stem, by the same stems. CoNLL F1 is counted
over all topics at once, with clusters of one.

With `--own`, the mentions are those that the reader finds in those sentences; one that overlaps an annotated
trigger stands for it.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from accordingto.linking.clustering import clusters_of, components
from accordingto.linking.joining import CONNECTED, tellings_of
from accordingto.linking.profiles import Profile, Side, Spot, context_of
from accordingto.linking.recent import Scores
from accordingto.linking.scoring import Weights, loaded
from accordingto.linking.words import content, fold, stems, uncommon
from accordingto.models.passages import passage_of
from accordingto.types import Span
from evaluation.clusters import Coreference, compared

# Of the same comparisons, fitted on the train split: reports on any matter, and no types, days or figures.
WEIGHTS = Path(__file__).parent / "ecb-weights.toml"


@dataclass(frozen=True)
class Mention:
    """One event mention with its chain."""

    id: str
    topic: str
    chain: str
    profile: Profile


def mentions(folder: Path, split: str) -> Iterator[Mention]:
    """The annotated event mentions of a split."""
    for row in documents(folder, split):
        yield from mentions_of(row)


def documents(folder: Path, split: str) -> Iterator[dict[str, Any]]:
    """The documents of a split, as they are stored."""
    with gzip.open(folder / "ecbplus" / f"{split}.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def mentions_of(row: dict[str, Any]) -> Iterator[Mention]:
    """The annotated event mentions of one document, in its gold sentences."""
    gold = set(row["gold_sents"])
    context = context_of((row["text"],))
    for number, mention in enumerate(row["mentions"]):
        if mention["kind"] == "event" and mention["sent"] in gold:
            identity = f"{row['id']}:{number}"
            around = [m for m in row["mentions"] if m["kind"] == "entity" and m["sent"] == mention["sent"]]
            yield Mention(
                id=identity,
                topic=str(row["topic"]),
                chain=mention["chain"],
                profile=_profile(identity, row, mention, around, context),
            )


def _profile(
    identity: str,
    row: dict[str, Any],
    mention: dict[str, Any],
    around: Sequence[Any],
    context: tuple[str, ...],
) -> Profile:
    text, (start, end) = row["text"], row["sents"][mention["sent"]]
    found = list(stems(text[start:end]))
    anchor = (mention["spans"][0][0], mention["spans"][-1][1])
    before, after = _sides(text, anchor, around)
    return Profile(
        id=identity,
        members=(identity,),
        document=row["id"],
        kind="event",
        triggers=frozenset({" ".join(stems(_words(text, mention)))}),
        anchor=anchor,
        evidence=(start, end),
        spots=tuple(Spot(name=fold(_words(text, one))) for one in around if one["type"] == "LOC"),
        stated_place=True,
        actors=before,
        recipients=after,
        words=frozenset(uncommon(found)),
        wording=frozenset(found),
        content=content(found),
        position=mention["sent"],
        passage=passage_of(text, anchor),
        context=context,
        # One block for all: every pair of a topic is compared.
        telling=(str(row["topic"]),),
    )


def _words(text: str, mention: dict[str, Any]) -> str:
    return " ".join(text[a:b] for a, b in mention["spans"])


def _sides(text: str, anchor: Span, around: Sequence[Any]) -> tuple[tuple[Side, ...], tuple[Side, ...]]:
    """People and things named before and after the trigger, nearest first."""
    parties = [one for one in around if one["type"] in ("HUM", "NON")]
    before = [one for one in parties if one["spans"][-1][1] <= anchor[0]]
    after = [one for one in parties if one["spans"][0][0] >= anchor[1]]
    return _named(text, before[::-1][:1]), _named(text, after[:1])


def _named(text: str, found: Sequence[Any]) -> tuple[Side, ...]:
    return tuple(Side(words=tuple(stems(_words(text, one)))) for one in found)


# --- linking --------------------------------------------------------------------------------------


def baseline(found: Sequence[Mention]) -> list[list[str]]:
    """Same stem of the trigger in the same topic."""
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for mention in found:
        groups[(mention.topic, *sorted(mention.profile.triggers))].append(mention.id)
    return list(groups.values())


def linked(found: Sequence[Mention], weights: Weights | None = None) -> list[list[str]]:
    """Linked within each topic, within documents first, every pair of tellings compared."""
    topics: dict[str, list[Profile]] = defaultdict(list)
    for mention in found:
        topics[mention.topic].append(mention.profile)
    return [cluster for profiles in topics.values() for cluster in _linked(profiles, weights)]


def _linked(profiles: Sequence[Profile], weights: Weights | None) -> Iterator[list[str]]:
    documents: dict[str, list[Profile]] = defaultdict(list)
    for profile in profiles:
        documents[profile.document].append(profile)
    told = {t.id: t for found in documents.values() for t in tellings_of(found, weights=weights)}
    scores = Scores(told, weights)
    ids = sorted(told)
    edges = [
        (one, other)
        for number, one in enumerate(ids)
        for other, _ in scores.likeliest(one, ids[number + 1 :], CONNECTED)
    ]
    for part in components(told, edges):
        for cluster in clusters_of(part, [pair for pair in edges if pair[0] in part], scores):
            yield [member for one in cluster for member in told[one].members]


def gold(found: Iterable[Mention]) -> list[list[str]]:
    """The annotated chains."""
    chains: dict[str, list[str]] = defaultdict(list)
    for mention in found:
        chains[mention.chain].append(mention.id)
    return list(chains.values())


def row(name: str, score: Coreference) -> str:
    """One line of the table."""
    return (
        f"{name:28} MUC {score.muc.row()}  B3 {score.b_cubed.row()}  CEAFe {score.ceaf.row()}"
        f"  CoNLL {score.conll:5.1f}"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--split", default="dev")
    arguments = parser.parse_args()
    found = list(mentions(arguments.data, arguments.split))
    wanted = gold(found)
    print(f"{len(found)} annotated mentions, {len(wanted)} chains")
    print(row("same lemma, same topic", compared(baseline(found), wanted)))
    print(row("linked, annotated mentions", compared(linked(found, loaded(WEIGHTS)), wanted)))


if __name__ == "__main__":
    main()
