"""Who did it: accounts that name different parties for one act, parties that deny it; who broke a truce."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import combinations, product

import msgspec
from msgspec.structs import replace

from accordingto.linking.accusations import accused_in, disowns, doer_in
from accordingto.linking.naming import is_pronoun
from accordingto.linking.sides import (
    Side,
    differ,
    is_called_armed,
    is_culprit,
    is_named_alike,
    is_own,
    may_be,
    side_by,
    side_of,
    side_of_speaker,
)
from accordingto.linking.targets import is_of_target
from accordingto.linking.testimony import (
    SPEECH,
    BearsOut,
    Testimony,
    answers_others,
    are_two_acts,
    blames,
    disagreement,
    independent,
    is_answered,
    is_of_no_act,
    trigger_words,
)
from accordingto.reading.codebook.actors import kind_of
from accordingto.types import Claim, Contradiction, EventType, Happening, Party

_CLASH = re.compile(r"fight|fought|clash|battl|skirmish|exchang|combat|encounter|engagement", re.IGNORECASE)
_AIRCRAFT = re.compile(
    r"\b(?:war)?planes?\b|\bjets?\b|\bhelicopters?\b|\baircraft\b|\bair ?strikes?\b|\bfrom the air\b", re.I
)
# "Houthi mortars", "the army's own guns".
_OWNED = re.compile(
    r"(?!(?:Artillery|Mortar|Rocket|Tank|Air|Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday)\b)"
    r"((?:[Tt]he (?:\w+ )?)?(?:[A-Z][\w-]+|army|government|military))(?:['’]s?)?(?: own)?(?: \w+)? "
    r"(?:jets|planes|warplanes|aircraft|helicopters|gunships|missiles?|rockets?|shells|mortars?|guns|artillery|batteries"
    r"|tanks|drones?)\b"
)
_BETWEEN = re.compile(r"\bbetween\b", re.IGNORECASE)
_BREACH = re.compile(r"violat|breach|\bbr(?:eak|eaks|eaking|oke|oken)\b|infring", re.IGNORECASE)
_BROKE_IN = re.compile(
    r"\b(?:br(?:eak|eaks|eaking|oke|oken)) (?:in(?:to)?|off|out|open|up|down|through)\b", re.IGNORECASE
)
_ANYONE = re.compile(r"any(?:one|body)\b", re.IGNORECASE)
_NOT_THEIRS = re.compile(
    r"(?:theirs|ours|his|hers|its|(?:his|our|its|their) (?:men|fighters|own))", re.IGNORECASE
)
# Who says "their own guards" or "soldiers in stolen uniforms" answers who says otherwise.
_INSTEAD = re.compile(
    r"\bown\b|\bthemselves\b|\bhimself\b|\bin plain ?clothes\b|\b(?:stolen|false|fake)\b|\bdisguise"
    r"|\bdressed (?:as|like)\b|\b(?:and )?not (?:the )?\w+\b",
    re.IGNORECASE,
)
_OURS = re.compile(r"(?:(?:any|none|one|some|all) of )?(?:our|its|his|their|we|(?-i:us))\b", re.IGNORECASE)
# Who says that his own did it accuses nobody.
_WE = re.compile(r"(?:our|we|(?-i:us)|my|some of our)\b", re.IGNORECASE)
_HIS = re.compile(r"(?:his|her) ", re.IGNORECASE)
_REPELLED = r"(?:repel|repuls|foil|thwart|beat\w* (?:back|off)|fought off|drove (?:back|off)|ward)"
# "The army did not return fire": no act of its own, an answer.
_ANSWERED = re.compile(
    r"\b(?:return(?:ed|ing)? (?:the )?fire|fire(?:d)? back|respond|retaliat|answer)", re.IGNORECASE
)
# "None of its men" are the speaker's own, and "no unit of the Front" is of those that could have done it;
# an aircraft that did not come was nobody's.
_NO_ACTOR = re.compile(
    r"(?:nobody|no ?one|none|not one|not a single)\b(?! of (?:our|its|his|their|(?-i:us))\b)"
    r"|no (?:\w+ )?(?:(?:air|war)?planes?|jets?|aircraft|helicopters?|drones?|machines?|missiles?|shells?"
    r"|rockets?|bombs?)\b",
    re.IGNORECASE,
)
_NO_AIRCRAFT = re.compile(
    r"(?:any|no) (?:\w+ )?(?:aircraft|(?:war)?planes?|jets?|drones?|helicopters?)\b", re.IGNORECASE
)
_NO_NOUN = re.compile(r"no \w+", re.IGNORECASE)
_NO_VICTIM = re.compile(r"(?:no|no ?one|nobody|not one|not a single|none)\b", re.IGNORECASE)
_PARTICIPLE = re.compile(r"\w+(?:ed|ing)|shot|hit|struck|blown|taken", re.IGNORECASE)
# What is called false did not happen, whoever is said to have done it.
_FALSE = re.compile(
    r"\b(?:false|untrue|fabricat\w+|invent\w+|l(?:ie|ies|ying)|fake|reports?|story|stories|rumou?rs?|account)\b",
    re.I,
)
# Peoples for whom several groups fight.
_PEOPLES = frozenset({"PS"})
_DEEDS: frozenset[EventType] = frozenset({"ASSAULT", "CASUALTY", "COERCE"})
# Accounts of what long reports are about, not of what they tell by the way.
MUCH = 12
_AIR_FORCE = Side(words="aircraft", stems=frozenset({"aircraft"}), bloc="state")


class Stance(msgspec.Struct, frozen=True):
    """A testimony that names who did it: `blamed` outright, or by the `clue` of the weapon.

    `instead`: whoever names him denies that his own did it, or says whom others took him for.
    """

    testimony: Testimony
    side: Side
    words: str
    blamed: bool = False
    clue: bool = False
    instead: bool = False


Pair = tuple[Stance, Stance]


def perpetrators(testimonies: Sequence[Testimony], bears_out: BearsOut) -> Iterator[Contradiction]:
    """Different parties named for one act, each pair once; then parties that deny what is said of them.

    In a clash there are two sides, and each account names its own as the first.
    """
    if 3 * sum(map(_is_clash, testimonies)) > sum(map(_is_violent, testimonies)):
        return
    stances = stances_of(testimonies)
    breach = _breach(testimonies)
    kept = [
        pair
        for pair in _each_once(_differing(stances, much=len(testimonies) >= MUCH), bears_out)
        if breach is None or _origins(pair) != _origins(breach)
    ]
    yield from (_between(*pair) for pair in kept)
    heard = [stance.testimony for pair in kept for stance in pair]
    yield from _denials(testimonies, stances, heard, bears_out)


def _between(one: Stance, other: Stance) -> Contradiction:
    why = f"One says that {one.words} did it, the other that {other.words} did."
    return disagreement("perpetrator", (one.testimony, one.words), (other.testimony, other.words), why)


def stances_of(testimonies: Sequence[Testimony]) -> list[Stance]:
    """Every stance; who answers others with it blames those whom he names."""
    deniers = {each.origin.claims for each in testimonies if is_denied_deed(each, testimonies)}
    stances = [stance for testimony in testimonies for stance in _stances(testimony)]
    return [
        replace(stance, blamed=True, instead=_is_instead(stance, deniers))
        if _answers(stance, stances, deniers)
        else stance
        for stance in stances
    ]


def _is_instead(stance: Stance, deniers: Set[tuple[str, ...]]) -> bool:
    return stance.testimony.origin.claims in deniers or bool(_INSTEAD.search(stance.words))


def _answers(stance: Stance, stances: Sequence[Stance], deniers: Set[tuple[str, ...]]) -> bool:
    """Whether who is named is named against others: the speaker's own did not do it, or are accused."""
    if stance.side.vague or stance.clue or is_own(stance.words):
        return False
    if _is_instead(stance, deniers):
        return True
    speaker = side_of_speaker(stance.testimony.origin.name)
    return not is_named_alike(speaker, stance.side) and any(
        independent(other.testimony, stance.testimony) and is_named_alike(speaker, other.side)
        for other in stances
    )


