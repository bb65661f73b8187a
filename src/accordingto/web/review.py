"""Review: one claim after the other, in its context, to be accepted, corrected or rejected by keyboard alone.

How others judged a claim is shown to nobody who may still judge it: see `accordingto.web.blind`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from litestar import Response, get, post
from litestar.exceptions import NotFoundException, ValidationException

from accordingto import words
from accordingto.errors import LedgerError
from accordingto.ledger import ClaimFilter, ClaimRow, KeptReview, Ledger, Review, queue, reviews
from accordingto.ledger.fields import Field, corrected, fields_of
from accordingto.ledger.nouns import QueuedClaim
from accordingto.ledger.queue import QueuePlace
from accordingto.types import Claim, Document, Verdict
from accordingto.web import filters
from accordingto.web.blind import asked
from accordingto.web.checks import MOST_FORM, only
from accordingto.web.login import sent_to
from accordingto.web.marks import Mark, Paragraph, paragraphs
from accordingto.web.paging import LONGEST
from accordingto.web.render import render
from accordingto.web.site import Asked, Visitor, found, site_of, visitor_of

T = TypeVar("T")
LABELS = {
    "event_type": "What happened",
    "mode": "Mode",
    "actors": "Who",
    "recipients": "To whom",
    "instrument": "With what",
    "place": "Where",
    "begins": "First day",
    "ends": "Last day",
    "agreement_kind": "Agreement",
    "step": "Step",
    "term": "Term",
    "relation": "Control",
    "label_kind": "Loaded as",
    "labelled": "Said of",
    "figure_kind": "People are",
    "figure_of": "Who is counted",
    "figure_low": "At least",
    "figure_best": "How many",
    "figure_high": "At most",
    "source": "Who says so",
    "act": "What they do",
    "quote": "Quotation",
}
BOUNDS = {"low": "{}, at least", "best": "{}", "high": "{}, at most"}
VERDICTS: dict[str, Verdict] = {
    "accept": "accept",
    "reject": "reject",
    "unsure": "unsure",
    "correct": "correct",
}
DONE = {"accept": "Accepted", "correct": "Corrected", "reject": "Rejected", "unsure": "Left as unsure"}
# Characters of the report around the claim: enough to understand it, and a page stays small.
AROUND = 4_000


@dataclass(frozen=True)
class Shown:
    """One field as the page shows it, with the words that are its evidence."""

    field: Field
    label: str
    words: tuple[str, ...]
    key: str
    corrected: str | None = None
    is_corrected: bool = False


@dataclass(frozen=True)
class Text:
    """The part of a report that is shown. `opening` is its first line, where the rest begins later."""

    paragraphs: tuple[Paragraph, ...]
    opening: Paragraph | None = None
    goes_on: bool = False


# --- the page -------------------------------------------------------------------------------------


@get("/review", guards=[only("reviewer")], sync_to_thread=True, include_in_schema=False)
def review(request: Asked) -> Response[str]:
    """The next claim that needs a look, or the one that the address names."""
    query, ledger, visitor = dict(request.query_params), site_of(request).ledger, visitor_of(request)
    wanted = asked(request)
    second = query.get("second") == "on"
    one = _asked(ledger, wanted, visitor, query.get("claim", "")[:LONGEST], second=second)
    shared: dict[str, Any] = {
        "fields": filters.fields(query),
        "active": filters.active(query),
        "second": second,
        "progress": ledger.review_progress(),
        "last": _last(ledger, visitor),
        "kept": {name: value for name, value in query.items() if name != "claim"},
    }
    if one is None:
        return render(request, "reviewed.html", **shared)
    place = QueuePlace(doubt=one.doubt, claim=one.row.claim.id)
    shared |= _around(ledger, wanted, place, visitor, second=second)
    return render(request, "review.html", **shared, **_claim_shown(ledger, one, visitor))


def _asked(
    ledger: Ledger, wanted: ClaimFilter, visitor: Visitor, identity: str, *, second: bool
) -> QueuedClaim | None:
    if identity:
        return _named(ledger, identity)
    first = ledger.review_queue(wanted, by=visitor.name, second=second, limit=1)
    return first[0] if first else None


def _named(ledger: Ledger, identity: str) -> QueuedClaim:
    row = found(lambda: ledger.claim(identity))
    with ledger.database.read() as connection:
        queued = queue.claim_queued(connection, row)
    if queued is None:
        raise NotFoundException("A newer reading of its report took the place of this claim.")
    return queued


def _around(
    ledger: Ledger, wanted: ClaimFilter, place: QueuePlace, visitor: Visitor, *, second: bool
) -> dict[str, str | None]:
    """The claims before and behind."""
    by = visitor.name or ""
    behind = ledger.review_queue(wanted, by=by, second=second, after=place, limit=1)
    with ledger.database.read() as connection:
        ahead = queue.before(connection, wanted, place, by=by, second=second)
    previous = ahead.claim if ahead else None
    return {"previous": previous, "following": behind[0].row.claim.id if behind else None}


def _claim_shown(ledger: Ledger, one: QueuedClaim, visitor: Visitor) -> dict[str, Any]:
    claim = one.row.claim
    document = ledger.document(claim.document)
    held = ledger.reviews_of(claim.id)
    mine = next((kept.review for kept in held if kept.review.judged_by == visitor.name), None)
    shown = fields_shown(claim, document.text, mine)
    with ledger.database.read() as connection:
        reasons = reviews.recent_reasons(connection, visitor.name or "")
    return {
        "one": one,
        "row": one.row,
        "claim": claim,
        "why": list(words.why_now(one)),
        "shown": shown,
        "text": text_around(document, claim, shown),
        "mine": mine,
        "others": _others(held, visitor) if mine else (),
        "reasons": reasons,
        "done": DONE,
    }


def _others(held: Sequence[KeptReview], visitor: Visitor) -> tuple[Review, ...]:
    return tuple(kept.review for kept in held if kept.review.judged_by != visitor.name)


def _last(ledger: Ledger, visitor: Visitor) -> Review | None:
    with ledger.database.read() as connection:
        last = reviews.last_review(connection, visitor.name or "")
    return last.review if last else None


def fields_shown(claim: Claim, text: str, mine: Review | None = None) -> tuple[Shown, ...]:
    """The fields of a claim with labels, the words of each, and what the visitor put in their place."""
    right = {one.field: one.value for one in mine.corrections} if mine else {}
    return tuple(
        Shown(
            field=field,
            label=label_of(field.name),
            words=tuple(dict.fromkeys(" ".join(text[slice(*span)].split()) for span in field.spans)),
            key=f"f{number}",
            corrected=right.get(field.name),
            is_corrected=field.name in right,
        )
        for number, field in enumerate(fields_of(claim, text))
    )


def label_of(name: str) -> str:
    """A field as a person calls it."""
    kind, _, bound = name.rpartition("_")
    if name not in LABELS and bound in BOUNDS:
        return BOUNDS[bound].format(kind.capitalize())
    return LABELS.get(name, name.capitalize())


def text_around(document: Document, claim: Claim, shown: Sequence[Shown]) -> Text:
    """The lines around a claim, with its words and those of its fields marked."""
    lines = list(paragraphs(document.text, _marks(claim, shown)))
    told = claim.happening.trigger if claim.happening else claim.evidence[0]
    first = min(told[0], claim.evidence[0][0]) - AROUND
    last = max(told[1], claim.evidence[-1][1]) + AROUND
    near = tuple(line for line in lines if _end(line) > first and line.start < last)
    cut = bool(near and lines and near[0].start > lines[0].start)
    return Text(near, lines[0] if cut else None, goes_on=bool(near) and near[-1].start < lines[-1].start)


def _end(line: Paragraph) -> int:
    return line.start + sum(len(piece.text) for piece in line.pieces)


def _marks(claim: Claim, shown: Sequence[Shown]) -> Iterator[Mark]:
    for span in claim.evidence:
        yield Mark(span, shown="r-claim", key="c")
    for one in shown:
        for span in one.field.spans:
            yield Mark(span, shown="r-field", key=one.key, note=one.label)


# --- judging --------------------------------------------------------------------------------------


@post("/review/judge", guards=[only("reviewer")], request_max_body_size=MOST_FORM, include_in_schema=False)
async def judge(request: Asked) -> Response[Any]:
    """Keep a decision, and go on to the next claim."""
    form = {name: str(value) for name, value in (await request.form()).items()}
    verdict = VERDICTS.get(form.get("verdict", ""))
    if verdict is None:
        raise ValidationException("Choose what to decide: accept, correct, reject or unsure.")
    await asyncio.to_thread(_judged, request, form, verdict)
    return sent_to(_address(form, form.get("following", "")))


def _judged(request: Asked, form: Mapping[str, str], verdict: Verdict) -> None:
    ledger, by = site_of(request).ledger, visitor_of(request).name
    row = found(lambda: ledger.claim(form.get("claim", "")[:LONGEST]))
    refused(
        lambda: ledger.judge_claim(
            row.claim.id,
            verdict,
            by=by,
            because=form.get("because"),
            corrections=_typed(ledger, row, form) if verdict == "correct" else (),
        )
    )


def _typed(ledger: Ledger, row: ClaimRow, form: Mapping[str, str]) -> tuple[Any, ...]:
    text = ledger.document(row.claim.document).text
    values = {name[2:]: value for name, value in form.items() if name.startswith("v-")}
    evidence = {name[2:]: value for name, value in form.items() if name.startswith("w-")}
    places = {
        name[2:]: int(value) for name, value in form.items() if name.startswith("a-") and value.isdecimal()
    }
    return corrected(row.claim, text, values, evidence, places)


@post("/review/undo", guards=[only("reviewer")], request_max_body_size=MOST_FORM, include_in_schema=False)
async def undo(request: Asked) -> Response[Any]:
    """Withdraw what was decided last, and go back to that claim."""
    form = {name: str(value) for name, value in (await request.form()).items()}
    ledger, by = site_of(request).ledger, visitor_of(request).name
    withdrawn = await asyncio.to_thread(lambda: ledger.undo_review(by=by))
    claim = "" if withdrawn is None else await asyncio.to_thread(_now_called, ledger, withdrawn)
    return sent_to(_address(form, claim))


def _now_called(ledger: Ledger, withdrawn: Review) -> str:
    """The claim that was judged, if there is still one of that id."""
    with ledger.database.read() as connection:
        place = queue.place_of_claim(connection, withdrawn.claim)
    return withdrawn.claim if place else ""


def _address(form: Mapping[str, str], claim: str) -> str:
    """The page with the same filters."""
    kept = {name: form[f"q-{name}"] for name in (*filters.names(), "second") if form.get(f"q-{name}")}
    return filters.address_of("/review", kept, claim=claim[:LONGEST] or None)


def refused(do: Callable[[], T]) -> T:
    """What is done; what does not fit is told to whoever asked."""
    try:
        return do()
    except LedgerError as error:
        if error.retryable:
            raise
        raise ValidationException(str(error)) from error


# --- agreement ------------------------------------------------------------------------------------


@get("/review/agreement", guards=[only("reviewer")], sync_to_thread=True, include_in_schema=False)
def agreement(request: Asked) -> Response[str]:
    """How far two people agree: to admins all of them, to a reviewer those with the reviewer."""
    visitor, ledger = visitor_of(request), site_of(request).ledger
    person = None if visitor.may("admin") else visitor.name
    return render(
        request,
        "agreement.html",
        rows=ledger.review_agreement(person=person),
        progress=ledger.review_progress(),
    )


HANDLERS = [review, judge, undo, agreement]
