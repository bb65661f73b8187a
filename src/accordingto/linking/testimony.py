"""One account with the origin behind it: what contradictions are looked for between."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

import msgspec

from accordingto.linking.profiles import MANY
from accordingto.linking.sides import differ, is_named_alike, side_of_speaker
from accordingto.types import (
    Account,
    Claim,
    Contradiction,
    ContradictionKind,
    EventType,
    Happening,
    Origin,
    Span,
    Status,
)

# What did not happen yet, or may never, contradicts nothing.
_UNREAL: frozenset[Status] = frozenset({"planned", "demanded", "threatened", "conditional", "habitual"})
# Acts of speech are told of, not witnessed: they disagree about what they speak of.
SPEECH: frozenset[EventType] = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "CONSULT", "SUPPORT"})
_GAP = " [...] "
_NOBODY = re.compile(
    r"\b(?:nobody|no ?one|anyone|anybody|none|nothing|a single one|no (?:person|people|casualt\w+|injur\w+"
    r"|deaths?|dead|wounded|victims?|bod(?:y|ies)))\b",
    re.I,
)
_HURTS = re.compile(r"kill|murder|slaughter|massacr|wound|injur|hurt|harm|maim|hit", re.IGNORECASE)
# "No officer was among those arrested".
_NONE_AMONG = re.compile(
    r"\b(?:no|not one|not a single) (?:[\w’'-]+ ){1,3}?(?:was|were|is|are|had been|has been) among\b",
    re.IGNORECASE,
)
_NOT_ONE = "no|not an?|not one|not a single|none of"
_AUXILIARY = "had|has|have|was|were|is|are"
_BLAME = re.compile(
    r"\b(?:blam|accus|h[eo]ld\w*\s+\w+(?:\s+\w+){0,3}\s+responsible|charg|implicat"
    r"|attribut|ascrib|suspect)",
    re.I,
)
# "Held the rebels responsible", "named the Front as the author", "pointed the finger at the army".
_HELD = re.compile(
    r"held|holds?|nam(?:e|es|ed|ing)|identif(?:y|ies|ied)|point(?:s|ed)?|pin(?:s|ned)?|laid|lays?", re.I
)


# Whether the reports' words bear a contradiction out that a rule found.
BearsOut = Callable[[Contradiction], bool]


class Testimony(msgspec.Struct, frozen=True):
    """An account of something that is said to have happened, or not to have; from a `long` report or not."""

    account: Account
    origin: Origin
    long: bool = False

    @property
    def claim(self) -> Claim:
        """The account's claim."""
        return self.account.claim

    @property
    def happening(self) -> Happening | None:
        """What an event claim says happened."""
        return self.account.claim.happening

    @property
    def denies(self) -> bool:
        """Whether it says that it did not happen."""
        return says_not(self.account.claim)

    @property
    def order(self) -> tuple[str, str, int, str]:
        """Earliest printed first."""
        claim = self.account.claim
        return self.account.published or "~", claim.document, claim.evidence[0][0], claim.id


def says_not(claim: Claim) -> bool:
    """Whether a claim says that it did not happen; who "has kidnapped nobody" or "used no gas" has not.

    So too who denies that anyone died.
    """
    if claim.polarity == "negative" or _is_of_nothing(claim) or has_none_among(claim):
        return True
    if claim.act == "deny" and (_names_nobody(claim) or _is_deed(claim)):
        return True
    return _names_nobody(claim) and seizes(claim)


def has_none_among(claim: Claim) -> bool:
    """Whether those to whom it was done are said to be none of a kind: it happened, to others."""
    return bool(_NONE_AMONG.search(claim.text))


def _is_deed(claim: Claim) -> bool:
    """Whether it tells of violence and who did it: who denies that is not read as telling it."""
    happening = claim.happening
    return happening is not None and happening.type == "ASSAULT" and bool(happening.actors)


def _is_of_nothing(claim: Claim) -> bool:
    """Whether the word for an act stands beside a "no": "no bombing", "used no gas"."""
    refused = r"\b{} (?:to |on |upon )?(?:no|nobody|nothing)\b"
    by_none = rf"^(?:{_NOT_ONE}) (?:[\w’'-]+ ){{{{1,4}}}}?{{}}\b"  # "not a single aircraft bombed the town"
    return is_of_no_act(claim) or _is_worded(claim, refused) or _is_worded(claim, by_none)


def is_of_no_act(claim: Claim) -> bool:
    """Whether it is of no act at all: "there was no bombing", "not one shell was fired"."""
    was = rf" (?:[\w’'-]+ ){{{{1,4}}}}?(?:{_AUXILIARY}) (?:been )?{{}}\b"
    cut = claim.polarity == "negative" and _is_worded(claim, rf"^(?:one|a single){was}")  # "not" left out
    return cut or _is_worded(claim, r"\bno (?:\w+ )?{}\b") or _is_worded(claim, rf"\b(?:{_NOT_ONE}){was}")


def _is_worded(claim: Claim, pattern: str) -> bool:
    """Whether a pattern fits a claim of an act, with the word for the act in it."""
    if claim.happening is None or claim.happening.type in ("CASUALTY", *SPEECH):
        return False
    trigger = re.escape(trigger_words(claim))
    return bool(trigger and re.search(pattern.format(trigger), claim.text, re.IGNORECASE))


