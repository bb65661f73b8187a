"""W3C Web Annotations: each claim is one, on the words of its document's text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from accordingto.exports.documents import Finish, write_array
from accordingto.exports.files import Sink
from accordingto.exports.happenings import chain, note
from accordingto.exports.nouns import SourcedClaim

HEAD = b'{"@context":"http://www.w3.org/ns/anno.jsonld","type":"AnnotationPage","items":'
# Between words of a claim that stand apart in the text, as `claims_of` has it.
_APART = " [...] "


def write_annotations(claims: Iterable[SourcedClaim], sink: Sink, *, finish: Finish) -> None:
    """An annotation page; its member `export` says what it is."""
    write_array(map(annotation, claims), sink, head=HEAD, finish=finish)


def annotation(told: SourcedClaim) -> dict[str, Any]:
    """The annotation: in its body the claim in words and as JSON, in its target the exact words."""
    return {
        "type": "Annotation",
        "id": f"urn:accordingto:claim:{told.claim.id}",
        "motivation": "describing",
        "creator": {"type": "Software", "name": told.claim.reader},
        "body": [
            {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": note(told)},
            {"type": "TextualBody", "purpose": "tagging", "value": told.claim.kind},
            {"type": "TextualBody", "purpose": "identifying", "value": chain(told)},
        ],
        "target": _targets(told),
    }


def _targets(told: SourcedClaim) -> list[dict[str, Any]]:
    pieces = told.claim.text.split(_APART)
    known = len(pieces) == len(told.claim.evidence)
    quotes = pieces if known else [None] * len(told.claim.evidence)
    return [
        {"source": _source(told), "selector": _selectors(start, end, quote)}
        for (start, end), quote in zip(told.claim.evidence, quotes, strict=True)
    ]


def _source(told: SourcedClaim) -> dict[str, str]:
    """The document's text: positions count in it, not in the page at `via` that it came from."""
    source = {"id": f"urn:accordingto:document:{told.claim.document}", "type": "Text", "format": "text/plain"}
    return {**source, "via": told.url} if told.url else source


def _selectors(start: int, end: int, quote: str | None) -> list[dict[str, Any]]:
    """Offsets are code points, as the model has it."""
    position = {"type": "TextPositionSelector", "start": start, "end": end}
    return [position] if quote is None else [{"type": "TextQuoteSelector", "exact": quote}, position]
