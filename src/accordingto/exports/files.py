"""Files that are there whole or not at all."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from accordingto.errors import ExportError

_SQLITE = b"SQLite format 3\0"


class Sink:
    """A file that bytes go into, which knows their hash. As much of a file as libraries ask for."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._hash = hashlib.sha256()
        self._size = 0
        self.closed = False

    @property
    def sha256(self) -> str:
        """The hash of all that was written."""
        return self._hash.hexdigest()

    def write(self, data: bytes) -> int:
        """Write bytes."""
        self._hash.update(data)
        self._file.write(data)
        self._size += memoryview(data).nbytes
        return memoryview(data).nbytes

    def tell(self) -> int:
        """How many bytes were written."""
        return self._size

    def flush(self) -> None:
        """Hand on what is buffered."""
        self._file.flush()

    def close(self) -> None:
        """Nothing: who opened the file closes it."""
        self.closed = True


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write to, which takes its place at `path` once the block ends without an error.

    Until then, what was at `path` stays as it is. A device or a pipe is written to directly.

    Raises `ExportError` if it cannot be written, or would take the place of a database.
    """
    try:
        _check(path)
        with _direct(path) if path.exists() and not path.is_file() else _replaced(path) as file:
            yield file
    except BrokenPipeError:
        raise
    except OSError as error:
        raise ExportError(
            f"{path} cannot be written: {error.strerror or error}. Name another file."
        ) from error


def _check(path: Path) -> None:
    if path.is_dir():
        raise ExportError(f"{path} is a folder. Name a file in it.")
    if path.is_file() and path.open("rb").read(len(_SQLITE)) == _SQLITE:
        raise ExportError(f"{path} is a database and would be overwritten. Name another file.")


@contextmanager
def _direct(path: Path) -> Iterator[BinaryIO]:
    with path.open("wb") as file:
        yield file


@contextmanager
def _replaced(path: Path) -> Iterator[BinaryIO]:
    # In the same folder, as a file cannot be moved across disks in one step. A link stays a link.
    target = Path(os.path.realpath(path))
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, _mode(target))
        os.replace(name, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


def _mode(target: Path) -> int:
    """The rights of the file that is there, or those that a new file has."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
