"""What accounts of one happening disagree about: what rules find, and what is read in both passages.

Rules find what is said in forms that they know; a model reads the words around both sides of anything that
may be a contradiction (`candidates`), and bears out what rules found in long reports.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from accordingto.linking.candidates import Candidate, Days, Wording, candidates_of
from accordingto.linking.contradictions import contradictions_of
from accordingto.linking.perpetrators import Stance, are_alike
from accordingto.linking.populations import Count
from accordingto.linking.side_by_side import threads
from accordingto.linking.testimony import (
    BearsOut,
    Testimony,
    disagreement,
    long_reports,
    span_of,
    testimonies_of,
)
from accordingto.linking.words import fold
from accordingto.models.passages import Passage, passage_of
from accordingto.reading.figures.numbers import quantities_in
from accordingto.types import Account, Claim, Contradiction, ContradictionKind, Origin, Place

if TYPE_CHECKING:
    from accordingto.models.crossencoder import CrossEncoder

# Log-odds from which the words of two reports bear a contradiction out: of pairs left out of training, those
# above it are right in six of ten, and hold seven of ten of the right ones.
ENOUGH = -1.5
# Log-odds from which it is shown though no rule finds it.
SURE: Mapping[ContradictionKind, float] = {"figure": 3.0, "perpetrator": 3.0, "day": 3.0, "happened": 3.0}
# So many pairs of a kind are read for one event, at some 15 ms each.
MOST = 48
PAIRS = 20_000


def disagreements(
    accounts: Sequence[Account],
    origins: Sequence[Origin],
    beside: Sequence[Account],
    texts: Mapping[str, str],
) -> tuple[Contradiction, ...]:
    """The contradictions among accounts of one happening, each once.

    `origins` are those of the accounts, `beside` all accounts of the same reports, `texts` these by id.
    """
    ruled = contradictions_of(accounts, origins, beside, bearing_out(accounts, beside, texts))
    behind = {claim: origin.claims for origin in origins for claim in origin.claims}
    known = [_of_ruled(each, behind) for each in ruled]
    found = []
    for each in _read_in(testimonies_of(accounts, origins, beside), texts):
        matter = _of_candidate(each)
        if not _is_told(matter, known):
            known.append(matter)
            found.append(_shown(each))
    return (*ruled, *found)


# --- what rules found, read again -----------------------------------------------------------------


def bearing_out(accounts: Sequence[Account], beside: Sequence[Account], texts: Mapping[str, str]) -> BearsOut:
    """Whether the words around both sides of a contradiction bear it out; `texts` are reports by id.

    Only where one of the two is a long report, of those that `beside` are all accounts of: in dispatches the
    rules are right as often without. No more pairs of a kind are read than `MOST`, the clearest come first.
    """
    claims, long = {account.claim.id: account.claim for account in accounts}, long_reports(beside)
    asked: Counter[ContradictionKind] = Counter()

    def bears_out(found: Contradiction) -> bool:
        if not {claims[found.one].document, claims[found.other].document} & long:
            return True
        asked[found.kind] += 1
        return asked[found.kind] <= MOST and odds(found, claims, texts) >= ENOUGH

    return bears_out


def odds(each: Contradiction, claims: Mapping[str, Claim], texts: Mapping[str, str]) -> float:
    """Log-odds that both sides speak of one happening and cannot both be right, by the words around them."""
    sides = ((claims[each.one], each.one_words), (claims[each.other], each.other_words))
    one, other = (disputed_in(claim, words, texts[claim.document]) for claim, words in sides)
    return _read(each.kind, one, other)


def disputed_in(claim: Claim, words: str, text: str) -> Passage:
    """The words in dispute with those around them; where that is all of a claim, its telling word."""
    return passage_of(text, span_of(claim, words, text))


# --- what no rule finds ---------------------------------------------------------------------------


class Matter(NamedTuple):
    """What a contradiction is about: between which origins, of which numbers, days or places, of whom."""

    kind: ContradictionKind
    origins: frozenset[tuple[str, ...]]
    about: frozenset[int | date | str] = frozenset()
    stances: tuple[Stance, Stance] | None = None


def _read_in(testimonies: Sequence[Testimony], texts: Mapping[str, str]) -> list[Candidate]:
    """Candidates that the words of two dispatches bear out, the surest first.

    Long reports tell of too much at once. Of each kind no more than `MOST` pairs of passages are read.
    """
    read: dict[ContradictionKind, dict[frozenset[Passage], float]] = {kind: {} for kind in SURE}
    found = []
    for number, each in enumerate(candidates_of(testimonies, texts)):
        known = read.get(each.kind)
        if known is None or each.one.testimony.long or each.other.testimony.long:
            continue
        one, other = (_passage(side, texts) for side in _in_order(each))
        pair = frozenset((one, other))
        if pair not in known and len(known) < MOST:
            known[pair] = _read(each.kind, one, other)
        if known.get(pair, -math.inf) >= SURE[each.kind]:
            found.append((-known[pair], number, each))
    return [each for *_, each in sorted(found, key=lambda entry: entry[:2])]


def _passage(wording: Wording, texts: Mapping[str, str]) -> Passage:
    return passage_of(texts[wording.testimony.claim.document], wording.span)


def _in_order(each: Candidate) -> tuple[Wording, Wording]:
    """Both wordings, the earlier one first, whoever is asked about whom."""
    one, other = sorted((each.one, each.other), key=lambda wording: (wording.testimony.order, wording.span))
    return one, other


def _is_told(matter: Matter, known: Sequence[Matter]) -> bool:
    """Whether it is shown already, in other words or by others.

    Of 73, 77 and 84 two pairs are shown, not three; that it happened or not is shown once.
    """
    alike = [each for each in known if each.kind == matter.kind]
    if matter.kind == "happened":
        return bool(alike)
    if matter.kind == "figure":
        told = frozenset().union(*(each.about for each in alike))
        return matter.about <= told or any(
            each.origins == matter.origins and each.about & matter.about for each in alike
        )
    return any(
        each.origins == matter.origins
        or (matter.about and each.about == matter.about)
        or (matter.stances and each.stances and are_alike(matter.stances, each.stances))
        for each in alike
    )


def _of_ruled(each: Contradiction, behind: Mapping[str, tuple[str, ...]]) -> Matter:
    numbers = (next(quantities_in(words), None) for words in (each.one_words, each.other_words))
    about = frozenset(number.size for number in numbers if number) if each.kind == "figure" else frozenset()
    return Matter(each.kind, frozenset((behind[each.one], behind[each.other])), about)


def _of_candidate(each: Candidate) -> Matter:
    origins = frozenset(side.testimony.origin.claims for side in (each.one, each.other))
    match each.one.says, each.other.says:
        case Count() as one, Count() as other:
            return Matter(each.kind, origins, frozenset((one.number, other.number)))
        case Stance() as one, Stance() as other:
            return Matter(each.kind, origins, stances=(one, other))
        case Days() as one, Days() as other:
            return Matter(each.kind, origins, frozenset((one.begin, other.begin)))
        case Place() as one, Place() as other:
            return Matter(each.kind, origins, frozenset((fold(one.name), fold(other.name))))
        case _:
            return Matter(each.kind, origins)


def _shown(each: Candidate) -> Contradiction:
    sides = [(side.testimony, side.words) for side in _in_order(each)]
    return disagreement(each.kind, sides[0], sides[1], _why(each))


def _why(each: Candidate) -> str:
    """What cannot both be, in words."""
    one, other = _in_order(each)
    if each.kind == "happened" or None in (one.says, other.says):
        names = one.testimony.origin.name, other.testimony.origin.name
        return f"By their words, {names[0]} and {names[1]} cannot both be right."
    what = {"figure": "number", "perpetrator": "party", "place": "place", "day": "day"}[each.kind]
    return f"By the words around them, {one.words} and {other.words} are not the same {what}."


@lru_cache(maxsize=PAIRS)
def _read(kind: ContradictionKind, one: Passage, other: Passage) -> float:
    reader = _model()
    return reader.log_odds(reader.sight(one, kind), reader.sight(other, kind))


@cache
def _model() -> CrossEncoder:
    # Whoever has nothing to read side by side waits for no model.
    from accordingto.models.crossencoder import DISPUTES, load_crossencoder

    return load_crossencoder(name=DISPUTES, threads=threads())
