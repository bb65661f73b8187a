"""One document: its text with everything that was read in it, its versions, the bytes it was made from."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from litestar import Response, get
from litestar.params import Parameter, QueryParameter

from accordingto import words
from accordingto.ledger import ClaimFilter
from accordingto.types import Claim, Document, Figure
from accordingto.web.answers import NAMED
from accordingto.web.axis import axis
from accordingto.web.marks import LAYERS, claim_marks, marks_of, paragraphs
from accordingto.web.render import render
from accordingto.web.site import Asked, found, site_of

# Names of files are for people; nothing may be opened by mistake that would run what an outlet wrote.
DOWNLOAD = "application/octet-stream"
Hash = Annotated[str, Parameter(min_length=1, max_length=64, description="The SHA-256 of the bytes.")]
Media = Annotated[
    str, QueryParameter(name="as", max_length=200, description="Their media type, for the name of the file.")
]
SUFFIXES = {"application/pdf": ".pdf", "text/plain": ".txt"}


@get("/documents/{identity:str}", sync_to_thread=True, include_in_schema=False)
def document(request: Asked, identity: str) -> Response[str]:
    """The text, layer over layer, beside its claims."""
    ledger = site_of(request).ledger
    one = found(lambda: ledger.document(identity))
    reading = ledger.reading(one.id)
    claims = [row.claim for row in ledger.claims(ClaimFilter(document=one.id))]
    marks = [*(marks_of(reading) if reading else ()), *claim_marks(claims)]
    return render(
        request,
        "document.html",
        document=one,
        history=ledger.history(one.id),
        read=reading is not None,
        paragraphs=list(paragraphs(one.text, marks)),
        layers=LAYERS,
        counts=_counts(marks_shown=[mark.layer for mark in marks if mark.layer and mark.note]),
        shown=_shown(request),
        claims=claims,
        axis=axis(_figures(claims)),
    )


def _counts(marks_shown: list[str]) -> dict[str, int]:
    return {layer: marks_shown.count(layer) for layer in LAYERS}


def _shown(request: Asked) -> list[str]:
    """Layers that are switched on; all, if the address does not say."""
    asked = request.query_params.get("layers")
    return [layer for layer in LAYERS if asked is None or layer in asked.split(",")]


def _figures(claims: list[Claim]) -> list[tuple[str, str, Figure]]:
    """Each figure of people killed or hurt once, with who says so."""
    rows: dict[tuple[str, str], Figure] = {}
    for claim in claims:
        of_claim = claim.happening.figures if claim.happening else (claim.figure,) if claim.figure else ()
        for figure in of_claim:
            if figure.kind in ("killed", "injured"):
                rows.setdefault((words.link_name(claim.said_by[-1]), words.figure(figure)), figure)
    return [(who, said, figure) for (who, said), figure in rows.items()]


# --- versions -------------------------------------------------------------------------------------

Kind = Literal["same", "gone", "new"]
_TOKEN = re.compile(r"\S+\s*|\s+")
# Between two changes, so few words that stayed would only scatter them.
FEW = 2
# Comparing is quadratic in the worst case: longer paragraphs are shown whole, as gone and new.
MOST_TOKENS = 3_000


@dataclass(frozen=True)
class Part:
    """Words that are in both versions, in the old one or in the new one."""

    kind: Kind
    text: str


@get("/documents/{identity:str}/changes", sync_to_thread=True, include_in_schema=False)
def changes(request: Asked, identity: str) -> Response[str]:
    """What differs between a version and the one before."""
    ledger = site_of(request).ledger
    new = found(lambda: ledger.document(identity))
    history = ledger.history(new.id)
    before = history.stored.version_of
    old = ledger.document(before) if before else None
    lines = list(differences(old, new)) if old else []
    return render(request, "changes.html", new=new, old=old, lines=lines, history=history)


def differences(old: Document, new: Document) -> Iterator[list[Part]]:
    """The lines of both texts, in order, each in parts."""
    before, after = old.text.splitlines(), new.text.splitlines()
    matcher = difflib.SequenceMatcher(a=before, b=after, autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            yield from ([Part("same", line)] for line in before[first:last])
        elif last - first == end - start:
            yield from map(_line, before[first:last], after[start:end])
        else:
            yield from ([Part("gone", line)] for line in before[first:last])
            yield from ([Part("new", line)] for line in after[start:end])


def _line(before: str, after: str) -> list[Part]:
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if max(len(old), len(new)) > MOST_TOKENS:
        return [Part("gone", before), Part("new", after)]
    parts: list[Part] = []
    at = 0
    for first, last, start, end in _changed(old, new):
        parts += [Part("same", "".join(old[at:first])), Part("gone", "".join(old[first:last]))]
        parts.append(Part("new", "".join(new[start:end])))
        at = last
    parts.append(Part("same", "".join(old[at:])))
    return [part for part in parts if part.text]


def _changed(old: list[str], new: list[str]) -> list[tuple[int, int, int, int]]:
    """Ranges of tokens that differ; those that lie close together are one."""
    ranges: list[tuple[int, int, int, int]] = []
    for tag, first, last, start, end in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if ranges and first - ranges[-1][1] <= FEW:
            before = ranges.pop()
            first, start = before[0], before[2]
        ranges.append((first, last, start, end))
    return ranges


# --- evidence -------------------------------------------------------------------------------------


@get("/evidence/{sha256:str}", sync_to_thread=True, media_type=DOWNLOAD, raises=NAMED)
def evidence(request: Asked, sha256: Hash, kind: Media = "") -> Response[bytes]:
    """The bytes as they came in, to be kept, never to be shown: they are other people's pages."""
    data = found(lambda: site_of(request).ledger.evidence_bytes(sha256))
    media_type = kind.partition(";")[0].strip()
    name = f"{sha256[:16]}{SUFFIXES.get(media_type, '.original')}"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return Response(data, media_type=DOWNLOAD, headers=headers)


HANDLERS = [document, changes, evidence]
