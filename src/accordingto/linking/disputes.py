"""Contradictions that rules found, read again in the words of both reports: what these bear out is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from accordingto.linking.side_by_side import threads
from accordingto.linking.testimony import BearsOut, long_reports
from accordingto.models.passages import Passage, passage_of
from accordingto.types import Account, Claim, Contradiction, ContradictionKind, Span

if TYPE_CHECKING:
    from accordingto.models.crossencoder import CrossEncoder

# Log-odds from which the words of two reports bear a contradiction out: of pairs left out of training, those
# above it are right in six of ten, and hold seven of ten of the right ones.
ENOUGH = -1.5
# So many pairs of a kind are read for one event, at some 15 ms each.
MOST = 24
PAIRS = 20_000


def bearing_out(accounts: Sequence[Account], beside: Sequence[Account], texts: Mapping[str, str]) -> BearsOut:
    """Whether the words around both sides of a contradiction bear it out; `texts` are reports by id.

    Only where one of the two is a long report, of those that `beside` are all accounts of: in dispatches the
    rules are right as often without. No more pairs of a kind are read than `MOST`, the clearest come first.
    """
    claims, long = {account.claim.id: account.claim for account in accounts}, long_reports(beside)
    asked: Counter[ContradictionKind] = Counter()

    def bears_out(found: Contradiction) -> bool:
        if not {claims[found.one].document, claims[found.other].document} & long:
            return True
        asked[found.kind] += 1
        return asked[found.kind] <= MOST and odds(found, claims, texts) >= ENOUGH

    return bears_out


def odds(each: Contradiction, claims: Mapping[str, Claim], texts: Mapping[str, str]) -> float:
    """Log-odds that both sides speak of one happening and cannot both be right, by the words around them."""
    sides = ((claims[each.one], each.one_words), (claims[each.other], each.other_words))
    one, other = (disputed_in(claim, words, texts[claim.document]) for claim, words in sides)
    return _read(each.kind, one, other)


def disputed_in(claim: Claim, words: str, text: str) -> Passage:
    """The words in dispute with those around them; where that is all of a claim, its telling word."""
    return passage_of(text, _anchor(claim, words, text))


def _anchor(claim: Claim, words: str, text: str) -> Span:
    start, end = claim.evidence[0][0], claim.evidence[-1][1]
    held = claim.happening or claim.holding
    telling = held.trigger if held else claim.evidence[0]
    found = [
        at for at in range(start, end - len(words) + 1) if text.startswith(words, at) and words != claim.text
    ]
    nearest = min(found, key=lambda at: abs(at - telling[0]), default=None)
    return telling if nearest is None else (nearest, nearest + len(words))


@lru_cache(maxsize=PAIRS)
def _read(kind: ContradictionKind, one: Passage, other: Passage) -> float:
    reader = _model()
    return reader.log_odds(reader.sight(one, kind), reader.sight(other, kind))


@cache
def _model() -> CrossEncoder:
    # Whoever has no long reports waits for no model.
    from accordingto.models.crossencoder import DISPUTES, load_crossencoder

    return load_crossencoder(name=DISPUTES, threads=threads())
