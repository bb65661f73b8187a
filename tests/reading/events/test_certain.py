"""Words that are an event by the codebook's word alone."""

from __future__ import annotations

import pytest

from accordingto.reading.codebook.events import load_codebook
from accordingto.reading.codebook.inflection import PartOfSpeech
from accordingto.reading.events.certain import certain, sure_nouns
from tests.reading.events.test_typing import scores_of, word_of

BOOK = load_codebook()


@pytest.mark.parametrize(
    ("text", "word", "pos", "found"),
    [
        ("The junta used sarin gas on the town.", "used", "verb", True),
        ("Sarin gas had been used on the town.", "used", "verb", True),
        ("They spoke of the use of chemical weapons there.", "use", "noun", True),
        ("They spoke of the use by the junta of chemical weapons.", "use", "noun", True),
        ("Two incidents involving incendiary munitions were seen.", "incidents", "noun", True),
        ("An incident involving a minister was seen.", "incident", "noun", False),
        ("The junta used the radio.", "used", "verb", False),
        ("Sarin is a gas. It used the radio.", "used", "verb", False),  # of another sentence
        ("They shelled the town.", "shelled", "verb", False),  # no sure rule has it
    ],
)
def test_what_a_sure_rule_fits_is_certain(text: str, word: str, pos: PartOfSpeech, found: bool) -> None:
    scores = scores_of(text)
    number = word_of(scores, word)
    assert list(certain(scores, BOOK, {number: pos})) == ([number] if found else [])


def test_what_is_no_predicate_is_not_asked_about() -> None:
    assert list(certain(scores_of("The junta used sarin."), BOOK, {})) == []


def test_nouns_of_sure_rules_need_not_be_marked() -> None:
    scores = scores_of("On 9 July two incidents involving the use of napalm were seen.")
    assert sure_nouns(scores, BOOK) == {word_of(scores, "incidents"): "noun"}
