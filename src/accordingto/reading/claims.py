"""Attributions, events and figures to claims: each joined with its whole source chain, the outlet first."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import msgspec
from msgspec.structs import replace

from accordingto.reading.asserting import asserts
from accordingto.reading.nesting import ById, around, upwards
from accordingto.reading.phrases import without_aside
from accordingto.reading.relatives import antecedent
from accordingto.reading.sources import source_kind
from accordingto.types import (
    Agreement,
    Attribution,
    Broker,
    Claim,
    ClaimKind,
    Clause,
    Control,
    Dealing,
    Event,
    Figure,
    Happening,
    Holding,
    Label,
    Link,
    Mediator,
    Party,
    Place,
    Reading,
    Reference,
    Span,
    Step,
    Term,
)

NO_OUTLET = "outlet not stated"
NO_SOURCE = "source not stated"
APART = " [...] "  # between words of a claim that stand apart in the text
_REPORT = re.compile(
    r"(?:(?:a|an|the|any|all|these|those|such|earlier|recent|media|press|local|claims and)\s+)*"
    r"(?:reports?|claims?|statements?|allegations?|accusations?|accounts?|assertions?|suggestions?|rumou?rs?)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?][\"”’]?\s")
_THAT = re.compile(r"that\s+", re.IGNORECASE)


def claims_of(reading: Reading, *, reader: str) -> tuple[Claim, ...]:
    """The claims of a reading, in the order of the text; a statement comes before what it says happened.

    - `statement`: what an attribution says. A link that only relays what another says ("told Reuters") is in
      that claim's chain and makes no claim of its own; nor does who only thinks well or ill of a thing.
    - `event`: each event mention, according to those in whose words it stands, else to the outlet alone
      and, negative, to whoever denies what those say (`Reading.denials`)
    - `figure`: each number of people that belongs to no event
    - `agreement`: each step and each term of an agreement
    - `control`: each statement of who holds, took, lost, contests or besieges a place
    - `framing`: each loaded word, by those in whose words it stands, else by the outlet

    `reader` is the fingerprint of what made the reading.
    """
    by_id = {attribution.id: attribution for attribution in reading.attributions}
    parts = (_statements, _events, _denials, _figures, _agreements, _control, _framing)
    drafts = (draft for part in parts for draft in part(reading, by_id))
    claims = [replace(draft, id=claim_id(draft), reader=reader) for draft in drafts]
    return tuple(sorted(claims, key=lambda claim: claim.evidence[0][0]))


# --- statements -----------------------------------------------------------------------------------


def _statements(reading: Reading, by_id: ById) -> Iterator[Claim]:
    relays = {
        child.parent
        for child in reading.attributions
        if child.parent and child.content == by_id[child.parent].content
    }
    text = reading.document.text
    denied = {child.id: one for one in reading.attributions for child in _denied_reports(one, reading)}
    silent = (
        relays
        | set(_answers(reading, by_id))
        | set(_charges(reading))
        | {one.id for one in denied.values() if _is_told(one, denied, reading)}
    )
    for attribution in reading.attributions:
        if attribution.id not in silent and asserts(text, attribution):
            unnamed = attribution.source is None and attribution.id in denied
            speaker = denied[attribution.id] if unnamed else attribution
            for pieces in by_sentence(text, attribution.content):
                yield _statement(reading, speaker, pieces, by_id)


def _answers(reading: Reading, by_id: ById) -> Iterator[str]:
    """Denials that only point to what they deny ("rejected the accusation"): a claim of that says it."""
    triggers = {event.id: event.trigger for event in reading.events}
    for denial in reading.denials:
        attribution = by_id[denial.attribution]
        start, end = attribution.content[0]
        points = not any(start <= triggers[name][0] < end for name in denial.events)
        if points and attribution.act == "deny" and attribution.quote == "indirect":
            yield denial.attribution


def _charges(reading: Reading) -> Iterator[str]:
    """Those who charge somebody with batons, and not in words."""
    triggers = [event.trigger for event in reading.events if event.type == "ASSAULT"]
    for one in reading.attributions:
        start, end = one.cue or (0, 0)
        if one.act == "accuse" and any(start <= first and last <= end for first, last in triggers):
            yield one.id


def _is_told(denial: Attribution, denied: Mapping[str, Attribution], reading: Reading) -> bool:
    """Whether another claim says what it denies: that of the report's words, or of what happened in them."""
    reports = [one for one in reading.attributions if denied.get(one.id) is denial]
    of_events = any(one.attribution == denial.id for one in reading.denials)
    return of_events or any(one.source is None for one in reports)


