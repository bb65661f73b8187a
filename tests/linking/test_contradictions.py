from typing import Any

import pytest
from msgspec.structs import replace

from accordingto.linking import testimony
from accordingto.linking.accusations import disowns, doer_in, with_accusations, with_same_words
from accordingto.linking.contradictions import contradictions_of
from accordingto.linking.days import names_day
from accordingto.linking.origins import origins_of
from accordingto.linking.tolls import tolls_of
from accordingto.types import (
    Account,
    Act,
    ActorType,
    Dealing,
    Figure,
    Happening,
    Holding,
    Link,
    Party,
    Place,
    PlacePrecision,
    Relation,
)
from tests.linking.making import (
    account,
    answer,
    attack,
    dealt,
    found,
    held,
    kinds,
    party,
    revised,
    toll,
    town,
)

MAYOR, UNION, ARMY = "the mayor", "the Nile Doctors' Union", "the army"


# --- figures --------------------------------------------------------------------------------------

EXCLUDE = [
    ("12 people", "30 people"),
    ("at least 27 people", "9 people"),
    ("up to 10 people", "at least 11 people"),
    ("about 30 people", "50 people"),
    ("12 soldiers", "3 soldiers"),
    ("13 villagers", "15 civilians"),
    ("at least 40 officers", "8 people"),
    ("60 militants", "6 fighters"),
    ("20 children", "12 people"),
    ("5 citizens", "14 people"),
    ("29 of them", "24 people"),
    ("21 herdsmen", "12 people"),
    ("20 assailants", "5 rebels"),
    ("13 policemen", "4 soldiers"),
    ("5 Israelis", "6 Israelis"),
    ("20 Israelis", "12 people"),
]
AGREE = [
    ("5 Israelis", "167 people"),
    ("5 Israelis", "9 Syrians"),
    ("at least 12 people", "30 people"),
    ("up to 40 people", "30 people"),
    ("about 30 people", "34 people"),
    ("12 civilians", "30 people"),
    ("3 children", "12 people"),
    ("3 children", "12 soldiers"),
    ("12 people", "12 persons"),
    ("29 people", "3 further people"),
    ("9 of the slain", "12 people"),
    ("5 members of a cell", "19 heroes"),
]


@pytest.mark.parametrize(("one", "other"), EXCLUDE)
def test_figures_that_exclude_each_other(one: str, other: str) -> None:
    (each,) = found(toll(one, MAYOR), toll(other, UNION, outlet="Oshan Gazette", day=11))

    assert (each.kind, each.one_words, each.other_words) == ("figure", one, other)
    assert (each.one_origin, each.other_origin) == (MAYOR, UNION)
    assert one in each.why
    assert other in each.why


@pytest.mark.parametrize(("one", "other"), AGREE)
def test_figures_that_can_both_be_true(one: str, other: str) -> None:
    assert found(toll(one, MAYOR), toll(other, UNION, outlet="Oshan Gazette")) == ()


def test_a_figure_that_is_denied_is_nobodys() -> None:
    denied = toll("15 people", ARMY, outlet="Oshan Gazette", polarity="negative", act="deny")

    assert found(toll("8 people", MAYOR), denied) == ()


def test_that_anybody_died_is_denied() -> None:
    denied = attack(
        "anyone had died",
        ARMY,
        trigger="died",
        type="CASUALTY",
        on=("anyone",),
        polarity="negative",
        act="deny",
        outlet="Oshan Gazette",
        day=11,
    )

    (each,) = found(toll("8 people", MAYOR), denied)

    assert (each.kind, each.one_words, each.other_words) == ("figure", "8 people", "anyone")


def harmless(text: str, on: str, trigger: str, **fields: Any) -> Account:
    values = {"type": "CASUALTY", "polarity": "negative", "outlet": "Oshan Gazette"}
    return attack(text, ARMY, trigger=trigger, on=(on,), **(values | fields))


def test_who_was_not_hurt_was_not_killed() -> None:
    hurt = harmless("nobody was hurt", "nobody", "hurt")
    injured = harmless("nobody was injured", "nobody", "injured")

    assert kinds(toll("8 people", MAYOR), hurt) == ["figure"]
    assert kinds(toll("8 people", MAYOR), injured) == []


@pytest.mark.parametrize(
    ("text", "on", "trigger", "type_"),
    [
        ("they had not killed a single one of them", "a single one of them", "killed", "ASSAULT"),
        ("none of the 7 on board was killed", "none of the 7 on board", "killed", "CASUALTY"),
        ("nobody on it died", "nobody on it", "died", "CASUALTY"),
    ],
)
def test_none_of_those_told_of_is_none(text: str, on: str, trigger: str, type_: str) -> None:
    assert kinds(toll("7 people", MAYOR), harmless(text, on, trigger, type=type_)) == ["figure"]


@pytest.mark.parametrize(("trigger", "differs"), [("perished", 1), ("lost", 1), ("maimed", 0)])
def test_who_perished_was_killed(trigger: str, differs: int) -> None:
    told = attack(
        f"37 people {trigger}",
        UNION,
        trigger=trigger,
        type="CASUALTY",
        on=("37 people",),
        outlet="Oshan Gazette",
    )

    assert len(found(toll("12 people", MAYOR), told)) == differs


def test_the_two_pilots_are_not_all_who_died() -> None:
    pilots = attack(
        "the 4 pilots had died",
        MAYOR,
        trigger="died",
        type="CASUALTY",
        on=("the 4 pilots",),
        figures=("4 pilots",),
    )

    assert kinds(pilots, toll("7 occupants", UNION, outlet="Oshan Gazette")) == []
    assert kinds(toll("4 pilots", MAYOR), toll("7 occupants", UNION, outlet="Oshan Gazette")) == ["figure"]


@pytest.mark.parametrize(
    ("some", "differs"), [("2 farmers", 0), ("4 farmers", 1), ("2 people", 1), ("2 soldiers", 1)]
)
def test_a_few_of_whom_somebody_tells_are_not_all(some: str, differs: int) -> None:
    many = toll("15 soldiers" if "soldiers" in some else "15 people", UNION, outlet="Oshan Gazette")

    assert len(found(toll(some, MAYOR), many)) == differs


def test_who_tells_a_number_again_that_was_corrected_since_disputes_nothing() -> None:
    first = toll("14 people", MAYOR, day=10)
    again = toll("14 people", UNION, outlet="Meridian", day=11)
    corrected = toll("17 people", MAYOR, outlet="Oshan Gazette", day=12)
    other = toll("11 people", ARMY, outlet="Lorn Post", day=11)

    assert kinds(first, again, corrected) == []
    assert [(one.one_words, one.other_words) for one in found(first, again, corrected, other)] == [
        ("11 people", "17 people")
    ]
    assert kinds(first, toll("14 people", UNION, outlet="Meridian", day=10), corrected) == ["figure"]


def lost(text: str, words: str, trigger: str, source: str = MAYOR, by: tuple[str, ...] = ()) -> Account:
    return attack(text, source, trigger=trigger, type="CASUALTY", by=by, figures=(words,))


@pytest.mark.parametrize("other", ["60 people", "at least 60 people"])
def test_whom_one_side_lost_are_not_all_who_died(other: str) -> None:
    own = lost("the guard had lost 26 men", "26 men", "lost", by=("the guard",))
    patrol = lost("it lost 3 men", "3 men", "lost")

    assert kinds(own, toll(other, UNION, outlet="Oshan Gazette")) == []
    assert kinds(patrol, toll(other, UNION, outlet="Oshan Gazette")) == [
        "figure"
    ]  # who lost them is not told


def test_whom_an_officer_lost_are_soldiers() -> None:
    cost = lost("the town cost him 16 men", "16 men", "cost", "General Adum Kest")

    assert kinds(cost, toll("30 fighters", UNION, outlet="Oshan Gazette")) == []
    assert kinds(cost, toll("30 soldiers", UNION, outlet="Oshan Gazette")) == ["figure"]


def test_the_comrades_of_a_corporal_are_soldiers() -> None:
    comrades = toll("4 comrades", "Corporal Adum Kest")

    assert kinds(comrades, toll("20 soldiers", UNION, outlet="Oshan Gazette")) == ["figure"]


@pytest.mark.parametrize("words", ["a mason", "his daughter", "A fourth guard"])
def test_one_of_whom_somebody_tells_is_no_toll(words: str) -> None:
    assert found(toll("8 people", MAYOR), toll(words, UNION, outlet="Oshan Gazette")) == ()


def test_killed_or_hurt_is_no_number_of_killed() -> None:
    both = attack(
        "70 people were killed or hurt",
        UNION,
        trigger="killed",
        type="CASUALTY",
        figures=("70 people",),
        outlet="Oshan Gazette",
    )

    assert found(toll("8 people", MAYOR), both) == ()


def test_who_comes_round_to_a_number_does_not_dispute_it() -> None:
    first = toll("17 soldiers", MAYOR, day=10)
    later = toll("22 people", MAYOR, outlet="Meridian", day=12)
    other = toll("at least 22 soldiers", UNION, outlet="Oshan Gazette", day=11)

    assert found(first, later, other) == ()
    assert kinds(first, other) == ["figure"]


def test_an_age_is_no_figure() -> None:
    aged = attack(
        "a mason of 40 died", ARMY, trigger="died", type="CASUALTY", figures=("40",), outlet="Oshan Gazette"
    )

    assert found(toll("3 people", MAYOR), aged) == ()


def test_the_dead_of_each_side_are_counted_apart() -> None:
    def of(number: str, side: str, source: str, outlet: str) -> Account:
        text = f"{number} killed on the {side} side"
        return attack(text, source, trigger="killed", type="CASUALTY", figures=(number,), outlet=outlet)

    assert (
        found(of("3 people", "eastern", MAYOR, "Meridian"), of("1 people", "western", ARMY, "Oshan Gazette"))
        == ()
    )
    assert kinds(
        of("3 people", "eastern", MAYOR, "Meridian"), of("1 people", "eastern", ARMY, "Oshan Gazette")
    ) == ["figure"]


def test_of_them_is_a_part_beside_the_number_of_all() -> None:
    both = attack(
        "29 people were killed, 5 of them by shells",
        ARMY,
        trigger="killed",
        type="CASUALTY",
        figures=("29 people", "5 of them"),
        outlet="Oshan Gazette",
    )

    assert found(toll("29 people", MAYOR), both) == ()


def test_a_later_figure_of_one_source_is_a_revision() -> None:
    first = toll("27 people", UNION, day=10)
    second = toll("32 people", "the union", outlet="Oshan Gazette", day=11)
    third = toll("32 people", UNION, outlet="Meridian", day=12)
    last = toll("40 people", UNION, outlet="Northlight", day=13)

    (revision,) = revised(last, third, second, first)

    assert found(first, second, third, last) == ()
    assert revision.source == UNION
    assert [figure.best for figure in revision.figures] == [27, 32, 40]
    assert revision.claims == (first.claim.id, second.claim.id, last.claim.id)


def test_the_latest_figure_of_a_source_is_held_against_others() -> None:
    (each,) = found(
        toll("27 people", UNION, day=10),
        toll("32 people", UNION, outlet="Oshan Gazette", day=11),
        toll("9 people", ARMY, outlet="Meridian", day=11),
    )

    assert {each.one_words, each.other_words} == {"9 people", "32 people"}


def test_numbers_are_each_set_against_another_once() -> None:
    accounts = [
        toll("23 people", MAYOR),
        toll("23 people", "the ministry", outlet="Oshan Gazette"),
        toll("43 people", ARMY, outlet="Meridian"),
        toll("21 people", UNION, outlet="Northlight"),
    ]
    pairs = [{each.one_words, each.other_words} for each in found(*accounts)]

    assert pairs == [{"23 people", "43 people"}, {"23 people", "21 people"}]


def test_who_differs_from_many_who_agree_is_shown_once() -> None:
    assert kinds(
        toll("26 people", MAYOR),
        toll("129 people", UNION, outlet="Oshan Gazette"),
        toll("at least 120 people", ARMY, outlet="Meridian"),
    ) == ["figure"]


def test_a_lone_person_who_is_no_victim_is_not_counted() -> None:
    text = "5 people were killed, a doctor said"
    told = attack(text, trigger="killed", type="CASUALTY", on=("5 people",), figures=("5 people", "a doctor"))

    assert found(told, toll("5 people", UNION, outlet="Oshan Gazette")) == ()


def test_planned_and_demanded_acts_contradict_nothing() -> None:
    planned = toll("30 people", MAYOR, status="planned")

    assert found(planned, toll("12 people", UNION, outlet="Oshan Gazette")) == ()


