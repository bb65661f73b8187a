"""Which speakers are one source: what is compared, by speakers made here, and what comes of it by weights."""

from __future__ import annotations

import pytest

from accordingto.linking.origins import origins_of
from accordingto.linking.same_voice import heard_in
from accordingto.linking.sameness import COMPARISONS, Speaker, levels, shipped, sources_among, speakers_of
from accordingto.linking.scoring import Regression
from accordingto.types import Account, Link
from tests.linking.making import account, toll


def speakers(*accounts: Account, texts: dict[str, str] | None = None) -> list[Speaker]:
    known = {each.claim.document: each.claim.text for each in accounts} | (texts or {})
    return speakers_of(heard_in(accounts), known)


def compared(name: str, *accounts: Account, texts: dict[str, str] | None = None) -> str | None:
    one, other = speakers(*accounts, texts=texts)
    return COMPARISONS[name](one, other)


def weights(start: float = 0.0, **added: dict[str, float]) -> Regression:
    return Regression(start=start, levels=added)


def test_what_a_report_has_from_one_name_is_one_speaker() -> None:
    found = speakers(
        toll("12 people", "the mayor"),
        toll("30 people", "the mayor", at=60),
        toll("9 people", "a nurse", at=90),
    )

    assert [(each.name, len(each.voices)) for each in found] == [("the mayor", 2), ("a nurse", 1)]


def test_an_outlet_that_has_it_from_whom_it_cites_speaks_second_hand() -> None:
    cited, beside = toll("12 people", "the mayor"), account("a shell hit the market", at=60)

    assert compared("by_rule", cited, beside) == "1 1 0 1"


def test_two_who_are_one_by_rule() -> None:
    one, other = toll("12 people", "the army"), toll("12 people", "the military", outlet="Oshan Gazette")

    assert compared("by_rule", one, other) == "2 0 1 1"


def test_sorts_of_sources_are_told_by_the_noun() -> None:
    surgeon = toll("12 people", "a surgeon", outlet="Oshan Gazette")

    assert compared("sorts", toll("12 people", "the general hospital"), surgeon) == "health health"
    assert compared("sorts", toll("12 people", "the police"), surgeon) == "health police"


def test_a_noun_within_the_name_of_the_other() -> None:
    hospital = toll("12 people", "the hospital")

    assert (
        compared("nouns", hospital, toll("9 people", "a doctor at the hospital", outlet="Meridian"))
        == "within"
    )
    assert compared("nouns", hospital, toll("9 people", "the old hospital", outlet="Meridian")) == "same"
    assert compared("nouns", hospital, toll("9 people", "a trader", outlet="Meridian")) == "apart"


def test_numbers_of_the_same_kind_are_equal_or_apart() -> None:
    mayor = toll("12 people", "the mayor")

    assert compared("numbers", mayor, toll("12 people", "a nurse", outlet="Meridian")) == "equal"
    assert compared("numbers", mayor, toll("9 people", "a nurse", outlet="Meridian")) == "apart"
    assert compared("numbers", mayor, account("a shell fell", "a nurse", outlet="Meridian")) == "none"


def test_the_words_for_a_source_in_the_report_of_another() -> None:
    nun, own = toll("12 people", "the nun"), toll("12 people", outlet="Meridian")
    text = f"{own.claim.text}. "

    there = {"Meridian": f"{text}The nun showed us the ward."}
    assert compared("named_there", nun, own, texts=there) == "1 beside all"
    far = {"Meridian": f"{text}It rained. Nobody slept. The nun showed us the ward."}
    assert compared("named_there", nun, own, texts=far) == "2 report all"
    assert compared("named_there", nun, own) == "3 nowhere"


def test_a_word_for_the_sort_of_source_that_is_no_party() -> None:
    surgeon, own = toll("12 people", "the surgeon"), toll("12 people", outlet="Meridian")
    entry = {"Meridian": f"{own.claim.text} (hospital)."}

    assert compared("sort_there", surgeon, own, texts=entry) == "0 sentence"
    assert compared("sort_there", surgeon, own) == "3 nowhere"


def test_an_outlet_says_for_whom_it_speaks() -> None:
    army, own = toll("12 people", "the army"), toll("12 people", outlet="Homeland Radio")

    def speaking(text: str) -> str | None:
        return compared("partisan", army, own, texts={"Homeland Radio": text})

    assert speaking("Our heroic soldiers killed 12 people.") == "state army"
    assert speaking("Our brothers killed 12 people, praise be to God.") == "fighters army"
    assert speaking('"Our soldiers ran," a man said. We saw it.') == "state army"
    assert speaking('A man said: "We saw it."') == "nobody army"


