"""Corpora for event reading as examples: predicates and arguments, event types, factuality, sides.

What a corpus calls an event is mapped to the types of `accordingto` by the tables below; types that answer
to none of ours teach "no event", types that answer to several are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from training.corpora import ARGUMENT_ROLES, CLASSES, HEADS, Argument, Example, Mark, locate, own_rows, rows

AUXILIARIES = frozenset({"be.03", "have.01", "do.01"})
TOGETHER = 12  # sentences that make one text
ROLE_OF_TAG = {"V": "verb", "N": "noun", "J": "adjective", "R": "adjective"}

GENEVA_TYPES = {
    "Attack": "ASSAULT", "Hostile_encounter": "ASSAULT", "Killing": "ASSAULT", "Terrorism": "ASSAULT",
    "Destroying": "ASSAULT", "Damaging": "ASSAULT", "Revenge": "ASSAULT", "Death": "CASUALTY",
    "Bodily_harm": "CASUALTY", "Arrest": "COERCE", "Protest": "PROTEST", "Sign_agreement": "AGREE",
    "Ratification": "SUPPORT", "Conquering": "CONTROL", "Criminal_investigation": "ACCUSE",
    "Judgment_communication": "ACCUSE", "Request": "REQUEST", "Commitment": "AGREE", "Supply": "AID",
    "Supporting": "SUPPORT",
}  # fmt: skip
GENEVA_OPEN = frozenset(
    "Arriving Traveling Assistance Departing Motion Self_motion Sending Bringing Giving Hindering "
    "Theft Preventing_or_letting Agree_or_refuse_to_act Quarreling Control Defending Collaboration "
    "Exchange".split()
)
WIKIEVENTS_TYPES = {
    "Conflict.Attack": "ASSAULT", "Life.Die": "CASUALTY", "Life.Injure": "CASUALTY",
    "Justice.ArrestJailDetain": "COERCE", "ArtifactExistence.DamageDestroyDisableDismantle": "ASSAULT",
    "Conflict.Demonstrate": "PROTEST", "Justice.InvestigateCrime": "ACCUSE",
    "Contact.ThreatenCoerce": "THREATEN", "Contact.RequestCommand": "REQUEST",
    "Justice.ReleaseParole": "RETREAT", "Justice.ChargeIndict": "ACCUSE",
    "Justice.Convict": "SANCTION", "Justice.Sentence": "SANCTION", "Transaction.Donation": "AID",
}  # fmt: skip
WIKIEVENTS_NONE = frozenset(
    "ArtifactExistence.ManufactureAssemble Cognitive.IdentifyCategorize Transaction.ExchangeBuySell "
    "Cognitive.Research Cognitive.TeachingTrainingLearning Medical.Intervention "
    "Disaster.DiseaseOutbreak Life.Infect Personnel.EndPosition Personnel.StartPosition "
    "Disaster.Crash".split()
)
WIKIEVENTS_ROLES = {
    "Attacker": "actor", "Killer": "actor", "Injurer": "actor", "Jailer": "actor", "Demonstrator": "actor",
    "Destroyer": "actor", "DamagerDestroyer": "actor", "Damager": "actor", "Perpetrator": "actor",
    "Transporter": "actor", "Communicator": "actor", "Target": "recipient", "Victim": "recipient",
    "Detainee": "recipient", "PassengerArtifact": "recipient", "Defendant": "recipient", "Place": "place",
    "Destination": "place", "Origin": "place", "Instrument": "instrument", "ExplosiveDevice": "instrument",
}  # fmt: skip
MUC_ROLES = {
    "perp_ind": "individual", "perp_org": "organization", "phys_tgt": "target", "hum_tgt": "victim",
    "instrument": "weapon",
}  # fmt: skip


def _mark(span: list[int], head: str, value: float) -> Mark:
    return Mark(span[0], span[1], head, value)


# --- predicates and their arguments ---------------------------------------------------------------


def propbank(path: Path, *, together: bool = True) -> list[Example]:
    """PropBank sentences: predicates by part of speech, and their arguments.

    `together` joins a document's consecutive sentences to one text, as the model will meet them.
    """
    documents = [(name, list(group)) for name, group in groupby(rows(path), key=lambda row: row["doc"])]
    size = TOGETHER if together else 1
    return [
        _sentences(f"{name}/{begin}", sentences[begin : begin + size])
        for name, sentences in documents
        for begin in range(0, len(sentences), size)
    ]


def _sentences(name: str, group: list[dict[str, Any]]) -> Example:
    text, spans, arguments = "", [], []
    for row in group:
        shift = len(text) + bool(text)
        text = f"{text} {row['text']}" if text else row["text"]
        for predicate in row["preds"]:
            if predicate["sense"] in AUXILIARIES or predicate["pos"][0] not in ROLE_OF_TAG:
                continue
            start, end = (shift + place for place in predicate["span"])
            role = HEADS["predicates"].index(ROLE_OF_TAG[predicate["pos"][0]])
            spans.append((start, end, role))
            arguments += [
                Argument(
                    len(spans) - 1, shift + begin, shift + stop, ARGUMENT_ROLES["frames"].index(a["role"])
                )
                for a in predicate["args"]
                if a["role"] in ARGUMENT_ROLES["frames"]
                for begin, stop in a["spans"]
            ]
    return Example(name, "frames", text, tuple(spans), arguments=tuple(arguments))


def qanom(path: Path) -> list[Example]:
    """Nouns that may stand for a happening, and whether they do in their sentence."""
    return [
        Example(
            row["id"], "deverbal", row["text"], (),
            marks=tuple(_mark(noun["span"], "deverbal", int(noun["is_verbal"])) for noun in row["noms"]),
        )
        for row in rows(path)
    ]  # fmt: skip


# --- event types, arguments, factuality -----------------------------------------------------------


def geneva(path: Path) -> list[Example]:
    """GENEVA's triggers with the type of ours that answers to theirs, or none."""
    return [
        Example(row["id"], "triggers", row["text"], (), marks=tuple(_geneva_marks(row["events"])))
        for row in rows(path)
    ]


