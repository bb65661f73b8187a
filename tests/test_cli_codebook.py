"""The commands about the codebook: what they print, and how they end."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

# The fixture `cli` of conftest.py: arguments in, `Done` with code, out and err back.
Run = Callable[..., Any]

GOOD = '[[rules]]\nname = "mine"\ntype = "MOVE"\nverbs = ["hop over"]\nwhen = { actor = "@people" }\n'


def test_a_good_file_passes(cli: Run) -> None:
    Path("own.toml").write_text(GOOD)

    done = cli("codebook", "check", "own.toml")

    assert (done.code, done.out) == (0, "")
    assert "1 rule, 0 stops" in done.err


def test_each_fault_is_shown_and_the_exit_code_tells(cli: Run) -> None:
    Path("own.toml").write_text(GOOD + 'mode = "fast"\n')

    done = cli("codebook", "check", "own.toml", "gone.toml", "--json")

    assert done.code == 2
    assert [line["file"] for line in done.lines()] == ["gone.toml", "own.toml"]
    assert "MOVE has no mode" in done.lines()[1]["problem"]


def test_the_rules_of_a_word_are_shown_in_the_order_they_are_tried(cli: Run) -> None:
    Path("own.toml").write_text(GOOD)

    done = cli("codebook", "show", "hopped", "--codebook", "own.toml")

    assert done.out.split() == 'verb hop over: MOVE · when actor @people · "mine"'.split()
    names = [line["rule"]["name"] for line in cli("codebook", "show", "killed", "--json").lines()]
    assert names[:3] == ["weather-and-accident", "kill-combatants", "kill"]


def test_without_a_word_rules_are_counted(cli: Run) -> None:
    counts = {line["type"]: line["verbs"] for line in cli("codebook", "show", "--json").lines()}

    assert len(counts) == 19
    assert all(number > 10 for number in counts.values())


def test_a_word_that_no_rule_lists(cli: Run) -> None:
    done = cli("codebook", "show", "whistle")

    assert (done.code, done.out) == (0, "")
    assert 'No rule lists "whistle"' in done.err


def test_a_faulty_file_stops_show(cli: Run) -> None:
    done = cli("codebook", "show", "kill", "--codebook", "gone.toml")

    assert done.code == 2
    assert "gone.toml: it cannot be read" in done.err
