from __future__ import annotations

import pytest

from accordingto.reading.codebook.inflection import PartOfSpeech
from accordingto.reading.events.doubles import MODEL, without_doubles
from accordingto.reading.events.typing import Typed
from accordingto.types import EventType
from tests.reading.events.test_typing import candidate, scores_of

Told = tuple[str, PartOfSpeech, bool]


def told(text: str, *words: Told, kinds: tuple[EventType, ...] = ("ASSAULT", "ASSAULT")) -> list[str]:
    """The words that are left of some for a happening; the last field is whether a codebook knows them."""
    scores = scores_of(text)
    events = [
        Typed(
            candidate(scores, word, word, pos, kind=kind, sure=0.9),
            kind,
            None,
            None,
            "codebook:x" if known else MODEL,
            0.9,
        )
        for (word, pos, known), kind in zip(words, kinds, strict=False)
    ]
    left = without_doubles(scores, events)
    return [text[slice(*scores.tokens.words[one.candidate.word])] for one in left]


@pytest.mark.parametrize(
    ("text", "words", "left"),
    [
        ("Ten separate attacks", (("separate", "noun", False), ("attacks", "noun", True)), ["attacks"]),
        ("Two grenade attacks", (("grenade", "noun", True), ("attacks", "noun", True)), ["attacks"]),
        ("He opened fire", (("opened", "verb", False), ("fire", "noun", True)), ["fire"]),
        ("It launched a failed attack", (("launched", "verb", False), ("attack", "noun", True)), ["attack"]),
        ("An attack, which occurred", (("attack", "noun", True), ("occurred", "verb", False)), ["attack"]),
        ("Strikes were launched", (("Strikes", "noun", True), ("launched", "verb", False)), ["Strikes"]),
        ("Near the blasts", (("the", "noun", False), ("blasts", "noun", True)), ["blasts"]),
        ("The blasts hit Dorn", (("blasts", "noun", True), ("hit", "verb", True)), ["blasts", "hit"]),
        (
            "It shelled the raiding",
            (("shelled", "verb", True), ("raiding", "noun", True)),
            ["shelled", "raiding"],
        ),
        (
            "Shelling and fighting",
            (("Shelling", "noun", True), ("fighting", "noun", True)),
            ["Shelling", "fighting"],
        ),
    ],
)
def test_a_word_that_helps_another_tells_of_nothing_more(
    text: str, words: tuple[Told, ...], left: list[str]
) -> None:
    assert told(text, *words) == left


def test_words_for_different_happenings_are_both_kept() -> None:
    words: tuple[Told, ...] = (("deadly", "adjective", False), ("attacks", "noun", True))
    assert told("Two deadly attacks", *words, kinds=("CASUALTY", "ASSAULT")) == ["deadly", "attacks"]


@pytest.mark.parametrize(
    ("text", "words", "left"),
    [
        ("They regained full control", (("regained", "verb", True), ("control", "noun", True)), ["regained"]),
        (
            "They lost the hill and control",
            (("lost", "verb", True), ("control", "noun", True)),
            ["lost", "control"],
        ),
        ("They trade artillery fire", (("trade", "verb", True), ("fire", "noun", True)), ["fire"]),
        ("They re-seized it", (("re", "verb", True), ("seized", "verb", True)), ["seized"]),
        ("They shell-shocked it", (("shell", "noun", True), ("shocked", "verb", True)), ["shell", "shocked"]),
    ],
)
def test_what_a_verb_gains_and_a_prefix_are_no_happenings(
    text: str, words: tuple[Told, ...], left: list[str]
) -> None:
    assert told(text, *words, kinds=("CONTROL", "CONTROL")) == left


def test_what_is_lifted_is_imposed_by_nobody() -> None:
    words: tuple[Told, ...] = (("lift", "verb", True), ("curfew", "noun", True))
    assert told("They lift a curfew", *words, kinds=("CONCEDE", "COERCE")) == ["lift"]
    assert told("They lift those whom a curfew hit", *words, kinds=("CONCEDE", "COERCE")) == [
        "lift",
        "curfew",
    ]
