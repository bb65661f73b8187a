from __future__ import annotations

import pytest

from accordingto.sources.kinds import is_feed, media_type_of

ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"/>'


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"<!DOCTYPE html><p>x", "", "text/html"),
        (b"\xef\xbb\xbf\n<?xml version='1.0'?><!-- x --><html lang='en'>", "page.bin", "text/html"),
        ("<html>".encode("utf-16"), "", "text/html"),
        (b"%PDF-1.7", "report.txt", "application/pdf"),
        (b"He wrote <html> on the wall.", "note.txt", "text/plain"),
        (b"<p>fragment", "folder.d/page.HTM", "text/html"),
        (b"plain", "report", None),
        (b"plain", "", None),
    ],
)
def test_media_type(data: bytes, name: str, expected: str | None) -> None:
    assert media_type_of(data, name) == expected


@pytest.mark.parametrize(
    "data",
    [
        b'<rss version="2.0">',
        b'<?xml version="1.0" encoding="utf-8"?>\n<!-- made by hand -->\n<rss>',
        b'<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.com/rss-0.91.dtd"><rss>',
        b'<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="x">',
        ATOM.encode(),
        ATOM.replace("feed xmlns", "a:feed xmlns:a").encode(),
        ATOM.encode("utf-16"),
        b'\xef\xbb\xbf {"title": "x", "version": "https://jsonfeed.org/version/1.1", "items": []}',
        rb'{"version":"https:\/\/jsonfeed.org\/version\/1"}',
    ],
)
def test_feeds(data: bytes) -> None:
    assert is_feed(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><body>The rss feed: <rss></body></html>",
        b"<rdf:RDF xmlns:rdf='x' xmlns:foaf='y'>",
        b"<urlset>",
        b'{"version": "1.1", "items": []}',
        b"<feedback>",
        b"About <rss> feeds",
    ],
)
def test_other_bytes_are_no_feed(data: bytes) -> None:
    assert not is_feed(data)
