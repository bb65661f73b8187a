"""What stands before a number: the verb whose object is counted, the noun with "of", a label."""

from __future__ import annotations

from accordingto.reading.figures import grammar
from accordingto.reading.figures.asides import before_aside
from accordingto.reading.figures.book import Use, book
from accordingto.reading.figures.carrying import carries
from accordingto.reading.figures.conditions import takes
from accordingto.reading.figures.harming import destroys, hits, maims, shoots, treats
from accordingto.reading.figures.phrases import Counted
from accordingto.reading.figures.predicates import Predicate, kind_of_label, toll_at
from accordingto.reading.figures.tokens import Sentence
from accordingto.reading.figures.whereabouts import expels, walked_with
from accordingto.types import FigureKind

_CLAIMING = frozenset(
    "claim claims claimed claiming cost costs costing took take takes taking taken lost losing".split()
)
# "The camp holds 18,000 people" tells how many are there.
_HOLDING = frozenset("hold holds held holding".split())
_ROOMS = frozenset(
    "camp camps school schools church mosque stadium hall building shelter town city village boat bus".split()
)
_LONGEST_ASIDE = 10
_MAKEUP = frozenset("mostly mainly many most some all including among largely chiefly".split())
_FORCING = frozenset("force forces forced forcing".split())
_HARMS = frozenset(("killed", "injured", "missing"))
_TRADING = frozenset(
    "exchange exchanged exchanging swap swapped swapping trade traded trading return".split()
)
# What may stand between a verb and whom it counts.
_BETWEEN = frozenset("the its their his her my our also reportedly those these at".split())


def before(sentence: Sentence, found: Counted) -> Predicate | None:
    """The verb whose object is counted ("killed 12"), the noun with "of", the label with a colon."""
    place = before_aside(sentence, found.start - 1)
    while sentence.at(place) in _BETWEEN:
        place -= 1
    place = _before_owner(sentence, place)
    word = sentence.at(place)
    if word in _CLAIMING and sentence.words[found.end : found.end + 2] in (
        ["their", "lives"],
        ["his", "life"],
    ):
        return Predicate(place, place + 1, "killed", "object")
    if word in ("of", "off") and (maimed := maims(sentence, place)):
        return maimed
    claimed = sentence.words[found.end - 1] == "victims" and word in _CLAIMING
    if claimed or sentence.words[found.end - 1] == "lives":
        return _lives(sentence, place, found.end)
    if word in ("included", "include", "includes", "were", "was", "are"):
        return _included(sentence, place)
    if word == "by" and sentence.at(place - 1) in grammar.RISING:
        return None
    if word == "by":
        return Predicate(place, place + 1, "other", "agent")
    if word == "of" and sentence.at(place - 1) == "rate":
        return _rate(sentence, place)
    if word in ("of", "to"):
        return _event(sentence, place, found)
    if word == "for" and found.noun and (trade := _traded(sentence, place)):
        return trade
    if word == "with" and sentence.at(place - 1) in ("along", "together"):
        return _along(sentence, place - 2)
    if word == "with" and found.others:
        return _along(sentence, place - 1)
    if word == "with" and (fled := walked_with(sentence, found)):
        return fled
    if word in (":", "="):
        return _label(sentence, place)
    return (
        _split(sentence, place, found.end)
        or _mixed(sentence, place, found.end)
        or _object_of(sentence, place)
        or carries(sentence, found)
        or treats(sentence, place, found)
        or hits(sentence, place, found)
        or shoots(sentence, place, found)
        or destroys(sentence, place, found)
        or takes(sentence, place, found)
        or _expelled(sentence, place, found)
    )


def _before_owner(sentence: Sentence, place: int) -> int:
    """As in "killed | a chief's two sons"."""
    if not sentence.at(place).endswith(("'s", "s'")):
        return place
    for start in range(place - 1, max(-1, place - 4), -1):
        if sentence.words[start] in grammar.DETERMINERS:
            return start - 1
        if sentence.words[start] in grammar.FUNCTION or not sentence.words[start][0].isalpha():
            return place
    return place


def _mixed(sentence: Sentence, place: int, end: int) -> Predicate | None:
    """As in "lost 60 men killed and wounded"."""
    states = (sentence.at(end), sentence.at(end + 2))
    joined = sentence.at(end + 1) in ("and", "or")
    if joined and all(kind_of_label(word) for word in states) and _object_of(sentence, place):
        return Predicate(place, place + 1, "other", "object", mixed=True)
    return None


