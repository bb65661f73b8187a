"""What belongs to a happening and is no mention of it: who is blamed for it, who holds the place after it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from accordingto.linking.days import day_said
from accordingto.linking.naming import PREPOSITION
from accordingto.linking.testimony import blames, trigger_words
from accordingto.linking.whereabouts import place_said
from accordingto.linking.words import fold
from accordingto.reading.codebook.actors import actor_of, kind_of
from accordingto.types import Account, ActorType, Claim, EventType, Party, Span

_VIOLENCE: frozenset[EventType] = frozenset({"ASSAULT", "CASUALTY"})
# Code points between the end of what happened and the blame for it: the next sentence, or the one after it.
NEAR = 160
NEAR_BOTH = 480
NEAR_DEED = 30  # between who is accused and what of
# Who is accused is accused of something, which stands beside; who is blamed may be blamed for what was told.
_ACCUSES = re.compile(r"accus|charg|indict|criti", re.IGNORECASE)
_BOTH = re.compile(r"\b(?:both|each|the (?:attacks|strikes|bombings|raids|killings))\b", re.IGNORECASE)
# "It had nothing to do with the bombing", "denied any involvement".
_DISOWNS = re.compile(
    r"\b(?:nothing to do with|(?:no|not any) (?:part|hand|role|share|involvement) in|"
    r"not (?:behind|responsible for|involved in|its doing|its work|their doing|their work|the ones? who)|"
    r"(?:neither|none)(?: of (?:them|those|these))? (?:was|were|is|are) (?:ours|theirs|his|\w+['’]s?))\b",
    re.IGNORECASE,
)
_DISOWNED = re.compile(
    r"(?:(?:all|any|the|its|their|having|every)\s+)*"
    r"(?:responsibility|involvement|role|(?:part|hand|share) in|accusations?|charges?"
    r"|(?:knowledge|information|knowing) (?:of|about))",
    re.I,
)
# Where it is denied: "that its gunners were behind the blast".
_DENIED_PART = re.compile(
    r"\b(?:(?:was|were|is|are|been|stood) (?:behind|responsible for|involved(?: in|$|[.,;]))"
    r"|(?:had|has|have|took|taken) (?:a|any|its|their) (?:hand|part|role|share) in)\b",
    re.IGNORECASE,
)
_DOER = re.compile(
    r"\b(?:is|was|were|be|been|it|them|this)\s+the\s+(?:work|doing|handiwork|deed) of ([^,.;:]+?)"
    r"(?=\s+and not\b|[,.;:]|$)",
    re.IGNORECASE,
)
# "Those were soldiers", "to him they were men of the Front".
_WERE = re.compile(
    r"^[\"“]?(?:to (?:him|her|them),? )?"
    r"(?:they|these|(?:those|the (?:attackers|assailants|gunmen|killers|men|raiders))(?: who did it)?)"
    r"(?: \[\.\.\.\])? were "
    r"(?!not\b|(?!armed|masked|hooded|uniformed)\w+(?:ing|ed)\b|\w+ by\b)([^,.;:]+)$",
    re.IGNORECASE,
)
# "It was the opposition that had opened fire", "militants from across the border did it".
_IT_WAS = re.compile(
    r"\bit (?:was|is) (?!(?:on|in|at|then|there|here|only|not|with|for|from|to|by|after|when)\b)"
    r"((?![^,.;:]* of (?:which|whom)\b)[^,.;:]+?) (?:that|who|which) (?:had |have |has )?"
    r"(?!violat|breach)"  # who breaks a truce need have hurt nobody
    r"(?:\w+ed|shot|struck|laid|did|set|blew|took|brought|burnt|hit|sent|fell|led|came|drove|stole|threw)\b",
    re.IGNORECASE,
)
_DID_IT = re.compile(
    r"(?:^|[,;:]\s+)[\"“]?((?!who\b|they\b|he\b|she\b|it\b|we\b|not\b)(?:(?!\. )[^,;:]){3,60}?) did"
    r" (?:it|this|that|the work)\b",
    re.IGNORECASE,
)
# "Cattle thieves and not the rebels were behind the raid".
_BEHIND = re.compile(
    r"(?:^|[,;:]\s+|\bthat )((?!who\b|they\b|he\b|she\b|it\b)(?:(?!\. )[^,;:]){3,60}?)"
    r"(?:,? (?:and )?not [^,;:]+?,?)?"
    r" (?:was|were|is|are|stood|had been) behind (?:the|this|that|it|\w+['’]s)\b",
    re.IGNORECASE,
)
# What strikes: it is told of in the place of who sent it.
_MISSILE = (
    r"(?:shells?|rockets?|(?<!those )shots?|bullets?|bombs?|missiles?|mortars?|rounds?|fire|salvo"
    r"|mines?|devices?|charges?"
    r"|guns?|drones?|grenades?|projectiles?|explosives?)"
)
# "The shells came from Moldovan guns", "the bullets had been fired from within the crowd".
_CAME_FROM = re.compile(
    rf"\b(?:{_MISSILE}|they|it)\b[^,;:]*? (?:came|come|(?:was|were|been) fired) from ([^,;:.]+)",
    re.IGNORECASE,
)
# "The men who did it were hunters", "those who placed the bicycle were two Tigers".
_KILLERS_WERE = re.compile(
    r"\b(?:those|(?:the )?(?:men|people|ones|persons|boys|attackers|assailants|gunmen|killers|raiders))"
    r" (?:who|that) (?!died|fell|were|was|had died)[^;:]*?\b(?:were|was|are)"
    r" (?!not\b|all\b|\w+(?:ing|ed)\b|\w+ by\b)([^,.;:]+)(?=[,.;:]|$)",
    re.IGNORECASE,
)
# "What fell on the market was a Ukrainian missile", "the guns were those of the Tigers".
_WEAPON_WAS = re.compile(
    rf"\b(?:what (?:exploded|struck|hit|fell|came|killed|went|destroyed|collapsed|landed|burst)\b[^;:]*?"
    rf"|(?:the|those|that) (?:\w+ )?{_MISSILE}\b(?: (?:that|which) [^;:,]*?)?)"
    r"(?: (?:was|were|is|had been)) (?:indeed )?"
    r"(?!not\b|no\b|\w+ed\b|\w+ by\b|\w+ing\b|on\b|at\b|in\b|to\b)"
    r"(?:those of |that of )?([^,.;:]+)(?=[,.;:]|$)",
    re.IGNORECASE,
)
# "Common criminals were to blame", "the army had done so".
_TO_BLAME = re.compile(
    r"(?:^|[,;:]\s+|\bthat )"
    r"((?!and\b|who\b|they\b|he\b|she\b|it\b|we\b|nobody\b|no\b)(?:(?! that |\. )[^,;:]){3,60}?)"
    r" (?:(?:was|were|is|are) (?:to blame|responsible|the ones who)"
    r"|(?:had|have|has) (?:done (?:it|so|this|that)\b"
    r"|(?:carried out|caused|staged|ordered|committed) th))",
    re.IGNORECASE,
)
# "The men wore the shirts of the militia", "the boat flew the ensign of the fleet".
_WORE = re.compile(
    r"\b(?:wore|wearing|dressed in|in|with|flew|bore|recogni[sz]ed|knew|had) (?:the )?(?:[\w-]+ )?"
    r"(?:uniforms?|shirts|trousers|caps|boots|badges?|patch(?:es)?|insignia|armbands|colours|ensign|flag|markings?)"
    r" of ([^,.;:]+)",
    re.IGNORECASE,
)
# "They called themselves Tigers".
_CALLED = re.compile(
    r"^(?:they|these|the (?:men|attackers|gunmen|raiders))"
    r" (?:called themselves|said (?:that )?they were) ([^,.;:]+)",
    re.IGNORECASE,
)
# "The kidnapping had been carried out by students", "the bus was blown up by the army".
_DONE_BY = re.compile(
    r"\b(?:was|were|been|is) (?:all )?(?:carried out|staged|committed|perpetrated|caused|set off|started|lit"
    r"|done|ordered|organi[sz]ed|planted|laid|fired|launched|shot up|blown up) by ([^,.;:]+)",
    re.IGNORECASE,
)
# "The front is guilty of the massacre", "it bears the hand of the terrorists".
_GUILTY = re.compile(
    r"(?:^|[,;:]\s+|\bthat )"
    r"((?!and\b|who\b|they\b|he\b|she\b|it\b|we\b|nobody\b|no\b)(?:(?!\. )[^,;:]){3,60}?)"
    r" (?:is|are|was|were) guilty of\b",
    re.IGNORECASE,
)
_HAND_OF = re.compile(r"\bb(?:ears?|ore) the (?:hand|mark|signature|stamp) of ([^,.;:]+)", re.IGNORECASE)
_RAN_INTO = re.compile(r"\b(?:they|he|she|it|\w+s) (?:had |have )?r[au]n into ([^,.;:]+)", re.IGNORECASE)
# "Those who placed the device belong to the Front".
_BELONG = re.compile(
    r"\b(?:those|men|people) who (?:placed|planted|laid|fired|threw|carried|did)\b[^;:]*?"
    r" belong(?:ed)? to ([^,.;:]+)",
    re.IGNORECASE,
)
# Its subject was cut off: "the men who did it, he said, were hunters".
_ONLY_WERE = re.compile(
    r"^were (?!not\b|all\b|already\b|still\b|in\b|at\b|on\b|\w+(?:ed|en|ing)\b|shot\b|held\b|\d)([^,.;:]+)",
    re.IGNORECASE,
)
# "It was not the Front but the army that cut the line".
_NOT_BUT = re.compile(r"\bit (?:was|is) not [^,.;:]+? but ([^,.;:]+?) (?:that|who|which)\b", re.IGNORECASE)
# All that is said of them, where the verb holds the rest: "(took) the assailants for men of the Front",
# "(named) the Front as the author", "(knew) two of the four men as policemen".
_TAKEN_FOR = re.compile(
    r"^[\"“]?(?:(?:the|his|her|their) (?:\w+ )?(?:attackers|assailants|gunmen|killers|raiders|men) for)"
    r" ([^,.;:]+)$",
    re.IGNORECASE,
)
_AS_AUTHOR = re.compile(
    r"^[\"“]?([^,.;:]+?) as (?:the |its )?"
    r"(?:authors?|culprits?|perpetrators?|attackers|those who|the ones who)\b",
    re.IGNORECASE,
)
_KNOWN_AS = re.compile(
    r"\b(?:of the (?:\w+ )?(?:men|attackers|gunmen|assailants|raiders)"
    r"|the (?:men|attackers|gunmen|assailants))"
    r" as ([^,.;:]+)$",
    re.IGNORECASE,
)
# "(Puts) it down to the army", "(attributes) it to a militia".
_DOWN_TO = re.compile(
    r"^(?:it|this|that|them|both|the (?:attack|raid|blast|bombing|killings?|strike|shelling))"
    r"(?: down)? to ([^,.;:]+)",
    re.IGNORECASE,
)
# "The machine belonged to the army".
_BELONGED = re.compile(
    rf"\b(?:it|they|(?:the|that|those) (?:[\w-]+ )?(?:{_MISSILE}|machine|planes?|jets?|boats?|vehicles?|cars?"
    r"|men|gunmen|gang|attackers)\b[^;:,]*?) belong(?:s|ed)? to ([^,.;:]+)",
    re.IGNORECASE,
)
# All that is said: "it was the soldiers", or who it was, "whoever stopped the bus".
_SIMPLY = re.compile(
    r"(?:^[\"“]?|\bwhoever [^;:]{3,80}, )it was (?!(?:not|on|in|at|a|an|only|like|there|then)\b)"
    r"((?:(?! (?:that|who|which)\b)[^,.;:])+?)[\"”]?(?=[,.;:]|$)",
    re.IGNORECASE,
)
_DOER_FORMS = (
    _NOT_BUT,
    _TAKEN_FOR,
    _AS_AUTHOR,
    _KNOWN_AS,
    _DOER,
    _WERE,
    _IT_WAS,
    _DID_IT,
    _BELONG,
    _BEHIND,
    _CAME_FROM,
    _KILLERS_WERE,
    _WEAPON_WAS,
    _TO_BLAME,
    _WORE,
    _CALLED,
    _DONE_BY,
    _GUILTY,
    _HAND_OF,
    _RAN_INTO,
    _ONLY_WERE,
    _DOWN_TO,
    _BELONGED,
    _SIMPLY,
)
_OWN = re.compile(
    r"\b(?:own|his|her|its|our|their|army|navy|government|rebel|guerrilla|militia|police|coalition)\b|['’]s?\b"
    r"|(?-i:\b[A-Z]\w+)",
    re.IGNORECASE,
)
_APART = " ["  # where the words of a claim stand apart
# Plain enough where an outlet says so itself, in words that tell of other things too.
_PLAIN_FORMS = (_DOER, _IT_WAS, _DID_IT, _BEHIND, _CAME_FROM, _TO_BLAME, _DONE_BY, _GUILTY, _HAND_OF)
# All that is said of somebody who is accused: who it is.
_ACCUSED = re.compile(
    r"(?!the other\b|each\b|both\b|him\b|them\b|it\b)(?:the |an? |its |some )?(?:[\w’'-]+ ){0,3}[\w’'-]+"
    r"(?: (?:who|of|from|in|loyal to) [^,;:]+)?"
)
# "Blames Moscow for the strike".
_FOR_WHAT = re.compile(r"\s+(?:for|over)\s+")
# "Special police teams, and not the guerrilla, for the killings".
_NOT_OTHERS = re.compile(r",? (?:and|but) not [^,;]+,?")
_FIGHT: frozenset[ActorType] = frozenset({"state-forces", "rebel", "militia", "external"})
_ARMS = re.compile(
    r"(?:the |an? )?(?:[\w’'-]+ ){1,2}"
    r"(?:rockets?|missiles?|mortars?|shells|jets?|planes?|helicopters?|drones?)",
    re.IGNORECASE,
)
# "From the other bank" names nobody.
_NO_PLACE = re.compile(
    r"\b(?:guns?|batter(?:y|ies)|artillery|tanks?|howitzers?|launchers?|trenches|jets|planes|helicopters?|troops"
    r"|soldiers|crowd|ranks|army|militia|rebels?|forces|barges|boats|positions?)\b|['’]s?(?:\s|$)",
    re.IGNORECASE,
)
_NO_SHOT = re.compile(
    rf"\b(?:no|not one|not a single|none of the) (?:\w+ )?{_MISSILE}\b(?:(?! and that )[^,;])*$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r",? (?:who|which|that|and (?:that|he|she|it|they))\b", re.IGNORECASE)
# "Not the gang but the brigade".
_AND_THAT = re.compile(r"^(?:(?:and )?(?:that|then)|not [^,;]*? but|indeed) ", re.IGNORECASE)
# What is no party: "on vacation", "to see if I could help", "the second to be sent", "the IS claim",
# "shot down over the gulf", "the use of firearms", "proportionate", words of two sentences.
_NO_PARTY = re.compile(
    r"(?:on|in|at|to|for|from|with|about|over|still|now|very|too|not|he|she|it|they|we|i|and|but|whether|if) "
    r"|(?:shot|put|\w+ed) (?:in|on|over|down|into|by|from|at|up|out) |.*[\"“”?!]"
    r"|(?:the |an? )?(?:\w+ )?(?:use|act|killing|slaughter|strike|issue)s?\b"
    r"|(?-i:[a-z]+(?:ate|al|ous|ive|ful|able))$|.* (?:kidnapped|abducted|killed|wounded)\b"
    r"|(?:the |its |their )?(?:first|second|third|fourth|fifth|\d+(?:st|nd|rd|th)|last|latest|only)\b"
    r"|.*\b(?:claims?|statements?|allegations?|accusations?|responsibility)$"
    r"|.* of \w+ing\b|(?:\w+ )?acts? of\b",  # what somebody is accused of, too
    re.IGNORECASE | re.DOTALL,
)
_OPEN_END = re.compile(r"\b(?:who|that|which|of|and)$", re.IGNORECASE)
_BLAMED_ON = re.compile(r"\bblam\w*\b.*?\bon\s+", re.IGNORECASE | re.DOTALL)


def with_accusations(accounts: Sequence[Account], beside: Sequence[Account]) -> tuple[Account, ...]:
    """The accounts of a violent happening, and what the same reports say of who did it, or did not.

    `beside` are all accounts of those reports. A word on who did it belongs to the act that it names, else to
    the act of violence that was told of last before it; one of "both" to all that came shortly before.
    """
    known = {account.claim.id for account in accounts}
    if not any(_is_violent(account) for account in accounts):
        return tuple(accounts)
    found = [
        each
        for each in beside
        if each.claim.id not in known and _is_about_doer(each.claim) and _spoken_of(each, beside) & known
    ]
    return (*accounts, *found)


def _is_about_doer(claim: Claim) -> bool:
    return blames(claim) or disowns(claim) or doer_in(claim) is not None


def disowns(claim: Claim) -> bool:
    """Whether a speaker says that his own have nothing to do with it, or an outlet that somebody has."""
    if claim.kind != "statement" and not (claim.kind == "event" and len(claim.said_by) == 1):
        return False
    if _DISOWNS.search(claim.text):
        return True
    return claim.act == "deny" and bool(_DISOWNED.match(claim.text) or _DENIED_PART.search(claim.text))


def doer_in(claim: Claim) -> str | None:
    """Whose work a speaker says it was."""
    event = claim.kind == "event"
    own = event and len(claim.said_by) == 1
    if claim.kind != "statement" and not own and not (event and trigger_words(claim) in ("did", "done")):
        return None
    text = claim.text.strip('"“” .,')
    party = _NOT_OTHERS.sub("", text)
    if len(claim.said_by) > 1 and _ACCUSED.fullmatch(party) and _is_accused(party, claim):
        named = _FOR_WHAT.split(party, maxsplit=1)[0]
        return named if _is_party(named) else None
    forms = _PLAIN_FORMS if own else _DOER_FORMS
    found = next((match for match in (form.search(text) for form in forms) if match), None)
    if found is None or _is_denied(found) or _OPEN_END.search(found.group(1)):
        return None
    named = _AND_THAT.sub("", _CLAUSE.split(found.group(1), maxsplit=1)[0]).removesuffix(_APART)
    if not _is_party(named) or (found.re is _CAME_FROM and not _NO_PLACE.search(named)):
        return None
    if found.re is _SIMPLY and kind_of(named, None) not in ("people", "body"):
        return None
    if found.re is _WEAPON_WAS and not _is_owned(named):
        return None
    return named


def _is_party(words: str) -> bool:
    """Whether words may be of who does something: of what is known for nothing, only several ("Cossacks")."""
    if _NO_PARTY.match(words):
        return False
    head = PREPOSITION.split(words, maxsplit=1)[0]
    return kind_of(words, None) != "unknown" or actor_of(words).type is not None or head.endswith("s")


def _is_owned(weapon: str) -> bool:
    """Whether words for a weapon say whose it was: "an army drone", "a shell of their own"."""
    fired = actor_of(weapon)
    return fired.type is not None or fired.country is not None or bool(_OWN.search(weapon))


def _is_accused(party: str, claim: Claim) -> bool:
    """Whether who is all that is said is blamed: by who accuses, suspects fighters, or speaks of jets."""
    if claim.act == "believe":
        return actor_of(party).type in _FIGHT
    if claim.act == "accuse":  # "alleged violations of the truce" are what somebody is accused of, and nobody
        named = PREPOSITION.split(party, maxsplit=1)[0]
        return kind_of(named, None) != "thing" or actor_of(named).type is not None
    return claim.act == "say" and _ARMS.fullmatch(party) is not None


def _is_denied(found: re.Match[str]) -> bool:
    """Whether "no shot came from our ranks" is what was found."""
    return bool(_NO_SHOT.search(found.string[: found.start(1)]))


def with_same_words(accounts: Sequence[Account], beside: Sequence[Account]) -> tuple[Account, ...]:
    """The accounts of a happening, and what the same words say of an agreement or of who holds a place.

    `beside` are all accounts of those reports. "Captured the town" is one claim of what happened and another
    of who has the town; only the first is linked. Of a town that was taken, so too who is said to have it.
    """
    told = [(each.claim.document, each.claim.happening.trigger) for each in accounts if each.claim.happening]
    found = [
        each
        for each in beside
        if each.claim.kind in ("agreement", "control")
        and (
            any(each.claim.document == document and _meets(each.claim, trigger) for document, trigger in told)
            or _has_place(each.claim, accounts)
        )
    ]
    known = {account.claim.id for account in accounts}
    said = [
        each
        for each in beside
        if each.claim.id not in known
        and (day_said(each.claim) or place_said(each.claim))
        and _is_of(each, beside) & known
    ]
    return (*accounts, *found, *said)


def _is_of(said: Account, beside: Sequence[Account]) -> set[str]:
    """What "it was on Friday" or "in Lorn" is about: what its own words tell, else what was told last."""
    start, end = said.claim.evidence[0][0], said.claim.evidence[-1][1]
    told = [each for each in beside if each.claim.document == said.claim.document and each.claim.happening]
    within = {each.claim.id for each in told if start <= _trigger(each) < end}
    near = [each for each in told if 0 <= start - _trigger(each) <= NEAR]
    last = max(near, key=_trigger, default=None)
    return within or ({last.claim.id} if last else set())


def _has_place(claim: Claim, accounts: Sequence[Account]) -> bool:
    """Whether it tells who has the place that is said to have been taken, in one of the same reports."""
    if claim.holding is None or claim.holding.relation != "holds":
        return False
    taken = {
        fold(place.name)
        for account in accounts
        if account.claim.happening
        and account.claim.happening.type == "CONTROL"
        and account.claim.happening.place_from == "argument"
        for place in account.claim.happening.places
    }
    documents = {account.claim.document for account in accounts}
    return claim.document in documents and fold(claim.holding.place.name) in taken


def _meets(claim: Claim, trigger: Span) -> bool:
    start, end = claim.holding.trigger if claim.holding else claim.evidence[0]
    return start < trigger[1] and trigger[0] < end


def _spoken_of(about: Account, beside: Sequence[Account]) -> set[str]:
    """The claims of violence that a word on who did it is about: those it names, else those before it."""
    start, end = _trigger(about), about.claim.evidence[-1][1]
    violent = [each for each in beside if each.claim.document == about.claim.document and _is_violent(each)]
    if about.claim.kind == "statement" or disowns(about.claim):
        said = _DISOWNS.search(about.claim.text)
        behind = about.claim.evidence[0][0] + (said.end() if said else 0)
        named = {each.claim.id for each in violent if behind <= _trigger(each) < end}
        if named:
            return named
    elif _ACCUSES.match(trigger_words(about.claim)):
        return {each.claim.id for each in violent if 0 <= _trigger(each) - end <= NEAR_DEED}
    return _told_before(start, violent, both=bool(_BOTH.search(about.claim.text)))


def _trigger(account: Account) -> int:
    return account.claim.told_at[0]


def _told_before(at: int, violent: Sequence[Account], *, both: bool) -> set[str]:
    """What was told last before a position, in words that overlap; with `both`, all shortly before."""
    reach = NEAR_BOTH if both else NEAR
    near = [each for each in violent if 0 <= at - each.claim.evidence[-1][1] <= reach]
    if both or not near:
        return {each.claim.id for each in near}
    last = max(near, key=lambda each: each.claim.evidence[-1][1]).claim.evidence
    return {each.claim.id for each in near if each.claim.evidence[-1][1] > last[0][0]}


def _is_violent(account: Account) -> bool:
    happening = account.claim.happening
    return happening is not None and (happening.type in _VIOLENCE or happening.mode == "seize")


def accused_in(account: Account) -> tuple[Party, ...]:
    """Whom an accusation blames: "blamed X for it", "blamed it on X"."""
    happening = account.claim.happening
    if happening is None:
        return ()
    on = _BLAMED_ON.search(account.claim.text)
    if on is None:
        return happening.recipients
    named = account.claim.evidence[0][0] + on.end()
    parties = (*happening.recipients, *happening.actors)
    return tuple(party for party in parties if abs(party.span[0] - named) <= len("the "))
