"""What all accounts say together."""

from __future__ import annotations

from msgspec.structs import replace

from accordingto.linking import Report, summed_up
from accordingto.linking.summary import figures_of
from accordingto.types import Claim, Link, Polarity, Range
from tests.linking.conftest import ARDUN, PROVINCE, Make


def report(make: Make, document: str, words: str, trigger: str, **more: object) -> Report:
    account = make.account(words, trigger, document=document, **more)  # type: ignore[arg-type]
    return Report(
        id=document, outlet=account.outlet, published="2024-03-06", text=words, claims=(account.claim,)
    )


def test_a_happening_is_what_its_accounts_say(make: Make) -> None:
    reports = [
        report(make, "d1", "The army shelled Ardun.", "shelled", actors=make.party("The army")),
        report(
            make,
            "d2",
            "Six died in Sirat.",
            "died",
            type="CASUALTY",
            mode=None,
            places=(PROVINCE,),
            figures=make.killed(6),
            begin="2024-03",
            end="2024-03",
        ),
        report(make, "d3", "Nobody shelled Ardun.", "shelled", polarity="negative"),
    ]
    claims = [claim.id for each in reports for claim in each.claims]
    event = summed_up(claims, reports)
    assert event.id == min(claims)
    assert (event.type, event.mode) == ("ASSAULT", "heavy-weapons"), "the act, not its toll"
    assert event.place == ARDUN, "the most precise"
    assert (event.begin, event.end) == ("2024-03-05", "2024-03-05")
    assert event.actors == ("The army",)
    assert event.killed == Range(low=6, best=6, high=6)
    assert (event.happened, event.denied) == (2, 1)
    assert event.documents == ("d1", "d2", "d3")
    assert len(event.outlets) == 3


def test_of_places_without_coordinates_it_is_the_one_that_most_accounts_name(make: Make) -> None:
    crossing, ridge = (
        replace(ARDUN, name=name, latitude=None, longitude=None, geonameid=None)
        for name in ("Noura", "Jabal")
    )
    reports = [
        report(make, "d1", "Shells hit Noura.", "hit", places=(crossing,)),
        report(make, "d2", "Guns on Jabal shelled Noura.", "shelled", places=(ridge, crossing)),
    ]
    event = summed_up([claim.id for each in reports for claim in each.claims], reports)
    assert event.place is not None
    assert event.place.name == "Noura"


def test_the_order_of_reports_does_not_matter(make: Make) -> None:
    reports = [
        report(make, "d1", "The army shelled Ardun.", "shelled"),
        report(make, "d2", "Shells hit Ardun.", "hit"),
    ]
    claims = [claim.id for each in reports for claim in each.claims]
    assert summed_up(claims, reports) == summed_up(claims[::-1], reports[::-1])


def test_figures_span_what_accounts_give_and_best_is_given_most_often(make: Make) -> None:
    claims = [
        make.account("They died.", "died", document=f"d{n}", figures=make.killed(number)).claim
        for n, number in enumerate((12, 18, 18, 23))
    ]
    assert figures_of(claims, "killed") == Range(low=12, best=18, high=23)
    assert figures_of(claims, "injured") is None


def test_of_several_that_as_many_give_the_middle_one_is_best(make: Make) -> None:
    def told(*counts: int) -> Range | None:
        accounts = [
            make.account("They died.", "died", document=f"d{n}", figures=make.killed(n)) for n in counts
        ]
        return figures_of([account.claim for account in accounts], "killed")

    assert told(41, 0, 32) == Range(low=0, best=32, high=41)
    assert told(41, 27) == Range(low=27, best=27, high=41)


def test_what_did_not_happen_counts_no_figures(make: Make) -> None:
    claim = make.account("They will die.", "die", status="threatened", figures=make.killed(5)).claim
    assert figures_of([claim], "killed") is None


def by(claim: Claim, speaker: str) -> Claim:
    return replace(claim, said_by=(*claim.said_by, Link(name=speaker, kind="unnamed")))


def test_who_says_that_nobody_died_counts_none_and_who_denies_a_number_tells_none(make: Make) -> None:
    def told(count: int, document: str, polarity: Polarity = "positive") -> Claim:
        figures = make.killed(count)
        return make.account("They died.", "died", document=document, figures=figures, polarity=polarity).claim

    none = told(0, "d1", "negative")
    assert figures_of([none, told(32, "d2")], "killed") == Range(low=0, best=32, high=32)
    assert figures_of([none], "killed") == Range(low=0, best=0, high=0)
    denied = told(41, "d3", "negative")
    assert figures_of([denied, told(32, "d2")], "killed") == Range(low=32, best=32, high=32)


def test_a_speaker_whom_three_reports_quote_counts_once(make: Make) -> None:
    def told(count: int, document: str, speaker: str) -> Claim:
        claim = make.account("They died.", "died", document=document, figures=make.killed(count)).claim
        return by(claim, speaker)

    thrice = [
        told(0, f"d{n}", name)
        for n, name in enumerate(("A military source", "a military source", "Military source"))
    ]
    claims = [*thrice, told(32, "d4", "the health office"), told(32, "d5", "the Desk"), told(41, "d6", "HMN")]
    assert figures_of(claims, "killed") == Range(low=0, best=32, high=41)


def test_nobody_is_none_of_those_whom_it_happened_to(make: Make) -> None:
    reports = [
        report(make, "d1", "Shells hit a guard.", "hit", recipients=make.party("a guard")),
        report(make, "d2", "No one was hit.", "hit", recipients=make.party("No one"), polarity="negative"),
    ]
    event = summed_up([claim.id for each in reports for claim in each.claims], reports)
    assert event.recipients == ("a guard",)
