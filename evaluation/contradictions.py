"""Origins, contradictions and revisions on our stories told by many reports.

    python -m evaluation.contradictions [--half dev|more|third|fourth|fifth|unseen ...] [--clusters gold|ours]

With `--clusters gold` the claims are those of our reader whose triggers overlap the annotated mentions of a
happening, so that linking plays no part. With `ours` they are what linking put together: each annotated
happening is compared with the linked event that holds most of its mentions, and contradictions of events that
no happening is compared with count as made up.

- Origins are right for a happening that two or more reports tell of when there are as many as annotated; they
  are right by name when, one to one, each is the annotated one under whatever words.
- A contradiction is right when one of its kind is annotated between the same origins (by the reports that
  carry them), either way round, or, for figures, of the same two numbers, for others, with one of the two
  origins: which of the accounts that agree is put against it is a choice. Each annotated one is found once.
- A revision is right when its source is, and its numbers begin and end like the annotated ones.

`--errors` prints what went wrong (never of what is held out: fifth and unseen).
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from msgspec.structs import replace

from accordingto.linking import Report, heard, link, report_context
from accordingto.linking.contradictions import contradictions_of, revisions_of
from accordingto.linking.disputes import disagreements
from accordingto.linking.naming import same_in_document, source_of
from accordingto.linking.origins import origins_of
from accordingto.linking.summary import accounts_of as accounts_in, all_told
from accordingto.reading import claims_of, load_reader
from accordingto.reading.figures.numbers import quantities_in
from accordingto.settings import Settings
from accordingto.types import (
    Account,
    Claim,
    Contradiction,
    ContradictionKind,
    Document,
    Origin,
    Reading,
    Revision,
    Span,
)
from evaluation.linking import HALVES
from evaluation.scoring import Count
from training.corpora import locate

HERE = Path(__file__).parent / "linking"
_NOBODY = re.compile(r"(?:nobody|none|anyone|anybody|no(?: ?one)?|not one)\b", re.IGNORECASE)


# Kind, the two reports, and the numbers in the words of each.
Disagreement = tuple[str, str, str, int | None, int | None]
# Kind, and where the words of each side stand: report and span.
Disputed = tuple[ContradictionKind, tuple[str, Span], tuple[str, Span]]


@dataclass(frozen=True)
class Happening:
    """One annotated happening. Mentions are (document, span of the trigger)."""

    id: str
    what: str
    mentions: tuple[tuple[str, Span], ...]
    origins: tuple[tuple[str, frozenset[str]], ...]
    contradictions: tuple[Disagreement, ...]
    revisions: tuple[tuple[str, tuple[str, ...]], ...]
    disputed: tuple[Disputed, ...] = ()
    # By report and trigger the number of the origin whose word a mention is, where that is marked.
    told_by: Mapping[tuple[str, Span], int] = field(default_factory=dict)

    @property
    def documents(self) -> frozenset[str]:
        """The reports that tell of it."""
        return frozenset(document for document, _ in self.mentions)

    def carriers(self, document: str) -> frozenset[str]:
        """The reports that share an origin with one report."""
        shared = [documents for _, documents in self.origins if document in documents]
        return frozenset({document}).union(*shared)


@dataclass(frozen=True)
class Story:
    """One story: its reports by id, and its happenings."""

    id: str
    documents: dict[str, Document]
    happenings: tuple[Happening, ...]


def stories(half: str, folder: Path = HERE) -> Iterator[Story]:
    """The annotated stories of one half."""
    for line in (folder / f"{half}.jsonl").open(encoding="utf-8"):
        yield story_of(json.loads(line))


def story_of(row: dict[str, Any]) -> Story:
    """One line of a file of annotations."""
    documents = {
        f"{row['id']}{each['id']}": Document(
            id=f"{row['id']}{each['id']}",
            title=each["title"],
            outlet=each["outlet"],
            url=None,
            published=each["published"],
            language="en",
            text=each["text"],
        )
        for each in row["documents"]
    }
    happenings = tuple(_happening(row["id"], each, documents) for each in row["happenings"])
    return Story(row["id"], documents, happenings)


def _happening(story: str, row: dict[str, Any], documents: dict[str, Document]) -> Happening:
    return Happening(
        id=f"{story} {row['id']}",
        what=row["what"],
        mentions=tuple(
            (story + each["doc"], locate(documents[story + each["doc"]].text, each["trigger"]))
            for each in row["mentions"]
        ),
        origins=tuple(
            (each["name"], frozenset(story + one for one in each["docs"])) for each in row["origins"]
        ),
        contradictions=tuple(
            (
                each["kind"],
                story + each["one"]["doc"],
                story + each["other"]["doc"],
                number_in(_words(each["one"]["words"])),
                number_in(_words(each["other"]["words"])),
            )
            for each in row["contradictions"]
        ),
        revisions=tuple(
            (each["source"], tuple(_words(figure["words"]) for figure in each["figures"]))
            for each in row["revisions"]
        ),
        disputed=tuple(
            (each["kind"], _where(story, each["one"], documents), _where(story, each["other"], documents))
            for each in row["contradictions"]
        ),
        told_by=dict(_told_by(story, row, documents)),
    )


def _told_by(
    story: str, row: dict[str, Any], documents: dict[str, Document]
) -> Iterator[tuple[tuple[str, Span], int]]:
    number = {each["name"]: place for place, each in enumerate(row["origins"])}
    for each in row["mentions"]:
        if "by" in each:
            document = story + each["doc"]
            yield (document, locate(documents[document].text, each["trigger"])), number[each["by"]]


def _where(story: str, side: dict[str, Any], documents: dict[str, Document]) -> tuple[str, Span]:
    document = story + side["doc"]
    return document, locate(documents[document].text, side["words"])


def _words(words: str | dict[str, Any]) -> str:
    return words if isinstance(words, str) else words["text"]


# --- accounts -------------------------------------------------------------------------------------


class Reads(Protocol):
    """What reads documents: a `Reader`, or one that keeps its readings."""

    fingerprint: str

    def read(self, document: Document) -> Reading:
        """The reading of a document."""


def accounts_of(story: Story, reader: Reads) -> tuple[Account, ...]:
    """All claims of a story, with what linking knows of their reports."""
    reports = [_report(document, reader) for document in story.documents.values()]
    titles = {document.id: document.title for document in story.documents.values()}
    context = {report.id: report_context(report.claims, titles[report.id]) for report in reports}
    return tuple(
        replace(account, context=context[account.claim.document]) for account in accounts_in(reports)
    )


def _report(document: Document, reader: Reads) -> Report:
    reading = reader.read(document)
    return heard(
        Report(
            id=document.id,
            outlet=document.outlet,
            published=document.published,
            text=document.text,
            claims=claims_of(reading, reader=reader.fingerprint),
            entities=reading.entities,
        )
    )


def gold_cluster(happening: Happening, accounts: Sequence[Account]) -> tuple[Account, ...]:
    """The accounts whose trigger overlaps one of the happening's mentions."""
    return tuple(account for account in accounts if _is_told(account.claim, happening))


