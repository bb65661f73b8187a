"""CAMEO: who acts on whom, and which of five kinds of act a sentence tells.

    python -m evaluation.cameo --data CORPORA [--model FOLDER]

The corpora have no development split: every eighth sentence is measured here and left out of training.
`sides` counts exact spans with their role; parties that the data marks as acting on one another have no role
of ours, and what is found there counts as wrong. Pentacode takes the class with the greatest mean over the
words of a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from accordingto.models.runtime import Encoder, load_encoder
from evaluation.inputs import corpus_arguments
from evaluation.scoring import Count
from training import event_corpora
from training.corpora import CLASSES, Example

SIDES, PENTACODE = "cameo_ner/train.jsonl.gz", "cameo_class/train.jsonl.gz"
Pair = tuple[int, int]  # class found, class wanted


def held_out(examples: Sequence[Example]) -> Sequence[Example]:
    """The sentences that training leaves out: those at 7, 15, 23 and so on."""
    return examples[7::8]


def sides(encoder: Encoder, data: Path) -> dict[str, Count]:
    """Counts by role, and of both under "all"."""
    roles = encoder.tasks["sides"]
    counts = {name: Count() for name in ("all", *roles)}
    for example in held_out(event_corpora.sides(data / SIDES)):
        scores = encoder.score(encoder.tokenize(example.text))
        words = scores.tokens.words
        found = {(words[s][0], words[e - 1][1], role) for s, e, role in encoder.spans(scores, "sides")}
        add_sides(counts, roles, found, set(example.spans))
    return counts


def add_sides(
    counts: dict[str, Count],
    roles: Sequence[str],
    found: set[tuple[int, int, int]],
    wanted: set[tuple[int, int, int]],
) -> None:
    """Add the spans of one sentence, (start, end, role)."""
    for index, role in enumerate(roles):
        mine, theirs = ({span for span in spans if span[2] == index} for spans in (found, wanted))
        count = Count(len(mine & theirs), len(mine), len(theirs))
        counts[role] += count
        counts["all"] += count


def pentacode(encoder: Encoder, data: Path) -> list[Pair]:
    """The class found and the class wanted of each sentence."""
    pairs = []
    for example in held_out(event_corpora.pentacode(data / PENTACODE)):
        scores = encoder.score(encoder.tokenize(example.text))
        best = int(scores.classes["pentacode"].mean(axis=0).argmax())
        pairs.append((best, int(example.marks[0].value)))
    return pairs


def by_class(pairs: Iterable[Pair], number: int) -> list[Count]:
    """A count for each of `number` classes."""
    counts = [Count()] * number
    for found, wanted in pairs:
        counts[found] += Count(found == wanted, 1, 0)
        counts[wanted] += Count(0, 0, 1)
    return counts


def macro_f1(pairs: Iterable[Pair], number: int) -> float:
    """The mean of the classes' F1, percent; a class that is neither found nor wanted counts as 0."""
    return sum(count.f1 for count in by_class(pairs, number)) / number


def main() -> None:
    """Parse the arguments and print the scores."""
    arguments = corpus_arguments(__doc__)
    encoder = load_encoder(arguments.model)
    print("sides: P R F1")
    for name, count in sides(encoder, arguments.data).items():
        print(f"  {name:22} {count.row()}")
    pairs = pentacode(encoder, arguments.data)
    classes = CLASSES["pentacode"]
    print(f"\npentacode, {len(pairs)} sentences: P R F1")
    for name, count in zip(classes, by_class(pairs, len(classes)), strict=True):
        print(f"  {name:22} {count.row()}")
    print(f"  {'macro F1':22} {macro_f1(pairs, len(classes)):17.1f}")


if __name__ == "__main__":
    main()
