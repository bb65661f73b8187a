"""The documentation says what the program does: pages are fresh, examples run, links lead on.

A block after `<!-- run -->` is executed, in one folder for each page: of `console` the lines that begin with
`$ `, of `python` the whole. After `<!-- run: shows -->`, each line shown below the commands must be in their
output, in this order; `...` stands for lines left out.
"""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import msgspec
import pytest

from accordingto import ledger, types, workflow
from accordingto.cli import checks, sheets

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *ROOT.glob("docs/**/*.md")]
)
NOUNS = (
    types.Reading,
    types.Document,
    types.Entity,
    types.Attribution,
    types.Time,
    types.Place,
    types.Rival,
    types.Figure,
    types.Event,
    types.Denial,
    types.Reference,
    types.Agreement,
    types.Broker,
    types.Term,
    types.Step,
    types.Control,
    types.Framing,
    types.Claim,
    types.Dealing,
    types.Clause,
    types.Mediator,
    types.Holding,
    types.Label,
    types.Link,
    types.Happening,
    types.Party,
    types.LinkedEvent,
    types.Range,
    types.Origin,
    types.Contradiction,
    types.Revision,
    types.Pairing,
    types.Comparison,
    types.LinkedAgreement,
    types.DatedStep,
    types.HistoryLine,
    types.HeldTerm,
    types.ControlHistory,
    types.HeldPlace,
    types.NamedActor,
    types.Naming,
    types.Reject,
    types.Evidence,
    ledger.ClaimRow,
    ledger.EventRow,
    ledger.Judgement,
    ledger.QueuedClaim,
    ledger.Review,
    ledger.Correction,
    ledger.History,
    ledger.Stored,
    ledger.Finding,
    workflow.DocumentStored,
    workflow.InputRejected,
    workflow.ReadingBegun,
    workflow.DocumentRead,
    workflow.LinkingBegun,
    workflow.DocumentsLinked,
    workflow.Linked,
    workflow.ReadSummary,
    workflow.Added,
    sheets.Sheet,
    sheets.Neighbour,
    checks.Check,
)

_BLOCK = re.compile(r"<!-- run(?P<shows>: shows)? -->\n```(?P<language>\w+)\n(?P<body>.*?)```", re.DOTALL)
_KEY = re.compile(r"^\| `(\w+)` \|", re.MULTILINE)
_LINK = re.compile(r"\]\(([^)#\s]+)(#[^)\s]*)?\)")


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


# --- reference ------------------------------------------------------------------------------------


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["cli.md", "settings.md", "exit-codes.md"])
def test_generated_pages_are_fresh(name: str) -> None:
    written = (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")

    assert generator().pages()[name] + "\n" == written, "run `python docs/generate.py`"


def sections(page: str) -> dict[str, str]:
    heads = re.split(r"^## (\w+)$", page, flags=re.MULTILINE)
    return dict(zip(heads[1::2], heads[2::2], strict=True))


JSON = sections((ROOT / "docs" / "reference" / "json.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.__name__)
def test_every_json_key_is_documented(noun: type[msgspec.Struct]) -> None:
    config = noun.__struct_config__
    tag = [config.tag_field] if config.tag_field else []
    keys = [*tag, *(field.encode_name for field in msgspec.structs.fields(noun))]

    assert keys == _KEY.findall(JSON[noun.__name__])


def test_no_noun_is_documented_that_is_gone() -> None:
    assert {noun.__name__ for noun in NOUNS} == set(JSON)


# --- links and examples ---------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_lead_somewhere(page: Path) -> None:
    targets = [target for target, _ in _LINK.findall(page.read_text(encoding="utf-8"))]

    missing = [one for one in targets if "://" not in one and not (page.parent / one).exists()]

    assert missing == []


class Block(NamedTuple):
    shows: bool
    language: str
    body: str


def blocks(page: Path) -> list[Block]:
    found = _BLOCK.finditer(page.read_text(encoding="utf-8"))
    return [Block(bool(one["shows"]), one["language"], one["body"]) for one in found]


RUNNING = [page for page in PAGES if blocks(page)]


@pytest.mark.parametrize("page", RUNNING, ids=named)
def test_examples_run(page: Path, tmp_path: Path) -> None:
    for block in blocks(page):
        output = executed(block, tmp_path)
        if block.shows:
            shown = [line for line in block.body.splitlines() if line and not line.startswith(("$ ", "..."))]
            assert in_order(shown, output), f"{named(page)} shows what its commands do not:\n{output}"


def executed(block: Block, folder: Path) -> str:
    commands = [line[2:] for line in block.body.splitlines() if line.startswith("$ ")]
    program: dict[str, list[str]] = {
        "console": ["bash", "-euo", "pipefail", "-c", "\n".join(commands)],
        "python": [sys.executable, "-c", block.body],
    }
    done = subprocess.run(
        program[block.language], cwd=folder, env=environment(), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def environment() -> dict[str, Any]:
    """This machine's, without its settings, and with this Python's commands first."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ACCORDINGTO_")}
    return {**kept, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "COLUMNS": "80"}


def in_order(shown: list[str], output: str) -> bool:
    lines = iter([line.strip() for line in output.splitlines()])
    return all(line.strip() in lines for line in shown)


def test_the_examples_are_found() -> None:
    assert ROOT / "README.md" in RUNNING
    assert in_order(["b", "d"], "a\nb\nc\nd\n")
    assert not in_order(["d", "b"], "a\nb\nc\nd\n")
