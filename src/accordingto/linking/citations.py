"""Who is cited in a sentence, by its grammar: "a teacher told the paper", "according to police", "(police)".

The reader finds sources by what it has learnt; where it finds none, or one of another sentence, a plain noun
phrase beside a verb of saying says whom an account is from. Nothing else is taken from here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from accordingto.linking.copies import sentences
from accordingto.linking.naming import is_body, is_determined
from accordingto.linking.words import fold
from accordingto.reading.codebook.actors import actor_of, titles
from accordingto.reading.codebook.tables import sources
from accordingto.reading.phrases import ADVERB, word_set
from accordingto.types import Span

# Whoever does this speaks.
_SAYS = re.compile(
    # "A boat said to carry rifles" says nothing, who "said to reporters" does.
    r"\b(?:said(?! to (?!us\b|me\b|him\b|her\b|them\b|the\b|this\b|an?\b|reporters|journalists)[a-z])|"
    r"says?|told|tells?|reported|reports?(?! of\b)|announced|announces|confirm(?:ed|s)?|denied|den(?:y|ies)|"
    r"added|adds|wrote|writes?|insist(?:ed|s)?|stated|states(?! (?:are|were|have|had|must|should)\b)|"
    r"declared|declares|acknowledged|repeated|recalled|"
    r"complain(?:ed|s)|warned|testified|explained|admit(?:ted|s)|maintain(?:ed|s)|stressed|conced(?:ed|es)|"
    r"boast(?:ed|s)|swears?|swore|argu(?:ed|es)|recounts|recounted|remember(?:ed|s)|alleg(?:ed|es)|"
    r"(?:went|goes|go) on(?= to say|[,;.])|continu(?:ed|es)(?=[,;.])|"
    r"assur(?:ed|es)|conclud(?:ed|es)|attribut(?:ed|es)|"
    r"assert(?:ed|s)|(?:reject|contest|disput|refut|dismiss)(?:ed|es|s)"
    r"(?= [^,;.]{0,40}\b(?:claim|charge|report|accusation|allegation)s?\b)|"
    r"claim(?:ed|s)?(?! of\b)(?! (?:[\w-]+ )?li(?:ves|fe)\b))\b"
    r"(?! (?:by(?! (?:tele)?phone| radio| letter)|through)\b)"
)
# Somebody who does this says how many, or how it was.
_NUMBER = (
    r"(?:\d[\d,]*|(?:a|half a) dozen|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|dozens)"
)
_HIS = r"(?:its|the|his|her|their)"
_COUNTS = re.compile(
    r"\b(?:(?:spoke|speaks?|knows?|knew) of|stands? by|ha(?:s|ve) (?:established|raised|corrected)|"
    rf"contradict(?:ed|s)|raised(?= (?:the|its|his|her|their) (?:number|toll|count|figure)| to {_NUMBER}\b)|"
    rf"(?:revised|corrected)(?= {_HIS}\b)|"
    r"counted|counts|registered|puts?(?= [^,;.]{0,60}\bat\b)|"
    rf"(?:gave|gives?)(?= [^,;.]{{0,90}}\bas\b| (?:now )?{_NUMBER}\b)|"
    rf"(?:lists?|listed|keeps? to|kept to|abides? by|abided by)(?= (?:now |at least )?{_NUMBER}\b))\b"
)
# What follows is his, nothing else is.
_BLAMES = re.compile(r"\b(?:blam(?:ed|es)|accus(?:ed|es)|(?:put|puts|laid|lays)(?= the blame\b))\b")
_ACCORDING = re.compile(
    r"\b(?:[Aa]ccording to|(?:said|says?|reports?|reported|wrote),\s+citing|"
    r"by (?:the (?:count|list|figures?|account|reckoning)|that|those) of)\s+([^,;.()]+)"
)
_BY_ITS_COUNT = re.compile(
    r"\b[Bb]y ([^,;.()]{2,60}?)['’]s? (?:own )?(?:count|list|figures?|account|reckoning|records)\b"
)
_AS_HAS_IT = re.compile(r"\bas ([^,;.()]{2,60}?) (?:has|have|had|puts?|tells?|told) it\b")
# "Five dead, by the hospital."
_NUMBER_BY = re.compile(
    rf"\b{_NUMBER} [^,;.()]{{3,40}}, by (?!the (?:count|list|figures?|account|reckoning|side) of)"
    r"((?:the|an?|its|their) [^,;.()]+)(?=[;.]|$)",
    re.IGNORECASE,
)
# "Put at five by their commander", "eleven graves seen by a nun", "on a list held by a teacher".
_PASSIVE_BY = re.compile(
    r"\b(?:put|raised|given|counted|seen|listed|claimed|reported|confirmed|registered|denied|documented"
    r"|recorded|acknowledged|admitted|drawn up|(?<=list )(?:held|kept))\b(?: [^,;.()]{1,60}?)?"
    r" by (?!the side of)((?:the|an?|one|two|its|their|his|her|[A-Z])\b[^,;.()]*)"
)
_INVERTED = re.compile(r"[,;”\"]\s+(?:said|says?|reports?)\s+((?:the|an?|[A-Z])[^,;.()]*)")
_ASIDE = re.compile(r"\((?:sources?:\s*)?([^\d();,]+)(?:[;,][^()]*)?\)|, sources? ([^\d();,.]+)")
# "21 killed (Adam Lorn)"; what stands behind a name with a capital is where it is.
_FULL_NAME = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)+$")
_COUNTED = re.compile(rf"\b{_NUMBER}\b[^,;:]*\s[a-z][\w’-]*\s*$")
# A register's entry counts, or its source stands at its end; else it is a gloss: "the Hashd (militias), in".
_COUNTED_THERE = re.compile(
    rf"\b(?:{_NUMBER}|\d+|one|no|none|killed|wounded|injured|hurt|dead)\b", re.IGNORECASE
)
_BREAK = re.compile(r"[,;:”\"“]\s+|[—–]\s+|\)\s+")
# "The commander told the agency that his men": what follows has a subject of its own.
_SAYING = re.compile(rf"(?:{_SAYS.pattern})[^,;:]*?\bthat\s+")
# "Of the pilots who bombed the town he said that", "for the bombs on the station he blamed".
_TOPIC = re.compile(r"(?:Of|About|On|For|As (?:to|for)|Asked about) [^,;:]+(?:,\s+)?$")
_APART = re.compile(r"\b(?:while|whereas|though|although)\s+$", re.IGNORECASE)
# "The police, who deny it", "a chief, reached by telephone, said", "their station, Al-Bahr, said".
_SET_OFF = re.compile(r",\s+(?:who|(?:who|which|whose|reached|met|interviewed|speaking|asked)\b[^,;]*,)\s+$")
_WHO_SAYS = re.compile(r",\s+who\s+\w+(?: of)?")
_NAME = re.compile(r",\s+([A-Z][^,;.\d]*),\s+$")
# "Adam Lorn, spokesman of the force, said".
_OFFICE = re.compile(r"(?<=[a-z])(,\s+(?:(?:the|an?|its|their|his|her)\s+)?[a-z][^,;.\d]*),\s+$")
# "Has since said": the subject stands before.
_AUXILIARIES = re.compile(r"(?<=\s)(?:(?:has|have|had|since|also|now|later|then|again|earlier|further)\s+)+$")

_DETERMINERS = word_set(
    "the a an this that these those its his her their our my one two three four five six seven eight nine ten"
    " some several many both all another"
)
_PREPOSITIONS = word_set("of for in at from with near on to by among between inside outside around")
# What stands behind these is no subject: "under the deal announced on Sunday".
_BEFORE = _PREPOSITIONS | word_set(
    "after before during under until despite amid over through without against about than what whatever who"
    " which no nor neither"
)
_RELATIVES = word_set("who whom whose which that reached met interviewed quoted speaking captured where")
_PERSONS = word_set("he she they it we")
_SUBJECTS = _PERSONS - {"it"}
# Words that no name or description of somebody holds.
_OTHER = word_set(
    "was were is are be been being had has have will would did does do can could may might must should"
    " not nor or and but while as if when what because since though although whereas so yet still then there"
    " here now also too again later earlier meanwhile today yesterday tomorrow after before during until"
    " despite amid"
    " over through without about against under than says said saying no nobody none i you us them him me"
    " monday tuesday wednesday thursday friday saturday sunday january february march april june july august"
    " september october november december nothing first last longer no rejected dismissed refused"
)
_TRAILING = _OTHER - word_set("and i you us them him me as")
_PASSIVE = word_set("was were is are be been being not")
_HAVE = word_set("has have had")
_ADVERB = re.compile(ADVERB)
_THEM = word_set("them him it us whom there")
# Nouns of doers: "organisers", "a trainer", "the councillor".
_DOER = re.compile(r"(?:ers?|ors?|ists?|ians?|m[ae]n|wom[ae]n|ess)$")
_NO_HEAD = word_set("many some others both several most two three those all few one another who i it draft")
# What may stand before whom a sentence is about: "In Lorn,", "Health:".
_LEAD = re.compile(
    r"[\"“]?(?:(?:In|At|From|Near|On) (?:[^,;:.]{2,40}, |(?:[A-Z][\w’'-]+ )+(?=(?:the|an?|one|two)\b))"
    r"|[A-Z][\w-]+(?: \w+)?: )"
)
# "A claim | Tehran denies": what is denied, not who denies it.
_CLAIM = re.compile(
    r"(?:an?|the) (?:claim|charge|accusation|allegation|report|assertion|suggestion|account)s? (?=[A-Z])"
)
# "Twelve died, according to police, | and 30 were hurt": that is from them too.
_GOES_ON = re.compile(r",\s+(?:and|but|while)\b|;")
# "Said | after the meeting", "told reporters | following the strike": when he said it.
_WHEN_SAID = re.compile(
    r"(?:(?!that\b)[\w’'-]+ ){0,6}?(?:after|following|during|before|since|amid|ahead of|of) "
    r"(?:(?!that\b)[\w’'-]+ ){0,4}[\w’'-]+(?=[,.;:”\"]|$| (?:in|at|on|with|to|that)\b)"
)
# "After the raid, the mayor said", "with his arrest, police said", "although Dorn agreed, Lorn said".
_FRONTED = re.compile(
    r"(?:(?:(?:soon|shortly|minutes|hours|days|weeks) )?(?:after|before|following|during|since|amid|despite)"
    r"|(?:just |right )?(?:as|while|when) (?:he|she|it|they)|although|though|even though|leading up to"
    r"|with (?:his|her|the|its)|in (?:an? |\w+ )?(?:remarks|statement|interview) (?:after|since|following)"
    r"|at an? (?:news conference|briefing|meeting|rally) (?:after|following|before))\b[^,;:]*,\s+$",
    re.IGNORECASE,
)
# "Air strikes | it said were an answer", "in what it described as": the rest of the sentence is not from it.
_EMBEDDED = re.compile(r"[a-z][\w’'-]*\s+$")
_NO_NOUN = re.compile(
    r"\b(?:and|but|or|as|because|when|while|if|where|since|after|before|although|though|so|then|than|whether"
    r"|how|why|also|later|again|now|to|for|on|in|at|of)\s+$",
    re.IGNORECASE,
)
_PREDICATE = re.compile(r"\s+(?:were|was|is|are|had|has|have|would|will|could|may|might|as|to)\b")
# "Of the Sahel", "in Lorn".
_PLACE = re.compile(r"(?:(?:of|in|at|for|from) (?:the )?(?:[A-Z][\w’'-]*,?(?: |$))+)+")
# A letter that no report has, which stands for the stops of "U.N." and the last letter of "US".
_MARK = "ƨ"
_STOPS = re.compile(r"\b([A-Z])\.([A-Z])\.")
_MARKED_STOPS = re.compile(rf"\b([A-Z]){_MARK}([A-Z]){_MARK}")
_US = re.compile(r"\bUS\b")
LONGEST = 12  # words of a name or description, without what is said of him


class Citation(msgspec.Struct, frozen=True):
    """Somebody who is cited: his words, where they stand, and the span of what is from him.

    `apart`: what else the sentence tells is not from him ("while police speak of two"). `besides` are what
    tells of himself, or when he spoke ("a guard who saw the raid said after the arrests that ...").
    """

    name: str
    span: Span
    scope: Span
    apart: bool = False
    besides: tuple[Span, ...] = ()

    def reaches(self, at: int) -> bool:
        """Whether what stands at a position of the text is from him."""
        return self.scope[0] <= at < self.scope[1] and not any(
            start <= at < end for start, end in self.besides
        )


@lru_cache(maxsize=256)
def citations_in(text: str) -> tuple[Citation, ...]:
    """Every citation of a text in one of the plain forms, in the order of the text."""
    return tuple(found for span in sentences(text) for found in _in_sentence(text, span))


def cited_at(text: str, at: int) -> Citation | None:
    """Who is cited for what stands at a position of a text: the nearest of those whose words reach it."""
    fitting = [found for found in citations_in(text) if found.reaches(at)]
    return min(
        fitting, key=lambda found: (found.scope[1] - found.scope[0], abs(found.span[0] - at)), default=None
    )


def _in_sentence(text: str, sentence: Span) -> list[Citation]:
    """The citations of one sentence. A lone one stands for all of it."""
    start, end = sentence
    words = _in_letters(text[start:end])
    found = sorted(
        [*_behind(words), *_spoken(words), *_aside(words)], key=lambda one: (one.span[0], -one.span[1])
    )
    kept = [
        one for n, one in enumerate(found) if not any(_overlap(one.span, other.span) for other in found[:n])
    ]
    if len(kept) == 1 and not kept[0].apart:
        kept = [msgspec.structs.replace(kept[0], scope=(0, len(words)))]
    return [_moved(one, start) for one in kept]


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _moved(one: Citation, by: int) -> Citation:
    span, scope, *besides = ((first + by, last + by) for first, last in (one.span, one.scope, *one.besides))
    return Citation(_as_written(one.name), span, scope, one.apart, tuple(besides))


def _in_letters(words: str) -> str:
    """Words of the same length in which no abbreviation has a stop ("U.N.") or looks like "us"."""
    return _US.sub(f"U{_MARK}", _STOPS.sub(rf"\1{_MARK}\2{_MARK}", words))


def _as_written(name: str) -> str:
    return _MARKED_STOPS.sub(r"\1.\2.", name).replace(f"U{_MARK}", "US")


# --- forms ----------------------------------------------------------------------------------------


def _behind(words: str) -> Iterator[Citation]:
    """ "According to police", "by the list of the hospital", ", says the nurse"."""
    for pattern in (_ACCORDING, _BY_ITS_COUNT, _AS_HAS_IT, _NUMBER_BY, _PASSIVE_BY, _INVERTED):
        for match in pattern.finditer(words):
            span = _shortened(words, match.span(1))
            phrase = words[slice(*span)].split()
            if pattern in (_NUMBER_BY, _PASSIVE_BY) and not _is_somebody(phrase):
                continue  # "by the side of the road"
            if _may_be_cited(phrase) and not _SET_OFF.search(words[: match.start() + 2]):
                besides = _described(words, span) if pattern in (_ACCORDING, _INVERTED) else ()
                yield Citation(
                    words[slice(*span)], span, _around(words, match.start(), match.end()), besides=besides
                )


def _described(words: str, span: Span) -> tuple[Span, ...]:
    """What tells more of a speaker who stands at the end: "according to a guard, | who saw the raid"."""
    before = words[: span[0]].rstrip(' "”').lower()
    opens = before in ("", "according to")
    goes_on = _GOES_ON.search(words, span[1])
    end = goes_on.start() if goes_on else _clause_end(words, span[1])
    return () if opens else ((span[0], end),)


def _around(words: str, start: int, end: int) -> Span:
    """The clause that a citation at its end or beginning stands for."""
    if not words[:start].strip():
        return 0, len(words)
    return words.rfind(";", 0, start) + 1, end


def _spoken(words: str) -> Iterator[Citation]:
    """ "A teacher told the paper that", ", a teacher told the paper", "the police, who deny it"."""
    for pattern in (_SAYS, _COUNTS, _BLAMES):
        for match in pattern.finditer(words):
            span = _subject(words, match.start())
            if span is None or (pattern is _COUNTS and not _is_somebody(words[slice(*span)].split())):
                continue
            after = match.end(), _clause_end(words, match.end())
            scope, apart = (after, True) if pattern is _BLAMES else _scope(words, span, match.span())
            topic = _TOPIC.match(words[: span[0]])
            if topic:
                scope = 0, scope[1]
            yield Citation(
                words[slice(*span)], span, scope, apart, tuple(_besides(words, span, match.span()))
            )


def _besides(words: str, span: Span, verb: Span) -> Iterator[Span]:
    """What stands between a speaker and his verb, when he said it, and what came before he did."""
    yield span[0], verb[1]
    said = _WHEN_SAID.match(words, verb[1] + 1)
    if said:
        yield said.span()
    fronted = _FRONTED.match(words[: span[0]])
    if fronted:
        yield fronted.span()


def _scope(words: str, span: Span, verb: Span) -> tuple[Span, bool]:
    """What is from a speaker: what follows his verb, or all around it where it stands behind."""
    after = verb[1], _clause_end(words, verb[1])
    if _WHO_SAYS.fullmatch(words, span[1], verb[1]):
        return after, True
    if _APART.search(words[: span[0]]) or _is_embedded(words, span, verb):
        return after, True
    before = words[: span[0]].strip()
    if not before or _opens_clause(words, verb[1]):
        return after, False
    return (words.rfind(";", 0, span[0]) + 1, len(words)), False


def _is_embedded(words: str, span: Span, verb: Span) -> bool:
    """Whether somebody is cited for a part of a clause: "raids | it said were an answer"."""
    ahead = words[: span[0]]
    noun = _EMBEDDED.search(ahead) and not _NO_NOUN.search(ahead)
    return bool(noun and words[slice(*span)].lower() in _PERSONS and _PREDICATE.match(words, verb[1]))


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
        group = 1 if match.group(1) else 2
        name = match.group(group).strip()
        person = _FULL_NAME.match(name) and _COUNTED.search(words[before : match.start()])
        ends = not words[match.end() :].strip(" .;")
        known = _is_known(name) and (ends or _COUNTED_THERE.search(words[before : match.start()]))
        if _is_phrase(name.split()) and (known or person):
            # A register names those whom others quote.
            called = re.sub(r"^an? ", "the ", name) if is_determined(name) else _the(name)
            yield Citation(called, match.span(group), (before, match.end()), apart=True)
            before = match.end()


def _the(name: str) -> str:
    return f"the {name}" if name[:1].islower() else name


# --- noun phrases ---------------------------------------------------------------------------------


def _subject(words: str, verb: int) -> Span | None:
    """Who is the subject of a verb: the longest noun phrase that ends before it."""
    ahead = _AUXILIARIES.sub("", words[:verb])
    aside, name = _SET_OFF.search(ahead), _NAME.search(ahead)
    end = aside.start() if aside else name.end(1) if name else _office(ahead) or verb
    breaks = [match.end() for match in _BREAK.finditer(words, 0, end)]
    start = max([0, *breaks[-1:]])
    if not words[:end].rstrip().endswith((" and", " but")):
        start = max([start, *(match.end() for match in _SAYING.finditer(words, 0, end))])
    found = [match.span() for match in re.finditer(r"[^\s\"“”]+", words[:end]) if match.start() >= start]
    while len(found) > 1 and _ADVERB.fullmatch(words, *found[-1]):
        found.pop()
    if not found or _word(words, found[-1]) in _PASSIVE:
        return None
    if len(found) > 1 and _word(words, found[-1]) == "it" and _word(words, found[-2]) in _RELATIVES:
        return found[-1]
    if _word(words, found[-1]) in ("and", "but"):
        return _first_phrase(words, found)
    while found and _word(words, found[-1]) in _TRAILING:
        found.pop()
    if found and _word(words, found[-1]) in _SUBJECTS:
        return found[-1]
    for n, (first, _) in enumerate(found):
        phrase = [words[slice(*span)] for span in found[n:]]
        before = _word(words, found[n - 1]) if n else ""
        if (len(phrase) > 2 and _CLAIM.match(" ".join(phrase))) or (
            before in _HAVE and phrase[0].endswith("ed")
        ):
            continue
        if _may_be_cited(phrase) and (n == 0 or "and" not in phrase):
            if before not in _BEFORE:
                return _shortened(words, (first, found[-1][1]))
            titled = [span for span in found[n + 1 :] if _word(words, span).rstrip(".") in titles()]
            return (titled[0][0], found[-1][1]) if titled else None  # "in Lorn Dr Adam puts it at five"
    return None


def _office(before: str) -> int | None:
    """Where a person's name ends, if his office stands behind it: "Adam Lorn, spokesman of the force,"."""
    found = _OFFICE.search(before)
    if found is None or not before[: found.start()].split()[-1][:1].isupper():
        return None
    office = found.group(1).lstrip(", ").split()
    return found.start() if _is_phrase(office) and _is_known(" ".join(office)) else None


