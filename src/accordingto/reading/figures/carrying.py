"""People whom somebody moves to safety: "moved 1,300 survivors to a school", "were flown to the capital"."""

from __future__ import annotations

from accordingto.reading.figures import grammar
from accordingto.reading.figures.book import book
from accordingto.reading.figures.phrases import Counted
from accordingto.reading.figures.predicates import Predicate
from accordingto.reading.figures.tokens import Sentence

_CARRIED = frozenset("moved transferred lifted flown ferried transported shipped brought carried".split())
_CARRYING = frozenset(
    "move moves moved moving fly flies flew flying lift lifts lifted lifting ferry ferries ferried ferrying"
    " transport transports transported transporting ship ships shipped shipping bring brings brought"
    " bringing".split()
)
# Out of the ruins, off a roof.
_PULLING = frozenset("pull pulls pulled pulling pluck plucked plucking winch winched winching hauled".split())
VEHICLES = frozenset(
    "bus buses lorries trucks boats ship ships helicopter helicopters plane planes convoy".split()
)
_TAKING = frozenset("took take takes taken taking".split())
_LADEN = frozenset("carry carries carried carrying".split())
_HELPLESS = frozenset("wounded injured sick patients evacuees".split())
_WAYS = frozenset("to from by out aboard".split())
# Who is taken there is treated or tried.
_NO_REFUGE = frozenset("court trial justice hospital hospitals clinic tears jail prison detention".split())
_HURT_OR_CHARGED = frozenset("casualties suspects".split())
_LONGEST_WAY = 6


def carried(sentence: Sentence, found: Counted, place: int) -> Predicate | None:
    """As in "40,000 residents may have to be moved", "150 of the injured were flown to Sarn"."""
    word = sentence.at(place)
    if word == "taken" and sentence.at(place + 1) in ("out", "off") and _is_civil(sentence, found):
        return Predicate(place, place + 2, "evacuated", "clause")
    anywhere = word in ("moved", "transferred") or _leads_away(sentence, place + 1)
    moved = word in _CARRIED and anywhere and _is_civil(sentence, found)
    return Predicate(place, place + 1, "evacuated", "clause") if moved else None


def carries(sentence: Sentence, found: Counted) -> Predicate | None:
    """As in "moved 1,300 survivors to a school", "a convoy carrying 109 wounded"."""
    place = found.start - 1
    word = sentence.at(place)
    if word in _LADEN and (sentence.at(found.end) in _HELPLESS or sentence.words[found.end - 1] in _HELPLESS):
        return Predicate(place, place + 1, "evacuated", "object")
    passive = word in _CARRIED and sentence.at(place - 1) in grammar.BE
    shipped = sentence.at(found.end) in _WAYS | {"in"}  # no "took off nine passengers" of a bus
    if word == "off" and shipped and sentence.at(place - 1) in _TAKING and _is_civil(sentence, found):
        return Predicate(place - 1, place + 1, "evacuated", "object")
    driven = word in ("took", "take", "taking") and sentence.at(place - 1) in VEHICLES
    away = (driven or word in _CARRYING) and not passive and _leads_away(sentence, found.end)
    away = away or (
        word in _PULLING and not passive and sentence.at(found.end) in ("out", "from", "off", "clear")
    )
    return Predicate(place, place + 1, "evacuated", "object") if away and _is_civil(sentence, found) else None


def _leads_away(sentence: Sentence, place: int) -> bool:
    there = sentence.words[place : place + _LONGEST_WAY]
    return bool(there) and there[0] in _WAYS and not _NO_REFUGE & set(there)


def _is_of_hurt(sentence: Sentence, found: Counted) -> bool:
    """As in "Of 765 wounded, 21 were flown out"."""
    place = found.start - 1
    return sentence.at(0) == "of" and sentence.at(place) == "," and sentence.at(place - 1) in _HELPLESS


def _is_civil(sentence: Sentence, found: Counted) -> bool:
    """Whether those who are moved are no soldiers, captives or bodies, nor a few who travel."""
    noun = found.noun
    if noun is None:
        return found.state is not None or _is_of_hurt(sentence, found)
    civil = noun.kind in ("population", "other", "injured") and not (noun.guessed or noun.speaker)
    return (
        civil and not found.single and sentence.words[found.end - 1] not in _HURT_OR_CHARGED | book().soldiers
    )
