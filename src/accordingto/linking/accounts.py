"""Claims to accounts: with what linking must know of their report."""

from __future__ import annotations

from collections.abc import Iterable

from accordingto.linking.profiles import context_of
from accordingto.types import Account, Claim


def account_of(
    claim: Claim,
    *,
    outlet: str | None,
    published: str | None,
    recorded_at: str = "",
    context: Iterable[Claim] = (),
    title: str | None = None,
) -> Account:
    """The account of a claim. `context` are all claims of its report, which tell it from other reports."""
    return Account(
        claim=claim,
        outlet=outlet,
        published=published,
        recorded_at=recorded_at,
        context=context_of((title or "", *dict.fromkeys(one.text for one in context))),
    )
