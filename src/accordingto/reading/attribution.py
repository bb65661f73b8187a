"""Scores to attributions: decode sources, cues and contents, then give each argument its cue.

Each source and each content is given to the cue that the model finds likeliest, or to none, so that a cue
has one source and at least one content where it can be had. The model marks one layer; what stands in an
attribution's content is read again on its own by `chains`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from accordingto.models.labels import Floats, LabelledSpan
from accordingto.models.pairs import between_bucket, distance_bucket, within_reach
from accordingto.models.runtime import LINK_SIZE, Encoder, LinkTables, Scores
from accordingto.reading.drafts import SENTENCE_END, Draft
from accordingto.reading.sharing import with_shared_sources
from accordingto.reading.sources import passes_on
from accordingto.types import Span

TASK, RELAYS = "attribution", "relays"
SOURCE, CUE, CONTENT = range(3)
LINK_NAMES = ("source", "content", "relay")
RELAY = 2  # index into `LINK_NAMES`
RELAY_ROLES = 3  # the relay head's roles come after the attribution head's
OUTER, INNER = 3, 4
# Slope and offset from a mean of probabilities to how often such attributions are right: fitted on the
# development documents of PolNeAR by `python -m evaluation.calibration`.
CALIBRATION = (0.98, 1.68)
PLAUSIBLE = 0.05  # an argument may go to a cue that is not its likeliest, if it is at least this likely

OPENING = '“"„«'
# Behind a sentence a new line is a new paragraph; elsewhere only an empty line is.
_PARAGRAPH = re.compile(r"(?<=[.!?”\"])[ \t]*\n\s*(?=\S)|[ \t]*\n[ \t]*\n\s*(?=\S)")

# "Continue" with "to wage", or before "to attack outposts".
_GOES_ON = (
    r"(?:(?:ha[sd]|have|is|are|was|were|also|still|then|\w+ly)\s+)*(?:continu|beg[aiu]n|start|resum)\w*\s+"
)
_DOES = re.compile(
    rf"{_GOES_ON}(?:to\s+)?(?:\w+ly\s+)?"
    r"(?:wage|launch|carry|conduct|stage|mount|fight|attack|strike|hit|hold|face|suffer|fire|kill|bomb|shell|use)",
    re.IGNORECASE,
)
_TO_DO = re.compile(rf"{_GOES_ON}(?P<to>to)\s", re.IGNORECASE)

WordSpan = tuple[int, int]


@dataclass(frozen=True)
class _Argument:
    """A source, content or relay given to a cue, and how likely that is; `cue` is None where none fits."""

    span: WordSpan
    role: int
    cue: WordSpan | None
    likely: float


def flat_attributions(encoder: Encoder, scores: Scores) -> list[Draft]:
    """Attributions of one layer, in the order of their first word."""
    spans = encoder.spans(scores, TASK)
    relays = [(start, end, role + RELAY_ROLES) for start, end, role in encoder.spans(scores, RELAYS)]
    cues = [(start, end) for start, end, role in spans if role == CUE]
    arguments = [
        argument
        for role in (SOURCE, CONTENT, OUTER, INNER)
        for argument in _given(scores, encoder.link_tables, [s for s in spans + relays if s[2] == role], cues)
    ]
    arguments = [_beside(scores, argument, cues) for argument in arguments]
    certain = _certainty(scores, spans)
    drafts = [_assemble(scores, cue, [a for a in arguments if a.cue == cue], certain) for cue in cues]
    orphans = [_orphan(scores, argument, certain) for argument in arguments if argument.cue is None]
    found = [draft for draft in drafts + orphans if draft and not is_of_doing(scores.tokens.text, draft)]
    return with_shared_sources(scores.tokens.text, sorted(found, key=lambda draft: min(_starts(draft))))


def is_of_doing(text: str, draft: Draft) -> bool:
    """Whether no more is said than what somebody goes on doing: "militias continue to attack outposts"."""
    if draft.cue is None or not draft.content:
        return False
    to_do = _TO_DO.match(text, draft.cue[0])
    at_once = to_do is not None and draft.content[0][0] in (to_do.start("to"), to_do.end())
    return at_once or _DOES.fullmatch(text, *draft.cue) is not None


def _beside(scores: Scores, argument: _Argument, cues: list[WordSpan]) -> _Argument:
    """A relay that stands directly behind a cue ("told Reuters", "insisted to CNN") is that cue's."""
    if argument.role not in (OUTER, INNER):
        return argument
    start = argument.span[0]
    before = scores.tokens.word(start - 1).lower() if start else ""
    edge = start - 1 if before in ("to", "by", "with") else start
    cue = next((cue for cue in cues if cue[1] == edge), argument.cue)
    return replace(argument, cue=cue)


