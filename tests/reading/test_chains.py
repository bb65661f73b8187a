from accordingto.reading.attribution import Draft
from accordingto.reading.chains import with_relays


def test_outer_links_stand_above_and_inner_ones_below() -> None:
    told = Draft((10, 20), (21, 25), ((40, 60),), 0.9, outer=((26, 33),), inner=((62, 70),))
    outer, own, inner = with_relays([told])
    assert [draft.source for draft in (outer, own, inner)] == [(26, 33), (10, 20), (62, 70)]
    assert [draft.parent for draft in (outer, own, inner)] == [None, 0, 1]
    assert {draft.content for draft in (outer, own, inner)} == {((40, 60),)}


def test_what_is_nested_hangs_below_the_innermost_link() -> None:
    outer = Draft((0, 4), (5, 9), ((10, 60),), 0.9, inner=((62, 70),))
    nested = Draft((10, 15), (16, 20), ((21, 60),), 0.8, parent=0)
    drafts = with_relays([outer, nested])
    assert drafts[2].source == (10, 15)
    assert drafts[2].parent == 1


def test_attributions_without_links_stay_as_they_are() -> None:
    flat = [Draft((0, 4), (5, 9), ((10, 20),), 0.9), Draft(None, None, ((30, 50),), 0.5)]
    assert with_relays(flat) == flat
