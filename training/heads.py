"""New heads over the mean of several cross-encoders, whose own heads did not begin alike.

    python -m training.heads --out runs/cross --mean runs/cross/mean --to runs/heads

The mean of encoders that began at the same place is better than each of them; that of heads which began
apart is of nothing. So both are fitted anew on what the mean sees of some pairs. Of these its parts have
learned, and know too much: half of each target is what is annotated, half what the fold that left the pair
out said of it (`scores-K.npz` and `disputes-K.npz`, which `training.crossencoder train --fold K` writes), so
that they are no surer than they may be.
"""

from __future__ import annotations

import argparse
import pickle
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from accordingto.models.crossencoder import Sight
from training.crossencoder import Network, Table, drawn, pairs_of
from training.disputes import Dispute
from training.mentions import Mention, groups_of, square

BATCH, PAIRS, EPOCHS = 128, 12_800, 12
RATE, DECAY, DROPOUT = 1e-3, 0.05, 0.2
SEED = 5

Pair = tuple[int, int, int]


def seen(network: Network, sights: Sequence[Sight], pairs: Sequence[Pair]) -> Tensor:
    """What the heads of a network are given of pairs of passages by number, (pairs, 5 * size)."""
    found: list[Tensor] = []
    hook = network.inner.register_forward_pre_hook(lambda _, inputs: found.append(inputs[0]))
    table = Table(sights, "cpu")
    with torch.no_grad():
        for part in torch.tensor(pairs)[:, :2].split(BATCH):
            table.log_odds(network, *part.T)
    hook.remove()
    return torch.cat(found)


def fitted(found: Tensor, annotated: Tensor, left_out: Tensor) -> tuple[nn.Linear, nn.Linear]:
    """The two layers of a head; `left_out` are the log-odds by folds that had not learned from a pair."""
    torch.manual_seed(SEED)
    size = found.shape[1] // 5
    inner, outer, dropout = nn.Linear(5 * size, size), nn.Linear(size, 1), nn.Dropout(DROPOUT)
    parameters = [*inner.parameters(), *outer.parameters()]
    optimizer = torch.optim.AdamW(parameters, lr=RATE, weight_decay=DECAY)
    steps = EPOCHS * (len(found) // BATCH + 1)
    falling = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.0, steps)
    target = (annotated + torch.sigmoid(left_out)) / 2
    for _ in range(EPOCHS):
        for rows in torch.randperm(len(found)).split(BATCH):
            odds = outer(dropout(torch.relu(inner(dropout(found[rows])))))[:, 0]
            functional.binary_cross_entropy_with_logits(odds, target[rows]).backward()
            optimizer.step()
            optimizer.zero_grad()
            falling.step()
    return inner, outer


def same(network: Network, run: Path) -> tuple[nn.Linear, nn.Linear]:
    """The head that says whether two mentions are of one happening, on some pairs of the run."""
    mentions: list[Mention] = pickle.loads((run / "mentions.pickle").read_bytes())
    groups = groups_of(mentions)
    tables = {
        group: square(odds)
        for path in sorted(run.glob("scores-[0-9].npz"))
        for group, odds in np.load(path).items()
    }
    place = {number: index for numbers in groups.values() for index, number in enumerate(numbers)}
    known, chance = pairs_of(mentions, groups.values()), random.Random(SEED)
    pairs = [pair for _ in range(PAIRS // BATCH) for pair in drawn(known, BATCH, chance)]
    left_out = [tables[mentions[a].group][place[a], place[b]] for a, b, _ in pairs]
    return _head(network, [mention.sight for mention in mentions], pairs, left_out)


def disputed(network: Network, run: Path) -> tuple[nn.Linear, nn.Linear]:
    """The head that says whether two passages contradict each other, on all pairs of the run."""
    disputes: list[Dispute] = pickle.loads((run / "disputes.pickle").read_bytes())
    folds = [np.load(path) for path in sorted(run.glob("disputes-[0-9].npz"))]
    known = {
        number: odds for fold in folds for number, odds in zip(fold["numbers"], fold["odds"], strict=True)
    }
    left_out = [known[number] for number in range(len(disputes))]  # each was left out by one of the folds
    chance = random.Random(SEED)
    sides = [
        (2 * n, 2 * n + 1) if chance.random() < 0.5 else (2 * n + 1, 2 * n) for n in range(len(disputes))
    ]
    pairs = [(*side, int(each.disputed)) for side, each in zip(sides, disputes, strict=True)]
    return _head(network, [sight for each in disputes for sight in (each.one, each.other)], pairs, left_out)


def _head(
    network: Network, sights: Sequence[Sight], pairs: Sequence[Pair], left_out: Sequence[float]
) -> tuple[nn.Linear, nn.Linear]:
    annotated = torch.tensor([float(told) for *_, told in pairs])
    return fitted(seen(network, sights, pairs), annotated, torch.tensor(np.array(left_out, dtype=np.float32)))


def main() -> None:
    """Parse the arguments; read, fit, and write what `training.crossencoder export` takes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="folder of the runs, with their scores")
    parser.add_argument("--mean", type=Path, required=True, help="folder of their mean, with all.pt")
    parser.add_argument("--to", type=Path, required=True)
    arguments = parser.parse_args()
    network = Network(dropout=0.0)
    network.begin(torch.load(arguments.mean / "all.pt", map_location="cpu")["weights"])
    network.eval()
    network.inner, network.outer = same(network, arguments.out)
    network.disputed_inner, network.disputed_outer = disputed(network, arguments.out)
    arguments.to.mkdir(parents=True, exist_ok=True)
    torch.save({"weights": network.state_dict()}, arguments.to / "all.pt")


if __name__ == "__main__":
    main()
