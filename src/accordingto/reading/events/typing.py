"""The type of a candidate: what the codebook says, what the classifier says, and which of them decides."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from typing import get_args

import numpy as np

from accordingto.models.labels import Floats
from accordingto.models.runtime import Scores
from accordingto.reading.codebook.actors import Kind, actor_of, kind_of
from accordingto.reading.codebook.events import (
    EventCodebook,
    Predicate,
    Typing,
    lemma_of,
    typing_as,
    verdict,
)
from accordingto.reading.codebook.events_file import Stop
from accordingto.reading.codebook.inflection import PartOfSpeech
from accordingto.reading.entities import entity_of
from accordingto.reading.events.candidates import (
    AUXILIARIES,
    BOOK,
    Candidate,
    WordSpan,
    characters,
    flattened,
)
from accordingto.reading.phrases import head_end, head_words
from accordingto.types import ActorType, Entity, EventType

TYPES: tuple[EventType, ...] = get_args(EventType)
# How much the codebook's word counts beside the classifier's probabilities: `BOOK` for the type that it
# gives, and so much for one that it gives with a doubt, and for "no event" where it is silent.
DOUBTFUL, SILENCE = 0.2, 0.2
# A sure rule outweighs any classifier.
SURE = 1.0
# How much surer the classifier must be of a word that the codebook knows for nothing of the kind: "radical",
# "extremism". Agents ("terrorists") are no happenings. Costs no F1 there, and rids reports of such words.
STRANGE = 0.3
ARMED: frozenset[EventType] = frozenset({"ASSAULT", "CASUALTY", "AID"})
PARTICLES = frozenset("aside away back down in into off on out over through up apart".split())
_BARRIERS = frozenset(
    "a an the this that these those his her its their our of in on at by for from to with and or but as "
    "which who is was were are be been has had have".split()
)
_BE = frozenset("is was were are be been being got gets".split())
_COUNTS = frozenset("one two three four five six seven eight nine ten several some many dozens".split())
_FIGHTING: frozenset[ActorType] = frozenset({"state-forces", "rebel", "militia", "government", "external"})
_WITH = frozenset("with using firing carrying".split())
_PREPOSITIONS = frozenset("in on at by from to with after before during".split())
_GOES_ON = frozenset("continue continues continued to".split())
_RECEIVES = frozenset("receive obtain get acquire procure secure".split())
_LINKS = frozenset(
    "link links linked tie ties tied attribute attributes attributed trace traced ascribed".split()
)
_OCCASIONS = frozenset("during at amid after before".split())
_THEN = frozenset("then later also".split())
_ENDS = frozenset(". ; : which that when while where after before because if said".split())
_OWN = frozenset("' 's ’ ’s s own".split())
_HOLDS = frozenset("hold held control controlled occupy occupied seize seized run".split())
_FIRES = frozenset("fire launch shoot".split())
_OBJECTS = frozenset("whom which that".split())
_ARTICLES = frozenset("the a an his her their its our".split())
_DASHES = frozenset("-–—‐‑")
NEAR = 6  # words after a trigger that the codebook may ask for


@dataclass(frozen=True)
class Typed:
    """A candidate that is an event, its type, and how sure that is."""

    candidate: Candidate
    type: EventType
    mode: str | None
    acled: str | None
    decided_by: str
    confidence: float


def typed(
    scores: Scores, book: EventCodebook, found: Sequence[Candidate], entities: Sequence[Entity]
) -> list[Typed]:
    """The candidates that are events, with their types."""
    words = _Words(scores, book, entities)
    violent = [one for one in found if one.likely[1 + TYPES.index("ASSAULT")] > 0.5]
    result = []
    triggers = {each.word for each in found}
    for each in found:
        one = _who(words, _compound(words, each))
        one = _linked(words, _undergone(words, _relative(words, one, triggers)))
        one = _rearmed(words, one)
        alone = not any(other.word != one.word and other.sentence == one.sentence for other in violent)
        event = _decided(book, one, _predicate(words, one, alone=alone))
        if event and not words.names_a_war(one):
            result.append(_marched(words, _received(words, _bereft(words, event))))
    return result


def _decided(book: EventCodebook, one: Candidate, predicate: Predicate) -> Typed | None:
    """The likeliest class after the codebook has had its say; None where that is "no event"."""
    said = verdict(book, predicate)
    if isinstance(said, Stop):
        return None
    weights = flattened(one.likely) + _opinion(said)
    best = int(weights.argmax())
    if best == 0:
        return None
    kind = TYPES[best - 1]
    confidence = float(weights[best] / weights.sum())
    if said and said.type == kind:
        return Typed(one, kind, said.mode, said.acled, f"codebook:{said.rule}", confidence)
    near = typing_as(book, predicate, kind)
    if near and near.type == kind:
        return Typed(one, kind, near.mode, near.acled, f"model:event, codebook:{near.rule}", confidence)
    strange = weights[best] < weights[0] + STRANGE or kind_of(one.lemma, None) == "people"
    return None if strange else Typed(one, kind, None, None, "model:event", confidence)


def _opinion(said: Typing | None) -> Floats:
    """What the codebook adds to the classes' probabilities."""
    weights = np.zeros(1 + len(TYPES), dtype=np.float32)
    if said is None:
        weights[0] = SILENCE
    else:
        kinds = said.candidates if said.ambiguous and said.candidates else (said.type,)
        weight = SURE if said.sure else DOUBTFUL if said.ambiguous else BOOK
        for kind in kinds:
            weights[1 + TYPES.index(kind)] = weight / len(kinds)
    return weights


