"""Who denies what others say, in which words, and by what these point to it.

"Rejected the accusation" and "denied it" point to what was told before; "denied reports that jets had struck"
holds the clause that it denies; who "called the claims baseless" denies them without a word of denial.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from accordingto.reading.answering import SAYING
from accordingto.reading.asserting import UNSAID, is_no_denial
from accordingto.reading.drafts import SENTENCE_END
from accordingto.types import Attribution, Span

_DENYING = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ials?)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|refut(?:e[sd]?|ing)"
    r"|rebut(?:s|ted|ting)?|disput(?:e[sd]?|ing)|repudiat(?:e[sd]?|ing)|shrug(?:s|ged|ging)? off"
    r"|brush(?:es|ed|ing)? (?:off|aside)|scoff(?:s|ed|ing)? at|contest(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
# "It will be hard to refute charges", "they may deny it"; who "goes on to deny" or "continues to" does.
_OPEN = re.compile(
    r"(?:(?<!continue )(?<!continues )(?<!continued )(?<! went on )(?<! goes on )(?<!sought )(?<!used )\bto"
    r"|\b(?:will|would|could|may|might|should|must|can|['’]ll))\s+(?:\w+ly\s+)?"
    r"(?:den|reject|dismiss|refut|rebut|disput|contest|call)\w*[^.]*$",
    re.IGNORECASE,
)
BEFORE = 24  # code points before a cue in which such a word stands
_NOBODY = re.compile(r"(?:nobody|no ?one|none|whoever|anyone|anybody|those who|he who|you)\b", re.IGNORECASE)
_UNTRUE = (
    r"(?:false|untrue|baseless|unfounded|groundless|fabricat\w+|made[- ]up|lies?|nonsense|slander\w*"
    r"|inventions?|invented|fiction|without (?:any )?foundation|not true)\b"
)
_WRONG = r"(?:fake|propaganda|wrong|incorrect|inaccurate|malicious|hoax|absurd|ridiculous|rubbish)\b"
_FALSE = rf"(?:{_UNTRUE}|{_WRONG})"
_DETERMINED = r"(?:(?:an?|the|this|that|these|those|its|their|his|her|any|all|both|such|[\w-]+['’]s?)\s+)?"
# What was told, as a noun: "the accusation", "the rebels' claims", "those reports".
_TOLD = rf"[\"“]?{_DETERMINED}(?:[\w’'-]+\s+){{0,3}}?{SAYING}"
_ANAPHOR = re.compile(
    rf"(?:{_TOLD}(?:\s+(?:made|levell?ed))?(?:\s+(?:by|from|against|of)\s+[\w’' -]{{2,40}}?)?"
    r"(?:\s+(?:that|which))?|it|this|that|them|these|which|both)(?=\s*(?:$|[.,;]|as\b|and\b|but\b|on\b|in\b))",
    re.IGNORECASE,
)
# Only a charge is rejected; a report may be a paper, and what it says need not stand before.
_PAPER = re.compile(
    r"(?!(?:that|this|those|these|such)\b).*\b(?:report|account|version|finding|conclusion|statement|stor(?:y|ie))s?\b",
    re.IGNORECASE,
)
_OF_PAPERS = re.compile(r"\b(?:den(?:y|ies|ied|ying)|dismiss)", re.IGNORECASE)
# "Israel rejected that": a plan may be meant.
_TURNS_DOWN = re.compile(r"\b(?:reject|dismiss|repudiat|contest|shrug|brush|scoff)", re.IGNORECASE)
_BY = r"(?:\s+[—–]\s+[^.;—–]{2,60}\s+[—–])?\s+(?:(?:by|from|in|on|made by|of)\s+[^.,;]{2,60}?\s+)?"
_CLAUSE = re.compile(
    rf"(?:{_TOLD}{_BY}that|{_TOLD}\s+of(?=\s+\w+ing\b)|[\"“]?{_DETERMINED}(?:[\w’'-]+\s+){{0,3}}?"
    rf"(?:claims|reports|allegations|accusations|rumou?rs|suggestions|suspicions){_BY}(?:of|about))\s+",
    re.IGNORECASE,
)
_IS_CALLED = (
    r"\s+(?:(?:were|was|are|is|as|to be)\s+)?(?:[\w-]+\s+){0,3}?[\"“]?(?:an?\s+)?(?:[\w-]+\s+(?:of\s+)?)?"
)
_CALLED_FALSE = re.compile(
    rf"{_TOLD}{_IS_CALLED}{_FALSE}|[\"“]?(?:it|this|that|these|those|they|all this){_IS_CALLED}{_UNTRUE}",
    re.IGNORECASE,
)
_CLAUSE_FALSE = re.compile(rf"\s+(?:were|was|are|is)\s+(?:[\w-]+\s+){{0,2}}?[\"“]?{_FALSE}", re.IGNORECASE)
# "Called claims that it had fired | a lie".
_CALLING = re.compile(r"\b(?:call|brand|label|describ|term|denounc|dismiss)\w*$", re.IGNORECASE)
_CALLED_SO = re.compile(
    rf"\s+(?:as\s+)?[\"“]?(?:an?\s+)?(?:[\w-]+\s+(?:of\s+)?)?{_FALSE}[.,\"”]*$", re.IGNORECASE
)


@dataclass(frozen=True)
class Saying:
    """Who denies, in which words, and the clause of another that these hold, or the words for it."""

    attribution: Attribution
    words: Span
    clause: Span | None = None
    meant: str = ""


def with_denials(text: str, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Attributions, those that deny what was told as denials; none twice, in a denial and beside it."""
    denying = {
        saying.attribution.id
        for saying in sayings(text, attributions)
        if _is_denial(text, saying.attribution)
    }
    marked = [replace(one, act="deny") if one.id in denying else one for one in attributions]
    nested = {_words(one): one.id for one in marked if one.parent in denying}
    twins = {one.id: nested[_words(one)] for one in marked if one.parent is None and _words(one) in nested}
    return tuple(
        replace(one, parent=twins.get(one.parent, one.parent)) if one.parent else one
        for one in marked
        if one.id not in twins
    )


