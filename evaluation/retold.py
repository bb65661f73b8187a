"""How far two passes over our stories agree: who stands behind a happening, and what contradicts what.

    python -m evaluation.retold

The stories that are held out were marked again (`linking/again`) by people who had the reports and the
mentions of each happening, and nothing else. Both passes are by annotators of one sort: an upper bound. The
second is scored against the first as `evaluation.contradictions` scores the program.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from evaluation.contradictions import HERE, Happening, paired, story_of
from evaluation.linking import HELD_OUT
from evaluation.scoring import Count


def passes(half: str) -> Iterator[tuple[Happening, Happening]]:
    """Each happening as the first and as the second pass marked it."""
    first, second = (
        [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for path in (HERE / f"{half}.jsonl", HERE / "again" / f"{half}.jsonl")
    )
    again = {row["id"]: {each["id"]: each for each in row["happenings"]} for row in second}
    for row in first:
        marked = {**row, "happenings": [each | again[row["id"]][each["id"]] for each in row["happenings"]]}
        yield from zip(story_of(row).happenings, story_of(marked).happenings, strict=True)


def origins(first: Happening, second: Happening) -> Count:
    """Whether both have as many origins, of a happening that two reports or more tell of."""
    told = int(len(first.documents) > 1)
    return Count(told * (len(first.origins) == len(second.origins)), told, told)


def contradictions(first: Happening, second: Happening) -> Count:
    """Those of both, each once."""
    both = sum(place is not None for place in paired(first, second.contradictions))
    return Count(both, len(second.contradictions), len(first.contradictions))


def main() -> None:
    """Print the agreement on each set, and on all."""
    known = {half: list(passes(half)) for half in HELD_OUT}
    for name, told in (*known.items(), ("all", [both for each in known.values() for both in each])):
        number = sum((origins(*both) for both in told), Count())
        disagreements = sum((contradictions(*both) for both in told), Count())
        print(f"{name:14} contradictions {disagreements.row()}   origins by number {number.recall:.1f} %")


if __name__ == "__main__":
    main()
