"""Corpora as examples: a text, and spans by task. Reads `shared`-style folders of gzipped JSONL."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from accordingto.reading.fragments import Joined, join
from accordingto.types import (
    AgreementKind,
    Certainty,
    EventType,
    FramingKind,
    Polarity,
    Relation,
    Status,
    StepKind,
)

ROLES = ("source", "cue", "content")
WORLDWIDE = ("Person", "Organization", "Location", "NORP", "Facility", "Product", "Misc", "Date", "Money")
RE3D = (
    "Organisation",
    "Person",
    "Location",
    "Quantity",
    "Weapon",
    "Nationality",
    "Temporal",
    "DocumentReference",
    "MilitaryPlatform",
    "Money",
)
# Heads that mark spans, with their roles.
HEADS: dict[str, tuple[str, ...]] = {
    "attribution": ROLES,
    "relays": ("outer", "inner"),
    "entities": WORLDWIDE,
    "predicates": ("verb", "noun", "adjective"),
    "sides": ("source", "target"),
    "incidents": ("individual", "organization", "target", "victim", "weapon"),
    "loaded": ("language", "label"),
    "biased": ("word",),
    "deals": ("agreement", "term"),
    "framing": get_args(FramingKind),
}
# Heads that say something of single words, with their classes; one class means a number.
CLASSES: dict[str, tuple[str, ...]] = {
    "event": ("none", *get_args(EventType)),
    "status": get_args(Status),
    "polarity": get_args(Polarity),
    "certainty": get_args(Certainty),
    "deverbal": ("no", "yes"),
    "pentacode": ("statement", "verbal-coop", "material-coop", "verbal-conflict", "material-conflict"),
    "factuality": ("value",),
    "step": ("none", *get_args(StepKind)),
    "relation": ("none", *get_args(Relation)),
    "agreement_kind": get_args(AgreementKind),
    "slant": ("plain", "slanted"),
}
# Word heads that decide on a whole text: the mean over its words.
WHOLE = frozenset({"pentacode", "slant"})
# Heads that find the arguments of a given word, with their roles.
ARGUMENT_ROLES: dict[str, tuple[str, ...]] = {
    "frames": tuple(
        "ARG0 ARG1 ARG2 ARG3 ARG4 ARGM-TMP ARGM-ADV ARGM-MOD ARGM-NEG ARGM-LOC ARGM-ADJ ARGM-MNR "
        "ARGM-DIS ARGM-EXT ARGM-PRP ARGM-CAU ARGM-LVB ARGM-PRR ARGM-DIR ARGM-PRD ARGM-GOL ARGM-CXN ARGM-COM "
        "R-ARG0 R-ARG1 R-ARG2 R-ARGM-LOC R-ARGM-TMP R-ARGM-ADV".split()
    ),
    "events": ("actor", "recipient", "place", "time", "instrument"),
    "dealings": ("by", "against", "who", "given", "party", "broker", "place"),
    "grounds": ("holder", "place", "previous", "except"),
}
# Which span heads an example of a task teaches; its role indices run over their roles in this order.
TASKS: dict[str, tuple[str, ...]] = {
    "attribution": ("attribution",),
    "chains": ("attribution", "relays"),
    "entities": ("entities",),
    "frames": ("predicates",),
    "sides": ("sides",),
    "incidents": ("incidents",),
    "loaded": ("loaded",),
    "biased": ("biased",),
    "events": (),
    "triggers": (),
    "deverbal": (),
    "factuality": (),
    "pentacode": (),
    "dealings": ("deals",),
    "grounds": ("framing",),
    "slant": (),
}
# Which argument head an example of a task teaches, if any.
ARGUMENT_HEAD = {
    "frames": "frames",
    "events": "events",
    "triggers": "events",
    "dealings": "dealings",
    "grounds": "grounds",
}
# The role of spans that belong to no head: words whose arguments are known, in tasks that have span heads.
ANCHOR = 99
ANCHORED = frozenset({"dealings", "grounds"})

# Tasks whose corpora have no development split of their own: every eighth example is kept apart.
FOLDED = frozenset({"sides", "pentacode", "loaded", "biased", "slant"})


@dataclass(frozen=True)
class Mark:
    """What a word head should say of the words of `[start, end)`: a class index, or a number."""

    start: int
    end: int
    head: str
    value: float


@dataclass(frozen=True)
class Argument:
    """An argument `[start, end)` of the span with index `of`."""

    of: int
    start: int
    end: int
    role: int


@dataclass(frozen=True)
class Example:
    """A text with the gold spans of one task: (start, end, role index) in code points.

    `links` pairs an argument span with its cue span, as indices into `spans`; `tokens` are the corpus's own.
    In tasks without span heads, `spans` are the triggers that `arguments` belong to.
    """

    id: str
    task: str
    text: str
    spans: tuple[tuple[int, int, int], ...]
    links: tuple[tuple[int, int], ...] = ()
    group: str = ""
    tokens: tuple[tuple[int, int], ...] = field(default=(), repr=False)
    marks: tuple[Mark, ...] = ()
    arguments: tuple[Argument, ...] = ()


def without_folds(examples: list[Example]) -> list[Example]:
    """What may be learned from: all, but for the eighths that are kept apart."""
    return [e for i, e in enumerate(examples) if e.task not in FOLDED or i % 8 != 7]


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Rows of a gzipped JSONL file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def own_rows(folder: Path, split: str) -> list[dict[str, Any]]:
    """Texts of our own in a folder: every tenth is for "dev", the others to learn from."""
    files = sorted(folder.glob("*.jsonl"))
    read = [json.loads(line) for path in files for line in path.open(encoding="utf-8")]
    return [row for index, row in enumerate(read) if (index % 10 == 9) == (split == "dev")]


def polnear(folder: Path, split: str) -> list[Example]:
    """PolNeAR documents: sources, cues and contents with their links."""
    return [_attributions(row) for row in rows(folder / "polnear" / f"{split}.jsonl.gz")]


def _attributions(row: dict[str, Any]) -> Example:
    spans: list[tuple[int, int, int]] = []
    links: list[tuple[int, int]] = []
    for attribution in row["attributions"]:
        cue = len(spans) if attribution["cues"] else None
        spans += [(start, end, 1) for start, end in attribution["cues"][:1]]
        for role, key in ((0, "sources"), (2, "contents")):
            for start, end in attribution[key]:
                if cue is not None:
                    links.append((len(spans), cue))
                spans.append((start, end, role))
    return Example(row["id"], "attribution", row["text"], tuple(spans), tuple(links))


def cofenet(folder: Path, split: str = "dev") -> list[Example]:
    """CofeNet's instances, with the spans of their BIO labels."""
    return [
        _tokens_example(row, row["labels"], "attribution", ROLES)
        for row in rows(folder / "polnear" / f"cofenet_{split}.jsonl.gz")
    ]


