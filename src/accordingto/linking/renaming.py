"""Whom a short word for a source stands for in one report: "he", "the spokesman", "Lorn"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from accordingto.linking.naming import (
    LEADER,
    PREPOSITION,
    PRONOUNS,
    VOICE,
    is_body,
    is_many,
    is_named,
    is_own_voice,
    is_pronoun,
    is_thing,
)
from accordingto.linking.words import fold, tokens
from accordingto.reading.phrases import NAMES_IN_CAPITALS
from accordingto.types import Entity, Link, Span

_PERSON = frozenset({"he", "she", "him", "her"})
_MANY = frozenset({"they", "them", "both", "others"})
# "By his count."
_POSSESSIVE: Mapping[str, str] = {"his": "he", "her": "she", "its": "it", "their": "they"}
_SAME = re.compile(r"^(?:the|that) same (\w+)$", re.IGNORECASE)
# "The spokesman", "the press service", "headquarters", of whom more was said before.
_BARE = re.compile(r"^(?:the )?((?:[a-z][\w’'-]* ){0,2}[\w’'-]+)$", re.IGNORECASE)
_ANY_PERSON = frozenset({"man", "woman", "person", "source", "speaker"})
_ANY_OUTLET = frozenset(
    {"agency", "paper", "newspaper", "station", "radio", "channel", "broadcaster", "site"}
)
_ISSUED = re.compile(
    r"^(?:the|this|that|its|their)"
    r" (?:statement|communiqu[eé]|declaration|leaflet|announcement|text|message)$",
    re.IGNORECASE,
)
# What a body may be called that was named before.
_SOME_BODY = re.compile(
    r"^the (?:monitors?|group|organi[sz]ation|watchdog|movement|volunteers|activists|charity|body|outfit)$",
    re.IGNORECASE,
)
# "Its spokesman", "its spokesman, Adam Lorn".
_POSSESSOR = re.compile(
    rf"^(?:(?:its|their|his|her)\s+({VOICE})|its\s+({LEADER}))((?-i:,?\s+[A-Z].*))?$", re.IGNORECASE
)
_BARE_VOICE = re.compile(rf"^((?:the|an?) {VOICE})((?-i:, [A-Z].*))?$", re.IGNORECASE)
# "Its officials", "its information", as a body speaks.
_ITS_OWN = re.compile(r"^its\s+(?:officials?|information|leadership|own officials?)$", re.IGNORECASE)
_ENDS_IN_PLACE = re.compile(r"\b(?:of|in|at|from|for|near) (?:[A-Z][^\s,]* )*[A-Z][^\s,]*$")
_CALLED = re.compile(r"^(?i:the) ([A-Z][\w’'-]+)$")
_TITLED = re.compile(r"^(?:[A-Z][\w.’'-]*\s+)*([A-Z][\w’'-]*)$")


def named(link: Link, before: Sequence[Link], names: Mapping[str, Entity]) -> Link:
    """The link under the name of whom it stands for, among the sources before it; itself if nobody fits.

    A person's pronoun is the last single source before it, "they" the last source of several, "it" the last
    body; else the name of its entity. A short name or description is the last source of whom more was told.
    """
    if _POSSESSOR.match(link.name):
        return _spokesman(link, before)
    if _ITS_OWN.match(link.name) and (body := _last(before, "it")):
        return replace(link, name=body.name, kind=body.kind)
    again = _SAME.match(link.name)
    if again:
        noun = again.group(1).lower()
        earlier = [
            other
            for other in before
            if noun in tokens(other.name)
            or (noun in _ANY_PERSON and _agrees(other, "he"))
            or (noun in _ANY_OUTLET and other.kind == "media")
        ]
        return replace(link, name=earlier[-1].name) if earlier else link
    if _ISSUED.match(link.name):
        issuer = _last(before, "it")
        return replace(link, name=issuer.name, kind=issuer.kind) if issuer else link
    pronoun = _POSSESSIVE.get(fold(link.name), fold(link.name))
    if is_own_voice(link.name):
        return link
    if pronoun not in PRONOUNS or link.name in NAMES_IN_CAPITALS:
        whole = _by_entity(link, names)
        return replace(link, name=whole) if whole else _fuller(link, before)
    fitting = [other for other in before if _may_be(pronoun, other, names)]
    if stands_for := _last(fitting, pronoun):
        return replace(link, name=stands_for.name, kind=stands_for.kind)
    entity = names.get(link.entity or "")
    return replace(link, name=entity.name) if entity and _may_speak(pronoun, entity) else link


def _by_entity(link: Link, names: Mapping[str, Entity]) -> str | None:
    """The whole name of the body that "the Movement" stands for."""
    entity = names.get(link.entity or "")
    noun = _CALLED.match(link.name)
    if entity is None or noun is None or entity.type not in ("ORG", "GROUP"):
        return None
    words = entity.name.split()
    return f"the {entity.name}" if len(words) > 1 and noun.group(1) in words else None


def _spokesman(link: Link, before: Sequence[Link]) -> Link:
    """ "Its spokesman", or "its president", as that of the last body before."""
    owned = _POSSESSOR.match(link.name)
    body = _last(before, "it")
    if not owned or not body:
        return link
    person = owned.group(3)
    beside = f", {person.lstrip(', ')}" if person else ""
    return replace(link, name=f"the {owned.group(1) or owned.group(2)} of {body.name}{beside}")


def _fuller(link: Link, before: Sequence[Link]) -> Link:
    """The last source before of whom the same words told more; "the group" is the last body."""
    fuller = [other for other in before if _is_short_for(link.name, other.name)]
    bare = _BARE_VOICE.match(link.name)
    if not fuller and bare and (body := _last(before, "it")):
        return replace(link, name=f"{bare.group(1)} of {body.name}{bare.group(2) or ''}")
    if not fuller and _SOME_BODY.match(link.name):
        fuller = [other for other in before if is_body(other.name)]
    return replace(link, name=fuller[-1].name) if fuller else link


def _is_short_for(short: str, full: str) -> bool:
    """Whether a name or a bare noun is what a longer name or description ends with."""
    if full.lower().startswith("neither "):
        return False
    if _TITLED.match(short) and is_named(short):
        return _is_surname(short, full)
    bare = _BARE.match(short)
    if not bare:
        return False
    mine, theirs = tokens(bare.group(1)), tokens(_noun_phrase(full))
    longer = len(tokens(full)) - (theirs[:1] == ["the"]) > len(mine)
    if longer and theirs[-len(mine) :] == mine:
        return True
    return short[:4].lower() == "the " and mine[0] in _offices(full)


def _is_surname(short: str, full: str) -> bool:
    """Whether "Lorn", or "Dr Lorn", is a person who was introduced with more words."""
    same = tokens(full)[-1:] == tokens(short)[-1:] and full.split()[-1][:1].isupper()
    return same and len(full) > len(short) and not _ENDS_IN_PLACE.search(full)


def _offices(full: str) -> list[str]:
    """The words for what a person is, before the name: "a chief of police, Colonel Adam Lorn"."""
    words = full.split()
    start = len(words)
    while start and words[start - 1][:1].isupper():
        start -= 1
    return tokens(" ".join(words[start:-2])) if len(words) - start > 2 else []


def _noun_phrase(name: str) -> str:
    """A description without what follows its noun: "a doctor" of "a doctor in Lorn who fled"."""
    return PREPOSITION.split(re.split(r",|\s+(?:who|whose|which|that)\b", name)[0], maxsplit=1)[0]


def _last(before: Iterable[Link], pronoun: str) -> Link | None:
    fitting = [link for link in before if _agrees(link, pronoun)]
    return fitting[-1] if fitting else None


def _agrees(link: Link, pronoun: str) -> bool:
    many = is_many(link.name)
    if pronoun in _MANY:
        return link.kind not in ("media", "document") and (many or link.kind == "collective")
    if pronoun == "it":
        return not many and (link.kind in ("collective", "named", "document") or is_body(link.name))
    alone = not many and link.kind in ("named", "unnamed")
    return alone and not is_body(link.name) and not is_thing(link.name)


def _may_be(pronoun: str, link: Link, names: Mapping[str, Entity]) -> bool:
    """Whether a source may be he or she: the newspaper that was told is not."""
    entity = names.get(link.entity or "")
    if entity is None:
        return True
    return pronoun not in (*_PERSON, "it") or (entity.type == "PER") == (pronoun in _PERSON)


def _may_speak(pronoun: str, entity: Entity) -> bool:
    return entity.type == "PER" if pronoun in _PERSON else entity.type in ("ORG", "GROUP", "NORP", "GPE")


def spoken(links: Iterable[tuple[Span, Link]], names: Mapping[str, Entity]) -> list[tuple[Span, Link]]:
    """Sources with their spans, in the order of the text, each under its name; without pronouns that stay."""
    known: list[tuple[Span, Link]] = []
    for span, link in sorted(links, key=lambda each: each[0]):
        called = named(link, _before(span, known), names)
        if not is_pronoun(called.name):
            known.append((span, called))
    return known


def renamed(
    chain: Sequence[Link], known: Sequence[tuple[Span, Link]], names: Mapping[str, Entity]
) -> tuple[Link, ...]:
    """A chain with its links under the names of whom they stand for."""
    return tuple(named(link, _before(link.span, known), names) if link.span else link for link in chain)


def _before(span: Span, known: Sequence[tuple[Span, Link]]) -> list[Link]:
    return [other for earlier, other in known if earlier[1] <= span[0]]
