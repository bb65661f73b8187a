"""The nouns: everything that passes between stages, and the JSON contract at once.

Offsets are code points into `Document.text`, half-open `[start, end)`. An absent value is `None` and
means "not stated". A confidence lies in [0, 1]. Dates are civil (`YYYY[-MM[-DD]]`), instants are UTC.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from accordingto.kinds import (
    Act as Act,
    ActorType as ActorType,
    AgreementKind as AgreementKind,
    Certainty as Certainty,
    ClaimKind as ClaimKind,
    ContradictionKind as ContradictionKind,
    EntityType as EntityType,
    EventType as EventType,
    FigureKind as FigureKind,
    FramingKind as FramingKind,
    HowFound as HowFound,
    PlacePrecision as PlacePrecision,
    Polarity as Polarity,
    PublishedFrom as PublishedFrom,
    QuoteKind as QuoteKind,
    Relation as Relation,
    Sameness as Sameness,
    Sides as Sides,
    SourceKind as SourceKind,
    Status as Status,
    StepKind as StepKind,
    TimePrecision as TimePrecision,
    TimeType as TimeType,
    Verdict as Verdict,
)

Span = tuple[int, int]
Confidence = Annotated[float, Meta(ge=0.0, le=1.0)]


class Noun(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every noun: frozen, keyword-only, comparable by value."""


# --- from the world to a document -----------------------------------------------------------------


class Hints(Noun, frozen=True):
    """What somebody outside the bytes says about a report: the user's flags, or a feed entry."""

    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    byline: str | None = None
    language: str | None = None
    given_by: Literal["user", "feed"] = "user"


class Capture(Noun, frozen=True):
    """Bytes as they came in, before anything parses them.

    `location` is where they were found, in words a person can follow: a path, a URL, `-` for standard
    input, or `crawl.warc.gz#1043` for a record at a byte offset. `retrieved` is when they came into being
    here or in the archive, in UTC (`2024-03-08T09:00:00Z`).
    """

    data: bytes
    location: str
    retrieved: str
    media_type: str | None = None
    charset: str | None = None
    url: str | None = None
    hints: Hints = Hints()


class Evidence(Noun, frozen=True):
    """Stored bytes: what a `Capture` became in the ledger.

    `sha256` is lower-case hex. `capture` names this way of coming in: the same bytes from another place, or
    with other hints, are the same bytes but another capture.
    """

    sha256: str
    size: int
    media_type: str | None
    location: str
    url: str | None
    retrieved: str
    capture: str = ""


class Document(Noun, frozen=True):
    """One report, one version of it.

    `id` is derived from outlet, url and text, so the same version added twice is the same document.
    `text_sha256` hashes the UTF-8 text; `extractor` names what made the text from the bytes, with version.
    `published_from` says how the date was learned and `published_confidence` how far it can be trusted.
    """

    id: str
    title: str | None
    outlet: str | None
    url: str | None
    published: str | None
    language: str | None
    text: str
    byline: str | None = None
    dateline: str | None = None
    published_from: PublishedFrom | None = None
    published_confidence: Confidence | None = None
    text_sha256: str = ""
    extractor: str = ""


# --- from a document to a reading -----------------------------------------------------------------


class Entity(Noun, frozen=True):
    """What mentions within one document refer to. `name` is its fullest mention."""

    id: str
    name: str
    type: EntityType
    mentions: tuple[Span, ...]


class Attribution(Noun, frozen=True):
    """A source, a cue and what the source asserts; `parent` is the attribution it stands in.

    A relay ("told Reuters") is an attribution of its own with the same content, and is the parent.
    """

    id: str
    source: Span | None
    source_entity: str | None
    source_kind: SourceKind
    cue: Span | None
    content: tuple[Span, ...]
    quote: QuoteKind
    act: Act
    parent: str | None
    confidence: Confidence


class Time(Noun, frozen=True):
    """A time expression: `value` as in TIMEX3, `begin` and `end` (last day, included) as civil dates."""

    span: Span
    text: str
    type: TimeType
    value: str
    begin: str | None = None
    end: str | None = None
    precision: TimePrecision = "unknown"


class Rival(Noun, frozen=True):
    """A place that the same words could have meant; `score` orders rivals of one mention, highest first."""

    geonameid: int
    name: str
    country: str | None
    score: float


