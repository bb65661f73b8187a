"""Whose text a report prints: the agency of its dateline, "LORN, March 5 (Oshan Newswire) - ..."."""

from __future__ import annotations

import re
from collections.abc import Sequence

from accordingto.linking.words import fold, tokens

# Code points at the beginning of a report in which a dateline stands: a headline and pictures come before it.
OPENING = 600
_DATELINE = re.compile(
    r"^[A-Z][^\n()]{1,60}\((?P<agency>[A-Z][\w.&’' ]{1,30})\)\s*[-–—]{1,2}\s", re.MULTILINE
)


def agencies_of(reports: Sequence[tuple[str, str | None, str]]) -> dict[str, str]:
    """The agency whose text each report prints, by the report's id, for those that print another's.

    `reports` are ids, outlets and texts. An agency that is one of the outlets goes by that outlet's name:
    "ONA" is Oshan News Agency.
    """
    outlets = {outlet for _, outlet, _ in reports if outlet}
    found = {}
    for number, outlet, text in reports:
        dateline = _DATELINE.search(text, 0, OPENING)
        if dateline and not _is_called(outlet or "", dateline["agency"]):
            agency = dateline["agency"]
            found[number] = next((one for one in sorted(outlets) if _is_called(one, agency)), agency)
    return found


def _is_called(outlet: str, name: str) -> bool:
    """Whether a dateline's name is an outlet's: words of it, or its initials."""
    words = set(tokens(name))
    initials = "".join(word[0] for word in outlet.split() if word[:1].isupper())
    return bool(words) and (words <= set(tokens(outlet)) or fold(name) == fold(initials))
