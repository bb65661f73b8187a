"""Which words of a document name a place: what the recogniser marks, and what rules add to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from accordingto.gazetteer import Candidate, Gazetteer
from accordingto.reading.entities import Mention
from accordingto.reading.places.names import meaning, trimmed
from accordingto.reading.places.resolve import resolved
from accordingto.reading.places.words import book
from accordingto.types import Place, Span

PLACES = frozenset(["GPE", "LOC", "FAC"])
BODIES = frozenset(["ORG", "GROUP"])
PEOPLES = frozenset(["NORP", "GPE", "LOC"])
LONGEST = 4  # words of a name that only rules find
MANY = 100_000  # people: towns as large are taken in a headline, and inside other names, on their name alone

_CAPITALISED = re.compile(r"(?:(?:al|el|ash|ad|as|an|at|az|ar|es|ez)-)?(?:(?:[A-Z]\.){2,}|[A-Z][\w’'‘-]*)")
_GAP = re.compile(r"[ ](?:(?:of|the|al|el|de|la|du)[ ])?")
_BEFORE = re.compile(r"([\w-]+)\s+([\w-]+)\s*(?:the\s+)?$|([\w-]+)\s*(?:the\s+)?$")
_CONTAINER = re.compile(r",\s+(?:in\s+)?")
_LEAD = re.compile(r"(?:[Tt]he|THE)\s+")
# "X, Y" in one mention is two places.
_PART = re.compile(r"[^,\s][^,\n]*")


def places_of(
    text: str,
    mentions: Sequence[Mention],
    *,
    gazetteer: Gazetteer,
    outlet: str | None = None,
    country: str | None = None,
    demonyms: bool = False,
) -> tuple[Place, ...]:
    """The places that the text names, in its order.

    `country` (ISO, two letters) and the places in the outlet's name make theirs likelier. `demonyms` adds the
    countries of "Syrian" and "Syrians", which are no places of anything that happens.
    """
    spans = toponyms(text, mentions, gazetteer, demonyms=demonyms)
    given = {country} if country else _countries_of(outlet or "", gazetteer)
    return resolved(text, spans, gazetteer, given=given)


def toponyms(
    text: str, mentions: Sequence[Mention], gazetteer: Gazetteer, *, demonyms: bool = False
) -> list[Span]:
    """Spans that name places, in order, none inside another."""
    found: list[Span] = []
    for mention in mentions:
        found.extend(_of_mention(text, mention, gazetteer, demonyms))
    found.extend(_by_context(text, [mention.span for mention in mentions], gazetteer))
    return _apart(found)


def _of_mention(text: str, mention: Mention, gazetteer: Gazetteer, demonyms: bool) -> Iterator[Span]:
    """The places in one name."""
    if _is_people(gazetteer, mention.words):
        if demonyms and mention.type in PEOPLES:
            yield mention.span
    elif mention.type in PLACES or (mention.type in BODIES and _is_facility(mention.words)):
        for part in _PART.finditer(text, *mention.span):
            yield _tight(text, part.span())
    elif _is_said_to_be_place(text, mention.span, gazetteer):
        yield _tight(text, mention.span)
    elif mention.type in BODIES:
        yield from _inside(text, mention, gazetteer)


def _is_people(gazetteer: Gazetteer, words: str) -> bool:
    """Whether the words are those for people only: Syrian, but neither Congo nor U.S."""
    return bool(gazetteer.people(words)) and not any(
        c.exact and _is_large(c) for c in gazetteer.lookup(words)
    )


def _is_facility(words: str) -> bool:
    return words.split()[-1:] != [] and words.split()[-1].casefold() in book().words.facilities


def _is_said_to_be_place(text: str, span: Span, gazetteer: Gazetteer) -> bool:
    """A known name after "in" or "town of" is a place, whatever the recogniser takes it for."""
    words = trimmed(text[slice(*span)])
    if words.casefold() in book().words.never or not _follows(text, span[0], book().words.locative):
        return False
    return any(candidate.exact for candidate in gazetteer.lookup(words))


def _tight(text: str, span: Span) -> Span:
    """Without article and possessive."""
    start, end = span
    if lead := _LEAD.match(text, start, end):
        start = lead.end()
    words = text[start:end]
    if re.search(r"['’]s$", words):
        end -= 2
    return (start, end) if end > start else span


def _inside(text: str, mention: Mention, gazetteer: Gazetteer) -> Iterator[Span]:
    """The place in a body's name that says where it is: "Ministry of Health of Ukraine", "Lviv City Council"."""
    start, end = mention.span
    for found in re.finditer(
        r"\b(?:of|in|for)\s+(?:the\s+)?([A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)*)$", text[start:end]
    ):
        if _is_certain(gazetteer, found[1]):
            yield start + found.start(1), start + found.end(1)
            return
    names = list(_CAPITALISED.finditer(text, start, end))
    for count in range(min(LONGEST, len(names) - 1), 0, -1):
        head = text[names[0].start() : names[count - 1].end()]
        if _is_certain(gazetteer, head) and not _is_bare_medium(text, names[count:]):
            yield names[0].start(), names[count - 1].end()
            return