def _is_violent(testimony: Testimony) -> bool:
    return testimony.happening is not None and testimony.happening.type == "ASSAULT"


def _is_clash(testimony: Testimony) -> bool:
    happening = testimony.happening
    if happening is None or testimony.denies:
        return False
    return bool(_CLASH.search(trigger_words(testimony.claim)))


def _stances(testimony: Testimony) -> Iterator[Stance]:
    happening = testimony.happening
    doer = doer_in(testimony.claim)
    if doer and not (_NOT_THEIRS.fullmatch(doer) or _WE.match(doer)):
        yield Stance(testimony, _of_doer(doer), doer, blamed=True)
    if happening is None or testimony.denies:
        return
    if blames(testimony.claim):
        parties: Sequence[Party] = accused_in(testimony.account)
    elif _is_blamed_on(testimony):
        parties = happening.recipients
    elif happening.type in SPEECH:
        parties = ()
    else:
        done = happening.type in _DEEDS and not (_is_between(testimony) or _is_end_of_culprit(happening))
        actors = happening.actors if done else ()
        blamed = testimony.claim.act == "accuse"
        yield from (
            Stance(
                testimony,
                side_by(testimony.origin.name, party, blamed=blamed),
                party.words,
                blamed=blamed,
            )
            for party in actors
            if not _repelled(party, testimony)
        )
        owner = _OWNED.search(testimony.claim.text) if not actors and happening.type in _DEEDS else None
        if owner:
            yield Stance(testimony, _named(owner.group(1)), owner.group())
        if not happening.actors and _AIRCRAFT.search(testimony.claim.text):
            yield Stance(testimony, _AIR_FORCE, testimony.claim.text, clue=True)
        return
    yield from (Stance(testimony, side_of(party, blamed=True), party.words, blamed=True) for party in parties)


