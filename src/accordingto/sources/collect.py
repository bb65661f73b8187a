"""From what a user names (a path, an address, standard input) to captures, whatever it turns out to be."""

from __future__ import annotations

import contextlib
import io
import os
import re
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from accordingto.errors import NotFoundError, RefusedError, SourceError, TooLargeError
from accordingto.settings import Settings
from accordingto.sources.feeds import entry_captures, feed_entries
from accordingto.sources.http import Fetcher
from accordingto.sources.kinds import is_feed, media_type_of
from accordingto.sources.rejects import now, rejected
from accordingto.sources.streams import ByteStream, DamageError
from accordingto.sources.warc import archive_captures, is_archive
from accordingto.types import Capture, Hints, Noun, Reject

# By name as well, so that damage in the first record does not hide what the file is.
_ARCHIVES = (".warc", ".warc.gz", ".arc", ".arc.gz")
_BESIDE_LEDGER = ("", "-wal", "-shm", "-journal")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")


class _Job(Noun, frozen=True):
    """What every step of one call needs."""

    hints: Hints
    settings: Settings
    fetcher: Fetcher


def captures(
    target: str, *, hints: Hints, settings: Settings, fetcher: Fetcher | None = None
) -> Iterator[Capture | Reject]:
    """Everything that `target` holds, one by one.

    `target` is a file, a folder (walked in sorted order, hidden files and the ledger in use passed over), `-`
    for standard input, or an http(s) address; each may turn out to be a page, a feed (whose pages are
    fetched) or a web archive. Whatever cannot be used is a Reject with its reason; no
    `AccordingtoError` and no `OSError` is raised.
    """
    with contextlib.ExitStack() as stack:
        job = _Job(hints=hints, settings=settings, fetcher=fetcher or stack.enter_context(Fetcher(settings)))
        location = _readable(target)
        try:
            yield from _from_target(target, location, job)
        except (SourceError, OSError) as error:
            yield rejected(location, error)


def _from_target(target: str, location: str, job: _Job) -> Iterator[Capture | Reject]:
    scheme = _SCHEME.match(target)
    if target == "-":
        yield from _from_stream(sys.stdin.buffer, "-", job)
    elif scheme and scheme[1].lower() in ("http", "https"):
        yield from _from_address(target, job)
    elif scheme and not os.path.lexists(target):
        raise RefusedError(f"{location} is not fetched: only http and https addresses are.")
    elif not os.path.lexists(target):
        raise NotFoundError(
            f"There is no file or folder {location}. A web address starts with http:// or https://."
        )
    elif os.path.isdir(target):
        yield from _from_folder(Path(target), set(), job)
    else:
        yield from _from_file(Path(target), location, job)


def _from_address(url: str, job: _Job) -> Iterator[Capture | Reject]:
    page = job.fetcher.page(url)
    head = ByteStream(io.BytesIO(page.data))
    if head.ready() and is_archive(head.peek(16)):
        yield from archive_captures(head, url, hints=job.hints, max_bytes=job.settings.max_bytes)
    else:
        yield from _from_bytes(page, job)


def _from_folder(folder: Path, walked: set[tuple[int, int]], job: _Job) -> Iterator[Capture | Reject]:
    """Files and folders by name; links are followed, but each folder is walked once, so they cannot loop."""
    place = folder.stat()
    if (place.st_dev, place.st_ino) in walked:
        return
    walked.add((place.st_dev, place.st_ino))
    for path in sorted(folder.iterdir()):
        if not (path.name.startswith(".") or _is_of_ledger(path, job.settings.ledger)):
            yield from _from_member(path, walked, job)


def _is_of_ledger(path: Path, ledger: str) -> bool:
    """Whether a file is the SQLite ledger in use, or one that SQLite keeps beside it: no report."""
    own = Path(ledger)
    names = {f"{own.name}{end}" for end in _BESIDE_LEDGER}
    return path.name in names and path.parent.resolve() == own.parent.resolve()


def _from_member(path: Path, walked: set[tuple[int, int]], job: _Job) -> Iterator[Capture | Reject]:
    location = _readable(str(path))
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            yield from _from_folder(path, walked, job)
        elif stat.S_ISREG(mode):
            yield from _from_file(path, location, job)
        else:
            yield rejected(location, "It is neither a file nor a folder.")
    except (SourceError, OSError) as error:
        yield rejected(location, error)


def _from_file(path: Path, location: str, job: _Job) -> Iterator[Capture | Reject]:
    with path.open("rb") as file:
        yield from _from_stream(file, location, job)


def _from_stream(file: BinaryIO, location: str, job: _Job) -> Iterator[Capture | Reject]:
    """The bytes of a file, a gzipped file, or an archive; the latter is never held whole."""
    stream = ByteStream(file)
    try:
        if location.endswith(_ARCHIVES) or (stream.ready() and is_archive(stream.peek(16))):
            yield from archive_captures(stream, location, hints=job.hints, max_bytes=job.settings.max_bytes)
            return
        data = stream.rest(job.settings.max_bytes)
    except DamageError as error:
        raise SourceError(f"{location} cannot be unpacked: {error}.") from error
    except TooLargeError as error:
        raise TooLargeError(f"{location} is not taken. {error}") from error
    name = location.removesuffix(".gz")
    capture = Capture(
        data=data, location=location, retrieved=now(), media_type=media_type_of(data, name), url=None
    )
    yield from _from_bytes(capture, job)


def _from_bytes(page: Capture, job: _Job) -> Iterator[Capture | Reject]:
    """The page itself, or if it is a feed, the pages that it lists."""
    if not is_feed(page.data):
        yield msgspec.structs.replace(page, hints=job.hints)
        return
    entries = feed_entries(page.data, base_url=page.url or "")
    if not entries:
        yield rejected(page.location, "It is a feed that lists nothing.")
    for _, outcome in entry_captures(entries, page.location, fetcher=job.fetcher, hints=job.hints):
        yield outcome


def _readable(path: str) -> str:
    """A path as text that can be stored: bytes that are no UTF-8 are written as escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
