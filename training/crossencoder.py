"""Train what reads two passages together: are they of one happening, do they contradict each other.

See `models.crossencoder`. One network learns both, by marks of its own for each; what ships of it is a graph
for each question, of the run that answers it best.

    python -m training.crossencoder mentions --data CORPORA --out runs/cross
    python -m training.crossencoder train --out runs/cross --start runs/shipped/last.pt [--fold K --folds N]
    python -m training.crossencoder average --out runs/cross
    python -m training.crossencoder export --out runs/cross/mean --to MODEL [--question disputed]

Mentions are those of `training.mentions`, contradictions those of `training.disputes`. With `--fold` a fold
of the groups (stories, topics) is left out and its pairs are scored: weights of linking have to be fitted on
scores of stories not learned from. `average` makes of all runs, which begin at the same place, what ships.
"""

from __future__ import annotations

import argparse
import pickle
import random
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoConfig, AutoModel

from accordingto.models.crossencoder import DISPUTES as DISPUTES_NAME, NAME, SIDE, Sight, side_of
from accordingto.models.tokenizer import FEATURES
from training.disputes import Dispute
from training.export import Rows, quantise
from training.mentions import UNASKED, UNKNOWN, Mention, fold_of, groups_of
from training.network import encoder_folder

FOLDS = 4
# Shares of a batch by where its pairs come from, and of pairs that are of one happening.
SHARES = {"stories": 0.4, "press": 0.35, "ecb": 0.15, "events": 0.1}
POSITIVE = 0.35
# Shares of pairs in dispute by where they come from, and of true ones.
DISPUTE_SHARES = {"candidates": 0.42, "written": 0.2, "judged": 0.19, "stories": 0.13, "press": 0.06}
DISPUTED = 0.4
# Of pairs of two happenings, the share that is alike: the same word, or one report.
ALIKE = 0.5
MASK, MASK_SHARE, SMOOTH = 103, 0.06, 0.02
WARM_UP = 0.05
# What is asked of two passages, in the order of the network's outputs, and the file of its graph.
QUESTIONS = {"same": NAME, "disputed": DISPUTES_NAME}
# What is new begins alike in all runs, or their mean would be of nothing.
ONE_BEGINNING = 1


# --- pairs ----------------------------------------------------------------------------------------


@dataclass
class Pairs:
    """Pairs of one source, by number: of one happening, of two, and of two that look alike."""

    same: list[tuple[int, int]]
    other: list[tuple[int, int]]
    alike: list[tuple[int, int]]


def is_known(one: Mention, other: Mention) -> bool:
    """Whether the annotation says if two mentions are of one happening."""
    homes = {one.home, other.home}
    return UNASKED not in homes and homes != {UNKNOWN}


def pairs_of(mentions: Sequence[Mention], numbers: Iterable[Sequence[int]]) -> dict[str, Pairs]:
    """Pairs within groups, by source."""
    found = {source: Pairs([], [], []) for source in SHARES}
    for group in numbers:
        for a, b in combinations(group, 2):
            one, other = mentions[a], mentions[b]
            if one.source in found and is_known(one, other):
                pairs = found[one.source]
                if one.home == other.home:
                    pairs.same.append((a, b))
                elif one.word[:4] == other.word[:4] or one.document == other.document:
                    pairs.alike.append((a, b))
                else:
                    pairs.other.append((a, b))
    return found


def drawn(pairs: dict[str, Pairs], size: int, chance: random.Random) -> list[tuple[int, int, int]]:
    """A batch: two mentions in either order, and whether they are of one happening."""
    batch = []
    for source, share in SHARES.items():
        found = pairs[source]
        for _ in range(round(share * size)):
            same = chance.random() < POSITIVE
            others = found.alike if found.alike and chance.random() < ALIKE else found.other or found.alike
            a, b = chance.choice(found.same if same else others)
            batch.append((a, b, int(same)) if chance.random() < 0.5 else (b, a, int(same)))
    return batch


@dataclass
class Disputes:
    """Pairs of passages in dispute, by number: those that contradict each other, and those that do not."""

    true: list[int]
    false: list[int]