# --- who did it -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the army", "the rebels"),
        ("the Rapid Support Forces", "the army"),
        ("Armenian troops", "Azerbaijani troops"),
        ("Syrian government forces", "jihadists"),
    ],
)
def test_different_parties_for_one_act(one: str, other: str) -> None:
    (each,) = found(
        attack(f"{one} shelled the market", MAYOR, trigger="shelled", by=(one,)),
        attack(f"{other} shelled it", UNION, trigger="shelled", by=(other,), outlet="Oshan Gazette", day=11),
    )

    assert (each.kind, each.one_words, each.other_words) == ("perpetrator", one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the army", "government troops"),
        ("gunmen", "the army"),
        ("Hezbollah", "Hezbollah fighters"),
        ("rebels", "militants"),
        ("the Syrian army", "the army"),
        ("the Third Division", "the government"),
    ],
)
def test_parties_that_may_be_one(one: str, other: str) -> None:
    assert not kinds(
        attack(f"{one} shelled the market", MAYOR, trigger="shelled", by=(one,)),
        attack(f"{other} shelled it", UNION, trigger="shelled", by=(other,), outlet="Oshan Gazette"),
    )


def test_who_did_another_act_of_one_type_is_another_matter() -> None:
    police = attack("police held him", MAYOR, trigger="held", type="COERCE", mode="arrest", by=("police",))
    rebels = attack(
        "rebels withheld maps",
        ARMY,
        trigger="withheld",
        type="COERCE",
        mode="withhold",
        by=("rebels",),
        outlet="Meridian",
    )

    assert found(police, rebels) == ()
    assert kinds(police, replace(rebels, claim=replace(rebels.claim, happening=_arrest(rebels)))) == [
        "perpetrator"
    ]


def _arrest(account: Account) -> Happening:
    assert account.claim.happening is not None
    return replace(account.claim.happening, mode="arrest")


def test_each_pair_of_parties_once() -> None:
    accounts = [
        attack("the rebels shelled it", MAYOR, trigger="shelled", by=("the rebels",)),
        attack("rebels shelled it", UNION, trigger="shelled", by=("rebels",), outlet="Oshan Gazette"),
        attack("the army shelled it", "the council", trigger="shelled", by=("the army",), outlet="Meridian"),
    ]

    assert kinds(*accounts) == ["perpetrator"]


def test_the_two_sides_of_a_clash_are_no_contradiction() -> None:
    accounts = [
        attack("the army fought rebels", MAYOR, trigger="fought", by=("the army",), on=("rebels",)),
        attack("rebels fought it", UNION, trigger="fought", by=("rebels",), outlet="Oshan Gazette"),
    ]

    assert found(*accounts) == ()


def test_blame_in_the_next_sentence_belongs_to_what_was_told_before() -> None:
    told = toll("12 people", UNION)
    accused = attack(
        "It blamed the rebels", trigger="blamed", type="ACCUSE", by=("It",), on=("the rebels",), at=40
    )
    elsewhere = toll("3 people", MAYOR, at=80)
    later = attack(
        "She blamed the army", trigger="blamed", type="ACCUSE", by=("She",), on=("the army",), at=120
    )

    joined = with_accusations([told], [told, accused, elsewhere, later])

    assert joined == (told, accused)


def test_blame_is_held_against_who_else_is_named() -> None:
    told = toll("12 people", UNION)
    accused = attack(
        "The union blamed the rebels", trigger="blamed", type="ACCUSE", on=("the rebels",), at=40
    )
    other = attack(
        "the army shelled it", MAYOR, trigger="shelled", by=("the army",), outlet="Oshan Gazette", day=11
    )
    accounts = with_accusations([told, other], [told, accused, other])

    (each,) = contradictions_of(accounts, origins_of(accounts))

    assert (each.kind, each.one_words, each.other_words) == ("perpetrator", "the rebels", "the army")


def test_who_denies_having_done_it_disputes_who_did() -> None:
    (each,) = found(
        attack("army guns shelled the market", UNION, trigger="shelled", by=("army guns",)),
        attack(
            "its men had shelled it",
            "an army spokesman",
            trigger="shelled",
            by=("its men",),
            polarity="negative",
            act="deny",
            outlet="Oshan Gazette",
            day=11,
        ),
    )

    assert each.kind == "perpetrator"
    assert each.other_words == "its men had shelled it"


BOMBING: dict[str, Any] = {"trigger": "bombing", "outlet": "Oshan Gazette", "day": 11}


def test_who_has_nothing_to_do_with_it_denies_it() -> None:
    accused = attack("the Grey Front bombed the bus", MAYOR, trigger="bombed", by=("the Grey Front",))
    told = attack("bombing of the bus", "the Grey Front", at=37, **BOMBING)
    text = "its men had nothing to do with the bombing of the bus"
    disowned = account(text, "the Grey Front", kind="statement", outlet="Oshan Gazette", day=11, at=2)
    accounts = with_accusations([accused, told], [accused, told, disowned])

    (each,) = contradictions_of(accounts, origins_of(accounts))

    assert (each.kind, each.one_words, each.other_words) == ("perpetrator", "the Grey Front", text)


@pytest.mark.parametrize(("denied", "kinds"), [("any involvement", ["perpetrator"]), ("it", [])])
def test_involvement_is_denied_in_what_was_told_before(denied: str, kinds: list[str]) -> None:
    accused = attack("the Grey Front bombed the bus", MAYOR, trigger="bombed", by=("the Grey Front",))
    told = attack("bombing of the bus", UNION, at=4, **BOMBING)
    said = account(
        denied, "the Grey Front", kind="statement", act="deny", outlet="Oshan Gazette", day=11, at=40
    )
    accounts = with_accusations([accused, told], [accused, told, said])

    assert [each.kind for each in contradictions_of(accounts, origins_of(accounts))] == kinds


def test_whose_work_it_was() -> None:
    accused = attack("the Grey Front bombed the bus", MAYOR, trigger="bombed", by=("the Grey Front",))
    told = attack("bombing of the bus", UNION, at=4, **BOMBING)
    text = "the bombing of the bus was the work of smugglers and not of separatists"
    blamed = account(text, UNION, kind="statement", outlet="Oshan Gazette", day=11)
    accounts = with_accusations([accused, told], [accused, told, blamed])

    (each,) = contradictions_of(accounts, origins_of(accounts))

    assert (each.kind, each.other_words) == ("perpetrator", "smugglers")


def test_who_denies_it_is_whom_all_others_name() -> None:
    accused = attack("the terrorists shelled it", MAYOR, trigger="shelled", by=("the terrorists",))
    denied = attack(
        "its men had shelled it",
        "the Northern Room",
        trigger="shelled",
        by=("its men",),
        polarity="negative",
        act="deny",
        outlet="Oshan Gazette",
    )
    others = attack("the army shelled it", UNION, trigger="shelled", by=("the army",), outlet="Meridian")

    assert kinds(accused, denied) == ["perpetrator"]
    assert len(found(accused, denied, others)) == 1


def test_an_ambush_has_a_doer() -> None:
    one = attack("rebels ambushed a bus", MAYOR, trigger="ambushed", by=("rebels",))
    other = attack("soldiers stopped a bus", UNION, trigger="stopped", by=("soldiers",), outlet="Meridian")

    assert kinds(one, other) == ["perpetrator"]


def test_a_shell_is_nobody() -> None:
    one = attack("rockets hit a bus", MAYOR, trigger="hit", by=("rockets",))
    other = attack("the army hit a bus", UNION, trigger="hit", by=("the army",), outlet="Meridian")

    assert found(one, other) == ()


def test_having_fired_is_denied_by_who_would_have() -> None:
    (each,) = found(
        attack("the army fired on the market", UNION, trigger="fired", by=("the army",)),
        attack(
            "fired on the market",
            "the army",
            trigger="fired",
            polarity="negative",
            act="deny",
            outlet="Oshan Gazette",
            day=11,
        ),
    )

    assert each.kind == "perpetrator"


# --- whether it happened --------------------------------------------------------------------------


def test_happened_against_not_happened_once() -> None:
    accounts = [
        attack("five lawyers were arrested", UNION, trigger="arrested", type="COERCE", on=("five lawyers",)),
        attack("they took lawyers", MAYOR, trigger="took", type="COERCE", outlet="Meridian"),
        attack(
            "the lawyers were detained",
            ARMY,
            trigger="detained",
            type="COERCE",
            polarity="negative",
            outlet="Oshan Gazette",
        ),
    ]

    assert kinds(*accounts) == ["happened"]


def test_another_act_of_one_type_does_not_happen_against_it() -> None:
    suspended = attack("the Front suspended it", UNION, trigger="suspended", type="COERCE", mode="restrict")
    withheld = attack(
        "the fighters had withheld maps",
        MAYOR,
        trigger="withheld",
        type="COERCE",
        mode="withhold",
        polarity="negative",
        outlet="Meridian",
    )

    assert found(suspended, withheld) == ()


def test_acts_that_share_no_word_are_not_one_against_the_other() -> None:
    other = {"outlet": "Meridian", "polarity": "negative"}
    went = attack("the buses set out for Lorn", UNION, trigger="set", type="MOVE")
    near = attack("no ambulance could come near", MAYOR, trigger="come", type="MOVE", **other)
    buses = attack("no buses went", MAYOR, trigger="went", type="MOVE", on=("no buses",), **other)
    held = attack("they drove the buses off", UNION, trigger="drove", type="MOVE", on=("the buses",))

    assert kinds(went, near) == []
    assert kinds(held, buses) == ["happened"]


def test_a_weapon_is_somebodys() -> None:
    (each,) = found(
        attack("Houthi mortars hit the market", MAYOR, trigger="hit"),
        attack("the army shelled the market", ARMY, trigger="shelled", by=("the army",), outlet="Meridian"),
    )

    assert (each.kind, each.one_words) == ("perpetrator", "Houthi mortars")


def test_whose_guns_did_not_fire_is_disputed() -> None:
    accused = attack("they were fired by Oshan batteries", MAYOR, trigger="fired", on=("they",))
    denied = attack(
        "Oshan batteries did not fire", UNION, trigger="fire", polarity="negative", outlet="Meridian"
    )

    (each,) = found(accused, denied)

    assert (each.kind, each.one_words) == ("perpetrator", "Oshan batteries")


def test_the_guns_of_a_country_are_its_states() -> None:
    (each,) = found(
        attack("Moldovan guns shelled the market", MAYOR, trigger="shelled"),
        attack("rebels shelled the market", ARMY, trigger="shelled", by=("rebels",), outlet="Meridian"),
    )

    assert (each.kind, each.one_words) == ("perpetrator", "Moldovan guns")


def test_both_sides_of_an_exchange_fired() -> None:
    exchange = attack(
        "an exchange of mortar rounds between police and rebels",
        UNION,
        trigger="rounds",
        by=("police", "rebels"),
    )
    shelled = attack(
        "police shelled the quarter", MAYOR, trigger="shelled", by=("police",), outlet="Meridian"
    )

    assert kinds(exchange, shelled) == []


def test_who_is_accused_by_one_and_denies_it_is_not_disputed_twice() -> None:
    accused = attack("the army shelled the yard", MAYOR, trigger="shelled", by=("the army",))
    other = attack("rebels shelled it", UNION, trigger="shelled", by=("rebels",), outlet="Meridian")
    denied = attack(
        "the army had shelled it",
        "an army spokesman",
        trigger="shelled",
        by=("the army",),
        polarity="negative",
        act="deny",
        outlet="Oshan Gazette",
    )

    assert kinds(accused, other, denied) == ["perpetrator"]


def test_no_act_is_an_act_denied() -> None:
    used = attack("police used gas", UNION, trigger="used", by=("police",), mode="crowd-control")
    none = attack("his men used no gas", ARMY, trigger="used", mode="crowd-control", outlet="Meridian")

    assert kinds(used, none) == ["happened"]


def test_who_was_not_hurt_denies_nothing() -> None:
    shots = attack("soldiers fired", UNION, trigger="fired", by=("soldiers",))
    spared = attack(
        "the shots hit nobody", MAYOR, trigger="hit", on=("nobody",), polarity="negative", outlet="Meridian"
    )

    assert found(shots, spared) == ()


def test_who_denies_a_deed_does_not_tell_of_it() -> None:
    accused = attack("the army shelled the yard", MAYOR, trigger="shelled", by=("the army",))
    denied = attack(
        "the army had fired on the yard",
        "an army spokesman",
        trigger="fired",
        by=("the army",),
        act="deny",
        outlet="Meridian",
    )

    assert kinds(accused, denied) == ["perpetrator"]


def test_who_bombed_nobody_denies_the_bombing() -> None:
    bombed = attack("jets bombed a column", MAYOR, trigger="bombed", mode="aerial")
    nobody = attack(
        "Our planes bombed nobody", ARMY, trigger="bombed", on=("nobody",), mode="aerial", outlet="Meridian"
    )

    assert kinds(bombed, nobody) == ["happened"]


@pytest.mark.parametrize(
    ("actor", "kind"),
    [("nobody", "happened"), ("no soldier", "happened"), ("none of its men", "perpetrator")],
)
def test_nobody_did_it(actor: str, kind: str) -> None:
    fired = attack("soldiers fired on the stalls", MAYOR, trigger="fired", by=("soldiers",))
    denied = attack(
        f"{actor} fired on the stalls",
        "an army spokesman",
        trigger="fired",
        by=(actor,),
        polarity="negative",
        outlet="Meridian",
    )

    assert kinds(fired, denied) == [kind]


