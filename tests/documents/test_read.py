from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable

import pytest

from accordingto.documents import document_id, read_document
from accordingto.documents.read import sniff
from accordingto.errors import DocumentError, EmptyError, UnsupportedError
from accordingto.settings import Settings
from accordingto.types import Capture, Document

Capturer = Callable[..., Capture]
SENTENCE = "The governor told reporters on Friday that the road to the harbour had been open since noon. "
PAGE = f"""<html><head><title>Road open</title><meta property="og:site_name" content="Harbour Daily">
<meta property="article:published_time" content="2024-03-08T10:00:00Z"></head>
<body><article><p>{SENTENCE * 3}</p><p>{SENTENCE * 2}</p></article></body></html>"""


def read(capture: Capture) -> Document:
    return read_document(capture, settings=Settings())


@pytest.mark.parametrize(
    ("expected", "data", "location", "media_type"),
    [
        ("html", "<!DOCTYPE html><html></html>", "notes.txt", "text/plain"),
        ("html", "\n<!-- saved --><HTML>", "page", None),
        ("html", '<?xml version="1.0"?>\n<!DOCTYPE html><html>', "page", "application/xml"),
        ("html", "<html>".encode("utf-16"), "page", None),
        ("html", "<p>Fragment</p>", "page", None),
        ("html", "no tag at all", "page.html", None),
        ("text", "<p align=center>A readme</p>", "README.md", None),
        ("text", "A < B, said the mayor", "statement", None),
        ("text", "BM is the bank's name", "statement", None),
        ("pdf", "%PDF-1.7", "report.html", "text/html"),
        ("pdf", "junk before\n%PDF-1.4", "report", None),
        ("text", "plain", "https://example.org/a.php?file=x.html", "text/plain; charset=utf-8"),
    ],
)
def test_format_is_told_by_content_then_media_type_then_name(
    expected: str, data: str | bytes, location: str, media_type: str | None, capture: Capturer
) -> None:
    assert expected == sniff(capture(data, location, media_type=media_type))


def word_file() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("PNG", b"\x89PNG\r\n\x1a\n" + bytes(20)),
        ("JPEG", b"\xff\xd8\xff\xe0" + bytes(20)),
        ("WebP", b"RIFF\x10\0\0\0WEBPVP8 "),
        ("Word", word_file()),
        ("gzip", gzip.compress(b"text")),
        ("MP4", b"\0\0\0\x18ftypisom"),
        ("WARC", b"WARC/1.0\r\nWARC-Type: warcinfo"),
        ("feed", b'<?xml version="1.0"?><rss version="2.0"></rss>'),
        ("binary", b"text" + bytes(100) + b"more"),
    ],
)
def test_other_formats_are_named_and_refused(name: str, data: bytes, capture: Capturer) -> None:
    with pytest.raises(UnsupportedError, match=name):
        read(capture(data, "thing.dat"))


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t", "\ufeff \n".encode("utf-8"), b"<html><body></body></html>"]
)
def test_nothing_in_it(data: bytes, capture: Capturer) -> None:
    with pytest.raises(EmptyError):
        read(capture(data))


def test_identity_and_hash_are_of_what_was_read(capture: Capturer) -> None:
    document = read(capture(PAGE, url="https://www.harbour.example/a?utm_source=x"))
    assert document.id == document_id("Harbour Daily", "https://harbour.example/a", document.text)
    assert len(document.text_sha256) == 64
    assert document.extractor.startswith("trafilatura/")
    assert document.extractor.endswith("accordingto-html/1")


def test_a_users_word_beats_the_page(capture: Capturer) -> None:
    hints = {"outlet": "Other Paper", "published": "2023-12", "title": "Given", "language": "en-US"}
    document = read(capture(PAGE, **hints))
    assert (document.outlet, document.title, document.language) == ("Other Paper", "Given", "en")
    assert (document.published, document.published_from, document.published_confidence) == (
        "2023-12",
        "given",
        1.0,
    )


def test_a_feed_fills_only_gaps(capture: Capturer) -> None:
    hints = {"outlet": "Feed", "published": "Mon, 04 Mar 2024 10:00:00 GMT", "byline": "A. Writer"}
    document = read(capture(PAGE, given_by="feed", **hints))
    assert (document.outlet, document.byline) == ("Harbour Daily", "A. Writer")
    assert (document.published, document.published_from) == ("2024-03-08T10:00:00Z", "meta")


def test_a_feed_dates_what_has_no_date(capture: Capturer) -> None:
    document = read(
        capture(SENTENCE, given_by="feed", published="Mon, 04 Mar 2024 10:00:00 GMT", outlet="Feed")
    )
    assert (document.published, document.published_from) == ("2024-03-04T10:00:00Z", "feed")
    assert document.outlet == "Feed"


def test_a_feed_date_that_is_none_is_no_date(capture: Capturer) -> None:
    assert read(capture(SENTENCE, given_by="feed", published="soon")).published is None


def test_a_users_date_that_is_none_is_refused(capture: Capturer) -> None:
    with pytest.raises(DocumentError, match="03/05/2024"):
        read(capture(SENTENCE, published="03/05/2024"))


def test_the_host_stands_in_for_an_outlet_that_is_not_named(capture: Capturer) -> None:
    assert read(capture(SENTENCE, url="https://www.harbour.example/a.txt")).outlet == "harbour.example"


def test_a_dateline_with_a_year_dates_the_report(capture: Capturer) -> None:
    document = read(capture(f"DORN, 2 March 2024 (SNA) - {SENTENCE}"))
    assert (document.published, document.published_from) == ("2024-03-02", "text")
    assert document.dateline == "DORN, 2 March 2024 (SNA)"


def test_a_dateline_without_a_year_dates_nothing(capture: Capturer) -> None:
    assert read(capture(f"DORN, 2 March (SNA) - {SENTENCE}")).published is None


def test_reading_is_deterministic(capture: Capturer) -> None:
    assert read(capture(PAGE)) == read(capture(PAGE))