def disputes_of(disputes: Sequence[Dispute], folds: dict[str, int], fold: int | None) -> dict[str, Disputes]:
    """Those that are learned from, by source."""
    found = {source: Disputes([], []) for source in DISPUTE_SHARES}
    for number, each in enumerate(disputes):
        if fold is None or folds[each.group] != fold:
            own = found[each.source]
            (own.true if each.disputed else own.false).append(number)
    return found


def disputes_drawn(
    found: dict[str, Disputes], size: int, chance: random.Random
) -> list[tuple[int, int, int]]:
    """A batch: the numbers of both sides, in either order, and whether they contradict each other."""
    batch = []
    for source, share in DISPUTE_SHARES.items():
        own = found[source]
        for _ in range(round(share * size)):
            disputed = bool(own.true) and chance.random() < DISPUTED
            number = chance.choice(own.true if disputed else own.false)
            sides = (2 * number, 2 * number + 1)
            one, other = sides if chance.random() < 0.5 else sides[::-1]
            batch.append((one, other, int(disputed)))
    return batch


# --- the network ----------------------------------------------------------------------------------


class Network(nn.Module):
    """An encoder over both passages; their telling words and `[CLS]` decide."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        folder = encoder_folder()
        config = AutoConfig.from_pretrained(
            folder, hidden_dropout_prob=dropout, attention_probs_dropout_prob=dropout
        )
        self.encoder: Any = AutoModel.from_pretrained(folder, config=config, add_pooling_layer=False)
        self.encoder.embeddings.word_embeddings.weight.requires_grad = False  # see `training.network`
        size = config.hidden_size
        self.features = nn.Embedding(FEATURES, size)
        self.inner, self.outer = nn.Linear(5 * size, size), nn.Linear(size, 1)
        self.disputed_inner, self.disputed_outer = nn.Linear(5 * size, size), nn.Linear(size, 1)
        self.dropout = nn.Dropout(dropout)

    def begin(self, weights: dict[str, Tensor]) -> None:
        """Take the encoder of the reader, or all of another cross-encoder."""
        own = self.state_dict()
        self.load_state_dict(own | {name: tensor for name, tensor in weights.items() if name in own})

    def forward(self, embedded: Tensor, positions: Tensor, segments: Tensor, words: Tensor) -> Tensor:
        """Log-odds (batch, 2), of one happening and of a contradiction.

        `words` (batch, 2, pieces) are shares of the marked words' pieces.
        """
        return self.judged(self.encoded(embedded, positions, segments, None), words)

    def encoded(
        self, embedded: Tensor, positions: Tensor, segments: Tensor, attention: Tensor | None
    ) -> Tensor:
        """Hidden states of embedded pieces."""
        hidden: Tensor = self.encoder(
            inputs_embeds=embedded,
            attention_mask=attention,
            token_type_ids=segments,
            position_ids=positions,
        ).last_hidden_state
        return hidden

    def judged(self, hidden: Tensor, words: Tensor) -> Tensor:
        """From hidden states to log-odds."""
        one, other = (words @ hidden).unbind(1)
        features = self.dropout(torch.cat([hidden[:, 0], one, other, one * other, (one - other).abs()], 1))
        layers = ((self.inner, self.outer), (self.disputed_inner, self.disputed_outer))
        return torch.cat([outer(self.dropout(torch.relu(inner(features)))) for inner, outer in layers], 1)


class Table:
    """All passages as tensors on a device, each as the first and as the second of two."""

    def __init__(self, sights: Sequence[Sight], device: str) -> None:
        count, self.device = len(sights), device
        self.pieces = np.zeros((2, count, SIDE), dtype=np.int64)
        self.features = np.zeros((2, count, SIDE), dtype=np.int64)
        self.words = np.zeros((2, count, SIDE), dtype=np.float32)
        for number, sight in enumerate(sights):
            for place in (0, 1):
                side = side_of(sight, first=place == 0)
                length = len(side.pieces)
                self.pieces[place, number, :length] = side.pieces
                self.features[place, number, :length] = side.features
                self.words[place, number, :length] = side.word
        self._pieces, self._features, self._words = (
            torch.from_numpy(array).to(device) for array in (self.pieces, self.features, self.words)
        )
        self._positions = torch.arange(2 * SIDE, device=device).unsqueeze(0)
        self._segments = torch.arange(2, device=device).repeat_interleave(SIDE).unsqueeze(0)

    def log_odds(self, network: Network, one: Tensor, other: Tensor) -> Tensor:
        """Of pairs of passages by number, (pairs, 2)."""
        pieces = torch.cat([self._pieces[0, one], self._pieces[1, other]], 1)
        features = torch.cat([self._features[0, one], self._features[1, other]], 1)
        attention = pieces != 0
        if network.training:
            hidden = (torch.rand(pieces.shape, device=pieces.device) < MASK_SHARE) & (pieces > MASK)
            pieces = torch.where(hidden, MASK, pieces)
        words = torch.zeros(len(one), 2, 2 * SIDE, device=pieces.device)
        words[:, 0, :SIDE], words[:, 1, SIDE:] = self._words[0, one], self._words[1, other]
        with torch.autocast(pieces.device.type, dtype=torch.bfloat16):
            embedded = network.encoder.embeddings.word_embeddings(pieces) + network.features(features)
            states = network.encoded(
                embedded,
                self._positions.expand(len(one), -1),
                self._segments.expand(len(one), -1),
                attention.long(),
            )
        return network.judged(states.float(), words)


# --- training -------------------------------------------------------------------------------------


def train(out: Path, start: Path, fold: int | None, plan: argparse.Namespace) -> None:
    """Train on all folds but one, or on all, until the minutes are over; then score what was left out."""
    torch.set_num_threads(plan.threads)
    mentions: list[Mention] = pickle.loads((out / "mentions.pickle").read_bytes())
    disputes: list[Dispute] = pickle.loads((out / "disputes.pickle").read_bytes())
    groups, folds = groups_of(mentions), fold_of(mentions, plan.folds)
    for number, group in enumerate(dict.fromkeys(each.group for each in disputes)):
        folds.setdefault(group, number % plan.folds)
    learned = [numbers for group, numbers in groups.items() if fold is None or folds[group] != fold]
    lessons = Lessons(
        Table([mention.sight for mention in mentions], plan.device),
        Table([sight for each in disputes for sight in (each.one, each.other)], plan.device),
        pairs_of(mentions, learned),
        disputes_of(disputes, folds, fold),
    )
    torch.manual_seed(ONE_BEGINNING)
    network = Network(plan.dropout).to(plan.device)
    torch.manual_seed(plan.seed)
    network.begin(torch.load(start, map_location=plan.device)["weights"])
    plain = network.encoder.forward
    if plan.device == "cpu":  # twice as fast; what is scored afterwards comes in too many shapes
        network.encoder.forward = torch.compile(plain, dynamic=False)
    taught(network, lessons, plan)
    network.encoder.forward = plain
    torch.save({"weights": network.state_dict()}, out / f"{'all' if fold is None else fold}.pt")
    if fold is not None:
        left = [n for n, each in enumerate(disputes) if folds[each.group] == fold]
        save_disputes(network, lessons.disputes, disputes, left, out / f"disputes-{fold}.npz")
    if plan.unscored:
        return
    scored = [g for g in groups if (folds[g] == fold if fold is not None else _is_held(mentions, groups[g]))]
    save_scores(network, lessons.mentions, mentions, {g: groups[g] for g in scored}, out, fold)


@dataclass(frozen=True)
class Lessons:
    """What is learned from: passages of mentions and of disputes, and pairs of each by number."""

    mentions: Table
    disputes: Table
    pairs: dict[str, Pairs]
    disputed: dict[str, Disputes]


def _is_held(mentions: Sequence[Mention], numbers: Sequence[int]) -> bool:
    return mentions[numbers[0]].source not in SHARES


def taught(network: Network, lessons: Lessons, plan: argparse.Namespace) -> None:
    """AdamW with the encoder at the rate and what is new at ten times that."""
    chance = random.Random(plan.seed)
    old = [p for name, p in network.named_parameters() if name.startswith("encoder.")]
    new = [p for name, p in network.named_parameters() if not name.startswith("encoder.")]
    groups = [{"params": old, "top": plan.rate}, {"params": new, "top": plan.rate * 10}]
    optimizer = torch.optim.AdamW(groups, lr=plan.rate, weight_decay=0.01, fused=True)
    network.train()
    begun, step, total = time.monotonic(), 0, torch.zeros(2, device=plan.device)
    while (share := (time.monotonic() - begun) / (plan.minutes * 60)) < 1 and step < plan.steps:
        share = max(share, step / plan.steps)
        for parameters in optimizer.param_groups:
            parameters["lr"] = parameters["top"] * min(share / WARM_UP, (1 - share) / (1 - WARM_UP)) + 1e-8
        batch = drawn(lessons.pairs, plan.size, chance)
        disputed = disputes_drawn(lessons.disputed, round(plan.disputes * plan.size), chance)
        losses = torch.stack(
            [
                _loss(network, lessons.mentions, batch, 0, plan.device),
                _loss(network, lessons.disputes, disputed, 1, plan.device),
            ]
        )
        losses.sum().backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        total, step = total + losses.detach(), step + 1
        if step % 50 == 0:
            same, apart = (total / 50).tolist()
            print(f"{step} steps, {time.monotonic() - begun:.0f} s, loss {same:.4f}, {apart:.4f}", flush=True)
            total = torch.zeros(2, device=plan.device)


def _loss(
    network: Network, table: Table, batch: Sequence[tuple[int, int, int]], question: int, device: str
) -> Tensor:
    """Cross-entropy of one of the two questions."""
    numbers = torch.tensor(batch).to(device)
    odds = table.log_odds(network, numbers[:, 0], numbers[:, 1])[:, question]
    target = numbers[:, 2].float() * (1 - 2 * SMOOTH) + SMOOTH
    return functional.binary_cross_entropy_with_logits(odds, target)


def save_disputes(
    network: Network, table: Table, disputes: Sequence[Dispute], left: Sequence[int], path: Path
) -> None:
    """Log-odds of contradictions that were left out; their precision and recall at even odds, by source."""
    network.eval()
    index = torch.tensor([(2 * n, 2 * n + 1) for n in left])
    with torch.no_grad():
        odds = torch.cat(
            [table.log_odds(network, *part.T.to(table.device))[:, 1] for part in index.split(256)]
        )
    np.savez_compressed(path, numbers=np.array(left), odds=odds.cpu().numpy())
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for number, score in zip(left, odds.tolist(), strict=True):
        each, count = disputes[number], found[disputes[number].source]
        count[0] += each.disputed and score > 0
        count[1] += score > 0
        count[2] += each.disputed
    for source, (right, ours, wanted) in sorted(found.items()):
        shares = 100 * right / max(1, ours), 100 * right / max(1, wanted)
        print(f"contradictions, {source}: P {shares[0]:.1f}, R {shares[1]:.1f} of {wanted}", flush=True)


def save_scores(
    network: Network,
    table: Table,
    mentions: Sequence[Mention],
    groups: dict[str, list[int]],
    out: Path,
    fold: int | None,
) -> None:
    """Log-odds of all pairs of these groups, in the order of `combinations`, by group."""
    network.eval()
    found, hits = {}, Counts()
    with torch.no_grad():
        for group, numbers in groups.items():
            if len(numbers) > 1:
                index = torch.tensor(list(combinations(numbers, 2))).to(table.device)
                odds = torch.cat([table.log_odds(network, *part.T)[:, 0] for part in index.split(1024)])
                found[group] = odds.cpu().numpy().astype(np.float16)
                hits.add(mentions, numbers, found[group])
    np.savez_compressed(out / f"scores-{'all' if fold is None else fold}.npz", **found)
    print(f"fold {fold}: {hits}", flush=True)


class Counts:
    """F1 of pairs by source, at even odds, for a look."""

    def __init__(self) -> None:
        self._of: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])

    def add(self, mentions: Sequence[Mention], numbers: Sequence[int], odds: Any) -> None:
        """One group's."""
        for (a, b), score in zip(combinations(numbers, 2), odds, strict=True):
            one, other = mentions[a], mentions[b]
            if is_known(one, other):
                where = "within" if one.document == other.document else "across"
                total = self._of[f"{one.source} {where}"]
                total[0] += one.home == other.home and score > 0
                total[1] += one.home == other.home
                total[2] += bool(score > 0)

    def __str__(self) -> str:
        parts = (f"{n}: F1 {200 * h / max(1, w + f):.1f} of {w}" for n, (h, w, f) in sorted(self._of.items()))
        return "; ".join(parts)


