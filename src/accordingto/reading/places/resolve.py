"""Which place each name of a document means.

Every candidate gets a score from what it is (people, name, kind) and from the document around it: "X, Y",
countries and divisions that are named, and where the other names lie. The document's picture of itself is
drawn again after each round.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import asin, cos, exp, log10, radians, sin, sqrt
from typing import TypeVar

from msgspec.structs import replace

from accordingto.gazetteer import Candidate, Gazetteer, Kind
from accordingto.gazetteer.keys import plain_key
from accordingto.reading.phrases import ending_at
from accordingto.reading.places.names import MANY, Meaning, is_large, meaning
from accordingto.reading.places.words import book
from accordingto.types import Place, PlacePrecision, Rival, Span

Key = TypeVar("Key")

ROUNDS = 3
RIVALS = 5
PRECISION: dict[Kind, PlacePrecision] = {
    "continent": "region",
    "country": "country",
    "region": "region",
    "district": "district",
    "area": "region",
    "water": "region",
    "town": "town",
    "quarter": "site",
    "camp": "site",
    "crossing": "site",
    "site": "site",
}
# Set by hand before any corpus was looked at, then adjusted on the development folds of LGL and TR-News.
ALTERNATE = -1.0
OF_A_COUNTRY = -8.0  # "Paraguay" is hardly ever Asunción, which is called so as well
SOUNDS_ALIKE = -2.0
SAME_NAME_INSIDE = -2.5
SEAT_SHARE = 0.1
CAPITAL = 1.0
SPOKEN_OF = 0.1
HOME = 0.5  # share of a country that a document is about
# Shares of a division from which a document may mean its Paris, or its Italy.
LOCAL, LOCAL_LAND = 0.1, 0.3
LIKELY = 5  # senses of one name that count for the document's picture
KIND_FITS = 2.5
HOLDER_DIVISION, HOLDER_COUNTRY = 3.0, 4.0
NAMED_COUNTRY, NAMED_DIVISION = 1.5, 0.9
SHARED_COUNTRY, SHARED_DIVISION = 3.2, 2.0
GIVEN_COUNTRY = 2.0
NEAR, NEAR_KM = 3.0, 100.0
OWN = 1.1  # a place of our own supplement: conflicts are what this reads

_KIND = re.compile(r"[ ](\w+)\b")
_FOLLOWING = re.compile(
    r",?\s*[,(]\s*(?:in\s+)?(?:the\s+)?((?:[A-Z][\w.'’-]*)(?:[ ](?:of[ ])?[A-Z][\w.'’-]*){0,3})"
)
_WITHIN = re.compile(
    r"\s+(?:\w+\s+){0,2}(?:in|of)\s+(?:the\s+)?(?:\w+ern\s+)?((?:[A-Z][\w.'’-]*)(?:[ ][A-Z][\w.'’-]*){0,2})"
)
_RIVER = re.compile(r"[ ](?:river|creek|lake)\b")
_STREET = re.compile(r"[ ](?:road|street|avenue|boulevard|highway)\b")
_THE = re.compile(r"\b[Tt]he\s+$")
_OWNER = re.compile(r"\b((?:[A-Z][\w.-]*)(?:[ ][A-Z][\w.-]*){0,2})['’]s[ ]$")
_PART_OF = re.compile(
    r"[ ](?:area|district|quarter|neighbou?rhood|suburb|ward|section|camp|market)[ ](?:of|in)[ ]"
    r"((?:[A-Z][\w'’-]*)(?:[ ][A-Z][\w'’-]*){0,2})"
)
_BESIDE = re.compile(
    r",?[ ](?:\w+[ ]){0,3}?(?:near|outside|(?:north|south|east|west)(?:east|west)?[ ]of)[ ]"
    r"(?:the[ ](?:\w+[ ]){1,2}of[ ])?((?:[A-Z][\w'’-]*)(?:[ ][A-Z][\w'’-]*){0,2})"
)
SMALL: frozenset[Kind] = frozenset(("district", "town", "quarter", "site"))
GREAT = 150_000  # people of a town that everybody knows
TIMES = 8  # so many times the people of another town of its name
DIVISIONS: frozenset[Kind] = frozenset(("country", "region", "district"))
LONGEST_OWNER = 40
ABBREVIATION = 4  # code points of "US", "U.S.", "UAE"
MINOR: frozenset[Kind] = frozenset(("quarter", "camp", "crossing", "site"))
#: How far from the town that the text says holds it a place of that name is another one.
FAR_KM = 75.0


@dataclass(frozen=True)
class Sense:
    """A candidate with what holds it."""

    candidate: Candidate
    holders: frozenset[int]
    division: int | None


@dataclass
class Name:
    """All mentions of one name in the document."""

    key: str
    words: str
    meaning: Meaning
    senses: list[Sense]
    #: Ids of what the text says holds it, for each mention.
    said_within: dict[Span, frozenset[int]] = field(default_factory=dict)
    #: How likely each sense is, in the order of the senses.
    shares: list[float] = field(default_factory=list)

    @cached_property
    def well_known(self) -> tuple[Sense, ...]:
        """Countries, parts of the world, great towns and capitals that are called so."""
        return tuple(
            sense
            for sense in self.senses
            if (place := sense.candidate).kind in ("country", "continent", "area", "town")
            and (place.kind != "town" or place.capital or place.population >= GREAT)
            and _is_called(place, self)
        )

    @property
    def said(self) -> frozenset[int]:
        """What the text says anywhere holds it."""
        return frozenset().union(*self.said_within.values())


@dataclass(frozen=True)
class Picture:
    """Where the document plays: shares of countries and divisions, and points with their weights.

    `local` are the shares of divisions among all names, those of countries too.
    """

    countries: dict[str, float]
    divisions: dict[int, float]
    local: dict[int, float]
    named: dict[int, float]
    points: tuple[tuple[float, float, float], ...]
    given: frozenset[str]


@dataclass(frozen=True)
class Vote:
    """How much one sense of a name says of where the document plays."""

    name: Name
    sense: Sense
    share: float
    weight: float


def resolved(
    text: str, spans: Sequence[Span], gazetteer: Gazetteer, *, given: Iterable[str] = ()
) -> tuple[Place, ...]:
    """A place for each span, in their order. `given` are ISO codes of countries likely beforehand."""
    names: dict[str, Name] = {}
    for span in spans:
        name = names.setdefault(_key(text, span), _name(gazetteer, text, span))
        name.said_within[span] = _said_within(text, span, gazetteer)
    _keep_known_seats(list(names.values()))
    likely = frozenset(given)
    for number in range(ROUNDS):
        pictures = _pictures(list(names.values()), likely)
        for name, picture in pictures:
            name.shares = _softmax([_score(sense, name, name.said, picture) for sense in name.senses])
        if number == 0:
            _hear(gazetteer, names.values(), likely)
    last = {name.key: picture for name, picture in _pictures(list(names.values()), likely)}
    return tuple(
        _place(gazetteer, text, span, names[key], last[key])
        for span, key in ((span, _key(text, span)) for span in spans)
    )


def _pictures(names: Sequence[Name], given: frozenset[str]) -> list[tuple[Name, Picture]]:
    """For each name what all others make of the document: it is no evidence for itself, however written."""
    votes = [vote for name in names for vote in _votes(name)]
    return [(name, _picture(_of_others(votes, name), given)) for name in names]


def _of_others(votes: Iterable[Vote], name: Name) -> Iterator[Vote]:
    own = {sense.candidate.id for sense in name.senses if not is_large(sense.candidate)}
    return (vote for vote in votes if vote.name is not name and vote.sense.candidate.id not in own)


def _hear(gazetteer: Gazetteer, names: Iterable[Name], given: frozenset[str]) -> None:
    """Let names that the document's country does not have mean one of it that sounds alike."""
    whole = _picture((vote for name in names for vote in _votes(name)), given)
    home = given or {country for country, share in whole.countries.items() if share >= HOME}
    for name in names:
        if home and not any(sense.candidate.country in home for sense in name.senses):
            sounding = gazetteer.sounding(name.words)
            name.senses += [_sense(gazetteer, c) for c in sounding if c.country in home]
            name.shares = name.shares + [0.0] * (len(name.senses) - len(name.shares))


