"""Web archives: WARC 1.x and ARC 1, plain or gzipped, one record at a time.

Sources: ISO 28500 (WARC 1.0 and 1.1), the Internet Archive's ARC 1 format, RFC 9112 for the messages inside.
Read here rather than by warcio, for reasons in docs/decisions/0010: memory stays bounded whatever the file
claims, and damage is reported where it is instead of being passed over.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from accordingto.errors import TooLargeError
from accordingto.sources.bodies import BodyError, content_type, decoded, too_large, unchunked
from accordingto.sources.kinds import PAGES, media_type_of
from accordingto.sources.rejects import rejected
from accordingto.sources.streams import ByteStream, DamageError
from accordingto.types import Capture, Hints, Noun, Reject

#: Most bytes of the header of a record, and of the HTTP header in it.
MOST_HEADER = 65_536

_WARC = b"WARC/"
_ARC = b"filedesc://"
_STATUS_LINE = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})\b")
_BASE_64 = (base64.b64encode, base64.urlsafe_b64encode)
_HEADER_END = re.compile(rb"\r?\n\r?\n")


class _Head(Noun, frozen=True):
    """The header of a record of either format. Header names are in lower case, `length` is in bytes."""

    kind: str
    url: str
    date: str
    length: int
    headers: dict[str, str]


class _Format(Noun, frozen=True):
    """How records of a format begin, and how their headers are read."""

    opening: bytes
    newlines: int  # that stand behind every record
    starts: Callable[[ByteStream], bool]
    read_head: Callable[[ByteStream], _Head]


def is_archive(head: bytes) -> bool:
    """Whether a file that starts with `head`, at least 16 bytes, is a WARC or an ARC."""
    return head.startswith((_WARC, _ARC))


def archive_captures(
    stream: ByteStream, name: str, *, hints: Hints, max_bytes: int
) -> Iterator[Capture | Reject]:
    """Every page in an archive, as a Capture at `name#offset` (of its gzip member, where there is one).

    A page is a response with status 200, or a resource, that holds HTML, PDF or plain text; all other records
    are passed over by rule. A record that is damaged, cut short or too large becomes a Reject, and reading
    goes on with the next one that can be found. An archive without a page is a Reject, too.
    """
    records = pages = 0
    for place, outcome in _outcomes(stream, max_bytes):
        records += 1
        if outcome is not None:
            pages += 1
            yield _placed(f"{name}#{place}", outcome, hints)
    if not pages:
        yield rejected(
            name, f"None of its {records} records is a page: HTML, PDF or text, answered with 200."
        )


class _Page(Noun, frozen=True):
    """What a record holds that is a page."""

    data: bytes
    url: str
    retrieved: str
    media_type: str | None
    charset: str | None


def _placed(location: str, outcome: _Page | Exception, hints: Hints) -> Capture | Reject:
    if isinstance(outcome, Exception):
        return rejected(location, outcome)
    return Capture(
        data=outcome.data,
        location=location,
        retrieved=outcome.retrieved,
        media_type=outcome.media_type,
        charset=outcome.charset,
        url=outcome.url if outcome.url.startswith("http") else None,
        hints=hints,
    )


def _outcomes(stream: ByteStream, max_bytes: int) -> Iterator[tuple[str, _Page | Exception | None]]:
    """For each record, its place and its page, None if it is passed over, or what is wrong with it."""
    archive = _format_of(stream)
    while True:
        place = ""
        try:
            _skip_blank_lines(stream)
            if not stream.ready():
                return
            place = stream.place()
            head = archive.read_head(stream)
            block = _read_block(stream, archive, head, max_bytes)
            _check_end(stream, archive)
        except DamageError as error:
            place = place or stream.place()
            yield place, DamageError(f"The archive is damaged at byte {place}: {error}.")
            if not _find_next_record(stream, archive):
                return
        else:
            yield place, _page_or_error(head, block, max_bytes)


def _format_of(stream: ByteStream) -> _Format:
    try:
        return _ARC_FORMAT if stream.ready() and stream.peek(len(_ARC)) == _ARC else _WARC_FORMAT
    except DamageError:
        return _WARC_FORMAT


def _skip_blank_lines(stream: ByteStream) -> int:
    """Go to the start of the next record, or the end. Returns the number of newlines passed over."""
    count = 0
    while stream.ready() and stream.peek(1) in (b"\r", b"\n"):
        count += stream.readline(1) == b"\n"
    return count


def _read_block(stream: ByteStream, archive: _Format, head: _Head, max_bytes: int) -> bytes:
    """The block of a record; empty if it cannot be a page, and only its beginning if it is too large."""
    room = max_bytes + MOST_HEADER if head.kind in ("response", "resource") else 0
    kept = min(head.length, room)
    block = b""
    passed = 0
    while True:
        block += stream.read(kept - len(block))
        if len(block) == kept:
            passed += stream.skip(head.length - kept - passed)
        there = len(block) + passed
        if there == head.length:
            return block
        # Some writers cut gzip members elsewhere than between records, so a record may go on in the next.
        if not stream.ready() or archive.starts(stream):
            raise DamageError(f"a record of {head.length:,} bytes breaks off after {there:,}")


def _check_end(stream: ByteStream, archive: _Format) -> None:
    """Raises `DamageError` if the record ends elsewhere than its length says, or its member is damaged."""
    member = stream.member
    try:
        newlines = _skip_blank_lines(stream)
        more = stream.ready()
    except DamageError:
        if stream.member == member:
            raise
        return  # the next record is damaged, not this one
    if more and newlines < archive.newlines and not archive.starts(stream):
        raise DamageError("a record goes on after the length that it states")


def _find_next_record(stream: ByteStream, archive: _Format) -> bool:
    while True:
        try:
            while stream.ready():
                if archive.starts(stream):
                    return True
                stream.readline(MOST_HEADER)
            return False
        except DamageError:
            if not stream.recover(archive.opening):
                return False


def _page_or_error(head: _Head, block: bytes, max_bytes: int) -> _Page | Exception | None:
    try:
        return _page(head, block, max_bytes)
    except (BodyError, TooLargeError) as error:
        return error


def _page(head: _Head, block: bytes, max_bytes: int) -> _Page | None:
    """The page in a record, or None if there is none. Raises `BodyError` or `TooLargeError`."""
    message = _message(head, block)
    if message is None:
        return None
    headers, body = message
    media_type, charset = content_type(headers.get("content-type"))
    if media_type is not None and media_type not in PAGES:
        return None
    _check_whole(head, block, max_bytes)
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = unchunked(body)
    data = decoded((body,), headers.get("content-encoding"), limit=max_bytes)
    media_type = media_type or media_type_of(data)
    if media_type not in PAGES:
        return None
    return _Page(
        data=data, url=head.url, retrieved=_instant(head.date), media_type=media_type, charset=charset
    )


def _message(head: _Head, block: bytes) -> tuple[dict[str, str], bytes] | None:
    """HTTP header and body of a response with status 200; for bytes stored as such, the record's header."""
    status = _STATUS_LINE.match(block)
    if head.kind == "response" and status:
        end = _HEADER_END.search(block, 0, MOST_HEADER)
        if status[1] != b"200" or end is None:
            return None
        return _headers(block[: end.start()].splitlines()[1:]), block[end.end() :]
    if head.kind == "resource" and head.url.startswith(("http:", "https:", "file:")):
        return head.headers, block
    return None


