"""What one speaker's phrase governs beyond what the model gave it.

Coordinated verbs share a speaker ("Orvan denied burning houses and blamed a cooking fire"), and the clause
that names him may interrupt what he says ("Drones hit three vehicles, the Red Cross said, killing six").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from accordingto.reading.codebook.acts import cue_words
from accordingto.reading.drafts import SENTENCE_END, Draft
from accordingto.types import Span

_COORDINATED = re.compile(r"(?:\b(?:and|but|or|then|before|after)\b|,)\s*(?:\w+\s+){0,2}$")
_PASSIVE = re.compile(r"\b(?:am|is|are|was|were|be|been|being)\b")
# When it was said, and the comma behind the speaker's clause.
_WHEN = re.compile(r"(?:\s+(?:on|in|by|at|late|early|later|yesterday|today)\b[^,.;:\"“”]{0,40})?,\s+")
# What cannot begin a statement of its own: it goes on with the one before.
_GOING_ON = re.compile(
    r"(?:(?P<participle>[a-z]+ing)|including|among (?:them|whom)|(?:[a-z]+ ){1,3}of (?:them|whom|which)"
    r"|who|whose|which|where|were|was|had|have|has|is|are|fled|fell|died|left|lost|took|[a-z]+ed)\b"
    r"[^.;:\"“”]*?(?=[.!?]?\s*$|[.!?]\s+[^a-z]|[.!?]?\n|;)"
)


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
    """The first of two verbs with the speaker whom the model gave to the second."""
    if draft.source or not draft.cue or _PASSIVE.search(text[max(0, draft.cue[0] - 8) : draft.cue[1]]):
        return draft
    owner = next((d for d in drafts if _leads(text, draft.cue, d)), None)
    return replace(draft, source=owner.source, outer=draft.outer or owner.outer) if owner else draft


def _leads(text: str, cue: Span, owner: Draft) -> bool:
    """Whether a cue stands between the speaker of another and that one's verb, coordinated with it."""
    if not owner.source or not owner.cue or not owner.source[1] <= cue[0] < cue[1] <= owner.cue[0]:
        return False
    clause = text[owner.source[1] : owner.cue[0]]
    return not SENTENCE_END.search(clause) and bool(_COORDINATED.search(text[cue[1] : owner.cue[0]]))


def with_what_goes_on(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Contents with their second half, where the speaker's clause interrupts them and nobody else has it."""
    return [_resumed(text, draft, drafts) for draft in drafts]


def _resumed(text: str, draft: Draft, drafts: Sequence[Draft]) -> Draft:
    if not draft.source or not draft.cue:
        return draft
    start, end = min(draft.source[0], draft.cue[0]), max(draft.source[1], draft.cue[1])
    last = max(span[1] for span in draft.content)
    pause = _WHEN.match(text, end)
    rest = _GOING_ON.match(text, pause.end()) if pause and text[last:start].strip() == "," else None
    if not rest or _is_speech(rest) or any(_touches(other, rest.span()) for other in drafts):
        return draft
    return replace(draft, content=(*draft.content, rest.span()))


def _is_speech(rest: re.Match[str]) -> bool:
    """Whether a participle goes on with the speaker: "..., the army said, adding that ..."."""
    return bool(rest["participle"] and cue_words().match(rest["participle"]))


def _touches(draft: Draft, span: Span) -> bool:
    spans = (draft.source, draft.cue, *draft.content)
    return any(other and other[0] < span[1] and span[0] < other[1] for other in spans)
