"""What tells whether a phrase goes on about something mentioned before it: mentions, and their comparison.

A comparison is a set of named features with values; `codebook/coreference.toml` weighs them. Features carry
the anaphor's group in front ("plural:same sentence"), so each kind of anaphor has weights of its own.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Literal

import msgspec

from accordingto.errors import SettingsError
from accordingto.reading.codebook.actors import KIND_OF_ENTITY, Actor, Kind, actor_of, capital_of, kind_of
from accordingto.reading.phrases import (
    PRONOUNS,
    Gender,
    Number,
    PhraseForm,
    Pronoun,
    content_words,
    form_of,
    head_end,
    number_of,
    singular,
    words_of,
)
from accordingto.types import EntityType, Span

FOLDER = Path(__file__).parent / "codebook"
Article = Literal["definite", "demonstrative", "possessive", "indefinite", "bare"]
Group = Literal["person", "neuter", "plural", "relative", "nominal", "other"]
Role = Literal["speaker", "subject", "possessor", "oblique", "other"]
Features = dict[str, float]

_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]»]*\s+(?=[\"“‘«'(\[]?[^\W\d_a-z])|\n+|\f")
_ABBREVIATION = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Brig|Adm|Gov|Sen|Rep|Rev|St|Mt|No|vs|[A-Z]|[A-Z]\.[A-Z])$"
)
_SPEECH = (
    "said|says|say|told|tells|added|adds|claimed|claims|announced|warned|denied|stated|insisted|confirmed|reported|accused|"
    "asked|explained|argued|acknowledged|admitted|wrote|noted|declared|vowed|thinks|believes|believed"
)
_AFTER_SUBJECT = re.compile(
    r"(?:,[^,.;]{1,60},)?\s(?:also |later |then |still |now |never |reportedly |recently |already )?"
    rf"(?:(?P<speech>{_SPEECH})|was|were|is|are|has|had|have|will|would|can|could|may|might|must|should|did|does|do|"
    r"came|went|took|made|got|left|began|fell|held|lost|won|led|met|fled|shot|saw|sent|fought|hit|struck|[a-z]{2,}ed)\b"
)
_BEFORE_SPEAKER = re.compile(rf"\b(?:{_SPEECH})\s$|\baccording to\s$")
_BEFORE_OBLIQUE = re.compile(
    r"\b(?:of|in|at|by|from|to|with|on|for|against|between|near|over|into|through|about|after|before|under|inside|outside)\s$"
)
_DEMONSTRATIVES = frozenset({"this", "that", "these", "those", "such"})
_POSSESSIVES = frozenset({"its", "his", "her", "their", "our", "my", "your", "whose"})
_INDEFINITES = frozenset(
    {"a", "an", "another", "some", "any", "no", "every", "each", "several", "many", "few", "other", "one"}
)
# GUM has no groups that fight and few sites; parties without a name weigh as those with one.
_ALIKE = {
    "GROUP": "ORG",
    "LOC": "GPE",
    "FAC": "GPE",
    "body": "ORG",
    "place": "GPE",
    "people": "PER",
    "NORP": "PER",
}
_STATE_HEADS = frozenset(
    {"country", "nation", "state", "republic", "kingdom", "government", "side", "authorities"}
)
# General nouns, singular, for an entity of the document.
_GROUP_HEADS = frozenset(
    [
        *("group", "movement", "faction", "militia", "outfit", "fighter", "rebel", "militant", "insurgent"),
        *("jihadist", "islamist", "separatist", "guerrilla", "paramilitary", "brigade", "militiaman"),
    ]
)
_BODY_HEADS = frozenset(
    [
        "group",
        "organisation",
        "organization",
        "agency",
        "watchdog",
        "charity",
        "company",
        "firm",
        "union",
        "body",
    ]
)
_MEDIA_HEADS = frozenset(
    ["agency", "newspaper", "broadcaster", "channel", "outlet", "network", "daily", "paper"]
)
_TOWNS = frozenset(["town", "village"])
_TOWN_HEADS = frozenset(
    {"city", "town", "village", "capital", "area", "region", "province", "district", "place", "island"}
)


class GivenNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`given_names.toml`."""

    male: frozenset[str]
    female: frozenset[str]
    male_words: frozenset[str]
    female_words: frozenset[str]


