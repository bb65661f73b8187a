"""Who is cited in a sentence, by its plain forms: "a teacher told the paper", "according to police".

The reader finds sources by what it has learnt; where it finds none, or one of another sentence, these forms
say whom an account is from. Nothing else is taken from them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from accordingto.linking.copies import sentences
from accordingto.types import Span

_SAYS = re.compile(
    r"\b(?:said|says?|told|tells?|reported|reports?|announced|announces|confirm(?:ed|s)?|denied|den(?:y|ies)|"
    r"added|adds|wrote|writes?|claim(?:ed|s)?(?! (?:[\w-]+ )?li(?:ves|fe)\b)|insist(?:ed|s)?|stated|states|"
    r"declared|declares|acknowledged|repeated|recalled|complain(?:ed|s)|warned|testified|explained|admitted|"
    r"maintained|maintains|contradicted|contradicts|stressed|"
    # Who counts, or puts a number, says so.
    r"(?:spoke|speaks?) of|ha(?:s|ve) (?:established|raised|corrected)|"
    r"raised(?= the (?:number|toll|count))|counted|counts|"
    r"puts?(?= [^,;.]{0,60}\bat\b)|gives?(?= [^,;.]{0,40}\bas\b))"
    r"\b(?! (?:by(?! (?:tele)?phone| radio| letter| message)|through)\b)"
)
# Who refuses, "citing" a reason, cites nobody.
_ACCORDING = re.compile(
    r"\b(?:[Aa]ccording to|(?:said|says?|reports?|reported|wrote),\s+citing)\s+([^,;.()]+)"
)
_INVERTED = re.compile(r"[,;”\"]\s+(?:said|says?|reports?)\s+((?:the|an?|[A-Z])[^,;.()]*)")
_ASIDE = re.compile(r"\((?:sources?:\s*)?([a-z][a-z’' -]+)\)")
_SPEAKERS = re.compile(
    r"\b(?:police|army|military|hospitals?|ministry|unit|service|council|residents|witnesses|staff|union|"
    r"committee|network|officials?|relatives|office|agency|monitors?|volunteers|medics|doctors|authorities|"
    r"government|observers|families)\b"
)
_BREAK = re.compile(r"[,;:”\"“]\s+|[—–]\s+|\)\s+")
# "In Lorn the union said", "meanwhile the union said", "where the union counted".
_LEADING = re.compile(
    r"^(?:(?:and|but|while|as|[Mm]eanwhile|yet|still|so|then)\s+|"
    r"(?:In|At|On|From|Near|Of)\s+(?:[\w’'-]+\s+){1,3}(?=(?:the|an?|its|their|he|she|it|they)\b)|"
    r"where\s+|\w+ing\s+(?=the\b))+"
)
_TRAILING = re.compile(
    r"\s+(?:also|now|no longer|later|meanwhile|had|has|have|then|again|further|(?:him|her|it)self)$"
)
_RELATIVE = re.compile(
    r"\s+(?:who|which|that|whose|reached|met|interviewed|quoted|speaking|captured)\b.*$", re.DOTALL
)
_NOBODY = re.compile(
    r"^(?:\W|\d|(?:who|which|that|it is|there|what|when|where|while|if|not|nor|to|by|with|for|of|as|in|on|at|"
    r"from|after|before|because|than|under|during|despite|amid|over|between|through|without|until|since|about|"
    r"among|against|around|whereas|says?|said|citing|reports?|claims?|no|nobody|none|i|yesterday|today)\b|"
    r"(?:an?|the)$)",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:was|were|is|are|be|been|had|has|have|will|would|did|does|do|can|could|may|might|not|after|before|"
    r"when|while|because|since|though|although|what)\b"
)
# "Al-Manara thanks the elders who spoke for them and has nothing to", "also dismissed".
_SECOND_VERB = re.compile(r"\band (?:has|had)\b|\bcannot\b")
_PARTICIPLE = re.compile(r"\w{3}ed$")
# "The police, who deny it", "a chief, reached by telephone, said", "their station, Al-Bahr, said".
_SET_OFF = re.compile(r",\s+(?:who|(?:who|which|whose|reached|met|interviewed|speaking|asked)\b[^,;]*,)\s+$")
_WHO_SAYS = re.compile(r",\s+who\s+\w+(?: of)?")
_NAME = re.compile(r",\s+([A-Z][^,;.\d]*),\s+$")
# "The spokesman promised a commission and repeated".
_ACTING = re.compile(
    r"((?:The|An?|Its|His|Her|Their)\s(?:[\w’'-]+\s){1,6}?)(?=\w+ed\b|put\b|gave\b|spoke\b|called\b)"
)
_LEFT_OPEN = tuple(f" {word}" for word in "who which that and to the a an of in at its their".split())
LONGEST = 12  # words of a name or description, without what is said of him


class Citation(msgspec.Struct, frozen=True):
    """Somebody who is cited: his words, where they stand, and the span of what is from him."""

    name: str
    span: Span
    scope: Span


@lru_cache(maxsize=256)
def citations_in(text: str) -> tuple[Citation, ...]:
    """Every citation of a text in one of the plain forms, in the order of the text."""
    return tuple(found for span in sentences(text) for found in _in_sentence(text, span))


def cited_at(text: str, at: int) -> Citation | None:
    """Who is cited for what stands at a position of a text: the nearest of those whose words reach it."""
    fitting = [found for found in citations_in(text) if found.scope[0] <= at < found.scope[1]]
    return min(
        fitting, key=lambda found: (found.scope[1] - found.scope[0], abs(found.span[0] - at)), default=None
    )


def _in_sentence(text: str, sentence: Span) -> list[Citation]:
    """The citations of one sentence. A lone one stands for all of it."""
    start, end = sentence
    words = text[start:end]
    found = [*_behind(words), *_spoken(words), *_aside(words)]
    found.sort(key=lambda one: one.span)
    kept = [
        one for n, one in enumerate(found) if not any(_overlap(one.span, other.span) for other in found[:n])
    ]
    if len(kept) == 1 and not _is_aside(words, kept[0]):
        kept = [msgspec.structs.replace(kept[0], scope=(0, len(words)))]
    return [_moved(one, start) for one in kept]


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _moved(one: Citation, by: int) -> Citation:
    span, scope = ((first + by, last + by) for first, last in (one.span, one.scope))
    return Citation(one.name, span, scope)


def _is_aside(words: str, one: Citation) -> bool:
    """Whether ", who deny it" is said of somebody: what else the sentence tells is not from him."""
    return bool(_WHO_SAYS.fullmatch(words[one.span[1] : one.scope[0]]))


# --- forms ----------------------------------------------------------------------------------------


def _behind(words: str) -> Iterator[Citation]:
    """ "According to police", ", says the nurse"."""
    for pattern in (_ACCORDING, _INVERTED):
        for match in pattern.finditer(words):
            start, end = match.span(1)
            name = words[start:end]
            if _may_speak(name.strip()) and not _SET_OFF.search(words[: match.start() + 2]):
                yield Citation(name.strip(), (start, end), _around(words, match.start(), match.end()))


def _around(words: str, start: int, end: int) -> Span:
    """The clause that a citation at its end or beginning stands for."""
    if not words[:start].strip():
        return 0, len(words)
    return words.rfind(";", 0, start) + 1, end


def _spoken(words: str) -> Iterator[Citation]:
    """ "A teacher told the paper that", ", a teacher told the paper", "the police, who deny it"."""
    for match in _SAYS.finditer(words):
        named = _subject(words, match.start())
        if named is None:
            continue
        name, span = named
        relative = words[span[1] : match.start()].lstrip().startswith(", who")
        before = words[: span[0]].strip()
        if not before or relative or _opens_clause(words, match.end()):
            yield Citation(name, span, (match.end(), _clause_end(words, match.end())))
        else:
            yield Citation(name, span, (words.rfind(";", 0, span[0]) + 1, len(words)))


def _subject(words: str, verb: int) -> tuple[str, Span] | None:
    """Who is the subject of a verb: the noun phrase between the last break and it."""
    aside, name = _SET_OFF.search(words[:verb]), _NAME.search(words[:verb])
    end = aside.start() if aside else name.end(1) if name else verb
    start = _start(words, end)
    phrase = words[start:end]
    lead = _LEADING.match(phrase)
    start += lead.end() if lead else 0
    phrase = words[start:end].rstrip()
    if phrase.endswith(" and") and (acting := _ACTING.match(phrase)):
        phrase = acting.group(1).rstrip()
    while (trailing := _TRAILING.search(phrase)) is not None:
        phrase = phrase[: trailing.start()]
    return (phrase, (start, start + len(phrase))) if _may_speak(phrase) else None


def _start(words: str, end: int) -> int:
    """Behind the last break before the end of a phrase, else where the sentence begins."""
    breaks = [match.end() for match in _BREAK.finditer(words, 0, end)]
    return breaks[-1] if breaks else len(words) - len(words.lstrip(' "“\n'))


def _may_speak(phrase: str) -> bool:
    core = _RELATIVE.sub("", phrase)
    if not core or _NOBODY.match(phrase) or len(core.split()) > LONGEST:
        return False
    if _VERB.search(core) or _PARTICIPLE.search(core) or _SECOND_VERB.search(phrase):
        return False
    return not phrase.endswith(_LEFT_OPEN)


def _opens_clause(words: str, end: int) -> bool:
    """Whether what follows the verb is what was said, not the end of it."""
    after = words[end:]
    stop = re.search(r"[,;.:]", after)
    return bool(
        re.search(r"\bthat\b|\b(?:he|she|it|they|there)\b", after[: stop.start() if stop else len(after)])
    )


def _clause_end(words: str, start: int) -> int:
    stop = words.find(";", start)
    return stop if stop >= 0 else len(words)


def _aside(words: str) -> Iterator[Citation]:
    """ "3 killed (police)", as registers of incidents have it."""
    before = 0
    for match in _ASIDE.finditer(words):
        if _SPEAKERS.search(match.group(1)):
            yield Citation(match.group(1), match.span(1), (before, match.end()))
            before = match.end()
