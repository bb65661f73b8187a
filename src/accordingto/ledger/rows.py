"""Nouns to rows and back: pure, and the same for writing, reading and verifying."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import msgspec
from msgspec.json import Decoder

from accordingto.errors import DamagedLedgerError
from accordingto.ledger.digests import Value, row_digest, sha256
from accordingto.ledger.nouns import ClaimRow
from accordingto.types import (
    Agreement,
    Attribution,
    Capture,
    Claim,
    Control,
    Dealing,
    Document,
    Entity,
    Event,
    Evidence,
    Figure,
    Framing,
    Happening,
    Hints,
    Holding,
    Label,
    Link,
    Noun,
    Party,
    Place,
    Reading,
    Reject,
    Span,
    Time,
)

APART = " [...] "

INTEGERS = 2**31 - 1

Columns = dict[str, Value]
# A row as the database gave it, by column name.
Fetched = Mapping[Any, Any]
T = TypeVar("T")


class Findings(Noun, frozen=True):
    """What a reading holds beside its document: the form in which it is stored."""

    entities: tuple[Entity, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    figures: tuple[Figure, ...] = ()
    events: tuple[Event, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    control: tuple[Control, ...] = ()
    framing: tuple[Framing, ...] = ()


FINDING_FIELDS = tuple(field.name for field in msgspec.structs.fields(Findings))


# --- text -----------------------------------------------------------------------------------------


def fold(text: str) -> str:
    """Without case, compatibility forms and line breaks, for searching."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def fold_words(text: str) -> str:
    """The words alone, folded, each between spaces: ` the convoy left `."""
    words = re.findall(r"\w+", fold(text))
    return f" {' '.join(words)} "


def words_at(text: str, spans: Sequence[Span]) -> str:
    """The words of `spans`, with ` [...] ` between two of them."""
    return APART.join(text[start:end] for start, end in spans)


def same_words(one: str, other: str) -> bool:
    """Whether two texts have the same characters; space and marks of omission are no words."""
    return _solid(one) == _solid(other)


def _solid(text: str) -> str:
    return "".join(text.replace(APART.strip(), "").split())


# --- JSON in text columns -------------------------------------------------------------------------


def encode(value: object) -> str:
    """JSON, as it is kept in text columns."""
    return msgspec.json.encode(value).decode()


HINTS: Decoder[Hints] = Decoder(Hints)
FINDINGS: Decoder[Findings] = Decoder(Findings)
LINKS: Decoder[tuple[Link, ...]] = Decoder(tuple[Link, ...])
SPANS: Decoder[tuple[Span, ...]] = Decoder(tuple[Span, ...])
SPAN: Decoder[Span] = Decoder(Span)
HAPPENING: Decoder[Happening] = Decoder(Happening)
FIGURE: Decoder[Figure] = Decoder(Figure)
DEALING: Decoder[Dealing] = Decoder(Dealing)
HOLDING: Decoder[Holding] = Decoder(Holding)
LABEL: Decoder[Label] = Decoder(Label)


def decode(text: str, decoder: Decoder[T], where: str) -> T:
    """Back from JSON; raises `DamagedLedgerError` that names `where` it stood."""
    try:
        return decoder.decode(text)
    except (msgspec.DecodeError, UnicodeEncodeError) as error:
        raise DamagedLedgerError(
            f"{where} is damaged: {error}. `accordingto verify` says what else is."
        ) from error


# --- captures and evidence ------------------------------------------------------------------------


def capture_row(capture: Capture) -> Columns:
    """A row of `captures`. Its id leaves out when the bytes came, so that coming again adds nothing."""
    row: Columns = {
        "evidence": sha256(capture.data),
        "location": capture.location,
        "url": capture.url,
        "media_type": capture.media_type,
        "charset": capture.charset,
        "hints": encode(capture.hints),
    }
    return {**row, "id": row_digest("captures", row), "retrieved": capture.retrieved}


