"""Loaded language on public corpora, on the eighth of each that training leaves out.

    python -m evaluation.loaded --data CORPORA [--model FOLDER]

- PTC: spans of loaded language and of name-calling, by the overlap measure of SemEval-2020 task 11 (each
  span's share of letters in common), the two techniques apart and together
- BABE: biased words as spans (overlapping ones), and sentences
- BASIL: sentences with lexical bias

Published, on other splits: BABE sentences macro F1 79.8 (BERT) and 80.4 (RoBERTa with distant supervision,
Spinde et al. 2021); BASIL lexical sentences F1 31.5 (BERT, Fan et al. 2019); PTC spans of all 14 techniques
F1 51.6 (best of SemEval-2020 task 11).
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from accordingto.models.runtime import FOLDER, Encoder, load_encoder
from accordingto.reading.events.candidates import characters, softmax
from evaluation.scoring import Count, Span
from training import account_corpora
from training.corpora import CLASSES, HEADS, Example

SLANTED = CLASSES["slant"].index("slanted")


def held_out(examples: Sequence[Example]) -> list[Example]:
    """Every eighth example, which training does not see."""
    return list(examples[7::8])


def marked(encoder: Encoder, text: str, head: str) -> list[tuple[int, int, int]]:
    """Spans of a head in code points, with the role's index."""
    scores = encoder.score(encoder.tokenize(text))
    return [(*characters(scores, (start, end)), role) for start, end, role in encoder.spans(scores, head)]


def shared_letters(found: Sequence[Span], wanted: Sequence[Span]) -> tuple[float, float]:
    """Sums of the shares of letters in common: of the found spans, and of the wanted ones."""
    precise = sum(_common(one, wanted) / (one[1] - one[0]) for one in found)
    complete = sum(_common(one, found) / (one[1] - one[0]) for one in wanted)
    return precise, complete


def _common(one: Span, others: Sequence[Span]) -> int:
    return sum(max(0, min(one[1], other[1]) - max(one[0], other[0])) for other in others)


def ptc(encoder: Encoder, data: Path) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 in percent, for each technique and for both together."""
    sums = {name: [0.0, 0.0, 0, 0] for name in (*HEADS["loaded"], "both")}
    for example in held_out(account_corpora.ptc(data / "ptc/train.jsonl.gz")):
        found = marked(encoder, example.text, "loaded")
        for index, name in enumerate((*HEADS["loaded"], "both")):
            mine = [(s, e) for s, e, role in found if name == "both" or role == index]
            theirs = [(s, e) for s, e, role in example.spans if name == "both" or role == index]
            precise, complete = shared_letters(mine, theirs)
            total = sums[name]
            sums[name] = [
                total[0] + precise,
                total[1] + complete,
                total[2] + len(mine),
                total[3] + len(theirs),
            ]
    return {name: _rates(*total) for name, total in sums.items()}


def _rates(precise: float, complete: float, found: float, wanted: float) -> tuple[float, float, float]:
    precision, recall = 100 * precise / max(found, 1), 100 * complete / max(wanted, 1)
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def biased_words(encoder: Encoder, data: Path) -> Count:
    """BABE's biased words that a span of ours overlaps."""
    total = Count()
    for example in held_out(account_corpora.babe(data / "babe/sg2.jsonl.gz")):
        found = [(start, end) for start, end, _ in marked(encoder, example.text, "biased")]
        gold = [(start, end) for start, end, _ in example.spans]
        right = sum(any(_common(one, [other]) for other in gold) for one in found)
        total += Count(right, len(found), len(gold))
    return total


def sentences(encoder: Encoder, data: Path) -> dict[str, list[tuple[bool, bool]]]:
    """For each corpus, whether each sentence is slanted: annotated, and found."""
    pairs: dict[str, list[tuple[bool, bool]]] = {"babe": [], "basil": []}
    for example in held_out(account_corpora.slant(data)):
        scores = encoder.score(encoder.tokenize(example.text))
        likely = softmax(scores.classes["slant"].mean(axis=0))
        gold = bool(example.marks[0].value)
        pairs[example.id.split("-")[0]].append((gold, float(likely[SLANTED]) > 0.5))
    return pairs


def f1_of(pairs: Sequence[tuple[bool, bool]], kind: bool) -> float:
    """F1 of one kind of sentence, in percent."""
    right = sum(gold == found == kind for gold, found in pairs)
    return Count(right, sum(found == kind for _, found in pairs), sum(gold == kind for gold, _ in pairs)).f1


def macro_f1(pairs: Sequence[tuple[bool, bool]]) -> float:
    """Mean of the F1 of slanted and of plain sentences, in percent."""
    return (f1_of(pairs, True) + f1_of(pairs, False)) / 2


def main() -> None:
    """Parse the arguments and print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public corpora")
    parser.add_argument("--model", type=Path, default=FOLDER)
    arguments = parser.parse_args()
    encoder = load_encoder(arguments.model)
    for name, rates in ptc(encoder, arguments.data).items():
        print(f"PTC {name:22} P {rates[0]:5.1f}  R {rates[1]:5.1f}  F1 {rates[2]:5.1f}")
    print(f"BABE words                 {biased_words(encoder, arguments.data).row()}")
    for name, pairs in sentences(encoder, arguments.data).items():
        slanted, macro = f1_of(pairs, True), macro_f1(pairs)
        print(f"{name} sentences: slanted F1 {slanted:.1f}, macro F1 {macro:.1f}, of {len(pairs)}")


if __name__ == "__main__":
    main()
