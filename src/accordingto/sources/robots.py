"""robots.txt as RFC 9309 has it: the longest matching rule wins, `*` and `$` are wildcards. Pure.

The standard library's `urllib.robotparser` of Python 3.11 takes the first match and knows no wildcards,
so it forbids pages that their owners allow and the other way round (docs/decisions/0012).
"""

from __future__ import annotations

import math
import re
from urllib.parse import quote, unquote

from accordingto.types import Noun

#: RFC 9309 asks readers to take at least 500 KiB; what stands after it is not read.
MOST_BYTES = 512_000


class Rule(Noun, frozen=True):
    """One line: whether paths that match `pattern` may be fetched."""

    pattern: str
    allow: bool


class Robots(Noun, frozen=True):
    """What one robots.txt says to one program. `delay` is in seconds, between two requests."""

    rules: tuple[Rule, ...] = ()
    delay: float = 0.0


def parse_robots(data: bytes, *, agent: str) -> Robots:
    """The group of lines that is for `agent` (a product name such as `accordingto`), or else the one for `*`.

    Lines that make no sense are passed over, as RFC 9309 asks.
    """
    groups: dict[str, list[tuple[str, str]]] = {}
    names: list[str] = []
    in_names = False
    for key, value in _lines(data):
        if key == "user-agent":
            names = [*names, value.lower()] if in_names else [value.lower()]
            groups.setdefault(names[-1], [])
        else:
            for name in names:
                groups[name].append((key, value))
        in_names = key == "user-agent"
    return _robots(groups.get(agent.lower(), groups.get("*", [])))


def may_fetch(robots: Robots, path: str) -> bool:
    """Whether a path (with its query) may be fetched; on a tie, allowing wins."""
    path = _canonical(path)
    matching = [rule for rule in robots.rules if _matches(rule.pattern, path)]
    return max(((len(rule.pattern), rule.allow) for rule in matching), default=(0, True))[1]


def product(user_agent: str) -> str:
    """The name that robots.txt files use for us: the user agent up to its version."""
    return re.split(r"[/\s]", user_agent.strip(), maxsplit=1)[0]


def _lines(data: bytes) -> list[tuple[str, str]]:
    text = data[:MOST_BYTES].decode("utf-8-sig", "replace")
    pairs = (line.split("#", 1)[0].partition(":") for line in text.splitlines())
    return [(key.strip().lower(), value.strip()) for key, colon, value in pairs if colon]


def _robots(lines: list[tuple[str, str]]) -> Robots:
    # "Disallow:" with nothing after it forbids nothing.
    rules = tuple(
        Rule(pattern=_canonical(value), allow=key == "allow")
        for key, value in lines
        if key in ("allow", "disallow") and value
    )
    delays = [_seconds(value) for key, value in lines if key == "crawl-delay"]
    return Robots(rules=rules, delay=max(delays, default=0.0))


def _seconds(value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        return 0.0
    return seconds if math.isfinite(seconds) and seconds > 0 else 0.0


def _canonical(path: str) -> str:
    """One spelling of a path: `/a%3cb`, `/a%3Cb` and `/a<b` are the same to RFC 9309."""
    return quote(unquote(path, errors="surrogateescape"), safe="/*$?&=:;,@+!'()~", errors="surrogateescape")


def _matches(pattern: str, path: str) -> bool:
    """Whether `path` begins with `pattern`, part by part: a regular expression could be made to hang."""
    end = pattern.endswith("$")
    first, *parts = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    if end and not parts:
        return path == first
    at = len(first)
    for part in parts[:-1] if end else parts:
        at = path.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return not end or (path.endswith(parts[-1]) and len(path) - len(parts[-1]) >= at)