def to_evidence(row: Fetched) -> Evidence:
    """From a capture joined with the size of its bytes."""
    return Evidence(
        sha256=row["evidence"],
        size=row["size"],
        media_type=row["media_type"],
        location=row["location"],
        url=row["url"],
        retrieved=row["retrieved"],
        capture=row["id"],
    )


def to_capture(row: Fetched) -> Capture:
    """From a capture joined with its bytes."""
    return Capture(
        data=row["data"],
        location=row["location"],
        retrieved=row["retrieved"],
        media_type=row["media_type"],
        charset=row["charset"],
        url=row["url"],
        hints=decode(row["hints"], HINTS, f"capture {row['id']}"),
    )


# --- documents ------------------------------------------------------------------------------------


def document_row(document: Document, canonical_url: str | None) -> Columns:
    """A row of `documents`, without its place among the versions."""
    return {
        **msgspec.structs.asdict(document),
        "canonical_url": canonical_url,
        "title_words": fold_words(document.title or ""),
        "outlet_folded": None if document.outlet is None else fold(document.outlet),
    }


DOCUMENT_COLUMNS = tuple(field.name for field in msgspec.structs.fields(Document))


def to_document(row: Fetched) -> Document:
    """From a row of `documents`, or any that has its columns."""
    return Document(**{name: row[name] for name in DOCUMENT_COLUMNS})


# --- readings and claims --------------------------------------------------------------------------


def findings_of(reading: Reading) -> Findings:
    """The reading without its document."""
    return Findings(**{name: getattr(reading, name) for name in FINDING_FIELDS})


def to_reading(document: Document, row: Fetched) -> Reading:
    """From a document and a row of `readings`."""
    findings = decode(row["reading"], FINDINGS, f"reading {row['id']}")
    return Reading(document=document, **msgspec.structs.asdict(findings))


def claim_row(claim: Claim, reading: str, position: int, text: str) -> Columns:
    """A row of `claims`, without when it was recorded and its digest. `text` is the document's."""
    return {
        "reading": reading,
        "id": claim.id,
        "position": position,
        "document": claim.document,
        "kind": claim.kind,
        "act": claim.act,
        "quote": claim.quote,
        "polarity": claim.polarity,
        "text": claim.text,
        "evidence": encode(claim.evidence),
        "said_by": encode(claim.said_by),
        "cue": None if claim.cue is None else encode(claim.cue),
        "confidence": claim.confidence,
        "reader": claim.reader,
        "words": fold_words(claim.text),
        # That of a statement is not read, and was not stored before there were events.
        "certainty": None if claim.kind == "statement" and claim.certainty == "certain" else claim.certainty,
        "status": claim.status,
        "figure": None if claim.figure is None else encode(claim.figure),
        **_killed(claim),
        **(_happening_columns(claim.happening, text) if claim.happening else {}),
        **(_dealing_columns(claim.dealing, text) if claim.dealing else {}),
        **(_holding_columns(claim.holding, text) if claim.holding else {}),
        **(_label_columns(claim.label, claim.text) if claim.label else {}),
    }


def _happening_columns(happening: Happening, text: str) -> Columns:
    """What an event claim says, in columns that a person can read and a query can search."""
    return {
        "event_type": happening.type,
        "mode": happening.mode,
        "acled": happening.acled,
        "instrument": happening.instrument,
        "begins": happening.begin,
        "ends": happening.end,
        "decided_by": happening.decided_by or None,
        **_party_columns(happening.actors, happening.recipients),
        **_place_columns((*happening.places, *happening.origins, *happening.destinations), text),
        "happening": encode(happening),
    }


def _dealing_columns(dealing: Dealing, text: str) -> Columns:
    """A step or a term: who takes it or must do it, and against whom. All its parties are searched."""
    who = dealing.term.who if dealing.term else dealing.by
    return {
        "agreement_kind": dealing.kind,
        "step": dealing.step,
        "term": dealing.term.does if dealing.term else None,
        "begins": dealing.begin,
        "ends": dealing.end,
        **_party_columns(
            (who,) if who else (),
            (dealing.against,) if dealing.against else (),
            (*dealing.parties, *dealing.brokers),
        ),
        **_place_columns(dealing.places, text),
        "dealing": encode(dealing),
    }


