from pathlib import Path

import pytest

from accordingto.linking.naming import (
    is_many,
    is_own_voice,
    is_pronoun,
    same_in_document,
    same_source,
    source_of,
)
from accordingto.linking.speakers import with_named_sources
from accordingto.reading.codebook.registry import load_actors, using
from accordingto.types import Claim, Entity, Link

SAME = [
    ("Moscow", "Russia"),
    ("the Kremlin", "Moscow"),
    ("the Nile Doctors' Union", "the union"),
    ("the Nile Doctors' Union", "a spokesman for the Nile Doctors' Union"),
    ("a union spokesman", "the Nile Doctors' Union"),
    ("an army spokesman in Bunia", "the army"),
    ("the spokesman of the armed forces", "the army"),
    ("Colombia's army", "the Colombian army"),
    ("the military", "the army"),
    ("Russia's defence ministry", "the Russian ministry of defence"),
    ("the defense ministry", "the ministry of defence"),
    ("the ministry's spokeswoman", "the ministry"),
    ("the governor of Donetsk region", "the region's governor"),
    ("the prosecutor's office", "the prosecutors"),
    ("the head of the rights group Valley Watch", "Valley Watch"),
    ("Free Syrian Army", "the FSA"),
    ("Organisation for Valley Relief", "OVR"),
    ("the Valley Observatory for Rights", "the Observatory"),
    ("Governor Adam Lorn", "Lorn"),
    ("police", "the police"),
    ("police chief Adam Lorn", "the police chief"),
    ("President Adam Lorn", "the president"),
    ("ministry spokeswoman Maria Lorn", "the ministry"),
    ("army spokesman Brigadier Adam Lorn", "the army"),
    ("a rebel spokesman", "the rebels"),
    ("the administrator of Lorn district, Adam Kalt", "Administrator Kalt"),
    ("the police chief of Lorn, Adam Kalt", "Police chief Kalt"),
]
NOT_THE_SAME = [
    ("the governor", "the deputy governor"),
    ("Russia's defence ministry", "Ukraine's defence ministry"),
    ("the health ministry", "the defence ministry"),
    ("a resident", "a resident"),
    ("residents", "residents"),
    ("three residents", "residents"),
    ("a military source", "the army"),
    ("witnesses", "the witnesses"),
    ("a doctor at the clinic", "the doctor"),
    ("an adviser to the Rapid Support Forces", "the Rapid Support Forces"),
    ("the mayor", "the army"),
    ("the Valley Independence Army", "the army"),
    ("a rebel", "the rebels"),
    ("he", "He"),
    ("the officials", "officials"),
    ("Mayor Kalt", "Administrator Kalt"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_source_under_different_words(one: str, other: str) -> None:
    assert same_source(source_of(one), source_of(other))
    assert same_source(source_of(other), source_of(one))


@pytest.mark.parametrize(("one", "other"), NOT_THE_SAME)
def test_sources_that_another_report_cannot_tell_to_be_one(one: str, other: str) -> None:
    assert not same_source(source_of(one), source_of(other))


def test_within_a_report_the_source_refers_back() -> None:
    assert same_in_document(source_of("A military source"), source_of("the source"))
    assert same_in_document(source_of("witnesses"), source_of("witnesses"))
    assert not same_in_document(source_of("a doctor"), source_of("a nurse"))


def test_a_body_with_its_place_is_the_body() -> None:
    assert same_source(source_of("the Camp Emergency Room"), source_of("The emergency room at Lorn"))
    assert not same_source(source_of("the mayor of Lorn"), source_of("the mayor of Mellit"))


def test_the_beginning_of_a_name_is_short_for_it() -> None:
    assert same_source(source_of("Al-Bahr"), source_of("Al-Bahr Television"))
    assert not same_source(source_of("Harbour"), source_of("Harbour Khan"))


def test_names_are_looked_up_in_the_registry_in_use(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[[actors]]\nname = "Harbour Guard"\ntype = "militia"\naliases = ["Lantern Men"]\n')

    def same() -> bool:
        return same_source(source_of("the Lantern Men"), source_of("Harbour Guard"))

    assert not same()
    with using(load_actors([own])):
        assert same()
    assert not same()


def test_what_follows_a_source_does_not_name_it() -> None:
    assert source_of("a clerk who saw it").words == source_of("a clerk").words
    assert source_of("the mayor, reached by telephone").words == source_of("the mayor").words


def said(*links: Link) -> Claim:
    return Claim(
        id="",
        document="d",
        kind="event",
        said_by=(Link(name="Harbour Courier", kind="media"), *links),
        act="say",
        quote="indirect",
        polarity="positive",
        evidence=((0, 1),),
        text="x",
        reader="",
    )


def named(*claims: Claim, entities: tuple[Entity, ...] = ()) -> list[str]:
    return [claim.said_by[-1].name for claim in with_named_sources(claims, entities)]


SPOKESMAN = Link(name="A spokesman of the army", kind="unnamed", span=(0, 23))
RESIDENTS = Link(name="Residents", kind="collective", span=(30, 39))


def test_he_is_the_last_single_source_before_him() -> None:
    he = Link(name="he", kind="named", span=(60, 62), entity="e1")
    town = Entity(id="e1", name="Mellit", type="GPE", mentions=((50, 56),))

    assert named(said(SPOKESMAN), said(RESIDENTS), said(he), entities=(town,))[2] == "A spokesman of the army"


def test_they_are_the_last_source_of_several() -> None:
    they = Link(name="they", kind="collective", span=(60, 64))

    assert named(said(SPOKESMAN), said(RESIDENTS), said(they))[2] == "Residents"


def test_a_pronoun_without_a_source_before_it_takes_the_name_of_its_entity() -> None:
    person = Entity(id="e1", name="Adam Lorn", type="PER", mentions=((0, 9),))

    assert named(said(Link(name="he", kind="named", span=(60, 62), entity="e1")), entities=(person,)) == [
        "Adam Lorn"
    ]
    assert named(said(Link(name="he", kind="unnamed", span=(60, 62)))) == ["he"]


def test_its_press_officer_is_that_of_the_body_before() -> None:
    army = Link(name="The defence army", kind="collective", span=(0, 16))
    officer = Link(name="Its press officer", kind="unnamed", span=(20, 37))

    words = named(said(army), said(officer))[1]

    assert same_source(source_of(words), source_of("the defence army"))


def test_claims_keep_their_ids() -> None:
    claims = [said(SPOKESMAN), said(Link(name="he", kind="named", span=(60, 62)))]

    assert [claim.id for claim in with_named_sources(claims)] == [claim.id for claim in claims]


def test_who_speaks_for_a_party_is_the_party() -> None:
    front = source_of("the Grey Front")

    assert same_source(source_of("a man who said he spoke for the Grey Front"), front)
    assert same_source(source_of("a caller with the code word of the Grey Front"), front)
    assert not same_source(source_of("a man who fled the Grey Front"), front)


def test_a_spokesman_is_known_by_the_name_behind_his_office_and_headquarters_by_what_is_told_before() -> None:
    assert same_source(source_of("defence ministry spokeswoman Dana Lorn"), source_of("Dana Lorn"))
    assert same_source(source_of("Oshan military headquarters"), source_of("military headquarters"))
    assert not is_many("military headquarters")


def test_the_opposition_army_is_not_the_army() -> None:
    assert not same_source(source_of("the opposition army's spokesman"), source_of("the army's spokesman"))


def test_the_outlet_is_its_own_staff_and_not_whom_it_knows() -> None:
    assert all(map(is_own_voice, ("we", "our correspondent", "this newspaper", "a reporter of this paper")))
    assert not any(map(is_own_voice, ("our nurse", "my cousin", "this mayor", "the newspaper")))


def test_a_country_in_capitals_is_no_pronoun() -> None:
    assert is_own_voice("us")
    assert is_pronoun("us")
    for name in ("US", "US officials", "WHO"):
        assert not is_own_voice(name)
        assert not is_pronoun(name)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("www.oshangazette.com", "The Oshan Gazette", True),
        ("news.oshangazette.co.uk", "Oshan Gazette", True),
        ("www.oshangazette.com", "Oshan Herald", False),
    ],
)
def test_an_outlet_may_go_by_its_address(one: str, other: str, same: bool) -> None:
    assert same_source(source_of(one), source_of(other)) is same
