"""Which lists can be downloaded as what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

What = Literal["claims", "events", "agreements", "control", "framing"]
ClaimsFormat = Literal["csv", "jsonl", "geojson", "webannotation"]
EventsFormat = Literal["csv", "jsonl", "geojson", "acled", "ucdp", "plover", "timemap"]
# Format -> how a person calls it, and how its files end.
NAMES: Mapping[str, tuple[str, str]] = {
    "csv": ("CSV", ".csv"),
    "jsonl": ("JSON Lines", ".jsonl"),
    "geojson": ("GeoJSON", ".geojson"),
    "acled": ("ACLED", ".acled.csv"),
    "ucdp": ("UCDP", ".ucdp.csv"),
    "plover": ("PLOVER", ".plover.jsonl"),
    "timemap": ("TimeMap", ".timemap.json"),
    "webannotation": ("Web Annotation", ".jsonld"),
}
OFFERED: Mapping[What, tuple[str, ...]] = {
    "claims": ("csv", "jsonl", "geojson", "webannotation"),
    "events": ("csv", "jsonl", "geojson", "acled", "ucdp", "plover", "timemap"),
    "agreements": ("csv", "jsonl", "geojson", "webannotation"),
    "control": ("csv", "jsonl", "geojson", "webannotation"),
    "framing": ("csv", "jsonl", "webannotation"),
}