def _is_told(claim: Claim, happening: Happening) -> bool:
    span = trigger_of(claim)
    return span is not None and any(
        document == claim.document and span[0] < mention[1] and mention[0] < span[1]
        for document, mention in happening.mentions
    )


def trigger_of(claim: Claim) -> Span | None:
    """The word by which a claim tells of something that happened."""
    if claim.happening:
        return claim.happening.trigger
    if claim.holding:
        return claim.holding.trigger
    return claim.evidence[0] if claim.dealing and claim.dealing.step else None


# --- comparing ------------------------------------------------------------------------------------


@dataclass
class Tally:
    """Counts that add up over happenings."""

    kinds: dict[str, Count] = field(default_factory=dict)
    revisions: Count = field(default_factory=Count)
    origins: Counter[str] = field(default_factory=Counter)

    def add(self, kind: str, count: Count) -> None:
        """Count contradictions of one kind."""
        self.kinds[kind] = self.kinds.get(kind, Count()) + count


@dataclass(frozen=True)
class Found:
    """What we say about one happening."""

    accounts: tuple[Account, ...]
    origins: tuple[Origin, ...]
    contradictions: tuple[Contradiction, ...]
    revisions: tuple[Revision, ...]

    def document(self, claim: str) -> str:
        """The report of a claim."""
        return next(each.claim.document for each in self.accounts if each.claim.id == claim)


def found_in(
    cluster: Sequence[Account], beside: Sequence[Account], texts: Mapping[str, str] | None = None
) -> Found:
    """Origins, contradictions and revisions of a cluster; without the `texts`, all that the rules find."""
    accounts = all_told(cluster, beside)
    origins = origins_of(accounts, texts)
    if texts is None:
        contradictions = contradictions_of(accounts, origins, beside)
    else:
        contradictions = disagreements(accounts, origins, beside, texts)
    return Found(accounts, origins, contradictions, revisions_of(accounts, origins))


