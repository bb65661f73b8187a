"""GeoJSON (RFC 7946): one feature for each row. What has no place on the map has a null geometry."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from accordingto.exports.columns import Table
from accordingto.exports.documents import Finish, properties, write_array
from accordingto.exports.files import Sink
from accordingto.exports.nouns import Policy

T = TypeVar("T")
HEAD = b'{"type":"FeatureCollection","features":'


def write_geojson(rows: Iterable[T], sink: Sink, *, table: Table[T], policy: Policy, finish: Finish) -> None:
    """A feature collection; its member `export` says what it is. The table's first column is the id."""
    features = (feature(properties(table, row, policy), table[0].name) for row in rows)
    write_array(features, sink, head=HEAD, finish=finish)


def feature(values: dict[str, Any], identity: str) -> dict[str, Any]:
    """A feature of these properties, at their `longitude` and `latitude`."""
    point = [values.get("longitude"), values.get("latitude")]
    geometry = None if None in point else {"type": "Point", "coordinates": point}
    return {"type": "Feature", "id": values[identity], "geometry": geometry, "properties": values}