# --- export ---------------------------------------------------------------------------------------


def average(out: Path) -> None:
    """Of all runs, which began at the same place, one that knows what each has learned."""
    runs = [torch.load(path, map_location="cpu")["weights"] for path in sorted(out.glob("*.pt"))]
    weights = {name: sum(run[name] for run in runs) / len(runs) for name in runs[0]}
    (out / "mean").mkdir(exist_ok=True)
    torch.save({"weights": weights}, out / "mean" / "all.pt")


class Shipped(nn.Module):
    """The network as it runs, for one question, word embeddings as int8 with a scale for each row."""

    def __init__(self, network: Network, question: int) -> None:
        super().__init__()
        self.rows = Rows(network.encoder.embeddings.word_embeddings.weight)
        self.network, self.question = network, question

    def forward(
        self, pieces: Tensor, features: Tensor, positions: Tensor, segments: Tensor, words: Tensor
    ) -> Tensor:
        """All (batch, pieces), but `words`; the result is (batch,)."""
        embedded = self.rows(pieces) + self.network.features(features)
        odds: Tensor = self.network(embedded, positions, segments, words)
        return odds[:, self.question]


def export(checkpoint: Path, path: Path, question: int) -> None:
    """To ONNX, quantised; the graph answers one question."""
    network = Network(dropout=0.0)
    network.load_state_dict(torch.load(checkpoint, map_location="cpu")["weights"])
    # One tensor four times would be taken for one input.
    ints = [torch.ones((2, 16), dtype=torch.long) for _ in range(4)]
    example = (*ints, torch.zeros((2, 2, 16)))
    batch, pieces = torch.export.Dim("batch"), torch.export.Dim("pieces", max=512)
    axes = ({0: batch, 1: pieces},) * 4 + ({0: batch, 2: pieces},)
    with TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            Shipped(network, question).eval(),
            example,
            plain,
            input_names=["pieces", "features", "positions", "segments", "words"],
            output_names=["log_odds"],
            dynamic_shapes=axes,
            dynamo=True,
            external_data=False,
        )
        quantise(plain, path)