def _denied_reports(denial: Attribution, reading: Reading) -> Iterator[Attribution]:
    """What is denied as another's report: "denied a report by X that Z" holds a claim of X's.

    Where nobody is named ("denied reports that Z"), Z is only what is denied.
    """
    start, end = denial.content[0]
    for child in reading.attributions if denial.act == "deny" else ():
        if (
            child.parent == denial.id
            and child.cue is not None
            and _REPORT.fullmatch(reading.document.text, start, child.cue[1])
            and child.content[-1][1] >= end - 1
        ):
            yield child


def by_sentence(text: str, content: Sequence[Span]) -> list[tuple[Span, ...]]:
    """The pieces of a content, a new group where a sentence ended between two of them.

    "It was safe," he said. "It was not." are two claims of one voice.
    """
    groups: list[tuple[Span, ...]] = [(content[0],)]
    for before, piece in pairwise(content):
        ended = _SENTENCE_END.search(text, before[1] - 2, piece[0])
        groups[-1:] = [groups[-1], (piece,)] if ended else [(*groups[-1], piece)]
    return groups


def _statement(reading: Reading, attribution: Attribution, pieces: Sequence[Span], by_id: ById) -> Claim:
    text = reading.document.text
    evidence = tuple(_without_that(text, span) for span in pieces)
    claim = _draft(reading, "statement", upwards(attribution, by_id), evidence)
    return replace(
        claim,
        polarity="negative" if attribution.act == "deny" else "positive",
        confidence=attribution.confidence,
    )


def _without_that(text: str, span: Span) -> Span:
    match = _THAT.match(text, *span)
    return (match.end(), span[1]) if match and match.end() < span[1] else span


def _draft(
    reading: Reading, kind: ClaimKind, inward: Sequence[Attribution], evidence: tuple[Span, ...]
) -> Claim:
    """A claim without id and reader. `inward` are its attributions, innermost first; none is the outlet."""
    text = reading.document.text
    innermost = inward[0] if inward else None
    return Claim(
        id="",
        document=reading.document.id,
        kind=kind,
        said_by=_chain(reading, inward),
        act=innermost.act if innermost else "report",
        quote=innermost.quote if innermost else "indirect",
        polarity="positive",
        evidence=evidence,
        text=APART.join(text[start:end] for start, end in evidence),
        reader="",
        cue=innermost.cue if innermost else None,
    )


# --- source chains --------------------------------------------------------------------------------


def source_chain(reading: Reading, attribution: Attribution, by_id: ById) -> tuple[Link, ...]:
    """Who printed, who relayed, who said: the outlet, then every attribution from the outermost in."""
    return _chain(reading, upwards(attribution, by_id))


def _chain(reading: Reading, inward: Sequence[Attribution]) -> tuple[Link, ...]:
    outlet = Link(name=reading.document.outlet or NO_OUTLET, kind="media")
    return (outlet, *(_link(reading, attribution) for attribution in reversed(inward)))


def _link(reading: Reading, attribution: Attribution) -> Link:
    if attribution.source is None:
        return Link(name=NO_SOURCE, kind="none")
    text = reading.document.text
    written = without_aside(text, attribution.source)
    span = antecedent(text, written)
    return Link(
        name=text[slice(*span)],
        kind=attribution.source_kind if span == written else source_kind(text[slice(*span)]),
        span=span,
        entity=attribution.source_entity,
    )


# --- events ---------------------------------------------------------------------------------------


def _events(reading: Reading, by_id: ById) -> Iterator[Claim]:
    for event in reading.events:
        inward = [by_id[name] for name in event.attributed_to]
        yield replace(
            _draft(reading, "event", inward, event.evidence or (event.trigger,)),
            polarity=event.polarity,
            certainty=event.certainty,
            status=event.status,
            confidence=event.confidence,
            happening=happening_of(reading, event),
        )


