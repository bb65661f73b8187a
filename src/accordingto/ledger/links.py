"""Which claims tell of one happening, as tables: what linking looks up, and what it writes.

All but judgements is derived: it may change, nothing here counts in the custody log, and `link --again` makes
it anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    Table,
    TextClause,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    text,
    update,
)

from accordingto.errors import LedgerError
from accordingto.ledger import kept, schema
from accordingto.ledger.digests import row_digest
from accordingto.ledger.nouns import ClaimRow, Judgement
from accordingto.ledger.queries import claim_select, full_id
from accordingto.ledger.rows import SPAN, Columns, decode, encode, to_claim_row
from accordingto.ledger.writer import Writer
from accordingto.types import Claim, Sameness, Span

# Values in one statement: SQLite takes 32,766, and a plan for many is no better.
CHUNK = 400
# Blocks looked up by one statement: SQLite joins at most 500 queries. Of few sizes, each prepared once.
BLOCK_SIZES = (10, 50, 200)
BLOCKS = BLOCK_SIZES[-1]

Edge = tuple[str, str, float]
# A side of a judgement: document, kind of claim, span of the telling word.
Aspect = tuple[str, str, Span]


@dataclass(frozen=True)
class Verdict:
    """What holds of a pair of claims because a person said so."""

    one: str
    other: str
    verdict: Sameness


@dataclass(frozen=True)
class Member:
    """A claim that is to be linked, with the span of the word that tells what happened."""

    claim: str
    document: str
    kind: str
    anchor: Span


_KEPT_BY_TELLING = (
    (schema.link_profiles, "telling"),
    (schema.link_keys, "telling"),
    (schema.links, "one"),
    (schema.links, "other"),
)


class LinkTables:
    """The tables as linking asks for them, within one transaction: a `Store` of `accordingto.linking`."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._any_judged: bool | None = None

    # --- what linking looks up --------------------------------------------------------------------

    def block(self, keys: Sequence[str], most: int) -> dict[str, list[str]]:
        """The tellings kept under each key, those of least id, `most` at most."""
        found: dict[str, list[str]] = {}
        for chunk in _chunks(keys, BLOCKS):
            size = next(size for size in BLOCK_SIZES if size >= len(chunk))
            # No telling is kept under the empty key.
            names = dict.fromkeys((f"k{number}" for number in range(size)), "")
            names |= {f"k{number}": key for number, key in enumerate(chunk)}
            for key, telling in self.connection.execute(_block_query(size), {**names, "most": most}):
                found.setdefault(key, []).append(telling)
        return found

    def profiles(self, tellings: Iterable[str]) -> dict[str, bytes]:
        """Profiles as they were kept."""
        columns = schema.link_profiles.c
        rows = self._in(select(columns.telling, columns.profile), columns.telling, tellings)
        return {row.telling: row.profile for row in rows}

    def edges(self, tellings: Iterable[str]) -> list[Edge]:
        """All pairs with one of these tellings."""
        columns = schema.links.c
        query = select(columns.one, columns.other, columns.score)
        wanted = sorted(tellings)
        found = (row for side in (columns.one, columns.other) for row in self._in(query, side, wanted))
        return [(one, other, score) for one, other, score in found]

    def clusters(self, tellings: Iterable[str]) -> list[tuple[str, ...]]:
        """The clusters that these tellings stand in, whole."""
        columns = schema.event_members.c
        rows = self._in(select(columns.event), columns.telling, tellings)
        events = sorted({row.event for row in rows if row.event})
        clusters: dict[str, set[str]] = {}
        for row in self._in(select(columns.event, columns.telling), columns.event, events):
            clusters.setdefault(row.event, set()).add(row.telling)
        return sorted(tuple(sorted(members)) for members in clusters.values())

    def judged(self, claims: Iterable[str]) -> list[Verdict]:
        """What holds of pairs of which one is among these claims."""
        if not self._is_any_judged():
            return []
        columns = schema.event_members.c
        wanted = set(claims)
        rows = self._in(select(columns.document), columns.claim, wanted)
        return list(self._verdicts(sorted({row.document for row in rows}), wanted))

    def judged_tellings(self, tellings: Iterable[str]) -> list[Verdict]:
        """The same of the claims of these tellings, as pairs of two tellings."""
        if not self._is_any_judged():
            return []
        columns = schema.event_members.c
        claims = {row.claim for row in self._in(select(columns.claim), columns.telling, tellings)}
        found = self.judged(claims)
        home = self.tellings({claim for pair in found for claim in (pair.one, pair.other)})
        pairs = (Verdict(home[pair.one], home[pair.other], pair.verdict) for pair in found)
        return [pair for pair in pairs if pair.one != pair.other]

    def _is_any_judged(self) -> bool:
        if self._any_judged is None:
            first = self.connection.scalar(select(schema.judgements.c.id).limit(1))
            self._any_judged = first is not None
        return self._any_judged

    def _verdicts(self, documents: Sequence[str], claims: set[str]) -> Iterator[Verdict]:
        standing = standing_judgements(self.connection, documents)
        sides = {side for one in standing for side in (one.one_document, one.other_document)}
        rows = self._in(select(schema.event_members), schema.event_members.c.document, sorted(sides))
        members = [
            Member(row.claim, row.document, row.kind, (row.anchor_start, row.anchor_end)) for row in rows
        ]
        for verdict in verdicts(standing, members):
            if verdict.one in claims or verdict.other in claims:
                yield verdict

    def tellings(self, claims: Iterable[str]) -> dict[str, str]:
        """The telling that each claim belongs to."""
        columns = schema.event_members.c
        rows = self._in(select(columns.claim, columns.telling), columns.claim, claims)
        return {row.claim: row.telling for row in rows}

    # --- what linking writes ----------------------------------------------------------------------

    def enter(self, document: str, reading: str, members: Sequence[Member]) -> None:
        """Make the claims of a document members, each telling for itself and of no happening yet."""
        rows = [
            {
                "claim": member.claim,
                "telling": member.claim,
                "event": "",
                "document": document,
                "kind": member.kind,
                "anchor_start": member.anchor[0],
                "anchor_end": member.anchor[1],
            }
            for member in members
        ]
        self._insert(schema.event_members, rows)
        self._insert(schema.link_documents, [{"document": document, "reading": reading}])

    def keep(self, rows: Sequence[tuple[str, str]]) -> None:
        """Keep tellings under keys; what is kept already stays."""
        statement = "INSERT INTO link_keys (key, telling) VALUES (:key, :telling) ON CONFLICT DO NOTHING"
        if rows:
            self.connection.execute(text(statement), [{"key": key, "telling": one} for key, one in rows])

    def add(self, tellings: Sequence[tuple[str, str, Sequence[str], bytes]]) -> None:
        """Keep profiles, and which claims make which telling."""
        members = schema.event_members
        moves = [
            {"of": claim, "to": telling}
            for telling, _, claims, _ in tellings
            for claim in claims
            if claim != telling
        ]
        if moves:
            move = update(members).where(members.c.claim == bindparam("of")).values(telling=bindparam("to"))
            self.connection.execute(move, moves)
        rows = [{"telling": telling, "profile": profile} for telling, _, _, profile in tellings]
        self._insert(schema.link_profiles, rows)

    def connect(self, edges: Sequence[Edge]) -> None:
        """Keep pairs with their scores."""
        statement = (
            "INSERT INTO links (one, other, score) VALUES (:one, :other, :score) ON CONFLICT DO NOTHING"
        )
        rows = [{"one": one, "other": other, "score": score} for one, other, score in edges]
        if rows:
            self.connection.execute(text(statement), rows)

    def withdraw(self, document: str) -> tuple[bool, tuple[str, ...]]:
        """Take the claims of a document out: whether there were any, and the tellings they stood with."""
        columns = schema.event_members.c
        query = select(columns.telling).where(columns.document == document).distinct()
        gone = set(self.connection.scalars(query))
        if not gone:
            return False, ()
        before = self.clusters(gone)
        left = [rest for cluster in before if (rest := tuple(one for one in cluster if one not in gone))]
        for table, side in _KEPT_BY_TELLING:
            self._delete(table, side, sorted(gone))
        for table in (schema.link_documents, schema.event_members):
            self._delete(table, "document", (document,))
        self.replace(before, left)
        return True, tuple(one for cluster in left for one in cluster)

    def replace(self, gone: Sequence[tuple[str, ...]], come: Sequence[tuple[str, ...]]) -> None:
        """Put clusters in the place of others. Their rows are stale until they are summed up."""
        members, events = schema.event_members, schema.linked_events
        stood = {telling: cluster[0] for cluster in gone for telling in cluster}
        moves = [
            {"of": telling, "to": cluster[0]}
            for cluster in come
            for telling in cluster
            if stood.get(telling) != cluster[0]
        ]
        if moves:
            move = update(members).where(members.c.telling == bindparam("of")).values(event=bindparam("to"))
            self.connection.execute(move, moves)
        self._delete(events, "id", sorted({cluster[0] for cluster in (*gone, *come)}))
        self._insert(events, [_stale_row(cluster[0]) for cluster in come])
        kept.linked_anew(self.connection)

    # --- parts ------------------------------------------------------------------------------------

    def _in(self, query: Select[Any], column: Any, values: Iterable[str]) -> Iterator[Any]:
        for chunk in _chunks(values, CHUNK):
            yield from self.connection.execute(query.where(column.in_(chunk))).all()

    def _insert(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        if rows:
            self.connection.execute(insert(table), list(rows))

    def _delete(self, table: Table, column: str, values: Iterable[str]) -> None:
        for chunk in _chunks(values, CHUNK):
            self.connection.execute(delete(table).where(table.c[column].in_(chunk)))


def _chunks(values: Iterable[str], size: int) -> Iterator[list[str]]:
    listed = list(values)
    return (listed[start : start + size] for start in range(0, len(listed), size))


@lru_cache(maxsize=len(BLOCK_SIZES))
def _block_query(size: int) -> TextClause:
    """For each key its first tellings: an index gives them in order, however many there are."""
    one = (
        "SELECT * FROM (SELECT key, telling FROM link_keys WHERE key = :k{number}"
        " ORDER BY telling LIMIT :most) AS b{number}"
    )
    return text(" UNION ALL ".join(one.format(number=number) for number in range(size)))


def _stale_row(identity: str) -> dict[str, Any]:
    counts = ("claims", "documents", "outlets", "happened", "denied", "origins", "contradictions", "reviewed")
    return {"id": identity, "kind": "event", "type": "", "stale": 1, **dict.fromkeys(counts, 0)}


# --- which documents are to be linked -------------------------------------------------------------


def unlinked_page(connection: Connection, after: int, page: int) -> list[tuple[int, str, str]]:
    """The next current readings behind entry `after` that are not linked: entry, document, reading."""
    readings, linked = schema.current_readings.c, schema.link_documents.c
    query = (
        select(readings.entry, readings.document, readings.id)
        .outerjoin(schema.link_documents, linked.document == readings.document)
        .where(readings.entry > after, linked.reading.is_distinct_from(readings.id))
        .order_by(readings.entry)
        .limit(page)
    )
    return [(row.entry, row.document, row.id) for row in connection.execute(query)]


def count_unlinked(connection: Connection, *, everything: bool = False) -> int:
    """How many current readings are not linked, or there are at all."""
    readings, linked = schema.current_readings.c, schema.link_documents.c
    query = select(func.count()).select_from(schema.current_readings)
    if not everything:
        query = query.outerjoin(schema.link_documents, linked.document == readings.document)
        query = query.where(linked.reading.is_distinct_from(readings.id))
    return connection.scalar(query) or 0


def claims_of_reading(connection: Connection, reading: str) -> list[ClaimRow]:
    """All claims of a reading, in their order."""
    query = claim_select().where(schema.claims.c.reading == reading).order_by(schema.claims.c.position)
    return [to_claim_row(row) for row in connection.execute(query).mappings()]


def text_of(connection: Connection, document: str) -> str:
    """The text of a document."""
    columns = schema.documents.c
    return connection.scalar(select(columns.text).where(columns.id == document)) or ""


def reading_of(connection: Connection, document: str) -> str | None:
    """The reading of a document that is linked."""
    columns = schema.link_documents.c
    return connection.scalar(select(columns.reading).where(columns.document == document))


def clear(connection: Connection) -> None:
    """Forget all links, so that they are made anew; judgements stay."""
    for table in schema.derived.sorted_tables:
        connection.execute(delete(table))
    kept.linked_anew(connection)


# --- members of happenings ------------------------------------------------------------------------


def event_of(connection: Connection, prefix: str) -> str:
    """The id of the happening that an id, or the beginning of one, of any of its claims stands for."""
    columns = schema.event_members.c
    claim = full_id(connection, columns.claim, prefix, "event")
    event: str | None = connection.scalar(select(columns.event).where(columns.claim == claim))
    if not event:
        raise LedgerError(f"There is no event {prefix!r} in the ledger. `accordingto link` may not be done.")
    return event


def events_of(connection: Connection, claims: Sequence[str]) -> dict[str, str]:
    """The happening of each claim that is linked."""
    columns = schema.event_members.c
    found: dict[str, str] = {}
    for chunk in _chunks(claims, CHUNK):
        rows = connection.execute(select(columns.claim, columns.event).where(columns.claim.in_(chunk)))
        found.update((row.claim, row.event) for row in rows)
    return found


def members(connection: Connection, event: str) -> list[str]:
    """The claims that tell of a happening."""
    columns = schema.event_members.c
    return list(
        connection.scalars(select(columns.claim).where(columns.event == event).order_by(columns.claim))
    )


def readings_of(connection: Connection, event: str) -> list[tuple[str, str]]:
    """The documents that tell of a happening, each with its reading that is linked."""
    linked, member = schema.link_documents.c, schema.event_members.c
    telling = select(member.document).where(member.event == event)
    query = (
        select(linked.document, linked.reading).where(linked.document.in_(telling)).order_by(linked.document)
    )
    return [(document, reading) for document, reading in connection.execute(query)]


def stale_page(connection: Connection, page: int) -> list[str]:
    """Happenings whose accounts have changed."""
    columns = schema.linked_events.c
    query = select(columns.id).where(columns.stale == 1).order_by(columns.id).limit(page)
    return list(connection.scalars(query))


def count_events(connection: Connection) -> int:
    """How many happenings there are."""
    return connection.scalar(select(func.count()).select_from(schema.linked_events)) or 0


def links_of(connection: Connection, event: str) -> list[Edge]:
    """Pairs of tellings of one happening that were found alike, most alike first."""
    columns, member = schema.links.c, schema.event_members.c
    inside = select(member.telling).where(member.event == event)
    query = select(columns.one, columns.other, columns.score)
    query = query.where(columns.one.in_(inside), columns.other.in_(inside))
    rows = connection.execute(query.order_by(columns.score.desc(), columns.one, columns.other))
    return [(row.one, row.other, row.score) for row in rows]


# --- judgements -----------------------------------------------------------------------------------


def store_judgement(writer: Writer, judgement: Judgement) -> bool:
    """Keep what a person decided; false if it is kept already.

    Raises `LedgerError` if one of the reports is not in the ledger.
    """
    row = judgement_row(judgement)
    columns = schema.judgements.c
    if writer.connection.scalar(select(columns.id).where(columns.id == row["id"])) is not None:
        return False
    for document in (judgement.one_document, judgement.other_document):
        known = select(schema.documents.c.id).where(schema.documents.c.id == document)
        if writer.connection.scalar(known) is None:
            raise LedgerError(f"A judgement is about document {document}, which the ledger does not have.")
    writer.add(schema.judgements, row)
    return True


def judgement_row(judgement: Judgement) -> Columns:
    """A row of `link_judgements`, without when it was recorded."""
    row: Columns = {
        "one_document": judgement.one_document,
        "one_kind": judgement.one_kind,
        "one_anchor": encode(judgement.one_anchor),
        "one_text": judgement.one_text,
        "other_document": judgement.other_document,
        "other_kind": judgement.other_kind,
        "other_anchor": encode(judgement.other_anchor),
        "other_text": judgement.other_text,
        "verdict": judgement.verdict,
        "because": judgement.because,
        "judged_by": judgement.judged_by,
        "judged_at": judgement.judged_at,
    }
    return {**row, "id": row_digest("link_judgements", row)}


def to_judgement(row: Mapping[Any, Any]) -> Judgement:
    """From a row of `link_judgements`."""
    where = f"judgement {row['id']}"
    fields = {name: row[name] for name in Judgement.__struct_fields__}
    anchors = {name: decode(row[name], SPAN, where) for name in ("one_anchor", "other_anchor")}
    return Judgement(**{**fields, **anchors})


def all_judgements(connection: Connection) -> Iterator[Judgement]:
    """Every judgement in the order of judging, those that were replaced too."""
    columns = schema.judgements.c
    rows = connection.execute(select(schema.judgements).order_by(columns.judged_at, columns.id))
    return map(to_judgement, rows.mappings())


def standing_judgements(connection: Connection, documents: Sequence[str]) -> list[Judgement]:
    """The last judgement on each pair of words of which one stands in these documents."""
    columns = schema.judgements.c
    standing: dict[tuple[Aspect, ...], Judgement] = {}
    found: dict[str, Judgement] = {}
    for chunk in _chunks(documents, CHUNK):
        about = or_(columns.one_document.in_(chunk), columns.other_document.in_(chunk))
        for row in connection.execute(select(schema.judgements).where(about)).mappings():
            found[row["id"]] = to_judgement(row)
    for identity in sorted(found, key=lambda each: (found[each].judged_at, each)):
        standing[pair_of(found[identity])] = found[identity]
    return list(standing.values())


def pair_of(judgement: Judgement) -> tuple[Aspect, Aspect]:
    """What a judgement is about, whichever side is named first."""
    one: Aspect = (judgement.one_document, judgement.one_kind, judgement.one_anchor)
    other: Aspect = (judgement.other_document, judgement.other_kind, judgement.other_anchor)
    return (one, other) if one <= other else (other, one)


def anchor_of(claim: Claim) -> Span:
    """The span of the word that tells what happened; of an agreement, of its first words."""
    if claim.happening:
        return claim.happening.trigger
    return claim.holding.trigger if claim.holding else claim.evidence[0]


def member_of(claim: Claim) -> Member:
    """A claim as it is linked."""
    return Member(claim.id, claim.document, claim.kind, anchor_of(claim))


def verdicts(standing: Sequence[Judgement], members: Sequence[Member]) -> Iterator[Verdict]:
    """Judgements that hold, as pairs of these claims: those whose telling word is in the words judged."""
    by_document: dict[str, list[Member]] = {}
    for member in members:
        by_document.setdefault(member.document, []).append(member)
    for judgement in standing:
        one, other = (_told_at(side, by_document) for side in pair_of(judgement))
        yield from (Verdict(mine, its, judgement.verdict) for mine in one for its in other if mine != its)


def _told_at(side: Aspect, by_document: Mapping[str, Sequence[Member]]) -> list[str]:
    document, kind, (start, end) = side
    found = (one for one in by_document.get(document, ()) if one.kind == kind)
    return [one.claim for one in found if one.anchor[0] < end and start < one.anchor[1]]


def count_judged(connection: Connection, event: str) -> int:
    """How many judgements that hold touch claims of a happening."""
    columns = schema.event_members.c
    rows = connection.execute(select(schema.event_members).where(columns.event == event)).all()
    by_document: dict[str, list[Member]] = {}
    for row in rows:
        member = Member(row.claim, row.document, row.kind, (row.anchor_start, row.anchor_end))
        by_document.setdefault(row.document, []).append(member)
    standing = standing_judgements(connection, sorted(by_document))
    return sum(any(_told_at(side, by_document) for side in pair_of(judgement)) for judgement in standing)
