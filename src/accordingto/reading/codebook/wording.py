"""Phrases of several words with gaps, as the codebook writes them: "~put ... on hold", "~take *effect"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from accordingto.reading.codebook.inflection import every_form

GAP = 5  # words that may stand in a gap, at the most
_BETWEEN = r"[^\w.;:!?]+"
_GAP = rf"(?:[^\w.;:!?]+[\w’'-]+){{0,{GAP}}}?"
_WORD = re.compile(r"\w+")
Meaning = TypeVar("Meaning")


@dataclass(frozen=True)
class Match(Generic[Meaning]):
    """A phrase in a text: all of it, and its word that carries the meaning, as code points."""

    span: tuple[int, int]
    trigger: tuple[int, int]
    meaning: Meaning


class Wording(Generic[Meaning]):
    """Phrases to be found in texts.

    A phrase is words with a space between them. "~" stands before a verb that inflects, "*" before the word
    that carries the meaning (the first one where none has it), "/" between alternatives, "..." for up to five
    words, "( )" around a word that may be missing, "@name" for any word of a list.
    """

    def __init__(
        self, phrases: Mapping[str, Meaning], lists: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        self._lists = lists or {}
        self._by_first: dict[str, list[tuple[re.Pattern[str], Meaning]]] = defaultdict(list)
        for phrase, meaning in phrases.items():
            pattern = re.compile(self._pattern(phrase), re.IGNORECASE)
            for first in self._firsts(phrase):
                self._by_first[first].append((pattern, meaning))

    def matches(self, text: str) -> Iterator[Match[Meaning]]:
        """Phrases of the text from left to right: the longest at each word, the first for each trigger."""
        taken: set[int] = set()
        for word in _WORD.finditer(text):
            candidates = self._by_first.get(word.group().lower(), ())
            found = [
                (m, meaning) for pattern, meaning in candidates if (m := pattern.match(text, word.start()))
            ]
            if found:
                match, meaning = max(found, key=lambda one: one[0].end())
                if match.start("trigger") not in taken:
                    taken.add(match.start("trigger"))
                    yield Match(match.span(), match.span("trigger"), meaning)

    def _pattern(self, phrase: str) -> str:
        tokens = phrase.split()
        marked = next((n for n, token in enumerate(tokens) if "*" in token), 0)
        parts: list[str] = []
        for number, token in enumerate(tokens):
            between = "" if number == 0 else _BETWEEN
            if token == "...":
                parts.append(_GAP)
                continue
            optional = token.startswith("(")
            words = "|".join(re.escape(form) for form in self._forms(token.strip("()")))
            name = "?P<trigger>" if number == marked else "?:"
            part = rf"{between}({name}{words})(?!\w)"
            parts.append(f"(?:{part})?" if optional else part)
        return "".join(parts)

    def _firsts(self, phrase: str) -> set[str]:
        """The first words, up to a hyphen or an apostrophe, of all that the phrase may begin with."""
        return {_WORD.match(form).group() for form in self._forms(phrase.split()[0])}  # type: ignore[union-attr]

    def _forms(self, token: str) -> list[str]:
        """What may stand for one token, the longest first."""
        forms: set[str] = set()
        inflects = False
        for alternative in token.replace("*", "").split("/"):
            inflects = inflects or alternative.startswith("~")
            word = alternative.lstrip("~")
            if word.startswith("@"):
                forms |= {one.lower() for one in self._lists[word[1:]]}
            else:
                forms |= set(every_form(word)) if inflects else {word}
        return sorted(forms, key=len, reverse=True)