def _relative(words: _Words, one: Candidate, triggers: Set[int]) -> Candidate:
    """Whom somebody did it to in a clause about them: "the rebels, whom the army attacked"."""
    own = one.arguments
    pronoun = words.object_pronoun(one, triggers)
    if pronoun is None:
        return one
    end = pronoun - (words.at(pronoun - 1) == ",")
    told = tuple(span for span in own.actors if span[1] == end)
    if told:
        actors = tuple(span for span in own.actors if span not in told)
        return replace(one, arguments=replace(own, actors=actors, recipients=(*told, *own.recipients)))
    meant = None if own.recipients else words.phrase_before(end, one.sentence[0], triggers)
    if meant is None or (words.at(pronoun) != "whom" and words.kind((meant,)) != "people"):
        return one
    return replace(one, arguments=replace(own, recipients=(meant,)))


def _who(words: _Words, one: Candidate) -> Candidate:
    """Of "rebels fought soldiers, who burned it and killed six" only the soldiers did the last two."""
    own = one.arguments
    pronoun = words.subject_pronoun(one)
    if pronoun is None:
        return one
    end = pronoun - (words.at(pronoun - 1) == ",")
    meant = next((span for span in own.actors if span[1] == end), None)
    if meant is None:
        return one
    actors = tuple(
        span for span in own.actors if span[0] >= meant[0] or words.are_joined(span, meant, own.actors)
    )
    return replace(one, arguments=replace(own, actors=actors))


def _undergone(words: _Words, one: Candidate) -> Candidate:
    """Who "came under attack", or on whom a raid "was blamed", is whom it was done to."""
    own = one.arguments
    suffers = words.undergoes if one.pos == "noun" else words.is_blamed
    suffering = tuple(span for span in own.actors if suffers(span, one))
    if not suffering:
        return one
    actors = tuple(span for span in own.actors if span not in suffering)
    return replace(one, arguments=replace(own, actors=actors, recipients=own.recipients or suffering))


def _compound(words: _Words, one: Candidate) -> Candidate:
    """Who holds "rebel-held towns" is named before the hyphen."""
    holder = words.holder(one)
    return replace(one, arguments=replace(one.arguments, actors=(holder,))) if holder else one


def _linked(words: _Words, one: Candidate) -> Candidate:
    """To whom an attack "was linked", or who "inflicted losses", may have done it.

    What something was "fired from" was not hit.
    """
    own = one.arguments
    linked = tuple(span for span in own.recipients if words.is_linked(span, one) or words.inflicts(span, one))
    whence = tuple(span for span in own.recipients if words.is_whence(span, one))
    if not (linked or whence):
        return one
    recipients = tuple(span for span in own.recipients if span not in (*linked, *whence))
    return replace(one, arguments=replace(own, actors=(*own.actors, *linked), recipients=recipients))


