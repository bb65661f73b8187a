"""How much of what we take for an event in real reports is one, how many we find, and what we say of them.

    python -m evaluation.judged --data CORPORA [--model FOLDER]
    python -m evaluation.judged --data CORPORA --agreement

`judged/real.jsonl` marks every trigger of an event, with its type, in 107 reports of WikiEvents, Worldwide
Newswire and PolNeAR, by `events/GUIDELINES.md`; of words in doubt nothing is counted. It is settled from two
passes that did not know of each other: `first.jsonl` judges the words that an early version of the reader
took for events, one by one, `second.jsonl` reads the reports whole. Its `events` say of each who acted on
whom, where, whether it happened and whose word it is, scored as `evaluation.events` does. Two passes each
marked that as well (`one.jsonl`, `two.jsonl`), a third settled what differs. Figures are those of people
that an event tells, so that of them recall alone says something.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from accordingto.models.runtime import FOLDER, load_encoder
from accordingto.reading.reader import Reader
from accordingto.types import Event
from evaluation import events
from evaluation.scoring import Count, Span
from training.corpora import rows

HERE = Path(__file__).parent / "judged"
CORPORA = {
    "wikievents": "wikievents/train.jsonl.gz",
    "worldwide": "ner/worldwide/train.jsonl.gz",
    "polnear": "polnear/train.jsonl.gz",
}
NONE, UNSURE = "none", "unsure"
UNMARKED = ("mode", "acled", "when")  # what the passes did not say of an event


@dataclass(frozen=True)
class Judged:
    """A word, and the type of the event that it triggers, "none" or "unsure"."""

    span: Span
    kind: str


@dataclass(frozen=True)
class Tally:
    """Triggers whatever their type, and triggers of the right type."""

    trigger: Count = field(default_factory=Count)
    typed: Count = field(default_factory=Count)

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.trigger + other.trigger, self.typed + other.typed)


def judgements(name: str = "real") -> Iterator[tuple[str, str, list[Judged]]]:
    """Corpus, document, and its judged words; in what was read whole, all others are none."""
    for row in map(json.loads, (HERE / f"{name}.jsonl").open(encoding="utf-8")):
        yield (
            row["corpus"],
            row["document"],
            [Judged((start, end), kind) for start, end, kind in row["judged"]],
        )


def compared(events: Iterable[Event], judged: Sequence[Judged]) -> Tally:
    """One document's, of which every event was judged. Two mentions on one judged word count once."""
    known: dict[Span, tuple[str, str]] = {}
    for event in events:
        word = _word(event.trigger, judged)
        known[word.span if word else event.trigger] = (word.kind if word else NONE, event.type)
    found = [(kind, said) for kind, said in known.values() if kind != UNSURE]
    wanted = sum(word.kind not in (NONE, UNSURE) for word in judged)
    right = sum(kind != NONE for kind, _ in found)
    typed = sum(kind == said for kind, said in found)
    return Tally(Count(right, len(found), wanted), Count(typed, len(found), wanted))


def _word(trigger: Span, judged: Sequence[Judged]) -> Judged | None:
    start, end = trigger
    return next((one for one in judged if one.span[0] < end and start < one.span[1]), None)


def score(reader: Reader, data: Path) -> tuple[dict[str, Tally], events.Tally]:
    """Events by corpus, and all together; and what is said of those that were marked."""
    found: dict[str, Tally] = defaultdict(Tally)
    said = events.Tally()
    for (corpus, _, judged), case in zip(judgements(), cases(data), strict=True):
        reading = reader.read(case.document)
        tally = compared(reading.events, judged)
        found[corpus] += tally
        found["all"] += tally
        events.compare(case, reading, said)
    for name in UNMARKED:
        said.hits.pop(name, None)
    return found, said


def cases(data: Path, name: str = "real") -> Iterator[events.Case]:
    """The reports with their events as a pass marked them, for `evaluation.events`."""
    texts = {name: {row["id"]: row["text"] for row in rows(data / path)} for name, path in CORPORA.items()}
    for row in map(json.loads, (HERE / f"{name}.jsonl").open(encoding="utf-8")):
        text = texts[row["corpus"]][row["document"]]
        yield events.case_of({"id": row["document"], "text": text, "events": row["events"]})


def agreement() -> dict[str, float]:
    """Of the words that both passes judged: share of the same class, and kappa, each with and without type.

    What the second pass, which read everything, does not mark is none.
    """
    second = {document: judged for _, document, judged in judgements("second")}
    pairs = [
        (word.kind, other.kind if (other := _word(word.span, second[document])) else NONE)
        for _, document, judged in judgements("first")
        for word in judged
    ]
    sure = [pair for pair in pairs if UNSURE not in pair]
    events = [(one != NONE, other != NONE) for one, other in sure]
    return {
        "words": len(sure),
        "event or none": _same(events),
        "kappa": _kappa(events),
        "class": _same(sure),
        "class, kappa": _kappa(sure),
    }


def agreement_on_fields(data: Path) -> dict[str, float]:
    """Of the passes that marked fields: F1 of arguments by role, the share of events of the same value."""
    found: dict[str, Count] = defaultdict(Count)
    for one, two in zip(cases(data, "one"), cases(data, "two"), strict=True):
        for mine, theirs in zip(one.events, two.events, strict=True):
            for role in events.ROLES:
                found[role] += _alike(mine.arguments[role], theirs.arguments[role], role)
            facts = {"factuality": mine.facts == theirs.facts, "where": mine.where == theirs.where}
            for name, same in (facts | {"source chain": mine.said_by == theirs.said_by}).items():
                found[name] += Count(same, 1, 1)
    return {name: count.f1 for name, count in found.items()}


def _alike(mine: Sequence[Span], theirs: Sequence[Span], role: str) -> Count:
    hits = sum(any(events.alike(span, other, role) for other in theirs) for span in mine)
    return Count(hits, len(mine), len(theirs))


def _same(pairs: Sequence[tuple[object, object]]) -> float:
    return 100 * sum(one == other for one, other in pairs) / len(pairs)


def _kappa(pairs: Sequence[tuple[object, object]]) -> float:
    """Cohen's, in percent: agreement beyond what the classes' frequencies give by chance."""
    ones, others = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = 100 * sum(ones[kind] * others[kind] for kind in ones) / len(pairs) ** 2
    return 100 * (_same(pairs) - chance) / (100 - chance)


def main() -> None:
    """Parse the arguments and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--model", type=Path, default=FOLDER)
    parser.add_argument("--agreement", action="store_true", help="of the passes, instead")
    arguments = parser.parse_args()
    if arguments.agreement:
        shares = agreement() | agreement_on_fields(arguments.data)
        print("\n".join(f"{name:16}{value:7.1f}" for name, value in shares.items()))
    else:
        found, said = score(Reader(load_encoder(arguments.model)), arguments.data)
        _print(found)
        events.report(said)


def _print(tallies: dict[str, Tally]) -> None:
    print(f"{'':22}     P     R    F1")
    for corpus, tally in sorted(tallies.items()):
        print(f"{corpus:12}trigger   {tally.trigger.row()}")
        print(f"{'':12}and type  {tally.typed.row()}")


if __name__ == "__main__":
    main()
