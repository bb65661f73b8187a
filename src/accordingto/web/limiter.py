"""How often one may try to sign in."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

WINDOW = 900.0
PER_ACCOUNT = 8
PER_ADDRESS = 40
# Names that are tried are an attacker's choice: no more than so many are remembered, the latest.
REMEMBERED = 10_000


class Limiter:
    """Failures within the last `WINDOW` seconds, by account and by address."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures: OrderedDict[tuple[str, str], deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, account: str, address: str) -> float:
        """Seconds until the next try is allowed; 0 if it is now."""
        with self._lock:
            return max(
                self._wait(("account", account), PER_ACCOUNT), self._wait(("address", address), PER_ADDRESS)
            )

    def failed(self, account: str, address: str) -> None:
        """Remember a failure."""
        with self._lock:
            for key in (("account", account), ("address", address)):
                self._failures.setdefault(key, deque(maxlen=PER_ADDRESS)).append(self._clock())
                self._failures.move_to_end(key)
            while len(self._failures) > REMEMBERED:
                self._failures.popitem(last=False)

    def succeeded(self, account: str) -> None:
        """Forget the failures of an account that signed in."""
        with self._lock:
            self._failures.pop(("account", account), None)

    def _wait(self, key: tuple[str, str], allowed: int) -> float:
        failures = self._failures.get(key, deque())
        while failures and failures[0] <= self._clock() - WINDOW:
            failures.popleft()
        if len(failures) < allowed:
            return 0.0
        return failures[-allowed] + WINDOW - self._clock()
