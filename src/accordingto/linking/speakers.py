"""Who speaks in one report: claims whose source the reader left open, and pronouns for those named before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from accordingto.linking.citations import Citation, citations_in, cited_at, opening_subject
from accordingto.linking.copies import sentence_at
from accordingto.linking.naming import LEADER, VOICE, is_body, is_determined, is_many, is_named, is_pronoun
from accordingto.linking.renaming import renamed, spoken
from accordingto.linking.words import tokens
from accordingto.types import Claim, Entity, Link, SourceKind, Span

_OPENING = re.compile(r"\s*(He|She|It(?= had\b))\b")
_PRONOUNS = frozenset({"he", "she", "they", "it"})
_OWNER = {"its": "it", "their": "they"}
_OF_BODY = re.compile(
    rf"^(its|their)\s+({VOICE}|{LEADER}|officials?|staff|command|information|leadership)$", re.IGNORECASE
)
_OFFICE = re.compile(rf"\b(?:{VOICE}|{LEADER}|officer|minister|mayor|governor)\b", re.IGNORECASE)
# How far before a pronoun whom it stands for may be told of.
SENTENCES_BACK = 3
_WITNESS = re.compile(
    r"\b(?:[Oo]ur|[Yy]our) (?:own )?(?:reporter|correspondent|photographer|stringer)\b"
    r"|\b(?:reporter|correspondent|photographer|stringer) (?:of|for) this\b"
    r"|\b(?:I|[Ww]e) (?:have |had |ourselves )?(?:saw|seen|counted|stood|registered|visited|passed|walked)\b"
)
_QUOTE = re.compile(r"[\"“”]")
# "... two men. We will answer,” | the minister said", "...,” said | the minister".
_REST_OF_QUOTE = re.compile(r"[^\"“”\n]*[\"”][,\s]*(?:\w+\s+){0,2}")
_NO_SOURCE = re.compile(
    r"you$|(?:readers|listeners|viewers|everybody|everyone)$|(?:in|by|on|at|from|through|over|under|near) ",
    re.IGNORECASE,
)
# "The department's head, Adam Lorn, said".
_NAMED = re.compile(r", ((?:[A-Z][\w.’'-]* )*[A-Z][\w’'-]*),")
# "Colonel Lorn, a spokesman for the army,".
_SPEAKER_FOR = re.compile(rf", ((?:(?:an?|the) )?(?:[\w’'-]+ ){{0,3}}{VOICE}(?: (?:of|for) [^,;.]+)?),")
# Characters before a source in which words that make it none are looked for.
WORDS_BEFORE = 40
_SPEAKS_FOR = re.compile(r"\b(?:speaks?|spoke|speaking|spokes\w+) for (?:the |an? )?$")
_BESIDE = re.compile(r"\bwith $")
_CALLED = re.compile(r"\b(?:known|referred to) as\b")
# Who condemns a raid, welcomes an arrest or orders a strike tells nobody of it; a charge is laid in counts.
_ATTITUDE = re.compile(
    r"\b(?:condemn\w*|denounc\w*|deplor\w*|decr(?:y|ies|ied)|welcom\w*|prais\w*|applaud\w*|hail(?:s|ed|ing)?"
    r"|celebrat\w*|mourn\w*|critici[sz]\w*|order(?:s|ed|ing)|called off"
    r"|(?:several|multiple|two|three|four|five|six|\d+) counts of)$",
    re.IGNORECASE,
)
_KNOWS = re.compile(r"\b(?:know|knows|knew)\b(?! of\b)")
# "Bouar (Nana-Mambéré): hospital plundered on 4 January".
_ENTRY = re.compile(
    r"(?:\d{1,2} [A-Z]\w+|[A-Z][\w’'-]+)(?: [ \w’'-]+)?(?:,[ \w’'-]+){0,3}(?: \([^)]*\))?"
    r"(?:,[^:.]{2,40})?: (?=[a-z\d])"
)


def with_named_sources(
    claims: Sequence[Claim], entities: Sequence[Entity] = (), text: str = ""
) -> tuple[Claim, ...]:
    """The claims of one document with who said them, as far as its `text` says it plainly.

    A claim of a sentence that cites somebody is his, where the reader found nobody there. Pronouns are
    replaced by whom they stand for: a person's by the last single source before it, "they" by the last source
    of several, "it" by the last body; else by the name of its entity. Ids of claims stay as they are.
    """
    heard = [_of_its_subject(_heard(claim, text), text) for claim in claims] if text else claims
    names = {entity.id: entity for entity in entities}
    cited = _sources(heard, citations_in(text))
    heard = [_goes_on(claim, cited, text) for claim in heard]
    known = spoken(_sources(heard, citations_in(text)).items(), names)
    return tuple(
        _with_chain(
            claim,
            tuple(
                _introduced(_or_subject(link, text, claim.said_by[0].name), text)
                for link in renamed(claim.said_by, known, names)
            ),
        )
        for claim in heard
    )


def _of_its_subject(claim: Claim, text: str) -> Claim:
    """The claim with "its spokesman" as that of the body that the same sentence is about before him."""
    return _with_chain(claim, tuple(_possessed(link, text) for link in claim.said_by))


def _possessed(link: Link, text: str) -> Link:
    owned = _OF_BODY.match(link.name)
    if owned is None or link.span is None:
        return link
    start, _ = sentence_at(text, link.span[0])
    subject = opening_subject(text[start : link.span[0]])
    if subject is None or not _agrees(subject, _OWNER[owned.group(1).lower()]):
        return link
    return replace(link, name=f"the {owned.group(2)} of {subject}")


def _goes_on(claim: Claim, cited: Mapping[Span, Link], text: str) -> Claim:
    """The claim with "he" as whom his sentence is about, who speaks for somebody, if it cites nobody before.

    "Their spokesman will hear nothing of a bus which, he says, was shot up."
    """
    return _with_chain(claim, tuple(_subject_of(link, cited, text) for link in claim.said_by))


def _subject_of(link: Link, cited: Mapping[Span, Link], text: str) -> Link:
    if link.span is None or link.name.lower() not in ("he", "she"):
        return link
    start, _ = sentence_at(text, link.span[0])
    if any(start <= span[0] < link.span[0] for span in cited):
        return link
    subject = opening_subject(text[start : link.span[0]])
    if subject is None or not _OFFICE.search(subject) or not _agrees(subject, "he"):
        return link
    at = text.index(subject, start) if subject in text[start : link.span[0]] else start
    return replace(link, name=subject, kind="unnamed", span=(at, at + len(subject)), entity=None)


def _or_subject(link: Link, text: str, outlet: str) -> Link:
    """A pronoun for whom nobody cited stands, as whom its sentence, or one shortly before it, is about.

    "Its spokesman" is the spokesman of that body.
    """
    owned = _OF_BODY.match(link.name)
    pronoun = _OWNER.get(owned.group(1).lower(), "") if owned else link.name.lower()
    if link.span is None or pronoun not in _PRONOUNS:
        return link
    subject = _subject_before(text, link.span[0], pronoun)
    if subject is None or set(tokens(subject)) - {"the"} <= set(tokens(outlet)):
        return link
    return replace(link, name=f"the {owned.group(2)} of {subject}" if owned else subject)


def _subject_before(text: str, at: int, pronoun: str) -> str | None:
    """Whom the sentence up to here is about, or the last before it that begins with somebody."""
    start, end = sentence_at(text, at)[0], at
    for _ in range(SENTENCES_BACK + 1):
        subject = opening_subject(text[start:end])
        if subject and not is_pronoun(subject):
            fits = _agrees(subject, pronoun)
            if fits or end != at:
                return subject if fits else None
        start, end = sentence_at(text, max(0, start - 2))
    return None


def _agrees(subject: str, pronoun: str) -> bool:
    """Whether a pronoun may stand for a noun phrase."""
    if is_pronoun(subject) or is_many(subject) != (pronoun == "they"):
        return False
    return pronoun == "they" or is_body(subject) == (pronoun == "it")


def _with_chain(claim: Claim, chain: tuple[Link, ...]) -> Claim:
    return claim if chain == claim.said_by else replace(claim, said_by=chain)


def _sources(claims: Sequence[Claim], citations: Sequence[Citation]) -> dict[Span, Link]:
    """Every source with a span, as the reader has it if it does."""
    found = {link.span: link for claim in claims for link in claim.said_by if link.span}
    apart = {
        cited.span: _link(cited) for cited in citations if not any(_overlap(cited.span, one) for one in found)
    }
    return found | apart


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


# --- what the text says plainly -------------------------------------------------------------------


def _heard(claim: Claim, text: str) -> Claim:
    """The claim with whom its own sentence cites for it, unless the reader found a source there."""
    at = claim.told_at[0]
    start, end = sentence_at(text, at)
    entry = _ENTRY.match(text[start:end])
    heading = start + entry.end() if entry else start
    inner = [
        link
        for link in _speaking(claim, text)
        if not (link.span and start <= link.span[0] < heading and _is_place_alone(link.name))
    ]
    here = [link for link in inner if link.span and start <= link.span[0] < end]
    cited = cited_at(text, at)
    if not inner and len(claim.said_by) > 1 and not cited and entry:
        chain: tuple[Link, ...] = claim.said_by[
            :1
        ]  # the place that an entry of a register is of says nothing
    elif here and not (cited and all(cited.scope[1] <= link.span[0] for link in here if link.span)):
        chain = tuple(
            _whole(link, text) for link in claim.said_by if link in inner or link is claim.said_by[0]
        )
    elif cited:
        chain = (*claim.said_by[:1], _link(cited))
    elif not inner and (person := _opening_person(text, (start, end))):
        chain = (*claim.said_by[:1], person)
    elif not inner and len(claim.said_by) == 1 and (witness := _own_witness(text, (start, end))):
        chain = (*claim.said_by, witness)
    elif inner and (entry or _speak_later(inner, at, end, text)):
        chain = claim.said_by[:1]  # who speaks only later, or in another entry of a register
    else:
        chain = (
            claim.said_by[0],
            *(link for link in claim.said_by[1:] if link.kind == "none" or link in inner),
        )
    return _with_chain(claim, chain)


def _speak_later(links: Sequence[Link], at: int, end: int, text: str) -> bool:
    """Whether all are named only behind a sentence, and none just behind the quotation that it stands in."""
    return all(
        link.span and link.span[0] >= end and not _REST_OF_QUOTE.fullmatch(text, at, link.span[0])
        for link in links
    )


def _speaking(claim: Claim, text: str) -> list[Link]:
    """The links inside the outlet that may be sources at all.

    "You", what something was said in, the body that a man speaks for, who is with him, and those who only
    know it, or condemn it, are not.
    """
    found = [
        link
        for link in claim.said_by[1:]
        if link.kind != "none"
        and not _NO_SOURCE.match(link.name)
        and not (link.span and _SPEAKS_FOR.search(_before(link.span, text)))
        and not (link.span and link.kind != "media" and _BESIDE.search(_before(link.span, text)))
    ]
    cue = text[slice(*claim.cue)] if claim.cue else ""
    known = _CALLED.search(cue) or (_KNOWS.search(cue) and len(found) > 1)
    silent = known or (claim.quote == "indirect" and _ATTITUDE.search(cue))
    return found[:-1] if silent and found and found[-1] is claim.said_by[-1] else found


def _before(span: Span, text: str) -> str:
    """The words just before a span."""
    return text[max(0, span[0] - WORDS_BEFORE) : span[0]]


def _is_place_alone(name: str) -> bool:
    """Whether a name may be that of a place, which an entry of a register is of, and says nothing."""
    named = all(word[:1].isupper() for word in name.split())
    return named and not (is_determined(name) or is_many(name) or is_body(name))


def _opening_person(text: str, sentence: Span) -> Link | None:
    """The "he", or "it had", that a sentence opens with, if the one before cites somebody: he goes on."""
    opening = _OPENING.match(text[slice(*sentence)])
    before = sentence_at(text, max(0, sentence[0] - 2))
    cited = any(before[0] <= one.span[0] < before[1] for one in citations_in(text))
    if not opening or not cited:
        return None
    start = sentence[0] + opening.start(1)
    return Link(name=opening.group(1), kind="unnamed", span=(start, start + len(opening.group(1))))


def _own_witness(text: str, sentence: Span) -> Link | None:
    """The outlet's own people, if its sentence has them there: "our reporter found the gate shut"."""
    found = _WITNESS.search(text, *sentence)
    if found is None or len(_QUOTE.findall(text, sentence[0], found.start())) % 2:
        return None
    return Link(name="our correspondent", kind="media", span=found.span())


def _whole(link: Link, text: str) -> Link:
    """A link that is but the end of somebody's description ("in Bunia") as all of it."""
    if link.span is None:
        return link
    beside = _NAMED.match(text, link.span[1])
    if beside and is_determined(link.name) and not is_named(link.name):
        return replace(link, name=f"{link.name}, {beside.group(1)}")
    if _before(link.span, text).endswith("(") and link.name[:1].islower() and not is_determined(link.name):
        return replace(link, name=f"the {link.name}")  # a register names those whom others quote
    voice = _SPEAKER_FOR.match(text, link.span[1])
    if voice and is_named(link.name) and "," not in link.name:
        return replace(link, name=f"{link.name}, {voice.group(1)}")
    for cited in citations_in(text):
        if (
            cited.span[0] < link.span[0]
            and link.span[1] <= cited.span[1]
            and _is_place_of(cited, link.span, text)
        ):
            return _link(cited)
    return link


def _introduced(link: Link, text: str) -> Link:
    """An unnamed source with the name that the report gives him later: "The councillor, Adam Lorn,"."""
    noun = re.match(r"an? (?:[\w’'-]+ ){0,3}?([\w’'-]+)$", link.name)
    if link.span is None or noun is None:
        return link
    later = re.compile(rf"\bThe {re.escape(noun.group(1))}, ((?:[A-Z][\w.’'-]* )+[A-Z][\w’'-]*), ")
    found = later.search(text, link.span[1])
    return replace(link, name=f"{link.name}, {found.group(1)}") if found else link


def _is_place_of(cited: Citation, span: Span, text: str) -> bool:
    return bool(re.search(r"\b(?:in|at|of|from|for|near)\s+$", text[cited.span[0] : span[0]]))


def _link(cited: Citation) -> Link:
    """A citation as a link of a chain."""
    several = is_many(cited.name) or is_body(cited.name)
    kind: SourceKind = "collective" if several else "named" if is_named(cited.name) else "unnamed"
    return Link(name=cited.name, kind=kind, span=cited.span)
