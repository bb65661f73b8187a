"""What tests of the whole share: a reader that needs no model, and a ledger in a folder of its own."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from accordingto.cli import run
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


class Done(NamedTuple):
    code: int
    out: str
    err: str

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Done]


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in an empty folder, with nothing of this machine's settings."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("ACCORDINGTO_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "80")

    def command(*arguments: str) -> Done:
        capsys.readouterr()
        code = run(arguments)
        return Done(code, *capsys.readouterr())

    return command
