"""Source chains: what stands inside what, and through whose hands it came.

The model marks one layer of attributions over a text. Each content that holds a cue word is read again as a
text of its own, which gives the next layer, and so on. The links that only pass a content on ("told
Reuters", "citing a source") become attributions with that same content: outer ones stand above their
attribution, inner ones below it, and what is nested in the content stands below the innermost.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from accordingto.models.runtime import Encoder
from accordingto.reading.agentless import without_agent
from accordingto.reading.attribution import flat_attributions
from accordingto.reading.codebook.acts import cue_words
from accordingto.reading.drafts import Draft
from accordingto.reading.fragments import Joined, join
from accordingto.reading.relays import interrupted_speaker, quoted_speaker
from accordingto.types import Span

DEPTH = 4  # layers; deeper chains do not occur in reports that people write
SHORTEST = 12  # characters of a fragment that can hold an attribution


def nested_attributions(encoder: Encoder, text: str, flat: list[Draft]) -> list[Draft]:
    """`flat` and everything nested in it, each with its parent's index. Parents come before children.

    `text` is what the model reads: the document's text with its quotation marks in one style.
    """
    found = [_corrected(text, draft) for draft in flat]
    depths = [1] * len(found)
    for index, draft in enumerate(found):  # grows while it is read: children are read in their turn
        if depths[index] < DEPTH:
            children = [replace(child, parent=index) for child in _inside(encoder, text, draft)]
            found += children
            depths += [depths[index] + 1] * len(children)
    return found


def _inside(encoder: Encoder, text: str, draft: Draft) -> Iterator[Draft]:
    joined = join(text, draft.content)
    if len(joined.text) < SHORTEST or not cue_words().search(joined.text):
        return
    scores = encoder.score(encoder.tokenize(joined.text))
    for child in flat_attributions(encoder, scores):
        placed = _placed(child, joined)
        if placed.cue and placed.content:  # without a cue, a quotation is the outer content once more
            yield _corrected(text, placed)


def _corrected(text: str, draft: Draft) -> Draft:
    return interrupted_speaker(text, quoted_speaker(text, without_agent(text, draft)))


def _placed(draft: Draft, joined: Joined) -> Draft:
    """A draft of the joined text with its spans in the document; a name cut in two keeps its first part."""

    def first(span: Span | None) -> Span | None:
        places = joined.places(span) if span else ()
        return places[0] if places else None  # a full stop between two pieces stands nowhere

    return replace(
        draft,
        source=first(draft.source),
        cue=first(draft.cue),
        content=tuple(place for span in draft.content for place in joined.places(span)),
        outer=tuple(place for span in draft.outer if (place := first(span))),
        inner=tuple(place for span in draft.inner if (place := first(span))),
    )


def with_relays(drafts: list[Draft]) -> list[Draft]:
    """Turn outer and inner links into attributions of their own, and set the parents accordingly."""
    result: list[Draft] = []
    lowest: list[int] = []  # for each draft of the input, the index of its innermost link in the result
    for draft in drafts:
        parent = None if draft.parent is None else lowest[draft.parent]
        group = [*draft.outer, None, *draft.inner]
        for link in group:
            relay = Draft(link, None, draft.content, draft.confidence)
            own = replace(draft, outer=(), inner=()) if link is None else relay
            result.append(replace(own, parent=parent))
            parent = len(result) - 1
        lowest.append(len(result) - 1)
    return result
