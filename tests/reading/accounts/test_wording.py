from __future__ import annotations

from accordingto.reading.codebook.accounts import meanings, wording
from accordingto.reading.codebook.inflection import every_form
from accordingto.reading.codebook.wording import Wording


def found(phrase: str, text: str) -> list[tuple[str, str]]:
    """The phrase in a text, and the word that carries it."""
    matches = Wording({phrase: "x"}, {"deal": ("truce", "accord")}).matches(text)
    return [(text[slice(*match.span)], text[slice(*match.trigger)]) for match in matches]


def test_a_phrase_has_gaps_inflects_and_marks_its_word() -> None:
    assert found("~put ... on *hold", "They put the third exchange on hold.") == [
        ("put the third exchange on hold", "hold")
    ]
    assert found("~go back on", "Both went back on it.") == [("went back on", "went")]
    assert found("~break the (fragile) @deal", "He broke the truce.") == [("broke the truce", "broke")]


def test_a_gap_does_not_reach_into_another_sentence_and_words_are_whole() -> None:
    assert not found("~put ... on *hold", "They put it down. The team is on hold.")
    assert not found("~put ... on *hold", "They put one two three four five six on hold.")
    assert not found("~run out", "It ran outside.")


def test_strong_and_doubling_verbs_have_their_forms() -> None:
    assert {"break down", "broke down", "broken down"} <= set(every_form("break down"))
    assert {"stopped", "stopping"} <= set(every_form("stop"))
    assert {"is", "was", "been"} <= set(every_form("be"))


def test_the_codebook_knows_strong_forms_and_what_phrases_say() -> None:
    assert meanings("step")["froze"] == "suspended"
    assert meanings("relation")["overran"] == "took"
    (match,) = wording("step").matches("After a week they failed to reach an agreement")
    assert (match.meaning.states, match.meaning.polarity) == ("agreed", "negative")


def test_the_codebook_takes_the_word_that_coders_take() -> None:
    said = [
        ("The two struck a deal", "deal", "agreed"),
        ("The two concluded a deal", "concluded", "agreed"),
        ("A commander called a truce", "called", "agreed"),
        ("The deal came unstuck", "unstuck", "collapsed"),
        ("The truce ran out", "ran", "completed"),
        ("The raid made a mockery of it", "mockery", "violated"),
        ("No talks have been held", "held", "denied"),
    ]
    for text, word, states in said:
        matches = list(wording("step").matches(text))
        assert [(text[slice(*one.trigger)], one.meaning.states) for one in matches] == [(word, states)]
