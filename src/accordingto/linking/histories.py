"""Histories out of claims: an agreement's steps and terms, who held a place, how an actor is called."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from accordingto.linking.lines import FACTUAL, LAST, lines_of
from accordingto.linking.sides import is_called_armed, is_formation, is_name, side_of
from accordingto.linking.words import fold
from accordingto.types import (
    Account,
    ActorType,
    Claim,
    ControlHistory,
    DatedStep,
    Dealing,
    FramingKind,
    HeldPlace,
    HeldTerm,
    LinkedAgreement,
    NamedActor,
    Naming,
    Party,
    Place,
    Relation,
)

# Relations in which a party has the place after it, and those in which it has not.
HAVING: frozenset[Relation] = frozenset({"holds", "took"})
_COLLECTIVE = re.compile(
    r"(?:both|the two|the|all|two)?\s*(?:warring |opposing )?(?:sides?|part(?:y|ies))", re.IGNORECASE
)
_MARKS = str.maketrans("", "", '“”„«»"')
_STANDING = frozenset({"it", "there", "here", "they"})
_ARTICLES = ("the ", "a ", "an ", "this ", "that ", "its ", "their ")


# --- agreements -----------------------------------------------------------------------------------


def linked_agreement(accounts: Sequence[Account]) -> LinkedAgreement:
    """What accounts of one agreement say together. All must be of claims with a dealing."""
    dealings = [dealing for account in accounts if (dealing := account.claim.dealing)]
    steps = tuple(sorted(map(_step, _with_step(accounts)), key=_by_day))
    days = sorted(day for step in steps if step.status in FACTUAL for day in _days(step))
    return LinkedAgreement(
        id=min(account.claim.id for account in accounts),
        kind=Counter(dealing.kind for dealing in dealings).most_common(1)[0][0],
        names=_names(dealings),
        parties=_parties(dealings),
        brokers=_brokers(dealings),
        places=_unique(place.name for dealing in dealings for place in dealing.places),
        lasting=next((dealing.lasting for dealing in dealings if dealing.lasting), None),
        sides=next((dealing.sides for dealing in dealings if dealing.sides), None),
        begin=days[0] if days else None,
        end=days[-1] if days else None,
        steps=steps,
        history=lines_of(_with_step(accounts)),
        terms=_terms(accounts),
        claims=tuple(sorted(account.claim.id for account in accounts)),
        documents=_unique(account.claim.document for account in accounts),
        outlets=_unique(account.outlet for account in accounts if account.outlet),
    )


def _with_step(accounts: Iterable[Account]) -> list[Account]:
    return [account for account in accounts if account.claim.dealing and account.claim.dealing.step]


def _step(account: Account) -> DatedStep:
    claim, dealing = account.claim, account.claim.dealing
    assert dealing is not None
    assert dealing.step is not None
    return DatedStep(
        claim=claim.id,
        step=dealing.step,
        said_by=chain_of(claim),
        words=claim.text,
        begin=dealing.begin,
        end=dealing.end,
        by=_called(dealing.by),
        against=_called(dealing.against),
        polarity=claim.polarity,
        status=claim.status,
        published=account.published,
    )


def chain_of(claim: Claim) -> tuple[str, ...]:
    """The names of a claim's source chain, outlet first."""
    return tuple(link.name for link in claim.said_by)


def _by_day(step: DatedStep) -> tuple[str, str, str]:
    return step.begin or step.published or LAST, step.published or LAST, step.claim


def _days(step: DatedStep) -> list[str]:
    return [day for day in (step.begin, step.end) if day]


def _called(party: Party | None) -> str | None:
    """A party by its name, or else by its words."""
    return (party.name or party.words) if party else None


def _names(dealings: Sequence[Dealing]) -> tuple[str, ...]:
    """Words for the deal, without articles and pronouns, the most frequent first."""
    counted = Counter(_bare(words) for dealing in dealings for words in set(dealing.words))
    ordered = sorted(counted, key=lambda words: (-counted[words], words))
    return tuple(words for words in ordered if len(words) > 4)


def _bare(words: str) -> str:
    lower = words.lower()
    cut = next((len(article) for article in _ARTICLES if lower.startswith(article)), 0)
    return words[cut:]


def _is_of(name: str, broker: str) -> bool:
    """Whether words speak of a broker: "the friendly state of Marenia", "the Marenian"."""
    stem = broker[:-1] if len(broker) > 5 else broker
    return len(stem) > 3 and " " not in stem and any(word.startswith(stem) for word in fold(name).split())


