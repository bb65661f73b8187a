from typing import Any

import pytest

from training.corpora import Example, _layers, bio_spans, detokenized, locate


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        (["``", "We", "left", ",", "''", "he", "said", "."], "“We left,” he said."),
        (["It", "is", "n't", "theirs", ";", "that", "'s", "ours"], "It isn't theirs; that's ours"),
        (["-LRB-", "five", "-RRB-", "$", "3", "%"], "(five) $3%"),
        ([], ""),
    ],
)
def test_treebank_tokens_become_ordinary_text(tokens: list[str], text: str) -> None:
    joined, offsets = detokenized(tokens)
    assert joined == text
    assert len(offsets) == len(tokens)
    assert all(0 <= start < end <= len(text) for start, end in offsets)


def test_bio_tags_become_spans_and_a_lone_inside_opens_one() -> None:
    tags = ["B-cue", "O", "I-content", "I-content", "B-content", "I-source"]
    assert bio_spans(tags) == [(0, 1, "cue"), (2, 4, "content"), (4, 5, "content"), (5, 6, "source")]


def test_the_nth_occurrence_is_located() -> None:
    assert locate("he said he left", {"text": "he", "nth": 2}) == (8, 10)
    with pytest.raises(ValueError, match="substring"):
        locate("she left", "they")


def _row() -> dict[str, Any]:
    return {
        "id": "x",
        "text": "SANA, quoting an officer, reported that the ministry denied that soldiers had fled.",
        "attributions": [
            {
                "source": "SANA",
                "cue": "reported",
                "content": ["that the ministry denied that soldiers had fled"],
                "outer": [],
                "inner": ["an officer"],
                "parent": None,
            },
            {
                "source": "the ministry",
                "cue": "denied",
                "content": ["that soldiers had fled"],
                "outer": [],
                "inner": [],
                "parent": 0,
            },
        ],
    }


def _words(example: Example) -> list[tuple[int, str]]:
    return [(role, example.text[start:end]) for start, end, role in example.spans]


def test_each_layer_of_a_chain_is_an_example_of_its_own() -> None:
    outer, inner = _layers(_row())
    assert _words(outer) == [
        (1, "reported"),
        (0, "SANA"),
        (2, "that the ministry denied that soldiers had fled"),
        (4, "an officer"),
    ]
    assert inner.text == "the ministry denied that soldiers had fled"
    assert _words(inner) == [(1, "denied"), (0, "the ministry"), (2, "that soldiers had fled")]
    assert inner.links == ((1, 0), (2, 0))
