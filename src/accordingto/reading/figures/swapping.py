"""How many were exchanged: "prisoners were swapped on Thursday, 28 from each side", "nine against nine"."""

from __future__ import annotations

from accordingto.reading.figures.phrases import Counted
from accordingto.reading.figures.predicates import Predicate
from accordingto.reading.figures.tokens import Sentence

_SWAP = frozenset("exchange exchanged exchanges exchanging swap swapped swaps swapping traded".split())
_HELD = frozenset(
    "prisoner prisoners captive captives detainee detainees hostage hostages pows inmates".split()
)
_EACH = frozenset("each either both".split())
_SIDES = frozenset("side sides way party parties camp".split())
_AGAINST = frozenset("for against".split())


def swapped(sentence: Sentence, found: Counted) -> Predicate | None:
    """The word for an exchange of prisoners before a number of those whom each side gave."""
    if found.noun is not None or not _of_each_side(sentence, found):
        return None
    before = sentence.words[: found.start]
    place = next((at for at, word in enumerate(before) if word in _SWAP), None)
    if place is None or not _HELD & set(before):
        return None
    return Predicate(place, place + 1, "released", "object")


def _of_each_side(sentence: Sentence, found: Counted) -> bool:
    end = found.end
    here = sentence.words[end : end + 3]
    if here[:1] and here[0] in ("from", "on", "for") and len(here) == 3:
        return here[1] in _EACH and here[2] in _SIDES
    if here[:1] and here[0] in _AGAINST:
        return here[1:2] == [sentence.words[found.quantity.end - 1]]
    return here[:1] == ["each"] or (here[:2] == ["each", "way"])
