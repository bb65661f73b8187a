"""From the words of a text to its figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import msgspec

from accordingto.reading.figures import grammar
from accordingto.reading.figures.book import book
from accordingto.reading.figures.candidates import Candidate, candidates_of
from accordingto.reading.figures.gaps import placed
from accordingto.reading.figures.judging import counts, end_of, kind_of, state_noun
from accordingto.reading.figures.linking import coordinated, link, says_behind
from accordingto.reading.figures.parts import Total, follows_on, is_apart, is_of_another, opened, total_for
from accordingto.reading.figures.phrases import Counted, complement, past_complement
from accordingto.reading.figures.predicates import Predicate
from accordingto.reading.figures.rivals import are_named, rival
from accordingto.reading.figures.tokens import Sentence, closed, sentences
from accordingto.reading.figures.twice import second
from accordingto.types import Figure, FigureKind, Noun, Span


class FoundFigure(Noun, frozen=True):
    """A figure, the index of the total that it is a part of, and the word that it belongs to by syntax.

    `settled` where its event tells nothing of its kind: of who was killed or wounded, and of those
    of whom a part was.
    """

    figure: Figure
    part_of: int | None = None
    predicate: Span | None = None
    settled: bool = False


_COMING = frozenset("come came returned gone got".split())
_LONGEST_WAY_BACK = 4


def figures_of(text: str) -> tuple[FoundFigure, ...]:
    """Every number of people in the text, in its order; `part_of` is an index into the result."""
    figures: list[FoundFigure] = []
    totals: list[Total] = []
    dead: list[Total] = []
    for sentence in sentences(text):
        candidates = candidates_of(sentence)
        link(sentence, candidates)
        totals = _add(sentence, candidates, figures, (totals, dead))
        dead = [total for total in totals if total.kind == "killed"][-1:] or dead
    return tuple(figures)


def _add(
    sentence: Sentence,
    candidates: list[Candidate],
    figures: list[FoundFigure],
    before: tuple[Sequence[Total], Sequence[Total]],
) -> list[Total]:
    """Add the figures of a sentence to those of the text; give back the totals among them.

    `before` are the totals of the sentence before, and the last count of the dead.
    """
    earlier, dead = before
    here: list[Total] = []
    previous: tuple[Candidate, Total | None] | None = None
    last: tuple[Counted, Total] | None = None
    waiting: int | None = None
    for candidate in candidates:
        total = follows_on(sentence, candidate.found, here, earlier)
        if total is None and previous and _goes_on(sentence, candidate, *previous):
            total = previous[1]
        total = (
            total or _broken_down(sentence, candidate, here) or _held(sentence, candidate, here or earlier)
        )
        known = rival(sentence, candidate.found, here, earlier, last) if _is_open(candidate, total) else None
        if total is None and candidate.link is None and are_named(sentence, candidate.found):
            known = next((one for one in reversed([*dead, *here]) if one.kind == "killed"), None)
        last = (candidate.found, known) if known else last
        found = _again(sentence, candidate, known) if known else _figure(sentence, candidate, total)
        if found is None:
            continue
        place = len(figures)
        figures.append(found)
        if waiting is not None:
            figures[waiting] = msgspec.structs.replace(figures[waiting], part_of=place)
        waiting = place if candidate.of_next else None
        previous = (candidate, total)
        also = (
            None
            if candidate.of_next
            else second(sentence, candidate.found, candidate.link, found.figure.kind)
        )
        if also:
            figures.append(_of_both(sentence, found, also))
        if total is None and not candidate.whole:
            here.append(_total(place, candidate, found))
    return here


def _of_both(sentence: Sentence, found: FoundFigure, also: Predicate) -> FoundFigure:
    """The figure of what else happened to those whom a figure counts."""
    figure = msgspec.structs.replace(found.figure, kind=also.kind)
    return msgspec.structs.replace(found, figure=figure, predicate=sentence.span(also.start, also.end))


def _is_open(candidate: Candidate, total: Total | None) -> bool:
    """Whether nothing tells what happened to those who are counted."""
    return total is None and (candidate.link is None or candidate.link.role == "agent")


def _again(sentence: Sentence, candidate: Candidate, known: Total) -> FoundFigure:
    """Another count of those whom a figure counts that is known."""
    quantity = candidate.found.quantity
    figure = Figure(
        span=closed(sentence.text, sentence.span(quantity.start, candidate.found.end)),
        kind=known.kind,
        of=known.of or "people",
        low=quantity.low,
        best=quantity.best,
        high=quantity.high,
        approximate=quantity.approximate,
    )
    return FoundFigure(figure=figure, predicate=known.predicate)


def _goes_on(sentence: Sentence, candidate: Candidate, before: Candidate, total: Total | None) -> bool:
    """Whether a number goes on with the parts of a total: "including two men and a child"."""
    if total is None:
        return False
    again = before.found.partitive and candidate.found.noun is None  # nine of them in Sabra and six in Oshan
    if again and placed(sentence, before.found, candidate.found):
        return True
    first = replace(
        before.found, end=past_complement(sentence, before.found)
    )  # 142 were students, six guards
    if not coordinated(sentence, first, candidate.found):
        return False
    link = candidate.link
    if (
        candidate.found.single
        and sentence.at(candidate.found.start - 2) == ","
        and _acts(sentence, candidate)
    ):
        return False  # ", and a local official counted 115"
    return link is None or sentence.span(link.start, link.end) == total.predicate


def _acts(sentence: Sentence, candidate: Candidate) -> bool:
    """Whether a verb follows that is no participle of harm: what one who is counted does."""
    follows = sentence.at(candidate.found.end)
    verb = follows in grammar.SAYING | grammar.VERBS | grammar.REACHING or follows.endswith("ed")
    return verb and follows not in book().uses and follows not in grammar.PREPOSITIONS


def _broken_down(sentence: Sentence, candidate: Candidate, here: Sequence[Total]) -> Total | None:
    """The total that a list behind a dash, a colon or a bracket breaks down."""
    listed = sentence.at(candidate.found.start - 1) in ("--", "–", "—", ":", "(")
    if not listed or candidate.link or candidate.found.noun is None or _is_source(sentence, candidate, here):
        return None
    return total_for(candidate.found, here)


def _is_source(sentence: Sentence, candidate: Candidate, here: Sequence[Total]) -> bool:
    """As in "22 injured (a doctor)": one alone behind a number of several is who gives it."""
    found = candidate.found
    if not found.single or sentence.at(found.start - 1) != "(" or not here:
        return False
    closing = next((n for n, word in enumerate(sentence.words) if n > found.end - 1 and word == ")"), None)
    alone = closing is not None and "and" not in sentence.words[found.end : closing]
    return alone and here[-1].found.quantity.size > 1


def _total(index: int, candidate: Candidate, found: FoundFigure) -> Total:
    return Total(index, candidate.found, found.figure.kind, found.predicate, found.figure.of)


def _figure(sentence: Sentence, candidate: Candidate, total: Total | None) -> FoundFigure | None:
    found, link = candidate.found, candidate.link
    if (found.single and says_behind(sentence, found)) or (total is None and is_of_another(sentence, found)):
        return None
    kind = kind_of(sentence, candidate)
    predicate = sentence.span(link.start, link.end) if link and link.role != "agent" else None
    back = total is not None and total.kind == "detained" and _is_back(sentence, found)
    if back:
        kind = "released"
    elif total and link and kind == total.kind and sentence.words[link.start] == "in":
        predicate = total.predicate  # "of the 12 injured, four are in a critical condition"
    known = not (found.noun and found.noun.guessed) or (found.single and opened(sentence, found.start))
    if total and known and not back and (link is None or link.role in ("agent", "modifier")):
        if is_apart(sentence, found):
            kind = "other"
        elif total.kind != "other" or kind == "other":
            kind, predicate = total.kind, total.predicate
    elif not (back or counts(sentence, candidate, kind) or _is_said_part(candidate, total)):
        return None
    quantity = found.quantity
    figure = Figure(
        span=closed(sentence.text, sentence.span(quantity.start, end_of(sentence, candidate))),
        kind=kind,
        of=_counted(sentence, candidate, total),
        low=quantity.low,
        best=quantity.best,
        high=quantity.high,
        approximate=quantity.approximate,
    )
    mixed = link is not None and link.mixed and kind == "other"
    return FoundFigure(
        figure=figure,
        part_of=total.index if total else None,
        predicate=predicate,
        settled=mixed or _is_other(sentence, candidate, total, kind) or _is_settled(sentence, candidate),
    )


def _is_other(sentence: Sentence, candidate: Candidate, total: Total | None, kind: FigureKind) -> bool:
    """As in "put 22 of them out of action": a part with a verb of its own, which tells of no other kind."""
    if total is None:
        return False
    verb = sentence.at(candidate.found.start - 1)
    apart = kind == "other" and candidate.found.partitive and verb.endswith(("ed", "put"))
    return apart or (total.kind == "detained" and _has_escaped(sentence, candidate.link))


def _has_escaped(sentence: Sentence, link: Predicate | None) -> bool:
    """As in "kidnapped nine girls, four of whom have since escaped"."""
    return link is not None and sentence.words[link.start].startswith("escap")


def _held(sentence: Sentence, candidate: Candidate, known: Sequence[Total]) -> Total | None:
    """Those who were held, of whom a bare number tells that they came back: "by Friday 28 had come home"."""
    found = candidate.found
    bare = found.noun is None and found.quantity.style in ("digits", "words")
    if not bare or (candidate.link and not candidate.link.vague) or not _is_back(sentence, found):
        return None
    return next((total for total in known if total.kind == "detained" and not total.found.single), None)


def _is_settled(sentence: Sentence, candidate: Candidate) -> bool:
    """Whether a part of those who are counted is told of, and of themselves nothing: no "80 pupils taken"."""
    follows = sentence.at(candidate.found.end)
    own = follows in book().uses or follows.endswith(("ed", "en"))
    part = "of" in sentence.words[max(0, candidate.found.start - 3) : candidate.found.start]
    return (candidate.whole or candidate.base) and part and not own


def _is_back(sentence: Sentence, found: Counted) -> bool:
    """As in "half of them have come back", of those who were held."""
    words = sentence.words[found.end : found.end + _LONGEST_WAY_BACK]
    if "found" in words[:-1] and words[words.index("found") + 1] not in (
        "dead",
        "guilty",
        "murdered",
        "shot",
    ):
        return True
    home = "home" in words or "back" in words
    return home and bool(_COMING & set(words))


def _is_said_part(candidate: Candidate, total: Total | None) -> bool:
    """As in "Of the 60 aboard, 12 survived": a bare number counts people where they are a part of some."""
    link = candidate.link
    return bool(total and link and link.role == "clause") and candidate.found.quantity.style in (
        "digits",
        "words",
        "one",
    )


def _counted(sentence: Sentence, candidate: Candidate, total: Total | None) -> str:
    """Who is counted; a bare number counts people, "three of them" those whom the total counts."""
    found = candidate.found
    part = total is not None or "of" in sentence.words[found.start : found.end + 1]
    named = found.of or (complement(sentence, found) if part else None) or state_noun(sentence, candidate)
    return named or (total.of if total and found.partitive and total.of else "people")
