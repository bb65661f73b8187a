"""What the ledger gives back beside the common nouns, and what it is asked with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from accordingto.types import (
    Act,
    AgreementKind,
    Certainty,
    Claim,
    ClaimKind,
    Confidence,
    EventType,
    Evidence,
    FramingKind,
    Noun,
    Polarity,
    Range,
    Relation,
    Sameness,
    SourceKind,
    Span,
    Status,
    StepKind,
    Verdict,
)

FindingKind = Literal[
    "evidence",
    "capture",
    "document",
    "reading",
    "claim",
    "link",
    "reject",
    "feed",
    "judgement",
    "custody",
    "database",
]

ReviewState = Literal[
    "reviewed", "unreviewed", "accepted", "corrected", "rejected", "unsure", "again", "disputed"
]
# What a claim says, field by field, as in the columns of `claims`.
Fields = Mapping[str, str | None]


class Stored(Noun, frozen=True):
    """Where a document stands among the others.

    `new` is false if the ledger had it already. `version_of` is the document that held the place before,
    `version` counts from 1. `near_duplicate_of` are earlier documents of other addresses that say nearly
    the same, nearest first, each with its resemblance in [0, 1].
    """

    document: str
    new: bool
    version: int
    version_of: str | None = None
    near_duplicate_of: tuple[tuple[str, Confidence], ...] = ()


class History(Noun, frozen=True):
    """All versions of one report, oldest first, and the captures that one document was made from."""

    stored: Stored
    recorded_at: str
    versions: tuple[str, ...]
    evidence: tuple[Evidence, ...]


class ClaimFilter(Noun, frozen=True):
    """Which claims are wanted; what is not named is not asked for.

    - `source`: part of the name of any link of the source chain, in any case
    - `source_kind`: that link is of this kind
    - `outlet`: the outlet's whole name, in any case
    - `since`, `until`: civil dates `YYYY[-MM[-DD]]`, both included. A report that is dated by month or year
      alone is found if any day of it fits; one without a date is not found.
    - `words`: each stands, in any case, in the claim's words or the report's title. An element of several
      words is a phrase; one that ends with `*` is a beginning.
    - `document`: its id, or the beginning of it
    - `actor`, `place`: words, as in `words`, that stand in one party of what happened (who did it or to whom
      it was done) or in its name; in the name of one of its places
    - `as_of`: what was recorded by the end of this day, readings included that were replaced since
    - `happened_since`, `happened_until`: as `since` and `until`, of what happened. It is found if any day on
      which it may have happened fits; what has no date is not found.
    - `review`: whether people have judged it, and how. `again` says something else now than when it was
      judged, `disputed` was judged differently by two people.
    - `reviewed_by`: only judgements of this person count
    """

    source: str | None = None
    source_kind: SourceKind | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    words: tuple[str, ...] = ()
    kind: ClaimKind | None = None
    act: Act | None = None
    document: str | None = None
    limit: int | None = None
    polarity: Polarity | None = None
    certainty: Certainty | None = None
    status: Status | None = None
    event_type: EventType | None = None
    mode: str | None = None
    actor: str | None = None
    place: str | None = None
    happened_since: str | None = None
    happened_until: str | None = None
    agreement_kind: AgreementKind | None = None
    step: StepKind | None = None
    relation: Relation | None = None
    label_kind: FramingKind | None = None
    as_of: str | None = None
    review: ReviewState | None = None
    reviewed_by: str | None = None


class ClaimRow(Noun, frozen=True):
    """A claim with what identifies its report. `current` is false once a newer reading took its place."""

    claim: Claim
    outlet: str | None
    title: str | None
    published: str | None
    url: str | None
    recorded_at: str
    current: bool = True


EventOrder = Literal["newest", "oldest", "contradictions", "origins"]


class EventFilter(Noun, frozen=True):
    """Which happenings are wanted; what is not named is not asked for.

    - `conflicts`: accounts disagree about it
    - `since`, `until`: it may have happened on a day of these, both included; what has no date is not found
    - `type`, `mode`, `country`: equal to it; `place`, `actor`: words in the name of its place, of a party
    - `origins`: at least so many independent origins
    - `everything`: also what nobody says has happened: planned, demanded, threatened
    - `after`: the id of the last one of a page: those that come behind it in the same order
    """

    conflicts: bool = False
    since: str | None = None
    until: str | None = None
    type: EventType | None = None
    mode: str | None = None
    place: str | None = None
    country: str | None = None
    actor: str | None = None
    origins: int | None = None
    everything: bool = False
    order: EventOrder = "newest"
    after: str | None = None
    limit: int | None = None


class EventRow(Noun, frozen=True):
    """A happening in a table: what, where, when, low-best-high, and counts of what stands behind it.

    `happened` and `denied` count claims by which it did and did not. `reviewed` counts links of its claims
    that people judged. `stale` is true while its accounts have changed and the rest has not.
    """

    id: str
    kind: ClaimKind
    type: str
    mode: str | None
    acled: str | None
    place: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    begin: str | None
    end: str | None
    actors: str | None
    recipients: str | None
    killed: Range | None
    injured: Range | None
    claims: int
    documents: int
    outlets: int
    happened: int
    denied: int
    origins: int
    contradictions: int
    reviewed: int
    stale: bool = False


class Judgement(Noun, frozen=True):
    """What a person decided about two accounts. A side is a claim by its report, kind and telling word.

    As text it is what `judgements export` writes: it can be read into another ledger that has the reports.
    """

    one_document: str
    one_kind: ClaimKind
    one_anchor: Span
    one_text: str
    other_document: str
    other_kind: ClaimKind
    other_anchor: Span
    other_text: str
    verdict: Sameness
    judged_by: str
    judged_at: str
    because: str | None = None


class Correction(Noun, frozen=True):
    """The right value of one field; None if it is not stated. `words` of the report at `spans` show it."""

    field: str
    value: str | None
    words: str | None = None
    spans: tuple[Span, ...] = ()


class Review(Noun, frozen=True):
    """What a person decided about a claim.

    It is about the words of `evidence` in `document`, and of them about the claim that hangs on the word at
    `anchor`, in an agreement also on the step or term `about`. `claim` is what that was called then, and
    `said` what it said. `withdraw` takes back what the same person judged before. As text it is what
    `review export` writes.
    """

    document: str
    kind: ClaimKind
    evidence: tuple[Span, ...]
    anchor: Span
    text: str
    claim: str
    said: dict[str, str | None]
    verdict: Verdict
    judged_by: str
    judged_at: str
    about: str | None = None
    because: str | None = None
    corrections: tuple[Correction, ...] = ()


class KeptReview(Noun, frozen=True):
    """A judgement as the ledger keeps it. `holds` is false once its author replaced or withdrew it."""

    id: str
    review: Review
    recorded_at: str
    holds: bool


class QueuedClaim(Noun, frozen=True):
    """A claim that waits for review, and why it comes where it does."""

    row: ClaimRow
    doubt: int
    contradictions: int
    judged: int
    again: bool


class Progress(Noun, frozen=True):
    """How many claims there are, how many of them people have judged, and how many are to be seen again."""

    claims: int = 0
    reviewed: int = 0
    again: int = 0


class Agreement(Noun, frozen=True):
    """How far two people agree about the `claims` that both judged; of one kind, or of all.

    `kappa` is Cohen's; None where chance alone would have them agree always, so that it is not defined.
    """

    one: str
    other: str
    kind: ClaimKind | None
    claims: int
    agreed: int
    kappa: float | None


class Share(Noun, frozen=True):
    """Of so many claims, how many people have judged."""

    claims: int
    reviewed: int

    @property
    def share(self) -> float | None:
        """From 0 to 1; None of no claims."""
        return self.reviewed / self.claims if self.claims else None


class Finding(Noun, frozen=True):
    """One thing that `verify` found wrong: what it is, which one, and how it shows."""

    kind: FindingKind
    subject: str
    problem: str


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """How a document is compared with others; what a signature means, only the caller knows.

    Documents that share one of `bands` are compared by `resemble(signature, other signature)`, which gives
    a number in [0, 1]; from `threshold` on they are near duplicates.
    """

    signature: bytes
    bands: tuple[str, ...]
    resemble: Callable[[bytes, bytes], float]
    threshold: float
