"""A denial in the browser: with the words of another that it denies."""

from __future__ import annotations

from accordingto.types import Document
from accordingto.web.pages import AROUND, context_of
from accordingto.web.review import text_around
from tests.denying import DENIED, SAID, denial, span

TEXT = f"Rain in Oshan.\n\n{SAID}\n\n{'Rain fell. ' * 400}\n\n{DENIED}."


def test_a_claim_s_page_goes_back_to_what_it_denies() -> None:
    assert span(TEXT, DENIED)[0] - span(TEXT, "hit")[0] > AROUND
    parts = context_of(TEXT, denial(TEXT))
    assert SAID in "".join(words for words, _ in parts)
    assert [words for words, own in parts if own] == [DENIED]


def test_who_reviews_it_sees_what_it_denies() -> None:
    document = Document(id="d1", title=None, outlet=None, url=None, published=None, language="en", text=TEXT)
    shown = text_around(document, denial(TEXT), ())
    assert "hit the mill" in "".join(piece.text for line in shown.paragraphs for piece in line.pieces)
