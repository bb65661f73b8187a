"""Why claims were linked, and what people decided about it: what a page needs to explain and to correct."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from accordingto.ledger import links, schema
from accordingto.ledger.ledger import Ledger
from accordingto.ledger.links import Member
from accordingto.ledger.nouns import ClaimRow, Judgement
from accordingto.types import Confidence, Noun, Sameness


class Alike(Noun, frozen=True):
    """Two claims of different reports that stand for what each tells there, and how alike they were found."""

    one: str
    other: str
    score: Confidence


class Decision(Noun, frozen=True):
    """What one person decided at one moment about links: a verdict on one pair or on several at once."""

    verdict: Sameness
    judged_by: str
    judged_at: str
    because: str | None
    judgements: tuple[Judgement, ...]


def alike(ledger: Ledger, event: str) -> tuple[Alike, ...]:
    """Pairs of tellings of a happening that were compared and found alike, most alike first."""
    with ledger.database.read() as connection:
        edges = links.links_of(connection, event)
    return tuple(Alike(one=one, other=other, score=score) for one, other, score in edges)


def tellings(ledger: Ledger, event: str) -> dict[str, str]:
    """Claim of a happening -> the claim that stands for all that its report tells of it."""
    columns = schema.event_members.c
    query = select(columns.claim, columns.telling).where(columns.event == event)
    with ledger.database.read() as connection:
        return {row.claim: row.telling for row in connection.execute(query)}


def decisions(ledger: Ledger, rows: Iterable[ClaimRow]) -> tuple[Decision, ...]:
    """What holds of links of these claims because people said so, last first.

    Pairs that one person judged at one moment, as a split does, are one decision.
    """
    members = [links.member_of(row.claim) for row in rows]
    documents = sorted({member.document for member in members})
    with ledger.database.read() as connection:
        standing = links.standing_judgements(connection, documents)
    groups: dict[tuple[str, str, str, str], list[Judgement]] = {}
    for one in standing:
        if one.verdict != "unsure" and _touches(one, members):
            key = (one.judged_at, one.judged_by, one.verdict, one.because or "")
            groups.setdefault(key, []).append(one)
    return tuple(_decision(groups[key]) for key in sorted(groups, reverse=True))


def _decision(judgements: Sequence[Judgement]) -> Decision:
    first = judgements[0]
    return Decision(
        verdict=first.verdict,
        judged_by=first.judged_by,
        judged_at=first.judged_at,
        because=first.because,
        judgements=tuple(judgements),
    )


def _touches(judgement: Judgement, members: Iterable[Member]) -> bool:
    sides = links.pair_of(judgement)
    return any(
        document == member.document and kind == member.kind and _meet((start, end), member.anchor)
        for document, kind, (start, end) in sides
        for member in members
    )


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def judgement_of(
    one: ClaimRow, other: ClaimRow, verdict: Sameness, *, because: str | None, by: str, at: str
) -> Judgement:
    """What a person decided at an instant about two claims."""
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
        judged_by=by,
        judged_at=at,
    )


def in_the_name_of(ledger: Ledger, who: str) -> Ledger:
    """The same ledger, in whose custody log `who` stands for what is written. It is not to be closed."""
    return Ledger(ledger.database, who, ())
