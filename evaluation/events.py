"""Events on our own reports: found, typed, with whom and where, how many, and whether they happened.

    python -m evaluation.events [--half dev|unseen] [--model FOLDER] [--errors]

An event is found when a trigger of ours overlaps the annotated one; it is right when the type is the same
too. Arguments count for all annotated events; one is found when a span of the same role overlaps it by half
(intersection over union). Factuality, mode, sub-event, place, time and chain are scored on the events that
are right: `where` on those whose place the annotators name, `nowhere` on those to which they give none. A
figure is exact when its words overlap and kind and all bounds are the same.
`--errors` prints what went wrong (use it on dev only).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from accordingto.models.runtime import FOLDER, load_encoder
from accordingto.reading.reader import Reader
from accordingto.types import Document, Event, Reading, Span
from evaluation.scoring import Count, overlap, same_time
from training.corpora import locate

HERE = Path(__file__).parent / "events"
ROLES = ("actor", "recipient", "place", "time", "instrument")
FACTS = ("polarity", "certainty", "status")
DEFAULTS = {"polarity": "positive", "certainty": "certain", "status": "happened"}


@dataclass(frozen=True)
class Gold:
    """One annotated event with its spans."""

    trigger: Span
    type: str
    mode: str | None
    acled: str | None
    arguments: dict[str, tuple[Span, ...]]
    facts: tuple[str, ...]
    said_by: tuple[Span, ...]
    where: str | None
    when: str | None


@dataclass(frozen=True)
class GoldFigure:
    """One annotated figure."""

    span: Span
    kind: str
    bounds: tuple[int | None, int | None, int | None]


@dataclass(frozen=True)
class Case:
    """One report with its events and figures."""

    document: Document
    events: tuple[Gold, ...]
    figures: tuple[GoldFigure, ...]


def cases(half: str, folder: Path = HERE) -> Iterator[Case]:
    """The annotated reports of one half."""
    for line in (folder / f"{half}.jsonl").open(encoding="utf-8"):
        yield case_of(json.loads(line))


def case_of(row: dict[str, Any]) -> Case:
    """One line of a file of annotations."""
    text = row["text"]
    document = Document(
        id=row["id"],
        title=None,
        outlet=row.get("outlet"),
        url=None,
        published=row.get("published"),
        language="en",
        text=text,
    )
    figures = {_figure(text, f) for event in row["events"] for f in event.get("figures", ())}
    events = tuple(_gold(text, event) for event in row["events"])
    return Case(document, events, tuple(sorted(figures, key=lambda figure: figure.span)))


def _gold(text: str, event: dict[str, Any]) -> Gold:
    def spans(key: str) -> tuple[Span, ...]:
        return tuple(locate(text, words) for words in event.get(key, ()))

    arguments = {role: spans(f"{role}s") for role in ROLES[:4]}
    instrument = event.get("instrument")
    return Gold(
        trigger=locate(text, event["trigger"]),
        type=event["type"],
        mode=event.get("mode"),
        acled=event.get("acled"),
        arguments={**arguments, "instrument": (locate(text, instrument),) if instrument else ()},
        facts=tuple(event.get(name, DEFAULTS[name]) for name in FACTS),
        said_by=spans("said_by"),
        where=_words(text, event.get("where")),
        when=event.get("when"),
    )


def _words(text: str, where: str | list[int] | None) -> str | None:
    """A name, which marks without text give by its place."""
    return text[slice(*where)] if isinstance(where, list) else where


def _figure(text: str, figure: dict[str, Any]) -> GoldFigure:
    bounds = (figure.get("low"), figure.get("best"), figure.get("high"))
    return GoldFigure(locate(text, figure["words"]), figure["kind"], bounds)


# --- comparing ------------------------------------------------------------------------------------


@dataclass
class Tally:
    """Counts that add up over reports; `hits` are (right, of) on the events that are right."""

    triggers: Count = field(default_factory=Count)
    events: Count = field(default_factory=Count)
    arguments: dict[str, Count] = field(default_factory=lambda: {role: Count() for role in ROLES})
    figures: Count = field(default_factory=Count)
    hits: dict[str, tuple[int, int]] = field(default_factory=dict)

    def hit(self, name: str, right: bool) -> None:
        """Count one decision."""
        good, total = self.hits.get(name, (0, 0))
        self.hits[name] = (good + right, total + 1)


def compare(case: Case, reading: Reading, tally: Tally) -> None:
    """Add one report to the tally."""
    pairs = matches(case.events, reading.events)
    found = sum(other is not None for _, other in pairs)
    right = [(gold, other) for gold, other in pairs if other and other.type == gold.type]
    tally.triggers += Count(found, len(reading.events), len(case.events))
    tally.events += Count(len(right), len(reading.events), len(case.events))
    for gold, event in right:
        _compare_facts(gold, event, reading, tally)
    for role in ROLES:
        tally.arguments[role] += _arguments(pairs, reading, role)
    tally.figures += _figures(case, reading)


def matches(events: Sequence[Gold], found: Sequence[Event]) -> list[tuple[Gold, Event | None]]:
    """Each annotated event with ours whose trigger overlaps, none used twice; the same type first."""
    left = list(found)
    result: list[tuple[Gold, Event | None]] = []
    for gold in events:
        near = [e for e in left if e.trigger[0] < gold.trigger[1] and gold.trigger[0] < e.trigger[1]]
        best = max(near, key=lambda event: event.type == gold.type, default=None)
        if best:
            left.remove(best)
        result.append((gold, best))
    return result


def spans_of(reading: Reading, event: Event, role: str) -> tuple[Span, ...]:
    """The spans of one role of an event of ours."""
    if role in ("actor", "recipient"):
        return tuple(ref.span for ref in (event.actors if role == "actor" else event.recipients))
    if role == "instrument":
        return (event.instrument,) if event.instrument else ()
    if role == "place":
        stated = event.place_from in ("argument", "sentence")
        places = [reading.places[i] for i in event.places]
        return tuple(place.span for place in places if stated or place.geonameid is None)
    return (
        tuple(reading.times[i].span for i in event.times)
        if event.time_from in ("argument", "sentence")
        else ()
    )


def _arguments(pairs: Sequence[tuple[Gold, Event | None]], reading: Reading, role: str) -> Count:
    total = Count()
    for gold, event in pairs:
        wanted = gold.arguments[role]
        found = spans_of(reading, event, role) if event else ()
        hits = sum(any(alike(span, other, role) for other in found) for span in wanted)
        total += Count(hits, len(found), len(wanted))
    return total


def alike(one: Span, other: Span, role: str) -> bool:
    """Whether two spans are one argument; places and times, found by name and value, need only meet."""
    if role in ("place", "time"):
        return one[0] < other[1] and other[0] < one[1]
    return overlap((one,), (other,)) >= 0.5


def _compare_facts(gold: Gold, event: Event, reading: Reading, tally: Tally) -> None:
    facts = (event.polarity, event.certainty, event.status)
    for name, mine, theirs in zip(FACTS, facts, gold.facts, strict=True):
        tally.hit(name, mine == theirs)
    tally.hit("factuality", facts == gold.facts)
    tally.hit("mode", event.mode == gold.mode)
    if gold.acled or event.acled:
        tally.hit("acled", event.acled == gold.acled)
    tally.hit("chain", _same_chain(gold, event, reading))
    if gold.where:
        tally.hit("where", any(_names(reading.document.text, reading, i, gold.where) for i in event.places))
    else:
        tally.hit("nowhere", not event.places)
    if gold.when:
        tally.hit("when", same_time(gold.when, (event.begin, event.end)))


def _names(text: str, reading: Reading, index: int, name: str) -> bool:
    start, end = reading.places[index].span
    return name.lower() in text[start:end].lower() or text[start:end].lower() in name.lower()


def _same_chain(gold: Gold, event: Event, reading: Reading) -> bool:
    links = _links(event, reading)
    if len(links) != len(gold.said_by):
        return False
    return all(overlap((a,), (b,)) > 0 for a, b in zip(links, gold.said_by, strict=True))


def _links(event: Event, reading: Reading) -> list[Span]:
    """The sources of an event of ours, outermost first."""
    by_id = {attribution.id: attribution for attribution in reading.attributions}
    return [span for name in reversed(event.attributed_to) if (span := by_id[name].source)]


def _figures(case: Case, reading: Reading) -> Count:
    left = list(reading.figures)
    hits = 0
    for gold in case.figures:
        for figure in left:
            same = (figure.low, figure.best, figure.high) == gold.bounds and figure.kind == gold.kind
            if same and overlap((figure.span,), (gold.span,)) > 0:
                left.remove(figure)
                hits += 1
                break
    return Count(hits, len(reading.figures), len(case.figures))


# --- printing -------------------------------------------------------------------------------------


def score(reader: Reader, half: str) -> Tally:
    """The tally of one half."""
    tally = Tally()
    for case in cases(half):
        compare(case, reader.read(case.document), tally)
    return tally


def main() -> None:
    """Parse the arguments and print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", default="dev", help="dev, unseen, or another file of the folder")
    parser.add_argument("--model", type=Path, default=FOLDER)
    parser.add_argument("--errors", action="store_true")
    arguments = parser.parse_args()
    reader = Reader(load_encoder(arguments.model))
    if arguments.errors:
        for case in cases(arguments.half):
            explain(case, reader.read(case.document))
    report(score(reader, arguments.half))


