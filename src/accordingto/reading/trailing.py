"""Speakers at the end of a sentence: "The road was mined on Tuesday, the deputy governor said."

The farther a source stands behind what it says, the more often the model loses it. Where a sentence ends in
such a phrase and nothing in it is attributed yet, all of it before the phrase is what is said.
"""

from __future__ import annotations

import re

from accordingto.reading.attribution import Draft
from accordingto.types import Span

CONFIDENCE = 0.6  # 11 of the 14 that it adds to `evaluation/linking/dev` are right, some of them in part
SHORTEST = 25  # code points of a content; what is shorter may be an aside
_VERBS = r"said|says|told|tells|reported|reports|added|announced|confirmed|claimed|stated|recalled|wrote"
_WORD = r"[^\W\d_][\w’'-]*"
_PHRASE = re.compile(
    rf",\s+(?P<who>(?:(?:the|a|an|its|his|her|their|one|two|three|several|some|local|another)\s+)?"
    rf"{_WORD}(?:\s+{_WORD}){{0,9}}?)\s+(?P<cue>{_VERBS})"
    r"(?:\s+(?!that\b)[^,.;:\"“”]{1,60})?[.!?]?$"
)
_SENTENCE = re.compile(r"(?:[^.!?\n]|[.!?](?!\s+[^a-z\s]|\s*(?:\n|$)))+[.!?]?")
# A word that cannot stand in the name of a speaker: the phrase is another clause.
_CLAUSE = re.compile(
    r"\b(?:which|that|where|when|while|after|before|as|but|because|if|was|were|is|are|had|has|have|would|could"
    r"|killing|wounding|leaving|forcing|including|adding|according|it|he|she|they|we|i)\b",
    re.IGNORECASE,
)
_QUOTES = frozenset('"“”')


def with_trailing_speakers(text: str, flat: list[Draft]) -> list[Draft]:
    """`flat` with speakers that end a sentence in which nothing is attributed, in the order of the text."""
    added = [draft for match in _SENTENCE.finditer(text) if (draft := _trailing(text, match.span(), flat))]
    return sorted((*flat, *added), key=_start) if added else flat


def _trailing(text: str, sentence: Span, flat: list[Draft]) -> Draft | None:
    start = sentence[0] + len(text[slice(*sentence)]) - len(text[slice(*sentence)].lstrip())
    if any(_touches(draft, (start, sentence[1])) for draft in flat):
        return None
    match = _PHRASE.search(text, start, sentence[1])
    if not match or match.start() - start < SHORTEST or _CLAUSE.search(match.group("who")):
        return None
    if _QUOTES & set(text[start : match.start()]):
        return None
    return Draft(match.span("who"), match.span("cue"), ((start, match.start()),), CONFIDENCE)


def _touches(draft: Draft, sentence: Span) -> bool:
    spans = (draft.source, draft.cue, *draft.content)
    return any(span and span[0] < sentence[1] and sentence[0] < span[1] for span in spans)


def _start(draft: Draft) -> int:
    return min(span[0] for span in (draft.source, draft.cue, *draft.content) if span)