def test_who_was_abducted_was_seized() -> None:
    abducted = attack("3 nurses were abducted", MAYOR, trigger="abducted", mode="abduct", on=("3 nurses",))
    nobody = attack(
        "no nurse was taken",
        ARMY,
        trigger="taken",
        type="COERCE",
        on=("no nurse",),
        polarity="negative",
        outlet="Meridian",
    )

    assert kinds(abducted, nobody) == ["happened"]


def test_the_same_words_say_who_holds_a_place() -> None:
    text = "took Atar"
    event = attack(text, MAYOR, trigger="took", type="CONTROL")
    same = held(text, MAYOR, holding=grip("took", "rebels"))
    elsewhere = held(text, MAYOR, holding=grip("took", "rebels"), outlet="Meridian")

    assert with_same_words([event], [event, same, elsewhere]) == (event, same)


def test_agreed_against_not_agreed() -> None:
    signed = attack("they signed an accord", MAYOR, trigger="signed", type="AGREE")
    refused = attack(
        "nothing was signed", ARMY, trigger="signed", type="AGREE", polarity="negative", outlet="Meridian"
    )
    step = Dealing(agreement="a1", kind="peace", step="agreed")
    no_step = Dealing(agreement="a1", kind="peace", step="denied")

    assert kinds(signed, refused) == ["agreed"]
    assert kinds(
        dealt("agreed", MAYOR, dealing=step), dealt("denied", ARMY, dealing=no_step, outlet="Meridian")
    ) == ["agreed"]
    assert not kinds(
        dealt("agreed", MAYOR, dealing=step), dealt("agreed", ARMY, dealing=step, outlet="Meridian")
    )


def test_who_broke_the_truce() -> None:
    def broken(by: str, source: str, outlet: str) -> Account:
        text = f"{by} broke the truce"
        dealing = Dealing(agreement="a1", kind="ceasefire", step="violated", by=party(text, by))
        return dealt(text, source, dealing=dealing, outlet=outlet)

    one = broken("the rebels", ARMY, "Harbour Courier")
    other = broken("the army", "a rebel spokesman", "Oshan Gazette")
    enemy = broken("The enemy", "a rebel commander", "Meridian")

    assert kinds(one, other) == ["violated-by"]
    assert kinds(one, enemy) == ["violated-by"]
    assert not kinds(one, broken("rebels", MAYOR, "Northlight"))


def test_who_brokers_a_truce_does_not_break_it() -> None:
    def brokered(by: str, outlet: str) -> Account:
        return attack(f"brokered by {by}", trigger="brokered", type="CONSULT", by=(by,), outlet=outlet)

    assert found(brokered("Qatar", "Meridian"), brokered("Egypt", "Oshan Gazette")) == ()


# --- what is denied, and by whom --------------------------------------------------------------------

SHELLED = attack("the army shelled the base", MAYOR, trigger="shelled", by=("the army",), on=("the base",))


def test_shells_are_nobody() -> None:
    shells = attack("Artillery shells struck the base", MAYOR, trigger="struck", on=("the base",))
    other = attack("rebels struck the base", UNION, trigger="struck", by=("rebels",), outlet="Meridian")

    assert not kinds(shells, other)


def test_no_act_at_all_is_denied() -> None:
    text = "no base was shelled"
    other = {"outlet": "Meridian", "day": 11}
    denied = attack(text, UNION, trigger="shelled", on=("no base",), polarity="negative", **other)
    died = toll("3 people", UNION, at=60, **other)

    assert kinds(SHELLED, denied, died) == ["happened"]


def test_not_one_shell_is_none() -> None:
    text = "not one shell had been fired"
    fired = attack("shells were fired", MAYOR, trigger="fired")
    denied = attack(text, UNION, trigger="fired", outlet="Meridian", day=11)

    assert kinds(fired, denied) == ["happened"]


def test_fire_that_was_not_returned_is_no_denial() -> None:
    text = "the army did not return fire"
    denied = attack(
        text, ARMY, trigger="fire", by=("the army",), polarity="negative", outlet="Meridian", day=11
    )

    assert not kinds(SHELLED, denied)


def test_who_repelled_an_attack_is_not_who_attacked() -> None:
    text = "gallant troops repelled the attack"
    attacked = attack("the Grey Front attacked the town", MAYOR, trigger="attacked", by=("the Grey Front",))
    repelled = attack(text, ARMY, trigger="attack", by=("gallant troops",), outlet="Meridian")

    assert not kinds(attacked, repelled)


def test_who_says_that_our_men_did_it_names_his_own_side() -> None:
    claimed = attack("our men shelled the base", "the Grey Front", trigger="shelled", by=("our men",))
    blamed = attack(
        "the Red Column shelled it", MAYOR, trigger="shelled", by=("the Red Column",), outlet="Meridian"
    )

    assert kinds(claimed, blamed) == ["perpetrator"]


def test_blame_that_is_put_on_somebody() -> None:
    text = "the union put the blame on the Grey Front"
    accused = attack(
        text,
        trigger="blame",
        type="ACCUSE",
        by=("the union", "the Grey Front"),
        outlet="Meridian",
        day=11,
    )

    (each,) = contradictions_of((SHELLED, accused), origins_of((SHELLED, accused)))

    assert (each.kind, each.other_words) == ("perpetrator", "the Grey Front")


def test_nobody_else_is_no_toll() -> None:
    text = "nobody else died"
    denied = attack(
        text,
        UNION,
        trigger="died",
        type="CASUALTY",
        on=("nobody else",),
        polarity="negative",
        outlet="Meridian",
    )

    assert found(toll("2 people", MAYOR), denied) == ()


def test_none_of_some_is_not_the_whole_toll() -> None:
    text = "killed no nurse"
    denied = attack(
        text,
        UNION,
        trigger="killed",
        type="CASUALTY",
        on=("no nurse",),
        polarity="negative",
        outlet="Meridian",
    )

    assert found(toll("2 porters", MAYOR), denied) == ()


def test_what_others_say_is_not_the_figure_of_who_dismisses_it() -> None:
    unnamed = Link(name="source not stated", kind="none")

    assert found(toll("2 people", MAYOR), toll("12 people", ARMY, unnamed, outlet="Meridian")) == ()


def test_who_repeats_a_bound_as_a_number_keeps_it() -> None:
    accounts = [
        toll("at least 60 people", MAYOR),
        toll("60 people", MAYOR, outlet="Meridian", day=11),
        toll("137 people", UNION, outlet="Oshan Gazette", day=12),
    ]

    assert found(*accounts) == ()


def test_attackers_of_whom_fighters_speak_are_soldiers() -> None:
    repelled = attack("our fighters beat them", "a commander", trigger="beat", by=("our fighters",))
    accounts = [
        repelled,
        toll("11 attackers", "a commander", at=60),
        toll("40 terrorists", ARMY, outlet="Meridian"),
    ]

    assert found(*accounts) == ()


@pytest.mark.parametrize(
    ("said", "doer"),
    [
        ("those were soldiers", "soldiers"),
        ("it was the army that had bombed the bus", "the army"),
        ("soldiers in plain clothes did it", "soldiers in plain clothes"),
        ("they were armed men in uniform", "armed men in uniform"),
        ("they were not soldiers", None),
        ("they were suspending the talks", None),
        ("he did not know the men who did it", None),
    ],
)
def test_who_a_speaker_says_it_was(said: str, doer: str | None) -> None:
    assert doer_in(account(said, UNION, kind="statement").claim) == doer


def test_a_violation_is_that_of_who_attacked_just_before() -> None:
    attacked = attack("the Grey Front shelled it", MAYOR, trigger="shelled", by=("the Grey Front",))
    broken = Dealing(agreement="a1", kind="ceasefire", step="violated")
    called = dealt("a clear violation", MAYOR, dealing=broken, at=60)
    theirs = replace(broken, by=party("the army broke it", "the army"))
    other = dealt("the army broke it", UNION, dealing=theirs, outlet="Meridian", day=11)

    (each,) = found(attacked, called, other)

    assert (each.kind, each.one_words, each.other_words) == ("violated-by", "the Grey Front", "the army")


# --- who holds it ---------------------------------------------------------------------------------

ATAR = Place(span=(0, 4), name="Atar", geonameid=7, precision="town")


def grip(relation: Relation, holder: str, begin: str | None = None) -> Holding:
    return Holding(
        trigger=(0, 1),
        place=ATAR,
        relation=relation,
        holder=party(holder, holder),
        begin=begin,
        end=begin,
    )


def test_taken_by_one_and_held_by_another() -> None:
    took = held("rebels took Atar", MAYOR, holding=grip("took", "rebels", "2024-03-09"))
    holds = held(
        "the army holds Atar", ARMY, holding=grip("holds", "the army", "2024-03-10"), outlet="Meridian"
    )

    assert kinds(took, holds) == ["holds"]


def test_liberated_by_who_says_so() -> None:
    taken = replace(grip("took", "Atar", "2024-03-09"), holder=None, trigger=(9, 18))
    freed = held("Atar was liberated", ARMY, holding=taken)
    holds = held("rebels hold Atar", MAYOR, holding=grip("holds", "rebels", "2024-03-10"), outlet="Meridian")

    assert kinds(freed, holds) == ["holds"]


def test_driven_out_by_who_says_so() -> None:
    pushed = attack(
        "pushed the rebels out of Atar", ARMY, trigger="pushed", type="CONTROL", on=("the rebels",)
    )
    holds = held(
        "Atar was held by its troops", "a UNITA radio", holding=grip("holds", "its troops"), outlet="Meridian"
    )

    assert kinds(pushed, holds) == ["holds"]


def test_held_by_who_took_it() -> None:
    took = held("rebels took Atar", MAYOR, holding=grip("took", "rebels", "2024-03-09"))
    holds = held("rebels hold Atar", ARMY, holding=grip("holds", "rebels", "2024-03-10"), outlet="Meridian")

    assert found(took, holds) == ()


def test_held_before_it_was_taken() -> None:
    took = held("rebels took Atar on 9 March", MAYOR, holding=grip("took", "rebels", "2024-03-09"))
    once = grip("holds", "the army", "2024-03-05")
    held_once = held("the army held Atar on 5 March", ARMY, holding=once, outlet="Meridian")
    printed_before = held("the army holds Atar", ARMY, holding=once, outlet="Meridian", day=8)
    printed_since = held("the army holds Atar", ARMY, holding=once, outlet="Meridian", day=11)

    assert kinds(took, held_once) == []
    assert kinds(took, printed_before) == []
    assert kinds(took, printed_since) == ["holds"]  # no words of its own put it on 5 March


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("the attack on Atar was foiled", "foiled"),
        ("troops had thrown back an assault on Atar", "thrown"),
        ("rebels attacked Atar and were driven", "driven"),  # evidence that ends before "off"
        ("the assault on Atar was pushed", "pushed"),
    ],
)
def test_an_attack_that_was_repelled_took_nothing(text: str, trigger: str) -> None:
    took = held("rebels took Atar", MAYOR, holding=grip("took", "rebels"))
    repelled = attack(text, ARMY, trigger=trigger, type="CONTROL", outlet="Meridian")

    assert kinds(took, repelled) == ["holds"]


def test_a_loss_that_is_denied() -> None:
    took = held("rebels took Atar", MAYOR, holding=grip("took", "rebels"))
    denied = held(
        "Atar was lost", ARMY, holding=grip("lost", "the army"), polarity="negative", outlet="Meridian"
    )

    assert kinds(took, denied) == ["holds"]


def test_events_of_control() -> None:
    took = attack("rebels captured Atar", MAYOR, trigger="captured", type="CONTROL", by=("rebels",))
    denied = attack(
        "Atar had fallen", ARMY, trigger="fallen", type="CONTROL", polarity="negative", outlet="Meridian"
    )
    still = attack(
        "troops still held Atar", ARMY, trigger="held", type="CONTROL", by=("troops",), outlet="Meridian"
    )
    since = attack(
        "rebels still held Atar", ARMY, trigger="held", type="CONTROL", by=("rebels",), outlet="Meridian"
    )

    assert kinds(took, denied) == ["holds"]
    assert kinds(took, still) == ["holds"]
    assert not kinds(took, since)


# --- where and when -------------------------------------------------------------------------------

NORTH, NEAR, SOUTH = town("Norta", 1, 15.0, 30.0), town("Nearby", 2, 15.05, 30.05), town("Sur", 3, 13.0, 30.0)


def raid(place: Place, source: str, outlet: str) -> Account:
    return attack("a raid", source, trigger="raid", place=place, outlet=outlet)


def test_places_that_lie_apart() -> None:
    north, south = raid(NORTH, MAYOR, "Harbour Courier"), raid(SOUTH, UNION, "Meridian")

    (each,) = found(north, south)

    assert (each.kind, {each.one_words, each.other_words}) == ("place", {"Norta", "Sur"})


@pytest.mark.parametrize(("text", "differs"), [("a raid in Norta", 1), ("a raid from Norta", 0)])
def test_where_it_came_from_is_not_where_it_was(text: str, differs: int) -> None:
    place = replace(NORTH, span=(text.index("Norta"), len(text)))
    raided = attack(text, MAYOR, trigger="raid", place=place)

    assert len(found(raided, raid(SOUTH, UNION, "Meridian"))) == differs


