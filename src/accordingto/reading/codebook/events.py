"""The event codebook: the type, mode and ACLED sub-event of a predicate, with the rule that says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from msgspec.structs import replace

from accordingto.reading.codebook.events_file import (
    Conditions,
    EventFile,
    Part,
    Rule,
    Stop,
    Weapon,
    own_files,
    read_files,
)
from accordingto.reading.codebook.inflection import PartOfSpeech, lemma_candidates
from accordingto.types import EventType, Noun

Kind = Literal["people", "place", "thing", "body", "unknown"]
Key = tuple[PartOfSpeech, str]
PARTS_OF_SPEECH: dict[str, PartOfSpeech] = {"verbs": "verb", "nouns": "noun", "adjectives": "adjective"}
#: Where an ASSAULT rule without a mode looks for one.
MODE_FROM: tuple[Part, ...] = ("modifier", "instrument", "actor")
# Longest word group looked up in the lists: "rocket propelled grenade".
_LONGEST = 3
# How far after its head the rest of a phrase may begin: "set the whole house ablaze".
_REACH = 4
# The same of a phrase that begins with a preposition: "sent two of their boats to the bottom".
_FAR = 6
# Parts in which verbs stand beside nouns.
_AFTER = frozenset(("following", "next", "about"))
# Words that continue a phrasal verb only where they follow at once: "call for", not "call ... for".
_CLOSE = frozenset(
    "about across after against along around aside at away back behind between by down for forth forward "
    "from in into off on onto out over through to together under up upon with without of".split()
)
# Those that an object may part from the verb: "pushed the rebels back".
_PARTICLES = frozenset("away back down off out up".split())
_PRONOUNS = frozenset("it them him her us me".split())
# Where the noun phrase after a verb ends, beside prepositions.
_ENDS = frozenset(
    "and but or that who which whose when where while after before until because if as than since during "
    "not".split()
)


class Predicate(Noun, frozen=True):
    """A word that may denote an event, with what stands around it. All words are lower-case lemmas.

    `modifiers` directly modify a noun trigger. `following` are a few words after the trigger. The argument
    words are those of each head phrase ("cruise", "missile"); the subject is who acts, also of a `passive` or
    of a noun. `actor_type` is that of the actor registry. `alone` says that no other word of violence stands
    in its clause.
    """

    lemma: str
    pos: PartOfSpeech
    particle: str | None = None
    light_verb: str | None = None
    modifiers: tuple[str, ...] = ()
    following: tuple[str, ...] = ()
    subject_words: tuple[str, ...] = ()
    object_words: tuple[str, ...] = ()
    instrument_words: tuple[str, ...] = ()
    subject_kind: Kind = "unknown"
    object_kind: Kind = "unknown"
    actor_type: str | None = None
    passive: bool = False
    alone: bool = True


class Typing(Noun, frozen=True):
    """What the codebook makes of a predicate.

    If `ambiguous`, a classifier should decide among `candidates`, or, if there is but one, whether the word
    denotes an event at all; without a classifier, `type` stands. If `sure`, none need be asked.
    """

    type: EventType
    mode: str | None
    acled: str | None
    rule: str
    ambiguous: bool = False
    candidates: tuple[EventType, ...] = ()
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Test:
    """One condition: a word of this part of a predicate, or its kind, must be among `listed`."""

    part: str
    listed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Tests:
    """All conditions under `when` or `unless`."""

    tests: tuple[Test, ...]
    alone: bool | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One word of a rule or stop: what must stand before it and after it, and its rank (lowest first)."""

    source: Rule | Stop
    word: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    rank: tuple[int, int, int, int]
    when: Tests | None
    unless: Tests | None


class Listed(NamedTuple):
    """A word that a file lists: the rank of the file (lowest first), and where in all files it stands."""

    source: Rule | Stop
    word: str
    rank: int
    position: int


