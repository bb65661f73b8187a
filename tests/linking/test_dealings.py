from __future__ import annotations

from accordingto.linking.dealings import linked_agreements
from accordingto.types import Account, Clause, Mediator, Place
from tests.linking.test_histories import ARMY, DORN, FRONT, account, claim, dealing


def deals(*accounts: Account) -> list[tuple[str, ...]]:
    """The claims of each agreement."""
    return sorted(deal.claims for deal in linked_agreements(accounts))


def told(identity: str, day: str | None = None, published: str = "2024-03-05", **fields: object) -> Account:
    known = {"step": "agreed", "begin": day, "end": day, **fields}
    return account(claim(identity, identity, dealing=dealing(**known)), published)


def term(identity: str, does: str) -> Account:
    return told(identity, step=None, term=Clause(does=does), parties=(), places=())


def test_reports_that_count_the_same_in_their_terms_tell_of_one_deal() -> None:
    both = "free 240 prisoners and let 46 lorries in"
    assert deals(term("a", both), term("b", "the release of 240 prisoners; 46 lorries")) == [("a", "b")]
    assert deals(term("a", both), term("b", "free 24 prisoners")) == [("a",), ("b",)]


def test_a_package_of_truce_and_evacuation_is_one_deal() -> None:
    one = told("a", kind="ceasefire")
    assert deals(one, told("b", kind="evacuation", parties=(FRONT,))) == [("a", "b")]


def test_a_broker_in_common_and_a_party_make_one_deal() -> None:
    oman = Mediator(words="Oman", span=(0, 4), name="Oman", role="brokered")
    one = told("a", places=(), parties=(ARMY,), brokers=(oman,))
    assert deals(one, told("b", places=(), parties=(ARMY,), brokers=(oman,), kind="ceasefire")) == [
        ("a", "b")
    ]


def test_successive_truces_of_the_same_parties_stay_apart() -> None:
    first, second = told("a", "2024-03-01"), told("b", "2024-03-28", "2024-03-28")
    assert deals(first, second) == [("a",), ("b",)]
    assert deals(first, told("b", "2024-03-04")) == [("a", "b")]


def test_an_earlier_deal_is_one_for_all_who_tell_of_it_and_not_the_present_one() -> None:
    words = ("A previous deal",)
    one, other = (told(name, "2023-10-05", words=words, step="collapsed") for name in "ab")
    assert deals(one, other, told("c")) == [("a", "b"), ("c",)]


def test_a_report_published_at_an_hour_has_a_day() -> None:
    late = told("b", published="2024-09-05T12:00:00+02:00")
    assert deals(told("a"), late) == [("a",), ("b",)]


def test_one_report_that_names_another_place_does_not_keep_two_others_apart() -> None:
    arak = Place(span=(0, 4), name="Arak", geonameid=8, country="XX", precision="town")
    wide, narrow = told("b", places=(arak, DORN)), told("c", places=(arak,), parties=(FRONT,))
    assert deals(told("a"), wide, narrow) == [("a", "b", "c")]


def test_the_ceasefire_and_the_evacuation_of_one_report_may_be_one_deal() -> None:
    oman = Mediator(words="Oman", span=(0, 4), name="Oman", role="brokered")
    whole = told("a", "2024-03-03", kind="evacuation", brokers=(oman,), agreement="g1")
    parts = [
        account(
            claim(
                one,
                "b",
                dealing=dealing(step="agreed", begin="2024-03-03", brokers=(oman,), kind=kind, agreement=one),
            )
        )
        for one, kind in (("b1", "ceasefire"), ("b2", "evacuation"))
    ]
    assert deals(whole, *parts) == [("a", "b1", "b2")]
    again = account(
        claim("b3", "b", dealing=dealing(step="agreed", begin="2024-03-03", brokers=(oman,), agreement="b3"))
    )
    assert len(deals(whole, parts[1], again)) == 2
