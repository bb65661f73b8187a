"""Figures against figures: what is counted, between which bounds, and whether two cannot both be true."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

import msgspec

from accordingto.linking.words import tokens
from accordingto.reading.codebook.actors import actor_of
from accordingto.reading.phrases import singular
from accordingto.types import Figure

WHOLE = "people"
CIVILIANS = "civilians"
CHILDREN = "children"
WOMEN = "women"
FORCES = "soldiers"
FIGHTERS = "fighters"
# "About 50" is true of 40 and of 60.
SLACK = 0.2
_NOUNS: Mapping[str, str] = {
    noun: population
    for population, nouns in {
        WHOLE: "people person human dead body life victim casualty corpse other soul death fatality martyr"
        " citizen passenger commuter worshipper pilgrim traveller occupant man grave coffin member"
        " arrest detention abduction kidnapping killing murder detainee captive hostage",
        CIVILIANS: "civilian villager resident inhabitant bystander passer-by passer townspeople",
        CHILDREN: "child boy girl infant baby minor kid",
        WOMEN: "woman",
        FORCES: "soldier troop serviceman servicewoman policeman policewoman commando marine trooper"
        " conscript guard officer paratrooper gendarme legionnaire airman private sailor hireling mercenary",
        FIGHTERS: "fighter militant rebel insurgent terrorist jihadist gunman extremist guerrilla combatant"
        " bandit assailant attacker raider separatist mujahid mujahideen mujahidin",
    }.items()
    for noun in nouns.split()
}
_SHARED = frozenset(_NOUNS.values())
# "23 of its men", "six of our fighters": who says so counts those who fight for him.
OWN_MEN = re.compile(r"\b(?:our|its|his|their) (?:own )?(?:men|boys|comrades)\b", re.IGNORECASE)
_MEMBERS = re.compile(
    r"\b(?:members?|operatives?|elements?) of (?:an? |the )?(?:[\w-]+ ){0,2}"
    r"(?:cell|gang|militia|band|squad)s?\b",
    re.IGNORECASE,
)
_REFERRING = re.compile(
    r"\bothers\b|\banother\b|\bfurther\b|\badditional\b|\bmore\b(?! than)|"
    r"\bof the (?:dead|slain|killed|victims|wounded|injured|captives|hostages|detainees)\b"
    r"|\bof the (?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d+)\b",
    re.I,
)
# Soldiers, where fighters speak of them.
ENEMIES = re.compile(
    r"\b(?:attackers?|assailants?|raiders?|enem(?:y|ies)|hirelings?|apostates?|puppets?|crusaders?|infidels?"
    r"|occupiers?|invaders?|mercenar(?:y|ies))\b",
    re.IGNORECASE,
)
# As only those call soldiers who fight them.
INSULTS = re.compile(
    r"\b(?:hirelings?|apostates?|puppets?|crusaders?|infidels?|occupiers?|invaders?)\b", re.IGNORECASE
)
# Fighters, where fighters speak of them.
COMRADES = re.compile(r"\b(?:comrades?|brothers?|lions?|heroes)\b", re.IGNORECASE)
# "All 14 of the dead" are the whole.
_ALL_OF = re.compile(
    r"all (?:of )?(?:the )?[\w-]+ of the (?:dead|slain|killed|victims|wounded|injured)\b", re.IGNORECASE
)
# "29 of them": a part beside the number of all; without one, all that a source counts.
_OF_THEM = re.compile(r"\bof (?:them|those|these|it|the people|whom|which)\b|\bother\b", re.IGNORECASE)
SOME = "of them"
# Before the ISO 3166 code of the state whose people are counted.
OF_NATION = "people of "


# "Dozens" is true of 107, and of 21; "thousands" of 17,000: these say some number at the least.
_VAGUE = re.compile(r"(?:many |several )?(?:dozens|scores|hundreds|thousands)\b", re.IGNORECASE)
# "More than 10" of a round number is often said of ten.
_MORE_THAN = re.compile(r"(?:more than|over)\b", re.IGNORECASE)
# "A fourth gendarme died" goes on with a count, and is none.
_ORDINAL = re.compile(r"\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b", re.IGNORECASE)


class Count(msgspec.Struct, frozen=True):
    """How many of whom: from `low` to `high`, both included; `number` is the one that was printed."""

    kind: str
    population: str
    low: float
    high: float
    number: int

    @property
    def is_exact(self) -> bool:
        """Whether one number is meant, not a bound."""
        return self.low == self.high

    def meets(self, other: Count) -> bool:
        """Whether some number is within both."""
        return self.low <= other.high and other.low <= self.high


def count_of(figure: Figure, words: str) -> Count | None:
    """The figure as a count; None where its words leave open who is counted ("five of them")."""
    population = population_of(figure, words)
    return None if population is None else counted(figure, words, population)


def counted(figure: Figure, words: str, population: str) -> Count | None:
    """The figure as a count of these people; None where it gives no number."""
    number = next((one for one in (figure.best, figure.low, figure.high) if one is not None), None)
    if number is None:
        return None
    low, high = _bounds(figure)
    if _VAGUE.match(words):
        low, high = math.floor(low * (1 - SLACK)), math.inf
    elif _MORE_THAN.match(words):
        low = max(0, low - 1)
    return Count(figure.kind, population, low, high, number)


def population_of(figure: Figure, words: str) -> str | None:
    """Who is counted: one of the populations that reports share, else the noun itself, singular."""
    if _ALL_OF.match(words):
        return WHOLE
    if (_REFERRING.search(words) and figure.best != 0) or _ORDINAL.search(words):
        return None
    if _OF_THEM.search(words):
        return SOME
    if OWN_MEN.search(words) or _MEMBERS.search(words):
        return FIGHTERS
    found = tokens((figure.of or WHOLE).split(" of ")[0])
    nouns = [singular(word) for word in found]
    if "and" in found or not nouns:
        return " ".join(nouns) or WHOLE
    return _NOUNS.get(nouns[-1]) or _nation(found[-1]) or nouns[-1]


def _nation(noun: str) -> str | None:
    """The people of a state by their name: "israelis" are some of the dead, and not those of Gaza."""
    state = actor_of(noun.capitalize())
    return f"{OF_NATION}{state.country}" if state.country and state.type is None else None


def is_known(population: str) -> bool:
    """Whether a population is one that reports share, not a noun of its own."""
    return population.partition(" on the ")[0] in _SHARED or population.startswith(OF_NATION)


def bears_arms(words: str) -> bool | None:
    """Whether those whom a noun phrase names bear arms; None where it may be either ("people")."""
    found = [_NOUNS.get(singular(word)) for word in tokens(words)]
    population = next((one for one in reversed(found) if one not in (None, WHOLE)), None)
    return population in (FORCES, FIGHTERS) if population else None


def told_of(text: str) -> str:
    """Who "29 of them" are: fighters or soldiers where a text names them, else people."""
    named = {_NOUNS.get(singular(word)) for word in tokens(text)}
    return next((population for population in (FIGHTERS, FORCES) if population in named), WHOLE)


def _bounds(figure: Figure) -> tuple[float, float]:
    if figure.best is not None and figure.low is None and figure.high is None:
        slack = SLACK * figure.best if figure.approximate else 0
        return math.floor(figure.best - slack), math.ceil(figure.best + slack)
    low = figure.low if figure.low is not None else 0
    if figure.high is not None:
        return low, figure.high
    return low, math.inf if figure.best is None or figure.approximate else figure.best


def cannot_both_be(one: Count, other: Count) -> bool:
    """Whether two counts of one happening exclude each other.

    Of one population: where the ranges do not meet. Of a part and its whole: where the part is larger.
    """
    if one.kind != other.kind:
        return False
    if one.population == other.population:
        return not one.meets(other)
    return (
        _part_is_larger(one, other)
        or _part_is_larger(other, one)
        or _spared(one, other)
        or _spared(other, one)
    )


def _spared(none: Count, some: Count) -> bool:
    """Whether no civilian is said to be among the dead, of whom the other counts people, or a tea seller."""
    return (
        none.number == 0
        and none.population == CIVILIANS
        and some.low > 0
        and some.population not in (SOME, FORCES, FIGHTERS)
        and " on the " not in some.population
    )


def _part_is_larger(part: Count, whole: Count) -> bool:
    return _is_part(part.population, whole.population) and part.low > whole.high


def _is_part(part: str, whole: str) -> bool:
    if SOME in (part, whole):
        return False
    if whole == WHOLE:
        return part != WHOLE
    return whole == CIVILIANS and part in (CHILDREN, WOMEN)
