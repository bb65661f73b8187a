import json
from pathlib import Path
from typing import Any

import pytest

from training.account_corpora import of_no_deal
from training.corpora import (
    WORLDWIDE,
    Example,
    _layers,
    bio_spans,
    detokenized,
    locate,
    own_names,
    own_rows,
)


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


def test_every_tenth_of_our_own_texts_is_held_out(tmp_path: Path) -> None:
    for name, first in (("a", 0), ("b", 15)):
        rows = "".join(f'{{"id": {first + number}}}\n' for number in range(15))
        (tmp_path / f"{name}.jsonl").write_text(rows, encoding="utf-8")

    held, learned = own_rows(tmp_path, "dev"), own_rows(tmp_path, "train")

    assert [row["id"] for row in held] == [9, 19, 29]
    assert len(learned) == 27


def test_names_stand_where_they_are_said_to(tmp_path: Path) -> None:
    row = {
        "id": "n",
        "text": "The Front left Ardun; the Front",
        "names": [{"text": "Front", "type": "Organization", "nth": 2}, {"text": "Ardun", "type": "Location"}],
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(row), encoding="utf-8")

    (example,) = own_names("train", tmp_path)

    assert (example.task, [example.text[a:b] for a, b, _ in example.spans]) == (
        "entities",
        ["Ardun", "Front"],
    )
    assert [WORLDWIDE[role] for *_, role in example.spans] == ["Location", "Organization"]


def test_texts_that_speak_of_a_deal_are_no_texts_of_none() -> None:
    texts = ("The mayor was born in Ardun.", "The truce held.", "Both sides signed it.", "Talks began.")
    found = of_no_deal(Example(text, "entities", text, ()) for text in texts)
    assert [(one.task, one.text, one.spans) for one in found] == [("dealings", texts[0], ())]
