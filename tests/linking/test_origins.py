from typing import Any

import pytest
from msgspec.structs import replace

from accordingto.linking import sameness
from accordingto.linking.hearsay import LONG
from accordingto.linking.origins import origins_of
from accordingto.linking.scoring import Regression
from accordingto.linking.voices import voices_of
from accordingto.types import Account, Link
from tests.linking.making import account, attack, link, names, toll


def test_outlets_that_cite_one_body_are_one_origin() -> None:
    origins = origins_of(
        [
            toll("12 people", "the Nile Doctors' Union", outlet="Harbour Courier"),
            toll("12 people", "the union", outlet="Oshan Gazette"),
            toll("12 people", "a union spokesman", outlet="Meridian"),
        ]
    )

    assert [origin.name for origin in origins] == ["the Nile Doctors' Union"]
    assert origins[0].documents == ("Harbour Courier", "Meridian", "Oshan Gazette")
    assert origins[0].outlets == ("Harbour Courier", "Meridian", "Oshan Gazette")
    assert ("Meridian", "a union spokesman") in origins[0].chains


def test_the_innermost_source_counts_not_who_relays_it() -> None:
    told = account("shells fell", link("the agency"), link("the mayor"))

    assert names(told) == {"the mayor"}


@pytest.mark.parametrize("saying", ["a rumour", "a higher count", "its own tally", "an initial review"])
def test_what_is_said_or_found_is_no_source_beside_whose_it_is(saying: str) -> None:
    assert names(account("21 people died", link("a surgeon"), link(saying))) == {"a surgeon"}


def test_who_is_called_by_what_he_does_is_a_source() -> None:
    assert names(account("21 people died", link("a surgeon"), link("the inquiry commission"))) == {
        "the inquiry commission"
    }


def test_unnamed_sources_of_two_outlets_stay_apart() -> None:
    one = toll("12 people", "residents", outlet="Harbour Courier")
    other = toll("12 people", "residents", outlet="Oshan Gazette")

    assert len(origins_of([one, other])) == 2


def test_unnamed_sources_in_a_copied_passage_are_one() -> None:
    copies = ("Harbour Courier", "Oshan Gazette")
    one = toll("12 people", "residents", outlet="Harbour Courier", day=9, copies=copies)
    other = toll("12 people", "residents", outlet="Oshan Gazette", day=10, copies=copies)

    (origin,) = origins_of([other, one])

    assert origin.documents == copies


def test_an_outlet_that_cites_nobody_is_an_origin_by_its_name() -> None:
    assert names(toll("12 people"), toll("9 people", outlet="Oshan Gazette")) == {
        "Harbour Courier",
        "Oshan Gazette",
    }


def test_what_stands_around_a_citation_is_not_the_outlets_own() -> None:
    cited = toll("12 people", "the mayor")
    beside = account("a shell hit the market", at=60)

    (origin,) = origins_of([cited, beside])

    assert origin.name == "the mayor"
    assert set(origin.claims) == {cited.claim.id, beside.claim.id}


@pytest.mark.parametrize(("length", "origins"), [(LONG - 1, 1), (LONG, 2)])
def test_in_a_long_report_what_the_outlet_tells_is_its_own(length: int, origins: int) -> None:
    cited, beside = toll("12 people", "the mayor"), account("a shell hit the market", at=60)
    assert len(origins_of([cited, beside], {"Harbour Courier": "." * length})) == origins


def test_of_a_long_report_what_was_learned_from_dispatches_does_not_hold(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sameness, "shipped", lambda: Regression(start=5.0, levels={}))
    one, other = toll("12 people", "a surgeon"), toll("12 people", "the hospital", outlet="Oshan Gazette")
    short = {"Harbour Courier": one.claim.text, "Oshan Gazette": other.claim.text}
    long = short | {"Oshan Gazette": other.claim.text.ljust(LONG)}
    assert [len(origins_of([one, other], texts)) for texts in (short, long)] == [1, 2]


