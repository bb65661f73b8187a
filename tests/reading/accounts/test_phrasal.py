"""The whole phrase in which a step is said."""

import pytest

from accordingto.reading.accounts.phrasal import phrase_of


def phrase(text: str, word: str, light_verb: str | None = None) -> str:
    def place(wanted: str) -> tuple[int, int]:
        return text.index(wanted), text.index(wanted) + len(wanted)

    start, end = phrase_of(text, place(word), place(light_verb) if light_verb else None)
    return text[start:end]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The exchange was put off again.", "put", "put off"),
        ("The exchange was put off again.", "off", "put off"),
        ("Israel has put forward a longer pause.", "forward", "put forward"),
        ("They called it off on Sunday.", "called", "called it off"),
        ("They called it off on Sunday.", "off", "called it off"),
        ("The deal fell through, he said.", "fell", "fell through"),
        ("The guns fell silent at dawn.", "silent", "fell silent"),
        ("The pause came into force at noon.", "force", "came into force"),
        ("Work got under way on Monday.", "way", "got under way"),
        ("The colonels pulled the plug on it.", "plug", "pulled the plug"),
        ("It had come unstuck by Friday.", "unstuck", "come unstuck"),
        ("Their leader declared it null and void.", "null", "declared it null and void"),
    ],
)
def test_a_verb_keeps_what_completes_it(text: str, word: str, expected: str) -> None:
    assert phrase(text, word) == expected


def test_a_noun_keeps_its_light_verb() -> None:
    text = "The two staffs reached a hard-won and fragile agreement on Sunday."
    assert phrase(text, "agreement", "reached") == "reached a hard-won and fragile agreement"


@pytest.mark.parametrize(
    ("text", "word", "light_verb"),
    [
        ("They took a break, and the agreement held.", "agreement", "took"),  # in another clause
        ("They reached the town in which all sides had once made an agreement.", "agreement", "reached"),
        ("The truce was signed offshore.", "signed", None),  # no particle
        ("Talks over prisoners go on.", "Talks", None),
        ("The deal, reached through Oman, held.", "reached", None),
        ("They took part by force of arms.", "force", None),
        ("The dead were exchanged.", "dead", None),  # no verb before it
    ],
)
def test_nothing_else_belongs_to_it(text: str, word: str, light_verb: str | None) -> None:
    assert phrase(text, word, light_verb) == word
