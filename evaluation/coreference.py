"""Coreference on GUM's gold mentions of persons, organisations and places: MUC, B-cubed, CEAF-e, CoNLL F1.

python -m evaluation.coreference --data CORPORA [--split dev] [--genres news,bio]

Singletons are left out on both sides, as in CoNLL's scorer. Beside it stands a baseline: the nearest thing
before that agrees in number and kind (for a nominal, has the same head), behind the same rules. "Resolved"
counts pronouns and nominals whose chain has a name or another full phrase before them: right if put to a
cluster whose first full mention is of that chain.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from accordingto.reading.antecedents import Cluster, Features, Mention
from accordingto.reading.coreference import Chooser, best, clusters
from accordingto.reading.phrases import PRONOUNS, form_of
from evaluation.scoring import Count
from training.coreference import PARTIES, Marked, marked_texts

Span = tuple[int, int]
Chain = frozenset[Span]


def muc(found: Sequence[Chain], wanted: Sequence[Chain]) -> tuple[Count, Count]:
    """Links (Vilain et al. 1995): precision's count, recall's count."""
    return Count(*_links(found, wanted)), Count(*_links(wanted, found))


def _links(of: Sequence[Chain], by: Sequence[Chain]) -> tuple[float, int, int]:
    home = {span: number for number, chain in enumerate(by) for span in chain}
    kept = sum(len(chain) - len({home.get(span, span) for span in chain}) for chain in of)
    total = sum(len(chain) - 1 for chain in of)
    return kept, total, total


def b_cubed(found: Sequence[Chain], wanted: Sequence[Chain]) -> tuple[Count, Count]:
    """Mentions (Bagga and Baldwin 1998): precision's count, recall's count."""
    return Count(*_shares(found, wanted)), Count(*_shares(wanted, found))


def _shares(of: Sequence[Chain], by: Sequence[Chain]) -> tuple[float, int, int]:
    home = {span: chain for chain in by for span in chain}
    share = sum(len(chain & home.get(span, frozenset())) / len(chain) for chain in of for span in chain)
    total = sum(map(len, of))
    return share, total, total


def ceaf_e(found: Sequence[Chain], wanted: Sequence[Chain]) -> tuple[Count, Count]:
    """Entities (Luo 2005, phi 4), best one-to-one alignment: precision's count, recall's count."""
    gain = [[2 * len(a & b) / (len(a) + len(b)) for b in wanted] for a in found]
    total = alignment(gain)
    return Count(total, len(found), len(found)), Count(total, len(wanted), len(wanted))


def alignment(gain: Sequence[Sequence[float]]) -> float:
    """The greatest sum of a one-to-one choice of cells (Hungarian method, O(n^3))."""
    if not gain or not gain[0]:
        return 0.0
    if len(gain) > len(gain[0]):
        gain = list(zip(*gain, strict=True))
    rows, columns = len(gain), len(gain[0])
    row_price, column_price, owner = [0.0] * (rows + 1), [0.0] * (columns + 1), [0] * (columns + 1)
    for row in range(1, rows + 1):
        _augment(gain, row, (row_price, column_price, owner))
    return sum(gain[owner[column] - 1][column - 1] for column in range(1, columns + 1) if owner[column])


def _augment(
    gain: Sequence[Sequence[float]], row: int, state: tuple[list[float], list[float], list[int]]
) -> None:
    row_price, column_price, owner = state
    columns = len(owner) - 1
    owner[0], column = row, 0
    slack, before, done = [float("inf")] * (columns + 1), [0] * (columns + 1), [False] * (columns + 1)
    while owner[column]:
        done[column] = True
        current, step, following = owner[column], float("inf"), 0
        for other in (each for each in range(1, columns + 1) if not done[each]):
            cost = -gain[current - 1][other - 1] - row_price[current] - column_price[other]
            if cost < slack[other]:
                slack[other], before[other] = cost, column
            if slack[other] < step:
                step, following = slack[other], other
        for each in range(columns + 1):
            if done[each]:
                row_price[owner[each]] += step
                column_price[each] -= step
            else:
                slack[each] -= step
        column = following
    while column:
        owner[column] = owner[before[column]]
        column = before[column]


METRICS: dict[str, Callable[[Sequence[Chain], Sequence[Chain]], tuple[Count, Count]]] = {
    "MUC": muc,
    "B3": b_cubed,
    "CEAF-e": ceaf_e,
}


def nearest(mention: Mention, candidates: list[tuple[Cluster, Features]]) -> Cluster | None:
    """The baseline: for a pronoun the nearest candidate, for a nominal the nearest with the same head."""
    if mention.pronoun:
        return candidates[0][0] if candidates else None
    return next((cluster for cluster, _ in candidates if mention.head in cluster.heads), None)


def chains_of(marked: Marked, choose: Chooser) -> list[Chain]:
    """Our chains over the gold mentions of parties, without singletons."""
    wanted = {span for span, (_, kind) in marked.chains.items() if kind in PARTIES}
    homes = clusters(marked.text, marked.spans, marked.entities, choose=choose)
    found = (frozenset(m.span for m in home.mentions) & wanted for home in homes)
    return [chain for chain in found if len(chain) > 1]


def gold_chains(marked: Marked) -> list[Chain]:
    """The corpus's chains of parties, without singletons."""
    by_name: dict[str, set[Span]] = {}
    for span, (name, kind) in marked.chains.items():
        if kind in PARTIES:
            by_name.setdefault(name, set()).add(span)
    return [frozenset(spans) for spans in by_name.values() if len(spans) > 1]


