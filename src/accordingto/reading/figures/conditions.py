"""How the counted are, told in several words: in custody, in intensive care, treated for burns."""

from __future__ import annotations

from accordingto.reading.figures import grammar
from accordingto.reading.figures.book import book
from accordingto.reading.figures.carrying import VEHICLES, carried
from accordingto.reading.figures.phrases import Counted
from accordingto.reading.figures.predicates import Predicate, Role
from accordingto.reading.figures.tokens import Sentence
from accordingto.types import FigureKind

_PHRASES: dict[tuple[str, ...], FigureKind] = {
    ("from", "their", "homes"): "displaced",
    ("out", "of", "their", "homes"): "displaced",
    ("without", "shelter"): "displaced",
    ("without", "a", "home"): "displaced",
    ("on", "the", "move"): "displaced",
    ("under", "treatment"): "injured",
    ("in", "custody"): "detained",
    ("in", "detention"): "detained",
    ("behind", "bars"): "detained",
    ("under", "arrest"): "detained",
    ("into", "custody"): "detained",
    ("under", "arms"): "fighters",
    ("in", "captivity"): "detained",
    ("in", "prison"): "detained",
    ("in", "jail"): "detained",
    ("in", "hospital"): "injured",
    ("in", "intensive", "care"): "injured",
    ("in", "a", "coma"): "injured",
    ("under", "the", "rubble"): "missing",
    ("beneath", "the", "rubble"): "missing",
    ("under", "the", "ruins"): "missing",
    ("under", "the", "debris"): "missing",
}
_PHRASES_FROM = frozenset(words[0] for words in _PHRASES)
_GRAVE = frozenset("critical serious grave stable".split())
_WOUNDS = frozenset(
    "wounds wound injuries injury burns fractures concussion inhalation shock cuts bruises".split()
)
_CARE = frozenset("treatment surgery stitches".split())
_CARRIED = frozenset("taken rushed brought admitted carried sent flown transferred ferried".split())
_HOSPITALS = frozenset("hospital hospitals clinic clinics infirmary".split())
_STRUCK = frozenset("hit struck cut grazed".split())
_BADLY = frozenset("seriously critically badly severely gravely lightly slightly".split())
_LIMBS = frozenset("leg legs arm arms shoulder foot feet hand hands thigh knee knees ankle".split())
_LOST = frozenset("off amputated severed chopped hacked".split())
_SLIT = frozenset("cut slit slashed".split())
_BODY = frozenset(
    "leg legs arm arms head chest back stomach neck shoulder foot hand thigh abdomen face".split()
)
_MISSILES = frozenset(
    "bullet bullets shrapnel glass splinters fragments gunfire shot shots shell shells rocket rockets debris"
    " missile missiles pellets stone stones batons canister canisters".split()
)
_HOMES = frozenset("home homes house houses bed beds hut huts tent tents flat flats".split())
_CAMPED = frozenset("camped encamped crowded huddled".split())
_WHEN_OR_WHERE = frozenset("last this in on at from near during since yesterday earlier".split())
_LONGEST_PHRASE = 7


def condition(sentence: Sentence, found: Counted, place: int, passive: bool) -> Predicate | None:
    """What several words from `place` on, straight behind the number or its auxiliary, say of the counted."""
    return (
        _state(sentence, found, place, passive)
        or _treated(sentence, found, place, passive)
        or (
            _carried(sentence, place)
            or _camped(sentence, found, place)
            or _seized(sentence, place)
            or _caught(sentence, place)
            or _unheard(sentence, place)
            or carried(sentence, found, place)
            if passive
            else None
        )
        or _suffered(sentence, place)
        or _mutilated(sentence, place)
        or _badly(sentence, found, place)
        or _taken(sentence, found, place)
        or (_destroyed(sentence, found, place) if passive else None)
        or _burned(sentence, found, place, passive)
        or _struck(sentence, found, place, passive)
    )


def _state(sentence: Sentence, found: Counted, place: int, passive: bool) -> Predicate | None:
    if sentence.at(place) not in _PHRASES_FROM:
        return None
    bare = found.noun is None or found.partitive or found.others
    for words, kind in _PHRASES.items():
        fits = tuple(sentence.words[place : place + len(words)]) == words
        if fits and (passive or bare or kind != "injured"):
            return Predicate(place, place + len(words), kind, "adjacent")
    return _grave(sentence, place) if passive or bare else None


