"""Mentions to entities: refine the recogniser's types, and link the names of one document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from accordingto.models.runtime import Encoder, Scores
from accordingto.reading.codebook.tables import entities as codebook
from accordingto.reading.phrases import ending_at
from accordingto.types import Entity, EntityType, Span

TASK = "entities"
TYPES: dict[str, EntityType] = {
    "Person": "PER",
    "Organization": "ORG",
    "Location": "GPE",
    "NORP": "NORP",
    "Facility": "FAC",
    "Product": "MISC",
    "Misc": "MISC",
}
_WORD = re.compile(r"[\w'’-]+")
_PLACES: frozenset[EntityType] = frozenset({"GPE", "FAC", "LOC"})
# What the recogniser takes names of persons for.
_MISTAKEN: frozenset[EntityType] = _PLACES | {"ORG", "MISC"}
# "Was kidnapped", "39,": towns and bodies are not.
_SUFFERED = re.compile(
    r" (?:was|had been|has been) (?:\w+ly )?(?:shot dead|kidnapped|abducted|murdered|assassinated|arrested"
    r"|detained|beheaded|executed|hanged|tortured|stabbed|born|married|killed|wounded|injured)\b"
)
_AGED = re.compile(r",? (?:aged )?[1-9]\d(?:,|\.(?!\d)| and\b)")
# "A mayor of the opposition", "the former police chief".
_IN_ROLE = re.compile(
    r", (?:an?|the|his|her|their|its|our) (?:[\w’'-]+ ){0,5}?(?P<role>[a-z]+)"
    r"(?=[,.;:]| (?:of|for|in|at|from|who|with|to|on|and|that)\b)"
)
# "The singer Ana Lorn".
_CALLED = re.compile(r"\b(?P<role>[a-z]+) $")
_REST = re.compile(r"(?<=[a-zA-Z])['’ʼ‘]([a-z]+)(?![\w'’])")
_SPEAKS = re.compile(r" (?:said|says|added|told|denied|claimed|warned|vowed|insisted|argued|was|had|has)\b")


@dataclass(frozen=True)
class Mention:
    """One name in the text."""

    span: Span
    words: str
    type: EntityType


@dataclass
class _Cluster:
    """Mentions found so far to name one thing."""

    type: EntityType
    mentions: list[Mention] = field(default_factory=list)

    @property
    def fullest(self) -> Mention:
        """The longest mention, the earliest of equals."""
        return max(self.mentions, key=lambda mention: (len(mention.words), -mention.span[0]))


def mentions(encoder: Encoder, scores: Scores, text: str) -> list[Mention]:
    """Names that the model finds, without dates and sums of money, in the order of the text."""
    roles = encoder.tasks[TASK]
    words = scores.tokens.words
    found = []
    for start, end, role in encoder.spans(scores, TASK):
        kind = TYPES.get(roles[role])
        if kind:
            span = (words[start][0], past_apostrophe(text, words[end - 1][1]))
            name = text[slice(*span)]
            found.append(Mention(span, name, refined(kind, name)))
    return of_one_kind(persons(text, in_full(text, found)))


def past_apostrophe(text: str, end: int) -> int:
    """The end of a name that goes on behind an apostrophe: "al-Nu'man", "Kafr Ra'i", but not "Sabra's"."""
    rest = _REST.match(text, end)
    return rest.end() if rest and rest[1] != "s" else end


def persons(text: str, found: Sequence[Mention]) -> list[Mention]:
    """Mentions of which none with the words around a person's name is something else.

    "Ana Lorn, a mayor", "Ana Lorn was kidnapped", and then "Lorn added" where she was named in full.
    """
    told = [
        Mention(one.span, one.words, "PER") if one.type in _MISTAKEN and _is_person(text, one) else one
        for one in found
    ]
    last = {words[-1] for one in told if one.type == "PER" and len(words := one.words.split()) > 1}
    return [
        Mention(one.span, one.words, "PER")
        if one.type in _MISTAKEN and one.words in last and _SPEAKS.match(text, one.span[1])
        else one
        for one in told
    ]


def _is_person(text: str, mention: Mention) -> bool:
    words = mention.words.split()
    if len(words) < len(("Ana", "Lorn")) or not (
        words[0][:1].isupper() and words[-1].removeprefix("al-").removeprefix("el-")[:1].isupper()
    ):
        return False
    if _SUFFERED.match(text, mention.span[1]) or _AGED.match(text, mention.span[1]):
        return True
    called = ending_at(_CALLED, text, mention.span[0]) if mention.type in _PLACES else None
    role = called or _IN_ROLE.match(text, mention.span[1])
    return role is not None and role["role"].lower() in codebook().person_words


def in_full(text: str, found: Sequence[Mention]) -> list[Mention]:
    """Mentions with all of their words where only the first were marked: "Kafr", elsewhere "Kafr Atun"."""
    longest = sorted({one.words for one in found}, key=len, reverse=True)
    ends = {one.span[1] for one in found}
    full: list[Mention] = []
    for one in found:
        longer = (words for words in longest if words.startswith(f"{one.words} "))
        words = next((words for words in longer if text.startswith(words, one.span[0])), one.words)
        end = one.span[0] + len(words)
        full.append(one if end in ends else Mention((one.span[0], end), words, one.type))
    return full


def of_one_kind(found: Sequence[Mention]) -> list[Mention]:
    """Mentions of which none takes a person for a place: a name that is both is what it is more often."""
    kinds = Counter(
        (normal(one.words), one.type in _PLACES) for one in found if one.type in (*_PLACES, "PER")
    )
    people = {name for name, place in kinds if not place and kinds[name, False] >= kinds[name, True]}
    return [
        Mention(one.span, one.words, "PER") if one.type in _PLACES and normal(one.words) in people else one
        for one in found
    ]


def refined(kind: EntityType, name: str) -> EntityType:
    """An organisation that fights is a GROUP; a location of land or water is a LOC."""
    words = normal(name).split()
    book = codebook()
    if kind == "ORG" and (book.group_words & set(words) or " ".join(words) in book.group_names):
        return "GROUP"
    if kind == "GPE" and (book.land_words & set(words) or " ".join(words) in book.land_words):
        return "LOC"
    return kind


def link_names(found: Sequence[Mention]) -> tuple[Entity, ...]:
    """One entity for each set of mentions that name the same thing, numbered by first mention."""
    clusters: list[_Cluster] = []
    for mention in found:
        home = next((c for c in reversed(clusters) if _same(mention, c)), None)
        if home is None:
            home = _Cluster(mention.type)
            clusters.append(home)
        home.mentions.append(mention)
    return tuple(
        Entity(id=f"e{number}", name=c.fullest.words, type=c.type, mentions=tuple(m.span for m in c.mentions))
        for number, c in enumerate(clusters, 1)
    )


def _same(mention: Mention, cluster: _Cluster) -> bool:
    bodies = {"ORG", "GROUP"}
    if mention.type != cluster.type and not {mention.type, cluster.type} <= bodies:
        return False
    return any(_names_match(mention, other) for other in cluster.mentions)


def _names_match(mention: Mention, other: Mention) -> bool:
    mine, theirs = normal(mention.words).split(), normal(other.words).split()
    if mine == theirs:
        return True
    short, long = sorted((mine, theirs), key=len)
    if mention.type == "PER":
        return len(short) == 1 and len(long) > 1 and short[0] == long[-1]
    if mention.type in ("ORG", "GROUP"):
        return (
            _is_acronym(mention.words, other.words)
            or _is_acronym(other.words, mention.words)
            or _part(short, long)
        )
    return False


def _part(short: list[str], long: list[str]) -> bool:
    """Whether the shorter name is the longer one's end or its head before "of" or "for"."""
    head = long[: next((i for i, word in enumerate(long) if word in ("of", "for", "in")), len(long))]
    ends = len(short) > 1 and long[-len(short) :] == short
    return ends or (len(long) > 1 and short == head[-1:])


def _is_acronym(short: str, long: str) -> bool:
    letters = short.replace(".", "")
    initials = "".join(word[0] for word in _WORD.findall(long) if word[0].isupper())
    return letters.isupper() and len(letters) > 1 and letters == initials


def normal(name: str) -> str:
    """A name for comparison: lower case, without article, titles and possessive."""
    words = [re.sub(r"['’]s?$", "", word) for word in _WORD.findall(name.lower())]
    while len(words) > 1 and (words[0] == "the" or words[0] in codebook().titles):
        words = words[1:]
    return " ".join(words)


def entity_of(span: Span, head_end: int, found: Iterable[Entity]) -> str | None:
    """The entity that a noun phrase names: one with a mention that ends with its head."""
    inside = [
        (mention, entity.id)
        for entity in found
        for mention in entity.mentions
        if span[0] <= mention[0] and mention[1] <= span[1]
    ]
    at_head = [pair for pair in inside if abs(pair[0][1] - head_end) <= 1]
    return at_head[-1][1] if at_head else None
