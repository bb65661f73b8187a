"""Review as JSON. What is sent carries the form's token in `X-Form-Token`, as from every page."""

from __future__ import annotations

from typing import Annotated

from litestar import Controller, get, post
from litestar.params import JSONBody, QueryParameter

from accordingto.ledger import Agreement, KeptReview, Progress, QueuedClaim, Review, reviews
from accordingto.ledger.fields import correction_of
from accordingto.ledger.queue import QueuePlace
from accordingto.types import Noun, Verdict
from accordingto.web.answers import REVIEWED, REVIEWED_NAMED
from accordingto.web.api import Cursor, FilteredOperation, Identity, Limit
from accordingto.web.blind import asked, visible
from accordingto.web.checks import MOST_FORM, only
from accordingto.web.paging import PAGE, page_from, place_of
from accordingto.web.review import refused
from accordingto.web.site import Asked, found, site_of, visitor_of


class TypedCorrection(Noun, frozen=True):
    """The right value of a field, null if it is not stated; `words` of the report that show it."""

    field: str
    value: str | None = None
    words: str | None = None


class Decision(Noun, frozen=True):
    """What somebody decides about a claim, named by its id or the beginning of it."""

    claim: str
    verdict: Verdict
    because: str | None = None
    corrections: tuple[TypedCorrection, ...] = ()


class QueuePage(Noun, frozen=True):
    """Some claims that wait for review; `next` is the cursor of the following ones."""

    items: tuple[QueuedClaim, ...]
    next: str | None


class ReviewPage(Noun, frozen=True):
    """Some judgements; `next` is the cursor of the following ones."""

    items: tuple[KeptReview, ...]
    next: str | None


Second = Annotated[
    bool, QueryParameter(name="second", description="Those that one other judged, for a second opinion.")
]


class ReviewApi(Controller):
    """All of it, under one path, for reviewers and admins."""

    path = "/api/review"
    guards = [only("reviewer")]  # noqa: RUF012 - as the library has it

    @get("/queue", sync_to_thread=True, raises=REVIEWED, operation_class=FilteredOperation)
    def queue(
        self, request: Asked, second: Second = False, limit: Limit = PAGE, cursor: Cursor = None
    ) -> QueuePage:
        """Claims that wait, those first that are least certain and most contradicted."""
        visitor = visitor_of(request)
        wanted = asked(request)
        after = place_of(cursor, QueuePlace)
        rows = site_of(request).ledger.review_queue(
            wanted, by=visitor.name, second=second, after=after, limit=limit + 1
        )
        items, following = page_from(
            rows, limit, lambda one: QueuePlace(doubt=one.doubt, claim=one.row.claim.id)
        )
        return QueuePage(items=items, next=following)

    @get("/progress", sync_to_thread=True, raises=REVIEWED)
    def progress(self, request: Asked) -> dict[str, Progress]:
        """How many claims are reviewed, by kind."""
        return site_of(request).ledger.review_progress()

    @get("/agreement", sync_to_thread=True, raises=REVIEWED)
    def agreement(self, request: Asked) -> tuple[Agreement, ...]:
        """How far two people agree: to admins all of them, to a reviewer those with the reviewer."""
        visitor = visitor_of(request)
        person = None if visitor.may("admin") else visitor.name
        return site_of(request).ledger.review_agreement(person=person)

    @get("/judgements", sync_to_thread=True, raises=REVIEWED)
    def judgements(self, request: Asked, limit: Limit = PAGE, cursor: Cursor = None) -> ReviewPage:
        """Judgements, last first. A reviewer sees those of others on claims that the reviewer has judged."""
        visitor = visitor_of(request)
        person = None if visitor.may("admin") else visitor.name
        with site_of(request).ledger.database.read() as connection:
            rows = reviews.reviews_page(
                connection, seen_by=person, after=place_of(cursor, int), limit=limit + 1
            )
        items, following = page_from(rows, limit, lambda one: one[0])
        return ReviewPage(items=tuple(kept for _, kept in items), next=following)

    @get("/claims/{identity:str}", sync_to_thread=True, raises=REVIEWED_NAMED)
    def of_claim(self, request: Asked, identity: Identity) -> tuple[KeptReview, ...]:
        """The judgements that hold of a claim, as far as the visitor may see them."""
        ledger = site_of(request).ledger
        row = found(lambda: ledger.claim(identity))
        return tuple(visible(ledger.reviews_of(row.claim.id), visitor_of(request)))

    @post("/judgements", sync_to_thread=True, raises=REVIEWED_NAMED, request_max_body_size=MOST_FORM)
    def judge(self, request: Asked, data: JSONBody[Decision]) -> Review:
        """Keep a decision. It takes the place of the one before; `withdraw` takes that back alone."""
        ledger, by = site_of(request).ledger, visitor_of(request).name
        row = found(lambda: ledger.claim(data.claim))
        text = ledger.document(row.claim.document).text
        near = row.claim.evidence[0][0]

        def decide() -> Review:
            corrections = [
                correction_of(one.field, one.value, one.words, text, near) for one in data.corrections
            ]
            return ledger.judge_claim(
                row.claim.id, data.verdict, by=by, because=data.because, corrections=corrections
            )

        return refused(decide)

    @post("/undo", sync_to_thread=True, raises=REVIEWED, request_max_body_size=MOST_FORM)
    def undo(self, request: Asked) -> Review | None:
        """Withdraw what the visitor decided last; null if nothing is left."""
        return site_of(request).ledger.undo_review(by=visitor_of(request).name)
