"""Loaded words: what the model takes for loaded, what the lexicon knows, and whom they are about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from accordingto.models.labels import Floats
from accordingto.models.runtime import Encoder, Scores
from accordingto.reading.codebook.accounts import LONGEST, Forms, Loaded, distance
from accordingto.reading.entities import entity_of
from accordingto.reading.events.candidates import characters, softmax
from accordingto.reading.parties import Parties
from accordingto.types import Entity, Framing, FramingKind, Span

# How likely the model must find a word of the lexicon to be loaded, of the same kind or another, for it to
# count although the model does not mark it.
LIKELY = 0.2
MARKS = "\"“”‘’' "
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")


@dataclass(frozen=True)
class LoadedWord:
    """A loaded word before it is known whom it is about."""

    span: Span
    kind: FramingKind
    decided_by: str
    confidence: float
    entry: Loaded | None


def loaded_words(encoder: Encoder, scores: Scores, lexicon: Forms) -> list[LoadedWord]:
    """What the model marks, and what the lexicon knows and the model finds likely enough, in order."""
    text = scores.tokens.text
    known = list(listed(text, lexicon))
    likely = _likely(encoder, scores)
    marked = [
        (characters(scores, (start, end)), encoder.tasks["framing"][role], float(1 - likely[start:end].min()))
        for start, end, role in encoder.spans(scores, "framing")
    ]
    found = [_by_model(text, span, kind, sure, known) for span, kind, sure in marked]
    found = [one for one in found if one.kind != "distancing" or distance().search(text, *one.span)]
    for span, entry in known:
        if any(span[0] < one.span[1] and one.span[0] < span[1] for one in found):
            continue
        chance = float(1 - likely[_words(scores, span)].min())
        if entry.sure or chance >= LIKELY:
            found.append(LoadedWord(span, entry.kind, "lexicon", max(chance, 0.5), entry))
    return sorted(found, key=lambda one: one.span)


def _by_model(
    text: str, span: Span, kind: str, sure: float, known: Sequence[tuple[Span, Loaded]]
) -> LoadedWord:
    """What the model marks; in quotation marks it is what it is, else of the kind that the lexicon knows."""
    own, entry = next(((s, e) for s, e in known if s[0] < span[1] and span[0] < s[1]), (span, None))
    span = _without_marks(text, span)
    named = entry.kind if entry and kind not in ("scare", "distancing") else cast(FramingKind, kind)
    return LoadedWord(own if entry and named == entry.kind else span, named, "model:framing", sure, entry)


def _without_marks(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in MARKS:
        start += 1
    while end > start and text[end - 1] in MARKS:
        end -= 1
    return start, max(end, start + 1)


def _likely(encoder: Encoder, scores: Scores) -> Floats:
    """For each word, the probability that it is not loaded, by its own scores alone."""
    plain: Floats = softmax(scores.labels["framing"])[:, 0]
    return plain


def _words(scores: Scores, span: Span) -> list[int]:
    return [i for i, (start, end) in enumerate(scores.tokens.words) if start < span[1] and span[0] < end]


def listed(text: str, lexicon: Forms) -> Iterator[tuple[Span, Loaded]]:
    """The longest entries of the lexicon in a text, from left to right."""
    words = [(match.group().lower(), match.span()) for match in _WORD.finditer(text)]
    first = {form[0] for form in lexicon}  # most words begin none, and are passed over
    index = 0
    while index < len(words):
        sizes = range(LONGEST, 0, -1) if words[index][0] in first else ()
        size = next((n for n in sizes if _entry(words, index, n, lexicon)), 0)
        entry = _entry(words, index, size, lexicon) if size else None
        span = (words[index][1][0], words[index + max(size, 1) - 1][1][1])
        if entry and not _plain(words, index, size, entry):
            yield span, entry
        index += max(size, 1)


def _entry(words: Sequence[tuple[str, Span]], index: int, size: int, lexicon: Forms) -> Loaded | None:
    if index + size > len(words):
        return None
    return lexicon.get(tuple(word for word, _ in words[index : index + size]))


def _plain(words: Sequence[tuple[str, Span]], index: int, size: int, entry: Loaded) -> bool:
    """Whether a neighbour makes it a plain word: "designated terrorist organisation"."""
    around = (*words[max(0, index - 1) : index], *words[index + size : index + size + 1])
    return any(word in entry.unless for word, _ in around)


# --- about whom -----------------------------------------------------------------------------------


def framing_of(
    text: str,
    found: Sequence[LoadedWord],
    chains: Sequence[tuple[str, ...]],
    parties: Parties,
) -> tuple[Framing, ...]:
    """Loaded words with whom they are about and in whose words they stand."""
    return tuple(_framing(text, one, chain, parties) for one, chain in zip(found, chains, strict=True))


def _framing(text: str, one: LoadedWord, chain: tuple[str, ...], parties: Parties) -> Framing:
    about = _about(text, one, parties)
    name = about.name if isinstance(about, Entity) else None
    party = parties.known_around(one.span)
    return Framing(
        span=one.span,
        kind=one.kind,
        about=about.id if about else party.entity if party else None,
        name=(party.name if party and party.name else None) or name,
        neutral=one.entry.neutral if one.entry else None,
        attributed_to=chain,
        decided_by=one.decided_by,
        confidence=round(one.confidence, 4),
    )


def _about(text: str, one: LoadedWord, parties: Parties) -> Entity | None:
    """The entity whose phrase holds the word, or whose name follows it: "the terrorist Northern Front"."""
    own = entity_of(one.span, one.span[1], parties.entities)
    if own:
        return next(entity for entity in parties.entities if entity.id == own)
    follows = [
        (start, entity)
        for entity in parties.entities
        for start, _ in entity.mentions
        if 0 <= start - one.span[1] <= 2 and not text[one.span[1] : start].strip(" “\"'‘")
    ]
    return min(follows, key=lambda pair: pair[0])[1] if follows else None
