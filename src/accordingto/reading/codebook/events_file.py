"""The file format of the event codebook: reading, checking, and the compiled form of ours.

docs/guides/codebook.md explains the format to those who write one.
"""

from __future__ import annotations

import difflib
import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

import msgspec

from accordingto.errors import CodebookError
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
        "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
        "heavy-weapons crowd-control unconventional".split()
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
Table = TypeVar("Table", bound=msgspec.Struct)


class Conditions(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What must hold of a predicate: every one that is given. Each names words, `@lists` or `@kinds`."""

    actor: Words = ()
    object: Words = ()
    instrument: Words = ()
    modifier: Words = ()
    next: Words = ()
    following: Words = ()
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


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Words of one meaning. `candidates` are the types among which a classifier decides."""

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


class LightVerbs(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Verbs that leave the meaning to their noun: the subject acts, or (`passive`) is acted upon."""

    active: tuple[str, ...] = ()
    passive: tuple[str, ...] = ()


class EventFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One file of a codebook."""

    replace: bool = False
    lists: dict[str, tuple[str, ...]] = {}
    actor_types: dict[str, tuple[str, ...]] = {}
    light_verbs: LightVerbs = LightVerbs()
    weapons: tuple[Weapon, ...] = ()
    rules: tuple[Rule, ...] = ()
    stops: tuple[Stop, ...] = ()


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
    """Write the compiled form: `python -m accordingto.reading.codebook.events_file`, after each edit."""
    paths = own_paths()
    compiled = Compiled(digest(paths), read_files(paths))
    COMPILED.write_bytes(msgspec.json.encode(compiled) + b"\n")


def read_files(paths: Sequence[Path], *, known: Iterable[EventFile] = ()) -> tuple[EventFile, ...]:
    """Files of a codebook; they may use the word lists of one another and of the files `known`.

    Raises `CodebookError` that names every fault: file, entry, what is wrong and what to do.
    """
    faults: list[str] = []
    read = [(path, _parsed(path, faults)) for path in paths]
    every = (*known, *(file for _, file in read))
    lists = {name for file in every for name in file.lists} | set(KINDS)
    actors = {name for file in every for name in file.actor_types}
    for path, file in read:
        faults += [f"{path}: {fault}" for fault in _faults(file, lists, actors)]
    if faults:
        raise CodebookError("\n".join(faults))
    return tuple(file for _, file in read)


def _parsed(path: Path, faults: list[str]) -> EventFile:
    """The file as far as it can be understood; what cannot goes into `faults`."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        faults.append(f"{path}: cannot be read: {error.strerror}. Give the path of a codebook in TOML.")
        return EventFile()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        faults.append(f"{path}: is not TOML: {error}. Correct that line.")
        return EventFile()
    kept: dict[str, object] = {}
    entries = {"rules": Rule, "stops": Stop, "weapons": Weapon}
    for key, kind in entries.items():
        kept[key] = tuple(_entries(table.pop(key, []), key, kind, path, faults))
    rest = _converted(table, EventFile, f"{path}: the file", faults)
    return msgspec.structs.replace(rest or EventFile(), **kept)


def _entries(
    tables: object, key: str, kind: type[Table], path: Path, faults: list[str]
) -> Iterator[Table]:
    if not isinstance(tables, list):
        faults.append(f"{path}: `{key}` is no array of tables. Begin each entry with [[{key}]].")
        return
    for number, table in enumerate(tables, 1):
        name = table.get("name") if isinstance(table, dict) else None
        where = f"{path}: {key} entry {number}" + (f' "{name}"' if name else "")
        if (entry := _converted(table, kind, where, faults)) is not None:
            yield entry


def _converted(table: object, kind: type[Table], where: str, faults: list[str]) -> Table | None:
    try:
        return msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        faults.append(f"{where}: {error}. {_advice(str(error), kind, table)}")
        return None


def _advice(problem: str, kind: type[Table], table: object) -> str:
    if "unknown field" in problem:
        names = Conditions.__struct_fields__ if re.search(r"\.(when|unless)", problem) else kind.__struct_fields__
        names = Outcome.__struct_fields__ if ".otherwise" in problem else names
        return f"It may have: {', '.join(names)}."
    if "Invalid enum value" in problem and isinstance(table, Mapping) and "mode_from" not in problem:
        return _instead(str(table.get("type")), get_args(EventType))
    if "missing required field" in problem:
        return "Add it."
    return "See docs/guides/codebook.md for what belongs there."


def _instead(word: str, allowed: Sequence[str]) -> str:
    near = difflib.get_close_matches(word, allowed, n=1, cutoff=0.6)
    return (f'Did you mean "{near[0]}"? ' if near else "") + f"Write one of: {', '.join(allowed)}."


# --- checking -------------------------------------------------------------------------------------


def _faults(file: EventFile, lists: set[str], actors: set[str]) -> Iterator[str]:
    for number, weapon in enumerate(file.weapons, 1):
        yield from _outcome_faults(Outcome("ASSAULT", weapon.mode, weapon.acled), f"weapons entry {number}")
    for entry in (*file.rules, *file.stops):
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
                    yield f"{part} names @{name}, which is no list. {_instead(name, sorted(lists))}"


def _rule_faults(rule: Rule, where: str, actors: set[str]) -> Iterator[str]:
    yield from _outcome_faults(Outcome(rule.type, rule.mode, rule.acled), where)
    if rule.otherwise:
        yield from _outcome_faults(rule.otherwise, f"{where}, otherwise")
        if not rule.when:
            yield f"{where}: has `otherwise` but no `when`. Say when the first outcome holds."
    for actor, acled in rule.acled_by_actor.items():
        yield from _outcome_faults(Outcome(rule.type, None, acled), where)
        if actor not in actors:
            yield f'{where}: "{actor}" is not under [actor_types]. {_instead(actor, sorted(actors))}'
    if rule.candidates and rule.type not in rule.candidates:
        yield f"{where}: candidates lack {rule.type}, the rule's own type. Add it."


def _outcome_faults(outcome: Outcome, where: str) -> Iterator[str]:
    modes = MODES.get(outcome.type, ())
    if outcome.mode is not None and outcome.mode not in modes:
        advice = _instead(outcome.mode, modes) if modes else "Leave the mode out."
        yield f'{where}: {outcome.type} has no mode "{outcome.mode}". {advice}'
    if outcome.acled is not None and outcome.acled not in ACLED:
        yield f'{where}: ACLED has no sub-event "{outcome.acled}". {_instead(outcome.acled, ACLED)}'


def _repetitions(file: EventFile) -> Iterator[str]:
    """Names given twice, and words whose second rule could never be reached."""
    names: set[str] = set()
    seen: dict[Any, str] = {}
    for entry in (*file.rules, *file.stops):
        if entry.name in names:
            yield f'two entries are named "{entry.name}". Give each its own name.'
        names.add(entry.name)
        when = None if isinstance(entry, Rule) and entry.otherwise else entry.when
        for part in ("verbs", "nouns", "adjectives"):
            for word in getattr(entry, part):
                first = seen.setdefault((isinstance(entry, Rule), part, word, when, entry.unless), entry.name)
                if first != entry.name:
                    yield f'"{word}" ({part}) in entry "{entry.name}" is never reached: "{first}" has it.'


if __name__ == "__main__":
    compile_own()
