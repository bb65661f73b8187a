"""Real reports of one matter: which mentions tell of the same happening, and what they disagree about.

    python -m evaluation.press --data CORPORA [--half dev|held|more|late ...] [--model FOLDER]
        [--cache FOLDER] [--errors]
    python -m evaluation.press --agreement

Each line of `press/*.jsonl` is one matter (the release of captives, an attack and what came of it) in three
to ten reports of as many outlets, from the corpora give5w1h and news_raw: no text, but where the mentions
stand that our reader had found, which happening each tells of, and what contradicts what. What is no event,
or a general statement, belongs to no happening. Some matters were marked in two passes that did not know of
each other (`press/again.jsonl`), by annotators of one sort, so that their agreement is an upper bound. `dev`
may be learned from, `held` is held out; of the matters that were marked last, `more` and `late`, no weights
have learned yet, and `late` are held out too.

Mentions are scored as `evaluation.linking` does, all matters linked as one ledger; contradictions, of what
linking put together, as `evaluation.contradictions` does: those of events that no happening is compared
with are made up. Linking counts only mentions that were marked.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence, Set
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from accordingto.linking.memory import link_all
from accordingto.models.runtime import FOLDER, load_encoder
from accordingto.reading.reader import Reader
from accordingto.types import Document, Reading
from evaluation import contradictions, linking
from evaluation.clusters import Coreference, compared
from training.corpora import rows

HERE = Path(__file__).parent / "press"
CORPORA = {"give5w1h": "give5w1h/clusters.jsonl.gz", "allsides": "news_raw/allsides_conflict.jsonl.gz"}
HALVES = ("dev", "more", "held", "late")


def matters(half: str) -> list[dict[str, Any]]:
    """The marks of one half, matter by matter."""
    return [json.loads(line) for line in (HERE / f"{half}.jsonl").open(encoding="utf-8")]


def documents(marked: Sequence[dict[str, Any]], data: Path) -> dict[str, dict[str, Document]]:
    """The reports of each matter by their letters, with the corpora's texts."""
    known = texts({(corpus, number) for matter in marked for corpus, number, _ in matter["documents"]}, data)
    return {
        matter["id"]: {
            letter: replace(known[corpus, number], id=f"{matter['id']}-{letter}")
            for corpus, number, letter in matter["documents"]
        }
        for matter in marked
    }


def texts(wanted: Set[tuple[str, str | int]], data: Path) -> dict[tuple[str, str | int], Document]:
    """Reports by their corpus and their id there."""
    return {
        (corpus, row["id"]): _document(row)
        for corpus, path in CORPORA.items()
        for row in rows(data / path)
        if (corpus, row["id"]) in wanted
    }


def _document(row: dict[str, Any]) -> Document:
    return Document(
        id=str(row["id"]),
        title=row["title"],
        outlet=row["outlet"],
        url=None,
        published=str(row["date"])[: len("2024-03-05")] or None,
        language="en",
        text=row["text"],
    )


def story_of(matter: dict[str, Any], reports: dict[str, Document]) -> linking.Story:
    """A matter as linking is scored on it."""
    happenings = tuple(
        tuple((reports[letter].id, (start, end)) for letter, start, end in happening["mentions"])
        for happening in matter["happenings"]
    )
    return linking.Story(matter["id"], tuple(reports.values()), happenings, matter)


def disputed(matter: dict[str, Any], reports: dict[str, Document]) -> contradictions.Story:
    """A matter as contradictions are scored on it; nobody marked origins or revisions."""
    happenings = tuple(
        contradictions.Happening(
            id=f"{matter['id']} {happening['id']}",
            what="",
            mentions=tuple(
                (reports[letter].id, (start, end)) for letter, start, end in happening["mentions"]
            ),
            origins=(),
            contradictions=tuple(_disagreements(matter, happening["id"], reports)),
            revisions=(),
            disputed=tuple(_disputed(matter, happening["id"], reports)),
        )
        for happening in matter["happenings"]
    )
    return contradictions.Story(matter["id"], {one.id: one for one in reports.values()}, happenings)


