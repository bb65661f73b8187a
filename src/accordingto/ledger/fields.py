"""A claim as fields that a person can check and correct, each with the words that are its evidence. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import Literal, get_args

from accordingto.errors import LedgerError
from accordingto.ledger.nouns import Correction, Fields
from accordingto.ledger.rows import INTEGERS, same_words, words_at
from accordingto.types import (
    Act,
    AgreementKind,
    Certainty,
    Claim,
    Dealing,
    EventType,
    Figure,
    FigureKind,
    FramingKind,
    Happening,
    Holding,
    Party,
    Place,
    Polarity,
    QuoteKind,
    Relation,
    Span,
    Status,
    StepKind,
)

Input = Literal["choice", "words", "date", "number"]
BOUNDS = ("low", "best", "high")
NOWHERE: Mapping[str, int] = {}
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
CHOICES: dict[str, tuple[str, ...]] = {
    "act": get_args(Act),
    "quote": get_args(QuoteKind),
    "polarity": get_args(Polarity),
    "certainty": get_args(Certainty),
    "status": get_args(Status),
    "event_type": get_args(EventType),
    "figure_kind": get_args(FigureKind),
    "agreement_kind": get_args(AgreementKind),
    "step": get_args(StepKind),
    "relation": get_args(Relation),
    "label_kind": get_args(FramingKind),
}


@dataclass(frozen=True)
class Field:
    """One thing that a claim says: its value as in the column of that name, and where the report has it."""

    name: str
    value: str | None
    spans: tuple[Span, ...] = ()

    @property
    def choices(self) -> tuple[str, ...]:
        """The values that it may have; none where any words will do."""
        return CHOICES.get(self.name, ())

    @property
    def kind(self) -> Input:
        """How it is typed in."""
        if self.choices:
            return "choice"
        if self.name in ("begins", "ends"):
            return "date"
        return "number" if self.name.endswith(tuple(f"_{bound}" for bound in BOUNDS)) else "words"


# --- from a claim to fields -----------------------------------------------------------------------


def fields_of(claim: Claim, text: str) -> tuple[Field, ...]:
    """All that the claim says. `text` is its document's."""
    return tuple(_fields(claim, text))


def said_of(claim: Claim, text: str) -> dict[str, str | None]:
    """The same, by name, to be compared with what another reading says."""
    return {field.name: field.value for field in fields_of(claim, text)}


def anchor_of(claim: Claim) -> Span:
    """The word that a claim hangs on: two claims of one kind on the same words differ in it."""
    if claim.happening or claim.holding:
        return claim.told_at
    if claim.figure:
        return claim.figure.span
    return claim.label.span if claim.label else claim.cue or claim.evidence[0]


def about_of(claim: Claim) -> str | None:
    """The step or the term of an agreement, which tells apart claims that hang on one word."""
    if claim.dealing is None:
        return None
    return claim.dealing.term.does if claim.dealing.term else claim.dealing.step


def _fields(claim: Claim, text: str) -> Iterator[Field]:
    if claim.happening:
        yield from _of_happening(claim.happening, text)
    if claim.dealing:
        yield from _of_dealing(claim.dealing)
    if claim.holding:
        yield from _of_holding(claim.holding)
    if claim.label:
        yield Field("label_kind", claim.label.kind, (claim.label.span,))
        yield Field("labelled", claim.label.name)
    if claim.figure:
        yield Field("figure_kind", claim.figure.kind, (claim.figure.span,))
        yield Field("figure_of", claim.figure.of)
        yield from _bounds("figure", claim.figure)
    yield from _of_saying(claim)


def _of_saying(claim: Claim) -> Iterator[Field]:
    source = claim.said_by[-1]
    yield Field("source", source.name, (source.span,) if source.span else ())
    yield Field("act", claim.act, (claim.cue,) if claim.cue else ())
    yield Field("quote", claim.quote)
    yield Field("polarity", claim.polarity)
    if claim.kind not in ("statement", "framing"):
        yield Field("certainty", claim.certainty)
        yield Field("status", claim.status)


