from __future__ import annotations

import pytest

from accordingto.reading.relatives import antecedent


@pytest.mark.parametrize(
    ("text", "pronoun", "who"),
    [
        (
            "Talks with the Harbour Front, which said it was bound by nothing, went on.",
            "which",
            "the Harbour Front",
        ),
        ("Men of the militia stopped an elder who said that the lull was over.", "who", "an elder"),
        ("He denied the tales of certain channels, which claim it stalled.", "which", "certain channels"),
        ("Norland's council, which denies it, sat on.", "which", "Norland's council"),
        ("Both wrote to Norland, which denies it.", "which", "Norland"),
        ("Six had gone by noon, which he said was late.", "he", "he"),
    ],
)
def test_a_relative_pronoun_is_whom_it_stands_for(text: str, pronoun: str, who: str) -> None:
    start = text.index(pronoun)
    assert text[slice(*antecedent(text, (start, start + len(pronoun))))] == who
