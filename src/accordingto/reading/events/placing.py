"""Where and when each event happened: by its arguments, else its sentence, else its context, each marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol, get_args

from accordingto.reading.codebook.actors import kind_of
from accordingto.reading.events.typing import Typed
from accordingto.types import EventType, HowFound, Place, Span, Time, TimePrecision

_TO = re.compile(
    r"\b(?:to|towards?|into|onto|for|at|in|reach\w*|enter\w*)\s+(?:the\s+|\w+\s+of\s+)*$", re.IGNORECASE
)
_FROM = re.compile(
    r"\b(?:from|out of|fle[ed]\w*|fleeing|left|leaves?|leaving|abandon\w*|evacuat\w*|quit\w*|escap\w*)\s+"
    r"(?:the\s+|\w+\s+of\s+|parts\s+of\s+)*$",
    re.IGNORECASE,
)
# Words happen anywhere; these are where their sentence is, or the text before.
LOCATED: frozenset[EventType] = frozenset({"AGREE", "CONSULT", "COOPERATE"})
# Deeds: their target, if it is a place, is also where they happened.
DEEDS: frozenset[EventType] = frozenset(
    {"ASSAULT", "CONTROL", "CASUALTY", "COERCE", "MOBILIZE", "MOVE", "PROTEST", "RETREAT", "SANCTION", "AID"}
)
# Who flees leaves the place that is spoken of; who arrives need not come from there.
_FLIGHT = re.compile(
    r"fle[ed]|escap|evacuat|withdr|retreat|pull|displac|uproot|forced|driven|leav|left|depart|cross",
    re.IGNORECASE,
)
# In a phrase for a target, before a place where the target was or comes from.
_ASIDE = re.compile(r"\b(?:from|who|which|that|whose)\s+(?:[\w-]+\s+){0,4}$")
_BESIDE = re.compile(r"\s+(?:of|in|at|near|around|outside|inside|over)\s+(?:(?:the|[a-z][\w-]*)\s+){0,3}")
_AWAY = re.compile(r"\s+(?:away\s+|out\s+)?from\s+(?:(?:the|[a-z][\w-]*)\s+){0,3}")
_WHERE = re.compile(r",?\s+where\s[^.;:]{0,80}")
# Who lives in a place or holds it has its place when something is done by them.
_OF_THERE = re.compile(
    r"\b(?:garrison|defenders|residents|inhabitants|people|villagers|townspeople|families|population)\s+"
    r"(?:of|in|at)\s+(?:the\s+)?(?:[a-z][\w-]*\s+){0,2}$",
    re.IGNORECASE,
)
# Before a place where something is. Nothing but small words may stand between.
_IN = re.compile(
    r"(?:^|[^\w-])(?:in|at|near|outside|inside|around|across|over|on|off|along|throughout|within|above|"
    r"between|under|(?:outskirts|suburbs?|edge|cent(?:re|er)|north|south|east|west|town|city|village|port|"
    r"siege|battle|shelling|bombing|districts?|quarters?|parts|rest|most|all|countryside|skies|coast|airport|"
    r"residents|streets|garrison) of|(?:approaches|roads?) to)"
    r"\s+(?:(?:[a-z][\w'’-]*|[A-Z][\w'’-]*(?:['’]s|\s+and|,))\s+){0,4}$"
    r"|\b(?:shell|bomb|captur|seiz|storm|enter|besieg|attack|retak|retook|overr|occup|hit|str[iu]k|struck|raid|"
    r"bombard|liberat|pound|target)\w*\s+(?:(?:the|[a-z][\w-]*)\s+){0,3}$",
    re.IGNORECASE,
)
_MARK = re.compile(r"\s*(?::|[–—]\s)")
_WHO = re.compile(
    r"(?P<who>(?:[\w'’-]+\s+){1,3})(?:in|from|at|of)\s+(?:the\s+(?:town|city|village)\s+of\s+)?$"
)
_SAID = re.compile(
    r",?\s+(?:(?:has|have|had|also|later|then|there|who\s+\w+\s+\w+)[\s,]+)*(?:said|says?|told|tell|tells|added|adds|"
    r"report\w*|claim\w*|den(?:y|ies|ied)|announc\w*|insist\w*|believ\w*|alleg\w*|put|puts|confirm\w*|complain\w*|"
    r"accus\w*|demand\w*|condemn\w*|urg\w*|warn\w*|call\w*|reject\w*|describ\w*|estimat\w*)\b"
)
_TOLD = re.compile(
    r"\b(?:according to|told|quot\w+|cit\w+|quoted by|reached by|speaking to|by telephone with)\s+"
    r"(?:(?:an?|the|one|two|three|several|some|its|their|[a-z][\w-]*)\s+){0,3}$"
)
# A happening that was told of before.
_AGAIN = re.compile(
    r"\b(?:the|this|that|these|those)\s+(?:(?:same|two|three|latest|initial)\s+)?$", re.IGNORECASE
)
_THE_TOWN = re.compile(
    r"(?:the|this|that)\s+(?:[\w-]+\s+)?(?:town|city|village|capital|settlement|quarter|camp|enclave)",
    re.IGNORECASE,
)
_DESCRIBED = re.compile(
    r"(?:UN|U\.N\.|NATO|EU|AU|US|U\.S\.|UK|OSCE|ISAF|ECOWAS|UNIFIL|AMISOM|MONUSCO|MINUSMA)\s+[a-z]+(?:\s+[a-z]+)?"
)
# Who of these is somewhere speaks of elsewhere; a nurse or a villager speaks of the place.
_OFFICIALS = re.compile(
    r"ministr|minister|official|officer|spokes|government|command|staff|parliament|embass|diplomat|mediator|"
    r"negotiator|envoy|analyst|report|correspondent|agency|headquarters|office|newspaper|radio|channel|president|"
    r"council|leader|junta|administration|authorit|court|union|organi[sz]ation|charit|worker|exile|experts?\b",
    re.IGNORECASE,
)
_INFINITIVE = re.compile(r"\b(?:to|would|will|could|may|might)\s+(?:\w+ly\s+)?$")
_DATELINE = re.compile(r"\s*(?:[A-Z][\w.'’-]*[ ,/]*){0,3}")
_AFTER_DATELINE = re.compile(r"[^.\n]{0,30}?(?:\([\w ]+\)|\s[–—-]{1,2}\s|:\s)")
ROOT = 4  # letters that two words for one happening share
_PRONOUNS = frozenset("it them they him her there here".split())
NIGHT = "TNI"  # TIMEX3 for a night; "on Sunday night" is Sunday's, "overnight" belongs to two days
_OVER_TWO_DAYS = re.compile(r"overnight|\bto\b|–|-|\band\b", re.IGNORECASE)
_SINCE = re.compile(r"\bsince\s+(?:the\s+|at least\s+|early\s+|late\s+)*$", re.IGNORECASE)
PRECISIONS: tuple[TimePrecision, ...] = get_args(TimePrecision)  # the finest first
# "Two weeks", but no hours, and no years.
_DURATION = re.compile(r"P(?P<number>\d+)(?P<unit>D|W|M|TNI)")
DAYS = {"D": 1, "W": 7, "M": 30, "TNI": 1}
_GOING_ON = re.compile(
    r"\b(?:is|are|am|remains?|keeps?|continues? to|has been|have been)\s+"
    r"(?:\w+ly\s+|now\s+|still\s+|being\s+)*$"
)
_STILL = re.compile(r"\b(?:still|continues? to|remains?)\s+$")
# A time after a verb of saying is when it was said.
_SAYING = re.compile(
    r"\b(?:said|says|told\s+[\w ]{1,30}|announced|reported|warned|claimed|alleged|admitted|confirmed|added)"
    r"\s+(?:in\s+a\s+\w+\s+)?(?:on\s+|late\s+|early\s+)*$"
)
_OF_NOUN = re.compile(r"(?P<own>['’]s)?\s+(?:[a-z][\w-]+\b)?")
NEXT = 6  # letters of a small word or two
WORD = 16  # letters of the longest word that such a time stands before
DAY = "2018-04-06"
WEEK = 7
HISTORY = 20  # years


@dataclass(frozen=True)
class Where:
    """Indices of places, and how they were found; `origins` and `destinations` are those of a movement."""

    places: tuple[int, ...] = ()
    origins: tuple[int, ...] = ()
    destinations: tuple[int, ...] = ()
    found: HowFound | None = None

    def __bool__(self) -> bool:
        """Whether there is a place."""
        return bool(self.places)


@dataclass(frozen=True)
class When:
    """Indices of times, how the dates were found, and the dates: the last one is included."""

    times: tuple[int, ...] = ()
    found: HowFound | None = None
    begin: str | None = None
    end: str | None = None


@dataclass(frozen=True)
class Situated:
    """An event with its spans in code points: its arguments and its sentence."""

    event: Typed
    trigger: Span
    sentence: Span
    place_spans: tuple[Span, ...]
    time_spans: tuple[Span, ...]
    actor_spans: tuple[Span, ...]
    recipient_spans: tuple[Span, ...]
    instrument: Span | None = None


class Timed(Protocol):
    """What is dated: a word that says that something happened, its sentence, and the times stated for it."""

    @property
    def trigger(self) -> Span:
        """The word, in code points."""

    @property
    def sentence(self) -> Span:
        """Its sentence, in code points."""

    @property
    def time_spans(self) -> tuple[Span, ...]:
        """Words for when it happened."""


def overlapping(spans: Sequence[Span], things: Sequence[Place | Time]) -> tuple[int, ...]:
    """Indices of the places or times that share a code point with one of the spans."""
    return tuple(
        index
        for index, thing in enumerate(things)
        if any(thing.span[0] < end and start < thing.span[1] for start, end in spans)
    )


def targets(kind: EventType, recipients: Sequence[Span], text: str) -> tuple[Span, ...]:
    """The recipients that are places as well: a depot that is hit, a town that is taken."""
    if kind not in DEEDS:
        return ()
    return tuple(span for span in recipients if kind_of(text[slice(*span)], None) == "place")


def with_sites(text: str, places: Sequence[Place], events: Sequence[Situated]) -> tuple[Place, ...]:
    """The places, then what events have for a place that is no name: "a market", "the northern gate"."""
    triggers = {event.trigger for event in events}
    sites = {
        span
        for event in events
        for span in event.place_spans
        if not overlapping((span,), places) and text[slice(*span)].lower() not in _PRONOUNS
    } - triggers
    return (*places, *(Place(span=s, name=text[slice(*s)], precision="site") for s in sorted(sites)))


# --- where ----------------------------------------------------------------------------------------


def where(
    text: str, events: Sequence[Situated], places: Sequence[Place], acting: frozenset[int]
) -> list[Where]:
    """For each event, where it happened. `acting` places stand for a government: they host nothing."""
    stated = [_stated(text, event, places, acting) for event in events]
    quiet = acting | {i for i, place in enumerate(places) if _is_of_source(text, place)}
    scene = Scene(text, events, stated, places, _hosts(text, places, quiet), quiet)
    found: list[Where] = []
    for index, own in enumerate(stated):
        kind = events[index].event.type
        if kind in DEEDS | LOCATED and not _named(own, places):  # "at the gate": of which town?
            town = _inferred(index, scene, found)
            own = Where(tuple(dict.fromkeys((*own.places, *town.places))), found=town.found or own.found)
        elif kind in ("MOVE", "RETREAT") and not own.origins and _FLIGHT.match(text, *events[index].trigger):
            own = _with_origin(index, scene, own, found)
        found.append(own)
    return found


@dataclass(frozen=True)
class Scene:
    """What the place of an event is inferred from. `hosts` are places where, by the words, something is."""

    text: str
    events: Sequence[Situated]
    stated: Sequence[Where]
    places: Sequence[Place]
    hosts: frozenset[int]
    #: Places that only act or speak.
    quiet: frozenset[int]


def _stated(text: str, event: Situated, places: Sequence[Place], acting: frozenset[int]) -> Where:
    indices = overlapping(event.place_spans, places)
    if event.event.type in DEEDS:
        targets = overlapping(event.recipient_spans, places)
        came = (i for i in targets if _only_came(text, event.recipient_spans, places[i].span))
        indices = tuple(sorted({*indices, *targets} - {*came} | {*indices}))
    indices = tuple(index for index in indices if index not in acting)
    if not _named(Where(indices), places):
        beside = (i for i, place in enumerate(places) if _is_beside(text, event, place))
        indices = tuple(sorted({*indices, *beside}))
    if event.event.type in DEEDS:
        theirs = overlapping(event.actor_spans, places)
        indices = tuple(
            sorted({*indices, *(i for i in theirs if _OF_THERE.search(text, 0, places[i].span[0]))})
        )
    if not indices:
        return Where()
    if event.event.type not in ("MOVE", "RETREAT"):
        return Where(indices, found="argument")
    origins = tuple(i for i in indices if _FROM.search(text, event.sentence[0], places[i].span[0]))
    destinations = tuple(
        i for i in indices if i not in origins and _TO.search(text, event.sentence[0], places[i].span[0])
    )
    return Where(indices, origins, destinations, "argument")


def _only_came(text: str, phrases: Sequence[Span], place: Span) -> bool:
    """Whether a target only comes from the place, or the place is told of it: "families from Sabra"."""
    return any(
        start < place[0] < end and _ASIDE.search(text[start : place[0]]) is not None for start, end in phrases
    )


def _is_beside(text: str, event: Situated, place: Place) -> bool:
    """ "the siege of Sabra", "talks in Sabra", "Sabra, where they were caught"."""
    start, end = event.sentence
    if not start <= place.span[0] < end:
        return False
    if place.span[1] < event.trigger[0]:
        return _WHERE.fullmatch(text[place.span[1] : event.trigger[0]]) is not None
    between = text[event.trigger[1] : place.span[0]]
    away = event.event.type in ("MOVE", "RETREAT") and _AWAY.fullmatch(between) is not None
    return away or _BESIDE.fullmatch(between) is not None


def _with_origin(index: int, scene: Scene, own: Where, before: Sequence[Where]) -> Where:
    """Who only flees somewhere flees from where the event before happened."""
    town = _before(index, scene, before)
    left = tuple(i for i in town.places if i not in own.places)
    if not left:
        return own
    return Where((*left, *own.places), left, own.destinations, "context")


def _inferred(index: int, scene: Scene, before: Sequence[Where]) -> Where:
    """The town that is spoken of, else the place of the happening that is spoken of again, else near it."""
    event, places = scene.events[index], scene.places
    back = _town_meant(scene, event, scene.stated[index]) or _meant_again(index, scene, before)
    if back:
        return back
    if _is_the_same(scene, scene.stated[index]) and (town := _before(index, scene, before)):
        return town
    near = [
        (not _located(Where(there), places), abs(other.trigger[0] - event.trigger[0]), there)
        for other, where in zip(scene.events, scene.stated, strict=True)
        if other.sentence == event.sentence and (there := _lent(where))
    ]
    if near and _located(Where(min(near)[2]), places):
        return Where(min(near)[2], found="sentence")
    named = [
        i
        for i in overlapping((event.sentence,), places)
        if i in scene.hosts and places[i].precision != "country" and _located(Where((i,)), places)
    ]
    if named:
        closest = min(named, key=lambda i: abs(places[i].span[0] - event.trigger[0]))
        return Where((closest,), found="sentence")
    town = _before(index, scene, before) or _set(index, scene) or _after(index, scene)
    return Where((*min(near)[2], *town.places), found="sentence") if near else town


def _lent(where: Where) -> tuple[int, ...]:
    """The places of an event that may be those of another: not where somebody only goes."""
    return tuple(i for i in where.places if i not in where.destinations)


def _town_meant(scene: Scene, event: Situated, own: Where) -> Where:
    """ "the town", "the besieged city": the town that was named last."""
    starts = [scene.places[i].span[0] for i in own.places if _is_the_town(scene, i)]
    towns = [
        i
        for i, place in enumerate(scene.places)
        if starts
        and place.span[1] <= starts[0]
        and i not in scene.quiet
        and place.precision in ("town", "unknown")
    ]
    last = max(towns, key=lambda i: scene.places[i].span, default=None)
    return Where() if last is None else Where((last,), found=_how(scene, event, last))


def _is_the_same(scene: Scene, own: Where) -> bool:
    """ "the same sector" is that of the deed before."""
    return any(scene.places[i].name.lower().startswith("the same ") for i in own.places)


def _is_the_town(scene: Scene, index: int) -> bool:
    place = scene.places[index]
    return place.latitude is None and _THE_TOWN.fullmatch(scene.text, *place.span) is not None


def _how(scene: Scene, event: Situated, index: int) -> HowFound:
    start, end = event.sentence
    return "sentence" if start <= scene.places[index].span[0] < end else "context"


def _meant_again(index: int, scene: Scene, before: Sequence[Where]) -> Where:
    """ "the raid": the place of the last event of that type that has one; of the same word, if there is."""
    event = scene.events[index]
    if not _AGAIN.search(scene.text, event.sentence[0], event.trigger[0]):
        return Where()
    same = [
        (_root(scene.text, other) == _root(scene.text, event), number)
        for number, other in enumerate(scene.events[:index])
        if other.event.type == event.event.type and _located(before[number], scene.places)
    ]
    if not same:
        return Where()
    return Where(_located(before[max(same)[1]], scene.places), found="context")


def _root(text: str, event: Situated) -> str:
    """The beginning of the word for an event: "bombed" and "bombing" are one."""
    return text[slice(*event.trigger)].lower()[:ROOT]


def _before(index: int, scene: Scene, before: Sequence[Where]) -> Where:
    """The place of the last deed before."""
    deeds = (
        where
        for other, where in zip(scene.events[:index][::-1], before[:index][::-1], strict=True)
        if other.event.type in DEEDS and not _INFINITIVE.search(scene.text, 0, other.trigger[0])
    )
    located = (found for where in deeds if (found := _located(where, scene.places)))
    return next((Where(found, found="context") for found in located), Where())


def _set(index: int, scene: Scene) -> Where:
    """The place that the text named last as one where something is; the headline and dateline say so."""
    start = scene.events[index].sentence[0]
    known = [
        i
        for i, place in enumerate(scene.places)
        if place.span[1] <= start
        and (i in scene.hosts or _heads(scene.text, place))
        and place.precision not in ("country", "region")
        and _located(Where((i,)), scene.places)
    ]
    last = max(known, key=lambda i: scene.places[i].span, default=None)
    if last is None:
        return Where()
    return Where((last,), found=_heads(scene.text, scene.places[last]) or "context")


def _after(index: int, scene: Scene) -> Where:
    """The place of the next deed that has one."""
    deeds = (
        where
        for other, where in zip(scene.events[index + 1 :], scene.stated[index + 1 :], strict=True)
        if other.event.type in DEEDS
    )
    located = (found for where in deeds if (found := _located(where, scene.places)))
    return next((Where(found, found="context") for found in located), Where())


def _heads(text: str, place: Place) -> HowFound | None:
    """Whether the place stands in the headline or in the dateline."""
    if _DATELINE.fullmatch(text[: place.span[0]].rpartition("\n")[2]) and _AFTER_DATELINE.match(
        text, place.span[1]
    ):
        return "dateline"
    headline = text.find("\n")
    return "headline" if place.span[1] <= headline and not text[:headline].rstrip().endswith(".") else None


def _hosts(text: str, places: Sequence[Place], quiet: frozenset[int]) -> frozenset[int]:
    """The places where something is or happens: "in Sabra", "shelled Sabra", but not "arms for Sabra"."""
    return frozenset(
        i
        for i, place in enumerate(places)
        if i not in quiet and (_IN.search(text, 0, place.span[0]) or _is_marked(text, place))
    )


def _is_marked(text: str, place: Place) -> bool:
    """Whether a colon or dash makes the place the subject of its line, as in "Sabra: two killed"."""
    return _MARK.match(text, place.span[1]) is not None


def _is_of_source(text: str, place: Place) -> bool:
    """ "the ministry in Sabra said", "told a reporter in Sabra"; a nurse in Sabra speaks of Sabra."""
    who = _WHO.search(text, 0, place.span[0])
    if who is None or not _OFFICIALS.search(who["who"]):
        return False
    said = _SAID.match(text, place.span[1])
    return said is not None or _TOLD.search(text, 0, who.start("who")) is not None


def _named(where: Where, places: Sequence[Place]) -> bool:
    """Whether one of the places has a name, in the gazetteer or not: no bare "market", no "UN base"."""
    return any(
        places[i].latitude is not None or (places[i].precision != "site" and not _is_described(places[i]))
        for i in where.places
    )


def _located(where: Where, places: Sequence[Place]) -> tuple[int, ...]:
    """The places that are known or lie in one that is, and names that the gazetteer does not have."""
    return tuple(
        i
        for i in where.places
        if places[i].latitude is not None
        or (places[i].precision == "unknown" and not _is_described(places[i]))
    )


def _is_described(place: Place) -> bool:
    """Whether words that only say whose it is stand for a place: "UN base"."""
    return place.latitude is None and _DESCRIBED.fullmatch(place.name) is not None


# --- when -----------------------------------------------------------------------------------------


def when(
    text: str,
    events: Sequence[Timed],
    times: Sequence[Time],
    dating: Sequence[bool],
    *,
    published: str | None,
    ongoing: Sequence[bool] = (),
) -> list[When]:
    """For each event, when it happened: as stated, else as its sentence, the event before, or publication.

    `dating` says which happened or go on: the others are dated by what is stated for them alone. `ongoing`
    says which go on: without dates of their own they are dated by publication.
    """
    now = None if _is_history(times, published) else _by_publication(published)
    lasts = [*ongoing, *(False for _ in events[len(ongoing) :])]
    own = [
        _stated_time(text, event, times, published)
        or (_lasting(text, event, times, published) if past else None)
        or (now if past and (last or _goes_on(text, event)) else None)
        or (_in_sentence(text, event, times, published) if past else None)
        or (now if past and overlapping(event.time_spans, times) else None)
        for event, past, last in zip(events, dating, lasts, strict=True)
    ]
    told = [
        one if past and one and one.found != "published" and _narrow(one) else None
        for one, past in zip(own, dating, strict=True)
    ]
    heading = _heading(events, times)
    return [
        _with_times(one or (_by_context(told, i) or heading or now if dating[i] else None), event, times)
        for i, (one, event) in enumerate(zip(own, events, strict=True))
    ]


def _with_times(one: When | None, event: Timed, times: Sequence[Time]) -> When:
    """The dates, with the times that are stated for the event though they have none: "at noon"."""
    stated = overlapping(event.time_spans, times)
    if one is None:
        return When(stated, "argument") if stated else When()
    return replace(one, times=tuple(dict.fromkeys((*stated, *one.times))))


def _stated_time(text: str, event: Timed, times: Sequence[Time], published: str | None) -> When | None:
    indices = overlapping(event.time_spans, times)
    dated = [index for index in indices if times[index].begin]
    if dated:
        finest = min(dated, key=lambda index: PRECISIONS.index(times[index].precision))
        return When(indices, "argument", *_range(text, times[finest], published))
    return None


def _lasting(text: str, event: Timed, times: Sequence[Time], published: str | None) -> When | None:
    """ "After a siege of two weeks", "killed in a week": up to the sentence's date, else to publication."""
    indices = overlapping(event.time_spans, times)
    lasting = next((times[i].value for i in indices if _DURATION.fullmatch(times[i].value)), None)
    until = _in_sentence(text, event, times, published) or _by_publication(published)
    if lasting is None or until is None or until.begin is None:
        return None
    return When((*indices, *until.times), until.found, _earlier(until.begin, lasting), until.end)


