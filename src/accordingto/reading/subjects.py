"""Whether who is marked as a speaker speaks: "a man who | police say fled", "two men suspected in the raid".

The model takes a whole noun phrase before a verb for who speaks, also where its end alone does, where it is
the one of whom something is suspected, or where it is a time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from accordingto.reading.codebook.tables import sources
from accordingto.reading.drafts import Draft
from accordingto.reading.phrases import head
from accordingto.types import Span

_WORD = r"[\w.’'-]+"
# "The brothers who | authorities say ...", "a strike that | Russia says ...".
_RELATIVE = re.compile(
    rf"(?:{_WORD}\s+){{1,6}}?(?:who|whom|that|which)\s+(?=(?P<who>(?:(?:the|an?|some|many)\s+)?{_WORD}(?:\s+{_WORD})?)$)"
)
# "Another suspect | police believe ...": one, and then several who speak.
_REDUCED = re.compile(
    rf"(?:an?|another|one|the)\s+(?:{_WORD}\s+){{0,3}}?"
    r"(?:suspect|man|woman|attacker|bomber|gunman|militant|fighter|leader|brother|driver|group|cell|flat|house|car)"
    r"\s+(?=(?P<who>police|authorities|officials|investigators|prosecutors|analysts|experts|they)$)",
    re.IGNORECASE,
)
# "Two brothers | suspected in the attack": of them it is suspected.
_SUSPECTED = re.compile(
    r"(?:\w+ly\s+|now\s+|still\s+)?(?:suspected|alleged|accused|blamed|believed|thought|said)$"
)
_OF_WHAT = re.compile(r"\s+(?:in|of|for|by|to)\b")
_TELLS_OF = frozenset({"believed", "thought", "said", "alleged"})


def with_speakers(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """`drafts` under those who speak; without a source where the one that was marked says nothing."""
    return [replace(one, source=_speaker(text, one.source, one.cue)) if one.source else one for one in drafts]


def _speaker(text: str, source: Span, cue: Span | None) -> Span | None:
    phrase = text[slice(*source)]
    if head(phrase) in sources().time_words or (cue and _is_suspected(text, source, cue)):
        return None
    return source[0] + _before_speaker(phrase), source[1]


def _before_speaker(phrase: str) -> int:
    """Code points before the end of a phrase that alone speaks; 0 where all of it does."""
    relative = _RELATIVE.match(phrase)
    if relative and _may_speak(relative["who"]):
        return relative.end()
    reduced = _REDUCED.match(phrase)
    return reduced.end() if reduced else 0


def _may_speak(words: str) -> bool:
    """Whether words behind "who" are another who speaks, and not a verb: "authorities", "Russia", "they"."""
    book, last = sources(), words.split()[-1]
    return last[:1].isupper() or last.lower() in book.collective_words | book.unnamed_words | {"they"}


def _is_suspected(text: str, source: Span, cue: Span) -> bool:
    """Whether a participle behind a noun phrase says what others suspect of it."""
    words = text[slice(*cue)]
    if text[source[1] : cue[0]].strip() or not _SUSPECTED.match(words):
        return False
    behind = _OF_WHAT.match(text, cue[1])
    return behind is not None and (words.split()[-1] not in _TELLS_OF or behind.group().strip() == "to")
