"""A second count of the same people: by another source ("the rebels say 20"), of another time."""

from __future__ import annotations

from collections.abc import Sequence

from accordingto.reading.figures import gaps, grammar, series
from accordingto.reading.figures.parts import Total
from accordingto.reading.figures.phrases import Counted
from accordingto.reading.figures.tokens import Sentence

_COUNTING = frozenset(
    "say says said claim claims claimed admit admits admitted count counts counted list lists listed"
    " report reports reported document documents documented record records recorded register registered"
    " registers confirm confirms confirmed acknowledge acknowledges acknowledged name names named cite"
    " cites cited concede concedes conceded estimate estimates estimated give gives gave".split()
)
# Behind "a hospital had", "it became", "the count reached": so many as somebody arrived at.
_ARRIVING = frozenset(("reached", "became", "arrived at", "came to", "made it"))
_HAVING = frozenset(("has", "have", "had"))
_COUNTS = frozenset("list lists count tally toll report record register census total".split())
_RECKONED = frozenset("count account figure figures reckoning tally estimate one".split())
_SPEAKING = frozenset("speak speaks spoke spoken speaking talk talks talked talking".split())
_FIGURES = frozenset("figure number toll total count tally estimate estimates names".split())
_PRONOUNS = frozenset(("it", "that", "this"))
_MODALS = frozenset("is was be are were been may might could would will has have had to".split())
_FINDING = frozenset(
    "brought found recovered collected retrieved pulled received counted dug buried in out up".split()
)
_EARLIER = frozenset("a an the in on last during this that at one two since by".split())
_ENDS = frozenset(["", ".", ",", ";", ")", "–", "—", "--", "-"]) | frozenset(
    "and but while so dead in on by after at the later names according".split()
)
_LONGEST_RECKONING = 6
_FARTHEST_FIGURE = 8
_STYLES = ("digits", "words", "vague", "one")


def rival(
    sentence: Sentence,
    found: Counted,
    here: Sequence[Total],
    earlier: Sequence[Total],
    last: tuple[Counted, Total] | None,
) -> Total | None:
    """The figure of the same people that was given before, where a bare number is set beside it.

    `last` is the bare number before it in the sentence that was so read.
    """
    if found.noun or found.partitive or not _may_count_again(sentence, found):
        return None
    if last and (gaps.placed(sentence, last[0], found) or _later(sentence, last[0], found)):
        return last[1]
    if here and (_compared(sentence, found, here[-1]) or _counted_too(sentence, found, here[-1])):
        return here[-1]
    known = here or earlier
    if not known:
        return None
    ends = sentence.at(found.end) in _ENDS
    same = _toll_among(known)
    again = ends and (_is_source_count(sentence, found) or _is_arrived_at(sentence, found, same))
    again = (
        again or _is_body_count(sentence, found, known[0]) or (bool(here) and _is_reckoned(sentence, found))
    )
    return same if again else None


def are_named(sentence: Sentence, found: Counted) -> bool:
    """As in "listed 40 names", "a list of 79 victims", "47 victims have been identified"."""
    last = sentence.at(found.start - 1)
    if sentence.words[found.end - 1] == "names":
        return last in _COUNTING | _HAVING or (last == "of" and sentence.at(found.start - 2) in _COUNTS)
    return sentence.words[found.end - 1] == "victims" and not found.partitive


def _may_count_again(sentence: Sentence, found: Counted) -> bool:
    """Whether a bare number, or "none", may tell how many there were."""
    none = sentence.words[found.start] == "none" and sentence.at(found.end) != "of"
    return found.quantity.style in _STYLES or none


def _later(sentence: Sentence, first: Counted, second: Counted) -> bool:
    """As in "at noon it was 16, and by night 25"."""
    return series.is_later(sentence, sentence.words[first.end : second.start], second)


def _toll_among(known: Sequence[Total]) -> Total:
    """Those of whom there are several counts: the dead, where there are some among those who were told of."""
    return next((total for total in known if total.kind == "killed" and not total.found.single), known[0])


def _is_arrived_at(sentence: Sentence, found: Counted, same: Total) -> bool:
    """As in "it became 148", "a clinic had 260", "an elder reached 115", after a count of the dead."""
    last = found.start - 1
    if same.kind != "killed":
        return False
    word, before = sentence.at(last), sentence.at(last - 1)
    if word in _ARRIVING or f"{before} {word}" in _ARRIVING:
        return True
    listed = before in _COUNTS or sentence.words[found.end - 1] == "names"
    return word in _HAVING and listed


