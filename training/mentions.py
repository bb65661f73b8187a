"""Mentions of happenings with the words around them, for what reads two of them together.

They are those of our own stories, of real reports (`evaluation/press`, the half that may be learned from), of
ECB+, and of the texts in `training/events` whose mentions of one happening are marked. Of stories, every word
that may well be an event can be there too: it is scored, so that the scores outlast the reader's weights, and
not learned from.
"""

from __future__ import annotations

import json
import pickle
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache as once
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from accordingto.linking.profiles import Profile
from accordingto.linking.side_by_side import Reader
from accordingto.models.crossencoder import Sight, sight_of
from accordingto.models.passages import Passage, passage_of
from accordingto.models.runtime import FOLDER, Encoder, load_encoder
from accordingto.models.tokenizer import load_tokenizer
from accordingto.types import Span
from evaluation import ecb, press
from evaluation.linking import Told, read_all
from training.corpora import locate

Array = np.ndarray[Any, np.dtype[Any]]
# A word that the reader takes for an event with this probability may be one.
MAY_BE = 0.05
UNKNOWN = "unknown"  # of no happening that is annotated
UNASKED = "unasked"  # of which nothing is known: scored, not learned from


@dataclass(frozen=True)
class Mention:
    """A mention of a group (a story, a topic, a text), with the happening that it is of."""

    source: str
    group: str
    document: str
    start: int
    word: str
    home: str
    passage: Passage
    sight: Sight


def gathered(data: Path, parts: Sequence[str], cache: Path | None, *, unasked: bool = True) -> list[Mention]:
    """All mentions, group by group; without those of which nothing is known unless they are `unasked` too."""
    stories = story_mentions(parts, cache, unasked=unasked)
    return [*stories, *press_mentions(data), *ecb_mentions(data), *event_mentions()]


def story_mentions(parts: Sequence[str], cache: Path | None, *, unasked: bool) -> Iterator[Mention]:
    """Annotated and found mentions of our stories; where they are `unasked` too, words that may be events."""
    encoder = load_encoder(FOLDER) if unasked else None
    for told in (told for part in parts for told in read_all(part, FOLDER, cache)):
        homes = _homes(told)
        if encoder:
            homes |= _others(told, encoder, homes)
        texts = {document.id: document.text for document in told.story.documents}
        for (document, span), home in sorted(homes.items()):
            yield _mention("stories", told.story.id, document, texts[document], span, home)


def _homes(told: Told) -> dict[tuple[str, Span], str]:
    """What each mention of a story is of."""
    homes = {m: str(n) for n, happening in enumerate(told.story.happenings) for m in happening}
    for account in told.accounts:
        happening = account.claim.happening
        if happening and account.claim.id not in told.mention_of:
            homes.setdefault((account.claim.document, happening.trigger), UNKNOWN)
    return homes


def _others(told: Told, encoder: Encoder, homes: Iterable[tuple[str, Span]]) -> dict[tuple[str, Span], str]:
    """Words that may be events and are none of those whose homes are known."""
    found = {}
    for document in told.story.documents:
        known = [span for of, span in homes if of == document.id]
        for span in _maybe(encoder, document.text):
            if not any(start < span[1] and span[0] < end for start, end in known):
                found[document.id, span] = UNASKED
    return found


def _maybe(encoder: Encoder, text: str) -> Iterator[Span]:
    """Words that may be events, by the reader's probability that they are none."""
    scores = encoder.score(encoder.tokenize(text))
    odds = scores.classes["event"]
    none = 1 / np.exp(odds - odds[:, :1]).sum(1)
    yield from (span for span, share in zip(scores.tokens.words, none, strict=True) if share < 1 - MAY_BE)