def main() -> None:
    """Parse the arguments; one of four steps."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("step", choices=("mentions", "train", "average", "export"))
    parser.add_argument("--annotated", action="store_true", help="only what is annotated or found in stories")
    parser.add_argument("--data", type=Path, help="folder of the corpora")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--cache", type=Path, help="keep readings in this folder")
    parser.add_argument("--start", type=Path, help="checkpoint of the reader")
    parser.add_argument("--fold", type=int)
    parser.add_argument("--folds", type=int, default=FOLDS)
    parser.add_argument(
        "--unscored", action="store_true", help="do not score what was left out, which takes hours"
    )
    parser.add_argument("--minutes", type=float, default=240)
    parser.add_argument("--steps", type=int, default=3000)
    parser.add_argument("--size", type=int, default=128, help="pairs in a batch")
    parser.add_argument(
        "--disputes",
        type=float,
        default=0.5,
        help="pairs in dispute for each pair of mentions (3 for disputes.onnx)",
    )
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--question", choices=QUESTIONS, default="same", help="that the graph answers")
    parser.add_argument("--to", type=Path, help="folder that the weights ship in")
    arguments = parser.parse_args()
    if arguments.step == "mentions":
        from evaluation.linking import DEVELOPMENT
        from training import disputes, mentions

        arguments.out.mkdir(parents=True, exist_ok=True)
        told = mentions.gathered(
            arguments.data, DEVELOPMENT, arguments.cache, unasked=not arguments.annotated
        )
        (arguments.out / "mentions.pickle").write_bytes(pickle.dumps(told))
        apart = disputes.gathered(arguments.data, DEVELOPMENT, arguments.cache)
        (arguments.out / "disputes.pickle").write_bytes(pickle.dumps(apart))
        print(f"{len(told)} mentions in {len(groups_of(told))} groups, {len(apart)} pairs in dispute")
    elif arguments.step == "train":
        train(arguments.out, arguments.start, arguments.fold, arguments)
    elif arguments.step == "average":
        average(arguments.out)
    else:
        name = QUESTIONS[arguments.question]
        export(arguments.out / "all.pt", arguments.to / name, list(QUESTIONS).index(arguments.question))


if __name__ == "__main__":
    main()