def _earlier(day: str, duration: str) -> str:
    """The day so many days, weeks, nights or months before; the last of some days is the day itself."""
    found = _DURATION.fullmatch(duration)
    assert found is not None
    days = int(found["number"]) * DAYS[found["unit"]] - (found["unit"] == "D")
    return (date.fromisoformat(day) - timedelta(days)).isoformat()


def _goes_on(text: str, event: Timed) -> bool:
    """ "are bombing", "is still held", "continues to shell": it went on when this was written."""
    if _GOING_ON.search(text, event.sentence[0], event.trigger[0]):
        return text[slice(*event.trigger)].lower().endswith(("ing", "ed", "eld"))
    return _STILL.search(text, event.sentence[0], event.trigger[0]) is not None


def _in_sentence(text: str, event: Timed, times: Sequence[Time], published: str | None) -> When | None:
    dated = [
        i
        for i in overlapping((event.sentence,), times)
        if times[i].begin and times[i].type != "SET" and not _is_of_other(text, times[i], event)
    ]
    if not dated:
        return None
    nearest = min(dated, key=lambda i: abs(times[i].span[0] - event.trigger[0]))
    return When((nearest,), "sentence", *_range(text, times[nearest], published))


def _is_of_other(text: str, time: Time, event: Timed) -> bool:
    """ "said on Monday", "the 2015 accord", "last month's raid": the time is that of another word alone."""
    start, end = time.span
    if event.trigger[0] < start and _SAYING.search(text, event.trigger[1], start):
        return True
    if start > event.sentence[0] and _SAYING.search(text, event.sentence[0], start):
        return event.trigger[0] > end
    if 0 <= start - event.trigger[1] <= NEXT:  # "signed the 2015 accord"
        return False
    noun = _OF_NOUN.match(text, end)
    if noun is None or (time.precision != "year" and not noun["own"]):
        return False
    return not start < event.trigger[0] <= noun.end() + WORD


