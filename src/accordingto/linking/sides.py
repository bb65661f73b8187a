"""Parties against parties: whether two accounts name different ones for the same act."""

from __future__ import annotations

import re

import msgspec
from msgspec.structs import replace

from accordingto.linking.naming import PREPOSITION, PRONOUNS, is_many, source_of
from accordingto.linking.words import TARGETS, stem, tokens
from accordingto.reading.codebook.actors import Actor, actor_of, kind_of, same_actor
from accordingto.types import ActorType, Party


def _stems(words: str) -> frozenset[str]:
    return frozenset(map(stem, words.split()))


# Who is called so may be anybody.
_VAGUE = _stems(
    "gunman gunmen man men attacker attackers assailant assailants raider raiders people person somebody"
    " someone group unit units others one ones both they it he she we column convoy side sides nobody none"
    " force forces perpetrator perpetrators culprit culprits shooter shooters bomber bombers individual"
    " individuals number dozens those these each which team teams squad squads cell cells detachment"
    " sniper snipers suicide"
    # A weapon is no party.
    " shell shells rocket rockets missile missiles bomb bombs mortar mortars artillery drone drones"
)
# Somebody's: "army guns".
_WEAPONS = _stems(
    "gun guns artillery mortar mortars rocket rockets missile missiles jet jets plane planes warplane"
    " warplanes aircraft helicopter helicopters battery batteries tank tanks drone drones shell shells"
)
# Things by their words, parties as they are meant: "a foreign hand", "the occupation".
_FIGURES_OF_SPEECH = frozenset({"hand", "hands", "occupation"})
# Who is called by what he did, or had in his hands.
_CULPRITS = _stems(
    "gunman gunmen attacker attackers assailant assailants bomber bombers shooter shooters driver drivers"
    " suspect suspects killer killers hijacker hijackers knifeman knifemen stabber perpetrator perpetrators"
)
_EMPTY = _stems(
    "the a an its his their our ours of in from near own no any one two three four five six seven eight nine"
    " ten several some"
)
_RELATIVE = _stems("enemy enemies other others foe crusader crusaders infidel infidels aggressor aggressors")
# Who is called so is on the other side, but of no named party.
_ARMED = _stems(
    "terrorist terrorists militant militants rebel rebels insurgent insurgents fighter fighters extremist"
    " extremists militia militias paramilitary paramilitaries jihadist jihadists resistance dissident"
    " dissidents bandit bandits gang gangs"
)
# Those who fight for those who rule, and those who fight them.
_FOR_ORDER = _stems(
    "militia militias militiaman militiamen paramilitary paramilitaries vigilante vigilantes patrol brigade"
    " volunteer volunteers renegade renegades defence self"
)
_AGAINST = _stems(
    "guerrilla guerrillas rebel rebels insurgent insurgents jihadist jihadists terrorist terrorists"
    " separatist separatists islamist islamists"
)
# What any state has: a capital makes no name of it.
_ANY_STATES = _stems("army government military regime troops police")
# Of what fights among the things that are struck.
_UNITS = _stems("patrol garrison convoy column post ministry headquarters formation formations")
# What those who fight call themselves.
_FIGHTING = _stems(
    "front column army brigade brigades movement force forces militia group league council legion corps"
)
_FRONTS = _stems("front movement militia resistance")
_BLOC: dict[ActorType, str] = {
    "state-forces": "state",
    "government": "state",
    "rebel": "armed group",
    "militia": "armed group",
    "external": "foreign",
}
_NO_FIGHTERS: frozenset[ActorType] = frozenset({"civilians", "media", "monitor", "igo", "ngo", "company"})
# "The staff of the Liberation Army", "soldiers of the Caliphate", "a spokesman for the Front".
_BODY_OF = re.compile(
    r"(?:the |an? |its |no |any )?(?:\w+ )?"
    r"(?:staff|command|wing|leadership|soldiers|fighters?|combatants?|columns?|gunners|men|members?|troops"
    r"|units?|spokes\w+)"
    r" (?:of|for|from) (?:the )?(?=(?-i:[A-Z]))",
    re.IGNORECASE,
)


_COMMAND_OF = re.compile(
    r"(?:the |an? |its )?(?:\w+ )?(?:staff|command|wing|leadership) of (?:the )?(?=(?-i:[A-Z]))",
    re.IGNORECASE,
)
# Formations of an army: "the Third Division", "the 25th Infantry Brigade".
_FORMATION = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th))"
    r" (?:\w+ )?(?:division|regiment|corps|army|infantry)\b"
    r"|\b(?:division|regiment|battalion) (?:no\.? )?\d+\b",
    re.IGNORECASE,
)
# What another side calls so is of no state that it acknowledges.
_SO_CALLED = re.compile(r"\bso-called\b|\bself-styled\b", re.IGNORECASE)


_SPOKE_FOR = re.compile(r"\b(?:spoke|speaks|speaking) for (.+)$")
_OWN = re.compile(
    r"we\b|(?:.* of )?our\b|(?:its|his|their) (?:own )?(?:men|fighters|forces|troops|soldiers|units|boys)\b",
    re.IGNORECASE,
)