def worldwide(folder: Path, split: str) -> list[Example]:
    """Worldwide Newswire: entities of nine types, outer layer only, with the region."""
    return [_entities(row) for row in rows(folder / "ner/worldwide" / f"{split}.jsonl.gz")]


def _entities(row: dict[str, Any]) -> Example:
    spans = tuple(
        (entity["span"][0], entity["span"][1], WORLDWIDE.index(entity["type"]))
        for entity in row["entities"]
        if entity.get("layer", 1) == 1
    )
    return Example(row["id"], "entities", row["text"], spans, group=row["region"])


def re3d(folder: Path, split: str) -> list[Example]:
    """re3d sentences (Syria and Iraq, defence): ten types. Nothing that ships may learn from them."""
    return [
        _tokens_example(row, row["tags"], "defence", RE3D)
        for row in rows(folder / "ner/re3d" / f"{split}.jsonl.gz")
    ]


def _tokens_example(row: dict[str, Any], tags: list[str], task: str, roles: tuple[str, ...]) -> Example:
    text, offsets = detokenized(row["tokens"])
    spans = tuple((offsets[s][0], offsets[e - 1][1], roles.index(role)) for s, e, role in bio_spans(tags))
    return Example(row["id"], task, text, spans, tokens=tuple(offsets))


