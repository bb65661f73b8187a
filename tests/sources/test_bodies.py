from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator

import pytest
from hypothesis import given, strategies as st

from accordingto.errors import TooLargeError
from accordingto.sources.bodies import BodyError, content_type, decoded, unchunked

from .conftest import unhurried

PAGE = b"<p>The governor said the bridge had been reopened.</p>" * 40


def bare_deflate(data: bytes) -> bytes:
    engine = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return engine.compress(data) + engine.flush()


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        (None, PAGE),
        ("identity", PAGE),
        ("gzip", gzip.compress(PAGE)),
        ("x-gzip", gzip.compress(PAGE)),
        ("GZIP", gzip.compress(PAGE[:50]) + gzip.compress(PAGE[50:])),
        ("gzip", gzip.compress(PAGE) + b"\0" * 20),
        ("gzip", PAGE),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", bare_deflate(PAGE)),
        ("deflate, gzip", gzip.compress(zlib.compress(PAGE))),
    ],
)
@pytest.mark.parametrize("step", [1, 7, 10_000])
def test_content_encoding_is_undone(encoding: str | None, packed: bytes, step: int) -> None:
    chunks = [packed[at : at + step] for at in range(0, len(packed), step)]
    assert decoded(chunks, encoding, limit=len(PAGE)) == PAGE


def test_an_empty_body_stays_empty() -> None:
    assert decoded([], "gzip", limit=10) == b""


@pytest.mark.parametrize(
    ("encoding", "packed", "message"),
    [
        ("br", PAGE, "'br'"),
        ("gzip, gzip, gzip", PAGE, "3 times"),
        ("gzip", gzip.compress(PAGE)[:-4], "breaks off"),
        ("gzip", gzip.compress(PAGE)[:40] + b"\xff\xff" + gzip.compress(PAGE)[42:], "damaged"),
    ],
)
def test_what_cannot_be_undone_is_said(encoding: str, packed: bytes, message: str) -> None:
    with pytest.raises(BodyError, match=message):
        decoded([packed], encoding, limit=10_000)


def test_a_bomb_stops_as_soon_as_the_limit_is_passed() -> None:
    bomb = gzip.compress(b"\0" * 10_000_000)
    taken = []

    def pieces() -> Iterator[bytes]:
        for at in range(0, len(bomb), 100):
            taken.append(at)
            yield bomb[at : at + 100]

    with pytest.raises(TooLargeError, match="1,000,000"):
        decoded(pieces(), "gzip", limit=1_000_000)
    assert len(taken) * 100 < len(bomb) / 5


def test_a_bomb_in_a_bomb_stops_too() -> None:
    bomb = gzip.compress(gzip.compress(b"\0" * 5_000_000))
    with pytest.raises(TooLargeError):
        decoded([bomb], "gzip, gzip", limit=100_000)


def chunked(data: bytes, step: int, newline: bytes = b"\r\n") -> bytes:
    pieces = [data[at : at + step] for at in range(0, len(data), step)]
    return (
        b"".join(b"%x%b%b%b" % (len(piece), newline, piece, newline) for piece in pieces) + b"0" + newline * 2
    )


@unhurried
@given(st.binary(max_size=300), st.integers(1, 90), st.sampled_from([b"\r\n", b"\n"]))
def test_chunks_are_undone(data: bytes, step: int, newline: bytes) -> None:
    assert unchunked(chunked(data, step, newline)) == data


def test_chunk_extensions_and_trailers_are_passed_over() -> None:
    assert unchunked(b"5;name=value\r\nhello\r\n0\r\nExpires: never\r\n\r\n") == b"hello"


def test_a_body_that_is_not_chunked_is_taken_as_it_is() -> None:
    assert unchunked(PAGE) == PAGE
    assert unchunked(b"") == b""


@pytest.mark.parametrize("cut", [4, 10, -6, -4])
def test_chunks_that_break_off_are_not_taken_as_whole(cut: int) -> None:
    with pytest.raises(BodyError, match="break off"):
        unchunked(chunked(b"a" * 64, 16)[:cut])


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, (None, None)),
        ("", (None, None)),
        ("text/html", ("text/html", None)),
        ("Text/HTML; Charset=UTF-8", ("text/html", "utf-8")),
        ('text/plain; format=flowed; charset="iso-8859-1"', ("text/plain", "iso-8859-1")),
        ("text/html; charset=", ("text/html", None)),
    ],
)
def test_content_type(header: str | None, expected: tuple[str | None, str | None]) -> None:
    assert content_type(header) == expected