def resolved(marked: Marked, choose: Chooser) -> dict[str, Count]:
    """Counts by form of what should be and what is put to a thing mentioned in full before."""
    counts = {"pronoun": Count(), "nominal": Count()}
    first: dict[str, Span] = {}
    for span in marked.spans:
        if form_of(marked.text[slice(*span)]) != "pronoun":
            first.setdefault(marked.chains[span][0], span)
    answers = _answers(marked, choose)
    for span, (chain, kind) in marked.chains.items():
        form = form_of(marked.text[slice(*span)])
        if kind not in PARTIES or form not in counts or _not_third(marked.text[slice(*span)]):
            continue
        expected = chain if chain in first and first[chain] < span else None
        answer = answers.get(span)
        right = float(expected is not None and answer == expected)
        counts[form] += Count(right, int(answer is not None), int(expected is not None))
    return counts


def _not_third(phrase: str) -> bool:
    pronoun = PRONOUNS.get(phrase.lower())
    return pronoun is not None and (pronoun.person != 3 or pronoun.demonstrative or pronoun.relative)


def _answers(marked: Marked, choose: Chooser) -> dict[Span, str]:
    """For each mention the chain of the first full mention of its cluster, if that is another one."""
    answers = {}
    for home in clusters(marked.text, marked.spans, marked.entities, choose=choose):
        full = [m.span for m in home.mentions if m.form != "pronoun" and m.span in marked.chains]
        for mention in home.mentions:
            if full and full[0] < mention.span:
                answers[mention.span] = marked.chains[full[0]][0]
    return answers


def totals(texts: Iterable[Marked], choose: Chooser) -> tuple[dict[str, float], dict[str, Count]]:
    """F1 of each metric over a corpus, and what is resolved."""
    sums = {name: (Count(), Count()) for name in METRICS}
    forms: Counter[str] = Counter()
    counts = {"pronoun": Count(), "nominal": Count()}
    for marked in texts:
        found, wanted = chains_of(marked, choose), gold_chains(marked)
        for name, metric in METRICS.items():
            precise, recalled = metric(found, wanted)
            sums[name] = (sums[name][0] + precise, sums[name][1] + recalled)
        for form, count in resolved(marked, choose).items():
            counts[form] += count
            forms[form] += 1
    scores = {name: harmonic(p.precision, r.precision) for name, (p, r) in sums.items()}
    return scores | {"CoNLL": sum(scores.values()) / len(METRICS)}, counts


def harmonic(precision: float, recall: float) -> float:
    """F1 of two percentages."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def main() -> None:
    """Parse the arguments and print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--split", default="dev")
    parser.add_argument("--genres", default="", help="comma-separated; all without it")
    arguments = parser.parse_args()
    genres = [genre for genre in arguments.genres.split(",") if genre]
    texts = marked_texts(arguments.data, arguments.split, genres)
    print(f"GUM {arguments.split} {arguments.genres or 'all genres'}, {len(texts)} texts")
    for name, choose in (("ours", best), ("nearest", nearest)):
        scores, counts = totals(texts, choose)
        print(f"  {name:8} " + "  ".join(f"{metric} {value:.1f}" for metric, value in scores.items()))
        for form, count in counts.items():
            print(f"    {form}s resolved: {count.row()}")


if __name__ == "__main__":
    main()
