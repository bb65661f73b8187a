"""The event codebook: the type, mode and ACLED sub-event of a predicate, with the rule that says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

from accordingto.reading.codebook.events_file import (
    Conditions,
    EventFile,
    LightVerbs,
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
PARTS_OF_SPEECH: dict[str, PartOfSpeech] = {"verbs": "verb", "nouns": "noun", "adjectives": "adjective"}
#: Where an ASSAULT rule without a mode looks for one.
MODE_FROM: tuple[Part, ...] = ("modifier", "instrument", "actor")
# Longest word group looked up in the lists: "rocket propelled grenade".
_LONGEST = 3
# Words that continue a phrasal verb only where they follow at once: "call for", not "call ... for".
_CLOSE = frozenset(
    "about across after against along around aside at away back behind between by down for forth forward from in "
    "into off on onto out over through to together under up upon with without of".split()
)


class Predicate(Noun, frozen=True):
    """A word that may denote an event, with what stands around it. All words are lower-case lemmas.

    `modifiers` directly modify a noun trigger. `following` are a few words after the trigger. The argument
    words are those of each head phrase ("cruise", "missile"); the subject is who acts, also of a passive or
    of a noun. `alone` says that no other word of violence stands in its clause.
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
    alone: bool = True


class Typing(Noun, frozen=True):
    """What the codebook makes of a predicate. If `ambiguous`, a classifier should decide among `candidates`."""

    type: EventType
    mode: str | None
    acled: str | None
    rule: str
    ambiguous: bool = False
    candidates: tuple[EventType, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One word of a rule or stop: what must stand before it and after it, and its rank (lowest first)."""

    source: Rule | Stop
    word: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    rank: tuple[int, int, int, int]


@dataclass(frozen=True)
class EventCodebook:
    """Rules by part of speech and word, best first, and the word lists."""

    entries: dict[tuple[PartOfSpeech, str], tuple[Entry, ...]]
    lists: dict[str, frozenset[str]]
    actor_types: dict[str, frozenset[str]]
    light_verbs: LightVerbs
    weapons: tuple[Weapon, ...]
    rules: tuple[Rule, ...]
    stops: tuple[Stop, ...]
    _expanded: dict[tuple[str, ...], frozenset[str]] = field(default_factory=dict, repr=False)

    def expanded(self, words: tuple[str, ...]) -> frozenset[str]:
        """Words with each `@list` replaced by its words; `@kinds` stay."""
        found = self._expanded.get(words)
        if found is None:
            named = (self.lists.get(word[1:], {word}) if word[0] == "@" else {word} for word in words)
            found = self._expanded[words] = frozenset().union(*named)
        return found


# --- loading --------------------------------------------------------------------------------------


def load_codebook(paths: Sequence[Path] = ()) -> EventCodebook:
    """Our codebook with files of the user's, of which the last counts first.

    A rule takes the place of an earlier one of the same name; a file with `replace = true` takes the place of
    all before it. Raises `CodebookError` that names every fault of the files.
    """
    return _loaded(tuple(paths)) if paths else _own()


@cache
def _own() -> EventCodebook:
    return codebook_of(own_files())


def _loaded(paths: tuple[Path, ...]) -> EventCodebook:
    own = own_files()
    return codebook_of((*own, *read_files(paths, known=own)), own=len(own))


def codebook_of(files: Sequence[EventFile], *, own: int | None = None) -> EventCodebook:
    """A codebook of files that were read; the first `own` of them (else all) are of one rank."""
    one_rank = len(files) if own is None else own
    first = max((number for number, file in enumerate(files) if file.replace), default=0)
    ranked = [(-max(0, number - one_rank + 1), file) for number, file in enumerate(files)][first:]
    used = [file for _, file in ranked]
    named = {(type(entry), entry.name): entry for file in used for entry in (*file.rules, *file.stops)}
    kept = {id(entry) for entry in named.values()}
    weapons = tuple(weapon for file in reversed(used) for weapon in file.weapons)
    return EventCodebook(
        entries=_indexed(ranked, kept),
        lists=_united(file.lists for file in used),
        actor_types=_united(file.actor_types for file in used),
        light_verbs=LightVerbs(
            tuple(verb for file in used for verb in file.light_verbs.active),
            tuple(verb for file in used for verb in file.light_verbs.passive),
        ),
        weapons=weapons,
        rules=tuple(rule for file in used for rule in file.rules if id(rule) in kept),
        stops=tuple(stop for file in used for stop in file.stops if id(stop) in kept),
    )


def _united(tables: Iterable[dict[str, tuple[str, ...]]]) -> dict[str, frozenset[str]]:
    united: dict[str, frozenset[str]] = {}
    for table in tables:
        for name, words in table.items():
            united[name] = united.get(name, frozenset()) | frozenset(words)
    return united


def _indexed(
    ranked: Sequence[tuple[int, EventFile]], kept: set[int]
) -> dict[tuple[PartOfSpeech, str], tuple[Entry, ...]]:
    found: dict[tuple[PartOfSpeech, str], list[Entry]] = {}
    position = 0
    for rank, file in ranked:
        for source in (*file.stops, *file.rules):
            position += 1
            if id(source) in kept:
                for key, entry in _entries(source, rank, position):
                    found.setdefault(key, []).append(entry)
    return {key: tuple(sorted(entries, key=lambda entry: entry.rank)) for key, entries in found.items()}


def _entries(
    source: Rule | Stop, rank: int, position: int
) -> Iterator[tuple[tuple[PartOfSpeech, str], Entry]]:
    is_rule = isinstance(source, Rule)
    decides = source.when if not (isinstance(source, Rule) and source.otherwise) else None
    conditions = (len(tuple(decides.parts())) + (decides.alone is not None)) if decides else 0
    for part, pos in PARTS_OF_SPEECH.items():
        for word in getattr(source, part):
            before, head, after = _split(word, pos)
            order = (rank, int(is_rule), -conditions - len(before) - len(after), position)
            yield (pos, head), Entry(source, word, before, after, order)


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


def typing_of(book: EventCodebook, predicate: Predicate) -> Typing | None:
    """The type of a predicate by the first rule that fits it; none where the book is silent or stops it."""
    for seen, entry in _fitting(book, predicate):
        if isinstance(entry.source, Rule):
            return _outcome(book, entry.source, seen)
        return None
    return None


def stopped_by(book: EventCodebook, predicate: Predicate) -> str | None:
    """The name of the stop that makes a predicate no event: then a classifier should not be asked either."""
    for _, entry in _fitting(book, predicate):
        return entry.source.name if isinstance(entry.source, Stop) else None
    return None


def lemma_of(book: EventCodebook, word: str, pos: PartOfSpeech) -> str:
    """The base form of a word: the first that the book knows, else the likeliest."""
    candidates = lemma_candidates(word, pos)
    return next((one for one in candidates if (pos, one) in book.entries), candidates[0])


def entries_of(book: EventCodebook, word: str) -> tuple[tuple[PartOfSpeech, Entry], ...]:
    """Every entry for a word in any form, in the order in which they are tried."""
    found = [
        (pos, entry)
        for pos in PARTS_OF_SPEECH.values()
        for lemma in lemma_candidates(word.lower(), pos)
        for entry in book.entries.get((pos, lemma), ())
    ]
    return tuple(found)


def _fitting(book: EventCodebook, predicate: Predicate) -> Iterator[tuple[Predicate, Entry]]:
    """Entries that fit, with the predicate as it was looked up."""
    for seen in _looked_up(predicate):
        entries = book.entries.get((seen.pos, seen.lemma))
        if entries is not None:
            yield from ((seen, entry) for entry in entries if _fits(book, entry, seen))
            return


def _looked_up(predicate: Predicate) -> Iterator[Predicate]:
    """A predicate, then what else its word may be: "car-bombing" a bombing, "the storming" from to storm."""
    yield predicate
    lemma, pos = predicate.lemma, predicate.pos
    first, dash, last = lemma.rpartition("-")
    if dash and first and pos == "noun":
        yield _changed(predicate, lemma=last, modifiers=(*first.split("-"), *predicate.modifiers))
    if pos == "adjective" or (pos == "noun" and lemma.endswith("ing")):
        for base in lemma_candidates(lemma, "verb"):
            yield _changed(predicate, lemma=base, pos="verb")


def _changed(predicate: Predicate, **values: object) -> Predicate:
    from msgspec.structs import replace

    return replace(predicate, **values)


def _fits(book: EventCodebook, entry: Entry, predicate: Predicate) -> bool:
    if entry.before and not set(entry.before) <= set(predicate.modifiers):
        return False
    if entry.after and not _continues(entry.after, predicate):
        return False
    source = entry.source
    if source.unless and _any_holds(book, source.unless, predicate):
        return False
    if isinstance(source, Rule) and source.otherwise:
        return True
    return source.when is None or _all_hold(book, source.when, predicate)


def _continues(rest: tuple[str, ...], predicate: Predicate) -> bool:
    """Whether the words of a phrase come after its head, adverbs apart."""
    words = [word for word in predicate.following if not word.endswith("ly")]
    if predicate.particle == rest[0]:
        rest = rest[1:]
    elif rest[0] in _CLOSE and words[:1] != [rest[0]]:
        return False
    remaining = iter(words)
    return all(word in remaining for word in rest)


def _all_hold(book: EventCodebook, conditions: Conditions, predicate: Predicate) -> bool:
    if conditions.alone is not None and conditions.alone != predicate.alone:
        return False
    return all(_holds(book, part, words, predicate) for part, words in conditions.parts())


def _any_holds(book: EventCodebook, conditions: Conditions, predicate: Predicate) -> bool:
    if conditions.alone is not None and conditions.alone == predicate.alone:
        return True
    return any(_holds(book, part, words, predicate) for part, words in conditions.parts())


def _holds(book: EventCodebook, part: str, words: tuple[str, ...], predicate: Predicate) -> bool:
    listed = book.expanded(words)
    if part == "actor_type":
        return any(_is_actor(book, word, predicate) for word in listed)
    if part == "light_verb":
        return _is_light_verb(predicate.light_verb, listed)
    if part in ("actor", "object"):
        return _kind_holds(part, listed, predicate) or _meet(_words(part, predicate), listed)
    return _meet(_words(part, predicate), listed)


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


def _kind_holds(part: str, listed: frozenset[str], predicate: Predicate) -> bool:
    kind = predicate.subject_kind if part == "actor" else predicate.object_kind
    words = _words(part, predicate)
    # A body is made of people: whoever asks for people takes either.
    holds = {f"@{kind}", "@people" if kind == "body" else "", "@any" if words else "@none"}
    return not holds.isdisjoint(listed)


def _words(part: str, predicate: Predicate) -> tuple[str, ...]:
    return {
        "actor": predicate.subject_words,
        "object": predicate.object_words,
        "instrument": predicate.instrument_words,
        "modifier": predicate.modifiers,
        "following": predicate.following,
        "next": predicate.following[:1],
    }[part]


def _meet(words: tuple[str, ...], listed: frozenset[str]) -> bool:
    return any(group in listed for group in _groups(words)) or (not words and "@none" in listed)


@cache
def _groups(words: tuple[str, ...]) -> tuple[str, ...]:
    """The word groups of a phrase, of any length, each also with the base form of its last word."""
    found = []
    for start in range(len(words)):
        for end in range(start + 1, min(start + _LONGEST, len(words)) + 1):
            *before, last = words[start:end]
            found += [" ".join((*before, one)) for one in (last, *lemma_candidates(last, "noun"))]
    return tuple(dict.fromkeys(found))


# --- outcomes -------------------------------------------------------------------------------------


def _outcome(book: EventCodebook, rule: Rule, predicate: Predicate) -> Typing:
    if rule.otherwise and not (rule.when and _all_hold(book, rule.when, predicate)):
        other = rule.otherwise
        return Typing(type=other.type, mode=other.mode, acled=other.acled, rule=rule.name)
    weapon = _weapon(book, rule, predicate)
    by_actor = (
        acled for actor, acled in rule.acled_by_actor.items() if _is_actor(book, actor, predicate)
    )
    return Typing(
        type=rule.type,
        mode=weapon.mode if weapon else rule.mode,
        acled=(weapon.acled if weapon else None) or next(by_actor, rule.acled),
        rule=rule.name,
        ambiguous=bool(rule.candidates),
        candidates=rule.candidates,
    )


def _weapon(book: EventCodebook, rule: Rule, predicate: Predicate) -> Weapon | None:
    """The means that the words around a trigger show, where the rule looks for one."""
    default = MODE_FROM if rule.type == "ASSAULT" and rule.mode is None else ()
    for part in default if rule.mode_from is None else rule.mode_from:
        groups = _groups(_words(part, predicate))
        for weapon in book.weapons:
            if _shows(weapon, part, groups):
                return weapon
    return None


def _shows(weapon: Weapon, part: Part, groups: tuple[str, ...]) -> bool:
    if any(group in weapon.words for group in groups):
        return True
    return part == "modifier" and any(group in weapon.modifiers for group in groups)