@dataclass(frozen=True)
class EventCodebook:
    """Rules by part of speech and word, best first, and the word lists; `sure` are words of sure rules."""

    entries: dict[Key, list[Listed]]
    lists: dict[str, frozenset[str]]
    actor_types: dict[str, frozenset[str]]
    unaccusative: frozenset[str]
    undergone: frozenset[str]
    weapons: tuple[tuple[Weapon, frozenset[str], frozenset[str]], ...]
    rules: tuple[Rule, ...]
    stops: tuple[Stop, ...]
    sure: frozenset[Key]
    _entries: dict[Key, tuple[Entry, ...]] = field(default_factory=dict, repr=False, compare=False)

    def tried(self, key: Key) -> tuple[Entry, ...]:
        """The entries for a base form, in the order in which they are tried; made when first asked for."""
        if key not in self._entries:
            made = [_entry(key[0], listed, self.lists) for listed in self.entries.get(key, ())]
            self._entries[key] = tuple(sorted(made, key=lambda entry: entry.rank))
        return self._entries[key]


# --- loading --------------------------------------------------------------------------------------


def load_codebook(paths: Sequence[Path] = ()) -> EventCodebook:
    """Our codebook with files of the user's, of which the last counts first.

    A rule takes the place of an earlier one of the same name; a file with `replace = true` takes the place of
    all before it. Raises `CodebookError` that names every fault of the files.
    """
    return _with_files(tuple(paths)) if paths else _own()


@cache
def _own() -> EventCodebook:
    return codebook_of(own_files())


def _with_files(paths: tuple[Path, ...]) -> EventCodebook:
    own = own_files()
    return codebook_of(own, read_files(paths, known=own))


def codebook_of(own: Sequence[EventFile], more: Sequence[EventFile] = ()) -> EventCodebook:
    """A codebook of files: `own` are of one rank, each of `more` counts before all before it."""
    ranked = [(0, file) for file in own] + [(-number, file) for number, file in enumerate(more, 1)]
    first = max((number for number, (_, file) in enumerate(ranked) if file.replace), default=0)
    ranked = ranked[first:]
    used = [file for _, file in ranked]
    named = {(type(entry), entry.name): entry for file in used for entry in file.entries()}
    kept = {id(entry) for entry in named.values()}
    lists = _united(file.lists for file in used)
    entries = _indexed(ranked, kept)
    return EventCodebook(
        entries=entries,
        lists=lists,
        actor_types=_united(file.actor_types for file in used),
        unaccusative=frozenset(verb for file in used for verb in file.unaccusative.verbs),
        undergone=frozenset(verb for file in used for verb in file.undergone.verbs),
        weapons=tuple(
            (weapon, frozenset(weapon.words), frozenset((*weapon.words, *weapon.modifiers)))
            for _, file in sorted(ranked, key=lambda pair: pair[0])
            for weapon in file.weapons
        ),
        rules=tuple(rule for file in used for rule in file.rules if id(rule) in kept),
        stops=tuple(stop for file in used for stop in file.stops if id(stop) in kept),
        sure=frozenset(key for key, found in entries.items() if any(_is_sure(one.source) for one in found)),
    )


def _is_sure(source: Rule | Stop) -> bool:
    return isinstance(source, Rule) and source.sure


def _united(tables: Iterable[dict[str, tuple[str, ...]]]) -> dict[str, frozenset[str]]:
    united: dict[str, frozenset[str]] = {}
    for table in tables:
        for name, words in table.items():
            united[name] = united.get(name, frozenset()) | frozenset(words)
    return united


def _indexed(ranked: Sequence[tuple[int, EventFile]], kept: set[int]) -> dict[Key, list[Listed]]:
    found: dict[Key, list[Listed]] = {}
    sources = ((rank, source) for rank, file in ranked for source in file.entries())
    for position, (rank, source) in enumerate(sources):
        if id(source) in kept:
            for part, pos in PARTS_OF_SPEECH.items():
                for word in getattr(source, part):
                    head = _split(word, pos)[1] if " " in word else word
                    found.setdefault((pos, head), []).append(Listed(source, word, rank, position))
    return found


