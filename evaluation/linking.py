"""Linking on our own stories: which mentions of several reports tell of the same happening.

    python -m evaluation.linking [--half HALF] [--model FOLDER] [--errors]

`found` scores the annotated mentions that the reader found, `end to end` all annotated ones: one that the
reader missed counts as alone, and what it found beyond them does not count. False merges are the share of
linked pairs of annotated mentions that belong to different happenings. Mentions of one happening that is
told once are annotated too, so clusters of one count.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from accordingto.linking import report_context
from accordingto.linking.memory import link_all
from accordingto.linking.profiles import Profile, mentions_of
from accordingto.models.runtime import FOLDER, load_encoder
from accordingto.reading.claims import claims_of
from accordingto.reading.reader import Reader
from accordingto.types import Account, Document, Reading, Span
from evaluation.clusters import Coreference, compared
from training.corpora import locate

HERE = Path(__file__).parent / "linking"
# Stories that may be looked at, and that linking is fitted on; the others are held out.
DEVELOPMENT = (
    *("dev", "more", "third", "fourth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
    *("nineteenth", "twentieth", "twentyfirst", "twentythird", "twentyfourth", "twentyfifth"),
    *("twentysixth", "twentyseventh"),
)
HELD_OUT = ("fifth", "seventeenth", "eighteenth", "twentysecond", "unseen")
# How sure reading has to be that words contradict was chosen on these, their errors were read since, and
# which speakers are one source was learned from them as well; no other weights have learned from them.
FRESH = ("twentyeighth", "twentyninth", "thirtieth", "thirtyfirst")
# Nothing was learned from these, nothing was chosen on them, and nobody looked at their errors.
LATER = ("thirtysecond", "thirtythird", "thirtyfourth", "thirtyfifth")
# Whose word each mention is, is marked too; which speakers are one source was learned from these, and how
# sure reading has to be of days was chosen on them; errors of some were read.
MARKED = (
    *("thirtysixth", "thirtyseventh", "thirtyeighth", "thirtyninth", "fortieth", "fortyfirst"),
    *("fortysecond", "fortythird", "fortyfourth", "fortyfifth", "fortysixth", "fortyseventh"),
    *("fortyeighth", "fortyninth"),
)
# Marked like these, and like LATER left alone.
LAST = ("fiftieth", "fiftyfirst")
HALVES = (*DEVELOPMENT, *HELD_OUT, *FRESH, *LATER, *MARKED, *LAST)

# A mention by its report and the span of its trigger.
Mention = tuple[str, Span]


@dataclass(frozen=True)
class Story:
    """Reports of some days of one war, and which of their mentions tell of one happening."""

    id: str
    documents: tuple[Document, ...]
    happenings: tuple[tuple[Mention, ...], ...]
    row: dict[str, Any]


@dataclass(frozen=True)
class Told:
    """A story as it was read: the accounts, and which account is which annotated mention."""

    story: Story
    accounts: tuple[Account, ...]
    mention_of: dict[str, Mention]


def stories(half: str, folder: Path = HERE) -> Iterator[Story]:
    """The annotated stories of one half."""
    for line in (folder / f"{half}.jsonl").open(encoding="utf-8"):
        if line.strip():
            yield story_of(json.loads(line))


def story_of(row: dict[str, Any]) -> Story:
    """One line of a file of stories."""
    documents = {one["id"]: _document(row["id"], one) for one in row["documents"]}
    happenings = tuple(
        tuple(
            dict.fromkeys(
                (documents[m["doc"]].id, locate(documents[m["doc"]].text, m["trigger"]))
                for m in happening["mentions"]
            )
        )
        for happening in row["happenings"]
    )
    return Story(row["id"], tuple(documents.values()), happenings, row)


def _document(story: str, row: dict[str, Any]) -> Document:
    return Document(
        id=f"{story}{row['id']}",
        title=row.get("title"),
        outlet=row.get("outlet"),
        url=None,
        published=row.get("published"),
        language="en",
        text=row["text"],
    )


def told(story: Story, readings: Sequence[Reading]) -> Told:
    """The accounts of a story from the readings of its reports, matched to its mentions by their triggers."""
    accounts = [account for reading in readings for account in accounts_of(reading)]
    wanted = [mention for happening in story.happenings for mention in happening]
    mention_of = {}
    for account in accounts:
        match = next((m for m in wanted if _is_of(account, m)), None)
        if match is not None:
            mention_of[account.claim.id] = match
    return Told(story, tuple(accounts), mention_of)


def accounts_of(reading: Reading) -> Iterator[Account]:
    """The accounts of one reading, as the ledger would give them."""
    document = reading.document
    claims = claims_of(reading, reader="evaluation")
    context = report_context(claims, document.title)
    for claim in claims:
        if claim.kind == "event":
            yield Account(claim=claim, outlet=document.outlet, published=document.published, context=context)


def profiles_of(told: Told) -> Iterator[Profile]:
    """What linking compares of a story."""
    return mentions_of(told.accounts, {document.id: document.text for document in told.story.documents})


def _is_of(account: Account, mention: Mention) -> bool:
    happening = account.claim.happening
    document, (start, end) = mention
    return (
        happening is not None
        and account.claim.document == document
        and happening.trigger[0] < end
        and start < happening.trigger[1]
    )


# --- scoring --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Linked:
    """How well mentions were linked, on those that were found and on all; adds with `+`."""

    found: Coreference
    all: Coreference
    mentions: int = 0
    recalled: int = 0

    def __add__(self, other: Linked) -> Linked:
        return Linked(
            self.found + other.found,
            self.all + other.all,
            self.mentions + other.mentions,
            self.recalled + other.recalled,
        )

    @property
    def false_merges(self) -> float:
        """Percent of the pairs linked, both annotated, that are of two happenings."""
        return 100 - self.found.pairs.precision if self.found.pairs.found else 0.0


def scored(story: Told, clusters: Iterable[Sequence[str]]) -> Linked:
    """Clusters of accounts against the happenings of the story."""
    mine = [[story.mention_of[one] for one in cluster if one in story.mention_of] for cluster in clusters]
    named = [sorted({_name(mention) for mention in cluster}) for cluster in mine if cluster]
    known = {name for cluster in named for name in cluster}
    wanted = [[_name(mention) for mention in happening] for happening in story.story.happenings]
    found_wanted = [kept for cluster in wanted if (kept := [name for name in cluster if name in known])]
    missed = [[name] for cluster in wanted for name in cluster if name not in known]
    return Linked(
        found=compared(_disjoint(named), found_wanted),
        all=compared(_disjoint(named) + missed, wanted),
        mentions=sum(map(len, wanted)),
        recalled=len(known),
    )


def _disjoint(clusters: Iterable[Sequence[str]]) -> list[list[str]]:
    """Each mention in the first of its clusters only: two claims may be of one mention."""
    seen: set[str] = set()
    result = []
    for cluster in clusters:
        kept = [name for name in cluster if name not in seen]
        seen.update(kept)
        if kept:
            result.append(kept)
    return result


def _name(mention: Mention) -> str:
    return f"{mention[0]}:{mention[1][0]}"


# --- reading --------------------------------------------------------------------------------------


def read_all(half: str, model: Path = FOLDER, cache: Path | None = None) -> list[Told]:
    """Every story of a half, read. With `cache`, readings are kept there and taken from there."""
    reader = Reader(load_encoder(model))
    return [
        told(story, [read_cached(reader, one, cache) for one in story.documents]) for story in stories(half)
    ]


def read_cached(reader: Reader, document: Document, cache: Path | None) -> Reading:
    """A reading, kept in a folder if there is one, under what the reader and the document are."""
    if cache is None:
        return reader.read(document)
    key = hashlib.sha256(f"{reader.fingerprint} {document}".encode()).hexdigest()[:24]
    path = cache / f"{key}.json"
    if path.exists():
        return msgspec.json.decode(path.read_bytes(), type=Reading)
    cache.mkdir(parents=True, exist_ok=True)
    reading = reader.read(document)
    path.write_bytes(msgspec.json.encode(reading))
    return reading


def evaluate(story_list: Sequence[Told]) -> Linked:
    """All stories, linked together as one ledger, so that stories can be mistaken for one another."""
    clusters = link_all(profile for story in story_list for profile in profiles_of(story))
    total = Linked(Coreference(), Coreference())
    for story in story_list:
        total += scored(story, clusters)
    return total


def errors(story_list: Sequence[Told]) -> Iterator[str]:
    """Pairs that were wrongly linked or wrongly kept apart (for dev only)."""
    for story in story_list:
        home = {m: number for number, happening in enumerate(story.story.happenings) for m in happening}
        texts = {one.id: one.text for one in story.story.documents}
        lists: dict[int, list[str]] = defaultdict(list)
        for number, cluster in enumerate(link_all(profiles_of(story))):
            for one in cluster:
                if one in story.mention_of:
                    document, span = story.mention_of[one]
                    lists[number].append(
                        f"{home[(document, span)]}:{document}:{texts[document][slice(*span)]}"
                    )
        for number, words in lists.items():
            yield f"{story.story.id} {number}: {', '.join(sorted(words))}"


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--half", default="dev", choices=HALVES)
    parser.add_argument("--model", type=Path, default=FOLDER)
    parser.add_argument("--cache", type=Path, help="keep readings in this folder")
    parser.add_argument("--errors", action="store_true")
    arguments = parser.parse_args()
    read = read_all(arguments.half, arguments.model, arguments.cache)
    if arguments.errors:
        print("\n".join(errors(read)))
    result = evaluate(read)
    print(f"{len(read)} stories, {result.mentions} mentions, {result.recalled} found by the reader")
    for name, score in (("found", result.found), ("end to end", result.all)):
        print(
            f"{name:10}  B-cubed {score.b_cubed.row()}   CoNLL {score.conll:5.1f}   pairs {score.pairs.row()}"
        )
    print(f"false merges {result.false_merges:.1f} % of linked pairs")


if __name__ == "__main__":
    main()
