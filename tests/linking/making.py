"""Accounts made by hand: what a reader would make of the words, without a reader."""

from __future__ import annotations

import re
from typing import Any

from msgspec.structs import replace

from accordingto.linking.contradictions import contradictions_of, revisions_of
from accordingto.linking.origins import origins_of
from accordingto.types import (
    Account,
    Claim,
    Contradiction,
    Dealing,
    Figure,
    Happening,
    Holding,
    Link,
    Party,
    Place,
    Revision,
    Span,
    Time,
)

NUMBER = re.compile(r"\d+")


def link(words: str, entity: str | None = None, span: Span | None = None) -> Link:
    """A source of a chain; the kind does not matter where it is one that speaks."""
    return Link(name=words, kind="unnamed", entity=entity, span=span)


def account(
    text: str, *chain: str | Link, outlet: str = "Harbour Courier", day: int = 10, **fields: Any
) -> Account:
    """An account whose claim is `text`, said by the outlet and the chain, printed on a day of March 2024.

    Each outlet prints one document. `fields` are the claim's; `at` is where it stands in its document.
    """
    copies = fields.pop("copies", ())
    at = fields.pop("at", 0)
    said_by = (
        Link(name=outlet, kind="media"),
        *(link(one) if isinstance(one, str) else one for one in chain),
    )
    values: dict[str, Any] = {"kind": "event", "act": "say", "polarity": "positive", "status": "happened"}
    claim = Claim(
        id=f"{outlet}: {text} ({at})",
        document=outlet,
        said_by=said_by,
        quote="indirect",
        evidence=((at, at + len(text)),),
        text=text,
        reader="made by hand",
        **(values | fields),
    )
    return Account(claim=claim, outlet=outlet, published=f"2024-03-{day:02}", copies=copies)


def attack(text: str, *chain: str | Link, trigger: str, **fields: Any) -> Account:
    """An account of violence. `by`, `on`, `when` and `figures` are words of the text, `place` is a place."""
    type_ = fields.pop("type", "ASSAULT")
    at = fields.get("at", 0)
    when = fields.pop("when", None)
    place = fields.pop("place", None)
    happening = Happening(
        trigger=span_in(text, trigger, at),
        type=type_,
        mode=fields.pop("mode", None),
        actors=tuple(party(text, words, at) for words in fields.pop("by", ())),
        recipients=tuple(party(text, words, at) for words in fields.pop("on", ())),
        places=(place,) if place else (),
        place_from="argument" if place else None,
        times=(time(text, when[0], when[1], at),) if when else (),
        begin=when[1] if when else None,
        end=when[1] if when else None,
        time_from="argument" if when else None,
        figures=tuple(figure(text, words, at) for words in fields.pop("figures", ())),
    )
    return account(text, *chain, happening=happening, **fields)


def answer(told: Account, text: str, *chain: str | Link, **fields: Any) -> Account:
    """An account that denies, in words of its own further on in the report, what `told` tells."""
    happening = told.claim.happening
    assert happening is not None
    return account(
        text,
        *chain,
        happening=replace(happening, figures=()),
        outlet=told.claim.document,
        act="deny",
        polarity="negative",
        at=told.claim.evidence[-1][1] + 2,
        **fields,
    )


def toll(words: str, *chain: str | Link, **fields: Any) -> Account:
    """An account by which some were killed: `toll("12 people", "the mayor")`."""
    return attack(
        f"{words} were killed",
        *chain,
        trigger="killed",
        type="CASUALTY",
        on=(words,),
        figures=(words,),
        **fields,
    )


def held(text: str, *chain: str | Link, holding: Holding, **fields: Any) -> Account:
    """An account of who holds a place."""
    return account(text, *chain, kind="control", holding=holding, **fields)


def dealt(text: str, *chain: str | Link, dealing: Dealing, **fields: Any) -> Account:
    """An account of a step of an agreement."""
    return account(text, *chain, kind="agreement", dealing=dealing, **fields)


# --- parts ----------------------------------------------------------------------------------------


def span_in(text: str, words: str, at: int = 0) -> Span:
    """Where words stand in a document in which `text` begins at `at`."""
    start = text.index(words)
    return at + start, at + start + len(words)


def party(text: str, words: str, at: int = 0) -> Party:
    """A party as the registry has it."""
    from accordingto.reading.codebook.actors import actor_of

    actor = actor_of(words)
    return Party(
        span=span_in(text, words, at),
        words=words,
        name=actor.name,
        actor_type=actor.type,
        country=actor.country,
    )


def time(text: str, words: str, day: str, at: int = 0) -> Time:
    """A day."""
    span = span_in(text, words, at)
    return Time(span=span, text=words, type="DATE", value=day, begin=day, end=day, precision="day")


def figure(text: str, words: str, at: int = 0) -> Figure:
    """A number of killed: `at least 12 people`, `about 30 people`, `12 soldiers`."""
    number = NUMBER.search(words)
    count = int(number.group()) if number else 1
    noun = words.split()[-1]
    span = span_in(text, words, at)
    if "at least" in words:
        return Figure(span=span, kind="killed", of=noun, low=count)
    if "up to" in words:
        return Figure(span=span, kind="killed", of=noun, high=count)
    if "about" in words:
        return Figure(span=span, kind="killed", of=noun, best=count, approximate=True)
    return Figure(span=span, kind="killed", of=noun, low=count, best=count, high=count)


def town(name: str, number: int, latitude: float, longitude: float) -> Place:
    """A town with its coordinates."""
    return Place(
        span=(0, 0),
        name=name,
        geonameid=number,
        latitude=latitude,
        longitude=longitude,
        precision="town",
    )


# --- what is found --------------------------------------------------------------------------------


def found(*accounts: Account) -> tuple[Contradiction, ...]:
    """The contradictions between accounts."""
    return contradictions_of(accounts, origins_of(accounts))


def kinds(*accounts: Account) -> list[str]:
    """Their kinds."""
    return [each.kind for each in found(*accounts)]


def revised(*accounts: Account) -> tuple[Revision, ...]:
    """The revisions among accounts."""
    return revisions_of(accounts, origins_of(accounts))


def names(*accounts: Account) -> set[str]:
    """The names of the origins of accounts."""
    return {origin.name for origin in origins_of(accounts)}