def _split(sentence: Sentence, place: int, end: int) -> Predicate | None:
    """A verb whose other words stand behind those who are counted: "led four men away"."""
    if sentence.words[end : end + 3] == ["from", "their", "homes"] and not sentence.at(place).startswith(
        "drag"
    ):
        return None
    end = _past_makeup(sentence, end)
    if _forces(sentence, place, end):
        return Predicate(place, place + 1, "displaced", "object")
    for words in book().phrases.get(sentence.at(place), ()):
        if sentence.at(end) in book().uses and words[1:] != ("fleeing",):
            continue
        if tuple(sentence.words[end : end + len(words) - 1]) == words[1:]:
            for use in book().uses[" ".join(words)]:
                if use.grammar == "transitive" and not _is_passive(sentence, place, use):
                    return Predicate(place, place + 1, use.kind, "object")
    return None


def _past_makeup(sentence: Sentence, place: int) -> int:
    """Behind ", mostly women and children,": an aside on who they are."""
    if sentence.at(place) != "," or sentence.at(place + 1) not in _MAKEUP:
        return place
    behind = range(place + 2, min(place + _LONGEST_ASIDE, len(sentence.words)))
    return next((index + 1 for index in behind if sentence.words[index] == ","), place)


def _forces(sentence: Sentence, place: int, end: int) -> bool:
    """As in "forced 9,000 people into a camp", "over the border"; not "forced 12 men into service"."""
    forced = sentence.at(place) in _FORCING and sentence.at(end) in ("into", "onto", "over", "across", "out")
    named = end + 1 < len(sentence.raw) and sentence.raw[end + 1][0].isupper()
    return forced and (named or sentence.at(end + 1) in grammar.DETERMINERS | {"of"})


def _expelled(sentence: Sentence, place: int, found: Counted) -> Predicate | None:
    """As in "expelled 40,000 settlers"."""
    return Predicate(place, place + 1, "displaced", "object") if expels(sentence, found, place) else None


def _lives(sentence: Sentence, place: int, end: int) -> Predicate | None:
    """As in "claimed 12 lives", "12 lives were lost"."""
    if sentence.at(place) in _CLAIMING:
        return Predicate(place, place + 1, "killed", "object")
    lost = next((index for index in range(end, end + 4) if sentence.at(index) == "lost"), None)
    return Predicate(lost, lost + 1, "killed", "clause") if lost else None


def _included(sentence: Sentence, place: int) -> Predicate | None:
    """As in "the dead included two nurses", "the dead, now 56, include two nurses"."""
    verb = place
    if sentence.at(place - 1) == "," and sentence.words[place].startswith("include"):
        aside = range(place - 2, max(-1, place - _LONGEST_ASIDE), -1)
        place = next((index for index in aside if sentence.words[index] == ","), place)
    word = sentence.at(place - 1)
    if word == "toll" and sentence.words[verb].startswith("include"):
        return toll_at(sentence, place - 1, "killed")
    among = "among" in sentence.words[max(0, place - 4) : place - 1]
    if sentence.words[place] == "was" and not among:  # one of the dead was a nurse
        return None
    if word == "victims" and sentence.words[place] == "were":
        return Predicate(place - 1, place, "killed", "object")
    those = (
        sentence.at(place - 2) == "those" or sentence.numbers[max(0, place - 2)]
    )  # among the 23 killed were
    named = those or (word in grammar.NOMINAL_STATES and sentence.at(place - 2) in ("the", "and"))
    kind = kind_of_label(word) if named or (among and those) else None
    return Predicate(place - 1, place, kind, "object") if kind else None


def _event(sentence: Sentence, place: int, found: Counted) -> Predicate | None:
    """As in "the release of 12 prisoners"."""
    word = sentence.at(place - 1)
    kind = book().events.get(word)
    if word == "body" and found.single and sentence.words[place] == "of":
        return Predicate(place - 1, place, "killed", "object")
    if word == "toll" and sentence.words[place] == "of":
        return toll_at(sentence, place - 1, "killed")
    if kind == "population" and word != "population" and found.noun is None:
        return None
    if kind is None or (word in ("lives", "remains", "loss") and sentence.at(place - 2) in grammar.PRONOUNS):
        return None
    if word not in ("injury", "injuries") and sentence.words[place] == "to":
        return None
    if word in grammar.GROUPS or kind == "fighters":
        return _group(sentence, place - 1, kind, found)
    mixed = (
        sentence.at(place - 2) in ("and", "or") and book().events.get(sentence.at(place - 3), kind) != kind
    )
    return Predicate(place - 1, place, "other" if mixed else kind, "object", mixed)


def _group(sentence: Sentence, place: int, kind: FigureKind, found: Counted) -> Predicate | None:
    """As in "a battalion of 400", "a crowd of 300 protesters"; not "the Group of Seven"."""
    if sentence.raw[found.quantity.start][:1].isupper() or (sentence.raw[place][:1].isupper() and place > 0):
        return None
    return _verb_of_group(sentence, place) or Predicate(place, place + 1, kind, "group")