def _keep_known_seats(names: Sequence[Name]) -> None:
    """Something built is placed in a large town, or one that the document names, or nowhere."""
    named = {sense.candidate.id for name in names if not name.meaning.site for sense in name.senses}
    for name in names:
        if name.meaning.site:
            name.senses = [s for s in name.senses if is_large(s.candidate) or s.candidate.id in named]


def _key(text: str, span: Span) -> str:
    return plain_key(_with_kind(text, span))


def _with_kind(text: str, span: Span) -> str:
    """The name, with "province" or the like if that follows it: Harun and Harun province are two places."""
    following = _KIND.match(text, span[1])
    kind = following[1] if following and following[1].casefold() in book().words.follow else ""
    return f"{text[slice(*span)]} {kind}".rstrip()


def _name(gazetteer: Gazetteer, text: str, span: Span) -> Name:
    words = _with_kind(text, span)
    found = _of_kind(text, span, meaning(gazetteer, words))
    if not found.candidates and "," in words:
        found = meaning(gazetteer, words.split(",")[0])
    if not found.candidates and found.site and (following := _following(text, span)):
        found = Meaning(_known(gazetteer, following), site=True)
    return Name(
        _key(text, span),
        text[slice(*span)],
        found,
        [_sense(gazetteer, candidate) for candidate in found.candidates],
    )


