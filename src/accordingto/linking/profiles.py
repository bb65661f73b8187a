"""What comparing needs of an account, digested once: a profile, small enough to keep by the million."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Literal

import msgspec

from accordingto.linking.cues import Cues, cues_of
from accordingto.linking.words import fold, stem, stems, tokens, uncommon
from accordingto.models.passages import Passage, passage_of
from accordingto.types import (
    Account,
    Claim,
    ClaimKind,
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
    "violence",
    "abduction",
    "policing",
    "unrest",
    "arrest",
    "release",
    "movement",
    "territory",
    "talks",
    "speech",
    "aid",
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
# Modes that make it another happening than its type alone would.
MODE_FAMILIES: dict[str, Family] = {
    "abduct": "abduction",
    "crowd-control": "policing",
    "arrest": "arrest",
    "release": "release",
    "rescue": "release",
}
# Agreements are joined by rule (`dealings`), who holds a place by the place (`histories`): they are few, and
# a wrong join would put one side's breach into another deal's history.
LINKED_KINDS: tuple[ClaimKind, ...] = ("event",)
COARSE: frozenset[PlacePrecision] = frozenset({"district", "region", "country"})
# Places and days that stand apart from the words of the event itself are weaker evidence.
STATED: frozenset[HowFound] = frozenset({"argument", "sentence"})
WORDS_KEPT = 24
TELLING_KEPT = 5
CONTEXT_KEPT = 40
# Words of parties that name nobody.
_EMPTY = frozenset(
    "the a an of in its their his her our some several two three four five and people forces".split()
)
_NAME = re.compile(r"(?<=[\w,;:–-] )[A-Z][\w'’-]+")
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


# Mentions from which on a report is a long one: it comes back to what it is about again and again, where a
# dispatch tells it once. Our stories have 8 a report, real reports (`evaluation/press`) 24.
MANY = 15
# The share of a report's mentions whose word it uses for another, too, from which on it keeps to one matter.
# A bulletin of many incidents, with as many mentions, has a word for each.
REPEATS = 0.45


class Profile(msgspec.Struct, frozen=True, array_like=True):
    """What one report tells of one happening, as comparisons see it.

    Days are proleptic ordinals; words are stems. `members` are the claims that it stands for, `id` the
    least of them; `types` are types with modes. `spots` are places with a name, `sites` stems of what
    else it happened at, as `market`. `wording` are all words of the evidence, `words` those that are not
    common, `telling` the few of these that others may be found by, `context` those that set the report
    apart. Of the `content` of its sentences, `only` is what the report says of nothing else; `elsewhere`
    is what it says of other happenings alone. `targets` are what the words around say was struck. `rank`
    is the mention's number in the report, of `among` that it has; `repeats` is the share of these whose word
    is that of another; `position` is the number of the mention's sentence.
    `cited` are the sources that the report names for it, with where; `pluperfect` is as in `Cues`.
    `passage` are the words around it (of a telling, its first mention), to be read side by side with
    others'.
    """

    id: str
    members: tuple[str, ...]
    document: str
    kind: ClaimKind
    anchor: Span
    evidence: Span
    family: Family | None = None
    types: tuple[tuple[str, str | None], ...] = ()
    triggers: frozenset[str] = frozenset()
    begin: int | None = None
    end: int | None = None
    stated_day: bool = False
    published: int | None = None
    spots: tuple[Spot, ...] = ()
    stated_place: bool = False
    actors: tuple[Side, ...] = ()
    recipients: tuple[Side, ...] = ()
    counts: tuple[Count, ...] = ()
    instrument: str | None = None
    sites: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    wording: frozenset[str] = frozenset()
    context: tuple[str, ...] = ()
    telling: tuple[str, ...] = ()
    negative: bool = False
    status: Status | None = None
    # Nothing is kept here any more; without it, profiles that ledgers hold would not be decoded.
    agreement: str | None = None
    own_day: bool = False
    own_place: bool = False
    sentence: int | None = None
    anew: str | None = None
    refers: str | None = None
    names: frozenset[str] = frozenset()
    located: frozenset[str] = frozenset()
    weekdays: frozenset[str] = frozenset()
    content: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()
    elsewhere: frozenset[str] = frozenset()
    rank: int | None = None
    position: int | None = None
    joints: tuple[tuple[int, str], ...] = ()
    cited: tuple[tuple[str, int], ...] = ()
    pluperfect: bool = False
    passage: Passage | None = None
    among: int | None = None
    repeats: float | None = None

    @property
    def is_long(self) -> bool:
        """Whether its report is a long one."""
        return (self.among or 0) >= MANY

    @property
    def is_of_one_matter(self) -> bool:
        """Whether its report is long and keeps to one matter."""
        return self.is_long and (self.repeats or 0.0) >= REPEATS


_DECODER = msgspec.msgpack.Decoder(Profile)


def encoded(profile: Profile) -> bytes:
    """The profile in bytes, to be kept."""
    return msgspec.msgpack.encode(profile, order="deterministic")


def decoded(data: bytes) -> Profile:
    """A profile from its bytes. Raises `msgspec.DecodeError` for those of another version."""
    return _DECODER.decode(data)


def mentions_of(accounts: Iterable[Account], texts: Mapping[str, str]) -> Iterator[Profile]:
    """A profile for each mention of what happened; `texts` are those of the reports, by id.

    Who denies what another tells speaks of the same mention: the teller's claim stands for both.
    """
    told: dict[tuple[str, Span], list[Account]] = {}
    for account in accounts:
        if account.claim.happening:
            told.setdefault((account.claim.document, account.claim.happening.trigger), []).append(account)
    for (document, _), found in told.items():
        first = min(found, key=lambda each: (each.claim.act == "deny", each.claim.id))
        profile = profile_of(first, texts.get(document, ""))
        if profile:
            members = tuple(sorted(each.claim.id for each in found))
            yield msgspec.structs.replace(profile, id=members[0], members=members)


def profile_of(account: Account, text: str = "") -> Profile | None:
    """What comparing needs of an account; None for claims of other kinds than events.

    From the report's text come the words around it; without, from the claim's own words.
    """
    happening = account.claim.happening
    if happening is None:
        return None
    profile = _of_event(account, happening)
    profile = msgspec.structs.replace(profile, passage=_passage(account.claim, profile.anchor, text))
    cues = cues_of(text, profile.anchor) if text else _own_cues(account.claim, profile.anchor)
    return msgspec.structs.replace(profile, **cues._asdict()) if cues else profile


def _passage(claim: Claim, anchor: Span, text: str) -> Passage | None:
    """The words around an event, or those of its claim if these are all that is known."""
    if text:
        return passage_of(text, anchor)
    start = claim.evidence[0][0]
    own = (anchor[0] - start, anchor[1] - start)
    return passage_of(claim.text, own) if 0 <= own[0] < own[1] <= len(claim.text) else None


def _own_cues(claim: Claim, anchor: Span) -> Cues | None:
    start = claim.evidence[0][0]
    cues = cues_of(claim.text, (anchor[0] - start, anchor[1] - start))
    return cues and cues._replace(
        sentence=cues.sentence + start, joints=tuple((at + start, name) for at, name in cues.joints)
    )


def _of_event(account: Account, happening: Happening) -> Profile:
    places = happening.places or happening.destinations or happening.origins
    return _profile(
        account,
        family=MODE_FAMILIES.get(happening.mode or "", FAMILIES.get(happening.type)),
        types=((happening.type, happening.mode),),
        anchor=happening.trigger,
        begin=_day(happening.begin),
        end=_day(happening.end, last=True),
        stated_day=happening.time_from in STATED,
        own_day=happening.time_from == "argument",
        own_place=happening.place_from == "argument",
        spots=tuple(_spot(one) for one in places if _is_named(one)),
        sites=frozenset(filter(None, (_head(one.name) for one in places if not _is_named(one)))),
        stated_place=happening.place_from in STATED,
        actors=_sides(happening.actors),
        recipients=_sides(happening.recipients),
        counts=tuple(map(_count, happening.figures)),
        instrument=_head(happening.instrument),
    )


def _profile(account: Account, *, anchor: Span, **fields: Any) -> Profile:
    """The profile of a claim with what all kinds have, and these fields."""
    claim = account.claim
    found = list(stems(claim.text))
    common = Profile(
        id=claim.id,
        members=(claim.id,),
        document=claim.document,
        kind=claim.kind,
        triggers=frozenset(_trigger(claim, anchor)),
        anchor=anchor,
        evidence=(claim.evidence[0][0], claim.evidence[-1][1]),
        published=_day(account.published),
        words=frozenset(list(dict.fromkeys(uncommon(found)))[:WORDS_KEPT]),
        wording=frozenset(found),
        context=account.context[:CONTEXT_KEPT],
        telling=_telling(claim.text),
        negative=claim.polarity == "negative",
        status=claim.status,
        cited=tuple((fold(link.name), link.span[0]) for link in claim.said_by if link.span),
    )
    return msgspec.structs.replace(common, **fields)


def merged(profiles: Sequence[Profile]) -> Profile:
    """One profile for what a report tells of one happening in several places.

    Places and days are taken from where they are stated; elsewhere they are guesses from the context.
    """
    if len(profiles) == 1:
        return profiles[0]
    ordered = sorted(profiles, key=lambda profile: (profile.anchor, profile.id))
    first = ordered[0]
    placed = [one for one in ordered if one.spots and one.stated_place] or ordered
    dated = _best_dated(ordered)
    facts = [one for one in ordered if one.status in (None, "happened", "ongoing")] or ordered
    return msgspec.structs.replace(
        first,
        id=min(one.id for one in ordered),
        members=tuple(sorted(member for one in ordered for member in one.members)),
        family=_main_family(ordered),
        types=_once(ordered, "types"),
        triggers=_all(ordered, "triggers"),
        evidence=(first.evidence[0], max(one.evidence[1] for one in ordered)),
        begin=dated.begin,
        end=dated.end,
        stated_day=dated.stated_day,
        spots=_once(placed, "spots"),
        stated_place=any(one.stated_place for one in placed),
        actors=_once(ordered, "actors"),
        recipients=_once(ordered, "recipients"),
        counts=_once(ordered, "counts"),
        instrument=next((one.instrument for one in ordered if one.instrument), None),
        sites=_all(ordered, "sites"),
        words=_all(ordered, "words"),
        wording=_all(ordered, "wording"),
        telling=_once(ordered, "telling")[: 2 * TELLING_KEPT],
        negative=all(one.negative for one in ordered),
        own_day=dated.own_day,
        own_place=any(one.own_place for one in placed),
        anew=min((one.anew for one in ordered if one.anew), default=None),
        names=_all(ordered, "names"),
        located=_all(ordered, "located"),
        weekdays=_all(ordered, "weekdays"),
        content=_all(ordered, "content"),
        targets=_all(ordered, "targets"),
        status=facts[0].status,
    )


def ranked(mentions: Iterable[Profile]) -> list[Profile]:
    """The mentions of one report in the order of its text, each with what the report is like."""
    ordered = sorted(mentions, key=lambda mention: (mention.anchor, mention.id))
    used = Counter(word for mention in ordered for word in mention.triggers)
    again = sum(any(used[word] > 1 for word in mention.triggers) for mention in ordered)
    repeats = again / max(1, len(ordered))
    return [
        msgspec.structs.replace(mention, rank=rank, among=len(ordered), repeats=repeats)
        for rank, mention in enumerate(ordered)
    ]


def set_apart(tellings: Sequence[Profile]) -> Iterator[Profile]:
    """The tellings of one report, each with the words that are its alone, and those of the others alone."""
    spread = Counter(word for telling in tellings for word in telling.content)
    # Of a report that tells of one thing, no word says which.
    several = len(tellings) > 1
    for telling in tellings:
        yield msgspec.structs.replace(
            telling,
            only=frozenset(word for word in telling.content if several and spread[word] == 1),
            elsewhere=spread.keys() - telling.content,
            # Nothing but mentions of one report is compared by them.
            joints=(),
        )


def _best_dated(ordered: Sequence[Profile]) -> Profile:
    """The one whose day is best known: stated, then of the shortest time."""
    dated = [one for one in ordered if one.begin is not None] or ordered[:1]
    return min(dated, key=lambda one: (not one.stated_day, (one.end or 0) - (one.begin or 0)))


def _main_family(ordered: Sequence[Profile]) -> Family | None:
    families = [one.family for one in ordered]
    return max(families, key=lambda family: (family == "violence", families.count(family)))


def _once(profiles: Sequence[Profile], name: str) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(value for one in profiles for value in getattr(one, name)))


def _all(profiles: Sequence[Profile], name: str) -> frozenset[str]:
    return frozenset().union(*(getattr(one, name) for one in profiles))


# --- words ----------------------------------------------------------------------------------------


def _trigger(claim: Claim, anchor: Span) -> list[str]:
    """The stem of the word that tells what happened, from the claim's own words."""
    offset = 0
    for start, end in claim.evidence:
        if start <= anchor[0] and anchor[1] <= end:
            words = claim.text[offset + anchor[0] - start : offset + anchor[1] - start]
            return [" ".join(stems(words))]
        offset += end - start + len(_GAP)
    return []


def _telling(text: str) -> tuple[str, ...]:
    """Words that few other reports will have: names first, then the longest."""
    names = {stem(word) for written in _NAME.findall(text) for word in tokens(written)}
    found = dict.fromkeys(uncommon(stems(text)))
    return tuple(sorted(found, key=lambda word: (word not in names, -len(word), word))[:TELLING_KEPT])


def report_context(claims: Iterable[Claim], title: str | None) -> tuple[str, ...]:
    """The words that set a report apart, from its title and all its claims."""
    return context_of((title or "", *dict.fromkeys(claim.text for claim in claims)))


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


def _is_named(place: Place) -> bool:
    """Whether it is called by a name: `a market` may be any."""
    return place.geonameid is not None or place.name[:1].isupper()


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
    low = figure.best if figure.low is None else figure.low
    high = figure.best if figure.high is None else figure.high
    return Count(kind=figure.kind, low=low, high=high, of=figure.of)
