import pytest

from accordingto.reading.quotation import quotations, quote_kind, with_double_marks


def _quoted(text: str) -> list[str]:
    return [text[start:end] for start, end in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We left," he said.', ['"We left,"']),
        ("“We left,” he said.", ["“We left,”"]),
        ("«We left», he said.", ["«We left»"]),
        ("„We left“, he said.", ["„We left“"]),
        ("‘We won’t leave the brothers’ house,’ he said.", ["‘We won’t leave the brothers’ house,’"]),
        ("The rebels’ base and the army’s tanks", []),
        ("It's the '90s and don't", []),
        ('A 5" shell fell', []),
    ],
)
def test_marks_of_every_style(text: str, expected: list[str]) -> None:
    assert _quoted(text) == expected


def test_a_quotation_of_several_paragraphs_is_closed_once() -> None:
    text = '"First we ran.\n\n"Then we hid.\n\n"Then it was over," she said.'
    assert _quoted(text) == ['"First we ran.', '"Then we hid.', '"Then it was over,"']


def test_a_lost_mark_quotes_nothing() -> None:
    assert _quoted('He said "we left and never\n\nThe road was open.') == []


@pytest.mark.parametrize(
    ("text", "content", "kind"),
    [
        ('"We have left the town," he said.', (0, 24), "direct"),
        ("He said that they had left the town.", (8, 35), "indirect"),
        ('He said they had "left the town for ever" at dawn.', (8, 49), "mixed"),
        ('He said the "ceasefire" was over.', (8, 32), "indirect"),
    ],
)
def test_kinds_of_quotation(text: str, content: tuple[int, int], kind: str) -> None:
    assert quote_kind(text, (content,), quotations(text)) == kind


def test_one_style_for_the_model_keeps_every_offset() -> None:
    text = "‘We left,’ he said. «No.» She didn’t."
    assert with_double_marks(text) == "“We left,” he said. “No.” She didn’t."
    assert len(with_double_marks(text)) == len(text)
