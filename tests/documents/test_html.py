from __future__ import annotations

from collections.abc import Callable

import pytest

from accordingto.documents import html, html_metadata
from accordingto.documents.metadata import Found
from accordingto.errors import DocumentError, EmptyError, LimitError
from accordingto.types import Capture

Capturer = Callable[..., Capture]
SENTENCE = "The governor told reporters on Friday that the road to the harbour had been open since noon. "


def body(*parts: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body><article>{''.join(parts)}</article></body></html>"


def paragraphs(number: int) -> str:
    return "".join(f"<p>{index}. {SENTENCE * 2}</p>" for index in range(number))


def found(page: str, *, url: str | None = None) -> Found:
    return html_metadata.find(html.parse(page.encode(), None, "x"), url=url, retrieved="2024-04-01T00:00:00Z")


# --- text -----------------------------------------------------------------------------------------


def test_headings_and_items_are_paragraphs_of_their_own(capture: Capturer) -> None:
    items = "<ul><li>The first demand is that the road be opened.</li><li>The second is bread.</li></ul>"
    text, _ = html.read(capture(body(paragraphs(3), "<h2>What they want</h2>", items, paragraphs(2))))
    assert (
        "\n\nWhat they want\n\nThe first demand is that the road be opened.\n\nThe second is bread.\n\n"
        in text
    )


def test_quotation_marks_stay_and_odd_spaces_go(capture: Capturer) -> None:
    odd = "<p>&ldquo;So&rdquo;&nbsp;said &quot;he&quot;\u00ad and\u200b &#8216;she&#8217;, e\u0301 too.</p>"
    text, _ = html.read(capture(body(paragraphs(2), odd, paragraphs(2))))
    assert '“So” said "he" and ‘she’, \u00e9 too.' in text


def test_scripts_and_hidden_parts_are_no_text(capture: Capturer) -> None:
    hidden = f"<p style='display: none'>HIDDEN</p><p hidden>HIDDEN {SENTENCE}</p><script>HIDDEN</script>"
    text, _ = html.read(capture(body(paragraphs(3), hidden, paragraphs(2))))
    assert "HIDDEN" not in text


def test_calls_to_subscribe_are_no_text(capture: Capturer) -> None:
    calls = (
        "<p>Sign up for our newsletter and never miss a report from the region again.</p><p>Advertisement</p>"
    )
    text, _ = html.read(capture(body(paragraphs(3), calls, paragraphs(2))))
    assert "newsletter" not in text
    assert "Advertisement" not in text


def test_broken_markup_is_read(capture: Capturer) -> None:
    text, _ = html.read(
        capture(f"<div><p>{SENTENCE * 3}<p>Unclosed <b>bold {SENTENCE * 2}</div></span><table>")
    )
    assert text.count("harbour") == 5


def test_nul_and_control_characters_are_dropped(capture: Capturer) -> None:
    text, _ = html.read(capture(body(f"<p>A\x00B\x07C {SENTENCE * 3}</p>", paragraphs(2))))
    assert "\x00" not in text
    assert "\x07" not in text


def test_an_article_body_stands_in_for_a_page_drawn_by_scripts(capture: Capturer) -> None:
    item = f'{{"@type": "NewsArticle", "articleBody": "{SENTENCE * 6}"}}'
    data = f'<script type="application/ld+json">{item}</script>'
    text, _ = html.read(capture(f"<html><head>{data}</head><body><div id='app'></div></body></html>"))
    assert text == (SENTENCE * 6).strip()


@pytest.mark.parametrize("depth", [300, 1500])
def test_deep_nesting_is_read_or_refused_but_never_lost(depth: int, capture: Capturer) -> None:
    page = "<html><body>" + "<div>" * depth + paragraphs(4) + "</div>" * depth + "</body></html>"
    try:
        text, _ = html.read(capture(page))
    except LimitError:
        return
    assert text.count("harbour") == 8


def test_bottomless_nesting_is_refused(capture: Capturer) -> None:
    with pytest.raises((LimitError, EmptyError)):
        html.read(capture("<html><body>" + "<div>" * 200_000 + paragraphs(4)))


def test_too_many_elements_are_refused(capture: Capturer) -> None:
    with pytest.raises(LimitError, match="elements"):
        html.read(capture(body("<b>x</b>" * 50_001)))


@pytest.mark.parametrize(
    "page", ["<html></html>", "<!-- nothing -->", "<html><body><script>x</script></body></html>"]
)
def test_pages_without_text(page: str, capture: Capturer) -> None:
    with pytest.raises(EmptyError):
        html.read(capture(page))


# --- metadata -------------------------------------------------------------------------------------

LD = '<script type="application/ld+json">%s</script>'
META = '<meta property="article:published_time" content="2024-03-07">'


ARTICLE = '{"@type":"Article","datePublished":"%s"}'
GRAPH = """{"@graph":[{"@type":"WebPage","datePublished":"2020-01-01"},
 {"@type":"http://schema.org/NewsArticle","datePublished":"2024-03-08"}]}"""


@pytest.mark.parametrize(
    ("expected", "source", "head", "url"),
    [
        ("2024-03-08T10:00:00Z", "json-ld", LD % (ARTICLE % "2024-03-08T10:00:00Z") + META, None),
        ("2024-03-08", "json-ld", LD % '[{"@type":["NewsArticle"],"datePublished":"2024-03-08"}];', None),
        ("2024-03-08", "json-ld", LD % GRAPH, None),
        ("2024-03-07", "meta", LD % '{"@type":"Organization","datePublished":"2024-03-08"}' + META, None),
        ("2024-03-07", "meta", LD % "{broken" + META, None),
        ("2024-03-07", "meta", LD % (ARTICLE % "2031-01-01") + META, None),
        ("2024-03-06", "url", "", "https://a.example/2024/03/06/x"),
        (None, None, "", "https://a.example/x"),
    ],
)
def test_dates_and_where_from(expected: str | None, source: str | None, head: str, url: str | None) -> None:
    page = found(body("<p>Words.</p>", head=head), url=url)
    assert (page.published, page.published_from) == (expected, source)


def test_a_visible_date_is_a_guess() -> None:
    page = found(body("<time datetime='2024-03-04'>4 March</time><p>Words.</p>"))
    assert (page.published, page.published_from) == ("2024-03-04", "text")
    assert page.published_confidence == 0.8


def test_titles_outlets_and_bylines() -> None:
    item = (
        '{"@type":"NewsArticle","headline":"It&#039;s over","publisher":{"name":"Harbour Daily"},'
        '"author":{"name":["Mira Toll","Jan Ostrow"]}}'
    )
    page = found(body("<h1>It's over | Harbour Daily</h1>", head=LD % item))
    assert (page.title, page.outlet, page.byline) == ("It's over", "Harbour Daily", "Mira Toll, Jan Ostrow")


def test_deep_json_is_no_crash() -> None:
    assert found(body("<p>Words.</p>", head=LD % ("[" * 100_000))).published is None


def test_any_failure_is_of_the_tree(capture: Capturer) -> None:
    with pytest.raises(DocumentError):
        html.read(capture(b"<html>" + bytes(range(128, 256)) * 10))
