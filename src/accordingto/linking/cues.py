"""What the words around a mention say of it: another one, or the one told of before; names beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from accordingto.linking.copies import sentences
from accordingto.linking.words import TARGETS, content, stems, tokens
from accordingto.types import Span

# "a second raid", "shelled again", "the day after": another happening than the one told of before.
_ANOTHER = re.compile(
    r"\b(?:second|third|fourth|fifth|another|again|separate(?:ly)?|elsewhere|neighbou?ring|nearby|adjacent|fresh|"
    r"further|farther|resumed|returned|as for|(?:came|come) back|"
    r"the same (?:quarter|road|town|city|village|camp)|next (?:day|town|village|morning|district|township)|"
    r"(?:day|days|night|morning|hour|hours|week|minutes) (?:later|after|earlier|before)|"
    r"more (?:shells|rockets|bombs|mortars|missiles|strikes|drones)|"
    r"other (?:attack|strike|raid|blast|bomb)\w*)\b",
    re.IGNORECASE,
)
# Words that go on to something else more often than not.
_BESIDE = re.compile(
    r"\b(?:also|too|meanwhile|separately|later|earlier|hours|as well|in addition|besides|likewise|similar"
    r"(?:ly)?)\b",
    re.IGNORECASE,
)
_NOUN = re.compile(
    r"(?:attacks?|strikes?|airstrikes?|raids?|bombings?|shellings?|explosions?|blasts?|massacres?|killings?|fighting|"
    r"battles?|clash(?:es)?|arrests?|releases?|exchanges?|swaps?|march(?:es)?|protests?|demonstrations?|rall(?:y|ies)|"
    r"deals?|agreements?|accords?|truces?|deaths?|dead|assaults?|captures?|falls?|ambush(?:es)?|abductions?|"
    r"kidnappings?|shootings?|fires?|barrages?|salvos?|bombardments?|evacuations?|handovers?|incidents?|"
    r"operations?|offensives?|sieges?|convoys?|seizures?|takeovers?|detentions?|casualt(?:y|ies)|wounded|killed|"
    r"injured|violations?|breach(?:es)?|bombs?|signing|talks|withdrawals?|executions?|beatings?)",
    re.IGNORECASE,
)
_BEFORE = 40
_BACK = re.compile(
    r"(?:\b(?:the|that|this|those|these|such|his|her|its|their|both|whose|each)|['’]s)\s+(?:[\w'’-]+\s+){0,2}$",
    re.IGNORECASE,
)
_BROUGHT_IN = re.compile(
    r"\b(?:an?|two|three|four|several|some|no|any)\s+(?:[\w'’-]+\s+){0,2}$", re.IGNORECASE
)
_HAD = re.compile(r"\bhad\s+(?:[\w'’-]+\s+){0,2}$", re.IGNORECASE)
_LOCATED = re.compile(
    r"\b(?:in|at|near|on|outside|from|of|around|to|toward|towards|over|into|inside|between|and|against)\s+(?:the\s+)?"
    r"((?:[A-Z][\w'’-]+\s?)+)",
)
_LEADING = re.compile(r"^(?:In|At|Near|On|Outside|From|Around|Of)\s+(?:the\s+)?((?:[A-Z][\w'’-]+\s?)+)")
# Words and marks between two mentions of one sentence, those that part them most first.
_JOINTS = (
    ("a stop", re.compile(r"[;:–—]")),
    (
        "a turn",
        re.compile(
            r"\b(?:after|before|since|following|then|until|later|earlier|ago|while|whereas|but|though|although|"
            r"despite|instead|not|hours?|days?|weeks?)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "who said it",
        re.compile(
            r"\b(?:said|says|told|according|accused|denied|claimed|blamed|announced|reported)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "a clause",
        re.compile(r"\b(?:when|as|by|with|from|during|that|which|whom?|where|whose)\b", re.IGNORECASE),
    ),
    ("and", re.compile(r"\b(?:and|n?or)\b", re.IGNORECASE)),
    ("a comma", re.compile(",")),
)
_CLAUSE_END = re.compile(
    r"[;:–—]|,?\s(?:and|but|while|whereas|though|although)\s|,\s(?:when|after|before|where|who|which|whose|as)\s",
    re.IGNORECASE,
)
JOINTS = tuple(name for name, _ in _JOINTS)
WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_NO_PLACE = WEEKDAYS | frozenset(
    "january february march april may june july august september october november december".split()
)
_NAME = re.compile(r"(?<![.!?\"“] )(?<!^)\b[A-Z][\w'’-]+")


class Cues(NamedTuple):
    """`anew` is how a sentence says that it tells of another; `refers` whether the telling word points back.

    `names`, `located` (those behind words of place), `weekdays`, `content` (stems that say something) and
    `joints` (what may part mentions, with where it stands) are of the whole sentence, which is the
    `position`-th; `targets`, as `bridge`, are of the clause. `pluperfect` is whether
    the telling word stands behind "had".
    """

    sentence: int
    position: int
    anew: str | None
    refers: str | None
    names: frozenset[str]
    located: frozenset[str]
    weekdays: frozenset[str]
    content: frozenset[str]
    targets: frozenset[str]
    joints: tuple[tuple[int, str], ...]
    pluperfect: bool


def cues_of(text: str, trigger: Span) -> Cues | None:
    """From a document's text; None without it."""
    found = next(
        ((number, span) for number, span in enumerate(sentences(text)) if span[0] <= trigger[0] < span[1]),
        None,
    )
    if found is None:
        return None
    position, (start, end) = found
    words = text[start:end]
    before = text[max(start, trigger[0] - _BEFORE) : trigger[0]]
    return Cues(
        sentence=start,
        position=position,
        anew="another" if _ANOTHER.search(words) else "beside" if _BESIDE.search(words) else None,
        refers=_refers(before, text[slice(*trigger)]),
        names=frozenset(word for name in _NAME.findall(words) for word in tokens(name)),
        located=frozenset(_located(words)) - _NO_PLACE,
        weekdays=frozenset(tokens(words)) & WEEKDAYS,
        content=content(stems(words)),
        targets=TARGETS.intersection(stems(_clause(words, trigger[0] - start, trigger[1] - start))),
        joints=tuple(
            sorted((start + one.start(), name) for name, joint in _JOINTS for one in joint.finditer(words))
        ),
        pluperfect=_HAD.search(before) is not None,
    )


def _located(words: str) -> Iterator[str]:
    """Names behind words of place; they may be of people or days as well."""
    for pattern in (_LEADING, _LOCATED):
        for name in pattern.findall(words):
            yield from tokens(name)


def _clause(words: str, start: int, end: int) -> str:
    """What stands around a word of a sentence, up to where another clause may begin."""
    ends = [found.span() for found in _CLAUSE_END.finditer(words)]
    first = max((after for _, after in ends if after <= start), default=0)
    last = min((before for before, _ in ends if before >= end), default=len(words))
    return words[first:last]


def _refers(before: str, word: str) -> str | None:
    """Whether an article or another word points back to what was told, or brings in something new."""
    if not _NOUN.fullmatch(word):
        return None
    if _BACK.search(before):
        return "back"
    return "brought in" if _BROUGHT_IN.search(before) else None
