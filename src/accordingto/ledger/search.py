"""Full text: what people type, as a query of FTS5 or of PostgreSQL, over documents and current claims.

All words must be there; `"several words"` is a phrase, `shell*` a beginning, `-word` must not be there. Words
are compared by their stems, in English. On PostgreSQL the first `INDEXED` characters of a text are searched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Double,
    Select,
    cast,
    column,
    func,
    literal_column,
    select,
    table,
    text,
)

from accordingto.errors import LedgerError
from accordingto.ledger import schema
from accordingto.ledger.browsing import ALL, DOCUMENT_COLUMNS, DocumentRow, counted_claims
from accordingto.ledger.ledger import Ledger
from accordingto.ledger.narrowing import POSITION_BITS, rows_of
from accordingto.ledger.nouns import ClaimFilter, ClaimRow
from accordingto.ledger.queries import claim_conditions, claim_select, document_conditions
from accordingto.ledger.rows import fold, to_claim_row
from accordingto.types import Noun

INDEXED = 250_000
MOST_TERMS = 20
# Around words that were found, in snippets; no text holds them, for they are no characters.
BEGIN, END = "\ue000", "\ue001"
SNIPPET_WORDS = 30

_TERM = re.compile(r'(?P<without>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_DOCUMENT_WORDS = f"to_tsvector('english', coalesce(title, '') || ' ' || left(text, {INDEXED}))"
_CLAIM_WORDS = f"to_tsvector('english', left(claims.text, {INDEXED}))"


class DocumentHit(Noun, frozen=True):
    """A document that was found. In `snippet`, words that were asked for stand between `BEGIN` and `END`."""

    document: DocumentRow
    snippet: str


class HitPlace(Noun, frozen=True):
    """Where a page of hits ends. `rank` is 0 for claims, of which those stored last come first."""

    rank: float
    row: int


DocumentHits: TypeAlias = tuple[tuple[DocumentHit, ...], HitPlace | None]
ClaimHits: TypeAlias = tuple[tuple[ClaimRow, ...], HitPlace | None]


@dataclass(frozen=True)
class Term:
    """A word or phrase as typed, folded to words; with `begins`, its last word is a beginning."""

    words: tuple[str, ...]
    begins: bool = False
    without: bool = False


def terms_of(typed: str) -> tuple[Term, ...]:
    """What was typed, taken apart. Raises `LedgerError` if no word in it can be searched for."""
    found = tuple(term for match in _TERM.finditer(typed) if (term := _term(match)).words)
    if not any(not term.without for term in found):
        raise LedgerError(f"There is no word in {typed!r} to search for. Type at least one.")
    if len(found) > MOST_TERMS:
        raise LedgerError(f"That are {len(found)} words. Search for at most {MOST_TERMS}, or for a phrase.")
    return found


def _term(match: re.Match[str]) -> Term:
    raw = match["word"] if match["phrase"] is None else match["phrase"]
    words = tuple(re.findall(r"\w+", fold(raw)))
    return Term(words, begins=raw.endswith("*"), without=bool(match["without"]))


def fts5(terms: Sequence[Term]) -> str:
    """The query for SQLite: every word within quotation marks, so that nothing in it is an operator."""
    wanted = " AND ".join(_fts5(term) for term in terms if not term.without)
    return "".join([f"({wanted})", *(f" NOT {_fts5(term)}" for term in terms if term.without)])


def _fts5(term: Term) -> str:
    return f'"{" ".join(term.words)}"{" *" if term.begins else ""}'


def tsquery(terms: Sequence[Term]) -> str:
    """The query for PostgreSQL's `to_tsquery`; words are letters, digits and underscores alone."""
    return " & ".join(f"{'!' if term.without else ''}({_tsquery(term)})" for term in terms)


def _tsquery(term: Term) -> str:
    return " <-> ".join(term.words) + (":*" if term.begins else "")


# --- documents ------------------------------------------------------------------------------------

_DOCUMENTS = table("search_documents", column("rowid"), column("rank"))
_CLAIMS = table("search_claims", column("rowid"))


def search_documents(
    ledger: Ledger,
    typed: str,
    wanted: ClaimFilter = ALL,
    *,
    after: HitPlace | None = None,
    limit: int = 50,
) -> DocumentHits:
    """Documents that hold the words and fit what `wanted` asks of documents; and where to go on.

    Those that are most about the words come first.

    Raises `LedgerError` if there is no word to search for.
    """
    terms = terms_of(typed)
    with ledger.database.read() as connection:
        query = _ranked(connection, terms, list(document_conditions(wanted)), after, limit + 1)
        rows = connection.execute(query).mappings().all()
    hits = tuple(_hit(row) for row in rows[:limit])
    last = rows[limit - 1] if len(rows) > limit else None
    return hits, None if last is None else HitPlace(rank=last["rank"], row=last["entry"])


def _hit(row: Any) -> DocumentHit:
    document = DocumentRow(**{name: row[name] for name in DocumentRow.__struct_fields__})
    return DocumentHit(document=document, snippet=row["snippet"])


