"""What comparing needs of an account, digested once: a profile, small enough to keep by the million."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

import msgspec

from accordingto.linking.words import fold, stem, stems, tokens, uncommon
from accordingto.types import (
    Account,
    Claim,
    ClaimKind,
    Dealing,
    Figure,
    Happening,
    HowFound,
    Party,
    Place,
    PlacePrecision,
    Span,
    Status,
)

Family = Literal[
    "violence", "unrest", "arrest", "movement", "territory", "talks", "speech", "aid", "agreement", "control"
]
# Acts that reports tell of in one another's words: a strike and its dead are one happening.
FAMILIES: dict[str, Family] = {
    "ASSAULT": "violence",
    "CASUALTY": "violence",
    "PROTEST": "unrest",
    "COERCE": "arrest",
    "SANCTION": "arrest",
    "MOVE": "movement",
    "RETREAT": "movement",
    "MOBILIZE": "territory",
    "CONTROL": "territory",
    "AGREE": "talks",
    "CONSULT": "talks",
    "SUPPORT": "talks",
    "COOPERATE": "talks",
    "CONCEDE": "talks",
    "REQUEST": "speech",
    "ACCUSE": "speech",
    "REJECT": "speech",
    "THREATEN": "speech",
    "AID": "aid",
}
LINKED_KINDS: tuple[ClaimKind, ...] = ("event", "agreement", "control")
COARSE: frozenset[PlacePrecision] = frozenset({"district", "region", "country"})
# Places and days that stand apart from the words of the event itself are weaker evidence.
STATED: frozenset[HowFound] = frozenset({"argument", "sentence"})
WORDS_KEPT = 24
CONTEXT_KEPT = 40
# Words of parties that name nobody.
_EMPTY = frozenset("the a an of in its their his her our some several two three four five and people forces".split())
_GAP = " [...] "


class Spot(msgspec.Struct, frozen=True, array_like=True):
    """A place, as far as comparing needs it. `coarse` ones are areas that hold others."""

    name: str
    id: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    coarse: bool = False
    country: str | None = None
    admin1: str | None = None
    within: int | None = None


class Side(msgspec.Struct, frozen=True, array_like=True):
    """A party: the words that name it, and its code."""

    words: tuple[str, ...]
    code: str | None = None
    country: str | None = None


class Count(msgspec.Struct, frozen=True, array_like=True):
    """A figure with its bounds; an open bound is None."""

    kind: str
    low: int | None
    high: int | None
    of: str | None = None


class Profile(msgspec.Struct, frozen=True, array_like=True):
    """One account as comparisons see it. Days are proleptic ordinals; words are stems.

    `agreement` is the id of a dealing within its document. `wording` are all words of the evidence, `words`
    those that are not common, `context` those that set the report apart from others.
    """

    id: str
    document: str
    kind: ClaimKind
    family: Family | None
    type: str
    mode: str | None
    trigger: str
    anchor: Span
    evidence: Span
    begin: int | None
    end: int | None
    stated_day: bool
    published: int | None
    spots: tuple[Spot, ...]
    stated_place: bool
    actors: tuple[Side, ...]
    recipients: tuple[Side, ...]
    counts: tuple[Count, ...]
    instrument: str | None
    words: frozenset[str]
    wording: frozenset[str]
    context: frozenset[str]
    negative: bool = False
    status: Status | None = None
    agreement: str | None = None


_DECODER = msgspec.msgpack.Decoder(Profile)


def encoded(profile: Profile) -> bytes:
    """The profile in bytes, to be kept."""
    return msgspec.msgpack.encode(profile, order="deterministic")


def decoded(data: bytes) -> Profile:
    """A profile from its bytes. Raises `msgspec.DecodeError` for those of another version."""
    return _DECODER.decode(data)


def profile_of(account: Account) -> Profile | None:
    """What comparing needs of an account; None for claims of kinds that are not linked."""
    claim = account.claim
    if claim.happening:
        return _of_event(account, claim.happening)
    if claim.dealing:
        return _of_agreement(account, claim.dealing)
    return _of_control(account) if claim.holding else None


def _of_event(account: Account, happening: Happening) -> Profile:
    places = happening.places or happening.destinations or happening.origins
    return _profile(
        account,
        family=FAMILIES.get(happening.type),
        type=happening.type,
        mode=happening.mode,
        anchor=happening.trigger,
        begin=_day(happening.begin),
        end=_day(happening.end, last=True),
        stated_day=happening.time_from in STATED,
        spots=tuple(map(_spot, places)),
        stated_place=happening.place_from in STATED,
        actors=_sides(happening.actors),
        recipients=_sides(happening.recipients),
        counts=tuple(map(_count, happening.figures)),
        instrument=_head(happening.instrument),
    )


def _of_agreement(account: Account, dealing: Dealing) -> Profile:
    return _profile(
        account,
        family="agreement",
        type=dealing.kind,
        anchor=account.claim.evidence[0],
        begin=_day(dealing.begin),
        end=_day(dealing.end, last=True),
        stated_day=True,
        spots=tuple(map(_spot, dealing.places)),
        stated_place=True,
        actors=_sides(dealing.parties),
        agreement=dealing.agreement,
    )


def _of_control(account: Account) -> Profile:
    holding = account.claim.holding
    assert holding is not None
    return _profile(
        account,
        family="control",
        type="CONTROL",
        mode=holding.relation,
        anchor=holding.trigger,
        begin=_day(holding.begin),
        end=_day(holding.end, last=True),
        stated_day=True,
        spots=(_spot(holding.place),),
        stated_place=True,
        actors=_sides((holding.holder,) if holding.holder else ()),
    )


def _profile(account: Account, *, anchor: Span, **fields: object) -> Profile:
    claim = account.claim
    found = list(stems(claim.text))
    defaults: dict[str, object] = {
        "mode": None,
        "actors": (),
        "recipients": (),
        "counts": (),
        "instrument": None,
    }
    return Profile(  # type: ignore[arg-type]
        id=claim.id,
        document=claim.document,
        kind=claim.kind,
        trigger=_trigger(claim, anchor),
        anchor=anchor,
        evidence=(claim.evidence[0][0], claim.evidence[-1][1]),
        published=_day(account.published),
        words=frozenset(list(dict.fromkeys(uncommon(found)))[:WORDS_KEPT]),
        wording=frozenset(found),
        context=frozenset(account.context[:CONTEXT_KEPT]),
        negative=claim.polarity == "negative",
        status=claim.status,
        **{**defaults, **fields},
    )


# --- words ----------------------------------------------------------------------------------------


def _trigger(claim: Claim, anchor: Span) -> str:
    """The stem of the word that tells what happened, from the claim's own words."""
    offset = 0
    for start, end in claim.evidence:
        if start <= anchor[0] and anchor[1] <= end:
            words = claim.text[offset + anchor[0] - start : offset + anchor[1] - start]
            return " ".join(stems(words))
        offset += end - start + len(_GAP)
    return ""


