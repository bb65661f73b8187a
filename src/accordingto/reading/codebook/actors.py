"""Who a party is: names by the registry in use, nouns for parties without a name by `agents.toml`.

Codes follow PLOVER: the country, then what kind of actor it is ("SYR GOV MIL"). Nothing is guessed: what
neither the words nor the registry tell is `None`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

import msgspec

from accordingto.errors import SettingsError
from accordingto.reading.codebook.registry import (
    LONGEST_NAME,
    Actors,
    Entry,
    Name,
    State,
    in_use,
    key_of as key_of,
)
from accordingto.reading.codebook.tables import entities as entity_words, sources as source_words
from accordingto.reading.phrases import (
    DETERMINERS,
    bare,
    counted,
    head_end,
    is_pronoun,
    plural,
    singular,
    words_of,
)
from accordingto.types import ActorType, Entity, EntityType

FOLDER = Path(__file__).parent

Kind = Literal["people", "body", "place", "thing", "unknown"]
KIND_OF_ENTITY: dict[EntityType, Kind] = {
    "PER": "people",
    "NORP": "people",
    "ORG": "body",
    "GROUP": "body",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "MISC": "thing",
}
_PERSON_ENDING = re.compile(
    r"(?:[a-z]{3}(?:ers|ors|ists|eers|ees)|[a-z]{2}(?:man|men|woman|women|ist|eer)|ians)$"
)
_THING_ENDING = re.compile(r"[a-z](?:tions?|ments?|ings?|ness|ities|ity|isms?|ages?|ances?|ences?|ware)$")
_MIXED = re.compile(r"[A-Z][a-z]{1,2}[A-Z][a-z]?")  # acronyms with small letters
# Before the name of a state or a seat, these make another land or city of it: "East Jerusalem".
_ANOTHER_LAND = frozenset({"Latin", "New", "North", "South", "Central", "East", "West"})
# Who fights has no news agency, and is none.
_FIGHTING: frozenset[ActorType] = frozenset({"state-forces", "rebel", "militia"})
_NO_KIND = frozenset(
    {"they", "them", "their", "theirs", "who", "whom", "whose", "these", "those", "themselves", "it"}
)


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """A party across documents. `country` is an ISO 3166 code of two letters, `code` is PLOVER-like."""

    name: str | None = None
    type: ActorType | None = None
    country: str | None = None
    code: str = ""


class Agent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns for one type of actor. An `open` noun's type yields to a modifier's, an `owned` one to a name."""

    words: tuple[str, ...]
    type: ActorType | None = None
    code: str | None = None
    open: bool = False
    owned: bool = False


