"""Pairs of passages whose marked words contradict each other, or only seem to, for what reads two together.

They are:

- of our stories, the contradictions that are annotated, and what the rules of `linking.contradictions` find
  with the happenings as annotated: right or not; and, with two happenings taken for one, between these: not;
- of our stories, everything that is offered to reading (`linking.candidates`), where the annotation says;
- so too of real reports (`evaluation/press`, the half that may be learned from), of two happenings alone;
- of real reports, `disputed/real.jsonl`: pairs that somebody judged who saw both passages. Rows say nothing
  but where: report, start and end of both sides, by the ids of the corpora;
- `disputed/written.jsonl`: passages of our own in the manner of long reports, in bundles about one happening
  and others like it, phrases numbered (`⟦1|12 people⟧`), with which pairs of these contradict each other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from pathlib import Path

from accordingto.linking.candidates import Candidate, Wording, candidates_of
from accordingto.linking.disputes import disputed_in
from accordingto.linking.perpetrators import Stance
from accordingto.linking.populations import Count
from accordingto.linking.sides import differ
from accordingto.linking.testimony import testimonies_of
from accordingto.models.crossencoder import Sight, sight_of
from accordingto.models.passages import Passage, passage_of
from accordingto.models.runtime import FOLDER, load_encoder
from accordingto.reading.reader import Reader
from accordingto.types import Account, Contradiction, ContradictionKind, Span
from evaluation import press
from evaluation.contradictions import (
    Disagreement,
    Found,
    Happening,
    Story,
    accounts_of,
    annotated_alike,
    found_in,
    gold_cluster,
    stories,
)
from training.mentions import tokenizer

HERE = Path(__file__).parent / "disputed"
_PHRASE = re.compile(r"⟦(\d+)\|([^⟧]+)⟧")
# So many happenings of a group, those that are told of most, are taken two by two.
MOST_TOLD = 12


@dataclass(frozen=True)
class Dispute:
    """Two passages of a group (a story, a matter, a bundle), and whether their marked words contradict."""

    source: str
    group: str
    kind: ContradictionKind
    one: Sight
    other: Sight
    disputed: bool


def gathered(data: Path, parts: Sequence[str], cache: Path | None) -> list[Dispute]:
    """All of them; `cache` keeps readings."""
    reader = press.Cached(Reader(load_encoder(FOLDER)), cache)
    told = [story for part in parts for story in stories(part)]
    real = press.disputed_matters("dev", data)
    return [
        *(
            each
            for story in told
            for each in (
                *annotated(story, "stories"),
                *found(story, "stories", reader),
                *offered(story, "candidates", reader),
            )
        ),
        *(each for matter in real for each in (*annotated(matter, "press"), *found(matter, "press", reader))),
        *judged(data),
        *written(),
    ]


# --- of stories -----------------------------------------------------------------------------------


def annotated(story: Story, source: str) -> Iterator[Dispute]:
    """The contradictions that are annotated, in the annotators' words."""
    for happening in story.happenings:
        for kind, one, other in happening.disputed:
            yield _dispute(
                source,
                story.id,
                kind,
                passage_of(story.documents[one[0]].text, one[1]),
                passage_of(story.documents[other[0]].text, other[1]),
                disputed=True,
            )


def found(story: Story, source: str, reader: press.Cached) -> Iterator[Dispute]:
    """What the rules find: of one happening as annotated, unless it is of real reports, and of two as one."""
    accounts = accounts_of(story, reader)
    clusters = {happening.id: gold_cluster(happening, accounts) for happening in story.happenings}
    if source != "press":  # there, not all contradictions are annotated
        for happening in story.happenings:
            known = found_in(clusters[happening.id], accounts)
            for each in known.contradictions:
                right = annotated_alike(happening, each, known)
                yield _found(source, story, each, known, disputed=right)
    for one, other in _alike(story.happenings, clusters):
        together = found_in((*clusters[one.id], *clusters[other.id]), accounts)
        homes = {account.claim.id: id for id in (one.id, other.id) for account in clusters[id]}
        for each in together.contradictions:
            if {homes.get(each.one), homes.get(each.other)} == {one.id, other.id}:
                yield _found(source, story, each, together, disputed=False)


def offered(story: Story, source: str, reader: press.Cached) -> Iterator[Dispute]:
    """What is offered to reading within a happening as annotated, each pair of words once."""
    accounts = accounts_of(story, reader)
    for happening in story.happenings:
        known = found_in(gold_cluster(happening, accounts), accounts)
        testimonies = testimonies_of(known.accounts, known.origins, accounts)
        texts = {document.id: document.text for document in story.documents.values()}
        seen = set()
        for each in chain.from_iterable(candidates_of(testimonies, texts).values()):
            places = frozenset(map(_place, (each.one, each.other)))
            disputed = is_annotated(happening, each)
            if disputed is None or (each.kind, places) in seen:
                continue
            seen.add((each.kind, places))
            one, other = (
                passage_of(texts[document], span) for document, span in map(_place, (each.one, each.other))
            )
            yield _dispute(source, story.id, each.kind, one, other, disputed=disputed)