def names_doer(testimony: Testimony) -> bool:
    """Whether a testimony says whose act of violence it was."""
    happening = testimony.happening
    violent = happening is None or happening.type in _DEEDS or happening.type == "ACCUSE"
    return violent and any(not (stance.side.vague or stance.clue) for stance in _stances(testimony))


def _is_between(testimony: Testimony) -> bool:
    """Whether an "exchange of fire between police and rebels" is told of: both fired."""
    actors = testimony.happening.actors if testimony.happening else ()
    return len(actors) > 1 and bool(_BETWEEN.search(testimony.claim.text))


def _is_end_of_culprit(happening: Happening) -> bool:
    """Whether it was done to who had done it: police shot the attacker."""
    return bool(happening.recipients) and all(map(is_culprit, happening.recipients))


def _named(words: str) -> Side:
    """The side that words name; the guns of a country of which no more is said are its state's."""
    side = side_of_speaker(words)
    stately = side.country and side.country not in _PEOPLES and side.bloc is None
    return replace(side, bloc="state", vague=False) if stately else side


def _of_doer(words: str) -> Side:
    """The side of whom a speaker names; "Palestinian rockets" may be those of any group of that people."""
    side = _named(words)
    return replace(side, vague=side.country in _PEOPLES and side.bloc is None)


def _repelled(party: Party, testimony: Testimony) -> bool:
    """Whether a party is who "repelled the attack", not who attacked."""
    words = re.escape(party.words)
    return bool(re.search(rf"{words}[^,;.]*\b{_REPELLED}", testimony.claim.text, re.IGNORECASE))


def _is_blamed_on(testimony: Testimony) -> bool:
    """Whether "the attack on X" are words of who blamed the attack on X: they begin with what happened."""
    happening = testimony.happening
    if happening is None or testimony.claim.act != "accuse" or happening.actors:
        return False
    trigger = re.escape(trigger_words(testimony.claim))
    return bool(re.match(rf"(?:the|this|that|it)?\s*(?:\w+\s+)?{trigger}\s+on\s", testimony.claim.text, re.I))


