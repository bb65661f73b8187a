"""What takes long to work out: made beside the requests, and kept until the ledger has grown.

What took a while is kept in the ledger too, so that the next start shows it at once, though it may be of
before; see `accordingto.ledger.kept`.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Generic, TypeVar

import msgspec

from accordingto.ledger import Ledger, kept
from accordingto.ledger.kept import KeptValue

T = TypeVar("T")
# Seconds that a request waits for a value, or for a newer one.
PATIENCE = 0.15
# A value is not made anew before this many times as long has passed as making it took.
REST = 10
# What takes fewer seconds to make is not kept in the ledger.
WORTH = 1.0


def one_maker() -> ThreadPoolExecutor:
    """A thread in which values are made one after the other: requests share the processor with one alone."""
    return ThreadPoolExecutor(1, thread_name_prefix="kept")


@dataclass(frozen=True)
class Making(Generic[T]):
    """How a value is made, and how it is written and read back. `name` tells it from others."""

    name: str
    make: Callable[[Ledger], T]
    encode: Callable[[T], bytes]
    decode: Callable[[bytes], T]


@dataclass(frozen=True)
class _Made(Generic[T]):
    """A value, and the state of the ledger before it was made."""

    state: str
    value: T


class Kept(Generic[T]):
    """A value made from a ledger. While a new one is being made, the one before it is given.

    With `waits`, whoever asks while there is none yet waits for it.
    """

    def __init__(
        self, how: Making[T], maker: ThreadPoolExecutor | None = None, *, waits: bool = False
    ) -> None:
        self._how = how
        self._waits = waits
        self._lock = threading.Lock()
        self._maker = maker or one_maker()
        self._making: Future[_Made[T]] | None = None
        self._last: _Made[T] | None = None
        self._rested = 0.0

    def begin(self, ledger: Ledger) -> None:
        """Read back what was kept, or make it, so that whoever asks first waits less."""
        with self._lock:
            self._making = self._making or self._maker.submit(self._first, ledger)

    def of(self, ledger: Ledger, patience: float | None = PATIENCE) -> tuple[T | None, bool]:
        """The value, None before there is any, and whether it is of now.

        A newer one is waited for `patience` seconds; of None, as long as it takes.
        """
        self.begin(ledger)
        state = kept.state_of(ledger.database)
        with self._lock:
            making = self._started(ledger, state)
            is_first = self._last is None
        wait([making], timeout=None if is_first and self._waits else patience)
        with self._lock:
            if making is self._making and making.done():
                self._last = making.result()
            last = self._last
        return (None, False) if last is None else (last.value, last.state == state)

    def _started(self, ledger: Ledger, state: str) -> Future[_Made[T]]:
        making = self._making
        assert making is not None
        if making.done() and self._is_due(making, state):
            making = self._making = self._maker.submit(self._made, ledger)
        return making

    def _is_due(self, making: Future[_Made[T]], state: str) -> bool:
        if making.exception() is not None:
            return True
        self._last = making.result()
        return self._last.state != state and time.monotonic() >= self._rested

    def _first(self, ledger: Ledger) -> _Made[T]:
        return self._recalled(ledger) or self._made(ledger)

    def _recalled(self, ledger: Ledger) -> _Made[T] | None:
        found = kept.recall(ledger.database, self._how.name)
        try:
            return None if found is None else _Made(found.state, self._how.decode(found.value))
        except (msgspec.DecodeError, ValueError):
            # Kept by another version of the program.
            return None

    def _made(self, ledger: Ledger) -> _Made[T]:
        begun = time.monotonic()
        made = _Made(kept.state_of(ledger.database), self._how.make(ledger))
        taken = time.monotonic() - begun
        if taken >= WORTH:
            kept.keep(
                ledger.database,
                self._how.name,
                KeptValue(state=made.state, value=self._how.encode(made.value)),
            )
        self._rested = time.monotonic() + REST * taken
        return made
