"""Agreements, followed across the sentences of a document: mentions, parties, brokers, terms and steps."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import cast

from msgspec.structs import asdict

from accordingto.reading.accounts.grammar import bases
from accordingto.reading.accounts.phrasal import phrase_of
from accordingto.reading.accounts.triggers import Trigger
from accordingto.reading.codebook.accounts import accounts_book
from accordingto.reading.codebook.actors import kind_of
from accordingto.reading.events.situations import When, overlapping
from accordingto.reading.parties import Parties
from accordingto.reading.phrases import content_words, is_pronoun, number_of, words_of
from accordingto.types import (
    Agreement,
    AgreementKind,
    Broker,
    Place,
    Reference,
    Sides,
    Span,
    Step,
    StepKind,
    Term,
    Time,
)

NEAR = 250  # code points back to words for a deal: a sentence or two
ROLES = ("by", "against", "who", "party", "broker")
# What a person is called: "Abu Layth", "Colonel Haddad".
_STYLED = re.compile(
    r"(?:abu|umm|sheikh|hajji|mullah|maulvi|colonel|general|major|captain|brigadier|commander|dr|mr|mrs|ms)\.?"
    r"(?:\s+al)?[\s-][\w’'-]+",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:earlier|previous|former|past|old|abandoned|failed|last year['’]s)\b", re.IGNORECASE)
_SEPARATE = re.compile(r"\b(?:separate|parallel|rival)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_IN = re.compile(r"\b(?:in|for|around)\s+([A-Z][\w’'-]+)")
# What a deal is on or with whom: "a pact | with the growers' union".
_SUBJECT = re.compile(r"(?:\s+(?:on|over|for|of|with|between|about)\s+(?:[\w’'-]+\s*){1,5})+")
_COMMA = re.compile(r"(?<=\d),(?=\d)")  # of "2,000 people"
_SENTENCE_END = re.compile(r"[.!?][”’\"')]*\s|\n")
_NEW = re.compile(r"(?:another|one|a (?:new|second|separate|fresh|further))\s", re.IGNORECASE)


@dataclass(frozen=True)
class Mention:
    """A phrase that stands for a deal or states a term, with its head word's kind and arguments."""

    span: Span
    kind: str
    sure: float
    head: Trigger


@dataclass(frozen=True)
class Dealt:
    """What was found of agreements. `terms` keep their phrases beside their heads, in the same order."""

    mentions: tuple[Mention, ...]
    terms: tuple[Mention, ...]
    steps: tuple[Trigger, ...]
    kinds: tuple[tuple[str, float], ...]  # of each step: the kind of its agreement, and how sure that is

    def spans(self) -> Iterator[Span]:
        """Phrases for parties."""
        heads = (*(m.head for m in (*self.mentions, *self.terms)), *self.steps)
        for head in heads:
            for role in ROLES:
                yield from head.arguments.get(role, ())


@dataclass(frozen=True)
class Marks:
    """What words for a deal say that sets it apart: that it is earlier or separate, its year, its place."""

    past: bool = False
    separate: bool = False
    years: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()

    def apart(self, other: Marks) -> bool:
        """Whether both cannot be said of one deal."""
        years = self.years and other.years and not self.years & other.years
        places = self.places and other.places and not self.places & other.places
        return bool(years or places)

    def joined(self, other: Marks) -> Marks:
        """What is said of a deal by both."""
        return Marks(
            self.past or other.past,
            self.separate or other.separate,
            self.years | other.years,
            self.places | other.places,
        )


def marks_of(words: str) -> Marks:
    """By the words for a deal: "an earlier truce", "the 2022 ceasefire", "a truce in Dorn"."""
    return Marks(
        past=_PAST.search(words) is not None,
        separate=_SEPARATE.search(words) is not None,
        years=frozenset(_YEAR.findall(words)),
        places=frozenset(_IN.findall(words)),
    )


@dataclass
class _Deal:
    """An agreement in the making."""

    kinds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    marks: Marks = field(default_factory=lambda: Marks())
    mentions: list[Mention] = field(default_factory=list)
    terms: list[int] = field(default_factory=list)
    steps: list[int] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return max(self.kinds, key=lambda kind: self.kinds[kind])


@dataclass(frozen=True)
class Context:
    """What agreements point to: times and places of the document, dates and chains of steps and terms."""

    text: str
    places: Sequence[Place]
    times: Sequence[Time]
    parties: Parties
    when: Sequence[When]
    step_chains: Sequence[tuple[str, ...]]
    term_chains: Sequence[tuple[str, ...]]
    outlet: str | None = None


