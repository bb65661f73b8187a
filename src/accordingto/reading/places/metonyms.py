"""Whether a place stands for its government: "Moscow denied", "talks with Tehran", but not "in Moscow"."""

from __future__ import annotations

import re

from accordingto.reading.phrases import ending_at
from accordingto.reading.places.words import book
from accordingto.types import Span

_WORD = re.compile(r"[\w'’-]+")
_AFTER = re.compile(r"(?:['’]s?)?\s*([\w-]+)(?:\s+([\w-]+))?(?:\s+([\w-]+))?")
_LOCAL = frozenset(
    ["in", "near", "at", "to", "into", "outside", "inside", "around", "across", "over", "through"]
)
_LIMIT = 60
# Names that are their own adjectives, before what they say more of: "a U.S. general", "the UK mission". Not
# in "in the U.S. on Monday", nor where the noun is a part of the country: "US soil".
_ADJECTIVES = frozenset("US U.S U.S. USA U.S.A. UK U.K U.K. UAE U.A.E. EU E.U. DRC".split())
_PART = (
    r"(?:state|city|town|county|capital|border|frontier|soil|territory|territories|coast|mainland|island"
    r"|street)s?"
)
_SMALL = (
    r"(?:on|in|at|by|for|from|to|with|of|and|or|but|as|if|when|where|which|who|that|while|because|before"
    r"|after|since|until|than|is|are|was|were|be|has|have|had|will|would|can|could|may|might|must|should|do"
    r"|does|did|not|also|there|this|last|next|over|under|into|about|against|between|amid|during|without)"
)
_BEFORE_NOUN = re.compile(rf"\.?[-\s](?!(?:{_SMALL}|{_PART})\b)(?:\w+ly\s+)?[A-Za-z]\w+")
# "Qatar-based", "India-administered", "Iran-aligned": who runs or backs it, not where it is.
_COMPOUND = re.compile(r"-(?:\w+ed|led|run|born|held|built|made)\b")
# "The attack on Kyiv was blamed": it is the attack that is.
_STRUCK = re.compile(
    r"\b(?:attacks?|raids?|(?:air\s?)?strikes?|assaults?|offensives?|shelling|bombings?|bombardment|siege|battle)"
    r"\s+(?:on|of|against|for)\s+$",
    re.IGNORECASE,
)
# "Put the blame for the fighting squarely on Kyiv".
_BLAMED_ON = re.compile(r"\bblam\w+\b[^.;\n]{0,80}\s(?:up)?on\s+$", re.IGNORECASE)


def is_metonym(text: str, span: Span) -> bool:
    """Whether the words around the place make it an actor: it says, decides, or something is done to it."""
    before = [word.casefold() for word in _WORD.findall(text[max(0, span[0] - _LIMIT) : span[0]])][-4:]
    after = text[span[1] : span[1] + _LIMIT]
    if _COMPOUND.match(after) or is_adjective(text, span):
        return True
    if before[-1:] == ["the"]:  # "accused the United States", "between the Emirates and Oshan"
        before.pop()
    if (before[-1:] and before[-1] in _LOCAL) or ending_at(_STRUCK, text, span[0]):
        return False
    return bool(_acts(after) or _is_acted_on(before, after) or ending_at(_BLAMED_ON, text, span[0]))


def is_adjective(text: str, span: Span) -> bool:
    """Whether a state's name says whose something is: "at U.S. positions" is not where the state is."""
    after = text[span[1] : span[1] + _LIMIT]
    return text[slice(*span)] in _ADJECTIVES and _BEFORE_NOUN.match(after) is not None


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
