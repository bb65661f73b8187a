"""Which figure belongs to which event."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from accordingto.reading.events.situations import Situated
from accordingto.reading.figures import FoundFigure
from accordingto.types import EventType, FigureKind, Span

# What an event must be to have people counted in such a way, likeliest first.
FITTING: dict[FigureKind, tuple[EventType, ...]] = {
    "killed": ("CASUALTY", "ASSAULT"),
    "injured": ("CASUALTY", "ASSAULT"),
    "displaced": ("MOVE", "COERCE", "ASSAULT"),
    "evacuated": ("MOVE", "AID", "RETREAT"),
    "detained": ("COERCE", "ASSAULT"),
    "released": ("RETREAT", "COOPERATE", "CONCEDE"),
    "missing": ("CASUALTY", "ASSAULT", "COERCE"),
    "fighters": ("CONTROL", "RETREAT", "MOBILIZE", "MOVE", "ASSAULT"),
}

# What happens to people in an event of such a type and mode, where their own words do not tell.
KINDS: dict[tuple[EventType, str | None], FigureKind] = {
    ("MOVE", None): "displaced",
    ("COERCE", "arrest"): "detained",
    ("COERCE", "deport"): "displaced",
    ("ASSAULT", "abduct"): "detained",
    ("RETREAT", "release"): "released",
    ("AID", "rescue"): "evacuated",
    ("MOBILIZE", "troops"): "fighters",
}
_HURT = re.compile(r"(?:wound|injur|hurt|burn|maim)", re.IGNORECASE)
_RETURNED = re.compile(r"return|came back|went back", re.IGNORECASE)
_ON_DUTY = re.compile(
    r"\b(?:personnel|polic\w+|officers?|officials?|staff|observers?|monitors?|peacekeepers?|advis[eo]rs?"
    r"|experts?|planners?|inspectors?|diplomats?|delegates?|journalists?|reporters?|doctors?|medics?"
    r"|(?:aid|relief) workers?|engineers?|investigators?|volunteers?|fighters?|soldiers?|troops?)$",
    re.IGNORECASE,
)
_CAPTIVE = re.compile(r"\b(?:prisoner|inmate|detainee|hostage|captive|convict|suspect)s?$", re.IGNORECASE)
_EVACUATED = re.compile(r"evacuat", re.IGNORECASE)


def kind_by_event(text: str, kind: FigureKind, event: Situated | None, of: str | None = None) -> FigureKind:
    """The kind of a figure; one that is `other` by its words is told by the event that it belongs to.

    Not of those who are somewhere on duty, or held (`of`): 130 advisers who arrived are not displaced, nor
    prisoners who escaped.
    """
    if kind != "other" or event is None:
        return kind
    trigger = text[slice(*event.trigger)]
    if _RETURNED.match(trigger):
        return kind
    if event.event.type == "CASUALTY":
        return "injured" if _HURT.match(trigger) else "killed"
    if _EVACUATED.match(trigger):
        return "evacuated"
    if event.event.type == "MOVE" and of and (_ON_DUTY.search(of) or _CAPTIVE.search(of)):
        return kind
    kinds = (KINDS.get((event.event.type, mode)) for mode in (event.event.mode, None))
    return next((found for found in kinds if found), kind)


def with_counted(
    text: str, events: Sequence[Situated], figures: Sequence[FoundFigure], owners: Sequence[int | None]
) -> list[Situated]:
    """`events` with those who are counted as harmed as whom it happened to, where nobody else is found."""
    return [
        replace(event, recipient_spans=_counted(text, event, index, figures, owners))
        if event.event.type == "CASUALTY" and not event.recipient_spans
        else event
        for index, event in enumerate(events)
    ]


def _counted(
    text: str, event: Situated, index: int, figures: Sequence[FoundFigure], owners: Sequence[int | None]
) -> tuple[Span, ...]:
    """The phrases in the event's sentence that count people, without parts of what another counts."""
    start, end = event.sentence
    own = [
        one.figure.span
        for one, owner in zip(figures, owners, strict=True)
        if owner == index and one.part_of is None and one.figure.high != 0
    ]
    return tuple(s for s in own if start <= s[0] and s[1] <= end and not text[slice(*s)].isdecimal())


def events_of_figures(events: Sequence[Situated], figures: Sequence[FoundFigure]) -> list[int | None]:
    """For each figure, the index of its event: the one of its verb, or that has it as an argument."""
    return [_event_of(events, figure, figures) for figure in figures]


def _event_of(events: Sequence[Situated], found: FoundFigure, figures: Sequence[FoundFigure]) -> int | None:
    by_word = _by_word(events, found.predicate)
    if by_word is not None:
        return by_word
    span = found.figure.span
    by_argument = [i for i, event in enumerate(events) if _meets((span,), _parties(event))]
    if by_argument:
        return _best(events, by_argument, found)
    if found.part_of is not None:
        return _event_of(events, figures[found.part_of], figures)
    near = [
        i
        for i, event in enumerate(events)
        if event.sentence[0] <= span[0] < event.sentence[1]
        and event.event.type in FITTING.get(found.figure.kind, ())
    ]
    return _best(events, near, found) if near else None


def _by_word(events: Sequence[Situated], span: Span | None) -> int | None:
    if span is None:
        return None
    return next((i for i, event in enumerate(events) if _meets((span,), (event.trigger,))), None)


def _parties(event: Situated) -> tuple[Span, ...]:
    return (*event.recipient_spans, *event.actor_spans)


def _best(events: Sequence[Situated], indices: Sequence[int], found: FoundFigure) -> int:
    """The event whose type fits the kind of figure best; of equals the nearest."""
    fitting = FITTING.get(found.figure.kind, ())

    def rank(index: int) -> tuple[int, int]:
        kind = events[index].event.type
        place = fitting.index(kind) if kind in fitting else len(fitting)
        return place, abs(events[index].trigger[0] - found.figure.span[0])

    return min(indices, key=rank)


def _meets(spans: Sequence[Span], others: Sequence[Span]) -> bool:
    return any(start < end and begin < stop for start, stop in spans for begin, end in others)
