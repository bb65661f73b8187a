"""The order of the steps that bring reports together: link, sum up, judge, explain, look back.

`workflow` passes these on. Each report is linked in one transaction, and a happening whose accounts changed
is stale until it is summed up, so a kill at any moment leaves work to be done and nothing wrong.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache, partial

import msgspec

from accordingto.errors import LedgerError
from accordingto.ledger import (
    ClaimFilter,
    ClaimRow,
    EventFilter,
    EventRow,
    Judgement,
    Ledger,
    happenings,
    links,
)
from accordingto.linking import LINKED_KINDS, Report, heard, link, report_context, summed_up
from accordingto.linking.joining import Joined, join
from accordingto.linking.profiles import Profile, decoded, mentions_of, profile_of, ranked
from accordingto.linking.recent import Recent
from accordingto.linking.scoring import explained
from accordingto.types import Account, Document, Entity, LinkedEvent, Noun, Pairing, Sameness

# Reports linked, or happenings summed up, in one transaction, if they take no longer than so many seconds.
PAGE, SECONDS = 200, 2.0
# Reports held in memory while happenings are summed up, for each tells of a dozen.
REPORTS_KEPT = 500

Progress = Callable[[int], None]


class LinkSummary(Noun, frozen=True):
    """What `link` did. `divided` counts times that a block was too large to compare with all of it."""

    documents: int = 0
    claims: int = 0
    compared: int = 0
    divided: int = 0
    events: int = 0


def ignore(done: int) -> None:
    """Progress that nobody watches."""


# --- link -----------------------------------------------------------------------------------------


def link_reports(
    *, ledger: Ledger, again: bool = False, summing: bool = True, progress: Progress = ignore
) -> LinkSummary:
    """Link every report whose current reading is not linked, and sum up what that changed.

    With `again`, all links are made anew; judgements stay. Without `summing`, that is left to `sum_up`.
    `progress` gets the number of reports done.
    """
    if again:
        with ledger.database.write() as connection:
            links.clear(connection)
    summary = LinkSummary()
    after = 0
    recent: Recent | None = None
    while page := _page(ledger, after):
        done, recent = _linked(ledger, [(document, reading) for _, document, reading in page], recent)
        summary = _plus(summary, done)
        after = page[done.documents - 1][0]
        progress(summary.documents)
    return msgspec.structs.replace(summary, events=sum_up(ledger) if summing else 0)


def count_unlinked(ledger: Ledger, *, again: bool = False) -> int:
    """How many reports `link_reports` would link."""
    with ledger.database.read() as connection:
        return links.count_unlinked(connection, everything=again)


def _page(ledger: Ledger, after: int) -> list[tuple[int, str, str]]:
    with ledger.database.read() as connection:
        return links.unlinked_page(connection, after, PAGE)


def _linked(
    ledger: Ledger, readings: Sequence[tuple[str, str]], recent: Recent | None = None
) -> tuple[LinkSummary, Recent]:
    """Link the first of these readings, as many as fit into one transaction.

    What is `recent` of the transaction before goes on, and is given back for the next.
    """
    summary, begun = LinkSummary(), time.monotonic()
    with ledger.database.write() as connection:
        tables = links.LinkTables(connection)
        if recent is None:
            recent = Recent(tables)
        else:
            recent.turn_to(tables)
        for document, reading in readings:
            joined, claims = _joined(tables, recent, document, reading)
            done = LinkSummary(documents=1, claims=claims, compared=joined.compared, divided=joined.divided)
            summary = _plus(summary, done)
            if time.monotonic() - begun > SECONDS:
                break
    return summary, recent


def _joined(tables: links.LinkTables, recent: Recent, document: str, reading: str) -> tuple[Joined, int]:
    """One report in the place of what was linked of it before; what changed, and how many claims it has."""
    rows = links.claims_of_reading(tables.connection, reading)
    accounts = list(accounts_of(rows))
    text = links.text_of(tables.connection, document)
    return join_report(tables, recent, (document, reading), accounts, text), len(accounts)


def join_report(
    tables: links.LinkTables,
    recent: Recent,
    reading: tuple[str, str],
    accounts: Sequence[Account],
    text: str,
) -> Joined:
    """Link the accounts of one report, of which `reading` is the document and the reading."""
    document, _ = reading
    withdrawn, apart = tables.withdraw(document)
    if withdrawn:
        recent.forget()
    tables.enter(*reading, [links.member_of(account.claim) for account in accounts])
    joined = join([*mentions_of(accounts, {document: text})], recent, withdrawn=apart)
    tables.replace(joined.gone, joined.come)
    return joined


def accounts_of(rows: Sequence[ClaimRow]) -> Iterator[Account]:
    """The accounts of one report that can be linked, from all its claims."""
    context = report_context([row.claim for row in rows], rows[0].title if rows else None)
    for row in rows:
        if row.claim.kind in LINKED_KINDS:
            yield Account(
                claim=row.claim,
                outlet=row.outlet,
                published=row.published,
                recorded_at=row.recorded_at,
                context=context,
            )


def _plus(one: LinkSummary, other: LinkSummary) -> LinkSummary:
    sums = {name: getattr(one, name) + getattr(other, name) for name in LinkSummary.__struct_fields__}
    return LinkSummary(**sums)


# --- sum up ---------------------------------------------------------------------------------------


def sum_up(ledger: Ledger) -> int:
    """Make the rows of happenings whose accounts have changed; says how many."""
    report = lru_cache(maxsize=REPORTS_KEPT)(partial(_report, ledger))
    number = 0
    while done := _summed_up(ledger, report):
        number += done
    return number


def _summed_up(ledger: Ledger, report: Callable[[str, str], Report]) -> int:
    """The same for as many as fit into one transaction; `report` gives one by its document and reading."""
    begun, number = time.monotonic(), 0
    with ledger.database.write() as connection:
        for identity in links.stale_page(connection, PAGE):
            told = [report(*one) for one in links.readings_of(connection, identity)]
            event = summed_up(links.members(connection, identity), told)
            happenings.store_event(connection, event, reviewed=links.count_judged(connection, identity))
            number += 1
            if time.monotonic() - begun > SECONDS:
                break
    return number


def _report(ledger: Ledger, document: str, reading: str) -> Report:
    """A report with the claims of its linked reading."""
    found = ledger.document(document)
    with ledger.database.read() as connection:
        rows = links.claims_of_reading(connection, reading)
    read = ledger.reading(document)
    return _heard(found, rows, read.entities if read else ())


def _heard(document: Document, rows: Sequence[ClaimRow], entities: tuple[Entity, ...] = ()) -> Report:
    """A report with these of its claims, its sources by name."""
    return heard(
        Report(
            id=document.id,
            outlet=document.outlet,
            published=document.published,
            text=document.text,
            claims=tuple(row.claim for row in rows),
            entities=entities,
            recorded_at=rows[0].recorded_at if rows else "",
        )
    )


# --- judge ----------------------------------------------------------------------------------------


def judge(
    one: str, other: str, verdict: Sameness, *, ledger: Ledger, because: str | None = None
) -> Judgement:
    """Keep what a person decided of two claims, or of the happenings that they name, and link by it.

    Raises `LedgerError` if a claim is not there or is of a kind that is not linked.
    """
    judgement = _judgement(_linkable(ledger, one), _linkable(ledger, other), verdict, because, ledger.who)
    ledger.store_judgement(judgement)
    relink(ledger, {judgement.one_document, judgement.other_document})
    return judgement


def _linkable(ledger: Ledger, identity: str) -> ClaimRow:
    row = ledger.claim(identity)
    if row.claim.kind not in LINKED_KINDS:
        raise LedgerError(f"Claim {row.claim.id} is of kind {row.claim.kind}; events alone are linked.")
    return row


def _judgement(one: ClaimRow, other: ClaimRow, verdict: Sameness, because: str | None, who: str) -> Judgement:
    if one.claim.id == other.claim.id:
        raise LedgerError(f"Claim {one.claim.id} is one and the same. Name two.")
    return Judgement(
        one_document=one.claim.document,
        one_kind=one.claim.kind,
        one_anchor=links.anchor_of(one.claim),
        one_text=one.claim.text,
        other_document=other.claim.document,
        other_kind=other.claim.kind,
        other_anchor=links.anchor_of(other.claim),
        other_text=other.claim.text,
        verdict=verdict,
        because=because,
        judged_by=who,
        judged_at=datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    )


def take_judgements(judgements: Iterable[Judgement], *, ledger: Ledger) -> tuple[int, int]:
    """Keep judgements from elsewhere and link by them; how many were new, and known.

    Raises `LedgerError` for one about a report that the ledger does not have; those before it are kept.
    """
    new = known = 0
    documents: set[str] = set()
    try:
        for judgement in judgements:
            if ledger.store_judgement(judgement):
                new += 1
                documents |= {judgement.one_document, judgement.other_document}
            else:
                known += 1
    finally:
        relink(ledger, documents)
    return new, known


def relink(ledger: Ledger, documents: Iterable[str]) -> None:
    """Link reports anew that are linked, and sum up what that changed."""
    for document in sorted(documents):
        with ledger.database.read() as connection:
            reading = links.reading_of(connection, document)
        if reading is not None:
            _linked(ledger, [(document, reading)])
    sum_up(ledger)


# --- explain --------------------------------------------------------------------------------------


def explain(one: str, other: str, *, ledger: Ledger) -> Pairing:
    """How likely two claims tell of one happening, and why: of what their reports tell there.

    Within one report, the two claims themselves are compared.
    """
    rows = [_linkable(ledger, identity) for identity in (one, other)]
    with ledger.database.read() as connection:
        tables = links.LinkTables(connection)
        mine, its = (_told(tables, ledger, row, rows) for row in rows)
        judged = {(pair.one, pair.other): pair.verdict for pair in tables.judged([rows[0].claim.id])}
    pair = explained(mine, its)
    ids = (rows[0].claim.id, rows[1].claim.id)
    verdict = judged.get(ids) or judged.get((ids[1], ids[0]))
    return msgspec.structs.replace(pair, one=ids[0], other=ids[1], judged=verdict)


def _told(tables: links.LinkTables, ledger: Ledger, row: ClaimRow, rows: Sequence[ClaimRow]) -> Profile:
    claim = row.claim
    telling = tables.tellings([claim.id]).get(claim.id)
    found = tables.profiles([telling]) if telling else {}
    if telling in found and rows[0].claim.document != rows[1].claim.document:
        return decoded(found[telling])
    beside = list(ledger.claims(ClaimFilter(document=claim.document)))
    text = ledger.document(claim.document).text
    mentions = ranked(mentions_of(accounts_of(beside), {claim.document: text}))
    own = next((mention for mention in mentions if claim.id in mention.members), None)
    alone = Account(claim=claim, outlet=row.outlet, published=row.published)
    profile = own or profile_of(alone, text)
    assert profile is not None
    return profile


# --- look back ------------------------------------------------------------------------------------


def events_as_of(day: str, *, ledger: Ledger) -> Iterator[LinkedEvent]:
    """The happenings as they stood at the end of a day: linked again from what was recorded by then.

    That takes as long as linking all of it, and the memory to hold its claims.
    """
    reports = _reports_as_of(day, ledger)
    accounts = [account for rows in reports.values() for account in accounts_of(rows)]
    home = {account.claim.id: account.claim.document for account in accounts}
    told = {document: _heard(ledger.document(document), rows) for document, rows in reports.items()}
    texts = {document: report.text for document, report in told.items()}
    for cluster in link(accounts, _judged_by(day, ledger, accounts), texts):
        documents = sorted({home[claim] for claim in cluster})
        yield summed_up(cluster, [told[one] for one in documents])


def event_rows_as_of(day: str, wanted: EventFilter, *, ledger: Ledger) -> Iterator[EventRow]:
    """Rows of those happenings that fit, in the order that is asked for."""
    found = (event for event in events_as_of(day, ledger=ledger) if happenings.fits(event, wanted))
    rows = sorted(map(happenings.row_of, found), key=lambda row: happenings.sort_key(row, wanted))
    return iter(rows[: wanted.limit])


def event_as_of(identity: str, day: str, *, ledger: Ledger) -> LinkedEvent:
    """One happening as it stood at the end of a day, by the id of any of its claims of that time."""
    for event in events_as_of(day, ledger=ledger):
        if any(claim.startswith(identity) for claim in event.claims):
            return event
    raise LedgerError(f"There was no event {identity!r} in the ledger by {day}.")


def _reports_as_of(day: str, ledger: Ledger) -> dict[str, list[ClaimRow]]:
    reports: dict[str, list[ClaimRow]] = {}
    for row in ledger.claims(ClaimFilter(as_of=day)):
        reports.setdefault(row.claim.document, []).append(row)
    return reports


def _judged_by(day: str, ledger: Ledger, accounts: Sequence[Account]) -> list[links.Verdict]:
    standing = {links.pair_of(one): one for one in ledger.judgements() if one.judged_at <= f"{day}~"}
    members = [links.member_of(account.claim) for account in accounts]
    return list(links.verdicts(list(standing.values()), members))
