from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from accordingto.sources.robots import MOST_BYTES, may_fetch, parse_robots, product

from .conftest import unhurried

ROBOTS = b"""\xef\xbb\xbf# who may read what
User-agent: otherbot
User-agent: AccordingTo
Disallow: /private
Allow: /private/open
Disallow: /*.pdf$
Disallow: /search*sort=
Allow: /same
Disallow: /same
nonsense without a colon
Crawl-delay: 2.5

User-agent: *
Disallow: /
"""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", True),
        ("/private", False),
        ("/private/x", False),
        ("/privateer", False),
        ("/private/open/x", True),
        ("/report.pdf", False),
        ("/report.pdf?page=2", True),
        ("/a.pdf/b.pdf", False),
        ("/search?q=x&sort=up", False),
        ("/search?q=x", True),
        ("/same", True),
        ("/%70rivate", False),
    ],
)
def test_the_longest_matching_rule_wins(path: str, expected: bool) -> None:
    assert may_fetch(parse_robots(ROBOTS, agent="accordingto"), path) is expected


def test_who_is_not_named_falls_under_the_star() -> None:
    assert not may_fetch(parse_robots(ROBOTS, agent="somebody"), "/")


def test_groups_of_one_name_are_one_group() -> None:
    data = b"User-agent: a\nDisallow: /x\nUser-agent: b\nDisallow: /\nUser-agent: a\nDisallow: /y\n"
    robots = parse_robots(data, agent="a")
    assert [may_fetch(robots, path) for path in ("/x", "/y", "/z")] == [False, False, True]


@pytest.mark.parametrize(
    "data", [b"", b"<html>not found</html>", b"User-agent: *\nDisallow:\n", b"Disallow: /\n"]
)
def test_no_rule_forbids_nothing(data: bytes) -> None:
    assert may_fetch(parse_robots(data, agent="accordingto"), "/x")


@pytest.mark.parametrize(("text", "seconds"), [("2.5", 2.5), ("soon", 0), ("-1", 0), ("nan", 0), ("inf", 0)])
def test_crawl_delay(text: str, seconds: float) -> None:
    robots = parse_robots(f"User-agent: *\nCrawl-delay: {text}".encode(), agent="accordingto")
    assert robots.delay == seconds


def test_what_stands_after_the_limit_is_not_read() -> None:
    data = b"User-agent: *\n" + b"#" * MOST_BYTES + b"\nDisallow: /\n"
    assert may_fetch(parse_robots(data, agent="accordingto"), "/x")


def test_a_pattern_made_to_take_long_does_not() -> None:
    data = b"User-agent: *\nDisallow: /" + b"*a" * 5_000 + b"$\n"
    assert may_fetch(parse_robots(data, agent="accordingto"), "/" + "a" * 4_000 + "b")


@unhurried
@given(st.binary(max_size=200), st.text(max_size=30))
def test_any_bytes_can_be_parsed(data: bytes, path: str) -> None:
    may_fetch(parse_robots(b"User-agent: *\nDisallow: " + data, agent="accordingto"), "/" + path)


def test_the_product_name_is_what_robots_files_use() -> None:
    assert product("accordingto/0.1 (+https://news.example/about)") == "accordingto"
