"""Words for agreements and brokers (`accounts.toml`), loaded words (`framing.toml` and the user's own)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import get_args

import msgspec

from accordingto.errors import CodebookError, SettingsError
from accordingto.reading.codebook.faults import Fault, converted, in_words, instead, read_entries, table_of
from accordingto.reading.codebook.inflection import every_form, inflections
from accordingto.reading.codebook.wording import Wording
from accordingto.reading.phrases import plural
from accordingto.types import AgreementKind, FramingKind, Polarity, Relation, StepKind

FOLDER = Path(__file__).parent
LONGEST = 5  # words of an entry
PARTS_OF_SPEECH = ("noun", "verb", "adjective")


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Verbs by their base forms, other words as they are written."""

    verbs: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def forms(self) -> set[str]:
        """Every form that may stand in a text, in lower case."""
        inflected = (form for verb in self.verbs for form in every_form(verb))
        return {*inflected, *self.words}


class Phrases(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Phrases that mean one thing wherever a deal, or a place, is spoken of; see `codebook.wording`.

    Either `step` or `relation` is given. `polarity` is set where the phrase says so ("failed to agree").
    """

    words: tuple[str, ...]
    step: StepKind | None = None
    relation: Relation | None = None
    polarity: Polarity | None = None


class Meaning(msgspec.Struct, frozen=True):
    """What a phrase states."""

    states: str
    polarity: Polarity | None = None


class AccountsBook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`accounts.toml`; see there."""

    kinds: dict[str, AgreementKind]
    broker_words: frozenset[str]
    calling: tuple[str, ...]
    deals: frozenset[str]
    vague_deals: frozenset[str]
    talks: frozenset[str]
    other_deals: frozenset[str]
    no_deals: frozenset[str]
    no_objects: frozenset[str]
    praising: frozenset[str]
    no_terms: tuple[str, ...]
    no_parties: frozenset[str]
    compounds: dict[str, Relation]
    holding_nothing: frozenset[str]
    no_places: frozenset[str]
    steps: dict[StepKind, Words]
    relations: dict[Relation, Words]
    phrases: tuple[Phrases, ...] = ()


class Loaded(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of a lexicon of loaded words.

    `words` are base forms, of one word or several; `pos` says how they inflect. `sure` words are loaded
    wherever they stand, the others where the model takes them for loaded too. `neutral` is a plain word that
    could stand in their place; `unless` are words beside which they are none ("designated", "suspected").
    """

    words: tuple[str, ...]
    kind: FramingKind
    pos: str = "noun"
    sure: bool = False
    neutral: str | None = None
    unless: tuple[str, ...] = ()


class Lexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of loaded words. `replace` leaves the shipped ones out."""

    entries: tuple[Loaded, ...] = ()
    replace: bool = False


Forms = dict[tuple[str, ...], Loaded]


@cache
def accounts_book() -> AccountsBook:
    """Raises `SettingsError` when the file cannot be read."""
    path = FOLDER / "accounts.toml"
    try:
        return msgspec.toml.decode(path.read_bytes(), type=AccountsBook)
    except (OSError, msgspec.MsgspecError) as error:
        raise SettingsError(f"The codebook {path} cannot be read: {error}") from error


@cache
def meanings(head: str) -> dict[str, str]:
    """What words mean to a head, "step" or "relation", by their forms. Raises `SettingsError`."""
    book = accounts_book()
    tables = {"step": tuple(book.steps.items()), "relation": tuple(book.relations.items())}
    return {form: str(name) for name, words in tables[head] for form in words.forms()}


@cache
def no_terms() -> frozenset[str]:
    """Forms of verbs that no term of a deal hangs on. Raises `SettingsError`."""
    return frozenset(Words(verbs=accounts_book().no_terms).forms())


@cache
def wording(head: str) -> Wording[Meaning]:
    """Phrases that state something to a head, "step" or "relation". Raises `SettingsError`."""
    book = accounts_book()
    found: dict[str, Meaning] = {}
    for entry in book.phrases:
        states = entry.step if head == "step" else entry.relation
        if states:
            found.update((phrase, Meaning(states, entry.polarity)) for phrase in entry.words)
    return Wording(found, {"deal": sorted(book.deals)})


@cache
def compound() -> re.Pattern[str]:
    """Words like "rebel-held": groups `who` and `held`. Raises `SettingsError`."""
    held = "|".join(accounts_book().compounds)
    no = "state|family|well|long|self|home|(?-i:[a-z]+ly)"
    return re.compile(rf"\b(?!(?:{no})-)(?P<who>\w[\w’']*)[-‑](?P<held>{held})\b", re.IGNORECASE)


@cache
def distance() -> re.Pattern[str]:
    """Words that keep a name at a distance: "what he calls", "so-called". Raises `SettingsError`."""
    verbs = "|".join(sorted(Words(verbs=accounts_book().calling).forms(), key=len, reverse=True))
    return re.compile(
        rf"\b(?:{verbs})\b|-(?:called|styled|proclaimed|declared|appointed|described)", re.IGNORECASE
    )


def load_lexicon(own: Sequence[Path] = ()) -> Forms:
    """Every form of every entry, by its words in lower case; of equal ones the user's wins.

    Raises `CodebookError` that names every fault, one on each line.
    """
    books, faults = checked_lexicons(own)
    if faults:
        raise CodebookError(in_words(faults))
    shipped = () if any(book.replace for book in books) else _shipped().entries
    entries = (*shipped, *(entry for book in books for entry in book.entries))
    return {
        tuple(form.split()): entry
        for entry in entries
        for words in entry.words
        for form in _forms(words, entry)
    }


@cache
def _shipped() -> Lexicon:
    """Ours. Raises `SettingsError` when it cannot be read."""
    path = FOLDER / "framing.toml"
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Lexicon)
    except (OSError, msgspec.MsgspecError) as error:
        raise SettingsError(f"The codebook {path} cannot be read: {error}") from error


def checked_lexicons(paths: Sequence[Path]) -> tuple[tuple[Lexicon, ...], list[Fault]]:
    """Files as far as they can be understood, and what is wrong with them."""
    faults: list[Fault] = []
    return tuple(_lexicon(path, faults) for path in paths), faults


def _lexicon(path: Path, faults: list[Fault]) -> Lexicon:
    table = table_of(path)
    if isinstance(table, Fault):
        faults.append(table)
        return Lexicon()
    problems: list[str] = []
    entries = tuple(read_entries(table, "entries", Loaded, problems, _advice))
    if not table.get("entries"):
        problems.append("it lists no loaded word. Begin each entry with [[entries]].")
    rest = {key: value for key, value in table.items() if key != "entries"}
    file = converted(rest, Lexicon, "the file", problems, _advice) or Lexicon()
    problems += [problem for entry in entries for problem in _faults(entry)]
    faults += [Fault(str(path), problem) for problem in problems]
    return msgspec.structs.replace(file, entries=entries)


def _faults(entry: Loaded) -> Iterator[str]:
    if not entry.words:
        yield f"an entry of kind {entry.kind} has no words. List base forms under words."
    for words in entry.words:
        if not 1 <= len(words.split()) <= LONGEST:
            yield f'"{words}" should have one to {LONGEST} words.'
    if entry.pos not in PARTS_OF_SPEECH:
        yield f'"{", ".join(entry.words)}" has pos "{entry.pos}". {instead(entry.pos, PARTS_OF_SPEECH)}'


def _advice(problem: str, kind: type[msgspec.Struct], table: object) -> str:
    if "unknown field" in problem:
        return f"It may have: {', '.join(kind.__struct_fields__)}."
    if "Invalid enum value" in problem and isinstance(table, Mapping):
        return instead(str(table.get("kind")), get_args(FramingKind))
    if "missing required field" in problem:
        return "Add it."
    return "See docs/guides/codebook.md for what belongs there."


def _forms(words: str, entry: Loaded) -> set[str]:
    """How the words may be written: plural nouns, inflected verbs; of several words the head inflects."""
    words = words.lower()
    first, _, rest = words.partition(" ")
    if entry.pos == "verb":
        return {f"{form} {rest}".strip() for form in {first, *inflections(first)}}
    return {words, plural(words)} if entry.pos == "noun" else {words}
