"""Countries as other data sets name and number them."""

import pytest

from accordingto.exports.countries import country


@pytest.mark.parametrize(
    ("code", "alpha3", "numeric", "name", "region", "number", "ucdp_name", "ucdp_region"),
    [
        ("SY", "SYR", 760, "Syria", "Middle East", 652, "Syria", "Middle East"),
        ("YE", "YEM", 887, "Yemen", "Middle East", 678, "Yemen (North Yemen)", "Middle East"),
        (
            "CD",
            "COD",
            180,
            "Democratic Republic of Congo",
            "Middle Africa",
            490,
            "DR Congo (Zaire)",
            "Africa",
        ),
        ("UA", "UKR", 804, "Ukraine", "Europe", 369, "Ukraine", "Europe"),
        ("NA", "NAM", 516, "Namibia", "Southern Africa", 565, "Namibia", "Africa"),
        ("PS", "PSE", 275, "Palestine", "Middle East", None, None, None),
    ],
)
def test_a_country_has_its_codes(
    code: str,
    alpha3: str,
    numeric: int,
    name: str,
    region: str,
    number: int | None,
    ucdp_name: str | None,
    ucdp_region: str | None,
) -> None:
    found = country(code)

    assert found is not None
    assert (found.alpha3, found.numeric, found.name, found.region) == (alpha3, numeric, name, region)
    assert (found.number, found.ucdp_name, found.ucdp_region) == (number, ucdp_name, ucdp_region)


def test_an_unknown_country_is_none() -> None:
    assert country("QQ") is None
    assert country(None) is None
