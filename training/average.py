"""The mean of two runs' weights.

    python -m training.average --run runs/j --other runs/f --share 0.8 --to runs/m

Parameters that both runs have in the same shape are averaged; the others are those of `--run`.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from torch import Tensor

FIXED = ("mask", "first", "last")  # buffers of the CRFs, infinite in places


def main() -> None:
    """Parse the arguments and write `last.pt` for `training.export`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--other", type=Path, required=True)
    parser.add_argument("--share", type=float, required=True, help="weight of --run, from 0 to 1")
    parser.add_argument("--to", type=Path, required=True)
    arguments = parser.parse_args()
    one, other = (torch.load(run / "last.pt")["weights"] for run in (arguments.run, arguments.other))
    arguments.to.mkdir(parents=True, exist_ok=True)
    torch.save({"weights": averaged(one, other, arguments.share)}, arguments.to / "last.pt")


def averaged(one: dict[str, Tensor], other: dict[str, Tensor], share: float) -> dict[str, Tensor]:
    """`share` of `one` and the rest of `other`, parameter by parameter."""
    return {
        name: share * tensor + (1 - share) * other[name] if _fits(name, tensor, other) else tensor
        for name, tensor in one.items()
    }


def _fits(name: str, tensor: Tensor, other: dict[str, Tensor]) -> bool:
    known = name in other and other[name].shape == tensor.shape
    return known and tensor.is_floating_point() and name.rpartition(".")[2] not in FIXED


if __name__ == "__main__":
    main()