def test_who_is_cited_with_a_denial_is_not_behind_what_the_outlet_tells() -> None:
    told = account("a shell hit the market")
    denied = account("its men had fired", "the army", polarity="negative", act="deny", at=60)

    assert names(told, denied) == {"Harbour Courier", "the army"}


def test_reprinted_words_are_theirs_who_had_them_first() -> None:
    copies = ("Harbour Courier", "Oshan Gazette")
    first = account("a shell hit the market", outlet="Oshan Gazette", day=8, copies=copies)
    reprint = account("a shell hit the market", outlet="Harbour Courier", day=9, copies=copies)

    (origin,) = origins_of([reprint, first])

    assert origin.name == "Oshan Gazette"
    assert ("Harbour Courier", "Oshan Gazette") in origin.chains


def test_who_denies_in_a_copied_passage_has_it_from_nobody_who_tells_it() -> None:
    copies = ("Harbour Courier", "Oshan Gazette")
    told = account("a shell hit the market", "the mayor", outlet="Oshan Gazette", day=8, copies=copies)
    denial: dict[str, Any] = {"polarity": "negative", "act": "deny", "copies": copies}
    denied = account("a shell had hit it", "the army", outlet="Harbour Courier", day=9, **denial)
    assert sorted(origin.name for origin in origins_of((told, denied))) == ["the army", "the mayor"]


def test_of_one_day_the_agency_has_it_first() -> None:
    copies = ("Harbour Courier", "Oshan Newswire")
    one = account("a shell hit the market", outlet="Harbour Courier", copies=copies)
    wire = account("a shell hit the market", outlet="Oshan Newswire", copies=copies)

    assert names(one, wire) == {"Oshan Newswire"}


def test_a_report_that_is_cited_is_behind_who_cites_it() -> None:
    report = account("a shell hit the market", "a driver", outlet="Oshan Gazette", day=8)
    citing = account("the market was hit", "Oshan Gazette", outlet="Harbour Courier", day=9)

    (origin,) = origins_of([report, citing])

    assert origin.name == "a driver"
    assert ("Harbour Courier", "Oshan Gazette", "a driver") in origin.chains


def test_of_two_that_cite_each_other_the_earlier_is_behind_both() -> None:
    one = toll("12 people", "the Oshan Gazette", outlet="Harbour Courier", day=9)
    other = toll("12 people", "the Harbour Courier", outlet="Oshan Gazette", day=9)

    (origin,) = origins_of([one, other])

    assert set(origin.claims) == {one.claim.id, other.claim.id}


def test_who_says_that_nobody_died_is_not_behind_a_number_of_dead() -> None:
    report = toll("no civilians", "state television", outlet="Oshan Gazette", day=8, polarity="negative")
    citing = toll("41 people", "Oshan Gazette", outlet="Harbour Courier", day=9)

    assert names(report, citing) == {"state television", "Oshan Gazette"}

    first = toll("38 people", "a driver", outlet="Oshan Gazette", day=8)

    assert names(first, citing) == {"a driver"}


def test_unnamed_sources_of_a_cited_report_are_those_of_the_report() -> None:
    report = account("a shell hit the market", "three residents", outlet="Oshan Gazette", day=8)
    media = Link(name="Oshan Gazette", kind="media")
    citing = account("the market was hit", media, "three people", outlet="Harbour Courier", day=9)

    assert names(report, citing) == {"three residents"}


def test_an_outlets_own_correspondent_is_the_outlet() -> None:
    assert names(account("a shell fell", "our correspondent")) == {"Harbour Courier"}


def test_the_staff_of_an_outlet_by_its_short_name_is_the_outlet() -> None:
    said = account("a shell fell", "OBC's Adam Lorn", outlet="OBC Online News")
    assert names(said) == {"OBC Online News"}
    assert names(account("a shell fell", "UNITA's Adam Lorn", outlet="OBC Online News")) == {
        "UNITA's Adam Lorn"
    }