def _entry(pos: PartOfSpeech, listed: Listed, lists: dict[str, frozenset[str]]) -> Entry:
    source = listed.source
    when, unless = _tests(source.when, lists), _tests(source.unless, lists)
    before, _, after = _split(listed.word, pos)
    decides = None if isinstance(source, Rule) and source.otherwise else when
    conditions = len(decides.tests) + (decides.alone is not None) if decides else 0
    specific = conditions + len(before) + len(after)
    rank = (listed.rank, int(isinstance(source, Rule)), -specific, listed.position)
    return Entry(source, listed.word, before, after, rank, when, unless)


def _tests(conditions: Conditions | None, lists: dict[str, frozenset[str]]) -> Tests | None:
    if conditions is None:
        return None
    tests = [Test(part, _expanded(words, lists)) for part, words in conditions.parts()]
    return Tests(tuple(tests), conditions.alone)


def _expanded(words: tuple[str, ...], lists: dict[str, frozenset[str]]) -> frozenset[str]:
    """Words with each `@list` replaced by its words; `@kinds` stay."""
    named = [lists[word[1:]] for word in words if word[1:] in lists and word[0] == "@"]
    return frozenset(words).union(*named)


def _split(word: str, pos: PartOfSpeech) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """What stands before the head, the head, and what stands after it.

    The head of a verb is its first word; that of a noun is its last before "of" and the like.
    """
    if " " not in word:
        return (), word, ()
    words = tuple(word.split())
    if pos == "verb":
        return (), words[0], words[1:]
    end = next((number for number, one in enumerate(words) if number and one in _CLOSE), len(words))
    return words[: end - 1], words[end - 1], words[end:]


# --- matching -------------------------------------------------------------------------------------


def verdict(book: EventCodebook, predicate: Predicate) -> Typing | Stop | None:
    """The type of a predicate by the first rule that fits it, or the stop; none where the book is silent.

    A stop makes it no event: then a classifier should not be asked either.
    """
    found = _first(book, predicate)
    if found is None:
        return None
    seen, entry = found
    return entry.source if isinstance(entry.source, Stop) else _outcome(book, entry, entry.source, seen)


def typing_as(book: EventCodebook, predicate: Predicate, kind: EventType) -> Typing | None:
    """What the book says of a predicate whose type is known, by the rules that give this type.

    Conditions on arguments are left out of account: whoever decided the type has looked at more than they do.
    Where rules differ in mode and none is without conditions, there is no mode.
    """
    for seen in _looked_up(predicate):
        found = [
            (entry, _outcome(book, entry, entry.source, seen))
            for entry in book.tried((seen.pos, seen.lemma))
            if isinstance(entry.source, Rule) and entry.source.type == kind and _phrased(entry, seen)
        ]
        if found:
            plain = next((typing for entry, typing in found if entry.when is None), None)
            agreed = len({typing.mode for _, typing in found}) == 1
            return plain or (found[0][1] if agreed else Typing(kind, None, None, found[0][1].rule))
    return None


def _phrased(entry: Entry, predicate: Predicate) -> bool:
    """Whether the words of a phrase stand around its head."""
    if entry.before and not set(entry.before) <= set(predicate.modifiers):
        return False
    return not entry.after or _continues(entry.after, predicate)


def lemma_of(book: EventCodebook, word: str, pos: PartOfSpeech) -> str:
    """The base form of a lower-case word: the first that the book knows, else the likeliest."""
    candidates = lemma_candidates(word, pos)
    return next((one for one in candidates if (pos, one) in book.entries), candidates[0])


def entries_of(book: EventCodebook, word: str) -> tuple[tuple[PartOfSpeech, Entry], ...]:
    """Every entry for a word in any form, in the order in which they are tried."""
    found = [
        (pos, entry)
        for pos in PARTS_OF_SPEECH.values()
        for lemma in lemma_candidates(word.lower(), pos)
        for entry in book.tried((pos, lemma))
    ]
    return tuple(found)


