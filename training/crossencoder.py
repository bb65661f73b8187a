"""Train what reads two mentions together: whether they tell of one happening. See `models.crossencoder`.

    python -m training.crossencoder mentions --data CORPORA --out runs/cross
    python -m training.crossencoder train --out runs/cross --start runs/shipped/last.pt [--fold K --folds N]
    python -m training.crossencoder average --out runs/cross
    python -m training.crossencoder export --out runs/cross --to src/accordingto/models/en

Mentions are those of `training.mentions`. With `--fold` a fold of the groups (stories, topics) is left out
and its pairs are scored: weights of linking have to be fitted on scores of stories not learned from. Where
there is no time for a run on all groups, `average` makes of the runs on folds what ships.
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

from accordingto.models.crossencoder import NAME, SIDE, side_of
from accordingto.models.tokenizer import FEATURES
from training.export import Rows, quantise
from training.mentions import UNASKED, UNKNOWN, Mention, groups_of
from training.network import encoder_folder

FOLDS = 4
# Shares of a batch by where its pairs come from, and of pairs that are of one happening.
SHARES = {"stories": 0.4, "press": 0.35, "ecb": 0.15, "events": 0.1}
POSITIVE = 0.35
# Of pairs of two happenings, the share that is alike: the same word, or one report.
ALIKE = 0.5
MASK, MASK_SHARE, SMOOTH = 103, 0.06, 0.02
WARM_UP = 0.05


# --- pairs ----------------------------------------------------------------------------------------


@dataclass
class Pairs:
    """Pairs of one source, by number: of one happening, of two, and of two that look alike."""

    same: list[tuple[int, int]]
    other: list[tuple[int, int]]
    alike: list[tuple[int, int]]


def fold_of(mentions: Sequence[Mention], folds: int = FOLDS) -> dict[str, int]:
    """The fold of each group; a group of texts with one report counts as others do."""
    return {group: number % folds for number, group in enumerate(groups_of(mentions))}


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
        size = config.hidden_size
        self.features = nn.Embedding(FEATURES, size)
        self.inner = nn.Linear(5 * size, size)
        self.outer = nn.Linear(size, 1)
        self.dropout = nn.Dropout(dropout)

    def begin(self, weights: dict[str, Tensor]) -> None:
        """Take the encoder of the reader, or all of another cross-encoder."""
        own = self.state_dict()
        self.load_state_dict(own | {name: tensor for name, tensor in weights.items() if name in own})

    def forward(self, embedded: Tensor, positions: Tensor, segments: Tensor, words: Tensor) -> Tensor:
        """Log-odds (batch,); `words` (batch, 2, pieces) are shares of the telling words' pieces."""
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
        features = torch.cat([hidden[:, 0], one, other, one * other, (one - other).abs()], 1)
        result: Tensor = self.outer(self.dropout(torch.relu(self.inner(self.dropout(features))))).squeeze(1)
        return result


class Table:
    """All mentions as tensors on a device, each as the first and as the second of two."""

    def __init__(self, mentions: Sequence[Mention], device: str) -> None:
        count = len(mentions)
        self.pieces = np.zeros((2, count, SIDE), dtype=np.int64)
        self.features = np.zeros((2, count, SIDE), dtype=np.int64)
        self.words = np.zeros((2, count, SIDE), dtype=np.float32)
        for number, mention in enumerate(mentions):
            for place in (0, 1):
                side = side_of(mention.sight, first=place == 0)
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
        """Of pairs of mentions by number."""
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
    torch.manual_seed(plan.seed)
    mentions: list[Mention] = pickle.loads((out / "mentions.pickle").read_bytes())
    table, groups = Table(mentions, plan.device), groups_of(mentions)
    folds = fold_of(mentions, plan.folds)
    learned = [numbers for group, numbers in groups.items() if fold is None or folds[group] != fold]
    pairs = pairs_of(mentions, learned)
    network = Network(plan.dropout).to(plan.device)
    network.begin(torch.load(start, map_location=plan.device)["weights"])
    taught(network, table, pairs, plan)
    torch.save({"weights": network.state_dict()}, out / f"{'all' if fold is None else fold}.pt")
    if plan.unscored:
        return
    scored = [g for g in groups if (folds[g] == fold if fold is not None else _is_held(mentions, groups[g]))]
    save_scores(network, table, mentions, {g: groups[g] for g in scored}, out, fold)


