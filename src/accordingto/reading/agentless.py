"""Reports without a source: "reportedly", "was said to have", "it was claimed that".

The model takes the subject of such a sentence for its source. Nobody is said to have said it: the subject is
part of what is reported.
"""

from __future__ import annotations

import re
from dataclasses import replace

from accordingto.reading.drafts import Draft

_ADVERB = re.compile(r"(?:reportedly|allegedly|supposedly|purportedly|apparently|ostensibly)", re.IGNORECASE)
_VERB = "said|reported|believed|thought|understood|alleged|rumou?red|feared|claimed|known|presumed|suspected"
_PASSIVE = re.compile(
    rf"(?:(?:was|were|is|are|(?:has|have|had) been)\s+)?(?:widely\s+)?(?:{_VERB})(?:\s+to(?:\s+have)?)?",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(r"\b(?:was|were|is|are|been)\s*$", re.IGNORECASE)


def without_agent(text: str, draft: Draft) -> Draft:
    """`draft` with no source where its cue names none; the subject joins the content, an "it" is dropped."""
    if not draft.source or not draft.cue or draft.source[1] > draft.cue[0]:
        return draft
    subject, cue = text[slice(*draft.source)], text[slice(*draft.cue)]
    passive = _PASSIVE.fullmatch(cue) and (
        _AUXILIARY.match(cue.split()[0]) or _AUXILIARY.search(text[draft.source[1] : draft.cue[0]])
    )
    if not passive and not _ADVERB.fullmatch(cue):
        return draft
    content = draft.content if subject.lower() == "it" else (draft.source, *draft.content)
    return replace(draft, source=None, content=content)
