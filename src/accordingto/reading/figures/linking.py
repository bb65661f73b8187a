"""The predicates of numbers that may be figures: their own, and those that they get from each other."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from accordingto.reading.figures import gaps, grammar, objects, predicates, series, subjects, tolls
from accordingto.reading.figures.ages import past_age
from accordingto.reading.figures.asides import past_aside
from accordingto.reading.figures.book import book
from accordingto.reading.figures.candidates import Candidate
from accordingto.reading.figures.phrases import Counted
from accordingto.reading.figures.predicates import Predicate
from accordingto.reading.figures.swapping import swapped
from accordingto.reading.figures.tokens import Sentence

_LINKS = frozenset((",", "and", "or", ";", "plus", "also", "as", "well", "along", "with", "together"))
_TOLD = frozenset("said says told tells wrote added reported".split())
_NO_NAMES = grammar.BE | grammar.AUXILIARIES | grammar.RELATIVES | grammar.CONJUNCTIONS
_SEIZING = frozenset(
    "take takes took taken taking hold holds held holding".split()
)  # a priest and 12 nuns captive
_LONGEST_SOURCE = 12
_SHARES = frozenset(
    "some most half many none two-thirds third thirds quarter quarters majority few any"
    " one rest percent".split()
)


def link(sentence: Sentence, candidates: list[Candidate]) -> None:
    """Give each number the predicate that it belongs to, where it has one."""
    for place, candidate in enumerate(candidates):
        candidate.whole = _is_whole(sentence, candidates, place)
        if candidate.whole:
            candidate.link = _reduced(sentence, candidate.found)
            continue
        candidate.link = objects.before(sentence, candidate.found)
    for place in range(len(candidates) - 1, -1, -1):
        _link_after(sentence, candidates, place)
    for one, other in pairwise(candidates):
        _share_object(sentence, one, other)
        if one.link is other.link and one.found.noun and _is_listed(sentence, one.found, other.found):
            other.found = replace(other.found, noun=one.found.noun, of=one.found.of)
    for place, candidate in enumerate(candidates):
        if candidate.link is None:
            candidate.link = _fallback(sentence, candidates, place)
            if candidate.link and place + 1 < len(candidates) and candidates[place + 1].found.noun:
                _share_object(sentence, candidate, candidates[place + 1])
        if candidate.link is None and candidate.found.state is not None:
            candidate.link = predicates.state_at(sentence, candidate.found.state)
        if candidate.link is None:
            candidate.link = predicates.among(sentence, candidate.found)
        if candidate.link is None or (candidate.link.vague and not _has_ended(sentence, candidate.link)):
            candidate.link = predicates.modifier(sentence, candidate.found) or candidate.link
        if place and _is_object_of(candidate.link, candidates[place - 1].found):
            candidate.link = None  # "eleven of the detainees, including two boys, were freed"
        if sentence.words[candidate.found.end - 1] == "names":  # whoever they are of, these are read out
            candidate.link = None


def _reduced(sentence: Sentence, found: Counted) -> Predicate | None:
    """Of whom a part is told of, what happened to all: "freed 76 of the 200 pupils abducted in April"."""
    uses = book().uses.get(sentence.at(found.end), ())
    use = next((use for use in uses if use.grammar == "transitive" and "participle" in use.forms), None)
    return Predicate(found.end, found.end + 1, use.kind, "adjacent") if use and found.noun else None


def _is_object_of(link: Predicate | None, found: Counted) -> bool:
    """Whether what was taken for a predicate is a word for those whom the number before counts."""
    return link is not None and link.role == "object" and found.start <= link.start < found.end


def _has_ended(sentence: Sentence, link: Predicate) -> bool:
    """As in "three abducted pupils have escaped": they are held no longer."""
    return sentence.words[link.start].startswith(("escap", "return"))


def _is_whole(sentence: Sentence, candidates: list[Candidate], place: int) -> bool:
    """As in "12 of the 40 prisoners were freed": nothing is said of the 40."""
    found = candidates[place].found
    before = candidates[place - 1] if place else None
    if before and found.start < before.found.end:
        before.of_next = True
        return True
    index = found.start - 1
    index -= sentence.at(index) in grammar.DETERMINERS
    every = sentence.at(index - 2) == "every"
    share = sentence.at(index - 1)
    some = share in _SHARES or share.endswith(("%", " cent", "percent"))
    return sentence.at(index) == "of" and some and not every


def _link_after(sentence: Sentence, candidates: list[Candidate], place: int) -> None:
    """The predicate behind a number, or that of the next one where both are its subjects."""
    candidate = candidates[place]
    if candidate.whole or (candidate.link and candidate.link.role == "agent"):
        return
    if candidate.link is None or _is_weak(candidate):
        own = subjects.after(sentence, candidate.found)
        candidate.base = _is_base(sentence, candidates, place, own)
        if candidate.base:
            return
        unit = candidate.link and (candidate.link.kind == "fighters" or candidate.found.noun is None)
        gathered = own and own.vague and unit
        candidate.link = candidate.link if gathered else own or candidate.link
    following = candidates[place + 1] if place + 1 < len(candidates) else None
    if following and _is_among(sentence, candidate.found, following.found):
        candidate.link, candidate.of_next = following.link, True
    listed = following is not None and _is_listed(sentence, candidate.found, following.found)
    if candidate.link is None and (candidate.found.noun or listed) and following and following.link:
        opener = sentence.at(candidate.found.start - 1)
        left = opener in grammar.LEAVING | _SEIZING | {"and"} and following.link.role == "adjacent"
        shared = following.link.role == "clause" or left
        apart = ";" in sentence.words[candidate.found.end : following.found.start]
        apart = apart or following.found.partitive  # "30 people, three of whom died"
        apart = apart or _is_told_of(sentence, candidate.found)
        if shared and not apart and (listed or coordinated(sentence, candidate.found, following.found)):
            candidate.link = following.link


def _is_listed(sentence: Sentence, found: Counted, following: Counted) -> bool:
    """As in "nine soldiers from Sabra, six from Oshan and two from Dorn were killed"."""
    return not following.noun and gaps.placed(sentence, found, following)


def _is_told_of(sentence: Sentence, found: Counted) -> bool:
    """As in "25 died, two of them nurses, and 70 were hurt": a part says what some of those before were."""
    return found.partitive and found.noun is not None and sentence.at(found.start - 1) == ","


def _fallback(sentence: Sentence, candidates: list[Candidate], place: int) -> Predicate | None:
    """What links a number that no verb beside it does."""
    found = candidates[place].found
    if candidates[place].whole:
        stands = found.noun is None and sentence.at(found.end) in grammar.NOMINAL_STATES
        return predicates.state_at(sentence, found.end) if stands else None
    linked = tolls.toll(sentence, found) or _rise(sentence, candidates, place)
    linked = linked or tolls.numbered(sentence, found) or tolls.price(sentence, found)
    linked = linked or swapped(sentence, found)
    if linked is None and place and tolls.said_of(sentence, found):
        return candidates[place - 1].link
    if linked is None and place and (known := _told_again(sentence, candidates, place)):
        return known
    return linked or objects.second_object(sentence, found) or predicates.heading(sentence, found)


def _told_again(sentence: Sentence, candidates: list[Candidate], place: int) -> Predicate | None:
    """The predicate of the count before, where a number tells it again: that of the pair's other half."""
    before = candidates[place - 1]
    if not series.again(sentence, before.found, before.link, candidates[place].found):
        return None
    apart = [one for one in candidates[:place] if not one.found.partitive]
    paired = place + 1 < len(candidates) and len(apart) > 1 and _is_pair(sentence, candidates, place)
    if paired and apart[-1].link and apart[-2].link and apart[-1].link.kind != apart[-2].link.kind:
        candidates[place + 1].link = apart[-1].link
        return apart[-2].link
    if before.link and candidates[place].found.noun:  # "by evening 12 staff and seven patients"
        return replace(before.link, role="object")
    return before.link


