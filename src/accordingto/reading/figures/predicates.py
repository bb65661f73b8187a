"""The word that a number of people belongs to: killed, fled, the toll, the release of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from accordingto.reading.figures import grammar
from accordingto.reading.figures.book import Use, book
from accordingto.reading.figures.numbers import starts
from accordingto.reading.figures.phrases import Counted
from accordingto.reading.figures.tokens import Sentence
from accordingto.types import FigureKind

Role = Literal["object", "clause", "adjacent", "toll", "group", "modifier", "agent"]
_FARTHEST = 28
_TOLL_FARTHEST = 24
_POPULATION_FARTHEST = 8
_LOSSES_FARTHEST = 7
_LOSSES: dict[str, FigureKind] = {
    "losses": "killed",
    "deaths": "killed",
    "fatalities": "killed",
    "casualties": "other",
    "injuries": "injured",
}
_COUNTS = frozenset("figure number total count tally".split())
_NUMBERING = frozenset("number numbers numbered numbering total totals totalled totaled totalling".split())
_GROUPS = frozenset("crew crowd group party team delegation family congregation gathering batch".split())
_ASIDES = frozenset(
    "too also however meanwhile including among mostly most some many all both aged mainly at one two"
    " three four five six".split()
)
_CLAIMING = frozenset(
    "claim claims claimed claiming cost costs costing took take takes taking taken lost losing".split()
)
_FOUND = frozenset("found left declared pronounced listed registered recorded counted given".split())
_LEAVING = frozenset("leave leaves leaving left".split())
_TRADING = frozenset(
    "exchange exchanged exchanging swap swapped swapping trade traded trading return".split()
)
_NAMED = frozenset("listed registered recorded reported counted given known".split())
_COMPELLED = frozenset("forced compelled obliged".split())
_STATE_PHRASES: dict[tuple[str, ...], FigureKind] = {
    ("from", "their", "homes"): "displaced",
    ("out", "of", "their", "homes"): "displaced",
    ("in", "custody"): "detained",
    ("in", "detention"): "detained",
    ("behind", "bars"): "detained",
    ("under", "arrest"): "detained",
    ("into", "custody"): "detained",
    ("under", "arms"): "fighters",
    ("in", "captivity"): "detained",
    ("in", "prison"): "detained",
    ("in", "jail"): "detained",
    ("in", "hospital"): "injured",
}


@dataclass(frozen=True, slots=True)
class Predicate:
    """What happened to the people counted: words `[start, end)`, and how they belong to the number."""

    start: int
    end: int
    kind: FigureKind
    role: Role
    mixed: bool = False  # "killed or wounded": people of more than one kind

    @property
    def vague(self) -> bool:
        """Whether it does not say what happened to them: they live, gather, return."""
        return self.kind in ("population", "other") and not self.mixed


# --- before the number ------------------------------------------------------------------------------


def before(sentence: Sentence, found: Counted) -> Predicate | None:
    """The verb whose object is counted ("killed 12"), the noun with "of", the label with a colon."""
    place = found.start - 1
    while sentence.at(place) in ("the", "its", "their", "his", "also", "reportedly", "those", "these", "at"):
        place -= 1
    word = sentence.at(place)
    claimed = sentence.words[found.end - 1] == "victims" and word in _CLAIMING
    if claimed or sentence.words[found.end - 1] == "lives":
        return _lives(sentence, place, found.end)
    if word in ("included", "include", "includes", "were"):
        return _included(sentence, place)
    if word == "by":
        return Predicate(place, place + 1, "other", "agent")
    if word in ("of", "to"):
        return _event(sentence, place, found)
    if word == "for" and found.noun and (trade := _traded(sentence, place)):
        return trade
    if word == "with" and sentence.at(place - 1) in ("along", "together"):
        return _along(sentence, place - 2)
    if word in (":", "="):
        return _label(sentence, place)
    return _split(sentence, place, found.end) or _object_of(sentence, place)


def _split(sentence: Sentence, place: int, end: int) -> Predicate | None:
    """A verb whose other words stand behind those who are counted: "led four men away"."""
    if sentence.at(end) in book().uses or sentence.words[end : end + 3] == ["from", "their", "homes"]:
        return None
    for words in book().phrases.get(sentence.at(place), ()):
        if tuple(sentence.words[end : end + len(words) - 1]) == words[1:]:
            for use in book().uses[" ".join(words)]:
                if use.grammar == "transitive" and not _is_passive(sentence, place, use):
                    return Predicate(place, place + 1, use.kind, "object")
    return None


def _lives(sentence: Sentence, place: int, end: int) -> Predicate | None:
    """As in "claimed 12 lives", "12 lives were lost"."""
    if sentence.at(place) in _CLAIMING:
        return Predicate(place, place + 1, "killed", "object")
    lost = next((index for index in range(end, end + 4) if sentence.at(index) == "lost"), None)
    return Predicate(lost, lost + 1, "killed", "clause") if lost else None


def _included(sentence: Sentence, place: int) -> Predicate | None:
    """As in "the dead included two nurses"."""
    word = sentence.at(place - 1)
    if word == "toll" and sentence.words[place].startswith("include"):
        return _toll_at(sentence, place - 1, "killed")
    if word in grammar.NOMINAL_STATES and sentence.at(place - 2) in ("the", "those", "and"):
        return Predicate(place - 1, place, _kind_of_label(word) or "other", "object")
    return None


def _event(sentence: Sentence, place: int, found: Counted) -> Predicate | None:
    """As in "the release of 12 prisoners"."""
    word = sentence.at(place - 1)
    kind = book().events.get(word)
    if word == "toll" and sentence.words[place] == "of":
        return _toll_at(sentence, place - 1, "killed")
    if kind == "population" and word != "population" and found.noun is None:
        return None
    if kind is None or (word in ("lives", "remains", "loss") and sentence.at(place - 2) in grammar.PRONOUNS):
        return None
    if word not in ("injury", "injuries") and sentence.words[place] == "to":
        return None
    if word in _GROUPS or kind == "fighters":
        return _group(sentence, place - 1, kind, found)
    mixed = (
        sentence.at(place - 2) in ("and", "or") and book().events.get(sentence.at(place - 3), kind) != kind
    )
    return Predicate(place - 1, place, "other" if mixed else kind, "object", mixed)


def _group(sentence: Sentence, place: int, kind: FigureKind, found: Counted) -> Predicate | None:
    """As in "a battalion of 400", "a crowd of 300 protesters"; not "the Group of Seven"."""
    if sentence.raw[found.quantity.start][:1].isupper() or (sentence.raw[place][:1].isupper() and place > 0):
        return None
    return _verb_of_group(sentence, place) or Predicate(place, place + 1, kind, "group")


def _verb_of_group(sentence: Sentence, place: int) -> Predicate | None:
    """As in "wiped out a family of six", "captured an armed patrol of four"."""
    for start in range(place - 1, max(-1, place - 4), -1):
        verb = _object_of(sentence, start)
        if verb and verb.kind != "fighters":
            return verb
        if sentence.words[start] in grammar.FUNCTION - grammar.DETERMINERS:
            return None
    return None


def _traded(sentence: Sentence, place: int) -> Predicate | None:
    """As in "were exchanged for 12 hostages", "in return for 12 hostages"."""
    for index in range(place - 1, max(-1, place - 7), -1):
        if sentence.words[index] in _TRADING:
            return Predicate(index, index + 1, "released", "object")
    return None


def _along(sentence: Sentence, place: int) -> Predicate | None:
    """As in "was arrested along with four others"."""
    for use in book().uses.get(sentence.at(place), ()):
        if use.grammar == "intransitive" or "participle" in use.forms:
            return Predicate(place, place + 1, use.kind, "object")
    return None


def _label(sentence: Sentence, place: int) -> Predicate | None:
    """As in "Killed: 12"."""
    word = sentence.at(place - 1)
    outside = sentence.at(place - 2)
    if (
        outside
        and outside[0].isalnum()
        and outside not in ("total", "people", "and", "civilians", "reported")
    ):
        return None
    kind = _kind_of_label(word)
    return Predicate(place - 1, place, kind, "object") if kind else None


def _names_a_state(use: Use) -> bool:
    return use.grammar == "state" or (use.grammar == "transitive" and "participle" in use.forms)


def _kind_of_label(word: str) -> FigureKind | None:
    if book().events.get(word) not in (None, "fighters", "other"):
        return book().events[word]
    uses = [use for use in book().uses.get(word, ()) if _names_a_state(use)]
    noun = book().nouns.get(word)
    return uses[0].kind if uses else (noun.kind if noun and noun.kind not in ("other", "fighters") else None)


def _object_of(sentence: Sentence, place: int) -> Predicate | None:
    start, use = _verb_ending(sentence, place)
    if use is None or _is_passive(sentence, start, use):
        return None
    kind = use.kind
    if sentence.at(start - 1) in ("and", "or"):
        _, other = _verb_ending(sentence, start - 2)
        if other and other.kind != kind:
            return Predicate(start, place + 1, "other", "object", mixed=True)
    return Predicate(start, place + 1, kind, "object")


def second_object(sentence: Sentence, found: Counted) -> Predicate | None:
    """The verb of an object before: "killed the driver and two guards"."""
    place = found.start - 1
    if sentence.at(place) != "and":
        return None
    for index in range(place - 1, max(-1, place - 8), -1):
        word = sentence.words[index]
        _, use = _verb_ending(sentence, index)
        if use:
            return _object_of(sentence, index)
        if _is_age(sentence, index) or word == ",":
            continue
        if not (sentence.numbers[index] or word[0].isalpha()):
            return None
        if word in grammar.FUNCTION and word not in grammar.DETERMINERS and word not in grammar.PRONOUNS:
            return None
    return None


def _is_age(sentence: Sentence, index: int) -> bool:
    """As in "killed Hassan, 34, and his son"."""
    return sentence.numbers[index] and sentence.at(index - 1) == sentence.at(index + 1) == ","


def _verb_ending(sentence: Sentence, place: int) -> tuple[int, Use | None]:
    """The transitive verb whose last word is at `place`, particles included."""
    for length in (4, 3, 2, 1):
        start = place + 1 - length
        if start < 0:
            continue
        form = " ".join(sentence.words[start : place + 1])
        uses = book().uses.get(form, ())
        use = next((use for use in uses if use.grammar in ("transitive", "active")), None)
        if use:
            return start, use
    return place, None


def _is_passive(sentence: Sentence, start: int, use: Use) -> bool:
    if not use.forms & {"past", "participle"}:
        return False
    place = start - 1
    while sentence.at(place) in grammar.ADVERBS:
        place -= 1
    return sentence.at(place) in grammar.BE


# --- after the number -------------------------------------------------------------------------------


def after(sentence: Sentence, found: Counted) -> Predicate | None:
    """The predicate whose subject is counted ("12 were killed", "12 dead"), or that stands behind it."""
    return _Walk(sentence, found).predicate()


def _among(sentence: Sentence, place: int) -> Predicate | None:
    """As in "were among the dead"."""
    place += 1
    kind = None
    while (
        kind is None
        and (word := sentence.at(place))
        and (word in grammar.DETERMINERS or word in book().nouns)
    ):
        place += 1
        kind = _kind_of_label(sentence.at(place))
    return Predicate(place, place + 1, kind, "clause") if kind else None


class _Walk:
    """A walk from a noun phrase to its predicate, which remembers what it has passed."""

    def __init__(self, sentence: Sentence, found: Counted) -> None:
        self.sentence = sentence
        self.found = found
        self.place = found.end
        self.passive = False
        self.active = False
        self.relative = False
        self.moved = False
        self.lost = False
        self.joined = False
        self.left = sentence.at(found.start - 1) in _LEAVING
        self.fallback: Predicate | None = None

    def predicate(self) -> Predicate | None:
        """Walk until a predicate is met, or a word that ends the search."""
        last = self.place + _FARTHEST
        while self.place < last and (word := self.sentence.at(self.place)):
            match = self._match(word)
            if match and (match.kind != "other" or match.mixed or not self.relative):
                return match
            self.fallback = self.fallback or match
            if not self._step(word):
                break
        return self.fallback

    def _match(self, word: str) -> Predicate | None:
        uses = book().uses
        if self.passive and word == "among" and (among := _among(self.sentence, self.place)):
            return among
        if not self.moved and (phrase := self._state_phrase() or self._treated()):
            return phrase
        for words in book().phrases.get(word, ()):
            if tuple(self.sentence.words[self.place : self.place + len(words)]) == words:
                return self._judged(uses[" ".join(words)], len(words))
        return self._judged(uses[word], 1) if word in uses else None

    def _state_phrase(self) -> Predicate | None:
        for words, kind in _STATE_PHRASES.items():
            fits = tuple(self.sentence.words[self.place : self.place + len(words)]) == words
            if fits and (self.passive or kind != "injured"):
                return Predicate(self.place, self.place + len(words), kind, "adjacent")
        return None

    def _treated(self) -> Predicate | None:
        """As in "treated 40 people for gunshot wounds"."""
        if self.place != self.found.end or self.sentence.at(self.place) != "for":
            return None
        for place in range(self.place + 1, self.place + 4):
            if self.sentence.at(place) in ("wounds", "injuries", "burns", "fractures"):
                return Predicate(place, place + 1, "injured", "adjacent")
        return None

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
            if bare or (self.passive and "ing" not in use.forms):
                return None
            return "clause" if auxiliary or finite else ("adjacent" if not self.moved else None)
        near = self.passive or self.left or not (self.moved or self.active)
        if use.grammar == "state" and not self.lost and near:
            return "clause" if self.passive else "adjacent"
        return None

    def _has_object(self, length: int) -> bool:
        """Whether something is killed by those who are counted: "12 gunmen killed a farmer"."""
        if self.found.noun is None and self.sentence.at(self.found.start - 1) != "of":
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
        if word in grammar.ADVERBS and not (word == "said" and not self.passive):
            self.place += 1
            return True
        if self.passive and (word in _FOUND or (word == "as" and sentence.at(place - 1) in _NAMED)):
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
        if (
            self.moved
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

    def _aside(self, mark: str) -> bool:
        """Pass what stands between commas, dashes or brackets, where the clause goes on behind it."""
        closer = ")" if mark == "(" else mark
        first = self.sentence.at(self.place + 1)
        if mark == "," and first == "who":
            self.place += 1
            return True
        listed = first in _ASIDES or self._begins_with_number()
        if mark == "," and not listed:
            return self._apposition()
        for place in range(self.place + 1, min(self.place + 20, len(self.sentence.words))):
            if self.sentence.words[place] == closer and (mark == "(" or self._goes_on(place + 1)):
                self.place, self.moved = place + 1, True
                return True
        return first == "including" and self._open_aside(8, ends=",")

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
                return self.sentence.words[place + 1] in grammar.BE
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
        place = self.place + 1
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
        if not (word[0].isalpha() or word[0].isdigit()) or word in grammar.PRONOUNS:
            return False
        verb = word in grammar.VERBS or word in book().verbs
        previous = sentence.at(self.place - 1)
        if verb or word.endswith("ed"):
            reduced = self.place == self.found.end
            if self.relative or previous in grammar.DETERMINERS or previous in grammar.PREPOSITIONS:
                return self._move(1)
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


# --- tolls and populations --------------------------------------------------------------------------


def toll(sentence: Sentence, found: Counted) -> Predicate | None:
    """As in "the death toll rose to 15", "the number of wounded reached 30", "a population of 4,000"."""
    last = found.start - 1
    known = _number_behind(sentence, found) or _losses(sentence, last)
    if known:
        return known
    if sentence.at(last) not in grammar.REACHING:
        return _number_behind(sentence, found)
    for place in range(last, max(-1, last - _TOLL_FARTHEST), -1):
        word = sentence.words[place]
        if word in (".", ";", ":") or (sentence.numbers[place] and not _is_rise(sentence, place)):
            return None
        if word in grammar.TOLLS and (kind := _toll_kind(sentence, place)):
            return _toll_at(sentence, place, kind)
        if word in ("population", "home") and last - place < _POPULATION_FARTHEST:
            return _population(sentence, place, last)
    return _number_behind(sentence, found)


def said_of(sentence: Sentence, found: Counted) -> bool:
    """As in "the opposition puts the figure at 2,000": of those who were counted before."""
    last = found.start - 1
    if found.noun is not None or sentence.at(last) not in grammar.REACHING:
        return False
    words = sentence.words[max(0, last - _LOSSES_FARTHEST) : last]
    return (
        any(word in ("figure", "number", "total", "count", "tally") for word in words) and "of" not in words
    )


def _losses(sentence: Sentence, last: int) -> Predicate | None:
    """As in "raised its losses to 525", "puts the rebels' dead at 90"."""
    if sentence.at(last) not in ("to", "at", "reached", "exceed", "exceeded", "topped", "past", "passed"):
        return None
    for place in range(last - 1, max(-1, last - _LOSSES_FARTHEST), -1):
        word = sentence.words[place]
        if sentence.numbers[place] or starts(word) or word in (".", ",", ";", ":"):
            return None
        kind = _LOSSES.get(word) or (_state_kind(sentence, place) if last - place < 4 else None)
        if kind is None and place == last - 1 and sentence.at(last) == "at":  # puts the crowd at 5,000
            kind = book().events[word] if word in _GROUPS else None
        if kind:
            return Predicate(place, place + 1, kind, "toll")
    return None


def _state_kind(sentence: Sentence, place: int) -> FigureKind | None:
    """Of "the dead", "the rebels' wounded", "Dead" at the start: what happened to them."""
    if sentence.words[place] not in grammar.NOMINAL_STATES:
        return None
    before = sentence.at(place - 1)
    named = place == 0 or before in grammar.DETERMINERS or before.endswith(("'s", "'"))
    return _kind_of_label(sentence.words[place]) if named else None


def numbered(sentence: Sentence, found: Counted) -> Predicate | None:
    """As in "the dead numbered 61", "the garrison numbers about 2,500", "dead and wounded numbered 150"."""
    last = found.start - 1
    if sentence.at(last) not in _NUMBERING or found.noun is not None:
        return None
    for place in range(last - 1, max(-1, last - _LOSSES_FARTHEST), -1):
        word = sentence.words[place]
        if sentence.at(place - 1) in ("and", "or") and word in grammar.NOMINAL_STATES:
            return Predicate(place, place + 1, "other", "toll", mixed=True)
        noun = book().nouns.get(word)
        kind = _state_kind(sentence, place) or book().events.get(word)
        kind = kind or (noun.kind if noun and noun.plural else None)
        if kind:
            return Predicate(place, place + 1, kind, "toll")
    return None


def price(sentence: Sentence, found: Counted) -> Predicate | None:
    """As in "cost the army 4,000 men"."""
    if found.noun is None or not found.noun.plural:
        return None
    for place in range(found.start - 2, max(-1, found.start - 5), -1):
        word = sentence.words[place]
        if word in ("cost", "costs", "costing"):
            return Predicate(place, place + 1, "killed", "object")
        if not word[0].isalpha() or word in grammar.FUNCTION - grammar.DETERMINERS:
            return None
    return None


def state_at(sentence: Sentence, place: int) -> Predicate | None:
    """The state that stands for the noun: "three of the dead"."""
    kind = _kind_of_label(sentence.words[place])
    return Predicate(place, place + 1, kind, "adjacent") if kind else None


def _is_rise(sentence: Sentence, place: int) -> bool:
    """As in "from 12 to 15"."""
    return any(sentence.at(place - back) == "from" for back in (1, 2, 3, 4))


def _population(sentence: Sentence, place: int, last: int) -> Predicate | None:
    if sentence.words[place] == "home":
        home = last == place + 1 and sentence.words[last] == "to"
        return Predicate(place, place + 1, "population", "toll") if home else None
    return Predicate(place, place + 1, "population", "toll")


def _toll_kind(sentence: Sentence, place: int) -> FigureKind | None:
    """Of whom a toll is: "death toll", "the number of people killed in the raid"."""
    word = sentence.words[place]
    if word == "toll":
        return "other" if sentence.at(place - 1) == "casualty" else "killed"
    if sentence.at(place + 1) != "of":
        return (
            "killed" if word in ("tally", "count") and sentence.at(place - 1) in ("death", "body") else None
        )
    for index in range(place + 2, min(place + 6, len(sentence.words))):
        kind = _kind_of_label(sentence.words[index])
        if kind:
            return kind
    return None


def _toll_at(sentence: Sentence, place: int, kind: FigureKind) -> Predicate:
    start = place - (sentence.at(place - 1) in ("death", "casualty", "body"))
    end = place + 1
    if sentence.words[place] == "number":
        for index in range(place + 2, min(place + 6, len(sentence.words))):
            if _kind_of_label(sentence.words[index]):
                return Predicate(index, index + 1, kind, "toll")
    return Predicate(start, end, kind, "toll")


def _number_behind(sentence: Sentence, found: Counted) -> Predicate | None:
    """As in "bringing to 15 the number of dead"."""
    place = found.end + (sentence.at(found.end) == "the")
    if sentence.at(place) in grammar.TOLLS and (kind := _toll_kind(sentence, place)):
        return _toll_at(sentence, place, kind) if sentence.at(found.start - 1) == "to" else None
    return None


def modifier(sentence: Sentence, found: Counted) -> Predicate | None:
    """As in "12,000 displaced people", "40 wounded fighters"."""
    for place in range(*found.modifiers):
        for use in book().uses.get(sentence.words[place], ()):
            if use.grammar == "state" or (use.grammar == "transitive" and "participle" in use.forms):
                return Predicate(place, place + 1, use.kind, "modifier")
    return None
