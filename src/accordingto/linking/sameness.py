"""Which speakers behind a happening are one source: what rules say, and how the speakers compare.

Rules take many words for one source and miss others: "the surgeon" of one report for the hospital of another,
an army's own bulletin for the army, a register that has its entry from whom the others cite. So what they
say is one comparison of several. What each level of a comparison adds to the log-odds that two speakers are
one source stands in `sameness.toml`, fitted on our own stories.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files

import numpy as np

from accordingto.linking.copies import sentence_at
from accordingto.linking.naming import Source, is_many, surname_of
from accordingto.linking.same_voice import Heard, is_same
from accordingto.linking.scoring import CEILING, Regression, regression
from accordingto.linking.sides import differ, may_be, side_of_speaker
from accordingto.linking.voices import Voice, denies
from accordingto.linking.words import stem, tokens
from accordingto.reading.codebook.tables import sources

# Speakers are one source from these log-odds on, on average over all of them.
TOGETHER = -1.0
# Of more speakers than this, rules decide alone: each is compared with each.
MOST = 40
# So many voices of a speaker are looked at for what stands around them.
LOOKED_AT = 4
_EMPTY = frozenset(
    map(
        stem,
        "the a an of in at to for on by and with its his their her two three some new local from who that"
        " near town city village".split(),
    )
)
# Who speaks of himself as one of those who fight, and for whom.
_FOR_STATE = re.compile(
    r"\b[Oo]ur (?:\w+ )?(?:troops|forces|soldiers|army|units|helicopters|aircraft|jets|gunners|navy|police)\b"
)
_FOR_FIGHTERS = re.compile(
    r"\b[Oo]ur (?:\w+ )?(?:fighters|brothers|mujahid\w+|men|comrades|boys|columns|volunteers|guerrillas)\b"
    r"|\bpraise be\b|\bapostate"
)
_WE = re.compile(r"\b(?:we|our|us)\b")
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]")
# The sort of outlets, and that of what has no word for one.
_MEDIA, _ANY = "media", "any"
_SHARES_OF_NAME = (0.01, 0.5, 0.99)
_SHARES_OF_CLAIM = (0.2, 0.35, 0.5, 0.65)
_CHARACTERS_APART = (1, 100, 250, 600)


@dataclass(frozen=True)
class Speaker:
    """What one report has from one source under one name, as rules see it.

    `group` is the number of what they take for one source; `behind` are the ids of the voices from whom they
    say that it has its word: its own, where it speaks first-hand. `text` is its report.
    """

    voices: tuple[Voice, ...]
    group: int
    behind: frozenset[str]
    text: str

    @property
    def first(self) -> Voice:
        """Its first voice, which stands for it."""
        return self.voices[0]

    @property
    def own(self) -> bool:
        """Whether it is the outlet itself."""
        return self.first.own

    @property
    def name(self) -> str:
        """What it is called."""
        account = self.first.account
        return (account.agency or account.outlet or "") if self.own else self.first.link.name

    @property
    def source(self) -> Source:
        """What is known of it by its words."""
        return self.first.source

    @cached_property
    def words(self) -> frozenset[str]:
        """The stems of its name that say something."""
        return _stems(self.name) - _EMPTY

    @cached_property
    def sort(self) -> str:
        """What sort of source it is, by its noun or else any word; an outlet's own is that of whose it is."""
        found = {sort for sort, words in _sorts().items() if words & _stems(self.name)}
        of_noun = {sort for sort in found if self.source.head in _sorts()[sort]}
        return min((found - {_MEDIA} if self.own else of_noun) or found, default=_ANY)

    @cached_property
    def places(self) -> tuple[int, ...]:
        """Where in its report it is named, or speaks."""
        return tuple(
            voice.at if self.own or not voice.link.span else voice.link.span[0] for voice in self.voices
        )

    @cached_property
    def numbers(self) -> frozenset[tuple[str, int | None]]:
        """The numbers of people that it gives, by kind."""
        happenings = (voice.account.claim.happening for voice in self.voices)
        return frozenset(
            (one.kind, one.best if one.best is not None else one.low)
            for happening in happenings
            if happening
            for one in happening.figures
        )

    @cached_property
    def said(self) -> frozenset[str]:
        """The stems of its claims."""
        return frozenset().union(*(_stems(voice.account.claim.text) for voice in self.voices))

    @cached_property
    def parties(self) -> frozenset[str]:
        """The stems of those who did something or had it done to them, in its claims."""
        happenings = (voice.account.claim.happening for voice in self.voices[:LOOKED_AT])
        return frozenset().union(
            *(_stems(one.words) for each in happenings if each for one in (*each.actors, *each.recipients))
        )

    @cached_property
    def around(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """The stems of the sentences of its claims, of those beside them, and of its report."""
        own: set[str] = set()
        beside: set[str] = set()
        for voice in self.voices[:LOOKED_AT]:
            start, end = sentence_at(self.text, voice.at)
            own |= _part(self.text, start, end)
            for at in (max(0, start - 2), min(len(self.text) - 1, end + 2)):
                beside |= _part(self.text, *sentence_at(self.text, at))
        whole = _part(self.text, 0, len(self.text))
        return ("sentence", frozenset(own)), ("beside", frozenset(beside)), ("report", whole)


@lru_cache(maxsize=4096)
def _stems(text: str) -> frozenset[str]:
    return frozenset(map(stem, tokens(text)))


@lru_cache(maxsize=4096)
def _part(text: str, start: int, end: int) -> frozenset[str]:
    return frozenset(map(stem, tokens(text[start:end])))


@lru_cache(maxsize=1)
def _sorts() -> Mapping[str, frozenset[str]]:
    return {sort: frozenset(map(stem, words)) for sort, words in sources().sorts.items()}


def speakers_of(heard: Heard, texts: Mapping[str, str]) -> list[Speaker]:
    """The speakers behind some accounts; `texts` are their reports, by id."""
    group_of = {voice.id: number for number, group in enumerate(heard.groups) for voice in group}
    gathered: dict[tuple[str, str, int], list[Voice]] = {}
    for voice in heard.voices:
        called = "" if voice.own else voice.link.name.lower()
        gathered.setdefault((voice.document, called, group_of[heard.behind[voice.id].id]), []).append(voice)
    return [
        Speaker(
            voices=tuple(found),
            group=group,
            behind=frozenset(heard.behind[voice.id].id for voice in found),
            text=texts[document],
        )
        for (document, _, group), found in gathered.items()
    ]


# --- comparisons ----------------------------------------------------------------------------------


def by_rule(one: Speaker, other: Speaker) -> str:
    """What rules say: how many speak first-hand, if one has it from the other, if they are one, if of one."""
    first = sum(each.first.id in each.behind for each in (one, other))
    direct = any(a.first.id in b.behind for a, b in ((one, other), (other, one)))
    return f"{first} {direct:d} {is_same(one.first, other.first):d} {one.group == other.group:d}"


def words_shared(one: Speaker, other: Speaker) -> str:
    """How many words both names share, and which part that is of the shorter."""
    shared = len(one.words & other.words)
    part = shared / max(1, min(len(one.words), len(other.words)))
    return f"{min(shared, 3)} {_step(part, _SHARES_OF_NAME)}"


def sorts(one: Speaker, other: Speaker) -> str:
    """Which sort of source each is."""
    return " ".join(sorted((one.sort, other.sort)))


def nouns(one: Speaker, other: Speaker) -> str:
    """Whether both names are about one noun, or that of one stands in the other."""
    mine, theirs = one.source.head, other.source.head
    if mine and mine == theirs:
        return "same"
    return "within" if mine in other.words or theirs in one.words else "apart"


def numerous(one: Speaker, other: Speaker) -> str:
    """How many of both are several people."""
    return str(sum(is_many(each.name) for each in (one, other)))


def known(one: Speaker, other: Speaker) -> str:
    """How many of both are called as if they were known already, and by words that name somebody."""
    both = (one.source, other.source)
    return f"{sum(each.definite for each in both)} {sum(each.identified for each in both)}"


def outlets(one: Speaker, other: Speaker) -> str:
    """How many words of each name stand in the name of the other's outlet."""
    shared = (
        len(a.words & (_stems(b.first.account.outlet or "") - _EMPTY))
        for a, b in ((one, other), (other, one))
    )
    counts = [min(count, 2) for count in shared]
    return " ".join(map(str, counts if one.own != other.own else sorted(counts)))


def sides(one: Speaker, other: Speaker) -> str:
    """Whether both may be of one party to the war."""
    mine, theirs = side_of_speaker(one.name), side_of_speaker(other.name)
    return "apart" if differ(mine, theirs) else "one" if may_be(mine, theirs) else "unknown"


def numbers(one: Speaker, other: Speaker) -> str:
    """Whether they count the same people alike."""
    kinds = {kind for kind, _ in one.numbers} & {kind for kind, _ in other.numbers}
    if not kinds:
        return "none"
    equal = one.numbers & other.numbers
    differing = any(kind in kinds and (kind, number) not in other.numbers for kind, number in one.numbers)
    return "equal" if equal and not differing else "some equal" if equal else "apart"


def claims(one: Speaker, other: Speaker) -> str | None:
    """Which part of the words of the shorter claims stands in the other's; not of two cited in one report."""
    if _in_one_report(one, other) and not one.own:
        return None
    shared = len(one.said & other.said) / max(1, min(len(one.said), len(other.said)))
    return str(_step(shared, _SHARES_OF_CLAIM))


def denials(one: Speaker, other: Speaker) -> str:
    """How many of both say that it was not so."""
    return str(sum(any(map(denies, each.voices)) for each in (one, other)))


def apart(one: Speaker, other: Speaker) -> str | None:
    """How far apart they are named, in one report."""
    if not _in_one_report(one, other):
        return None
    return str(_step(min(abs(a - b) for a in one.places for b in other.places), _CHARACTERS_APART))


def named_there(one: Speaker, other: Speaker) -> str | None:
    """Where in another report the words for a source stand, or its noun alone."""
    if _in_one_report(one, other):
        return None
    found = [_named(a, b) for a, b in ((one, other), (other, one)) if not a.own]
    return min(found, default=None)


def _named(source: Speaker, there: Speaker) -> str:
    for number, (where, words) in enumerate(there.around):
        if source.words and source.words <= words:
            return f"{number} {where} all"
        if source.source.head in words:
            return f"{number} {where} noun"
    return "3 nowhere"


def sort_there(one: Speaker, other: Speaker) -> str | None:
    """Where around the other's claims there is a word for the sort of source that one is, and no party."""
    if _in_one_report(one, other) and not one.own:
        return None
    found = [_sort_near(a, b) for a, b in ((one, other), (other, one)) if not a.own]
    return min(found, default=None)


def _sort_near(source: Speaker, there: Speaker) -> str:
    words = _sorts().get(source.sort, frozenset())
    for number, (where, found) in enumerate(there.around):
        if (words & found) - (there.parties if where == "sentence" else frozenset()):
            return f"{number} {where}"
    return "3 nowhere"


def partisan(one: Speaker, other: Speaker) -> str | None:
    """For whom an outlet speaks that says "our forces", and which sort of source the other is."""
    outlet = next((each for each in (one, other) if each.own), None)
    if outlet is None or one.own == other.own:
        return None
    cited = other if outlet is one else one
    return f"{_speaks_for(outlet.text)} {cited.sort}"


@lru_cache(maxsize=1024)
def _speaks_for(text: str) -> str:
    state, fighters = (len(pattern.findall(text)) for pattern in (_FOR_STATE, _FOR_FIGHTERS))
    if state or fighters:
        return "state" if state > fighters else "fighters"
    return "us" if _WE.search(_QUOTED.sub("", text)) else "nobody"


def _in_one_report(one: Speaker, other: Speaker) -> bool:
    return one.first.document == other.first.document


def _step(value: float, steps: Sequence[float]) -> int:
    return sum(value >= step for step in steps)


COMPARISONS: Mapping[str, Callable[[Speaker, Speaker], str | None]] = {
    function.__name__: function
    for function in (
        by_rule,
        words_shared,
        sorts,
        nouns,
        numerous,
        known,
        outlets,
        sides,
        numbers,
        claims,
        denials,
        apart,
        named_there,
        sort_there,
        partisan,
    )
}


def levels(one: Speaker, other: Speaker) -> dict[str, str]:
    """What each comparison that applies found, by who is compared: outlets, those cited, or one of each."""
    both = "outlets" if one.own and other.own else "outlet, cited" if one.own or other.own else "cited"
    kind = f"{both}, {'one report' if _in_one_report(one, other) else 'two reports'}"
    if other.own and not one.own:
        one, other = other, one
    found = ((name, compare(one, other)) for name, compare in COMPARISONS.items())
    return {"kind": kind} | {name: f"{kind}: {level}" for name, level in found if level is not None}


# --- who cannot be one ----------------------------------------------------------------------------


def are_two(one: Speaker, other: Speaker) -> bool:
    """Whether two speakers are two sources, whatever else they have in common.

    Two persons are, and two who speak for sides that differ ("U.S. officials", "Iranian officials").
    """
    if one.own or other.own:
        return False
    names = surname_of(one.source), surname_of(other.source)
    return (None not in names and names[0] != names[1]) or _are_of_two_sides(one, other)


def _are_of_two_sides(one: Speaker, other: Speaker) -> bool:
    mine, theirs = side_of_speaker(one.name), side_of_speaker(other.name)
    return bool(mine.bloc and theirs.bloc) and differ(mine, theirs)


# --- deciding -------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def shipped() -> Regression:
    """The weights that come with the program; `sameness.toml` says what they were fitted on."""
    return regression(files("accordingto.linking") / "sameness.toml")


def log_odds(one: Speaker, other: Speaker, weights: Regression) -> float:
    """How likely two speakers are one source. A level without a weight adds nothing: what is usual there."""
    found = levels(one, other).items()
    return weights.start + sum(weights.levels.get(name, {}).get(level, 0.0) for name, level in found)


def sources_among(speakers: Sequence[Speaker], weights: Regression | None = None) -> list[list[Speaker]]:
    """The speakers of each source together: likeliest first, by the average over all speakers of both."""
    used = weights or shipped()
    count = len(speakers)
    odds = np.zeros((count, count))
    for place, one in enumerate(speakers):
        for further, other in enumerate(speakers[:place]):
            found = -CEILING if are_two(one, other) else log_odds(one, other, used)
            odds[place, further] = odds[further, place] = found
    groups = [[speaker] for speaker in speakers]
    while len(groups) > 1:
        sizes = np.array([len(group) for group in groups])
        means = odds / np.outer(sizes, sizes)
        np.fill_diagonal(means, -math.inf)
        into, out = sorted(divmod(int(means.argmax()), len(groups)))
        if means[into, out] < TOGETHER:
            break
        groups[into] += groups.pop(out)
        odds[into] += odds[out]
        odds[:, into] += odds[:, out]
        odds = np.delete(np.delete(odds, out, 0), out, 1)
    return groups
