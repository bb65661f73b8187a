"""Document to Reading: the order of the readers' parts, and nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from accordingto.gazetteer import SHIPPED, Gazetteer, open_gazetteer
from accordingto.models.runtime import Encoder, Scores, load_encoder
from accordingto.reading.accounts import accounts_of, drafted
from accordingto.reading.alleging import with_allegations
from accordingto.reading.answering import with_answers
from accordingto.reading.attribution import flat_attributions
from accordingto.reading.captions import without_captions
from accordingto.reading.chains import nested_attributions, with_relays
from accordingto.reading.codebook.accounts import load_lexicon
from accordingto.reading.codebook.acts import act_of
from accordingto.reading.codebook.events import load_codebook
from accordingto.reading.codebook.registry import load_actors, using
from accordingto.reading.completing import completed
from accordingto.reading.denials import denials_of
from accordingto.reading.denying import with_denials
from accordingto.reading.drafts import Draft
from accordingto.reading.entities import link_names, mentions
from accordingto.reading.events import Found, events_of
from accordingto.reading.figures import figures_of
from accordingto.reading.places import is_metonym, places_of
from accordingto.reading.plain import with_plain_speakers
from accordingto.reading.quotation import quotations, quote_kind, with_double_marks
from accordingto.reading.relays import with_stated_relays, without_outlet
from accordingto.reading.speakers import Sourced, resolve_sources
from accordingto.reading.subjects import with_speakers
from accordingto.reading.times import times_of
from accordingto.settings import Settings
from accordingto.types import Act, Attribution, Document, Entity, Reading, Span

CODE = "20"  # raised when the rules change what is read
TABLES = Path(__file__).parent


class Reader:
    """Reads documents with one loaded model.

    `fingerprint` stands for its weights, codebooks, gazetteer and rules.
    """

    def __init__(
        self,
        encoder: Encoder,
        *,
        codebooks: Sequence[Path] = (),
        lexicons: Sequence[Path] = (),
        actors: Sequence[Path] = (),
        gazetteer: Gazetteer | None = None,
    ) -> None:
        self.encoder = encoder
        self.book = load_codebook(codebooks)
        self.lexicon = load_lexicon(lexicons)
        self.actors = load_actors(actors)
        self.gazetteer = gazetteer or open_gazetteer()
        own = (*codebooks, *lexicons, *actors)
        tables = _digest((*sorted(TABLES.rglob("*.toml")), *own), self.gazetteer)
        self.fingerprint = f"{encoder.manifest.name}-{encoder.manifest.fingerprint}-{tables}-{CODE}"

    def read(self, document: Document) -> Reading:
        """Everything that this version reads in `document`, whatever its length."""
        with using(self.actors):
            return self._read(document)

    def _read(self, document: Document) -> Reading:
        text = with_double_marks(document.text)
        scores = self.encoder.score(self.encoder.tokenize(text))
        names = mentions(self.encoder, scores, document.text)
        entities = link_names(names)
        attributions = self._attributions(document, text, scores, entities)
        places = places_of(document.text, names, gazetteer=self.gazetteer, outlet=document.outlet)
        found = Found(
            document=document,
            entities=entities,
            attributions=attributions,
            places=places,
            times=times_of(
                document.text,
                published=document.published,
                published_confidence=document.published_confidence,
            ),
            figures=figures_of(document.text),
            acting=frozenset(i for i, place in enumerate(places) if is_metonym(document.text, place.span)),
        )
        drafts = drafted(self.encoder, scores, self.lexicon)
        happened = events_of(self.encoder, scores, self.book, found, others=drafts.party_spans())
        events, denials = denials_of(document.text, attributions, happened.events)
        accounts = accounts_of(drafts, found, happened.parties, happened.places)
        return Reading(
            document=document,
            entities=happened.parties.entities,
            attributions=attributions,
            times=found.times,
            places=accounts.places,
            figures=happened.figures,
            events=events,
            agreements=accounts.agreements,
            control=accounts.control,
            framing=accounts.framing,
            denials=denials,
        )

    def _attributions(
        self, document: Document, text: str, scores: Scores, entities: tuple[Entity, ...]
    ) -> tuple[Attribution, ...]:
        """Who says what. `text` is the document's with its quotation marks in one style, for the model."""
        original = document.text
        spoken = without_captions(text, flat_attributions(self.encoder, scores))
        plain = with_plain_speakers(text, spoken)
        flat = completed(text, with_answers(text, with_allegations(text, plain)))
        nested = nested_attributions(self.encoder, text, flat)
        relayed = with_relays(without_outlet(text, with_stated_relays(text, nested), document.outlet))
        drafts = with_speakers(text, relayed)
        sourced = resolve_sources(original, [draft.source for draft in drafts], entities)
        quoted = quotations(original)
        return with_denials(
            original,
            [
                _attribution(original, number, draft, who, quoted)
                for number, (draft, who) in enumerate(zip(drafts, sourced, strict=True), 1)
            ],
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


def _digest(tables: Sequence[Path], gazetteer: Gazetteer) -> str:
    content = b"".join(path.read_bytes() for path in tables)
    return hashlib.sha256(content + repr(sorted(gazetteer.meta().items())).encode()).hexdigest()[:8]


def load_reader(settings: Settings) -> Reader:
    """Load the shipped model, the codebooks, the registry and the gazetteer, with those of the user.

    Raises `ModelError` when files are missing or altered, `CodebookError` for a faulty codebook.
    """
    own = tuple(Path(name) for name in settings.gazetteers)
    return Reader(
        load_encoder(threads=settings.threads),
        codebooks=tuple(Path(name) for name in settings.codebooks),
        lexicons=tuple(Path(name) for name in settings.lexicons),
        actors=tuple(Path(name) for name in settings.actors),
        gazetteer=open_gazetteer(*own, SHIPPED),
    )
