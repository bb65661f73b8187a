"""Whose work it was, in words around the word for what happened: its parties stand in other phrases.

"The explosion was the work of the Front", "the raid bears the army's hand", "put the killing down to rebels".
Who "had no hand in the bombing" did not do it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from accordingto.reading.codebook.actors import actor_of, kind_of
from accordingto.reading.codebook.inflection import PartOfSpeech
from accordingto.reading.events.situations import Situated
from accordingto.reading.phrases import BACK
from accordingto.types import EventType, Span

_VIOLENCE: frozenset[EventType] = frozenset({"ASSAULT", "CASUALTY", "COERCE"})
_STOP = (
    r"(?:and|but|or|who|whom|which|that|in|on|at|for|to|as|when|while|after|before|since|because|with|from|by|over|if"
    r"|had|has|have|was|were|is|are|did|said|says|according|not|whose|where|during|despite|against|behind)\b"
)
_WORD = rf"(?!(?i:{_STOP}))[\w’'-]+"
_WHO = rf"(?P<who>{_WORD}(?:\s{_WORD}){{0,6}}?)"
_END = rf"(?=\s{_STOP}|[,.;:!?—–”\"]|\s[—–-]|$)"
# The rest of the phrase for what happened: "the explosion | in the market of Orvel".
_REST = r"(?:(?!\b(?:who|which|that|and|but)\b)[^,.;:!?]){0,80}?"
_ASIDE = r"(?:,[^,.;:]{1,80},)?"
_IS = r"\s(?:was|were|is|are|been|be|being)\s(?:(?:all|clearly|indeed|again|plainly)\s)?"
# Behind a noun.
_WORKS = (
    re.compile(
        rf"{_REST}{_ASIDE}{_IS}(?:the\s)?(?:work|doing|handiwork|deed)\sof\s{_WHO}{_END}", re.IGNORECASE
    ),
    re.compile(rf"{_REST}{_ASIDE}{_IS}{_WHO}(?:['’]s|(?<=s)['’])\s(?:own\s)?(?:work|doing|handiwork)\b"),
    re.compile(
        rf"{_REST}\sb(?:ears?|ore|earing)\s(?:all\s)?the\s"
        rf"(?:hand|hallmarks?|marks?|signature|stamp|fingerprints)\sof\s{_WHO}{_END}",
        re.IGNORECASE,
    ),
)
_PUT = re.compile(
    r"\b(?:put|puts|putting)\s(?:(?:the|this|that|these|those|both)\s)?(?:[\w-]+\s){0,3}$", re.I
)
_DOWN_TO = re.compile(rf"[^.;:!?]{{0,90}}?\sdown\sto\s{_WHO}{_END}", re.IGNORECASE)
_BEHIND = re.compile(r"\bbehind\s(?:(?:the|this|that|both)\s)(?:[\w-]+\s){0,3}$", re.IGNORECASE)
_STOOD = re.compile(rf"{_REST}\s(?:stood|stands?|was|were|is|are)\s{_WHO}{_END}", re.IGNORECASE)
# Behind a noun or a verb: "the nurse killed in Orvel was the victim of snipers".
_VICTIM = re.compile(
    rf"{_REST}{_ASIDE}{_IS}(?:the\s|an?\s)?(?:[\w-]+\s)?victims?\sof\s{_WHO}{_END}", re.IGNORECASE
)
# "The gang that took them belongs to the Front", "the machine that struck the mill belonged to the army".
_RELATIVE = re.compile(r"\b(?:who|that|which)\s(?:had\s|have\s|has\s)?(?:\w+ly\s)?$", re.IGNORECASE)
_BELONGS = re.compile(rf"{_REST}\sbelong(?:s|ed)?\sto\s{_WHO}{_END}", re.IGNORECASE)
_MEN = re.compile(
    r"\b(?:those|men|gunmen|people|attackers|assailants|killers|raiders|boys)\s(?:who|that)\s(?:had\s|have\s)?$",
    re.IGNORECASE,
)
_WERE = re.compile(rf"{_REST}\s(?:were|are|was)\s(?:in\sfact\s|all\s)?{_WHO}{_END}", re.IGNORECASE)
# "It was not the rebels who blew it up, but contractors": the first did not.
_NOT_THEY = re.compile(r"\bit\s(?:was|is)\snot\s$", re.IGNORECASE)
_IS_NOT = re.compile(r"\bit\s(?:was|is)\snot\b", re.IGNORECASE)
_BUT = re.compile(rf"[^.;:!?]{{0,90}}?,\s(?:but|it\swas)\s{_WHO}{_END}", re.IGNORECASE)
# Before the word for it, who stands before these words did not do it.
_NO_PART = re.compile(
    r"\b(?:(?:had|has|have|having|took|takes?|taken|play(?:s|ed)?)\s(?:absolutely\s)?"
    r"(?:no\s(?:part|hand|role|share|involvement)\sin|nothing\sto\sdo\swith|no\sconnection\s(?:to|with))"
    r"|(?:was|were|is|are|been)\s(?:not|never|in\sno\sway)\s"
    r"(?:behind|involved\sin|responsible\sfor|implicated\sin|to\sblame\sfor|party\sto)"
    r"|(?:den(?:y|ies|ied|ying)|reject(?:s|ed)?|disclaim(?:s|ed)?|disown(?:s|ed)?)"
    r"\s(?:any|all|its|their|his|having|every)?\s?(?:had\s|taken\s)?(?:any\s|a\s)?"
    r"(?:part|hand|role|share|involvement|complicity|responsibility)\s(?:in|for))"
    r"(?:\s(?!(?:and|but|while|because)\b)[\w’'-]+){0,7}\s$",
    re.IGNORECASE,
)
# "Denied that its men had any part in it".
_ANY_PART = re.compile(
    r"\bden(?:y|ies|ied|ying)\b[^.;:!?]{1,80}?\s(?:(?:had|has|have|taken|took|played)\s(?:any|a)\s"
    r"(?:part|hand|role|share|involvement)\sin|(?:was|were|is|are|been)\s(?:behind|involved\sin|responsible\sfor))"
    r"(?:\s(?!(?:and|but|while|because)\b)[\w’'-]+){0,7}\s$",
    re.IGNORECASE,
)
# The phrase for what happened: "the bombing" is granted to have been one, "any attack" is not.
_GRANTED = re.compile(r"\b(?:the|this|that|these|those|both|\w+['’]s)\s(?:[\w’'-]+\s){0,3}$", re.IGNORECASE)
# Before the word for it, too: who did it by his own word.
_CLAIMED = re.compile(
    rf"(?:^|[,;:]\s|[\"“]|\b(?=(?:the|an?|its|their)\s))"
    rf"(?!(?:no|nobody|none|neither|another|so)\b){_WHO}(?:,[^,.;:]{{1,80}},)?"
    r"\s(?:(?:has|had|have|later|also|then|since|soon|quickly|promptly)\s)*"
    r"(?:claim(?:s|ed|ing)?\s(?:the\s|full\s|sole\s)?(?:responsibility|credit)\s(?:for|of)"
    r"|(?:took|takes?|taken)\s(?:the\s|full\s|sole\s)?(?:responsibility|credit)\sfor"
    r"|own(?:s|ed)?\sup\sto|boast(?:s|ed)?\sof)"
    r"(?:\s(?!(?:but|while|because)\b)[\w’'-]+){0,7}\s$",
    re.IGNORECASE,
)
_MARK = re.compile(r"[,;:\"“]\s*|\b(?:and|but|that)\s")
_NO_PARTY = re.compile(
    r"(?:it|he|she|they|him|her|them|us|we|you|hours|years|days|time|mistake|an?\saccident|fate)\b", re.I
)


class Form(NamedTuple):
    """Words `behind` the word for what happened, that name a party, where others stand `before` it."""

    behind: re.Pattern[str]
    before: re.Pattern[str] | None = None
    of: PartOfSpeech | None = None


_FORMS = (
    Form(_VICTIM),
    *(Form(works, of="noun") for works in _WORKS),
    Form(_DOWN_TO, _PUT, "noun"),
    Form(_STOOD, _BEHIND, "noun"),
    Form(_BELONGS, _RELATIVE, "verb"),
    Form(_WERE, _MEN, "verb"),
    Form(_BUT, _IS_NOT),
)


def with_culprits(text: str, event: Situated) -> Situated:
    """A violent event with who is said to have done it, and without who is said to have had no part in it."""
    if event.event.type not in _VIOLENCE:
        return event
    return _named(text, _disowned(text, event))


def is_granted(text: str, event: Situated) -> bool:
    """Whether it happened, though somebody had no part in it: "the bombing", not "any attack"."""
    return event.beside is not None and _GRANTED.search(text, *event.beside) is not None


def _disowned(text: str, event: Situated) -> Situated:
    start, trigger = _from(event), event.trigger[0]
    found = _NO_PART.search(text, start, trigger) or _ANY_PART.search(text, start, trigger)
    if found:
        actors = tuple(span for span in event.actor_spans if not start <= span[0] < found.end())
        whole = start == event.sentence[0]
        first = _subject(text, start, found.start(), default=start if whole else found.start())
        return replace(event, actor_spans=actors, beside=(first, found.end()))
    others = tuple(
        span for span in event.actor_spans if _NOT_THEY.search(text, start, span[0]) and span[1] <= trigger
    )
    return replace(event, actor_spans=tuple(span for span in event.actor_spans if span not in others))


def _subject(text: str, start: int, end: int, *, default: int) -> int:
    """Where the clause begins in which somebody had no part in it; `default` where no mark says so."""
    before = [match.end() for match in _MARK.finditer(text, start, end)]
    return max(before, default=default)


def _named(text: str, event: Situated) -> Situated:
    """With the party that stands in a phrase of its own, where none is known to have done it."""
    if event.actor_spans and not _stand_in(text, event):
        return event
    who = next(_phrases(text, event), None)
    return replace(event, actor_spans=(who,)) if who else event


def _stand_in(text: str, event: Situated) -> bool:
    """Whether only words that stand for a party are known: "those who", "the gang that", "the men that"."""
    return all(
        span[1] <= event.trigger[0] and _RELATIVE.fullmatch(text, span[1] + 1, event.trigger[0]) is not None
        for span in event.actor_spans
    )


def _phrases(text: str, event: Situated) -> Iterator[Span]:
    """Phrases for who did it, all of whose words are a party."""
    trigger, end = event.trigger, event.sentence[1]
    found = [_CLAIMED.search(text, _from(event), trigger[0])]
    found += [form.behind.match(text, trigger[1], end) for form in _FORMS if _fits(text, event, form)]
    yield from (match.span("who") for match in found if match and _is_party(match["who"]))


def _fits(text: str, event: Situated, form: Form) -> bool:
    """Whether a form is for such a word, behind what stands before it."""
    if form.of not in (None, event.event.candidate.pos) or (form.behind is _WERE and not _acts(event)):
        return False
    return form.before is None or form.before.search(text, _from(event), event.trigger[0]) is not None


def _from(event: Situated) -> int:
    """Where words that belong to it may begin: a table may be one sentence of many pages."""
    return max(event.sentence[0], event.trigger[0] - BACK)


def _acts(event: Situated) -> bool:
    """Whether a verb tells what somebody does: not who "died", or "were shot"."""
    hurt = any(span[0] >= event.trigger[1] for span in event.recipient_spans)
    return hurt or event.event.type != "CASUALTY"


def _is_party(words: str) -> bool:
    if _NO_PARTY.match(words):
        return False
    return kind_of(words, None) in ("people", "body") or actor_of(words).type is not None
