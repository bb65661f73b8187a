"""Triggers, mentions and parties built by hand from the words of a text."""

from __future__ import annotations

from accordingto.reading.accounts.agreements import Context, Dealt, Mention
from accordingto.reading.accounts.triggers import Trigger
from accordingto.reading.events.factuality import Factuality
from accordingto.reading.events.situations import When
from accordingto.reading.parties import Named, Parties
from accordingto.types import Document, Entity, Place, Polarity, Span, Status

PLAIN = Factuality("positive", "certain", "happened")


def at(text: str, words: str) -> Span:
    """Where `words` stand in `text`."""
    start = text.index(words)
    return start, start + len(words)


def document(text: str) -> Document:
    return Document(
        id="d", title=None, outlet="Gazette", url=None, published="2024-03-05", language="en", text=text
    )


def sentence(text: str, position: int) -> Span:
    """The sentence around a position: sentences end with a full stop and a space."""
    start = text.rfind(". ", 0, position)
    end = text.find(". ", position)
    return (start + 2 if start >= 0 else 0), (end + 1 if end >= 0 else len(text))


def trigger(
    text: str,
    words: str,
    states: str,
    *,
    polarity: Polarity = "positive",
    status: Status = "happened",
    **arguments: str | tuple[str, ...],
) -> Trigger:
    """A word with its arguments by role, in words of the text."""
    span = at(text, words)
    given = {role: (one,) if isinstance(one, str) else one for role, one in arguments.items()}
    return Trigger(
        trigger=span,
        sentence=sentence(text, span[0]),
        states=states,
        confidence=0.9,
        facts=Factuality(polarity, "certain", status),
        arguments={role.rstrip("_"): tuple(at(text, one) for one in ones) for role, ones in given.items()},
    )


def mention(text: str, words: str, kind: str, **arguments: str | tuple[str, ...]) -> Mention:
    """A phrase for a deal, or a term, with its head word the last or the only one."""
    head = trigger(text, words, kind, **arguments)  # type: ignore[arg-type]
    return Mention(at(text, words), kind, 0.9, head)


def dealt(
    mentions: tuple[Mention, ...] = (),
    terms: tuple[Mention, ...] = (),
    steps: tuple[Trigger, ...] = (),
    kinds: tuple[str, ...] = (),
) -> Dealt:
    """Steps are of the kinds given, or of none in particular."""
    of = kinds or ("ceasefire",) * len(steps)
    return Dealt(mentions, terms, steps, tuple((kind, 0.5) for kind in of))


def parties(text: str, spans: tuple[Span, ...], *names: str) -> Parties:
    """The parties of a text in which `names` are entities."""
    entities = tuple(
        Entity(id=f"e{number}", name=name, type="GROUP", mentions=(at(text, name),))
        for number, name in enumerate(names)
    )
    return Parties(Named(document(text), entities, (), ()), spans)


def context(text: str, deals: Dealt, *names: str, places: tuple[Place, ...] = ()) -> Context:
    return Context(
        text=text,
        places=places,
        times=(),
        parties=parties(text, tuple(deals.spans()), *names),
        when=[When((), "published", "2024-03-05", "2024-03-05")] * len(deals.steps),
        step_chains=[()] * len(deals.steps),
        term_chains=[("a1",)] * len(deals.terms),
    )
