"""The word that a number of people belongs to: killed, fled, the toll, the release of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from accordingto.reading.figures import grammar
from accordingto.reading.figures.book import Use, book
from accordingto.reading.figures.phrases import Counted
from accordingto.reading.figures.tokens import Sentence
from accordingto.types import FigureKind

Role = Literal["object", "clause", "adjacent", "toll", "group", "modifier", "agent"]


@dataclass(frozen=True, slots=True)
class Predicate:
    """What happened to the people counted: words `[start, end)`, and how they belong to the number."""

    start: int
    end: int
    kind: FigureKind
    role: Role
    mixed: bool = False  # "killed or wounded": people of more than one kind

    @property
    def vague(self) -> bool:
        """Whether it does not say what happened to them: they live, gather, return."""
        return self.kind in ("population", "other") and not self.mixed


def _names_a_state(use: Use) -> bool:
    return use.grammar == "state" or (use.grammar == "transitive" and "participle" in use.forms)


def kind_of_label(word: str) -> FigureKind | None:
    """What happened to people by one word for it, or for them: "killed", "dead", "prisoners", "injuries"."""
    if book().events.get(word) not in (None, "fighters", "other"):
        return book().events[word]
    uses = [use for use in book().uses.get(word, ()) if _names_a_state(use)]
    noun = book().nouns.get(word)
    return uses[0].kind if uses else (noun.kind if noun and noun.kind not in ("other", "fighters") else None)


def state_at(sentence: Sentence, place: int) -> Predicate | None:
    """The state that stands for the noun: "three of the dead"."""
    kind = kind_of_label(sentence.words[place])
    return Predicate(place, place + 1, kind, "adjacent") if kind else None


def toll_at(sentence: Sentence, place: int, kind: FigureKind) -> Predicate:
    """The toll at a word, as a predicate: "death toll", or the word that says of whom the number is."""
    start = place - (sentence.at(place - 1) in ("death", "casualty", "body"))
    end = place + 1
    told = label_behind(sentence, place) if sentence.words[place] == "number" else None
    if told:
        return Predicate(told[0], told[0] + 1, kind, "toll")
    return Predicate(start, end, kind, "toll")


def label_behind(sentence: Sentence, place: int) -> tuple[int, FigureKind] | None:
    """The word that says what happened to those of whom a number is, and its kind.

    As in "the number of people killed", "of those who have fled", "the number hurt in the raid".
    """
    if sentence.at(place + 1) not in ("of", "for", "among"):
        kind = kind_of_label(sentence.at(place + 1))
        return (place + 1, kind) if kind else None
    for index in range(place + 2, min(place + 6, len(sentence.words))):
        if sentence.words[index] == "who":
            return _verb_of(sentence, index + 1)
        if sentence.words[index] == "shot":  # the number of demonstrators shot
            return index, "killed"
        kind = kind_of_label(sentence.words[index])
        if kind:
            return None if _is_of_things(sentence, index + 1) else (index, kind)
    return None


def _is_of_things(sentence: Sentence, place: int) -> bool:
    """As in "the number of captured villages to 26"."""
    word = sentence.at(place)
    plural = word.isalpha() and word.endswith("s") and not word.endswith("ss")
    verbs = grammar.RISING | grammar.REACHING | grammar.FUNCTION | book().verbs
    return plural and word not in verbs and word not in book().nouns and sentence.at(place + 1) != "at"


def _verb_of(sentence: Sentence, place: int) -> tuple[int, FigureKind] | None:
    """The verb of a relative clause."""
    while sentence.at(place) in grammar.AUXILIARIES | grammar.BE:
        place += 1
    return next(((place, use.kind) for use in book().uses.get(sentence.at(place), ())), None)


def among(sentence: Sentence, found: Counted) -> Predicate | None:
    """As in "Of the dead, 11 have been named": the state of those of whom a number is a part."""
    start = found.start - 1
    if sentence.at(0) not in ("of", "among") or sentence.at(start) != "," or not 2 < start < 6:
        return None
    return state_at(sentence, start - 1) if sentence.at(1) in ("the", "those") else None


def among_those(sentence: Sentence, place: int) -> Predicate | None:
    """As in "were among the dead"."""
    place += 1
    kind = None
    while (
        kind is None
        and (word := sentence.at(place))
        and (word in grammar.DETERMINERS or word in book().nouns)
    ):
        place += 1
        kind = kind_of_label(sentence.at(place))
    return Predicate(place, place + 1, kind, "clause") if kind else None


def heading(sentence: Sentence, found: Counted) -> Predicate | None:
    """As in "The wounded, among them three children,", "The prisoners, 30 men and 12 women,"."""
    place = found.start - 1
    for opener in (["among", "them"], ["among", "whom"], ["including"]):
        if sentence.words[place + 1 - len(opener) : place + 1] == opener:
            place -= len(opener)
    known = sentence.at(place) == "," and sentence.at(place - 2) in grammar.DETERMINERS
    if found.single and place == found.start - 1:  # "the injured," a student said
        return None
    kind = kind_of_label(sentence.at(place - 1)) if known else None
    return Predicate(place - 1, place, kind, "object") if kind else None


def modifier(sentence: Sentence, found: Counted) -> Predicate | None:
    """As in "12,000 displaced people", "40 wounded fighters"."""
    for place in range(*found.modifiers):
        for use in book().uses.get(sentence.words[place], ()):
            if use.grammar == "state" or (use.grammar == "transitive" and "participle" in use.forms):
                return Predicate(place, place + 1, use.kind, "modifier")
    return None
