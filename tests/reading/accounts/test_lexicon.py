from __future__ import annotations

from pathlib import Path

import pytest

from accordingto.errors import CodebookError
from accordingto.reading.accounts.framing import listed
from accordingto.reading.codebook.accounts import accounts_book, compound, load_lexicon

OWN = """
[[entries]]
words = ["jackboot"]
kind = "label"
neutral = "soldier"

[[entries]]
words = ["terrorist"]
kind = "label"
neutral = "insurgent"
"""


def words(text: str) -> list[str]:
    return [text[slice(*span)] for span, _ in listed(text, load_lexicon())]


def test_forms_of_an_entry_are_found_the_longest_first() -> None:
    assert words("The martyrs were neutralised in a special military operation.") == [
        "martyrs",
        "neutralised",
        "special military operation",
    ]


def test_neighbours_make_a_loaded_word_a_plain_one() -> None:
    assert words("Two suspected terrorists stood in Martyrs Square.") == []
    assert words("Terrorists fled.") == ["Terrorists"]


def test_an_own_lexicon_adds_and_wins(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(OWN, encoding="utf-8")
    forms = load_lexicon([path])
    assert forms[("jackboots",)].neutral == "soldier"
    assert forms[("terrorists",)].neutral == "insurgent"
    assert ("martyr",) in forms


def test_an_own_lexicon_can_replace_the_shipped_one(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("replace = true\n" + OWN, encoding="utf-8")
    assert ("martyr",) not in load_lexicon([path])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("entries = 3", "no array of tables"),
        ('[[entries]]\nwords = ["a b c d e f"]\nkind = "label"', "one to 5 words"),
        ('[[entries]]\nwords = ["x"]\nkind = "label"\npos = "adverb"', "Write one of: noun, verb, adjective"),
        ('[[entries]]\nwords = ["x"]\nkind = "insult"', "Write one of: label, scare"),
        ("replace = true", "no loaded word"),
        ('[[entries]]\nwords = ["x"]\nkind = "label"\nnote = "y"', "It may have: words, kind"),
    ],
)
def test_a_faulty_lexicon_is_refused_with_what_is_wrong(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CodebookError, match=says):
        load_lexicon([path])


def test_a_lexicon_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="absent"):
        load_lexicon([tmp_path / "absent.toml"])


def test_every_kind_of_agreement_but_the_last_has_a_word() -> None:
    assert set(accounts_book().kinds.values()) == {
        "ceasefire",
        "evacuation",
        "prisoner-exchange",
        "aid-access",
        "deescalation",
        "surrender",
        "peace",
    }


def test_an_adverb_holds_nothing() -> None:
    text = "Rebel-held Arak, federally-controlled land, jointly-run towns, Italy-held Dorn."
    assert [match["who"] for match in compound().finditer(text)] == ["Rebel", "Italy"]
