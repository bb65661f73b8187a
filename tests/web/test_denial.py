"""A denial in the browser: with the words of another that it denies."""

from __future__ import annotations

from accordingto.types import Claim, Document, Happening, Link, Span
from accordingto.web.pages import AROUND, context_of
from accordingto.web.review import text_around

TEXT = f"Rain in Oshan.\n\nSabra said guns hit the mill.\n\n{'Rain fell. ' * 400}\n\nDorn denied it."


def span(words: str) -> Span:
    return TEXT.index(words), TEXT.index(words) + len(words)


DENIAL = Claim(
    id="c1",
    document="d1",
    kind="event",
    said_by=(Link(name="Dorn", kind="named", span=span("Dorn")),),
    act="deny",
    quote="indirect",
    polarity="negative",
    evidence=(span("Dorn denied it"),),
    text="Dorn denied it",
    reader="r",
    cue=span("denied"),
    happening=Happening(trigger=span("hit"), type="ASSAULT"),
)


def test_a_claim_s_page_goes_back_to_what_it_denies() -> None:
    assert span("Dorn denied it")[0] - span("hit")[0] > AROUND
    parts = context_of(TEXT, DENIAL)
    assert "Sabra said guns hit the mill." in "".join(words for words, _ in parts)
    assert [words for words, own in parts if own] == ["Dorn denied it"]


def test_who_reviews_it_sees_what_it_denies() -> None:
    document = Document(id="d1", title=None, outlet=None, url=None, published=None, language="en", text=TEXT)
    shown = text_around(document, DENIAL, ())
    assert "hit the mill" in "".join(piece.text for line in shown.paragraphs for piece in line.pieces)
