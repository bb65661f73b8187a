from __future__ import annotations

from dataclasses import replace

from accordingto.reading.events.candidates import Arguments
from accordingto.reading.events.factuality import Factuality, as_far_as, decided, reaching
from tests.reading.events.build import candidate

PLAIN = Factuality("positive", "certain", "happened")


def test_a_negation_by_syntax_is_a_negation() -> None:
    one = replace(candidate(), arguments=Arguments(negated=True))
    assert decided(PLAIN, one).polarity == "negative"


def test_may_have_leaves_it_open() -> None:
    one = replace(candidate(), arguments=Arguments(modal="may"))
    assert decided(PLAIN, one).certainty == "possible"


def test_what_the_model_says_stands_otherwise() -> None:
    planned = Factuality("positive", "certain", "planned")
    assert decided(planned, candidate()) == planned
    assert decided(planned, replace(candidate(), arguments=Arguments(modal="may"))) == planned


def test_what_came_short_of_it_did_not_happen_and_what_was_tried_is_not_known() -> None:
    ongoing, planned = replace(PLAIN, status="ongoing"), replace(PLAIN, status="planned")
    assert as_far_as(ongoing, "undone") == replace(PLAIN, polarity="negative")
    assert as_far_as(planned, "undone") == replace(planned, polarity="negative")
    assert as_far_as(PLAIN, "attempted") == replace(PLAIN, certainty="unknown")
    assert as_far_as(planned, "attempted") == planned
    assert as_far_as(PLAIN, None) == PLAIN


def test_what_is_granted_happened_though_its_sentence_denies_something() -> None:
    denied = replace(PLAIN, polarity="negative")
    assert as_far_as(denied, None, granted=True) == PLAIN
    assert as_far_as(denied, None) == denied


def test_what_is_ahead_has_not_happened() -> None:
    threatened = replace(PLAIN, status="threatened")
    assert as_far_as(PLAIN, "ahead") == replace(PLAIN, status="planned")
    assert as_far_as(threatened, "ahead") == threatened


def test_a_sentence_without_a_word_for_it_denies_nothing() -> None:
    denied = replace(PLAIN, polarity="negative")

    assert decided(denied, candidate(), "One bus was slightly damaged").polarity == "positive"
    assert decided(denied, candidate(), "No bus was damaged").polarity == "negative"
    assert decided(denied, candidate(), "They not only damaged a bus").polarity == "positive"
    assert decided(denied, candidate(), "They not only never damaged a bus").polarity == "negative"
    assert decided(denied, candidate(), "No more than six buses were damaged").polarity == "positive"
    assert decided(denied, candidate(), "None other than Harun damaged a bus").polarity == "positive"
    assert decided(denied, candidate(), "No more buses were damaged").polarity == "negative"
    assert (
        decided(denied, candidate(), "They dismissed as a lie that a bus was damaged").polarity == "negative"
    )


def test_what_is_said_not_to_have_happened_ends_where_something_else_is_said_to_have() -> None:
    said, denied, one = (
        "It said that nobody died and that the rebels had fired",
        "It denied that anybody died and that the army had fired",
        "It said that nobody had fired",
    )

    assert reaching(said, said.index("fired")) == "and that the rebels had fired"
    assert reaching(denied, denied.index("fired")) == denied
    assert reaching(said, said.index("died")) == said
    assert reaching(one, one.index("fired")) == one
