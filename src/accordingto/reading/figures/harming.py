"""People whom something hits, somebody maims or medics treat: verbs that alone do not tell of harm."""

from __future__ import annotations

from accordingto.reading.figures import grammar
from accordingto.reading.figures.phrases import Counted
from accordingto.reading.figures.predicates import Predicate
from accordingto.reading.figures.tokens import Sentence

_PARTS = frozenset("hand hands foot feet leg legs arm arms ear ears finger fingers nose noses".split())
_LIMBS = frozenset("neck shoulder foot leg legs arm hand thigh knee".split())
_WOUNDING = frozenset("gunshot bullet shrapnel blast burn burns trauma mine".split())
_RECEIVING = frozenset("receive receives received receiving admit admits admitted admitting".split())
_OPERATING = frozenset((("operated", "on"), ("operating", "on"), ("operate", "on")))
_MAIMING = frozenset("amputated amputating severed severing chopped hacked".split())


def treats(sentence: Sentence, place: int, found: Counted) -> Predicate | None:
    """As in "medics treated 30 people", of whom no illness is told, "received 22 casualties"."""
    start = place - ((sentence.at(place - 1), sentence.at(place)) in _OPERATING)
    received = sentence.at(place) in _RECEIVING
    hurt = received and (sentence.words[found.end - 1] == "casualties" or are_wounds(sentence, found))
    treated = hurt or start < place or sentence.at(place) in ("treat", "treats", "treated", "treating")
    follows = sentence.words[found.end : found.end + 3]
    if found.noun is None and sentence.at(found.end)[:1].isalnum():  # treated 40 wounded
        return None
    named = follows[:1] in (["for"], ["with"]) and "gas" not in follows
    ill = sentence.words[found.end - 1] == "patients" or named
    return Predicate(start, place + 1, "injured", "object") if treated and not ill else None


def are_wounds(sentence: Sentence, found: Counted) -> bool:
    """As in "71 gunshot cases", "14 shrapnel wounds", where a clinic counts those whom it treats so."""
    by = found.noun is not None and sentence.at(found.end - 2) in _WOUNDING
    return by and sentence.words[found.end - 1] in ("cases", "wounds", "injuries")


def hits(sentence: Sentence, place: int, found: Counted) -> Predicate | None:
    """As in "a bullet hit a woman of 70"; soldiers who are hit may be under fire."""
    civil = found.noun is not None and found.noun.kind in ("other", "population") and not found.noun.guessed
    hit = civil and sentence.at(place) in ("hit", "hits", "hitting")
    return Predicate(place, place + 1, "injured", "object") if hit else None


def destroys(sentence: Sentence, place: int, found: Counted) -> Predicate | None:
    """As in "destroyed 12 militants", not "six fighters", which may be aircraft."""
    armed = found.noun is not None and found.noun.kind == "fighters"
    told = sentence.at(place) in ("destroyed", "destroy", "destroying", "destroys")
    named = armed and sentence.words[found.end - 1] != "fighters"
    return Predicate(place, place + 1, "killed", "object") if told and named else None


def shoots(sentence: Sentence, place: int, found: Counted) -> Predicate | None:
    """As in "shot three men in the leg", "fatally shot a guard"; who is only shot may have lived."""
    shot = sentence.at(place) in ("shot", "shoot", "shooting") and sentence.at(place - 1) not in grammar.BE
    if shot and found.noun is not None and sentence.at(place - 1) == "fatally":
        return Predicate(place, place + 1, "killed", "object")
    hurt = shot and found.noun is not None and _is_limb(sentence, found.end)
    return Predicate(place, place + 1, "injured", "object") if hurt else None


def _is_limb(sentence: Sentence, place: int) -> bool:
    """As in "in the neck"."""
    return (
        sentence.at(place) == "in"
        and sentence.at(place + 2) in _LIMBS
        and not sentence.at(place + 3)[:1].isalpha()
    )


def maims(sentence: Sentence, place: int) -> Predicate | None:
    """As in "amputated the hands of nine men", "took a foot off a boy"."""
    if sentence.at(place - 1) not in _PARTS:
        return None
    start = place - 3
    done = sentence.at(place) == "off" or sentence.at(start) in _MAIMING
    return Predicate(start, start + 1, "injured", "object") if done and start >= 0 else None
