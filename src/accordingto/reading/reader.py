"""Document to Reading: the order of the readers' parts, and nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from accordingto.models.runtime import Encoder, load_encoder
from accordingto.reading.attribution import Draft, flat_attributions
from accordingto.reading.chains import nested_attributions, with_relays
from accordingto.reading.codebook.acts import act_of
from accordingto.reading.codebook.events import load_codebook
from accordingto.reading.entities import link_names, mentions
from accordingto.reading.events import Found, events_of
from accordingto.reading.figures import figures_of
from accordingto.reading.quotation import quotations, quote_kind, with_double_marks
from accordingto.reading.relays import with_stated_relays
from accordingto.reading.sources import Sourced, resolve_sources
from accordingto.reading.times import times_of
from accordingto.settings import Settings
from accordingto.types import Act, Attribution, Document, Reading, Span

CODE = "2"  # raised when the rules change what is read
CODEBOOKS = Path(__file__).parent / "codebook"


class Reader:
    """Reads documents with one loaded model. `fingerprint` stands for its weights, codebooks and rules."""

    def __init__(self, encoder: Encoder, codebooks: Sequence[Path] = ()) -> None:
        self.encoder = encoder
        self.book = load_codebook(codebooks)
        self.fingerprint = (
            f"{encoder.manifest.name}-{encoder.manifest.fingerprint}-{_codebook_digest(codebooks)}-{CODE}"
        )

    def read(self, document: Document) -> Reading:
        """Everything that this version reads in `document`, whatever its length."""
        text = with_double_marks(document.text)
        scores = self.encoder.score(self.encoder.tokenize(text))
        entities = link_names(mentions(self.encoder, scores, document.text))
        flat = flat_attributions(self.encoder, scores)
        nested = nested_attributions(self.encoder, text, flat)
        drafts = with_relays(with_stated_relays(text, nested))
        sourced = resolve_sources(document.text, [draft.source for draft in drafts], entities)
        quoted = quotations(document.text)
        attributions = tuple(
            _attribution(document.text, number, draft, who, quoted)
            for number, (draft, who) in enumerate(zip(drafts, sourced, strict=True), 1)
        )
        times = times_of(
            document.text,
            published=document.published,
            published_confidence=document.published_confidence,
        )
        found = Found(document, entities, attributions, (), times, figures_of(document.text))
        happened = events_of(self.encoder, scores, self.book, found)
        return Reading(
            document=document,
            entities=happened.entities,
            attributions=attributions,
            times=times,
            places=found.places,
            figures=happened.figures,
            events=happened.events,
        )


def _attribution(text: str, number: int, draft: Draft, who: Sourced, quoted: tuple[Span, ...]) -> Attribution:
    return Attribution(
        id=f"a{number}",
        source=draft.source,
        source_entity=who.entity,
        source_kind=who.kind,
        cue=draft.cue,
        content=draft.content,
        quote=quote_kind(text, draft.content, quoted),
        act=_act(text, draft),
        parent=None if draft.parent is None else f"a{draft.parent + 1}",
        confidence=round(min(max(draft.confidence, 0.0), 1.0), 4),
    )


def _act(text: str, draft: Draft) -> Act:
    """By the cue; a link without a cue passes on what another says."""
    return act_of(text[slice(*draft.cue)]) if draft.cue else "report" if draft.source else "say"


def _codebook_digest(own: Sequence[Path]) -> str:
    files = (*sorted(CODEBOOKS.glob("*.toml")), *own)
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:8]


def load_reader(settings: Settings) -> Reader:
    """Load the shipped model and the codebooks, with those of the user.

    Raises `ModelError` when the model's files are missing or altered, `CodebookError` for a faulty codebook.
    """
    own = tuple(Path(name) for name in settings.codebooks)
    return Reader(load_encoder(threads=settings.threads), own)
