"""Candidates from label scores by hand, and which of them are one entity and are kept."""

import itertools
import math

import numpy as np
import pytest

from accordingto.models.labels import label_count, spans_of, transition_mask
from accordingto.types import Document, Entity, Event, Reading, Reference
from evaluation.fillers import (
    ROLES,
    Candidates,
    Place,
    Regression,
    Report,
    acronym,
    candidates,
    entities,
    features_of,
    filled,
    marginals,
    same_entity,
)

TEXT = "Front guerrillas killed Imaginary Ruler. The urban guerrillas fled."
LABELS = label_count(len(ROLES))
VICTIM, INDIVIDUAL = ROLES.index("victim"), ROLES.index("individual")


def _words() -> list[tuple[int, int]]:
    words, start = [], 0
    for word in TEXT.replace(".", " .").split():
        start = TEXT.index(word, start)
        words.append((start, start + len(word)))
        start += len(word)
    return words


def _report(*spans: tuple[int, int, int, float]) -> Report:
    """A report whose scores favour these spans (first word, word behind the last, role) by so much."""
    emissions = np.zeros((len(_words()), LABELS), dtype=np.float32)
    emissions[:, 1:] = -5
    for start, end, role, by in spans:
        base = 1 + 4 * role
        emissions[start:end, base + 1] = by / (end - start)
        emissions[start, base] = emissions[end - 1, base + 2] = by / (end - start)
        if end - start == 1:
            emissions[start, base + 3] = by
    killed = Event(
        id="v1",
        trigger=(17, 23),
        type="ASSAULT",
        actors=(Reference(span=(0, 16)),),
        recipients=(Reference(span=(24, 39), entity="e1"),),
    )
    ruler = Entity(id="e1", name="Imaginary Ruler", type="PER", mentions=((24, 39),))
    document = Document(id="", title=None, outlet=None, url=None, published=None, language="en", text=TEXT)
    return Report(_words(), emissions, Reading(document=document, entities=(ruler,), events=(killed,)))


def _places(*words: str) -> Candidates:
    return {each: [Place(0, 1, 0.5)] for each in words}


def test_marginals_are_the_share_of_all_label_sequences_that_hold_a_span() -> None:
    generator = np.random.default_rng(3)
    emissions = generator.normal(size=(3, LABELS)).astype(np.float32)
    # Two roles are enough to count all sequences of.
    emissions[:, 9:] = -1e4
    transitions = transition_mask(len(ROLES)) + generator.normal(size=(LABELS, LABELS)).astype(np.float32)
    sums: dict[tuple[int, int, int], float] = {}
    total = 0.0
    for labels in itertools.product(range(9), repeat=3):
        padded = (0, *labels, 0)
        steps = [transition_mask(len(ROLES))[pair] for pair in itertools.pairwise(padded)]
        if min(steps) < 0:
            continue
        score = sum(float(emissions[place, label]) for place, label in enumerate(labels))
        score += sum(float(transitions[pair]) for pair in itertools.pairwise(labels))
        total += math.exp(score)
        for span in spans_of(list(labels)):
            sums[span] = sums.get(span, 0.0) + math.exp(score)
    found = {(p.start, p.end, role): p.likely for role, p in marginals(emissions, transitions, floor=0.0)}
    assert {span: found[span] for span in sums} == pytest.approx(
        {span: each / total for span, each in sums.items()}, rel=1e-4
    )


def test_a_text_without_words_has_no_candidates() -> None:
    nothing = np.zeros((0, LABELS), dtype=np.float32)
    assert marginals(nothing, transition_mask(len(ROLES))) == []


def test_places_with_the_same_words_are_one_candidate_the_likeliest_first() -> None:
    report = _report((1, 2, INDIVIDUAL, -1.0), (8, 9, INDIVIDUAL, 1.0))
    found = candidates(report, transition_mask(len(ROLES)))["individual"]
    assert [place.start for place in found["guerrillas"]] == [8, 1]


def test_features_tell_of_certainty_form_and_our_own_reading() -> None:
    report = _report((3, 5, VICTIM, 4.0))
    found = candidates(report, transition_mask(len(ROLES)))
    own = features_of(report, found, "victim")["imaginary ruler"]
    assert own["best"] > 0
    names = {"form name", "entity PER", "recipient of ASSAULT", "before killed", "event ASSAULT"}
    assert names <= own.keys()
    assert "actor of ASSAULT" not in own


def test_an_entity_stands_for_all_its_words_by_the_likeliest() -> None:
    places = _places("guerrillas", "urban guerrillas", "mine")
    likely = {"guerrillas": 0.4, "urban guerrillas": 0.6, "mine": 0.1}
    assert entities(_report(), places, likely, 0.3) == [("urban guerrillas", "guerrillas")]


def test_two_of_one_family_are_two() -> None:
    places = _places("anna ruler", "imaginary ruler", "armed guerrillas", "urban guerrillas")
    report = _report()
    places["anna ruler"] = places["imaginary ruler"] = [Place(3, 5, 0.5)]
    places["armed guerrillas"] = places["urban guerrillas"] = [Place(7, 9, 0.5)]
    assert not same_entity(report, places, "anna ruler", "imaginary ruler")
    assert same_entity(report, places, "armed guerrillas", "urban guerrillas")


def test_acronyms_keep_the_letters_in_any_order_or_stand_beside_the_name() -> None:
    front = "farabundo marti national liberation front"
    assert acronym("fmln", front, beside=False)
    assert not acronym("eln", "army of national liberation", beside=False)
    assert acronym("eln", "army of national liberation", beside=True)
    assert not acronym("of", "army of national liberation", beside=True)


def test_a_role_keeps_what_its_weights_find_likely() -> None:
    report = _report((3, 5, VICTIM, 4.0), (1, 2, INDIVIDUAL, 4.0))
    regressions = {
        "victim": Regression(0.5, {"start": -1.0, "entity PER": 2.0}),
        "victim, described": Regression(0.5, {"start": 3.0, "length": -5.0}),
        "individual": Regression(0.5, {"start": -1.0}),
    }
    found = filled(report, transition_mask(len(ROLES)), regressions)
    assert found["victim"] == [("imaginary ruler",)]
    assert found["victim, described"] == []
    assert found["individual"] == []