def _denials(reading: Reading, by_id: ById) -> Iterator[Claim]:
    """Events by those who deny them, in their words; what happened is told in those of others.

    What did not happen has no figures.
    """
    known = {event.id: event for event in reading.events}
    for denial in reading.denials:
        inward = upwards(by_id[denial.attribution], by_id)
        for event in (known[name] for name in denial.events):
            yield replace(
                _draft(reading, "event", inward, (denial.words,)),
                act="deny",
                polarity="negative",
                status=event.status,
                confidence=min(event.confidence, inward[0].confidence),
                happening=replace(happening_of(reading, event), figures=()),
            )


def happening_of(reading: Reading, event: Event) -> Happening:
    """An event mention with its words, and with the places, times and figures that it only points to."""
    text = reading.document.text
    return Happening(
        trigger=event.trigger,
        type=event.type,
        mode=event.mode,
        acled=event.acled,
        actors=tuple(_party(text, reference) for reference in event.actors),
        recipients=tuple(_party(text, reference) for reference in event.recipients),
        instrument=text[slice(*event.instrument)] if event.instrument else None,
        places=_places(reading, event.places),
        origins=_places(reading, event.origins),
        destinations=_places(reading, event.destinations),
        times=tuple(reading.times[index] for index in event.times),
        begin=event.begin,
        end=event.end,
        figures=tuple(reading.figures[index] for index in event.figures),
        place_from=event.place_from,
        time_from=event.time_from,
        decided_by=event.decided_by,
    )


def _party(text: str, reference: Reference) -> Party:
    return Party(words=text[slice(*reference.span)], **msgspec.structs.asdict(reference))


def _places(reading: Reading, indices: Sequence[int]) -> tuple[Place, ...]:
    """Without their rivals, which are kept once, in the reading."""
    return tuple(replace(reading.places[index], rivals=()) for index in indices)


# --- figures that belong to no event --------------------------------------------------------------


def _figures(reading: Reading, by_id: ById) -> Iterator[Claim]:
    for figure in reading.figures:
        if figure.event is None:
            inward = around(figure.span, reading.attributions, by_id)
            yield replace(_draft(reading, "figure", inward, (figure.span,)), figure=figure)


# --- agreements -----------------------------------------------------------------------------------


def _agreements(reading: Reading, by_id: ById) -> Iterator[Claim]:
    for agreement in reading.agreements:
        common = _dealing(reading, agreement)
        for step in agreement.steps:
            yield replace(
                _stated(reading, "agreement", step, by_id), dealing=_with_step(reading, common, step)
            )
        for term in agreement.terms:
            inward = [by_id[name] for name in term.attributed_to]
            yield replace(
                _draft(reading, "agreement", inward, (term.span,)),
                polarity=term.polarity,
                status=term.status,
                confidence=term.confidence,
                dealing=_with_term(reading, common, term),
            )


def _dealing(reading: Reading, agreement: Agreement) -> Dealing:
    """What all claims about one agreement share."""
    text = reading.document.text
    return Dealing(
        agreement=agreement.id,
        kind=agreement.kind,
        words=tuple(dict.fromkeys(text[slice(*span)] for span in agreement.mentions)),
        parties=tuple(_party(text, party) for party in agreement.parties),
        brokers=tuple(_mediator(text, broker) for broker in agreement.brokers),
        places=_places(reading, agreement.places),
        lasting=None if agreement.lasting is None else reading.times[agreement.lasting].value,
        sides=agreement.sides,
    )


def _with_step(reading: Reading, common: Dealing, step: Step) -> Dealing:
    text = reading.document.text
    return replace(
        common,
        step=step.step,
        by=_party(text, step.by) if step.by else None,
        against=_party(text, step.against) if step.against else None,
        begin=step.begin,
        end=step.end,
    )


def _with_term(reading: Reading, common: Dealing, term: Term) -> Dealing:
    text = reading.document.text
    given = text[slice(*term.given)] if term.given else None
    who = _party(text, term.who) if term.who else None
    return replace(common, term=Clause(does=term.does, who=who, given=given))