def agreements_of(dealt: Dealt, context: Context) -> tuple[Agreement, ...]:
    """The agreements of a document in the order in which it comes to speak of them.

    Steps of what no words stand for and what asks nothing of anybody are none: "signed a memorandum".
    """
    deals = [deal for deal in _deals(dealt, context.text) if deal.mentions or deal.terms]
    deals = [deal for deal in deals if not _is_other(deal, context.text)]
    return tuple(_agreement(f"g{i}", deal, dealt, context) for i, deal in enumerate(deals, 1))


# --- which words speak of which deal --------------------------------------------------------------


def _deals(dealt: Dealt, text: str) -> list[_Deal]:
    """Mentions, terms and steps shared out, in the order of the text."""
    deals: list[_Deal] = []
    for _, what, index in sorted(_in_order(dealt)):
        if what == "mention":
            mention = dealt.mentions[index]
            deal = _deal_of_mention(deals, mention, text)
            deal.mentions.append(mention)
            deal.marks = deal.marks.joined(marks_of(text[slice(*mention.span)]))
            deal.kinds[mention.kind] += mention.sure
        elif what == "step":
            kind, sure = dealt.kinds[index]
            deal = _deal_of_step(deals, dealt, index, kind)
            deal.steps.append(index)
            deal.kinds[kind] += sure / 2
        else:
            standing = [deal for deal in deals if not deal.marks.past] or deals
            deal = standing[-1] if standing else _opened(deals)
            deal.terms.append(index)
            deal.kinds[dealt.terms[index].kind] += dealt.terms[index].sure / 8
    return deals


def _is_other(deal: _Deal, text: str) -> bool:
    """Whether the words that first stand for a deal, or two of them, make it one of trade, labour or arms."""
    if not deal.mentions or any(_kind_by_words(text[slice(*m.span)]) for m in deal.mentions):
        return False
    other = [_is_of_other_kind(text, one.span) for one in deal.mentions]
    return other[0] or sum(other) > 1


def _is_of_other_kind(text: str, span: Span) -> bool:
    start, end = span
    subject = _SUBJECT.match(text, end)
    words = set(words_of(text[start : subject.end() if subject else end]))  # the African Union brokers truces
    return bool(words & accounts_book().other_deals)


def _in_order(dealt: Dealt) -> Iterator[tuple[int, str, int]]:
    """By place; in one sentence the mentions come first, so that its steps and terms find them."""
    for index, mention in enumerate(dealt.mentions):
        yield mention.head.sentence[0], "mention", index
    for index, step in enumerate(dealt.steps):
        yield step.sentence[0], "step", index
    for index, term in enumerate(dealt.terms):
        yield term.head.sentence[0], "term", index


def _opened(deals: list[_Deal]) -> _Deal:
    deals.append(_Deal())
    return deals[-1]


def _deal_of_mention(deals: list[_Deal], mention: Mention, text: str) -> _Deal:
    """The latest deal that the words may stand for; a new one where they are of a kind that none is of."""
    words = text[slice(*mention.span)]
    kind, marks = _kind_by_words(words), marks_of(words)
    if is_pronoun(words):
        return deals[-1] if deals else _opened(deals)
    fitting = [d for d in deals if not marks.apart(d.marks) and (d.marks.past or not marks.past)]
    fitting = [d for d in fitting if d.marks.separate == marks.separate or _is_near(d, mention)]
    present = [deal for deal in fitting if not deal.marks.past] or fitting
    fitting = fitting if marks.past else present
    if kind is None:
        return fitting[-1] if fitting else _opened(deals)
    alike = [deal for deal in fitting if deal.kind == kind]
    if alike:
        return alike[-1]
    vague = [d for d in fitting if not any(_kind_by_words(text[slice(*m.span)]) for m in d.mentions)]
    return vague[-1] if vague and not _NEW.match(words) else _opened(deals)


def _is_near(deal: _Deal, mention: Mention) -> bool:
    """Whether a separate deal was spoken of just before: "a separate deal ... such an offer"."""
    return deal.marks.separate and mention.span[0] - deal.mentions[-1].span[1] <= NEAR


def _kind_by_words(words: str) -> AgreementKind | None:
    """The kind of agreement that a phrase names; None for "the deal", "the accord"."""
    lower = [word.lower() for word in words_of(words)]
    book = accounts_book()
    return next((book.kinds[word] for word in reversed(lower) if word in book.kinds), None)


