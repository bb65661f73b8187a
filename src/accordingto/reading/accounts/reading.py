"""From scores to agreements, control and loaded words, joined with what else was found in a document."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from accordingto.models.runtime import Encoder, Scores
from accordingto.reading.accounts import agreements as deals, control as grounds
from accordingto.reading.accounts.agreements import Context, Dealt, Mention
from accordingto.reading.accounts.asides import of_named_deals
from accordingto.reading.accounts.brokers import with_brokers
from accordingto.reading.accounts.closing import closed
from accordingto.reading.accounts.denials import with_denials
from accordingto.reading.accounts.framing import LoadedWord, framing_of, loaded_words
from accordingto.reading.accounts.lasting import goes_on, without_lengths
from accordingto.reading.accounts.obligations import obligations
from accordingto.reading.accounts.sense import sensible
from accordingto.reading.accounts.tallies import with_tallies
from accordingto.reading.accounts.triggers import Anchor, Trigger, stated, triggers, words_in
from accordingto.reading.accounts.voices import said_by, tellers
from accordingto.reading.accounts.whereabouts import with_antecedent
from accordingto.reading.codebook.accounts import Forms
from accordingto.reading.events.candidates import characters, softmax
from accordingto.reading.events.reading import DATED, Found
from accordingto.reading.events.situations import Timed, When, overlapping, whole_name
from accordingto.reading.events.when import when
from accordingto.reading.parties import Parties
from accordingto.reading.phrases import head_end
from accordingto.types import Agreement, Attribution, Control, Framing, Place, Span

# Taken from the score of being none: chosen on the development half of `evaluation/accounts`.
EAGER = 0.4
AGREEMENT, TERM = 0, 1  # roles of the head `deals`


@dataclass(frozen=True)
class Drafts:
    """What the model marks, before parties and places are understood."""

    dealt: Dealt
    control: tuple[Trigger, ...]
    loaded: tuple[LoadedWord, ...]

    def party_spans(self) -> tuple[Span, ...]:
        """Phrases for parties."""
        return (*self.dealt.spans(), *grounds.party_spans(self.control))


@dataclass(frozen=True)
class Accounts:
    """Agreements, control and loaded words of a document; `places` with those that only control names."""

    agreements: tuple[Agreement, ...]
    control: tuple[Control, ...]
    framing: tuple[Framing, ...]
    places: tuple[Place, ...]


def drafted(encoder: Encoder, scores: Scores, lexicon: Forms) -> Drafts:
    """Everything that the heads and the lexicon find."""
    text = scores.tokens.text
    held = triggers(encoder, scores, stated(encoder, scores, "relation"), "grounds")
    return Drafts(
        dealt=_told_of(encoder, scores),
        control=tuple(grounds.wholly(text, held)),
        loaded=tuple(loaded_words(encoder, scores, lexicon)),
    )


def _told_of(encoder: Encoder, scores: Scores) -> Dealt:
    """What speaks of a deal and can."""
    text = scores.tokens.text
    found = sensible(text, _dealt(encoder, scores))
    return with_brokers(text, closed(text, of_named_deals(text, found, signs=_signs(scores, found))))


def _signs(scores: Scores, found: Dealt) -> float:
    """Signs of a deal in a hundred words: steps that the model expects, and what it marks; see `ABOUT`."""
    if not scores.tokens.words:
        return 0.0
    step = 1 - softmax(scores.classes["step"])[:, 0]
    deal = 1 - softmax(scores.labels["deals"])[:, 0]
    marked = [step[words_in(scores, one.trigger)] for one in found.steps]
    marked += [deal[words_in(scores, term.span)] for term in found.terms]
    return 100 * (float(step.sum()) + sum(float(one.mean()) for one in marked)) / len(step)


def _dealt(encoder: Encoder, scores: Scores) -> Dealt:
    spans = encoder.spans(_eager(scores), "deals")
    predicates = {start for start, _, _ in encoder.spans(scores, "predicates")}
    steps = stated(encoder, scores, "step")
    return Dealt(
        mentions=tuple(_mentions(encoder, scores, spans, AGREEMENT, predicates)),
        terms=tuple(_mentions(encoder, scores, spans, TERM, predicates)),
        steps=tuple(triggers(encoder, scores, steps, "dealings")),
        kinds=tuple(_kind(encoder, scores, step.word) for step in steps),
    )


def _eager(scores: Scores) -> Scores:
    """Scores that take more words for those of deals and terms: the head marks too few."""
    labels = scores.labels["deals"].copy()
    labels[:, 0] -= EAGER
    return replace(scores, labels={**scores.labels, "deals": labels})


def _mentions(
    encoder: Encoder,
    scores: Scores,
    spans: Sequence[tuple[int, int, int]],
    role: int,
    predicates: Collection[int],
) -> Iterator[Mention]:
    """Phrases of one role with their heads. A term hangs on its first predicate, a mention on its noun."""
    own = [(start, end) for start, end, given in spans if given == role]
    if role == TERM:
        own = [part for span in own for part in _obligations(scores, span, predicates)]
    words = [
        next((w for w in range(*span) if w in predicates), span[0]) if role == TERM else _noun(scores, span)
        for span in own
    ]
    kinds = [_kind(encoder, scores, word) for word in words]
    anchors = [Anchor(word, kind, sure) for word, (kind, sure) in zip(words, kinds, strict=True)]
    heads = triggers(encoder, scores, anchors, "dealings")
    for span, head in zip(own, heads, strict=True):
        yield Mention(characters(scores, span), head.states, head.confidence, head)


def _obligations(
    scores: Scores, span: tuple[int, int], predicates: Collection[int]
) -> Iterator[tuple[int, int]]:
    """The terms that a phrase of words is made of."""
    text, verbs = scores.tokens.text, {scores.tokens.words[word][0] for word in predicates}
    for part in obligations(text, characters(scores, span), verbs):
        words = words_in(scores, part)
        yield words[0], words[-1] + 1


def _noun(scores: Scores, span: tuple[int, int]) -> int:
    """The head word of a noun phrase."""
    start, end = characters(scores, span)
    stop = start + head_end(scores.tokens.text[start:end])
    inside = [word for word in range(*span) if scores.tokens.words[word][0] < stop]
    return inside[-1] if inside else span[0]


def _kind(encoder: Encoder, scores: Scores, word: int) -> tuple[str, float]:
    """What kind of agreement a word speaks of, and how sure that is."""
    likely = softmax(scores.classes["agreement_kind"][word])
    best = int(likely.argmax())
    return encoder.classes["agreement_kind"][best], float(likely[best])


# --- joined ---------------------------------------------------------------------------------------


def accounts_of(drafts: Drafts, found: Found, parties: Parties, places: tuple[Place, ...]) -> Accounts:
    """The nouns. `parties` must know the drafts' phrases; `places` are those that events left."""
    text, attributions = found.document.text, found.attributions
    # A town of one word that no gazetteer has is often taken for somebody.
    named = [one for one in found.entities if one.type == "PER" and " " in one.name]
    people = {span for one in named for span in one.mentions}
    known = with_bare_places(text, places, drafts.control, acting=found.acting, people=people)
    dealt = denied(text, drafts.dealt, attributions)
    context = Context(
        text=text,
        places=known,
        times=found.times,
        parties=parties,
        when=_dates_of_steps(dealt.steps, found),
        step_chains=[tellers(text, step, attributions) for step in dealt.steps],
        outlet=found.document.outlet,
        term_chains=_chains((term.head.trigger for term in dealt.terms), attributions),
    )
    control_chains = _chains((one.trigger for one in drafts.control), attributions)
    words = _chains((one.span for one in drafts.loaded), attributions)
    return Accounts(
        agreements=deals.agreements_of(dealt, context),
        control=grounds.control_of(
            drafts.control, _dates(drafts.control, found), control_chains, known, parties
        ),
        framing=framing_of(text, drafts.loaded, words, parties),
        places=known,
    )