def _check_whole(head: _Head, block: bytes, max_bytes: int) -> None:
    if len(block) < head.length:
        raise TooLargeError(f"Its record has {head.length:,} bytes. {too_large(max_bytes)}")
    if cut := head.headers.get("warc-truncated"):
        raise BodyError(f"The archive kept only its beginning (WARC-Truncated: {cut}).")
    if "warc-segment-number" in head.headers:
        raise BodyError("It is stored in several segments, which are not put together here.")
    if not _digest_holds(head.headers.get("warc-block-digest", ""), block):
        raise BodyError("Its bytes do not match its WARC-Block-Digest: they were altered or damaged.")


def _digest_holds(stated: str, block: bytes) -> bool:
    """Whether a block has the digest stated; an unknown algorithm proves nothing.

    The standard leaves the spelling open; archives have base 32 (mostly), hex and both kinds of base 64.
    """
    algorithm, _, value = stated.strip().partition(":")
    name = algorithm.lower().replace("-", "")
    if name not in ("md5", "sha1", "sha256", "sha384", "sha512"):
        return True
    digest = hashlib.new(name, block, usedforsecurity=False).digest()
    value = value.rstrip("=")
    if value.lower() in (digest.hex(), base64.b32encode(digest).decode("ascii").rstrip("=").lower()):
        return True
    return value in (encode(digest).decode("ascii").rstrip("=") for encode in _BASE_64)


