"""Countries as other data sets name and number them."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from accordingto.types import Noun

# UCDP/PRIO's regions, by the numbers of Gleditsch and Ward: the last number of each.
_REGIONS = ((199, "Americas"), (399, "Europe"), (629, "Africa"), (699, "Middle East"), (999, "Asia"))


class Country(Noun, frozen=True):
    """A country: ISO 3166's codes, ACLED's name and region, Gleditsch and Ward's number, UCDP's name.

    `numeric` and `number` are None where there is none; what has no number has no UCDP name either.
    """

    alpha3: str
    numeric: int | None
    name: str
    region: str
    number: int | None
    ucdp_name: str | None

    @property
    def ucdp_region(self) -> str | None:
        """The region in UCDP's data."""
        if self.number is None:
            return None
        return next(name for last, name in _REGIONS if self.number <= last)


def country(code: str | None) -> Country | None:
    """The country with this ISO 3166 code of two letters."""
    return _countries().get(code or "")


@cache
def _countries() -> dict[str, Country]:
    text = (files("accordingto.exports") / "countries.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {row["country"]: _country(row) for row in rows}


def _country(row: dict[str, str]) -> Country:
    return Country(
        alpha3=row["alpha3"],
        numeric=int(row["numeric"]) if row["numeric"] else None,
        name=row["name"],
        region=row["region"],
        number=int(row["number"]) if row["number"] else None,
        ucdp_name=row["ucdp_name"] or None,
    )