def test_an_account_by_a_body_itself_is_one_with_those_that_cite_it() -> None:
    own = toll("12 people", outlet="Camp Emergency Room")
    cited = toll("12 people", "the Camp Emergency Room", outlet="Oshan Gazette")

    assert len(origins_of([own, cited])) == 1


def test_the_order_of_accounts_does_not_matter() -> None:
    accounts = [
        toll("12 people", "the Nile Doctors' Union"),
        toll("12 people", "the union", outlet="Oshan Gazette", day=11),
        toll("9 people", "the army", outlet="Meridian", day=9),
        account("shells fell", outlet="Northlight", day=12),
    ]

    assert origins_of(accounts) == origins_of(accounts[::-1])


def test_an_accusation_is_the_accusers() -> None:
    told = toll("12 people", "the mayor")
    accused = attack(
        "The army blamed the rebels",
        trigger="blamed",
        type="ACCUSE",
        by=("The army",),
        on=("the rebels",),
        at=40,
    )
    its_own = attack(
        "It blamed the rebels", trigger="blamed", type="ACCUSE", by=("It",), on=("the rebels",), at=40
    )

    assert names(told, accused) == {"the mayor", "The army"}
    assert names(told, its_own) == {"the mayor"}


def test_a_copied_passage_is_of_one_source_whatever_each_reading_made_of_it() -> None:
    wire = toll("12 people", "the city police director", copies=("Harbour Courier", "Oshan Gazette"))
    reprint = toll("12 people", "police", outlet="Oshan Gazette", copies=("Harbour Courier", "Oshan Gazette"))

    assert names(wire, reprint) == {"the city police director"}


def test_an_outlet_comes_back_to_its_unnamed_source() -> None:
    first = toll("6 people", "a teacher who had fled")
    later = replace_document(toll("9 people", "The teacher from Lorn", day=14))

    assert len(origins_of([first, later])) == 1


def test_another_report_has_the_teacher_whom_the_first_brought_in() -> None:
    first = toll("6 people", "a teacher who had fled")
    back = toll("9 people", "The teacher from Lorn", outlet="Oshan Gazette", day=14)
    another = toll("9 people", "a teacher", outlet="Oshan Gazette", day=14)

    assert len(origins_of([first, back])) == 1
    assert len(origins_of([first, another])) == 2


@pytest.mark.parametrize(
    ("one", "other", "number"),
    [
        ("an intelligence official in Lorn", "an intelligence official", 1),
        ("a local official", "an army official", 2),
        ("Dr Adam Lorn", "the doctor", 1),
        ("General Adam Lorn of the interior ministry", "the general", 1),
        ("General Adam Lorn", "the doctor", 2),
        ("Dr Lorn of the rural clinic", "Adam Lorn", 1),
        ("Dr Lorn of the rural clinic", "Colonel Adam Lorn", 2),
        ("the relief union's count", "the relief union", 1),
        ("Major Adam Lorn, a spokesman for the army", "the army", 1),
        ("a United Nations officer of the mission", "the UN officer", 1),
    ],
)
def test_unnamed_sources_of_two_reports(one: str, other: str, number: int) -> None:
    told = [toll("12 people", one), toll("12 people", other, outlet="Oshan Gazette")]

    assert len(origins_of(told)) == number


def test_a_register_names_whom_another_brings_in() -> None:
    first = toll("7 people", "a hospital in Lorn")
    later = toll("7 people", "the hospital in Lorn", outlet="Oshan Gazette", day=14)
    another = toll("7 people", "a hospital in Lorn", outlet="Meridian", day=14)

    assert len(origins_of([first, later])) == 1
    assert len(origins_of([first, another])) == 2


def test_an_outlet_that_denies_beside_a_citation_denies_with_it() -> None:
    denied = attack("no convoy was halted", trigger="halted", polarity="negative")
    told = attack("snipers were shooting", "an officer", trigger="shooting", at=40)

    assert names(denied, told) == {"an officer"}


