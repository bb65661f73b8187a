"""Review on the command line: what comes next, judging, undoing, merging two ledgers."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from accordingto import workflow
from accordingto.executors import Serial
from accordingto.ledger import Ledger, create_ledger, open_ledger
from accordingto.settings import Settings
from tests.test_cli_claims import STORY, EventReader

# The fixture `cli` of conftest.py: arguments in, `Done` with code, out and err back.
Run = Callable[..., Any]


def make(path: Path, tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text(STORY, encoding="utf-8")
    with create_ledger(str(path)) as ledger, Serial(EventReader) as executor:
        workflow.add([str(story)], ledger=ledger, settings=Settings(), executor=executor)


@pytest.fixture
def filled(cli: Run, tmp_path: Path) -> Path:
    """A ledger with the claims of `STORY`."""
    path = tmp_path / "review.db"
    make(path, tmp_path)
    return path


def ids(done: Any) -> list[str]:
    return [line["row"]["claim"]["id"] for line in done.lines()]


def test_what_comes_next_and_how_far_it_is(cli: Run, filled: Path) -> None:
    queue = ids(cli("review", "list", "--ledger", str(filled), "--json"))
    assert len(queue) > 3
    assert cli("review", "judge", queue[0], "accept", "--ledger", str(filled)).code == 0
    assert ids(cli("review", "list", "--ledger", str(filled), "--json")) == queue[1:]
    (progress,) = cli("review", "--ledger", str(filled), "--json").lines()
    assert sum(one["reviewed"] for one in progress.values()) == 1
    assert cli("review", "undo", "--ledger", str(filled)).code == 0
    assert ids(cli("review", "list", "--ledger", str(filled), "--json")) == queue
    assert "nothing to undo" in cli("review", "undo", "--ledger", str(filled)).err


def test_tables_for_a_person(cli: Run, filled: Path) -> None:
    (first, *_) = ids(cli("review", "list", "--ledger", str(filled), "--json"))
    assert first[:10] in cli("review", "list", "--ledger", str(filled)).out
    assert "Reviewed" in cli("review", "--ledger", str(filled)).out
    assert "judged by two people" in cli("review", "agreement", "--ledger", str(filled)).err


def test_a_correction_has_its_words(cli: Run, filled: Path) -> None:
    (event, *_) = ids(cli("review", "list", "--kind", "event", "--ledger", str(filled), "--json"))
    arguments = ("--set", "place=Market of Dorn", "--words", "place=the market", "--set", "mode=")
    done = cli(
        "review", "judge", event, "correct", *arguments, "--because", "the market itself",
        "--ledger", str(filled), "--json",
    )  # fmt: skip
    (judged,) = done.lines()
    assert judged["because"] == "the market itself"
    place = next(one for one in judged["corrections"] if one["field"] == "place")
    assert (place["value"], place["words"]) == ("Market of Dorn", "the market")
    assert STORY[slice(*place["spans"][0])] == "the market"


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("correct",), "Nothing is corrected"),
        (("correct", "--set", "colour=red"), "no field 'colour'"),
        (("correct", "--set", "polarity"), "has no `=`"),
        (("correct", "--set", "polarity=maybe"), "one of: positive, negative"),
        (("correct", "--set", "act=deny", "--words", "act=never printed"), "does not have the words"),
        (("accept", "--words", "act=said"), "has no --set"),
    ],
)
def test_what_cannot_be_judged_so_is_told(
    cli: Run, filled: Path, arguments: tuple[str, ...], problem: str
) -> None:
    (first, *_) = ids(cli("review", "list", "--ledger", str(filled), "--json"))
    done = cli("review", "judge", first, *arguments, "--ledger", str(filled))
    assert done.code != 0
    assert problem in " ".join(done.err.replace("│", " ").split())


def test_claims_are_found_by_review(cli: Run, filled: Path) -> None:
    first, second, *rest = ids(cli("review", "list", "--ledger", str(filled), "--json"))
    cli("review", "judge", first, "accept", "--ledger", str(filled))
    cli("review", "judge", second, "reject", "--because", "no", "--ledger", str(filled))

    def found(flag: str) -> set[str]:
        lines = cli("claims", flag, "--ledger", str(filled), "--json").lines()
        return {line["claim"]["id"] for line in lines}

    assert found("--reviewed") == {first, second}
    assert found("--unreviewed") == set(rest)
    assert found("--accepted") == {first}
    assert found("--rejected") == {second}
    assert found("--again") == found("--disputed") == set()


def judged(path: Path, who: str, verdict: Any, number: int) -> None:
    with open_ledger(str(path), who=who) as ledger:
        for one in list(ledger.claims())[:number]:
            ledger.judge_claim(one.claim.id, verdict)


def test_two_ledgers_merge(cli: Run, filled: Path, tmp_path: Path) -> None:
    other, out = tmp_path / "other.db", tmp_path / "reviews.jsonl"
    make(other, tmp_path)
    judged(filled, "Ana", "accept", 3)
    judged(other, "Ben", "accept", 2)
    judged(other, "Ben", "reject", 1)
    assert cli("review", "export", "--ledger", str(other), "-o", str(out)).code == 0
    assert len(out.read_text().splitlines()) == 3
    assert "3 new, 0 known, 0 left out" in cli("review", "import", str(out), "--ledger", str(filled)).err
    assert "0 new, 3 known, 0 left out" in cli("review", "import", str(out), "--ledger", str(filled)).err
    found = cli("review", "agreement", "--ledger", str(filled), "--json").lines()
    assert (found[0]["one"], found[0]["other"], found[0]["claims"], found[0]["agreed"]) == (
        "Ana",
        "Ben",
        2,
        1,
    )
    assert "Cohen" in cli("review", "agreement", "--ledger", str(filled)).out
    assert cli("verify", "--ledger", str(filled)).code == 0


def test_judgements_about_other_reports_are_left_out(cli: Run, filled: Path, tmp_path: Path) -> None:
    judged(filled, "Ana", "accept", 1)
    out = tmp_path / "reviews.jsonl"
    cli("review", "export", "--ledger", str(filled), "-o", str(out))
    line = json.loads(out.read_text())
    out.write_text(json.dumps({**line, "document": "elsewhere"}))
    done = cli("review", "import", str(out), "--ledger", str(filled))
    assert done.code == 3
    assert "does not have" in done.err
    out.write_text("{}")
    assert cli("review", "import", str(out), "--ledger", str(filled)).code == 2


def test_how_much_is_reviewed_can_be_asked_for_exports(filled: Path) -> None:
    judged(filled, "Ana", "accept", 2)
    with open_ledger(str(filled)) as ledger:
        assert isinstance(ledger, Ledger)
        share = ledger.reviewed_share()
    assert (share.reviewed, share.claims > 2) == (2, True)
