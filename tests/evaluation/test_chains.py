import pytest

from evaluation.chains import Chain, cases, matches, same


def test_every_annotated_span_is_in_its_text() -> None:
    read = [case for half in ("dev", "unseen") for case in cases(half)]
    assert len(read) == 250
    longer = [chain for case in read for chain in case.chains if len(chain.links) in (2, 3)]
    assert len(longer) >= 200
    assert len({case.id for case in read}) == len(read)


GOLD = Chain(((0, 10), (20, 30)), ((40, 60),))


@pytest.mark.parametrize(
    ("found", "right"),
    [
        (Chain(((0, 10), (20, 30)), ((40, 60),)), True),
        (Chain(((0, 25), (22, 30)), ((38, 62),)), True),
        (Chain(((20, 30), (0, 10)), ((40, 60),)), False),
        (Chain(((0, 10),), ((40, 60),)), False),
        (Chain(((0, 10), (20, 30)), ((40, 45),)), False),
        (Chain(((0, 10), (28, 40)), ((40, 60),)), False),
    ],
)
def test_a_chain_is_right_with_every_link_in_order(found: Chain, right: bool) -> None:
    assert same(found, GOLD) is right


def test_no_found_chain_counts_twice() -> None:
    pairs = matches([GOLD], (GOLD, GOLD))
    assert [match is not None for _, match in pairs] == [True, False]
