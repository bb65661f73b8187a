"""Agreements, control and loaded words on our own reports.

    python -m evaluation.accounts [--half dev|unseen] [--model FOLDER] [--errors]

A step is found when a trigger of ours overlaps the annotated one and the step is the same; its alleging
source is right when the chain has as many links and each overlaps, its day when it lies within the annotated
ones (asked for where some are annotated). A term is found when the words overlap by
half (intersection over union). Control is found when trigger and place overlap and the relation is the same;
"with holder" asks for the holder too. A loaded word is found when the words overlap and the kind is the same.
`--errors` prints what went wrong (use it on dev only).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from accordingto.models.runtime import FOLDER, load_encoder
from accordingto.reading.reader import Reader
from accordingto.types import Control, Document, Reading, Reference, Span, Step
from evaluation.scoring import Count, overlap, same_time
from training.corpora import locate

HERE = Path(__file__).parent / "accounts"
HALF = 0.5
A = TypeVar("A")
B = TypeVar("B")


@dataclass(frozen=True)
class GoldStep:
    """An annotated step."""

    trigger: Span
    step: str
    by: Span | None
    polarity: str
    status: str
    when: str | None
    said_by: tuple[Span, ...]


@dataclass(frozen=True)
class GoldControl:
    """An annotated relation of one holder, or of nobody who is named, to one place."""

    trigger: Span
    relation: str
    place: Span
    holder: Span | None
    polarity: str
    status: str
    said_by: tuple[Span, ...]


@dataclass(frozen=True)
class GoldFraming:
    """An annotated loaded word."""

    span: Span
    kind: str
    by: tuple[Span, ...]


@dataclass(frozen=True)
class Case:
    """One report with its annotations. `kinds` are those of its agreements, in order."""

    document: Document
    steps: tuple[GoldStep, ...]
    terms: tuple[Span, ...]
    control: tuple[GoldControl, ...]
    framing: tuple[GoldFraming, ...]
    kinds: tuple[str, ...] = ()


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
    terms = (term["words"] for deal in row["agreements"] for term in deal.get("terms", ()))
    return Case(
        document,
        steps=tuple(_step(text, step) for deal in row["agreements"] for step in deal.get("steps", ())),
        terms=tuple(locate(text, words) for words in terms),
        control=tuple(one for control in row["control"] for one in _control(text, control)),
        framing=tuple(
            GoldFraming(locate(text, one["words"]), one["kind"], _spans(text, one.get("by")))
            for one in row["framing"]
        ),
        kinds=tuple(deal["kind"] for deal in row["agreements"]),
    )


def _step(text: str, step: dict[str, Any]) -> GoldStep:
    return GoldStep(
        trigger=locate(text, step["trigger"]),
        step=step["step"],
        by=next(iter(_spans(text, step.get("by"))), None),
        polarity=step.get("polarity", "positive"),
        status=step.get("status", "happened"),
        when=step.get("when"),
        said_by=_spans(text, step.get("said_by")),
    )


def _control(text: str, control: dict[str, Any]) -> Iterator[GoldControl]:
    """One for each holder that is listed."""
    for holder in _spans(text, control.get("holder")) or (None,):
        yield GoldControl(
            trigger=locate(text, control["trigger"]),
            relation=control["relation"],
            place=locate(text, control["place"]),
            holder=holder,
            polarity=control.get("polarity", "positive"),
            status=control.get("status", "happened"),
            said_by=_spans(text, control.get("said_by")),
        )


def _spans(text: str, words: Any) -> tuple[Span, ...]:
    listed = words if isinstance(words, list) else [words] if words else []
    return tuple(locate(text, one) for one in listed)


# --- comparing ------------------------------------------------------------------------------------


@dataclass
class Tally:
    """Counts that add up over reports; `hits` are (right, of) on what is found."""

    counts: dict[str, Count] = field(default_factory=dict)
    hits: dict[str, tuple[int, int]] = field(default_factory=dict)

    def count(self, name: str, right: int, found: int, wanted: int) -> None:
        """Add to a count."""
        self.counts[name] = self.counts.get(name, Count()) + Count(right, found, wanted)

    def hit(self, name: str, right: bool) -> None:
        """Count one decision."""
        good, total = self.hits.get(name, (0, 0))
        self.hits[name] = (good + right, total + 1)


def compare(case: Case, reading: Reading, tally: Tally) -> None:
    """Add one report to the tally."""
    _compare_steps(case, reading, tally)
    terms = [term.span for agreement in reading.agreements for term in agreement.terms]
    same = matched(case.terms, terms, lambda gold, mine: overlap((gold,), (mine,)) >= HALF)
    tally.count("terms", len(same), len(terms), len(case.terms))
    _compare_control(case, reading, tally)
    _compare_framing(case, reading, tally)
    kinds = [agreement.kind for agreement in reading.agreements]
    alike = matched(case.kinds, kinds, lambda gold, mine: gold == mine)
    tally.count("agreements (kind)", len(alike), len(kinds), len(case.kinds))


def matched(golds: Sequence[A], found: Sequence[B], same: Callable[[A, B], bool]) -> list[tuple[A, B]]:
    """Pairs that are the same, none of either used twice."""
    left = list(found)
    pairs = []
    for gold in golds:
        mine = next((one for one in left if same(gold, one)), None)
        if mine is not None:
            left.remove(mine)
            pairs.append((gold, mine))
    return pairs


def steps_of(reading: Reading) -> list[Step]:
    """All steps of all agreements."""
    return [step for agreement in reading.agreements for step in agreement.steps]


def _compare_steps(case: Case, reading: Reading, tally: Tally) -> None:
    found = steps_of(reading)
    near = matched(case.steps, found, lambda gold, mine: touch(gold.trigger, mine.span))
    tally.count("step triggers", len(near), len(found), len(case.steps))
    pairs = matched(case.steps, found, same_step)
    tally.count("steps", len(pairs), len(found), len(case.steps))
    for gold, mine in pairs:
        tally.hit("steps: alleging source", same_chain(gold.said_by, mine.attributed_to, reading))
        if gold.when:
            tally.hit("steps: day", same_time(gold.when, (mine.begin, mine.end)))
        tally.hit("steps: by", _same_party(gold.by, mine.by))
        tally.hit("steps: polarity", gold.polarity == mine.polarity)
        tally.hit("steps: status", gold.status == mine.status)


def same_step(gold: GoldStep, mine: Step) -> bool:
    """Whether a step of ours is the annotated one."""
    return gold.step == mine.step and touch(gold.trigger, mine.span)


def same_control(gold: GoldControl, mine: Control, reading: Reading) -> bool:
    """Whether a relation of ours is the annotated one, whoever holds."""
    place = reading.places[mine.place].span
    return gold.relation == mine.relation and touch(gold.trigger, mine.span) and touch(gold.place, place)


def _compare_control(case: Case, reading: Reading, tally: Tally) -> None:
    near = matched(case.control, reading.control, lambda gold, mine: touch(gold.trigger, mine.span))
    tally.count("control triggers", len(near), len(reading.control), len(case.control))
    pairs = matched(case.control, reading.control, lambda gold, mine: same_control(gold, mine, reading))
    tally.count("control", len(pairs), len(reading.control), len(case.control))
    held = [pair for pair in pairs if _same_party(pair[0].holder, pair[1].holder)]
    tally.count("control with holder", len(held), len(reading.control), len(case.control))
    for gold, mine in pairs:
        tally.hit("control: source", same_chain(gold.said_by, mine.attributed_to, reading))
        tally.hit("control: polarity", gold.polarity == mine.polarity)
        tally.hit("control: status", gold.status == mine.status)


def _compare_framing(case: Case, reading: Reading, tally: Tally) -> None:
    near = matched(case.framing, reading.framing, lambda gold, mine: touch(gold.span, mine.span))
    tally.count("loaded words, any kind", len(near), len(reading.framing), len(case.framing))
    pairs = [(gold, mine) for gold, mine in near if gold.kind == mine.kind]
    tally.count("framing", len(pairs), len(reading.framing), len(case.framing))
    for gold, mine in pairs:
        tally.hit("framing: by whom", same_chain(gold.by, mine.attributed_to, reading))


def touch(one: Span, other: Span) -> bool:
    """Whether two spans share a code point."""
    return one[0] < other[1] and other[0] < one[1]


def _same_party(gold: Span | None, mine: Reference | None) -> bool:
    if gold is None or mine is None:
        return gold is None and mine is None
    return touch(gold, mine.span)


def same_chain(gold: Sequence[Span], mine: Sequence[str], reading: Reading) -> bool:
    """As many links, each of them for words that overlap. `mine` is innermost first."""
    by_id = {attribution.id: attribution for attribution in reading.attributions}
    links = [span for name in reversed(mine) if (span := by_id[name].source)]
    return len(links) == len(gold) and all(touch(a, b) for a, b in zip(gold, links, strict=True))


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
    print(f"{'':26} {'P':>6} {'R':>6} {'F1':>6}")
    for name, count in tally.counts.items():
        print(f"{name:26} {count.row()}")
    for name, (right, of) in sorted(tally.hits.items()):
        print(f"{name:26} {100 * right / of:20.1f} % of {of}")


def explain(case: Case, reading: Reading) -> None:
    """Print what was missed and what was made up in one report."""
    text = case.document.text
    print(f"\n{case.document.id} ({case.document.published}) {text}")
    found = steps_of(reading)
    pairs = matched(case.steps, found, same_step)
    for gold, mine in pairs:
        if not same_chain(gold.said_by, mine.attributed_to, reading):
            theirs = [text[slice(*span)] for span in gold.said_by]
            print(f"   step {text[slice(*gold.trigger)]}: said by {_names(mine, reading)} not {theirs}")
    missed = [f"{text[slice(*g.trigger)]} {g.step}" for g in case.steps if g not in _firsts(pairs)]
    extra = [f"{text[slice(*m.span)]} {m.step}" for m in found if m not in _seconds(pairs)]
    _differ("step", missed, extra)
    held = matched(case.control, reading.control, lambda gold, mine: same_control(gold, mine, reading))
    missed = [_gold_control(text, g) for g in case.control if g not in _firsts(held)]
    extra = [_our_control(reading, m) for m in reading.control if m not in _seconds(held)]
    _differ("control", missed, extra)
    words = matched(case.framing, reading.framing, lambda g, m: touch(g.span, m.span) and g.kind == m.kind)
    missed = [f"{text[slice(*g.span)]} {g.kind}" for g in case.framing if g not in _firsts(words)]
    loaded = [m for m in reading.framing if m not in _seconds(words)]
    _differ("framing", missed, [f"{text[slice(*m.span)]} {m.kind} by {m.decided_by}" for m in loaded])
    terms = [term.span for agreement in reading.agreements for term in agreement.terms]
    same = matched(case.terms, terms, lambda gold, mine: overlap((gold,), (mine,)) >= HALF)
    missed = [text[slice(*g)] for g in case.terms if g not in _firsts(same)]
    _differ("term", missed, [text[slice(*m)] for m in terms if m not in _seconds(same)])


def _names(step: Step, reading: Reading) -> list[str]:
    by_id = {attribution.id: attribution for attribution in reading.attributions}
    sources = (by_id[name].source for name in reversed(step.attributed_to))
    return [reading.document.text[slice(*span)] for span in sources if span]


def _firsts(pairs: Sequence[tuple[A, B]]) -> list[A]:
    return [one for one, _ in pairs]


def _seconds(pairs: Sequence[tuple[A, B]]) -> list[B]:
    return [other for _, other in pairs]


def _gold_control(text: str, gold: GoldControl) -> str:
    holder = text[slice(*gold.holder)] if gold.holder else None
    return f"{text[slice(*gold.trigger)]} {gold.relation} {holder} @ {text[slice(*gold.place)]}"


def _our_control(reading: Reading, mine: Control) -> str:
    text = reading.document.text
    holder = text[slice(*mine.holder.span)] if mine.holder else None
    return f"{text[slice(*mine.span)]} {mine.relation} {holder} @ {reading.places[mine.place].name}"


def _differ(what: str, missed: Sequence[str], extra: Sequence[str]) -> None:
    for words in missed:
        print(f"   missed {what}: {words}")
    for words in extra:
        print(f"   extra {what}: {words}")


if __name__ == "__main__":
    main()
