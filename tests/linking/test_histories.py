from __future__ import annotations

import random
from datetime import date, timedelta

from accordingto.linking import dealings
from accordingto.linking.dealings import linked_agreements
from accordingto.linking.histories import control_histories, disputed, linked_agreement, named_actors
from accordingto.types import (
    Account,
    Claim,
    Clause,
    Dealing,
    HeldPlace,
    Holding,
    Label,
    Link,
    Mediator,
    Party,
    Place,
)

DORN = Place(span=(0, 4), name="Dorn", geonameid=7, country="XX", precision="town")
ARMY = Party(words="The army", span=(0, 8), name="Army of Qarat")
FRONT = Party(words="the rebels", span=(9, 19), name="Northern Front")


def claim(identity: str, document: str = "d1", *, speaker: str | None = None, **fields: object) -> Claim:
    chain = (Link(name="Gazette", kind="media"), *([Link(name=speaker, kind="named")] if speaker else []))
    known = {"kind": "agreement", "polarity": "positive", "status": "happened", "text": identity, **fields}
    return Claim(
        id=identity,
        document=document,
        said_by=chain,
        act="say",
        quote="indirect",
        evidence=((0, 4),),
        reader="r",
        **known,  # type: ignore[arg-type]
    )


def account(claim: Claim, published: str | None = "2024-03-05", outlet: str = "Gazette") -> Account:
    return Account(claim=claim, outlet=outlet, published=published)


def dealing(**fields: object) -> Dealing:
    known = {"agreement": "g1", "kind": "evacuation", "places": (DORN,), "parties": (ARMY, FRONT), **fields}
    return Dealing(**known)  # type: ignore[arg-type]


# --- agreements -----------------------------------------------------------------------------------


def test_the_steps_of_an_agreement_stand_in_the_order_of_their_days_with_their_sources() -> None:
    breach = dealing(step="violated", by=ARMY, begin="2024-03-04", end="2024-03-04")
    accord = dealing(step="agreed", begin="2024-03-02", end="2024-03-02")
    deal = linked_agreement(
        [account(claim("b", speaker="a rebel", dealing=breach)), account(claim("a", dealing=accord))]
    )
    assert [(step.step, step.by, step.said_by) for step in deal.steps] == [
        ("agreed", None, ("Gazette",)),
        ("violated", "Army of Qarat", ("Gazette", "a rebel")),
    ]
    assert (deal.id, deal.begin, deal.end) == ("a", "2024-03-02", "2024-03-04")


def test_a_planned_step_does_not_date_an_agreement() -> None:
    later = dealing(step="extended", begin="2024-04-01", end="2024-04-01")
    deal = linked_agreement([account(claim("a", status="planned", dealing=later))])
    assert (deal.begin, deal.end) == (None, None)
    assert deal.steps[0].status == "planned"


def test_a_term_that_two_reports_state_in_the_same_words_is_one_with_both_claims() -> None:
    told = dealing(term=Clause(does="leave by bus", who=FRONT))
    again = dealing(agreement="g4", term=Clause(does="Leave by bus"))
    accounts = [
        account(claim("a", status="planned", dealing=told)),
        account(claim("b", "d2", speaker="SANA", status="planned", dealing=again)),
    ]
    (deal,) = linked_agreements(accounts)
    (term,) = deal.terms
    assert (term.claims, term.who) == (("a", "b"), "Northern Front")
    assert term.said_by == (("Gazette",), ("Gazette", "SANA"))


def test_names_are_without_articles_and_pronouns_and_brokers_keep_their_word() -> None:
    doha = Mediator(words="Doha", span=(0, 4), name="Qatar", role="mediated")
    deal = linked_agreement(
        [account(claim("a", dealing=dealing(step="agreed", words=("the accord", "it"), brokers=(doha,))))]
    )
    assert deal.names == ("accord",)
    assert deal.brokers == (("Qatar", "mediated"),)


def test_reports_of_one_deal_are_joined_whatever_their_order() -> None:
    accounts = [
        account(claim("a", "d1", dealing=dealing(step="agreed"))),
        account(claim("b", "d2", dealing=dealing(step="violated", parties=(FRONT,)))),
        account(claim("c", "d3", dealing=dealing(step="suspended", places=()))),
    ]
    whole = linked_agreements(accounts)
    assert [deal.claims for deal in whole] == [("a", "b", "c")]
    assert linked_agreements(reversed(accounts)) == whole


def test_two_deals_of_one_report_and_deals_of_other_places_stay_apart() -> None:
    arak = Place(span=(0, 4), name="Arak", geonameid=8, country="XX", precision="town")
    accounts = [
        account(claim("a", "d1", dealing=dealing(step="agreed"))),
        account(claim("b", "d1", dealing=dealing(agreement="g2", step="agreed"))),
        account(claim("c", "d2", dealing=dealing(step="agreed", places=(arak,), parties=()))),
    ]
    assert sorted(deal.claims for deal in linked_agreements(accounts)) == [("a",), ("b",), ("c",)]


