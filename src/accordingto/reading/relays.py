"""Links that a fixed phrase states: "told Reuters", "carried by state radio", "citing a military source".

The model finds most of them. These rules add those it misses, only where the phrase leaves no doubt: the
medium must be known as one, and who is cited must be somebody, not a reason ("citing the risk of fire").
"""

from __future__ import annotations

import re
from dataclasses import replace

from accordingto.reading.codebook.tables import sources
from accordingto.reading.drafts import Draft
from accordingto.reading.sources import head_words, is_media
from accordingto.types import Span

_STOP = (
    "who|which|that|as|on|in|at|by|after|before|when|while|said|says|saying|reported|reports|for|with|to|and|but"
    "|late|early"
)
_PHRASE = rf"(?P<who>(?:[\w’'.-]+\s+){{0,6}}?[\w’'.-]*[\w’'-])(?=\s+(?:{_STOP})\b|\s*[,.;:()—–\"“”]|\s*$)"
_TOLD = re.compile(
    r"\b(?:told|tells|telling|informed|speaking to|spoke to|(?:interview|telephone call) with|"
    r"(?:interviewed|contacted|reached) by|"
    r"(?:quoted|cited|carried|broadcast|aired|published|reported|run|shown|released|obtained|seen|read)"
    r"(?: as saying)? by|"
    rf"(?:remarks|comments|statement|message|letter|account) to)\s+{_PHRASE}"
)
_AFTER_CUE = re.compile(rf"\s+(?:to|on|in)\s+{_PHRASE}")  # "insisted to CNN", "protested on Channel 9"
_AS_SAYING = re.compile(r"(?P<who>[^,.;:\"“”]{2,90}?)\s+(?P<cue>as (?:saying|telling \w+))(?:,|:)?\s+")
_SAID_THAT = re.compile(
    r"(?P<who>[^.;:\"“”]{2,90}?),?\s+(?:(?:has|had|have|also)\s+)?"
    r"(?:said|says|say|reported|reports|claimed|claims|announced|stated|wrote|added|confirmed)(?:\s+that)?,?"
)
_CITING = re.compile(rf"\b(?:citing|quoting)\s+{_PHRASE}")
_OWN_REPORTER = re.compile(
    r"(?:our|this|a visiting|reporters?|journalists?)(?: own)?\s*"
    r"(?:reporters?|correspondents?|newspaper|paper|agency|channel|station|programme|website|team)?"
)
_OWN_MEDIUM = re.compile(r"the (?:agency|channel|station|radio|newspaper|paper|magazine|website|broadcaster)")
_HANDED_ON = re.compile(r"\b(?:and|then|later|afterwards)\b")
REACH = 80  # code points after a cue in which a medium is looked for
_SENTENCE = re.compile(r"(?:[^.!?\n]|[.!?](?![\"”’]?\s+[^a-z\s]|[\"”’]?\s*(?:\n|$)))+[.!?]?[\"”’]?")


def quoted_speaker(text: str, draft: Draft) -> Draft:
    """ "X quoted Y as saying that Z": Y is the source of Z, and X, who quotes, is its outer link."""
    first, *rest = draft.content
    said = _AS_SAYING.match(text, *first)
    if not said or said.end() >= first[1]:
        return draft
    outer = (draft.source, *draft.outer) if draft.source else draft.outer
    content = ((said.end(), first[1]), *rest)
    return replace(draft, source=said.span("who"), cue=said.span("cue"), content=content, outer=outer)


def interrupted_speaker(text: str, draft: Draft) -> Draft:
    """ "X said that, according to Y, Z": the content is Z alone, and X is an outer link of Y's."""
    first, *rest = draft.content
    said = _SAID_THAT.fullmatch(text, *first)
    if not said or not rest:
        return draft
    return replace(draft, content=tuple(rest), outer=(said.span("who"), *draft.outer))


def with_stated_relays(text: str, drafts: list[Draft]) -> list[Draft]:
    """`drafts` with the links that phrases in their own sentence state, where the model gave none."""
    completed = [_completed(text, draft, draft.cue, drafts) if draft.cue else draft for draft in drafts]
    return [outermost_first(text, _with_shared_relay(draft, completed)) for draft in completed]


def _with_shared_relay(draft: Draft, drafts: list[Draft]) -> Draft:
    """ "X, speaking to Radio Nile, denied A and said B": what stands behind the source relays both."""
    if draft.outer or not draft.source or not draft.cue:
        return draft
    edges = draft.source[1], draft.cue[0]
    shared = (
        link
        for other in drafts
        if other.source == draft.source and other.parent == draft.parent
        for link in other.outer
        if edges[0] <= link[0] and link[1] <= edges[1]
    )
    return replace(draft, outer=tuple(shared)[:1])