def test_places_that_the_gazetteer_does_not_know() -> None:
    def of(name: str, source: str, outlet: str, precision: PlacePrecision = "unknown") -> Account:
        return raid(Place(span=(0, 0), name=name, precision=precision), source, outlet)

    here, there = of("Touk Sar", MAYOR, "Harbour Courier"), of("Hadjer", UNION, "Meridian")
    elsewhere = of("Lorn", ARMY, "Oshan Gazette")

    assert kinds(here, there) == ["place"]
    assert kinds(here, of("Touk", UNION, "Meridian")) == []  # may be the same
    assert kinds(here, of("the camp", UNION, "Meridian")) == []
    assert kinds(here, raid(SOUTH, UNION, "Meridian")) == []  # it may lie there
    assert kinds(here, there, elsewhere) == []  # it was in many places


@pytest.mark.parametrize(
    ("text", "differs"),
    [
        ("Norta they shot it down", 1),  # evidence that begins behind "near"
        ("Norta: raid, they shot", 0),  # the heading of a register
        ("3 were shot and died in Norta's old hospital", 0),
    ],
)
def test_where_a_name_stands(text: str, differs: int) -> None:
    start = text.index("Norta")
    shot = attack(text, MAYOR, trigger="shot", place=replace(NORTH, span=(start, start + 5)))

    assert len(found(shot, raid(SOUTH, UNION, "Meridian"))) == differs


@pytest.mark.parametrize(
    ("text", "differs"),
    [
        ("12 June, near Norta: a raid", 1),
        ("a ship was sunk in a raid off Norta", 1),
        ("a raid on a crossing south of Norta", 1),
        ("planes bombed Norta in a raid", 1),
        ("a raid by a battery near Norta", 0),
        ("a raid with shells that were fired from hills in Norta", 0),
        ("4 hurt in the raid were taken to the hospital in Norta", 0),
    ],
)
def test_words_before_a_name_say_whether_it_was_there(text: str, differs: int) -> None:
    start = text.index("Norta")
    raided = attack(text, MAYOR, trigger="raid", place=replace(NORTH, span=(start, start + 5)))

    assert len(found(raided, raid(SOUTH, UNION, "Meridian"))) == differs


def test_a_word_that_a_line_begins_with_is_no_name() -> None:
    school = Place(span=(0, 0), name="School", precision="unknown")
    lorn = Place(span=(0, 0), name="Lorn", precision="unknown")

    assert kinds(raid(school, MAYOR, "Harbour Courier"), raid(lorn, UNION, "Meridian")) == []


@pytest.mark.parametrize(("denial", "differs"), [("and not in Sur", 1), ("nowhere near Sur", 1), ("", 0)])
def test_who_says_that_it_was_not_there_contradicts_who_says_so(denial: str, differs: int) -> None:
    text = f"a raid in Lorn, {denial}"
    start = text.index("Lorn")
    lorn = Place(span=(start, start + 4), name="Lorn", precision="unknown")

    assert (
        kinds(attack(text, MAYOR, trigger="raid", place=lorn), raid(SOUTH, UNION, "Meridian"))
        == ["place"] * differs
    )


@pytest.mark.parametrize(
    ("text", "differs"),
    [
        ("In Norta a raid killed nobody", 1),
        ("At Norta hospital a survivor of the raid", 0),  # who is heard there
        ("a raid on the Norta road", 0),
    ],
)
def test_words_that_begin_with_a_place(text: str, differs: int) -> None:
    start = text.index("Norta")
    place = replace(NORTH, name="Norta road" if "road" in text else "Norta", span=(start, start + 5))
    raided = attack(text, MAYOR, trigger="raid", place=place)

    assert len(found(raided, raid(SOUTH, UNION, "Meridian"))) == differs


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("it happened near Lorn", "Lorn"),
        ('"It was at the crossing of Lorn, I saw it burn,"', "Lorn"),
        ("the shooting took place in Sabra Hill", "Sabra Hill"),
        ("it was at Lorn that they were hit", "Lorn"),
        ("it happened near Sur", None),  # as the other says
        ("it happened in June", None),
        ("he was in Lorn", None),
    ],
)
def test_at_which_place_a_source_says_that_it_was(words: str, place: str | None) -> None:
    again = attack("riders robbed a bus", UNION, trigger="robbed", outlet="Oshan Gazette", day=11)
    said = account(words, UNION, kind="statement", status=None, outlet="Oshan Gazette", day=11, at=40)

    told = found(*with_same_words([raid(SOUTH, MAYOR, "Meridian"), again], [again, said]))

    assert [(each.kind, each.other_words) for each in told] == ([("place", place)] if place else [])


@pytest.mark.parametrize(
    ("text", "differs"),
    [
        ("a raid at Lorn, not where the mayor has it", 1),
        ("who puts the raid at Lorn", 1),
        ("a raid at Lorn, never on Friday", 0),
        ("a raid at Lorn", 0),  # which may lie in the other
    ],
)
def test_who_corrects_a_place_contradicts_whoever_puts_it_elsewhere(text: str, differs: int) -> None:
    start = text.index("Lorn")
    lorn = Place(span=(start, start + 4), name="Lorn", precision="unknown")
    raided = attack(text, MAYOR, trigger="raid", place=lorn)

    assert kinds(raided, raid(SOUTH, UNION, "Meridian")) == ["place"] * differs
    assert kinds(raided, raid(replace(SOUTH, precision="region"), UNION, "Meridian")) == []


def test_where_a_source_denies_it_is_no_place_of_its() -> None:
    there = raid(SOUTH, MAYOR, "Harbour Courier")
    denied = attack(
        "no raid at Sur", UNION, trigger="raid", place=SOUTH, polarity="negative", outlet="Oshan Gazette"
    )
    here = attack("a raid", UNION, trigger="raid", place=NORTH, outlet="Oshan Gazette", at=40)

    assert "place" in kinds(there, denied, here)


def test_places_near_each_other_and_in_each_other() -> None:
    region = Place(span=(0, 0), name="Region", geonameid=9, precision="region")
    within = town("Within", 4, 14.0, 31.0)

    assert found(raid(NORTH, MAYOR, "Harbour Courier"), raid(NEAR, UNION, "Meridian")) == ()
    assert found(raid(region, MAYOR, "Harbour Courier"), raid(within, UNION, "Meridian")) == ()


def dated(words: str, day: str, source: str, outlet: str) -> Account:
    return attack(f"a raid {words}", source, trigger="raid", when=(words, day), outlet=outlet)


def test_days_that_do_not_meet() -> None:
    monday = dated("on Monday", "2024-03-04", MAYOR, "Harbour Courier")
    sunday = dated("on Sunday", "2024-03-03", UNION, "Meridian")

    (each,) = found(monday, sunday)

    assert (each.kind, {each.one_words, each.other_words}) == ("day", {"on Monday", "on Sunday"})


def test_a_state_as_of_a_day_did_not_come_about_on_it() -> None:
    monday = dated("on Monday", "2024-03-04", MAYOR, "Harbour Courier")
    bulletin = attack(
        "As of 6 March, a raid had emptied the town",
        UNION,
        trigger="raid",
        when=("6 March", "2024-03-06"),
        outlet="Meridian",
    )

    assert found(monday, bulletin) == ()


def test_who_was_abducted_on_one_day_was_not_seized_on_another() -> None:
    abducted = attack(
        "he was abducted on Tuesday",
        MAYOR,
        trigger="abducted",
        mode="abduct",
        when=("on Tuesday", "2024-03-05"),
    )
    seized = attack(
        "he was seized on Monday",
        UNION,
        trigger="seized",
        type="COERCE",
        when=("on Monday", "2024-03-04"),
        outlet="Meridian",
    )

    assert kinds(abducted, seized) == ["day"]


def test_the_night_to_a_day_begins_the_day_before() -> None:
    night = dated("in the night to Monday", "2024-03-04", MAYOR, "Harbour Courier")
    sunday = dated("on Sunday", "2024-03-03", UNION, "Meridian")

    assert found(night, sunday) == ()


def test_who_leaves_may_do_so_on_another_day_than_who_enters() -> None:
    left = attack(
        "the rebels left Atar on Friday",
        MAYOR,
        trigger="left",
        type="RETREAT",
        when=("on Friday", "2024-03-01"),
    )
    entered, taken = (
        attack(
            f"troops {word} Atar on {day}",
            source,
            trigger=word,
            type=type_,
            when=(f"on {day}", date),
            outlet=outlet,
        )
        for word, type_, day, date, source, outlet in (
            ("entered", "MOVE", "Saturday", "2024-03-02", UNION, "Meridian"),
            ("captured", "CONTROL", "Sunday", "2024-03-03", ARMY, "Oshan Gazette"),
        )
    )

    assert kinds(left, entered) == []
    assert kinds(entered, taken) == ["day"]


def test_a_place_is_held_on_more_days_than_the_one_named() -> None:
    def held_on(words: str, day: str, outlet: str) -> Account:
        text = f"the town was held by the army {words}"
        return attack(text, trigger="held", type="CONTROL", when=(words, day), outlet=outlet)

    friday = held_on("on Friday", "2024-03-08", "Meridian")

    assert found(held_on("on Thursday", "2024-03-07", "Oshan Gazette"), friday) == ()


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("on Sunday night", "2024-03-03"),
        ("in March", "2024-03"),
        ("the day before", "2024-03-01"),
        ("at dawn", "2024-03-01"),
    ],
)
def test_nights_months_and_days_that_depend_on_others(words: str, day: str) -> None:
    monday = dated("on Monday", "2024-03-04", MAYOR, "Harbour Courier")

    assert found(monday, dated(words, day, UNION, "Meridian")) == ()


def test_one_origin_does_not_contradict_itself() -> None:
    accounts = [toll("12 people", MAYOR), toll("30 people", "the mayor", outlet="Meridian")]

    assert found(*accounts) == ()


def test_a_party_made_by_hand_is_one_of_the_registry() -> None:
    assert isinstance(party("the army", "the army"), Party)
    assert account("a").published == "2024-03-10"


def test_a_part_is_not_held_against_a_whole_where_both_count_all() -> None:
    residents = toll("29 people", "residents", outlet="Meridian")
    civilians = toll("23 civilians", "residents", outlet="Meridian", at=40)
    channel = toll("3 people", ARMY, outlet="Oshan Gazette")

    assert [(each.one_words, each.other_words) for each in found(residents, civilians, channel)] == [
        ("29 people", "3 people")
    ]


def test_a_much_smaller_later_figure_is_a_part_unless_it_corrects() -> None:
    first = toll("32 people", UNION, day=10)
    part = toll("3 people", UNION, outlet="Meridian", day=11)
    corrected = toll("it corrected the figure: 3 people", UNION, outlet="Northlight", day=12)

    assert revised(first, part) == ()
    assert [len(each.figures) for each in revised(first, corrected)] == [2]


def test_another_convoy_that_did_not_move_denies_nothing() -> None:
    left = attack("a convoy left", MAYOR, trigger="left", type="MOVE")
    other = attack(
        "a further convoy did not move",
        UNION,
        trigger="move",
        type="MOVE",
        polarity="negative",
        outlet="Meridian",
    )

    assert found(left, other) == ()


def test_one_name_is_one_place() -> None:
    north, south = town("Tell Aran", 1, 15.0, 30.0), town("Tell Aram", 2, 13.0, 30.0)
    one = attack("a raid on Tell", MAYOR, trigger="raid", place=replace(north, span=(10, 14)))
    other = attack(
        "a raid on Tell", UNION, trigger="raid", place=replace(south, span=(10, 14)), outlet="Meridian"
    )

    assert found(one, other) == ()


def test_bread_that_enters_takes_no_town() -> None:
    trucks = attack("14 trucks had entered Atar", MAYOR, trigger="entered", type="CONTROL", by=("14 trucks",))
    army = attack("the army had entered Atar", MAYOR, trigger="entered", type="CONTROL", by=("the army",))
    still = attack(
        "rebels still held Atar", UNION, trigger="held", type="CONTROL", by=("rebels",), outlet="Meridian"
    )

    assert not kinds(trucks, still)
    assert kinds(army, still) == ["holds"]


# --- of whom a source counts ----------------------------------------------------------------------


def test_those_of_whom_it_is_told_are_counted_where_reading_gave_the_number_to_another_word() -> None:
    told = attack(
        "37 people who died",
        UNION,
        trigger="died",
        type="CASUALTY",
        on=("37 people",),
        outlet="Oshan Gazette",
    )

    (each,) = found(toll("12 people", MAYOR), told)

    assert {each.one_words, each.other_words} == {"12 people", "37 people"}


def test_so_many_of_it_are_so_many_of_a_band() -> None:
    killed = attack(
        "killed 22 of it", ARMY, trigger="killed", type="CASUALTY", on=("22 of it",), outlet="Oshan Gazette"
    )

    assert kinds(toll("4 people", MAYOR), killed) == ["figure"]


