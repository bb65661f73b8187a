"""What may fill a role of MUC-4's incidents, how likely it does, and which of it is kept.

    text -> label scores of the `incidents` head -> candidates: words and how likely each of their places is
         -> features -> log-odds by role (`muc-weights.toml`, made by `training.incidents`) -> entities

The head is read by its marginals: spans far less likely than the best labels are candidates too. A role asks
for entities of a whole report, so places with the same words are one candidate, and of candidates that are
one entity the likeliest stands for it.
"""

from __future__ import annotations

import math
import re
import string
import tomllib
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from accordingto.models.labels import BEGIN, END, INSIDE, SINGLE, edge_masks, transition_mask
from accordingto.models.runtime import FOLDER, Encoder, Floats
from accordingto.reading.codebook.actors import actor_of, kind_of, same_actor
from accordingto.reading.phrases import DETERMINERS, form_of, number_of
from accordingto.reading.reader import Reader
from accordingto.types import Entity, Event, Reading, Span
from evaluation.inputs import bare_document
from training.corpora import HEADS

TASK = "incidents"
ROLES = HEADS[TASK]
WEIGHTS = Path(__file__).parent / "muc-weights.toml"
# Reports of death and hurt are CASUALTY where the attack itself is told beside them.
VIOLENT = frozenset({"ASSAULT", "CASUALTY"})
FLOOR = 0.02  # of probabilities: one in fourteen of those right below it is right, on the development split
LONGEST = 14  # words: two of 4,158 fillers of the train split have more
REACH = 2  # paragraphs before and behind that each is read with
EARLY = 60  # words

_ARTICLE = re.compile(r"\b(?:a|an|the)\b")
_NO_MARKS = str.maketrans("", "", string.punctuation)
_PARAGRAPH = re.compile(r"\n\s*\n")

Features = dict[str, float]
Found = dict[str, float]  # words to how likely they fill a role


def normal(mention: str) -> str:
    """A mention for comparison, as GRIT makes it."""
    return " ".join(_ARTICLE.sub(" ", mention.lower().translate(_NO_MARKS)).split())


# --- from scores to candidates --------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """A range of words that may fill a role, and the probability that the head gives it."""

    start: int
    end: int
    likely: float


@dataclass(frozen=True)
class Report:
    """A report's words, the head's label scores for them (words, labels), and what our reader finds in it."""

    words: Sequence[Span]
    emissions: Floats
    reading: Reading

    @property
    def text(self) -> str:
        """The report itself."""
        return self.reading.document.text

    def said(self, place: Place) -> str:
        """The words of a place as written."""
        return self.text[self.words[place.start][0] : self.words[place.end - 1][1]]

    def word(self, number: int) -> str:
        """A word in lower case; a mark of its own before the first and behind the last."""
        inside = 0 <= number < len(self.words)
        return self.text[slice(*self.words[number])].lower() if inside else "|"

    @cached_property
    def plain(self) -> str:
        """All of it for comparison with words, with a space at both ends."""
        return f" {normal(self.text)} "

    @cached_property
    def entity_at(self) -> dict[Span, Entity]:
        """Entities by their mentions."""
        return {mention: entity for entity in self.reading.entities for mention in entity.mentions}

    @cached_property
    def sentences(self) -> list[int]:
        """For each word, the number of its sentence."""
        stops = [self.word(number) in (".", "!", "?") for number in range(len(self.words))]
        return [0, *np.cumsum(stops[:-1]).tolist()] if stops else []

    @cached_property
    def events_in(self) -> dict[int, list[Event]]:
        """Event mentions by sentence."""
        starts, found = [start for start, _ in self.words], defaultdict(list)
        for event in self.reading.events:
            found[self.sentences[min(bisect_left(starts, event.trigger[0]), len(starts) - 1)]].append(event)
        return found

    @cached_property
    def parts(self) -> list[tuple[Span, str, Event]]:
        """Who and what has a part in event mentions: where, which part, in which."""
        found = []
        for event in self.reading.events:
            found += [(party.span, "actor", event) for party in event.actors]
            found += [(party.span, "recipient", event) for party in event.recipients]
            found += [(event.instrument, "instrument", event)] if event.instrument else []
        return found

    def parts_in(self, place: Place) -> list[tuple[str, Event]]:
        """The parts that words of a place have."""
        start, end = self.words[place.start][0], self.words[place.end - 1][1]
        return [(part, event) for span, part, event in self.parts if span[0] < end and start < span[1]]

    def entity_of(self, place: Place) -> Entity | None:
        """The entity that our reader has just there."""
        return self.entity_at.get((self.words[place.start][0], self.words[place.end - 1][1]))


