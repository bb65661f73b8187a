"""From the words of a text to its figures: candidates, their predicates, parts of totals, kinds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from accordingto.reading.figures import grammar, predicates
from accordingto.reading.figures.book import book
from accordingto.reading.figures.numbers import Quantity, quantity_at, starts
from accordingto.reading.figures.parts import Totals, follows_on
from accordingto.reading.figures.phrases import Counted, complement, counted
from accordingto.reading.figures.predicates import Predicate
from accordingto.reading.figures.tokens import Sentence, sentences
from accordingto.types import Figure, FigureKind, Noun, Span

_LINKS = frozenset((",", "and", "or", ";", "plus", "also", "as", "well", "along", "with", "together"))
_LEAVING = frozenset(("leave", "leaves", "leaving", "left"))
_HARMS = frozenset(("deaths", "injuries", "fatalities", "casualties"))
_SMALLEST_CROWD = 10
_SMALLEST_POPULATION = 500
_FIRST_YEAR, _LAST_YEAR = 1900, 2099


class FoundFigure(Noun, frozen=True):
    """A figure, the index of the total that it is a part of, and the word that it belongs to by syntax."""

    figure: Figure
    part_of: int | None = None
    predicate: Span | None = None


@dataclass(slots=True)
class _Candidate:
    """A number that may be a figure, while its sentence is read."""

    found: Counted
    link: Predicate | None = None
    total: int | None = None  # index among the figures of the text
    shared: bool = False
    of_next: bool = False


def figures_of(text: str) -> tuple[FoundFigure, ...]:
    """Every number of people in the text, in its order; `part_of` is an index into the result."""
    figures: list[FoundFigure] = []
    earlier: Totals = Totals()
    for sentence in sentences(text):
        candidates = _candidates(sentence)
        if candidates:
            _link(sentence, candidates)
            kept = _kept(sentence, candidates, figures, earlier)
        else:
            kept = []
        earlier = Totals(tuple(kept))
    return tuple(figures)


def _candidates(sentence: Sentence) -> list[_Candidate]:
    found: list[_Candidate] = []
    index, length = 0, len(sentence.words)
    while index < length:
        if not sentence.numbers[index] and not _may_start(sentence, index):
            index += 1
            continue
        quantity = quantity_at(sentence, index)
        if quantity is None:
            index += 1
            continue
        one = None if _is_no_count(sentence, quantity, index) else counted(sentence, quantity)
        if one and not (quantity.dotted and one.noun is None):
            found.append(_Candidate(one))
        index = max(index + 1, one.quantity.end if one else quantity.end)
    return found


def _may_start(sentence: Sentence, index: int) -> bool:
    word = sentence.words[index]
    return starts(word) or word in book().vague


def _is_no_count(sentence: Sentence, quantity: Quantity, index: int) -> bool:
    """Dates, years, numbers in names, "one another": what looks like a count and is none."""
    before, after = sentence.at(index - 1), sentence.at(quantity.end)
    if before == "of" and sentence.at(index - 2) in ("father", "mother", "parent", "parents"):
        return True
    if quantity.style == "one":
        return after in ("of", "another", "side", "day") or before in ("the", "this", "that", "no", "each", "any", "every")
    if quantity.style != "digits":
        return before in ("chapter", "phase", "part", "day")
    value = quantity.high or quantity.low or quantity.best or 0
    if before in grammar.MONTHS and " " in sentence.raw[index]:
        return True
    grouped = not sentence.raw[index].isdigit()
    if (before in grammar.NAMING and not grouped) or (before == "no" and quantity.start == index):
        return True
    if value <= 31 and (before in grammar.MONTHS or after in grammar.MONTHS) and after != "may":
        return not (before == "may" and sentence.raw[index - 1] == "may")
    return _is_year(sentence, quantity, index, value)


def _is_year(sentence: Sentence, quantity: Quantity, index: int, value: int) -> bool:
    written = sentence.raw[index]
    if not (len(written) == 4 and written.isdigit() and _FIRST_YEAR <= value <= _LAST_YEAR):
        return False
    before = sentence.at(quantity.start - 1)
    return before in grammar.MONTHS or before in (
        "in", "since", "of", "by", "until", "from", "during", "early", "late", "mid", "the", "before", "after", ",", "and", "to"
    )  # fmt: skip


# --- predicates ---------------------------------------------------------------------------------------


def _link(sentence: Sentence, candidates: list[_Candidate]) -> None:
    for candidate in candidates:
        candidate.link = predicates.before(sentence, candidate.found)
    for place in range(len(candidates) - 1, -1, -1):
        _link_after(sentence, candidates, place)
    for place in range(1, len(candidates)):
        _share_object(sentence, candidates[place - 1], candidates[place])
    for place, candidate in enumerate(candidates):
        if candidate.link is None:
            candidate.link = predicates.toll(sentence, candidate.found) or _rise(sentence, candidates, place)
        if candidate.link is None or candidate.link.kind in ("population", "other") and not candidate.link.mixed:
            candidate.link = predicates.modifier(sentence, candidate.found) or candidate.link


def _link_after(sentence: Sentence, candidates: list[_Candidate], place: int) -> None:
    """The predicate behind a number, or that of the next one where both are its subjects."""
    candidate = candidates[place]
    if candidate.link and candidate.link.role == "agent":
        return
    if candidate.link is None or _is_weak(candidate):
        own = predicates.after(sentence, candidate.found)
        candidate.link = own or candidate.link
    following = candidates[place + 1] if place + 1 < len(candidates) else None
    if following and _is_among(sentence, candidate.found, following.found):
        candidate.link, candidate.of_next = following.link, True
    if candidate.link is None and following and following.link:
        left = sentence.at(candidate.found.start - 1) in _LEAVING and following.link.role == "adjacent"
        subjects = following.link.role == "clause" or left
        if subjects and _coordinated(sentence, candidate.found, following.found):
            candidate.link, candidate.shared = following.link, True


def _is_among(sentence: Sentence, first: Counted, second: Counted) -> bool:
    """"eight children were among the 40 killed": a part before its total."""
    between = [word for word in sentence.words[first.end : second.start] if word != "the"]
    return len(between) == 2 and between[0] in grammar.BE and between[1] == "among"


def _is_weak(candidate: _Candidate) -> bool:
    """A bare number behind "of" may still have a predicate of its own."""
    return candidate.link is not None and candidate.link.role == "toll" and candidate.found.noun is not None


def _share_object(sentence: Sentence, first: _Candidate, second: _Candidate) -> None:
    """"killed three soldiers and a farmer": the second object of the same verb."""
    if second.link is not None or first.link is None:
        return
    if first.link.role in ("clause", "adjacent"):
        _share_clause(sentence, first, second)
        return
    if first.link.role not in ("object", "agent"):
        return
    if second.found.noun is not None and _coordinated(sentence, first.found, second.found):
        second.link, second.shared = first.link, True


def _share_clause(sentence: Sentence, first: _Candidate, second: _Candidate) -> None:
    """"ten soldiers were killed, as well as two farmers": a subject that comes late."""
    assert first.link is not None
    between = sentence.words[first.link.end : second.found.start]
    late = "as" in between or "with" in between
    if late and second.found.noun is not None and len(between) <= 5 and all(word in _LINKS for word in between):
        second.link, second.shared = first.link, True


def _coordinated(sentence: Sentence, first: Counted, second: Counted) -> bool:
    """Whether nothing but commas and "and" stands between two numbers."""
    between = sentence.words[first.end : second.start]
    possessed = any(word in grammar.POSSESSIVES for word in between)
    return 0 < len(between) <= 6 and all(
        word in _LINKS or (possessed and (word in grammar.POSSESSIVES or word in book().nouns)) for word in between
    )


def _rise(sentence: Sentence, candidates: list[_Candidate], place: int) -> Predicate | None:
    """"27, later revised to 32", "from 12 to 15": the second number of a movement has the first's predicate."""
    if place == 0 or candidates[place].found.noun is not None:
        return None
    first, second = candidates[place - 1], candidates[place]
    between = sentence.words[first.found.end : second.found.start]
    if not between or between[-1] != "to" or first.link is None or len(between) > 8:
        return None
    revised = any(word in grammar.REVISING for word in between)
    return first.link if revised or (len(between) == 1 and first.link.role == "toll") else None