def _is_pair(sentence: Sentence, candidates: list[Candidate], place: int) -> bool:
    """As in "an hour later six and 13", after four dead and eight wounded."""
    first, second = candidates[place].found, candidates[place + 1]
    joined = sentence.words[first.end : second.found.start] == ["and"]
    return joined and second.found.noun is None and second.link is None


def _is_base(sentence: Sentence, candidates: list[Candidate], place: int, link: Predicate | None) -> bool:
    """As in "Of the 52 passengers, 11 died", "of its 52 guards 11 died": nothing is said of the 52."""
    found = candidates[place].found
    opener = next((index for index in range(found.start - 1, -1, -1) if sentence.words[index] == "of"), None)
    if opener is None or found.start - opener > 3 or sentence.at(opener - 1)[:1].isalnum():
        return False
    end = link.start if link else len(sentence.words)
    part = candidates[place + 1].found if place + 1 < len(candidates) else None
    parted = part is not None and part.noun is None and part.start < end and opener == 0
    return parted or "," in sentence.words[found.end : end]


def _is_among(sentence: Sentence, first: Counted, second: Counted) -> bool:
    """As in "eight children were among the 40 killed": a part before its total."""
    between = [word for word in sentence.words[first.end : second.start] if word != "the"]
    aside = between[:-2]
    closed = not aside or aside[0] == aside[-1] == ","
    return len(between) > 1 and between[-2] in grammar.BE and between[-1] == "among" and closed


def _is_weak(candidate: Candidate) -> bool:
    """People behind "a toll of", "a group of" may still have a predicate of their own."""
    link = candidate.link
    if link is None or link.role not in ("toll", "group"):
        return False
    return link.role == "group" or candidate.found.noun is not None


