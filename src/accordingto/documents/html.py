"""HTML -> main text and metadata. The main text is trafilatura's, walked into paragraphs here."""

from __future__ import annotations

import functools
import logging
import re
from collections.abc import Iterator
from importlib.metadata import version

import trafilatura
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from trafilatura.settings import Extractor

from accordingto.documents import charset, html_metadata
from accordingto.documents.boilerplate import is_boilerplate
from accordingto.documents.metadata import Found
from accordingto.documents.recovery import recover
from accordingto.documents.tidy import newlines, one_line, tidy, without_controls
from accordingto.errors import EmptyError, LimitError
from accordingto.types import Capture

# libxml2's limit with `huge_tree` is 2048; below it nothing of a page is lost.
DEEPEST = 2000
# Of 289 real pages the largest has 3,129 elements. 40,000 take 12 s, and the time grows with the square.
MOST_ELEMENTS = 50_000
# Below this many characters an extraction is suspected to have missed the report.
_SUSPICIOUSLY_SHORT = 300
# JSON-LD's own text replaces an extraction that has less than this share of it.
_LEAST_SHARE = 0.5

_BLOCKS = frozenset((
    "p", "head", "quote", "list", "item", "table", "row", "cell", "code", "div", "fw", "ab", "body",
    "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "blockquote", "li", "ul", "ol",
))  # fmt: skip
# They warn of pages that this module reports on its own.
for _noisy in ("trafilatura", "htmldate"):
    logging.getLogger(_noisy).setLevel(logging.CRITICAL)

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NOT_TEXT = ("script", "style", "noscript", "template", "iframe", "svg", "button", "select", "textarea")


@functools.cache
def extractor_name() -> str:
    """What makes the text, with versions."""
    return f"trafilatura/{version('trafilatura')} accordingto-html/1"


def read(capture: Capture) -> tuple[str, Found]:
    """The main text, paragraphs apart by a blank line, and what the page says about itself.

    Raises `EmptyError` if there is no main text, `LimitError` if the page is nested or branched beyond use.
    """
    tree = parse(capture.data, capture.charset, capture.location)
    try:
        found = html_metadata.find(tree, url=capture.url, retrieved=capture.retrieved)
        body = html_metadata.article_body(tree)
        text = main_text(tree, body, title=found.title)
    except RecursionError as error:
        raise LimitError(_too_deep(capture.location)) from error
    if not text:
        raise EmptyError(
            f"No main text was found in the page {capture.location}. "
            "If a browser shows one, save the text and add that."
        )
    return text, found


def parse(data: bytes, declared: str | None, location: str) -> HtmlElement:
    """The tree of a page, of whatever encoding and however broken. Raises `EmptyError` and `LimitError`."""
    markup = without_controls(
        newlines(charset.decode(data, declared or charset.meta_charset(data), location))
    )
    # A marked encoding would contradict the UTF-8 that libxml2 is given.
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError as error:
        raise EmptyError(f"The page {location} is empty.") from error
    _check_limits(tree, location)
    return tree


def main_text(tree: HtmlElement, body: str, *, title: str | None) -> str:
    """The report in a page, without navigation, comments and teasers; `tree` is altered.

    `body` is the page's own `articleBody`, used where the extraction fell far short of it.
    """
    _drop_unseen(tree)
    paragraphs = _paragraphs(_extract(tree, precise=True))
    if sum(map(len, paragraphs)) < _SUSPICIOUSLY_SHORT:
        paragraphs = max(
            paragraphs, _paragraphs(_extract(tree, precise=False)), key=lambda some: sum(map(len, some))
        )
    text = "\n\n".join(_cleaned(recover(tree, paragraphs, body), title))
    own = tidy(body)
    return own if len(text) < _LEAST_SHARE * len(own) else text


def _check_limits(tree: HtmlElement, location: str) -> None:
    depth, elements = 0, 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        elements += event == "start"
        if depth > DEEPEST:
            raise LimitError(_too_deep(location))
    if elements > MOST_ELEMENTS:
        raise LimitError(
            f"The page {location} has {elements:,} elements; {MOST_ELEMENTS:,} are read. "
            "Save the report alone and add that."
        )


def _too_deep(location: str) -> str:
    return f"The page {location} nests its elements too deeply to be read. Save its text and add that."


def _drop_unseen(tree: HtmlElement) -> None:
    etree.strip_elements(tree, *_NOT_TEXT, with_tail=False)
    for element in tree.xpath("//*[@hidden or @style]"):
        seen = "hidden" not in element.attrib and not _HIDDEN.search(element.get("style", ""))
        if not seen and element.tag not in ("html", "body") and element.getparent() is not None:
            element.drop_tree()


def _extract(tree: HtmlElement, *, precise: bool) -> etree._Element | None:
    options = Extractor(
        output_format="python", precision=precise, comments=False, tables=True, with_metadata=False
    )
    document = trafilatura.bare_extraction(tree, options=options)
    return getattr(document, "body", None)


def _paragraphs(body: etree._Element | None) -> list[str]:
    return [] if body is None else [paragraph for raw in _pieces(body) if (paragraph := tidy(raw))]


def _cleaned(paragraphs: list[str], title: str | None) -> list[str]:
    """Without calls to click and subscribe, and without the title that pages repeat over their text."""
    kept = [paragraph for paragraph in paragraphs if not is_boilerplate(paragraph)]
    return kept[1:] if kept and title and _same(kept[0], title) else kept


def _same(a: str, b: str) -> bool:
    return (one_line(a) or "").casefold() == (one_line(b) or "").casefold()


def _pieces(body: etree._Element) -> Iterator[str]:
    """Text between the borders of block elements, in order."""
    piece: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag in _BLOCKS:
            yield "".join(piece)
            piece = []
        if event == "start":
            piece += ["\n"] if element.tag == "lb" else [_inline(element.text)]
        elif element is not body:
            piece.append(_inline(element.tail))
    yield "".join(piece)


def _inline(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")