def _bereft(words: _Words, event: Typed) -> Typed:
    """From whom a place "was seized" did not seize it."""
    one, own = event.candidate, event.candidate.arguments
    bereft = tuple(span for span in own.actors if words.at(span[0] - 1) == "from" and span[0] > one.word)
    if event.type != "CONTROL" or one.pos != "verb" or not bereft:
        return event
    actors = tuple(span for span in own.actors if span not in bereft)
    arguments = replace(own, actors=actors, recipients=(*own.recipients, *bereft))
    return replace(event, candidate=replace(one, arguments=arguments))


def _marched(words: _Words, event: Typed) -> Typed:
    """The police who "killed two during protests" did not protest."""
    one, own = event.candidate, event.candidate.arguments
    near = {words.at(at) for at in range(max(one.sentence[0], one.word - 3), one.word)}
    if event.type != "PROTEST" or one.pos != "noun" or not near & _OCCASIONS:
        return event
    actors = tuple(span for span in own.actors if actor_of(words.phrase(span)).type != "state-forces")
    return replace(event, candidate=replace(one, arguments=replace(own, actors=actors)))


def _received(words: _Words, event: Typed) -> Typed:
    """Who "received arms from" somebody is whom they were given to, and not where the giver is."""
    one, own = event.candidate, event.candidate.arguments
    givers = tuple(
        span for span in (*own.actors, *own.recipients, *own.places) if words.at(span[0] - 1) == "from"
    )
    others = tuple(span for span in own.recipients if span not in givers)
    if event.type != "AID" or one.pos != "verb" or one.lemma not in _RECEIVES or others:
        return event
    arguments = replace(
        own,
        actors=givers,
        recipients=tuple(span for span in own.actors if span not in givers),
        places=tuple(span for span in own.places if span not in givers),
    )
    return replace(event, candidate=replace(one, arguments=arguments))


def _rearmed(words: _Words, one: Candidate) -> Candidate:
    """Shells and planes that attack are the means; whose they are attacks: "Turkish warplanes"."""
    kind = int(one.likely[1:].argmax())
    if TYPES[kind] not in ARMED:
        return one
    own = one.arguments
    theirs = [span for actor in own.actors if (span := words.arms_of(actor, one))]
    arms = [*theirs, *(span for span in own.actors if words.is_weapon(span))]
    actors = tuple(span for span in own.actors if span not in arms)
    means = (*arms, *((own.instrument,) if own.instrument else ()))
    owner = next((whose for span in means if (whose := words.owner(span))), None)
    return replace(
        one,
        arguments=replace(
            own,
            actors=actors or ((owner,) if owner else ()),
            instrument=own.instrument or next(iter(arms), None),
        ),
    )


# --- what the codebook is asked -------------------------------------------------------------------


def _predicate(words: _Words, one: Candidate, *, alone: bool) -> Predicate:
    """A candidate with what stands around it, as the codebook's conditions want it."""
    arguments = one.arguments
    following = tuple(
        words.at(word) for word in range(one.word + 1, min(one.word + 1 + NEAR, one.sentence[1]))
    )
    return Predicate(
        lemma=one.lemma,
        pos=one.pos,
        particle=following[0] if one.pos == "verb" and following and following[0] in PARTICLES else None,
        light_verb=None if arguments.light_verb is None else words.lemma(arguments.light_verb, "verb"),
        modifiers=words.before(one) if one.pos == "noun" else (),
        following=following,
        subject_words=words.heads(arguments.actors),
        object_words=words.heads((*arguments.recipients, *arguments.places)),
        instrument_words=words.heads((arguments.instrument,) if arguments.instrument else ()),
        subject_kind=words.kind(arguments.actors),
        object_kind=words.kind(arguments.recipients or arguments.places),
        actor_type=actor_of(words.phrase(arguments.actors[0])).type if arguments.actors else None,
        alone=alone,
        passive=one.pos == "verb" and words.passive(one),
    )


