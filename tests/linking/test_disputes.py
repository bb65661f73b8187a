"""Which words a contradiction is about, and that only what reading bears out is kept."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from accordingto.linking import disputes
from accordingto.linking.contradictions import contradictions_of
from accordingto.linking.disputes import FLOOR, SURE, bearing_out, disagreements, disputed_in
from accordingto.linking.hearsay import LONG
from accordingto.linking.origins import origins_of
from accordingto.linking.profiles import MANY
from accordingto.models.passages import Passage
from accordingto.types import Account, Contradiction, ContradictionKind
from tests.linking.conftest import Make
from tests.linking.making import attack, toll

REPORT = "Six were hurt. On Tuesday six people died at the crossing and six people were hurt, the mayor said."


def test_the_words_nearest_to_what_is_told_are_meant(make: Make) -> None:
    claim = make.account(REPORT[15:84], "died", at=15).claim

    passage = disputed_in(claim, "six people", REPORT)

    assert passage.text[passage.start : passage.end] == "six people"
    assert passage.text[passage.end :].startswith(" died")


def test_where_a_whole_claim_is_disputed_its_telling_word_stands_for_it(make: Make) -> None:
    claim = make.account(REPORT[15:84], "died", at=15).claim

    passage = disputed_in(claim, claim.text, REPORT)

    assert passage.text[passage.start : passage.end] == "died"


@pytest.mark.parametrize(
    ("odds", "others", "length", "kept"),
    [
        (1.1, 1, LONG, 1),
        (0.9, 1, LONG, 0),
        (-1.4, MANY, 200, 1),
        (-1.6, MANY, 200, 0),
        (-1.6, MANY - 2, 200, 1),
    ],
)
def test_what_the_words_of_long_reports_do_not_bear_out_is_left_out(
    odds: float, others: int, length: int, kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def read(kind: ContradictionKind, one: Passage, other: Passage) -> float:
        asked.append((kind, one.text[one.start : one.end], other.text[other.start : other.end]))
        return odds

    monkeypatch.setattr(disputes, "_read", read)
    accounts = (
        toll("12 people", "the mayor"),
        toll("30 people", "the union", outlet="Oshan Gazette", day=11),
    )
    beside = (*accounts, *(toll("2 people", "the mayor", at=100 * number) for number in range(1, others)))
    texts = {account.claim.document: account.claim.text.ljust(length) for account in accounts}

    bears_out = bearing_out(accounts, beside, texts)
    found = contradictions_of(accounts, origins_of(accounts), bears_out=bears_out)

    assert len(found) == kept
    assert asked == ([("figure", "12 people", "30 people")] if others >= MANY or length >= LONG else [])


@pytest.mark.parametrize(("length", "kept"), [(200, True), (LONG, False)])
def test_of_places_only_the_words_of_long_reports_are_asked(
    length: int, kept: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disputes, "_read", lambda *_: -4.0)
    told = [toll("12 people", "the mayor", at=100 * number) for number in range(MANY)]
    other = toll("30 people", "the union", outlet="Oshan Gazette", day=11)
    texts = {each.claim.document: each.claim.text.ljust(length) for each in (*told, other)}
    found = contradictions_of((told[0], other), origins_of((told[0], other)))

    bears_out = bearing_out((told[0], other), (*told, other), texts)

    assert [bears_out(replace(each, kind="place")) for each in found] == [kept]
    assert [bears_out(each) for each in found] == [False]


def shown(
    monkeypatch: pytest.MonkeyPatch, odds: dict[str, float], *accounts: Account
) -> tuple[Contradiction, ...]:
    """The contradictions among accounts; `odds` are those of pairs, by the marked words of the later side."""

    def read(kind: ContradictionKind, one: Passage, other: Passage) -> float:
        return odds.get(other.text[other.start : other.end], -9.0)

    monkeypatch.setattr(disputes, "_read", read)
    texts = {account.claim.document: account.claim.text for account in accounts}
    return disagreements(accounts, origins_of(accounts), accounts, texts)


SOLDIERS = toll("4 soldiers", "an officer")
HERDSMEN = toll("22 herdsmen", "the emirate", outlet="Oshan Gazette", day=11)


def test_what_no_rule_finds_is_shown_if_both_passages_bear_it_out(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not shown(monkeypatch, {"22 herdsmen": SURE["figure"] - 0.1}, SOLDIERS, HERDSMEN)

    found = shown(monkeypatch, {"22 herdsmen": SURE["figure"] + 0.1}, SOLDIERS, HERDSMEN)

    assert [(each.kind, each.one_words, each.other_words) for each in found] == [
        ("figure", "4 soldiers", "22 herdsmen")
    ]
    assert found[0].one_origin == "an officer"


def test_what_a_rule_finds_is_not_shown_again(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = toll("12 people", "the mayor"), toll("30 people", "the union", outlet="Oshan Gazette")

    assert len(shown(monkeypatch, {"30 people": 9.0}, one, other)) == 1


def test_of_three_numbers_the_surest_two_pairs_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    third = toll("9 vendors", "the front", outlet="Ardun Herald", day=12)

    found = shown(monkeypatch, {"22 herdsmen": 5.0, "9 vendors": 6.0}, SOLDIERS, HERDSMEN, third)

    assert {(each.one_words, each.other_words) for each in found if each.kind == "figure"} == {
        ("4 soldiers", "9 vendors"),
        ("22 herdsmen", "9 vendors"),
    }


@pytest.mark.parametrize(("length", "sure"), [(LONG, 1), (LONG - 1, 0)])
def test_in_long_reports_too_what_reading_is_sure_of_is_shown(
    length: int, sure: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    much = [
        toll("2 people", "the mayor", at=100 * number, outlet=outlet)
        for number in range(1, MANY + 1)
        for outlet in ("Harbour Courier", "Oshan Gazette")
    ]
    accounts = (SOLDIERS, HERDSMEN)
    texts = {account.claim.document: account.claim.text.ljust(length) for account in accounts}

    def many(odds: float) -> int:
        monkeypatch.setattr(disputes, "_read", lambda *_: odds)
        return len(disagreements(accounts, origins_of(accounts), (*accounts, *much), texts))

    assert [many(SURE["figure"] + change) for change in (0.1, -0.1)] == [sure, 0]


def test_of_a_kind_no_more_pairs_are_read_than_a_few(monkeypatch: pytest.MonkeyPatch) -> None:
    third = toll("9 vendors", "the front", outlet="Ardun Herald", day=12)
    odds = {"22 herdsmen": 5.0, "9 vendors": 6.0}
    known = len(shown(monkeypatch, {}, SOLDIERS, HERDSMEN, third))
    monkeypatch.setattr(disputes, "MOST", 1)

    found = shown(monkeypatch, odds, SOLDIERS, HERDSMEN, third)

    assert len(found) == known + 1


def test_who_did_it_is_borne_out_between_dispatches_too(monkeypatch: pytest.MonkeyPatch) -> None:
    said = attack("The army shelled the market", "the mayor", trigger="shelled", by=("The army",))
    other = attack(
        "Rebels shelled the market",
        "a guard",
        trigger="shelled",
        by=("Rebels",),
        outlet="Oshan Gazette",
        day=11,
    )

    assert shown(monkeypatch, {"Rebels": FLOOR["perpetrator"] + 0.1}, said, other)
    assert not shown(monkeypatch, {"Rebels": FLOOR["perpetrator"] - 0.1}, said, other)


def test_who_denies_it_is_shown_against_who_names_him(monkeypatch: pytest.MonkeyPatch) -> None:
    said = attack("The army shelled the market", "the mayor", trigger="shelled", by=("The army",))
    denied = attack(
        "No gun of ours spoke",
        "a major",
        trigger="spoke",
        polarity="negative",
        outlet="Oshan Gazette",
        day=11,
    )

    found = shown(monkeypatch, {"spoke": 9.0}, said, denied)

    assert [each.why for each in found if each.kind == "perpetrator"] == [
        "By their words, a major denies what is said of The army."
    ]