def _parties(dealings: Sequence[Dealing]) -> tuple[str, ...]:
    """Who is bound, the most frequent first: by names, by words only for a side of which no name is known.

    "Both sides" and "terrorist gangs" are none where others are there, nor is whoever brokers it more often,
    nor an "Omani" where Oman does, nor are "heroes of the Front" beside the Front.
    """
    brokers = Counter(fold(_called(broker) or "") for dealing in dealings for broker in dealing.brokers)
    counted = Counter(_bare(_called(party) or "") for dealing in dealings for party in dealing.parties)
    by_name = {_bare(_called(party) or ""): party for dealing in dealings for party in dealing.parties}
    ordered = sorted(counted, key=lambda name: (-counted[name], name))
    bound = [name for name in ordered if counted[name] > brokers[fold(name)]]
    between = [name for name in brokers if name not in map(fold, bound)]
    bound = [name for name in bound if not any(_is_of(name, broker) for broker in between)]
    single = [name for name in bound if not _COLLECTIVE.fullmatch(name)] or bound
    if any(map(is_name, single)):
        single = [name for name in single if not is_called_armed(name)]
    states = [name for name in single if side_of(by_name[name]).bloc == "state"]
    if not all(map(is_formation, states)):  # "the government" rather than a division of its army
        single = [name for name in single if not is_formation(name)]
    named = {bloc for name in single if is_name(name) and (bloc := side_of(by_name[name]).bloc)}
    kept: list[str] = []
    for name in single:
        bloc = side_of(by_name[name]).bloc
        if not is_name(name) and bloc and bloc in named:
            continue  # "the rebels" beside their name, "the regime" beside "the government"
        named |= {bloc} if bloc else set()
        kept.append(name)
    plain = _unique(map(_unmarked, kept))
    return tuple(name for name in plain if name[:1].isupper() or not _is_longer(name, plain))


def _unmarked(name: str) -> str:
    """A name without quotation marks: the “Harun Brigades” are the Harun Brigades."""
    return name.translate(_MARKS).strip()


def _brokers(dealings: Sequence[Dealing]) -> tuple[tuple[str, str | None], ...]:
    """Who brokered, each with the word that says how; the most frequent first."""
    brokers = [broker for dealing in dealings for broker in dealing.brokers]
    counted = Counter(broker.name or broker.words for broker in brokers)
    roles = {broker.name or broker.words: broker.role for broker in reversed(brokers) if broker.role}
    names = sorted(counted, key=lambda name: (-counted[name], name))
    return tuple((name, roles.get(name)) for name in names if not _is_longer(name, names))


def _is_longer(name: str, names: Iterable[str]) -> bool:
    """Whether a name is another of them with words before it: "the Mission", "neighbouring Marenia"."""
    others = (other for other in names if other != name)
    return any(fold(name).endswith(f" {fold(other)}") for other in others)


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _terms(accounts: Sequence[Account]) -> tuple[HeldTerm, ...]:
    """Terms in the same words of the same party and standing are one term, with all that state it."""
    groups: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in (account.claim for account in accounts):
        if claim.dealing and claim.dealing.term:
            term = claim.dealing.term
            groups[(fold(term.does), claim.status, claim.polarity)].append(claim)
    return tuple(map(_term, groups.values()))


def _term(claims: Sequence[Claim]) -> HeldTerm:
    first = claims[0]
    assert first.dealing is not None
    assert first.dealing.term is not None
    term = first.dealing.term
    return HeldTerm(
        does=term.does,
        who=_called(term.who),
        given=term.given,
        status=first.status,
        polarity=first.polarity,
        claims=tuple(claim.id for claim in claims),
        said_by=tuple(dict.fromkeys(map(chain_of, claims))),
    )


# --- control --------------------------------------------------------------------------------------


def control_histories(accounts: Iterable[Account]) -> tuple[ControlHistory, ...]:
    """One for each place with a name, in order of the names: "the hill" of a report is in its claims."""
    groups: dict[object, list[Account]] = defaultdict(list)
    for account in accounts:
        if account.claim.holding and is_named(account.claim.holding.place):
            groups[_place_key(account.claim.holding.place)].append(account)
    return tuple(sorted(map(_history, groups.values()), key=lambda one: fold(one.place.name)))


def is_named(place: Place) -> bool:
    """Whether it has a name, not only words: "the hill", "six villages", an "It" that stands for none."""
    return place.geonameid is not None or (place.name[:1].isupper() and fold(place.name) not in _STANDING)


def _place_key(place: Place) -> object:
    """By its id in the gazetteer, else by its name."""
    return place.geonameid if place.geonameid is not None else fold(place.name)


def _history(accounts: Sequence[Account]) -> ControlHistory:
    statements = tuple(sorted(map(_held, accounts), key=_by_begin))
    places = [account.claim.holding.place for account in accounts if account.claim.holding]
    return ControlHistory(
        place=places[0],
        statements=statements,
        outlets=_unique(account.outlet for account in accounts if account.outlet),
        disputed=disputed(statements),
    )


def _held(account: Account) -> HeldPlace:
    claim, holding = account.claim, account.claim.holding
    assert holding is not None
    return HeldPlace(
        claim=claim.id,
        relation=holding.relation,
        said_by=chain_of(claim),
        words=claim.text,
        holder=_called(holding.holder),
        previous=_called(holding.previous),
        excepted=holding.excepted,
        begin=holding.begin,
        end=holding.end,
        polarity=claim.polarity,
        status=claim.status,
        published=account.published,
    )


