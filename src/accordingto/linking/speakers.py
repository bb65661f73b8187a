"""Who speaks in one report: claims whose source the reader left open, and pronouns for those named before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from accordingto.linking.citations import Citation, citations_in, cited_at
from accordingto.linking.copies import sentence_at
from accordingto.linking.naming import (
    PREPOSITION,
    VOICE,
    is_body,
    is_determined,
    is_many,
    is_named,
    is_own_voice,
    is_pronoun,
)
from accordingto.linking.words import fold, tokens
from accordingto.types import Claim, Entity, Link, SourceKind, Span

_PERSON = frozenset({"he", "she", "him", "her"})
_MANY = frozenset({"they", "them", "both", "others"})
_OPENING = re.compile(r"\s*(He|She)\b")
# "Bouar (Nana-Mambéré): hospital plundered on 4 January".
_ENTRY = re.compile(
    r"(?:\d{1,2} [A-Z]\w+|[A-Z][\w’'-]+)(?:[ ,][ \w’'-]+){0,3}(?: \([^)]*\))?(?:,[^:.]{2,40})?: (?=[a-z\d])"
)
_SAME = re.compile(r"^(?:the|that) same (\w+)$", re.IGNORECASE)
# "The spokesman", of whom more was said before.
_BARE = re.compile(r"^the (\w+)$", re.IGNORECASE)
_ANY_PERSON = frozenset({"man", "woman", "person", "source", "speaker"})
_ISSUED = re.compile(
    r"^(?:the|this|that|its|their) (?:statement|communiqu[eé]|declaration|leaflet|announcement)$",
    re.IGNORECASE,
)
_POSSESSOR = re.compile(rf"^(?:its|their|his|her)\s+({VOICE})$", re.IGNORECASE)


def with_named_sources(
    claims: Sequence[Claim], entities: Sequence[Entity] = (), text: str = ""
) -> tuple[Claim, ...]:
    """The claims of one document with who said them, as far as its `text` says it plainly.

    A claim of a sentence that cites somebody is his, where the reader found nobody there. Pronouns are
    replaced by whom they stand for: a person's by the last single source before it, "they" by the last source
    of several, "it" by the last body; else by the name of its entity. Ids of claims stay as they are.
    """
    heard = [_heard(claim, text) for claim in claims] if text else claims
    names = {entity.id: entity for entity in entities}
    known = _spoken(heard, citations_in(text), names)
    return tuple(_renamed(claim, known, names) for claim in heard)


# --- what the text says plainly -------------------------------------------------------------------


def _heard(claim: Claim, text: str) -> Claim:
    """The claim with whom its own sentence cites for it, unless the reader found a source there."""
    at = _told_at(claim)
    start, end = sentence_at(text, at)
    entry = _ENTRY.match(text[start:end])
    heading = start + entry.end() if entry else start
    inner = [
        link
        for link in claim.said_by[1:]
        if link.kind != "none"
        and not (link.span and start <= link.span[0] < heading and _is_place_alone(link.name))
    ]
    here = [link for link in inner if link.span and start <= link.span[0] < end]
    cited = cited_at(text, at)
    if not inner and len(claim.said_by) > 1 and not cited and entry:
        chain: tuple[Link, ...] = claim.said_by[
            :1
        ]  # the place that an entry of a register is of says nothing
    elif here and not (cited and all(cited.scope[1] <= link.span[0] for link in here if link.span)):
        chain = tuple(
            _whole(link, text) for link in claim.said_by if link in inner or link is claim.said_by[0]
        )
    elif cited:
        chain = (*claim.said_by[:1], _link(cited))
    elif not inner and (person := _opening_person(text, (start, end))):
        chain = (*claim.said_by[:1], person)
    elif inner and (entry or all(link.span and link.span[0] >= end for link in inner)):
        chain = claim.said_by[:1]  # who speaks only later, or in another entry of a register
    else:
        return claim
    return claim if chain == claim.said_by else replace(claim, said_by=chain)


def _is_place_alone(name: str) -> bool:
    """Whether a name may be that of a place, which an entry of a register is of, and says nothing."""
    named = all(word[:1].isupper() for word in name.split())
    return named and not (is_determined(name) or is_many(name) or is_body(name))


def _opening_person(text: str, sentence: Span) -> Link | None:
    """The "he" that a sentence opens with, if the one before cites somebody: it goes on with him."""
    opening = _OPENING.match(text[slice(*sentence)])
    before = sentence_at(text, max(0, sentence[0] - 2))
    cited = any(before[0] <= one.span[0] < before[1] for one in citations_in(text))
    if not opening or not cited:
        return None
    start = sentence[0] + opening.start(1)
    return Link(name=opening.group(1), kind="unnamed", span=(start, start + len(opening.group(1))))


def _told_at(claim: Claim) -> int:
    said = claim.happening or claim.holding
    return said.trigger[0] if said else claim.evidence[0][0]


def _whole(link: Link, text: str) -> Link:
    """A link that is but the end of somebody's description ("in Bunia") as all of it."""
    if link.span is None:
        return link
    if text[: link.span[0]].endswith("(") and link.name[:1].islower() and not is_determined(link.name):
        return replace(link, name=f"the {link.name}")  # a register names those whom others quote
    for cited in citations_in(text):
        if (
            cited.span[0] < link.span[0]
            and link.span[1] <= cited.span[1]
            and _is_place_of(cited, link.span, text)
        ):
            return _link(cited)
    return link


