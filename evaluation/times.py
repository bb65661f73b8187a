"""Time expressions: TimeBank, AQUAINT (rule development and evaluation only) and WikiWars (development).

python -m evaluation.times --data CORPORA [--corpus timebank|aquaint|wikiwars] [--half seen|unseen]
    [--errors] [--classes]

TempEval-3's definitions: a span is right when it is the same (strict) or overlaps (relaxed); type and value
are counted over the pairs that overlap, so value F1 is relaxed F1 times the share of right values among them,
and a value is right when it is the same string. Its toolkit lets one span overlap several; here they pair one
to one, which costs 0.1 at the most. `--classes` counts errors by class, and shows no text.
Documents of TimeBank and AQUAINT fall into two halves by a hash of their id; errors of the seen are shown.
WikiWars has no date of publication: its `dct` is when the pages were copied. Its types are all DATE.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import msgspec

from accordingto.reading.times import times_of
from evaluation.scoring import Count, Span

CORPORA = ("timebank", "aquaint", "wikiwars")
UNDATED = frozenset({"wikiwars"})
#: Developed on as a whole: it has no unseen half.
ALL_SEEN = frozenset({"wikiwars"})


class Timex(NamedTuple):
    """A time expression for scoring."""

    span: Span
    type: str
    value: str


class Row(msgspec.Struct):
    """A document of a corpus; `dct` is its date of publication."""

    id: str
    dct: str
    text: str
    timexes: list[dict[str, str | int]]

    def gold(self) -> list[Timex]:
        """The annotated expressions."""
        return [
            Timex((int(t["start"]), int(t["end"])), str(t["type"]), str(t["value"])) for t in self.timexes
        ]


_NONE = Count()


@dataclass(frozen=True)
class Scores:
    """Counts of one or more documents; adds with `+`."""

    strict: Count = _NONE
    relaxed: Count = _NONE
    type: Count = _NONE
    value: Count = _NONE

    def __add__(self, other: Scores) -> Scores:
        return Scores(
            self.strict + other.strict,
            self.relaxed + other.relaxed,
            self.type + other.type,
            self.value + other.value,
        )


def half_of(identifier: str) -> str:
    """The half that a document belongs to, by the SHA-256 of its id."""
    return "seen" if hashlib.sha256(identifier.encode()).digest()[0] % 2 == 0 else "unseen"


def pairs(found: Sequence[Timex], wanted: Sequence[Timex]) -> list[tuple[Timex, Timex]]:
    """Found and wanted expressions that overlap, one to one, those that overlap most first."""
    ranked = sorted(
        (
            (_shared(mine.span, theirs.span), -i, -j)
            for i, mine in enumerate(found)
            for j, theirs in enumerate(wanted)
        ),
        reverse=True,
    )
    free_found, free_wanted = set(range(len(found))), set(range(len(wanted)))
    matched = []
    for shared, i, j in ranked:
        if shared > 0 and -i in free_found and -j in free_wanted:
            free_found.remove(-i)
            free_wanted.remove(-j)
            matched.append((found[-i], wanted[-j]))
    return matched


def _shared(one: Span, other: Span) -> int:
    return min(one[1], other[1]) - max(one[0], other[0])


def score(found: Sequence[Timex], wanted: Sequence[Timex]) -> Scores:
    """The scores of one document."""
    matched = pairs(found, wanted)
    rights = (
        sum(mine.span == theirs.span for mine, theirs in matched),
        len(matched),
        sum(mine.type == theirs.type for mine, theirs in matched),
        sum(mine.value == theirs.value for mine, theirs in matched),
    )
    return Scores(*(Count(right, len(found), len(wanted)) for right in rights))


def rows(folder: Path, corpus: str, half: str | None) -> Iterator[Row]:
    """The documents of a corpus, or of one half of it."""
    decoder = msgspec.json.Decoder(Row)
    with gzip.open(folder / "time" / f"{corpus}.jsonl.gz") as lines:
        for line in lines:
            row = decoder.decode(line)
            if half is None or corpus in ALL_SEEN or half_of(row.id) == half:
                yield row


def found_in(row: Row, corpus: str) -> list[Timex]:
    """What the tagger finds in a document."""
    published = None if corpus in UNDATED else row.dct
    return [Timex(t.span, t.type, t.value) for t in times_of(row.text, published=published)]


def errors(row: Row, found: Sequence[Timex]) -> Iterator[str]:
    """Lines of what was missed, added, or given another value."""
    matched = pairs(found, row.gold())
    for mine, theirs in matched:
        if mine.value != theirs.value:
            yield f"value    {mine.value} for {theirs.value}: {_context(row.text, theirs.span)}"
    for kind, times in unpaired(found, row.gold(), matched):
        for each in times:
            yield f"{kind:8} {each.type} {each.value}: {_context(row.text, each.span)}"


def unpaired(
    found: Sequence[Timex], wanted: Sequence[Timex], matched: Sequence[tuple[Timex, Timex]]
) -> Iterator[tuple[str, list[Timex]]]:
    """Expressions without their like, those missed and those added."""
    mine, theirs = {pair[0] for pair in matched}, {pair[1] for pair in matched}
    yield "missed", [each for each in wanted if each not in theirs]
    yield "added", [each for each in found if each not in mine]


def classes(found: Sequence[Timex], wanted: Sequence[Timex], published: str) -> Iterator[str]:
    """The class of each error: missed, added, another extent, or how the value differs."""
    matched = pairs(found, wanted)
    for kind, times in unpaired(found, wanted, matched):
        yield from (f"{kind}: {'vague' if '_REF' in each.value else each.type}" for each in times)
    for mine, theirs in matched:
        if mine.value != theirs.value:
            yield f"value: {_difference(mine.value, theirs.value, published[:10])}"
        elif mine.span != theirs.span:
            yield "extent alone"


def _difference(mine: str, theirs: str, published: str) -> str:
    """How two values differ: vague or not, length or date, how exact, which side of the publication."""
    if "_REF" in mine + theirs:
        return "vague or not"
    if (mine[0] == "P") != (theirs[0] == "P"):
        return "length or date"
    if mine[0] == "P":
        return "length"
    if _form(mine) != _form(theirs):
        return "part of day" if mine[:10] == theirs[:10] else "week" if "W" in mine + theirs else "unit"
    if (mine < published[: len(mine)]) != (theirs < published[: len(theirs)]):
        return "direction"
    return "year alone" if mine[4:] == theirs[4:] else "anchor"


def _form(value: str) -> str:
    return re.sub(r"\d", "0", value)


def _context(text: str, span: Span) -> str:
    start, end = span
    words = f"{text[max(0, start - 50) : start]}[[{text[start:end]}]]{text[end : end + 40]}"
    return " ".join(words.split())


def report(name: str, scores: Scores) -> None:
    """Print precision, recall and F1 by measure."""
    print(f"\n{name}: P R F1")
    for measure in ("strict", "relaxed", "type", "value"):
        print(f"  {measure:8} {getattr(scores, measure).row()}")


def evaluate(
    folder: Path, corpus: str, halves: Iterable[str], *, show_errors: bool, show_classes: bool
) -> None:
    """Score one corpus, half by half, and say how fast it was read by the processor's clock."""
    for half in halves:
        total, size, began = Scores(), 0, time.process_time()
        lines: list[str] = []
        counted: Counter[str] = Counter()
        for row in rows(folder, corpus, half):
            found = found_in(row, corpus)
            total, size = total + score(found, row.gold()), size + len(row.text)
            counted.update(classes(found, row.gold(), row.dct))
            if show_errors and half == "seen":
                lines += [f"{row.id} {row.dct} {line}" for line in errors(row, found)]
        print(*lines, sep="\n", end="" if not lines else "\n")
        report(f"{corpus} {half}", total)
        if show_classes:
            print(*(f"  {count:4} {name}" for name, count in counted.most_common()), sep="\n")
        print(f"  {size / 1000 / (time.process_time() - began):.0f} kB a second")


def main() -> None:
    """Parse the arguments and print the scores."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--corpus", choices=CORPORA)
    parser.add_argument("--half", choices=("seen", "unseen"))
    parser.add_argument("--errors", action="store_true", help="show errors of the seen half")
    parser.add_argument("--classes", action="store_true", help="count errors by class")
    arguments = parser.parse_args()
    for corpus in [arguments.corpus] if arguments.corpus else CORPORA:
        halves = (
            ["seen"] if corpus in ALL_SEEN else [arguments.half] if arguments.half else ["seen", "unseen"]
        )
        evaluate(arguments.data, corpus, halves, show_errors=arguments.errors, show_classes=arguments.classes)


if __name__ == "__main__":
    main()
