"""Who does it and to whom it is done, where the model mixes them up and grammar tells."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from accordingto.reading.codebook.actors import actor_of
from accordingto.reading.events.candidates import Candidate
from accordingto.reading.events.phrasing import Words
from accordingto.types import EventType

_RECEIVES = frozenset("receive obtain get acquire procure secure".split())
_OCCASIONS = frozenset("during at amid after before".split())


def with_roles(words: Words, one: Candidate, triggers: Set[int]) -> Candidate:
    """A candidate with its parties as grammar has them; `triggers` are the words of all candidates."""
    about = _who(words, _compound(words, one))
    return _linked(words, _undergone(words, _relative(words, about, triggers)))


def with_roles_of(kind: EventType, words: Words, one: Candidate) -> Candidate:
    """The same, by what its type says of them."""
    if kind == "CONTROL":
        return _bereft(words, one)
    if kind == "AID":
        return _received(words, one)
    return _marched(words, _on_strike(words, one)) if kind == "PROTEST" else one


def _compound(words: Words, one: Candidate) -> Candidate:
    """Who holds "rebel-held towns" is named before the hyphen."""
    holder = words.holder(one)
    return replace(one, arguments=replace(one.arguments, actors=(holder,))) if holder else one


def _who(words: Words, one: Candidate) -> Candidate:
    """Of "rebels fought soldiers, who burned it and killed six" only the soldiers did the last two."""
    own = one.arguments
    pronoun = words.subject_pronoun(one)
    if pronoun is None:
        return one
    end = pronoun - (words.at(pronoun - 1) == ",")
    meant = next((span for span in own.actors if span[1] == end), None)
    if meant is None:
        return one
    actors = tuple(
        span for span in own.actors if span[0] >= meant[0] or words.are_joined(span, meant, own.actors)
    )
    return replace(one, arguments=replace(own, actors=actors))


def _relative(words: Words, one: Candidate, triggers: Set[int]) -> Candidate:
    """Whom somebody did it to in a clause about them: "the rebels, whom the army attacked"."""
    own = one.arguments
    pronoun = words.object_pronoun(one, triggers)
    if pronoun is None:
        return one
    end = pronoun - (words.at(pronoun - 1) == ",")
    told = tuple(span for span in own.actors if span[1] == end)
    if told:
        actors = tuple(span for span in own.actors if span not in told)
        return replace(one, arguments=replace(own, actors=actors, recipients=(*told, *own.recipients)))
    meant = None if own.recipients else words.phrase_before(end, one.sentence[0], triggers)
    if meant is None or (words.at(pronoun) != "whom" and words.kind((meant,)) != "people"):
        return one
    return replace(one, arguments=replace(own, recipients=(meant,)))


def _undergone(words: Words, one: Candidate) -> Candidate:
    """Who "came under attack", or on whom a raid "was blamed", is whom it was done to."""
    own = one.arguments
    suffers = words.undergoes if one.pos == "noun" else words.is_blamed
    suffering = tuple(span for span in own.actors if suffers(span, one))
    if not suffering:
        return one
    actors = tuple(span for span in own.actors if span not in suffering)
    return replace(one, arguments=replace(own, actors=actors, recipients=own.recipients or suffering))


def _linked(words: Words, one: Candidate) -> Candidate:
    """To whom an attack "was linked", or who "inflicted losses", may have done it.

    What something was "fired from" was not hit.
    """
    own = one.arguments
    linked = tuple(span for span in own.recipients if words.is_linked(span, one) or words.inflicts(span, one))
    whence = tuple(span for span in own.recipients if words.is_whence(span, one))
    if not (linked or whence):
        return one
    recipients = tuple(span for span in own.recipients if span not in (*linked, *whence))
    return replace(one, arguments=replace(own, actors=(*own.actors, *linked), recipients=recipients))


def _bereft(words: Words, one: Candidate) -> Candidate:
    """From whom a place "was seized" did not seize it."""
    own = one.arguments
    bereft = tuple(span for span in own.actors if words.at(span[0] - 1) == "from" and span[0] > one.word)
    if one.pos != "verb" or not bereft:
        return one
    actors = tuple(span for span in own.actors if span not in bereft)
    return replace(one, arguments=replace(own, actors=actors, recipients=(*own.recipients, *bereft)))


def _received(words: Words, one: Candidate) -> Candidate:
    """Who "received arms from" somebody is whom they were given to, and not where the giver is."""
    own = one.arguments
    spans = (*own.actors, *own.recipients, *own.places)
    givers = tuple(span for span in spans if words.at(span[0] - 1) == "from")
    others = tuple(span for span in own.recipients if span not in givers)
    if one.pos != "verb" or one.lemma not in _RECEIVES or others:
        return one
    arguments = replace(
        own,
        actors=givers,
        recipients=tuple(span for span in own.actors if span not in givers),
        places=tuple(span for span in own.places if span not in givers),
    )
    return replace(one, arguments=arguments)


def _on_strike(words: Words, one: Candidate) -> Candidate:
    """The bakers of "the strike of the bakers" are no target of it."""
    own = one.arguments
    theirs = tuple(span for span in own.recipients if words.at(span[0] - 1) == "of" and span[0] > one.word)
    if one.lemma != "strike" or not theirs:
        return one
    recipients = tuple(span for span in own.recipients if span not in theirs)
    return replace(one, arguments=replace(own, actors=(*own.actors, *theirs), recipients=recipients))


def _marched(words: Words, one: Candidate) -> Candidate:
    """The police who "killed two during protests" did not protest."""
    near = {words.at(at) for at in range(max(one.sentence[0], one.word - 3), one.word)}
    if one.pos != "noun" or not near & _OCCASIONS:
        return one
    own = one.arguments
    actors = tuple(span for span in own.actors if actor_of(words.phrase(span)).type != "state-forces")
    return replace(one, arguments=replace(own, actors=actors))