def _words(one: Attribution) -> tuple[Span | None, Span | None, tuple[Span, ...]]:
    return one.source, one.cue, one.content


def sayings(text: str, attributions: Sequence[Attribution]) -> Iterator[Saying]:
    """The denials of what others say; who denies only what he says himself ("denied firing") is none."""
    for one in attributions:
        if one.source is None or one.cue is None or _NOBODY.match(text, *one.source):
            continue
        content = one.content[0]
        words = min(one.source[0], one.cue[0], content[0]), max(one.source[1], one.cue[1], content[1])
        between = sorted((*one.source, *one.cue))[1:3]
        if SENTENCE_END.search(text, *between):
            continue  # the model has taken a source of another sentence
        if _OPEN.search(text[max(0, one.cue[0] - BEFORE) : one.cue[1]]) or UNSAID.search(text, *one.cue):
            continue
        found = _denying(text, one) if _is_denial(text, one) else _calling_false(text, one)
        if found is not None:
            clause, meant = found
            yield Saying(one, words, clause, meant)


def _is_denial(text: str, one: Attribution) -> bool:
    return one.cue is not None and _DENYING.search(text, *one.cue) is not None and not is_no_denial(text, one)


def _denying(text: str, one: Attribution) -> tuple[Span | None, str] | None:
    """The clause that a denial holds, or the words for what was told before; None where it holds neither."""
    content = one.content[0]
    clause = _CLAUSE.match(text, *content)
    if clause:
        return (clause.end(), content[1]), clause.group()
    meant = _ANAPHOR.match(text, *content)
    cue = text[slice(*one.cue)] if one.cue else ""
    if meant is None or (_PAPER.match(meant.group()) and not _OF_PAPERS.search(cue)):
        return None
    if _TURNS_DOWN.search(cue) and not re.search(SAYING, meant.group(), re.IGNORECASE):
        return None
    return None, meant.group()


def _calling_false(text: str, one: Attribution) -> tuple[Span | None, str] | None:
    """The same of who calls what was told false."""
    content = one.content[0]
    clause = _CLAUSE.match(text, *content)
    if clause:
        calls = one.cue is not None and _CALLING.search(text, *one.cue) is not None
        said = (_CALLED_SO if calls else _CLAUSE_FALSE).search(text, clause.end(), content[1])
        return ((clause.end(), said.start()), clause.group()) if said else None
    called = _CALLED_FALSE.match(text, *content)
    if called is None or re.search(r"\bnot (?!true)|n['’]t\b", called.group()):
        return None
    return None, called.group()


def reporters(saying: Saying, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions of the clause that is denied: "denied the governor's claim that"."""
    if saying.clause is None:
        return []
    begin = saying.attribution.content[0][0]
    return [
        one
        for one in attributions
        if one.cue
        and one is not saying.attribution
        and begin <= one.cue[0]
        and one.cue[1] <= saying.clause[0]
    ]
