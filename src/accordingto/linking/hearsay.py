"""Who had it from whom, by rule: a report that cites, copies or names another has its word from there."""

from __future__ import annotations

from collections.abc import Sequence, Set

from accordingto.linking.naming import Source, same_source, source_of
from accordingto.linking.testimony import blames, says_not, spares
from accordingto.linking.voices import Voice, by_time, denies
from accordingto.linking.words import tokens

# From so many code points on a report is long: it tells much itself, beside what it cites others for.
LONG = 3300
_HURT = frozenset({"killed", "injured"})


def heard_from(voice: Voice, voices: Sequence[Voice], long: Set[str] = frozenset()) -> Voice:
    """The voice behind a voice: itself, or whom its document cites, copies or names as the report.

    What an outlet tells in a report that is `long` is its own, whomever it cites elsewhere in it. Of voices
    that have it from each other the one that was printed first has it from nobody.
    """
    seen = [voice]
    while True:
        further = _behind(seen[-1], voices, long)
        if further is None:
            return seen[-1]
        if further in seen:
            return min(seen[seen.index(further) :], key=by_time)
        seen.append(further)


def _behind(voice: Voice, voices: Sequence[Voice], long: Set[str]) -> Voice | None:
    repeats = voice.own and not voice.saw and voice.document not in long
    cited = _cited_beside(voice, voices) if repeats else None
    if cited:
        return cited
    return _copied_from(voice, voices) or _reported_by(voice, voices)


def _cited_beside(voice: Voice, voices: Sequence[Voice]) -> Voice | None:
    """The nearest source that the same report cites on it: what stands around a citation is not the outlet's.

    Who is only cited with a denial is not behind what the outlet tells.
    """
    beside = [
        other for other in voices if other.document == voice.document and not other.own and not other.accuses
    ]
    any_of_them = denies(voice) or blames(voice.account.claim)  # who blames another may deny it himself
    alike = [other for other in beside if any_of_them or not denies(other)]
    return min(alike, key=lambda other: abs(other.at - voice.at), default=None)


def _copied_from(voice: Voice, voices: Sequence[Voice]) -> Voice | None:
    """The same passage in the document that had it first; never of one who says the opposite."""
    copies = set(voice.account.copies)
    fellows = [other for other in voices if other.document in copies]
    first = fellows[0].document if fellows else voice.document
    if first == voice.document:
        return None
    there = [other for other in fellows if other.document == first and denies(other) == denies(voice)]
    return max(there, key=lambda other: _shared_words(voice, other), default=None)


def _shared_words(one: Voice, other: Voice) -> float:
    mine, theirs = (set(tokens(voice.account.claim.text)) for voice in (one, other))
    return len(mine & theirs) / max(1, len(mine | theirs))


def _reported_by(voice: Voice, voices: Sequence[Voice]) -> Voice | None:
    """A voice of the outlet whose report is cited: "the agency reports", "three people told the agency"."""
    if voice.source.identified and not voice.own:
        cited: tuple[Source, ...] = (voice.source,)
    else:
        cited = voice.via
    there = [
        other
        for other in voices
        if other.document != voice.document
        and any(same_source(source_of(printed), source) for source in cited for printed in _printed(other))
        and denies(other) == denies(voice)
        and {_hurts(other), _hurts(voice)} != {True, False}
        and (other.account.published or "") <= (voice.account.published or "~")
    ]
    return max(there, key=lambda other: _shared_words(voice, other), default=None)


def _printed(voice: Voice) -> tuple[str, ...]:
    """The outlet of a report, and the agency whose text it prints."""
    return tuple(filter(None, (voice.account.outlet, voice.account.agency)))


def _hurts(voice: Voice) -> bool | None:
    """Whether it tells of somebody hurt, or of nobody; None where it says nothing of that."""
    claim = voice.account.claim
    if says_not(claim) and spares(claim):
        return False
    figures = claim.happening.figures if claim.happening else ()
    told = {bool(figure.high or figure.best or figure.low) for figure in figures if figure.kind in _HURT}
    return any(told) if told else None
