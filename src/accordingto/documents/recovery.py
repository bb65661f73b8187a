"""Paragraphs that an extraction left out although their neighbours are in it.

A main-text extractor drops paragraphs by score: the bold lead, a short one, a section in a box of its own.
What stands in the page exactly as kept paragraphs do (same tag, same kind of box, same surroundings) is
text as they are. Measured in docs/decisions/0020.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from lxml.html import HtmlElement

from accordingto.documents.tidy import tidy

# Two kept paragraphs make a place one of text; one may be chance.
_FEWEST_KEPT = 2
_FEWEST_LETTERS = 40
_MOST_LINKED = 0.8
_TAGS = ("p", "h2", "h3", "blockquote", "li")
# Words in a class or id of what stands among paragraphs and is none.
_ASIDE = re.compile(
    r"caption|credit|promo|related|newsletter|signup|sign-up|subscri|share|social|comment|teaser|sponsor|advert"
    r"|\bad\b|\bads\b|footer|nav|menu|cookie|bio|author|byline|tag|disclaimer|copyright|read-?more|recirc|timestamp"
    r"|sub-?title|stand-?first|summary|dek|description",
    re.IGNORECASE,
)

Place = tuple[str, str, str, HtmlElement | None]


def recover(tree: HtmlElement, kept: Sequence[str], body: str = "") -> list[str]:
    """`kept` with the paragraphs of `tree` put in that stand where kept ones do, each in its place.

    `body` is the page's own `articleBody`: a paragraph that is in there is text wherever it stands.
    """
    stated = _key(body)
    known = {_key(paragraph) for paragraph in kept}
    elements = [(element, tidy(_text(element))) for element in tree.iter("p")]
    places = Counter(_place(element) for element, text in elements if _key(text) in known)
    merged, at = list(kept), 0
    for element, text in elements:
        key = _key(text)
        if key in known:
            at = _after(merged, key, at)
        elif _is_text(element, text) and (places[_place(element)] >= _FEWEST_KEPT or key in stated):
            merged.insert(at, text)
            known.add(key)
            at += 1
    return merged


def _text(element: HtmlElement) -> str:
    return re.sub(r"\s+", " ", str(element.text_content()))


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _place(element: HtmlElement) -> Place:
    """Where an element stands: its kind, its parent's, its grandparent's, and in which box these are."""
    parent = element.getparent()
    grandparent = None if parent is None else parent.getparent()
    box = None if grandparent is None else grandparent.getparent()
    return (_kind(element), _kind(parent), _kind(grandparent), box)


def _kind(element: HtmlElement | None) -> str:
    return "" if element is None else f"{element.tag} {element.get('class') or ''}"


def _after(merged: Sequence[str], key: str, start: int) -> int:
    """The index behind the paragraph with that key, or `start` if it stands further up."""
    return next((index + 1 for index in range(start, len(merged)) if _key(merged[index]) == key), start)


def _is_text(element: HtmlElement, text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    linked = sum(len(str(link.text_content())) for link in element.iter("a"))
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return letters >= _FEWEST_LETTERS and linked < _MOST_LINKED * len(text) and not _ASIDE.search(names)
