from __future__ import annotations

import gzip
import io

import pytest
from hypothesis import given, strategies as st

from accordingto.errors import TooLargeError
from accordingto.sources.streams import ByteStream, DamageError

from .conftest import unhurried

LINES = b"one\ntwo\n" + b"x" * 1000 + b"\nlast"


@pytest.mark.parametrize("packed", [LINES, gzip.compress(LINES)], ids=["plain", "gzip"])
def test_lines_and_bytes_come_in_order(packed: bytes) -> None:
    stream = ByteStream(io.BytesIO(packed))
    assert stream.ready()
    assert stream.peek(5) == b"one\nt"
    assert stream.readline(100) == b"one\n"
    assert stream.read(2) == b"tw"
    assert stream.readline(100) == b"o\n"
    assert stream.readline(10) == b"x" * 10
    assert stream.skip(985) == 985
    assert stream.readline(100) == b"x" * 5 + b"\n"
    assert stream.read(100) == b"last"
    assert not stream.ready()
    assert (stream.peek(1), stream.readline(9), stream.read(9), stream.skip(9)) == (b"", b"", b"", 0)


def test_reading_stays_within_one_gzip_member() -> None:
    first, second = gzip.compress(b"aaa"), gzip.compress(b"bbb\n")
    stream = ByteStream(io.BytesIO(first + bytes(7) + second + bytes(3)))
    assert stream.ready()
    assert stream.place() == "0"
    assert stream.readline(2) == b"aa"
    assert stream.place() == "0+2"
    assert stream.read(10) == b"a"
    assert stream.read(10) == b""
    assert stream.ready()
    assert stream.place() == str(len(first) + 7)
    assert stream.skip(10) == 4
    assert not stream.ready()


def test_the_place_in_a_plain_file_is_its_offset() -> None:
    stream = ByteStream(io.BytesIO(LINES))
    stream.readline(100)
    assert stream.place() == "4"


@unhurried
@given(st.lists(st.binary(max_size=200), max_size=4))
def test_the_rest_is_all_that_was_packed(parts: list[bytes]) -> None:
    stream = ByteStream(io.BytesIO(b"".join(map(gzip.compress, parts))))
    assert stream.rest(1000) == b"".join(parts)


def test_the_rest_is_bounded() -> None:
    with pytest.raises(TooLargeError):
        ByteStream(io.BytesIO(gzip.compress(bytes(5_000_000)))).rest(1_000_000)


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda packed: packed[:-5], "ends in the middle"),
        (lambda packed: packed[:-6] + b"\0\0" + packed[-4:], "damaged"),
        (lambda packed: packed + b"more", "no gzip member starts"),
    ],
)
def test_damage_is_told_with_its_place(damage: object, message: str) -> None:
    packed = damage(gzip.compress(LINES))  # type: ignore[operator]
    with pytest.raises(DamageError, match=message):
        ByteStream(io.BytesIO(packed)).rest(10_000)


def test_what_comes_before_damage_can_be_read() -> None:
    whole = bytes(range(256)) * 4000
    packed = gzip.compress(whole, 0)
    stream = ByteStream(io.BytesIO(packed[: len(packed) // 2]))
    assert stream.ready()
    assert stream.peek(100) == whole[:100]
    assert stream.read(400_000) == whole[:400_000]
    with pytest.raises(DamageError):
        stream.read(1_000_000)


def test_recovery_goes_on_with_the_next_member_that_opens_as_it_should() -> None:
    broken = gzip.compress(b"WARC/1.0 one")[:-9]
    other = gzip.compress(b"something else")
    good = gzip.compress(b"WARC/1.0 two")
    stream = ByteStream(io.BytesIO(broken + other + good))
    with pytest.raises(DamageError):
        stream.rest(1000)
    assert stream.recover(b"WARC/")
    assert stream.rest(1000) == b"WARC/1.0 two"
    assert not stream.recover(b"WARC/")
