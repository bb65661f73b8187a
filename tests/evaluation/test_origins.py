"""Whose word mentions of real reports are, scored on accounts made by hand."""

from __future__ import annotations

from typing import Any

import pytest

from accordingto.linking.hearsay import LONG
from accordingto.types import Account, Document
from evaluation.origins import Mention, Score, agreement, compare, whose
from tests.linking.making import toll


def mention(account: Account) -> Mention:
    happening = account.claim.happening
    assert happening is not None
    return account.claim.document, happening.trigger


def scored(*told: tuple[Account, str]) -> Score:
    score = Score()
    texts = {account.claim.document: "." * LONG for account, _ in told}
    compare(score, {mention(one): name for one, name in told}, [one for one, _ in told], texts)
    return score


def test_the_number_of_origins_and_who_is_behind_each_mention() -> None:
    cited, again = toll("12 people", "the mayor"), toll("9 people", "the mayor", outlet="Oshan Gazette")
    own = toll("30 people", outlet="Meridian")

    score = scored((cited, "the mayor"), (again, "the mayor"), (own, "meridian"))

    assert (score.happenings, score.number, score.mentions, score.cited) == (1, 1, 3, 3)
    assert score.ours.b_cubed.f1 == pytest.approx(100)


def test_a_source_that_is_none_is_wrong_in_number_and_in_kind() -> None:
    cited, own = toll("12 people", "the mayor"), toll("30 people", at=90)

    score = scored((cited, "harbour courier"), (own, "harbour courier"))

    assert (score.number, score.near, score.cited) == (0, 1, 1)
    assert score.ours.b_cubed.recall == pytest.approx(50)


def test_mentions_that_nobody_marked_do_not_count() -> None:
    score = Score()
    compare(score, {}, [toll("12 people")], {})
    assert score.happenings == 0


def test_what_an_outlet_tells_is_called_by_its_name() -> None:
    reports = {
        letter: Document(
            id=letter, title=None, outlet=outlet, url=None, published=None, language="en", text=""
        )
        for letter, outlet in (("a", "Oshan Gazette"), ("b", "Oshan Gazette"))
    }
    matter: dict[str, Any] = {
        "happenings": [
            {
                "id": "H1",
                "mentions": [["a", 0, 4], ["b", 3, 7], ["b", 9, 12]],
                "by": [["outlet a"], ["outlet b"], ["The Mayor", "police"]],
            },
            {"id": "H2", "mentions": [["a", 20, 24]]},
        ]
    }

    assert [list(each.values()) for each in whose(matter, reports)] == [
        ["oshan gazette", "oshan gazette", "the mayor"]
    ]


def test_two_passes_agree_as_is_claimed() -> None:
    alike, equal = agreement()
    assert alike.b_cubed.f1 > 97
    assert equal > 0.9
