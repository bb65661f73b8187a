from __future__ import annotations

import codecs

import pytest

from accordingto.documents.charset import decode, is_binary, meta_charset

TEXT = "“Niemand floh”, sagte die Größe aus Łódź. Über die Brücke ging keiner — so heißt es in der Erklärung."
RUSSIAN = "Представитель армии сообщил, что город оставлен. Жители говорят, что стреляли всю ночь. " * 5


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("utf-32-be", codecs.BOM_UTF32_BE),
    ],
)
def test_a_byte_order_mark_decides(encoding: str, mark: bytes) -> None:
    assert decode(mark + TEXT.encode(encoding), "cp1251", "x") == TEXT


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_mark(encoding: str) -> None:
    assert decode(("plain words " * 10).encode(encoding), None, "x") == "plain words " * 10


def test_valid_utf_8_beats_a_wrong_label() -> None:
    assert decode(TEXT.encode(), "iso-8859-1", "x") == TEXT


@pytest.mark.parametrize("label", ["windows-1252", "iso-8859-1", "latin1", "us-ascii"])
def test_latin_labels_are_read_as_browsers_do(label: str) -> None:
    assert decode("“So – nicht”".encode("cp1252"), label, "x") == "“So – nicht”"


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("windows-1251", RUSSIAN),
        ("koi8-r", RUSSIAN),
        ("iso-8859-2", "Łódź źródło"),
        ("windows-1256", "قال المتحدث"),
        ("shift_jis", "発表した"),
        ("gb18030", "发言人说"),
        ("euc-kr", "대변인은 말했다"),
        ("iso-2022-jp", "発表した"),
    ],
)
def test_declared_charsets(label: str, text: str) -> None:
    assert decode(text.encode(label), label, "x") == text


def test_an_undeclared_charset_is_detected() -> None:
    assert decode(RUSSIAN.encode("cp1251"), None, "x") == RUSSIAN


def test_one_broken_byte_does_not_change_the_encoding() -> None:
    text = decode((TEXT * 20).encode() + b"\xc5", "utf-8", "x")
    assert text == TEXT * 20 + "\ufffd"


def test_an_unknown_label_is_ignored() -> None:
    assert decode(TEXT.encode(), "no-such-charset", "x") == TEXT


@pytest.mark.parametrize(
    ("expected", "head"),
    [
        ("utf-8", b'<meta charset="utf-8">'),
        ("windows-1251", b"<META http-equiv=Content-Type content='text/html; charset=windows-1251'>"),
        ("ISO-8859-1", b'<?xml version="1.0" encoding="ISO-8859-1"?>'),
        (None, b"<html><head></head>"),
    ],
)
def test_a_pages_own_charset(expected: str | None, head: bytes) -> None:
    assert meta_charset(head) == expected


@pytest.mark.parametrize(
    ("expected", "text"), [(False, "a\tb\n\f"), (True, "a\0b"), (True, "\x01\x02ab"), (False, "")]
)
def test_binary(expected: bool, text: str) -> None:
    assert is_binary(text) is expected