def test_a_deal_of_last_year_is_another() -> None:
    accounts = [
        account(claim("a", "d1", dealing=dealing(step="agreed")), "2023-03-05"),
        account(claim("b", "d2", dealing=dealing(step="agreed")), "2024-03-05"),
    ]
    assert len(linked_agreements(accounts)) == 2


def test_agreements_found_by_place_party_and_time_are_those_found_by_comparing_all() -> None:
    some = random.Random(3)
    towns = [Place(span=(0, 1), name=f"Town {n}", geonameid=n, precision="town") for n in range(6)]
    parties = [Party(words=f"party {n}", span=(0, 1), name=f"Party {n}") for n in range(6)]
    days = [date(2024, 1, 1) + timedelta(days=some.randrange(300)) for _ in range(120)]
    accounts = [
        account(
            claim(
                f"c{number:03}",
                f"d{number % 90}",
                dealing=dealing(
                    agreement=f"g{number}",
                    step="agreed",
                    kind=some.choice(("ceasefire", "evacuation", "other")),
                    places=tuple(some.sample(towns, some.randrange(2))),
                    parties=tuple(some.sample(parties, some.randrange(3))),
                ),
            ),
            day.isoformat() if number % 7 else None,
        )
        for number, day in enumerate(days)
    ]
    told = sorted(dealings._told_of_reports(accounts), key=lambda one: one.accounts[0].claim.id)
    groups: list[list[dealings.Told]] = []
    for one in told:
        fitting = [group for group in groups if dealings._fits(one, group)]
        kept = [group for group in groups if not any(group is other for other in fitting)]
        groups = [*kept, *(dealings._merged(fitting, one) if fitting else [[one]])]
    assert any(len(group) > 2 for group in groups)
    assert dealings._joined(told) == groups


# --- control --------------------------------------------------------------------------------------


def held(relation: str, holder: str | None, source: str, **fields: object) -> HeldPlace:
    known = {"claim": "c", "words": "w", "begin": "2024-03-05", **fields}
    return HeldPlace(relation=relation, holder=holder, said_by=("Gazette", source), **known)  # type: ignore[arg-type]


def test_the_history_of_a_place_joins_its_statements_by_day() -> None:
    holding = Holding(trigger=(0, 3), place=DORN, relation="took", holder=ARMY, begin="2024-03-05")
    before = Holding(trigger=(0, 3), place=DORN, relation="holds", holder=FRONT, begin="2024-03-01")
    (history,) = control_histories(
        [
            account(claim("a", kind="control", holding=holding)),
            account(claim("b", kind="control", holding=before)),
        ]
    )
    assert [(one.relation, one.holder) for one in history.statements] == [
        ("holds", "Northern Front"),
        ("took", "Army of Qarat"),
    ]
    assert not history.disputed


def test_a_place_is_disputed_if_two_sources_give_it_to_two_parties_on_one_day() -> None:
    assert disputed([held("took", "the army", "SANA"), held("holds", "the rebels", "Harun Media")])
    assert not disputed([held("took", "the army", "SANA"), held("holds", "the army", "Harun Media")])
    assert not disputed([held("took", "the army", "SANA"), held("holds", "the rebels", "SANA")])
    assert not disputed(
        [held("took", "the army", "SANA"), held("holds", "the rebels", "HM", begin="2024-03-01")]
    )


def test_a_denied_loss_disputes_the_loss_and_a_planned_capture_disputes_nothing() -> None:
    lost = held("lost", "the army", "Harun Media")
    assert disputed([lost, held("lost", "the army", "SANA", polarity="negative")])
    assert not disputed([held("took", "the army", "SANA", status="planned"), held("holds", "x", "HM")])


def test_the_hill_of_a_report_has_no_history_and_a_named_one_has_even_without_a_gazetteer() -> None:
    places = (Place(span=(0, 8), name="the hill"), Place(span=(0, 9), name="Tuf Ridge"), DORN)
    histories = control_histories(
        account(
            claim(f"{document}{place.name}", document, kind="control", holding=Holding((0, 3), place, "took"))
        )
        for document in ("d1", "d2")
        for place in places
    )
    assert [(one.place.name, len(one.statements)) for one in histories] == [("Dorn", 2), ("Tuf Ridge", 2)]


# --- actors ---------------------------------------------------------------------------------------


def test_actors_have_the_words_of_each_outlet_and_of_those_it_quotes() -> None:
    label = Label(span=(0, 4), kind="label", name="Northern Front", neutral="fighters")
    holding = Holding(trigger=(0, 3), place=DORN, relation="holds", holder=FRONT)
    accounts = [
        account(claim("a", kind="control", holding=holding)),
        account(claim("b", kind="control", holding=holding)),
        account(claim("c", kind="framing", text="thugs", speaker="the army", label=label)),
    ]
    (actor,) = named_actors(accounts)
    assert (actor.name, actor.claims) == ("Northern Front", 3)
    assert [(n.speaker, n.words, n.label, n.count) for n in actor.namings] == [
        (None, "rebels", None, 2),
        ("the army", "thugs", "label", 1),
    ]


