"""Who speaks where several verbs share one speaker: "Orvan denied burning houses and blamed a cooking fire".

The model gives a speaker to one verb only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from accordingto.reading.drafts import SENTENCE_END, Draft
from accordingto.types import Span

REACH = 200  # code points from a speaker to the first of the verbs that share him
_COORDINATED = re.compile(r"(?:\b(?:and|but|or|then|before|after)\b|,)\s*(?:\w+\s+){0,2}$")
_PASSIVE = re.compile(r"\b(?:am|is|are|was|were|be|been|being)\b")


def with_shared_sources(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Give a cue without a source the one it shares: "X said A and warned that B", "X denied A and said B".

    `drafts` stand in the order of their first words.
    """
    result: list[Draft] = []
    for draft in drafts:
        before = next((d for d in reversed(result) if d.source and d.cue and draft.cue), None)
        if not draft.source and before and _follows(text, before, draft):
            draft = replace(draft, source=before.source, outer=draft.outer or before.outer)
        result.append(draft)
    return [_led(text, draft, result) for draft in result]


def _follows(text: str, before: Draft, draft: Draft) -> bool:
    if not before.cue or not draft.cue or before.cue[1] > draft.cue[0]:
        return False
    between = text[before.cue[1] : draft.cue[0]]
    participle = text[slice(*draft.cue)].split()[0].endswith("ing")
    return not SENTENCE_END.search(between) and (participle or bool(_COORDINATED.search(between)))


def _led(text: str, draft: Draft, drafts: Sequence[Draft]) -> Draft:
    """The first of two verbs with the speaker whom the model gave to a later one."""
    if draft.source or not draft.cue or _PASSIVE.search(text[max(0, draft.cue[0] - 8) : draft.cue[1]]):
        return draft
    cue = draft.cue
    owners = [other for other in drafts if _stands_before(text, other.source, cue)]
    sharing = [other for other in owners if _follows(text, draft, other)]
    owner = min(sharing, key=lambda other: other.cue or cue, default=None)
    return replace(draft, source=owner.source, outer=draft.outer or owner.outer) if owner else draft


def _stands_before(text: str, source: Span | None, cue: Span) -> bool:
    """Whether a speaker stands before a verb, in its sentence and not far from it."""
    if source is None or not 0 <= cue[0] - source[1] <= REACH:
        return False
    between = text[source[1] : cue[0]]
    return ";" not in between and not SENTENCE_END.search(between)
