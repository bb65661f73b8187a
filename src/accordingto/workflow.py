"""The order of stages: add, read, watch, export. No other module knows more than one of them.

Each verb is idempotent, and resumes after a kill at any moment: bytes are stored before they are parsed, and
a step is reported only once the ledger has it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Literal

import msgspec

from accordingto import documents, sources
from accordingto.errors import DocumentError
from accordingto.executors import READ_LANGUAGES, Executor, Failed, Processes, Reader, Serial
from accordingto.exporting import export, export_order
from accordingto.ledger import ClaimFilter, ClaimRow, Finding, Ledger, Likeness, Stored
from accordingto.settings import Settings
from accordingto.sources import FeedState, Fetcher
from accordingto.together import (
    count_unlinked,
    event_as_of,
    event_rows_as_of,
    events_as_of,
    explain,
    judge,
    link_reports,
    take_judgements,
)
from accordingto.types import (
    Account,
    Capture,
    ClaimKind,
    Confidence,
    ControlHistory,
    Document,
    Evidence,
    Hints,
    LinkedAgreement,
    NamedActor,
    Noun,
    Reading,
    Reject,
)

__all__ = [
    "Added",
    "AnyStep",
    "DocumentRead",
    "DocumentStored",
    "DocumentsLinked",
    "InputRejected",
    "Linked",
    "LinkingBegun",
    "ReadSummary",
    "ReadingBegun",
    "Report",
    "Step",
    "Upload",
    "add",
    "claim_rows",
    "event_as_of",
    "event_rows_as_of",
    "events_as_of",
    "explain",
    "export",
    "export_order",
    "ignore",
    "judge",
    "link",
    "read",
    "read_files",
    "reading",
    "take_judgements",
    "verify",
    "watch",
]


class Step(Noun, frozen=True, tag_field="step"):
    """Something that the ledger now has: one line of `--json`."""


class DocumentStored(Step, frozen=True, tag="stored"):
    """A document is in the ledger. `new` is false if it was there before; see `Stored` for the rest.

    What is said of it is what the ledger has. `not_taken` names what came with another value this time.
    """

    document: str
    location: str
    title: str | None
    outlet: str | None
    published: str | None
    language: str | None
    new: bool
    version: int
    version_of: str | None = None
    near_duplicate_of: tuple[tuple[str, Confidence], ...] = ()
    not_taken: tuple[str, ...] = ()


class InputRejected(Step, frozen=True, tag="rejected"):
    """An input could not be used, and why."""

    reject: Reject


class ReadingBegun(Step, frozen=True, tag="reading"):
    """So many documents are about to be read."""

    documents: int


class DocumentRead(Step, frozen=True, tag="read"):
    """A document was read, and its claims are in the ledger."""

    document: str
    claims: int


class LinkingBegun(Step, frozen=True, tag="linking"):
    """So many documents are about to be linked."""

    documents: int


class DocumentsLinked(Step, frozen=True, tag="linked"):
    """So many documents are linked by now."""

    documents: int


class Linked(Step, frozen=True, tag="summary-link"):
    """What `link` did: reports and claims linked, pairs compared, happenings summed up anew.

    `divided` counts times that so many tellings shared a place or word that a new one was compared with a
    part of them only.
    """

    documents: int = 0
    claims: int = 0
    compared: int = 0
    divided: int = 0
    events: int = 0


class ReadSummary(Step, frozen=True, tag="summary-read"):
    """What `read` did. `other_languages` counts documents of the ledger that are not read, by language."""

    read: int = 0
    claims: int = 0
    rejects: int = 0
    other_languages: dict[str, int] = msgspec.field(default_factory=dict)


class Added(Step, frozen=True, tag="summary-add"):
    """What `add` did: `new` documents, of which some are `versions` or `near_duplicates` of others.

    `known` were in the ledger before. `other_languages` counts documents that are stored and not read, by
    language. `reading` is None if nothing was asked to be read.
    """

    new: int = 0
    known: int = 0
    versions: int = 0
    near_duplicates: int = 0
    rejects: int = 0
    retryable: int = 0
    other_languages: dict[str, int] = msgspec.field(default_factory=dict)
    reading: ReadSummary | None = None


class Upload(Noun, frozen=True):
    """A file that somebody sent, to be known by `name` instead of the path at which it lies for now."""

    path: str
    name: str


AnyStep = (
    DocumentStored
    | InputRejected
    | ReadingBegun
    | DocumentRead
    | ReadSummary
    | LinkingBegun
    | DocumentsLinked
    | Linked
    | Added
)
Report = Callable[[Step], None]


def ignore(step: Step) -> None:
    """A report that nobody reads."""


# --- add ------------------------------------------------------------------------------------------


def add(
    targets: Iterable[str | Upload],
    *,
    ledger: Ledger,
    settings: Settings,
    hints: Hints | None = None,
    executor: Executor | None = None,
    report: Report = ignore,
) -> Added:
    """Bring targets (files, folders, URLs, feeds, archives, `-`, uploads) into the ledger and read them.

    Evidence that an interrupted run left without a document is finished first. Without an `executor`, nothing
    is read. What cannot be used becomes a Reject in the ledger; raises `LedgerError` and `ModelError` only.
    """
    intake = _Intake(ledger, settings, report)
    for evidence in ledger.pending_evidence():
        intake.finish(evidence, ledger.capture_of(evidence))
    for outcome in _captures(targets, hints, settings):
        intake.take(outcome)
    return intake.done(executor)


def watch(
    feeds: Iterable[str],
    *,
    ledger: Ledger,
    settings: Settings,
    hints: Hints | None = None,
    executor: Executor | None = None,
    report: Report = ignore,
) -> Added:
    """Visit each feed once and bring in what is new since the last visit, which the ledger remembers."""
    intake = _Intake(ledger, settings, report)
    with Fetcher(settings) as fetcher:
        for feed in feeds:
            state = _feed_state(ledger, feed)
            for outcome in sources.watch(feed, fetcher=fetcher, state=state, hints=hints):
                if isinstance(outcome, FeedState):
                    ledger.store_feed_state(feed, msgspec.json.encode(outcome))
                else:
                    intake.take(outcome)
    return intake.done(executor)


def _feed_state(ledger: Ledger, feed: str) -> FeedState | None:
    stored = ledger.feed_state(feed)
    try:
        return None if stored is None else msgspec.json.decode(stored, type=FeedState)
    except msgspec.DecodeError:
        # Written by another version of the program: visiting the feed anew adds nothing that is known.
        return None


class _Intake:
    """One run of `add` or `watch`: stores what comes, and counts it."""

    def __init__(self, ledger: Ledger, settings: Settings, report: Report) -> None:
        self._ledger = ledger
        self._settings = settings
        self._report = report
        self._counts: Counter[str] = Counter()
        self._languages: dict[str, str | None] = {}

    def take(self, outcome: Capture | Reject) -> None:
        """Store what a source gave."""
        if isinstance(outcome, Reject):
            self._reject(outcome)
        else:
            self.finish(self._ledger.store_evidence(outcome), outcome)

    def finish(self, evidence: Evidence, capture: Capture) -> None:
        """Make the document of stored evidence, unless the ledger has it already."""
        known = self._ledger.document_of(evidence)
        if known is not None:
            stored = msgspec.structs.replace(self._ledger.history(known).stored, new=False)
            self._stored(self._ledger.document(known), evidence, stored)
            return
        document = _parsed(capture, self._settings)
        if isinstance(document, Reject):
            self._reject(document)
        else:
            stored = _store(self._ledger, document, evidence)
            kept = document if stored.new else self._ledger.document(document.id)
            self._stored(kept, evidence, stored, not_taken=_not_taken(document, kept))

    def done(self, executor: Executor | None) -> Added:
        """Read what came in, and say what was done."""
        other = _foreign(self._languages.values())
        reading = None if executor is None else self._read(executor)
        return Added(other_languages=other, reading=reading, **dict(self._counts))

    def _stored(
        self, document: Document, evidence: Evidence, stored: Stored, *, not_taken: tuple[str, ...] = ()
    ) -> None:
        self._languages[document.id] = document.language
        self._counts["new" if stored.new else "known"] += 1
        self._counts["versions"] += stored.new and stored.version_of is not None
        self._counts["near_duplicates"] += stored.new and bool(stored.near_duplicate_of)
        self._report(
            DocumentStored(
                document=document.id,
                location=evidence.location,
                title=document.title,
                outlet=document.outlet,
                published=document.published,
                language=document.language,
                new=stored.new,
                version=stored.version,
                version_of=stored.version_of,
                near_duplicate_of=stored.near_duplicate_of,
                not_taken=not_taken,
            )
        )

    def _reject(self, reject: Reject) -> None:
        self._ledger.store_reject(reject)
        self._counts["rejects"] += 1
        self._counts["retryable"] += reject.retryable
        self._report(InputRejected(reject=reject))

    def _read(self, executor: Executor) -> ReadSummary:
        # Only what came in: after a change of reader, the whole ledger is unread, and `read` is for that.
        mine = self._languages
        unread = (one for one in self._ledger.unread(executor.fingerprint) if one.id in mine)
        self._report(ReadingBegun(documents=sum(language in READ_LANGUAGES for language in mine.values())))
        return _read(self._ledger, executor, unread, self._report)


# --- read -----------------------------------------------------------------------------------------


@contextmanager
def reading(settings: Settings, *, jobs: int = 1) -> Iterator[Executor]:
    """The trained reader, in this process or in `jobs` others; loaded, or refused, when it is first used."""
    load = partial(_load_reader, settings)
    with Serial(load) if jobs == 1 else Processes(load, jobs) as executor:
        yield executor


def _load_reader(settings: Settings) -> Reader:
    from accordingto.reading import load_reader

    return load_reader(settings)


def read(*, ledger: Ledger, executor: Executor, report: Report = ignore) -> ReadSummary:
    """Read every document that this reader has not read yet, and store its claims.

    Documents in other languages than English are counted and not read.
    """
    reader = executor.fingerprint
    report(ReadingBegun(documents=ledger.count_unread(reader)))
    summary = _read(ledger, executor, ledger.unread(reader), report)
    return msgspec.structs.replace(
        summary, other_languages=_foreign(one.language for one in ledger.documents())
    )


def _read(ledger: Ledger, executor: Executor, unread: Iterable[Document], report: Report) -> ReadSummary:
    from accordingto.reading.claims import claims_of

    reader = executor.fingerprint
    counts: Counter[str] = Counter()
    for outcome in executor.map(unread):
        if isinstance(outcome, Failed):
            location = ledger.history(outcome.document).evidence[-1].location
            reject = _rejected(outcome.reason, location=location, stage="reading")
            ledger.store_reject(reject)
            counts["rejects"] += 1
            report(InputRejected(reject=reject))
        else:
            claims = claims_of(outcome, reader=reader)
            ledger.store_reading(outcome, claims, reader=reader)
            counts.update(read=1, claims=len(claims))
            report(DocumentRead(document=outcome.document.id, claims=len(claims)))
    return ReadSummary(read=counts["read"], claims=counts["claims"], rejects=counts["rejects"])


def _foreign(languages: Iterable[str | None]) -> dict[str, int]:
    return dict(Counter(one for one in languages if one is not None and one not in READ_LANGUAGES))


def read_files(
    targets: Iterable[str],
    *,
    settings: Settings,
    executor: Executor,
    hints: Hints | None = None,
    report: Report = ignore,
) -> Iterator[Reading]:
    """Readings of targets, in their order, without a ledger. What cannot be read goes to `report`."""
    locations: dict[str, str] = {}

    def parsed() -> Iterator[Document]:
        for outcome in _captures(targets, hints, settings):
            document = outcome if isinstance(outcome, Reject) else _parsed(outcome, settings)
            if isinstance(document, Reject):
                report(InputRejected(reject=document))
            else:
                locations[document.id] = outcome.location
                yield document

    for outcome in executor.map(parsed()):
        if isinstance(outcome, Failed):
            location = locations[outcome.document]
            report(InputRejected(reject=_rejected(outcome.reason, location=location, stage="reading")))
        else:
            yield outcome


def claim_rows(reading: Reading, *, reader: str) -> Iterator[ClaimRow]:
    """The claims in a reading as the ledger would give them, for showing a reading without one."""
    from accordingto.reading.claims import claims_of

    document = reading.document
    for claim in claims_of(reading, reader=reader):
        yield ClaimRow(
            claim=claim,
            outlet=document.outlet,
            title=document.title,
            published=document.published,
            url=document.url,
            recorded_at="",
        )


# --- what the accounts are about ------------------------------------------------------------------


def agreements(ledger: Ledger, wanted: ClaimFilter) -> tuple[LinkedAgreement, ...]:
    """Agreements that current claims tell of, each followed through all reports, the latest first.

    `wanted` says which claims count; an agreement of which one claim fits is given with those alone.
    """
    from accordingto.linking.dealings import linked_agreements

    return linked_agreements(_accounts(ledger, wanted, "agreement"))


def control(ledger: Ledger, wanted: ClaimFilter) -> tuple[ControlHistory, ...]:
    """For each place, who is said to hold it, by day and by source."""
    from accordingto.linking.histories import control_histories

    return control_histories(_accounts(ledger, wanted, "control"))


def actors(ledger: Ledger, wanted: ClaimFilter) -> tuple[NamedActor, ...]:
    """Actors with the names and loaded words that each outlet, and each source it quotes, uses for them."""
    from accordingto.linking.histories import named_actors

    kinds = (wanted.kind,) if wanted.kind else _NAMING
    return named_actors(account for kind in kinds for account in _accounts(ledger, wanted, kind))


# Kinds of claims that have parties: in a large ledger half of the claims are of the others.
_NAMING: tuple[ClaimKind, ...] = ("event", "control", "agreement", "framing")


def _accounts(ledger: Ledger, wanted: ClaimFilter, kind: ClaimKind | None) -> Iterator[Account]:
    for row in ledger.claims(msgspec.structs.replace(wanted, kind=kind)):
        yield Account(
            claim=row.claim, outlet=row.outlet, published=row.published, recorded_at=row.recorded_at
        )


# --- link -----------------------------------------------------------------------------------------


def link(*, ledger: Ledger, settings: Settings, again: bool = False, report: Report = ignore) -> Linked:
    """Bring the claims of every report that is not linked to the happenings that they tell of.

    Who is who is looked up in the registries of `settings`. With `again`, all is linked anew, as after an
    update of the program; judgements stay.
    """
    from accordingto.reading.codebook.registry import load_actors, using

    report(LinkingBegun(documents=count_unlinked(ledger, again=again)))
    with using(load_actors(tuple(map(Path, settings.actors)))):
        summary = link_reports(
            ledger=ledger, again=again, progress=lambda number: report(DocumentsLinked(documents=number))
        )
    return Linked(**msgspec.structs.asdict(summary))


# --- verify ---------------------------------------------------------------------------------------


def verify(ledger: Ledger) -> Iterator[Finding]:
    """Everything in the ledger that does not fit its hashes, ids, spans or log."""
    from accordingto.reading.claims import claim_id

    return ledger.verify(claim_id=claim_id, document_id=_document_id)


def _document_id(document: Document) -> str:
    return documents.document_id(document.outlet, document.url, document.text)


# --- captures and documents -----------------------------------------------------------------------


def _captures(
    targets: Iterable[str | Upload], hints: Hints | None, settings: Settings
) -> Iterator[Capture | Reject]:
    with Fetcher(settings) as fetcher:
        for target in targets:
            path = target.path if isinstance(target, Upload) else target
            came = sources.captures(path, hints=hints or Hints(), settings=settings, fetcher=fetcher)
            yield from (_called(one, target) for one in came) if isinstance(target, Upload) else came


def _called(outcome: Capture | Reject, upload: Upload) -> Capture | Reject:
    """By the name that the sender knows, which is the same when the file is sent again."""
    location = outcome.location.replace(upload.path, upload.name, 1)
    changed = msgspec.structs.replace(outcome, location=location)
    if isinstance(changed, Reject):
        return msgspec.structs.replace(changed, reason=changed.reason.replace(upload.path, upload.name))
    return changed


def _parsed(capture: Capture, settings: Settings) -> Document | Reject:
    digest = hashlib.sha256(capture.data).hexdigest()
    try:
        return documents.read_document(capture, settings=settings)
    except DocumentError as error:
        return _rejected(str(error), location=capture.location, stage="document", sha256=digest)
    except Exception as error:
        # Parsers of other people's pages fail in ways that nobody foresees; the rest must go on.
        reason = f"The parser failed: {type(error).__name__}: {error}. Please report this."
        return _rejected(reason, location=capture.location, stage="document", sha256=digest)


def _not_taken(came: Document, kept: Document) -> tuple[str, ...]:
    """What a known document was said to be this time and is not in the ledger, which changes nothing."""
    names = ("title", "published", "byline", "language")
    return tuple(name for name in names if getattr(came, name) not in (None, getattr(kept, name)))


def _store(ledger: Ledger, document: Document, evidence: Evidence) -> Stored:
    signature = documents.signature(document.text)
    likeness = Likeness(
        signature=signature,
        bands=documents.bands(signature),
        resemble=_resemblance,
        threshold=documents.NEAR_DUPLICATE,
    )
    canonical = documents.canonical_url(document.url) if document.url else None
    return ledger.store_document(document, evidence=evidence, canonical_url=canonical, likeness=likeness)


def _resemblance(one: bytes, other: bytes) -> float:
    return documents.resemblance(documents.Signature(one), documents.Signature(other))


def _rejected(
    reason: str, *, location: str, stage: Literal["document", "reading"], sha256: str | None = None
) -> Reject:
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Reject(location=location, stage=stage, reason=reason, at=at, sha256=sha256)