def _of_kind(text: str, span: Span, found: Meaning) -> Meaning:
    """A river is no town, "Oshan road" without an article may be far from Oshan, and "U.S." is no village."""
    if _RIVER.match(text, span[1]):
        return _only(found, "water")
    if _STREET.match(text, span[1]) and not ending_at(_THE, text, span[0]):
        return _only(found, "site")
    words = text[slice(*span)]
    if len(words) <= ABBREVIATION and words == words.upper():
        lands = _only(found, "country", "region", "area")
        return lands if lands.candidates else found
    return found


def _only(found: Meaning, *kinds: Kind) -> Meaning:
    kept = tuple(candidate for candidate in found.candidates if candidate.kind in kinds)
    return Meaning(kept, found.kinds, found.site)


def _sense(gazetteer: Gazetteer, candidate: Candidate) -> Sense:
    holders = gazetteer.containers(candidate)
    division = next((h.id for h in (candidate, *holders) if h.kind == "region"), None)
    return Sense(candidate, frozenset(holder.id for holder in holders), division)


def _said_within(text: str, span: Span, gazetteer: Gazetteer) -> frozenset[int]:
    """Ids of the places that the words after the name say hold it."""
    inner = text[slice(*span)].partition(",")[2].strip()
    for words in (inner, _following(text, span), _owner(text, span)):
        if found := _known(gazetteer, words):
            return frozenset(candidate.id for candidate in found)
    return frozenset()


def _following(text: str, span: Span) -> str:
    """The capitalised words after "X, ", "X (" or "X in"."""
    found = _FOLLOWING.match(text, span[1]) or _WITHIN.match(text, span[1])
    return found[1] if found else ""


def _owner(text: str, span: Span) -> str:
    """The capitalised words of "X's " before the name."""
    found = _OWNER.search(text, max(0, span[0] - LONGEST_OWNER), span[0])
    return found[1] if found else ""


def _known(gazetteer: Gazetteer, words: str) -> tuple[Candidate, ...]:
    """Places that the longest beginning of `words` names."""
    parts = words.split()
    for end in range(len(parts), 0, -1):
        found = meaning(gazetteer, " ".join(parts[:end])).candidates
        if exact := tuple(candidate for candidate in found if candidate.exact):
            return exact
    return ()


def _votes(name: Name) -> list[Vote]:
    """The likeliest senses of the name, with how often it says them. Sounds alone have no vote."""
    # Before the first round nothing has a share.
    likely = sorted(zip(name.shares, name.senses, strict=False), key=lambda pair: -pair[0])[:LIKELY]
    times = len(name.said_within)
    return [Vote(name, sense, share, share * times) for share, sense in likely if sense.candidate.exact]


def _picture(votes: Iterable[Vote], given: frozenset[str]) -> Picture:
    countries: dict[str, float] = defaultdict(float)
    divisions: dict[int, float] = defaultdict(float)
    named: dict[int, float] = {}
    points, total = [], 0.0
    for vote in votes:
        total += vote.weight
        place = vote.sense.candidate
        if place.country:
            countries[place.country] += vote.weight
        if vote.sense.division:
            divisions[vote.sense.division] += vote.weight
        if place.kind in ("country", "region"):
            named[place.id] = max(named.get(place.id, 0.0), vote.share)
        elif place.kind not in ("continent", "area", "water"):
            points.append((place.latitude, place.longitude, vote.share))
    local = {division: weight / total for division, weight in divisions.items()} if total else {}
    return Picture(_parts(countries), _parts(divisions), local, named, tuple(points), given)


def _parts(counts: dict[Key, float]) -> dict[Key, float]:
    total = sum(counts.values())
    return {key: count / total for key, count in counts.items()} if total else {}


def _softmax(scores: Sequence[float]) -> list[float]:
    """Shares, when scores are read as log odds."""
    weights = [exp(score - max(scores)) for score in scores]
    return [weight / sum(weights) for weight in weights]