class Side(msgspec.Struct, frozen=True):
    """A party as accounts are compared by it. `name` is there where the words name somebody.

    `vague` words may be anybody ("gunmen"), `relative` ones depend on who speaks ("the enemy").
    """

    words: str
    stems: frozenset[str]
    name: str | None = None
    bloc: str | None = None
    country: str | None = None
    vague: bool = False
    relative: bool = False


def side_of(party: Party, *, blamed: bool = False) -> Side:
    """The side that a party of a claim belongs to; who is `blamed` may be anybody, traders too."""
    kind = party.actor_type
    stems = frozenset(map(stem, tokens(party.words))) - _EMPTY
    named = party.name if kind and party.name and is_name(party.name) else None
    return Side(
        words=party.words,
        stems=stems,
        name=named or _own_name(party.words, kind),
        bloc=_bloc(kind, party.country) or _bloc_by(party.words),
        country=party.country,
        vague=_is_vague(party, stems) or (kind in _NO_FIGHTERS and not blamed),
        relative=bool(stems & _RELATIVE) and kind is None,
    )


def _bloc_by(words: str) -> str | None:
    """What kind of side nothing but the words tell."""
    if _FORMATION.search(words):
        return "state"
    return "armed group" if _SO_CALLED.search(words) else None


def is_formation(words: str) -> bool:
    """Whether words name a part of an army: "the Third Division"."""
    return _FORMATION.search(words) is not None


def is_called_armed(words: str) -> bool:
    """Whether words say only that somebody fights: "terrorist gangs", as one side calls any other."""
    return not is_name(words) and bool(frozenset(map(stem, tokens(words))) & _ARMED)


def is_name(words: str) -> bool:
    """Whether words hold a name ("al-Shabaab"), not only a description ("The force", "jihadists")."""
    last = words.split()[-1:]
    common = len(words.split()) == 1 and (_ANY_STATES | _ARMED).issuperset(map(stem, tokens(words)))
    return not common and any(part[:1].isupper() for word in last for part in word.split("-"))


def _bloc(kind: ActorType | None, country: str | None) -> str | None:
    """What kind of side it is: "Armenian units" of which no more is known are the state's."""
    if kind is None:
        return "state" if country else None
    return _BLOC.get(kind)


def _is_vague(party: Party, stems: frozenset[str]) -> bool:
    """Whether the words name nobody: a pronoun that stands for no known actor, "gunmen", "the men"."""
    unknown = party.actor_type is None and party.country is None
    pronoun = all(word in PRONOUNS for word in tokens(party.words))
    return (
        (unknown and (pronoun or stems <= _VAGUE or _is_thing(party.words)))
        or _is_somebody(party)
        or _is_made_by(party, stems)
        or not stems
        or _is_unknown_gunman(party.words)
    )


def _is_somebody(party: Party) -> bool:
    """Whether a party is one man or woman, of no known side: he may be anybody's ("the younger brother")."""
    if party.country or party.actor_type not in (None, "civilians"):
        return False
    words = PREPOSITION.split(party.words, maxsplit=1)[0]
    several = is_many(words) or words.lower().endswith(("men", "women", "people"))
    return kind_of(words, None) == "people" and not several


def _is_made_by(party: Party, stems: frozenset[str]) -> bool:
    """Whether words are of a thing with its maker's country: anybody may have "a Russian Tor system"."""
    kind = kind_of(party.words, None)
    made = party.actor_type is None and bool(party.country) and kind == "thing"
    return made and not stems & (_WEAPONS | _UNITS)


def _is_thing(words: str) -> bool:
    """Whether words are of a place or a thing, which does nothing: "a passenger lorry", "damage"."""
    head = tokens(PREPOSITION.split(words, maxsplit=1)[0])[-1:]
    if not head or head[0] in _FIGURES_OF_SPEECH or stem(head[0]) in _WEAPONS:
        return False
    return kind_of(words, None) == "thing" or stem(head[0]) in TARGETS - _ANY_STATES - _UNITS


def _is_unknown_gunman(words: str) -> bool:
    """Whether words say what somebody did or held, not whose he was: "a suicide bomber", "The driver"."""
    if re.search(r"\bof (?:the )?[A-Z]", words):
        return False
    head = stem((tokens(words) or [""])[0])
    found = set(map(stem, tokens(words)))
    return bool(found & _CULPRITS) or (
        head in _stems("armed unidentified unknown masked") or {"arm", "man"} <= found
    )


def is_culprit(party: Party) -> bool:
    """Whether somebody is called by what he did: "the attacker", "the driver of the lorry"."""
    words = tokens(PREPOSITION.split(party.words, maxsplit=1)[0])
    return bool(words) and stem(words[-1]) in _CULPRITS


