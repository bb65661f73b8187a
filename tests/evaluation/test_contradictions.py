from accordingto.types import Contradiction, Origin
from evaluation.contradictions import Found, Tally, compare, number_in, story_of
from tests.linking.making import toll

ROW = {
    "id": "s1",
    "documents": [
        {
            "id": "a",
            "outlet": "A",
            "published": "2024-03-10",
            "title": "t",
            "text": "12 people died, it said.",
        },
        {
            "id": "b",
            "outlet": "B",
            "published": "2024-03-10",
            "title": "t",
            "text": "30 people died, he said.",
        },
        {"id": "c", "outlet": "C", "published": "2024-03-11", "title": "t", "text": "It killed 12 people."},
    ],
    "happenings": [
        {
            "id": "H1",
            "what": "a strike",
            "mentions": [
                {"doc": "a", "trigger": "died"},
                {"doc": "b", "trigger": "died"},
                {"doc": "c", "trigger": "killed"},
            ],
            "origins": [{"name": "the union", "docs": ["a", "c"]}, {"name": "the mayor", "docs": ["b"]}],
            "contradictions": [
                {
                    "kind": "figure",
                    "one": {"doc": "a", "words": "12 people"},
                    "other": {"doc": "b", "words": "30 people"},
                }
            ],
            "revisions": [],
        }
    ],
}
(HAPPENING,) = story_of(ROW).happenings
ACCOUNTS = (
    toll("12 people", "the union", outlet="s1a"),
    toll("30 people", "the mayor", outlet="s1b"),
    toll("12 people", "the union", outlet="s1c"),
)


def origin(name: str, *documents: str) -> Origin:
    return Origin(name=name, kind="unnamed", claims=(), documents=documents, outlets=())


def figures(one: int, other: int, kind: str = "figure") -> Contradiction:
    first, second = ACCOUNTS[one], ACCOUNTS[other]
    return Contradiction(
        kind=kind,  # type: ignore[arg-type]
        one=first.claim.id,
        other=second.claim.id,
        one_words=first.claim.text,
        other_words=second.claim.text,
        one_origin="",
        other_origin="",
        why="",
    )


def tally(*contradictions: Contradiction, origins: tuple[Origin, ...] = ()) -> Tally:
    counts = Tally()
    compare(HAPPENING, Found(ACCOUNTS, origins, contradictions, ()), counts, errors=False)
    return counts


def test_any_report_of_the_same_origin_will_do() -> None:
    assert tally(figures(0, 1)).kinds["figure"].right == 1
    assert tally(figures(1, 2)).kinds["figure"].right == 1


def test_a_disagreement_that_is_found_twice_is_right_once() -> None:
    count = tally(figures(0, 1), figures(1, 2)).kinds["figure"]

    assert (count.right, count.found, count.wanted) == (1, 2, 1)


def test_another_kind_is_wrong() -> None:
    kinds = tally(figures(0, 1, "day")).kinds

    assert (kinds["day"].right, kinds["figure"].right) == (0, 0)


def test_origins_by_number_and_by_name() -> None:
    right = tally(origins=(origin("The union", "a", "c"), origin("the mayor", "b")))
    misnamed = tally(origins=(origin("the union", "a", "c"), origin("the army", "b")))
    too_many = tally(origins=(origin("the union", "a"), origin("C", "c"), origin("the mayor", "b")))

    assert (right.origins["number"], right.origins["name"]) == (1, 1)
    assert (misnamed.origins["number"], misnamed.origins["name"]) == (1, 0)
    assert (too_many.origins["number"], too_many.origins["name"]) == (0, 0)


def test_numbers_in_words_are_read_as_numbers() -> None:
    words = [
        "Nineteen farmers",
        "Twenty-three of our people",
        "at least 40",
        "no one",
        "a girl",
        "3,400 people",
    ]
    assert [number_in(each) for each in words] == [19, 23, 40, 0, 1, 3400]