def _mediator(text: str, broker: Broker) -> Mediator:
    fields = msgspec.structs.asdict(broker) | {"role": text[slice(*broker.role)] if broker.role else None}
    return Mediator(words=text[slice(*broker.span)], **fields)


# --- control and framing --------------------------------------------------------------------------


def _control(reading: Reading, by_id: ById) -> Iterator[Claim]:
    for control in reading.control:
        yield replace(_stated(reading, "control", control, by_id), holding=holding_of(reading, control))


def holding_of(reading: Reading, control: Control) -> Holding:
    """A statement of control with its words, and with the place that it only points to."""
    text = reading.document.text
    return Holding(
        trigger=control.span,
        place=_places(reading, (control.place,))[0],
        relation=control.relation,
        holder=_party(text, control.holder) if control.holder else None,
        previous=_party(text, control.previous) if control.previous else None,
        excepted=tuple(text[slice(*span)] for span in control.excepted),
        begin=control.begin,
        end=control.end,
    )


def _framing(reading: Reading, by_id: ById) -> Iterator[Claim]:
    for framing in reading.framing:
        inward = [by_id[name] for name in framing.attributed_to]
        label = Label(
            span=framing.span,
            kind=framing.kind,
            entity=framing.about,
            name=framing.name,
            neutral=framing.neutral,
            decided_by=framing.decided_by,
        )
        draft = _draft(reading, "framing", inward, (framing.span,))
        yield replace(draft, confidence=framing.confidence, label=label)


def _stated(reading: Reading, kind: ClaimKind, stated: Step | Control, by_id: ById) -> Claim:
    inward = [by_id[name] for name in stated.attributed_to]
    return replace(
        _draft(reading, kind, inward, stated.evidence or (stated.span,)),
        polarity=stated.polarity,
        certainty=stated.certainty,
        status=stated.status,
        confidence=stated.confidence,
    )


# --- ids ------------------------------------------------------------------------------------------


def claim_id(claim: Claim) -> str:
    """Twenty hex digits over what the claim says and where: the same reading gives the same ids again.

    Entity ids, codes of actors, confidences and how something was found do not count: they may get better
    while the claim stays the same.
    """
    chain = [(link.name, link.kind, link.span) for link in claim.said_by]
    fields: list[object] = [claim.document, claim.kind, claim.evidence, chain]
    fields += [claim.act, claim.quote, claim.polarity]
    # Only where there is something: a statement has had its id since before there were events.
    fields += [claim.certainty, claim.status, *_happened(claim.happening)] if claim.happening else []
    fields += _counted(claim.figure) if claim.figure else []
    fields += [claim.certainty, claim.status, *_dealt(claim.dealing)] if claim.dealing else []
    fields += [claim.certainty, claim.status, *_held(claim.holding)] if claim.holding else []
    fields += [claim.label.span, claim.label.kind] if claim.label else []
    return hashlib.sha256(msgspec.json.encode(fields)).hexdigest()[:20]


def _happened(happening: Happening) -> list[object]:
    parties = happening.actors, happening.recipients
    places = happening.places, happening.origins, happening.destinations
    return [
        (happening.trigger, happening.type, happening.mode, happening.acled, happening.instrument),
        [[party.span for party in side] for side in parties],
        [[(place.span, place.geonameid) for place in role] for role in places],
        (happening.begin, happening.end),
        [_counted(figure) for figure in happening.figures],
    ]


def _counted(figure: Figure) -> list[object]:
    return [figure.span, figure.kind, figure.of, figure.low, figure.best, figure.high, figure.approximate]


def _dealt(dealing: Dealing) -> list[object]:
    term = dealing.term
    return [
        (dealing.kind, dealing.step, dealing.begin, dealing.end),
        _spans_of((dealing.by, dealing.against, term.who if term else None)),
        (term.does, term.given) if term else (),
    ]


def _held(holding: Holding) -> list[object]:
    return [
        (holding.trigger, holding.relation, holding.place.span, holding.place.geonameid),
        _spans_of((holding.holder, holding.previous)),
        (holding.excepted, holding.begin, holding.end),
    ]


def _spans_of(parties: Sequence[Party | None]) -> list[Span | None]:
    return [party.span if party else None for party in parties]
