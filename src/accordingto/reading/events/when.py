"""For each event, when it happened: as stated, else as its sentence, its context, or publication, marked."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

from accordingto.reading.events.distance import by_distance
from accordingto.reading.events.entries import entry_of
from accordingto.reading.events.situations import Timed, When, overlapping
from accordingto.reading.phrases import ending_at
from accordingto.types import HowFound, Time, TimePrecision

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
    r"\b(?:said|says|told\s+[\w ]{1,30}|announced|reported|warned|claimed|alleged|admitted|confirmed"
    r"|added|insisted|stressed|conceded|noted)"
    r"\s+(?:in\s+a\s+\w+\s+)?(?:on\s+|late\s+|early\s+)*$"
)
_OF_NOUN = re.compile(r"(?P<own>['’]s)?\s+(?:[a-z][\w-]+\b)?")
# A clause that only says which people: "soldiers whom they abducted", not "the men, who fled".
_OF_PEOPLE = re.compile(r"\w\s+(?:who|whom|whose)\s[^,;.]*$")
_HOURS = re.compile(r"\b(?:hours?|minutes?)\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[,;:]|\b(?:and|but|that|which|who|if|when|unless|until)\b", re.IGNORECASE)
NEXT = 6  # letters of a small word or two
WORD = 16  # letters of the longest word that such a time stands before
DAY = "2018-04-06"
WEEK = 7
LONG = 30  # days before publication
LATE = 600  # code points into the text: a few paragraphs
HISTORY = 20  # years


def when(
    text: str,
    events: Sequence[Timed],
    times: Sequence[Time],
    dating: Sequence[bool],
    *,
    published: str | None,
    ongoing: Sequence[bool] = (),
    spoken: bool = False,
) -> list[When]:
    """For each event, when it happened: as stated, else as its sentence, the event before, or publication.

    `dating` says which happened or go on: the others are dated by what is stated for them alone. `ongoing`
    says which go on: without dates of their own they are dated by when that was said, else by publication.
    `spoken`: they are done by saying so ("said on Monday that it was halting the talks"): the day of saying
    goes before any told elsewhere, and none is lent by another paragraph.
    """
    now = None if _is_history(times, published) else _by_publication(published)
    lasts = [*ongoing, *(False for _ in events[len(ongoing) :])]
    dates = [
        _own(text, event, times, published, now=now, past=past, last=last, spoken=spoken)
        for event, past, last in zip(events, dating, lasts, strict=True)
    ]
    told = [
        one if past and one and one.found != "published" and _narrow(one) else None
        for one, past in zip(dates, dating, strict=True)
    ]
    heading = _heading(events, times)
    aside = frozenset(range(len(told))) if spoken else _background(events, told, published)
    lines = _lines(text, events)
    said = [
        _said(text, event, times, published) if past else None
        for event, past in zip(events, dating, strict=True)
    ]
    lent = [
        (_by_context(_lent(told, i, aside, lines), i) or heading or said[i] or now) if past else None
        for i, past in enumerate(dating)
    ]
    return [
        _with_times(one or other, event, times) for one, other, event in zip(dates, lent, events, strict=True)
    ]


def _own(
    text: str,
    event: Timed,
    times: Sequence[Time],
    published: str | None,
    *,
    now: When | None,
    past: bool,
    last: bool,
    spoken: bool,
) -> When | None:
    """What is said of its own time, `now` if it goes on; None if that is left to what is told beside it."""
    distant = by_distance(text, event, times, published) if past else None
    stated = distant or _stated_time(text, event, times, published)
    if stated or not past:
        return stated or _to_come(text, event, times, published)
    lasting = _lasting(text, event, times, published)
    if lasting:
        return lasting
    if entered := _of_entry(text, event, times):
        return entered
    if last or _goes_on(text, event):
        return _said(text, event, times, published) or now
    beside = _in_sentence(text, event, times, published)
    if beside is None and spoken:
        beside = _said(text, event, times, published)
    return beside or (now if _is_near(overlapping(event.time_spans, times), times) else None)


def _of_entry(text: str, event: Timed, times: Sequence[Time]) -> When | None:
    """The day that the entry of a register begins with: "9 March, Sabra. A device went off."."""
    entry = entry_of(text, event.trigger[0])
    days = [i for i in overlapping((entry.when,), times) if times[i].begin] if entry else []
    if entry is None or not days:
        return None
    found: HowFound = "sentence" if event.sentence[0] <= entry.when[0] else "context"
    return When(tuple(days[:1]), found, times[days[0]].begin, times[days[0]].end)


def _background(
    events: Sequence[Timed], told: Sequence[When | None], published: str | None
) -> frozenset[int]:
    """In a report of something new, the events that it dates long before: "a bombing in August 2013".

    A report is of something new where the first date that it gives is near its publication, or comes late.
    """
    dated = [i for i, one in enumerate(told) if one]
    if not published or not dated:
        return frozenset()
    first = dated[0]
    late = events[first].trigger[0] - min(event.trigger[0] for event in events) > LATE
    if not late and _age(told[first], published) > WEEK:
        return frozenset()
    return frozenset(i for i in dated if _age(told[i], published) > LONG)


def _age(one: When | None, published: str) -> int:
    """Days from an event to publication."""
    assert one is not None
    assert one.end is not None  # only what is narrow is told
    return (date.fromisoformat(published[: len(DAY)]) - date.fromisoformat(one.end)).days


def _lines(text: str, events: Sequence[Timed]) -> list[int]:
    """For each event the number of its line, which is a paragraph."""
    ends = [match.start() for match in re.finditer("\n", text)]
    return [bisect_right(ends, event.trigger[0]) for event in events]


def _lent(
    told: Sequence[When | None], index: int, aside: Collection[int], lines: Sequence[int]
) -> Sequence[When | None]:
    """The dates that may be those of an event, too: of the background only those in its own paragraph."""
    if not aside:
        return told
    return [None if i in aside and lines[i] != lines[index] else one for i, one in enumerate(told)]


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
        finest = min(
            dated,
            key=lambda i: (PRECISIONS.index(times[i].precision), abs(times[i].span[0] - event.trigger[1])),
        )
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


def _is_near(stated: Sequence[int], times: Sequence[Time]) -> bool:
    """Whether times without a day say that it was lately; "an hour later" is soon after what was told."""
    return bool(stated) and not all(_HOURS.search(times[index].text) for index in stated)


def _to_come(text: str, event: Timed, times: Sequence[Time], published: str | None) -> When | None:
    """What is yet to be done has the day behind it in its own clause: "will quit the truce on 16 January"."""
    for index in overlapping(((event.trigger[1], event.sentence[1]),), times):
        time = times[index]
        if time.begin and time.type != "SET" and not _CLAUSE_END.search(text, event.trigger[1], time.span[0]):
            return When((index,), "sentence", *_range(text, time, published))
    return None


def _said(text: str, event: Timed, times: Sequence[Time], published: str | None) -> When | None:
    """The day on which the sentence was said, if it says so: "said on Wednesday that it halts departures"."""
    for index in overlapping((event.sentence,), times):
        time = times[index]
        if time.begin and _SAYING.search(text, event.sentence[0], time.span[0]):
            return When((index,), "sentence", *_range(text, time, published))
    return None


def _is_of_other(text: str, time: Time, event: Timed) -> bool:
    """Whether the time is that of another word alone.

    "Said on Monday", "the 2015 accord", "last month's raid", "the men whom they took in May".
    """
    start, end = time.span
    if event.trigger[0] < start and _SAYING.search(text, event.trigger[1], start):
        return True
    if start > event.sentence[0] and _SAYING.search(text, event.sentence[0], start):
        return event.trigger[0] > end
    if event.trigger[1] < start and _OF_PEOPLE.search(text, event.trigger[1], start):
        return True
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
    since = ending_at(_SINCE, text, time.span[0]) or time.text.lower().startswith("since ")
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
