"""Lengths of time: as TIMEX3 writes them, and as steps on the calendar."""

from __future__ import annotations

import math
from datetime import date

from accordingto.reading.times import civil
from accordingto.types import TimePrecision

#: TIMEX3's letter of a unit -> the precision of days counted in it.
PRECISIONS: dict[str, TimePrecision] = {
    "D": "day",
    "W": "week",
    "2W": "week",
    "M": "month",
    "Q": "quarter",
    "Y": "year",
}

#: Years of the units that do not divide into months.
YEARS = {"DE": 10, "CE": 100}


def duration(count: str, unit: str) -> str:
    """`P3D`, `PT2H`, `P2Y6M`, `PXW`; a decade is `P10Y`, as ISO 8601 has no letter for it."""
    if unit == "DE" or (count.endswith(".5") and unit in YEARS):
        count, unit = "X" if count == "X" else f"{float(count) * YEARS[unit]:g}", "Y"
    weeks = unit == "2W"
    if weeks and count.isdigit():
        count, unit = str(2 * int(count)), "W"
    unit = "W" if unit == "2W" else unit
    if count.endswith(".5") and unit in ("Y", "TH", "TM", "M", "D"):
        whole, half = count[:-2], {"Y": "6M", "TH": "30M", "TM": "30S", "M": "15D", "D": "T12H"}[unit]
        letter = unit[-1]
        return ("PT" if unit[0] == "T" else "P") + (f"{whole}{letter}" if whole != "0" else "") + half
    if unit == "Q":
        return f"P{3 * int(count)}M" if count.isdigit() else "PXQ"
    if unit.startswith("T") and unit != "TNI":
        return f"PT{count}{unit[1]}"
    return f"P{count}{unit}"


def away(day: date, count: int, unit: str) -> date | None:
    """A day so many units away; a month's day that does not exist becomes its last."""
    if unit == "TH":
        return civil.shifted(day, math.ceil(count / 24) if count > 0 else -math.ceil(-count / 24))
    if unit in ("D", "W", "2W", "TNI"):
        return civil.shifted(day, count * {"W": 7, "2W": 14}.get(unit, 1))
    months = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}.get(unit)
    if not months:
        return day if unit.startswith("T") else None
    where = civil.add_months(civil.of(day), count * months)
    if where is None:
        return None
    return next((d for back in range(4) if (d := where._replace(day=day.day - back).date)), None)