def _is_place_of(cited: Citation, span: Span, text: str) -> bool:
    return bool(re.search(r"\b(?:in|at|of|from|for|near)\s+$", text[cited.span[0] : span[0]]))


def _link(cited: Citation) -> Link:
    """A citation as a link of a chain."""
    several = is_many(cited.name) or is_body(cited.name)
    kind: SourceKind = "collective" if several else "named" if is_named(cited.name) else "unnamed"
    return Link(name=cited.name, kind=kind, span=cited.span)


# --- pronouns -------------------------------------------------------------------------------------


def _spoken(
    claims: Sequence[Claim], citations: Sequence[Citation], names: dict[str, Entity]
) -> list[tuple[Span, Link]]:
    """Every source with a span, in the order of the text, as the reader has it if it does; pronouns named."""
    found = {cited.span: _link(cited) for cited in citations}
    found |= {link.span: link for claim in claims for link in claim.said_by if link.span}
    known: list[tuple[Span, Link]] = []
    for span, link in sorted(found.items(), key=lambda each: each[0]):
        named = _link_named(link, known, names)
        if not is_pronoun(named.name):
            known.append((span, named))
    return known


def _renamed(claim: Claim, known: Sequence[tuple[Span, Link]], names: dict[str, Entity]) -> Claim:
    chain = tuple(_link_named(link, known, names) for link in claim.said_by)
    return claim if chain == claim.said_by else replace(claim, said_by=chain)


def _link_named(link: Link, known: Sequence[tuple[Span, Link]], names: dict[str, Entity]) -> Link:
    if link.span is None:
        return link
    before = [other for span, other in known if span[1] <= link.span[0]]
    owned = _POSSESSOR.match(link.name)
    if owned:
        body = _last(before, "it")
        return replace(link, name=f"{owned.group(1)} of {body.name}", kind=body.kind) if body else link
    again = _SAME.match(link.name)
    if again:
        noun = again.group(1).lower()
        earlier = [
            other
            for other in before
            if noun in tokens(other.name) or (noun in _ANY_PERSON and _agrees(other, "he"))
        ]
        return replace(link, name=earlier[-1].name) if earlier else link
    if _ISSUED.match(link.name):
        issuer = _last(before, "it")
        return replace(link, name=issuer.name, kind=issuer.kind) if issuer else link
    bare = _BARE.match(link.name)
    if bare:
        noun = bare.group(1).lower()
        fuller = [other for other in before if tokens(_noun_phrase(other.name))[-1:] == [noun]]
        fuller = [other for other in fuller if len(tokens(other.name)) > len(("the", "noun"))]
        return replace(link, name=fuller[-1].name) if fuller else link
    if not is_pronoun(link.name) or is_own_voice(link.name):
        return link
    stands_for = _last(before, fold(link.name))
    if stands_for:
        return replace(link, name=stands_for.name, kind=stands_for.kind)
    entity = names.get(link.entity or "")
    return replace(link, name=entity.name) if entity and _may_speak(link.name, entity) else link


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
    return not many and link.kind in ("named", "unnamed") and not is_body(link.name)


def _may_speak(pronoun: str, entity: Entity) -> bool:
    person = fold(pronoun) in _PERSON
    return entity.type == "PER" if person else entity.type in ("ORG", "GROUP", "NORP", "GPE")
