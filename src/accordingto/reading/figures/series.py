"""One count told several times: later ("18 on Friday and 25 on Sunday"), by others, or put right."""

from __future__ import annotations

from accordingto.reading.figures import grammar
from accordingto.reading.figures.phrases import Counted
from accordingto.reading.figures.predicates import Predicate
from accordingto.reading.figures.tokens import Sentence

_TIMES = (
    frozenset(
        "morning evening afternoon noon midday midnight night nightfall dusk dawn later earlier after"
        " then today yesterday initially hour hours day days week weeks month months".split()
    )
    | grammar.DAYS
    | grammar.MONTHS
)
_BESIDE_TIMES = frozenset(
    "by on in at of the a an this that same next following last first then to , ; and but one two three"
    " early late mid instantly immediately once".split()
)
_LEADING = frozenset(("at", "of"))
_NO_SOURCE = grammar.BE | grammar.AUXILIARIES | grammar.PREPOSITIONS
_ENDS = frozenset(("", ".", ",", ";", ":", ")", "and", "but", "while"))
_LONGEST_TIME = 7
_LONGEST_SOURCE = 5


def again(sentence: Sentence, first: Counted, link: Predicate | None, second: Counted) -> bool:
    """Whether a number, of which nothing is said, is told of those whom the one before counts."""
    if second.partitive or second.quantity.style not in ("digits", "words", "vague"):
        return False
    if link is None or link.vague or link.start > second.start or link.role == "agent":
        return False
    between = sentence.words[max(first.end, link.end) : second.start]
    if second.noun:  # "nine staff killed, by evening 12 staff"
        led = between[:1] == [","] and len(between) <= _LONGEST_TIME
        return led and _tells_time(between) and all(word in _TIMES | _BESIDE_TIMES for word in between)
    return (
        between == [",", "not"]
        or is_later(sentence, between, second)
        or _is_by_others(sentence, first, between, second)
    )


def is_later(sentence: Sentence, between: list[str], second: Counted) -> bool:
    """As in "4,000 had died, later 5,000", "21 dead by noon, 32 by evening and 35 on Tuesday"."""
    known = _TIMES | _BESIDE_TIMES
    if not between or len(between) > _LONGEST_TIME or any(word not in known for word in between):
        return False
    if not {between[0], between[-1]} & {",", ";", "and"} and not _tells_time(between):
        return False
    behind = sentence.words[second.end : second.end + 3]
    led = behind[:1] in (
        ["by"],
        ["on"],
        ["in"],
        ["at"],
        ["a"],
        ["an"],
        ["the"],
        ["later"],
        ["this"],
        ["after"],
    )
    return (led and _tells_time(behind)) or (_tells_time(between[1:]) and sentence.at(second.end) in _ENDS)


def _tells_time(words: list[str]) -> bool:
    return any(word in _TIMES for word in words)


def _is_by_others(sentence: Sentence, first: Counted, between: list[str], second: Counted) -> bool:
    """As in "Belgrade spoke of 400 dead, Zagreb of two", "put the dead at 64, Paris at about 20"."""
    if not between or between[-1] not in _LEADING or between[-1] != sentence.at(first.start - 1):
        return False
    source = [word for word in between[:-1] if word not in (",", "and", ";", "while")]
    named = 0 < len(source) < _LONGEST_SOURCE and len(source) < len(between) - 1
    whose = source[2:] if source[:2] == ["those", "of"] else source
    return named and not any(word in _NO_SOURCE for word in whose)