@cache
def given_names() -> GivenNames:
    """Names and nouns that tell a gender. Raises `SettingsError` when they cannot be read."""
    path = FOLDER / "given_names.toml"
    try:
        return msgspec.toml.decode(path.read_bytes(), type=GivenNames)
    except (OSError, msgspec.MsgspecError) as error:
        raise SettingsError(f"The codebook {path} cannot be read: {error}") from error


@dataclass(frozen=True)
class Mention:
    """A phrase in its document. `rank` counts the mentions before it in its sentence.

    `quotation` is the index of the quotation it stands in, -1 outside. `entity` is the id of the entity that
    it names, known beforehand.
    """

    span: Span
    phrase: str
    form: PhraseForm
    pronoun: Pronoun | None
    words: tuple[str, ...]
    number: Number | None
    gender: Gender | None
    kind: Kind
    actor: Actor
    article: Article
    sentence: int
    rank: int
    quotation: int
    entity: str | None = None
    role: Role = "other"
    after_comma: bool = False

    @cached_property
    def head(self) -> str:
        """The head noun, lower case, singular."""
        return singular(self.words[-1]) if self.words else ""


@dataclass(eq=False)
class Cluster:
    """What has been found so far to be one thing. `id` is that of an entity of the document, if it is one."""

    id: str | None
    type: EntityType | None
    mentions: list[Mention] = field(default_factory=list)
    heads: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    kind: Kind = "unknown"
    number: Number | None = None
    gender: Gender | None = None
    actor: Actor = field(default_factory=Actor)

    def add(self, mention: Mention) -> None:
        """Take a mention in, with what it tells."""
        self.mentions.append(mention)
        if mention.form != "pronoun":
            self.heads.add(mention.head)
            self.words.update(mention.words)
            self.number = self.number or mention.number
            self.kind = mention.kind if self.kind == "unknown" else self.kind
            self.actor = self.actor if self.actor != Actor() else mention.actor
        if mention.gender in ("male", "female"):
            self.gender = self.gender or mention.gender

    @property
    def last(self) -> Mention:
        """The latest mention."""
        return self.mentions[-1]


def sentence_starts(text: str) -> list[int]:
    """Offsets at which sentences and lines begin, the first of them 0."""
    starts = [0]
    for match in _SENTENCE_END.finditer(text):
        cut = text[max(0, match.start() - 8) : match.start()]
        if match.group()[0] != "." or not _ABBREVIATION.search(cut):
            starts.append(match.end())
    return starts


def mention_at(text: str, span: Span, entity: tuple[str, EntityType] | None) -> Mention:
    """A mention without its place among others. `entity` is the id and type of the entity it names."""
    phrase = text[slice(*span)]
    kind = KIND_OF_ENTITY[entity[1]] if entity else None
    form = "name" if entity and form_of(phrase) == "nominal" else form_of(phrase)
    pronoun = PRONOUNS.get(phrase.strip().lower()) if form == "pronoun" else None
    words = tuple(content_words(phrase))
    return Mention(
        span=span,
        phrase=phrase,
        form=form,
        pronoun=pronoun,
        words=words,
        number=pronoun.number if pronoun else _number(phrase, form, kind),
        gender=pronoun.gender if pronoun else gender_of(phrase),
        kind=kind or kind_of(phrase, None),
        actor=Actor() if pronoun else actor_of(phrase),
        article=article_of(phrase),
        sentence=0,
        rank=0,
        quotation=-1,
        entity=entity[0] if entity else None,
        role=role_of(text, span),
        after_comma=text[max(0, span[0] - 2) : span[0]] == ", ",
    )


