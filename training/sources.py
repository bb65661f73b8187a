"""Pairs of voices that are one source or two, for what reads two passages together.

They are:

- of our stories, all voices behind the accounts of a happening (`linking.origins`), two by two, where the
  annotation says whose word each is;
- `disputed/speakers.jsonl`: passages of our own on one happening, each with its outlet, speakers marked
  (`⟦A|the police⟧`) by a letter for whose word it is; `own` is the letter of what the outlet says itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

from accordingto.linking.naming import same_in_document, source_of
from accordingto.linking.one_source import around, of_outlet, speaking
from accordingto.linking.origins import Voice, voices_apart
from accordingto.linking.summary import all_told
from accordingto.linking.words import tokens
from accordingto.models.crossencoder import sight_of
from accordingto.models.passages import Passage
from accordingto.models.runtime import FOLDER, load_encoder
from accordingto.reading.reader import Reader
from evaluation import press
from evaluation.contradictions import Happening, Story, accounts_of, gold_cluster, stories
from training.disputes import Dispute
from training.mentions import tokenizer

SPEAKERS = Path(__file__).parent / "disputed" / "speakers.jsonl"
_SPEAKER = re.compile(r"⟦([A-Z])\|([^⟧]+)⟧")
# Words that say nothing of whose name it is.
_EMPTY = frozenset(
    "a an the of in at to for on by and with its his their her two three some new local from".split()
)


def gathered(parts: Sequence[str], cache: Path | None) -> list[Dispute]:
    """All of them; `cache` keeps readings."""
    reader = press.Cached(Reader(load_encoder(FOLDER)), cache)
    told = (pair for part in parts for story in stories(part) for pair in of_story(story, reader))
    return [*told, *written()]


def of_story(story: Story, reader: press.Cached) -> Iterator[Dispute]:
    """Every two voices behind a happening of which the annotation says whose word they are."""
    accounts = accounts_of(story, reader)
    texts = {document.id: document.text for document in story.documents.values()}
    for happening in story.happenings:
        voices = voices_apart(all_told(gold_cluster(happening, accounts), accounts))
        # What one words for a speaker stand before is one voice, however many accounts it tells.
        told = {(each.document, each.own, None if each.own else each.link.span): each for each in voices}
        known = [(each, whose(each, happening)) for each in told.values()]
        for (one, mine), (other, theirs) in combinations(known, 2):
            if mine is not None and theirs is not None:
                passages = (speaking(each, texts[each.document]) for each in (one, other))
                yield _pair("voices", story.id, *passages, same=mine == theirs)


def whose(voice: Voice, happening: Happening) -> int | None:
    """The number of the annotated origin whose word a voice is; None where several may be meant."""
    carried = [n for n, (_, documents) in enumerate(happening.origins) if voice.document in documents]
    if len(carried) == 1:
        return carried[0]
    name = (voice.account.outlet or "") if voice.own else voice.link.name
    called = {n: happening.origins[n][0] for n in carried}
    named = [n for n, origin in called.items() if not voice.own and _is_named(name, origin)]
    if len(named) == 1:
        return named[0]
    shared = {n: len(_telling(name) & _telling(called[n])) for n in named or carried}
    best = sorted(shared, key=lambda n: -shared[n])[:2]
    clear = best and shared[best[0]] and (len(best) == 1 or shared[best[0]] > shared[best[1]])
    return best[0] if clear else None


def _is_named(name: str, origin: str) -> bool:
    return same_in_document(source_of(name), source_of(origin)) or name.lower() in origin.lower()


def _telling(name: str) -> set[str]:
    return set(tokens(name)) - _EMPTY


def written() -> Iterator[Dispute]:
    """Every two speakers of a bundle of our own."""
    for row in map(json.loads, SPEAKERS.open(encoding="utf-8")):
        voices = [voice for passage in row["passages"] for voice in _voices(passage)]
        for (mine, one), (theirs, other) in combinations(voices, 2):
            yield _pair("speakers", row["id"], one, other, same=mine == theirs)


def _voices(passage: dict[str, str]) -> Iterator[tuple[str, Passage]]:
    """Whose word it is, and the words for the speaker with those around them."""
    text, outlet = _SPEAKER.sub(r"\2", passage["text"]), passage["outlet"]
    if "own" in passage:
        yield passage["own"], of_outlet(outlet, text, 0)
    longer = 0  # by the marks before
    for match in _SPEAKER.finditer(passage["text"]):
        letter, words = match.groups()
        start = match.start() - longer
        yield letter, around(outlet, text, (start, start + len(words)))
        longer += len(match.group()) - len(words)


def _pair(source: str, group: str, one: Passage, other: Passage, *, same: bool) -> Dispute:
    first, second = (sight_of(tokenizer(), passage, "source") for passage in (one, other))
    return Dispute(source, group, "source", first, second, same)