def _by_begin(one: HeldPlace) -> tuple[str, str, str]:
    return one.begin or one.published or LAST, one.published or LAST, one.claim


def disputed(statements: Sequence[HeldPlace]) -> bool:
    """Whether sources say of one day that different parties hold a place, or that one has it and has not."""
    standing = [one for one in statements if one.status in FACTUAL]
    return any(
        _opposed(one, other)
        for number, one in enumerate(standing)
        for other in standing[:number]
        if one.said_by[-1] != other.said_by[-1] and _day(one) == _day(other)
    )


def _day(one: HeldPlace) -> str:
    return one.begin or one.published or ""


def _opposed(one: HeldPlace, other: HeldPlace) -> bool:
    if one.holder is None or other.holder is None:
        return False
    same = fold(one.holder) == fold(other.holder)
    if not same:
        return all(each.relation in HAVING and each.polarity == "positive" for each in (one, other))
    return _has(one) is not None and _has(other) is not None and _has(one) != _has(other)


def _has(one: HeldPlace) -> bool | None:
    """Whether the party has the place by this statement; None where it leaves that open."""
    if one.relation in HAVING or one.relation == "lost":
        return (one.relation in HAVING) == (one.polarity == "positive")
    return None


# --- actors ---------------------------------------------------------------------------------------


def named_actors(accounts: Iterable[Account]) -> tuple[NamedActor, ...]:
    """Actors that have a name, with the words that each outlet and each of its sources uses for them.

    The most spoken of come first. Words are counted once for each claim. Towns of which somebody took hold
    are no actors.
    """
    actors: dict[str, _Actor] = {}
    places: set[str] = set()
    for account in accounts:
        _take(account, actors)
        places |= {fold(place.name) for place in _places_of(account.claim)}
    made = (actor.made(name) for name, actor in actors.items() if actor.types or fold(name) not in places)
    return tuple(sorted(made, key=lambda actor: (-actor.claims, actor.name)))


Key = tuple[str | None, str | None, str, FramingKind | None]


class _Actor:
    """An actor in the making."""

    def __init__(self) -> None:
        self.types: Counter[ActorType] = Counter()
        self.countries: Counter[str] = Counter()
        self.words: dict[Key, list[str]] = defaultdict(list)

    def made(self, name: str) -> NamedActor:
        namings = (
            Naming(outlet=o, speaker=s, words=w, label=kind, count=len(claims), claims=tuple(claims))
            for (o, s, w, kind), claims in self.words.items()
        )
        return NamedActor(
            name=name,
            actor_type=self.types.most_common(1)[0][0] if self.types else None,
            country=self.countries.most_common(1)[0][0] if self.countries else None,
            claims=len({claim for claims in self.words.values() for claim in claims}),
            namings=tuple(sorted(namings, key=_by_outlet)),
        )


def _by_outlet(naming: Naming) -> tuple[str, str, int, str]:
    return naming.outlet or "", naming.speaker or "", -naming.count, naming.words


def _take(account: Account, actors: dict[str, _Actor]) -> None:
    claim = account.claim
    for party in {party.span: party for party in parties_of(claim)}.values():
        if party.name:
            actor = actors.setdefault(party.name, _Actor())
            actor.types.update([party.actor_type] if party.actor_type else [])
            actor.countries.update([party.country] if party.country else [])
            _note(actor, account, party.words, None)
    if claim.label and claim.label.name:
        _note(actors.setdefault(claim.label.name, _Actor()), account, claim.text, claim.label.kind)


def _note(actor: _Actor, account: Account, words: str, kind: FramingKind | None) -> None:
    chain = chain_of(account.claim)
    speaker = chain[-1] if len(chain) > 1 else None
    claims = actor.words[(account.outlet, speaker, _bare(words), kind)]
    if account.claim.id not in claims:
        claims.append(account.claim.id)


def _places_of(claim: Claim) -> tuple[Place, ...]:
    happening, holding = claim.happening, claim.holding
    places = (*happening.places, *happening.destinations, *happening.origins) if happening else ()
    held = (holding.place,) if holding else ()
    return (*places, *held, *(claim.dealing.places if claim.dealing else ()))


def parties_of(claim: Claim) -> tuple[Party, ...]:
    """Every party that a claim names; of the parties of a deal those that its own words name."""
    happening, dealing, holding = claim.happening, claim.dealing, claim.holding
    deal = (*dealing.parties, *dealing.brokers) if dealing else ()
    single = (
        *((dealing.by, dealing.against, dealing.term.who if dealing.term else None) if dealing else ()),
        *((holding.holder, holding.previous) if holding else ()),
    )
    return (
        *((*happening.actors, *happening.recipients) if happening else ()),
        *(party for party in deal if any(a <= party.span[0] < b for a, b in claim.evidence)),
        *(party for party in single if party),
    )
