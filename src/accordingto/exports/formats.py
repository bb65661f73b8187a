"""The table of formats, and the one way from rows to a file in any of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
from msgspec.structs import replace

from accordingto.errors import ExportError
from accordingto.exports import acled, delimited, parquet, plover, tables, timemap, ucdp
from accordingto.exports.columns import Table
from accordingto.exports.documents import Finish, write_lines
from accordingto.exports.files import Sink, whole_file
from accordingto.exports.geojson import write_geojson
from accordingto.exports.happenings import event_of
from accordingto.exports.nouns import LeftOut, Manifest, Order, Policy, Row, SourcedClaim, SourcedEvent, What
from accordingto.exports.tally import Tally
from accordingto.exports.timemap import write_timemap
from accordingto.exports.webannotation import write_annotations
from accordingto.schemas import schema_of

# Rows are of one kind within an export, which `what` names; the tables and writers of a kind go together.
AnyTable = Table[Any]
Write = Callable[[Iterable[Any], Sink, Order, Finish], None]

TABLES: dict[What, AnyTable] = {
    "claims": tables.CLAIMS,
    "events": tables.EVENTS,
    "agreements": tables.AGREEMENTS,
    "control": tables.CONTROL,
    "framing": tables.FRAMING,
}
EVERYTHING: tuple[What, ...] = tuple(TABLES)
# Formats that know events only: a claim of an event stands for itself there.
HAPPENINGS: tuple[What, ...] = ("events", "claims")
MANIFEST_SUFFIX = ".meta.json"


@dataclass(frozen=True, kw_only=True)
class Format:
    """A format: what it can hold, the first being what it holds if nobody says, and how it is written.

    With `as_events`, rows are made into events first, and `left_out` says which have no place in it.
    `table` are its columns where they are not ours. `inside` says that the manifest is in the file itself.
    `standard` is what it follows.
    """

    write: Write
    standard: str
    holds: tuple[What, ...] = EVERYTHING
    policy: Policy = "low-best-high"
    as_events: bool = False
    left_out: Callable[[SourcedEvent], str | None] | None = None
    table: AnyTable | None = None
    has_columns: bool = True
    inside: bool = True
    notes: tuple[str, ...] = ()


def _csv(rows: Iterable[Any], sink: Sink, order: Order, finish: Finish) -> None:
    delimited.write_csv(rows, sink, table=table_of(order), policy=order.policy, bom=order.bom)


def _jsonl(rows: Iterable[Any], sink: Sink, order: Order, finish: Finish) -> None:
    write_lines(rows, sink, finish=finish)


def _parquet(rows: Iterable[Any], sink: Sink, order: Order, finish: Finish) -> None:
    parquet.write_parquet(rows, sink, table=table_of(order), policy=order.policy, finish=finish)


def _geojson(rows: Iterable[Any], sink: Sink, order: Order, finish: Finish) -> None:
    write_geojson(rows, sink, table=table_of(order), policy=order.policy, finish=finish)


def _plover(rows: Iterable[Any], sink: Sink, order: Order, finish: Finish) -> None:
    write_lines((plover.record(row, order.policy) for row in rows), sink, finish=finish)


def _timemap(rows: Iterable[Any], sink: Sink, order: Order, finish: Finish) -> None:
    write_timemap(rows, sink, finish=finish)


def _annotations(rows: Iterable[Any], sink: Sink, order: Order, finish: Finish) -> None:
    write_annotations(rows, sink, finish=finish)


FORMATS: dict[str, Format] = {
    "csv": Format(write=_csv, standard="CSV: RFC 4180, UTF-8", inside=False, notes=delimited.NOTES),
    "jsonl": Format(write=_jsonl, standard="JSON Lines", has_columns=False),
    "parquet": Format(write=_parquet, standard="Apache Parquet", notes=parquet.NOTES),
    "geojson": Format(
        write=_geojson, standard="GeoJSON: RFC 7946", holds=("claims", "events", "agreements", "control")
    ),
    "acled": Format(
        write=_csv,
        standard="ACLED's 31 columns, as since 2023; CSV: RFC 4180, UTF-8",
        holds=HAPPENINGS,
        policy="conservative",
        as_events=True,
        left_out=acled.left_out,
        table=acled.TABLE,
        inside=False,
        notes=delimited.NOTES,
    ),
    "ucdp": Format(
        write=_csv,
        standard="UCDP GED's 49 columns, as in Candidate 26.0.7; CSV: RFC 4180, UTF-8",
        holds=HAPPENINGS,
        as_events=True,
        left_out=ucdp.left_out,
        table=ucdp.TABLE,
        inside=False,
        notes=delimited.NOTES,
    ),
    "plover": Format(
        write=_plover,
        standard="PLOVER 2.0 (draft), JSON Lines",
        holds=HAPPENINGS,
        as_events=True,
        left_out=plover.left_out,
        has_columns=False,
    ),
    "timemap": Format(
        write=_timemap,
        standard="events and sources of TimeMap 3",
        holds=HAPPENINGS,
        as_events=True,
        left_out=timemap.left_out,
        has_columns=False,
    ),
    "webannotation": Format(
        write=_annotations,
        standard="W3C Web Annotation Data Model",
        holds=("claims", "agreements", "control", "framing"),
        has_columns=False,
    ),
}


def table_of(order: Order) -> AnyTable:
    """The columns of an export."""
    return FORMATS[order.format].table or TABLES[order.what]


def order_of(
    format: str,
    *,
    what: What | None = None,
    policy: Policy | None = None,
    filters: dict[str, str | int | list[str]] | None = None,
    bom: bool = False,
) -> Order:
    """An order with what the format does if nobody says. Raises `ExportError` if it cannot hold `what`."""
    known = FORMATS.get(format)
    if known is None:
        raise ExportError(f"There is no format {format!r}. There are {', '.join(FORMATS)}.")
    wanted = what or known.holds[0]
    if wanted not in known.holds:
        raise ExportError(f"{format} cannot hold {wanted}. It can hold {', '.join(known.holds)}.")
    return Order(format=format, what=wanted, policy=policy or known.policy, filters=filters or {}, bom=bom)


def export(
    rows: Iterable[Row | LeftOut], file: BinaryIO, order: Order, *, program: str, exported_at: str
) -> Manifest:
    """Write rows to an open file, in constant memory, and say what was written.

    `rows` are events if the order's `what` is, else claims. `program` names what exports, with its version;
    `exported_at` is in UTC.
    """
    form, sink = FORMATS[order.format], Sink(file)
    tally = Tally(order, program=program, exported_at=exported_at)
    fields = tuple(column.field for column in table_of(order)) if form.has_columns else ()

    def finish() -> Manifest:
        made = tally.manifest(standard=form.standard, fields=fields, notes=form.notes)
        return replace(made, json_schema=_schema(order)) if order.format == "jsonl" else made

    form.write(_kept(rows, form, tally), sink, order, finish)
    return replace(finish(), sha256=sink.sha256)


def _schema(order: Order) -> msgspec.Raw:
    noun = SourcedEvent if order.what == "events" else SourcedClaim
    return msgspec.Raw(msgspec.json.encode(schema_of(noun)))


def _kept(rows: Iterable[Row | LeftOut], form: Format, tally: Tally) -> Iterator[Row]:
    if not form.as_events:
        return tally.kept(rows)
    events: Iterator[SourcedEvent] = tally.kept(map(_event, rows), form.left_out)
    return events


def _event(row: Row | LeftOut) -> SourcedEvent | LeftOut:
    event = row if isinstance(row, LeftOut) else event_of(row)
    return LeftOut(reason="a claim of no event") if event is None else event


def export_file(
    rows: Iterable[Row | LeftOut], path: Path, order: Order, *, program: str, exported_at: str
) -> Manifest:
    """Write rows to the file at `path`, whole or not at all, as `export` does.

    Where the format has no place for it, the manifest lies beside it in `path` + `.meta.json`.

    Raises `ExportError` if the file cannot be written.
    """
    with whole_file(path) as file:
        manifest = export(rows, file, order, program=program, exported_at=exported_at)
    if not FORMATS[order.format].inside:
        write_manifest(manifest, path.with_name(path.name + MANIFEST_SUFFIX))
    return manifest


def write_manifest(manifest: Manifest, path: Path) -> None:
    """Write a manifest as JSON to read. Raises `ExportError` if that fails."""
    with whole_file(path) as file:
        file.write(msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")
