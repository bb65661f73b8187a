"""Finding the few claims that pass a filter without looking at all the others.

Lists of claims have an order, and are read in it until a page is full. That is quick while many pass, and
reads the whole ledger when few do. SQLite cannot combine indices of single columns as PostgreSQL does, so it
has one index of everything that a filter asks for: `search_filters`, in which each claim is a text of tokens.
A filter becomes a query of it; if few claims are found, they alone are looked at. The index may find too many
and never too few: every condition is still checked.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Join,
    Select,
    and_,
    bindparam,
    column,
    func,
    select,
    table,
    text,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from accordingto.ledger import schema, tallies
from accordingto.ledger.nouns import ClaimFilter, EventFilter
from accordingto.ledger.rows import fold, fold_words

# Columns that have to equal what a filter asks for: each value is a token.
EQUAL = (
    *("kind", "act", "polarity", "certainty", "status", "event_type", "mode"),
    *("agreement_kind", "step", "relation", "label_kind"),
)
# Nearly all claims have these, so looking them up would narrow nothing down.
COMMON = frozenset({"polarity_positive"})
# So many claims are found and sorted in a tenth of a second; of a million, as many are read to fill a page
# that one in so many fits.
MOST = 6_000
# About so many has a reading.
CLAIMS_EACH = 10
# Lists that are streamed to their end are read in their order from here on.
MOST_STREAMED = 100_000
# Names of sources that are looked up one by one: where more names fit, so do many claims.
MOST_NAMES = 60
# States of review -> the verdict that a judgement must have.
VERDICTS = {"accepted": "accept", "corrected": "correct", "rejected": "reject", "unsure": "unsure"}
FIRST_YEAR, LAST_YEAR, MOST_YEARS = 1900, 2100, 5
# Of a date with its month, and of what takes no longer than this, the months are tokens too.
MOST_MONTHS = 3
# A claim is row `entry of its reading * 2^20 + its position`, as in `search_claims`.
POSITION_BITS = 20
PAGE = 200
# What the tokenizer is certain to take as part of a word, whichever version of Unicode it knows.
_KNOWN = re.compile("[0-9a-z\u00df-\u024f\u03ac-\u045f\u05d0-\u05ea\u0620-\u064a\u0904-\u0939\u4e00-\u9fcb]")

_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")

_FILTERS = table("search_filters", column("rowid"))


# --- tokens ---------------------------------------------------------------------------------------


def _token(name: str, value: str) -> str:
    return f"{name}_{re.sub('[^a-z0-9]', '', value.lower())}"


def _named(name: str, folded: str) -> str:
    return f"{name}_{hashlib.blake2b(folded.encode(), digest_size=6).hexdigest()}"


def _year(name: str, date: str | None) -> str:
    year = int(date[:4]) if date and date[:4].isdecimal() else None
    if year is None:
        return f"{name}_none"
    return f"{name}_{'early' if year < FIRST_YEAR else 'late' if year > LAST_YEAR else year}"


def _years(name: str, begin: str | None, end: str | None) -> list[str]:
    """A token for each year from one date to another, and for each month; for what is of no certain months
    one that says so. `long` where the years are many, or it is unclear.
    """
    first, last = begin or end, end or begin
    if first is None or last is None:
        return []
    if not (first[:4].isdecimal() and last[:4].isdecimal()) or int(last[:4]) - int(first[:4]) >= MOST_YEARS:
        return [f"{name}_long"]
    whole = [_year(name, f"{year:04}") for year in (*range(int(first[:4]), int(last[:4]) + 1), int(last[:4]))]
    months = _months(first, last)
    narrow = [f"{name}_{month}" for month in months] if months else [f"{year}_wide" for year in whole]
    return sorted({*whole, *narrow})


def _months(first: str, last: str) -> list[str]:
    """The months from one date to another, as `201903`; none where a date has no month, or they are many."""
    if not (_MONTH.match(first) and _MONTH.match(last)):
        return []
    begin, end = map(_number_of, (first, last))
    return [_month(number) for number in range(begin, end + 1)] if 0 <= end - begin < MOST_MONTHS else []


def _number_of(date: str) -> int:
    """The number of the month of a date."""
    return 12 * int(date[:4]) + int(date[5:7]) - 1


def _month(number: int) -> str:
    return f"{number // 12:04}{number % 12 + 1:02}"


def facets_of(row: Mapping[str, Any], links: Iterable[tuple[str, str]]) -> list[str]:
    """Tokens of a claim with its `outlet_folded` and `published`. `links`: folded name and kind of each."""
    equal = [_token(name, row[name]) for name in EQUAL if row[name]]
    chain = list(links)
    return [
        *(token for token in equal if token not in COMMON),
        *sorted({_named("source", name) for name, _ in chain} | {_token("sort", kind) for _, kind in chain}),
        *([_named("outlet", row["outlet_folded"])] if row["outlet_folded"] else []),
        _year("published", row["published"]),
        *_years("happened", row["begins"], row["ends"]),
    ]


# --- in -------------------------------------------------------------------------------------------


def follow(connection: Connection, reading: str) -> None:
    """Index the claims of a new reading."""
    _index(connection, [reading])


def refill(connection: Connection) -> None:
    """Index all claims, those of replaced readings too, which are asked for by day."""
    if not _is_sqlite(connection):
        return
    connection.execute(text("INSERT INTO search_filters (search_filters) VALUES ('delete-all')"))
    readings = schema.readings.c
    after = 0
    while True:
        query = select(readings.id, readings.entry).where(readings.entry > after)
        rows = connection.execute(query.order_by(readings.entry).limit(PAGE)).all()
        if not rows:
            return
        _index(connection, [row.id for row in rows])
        after = rows[-1].entry


def _is_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"


_INSERT = text(
    "INSERT INTO search_filters (rowid, words, parties, places, facets)"
    " VALUES (:row, :words, :parties, :places, :facets)"
)


def _index(connection: Connection, readings: Sequence[str]) -> None:
    if not _is_sqlite(connection):
        return
    claim, document, reading, link = (
        *(schema.claims.c, schema.documents.c, schema.readings.c, schema.claim_links.c),
    )
    chains: dict[tuple[str, str], list[tuple[str, str]]] = {}
    links = select(link.reading, link.claim, link.name_folded, link.kind).where(link.reading.in_(readings))
    for row in connection.execute(links):
        chains.setdefault((row.reading, row.claim), []).append((row.name_folded, row.kind))
    own = (claim[name] for name in (*EQUAL, "begins", "ends", "words", "party_words", "place_words"))
    query = (
        select(reading.entry, claim.position, claim.reading, claim.id, *own)
        .add_columns(document.title_words, document.outlet_folded, document.published)
        .join(schema.readings, reading.id == claim.reading)
        .join(schema.documents, document.id == claim.document)
        .where(claim.reading.in_(readings))
    )
    found = [
        _indexed(row, chains.get((row["reading"], row["id"]), []))
        for row in connection.execute(query).mappings()
    ]
    if found:
        connection.execute(_INSERT, found)


def _indexed(row: Mapping[Any, Any], links: Iterable[tuple[str, str]]) -> dict[str, Any]:
    return {
        "row": (row["entry"] << POSITION_BITS) | row["position"],
        "words": row["words"] + row["title_words"],
        "parties": row["party_words"] or "",
        "places": row["place_words"] or "",
        "facets": " ".join(facets_of(row, links)),
    }


# --- from a filter to a query ---------------------------------------------------------------------


def match_of(connection: Connection, wanted: ClaimFilter, source: str | None = None) -> str | None:
    """The query for what a filter asks, and for a source of this folded name; None if it asks nothing."""
    facets = [*_facets(connection, wanted), *([_named("source", source)] if source is not None else [])]
    parts = [f"facets : ({one})" for one in facets]
    parts += _phrases("places", [wanted.place] if wanted.place else [])
    parts += _phrases("parties", [wanted.actor] if wanted.actor else [])
    parts += _phrases("words", wanted.words)
    return " AND ".join(parts) or None


def _phrases(name: str, asked: Iterable[str]) -> Iterator[str]:
    for words in asked:
        folded = fold_words(words).strip()
        if _KNOWN.search(folded):
            yield f'{name} : "{folded}"{" *" if words.endswith("*") else ""}'


def _facets(connection: Connection, wanted: ClaimFilter) -> Iterator[str]:
    tokens = [_token(name, value) for name in EQUAL if (value := getattr(wanted, name)) is not None]
    yield from (token for token in tokens if token not in COMMON)
    if wanted.source_kind is not None:
        yield _token("sort", wanted.source_kind)
    if wanted.outlet is not None:
        yield _named("outlet", fold(wanted.outlet))
    # Names are known of current readings alone.
    if wanted.source is not None and wanted.as_of is None:
        yield from _sources(connection, fold(wanted.source))
    yield from _dates("published", wanted.since, wanted.until)
    yield from _dates("happened", wanted.happened_since, wanted.happened_until)


def _sources(connection: Connection, part: str) -> Iterator[str]:
    """Any of the names that have this in them."""
    names = tallies.keys_with(connection, part, MOST_NAMES + 1)
    if not names:
        yield _named("source", "\0")
    elif len(names) <= MOST_NAMES:
        yield " OR ".join(_named("source", name) for name in names)


def _dates(name: str, since: str | None, until: str | None) -> Iterator[str]:
    asked = [date[:4] for date in (since, until) if date is not None]
    if not asked or not all(year.isdecimal() for year in asked):
        return
    first = int(asked[0]) if since else 0
    last = int(asked[-1]) if until else LAST_YEAR + 1
    tokens = _within_a_year(name, since, until) if name == "happened" else []
    if not tokens:
        tokens = [f"{name}_{year}" for year in range(max(first, FIRST_YEAR), min(last, LAST_YEAR) + 1)]
        tokens += [f"{name}_early"] if first < FIRST_YEAR else []
        tokens += [f"{name}_late"] if last > LAST_YEAR else []
    tokens += [f"{name}_long"] if name == "happened" else []
    yield " OR ".join(tokens or [f"{name}_never"])  # the end asked for is before the beginning


def _within_a_year(name: str, since: str | None, until: str | None) -> list[str]:
    """The months of a part of one year, and what is of no certain months of it; else nothing."""
    if since is None or until is None or since[:4] != until[:4]:
        return []
    first, last = (date if date[4:] else f"{date}-{usual}" for date, usual in ((since, "01"), (until, "12")))
    if not (FIRST_YEAR <= int(first[:4]) <= LAST_YEAR and _MONTH.match(first) and _MONTH.match(last)):
        return []
    months = range(_number_of(first), _number_of(last) + 1)
    return [*(f"{name}_{_month(number)}" for number in months), f"{name}_{first[:4]}_wide"]


# --- where a query begins -------------------------------------------------------------------------


class Led(Join):
    """A join whose left side is read first. SQLite, which keeps no statistics, would begin anywhere."""

    inherit_cache = True


@compiles(Led)
def _join(join: Led, compiler: SQLCompiler, **options: Any) -> str:
    plain: str = compiler.visit_join(join, **options)  # type: ignore[no-untyped-call]
    return plain


@compiles(Led, "sqlite")
def _cross_join(join: Led, compiler: SQLCompiler, **options: Any) -> str:
    sides = [compiler.process(side, **{**options, "asfrom": True}) for side in (join.left, join.right)]
    on = join.onclause
    assert on is not None
    return f"{sides[0]} CROSS JOIN {sides[1]} ON {compiler.process(on, **{**options, 'asfrom': False})}"


class Lead(NamedTuple):
    """What a query over claims begins with: a join that has claims and these tables besides."""

    rows: FromClause
    tables: tuple[FromClause, ...] = ()


#: Beginning anywhere: for a few claims by their ids.
ANYWHERE = Lead(schema.claims)
#: In the order of documents, which has an index.
BY_DOCUMENT = Lead(
    Led(schema.documents, schema.claims, schema.documents.c.id == schema.claims.c.document),
    (schema.documents,),
)


class Way(NamedTuple):
    """A set of claims in which all lie that fit, and how many they are at most."""

    lead: Lead
    number: int


def begins(column: ColumnElement[str], prefix: str) -> ColumnElement[bool]:
    """To begin so. Unlike LIKE, this uses an index."""
    # U+10FFFF sorts behind every character that an id can hold.
    return and_(column >= prefix, column < prefix + "\U0010ffff")


def narrowed(
    connection: Connection,
    wanted: ClaimFilter,
    *,
    source: str | None = None,
    most: int = MOST,
    most_judged: int | None = None,
) -> Lead | None:
    """The smallest set in which all that fits lies; None if it is larger than `most`.

    Then reading in the order that is asked for fills a page soon. `most_judged` is for a set of what was
    judged, where that has an order of its own.
    """
    if not _is_sqlite(connection):
        return None
    ways = [*_ways(connection, wanted, source, most), *_judged_way(connection, wanted, most_judged or most)]
    return min(ways, key=lambda way: way.number).lead if ways else None


def as_lexemes(
    connection: Connection, wanted: ClaimFilter | EventFilter, rows: str = "claims"
) -> Iterator[ColumnElement[bool]]:
    """For PostgreSQL, which has an index of the words of parties and of places."""
    if _is_sqlite(connection):
        return
    for name, words in (("party_words", wanted.actor), ("place_words", wanted.place)):
        if words is not None and not words.endswith("*") and _KNOWN.search(folded := fold_words(words)):
            condition = f"to_tsvector('simple', {rows}.{name}) @@ phraseto_tsquery('simple', :{name})"
            yield text(condition).bindparams(**{name: folded})  # type: ignore[misc]


def rows_of(connection: Connection, wanted: ClaimFilter, most: int = MOST_STREAMED) -> Select[Any] | None:
    """Rows among which are all that fit, if they are looked up so and are no more than `most`."""
    match = match_of(connection, wanted) if _is_sqlite(connection) else None
    if match is None or _number(connection, _found(match), most) > most:
        return None
    return _found(match)


def _ways(connection: Connection, wanted: ClaimFilter, source: str | None, most: int) -> Iterator[Way]:
    match = match_of(connection, wanted, source)
    if match is not None:
        yield from _way(connection, _of_rows(_found(match)), _found(match), most)
    reading = schema.readings.c
    for asked, condition in (
        (wanted.document, begins(reading.document, wanted.document or "")),
        (wanted.as_of, reading.at <= f"{wanted.as_of}~"),
    ):
        if asked is not None:
            found = select(reading.id).where(condition)
            yield from _way(connection, _of_readings(found), found, most // CLAIMS_EACH, CLAIMS_EACH)


def _judged_way(connection: Connection, wanted: ClaimFilter, most: int) -> Iterator[Way]:
    if (judged := _judged(wanted)) is not None:
        yield from _way(connection, _of_judged(judged), judged, most)


def _way(connection: Connection, lead: Lead, rows: Select[Any], most: int, each: int = 1) -> Iterator[Way]:
    """What leads to `each` claims a row, unless there are too many rows."""
    number = _number(connection, rows, most)
    if number <= most:
        yield Way(lead, each * number)


def _of_rows(found: Select[Any]) -> Lead:
    """Claims by their rows in an index of words."""
    rows, claim, reading = found.subquery("narrowed"), schema.claims.c, schema.readings.c
    read = Led(rows, schema.readings, reading.entry == rows.c.row.op(">>")(POSITION_BITS))
    position = claim.position == rows.c.row.op("&")(2**POSITION_BITS - 1)
    return Lead(Led(read, schema.claims, and_(claim.reading == reading.id, position)), (schema.readings,))


def _of_judged(judged: Select[Any]) -> Lead:
    rows, claim = judged.distinct().subquery("narrowed"), schema.claims.c
    return Lead(Led(rows, schema.claims, and_(claim.id == rows.c.claim, claim.document == rows.c.document)))


def _of_readings(early: Select[Any]) -> Lead:
    rows = early.subquery("narrowed")
    return Lead(Led(rows, schema.claims, schema.claims.c.reading == rows.c.id))


def _found(match: str) -> Select[Any]:
    condition = text("search_filters MATCH :filters").bindparams(bindparam("filters", match, unique=True))
    return select(_FILTERS.c.rowid.label("row")).where(condition)


def _number(connection: Connection, query: Select[Any], most: int) -> int:
    """How many rows there are, counted no further than is of interest."""
    bounded = query.limit(most + 1).subquery()
    return connection.scalar(select(func.count()).select_from(bounded)) or 0


def _judged(wanted: ClaimFilter) -> Select[Any] | None:
    """Claims of a state of review, or judged by a person; None where that cannot be looked up."""
    held, queue = schema.claim_reviews.c, schema.review_queue.c
    if wanted.review in ("again", "disputed"):
        return select(queue.claim, queue.document).where(queue[wanted.review] == 1)
    if wanted.review == "unreviewed" or (wanted.review is None and wanted.reviewed_by is None):
        return None
    query = select(held.claim, held.document)
    if wanted.reviewed_by is not None:
        query = query.where(held.judged_by == wanted.reviewed_by)
    verdict = VERDICTS.get(wanted.review or "")
    return query if verdict is None else query.where(held.verdict == verdict)