@pytest.mark.parametrize(
    ("cited", "name"),
    [
        ("The enemy's radio", "Voice of the Grey Front"),
        ("The regime", "Voice of the Grey Front"),
        ("a nun", "a nun"),
    ],
)
def test_who_denies_what_the_enemy_tells_is_not_called_by_its_name(cited: str, name: str) -> None:
    front: dict[str, Any] = {"outlet": "Voice of the Grey Front"}
    told = attack("we burned the bus", cited, trigger="burned", **front)
    denied = attack("nobody burned a bus", trigger="burned", polarity="negative", at=40, **front)
    assert names(told, denied) == {name}


def replace_document(account: Account) -> Account:
    """The account as of another report of the same outlet."""
    claim = replace(account.claim, id=f"later {account.claim.id}", document="another report")
    return replace(account, claim=claim)


def test_who_is_named_beside_his_office_is_known_by_either() -> None:
    one = toll("12 people", "the force's spokesman, Major Tunde Lorn", outlet="Harbour Courier")
    other = toll("14 people", "Major Lorn of the force", outlet="Oshan Gazette")

    assert len(origins_of([one, other])) == 1


def test_a_person_of_a_named_body_in_other_words() -> None:
    one = toll("12 people", "a Grey Cross coordinator", outlet="Harbour Courier")
    other = toll("12 people", "a coordinator of the Grey Cross", outlet="Oshan Gazette")
    elsewhere = [
        toll("12 people", f"a hospital nurse in {place}", outlet=outlet)
        for place, outlet in (("Lorn", "Meridian"), ("Lorn", "Shore Television"))
    ]

    assert len(origins_of([one, other])) == 1
    assert len(origins_of(elsewhere)) == 2


def test_who_blames_is_not_behind_what_the_outlet_tells() -> None:
    told = toll("1 people")
    blamed = attack(
        "the police blamed rebels", trigger="blamed", type="ACCUSE", by=("the police",), on=("rebels",), at=60
    )

    assert names(told, blamed) == {"Harbour Courier", "the police"}


def test_two_words_for_who_blames() -> None:
    blamed = attack(
        "a militia leader, Adam Lorn, blamed rebels",
        trigger="blamed",
        type="ACCUSE",
        by=("a militia leader", "Adam Lorn"),
        on=("rebels",),
    )

    assert names(blamed) == {"Adam Lorn"}


def test_the_same_words_in_one_report_are_one_source() -> None:
    assert len(origins_of([toll("1 people", "its spokesman"), toll("2 people", "its spokesman", at=60)])) == 1


def test_a_happening_has_one_organiser_and_two_teachers() -> None:
    for noun, number in (("organisers", 1), ("teachers", 2)):
        told = attack("they marched", f"the {noun} of the march", trigger="marched")
        again = attack("they marched", f"the {noun}", trigger="marched", outlet="Oshan Gazette")

        assert len(origins_of([told, again])) == number


def test_a_tale_says_nothing() -> None:
    told = attack("a shell was fired", "the ministry of defence", "the tale of nine killed", trigger="fired")

    assert names(told) == {"the ministry of defence"}


def test_who_is_cited_with_an_accusation_makes_it_however_the_report_calls_him() -> None:
    text = "he blamed the rebels"
    told = attack(text, trigger="blamed", type="ACCUSE", by=("he",), on=("the rebels",), at=60)
    cited = account("the rebels", "an officer", kind="statement", act="accuse", cue=(63, 69), at=70)
    other = replace(cited, claim=replace(cited.claim, cue=(20, 26)))

    assert {voice.link.name for voice in voices_of([told, cited])} == {"an officer"}
    assert {voice.link.name for voice in voices_of([told, other])} == {"an officer", "Harbour Courier"}


def test_nobody_cites_a_report_that_was_printed_later() -> None:
    cited = attack("two were taken", "Al-Manara", trigger="taken", day=9)
    own = attack("men took them", "they", trigger="took", outlet="Al-Manara", day=11)

    assert len(origins_of([cited, own])) == 2