def _starts(draft: Draft) -> list[int]:
    return [span[0] for span in (draft.source, draft.cue, *draft.content) if span]


def _given(
    scores: Scores, tables: LinkTables, spans: list[LabelledSpan], cues: list[WordSpan]
) -> list[_Argument]:
    """Arguments of one role, each given to a cue."""
    if not spans:
        return []
    vectors = [_vector(scores, "cue", *cue) for cue in cues]
    likely = np.stack([_likelihoods(scores, tables, span, cues, vectors) for span in spans])
    choice = assign(likely, single=spans[0][2] == SOURCE, complete=spans[0][2] == CONTENT)
    return [
        _Argument(
            (start, end), role, None if cue is None else cues[cue], float(row[0 if cue is None else cue + 1])
        )
        for (start, end, role), cue, row in zip(spans, choice, likely, strict=True)
    ]


def _vector(scores: Scores, name: str, start: int, end: int) -> Floats:
    """What a span is for links: the mean of its words."""
    mean: Floats = scores.links[name][start:end].mean(axis=0)
    return mean


def _likelihoods(
    scores: Scores,
    tables: LinkTables,
    span: LabelledSpan,
    cues: list[WordSpan],
    vectors: Sequence[Floats],
) -> Floats:
    """Probabilities of "no cue" and of each cue, shape (1 + cues,); cues out of reach have none."""
    start, end, role = span
    head = {SOURCE: 0, CONTENT: 1}.get(role, RELAY)
    near = [index for index, cue in enumerate(cues) if within_reach((start, end), cue)]
    values = np.full(1 + len(cues), -np.inf, dtype=np.float32)
    values[0] = tables.no_cue[head]
    if near:
        candidates = [cues[index] for index in near]
        own = _vector(scores, LINK_NAMES[head], start, end)
        theirs = np.stack([vectors[index] for index in near])
        bias = _bias(tables, head, (start, end), candidates)
        values[[index + 1 for index in near]] = theirs @ own / LINK_SIZE**0.5 + bias
    likely = np.exp(values - values.max())
    total: Floats = likely / likely.sum()
    return total


def _bias(tables: LinkTables, head: int, span: WordSpan, cues: Sequence[WordSpan]) -> Floats:
    starts = [start for start, _ in cues]
    distance = tables.distance[head][[distance_bucket(span, cue) for cue in cues]]
    between = tables.between[head][[between_bucket(span, cue, starts) for cue in cues]]
    total: Floats = between + distance
    return total


def assign(likely: Floats, *, single: bool, complete: bool) -> list[int | None]:
    """Give each argument (row) a cue (column, the first being "none").

    `single`: a cue takes one argument, the likeliest pairs first. Otherwise each argument goes to its
    likeliest cue; `complete` then moves arguments that a cue can spare to cues that would be left with none.
    """
    if single:
        return _one_each(likely)
    choice = [int(row.argmax()) - 1 for row in likely]
    if complete:
        _complete(likely, choice)
    return [cue if cue >= 0 else None for cue in choice]


def _one_each(likely: Floats) -> list[int | None]:
    choice: list[int | None] = [None] * len(likely)
    taken: set[int] = set()
    cues = likely.shape[1] - 1
    for place in np.argsort(-likely[:, 1:], axis=None):
        row, cue = divmod(int(place), cues)
        fits = likely[row, cue + 1] >= PLAUSIBLE
        if choice[row] is None and cue not in taken and fits:
            choice[row] = cue
            taken.add(cue)
    return choice


