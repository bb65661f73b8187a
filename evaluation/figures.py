"""Figures on our own reports: is every number of people found, with its kind and its bounds?

    python -m evaluation.figures [--half dev|unseen|own-a ... own-f] [--errors]

`dev` and `unseen` are the reports of evaluation/events, the others single sentences of evaluation/figures, in
which every number of people is annotated, those that belong to no event too. Look at the errors of
dev, own-a, own-c, own-e and own-f only.

A figure is found where its words overlap an annotated one's; it is right where kind, low, best, high and
`approximate` are the same too. Of the reports, only figures of annotated events count as gold, so that a
number of people that belongs to no event counts against precision. `--errors` prints what differs.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from accordingto.reading.figures import figures_of
from accordingto.types import Figure, Span

HERE = Path(__file__).parent
FILES = {
    "dev": HERE / "events" / "dev.jsonl",
    "unseen": HERE / "events" / "unseen.jsonl",
    "own-a": HERE / "figures" / "own-a.jsonl",
    "own-b": HERE / "figures" / "own-b.jsonl",
    "own-c": HERE / "figures" / "own-c.jsonl",
    "own-d": HERE / "figures" / "own-d.jsonl",
    "own-e": HERE / "figures" / "own-e.jsonl",
    "own-f": HERE / "figures" / "own-f.jsonl",
}


def main() -> None:
    arguments = _arguments()
    found = right = expected = given = 0
    for text, gold in _cases(arguments.half):
        figures = [item.figure for item in figures_of(text)]
        pairs = [(figure, _overlapping(figure, gold)) for figure in figures]
        matched = {span: figure for figure, span in pairs if span}
        correct = [span for span, figure in matched.items() if _same(figure, gold[span])]
        found, right = found + len(matched), right + len(correct)
        expected, given = expected + len(gold), given + len(figures)
        if arguments.errors:
            _print_errors(text, gold, matched, correct)
            _print_surplus(text, figures, gold)
    f1 = 200 * right / (given + expected)
    print(f"found {found}/{expected}, given {given}, right {right}/{expected}, F1 {f1:.1f}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--half", choices=tuple(FILES), default="dev")
    parser.add_argument("--errors", action="store_true")
    return parser.parse_args()


def _cases(half: str) -> Iterator[tuple[str, dict[Span, dict[str, Any]]]]:
    """Texts with their annotated figures, each once however many events share it."""
    for line in FILES[half].read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        figures = [figure for event in case["events"] for figure in event.get("figures", [])]
        yield case["text"], {_span(case["text"], figure["words"]): figure for figure in figures}


def _span(text: str, words: str | dict[str, Any]) -> Span:
    written, nth = (words, 1) if isinstance(words, str) else (words["text"], words.get("nth", 1))
    start = -1
    for _ in range(nth):
        start = text.index(written, start + 1)
    return (start, start + len(written))


def _overlapping(figure: Figure, gold: dict[Span, dict[str, Any]]) -> Span | None:
    start, end = figure.span
    return next((span for span in gold if span[0] < end and start < span[1]), None)


def _same(figure: Figure, gold: dict[str, Any]) -> bool:
    stated = (
        gold["kind"],
        gold.get("low"),
        gold.get("best"),
        gold.get("high"),
        gold.get("approximate", False),
    )
    return (figure.kind, figure.low, figure.best, figure.high, figure.approximate) == stated


def _print_errors(
    text: str, gold: dict[Span, dict[str, Any]], matched: dict[Span, Figure], correct: list[Span]
) -> None:
    for span, figure in gold.items():
        if span not in correct:
            print(f"{text[slice(*span)]}: {figure} but {matched.get(span)}")


def _print_surplus(text: str, figures: list[Figure], gold: dict[Span, dict[str, Any]]) -> None:
    for figure in figures:
        if _overlapping(figure, gold) is None:
            print(f"too many: {text[slice(*figure.span)]} in {text[slice(0, 90)]!r}: {figure}")


if __name__ == "__main__":
    main()
