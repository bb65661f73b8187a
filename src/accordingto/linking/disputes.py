"""What accounts of one happening disagree about: what rules find, and what is read in both passages.

Rules find what is said in forms that they know; a model reads the words around both sides of anything that
may be a contradiction (`candidates`), and what rules found in long reports, or of who did it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from accordingto.linking.candidates import Candidate, Wording, candidates_of
from accordingto.linking.contradictions import contradictions_of
from accordingto.linking.days import When
from accordingto.linking.hearsay import LONG
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
from accordingto.models.passages import Passage, passage_of
from accordingto.types import Account, Claim, Contradiction, ContradictionKind, Origin

if TYPE_CHECKING:
    from accordingto.models.crossencoder import CrossEncoder

# Log-odds from which the words of two reports, one of them long, bear out what a rule found. Of 37 pairs
# below it that rules offer in real reports 33 were judged to be none, of 15 above it one (decision 80).
ENOUGH = 1.0
# The same where one tells of much in few words. Of places the model has seen too few to tell (decision 85).
DENSE = -1.5
# The same between dispatches, where the rules for other kinds are right as often without.
FLOOR: Mapping[ContradictionKind, float] = {"perpetrator": -1.0}
# Log-odds from which two reports contradict each other though no rule says so. Of other kinds reading is not
# sure enough to be believed alone. Chosen on stories that it has not learned from (decision 77).
SURE: Mapping[ContradictionKind, float] = {"figure": 3.0, "perpetrator": 3.0, "day": 3.0}
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

    `origins` are those of the accounts, `beside` all accounts of the same reports, `texts` these by id. Of
    reports that tell of much in few words only what rules find is shown.
    """
    ruled = contradictions_of(accounts, origins, beside, bearing_out(accounts, beside, texts))
    read = [
        each
        for each in testimonies_of(accounts, origins, beside)
        if not each.long or len(texts[each.claim.document]) >= LONG
    ]
    candidates = [*_offered(read, texts)]
    known = [matter for each in ruled for matter in _matters(each, candidates, origins)]
    found = []
    for each in _read_in(candidates, texts):
        matter = _matter(each)
        if not _is_told(matter, known):
            known.append(matter)
            found.append(_shown(each))
    return (*ruled, *found)


# --- what rules found, read again -----------------------------------------------------------------


def bearing_out(accounts: Sequence[Account], beside: Sequence[Account], texts: Mapping[str, str]) -> BearsOut:
    """Whether the words around both sides of a contradiction bear it out; `texts` are reports by id.

    Where one of the two is long, or tells of much (`beside` are all accounts of the reports), and between
    dispatches where `FLOOR` has its kind. No more pairs of a kind are read than `MOST`, the clearest first.
    """
    claims, dense = {account.claim.id: account.claim for account in accounts}, long_reports(beside)
    asked: Counter[ContradictionKind] = Counter()

    def bears_out(found: Contradiction) -> bool:
        reports = {claims[found.one].document, claims[found.other].document}
        in_long = any(len(texts[report]) >= LONG for report in reports)
        in_dense = bool(reports & dense) and found.kind != "place"
        floor = ENOUGH if in_long else DENSE if in_dense else FLOOR.get(found.kind)
        if floor is None:
            return True
        asked[found.kind] += 1
        return asked[found.kind] <= MOST and odds(found, claims, texts) >= floor

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
    """What a contradiction is about: between which origins, of which numbers or days, of whom."""

    kind: ContradictionKind
    origins: frozenset[tuple[str, ...]]
    about: frozenset[int | date] = frozenset()
    stances: tuple[Stance, Stance] | None = None


def _offered(testimonies: Sequence[Testimony], texts: Mapping[str, str]) -> Iterator[Candidate]:
    """Candidates, of each kind those of the first `MOST` pairs of passages."""
    for kind, candidates in candidates_of(testimonies, texts).items():
        pairs: set[frozenset[Passage]] = set()
        for each in candidates if kind in SURE else ():
            pairs.add(frozenset(_passages(each, texts)))
            if len(pairs) > MOST:
                break
            yield each


def _read_in(candidates: Sequence[Candidate], texts: Mapping[str, str]) -> list[Candidate]:
    """Those that the words of both reports bear out, the surest first."""
    read = [(_read(each.kind, *_passages(each, texts)), each) for each in candidates]
    sure = [(odds, each) for odds, each in read if odds >= SURE[each.kind]]
    return [each for _, each in sorted(sure, key=lambda entry: -entry[0])]


def _passages(each: Candidate, texts: Mapping[str, str]) -> tuple[Passage, Passage]:
    """The words around both sides, the earlier one's first, whoever is asked about whom."""
    one, other = (passage_of(texts[side.testimony.claim.document], side.span) for side in _in_order(each))
    return one, other


def _in_order(each: Candidate) -> tuple[Wording, Wording]:
    """Both wordings, the earlier one first, whoever is asked about whom."""
    one, other = sorted((each.one, each.other), key=lambda wording: (wording.testimony.order, wording.span))
    return one, other


def _is_told(matter: Matter, known: Sequence[Matter]) -> bool:
    """Whether it is shown already, in other words or by others.

    Of 73, 77 and 84 two pairs are shown, not three. Who each says broke a truce is shown as that.
    """
    alike = [each for each in known if each.kind == matter.kind]
    if matter.kind == "figure":
        told = frozenset().union(*(each.about for each in alike))
        return matter.about <= told or any(
            each.origins == matter.origins and each.about & matter.about for each in alike
        )
    if matter.kind == "perpetrator":
        alike += [each for each in known if each.kind == "violated-by"]
    return any(
        each.origins == matter.origins
        or (matter.about and each.about == matter.about)
        or (matter.stances and each.stances and are_alike(matter.stances, each.stances))
        for each in alike
    )


def _matters(
    ruled: Contradiction, candidates: Sequence[Candidate], origins: Sequence[Origin]
) -> list[Matter]:
    """What a contradiction that a rule found is about: as the candidates of the same words are."""
    words = {(ruled.one, ruled.one_words), (ruled.other, ruled.other_words)}
    alike = [
        _matter(each)
        for each in candidates
        if each.kind == ruled.kind
        and words == {(side.testimony.claim.id, side.words) for side in (each.one, each.other)}
    ]
    behind = frozenset(origin.claims for origin in origins if {ruled.one, ruled.other} & {*origin.claims})
    return alike or [Matter(ruled.kind, behind)]


def _matter(each: Candidate) -> Matter:
    origins = frozenset(side.testimony.origin.claims for side in (each.one, each.other))
    match each.one.says, each.other.says:
        case Count() as one, Count() as other:
            return Matter(each.kind, origins, frozenset((one.number, other.number)))
        case Stance() as one, Stance() as other:
            return Matter(each.kind, origins, stances=(one, other))
        case When() as one, When() as other:
            return Matter(each.kind, origins, frozenset((one.begin, other.begin)))
        case _:
            return Matter(each.kind, origins)


def _shown(each: Candidate) -> Contradiction:
    sides = [(side.testimony, side.words) for side in _in_order(each)]
    return disagreement(each.kind, sides[0], sides[1], _why(each))


def _why(each: Candidate) -> str:
    """What cannot both be, in words."""
    one, other = _in_order(each)
    for accusation, denial in ((one, other), (other, one)):
        if denial.says is None:
            return (
                f"By their words, {denial.testimony.origin.name} denies what is said of {accusation.words}."
            )
    what = {"figure": "number", "perpetrator": "party", "day": "day"}[each.kind]
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
