"""What a text that is about something else says of a deal: only what stands near words that name one.

The model learned from short reports, each about one deal. Of a long one on a war it takes plans, decisions
and orders of one side for terms and steps: each is likely enough on its own, all of them together are few.
"""

from __future__ import annotations

from collections.abc import Sequence

from accordingto.reading.accounts.agreements import Dealt, Mention
from accordingto.reading.accounts.grammar import bases
from accordingto.reading.codebook.accounts import accounts_book
from accordingto.reading.phrases import words_of
from accordingto.types import Span

# Signs in a hundred words from which on a text is about a deal, even if it names none: expected steps, and
# marked steps and terms with their probabilities. Of our own texts that tell of a deal and do not name it,
# 93 in 100 have so many; of 32 texts of news and encyclopedias that tell of none, three.
ABOUT = 3.0
# Code points from words that name a deal: back from what stands for it, and either way from what is told.
BEHIND, NEAR = 250, 250


def of_named_deals(text: str, dealt: Dealt, *, signs: float) -> Dealt:
    """All of it where the text is about a deal (`signs`, see `ABOUT`); else what is near a deal's name."""
    if signs >= ABOUT:
        return dealt
    mentions = _named(text, dealt.mentions)
    grounds = [one.span for one in mentions]
    steps = [
        (step, kind)
        for step, kind in zip(dealt.steps, dealt.kinds, strict=True)
        if _is_near(step.trigger, grounds)
    ]
    return Dealt(
        mentions=mentions,
        terms=tuple(term for term in dealt.terms if _is_near(term.span, grounds)),
        steps=tuple(step for step, _ in steps),
        kinds=tuple(kind for _, kind in steps),
    )


def _named(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Phrases that name a deal, and those shortly behind one, which may stand for it."""
    kept: list[Mention] = []
    last: int | None = None
    for one in sorted(mentions, key=lambda mention: mention.span):
        if _names_deal(text[slice(*one.span)]):
            last = one.span[1]
        if last is not None and one.span[0] - last <= BEHIND:
            kept.append(one)
    return tuple(kept)


def _names_deal(words: str) -> bool:
    """ "The truce", "talks with the rebels", not "the plan", "aid", "a settlement on the hill"."""
    book = accounts_book()
    naming = (book.deals | set(book.kinds) | book.talks) - book.vague_deals
    return any(bases(word.lower()) & naming for word in words_of(words))


def _is_near(span: Span, grounds: Sequence[Span]) -> bool:
    return any(start - span[1] <= NEAR and span[0] - end <= NEAR for start, end in grounds)
