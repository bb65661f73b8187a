"""Claims of events as a person meets them: found by filters, in a table, under each other, one in full."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from accordingto import words, workflow
from accordingto.cli import sheets, tour
from accordingto.executors import Serial
from accordingto.ledger import create_ledger
from accordingto.settings import Settings
from accordingto.types import (
    Attribution,
    Document,
    Event,
    Figure,
    Happening,
    Party,
    Place,
    Reading,
    Reference,
    Span,
    Time,
)
from tests.denying import DENIED, SAID, denial

# The fixture `cli` of conftest.py: arguments in, `Done` with code, out and err back.
Run = Callable[..., Any]

STORY = (
    "The monitor said that government jets bombed the market of Dorn on 5 March, killing at least 12 people. "
    "The army denied that it shelled the crossing. Rebels will march to Arda. "
    "About 4,000 people live there.\n"
)


class EventReader:
    """Reads `STORY` as a reader with a model should."""

    fingerprint = "events-1"

    def read(self, document: Document) -> Reading:
        """The reading of the story, wherever it begins in the document."""
        text = document.text

        def span(words: str) -> Span:
            return text.index(words), text.index(words) + len(words)

        def said(name: str, source: str, cue: str, content: str, act: str) -> Attribution:
            return Attribution(
                id=name,
                source=span(source),
                source_entity=None,
                source_kind="named",
                cue=span(cue),
                content=(span(content),),
                quote="indirect",
                act=act,  # type: ignore[arg-type]
                parent=None,
                confidence=0.9,
            )

        day = "2024-03-05"
        bombed = Event(
            id="v1",
            trigger=span("bombed"),
            type="ASSAULT",
            mode="aerial",
            acled="Air/drone strike",
            actors=(
                Reference(
                    span=span("government jets"),
                    name="Army of Dorn",
                    actor_type="state-forces",
                    country="XX",
                    code="XX GOV MIL",
                ),
            ),
            recipients=(Reference(span=span("the market of Dorn")),),
            places=(0,),
            times=(0,),
            begin=day,
            end=day,
            figures=(0,),
            instrument=span("jets"),
            attributed_to=("a1",),
            evidence=(span("government jets bombed the market of Dorn on 5 March"),),
            place_from="argument",
            time_from="sentence",
            decided_by="bomb.v",
            confidence=0.8,
        )
        shelled = Event(
            id="v2",
            trigger=span("shelled"),
            type="ASSAULT",
            mode="heavy-weapons",
            recipients=(Reference(span=span("the crossing")),),
            polarity="negative",
            certainty="probable",
            attributed_to=("a2",),
            evidence=(span("it shelled the crossing"),),
        )
        march = Event(
            id="v3",
            trigger=span("march"),
            type="MOVE",
            actors=(Reference(span=span("Rebels")),),
            destinations=(1,),
            status="planned",
            evidence=(span("Rebels will march to Arda"),),
        )
        return Reading(
            document=document,
            attributions=(
                said(
                    "a1",
                    "The monitor",
                    "said",
                    text[text.index("that gov") : text.index(". The army")],
                    "say",
                ),
                said("a2", "The army", "denied", "that it shelled the crossing", "deny"),
            ),
            times=(
                Time(
                    span=span("5 March"),
                    text="5 March",
                    type="DATE",
                    value=day,
                    begin=day,
                    end=day,
                    precision="day",
                ),
            ),
            places=(
                Place(
                    span=span("Dorn"),
                    name="Dorn",
                    latitude=1.5,
                    longitude=2.5,
                    country="XX",
                    precision="town",
                ),
                Place(span=span("Arda"), name="Arda"),
            ),
            figures=(
                Figure(span=span("at least 12 people"), kind="killed", of="people", low=12, event="v1"),
                Figure(span=span("About 4,000 people"), kind="population", best=4000, approximate=True),
            ),
            events=(bombed, shelled, march),
        )


@pytest.fixture
def filled(cli: Run, tmp_path: Path) -> Path:
    """A ledger of one report: two statements, three events, a figure."""
    (tmp_path / "1.txt").write_text(f"---\noutlet: Evening Post\npublished: 2024-03-06\n---\n{STORY}")
    with create_ledger("accordingto.db") as ledger:
        workflow.add(["1.txt"], ledger=ledger, settings=Settings(), executor=Serial(EventReader))
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "texts"),
    [
        (
            [],
            [
                "government jets bombed",
                "government jets bombed",
                "it shelled",
                "it shelled",
                "Rebels",
                "About",
            ],
        ),
        (["--kind", "event"], ["government jets bombed", "it shelled", "Rebels"]),
        (["--kind", "figure"], ["About"]),
        (["--type", "assault", "--polarity", "positive"], ["government jets"]),
        (["--type", "ASSAULT", "--mode", "heavy-weapons"], ["it shelled"]),
        (["--actor", "rebels", "--status", "planned"], ["Rebels"]),
        (["--actor", "army of dorn"], ["government jets"]),
        (["--place", "arda"], ["Rebels"]),
        (["--place", "Dorn", "--certainty", "certain", "--status", "happened"], ["government jets"]),
        (["--certainty", "probable"], ["it shelled"]),
        (["--happened-since", "2024-03-05", "--happened-until", "2024-03"], ["government jets"]),
        (["--happened-since", "2024-03-06"], []),
    ],
)
def test_events_are_found_by_what_happened(
    cli: Run, filled: Path, arguments: list[str], texts: list[str]
) -> None:
    rows = cli("claims", "--json", *arguments).lines()

    found = [row["claim"]["text"] for row in rows]
    assert len(found) == len(texts)
    assert all(text.startswith(begin) for text, begin in zip(found, texts, strict=True))


def test_a_row_of_json_has_the_happening_whole(cli: Run, filled: Path) -> None:
    (row,) = cli("claims", "--json", "--actor", "jets").lines()

    happening = row["claim"]["happening"]
    assert happening["actors"][0]["words"] == "government jets"
    assert (happening["begin"], happening["place_from"], happening["figures"][0]["low"]) == (
        "2024-03-05",
        "argument",
        12,
    )


def test_a_type_that_is_none_is_wrong_usage(cli: Run, filled: Path) -> None:
    assert cli("claims", "--type", "QUARREL").code == 2


def cells(out: str) -> str:
    """A table's words without its lines, each row's cells one after the other."""
    return " ".join(out.replace("│", " ").split())


def test_a_wide_table_says_who_says_that_who_did_what_to_whom(
    cli: Run, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "400")

    done = cli("claims")

    rows = [cells(line) for line in done.out.replace("┃", "│").splitlines()]
    assert "Who says What Who to whom Where, when, how many Words Where it stands" in rows
    (bombing,) = [row for row in rows if "ASSAULT aerial" in row]
    assert "↳ Evening Post › The monitor ASSAULT aerial" in bombing
    assert "government jets (Army of Dorn) → the market of Dorn, with jets Dorn" in bombing
    # A cell has a line for each of where, when and how many.
    assert any(row.startswith("at least 12 people killed") for row in rows)
    assert any("The army ASSAULT heavy-weapons → the crossing" in row for row in rows)
    assert any(row.startswith("denied, probable") for row in rows)
    assert any("Evening Post MOVE Rebels → Arda" in row for row in rows)
    assert "about 4,000" in cells(done.out)


@pytest.mark.parametrize("columns", ["40", "80", "120"])
def test_nothing_of_an_event_is_cut_at_any_width(
    cli: Run, filled: Path, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)

    done = cli("claims", "--actor", "jets")

    assert "…" not in done.out
    assert max(map(len, done.out.splitlines())) <= int(columns)
    shown = cells(done.out).split()
    assert {"government", "→", "market", "aerial", "2024-03-05", "12"} <= set(shown)


def test_a_narrow_screen_has_the_same_under_each_other(cli: Run, filled: Path) -> None:
    done = cli("claims", "--kind", "event")

    assert "ASSAULT heavy-weapons, denied, probable" in done.out
    assert "MOVE, planned" in done.out
    assert "→ the crossing" in done.out
    who, circumstances = "government jets (Army of Dorn) → the market of Dorn, with jets", "Dorn · 2024-03-05"
    assert f"{who} · {circumstances} · at least 12 people killed" in cells(done.out)


def test_events_are_marked_only_below_the_statement_that_holds_them(cli: Run, filled: Path) -> None:
    assert cli("claims").out.count("↳") == 2
    assert "↳" not in cli("claims", "--kind", "event").out


def test_statements_alone_have_the_columns_of_statements(
    cli: Run, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "140")
    assert "Who to whom" not in cli("claims", "--kind", "statement").out


def test_show_gives_every_field_with_how_it_was_got(cli: Run, filled: Path) -> None:
    (row,) = cli("claims", "--json", "--actor", "jets").lines()

    done = cli("show", row["claim"]["id"])

    shown = " ".join(done.out.split())
    for part in (
        "ASSAULT aerial, by bomb.v",
        "Air/drone strike",
        "positive, certain, happened",
        "government jets (Army of Dorn) [state-forces, XX, XX GOV MIL]",
        "Recipient the market of Dorn",
        "Instrument jets",
        "Dorn [town, XX, 1.5000 2.5000]; from the words of the event itself",
        "5 March [date 2024-03-05, day: 2024-03-05]",
        "Happened 2024-03-05, from the sentence",
        "at least 12 people killed [low 12, best not stated, high not stated]",
        "⟦government jets bombed the market of Dorn on 5 March⟧",
    ):
        assert part in shown, part


def test_show_gives_a_figure_and_an_event_with_little_in_it(cli: Run, filled: Path) -> None:
    figure, march = (
        cli("claims", "--json", *arguments).lines()[0]["claim"]["id"]
        for arguments in (["--kind", "figure"], ["--type", "MOVE"])
    )

    assert "about 4,000 [low not stated, best 4,000, high not stated]" in cells(cli("show", figure).out)
    shown = cells(cli("show", march).out)
    assert "To Arda [not resolved]" in shown
    assert "Recipient not stated" in shown


def test_a_ledger_of_events_is_sound(cli: Run, filled: Path) -> None:
    assert cli("verify").code == 0
    (row,) = cli("claims", "--json", "--kind", "figure").lines()
    assert json.loads(json.dumps(row["claim"]["figure"]))["best"] == 4000


def test_the_tour_sets_accounts_of_one_shelling_side_by_side(cli: Run, filled: Path) -> None:
    steps: list[workflow.Step] = []
    with create_ledger("accordingto.db") as ledger:
        settings, executor = Settings(), Serial(EventReader)
        added = workflow.add(
            ["1.txt"], ledger=ledger, settings=settings, executor=executor, report=steps.append
        )
        console = Console(width=120, record=True, file=io.StringIO())
        for part in tour.tour(ledger, [*steps, added]):
            console.print(part)
    shown = cells(console.export_text())

    assert "Evening Post The army ASSAULT → the crossing" in shown
    assert "In their words" in shown
    assert "deny: it shelled the crossing" in shown


# --- small phrases --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ({"low": 12, "best": 12, "high": 12, "of": "civilians"}, "12 civilians killed"),
        ({"low": 12}, "at least 12 killed"),
        ({"high": 40, "kind": "released", "of": "detainees"}, "at most 40 detainees released"),
        ({"low": 24, "high": 99, "approximate": True}, "about 24 to 99 killed"),
        ({"best": 4000, "approximate": True, "kind": "population", "of": "people"}, "about 4,000 people"),
        ({"low": 3, "best": 5, "high": 9}, "5 (3 to 9) killed"),
        ({"low": 0, "best": 0, "high": 0, "of": "people"}, "0 people killed"),
        ({"best": 300, "kind": "fighters", "of": "fighters"}, "300 fighters"),
    ],
)
def test_a_figure_in_words(figure: dict[str, Any], expected: str) -> None:
    assert words.figure(Figure(**{"span": (0, 1), "kind": "killed", **figure})) == expected


def test_parties_in_words() -> None:
    rebels = Party(words="the rebels", span=(0, 1), name="Rebels")
    group = Party(words="the group", span=(0, 1), name="Army of the North")
    both = Happening(trigger=(0, 1), type="ASSAULT", actors=(rebels, group), recipients=(rebels,))
    assert words.parties(both) == "the rebels, the group (Army of the North) → the rebels"
    assert words.parties(Happening(trigger=(0, 1), type="ASSAULT", recipients=(rebels,))) == "→ the rebels"
    assert words.parties(Happening(trigger=(0, 1), type="ASSAULT")) == ""


@pytest.mark.parametrize(
    ("begin", "end", "expected"),
    [
        ("2024-03-05", "2024-03-05", "2024-03-05"),
        ("2024-03-05", "2024-03-07", "2024-03-05 to 2024-03-07"),
        ("2024-03", None, "2024-03 to …"),
        (None, "2024", "… to 2024"),
        (None, None, "every night"),
    ],
)
def test_when_in_words(begin: str | None, end: str | None, expected: str) -> None:
    habit = Time(span=(0, 1), text="every night", type="SET", value="P1D")
    assert (
        words.when(Happening(trigger=(0, 1), type="MOVE", begin=begin, end=end, times=(habit,))) == expected
    )


def test_a_denial_is_shown_with_what_it_denies() -> None:
    text = f"Rain fell.\n\n{SAID}\n\n{DENIED}.\n\nRain fell."
    assert sheets.context(denial(text), text).plain == f"{SAID}\n\n⟦{DENIED}⟧."
