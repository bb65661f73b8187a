"""Speakers in plain forms: "The road was mined on Tuesday, the deputy governor said", "It said that ...".

The farther a source stands from what it says, the more often the model loses it. Where nothing in a sentence
is attributed yet and it has one of these forms, what stands beside the phrase is what is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from accordingto.reading.attribution import Draft
from accordingto.types import Span

CONFIDENCE = 0.6  # 11 of the 14 at the end of a sentence that it adds to `evaluation/linking/dev` are right
SHORTEST = 25  # code points of a content; what is shorter may be an aside
_VERBS = r"said|says|told|tells|reported|reports|added|announced|confirmed|claimed|stated|recalled|wrote"
_WORD = r"[^\W\d_][\w’'-]*"
_DETERMINER = r"(?:the|a|an|its|his|her|their|one|two|three|several|some|local|another)"
_WHO = rf"(?P<who>(?:{_DETERMINER}\s+)?{_WORD}(?:\s+{_WORD}){{0,9}}?)"
_OPENING_WHO = rf"(?P<who>(?:It|He|She|They)|(?-i:[A-Z])[\w’'-]*(?:\s+{_WORD}){{0,9}}?)"
_ASIDE = r"(?:,\s+(?:however|meanwhile|for (?:its|his|her|their) part|in turn),)?"
_WHEN = r"(?:\s+(?!that\b)[^,.;:\"“”]{1,60})?"
_END = r"[.!?]?$"
_FORMS = tuple(
    re.compile(form)
    for form in (
        # "..., the deputy governor said on Tuesday."
        rf"(?P<content>[^\"“”]+?),\s+{_WHO}\s+(?P<cue>{_VERBS}){_WHEN}{_END}",
        # "..., the bar union said, and their families have had no word."
        rf"(?P<content>[^\"“”]+?),\s+{_WHO}\s+(?P<cue>said|says){_WHEN},\s+(?:and|but)\b.*",
        # "..., according to a security official."
        rf"(?P<content>[^\"“”]+?),?\s+(?P<cue>according to)\s+{_WHO}"
        rf"(?:,\s+(?:which|who|whose|to which)\b.*)?{_END}",
        # "According to the residents, nobody died."
        rf"(?P<cue>According to)\s+{_WHO},\s+(?P<content>[^\"“”]+?){_END}",
        # "..., says the council."
        rf"(?P<content>[^\"“”]+?),\s+(?P<cue>said|says)\s+{_WHO}{_END}",
        # "The army spokesman, however, said on Monday that ..."
        rf"{_OPENING_WHO}{_ASIDE}\s+(?P<cue>{_VERBS}){_WHEN}\s+(?P<content>that\s+[^\"“”]+?){_END}",
        # "It said more shells had landed."
        rf"(?P<who>It|He|She|They)\s+(?P<cue>said|says|added)\s+(?P<content>[^\"“”]+?){_END}",
    )
)
_SENTENCE = re.compile(r"(?:[^.!?\n]|[.!?](?!\s+[^a-z\s]|\s*(?:\n|$)))+[.!?]?")
# A word that cannot stand in the name of a speaker: the phrase is another clause.
_CLAUSE = re.compile(
    r"\b(?:which|that|where|when|while|after|before|as|but|because|if|was|were|is|are|had|has|have|would|could"
    r"|killing|wounding|leaving|forcing|including|adding|according|it|he|she|they|we|i)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*,?\s*(?:according to\s+)?")
# "The road was mined, the mayor told Hill Radio, and two men died".
_GOES_ON = re.compile(r"(?:and|but)\b")
_QUOTE = re.compile('["“”]')
# What stands before these is another clause: "Talks failed; the road was closed, the mayor said".
_KEPT_APART = re.compile(r"[;:–—]|\b(?:while|whereas|but|although|though)\b")
_PRONOUN = re.compile(r"(?:It|He|She|They)$")


def with_trailing_speakers(text: str, flat: Sequence[Draft]) -> list[Draft]:
    """`flat` with the speakers of plain sentences in which nothing is attributed, in the order of the text.

    Who ends a sentence, alone, says all of it, where the model gave him only the end.
    """
    sentences = [_trimmed(text, match.span()) for match in _SENTENCE.finditer(text)]
    added = [draft for sentence in sentences if (draft := _plain(text, sentence, flat))]
    return sorted((*(_widened(text, draft, sentences, flat) for draft in flat), *added), key=_start)


def _trimmed(text: str, sentence: Span) -> Span:
    words = text[slice(*sentence)]
    return sentence[0] + len(words) - len(words.lstrip()), sentence[1]


def _widened(text: str, draft: Draft, sentences: Sequence[Span], flat: Sequence[Draft]) -> Draft:
    """A lone speaker's content from the beginning of his sentence, where it stands before him."""
    if not draft.source or len(draft.content) != 1:
        return draft
    speaker = draft.source[0]
    whole = next((one for one in sentences if one[0] < speaker < one[1]), None)
    said = whole and _said_before(text, draft, whole)
    if not whole or not said:
        return draft
    if any(_touches(other, whole) for other in flat if other is not draft):
        return draft
    if _KEPT_APART.search(text, *said[0]) or _QUOTE.search(text, *whole):
        return draft
    return replace(draft, content=said)


def _said_before(text: str, draft: Draft, whole: Span) -> tuple[Span, ...]:
    """What a speaker says from the beginning of his sentence on; () where nothing of it stands before him."""
    if not draft.source or not draft.cue:
        return ()
    (start, end), speaker = draft.content[0], draft.source[0]
    if whole[0] < start and end <= speaker and _BETWEEN.fullmatch(text, end, speaker):
        return ((whole[0], end),)
    comma = text.rfind(",", whole[0], speaker)
    goes_on = draft.cue[1] <= start < whole[1] and _GOES_ON.match(text, start)
    if goes_on and comma - whole[0] >= SHORTEST and not text[comma + 1 : speaker].strip():
        return ((whole[0], comma), (start, end))
    return ()


def _plain(text: str, sentence: Span, flat: Sequence[Draft]) -> Draft | None:
    start = sentence[0]
    if any(_touches(draft, sentence) for draft in flat):
        return None
    for form in _FORMS:
        match = form.fullmatch(text, start, sentence[1])
        if match and _is_speaker(match["who"]) and len(match["content"]) >= SHORTEST:
            return Draft(match.span("who"), match.span("cue"), (match.span("content"),), CONFIDENCE)
    return None


def _is_speaker(who: str) -> bool:
    return bool(_PRONOUN.match(who)) or not _CLAUSE.search(who)


def _touches(draft: Draft, sentence: Span) -> bool:
    spans = (draft.source, draft.cue, *draft.content)
    return any(span and span[0] < sentence[1] and sentence[0] < span[1] for span in spans)


def _start(draft: Draft) -> int:
    return min(span[0] for span in (draft.source, draft.cue, *draft.content) if span)
