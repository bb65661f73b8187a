"""Whose account a report goes on with where it cites nobody, and where it has seen for itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from accordingto.linking.copies import sentence_at
from accordingto.linking.naming import VOICE, is_own_voice, same_in_document, source_of
from accordingto.linking.sides import side_of_speaker
from accordingto.types import Claim, Link, Span

# "Our reporter found", "a reporter of this newspaper drove through", "we counted"; not "told our reporter".
_SAW = re.compile(
    r"(?<!told )(?<!to )(?<!by )\b"
    r"(?:our (?:own )?(?:reporter|correspondent|photographer|stringer|team|delegate)s?"
    r"|this (?:reporter|correspondent)|an? (?:reporter|correspondent|photographer) of this \w+"
    r"|(?:we|I)(?= (?:saw|counted|registered|found|visited)\b))\b",
    re.IGNORECASE,
)
# Who speaks of "our troops" fights.
_OURS = re.compile(
    r"\bour (?:own )?(?:\w+ )?"
    r"(?:forces|men|troops|units|fighters|soldiers|army|front|boys|guns|gunners|planes|side)\b",
    re.IGNORECASE,
)
# Words of somebody: two and more, for one may be a name.
_QUOTES = re.compile(r"[\"“]\w+ [^\"”]+[\"”]")
_OFFICIAL = re.compile(rf"\b(?:{VOICE}|command|staff|general of)\b", re.IGNORECASE)


def continued(claims: Sequence[Claim], known: Sequence[tuple[Span, Link]], text: str) -> tuple[Claim, ...]:
    """The claims of a report with whose account they go on where their own sentence cites nobody.

    `known` are the report's sources in the order of the text. What stands between two citations of one source
    is his, and so is a sentence with a quotation that nobody else says. An organ of one side, which says "our
    troops" or calls names, and cites nobody else, speaks for the nearest of those it cites. What the outlet
    has seen itself is its own.
    """
    cited = [(span, link) for span, link in known if not is_own_voice(link.name)]
    organ = _is_organ(claims, text) and all(_is_official(link) for _, link in cited)
    tells = {link.span for claim in claims if not _denies(claim) for link in claim.said_by[-1:]}
    usable = [(span, link) for span, link in cited if span in tells]
    return tuple(_continued(claim, cited, usable, text, organ=organ) for claim in claims)


def _continued(
    claim: Claim,
    cited: Sequence[tuple[Span, Link]],
    usable: Sequence[tuple[Span, Link]],
    text: str,
    *,
    organ: bool,
) -> Claim:
    if any(link.kind != "none" for link in claim.said_by[1:]) or _accuses(claim):
        return claim
    start, end = sentence_at(text, told_at(claim))
    saw = _SAW.search(text, start, end)
    if saw:
        own = Link(name=saw.group(), kind="media", span=saw.span())
        return replace(claim, said_by=(claim.said_by[0], own))
    if organ and usable:
        _, speaker = min(usable, key=lambda each: abs(each[0][0] - start))
        return replace(claim, said_by=(claim.said_by[0], speaker))
    before = [each for each in cited if each[0][0] < start][-1:]
    after = [each for each in cited if each[0][0] >= end][:1]
    between = before and after and _are_one(before[0][1], after[0][1])
    if before and before[0] in usable and (between or _QUOTES.search(text, start, end)):
        return replace(claim, said_by=(claim.said_by[0], before[0][1]))
    return claim


def _accuses(claim: Claim) -> bool:
    """Whether it tells who accused whom, which is the accuser's."""
    return claim.happening is not None and claim.happening.type == "ACCUSE"


def told_at(claim: Claim) -> int:
    """Where in its document a claim tells of what happened."""
    said = claim.happening or claim.holding
    return said.trigger[0] if said else claim.evidence[0][0]


def _denies(claim: Claim) -> bool:
    return claim.act == "deny" or claim.polarity == "negative"


def _are_one(one: Link, other: Link) -> bool:
    return same_in_document(source_of(one.name), source_of(other.name))


def _is_organ(claims: Sequence[Claim], text: str) -> bool:
    """Whether a report takes sides in its own voice."""
    loaded = any(
        claim.kind == "framing" and all(link.kind == "none" for link in claim.said_by[1:]) for claim in claims
    )
    return loaded or _OURS.search(text) is not None


def _is_official(link: Link) -> bool:
    """Whether a source is a party to the war, or speaks for one."""
    return side_of_speaker(link.name).bloc is not None or _OFFICIAL.search(link.name) is not None
