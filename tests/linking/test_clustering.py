"""Clusters depend on scores and judgements, not on their order, and chains do not merge."""

from __future__ import annotations

from itertools import permutations

from accordingto.linking.clustering import Judged, clusters_of, components

SCORES = {"ab": 0.9, "bc": 0.6, "cd": 0.9, "ac": 0.1, "bd": 0.1, "ad": 0.0}


def score(one: str, other: str) -> float:
    return SCORES.get("".join(sorted((one, other))), 0.0)


EDGES = [("a", "b"), ("b", "c"), ("c", "d")]


def test_a_chain_does_not_become_one() -> None:
    assert clusters_of("abcd", EDGES, score) == (("a", "b"), ("c", "d"))


def test_the_order_of_ids_and_edges_does_not_matter() -> None:
    expected = clusters_of("abcd", EDGES, score)
    for ids in permutations("abcd"):
        for edges in permutations(EDGES):
            assert clusters_of(ids, [(b, a) for a, b in edges], score) == expected


def test_what_is_judged_different_stays_apart() -> None:
    judged = [Judged(one="b", other="a", verdict="different")]
    assert clusters_of("abcd", EDGES, score, judged) == (("a",), ("b",), ("c", "d"))


def test_what_is_judged_the_same_is_joined_whatever_the_score() -> None:
    judged = [Judged(one="a", other="d", verdict="same")]
    found = clusters_of("abcd", [*EDGES, ("a", "d")], score, judged)
    assert any({"a", "d"} <= set(cluster) for cluster in found)


def test_different_wins_over_the_same_by_way_of_a_third() -> None:
    judged = [
        Judged(one="a", other="b", verdict="same"),
        Judged(one="b", other="c", verdict="same"),
        Judged(one="a", other="c", verdict="different"),
    ]
    assert clusters_of("abc", EDGES[:2], score, judged) == (("a", "b"), ("c",))
    assert clusters_of("abc", EDGES[:2], score, judged[::-1]) == (("a", "b"), ("c",))


def test_unsure_changes_nothing() -> None:
    judged = [Judged(one="a", other="b", verdict="unsure")]
    assert clusters_of("abcd", EDGES, score, judged) == clusters_of("abcd", EDGES, score)


def test_clusters_that_stand_are_not_taken_apart() -> None:
    assert clusters_of("abcd", [], score, begun=[("a", "c")]) == (("a", "c"), ("b",), ("d",))


def test_components() -> None:
    assert sorted(map(sorted, components("abcde", [("a", "b"), ("d", "c")]))) == [
        ["a", "b"],
        ["c", "d"],
        ["e"],
    ]


def test_what_is_left_over_goes_where_it_clearly_belongs() -> None:
    likely = {"ab": 0.9, "ac": 0.35, "bc": 0.35, "cd": 0.05}
    edges = [("a", "b"), ("a", "c"), ("b", "c"), ("c", "d")]

    def of(one: str, other: str) -> float:
        return likely.get("".join(sorted((one, other))), 0.0)

    assert clusters_of("abcd", edges, of) == (("a", "b", "c"), ("d",))
    assert clusters_of("abcd", edges, of, parted=lambda one, other: {one, other} == {"b", "c"}) == (
        ("a", "b"),
        ("c",),
        ("d",),
    ), "not if their words state another place or day"
    likely["cd"] = 0.3
    assert clusters_of("abcd", edges, of) == (("a", "b"), ("c",), ("d",)), "something else is nearly as like"


def test_pairs_are_asked_for_in_one_order() -> None:
    asked: list[list[str]] = []

    def heard(one: str, other: str) -> float:
        asked[-1].append(one + other)
        return score(one, other)

    for ids in ("abcd", "dcba"):
        asked.append([])
        clusters_of(ids, EDGES, heard)
    assert asked[0] == asked[1]


def test_pairs_are_asked_for_in_one_order_whatever_order_standing_clusters_come_in() -> None:
    standing = [("b", "c"), ("d", "e"), ("x", "y")]
    asked: list[list[tuple[str, str]]] = []
    for begun in (standing, standing[::-1]):
        pairs: list[tuple[str, str]] = []

        def score(one: str, other: str, pairs: list[tuple[str, str]] = pairs) -> float:
            pairs.append((one, other))
            return 0.6

        clusters_of("bcdexy", [("b", "x"), ("d", "x")], score, begun=begun)
        asked.append(pairs)

    assert asked[0] == asked[1]
