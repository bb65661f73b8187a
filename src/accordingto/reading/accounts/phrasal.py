"""The whole phrase in which a step is said: "put off", "reached an agreement", "fell silent"."""

from __future__ import annotations

import re

from accordingto.types import Span

# What completes a verb directly behind it, an object pronoun between them at the most. "Over" and "through"
# mostly begin a phrase of their own: "talks | over prisoners", but "the deal fell through".
_COMPLEMENT = (
    r"(?:off|out|up|down|forward|back|aside|away|apart|(?:through|over)(?=[\s”\"’']*(?:[.,;:!?]|$))"
    r"|underway|under way|on hold|on ice|silent|quiet|null and void|null|void|permanent|dead|hollow|short"
    r"|good|yes|no|unstuck|undone)"
)
# Nouns that say what is done only with a verb, and what stands between: "came into force", "pulled the plug".
_OF_VERB = re.compile(r"\b(?P<verb>[a-z]+)\s+(?P<between>in(?:to)?|under|to|the|a|an|its|his|her|their)\s+$")
_NOUNS = {
    "into": {"force", "effect", "place", "operation"},
    "in": {"place", "force"},
    "under": {"way"},
    "to": {"nothing", "grief", "pieces"},
}
_DETERMINED = {"plug", "name", "names", "signature", "signatures", "initials", "part", "word", "side"}
_BEHIND = re.compile(rf"(?:\s+(?:it|them|this))?\s+{_COMPLEMENT}\b", re.IGNORECASE)
_IS_COMPLEMENT = re.compile(rf"{_COMPLEMENT}\b", re.IGNORECASE)
_VERB_BEFORE = re.compile(r"\b(?P<verb>[a-z]+)\s+(?:(?:it|them|this)\s+)?$")
_NO_VERBS = frozenset("the a an its their and or but not no of in on at to by for from with so as".split())
_CLAUSE = re.compile(r"[.;:!?,]")
WITHIN = 5  # words between a light verb and its noun: "reached | a hard-won and fragile | agreement"


def phrase_of(text: str, trigger: Span, light_verb: Span | None = None) -> Span:
    """The trigger with its light verb, and with the particle or complement that it is nothing without."""
    start, end = trigger
    if light_verb and _is_near(text, light_verb, trigger):
        start, end = min(start, light_verb[0]), max(end, light_verb[1])
    if behind := _BEHIND.match(text, end):
        end = behind.end()
    if whole := _IS_COMPLEMENT.match(text, trigger[0]):
        end = max(end, whole.end())
        before = _VERB_BEFORE.search(text, max(0, start - 40), start)
        if before and before["verb"] not in _NO_VERBS:
            start = before.start()
    return _with_verb(text, (start, end))


def _with_verb(text: str, span: Span) -> Span:
    """A noun that means nothing without its verb, with it."""
    before = _OF_VERB.search(text, max(0, span[0] - 40), span[0])
    if before is None or before["verb"] in _NO_VERBS:
        return span
    nouns = _NOUNS.get(before["between"], _DETERMINED)
    return (before.start(), span[1]) if text[slice(*span)].lower() in nouns else span


def _is_near(text: str, one: Span, other: Span) -> bool:
    first, second = sorted((one, other))
    between = text[first[1] : second[0]]
    return not _CLAUSE.search(between) and len(between.split()) <= WITHIN