def opening_subject(words: str) -> str | None:
    """Whom a sentence is about: the somebody it begins with, after a place or a heading at most."""
    words = _in_letters(words)
    lead = _LEAD.match(words)
    found = words[lead.end() if lead else 0 :].split()
    end = 0
    for n in range(1, min(len(found), LONGEST) + 1):
        phrase = [word.rstrip(",;:") for word in found[:n]]
        if _ends_subject(found, n) or not _may_open(phrase):
            break
        end = n if _is_told_of(phrase) else end
        if found[n - 1].endswith((",", ";", ":")):
            break
    if not end:
        return None
    core = [word.rstrip(",;:") for word in found[:end]]
    place = _PLACE.match(" ".join(found[end:]))
    return _as_written(" ".join(core) + (f" {place.group().rstrip(', ')}" if place else ""))


def _ends_subject(found: Sequence[str], n: int) -> bool:
    """Whether the n-th word is a verb, or joins something to the noun before it."""
    word = found[n - 1].lower()
    return n > 1 and (word.endswith("ed") or word in _PREPOSITIONS | _RELATIVES | _OTHER)


def _is_told_of(phrase: Sequence[str]) -> bool:
    """Whether the beginning of a sentence is somebody; its first word has a capital, name or not."""
    return _is_somebody(phrase) and (len(phrase) > 1 or _is_known(phrase[0].lower()))


