"""Speakers in plain forms: "The road was mined on Tuesday, the deputy governor said", "It said that ...".

The farther a source stands from what it says, the more often the model loses it. Where nothing in a sentence
is attributed yet and it has one of these forms, what stands beside the phrase is what is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from accordingto.reading.codebook.tables import sources
from accordingto.reading.drafts import Draft
from accordingto.reading.sources import head_words
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
        # "The minister said at the crossing: the buses are ready."
        rf"{_OPENING_WHO}\s+(?P<cue>{_VERBS}){_WHEN}:\s+(?P<content>[^\"“”]+?){_END}",
        # "Military source: the guards fired first."
        rf"(?P<who>(?-i:[A-Z])[\w’'-]*(?:\s+{_WORD}){{0,4}})(?P<cue>:)\s+(?P<content>[^\"“”]+?){_END}",
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
_PRONOUN = re.compile(r"(?:It|He|She|They)$")


def with_plain_speakers(text: str, flat: Sequence[Draft]) -> list[Draft]:
    """`flat` with the speakers of plain sentences in which nothing is attributed, in order of the text."""
    sentences = [_trimmed(text, match.span()) for match in _SENTENCE.finditer(text)]
    added = [draft for sentence in sentences if (draft := _plain(text, sentence, flat))]
    return sorted((*flat, *added), key=_start)


def _trimmed(text: str, sentence: Span) -> Span:
    words = text[slice(*sentence)]
    return sentence[0] + len(words) - len(words.lstrip()), sentence[1]


def _plain(text: str, sentence: Span, flat: Sequence[Draft]) -> Draft | None:
    start = sentence[0]
    if any(_touches(draft, sentence) for draft in flat):
        return None
    for form in _FORMS:
        match = form.fullmatch(text, start, sentence[1])
        if match and _says(match) and len(match["content"]) >= SHORTEST:
            return Draft(match.span("who"), match.span("cue"), (match.span("content"),), CONFIDENCE)
    return None


def _says(match: re.Match[str]) -> bool:
    """Whether who stands there speaks; before a mere colon only whoever is called a source."""
    return _is_speaker(match["who"]) and (match["cue"] != ":" or _is_called_source(match["who"]))


def _is_called_source(who: str) -> bool:
    """Whether a label says what its bearer is, as "military source" does; "Sabra:" heads an item."""
    head, book = (head_words(who) or [""])[-1].lower(), sources()
    return head in book.unnamed_words or head in book.collective_words


def _is_speaker(who: str) -> bool:
    return bool(_PRONOUN.match(who)) or not _CLAUSE.search(who)


def _touches(draft: Draft, sentence: Span) -> bool:
    spans = (draft.source, draft.cue, *draft.content)
    return any(span and span[0] < sentence[1] and sentence[0] < span[1] for span in spans)


def _start(draft: Draft) -> int:
    return min(span[0] for span in (draft.source, draft.cue, *draft.content) if span)
