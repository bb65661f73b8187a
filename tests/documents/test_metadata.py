from __future__ import annotations

import pytest

from accordingto.documents.metadata import (
    byline_of,
    dateline,
    is_plausible,
    iso_date,
    outlet_of,
    stated_date,
    url_date,
    without_outlet,
)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("2024-03-05", "2024-03-05"),
        ("2024-03-05", " 20240305 "),
        ("2024-03-05", "2024/03/05"),
        ("2024-03-05T10:15:00Z", "2024-03-05T10:15:00Z"),
        ("2024-03-05T10:15:00Z", "2024-03-05 10:15:00 UTC"),
        ("2024-03-05T10:15:00+05:30", "2024-03-05T10:15:00.123+0530"),
        ("2024-03-05T10:15:00-04:00", "2024-03-05T10:15-04:00"),
        ("2024-03-05T10:15:00", "2024-3-5 10:15"),
        ("2024-05-02T10:05:10Z", "Thu, 02 May 2024 10:05:10 GMT"),
        ("2024-03-05T10:15:00Z", "1709633700"),
        ("2024-03-05T10:15:00Z", "1709633700000"),
        ("2024-03-05", "Tuesday, March 5, 2024 at noon"),
        ("2024-03-05", "5th March 2024"),
        ("2024-09-05", "Sept. 5, 2024"),
        (None, "03/05/2024"),
        (None, "2024-13-05"),
        (None, "2024-02-30"),
        (None, "March 5"),
        (None, "yesterday"),
        (None, ""),
    ],
)
def test_iso_date(expected: str | None, text: str) -> None:
    assert iso_date(text) == expected


@pytest.mark.parametrize(("expected", "text"), [("2018", "2018"), ("2018-04", "2018-04"), (None, "2018-14")])
def test_a_person_may_state_less(expected: str | None, text: str) -> None:
    assert stated_date(text) == expected


@pytest.mark.parametrize(
    ("expected", "url"),
    [
        ("2024-03-05", "https://a.example/world/2024/03/05/title"),
        ("2024-03-05", "https://a.example/2024/mar/05/title"),
        ("2024-03-05", "https://a.example/news-20240305.html"),
        ("2024-03-05", "https://a.example/2024-03-05/"),
        (None, "https://a.example/2024/03/title"),
        (None, "https://a.example/story-20249999"),
        (None, "https://a.example/?d=2024/03/05/"),
    ],
)
def test_url_date(expected: str | None, url: str) -> None:
    assert url_date(url) == expected


@pytest.mark.parametrize(
    ("expected", "published"), [(True, "2024-04-02"), (False, "2024-04-09"), (False, "1970-01-01T00:00:00Z")]
)
def test_a_page_is_not_older_than_the_web_nor_from_the_future(expected: bool, published: str) -> None:
    assert is_plausible(published, "2024-04-01T00:00:00Z") is expected


@pytest.mark.parametrize(
    ("expected", "opening"),
    [
        (("DORN, May 3 (North Wire)", "DORN", "XXXX-05-03", "North Wire"), "DORN, May 3 (North Wire) - A"),
        (("KARSOVA, Lenta (NW)", "KARSOVA, Lenta", None, "NW"), "KARSOVA, Lenta (NW) — The army"),
        (("ED DORN/L., May 9 (AN/BN)", "ED DORN/L.", "XXXX-05-09", "AN/BN"), "ED DORN/L., May 9 (AN/BN)-- A"),
        (("DORN, Feb. 29", "DORN", "XXXX-02-29", None), "DORN, Feb. 29 - A"),
        (("Dorn, 5 April 2018 (SNA)", "Dorn", "2018-04-05", "SNA"), "Dorn, 5 April 2018 (SNA) – The"),
        (("Dorn, SNA", "Dorn", None, "SNA"), "Dorn, SNA - A source told"),
        (("DORN, April 8. /TAZ/.", "DORN", "XXXX-04-08", "TAZ"), "DORN, April 8. /TAZ/. The ministry"),
        (("Dorn [Lenta], May 5 (ANZ)", "Dorn [Lenta]", "XXXX-05-05", "ANZ"), "Dorn [Lenta], May 5 (ANZ): A"),
        (("(Northern Wire)", None, None, "Northern Wire"), "(Northern Wire) - The army"),
        (("KARSOVA", "KARSOVA", None, None), "KARSOVA — The army"),
        (("KARSOVA", "KARSOVA", None, None), "KARSOVA: The army"),
        (("Karsova, March 3", "Karsova", "XXXX-03-03", None), "Karsova, March 3 - The army"),
    ],
)  # fmt: skip
def test_dateline(expected: tuple[str | None, ...], opening: str) -> None:
    found = dateline(f"{opening} more words follow here.")
    assert found is not None
    assert (found.text, found.place, found.date, found.agency) == expected


@pytest.mark.parametrize(
    "opening",
    [
        "The army said on Tuesday - as before - that",
        "BREAKING: The army",
        "UPDATE 2 - The army",
        "EXCLUSIVE — The army",
        "Karsova — a town of tears",
        "He came (and went) - twice",
        "What we know: The army",
        "In March 3 buses left",
        "",
    ],
)
def test_no_dateline(opening: str) -> None:
    assert dateline(opening) is None


def test_a_dateline_may_come_after_a_line_or_two() -> None:
    found = dateline("Convoy leaves\n\nBy Mira Toll\n\nKARSOVA (NW) - The army left.")
    assert found is not None
    assert found.agency == "NW"


@pytest.mark.parametrize(
    ("expected", "names"),
    [
        ("Mira Toll, Jan Ostrow", ["By Mira Toll", "Jan Ostrow", "Mira Toll"]),
        (None, ["admin", "https://a.example/people/3", "@paper", "-"]),
        (None, []),
    ],
)
def test_byline(expected: str | None, names: list[str]) -> None:
    assert byline_of(names) == expected


@pytest.mark.parametrize(
    ("expected", "url"),
    [
        ("a.example", "https://www.a.example:8080/x"),
        (None, "/srv/report.txt"),
        (None, None),
        (None, "http://[bad"),
    ],
)
def test_outlet_of(expected: str | None, url: str | None) -> None:
    assert outlet_of(url) == expected


@pytest.mark.parametrize(
    ("expected", "title"),
    [
        ("Convoy leaves", "Convoy leaves | Harbour Daily"),
        ("Convoy leaves", "Convoy leaves - the Harbour Daily"),
        ("Convoy leaves", "Harbour Daily: Convoy leaves"),
        ("Harbour Daily", "Harbour Daily"),
        ("Harbour Daily wins", "Harbour Daily wins"),
    ],
)
def test_title_without_outlet(expected: str, title: str) -> None:
    assert without_outlet(title, "Harbour Daily") == expected