def _first(book: EventCodebook, predicate: Predicate) -> tuple[Predicate, Entry] | None:
    """The first entry that fits, with the predicate as it was looked up."""
    known = (seen for seen in _looked_up(predicate) if (seen.pos, seen.lemma) in book.entries)
    for seen in (*known, *_turned(book, predicate)):
        for entry in book.tried((seen.pos, seen.lemma)):
            if _fits(book, entry, seen):
                return seen, entry
    return None


def _turned(book: EventCodebook, predicate: Predicate) -> Iterator[Predicate]:
    """The only argument of "the town fell" is its subject, whatever a parser calls it."""
    lone = predicate.object_words and not predicate.subject_words and not predicate.passive
    if lone and predicate.pos == "verb" and predicate.lemma in book.unaccusative:
        yield replace(
            predicate,
            subject_words=predicate.object_words,
            subject_kind=predicate.object_kind,
            object_words=(),
            object_kind="unknown",
        )


def _looked_up(predicate: Predicate) -> Iterator[Predicate]:
    """A predicate, then what else its word may be: "car-bombing" a bombing, "the storming" from to storm."""
    yield predicate
    lemma, pos = predicate.lemma, predicate.pos
    first, dash, last = lemma.rpartition("-")
    if dash and first and pos == "noun":
        yield replace(predicate, lemma=last, modifiers=(*first.split("-"), *predicate.modifiers))
    if pos == "adjective" or (pos == "noun" and lemma.endswith("ing")):
        for base in lemma_candidates(lemma, "verb"):
            if base != lemma:
                yield replace(predicate, lemma=base, pos="verb")


def _fits(book: EventCodebook, entry: Entry, predicate: Predicate) -> bool:
    if not _phrased(entry, predicate):
        return False
    if entry.unless and _any_holds(book, entry.unless, predicate):
        return False
    if entry.when is None or (isinstance(entry.source, Rule) and entry.source.otherwise):
        return True
    return _all_hold(book, entry.when, predicate)


def _continues(rest: tuple[str, ...], predicate: Predicate) -> bool:
    """Whether the words of a phrase come after its head, adverbs apart."""
    words = [_base(word) for word in predicate.following if not word.endswith("ly") and word not in _PRONOUNS]
    if predicate.particle == rest[0]:
        rest = rest[1:]
    elif _base(rest[0]) not in words[: _reach(rest)]:
        return False
    remaining = iter(words)
    return all(_base(word) in remaining for word in rest)


def _reach(rest: tuple[str, ...]) -> int:
    """A lone preposition follows at once; others may be parted: "pushed them back", "sent 27 men to hell"."""
    if rest[0] not in _CLOSE or rest[0] in _PARTICLES:
        return _REACH
    return 1 if len(rest) == 1 else _FAR


def _base(word: str) -> str:
    return lemma_candidates(word, "noun")[0]


def _all_hold(book: EventCodebook, conditions: Tests, predicate: Predicate) -> bool:
    if conditions.alone is not None and conditions.alone != predicate.alone:
        return False
    return all(_holds(book, test, predicate) for test in conditions.tests)


def _any_holds(book: EventCodebook, conditions: Tests, predicate: Predicate) -> bool:
    if conditions.alone is not None and conditions.alone == predicate.alone:
        return True
    return any(_holds(book, test, predicate) for test in conditions.tests)


def _holds(book: EventCodebook, test: Test, predicate: Predicate) -> bool:
    if test.part == "actor_type":
        return any(_is_actor(book, kind, predicate) for kind in test.listed)
    if test.part == "light_verb":
        return _is_light_verb(predicate.light_verb, test.listed)
    words = _words(test.part, predicate)
    if "@none" in test.listed and not (predicate.object_words if test.part == "object" else words):
        return True
    return _kind_holds(test, predicate) or _meet(words, test.listed, verbs=test.part in _AFTER)


def _is_actor(book: EventCodebook, kind: str, predicate: Predicate) -> bool:
    """By the type that the caller gives, else by the actor's own words."""
    known = book.actor_types.get(kind, frozenset((kind,)))
    if predicate.actor_type is not None:
        return predicate.actor_type == kind or predicate.actor_type in known
    return _meet(predicate.subject_words, known)