def _differing(stances: Sequence[Stance], *, much: bool) -> list[Pair]:
    """Pairs that name different parties, the clearest first.

    Where `much` is told, a long report says a good deal around what happened, of which less is of who did it.
    """
    together = [parties for stance in stances if (parties := _named_together(stance.testimony))]
    pairs = [
        (one, other)
        for one, other in combinations(stances, 2)
        if _disagree(one, other)
        and (_is_outspoken(one, other) or not (much and (one.testimony.long or other.testimony.long)))
        and (one.blamed or not other.clue)
        and (other.blamed or not one.clue)
        and not any(_are_among(one, other, parties) for parties in together)
    ]
    return sorted(pairs, key=lambda pair: (-sum(map(_clearness, pair)), pair[0].testimony.order))


def _named_together(testimony: Testimony) -> list[Side]:
    """The parties that one account names as having done it together, if there are several."""
    actors = testimony.happening.actors if testimony.happening else ()
    return [side_of(party) for party in actors] if len(actors) > 1 else []


def _are_among(one: Stance, other: Stance, parties: Sequence[Side]) -> bool:
    """Whether an account names both as having done it together: "France and Britain struck"."""
    return all(any(is_named_alike(stance.side, party) for party in parties) for stance in (one, other))


def _is_outspoken(one: Stance, other: Stance) -> bool:
    """Whether somebody names two known parties, and accuses one of them."""
    accused = [_is_accusation(stance.testimony.claim) for stance in (one, other)]
    known = all(stance.side.bloc or stance.side.country for stance in (one, other))
    said = all(blamed or _is_word(stance) for blamed, stance in zip(accused, (one, other), strict=True))
    return known and any(accused) and said


def _is_accusation(claim: Claim) -> bool:
    return claim.act == "accuse" or blames(claim) or doer_in(claim) is not None


def _clearness(stance: Stance) -> int:
    return stance.blamed + 2 * (stance.side.name is not None) + (stance.side.country is not None)


def _disagree(one: Stance, other: Stance) -> bool:
    if not independent(one.testimony, other.testimony) or are_two_acts(one.testimony, other.testimony):
        return False
    if _fights(one, other) or _fights(other, one):
        return False
    if any(_is_unknown(stance.side) and not stance.blamed for stance in (one, other)):
        return False
    blamed = one.blamed or other.blamed
    if not blamed and (_in_other_ways(one, other) or not (_is_word(one) or _is_word(other))):
        return False
    return (
        differ(one.side, other.side, blamed=blamed)
        or _names_another(one, other)
        or _names_another(other, one)
    )


def _is_unknown(side: Side) -> bool:
    """Whether nothing is known of a party but a name: of a man, a paper, a town."""
    known = side.bloc or side.country or is_called_armed(side.words)
    return not known and kind_of(side.words, None) == "unknown"


def _is_word(stance: Stance) -> bool:
    """Whether somebody says so, not only the outlet."""
    return len(stance.testimony.claim.said_by) > 1


def _in_other_ways(one: Stance, other: Stance) -> bool:
    """Whether one tells of air raids and the other of rockets: two sides that strike each other."""
    modes = [each.testimony.happening.mode for each in (one, other) if each.testimony.happening]
    return len(set(modes)) > 1 and None not in modes


def _names_another(answer: Stance, accused: Stance) -> bool:
    """Whether who is accused himself says that others did it: not his own, whatever they are called.

    So too who denies what is said of his own.
    """
    if (
        answer.clue
        or accused.clue
        or any(each.side.vague or each.side.relative for each in (answer, accused))
    ):
        return False
    if accused.side.stems & answer.side.stems or accused.side.bloc == answer.side.bloc == "state":
        return False
    speaker = side_of_speaker(answer.testimony.origin.name)
    return (answer.instead or is_named_alike(speaker, accused.side)) and not is_named_alike(
        speaker, answer.side
    )


def _fights(one: Stance, other: Stance) -> bool:
    """Whether one's party is whom the other account's party acts against."""
    happening = other.testimony.happening
    if happening is None or other.blamed:
        return False
    return any(may_be(one.side, side_of(party)) for party in happening.recipients)