def test_who_marches_is_counted() -> None:
    small, large = (
        attack(f"{words} marched", source, trigger="marched", type="PROTEST", by=(words,), outlet=outlet)
        for words, source, outlet in (
            ("700 people", MAYOR, "Harbour Courier"),
            ("4000 people", UNION, "Oshan Gazette"),
        )
    )

    assert kinds(small, large) == ["figure"]


def test_fighters_call_their_own_brothers_and_their_enemies_apostates() -> None:
    own = toll("2 brothers", "the rebels", outlet="Oshan Gazette", day=11)
    enemies = toll("40 apostates", "the rebels", outlet="Oshan Gazette", day=11, at=90)

    assert kinds(toll("15 militants", ARMY), own) == ["figure"]
    assert kinds(toll("15 soldiers", ARMY), enemies) == ["figure"]
    assert kinds(toll("15 militants", ARMY), enemies) == []


def test_who_speaks_of_hirelings_fights_soldiers() -> None:
    slain = toll("40 hirelings", "a spokesman of the Emirate", outlet="Oshan Gazette", day=11)
    foreign = toll("40 invaders", ARMY, outlet="Oshan Gazette", day=11)

    assert kinds(toll("15 soldiers", MAYOR), slain) == ["figure"]
    assert kinds(toll("15 militants", MAYOR), slain) == []
    assert kinds(toll("15 soldiers", MAYOR), foreign) == []


def test_two_other_people_are_all_that_a_source_counts_where_it_counts_no_more() -> None:
    others = toll("2 other people", MAYOR)

    assert kinds(others, toll("3 people", UNION, outlet="Oshan Gazette")) == ["figure"]
    assert (
        kinds(others, toll("5 people", MAYOR, at=90), toll("5 people", UNION, outlet="Oshan Gazette")) == []
    )


def test_nothing_happens_after_it_was_printed() -> None:
    told = [
        attack(f"shells fell on {day}", source, trigger="fell", when=(day, date), outlet=outlet)
        for day, date, source, outlet in (
            ("Monday", "2024-03-04", MAYOR, "Harbour Courier"),
            ("Monday", "2024-03-11", UNION, "Oshan Gazette"),
        )
    ]

    assert kinds(*told) == []


# --- what is no disagreement ----------------------------------------------------------------------


def test_two_engineers_are_not_all_the_dead_where_fighters_are_counted() -> None:
    assert kinds(toll("2 engineers", ARMY), toll("11 militants", UNION, outlet="Oshan Gazette")) == []


def test_who_had_agreed_to_leave_may_not_have_left() -> None:
    left = attack("a woman left Lorn", MAYOR, trigger="left", type="MOVE", by=("a woman",))
    denied = attack(
        "they had agreed to leave Lorn",
        UNION,
        trigger="leave",
        type="MOVE",
        by=("they",),
        polarity="negative",
        act="deny",
        outlet="Oshan Gazette",
    )
    never = attack(
        "they left", UNION, trigger="left", type="MOVE", polarity="negative", outlet="Oshan Gazette"
    )

    assert kinds(left, denied) == []
    assert kinds(left, never) == ["happened"]


def test_anyone_who_moved_is_nobody_in_particular() -> None:
    moved = attack("anyone who moved", MAYOR, trigger="moved", type="MOVE", by=("anyone",))
    denied = attack(
        "evacuation", UNION, trigger="evacuation", type="MOVE", polarity="negative", outlet="Oshan Gazette"
    )

    assert kinds(moved, denied) == []


def test_nobody_denies_what_is_still_to_come() -> None:
    denied = attack("the buses left", UNION, trigger="left", type="MOVE", polarity="negative", day=10)
    left = [
        attack(
            f"the buses left on {day}",
            MAYOR,
            trigger="left",
            type="MOVE",
            when=(day, day),
            outlet="Oshan Gazette",
            day=14,
        )
        for day in ("2024-03-09", "2024-03-13")
    ]

    assert [kinds(denied, each) for each in left] == [["happened"], []]


def test_who_received_no_dead_denies_no_aid() -> None:
    carried = attack("he carried a girl", MAYOR, trigger="carried", type="AID", on=("a girl",))
    received = attack(
        "received no dead and no wounded",
        UNION,
        trigger="received",
        type="AID",
        on=("no dead", "no wounded"),
        polarity="negative",
        outlet="Oshan Gazette",
    )

    assert kinds(carried, received) == []


def test_families_are_no_number_of_people() -> None:
    fell = attack(
        "3 families were hit",
        UNION,
        trigger="hit",
        type="CASUALTY",
        on=("3 families",),
        outlet="Oshan Gazette",
    )

    assert kinds(toll("12 people", MAYOR), fell) == []


def test_what_carries_people_is_no_number_of_people() -> None:
    def left(words: str, *chain: str, **fields: Any) -> Account:
        return attack(f"{words} left", *chain, trigger="left", type="MOVE", by=(words,), **fields)

    people = left("1214 people", MAYOR)

    assert kinds(people, left("A convoy of 22 buses", UNION, outlet="Oshan Gazette")) == []
    assert kinds(people, left("1480 people", UNION, outlet="Oshan Gazette")) == ["figure"]


def test_what_a_source_counts_beside_the_event_is_a_part_where_it_counts_more() -> None:
    told = attack(
        "9 pupils were taken",
        MAYOR,
        trigger="taken",
        type="CASUALTY",
        on=("9 pupils",),
        figures=("9 pupils",),
    )
    one = Figure(span=(60, 63), kind="killed", of="people", low=1, best=1, high=1)
    part = account("one", MAYOR, at=60, kind="figure", figure=one, status=None)

    assert kinds(told, part, toll("9 people", UNION, outlet="Oshan Gazette")) == []


def test_an_accusation_is_of_the_deed_that_it_names() -> None:
    told = attack("a blast tore the roof", MAYOR, trigger="blast")
    accused = attack(
        "the union accused the army",
        trigger="accused",
        type="ACCUSE",
        by=("the union",),
        on=("the army",),
        at=30,
    )
    deed = attack("the killing of a clerk", UNION, trigger="killing", at=60)
    accounts = [told, accused, deed]

    assert accused in with_accusations([deed], accounts)
    assert accused not in with_accusations([told], accounts)


def test_an_accusation_may_begin_with_the_last_words_of_what_it_is_about() -> None:
    text = "the bombs that fell on Thursday"
    told = attack(text, UNION, trigger="bombs")
    accused = attack(
        "on Thursday he blamed the army",
        trigger="blamed",
        type="ACCUSE",
        by=("he",),
        on=("the army",),
        at=text.index("on Thursday"),
    )

    assert accused in with_accusations([told], [told, accused])


@pytest.mark.parametrize(
    "words",
    ["our men were not the ones who looted the store", "neither was Oshan's", "none of these were ours"],
)
def test_whose_it_was_not(words: str) -> None:
    assert disowns(account(words, "the Grey Front", kind="statement", status=None).claim)


@pytest.mark.parametrize(
    "words",
    [
        "its gunners were behind the blast at Lorn",
        "its men had a hand in the blast",
        "any involvement",
        "any knowledge of the blast",
        "its men were involved",
    ],
)
def test_whose_it_was_not_where_that_is_denied(words: str) -> None:
    denied = account(words, "the Grey Front", kind="statement", status=None, act="deny")
    told = account(words, "the Grey Front", kind="statement", status=None)

    assert disowns(denied.claim)
    assert not disowns(told.claim)


@pytest.mark.parametrize(
    ("nobody", "on", "differs"),
    [
        ("no boat of the Front", ("the ferry",), "perpetrator"),  # of those who could have
        ("no guard", (), "happened"),
        ("nobody", ("the ferry",), "happened"),
        ("no aircraft", ("the ferry",), "happened"),  # who else flies
    ],
)
def test_who_says_that_none_of_his_own_did_it(nobody: str, on: tuple[str, ...], differs: str) -> None:
    told = attack(
        "the Front shelled the ferry", MAYOR, trigger="shelled", by=("the Front",), on=("the ferry",)
    )
    denied = attack(
        f"{nobody} shelled the ferry",
        "the Front",
        trigger="shelled",
        by=(nobody,),
        on=on,
        polarity="negative",
        outlet="Oshan Gazette",
        day=11,
    )

    assert kinds(told, denied) == [differs]


def test_a_meeting_is_like_any_other() -> None:
    told = attack("envoys sat down with the rebels", MAYOR, trigger="sat", type="CONSULT", by=("envoys",))
    denied = attack(
        "no such meeting took place",
        ARMY,
        trigger="meeting",
        type="CONSULT",
        polarity="negative",
        outlet="Oshan Gazette",
        day=11,
    )

    assert kinds(told, denied) == ["happened"]


@pytest.mark.parametrize(("mode", "differs"), [("aerial", "happened"), ("heavy-weapons", "perpetrator")])
def test_who_alone_flies_and_attacked_nothing_denies_the_raid(mode: str, differs: str) -> None:
    told = attack("the army attacked a church", MAYOR, trigger="attacked", mode=mode, by=("the army",))
    denied = attack(
        "the army has attacked no church",
        ARMY,
        trigger="attacked",
        by=("the army",),
        on=("no church",),
        polarity="negative",
        outlet="Oshan Gazette",
        day=11,
    )

    assert kinds(told, denied) == [differs]


def test_who_is_accused_and_names_others_means_others() -> None:
    told = attack("the Harbour Brigade robbed Lorn", MAYOR, trigger="robbed", by=("the Harbour Brigade",))
    others = attack(
        "the hired militias robbed Lorn",
        "the Harbour Brigade",
        trigger="robbed",
        by=("the hired militias",),
        outlet="Oshan Gazette",
        day=11,
    )

    assert kinds(told, others) == ["perpetrator"]
    assert kinds(told, replace(others, claim=replace(others.claim, said_by=told.claim.said_by))) == []


def test_who_a_speaker_accuses_is_said_to_have_done_it() -> None:
    told = attack("the rebels shelled Lorn", MAYOR, trigger="shelled", by=("the rebels",))
    accused = account(
        "the army", "a sub-leader", kind="statement", act="accuse", status=None, at=30, polarity="positive"
    )
    nobodys = account("the army", kind="statement", act="accuse", status=None, at=30)

    assert doer_in(accused.claim) == "the army"
    assert doer_in(replace(accused.claim, text="the army for the raid")) == "the army"
    others = "the army, and not the rebels, for the raid"
    assert doer_in(replace(accused.claim, text=others)) == "the army"
    assert doer_in(nobodys.claim) is None
    assert kinds(*with_accusations([told], [told, accused])) == ["perpetrator"]


@pytest.mark.parametrize("word", ["named", "pointed", "pinned", "held"])
def test_who_is_named_as_the_author_is_accused(word: str) -> None:
    told = toll("12 people", UNION)
    text = f"He {word} the rebels"
    accused = attack(text, trigger=word, type="ACCUSE", by=("He",), on=("the rebels",), at=40)
    other = attack("the army shelled it", MAYOR, trigger="shelled", by=("the army",), outlet="Meridian")
    accounts = with_accusations([told, other], [told, accused, other])
    assert accused in accounts
    assert "perpetrator" in kinds(*accounts)


def test_what_somebody_is_accused_of_is_nobody() -> None:
    said = account("violations of the truce", UNION, kind="statement", act="accuse", polarity="positive")
    assert doer_in(said.claim) is None


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ('"Those were soldiers,"', "soldiers"),
        ("the men who did it [...] were hunters", "hunters"),
        ("those who placed the device belong to the Grey Front", "the Grey Front"),
        ('"A militia paid by the Front did that when we had gone,"', "A militia paid by the Front"),
        ("cattle thieves and not the rebels were behind the raid on Lorn", "cattle thieves"),
        ("Tuesday's shells on the market came from Moldovan guns at Lorn", "Moldovan guns at Lorn"),
        ("the fire had come from the other bank", None),  # a place is nobody
        ("no shot came from our trenches", None),
        ("those who laid the charge were two Harbour men", "two Harbour men"),
        ("What fell on the school was a Tamasi rocket", "a Tamasi rocket"),
        ("it had flown no sorties and that rebel mortars were to blame", "rebel mortars"),
        ("the riders wore the badges of the Grey Front", "the Grey Front"),
        ("they had run into smugglers", "smugglers"),
        ("it was his cousins who emptied the store", "his cousins"),
        ("it was on Tuesday that riders attacked", None),  # a day is nobody
        ("it was the army that violated the truce", None),  # a breach hurts nobody by itself
        ("idlers did the work", "idlers"),
        ("they called themselves Harbour men", "Harbour men"),
        ("the boat flew the ensign of the Grey Front", "the Grey Front"),
        ("the robbery had been carried out by deserters", "deserters"),
        ("the Grey Front is guilty of the fire at Lorn", "the Grey Front"),
        ("the fire bears the hand of the smugglers", "the smugglers"),
        ("were woodcutters of the next valley", "woodcutters of the next valley"),
        ("the men who shot them were gendarmes, for he knew two of them", "gendarmes"),
        ("what struck it was a shell of their own, sent from the harbour", "a shell of their own"),
        ("the device was a mortar shell with a telephone, he said", None),  # no word of whose it was
        ("to him they were men of the Grey Front", "men of the Grey Front"),
        ("no gun of ours shelled it and that the army had done so", "the army"),
        ("it down to the army", "the army"),
        ("it to a militia in the pay of the harbour", "a militia in the pay of the harbour"),
        ("the machine belonged to the Grey Front", "the Grey Front"),
        ("survivors recognised the uniforms of the Grey Front", "the Grey Front"),
        ('"It was ordinary people, women with basins"', "ordinary people"),
        ("whoever stopped the bus, it was the rebels in stolen clothes", "the rebels in stolen clothes"),
        ("it was a massacre", None),
        ("they were burnt. The army was behind the hill", None),  # of another sentence
        ("those shot were peasants [...] and he gave their names", None),
        ("those who shot them were soldiers [...] and he knew their names", "soldiers"),
        ("the men who died were four shepherds", None),
        ("they were overrun by some thirty men", None),
        ("we did it", None),
    ],
)
def test_words_for_who_did_it(text: str, doer: str | None) -> None:
    assert doer_in(account(text, MAYOR, kind="statement", status=None).claim) == doer


