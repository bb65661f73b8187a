"""How well pages are read: main text, title, byline and date against pages whose truth is known.

    python evaluation/documents.py FOLDER [--all-languages] [--worst N]

FOLDER holds folders with a `manifest.jsonl` each: {"file": gzipped HTML, "lang", "crawled", "publisher",
"expect": {"text"} or {"title", "publishing_date", "authors", "body"}}. The two sets used are the test pages
of fundus (flairNLP/fundus) and the article-extraction-benchmark (scrapinghub). Text is compared as bags of
words: precision, recall and F1 for each page, then the mean over pages. A date is right if it is the true
day, in UTC where both state a zone.
"""

from __future__ import annotations

import argparse
import gzip
import logging
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean
from time import perf_counter

import msgspec

from accordingto.documents import read_document
from accordingto.errors import DocumentError
from accordingto.settings import Settings
from accordingto.types import Capture, Document


class Section(msgspec.Struct, frozen=True):
    """A part of a true body."""

    headline: list[str | None] | None = None
    paragraphs: list[str | None] | None = None


class Body(msgspec.Struct, frozen=True):
    """A true body."""

    summary: list[str | None] | None = None
    sections: list[Section] = []


class Expect(msgspec.Struct, frozen=True):
    """What is true of a page; fields that are not known are None."""

    text: str | None = None
    title: str | None = None
    publishing_date: str | None = None
    authors: list[str] | None = None
    body: Body | None = None


class Page(msgspec.Struct, frozen=True):
    """A line of a manifest."""

    id: str
    file: str
    expect: Expect | None = None
    url: str | None = None
    lang: str | None = None
    crawled: str | None = None


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """One page read; None where the truth is not known."""

    page: str
    precision: float | None = None
    recall: float | None = None
    f1: float | None = None
    title: bool | None = None
    byline: bool | None = None
    day: bool | None = None
    day_from: str | None = None
    failure: str | None = None


def main() -> None:
    """Print the figures of every set under a folder."""
    arguments = _arguments()
    logging.disable(logging.CRITICAL)
    for manifest in sorted(arguments.folder.glob("*/manifest.jsonl")):
        started = perf_counter()
        scores = [_score(manifest.parent, page) for page in _pages(manifest, arguments.all_languages)]
        if scores:
            _report(manifest.parent.name, scores, perf_counter() - started)
            _worst(scores, arguments.worst)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--all-languages", action="store_true", help="also pages that are not in English")
    parser.add_argument(
        "--worst", type=int, default=0, metavar="N", help="list the N worst pages of each set"
    )
    return parser.parse_args()


def _pages(manifest: Path, all_languages: bool) -> Iterator[Page]:
    for line in manifest.read_bytes().splitlines():
        page = msgspec.json.decode(line, type=Page)
        if page.expect and (all_languages or (page.lang or "en").lower().startswith("en")):
            yield page


def _score(folder: Path, page: Page) -> Score:
    data = gzip.decompress((folder / page.file).read_bytes())
    retrieved = f"{page.crawled or '2030-01-01'}T00:00:00Z"
    capture = Capture(
        data=data, location=page.file, retrieved=retrieved, media_type="text/html", url=page.url
    )
    try:
        document = read_document(capture, settings=Settings())
    except DocumentError as error:
        return Score(page=page.id, precision=0.0, recall=0.0, f1=0.0, failure=str(error))
    return _compare(page.id, document, page.expect or Expect())


def _compare(name: str, document: Document, expect: Expect) -> Score:
    precision, recall = _overlap(document.text, _true_text(expect))
    return Score(
        page=name,
        precision=precision,
        recall=recall,
        f1=2 * precision * recall / (precision + recall) if precision + recall else 0.0,
        title=_words(expect.title) == _words(document.title) if expect.title else None,
        byline=_has_authors(document.byline, expect.authors) if expect.authors else None,
        day=_same_day(document.published, expect.publishing_date) if expect.publishing_date else None,
        day_from=document.published_from,
    )


def _true_text(expect: Expect) -> str:
    if expect.text is not None or expect.body is None:
        return expect.text or ""
    parts = list(expect.body.summary or [])
    for section in expect.body.sections:
        parts += (section.headline or []) + (section.paragraphs or [])
    return "\n\n".join(filter(None, parts))


def _words(text: str | None) -> list[str]:
    return re.findall(r"\w+", (text or "").casefold())


def _overlap(found: str, true: str) -> tuple[float, float]:
    """Precision and recall of words, each as often as it stands."""
    ours, theirs = Counter(_words(found)), Counter(_words(true))
    common = (ours & theirs).total()
    return common / max(1, ours.total()), common / max(1, theirs.total())


def _has_authors(byline: str | None, authors: list[str]) -> bool:
    """Whether every true author's last name is in the byline."""
    found = set(_words(byline))
    return all(found.issuperset(_words(author)[-1:]) for author in authors)


def _same_day(found: str | None, true: str) -> bool:
    if not found:
        return False
    ours, theirs = datetime.fromisoformat(found), datetime.fromisoformat(true)
    if ours.tzinfo and theirs.tzinfo:
        return ours.astimezone(UTC).date() == theirs.astimezone(UTC).date()
    return ours.date() == theirs.date()


def _report(name: str, scores: list[Score], seconds: float) -> None:
    unread = sum(bool(score.failure) for score in scores)
    print(f"{name}: {len(scores)} pages in {seconds:.1f} s, {unread} not read")
    for field in ("precision", "recall", "f1", "title", "byline", "day"):
        values = [float(value) for score in scores if (value := getattr(score, field)) is not None]
        if values:
            print(f"  {field:<10}{mean(values):7.3f}  of {len(values)}")
    for source, count in Counter(
        score.day_from or "none" for score in scores if score.day is not None
    ).most_common():
        right = sum(bool(score.day) for score in scores if (score.day_from or "none") == source)
        print(f"  day from {source:<10}{right:3d} right of {count}")


def _worst(scores: list[Score], number: int) -> None:
    for score in sorted(scores, key=lambda score: score.f1 or 0.0)[:number]:
        print(f"    {score.page}  P {score.precision:.2f} R {score.recall:.2f}  {score.failure or ''}")


if __name__ == "__main__":
    main()
