"""What a denial denies: words of another that stand in it, or that were told before it.

"Moscow rejected the accusation" is no claim of its own but by what was told just before; who "denied reports
that jets had struck the camp" says that they had not, and whoever reported it that they had. Both are
mentions of one happening: the event stays one, and a `Denial` says who else speaks of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from accordingto.reading.answering import SAYING
from accordingto.reading.asserting import has_voice
from accordingto.reading.denying import Saying, reporters, sayings
from accordingto.reading.drafts import SENTENCE_END
from accordingto.reading.nesting import ById, upwards
from accordingto.types import Attribution, Denial, Event, EventType, Span, Status

REACH = 420  # code points before a denial in which what it denies is told: two sentences or three
FARTHEST = 4000  # the same, where it is named whose claims they are
# What makes of words of the report somebody's claim.
_SAID = re.compile(
    r"\b(?:accus|alleg|blam|charg|claim|implicat|suspect|report|sa(?:y|id)|told)\w*", re.IGNORECASE
)
# "The governor's claims", "Hart's allegations".
_OWNER = re.compile(
    r"[\"“]?(?:the\s+)?(?P<who>(?!(?:its|his|her|their|today|yesterday)\b)[\w-]+(?:\s[\w-]+)?)(?:['’]s|(?<=s)['’])\s",
    re.IGNORECASE,
)
_ACCUSATION = re.compile(r"\b(?:accusation|charge|allegation|suspicion|insinuation)s?\b", re.IGNORECASE)
_NEGATION = re.compile(r"\b(?:no|not|never|none|nobody|without)\b|n['’]t\b", re.IGNORECASE)
# What is denied is rather that it was done than that anybody spoke of it, or died of it.
_SPOKEN: frozenset[EventType] = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "CONSULT"})
_ADDED = re.compile(
    r"(?:(?!\b(?:that|which|who|whom|where|when|after|before|as|in|while)\b)[^;:,])*\band\s+(?:\w+\s+)?"
)
_FACTS: frozenset[Status] = frozenset({"happened", "ongoing"})


def denials_of(
    text: str, attributions: Sequence[Attribution], events: Sequence[Event]
) -> tuple[tuple[Event, ...], tuple[Denial, ...]]:
    """The events, those in a denied clause as whoever reported them tells it, and the denials of events."""
    by_id = {one.id: one for one in attributions}
    known = {event.id: event for event in events}
    found: list[Denial] = []
    for saying in sayings(text, attributions):
        if saying.clause is None:
            denied = _answered(text, saying, by_id, events)
        else:
            inside = _main(text, _within(saying.clause, events))
            reporter = next((one for one in reporters(saying, attributions) if one.source), None)
            known |= {one.id: _as_told(text, one, saying, reporter, by_id) for one in inside}
            denied = [one for one in inside if reporter and _is_fact(known[one.id])]
        if denied:
            ids = tuple(one.id for one in denied)
            found.append(Denial(saying.attribution.id, ids, saying.words))
    return tuple(known.values()), tuple(found)


def _within(span: Span, events: Sequence[Event]) -> list[Event]:
    return [one for one in events if span[0] <= one.trigger[0] and one.trigger[1] <= span[1]]


def _main(text: str, events: Sequence[Event]) -> list[Event]:
    """The first that is more than words, and what "and" adds to it: not how many died of it, or where."""
    acts = [one for one in events if one.type not in _SPOKEN] or list(events)
    acts.sort(key=lambda one: one.trigger)
    return acts[:1] + [
        one
        for one in acts[1:]
        if one.type != "CASUALTY" and _ADDED.fullmatch(text, acts[0].trigger[1], one.trigger[0])
    ]


def _as_told(text: str, event: Event, saying: Saying, reporter: Attribution | None, by_id: ById) -> Event:
    """An event of a denied clause by who reported it; where nobody is named, by who denies it."""
    assert saying.clause is not None
    negated = _NEGATION.search(text, saying.clause[0], event.trigger[0]) is not None
    if reporter is None:
        chain = _ids(upwards(saying.attribution, by_id))
        return replace(event, attributed_to=chain, polarity="positive" if negated else "negative")
    told = reporter.id in event.attributed_to
    return replace(
        event,
        attributed_to=event.attributed_to if told else _ids(upwards(reporter, by_id)),
        polarity="negative" if negated else "positive",
    )


def _ids(chain: Sequence[Attribution]) -> tuple[str, ...]:
    return tuple(one.id for one in chain)


def _answered(text: str, saying: Saying, by_id: ById, events: Sequence[Event]) -> list[Event]:
    """What was told last before a denial, by others, rather what somebody is accused of than what he did."""
    at = saying.words[0]
    told = [one for one in events if _may_be_meant(text, one, saying, by_id)]
    owner = _OWNER.match(saying.meant)
    if owner:
        told = [one for one in events if _is_owned(text, one, owner["who"], at, by_id)]
    if _ACCUSATION.search(saying.meant):
        told = [one for one in told if _accuses(one, by_id)] or told
    told = [one for one in told if one.type not in _SPOKEN or _accuses(one, by_id)]
    last = _last(text, told, by_id)
    if last is None or (not owner and _is_about_more(text, last, saying, by_id)):
        return []
    return _main(
        text,
        [
            one
            for one in told
            if one.attributed_to == last.attributed_to
            and not SENTENCE_END.search(text, one.trigger[1], last.trigger[0])
            and one.trigger[1] <= at
        ],
    )


def _last(text: str, told: Sequence[Event], by_id: ById) -> Event | None:
    """What was told last; of a sentence that accuses somebody ("accused it of a raid, and left"), of what."""
    last = max(told, key=lambda one: one.trigger, default=None)
    accused = [one for one in told if _accuses(one, by_id)]
    charge = max(accused, key=lambda one: one.trigger, default=None)
    if last and charge and not SENTENCE_END.search(text, charge.trigger[1], last.trigger[0]):
        return charge
    return last


def _is_owned(text: str, event: Event, who: str, at: int, by_id: ById) -> bool:
    """Whether somebody has told of an event before, whose claims are denied: "dismissed Hart's claims"."""
    sources = [by_id[name].source for name in event.attributed_to]
    name = re.compile(rf"\b{re.escape(who)}\b", re.IGNORECASE)
    return (
        0 <= at - event.trigger[1] <= FARTHEST
        and _is_fact(event)
        and any(source and name.search(text, *source) for source in sources)
    )


def _is_about_more(text: str, last: Event, saying: Saying, by_id: ById) -> bool:
    """Whether others say something behind what was told last, that no event is read of: that is denied."""
    return any(
        one.id != saying.attribution.id
        and one.act != "deny"
        and last.trigger[1] <= one.content[0][0]
        and one.content[-1][1] <= saying.words[0]
        and not _is_same(text, one, saying.attribution)
        and has_voice(text, one)
        for one in by_id.values()
    )


def _may_be_meant(text: str, event: Event, saying: Saying, by_id: ById) -> bool:
    """Whether a denial may be of an event: told as a fact, near before it, and not by who denies it."""
    at, trigger = saying.words[0], event.trigger
    if not trigger[1] <= at <= trigger[1] + REACH or not _is_fact(event):
        return False
    if not event.attributed_to and re.search(SAYING, saying.meant, re.IGNORECASE):
        near = max(0, trigger[0] - REACH)
        begin = max((end.end() for end in SENTENCE_END.finditer(text, near, trigger[0])), default=near)
        if not _SAID.search(text, begin, trigger[0]):
            return False  # the report tells it itself: it is nobody's claim
    ended = len(SENTENCE_END.findall(text, trigger[1], at))
    most = 0 if _is_beside(saying) else 2 if event.attributed_to else 1
    return ended <= most and not any(
        _is_same(text, by_id[name], saying.attribution) for name in event.attributed_to
    )


def _is_fact(event: Event) -> bool:
    return event.polarity == "positive" and event.status in _FACTS


def _is_beside(saying: Saying) -> bool:
    """Whether what is denied stands in the same sentence: "which they deny", "a claim it rejects"."""
    return saying.attribution.content[0][1] <= min(saying.attribution.source or (0, 0))


def _is_same(text: str, one: Attribution, other: Attribution) -> bool:
    if one.source is None or other.source is None:
        return False
    same = one.source_entity is not None and one.source_entity == other.source_entity
    return same or text[slice(*one.source)].casefold() == text[slice(*other.source)].casefold()


def _accuses(event: Event, by_id: ById) -> bool:
    return any(by_id[name].act == "accuse" for name in event.attributed_to)
