import pytest

from accordingto.reading.fragments import fragment, join


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("that the road was open", "the road was open"),
        ('"the road was open,"', "the road was open"),
        ("“We left,”", "We left"),
        ("thatched roofs burned", "thatched roofs burned"),
        ("that", "that"),
    ],
)
def test_a_fragment_has_no_that_and_no_outer_marks(text: str, expected: str) -> None:
    start, end = fragment(text, (0, len(text)))
    assert text[start:end] == expected


def test_pieces_are_joined_and_found_again() -> None:
    text = '"The road," he said, "was mined," they say'
    joined = join(text, ((0, 11), (21, 33)))
    assert joined.text == "The road was mined"
    assert [text[s:e] for s, e in joined.places((0, 18))] == ["The road", "was mined"]
    assert [text[s:e] for s, e in joined.places((9, 12))] == ["was"]


def test_a_sentence_that_ended_between_two_pieces_still_ends() -> None:
    text = '"It is shut," he said. "Nobody crosses."'
    joined = join(text, ((0, 12), (23, 40)))
    assert joined.text == "It is shut. Nobody crosses."
    assert [text[s:e] for s, e in joined.places((12, 18))] == ["Nobody"]


def test_a_span_of_the_document_is_found_in_the_joined_text() -> None:
    text = '"The road," he said, "was mined," they say'
    joined = join(text, ((0, 11), (21, 33)))
    assert joined.position((1, 31)) == (0, 18)  # over both pieces
    assert joined.position((22, 33)) == (9, 18)  # a closing mark outside the fragment is cut off
    assert joined.position((12, 14)) is None
