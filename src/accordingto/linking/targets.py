"""What was hit: accounts by which an attack struck where people live, against those by which it hit arms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, product

import msgspec

from accordingto.linking.objects import Use, may_hold_fighters, use_of
from accordingto.linking.populations import bears_arms
from accordingto.linking.testimony import BearsOut, Testimony, disagreement
from accordingto.types import Contradiction, Span

_DETERMINER = (
    r"(?:an?|the|his|her|its|our|their|my|one|two|three|four|five|six|seven|eight|nine|ten|several|some)"
)
_WORDS = (
    r"(?:(?!(?:on|in|at|near|and|but|that|who|which|with|from|for|by|was|were|had|to|after|before|when|where"
    r"|as|not|missed|shortly|early|late)\b)[\w’'-]+\s*){1,6}"
)
# "Upon a rebel kitchen", "destroyed an armoury of terrorists", "what burned was a munitions store".
_STRUCK = re.compile(
    r"\b(?:hit|struck|(?:bomb|shell|rocket|destroy|target|engag|attack|raid|mortar|flatten|demolish|damag)\w*"
    rf"|on|upon|onto|into|inside|against|was|were)\s+(?:only\s+|also\s+)?(?P<what>{_DETERMINER}\s+{_WORDS})",
    re.IGNORECASE,
)
# "Two lorries with 30 militants", "vehicles carrying rice"; not "attacked the lorries with rockets".
_WEAPON = r"(?:rocket|missile|mortar|grenade|bomb|shell|drone|gun|artillery|mine)"
_LOADED = re.compile(
    rf"\s+(?:with(?! (?:its|their|(?:[\w-]+ ){{0,2}}{_WEAPON}s?\b(?! (?:men|crews?|teams?)\b)))"
    rf"|carrying|full of|loaded with|for)\s+{_WORDS}",
    re.IGNORECASE,
)
# What was near, who did it, and where it came from.
_NOT_IT = re.compile(
    r"\b(?:from|near|outside|opposite|behind|miss(?:ed|ing)|the work of)\s+(?:[\w’'-]+\s+){0,2}$",
    re.IGNORECASE,
)
_NO = re.compile(r"(?:no|not an?|none of|any|the work)\b", re.IGNORECASE)


class Hit(msgspec.Struct, frozen=True):
    """A testimony of what an attack struck."""

    testimony: Testimony
    use: Use
    words: str


def targets(testimonies: Sequence[Testimony], bears_out: BearsOut) -> Iterator[Contradiction]:
    """What one origin says was hit against what another says: once, and only where the second names not both.

    Who says that arms were hit may name what was around them: "a command room in the school".
    """
    denied = {_telling_word(each) for each in testimonies if each.denies}
    told = [each for each in testimonies if _telling_word(each) not in denied]
    hits = [*chain.from_iterable(map(hits_of, told)), *_where_fighters_died(told)]
    arms = [hit for hit in hits if hit.use == "military"]
    of_both = {hit.testimony.origin.claims for hit in arms}
    spared = [hit for hit in hits if hit.use == "civilian" and hit.testimony.origin.claims not in of_both]
    for one, other in product(arms, spared):
        why = f"One says that it hit {one.words}, the other that it hit {other.words}."
        found = disagreement("target", (one.testimony, one.words), (other.testimony, other.words), why)
        if bears_out(found):
            yield found
            return


def _telling_word(testimony: Testimony) -> tuple[str, Span]:
    """Of what it tells, and where; a report that "dismissed reports of an attack" has two claims of it."""
    return testimony.claim.document, testimony.claim.told_at


def _where_fighters_died(told: Sequence[Testimony]) -> Iterator[Hit]:
    """What nothing says the use of ("a depot"), where one origin says in one report that fighters died."""
    killed = {_in_one_report(each) for each in told if _is_of_fighters(each)}
    for testimony in told:
        for words in _objects(testimony) if _in_one_report(testimony) in killed else ():
            if may_hold_fighters(words):
                yield Hit(testimony, "military", words)


def _in_one_report(testimony: Testimony) -> tuple[tuple[str, ...], str]:
    return testimony.origin.claims, testimony.claim.document


def _is_of_fighters(testimony: Testimony) -> bool:
    happening = testimony.happening
    if happening is None or testimony.denies or happening.type not in ("CASUALTY", "ASSAULT"):
        return False
    return any(bears_arms(party.words) for party in happening.recipients)


def hits_of(testimony: Testimony) -> Iterator[Hit]:
    """What an account of an attack says was struck, as far as its words tell what it was for.

    Of one for arms and one of daily life ("fighters in a school") the first is meant.
    """
    meant: Use | None = None
    for words in _objects(testimony):
        use = use_of(words)
        if use and use == (meant := meant or use):
            yield Hit(testimony, use, words)


def _objects(testimony: Testimony) -> Iterator[str]:
    happening = testimony.happening
    if happening is None or happening.type != "ASSAULT" or testimony.denies:
        return
    text = testimony.claim.text
    struck = [match["what"].strip() for match in _STRUCK.finditer(text)]
    for words in dict.fromkeys((*(party.words for party in happening.recipients), *struck)):
        before, _, behind = text.partition(words)
        if not _NO.match(words) and not _NOT_IT.search(before):
            load = _LOADED.match(behind)
            yield words + load[0].rstrip() if load else words


def is_of_target(denial: Testimony, testimonies: Sequence[Testimony]) -> bool:
    """Whether who "never hit a school" denies what was hit, for something military is said to have been."""
    recipients = denial.happening.recipients if denial.happening else ()
    if not denial.denies or not any(use_of(party.words) == "civilian" for party in recipients):
        return False
    return any(hit.use == "military" for testimony in testimonies for hit in hits_of(testimony))
