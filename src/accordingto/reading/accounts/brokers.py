"""Who brokered a deal, where plain words say so: "brokered by X and Y", "under the auspices of X"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from accordingto.reading.accounts.agreements import Dealt, Mention
from accordingto.types import Span

_BROKERED = re.compile(
    r"\b(?:brokered|mediated|sponsored|guaranteed|facilitated|arranged|overseen|hosted|supervised|negotiated)\s+by\s+"
    r"|\b(?:mediation|auspices|sponsorship|supervision|offices|patronage|guarantee)\s+of\s+"
    r"|\b(?:contacts|talks|negotiations|mediation)\s+(?:\w+\s+){0,2}(?:through|by)\s+",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:(?:the|neighbouring|neighboring|friendly|so-called|regional|fellow|state\s+of)\s+){0,4}"
    r"(?P<name>[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*)(?!['’])"
)
_AND = re.compile(r"\s+and\s+")


def with_brokers(text: str, dealt: Dealt) -> Dealt:
    """Deals with those whom their sentences name as brokers, who are then no parties."""
    return replace(dealt, mentions=tuple(_brokered(text, mention) for mention in dealt.mentions))


def _brokered(text: str, mention: Mention) -> Mention:
    start, end = mention.head.sentence
    named = [
        span for match in _BROKERED.finditer(text, start, end) for span in _names(text, match.end(), end)
    ]
    if not named:
        return mention
    arguments = dict(mention.head.arguments)
    known = arguments.get("broker", ())
    arguments["broker"] = (*known, *(span for span in named if not any(_meet(span, one) for one in known)))
    arguments["party"] = tuple(
        span
        for span in arguments.get("party", ())
        if not any(_meet(span, one) for one in arguments["broker"])
    )
    return replace(mention, head=replace(mention.head, arguments=arguments))


def _names(text: str, start: int, end: int) -> Iterator[Span]:
    """Names joined by "and" from a place on."""
    match = _NAME.match(text, start, end)
    while match:
        yield match.span("name")
        joined = _AND.match(text, match.end(), end)
        match = _NAME.match(text, joined.end(), end) if joined else None


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
