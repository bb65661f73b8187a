"""How documents are read: one after the other, or in several processes. The order is always kept."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Protocol, Self, TypeVar

from accordingto.errors import AccordingtoError, DocumentError
from accordingto.types import Document, Noun, Reading

# Documents handed out ahead of the one that is waited for: enough that no process idles while the ledger
# writes, few enough that memory does not grow with the number of documents.
AHEAD = 4


# A text too short to tell its language is read all the same.
READ_LANGUAGES = ("en", None)


class Failed(Noun, frozen=True):
    """A document that the reader could not read, and why."""

    document: str
    reason: str


class Reader(Protocol):
    """What reads: `fingerprint` names weights and rules, so that a change of either is another reader."""

    @property
    def fingerprint(self) -> str:
        """The reader's name in the ledger."""

    def read(self, document: Document) -> Reading:
        """Everything found in one document."""


class Executor(Protocol):
    """A reader at work on many documents."""

    @property
    def fingerprint(self) -> str:
        """The reader's name in the ledger."""

    def map(self, documents: Iterable[Document]) -> Iterator[Reading | Failed]:
        """One result for each document, in their order."""


T = TypeVar("T")
Load = Callable[[], Reader]


class Serial:
    """One document after the other, in this process. The reader is loaded when it is first needed."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._reader: Reader | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._reader = None

    @property
    def fingerprint(self) -> str:
        """The reader's name in the ledger."""
        return self._loaded().fingerprint

    def map(self, documents: Iterable[Document]) -> Iterator[Reading | Failed]:
        """One result for each document, in their order."""
        for document in documents:
            yield attempt(self._loaded(), document)

    def _loaded(self) -> Reader:
        if self._reader is None:
            self._reader = self._load()
        return self._reader


class Processes:
    """Documents in `jobs` processes, each of which loads the reader once. `load` must be picklable."""

    def __init__(self, load: Load, jobs: int) -> None:
        # A forked child would inherit the model's threads and the ledger's connections in an unknown state.
        context = multiprocessing.get_context("spawn")
        self._jobs = jobs
        self._pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_prepare, initargs=(load,))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(wait=kind is None, cancel_futures=True)

    @property
    def fingerprint(self) -> str:
        """The reader's name in the ledger."""
        return _result(self._pool.submit(_fingerprint))

    def map(self, documents: Iterable[Document]) -> Iterator[Reading | Failed]:
        """One result for each document, in their order."""
        waiting: deque[Future[Reading | Failed]] = deque()
        for document in documents:
            waiting.append(self._pool.submit(_attempt, document))
            if len(waiting) >= self._jobs * AHEAD:
                yield _result(waiting.popleft())
        while waiting:
            yield _result(waiting.popleft())


def attempt(reader: Reader, document: Document) -> Reading | Failed:
    """Read one document; in another language than English, the reading is empty.

    A document that cannot be read must not stop the others. Raises `ModelError`, which would fail them all.
    """
    if document.language not in READ_LANGUAGES:
        return Reading(document=document)
    try:
        return reader.read(document)
    except DocumentError as error:
        return Failed(document=document.id, reason=str(error))
    except AccordingtoError:
        raise
    except Exception as error:
        reason = f"The reader failed: {type(error).__name__}: {error}. Please report this."
        return Failed(document=document.id, reason=reason)


def _result(future: Future[T]) -> T:
    try:
        return future.result()
    except BrokenProcessPool as error:
        raise AccordingtoError(
            "A reading process ended of itself, most likely for lack of memory. What was stored is kept; "
            "run the command again with fewer --jobs."
        ) from error


# --- inside a process of the pool -----------------------------------------------------------------

_load: Load | None = None
_reader: Reader | None = None


def _prepare(load: Load) -> None:
    global _load
    _load = load
    # Ctrl-C reaches every process of the terminal; only the first one answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _loaded() -> Reader:
    # Loaded in the first task and not in `_prepare`, where an error would break the pool without a word.
    global _reader
    if _reader is None:
        assert _load is not None
        _reader = _load()
    return _reader


def _fingerprint() -> str:
    return _loaded().fingerprint


def _attempt(document: Document) -> Reading | Failed:
    return attempt(_loaded(), document)
