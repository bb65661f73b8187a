"""Pages of our own with what must come out beside them.

With ACCORDINGTO_UPDATE_GOLDEN=1 in the environment the expectations are rewritten: look at the diff.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from accordingto.documents import read_document
from accordingto.settings import Settings
from accordingto.types import Capture

PAGES = sorted(Path(__file__).with_name("pages").glob("*.html"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page_is_read_as_expected(page: Path, capture: Callable[..., Capture]) -> None:
    document = read_document(capture(page.read_bytes(), page.name), settings=Settings())
    found = msgspec.to_builtins(msgspec.structs.replace(document, extractor="", id="", text_sha256=""))
    beside = page.with_suffix(".json")
    if os.environ.get("ACCORDINGTO_UPDATE_GOLDEN"):
        beside.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n")
    assert msgspec.json.decode(beside.read_bytes()) == found


def test_there_are_pages() -> None:
    assert len(PAGES) >= 3
