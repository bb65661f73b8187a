import zipfile
from pathlib import Path

import pytest

from accordingto.cli import run
from accordingto.errors import NotFoundError, UnsupportedError
from accordingto.gazetteer import dumps, open_gazetteer, writer
from accordingto.gazetteer.dumps import Progress, Wanted, build_gazetteer


def feature(number: int, name: str, letter: str, code: str, **more: str) -> str:
    columns = [str(number), name, name, more.get("names", ""), "10.5", "20.5", letter, code]
    columns += [more.get("country", "QQ"), "", more.get("first", ""), more.get("second", ""), "", ""]
    return "\t".join([*columns, more.get("people", "0"), "", "", "", "2026-01-01"])


DUMP = [
    feature(1, "Qarat", "A", "PCLI"),
    feature(2, "Harun Province", "A", "ADM1", first="04"),
    feature(3, "Kafr Atun", "P", "PPL", first="04", people="1200", names="Kafratun,kfr atwn"),
    feature(4, "Oshan", "P", "PPLC", people="90000"),
    feature(5, "Wadi Harun", "H", "WAD", first="04"),
    feature(6, "Farville", "P", "PPL", country="ZZ"),
    feature(7, "Harun Street", "R", "ST", first="04"),
]


def dump(folder: Path, lines: list[str]) -> Path:
    path = folder / "QQ.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_dump_becomes_a_gazetteer_with_what_holds_what(tmp_path: Path) -> None:
    steps: list[Progress] = []
    wanted = Wanted(countries=frozenset(["QQ"]))
    source = dump(tmp_path, DUMP)
    places = build_gazetteer(tmp_path / "my.sqlite", geonames=source, wanted=wanted, report=steps.append)
    gazetteer = open_gazetteer(tmp_path / "my.sqlite")

    assert places == 5
    assert (steps[-1].done, steps[-1].rows) == (steps[-1].total, len(DUMP))
    (town,) = gazetteer.lookup("Kafratun")
    assert (town.id, town.kind, town.population) == (3, "town", 1200)
    assert [(holder.id, holder.kind) for holder in gazetteer.containers(town)] == [
        (2, "region"),
        (1, "country"),
    ]
    assert gazetteer.lookup("Oshan")[0].capital
    assert gazetteer.lookup("Wadi Harun")[0].kind == "water"
    assert gazetteer.lookup("kfr atwn") == ()
    assert gazetteer.lookup("Farville") == gazetteer.lookup("Harun Street") == ()
    assert "GeoNames" in gazetteer.meta()["credit"]


def test_alternate_names_are_kept_in_the_wanted_languages(tmp_path: Path) -> None:
    names = tmp_path / "names.zip"
    rows = [("1", "3", "en", "Atunville"), ("2", "3", "fr", "Atoune-la-Vallée"), ("3", "3", "link", "Page")]
    rows.append(("4", "99", "en", "Nobody"))
    with zipfile.ZipFile(names, "w") as archive:
        archive.writestr("languages.txt", "en\n")
        archive.writestr("names.txt", "\n".join("\t".join((*row, "", "", "", "", "", "")) for row in rows))
    build_gazetteer(tmp_path / "my.sqlite", geonames=dump(tmp_path, DUMP), alternates=names)
    gazetteer = open_gazetteer(tmp_path / "my.sqlite")

    assert [place.id for place in gazetteer.lookup("Atunville")] == [3]
    assert (
        gazetteer.lookup("Atoune-la-Vallée") == gazetteer.lookup("Page") == gazetteer.lookup("Nobody") == ()
    )


def test_an_interrupted_run_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dumps, "_BATCH", 2)
    source, out = dump(tmp_path, DUMP), tmp_path / "my.sqlite"

    def interrupt(step: Progress) -> None:
        if step.rows == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_gazetteer(out, geonames=source, report=interrupt)
    assert not out.exists()
    steps: list[Progress] = []
    assert build_gazetteer(out, geonames=source, report=steps.append) == 6
    assert [step.rows for step in steps] == [6, 7]
    assert not writer.partial(out).exists()
    assert len(open_gazetteer(out).lookup("Kafr Atun")) == 1


def test_other_sources_begin_anew(tmp_path: Path) -> None:
    out = tmp_path / "my.sqlite"
    with pytest.raises(UnsupportedError, match="Line 1 has 1 columns"):
        build_gazetteer(out, geonames=dump(tmp_path, ["no dump"]))
    assert build_gazetteer(out, geonames=dump(tmp_path, DUMP[:4])) == 4


def test_a_table_of_ones_own(tmp_path: Path) -> None:
    table = tmp_path / "own.csv"
    table.write_text(
        "# ours\nname,latitude,longitude,kind,names\nEast Gate,1.5,2.5,crossing,Bab al-Sharq|Gate 7\n"
    )
    build_gazetteer(tmp_path / "my.sqlite", table=table)
    (gate,) = open_gazetteer(tmp_path / "my.sqlite").lookup("Bab al-Sharq")

    assert (gate.name, gate.kind, gate.latitude) == ("East Gate", "crossing", 1.5)
    assert gate.id < 0


@pytest.mark.parametrize("row", ["East Gate,north,2.5,", "East Gate,1.5,2.5,castle", ",1.5,2.5,"])
def test_a_row_that_is_no_place_is_named(tmp_path: Path, row: str) -> None:
    table = tmp_path / "own.csv"
    table.write_text(f"name,latitude,longitude,kind\n{row}\n")
    with pytest.raises(UnsupportedError, match="Row 2"):
        build_gazetteer(tmp_path / "my.sqlite", table=table)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"gone\.txt"):
        build_gazetteer(tmp_path / "my.sqlite", geonames=tmp_path / "gone.txt")


def test_the_command_builds_and_says_what(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = dump(tmp_path, DUMP), tmp_path / "my.sqlite"

    code = run(["gazetteer", "build", "--geonames", str(source), "--country", "qq", "--class", "P", str(out)])

    assert code == 0
    assert "2 places" in capsys.readouterr().err
    assert run(["gazetteer", "build", str(out)]) == 2
