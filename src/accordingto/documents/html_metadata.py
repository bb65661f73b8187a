"""What an HTML page says about itself: JSON-LD first, then meta tags, then what readers see."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec
from lxml.html import HtmlElement

from accordingto.documents import metadata
from accordingto.documents.metadata import CONFIDENCE, Found
from accordingto.documents.tidy import one_line
from accordingto.types import PublishedFrom

# The most telling first: a page may describe its site, its author and its article at once.
_ARTICLE_TYPES = (
    "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "backgroundnewsarticle",
    "opinionnewsarticle", "askpublicnewsarticle", "reviewnewsarticle", "liveblogposting", "article", "report",
    "blogposting", "socialmediaposting", "scholarlyarticle", "techarticle", "webpage", "videoobject",
)  # fmt: skip
_DATE_NAMES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "article.published", "parsely-pub-date", "sailthru.date", "publishdate", "publish-date", "publish_date",
    "published_date", "pubdate", "publication_date", "publicationdate", "dateposted", "datecreated",
    "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created",
    "dcterms.date", "dc.date", "citation_publication_date", "citation_date", "originalpublicationdate",
    "article:published", "rnews:datepublished", "release_date", "date",
)  # fmt: skip
_AUTHOR_NAMES = (
    "author",
    "byl",
    "dc.creator",
    "parsely-author",
    "sailthru.author",
    "citation_author",
    "article:author",
)
_TITLE_NAMES = (
    "og:title",
    "twitter:title",
    "dc.title",
    "parsely-title",
    "sailthru.title",
    "headline",
    "title",
)
_OUTLET_NAMES = ("og:site_name", "application-name", "dc.publisher", "publisher", "citation_journal_title")
_DEEPEST = 12
# Generators and templates that name themselves where the outlet should stand.
_NO_OUTLET = re.compile(r"https?://|^(?:home|news|website|site|blog|wordpress|index)$", re.IGNORECASE)
_BYLINE_PATH = (
    './/*[@rel="author" or @itemprop="author" or contains(concat(" ", @class, " "), " byline ")'
    ' or contains(concat(" ", @class, " "), " author ")]'
)

# What some publishers leave of their Markdown in `articleBody`: links, attributes, fences of embeds.
_MARKDOWN = re.compile(r"\[([^\]\n]*)\]\(https?://[^)\s]*\)|\{:[^}\n]*\}|^\+\+\+.*$", re.MULTILINE)

Json = dict[str, object]


def find(tree: HtmlElement, *, url: str | None, retrieved: str) -> Found:
    """Everything a page says about itself; `url` is where it was found, `retrieved` when (ISO 8601)."""
    items = _articles(tree)
    metas = _metas(tree)
    address = url or _canonical(tree, metas)
    outlet = _outlet(items, metas)
    published, source = _published(tree, items, metas, address, retrieved)
    return Found(
        title=_title(tree, items, metas, outlet),
        outlet=outlet,
        url=address,
        byline=_byline(tree, items, metas),
        language=tree.get("lang") or _first(metas, ("og:locale", "content-language", "language")),
        published=published,
        published_from=source,
        published_confidence=CONFIDENCE[source] if source else None,
    )


def article_body(tree: HtmlElement) -> str:
    """The longest `articleBody` of the page's JSON-LD, or ""."""
    bodies = (_text(item.get("articleBody")) or "" for item in _articles(tree))
    return _MARKDOWN.sub(lambda match: match[1] or "", max(bodies, key=len, default=""))


# --- JSON-LD and meta tags ------------------------------------------------------------------------


def _articles(tree: HtmlElement) -> list[Json]:
    """The JSON-LD objects that describe an article or its page, the most telling first."""
    ranked = [(rank, item) for item in _json_objects(tree) if (rank := _rank(item)) is not None]
    return [item for _, item in sorted(ranked, key=lambda pair: pair[0])]


def _json_objects(tree: HtmlElement) -> Iterator[Json]:
    for script in tree.iterfind('.//script[@type="application/ld+json"]'):
        yield from _objects(_parsed(script.text or ""), 0)


def _parsed(text: str) -> object:
    """JSON as sites write it: with control characters in strings, in a comment, with a semicolon behind."""
    stripped = re.sub(r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\]\]>|\]\]>)?[\s;]*$", "", text)
    try:
        return msgspec.json.decode(re.sub(r"[\x00-\x1f]+", " ", stripped))
    except (msgspec.DecodeError, RecursionError):
        return None