TREEBANK = {"``": "“", "''": "”", "`": "‘", "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "--": "—"}
_NO_SPACE_BEFORE = re.compile(r"[,.;:?!%)\]”’]|n't|'(?:s|re|ve|m|d|ll)?", re.IGNORECASE)
_NO_SPACE_AFTER = frozenset("“‘([$")


def detokenized(tokens: list[str]) -> tuple[str, list[tuple[int, int]]]:
    """Treebank tokens as a person would have written them, and where each of them stands in that text."""
    text, offsets, last = "", [], ""
    for raw in tokens:
        token = TREEBANK.get(raw, raw)
        if text and last not in _NO_SPACE_AFTER and not _NO_SPACE_BEFORE.fullmatch(token):
            text += " "
        offsets.append((len(text), len(text) + len(token)))
        text, last = text + token, token
    return text, offsets


def bio_spans(tags: list[str]) -> list[tuple[int, int, str]]:
    """Token spans of BIO tags; an `I-` without its `B-` opens a span, as CofeNet's scorer reads it."""
    spans: list[tuple[int, int, str]] = []
    for position, tag in enumerate(tags):
        if tag == "O":
            continue
        prefix, role = tag.split("-", 1)
        if prefix == "I" and spans and spans[-1][1] == position and spans[-1][2] == role:
            spans[-1] = (spans[-1][0], position + 1, role)
        else:
            spans.append((position, position + 1, role))
    return spans


def own_names(split: str, folder: Path = Path(__file__).parent / "names") -> list[Example]:
    """Our own texts on names, of the same types. Every tenth is for development."""
    return [_own_names(row) for row in own_rows(folder, split)]


def _own_names(row: dict[str, Any]) -> Example:
    spans = [
        (*locate(row["text"], {"nth": 1, **name}), WORLDWIDE.index(name["type"])) for name in row["names"]
    ]
    return Example(row["id"], "entities", row["text"], tuple(sorted(spans)))


def chains(split: str, folder: Path = Path(__file__).parent / "chains") -> list[Example]:
    """Our own texts on source chains: one example for each text, and one for each content that nests another.

    Every tenth text is for development.
    """
    return [example for row in own_rows(folder, split) for example in _layers(row)]


def _layers(row: dict[str, Any]) -> Iterator[Example]:
    """The outer layer over the whole text, then each inner layer over the content that it stands in.

    A content in pieces is joined, as it is when it is read.
    """
    text, attributions = row["text"], row["attributions"]
    whole = Joined(text, ((0, len(text)),), (0,))
    yield _layer(row["id"], text, whole, [a for a in attributions if a["parent"] is None])
    for number, outer in enumerate(attributions):
        children = [a for a in attributions if a["parent"] == number]
        if children:
            joined = join(text, [locate(text, piece) for piece in outer["content"]])
            yield _layer(f"{row['id']}/{number}", text, joined, children)


def _layer(name: str, text: str, joined: Joined, attributions: list[dict[str, Any]]) -> Example:
    spans: list[tuple[int, int, int]] = []
    links: list[tuple[int, int]] = []
    for attribution in attributions:
        cue = len(spans) if attribution["cue"] else None
        arguments = [(attribution["source"], 0), *((piece, 2) for piece in attribution["content"])]
        arguments += [(link, 3) for link in attribution["outer"]] + [
            (link, 4) for link in attribution["inner"]
        ]
        for words, role in [(attribution["cue"], 1), *arguments]:
            place = joined.position(locate(text, words)) if words else None
            if place is None:
                continue
            if cue is not None and role != 1:
                links.append((len(spans), cue))
            spans.append((*place, role))
    return Example(name, "chains", joined.text, tuple(spans), tuple(links))


def locate(text: str, words: str | dict[str, Any] | list[int]) -> tuple[int, int]:
    """Where `words` stand in `text`: a string, `{"text": ..., "nth": ...}` counted from 1, or `[start, end]`.

    Raises `ValueError` when they do not.
    """
    if isinstance(words, list):
        start, end = words
        return start, end
    wanted, count = (words, 1) if isinstance(words, str) else (words["text"], words["nth"])
    position = -1
    for _ in range(count):
        position = text.index(wanted, position + 1)
    return position, position + len(wanted)