def _verb_of_group(sentence: Sentence, place: int) -> Predicate | None:
    """As in "wiped out a family of six", "captured an armed patrol of four"."""
    for start in range(place - 1, max(-1, place - 4), -1):
        verb = _object_of(sentence, start)
        if verb and verb.kind != "fighters":
            return verb
        if sentence.words[start] in grammar.FUNCTION - grammar.DETERMINERS:
            return None
    return None


def _rate(sentence: Sentence, place: int) -> Predicate | None:
    """As in "are being evacuated at a rate of 60 people a day"."""
    for index in range(place - 2, max(-1, place - 10), -1):
        for use in book().uses.get(sentence.words[index], ()):
            if "participle" in use.forms or use.grammar == "intransitive":
                return Predicate(index, index + 1, use.kind, "object")
    return None


def _traded(sentence: Sentence, place: int) -> Predicate | None:
    """As in "were exchanged for 12 hostages", "in return for 12 hostages"."""
    for index in range(place - 1, max(-1, place - 7), -1):
        if sentence.words[index] in _TRADING:
            return Predicate(index, index + 1, "released", "object")
    return None


def _along(sentence: Sentence, place: int) -> Predicate | None:
    """As in "was arrested along with four others"."""
    for use in book().uses.get(sentence.at(place), ()):
        if use.grammar == "intransitive" or "participle" in use.forms:
            return Predicate(place, place + 1, use.kind, "object")
    return None


def _label(sentence: Sentence, place: int) -> Predicate | None:
    """As in "Killed: 12"."""
    word = sentence.at(place - 1)
    outside = sentence.at(place - 2)
    if (
        outside
        and outside[0].isalnum()
        and outside not in ("total", "people", "and", "civilians", "reported", "the", "their")
    ):
        return None
    kind = kind_of_label(word)
    return Predicate(place - 1, place, kind, "object") if kind else None


def _object_of(sentence: Sentence, place: int) -> Predicate | None:
    start, use = _verb_ending(sentence, place)
    if use is None or _is_passive(sentence, start, use):
        return None
    kind = use.kind
    if sentence.words[start] in _HOLDING and _is_room(sentence, start - 1):
        return None
    if sentence.at(start - 1) in ("and", "or"):
        _, other = _verb_ending(sentence, start - 2)
        if other and other.kind != kind and {other.kind, kind} <= _HARMS:
            return Predicate(start, place + 1, "other", "object", mixed=True)
        kind = "killed" if other and other.kind == "killed" else kind
    return Predicate(start, place + 1, kind, "object")


def _is_room(sentence: Sentence, place: int) -> bool:
    """Whether the subject that ends at a word is a place: "the camp, built for 20,000, already holds"."""
    while grammar.is_adverb(sentence.at(place)):
        place -= 1
    if sentence.at(place) == ",":
        aside = range(place - 1, max(-1, place - _LONGEST_ASIDE), -1)
        place = next((index - 1 for index in aside if sentence.words[index] == ","), place)
    return sentence.at(place) in _ROOMS


def second_object(sentence: Sentence, found: Counted) -> Predicate | None:
    """The verb of an object before: "killed the driver and two guards", "everyone inside, 16 in all"."""
    place = found.start - 1
    whole = sentence.at(place) == "," and sentence.words[found.end : found.end + 2] == ["in", "all"]
    if sentence.at(place) != "and" and not whole:
        return None
    for index in range(place - 1, max(-1, place - 8), -1):
        word = sentence.words[index]
        _, use = _verb_ending(sentence, index)
        if use and index == place - 1:  # "four fishermen drowned and 31 huts set alight"
            return None
        if use:
            return _object_of(sentence, index)
        if _is_age(sentence, index) or word == ",":
            continue
        if not (sentence.numbers[index] or word[0].isalpha()):
            return None
        function = word in grammar.FUNCTION and word not in grammar.DETERMINERS | grammar.PRONOUNS
        if function and not (whole and word in grammar.PREPOSITIONS):
            return None
    return None


def _is_age(sentence: Sentence, index: int) -> bool:
    """As in "killed Hassan, 34, and his son"."""
    return sentence.numbers[index] and sentence.at(index - 1) == sentence.at(index + 1) == ","


def _verb_ending(sentence: Sentence, place: int) -> tuple[int, Use | None]:
    """The transitive verb whose last word is at `place`, particles included."""
    for length in (4, 3, 2, 1):
        start = place + 1 - length
        if start < 0:
            continue
        form = " ".join(sentence.words[start : place + 1])
        uses = book().uses.get(form, ())
        use = next((use for use in uses if use.grammar in ("transitive", "active")), None)
        if use:
            return start, use
    return place, None


def _is_passive(sentence: Sentence, start: int, use: Use) -> bool:
    if not use.forms & {"past", "participle"}:
        return False
    place = start - 1
    while grammar.is_adverb(sentence.at(place)):
        place -= 1
    return sentence.at(place) in grammar.BE
