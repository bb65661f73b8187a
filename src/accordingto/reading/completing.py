"""What somebody says, to its grammatical end: "The truce was halted, officials said, because fire went on".

The model sometimes marks only a part of what stands around a speaker in the middle or at the end of a
sentence, or stops at a comma before "in breach of it". The sentence's grammar says what belongs together.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from accordingto.reading.codebook.acts import cue_words
from accordingto.reading.drafts import Draft
from accordingto.types import Span

QUOTES = '“”"„«»'
SHORTEST = 3  # words of a clause that is said; fewer may be an adverb: "In Gaza, they said that ..."
_CLAUSE = re.compile(r"(?:[^.;!?\n]|\.(?!\s|$)|(?<=\b[A-Z])\.)+")
_COMMA = re.compile(r",\s*$")
# What goes with a word of saying: "said | on Monday in a statement".
_ADJUNCT = re.compile(r"[^,.;:!?\n—“”\"]*")
_VERB = (
    r"(?:not\s+|also\s+|then\s+|never\s+)?(?:would|will|had|has|have|was|were|is|are|did|does|could|can|should|must|may"
    r"|might|\w{3,}ed)\b"
)
_JOINED = (
    r"(?:in|since|because|as|after|before|by|with|without|when|while|though|although|despite|if|unless|for|on|at|to"
    r"|from|under|until|contrary|against)\b"
)
_APPENDED = (
    r"(?:(?P<participle>[a-z]+ing)|including|among (?:them|whom)|(?:[a-z]+ ){1,3}of (?:them|whom|which))\b"
)
_GOES_ON = re.compile(rf"\s*(?:(?:and|but|or)\s+)?(?:{_VERB}|{_JOINED}|{_APPENDED})", re.IGNORECASE)
_BREACH = re.compile(
    r"\s*(?:an?\s+)?(?:in\s+)?(?:\w+\s+)?(?:violation|breach|contempt|defiance|contravention|infringement)\b"
    r"|\s*contrary\s+to\b",
    re.IGNORECASE,
)
# Words before an aside that only open what is said: "because, they say, the army fired first".
_OPENS = re.compile(
    r"\b(?:because|that|and|but|or|which|who|whom|when|if|as|while|where|since|although|so|for)\s*$"
)
_ANOTHER = re.compile(r",\s+(?:and|but)\s+")
_ANOTHER_SUBJECT = re.compile(r",\s+(?:and|but)\s+|:\s+")
_PREDICATE = re.compile(rf"\s*{_VERB}", re.IGNORECASE)
_BY = re.compile(r"\bby\s*$")
_END = re.compile(r",\s+(?:and|but)\s|\s—")


def completed(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """`drafts` with contents that go on to where the grammar ends them, if nobody else speaks there."""
    clauses = [_trimmed(text, match.span()) for match in _CLAUSE.finditer(text)]
    return [_completed(text, draft, drafts, clauses) for draft in drafts]


def _completed(text: str, draft: Draft, drafts: Sequence[Draft], clauses: Sequence[Span]) -> Draft:
    if (
        not draft.source
        or not draft.cue
        or any(mark in text[slice(*s)] for s in draft.content for mark in QUOTES)
    ):
        return draft
    speaking = min(draft.source[0], draft.cue[0]), max(draft.source[1], draft.cue[1])
    clause = _clause(clauses, speaking)
    aside = _COMMA.search(text, clause[0], speaking[0])
    if _BY.search(text, draft.cue[0], draft.source[0]):  # "put forward by mediators" says nothing
        return draft
    if aside is None:
        return _with_breach(text, draft, clause, drafts)
    return _around(text, draft, (aside.start(), speaking[1]), clause, drafts)


def _clause(clauses: Sequence[Span], span: Span) -> Span:
    """What stands between semicolons or full stops around a span."""
    index = bisect_right(clauses, span[0], key=lambda clause: clause[1])
    return clauses[index] if index < len(clauses) and clauses[index][0] <= span[0] else span


def _trimmed(text: str, span: Span) -> Span:
    words = text[slice(*span)]
    return span[0] + len(words) - len(words.lstrip()), span[1]


def _around(text: str, draft: Draft, aside: Span, clause: Span, drafts: Sequence[Draft]) -> Draft:
    """With all that stands before an aside such as ", officials said,", and what goes on behind it."""
    adjunct = _ADJUNCT.match(text, aside[1])
    close = adjunct.end() if adjunct else aside[1]
    if any(aside[1] <= span[0] < close for span in draft.content):  # "In Gaza, they said | that ..."
        return draft
    interrupts = text[close : close + 1] == ","
    before, behind = (clause[0], aside[0]), (close + 1, clause[1])
    if interrupts:
        another = _ANOTHER_SUBJECT if _PREDICATE.match(text, *behind) else _ANOTHER
        before = max([clause[0], *(match.end() for match in another.finditer(text, *before))]), aside[0]
    goes_on = interrupts and _goes_on(text, behind)
    content = draft.content
    if not _OPENS.search(text, *before) and (len(text[slice(*before)].split()) >= SHORTEST or goes_on):
        content = _joined(content, before, draft, drafts)
    if goes_on:
        content = _joined(content, _trimmed(text, behind), draft, drafts)
    return replace(draft, content=content)


def _goes_on(text: str, behind: Span) -> bool:
    """Whether a statement goes on behind an aside; ", they said, adding that" is the speaker's next."""
    match = _GOES_ON.match(text, *behind)
    return match is not None and not (match["participle"] and cue_words().match(match["participle"]))


def _with_breach(text: str, draft: Draft, clause: Span, drafts: Sequence[Draft]) -> Draft:
    """ "They said that he had been seized, | contrary to the accord": that is said by them, too."""
    *rest, last = draft.content
    behind = last[1] + 1
    if text[last[1] : behind] != "," or behind > clause[1] or not _BREACH.match(text, behind, clause[1]):
        return draft
    end = _END.search(text, behind, clause[1])
    longer = last[0], end.start() if end else clause[1]
    if not _is_free((last[1], longer[1]), draft, drafts):
        return draft
    return replace(draft, content=(*rest, longer))


def _joined(content: tuple[Span, ...], span: Span, draft: Draft, drafts: Sequence[Draft]) -> tuple[Span, ...]:
    """Contents with a span in place of those that it holds, if nobody else speaks in it."""
    if not _is_free(span, draft, drafts) or any(one[0] <= span[0] and span[1] <= one[1] for one in content):
        return content
    kept = [one for one in content if not (span[0] < one[1] and one[0] < span[1])]
    if any(one[0] < span[0] or one[1] > span[1] for one in content if one not in kept):
        return content
    return tuple(sorted((*kept, span)))


def _is_free(span: Span, draft: Draft, drafts: Sequence[Draft]) -> bool:
    others = [
        part
        for other in drafts
        if other is not draft
        for part in (other.source, other.cue, *other.content, *other.outer, *other.inner)
        if part
    ]
    return not any(span[0] < end and start < span[1] for start, end in others)