# --- what is kept ---------------------------------------------------------------------------------------


def _kept(
    sentence: Sentence, candidates: list[_Candidate], figures: list[FoundFigure], earlier: Totals
) -> list[tuple[int, Counted, FigureKind, Span | None]]:
    """Add the figures of a sentence to those of the text; give back the totals among them."""
    kept: list[tuple[int, Counted, FigureKind, Span | None]] = []
    previous: tuple[_Candidate, int | None] | None = None
    waiting: int | None = None
    for candidate in candidates:
        total = follows_on(sentence, candidate.found, Totals(tuple(kept)), earlier)
        if total is None and previous and previous[1] is not None and candidate.link is None:
            total = previous[1] if _coordinated(sentence, previous[0].found, candidate.found) else None
        whole = next((entry for entry in (*kept, *earlier.entries) if entry[0] == total), None)
        found = _figure(sentence, candidate, whole)
        if found is None:
            continue
        figures.append(found)
        if waiting is not None and found.figure.kind == figures[waiting].figure.kind:
            figures[waiting] = msgspec.structs.replace(figures[waiting], part_of=len(figures) - 1)
        waiting = len(figures) - 1 if candidate.of_next else None
        previous = (candidate, found.part_of)
        if found.part_of is None:
            kept.append((len(figures) - 1, candidate.found, found.figure.kind, found.predicate))
    return kept


