"""How far two passes over our stories agree: who stands behind a happening, and what contradicts what.

    python -m evaluation.retold

The stories that are held out were marked again (`linking/again`) by people who had the reports and the
mentions of each happening, and nothing else. Both passes are by annotators of one sort: an upper bound. The
second is scored against the first as `evaluation.contradictions` scores the program.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from evaluation.contradictions import HERE, Disagreement, Happening, story_of
from evaluation.linking import HELD_OUT
from evaluation.scoring import Count


@dataclass(frozen=True)
class Agreement:
    """Happenings told twice or more, those with as many origins in both passes, and contradictions."""

    happenings: int = 0
    origins: int = 0
    contradictions: Count = field(default_factory=Count)

    def __add__(self, other: Agreement) -> Agreement:
        return Agreement(
            self.happenings + other.happenings,
            self.origins + other.origins,
            self.contradictions + other.contradictions,
        )

    def __str__(self) -> str:
        share = 100 * self.origins / self.happenings
        return f"contradictions {self.contradictions.row()}   origins by number {share:.1f} %"


def agreement(half: str) -> Agreement:
    """Of one set of stories."""
    return sum((compared(*both) for both in passes(half)), Agreement())


def passes(half: str) -> Iterator[tuple[Happening, Happening]]:
    """Each happening as the first and as the second pass marked it."""
    rows = (json.loads(line) for line in (HERE / f"{half}.jsonl").open(encoding="utf-8"))
    again = {
        row["id"]: row for row in map(json.loads, (HERE / "again" / f"{half}.jsonl").open(encoding="utf-8"))
    }
    for row in rows:
        marks = {each["id"]: each for each in again[row["id"]]["happenings"]}
        second = {**row, "happenings": [each | marks[each["id"]] for each in row["happenings"]]}
        yield from zip(story_of(row).happenings, story_of(second).happenings, strict=True)


def compared(first: Happening, second: Happening) -> Agreement:
    """Of one happening; each contradiction is the other pass's at most once."""
    left: list[Disagreement] = list(second.contradictions)
    for gold in first.contradictions:
        match = next((each for each in left if _alike(gold, each, first)), None)
        if match:
            left.remove(match)
    both = len(second.contradictions) - len(left)
    retold = len(first.documents) > 1
    return Agreement(
        happenings=int(retold),
        origins=int(retold and len(first.origins) == len(second.origins)),
        contradictions=Count(both, len(second.contradictions), len(first.contradictions)),
    )


def _alike(gold: Disagreement, other: Disagreement, happening: Happening) -> bool:
    """Of one kind between the same origins, or of the same numbers, or with one of the two origins."""
    kind, one, two, *numbers = gold
    mine, theirs = happening.carriers(one), happening.carriers(two)
    both = (other[1] in mine and other[2] in theirs) or (other[2] in mine and other[1] in theirs)
    if kind != other[0]:
        return False
    if kind == "figure":
        return both or set(numbers) == set(other[3:])
    return both or bool({other[1], other[2]} & (mine ^ theirs))


def report(halves: Sequence[str]) -> Iterator[str]:
    """The agreement on each set, and on all."""
    found = {half: agreement(half) for half in halves}
    for half, each in found.items():
        yield f"{half:14} {each}"
    yield f"{'all':14} {sum(found.values(), Agreement())}"


def main() -> None:
    """Print the agreement."""
    print("\n".join(report(HELD_OUT)))


if __name__ == "__main__":
    main()
