"""Whose word a voice is by the marks, and what the weights of a kind of pair add on average."""

from __future__ import annotations

from accordingto.linking.same_voice import heard_in
from accordingto.linking.sameness import speakers_of
from accordingto.linking.scoring import Regression
from accordingto.linking.voices import Voice, voices_of
from accordingto.types import Account
from evaluation.contradictions import Happening
from tests.linking.making import toll
from training.linking import Pair
from training.sources import Scene, centred, counted, marked, named

MAYOR, NURSE = "the mayor", "a nurse at the clinic"


def voice(account: Account) -> Voice:
    return voices_of([account])[0]


def happening(
    *origins: tuple[str, set[str]], told_by: dict[tuple[str, tuple[int, int]], int] | None = None
) -> Happening:
    return Happening(
        id="H1",
        what="shelling",
        mentions=(),
        origins=tuple((name, frozenset(documents)) for name, documents in origins),
        contradictions=(),
        revisions=(),
        told_by=told_by or {},
    )


def test_the_one_origin_of_a_report_is_whose_word_it_is() -> None:
    told = happening((MAYOR, {"Meridian"}), (NURSE, {"Oshan Gazette"}))

    assert named(voice(toll("12 people", "somebody", outlet="Oshan Gazette")), told) == 1


def test_of_several_origins_of_a_report_it_is_the_one_called_so() -> None:
    told = happening((MAYOR, {"Meridian"}), (NURSE, {"Meridian"}))

    assert named(voice(toll("12 people", "the nurse", outlet="Meridian")), told) == 1
    assert named(voice(toll("12 people", "a trader", outlet="Meridian")), told) is None


def test_a_mark_says_whose_word_a_mention_is_whatever_its_source_is_called() -> None:
    account = toll("12 people", "a trader", outlet="Meridian")
    said = account.claim.happening
    assert said is not None
    told = happening((MAYOR, {"Meridian"}), (NURSE, {"Meridian"}), told_by={("Meridian", said.trigger): 0})

    assert marked(voice(account), told) == 0


def scene(*whose: int | None) -> Scene:
    accounts = [
        toll("12 people", name, outlet=f"Outlet {n}") for n, name in enumerate((MAYOR, NURSE, "two traders"))
    ]
    speakers = speakers_of(heard_in(accounts), {each.claim.document: "" for each in accounts})
    return Scene("made-1", tuple(speakers), whose, len(set(whose)))


def test_pairs_are_of_speakers_of_whom_both_are_known() -> None:
    assert [pair.same for pair in scene(0, 0, 1).pairs()] == [True, False, False]
    assert [pair.same for pair in scene(0, None, 1).pairs()] == [False]


def test_sources_are_counted_by_weights() -> None:
    assert counted([scene(0, 1, 2)], Regression(start=-5.0, levels={})) == 1
    assert counted([scene(0, 1, 2)], Regression(start=5.0, levels={})) == 0


def test_what_a_comparison_adds_on_average_is_the_kinds() -> None:
    seen = [("a", 3), ("b", 1)]
    pairs = [
        Pair((("kind", "cited"), ("sorts", f"cited: {level}")), True, 1.0, "made-1")
        for level, times in seen
        for _ in range(times)
    ]
    weights = Regression(
        start=0.5, levels={"kind": {"cited": 1.0}, "sorts": {"cited: a": 2.0, "cited: b": -2.0}}
    )

    found = centred(weights, pairs)

    assert found.levels == {"kind": {"cited": 2.0}, "sorts": {"cited: a": 1.0, "cited: b": -3.0}}
