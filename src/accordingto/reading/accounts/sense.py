"""What is marked as speaking of a deal and cannot: rules for reports that tell of much else beside it.

The model learned from short reports, each about one deal; in longer ones it takes an earthquake for a deal,
a dead man for a term carried out, and the start of a siege for that of a truce.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from accordingto.reading.accounts.agreements import Dealt, Mention
from accordingto.reading.accounts.grammar import bases
from accordingto.reading.accounts.triggers import Trigger
from accordingto.reading.codebook.accounts import accounts_book, meanings, no_terms
from accordingto.reading.codebook.inflection import lemma_candidates
from accordingto.reading.phrases import DETERMINERS, PRONOUNS, content_words, head, words_of
from accordingto.types import Span

# Code points to words for a deal: back from a pronoun that stands for it, either way from what becomes of it.
NEAR, FAR = 250, 400
_BEING = re.compile(r"(?:is|are|was|were|be|been|being)", re.IGNORECASE)
_CLAUSE = re.compile(r"[^.;:!?]*")
# Steps whose words say as well what becomes of anything else: "signed the book", "a visit fell through".
_OF_ANYTHING = frozenset(
    {"agreed", "rejected", "extended", "collapsed", "suspended", "completed", "in-force"}
)
_OBJECT = re.compile(
    r"(?:\s+(?:up|off|out|down))?\s+(?!(?:in|on|at|by|for|from|when|as|to|with|after)\b)(?P<phrase>[^.;:!?,()“”\"]{2,80})"
)
_SUBJECT = re.compile(
    r"(?:^|[“\"]|[;:,]\s+(?:(?:and|but|while)\s+)?|\b(?:and|but|that)\s+)(?P<phrase>[^;:,()“”\"]{3,90})$"
)
# What nobody does to a deal by praising it.
_AGAINST = frozenset({"rejected", "violated", "suspended", "collapsed", "denied"})
_TALKING = frozenset({"talk", "talked", "negotiation", "contact", "dialogue"})
# Words of kinds of deals for people: "denied this, saying that it had freed the prisoners".
_HELD = frozenset({"prisoner", "hostage", "captives"})
_PHASE = re.compile(r"(?:began|begin|begun|starts?|started|commenced?|erupted|ended|resumed?)", re.IGNORECASE)
_OF_WHAT = re.compile(r"(?P<what>[\w-]+)(?:,)?\s+(?:that|which)\s+(?:has\s+|had\s+)?$", re.IGNORECASE)


def sensible(text: str, dealt: Dealt) -> Dealt:
    """Without what cannot speak of a deal."""
    mentions = _mentions(text, dealt.mentions)
    named = (*(one.span for one in mentions), *(one.span for one in dealt.terms if _is_owed(one)))
    near = [step for step in dealt.steps if not named or _is_near(step.sentence, named)]
    terms = tuple(term for term in dealt.terms if _can_be_term(text, term, named, near))
    grounds = (*named, *(one.span for one in terms))
    kept = [
        (step, kind)
        for step, kind in zip(dealt.steps, dealt.kinds, strict=True)
        if _can_be_step(text, step) and _is_near(step.sentence, grounds)
    ]
    return Dealt(mentions, terms, tuple(step for step, _ in kept), tuple(kind for _, kind in kept))


# --- words for a deal -----------------------------------------------------------------------------


def _mentions(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Those that can stand for a deal; a pronoun only shortly behind words that do."""
    kept: list[Mention] = []
    last = -FAR
    for one in sorted(mentions, key=lambda mention: mention.span):
        words = text[slice(*one.span)].lower()
        if words in PRONOUNS:
            if one.span[0] - last <= NEAR or not kept:
                kept.append(one)
        elif not _is_other(words):
            kept.append(one)
            last = one.span[1]
    return tuple(kept)


def _is_other(words: str) -> bool:
    named = content_words(words)
    return bool(named) and bool(bases(named[-1]) & accounts_book().no_deals)


# --- terms ----------------------------------------------------------------------------------------


def _is_owed(term: Mention) -> bool:
    return term.head.facts.status not in ("happened", "ongoing")


def _can_be_term(text: str, term: Mention, grounds: Sequence[Span], steps: Sequence[Trigger]) -> bool:
    """What was done is a term only where a step carries it out, or near words for the deal."""
    verb = text[slice(*term.head.trigger)].lower()
    if term.head.facts.polarity == "negative":  # what is not to be done may be anything
        return True
    if _is_thing(text[slice(*term.span)]):
        return False
    if _is_owed(term):  # elections, a halt to shelling, a watch on the line: parties may owe anything
        return True
    if verb in no_terms() or bases(verb) & accounts_book().no_deals:
        return False
    sentence = term.head.sentence
    carried = any(step.sentence == sentence for step in steps)
    return carried or _is_near(sentence, grounds)


def _is_thing(phrase: str) -> bool:
    """Whether a term is but a thing: "46 trucks", not "the release of 46 captives", "no attacks"."""
    first = (words_of(phrase) or [""])[0].lower()
    return first != "no" and (first in DETERMINERS or first[:1].isdigit()) and _is_other(phrase)


# --- steps ----------------------------------------------------------------------------------------


def _can_be_step(text: str, step: Trigger) -> bool:
    word = text[slice(*step.trigger)]
    if step.states in _AGAINST and accounts_book().praising.intersection(
        lemma_candidates(word.lower(), "verb")
    ):
        return False
    if step.states in _OF_ANYTHING and _is_of_another(text, step):
        return False
    if step.states == "denied" and _BEING.fullmatch(word):
        return _denies_deal(text, step)
    if step.states == "denied" and word.lower().startswith("den"):
        start = max(0, step.trigger[0] - NEAR)
        return _denies_deal(text, step) or bool(_bases_in(text[start : step.trigger[0]]) & _dealings())
    if step.states in ("in-force", "completed") and _PHASE.fullmatch(word):
        before = _OF_WHAT.search(text, step.sentence[0], step.trigger[0])
        return before is None or not bases(before["what"].lower()) & accounts_book().no_deals
    return True


def _is_of_another(text: str, step: Trigger) -> bool:
    """Whether the object of a step, or what it happens to, is no deal: "signed a contract"."""
    behind = _OBJECT.match(text, step.trigger[1], step.sentence[1])
    before = _SUBJECT.search(text[step.sentence[0] : step.trigger[0]])
    phrases = [match["phrase"] for match in (behind, before) if match]
    others = [one for one in phrases if bases(head(one)) & accounts_book().no_objects]
    return any(not _bases_in(one) & _dealings() for one in others)


def _denies_deal(text: str, step: Trigger) -> bool:
    """ "There is no deal", "denied signing", not "there is no such list"."""
    match = _CLAUSE.match(text, step.trigger[1], step.sentence[1])
    words = _bases_in(match.group() if match else "")
    making = any(meanings("step").get(word) in ("agreed", "negotiating") for word in words)
    return making or bool(words & (_dealings() | (set(accounts_book().kinds) - _HELD)))


def _dealings() -> frozenset[str]:
    return accounts_book().deals | _TALKING


def _bases_in(text: str) -> set[str]:
    return {base for word in words_of(text.lower()) for base in bases(word)}


def _is_near(sentence: Span, grounds: Sequence[Span]) -> bool:
    """Whether a sentence, or what stands shortly before or behind it, speaks of a deal."""
    return any(span[0] - sentence[1] <= FAR and sentence[0] - span[1] <= FAR for span in grounds)