def denied(text: str, dealt: Dealt, attributions: Sequence[Attribution]) -> Dealt:
    """With breaches that are counted or denied: of the kind of agreement that those before them are of."""
    steps = with_denials(text, with_tallies(text, dealt.steps), attributions)
    known = {step.trigger: kind for step, kind in zip(dealt.steps, dealt.kinds, strict=True)}
    kinds: list[tuple[str, float]] = []
    for step in steps:
        kinds.append(known.get(step.trigger) or (kinds[-1] if kinds else dealt.kinds[0]))
    return replace(dealt, steps=tuple(steps), kinds=tuple(kinds))


def with_bare_places(
    text: str,
    places: tuple[Place, ...],
    control: Sequence[Trigger],
    *,
    acting: frozenset[int] = frozenset(),
    people: Collection[Span] = (),
) -> tuple[Place, ...]:
    """The places, then those that are held and have no name: "the hill"; "the town" is its antecedent.

    The names of `people` are none: who is rescued or killed is held by nobody.
    """
    named = [place for place in places if place.geonameid is not None or place.name[:1].isupper()]
    held = (whole_name(text, span) for span in grounds.place_spans(control))
    bare = {span for span in held if span not in people and not overlapping((span,), named)}
    return (*places, *(with_antecedent(text, span, places, acting) for span in sorted(bare)))


def _dates_of_steps(steps: Sequence[Trigger], found: Found) -> list[When]:
    text = found.document.text
    timed: Sequence[Timed] = without_lengths(text, steps)
    ongoing = [goes_on(text, step) for step in steps]
    dating = [step.facts.status in DATED for step in steps]
    published = found.document.published
    return when(text, timed, found.times, dating, published=published, ongoing=ongoing, spoken=True)


def _dates(found: Sequence[Trigger], all_found: Found) -> list[When]:
    timed: Sequence[Timed] = found
    dating = [one.facts.status in DATED for one in found]
    document = all_found.document
    return when(document.text, timed, all_found.times, dating, published=document.published)


def _chains(spans: Iterator[Span], attributions: Sequence[Attribution]) -> list[tuple[str, ...]]:
    return [said_by(span, attributions) for span in spans]