def _is_reckoned(sentence: Sentence, found: Counted) -> bool:
    """As in ", 75 according to the mission", "and 32 by the official count", after another count."""
    if sentence.at(found.start - 1) not in (",", ";", ":", "and", "or", "but"):
        return False
    behind = sentence.words[found.end : found.end + _LONGEST_RECKONING]
    if behind[:2] == ["according", "to"]:
        return True
    whose = any(
        word.endswith("'s") and _ends_phrase(behind[place + 1 :]) for place, word in enumerate(behind)
    )
    return behind[:1] == ["by"] and (whose or bool(_RECKONED & set(behind)))


def _ends_phrase(words: list[str]) -> bool:
    """As behind "the mayor's" in "by the mayor's on Tuesday"."""
    return not words or not words[0][:1].isalnum() or words[0] in grammar.PREPOSITIONS


def _compared(sentence: Sentence, found: Counted, before: Total) -> bool:
    """As in "up from 61,000", "compared with 44 last year", "after 36 on Monday", "400 would follow"."""
    last, pair = sentence.at(found.start - 1), (sentence.at(found.start - 2), sentence.at(found.start - 1))
    if pair in (("compared", "with"), ("compared", "to"), ("up", "from"), ("down", "from")):
        return True
    if last == "from":
        return before.found.end == found.start - 1 and sentence.at(before.found.start - 1) == "to"
    if sentence.at(found.end) in ("will", "would") and sentence.at(found.end + 1) == "follow":
        return True
    return last in ("against", "after") and sentence.at(found.end) in _EARLIER


def _counted_too(sentence: Sentence, found: Counted, before: Total) -> bool:
    """As in "The parish registered 116 deaths, the Red Cross 140": by another, under the same verb."""
    counting = sentence.at(before.found.start - 1) in _COUNTING and sentence.at(found.end) in _ENDS
    if counting and sentence.at(found.start - 1) in _HAVING:  # "counted 40 bodies; a neighbour had 60"
        return True
    start = before.found.end + (sentence.at(before.found.end) in grammar.NOMINAL_STATES)
    return counting and gaps.is_subject(sentence.words[start : found.start])


def _is_source_count(sentence: Sentence, found: Counted) -> bool:
    """As in "the rebels say 20", "spoke of at least 20", "put the number at 150", "it was 190"."""
    last = found.start - 1
    while sentence.at(last) in ("only", "just", "already"):
        last -= 1
    word, before = sentence.at(last), sentence.at(last - 1)
    if word in _COUNTING:
        things = "which" in sentence.words[max(0, last - _FARTHEST_FIGURE) : last]
        return _has_subject(sentence, last) and not things
    if word == "of":
        return before in _SPEAKING or before in ("names", "figure", "total", "toll", "number", "count")
    if word not in _MODALS and word not in ("at", "to"):
        return False
    return _follows_figure(sentence, last)


def _has_subject(sentence: Sentence, place: int) -> bool:
    """Whether a noun stands before a verb: no "which reported", "and said"."""
    word = sentence.at(place - 1)
    return word[:1].isalpha() and word not in grammar.CONJUNCTIONS | grammar.RELATIVES | grammar.BE


def _follows_figure(sentence: Sentence, last: int) -> bool:
    """As in "the true figure could be", "put the number at"."""
    plain = sentence.at(last) != "at" or sentence.at(last - 1) in ("stood", "stands")
    for place in range(last - 1, max(-1, last - _FARTHEST_FIGURE), -1):
        word = sentence.words[place]
        plain = plain and word in _MODALS | grammar.RISING | grammar.REACHING | _PRONOUNS
        if word in _PRONOUNS and (plain or sentence.at(place - 1) in ("put", "puts", "putting")):
            return True
        if word in _FIGURES:
            return sentence.at(place + 1) != "of"
        if sentence.numbers[place] or word in (".", ";", ":"):
            return False
    return False


def _is_body_count(sentence: Sentence, found: Counted, total: Total) -> bool:
    """As in "They brought in 17 from the harbour", after bodies."""
    return (total.of or "").split()[-1:] in (["bodies"], ["corpses"]) and sentence.at(
        found.start - 1
    ) in _FINDING