def _own_name(words: str, kind: ActorType | None) -> str | None:
    """The name that the words hold themselves: "Cordillera Column"; words of a state are none."""
    if kind in ("government", "state-forces"):
        return None
    before = (
        _BODY_OF.sub("", words) if _BODY_OF.match(words) else PREPOSITION.split(words, maxsplit=1)[0]
    ).split()
    capitals = [word.strip(",.") for word in before[0 if words[:1].islower() else 1 :]]
    named = [word for word in capitals if word[:1].isupper() and not actor_of(word).country]
    return " ".join(named) or None


def side_of_speaker(words: str) -> Side:
    """The side of a source: who "we" and "its men" are in what it says."""
    spoken_for = _SPOKE_FOR.search(words)
    if spoken_for:
        return side_of_speaker(spoken_for.group(1))
    body = _COMMAND_OF.match(words)
    if body:
        return replace(side_of_speaker(words[body.end() :]), words=words)
    actor, source = _fighting(words), source_of(words)
    kind = actor.type
    own = _own_name(words, kind)
    return Side(
        words=words,
        stems=source.words,
        name=(actor.name if kind else None) or own,
        bloc=_BLOC.get(kind) if kind else None,
        country=actor.country,
        vague=kind is None and actor.name is None and own is None,
    )


def _fighting(words: str) -> Actor:
    """The actor that a source is, or whose it is: "a UNITA radio station"."""
    actor = actor_of(words)
    if actor.type in _BLOC:
        return actor
    named = (actor_of(re.sub(r"[’']s$", "", word)) for word in words.split() if word[:1].isupper())
    return next((one for one in named if one.type in ("rebel", "militia")), actor)


def is_own(words: str) -> bool:
    """Whether a speaker means his own by these words: "our units", "a team of our comrades"."""
    return _OWN.match(words) is not None


def side_by(speaker: str, party: Party, *, blamed: bool = False) -> Side:
    """The side of a party of which a source speaks; "our men" and "its troops" are the source's own."""
    pronoun = _OWN.match(party.words) or (_SPOKE_FOR.search(speaker) and party.words.lower() == "they")
    own = side_of_speaker(speaker) if pronoun and not blamed else None
    if own is None:
        return side_of(party, blamed=blamed)
    return own if own.bloc or _is_of_fighters(own) else replace(side_of(party), vague=True)


def _is_of_fighters(side: Side) -> bool:
    """Whether a name is of those who fight ("the Grey Front"), not of a paper that writes "our units"."""
    return bool(side.name) and stem((tokens(side.name or "") or [""])[-1]) in _FIGHTING


def differ(one: Side, other: Side, *, blamed: bool = False) -> bool:
    """Whether two sides are two parties. What cannot be compared does not differ.

    `blamed`: both are accused outright, so that parties of which nothing but the words is known count.
    """
    if one.vague or other.vague or one.relative or other.relative:
        return False
    if one.country and other.country and one.country != other.country:
        return True
    if one.bloc and other.bloc and one.bloc != other.bloc:
        return True
    if one.bloc == other.bloc == "state":
        return False
    if any(mine.bloc == "state" and _is_front(theirs) for mine, theirs in ((one, other), (other, one))):
        return not one.stems & other.stems
    if one.name and other.name:
        return not _same_name(one.name, other.name) and not one.stems & other.stems
    if one.bloc and other.bloc:
        return blamed and one.bloc == other.bloc == "armed group" and _are_unlike(one, other)
    alike = one.stems & other.stems or (_is_armed(one) and _is_armed(other))
    return blamed and not alike


def _is_front(side: Side) -> bool:
    """Whether a side is one that no registry knows, and no state's by its name: "the River Front"."""
    return side.bloc is None and stem((tokens(side.name or "") or [""])[-1]) in _FRONTS


def _are_unlike(one: Side, other: Side) -> bool:
    """Whether one is called a militia, or the like, and the other rebels."""
    return any(
        mine.stems & _FOR_ORDER
        and not mine.stems & _AGAINST
        and theirs.stems & _AGAINST
        and not theirs.stems & _FOR_ORDER
        for mine, theirs in ((one, other), (other, one))
    )


def _is_armed(side: Side) -> bool:
    return side.bloc == "armed group" or bool(side.stems & _ARMED)


def _same_name(one: str, other: str) -> bool:
    if same_actor(one, other):
        return True
    mine, theirs = (set(map(stem, tokens(name))) - {"the"} for name in (one, other))
    return mine <= theirs or theirs <= mine


def may_be(one: Side, other: Side) -> bool:
    """Whether two sides can be one party, and something says so."""
    if one.vague or other.vague or differ(one, other, blamed=True):
        return False
    same_bloc = one.bloc is not None and one.bloc == other.bloc
    return same_bloc or bool(one.stems & other.stems)


def is_named_alike(one: Side, other: Side) -> bool:
    """Whether two sides go by one name, or by one word that is no kind of fighters'."""
    if one.vague or other.vague:
        return False
    if one.name and other.name:
        return _same_name(one.name, other.name)
    return bool((one.stems & other.stems) - _ARMED - _ANY_STATES)