def role_of(text: str, span: Span) -> Role:
    """A phrase's part in its clause, by the words right before and after it."""
    before, after = text[max(0, span[0] - 16) : span[0]], text[span[1] : span[1] + 80]
    phrase = text[slice(*span)]
    if (
        phrase.lower() in _POSSESSIVES
        or phrase.endswith(("'s", "’s", "s’"))
        or after.startswith(("'s", "’s"))
    ):
        return "possessor"
    following = _AFTER_SUBJECT.match(after)
    if _BEFORE_SPEAKER.search(before) or (following and following["speech"]):
        return "speaker"
    if _BEFORE_OBLIQUE.search(before):
        return "oblique"
    return "subject" if following else "other"


def _number(phrase: str, form: PhraseForm, kind: Kind | None) -> Number | None:
    """A body's name can be taken up as "it" and as "they", a person's only in the singular."""
    if form == "name" and kind != "people":
        return None if kind == "body" else "singular"
    return number_of(phrase)


def article_of(phrase: str) -> Article:
    """How a phrase begins: what tells whether it takes something up."""
    words = words_of(phrase[:40])
    first = words[0].lower() if words else ""
    if first == "the":
        return "definite"
    if first in _DEMONSTRATIVES:
        return "demonstrative"
    if first in _POSSESSIVES:
        return "possessive"
    if first in _INDEFINITES or first[:1].isdigit():
        return "indefinite"
    possessor = any(word.endswith(("'s", "’s", "s'", "s’")) for word in words[:-1])
    return "possessive" if possessor else "bare"


@lru_cache(maxsize=8192)
def gender_of(phrase: str) -> Gender | None:
    """Male or female, by title, noun or given name; None where the words do not tell."""
    book = given_names()
    words = [word.lower() for word in words_of(phrase[: head_end(phrase)])]
    if not words:
        return None
    for word in (words[-1], *words[:2]):
        if word.removesuffix("'s") in book.male_words:
            return "male"
        if word.removesuffix("'s") in book.female_words:
            return "female"
    given = next((word for word in words if word in book.male or word in book.female), None)
    if given is None or not phrase.strip()[:1].isupper():
        return None
    return "male" if given in book.male else "female"


def group_of(mention: Mention) -> Group:
    """The kind of anaphor that a mention is."""
    pronoun = mention.pronoun
    if pronoun is None:
        return "nominal"
    if pronoun.relative:
        return "relative"
    if pronoun.person != 3 or pronoun.demonstrative:
        return "other"
    if pronoun.number == "plural":
        return "plural"
    return "neuter" if pronoun.gender == "neuter" else "person"


def may_corefer(mention: Mention, cluster: Cluster) -> bool:
    """Whether nothing rules it out: number, gender, kind, one inside the other."""
    if _inside(mention, cluster.last) and len(cluster.mentions) == 1:
        return False
    if mention.pronoun is None:
        return _nominal_may(mention, cluster)
    group = group_of(mention)
    if group == "relative":
        gap = mention.span[0] - cluster.last.span[1]
        return 0 <= gap <= 2 or (_inside(mention, cluster.last) and cluster.last.form != "pronoun")
    if group == "other":
        return False
    return _pronoun_may(mention, group, cluster)


def _inside(mention: Mention, other: Mention) -> bool:
    return other.span[0] <= mention.span[0] and mention.span[1] <= other.span[1]


def _pronoun_may(mention: Mention, group: Group, cluster: Cluster) -> bool:
    if group == "person":
        clash = {mention.gender, cluster.gender} == {"male", "female"}
        maybe = cluster.kind == "unknown" and cluster.last.form != "nominal"
        return not clash and cluster.number != "plural" and (cluster.kind == "people" or maybe)
    if group == "plural":
        return cluster.number != "singular" or cluster.kind in ("body", "place", "unknown", "people")
    person = cluster.kind == "people" and (cluster.number == "singular" or cluster.type == "PER")
    return not person and cluster.number != "plural" and cluster.gender not in ("male", "female")


