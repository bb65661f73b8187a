"""The words of a text around what may be an event, and what grammar says of them."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from accordingto.models.runtime import Scores
from accordingto.reading.codebook.actors import Kind, actor_of, kind_of
from accordingto.reading.codebook.events import EventCodebook, lemma_of
from accordingto.reading.codebook.inflection import PartOfSpeech
from accordingto.reading.entities import entity_of
from accordingto.reading.events.candidates import AUXILIARIES, Candidate, WordSpan, characters
from accordingto.reading.phrases import head_end, head_words
from accordingto.types import ActorType, Entity

NEAR = 6  # words after a trigger that the codebook may ask for
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
_LINKS = frozenset(
    "link links linked tie ties tied attribute attributes attributed trace traced ascribed".split()
)
_THEN = frozenset("then later also".split())
_ENDS = frozenset(". ; : which that when while where after before because if said".split())
_OWN = frozenset("' 's ’ ’s s own".split())
_HOLDS = frozenset("hold held control controlled occupy occupied seize seized run".split())
_FIRES = frozenset("fire launch shoot".split())
_OBJECTS = frozenset("whom which that".split())
_ARTICLES = frozenset("the a an his her their its our".split())
_DASHES = frozenset("-–—‐‑")


@dataclass(frozen=True)
class Words:
    """The words of a text as the codebook writes them."""

    scores: Scores
    book: EventCodebook
    entities: Sequence[Entity]

    def at(self, word: int) -> str:
        """A word by its index, in lower case."""
        return self.scores.tokens.word(word).lower()

    def phrase(self, span: WordSpan) -> str:
        """Words as they are written."""
        return self.scores.tokens.text[slice(*characters(self.scores, span))]

    def lemma(self, word: int, pos: PartOfSpeech) -> str:
        """The base form of a word, as the codebook has it."""
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
        """The nouns that phrases are about, in their base form."""
        return tuple(
            lemma_of(self.book, word.lower(), "noun")
            for span in spans
            for word in head_words(self.phrase(span))
        )

    def is_weapon(self, span: WordSpan) -> bool:
        """Whether a phrase is about a weapon and not about who carries it."""
        named = self.heads((span,))
        if named[-1:] == ("bomber",) and "suicide" in named:
            return False
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
