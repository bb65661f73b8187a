"""Whether a place stands for its government: "Moscow denied", "talks with Tehran", but not "in Moscow"."""

from __future__ import annotations

import re

from accordingto.reading.places.words import book
from accordingto.types import Span

_WORD = re.compile(r"[\w'’-]+")
_AFTER = re.compile(r"(?:['’]s?)?\s*([\w-]+)(?:\s+([\w-]+))?(?:\s+([\w-]+))?")
_LOCAL = frozenset(
    ["in", "near", "at", "to", "into", "outside", "inside", "around", "across", "over", "through"]
)
_LIMIT = 60


def is_metonym(text: str, span: Span) -> bool:
    """Whether the words around the place make it an actor: it says, decides, or something is done to it."""
    before = [word.casefold() for word in _WORD.findall(text[max(0, span[0] - _LIMIT) : span[0]])][-4:]
    after = text[span[1] : span[1] + _LIMIT]
    if before[-1:] and before[-1] in _LOCAL:
        return False
    if re.match(r"-(?:backed|led|funded|brokered|supported|allied|sponsored|installed|aligned)\b", after):
        return True
    return _acts(after) or _is_acted_on(before, after)


def _acts(after: str) -> bool:
    """A verb of saying or deciding follows, perhaps behind an auxiliary."""
    found = _AFTER.match(after)
    if not found or after[:1] in ("'", "’"):
        return False
    acts = book().acts
    for word in (group for group in found.groups() if group):
        if word in acts.said:
            return True
        if word not in acts.auxiliaries:
            return False
    return False


def _is_acted_on(before: list[str], after: str) -> bool:
    """An object of accusation or diplomacy: "accused Moscow", "ties with Tehran"."""
    acts = book().acts
    if not before or before[-1] not in acts.towards:
        return bool(re.match(r"\s+and\s+[A-Z]\w+\s+(\w+)", after)) and _acts(
            re.sub(r"^\s+and\s+\S+", "", after)
        )
    if before[-1] in ("by", "against", "with", "between", "on"):
        return any(word in acts.relations for word in before[:-1])
    return True
