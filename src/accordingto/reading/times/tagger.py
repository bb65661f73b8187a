"""Finds time expressions and gives each its meaning, in the order of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from accordingto.reading.times import (
    absolute,
    civil,
    clock,
    durations,
    feasts,
    fuzzy,
    periods,
    quarters,
    relative,
)
from accordingto.reading.times.civil import Point
from accordingto.reading.times.lexicon import lexicon
from accordingto.reading.times.phrase import Handler, Meaning, Phrase, Rule
from accordingto.reading.times.reference import Frame
from accordingto.reading.times.tokens import Token, Vocabulary, compiled, literals, needed
from accordingto.types import Span, Time

#: Below this a date of publication is no ground for other dates (a PDF's creation date has 0.5).
TRUSTED = 0.6
#: A text is a narrative when it names so many full years, and so many of them lie so long before publication.
_NARRATIVE = (8, 0.8, 8)
_RULES: list[Rule] = [
    *absolute.RULES,
    *periods.RULES,
    *quarters.RULES,
    *feasts.RULES,
    *relative.RULES,
    *durations.RULES,
    *clock.RULES,
    *fuzzy.RULES,
]
#: Tokens in which a dateline must begin, what follows it, and how many days later it is printed at most.
_DATELINE = 12
_AFTER_DATELINE = frozenset("(-–—")
_DAYS_TO_PRINT = 3
#: Expressions before and after among which a time of day looks for its day.
_AROUND = 6
#: Tokens between a time of day and the day that it belongs to.
_NEAR = 9
_PUBLISHED = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


class Found(NamedTuple):
    """An expression with its meaning. `first` is its first token, `near` the day that the text is at."""

    span: Span
    meaning: Meaning
    first: int
    near: date | None


class Compiled(NamedTuple):
    """A rule over letters. `needed`: sets of letters of which a text must hold one each."""

    pattern: re.Pattern[str]
    handler: Handler
    needed: tuple[frozenset[str], ...]


class Grammar(NamedTuple):
    """The rules, compiled, and the letters that an expression can begin with."""

    vocabulary: Vocabulary
    rules: tuple[Compiled, ...]


@cache
def grammar() -> Grammar:
    """All rules over one vocabulary, compiled once."""
    vocabulary = Vocabulary(literals([rule.pattern for rule in _RULES]))
    rules = (
        Compiled(compiled(rule.pattern, vocabulary), rule.handler, needed(rule.pattern, vocabulary))
        for rule in _RULES
    )
    return Grammar(vocabulary, tuple(rules))


def times_of(
    text: str, *, published: str | None, published_confidence: float | None = None
) -> tuple[Time, ...]:
    """The time expressions of a text, in order.

    `published` is ISO 8601, at least a year; with a confidence below 0.6 it is not used. Without it, what is
    relative to the publication keeps a value with X and has no days.
    """
    trusted = published_confidence is None or published_confidence >= TRUSTED
    tokens = grammar().vocabulary.tokens(text)
    frame = _frame(published if trusted else None, tokens)
    found = _with_days(list(_found(tokens, frame)), tokens)
    return tuple(_time(each, text) for each in found)


def _frame(published: str | None, tokens: Sequence[Token]) -> Frame:
    stated = _PUBLISHED.match(published or "")
    where = civil.point(stated.group()) if stated else None
    if where and not (where.year > 0 and civil.is_valid(where)):
        where = None
    where = where and _written(where, tokens)
    return Frame(published=where, is_narrative=where is None or _is_narrative(where.year, tokens))


def _written(published: Point, tokens: Sequence[Token]) -> Point:
    """The day of the dateline, as in "KAMPALA, March 12 (", where it is a few days before the publication."""
    book = lexicon()
    for place, comma, month, day, mark in zip(
        *(tokens[each : each + _DATELINE] for each in range(5)), strict=False
    ):
        named = book.months.get(month.word) if comma.word == "," and mark.word in _AFTER_DATELINE else None
        if named and place.is_capital and day.word.isdigit() and len(day.word) <= 2 and published.date:
            stated = (Point(published.year - back, named, int(day.word)).date for back in (0, 1))
            near = (each for each in stated if each and 0 <= (published.date - each).days <= _DAYS_TO_PRINT)
            return next((civil.of(each) for each in near), published)
    return published


def _is_narrative(year: int, tokens: Sequence[Token]) -> bool:
    least, share, distance = _NARRATIVE
    years = [int(token.word) for token in tokens if len(token.word) == 4 and token.word.isdigit()]
    named = [each for each in years if 1500 <= each <= year + 5]
    old = [each for each in named if each < year - distance]
    return len(named) >= least and len(old) >= share * len(named)


def _found(tokens: Sequence[Token], frame: Frame) -> Iterator[Found]:
    """Leftmost expressions first, the longest of those that begin at one place."""
    letters = "".join(token.letter for token in tokens)
    candidates = _candidates(letters)
    position = 0
    while position < len(tokens):
        for match, handler in candidates.get(position, ()):
            phrase = Phrase(tokens, match)
            meaning = handler(phrase, frame)
            if meaning:
                yield from _pieces(phrase, meaning, frame)
                position = match.end() - 1
                break
        position += 1


def _candidates(letters: str) -> dict[int, list[tuple[re.Match[str], Handler]]]:
    starts: dict[int, list[tuple[re.Match[str], Handler]]] = {}
    present = frozenset(letters)
    for pattern, handler, needs in grammar().rules:
        if any(need.isdisjoint(present) for need in needs):
            continue
        position = 0
        while match := pattern.search(letters, position):
            starts.setdefault(match.start(), []).append((match, handler))
            position = match.start() + 1
    for group in starts.values():
        group.sort(key=lambda pair: pair[0].end(), reverse=True)
    return starts


def _pieces(phrase: Phrase, meaning: Meaning | list[tuple[str, Meaning]], frame: Frame) -> Iterator[Found]:
    pieces = [(0, meaning)] if isinstance(meaning, Meaning) else meaning
    for name, each in pieces:
        first, end = phrase.match.span(name)
        if each.refers and each.type in ("DATE", "TIME") and not phrase.is_bracketed:
            frame.refer(each.value, end)
        near = frame.reference.date if frame.reference else None
        yield Found((phrase.tokens[first].start, phrase.tokens[end - 1].end), each, first, near)


def _with_days(found: list[Found], tokens: Sequence[Token]) -> list[Found]:
    """A time of day takes the day that its sentence names, else the one that the text is at."""
    return [
        each if not each.meaning.needs_day else _on_day(index, found, tokens)
        for index, each in enumerate(found)
    ]


def _on_day(index: int, found: list[Found], tokens: Sequence[Token]) -> Found:
    here = found[index]
    around = [*found[max(0, index - _AROUND) : index], *found[index + 1 : index + _AROUND]]
    for other in sorted(around, key=lambda each: abs(each.first - here.first)):
        day = other.meaning.value[:10]
        is_day = civil.cover(day).precision == "day" and not day.startswith("X")
        is_near = abs(other.first - here.first) <= _NEAR
        if (
            is_day
            and is_near
            and other.meaning.type in ("DATE", "TIME")
            and _same_sentence(here, other, tokens)
        ):
            value = day + here.meaning.value[10:]
            return here._replace(meaning=here.meaning._replace(value=value))
    if here.near is None or not here.meaning.value.startswith("X"):
        return here
    value = here.near.isoformat() + here.meaning.value[10:]
    return here._replace(meaning=here.meaning._replace(value=value))


def _same_sentence(one: Found, other: Found, tokens: Sequence[Token]) -> bool:
    first, last = sorted((one.first, other.first))
    return not any(token.word in (".", "?", "!") or "\n" in token.word for token in tokens[first:last])


def _time(found: Found, text: str) -> Time:
    meaning = found.meaning
    begin, end, precision = meaning.begin, meaning.end, meaning.precision
    if meaning.type in ("DATE", "TIME"):
        cover = civil.cover(meaning.value, meaning.part)
        begin = cover.begin if begin is None else begin
        end = cover.end if end is None else end
        precision = precision or cover.precision
    return Time(
        span=found.span,
        text=text[slice(*found.span)],
        type=meaning.type,
        value=meaning.value,
        begin=begin or None,
        end=end or None,
        precision=precision or "unknown",
    )
