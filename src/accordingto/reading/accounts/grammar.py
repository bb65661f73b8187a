"""What the words around a relation's word say of who holds, and of which place: rules of English grammar.

They stand where the model's arguments are none or cannot be: "rebel-held", "in government hands", "drove them
out of the town", "the last bastion of the opposition", "the whole of it bar one hangar".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from accordingto.reading.accounts.triggers import Trigger
from accordingto.reading.codebook.accounts import accounts_book, compound
from accordingto.reading.codebook.actors import kind_of
from accordingto.reading.phrases import PRONOUNS, content_words, number_of, singular, words_of
from accordingto.types import Span

HAVING = frozenset(
    {
        "hands",
        "control",
        "rule",
        "sway",
        "grip",
        "bastion",
        "stronghold",
        "redoubt",
        "heartland",
        "ours",
        "theirs",
    }
)
_OWNER = re.compile(
    r"\b(?:in|under|into|an?|the(?:\s+(?:last|main|only|old|former))?)\s+(?P<who>[\w-]+)(?:['’]s?)?\s+(?:main\s+|last\s+)?$",
    re.IGNORECASE,
)
_PLAIN_OWNERS = frozenset(
    "the full complete total firm tight direct nominal partial joint last main only old former safe friendly"
    " good their effective sole".split()
)
_OF = re.compile(
    r"\s+of\s+(?P<who>(?:(?:the|an?|its|their|his)\s+)?[\w’'-]+(?:\s+(?!(?:and|which|who|that|in|since|for|on|at|after|"
    r"without|are|is|was|were|has|had|have|said|as|by|but|while|when|with|from)\b)[\w’'-]+){0,3})",
    re.IGNORECASE,
)
# The noun phrase behind an adjective: "parts of Arak", "Darat Simak", "areas".
_NOUNS = re.compile(
    r"\s+((?:[a-z]+\s+(?:of\s+(?:the\s+)?)?)?[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*|[a-z][\w’'-]+)"
)
_FALL = re.compile(r"f[ae]ll(?:s|en|ing)?", re.IGNORECASE)
_TO = re.compile(
    r"\s+(?:of\s+[^.;:,]{2,40}?\s+)?to\s+(?P<who>(?:(?:the|an?|its|their)\s+)?[\w’'-]+(?:\s+(?!(?:and|on|in|at|after|last|this|"
    r"by|which|who|when|as|without|for|during|over|with|from|overnight|within|early|late)\b)[\w’'-]+){0,2})",
    re.IGNORECASE,
)
_OUT_OF = re.compile(r"\s+(?P<who>[^.;:,]{2,60}?)\s+(?:out of|from|off)\s", re.IGNORECASE)
_PASSIVE = re.compile(
    r"\b(?:was|were|been|being|is|are|be|got)\s+(?:\w+ly\s+|not\s+|never\s+|also\s+)*$", re.IGNORECASE
)
_EXCEPT = re.compile(
    r"(?:apart from|except(?: for)?|excepting|other than|save(?: for)?|bar(?:ring)?|minus|but(?: not)?"
    r"|with the exception of)\s*$",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"\s+(?P<whole>(?:all|the whole|most|everything)\b(?:\s+of)?(?:\s+[\w’'-]+){0,4}?),?\s*$", re.IGNORECASE
)
_EDGE = re.compile(r"the (?:\w+ )?(?:outskirts|suburbs|edges?|gates|approaches)", re.IGNORECASE)
# Between a place and what it is in: "six villages | in | Idlib".
_INSIDE = re.compile(r",?\s+(?:in|inside|within|near|outside)\s+(?:the\s+)?", re.IGNORECASE)
_BESIDE = re.compile(
    r",?\s+(?:(?:just|lying|located|\w+ly|[\d.]+ (?:km|miles|kilomet\w+))\s+)*(?:to\s+the\s+)?"
    r"(?:north|south|east|west)\w*(?:-(?:east|west))?\s+of\s+(?:the\s+)?",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\d|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|dozens)\b", re.IGNORECASE
)
# What falls on a place is fire: "rockets fell | on Dorn", not "Dorn fell | on Monday".
_ONTO = re.compile(
    r"\s+(?:on|in|near|around|into|short|silent|apart|through)\s(?!(?:the\s+)?(?:\w+day|\d|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep"
    r"|Oct|Nov|Dec|hands|(?:\w+\s+)?(?:morning|evening|night|spring|summer|autumn|winter|week|month|year)))"
)
_SEATS = frozenset({"bastion", "stronghold", "redoubt", "heartland", "headquarter", "fief", "fiefdom"})
_NAMED_BEFORE = re.compile(
    r"(?P<place>[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*),\s+(?:(?:the|an?|its|their|once|long|hitherto|still)\s+)"
    r"(?:[\w’'-]+\s+){0,3}$"
)
# "Encircled | for years", "cut off | by land": said of what stands before it.
_PARTICIPLE = re.compile(r"(?:\s+off)?(?:\s+(?:by|for|since)\b|,|\.|$)")
# Words between "and" and a verb that has the subject of the verb before: "but | still | clings".
_JOINED = re.compile(
    r"(?:,\s*|\s)(?:and|but|then|or)\s+(?:(?:\w+ly|also|later|still|now|then|has|have|had|even|yet|soon|not)\s+)*$"
)
_LEAVING = re.compile(r"left|leav\w+|quit|enter\w*|reach\w*|depart\w*", re.IGNORECASE)
_AND = re.compile(r",?\s+and\s+(?=(?:the|its|their|his|allied|[A-Z])\b)")
_SEVERAL = re.compile(
    r"^(?:(?:only|just|about|some|nearly)\s+)?(?:\w+|\d[\d,.]*) of (?:the|its|their|those)\b|\band\b",
    re.IGNORECASE,
)
_COMMA = re.compile(r"(?<=\d),(?=\d)")  # of "2,000 families"
MANY_HOLDERS = frozenset({"contests"})  # each side is said to do it
MOVERS = frozenset({"took", "lost", "holds", "partly-holds", "contests"})
EXPELLING = re.compile(
    r"(?:dr[io]ve|push|chas|flush|thr[oe]w|forc|kick|expel|oust|evict|dislodg|pris|sweep|swept|clear)\w*",
    re.IGNORECASE,
)


def mended(text: str, found: Sequence[Trigger]) -> list[Trigger]:
    """Relations with the holders, places and exceptions that the grammar shows, without what is none."""
    rules = (
        _compounded,
        _lost_to,
        _fallen,
        _passive,
        _encircled,
        _freed_from,
        _expelled,
        _owned,
        _apposed,
        _without_exceptions,
        _places_alone,
        _at_the_edge,
        _each_holder,
    )
    result = list(found)
    for rule in rules:
        result = [rule(text, one) for one in result]
    return [one for one in _with_shared_holders(text, result) if not _is_none(text, one)]


def _with(trigger: Trigger, **arguments: tuple[Span, ...]) -> Trigger:
    kept: Mapping[str, tuple[Span, ...]] = {**trigger.arguments, **arguments}
    return replace(trigger, arguments={role: spans for role, spans in kept.items() if spans})


def _compounded(text: str, one: Trigger) -> Trigger:
    """ "Rebel-held Arak", "government-run areas": the holder is in the word, the place behind it."""
    match = compound().match(text, one.trigger[0])
    if match is None:
        return one
    behind = _NOUNS.match(text, match.end())
    place = one.arguments.get("place", ()) or ((behind.span(1),) if behind else ())
    holder = one.arguments.get("holder", ()) if one.states == "besieges" else (match.span("who"),)
    return _with(one, holder=holder or (match.span("who"),), place=place)


def _lost_to(text: str, one: Trigger) -> Trigger:
    """ "Dorn, lost to the Front in May": the Front took it."""
    if one.states != "lost" or text[slice(*one.trigger)].lower() != "lost":
        return one
    match = _TO.match(text, one.trigger[1], one.sentence[1])
    if match is None or not text.startswith(" to ", one.trigger[1]):
        return one
    return replace(_with(one, holder=(match.span("who"),)), states="took")


def _fallen(text: str, one: Trigger) -> Trigger:
    """ "Fell to them", "the fall of Dorn to the Front": who took it stands behind "to", else is not said."""
    if one.states != "took" or not _FALL.fullmatch(text, *one.trigger):
        return one
    match = _TO.match(text, one.trigger[1], one.sentence[1])
    return _with(one, holder=(match.span("who"),) if match else ())


def _passive(text: str, one: Trigger) -> Trigger:
    """ "They were beaten back", "Dorn was taken": nobody who stands before it did it."""
    if one.states not in ("took", "holds") or not _PASSIVE.search(text, one.sentence[0], one.trigger[0]):
        return one
    if not text[slice(*one.trigger)].lower().endswith(("ed", "en", "own", "un", "et")):
        return one
    behind = tuple(span for span in one.arguments.get("holder", ()) if span[0] > one.trigger[1])
    return _with(one, holder=behind)


def _encircled(text: str, one: Trigger) -> Trigger:
    """ "The garrison, cut off for a week": who stands before it is besieged, and does not besiege."""
    if one.states != "besieges" or not one.arguments.get("holder"):
        return one
    before = text[one.sentence[0] : one.trigger[0]]
    passive = _PASSIVE.search(before) and not text[slice(*one.trigger)].lower().endswith("ing")
    if not passive and not (
        before.endswith(", ") and _PARTICIPLE.match(text, one.trigger[1], one.sentence[1])
    ):
        return one
    behind = tuple(span for span in one.arguments["holder"] if span[0] > one.trigger[1])
    return _with(one, holder=behind)


def _freed_from(text: str, one: Trigger) -> Trigger:
    """ "Freed from the Front": who is named had it before."""
    holders = one.arguments.get("holder", ())
    before = tuple(
        span for span in holders if text.endswith(" from ", 0, span[0]) and span[0] > one.trigger[1]
    )
    if one.states != "took" or not before:
        return one
    kept = tuple(span for span in holders if span not in before)
    return _with(one, holder=kept, previous=one.arguments.get("previous", ()) or before)


def _expelled(text: str, one: Trigger) -> Trigger:
    """ "They drove X out of Y": X lost it."""
    before = text[one.sentence[0] : one.trigger[0]]
    if one.states != "lost" or not EXPELLING.fullmatch(text, *one.trigger) or _PASSIVE.search(before):
        return one
    match = _OUT_OF.match(text, one.trigger[1], one.sentence[1])
    return _with(one, holder=(match.span("who"),)) if match else one


def _owned(text: str, one: Trigger) -> Trigger:
    """ "In rebel hands", "a Taliban bastion", "the last bastion of the opposition", "under our control"."""
    if text[slice(*one.trigger)].lower().rstrip("s") not in {word.rstrip("s") for word in HAVING}:
        return one
    if text[slice(*one.trigger)].lower() in ("ours", "theirs"):
        return _with(one, holder=(one.trigger,))
    owner = _OWNER.search(text, one.sentence[0], one.trigger[0])
    if owner and owner["who"].lower() not in _PLAIN_OWNERS:
        return _with(one, holder=(owner.span("who"),))
    match = _OF.match(text, one.trigger[1], one.sentence[1])
    if not match or kind_of(match["who"], None) == "place":
        return one
    places = tuple(s for s in one.arguments.get("place", ()) if not _meet(s, match.span("who")))
    return _with(one, holder=(match.span("who"),), place=places)


def _apposed(text: str, one: Trigger) -> Trigger:
    """ "Idlib, the last bastion of the opposition": a place that stands before the comma."""
    if one.arguments.get("place") or text[slice(*one.trigger)].lower().rstrip("s") not in _SEATS:
        return one
    before = _NAMED_BEFORE.search(text, one.sentence[0], one.trigger[0])
    return _with(one, place=(before.span("place"),)) if before else one


def _without_exceptions(text: str, one: Trigger) -> Trigger:
    """Places that stand behind "apart from" are left out; what is held is then what stands before it."""
    places = one.arguments.get("place", ())
    left_out = tuple(span for span in places if _EXCEPT.search(text, one.sentence[0], span[0]))
    if not left_out or one.states not in ("holds", "partly-holds", "took", "lost"):
        return one
    kept = tuple(span for span in places if span not in left_out) or _whole(text, one, left_out[0])
    excepted = (*one.arguments.get("except", ()), *left_out)
    states = "partly-holds" if one.states == "holds" else one.states
    return replace(_with(one, place=kept, **{"except": excepted}), states=states)


def _places_alone(text: str, one: Trigger) -> Trigger:
    """Without what is no place ("withdrew | its guns | from Arak") and what says where a place is."""
    places = one.arguments.get("place", ())
    real = tuple(span for span in places if text[span[0]].isupper() or not _no_place(text[slice(*span)]))
    kept = tuple(span for span in real if not any(_lies_by(text, inner, span, real) for inner in real))
    return _with(one, place=kept) if kept else one


def _lies_by(text: str, inner: Span, outer: Span, places: Sequence[Span]) -> bool:
    """Whether one place only says where another lies.

    "Harim | in Idlib", "six villages | in Idlib", "an enclave | just west of Idlib". What has no name has
    none but this ("the town | in Idlib"), unless others have: "Harim and Dorn, the last towns | in Idlib".
    """
    if inner >= outer:
        return False
    if _BESIDE.fullmatch(text, inner[1], outer[0]):
        return True
    named = any(text[place[0]].isupper() for place in places if place != outer)
    own = named or _NUMBER.match(text, *inner) is not None
    return own and _INSIDE.fullmatch(text, inner[1], outer[0]) is not None


def _whole(text: str, one: Trigger, left_out: Span) -> tuple[Span, ...]:
    """What stands between the relation's word and an exception: "held | all of it | bar one hangar"."""
    word = _EXCEPT.search(text, one.sentence[0], left_out[0])
    match = (
        _WHOLE.search(text, one.trigger[1], word.start()) if word and word.start() > one.trigger[1] else None
    )
    return (match.span("whole"),) if match else ()