def _ranked(
    connection: Connection,
    terms: Sequence[Term],
    conditions: Sequence[ColumnElement[bool]],
    after: HitPlace | None,
    limit: int,
) -> Select[Any]:
    """One page is chosen by rank alone, before anything is looked up or cut out of texts for it."""
    if connection.dialect.name == "sqlite":
        row, rank, snippet, found = _sqlite_parts(terms)
    else:
        row, rank, snippet, found = _postgres_parts(terms)
    if after is not None:
        found = found.where((rank > after.rank) | ((rank == after.rank) & (row < after.row)))
    if conditions:
        # An expression: SQLite would look each row up in the index of words.
        found = found.where((row + 0).in_(select(schema.documents.c.entry).where(*conditions)))
    inner = found.order_by(rank, row.desc()).limit(limit).subquery()
    entry = schema.documents.c.entry
    query = select(*DOCUMENT_COLUMNS, counted_claims(), inner.c.rank, entry, snippet.label("snippet"))
    query = query.select_from(inner).join(schema.documents, entry == inner.c.row)
    return query.order_by(inner.c.rank, entry.desc())


def _sqlite_parts(terms: Sequence[Term]) -> tuple[Any, Any, Any, Select[Any]]:
    """Row, rank, snippet, and the rows that match."""
    row, rank = _DOCUMENTS.c.rowid, _DOCUMENTS.c.rank
    found = select(row.label("row"), rank.label("rank")).where(
        text("search_documents MATCH :words").bindparams(words=fts5(terms))
    )
    snippet = (
        select(func.snippet(literal_column("search_documents"), 1, BEGIN, END, "…", SNIPPET_WORDS))
        .select_from(_DOCUMENTS)
        .where(
            text("search_documents MATCH :again").bindparams(again=fts5(terms)),
            _DOCUMENTS.c.rowid == schema.documents.c.entry,
        )
        .scalar_subquery()
    )
    return row, rank, snippet, found


def _postgres_parts(terms: Sequence[Term]) -> tuple[Any, Any, Any, Select[Any]]:
    words = func.to_tsquery("english", tsquery(terms))
    row = schema.documents.c.entry
    rank = -cast(func.ts_rank_cd(literal_column(_DOCUMENT_WORDS), words), Double)
    options = f"StartSel={BEGIN},StopSel={END},MaxWords={SNIPPET_WORDS},MinWords=12"
    snippet = func.ts_headline("english", func.left(schema.documents.c.text, INDEXED), words, options)
    matches = literal_column(_DOCUMENT_WORDS).op("@@")(words)
    return row, rank, snippet, select(row.label("row"), rank.label("rank")).where(matches)


# --- claims ---------------------------------------------------------------------------------------


def search_claims(
    ledger: Ledger,
    typed: str,
    wanted: ClaimFilter,
    *,
    after: HitPlace | None = None,
    limit: int = 50,
) -> ClaimHits:
    """Current claims that hold the words and pass the filter, last stored first, and where to go on.

    Raises `LedgerError` if there is no word to search for.
    """
    terms = terms_of(typed)
    with ledger.database.read() as connection:
        query = _found_claims(connection, terms, wanted, after).where(*claim_conditions(wanted))
        rows = connection.execute(query.limit(limit + 1)).mappings().all()
    last = rows[limit - 1] if len(rows) > limit else None
    place = None if last is None else HitPlace(rank=0.0, row=last["search_row"])
    return tuple(map(to_claim_row, rows[:limit])), place


def _found_claims(
    connection: Connection, terms: Sequence[Term], wanted: ClaimFilter, after: HitPlace | None
) -> Select[Any]:
    claim, reading = schema.claims.c, schema.readings.c
    if connection.dialect.name == "sqlite":
        row: Any = _CLAIMS.c.rowid
        matches: Any = text("search_claims MATCH :words").bindparams(words=fts5(terms))
        found = select(row.label("row")).where(matches)
        if after is not None:
            found = found.where(row < after.row)
        if (fitting := rows_of(connection, wanted)) is not None:
            # An expression: SQLite would look each row up in the index of words, all of them read each time.
            found = found.where(row.op("+")(0).in_(fitting))
        # As a subquery of its own, newest first: the rest is looked up for as many rows as a page needs.
        inner = found.order_by(row.desc()).subquery()
        query = claim_select(inner.c.row.label("search_row")).join(
            inner,
            (reading.entry == inner.c.row.op(">>")(POSITION_BITS))
            & (claim.position == inner.c.row.op("&")(2**POSITION_BITS - 1)),
        )
        return query.order_by(inner.c.row.desc())
    number = cast(reading.entry, BigInteger) * 2**POSITION_BITS + claim.position
    words = func.to_tsquery("english", tsquery(terms))
    query = claim_select(number.label("search_row")).where(literal_column(_CLAIM_WORDS).op("@@")(words))
    if after is not None:
        query = query.where(number < after.row)
    return query.order_by(number.desc())
