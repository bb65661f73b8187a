"""Who denies or counts breaches, and whose view a sentence is, in words that the model does not mark.

"The army denied any raid and said that ..." has two cues and one source; the model keeps the second. A count
("logged 38 breaches") and a phrase ("in Moscow's words") attribute without a verb of saying.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from accordingto.reading.asserting import AS_AUTHOR, PUT_DOWN_TO
from accordingto.reading.drafts import Draft
from accordingto.types import Span

CONFIDENCE = 0.6
REACH = 200  # code points from a cue to the breach that it counts
_CLAUSE = re.compile(r"(?:[^.;:!?\n“”\"]|\.(?!\s|$))+")
_WORD = r"[^\W_][\w’'-]*"
_NO_NAME = (
    r"(?:which|that|where|when|while|after|before|as|but|because|if|and|it|they|was|were|is|are|had|has|have|would|could"
    r"|on|in|by|at|to|from|with|since|not|never|again|also|meanwhile|accused|denied)\b"
)
_NAME = rf"(?!(?i:{_NO_NAME})){_WORD}"
WHO = (
    r"(?P<who>(?i:it|they|he|she)\b"
    rf"|{_NAME}(?:\s+(?:(?:in|at|of|to|on)\s+(?:the\s+)?)?(?!(?:the|an?)\b){_NAME}){{0,7}}?)"
)
_ASIDE = r"(?:,\s+[^,;.]{3,90},)?"
_AUXILIARY = (
    r"(?:\s+(?:neither\s+\w+\s+nor|has|have|had|did|does|do|would|will|not|never"
    r"|also|again|meanwhile|then|itself|was|were|is|are|\w+ly))*"
)
_ACTIVE = r"(?:\s+(?:has|have|had|also|again|meanwhile|then|itself))*"
_OPENING = (
    r"(?:(?:[Oo]n|[Ii]n|[Bb]y|[Aa]t|[Aa]fter|[Ss]ince|[Ff]rom)\s+(?:[\w’'-]+\s+){0,4}?[\w’'-]+,?\s+"
    r"|(?:[Aa]nd|[Bb]ut|[Ww]hile|[Tt]hen|[Mm]eanwhile),?\s+)?"
)
_CHARGE = (
    r"(?:(?:the|this|that|its|their|all|any|these|those)\s+)?(?:charges?|accusations?|allegations?|claims?)\b"
)
_DENIES = (
    r"(?P<cue>denie[ds]|deny|disput(?:ed?|es)|refute[ds]?|rebut(?:s|ted)"
    rf"|(?:reject|dismiss|shrug)(?:e?s|e?d|ged)?(?:\s+off)?(?=\s+{_CHARGE}))"
)
_COUNTS = (
    r"(?P<cue>recorded|counted|logged|noted|documented|registered|tallied|listed|reports?|reported"
    r"|(?:spoke|speaks?|talks?|talked)\s+of|calls?|called|calling|charges?|charged|charging|portray(?:s|ed)"
    r"|(?:put|puts|chalked|laid|lays?|lay)|admits?|admitted|complain(?:s|ed))"
)
_BREACH = (
    r"(?:violat\w+|breach\w*|infring\w+|infract\w+|contraven\w+|flout\w*|betray\w+|treacher\w+|sabotage"
    r"|affront)\b"
)
_END = (
    r"(?=$|,?\s+(?:and|but)\s+(?:also\s+|later\s+|then\s+)?"
    r"(?:said|says|told|accused|blamed|claimed|asserted|added|spoke)\b|,)"
)
_NEXT = re.compile(r",\s+(?:and|but|while)\s+")
_ALLEGED = re.compile(rf"\b{_BREACH}", re.IGNORECASE)
_DENIAL = re.compile(rf"{_OPENING}{WHO}{_ASIDE}{_AUXILIARY}\s+{_DENIES}\s+(?P<content>[^,]+?){_END}")
_SUBJECT = re.compile(rf"{_OPENING}{WHO}(?P<aside>{_ASIDE}){_ACTIVE}\s+")
_PASSIVE = re.compile(
    r"(?:was|were|is|are|been|being|has been|have been|had been)\b|.*(?:ly|['’]s)$", re.IGNORECASE
)
_SUSPECTS = re.compile(r"suspects?", re.IGNORECASE)
_COUNT = re.compile(
    rf"{_OPENING}{WHO}{_ASIDE}{_AUXILIARY}\s+{_COUNTS}\s+(?P<content>.{{0,{REACH}}}?\b{_BREACH}.*)$"
)
# "The mayor attributed the attack to the rebels", "the police put the killing down to soldiers".
_ASCRIBES = re.compile(
    rf"{_OPENING}{WHO}{_ASIDE}{_ACTIVE}\s+"
    rf"(?:(?P<cue>attribut(?:es?|ed)|ascrib(?:es?|ed))|(?P<put>puts?)(?=[^,]*?\s{PUT_DOWN_TO}))\s+"
    rf"(?P<content>(?:the|this|that|these|those|both|it|its|their|an?|responsibility|\w+['’]s)\b[^,]*?"
    rf"\s(?:down\s)?to\s[^,]+?){_END}"
)
# "She named the Front as the author of the attack", "the army holds rebels responsible for the shelling".
_CHARGES = re.compile(
    rf"{_OPENING}{WHO}{_ASIDE}{_ACTIVE}\s+(?P<cue>holds?|held|nam(?:es|ed)|identif(?:ies|ied)|brand(?:s|ed))\s+"
    rf"(?P<content>[^,]*?\b{AS_AUTHOR}[^,]*?){_END}"
)
_VIEW = re.compile(
    r"\b(?:in|by|on|to go by)\s+(?P<who>(?:the\s+)?(?:[\w-]+\s+){0,3}?[\w-]+)(?:['’]s|(?<=s)['’])\s+"
    r"(?:own\s+)?(?P<noun>words?|counts?|reckoning|tally|telling|view|book|account|eyes|figures)\b"
    r"|\b(?:in|by|on)\s+the\s+(?P<noun2>words|count|reckoning|tally|view|account|eyes|figures)\s+of\s+"
    r"(?P<who2>[\w’'-]+(?:\s+(?!and\b|has\b|had\b|is\b|was\b)[\w’'-]+){0,3})"
    r"|\bif\s+(?P<who3>(?:the\s+)?[\w’'-]+(?:\s+[\w’'-]+){0,3}?)\s+(?:is|are)\s+to\s+be\s+believed\b"
)


def with_allegations(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """`drafts` with denials, counts of breaches and views that they lack, in the order of the text."""
    clauses = [match.span() for match in _CLAUSE.finditer(text)]
    found = [_with_subject(text, draft, clauses) for draft in drafts]
    for clause in clauses:
        near = [draft for draft in drafts if _speaks(draft, (clause,))]
        for start in _openings(text, clause):
            near += _told(text, (start, clause[1]), near)
        near += _viewed(text, clause, near)
        found += [draft for draft in near if draft not in drafts]
    return sorted(found, key=_start)


def _with_subject(text: str, draft: Draft, clauses: Sequence[Span]) -> Draft:
    """ "Norland, which brokered it, urged | both to talk": who stands before a cue without a source.

    The model loses a subject behind an aside, and that of who counts breaches or suspects somebody. Elsewhere
    it has reasons.
    """
    if draft.source or not draft.cue or _PASSIVE.match(text, *draft.cue):
        return draft
    index = bisect_right(clauses, draft.cue[0], key=lambda clause: clause[1])
    begin = min(clauses[index][0], draft.cue[0]) if index < len(clauses) else draft.cue[0]
    for start in _openings(text, (begin, draft.cue[0])):
        match = _SUBJECT.fullmatch(text, start, draft.cue[0])
        suspects = _SUSPECTS.fullmatch(text, *draft.cue)
        if match and (match["aside"] or suspects or any(_ALLEGED.search(text, *s) for s in draft.content)):
            return replace(draft, source=match.span("who"))
    return draft


def _openings(text: str, clause: Span) -> Iterator[int]:
    """Where a clause may begin in what stands between two marks: at its start and behind ", and"."""
    yield clause[0] + len(text[slice(*clause)]) - len(text[slice(*clause)].lstrip())
    for match in _NEXT.finditer(text, *clause):
        yield match.end()


def _told(text: str, clause: Span, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """A denial, a count or an accusation with which a clause begins.

    Its source may be that of the next cue, too.
    """
    for form in (_DENIAL, _COUNT, _ASCRIBES, _CHARGES):
        match = form.match(text, *clause)
        if match is None:
            continue
        cue = match.span("cue") if match["cue"] else match.span("put")
        if not any(_speaks(draft, (cue, match.span("content"))) for draft in drafts):
            yield Draft(match.span("who"), cue, (match.span("content"),), CONFIDENCE)
            return


def _viewed(text: str, clause: Span, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """The rest of a clause that a phrase says to be somebody's view."""
    for match in _VIEW.finditer(text, *clause):
        group = next(name for name in ("who", "who2", "who3") if match[name])
        parts = [_trimmed(text, part) for part in ((clause[0], match.start()), (match.end(), clause[1]))]
        content = tuple(part for part in parts if part[0] < part[1])
        if content and not any(_speaks(draft, (clause,)) for draft in drafts):
            yield Draft(match.span(group), match.span(), content, CONFIDENCE)
            return


def _trimmed(text: str, span: Span) -> Span:
    words = text[slice(*span)]
    left = len(words) - len(words.lstrip(" ,"))
    return span[0] + left, max(span[0] + left, span[0] + len(words.rstrip(" ,")))


def _speaks(draft: Draft, spans: Sequence[Span]) -> bool:
    """Whether an attribution has its cue or content in some spans."""
    own = [span for span in (draft.cue, *draft.content) if span]
    return any(one[0] < end and start < one[1] for one in own for start, end in spans)


def _start(draft: Draft) -> int:
    return min(span[0] for span in (draft.source, draft.cue, *draft.content) if span)