def disputed_matters(half: str, data: Path) -> list[contradictions.Story]:
    """Every matter of a half, as contradictions are scored on it."""
    marked = matters(half)
    reports = documents(marked, data)
    return [disputed(matter, reports[matter["id"]]) for matter in marked]


def _disagreements(
    matter: dict[str, Any], happening: str, reports: dict[str, Document]
) -> Iterator[contradictions.Disagreement]:
    texts = {report.id: report.text for report in reports.values()}
    for kind, *sides in _disputed(matter, happening, reports):
        one, other = (contradictions.number_in(texts[report][slice(*span)]) for report, span in sides)
        yield kind, sides[0][0], sides[1][0], one, other


def _disputed(
    matter: dict[str, Any], happening: str, reports: dict[str, Document]
) -> Iterator[contradictions.Disputed]:
    for each in matter["contradictions"]:
        if each["happening"] == happening:
            (one, *first), (other, *second) = each["one"], each["other"]
            yield each["kind"], (reports[one].id, tuple(first)), (reports[other].id, tuple(second))


class Cached:
    """A reader that keeps its readings in a folder, if there is one."""

    def __init__(self, reader: Reader, folder: Path | None) -> None:
        self._reader, self._folder = reader, folder
        self.fingerprint = reader.fingerprint

    def read(self, document: Document) -> Reading:
        """As the reader does."""
        return linking.read_cached(self._reader, document, self._folder)


def read_all(half: str, data: Path, reader: Cached) -> list[linking.Told]:
    """Every matter of a half, read."""
    marked = matters(half)
    texts = documents(marked, data)
    return [
        linking.told(
            story_of(matter, texts[matter["id"]]),
            [reader.read(one) for one in texts[matter["id"]].values()],
        )
        for matter in marked
    ]


def linked(told: Sequence[linking.Told]) -> linking.Linked:
    """All matters, linked together as one ledger."""
    clusters = link_all(profile for story in told for profile in linking.profiles_of(story))
    total = linking.Linked(Coreference(), Coreference())
    for story in told:
        total += linking.scored(story, clusters)
    return total


def agreement() -> Coreference:
    """How alike the happenings of two passes are, of the mentions that both take for events."""
    again = {matter["id"]: matter for matter in matters("again")}
    total = Coreference()
    for matter in (one for half in HALVES for one in matters(half) if one["id"] in again):
        mine, theirs = (
            [[str(mention) for mention in happening["mentions"]] for happening in each["happenings"]]
            for each in (matter, again[matter["id"]])
        )
        both = {one for each in mine for one in each} & {one for each in theirs for one in each}
        kept = [
            [part for each in side if (part := [one for one in each if one in both])]
            for side in (mine, theirs)
        ]
        total += compared(*kept)
    return total


def main() -> None:
    """Parse the arguments and print the scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of the corpora")
    parser.add_argument("--half", choices=HALVES, nargs="+", default=["dev"])
    parser.add_argument("--model", type=Path, default=FOLDER)
    parser.add_argument("--cache", type=Path, help="keep readings in this folder")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--agreement", action="store_true", help="of two passes, instead")
    arguments = parser.parse_args()
    if arguments.agreement:
        print(f"B-cubed {agreement().b_cubed.row()}")
        return
    if arguments.data is None:
        parser.error("--data is missing: name the folder of the corpora")
    reader = Cached(Reader(load_encoder(arguments.model)), arguments.cache)
    for half in arguments.half:
        print(half)
        _score(half, arguments.data, reader, errors=arguments.errors and half == "dev")


def _score(half: str, data: Path, reader: Cached, *, errors: bool) -> None:
    told = read_all(half, data, reader)
    result = linked(told)
    print(f"{len(told)} matters, {result.mentions} mentions, {result.recalled} found by the reader")
    print(f"B-cubed {result.found.b_cubed.row()}   false merges {result.false_merges:.1f} % of linked pairs")
    stories = [disputed(each.story.row, _lettered(each.story)) for each in told]
    contradictions.report(contradictions.score(reader, stories, "ours", errors=errors))


def _lettered(story: linking.Story) -> dict[str, Document]:
    letters = [letter for _, _, letter in story.row["documents"]]
    return dict(zip(letters, story.documents, strict=True))


if __name__ == "__main__":
    main()
