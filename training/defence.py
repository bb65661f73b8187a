"""What a head for entities in defence reporting would reach on re3d, on top of an encoder that is trained.

    python -m training.defence --data CORPORA --start runs/one/last.pt [--minutes 8] [--threads 2]

For measuring only: nothing is written and nothing of it ships. Part of re3d's texts are for research only, so
weights that learned from them could not be given to everybody. Prints the exact-span F1, micro over all
types, on the development part; words are ours, so a span ends where one of our words ends.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import torch

from accordingto.models.tokenizer import load_tokenizer
from training import corpora
from training.batches import Tokenized, batches, collate, prepare, teaches, windows
from training.corpora import HEADS, RE3D, TASKS
from training.losses import loss
from training.network import Network, encoder_folder
from training.train import WARM_UP, evaluate, optimizer_of

HEAD = "defence"
RATE = 2e-4
BUDGET = 2048  # padded pieces in a batch


def with_head(folder: Path | None = None) -> Network:
    """A network that has the extra head. Registers the head and its task, in this process only."""
    HEADS[HEAD], TASKS[HEAD] = RE3D, (HEAD,)
    return Network(folder)


def fit(
    network: Network,
    examples: Sequence[Tokenized],
    minutes: float,
    *,
    seed: int = 1,
    clock: Callable[[], float] = time.monotonic,
) -> int:
    """Fine-tune everything until the minutes are over, and say how many steps that were."""
    optimizer, chance = optimizer_of(network, RATE), random.Random(seed)
    network.train()
    begin, steps = clock(), 0
    while True:
        items = [window for source in examples for window in windows(source, chance) if teaches(window)]
        for group in batches(items, BUDGET, chance):
            share = (clock() - begin) / (minutes * 60)
            if share >= 1:
                return steps
            for parameters in optimizer.param_groups:
                parameters["lr"] = parameters["top"] * rate_at(share)
            loss(network, collate(group), chance).backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            steps += 1


def rate_at(share: float) -> float:
    """The part of the learning rate that holds when `share` of the time is used up."""
    return min(share / WARM_UP, (1 - share) / (1 - WARM_UP))


def main() -> None:
    """Parse the arguments, fine-tune, and print the score."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--start", type=Path, required=True, help="checkpoint of a run of training.train")
    parser.add_argument("--minutes", type=float, default=8)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    network = with_head()
    network.load_state_dict(torch.load(arguments.start)["weights"], strict=False)
    tokenizer = load_tokenizer(encoder_folder() / "tokenizer.json")
    taught, measured = (
        [prepare(tokenizer, example) for example in corpora.re3d(arguments.data, split)]
        for split in ("train", "dev")
    )
    steps = fit(network, taught, arguments.minutes, seed=arguments.seed)
    f1 = evaluate(network, measured)[f"{HEAD}/all"]
    print(f"re3d dev, {len(measured)} sentences: micro F1 {f1:.1f}")
    print(f"after {steps} steps in {arguments.minutes:g} minutes")


if __name__ == "__main__":
    main()