def _at_the_edge(text: str, one: Trigger) -> Trigger:
    """ "Pushed on towards Sirte and reached the outskirts": of Sirte."""
    places = one.arguments.get("place", ())
    if len(places) != 1 or not _EDGE.fullmatch(text, *places[0]):
        return one
    names = list(
        re.finditer(
            r"\b(?:to|towards?|on|of|for|near)\s+([A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*)", text[: places[0][0]]
        )
    )
    inside = [match.span(1) for match in names if match.start() >= one.sentence[0]]
    return _with(one, place=(inside[-1],)) if inside else one


def _with_shared_holders(text: str, found: Sequence[Trigger]) -> list[Trigger]:
    """ "The junta lost Dorn but clings on in Arak": one subject of two verbs."""
    result: list[Trigger] = []
    for one in found:
        before = [other for other in result if other.sentence == one.sentence and other.trigger < one.trigger]
        first = before[-1].arguments.get("holder", ()) if before else ()
        active = first and first[0][0] < before[-1].trigger[0]
        joined = active and _JOINED.search(text, before[-1].trigger[1], one.trigger[0])
        own = one.arguments.get("holder") or _PASSIVE.search(text, one.sentence[0], one.trigger[0])
        result.append(_with(one, holder=first) if joined and not own else one)
    return result


