"""Attributions to claims: each joined with its whole source chain, the outlet first."""

from __future__ import annotations

import hashlib
import re

import msgspec

from accordingto.types import Attribution, Claim, Link, Reading, Span

NO_OUTLET = "outlet not stated"
NO_SOURCE = "source not stated"
APART = " [...] "  # between words of a claim that stand apart in the text
_THAT = re.compile(r"that\s+", re.IGNORECASE)


def claims_of(reading: Reading, *, reader: str) -> tuple[Claim, ...]:
    """The claims of a reading, in the order of its attributions.

    A link that only relays what another says ("told Reuters") is in that claim's chain and makes no claim of
    its own. `reader` is the fingerprint of what made the reading.
    """
    by_id = {attribution.id: attribution for attribution in reading.attributions}
    relays = {
        child.parent
        for child in reading.attributions
        if child.parent and child.content == by_id[child.parent].content
    }
    return tuple(_claim(reading, a, by_id, reader) for a in reading.attributions if a.id not in relays)


def _claim(reading: Reading, attribution: Attribution, by_id: dict[str, Attribution], reader: str) -> Claim:
    document = reading.document
    evidence = tuple(_without_that(document.text, span) for span in attribution.content)
    claim = Claim(
        id="",
        document=document.id,
        kind="statement",
        said_by=source_chain(reading, attribution, by_id),
        act=attribution.act,
        quote=attribution.quote,
        polarity="negative" if attribution.act == "deny" else "positive",
        evidence=evidence,
        text=APART.join(document.text[start:end] for start, end in evidence),
        reader=reader,
        cue=attribution.cue,
        confidence=attribution.confidence,
    )
    return msgspec.structs.replace(claim, id=claim_id(claim))


def _without_that(text: str, span: Span) -> Span:
    match = _THAT.match(text, *span)
    return (match.end(), span[1]) if match and match.end() < span[1] else span


def source_chain(
    reading: Reading, attribution: Attribution, by_id: dict[str, Attribution]
) -> tuple[Link, ...]:
    """Who printed, who relayed, who said: the outlet, then every attribution from the outermost in."""
    inward: list[Link] = []
    step: Attribution | None = attribution
    while step:
        inward.append(_link(reading, step))
        step = by_id[step.parent] if step.parent else None
    outlet = Link(name=reading.document.outlet or NO_OUTLET, kind="media")
    return (outlet, *reversed(inward))


def _link(reading: Reading, attribution: Attribution) -> Link:
    if attribution.source is None:
        return Link(name=NO_SOURCE, kind="none")
    start, end = attribution.source
    return Link(
        name=reading.document.text[start:end],
        kind=attribution.source_kind,
        span=attribution.source,
        entity=attribution.source_entity,
    )


def claim_id(claim: Claim) -> str:
    """Twenty hex digits over what the claim says and where: the same reading gives the same ids again."""
    chain = [(link.name, link.kind, link.span) for link in claim.said_by]
    fields = [claim.document, claim.kind, claim.evidence, chain, claim.act, claim.quote, claim.polarity]
    return hashlib.sha256(msgspec.json.encode(fields)).hexdigest()[:20]
