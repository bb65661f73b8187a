"""What is exported, how, and what an export says of itself."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from accordingto.types import Claim, LinkedEvent, Noun

What = Literal["claims", "events", "agreements", "control", "framing"]
Policy = Literal["conservative", "low-best-high"]
Review = Literal["accepted", "corrected", "rejected", "unsure", "disputed"]
Filters: TypeAlias = dict[str, str | int | list[str]]
CellKind = Literal["text", "integer", "number", "texts"]


class SourcedClaim(Noun, frozen=True):
    """A claim with what identifies its report, and what people decided on it; None if nobody did.

    `disputed` is what two have decided differently.
    """

    claim: Claim
    outlet: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None
    recorded_at: str = ""
    review: Review | None = None


class SourcedEvent(Noun, frozen=True):
    """A linked event with its claims. `reviewed` says that a person judged one of its links."""

    event: LinkedEvent
    claims: tuple[SourcedClaim, ...]
    reviewed: bool = False


class LeftOut(Noun, frozen=True):
    """A row that cannot be exported, and why: it is counted."""

    reason: str


Row: TypeAlias = SourcedClaim | SourcedEvent


class Order(Noun, frozen=True):
    """What somebody wants exported. `filters` are those that the rows passed, by name, for the record."""

    format: str
    what: What
    policy: Policy
    filters: Filters = msgspec.field(default_factory=dict)
    bom: bool = False


class Field(Noun, frozen=True):
    """One column of a format: its header, what kind of cells it has, and what it means."""

    name: str
    kind: CellKind
    meaning: str


class ReaderCount(Noun, frozen=True):
    """How many of the claims one reader read. `tables` stands for its codebooks and gazetteer."""

    reader: str
    tables: str | None
    claims: int


class Reviewed(Noun, frozen=True):
    """On how many rows a person decided: on a claim, on a link of an event. `share` is None without rows."""

    rows: int
    reviewed: int
    share: float | None


class Manifest(Noun, frozen=True):
    """What an export says of itself: what made it, from what, by which rules, and what it leaves out.

    `standard` names what the format follows. Its columns are in `fields`; lines of JSON have a `json_schema`.
    `left_out` counts rows that fitted the filters and have no place in the format, by reason. `codebooks`
    are the versions of the tables that the claims were read by, `sha256` is that of the data file where this
    lies beside it. `exported_at` is in UTC.
    """

    format: str
    standard: str
    what: What
    program: str
    exported_at: str
    policy: Policy
    filters: Filters
    rows: int
    left_out: dict[str, int]
    codebooks: tuple[str, ...]
    readers: tuple[ReaderCount, ...]
    reviewed: Reviewed
    fields: tuple[Field, ...] = ()
    json_schema: msgspec.Raw | None = None
    notes: tuple[str, ...] = ()
    sha256: str | None = None
