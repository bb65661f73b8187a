"""ACLED's columns."""

import csv
import io
from typing import Any, get_args

import pytest

from accordingto.exports.acled import EVENT_TYPES, INTER, TABLE, left_out
from accordingto.exports.nouns import SourcedEvent
from accordingto.types import ActorType
from tests.exports.build import ARMY, GOLDEN, REBELS, VILLAGERS, denial, event, happening, told
from tests.exports.conftest import Exported

HEADERS = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,"
    "inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,"
    "location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
)


def cells(row: SourcedEvent) -> dict[str, Any]:
    return {column.name: column.fill(row, "conservative") for column in TABLE}


def test_the_headers_are_acleds_in_their_order() -> None:
    assert ",".join(column.name for column in TABLE) == HEADERS
    assert len(TABLE) == 31


def test_there_are_25_sub_event_types_of_six_event_types() -> None:
    assert len(EVENT_TYPES) == 25
    assert len(set(EVENT_TYPES.values())) == 6


def test_a_file_is_as_expected(exported: Exported) -> None:
    data, manifest = exported(
        "acled", [event(), event((told("c4", happening=None, kind="statement"),), acled=None)]
    )

    assert data == (GOLDEN / "acled.csv").read_bytes()
    assert manifest.rows == 1
    assert manifest.left_out == {"not a sub-event type of ACLED": 1}


def test_every_row_has_all_cells(exported: Exported) -> None:
    data, _ = exported("acled", [told(), event()], what="claims")
    rows = list(csv.reader(io.StringIO(data.decode(), newline="")))

    assert [len(row) for row in rows] == [31, 31, 31]


def test_the_lowest_figure_stands_and_the_policy_can_be_changed(exported: Exported) -> None:
    def fatalities(**how: Any) -> str:
        data, _ = exported("acled", [event()], **how)
        return next(csv.DictReader(io.StringIO(data.decode(), newline="")))["fatalities"]

    assert fatalities() == "5"
    assert fatalities(policy="low-best-high") == "7"


@pytest.mark.parametrize(
    ("begin", "end", "expected"),
    [
        ("2024-03-05", "2024-03-05", ("2024-03-05", 2024, 1)),
        ("2024-03-05", "2024-03-11", ("2024-03-05", 2024, 2)),
        ("2024-03", None, ("2024-03-01", 2024, 3)),
        ("2024", "2024", (None, 2024, None)),
        (None, None, (None, None, None)),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(
    begin: str | None, end: str | None, expected: tuple[str | None, int | None, int | None]
) -> None:
    row = cells(event(begin=begin, end=end))

    assert (row["event_date"], row["year"], row["time_precision"]) == expected


def test_parties_have_their_kinds() -> None:
    row = cells(event((told(happening=happening(recipients=(VILLAGERS,))),), recipients=("villagers",)))

    assert (row["inter1"], row["inter2"]) == ("State forces", "Civilians")
    assert row["interaction"] == "State forces-Civilians"
    assert row["civilian_targeting"] == "Civilian targeting"


def test_an_interaction_is_in_acleds_order() -> None:
    account = told(happening=happening(actors=(REBELS,), recipients=(ARMY,)))
    row = cells(event((account,), actors=("Vale Front",), recipients=("Army of Vale",)))

    assert (row["actor1"], row["interaction"]) == ("Vale Front", "State forces-Rebel group")


def test_who_acts_alone_is_said_to_be_alone() -> None:
    assert cells(event(recipients=()))["interaction"] == "State forces only"
    assert cells(event(recipients=("somebody",)))["interaction"] is None


def test_demonstrators_are_so_by_definition() -> None:
    row = cells(event(acled="Peaceful protest", actors=("teachers", "pupils"), recipients=()))

    assert (row["inter1"], row["disorder_type"], row["event_type"]) == (
        "Protesters",
        "Demonstrations",
        "Protests",
    )
    assert row["assoc_actor_1"] == "pupils"


def test_what_is_not_known_stays_empty() -> None:
    row = cells(event(place=None, actors=(), recipients=(), killed=None))

    known = {name for name, cell in row.items() if cell is not None}
    assert known == set(
        "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type source notes "
        "timestamp".split()
    )


def test_denied_and_planned_happenings_are_left_out() -> None:
    assert left_out(event((denial(),))) == "nobody says that it happened"
    assert left_out(event((told(status="planned"),))) == "nobody says that it happened"
    assert left_out(event()) is None


def test_a_militia_may_be_of_two_kinds_and_is_not_guessed() -> None:
    assert "militia" not in INTER
    assert set(INTER) <= set(get_args(ActorType))


def test_every_account_is_in_the_notes() -> None:
    notes = cells(event())["notes"]

    assert all(
        part in notes for part in ("claim c1", "claim c2", "document d2", "https://courier.example/dorn")
    )
    assert len(notes.splitlines()) == 2
