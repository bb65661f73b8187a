"""Which places of a text host what it tells of: not where arms are sent, and not where a ministry speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from accordingto.reading.phrases import ending_at
from accordingto.types import HowFound, Place

# Before a place where something is. Nothing but small words may stand between.
_IN = re.compile(
    r"(?:^|[^\w-])(?:in|at|near|outside|inside|around|across|over|on|off|along|throughout|within|above|"
    r"between|under|(?:outskirts|suburbs?|edge|cent(?:re|er)|north|south|east|west|town|city|village|port|"
    r"siege|battle|shelling|bombing|districts?|quarters?|parts|rest|most|all|countryside|skies|coast|airport|"
    r"residents|streets|garrison) of|(?:approaches|roads?) to)"
    r"\s+(?:(?:[a-z][\w'’-]*|[A-Z][\w'’-]*(?:['’]s|\s+and|,))\s+){0,4}$"
    r"|\b(?:shell|bomb|captur|seiz|storm|enter|besieg|attack|retak|retook|overr|occup|hit|str[iu]k|struck|raid|"
    r"bombard|liberat|pound|target)\w*\s+(?:(?:the|[a-z][\w-]*)\s+){0,3}$",
    re.IGNORECASE,
)
# "Called on Sabra to yield", "sanctions on Sabra".
_CALLED_ON = re.compile(
    r"\b(?:call|press|pressure|rel[yi]|depend|impos|sanction|embargo|tariff|blam|prevail|count|talk|report)\w*\s+"
    r"(?:(?:up)?on|over)\s+$",
    re.IGNORECASE,
)
_MARK = re.compile(r"(?:\s*\([^)\n]{1,16}\))?\s*(?::|[–—]\s)")
_WHO = re.compile(
    r"(?P<who>(?:[\w'’-]+\s+){1,3})(?:in|from|at|of)\s+(?:the\s+(?:town|city|village)\s+of\s+)?$"
)
_SAID = re.compile(
    r",?\s+(?:(?:has|have|had|also|later|then|there|who\s+\w+\s+\w+)[\s,]+)*(?:said|says?|told|tell|tells|added|adds|"
    r"report\w*|claim\w*|den(?:y|ies|ied)|announc\w*|insist\w*|believ\w*|alleg\w*|put|puts|confirm\w*|complain\w*|"
    r"accus\w*|demand\w*|condemn\w*|urg\w*|warn\w*|call\w*|reject\w*|describ\w*|estimat\w*)\b"
)
# "Survivors said in Sabra": where it was said.
_SAYING_IN = re.compile(
    r"\b(?:said|says|told\s+\w+(?:\s+\w+)?|added|[Ss]peaking|[Tt]estif(?:y|ying|ied)|warned|announced|reporters|journalists|interview\w*"
    r"|(?:news|press)\s+conference|briefing|testimony|statement"
    r"|(?:speech|remarks|address|lecture)(?:\s+to\s+(?:[\w’'-]+\s+){0,3}[\w’'-]+)?)\s+"
    r"(?:(?:on|late|early)\s+\w+\s+)?(?:in|from|at)\s+(?:the\s+)?(?:(?:town|city|village|capital|camp)\s+of\s+)?$"
)
_TOLD = re.compile(
    r"\b(?:according to|told|quot\w+|cit\w+|quoted by|reached by|speaking to|by telephone with)\s+"
    r"(?:(?:an?|the|one|two|three|several|some|its|their|[a-z][\w-]*)\s+){0,3}$"
)
# Who of these is somewhere speaks of elsewhere; a nurse or a villager speaks of the place.
_OFFICIALS = re.compile(
    r"ministr|minister|official|officer|spokes|government|command|staff|parliament|embass|diplomat|mediator|"
    r"negotiator|envoy|analyst|report|correspondent|agency|headquarters|office|newspaper|radio|channel|president|"
    r"council|leader|junta|administration|authorit|court|union|organi[sz]ation|charit|worker|exile|experts?\b",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"\s*(?:[A-Z][\w.'’-]*[ ,/]*){0,3}")
_AFTER_DATELINE = re.compile(r"[^.\n]{0,30}?(?:\([\w ]+\)|\s[–—-]{1,2}\s|:\s)")


def heads(text: str, place: Place) -> HowFound | None:
    """Whether the place stands in the headline or in the dateline."""
    if _DATELINE.fullmatch(text[: place.span[0]].rpartition("\n")[2]) and _AFTER_DATELINE.match(
        text, place.span[1]
    ):
        return "dateline"
    headline = text.find("\n")
    return "headline" if place.span[1] <= headline and not text[:headline].rstrip().endswith(".") else None


def hosts(text: str, places: Sequence[Place], quiet: frozenset[int]) -> frozenset[int]:
    """The places where something is or happens: "in Sabra", "shelled Sabra", but not "arms for Sabra"."""
    return frozenset(
        i
        for i, place in enumerate(places)
        if i not in quiet
        and not ending_at(_CALLED_ON, text, place.span[0])
        and (ending_at(_IN, text, place.span[0]) or is_marked(text, place))
    )


def is_marked(text: str, place: Place) -> bool:
    """Whether a colon or dash makes the place the subject of its line, as in "Sabra: two killed"."""
    return _MARK.match(text, place.span[1]) is not None


def is_of_source(text: str, place: Place) -> bool:
    """ "the ministry in Sabra said", "told a reporter in Sabra"; a nurse in Sabra speaks of Sabra."""
    if ending_at(_SAYING_IN, text, place.span[0]):
        return True
    who = ending_at(_WHO, text, place.span[0])
    if who is None or not _OFFICIALS.search(who["who"]):
        return False
    said = _SAID.match(text, place.span[1])
    return said is not None or ending_at(_TOLD, text, who.start("who")) is not None