def _each_once(pairs: Sequence[Pair], bears_out: BearsOut) -> list[Pair]:
    """Of pairs of the same two parties the first that is borne out, and none of two set against others."""
    kept: list[Pair] = []
    for pair in pairs:
        told = all(any(_is_same(one, other) for two in kept for other in two) for one in pair)
        if not told and not any(are_alike(pair, other) for other in kept) and bears_out(_between(*pair)):
            kept.append(pair)
    return kept


def _is_same(one: Stance, other: Stance) -> bool:
    return not differ(one.side, other.side, blamed=True)


def are_alike(pair: Pair, other: Pair) -> bool:
    """Whether two pairs are of the same two parties."""
    (one, two), (three, four) = ((stance.side for stance in each) for each in (pair, other))
    straight = differ(one, three, blamed=True) or differ(two, four, blamed=True)
    crossed = differ(one, four, blamed=True) or differ(two, three, blamed=True)
    return not straight or not crossed


# --- denials --------------------------------------------------------------------------------------


def _denials(
    testimonies: Sequence[Testimony],
    stances: Sequence[Stance],
    heard: Sequence[Testimony],
    bears_out: BearsOut,
) -> Iterator[Contradiction]:
    """Who says that his own did not do it, against who says that they did; whoever was heard is not again."""
    spoken = [testimony.origin.claims for testimony in heard]
    for denial in testimonies:
        accuser = _accuser(denial, stances) if is_denied_deed(denial, testimonies) else None
        if accuser is None or denial.origin.claims in spoken or accuser.testimony.origin.claims in spoken:
            continue
        why = f"{denial.origin.name} denies what is said of {accuser.words}."
        mine = (accuser.testimony, accuser.words)
        found = disagreement("perpetrator", mine, (denial, denial.claim.text), why)
        answers = is_answered(accuser.testimony, denial) or answers_others(denial, accuser.testimony)
        if answers or bears_out(found):
            spoken += [denial.origin.claims, accuser.testimony.origin.claims]
            yield found


def _accuser(denial: Testimony, stances: Sequence[Stance]) -> Stance | None:
    if _is_of_somebody(denial):
        return None
    denied = _denied(denial)
    answered = [stance for stance in stances if is_answered(stance.testimony, denial)]
    fitting = answered or [
        stance
        for stance in stances
        if independent(stance.testimony, denial)
        and any(may_be(stance.side, side) or stance.side.words == side.words for side in denied)
    ]
    return max(fitting, key=_clearness, default=None) or _only_accuser(denial, stances)


def _only_accuser(denial: Testimony, stances: Sequence[Stance]) -> Stance | None:
    """Who denies that his own did it is accused: by the others, if they all name one party."""
    named = [
        stance
        for stance in stances
        if independent(stance.testimony, denial) and not stance.side.vague and not stance.clue
    ]
    if not named or any(differ(named[0].side, stance.side, blamed=True) for stance in named):
        return None
    own = side_of_speaker(denial.origin.name)
    if own.bloc and named[0].side.bloc and {own.bloc, named[0].side.bloc} == {"state", "armed group"}:
        return None
    return max(named, key=_clearness) if _is_of_own(denial) else None


def _is_of_somebody(denial: Testimony) -> bool:
    """Whether a state denies that "his government" did it: that of somebody who was named before."""
    speaker = side_of_speaker(denial.origin.name)
    return speaker.bloc is not None and not speaker.stems and bool(_HIS.match(denial.claim.text))


def _is_of_own(denial: Testimony) -> bool:
    """Whether it is the speaker's own that are said not to have done it."""
    actors = denial.happening.actors if denial.happening else ()
    return all(side_of(party).vague or _OURS.match(party.words) for party in actors)


def _denied(denial: Testimony) -> list[Side]:
    """The parties that are said not to have done it; "we" and "its men" are the speaker's."""
    happening = denial.happening
    sides = [side_of(party) for party in happening.actors] if happening else []
    own = side_of_speaker(denial.origin.name)
    owner = _OWNED.match(denial.claim.text) if not sides else None
    if owner:
        return [_named(owner.group(1))]
    if not sides:
        sides = [_AIR_FORCE, own] if happening and happening.mode == "aerial" else [own]
    return [own if side.vague or is_pronoun(side.words) else side for side in sides]