def emissions_of(encoder: Encoder, text: str) -> tuple[Sequence[Span], Floats]:
    """Words, and the mean of two readings: of the whole text, and of each paragraph between its neighbours.

    Where the two disagree the head is not sure: see the log of 2026-11-27 for what the mean brings.
    """
    whole = encoder.score(encoder.tokenize(text))
    words, near = whole.tokens.words, whole.labels[TASK].copy()
    number = {tuple(word): place for place, word in enumerate(words)}
    edges = [0, *(match.end() for match in _PARAGRAPH.finditer(text)), len(text)]
    for place, (start, end) in enumerate(pairwise(edges)):
        begin = edges[max(0, place - REACH)]
        part = encoder.score(encoder.tokenize(text[begin : edges[min(place + 1 + REACH, len(edges) - 1)]]))
        for (first, last), row in zip(part.tokens.words, part.labels[TASK], strict=True):
            if start <= first + begin < end and (first + begin, last + begin) in number:
                near[number[first + begin, last + begin]] = row
    return words, (whole.labels[TASK] + near) * np.float32(0.5)


def read_report(reader: Reader, text: str) -> Report:
    """A report as the head and our reader find it."""
    words, emissions = emissions_of(reader.encoder, text)
    return Report(words, emissions, reader.read(bare_document(text)))


def transitions_of(folder: Path = FOLDER) -> Floats:
    """The head's learned transitions between labels, malformed ones out of reach."""
    with np.load(folder / "tables.npz", allow_pickle=False) as stored:
        table: Floats = stored[f"transitions_{TASK}"] + transition_mask(len(ROLES))
    return table


def marginals(emissions: Floats, transitions: Floats, floor: float = FLOOR) -> list[tuple[int, Place]]:
    """Spans of at least this probability under the CRF, each with its role's number."""
    if not len(emissions):
        return []
    scores, before, behind = emissions.astype(np.float64), *_both_ways(emissions, transitions)
    whole = np.logaddexp.reduce(before[0] + behind[0])
    each = np.exp(before + behind - whole)
    found: list[tuple[int, Place]] = []
    for role in range(len(ROLES)):
        begin, inside, end, single = (1 + 4 * role + kind for kind in (BEGIN, INSIDE, END, SINGLE))
        alone = np.flatnonzero(each[:, single] > floor).tolist()
        found += [(role, Place(start, start + 1, float(each[start, single]))) for start in alone]
        for start in np.flatnonzero(each[:, begin] > floor).tolist():
            path, last = before[start, begin], begin
            for at in range(start + 1, min(len(scores), start + LONGEST)):
                closed = path + transitions[last, end] + scores[at, end] + behind[at, end]
                if (likely := math.exp(closed - whole)) > floor:
                    found.append((role, Place(start, at + 1, likely)))
                path, last = path + transitions[last, inside] + scores[at, inside], inside
    return found


def _both_ways(emissions: Floats, transitions: Floats) -> tuple[Any, Any]:
    """Log-sums over all paths up to and with each label, and over all behind it; each (words, labels)."""
    first, last = edge_masks(len(ROLES))
    scores = emissions.astype(np.float64)
    before, behind = np.empty_like(scores), np.empty_like(scores)
    before[0], behind[-1] = scores[0] + first, last
    for at in range(1, len(scores)):
        before[at] = scores[at] + np.logaddexp.reduce(before[at - 1][:, None] + transitions, axis=0)
    for at in range(len(scores) - 2, -1, -1):
        behind[at] = np.logaddexp.reduce(transitions + scores[at + 1] + behind[at + 1], axis=1)
    return before, behind


