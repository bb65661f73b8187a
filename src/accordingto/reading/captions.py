"""What stands around pictures and before a report is nobody's word, and no part of a speaker's name.

"Image copyright Getty Images", datelines ("KAFR ATUN, Qarat (Agency) - The mayor said"), and the places that
head the items of a list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from accordingto.reading.drafts import Draft
from accordingto.types import Span

_AGENCIES = (
    r"(?:Getty(?: Images)?|Shutterstock|Alamy|iStock|AFP|EPA|AP|PA(?: Media| Wire)?|Reuters|BBC|Twitter)"
)
_NAME = r"[A-Z][\w’'-]+(?:\s[A-Z][\w.’'-]*){0,3}"
_LABEL = re.compile(
    rf"\b(?i:image|media|photo(?:graph)?|picture|video|file)\s+(?i:caption|copyright|credit|source)\b"
    rf"(?:\s*[:/]?\s*{_AGENCIES}\b)*"
    rf"|\bAP Photo\s?/\s?{_NAME}"
    rf"|\b{_NAME}(?:\s?/\s?(?:AFP|AP|EPA|Reuters))?\s?/\s?(?:AFP|AP|EPA|Reuters|Getty Images)\b"
    rf"|\b(?:Getty Images|Shutterstock|Alamy Stock Photo|iStock)\b"
)
# "Talataye, region of Gao: 57 killed" heads an item of a list; "Ahmad Nur, mayor: ..." speaks.
_HEADING = re.compile(
    r"^[A-Z][\w’' -]{1,40},\s+"
    r"(?:(?:the\s+)?(?:region|province|cercle|governorate|district|department|state|county)\s+of\s+)?"
    r"[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*){0,3}:\s",
    re.MULTILINE,
)
_DATELINE = re.compile(r"^[^\n()]{2,60}\([A-Z][\w .]{1,30}\)\s*[-–—]{1,2}\s*", re.MULTILINE)


def without_captions(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """`drafts` without labels and datelines in their source, cue or content; what stands behind one stays."""
    labels = [match.span() for form in (_LABEL, _HEADING, _DATELINE) for match in form.finditer(text)]
    found = []
    for one in drafts:
        source = _behind(text, one.source, labels) if one.source else None
        is_label = any(start <= one.cue[0] and one.cue[1] <= end for start, end in labels if one.cue)
        if not is_label and (source or not one.source):
            content = tuple(behind for span in one.content if (behind := _behind(text, span, labels)))
            found.append(replace(one, source=source, content=content or one.content))
    return found


def _behind(text: str, words: Span, labels: Sequence[Span]) -> Span | None:
    """What of some words is no label that they begin with."""
    start, end = words
    start = max((label[1] for label in labels if label[0] <= start < label[1]), default=start)
    while start < end and text[start] in " :,":
        start += 1
    return (start, end) if start < end else None
