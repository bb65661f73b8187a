"""Words that are an event by the codebook's word alone: by a sure rule, whatever a classifier says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from accordingto.models.runtime import Scores
from accordingto.models.sentences import sentence_of
from accordingto.reading.codebook.events import EventCodebook, Predicate, Typing, lemma_of, verdict
from accordingto.reading.codebook.inflection import PartOfSpeech
from accordingto.reading.phrases import plural

NEAR = 6  # words after a predicate, or before a passive one, in which its object is looked for


def certain(scores: Scores, book: EventCodebook, tagged: Mapping[int, PartOfSpeech]) -> Iterator[int]:
    """Those of the `tagged` predicates that a sure rule of the codebook fits, by the words around them."""
    for word, pos in tagged.items():
        lemma = lemma_of(book, scores.tokens.word(word).lower(), pos)
        if (pos, lemma) in book.sure and _is_sure(book, _predicate(scores, book, word, pos, lemma)):
            yield word


def sure_nouns(scores: Scores, book: EventCodebook) -> dict[int, PartOfSpeech]:
    """Nouns of sure rules, which the model need not mark: "an incident involving napalm"."""
    nouns = {lemma for pos, lemma in book.sure if pos == "noun" and ("verb", lemma) not in book.sure}
    forms = {form for lemma in nouns for form in (lemma, plural(lemma))}
    words = range(len(scores.tokens.words))
    return {word: "noun" for word in words if scores.tokens.word(word).lower() in forms}


def _is_sure(book: EventCodebook, predicate: Predicate) -> bool:
    said = verdict(book, predicate)
    return isinstance(said, Typing) and said.sure


def _predicate(scores: Scores, book: EventCodebook, word: int, pos: PartOfSpeech, lemma: str) -> Predicate:
    """A word with those around it, none of which is known for an argument: what is near may be one."""
    start, end = sentence_of(scores.tokens.sentences, word, len(scores.tokens.words))
    words = [scores.tokens.word(at).lower() for at in range(start, end)]
    at = word - start
    after = tuple(words[at + 1 : at + 1 + NEAR])
    before = tuple(lemma_of(book, near, "noun") for near in words[max(0, at - NEAR) : at])
    near = before if pos == "verb" else ()
    return Predicate(
        lemma=lemma, pos=pos, following=after, object_words=near, instrument_words=near, modifiers=before[-1:]
    )
