"""Whether two voices are one source under other words, read in both reports: "its president", "the union"."""

from __future__ import annotations

from collections.abc import Mapping

from accordingto.linking.origins import AreOne, Voice
from accordingto.linking.side_by_side import answered
from accordingto.models.passages import Passage
from accordingto.types import Span

# Log-odds from which two voices that no rule takes for one are one.
SAME = 0.0
# So many pairs are read for one event, at some 15 ms each, those of the fullest names first.
MOST = 48
# Characters before and after the words for a source that are read with them, behind the outlet's name.
BEFORE, AFTER = 110, 180


def read_in(texts: Mapping[str, str]) -> AreOne:
    """Whether two voices are one source by the words around what names them; `texts` are reports by id.

    For the voices of one event: of more than `MOST` pairs the others are two.
    """
    asked = 0

    def are_one(one: Voice, other: Voice) -> bool:
        nonlocal asked
        asked += 1
        if asked > MOST:
            return False
        first, second = sorted((one, other), key=lambda voice: (voice.document, voice.at, voice.id))
        passages = (speaking(voice, texts[voice.document]) for voice in (first, second))
        return answered("source", *passages) >= SAME

    return are_one


def speaking(voice: Voice, text: str) -> Passage:
    """The words for a source with those around them, `text` being its report.

    Of an outlet that cites nobody, its name and the words that it says.
    """
    outlet = voice.account.outlet or ""
    if voice.own:
        return of_outlet(outlet, text, voice.at)
    if voice.link.span is None:
        return of_outlet(voice.link.name, text, voice.at)
    return around(outlet, text, voice.link.span)


def of_outlet(outlet: str, text: str, at: int) -> Passage:
    """An outlet before what it says from `at` on."""
    return Passage(f"{outlet}: {_cut(text, at, at + AFTER)}", 0, len(outlet))


def around(outlet: str, text: str, span: Span) -> Passage:
    """The words for a speaker in what an outlet prints, the outlet first."""
    start, end = span
    lead = f"{outlet}: {_cut(text, max(0, start - BEFORE), start)}"
    return Passage(lead + text[start:end] + _cut(text, end, end + AFTER), len(lead), len(lead) + end - start)


def _cut(text: str, start: int, end: int) -> str:
    """A part of a text, without the halves of words at its ends."""
    end = min(end, len(text))
    while 0 < start < end and text[start - 1].isalnum() and text[start].isalnum():
        start += 1
    while start < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end -= 1
    return text[start:end]