def test_any_of_its_own_are_its_own() -> None:
    blamed = attack("guerrillas mined the road", ARMY, trigger="mined", by=("guerrillas",))
    denied = attack(
        "any of its columns had mined the road",
        "the general command of the FMLN",
        trigger="mined",
        by=("any of its columns",),
        polarity="negative",
        act="deny",
        outlet="Oshan Gazette",
    )

    assert kinds(blamed, denied) == ["perpetrator"]


def test_thousands_do_not_take_the_place_of_a_number() -> None:
    many = attack(
        "4000 people marched", UNION, trigger="marched", type="PROTEST", by=("4000 people",), day=11
    )
    vague = Figure(span=(0, 9), kind="other", of="people", low=2000, high=9999, approximate=True)
    later = account(
        "thousands", UNION, kind="figure", figure=vague, status=None, outlet="Oshan Gazette", day=12
    )

    assert revised(many, later) == ()


def test_not_one_shell_was_fired_where_the_reader_left_out_the_not() -> None:
    fell = attack("guns shelled Lorn", MAYOR, trigger="shelled", mode="heavy-weapons")
    dead = toll("9 people", ARMY, outlet="Oshan Gazette", at=60)
    denied = attack(
        "one shell had been fired", ARMY, trigger="fired", polarity="negative", outlet="Oshan Gazette"
    )

    assert kinds(fell, dead, denied) == ["happened"]


def test_the_words_of_an_attack_may_count_its_dead() -> None:
    told = attack(
        "they buried 66 people after the ambush", UNION, trigger="ambush", outlet="Oshan Gazette", day=11
    )

    (each,) = found(toll("58 people", MAYOR), told)

    assert {each.one_words, each.other_words} == {"58 people", "66 people"}


def test_a_number_that_was_given_before_is_told_again_not_revised() -> None:
    first, second = toll("4 people", UNION, day=10), toll("5 people", UNION, day=11, outlet="Oshan Gazette")
    again = toll("4 people", UNION, day=12, outlet="Meridian")

    assert [figure.best for figure in revised(first, second, again)[0].figures] == [4, 5]


def test_who_has_the_town_that_was_taken_stands_with_it() -> None:
    lorn, tarn = town("Lorn", 1, 1.0, 1.0), town("Tarn", 2, 2.0, 2.0)
    told: tuple[tuple[str, Place, Relation, int], ...] = (
        ("holds", lorn, "holds", 40),
        ("holds", tarn, "holds", 80),
        ("lost", lorn, "lost", 120),
    )
    taken = attack("rebels took Lorn", MAYOR, trigger="took", type="CONTROL", by=("rebels",), place=lorn)
    has, has_other, lost = (
        held(
            f"the army {word} {place.name}",
            UNION,
            holding=Holding(
                trigger=(at + 9, at + 13),
                place=place,
                relation=relation,
                holder=party(f"the army {word} {place.name}", "the army"),
            ),
            at=at,
        )
        for word, place, relation, at in told
    )

    assert with_same_words([taken], [taken, has, has_other, lost]) == (taken, has)


def test_who_moves_to_the_edge_of_a_town_has_not_taken_it() -> None:
    lorn = town("Lorn", 1, 1.0, 1.0)
    kept = attack(
        "rebels repelled the attack", UNION, trigger="repelled", type="CONTROL", by=("rebels",), place=lorn
    )
    word: str
    for word, expected in (("moved", []), ("swept", ["holds"])):
        text = f"the army {word} into Lorn"
        span = (9, 9 + len(word))
        holding = Holding(trigger=span, place=lorn, relation="took", holder=party(text, "the army"))
        taken = held(text, MAYOR, holding=holding, outlet="Oshan Gazette")

        assert kinds(kept, taken) == expected


# --- who answers whom -----------------------------------------------------------------------------


def shot_by(words: str, source: str, outlet: str = "Harbour Courier", **fields: Any) -> Account:
    return attack(
        f"three carters were shot by {words}",
        source,
        trigger="shot",
        on=("three carters",),
        by=(words,),
        outlet=outlet,
        **fields,
    )


def test_who_names_somebodys_own_answers_others() -> None:
    others = shot_by("hooded riders", UNION)

    assert kinds(others, shot_by("their own guards", ARMY, "Oshan Gazette")) == ["perpetrator"]
    assert kinds(others, shot_by("smugglers", ARMY, "Oshan Gazette")) == []


def test_who_is_accused_by_name_answers_with_whom_he_names() -> None:
    accused = shot_by("the Lagoon League", UNION)
    answer = shot_by("smugglers", "the secretary of the Lagoon League", "Oshan Gazette")

    assert kinds(accused, answer) == ["perpetrator"]
    assert kinds(accused, shot_by("smugglers", "a baker", "Oshan Gazette")) == []


# --- numbers in more words ------------------------------------------------------------------------


def as_people(told: Account) -> Account:
    """An account whose figures were read as of people, whatever became of them."""
    happening = told.claim.happening
    assert happening is not None
    figures = tuple(replace(each, kind="other") for each in happening.figures)
    return replace(told, claim=replace(told.claim, happening=replace(happening, figures=figures)))


@pytest.mark.parametrize(("trigger", "differs"), [("shot", ["figure"]), ("chased", [])])
def test_who_was_shot_in_an_attack_was_killed(trigger: str, differs: list[str]) -> None:
    told = attack(
        f"riders {trigger} 20 people",
        UNION,
        trigger=trigger,
        on=("20 people",),
        figures=("20 people",),
        outlet="Oshan Gazette",
    )

    assert kinds(toll("7 people", MAYOR), as_people(told)) == differs


def test_no_civilian_hurt_excludes_those_who_bear_no_arms() -> None:
    nobody = harmless("no civilian was harmed", "no civilian", "harmed")

    assert kinds(toll("5 dockers", MAYOR), toll("1 soldiers", MAYOR), nobody) == ["figure"]
    assert kinds(toll("5 soldiers", MAYOR), nobody) == []


def test_nobody_excludes_somebody() -> None:
    text = "a cooper was killed"
    told = attack(text, MAYOR, trigger="killed", type="CASUALTY", on=("a cooper",))
    happening = told.claim.happening
    assert happening is not None
    one = Figure(span=(0, len("a cooper")), kind="killed", of="cooper", low=1, best=1, high=1)
    cooper = replace(told, claim=replace(told.claim, happening=replace(happening, figures=(one,))))

    assert kinds(cooper, harmless("nobody was harmed", "nobody", "harmed")) == ["figure"]
    assert kinds(cooper, toll("7 people", UNION, outlet="Oshan Gazette")) == []


def test_a_source_may_go_on_with_its_count_in_other_words() -> None:
    first = toll("17 soldiers", UNION, day=11)

    (each,) = revised(first, toll("22 people", UNION, outlet="Oshan Gazette", day=12))
    assert [figure.best for figure in each.figures] == [17, 22]
    assert revised(first, toll("12 people", UNION, outlet="Oshan Gazette", day=12)) == ()


def test_who_tells_of_the_dead_says_that_it_was_attacked() -> None:
    denied = attack(
        "not a single jet bombed the quay", ARMY, trigger="bombed", on=("the quay",), outlet="Oshan Gazette"
    )

    assert kinds(toll("7 people", MAYOR), denied) == ["happened"]


def counted(text: str, **fields: Any) -> Account:
    return account(text, UNION, kind="statement", status=None, outlet="Oshan Gazette", day=11, **fields)


@pytest.mark.parametrize(
    ("words", "differs"),
    [
        ("they had found 20 on the slope, and not the 12", ["figure"]),
        ("they had found 20 on the slope, and not the 15", []),  # nobody tells of 15
        ("they had found 20 on the slope, and not the road", []),
    ],
)
def test_a_number_that_is_said_to_be_so_and_not_another(words: str, differs: list[str]) -> None:
    assert kinds(toll("12 people", MAYOR), counted(words)) == differs


def test_two_men_who_died_later_are_not_all() -> None:
    late = toll("2 men", UNION, outlet="Oshan Gazette", day=11)
    now = toll("9 dockers", UNION, outlet="Oshan Gazette", day=11, at=60)

    assert kinds(toll("11 people", MAYOR), late, now) == ["figure"]


def test_numbers_set_against_each_other_are_not_part_and_whole_too() -> None:
    nobody = harmless("nobody was killed", "nobody", "killed")
    women = toll("2 women", MAYOR, at=60)
    other = toll("9 people", UNION, outlet="Meridian", day=11)

    assert kinds(other, toll("9 people", MAYOR), women, nobody) == ["figure"]


def test_scores_have_no_upper_bound() -> None:
    text = "scores of people were killed"
    told = attack(text, MAYOR, trigger="killed", type="CASUALTY", on=("scores of people",))
    happening = told.claim.happening
    assert happening is not None
    scores = Figure(span=(0, len("scores of people")), kind="killed", of="people", low=40, high=99)
    told = replace(told, claim=replace(told.claim, happening=replace(happening, figures=(scores,))))

    assert kinds(told, toll("150 people", UNION, outlet="Oshan Gazette")) == []
    assert kinds(told, toll("15 people", UNION, outlet="Oshan Gazette")) == ["figure"]


@pytest.mark.parametrize("words", ["2 of the 9 dockers", "2 of the wounded"])
def test_some_of_those_told_of_are_not_all(words: str) -> None:
    assert kinds(toll("9 people", MAYOR), toll(words, UNION, outlet="Oshan Gazette")) == []


def test_a_number_in_the_words_of_another_is_not_the_speakers() -> None:
    text = "15 people were killed"
    told = attack(text, MAYOR, trigger="killed", type="CASUALTY", on=("15 people",), figures=("15 people",))
    happening = told.claim.happening
    assert happening is not None
    beside = Figure(span=(60, 62), kind="killed", of="people", low=40, best=40, high=40)
    figures = (*happening.figures, beside)
    told = replace(told, claim=replace(told.claim, happening=replace(happening, figures=figures)))
    others = account("40", ARMY, kind="statement", status=None, at=60)

    (each,) = found(toll("40 people", UNION, outlet="Oshan Gazette"), told, others)
    assert each.kind == "figure"
    assert "15 people" in (each.one_words, each.other_words)


def test_none_of_a_kind_among_them_denies_no_act() -> None:
    taken = attack(
        "no officer was among those arrested",
        ARMY,
        trigger="arrested",
        type="COERCE",
        on=("no officer",),
        polarity="negative",
        outlet="Oshan Gazette",
        day=11,
    )
    arrested = attack(
        "guards arrested two clerks", MAYOR, trigger="arrested", type="COERCE", on=("two clerks",)
    )

    none = harmless("no novice was among those killed", "no novice", "killed")

    assert kinds(arrested, taken) == []
    assert kinds(toll("21 people", MAYOR), toll("6 novices", MAYOR, at=60), none) == ["figure"]


# --- days -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "differs"),
    [
        ("it was Friday, not Saturday", ["day"]),
        ("this took place on Friday", ["day"]),
        ("the riders came on Friday, not the day before", ["day"]),
        ("it was Saturday, not Friday", []),
        ("it was on Friday that he heard", []),  # what he heard, nobody says
    ],
)
def test_on_which_day_a_source_says_that_it_was(words: str, differs: list[str]) -> None:
    told = raided_on("Saturday", "2024-03-09", MAYOR, day=10)
    again = attack("riders raided Norta", UNION, trigger="raided", outlet="Oshan Gazette", day=11)
    said = account(words, UNION, kind="statement", status=None, outlet="Oshan Gazette", day=11, at=40)

    assert kinds(*with_same_words([told, again], [told, again, said])) == differs


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("took Atar on 9 March", True),
        ("took Atar on the 9th", True),
        ("took 17 rifles", False),
        ("held since Monday left on Friday", False),
    ],
)
def test_what_names_a_day(words: str, named: bool) -> None:
    assert names_day(account(words, MAYOR).claim) is named


def raided_on(words: str, civil: str, source: str, **fields: Any) -> Account:
    return attack(f"riders raided Norta on {words}", source, trigger="raided", when=(words, civil), **fields)


