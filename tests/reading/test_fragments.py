import pytest

from accordingto.reading.fragments import fragment


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