def _figure(
    sentence: Sentence, candidate: _Candidate, whole: tuple[int, Counted, FigureKind, Span | None] | None
) -> FoundFigure | None:
    found, link = candidate.found, candidate.link
    kind = _kind(sentence, candidate)
    predicate = sentence.span(link.start, link.end) if link and link.role != "agent" else None
    if whole and (link is None or link.role in ("agent", "modifier")):
        if whole[2] != "other" or kind == "other":
            kind, predicate = whole[2], whole[3]
    elif not _counts(sentence, candidate, kind):
        return None
    quantity, end = found.quantity, _end(sentence, candidate)
    of = found.of or (complement(sentence, found) if whole else None)
    figure = Figure(
        span=sentence.span(quantity.start, end),
        kind=kind,
        of=of or _state_noun(sentence, found, end),
        low=quantity.low,
        best=quantity.best,
        high=quantity.high,
        approximate=quantity.approximate,
    )
    return FoundFigure(figure=figure, part_of=whole[0] if whole else None, predicate=predicate)


def _kind(sentence: Sentence, candidate: _Candidate) -> FigureKind:
    found, link = candidate.found, candidate.link
    own: FigureKind = found.noun.kind if found.noun else "other"
    if link and link.role != "agent" and link.kind != "other":
        kind = link.kind
    else:
        kind = own
    if kind == "population" and (found.quantity.high or found.quantity.best or found.quantity.low or 0) < _SMALLEST_POPULATION:
        return "other"
    if _is_joined(sentence, found):
        return "other"
    if own == "killed" and kind in ("other", "population"):
        return own
    if found.quantity.style == "none" and sentence.words[found.end - 1] in ("casualties", "casualty", "victims"):
        return "killed"
    if link and link.role == "object" and link.kind == "other" and own == "fighters":
        return "other"
    return kind


def _is_joined(sentence: Sentence, found: Counted) -> bool:
    """"dozens of deaths and injuries"."""
    words = sentence.words[found.end - 3 : found.end]
    return len(words) == 3 and words[1] in ("and", "or") and {words[0], words[2]} <= _HARMS


def _end(sentence: Sentence, candidate: _Candidate) -> int:
    """"evacuated 30 wounded": the state is the noun where something else is the predicate."""
    found, link = candidate.found, candidate.link
    end = found.end
    if found.noun is None and link and link.role == "object" and sentence.at(end) in grammar.NOMINAL_STATES:
        return end + 1
    return end


def _state_noun(sentence: Sentence, found: Counted, end: int) -> str | None:
    return sentence.raw[found.end] if end > found.end else None


def _counts(sentence: Sentence, candidate: _Candidate, kind: FigureKind) -> bool:
    """Whether a candidate is a figure: nothing is invented, so what is unclear is none."""
    found, link = candidate.found, candidate.link
    linked = link is not None and link.role != "agent"
    style = found.quantity.style
    if style == "none":
        return _is_zero(sentence, candidate)
    if found.noun is None:
        return style != "article" and link is not None and _counts_bare(found, link)
    if style in ("one", "article"):
        return link is not None and linked and (link.kind != "other" or link.mixed) and link.role != "modifier"
    if linked and link is not None and link.kind != "other":
        return True
    if kind == "other" or found.noun.speaker:
        return not (_speaks(sentence, found) or _is_anaphoric(sentence, found))
    return not _speaks(sentence, found)


def _counts_bare(found: Counted, link: Predicate) -> bool:
    if found.partitive:
        return link.role != "agent"
    if link.kind == "other" and link.role == "clause" and not link.mixed:
        return found.quantity.style == "vague"
    return link.role in ("object", "adjacent", "clause", "toll")


def _is_zero(sentence: Sentence, candidate: _Candidate) -> bool:
    found, link = candidate.found, candidate.link
    if found.noun is None:
        whole = sentence.words[found.quantity.start] != "no" or found.quantity.end - found.quantity.start == 2
        return whole and link is not None and link.role == "clause" and link.kind != "other"
    if sentence.words[found.end - 1] in ("casualties", "casualty", "deaths", "injuries", "fatalities"):
        return True
    return link is not None and link.role == "clause" and link.kind not in ("other", "population")


def _speaks(sentence: Sentence, found: Counted) -> bool:
    """Whether those who are counted are a source: "two residents said", "according to three officers"."""
    before, after = sentence.at(found.start - 1), sentence.at(found.end)
    outside = sentence.at(found.start - 2)
    inverted = before in grammar.SAYING and not outside[:1].isalnum()
    said_before = inverted or before in ("told", "telling") or (before == "to" and outside == "according")
    return said_before or after in grammar.SAYING or (after == "who" and sentence.at(found.end + 1) in grammar.SAYING)


def _is_anaphoric(sentence: Sentence, found: Counted) -> bool:
    """"the two men": a few who were named before; also a few who speak or hold office."""
    quantity = found.quantity
    value = quantity.high or quantity.best or quantity.low or 0
    if value >= _SMALLEST_CROWD or quantity.style == "vague":
        return False
    definite = sentence.at(found.start - 1) in ("the", "these", "those", "both", *grammar.POSSESSIVES)
    return definite or bool(found.noun and found.noun.speaker)
