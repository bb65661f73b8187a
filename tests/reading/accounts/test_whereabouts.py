from __future__ import annotations

from accordingto.reading.accounts.whereabouts import with_antecedent
from accordingto.types import Place
from tests.reading.accounts.build import at

TEXT = "Fighting went on for Dorn in Marenia. The army took the town on Monday; it holds the mill."
DORN = Place(span=at(TEXT, "Dorn"), name="Dorn", geonameid=7, precision="town")
LAND = Place(span=at(TEXT, "Marenia"), name="Marenia", geonameid=1, precision="country", country="MR")


def test_the_town_is_the_town_named_before_and_no_country() -> None:
    found = with_antecedent(TEXT, at(TEXT, "the town"), (DORN, LAND), frozenset())
    assert (found.name, found.geonameid, found.span) == ("Dorn", 7, at(TEXT, "the town"))


def test_what_is_no_town_or_stands_for_a_government_keeps_its_words() -> None:
    assert with_antecedent(TEXT, at(TEXT, "the mill"), (DORN, LAND), frozenset()).name == "the mill"
    assert with_antecedent(TEXT, at(TEXT, "the town"), (DORN, LAND), frozenset({0})).name == "the town"


def test_an_article_may_stand_before_the_word_that_says_who_besieges() -> None:
    text = "Shells fell on Dorn. Nobody left the besieged town."
    dorn = Place(span=at(text, "Dorn"), name="Dorn", geonameid=7, precision="town")
    assert with_antecedent(text, at(text, "town"), (dorn,), frozenset()).name == "Dorn"
    text = "Shells fell on Dorn. They hold a besieged town."
    assert with_antecedent(text, at(text, "town"), (dorn,), frozenset()).name == "town"
