"""What stands behind a number: the predicate whose subject is counted."""

from __future__ import annotations

from accordingto.reading.figures import grammar
from accordingto.reading.figures.ages import past_age
from accordingto.reading.figures.asides import past_aside
from accordingto.reading.figures.book import Use, book
from accordingto.reading.figures.bounds import past_bounds
from accordingto.reading.figures.clauses import object_of_clause
from accordingto.reading.figures.conditions import condition
from accordingto.reading.figures.numbers import starts
from accordingto.reading.figures.phrases import Counted
from accordingto.reading.figures.predicates import Predicate, Role, among_those
from accordingto.reading.figures.tokens import Sentence
from accordingto.reading.figures.whereabouts import expels, under_way, whereabouts
from accordingto.types import FigureKind

_FARTHEST = 28
_LONGEST_ASIDE = 14
_MAIN_VERBS = frozenset("was were is are has have had will".split())
_SINGULAR = frozenset("was is has".split())
_PLURAL = frozenset("were are have".split())
_ELSEWHERE = (grammar.CONJUNCTIONS | grammar.RELATIVES | grammar.PRONOUNS | grammar.SAYING | _MAIN_VERBS) - {
    "as",
    "said",
    "believed",
}
_ASIDES = frozenset(
    "too also however meanwhile including among mostly most some many all both aged mainly at one two"
    " three four five six".split()
)
_FOUND = frozenset(
    "found pulled dug left declared pronounced listed registered recorded counted given".split()
)
_NAMED = frozenset("listed registered recorded reported counted given known".split())
_DUE = frozenset("due set expected scheduled supposed ready likely about".split())
_COMPELLED = frozenset("forced compelled obliged".split())


def after(sentence: Sentence, found: Counted) -> Predicate | None:
    """The predicate whose subject is counted ("12 were killed", "12 dead"), or that stands behind it."""
    return _Walk(sentence, found).predicate()