def _complete(likely: Floats, choice: list[int]) -> None:
    for cue in range(likely.shape[1] - 1):
        if cue in choice:
            continue
        spare = [row for row, now in enumerate(choice) if now < 0 or choice.count(now) > 1]
        best = max(spare, key=lambda row: likely[row, cue + 1], default=None)
        if best is not None and likely[best, cue + 1] >= PLAUSIBLE:
            choice[best] = cue


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
    contents = [a for a in arguments if a.role == CONTENT and _near_or_quoted(scores, a.span, cue)]
    sources = [argument for argument in arguments if argument.role == SOURCE]
    if not contents:
        return None
    used = contents + sources
    relays = [a for a in arguments if a.role in (OUTER, INNER) and not _touches(a.span, used)]
    relays = [a for a in relays if _in_one_sentence(scores, a.span, cue)]
    confidence = certain[cue] * float(np.prod([a.likely * certain[a.span] for a in used]))
    return Draft(
        source=_last_line(scores.tokens.text, _characters(scores, sources[0].span)) if sources else None,
        cue=_characters(scores, cue),
        content=tuple(
            in_paragraph(scores.tokens.text, _characters(scores, one.span), _characters(scores, cue))
            for one in contents
        ),
        confidence=calibrated(confidence ** (1 / (1 + len(used)))),
        outer=_links(scores, relays, OUTER),
        inner=_links(scores, relays, INNER),
    )


def _near_or_quoted(scores: Scores, content: WordSpan, cue: WordSpan) -> bool:
    """Only a quotation goes on in another paragraph than its cue's; the rest there was linked wrongly."""
    (_, before), (after, _) = sorted((_characters(scores, content), _characters(scores, cue)))
    text = scores.tokens.text
    return "\n\n" not in text[before:after] or text[_characters(scores, content)[0]] in OPENING


def in_paragraph(text: str, span: Span, cue: Span) -> Span:
    """A content within the paragraph nearest to its cue; a quotation may go on from one to the next.

    What stands before or behind it is a heading, or what the outlet tells itself.
    """
    breaks = [
        found.span()
        for found in _PARAGRAPH.finditer(text, *span)
        if text[found.end()] not in OPENING and not _is_open(text[span[0] : found.start()])
    ]
    if not breaks:
        return span
    return (breaks[-1][1], span[1]) if span[1] <= cue[0] else (span[0], breaks[0][0])


def _is_open(words: str) -> bool:
    """Whether a quotation that began in some words goes on behind them."""
    return words.count("“") > words.count("”") or words.count('"') % 2 == 1


def _links(scores: Scores, relays: list[_Argument], role: int) -> tuple[Span, ...]:
    spans = [_characters(scores, relay.span) for relay in relays if relay.role == role]
    return tuple(span for span in spans if passes_on(scores.tokens.text[slice(*span)]))


def _touches(span: WordSpan, arguments: list[_Argument]) -> bool:
    """Whether a relay is part of the source, or stands in the content and so relays something nested."""
    return any(span[0] < other.span[1] and other.span[0] < span[1] for other in arguments)


def _last_line(text: str, span: Span) -> Span:
    """A name does not run over a line's end: what stands before is a caption or a heading."""
    start, end = span
    return (max(start, text.rfind("\n", start, end) + 1), end)


def _in_one_sentence(scores: Scores, one: WordSpan, other: WordSpan) -> bool:
    (_, before), (after, _) = sorted((_characters(scores, one), _characters(scores, other)))
    return not SENTENCE_END.search(scores.tokens.text, before, after)


def _orphan(scores: Scores, argument: _Argument, certain: dict[WordSpan, float]) -> Draft | None:
    """A content without a cue is kept when it is quoted: somebody said it, the text does not say who."""
    span = _characters(scores, argument.span)
    words = scores.tokens.text[slice(*span)]
    if argument.role != CONTENT or words[0] not in OPENING or argument.span[1] - argument.span[0] < 6:
        return None
    return Draft(None, None, (span,), calibrated(argument.likely * certain[argument.span]))


def calibrated(value: float) -> float:
    """A mean of probabilities as the share of such attributions that are right, in (0, 1)."""
    inside = min(max(value, 1e-4), 1 - 1e-4)
    slope, offset = CALIBRATION
    return 1 / (1 + math.exp(-(slope * math.log(inside / (1 - inside)) + offset)))


def _characters(scores: Scores, span: WordSpan) -> Span:
    words = scores.tokens.words
    return words[span[0]][0], words[span[1] - 1][1]