def _instant(date: str) -> str:
    """A WARC-Date, or the 14 digits of an ARC, in UTC to the second. Raises `BodyError`."""
    try:
        moment = datetime.fromisoformat(date)
    except ValueError as error:
        raise BodyError(f"Its record has no date that can be read: {date!r}.") from error
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


# --- the headers of both formats ------------------------------------------------------------------


def _read_warc_head(stream: ByteStream) -> _Head:
    if not stream.readline(MOST_HEADER).startswith(_WARC):
        raise DamageError("no WARC record starts there")
    headers = _headers(_header_lines(stream))
    url = headers.get("warc-target-uri", "").removeprefix("<").removesuffix(">").replace(" ", "%20")
    return _Head(
        kind=headers.get("warc-type", "").lower(),
        url=url,
        date=headers.get("warc-date", ""),
        length=_length(headers.get("content-length", "")),
        headers=headers,
    )


def _header_lines(stream: ByteStream) -> list[bytes]:
    lines: list[bytes] = []
    left = MOST_HEADER
    while (line := stream.readline(left)).strip():
        left -= len(line)
        lines.append(line)
    if not line.endswith(b"\n"):
        raise DamageError("the header of a record breaks off, or is longer than 64 KiB")
    return lines


def _headers(lines: list[bytes]) -> dict[str, str]:
    """Header fields by lower-case name, the first of a name winning; folded lines are joined."""
    unfolded: list[str] = []
    for line in lines:
        text = line.decode("utf-8", "replace")
        if unfolded and text[:1] in (" ", "\t"):
            unfolded[-1] += " " + text.strip()
        else:
            unfolded.append(text.strip())
    headers: dict[str, str] = {}
    for text in unfolded:
        name, _, value = text.partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    return headers


def _length(value: str) -> int:
    if not value.isascii() or not value.isdecimal():
        raise DamageError(f"a record has no length that can be read: {value!r}")
    return int(value)


def _warc_starts(stream: ByteStream) -> bool:
    return stream.peek(len(_WARC)) == _WARC


def _read_arc_head(stream: ByteStream) -> _Head:
    fields = _arc_fields(stream.readline(MOST_HEADER))
    if fields is None:
        raise DamageError("no ARC 1 record starts there")
    url, _, date, media_type, length = fields
    return _Head(
        kind="filedesc" if url.startswith("filedesc:") else "response",
        url=url.replace(" ", "%20"),
        date=f"{date[:8]}T{date[8:]}Z",
        length=int(length),
        headers={"content-type": media_type},
    )


def _arc_fields(line: bytes) -> list[str] | None:
    """URL (which may hold spaces), IP address, date, media type and length, if it is an ARC 1 record."""
    fields = line.decode("utf-8", "replace").rstrip("\r\n").rsplit(" ", 4)
    if len(fields) != 5 or ":" not in fields[0] or not line.endswith(b"\n"):
        return None
    date, length = fields[2], fields[4]
    return fields if re.fullmatch("[0-9]{14}", date) and re.fullmatch("[0-9]{1,18}", length) else None


def _arc_starts(stream: ByteStream) -> bool:
    line = stream.peek(4096)
    return _arc_fields(line[: line.find(b"\n") + 1]) is not None


_WARC_FORMAT = _Format(opening=_WARC, newlines=2, starts=_warc_starts, read_head=_read_warc_head)
_ARC_FORMAT = _Format(opening=_ARC, newlines=1, starts=_arc_starts, read_head=_read_arc_head)