def _nominal_may(mention: Mention, cluster: Cluster) -> bool:
    if not mention.words:
        return False
    if _apposed(mention, cluster):
        return True
    if mention.article == "indefinite":
        return False
    clash = mention.number and cluster.number and mention.number != cluster.number
    if {mention.gender, cluster.gender} == {"male", "female"} or (clash and cluster.kind != "body"):
        return False
    if mention.head in cluster.heads:
        return True
    if mention.form == "name":
        return False
    here, there = mention.actor.country, cluster.actor.country
    if here and there and here != there:
        return False
    return bool(_link(mention, cluster))


def _apposed(mention: Mention, cluster: Cluster) -> bool:
    """Whether a mention may only describe what stands before its comma: "Harun, a farmer"."""
    near = mention.after_comma and cluster.last.span[1] == mention.span[0] - 2
    kinds = {mention.kind, cluster.kind} - {"unknown"}
    return near and len(kinds) < 2 and (mention.number == cluster.number or cluster.number is None)


def _link(mention: Mention, cluster: Cluster) -> str | None:
    """By what a nominal with another head could take a cluster up."""
    if mention.head in cluster.words:
        return "head in name"
    if mention.actor.type and mention.actor.type == cluster.actor.type:
        return "actor type"
    if mention.head == "capital" and cluster.type == "GPE" and _is_capital(cluster):
        return "capital"
    if mention.kind in ("body", "people") and cluster.type in ("ORG", "GROUP"):
        return "body" if mention.kind == "body" or mention.number == "plural" else None
    if cluster.type == "GPE" and mention.head in _STATE_HEADS | _TOWN_HEADS:
        return "land" if (mention.head in _STATE_HEADS) == bool(cluster.actor.country) else None
    if cluster.type in ("LOC", "FAC") and mention.kind == "place":
        return "place"
    if cluster.type == "PER" and mention.kind == "people" and mention.number == "singular":
        return "person"
    return None


def generic_fits(mention: Mention, cluster: Cluster) -> bool:
    """Whether a general noun, alone or with a country's adjective, is of the kind of a named entity."""
    country = mention.actor.country
    if len(mention.words) > (2 if country else 1) or mention.phrase[head_end(mention.phrase) :].strip():
        return False
    if country and country != cluster.actor.country:
        return False
    types = {mention.actor.type, cluster.actor.type} - {None}
    if cluster.type == "GROUP" and mention.head in _GROUP_HEADS:
        return len(types) < 2
    if cluster.type in ("ORG", "GROUP") and mention.head in _BODY_HEADS:
        return cluster.actor.type != "media" or mention.head in _MEDIA_HEADS
    if cluster.type == "ORG" and mention.head in _MEDIA_HEADS:
        return cluster.actor.type == "media"
    if cluster.type != "GPE":
        return False
    if mention.head == "capital":
        return _is_capital(cluster)
    is_state = cluster.actor.name is not None and not _is_capital(cluster)
    if mention.head in ("country", "nation"):
        return is_state
    return (mention.head == "city" and not is_state) or (
        mention.head in _TOWNS and cluster.actor.name is None
    )


def _is_capital(cluster: Cluster) -> bool:
    country = cluster.actor.country
    return bool(country) and (capital_of(country or "") or "").lower() in " ".join(sorted(cluster.words))


def features(mention: Mention, cluster: Cluster) -> Features:
    """How well `cluster` fits as what `mention` stands for; call only where `may_corefer` holds."""
    group = group_of(mention)
    last = cluster.last if not _inside(mention, cluster.last) else cluster.mentions[-2]
    found = ["linked", _distance(mention, last)]
    found += _common(mention, cluster, last)
    found += _of_nominal(mention, cluster) if group == "nominal" else _of_pronoun(mention, cluster, last)
    values = {f"{group}:{name}": 1.0 for name in found}
    values[f"{group}:size"] = math.log(len(cluster.mentions))
    return values


def _distance(mention: Mention, last: Mention) -> str:
    sentences = mention.sentence - last.sentence
    return f"apart {sentences}" if sentences < 3 else "apart 3-5" if sentences < 6 else "apart 6+"