def compare(happening: Happening, found: Found, tally: Tally, *, errors: bool) -> None:
    """Add one happening to the tally."""
    pairs = matches(happening, found)
    kinds = {each[0] for each in happening.contradictions} | {c.kind for c in found.contradictions}
    for kind in kinds:
        right = sum(gold[0] == kind for gold, ours in pairs if ours)
        mine = sum(each.kind == kind for each in found.contradictions)
        tally.add(kind, Count(right, mine, sum(gold[0] == kind for gold, _ in pairs)))
    tally.revisions += _revisions(happening, found)
    if len(happening.documents) > 1:
        tally.origins["of"] += 1
        tally.origins["number"] += len(found.origins) == len(happening.origins)
        tally.origins["name"] += _named_alike(happening, found.origins)
    if errors:
        explain(happening, found, pairs)


def matches(happening: Happening, found: Found) -> list[tuple[Disagreement, Contradiction | None]]:
    """Each annotated contradiction with ours, none used twice."""
    places = paired(happening, [_as_annotated(ours, found) for ours in found.contradictions])
    return [
        (gold, None if place is None else found.contradictions[place])
        for gold, place in zip(happening.contradictions, places, strict=True)
    ]


def paired(happening: Happening, others: Sequence[Disagreement]) -> list[int | None]:
    """For each annotated disagreement where one like it stands among others, none used twice."""
    left = dict(enumerate(others))
    result: list[int | None] = []
    for gold in happening.contradictions:
        alike = [place for place, other in left.items() if _are_alike(gold, other, happening)]
        best = max(alike, key=lambda place: set(left[place][3:]) == set(gold[3:]), default=None)
        if best is not None:
            del left[best]
        result.append(best)
    return result


def annotated_alike(happening: Happening, ours: Contradiction, found: Found) -> bool:
    """Whether a contradiction like ours is annotated, however often it was found."""
    mine = _as_annotated(ours, found)
    return any(_are_alike(gold, mine, happening) for gold in happening.contradictions)


def _as_annotated(ours: Contradiction, found: Found) -> Disagreement:
    one, other = found.document(ours.one), found.document(ours.other)
    return ours.kind, one, other, number_in(ours.one_words), number_in(ours.other_words)


def _are_alike(gold: Disagreement, other: Disagreement, happening: Happening) -> bool:
    """Of one kind between the same origins, or of the same numbers, or else with one of the two origins."""
    mine, theirs = happening.carriers(gold[1]), happening.carriers(gold[2])
    both = (other[1] in mine and other[2] in theirs) or (other[2] in mine and other[1] in theirs)
    if gold[0] != other[0]:
        return False
    if gold[0] == "figure":
        return both or set(gold[3:]) == set(other[3:])
    return both or bool({other[1], other[2]} & (mine ^ theirs))


def _revisions(happening: Happening, found: Found) -> Count:
    left = list(found.revisions)
    right = 0
    for source, figures in happening.revisions:
        match = next((ours for ours in left if _same_revision(source, figures, ours)), None)
        if match:
            left.remove(match)
            right += 1
    return Count(right, len(found.revisions), len(happening.revisions))


def _same_revision(source: str, figures: Sequence[str], ours: Revision) -> bool:
    ends = (ours.figures[0], ours.figures[-1])
    numbers = [figure.best if figure.best is not None else figure.low for figure in ends]
    same = same_in_document(source_of(source), source_of(ours.source))
    return same and numbers == [number_in(figures[0]), number_in(figures[-1])]


def number_in(words: str) -> int | None:
    """The first number of some words; one person where they hold none."""
    if _NOBODY.match(words):
        return 0
    exact = (each for each in quantities_in(words) if each.style in ("digits", "words", "one"))
    found = next(exact, None)
    number = (found.best if found.best is not None else found.low or found.high) if found else None
    return 1 if number is None else number


def _named_alike(happening: Happening, origins: Sequence[Origin]) -> bool:
    """Whether ours are the annotated ones, one to one."""
    left = list(origins)
    for name, _ in happening.origins:
        match = next((origin for origin in left if _is_named(origin, name)), None)
        if match is None:
            return False
        left.remove(match)
    return not left


def _is_named(origin: Origin, name: str) -> bool:
    """Whether one of the origin's names is the annotated one."""
    names = {origin.name, *(chain[-1] for chain in origin.chains)}
    wanted = source_of(name)
    return any(same_in_document(source_of(each), wanted) or each.lower() in name.lower() for each in names)


# --- printing -------------------------------------------------------------------------------------