Candidates = dict[str, list[Place]]  # words to where they stand, the likeliest first


def candidates(report: Report, transitions: Floats) -> dict[str, Candidates]:
    """By role, what may fill it."""
    found: dict[str, Candidates] = {role: {} for role in ROLES}
    for role, place in marginals(report.emissions, transitions):
        words = normal(report.said(place))
        if words:
            found[ROLES[role]].setdefault(words, []).append(place)
    for places in (places for own in found.values() for places in own.values()):
        places.sort(key=lambda place: -place.likely)
    return found


# --- features -------------------------------------------------------------------------------------


def features_of(report: Report, found: Mapping[str, Candidates], role: str) -> dict[str, Features]:
    """For each candidate of a role, what speaks for or against it."""
    tops = {each: max((p[0].likely for p in own.values()), default=0.0) for each, own in found.items()}
    shared = {f"top {each}": logit(top) for each, top in tops.items()} | {"top": logit(max(tops.values()))}
    violent = sum(event.type in VIOLENT and event.polarity == "positive" for event in report.reading.events)
    shared |= {"violent": math.log(1 + violent), "start": 1.0}
    return {
        words: {
            **shared,
            **_certainty(report, found, role, words),
            **_form(report, words, places[0]),
            **_around(report, places),
            **_parts(report, places),
        }
        for words, places in found[role].items()
    }


def logit(probability: float) -> float:
    """Log-odds, within bounds."""
    bounded = min(max(probability, 1e-3), 1 - 1e-3)
    return math.log(bounded / (1 - bounded))


def _any(places: Iterable[Place]) -> float:
    return 1 - math.prod(1 - place.likely for place in places)


def _certainty(report: Report, found: Mapping[str, Candidates], role: str, words: str) -> Features:
    """How likely the head has it, here and beside its rivals."""
    places, others = found[role][words], [own for each, own in found.items() if each != role]
    best, total = places[0].likely, sum(place.likely for place in places)
    rest = [place for each, own in found[role].items() if each != words for place in own]
    beside = [o.likely for o in rest if any(o.start < p.end and p.start < o.end for p in places)]
    seen = report.plain.count(f" {words} ")
    top = max(own[0].likely for own in found[role].values())
    first = min(place.start for place in places)
    return {
        "best": logit(best),
        "any": logit(_any(places)),
        "mean": logit(total / len(places)),
        "sum": math.log(total),
        "seen": math.log(1 + seen),
        "share": total / max(seen, 1),
        "rival": logit(max(_any(own.get(words, ())) for own in others)),
        "beside": logit(max(beside, default=0.0)),
        "beside is likelier": float(max(beside, default=0.0) > best),
        "behind the best": math.log(best / top),
        "first": math.log(1 + first),
        "early": float(first < EARLY),
        "holds another": float(any(f" {each} " in f" {words} " for each in found[role] if each != words)),
        "in another": float(any(f" {words} " in f" {each} " for each in found[role] if each != words)),
    }


def _form(report: Report, words: str, place: Place) -> Features:
    """What kind of phrase it is, and whom it names."""
    said, tokens, entity = report.said(place), words.split(), report.entity_of(place)
    form, actor = form_of(said), actor_of(said)
    kind = kind_of(said, entity.type if entity and form != "nominal" else None)
    flags = {
        f"form {form}": True,
        f"number {number_of(said)}": True,
        f"entity {entity.type if entity else 'none'}": True,
        f"actor {actor.type or 'none'}": True,
        f"kind {kind}": True,
        f"last word {tokens[-1]}": True,
        f"first word {tokens[0]}": True,
        "registry": actor.name is not None,
        "determiner": said.split()[0].lower() in DETERMINERS,
        "capitals": said.isupper(),
        "one word": len(tokens) == 1,
        "and": "and" in tokens,
        "of": "of" in tokens,
        "comma": "," in said,
        "digit": any(each.isdigit() for each in words),
    }
    mentions = len(entity.mentions) if entity else 0
    return {
        "length": float(len(tokens)),
        "mentions": math.log(1 + mentions),
        **{name: 1.0 for name, holds in flags.items() if holds},
    }


