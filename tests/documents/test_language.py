from __future__ import annotations

import pytest

from accordingto.documents.language import identify, language_code


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("en", "The governor said on Friday that the road to the harbour had been open since noon."),
        ("ru", "Представитель армии сообщил, что город оставлен, а жители говорят, что стреляли всю ночь."),
        ("ar", "قال المتحدث باسم المحافظة يوم الجمعة إن الطريق إلى الميناء مفتوح منذ الظهر"),
        ("de", "Der Gouverneur sagte am Freitag, die Straße zum Hafen sei seit dem Mittag offen."),
        ("uk", "Речник міської ради повідомив у п'ятницю, що дорога до порту відкрита з полудня."),
    ],
)
def test_language_of_a_sentence(expected: str, text: str) -> None:
    assert identify(text, "xx") == expected


def test_short_texts_are_what_the_hint_says() -> None:
    assert identify("Karsova, Dorn", "en-GB") == "en"
    assert identify("Karsova, Dorn") is None
    assert identify("12 345 " * 50) is None


@pytest.mark.parametrize(
    ("expected", "tag"),
    [("en", "en-GB"), ("en", "EN_us"), ("pt", "pt"), (None, "english"), (None, ""), (None, None)],
)
def test_language_code(expected: str | None, tag: str | None) -> None:
    assert language_code(tag) == expected
