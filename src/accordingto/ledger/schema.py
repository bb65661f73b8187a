"""The tables and views of a ledger, each with what it is for.

The migrations make them; a test checks on both databases that the two agree. Every table of `metadata` but
`feeds` is append-only, which triggers enforce; those of `derived` can be made anew from the others at any
time. `docs/reference/ledger-schema.md` is made from the texts below.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    Column,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects import postgresql

# The migration that makes what stands here; a test checks that it is the newest.
REVISION = "0009"

metadata = MetaData()
views = MetaData()
derived = MetaData()
# As `derived`, but they follow claims and judgements at once, not when `link` runs.
reviewing = MetaData()

# Byte order everywhere: dates and ids must sort and compare alike on both databases.
TEXT = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def _text(
    name: str, doc: str, of: str | None = None, *, null: bool = False, key: bool = False, index: bool = False
) -> Column[str]:
    foreign = [ForeignKey(of)] if of else []
    return Column(name, TEXT, *foreign, nullable=null, primary_key=key, index=index, doc=doc)


def _integer(name: str, doc: str, *, key: bool = False) -> Column[int]:
    return Column(name, Integer, nullable=False, primary_key=key, autoincrement=False, doc=doc)


def _pointer(name: str, doc: str, of: str, *, key: bool = False) -> Column[int]:
    return Column(
        name,
        Integer,
        ForeignKey(of),
        nullable=False,
        primary_key=key,
        autoincrement=False,
        unique=None if key else True,
        doc=doc,
    )


def _entry(*, key: bool = False) -> Column[int]:
    return _pointer("entry", "Its entry in the custody log.", "custody.sequence", key=key)


def _recorded() -> Column[str]:
    return _text("recorded_at", "When the row was written, UTC.")


custody = Table(
    "custody",
    metadata,
    _integer("sequence", "1, 2, 3, ... without a gap.", key=True),
    _text("at", "When, UTC."),
    _text("who", "Who wrote: the name given when the ledger was opened, the system's user by default."),
    _text("action", "What was done, as `store document`."),
    _text("subject", "What it was done to: the id of the object."),
    _text("digest", "SHA-256 over the object's row and all that belongs to it."),
    _text("previous", "`hash` of the entry before; 64 zeros for the first."),
    _text("hash", "SHA-256 over all the other columns."),
    info={"doc": "The hash-chained log: one entry for each object that was ever stored, linked or closed."},
)

evidence = Table(
    "evidence",
    metadata,
    _text("sha256", "SHA-256 of the bytes, lower-case hex.", key=True),
    _integer("size", "Number of bytes."),
    _recorded(),
    _entry(),
    Column("data", LargeBinary, nullable=False, doc="The bytes as they came in."),
    info={"doc": "Stored bytes, each content once, under its hash."},
)

captures = Table(
    "captures",
    metadata,
    _text("id", "Hash of the columns from `evidence` to `hints`, without `retrieved`.", key=True),
    _text("evidence", "The bytes.", "evidence.sha256", index=True),
    _text("location", "Where the bytes were found: a path, a URL, a record of an archive."),
    _text("url", "The address they are known under.", null=True),
    _text("retrieved", "When they came into being, here or in the archive, UTC."),
    _text("media_type", "As stated by server or archive.", null=True),
    _text("charset", "As stated by server or archive.", null=True),
    _text("hints", "What the user or a feed said about the report, as JSON."),
    _recorded(),
    _entry(),
    info={"doc": "How bytes came in. The same bytes from two places, or with other hints, are two captures."},
)

documents = Table(
    "documents",
    metadata,
    _text("id", "Derived from outlet, URL and text.", key=True),
    _text("title", "Title as extracted or given.", null=True),
    _text("outlet", "Who published it.", null=True),
    _text("url", "Its address.", null=True),
    _text("published", "Civil date, `YYYY[-MM[-DD]]`.", null=True),
    _text("language", "ISO 639-1 code.", null=True),
    _text("byline", "Writers as named.", null=True),
    _text("dateline", "Place and date that open the text.", null=True),
    _text("published_from", "How the date was learned.", null=True),
    Column("published_confidence", Double, doc="How far the date can be trusted, in [0, 1]."),
    _text("text_sha256", "SHA-256 of the text in UTF-8."),
    _text("extractor", "What made the text from the bytes, with its version."),
    _text("canonical_url", "The address that versions of one report share.", null=True),
    _integer("version", "1 for the first stored under this outlet and canonical URL, then 2, 3, ..."),
    _text("version_of", "The version before.", "documents.id", null=True),
    _text("title_words", "Words of the title, folded, for searching."),
    _text("outlet_folded", "Outlet without case, for searching.", null=True),
    _recorded(),
    _entry(),
    Column("signature", LargeBinary, doc="Fingerprint for near duplicates."),
    _text("text", "The extracted text. All offsets are code points into it."),
    # A hash index has no limit on the length of an address; SQLite ignores the wish.
    Index("ix_documents_canonical_url", "canonical_url", postgresql_using="hash"),
    info={"doc": "One report, one version of it."},
)

document_captures = Table(
    "document_captures",
    metadata,
    _text("document", "The document.", "documents.id", key=True),
    _text("capture", "A capture it was made from.", "captures.id", index=True, key=True),
    _recorded(),
    _entry(),
    info={"doc": "Which captures gave which document."},
)

document_bands = Table(
    "document_bands",
    metadata,
    _text("band", "One band of the fingerprint.", key=True),
    _text("document", "The document.", "documents.id", index=True, key=True),
    info={"doc": "Index for finding near duplicates: documents that share a band are compared."},
)

near_duplicates = Table(
    "near_duplicates",
    metadata,
    _text("document", "The document stored later.", "documents.id", key=True),
    _text("near", "The one stored earlier.", "documents.id", key=True),
    Column("resemblance", Double, nullable=False, doc="Estimated share of common wording, in [0, 1]."),
    info={"doc": "Wire copies and rewrites, as found when the later document was stored."},
)

readings = Table(
    "readings",
    metadata,
    _text("id", "`document:number`.", key=True),
    _text("document", "What was read.", "documents.id"),
    _integer("number", "1 for the first reading of the document, then 2, 3, ..."),
    _text("reader", "Fingerprint of model, rules and codebooks."),
    _text("at", "When, UTC."),
    _entry(),
    _text("reading", "The reading as JSON, without the document."),
    UniqueConstraint("document", "number"),
    info={"doc": "What a reader made of a document."},
)

reading_closings = Table(
    "reading_closings",
    metadata,
    _text("reading", "The reading that no longer holds.", "readings.id", key=True),
    _text("superseded_by", "The reading that holds instead.", "readings.id"),
    _recorded(),
    _entry(),
    info={"doc": "Readings that were replaced. A reading that is not listed here is the current one."},
)

claims = Table(
    "claims",
    metadata,
    _text("reading", "The reading it belongs to.", "readings.id", key=True),
    _text("id", "Derived from what is claimed and where; the same in every reading.", index=True, key=True),
    _integer("position", "Its place in the reading, from 0."),
    _text("document", "The document.", "documents.id", index=True),
    _text("kind", "statement, event, figure, control, agreement or framing."),
    _text("act", "What the speaker does: say, deny, accuse, demand, ..."),
    _text("quote", "direct, indirect or mixed."),
    _text("polarity", "positive or negative."),
    _text("text", "The exact words."),
    _text("evidence", "Spans of the words in the document's text, as JSON `[[start, end], ...]`."),
    _text("said_by", "The source chain, outermost first, as JSON."),
    _text("cue", "Span of the cue, as JSON `[start, end]`.", null=True),
    Column("confidence", Double, doc="Of the reader, in [0, 1]."),
    _text("reader", "Fingerprint of the reader."),
    _text("words", "Words of the claim, folded, for searching."),
    _recorded(),
    _text("digest", "SHA-256 over this row and its links."),
    _text("certainty", "certain, probable, possible or unknown. Empty for statements.", null=True),
    _text("status", "happened, ongoing, planned, demanded, threatened, conditional or habitual.", null=True),
    _text("event_type", "What happened, as `ASSAULT`.", null=True),
    _text("mode", "The mode of the type, as `aerial`.", null=True),
    _text("acled", "The ACLED sub-event type that corresponds.", null=True),
    _text("actors", "Who did it, in the report's words.", null=True),
    _text("recipients", "To whom, in the report's words.", null=True),
    _text("instrument", "With what, in the report's words.", null=True),
    _text("place", "Where: names of the places, origins and destinations included.", null=True),
    _text("country", "ISO 3166 code of the first place that is resolved.", null=True),
    Column("latitude", Double, doc="Of the first place that is resolved, in degrees."),
    Column("longitude", Double, doc="Of the first place that is resolved, in degrees."),
    _text("begins", "First day on which it happened, civil date.", null=True),
    _text("ends", "Last day on which it happened, civil date.", null=True),
    Column("killed_low", Integer, doc="Lower bound of the largest figure of people killed."),
    Column("killed_best", Integer, doc="The largest figure of people killed; figures are never added up."),
    Column("killed_high", Integer, doc="Upper bound of the largest figure of people killed."),
    _text("decided_by", "The rule of the codebook or the head of the model that gave the type.", null=True),
    _text("party_words", "Words and names of actors and recipients, folded, for searching.", null=True),
    _text("place_words", "Names of places and their words in the report, folded, for searching.", null=True),
    # Last, because they are long: SQLite reads a row from its beginning and only as far as it must.
    _text("happening", "What is claimed to have happened, whole, as JSON.", null=True),
    _text("figure", "A number of people that belongs to no event, as JSON.", null=True),
    _text("agreement_kind", "What an agreement chiefly brings about, as `ceasefire`.", null=True),
    _text("step", "What is said to have happened to an agreement, as `violated`.", null=True),
    _text("term", "An obligation in an agreement, in the report's words.", null=True),
    _text(
        "relation",
        "How a party stands to a place: holds, contests, besieges, lost, took, partly-holds.",
        null=True,
    ),
    _text("label_kind", "How words are loaded: label, scare, distancing, euphemism or praise.", null=True),
    _text("labelled", "Whom or what a loaded word is about.", null=True),
    _text("dealing", "What is claimed of an agreement, whole, as JSON.", null=True),
    _text("holding", "What is claimed of the control of a place, whole, as JSON.", null=True),
    _text("label", "Which loaded word is used, whole, as JSON.", null=True),
    info={"doc": "The atoms of the ledger, as each reading gave them. Current ones: `current_claims`."},
)

claim_links = Table(
    "claim_links",
    metadata,
    _text("reading", "The reading of the claim.", key=True),
    _text("claim", "The claim.", key=True),
    _integer("position", "0 is the outlet, then inwards.", key=True),
    _text("name", "The source in its own words, or the outlet."),
    _text("kind", "named, unnamed, collective, media, document or none."),
    _text("span", "Where it is named, as JSON `[start, end]`.", null=True),
    _text("entity", "The entity it refers to within the document.", null=True),
    _text("name_folded", "Name without case, for searching."),
    ForeignKeyConstraint(["reading", "claim"], ["claims.reading", "claims.id"]),
    info={"doc": "The links of each claim's source chain, one to a row, for searching by source."},
)

rejects = Table(
    "rejects",
    metadata,
    _entry(key=True),
    _text("location", "What could not be used."),
    _text("stage", "source, document or reading."),
    _text("reason", "Why, and what to do about it."),
    _text("at", "When, UTC."),
    _integer("retryable", "1 if trying again may help, else 0."),
    _text("sha256", "The bytes, if there are any.", index=True, null=True),
    _recorded(),
    Index("ix_rejects_location", "location", postgresql_using="hash"),
    info={"doc": "Inputs that could not be used, with the reason."},
)

reject_closings = Table(
    "reject_closings",
    metadata,
    _pointer("reject", "`entry` of the reject that no longer stands.", "rejects.entry", key=True),
    _text("because", "`succeeded` later, or `superseded` by a newer reject."),
    _recorded(),
    _entry(),
    info={"doc": "Rejects that were overcome."},
)

feeds = Table(
    "feeds",
    metadata,
    _text("url", "Address of the feed.", key=True),
    Column("state", LargeBinary, nullable=False, doc="What the watcher needs to go on where it stopped."),
    _text("digest", "SHA-256 over the other columns."),
    info={"doc": "Where each watched feed stands. The only table whose rows change: it is no evidence."},
)

judgements = Table(
    "link_judgements",
    metadata,
    _text("id", "Hash of the columns from `one_document` to `judged_at`.", key=True),
    _text("one_document", "The report of the one account.", "documents.id", index=True),
    _text("one_kind", "Kind of the claim, as `event`."),
    _text("one_anchor", "Span of the word that tells what happened, as JSON `[start, end]`."),
    _text("one_text", "The words of the one account, as they were judged."),
    _text("other_document", "The report of the other account.", "documents.id", index=True),
    _text("other_kind", "Kind of its claim."),
    _text("other_anchor", "Span of its word."),
    _text("other_text", "Its words."),
    _text("verdict", "same, different or unsure: whether both tell of one happening."),
    _text("because", "Why, in the words of who judged.", null=True),
    _text("judged_by", "Who judged."),
    _text("judged_at", "When, UTC. Of judgements on one pair the last holds."),
    _recorded(),
    _entry(),
    info={
        "doc": "What people decided about links. Kept by the words judged, so that it survives a new reading."
    },
)

reviews = Table(
    "reviews",
    metadata,
    _text("id", "Hash of the columns from `document` to `judged_at`.", key=True),
    _text("document", "The report of the claim.", "documents.id", index=True),
    _text("kind", "Kind of the claim, as `event`."),
    _text("evidence", "Spans of the words that were judged, as JSON `[[start, end], ...]`."),
    _text("anchor", "Span of the word that the claim hangs on, as JSON `[start, end]`."),
    _text("about", "The step or the term of an agreement: one word may tell of several.", null=True),
    _text("text", "The words that were judged."),
    _text("claim", "The claim as it was called then."),
    _text("said", "What the claim said then, field by field, as JSON."),
    _text("verdict", "accept, correct, reject, unsure; or withdraw, which takes back what was judged."),
    _text("corrections", "Fields with their right values and the words that show them, as JSON.", null=True),
    _text("because", "Why, in the words of who judged.", null=True),
    _text("judged_by", "Who judged."),
    _text("judged_at", "When, UTC."),
    _recorded(),
    _entry(),
    Index("ix_reviews_judged_by", "judged_by", "entry"),
    info={"doc": "What people decided about claims, kept by the words judged: it survives a new reading."},
)

review_closings = Table(
    "review_closings",
    metadata,
    _text("review", "The judgement that no longer holds.", "reviews.id", key=True),
    _text("closed_by", "The later one, by the same person on the same words.", "reviews.id"),
    _recorded(),
    _entry(),
    info={"doc": "Judgements of claims that their authors replaced or withdrew."},
)

# --- derived: which claims tell of one happening --------------------------------------------------

link_documents = Table(
    "link_documents",
    derived,
    _text("document", "The report.", key=True),
    _text("reading", "The reading of it whose claims are linked."),
    info={"doc": "Which reading of each report is linked."},
)

event_members = Table(
    "event_members",
    derived,
    _text("claim", "The claim.", key=True),
    _text("telling", "What its report tells of one happening: the least of these claims.", index=True),
    _text("event", "The happening: the least of all its claims.", index=True),
    _text("document", "Its report.", index=True),
    _text("kind", "event, agreement or control."),
    _integer("anchor_start", "Where the word stands that tells what happened."),
    _integer("anchor_end", "Where that word ends."),
    info={"doc": "Which claims tell of which happening."},
)

link_profiles = Table(
    "link_profiles",
    derived,
    _text("telling", "The telling.", key=True),
    Column("profile", LargeBinary, nullable=False, doc="What comparing needs of it, as MessagePack."),
    info={"doc": "Tellings, digested for comparing."},
)

link_keys = Table(
    "link_keys",
    derived,
    _text("key", "A place, a word or a number, with the time.", key=True),
    _text("telling", "A telling that is looked for there.", index=True, key=True),
    info={"doc": "Index of tellings: only those that share a key are compared."},
    sqlite_with_rowid=False,
)

links = Table(
    "links",
    derived,
    _text("one", "A telling.", key=True),
    _text("other", "Another, of greater id.", index=True, key=True),
    Column("score", Double, nullable=False, doc="How likely both tell of one happening, in [0, 1]."),
    info={"doc": "Pairs of tellings that are likely of one happening."},
    sqlite_with_rowid=False,
)


def _number(name: str, doc: str) -> Column[int]:
    return Column(name, Integer, doc=doc)


linked_events = Table(
    "linked_events",
    derived,
    _text("id", "The least id of its claims.", key=True),
    _text("kind", "event, agreement or control."),
    _text("type", "What happened, as `ASSAULT`."),
    _text("mode", "The mode of the type.", null=True),
    _text("acled", "The ACLED sub-event type.", null=True),
    _text("place", "Where, by its name.", null=True),
    _text("country", "ISO 3166 code.", null=True),
    _text("admin1", "First-level area of the country.", null=True),
    Column("latitude", Double, doc="In degrees."),
    Column("longitude", Double, doc="In degrees."),
    _text("begins", "First day on which it happened.", null=True),
    _text("ends", "Last day on which it happened.", null=True),
    _text("actors", "Who did it, according to any account.", null=True),
    _text("recipients", "To whom, according to any account.", null=True),
    *(
        _number(f"{kind}_{bound}", f"{bound.capitalize()} of the figures given of people {kind}.")
        for kind in ("killed", "injured")
        for bound in ("low", "best", "high")
    ),
    _integer("claims", "How many claims tell of it."),
    _integer("documents", "In how many reports."),
    _integer("outlets", "By how many outlets."),
    _integer("happened", "How many claims say that it happened."),
    _integer("denied", "How many claims say that it did not."),
    _integer("origins", "How many independent origins stand behind the accounts."),
    _integer("contradictions", "How many disagreements there are between accounts."),
    _integer("reviewed", "How many links of its claims were judged by people."),
    _integer("stale", "1 while its accounts have changed and the row has not."),
    _text("place_words", "Names of places, folded, for searching.", null=True),
    _text("party_words", "Names of parties, folded, for searching.", null=True),
    _text("event", "The happening, whole, as JSON.", null=True),
    Index("ix_linked_events_begins", "begins", "id"),
    Index("ix_linked_events_contradictions", "contradictions", "begins", "id"),
    Index("ix_linked_events_origins", "origins", "begins", "id"),
    Index("ix_linked_events_country", "country", "begins", "id"),
    Index("ix_linked_events_type", "type", "begins", "id"),
    Index("ix_linked_events_stale", "stale", "id"),
    info={"doc": "Happenings: what all accounts of each say together."},
)


# --- derived: what is to be reviewed, and which judgements hold of which claims -------------------


def _flagged(condition: str, flag: str, *columns: str) -> Iterator[Index]:
    """An index of the few rows of which a condition holds."""
    only = text(condition)
    yield Index(f"ix_review_queue_{flag}", *columns, sqlite_where=only, postgresql_where=only)


review_queue = Table(
    "review_queue",
    reviewing,
    _text("claim", "The claim.", key=True),
    _text("document", "Its report.", index=True, key=True),
    _text("reading", "The reading that gave it, which is the current one."),
    _text("kind", "Its kind."),
    _integer("doubt", "How much it needs a look: the greatest first. See `accordingto.ledger.queue`."),
    _integer("contradictions", "How many disagreements there are about what it tells."),
    _integer("judged", "How many people have judged it."),
    _integer("disputed", "1 if they judged differently."),
    _integer("again", "1 if it was judged and says something else now."),
    Index("ix_review_queue_next", "judged", "doubt", "claim"),
    Index("ix_review_queue_kind", "kind", "judged", "doubt", "claim"),
    *_flagged("again = 1", "again", "kind"),
    *_flagged("disputed = 1", "disputed", "claim"),
    *_flagged("judged > 0", "judged", "doubt", "claim"),
    info={"doc": "Each current claim, with how much it needs to be looked at."},
)

claim_reviews = Table(
    "claim_reviews",
    reviewing,
    _text("claim", "The claim, as it is called now.", key=True),
    _text("document", "The report of the claim.", index=True, key=True),
    _text("review", "A judgement that holds of it.", key=True),
    _text("judged_by", "Who judged."),
    _text("verdict", "accept, correct, reject or unsure."),
    Index("ix_claim_reviews_judged_by", "judged_by", "claim"),
    Index("ix_claim_reviews_verdict", "verdict", "judged_by", "claim"),
    info={"doc": "Which judgements hold of which current claims."},
)

tallies = Table(
    "tallies",
    reviewing,
    _text("what", "What is counted: see `accordingto.ledger.tallies`.", key=True),
    _text("about", "Of what, as the folded name of a source; empty of the whole ledger.", key=True),
    _text("value", "The value that is counted.", key=True),
    _integer("number", "How many current claims have it."),
    _text("last", "Of a source, the last day on which it is quoted; empty of all else."),
    info={"doc": "Counts over all current claims, so that no page has to count."},
    sqlite_with_rowid=False,
)


kept = Table(
    "kept",
    reviewing,
    _text("name", "What it is: see `accordingto.ledger.kept`.", key=True),
    _text("state", "The state of the ledger that it was made of."),
    Column("value", LargeBinary, nullable=False, doc="What was made of it, for whoever made it."),
    info={"doc": "What pages work out from all claims at once, so that a start does not wait for it."},
)


def _view(name: str, doc: str, *columns: Column[Any]) -> Table:
    like = [Column(column.name, column.type, doc=column.doc) for column in columns]
    return Table(name, views, *like, info={"doc": doc})


pending_captures = _view(
    "pending_captures",
    "Captures with neither document nor reject: what an interrupted `add` left to do.",
    captures.c.id,
    captures.c.evidence,
    captures.c.location,
    captures.c.entry,
)

open_rejects = _view(
    "open_rejects",
    "Rejects that still stand.",
    *rejects.columns,
)

current_readings = _view(
    "current_readings",
    "The reading that holds, of each document that was read.",
    *readings.columns,
)

current_claims = _view(
    "current_claims",
    "Claims of the current readings, with what identifies the report.",
    claims.c.id,
    documents.c.outlet,
    documents.c.published,
    documents.c.title,
    documents.c.url,
    claims.c.document,
    claims.c.position,
    claims.c.kind,
    claims.c.act,
    claims.c.quote,
    claims.c.polarity,
    claims.c.text,
    claims.c.evidence,
    claims.c.said_by,
    claims.c.cue,
    claims.c.confidence,
    claims.c.reader,
    claims.c.recorded_at,
    claims.c.reading,
    claims.c.certainty,
    claims.c.status,
    claims.c.event_type,
    claims.c.mode,
    claims.c.figure,
    claims.c.step,
    claims.c.term,
    claims.c.relation,
    claims.c.label_kind,
)

_sources = _text(
    "sources", "The source chain after the outlet, outermost first, with ` › ` between two.", null=True
)

current_events = _view(
    "current_events",
    "Claims of the current readings about what happened: who says, what, who to whom, where, when, how many.",
    claims.c.id,
    documents.c.outlet,
    documents.c.published,
    _sources,
    claims.c.act,
    claims.c.event_type,
    claims.c.mode,
    claims.c.acled,
    claims.c.polarity,
    claims.c.certainty,
    claims.c.status,
    claims.c.actors,
    claims.c.recipients,
    claims.c.instrument,
    claims.c.place,
    claims.c.country,
    claims.c.latitude,
    claims.c.longitude,
    claims.c.begins,
    claims.c.ends,
    claims.c.killed_low,
    claims.c.killed_best,
    claims.c.killed_high,
    claims.c.text,
    claims.c.confidence,
    claims.c.decided_by,
    documents.c.title,
    documents.c.url,
    claims.c.document,
    claims.c.position,
    claims.c.reader,
    claims.c.recorded_at,
    claims.c.reading,
    claims.c.happening,
)

current_agreements = _view(
    "current_agreements",
    "Claims of the current readings about agreements: one step or one term each, and who tells of it.",
    claims.c.id,
    documents.c.outlet,
    documents.c.published,
    _sources,
    claims.c.agreement_kind,
    claims.c.step,
    claims.c.term,
    claims.c.actors,
    claims.c.recipients,
    claims.c.place,
    claims.c.begins,
    claims.c.ends,
    claims.c.polarity,
    claims.c.certainty,
    claims.c.status,
    claims.c.text,
    claims.c.confidence,
    documents.c.title,
    documents.c.url,
    claims.c.document,
    claims.c.position,
    claims.c.recorded_at,
    claims.c.reading,
    claims.c.dealing,
)

current_control = _view(
    "current_control",
    "Claims of the current readings about who holds which place: `actors` stand in `relation` to it.",
    claims.c.id,
    documents.c.outlet,
    documents.c.published,
    _sources,
    claims.c.place,
    claims.c.relation,
    claims.c.actors,
    claims.c.recipients,
    claims.c.country,
    claims.c.latitude,
    claims.c.longitude,
    claims.c.begins,
    claims.c.ends,
    claims.c.polarity,
    claims.c.certainty,
    claims.c.status,
    claims.c.text,
    claims.c.confidence,
    documents.c.title,
    documents.c.url,
    claims.c.document,
    claims.c.position,
    claims.c.recorded_at,
    claims.c.reading,
    claims.c.holding,
)

current_labels = _view(
    "current_labels",
    "Loaded words in the current readings: who uses them, and of whom.",
    claims.c.id,
    documents.c.outlet,
    documents.c.published,
    _sources,
    claims.c.label_kind,
    claims.c.text,
    claims.c.labelled,
    claims.c.confidence,
    documents.c.title,
    documents.c.url,
    claims.c.document,
    claims.c.position,
    claims.c.recorded_at,
    claims.c.reading,
    claims.c.label,
)
