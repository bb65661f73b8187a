"""Links that a fixed phrase states: "told Reuters", "carried by state radio", "citing a military source".

The model finds most of them. These rules add those it misses, only where the phrase leaves no doubt: the
medium must be known as one, and who is cited must be somebody, not a reason ("citing the risk of fire").
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from accordingto.reading.attribution import Draft
from accordingto.reading.codebook.tables import sources
from accordingto.reading.sources import head_words, is_media
from accordingto.types import Span

_STOP = (
    "who|which|that|as|on|in|at|by|after|before|when|while|said|says|saying|reported|reports|for|with|to|and|but"
    "|late|early"
)
_PHRASE = rf"(?P<who>(?:[\w’'.-]+\s+){{0,6}}?[\w’'.-]*[\w’'-])(?=\s+(?:{_STOP})\b|\s*[,.;:()—–\"“”]|\s*$)"
_TOLD = re.compile(
    r"\b(?:told|tells|telling|informed|speaking to|spoke to|(?:interview|telephone call) with|interviewed by|"
    r"(?:quoted|cited|carried|broadcast|aired|published|reported|run|shown|released|obtained|seen|read) by|"
    rf"(?:remarks|comments|statement|message|letter|account) to)\s+{_PHRASE}"
)
_CITING = re.compile(rf"\b(?:citing|quoting)\s+{_PHRASE}")
_SENTENCE = re.compile(r"(?:[^.!?\n]|[.!?](?![\"”’]?\s+[^a-z\s]|[\"”’]?\s*(?:\n|$)))+[.!?]?[\"”’]?")


def with_stated_relays(text: str, drafts: list[Draft]) -> list[Draft]:
    """`drafts` with the links that phrases in their own sentence state, where the model gave none."""
    return [_completed(text, draft, draft.cue, drafts) if draft.cue else draft for draft in drafts]


def _completed(text: str, draft: Draft, cue: Span, drafts: list[Draft]) -> Draft:
    within = _sentence(text, cue)
    links = [span for other in drafts for span in (other.source, *other.outer, *other.inner) if span]
    taken = [*links, *draft.content]
    rivals = [other.cue for other in drafts if other.cue and other.parent == draft.parent]

    def stated(pattern: re.Pattern[str], fits: Callable[[str], bool]) -> tuple[Span, ...]:
        found = [match.span("who") for match in pattern.finditer(text, *within)]
        free = [who for who in found if not any(who[0] < end and start < who[1] for start, end in taken)]
        mine = [who for who in free if min(rivals, key=lambda rival: abs(rival[0] - who[0])) == cue]
        return tuple(who for who in mine if fits(text[slice(*who)]))[:1]

    return replace(
        draft,
        outer=draft.outer or stated(_TOLD, is_media),
        inner=draft.inner or stated(_CITING, _is_somebody),
    )


def _sentence(text: str, span: Span) -> Span:
    """The sentence around a span."""
    low = text.rfind("\n", 0, span[0]) + 1
    for match in _SENTENCE.finditer(text, low):
        if match.end() > span[0]:
            return match.span()
    return span


def _is_somebody(phrase: str) -> bool:
    book = sources()
    words = head_words(phrase)
    head = words[-1] if words else ""
    people = book.unnamed_words | book.collective_words | book.media_words | book.document_words
    return head.lower() in people or is_media(phrase) or (head[:1].isupper() and head[1:].islower())