def _geneva_marks(events: Iterable[dict[str, Any]]) -> Iterator[Mark]:
    for event in events:
        kind = event["type"]
        if kind not in GENEVA_OPEN:
            yield _mark(event["trigger"], "event", CLASSES["event"].index(GENEVA_TYPES.get(kind, "none")))


def wikievents(path: Path) -> list[Example]:
    """WikiEvents' triggers and arguments, mapped to our types and roles."""
    return [_wikievents(row) for row in rows(path)]


def _wikievents(row: dict[str, Any]) -> Example:
    spans, marks, arguments = [], [], []
    for event in row["events"]:
        kind = ".".join(event["type"].split(".")[:2])
        if kind in WIKIEVENTS_NONE:
            marks.append(_mark(event["trigger"], "event", 0))
        if kind not in WIKIEVENTS_TYPES:
            continue
        marks.append(_mark(event["trigger"], "event", CLASSES["event"].index(WIKIEVENTS_TYPES[kind])))
        spans.append((*event["trigger"], 0))
        arguments += [
            Argument(
                len(spans) - 1,
                a["span"][0],
                a["span"][1],
                ARGUMENT_ROLES["events"].index(WIKIEVENTS_ROLES[a["role"]]),
            )
            for a in event["args"]
            if a["span"] and a["role"] in WIKIEVENTS_ROLES
        ]
    return Example(
        row["id"], "triggers", row["text"], tuple(spans), marks=tuple(marks), arguments=tuple(arguments)
    )


def own_events(split: str, folder: Path = Path(__file__).parent / "events") -> list[Example]:
    """Our own texts on events. Every tenth is for development."""
    return [own_event(row) for row in own_rows(folder, split)]


def own_event(row: dict[str, Any]) -> Example:
    """One annotated text, as `evaluation/events/GUIDELINES.md` describes it."""
    text, spans, marks, arguments = row["text"], [], [], []
    for event in row["events"]:
        trigger = locate(text, event["trigger"])
        spans.append((*trigger, 0))
        values = {"event": event["type"], "status": event.get("status", "happened")}
        values |= {
            "polarity": event.get("polarity", "positive"),
            "certainty": event.get("certainty", "certain"),
        }
        marks += [Mark(*trigger, name, CLASSES[name].index(value)) for name, value in values.items()]
        for role, words in _own_arguments(event):
            place = locate(text, words)
            arguments.append(Argument(len(spans) - 1, *place, ARGUMENT_ROLES["events"].index(role)))
    return Example(row["id"], "events", text, tuple(spans), marks=tuple(marks), arguments=tuple(arguments))


def _own_arguments(event: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for role in ("actor", "recipient", "place", "time"):
        for words in event.get(f"{role}s", ()):
            yield role, words
    if event.get("instrument"):
        yield "instrument", event["instrument"]


def factuality(folder: Path, split: str) -> list[Example]:
    """Event mentions with how far they are said to have happened, from -3 to 3."""
    return [
        Example(
            row["id"], "factuality", row["text"], (),
            marks=tuple(_mark(e["span"], "factuality", e["factuality"]) for e in row["events"]),
        )
        for row in rows(folder / f"{split}.jsonl.gz")
    ]  # fmt: skip


# --- who acts on whom -----------------------------------------------------------------------------


def sides(path: Path) -> list[Example]:
    """CAMEO sentences: who acts and on whom. Sides in one another's role ("R") are left out."""
    names = HEADS["sides"]
    return [
        Example(
            row["id"], "sides", row["text"],
            tuple((*r["span"], names.index(r["role"])) for r in row["roles"] if r["role"] in names),
        )
        for row in rows(path)
    ]  # fmt: skip


def pentacode(path: Path) -> list[Example]:
    """CAMEO sentences: statement, verbal or material cooperation or conflict."""
    return [
        Example(
            row["id"], "pentacode", row["text"], (),
            marks=(Mark(0, len(row["text"]), "pentacode", int(row["label"])),),
        )
        for row in rows(path)
    ]  # fmt: skip


def muc(path: Path) -> list[Example]:
    """MUC-4 reports in ordinary case: the fillers of all their incidents."""
    return [Example(row["id"], "incidents", row["text_cased"], tuple(_fillers(row))) for row in rows(path)]


def _fillers(row: dict[str, Any]) -> Iterator[tuple[int, int, int]]:
    seen = set()
    for template in row["templates"]:
        for slot, name in MUC_ROLES.items():
            for alternative in (a for filler in template["entities"].get(slot, ()) for a in filler["alts"]):
                for start, end in alternative["spans"]:
                    if (start, end) not in seen:
                        seen.add((start, end))
                        yield start, end, HEADS["incidents"].index(name)
