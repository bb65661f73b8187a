"""Pairs that the second question of the cross-encoder is learned from."""

from __future__ import annotations

import json
import random

import pytest

from accordingto.linking import testimony
from accordingto.linking.candidates import Candidate, Wording
from accordingto.linking.origins import origins_of
from accordingto.linking.tolls import numbers_of
from accordingto.types import Account, ContradictionKind, Span
from evaluation.contradictions import Happening
from tests.linking.making import toll
from training.disputes import HERE, is_annotated, phrases_of, written

BUNDLE = "At least ⟦1|12 worshippers⟧ were killed ⟦2|on Tuesday⟧."


def test_phrases_stand_where_they_did_without_the_marks() -> None:
    phrases = phrases_of(BUNDLE)

    assert {passage.text for passage in phrases.values()} == {
        "At least 12 worshippers were killed on Tuesday."
    }
    found = {number: passage.text[passage.start : passage.end] for number, passage in phrases.items()}
    assert found == {"1": "12 worshippers", "2": "on Tuesday"}


def test_every_pair_of_ours_is_of_phrases_that_are_there() -> None:
    pairs = list(written())

    assert len(pairs) > 1000
    assert 0.2 < sum(pair.disputed for pair in pairs) / len(pairs) < 0.6


def test_marks_on_real_reports_hold_no_words() -> None:
    for row in map(json.loads, (HERE / "real.jsonl").read_text(encoding="utf-8").splitlines()):
        assert set(row) == {"matter", "kind", "one", "other", "disputed"}
        for corpus, _, start, end in (row["one"], row["other"]):
            assert corpus in {"give5w1h", "allsides"}
            assert 0 <= start < end


def test_a_batch_has_its_share_of_each_source_and_both_orders() -> None:
    for extra in ("torch", "onnx"):
        pytest.importorskip(extra, reason="the training extra is not installed")
    from training.crossencoder import DISPUTE_SHARES, Disputes, disputes_drawn

    found = {source: Disputes([5], [7]) for source in DISPUTE_SHARES}

    batch = disputes_drawn(found, 400, random.Random(1))

    assert len(batch) == 400
    assert {(one, other, told) for one, other, told in batch} == {
        (10, 11, 1),
        (11, 10, 1),
        (14, 15, 0),
        (15, 14, 0),
    }
    assert 100 < sum(told for *_, told in batch) < 220


# --- what the annotation says of words that are offered -------------------------------------------


def happening(kind: ContradictionKind, *numbers: int, span: Span = (0, 9)) -> Happening:
    """What the Courier and the Gazette tell, with a contradiction between the two."""
    reports = ("Harbour Courier", "Oshan Gazette")
    return Happening(
        id="H1",
        what="shelling",
        mentions=tuple((report, (20, 26)) for report in reports),
        origins=tuple((report, frozenset({report})) for report in reports),
        contradictions=((kind, *reports, numbers[0], numbers[1]),),
        revisions=(),
        disputed=((kind, (reports[0], span), (reports[1], span)),),
    )


def side(account: Account, span: Span, *, counted: bool = True) -> Wording:
    """Words of an account, with the number of it or without."""
    told = testimony.Testimony(account, origins_of([account])[0])
    says = next(numbers_of([told])).count if counted else None
    return Wording(told, span, "words", says)


def test_numbers_contradict_where_such_two_are_annotated_whoever_gives_them() -> None:
    one = side(toll("12 people", "the mayor"), (0, 9))
    other = side(toll("30 people", "the union", outlet="Oshan Gazette"), (0, 9))
    offered = Candidate("figure", one, other)

    assert is_annotated(happening("figure", 12, 30), offered) is True
    assert is_annotated(happening("figure", 12, 40), offered) is None
    assert is_annotated(happening("figure", 15, 40), offered) is False
    assert is_annotated(happening("day", 1, 1), offered) is False


def test_days_contradict_where_their_words_are_annotated_and_else_it_is_left_open() -> None:
    sides = [
        side(toll("12 people", "the mayor", outlet=outlet), (0, 9), counted=False)
        for outlet in ("Harbour Courier", "Oshan Gazette")
    ]
    offered = Candidate("day", *sides)

    assert is_annotated(happening("day", 1, 1), offered) is True
    assert is_annotated(happening("day", 1, 1, span=(50, 60)), offered) is None
    assert is_annotated(happening("place", 1, 1), offered) is False
