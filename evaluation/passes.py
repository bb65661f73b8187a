"""Agreement of the two annotation passes over agreements, control and loaded words, before adjudication.

    python -m evaluation.passes [--half dev|unseen]

Compared as `evaluation.accounts` compares: F1 of the second pass against the first; sources on what agrees.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from evaluation.accounts import HALF, HERE, Case, Tally, case_of, matched, report, touch
from evaluation.scoring import Span, overlap


def passes(half: str, folder: Path = HERE) -> Iterator[tuple[Case, Case]]:
    """Each report of one half as the first and as the second pass read it."""
    lines = (folder / f"{half}-second.jsonl").read_text(encoding="utf-8").splitlines()
    second = {row["id"]: row for row in map(json.loads, lines)}
    for line in (folder / f"{half}-first.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield case_of(row), case_of({**row, **second[row["id"]]})


def compare(one: Case, other: Case, tally: Tally) -> None:
    """Add one report to the tally."""
    steps = matched(one.steps, other.steps, lambda a, b: a.step == b.step and touch(a.trigger, b.trigger))
    tally.count("steps", len(steps), len(other.steps), len(one.steps))
    for a, b in steps:
        tally.hit("steps: alleging source", _same_chain(a.said_by, b.said_by))
    terms = matched(one.terms, other.terms, lambda a, b: overlap((a,), (b,)) >= HALF)
    tally.count("terms", len(terms), len(other.terms), len(one.terms))
    control = matched(
        one.control,
        other.control,
        lambda a, b: a.relation == b.relation and touch(a.trigger, b.trigger) and touch(a.place, b.place),
    )
    tally.count("control", len(control), len(other.control), len(one.control))
    words = matched(one.framing, other.framing, lambda a, b: a.kind == b.kind and touch(a.span, b.span))
    tally.count("framing", len(words), len(other.framing), len(one.framing))


def _same_chain(one: tuple[Span, ...], other: tuple[Span, ...]) -> bool:
    return len(one) == len(other) and all(touch(a, b) for a, b in zip(one, other, strict=True))


def main() -> None:
    """Compare the passes of one half and print the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("dev", "unseen"), default="dev")
    tally = Tally()
    for one, other in passes(parser.parse_args().half):
        compare(one, other, tally)
    report(tally)


if __name__ == "__main__":
    main()
