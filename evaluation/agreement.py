"""Agreement of the two annotation passes over event mentions, before adjudication.

    python -m evaluation.agreement [--half dev|unseen]

Triggers agree when they share a letter, events when their types are the same too. Arguments, factuality,
mode and chain are compared on the events that agree, as `evaluation.events` compares them; sub-event, place
and time on those of them where a pass gives one. A figure agrees when its words overlap and kind and all
bounds are the same. The result is written next to the passes.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from evaluation.events import FACTS, HERE, ROLES, Case, Gold, GoldFigure, case_of
from evaluation.scoring import Count, Span, overlap

HALF = 0.5
Pair = tuple[Gold, Gold]


def passes(half: str, folder: Path = HERE) -> Iterator[tuple[Case, Case]]:
    """Each report of one half as the first and as the second pass read it."""
    second = {row["id"]: row for row in _rows(folder / f"{half}-second.jsonl")}
    for row in _rows(folder / f"{half}-first.jsonl"):
        yield case_of(row), case_of({**row, "events": second[row["id"]]["events"]})


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def agreement(both: Sequence[tuple[Case, Case]]) -> dict[str, Any]:
    """What the two passes agree on."""
    pairs = [pair for one, other in both for pair in matched(one.events, other.events)]
    right = [(one, other) for one, other in pairs if one.type == other.type]
    first = sum(len(one.events) for one, _ in both)
    second = sum(len(other.events) for _, other in both)
    return {
        "texts": len(both),
        "events_first": first,
        "events_second": second,
        "f1_triggers": share(Count(len(pairs), second, first)),
        "f1_triggers_with_type": share(Count(len(right), second, first)),
        "events_compared": len(right),
        "f1_arguments": arguments(right),
        "f1_figures": share(sum((figures(one.figures, other.figures) for one, other in both), Count())),
        "accuracy": labels(right),
    }


def matched(first: Sequence[Gold], second: Sequence[Gold]) -> list[Pair]:
    """The events of both passes whose triggers overlap, one to one, the same type first."""
    left = list(second)
    result: list[Pair] = []
    for event in first:
        near = [other for other in left if _touch(event.trigger, other.trigger)]
        best = max(near, key=lambda other: other.type == event.type, default=None)
        if best:
            left.remove(best)
            result.append((event, best))
    return result


def arguments(pairs: Sequence[Pair]) -> dict[str, float]:
    """F1 of the arguments by role, and of all together."""
    counts = {role: sum((_role(one, other, role) for one, other in pairs), Count()) for role in ROLES}
    return {name: share(count) for name, count in counts.items()} | {
        "all": share(sum(counts.values(), Count()))
    }


def _role(one: Gold, other: Gold, role: str) -> Count:
    left = list(other.arguments[role])
    hits = 0
    for span in one.arguments[role]:
        partner = next((mate for mate in left if _alike(span, mate, role)), None)
        if partner:
            left.remove(partner)
            hits += 1
    return Count(hits, len(other.arguments[role]), len(one.arguments[role]))


def _alike(one: Span, other: Span, role: str) -> bool:
    return _touch(one, other) if role in ("place", "time") else overlap((one,), (other,)) >= HALF


def _touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def figures(first: Sequence[GoldFigure], second: Sequence[GoldFigure]) -> Count:
    """Figures with the same kind and bounds whose words overlap, one to one."""
    left = list(second)
    hits = 0
    for one in first:
        for other in left:
            if (one.kind, one.bounds) == (other.kind, other.bounds) and _touch(one.span, other.span):
                left.remove(other)
                hits += 1
                break
    return Count(hits, len(second), len(first))


def labels(pairs: Sequence[Pair]) -> dict[str, float]:
    """The part of the events with the same label; where labels are optional, of those with any."""
    facts = {name: [(a.facts[i], b.facts[i]) for a, b in pairs] for i, name in enumerate(FACTS)}
    optional = {
        "acled": [(a.acled, b.acled) for a, b in pairs],
        "where": [(a.where, b.where) for a, b in pairs],
        "when": [(a.when, b.when) for a, b in pairs],
    }
    always = facts | {"mode": [(a.mode, b.mode) for a, b in pairs]}
    given = {name: [both for both in values if any(both)] for name, values in optional.items()}
    same = {name: [a == b for a, b in values] for name, values in (always | given).items()}
    same["said_by"] = [same_chain(a.said_by, b.said_by) for a, b in pairs]
    return {name: round(sum(values) / len(values), 4) for name, values in same.items() if values}


def same_chain(one: Sequence[Span], other: Sequence[Span]) -> bool:
    """As many links, each of them for words that overlap."""
    return len(one) == len(other) and all(_touch(a, b) for a, b in zip(one, other, strict=True))


def share(count: Count) -> float:
    """F1 between 0 and 1."""
    return round(count.f1 / 100, 4)


def main() -> None:
    """Compare the passes of one half, print and write the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("dev", "unseen"), default="dev")
    half = parser.parse_args().half
    text = json.dumps(agreement(list(passes(half))), indent=1)
    (HERE / f"agreement-{half}.json").write_text(text + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