def _score(sense: Sense, name: Name, said: frozenset[int], picture: Picture) -> float:
    famous = _famous(sense, name)
    if not famous or sense.division in said:
        return _by_itself(sense, name) + _by_words(sense, name, said) + _by_document(sense, picture)
    # "Russia, the United States and Iran" is a row, and a report on America is none on Paris, Texas.
    needed = LOCAL if any(other.candidate.kind == "town" for other in famous) else LOCAL_LAND
    is_local = picture.local.get(sense.division or 0, 0.0) >= needed
    around = _by_document(sense, picture) if is_local else 0.0
    return _by_itself(sense, name) + _by_words(sense, name, frozenset()) + around


def _by_itself(sense: Sense, name: Name) -> float:
    place = sense.candidate
    score = log10(place.population + 10)
    if not place.exact:
        score += SOUNDS_ALIKE
    elif place.id > 0 and place.kind == "town" and not _is_called(place, name):
        score += OF_A_COUNTRY if any(_is_country(other, name) for other in name.senses) else ALTERNATE
    if -1_000_000 < place.id < 0:
        score += OWN
    if place.capital:
        score += CAPITAL
    if place.kind in ("region", "district") and any(_is_seat(other, sense, name) for other in name.senses):
        score += SAME_NAME_INSIDE
    return score


def _famous(sense: Sense, name: Name) -> list[Sense]:
    """What everybody thinks of by the name of a lesser place: Italy, of a town in Texas."""
    return [other for other in name.well_known if _outshines(other, sense.candidate)]


def _outshines(other: Sense, place: Candidate) -> bool:
    """Whether a well-known place is what comes to mind, and not a lesser one of its name."""
    known = other.candidate
    if place.kind == "region":  # Washington, not the state of which it is no part
        return known.kind == "town" and known.capital and place.id not in other.holders
    if place.kind not in SMALL or known.kind != "town":
        return place.kind in SMALL
    return known.population >= GREAT and known.population > TIMES * place.population


def _is_seat(town: Sense, division: Sense, name: Name) -> bool:
    """Whether the division is called after this town of it, which is large in it."""
    place, outer = town.candidate, division.candidate
    beside = outer.kind == "district" and town.division == division.division
    if place.kind != "town" or not (outer.id in town.holders or beside):
        return False
    return place.population > SEAT_SHARE * outer.population


def _is_country(sense: Sense, name: Name) -> bool:
    """Whether the name is that of a country, under its own name."""
    return sense.candidate.kind == "country" and _is_called(sense.candidate, name)


def _is_called(place: Candidate, name: Name) -> bool:
    key = plain_key(name.words)
    return plain_key(place.name) in (key, key.removeprefix("the "))


def _by_words(sense: Sense, name: Name, said: frozenset[int]) -> float:
    score = KIND_FITS if sense.candidate.kind in name.meaning.kinds else 0.0
    held = said & sense.holders
    if held:
        return score + (
            HOLDER_DIVISION if held != {sense.candidate.within} or sense.division in held else HOLDER_COUNTRY
        )
    return score


def _by_document(sense: Sense, picture: Picture) -> float:
    place = sense.candidate
    score = SHARED_COUNTRY * picture.countries.get(place.country or "", 0.0)
    score += SHARED_DIVISION * picture.divisions.get(sense.division or 0, 0.0)
    outer = max((picture.named.get(holder, 0.0) for holder in sense.holders - {sense.division}), default=0.0)
    score += NAMED_COUNTRY * outer
    if sense.division != place.id:
        score += NAMED_DIVISION * picture.named.get(sense.division or 0, 0.0)
    if place.country in picture.given:
        score += GIVEN_COUNTRY
    return score + NEAR * _nearness(place, picture)


def _nearness(place: Candidate, picture: Picture) -> float:
    """From 0, nothing near, to 1, another name's place at the same point."""
    near = 0.0
    for latitude, longitude, share in picture.points:
        # A degree of latitude is 111 km: most points are ruled out without a sine.
        if abs(latitude - place.latitude) < 3 and share > near:
            near = max(near, share * exp(-kilometres(place, latitude, longitude) / NEAR_KM))
    return near


def kilometres(place: Candidate, latitude: float, longitude: float) -> float:
    """Great-circle distance."""
    north, other = radians(place.latitude), radians(latitude)
    east = radians(place.longitude - longitude)
    chord = sin((north - other) / 2) ** 2 + cos(north) * cos(other) * sin(east / 2) ** 2
    return 12742.0 * asin(sqrt(min(1.0, chord)))


