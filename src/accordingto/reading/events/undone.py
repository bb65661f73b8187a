"""What came short of happening: "nearly killed", "called off a raid", "fear an attack"."""

from __future__ import annotations

import re
from typing import Literal

from accordingto.reading.phrases import ending_at
from accordingto.types import Span

# Before a verb. "Almost destroyed" is of how much, and "all but" of what is as good as done.
_NEARLY = re.compile(r"\b(?:almost|nearly)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_BY_DEGREES = re.compile(
    r"destroy|raz|flatten|obliterat|level|wip|empt|doubl|complet|decimat|depopulat", re.I
)
_SHORT_OF = re.compile(
    r"\b(?:c(?:o|a)m(?:e|es|ing) (?:very |dangerously )?close to|stopp?\w* short of|on the (?:verge|brink) of"
    r"|(?:refrain|desist|abstain)\w* from|resist\w*|miss(?:es|ed)?)\s+(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
# Before a noun: not "the attack", which may have begun.
_DROPPED = re.compile(
    r"\b(?:call\w* off|(?:cancel|scrap|abort|shelv|abandon)\w*)\s+(?:an?|(?:an?|the|its|their) planned)"
    r"\s+(?:[\w-]+\s+){0,2}$"
    r"|\bspar(?:es|ed|ing)\s+(?:[\w’'-]+\s+){1,4}an?\s+(?:[\w-]+\s+)?$",
    re.IGNORECASE,
)
# Before a verb: what somebody meant to do.
_PLANS = re.compile(
    r"\b(?:call\w* off|(?:cancel|scrap|abort|shelv|abandon)\w*|drop(?:s|ped|ping)?)\s+"
    r"(?:an?|the|its|their|his|her)?\s*(?:plans?|plots?|threats?|attempts?) (?:to|for|of)\s+$",
    re.IGNORECASE,
)
_ATTEMPT = re.compile(
    r"\b(?:tr(?:y|ies|ied|ying)|attempt(?:s|ed|ing)?|s(?:eeks?|ought)) (?:in vain |unsuccessfully )?to\s+"
    r"(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
_IN_VAIN = re.compile(
    r"\b(?:in vain|unsuccessfully)\b"
    r"|\b(?:but|only to be|before being|and) (?:[\w’'-]+ ){0,3}?"
    r"(?:repelled|repulsed|(?:driven|beaten) (?:off|back)|(?:thrown|pushed|turned|forced) back"
    r"|failed|stopped|blocked|foiled|thwarted|prevented|missed|could not|couldn['’]t)\b",
    re.IGNORECASE,
)

# Behind what nobody will do.
_OUT_OF_QUESTION = re.compile(
    r"\b(?:is|are|was|were|would be|remains?)\s+(?:\w+ly\s+)?"
    r"(?:inconceivable|unthinkable|out of the question|not an option|off the table|ruled out)\b",
    re.IGNORECASE,
)
# "Called the killing of 12 villagers a lie".
_LIE = re.compile(
    r"\bcall(?:s|ed|ing)?\b ([^.;:]{3,80}?),? an? (?:\w+ )?(?:lie|fabrication|hoax|myth|fiction|invention)\b",
    re.IGNORECASE,
)
# Before a noun: "fear an attack", "the risk of more raids", "protect the town from strikes".
_ANY = (
    r"(?:(?:an?|any|another|further|more|new|fresh|renewed|possible)\s+)?"
    r"(?:(?!(?:the|its|their)\b)[\w-]+\s+){0,2}"
)
_AHEAD = re.compile(
    r"\b(?:(?:fear|expect|anticipat|dread)(?:s|e|es|ed|ing)?|await(?:s|ed|ing)?"
    r"|brac(?:e|es|ed|ing) (?:\w+ )?for|(?:concerned|worried|anxious) about"
    r"|(?:risk|danger|prospect|possibility|likelihood|fear|spectre|event|case|chance)s? of"
    r"|(?:alert|prepar\w+|precautions?|security|measures?|defen[cs]es?) (?:for|against)|vulnerable to"
    r"|(?:protect|shield|defend|guard|safeguard)(?:s|ing)?\s+(?:[\w’'-]+\s+){1,5}?(?:from|against))\s+"
    rf"{_ANY}$",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\b(?:potential|imminent|impending|looming|future|expected|anticipated|feared)\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
Short = Literal["undone", "attempted", "ahead"]


def short_of(text: str, sentence: Span, trigger: Span, *, noun: bool) -> Short | None:
    """Whether what a word tells was not done after all, or only tried; None where neither is said.

    `sentence` and `trigger` are in code points. An attempt that is said to have been in vain is undone; what
    is feared or guarded against is ahead.
    """
    start, end = trigger
    word = text[start:end]
    if ending_at(_DROPPED, text, start) or _is_called_a_lie(text, sentence, start):
        return "undone"
    named = noun or word.endswith("ing")
    if named and (ending_at(_AHEAD, text, start) or ending_at(_TO_COME, text, start)):
        return "ahead"
    if noun:
        return None
    nearly = ending_at(_NEARLY, text, start) and not _BY_DEGREES.match(word)
    if nearly or ending_at(_PLANS, text, start):
        return "undone"
    if word.endswith("ing"):
        refused = _OUT_OF_QUESTION.search(text, end, sentence[1])
        return "undone" if refused or ending_at(_SHORT_OF, text, start) else None
    attempt = ending_at(_ATTEMPT, text, start)
    if attempt is None:
        return None
    return "undone" if _IN_VAIN.search(text, attempt.start(), sentence[1]) else "attempted"


def _is_called_a_lie(text: str, sentence: Span, start: int) -> bool:
    return any(lie.start(1) <= start < lie.end(1) for lie in _LIE.finditer(text, *sentence))
