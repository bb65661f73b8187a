"""How many things: "140 houses were burned" against "about 30", "eleven lorries looted" against "four"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations

import msgspec

from accordingto.linking.populations import Count, counted
from accordingto.linking.testimony import BearsOut, Testimony, disagreement, independent
from accordingto.linking.words import tokens
from accordingto.reading.figures.numbers import opens, quantity_at
from accordingto.reading.figures.quantities import Quantity
from accordingto.reading.figures.tokens import Sentence, sentences
from accordingto.reading.phrases import singular, word_set
from accordingto.types import Contradiction, Figure, Span

# Words for one sort of thing.
_SORTS: Mapping[str, str] = {
    noun: nouns.split()[0]
    for nouns in (
        "house home hut roof dwelling cottage homestead farmhouse",
        "building structure",
        "flat apartment",
        "shop stall kiosk store",
        "school schoolhouse",
        "church chapel",
        "mosque",
        "clinic hospital",
        "village hamlet settlement",
        "bridge",
        "pylon tower mast",
        "vehicle car",
        "lorry truck tanker",
        "bus minibus coach",
        "jeep pick-up pickup",
        "motorcycle motorbike",
        "tank",
        "boat vessel ship craft barge gunboat ferry trawler dhow launch",
        "plane aircraft jet aeroplane airplane warplane",
        "helicopter gunship",
        "rifle gun weapon firearm kalashnikov",
        "tonne ton",
        "sack bag",
        "barrel",
        "crate box",
        "litre liter",
        "hectare acre",
        "cow cattle ox",
        "goat sheep",
        "camel",
        "post outpost checkpoint position",
        "tent",
    )
    for noun in nouns.split()
}
# "In three trucks", "from 12 boats": how one came, not what was lost.
_MEANS = word_set(
    "in at from near by aboard on inside outside between around behind using across among per every each"
)
# "Sixteen of 22": the number before is meant.
_OF = "of"
# What may be counted after "of": "a convoy of 29 lorries".
_HOLDS = word_set(
    "convoy column fleet train flotilla herd loss theft destruction burning looting number total"
)
# Between a number and its noun: "nine armoured personnel carriers", "300 sacks".
_LONGEST = 3
_DETERMINERS = word_set("the its their his her our these those")
_COUNTING = ("digits", "words", "vague", "one")
_ALIKE = word_set("craft aircraft cattle sheep")
_VERBS = word_set(
    "was is has does this its his hers ours theirs yes thus plus versus less"
    " across perhaps besides afterwards"
)
_NOT_BETWEEN = word_set("and or but were was had have in on at to for from with by who that which")


class Things(msgspec.Struct, frozen=True):
    """A number of a sort of things in a sentence: at `[start, end)` of its text, `which` by other words.

    `of`: the number of all of whom they are some. `last`: the word behind.
    """

    sort: str
    quantity: Quantity
    span: Span
    which: frozenset[str]
    of: int | None
    last: int


class Amount(msgspec.Struct, frozen=True):
    """How many of a sort of things a testimony tells of."""

    testimony: Testimony
    count: Count
    words: str
    at: int
    which: frozenset[str] = frozenset()
    of: int | None = None

    @property
    def order(self) -> tuple[str, str, str, int]:
        """By when it was printed, within a report by where it stands."""
        account = self.testimony.account
        return account.published or "~", account.recorded_at, account.claim.document, self.at


def things(testimonies: Sequence[Testimony], bears_out: BearsOut) -> Iterator[Contradiction]:
    """Latest numbers of one sort of things by two origins that exclude each other, each pair once."""
    latest: dict[tuple[tuple[str, ...], str], Amount] = {}
    for amount in sorted((each for one in testimonies for each in _amounts(one)), key=lambda a: a.order):
        key = amount.testimony.origin.claims, amount.count.population
        before = latest.get(key)
        if before and before.testimony.claim.document == amount.testimony.claim.document:
            amount = max(before, amount, key=lambda one: one.count.number)
        latest[key] = amount
    seen: set[int] = set()
    for one, other in combinations(latest.values(), 2):
        if not independent(one.testimony, other.testimony) or one.count.population != other.count.population:
            continue
        numbers = {one.count.number, other.count.number}
        if one.count.meets(other.count) or numbers <= seen or _are_others(one, other):
            continue
        why = f"One counts {one.words}, the other {other.words}."
        found = disagreement("figure", (one.testimony, one.words), (other.testimony, other.words), why)
        if bears_out(found):
            seen |= numbers
            yield found


def _are_others(one: Amount, other: Amount) -> bool:
    """Whether two numbers are of other things: "two Dvora boats", "five rebel"; a part and its whole."""
    if one.which and other.which and not one.which & other.which:
        return True
    return one.of == other.count.number or other.of == one.count.number


def _amounts(testimony: Testimony) -> Iterator[Amount]:
    if not testimony.denies:
        for each in things_in(testimony.claim.text):
            figure = Figure(
                kind="other",
                span=each.span,
                of=each.sort,
                low=each.quantity.low,
                best=each.quantity.best,
                high=each.quantity.high,
                approximate=each.quantity.approximate,
            )
            words = testimony.claim.text[slice(*each.span)]
            count = counted(figure, words, each.sort)
            if count:
                at = testimony.claim.evidence[0][0] + each.span[0]
                yield Amount(testimony, count, words, at, each.which, each.of)


@lru_cache(maxsize=4096)
def things_in(text: str) -> tuple[Things, ...]:
    """Every number of things in a text."""
    return tuple(found for sentence in sentences(text) for found in _in_sentence(sentence))


def sorts_in(text: str) -> frozenset[str]:
    """The sorts of things that a text names, with a number or without."""
    return frozenset(filter(None, (_SORTS.get(singular(word)) for word in tokens(text))))


def _in_sentence(sentence: Sentence) -> Iterator[Things]:
    last = 0
    for index in range(len(sentence.words)):
        quantity = _quantity_at(sentence, index) if index >= last else None
        if quantity is None or quantity.style not in _COUNTING or _is_aside(sentence, quantity.start):
            continue
        found = _things(sentence, quantity)
        if found:
            last = found.last
            yield found


def _quantity_at(sentence: Sentence, index: int) -> Quantity | None:
    return quantity_at(sentence, index) if index < len(sentence.words) and opens(sentence, index) else None


def _things(sentence: Sentence, quantity: Quantity) -> Things | None:
    """What a number counts: the noun, the last of some words in a row, is a thing's."""
    start, whole = quantity.end, None
    if sentence.at(start) == _OF:  # "two of the boats", "16 of its 22 lorries"
        start += 1 + (sentence.at(start + 1) in _DETERMINERS)
        whole = _quantity_at(sentence, start)
        start = whole.end if whole else start
    for at in range(start, min(start + _LONGEST + 1, len(sentence.words))):
        word = sentence.words[at]
        if word in _NOT_BETWEEN or opens(sentence, at):
            return None
        sort = _SORTS.get(singular(word))
        if sort and not _goes_on(sentence, at) and (_is_many(word) or (quantity.best == 1 and whole is None)):
            which = frozenset(sentence.words[start:at])
            span = sentence.span(quantity.start, at + 1)
            return Things(sort, quantity, span, which, whole.best if whole else None, at + 1)
        if _is_many(word):
            return None  # "five days later schools"
    return None


def _is_many(word: str) -> bool:
    return singular(word) != word or word in _ALIKE


def _goes_on(sentence: Sentence, at: int) -> bool:
    """Whether the noun is part of another: "three weapons depots"."""
    return (
        sentence.raw[at + 1 : at + 2] != []
        and _is_many(sentence.at(at + 1))
        and sentence.at(at + 1) not in _VERBS
    )


def _is_aside(sentence: Sentence, start: int) -> bool:
    before, further = sentence.at(start - 1), sentence.at(start - 2)
    if before == _OF:
        return singular(further) not in _HOLDS
    if before == "with":
        return further != "off"
    return before in _MEANS
