"""Whose word each account of a happening is: a source that its report cites, or the outlet itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import msgspec

from accordingto.linking.naming import Source, is_body, is_own_voice, is_pronoun, same_source, source_of
from accordingto.linking.testimony import blames, says_not, spares
from accordingto.linking.words import tokens
from accordingto.types import Account, Claim, Link, Party

# What is said or was found, taken for who says it.
_SAYING = re.compile(
    r"(?:the|an?|this|that|its|their|his|her)\s+(?:\w+\s+)?(?:tales?|story|stories|claims?|rumou?rs?|news"
    r"|charges?|allegations?|accusations?|counts?|tolls?|tally|figures?|versions?|reviews?|inquiry"
    r"|investigations?)\b",
    re.IGNORECASE,
)
# "The Evening Mail's stringer".
_REPORTER = re.compile(r"['’]s? (?:own )?(?:stringer|reporter|correspondent|photographer|team)s?$")
# Whom one that speaks for a party calls so.
_OTHERS = re.compile(
    r"\b(?:enem(?:y|ies)|regime|putschists?|usurpers?|newspapers|papers|stations|radios|media|websites)\b",
    re.IGNORECASE,
)
# "NPR's Adam Lorn", of NPR Online News.
_OF_STAFF = re.compile(r"([A-Z]{2,5})['’]s? (?:own )?(?:[A-Z][\w.’'-]+ ?)+$")
# Words of outlets that others print: where copies are of one day, the agency has it first.
_AGENCY = frozenset("agency agence wire newswire news press agencia".split())


class Voice(msgspec.Struct, frozen=True):
    """Who says what one account tells. `via` are agencies between.

    `own`: the outlet, or the agency whose text it prints, which cites nobody.

    `accuses`: the outlet tells whom he blames, and cites him for nothing else. `saw`: its own people saw it.
    """

    account: Account
    link: Link
    source: Source
    own: bool
    via: tuple[Source, ...] = ()
    accuses: bool = False
    saw: bool = False

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.account.claim.id

    @property
    def document(self) -> str:
        """The id of its document."""
        return self.account.claim.document

    @property
    def at(self) -> int:
        """Where it begins in its document."""
        return self.account.claim.evidence[0][0]


def voices_of(accounts: Iterable[Account]) -> list[Voice]:
    """Whose word each account is, those printed first before the others, of one day an agency's."""
    told = list(accounts)
    accusers = _accusers(told)
    return sorted((_voice(account, accusers) for account in told), key=by_time)


def by_time(voice: Voice) -> tuple[str, bool, str, str, int, str]:
    """In the order in which they were printed."""
    account = voice.account
    agency = _AGENCY & set(tokens(account.outlet or ""))
    return account.published or "~", not agency, account.recorded_at, voice.document, voice.at, voice.id


def _accusers(accounts: Iterable[Account]) -> dict[tuple[str, int], Link]:
    """Who is cited with an accusation, by report and where the word for it begins."""
    return {
        (claim.document, claim.cue[0]): claim.said_by[-1]
        for claim in (account.claim for account in accounts)
        if claim.cue and claim.act == "accuse" and len(claim.said_by) > 1
    }


def _voice(account: Account, accusers: Mapping[tuple[str, int], Link]) -> Voice:
    chain = account.claim.said_by
    outlet = source_of(chain[0].name)
    inner = [link for link in chain[1:] if link.kind != "none" and not _is_outlet(link, outlet)]
    told = _innermost(inner)
    accuser = None if told else _accuser(account.claim, accusers)
    if accuser:
        return Voice(account, accuser, source_of(accuser.name), own=False, accuses=True)
    if told is None:
        saw = any(is_own_voice(link.name) for link in chain[1:])
        teller = Link(name=account.agency, kind="media") if account.agency else chain[0]
        return Voice(account, teller, source_of(teller.name), own=True, saw=saw)
    via = tuple(
        source_of(link.name) for link in inner if link is not told and link.kind in ("media", "named")
    )
    return Voice(account, told, source_of(told.name), own=False, via=via)


def _accuser(claim: Claim, accusers: Mapping[tuple[str, int], Link]) -> Link | None:
    """Who blames, where the outlet tells of it: an accusation is the accuser's, however it is printed."""
    if claim.happening is None or not blames(claim):
        return None
    cited = accusers.get((claim.document, claim.happening.trigger[0]))
    if cited and cited.kind != "none" and not is_pronoun(cited.name):
        return cited
    actors = claim.happening.actors
    parties = [party for party in actors if source_of(party.words).identified]
    if not parties or not _are_one(actors):
        return None
    return Link(name=parties[0].words, kind="collective", span=parties[0].span, entity=parties[0].entity)


def _are_one(parties: Sequence[Party]) -> bool:
    """Whether parties are words for one, side by side: "a militia leader, Alassane Lorn"."""
    return all(0 < after.span[0] - before.span[1] <= len(", ") for before, after in pairwise(parties))


def _is_outlet(link: Link, outlet: Source) -> bool:
    """Whether a link is the outlet that prints it: its correspondent, "this paper", its own name."""
    name = _REPORTER.sub("", link.name)
    own = _OF_STAFF.match(link.name)
    staff = own is not None and tokens(own.group(1)) == tokens(outlet.phrase)[:1]
    return staff or is_own_voice(link.name) or same_source(source_of(name), outlet)


def _innermost(inner: Sequence[Link]) -> Link | None:
    """The innermost link that says who it is; a paper or a pronoun only where there is no other."""
    known = [
        link
        for link in inner
        if link.kind != "document" and not is_pronoun(link.name) and not _is_saying(link.name)
    ]
    named = known or inner
    return named[-1] if named else None


def _is_saying(name: str) -> bool:
    """Whether it is what somebody says; "the inquiry commission" and "the news agency" say it themselves."""
    return bool(_SAYING.match(name)) and not is_body(name)


def answers(voice: Voice, cited: Voice) -> bool:
    """Whether an outlet denies what others or the enemy told: "the papers say that shells fell; none did"."""
    if not voice.own or cited.own or voice.document != cited.document or voice.at < cited.at:
        return False
    if not _OTHERS.search(cited.link.name):
        return False
    denied, told = voice.account.claim.happening, cited.account.claim.happening
    return denies(voice) and not denies(cited) and told is not None and told.type == (denied and denied.type)


def denies(voice: Voice) -> bool:
    """Whether it is said that it did not happen, or that somebody did not do it."""
    claim = voice.account.claim
    return claim.act == "deny" or (says_not(claim) and not spares(claim))
