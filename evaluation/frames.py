"""Predicates and their arguments on PropBank's English Web Treebank, sentence by sentence.

    python -m evaluation.frames --data CORPORA [--split dev] [--model FOLDER]

A predicate is right when its words are; its part of speech is ignored, and auxiliaries (be.03, have.01,
do.01) are left out. An argument is right when its predicate, its role and its exact words are; each piece of
a discontinuous argument counts alone. Every role of the corpus counts, also those that the head was never
taught: a second line leaves these out. The corpus's spans are widened to whole words of our own ("n't" is
part of one).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from accordingto.models.arguments import argument_spans
from accordingto.models.runtime import Encoder, Scores, load_encoder
from accordingto.types import Span
from evaluation.inputs import corpus_arguments
from evaluation.scoring import Count
from training.corpora import rows
from training.event_corpora import AUXILIARIES

FILE = "propbank_ewt/{split}.jsonl.gz"
FREQUENT = 14  # roles that are printed
WordSpan = tuple[int, int]
Filled = tuple[WordSpan, str, WordSpan]  # predicate, role, words


@dataclass(frozen=True)
class Sentence:
    """A sentence with its predicates and (predicate, role, words), in code points."""

    text: str
    predicates: tuple[Span, ...]
    arguments: tuple[tuple[Span, str, Span], ...]


@dataclass
class Tally:
    """Counts that add up over sentences; of arguments by role, with predicted and with given predicates."""

    predicates: Count = field(default_factory=Count)
    predicted: dict[str, Count] = field(default_factory=dict)
    given: dict[str, Count] = field(default_factory=dict)


def sentences(path: Path) -> list[Sentence]:
    """The sentences of a file of PropBank."""
    return [sentence_of_row(row) for row in rows(path)]


def sentence_of_row(row: dict[str, Any]) -> Sentence:
    """One row without auxiliaries, and without the verb that some frames list among their arguments."""
    kept = [predicate for predicate in row["preds"] if predicate["sense"] not in AUXILIARIES]
    arguments = (
        (_span(predicate["span"]), argument["role"], _span(piece))
        for predicate in kept
        for argument in predicate["args"]
        if argument["role"] != "V"
        for piece in argument["spans"]
    )
    return Sentence(row["text"], tuple(_span(p["span"]) for p in kept), tuple(arguments))


def _span(pair: Sequence[int]) -> Span:
    return pair[0], pair[1]


def widened(span: Span, words: Sequence[Span]) -> WordSpan:
    """The range of words that share a code point with `span`; empty where none does."""
    inside = [index for index, (start, end) in enumerate(words) if start < span[1] and span[0] < end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def add(tally: Tally, sentence: Sentence, encoder: Encoder) -> None:
    """Count one sentence. All of it is one scope, as the corpus says where sentences end."""
    scores = encoder.score(encoder.tokenize(sentence.text))
    words = scores.tokens.words
    gold = {widened(span, words) for span in sentence.predicates}
    found = {(start, end) for start, end, _ in encoder.spans(scores, "predicates")}
    wanted = {(widened(p, words), role, widened(a, words)) for p, role, a in sentence.arguments}
    tally.predicates += Count(len(found & gold), len(found), len(gold))
    count_roles(tally.predicted, arguments_of(encoder, scores, found), wanted)
    count_roles(tally.given, arguments_of(encoder, scores, gold), wanted)


def arguments_of(encoder: Encoder, scores: Scores, predicates: Iterable[WordSpan]) -> set[Filled]:
    """What the model finds for each predicate, read from its first word."""
    ordered = sorted(predicates)
    whole = (0, len(scores.tokens.words))
    if not ordered:
        return set()
    pairs = encoder.argument_scores(scores, [start for start, _ in ordered], whole)
    found = argument_spans(pairs["frames"], 0)
    return {(own, role, span) for own, role, span in _named(encoder, ordered, found)}


def _named(
    encoder: Encoder, predicates: Sequence[WordSpan], found: Sequence[Sequence[tuple[int, int, int]]]
) -> Iterator[Filled]:
    roles = encoder.arguments["frames"]
    for own, spans in zip(predicates, found, strict=True):
        yield from ((own, roles[role], (start, end)) for start, end, role in spans)


def count_roles(counts: dict[str, Count], found: set[Filled], wanted: set[Filled]) -> None:
    """Add one sentence's arguments to the counts of their roles."""
    right, mine, theirs = (Counter(role for _, role, _ in each) for each in (found & wanted, found, wanted))
    for role in mine | theirs:
        counts[role] = counts.get(role, Count()) + Count(right[role], mine[role], theirs[role])


def total(counts: dict[str, Count], roles: Iterable[str] | None = None) -> Count:
    """All roles together, or those of `roles`."""
    kept = counts if roles is None else set(roles) & set(counts)
    return sum((counts[role] for role in kept), Count())


def score(encoder: Encoder, examples: Iterable[Sentence]) -> Tally:
    """The tally of a corpus."""
    tally = Tally()
    for sentence in examples:
        add(tally, sentence, encoder)
    return tally


def report(tally: Tally, known: Sequence[str]) -> None:
    """Print a tally; `known` are the roles that the head was taught."""
    print(f"{'':34} {'P':>5} {'R':>5} {'F1':>5}\n{'predicates':34} {tally.predicates.row()}")
    for name, counts in (("predicted", tally.predicted), ("given", tally.given)):
        print(f"{f'arguments, {name} predicates':34} {total(counts).row()}")
        print(f"{'   roles that the head knows':34} {total(counts, known).row()}")
    print("by role, predicted predicates")
    for role, count in sorted(tally.predicted.items(), key=lambda item: -item[1].wanted)[:FREQUENT]:
        print(f"   {role:31} {count.row()}")


def main() -> None:
    """Parse the arguments and print the scores."""
    arguments = corpus_arguments(__doc__)
    encoder = load_encoder(arguments.model)
    examples = sentences(arguments.data / FILE.format(split=arguments.split))
    print(f"PropBank EWT {arguments.split}, {len(examples)} sentences")
    report(score(encoder, examples), encoder.arguments["frames"])


if __name__ == "__main__":
    main()