def _grave(sentence: Sentence, place: int) -> Predicate | None:
    """As in "in a critical condition"."""
    if sentence.at(place) != "in":
        return None
    start = place + 1 + (sentence.at(place + 1) in ("a", "an"))
    start += sentence.at(start) in ("very", "extremely")
    if sentence.at(start) in _GRAVE and sentence.at(start + 1) == "condition":
        return Predicate(place, start + 2, "injured", "adjacent")
    return None


def _treated(sentence: Sentence, found: Counted, place: int, passive: bool) -> Predicate | None:
    """As in "treated 40 people for gunshot wounds", "are being treated in two hospitals"."""
    if place == found.end and sentence.at(place) in ("for", "with"):
        return _word_of(sentence, place + 1, _WOUNDS)
    if not passive or sentence.at(place) != "treated":
        return None
    named = sentence.words[place : place + _LONGEST_PHRASE]
    if "for" in named:  # treated at the clinic for cholera
        return _word_of(sentence, place + named.index("for") + 1, _WOUNDS | {"gas"})
    return Predicate(place, place + 1, "injured", "clause")


def _carried(sentence: Sentence, place: int) -> Predicate | None:
    """As in "were rushed to a hospital in the capital"."""
    if sentence.at(place) not in _CARRIED or sentence.at(place + 1) != "to":
        return None
    there = _word_of(sentence, place + 2, _HOSPITALS)
    return Predicate(place, place + 1, "injured", "clause") if there else None


def _camped(sentence: Sentence, found: Counted, place: int) -> Predicate | None:
    """As in "are camped in a valley", "are crowded into a school", of no soldiers."""
    if sentence.at(place) not in _CAMPED or sentence.at(place + 1) not in grammar.PREPOSITIONS:
        return None
    soldiers = found.noun is not None and found.noun.kind == "fighters"
    return None if soldiers else Predicate(place, place + 1, "displaced", "clause")


def _seized(sentence: Sentence, place: int) -> Predicate | None:
    """As in "had been taken by soldiers", "were taken from their beds", "were picked up at a checkpoint"."""
    verb, led = sentence.words[place : place + 2] if sentence.at(place + 1) else ("", "")
    home = (verb, led) == ("taken", "from") and _is_home(sentence, place + 2)
    if home or ((verb, led) == ("picked", "up") and sentence.at(place + 2) != "by"):
        return Predicate(place, place + 1, "detained", "clause")
    if (verb, led) not in (("taken", "by"), ("picked", "up")):
        return None
    nouns = [book().nouns.get(word) for word in sentence.words[place + 2 : place + 6]]
    armed = any(noun and noun.kind == "fighters" for noun in nouns)
    return Predicate(place, place + 1, "detained", "clause") if armed else None


def _destroyed(sentence: Sentence, found: Counted, place: int) -> Predicate | None:
    """As in "two militants were destroyed in a house"; fighters that are destroyed may be aircraft."""
    armed = found.noun is not None and found.noun.kind == "fighters"
    named = armed and sentence.words[found.end - 1] != "fighters"
    told = named and sentence.at(place) == "destroyed"
    return Predicate(place, place + 1, "killed", "clause") if told else None


def _taken(sentence: Sentence, found: Counted, place: int) -> Predicate | None:
    """As in "the 14 workers taken last week", "30 pupils taken from a school"; not "taken to a clinic"."""
    beside = place == found.end and found.noun is not None and sentence.at(place) == "taken"
    alone = (
        sentence.at(place + 1) in _WHEN_OR_WHERE | grammar.DAYS or not sentence.at(place + 1)[:1].isalnum()
    )
    return Predicate(place, place + 1, "detained", "adjacent") if beside and alone else None


def _is_home(sentence: Sentence, place: int) -> bool:
    """As in "their beds", where people sleep."""
    return sentence.at(place) in grammar.POSSESSIVES and sentence.at(place + 1) in _HOMES


def takes(sentence: Sentence, place: int, found: Counted) -> Predicate | None:
    """As in "took 40 men from their houses", "took 40 girls from a school"; not "from A to B"."""
    taken = sentence.at(place) in ("took", "taking", "take", "taken") and sentence.at(found.end) == "from"
    moved = "to" in sentence.words[found.end : found.end + _LONGEST_PHRASE]
    kept = _is_home(sentence, found.end + 1) or not (moved or sentence.at(place - 1) in VEHICLES)
    return (
        Predicate(place, place + 1, "detained", "object") if taken and kept and _are_people(found) else None
    )


