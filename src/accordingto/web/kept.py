"""What takes long to work out: made beside the requests, and kept until the ledger has grown."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Generic, TypeVar

from accordingto.ledger import Ledger, mapping

T = TypeVar("T")
# Seconds that a request waits for a value, or for a newer one.
PATIENCE = 0.15
# A value is not made anew before this many times as long has passed as making it took.
REST = 10


def one_maker() -> ThreadPoolExecutor:
    """A thread in which values are made one after the other: requests share the processor with one alone."""
    return ThreadPoolExecutor(1, thread_name_prefix="kept")


class Kept(Generic[T]):
    """A value made from a ledger. While a new one is being made, the one before it is given."""

    def __init__(self, make: Callable[[Ledger], T], maker: ThreadPoolExecutor | None = None) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._maker = maker or one_maker()
        self._changes: mapping.Changes | None = None
        self._state: object = None
        self._making: Future[T] | None = None
        self._last: Future[T] | None = None
        self._rested = 0.0

    def of(self, ledger: Ledger, patience: float | None = PATIENCE) -> tuple[T | None, bool]:
        """The value, None before there is any, and whether it is of now. `patience` of None waits for it."""
        with self._lock:
            making, state = self._started(ledger)
        wait([making], timeout=patience)
        with self._lock:
            if making.done():
                self._last = making
            last = self._last
            is_of_now = last is making and state == self._state
        return (last.result() if last else None), is_of_now

    def _started(self, ledger: Ledger) -> tuple[Future[T], object]:
        if self._changes is None:
            self._changes = mapping.Changes(ledger.database)
        state = self._changes.state()
        if self._making is None or self._is_due(self._making, state):
            self._state = state
            self._making = self._maker.submit(self._timed, ledger)
        return self._making, state

    def _is_due(self, making: Future[T], state: object) -> bool:
        if not making.done():
            return False
        if making.exception() is not None:
            return True
        return state != self._state and time.monotonic() >= self._rested

    def _timed(self, ledger: Ledger) -> T:
        begun = time.monotonic()
        made = self._make(ledger)
        ended = time.monotonic()
        self._rested = ended + REST * (ended - begun)
        return made
