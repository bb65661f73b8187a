"""The columns of UCDP's event data."""

from typing import Any

import pytest

from accordingto.exports.nouns import Policy, SourcedEvent
from accordingto.exports.ucdp import TABLE, event_number, grid_cell, left_out
from accordingto.types import ActorType, Party, Range
from tests.exports.build import ARMY, GOLDEN, REBELS, VILLAGERS, denial, event, figure, happening, told
from tests.exports.conftest import Exported

HEADERS = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,"
    "dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,"
    "number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,"
    "where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,"
    "region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,"
    "high,low,gwnoa,gwnob"
)


def cells(row: SourcedEvent, policy: Policy = "low-best-high") -> dict[str, Any]:
    return {column.name: column.fill(row, policy) for column in TABLE}


def between(actor: Party, recipient: Party) -> SourcedEvent:
    account = told(happening=happening(actors=(actor,), recipients=(recipient,)))
    names = ((actor.name or actor.words,), (recipient.name or recipient.words,))
    return event((account,), actors=names[0], recipients=names[1])


def party(name: str, kind: ActorType | None) -> Party:
    return Party(span=(0, 1), words=name, actor_type=kind)


def test_the_headers_are_ucdps_in_their_order() -> None:
    assert ",".join(column.name for column in TABLE) == HEADERS
    assert len(TABLE) == 49


def test_a_file_is_as_expected(exported: Exported) -> None:
    data, manifest = exported("ucdp", [event(), event(killed=None)])

    assert data == (GOLDEN / "ucdp.csv").read_bytes()
    assert manifest.left_out == {"nobody is said to have been killed": 1}


@pytest.mark.parametrize(
    ("actor", "recipient", "expected"),
    [
        (ARMY, REBELS, 1),
        (REBELS, ARMY, 1),
        (REBELS, party("Vale Guard", "militia"), 2),
        (REBELS, VILLAGERS, 3),
        (ARMY, party("somebody", None), None),
        (party("a firm", "company"), VILLAGERS, None),
    ],
)
def test_violence_is_of_three_types_if_both_kinds_are_known(
    actor: Party, recipient: Party, expected: int | None
) -> None:
    assert cells(between(actor, recipient))["type_of_violence"] == expected


def test_a_state_is_side_a() -> None:
    row = cells(between(REBELS, ARMY))

    assert (row["side_a"], row["side_b"]) == ("Army of Vale", "Vale Front")
    assert row["dyad_name"] == "Army of Vale - Vale Front"
    assert (row["gwnoa"], row["gwnob"]) == (652, None)


def test_civilians_are_called_so() -> None:
    assert cells(between(REBELS, VILLAGERS))["side_b"] == "Civilians"


def test_figures_follow_the_policy() -> None:
    def figures(policy: Policy) -> tuple[Any, ...]:
        row = cells(event(), policy)
        return row["low"], row["best"], row["high"]

    assert figures("low-best-high") == (5, 7, 9)
    assert figures("conservative") == (5, 5, 9)


def test_civilian_deaths_are_those_that_accounts_call_so() -> None:
    account = told(happening=happening(figures=(figure(9), figure(4, of="civilians"))))
    row = cells(event((account,), killed=Range(best=9)))

    assert (row["deaths_civilians"], row["deaths_unknown"], row["best"]) == (4, None, 9)
    assert cells(event())["deaths_unknown"] == 7


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("2024-03-05", 1),
        ("2024-03-10", 2),
        ("2024-03-11", 3),
        ("2024-03-31", 4),
        ("2024-12-31", 5),
        ("2026", None),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(end: str, expected: int | None) -> None:
    assert cells(event(end=end))["date_prec"] == expected


@pytest.mark.parametrize(
    ("longitude", "latitude", "expected"),
    [(-180, -90, 1), (180, 90, 259200), (-179.5, -90, 2), (-180, -89.5, 721), (36.29, 33.51, 178273)],
)
def test_the_grid_counts_half_degrees_from_the_south_west(
    longitude: float, latitude: float, expected: int
) -> None:
    assert grid_cell(longitude, latitude) == expected


def test_reports_are_counted_once_each() -> None:
    row = cells(event((told("c1"), told("c3"), denial())))

    assert row["number_of_sources"] == 2
    assert row["source_office"] == "Vale Courier; Vale State Radio"
    assert row["source_article"] == (
        '"Vale Courier,2024-03-06,Shells on Dorn, again,https://courier.example/dorn";'
        '"Vale State Radio,2024-03-06,Shells on Dorn, again,https://courier.example/dorn"'
    )
    assert row["source_original"] == "the town office"


def test_a_number_for_an_id_is_exact_in_floating_point() -> None:
    assert event_number("c1") == event_number("c1") != event_number("c2")
    assert all(float(event_number(str(n))) == event_number(str(n)) < 2**53 for n in range(100))


def test_what_is_not_known_stays_empty() -> None:
    row = cells(event(place=None, begin=None, end=None, origins=()))

    assert all(
        row[name] is None for name in row if name.endswith(("dset_id", "new_id")) or "date_" in name[:5]
    )
    unknown = "active_year code_status conflict_name where_prec country region geom_wkt event_clarity"
    assert all(row[name] is None for name in (*unknown.split(), "source_original"))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"type": "CASUALTY"}, "not an act of violence by a party"),
        ({"actors": ()}, "nobody is said to have done it"),
        ({"killed": Range(best=0)}, "nobody is said to have been killed"),
    ],
)
def test_what_ucdp_does_not_count_is_left_out(changes: dict[str, Any], reason: str) -> None:
    assert left_out(event(**changes)) == reason


def test_civilians_are_no_warring_party() -> None:
    assert left_out(between(VILLAGERS, REBELS)) == "no organised party is said to have done it"


def test_a_denied_event_is_left_out() -> None:
    assert left_out(event((denial(),))) == "nobody says that it happened"
