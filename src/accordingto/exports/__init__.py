"""Rows to files that others can use, each with what made it and by which rules."""

from accordingto.exports.formats import (
    FORMATS,
    MANIFEST_SUFFIX,
    export,
    export_file,
    order_of,
    write_manifest,
)
from accordingto.exports.nouns import LeftOut, Manifest, Order, Policy, Row, SourcedClaim, SourcedEvent, What
from accordingto.exports.policies import POLICIES

__all__ = [
    "FORMATS",
    "MANIFEST_SUFFIX",
    "POLICIES",
    "LeftOut",
    "Manifest",
    "Order",
    "Policy",
    "Row",
    "SourcedClaim",
    "SourcedEvent",
    "What",
    "export",
    "export_file",
    "order_of",
    "write_manifest",
]
