"""What several comparisons of two profiles rest on."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from accordingto.linking.profiles import Profile

_Found = TypeVar("_Found")


def of_last_pair(function: Callable[[Profile, Profile], _Found]) -> Callable[[Profile, Profile], _Found]:
    """The same function, which does not count again for the pair that it was asked about last.

    Several comparisons of a pair, one after the other, rest on the same distance.
    """
    # One value, so that threads never see half of it.
    last: tuple[Profile, Profile, _Found] | None = None

    @wraps(function)
    def remembered(one: Profile, other: Profile) -> _Found:
        nonlocal last
        known = last
        if known is None or known[0] is not one or known[1] is not other:
            known = last = (one, other, function(one, other))
        return known[2]

    return remembered


def in_order(one: Profile, other: Profile) -> tuple[Profile, Profile]:
    """The two as the text of their report has them."""
    return (one, other) if (one.anchor, one.id) <= (other.anchor, other.id) else (other, one)


def sentences_on(earlier: Profile, later: Profile) -> int:
    """How many sentences the later stands behind the earlier."""
    return max(0, (later.position or 0) - (earlier.position or 0))