def _common(mention: Mention, cluster: Cluster, last: Mention) -> list[str]:
    found = [
        f"last {last.form}",
        f"last {last.role}",
        f"roles {last.role} {mention.role}",
        f"type {_ALIKE.get(cluster.type or cluster.kind, cluster.type or cluster.kind)}",
    ]
    if last.rank == 0:
        found.append("last leads")
        if mention.rank == 0:
            found.append("both lead")
    if (mention.quotation >= 0) != (last.quotation >= 0):
        found.append("quotation between")
    if mention.quotation >= 0 and mention.quotation == last.quotation:
        found.append("same quotation")
    if cluster.id:
        found.append("named")
    return found


def _of_pronoun(mention: Mention, cluster: Cluster, last: Mention) -> list[str]:
    pronoun = mention.pronoun
    found = []
    if pronoun and pronoun.possessive:
        found.append("possessive near" if last.sentence == mention.sentence else "possessive far")
    if pronoun and pronoun.reflexive:
        found.append("reflexive near" if last.sentence == mention.sentence else "reflexive far")
    if last.pronoun and pronoun:
        same = (last.pronoun.number, last.pronoun.gender) == (pronoun.number, pronoun.gender)
        found.append("same pronoun" if same else "other pronoun")
    found.append(f"number {cluster.number or 'open'}")
    if cluster.gender and cluster.gender == mention.gender:
        found.append("same gender")
    if last.form == "nominal":
        found.append(f"last {last.article}")
    return found


def _of_nominal(mention: Mention, cluster: Cluster) -> list[str]:
    found = [f"article {mention.article}", f"form {mention.form}"]
    if _apposed(mention, cluster):
        found += ["apposed", f"apposed {mention.article}", f"apposed to {cluster.last.form}"]
    if mention.head in cluster.heads:
        new, old = set(mention.words) - cluster.words, cluster.words - set(mention.words)
        fit = (
            "same words"
            if not new and not old
            else "fewer words"
            if not new
            else "other words"
            if old
            else "more words"
        )
        found += ["same head", f"{fit} {mention.article}"]
    else:
        how = _link(mention, cluster) or "none"
        found += [f"by {how}", f"by {how} {mention.article}"]
    if mention.actor.country and mention.actor.country == cluster.actor.country:
        found.append("same country")
    if mention.actor.type and mention.actor.type == cluster.actor.type:
        found.append("same actor type")
    if mention.phrase[head_end(mention.phrase) :].lstrip()[:3] in ("of ", "who", "tha", "whi", "for", "in "):
        found.append("goes on")
    return found


def features_of_none(mention: Mention) -> Features:
    """What speaks for a mention that takes nothing up."""
    group = group_of(mention)
    found = [
        "none",
        f"none {mention.role}",
        f"none {mention.article}",
        f"none {mention.kind}",
        f"none {mention.form}",
    ]
    if len(mention.words) > 1:
        found.append("none modified")
    if mention.phrase[head_end(mention.phrase) :].strip():
        found.append("none goes on")
    if mention.pronoun:
        found.append(f"none {mention.phrase.lower()}")
    if mention.sentence == 0:
        found.append("none first sentence")
    return {f"{group}:{name}": 1.0 for name in found}


def ranked(mention: Mention, clusters: Sequence[Cluster]) -> list[tuple[Cluster, Features]]:
    """The clusters that `mention` may take up, the nearest first, with features that tell the order."""
    fitting = [cluster for cluster in clusters if may_corefer(mention, cluster)]
    fitting.sort(key=lambda cluster: cluster.last.span, reverse=True)
    found = []
    for order, cluster in enumerate(fitting[:CANDIDATES]):
        values = features(mention, cluster)
        values[f"{group_of(mention)}:order {min(order, 4)}"] = 1.0
        found.append((cluster, values))
    return found


CANDIDATES = 12


def sentence_of(starts: Sequence[int], position: int) -> int:
    """Index of the sentence that holds an offset."""
    return bisect_right(starts, position) - 1
