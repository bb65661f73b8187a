"""The ledger as the rest of the program sees it."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

from accordingto.errors import LedgerError
from accordingto.ledger import happenings, links, queries, queue, reviews, store, verification
from accordingto.ledger.agreement import agreements
from accordingto.ledger.database import Database
from accordingto.ledger.migration import (
    bring_up,
    check_readable,
    check_vacant,
    missing,
    revision_of,
)
from accordingto.ledger.nouns import (
    Agreement,
    ClaimFilter,
    ClaimRow,
    Correction,
    EventFilter,
    EventRow,
    Finding,
    History,
    Judgement,
    KeptReview,
    Likeness,
    Progress,
    QueuedClaim,
    Review,
    Share,
    Stored,
)
from accordingto.ledger.queue import QueuePlace
from accordingto.ledger.schema import REVISION
from accordingto.ledger.writer import Writer
from accordingto.types import Capture, Claim, Document, Evidence, LinkedEvent, Reading, Reject, Verdict

WAIT = 10.0
# Rows of a list, judgements stored in one transaction.
PAGE = 100
ALL = ClaimFilter()
ALL_EVENTS = EventFilter()


def create_ledger(address: str, *, who: str | None = None, wait: float = WAIT) -> Ledger:
    """Make a ledger at `address`, the path of a SQLite file or `postgresql://user@host:port/database`.

    A ledger that is there already is opened and left as it is. `who` stands in the custody log for what is
    written, by default the system's user. `wait` is how many seconds to wait for another writer.

    Raises `LedgerError` if something else is there, or the folder or the server is not.
    """
    database = Database(address, "create", wait)
    if not database.is_postgres:
        _check_folder(Path(address))
    return _opened(database, who)


def open_ledger(
    address: str, *, who: str | None = None, wait: float = WAIT, read_only: bool = False
) -> Ledger:
    """Open the ledger at `address`; see `create_ledger`.

    A ledger with an older schema is brought up, and `notes` says so.

    Raises `MissingLedgerError` if there is none, `LockedLedgerError` if another program holds it,
    `LedgerError` if it is no ledger or of a newer version of the program.
    """
    database = Database(address, "read" if read_only else "write", wait)
    if not database.is_postgres:
        _check_file(Path(address))
    return _opened(database, who)


def _check_folder(path: Path) -> None:
    if not path.absolute().parent.is_dir():
        raise LedgerError(f"There is no folder {path.parent} to make the ledger {path} in. Make it first.")


def _check_file(path: Path) -> None:
    # An interrupted `init` may leave an empty file.
    if not path.exists() or (path.is_file() and path.stat().st_size == 0):
        raise missing(str(path))
    if not path.is_file():
        raise LedgerError(f"{path} is not a file, so it is no ledger. Name a file in it.")


def _opened(database: Database, who: str | None) -> Ledger:
    try:
        notes = _prepared(database)
    except BaseException:
        database.close()
        raise
    return Ledger(database, who or _user(), notes)


def _prepared(database: Database) -> tuple[str, ...]:
    with database.read() as connection:
        revision = revision_of(connection)
        if revision is None:
            check_vacant(connection, database.name)
    if revision is None and database.mode != "create":
        raise missing(database.name)
    if revision is not None and database.mode == "read":
        check_readable(revision, database.name)
        return ()
    database.keep_wal()
    # Opening a ledger that needs nothing must not wait for the writer.
    return () if revision == REVISION else _brought_up(database)


def _brought_up(database: Database) -> tuple[str, ...]:
    with database.write() as connection:
        note = bring_up(connection, database.name)
    return (note,) if note else ()


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        # A process in a container may run under a number that has no name.
        return f"user {os.getuid()}"


def _taken(writer: Writer, review: Review) -> bool | str:
    """Whether a judgement is new, or why it cannot be kept."""
    try:
        return reviews.store_review(writer, review)
    except LedgerError as error:
        return str(error)


class Ledger:
    """An open ledger. Use it in a `with` block, or `close` it.

    Every method that stores is one transaction and idempotent: it is kept whole once the method returns, and
    not at all before. Iterators stream and see one moment; they may be left early, and the ledger may be
    written to meanwhile.

    Beside what each method says, all raise `LockedLedgerError` when another program holds the ledger for
    longer than they may wait, and `DamagedLedgerError` for what cannot be read back.
    """

    def __init__(self, database: Database, who: str, notes: tuple[str, ...]) -> None:
        self._database = database
        self.who = who
        self.notes = notes

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def name(self) -> str:
        """The address, without a password."""
        return self._database.name

    @property
    def database(self) -> Database:
        """The connections, for the other modules of this package."""
        return self._database

    def close(self) -> None:
        """End all connections."""
        self._database.close()

    @contextmanager
    def _write(self) -> Iterator[Writer]:
        with self._database.write() as connection:
            yield Writer(connection, self.who)

    # --- evidence ---------------------------------------------------------------------------------

    def store_evidence(self, capture: Capture) -> Evidence:
        """Keep bytes under their hash, and how they came in. To be done before anything parses them."""
        with self._write() as writer:
            return store.store_evidence(writer, capture)

    def evidence_bytes(self, sha256: str) -> bytes:
        """The stored bytes with this hash; raises `LedgerError` if there are none."""
        with self._database.read() as connection:
            return queries.evidence_bytes(connection, sha256)

    def capture_of(self, evidence: Evidence) -> Capture:
        """The capture that became this evidence, bytes and hints included, to parse it again."""
        with self._database.read() as connection:
            return queries.capture(connection, evidence.capture)

    def pending_evidence(self) -> Iterator[Evidence]:
        """Evidence with neither document nor reject, in the order of storing: an `add` was interrupted.

        Looks again after each page, so what is stored meanwhile does not come twice.
        """
        after = 0
        while page := self._page(after):
            for entry, evidence in page:
                yield evidence
                after = entry

    def _page(self, after: int) -> list[tuple[int, Evidence]]:
        with self._database.read() as connection:
            return queries.pending_page(connection, after)

    # --- documents --------------------------------------------------------------------------------

    def store_document(
        self,
        document: Document,
        *,
        evidence: Evidence,
        canonical_url: str | None = None,
        likeness: Likeness | None = None,
    ) -> Stored:
        """Keep a document that was made from `evidence`, and say where it stands among the others.

        Documents of one outlet and one canonical URL are versions of each other, in the order of storing;
        the earlier stay as they are. A document that is known gets only the link to the evidence.

        Raises `LedgerError` if the evidence is not stored or `text_sha256` is not that of the text.
        """
        with self._write() as writer:
            return store.store_document(
                writer, document, evidence=evidence, canonical_url=canonical_url, likeness=likeness
            )

    def document_of(self, evidence: Evidence) -> str | None:
        """Id of the document last made from this evidence: an `add` need not parse it again."""
        with self._database.read() as connection:
            return queries.document_of(connection, evidence.capture)

    def document(self, prefix: str) -> Document:
        """The document whose id is, or alone begins with, `prefix`.

        Raises `LedgerError` if there is none, or several, which it names.
        """
        with self._database.read() as connection:
            return queries.document(connection, prefix)

    def documents(
        self,
        *,
        outlet: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int | None = None,
    ) -> Iterator[Document]:
        """Documents by date of publication; what is asked for is as in `ClaimFilter`."""
        wanted = ClaimFilter(outlet=outlet, since=since, until=until, limit=limit)
        with self._database.read() as connection:
            yield from queries.documents(connection, wanted)

    def history(self, prefix: str) -> History:
        """Versions, near duplicates and evidence of a document, found as by `document`."""
        with self._database.read() as connection:
            return queries.history(connection, prefix)

    # --- readings and claims ----------------------------------------------------------------------

    def unread(self, reader: str) -> Iterator[Document]:
        """English documents whose current reading is not by `reader`, in the order of storing.

        Those of unknown language count as English. Looks again after each page, like `pending_evidence`.
        """
        after = 0
        while page := self._unread_page(reader, after):
            for entry, document in page:
                yield document
                after = entry

    def _unread_page(self, reader: str, after: int) -> list[tuple[int, Document]]:
        with self._database.read() as connection:
            return queries.unread_page(connection, reader, after)

    def count_unread(self, reader: str) -> int:
        """How many documents `unread` would give."""
        with self._database.read() as connection:
            return queries.count_unread(connection, reader)

    def store_reading(self, reading: Reading, claims: Sequence[Claim], *, reader: str) -> None:
        """Keep what `reader` made of a document, with its claims in their order.

        It becomes the current reading; the one before is closed and kept. Adds nothing if the current
        reading is by this reader already. Of claims with the same id, the first is kept.

        Raises `LedgerError` if the document is not stored, or a claim is not of this document and reader or
        its spans do not hold its words.
        """
        with self._write() as writer:
            store.store_reading(writer, reading, claims, reader=reader)

    def reading(self, prefix: str) -> Reading | None:
        """The current reading of a document found as by `document`; `None` if nobody has read it."""
        with self._database.read() as connection:
            return queries.reading(connection, prefix)

    def claims(self, wanted: ClaimFilter = ALL) -> Iterator[ClaimRow]:
        """Claims of the current readings by date of publication, document, place in the document."""
        with self._database.read() as connection:
            yield from queries.claims(connection, wanted)

    def claim(self, prefix: str) -> ClaimRow:
        """The claim whose id is, or alone begins with, `prefix`, as its newest reading gave it.

        Raises `LedgerError` if there is none, or several, which it names.
        """
        with self._database.read() as connection:
            return queries.claim(connection, prefix)

    def claims_by_id(self, identities: Sequence[str]) -> dict[str, ClaimRow]:
        """Claims by their whole ids, as their newest readings gave them; a few hundred at a time."""
        with self._database.read() as connection:
            return queries.claims_by_id(connection, identities)

    # --- happenings -------------------------------------------------------------------------------

    def events(self, wanted: EventFilter = ALL_EVENTS) -> Iterator[EventRow]:
        """Happenings that fit, in the order that is asked for, as rows."""
        with self._database.read() as connection:
            yield from happenings.events(connection, wanted)

    def linked_events(self, wanted: EventFilter = ALL_EVENTS) -> Iterator[LinkedEvent]:
        """Happenings that fit, whole; those whose accounts have changed since `link` are left out."""
        with self._database.read() as connection:
            yield from happenings.linked_events(connection, wanted)

    def linked_event(self, prefix: str) -> LinkedEvent:
        """The happening that any of its claims stands for, whose id is, or alone begins with, `prefix`.

        Raises `LedgerError` if there is none, or several, which it names, or if linking was interrupted.
        """
        with self._database.read() as connection:
            identity = links.event_of(connection, prefix)
            event = happenings.linked_event(connection, identity)
        if event is None:
            raise LedgerError(f"Event {identity} is not summed up yet. Run `accordingto link`.")
        return event

    def event_of(self, prefix: str) -> str:
        """The id of that happening; see `linked_event`."""
        with self._database.read() as connection:
            return links.event_of(connection, prefix)

    def judgements(self) -> Iterator[Judgement]:
        """What people decided about links, in the order of judging, what was replaced since included."""
        with self._database.read() as connection:
            yield from links.all_judgements(connection)

    def store_judgement(self, judgement: Judgement) -> bool:
        """Keep what a person decided about a link; false if it is kept already.

        It shows in links once the reports it is about are linked again (`workflow.judge` does both).

        Raises `LedgerError` if one of the reports is not in the ledger.
        """
        with self._write() as writer:
            return links.store_judgement(writer, judgement)

    # --- review -----------------------------------------------------------------------------------

    def judge_claim(
        self,
        prefix: str,
        verdict: Verdict,
        *,
        by: str | None = None,
        because: str | None = None,
        corrections: Sequence[Correction] = (),
    ) -> Review:
        """Keep what a person, by default `who`, decides about a current claim found as by `claim`.

        It takes the place of what the same person decided before. It holds for the words in the report, in
        later readings too as long as they say the same of them.

        Raises `LedgerError` if there is no such claim, or the corrections do not fit it.
        """
        person = by or self.who
        with self._database.write() as connection:
            return reviews.judge(
                Writer(connection, person),
                prefix,
                verdict,
                by=person,
                because=because,
                corrections=corrections,
            )

    def undo_review(self, *, by: str | None = None) -> Review | None:
        """Withdraw what a person judged last; the withdrawal, or None if nothing is left to withdraw."""
        person = by or self.who
        with self._database.write() as connection:
            return reviews.undo(Writer(connection, person), person)

    def take_reviews(self, found: Iterable[Review]) -> tuple[int, int, list[str]]:
        """Keep judgements that another ledger wrote: how many are new, how many known, and what was wrong.

        Of one person on the same words, the one judged last holds, in whatever order they come.
        """
        new = known = 0
        problems: list[str] = []
        judgements = iter(found)
        while page := list(islice(judgements, PAGE)):
            with self._write() as writer:
                taken = [_taken(writer, review) for review in page]
                for document in sorted(
                    {one.document for one, how in zip(page, taken, strict=True) if how is True}
                ):
                    reviews.settle(writer.connection, document)
            new, known = new + taken.count(True), known + taken.count(False)
            problems += [how for how in taken if isinstance(how, str)]
        return new, known, problems

    def reviews(self) -> Iterator[KeptReview]:
        """Every judgement of claims in the order of judging, those that were replaced or withdrawn too."""
        with self._database.read() as connection:
            yield from reviews.all_reviews(connection)

    def reviews_of(self, claim: str) -> list[KeptReview]:
        """The judgements that hold of a current claim, by its whole id."""
        with self._database.read() as connection:
            return reviews.reviews_of(connection, claim)

    def review_queue(
        self,
        wanted: ClaimFilter = ALL,
        *,
        by: str | None = None,
        second: bool = False,
        after: QueuePlace | None = None,
        limit: int = PAGE,
    ) -> list[QueuedClaim]:
        """The next claims to review, those in most doubt first; see `accordingto.ledger.queue`.

        They are those that nobody has judged; with `second`, those that one other than `by` has judged.
        """
        with self._database.read() as connection:
            return queue.queued(connection, wanted, by=by, second=second, after=after, limit=limit)

    def review_progress(self) -> dict[str, Progress]:
        """How far review is, by kind of claim."""
        with self._database.read() as connection:
            return queue.progress(connection)

    def review_agreement(self, *, person: str | None = None) -> tuple[Agreement, ...]:
        """How far each two people agree, or `person` with each other: over all claims, then by kind."""
        with self._database.read() as connection:
            return agreements(queue.pairs(connection, person))

    def reviewed_share(self, wanted: ClaimFilter = ALL) -> Share:
        """How many of the current claims that fit people have judged."""
        with self._database.read() as connection:
            return queue.share(connection, wanted)

    # --- rejects and feeds ------------------------------------------------------------------------

    def store_reject(self, reject: Reject) -> None:
        """Keep why an input could not be used, until it succeeds or another reason takes the place."""
        with self._write() as writer:
            store.store_reject(writer, reject)

    def rejects(self, *, open_only: bool = True) -> Iterator[Reject]:
        """Rejects in the order of storing: those that still stand, or all."""
        with self._database.read() as connection:
            yield from queries.rejects(connection, open_only=open_only)

    def store_feed_state(self, url: str, state: bytes) -> None:
        """Remember where a watched feed stands, in place of what was remembered."""
        with self._write() as writer:
            store.store_feed_state(writer, url, state)

    def feed_state(self, url: str) -> bytes | None:
        """Where a watched feed stands; `None` if it was never watched."""
        with self._database.read() as connection:
            return queries.feed_state(connection, url)

    # --- custody ----------------------------------------------------------------------------------

    def head(self) -> tuple[int, str] | None:
        """Number and hash of the last entry of the custody log.

        Kept elsewhere, they show later that nothing was cut off the end, which the log alone cannot show.
        """
        with self._database.read() as connection:
            return queries.head(connection)

    def verify(
        self,
        *,
        claim_id: Callable[[Claim], str] | None = None,
        document_id: Callable[[Document], str] | None = None,
    ) -> Iterator[Finding]:
        """Hash everything again, replay every span, walk the custody log; yields what is wrong.

        The two functions, if given, derive ids again, to compare with those stored.
        """
        with self._database.read(snapshot=True) as connection:
            yield from verification.verify(connection, claim_id=claim_id, document_id=document_id)