def _each_holder(text: str, one: Trigger) -> Trigger:
    """ "The army and its allies" are two who hold. Only a place that is contested has holders apart."""
    holders = one.arguments.get("holder", ())
    together = holders if one.states in MANY_HOLDERS else _together(text, holders)
    spans = [part for span in together for part in _parts(text, span)]
    return _with(one, holder=tuple(spans)) if spans else one


def _together(text: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The first of some phrases, with those that "and" joins to it."""
    kept = spans[:1]
    for span in spans[1:]:
        joined = text[kept[-1][1] : span[0]].strip(", ").lower() in ("and", "")
        kept = (*kept, span) if joined else kept
    return kept


def _parts(text: str, span: Span) -> Iterator[Span]:
    joint = _AND.search(text, *span)
    if joint is None or "’" in text[slice(*span)] or "'" in text[slice(*span)]:
        yield span
        return
    yield span[0], joint.start()
    yield joint.end(), span[1]


# --- what is no relation --------------------------------------------------------------------------


def _is_none(text: str, one: Trigger) -> bool:
    """Whether buses or families move, or what is held is no place: prisoners, a seat, a ceasefire."""
    holders = [text[slice(*span)] for span in one.arguments.get("holder", ())]
    if one.states in MOVERS and holders and all(_moves_only(holder) for holder in holders):
        return True
    if one.states in ("lost", "took") and _is_left_by_few(text, one):
        return True
    if one.states == "took" and _FALL.fullmatch(text, *one.trigger) and _falls_on(text, one):
        return True
    places = [text[slice(*span)] for span in one.arguments.get("place", ())]
    return bool(places) and all(_no_place(place) for place in places)


def _falls_on(text: str, one: Trigger) -> bool:
    """Whether all its places stand behind "fell on": nothing that is named before it fell."""
    behind = all(span[0] > one.trigger[1] for span in one.arguments.get("place", ()))
    return behind and _ONTO.match(text, one.trigger[1], one.sentence[1]) is not None


def _is_left_by_few(text: str, one: Trigger) -> bool:
    """ "Twenty buses carrying fighters left", "the envoy left": no force gave a place up, or entered it."""
    if not _LEAVING.fullmatch(text, *one.trigger):
        return False
    holders = [text[slice(*span)] for span in one.arguments.get("holder", ())]
    if holders:
        return all(_is_one_person(holder) for holder in holders)
    before = words_of(text[one.sentence[0] : one.trigger[0]])
    return any(bases(word.lower()) & accounts_book().holding_nothing for word in before)


def _is_one_person(phrase: str) -> bool:
    described = phrase.lower().startswith(("the ", "a ", "an ", "his ", "her ")) or phrase.lower() in (
        "he",
        "she",
    )
    return described and kind_of(phrase, None) == "people" and number_of(phrase) == "singular"


def _moves_only(phrase: str) -> bool:
    """By the head, by what a number is of ("two of the trucks"), or by either of two ("men and families")."""
    several = [word.lower() for word in words_of(phrase)] if _SEVERAL.search(phrase) else []
    words = several or content_words(_COMMA.sub("", phrase))[-1:]
    return any(bases(word) & accounts_book().holding_nothing for word in words)


def _no_place(phrase: str) -> bool:
    words = content_words(phrase)
    if phrase.lower().endswith((" of them", " of these", " of those")):
        return True
    if phrase.lower() in PRONOUNS:
        return phrase.lower() not in ("it", "them", "which", "that", "this", "its", "where")
    named = bool(words) and bool(bases(words[-1]) & accounts_book().no_places)
    return named or kind_of(phrase, None) == "people"


def bases(noun: str) -> set[str]:
    """A noun and what it may be the plural of: "buses" of "bus"."""
    return {noun, singular(noun), noun.removesuffix("es")}


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