def _is_held(mentions: Sequence[Mention], numbers: Sequence[int]) -> bool:
    return mentions[numbers[0]].source not in SHARES


def taught(network: Network, table: Table, pairs: dict[str, Pairs], plan: argparse.Namespace) -> None:
    """AdamW with the encoder at the rate and what is new at ten times that."""
    chance = random.Random(plan.seed)
    old = [p for name, p in network.named_parameters() if name.startswith("encoder.")]
    new = [p for name, p in network.named_parameters() if not name.startswith("encoder.")]
    groups = [{"params": old, "top": plan.rate}, {"params": new, "top": plan.rate * 10}]
    optimizer = torch.optim.AdamW(groups, lr=plan.rate, weight_decay=0.01, fused=True)
    network.train()
    begun, step, total = time.monotonic(), 0, torch.zeros((), device=plan.device)
    while (share := (time.monotonic() - begun) / (plan.minutes * 60)) < 1 and step < plan.steps:
        share = max(share, step / plan.steps)
        for parameters in optimizer.param_groups:
            parameters["lr"] = parameters["top"] * min(share / WARM_UP, (1 - share) / (1 - WARM_UP)) + 1e-8
        batch = torch.tensor(drawn(pairs, plan.size, chance)).to(plan.device)
        odds = table.log_odds(network, batch[:, 0], batch[:, 1])
        target = batch[:, 2].float() * (1 - 2 * SMOOTH) + SMOOTH
        value = functional.binary_cross_entropy_with_logits(odds, target)
        value.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        total, step = total + value.detach(), step + 1
        if step % 200 == 0:
            print(
                f"{step} steps, {time.monotonic() - begun:.0f} s, loss {float(total) / 200:.4f}", flush=True
            )
            total = torch.zeros((), device=plan.device)


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
                index = torch.tensor(list(combinations(numbers, 2))).to(table._pieces.device)
                odds = torch.cat([table.log_odds(network, *part.T) for part in index.split(1024)])
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
    """Of the runs on folds, which all began at the same place, one that knows what each has learned."""
    runs = [torch.load(path, map_location="cpu")["weights"] for path in sorted(out.glob("[0-9]*.pt"))]
    weights = {name: sum(run[name] for run in runs) / len(runs) for name in runs[0]}
    torch.save({"weights": weights}, out / "all.pt")


class Shipped(nn.Module):
    """The network as it runs, word embeddings as int8 with a scale for each row."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.rows = Rows(network.encoder.embeddings.word_embeddings.weight)
        self.network = network

    def forward(
        self, pieces: Tensor, features: Tensor, positions: Tensor, segments: Tensor, words: Tensor
    ) -> Tensor:
        """All (batch, pieces), but `words`; the result is (batch,)."""
        embedded = self.rows(pieces) + self.network.features(features)
        return self.network(embedded, positions, segments, words)


def export(checkpoint: Path, path: Path) -> None:
    """To ONNX, quantised."""
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
            Shipped(network).eval(),
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
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--to", type=Path, help="folder that the weights ship in")
    arguments = parser.parse_args()
    if arguments.step == "mentions":
        from evaluation.linking import DEVELOPMENT
        from training.mentions import gathered

        arguments.out.mkdir(parents=True, exist_ok=True)
        found = gathered(arguments.data, DEVELOPMENT, arguments.cache, unasked=not arguments.annotated)
        (arguments.out / "mentions.pickle").write_bytes(pickle.dumps(found))
        print(f"{len(found)} mentions in {len(groups_of(found))} groups")
    elif arguments.step == "train":
        train(arguments.out, arguments.start, arguments.fold, arguments)
    elif arguments.step == "average":
        average(arguments.out)
    else:
        export(arguments.out / "all.pt", arguments.to / NAME)


if __name__ == "__main__":
    main()