class _Walk:
    """A walk from a noun phrase to its predicate, which remembers what it has passed."""

    def __init__(self, sentence: Sentence, found: Counted) -> None:
        self.sentence = sentence
        self.found = found
        self.begin = self.place = past_age(sentence, found)
        self.passive = False
        self.active = False
        self.relative = False
        self.moved = False
        self.lost = False
        self.joined = False
        self.main = False  # a main clause behind a relative one
        self.left = sentence.at(found.start - 1) in grammar.LEAVING
        self.fallback: Predicate | None = None

    def predicate(self) -> Predicate | None:
        """Walk until a predicate is met, or a word that ends the search."""
        last = self.place + _FARTHEST
        while self.place < last and (word := self.sentence.at(self.place)):
            match = self._match(word)
            if match and (match.kind != "other" or match.mixed or not self.relative):
                return self._main_clause(match) or match
            self.fallback = self.fallback or match
            if not self._step(word):
                break
        return self.fallback or self._beyond()

    def _beyond(self) -> Predicate | None:
        """What is said behind words for who they are: "eight men with links to the rebels were arrested"."""
        before = self.sentence.at(self.found.start - 1)
        if self.main or self.found.noun is None or before in grammar.PREPOSITIONS or before.endswith("ing"):
            return None
        if self.sentence.at(self.begin) in (";", ":"):
            return None
        for place in range(self.begin + 1, min(self.begin + _LONGEST_ASIDE, len(self.sentence.words))):
            word = self.sentence.words[place]
            if word in (_SINGULAR if self.found.single else _PLURAL):
                return self._from(place)
            if not word[0].isalpha() or word in _ELSEWHERE:
                return None
        return None

    def _main_clause(self, aside: Predicate) -> Predicate | None:
        """What is said behind a relative clause: "six miners seized in May have been freed"."""
        reduced = aside.role == "adjacent" and aside.start == self.begin
        if not (reduced or self.relative) or self.main or aside.kind == "killed":
            return None
        for place in range(aside.end, min(aside.end + _LONGEST_ASIDE, len(self.sentence.words))):
            word = self.sentence.words[place]
            if word in _MAIN_VERBS and self.sentence.at(place - 1) not in grammar.PREPOSITIONS:
                said = self._from(place)
                stay = said and said.kind == "population" and aside.kind == "displaced"
                return None if stay else said  # "the 300 who fled are living in tents"
            counts = starts(word) and word not in grammar.DETERMINERS
            if self._dies(word):
                return Predicate(place, place + 1, "killed", "clause")
            ends = word in grammar.CONJUNCTIONS | grammar.RELATIVES | grammar.SAYING or counts
            mark = not word[0].isalnum() and not (word == "," and self.sentence.at(place + 1) in _MAIN_VERBS)
            if ends or mark:
                return None
        return None

    def _dies(self, word: str) -> bool:
        uses = book().uses.get(word, ())
        return any(
            use.grammar == "intransitive" and use.kind == "killed" and "past" in use.forms for use in uses
        )

    def _from(self, place: int) -> Predicate | None:
        """The predicate of the clause whose first verb is at a word."""
        walk = _Walk(self.sentence, self.found)
        walk.place, walk.main = place, True
        said = walk.predicate()
        return said if said and said.role == "clause" else None

    def _match(self, word: str) -> Predicate | None:
        uses = book().uses
        if clause := object_of_clause(self.sentence, self.found, self.begin, self.place):
            self.relative = True
            return clause
        if self.passive and word == "among" and (among := among_those(self.sentence, self.place)):
            return among
        near = self.passive or not self.moved or self.sentence.at(self.place - 1) == ","
        if near and (phrase := condition(self.sentence, self.found, self.place, self.passive)):
            return phrase
        for words in book().phrases.get(word, ()):
            if tuple(self.sentence.words[self.place : self.place + len(words)]) == words:
                return self._judged(uses[" ".join(words)], len(words))
        if self.passive and expels(self.sentence, self.found, self.place):
            return Predicate(self.place, self.place + 1, "displaced", "clause")
        if self.passive and (way := under_way(self.sentence, self.found, self.place)):
            return way
        if not (self.passive or self.lost) and (
            where := whereabouts(self.sentence, self.found, self.place, self.active)
        ):
            return where
        return self._judged(uses[word], 1) if word in uses else None

    def _judged(self, uses: tuple[Use, ...], length: int) -> Predicate | None:
        noun = self.found.noun
        for use in uses:
            if use.kind == "displaced" and length > 1 and noun and noun.kind == "fighters":
                continue  # troops who cross into a country, or shelter in a house
            role = self._role(use, length)
            if role:
                return self._made(use.kind, length, role)
        return None

    def _role(self, use: Use, length: int) -> Role | None:
        auxiliary = self.passive or self.active
        if use.grammar == "transitive" and "participle" in use.forms:
            if self.passive and not self.lost:
                return "clause"
            if self.active or (self.moved and not self.left) or self.relative or self.lost:
                return None
            return None if self._has_object(length) else "adjacent"
        if use.grammar == "intransitive" and not self.lost:
            bare = use.forms <= {"base"} and not self.active and (self.moved or self.found.single)
            finite = use.forms & {"past", "present"} or ("base" in use.forms and not self.moved)
            dying = self.passive and use.kind == "killed"  # "are starving" are alive
            if bare or dying or (self.passive and "ing" not in use.forms):
                return None
            return "clause" if auxiliary or finite else ("adjacent" if not self.moved else None)
        near = self.passive or self.left or not (self.moved or self.active)
        if use.grammar == "state" and not self.lost and near:
            return "clause" if self.passive else "adjacent"
        return None

    def _has_object(self, length: int) -> bool:
        """Whether something is killed by those who are counted: "12 gunmen killed a farmer"."""
        found = self.found
        if found.noun is None and not found.partitive and self.sentence.at(found.start - 1) != "of":
            return False
        place = self.place + length
        word = self.sentence.at(place)
        if not word or word in grammar.DAYS or word in ("all", "both", "that", "last", "this", "some"):
            return False
        if (
            self.sentence.numbers[place]
            or starts(word)
            or word in grammar.DETERMINERS
            or word in book().nouns
        ):
            return True
        return word in grammar.PRONOUNS or (
            self.sentence.raw[place][0].isupper()
            and word not in grammar.PREPOSITIONS
            and word not in grammar.MONTHS
        )

    def _made(self, kind: FigureKind, length: int, role: Role) -> Predicate:
        end = self.place + length
        link, other = self.sentence.at(end), self.sentence.at(end + 1)
        if link in ("or", "and") and other in book().uses and self._ends_there(end + 1):
            second = next((use for use in book().uses[other] if use.grammar != "intransitive"), None)
            if second and second.kind != kind and {second.kind, kind} <= {"killed", "injured", "missing"}:
                return Predicate(self.place, end, "other", role, mixed=True)
        return Predicate(self.place, end, kind, role)

    def _ends_there(self, place: int) -> bool:
        """Whether the second of two participles has no number of its own."""
        follows = self.sentence.at(place + 1)
        numbered = place + 1 < len(self.sentence.numbers) and self.sentence.numbers[place + 1]
        return not (numbered or (follows and (starts(follows) or follows in ("at", "the", "others"))))

    def _step(self, word: str) -> bool:
        """Pass one word; false where the search ends."""
        sentence, place = self.sentence, self.place
        if word in grammar.BE or word in grammar.AUXILIARIES:
            return self._auxiliary(word)
        if grammar.is_adverb(word) and not (word == "said" and not self.passive):
            self.place += 1
            return True
        if self.passive and (word in _FOUND or (word == "as" and sentence.at(place - 1) in _NAMED)):
            self.place += 1
            return True
        if self.passive and word in _DUE and sentence.at(place + 1) == "to":
            self.place += 1
            return True
        if self.passive and word in _COMPELLED:
            self.passive, self.active = False, True
            self.place += 1
            return True
        if word in grammar.RELATIVES and not self.moved:
            self.relative = True
            self.place += 1
            return True
        if self.lost and word == "and" and place - self.begin <= 2:  # fished out and taken prisoner
            self.lost = self.moved = False
            self.place += 1
            return sentence.at(self.place) in book().verbs
        if word in ("that", "which") and self.moved and not (self.passive or self.active):
            return self._inner_clause()
        if word in (",", "-", "--", "–", "—", "("):
            return self._aside(word)
        if word == "including":
            return self._open_aside(18)
        if self.passive or self.active:
            return self._other_verb(word)
        if word in grammar.PREPOSITIONS or (word == "and" and sentence.at(place + 1) in grammar.DETERMINERS):
            self.joined = self.joined or word == "and"
            return self._move(2 if word == "and" or sentence.at(place + 1) in grammar.DETERMINERS else 1)
        return self._word(word)

    def _auxiliary(self, word: str) -> bool:
        single = self.found.single
        none = self.found.quantity.style == "none"  # "none of the men was hurt"
        if (
            not none
            and (self.moved or self._is_object())
            and not self.joined
            and word in (grammar.PLURAL_VERBS if single else grammar.SINGULAR_VERBS)
        ):
            return False
        if word in grammar.BE:
            self.passive = True
        elif word == "to":  # "were reported to have fled"
            self.passive, self.active = False, True
        elif not self.passive:
            self.active = True
        self.lost = False
        self.place += 1
        return True

    def _is_object(self) -> bool:
        """As in "a school sheltering 40 people was hit": those counted belong to a verb before."""
        before = self.sentence.at(self.found.start - 1)
        return before.endswith("ing") and self.found.noun is not None

    def _aside(self, mark: str) -> bool:
        """Pass what stands between commas, dashes or brackets, where the clause goes on behind it."""
        closer = ")" if mark == "(" else mark
        first = self.sentence.at(self.place + 1)
        if (end := past_aside(self.sentence, self.place)) > self.place:
            self.place = end
            return True
        if (end := self._past_others()) > self.place:
            self.place, self.joined = end, True
            return True
        if mark == "," and first == "who":
            self.place += 1
            return True
        if first in ("all", "both") and self.sentence.words[self.place + 2 : self.place + 4] == [
            "of",
            "whom",
        ]:
            self.relative = True
            self.place += 4
            return True
        if mark == "," and first.isdigit() and self.sentence.at(self.place + 2) == ",":  # , 34,
            self.place += 3
            return True
        if mark == "," and self._is_inside(first):
            self.relative = self.passive = self.active = False
            return self._move(1)
        listed = first in _ASIDES or self._begins_with_number()
        if mark == "," and not listed:
            return self._apposition()
        for place in range(self.place + 1, min(self.place + 20, len(self.sentence.words))):
            if self.sentence.words[place] == closer and (mark == "(" or self._goes_on(place + 1)):
                self.place, self.moved = place + 1, True
                return True
        return first == "including" and self._open_aside(8, ends=",")

    def _past_others(self) -> int:
        """Behind what else a number counts: "dozens of rebels, soldiers and villagers were killed"."""
        words, place = self.sentence.words, self.place
        if self.found.noun is None or not self.found.noun.plural or self.moved or self.found.single:
            return place
        while self.sentence.at(place) in (",", "and"):
            near = range(place + 1, min(place + 4, len(words)))
            other = next((at for at in near if (noun := book().nouns.get(words[at])) and noun.plural), None)
            if other is None or any(word in grammar.FUNCTION for word in words[place + 1 : other]):
                return self.place
            last, place = self.sentence.at(place) == "and", other + 1
            if last:
                return place
        return self.place

    def _is_inside(self, follows: str) -> bool:
        """Whether the comma ends an aside: "her husband, who drove, was hurt", ", 350 in all, were"."""
        before = self.sentence.at(self.found.start - 1)
        listed = (
            before == "and" and "," in self.sentence.words[max(0, self.found.start - 6) : self.found.start]
        )
        aside = self.relative or listed or before in (",", "or")
        several = self.found.noun is not None and not self.found.single
        if before == "," and several and not self.relative and self.place == self.begin:
            ends = any(use.grammar == "intransitive" for use in book().uses.get(follows, ()))
            # The subject is what they are told of: "the family, seven people, was killed".
            self.joined = ends or follows in _MAIN_VERBS
            return self.joined
        return (follows in _MAIN_VERBS and aside) or (follows == "to" and before == "or")

    def _inner_clause(self) -> bool:
        """Pass a relative clause about something else: "people aboard a plane that crashed had died"."""
        place = self.place + 1
        while self.sentence.at(place) in grammar.BE | grammar.AUXILIARIES | grammar.ADVERBS:
            place += 1
        self.place = place + 1
        return True

    def _apposition(self) -> bool:
        """Pass a short apposition: "two brothers, traders from the town, were killed"."""
        first = self.sentence.at(self.place + 1)
        if first in grammar.CONJUNCTIONS or first in grammar.PRONOUNS or first in grammar.SAYING:
            return False
        self.fallback = self.fallback or self._reduced(self.place + 1)
        for place in range(self.place + 2, min(self.place + 12, len(self.sentence.words) - 1)):
            if self.sentence.numbers[place]:
                return False
            if self.sentence.words[place] == ",":
                self.place, self.moved = place + 1, True
                follows = self.sentence.words[place + 1]
                return follows in grammar.BE or self._dies(follows)
        return False

    def _reduced(self, place: int) -> Predicate | None:
        """As in "8,000 inhabitants, already uprooted, walked": what holds where nothing else is said."""
        while self.sentence.at(place) in grammar.ADVERBS | {"long"}:
            place += 1
        for use in book().uses.get(self.sentence.at(place), ()):
            if use.grammar == "transitive" and "participle" in use.forms:
                return Predicate(place, place + 1, use.kind, "adjacent")
        return None

    def _open_aside(self, farthest: int, ends: str = ";") -> bool:
        """Pass an aside that no comma closes: ", including women and children were killed"."""
        for place in range(self.place + 2, min(self.place + farthest, len(self.sentence.words))):
            if self.sentence.words[place] == ends:
                return False
            if self.sentence.words[place] in grammar.BE:
                self.place, self.moved = place, True
                return True
        return False

    def _begins_with_number(self) -> bool:
        place = past_bounds(self.sentence, self.place + 1 + (self.sentence.at(self.place + 1) == "or"))
        return place < len(self.sentence.words) and (
            self.sentence.numbers[place] or starts(self.sentence.words[place])
        )

    def _goes_on(self, place: int) -> bool:
        word = self.sentence.at(place)
        uses = book().uses.get(word, ())
        return (
            word in grammar.BE
            or word in grammar.AUXILIARIES
            or any(use.grammar == "intransitive" for use in uses)
        )

    def _other_verb(self, word: str) -> bool:
        """As in "were shot and killed", "had gathered ... were killed" behind "who"."""
        if self.passive and self.sentence.at(self.place + 1) in ("and", "or") and word.isalpha():
            self.place += 2
            return True
        if self.relative:
            self.passive = self.active = False
            return self._move(1)
        return False

    def _word(self, word: str) -> bool:
        """A word of no class: passed inside a phrase, not where it may be a verb with another subject."""
        sentence = self.sentence
        if sentence.numbers[self.place] or word in grammar.SAYING or word in grammar.CONJUNCTIONS:
            return False
        if word in ("it", "them", "him", "her") and sentence.at(self.place - 1).endswith("ing"):
            return self._move(1)
        if not (word[0].isalpha() or word[0].isdigit()) or word in grammar.PRONOUNS:
            return False
        verb = word in grammar.VERBS or word in book().verbs
        previous = sentence.at(self.place - 1)
        if verb or word.endswith("ed"):
            reduced = self.place == self.begin
            if self.relative or previous in grammar.DETERMINERS or previous in grammar.PREPOSITIONS:
                return self._move(1)
            if not reduced and sentence.at(self.place + 1) in grammar.BE and not word.endswith("ed"):
                return self._move(1)  # "people in a bread queue were"
            if not reduced:
                return False
            self.lost = True
            return self._move(1)
        if not self.moved and not self.relative and not word.endswith("ing"):
            return False
        return self._move(1)

    def _move(self, words: int) -> bool:
        self.moved = True
        self.place += words
        return True
