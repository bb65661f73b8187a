"""A claim as fields, and corrections of them: values that fit, words that the report has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, strategies as st

from accordingto.errors import LedgerError
from accordingto.ledger import Correction
from accordingto.ledger.fields import (
    alike,
    check_corrections,
    corrected,
    correction_of,
    fields_of,
    located,
    offset_of,
    said_of,
)

if TYPE_CHECKING:
    from tests.ledger.conftest import Make


def test_each_field_has_its_words(make: Make) -> None:
    document = make.document()
    fields = {field.name: field for field in fields_of(make.event(document), document.text)}
    words = {name: [document.text[slice(*span)] for span in field.spans] for name, field in fields.items()}
    assert (fields["event_type"].value, words["event_type"]) == ("CONTROL", ["took"])
    assert (fields["actors"].value, words["actors"]) == ("The army", ["The army"])
    assert (fields["place"].value, words["place"]) == ("Ardûn", ["Ardun"])
    assert (fields["instrument"].value, words["instrument"]) == ("senior officer", ["senior officer"])
    assert (fields["killed_best"].value, fields["killed_best"].kind) == ("7", "number")
    assert (fields["source"].value, words["source"]) == ("SANA", ["SANA"])
    assert fields["begins"].kind == "date"
    assert "happened" in fields["status"].choices


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("agreement", {"agreement_kind": "ceasefire", "term": "took Ardun", "actors": "The army"}),
        ("control", {"relation": "took", "actors": "The army", "place": "Ardûn"}),
        ("framing", {"label_kind": "label", "labelled": "Army of Ardun"}),
    ],
)
def test_every_kind_has_fields_of_its_own(make: Make, kind: str, expected: dict[str, str]) -> None:
    document = make.document()
    claims = {claim.kind: claim for claim in make.accounts(document, 0, "r1")}
    said = said_of(claims[kind], document.text)  # type: ignore[index]
    assert expected.items() <= said.items()


def test_a_form_gives_only_what_differs(make: Make) -> None:
    document = make.document()
    claim = make.event(document)
    values = {**said_of(claim, document.text), "actors": "SANA", "mode": "", "killed_best": "8"}
    found = corrected(claim, document.text, values, {"killed_best": "army"})
    assert found == (
        Correction(field="mode", value=None),
        Correction(field="actors", value="SANA", words="SANA", spans=((21, 25),)),
        Correction(field="killed_best", value="8", words="army", spans=((4, 8),)),
    )
    check_corrections(claim, document.text, found)


@pytest.mark.parametrize(
    ("correction", "problem"),
    [
        (Correction(field="colour", value="red"), "no field 'colour'"),
        (Correction(field="event_type", value="WAR"), "one of: AGREE"),
        (Correction(field="begins", value="2018-02-30"), "no date"),
        (Correction(field="killed_low", value="-1"), "no number"),
        (Correction(field="killed_low", value="٣"), "no number"),
        (Correction(field="killed_low", value="9999999999"), "no number"),
        (Correction(field="actors", value="  "), "no words"),
        (Correction(field="actors", value="x", words="navy", spans=((0, 8),)), "does not have 'navy' there"),
        (Correction(field="actors", value="x", words="army", spans=((4, 9000),)), "outside of the report"),
    ],
)
def test_what_does_not_fit_is_refused(make: Make, correction: Correction, problem: str) -> None:
    document = make.document()
    with pytest.raises(LedgerError, match=problem):
        check_corrections(make.event(document), document.text, [correction])


def test_a_field_is_corrected_once(make: Make) -> None:
    document, twice = make.document(), [Correction(field="mode", value=value) for value in "ab"]
    with pytest.raises(LedgerError, match="corrected twice"):
        check_corrections(make.event(document), document.text, twice)


def test_words_that_are_given_must_be_in_the_report() -> None:
    with pytest.raises(LedgerError, match="does not have the words 'the fleet'"):
        correction_of("actors", "navy", "the fleet", "The army left.", 0)


@pytest.mark.parametrize(
    ("text", "words", "near", "expected"),
    [
        ("the aid, the aid", "the aid", 15, (9, 16)),
        ("the aid, the aid", "the aid", 0, (0, 7)),
        ("aid\n  convoy", "aid convoy", 0, (0, 12)),
        ("said", "aid", 0, None),
        ("aids", "aid", 0, None),
        ("“aid”", "aid", 0, (1, 4)),
        ("anything", "", 0, None),
    ],
)
def test_words_are_found_whole(text: str, words: str, near: int, expected: tuple[int, int] | None) -> None:
    assert located(text, words, near=near) == expected


@given(st.lists(st.text("ab .", min_size=1, max_size=6), min_size=1, max_size=8), st.data())
def test_what_is_found_are_the_words(parts: list[str], data: st.DataObject) -> None:
    text = " ".join(parts)
    words = data.draw(st.sampled_from(parts))
    found = located(text, words, near=0)
    if words.split():
        assert found is not None
        assert text[slice(*found)].split() == words.split()


def test_where_a_word_stands_in_a_claim() -> None:
    assert offset_of((12, 14), [(0, 5), (10, 20)]) == 7
    assert offset_of((7, 8), [(0, 5), (10, 20)]) is None


def test_claims_with_most_words_in_common_are_alike() -> None:
    assert alike("at least 12 died in Ardun", "at least 15 died in Ardun")
    assert not alike("at least 12 died in Ardun", "the army denied it")
