"""WikiEvents, RAMS and GENEVA: do our event mentions find what they call an attack, a death, a release?

    python -m evaluation.wikievents --data CORPORA [--split dev] [--model FOLDER]

`KINDS` is the mapping. A kind may be met by several types of ours, as our codebook draws other borders: who
was killed is CASUALTY, but ASSAULT where the words name the killer. A trigger is right where one of ours
overlaps it, its type where that is one of the kind's. Precision counts mentions of ours whose type is some
kind's first one; those with a mode that no kind of theirs has (a curfew, a ceasefire) and those on words that
the corpus marks as something unmapped are left out. RAMS marks one event in each text, so only recall means
anything there.

Arguments (WikiEvents) count for all events of the kinds; one is right where our argument of the same role has
a head that is a word of theirs. Those of our mentions that match no event of theirs are not counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from accordingto.models.runtime import load_encoder
from accordingto.reading.phrases import head_end
from accordingto.reading.reader import Reader
from accordingto.types import Event, Reading, Span
from evaluation.events import spans_of
from evaluation.inputs import bare_document, corpus_arguments
from evaluation.scoring import Count
from training.corpora import rows

# Our types that may answer to a kind of theirs; the first is what a mention without a partner counts as.
KINDS: dict[str, tuple[str, ...]] = {
    "attack": ("ASSAULT",),
    "death": ("CASUALTY", "ASSAULT"),
    "injury": ("CASUALTY", "ASSAULT"),
    "arrest": ("COERCE", "ASSAULT"),
    "release": ("RETREAT", "COOPERATE"),
    "demonstration": ("PROTEST",),
    "movement": ("MOVE", "RETREAT", "MOBILIZE", "AID"),
}
# Modes that our types may have where they answer to one of the kinds; others are about something else.
MODES = {"COERCE": frozenset({"arrest"}), "RETREAT": frozenset({"release"})}
WIKIEVENTS = {
    "conflict.attack": "attack",
    "artifactexistence.damagedestroydisabledismantle": "attack",
    "life.die": "death",
    "life.injure": "injury",
    "justice.arrestjaildetain": "arrest",
    "justice.releaseparole": "release",
    "conflict.demonstrate": "demonstration",
    "movement.transportation": "movement",
    # RAMS has the types of an earlier year
    "artifactexistence.damagedestroy": "attack",
    "movement.transportperson": "movement",
    "movement.transportartifact": "movement",
}
GENEVA = {
    "Attack": "attack", "Hostile_encounter": "attack", "Terrorism": "attack", "Destroying": "attack",
    "Damaging": "attack", "Killing": "death", "Death": "death", "Bodily_harm": "injury", "Arrest": "arrest",
    "Protest": "demonstration", "Departing": "movement", "Arriving": "movement",
}  # fmt: skip
# Sub-types that say the opposite of their type or are about something else.
OUTSIDE = ("preventexit", "prevententry", "grantentry", "illness", "nonviolent", "stealrob")
ROLES = {
    "Attacker": "actor", "Killer": "actor", "Injurer": "actor", "Jailer": "actor", "Demonstrator": "actor",
    "DamagerDestroyer": "actor", "Target": "recipient", "Victim": "recipient", "Detainee": "recipient",
    "Artifact": "recipient", "Place": "place", "Instrument": "instrument", "ExplosiveDevice": "instrument",
}  # fmt: skip
OURS = ("actor", "recipient", "place", "instrument")


@dataclass(frozen=True)
class Wanted:
    """An annotated event; its kind is None where its type is mapped to none."""

    trigger: Span
    kind: str | None
    arguments: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True)
class Case:
    """A text with its annotated events."""

    text: str
    wanted: tuple[Wanted, ...]


@dataclass
class Tally:
    """Counts that add up over texts; `kinds` are of types."""

    triggers: Count = field(default_factory=Count)
    types: Count = field(default_factory=Count)
    kinds: dict[str, Count] = field(default_factory=lambda: {kind: Count() for kind in KINDS})
    arguments: dict[str, Count] = field(default_factory=lambda: {role: Count() for role in OURS})


# --- the corpora ----------------------------------------------------------------------------------


def kind_of(name: str) -> str | None:
    """The kind that a type of any of the corpora is mapped to."""
    if name in GENEVA:
        return GENEVA[name]
    main, _, rest = name.lower().rpartition(".")
    return None if rest.startswith(OUTSIDE) else WIKIEVENTS.get(main)


def cases(path: Path) -> Iterator[Case]:
    """The texts of a file, with what is annotated."""
    for row in rows(path):
        yield Case(row["text"], tuple(_wanted(event) for event in row["events"]))


def _wanted(event: dict[str, Any]) -> Wanted:
    arguments = (
        (ROLES[argument["role"]], (argument["span"][0], argument["span"][1]))
        for argument in event["args"]
        if argument.get("span") and argument["role"] in ROLES
    )
    return Wanted((event["trigger"][0], event["trigger"][1]), kind_of(event["type"]), tuple(arguments))


# --- comparing ------------------------------------------------------------------------------------


def pairs_of(wanted: Sequence[Wanted], events: Sequence[Event]) -> list[tuple[Wanted, Event | None]]:
    """Each event wanted with ours on the same words, none used twice; one of a fitting type first."""
    left = list(events)
    pairs: list[tuple[Wanted, Event | None]] = []
    for one in sorted(wanted, key=lambda one: one.kind is None):
        near = [event for event in left if _touch(event.trigger, one.trigger)]
        best = max(near, key=lambda event: _fits(one, event), default=None)
        if best:
            left.remove(best)
        pairs.append((one, best))
    return pairs


def _touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _fits(one: Wanted, event: Event) -> bool:
    return event.type in KINDS.get(one.kind or "", ())


def add(tally: Tally, case: Case, reading: Reading) -> None:
    """Count one text."""
    pairs = pairs_of(case.wanted, reading.events)
    mapped = [(one, event) for one, event in pairs if one.kind]
    alone = _alone(reading.events, pairs)
    found = sum(event is not None for _, event in mapped)
    right = sum(event is not None and _fits(one, event) for one, event in mapped)
    tally.triggers += Count(found, found + len(alone), len(mapped))
    tally.types += Count(right, found + len(alone), len(mapped))
    for kind in KINDS:
        tally.kinds[kind] += _of_kind(kind, mapped, alone)
    for role in OURS:
        tally.arguments[role] += _arguments(role, mapped, reading)


def _alone(events: Sequence[Event], pairs: Sequence[tuple[Wanted, Event | None]]) -> list[Event]:
    """Mentions of ours that are some kind's, on words where the corpus has no event at all."""
    used = [event for _, event in pairs if event]
    triggers = [one.trigger for one, _ in pairs]
    first = {types[0] for types in KINDS.values()}
    return [
        event
        for event in events
        if event not in used
        and event.type in first
        and (event.mode is None or event.mode in MODES.get(event.type, (event.mode,)))
        and not any(_touch(event.trigger, trigger) for trigger in triggers)
    ]