def _may_open(phrase: Sequence[str]) -> bool:
    """Whether words may begin a noun phrase; a lone determiner may."""
    bare = len(phrase) == 1 and phrase[0].lower() in _DETERMINERS
    return bare or (_is_phrase(phrase) and not _SAYS.fullmatch(phrase[-1]))


def _first_phrase(words: str, found: Sequence[Span]) -> Span | None:
    """The subject of "the spokesman promised a commission and repeated": the somebody it begins with."""
    for n in range(1, len(found)):
        phrase = [words[slice(*span)] for span in found[:n]]
        if _is_phrase(phrase) and _is_somebody(phrase):
            return found[0][0], found[n - 1][1]
    return None


def _word(words: str, span: Span) -> str:
    return words[slice(*span)].lower().strip("’'.,")


def _shortened(words: str, span: Span) -> Span:
    """Without a clause that only tells more of him; "a man who fled" keeps what he did."""
    text = words[slice(*span)]
    found = list(re.finditer(r"\S+", text))
    lowered = [match.group().lower() for match in found]
    core = _core(lowered)
    if core < len(found) and lowered[core] == "who" and lowered[0] in ("a", "an", "one"):
        core = len(found)
    while core > 1 and lowered[core - 1] in _TRAILING and lowered[core - 2] not in _PREPOSITIONS:
        core -= 1
    return span[0] + found[0].start(), span[0] + found[core - 1].end()


