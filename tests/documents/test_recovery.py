from __future__ import annotations

from lxml.html import fromstring

from accordingto.documents.boilerplate import is_boilerplate
from accordingto.documents.recovery import recover

ONE, TWO, THREE = (
    f"{word} of the three sentences that stand in this page as its text." for word in ("One", "Two", "Three")
)
TEASER = "A teaser for another report that stands elsewhere in the page, with a box of its own."


def test_what_stands_as_kept_paragraphs_do_is_put_in_place() -> None:
    tree = fromstring(
        f"<main><div><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div><aside><p>{TEASER}</p></aside></main>"
    )
    assert recover(tree, [ONE, THREE]) == [ONE, TWO, THREE]


def test_one_kept_paragraph_proves_nothing() -> None:
    tree = fromstring(f"<main><div><p>{ONE}</p><p>{TWO}</p></div></main>")
    assert recover(tree, [ONE]) == [ONE]


def test_captions_and_links_stay_out() -> None:
    extra = f'<p class="caption">{TWO}</p><p><a href="/x">{TEASER}</a></p><p>Short.</p>'
    tree = fromstring(f"<main><div><p>{ONE}</p>{extra}<p>{THREE}</p></div></main>")
    assert recover(tree, [ONE, THREE]) == [ONE, THREE]


def test_what_the_page_names_as_its_text_is_text_anywhere() -> None:
    tree = fromstring(
        f"<main><div><p>{ONE}</p></div><section><b><p>{TWO}</p></b></section><p>{TEASER}</p></main>"
    )
    assert recover(tree, [ONE], f"{ONE} {TWO}") == [ONE, TWO]


def test_boilerplate_is_only_what_speaks_to_the_visitor() -> None:
    assert is_boilerplate("Read more: Ten questions about the talks")
    assert is_boilerplate("Follow us on Twitter and Facebook.")
    assert is_boilerplate("© 2024 Northern Wire. All rights reserved.")
    assert not is_boilerplate("Share prices fell, the ministry said.")
    assert not is_boilerplate("For months the group's newsletters had warned of it.")
    assert not is_boilerplate("More than forty people fled, the council said.")
    assert not is_boilerplate("Subscribe " + "to it " * 60)
