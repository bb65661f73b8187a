"""Which words a contradiction is about, and that only what reading bears out is kept."""

from __future__ import annotations

import pytest

from accordingto.linking import disputes
from accordingto.linking.contradictions import contradictions_of
from accordingto.linking.disputes import bearing_out, disputed_in
from accordingto.linking.origins import origins_of
from accordingto.linking.profiles import MANY
from accordingto.models.passages import Passage
from accordingto.types import ContradictionKind
from tests.linking.conftest import Make
from tests.linking.making import toll

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


@pytest.mark.parametrize(("odds", "others", "kept"), [(2.0, MANY, 1), (-2.0, MANY, 0), (-2.0, MANY - 2, 1)])
def test_what_the_words_of_long_reports_do_not_bear_out_is_left_out(
    odds: float, others: int, kept: int, monkeypatch: pytest.MonkeyPatch
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
    texts = {account.claim.document: account.claim.text for account in accounts}

    bears_out = bearing_out(accounts, beside, texts)
    found = contradictions_of(accounts, origins_of(accounts), bears_out=bears_out)

    assert len(found) == kept
    assert asked == ([("figure", "12 people", "30 people")] if others >= MANY else [])