def report(tally: Tally) -> None:
    """Print a tally."""
    total = sum(tally.arguments.values(), Count())
    rows = {"trigger": tally.triggers, "event (trigger and type)": tally.events, "arguments": total}
    rows |= {f"  {role}": count for role, count in tally.arguments.items()} | {"figures": tally.figures}
    print(f"{'':26} {'P':>6} {'R':>6} {'F1':>6}")
    for name, count in rows.items():
        print(f"{name:26} {count.row()}   of {count.wanted}")
    for name, (right, of) in sorted(tally.hits.items()):
        print(f"{name:26} {100 * right / of:20.1f} % of {of}")


def explain(case: Case, reading: Reading) -> None:
    """Print what was missed, made up, or misread in one report."""
    text = case.document.text
    pairs = matches(case.events, reading.events)
    print(f"\n{case.document.id} ({case.document.published}) {text}")
    used = [event for _, event in pairs if event]
    for gold, event in pairs:
        if event is None or event.type != gold.type:
            what = f"{event.type} by {event.decided_by}" if event else "nothing"
            print(f"   missed {text[slice(*gold.trigger)]} {gold.type} ({what})")
            continue
        _explain_event(text, gold, event, reading)
    for event in reading.events:
        if event not in used:
            print(f"   extra  {text[slice(*event.trigger)]} {event.type} by {event.decided_by}")


