"""The words that deny what happened before the word for it: "there has been no explosion"."""

from __future__ import annotations

import re
from dataclasses import replace

from accordingto.reading.events.situations import Situated
from accordingto.reading.phrases import BACK

_THERE = r"(?:\bthere\s(?:is|are|was|were|(?:has|have|had)\s(?:never\s)?been)\s)?"
_NO = r"\b(?:no(?!\sone\b)|not\s(?:an?|any|one|the)|never\s(?:an?|any)|neither)(?:\s(?:single|such|more))?\s"
_NOBODY = r"\b(?:nobody|no\sone|none|not\s(?:one|a\ssingle)\s\w+|no\s\w+)\s(?:of\s(?:\w+\s){1,3})?"
_WORDS = r"(?:(?!(?:but|and|or|who|that|which|when)\b)[\w’'-]+\s){0,3}$"
_DENIED = re.compile(rf"{_THERE}{_NO}{_WORDS}|{_NOBODY}{_WORDS}", re.IGNORECASE)


def with_denial(text: str, event: Situated) -> Situated:
    """What did not happen with the words that say so, which are no party and no place of it."""
    start = max(event.sentence[0], event.trigger[0] - BACK)
    found = None if event.beside else _DENIED.search(text, start, event.trigger[0])
    return replace(event, beside=(found.start(), event.trigger[0])) if found else event
