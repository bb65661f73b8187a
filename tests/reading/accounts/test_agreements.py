from __future__ import annotations

from dataclasses import replace

from accordingto.reading.accounts.agreements import agreements_of
from accordingto.types import Agreement, Place
from tests.reading.accounts.build import at, context, dealt, mention, trigger

TRUCE = (
    "The Front and the army agreed a truce brokered by Oman. Hours later the army breached it. "
    "Under it the Front will release ten captives."
)


def truce() -> tuple[Agreement, ...]:
    deals = dealt(
        mentions=(
            mention(TRUCE, "a truce", "ceasefire", party=("The Front", "the army"), broker="Oman"),
            mention(TRUCE, "it", "peace"),
        ),
        terms=(mention(TRUCE, "release ten captives", "ceasefire", who="the Front"),),
        steps=(
            trigger(TRUCE, "agreed", "agreed"),
            trigger(TRUCE, "breached", "violated", by="the army"),
        ),
    )
    return agreements_of(deals, context(TRUCE, deals, "Front"))


def test_mentions_steps_and_terms_of_one_deal_are_one_agreement() -> None:
    (deal,) = truce()
    assert deal.kind == "ceasefire"
    assert [step.step for step in deal.steps] == ["agreed", "violated"]
    assert [term.does for term in deal.terms] == ["release ten captives"]
    assert deal.terms[0].attributed_to == ("a1",)
    assert (deal.steps[1].begin, deal.steps[1].end) == ("2024-03-05", "2024-03-05")


def test_parties_stand_once_and_a_broker_is_none_and_has_the_word_for_what_it_did() -> None:
    (deal,) = truce()
    words = [TRUCE[slice(*party.span)] for party in deal.parties]
    assert len(words) == 2
    assert {word.lower() for word in words} == {"the front", "the army"}
    assert [TRUCE[slice(*broker.span)] for broker in deal.brokers] == ["Oman"]
    assert deal.brokers[0].role == at(TRUCE, "brokered")
    assert deal.sides == "bilateral"


def test_a_deal_of_another_kind_is_another_agreement_and_steps_go_to_the_one_that_their_sentence_names() -> (
    None
):
    text = "The truce held. A prisoner swap was postponed. The truce was extended. Talks resumed."
    deals = dealt(
        mentions=(
            mention(text, "The truce", "ceasefire"),
            mention(text, "A prisoner swap", "prisoner-exchange"),
        ),
        steps=(
            trigger(text, "held", "in-force"),
            trigger(text, "postponed", "suspended"),
            trigger(text, "extended", "extended"),
        ),
        kinds=("ceasefire", "ceasefire", "ceasefire"),
    )
    first, second = agreements_of(deals, context(text, deals))
    assert (first.kind, [step.step for step in first.steps]) == ("ceasefire", ["in-force", "extended"])
    assert (second.kind, [step.step for step in second.steps]) == ("prisoner-exchange", ["suspended"])


def test_a_step_of_what_no_words_stand_for_is_none_but_a_term_makes_a_deal() -> None:
    text = "They agreed to stop firing."
    alone = dealt(steps=(trigger(text, "agreed", "agreed"),))
    assert agreements_of(alone, context(text, alone)) == ()
    asking = dealt(
        terms=(mention(text, "stop firing", "ceasefire"),), steps=(trigger(text, "agreed", "agreed"),)
    )
    (deal,) = agreements_of(asking, context(text, asking))
    assert (deal.kind, deal.mentions, len(deal.steps)) == ("ceasefire", (), 1)


def test_what_is_denied_or_planned_is_kept_as_such() -> None:
    text = "The army denied breaching the truce and will sign on Friday."
    deals = dealt(
        mentions=(mention(text, "the truce", "ceasefire"),),
        steps=(
            trigger(text, "breaching", "violated", polarity="negative", by="The army"),
            trigger(text, "sign", "agreed", status="planned"),
        ),
    )
    (deal,) = agreements_of(deals, context(text, deals))
    assert [(step.polarity, step.status) for step in deal.steps] == [
        ("negative", "happened"),
        ("positive", "planned"),
    ]


def test_places_of_a_deal_are_those_that_its_words_have() -> None:
    text = "A truce in Dorn took effect."
    deals = dealt(
        mentions=(mention(text, "A truce", "ceasefire", place="Dorn"),),
        steps=(trigger(text, "effect", "in-force"),),
    )
    dorn = Place(span=at(text, "Dorn"), name="Dorn", geonameid=7)
    (deal,) = agreements_of(deals, context(text, deals, places=(dorn,)))
    assert deal.places == (0,)


def test_a_one_sided_truce_is_said_to_be_so() -> None:
    text = "The rebels declared a unilateral ceasefire."
    deals = dealt(
        mentions=(mention(text, "a unilateral ceasefire", "ceasefire", party="The rebels"),),
        steps=(trigger(text, "declared", "agreed", by="The rebels"),),
    )
    (deal,) = agreements_of(deals, context(text, deals))
    assert deal.sides == "unilateral"


def test_nothing_found_is_no_agreement() -> None:
    deals = dealt()
    assert agreements_of(deals, context("Rain fell.", deals)) == ()


