"""Which cue an argument belongs to: what is known of a pair besides its words.

Used alike when training and when reading, so that both see the same numbers.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

GAP_EDGES = (0, 1, 2, 3, 5, 8, 13, 21, 40, 80)  # words between the two spans; past the last: far away
SIDE = len(GAP_EDGES) + 1
DISTANCES = 2 * SIDE
BETWEEN = 4
REACH = 250  # words; farther cues are no candidates

WordSpan = tuple[int, int]


def distance_bucket(argument: WordSpan, cue: WordSpan) -> int:
    """Bucket of the gap in words, argument before cue first, in `[0, DISTANCES)`."""
    before = argument[0] < cue[0]
    gap = cue[0] - argument[1] if before else argument[0] - cue[1]
    return bisect_left(GAP_EDGES, max(gap, 0)) + (0 if before else SIDE)


def between_bucket(argument: WordSpan, cue: WordSpan, cue_starts: Sequence[int]) -> int:
    """How many other cues stand between the two, at most `BETWEEN - 1`. `cue_starts` is sorted."""
    low, high = sorted((argument[0], cue[0]))
    count = bisect_left(cue_starts, high) - bisect_right(cue_starts, low)
    return min(max(count, 0), BETWEEN - 1)


def within_reach(argument: WordSpan, cue: WordSpan) -> bool:
    """Whether the cue is near enough to be a candidate."""
    return argument[0] - cue[1] <= REACH and cue[0] - argument[1] <= REACH