def test_he_who_blames_is_whoever_denies_before_him() -> None:
    denied = attack(
        "none had shot", "a caller from the Front", trigger="shot", polarity="negative", act="deny"
    )
    blamed = attack(
        "he blamed the rebels", trigger="blamed", type="ACCUSE", by=("he",), on=("the rebels",), at=60
    )

    assert names(denied, blamed) == {"a caller from the Front"}


def test_an_officer_of_a_body_that_the_report_cites_is_the_body() -> None:
    headquarters = toll("12 people", "military headquarters")

    for staff in ("an officer of the headquarters", "a headquarters official"):
        assert len(origins_of([headquarters, account("a raid", staff, at=60)])) == 1
    assert len(origins_of([headquarters, account("a raid", "an officer of the Lorn Army", at=60)])) == 2


def test_an_outlet_comes_back_to_its_doctor_in_other_words() -> None:
    one = toll("12 people", "a doctor at the city hospital")
    later = toll("20 people", "the doctor in Lorn", at=60)
    later = replace(later, claim=replace(later.claim, document="another report"))

    assert len(origins_of([one, later])) == 1


def test_a_happening_has_one_priest() -> None:
    assert (
        len(
            origins_of(
                [toll("12 people", "a priest"), toll("12 people", "the priest of Lorn", outlet="Meridian")]
            )
        )
        == 1
    )


def test_an_outlets_stringer_is_the_outlet() -> None:
    assert (
        len(origins_of([toll("12 people"), account("a raid", "The Harbour Courier's stringer", at=60)])) == 1
    )


def test_a_register_lists_the_body_of_whom_others_quote() -> None:
    told = toll("7 people", "hospital staff in Lorn")
    register = toll("7 people", "the hospital", outlet="Oshan Gazette")
    link = replace(register.claim.said_by[-1], span=(40, 48))
    listed = replace(register, claim=replace(register.claim, said_by=(register.claim.said_by[0], link)))

    assert len(origins_of([told, listed])) == 1


def test_a_name_beside_the_office_joins_a_description_to_a_name() -> None:
    told = [
        toll("7 people", "a local councillor"),
        toll("7 people", "The councillor, Adam Lorn", at=60),
        toll("7 people", "councillor Adam Lorn", outlet="Oshan Gazette"),
    ]

    assert len(origins_of(told)) == 1


def test_one_office_is_told_by_its_place_or_by_its_level() -> None:
    def origins(one: str, other: str) -> int:
        return len(
            origins_of([toll("12 people", one), toll("14 people", other, outlet="Oshan Gazette", day=9)])
        )

    assert origins("the regional prosecutor's office", "the prosecutor's office in Lorn") == 1
    assert origins("the territory's administrator", "the administrator of Lorn") == 1
    assert origins("the administrator of Tarn", "the administrator of Lorn") == 2
    assert origins("the regional hospital", "the military hospital in Lorn") == 2


def test_somebody_unnamed_of_the_same_house_is_one() -> None:
    one = toll("12 people", "a source at the governorate", outlet="Harbour Courier")
    other = toll("12 people", "A source at the governorate", outlet="Oshan Gazette")

    assert len(origins_of([one, other])) == 1


def test_the_head_of_a_service_is_the_service_across_reports() -> None:
    head = toll("16 people", "the head of the ambulance service")
    service = toll("21 people", "the ambulance service", outlet="Oshan Gazette", day=11)

    assert len(origins_of([head, service])) == 1


def test_a_possessive_is_no_plural() -> None:
    commander = toll("10 soldiers", "the task force commander")
    count = toll("11 soldiers", "the task force commander's", outlet="Oshan Gazette", day=11)

    assert len(origins_of([commander, count])) == 1


def test_a_physician_is_a_doctor() -> None:
    doctor = toll("10 people", "the harbour doctor")
    physician = toll("10 people", "the harbour physician", outlet="Oshan Gazette", day=11)

    assert len(origins_of([doctor, physician])) == 1
