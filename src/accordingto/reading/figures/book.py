"""The codebook of figures (`figures.toml`), made ready for look-ups: form of a word -> what it means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from accordingto.errors import SettingsError
from accordingto.reading.codebook.inflection import inflections
from accordingto.types import FigureKind

PATH = Path(__file__).parent.parent / "codebook" / "figures.toml"
Effect = Literal["at_least", "more_than", "at_most", "less_than", "about", "exactly"]
Form = Literal["base", "present", "past", "participle", "ing"]
Grammar = Literal["transitive", "active", "intransitive", "state"]

IRREGULAR_PLURALS = {
    "person": "persons",
    "life": "lives",
    "child": "children",
    "grandchild": "grandchildren",
    "schoolchild": "schoolchildren",
    "wife": "wives",
    "housewife": "housewives",
    "midwife": "midwives",
    "passer-by": "passers-by",
    "troop": "troops",
}
# The same for one and for several.
_UNCHANGED = frozenset(
    "rohingya hutu tutsi hazara druze fulani acholi dinka nuer masalit hausa zaghawa tuareg bedouin taliban"
    " pashtun kachin roma".split()
)
# In the singular these are no people, or are used as adjectives ("a general strike", "a troop carrier").
NO_SINGULAR = frozenset(
    [
        "troop",
        "major",
        "private",
        "local",
        "dead",
        "enemy",
        "female",
        "male",
        "head",
        "body",
        "life",
    ]
)


class Predicates(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of one kind: verbs and events in base form, the rest as written."""

    transitive: tuple[str, ...]
    active: tuple[str, ...]
    intransitive: tuple[str, ...]
    states: tuple[str, ...]
    events: tuple[str, ...]


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`figures.toml` as it stands."""

    people: tuple[str, ...]
    people_plural: tuple[str, ...]
    demonyms: tuple[str, ...]
    who: frozenset[str]
    speakers: frozenset[str]
    groups: tuple[str, ...]
    kin: frozenset[str]
    settlements: frozenset[str]
    soldiers: frozenset[str]
    person_endings: tuple[str, ...]
    person_verbs: tuple[str, ...]
    no_people: tuple[str, ...]
    nouns: dict[FigureKind, tuple[str, ...]]
    predicates: dict[FigureKind, Predicates]
    forms: dict[str, tuple[str, str, str, str]]
    bounds: dict[Effect, tuple[str, ...]]
    vague: dict[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Noun:
    """A word for people: what kind they are by themselves, and how many it can name."""

    kind: FigureKind
    singular: bool
    plural: bool
    speaker: bool = False
    group: bool = False  # families: counted only where something happened to them
    guessed: bool = False  # not in the codebook


@dataclass(frozen=True, slots=True)
class Use:
    """One way in which a form counts people."""

    kind: FigureKind
    grammar: Grammar
    forms: frozenset[Form]


Phrases = Mapping[str, tuple[tuple[str, ...], ...]]


@dataclass(frozen=True, slots=True)
class Book:
    """All look-ups. Phrases are filed under their first word (uses) or their last (bounds)."""

    nouns: Mapping[str, Noun]
    uses: Mapping[str, tuple[Use, ...]]
    phrases: Phrases
    verbs: frozenset[str]
    events: Mapping[str, FigureKind]
    who: frozenset[str]
    kin: frozenset[str]
    settlements: frozenset[str]
    soldiers: frozenset[str]
    bounds: Mapping[str, tuple[tuple[tuple[str, ...], Effect], ...]]
    vague: Mapping[str, tuple[int, int]]
    person_endings: tuple[str, ...]
    person_verbs: frozenset[str]
    no_people: frozenset[str]


@cache
def book(path: Path = PATH) -> Book:
    """The codebook. Raises `SettingsError` when it cannot be read."""
    try:
        table = msgspec.toml.decode(path.read_bytes(), type=Table)
    except (OSError, msgspec.MsgspecError) as error:
        raise SettingsError(f"The codebook {path} cannot be read: {error}") from error
    uses = _uses(table)
    return Book(
        nouns=_nouns(table),
        uses=uses,
        phrases=_by_first_word(form for form in uses if " " in form),
        verbs=frozenset(form.split()[0] for form, found in uses.items() if found[0].grammar != "state"),
        events={word: kind for kind, words in table.predicates.items() for word in words.events},
        who=table.who,
        kin=table.kin,
        settlements=table.settlements,
        soldiers=table.soldiers,
        bounds=_bounds(table),
        vague=table.vague,
        person_endings=table.person_endings,
        person_verbs=frozenset(
            form for verb in table.person_verbs for form, _ in _conjugated(verb, table.forms)
        ),
        no_people=frozenset(form for word in table.no_people for form in (word, _plural(word))),
    )


def _nouns(table: Table) -> dict[str, Noun]:
    found = {word: Noun("other", False, True) for word in table.people_plural}
    found |= {_plural(word): Noun("other", False, True, group=True) for word in table.groups}
    entries = [
        (word, "other") for word in (*table.people, *table.kin, *(word.lower() for word in table.demonyms))
    ]
    entries += [(word, kind) for kind, words in table.nouns.items() for word in words]
    for word, kind in entries:
        plural = _plural(word)
        same = plural == word
        speaker = word in table.speakers
        found[plural] = Noun(kind, same, True, speaker)  # type: ignore[arg-type]
        if not same and word not in NO_SINGULAR:
            found[word] = Noun(kind, True, False, speaker)  # type: ignore[arg-type]
    return found


def _plural(word: str) -> str:
    if word in IRREGULAR_PLURALS:
        return IRREGULAR_PLURALS[word]
    if word.endswith("man"):
        return f"{word[:-3]}men"
    if word in _UNCHANGED or word.endswith(("ese", "dead", "displaced", "missing", "personnel")):
        return word
    if word.endswith("y") and word[-2] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "ch", "sh")) else f"{word}s"


def _uses(table: Table) -> dict[str, tuple[Use, ...]]:
    found: dict[str, dict[tuple[FigureKind, Grammar], set[Form]]] = {}
    for kind, words in table.predicates.items():
        for grammar, verbs in (
            ("transitive", words.transitive),
            ("active", words.active),
            ("intransitive", words.intransitive),
        ):
            for verb in verbs:
                for form, name in _conjugated(verb, table.forms):
                    found.setdefault(form, {}).setdefault((kind, grammar), set()).add(name)  # type: ignore[arg-type]
        for state in words.states:
            found.setdefault(state, {}).setdefault((kind, "state"), set()).add("base")
    return {
        form: tuple(Use(kind, grammar, frozenset(forms)) for (kind, grammar), forms in ways.items())
        for form, ways in found.items()
    }


def _conjugated(verb: str, irregular: Mapping[str, tuple[str, str, str, str]]) -> Iterator[tuple[str, Form]]:
    head, _, rest = verb.partition(" ")
    if head in irregular:
        present, past, participle, ing = irregular[head]
    else:
        _, present, past, *_, ing = forms_of = inflections(head)
        participle = forms_of[-2]
    forms: tuple[tuple[str, Form], ...] = (
        (head, "base"),
        (present, "present"),
        (past, "past"),
        (participle, "participle"),
        (ing, "ing"),
    )
    for spellings, name in forms:
        for form in spellings.split("|"):
            yield (f"{form} {rest}" if rest else form), name


def _by_first_word(phrases: Iterator[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = tuple(phrase.split())
        found.setdefault(words[0], []).append(words)
    return {word: tuple(sorted(group, key=len, reverse=True)) for word, group in found.items()}


def _bounds(table: Table) -> dict[str, tuple[tuple[tuple[str, ...], Effect], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], Effect]]] = {}
    for effect, phrases in table.bounds.items():
        for phrase in phrases:
            words = tuple(phrase.split())
            found.setdefault(words[-1], []).append((words, effect))
    return {
        word: tuple(sorted(group, key=lambda bound: len(bound[0]), reverse=True))
        for word, group in found.items()
    }
