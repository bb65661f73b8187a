"""Where the words of a term end, and where two terms stand in one phrase.

A term runs through its objects, times and places. What it depends on ("if the road opens"), what is given for
it and what else happens meanwhile are no part of it, and a second verb is a term of its own: "pull up mines |
and | shift guns".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from accordingto.types import Span

_BEYOND = re.compile(
    r"\s*[;:]|,?\s+(?:while|whereas|nor|if|unless|provided|providing|on condition|when|which)\b|,\s+who\b"
    r"|,?\s+(?<!at )once\s+(?=(?:the|its|their|his|all|both|it|they|he|she)\b)|,?\s+as\s+(?:soon|long)\s+as\b"
    r"|,?\s+as\s+(?:arranged|agreed|planned|promised|pledged|foreseen|stipulated|scheduled|provided|laid)\b"
    r"|,?\s+in\s+(?:return|exchange)\s+for\b|,\s+(?:and|but)\b"
    r"|,?\s+under\s+(?:[\w’'-]+\s+){1,5}(?:deal|accord|agreement|truce|ceasefire|arrangement|pact|memorandum)\b"
    r"|\s+(?:until|till)\s+(?=(?:the|its|their|his|all|both)\s+(?:[\w’'-]+\s+){1,2}(?:is|are|has|have|had)\b)",
    re.IGNORECASE,
)
_JOINT = re.compile(r",?\s+(?:and|or|nor)\s+(?:(?:then|also|not|to)\s+)*", re.IGNORECASE)


def obligations(text: str, span: Span, verbs: Collection[int]) -> Iterator[Span]:
    """The terms in a phrase. `verbs` are the places at which predicates begin."""
    start = span[0]
    for joint in _JOINT.finditer(text, start, span[1]):
        second = joint.end()
        if second in verbs and start in verbs and _alike(_word(text, start), _word(text, second)):
            yield start, _end(text, (start, joint.start()))
            start = second
    yield start, _end(text, (start, span[1]))


def _end(text: str, span: Span) -> int:
    beyond = _BEYOND.search(text, *span)
    return beyond.start() if beyond and beyond.start() > span[0] else span[1]


def _word(text: str, start: int) -> str:
    match = re.compile(r"\w*").match(text, start)
    return match.group().lower() if match else ""


def _alike(one: str, other: str) -> bool:
    """Whether two verbs have one form: "free and open", "freed and opened", "freeing and opening"."""
    return _ending(one) == _ending(other)


def _ending(verb: str) -> str:
    return next((ending for ending in ("ed", "ing", "s") if verb.endswith(ending)), "")
