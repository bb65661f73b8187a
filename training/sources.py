"""How the weights are made by which speakers behind a happening are one source (`linking.sameness`).

    python -m training.sources [--cache FOLDER] [--write]

Pairs are of all speakers behind each happening of our stories, as the shipped reader and rules have them,
with the happenings as annotated. Whose word each is, is marked for every mention in the later stories, and
in the others where a report carries several origins; else it is known by the one of the report, or by its
name. Weights are fitted by logistic regression as those of linking are. With each sixth of the stories left
out in turn, the number of sources is counted by weights of the others.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from accordingto.linking import sameness
from accordingto.linking.naming import same_in_document, source_of
from accordingto.linking.same_voice import heard_in
from accordingto.linking.sameness import Speaker, levels, sources_among, speakers_of
from accordingto.linking.scoring import Regression
from accordingto.linking.summary import all_told
from accordingto.linking.voices import Voice
from accordingto.linking.words import tokens
from accordingto.models.runtime import FOLDER, load_encoder
from accordingto.reading.reader import Reader
from evaluation import press
from evaluation.contradictions import Happening, Story, accounts_of, gold_cluster, stories, trigger_of
from evaluation.linking import DEVELOPMENT, FRESH, MARKED
from evaluation.scoring import overlap
from training.linking import Pair, fitted, written_regression

HERE = Path(sameness.__file__).with_name("sameness.toml")
PENALTY = 4.0
FOLDS = 6
# Words that say nothing of whose name it is.
_EMPTY = frozenset(
    "a an the of in at to for on by and with its his their her two three some new local from".split()
)


@dataclass(frozen=True)
class Scene:
    """The speakers behind one happening, whose word each is where that is known, and how many there are."""

    story: str
    speakers: tuple[Speaker, ...]
    whose: tuple[int | None, ...]
    origins: int

    def pairs(self) -> Iterator[Pair]:
        """Every two of whom it is known whether they are one."""
        for (one, mine), (other, theirs) in combinations(zip(self.speakers, self.whose, strict=True), 2):
            if mine is not None and theirs is not None:
                yield Pair(tuple(sorted(levels(one, other).items())), mine == theirs, 1.0, self.story)


def scenes(story: Story, reader: press.Cached) -> Iterator[Scene]:
    """The happenings of a story that two or more reports tell of."""
    accounts = accounts_of(story, reader)
    texts = {document.id: document.text for document in story.documents.values()}
    for happening in story.happenings:
        if len(happening.documents) > 1:
            heard = heard_in(all_told(gold_cluster(happening, accounts), accounts))
            speakers = speakers_of(heard, texts)
            whose = tuple(marked(speaker.first, happening) for speaker in speakers)
            yield Scene(story.id, tuple(speakers), whose, len(happening.origins))


def marked(voice: Voice, happening: Happening) -> int | None:
    """The number of the origin that is marked for the mention; where none is, by its name."""
    span = trigger_of(voice.account.claim)
    for (document, other), number in happening.told_by.items():
        if document == voice.document and span and overlap((span,), (other,)) > 0:
            return number
    return named(voice, happening)


def named(voice: Voice, happening: Happening) -> int | None:
    """The one origin annotated for the report, or that called so; None where several may be meant."""
    carried = [n for n, (_, documents) in enumerate(happening.origins) if voice.document in documents]
    if len(carried) == 1:
        return carried[0]
    name = (voice.account.outlet or "") if voice.own else voice.link.name
    called = {n: happening.origins[n][0] for n in carried}
    alike = [n for n, origin in called.items() if not voice.own and _is_called(name, origin)]
    if len(alike) == 1:
        return alike[0]
    shared = Counter({n: len(_telling(name) & _telling(called[n])) for n in alike or carried})
    best = shared.most_common(2)
    clear = best and best[0][1] and (len(best) == 1 or best[0][1] > best[1][1])
    return best[0][0] if clear else None


def _is_called(name: str, origin: str) -> bool:
    return same_in_document(source_of(name), source_of(origin)) or name.lower() in origin.lower()


def _telling(name: str) -> set[str]:
    return set(tokens(name)) - _EMPTY


def fit(found: Sequence[Scene]) -> Regression:
    """Weights from all of them."""
    pairs = [pair for scene in found for pair in scene.pairs()]
    return centred(fitted(pairs, PENALTY), pairs)


def centred(weights: Regression, pairs: Sequence[Pair]) -> Regression:
    """The same weights with what a comparison adds on average, to a kind of pair, as part of the kind's.

    So a level that was hardly ever seen, and has no weight, adds what is usual and not what is most.
    """
    seen = Counter(level for pair in pairs for level in pair.levels)
    tables = {name: dict(table) for name, table in weights.levels.items()}
    for kind in tables["kind"]:
        for name in tables.keys() - {"kind"}:
            of_kind = {level: seen[name, level] for level in tables[name] if level.startswith(f"{kind}: ")}
            if of_kind:
                total = sum(tables[name][level] * count for level, count in of_kind.items())
                mean = total / sum(of_kind.values())
                tables[name] |= {level: round(tables[name][level] - mean, 3) for level in of_kind}
                tables["kind"][kind] = round(tables["kind"][kind] + mean, 3)
    return Regression(start=weights.start, levels=tables)


def counted(found: Sequence[Scene], weights: Regression) -> int:
    """Of how many the number of sources is right."""
    return sum(len(sources_among(scene.speakers, weights)) == scene.origins for scene in found)


def checked(found: Sequence[Scene], of: Sequence[str]) -> tuple[int, int]:
    """Of the happenings of these stories, how many are counted right by weights of the other folds."""
    right = total = 0
    for fold in range(FOLDS):
        held = set(sorted(of)[fold::FOLDS])
        weights = fit([scene for scene in found if scene.story not in held])
        left_out = [scene for scene in found if scene.story in held]
        right, total = right + counted(left_out, weights), total + len(left_out)
    return right, total


def main() -> None:
    """Fit, check, and write if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--cache", type=Path, help="keep readings in this folder")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    reader = press.Cached(Reader(load_encoder(FOLDER)), arguments.cache)
    told = {part: list(stories(part)) for part in (*DEVELOPMENT, *FRESH, *MARKED)}
    found = [one for part in told.values() for story in part for one in scenes(story, reader)]
    late = [story.id for part in (*FRESH, *MARKED) for story in told[part]]
    right, total = checked(found, late)
    pairs = sum(1 for one in found for _ in one.pairs())
    by_rule = sum(_by_rule(one) for one in found if one.story in set(late))
    report = [
        "What each level of a comparison adds to the log-odds that two speakers are one source.",
        "Fitted by `python -m training.sources --write` on",
        f"{pairs} pairs behind {len(found)} happenings of our stories. The number of sources is right for",
        f"{right} of {total} happenings of later stories by weights of the other folds, rules for {by_rule}.",
    ]
    print("\n".join(report))
    if arguments.write:
        lines = [*(f"# {line}" for line in report), *written_regression(fit(found))]
        HERE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _by_rule(scene: Scene) -> bool:
    return len({speaker.group for speaker in scene.speakers}) == scene.origins


if __name__ == "__main__":
    main()
