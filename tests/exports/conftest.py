"""Exports into memory."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any, Protocol

import pytest

from accordingto.exports import Manifest, Row, export, order_of

AT = "2024-04-02T10:00:00Z"


class Exported(Protocol):
    def __call__(self, format: str, rows: Iterable[Row], **how: Any) -> tuple[bytes, Manifest]: ...


@pytest.fixture
def exported() -> Exported:
    """What rows become in a format, and what the export says of itself."""

    def run(format: str, rows: Iterable[Row], **how: Any) -> tuple[bytes, Manifest]:
        file = io.BytesIO()
        manifest = export(rows, file, order_of(format, **how), program="accordingto 0", exported_at=AT)
        return file.getvalue(), manifest

    return run
