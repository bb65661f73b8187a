"""All that is known about one claim or one document, gathered from the ledger and drawn."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from accordingto import words
from accordingto.cli.output import Output, clean
from accordingto.errors import LedgerError
from accordingto.ledger import ClaimFilter, ClaimRow, History, Ledger
from accordingto.types import (
    Claim,
    Document,
    Figure,
    Happening,
    LinkedEvent,
    Noun,
    Party,
    Place,
    Reject,
    Span,
    Time,
)
from accordingto.words import ID_SHOWN, size

# Marks that stay when the words are copied, printed or shown without colour.
OPENING, CLOSING = "⟦", "⟧"


class Neighbour(Noun, frozen=True):
    """A near duplicate: another document that says nearly the same."""

    document: str
    resemblance: float
    outlet: str | None
    title: str | None


class Sheet(Noun, frozen=True):
    """One document, its place among the others, its claims; with `claim`, the one that was asked for.

    `event` is the happening that it tells of, if it was linked.
    """

    document: Document
    history: History
    near_duplicates: tuple[Neighbour, ...]
    claims: int
    claim: ClaimRow | None = None
    event: LinkedEvent | None = None


def found(ledger: Ledger, identity: str) -> Sheet:
    """What `identity` stands for. Raises `LedgerError` if that is nothing, or several things."""
    try:
        row = ledger.claim(identity)
    except LedgerError as error:
        if type(error) is not LedgerError:
            raise
        try:
            return _sheet(ledger, identity)
        except LedgerError as other:
            raise type(other)(f"{error} {other}") from other
    return _sheet(ledger, row.claim.document, row)


def _sheet(ledger: Ledger, identity: str, row: ClaimRow | None = None) -> Sheet:
    document, history = ledger.document(identity), ledger.history(identity)
    return Sheet(
        document=document,
        history=history,
        near_duplicates=tuple(_neighbours(ledger, history)),
        claims=sum(1 for _ in ledger.claims(ClaimFilter(document=document.id))),
        claim=row,
        event=_event(ledger, row),
    )


def _event(ledger: Ledger, row: ClaimRow | None) -> LinkedEvent | None:
    try:
        return None if row is None else ledger.linked_event(row.claim.id)
    except LedgerError as error:
        # Not linked, which is no reason not to show the claim.
        if type(error) is not LedgerError:
            raise
        return None


def happening(ledger: Ledger, identity: str, as_of: str | None = None) -> LinkedEvent:
    """The happening that `identity` stands for, as it is, or as it was recorded by a day."""
    if as_of is None:
        return ledger.linked_event(identity)
    from accordingto import workflow

    return workflow.event_as_of(identity, as_of, ledger=ledger)


def drawn_happening(ledger: Ledger, event: LinkedEvent, out: Output) -> Iterator[RenderableType]:
    """A happening for a person, every account of it by date of publication."""
    from accordingto.cli import together

    accounts = sorted((ledger.claim(claim) for claim in event.claims), key=together.published)
    yield from together.event_sheet(event, accounts, out.width)


def _neighbours(ledger: Ledger, history: History) -> Iterator[Neighbour]:
    for identity, resemblance in history.stored.near_duplicate_of:
        other = ledger.document(identity)
        yield Neighbour(document=identity, resemblance=resemblance, outlet=other.outlet, title=other.title)


# --- drawing --------------------------------------------------------------------------------------


def drawn(sheet: Sheet) -> Iterator[RenderableType]:
    """The sheet for a person."""
    if sheet.claim is None:
        yield _grid([*_of_document(sheet), ("Claims", Text(_see_claims(sheet)))])
        yield Padding(Text(clean(sheet.document.text), overflow="fold"), (1, 0, 0, 0))
        return
    claim = sheet.claim.claim
    yield _grid(_of_claim(sheet.claim))
    yield Padding(context(claim, sheet.document.text), (1, 0, 1, 2))
    yield _grid(_of_document(sheet))


def _see_claims(sheet: Sheet) -> str:
    command = f"accordingto claims --document {sheet.document.id[:ID_SHOWN]}"
    return f"{sheet.claims}: {command}" if sheet.claims else "none"


Rows = list[tuple[str, Text]]


def _grid(rows: Rows) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for name, value in rows:
        grid.add_row(name, value)
    return grid


def _of_claim(row: ClaimRow) -> Rows:
    claim = row.claim
    cautious = "" if row.current else " (of an earlier reading; it stands no more)"
    sure = "not stated" if claim.confidence is None else f"{claim.confidence:.2f}"
    return [
        ("Claim", Text(claim.id + cautious, style="bold")),
        ("Who says", _chain(claim)),
        ("Act", Text(f"{claim.act}, {claim.quote}, {claim.polarity}")),
        *((name, Text(clean(value), overflow="fold")) for name, value in _claimed(claim)),
        ("Confidence", Text(sure)),
        ("Reader", Text(clean(claim.reader))),
        ("Recorded", Text(row.recorded_at)),
    ]


def _claimed(claim: Claim) -> Iterator[tuple[str, str]]:
    """What is claimed: each field, and how it was got."""
    happening = claim.happening
    if happening:
        yield from _happened(claim, happening)
    for figure in happening.figures if happening else (claim.figure,) if claim.figure else ():
        yield "How many", _figure(figure)


def _happened(claim: Claim, happening: Happening) -> Iterator[tuple[str, str]]:
    yield "Happening", f"{words.kind(happening)}, by {happening.decided_by or 'a rule that is not stated'}"
    yield "ACLED", happening.acled or "no sub-event type"
    yield "Did it happen", f"{claim.polarity}, {claim.certainty}, {claim.status or 'not stated'}"
    for name, parties in (("Actor", happening.actors), ("Recipient", happening.recipients)):
        yield from ((name, _party(one)) for one in parties)
        if not parties:
            yield name, "not stated"
    if happening.instrument:
        yield "Instrument", happening.instrument
    for name, places in (
        ("Place", happening.places),
        ("From", happening.origins),
        ("To", happening.destinations),
    ):
        yield from ((name, _place(one, happening)) for one in places)
    yield from (("Time", _time(one)) for one in happening.times)
    found = f", from the {_found(happening.time_from)}" if happening.time_from else ""
    yield "Happened", f"{words.when(happening) or 'not stated'}{found}"


def _party(one: Party) -> str:
    known = ", ".join(filter(None, (one.actor_type, one.country, one.code)))
    return f"{words.party(one)} [{known}]" if known else words.party(one)


def _place(one: Place, happening: Happening) -> str:
    found = f"; from the {_found(happening.place_from)}" if happening.place_from else ""
    return f"{one.name} [{', '.join(words.point(one))}]{found}"


def _time(one: Time) -> str:
    dated = filter(None, (one.begin, one.end if one.end != one.begin else None))
    return f"{one.text} [{one.type.lower()} {one.value}, {one.precision}: {' to '.join(dated) or 'no date'}]"


def _figure(one: Figure) -> str:
    return f"{words.figure(one)} [low {_number(one.low)}, best {_number(one.best)}, high {_number(one.high)}]"


def _number(value: int | None) -> str:
    return "not stated" if value is None else f"{value:,}"


_FOUND = {
    "argument": "words of the event itself",
    "sentence": "sentence",
    "context": "sentences before",
    "headline": "headline",
    "dateline": "dateline",
    "published": "date of publication",
}


def _found(how: str) -> str:
    return _FOUND.get(how, how)


def _chain(claim: Claim) -> Text:
    """The source chain, outermost first, each link under the one that passes it on."""
    lines = [
        f"{'  ' * depth}{'└ ' if depth else ''}{clean(link.name)} [{link.kind}]"
        for depth, link in enumerate(claim.said_by)
    ]
    return Text("\n".join(lines), style="cyan")


def _of_document(sheet: Sheet) -> Rows:
    document, history = sheet.document, sheet.history
    rows = [
        ("Document", document.id),
        ("Title", document.title),
        ("Outlet", document.outlet),
        ("Byline", document.byline),
        ("Published", _published(document)),
        ("URL", document.url),
        ("Language", document.language),
        ("Version", _version(history)),
        *(("Near duplicate", _neighbour(one)) for one in sheet.near_duplicates),
        ("Text", f"sha256 {document.text_sha256}, by {document.extractor}"),
        *(
            ("Evidence", f"sha256 {one.sha256}, {size(one.size)}, {one.location}, {one.retrieved}")
            for one in history.evidence
        ),
    ]
    return [(name, Text(clean(value or "not stated"))) for name, value in rows]


def _published(document: Document) -> str | None:
    if document.published is None or document.published_from is None:
        return document.published
    return (
        f"{document.published} (from {document.published_from}, confidence {document.published_confidence})"
    )


def _version(history: History) -> str:
    place = f"{history.stored.version} of {len(history.versions)}"
    others = [one for one in history.versions if one != history.stored.document]
    return f"{place}; the others: {', '.join(others)}" if others else place


def _neighbour(one: Neighbour) -> str:
    named = ", ".join(filter(None, (one.outlet, one.title)))
    return f"{round(100 * one.resemblance)} % like {one.document} {named}"


def context(claim: Claim, text: str) -> Text:
    """The paragraphs that the claim stands in: its words in ⟦ ⟧, its sources and cue set off by colour.

    The word that tells what happened is underlined.
    """
    start, end = _paragraphs(claim, text)
    marked = Text(clean(text[start:end]))
    for link in claim.said_by:
        _stylize(marked, link.span, start, "cyan")
    _stylize(marked, claim.cue, start, "magenta")
    for span in claim.evidence:
        _stylize(marked, span, start, "bold")
    if claim.happening:
        _stylize(marked, claim.happening.trigger, start, "underline")
    return _bracketed(marked, [(a - start, b - start) for a, b in sorted(claim.evidence)])


def _paragraphs(claim: Claim, text: str) -> Span:
    links = [link.span for link in claim.said_by if link.span]
    told = [claim.happening.trigger] if claim.happening else []
    spans = [*claim.evidence, *links, *told, *([claim.cue] if claim.cue else [])]
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    end = text.find("\n", last)
    return text.rfind("\n", 0, first) + 1, len(text) if end < 0 else end


def _stylize(marked: Text, span: Span | None, start: int, style: str) -> None:
    if span:
        marked.stylize(style, span[0] - start, span[1] - start)


def _bracketed(marked: Text, spans: list[Span]) -> Text:
    cuts = [cut for span in spans for cut in span]
    pieces = marked.divide(cuts)
    # An odd piece lies inside a span: between its start and its end.
    for number, piece in enumerate(pieces):
        if number % 2:
            pieces[number] = Text.assemble(OPENING, piece, CLOSING)
    return Text("", overflow="fold").join(pieces)


def reject_card(reject: Reject) -> Text:
    """One reject: where, why, when."""
    again = ", may work another time" if reject.retryable else ""
    card = Text(overflow="fold")
    card.append(clean(reject.location), style="bold")
    return card.append(f"\n  {clean(reject.reason)}\n").append(
        f"  {reject.stage}, {reject.at}{again}\n", style="dim"
    )