class Place(Noun, frozen=True):
    """A place that is mentioned, resolved to a gazetteer entry where that can be done.

    `country` is an ISO 3166 code of two letters; `within` the gazetteer id of the place that holds it. Ids
    below zero are this project's own. What cannot be resolved has its words and nothing else.
    """

    span: Span
    name: str
    geonameid: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    country: str | None = None
    admin1: str | None = None
    precision: PlacePrecision = "unknown"
    within: int | None = None
    confidence: Confidence | None = None
    rivals: tuple[Rival, ...] = ()


class Figure(Noun, frozen=True):
    """A number of people and who is counted. A bound that is not stated is `None`."""

    span: Span
    kind: FigureKind
    of: str | None = None
    low: int | None = None
    best: int | None = None
    high: int | None = None
    approximate: bool = False
    event: str | None = None


class Reference(Noun, frozen=True):
    """Words that refer to a party, the entity of the document they refer to, and what kind of party it is.

    `name` is the entity's, or the actor's in the registry. `country` is an ISO 3166 code of two letters;
    `code` is composed as in PLOVER (`SYR GOV MIL`).
    """

    span: Span
    entity: str | None = None
    name: str | None = None
    actor_type: ActorType | None = None
    country: str | None = None
    code: str | None = None


class Event(Noun, frozen=True):
    """An event mention. `places`, `times` and `figures` index into the reading's own.

    `decided_by` names the rule of the codebook or the head of the model that gave the type. `begin` and `end`
    are the civil dates between which it happened, as far as known. `place_from` and `time_from` say how place
    and dates were found. `origins` and `destinations` are places of a movement.
    """

    id: str
    trigger: Span
    type: EventType
    mode: str | None = None
    acled: str | None = None
    actors: tuple[Reference, ...] = ()
    recipients: tuple[Reference, ...] = ()
    places: tuple[int, ...] = ()
    origins: tuple[int, ...] = ()
    destinations: tuple[int, ...] = ()
    times: tuple[int, ...] = ()
    begin: str | None = None
    end: str | None = None
    figures: tuple[int, ...] = ()
    instrument: Span | None = None
    polarity: Polarity = "positive"
    certainty: Certainty = "certain"
    status: Status = "happened"
    attributed_to: tuple[str, ...] = ()
    evidence: tuple[Span, ...] = ()
    place_from: HowFound | None = None
    time_from: HowFound | None = None
    decided_by: str = ""
    confidence: Confidence = 0.0


class Denial(Noun, frozen=True):
    """Who denies what others say happened: `attribution` is by whom, `events` are the mentions, `words` deny.

    The mentions are as those others tell them; by whoever denies them they did not happen.
    """

    attribution: str
    events: tuple[str, ...]
    words: Span


class Broker(Reference, frozen=True):
    """Who mediated, hosted, guaranteed or monitored an agreement. `role` is the word that says so."""

    role: Span | None = None


class Term(Noun, frozen=True):
    """One obligation in an agreement: `who` must do what the words of `span` say.

    `does` are those words, `given` is the span of what is given in return or must come first. A term that was
    carried out has the status `happened`.
    """

    span: Span
    does: str
    who: Reference | None = None
    given: Span | None = None
    polarity: Polarity = "positive"
    status: Status = "planned"
    attributed_to: tuple[str, ...] = ()
    confidence: Confidence = 0.0


class Step(Noun, frozen=True):
    """One thing that is said to have happened to an agreement.

    `span` is what says so: a verb with its particle, a noun with its verb. `by` took the step (who violated,
    proposed, refused), `against` is whom it was directed at. `time` indexes into the reading's times; `begin`
    and `end` are civil dates. A step that is denied has negative polarity.
    """

    step: StepKind
    span: Span
    by: Reference | None = None
    against: Reference | None = None
    time: int | None = None
    begin: str | None = None
    end: str | None = None
    polarity: Polarity = "positive"
    certainty: Certainty = "certain"
    status: Status = "happened"
    attributed_to: tuple[str, ...] = ()
    evidence: tuple[Span, ...] = ()
    confidence: Confidence = 0.0