def _place(gazetteer: Gazetteer, text: str, span: Span, name: Name, picture: Picture) -> Place:
    said = name.said_within[span] or name.said
    ranked = sorted(
        ((_score(sense, name, said, picture), sense) for sense in name.senses),
        key=lambda pair: (-pair[0], pair[1].candidate.id),
    )
    words = text[slice(*span)]
    around = _around(text, span, gazetteer)
    ranked = [pair for pair in ranked if not _is_elsewhere(pair[1], around)]
    if not ranked or not _is_believable(ranked[0][1], name, said, picture):
        said_around = (place for number in said if (place := gazetteer.place(number)))
        outer = [place for place in around if place.kind == "town"] or [
            place
            for place in (*said_around, *_near(text, span, gazetteer, picture))
            if place.kind in DIVISIONS
        ]
        return _unresolved(gazetteer, span, words, outer, picture)
    shares = _softmax([score for score, _ in ranked])
    rivals = tuple(_rival(score, sense) for score, sense in ranked[1 : RIVALS + 1])
    sense = ranked[0][1]
    settled = _site(span, words, sense) if name.meaning.site else _settled(span, sense)
    division = gazetteer.place(sense.division) if sense.division else None
    return replace(
        settled, admin1=division.name if division else None, confidence=round(shares[0], 3), rivals=rivals
    )


def _around(text: str, span: Span, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """What holds a quarter: the X of "X's Y district" and of "the Y area of X"."""
    part = _PART_OF.match(text, span[1])
    return _known(gazetteer, part[1] if part else _owner(text, span))


def _near(text: str, span: Span, gazetteer: Gazetteer, picture: Picture) -> tuple[Candidate, ...]:
    """What holds the town of "X, near Oshan"."""
    beside = _BESIDE.match(text, span[1])
    towns = [place for place in _known(gazetteer, beside[1]) if place.kind == "town"] if beside else []
    likeliest = max(
        towns, key=lambda one: (picture.countries.get(one.country or "", 0.0), one.population), default=None
    )
    return gazetteer.containers(likeliest)[:1] if likeliest else ()


def _is_elsewhere(sense: Sense, around: Sequence[Candidate]) -> bool:
    """Whether the place lies far from all towns that hold it by the text, and in no division of that name."""
    towns = [place for place in around if place.kind == "town"]
    if not towns or any(place.id in sense.holders for place in around):
        return False
    return all(kilometres(sense.candidate, town.latitude, town.longitude) > FAR_KM for town in towns)


def _unresolved(
    gazetteer: Gazetteer, span: Span, words: str, outer: Sequence[Candidate], picture: Picture
) -> Place:
    """A name that the gazetteer lacks: its words, and the likeliest of what the text says holds it."""
    if not outer:
        return Place(span=span, name=words)
    held = max(outer, key=lambda one: (picture.countries.get(one.country or "", 0.0), one.population))
    chain = (held, *gazetteer.containers(held))
    division = next((place.name for place in chain if place.kind == "region"), None)
    return Place(span=span, name=words, country=held.country, admin1=division, within=held.id)


def _is_believable(sense: Sense, name: Name, said: frozenset[int], picture: Picture) -> bool:
    """Whether the document's countries speak for a place that is little known by this name.

    That is one that only sounds like it, a small town by another of its names, or something built.
    """
    country, place, holders = sense.candidate.country or "", sense.candidate, sense.holders
    is_minor = place.kind in MINOR and bool(picture.countries)
    is_by_the_way = place.id > 0 and place.population < MANY and not _is_called(place, name)
    if place.exact and not is_minor and (not is_by_the_way or _is_only(name)):
        return True
    is_spoken_of = picture.countries.get(country, 0.0) >= SPOKEN_OF
    return country in picture.given or is_spoken_of or bool(said & holders)


def _is_only(name: Name) -> bool:
    """Whether nothing else in the world has this name, and it is one of several words."""
    return len(name.senses) == 1 and " " in name.words


def _settled(span: Span, sense: Sense) -> Place:
    place = sense.candidate
    return Place(
        span=span,
        name=place.name,
        geonameid=place.id,
        latitude=place.latitude,
        longitude=place.longitude,
        country=place.country,
        precision=PRECISION[place.kind],
        within=place.within,
    )


def _site(span: Span, words: str, sense: Sense) -> Place:
    """Something built that the gazetteer lacks, in a town that it has: it has the town's point."""
    place = sense.candidate
    return Place(
        span=span,
        name=words,
        latitude=place.latitude,
        longitude=place.longitude,
        country=place.country,
        precision="site",
        within=place.id,
    )


def _rival(score: float, sense: Sense) -> Rival:
    place = sense.candidate
    return Rival(geonameid=place.id, name=place.name, country=place.country, score=round(score, 2))
