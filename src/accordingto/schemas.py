"""JSON Schemas of our nouns, the same whatever version of msgspec makes them."""

from __future__ import annotations

import inspect
from typing import Any

import msgspec


def schema_of(noun: Any) -> dict[str, Any]:
    """The JSON Schema of a type; its descriptions are docstrings without their indentation.

    Versions of msgspec before 0.23 keep that of the source code.
    """
    described: dict[str, Any] = _dedented(msgspec.json.schema(noun))
    return described


def _dedented(part: Any) -> Any:
    if isinstance(part, dict):
        return {
            key: inspect.cleandoc(value)
            if key == "description" and isinstance(value, str)
            else _dedented(value)
            for key, value in part.items()
        }
    return [_dedented(one) for one in part] if isinstance(part, list | tuple) else part