def _holding_columns(holding: Holding, text: str) -> Columns:
    """Who stands in which relation to a place; who held it before is the other side."""
    return {
        "relation": holding.relation,
        "begins": holding.begin,
        "ends": holding.end,
        **_party_columns(
            (holding.holder,) if holding.holder else (), (holding.previous,) if holding.previous else ()
        ),
        **_place_columns((holding.place,), text),
        "holding": encode(holding),
    }


def _label_columns(label: Label, words: str) -> Columns:
    return {
        "label_kind": label.kind,
        "labelled": label.name,
        "decided_by": label.decided_by or None,
        "party_words": _searched((label.name, words)),
        "label": encode(label),
    }


def _party_columns(
    actors: Sequence[Party], recipients: Sequence[Party], more: Sequence[Party] = ()
) -> Columns:
    """Who does it and to whom, in words; `more` are searched but not shown."""
    parties = (*actors, *recipients, *more)
    return {
        "actors": _joined(party.words for party in actors),
        "recipients": _joined(party.words for party in recipients),
        "party_words": _searched(name for party in parties for name in (party.words, party.name)),
    }


def _place_columns(places: Sequence[Place], text: str) -> Columns:
    """Names of places, where the first that is resolved lies, and what the names are searched by."""
    resolved = next((place for place in places if place.latitude is not None), None)
    # The report may spell a place otherwise than the gazetteer.
    spelled = (name for place in places for name in (place.name, text[slice(*place.span)]))
    return {
        "place": _joined(place.name for place in places),
        "country": resolved.country if resolved else None,
        "latitude": resolved.latitude if resolved else None,
        "longitude": resolved.longitude if resolved else None,
        "place_words": _searched(spelled),
    }


def _joined(parts: Iterable[str]) -> str | None:
    return "; ".join(dict.fromkeys(" ".join(part.split()) for part in parts)) or None


def _searched(names: Iterable[str | None]) -> str | None:
    """Each between spaces of its own, so that no phrase runs from one into the next."""
    return "".join(dict.fromkeys(fold_words(name) for name in names if name)) or None


def _killed(claim: Claim) -> Columns:
    """The largest figure of people killed: beside a total, the others are parts of it."""
    figures = claim.happening.figures if claim.happening else (claim.figure,) if claim.figure else ()
    killed = [figure for figure in figures if figure.kind == "killed"]
    if not killed:
        return {}
    largest = max(killed, key=lambda figure: max(_bounds(figure), default=-1))
    bounds = {"low": largest.low, "best": largest.best, "high": largest.high}
    # PostgreSQL's integers end there; the JSON has whatever number the report printed.
    return {f"killed_{name}": value for name, value in bounds.items() if value is None or value <= INTEGERS}


def _bounds(figure: Figure) -> list[int]:
    return [value for value in (figure.low, figure.best, figure.high) if value is not None]


def link_rows(claim: Claim, reading: str) -> list[Columns]:
    """Rows of `claim_links`, outermost link first."""
    return [
        {
            "reading": reading,
            "claim": claim.id,
            "position": position,
            "name": link.name,
            "kind": link.kind,
            "span": None if link.span is None else encode(link.span),
            "entity": link.entity,
            "name_folded": fold(link.name),
        }
        for position, link in enumerate(claim.said_by)
    ]


def to_claim(row: Fetched) -> Claim:
    """From a row of `claims`."""
    where = f"claim {row['id']}"
    return Claim(
        id=row["id"],
        document=row["document"],
        kind=row["kind"],
        said_by=decode(row["said_by"], LINKS, where),
        act=row["act"],
        quote=row["quote"],
        polarity=row["polarity"],
        evidence=decode(row["evidence"], SPANS, where),
        text=row["text"],
        reader=row["reader"],
        cue=None if row["cue"] is None else decode(row["cue"], SPAN, where),
        confidence=row["confidence"],
        certainty=row["certainty"] or "certain",
        status=row["status"],
        happening=None if row["happening"] is None else decode(row["happening"], HAPPENING, where),
        figure=None if row["figure"] is None else decode(row["figure"], FIGURE, where),
        dealing=None if row["dealing"] is None else decode(row["dealing"], DEALING, where),
        holding=None if row["holding"] is None else decode(row["holding"], HOLDING, where),
        label=None if row["label"] is None else decode(row["label"], LABEL, where),
    )


