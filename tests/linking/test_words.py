"""Words as linking compares them."""

import pytest

from accordingto.linking.words import fold, stem, stems, uncommon


@pytest.mark.parametrize(
    ("forms", "expected"),
    [
        ("shell shells shelled shelling", "shell"),
        ("strike struck strikes airstrike", "strike"),
        ("died death killed", "die kill"),
        ("bomb bombed bombing bombs", "bomb"),
        ("hit hits", "hit"),
    ],
)
def test_forms_of_a_word_have_one_stem(forms: str, expected: str) -> None:
    assert {stem(form) for form in forms.split()} == set(expected.split())


def test_case_accents_and_possessives_do_not_count() -> None:
    assert fold("Žurnal  É") == "zurnal e"
    assert list(stems("Ardun's markets")) == ["ardun", "market"]


def test_common_words_say_nothing() -> None:
    assert list(uncommon(stems("The army said that Ardun was shelled on Tuesday"))) == ["ardun"]
