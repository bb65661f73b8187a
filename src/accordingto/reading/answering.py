"""Denials that answer what was told beside them, in forms that the model does not mark.

"..., a claim that Tehran denies", "which the army rejected", "reports that he had fled were denied by the
palace": who denies stands behind what is denied, or in the agent of a passive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from accordingto.reading.alleging import CONFIDENCE, WHO
from accordingto.reading.drafts import SENTENCE_END, Draft
from accordingto.types import Span

# What somebody says that another may deny.
SAYING = (
    r"(?:accusation|charge|allegation|claim|report|assertion|suggestion|rumou?r|suspicion|insinuation|contention"
    r"|statement|story|stories|account|version|characteri[sz]ation|finding|conclusion)s?\b"
)
_CUE = r"(?P<cue>den(?:y|ies|ied)|reject(?:s|ed)?|dismiss(?:es|ed)?|disput(?:e|es|ed)|refut(?:e|es|ed))\b"
_DONE = r"(?P<cue>denied|rejected|dismissed|disputed|refuted)"
_HAVE = r"(?:(?:has|have|had|also|again|since|later|long|always|\w+ly)\s+)*"
_END = r"(?=\s*(?:$|[.,;:)–—]|and\b|but\b|as\b))"
_TOLD = rf"(?:[\w-]+\s+)?{SAYING}"
# "..., which the army denies", "a claim (that) Tehran has repeatedly denied", "charges he denied".
_BESIDE = re.compile(
    rf"(?<=[,–—]\s)(?P<content>which(?=[^.;]{{1,80}}\b(?:den|disput|refut))"
    rf"|(?:(?:an?|the|all|both)\s+)?{_TOLD}(?:\s+(?:that|which))?)\s+"
    rf"(?-i:{WHO})\s+{_HAVE}{_CUE}{_END}",
    re.IGNORECASE,
)
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # "..., allegations rejected by the ministry"
        rf"(?P<content>(?<=,\s)(?:an?\s+|the\s+)?{_TOLD})\s+{_DONE}\s+by\s+(?-i:{WHO}){_END}",
        # "Iran denied Western allegations that ..."
        rf"(?-i:{WHO})\s+{_HAVE}{_CUE}\s+(?P<content>(?:[\w’'-]+\s+){{0,4}}?{_TOLD}\s+(?:[^.;,]{{0,40}}\s)?that\s[^.;]+)",
        # "Reports that he had fled were later denied by the palace"
        rf"(?P<content>\b(?:[\w-]+\s+)?{_TOLD}\s+(?:[^.;,]{{0,40}}\s)?that\s[^.;]{{3,200}}?)\s+"
        rf"(?:was|were|is|are|has been|have been|had been)\s+(?:\w+\s+)?{_DONE}\s+by\s+(?-i:{WHO}){_END}",
    )
)
_DENYING = re.compile(r"\b(?:den(?:y|ies|ied)|reject|dismiss|disput|refut)", re.IGNORECASE)
_SENTENCE = re.compile(r"[^\n]+?(?:[.!?](?=[\"”’]?\s+[^a-z])|\n|$)")


def with_answers(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """`drafts` with such denials that they lack, in the order of the text.

    What stands beside "charges he denied" is not what he says: it is told there by others.
    """
    known = list(drafts)
    for sentence in filter(_may_deny, _SENTENCE.finditer(text)):
        for found in _found(text, _BESIDE, sentence.span()):
            known = [one for one in known if not _shares_cue(one, found)] + [found]
        for form in _FORMS:
            new = [*_found(text, form, sentence.span())]
            known += [one for one in new if not any(each.source and _shares_cue(each, one) for each in known)]
    return sorted(known, key=_start)


def _may_deny(sentence: re.Match[str]) -> bool:
    return _DENYING.search(sentence.group()) is not None


def _found(text: str, form: re.Pattern[str], sentence: Span) -> Iterator[Draft]:
    for match in form.finditer(text, *sentence):
        if not SENTENCE_END.search(match.group()):
            yield Draft(match.span("who"), match.span("cue"), (match.span("content"),), CONFIDENCE)


def _shares_cue(one: Draft, other: Draft) -> bool:
    return bool(one.cue and other.cue and one.cue[0] < other.cue[1] and other.cue[0] < one.cue[1])


def _start(draft: Draft) -> int:
    return min(span[0] for span in (draft.source, draft.cue, *draft.content) if span)
