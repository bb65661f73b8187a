"""Where people went, stayed or fell: verbs that tell it only by what stands behind them."""

from __future__ import annotations

from accordingto.reading.figures import grammar
from accordingto.reading.figures.book import book
from accordingto.reading.figures.phrases import Counted
from accordingto.reading.figures.predicates import Predicate
from accordingto.reading.figures.tokens import Sentence

_LEAVING = frozenset("leave leaves left abandon abandoned quit vacated deserted".split())
_GOING = frozenset("walked trekked moved arrived reached crossed drove marched".split())
_JAILS = frozenset("prison prisons jail jails detention custody captivity".split())
_FALLEN = frozenset(("fell", "fallen"))
_STAYING = frozenset("remain remains remained remaining stay stayed staying".split())
_INSIDE = frozenset("in inside there behind at within".split())
_HELD = frozenset("custody detention prison jail captivity hospital hospitals force office power".split())
_CIVILIANS = frozenset(
    "people persons civilians residents inhabitants villagers citizens souls townspeople locals"
    " islanders northerners southerners farmers women children".split()
)
_ENDS = frozenset(["", ".", ",", ";", ":", ")", "since", "during", "overnight", "and", "as", "after"])
# Behind "left": on the way, not what remained in a place.
_SETTING_OUT = frozenset(("for", "by", "on"))
_DAYBREAK = frozenset("dawn daybreak dusk night noon nightfall sunrise once".split())
_WENT = frozenset("moved walked trekked".split())
_UNDER_WAY = frozenset("moving walking heading trekking streaming travelling driving".split())
_BARRIERS = frozenset(
    "border frontier river bridge lake strait lagoon sea mountains desert boundary creek stream".split()
)
_ON_THE_WAY = frozenset("walked trekked fled escaped crossed reached".split())
_VESSELS = frozenset("ship boat bus convoy plane helicopter lorry train vessel".split())
_LONGEST_WAY = 11
_SMALLEST_CROWD = 10
_SMALLEST_STREAM = 500
_LONGEST_PLACE = 6


def whereabouts(sentence: Sentence, found: Counted, place: int, perfect: bool) -> Predicate | None:
    """As in "have left the district", "remain inside", at a verb that has the counted for its subject.

    `perfect` tells that an auxiliary stands before the verb.
    """
    word = sentence.words[place]
    if word in _STAYING and _stay(sentence, found, place + 1):
        return Predicate(place, place + 1, "population", "clause")
    soldiers = found.noun is not None and (found.noun.kind == "fighters" or _are_his(sentence, found))
    if (
        word in _FALLEN
        and soldiers
        and sentence.at(place + 1) in _ENDS | {"in", "at", "near", "on", "when", "while", "under"}
    ):
        return Predicate(place, place + 1, "killed", "clause")
    if found.noun and found.noun.kind == "detained" and word in _LEAVING | {"walked"}:
        out = _JAILS & set(sentence.words[place + 1 : place + _LONGEST_PLACE])
        return Predicate(place, place + 1, "released", "clause") if out else None
    if not _may_flee(sentence, found) or not _leave(sentence, found, place, perfect):
        return None
    shut_in = sentence.at(place - 1) in ("cannot", "not") or sentence.at(place - 2) == "unable"
    return Predicate(place, place + 1, "population" if shut_in else "displaced", "clause")


def expels(sentence: Sentence, found: Counted, place: int) -> bool:
    """As in "60,000 settlers had been expelled", not "12 diplomats": many who lived there."""
    noun = found.noun
    civil = noun is None or (noun.kind in ("other", "population") and not (noun.guessed or noun.speaker))
    driven = sentence.at(place) in ("expelled", "deported", "expelling", "deporting")
    return driven and civil and found.quantity.size >= _SMALLEST_STREAM


def walked_with(sentence: Sentence, found: Counted) -> Predicate | None:
    """As in "had walked to the border with 43 of his people", "reached the town with her three sons"."""
    noun = found.noun
    civil = noun is not None and noun.kind in ("other", "population") and not (noun.guessed or noun.speaker)
    if not civil or sentence.words[found.end - 1] in ("men", "fighters"):
        return None
    for place in range(found.start - 2, max(-1, found.start - _LONGEST_WAY), -1):
        word = sentence.words[place]
        if word in _ON_THE_WAY:
            if sentence.at(place - 1) in _VESSELS:
                return None
            return Predicate(place, place + 1, "displaced", "object")
        if not word[0].isalnum() or word in grammar.CONJUNCTIONS | grammar.RELATIVES | grammar.PRONOUNS:
            return None
    return None