class Agents(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`agents.toml`."""

    codes: dict[ActorType, str]
    modifiers: dict[ActorType, tuple[str, ...]]
    agents: tuple[Agent, ...]
    kinds: dict[Kind, tuple[str, ...]]


@dataclass(frozen=True)
class _Match:
    """A name of the registry within words `[start, end)`."""

    start: int
    end: int
    name: Name


@cache
def agents() -> Agents:
    """The nouns for parties without a name. Raises `SettingsError` when they cannot be read."""
    path = FOLDER / "agents.toml"
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Agents)
    except (OSError, msgspec.MsgspecError) as error:
        raise SettingsError(f"The codebook {path} cannot be read: {error}") from error


@cache
def titles() -> frozenset[str]:
    """Words before a person's name, in lower case."""
    return entity_words().titles


@cache
def _agent_index() -> dict[str, Agent]:
    """Noun, singular or plural, to its agents; the first in the file wins."""
    index: dict[str, Agent] = {}
    for agent in agents().agents:
        for word in agent.words:
            index.setdefault(word, agent)
            index.setdefault(plural(word), agent)
    return index


@cache
def _kind_index() -> dict[str, Kind]:
    index: dict[str, Kind] = {}
    for kind, words in agents().kinds.items():
        for word in words:
            index.setdefault(word, kind)
            index.setdefault(plural(word), kind)
    return index


@cache
def _modifier_index() -> dict[str, ActorType]:
    return {word: kind for kind, words in agents().modifiers.items() for word in words}


def capital_of(country: str) -> str | None:
    """The capital of a state by its code of two letters, where the registry has it."""
    states = in_use().registry.states
    return next((state.seats[0] for state in states if state.country == country and state.seats), None)


def homes_of(entities: Iterable[Entity]) -> frozenset[str]:
    """The countries (two letters) that a document's names speak of: what `actor_of` takes as `homes`."""
    found = (_actor_of(entity.name, (), None).country for entity in entities if entity.type != "PER")
    return frozenset(country for country in found if country)


def same_actor(name: str, other: str) -> bool:
    """Whether two names are spellings of one entry: "U.S." and "America", "FSA" and "Free Syrian Army"."""
    one, two = (_whole(each) for each in (name, other))
    if one is None or two is None:
        return False
    return one.thing is two.thing and one.role == two.role == "name"


def _whole(name: str) -> Name | None:
    return _lookup(" ".join(_without_determiners([bare(word) for word in words_of(name)])), (), None)


def actor_of(
    words: str, *, entity: Entity | None = None, homes: Collection[str] = (), on: str | None = None
) -> Actor:
    """Who a noun phrase names or describes.

    `entity` is what the phrase stands for in its document ("the group", "it"); `homes` are the countries
    (two letters) that the document speaks of; `on` is its civil date. The last two choose between actors
    that share a name.
    """
    own = _actor_of(words, tuple(sorted(homes)), on)
    if entity is None or own.name:
        return own
    named = _actor_of(entity.name, tuple(sorted(homes)), on)
    kind = named.type or own.type
    country = named.country or own.country
    code = named.code or own.code if not (named.type is None and own.type) else _code(country, own.type, None)
    name = named.name or (entity.name if entity.name[:1].isupper() else None)
    return Actor(name=name, type=kind, country=country, code=code)


def _actor_of(phrase: str, homes: tuple[str, ...], on: str | None) -> Actor:
    return _remembered_actor(in_use(), phrase, homes, on)


@lru_cache(maxsize=8192)
def _remembered_actor(_: Actors, phrase: str, homes: tuple[str, ...], on: str | None) -> Actor:
    """The actor by the registry in use, which the first argument names."""
    inner = counted(phrase)
    if inner:
        return _actor_of(inner, homes, on)
    words = _without_determiners([bare(word) for word in words_of(phrase)])
    if not words:
        return Actor()
    whole = _lookup(" ".join(words), homes, on)
    if whole:
        return _named(whole)
    size = max(1, len(words) - len(words_of(phrase[head_end(phrase) :])))
    own = _described(words, size, _matches(words, homes, on))
    behind = _behind(words, size) if own.name is None and own.type is None else None
    return _speaks_for(own, words[size - 1], _actor_of(behind, homes, on)) if behind else own


def _behind(words: Sequence[str], size: int) -> str | None:
    """Whose a "spokesman", a "commander", "forces" are: the words after "for", "of", "loyal to"."""
    agent = _agent_at(words, size)
    if agent is None or agent.type or len(words) <= size + 1:
        return None
    link = " ".join(words[size : size + 2]).lower()
    if link in ("loyal to", "allied with", "allied to"):
        return " ".join(words[size + 2 :]) or None
    return " ".join(words[size + 1 :]) if words[size].lower() in ("of", "for", "from", "with") else None


def _speaks_for(own: Actor, head: str, whole: Actor) -> Actor:
    """The actor of a phrase whose head belongs to `whole`; who is loyal to a government fights for it."""
    if head.lower() in ("forces", "fighters", "units") and whole.type == "government":
        return Actor(
            type="state-forces", country=whole.country, code=_code(whole.country, "state-forces", None)
        )
    return whole if whole.type or whole.country else own


def _without_determiners(words: list[str]) -> list[str]:
    start = 0
    while start < len(words) - 1 and (words[start].lower() in DETERMINERS or words[start].isdigit()):
        start += 1
    return words[start:]


def _described(words: Sequence[str], size: int, found: Sequence[_Match]) -> Actor:
    """The actor of a phrase whose head is `words[size - 1]`, given the names in it."""
    at_head = [match for match in found if match.start < size <= match.end]
    agent = _agent_at(words, size)
    if at_head and not (agent and at_head[-1].name.role == "people"):
        return _named(at_head[-1].name)
    before = [match for match in found if match.end < size or match.end <= size - 1]
    owner = next(
        (match.name.thing for match in reversed(before) if isinstance(match.name.thing, Entry)), None
    )
    state = _state(before) or _state_behind(words, size, found)
    if owner and _lends_name(owner, agent):
        return _entry_actor(owner)
    country = state.country if state else owner.country if owner else None
    return _agent_actor(words[:size], agent, country, state)


def _state(found: Sequence[_Match]) -> State | None:
    """The state nearest to the head, of those named before it."""
    return next((match.name.thing for match in reversed(found) if isinstance(match.name.thing, State)), None)


def _state_behind(words: Sequence[str], size: int, found: Sequence[_Match]) -> State | None:
    """The state of "the government of Iraq", "troops from Chad"."""
    behind = [match for match in found if match.start > size and words[size].lower() in ("of", "from")]
    near = [match for match in behind if match.start <= size + 2]
    return _state(near)


def _lends_name(owner: Entry, agent: Agent | None) -> bool:
    """Whether "Front fighters", "Agency reporters", "Agency officials" are the actor itself."""
    if agent is not None and agent.owned:
        return not owner.person
    return agent is None or agent.type in (None, owner.type) or agent.open


def _agent_at(words: Sequence[str], size: int) -> Agent | None:
    """The agents whose longest noun ends at the head; of a title, before a person's name."""
    lowered = [word.lower() for word in words[:size]]
    index = _agent_index()
    agent = _longest_agent(lowered, size)
    if agent or not _is_name(words[size - 1]):
        return agent
    return next((index[word] for word in reversed(lowered[:-1]) if word in index), None)


def _longest_agent(lowered: Sequence[str], end: int) -> Agent | None:
    return _agent_index().get(_longest_noun(lowered, end))


def _is_name(word: str) -> bool:
    """Whether a word has a capital at its start or after a hyphen ("al-Amin")."""
    return any(part[:1].isupper() for part in word.split("-"))


def _agent_actor(
    words: Sequence[str], agent: Agent | None, country: str | None, state: State | None
) -> Actor:
    told = _told_beside(words, agent) if agent is None or agent.open else None
    is_name = len(words) > 1 and _is_name(words[-1])
    settled = agent is not None and not (agent.open and is_name and not state)
    kind = told or (agent.type if agent and settled else None)
    own_code = agent.code if agent and agent.type == kind else None
    if (
        agent is None
        and told
        and not is_name
        and kind_of(words[-1], None) not in ("people", "body", "unknown")
    ):
        kind = None
    name = (
        state.name if state and agent and kind == "government" and words[-1].lower() == "government" else None
    )
    return Actor(name=name, type=kind, country=country, code=_code(country, kind, own_code))


def _told_beside(words: Sequence[str], agent: Agent | None) -> ActorType | None:
    """What the words before the head tell; of "armed forces" no more than those before both.

    A noun that holds what its type says, as "terrorist group" does, tells enough.
    """
    noun = _longest_noun([word.lower() for word in words], len(words)).split()
    within = _told(noun)
    if len(noun) < 2 or agent is None or within == agent.type:
        return _told(words)
    return _told([*words[: len(words) - len(noun)], words[-1]])


def _told(words: Sequence[str]) -> ActorType | None:
    """The type that the noun or modifier nearest before the head tells: "foreign ministry" spokesman."""
    index = _modifier_index()
    lowered = [word.lower() for word in words[:-1]]
    for end in range(len(lowered), 0, -1):
        noun = _longest_noun(lowered, end)
        agent = _agent_index().get(noun)
        of_noun = agent.type if agent else None
        modifier = index.get(" ".join(lowered[max(0, end - 2) : end])) or index.get(lowered[end - 1])
        kind = (of_noun or modifier) if " " in noun else (modifier or of_noun)
        if kind:
            return kind
    return None


def _longest_noun(lowered: Sequence[str], end: int) -> str:
    nouns = (" ".join(lowered[start:end]) for start in range(max(0, end - 4), end))
    return next((noun for noun in nouns if noun in _agent_index()), "")


def _named(name: Name) -> Actor:
    if isinstance(name.thing, Entry):
        return _entry_actor(name.thing)
    country, code = name.thing.country, name.thing.code
    if name.role == "people":
        return Actor(country=country, code=code)
    return Actor(name=name.thing.name, type="government", country=country, code=f"{code} GOV")


def _entry_actor(entry: Entry) -> Actor:
    code = _code(entry.country, entry.type, None)
    return Actor(name=entry.name, type=entry.type, country=entry.country, code=code)


def _code(country: str | None, kind: ActorType | None, own: str | None) -> str:
    where = in_use().codes.get(country or "", "")
    what = own or (agents().codes[kind] if kind else "")
    return f"{where} {what}".strip()


def _matches(words: Sequence[str], homes: tuple[str, ...], on: str | None) -> list[_Match]:
    """Names of the registry in a phrase, longest first at each word, without overlap."""
    found: list[_Match] = []
    position = 0
    while position < len(words):
        match = _match_at(words, position, homes, on)
        if match:
            found.append(match)
        position = match.end if match else position + 1
    return found


def _match_at(words: Sequence[str], start: int, homes: tuple[str, ...], on: str | None) -> _Match | None:
    for end in range(min(len(words), start + LONGEST_NAME), start, -1):
        name = _lookup(" ".join(words[start:end]), homes, on)
        if name and not any(is_part(words, start, end, name) for is_part in _PARTS_OF_NAMES):
            return _Match(start, end, name)
    first = words[start].split("-")[0]
    name = _lookup(first, homes, on) if "-" in words[start] else None
    return _Match(start, start + 1, name) if name and name.role != "local" else None


def _part_of_longer_name(words: Sequence[str], start: int, end: int, name: Name) -> bool:
    """Whether one word that names an actor is but a part of a name: "Valley Punch Brigade"."""
    if not isinstance(name.thing, Entry) or end - start > 1 or name.is_acronym:
        return False
    if name.thing.person:
        return not _alone(words, start)
    if start == 0:
        return False
    before = words[start - 1]
    return before[:1].isupper() and not before.lower().endswith(("s", "n", "i")) and _is_name(words[start])


def _no_outlet(words: Sequence[str], start: int, end: int, name: Name) -> bool:
    """Whether an outlet's name is but a part of a longer one ("Guardian Council"), or of who fights."""
    outlet = name.thing
    if not isinstance(outlet, Entry) or outlet.type != "media":
        return False
    before, after = words[start - 1] if start else "", words[end] if end < len(words) else ""
    home = _lookup(before, (), None) if before else None
    apart = name.is_acronym or before.split("-")[-1].islower()  # "Saudi-owned Al Arabiya"
    if not apart and _is_name(before) and not (home and home.thing.country == outlet.country):
        return True  # "Jordan Times", but "Iran's Fars"
    told = after.lower() in source_words().media_words
    if name.spelling.startswith("The ") and words[start] != "The" and after:
        return not told  # "Hindu mobs", "independent experts"
    if _is_name(after):
        return not (told or name.is_acronym or _lookup(after, (), None))
    agent = _agent_index().get(after)
    return agent is not None and agent.type in _FIGHTING


def _no_state(words: Sequence[str], start: int, _: int, name: Name) -> bool:
    """Whether a state's name, or its seat, is part of another's: "Latin America", "George Washington"."""
    if not isinstance(name.thing, State) or start == 0:
        return False
    before = words[start - 1]
    stranger = _is_name(before) and before.lower() not in _agent_index() and not _lookup(before, (), None)
    return before in _ANOTHER_LAND or (name.role == "seat" and stranger)


_PARTS_OF_NAMES = (_part_of_longer_name, _no_outlet, _no_state)


def _alone(words: Sequence[str], start: int) -> bool:
    """Whether a surname stands without another given name: after a title, a country or nothing."""
    if start + 1 < len(words) and _is_name(words[start + 1]):
        return False
    before = words[start - 1] if start else ""
    agent = _agent_index().get(before.lower())  # "Hunter" is a given name
    known = before.lower().rstrip(".") in titles() or (agent is not None and agent.type != "civilians")
    return not _is_name(before) or known or _lookup(before, (), None) is not None


def _lookup(words: str, homes: tuple[str, ...], on: str | None) -> Name | None:
    """What `words` name: one at home in the document before others, one active on the day before others."""
    fitting = [name for name in in_use().names.get(key_of(words), ()) if _cased_alike(name, words)]
    here = [name for name in fitting if name.thing.country in homes]
    usable = here or [name for name in fitting if name.role != "local"]
    active = [name for name in usable if on is None or _active(name.thing, on)]
    return next(iter(active or usable), None)


def _cased_alike(name: Name, words: str) -> bool:
    """Whether an acronym is in capitals ("IS", not "is"), and a name has one ("Dawn", not "dawn").

    One with small letters has its capitals: "LeT", not "Let".
    """
    if name.is_acronym:
        return not any(letter.islower() for letter in words)
    if words.endswith(" group") and name.spelling.endswith(" Group"):
        return False  # "an Islamic group" is any
    if _MIXED.fullmatch(name.spelling):
        return sum(letter.isupper() for letter in words) > 1
    return name.spelling.islower() or any(letter.isupper() for letter in words)


def _active(thing: Entry | State, on: str) -> bool:
    begins = thing.since is None or thing.since[: len(on)] <= on[: len(thing.since)]
    ends = thing.until is None or on[: len(thing.until)] <= thing.until[: len(on)]
    return begins and ends


def kind_of(phrase: str, entity_type: EntityType | None) -> Kind:
    """What a noun phrase stands for, by its head noun; `entity_type` is that of the entity it names."""
    return _remembered_kind(in_use(), phrase, entity_type)


@lru_cache(maxsize=16384)
def _remembered_kind(_: Actors, phrase: str, entity_type: EntityType | None) -> Kind:
    """The kind by the registry in use, which the first argument names."""
    if entity_type is not None:
        return KIND_OF_ENTITY[entity_type]
    inner = counted(phrase)
    if inner and inner.split():
        return kind_of(inner, None)
    words = [bare(word) for word in words_of(phrase[: head_end(phrase)])]
    if not words:
        return "unknown"
    lowered = [word if word.isupper() and len(word) > 1 else word.lower() for word in words]
    found = _kind_of_noun(lowered) or _kind_of_name(words) or _kind_of_title(words)
    return found or _kind_by_ending(words[-1])


def _kind_of_title(words: Sequence[str]) -> Kind | None:
    """People, where an agent is a title before a name: "Colonel" before a surname."""
    if not _is_name(words[-1]):
        return None
    titles = [word.lower() for word in words[:-1]]
    return "people" if any(word in _agent_index() and word not in _kind_index() for word in titles) else None


def _kind_of_noun(words: Sequence[str]) -> Kind | None:
    """The kind of the longest noun known that ends with the last word; agents are people."""
    if words[-1] in _NO_KIND:
        return "unknown"
    nouns = [" ".join(words[start:]) for start in range(max(0, len(words) - 4), len(words))]
    told = next((_kind_index()[noun] for noun in nouns if noun in _kind_index()), None)
    return told or ("people" if any(noun in _agent_index() for noun in nouns) else None)


def _kind_of_name(words: Sequence[str]) -> Kind | None:
    rest = _without_determiners(list(words))
    name = _lookup(" ".join(rest), (), None) or _lookup(rest[-1], (), None)
    if name is None:
        return None
    if isinstance(name.thing, Entry):
        return "people" if name.thing.person else "body"
    return "people" if name.role == "people" else "place"


def _kind_by_ending(word: str) -> Kind:
    if word[:1].isupper() or is_pronoun(word):
        return "unknown"
    lowered = word.lower()
    if _PERSON_ENDING.search(lowered):
        return "people"
    if _THING_ENDING.search(lowered) or _THING_ENDING.search(singular(lowered)):
        return "thing"
    return "unknown"
