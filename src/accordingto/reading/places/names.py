"""From the words of a toponym to the places that they may mean, and what the words say of the kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from accordingto.gazetteer import Candidate, Gazetteer, Kind
from accordingto.reading.places.words import book

_POSSESSIVE = re.compile(r"['’]s?$")
MANY = 100_000  # people


@dataclass(frozen=True)
class Meaning:
    """What a name may be. `kinds` are those that its words speak for; `site` that it is something built."""

    candidates: tuple[Candidate, ...]
    kinds: frozenset[Kind] = frozenset()
    site: bool = False


def meaning(gazetteer: Gazetteer, words: str) -> Meaning:
    """Look the name up as it stands, then without what is put before and after names."""
    name = trimmed(words)
    kinds = _kinds(name)
    last = name.split()[-1].casefold() if name else ""
    site = last in book().words.sites
    for form in [name] if last in book().words.streets else _forms(name):
        found = gazetteer.lookup(form) if form == name else _spelt(gazetteer, form)
        found = (*(c for c in found if c.exact), *gazetteer.people(form)) or found
        if form != name and _is_nature(name):
            found = tuple(c for c in found if c.kind in ("water", "area"))
        if found:
            return Meaning(tuple(dict.fromkeys(found)), kinds, site and form != name)
    return Meaning(_seats(gazetteer, name) if site and last not in book().words.streets else (), kinds, site)


def is_large(candidate: Candidate) -> bool:
    """Whether a name alone tells that this is meant: a country, a division, a large town."""
    return candidate.kind in ("country", "continent", "region") or candidate.population >= MANY


def _is_nature(name: str) -> bool:
    words = name.casefold().split()
    return bool(book().words.nature & {words[0], words[-1]})


def _seats(gazetteer: Gazetteer, name: str) -> tuple[Candidate, ...]:
    """Places that the beginning of a built thing's name names: "Oshan Regional Medical Centre"."""
    words = name.split()
    for end in range(len(words) - 1, 0, -1):
        head = trimmed(" ".join(words[:end]))
        if head.casefold() not in book().words.never and (found := _spelt(gazetteer, head)):
            return found
    return ()


def trimmed(words: str) -> str:
    """A name without article and possessive, on one line."""
    name = _POSSESSIVE.sub(
        "", " ".join(words.split()).strip(' ,.;:"“”') + ("." if words.endswith(".") else "")
    )
    return name[4:] if name[:4].casefold() == "the " else name


def _spelt(gazetteer: Gazetteer, form: str) -> tuple[Candidate, ...]:
    return tuple(candidate for candidate in gazetteer.lookup(form) if candidate.exact)


def _forms(name: str) -> Iterator[str]:
    """The name, then shorter and shorter ones."""
    yield name
    words = name.split()
    bare = _without_kind(words)
    if bare != words:
        yield " ".join(bare)
    for inner in _without_parts(words):
        yield " ".join(inner)
        if (both := _without_kind(inner)) != inner:
            yield " ".join(both)
    if name.isupper() and len(name) > 4:
        yield name.title()


def _without_kind(words: list[str]) -> list[str]:
    kept = list(words)
    while len(kept) > 1 and (
        book().kinds_of(kept[-1].casefold()) or kept[-1].casefold() in book().words.sites
    ):
        kept.pop()
    return kept


def _without_parts(words: list[str]) -> Iterator[list[str]]:
    """Without "southern" or "city of" at the front, one after the other."""
    kept = list(words)
    while len(kept) > 1:
        if len(kept) > 2 and " ".join(kept[:2]).casefold() in book().words.parts:
            kept = kept[2:]
        elif kept[0].casefold() in book().words.parts:
            kept = kept[1:]
        else:
            break
        yield kept


def _kinds(name: str) -> frozenset[Kind]:
    words = name.casefold().split()
    if len(words) < 2:
        return frozenset()
    before = words[0] if words[1] == "of" or words[0] in ("lake", "mount") else ""
    return book().kinds_of(words[-1]) or book().kinds_of(before)
