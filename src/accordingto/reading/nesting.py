"""In whose words something stands: the attributions around a span, innermost first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from accordingto.types import Attribution, Span

ById = Mapping[str, Attribution]


def upwards(attribution: Attribution, by_id: ById) -> list[Attribution]:
    """An attribution and everything that it is nested in, innermost first."""
    chain = [attribution]
    while chain[-1].parent:
        chain.append(by_id[chain[-1].parent])
    return chain


def around(span: Span, attributions: Sequence[Attribution], by_id: ById) -> list[Attribution]:
    """The deepest chain of those attributions in whose content a span stands, innermost first."""
    holding = [
        upwards(attribution, by_id)
        for attribution in attributions
        if any(start <= span[0] and span[1] <= end for start, end in attribution.content)
    ]
    return max(holding, key=len, default=[])