def _deal_of_step(deals: list[_Deal], dealt: Dealt, index: int, kind: str) -> _Deal:
    """The deal that the step's sentence names, the nearest one; else the latest, of its kind if one is."""
    step = dealt.steps[index]
    named = [
        (abs(mention.span[0] - step.trigger[0]), number)
        for number, deal in enumerate(deals)
        for mention in deal.mentions
        if mention.head.sentence == step.sentence
    ]
    if named:
        return deals[min(named)[1]]
    standing = [deal for deal in deals if not deal.marks.past] or deals
    alike = [deal for deal in standing if deal.kind == kind]
    return (alike or standing)[-1] if deals else _opened(deals)


# --- from words to the noun -----------------------------------------------------------------------


def _agreement(name: str, deal: _Deal, dealt: Dealt, context: Context) -> Agreement:
    heads = _heads(deal, dealt)
    brokers = [span for span in _spans(heads, "broker") if _can_deal(span, context)]
    parties = _between(_parties(deal, dealt), brokers, context)
    kind = _kind(deal, context.text)
    lasting = _lasting(deal, dealt, context)
    steps = tuple(_step(dealt.steps[i], context.when[i], context.step_chains[i], context) for i in deal.steps)
    return Agreement(
        id=name,
        kind=kind,
        mentions=tuple(mention.span for mention in deal.mentions),
        parties=_distinct(parties, context.parties),
        brokers=_brokers(brokers, heads, context),
        places=_places(heads, context.places),
        times=tuple(dict.fromkeys(step.time for step in steps if step.time is not None)),
        lasting=lasting,
        sides=_sides(deal, parties, context),
        terms=tuple(_term(dealt.terms[i], context.term_chains[i], context) for i in deal.terms),
        steps=steps,
    )


def _heads(deal: _Deal, dealt: Dealt) -> list[Trigger]:
    return [*(mention.head for mention in deal.mentions), *(dealt.steps[i] for i in deal.steps)]


def _spans(heads: Sequence[Trigger], role: str) -> list[Span]:
    return sorted({span for head in heads for span in head.arguments.get(role, ())})


def _kind(deal: _Deal, text: str) -> AgreementKind:
    """What its words name most often, else what the model takes it for."""
    named = Counter(kind for mention in deal.mentions if (kind := _kind_by_words(text[slice(*mention.span)])))
    return named.most_common(1)[0][0] if named else cast(AgreementKind, deal.kind)


def _parties(deal: _Deal, dealt: Dealt) -> list[Span]:
    """Those that are named as parties, and whoever takes a step in its own name."""
    heads = _heads(deal, dealt)
    acting = [
        span
        for index in deal.steps
        for span in dealt.steps[index].arguments.get("by", ())
        if dealt.steps[index].states not in ("negotiating", "denied")
    ]
    owing = [span for index in deal.terms for span in dealt.terms[index].head.arguments.get("who", ())]
    brokers = set(_spans(heads, "broker"))
    return sorted({*_spans(heads, "party"), *acting, *owing} - brokers)


def _between(spans: Sequence[Span], brokers: Sequence[Span], context: Context) -> list[Span]:
    """Those of some phrases that can be party to a deal, and broker none of it."""
    mediating = {_key(context.parties.reference(span)) for span in brokers}
    able = [span for span in spans if _can_deal(span, context) and not _is_broker(span, context.text)]
    return [span for span in able if _key(context.parties.reference(span)) not in mediating]


def _key(reference: Reference) -> str:
    return reference.name or reference.entity or str(reference.span)


def _can_deal(span: Span, context: Context) -> bool:
    """Not the outlet, an office or a mere place, nor one person who speaks for a side."""
    words = context.text[slice(*span)]
    reference = context.parties.reference(span)
    if _is_outlet(reference.name or words, context.outlet):
        return False
    if is_pronoun(words) and reference.name is None:
        return False
    told = reference.name if is_pronoun(words) and reference.name else words
    last = (content_words(_COMMA.sub("", told)) or [told.lower().split()[-1]])[-1]
    person = kind_of(words, None) == "people" and number_of(words) == "singular" and not reference.actor_type
    person = person or (context.parties.is_person(span) and not reference.actor_type)
    person = person or (_STYLED.fullmatch(told) is not None and not reference.actor_type)
    return not bases(last) & accounts_book().no_parties and not person


def _is_outlet(name: str, outlet: str | None) -> bool:
    """Whether a name is the outlet's, a part of it, or its first letters: "QSNA"."""
    if not outlet or not fold_name(name):
        return False
    letters = "".join(word[0] for word in words_of(outlet))
    return fold_name(name) in fold_name(outlet) or (name.isupper() and name == letters.upper())


def _is_broker(span: Span, text: str) -> bool:
    """Whether a phrase says itself what it does: "the mediators", "the envoy of the Mission"."""
    return bool({word.lower() for word in words_of(text[slice(*span)])} & accounts_book().broker_words)


