"""Words for agreements and brokers (`accounts.toml`), loaded words (`framing.toml` and the user's own)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import msgspec

from accordingto.errors import CodebookError, SettingsError
from accordingto.reading.codebook.inflection import inflections
from accordingto.reading.phrases import plural
from accordingto.types import AgreementKind, FramingKind

FOLDER = Path(__file__).parent
LONGEST = 5  # words of an entry


class AccountsBook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`accounts.toml`: the kind of agreement that a noun names, and words that say what a broker did."""

    kinds: dict[str, AgreementKind]
    broker_words: frozenset[str]


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

    entries: tuple[Loaded, ...]
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


def load_lexicon(own: Sequence[Path] = ()) -> Forms:
    """Every form of every entry, by its words in lower case; of equal ones the user's wins.

    Raises `CodebookError` for a file that cannot be read or is no lexicon.
    """
    books = [_lexicon(path) for path in own]
    shipped = () if any(book.replace for book in books) else _lexicon(FOLDER / "framing.toml").entries
    entries = (*shipped, *(entry for book in books for entry in book.entries))
    return {
        tuple(form.split()): entry
        for entry in entries
        for words in entry.words
        for form in _forms(words, entry)
    }


def _lexicon(path: Path) -> Lexicon:
    try:
        book = msgspec.toml.decode(path.read_bytes(), type=Lexicon)
    except (OSError, msgspec.MsgspecError) as error:
        raise CodebookError(f"{path} is no lexicon of loaded words: {error}") from error
    for entry in book.entries:
        for words in entry.words:
            if not words.strip() or len(words.split()) > LONGEST:
                raise CodebookError(f"{path}: {words!r} should have one to {LONGEST} words.")
            if entry.pos not in ("noun", "verb", "adjective"):
                raise CodebookError(f"{path}: {words!r} has pos {entry.pos!r}; use noun, verb or adjective.")
    return book


def _forms(words: str, entry: Loaded) -> set[str]:
    """How the words may be written: plural nouns, inflected verbs; of several words the head inflects."""
    words = words.lower()
    first, _, rest = words.partition(" ")
    if entry.pos == "verb":
        return {f"{form} {rest}".strip() for form in {first, *inflections(first)}}
    return {words, plural(words)} if entry.pos == "noun" else {words}