def _share_object(sentence: Sentence, first: Candidate, second: Candidate) -> None:
    """As in "killed three soldiers and a farmer": the second object of the same verb."""
    if second.link is None and gaps.same_people(sentence, first.found, second.found):
        second.found, second.link = (
            replace(second.found, noun=first.found.noun, of=first.found.of),
            first.link,
        )
    if second.link is None and gaps.same_verb(sentence, first.found, first.link, second.found):
        second.link = first.link
        return
    if second.link is not None or first.link is None:
        return
    if first.link.role in ("clause", "adjacent"):
        _share_clause(sentence, first, second)
        return
    if first.link.role not in ("object", "agent"):
        return
    if says_behind(sentence, second.found):  # "killed two men, a witness in the town said"
        return
    noun = second.found.noun
    if (noun or second.found.others) and coordinated(sentence, first.found, second.found):
        subject = noun is not None and noun.guessed and sentence.at(second.found.end) in grammar.BE
        second.link = None if subject else first.link


def says_behind(sentence: Sentence, found: Counted) -> bool:
    """Whether the verb of those who are counted is one of saying, with where they are before it."""
    place = found.end
    if found.single and sentence.at(found.start - 1) == "," and _ends_saying(sentence, place):
        return True
    while sentence.at(place) in grammar.PREPOSITIONS:
        place += 1
        while sentence.at(place) and _names(sentence, place):
            place += 1
    return sentence.at(place) in grammar.SAYING


def _ends_saying(sentence: Sentence, place: int) -> bool:
    """As in ", a doctor there said.", ", a nurse who had washed the bodies told the radio."."""
    for word in sentence.words[place : place + _LONGEST_SOURCE]:
        if word in _TOLD:
            return True
        if not (word[0].isalnum() or word == "'") or word in grammar.CONJUNCTIONS:
            return False
    return False


def _names(sentence: Sentence, place: int) -> bool:
    """Whether a word may be one of a noun phrase."""
    word = sentence.words[place]
    plain = word[0].isalnum() and word not in grammar.FUNCTION - grammar.DETERMINERS
    return plain and not word.endswith("ed")


def _share_clause(sentence: Sentence, first: Candidate, second: Candidate) -> None:
    """As in "ten soldiers were killed, as well as two farmers": a subject that comes late."""
    assert first.link is not None
    between = sentence.words[first.link.end : second.found.start]
    late = "as" in between or "with" in between
    if (
        late
        and second.found.noun is not None
        and len(between) <= 5
        and all(word in _LINKS for word in between)
    ):
        second.link = first.link


def coordinated(sentence: Sentence, first: Counted, second: Counted) -> bool:
    """Whether nothing but commas and "and" stands between two numbers."""
    start = _past_name(sentence, past_age(sentence, first))
    if sentence.at(start) == "and" and past_aside(sentence, start + 1) == second.start:
        return True  # "12 of the attackers and, by mistake, two villagers"
    start = _past_source(sentence, start, second.start)
    between = sentence.words[start : second.start]
    possessed = any(word in grammar.POSSESSIVES for word in between)
    return 0 < len(between) <= 6 and all(
        word in _LINKS or (possessed and (word in grammar.POSSESSIVES or word in book().nouns))
        for word in between
    )


def _past_source(sentence: Sentence, place: int, end: int) -> int:
    """Behind "according to the army", where "and" and a number follow."""
    if sentence.words[place : place + 2] != ["according", "to"] or sentence.at(end - 1) != "and":
        return place
    plain = all(word[0].isalnum() and word not in _NO_NAMES for word in sentence.words[place + 2 : end - 1])
    return end - 1 if plain else place


def _past_name(sentence: Sentence, place: int) -> int:
    """Behind "of the Popular Committees": what those who were counted belong to, where it is a name."""
    if sentence.at(place) not in ("of", "from"):
        return place
    end = place + 1 + (sentence.at(place + 1) == "the")
    start = end
    while end < len(sentence.raw) and sentence.raw[end][0].isupper():
        end += 1
    return end if end > start else place


def _rise(sentence: Sentence, candidates: list[Candidate], place: int) -> Predicate | None:
    """The second number of a movement has the first's predicate: "27, revised to 32", "31, up from 27"."""
    if place == 0 or candidates[place].found.noun is not None:
        return None
    first, second = candidates[place - 1], candidates[place]
    between = sentence.words[first.found.end : second.found.start]
    if between[-2:] in (["up", "from"], ["down", "from"]):
        return first.link
    if not between or between[-1] != "to" or first.link is None or len(between) > 8:
        return None
    if sentence.at(first.found.start - 1) == "from" and first.link.role == "toll":
        return first.link
    revised = any(word in grammar.REVISING for word in between)
    return first.link if revised or (len(between) == 1 and first.link.role == "toll") else None
