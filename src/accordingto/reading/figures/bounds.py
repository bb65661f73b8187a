"""The bounds around a number: "at least", "roughly", "or more"."""

from __future__ import annotations

from dataclasses import replace

from accordingto.reading.figures.book import Effect, book
from accordingto.reading.figures.quantities import Quantity
from accordingto.reading.figures.tokens import Sentence

# "over two brothers" is as likely no bound at all.
_PREPOSITIONS = frozenset(["over", "under", "about", "around"])
_NOT_BEFORE_ONE = frozenset(["some", "all", "only", "just", "first", "last", "other", "remaining"])
_PHRASAL = frozenset("hand hands handed handing turn turned turning take took taken taking".split())
_EXCEEDING = frozenset("exceed exceeds exceeded exceeding surpass surpasses surpassed surpassing".split())
_SMALLEST_BOUND = 5
_BEHIND: dict[tuple[str, str], Effect] = {
    ("or", "more"): "at_least",
    ("at", "least"): "at_least",
    ("or", "so"): "about",
    ("or", "fewer"): "at_most",
    ("or", "less"): "at_most",
    ("at", "most"): "at_most",
}


def past_bounds(sentence: Sentence, index: int) -> int:
    """Behind the bounds that begin at a word: "at least", "roughly"; the word itself where none do."""
    for end in range(index + 3, index, -1):
        for words, _ in book().bounds.get(sentence.at(end - 1), ()):
            if tuple(sentence.words[index:end]) == words:
                return end
    return index


def bounded(sentence: Sentence, found: Quantity) -> Quantity:
    """The number with the bounds before it ("at least") and behind it ("or more")."""
    if found.style == "none":
        return found
    found = _widened(sentence, found)
    if sentence.at(found.start - 1) in _EXCEEDING and found.style != "vague":
        return _with(found, "more_than")
    for _ in range(2):
        if sentence.at(found.start - 1) == "between":
            found = replace(found, start=found.start - 1)
        bound = _bound_before(sentence, found)
        if bound is None:
            break
        length, effect = bound
        found = replace(_with(found, effect), start=found.start - length)
    return found


def _bound_before(sentence: Sentence, found: Quantity) -> tuple[int, Effect] | None:
    for words, effect in book().bounds.get(sentence.at(found.start - 1), ()):
        start = found.start - len(words)
        if start < 0 or tuple(sentence.words[start : found.start]) != words:
            continue
        if words == ("over",) and sentence.at(start - 1) in _PHRASAL and sentence.at(found.end) != "lives":
            continue
        small = found.high is not None and found.high < _SMALLEST_BOUND
        if words[0] in _PREPOSITIONS and len(words) == 1 and small:
            return None
        if found.style in ("article", "one") and words[-1] in _NOT_BEFORE_ONE:
            return None
        return len(words), effect
    return None


def _widened(sentence: Sentence, found: Quantity) -> Quantity:
    effect = _effect_behind(sentence, found.end)
    if effect is None or found.style == "article":
        return found
    return replace(_with(found, effect), end=found.end + 2)


def _effect_behind(sentence: Sentence, place: int) -> Effect | None:
    """The bound that begins at a word, behind a number or those whom it counts."""
    effect = _BEHIND.get((sentence.at(place), sentence.at(place + 1)))
    if effect is None:
        return None
    last = not sentence.at(place + 2)[:1].isalnum()  # no "at most" of what follows
    return effect if last or sentence.at(place) == "or" else None


def bounded_behind(sentence: Sentence, found: Quantity, place: int) -> Quantity | None:
    """A number whose bound stands behind those whom it counts: "a dozen people or so"."""
    effect = _effect_behind(sentence, place)
    return _with(found, effect) if effect and found.style != "article" else None


def _with(found: Quantity, effect: Effect) -> Quantity:
    """A number under a bound. A vague number keeps its own, but for the end that the bound opens."""
    if found.style == "vague" and found.low is not None:
        return _vague_with(found, effect)
    value = found.best
    if value is None:
        return replace(found, approximate=True) if effect == "about" else found
    if effect == "at_least":
        return replace(found, low=value, best=None, high=None, approximate=False)
    if effect == "more_than":
        return replace(found, low=value + 1, best=None, high=None, approximate=False)
    if effect == "at_most":
        return replace(found, low=None, best=None, high=value, approximate=False)
    if effect == "less_than":
        return replace(found, low=None, best=None, high=value - 1, approximate=False)
    if effect == "about":
        return replace(found, low=None, high=None, approximate=True)
    return found


def _vague_with(found: Quantity, effect: Effect) -> Quantity:
    if effect in ("at_least", "more_than"):
        return replace(found, high=None)
    if effect in ("at_most", "less_than"):
        return replace(found, low=None)
    return found