class Agreement(Noun, frozen=True):
    """A deal, as one document tells of it: all its mentions, parties, brokers, terms and steps.

    `places` and `times` index into the reading's; `lasting` is the time that says for how long it is to hold.
    `sides` counts its parties where the text names them.
    """

    id: str
    kind: AgreementKind
    mentions: tuple[Span, ...] = ()
    parties: tuple[Reference, ...] = ()
    brokers: tuple[Broker, ...] = ()
    places: tuple[int, ...] = ()
    times: tuple[int, ...] = ()
    lasting: int | None = None
    sides: Sides | None = None
    terms: tuple[Term, ...] = ()
    steps: tuple[Step, ...] = ()


class Control(Noun, frozen=True):
    """Who holds, took, lost, contests or besieges a place, as one sentence says.

    `span` is the word that says so, `place` and `time` index into the reading's places and times, `previous`
    is who held the place before, `excepted` are the words of what is left out.
    """

    place: int
    relation: Relation
    span: Span
    holder: Reference | None = None
    previous: Reference | None = None
    excepted: tuple[Span, ...] = ()
    time: int | None = None
    begin: str | None = None
    end: str | None = None
    polarity: Polarity = "positive"
    certainty: Certainty = "certain"
    status: Status = "happened"
    attributed_to: tuple[str, ...] = ()
    evidence: tuple[Span, ...] = ()
    confidence: Confidence = 0.0


class Framing(Noun, frozen=True):
    """A loaded word, whom it is about, and a plain word that could stand in its place.

    `about` is an entity of the document, `name` the entity's, or the actor's in the registry. `attributed_to`
    are those in whose words it stands, innermost first; nobody means the outlet.
    """

    span: Span
    kind: FramingKind
    about: str | None = None
    name: str | None = None
    neutral: str | None = None
    attributed_to: tuple[str, ...] = ()
    decided_by: str = ""
    confidence: Confidence = 0.0


