"""Bytes of a file that may be gzipped, read in bounded steps, with the place of each in the file."""

from __future__ import annotations

import re
import zlib
from typing import BinaryIO

from accordingto.errors import TooLargeError
from accordingto.sources.bodies import STEP, too_large

_GZIP_MAGIC = b"\x1f\x8b"
_MEMBER = re.compile(rb"\x1f\x8b\x08")
_GZIP_WINDOW = zlib.MAX_WBITS | 16
# Enough for a gzip header with its optional fields and the first bytes behind it.
_MEMBER_HEAD = 4096


class DamageError(ValueError):
    """Bytes that cannot be read on from here."""


class ByteStream:
    """Reads a binary file from its start; gzip is undone, member by member.

    `peek`, `readline`, `read` and `skip` stay within one gzip member, which in a web archive is one record;
    only `ready` goes on to the next. At most `STEP` bytes more than asked for are held.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._packed = file.read(STEP)
        self._taken = len(self._packed)  # bytes read from the file
        self._gzipped = self._packed.startswith(_GZIP_MAGIC)
        self._engine: zlib._Decompress | None = None
        self._member = 0  # where the current member starts in the file
        self._offset = 0  # bytes consumed of the member, or of a file that is not gzipped
        self._buffer = b""
        self._at = 0

    def place(self) -> str:
        """Where the next byte is: an offset in the file; in gzip, of its member, and `+n` bytes into it."""
        if not self._gzipped:
            return str(self._offset)
        return f"{self._member}+{self._offset}" if self._offset else str(self._member)

    @property
    def member(self) -> int:
        """Where the current gzip member starts in the file."""
        return self._member

    def ready(self) -> bool:
        """Whether there is another byte. Raises `DamageError` where there is one that cannot be read."""
        while self._at == len(self._buffer):
            if not self._fill() and not self._open_member():
                return False
        return True

    def peek(self, size: int) -> bytes:
        """The next bytes, up to `size`, without taking them."""
        try:
            while len(self._buffer) - self._at < size and self._fill():
                pass
        except DamageError:
            pass  # it is met again, and told, when the bytes before it are used up
        return self._buffer[self._at : self._at + size]

    def readline(self, limit: int) -> bytes:
        """The next line with its newline, or its first `limit` bytes."""
        size = min(256, limit)
        while b"\n" not in (line := self.peek(size)) and size < limit and len(line) == size:
            size = min(4 * size, limit)
        end = line.find(b"\n") + 1
        return self._take(end or len(line))

    def read(self, size: int) -> bytes:
        """The next `size` bytes, or fewer if the member or the file ends."""
        body = bytearray()
        while len(body) < size and (self._at < len(self._buffer) or self._fill()):
            body += self._take(size - len(body))
        return bytes(body)

    def skip(self, size: int) -> int:
        """Pass over `size` bytes, or fewer if the member or the file ends. Returns how many."""
        left = size
        while left and (self._at < len(self._buffer) or self._fill()):
            left -= len(self._take(left))
        return size - left

    def rest(self, limit: int) -> bytes:
        """Everything that is left, over all members. Raises `TooLargeError` if that exceeds `limit` bytes."""
        body = bytearray()
        while self.ready():
            body += self.read(STEP)
            if len(body) > limit:
                raise TooLargeError(too_large(limit))
        return bytes(body)

    def recover(self, opening: bytes) -> bool:
        """Go on, after damage, with the next gzip member that starts with `opening`, if there is one."""
        if not self._gzipped or not self._file.seekable():
            return False
        found = self._find_member(self._member + 1, opening)
        if found is None:
            return False
        self._file.seek(found)
        self._taken, self._packed, self._buffer, self._at = found, b"", b"", 0
        self._engine = None
        return True

    def _take(self, size: int) -> bytes:
        taken = self._buffer[self._at : self._at + size]
        self._at += len(taken)
        self._offset += len(taken)
        return taken

    def _fill(self) -> bool:
        """More bytes of the current member at hand; False at its end."""
        more = self._unpacked() if self._gzipped else self._plain()
        self._buffer = self._buffer[self._at :] + more
        self._at = 0
        return bool(more)

    def _plain(self) -> bytes:
        more, self._packed = self._read_packed(), b""
        return more

    def _read_packed(self) -> bytes:
        if not self._packed:
            self._packed = self._file.read(STEP)
            self._taken += len(self._packed)
        return self._packed

    def _unpacked(self) -> bytes:
        """The next piece out of the decompressor; empty at the end of the member."""
        while self._engine is not None:
            packed = self._read_packed()
            try:
                piece = self._engine.decompress(packed, STEP)
            except zlib.error as error:
                raise DamageError(f"the gzip member at byte {self._member} is damaged") from error
            if not piece and not packed:
                raise DamageError(f"the file ends in the middle of the gzip member at byte {self._member}")
            done = self._engine.eof
            self._packed = self._engine.unused_data if done else self._engine.unconsumed_tail
            self._engine = None if done else self._engine
            if piece:
                return piece
        return b""

    def _open_member(self) -> bool:
        """Start on the next gzip member. Zero bytes between members are padding."""
        if not self._gzipped:
            return False
        while self._read_packed() and not (stripped := self._packed.lstrip(b"\0")):
            self._packed = b""
        if not self._packed:
            return False
        self._packed = stripped
        self._member, self._offset = self._taken - len(self._packed), 0
        if len(self._packed) < 2:
            self._packed += (more := self._file.read(STEP))
            self._taken += len(more)
        if not self._packed.startswith(_GZIP_MAGIC):
            raise DamageError(f"no gzip member starts at byte {self._member}")
        self._engine = zlib.decompressobj(_GZIP_WINDOW)
        return True

    def _find_member(self, start: int, opening: bytes) -> int | None:
        at, window = start, b""
        while True:
            self._file.seek(at)
            more = self._file.read(STEP)
            if not more:
                return None
            window = window[-2:] + more
            first = at + len(more) - len(window)
            for match in _MEMBER.finditer(window):
                if self._opens(first + match.start(), opening):
                    return first + match.start()
            at += len(more)

    def _opens(self, at: int, opening: bytes) -> bool:
        self._file.seek(at)
        try:
            head = zlib.decompressobj(_GZIP_WINDOW).decompress(self._file.read(_MEMBER_HEAD), len(opening))
        except zlib.error:
            return False
        return head == opening
