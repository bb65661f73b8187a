"""Figures on our own reports: is every number of people found, with its kind and its bounds?

    python -m evaluation.figures [--half dev|unseen|own-a ... own-f] [--errors]

`dev` and `unseen` are the reports of evaluation/events, the others single sentences of evaluation/figures, in
which every number of people is annotated, those that belong to no event too. Look at the errors of
dev, own-a, own-c, own-e and own-f only.

A figure is found where its words overlap an annotated one's; it is right where kind, low, best, high and
`approximate` are the same too. Of several that overlap ("nine of the 13 shepherds" holds "13 shepherds") a
right one is taken first, and none twice. Of the reports, only figures of annotated events count as gold, so
that a number of people that belongs to no event counts against precision. `--errors` prints what differs.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from accordingto.reading.figures import figures_of
from accordingto.types import Figure, Span
from evaluation.scoring import overlap
from training.corpora import locate

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

# Where an annotated figure stands, and what it is.
Gold = tuple[Span, dict[str, Any]]


def main() -> None:
    """Parse the arguments and print the scores."""
    arguments = _arguments()
    found = right = expected = given = 0
    for text, gold in _cases(arguments.half):
        figures = [item.figure for item in figures_of(text)]
        pairs = matches(gold, figures)
        found += sum(figure is not None for _, figure in pairs)
        right += sum(figure is not None and _is_same(figure, one) for one, figure in pairs)
        expected, given = expected + len(gold), given + len(figures)
        if arguments.errors:
            _print_errors(text, pairs, figures)
    f1 = 200 * right / (given + expected)
    print(f"found {found}/{expected}, given {given}, right {right}/{expected}, F1 {f1:.1f}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--half", choices=tuple(FILES), default="dev")
    parser.add_argument("--errors", action="store_true")
    return parser.parse_args()


def _cases(half: str) -> Iterator[tuple[str, list[Gold]]]:
    """Texts with their annotated figures, each once however many events share it."""
    for line in FILES[half].read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        figures = [figure for event in case["events"] for figure in event.get("figures", [])]
        gold = {(locate(case["text"], one["words"]), one["kind"]): one for one in figures}
        yield case["text"], [(span, one) for (span, _), one in gold.items()]


def matches(gold: Sequence[Gold], figures: Sequence[Figure]) -> list[tuple[Gold, Figure | None]]:
    """Each annotated figure with ours whose words overlap, none used twice; right ones first."""
    left = list(figures)
    taken: dict[int, Figure] = {}
    for only_right in (True, False):
        for n, one in enumerate(gold):
            near = (f for f in left if _meets(f, one) and (not only_right or _is_same(f, one)))
            if n not in taken and (best := next(near, None)):
                left.remove(best)
                taken[n] = best
    return [(one, taken.get(n)) for n, one in enumerate(gold)]


def _meets(figure: Figure, gold: Gold) -> bool:
    return overlap((figure.span,), (gold[0],)) > 0


def _is_same(figure: Figure, gold: Gold) -> bool:
    wanted = gold[1]
    bounds = (wanted.get("low"), wanted.get("best"), wanted.get("high"))
    stated = (wanted["kind"], *bounds, wanted.get("approximate", False))
    return (figure.kind, figure.low, figure.best, figure.high, figure.approximate) == stated


def _print_errors(text: str, pairs: Sequence[tuple[Gold, Figure | None]], figures: Sequence[Figure]) -> None:
    for one, figure in pairs:
        if figure is None or not _is_same(figure, one):
            print(f"{text[slice(*one[0])]}: {one[1]} but {figure}")
    used = [figure for _, figure in pairs]
    for figure in figures:
        if figure not in used:
            print(f"too many: {text[slice(*figure.span)]} in {text[slice(0, 90)]!r}: {figure}")


if __name__ == "__main__":
    main()