def _of_happening(happening: Happening, text: str) -> Iterator[Field]:
    yield Field("event_type", happening.type, (happening.trigger,))
    yield Field("mode", happening.mode, (happening.trigger,) if happening.mode else ())
    yield _parties("actors", happening.actors)
    yield _parties("recipients", happening.recipients)
    instrument = happening.instrument
    found = located(text, instrument, near=happening.trigger[0]) if instrument else None
    yield Field("instrument", instrument, (found,) if found else ())
    yield _places((*happening.places, *happening.origins, *happening.destinations))
    spans = tuple(time.span for time in happening.times)
    yield Field("begins", happening.begin, spans)
    yield Field("ends", happening.end, spans)
    for kind in dict.fromkeys(("killed", *(figure.kind for figure in happening.figures))):
        figures = [figure for figure in happening.figures if figure.kind == kind]
        yield from _bounds(kind, max(figures, key=_largest, default=None))


def _of_dealing(dealing: Dealing) -> Iterator[Field]:
    term = dealing.term
    yield Field("agreement_kind", dealing.kind)
    if term:
        yield Field("term", term.does)
    else:
        yield Field("step", dealing.step)
    yield _parties("actors", [one for one in (term.who if term else dealing.by,) if one])
    yield _parties("recipients", [dealing.against] if dealing.against else ())
    yield _places(dealing.places)
    yield Field("begins", dealing.begin)
    yield Field("ends", dealing.end)


def _of_holding(holding: Holding) -> Iterator[Field]:
    yield Field("relation", holding.relation, (holding.trigger,))
    yield _parties("actors", [holding.holder] if holding.holder else ())
    yield _parties("recipients", [holding.previous] if holding.previous else ())
    yield _places((holding.place,))
    yield Field("begins", holding.begin)
    yield Field("ends", holding.end)


def _parties(name: str, parties: Sequence[Party]) -> Field:
    return Field(name, _joined(party.words for party in parties), tuple(party.span for party in parties))


def _places(places: Sequence[Place]) -> Field:
    return Field("place", _joined(place.name for place in places), tuple(place.span for place in places))


def _joined(parts: Iterable[str]) -> str | None:
    return "; ".join(dict.fromkeys(" ".join(part.split()) for part in parts)) or None


def _bounds(name: str, figure: Figure | None) -> Iterator[Field]:
    for bound in BOUNDS:
        value = getattr(figure, bound) if figure else None
        spans = (figure.span,) if figure and value is not None else ()
        yield Field(f"{name}_{bound}", None if value is None else str(value), spans)


def _largest(figure: Figure) -> int:
    return max((value for value in (figure.low, figure.best, figure.high) if value is not None), default=-1)


# --- from what a person typed to corrections ------------------------------------------------------


def check_corrections(claim: Claim, text: str, corrections: Sequence[Correction]) -> None:
    """Raises `LedgerError` for what cannot be put in place of what the claim says."""
    known = {field.name: field for field in fields_of(claim, text)}
    for one in corrections:
        field = known.get(one.field)
        if field is None:
            raise LedgerError(
                f"A claim of kind {claim.kind} has no field {one.field!r}. It has: {', '.join(known)}."
            )
        if one.value is not None:
            _check_value(field, one.value)
        _check_words(one, text)
    if len({one.field for one in corrections}) < len(corrections):
        raise LedgerError("A field is corrected twice. Give its right value once.")


def _check_value(field: Field, value: str) -> None:
    if not value.strip():
        raise LedgerError(f"{field.name} has no words. To say that it is not stated, give no value.")
    if field.choices and value not in field.choices:
        raise LedgerError(f"{field.name} cannot be {value!r}, but one of: {', '.join(field.choices)}.")
    if field.kind == "date" and not is_date(value):
        raise LedgerError(f"{value!r} is no date. Write 2024, 2024-03 or 2024-03-05.")
    # The digits of other scripts are digits to Python too, and no number to anybody else.
    if field.kind == "number" and not (re.fullmatch(r"[0-9]{1,10}", value) and int(value) <= INTEGERS):
        raise LedgerError(f"{value!r} is no number of people for {field.name}. Write digits alone.")


