"""Entity mentions: Worldwide Newswire by region. Exact span and type, micro over the corpus.

    python -m evaluation.entities --data CORPORA [--split dev] [--model FOLDER]

Defence reporting (re3d) has types of its own and no head that ships: `training.defence` measures it.
"""

from __future__ import annotations

from collections.abc import Sequence

from accordingto.models.runtime import Encoder, load_encoder
from evaluation.inputs import corpus_arguments
from evaluation.scoring import Count
from training import corpora


def score(encoder: Encoder, examples: Sequence[corpora.Example], head: str) -> dict[str, Count]:
    """Counts by group (region), with the whole under "all"."""
    counts: dict[str, Count] = {"all": Count()}
    for example in examples:
        scores = encoder.score(encoder.tokenize(example.text))
        words = scores.tokens.words
        found = {(words[s][0], words[e - 1][1], role) for s, e, role in encoder.spans(scores, head)}
        wanted = set(example.spans)
        count = Count(len(found & wanted), len(found), len(wanted))
        for group in {"all", example.group} - {""}:
            counts[group] = counts.get(group, Count()) + count
    return counts


def main() -> None:
    """Parse the arguments and print the scores."""
    arguments = corpus_arguments(__doc__)
    encoder = load_encoder(arguments.model)
    examples = corpora.worldwide(arguments.data, arguments.split)
    print(f"Worldwide Newswire {arguments.split}: P R F1")
    for group, count in sorted(score(encoder, examples, "entities").items()):
        print(f"  {group:22} {count.row()}")


if __name__ == "__main__":
    main()