def without_outlet(text: str, drafts: list[Draft], outlet: str | None) -> list[Draft]:
    """`drafts` without links that are the report's own outlet or reporter: that is over all of it anyway.

    An outlet calls itself by the end of its name ("told the Mirror"), or by what it is ("told the agency")
    where it has spoken of no other medium.
    """
    links = [span for draft in drafts for span in (draft.source, *draft.outer, *draft.inner) if span]
    first = min((span[0] for span in links if is_media(text[slice(*span)])), default=len(text))

    def foreign(span: Span) -> bool:
        words = text[slice(*span)]
        bare = outlet and _OWN_MEDIUM.fullmatch(words) and first == span[0]
        reporter = _OWN_REPORTER.fullmatch(words.casefold().removeprefix("the "))
        return not (bare or reporter or _calls_itself(words, outlet))

    return [replace(draft, outer=tuple(span for span in draft.outer if foreign(span))) for draft in drafts]


def _calls_itself(words: str, outlet: str | None) -> bool:
    """Whether words are an outlet's name, or the end of it."""
    own = outlet.casefold().removeprefix("the ") if outlet else ""
    name = words.casefold().removeprefix("the ")
    return name == own or (words.startswith("the ") and words[4:5].isupper() and own.endswith(f" {name}"))


def outermost_first(text: str, draft: Draft) -> Draft:
    """`draft` with its outer links in the order in which the words came to the reader.

    What is told first stands first: of "told Y, in remarks quoted by Z", Z is the outer one. Only media in
    front of the speaker stand outermost first ("according to Z, Y quoted ..."), unless they are coordinated.
    This is right for 65 of the 82 pairs in `training/chains`, where the order of the text is for 31.
    """
    speaker = draft.source or draft.cue
    if not speaker or len(draft.outer) < 2:
        return draft
    cue = draft.cue or speaker
    edges = (min(speaker[0], cue[0]), cue[0])
    groups: list[list[Span]] = [[], [], []]
    for link in sorted(draft.outer):
        groups[sum(link[0] >= edge for edge in edges)].append(link)
    turned = [group[::-1] for group in groups]
    if groups[0] and not _HANDED_ON.search(text, groups[0][0][1], groups[0][-1][0]):
        turned[0] = groups[0]
    return replace(draft, outer=tuple(link for group in turned for link in group))


def _completed(text: str, draft: Draft, cue: Span, drafts: list[Draft]) -> Draft:
    """`draft` with at most one outer and one inner link that its sentence states and nobody else claims."""
    around = None if draft.parent is None else drafts[draft.parent].content
    others = [other for other in drafts if other is not draft]
    links = [span for other in others for span in (other.source, *other.outer, *other.inner) if span]
    name = draft.source and (
        draft.source[0],
        draft.source[0] + 1,
    )  # "drivers interviewed by the Post": may hold one
    taken = [*links, *draft.outer, *draft.inner, *draft.content, *([name] if name else [])]
    rivals = [other.cue for other in drafts if other.cue and other.parent == draft.parent]

    def mine(who: Span) -> bool:
        free = not any(who[0] < end and start < who[1] for start, end in taken)
        inside = around is None or any(start <= who[0] and who[1] <= end for start, end in around)
        return free and inside and min(rivals, key=lambda rival: abs(rival[0] - who[0])) == cue

    told = [*_AFTER_CUE.finditer(text, cue[1], cue[1] + REACH), *_TOLD.finditer(text, *_sentence(text, cue))]
    told += _TOLD.finditer(
        text, *(draft.source or cue)
    )  # "drivers interviewed by the Post": its end ends the name
    outer = [m.span("who") for m in told if m.re is _TOLD or m.start() == cue[1]]
    inner = [m.span("who") for m in _CITING.finditer(text, *_sentence(text, cue))]
    media = tuple(who for who in outer if mine(who) and is_media(text[slice(*who)]))
    cited = tuple(who for who in inner if mine(who) and _is_somebody(text[slice(*who)]))
    return replace(draft, outer=draft.outer or media[:1], inner=draft.inner or cited[:1])


def _sentence(text: str, span: Span) -> Span:
    """The sentence around a span."""
    low = text.rfind("\n", 0, span[0]) + 1
    for match in _SENTENCE.finditer(text, low):
        if match.end() > span[0]:
            return match.span()
    return span


def _is_somebody(phrase: str) -> bool:
    book = sources()
    words = head_words(phrase)
    head = words[-1] if words else ""
    people = book.unnamed_words | book.collective_words | book.media_words | book.document_words
    return head.lower() in people or is_media(phrase) or (head[:1].isupper() and head[1:].islower())
