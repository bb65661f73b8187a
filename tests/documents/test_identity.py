from __future__ import annotations

import pytest

from accordingto.documents import canonical_url, document_id, is_new_version
from accordingto.types import Document


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/x/y",
        "http://www.a.example/x/y/",
        "HTTPS://WWW.A.example:443/x/y#top",
        "https://a.example/x/y?utm_source=feed&fbclid=9",
        "https://reader@a.example./x/y//",
    ],
)
def test_one_page_has_one_address(url: str) -> None:
    assert canonical_url(url) == "a.example/x/y"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("https://a.example/x", "https://a.example/X"),
        ("https://a.example/?id=1", "https://a.example/?id=2"),
        ("https://a.example/x", "https://b.a.example/x"),
        ("https://a.example/x", "https://a.example:8080/x"),
        ("https://a.example/?id=", "https://a.example/"),
    ],
)
def test_other_pages_have_others(a: str, b: str) -> None:
    assert canonical_url(a) != canonical_url(b)


def test_parameters_are_ordered() -> None:
    assert canonical_url("https://a.example/?b=2&a=1") == canonical_url("https://a.example/?a=1&b=2")


@pytest.mark.parametrize("url", ["http://[broken", "not an address", "/srv/report.txt"])
def test_what_is_no_address_stays(url: str) -> None:
    assert canonical_url(url) == url


def test_document_id_is_fixed_for_good() -> None:
    assert document_id("Harbour Daily", "https://a.example/x", "The text.") == "ae8eefeef22c2c9501b4"
    assert document_id(None, None, "The text.") != document_id("Harbour Daily", None, "The text.")


def make_document(url: str | None, text: str) -> Document:
    return Document(id="", title=None, outlet=None, url=url, published=None, language=None, text=text)


@pytest.mark.parametrize(
    ("expected", "old", "new"),
    [
        (True, ("https://a.example/x", "one"), ("http://www.a.example/x/", "two")),
        (False, ("https://a.example/x", "one"), ("https://a.example/x", "one")),
        (False, ("https://a.example/x", "one"), ("https://a.example/y", "two")),
        (False, (None, "one"), (None, "two")),
    ],
)
def test_new_version(expected: bool, old: tuple[str | None, str], new: tuple[str | None, str]) -> None:
    assert is_new_version(make_document(*old), make_document(*new)) is expected