def _is_light_verb(verb: str | None, listed: frozenset[str]) -> bool:
    """Equal, or the verb alone where "come under" is listed."""
    if verb is None:
        return "@none" in listed
    return verb in listed or "@any" in listed or any(one.partition(" ")[0] == verb for one in listed)


def _kind_holds(test: Test, predicate: Predicate) -> bool:
    if test.part not in ("actor", "object"):
        return False
    is_actor = test.part == "actor"
    kind = predicate.subject_kind if is_actor else predicate.object_kind
    # A body is made of people: whoever asks for people takes either.
    if f"@{kind}" in test.listed or (kind == "body" and "@people" in test.listed):
        return True
    return "@any" in test.listed and bool(predicate.subject_words if is_actor else predicate.object_words)


def _words(part: str, predicate: Predicate) -> tuple[str, ...]:
    match part:
        case "object":
            return predicate.object_words + _next_phrase(predicate)
        case "actor":
            return predicate.subject_words
        case "instrument":
            return predicate.instrument_words
        case "modifier":
            return predicate.modifiers
        case "about":
            return predicate.object_words + predicate.following
        case "next":
            return predicate.following[:1]
        case _:
            return predicate.following


def _next_phrase(predicate: Predicate) -> tuple[str, ...]:
    """The noun phrase after a verb, or after the "of" of a noun: often a thing, which callers leave out."""
    words = predicate.following
    if predicate.passive or (predicate.pos == "noun" and words[:1] != ("of",)):
        return ()
    words = words[1:] if predicate.pos == "noun" or words[:1] == (predicate.particle,) else words
    ends = (at for at, word in enumerate(words) if word in _CLOSE or word in _ENDS or not word[:1].isalnum())
    return words[: next(ends, len(words))]


def _meet(words: tuple[str, ...], listed: frozenset[str], *, verbs: bool = False) -> bool:
    if not _groups(words).isdisjoint(listed):
        return True
    return verbs and any(base in listed for word in words for base in lemma_candidates(word, "verb"))


@lru_cache(maxsize=4096)
def _groups(words: tuple[str, ...]) -> frozenset[str]:
    """The word groups of a phrase, of any length, each also with the base form of its last word."""
    found: set[str] = set()
    for start in range(len(words)):
        for end in range(start + 1, min(start + _LONGEST, len(words)) + 1):
            *before, last = words[start:end]
            found.update(" ".join((*before, one)) for one in (last, *lemma_candidates(last, "noun")))
    return frozenset(found)


# --- outcomes -------------------------------------------------------------------------------------


def _outcome(book: EventCodebook, entry: Entry, rule: Rule, predicate: Predicate) -> Typing:
    if rule.otherwise and not (entry.when and _all_hold(book, entry.when, predicate)):
        other = rule.otherwise
        return Typing(type=other.type, mode=other.mode, acled=other.acled, rule=rule.name)
    weapon = _weapon(book, rule, predicate)
    by_actor = (acled for actor, acled in rule.acled_by_actor.items() if _is_actor(book, actor, predicate))
    return Typing(
        type=rule.type,
        mode=weapon.mode if weapon else rule.mode,
        acled=(weapon.acled if weapon else None) or next(by_actor, rule.acled),
        rule=rule.name,
        ambiguous=bool(rule.candidates) or rule.weak,
        candidates=rule.candidates or ((rule.type,) if rule.weak else ()),
        sure=rule.sure,
    )


def _weapon(book: EventCodebook, rule: Rule, predicate: Predicate) -> Weapon | None:
    """The means that the words around a trigger show, where the rule looks for one."""
    default = MODE_FROM if rule.type == "ASSAULT" and rule.mode is None else ()
    for part in default if rule.mode_from is None else rule.mode_from:
        groups = _groups(_words(part, predicate))
        for weapon, words, words_and_modifiers in book.weapons:
            if not groups.isdisjoint(words_and_modifiers if part == "modifier" else words):
                return weapon
    return None