def is_date(value: str) -> bool:
    """Whether it is a civil date, `YYYY[-MM[-DD]]`."""
    try:
        return bool(_DATE.fullmatch(value) and date.fromisoformat((value + "-01-01")[:10]))
    except ValueError:
        return False


def _check_words(correction: Correction, text: str) -> None:
    if not correction.spans:
        return
    if not all(0 <= start < end <= len(text) for start, end in correction.spans):
        raise LedgerError(f"The evidence for {correction.field} lies outside of the report.")
    if not same_words(words_at(text, correction.spans), correction.words or ""):
        raise LedgerError(f"The report does not have {correction.words!r} there, for {correction.field}.")


def corrected(
    claim: Claim, text: str, values: Fields, words: Fields, places: Mapping[str, int] = NOWHERE
) -> tuple[Correction, ...]:
    """What differs in a form of all fields: right values, and words of the report that show them.

    `places` say about where in the report the words are; else they are those nearest to the claim.
    Raises `LedgerError` if the report does not have the words.
    """
    here = claim.evidence[0][0]
    changes = [
        (field.name, _typed(values[field.name]))
        for field in fields_of(claim, text)
        if field.name in values and _typed(values[field.name]) != field.value
    ]
    return tuple(
        correction_of(name, value, words.get(name), text, places.get(name, here)) for name, value in changes
    )


def _typed(value: str | None) -> str | None:
    return " ".join((value or "").split()) or None


def correction_of(field: str, value: str | None, words: str | None, text: str, near: int) -> Correction:
    """A correction with its evidence: the words given, else those of the value if the report has them."""
    given = _typed(words)
    found = located(text, given or value or "", near=near)
    if given and not found:
        raise LedgerError(f"The report does not have the words {given!r}, given as evidence for {field}.")
    if found is None:
        return Correction(field=field, value=value)
    return Correction(field=field, value=value, words=text[slice(*found)], spans=(found,))


def located(text: str, words: str, *, near: int) -> Span | None:
    """Where the report has these words, whatever space is between them: of several places the nearest."""
    parts = words.split()
    if not parts:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, parts)))
    spans = [match.span() for match in pattern.finditer(text) if _whole(text, match.span())]
    return min(spans, key=lambda span: abs(span[0] - near), default=None)


def _whole(text: str, span: Span) -> bool:
    """Whether no word is cut at either end."""
    start, end = span
    before, after = text[max(start - 1, 0) : start + 1], text[end - 1 : end + 1]
    return not any(len(pair) == 2 and pair.isalnum() for pair in (before if start else "", after))


# --- the same claim again -------------------------------------------------------------------------

Likeness = Literal["same", "changed"]
# Of two versions of a report, claims that share so many of their words are about the same.
SHARED = 0.6


def as_corrected(said: Fields, corrections: Iterable[Correction]) -> Fields:
    """What a claim says once it is corrected."""
    return {**said, **{one.field: one.value for one in corrections}}


def says(now: Fields, before: Fields) -> bool:
    """Whether a claim says what one did; fields that only one program version knows do not count."""
    return all(now[name] == value for name, value in before.items() if name in now)


def overlap(one: Span, other: Span) -> bool:
    """Whether two ranges share anything."""
    return one[0] < other[1] and other[0] < one[1]


def alike(one: str, other: str) -> bool:
    """Whether two claims have most of their words in common."""
    first, second = set(one.casefold().split()), set(other.casefold().split())
    return len(first & second) >= SHARED * len(first | second)


def offset_of(anchor: Span, evidence: Sequence[Span]) -> int | None:
    """Where a word stands in the words of a claim, wherever they stand; None if it is outside of them."""
    before = [0, *accumulate(end - start for start, end in evidence)]
    for (start, end), passed in zip(evidence, before, strict=False):
        if start <= anchor[0] < end:
            return passed + anchor[0] - start
    return None
