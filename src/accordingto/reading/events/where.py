"""For each event, where it happened: by its arguments, else its sentence, else its context, each marked."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from accordingto.reading.codebook.actors import actor_of
from accordingto.reading.events.entries import entry_of
from accordingto.reading.events.hosts import heads, hosts, is_marked, is_of_source
from accordingto.reading.events.situations import (
    DEEDS,
    LOCATED,
    Situated,
    Where,
    clause_of,
    located,
    named,
    overlapping,
)
from accordingto.reading.events.stated import FLIGHT, MOVING, is_denied, stated_place
from accordingto.reading.phrases import ending_at
from accordingto.types import EventType, HowFound, Place, Span, Status

# A happening that was told of before.
_AGAIN = re.compile(
    r"\b(?:the|this|that|these|those)\s+(?:(?:same|two|three|latest|initial)\s+)?$|\bboth\s+$",
    re.IGNORECASE,
)
# Told of beside what the sentence is about: "after a raid in Sabra", "back from a battle at Oshan".
_ASIDE = re.compile(r"\b(?:after|following|since|before|from|over|until)\s+(?:[\w'’-]+\s+){0,4}$")
# Where shells or troops come from is not where they do harm.
_LAUNCHED = re.compile(
    r"\b(?:(?:fired|launched|came|coming|lobbed|shot|sent|dispatched|rushed|reinforced|drafted|flown|deployed|crossed|"
    r"arrived)\s+(?:[a-z]+\s+){0,3}|(?i:shell|rocket|missile|drone|mortar|troop|reinforcement)s?\s+)"
    r"from\s+(?:(?:the|[a-z][\w-]*)\s+){0,4}$"
)
_INNER = frozenset(("town", "site", "district", "exact"))
_THE_TOWN = re.compile(
    r"(?:the|this|that|their|our|his|her|its)\s+(?:[\w-]+\s+)?(?:town|city|village|capital|settlement|quarter|camp|enclave)",
    re.IGNORECASE,
)
#: "Shootings there", "were killed there on Monday", but not "there were".
_ADVERB = re.compile(r"\s+(?:[a-z]\w*\s+){0,2}?(?P<there>there)\b(?!\s+(?:is|are|was|were|has|have|will)\b)")
#: "Driven to a quarry and there shot".
_ADVERB_BEFORE = re.compile(r"\b(?P<there>there)\s+(?:\w+ly\s+)?$")
_INFINITIVE = re.compile(r"\b(?:to|would|will|could|may|might)\s+(?:\w+ly\s+)?$")
#: Of all of a country, so that no town that is spoken of is meant.
_EVERYWHERE = re.compile(
    r"\b(?:across|throughout|around|all over)\s+(?:the|this|that|his|her|their|our|its)\s+"
    r"(?:(?:whole|entire)\s+)?(?:country|nation|republic)\b|\b(?:nation|country)-?wide\b",
    re.IGNORECASE,
)
#: What is done about a deed (an arrest, a march; a trial: `ELSEWHERE`) is seldom done where the deed was: in
#: real reports one in eight of such places was right.
ANSWERS: frozenset[EventType] = frozenset({"COERCE", "PROTEST"})
#: What capitals do, and not the towns that the text is about.
ELSEWHERE: frozenset[EventType] = frozenset({"AGREE", "CONSULT", "COOPERATE", "SANCTION", "MOBILIZE"})
#: What falls elsewhere than what it answers.
_RETALIATES = re.compile(r"(?:respond|retaliat)\w*", re.IGNORECASE)
_RETALIATED_WITH = re.compile(
    r"\b(?:respond|retaliat|repl(?:y|ied)|answer)\w* (?:with|by) (?:[\w’'-]+ ){0,4}$", re.IGNORECASE
)
#: What did not happen and does not go on; what is habitual does, where the text is.
UNREAL: frozenset[Status] = frozenset({"planned", "demanded", "threatened", "conditional"})
#: Deeds that leave their place to those told of after them. Where somebody went the next shell need not fall.
FIXED = DEEDS - {"MOVE"}
#: What is said of deeds, and not done where they were.
TALK: frozenset[EventType] = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "CONSULT"})
ROOT = 4  # letters that two words for one happening share


def where(
    text: str,
    events: Sequence[Situated],
    places: Sequence[Place],
    acting: frozenset[int],
    *,
    statuses: Sequence[Status] = (),
    occasions: frozenset[int] = frozenset(),
    spoken: frozenset[int] = frozenset(),
) -> list[Where]:
    """For each event, where it happened. `acting` places stand for a government: they host nothing.

    Nor do those of which it is said that it was not there.

    `statuses` say which only may happen: they have the place that is stated or that their sentence has, and
    none from the text around, where nothing of the sort happened yet. `occasions` are events at which
    something is said, `spoken` those that are told of in what somebody says: they have no place from the
    others.
    """
    acting |= {i for i, place in enumerate(places) if is_denied(text, place)}
    of_sources = {i for i, place in enumerate(places) if is_of_source(text, place)}
    quiet = acting | of_sources | {i for i in range(len(places)) if _is_around(text, places, i, of_sources)}
    triggers = [event.trigger for event in events]
    stated = [
        stated_place(text, event, places, quiet if event.event.type in DEEDS else acting, triggers=triggers)
        for event in events
    ]
    scene = Scene(
        text, events, stated, places, hosts(text, places, quiet), quiet, statuses, occasions, spoken
    )
    found: list[Where] = []
    for index, own in enumerate(stated):
        kind = events[index].event.type
        if kind in DEEDS | LOCATED and not named(own, places):  # "at the gate": of which town?
            town = _inferred(index, scene, found)
            own = Where(tuple(dict.fromkeys((*own.places, *town.places))), found=town.found or own.found)
        elif kind in ("MOVE", "RETREAT") and not own.origins and FLIGHT.match(text, *events[index].trigger):
            own = _with_origin(index, scene, own, found)
        found.append(_finest(own, places))
    return found


def _is_around(text: str, places: Sequence[Place], index: int, inner: Set[int]) -> bool:
    """Whether it only says where one of the others is: "at Camp Sarin, Qarat"."""
    return any(
        places[i].span[1] < places[index].span[0]
        and text[places[i].span[1] : places[index].span[0]].strip() == ","
        for i in inner
    )


def _finest(own: Where, places: Sequence[Place]) -> Where:
    """Without the country and the province that only say where another of the places lies."""
    moving = {*own.origins, *own.destinations}
    kept = tuple(
        i
        for i in own.places
        if i in moving or not any(_holds(places[i], places[other]) for other in own.places if other != i)
    )
    return replace(own, places=kept)


def _holds(outer: Place, inner: Place) -> bool:
    if inner.latitude is None or outer.country != inner.country:
        return False
    if outer.precision == "country":
        return inner.precision != "country"
    return (
        outer.precision == "region" and outer.name in (inner.admin1, inner.name) and inner.precision in _INNER
    )


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
    #: Of each event, where they are known.
    statuses: Sequence[Status] = ()
    #: Events at which something is said, and those that are told of in what is said.
    occasions: frozenset[int] = frozenset()
    spoken: frozenset[int] = frozenset()


def _is_open(index: int, scene: Scene) -> bool:
    """Whether the text around says nothing of where: of an arrest, and of what only may happen.

    Who is told to leave leaves the place that is spoken of, and "the port" is the port of that town.
    """
    event = scene.events[index]
    if _answers(event):
        return not scene.stated[index]
    is_there = bool(scene.stated[index]) or MOVING.match(scene.text, *event.trigger) is not None
    return any(status in UNREAL for status in scene.statuses[index : index + 1]) and not is_there


def _answers(event: Situated) -> bool:
    """Whether it is done about a deed, as an arrest is, and not to a town, as looting is."""
    return event.event.type in ANSWERS and event.event.mode != "seize"


def _with_origin(index: int, scene: Scene, own: Where, before: Sequence[Where]) -> Where:
    """Who only flees somewhere flees from where the event before happened."""
    town = _before(index, scene, before)
    left = tuple(i for i in town.places if i not in own.places)
    if not left:
        return own
    return Where((*left, *own.places), left, own.destinations, "context")


def _inferred(index: int, scene: Scene, before: Sequence[Where]) -> Where:
    """The town that is spoken of, else the place of the happening that is spoken of again, else near it."""
    event = scene.events[index]
    if _EVERYWHERE.search(scene.text, *clause_of(scene.text, event)):
        return Where()
    if _is_retaliation(scene, event):
        return _near(index, scene, (event.trigger[1], event.sentence[1]))
    back = (
        _there(index, scene)
        or _headed(event, scene)
        or _town_meant(scene, event, scene.stated[index])
        or _meant_again(index, scene, before)
    )
    if back:
        return back
    if _is_the_same(scene, scene.stated[index]) and (town := _before(index, scene, before)):
        return town
    if event.event.type in ELSEWHERE and not scene.stated[index]:
        return Where()
    start, end = clause_of(scene.text, event)  # what comes in the clauses after it is new
    for reach in ((start, end), (event.sentence[0], end)):
        if town := _within(index, scene, reach):
            return town
    near = _near(index, scene, (event.sentence[0], end))
    if not near and _is_open(index, scene):
        return Where()
    town = _before(index, scene, before) or _set(index, scene) or _after(index, scene)
    return Where((*near.places, *town.places), found="sentence") if near else town


def _is_retaliation(scene: Scene, event: Situated) -> bool:
    """ "Israel responded with air strikes": not where the shells fell that it answers."""
    start, end = event.trigger
    return _RETALIATES.match(scene.text, start, end) is not None or bool(
        ending_at(_RETALIATED_WITH, scene.text, start)
    )


def _within(index: int, scene: Scene, reach: Span) -> Where:
    """The known place of another event in that part of the sentence, else one where something is."""
    near = _near(index, scene, reach)
    if located(near, scene.places):
        return near
    named = [
        i
        for i in overlapping((reach,), scene.places)
        if i in scene.hosts
        and scene.places[i].precision != "country"
        and _located(scene, i)
        and not _is_of_occasion(scene, i, index)
        and not _is_of_talk(scene, i, index)
    ]
    trigger = scene.events[index].trigger[0]
    closest = min(named, key=lambda i: abs(scene.places[i].span[0] - trigger), default=None)
    return Where() if closest is None else Where((closest,), found="sentence")


def _near(index: int, scene: Scene, reach: Span) -> Where:
    """The place of the nearest event in that part of the sentence; known ones first, asides last."""
    trigger, places = scene.events[index].trigger[0], scene.places
    near = [
        (
            not located(lent, places),
            _is_aside(scene, other),
            abs(other.trigger[0] - trigger),
            lent.places,
        )
        for number, other in enumerate(scene.events)
        if reach[0] <= other.trigger[0] < reach[1] and _sets_scene(scene, number, index)
        if (lent := _lent(scene, scene.stated[number]))
    ]
    return Where(min(near)[-1], found="sentence") if near else Where()


def _lent(scene: Scene, own: Where) -> Where:
    """The places of an event that may be those of another in its sentence: not where somebody only goes."""
    return Where(tuple(i for i in _harmed(scene, own).places if i not in own.destinations))


def _left_behind(scene: Scene, event: Situated, own: Where) -> Where:
    """What a deed leaves to those that follow: not where somebody fled, or left for."""
    return _lent(scene, own) if FLIGHT.match(scene.text, *event.trigger) else _harmed(scene, own)


def _harmed(scene: Scene, own: Where) -> Where:
    """Without the places that somebody only shoots from."""
    return Where(tuple(i for i in own.places if not _is_launch(scene, i)))


def _sets_scene(scene: Scene, number: int, index: int) -> bool:
    """What only may happen says nothing of where something else did, nor does where it is told of."""
    if number == index:
        return True
    kind, other = scene.events[number].event.type, scene.events[index].event.type
    if kind in TALK and other in DEEDS:
        return False
    unreal = any(status in UNREAL for status in scene.statuses[number : number + 1])
    return not unreal and _lends(scene, number, index)


def _lends(scene: Scene, number: int, index: int) -> bool:
    """Whether an event is no mere occasion on which the other was told of: "told a rally in Sabra that"."""
    return number not in scene.occasions or index not in scene.spoken


def _is_of_occasion(scene: Scene, place: int, index: int) -> bool:
    """Whether a place is only where the event was told of."""
    return index in scene.spoken and any(place in scene.stated[number].places for number in scene.occasions)


def _is_of_talk(scene: Scene, place: int, index: int) -> bool:
    """Whether a place is only where there was talk, and the event is a deed: "after talks in Sabra"."""
    return scene.events[index].event.type in DEEDS and any(
        place in own.places and one.event.type == "CONSULT"
        for one, own in zip(scene.events, scene.stated, strict=True)
    )


def _is_launch(scene: Scene, index: int) -> bool:
    return ending_at(_LAUNCHED, scene.text, scene.places[index].span[0]) is not None


def _is_aside(scene: Scene, event: Situated) -> bool:
    return _ASIDE.search(scene.text, event.sentence[0], event.trigger[0]) is not None


def _there(index: int, scene: Scene) -> Where:
    """ "The shootings there": where the name before that word is, and the known one, if it is not known."""
    event = scene.events[index]
    adverb = _ADVERB.match(scene.text, event.trigger[1], event.sentence[1]) or _ADVERB_BEFORE.search(
        scene.text, event.sentence[0], event.trigger[0]
    )
    start = (
        adverb.start("there")
        if adverb
        else next((s for s, e in event.place_spans if scene.text[s:e].lower() in ("there", "here")), None)
    )
    if start is None:
        return Where()
    before = [
        i
        for i, place in enumerate(scene.places)
        if place.span[1] <= start and i not in scene.quiet and _located(scene, i)
    ]
    known = [i for i in before if scene.places[i].latitude is not None]
    meant = tuple(sorted({*before[-1:], *known[-1:]}))
    return Where(meant, found=_how(scene, event, meant[-1])) if meant else Where()


def _headed(event: Situated, scene: Scene) -> Where:
    """ "Sabra: two killed; a raid went on": an item of a list is about the place that it begins with."""
    if entry := _entry(event, scene):
        return entry
    heading = next((i for i in _items(scene) if scene.places[i].span[0] == event.sentence[0]), None)
    return Where() if heading is None else Where((heading,), found="sentence")


def _entry(event: Situated, scene: Scene) -> Where:
    """ "9 March, near Sabra: a device went off": what an entry of a register tells was where it says."""
    entry = entry_of(scene.text, event.trigger[0])
    if entry is None:
        return Where()
    sites = [i for i in overlapping((entry.where,), scene.places) if i not in scene.quiet]
    found: HowFound = "sentence" if event.sentence[0] <= entry.when[0] else "context"
    return Where(tuple(sites[:1]), found=found) if sites else Where()


def _items(scene: Scene) -> tuple[int, ...]:
    """The places that sentences begin with, before a colon; one alone is the dateline and no list."""
    begins = {event.sentence[0] for event in scene.events}
    items = tuple(
        i
        for i, place in enumerate(scene.places)
        if place.span[0] in begins and i in scene.hosts and is_marked(scene.text, place)
    )
    return items if len(items) > 1 else ()


def _located(scene: Scene, index: int) -> bool:
    return bool(located(Where((index,)), scene.places))


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
        (_root(scene.text, event.trigger) in _roots(scene.text, other), number)
        for number, other in enumerate(scene.events[:index])
        if other.event.type == event.event.type and located(before[number], scene.places)
    ]
    if not same:
        return Where()
    return Where(located(before[max(same)[1]], scene.places), found="context")


def _roots(text: str, event: Situated) -> set[str]:
    """Of the word for an event and of what it was done with: "shells hit" is a shelling."""
    own = {_root(text, event.trigger)}
    return own | {_root(text, event.instrument)} if event.instrument else own


def _root(text: str, span: Span) -> str:
    """The beginning of a word: "bombed" and "bombing" are one."""
    return text[slice(*span)].lower()[:ROOT]


def _before(index: int, scene: Scene, before: Sequence[Where]) -> Where:
    """The place of the last deed before; not the country of who does it now, which was attacked then."""
    deeds = (
        _not_home(scene, index, number, _left_behind(scene, scene.events[number], before[number]))
        for number in range(index - 1, -1, -1)
        if scene.events[number].event.type in FIXED
        and _lends(scene, number, index)
        and not ending_at(_INFINITIVE, scene.text, scene.events[number].trigger[0])
    )
    sited = (found for where in deeds if (found := located(where, scene.places)))
    return next((Where(found, found="context") for found in sited), Where())


def _not_home(scene: Scene, index: int, number: int, own: Where) -> Where:
    """Without the country that was struck then, if it is its own forces that strike now."""
    struck = overlapping(scene.events[number].recipient_spans, scene.places)
    doers = {actor_of(scene.text[slice(*span)]).country for span in scene.events[index].actor_spans} - {None}
    return Where(
        tuple(
            i
            for i in own.places
            if not (
                i in struck and scene.places[i].precision == "country" and scene.places[i].country in doers
            )
        )
    )


def _set(index: int, scene: Scene) -> Where:
    """The place that the text named last as one where something is; the headline and dateline say so."""
    start = scene.events[index].sentence[0]
    known = [
        i
        for i, place in enumerate(scene.places)
        if place.span[1] <= start
        and (i in scene.hosts or heads(scene.text, place))
        and place.precision not in ("country", "region")
        and located(Where((i,)), scene.places)
        and not _is_of_occasion(scene, i, index)
    ]
    last = max(known, key=lambda i: scene.places[i].span, default=None)
    if last is None:
        return Where()
    return Where((last,), found=heads(scene.text, scene.places[last]) or "context")


def _after(index: int, scene: Scene) -> Where:
    """The place of the next deed that has one."""
    deeds = (
        scene.stated[number]
        for number in range(index + 1, len(scene.events))
        if scene.events[number].event.type in FIXED and _lends(scene, number, index)
    )
    sited = (found for where in deeds if (found := located(_lent(scene, where), scene.places)))
    return next((Where(found, found="context") for found in sited), Where())