def test_levels_tell_outlets_from_those_they_cite_whoever_comes_first() -> None:
    one, other = speakers(toll("12 people", "the nun"), toll("12 people", outlet="Meridian"))

    assert levels(one, other) == levels(other, one)
    assert levels(one, other)["kind"] == "outlet, cited, two reports"


def test_the_likeliest_are_put_together_first_and_the_average_decides() -> None:
    three = speakers(
        toll("12 people", "the mayor"),
        toll("12 people", "a nurse", outlet="Meridian"),
        toll("12 people", "two traders", outlet="Oshan Gazette"),
    )
    alike = {"sorts": {"cited, two reports: health rule": 2.0, "cited, two reports: health people": -9.0}}

    assert [len(each) for each in sources_among(three, weights(start=-1.5, **alike))] == [2, 1]
    assert [len(each) for each in sources_among(three, weights(start=5.0))] == [3]
    assert len(sources_among(three, weights(start=-5.0))) == 3


def test_with_the_texts_a_surgeon_is_the_hospital_of_another_report() -> None:
    hospital = toll("12 people", "the general hospital in Kalt", outlet="Kalt Wire")
    surgeon = toll("12 people", "a surgeon at the hospital", outlet="Meridian")
    texts = {
        "Kalt Wire": "12 people were killed, the general hospital in Kalt said.",
        "Meridian": "12 people were killed, a surgeon at the hospital said.",
    }

    assert len(origins_of([hospital, surgeon])) == 2
    (origin,) = origins_of([hospital, surgeon], texts)
    assert origin.documents == ("Kalt Wire", "Meridian")
    assert origin.chains == (
        ("Kalt Wire", hospital.claim.said_by[1].name),
        ("Meridian", "a surgeon at the hospital"),
    )


def test_a_source_is_called_as_it_is_cited_not_by_the_outlet_that_is_its_own() -> None:
    division = toll("12 people", "the army's Fifth Division", outlet="Kalt Wire")
    own = toll("12 people", outlet="Voice of the Republic")
    texts = {
        "Kalt Wire": "12 people were killed, the army's Fifth Division said.",
        "Voice of the Republic": "12 people were killed by our heroic soldiers of the Fifth Division.",
    }

    (origin,) = origins_of([division, own], texts)
    assert origin.name == "the army's Fifth Division"
    assert ("Voice of the Republic",) in origin.chains


def test_a_source_is_called_as_the_innermost_not_as_the_outlet_that_quotes_it() -> None:
    television = Link(name="the regime's own television", kind="media")
    quoted = toll("12 people", television, "a military source", outlet="Meridian")
    short = toll("12 people", television, outlet="Kalt Wire")
    texts = {
        "Meridian": "12 people were killed, the regime's own television quoted a military source as saying.",
        "Kalt Wire": "12 people were killed, the regime's own television said.",
    }

    (origin,) = origins_of([quoted, short], texts)
    assert origin.name == "a military source"


def test_weights_ship_for_every_comparison() -> None:
    assert set(shipped().levels) == {"kind", *COMPARISONS}


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("U.S. officials", "Iranian officials", True),
        ("U.S. officials", "officials in Washington", False),
        ("U.S. officials", "officials", False),
    ],
)
def test_who_speaks_for_two_states_is_never_one_source(one: str, other: str, apart: bool) -> None:
    found = speakers(toll("12 people", one), toll("12 people", other, outlet="Oshan Gazette"))
    always = weights(start=5.0)
    assert len(sources_among(found, always)) == 1 + apart


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("Adam Lorn", "Sara Kalt", True),
        ("Adam Lorn", "Dr Adam Lorn", False),
        ("Adam Lorn, a spokesman for the mission", "the mission", False),
        ("an army spokesman", "a spokesman for the rebels", True),
        ("an army spokesman", "a spokesman", False),
    ],
)
def test_two_persons_and_two_sides_are_two_sources(one: str, other: str, apart: bool) -> None:
    found = speakers(toll("12 people", one), toll("12 people", other, outlet="Oshan Gazette"))
    assert len(sources_among(found, weights(start=5.0))) == 1 + apart
