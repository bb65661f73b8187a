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
    assert "own.toml: a codebook of 1 rule and 0 stops. Nothing is wrong." in done.err


def test_each_sort_of_file_is_checked_as_what_it_is(cli: Run) -> None:
    Path("events.toml").write_text(GOOD)
    Path("words.toml").write_text('[[entries]]\nwords = ["jackboot", "goon squad"]\nkind = "label"\n')
    Path("actors.toml").write_text('[[actors]]\nname = "Army of Ardun"\ntype = "rebel"\ncountry = "SD"\n')

    done = cli("codebook", "check", "actors.toml", "events.toml", "words.toml")

    assert done.code == 0
    told = [line.split(": ")[1] for line in done.err.splitlines()]
    assert [line.split(".")[0] for line in told] == [
        "a registry of 1 actor and 0 states",
        "a codebook of 1 rule and 0 stops",
        "a lexicon of 2 loaded words",
    ]


def test_faults_of_lexicons_and_registries_are_shown(cli: Run) -> None:
    Path("words.toml").write_text('[[entries]]\nwords = ["jackboot"]\nkind = "lable"\n')
    Path("actors.toml").write_text('[[actors]]\nname = "Army of Ardun"\ntype = "rebels"\n')

    done = cli("codebook", "check", "words.toml", "actors.toml", "--json")

    assert done.code == 2
    problems = {line["file"]: line["problem"] for line in done.lines()}
    assert 'Did you mean "label"?' in problems["words.toml"]
    assert 'Did you mean "rebel"?' in problems["actors.toml"]


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