def press_mentions(data: Path) -> Iterator[Mention]:
    """Marked mentions of real reports; what is no event, or a general statement, is of no happening."""
    marked = press.matters("dev")
    texts = press.documents(marked, data)
    for matter in marked:
        reports = texts[matter["id"]]
        homes = {
            (letter, (start, end)): happening["id"]
            for happening in matter["happenings"]
            for letter, start, end in happening["mentions"]
        }
        homes |= {(letter, (start, end)): UNKNOWN for letter, start, end in matter["none"]}
        for (letter, span), home in sorted(homes.items()):
            report = reports[letter]
            yield _mention("press", matter["id"], report.id, report.text, span, home)


def ecb_mentions(data: Path) -> Iterator[Mention]:
    """Annotated mentions of ECB+ in the sentences that it calls gold; those of "dev" are scored alone."""
    for split, source in (("train", "ecb"), ("dev", "ecb-dev")):
        for row in ecb.documents(data, split):
            gold = set(row["gold_sents"])
            for mention in row["mentions"]:
                if mention["kind"] == "event" and mention["sent"] in gold:
                    span = (mention["spans"][0][0], mention["spans"][-1][1])
                    group = f"ecb-{row['topic']}"
                    yield _mention(source, group, row["id"], row["text"], span, mention["chain"])


def event_mentions() -> Iterator[Mention]:
    """Mentions of the texts in `training/events` in which those of one happening are marked."""
    for path in sorted((Path(__file__).parent / "events").glob("*.jsonl")):
        for row in map(json.loads, path.open(encoding="utf-8")):
            if row.get("same"):
                homes = {number: str(n) for n, together in enumerate(row["same"]) for number in together}
                for number, event in enumerate(row["events"]):
                    span = locate(row["text"], event["trigger"])
                    home = homes.get(number, f"alone {number}")
                    yield _mention("events", row["id"], row["id"], row["text"], span, home)


def _mention(source: str, group: str, document: str, text: str, span: Span, home: str) -> Mention:
    passage = passage_of(text, span)
    word, sight = text[slice(*span)].lower(), sight_of(tokenizer(), passage)
    return Mention(source, group, document, span[0], word, home, passage, sight)


@once
def tokenizer() -> Tokenizer:
    """That of the model that ships, loaded once."""
    return load_tokenizer(FOLDER / "tokenizer.json")


def groups_of(mentions: Sequence[Mention]) -> dict[str, list[int]]:
    """Numbers of mentions by their group."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, mention in enumerate(mentions):
        found[mention.group].append(number)
    return found


def fold_of(mentions: Sequence[Mention], folds: int) -> dict[str, int]:
    """The fold of each group; a group of texts with one report counts as others do."""
    return {group: number % folds for number, group in enumerate(groups_of(mentions))}


def reader_of(run: Path) -> Reader:
    """Reads pairs of one group by the scores that `training.crossencoder` kept, by folds that left it out."""
    mentions: list[Mention] = pickle.loads((run / "mentions.pickle").read_bytes())
    place: dict[tuple[str, Passage], tuple[str, int]] = {}
    for group, numbers in groups_of(mentions).items():
        for index, number in enumerate(numbers):
            place[mentions[number].document, mentions[number].passage] = (group, index)
    tables = {
        g: square(odds) for path in sorted(run.glob("scores-*.npz")) for g, odds in np.load(path).items()
    }

    def read(one: Profile, other: Profile) -> float | None:
        (group, mine), (its_group, its) = (_placed(one), _placed(other))
        known = group == its_group and group in tables
        return float(tables[group][mine, its]) if known else None

    def _placed(profile: Profile) -> tuple[str, int]:
        return place.get((profile.document, profile.passage), ("", 0)) if profile.passage else ("", 0)

    return read


def square(odds: Array) -> Array:
    """From the pairs in the order of `combinations` to a symmetric table."""
    size = round((1 + (1 + 8 * len(odds)) ** 0.5) / 2)
    table = np.zeros((size, size), dtype=np.float32)
    table[np.triu_indices(size, 1)] = odds
    return table + table.T
