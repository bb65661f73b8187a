"""What rules work on: the words that a pattern matched, their numbers, and what they turn out to mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from accordingto.reading.times.lexicon import lexicon
from accordingto.reading.times.tokens import Token
from accordingto.types import TimePrecision, TimeType

if TYPE_CHECKING:
    from accordingto.reading.times.reference import Frame

_VAGUE = frozenset(("few", "several", "many", "some", "numerous", "various"))
#: How far from an expression a word may tell its tense: tokens before, tokens after.
_TENSE_WINDOW = (30, 7)
#: A verb so many words before is the expression's own, whatever is behind: "began on Monday and will end".
_OWN_VERB = 6
#: Tokens after an expression that opens its sentence.
_OPENING_WINDOW = 22
_OPENERS = frozenset(("in", "on", "by", "since", "late", "early"))
#: Tokens back to an opening bracket.
_BRACKET = 12
#: Behind an expression these begin words of another time: a quotation, a turn.
_CLAUSES = frozenset((":", "but", "whether", "“", '"', "`", "although", "though", "while"))
_STOPS = frozenset((".", ";", "?", "!"))
#: Words before "for" and "on" that look ahead, and words after "to" that begin no verb.
_PLANNED = frozenset(("planned", "scheduled", "due", "set", "expected", "slated", "effective"))
_PLANNED_FOR = (["for"], ["on"], ["in"], ["at"], ["by"], ["until"], ["till"])
_NOUN_BEGINS = frozenset(
    ("the", "a", "an", "this", "that", "these", "it", "them", "him", "her", "his", "their", "on", "in", "at")
)
#: Words within so many before "until Thursday" that make it a deadline: "have until", "was given until".
_DEADLINE = 9
_ARRANGED = frozenset(("meet", "begin", "resume", "convene", "arrive", "depart", "expire", "reopen"))
_NEGATED = frozenset(("not", "never", "did", "t"))
_UP_TO = frozenset(("by", "until", "till"))
_LIMITS = frozenset(("beginning", "starting"))
#: "Takes effect", "on sale", "as soon as" and "later than", from the expression backwards.
_EARLIEST = (
    ["effect", "takes"],
    ["effect", "take"],
    ["sale", "on"],
    ["as", "soon"],
    ["as", "early"],
    ["than", "later"],
)
_GIVEN = frozenset(
    ("have", "has", "had", "give", "gives", "giving", "gave", "given", "deadline", "ultimatum")
)
_NUMERAL = re.compile(r"\d[\d.,]*(?:/\d+)?(?:st|nd|rd|th)?")
#: Words before a word in -ed that make it no past: "will be granted", "is granted", "the promised vote".
_NO_PAST_AFTER = frozenset(("be", "is", "are", "a", "an", "the", "its", "their", "his", "her"))
#: Between an article and a word in -ed: "a still unspecified date".
_DEGREES = frozenset(("still", "yet", "not", "so", "already", "now", "much", "well", "newly"))
_NOT_PAST = frozenset(
    ("need", "indeed", "speed", "hundred", "united", "red", "bed", "armed", "wounded", "feed", "embed")
)


class Meaning(NamedTuple):
    """What an expression means. `part` is START, MID or END of the value; `begin` and `end` override it.

    `refers`: whether later expressions may refer to it. `needs_day`: a time of day whose day is elsewhere.
    """

    type: TimeType
    value: str
    part: str = ""
    begin: str | None = None
    end: str | None = None
    precision: TimePrecision | None = None
    refers: bool = True
    needs_day: bool = False


class Phrase:
    """The tokens that a pattern matched, with those around them."""

    def __init__(self, tokens: Sequence[Token], match: re.Match[str]) -> None:
        self.tokens = tokens
        self.match = match
        self.start, self.end = match.span()
        groups = ((re.sub(r"_\d$", "", name), match.span(name)) for name in match.re.groupindex)
        self._spans = {name: span for name, span in groups if span[0] >= 0}

    def has(self, name: str) -> bool:
        """Whether a group took part."""
        return name in self._spans

    def words(self, name: str) -> list[str]:
        """The words of a group."""
        start, end = self._spans[name]
        return [token.word for token in self.tokens[start:end]]

    def word(self, name: str) -> str:
        """The words of a group in one string, empty when it took no part."""
        return " ".join(self.words(name)) if self.has(name) else ""

    def before(self, distance: int = 1) -> str:
        """A word before the expression, empty where there is none."""
        position = self.start - distance
        return self.tokens[position].word if position >= 0 else ""

    def after(self, distance: int = 1) -> str:
        """A word after the expression, empty where there is none."""
        position = self.end + distance - 1
        return self.tokens[position].word if position < len(self.tokens) else ""

    def integer(self, name: str) -> int | None:
        """A whole number or ordinal in digits or words."""
        count = number(self.words(name)) if self.has(name) else None
        return int(count) if count is not None else None

    def count(self, name: str = "count") -> str:
        """A number for TIMEX3: digits, or X where it is vague."""
        words = self.words(name)
        if words[-2:] == ["-", "some"]:
            words = words[:-2]
        if _VAGUE & set(words):
            return "X"
        return _digits(number(words))

    @property
    def is_bracketed(self) -> bool:
        """Whether it stands in round brackets that opened shortly before."""
        words = (token.word for token in reversed(self.tokens[max(0, self.start - _BRACKET) : self.start]))
        return next((word == "(" for word in words if word in "()"), False)

    @property
    def tense(self) -> str:
        """`past`, `future`, or nothing, by the nearest word that tells."""
        if self._is_due():
            return "future"
        near = self._nearest(-1, _OWN_VERB)
        if near:
            return near
        left, right = _TENSE_WINDOW[0], self._clause_ahead()
        for distance in range(1, max(left, right) + 1):
            for side, reach in ((-1, left), (1, right)):
                found = self._told_at(side * distance) if distance <= reach else ""
                if found:
                    return found
        return "future" if self.before() in _UP_TO or self.before() == "through" else ""

    def _nearest(self, side: int, reach: int) -> str:
        """What the nearest word on one side tells that is no further away than so many words."""
        told = (self._told_at(side * distance) for distance in range(1, reach + 1))
        return next((tense for tense in told if tense), "")

    def _told_at(self, distance: int) -> str:
        """What the word so many words behind the expression tells, or before it if that is negative."""
        position = self.start + distance if distance < 0 else self.end + distance - 1
        inside = 0 <= position < len(self.tokens) and not self._is_apart(position)
        return self._tense_at(position) if inside else ""

    def _is_due(self) -> bool:
        """ "The vote is on Thursday", "as early as Thursday", "gave them until Thursday"."""
        before = [self.before(distance) for distance in range(1, _DEADLINE)]
        verb = before[1] if before[0] == "on" or before[0] in _PLANNED else before[0]
        if before[0] in ("until", "till"):
            return not _GIVEN.isdisjoint(before)
        is_limit = before[0] in _LIMITS or before[:2] in _EARLIEST
        return verb in ("is", "are") or is_limit or self._is_arranged(before[before[0] == "on" :])

    @staticmethod
    def _is_arranged(before: list[str]) -> bool:
        """As in "they meet Thursday", "are leaving Thursday"; not "did not meet Thursday"."""
        verb, auxiliary, *_ = before
        is_going = verb.endswith("ing") and auxiliary in ("is", "are")
        return is_going or (verb in _ARRANGED and auxiliary not in _NEGATED)

    def _clause_ahead(self) -> int:
        """How many words behind the expression may still speak of it."""
        reach = _OPENING_WINDOW if self.opens_sentence else _TENSE_WINDOW[1]
        if self.after() == "that" and self._is_reported():
            return 0
        ahead = self.tokens[self.end : self.end + reach]
        return next((each for each, token in enumerate(ahead) if token.word in _CLAUSES), len(ahead))

    def _is_reported(self) -> bool:
        """As in "said in an interview in July that": what follows is told, not when it was said."""
        before = [self.before(distance) for distance in range(1, _TENSE_WINDOW[0])]
        stop = next((each for each, word in enumerate(before) if word in _STOPS), len(before))
        return not lexicon().tense.reporting.isdisjoint(before[:stop])

    @property
    def opens_sentence(self) -> bool:
        """As in "In January, a week after the vote, a bomb went off"."""
        before = self.before(2 if self.before() in _OPENERS else 1)
        return not before or before in _STOPS

    def _tense_at(self, position: int) -> str:
        book, token = lexicon().tense, self.tokens[position]
        word = token.word
        if token.is_capital and word in lexicon().months:
            return ""
        if word == "next" and [token.word for token in self.tokens[position + 1 : position + 2]] == ["to"]:
            return ""
        if word in ("was", "were") and self._is_to_come(position):
            return "future"
        if word in book.future or (word in book.future_before_to and self._precedes_to(position)):
            return "future"
        if position > self.end and word in book.reporting:
            return ""
        return "past" if self._is_past_verb(position) else ""

    def _is_to_come(self, position: int) -> bool:
        """As in "the two were to meet on Thursday"; not "were to have met"."""
        to, verb, *_ = *(token.word for token in self.tokens[position + 1 : position + 3]), "", ""
        return to == "to" and verb not in _NOUN_BEGINS and verb != "have"

    def _is_past_verb(self, position: int) -> bool:
        """A word of the list or in -ed; not where it is an adjective or a passive of another tense."""
        word = self.tokens[position].word
        before = [token.word for token in reversed(self.tokens[max(0, position - 2) : position])]
        if before and (before[0] in _DEGREES or before[0].endswith("ly")):
            before = before[1:]
        is_other = bool(before) and before[0] in _NO_PAST_AFTER
        if word in lexicon().tense.past:
            return not is_other
        return len(word) > 3 and word.endswith("ed") and word not in _NOT_PAST and not is_other

    def _precedes_to(self, position: int) -> bool:
        following = [token.word for token in self.tokens[position + 1 : position + 3]]
        verb = self.tokens[position].word
        if following[:1] == ["to"]:
            return len(following) > 1 and following[1] not in _NOUN_BEGINS
        return verb in _PLANNED and following[:1] in _PLANNED_FOR

    def _is_apart(self, position: int) -> bool:
        """Whether the end of a sentence lies between the expression and a token."""
        between = range(position, self.start) if position < self.start else range(self.end, position + 1)
        return any(self.tokens[each].word in _STOPS or "\n" in self.tokens[each].word for each in between)


Pieces = list[tuple[str, Meaning]]
Handler = Callable[[Phrase, "Frame"], Meaning | Pieces | None]


class Rule(NamedTuple):
    """A pattern over classes of words, and what makes the meaning of a match.

    The handler may give pieces, each the name of a group and its meaning: an expression for each.
    """

    pattern: str
    handler: Handler


def number(words: Sequence[str]) -> float | None:
    """`["two", "hundred"]` is 200, `["2", "1/2"]` is 2.5, `["a", "couple"]` is 2; `None` without a number."""
    book = lexicon()
    total, found = 0.0, False
    words = re.sub(r"\bone (?:- )?half\b", "half", " ".join(words)).split()
    for word in words:
        value = book.numbers.get(word) or book.ordinals.get(word)
        if value and value >= 100:
            total = (total or 1) * value
        elif word == "dozen":
            total = (total or 1) * 12
        elif value:
            total += value
        elif word == "couple":
            total = 2
        elif word == "half":
            total += 0.5
        elif _NUMERAL.fullmatch(word):
            total += _numeral(word)
        elif word in ("a", "an") and len(words) == 1:
            total = 1
        else:
            continue
        found = True
    return total if found else None


def _numeral(word: str) -> float:
    digits = re.sub(r"(st|nd|rd|th)$", "", word).replace(",", "")
    upper, slash, lower = digits.partition("/")
    if slash:
        return float(upper) / float(lower or 1) if int(lower or 1) else 0.0
    return float(digits) if digits.count(".") <= 1 else 0.0


def _digits(count: float | None) -> str:
    if count is None:
        return "1"
    return str(int(count)) if count == int(count) else f"{count:g}"