def is_denied_deed(testimony: Testimony, testimonies: Sequence[Testimony]) -> bool:
    """Whether a party is said not to have done what may well have happened: people died, whoever did it.

    So too where the same report tells of the dead. An arrest, a use of tear gas or a withdrawal is
    somebody's, or it did not happen.
    """
    happening = testimony.happening
    if disowns(testimony.claim):
        return True
    if happening is None or not testimony.denies or is_answer(testimony.claim):
        return False
    answered = [each for each in testimonies if is_answered(each, testimony)]
    if answered:
        return not _FALSE.search(testimony.claim.text) and any(
            _is_of_speaker(stance, testimony)
            for each in testimonies
            if any(_is_beside(each, told) for told in answered)
            for stance in _stances(each)
        )
    if is_of_target(testimony, testimonies):
        return False
    if any(_ANYONE.match(party.words) for party in (*happening.recipients, *happening.actors)):
        return False
    if _is_nobodys(happening):
        return False
    if happening.mode == "seize" and happening.actors:
        return True
    if happening.type != "ASSAULT" or happening.mode == "crowd-control":
        return False
    bare = testimony.claim.text == trigger_words(testimony.claim)
    if bare and not _is_own_deed(testimony):
        return False
    if _is_of_nothing(testimony, testimonies):
        return False
    owned = _OWNED.match(testimony.claim.text)
    return bool(happening.actors or owned) or _is_own_deed(testimony) or _tells_of_it(testimony, testimonies)


def _is_beside(one: Testimony, other: Testimony) -> bool:
    """Whether two claims are of one speaker's same words."""
    (start, _), (_, end) = one.claim.evidence[0], one.claim.evidence[-1]
    return (
        one.claim.document == other.claim.document
        and not independent(one, other)
        and start < other.claim.evidence[-1][1]
        and other.claim.evidence[0][0] < end
    )


def _is_of_speaker(stance: Stance, denial: Testimony) -> bool:
    """Whether who is said to have done it may be the speaker's own, as far as is known."""
    own = side_of_speaker(denial.origin.name)
    return not (stance.side.vague or stance.clue) and not differ(stance.side, own, blamed=True)


def _is_nobodys(happening: Happening) -> bool:
    """Whether nobody is said to have done it, or "no soldier fired", at whomever."""
    bare = None if happening.recipients else _NO_NOUN
    return any(
        _NO_ACTOR.match(party.words) or (bare and bare.fullmatch(party.words)) for party in happening.actors
    )


def _is_of_nothing(denial: Testimony, testimonies: Sequence[Testimony]) -> bool:
    """Whether the act is denied, whoever did it: "no base was attacked", "any aircraft had bombed it".

    Of a raid from the air, so too where a party "has attacked no church": nobody else flies.
    """
    happening = denial.happening
    if happening is None:
        return False
    if happening.actors:
        return _has_no_victim(happening) and any(map(_is_from_air, testimonies))
    return (
        is_of_no_act(denial.claim)
        or _has_no_victim(happening)
        or _NO_AIRCRAFT.match(denial.claim.text) is not None
    )


def _is_from_air(testimony: Testimony) -> bool:
    happening = testimony.happening
    return happening is not None and (
        happening.mode == "aerial" or bool(_AIRCRAFT.search(testimony.claim.text))
    )


def _has_no_victim(happening: Happening) -> bool:
    """Whether "no base was attacked"."""
    return any(_NO_VICTIM.match(party.words) for party in happening.recipients)


def is_answer(claim: Claim) -> bool:
    """Whether it tells of fire that was, or was not, returned: no first shot."""
    return bool(_ANSWERED.search(claim.text))


def _is_own_deed(testimony: Testimony) -> bool:
    """Whether "denies having fired" is denied: the deed without its doer, who is the one that denies."""
    trigger = trigger_words(testimony.claim)
    bare = testimony.claim.text.startswith(trigger) and bool(_PARTICIPLE.fullmatch(trigger))
    return testimony.claim.act == "deny" and bare