def test_parties_of_a_deal_are_counted_where_they_are_named_and_places_are_no_actors() -> None:
    front = Party(words="the rebels", span=(1, 3), name="Northern Front")
    far = Party(words="the army", span=(90, 98), name="Army of Qarat")
    town = Party(words="Dorn", span=(0, 4), name="Dorn")
    accounts = [account(claim("a", dealing=dealing(step="agreed", parties=(front, far, town))))]
    assert [(actor.name, actor.claims) for actor in named_actors(accounts)] == [("Northern Front", 1)]


def test_a_party_is_told_once_in_quotation_marks_or_with_words_before_its_name() -> None:
    words = (
        "Dorn Brigades",
        "“Dorn Brigades”",
        "heroes of the Dorn Brigades",
        "gang called “Dorn Brigades”",
        "Free Dorn Brigades",
    )
    parties = tuple(Party(words=name, span=(0, 4), name=name) for name in words)
    deal = linked_agreement([account(claim("a", dealing=dealing(step="agreed", parties=parties)))])
    assert deal.parties == ("Dorn Brigades", "Free Dorn Brigades")


def test_who_comes_from_the_broker_is_no_party() -> None:
    broker = Mediator(words="Oman", span=(0, 4), name="Oman", role="brokered")
    omani = Party(words="the friendly state of Oman", span=(0, 26))
    told = dealing(step="agreed", parties=(ARMY, omani, Party(words="Omani", span=(0, 5))), brokers=(broker,))

    (deal,) = linked_agreements([account(claim("a", dealing=told))])

    assert deal.parties == (ARMY.name or ARMY.words,)


def test_what_one_side_calls_the_other_is_no_party_beside_names() -> None:
    gangs = Party(words="the terrorist gangs", span=(0, 4))
    front = Party(words="the Front", span=(0, 4), name="Northern Front", actor_type="rebel")
    deal = linked_agreement(
        [account(claim("a", dealing=dealing(step="agreed", parties=(gangs, gangs, front))))]
    )
    assert deal.parties == ("Northern Front",)
    deal = linked_agreement([account(claim("a", dealing=dealing(step="agreed", parties=(gangs,))))])
    assert deal.parties == ("terrorist gangs",)


def test_a_division_is_no_party_beside_its_state() -> None:
    third = Party(words="the Third Division", span=(0, 4), name="Third Division", actor_type="state-forces")
    state = Party(words="the government", span=(0, 4), actor_type="government")
    front = Party(words="the Front", span=(0, 4), name="Northern Front", actor_type="rebel")
    deal = linked_agreement(
        [account(claim("a", dealing=dealing(step="agreed", parties=(third, state, front))))]
    )
    assert set(deal.parties) == {"government", "Northern Front"}
    deal = linked_agreement([account(claim("a", dealing=dealing(step="agreed", parties=(third, front))))])
    assert set(deal.parties) == {"Third Division", "Northern Front"}


def test_parties_are_told_once_for_each_side_and_brokers_stay() -> None:
    rebels = Party(words="the rebels", span=(0, 4), actor_type="rebel")
    front = Party(words="the Front", span=(0, 4), name="Northern Front", actor_type="rebel")
    both = Party(words="both sides", span=(0, 4))
    oman = Party(words="Oman", span=(0, 4), name="Oman")
    broker = Mediator(words="Oman", span=(0, 4), name="Oman", role="brokered")
    told = dealing(step="agreed", parties=(rebels, front, both, oman, ARMY), brokers=(broker,))
    deal = linked_agreement([account(claim("a", dealing=told))])
    assert set(deal.parties) == {"Northern Front", "Army of Qarat"}
    assert deal.brokers == (("Oman", "brokered"),)
    again = dealing(step="agreed", parties=(oman, ARMY))
    deal = linked_agreement([account(claim(name, dealing=one)) for name, one in (("a", told), ("b", again))])
    assert deal.brokers == (("Oman", "brokered"),)


def test_a_capital_makes_no_name_of_a_common_word_and_gangs_are_called_so_by_the_other_side() -> None:
    front = Party(words="the Northern Front", span=(0, 4), name="Northern Front", actor_type="rebel")
    state = Party(words="the government", span=(0, 4), actor_type="government", country="XX")
    army = Party(words="Army", span=(0, 4), actor_type="state-forces", country="XX")
    gangs = Party(words="the gangs", span=(0, 4))
    accounts = [
        account(claim(f"a{number}", f"d{number}", dealing=dealing(step="agreed", parties=parties)))
        for number, parties in enumerate([(front, state), (front, state), (gangs, army)])
    ]

    deal = linked_agreement(accounts)

    assert deal.parties == ("Northern Front", "government")
