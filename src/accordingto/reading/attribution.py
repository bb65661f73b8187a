"""Scores to attributions: decode sources, cues and contents, then give each argument its cue.

Each source and each content is given to the cue that the model finds most likely, or to none. What stands
in an attribution's content is read again on its own by `chains`, because the model marks one layer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from accordingto.models.labels import Floats, LabelledSpan
from accordingto.models.pairs import between_bucket, distance_bucket, within_reach
from accordingto.models.runtime import LINK_SIZE, Encoder, LinkTables, Scores
from accordingto.types import Span

TASK, RELAYS = "attribution", "relays"
SOURCE, CUE, CONTENT = range(3)
LINK_NAMES = ("source", "content", "relay")
RELAY = 2  # index into `LINK_NAMES`
RELAY_ROLES = 3  # the relay head's roles come after the attribution head's
OUTER, INNER = 3, 4

WordSpan = tuple[int, int]


@dataclass(frozen=True)
class Draft:
    """An attribution before it has an id: spans in code points, `parent` an index into the list it is in."""

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    confidence: float
    outer: tuple[Span, ...] = ()
    inner: tuple[Span, ...] = ()
    parent: int | None = None


@dataclass(frozen=True)
class _Argument:
    """A source, content or relay with the cue it most likely belongs to, and how likely."""

    span: WordSpan
    role: int
    cue: WordSpan | None
    likely: float


def flat_attributions(encoder: Encoder, scores: Scores) -> list[Draft]:
    """Attributions of one layer, in the order of their first word."""
    spans = encoder.spans(scores, TASK)
    cues = [(start, end) for start, end, role in spans if role == CUE]
    tables = encoder.link_tables
    arguments = [_link(scores, tables, span, cues) for span in spans if span[2] != CUE]
    relays = [
        _link(scores, tables, (s, e, role + RELAY_ROLES), cues)
        for s, e, role in encoder.spans(scores, RELAYS)
    ]
    certain = _certainty(scores, spans)
    drafts = [
        _assemble(scores, cue, [a for a in arguments + relays if a.cue == cue], certain) for cue in cues
    ]
    orphans = [_orphan(scores, argument, certain) for argument in arguments if argument.cue is None]
    found = [draft for draft in drafts + orphans if draft]
    return sorted(found, key=lambda draft: min(_starts(draft)))


def _starts(draft: Draft) -> list[int]:
    return [span[0] for span in (draft.source, draft.cue, *draft.content) if span]


def _link(scores: Scores, tables: LinkTables, span: LabelledSpan, cues: Sequence[WordSpan]) -> _Argument:
    start, end, role = span
    head = {SOURCE: 0, CONTENT: 1}.get(role, RELAY)
    near = [cue for cue in cues if within_reach((start, end), cue)]
    if not near:
        return _Argument((start, end), role, None, 1.0)
    vector = scores.links[LINK_NAMES[head]][start:end].mean(axis=0)
    vectors = np.stack([scores.links["cue"][slice(*cue)].mean(axis=0) for cue in near])
    values = vectors @ vector / LINK_SIZE**0.5 + _bias(tables, head, (start, end), near)
    values = np.concatenate(([tables.no_cue[head]], values))
    likely = np.exp(values - values.max())
    likely /= likely.sum()
    best = int(likely.argmax())
    return _Argument((start, end), role, near[best - 1] if best else None, float(likely[best]))


def _bias(tables: LinkTables, head: int, span: WordSpan, cues: Sequence[WordSpan]) -> Floats:
    starts = [start for start, _ in cues]
    distance = tables.distance[head][[distance_bucket(span, cue) for cue in cues]]
    between = tables.between[head][[between_bucket(span, cue, starts) for cue in cues]]
    total: Floats = between + distance
    return total


def _certainty(scores: Scores, spans: Sequence[tuple[int, int, int]]) -> dict[WordSpan, float]:
    """For each span, the lower of the probabilities of its two edge labels, each word taken alone."""
    values = scores.labels[TASK]
    result: dict[WordSpan, float] = {}
    for start, end, role in spans:
        base = 1 + 4 * role
        opening, closing = values[start], values[end - 1]
        kinds = (base + 3, base + 3) if end - start == 1 else (base, base + 2)
        result[start, end] = min(_probability(opening, kinds[0]), _probability(closing, kinds[1]))
    return result


def _probability(row: np.ndarray[tuple[int], np.dtype[np.float32]], label: int) -> float:
    return float(1 / np.exp(row - row[label]).sum())


def _assemble(
    scores: Scores, cue: WordSpan, arguments: list[_Argument], certain: dict[WordSpan, float]
) -> Draft | None:
    contents = [argument for argument in arguments if argument.role == CONTENT]
    sources = sorted((a for a in arguments if a.role == SOURCE), key=lambda argument: -argument.likely)
    if not contents:
        return None
    used = contents + sources[:1]
    confidence = certain[cue] * float(np.prod([a.likely * certain[a.span] for a in used]))
    return Draft(
        source=_characters(scores, sources[0].span) if sources else None,
        cue=_characters(scores, cue),
        content=tuple(_characters(scores, content.span) for content in contents),
        confidence=confidence ** (1 / (1 + len(used))),
        outer=tuple(_characters(scores, a.span) for a in arguments if a.role == OUTER),
        inner=tuple(_characters(scores, a.span) for a in arguments if a.role == INNER),
    )


def _orphan(scores: Scores, argument: _Argument, certain: dict[WordSpan, float]) -> Draft | None:
    """A content without a cue is kept when it is quoted: somebody said it, the text does not say who."""
    span = _characters(scores, argument.span)
    words = scores.tokens.text[slice(*span)]
    if argument.role != CONTENT or words[0] not in '“"„«' or argument.span[1] - argument.span[0] < 6:
        return None
    return Draft(None, None, (span,), argument.likely * certain[argument.span])


def _characters(scores: Scores, span: WordSpan) -> Span:
    words = scores.tokens.words
    return words[span[0]][0], words[span[1] - 1][1]