@pytest.mark.parametrize(
    ("words", "day", "differs"),
    [
        ("Friday evening", "2024-03-08", ["day"]),  # the evening is that day's
        ("Friday night", "2024-03-08", []),  # which may end on Saturday
        ("Saturday", "2024-03-02", []),  # read as of the week before
    ],
)
def test_an_evening_is_of_its_day_and_a_weekday_is_one(words: str, day: str, differs: list[str]) -> None:
    saturday = raided_on("Saturday", "2024-03-09", MAYOR, day=10)

    assert kinds(saturday, raided_on(words, day, UNION, outlet="Oshan Gazette", day=10)) == differs


# --- other words for the same people --------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12 insurgents", "8 farmers"),
        ("0 civilians", "11 people"),
        ("14 mujahideen", "3 rebels"),
        ("All 14 of the dead", "23 people"),
        ("12 sailors", "30 soldiers"),
    ],
)
def test_whom_one_counts_as_fighters_the_other_counts_as_farmers(one: str, other: str) -> None:
    assert kinds(toll(one, ARMY), toll(other, UNION, outlet="Oshan Gazette")) == ["figure"]


def test_who_returned_from_captivity_was_released_as_others_say() -> None:
    freed = attack(
        "55 prisoners were freed",
        ARMY,
        trigger="freed",
        type="RETREAT",
        mode="release",
        on=("55 prisoners",),
    )
    returned = attack(
        "41 men returned", UNION, trigger="returned", type="MOVE", by=("41 men",), outlet="Oshan Gazette"
    )

    assert kinds(freed, returned) == ["figure"]


def test_who_was_shot_or_seized_is_counted_by_the_number_of_the_party() -> None:
    shot = attack("five were shot", MAYOR, trigger="shot", on=("five",))
    killed = toll("4 men", ARMY, outlet="Oshan Gazette")
    seized = [
        attack(f"gunmen seized {words}", source, trigger="seized", mode="abduct", on=(words,), outlet=outlet)
        for words, source, outlet in (("26 youths", MAYOR, "Meridian"), ("40 men", ARMY, "Oshan Gazette"))
    ]

    assert kinds(shot, killed) == ["figure"]
    assert kinds(*seized) == ["figure"]


def test_that_nobody_was_executed_is_no_toll() -> None:
    none = attack(
        "nobody was executed",
        ARMY,
        trigger="executed",
        type="CASUALTY",
        on=("nobody",),
        polarity="negative",
    )

    assert "figure" not in kinds(none, toll("3 officers", UNION, outlet="Oshan Gazette"))


def test_a_number_that_is_said_to_be_wrong_contradicts_who_gives_it() -> None:
    sunk = toll("2 stokers", ARMY)
    corrected = attack(
        "5 men were killed, not two",
        UNION,
        trigger="killed",
        type="CASUALTY",
        on=("5 men",),
        figures=("5 men",),
        outlet="Oshan Gazette",
    )

    (each,) = found(sunk, corrected)
    assert (each.kind, each.one_words, each.other_words) == ("figure", "2 stokers", "5 men")
    assert "not 2 stokers" in each.why


# --- who did it, in other words -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("it was not the Front but the army that cut the line", "the army"),
        ("the assailants for fighters of the Caliphate", "fighters of the Caliphate"),
        ("the River Front as the author", "the River Front"),
        ("two of the four men as detectives of the police", "detectives of the police"),
    ],
)
def test_who_is_named_in_the_words_of_a_verb_that_names_culprits(text: str, doer: str) -> None:
    assert doer_in(account(text, UNION, kind="statement").claim) == doer


def test_an_outlet_says_itself_whose_work_it_was() -> None:
    staged = attack(
        "the explosion was staged by the army's own unit, it was the work of the army", trigger="explosion"
    )

    assert doer_in(staged.claim) == "the army"


def test_a_lorry_two_men_and_the_crusaders_are_no_culprits() -> None:
    blamed = attack("the army shelled Lorn", MAYOR, trigger="shelled", by=("the army",), act="accuse")
    for nobody in ("a passenger lorry", "two men", "the crusaders"):
        other = attack(
            f"{nobody} shelled Lorn", UNION, trigger="shelled", by=(nobody,), act="accuse", outlet="Meridian"
        )
        assert kinds(blamed, other) == []


def test_a_team_of_our_comrades_is_of_who_says_so() -> None:
    accused = attack("the Red Front shot two policemen", ARMY, trigger="shot", by=("the Red Front",))
    claimed = attack(
        "a team of our comrades shot two policemen",
        "the Red Front",
        trigger="shot",
        by=("a team of our comrades",),
        outlet="Meridian",
    )

    assert kinds(accused, claimed) == []


# --- what is denied in other words ----------------------------------------------------------------


def test_what_was_done_by_nobody_did_not_happen() -> None:
    shelled = attack("Lorn was shelled", MAYOR, trigger="shelled")
    denied = attack(
        "Lorn was not shelled by anybody",
        ARMY,
        trigger="shelled",
        by=("anybody",),
        polarity="negative",
        outlet="Meridian",
    )

    assert kinds(shelled, denied) == ["happened"]


def test_what_is_denied_in_one_word_may_be_told_in_another() -> None:
    held = attack("the lorries are held at Lorn", MAYOR, trigger="held", type="COERCE", on=("the lorries",))
    denied = attack(
        "no lorries were stopped at Lorn",
        ARMY,
        trigger="stopped",
        type="MOVE",
        on=("lorries",),
        polarity="negative",
        outlet="Meridian",
    )

    assert kinds(held, denied) == ["happened"]


# --- what real reports taught -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "They were on vacation with two cousins",
        'They were to see if I could help. "I should not have done that',
        "The missile was the second to be sent over the island this year",
        "the Caliphate claim",
        "this act of aggression by the Tamasi army",
        "Harbour men of using civilians as shields",
        "They were some of the girls kidnapped a month ago",
        "it was the work of the prophet",
        "The drone was shot down over its territory",
        "the use of firearms by men in masks",
        "The reply is proportionate",
    ],
)
def test_what_is_no_party_has_done_nothing(text: str) -> None:
    assert doer_in(account(text, UNION, kind="statement", act="accuse").claim) is None


@pytest.mark.parametrize(
    "culprit", ["A suicide bomber", "The driver", "The Harbour shooter", "damage to aircraft"]
)
def test_who_is_called_by_what_he_did_may_be_anybodys(culprit: str) -> None:
    front = attack("the Grey Front struck Lorn", ARMY, trigger="struck", by=("the Grey Front",), act="accuse")
    other = attack(
        f"{culprit} struck Lorn", UNION, trigger="struck", by=(culprit,), act="accuse", outlet="Meridian"
    )
    assert kinds(front, other) == []


def test_a_foreign_hand_is_a_party_though_a_hand_is_a_thing() -> None:
    front = attack("the Grey Front struck Lorn", ARMY, trigger="struck", by=("the Grey Front",), act="accuse")
    hand = attack(
        "a foreign hand struck Lorn",
        UNION,
        trigger="struck",
        by=("a foreign hand",),
        act="accuse",
        outlet="Meridian",
    )
    assert kinds(front, hand) == ["perpetrator"]


def test_who_shot_the_attacker_did_not_attack() -> None:
    blamed = attack(
        "the Grey Front struck Lorn", ARMY, trigger="struck", by=("the Grey Front",), act="accuse"
    )
    police = attack(
        "the army shot the attacker in Lorn",
        UNION,
        trigger="shot",
        by=("the army",),
        on=("the attacker",),
        outlet="Meridian",
    )
    assert kinds(blamed, police) == []


@pytest.mark.parametrize(
    ("one", "other"), [("10 children", "more than 10 children"), ("21 girls", "dozens of girls")]
)
def test_a_bound_that_is_near_a_number_does_not_exclude_it(one: str, other: str) -> None:
    assert kinds(toll(one, UNION), toll(other, ARMY, outlet="Meridian")) == []


def test_one_of_them_is_not_how_many_they_were() -> None:
    assert kinds(toll("21 people", UNION), toll("one of them", ARMY, outlet="Meridian")) == []


def test_one_man_of_a_kind_may_have_died_beside_others() -> None:
    assert kinds(toll("4 neighbours", UNION), toll("1 mason", ARMY, outlet="Meridian")) == []


def test_that_no_fighter_was_released_says_nothing_of_girls() -> None:
    def freed(whom: str, speaker: str, **more: Any) -> Account:
        words = f"{whom} were released"
        return attack(words, speaker, trigger="released", type="RETREAT", mode="release", on=(whom,), **more)

    girls = freed("the girls", UNION)
    assert kinds(girls, freed("no fighters", ARMY, polarity="negative", outlet="Meridian")) == []
    assert kinds(girls, freed("no girls", ARMY, polarity="negative", outlet="Meridian")) == ["happened"]


def test_a_failure_to_act_quickly_denies_nothing_and_who_is_freed_is_no_place() -> None:
    freed = attack(
        "the girls were freed", UNION, trigger="freed", type="RETREAT", mode="release", on=("the girls",)
    )
    slow = attack(
        "the failure to quickly free the girls",
        ARMY,
        trigger="free",
        type="RETREAT",
        mode="release",
        on=("the girls",),
        polarity="negative",
        outlet="Meridian",
    )
    assert kinds(freed, slow) == []


def test_who_bombs_and_who_fires_rockets_strike_each_other() -> None:
    bombed = attack("Tamas bombed the strip", UNION, trigger="bombed", by=("Tamas",), mode="aerial")
    fired = attack(
        "the Grey Front shelled the strip",
        MAYOR,
        trigger="shelled",
        by=("the Grey Front",),
        mode="heavy-weapons",
        outlet="Meridian",
    )

    def of(told: Account, kind: ActorType, mode: str) -> Account:
        assert told.claim.happening
        actors = tuple(replace(each, actor_type=kind) for each in told.claim.happening.actors)
        return replace(
            told,
            claim=replace(told.claim, happening=replace(told.claim.happening, actors=actors, mode=mode)),
        )

    army = of(bombed, "state-forces", "aerial")
    assert kinds(army, of(fired, "rebel", "heavy-weapons")) == []
    assert kinds(army, of(fired, "rebel", "aerial")) == ["perpetrator"]


def test_the_rockets_of_a_people_are_not_its_states() -> None:
    text = "the men who died were hit by them; it was the work of Palestinian rockets"
    rockets = account(text, UNION, kind="statement")
    hamas = attack("Hamas hit Lorn", MAYOR, trigger="hit", by=("Hamas",), outlet="Meridian")
    joined = (toll("9 people", ARMY, outlet="Oshan Gazette"), rockets, hamas)
    assert doer_in(rockets.claim) == "Palestinian rockets"
    assert "perpetrator" not in kinds(*joined)


@pytest.mark.parametrize(
    ("words", "differs"),
    [
        ("the so-called defence force", True),  # as a state calls those whom it does not acknowledge
        ("the defence force", False),
        ("Regiment 270 of the junta", False),
    ],
)
def test_soldiers_and_who_else_is_said_to_have_done_it(words: str, *, differs: bool) -> None:
    soldiers = attack("soldiers burned the houses", UNION, trigger="burned", by=("soldiers",))
    other = attack(f"{words} burned them", ARMY, trigger="burned", by=(words,), outlet="Meridian")
    assert kinds(soldiers, other) == (["perpetrator"] if differs else [])


def test_a_regiment_with_a_number_is_a_states() -> None:
    terrorists = attack("terrorists fired at it", ARMY, trigger="fired", by=("terrorists",))
    regiment = attack(
        "Regiment 270 fired at it", UNION, trigger="fired", by=("Regiment 270",), outlet="Meridian"
    )
    assert kinds(terrorists, regiment) == ["perpetrator"]


def test_who_says_that_his_own_did_it_accuses_nobody() -> None:
    text = "the attack was the work of our Third Brigade"
    claimed = attack(text, trigger="attack", by=("our Third Brigade",), outlet="Voice of the Grey Front")
    gangs = attack("the gangs attacked the patrol", trigger="attacked", by=("the gangs",), outlet="Meridian")
    assert kinds(claimed, gangs) == []


@pytest.mark.parametrize(
    ("trigger", "type_", "mode", "kind"),
    [("expelled", "COERCE", "deport", "displaced"), ("beat", "ASSAULT", "beat", "injured")],
)
def test_what_became_of_those_who_are_only_counted(trigger: str, type_: str, mode: str, kind: str) -> None:
    text = f"police {trigger} 40 people"
    told = attack(
        text, UNION, trigger=trigger, type=type_, mode=mode, on=("40 people",), figures=("40 people",)
    )
    assert told.claim.happening is not None
    only = replace(told.claim.happening.figures[0], kind="other")
    claim = replace(told.claim, happening=replace(told.claim.happening, figures=(only,)))
    (found,) = tolls_of(testimony.testimonies_of([replace(told, claim=claim)], origins_of([told]), ()))
    assert found.count.kind == kind


