"""Who stands behind the accounts of a happening: several outlets with one source are one origin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from accordingto.linking.naming import source_of
from accordingto.linking.same_voice import Heard, heard_in
from accordingto.linking.sameness import MOST, sources_among, speakers_of
from accordingto.linking.voices import Voice, answers, by_time
from accordingto.types import Account, Origin


def origins_of(accounts: Sequence[Account], texts: Mapping[str, str] | None = None) -> tuple[Origin, ...]:
    """The independent origins of accounts of one happening, those with most documents first.

    An origin is the innermost source of an account, the same person or body under whatever words. Unnamed
    sources of two outlets are two. An outlet is an origin where it cites nobody; a passage that others hold
    nearly word for word is theirs who had it first; a citation of another outlet's report is that report's.
    Pronouns as sources should be resolved before (`with_named_sources`). With the `texts` of the reports, by
    id, what rules say is weighed together with how the speakers compare (`linking.sameness`), unless one of
    the reports is long: what was learned from dispatches does not hold there.
    """
    heard = heard_in(accounts, texts)
    sources = [_told(group, heard) for group in heard.groups]
    if texts is not None and not heard.long:
        speakers = speakers_of(heard, texts)
        if len(speakers) <= MOST:
            sources = [
                [voice for one in source for voice in one.voices] for source in sources_among(speakers)
            ]
    return tuple(sorted((_origin(source, heard.behind) for source in sources), key=_by_reach))


def _told(group: Sequence[Voice], heard: Heard) -> list[Voice]:
    """All voices that have it from one source."""
    ids = {voice.id for voice in group}
    return [voice for voice in heard.voices if heard.behind[voice.id].id in ids]


def _by_reach(origin: Origin) -> tuple[int, int, str, tuple[str, ...]]:
    return -len(origin.documents), -len(origin.claims), origin.name, origin.claims


def _origin(told: Sequence[Voice], behind: Mapping[str, Voice]) -> Origin:
    named = _naming(told, behind)
    ids = {voice.id for voice in told}
    ways = (
        _way(voice, behind[voice.id] if behind[voice.id].id in ids else voice)
        for voice in sorted(told, key=by_time)
    )
    return Origin(
        name=named.link.name,
        kind=named.link.kind,
        claims=tuple(sorted(ids)),
        documents=tuple(sorted({voice.document for voice in told})),
        outlets=tuple(sorted({voice.account.outlet for voice in told if voice.account.outlet})),
        chains=tuple(dict.fromkeys(ways)),
    )


def _naming(told: Sequence[Voice], behind: Mapping[str, Voice]) -> Voice:
    """Who gives a source its name: who is cited, no outlet if there is another, by the fullest words.

    An outlet that denies what it has the enemy say is not called by that one's name.
    """
    answering = [voice for voice in told if any(answers(voice, other) for other in told)]
    if answering:
        return min(answering, key=by_time)
    first = [voice for voice in told if behind[voice.id] is voice] or told
    cited = [voice for voice in first if not voice.own] or first
    inner = [voice for voice in cited if voice.link.kind != "media"] or cited
    return max(sorted(inner, key=by_time), key=lambda one: (len(one.source.words), one.source.definite))


def _way(voice: Voice, behind: Voice) -> tuple[str, ...]:
    """How it came, outlet first. Of what it cites another report for, that report's chain follows.

    Who copied from whom is not known: a copy has the speaker of the other, not its outlet.
    """
    own, further = _names(voice), _names(behind)
    if behind is voice:
        return own
    if source_of(own[-1]) == source_of(further[0]):
        return tuple(dict.fromkeys((*own, *further)))
    return own if len(own) > 1 else tuple(dict.fromkeys((*own, *(further[1:] or further))))


def _names(voice: Voice) -> tuple[str, ...]:
    outlet, *inner = (link.name for link in voice.account.claim.said_by if link.kind != "none")
    agency = [voice.account.agency] if voice.account.agency else []
    return tuple(dict.fromkeys((outlet, *agency, *inner)))
