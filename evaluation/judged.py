"""How much of what we take for an event in real reports is one, as judged by hand.

    python -m evaluation.judged --data CORPORA [--model FOLDER]

`judged/real.jsonl` says of words of reports in WikiEvents, Worldwide Newswire and PolNeAR whether they are
triggers of an event, and of which type, by `events/GUIDELINES.md`. They are the words that one version of the
reader took for events, judged one by one by somebody who did not know why. So precision is that of mentions
on judged words, and what is found beside them is only counted; recall is of the events among the judged
words, and so of what that version had found.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from accordingto.models.runtime import FOLDER, load_encoder
from accordingto.reading.reader import Reader
from accordingto.types import Event
from evaluation.inputs import bare_document
from evaluation.scoring import Count, Span
from training.corpora import rows

HERE = Path(__file__).parent / "judged/real.jsonl"
CORPORA = {
    "wikievents": "wikievents/train.jsonl.gz",
    "worldwide": "ner/worldwide/train.jsonl.gz",
    "polnear": "polnear/train.jsonl.gz",
}
NONE, UNSURE = "none", "unsure"


@dataclass(frozen=True)
class Judged:
    """A word, and the type of the event that it triggers, "none" or "unsure"."""

    span: Span
    kind: str


@dataclass(frozen=True)
class Tally:
    """Triggers whatever their type, triggers of the right type, and mentions on words nobody judged."""

    trigger: Count = field(default_factory=Count)
    typed: Count = field(default_factory=Count)
    beside: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.trigger + other.trigger, self.typed + other.typed, self.beside + other.beside)


def judgements(path: Path = HERE) -> Iterator[tuple[str, str, list[Judged]]]:
    """Corpus, document, and its judged words."""
    for row in map(json.loads, path.open(encoding="utf-8")):
        yield (
            row["corpus"],
            row["document"],
            [Judged((start, end), kind) for start, end, kind in row["judged"]],
        )


def compared(events: Iterable[Event], judged: Iterable[Judged]) -> Tally:
    """One document's. Two mentions on one judged word count once."""
    words = [one for one in judged if one.kind != UNSURE]
    known, beside = {}, 0
    for event in events:
        start, end = event.trigger
        word = next((one for one in words if one.span[0] < end and start < one.span[1]), None)
        beside += word is None
        if word:
            known[word] = event.type
    wanted = sum(one.kind != NONE for one in words)
    right = sum(word.kind != NONE for word in known)
    typed = sum(word.kind == kind for word, kind in known.items())
    return Tally(Count(right, len(known), wanted), Count(typed, len(known), wanted), beside)


def score(reader: Reader, data: Path) -> dict[str, Tally]:
    """By corpus, and all together."""
    texts = {name: {row["id"]: row["text"] for row in rows(data / path)} for name, path in CORPORA.items()}
    found: dict[str, Tally] = defaultdict(Tally)
    for corpus, document, judged in judgements():
        tally = compared(reader.read(bare_document(texts[corpus][document])).events, judged)
        found[corpus] += tally
        found["all"] += tally
    return found


def main() -> None:
    """Parse the arguments and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--model", type=Path, default=FOLDER)
    arguments = parser.parse_args()
    print(f"{'':22}     P     R    F1")
    for corpus, tally in sorted(score(Reader(load_encoder(arguments.model)), arguments.data).items()):
        print(f"{corpus:12}trigger   {tally.trigger.row()}, {tally.beside} not judged")
        print(f"{'':12}and type  {tally.typed.row()}")


if __name__ == "__main__":
    main()