@dataclass(frozen=True)
class _Words:
    """The words of a text as the codebook writes them."""

    scores: Scores
    book: EventCodebook
    entities: Sequence[Entity]

    def at(self, word: int) -> str:
        return self.scores.tokens.word(word).lower()

    def phrase(self, span: WordSpan) -> str:
        return self.scores.tokens.text[slice(*characters(self.scores, span))]

    def lemma(self, word: int, pos: PartOfSpeech) -> str:
        return lemma_of(self.book, self.at(word), pos)

    def before(self, one: Candidate) -> tuple[str, ...]:
        """Words that modify a noun: those before it, back to an article, a preposition or a mark."""
        found: list[str] = []
        for word in range(one.word - 1, max(one.sentence[0], one.word - 5) - 1, -1):
            if self.at(word) in _BARRIERS or not self.at(word)[0].isalnum():
                break
            found.append(self.lemma(word, "noun"))
        return tuple(reversed(found))

    def names_a_war(self, one: Candidate) -> bool:
        """Whether it is part of a name: "the Syrian Civil War" is background, and no happening."""
        word = self.scores.tokens.words[one.word]
        return one.word > one.sentence[0] and self.scores.tokens.text[slice(*word)] in ("War", "Wars")

    def passive(self, one: Candidate) -> bool:
        """Whether a form of "be" stands before a verb, adverbs and the like between them."""
        before = range(max(one.sentence[0], one.word - 3), one.word)
        return not self.at(one.word).endswith("ing") and any(self.at(word) in _BE for word in before)

    def object_pronoun(self, one: Candidate, triggers: Set[int]) -> int | None:
        """The "whom", "which" or "that" before the subject of a verb, which stands for its object."""
        subjects = [span for span in one.arguments.actors if span[1] <= one.word]
        if one.pos != "verb" or not subjects or self.passive(one):
            return None
        start, end = max(subjects)
        between = range(end, one.word)
        said = {self.at(word) for word in between}
        parted = said & {",", *_BARRIERS} - AUXILIARIES - {"to"} or triggers & {*between}
        pronoun = start - 1
        if len(between) > NEAR or parted or pronoun <= one.sentence[0]:
            return None
        stands = self.at(pronoun) in _OBJECTS and self.at(pronoun - 1) not in _PREPOSITIONS | {"of"}
        return pronoun if stands else None

    def subject_pronoun(self, one: Candidate) -> int | None:
        """The "who" before a verb, or before the verb that it is joined to, which stands for its subject."""
        if one.pos != "verb":
            return None
        joined = False
        for at in range(one.word - 1, one.sentence[0], -1):
            word = self.at(at)
            if word == "who":
                return at
            plain = word in AUXILIARIES or word.endswith("ly") or word in _THEN
            if not joined and not plain and word != "and":
                return None
            joined = joined or word == "and"
            if word in _ENDS:
                return None
        return None

    def are_joined(self, one: WordSpan, other: WordSpan, listed: Sequence[WordSpan]) -> bool:
        """Whether nothing but "and", commas and others of a list stands between two phrases."""
        inside = {at for span in listed for at in range(*span)}
        between = [self.at(at) for at in range(one[1], other[0]) if at not in inside]
        return bool(between) and all(word in ("and", ",", "or") for word in between)

    def phrase_before(self, end: int, first: int, triggers: Set[int]) -> WordSpan | None:
        """The noun phrase that ends before a word, from its article or number; None where it has none."""
        for start in range(end - 1, max(first, end - NEAR) - 1, -1):
            if self.at(start) in _ARTICLES | _COUNTS:
                return (start, end) if start < end - 1 else None
            if start in triggers or self.at(start) in _BARRIERS or not self.at(start)[0].isalnum():
                return None
        return None

    def undergoes(self, subject: WordSpan, one: Candidate) -> bool:
        """Whether the first verb behind a subject says that a noun is done to it: "came under attack"."""
        start = subject[1]
        while start < one.word and (
            self.at(start) in AUXILIARIES | _GOES_ON or self.at(start).endswith("ly")
        ):
            start += 1
        if not start < one.word <= start + NEAR:
            return False
        said = [self.lemma(start, "verb"), *(self.at(word) for word in range(start + 1, one.word))]
        longest = next(
            (n for n in range(len(said), 0, -1) if " ".join(said[:n]) in self.book.undergone), None
        )
        return longest is not None and not _PREPOSITIONS & {*said[longest:]}

    def is_blamed(self, who: WordSpan, one: Candidate) -> bool:
        """Whether what happened is blamed on somebody."""
        return who[0] > one.word and one.lemma == "blame" and self.at(who[0] - 1) == "on"

    def holder(self, one: Candidate) -> WordSpan | None:
        """The words before a hyphen and a word for holding: the "al-Qaeda" of "al-Qaeda-held"."""
        end = one.word - 1
        if one.lemma not in _HOLDS or end <= one.sentence[0] or self.at(end) not in _DASHES:
            return None
        start = end - 1
        while start - 2 >= one.sentence[0] and self.at(start - 1) in _DASHES:
            start -= 2
        return (start, end)

    def is_linked(self, who: WordSpan, one: Candidate) -> bool:
        """Whether something violent is linked to somebody: "linked the attack to", "tied to"."""
        near = {self.at(word) for word in range(max(one.sentence[0], one.word - NEAR), who[0])}
        return one.pos == "noun" and self.at(who[0] - 1) == "to" and bool(near & _LINKS)

    def inflicts(self, who: WordSpan, one: Candidate) -> bool:
        """Whether somebody brings about what a noun tells: "the rebels inflicted heavy losses"."""
        between = range(who[1], min(one.word, who[1] + NEAR))
        return one.pos == "noun" and any(self.lemma(at, "verb") == "inflict" for at in between)

    def is_whence(self, who: WordSpan, one: Candidate) -> bool:
        """Whether something was fired from there: "missiles fired from the hills"."""
        fired = one.pos == "verb" and one.lemma in _FIRES
        return fired and who[0] > one.word and self.at(who[0] - 1) == "from"

    def heads(self, spans: Sequence[WordSpan]) -> tuple[str, ...]:
        return tuple(
            lemma_of(self.book, word.lower(), "noun")
            for span in spans
            for word in head_words(self.phrase(span))
        )

    def is_weapon(self, span: WordSpan) -> bool:
        """Whether a phrase is about a weapon and not about who carries it."""
        named = self.heads((span,))
        heads = {" ".join(named[-size:]) for size in (1, 2, 3)}
        armed = any(words & heads for _, words, _ in self.book.weapons)
        return armed and self.kind((span,)) in ("thing", "unknown")

    def arms_of(self, actor: WordSpan, one: Candidate) -> WordSpan | None:
        """The weapons between an actor and what is done: the "jets" of "the army's jets bombed"."""
        start = actor[1]
        while start < one.word and self.at(start) in _OWN:
            start += 1
        near = one.pos == "verb" and start < one.word <= start + len(("fighter", "jets"))
        return (start, one.word) if near and self.is_weapon((start, one.word)) else None

    def owner(self, span: WordSpan) -> WordSpan | None:
        """The first words of a phrase for a weapon that say who fires it; not of a bomb, or what is used."""
        start, end = span
        if (start and self.at(start - 1) in _WITH) or self._is_planted(span):
            return None
        head = end - 1
        first = next((at for at in range(start, head) if self.at(at) not in _BARRIERS | _COUNTS), head)
        last = next((at for at in range(first, head) if not self._may_fight(at)), head)
        made = self.at(last) in _DASHES  # "Iranian-made drones" may be anybody's
        return (first, last) if first < last and not made else None

    def _is_planted(self, span: WordSpan) -> bool:
        heads = self.heads((span,))[-1:]
        return any(weapon.mode == "explosives" and words & {*heads} for weapon, words, _ in self.book.weapons)

    def _may_fight(self, word: int) -> bool:
        """Whether a word names a country or one that bears arms: "Turkish", "army", "rebel"."""
        who = actor_of(self.phrase((word, word + 1)))
        return who.country is not None or who.type in _FIGHTING

    def kind(self, spans: Sequence[WordSpan]) -> Kind:
        """What the first phrase stands for: by the entity that it names, else by its head noun."""
        if not spans:
            return "unknown"
        phrase, span = self.phrase(spans[0]), characters(self.scores, spans[0])
        name = entity_of(span, span[0] + head_end(phrase), self.entities)
        return kind_of(phrase, next((entity.type for entity in self.entities if entity.id == name), None))


def without_light_verbs(events: Sequence[Typed]) -> list[Typed]:
    """Without events whose trigger is the light verb of another ("launched" of "launched an attack")."""
    verbs = {event.candidate.arguments.light_verb for event in events}
    return [event for event in events if event.candidate.word not in verbs]