def _is_bare_medium(text: str, rest: Sequence[re.Match[str]]) -> bool:
    """Newspapers and teams are called after towns, but are not in them for the purpose of a report."""
    media = {
        "times",
        "post",
        "news",
        "herald",
        "tribune",
        "journal",
        "gazette",
        "independent",
        "star",
        "today",
    }
    return any(word[0].casefold() in media for word in rest)


def _is_certain(gazetteer: Gazetteer, words: str) -> bool:
    """Whether a name alone is enough: a country, a large division or town under its own name."""
    if trimmed(words).casefold() in book().words.never:
        return False
    return any(_is_large(candidate) for candidate in gazetteer.lookup(words) if candidate.exact)


def _is_large(candidate: Candidate) -> bool:
    return candidate.kind in ("country", "continent", "region") or candidate.population >= MANY


def _by_context(text: str, taken: Sequence[Span], gazetteer: Gazetteer) -> Iterator[Span]:
    """Known names outside of all mentions, where the words before them speak of a place."""
    position = 0
    headline = text.find("\n") if "\n" in text else 0
    for first in _CAPITALISED.finditer(text):
        if first.start() < position or _meets((first.start(), first.end()), taken):
            continue
        for end in _ends(text, first):
            span = (first.start(), end)
            if not _meets(span, taken) and _is_place_here(text, span, gazetteer, end <= headline):
                yield span
                position = end
                break


def _ends(text: str, first: re.Match[str]) -> list[int]:
    """Where a name that begins here may end, the farthest first."""
    ends = [first.end()]
    while len(ends) < LONGEST:
        gap = _GAP.match(text, ends[-1])
        following = _CAPITALISED.match(text, gap.end()) if gap else None
        if following is None:
            break
        ends.append(following.end())
    return ends[::-1]


def _is_place_here(text: str, span: Span, gazetteer: Gazetteer, headline: bool) -> bool:
    words = text[slice(*span)]
    bare = trimmed(words)
    if len(bare) < 3 and "." not in words or bare.casefold() in book().words.never:
        return False
    known = [candidate for candidate in gazetteer.lookup(bare) if candidate.exact]
    if not known:
        return False
    if _follows(text, span[0], book().words.before):
        return True
    certain = any(candidate.kind == "country" or candidate.population >= MANY for candidate in known)
    return certain and (headline or _is_held(text, span, gazetteer))


def _follows(text: str, start: int, words: frozenset[str]) -> bool:
    """Whether one of `words`, which may be pairs, stands before `start`."""
    found = _BEFORE.search(text[max(0, start - 40) : start])
    if not found:
        return False
    last = (found[2] or found[3] or "").casefold()
    pair = f"{found[1]} {found[2]}".casefold() if found[1] else ""
    return last in words or pair in words


def _is_held(text: str, span: Span, gazetteer: Gazetteer) -> bool:
    """ "X, Y": followed by the name of a country or division."""
    comma = _CONTAINER.match(text, span[1])
    following = _CAPITALISED.match(text, comma.end()) if comma else None
    if following is None:
        return False
    return any(c.kind in ("country", "region") for c in gazetteer.lookup(following[0]) if c.exact)


def _meets(span: Span, others: Sequence[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _apart(spans: Sequence[Span]) -> list[Span]:
    """In order; of two that overlap the first found."""
    kept: list[Span] = []
    for span in dict.fromkeys(spans):
        if not _meets(span, kept):
            kept.append(span)
    return sorted(kept)


def _countries_of(outlet: str, gazetteer: Gazetteer) -> set[str]:
    found = set()
    for name in _CAPITALISED.findall(outlet):
        candidates = [
            c for c in (*gazetteer.lookup(name), *gazetteer.people(name)) if c.exact and _is_large(c)
        ]
        if candidates and name.casefold() not in book().words.never:
            country = max(candidates, key=lambda candidate: candidate.population).country
            found.add(country or "")
    return found - {""}
