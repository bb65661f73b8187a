import re

import pytest

from accordingto.reading.phrases import (
    Number,
    content_words,
    counted,
    ending_at,
    form_of,
    head,
    number_of,
    plural,
    singular,
    without_aside,
)


@pytest.mark.parametrize(
    ("phrase", "noun"),
    [
        ("a spokesman for the northern front", "spokesman"),
        ("up to 40 people", "people"),
        ("one or two men", "men"),
        ("more than 30 civilians", "civilians"),
        ("at least 12 people, including three children", "people"),
        ("residents of the old town", "residents"),
        ("15,000 workers", "workers"),
        ("an estimated 1,300,000 people, most of them farmers", "people"),
        ("unit 12,14", "12"),
        ("the ruling party", "party"),
        ("fighters loyal to the council", "fighters"),
        ("Harun's", "harun"),
        ("", ""),
    ],
)
def test_the_head_is_the_last_word_before_what_follows(phrase: str, noun: str) -> None:
    assert head(phrase) == noun


def test_determiners_and_numbers_are_no_content() -> None:
    assert content_words("the three Valley fighters") == ["valley", "fighters"]
    assert content_words("the 2,500 Valley fighters") == ["valley", "fighters"]


def test_what_is_counted_stands_behind_of() -> None:
    assert counted("a group of men") == "men"
    assert counted("the leader of men") is None
    assert counted("the group") is None


@pytest.mark.parametrize(
    ("phrase", "number"),
    [
        ("two men", "plural"),
        ("the police", "plural"),
        ("a soldier", "singular"),
        ("a man and a boy", "plural"),
        ("villagers", "plural"),
        ("the corps", "singular"),
    ],
)
def test_number_is_read_off_the_head(phrase: str, number: Number) -> None:
    assert number_of(phrase) == number


@pytest.mark.parametrize(
    ("one", "many"),
    [("man", "men"), ("city", "cities"), ("boss", "bosses"), ("child", "children"), ("bus", "buses")],
)
def test_plurals_go_both_ways(one: str, many: str) -> None:
    assert plural(one) == many
    assert singular(many) == one


def test_forms_are_told_by_capitals() -> None:
    assert form_of("He") == "pronoun"
    assert form_of("us") == "pronoun"
    assert form_of("US") == "name"
    assert form_of("WHO") == "name"
    assert form_of("the Valley Front") == "name"
    assert form_of("The rebels") == "nominal"


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("Harun Media Network, which supports the rebels,", "Harun Media Network"),
        ("A military source, who asked not to be named", "A military source"),
        ("a clerk, whose office overlooks the square,", "a clerk"),
        ("residents who fled the town", "residents who fled the town"),
        ("the monitor, a group in Oshan", "the monitor, a group in Oshan"),
    ],
)
def test_a_source_is_named_without_the_clause_that_comments_on_it(phrase: str, name: str) -> None:
    text = f"On Monday {phrase}"
    start, end = without_aside(text, (10, len(text)))
    assert text[start:end] == name


def test_what_ends_before_a_word_is_found_however_long_the_text_is() -> None:
    text = "Shells fell. " * 60 + "Shots came from the hill"
    found = ending_at(re.compile(r"\bfrom\s+the\s+$"), text, text.index("hill"))

    assert found is not None
    assert found.start() == text.index("from")
    assert ending_at(re.compile(r"\bfell\.\s+$"), text, text.index("hill")) is None


@pytest.mark.parametrize(
    ("words", "source"),
    [
        ("For weeks Saudi Arabia", "Saudi Arabia"),
        ("Even the mayor", "the mayor"),
        ("“Morning News", "Morning News"),
        ("“Morning News” of Oshan", "“Morning News” of Oshan"),
        ("Even", "Even"),
        ("For Dorn", "For Dorn"),
        ("Dorn, which leads the talks", "Dorn"),
        ("The caller angrily", "The caller"),
        ("officials in recent days", "officials"),
        ("Adam Lorn's", "Adam Lorn"),
        ("Adam Lorn swiftly", "Adam Lorn"),
        ("the national assembly", "the national assembly"),
        ("the Lorn family", "the Lorn family"),
    ],
)
def test_a_source_is_who_speaks_not_when(words: str, source: str) -> None:
    assert words[slice(*without_aside(words, (0, len(words))))] == source
