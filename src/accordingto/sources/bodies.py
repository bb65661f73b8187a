"""What HTTP says of a body and does to it: type, chunks, compression; undone within a limit. Pure."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from accordingto.errors import TooLargeError

#: Most bytes that one step of decompression makes: a bomb is seen after this much, whatever its ratio.
STEP = 65_536

_GZIP_MAGIC = b"\x1f\x8b"
# More layers than this are no web page; every layer multiplies what a bomb can do.
_MOST_ENCODINGS = 2


class BodyError(ValueError):
    """A body that breaks off, is damaged, or is packed in a way that is not undone."""


def decoded(chunks: Iterable[bytes], encoding: str | None, *, limit: int) -> bytes:
    """The whole body with its `Content-Encoding` undone, counted while it is unpacked.

    Raises `TooLargeError` above `limit` bytes, `BodyError` for a body that cannot be undone.
    """
    return collected(unpacked(chunks, encoding), limit=limit)


def unpacked(chunks: Iterable[bytes], encoding: str | None) -> Iterable[bytes]:
    """A body with its `Content-Encoding` undone, in pieces of at most `STEP` bytes where it was packed.

    A body that is declared as gzip but is not (archives often store it unpacked) is taken as it is.
    Raises `BodyError` for a body that cannot be undone.
    """
    names = [name.strip().lower() for name in (encoding or "").split(",")]
    names = [name for name in names if name not in ("", "identity", "none")]
    if len(names) > _MOST_ENCODINGS:
        raise BodyError(f"It is compressed {len(names)} times over.")
    for name in reversed(names):
        if name not in ("gzip", "x-gzip", "deflate"):
            raise BodyError(f"It is compressed with {name!r}, which is not undone here.")
        chunks = _inflated(_with_head(chunks), name)
    return chunks


def collected(chunks: Iterable[bytes], *, limit: int) -> bytes:
    """All chunks joined. Raises `TooLargeError` as soon as they exceed `limit` bytes."""
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > limit:
            raise TooLargeError(too_large(limit))
    return bytes(body)


def too_large(limit: int) -> str:
    """What to tell about an input above the limit."""
    return f"It is larger than {limit:,} bytes after decompression. The setting max_bytes raises the limit."


def content_type(header: str | None) -> tuple[str | None, str | None]:
    """Media type and charset of a Content-Type header, in lower case."""
    media_type, *parameters = (header or "").lower().split(";")
    pairs = (parameter.partition("=") for parameter in parameters)
    charsets = [value.strip(" \t'\"") for name, _, value in pairs if name.strip() == "charset"]
    return media_type.strip() or None, next(filter(None, charsets), None)


def unchunked(body: bytes) -> bytes:
    """The body with `Transfer-Encoding: chunked` undone.

    A body that does not start with a chunk is taken as it is: many archives store it undone already under the
    old header. Raises `BodyError` if the chunks break off.
    """
    size, start = _chunk_size(body, 0)
    if size is None:
        return body
    parts: list[bytes] = []
    while size:
        end = start + size
        parts.append(body[start:end])
        size, start = _chunk_size(body, end + len(_newline(body, end)))
        if size is None:
            raise BodyError(f"Its chunks break off after {sum(map(len, parts)):,} bytes.")
    return b"".join(parts)


def _chunk_size(body: bytes, at: int) -> tuple[int | None, int]:
    """The size of the chunk whose header stands at `at` (None if none does) and where its bytes start."""
    end = body.find(b"\n", at, at + 1024)
    digits = body[at:end].split(b";")[0].strip()
    if end < 0 or not digits or digits.strip(b"0123456789abcdefABCDEF"):
        return None, at
    return int(digits, 16), end + 1


def _newline(body: bytes, at: int) -> bytes:
    return b"\r\n" if body[at : at + 2] == b"\r\n" else b"\n" if body[at : at + 1] == b"\n" else b""


def _with_head(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes, the first piece with at least the two bytes that tell the format."""
    head = b""
    for chunk in chunks:
        head += chunk
        if len(head) >= 2:
            yield head
            head = b""
    if head:
        yield head


def _inflated(chunks: Iterator[bytes], name: str) -> Iterator[bytes]:
    first = next(chunks, b"")
    if name == "deflate":
        return _unpacked(_chained(first, chunks), _deflate_window(first), name)
    if first.startswith(_GZIP_MAGIC):
        return _unpacked(_chained(first, chunks), zlib.MAX_WBITS | 16, name)
    return _chained(first, chunks)


def _unpacked(chunks: Iterable[bytes], window: int, name: str) -> Iterator[bytes]:
    engine = zlib.decompressobj(window)
    held = b""
    try:
        for piece in chunks:
            chunk, held = held + piece, b""
            while chunk:
                if engine.eof:
                    if chunk == _GZIP_MAGIC[:1]:  # too little to tell another member from padding
                        held = chunk
                        break
                    if not chunk.startswith(_GZIP_MAGIC):  # padding after the last member, as gzip allows
                        return
                    engine = zlib.decompressobj(window)
                yield engine.decompress(chunk, STEP)
                chunk = engine.unused_data if engine.eof else engine.unconsumed_tail
        yield engine.flush()
    except zlib.error as error:
        raise BodyError(f"Its {name} compression is damaged: {error}.") from error
    if not engine.eof:
        raise BodyError(f"It breaks off in the middle of its {name} compression.")


def _deflate_window(first: bytes) -> int:
    """RFC 9110 means zlib by "deflate", but some servers send the bare stream."""
    is_zlib = len(first) >= 2 and first[0] & 0x0F == 8 and int.from_bytes(first[:2], "big") % 31 == 0
    return zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS


def _chained(first: bytes, rest: Iterable[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest
