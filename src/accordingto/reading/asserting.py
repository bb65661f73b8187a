"""Whether an attribution states something: an attitude to a thing, or a name, says nothing of anything.

The model learned from a corpus in which "supports the plan", "would not budge from its demands" and "is known
as X" are attributions, for they show what somebody thinks. Such a one tells whose voice a happening in it
stands in; a claim of its own it is not, for nothing is claimed: what was done is an event's to tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from accordingto.reading.codebook.acts import cue_words
from accordingto.types import Act, Attribution

QUOTES = "\"“”„«»‘'"
_NAMING = re.compile(
    r"(?:\b(?:known|referred to|styled|nicknamed|dubbed|named|called|named after)(?:\s+\w+)?\s+(?:as|after)\b"
    r"|\balso known\b|\breferring to\b|\bidentified\b.*\bas\b)",
    re.IGNORECASE,
)
_SEEMING = re.compile(r"(?:\w+ly\s+|also\s+|would\s+)*(?:seem|appear)(?:s|ed)?\b", re.IGNORECASE)
# What only a clause has: the word that opens one, a subject or verb of its own, or what somebody means to do.
_CLAUSE = re.compile(
    r"^(?:that|to|how|why|whether|what|where|who|if|when|as|there|no|not|\w+ing)\b"
    r"|\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|must|should|shall|did|does|do"
    r"|he|she|it|they|we|you|i|cannot|n['’]t)\b",
    re.IGNORECASE,
)


# "Put the number at forty": a number is said of something.
_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
    r"|hundreds?|thousands?|dozens?|millions?|half|none)\b",
    re.IGNORECASE,
)


# "It is believed": of what is only hoped or feared without anybody, the report speaks itself.
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\b", re.IGNORECASE)
_PRONOUNS = frozenset("he she they it we i who".split())
_THAT = re.compile(r"(?:that|how|why|whether)\b", re.IGNORECASE)
_PUTTING = re.compile(r"(?:\w+ )*(?:put|puts|putting|give|gives|gave|giving|set|sets)\b", re.IGNORECASE)
#: "Put the killing down to soldiers", and no gun "down to reload".
PUT_DOWN_TO = r"down\sto\s(?:the|an?|its|his|their|some|(?-i:[A-Z])\w+|\w+s|\w+\s\w+s)\b"
#: "(Named) the Front as the author", "(holds) rebels responsible".
AS_AUTHOR = (
    r"(?:responsible|accountable"
    r"|as\s(?:the\s|an?\s)?(?:authors?|culprits?|perpetrators?|attackers?|assailants?|killers?|suspects?))\b"
)
_BLAMES = re.compile(rf"\b(?:{PUT_DOWN_TO}|{AS_AUTHOR})", re.IGNORECASE)
UNSAID = re.compile(r"\b(?:not|never|cannot|hardly)\b|n['’]t\b", re.IGNORECASE)
_KNOWING = re.compile(
    r"\b(?:kn[eo]wn?|knows|decid(?:e[sd]?|ing)|consider(?:s|ing)?|se(?:e|es|en|eing)|saw)\b", re.IGNORECASE
)
_CHARGING = re.compile(r"\bcharg(?:e[sd]?|ing)\b", re.IGNORECASE)
TELLING: frozenset[Act] = frozenset({"say", "report", "claim", "ask", "demand"})
_RESPONSIBILITY = re.compile(r"(?:full |sole )?(?:responsibility|credit)\b", re.IGNORECASE)
# "The war has claimed 63 lives."
_CLAIMING = re.compile(r"\bclaim(?:s|ed|ing)?$", re.IGNORECASE)
_LIVES = re.compile(r"[^,.;:]{0,60}\blives\b(?! (?:were|are|was|had|have|would|will)\b)", re.IGNORECASE)
# "Has declined to confirm or deny", "neither the president nor the ministry denied this".
_NO_DENIAL = re.compile(
    r"\b(?:not|never|neither|nor|nobody|no ?one|cannot|declin\w+|refus\w+|confirm\w* (?:or|nor))\b"
    r"[^,;:]*\bden(?:y|ies|ied)|n['’]t (?:\w+ )?deny",
    re.IGNORECASE,
)

# "The attack was attributed to the rebels", who said nothing: not "the remark was attributed to him".
_ASCRIBED = re.compile(r"\b(?:attributed|ascribed|credited) to$", re.IGNORECASE)
_WORDS = re.compile(
    r"\b(?:remarks?|comments?|words?|statements?|quot\w+|sayings?|reports?|claims?|figures?|messages?|speech(?:es)?"
    r"|lines?|letters?|tweets?|posts?|texts?|articles?|audio|recordings?|videos?|leaflets?|communiqu\w+)\b",
    re.IGNORECASE,
)

# "Neither the army nor the rebels said how".
_NOBODY = re.compile(r"(?:neither|nobody|no ?one|none of)\b", re.IGNORECASE)


def is_unsaid(text: str, attribution: Attribution) -> bool:
    """Whether it is told that nobody says so, or that somebody does not."""
    if attribution.source and _NOBODY.match(text, *attribution.source):
        return True
    cue = text[slice(*attribution.cue)] if attribution.cue else ""
    return attribution.act in TELLING and UNSAID.search(cue) is not None


def is_no_denial(text: str, attribution: Attribution) -> bool:
    """Whether what looks like a denial is none: who does not deny says nothing."""
    if attribution.cue is None:
        return False
    begin = max(text.rfind("\n", 0, attribution.cue[0]) + 1, text.rfind(". ", 0, attribution.cue[0]) + 1)
    source = attribution.source
    begin = max(begin, source[0] - len("neither ") if source and source[1] <= attribution.cue[0] else begin)
    return _NO_DENIAL.search(text, begin, attribution.cue[1]) is not None


def is_ascribed(text: str, attribution: Attribution) -> bool:
    """Whether a deed, and no words, is ascribed to somebody: that makes nobody speak."""
    if attribution.cue is None or attribution.quote != "indirect":
        return False
    content = " ".join(text[slice(*span)] for span in attribution.content)
    deed = not (_CLAUSE.search(content) or _NUMBER.search(content) or _WORDS.search(content))
    return deed and _ASCRIBED.search(text, *attribution.cue) is not None


def unheard(text: str, attributions: Sequence[Attribution]) -> frozenset[str]:
    """Ids of attributions that add nobody's word to what stands in them."""
    by_id = {one.id: one for one in attributions}
    return frozenset(
        one.id
        for one in attributions
        if not has_voice(text, one) or speaks_again(text, one, by_id.get(one.parent or ""))
    )


def has_voice(text: str, attribution: Attribution) -> bool:
    """Whether an attribution is somebody's word: a saying of its source, a quotation, or hearsay.

    Who "signed a deal that ends the fighting" has said nothing of the fighting. Without a source, "a view to
    ending the war", "for fear of an attack" and "claimed responsibility for the blast" are nobody else's
    words: what stands in them the report tells itself.
    """
    if attribution.quote != "indirect" or attribution.cue is None:
        return True
    if is_no_denial(text, attribution) or is_unsaid(text, attribution) or is_ascribed(text, attribution):
        return False
    cue, content = text[slice(*attribution.cue)], text[slice(*attribution.content[0])]
    if attribution.source:
        return _says(cue, content) and not _is_no_saying(attribution, cue, content)
    if not cue_words().search(cue) or _RESPONSIBILITY.match(content):
        return False
    return attribution.act != "believe" or bool(_PASSIVE.search(cue))


def speaks_again(text: str, attribution: Attribution, outer: Attribution | None) -> bool:
    """Whether who speaks in what somebody says is that very one: "the mayor said he believed it a raid"."""
    if outer is None or outer.source is None or attribution.source is None:
        return False
    same = attribution.source_entity is not None and attribution.source_entity == outer.source_entity
    return same or text[slice(*attribution.source)].lower() in _PRONOUNS


def _says(cue: str, content: str) -> bool:
    """Whether a cue is a word of saying, a mark ("Army: shells fell"), or says what a clause or number is."""
    if cue_words().search(cue) or not any(letter.isalpha() for letter in cue) or _THAT.match(content):
        return True
    if _BLAMES.search(content):
        return True
    if _PUTTING.match(cue) is None:
        return False
    return bool(_NUMBER.search(content) or cue.endswith(" it"))


def _is_no_saying(attribution: Attribution, cue: str, content: str) -> bool:
    """Whether a word of saying is one of knowing, or of the accused.

    In "the rebels were accused of shelling the town" the rebels say nothing, nor does who charges them.
    """
    if _THAT.match(content):
        return False
    if _CLAIMING.search(cue):
        return _LIVES.match(content) is not None
    if attribution.act == "accuse":
        return bool(_CHARGING.search(cue) or (_stands_before(attribution) and _PASSIVE.search(cue)))
    return _KNOWING.search(cue) is not None


def _stands_before(attribution: Attribution) -> bool:
    """Whether the source is the subject of its cue."""
    source, cue = attribution.source, attribution.cue
    return source is not None and cue is not None and source[1] <= cue[0]


def asserts(text: str, attribution: Attribution) -> bool:
    """Whether something is said: in a quotation, with a word of saying, or in a clause."""
    if is_no_denial(text, attribution) or is_ascribed(text, attribution):
        return False
    cue = text[slice(*attribution.cue)] if attribution.cue else None
    content = " ".join(text[slice(*span)] for span in attribution.content)
    if cue is None or any(mark in content for mark in QUOTES):
        return True
    if attribution.source is None and (_NAMING.search(cue) or _SEEMING.match(cue)):
        return False
    if is_unsaid(text, attribution) or (_CLAIMING.search(cue) and _LIVES.match(content)):
        return False
    signs = (_CLAUSE, _NUMBER, _BLAMES)
    return bool(cue_words().search(cue)) or any(sign.search(content) for sign in signs)
