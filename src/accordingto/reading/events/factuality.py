"""Did it happen, according to whoever speaks: polarity, certainty and status of an event mention."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from accordingto.models.runtime import Encoder, Scores
from accordingto.reading.events.candidates import Candidate
from accordingto.reading.events.undone import Short, short_of
from accordingto.types import Certainty, Polarity, Status

# A modal that leaves open whether it happened, and what the mention then is at the least.
POSSIBLE = frozenset({"may", "might", "could"})


# What speaks against all that hangs on it, and what negates its own clause.
_DENIES = (
    r"\b(?:den(?:y|ies|ied|ying|ials?)|refut\w*|reject\w*|dismiss\w*|disput\w*|disown\w*|disavow\w*|contradict\w*"
    r"|refus\w*|rul(?:e|es|ed|ing) out|false\w*|fake\w*|fabricat\w*|invent\w*|lie[sd]?|lying|propaganda"
    r"|rumou?rs?|baseless|unfounded|untrue|myths?|hoax\w*|nonsense|prevent\w*|avert\w*|avoid\w*|fail\w*|foil\w*"
    r"|thwart\w*|stop\w*|halt\w*|escap\w*|spared?|surviv\w*|unharmed|unhurt|uninjured|lack\w*|instead of"
    r"|rather than|far from|yet to|contrary|wrong\w*|incorrect\w*|mistak\w*|stay\w*|remain\w*|empty|only)\b"
)
_NO = (
    r"\b(?:no|not|none|never|nobody|nothing|nowhere|neither|nor|without|cannot|hardly|barely|scarcely|zero|nil)\b"
    r"|n['’]t\b|\bno[ -]one\b"
)
_DENIAL = re.compile(_DENIES, re.IGNORECASE)
# Without any of these a sentence denies nothing, whatever the model makes of "slightly damaged".
_NEGATES = re.compile(f"{_NO}|{_DENIES}", re.IGNORECASE)
# What was done, whether or not it won anything; of a killing or a coup that failed there is none.
_UNDERTAKEN = frozenset(
    "attack assault offensive raid ambush operation push incursion campaign counteroffensive counterattack"
    " counter-offensive counter-attack bombardment siege shelling advance invasion airstrike".split()
)
_FAILED = re.compile(r"\bfailed (?:[\w-]+ )?$", re.IGNORECASE)
_FAILS = re.compile(r"\bfail(?:s|ed|ing|ure)?(?: to \w+)?\b", re.IGNORECASE)
# Two denials: "hardly a day passes without an attack".
_TWICE = re.compile(
    r"\b(?:hardly|barely|scarcely|rarely|not|never)\b[^,;.]{0,40}\bwithout\b|\bnot without\b", re.IGNORECASE
)
_NOT_ONLY = re.compile(r"\b(?:not|n['’]t) (?:only|just|merely|simply|solely)\b", re.IGNORECASE)
# A bound of a number: "no more than six herdsmen were killed".
_BOUND = re.compile(r"\b(?:no|not|never|none) (?:more|fewer|less|later|other) than\b", re.IGNORECASE)
_NEXT = re.compile(r"\b(?:and|but) that\b", re.IGNORECASE)


@dataclass(frozen=True)
class Factuality:
    """Polarity, certainty and status, by the innermost voice that speaks of the event."""

    polarity: Polarity
    certainty: Certainty
    status: Status


def factuality_of(encoder: Encoder, scores: Scores, one: Candidate, *, granted: bool = False) -> Factuality:
    """By the model's heads, and by what the grammar states; what is `granted` to have happened did."""
    said = decided(
        Factuality(
            polarity=_likeliest(encoder, scores, "polarity", one.word),  # type: ignore[arg-type]
            certainty=_likeliest(encoder, scores, "certainty", one.word),  # type: ignore[arg-type]
            status=_likeliest(encoder, scores, "status", one.word),  # type: ignore[arg-type]
        ),
        one,
        _sentence(scores, one),
    )
    return as_far_as(said, _short_of(scores, one), granted=granted)


def as_far_as(said: Factuality, short: Short | None, *, granted: bool = False) -> Factuality:
    """What did not come to be is denied; whether what somebody tried came to be is not known.

    What somebody fears has not happened; what is `granted` has, whoever says that he had no part in it.
    """
    if granted:
        return replace(said, polarity="positive")
    if short == "undone":
        return Factuality("negative", said.certainty, "happened" if said.status == "ongoing" else said.status)
    if short == "ahead" and said.status in ("happened", "ongoing"):
        return Factuality(said.polarity, said.certainty, "planned")
    tried = short == "attempted" and said.status == "happened" and said.polarity == "positive"
    return Factuality(said.polarity, "unknown", said.status) if tried else said


def _short_of(scores: Scores, one: Candidate) -> Short | None:
    words, (start, end) = scores.tokens.words, one.sentence
    sentence = words[start][0], words[end - 1][1]
    return short_of(scores.tokens.text, sentence, words[one.word], noun=one.pos == "noun")


def _sentence(scores: Scores, one: Candidate) -> str:
    """The sentence of a candidate, as far as a negation in it may be of the candidate.

    An attack that failed was one: nobody denies it with "the attack failed".
    """
    words, (start, end) = scores.tokens.words, one.sentence
    begin, at = words[start][0], words[one.word][0]
    if one.pos == "noun" and one.lemma in _UNDERTAKEN:
        before = _FAILED.sub(" ", scores.tokens.text[begin:at])
        text = before + _FAILS.sub("", scores.tokens.text[at : words[end - 1][1]])
        return reaching(text, len(before))
    return reaching(scores.tokens.text[begin : words[end - 1][1]], at - begin)


def reaching(sentence: str, at: int) -> str:
    """What of a sentence can negate the word at `at`: "nobody" not in "nobody died and that rebels fired".

    Whoever denies one thing and that another happened denies both.
    """
    last = max((match.start() for match in _NEXT.finditer(sentence, 0, at)), default=0)
    return sentence if _DENIAL.search(sentence, 0, last) else sentence[last:]


def decided(said: Factuality, one: Candidate, words: str | None = None) -> Factuality:
    """What the model says, with a negation or a modal that the grammar shows.

    Nothing is denied in `words`, its sentence, that hold no word for it.
    """
    denied = said.polarity == "negative" and (words is None or _is_negative(words))
    sure = said.certainty in ("certain", "probable") and said.status == "happened"
    open_ended = sure and one.arguments.modal in POSSIBLE
    return Factuality(
        polarity="negative" if one.arguments.negated or denied else "positive",
        certainty="possible" if open_ended else said.certainty,
        status=said.status,
    )


def _is_negative(words: str) -> bool:
    """Whether a sentence denies something: not "not only shelled the port"."""
    for misleading in (_NOT_ONLY, _TWICE, _BOUND):
        words = misleading.sub("", words)
    return _NEGATES.search(words) is not None


def _likeliest(encoder: Encoder, scores: Scores, head: str, word: int) -> str:
    return encoder.classes[head][int(scores.classes[head][word].argmax())]
