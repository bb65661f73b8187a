"""Pairs that the second question of the cross-encoder is learned from."""

from __future__ import annotations

import json
import random

import pytest

from training.disputes import HERE, phrases_of, written

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
