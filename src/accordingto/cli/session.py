"""The ledger that a command works on, opened."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from accordingto.cli.output import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from accordingto.ledger import Ledger
    from accordingto.settings import Settings


@contextmanager
def opened(settings: Settings, *, read_only: bool = False) -> Iterator[Ledger]:
    """The ledger of the settings. Raises `LedgerError`."""
    from accordingto.ledger import open_ledger

    with open_ledger(settings.ledger, read_only=read_only) as ledger:
        for note in ledger.notes:
            say(note)
        yield ledger
