from dataclasses import replace

import pytest

from accordingto.reading.chains import _placed, with_relays
from accordingto.reading.drafts import Draft
from accordingto.reading.fragments import join
from accordingto.reading.relays import interrupted_speaker, quoted_speaker, with_stated_relays


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


def _spans(text: str, source: str, cue: str, content: str) -> Draft:
    places = [(text.index(words), text.index(words) + len(words)) for words in (source, cue, content)]
    return Draft(places[0], places[1], (places[2],), 0.9)


@pytest.mark.parametrize(
    ("text", "draft", "outer", "inner"),
    [
        (
            "An officer told Reuters that talks failed.",
            ("An officer", "told", "that talks failed"),
            ["Reuters"],
            [],
        ),
        (
            "The army said, citing a military source, it won.",
            ("The army", "said", "it won"),
            [],
            ["a military source"],
        ),
        ("The army said, citing the risk of fire, it left.", ("The army", "said", "it left"), [], []),
        ("A minister told parliament that it left.", ("A minister", "told", "that it left"), [], []),
        ("He told Reuters no. The army said it won.", ("The army", "said", "it won"), [], []),
    ],
)
def test_fixed_phrases_state_links(
    text: str, draft: tuple[str, str, str], outer: list[str], inner: list[str]
) -> None:
    (found,) = with_stated_relays(text, [_spans(text, *draft)])
    assert [text[slice(*span)] for span in found.outer] == outer
    assert [text[slice(*span)] for span in found.inner] == inner


def test_what_the_model_found_is_kept() -> None:
    text = "An officer told Reuters that talks failed."
    draft = replace(_spans(text, "An officer", "told", "that talks failed"), outer=((16, 23),))
    assert with_stated_relays(text, [draft])[0].outer == ((16, 23),)


def test_who_is_quoted_as_saying_something_is_its_source() -> None:
    text = "Radio Ten quoted an officer as saying that the road was shut."
    draft = quoted_speaker(
        text, _spans(text, "Radio Ten", "quoted", "an officer as saying that the road was shut")
    )
    assert draft.source is not None
    assert text[slice(*draft.source)] == "an officer"
    assert [text[slice(*span)] for span in draft.outer] == ["Radio Ten"]
    assert [text[slice(*span)] for span in draft.content] == ["that the road was shut"]


def test_who_said_that_according_to_another_is_the_outer_link() -> None:
    text = "The Monitor said that, according to residents, the road was shut."
    draft = _spans(text, "residents", "according to", "the road was shut")
    found = interrupted_speaker(text, replace(draft, content=((0, 21), *draft.content)))
    assert [text[slice(*span)] for span in found.outer] == ["The Monitor"]
    assert found.content == draft.content


def test_a_mark_that_only_joins_two_pieces_is_nobody() -> None:
    text = '"It is shut," he said. "Nobody crosses."'
    joined = join(text, ((0, 12), (23, 40)))
    stop = (joined.text.index("."), joined.text.index(".") + 1)
    placed = _placed(Draft(stop, (0, 2), ((3, 5),), 0.9, outer=(stop,)), joined)
    assert (placed.source, placed.outer) == (None, ())