def spares(claim: Claim) -> bool:
    """Whether what did not happen is that somebody was hurt: it denies no act; who "bombed nobody" does."""
    happening = claim.happening
    if happening is None or seizes(claim):
        return False
    return happening.type == "CASUALTY" or (_names_nobody(claim) and bool(_HURTS.match(trigger_words(claim))))


def seizes(claim: Claim) -> bool:
    """Whether it tells of an abduction or an arrest."""
    happening = claim.happening
    return happening is not None and (happening.mode == "abduct" or happening.type == "COERCE")


def _names_nobody(claim: Claim) -> bool:
    recipients = claim.happening.recipients if claim.happening else ()
    return any(_NOBODY.search(party.words) for party in recipients)


def testimonies_of(
    accounts: Sequence[Account], origins: Sequence[Origin], beside: Sequence[Account]
) -> tuple[Testimony, ...]:
    """The accounts of what is said to have happened, earliest first; those without an origin are left out.

    `beside` are all accounts of the same reports, which say how much each of them tells.
    """
    long = long_reports(beside)
    behind = {claim: origin for origin in origins for claim in origin.claims}
    found = [
        Testimony(account, behind[account.claim.id], account.claim.document in long)
        for account in accounts
        if account.claim.id in behind and account.claim.status not in _UNREAL
    ]
    return tuple(sorted(found, key=lambda testimony: testimony.order))


def long_reports(beside: Sequence[Account]) -> frozenset[str]:
    """The reports that tell of much."""
    told = Counter(account.claim.document for account in beside if account.claim.happening)
    return frozenset(document for document, count in told.items() if count >= MANY)


def independent(one: Testimony, other: Testimony) -> bool:
    """Whether two testimonies come from different origins."""
    return one.origin.claims != other.origin.claims


def is_answered(testimony: Testimony, denial: Testimony) -> bool:
    """Whether the report itself has a denial of what somebody tells: two claims have one telling word."""
    mine, theirs = testimony.happening, denial.happening
    return (
        mine is not None
        and theirs is not None
        and testimony.claim.document == denial.claim.document
        and mine.trigger == theirs.trigger
        and denial.claim.act == "deny"
        and denial.denies
        and not testimony.denies
        and independent(testimony, denial)
    )


def answers_others(denial: Testimony, testimony: Testimony) -> bool:
    """Whether it is denied in so many words, which answers whoever of another side says so."""
    return denial.claim.act == "deny" and not are_of_one_side(testimony, denial)


def are_of_one_side(one: Testimony, other: Testimony) -> bool:
    """Whether those who stand behind two testimonies speak for one party, as far as their names say."""
    mine, theirs = (side_of_speaker(each.origin.name) for each in (one, other))
    of_one_country = mine.country is not None and mine.country == theirs.country
    return is_named_alike(mine, theirs) or (of_one_country and not differ(mine, theirs))


def words_at(claim: Claim, span: Span) -> str | None:
    """The words of a span of the document, as far as the claim's evidence holds it."""
    offset = 0
    for start, end in claim.evidence:
        if start <= span[0] and span[1] <= end:
            return claim.text[offset + span[0] - start : offset + span[1] - start]
        offset += end - start + len(_GAP)
    return None


def span_of(claim: Claim, words: str, text: str) -> Span:
    """Where words of a claim stand in the `text` of its report; its telling word where they are all of it."""
    start, end = claim.evidence[0][0], claim.evidence[-1][1]
    telling = claim.told_at
    found = [
        at for at in range(start, end - len(words) + 1) if text.startswith(words, at) and words != claim.text
    ]
    nearest = min(found, key=lambda at: abs(at - telling[0]), default=None)
    return telling if nearest is None else (nearest, nearest + len(words))


def trigger_words(claim: Claim) -> str:
    """The word by which a claim tells of it, "" where its evidence does not hold it."""
    said = claim.happening or claim.holding
    return (words_at(claim, said.trigger) or "") if said else claim.text


def blames(claim: Claim) -> bool:
    """Whether a claim tells of an accusation: who blamed whom."""
    happening = claim.happening
    if happening is None or happening.type != "ACCUSE" or claim.polarity == "negative":
        return False
    trigger = trigger_words(claim)
    return bool(_BLAME.search(trigger) or _BLAME.match(claim.text) or _HELD.fullmatch(trigger))


def disagreement(
    kind: ContradictionKind, one: tuple[Testimony, str], other: tuple[Testimony, str], why: str
) -> Contradiction:
    """The contradiction between two testimonies with their words, the earlier one first."""
    (first, first_words), (second, second_words) = sorted((one, other), key=lambda side: side[0].order)
    return Contradiction(
        kind=kind,
        one=first.claim.id,
        other=second.claim.id,
        one_words=first_words,
        other_words=second_words,
        one_origin=first.origin.name,
        other_origin=second.origin.name,
        why=why,
    )


def always(_: Contradiction) -> bool:
    """Takes the rules at their word."""
    return True


def are_two_acts(one: Testimony, other: Testimony) -> bool:
    """Whether modes tell acts of one type apart, as withholding and suspending; violence has many."""
    mine, theirs = one.happening, other.happening
    if mine is None or theirs is None or mine.type != theirs.type or mine.type == "ASSAULT":
        return False
    return None not in (mine.mode, theirs.mode) and mine.mode != theirs.mode