def _are_his(sentence: Sentence, found: Counted) -> bool:
    """As in "two of its men"."""
    return sentence.words[found.end - 1] == "men" and sentence.at(found.end - 2) in grammar.POSSESSIVES


def under_way(sentence: Sentence, found: Counted, place: int) -> Predicate | None:
    """As in "were moving towards the border", at a participle behind an auxiliary."""
    going = sentence.words[place] in _UNDER_WAY and sentence.at(place + 1) in ("towards", "toward")
    return (
        Predicate(place, place + 1, "displaced", "clause") if going and _may_flee(sentence, found) else None
    )


def _may_flee(sentence: Sentence, found: Counted) -> bool:
    """Whether those who are counted may have lived there: no delegates, no troops."""
    noun = found.noun
    if noun is None:
        ours = not found.partitive or sentence.words[found.end - 1] == "us"
        return ours and found.quantity.size >= _SMALLEST_CROWD
    named = sentence.raw[found.end - 1][:1].isupper() and found.quantity.size >= _SMALLEST_CROWD
    return noun.group or named or sentence.words[found.end - 1] in _CIVILIANS


def _leave(sentence: Sentence, found: Counted, place: int, perfect: bool) -> bool:
    word, follows = sentence.words[place], sentence.at(place + 1)
    if word == "gone":
        return sentence.at(place - 1) in ("have", "has", "had", "already") and follows in _ENDS
    family = found.noun is not None and found.noun.group
    if word in _GOING and (family or (word == "crossed" and follows in grammar.PREPOSITIONS | _ENDS)):
        return True
    if word in ("crossed", "cross") and _is_barrier(sentence, place + 1):
        return True
    if word in _WENT and follows in ("to", "towards") and found.quantity.size >= _SMALLEST_CROWD:
        return sentence.at(place + 2) not in grammar.DETERMINERS
    if word in ("arrived", "reached") and "foot" in sentence.words[place : place + _LONGEST_PLACE]:
        return True
    if word in ("arrive", "arrived") and found.noun is None:
        return found.quantity.size >= _SMALLEST_STREAM
    if word not in _LEAVING:
        return False
    if word in ("left", "leave") and (follows in _ENDS | _SETTING_OUT or _is_daybreak(sentence, place + 1)):
        return True
    return _is_place(sentence, place + 1, perfect or family)


def _is_daybreak(sentence: Sentence, place: int) -> bool:
    """As in "left at dawn", not "left at the camp"."""
    return sentence.at(place) == "at" and sentence.at(place + 1) in _DAYBREAK


def _is_barrier(sentence: Sentence, start: int) -> bool:
    """As in "crossed the bridge", "crossed the Naf on Sunday"."""
    if sentence.at(start) not in ("the", "a"):
        return False
    named = start + 1 < len(sentence.raw) and sentence.raw[start + 1][0].isupper()
    return named or bool(_BARRIERS & set(sentence.words[start + 1 : start + 4]))


def _is_place(sentence: Sentence, start: int, perfect: bool) -> bool:
    """As in "the besieged eastern district"; a name alone only behind "have left"."""
    if sentence.at(start) and sentence.raw[start][0].isupper():
        for_other = "for" in sentence.words[start + 1 : start + 4]
        return (perfect or for_other) and sentence.words[start] not in grammar.DAYS
    if sentence.at(start) not in grammar.DETERMINERS:
        return False
    words = sentence.words[start + 1 : start + _LONGEST_PLACE]
    length = next(
        (n for n, word in enumerate(words) if word in grammar.FUNCTION or not word[0].isalpha()), None
    )
    head = words[:length][-1:]
    return bool(head) and head[0].removesuffix("s") in book().settlements


def _stay(sentence: Sentence, found: Counted, place: int) -> bool:
    """As in "remain in the part that they hold", not "remain in custody"."""
    noun = found.noun
    civil = noun is not None and (noun.kind == "population" or sentence.words[found.end - 1] in _CIVILIANS)
    return civil and sentence.at(place) in _INSIDE and sentence.at(place + 1) not in _HELD