def _tells_of_it(denial: Testimony, testimonies: Sequence[Testimony]) -> bool:
    """Whether the report of a denial tells of the violence or its dead too, from no other source."""
    outlet = denial.claim.said_by[0].name
    return any(
        testimony.claim.document == denial.claim.document
        and not testimony.denies
        and testimony.happening is not None
        and testimony.happening.type == "CASUALTY"
        and (
            not independent(testimony, denial)
            or (testimony.origin.name == outlet and denial.claim.act != "deny")
        )
        for testimony in testimonies
    )


# --- breaches -------------------------------------------------------------------------------------


def violators(testimonies: Sequence[Testimony], bears_out: BearsOut) -> Iterator[Contradiction]:
    """Different parties that are said to have broken an agreement: once, the clearest pair."""
    breach = _breach(testimonies)
    if breach is None:
        return
    one, other = breach
    why = f"One says that {one.words} broke the agreement, the other that {other.words} did."
    found = disagreement("violated-by", (one.testimony, one.words), (other.testimony, other.words), why)
    if bears_out(found):
        yield found


def _breach(testimonies: Sequence[Testimony]) -> Pair | None:
    """The clearest pair; who names a breach may be answered by who names another that attacked."""
    stances = [stance for testimony in testimonies for stance in _breaches(testimony, testimonies)]
    attacks = [stance for testimony in testimonies for stance in _stances(testimony)] if stances else []
    for pairs in (combinations(stances, 2), product(stances, attacks)):
        found = [pair for pair in pairs if _blame_each_other(*pair)]
        if found:
            return min(found, key=lambda pair: (-sum(map(_clearness, pair)), pair[0].testimony.order))
    return None


def _origins(pair: Pair) -> frozenset[tuple[str, ...]]:
    return frozenset(stance.testimony.origin.claims for stance in pair)


def _breaches(testimony: Testimony, testimonies: Sequence[Testimony]) -> Iterator[Stance]:
    claim = testimony.claim
    parties: Sequence[Party] = ()
    if claim.dealing and claim.dealing.step == "violated" and not testimony.denies:
        parties = (claim.dealing.by,) if claim.dealing.by else ()
    elif testimony.happening and not testimony.denies and _is_breach(claim):
        parties = testimony.happening.actors or _named_by(testimony)
    else:
        return
    parties = parties or _attackers_before(testimony, testimonies)
    yield from (Stance(testimony, side_of(party, blamed=True), party.words, blamed=True) for party in parties)


def _is_breach(claim: Claim) -> bool:
    return bool(_BREACH.search(trigger_words(claim))) and not _BROKE_IN.search(claim.text)


def _attackers_before(breach: Testimony, testimonies: Sequence[Testimony]) -> Sequence[Party]:
    """Who attacked, by the same source just before it spoke of "a clear violation"."""
    before = [
        testimony.happening
        for testimony in testimonies
        if _is_violent(testimony)
        and testimony.happening is not None
        and not independent(testimony, breach)
        and testimony.claim.document == breach.claim.document
        and testimony.order < breach.order
        and not testimony.denies
    ]
    return next((happening.actors for happening in reversed(before) if happening.actors), ())


def _named_by(testimony: Testimony) -> Sequence[Party]:
    """Whom "a breach by X" names, where it is told as an accusation of X."""
    happening = testimony.happening
    recipients = happening.recipients if happening and happening.type == "ACCUSE" else ()
    return [
        party for party in recipients if re.search(rf"\bby {re.escape(party.words)}", testimony.claim.text)
    ]


def _blame_each_other(one: Stance, other: Stance) -> bool:
    if not independent(one.testimony, other.testimony):
        return False
    return (
        differ(one.side, other.side, blamed=True) or _is_other_side(one, other) or _is_other_side(other, one)
    )


def _is_other_side(one: Stance, other: Stance) -> bool:
    """Whether "the enemy" is not whom the other names: two speakers, and the enemy of one is not his own."""
    if not one.side.relative:
        return False
    speaker = side_of_speaker(one.testimony.origin.name)
    return other.side.relative or not differ(speaker, other.side)