def explain(
    happening: Happening, found: Found, pairs: Sequence[tuple[Disagreement, Contradiction | None]]
) -> None:
    """Print what is not as annotated."""
    used = [ours for _, ours in pairs if ours]
    lines = [f"   missed {' '.join(map(str, gold))}" for gold, ours in pairs if ours is None]
    lines += [f"   extra  {_line(each, found)}" for each in found.contradictions if each not in used]
    lines += [f"   found  {_line(each, found)}" for each in used]
    if len(happening.documents) > 1 and not _named_alike(happening, found.origins):
        right = "number right" if len(found.origins) == len(happening.origins) else "NUMBER WRONG"
        wanted = [(name, sorted(each[-1] for each in documents)) for name, documents in happening.origins]
        lines.append(f"   origins, {right}: {wanted}")
        lines.append(f"      ours: {[(o.name, [d[-1] for d in o.documents]) for o in found.origins]}")
    mine = [(each.source, [(f.low, f.best) for f in each.figures]) for each in found.revisions]
    count = _revisions(happening, found)
    if count.right < max(count.found, count.wanted):
        lines.append(f"   revisions {mine} not {happening.revisions}")
    if lines:
        print(f"{happening.id} {happening.what}", *lines, sep="\n")


def _line(each: Contradiction, found: Found) -> str:
    documents = found.document(each.one)[-1], found.document(each.other)[-1]
    return f"{each.kind} {documents[0]} {each.one_words!r} / {documents[1]} {each.other_words!r}: {each.why}"


def report(tally: Tally) -> None:
    """Print a tally."""
    total = sum(tally.kinds.values(), Count())
    print(f"{'':16} {'P':>5} {'R':>5} {'F1':>5}")
    for name, count in [("contradictions", total), *sorted(tally.kinds.items())]:
        print(f"{name:16} {count.row()}, {count.found} found")
    print(f"{'revisions':16} {tally.revisions.row()}, {tally.revisions.found} found")
    many = tally.origins["of"]
    for name in ("number", "name"):
        print(f"origins by {name}: {100 * tally.origins[name] / max(1, many):.1f} % of {many} happenings")


def score(reader: Reads, told: Iterable[Story], clusters: str, *, errors: bool) -> Tally:
    """The tally of stories."""
    tally = Tally()
    for story in told:
        accounts = accounts_of(story, reader)
        texts = {document.id: document.text for document in story.documents.values()}
        for happening, cluster in _clusters(story, accounts, clusters):
            found = found_in(cluster, accounts, texts)
            if happening:
                compare(happening, found, tally, errors=errors)
            else:
                _count_made_up(found, tally, errors=errors)
    return tally


def _clusters(
    story: Story, accounts: Sequence[Account], clusters: str
) -> Iterable[tuple[Happening | None, Sequence[Account]]]:
    if clusters == "gold":
        return [(happening, gold_cluster(happening, accounts)) for happening in story.happenings]
    return _linked(story, accounts)


def _linked(
    story: Story, accounts: Sequence[Account]
) -> Iterator[tuple[Happening | None, Sequence[Account]]]:
    """Each happening with the linked event that holds most of its claims, then the events that are left."""
    by_id = {account.claim.id: account for account in accounts}
    texts = {document.id: document.text for document in story.documents.values()}
    left = [tuple(by_id[claim] for claim in cluster) for cluster in link(accounts, texts=texts)]
    for happening in story.happenings:
        wanted = {account.claim.id for account in gold_cluster(happening, accounts)}
        best = max(left, key=lambda cluster: _shared(cluster, wanted), default=())
        if not _shared(best, wanted):
            yield happening, ()
            continue
        left.remove(best)
        yield happening, best
    yield from ((None, cluster) for cluster in left)


def _shared(cluster: Sequence[Account], wanted: set[str]) -> int:
    return len(wanted & {account.claim.id for account in cluster})


def _count_made_up(found: Found, tally: Tally, *, errors: bool) -> None:
    """Contradictions of an event that is no annotated happening."""
    for each in found.contradictions:
        tally.add(each.kind, Count(0, 1, 0))
        if errors:
            print(f"no happening\n   extra  {_line(each, found)}")


def main() -> None:
    """Parse the arguments and print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=HALVES, nargs="+", default=["dev"])
    parser.add_argument("--clusters", choices=("gold", "ours"), default="gold")
    parser.add_argument("--errors", action="store_true")
    arguments = parser.parse_args()
    reader = load_reader(Settings())
    for half in arguments.half:
        print(half)
        report(score(reader, stories(half), arguments.clusters, errors=arguments.errors))


if __name__ == "__main__":
    main()