def _explain_event(text: str, gold: Gold, event: Event, reading: Reading) -> None:
    parts = []
    facts = (event.polarity, event.certainty, event.status)
    if facts != gold.facts:
        parts.append(f"facts {facts} not {gold.facts}")
    for role in ROLES:
        mine = [text[slice(*span)] for span in spans_of(reading, event, role)]
        theirs = [text[slice(*span)] for span in gold.arguments[role]]
        if mine != theirs:
            parts.append(f"{role} {mine} not {theirs}")
    if not _same_chain(gold, event, reading):
        chains = ([text[slice(*span)] for span in spans] for spans in (_links(event, reading), gold.said_by))
        parts.append("said by {} not {}".format(*chains))
    if event.mode != gold.mode:
        parts.append(f"mode {event.mode} not {gold.mode}")
    if gold.when and not same_time(gold.when, (event.begin, event.end)):
        parts.append(f"when {(event.begin, event.end)} not {gold.when}")
    if gold.where and not any(_names(text, reading, i, gold.where) for i in event.places):
        parts.append(f"where {[reading.places[i].name for i in event.places]} not {gold.where}")
    if parts:
        print(f"   {text[slice(*event.trigger)]} {event.type}: " + "; ".join(parts))


if __name__ == "__main__":
    main()