def is_annotated(happening: Happening, each: Candidate) -> bool | None:
    """Whether the words of a candidate contradict each other; None where the annotation leaves it open.

    A happening of which no contradiction of a kind is annotated has none. Numbers contradict where two like
    them do, whoever gives them; other words where they are the annotated ones, or name other parties between
    the same origins.
    """
    alike = [
        (gold, sides)
        for gold, (_, *sides) in zip(happening.contradictions, happening.disputed, strict=True)
        if gold[0] == each.kind
    ]
    if any(_is_of(gold, sides, happening, each) for gold, sides in alike):
        return True
    if each.kind == "figure":
        alike = [
            (gold, sides)
            for gold, sides in alike
            if _are_carriers(happening, gold, each) and _numbers(each) & {gold[3], gold[4]}
        ]
    return None if alike else False


def _is_of(
    gold: Disagreement, sides: Sequence[tuple[str, Span]], happening: Happening, each: Candidate
) -> bool:
    if each.kind == "figure":
        return _numbers(each) == {gold[3], gold[4]}
    words = [_place(each.one), _place(each.other)]
    if all(any(document == where and _meet(span, at) for where, at in words) for document, span in sides):
        return True
    if each.kind not in ("perpetrator", "happened") or not _are_carriers(happening, gold, each):
        return False
    match each.one.says, each.other.says:
        case Stance() as one, Stance() as other:
            return differ(one.side, other.side, blamed=True)
    return True


def _are_carriers(happening: Happening, gold: Disagreement, each: Candidate) -> bool:
    """Whether both reports carry the origins of an annotated contradiction, one each."""
    one, other = each.one.testimony.claim.document, each.other.testimony.claim.document
    mine, theirs = happening.carriers(gold[1]), happening.carriers(gold[2])
    return (one in mine and other in theirs) or (other in mine and one in theirs)


def _numbers(each: Candidate) -> set[int | None]:
    return {side.says.number for side in (each.one, each.other) if isinstance(side.says, Count)}


def _place(wording: Wording) -> tuple[str, Span]:
    return wording.testimony.claim.document, wording.span


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _alike(
    happenings: Sequence[Happening], clusters: dict[str, tuple[Account, ...]]
) -> Iterator[tuple[Happening, Happening]]:
    """Pairs of happenings that are told of as one type of event."""
    types = {
        id: {account.claim.happening.type for account in cluster if account.claim.happening}
        for id, cluster in clusters.items()
    }
    most = sorted(happenings, key=lambda happening: -len(clusters[happening.id]))[:MOST_TOLD]
    yield from ((one, other) for one, other in combinations(most, 2) if types[one.id] & types[other.id])


def _found(source: str, story: Story, each: Contradiction, known: Found, *, disputed: bool) -> Dispute:
    claims = {account.claim.id: account.claim for account in known.accounts}
    one, other = (
        disputed_in(claims[id], words, story.documents[claims[id].document].text)
        for id, words in ((each.one, each.one_words), (each.other, each.other_words))
    )
    return _dispute(source, story.id, each.kind, one, other, disputed=disputed)


# --- marked and written by hand -------------------------------------------------------------------


def judged(data: Path) -> Iterator[Dispute]:
    """Pairs of real reports that were judged."""
    marks = [json.loads(line) for line in (HERE / "real.jsonl").open(encoding="utf-8")]
    texts = press.texts({(side[0], side[1]) for mark in marks for side in (mark["one"], mark["other"])}, data)
    for mark in marks:
        one, other = (
            passage_of(texts[corpus, report].text, (start, end))
            for corpus, report, start, end in (mark["one"], mark["other"])
        )
        yield _dispute("judged", mark["matter"], mark["kind"], one, other, disputed=mark["disputed"])


def written() -> Iterator[Dispute]:
    """Pairs of phrases of our own passages."""
    for row in map(json.loads, (HERE / "written.jsonl").open(encoding="utf-8")):
        phrases = {
            f"{number}.{mark}": passage
            for number, text in enumerate(row["passages"], start=1)
            for mark, passage in phrases_of(text).items()
        }
        for pair in row["pairs"]:
            one, other = phrases[pair["one"]], phrases[pair["other"]]
            yield _dispute("written", row["id"], pair["kind"], one, other, disputed=pair["disputed"])


def phrases_of(text: str) -> dict[str, Passage]:
    """The numbered phrases of a passage, without the marks of all."""
    plain, spans, last = "", {}, 0
    for match in _PHRASE.finditer(text):
        plain += text[last : match.start()]
        spans[match.group(1)] = len(plain), len(plain) + len(match.group(2))
        plain, last = plain + match.group(2), match.end()
    plain += text[last:]
    return {number: passage_of(plain, span) for number, span in spans.items()}


def _dispute(
    source: str, group: str, kind: ContradictionKind, one: Passage, other: Passage, *, disputed: bool
) -> Dispute:
    first, second = (sight_of(tokenizer(), passage, kind) for passage in (one, other))
    return Dispute(source, group, kind, first, second, disputed)
