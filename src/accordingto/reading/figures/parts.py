"""Parts of a total: "40 people, including eight children", "three of them"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accordingto.reading.figures import grammar
from accordingto.reading.figures.ages import past_age
from accordingto.reading.figures.phrases import Counted, complement
from accordingto.reading.figures.tokens import Sentence
from accordingto.types import FigureKind, Span


@dataclass(frozen=True, slots=True)
class Total:
    """A figure that may have parts: its index among the figures of the text, and what its parts inherit."""

    index: int
    found: Counted
    kind: FigureKind
    predicate: Span | None
    of: str | None


_OPENERS = (
    ("including",),
    ("including", "those", "of"),
    ("among", "them"),
    ("among", "whom"),
    ("among", "those"),
    ("of", "whom"),
    ("of", "them", ","),
    ("comprising",),
    ("of", "which"),
    ("the", "youngest"),
    ("the", "oldest"),
)
_LAST_OF_OPENERS = frozenset(words[-1] for words in _OPENERS)
_BEFORE_PARTS = frozenset("including with and whom but though among".split())
_BY_AGE = frozenset(
    ("children", "women", "civilians", "men", "women and children", "minors", "boys", "girls")
)
_FILLERS = frozenset(("the", "also", "were", "was", ":"))


def follows_on(
    sentence: Sentence, found: Counted, here: Sequence[Total], earlier: Sequence[Total]
) -> Total | None:
    """The total that a number is a part of, if its words say that it is one."""
    if _are_ones_own(sentence, found):
        return None
    if found.partitive and sentence.at(found.start - 1) not in ("by", "to"):
        return total_for(found, here) if here else total_for(found, earlier)
    end = past_age(sentence, found)
    behind = sentence.words[end : end + 2] == ["among", "them"]
    if here and _are_called(sentence, found):
        return total_for(found, here)
    if behind or opened(sentence, found.start) or _of_those(sentence, found, here):
        return total_for(found, here if is_of_another(sentence, found) else here or earlier)
    return None


def _are_ones_own(sentence: Sentence, found: Counted) -> bool:
    """As in "killed 38 soldiers for the loss of two of their own": none of those 38."""
    of, whose, own = (sentence.at(found.quantity.end + step) for step in range(3))
    return of == "of" and whose in grammar.POSSESSIVES and own == "own"


def is_of_another(sentence: Sentence, found: Counted) -> bool:
    """As in "the ninth attack this year, including two in March": of what the sentence is about."""
    return found.noun is None and not found.partitive and sentence.at(found.start - 1) == "including"


def _are_called(sentence: Sentence, found: Counted) -> bool:
    """As in "killed 69 farmers; 18 were children": a bare number of those who were told of."""
    if found.noun or found.partitive or found.quantity.style not in ("digits", "words"):
        return False
    return complement(sentence, found) in _BY_AGE


def is_apart(sentence: Sentence, found: Counted) -> bool:
    """Whether a part has a verb that is not in the codebook: "a fisherman rescued four of them"."""
    before = sentence.at(found.start - 1)
    return found.partitive and before.isalpha() and before not in _BEFORE_PARTS


def _of_those(sentence: Sentence, found: Counted, here: Sequence[Total]) -> bool:
    """As in "Of the 40 killed, 12 were children", "Of those, 12 died"."""
    if "of" not in (sentence.at(0), sentence.at(1) if sentence.at(0) == "out" else "") or sentence.at(
        found.start - 1
    ) not in (",", "and"):
        return False
    if sentence.at(1) in ("those", "them", "these"):
        return not here
    return len(here) == 1 and found.noun is None


def opened(sentence: Sentence, start: int) -> bool:
    """Whether words that name parts of a total end before a word: "including", "among them"."""
    place = start - 1
    while sentence.at(place) in _FILLERS:
        place -= 1
    if sentence.at(place) not in _LAST_OF_OPENERS:
        return False
    return any(tuple(sentence.words[place + 1 - len(words) : place + 1]) == words for words in _OPENERS)


def total_for(found: Counted, totals: Sequence[Total]) -> Total | None:
    """The nearest total before that can hold the number; a part of one person has no parts."""
    fitting = (total for total in reversed(totals) if not total.found.single and _holds(total.found, found))
    return next(fitting, None)


def _holds(total: Counted, part: Counted) -> bool:
    most = total.quantity.high
    least = part.quantity.low or part.quantity.best
    return most is None or least is None or least <= most