def _of_kind(kind: str, mapped: Sequence[tuple[Wanted, Event | None]], alone: Sequence[Event]) -> Count:
    own = [(one, event) for one, event in mapped if one.kind == kind]
    right = sum(event is not None and _fits(one, event) for one, event in own)
    false = sum(event.type == KINDS[kind][0] for event in alone)
    return Count(right, sum(event is not None for _, event in own) + false, len(own))


def _arguments(role: str, mapped: Sequence[tuple[Wanted, Event | None]], reading: Reading) -> Count:
    total = Count()
    for one, event in mapped:
        wanted = {span for name, span in one.arguments if name == role}
        found = (
            {_head(reading.document.text, span) for span in spans_of(reading, event, role)}
            if event
            else set()
        )
        hits = sum(any(_touch(span, other) for other in found) for span in wanted)
        total += Count(min(hits, len(found)), len(found), len(wanted))
    return total


def _head(text: str, span: Span) -> Span:
    """The last word of a phrase before what follows its head."""
    words = text[span[0] : span[0] + head_end(text[slice(*span)])].rstrip(" ,.;:'’\"")
    return span[0] + words.rfind(" ") + 1, span[0] + len(words)


# --- printing -------------------------------------------------------------------------------------


def score(reader: Reader, path: Path) -> Tally:
    """The tally of a file."""
    tally = Tally()
    for case in cases(path):
        add(tally, case, reader.read(bare_document(case.text)))
    return tally


def report(tally: Tally, *, complete: bool, arguments: bool) -> None:
    """Print a tally; where a corpus is not `complete`, only recall."""
    table = {"trigger": tally.triggers, "type": tally.types} | {f"  {k}": c for k, c in tally.kinds.items()}
    if arguments:
        table |= {"arguments": sum(tally.arguments.values(), Count())}
        table |= {f"  {role}": count for role, count in tally.arguments.items()}
    for name, count in table.items():
        if count.wanted:
            recall = f"{count.recall:11.1f}         ({count.wanted} wanted)"
            print(f"{name:18} {count.row() if complete else recall}")
    together = tally.kinds["death"].wanted + tally.kinds["injury"].wanted
    if complete and together:
        print("deaths and injuries share their false mentions: each row counts all of them")


def main() -> None:
    """Parse the arguments and print the scores."""
    arguments = corpus_arguments(__doc__)
    reader = Reader(load_encoder(arguments.model))
    for name, folder, complete in (
        ("WikiEvents", "wikievents", True),
        ("GENEVA", "geneva", True),
        ("RAMS", "rams", False),
    ):
        print(f"\n{name} {arguments.split}{'' if complete else ', recall'}: P R F1")
        tally = score(reader, arguments.data / folder / f"{arguments.split}.jsonl.gz")
        report(tally, complete=complete, arguments=folder == "wikievents")


if __name__ == "__main__":
    main()