def test_a_deal_of_trade_is_no_agreement_between_parties_to_a_conflict() -> None:
    text = "The two states signed an agreement on trade."
    words = mention(text, "an agreement", "other")
    deals = dealt((words,), steps=(trigger(text, "signed", "agreed"),))
    assert agreements_of(deals, context(text, deals)) == ()


def test_an_earlier_truce_and_one_of_another_year_are_agreements_of_their_own() -> None:
    text = (
        "They signed a truce on Monday. An earlier truce collapsed. The truce holds. The 2022 truce is dead."
    )
    mentions = tuple(
        mention(text, words, "ceasefire")
        for words in ("a truce", "An earlier truce", "The truce", "The 2022 truce")
    )
    steps = (
        trigger(text, "signed", "agreed"),
        trigger(text, "collapsed", "collapsed"),
        trigger(text, "holds", "in-force"),
    )
    deals = dealt(mentions, steps=steps)
    found = agreements_of(deals, context(text, deals))
    assert [[step.step for step in one.steps] for one in found] == [["agreed", "in-force"], ["collapsed"]]


def test_an_office_that_speaks_a_broker_and_one_person_are_no_parties() -> None:
    text = (
        "The General Command, the envoy, the commander and the rebels accepted the truce; Oman brokered it."
    )
    whom = ("The General Command", "the envoy", "the commander", "the rebels", "Oman")
    words = mention(text, "the truce", "ceasefire", party=whom, broker="Oman")
    deals = dealt((words,), steps=(trigger(text, "accepted", "agreed"),))
    (one,) = agreements_of(deals, context(text, deals, "Oman"))
    assert [text[slice(*party.span)] for party in one.parties] == ["the rebels"]


def test_who_is_moved_owes_nothing_and_who_reports_takes_no_step() -> None:
    text = "Under the deal 3,600 people will leave. The Gazette rejected the deal."
    deals = dealt(
        mentions=(mention(text, "the deal", "evacuation"),),
        terms=(mention(text, "leave", "evacuation", status="planned", who="3,600 people"),),
        steps=(trigger(text, "rejected", "rejected", by="The Gazette"),),
    )
    (deal,) = agreements_of(deals, replace(context(text, deals, "Gazette"), outlet="The Daily Gazette"))
    assert (deal.terms[0].who, deal.steps[0].by, deal.parties) == (None, None, ())


def test_a_denied_deal_is_a_plain_denial() -> None:
    text = "They denied the truce."
    deals = dealt(
        mentions=(mention(text, "the truce", "ceasefire"),),
        steps=(trigger(text, "denied", "denied", polarity="negative"),),
    )
    (deal,) = agreements_of(deals, context(text, deals))
    assert deal.steps[0].polarity == "positive"


def test_a_commander_who_speaks_for_a_side_is_no_party_nor_is_a_deal_on_trade_by_its_terms() -> None:
    text = "Abu Layth rejected the arrangement under which the Front was to trade its mortars for arms."
    deals = dealt(
        mentions=(mention(text, "the arrangement", "other", party="the Front"),),
        steps=(trigger(text, "rejected", "rejected", by="Abu Layth"),),
    )
    (deal,) = agreements_of(deals, context(text, deals, "Abu Layth"))
    assert [text[slice(*party.span)] for party in deal.parties] == ["the Front"]


def test_a_deal_that_is_called_one_of_trade_twice_is_none_of_a_conflict() -> None:
    text = "Oshan and Sabra reached a deal. The trade pact opens ports. A free trade accord was their aim."
    words = ("a deal", "The trade pact", "A free trade accord")
    mentions = tuple(mention(text, one, "other") for one in words)
    twice, once = dealt(mentions=mentions), dealt(mentions=mentions[:2])
    assert agreements_of(twice, context(text, twice)) == ()
    assert len(agreements_of(once, context(text, once))) == 1


def test_a_separate_deal_is_an_agreement_of_its_own_and_so_is_what_is_said_of_it_at_once() -> None:
    far = "Rain fell on the town that night and on the fields, and the shops stayed shut. " * 4
    text = (
        "They signed a deal on Monday. A smaller group denied that a separate deal was made. "
        f"Aides insisted that such an offer existed. {far}The accord holds."
    )
    mentions = tuple(
        mention(text, words, "evacuation")
        for words in ("a deal", "a separate deal", "such an offer", "The accord")
    )
    deals = dealt(mentions)
    found = agreements_of(deals, context(text, deals))
    assert [[text[slice(*span)] for span in one.mentions] for one in found] == [
        ["a deal", "The accord"],
        ["a separate deal", "such an offer"],
    ]


def test_the_words_of_a_step_stay_in_its_sentence() -> None:
    text = "The rebels spoke of the truce. It was broken at noon."
    broken = trigger(text, "broken", "violated", by="The rebels")
    deals = dealt((mention(text, "the truce", "ceasefire"),), steps=(broken,))
    (deal,) = agreements_of(deals, context(text, deals))
    assert [text[slice(*span)] for span in deal.steps[0].evidence] == ["broken"]
