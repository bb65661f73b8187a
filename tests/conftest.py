"""What tests of the whole share: a reader that needs no model, and a ledger in a folder of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from accordingto.executors import Executor, Serial
from accordingto.ledger import Ledger, create_ledger
from accordingto.types import Attribution, Document, Reading

_SAID = re.compile(r"(?P<source>The [a-z]+) (?P<cue>said|denied) that (?P<content>[^.\n]+)\.")


class PatternReader:
    """Reads `The mayor said that ... .`, and fails on a document that holds `UNREADABLE`."""

    fingerprint = "pattern-1"

    def read(self, document: Document) -> Reading:
        if "UNREADABLE" in document.text:
            raise ValueError("no pattern for this")
        return Reading(
            document=document,
            attributions=tuple(
                Attribution(
                    id=f"a{number}",
                    source=match.span("source"),
                    source_entity=None,
                    source_kind="named",
                    cue=match.span("cue"),
                    content=(match.span("content"),),
                    quote="indirect",
                    act="deny" if match["cue"] == "denied" else "say",
                    parent=None,
                    confidence=0.9,
                )
                for number, match in enumerate(_SAID.finditer(document.text), 1)
            ),
        )


@pytest.fixture
def executor() -> Executor:
    return Serial(PatternReader)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with create_ledger(str(tmp_path / "test.db")) as made:
        yield made