class Reading(Noun, frozen=True):
    """All that was read in one document: one line of `accordingto read --json`."""

    document: Document
    entities: tuple[Entity, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    figures: tuple[Figure, ...] = ()
    events: tuple[Event, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    control: tuple[Control, ...] = ()
    framing: tuple[Framing, ...] = ()
    denials: tuple[Denial, ...] = ()


# --- from readings to the ledger ------------------------------------------------------------------


class Link(Noun, frozen=True):
    """One link of a source chain. The outlet, which is always the first, has no span."""

    name: str
    kind: SourceKind
    span: Span | None = None
    entity: str | None = None


class Party(Reference, frozen=True, kw_only=True):
    """A party of a claim: a reference with its exact words."""

    words: str


class Happening(Noun, frozen=True):
    """What an event claim says happened: an event mention with everything that it pointed to in its document.

    `begin` and `end` are the civil dates between which it happened (`YYYY[-MM[-DD]]`), as far as known.
    """

    trigger: Span
    type: EventType
    mode: str | None = None
    acled: str | None = None
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    instrument: str | None = None
    places: tuple[Place, ...] = ()
    origins: tuple[Place, ...] = ()
    destinations: tuple[Place, ...] = ()
    times: tuple[Time, ...] = ()
    begin: str | None = None
    end: str | None = None
    figures: tuple[Figure, ...] = ()
    place_from: HowFound | None = None
    time_from: HowFound | None = None
    decided_by: str = ""


class Mediator(Party, frozen=True, kw_only=True):
    """A broker of a claim. `role` is the word that says what it did: mediated, guarantor, hosted."""

    role: str | None = None


class Clause(Noun, frozen=True):
    """A term of an agreement in a claim: who must do what, and what for."""

    does: str
    who: Party | None = None
    given: str | None = None


class Dealing(Noun, frozen=True):
    """What an agreement claim says: one step of an agreement, or one term of it, never both.

    `agreement` is its id within the document's reading; `words` are the words that stand for it there.
    `lasting` says for how long it is to hold, as a TIMEX3 duration.
    """

    agreement: str
    kind: AgreementKind
    words: tuple[str, ...] = ()
    parties: tuple[Party, ...] = ()
    brokers: tuple[Mediator, ...] = ()
    places: tuple[Place, ...] = ()
    lasting: str | None = None
    sides: Sides | None = None
    step: StepKind | None = None
    by: Party | None = None
    against: Party | None = None
    begin: str | None = None
    end: str | None = None
    term: Clause | None = None


class Holding(Noun, frozen=True):
    """What a control claim says: who stands in which relation to a place, and what of it is left out."""

    trigger: Span
    place: Place
    relation: Relation
    holder: Party | None = None
    previous: Party | None = None
    excepted: tuple[str, ...] = ()
    begin: str | None = None
    end: str | None = None


class Label(Noun, frozen=True):
    """What a framing claim says: which loaded word is used, of whom or what, and a plain word for it.

    `entity` and `name` are as in `Framing`.
    """

    span: Span
    kind: FramingKind
    entity: str | None = None
    name: str | None = None
    neutral: str | None = None
    decided_by: str = ""


class Claim(Noun, frozen=True):
    """The atom of the ledger: a source chain (`said_by`, outermost first) asserts something.

    `happening` is there for claims of kind `event`, `dealing` for `agreement`, `holding` for `control`,
    `label` for `framing`, and `figure` for those of kind `figure`: a number of people that belongs to no
    event. Their `act`, `quote` and `cue` are those of the innermost attribution.

    `text` are the exact words of `evidence`, joined by " [...] " where they are apart. `id` is a hash of
    document, kind, evidence and normalised fields, so the same reader gives the same ids again.
    """

    id: str
    document: str
    kind: ClaimKind
    said_by: tuple[Link, ...]
    act: Act
    quote: QuoteKind
    polarity: Polarity
    evidence: tuple[Span, ...]
    text: str
    reader: str
    cue: Span | None = None
    confidence: Confidence | None = None
    certainty: Certainty = "certain"
    status: Status | None = None
    happening: Happening | None = None
    figure: Figure | None = None
    dealing: Dealing | None = None
    holding: Holding | None = None
    label: Label | None = None

    @property
    def told_at(self) -> Span:
        """Where it tells of what happened: its telling word, or its own words if that is another's.

        Who "denied it" speaks of what others told in other words.
        """
        said = self.happening or self.holding
        if said is None:
            return self.evidence[0]
        if self.evidence[0][0] <= said.trigger[0] < self.evidence[-1][1]:
            return said.trigger
        return self.cue or self.evidence[0]


# --- across documents -----------------------------------------------------------------------------


class Account(Noun, frozen=True):
    """A claim with what linking must know of its document: by whom and when it was printed, and recorded.

    `copies` are the documents, this one among them, that hold the claim's words nearly word for word.
    `context` are stems of words that set the report apart from others, from its title and claims. `agency` is
    whose text the report prints, if not its outlet's.
    """

    claim: Claim
    outlet: str | None
    published: str | None
    recorded_at: str = ""
    copies: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    agency: str | None = None


class Comparison(Noun, frozen=True):
    """One named comparison of two accounts: what it found, in words, and what that adds to the log-odds."""

    name: str
    found: str
    weight: float


class Pairing(Noun, frozen=True):
    """Whether two claims tell of the same happening: `score` is the probability, the comparisons say why.

    `judged` is what a person decided, which counts whatever the score is.
    """

    one: str
    other: str
    score: Confidence
    comparisons: tuple[Comparison, ...] = ()
    judged: Sameness | None = None


class Origin(Noun, frozen=True):
    """Who stands behind accounts: the innermost identified source, with the claims that come from it.

    `chains` are the ways it came, outlet first, without repeats: who had it from whom.
    """

    name: str
    kind: SourceKind
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    outlets: tuple[str, ...]
    chains: tuple[tuple[str, ...], ...] = ()


class Contradiction(Noun, frozen=True):
    """Two accounts of one happening that cannot both be right: what about, and the words of each side."""

    kind: ContradictionKind
    one: str
    other: str
    one_words: str
    other_words: str
    one_origin: str
    other_origin: str
    why: str


class Revision(Noun, frozen=True):
    """Figures that one source gave one after the other, oldest first, each with its claim."""

    source: str
    kind: FigureKind
    claims: tuple[str, ...]
    figures: tuple[Figure, ...]


class Range(Noun, frozen=True):
    """The lowest, the best supported, and the highest of the figures that accounts give."""

    low: int | None = None
    best: int | None = None
    high: int | None = None


class LinkedEvent(Noun, frozen=True):
    """One happening: the claims of any number of reports that tell of it, and what they say together.

    `id` is the least id of its claims, so it does not depend on the order in which they came; each of its
    claims' ids names it too. `happened` and `denied` count accounts by which it did and did not happen.
    Nothing is averaged: `killed` and `injured` span what the accounts give. Of an agreement or of the control
    of a place (`kind`), `type` is AGREE or CONTROL, and `mode` the kind of agreement or the relation.
    """

    id: str
    type: EventType
    kind: ClaimKind = "event"
    mode: str | None = None
    acled: str | None = None
    place: Place | None = None
    begin: str | None = None
    end: str | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    killed: Range | None = None
    injured: Range | None = None
    claims: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    happened: int = 0
    denied: int = 0
    origins: tuple[Origin, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    revisions: tuple[Revision, ...] = ()


class DatedStep(Noun, frozen=True):
    """One step in the history of an agreement, as one claim has it. `said_by` is the chain, outlet first."""

    claim: str
    step: StepKind
    said_by: tuple[str, ...]
    words: str
    begin: str | None = None
    end: str | None = None
    by: str | None = None
    against: str | None = None
    polarity: Polarity = "positive"
    status: Status | None = None
    published: str | None = None


class HistoryLine(Noun, frozen=True):
    """One step in the history of an agreement, with all who tell of it and all who deny it.

    `by` and `against` are the names that sources use, the most frequent first; `said_by` and `denied_by` are
    chains, outlet first. `status` is there if it is not said to have happened. A line that nobody tells of
    is told by those who deny it.
    """

    step: StepKind
    status: Status | None = None
    begin: str | None = None
    end: str | None = None
    by: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    said_by: tuple[tuple[str, ...], ...] = ()
    denied_by: tuple[tuple[str, ...], ...] = ()
    claims: tuple[str, ...] = ()


class HeldTerm(Noun, frozen=True):
    """One obligation in an agreement: who must do what, and the claims that say so or that it was done."""

    does: str
    who: str | None
    given: str | None
    status: Status | None
    polarity: Polarity
    claims: tuple[str, ...]
    said_by: tuple[tuple[str, ...], ...]


class LinkedAgreement(Noun, frozen=True):
    """One agreement: what any number of reports say of it. Its steps stand in the order of their days.

    `id` is the least id of its claims. `names` are the words for it, the most frequent first; `brokers` are
    names with the word that says what each did. `history` has its steps in few lines.
    """

    id: str
    kind: AgreementKind
    names: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    brokers: tuple[tuple[str, str | None], ...] = ()
    places: tuple[str, ...] = ()
    lasting: str | None = None
    sides: Sides | None = None
    begin: str | None = None
    end: str | None = None
    steps: tuple[DatedStep, ...] = ()
    terms: tuple[HeldTerm, ...] = ()
    claims: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    history: tuple[HistoryLine, ...] = ()


class HeldPlace(Noun, frozen=True):
    """One statement of control in the history of a place. `said_by` is the chain, outlet first."""

    claim: str
    relation: Relation
    said_by: tuple[str, ...]
    words: str
    holder: str | None = None
    previous: str | None = None
    excepted: tuple[str, ...] = ()
    begin: str | None = None
    end: str | None = None
    polarity: Polarity = "positive"
    status: Status | None = None
    published: str | None = None


class ControlHistory(Noun, frozen=True):
    """Who holds a place, by day and by source. `disputed` says that sources differ at one time."""

    place: Place
    statements: tuple[HeldPlace, ...]
    outlets: tuple[str, ...] = ()
    disputed: bool = False


class Naming(Noun, frozen=True):
    """How one outlet, or a source that it quotes, calls an actor: the words, how often, and where."""

    outlet: str | None
    speaker: str | None
    words: str
    label: FramingKind | None
    count: int
    claims: tuple[str, ...]


class NamedActor(Noun, frozen=True):
    """An actor with the names and the loaded words that each outlet uses for it."""

    name: str
    actor_type: ActorType | None = None
    country: str | None = None
    claims: int = 0
    namings: tuple[Naming, ...] = ()


class Reject(Noun, frozen=True):
    """An input that could not be used, with the reason and what to do about it."""

    location: str
    stage: Literal["source", "document", "reading"]
    reason: str
    at: str
    retryable: bool = False
    sha256: str | None = None