def _are_people(found: Counted) -> bool:
    """Whether those who are taken are no bodies, lives, wounded."""
    return found.noun is not None and found.noun.kind in ("other", "population", "fighters")


def _caught(sentence: Sentence, place: int) -> Predicate | None:
    """As in "five have been caught", not "were caught in crossfire"."""
    caught = sentence.at(place) == "caught" and sentence.at(place + 1) not in ("in", "up", "between", "by")
    return Predicate(place, place + 1, "detained", "clause") if caught else None


def _unheard(sentence: Sentence, place: int) -> Predicate | None:
    """As in "have not been heard of since the raid"."""
    heard = sentence.at(place) == "heard" and sentence.at(place + 1) in ("of", "from")
    never = heard and {"not", "never"} & set(sentence.words[max(0, place - 3) : place])
    return Predicate(place, place + 2, "missing", "clause") if never else None


def _suffered(sentence: Sentence, place: int) -> Predicate | None:
    """As in "suffered minor injuries"."""
    if sentence.at(place) in ("needed", "required", "need", "needing"):
        return _word_of(sentence, place + 1, _CARE)
    suffered = sentence.at(place) in ("suffered", "sustained", "suffering", "received")
    if not suffered and sentence.words[place : place + 2] != ["survived", "with"]:
        return None
    hurt = _word_of(sentence, place + 1, _WOUNDS)
    return Predicate(place, hurt.end, "injured", "clause") if hurt else None


def _badly(sentence: Sentence, found: Counted, place: int) -> Predicate | None:
    """As in "wounded 12, four critically"."""
    bare = (
        not (found.noun or found.partitive)
        and place == found.end
        and not sentence.at(place + 1)[:1].isalnum()
    )
    hurt = sentence.at(place) in _BADLY and bare
    return Predicate(place, place + 1, "injured", "adjacent") if hurt else None


def _burned(sentence: Sentence, found: Counted, place: int, passive: bool) -> Predicate | None:
    """As in "sixteen were badly burned", "two welders were burned"; not "were burned alive"."""
    if (
        not passive
        or sentence.at(place) not in ("burned", "burnt")
        or sentence.at(place + 1) in ("alive", "to")
    ):
        return None
    people = found.noun is not None and not found.noun.guessed and found.noun.kind in ("other", "fighters")
    hurt = people or sentence.at(place - 1) in _BADLY
    return Predicate(place, place + 1, "injured", "clause") if hurt else None


def _mutilated(sentence: Sentence, place: int) -> Predicate | None:
    """As in "had their throats cut", "had her hand cut off"."""
    if (
        sentence.at(place) not in ("had", "have", "having")
        or sentence.at(place + 1) not in grammar.POSSESSIVES
    ):
        return None
    part, done = sentence.at(place + 2), sentence.words[place + 3 : place + 5]
    if part in ("throat", "throats") and done[:1] and done[0] in _SLIT:
        return Predicate(place, place + 4, "killed", "clause")
    return Predicate(place, place + 4, "injured", "clause") if part in _BODY and _LOST & set(done) else None


def _struck(sentence: Sentence, found: Counted, place: int, passive: bool) -> Predicate | None:
    """As in "was hit in the leg", "46 people hit by rockets"."""
    link = sentence.at(place + 1)
    if passive and sentence.at(place) == "shot" and link in ("in", "through"):
        return _word_of(sentence, place + 2, _LIMBS)
    if sentence.at(place) not in _STRUCK or not (passive or place == found.end):
        return None
    if found.quantity.style == "none" and passive:
        return Predicate(place, place + 1, "injured", "clause")
    words = _MISSILES if link == "by" else _BODY if link == "in" else frozenset[str]()
    role: Role = "clause" if passive else "adjacent"
    return Predicate(place, place + 1, "injured", role) if _word_of(sentence, place + 2, words) else None


def _word_of(sentence: Sentence, start: int, words: frozenset[str]) -> Predicate | None:
    """The first of some words within a phrase that no mark or verb ends."""
    for place in range(start, start + _LONGEST_PHRASE):
        word = sentence.at(place)
        if word in words:
            return Predicate(place, place + 1, "injured", "adjacent")
        if not word or not word[0].isalnum() or word in grammar.BE | grammar.AUXILIARIES:
            return None
    return None