def fold_name(name: str) -> str:
    """A name in lower case without its article."""
    return name.lower().removeprefix("the ").strip()


def _distinct(spans: Sequence[Span], parties: Parties) -> tuple[Reference, ...]:
    """Each party once, at its first place."""
    kept: dict[str, Reference] = {}
    for span in spans:
        reference = parties.reference(span)
        kept.setdefault(reference.name or reference.entity or str(span), reference)
    return tuple(kept.values())


def _brokers(spans: Sequence[Span], heads: Sequence[Trigger], context: Context) -> tuple[Broker, ...]:
    references = _distinct(spans, context.parties)
    return tuple(Broker(**asdict(one), role=_role_word(one.span, heads, context.text)) for one in references)


def _role_word(span: Span, heads: Sequence[Trigger], text: str) -> Span | None:
    """The word nearest to a broker in its sentence that says what it did."""
    roles = accounts_book().broker_words
    sentence = next((h.sentence for h in heads if h.sentence[0] <= span[0] < h.sentence[1]), span)
    found = [
        (min(abs(match.start() - span[1]), abs(span[0] - match.end())), match.span())
        for match in re.finditer(r"\w+", text[: sentence[1]][sentence[0] :])
        if match.group().lower() in roles
    ]
    if not found:
        return None
    start, end = min(found)[1]
    return start + sentence[0], end + sentence[0]


def _places(heads: Sequence[Trigger], places: Sequence[Place]) -> tuple[int, ...]:
    indices = (i for span in _spans(heads, "place") for i in overlapping((span,), places)[:1])
    kept: dict[object, int] = {}
    for index in indices:
        kept.setdefault(places[index].geonameid or places[index].name, index)
    return tuple(kept.values())


def _lasting(deal: _Deal, dealt: Dealt, context: Context) -> int | None:
    """The first duration in the words for the deal, or in those of its terms."""
    spans = [*(m.span for m in deal.mentions), *(dealt.terms[i].span for i in deal.terms)]
    near = [i for span in spans for i in overlapping((span,), context.times)]
    return next((i for i in near if context.times[i].type == "DURATION"), None)


def _sides(deal: _Deal, parties: Sequence[Span], context: Context) -> Sides | None:
    words = " ".join(context.text[slice(*mention.span)] for mention in deal.mentions).lower()
    if "unilateral" in words or "one-sided" in words:
        return "unilateral"
    count = len(_distinct(parties, context.parties))
    return "bilateral" if count == 2 else "multilateral" if count > 2 else None


def _step(trigger: Trigger, when: When, chain: tuple[str, ...], context: Context) -> Step:
    by, against = trigger.first("by"), trigger.first("against")
    taker = context.parties.reference(by) if by else None
    if taker and _is_outlet(taker.name or context.text[slice(*taker.span)], context.outlet):
        by = taker = None  # who reports a step has not taken it
    phrase = phrase_of(context.text, trigger.trigger, trigger.light_verb)
    beside = (span for span in (by, against, *trigger.time_spans) if span)
    spans = [phrase, *(span for span in beside if _in_sentence(context.text, span, phrase))]
    return Step(
        step=cast(StepKind, trigger.states),
        span=phrase,
        by=taker,
        against=context.parties.reference(against) if against else None,
        time=next(iter(when.times), None),
        begin=when.begin,
        end=when.end,
        polarity="positive" if trigger.states == "denied" else trigger.facts.polarity,
        certainty=trigger.facts.certainty,
        status=trigger.facts.status,
        attributed_to=chain,
        evidence=((min(start for start, _ in spans), max(end for _, end in spans)),),
        confidence=round(trigger.confidence, 4),
    )


def _in_sentence(text: str, span: Span, phrase: Span) -> bool:
    """Whether no sentence ends between a phrase and another: who took the step may be named before."""
    first, second = sorted((span, phrase))
    return _SENTENCE_END.search(text, first[1], max(first[1], second[0])) is None


def _term(term: Mention, chain: tuple[str, ...], context: Context) -> Term:
    who = term.head.first("who")
    if who and not is_pronoun(context.text[slice(*who)]) and not _can_deal(who, context):
        who = None  # who or what is moved owes nothing
    if who and _is_outlet(context.parties.reference(who).name or "", context.outlet):
        who = None
    return Term(
        span=term.span,
        does=context.text[slice(*term.span)],
        who=context.parties.reference(who) if who else None,
        given=term.head.first("given"),
        polarity=term.head.facts.polarity,
        status=term.head.facts.status,
        attributed_to=chain,
        confidence=round(term.head.confidence, 4),
    )
