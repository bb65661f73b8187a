import pytest

from accordingto.gazetteer.keys import folded_key, plain_key
from accordingto.gazetteer.names import useful


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Ma'arrat al-Nu'man", "maarrat al numan"),
        ("Dūmā", "duma"),
        ("U.S.", "us"),
        ("D.R.C.", "drc"),
        ("St. Louis", "saint louis"),
        ("İzmir", "izmir"),
        ("Øster Ulslev", "oster ulslev"),
        ("  ", ""),
    ],
)
def test_a_plain_key_ignores_case_marks_and_punctuation(name: str, key: str) -> None:
    assert plain_key(name) == key


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Douma", "Dūmā"),
        ("Shejaiya", "Shejaiyya"),
        ("Khan Younis", "Khan Yunis"),
        ("Kafr Batna", "Kafr Batneh"),
        ("El Fasher", "Al-Fashir"),
        ("Zaporizhzhia", "Zaporizhzhya"),
        ("Hasakah", "al-Hasakeh"),
        ("Jisr ash-Shughur", "Jisr al-Shughour"),
    ],
)
def test_rival_romanisations_have_one_folded_key(first: str, second: str) -> None:
    assert folded_key(first) == folded_key(second) != ""


@pytest.mark.parametrize(("first", "second"), [("Homs", "Hama"), ("Kherson", "Kharkiv"), ("Basra", "Bosra")])
def test_other_names_have_other_folded_keys(first: str, second: str) -> None:
    assert folded_key(first) != folded_key(second)


def test_short_names_have_no_folded_key() -> None:
    assert folded_key("Ur") == ""


def test_only_names_written_as_names_are_useful() -> None:
    names = ["Douma", "dwma", "Дума", "DAM", "al-Qaim", "ad hoc", "X"]

    assert list(useful(names)) == ["Douma", "al-Qaim"]