def _is_history(times: Sequence[Time], published: str | None) -> bool:
    """Whether all that is dated was long before publication: then what is not dated was so too."""
    if not published:
        return False
    year = int(published[:4]) - HISTORY
    dated = [time.begin for time in times if time.begin]
    return bool(dated) and all(int(begin[:4]) < year for begin in dated)


def _heading(events: Sequence[Timed], times: Sequence[Time]) -> When | None:
    """The date over a text that stands before everything that happens in it: "Tracker, last week."."""
    start = min((event.sentence[0] for event in events), default=0)
    for time in times:
        if time.span[1] <= start and time.begin and time.type == "DATE":
            one = When((), "context", time.begin, time.end)
            return one if _narrow(one) else None
    return None


def _range(text: str, time: Time, published: str | None) -> tuple[str | None, str | None]:
    """The days of a time; "since" lets it run to the day of publication."""
    since = _SINCE.search(text, 0, time.span[0]) or time.text.lower().startswith("since ")
    if since and published and time.begin and time.begin <= published[: len(DAY)]:
        return time.begin, published[: len(DAY)]
    if time.value.endswith(NIGHT) and not _OVER_TWO_DAYS.search(time.text):
        return time.begin, time.begin
    return time.begin, time.end


def _by_context(told: Sequence[When | None], index: int) -> When | None:
    """The dates of the last event before that has some, else of the first one after."""
    last = next((one for one in (*reversed(told[:index]), *told[index + 1 :]) if one), None)
    return When((), "context", last.begin, last.end) if last else None


def _narrow(one: When) -> bool:
    """Whether the dates are near enough to each other to say something of another event."""
    days = [date.fromisoformat(day) for day in (one.begin, one.end) if day and len(day) == len(DAY)]
    return len(days) == 2 and (days[1] - days[0]).days < WEEK


def _by_publication(published: str | None) -> When | None:
    day = published[: len(DAY)] if published else None
    return When((), "published", day, day) if day else None