def test_the_us_is_not_we() -> None:
    text = "the attack was the work of US troops"
    blamed = attack(text, UNION, trigger="attack", by=("US troops",), act="accuse", outlet="Meridian")
    rebels = attack("rebels attacked the patrol", MAYOR, trigger="attacked", by=("rebels",))
    said = account(text, UNION, kind="statement", status=None, outlet="Meridian")
    assert kinds(said, rebels) == kinds(blamed, rebels) == ["perpetrator"]


def test_an_outlet_that_disowns_an_attack_speaks_of_that_and_not_of_what_it_told_before() -> None:
    shelled = attack("rebels shelled Lorn", MAYOR, trigger="shelled", by=("rebels",))
    text = "We have nothing to do with the ambush"
    ambush = attack(text, trigger="ambush", at=40)
    assert with_accusations([shelled], [shelled, ambush]) == (shelled,)
    assert disowns(ambush.claim)
    assert not disowns(attack(text, MAYOR, trigger="ambush").claim)  # his statement says so


def test_one_man_of_no_known_side_may_be_anybodys() -> None:
    front = attack("the Grey Front struck Lorn", ARMY, trigger="struck", by=("the Grey Front",), act="accuse")
    brother = attack(
        "the younger brother struck Lorn",
        UNION,
        trigger="struck",
        by=("the younger brother",),
        act="accuse",
        outlet="Meridian",
    )
    assert kinds(front, brother) == []


def test_three_parties_are_two_disagreements() -> None:
    sides = ("the Grey Front", "the Lake League", "the Tamas Brigades")
    outlets = ("Meridian", "Oshan Gazette", "Harbour Courier")
    told = [
        attack(f"{side} struck Lorn", speaker, trigger="struck", by=(side,), act="accuse", outlet=outlet)
        for side, speaker, outlet in zip(sides, (MAYOR, UNION, ARMY), outlets, strict=True)
    ]
    assert kinds(*told) == ["perpetrator", "perpetrator"]


def test_that_no_damage_was_done_denies_no_attack() -> None:
    struck = attack("rockets struck Lorn", UNION, trigger="struck", mode="heavy-weapons")
    damage = attack(
        "there was no damage in Lorn",
        ARMY,
        trigger="damage",
        mode="destroy",
        polarity="negative",
        outlet="Meridian",
    )
    assert kinds(struck, damage) == []


def test_two_men_of_whom_is_told_are_not_the_toll_of_a_massacre() -> None:
    assert kinds(toll("77 people", UNION), toll("2 men", ARMY, outlet="Meridian")) == []
    assert kinds(toll("12 people", UNION), toll("2 men", ARMY, outlet="Meridian")) == ["figure"]


def struck(side: str, *chain: str, outlet: str, **fields: Any) -> Account:
    """An account by which a side struck Lorn."""
    return attack(f"{side} struck Lorn", *chain, trigger="struck", by=(side,), outlet=outlet, **fields)


def test_two_outlets_that_nobody_told_disagree_about_no_culprit() -> None:
    rebels = struck("the rebels", outlet="Oshan Gazette")
    assert kinds(rebels, struck("the army", outlet="Meridian")) == []
    assert kinds(rebels, struck("the army", UNION, outlet="Meridian")) == ["perpetrator"]


def test_in_long_reports_a_culprit_is_in_dispute_where_somebody_accuses() -> None:
    rebels = struck("the rebels", MAYOR, outlet="Oshan Gazette")

    def army(act: str) -> Account:
        return struck("the army", UNION, outlet="Meridian", act=act)

    def found_beside(*accounts: Account, others: int, told: int) -> list[str]:
        dead = tuple(toll("2 people", outlet="Oshan Gazette", at=100 * n) for n in range(others))
        together = (*accounts, *dead[:told])
        return [each.kind for each in contradictions_of(together, origins_of(together), (*accounts, *dead))]

    assert found_beside(rebels, army("say"), others=13, told=10) == ["perpetrator"]
    assert found_beside(rebels, army("say"), others=14, told=9) == ["perpetrator"]
    assert found_beside(rebels, army("say"), others=14, told=10) == []
    assert found_beside(rebels, army("accuse"), others=14, told=10) == ["perpetrator"]


def test_allies_who_struck_together_are_no_two_culprits() -> None:
    def struck(*by: str, outlet: str) -> Account:
        return attack(
            f"{' and '.join(by)} struck Lorn", UNION, trigger="struck", by=by, act="accuse", outlet=outlet
        )

    french, british = struck("France", outlet="Oshan Gazette"), struck("Britain", outlet="Meridian")
    assert kinds(
        french, replace(british, claim=replace(british.claim, said_by=british.claim.said_by[:1]))
    ) == ["perpetrator"]
    assert kinds(french, british, struck("France", "Britain", outlet="Northlight")) == []


@pytest.mark.parametrize(
    ("words", "country"), [("Lio Harbeck", None), ("Harbeck Weekly", None), ("a Russian Tor system", "RU")]
)
def test_a_mere_name_and_a_thing_with_its_makers_country_are_no_culprits(
    words: str, country: str | None
) -> None:
    army = attack("the army struck Lorn", UNION, trigger="struck", by=("the army",), act="accuse")
    named = attack(f"{words} struck Lorn", MAYOR, trigger="struck", by=(words,), outlet="Meridian")
    assert named.claim.happening
    actors = tuple(replace(each, country=country) for each in named.claim.happening.actors)
    named = replace(
        named, claim=replace(named.claim, happening=replace(named.claim.happening, actors=actors))
    )
    assert kinds(army, named) == []


def test_who_is_accused_of_something_else_is_not_accused_of_what_was_told_before() -> None:
    struck = toll("9 people", UNION)

    def accusation(verb: str) -> Account:
        return attack(f"Opponents {verb} the army", trigger=verb, type="ACCUSE", on=("the army",), at=40)

    assert len(with_accusations([struck], [struck, accusation("blamed")])) == 2
    assert len(with_accusations([struck], [struck, accusation("accused")])) == 1


def test_what_an_outlet_only_names_it_does_not_deny() -> None:
    told = attack("there were airstrikes on Lorn", UNION, trigger="airstrikes", mode="aerial")

    def denial(*chain: str) -> Account:
        return attack(
            "airstrikes", *chain, trigger="airstrikes", mode="aerial", polarity="negative", outlet="Meridian"
        )

    assert kinds(told, denial()) == []
    assert "happened" in kinds(told, denial(MAYOR))


def test_a_date_of_another_year_is_of_something_before() -> None:
    def struck(day: str, speaker: str, outlet: str) -> Account:
        return attack(f"Lorn was struck on {day}", speaker, trigger="struck", when=(day, day), outlet=outlet)

    now = struck("2024-03-09", UNION, "Meridian")
    assert kinds(now, struck("2024-03-07", MAYOR, "Oshan Gazette")) == ["day"]
    assert kinds(now, struck("2023-03-07", MAYOR, "Oshan Gazette")) == []


def test_the_early_hours_of_a_day_are_of_the_night_before() -> None:
    def struck(words: str, day: str, speaker: str, outlet: str) -> Account:
        return attack(f"Lorn was struck {words}", speaker, trigger="struck", when=(words, day), outlet=outlet)

    night = struck("in the early hours of Saturday", "2024-03-09", UNION, "Meridian")
    assert kinds(night, struck("on Friday", "2024-03-08", MAYOR, "Oshan Gazette")) == []
    assert kinds(night, struck("on Thursday", "2024-03-07", MAYOR, "Oshan Gazette")) == ["day"]


@pytest.mark.parametrize(
    ("said", "differs"),
    [
        ("the number of governors who refuse is up to 26 this morning", []),
        ("the number of dead is up to 26 this morning", ["figure"]),
    ],
)
def test_a_number_of_others_is_no_toll(said: str, differs: list[str]) -> None:
    number = account(said, UNION, kind="statement", outlet="Meridian")
    assert kinds(toll("12 people", MAYOR), number) == differs


def test_the_type_of_a_machine_is_no_number() -> None:
    plane = attack(
        "the Boeing 737 was shot down", UNION, trigger="shot down", on=("the Boeing 737",), outlet="Meridian"
    )
    assert kinds(toll("176 people", MAYOR), plane) == []


def test_a_country_whose_name_ends_like_an_adjective_is_a_party() -> None:
    said = account("Those behind it were masked; it was the work of Nepal", UNION, kind="statement")
    assert doer_in(said.claim) == "Nepal"


def test_a_front_that_no_registry_knows_is_not_the_army() -> None:
    army = struck("the army", UNION, outlet="Meridian")
    assert kinds(army, struck("the River Front", MAYOR, outlet="Oshan Gazette")) == ["perpetrator"]
    assert kinds(army, struck("the River Company", MAYOR, outlet="Oshan Gazette")) == []
    assert kinds(army, struck("the ...", MAYOR, outlet="Oshan Gazette")) == []


# --- denials that answer --------------------------------------------------------------------------

BY_THE_FRONT = attack(
    "Front fighters shelled the mill at Lorn", "the mayor", trigger="shelled", by=("Front fighters",)
)
BY_GUNMEN = attack("gunmen burned the mill at Lorn", "a miller", trigger="burned", by=("gunmen",))


def test_who_denies_what_the_report_has_told_contradicts_it_whatever_reading_says() -> None:
    denial = answer(BY_GUNMEN, "the ministry denied the report", "the ministry")
    (only,) = contradictions_of(
        (BY_GUNMEN, denial), origins_of((BY_GUNMEN, denial)), bears_out=lambda found: False
    )
    assert (only.kind, only.one_words) == ("happened", "gunmen burned the mill at Lorn")
    assert (only.other_words, only.other_origin) == ("the ministry denied the report", "the ministry")


def denial_of_the_mill(who: str, act: Act = "deny") -> Account:
    text = "the mill at Lorn had been burned"
    said: dict[str, Any] = {"polarity": "negative", "act": act, "outlet": "Oshan Gazette", "day": 11}
    return attack(text, who, trigger="burned", **said)


def unread(*accounts: Account) -> list[str]:
    """The kinds of contradictions where reading bears out none."""
    behind = origins_of(accounts)
    return [each.kind for each in contradictions_of(accounts, behind, bears_out=lambda found: False)]


def test_a_denial_in_so_many_words_answers_other_reports_whatever_reading_says() -> None:
    assert unread(BY_GUNMEN, denial_of_the_mill("the ministry")) == ["happened"]
    assert unread(BY_GUNMEN, denial_of_the_mill("the ministry", act="say")) == []


def test_nobody_answers_those_of_his_own_country() -> None:
    iranian = attack("gunmen burned the mill at Lorn", "Iran", trigger="burned", by=("gunmen",))
    denial = denial_of_the_mill("Tehran's deputy foreign minister Dorn")
    assert unread(iranian, denial) == []
    assert unread(iranian, BY_GUNMEN, denial) == ["happened"]
    (each,) = found(iranian, BY_GUNMEN, denial)
    assert {each.one_origin, each.other_origin} == {"a miller", "Tehran's deputy foreign minister Dorn"}


@pytest.mark.parametrize(("whose", "kinds"), [("its forces", ["perpetrator"]), ("his forces", [])])
def test_a_state_does_not_speak_of_itself_as_him(whose: str, kinds: list[str]) -> None:
    accused = attack("Russian forces shelled the mill", MAYOR, trigger="shelled", by=("Russian forces",))
    denied = attack(
        f"{whose} had shelled the mill",
        "Russia",
        trigger="shelled",
        by=(whose,),
        polarity="negative",
        act="deny",
        outlet="Oshan Gazette",
    )
    assert unread(accused, denied) == kinds


def test_us_jets_are_not_ours() -> None:
    accused = attack("Russian jets bombed the mill", MAYOR, trigger="bombed", by=("Russian jets",))
    denied = attack(
        "US jets had bombed the mill",
        "a driver",
        trigger="bombed",
        by=("US jets",),
        polarity="negative",
        act="deny",
        outlet="Oshan Gazette",
    )
    assert "perpetrator" not in kinds(accused, denied)


def test_who_is_said_to_have_done_it_denies_that_he_did() -> None:
    denial = answer(BY_THE_FRONT, "the Front denied it", "a spokesman for the Front")
    (only,) = found(BY_THE_FRONT, denial)
    assert (only.kind, only.one_words) == ("perpetrator", "Front fighters")
    assert only.other_words == "the Front denied it"


def test_what_is_called_false_did_not_happen_whoever_is_said_to_have_done_it() -> None:
    denial = answer(BY_THE_FRONT, "the Front called the story a lie", "a spokesman for the Front")
    assert [each.kind for each in found(BY_THE_FRONT, denial)] == ["happened"]


def test_a_denial_answers_its_own_report_before_others() -> None:
    elsewhere = attack(
        "Front men shelled Lorn",
        "the army",
        trigger="shelled",
        by=("Front men",),
        outlet="Oshan Gazette",
        day=8,
    )
    denial = answer(BY_THE_FRONT, "the Front denied it", "a spokesman for the Front")
    (only,) = found(elsewhere, BY_THE_FRONT, denial)
    assert {only.one_origin, only.other_origin} == {"the mayor", "a spokesman for the Front"}
