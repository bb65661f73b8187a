"""Which of a place's many names an English report may use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

# Names in all lower case are letter-by-letter renderings of other scripts ("dwma"), capitals airport codes.
_ARTICLE = re.compile(r"(?:al|el|as|ash|ad|ar|at|az|an|es|esh|et|ed|er|the|ath|edh|adh)[ -]", re.IGNORECASE)
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff'’‘ʻʼ`´ʿʾ.,() /-]+")
MOST = 60


def useful(names: Iterable[str]) -> Iterator[str]:
    """The names in Latin letters that are written as names."""
    for name in names:
        if 3 <= len(name) <= MOST and _LATIN.fullmatch(name) and _is_written_as_name(name):
            yield name


def _is_written_as_name(name: str) -> bool:
    rest = _ARTICLE.sub("", name, count=1)
    is_code = name.isupper() and len(name) < 5
    return (name[0].isupper() and not is_code) or (rest != name and rest[:1].isupper())