def to_claim_row(row: Fetched) -> ClaimRow:
    """From a claim joined with its document; `closed` holds something once a newer reading took over."""
    return ClaimRow(
        claim=to_claim(row),
        outlet=row["outlet"],
        title=row["title"],
        published=row["published"],
        url=row["url"],
        recorded_at=row["recorded_at"],
        current=row["closed"] is None,
    )


def replay(claim: Claim, text: str) -> str | None:
    """What is wrong with the words of a claim, if its spans do not give them back from `text`."""
    if not all(_inside(span, text) for span in _spans(claim)):
        return "a span lies outside the document"
    if not same_words(words_at(text, claim.evidence), claim.text):
        return f"its spans hold {words_at(text, claim.evidence)!r}, not its words {claim.text!r}"
    for noun, span, words in _named(claim):
        if not same_words(text[slice(*span)], words):
            return f"the span of the {noun} {words!r} holds {text[slice(*span)]!r}"
    happening = claim.happening
    if happening and happening.instrument and happening.instrument not in text:
        return f"its instrument {happening.instrument!r} is not in the text"
    return None


def _spans(claim: Claim) -> list[Span]:
    """Every span of a claim."""
    return [
        *claim.evidence,
        *(span for _, span, _ in _named(claim)),
        *([claim.cue] if claim.cue else []),
        *([claim.figure.span] if claim.figure else []),
        *([claim.label.span] if claim.label else []),
        *([claim.holding.trigger] if claim.holding else []),
        *([claim.happening.trigger] if claim.happening else []),
        *(place.span for place in _places(claim)),
        *(figure.span for figure in (claim.happening.figures if claim.happening else ())),
    ]


def _places(claim: Claim) -> tuple[Place, ...]:
    happening, dealing, holding = claim.happening, claim.dealing, claim.holding
    return (
        *((*happening.places, *happening.origins, *happening.destinations) if happening else ()),
        *(dealing.places if dealing else ()),
        *((holding.place,) if holding else ()),
    )


def _parties(claim: Claim) -> Iterator[Party]:
    happening, dealing, holding = claim.happening, claim.dealing, claim.holding
    if happening:
        yield from (*happening.actors, *happening.recipients)
    if dealing:
        yield from (*dealing.parties, *dealing.brokers)
        single = (dealing.by, dealing.against, dealing.term.who if dealing.term else None)
        yield from (party for party in single if party)
    if holding:
        yield from (party for party in (holding.holder, holding.previous) if party)


def _named(claim: Claim) -> Iterator[tuple[str, Span, str]]:
    """Spans whose words the claim repeats: what it calls them, the span, the words."""
    for link in claim.said_by:
        if link.span:
            yield "source", link.span, link.name
    yield from (("party", party.span, party.words) for party in _parties(claim))
    if claim.happening:
        yield from (("time", time.span, time.text) for time in claim.happening.times)


def _inside(span: Span, text: str) -> bool:
    return 0 <= span[0] < span[1] <= len(text)


# --- rejects --------------------------------------------------------------------------------------


def reject_row(reject: Reject) -> Columns:
    """A row of `rejects`."""
    return {**msgspec.structs.asdict(reject), "retryable": int(reject.retryable)}


def to_reject(row: Fetched) -> Reject:
    """From a row of `rejects`."""
    return Reject(
        location=row["location"],
        stage=row["stage"],
        reason=row["reason"],
        at=row["at"],
        retryable=bool(row["retryable"]),
        sha256=row["sha256"],
    )