def _objects(value: object, depth: int) -> Iterator[Json]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for part in value:
            yield from _objects(part, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"):
            yield from _objects(value.get(key), depth + 1)


def _rank(item: Json) -> int | None:
    kinds = item.get("@type")
    names = [str(kind).rsplit("/", 1)[-1].lower() for kind in (kinds if isinstance(kinds, list) else [kinds])]
    return min((_ARTICLE_TYPES.index(name) for name in names if name in _ARTICLE_TYPES), default=None)


def _metas(tree: HtmlElement) -> dict[str, list[str]]:
    """Content of meta tags by lower-case name, property or itemprop, in page order."""
    metas: dict[str, list[str]] = {}
    for element in tree.iterfind(".//meta[@content]"):
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name, content = element.get(attribute), one_line(element.get("content"))
            if name and content:
                metas.setdefault(name.strip().lower(), []).append(content)
    return metas


def _first(metas: dict[str, list[str]], names: Iterable[str]) -> str | None:
    return next((metas[name][0] for name in names if name in metas), None)


def _text(value: object) -> str | None:
    """A JSON-LD value as text: itself, its `@value` or `name`, or that of the first in a list."""
    if isinstance(value, list):
        return next(filter(None, map(_text, value[:20])), None)
    if isinstance(value, dict):
        return _text(value.get("name") or value.get("@value"))
    return _plain(value) if isinstance(value, str) else None


def _plain(text: str) -> str | None:
    """JSON-LD values are often HTML-escaped once more, some with tags."""
    from html import unescape

    return re.sub(r"</?[a-zA-Z][^<>]*>", "", unescape(text)).strip() or None


# --- the fields -----------------------------------------------------------------------------------


def _canonical(tree: HtmlElement, metas: dict[str, list[str]]) -> str | None:
    link = tree.find('.//link[@rel="canonical"]')
    candidates = (link.get("href") if link is not None else None, *metas.get("og:url", ()))
    return next((url.strip() for url in candidates if url and re.match(r"\s*https?://[^/\s]+/\S", url)), None)


def _outlet(items: list[Json], metas: dict[str, list[str]]) -> str | None:
    publishers = (one_line(_text(item.get("publisher"))) for item in items)
    names = (*publishers, *(metas[name][0] for name in _OUTLET_NAMES if name in metas))
    return next((name for name in names if name and not _NO_OUTLET.search(name)), None)


def _title(
    tree: HtmlElement, items: list[Json], metas: dict[str, list[str]], outlet: str | None
) -> str | None:
    headings = [one_line(str(heading.text_content())) for heading in tree.iterfind(".//h1")]
    candidates = (
        headings[0] if len(headings) == 1 else None,
        *(one_line(_text(item.get("headline"))) for item in items),
        _first(metas, _TITLE_NAMES),
        one_line(tree.findtext(".//title")),
        *headings,
    )
    title = next(
        (title for title in candidates if title and title.casefold() != (outlet or "").casefold()), None
    )
    return metadata.without_outlet(title, outlet) if title else None


def _byline(tree: HtmlElement, items: list[Json], metas: dict[str, list[str]]) -> str | None:
    stated = [_authors(item.get("author") or item.get("creator")) for item in items]
    stated += [metas[name] for name in _AUTHOR_NAMES if name in metas]
    stated += [_visible_authors(tree)]
    return next(filter(None, map(metadata.byline_of, stated)), None)


def _authors(value: object) -> list[str]:
    if isinstance(value, list):
        return [name for part in value[:20] for name in _authors(part)]
    if isinstance(value, dict) and isinstance(value.get("name"), list):
        return _authors(value["name"])
    return list(filter(None, [_text(value)]))


def _visible_authors(tree: HtmlElement) -> list[str]:
    lines = (one_line(str(element.text_content())) or "" for element in tree.xpath(_BYLINE_PATH))
    return [line for line in lines if 3 <= len(line) <= 80][:3]


def _published(
    tree: HtmlElement, items: list[Json], metas: dict[str, list[str]], url: str | None, retrieved: str
) -> tuple[str | None, PublishedFrom | None]:
    for source, stated in _stated_dates(tree, items, metas, url):
        published = metadata.iso_date(stated)
        if published and metadata.is_plausible(published, retrieved):
            return published, source
    guess = _guessed_date(tree, retrieved)
    return guess, "text" if guess else None


def _stated_dates(
    tree: HtmlElement, items: list[Json], metas: dict[str, list[str]], url: str | None
) -> Iterator[tuple[PublishedFrom, str]]:
    for item in items:
        for key in ("datePublished", "dateCreated", "uploadDate"):
            if stated := _text(item.get(key)):
                yield "json-ld", stated
    for name in _DATE_NAMES:
        for stated in metas.get(name, ()):
            yield "meta", stated
    for element in tree.xpath('.//*[@itemprop="datePublished" or @pubdate][@datetime or @content]'):
        yield "meta", element.get("datetime") or element.get("content") or ""
    if url and (day := metadata.url_date(url)):
        yield "url", day


def _guessed_date(tree: HtmlElement, retrieved: str) -> str | None:
    """The day that htmldate finds in what readers see."""
    from htmldate import find_date

    day = find_date(
        tree, original_date=True, extensive_search=False, min_date="1991-01-01", max_date=retrieved[:10]
    )
    return day if isinstance(day, str) else None
