"""Whose text a report prints: the agency of its dateline, "LORN, March 5 (Oshan Newswire) - ..."."""

from __future__ import annotations

from collections.abc import Sequence

from accordingto.documents.metadata import dateline
from accordingto.linking.words import fold, tokens
from accordingto.reading.sources import is_media


def agencies_of(reports: Sequence[tuple[str, str | None, str]]) -> dict[str, str]:
    """The agency whose text each report prints, by the report's id, for those that print another's.

    `reports` are ids, outlets and texts. An agency that is one of the outlets goes by that outlet's name:
    "ONA" is Oshan News Agency. What else stands in parentheses there has to be a medium by its name: "The
    Lorn Movement (LM) - founded in 2010 - ..." opens a report too.
    """
    outlets = sorted({outlet for _, outlet, _ in reports if outlet})
    found = {}
    for number, outlet, text in reports:
        line = dateline(text)
        if line and line.agency and not _is_called(outlet or "", line.agency):
            known = [one for one in outlets if _is_called(one, line.agency)]
            if known or is_media(line.agency):
                found[number] = known[0] if known else line.agency
    return found


def _is_called(outlet: str, name: str) -> bool:
    """Whether a dateline's name is an outlet's: words of it, or its initials."""
    words = set(tokens(name))
    initials = "".join(word[0] for word in outlet.split() if word[:1].isupper())
    return bool(words) and (words <= set(tokens(outlet)) or fold(name) == fold(initials))
