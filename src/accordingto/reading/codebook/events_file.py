"""The file format of the event codebook: reading, checking, and the compiled form of ours.

docs/guides/codebook.md explains the format to those who write one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, get_args

import msgspec

from accordingto.errors import CodebookError
from accordingto.reading.codebook.faults import Fault, converted, in_words, instead, read_entries, table_of
from accordingto.types import EventType

FOLDER = Path(__file__).parent
COMPILED = FOLDER / "events.json"

#: Modes of each type; a type that is missing has none.
MODES: dict[EventType, tuple[str, ...]] = {
    "CONSULT": ("visit", "third-party", "multilateral", "phone"),
    "AID": ("economic", "military", "humanitarian", "asylum", "rescue"),
    "RETREAT": ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
    "REQUEST": ("assist", "change", "yield", "meet"),
    "ACCUSE": ("disapprove", "investigate", "allege"),
    "REJECT": ("assist", "change", "yield", "meet"),
    "THREATEN": ("restrict", "arrest", "relations", "expel", "territory", "violence"),
    "PROTEST": ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
    "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
    "MOBILIZE": ("troops", "weapons", "police", "militia"),
    "COERCE": tuple(
        "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber".split()
    ),
    "ASSAULT": tuple(
        "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial "
        "drone heavy-weapons crowd-control unconventional".split()
    ),
}
ACLED = (
    "Armed clash",
    "Government regains territory",
    "Non-state actor overtakes territory",
    "Chemical weapon",
    "Air/drone strike",
    "Suicide bomb",
    "Shelling/artillery/missile attack",
    "Remote explosive/landmine/IED",
    "Grenade",
    "Sexual violence",
    "Attack",
    "Abduction/forced disappearance",
    "Peaceful protest",
    "Protest with intervention",
    "Excessive force against protesters",
    "Violent demonstration",
    "Mob violence",
    "Agreement",
    "Arrests",
    "Change to group/activity",
    "Disrupted weapons use",
    "Headquarters or base established",
    "Looting/property destruction",
    "Non-violent transfer of territory",
    "Other",
)
#: What `@` may name beside the word lists: the kind of an argument, or that there is none or any.
KINDS = ("people", "body", "place", "thing", "none", "any")

Part = Literal["modifier", "instrument", "actor", "object"]
Words = str | tuple[str, ...]


class Conditions(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What must hold of a predicate: every one that is given. Each names words, `@lists` or `@kinds`."""

    actor: Words = ()
    object: Words = ()
    instrument: Words = ()
    modifier: Words = ()
    next: Words = ()
    following: Words = ()
    about: Words = ()
    light_verb: Words = ()
    actor_type: Words = ()
    alone: bool | None = None

    def parts(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The conditions on words that are given, each with its words."""
        for name in self.__struct_fields__[:-1]:
            words = getattr(self, name)
            if words:
                yield name, (words,) if isinstance(words, str) else words


class Outcome(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A type, with a mode and an ACLED sub-event."""

    type: EventType
    mode: str | None = None
    acled: str | None = None


class Verbs(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Verbs in their base forms that are all alike in one way."""

    verbs: tuple[str, ...] = ()


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Words of one meaning.

    `candidates` are types among which a classifier decides; of a `weak` rule it decides whether its words are
    an event at all. What a `sure` rule fits is one, whatever a classifier says.
    """

    name: str
    type: EventType
    mode: str | None = None
    acled: str | None = None
    acled_by_actor: dict[str, str] = {}
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    when: Conditions | None = None
    unless: Conditions | None = None
    otherwise: Outcome | None = None
    mode_from: tuple[Part, ...] | None = None
    candidates: tuple[EventType, ...] = ()
    weak: bool = False
    sure: bool = False


class Stop(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Words that are no event, or none under a condition."""

    name: str
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    when: Conditions | None = None
    unless: Conditions | None = None


class Weapon(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Words for weapons or means that show a mode; `modifiers` do so only before a noun."""

    mode: str
    acled: str | None = None
    words: tuple[str, ...] = ()
    modifiers: tuple[str, ...] = ()


class EventFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One file of a codebook."""

    replace: bool = False
    lists: dict[str, tuple[str, ...]] = {}
    actor_types: dict[str, tuple[str, ...]] = {}
    # Their only argument acts or changes of itself, although grammars call it an object.
    unaccusative: Verbs = Verbs()
    # What the noun behind them tells is done to their subject.
    undergone: Verbs = Verbs()
    weapons: tuple[Weapon, ...] = ()
    rules: tuple[Rule, ...] = ()
    stops: tuple[Stop, ...] = ()

    def entries(self) -> tuple[Rule | Stop, ...]:
        """Stops and rules, in the order of the file."""
        return (*self.stops, *self.rules)


class Compiled(msgspec.Struct, frozen=True):
    """Our files, checked, with the SHA-256 of their bytes."""

    sha256: str
    files: tuple[EventFile, ...]


# --- reading --------------------------------------------------------------------------------------


def own_files() -> tuple[EventFile, ...]:
    """Our codebook. Its compiled form is used as long as it fits the files that people edit."""
    paths = own_paths()
    try:
        compiled = msgspec.json.decode(COMPILED.read_bytes(), type=Compiled)
    except (OSError, msgspec.MsgspecError):
        return read_files(paths)
    return compiled.files if compiled.sha256 == digest(paths) else read_files(paths)


def own_paths() -> tuple[Path, ...]:
    """The files of our codebook, in order."""
    return tuple(sorted(FOLDER.glob("events*.toml")))


def digest(paths: Iterable[Path]) -> str:
    """SHA-256 over the bytes of files."""
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in paths)).hexdigest()


def compile_own() -> None:
    """Write the compiled form anew, after an edit of the files."""
    paths = own_paths()
    compiled = Compiled(digest(paths), read_files(paths))
    COMPILED.write_bytes(msgspec.json.encode(compiled) + b"\n")


def read_files(paths: Sequence[Path], *, known: Iterable[EventFile] = ()) -> tuple[EventFile, ...]:
    """Files of a codebook; they may use the word lists of one another and of the files `known`.

    Raises `CodebookError` that names every fault, one on each line.
    """
    files, faults = checked(paths, known=known)
    if faults:
        raise CodebookError(in_words(faults))
    return files


def checked(
    paths: Sequence[Path], *, known: Iterable[EventFile] = ()
) -> tuple[tuple[EventFile, ...], list[Fault]]:
    """Files as far as they can be understood, and what is wrong with them."""
    faults: list[Fault] = []
    read = [(path, _parsed(path, faults)) for path in paths]
    every = (*known, *(file for _, file in read))
    lists = {name for file in every for name in file.lists} | set(KINDS)
    actors = {name for file in every for name in file.actor_types}
    faults += [Fault(str(path), problem) for path, file in read for problem in _faults(file, lists, actors)]
    return tuple(file for _, file in read), faults


def _parsed(path: Path, faults: list[Fault]) -> EventFile:
    """The file as far as it can be understood; what cannot goes into `faults`."""
    table = table_of(path)
    if isinstance(table, Fault):
        faults.append(table)
        return EventFile()
    problems: list[str] = []
    file = _file(table, problems)
    faults += [Fault(str(path), problem) for problem in problems]
    return file


def _file(table: dict[str, Any], problems: list[str]) -> EventFile:
    """Entry by entry, so that one fault does not hide the next."""
    rules = tuple(read_entries(table, "rules", Rule, problems, _advice))
    stops = tuple(read_entries(table, "stops", Stop, problems, _advice))
    weapons = tuple(read_entries(table, "weapons", Weapon, problems, _advice))
    rest = {key: value for key, value in table.items() if key not in ("rules", "stops", "weapons")}
    file = converted(rest, EventFile, "the file", problems, _advice) or EventFile()
    return msgspec.structs.replace(file, rules=rules, stops=stops, weapons=weapons)


def _advice(problem: str, kind: type[msgspec.Struct], table: object) -> str:
    if "unknown field" in problem:
        inner = re.search(r"\.(when|unless|otherwise)", problem)
        at_fault = kind if inner is None else Outcome if inner[1] == "otherwise" else Conditions
        return f"It may have: {', '.join(at_fault.__struct_fields__)}."
    if "Invalid enum value" in problem and isinstance(table, Mapping) and "mode_from" not in problem:
        return instead(str(table.get("type")), get_args(EventType))
    if "missing required field" in problem:
        return "Add it."
    return "See docs/guides/codebook.md for what belongs there."


# --- checking -------------------------------------------------------------------------------------


def _faults(file: EventFile, lists: set[str], actors: set[str]) -> Iterator[str]:
    for number, weapon in enumerate(file.weapons, 1):
        yield from _outcome_faults(Outcome("ASSAULT", weapon.mode, weapon.acled), f"weapons entry {number}")
    for entry in file.entries():
        where = f'{"rules" if isinstance(entry, Rule) else "stops"} entry "{entry.name}"'
        yield from (f"{where}: {fault}" for fault in _entry_faults(entry, lists))
        if isinstance(entry, Rule):
            yield from _rule_faults(entry, where, actors)
    yield from _repetitions(file)


def _entry_faults(entry: Rule | Stop, lists: set[str]) -> Iterator[str]:
    words = (*entry.verbs, *entry.nouns, *entry.adjectives)
    if not words:
        yield "has no words. List base forms under verbs, nouns or adjectives."
    for word in words:
        if word != " ".join(word.lower().split()) or not word:
            yield f'the word "{word}" can never be met. Write it in lower case with single spaces.'
    for conditions in (entry.when, entry.unless):
        for part, listed in conditions.parts() if conditions else ():
            for name in (word[1:] for word in listed if word.startswith("@")):
                if name not in lists:
                    yield f"{part} names @{name}, which is no list. {instead(name, sorted(lists))}"


def _rule_faults(rule: Rule, where: str, actors: set[str]) -> Iterator[str]:
    yield from _outcome_faults(Outcome(rule.type, rule.mode, rule.acled), where)
    if rule.otherwise:
        yield from _outcome_faults(rule.otherwise, f"{where}, otherwise")
        if not rule.when:
            yield f"{where}: has `otherwise` but no `when`. Say when the first outcome holds."
    for actor, acled in rule.acled_by_actor.items():
        yield from _outcome_faults(Outcome(rule.type, None, acled), where)
        if actor not in actors:
            yield f'{where}: "{actor}" is not under [actor_types]. {instead(actor, sorted(actors))}'
    if rule.candidates and rule.type not in rule.candidates:
        yield f"{where}: candidates lack {rule.type}, the rule's own type. Add it."


def _outcome_faults(outcome: Outcome, where: str) -> Iterator[str]:
    modes = MODES.get(outcome.type, ())
    if outcome.mode is not None and outcome.mode not in modes:
        advice = instead(outcome.mode, modes) if modes else "Leave the mode out."
        yield f'{where}: {outcome.type} has no mode "{outcome.mode}". {advice}'
    if outcome.acled is not None and outcome.acled not in ACLED:
        yield f'{where}: ACLED has no sub-event "{outcome.acled}". {instead(outcome.acled, ACLED)}'


def _repetitions(file: EventFile) -> Iterator[str]:
    """Names given twice, and words whose second rule could never be reached."""
    names: set[str] = set()
    seen: dict[Any, str] = {}
    for entry in file.entries():
        if entry.name in names:
            yield f'two entries are named "{entry.name}". Give each its own name.'
        names.add(entry.name)
        when = None if isinstance(entry, Rule) and entry.otherwise else entry.when
        for part in ("verbs", "nouns", "adjectives"):
            for word in getattr(entry, part):
                first = seen.setdefault((isinstance(entry, Rule), part, word, when, entry.unless), entry.name)
                if first != entry.name:
                    yield f'"{word}" ({part}) in entry "{entry.name}" is never reached: "{first}" has it.'