def _core(lowered: Sequence[str]) -> int:
    """How many words stand before a relative clause."""
    return next((n for n, word in enumerate(lowered) if n and word in _RELATIVES), len(lowered))


def _may_be_cited(words: Sequence[str]) -> bool:
    """Whether words are a noun phrase that may speak; without a determiner, only somebody or a name may."""
    if not _is_phrase(words) or fold(_head(words)) in sources().time_words:
        return False
    return words[0].lower() in _DETERMINERS or _is_somebody(words) or _head(words).endswith("s")


def _is_phrase(words: Sequence[str]) -> bool:
    """Whether words are a noun phrase: determiners, words, and what prepositions join to them."""
    lowered = [word.lower() for word in words]
    if len(lowered) == 1 and lowered[0] in _PERSONS:
        return True
    core = _core(lowered)
    if core > LONGEST or lowered[-1] in _RELATIVES or lowered[0] in _RELATIVES or _SAYS.fullmatch(lowered[0]):
        return False
    before, filled = "", False
    for word in lowered[:core]:
        if word in _DETERMINERS and not filled:
            filled = word == "one" and before in _DETERMINERS | {""}
        elif (word in _PREPOSITIONS or word == "and") and filled:
            filled = False
        elif _may_stand(word, before) or (before in _PREPOSITIONS and word in _THEM):
            filled = True
        else:
            return False
        before = word
    return filled


def _may_stand(word: str, before: str) -> bool:
    """Whether a word may stand in a description of somebody; a number only behind another word."""
    bare = word.strip("’'.,")
    if bare[:1].isdigit():
        return bool(before)
    return bare[:1].isalpha() and bare not in _DETERMINERS | _PREPOSITIONS | _PERSONS | _OTHER


def _is_somebody(words: Sequence[str]) -> bool:
    """Whether the noun of a phrase is a person, a body or a name."""
    if len(words) == 1 and words[0].lower() in _PERSONS:
        return True
    head = _head(words)
    return head[:1].isupper() or _is_known(" ".join(words)) or bool(_DOER.search(head))


def _is_known(name: str) -> bool:
    """Whether the codebook or the registry knows the noun of a phrase as somebody, or as a body."""
    book = sources()
    known = (book.unnamed_words | book.collective_words | book.media_words) - _NO_HEAD
    return _head(name.split()).lower() in known or is_body(name) or actor_of(name).type is not None


def _head(words: Sequence[str]) -> str:
    core = next(
        (n for n, word in enumerate(words) if n and word.lower() in _PREPOSITIONS | _RELATIVES), len(words)
    )
    return words[core - 1].removesuffix("’s").removesuffix("'s")