def context_of(texts: Iterable[str]) -> tuple[str, ...]:
    """The words that set a report apart: not common, those used most often first, then by alphabet."""
    counts: dict[str, int] = {}
    for text in texts:
        for word in uncommon(stems(text)):
            counts[word] = counts.get(word, 0) + 1
    return tuple(sorted(counts, key=lambda word: (-counts[word], word))[:CONTEXT_KEPT])


def _head(words: str | None) -> str | None:
    found = tokens(words or "")
    return stem(found[-1]) if found else None


# --- places, days, parties, figures ---------------------------------------------------------------


def _spot(place: Place) -> Spot:
    return Spot(
        name=fold(place.name),
        id=place.geonameid,
        latitude=place.latitude,
        longitude=place.longitude,
        coarse=place.precision in COARSE,
        country=place.country,
        admin1=place.admin1,
        within=place.within,
    )


_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def _day(civil: str | None, *, last: bool = False) -> int | None:
    """The ordinal of a civil date; of a month or year, its first day, or its `last`."""
    match = _DATE.match(civil or "")
    if not match:
        return None
    year, month, day = match.group(1), match.group(2), match.group(3)
    try:
        if day:
            return date(int(year), int(month), int(day)).toordinal()
        return _edge(int(year), int(month) if month else None, last)
    except ValueError:
        return None


def _edge(year: int, month: int | None, last: bool) -> int:
    if not last:
        return date(year, month or 1, 1).toordinal()
    after = date(year + (month in (None, 12)), 1 if month in (None, 12) else (month or 0) + 1, 1)
    return after.toordinal() - 1


def _sides(parties: Sequence[Party]) -> tuple[Side, ...]:
    found = (_side(party) for party in parties)
    return tuple(side for side in found if side.words or side.code)


def _side(party: Party) -> Side:
    named = tuple(stem(word) for word in tokens(party.name or party.words) if word not in _EMPTY)
    return Side(words=named, code=party.code, country=party.country)


def _count(figure: Figure) -> Count:
    low = figure.low if figure.low is not None else figure.best
    high = figure.high if figure.high is not None else None if figure.low is not None and figure.best is None else figure.best
    return Count(kind=figure.kind, low=low, high=high, of=figure.of)