def _around(report: Report, places: Sequence[Place]) -> Features:
    """The words and event mentions that it stands among."""
    names: set[str] = set()
    for place in places:
        names |= {f"before {report.word(place.start - 1)}", f"behind {report.word(place.end)}"}
        for event in report.events_in.get(report.sentences[place.start], ()):
            names |= {f"event {event.type}", f"event {event.type} {event.status}"}
            if event.type in VIOLENT:
                names.add(f"violent {event.mode}" if event.polarity == "positive" else "violent, denied")
    return dict.fromkeys(names, 1.0)


def _parts(report: Report, places: Sequence[Place]) -> Features:
    """What part it has in the event mentions of our own reading."""
    names = set()
    for part, event in (each for place in places for each in report.parts_in(place)):
        names |= {f"{part} of {event.type}", f"{part} of {event.type} {event.mode or ''}".rstrip()}
        if event.type in VIOLENT:
            names.add(f"{part} of violence {event.status}")
    return dict.fromkeys(names, 1.0)


# --- which are kept -------------------------------------------------------------------------------


class Regression(msgspec.Struct, frozen=True):
    """What each feature adds to the log-odds of one role, and how likely an entity has to be."""

    bound: float
    weights: dict[str, float]

    def likely(self, features: Features) -> float:
        """The probability that a candidate with these features fills the role."""
        total = sum(value * self.weights.get(name, 0.0) for name, value in features.items())
        return 1 / (1 + math.exp(-min(max(total, -30.0), 30.0)))


def loaded(path: Path = WEIGHTS) -> dict[str, Regression]:
    """The regressions by role."""
    return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), dict[str, Regression])


def entities(report: Report, places: Candidates, likely: Found, bound: float) -> list[tuple[str, ...]]:
    """Candidates of at least this probability as entities; the likeliest first, and so the words of each."""
    kept: list[list[str]] = []
    for words in sorted(likely, key=lambda each: -likely[each]):
        if likely[words] < bound:
            break
        own = next((e for e in kept if any(same_entity(report, places, words, each) for each in e)), None)
        if own:
            own.append(words)
        else:
            kept.append([words])
    return [tuple(entity) for entity in kept]


def same_entity(report: Report, places: Candidates, one: str, other: str) -> bool:
    """Whether two candidates are one entity: by their words, as acronym and name, or by our coreference."""
    short, long = sorted((one, other), key=len)
    if f" {short} " in f" {long} ":
        return True
    if one.split()[-1] == other.split()[-1]:
        # "armed guerrillas" are the "urban guerrillas"; two of one family have two first names
        return not all(form_of(report.said(places[each][0])) == "name" for each in (one, other))
    beside = f" {long} {short} " in report.plain or f" {short} {long} " in report.plain
    if acronym(short, long, beside=beside) or same_actor(one, other):
        return True
    ids = [{e.id for place in places[w] if (e := report.entity_of(place))} for w in (one, other)]
    return bool(ids[0] & ids[1])


def acronym(short: str, long: str, *, beside: bool) -> bool:
    """Whether a word is a name's acronym: its letters begin words of the name, or it stands beside it.

    "FMLN" keeps the order of the Spanish name, "Army of National Liberation (ELN)" its letters.
    """
    if " " in short or len(short) < 3 or long.count(" ") < 1:
        return False
    return beside or not Counter(short) - Counter(word[0] for word in long.split())


def filled(
    report: Report, transitions: Floats, regressions: Mapping[str, Regression]
) -> dict[str, list[tuple[str, ...]]]:
    """The entities of each role that has a regression; "victim, described" takes the head's victims."""
    found = candidates(report, transitions)
    result = {}
    for role, regression in regressions.items():
        own = role.partition(",")[0]
        features = features_of(report, found, own)
        likely = {words: regression.likely(each) for words, each in features.items()}
        result[role] = entities(report, found[own], likely, regression.bound)
    return result
