"""From what ships back to a checkpoint, so that a run can begin where the weights of record stand.

    python -m training.shipped --weights src/accordingto/models/en --out runs/shipped
    python -m training.train --start runs/shipped/last.pt ...
    python -m training.crossencoder train --start runs/shipped/crossencoder.pt ...     # or disputes.pt

Checkpoints are 400 MB and are not kept. What was quantised to int8 comes back to within half a step of its
scale, which a minute of training makes good; everything else comes back as it was.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

from accordingto.models.arguments import REACHES
from accordingto.models.crossencoder import DISPUTES, NAME
from training.corpora import ARGUMENT_ROLES, CLASSES, HEADS
from training.network import Network

Floats = NDArray[np.float32]
# The graphs of the cross-encoders hold their networks whole, under this name.
WITHIN = "network."
# What stands on their encoders.
ON_TOP = ("inner", "outer", "disputed_inner", "disputed_outer")


def main() -> None:
    """Parse the arguments and write the checkpoints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True, help="folder that the weights ship in")
    parser.add_argument("--out", type=Path, required=True, help="folder of the run to begin")
    arguments = parser.parse_args()
    network = Network()
    network.load_state_dict(network.state_dict() | weights_of(arguments.weights))
    arguments.out.mkdir(parents=True, exist_ok=True)
    torch.save({"weights": network.state_dict()}, arguments.out / "last.pt")
    for name in (NAME, DISPUTES):
        beside = {own: torch.tensor(array) for own, array in _graph(arguments.weights / name).items()}
        torch.save({"weights": beside}, arguments.out / Path(name).with_suffix(".pt").name)


def weights_of(folder: Path) -> dict[str, torch.Tensor]:
    """Parameters by their names in `Network`, from the graph and the tables of `folder`."""
    found = _graph(folder / "encoder.onnx") | _tables(folder / "tables.npz")
    return {name: torch.tensor(array) for name, array in found.items()}


def _graph(path: Path) -> dict[str, Floats]:
    """Parameters with a name of their own as they are; of matrices the factor that their bias is added to."""
    graph = onnx.load(path).graph
    stored = {entry.name: numpy_helper.to_array(entry) for entry in graph.initializer}
    makers = {output: node for node in graph.node for output in node.output}
    renamed = _names()
    found: dict[str, Floats] = {}
    for name, array in stored.items():
        own = name.removeprefix(WITHIN)
        head = own.removesuffix(".bias")
        if own.startswith(("encoder.", "features.")) and "position_ids" not in own:
            found[own] = array
        elif head != own and head in renamed:
            found[f"{renamed[head]}.bias"] = array
    for node in graph.node:
        bias = next((i for i in node.input if i.endswith(".bias") and i in stored), None)
        if node.op_type == "Add" and bias:
            owner = bias.removeprefix(WITHIN).removesuffix(".bias")
            other = next(i for i in node.input if i != bias)
            found[f"{renamed.get(owner, owner)}.weight"] = _factor(other, makers, stored).T
    rows, scale = (next(a for a in stored.values() if a.shape == (30522, width)) for width in (384, 1))
    found["encoder.embeddings.word_embeddings.weight"] = rows.astype(np.float32) * scale
    return found


def _factor(name: str, makers: dict[str, onnx.NodeProto], stored: dict[str, Floats]) -> Floats:
    """The matrix, (inputs, outputs), of the product that `name` is."""
    node = makers[name]
    for entry in node.input:
        if entry.endswith("_quantized") and entry in stored:
            return stored[entry].astype(np.float32) * stored[entry.removesuffix("_quantized") + "_scale"]
        if entry in stored and stored[entry].ndim == 2:
            return stored[entry]
    # An unquantised product keeps its activations first; a quantised one is cast and scaled after it.
    return _factor(next(entry for entry in node.input if entry in makers), makers, stored)


def _names() -> dict[str, str]:
    """What the exported graphs call a head, by its name in the network."""
    names = [f"heads.{task}" for task in HEADS] + ["cue_link"] + [f"argument_links.{i}" for i in range(3)]
    names += [f"word_heads.{name}" for name in CLASSES]
    names += ["pairs.head_word", "pairs.other_word", "pairs.weighing"]
    return {f"heads.{index}": name for index, name in enumerate(names)} | {name: name for name in ON_TOP}


def _tables(path: Path) -> dict[str, Floats]:
    """The CRFs, the linking tables, and what stands on top of the pairs of words."""
    stored = dict(np.load(path))
    found: dict[str, Floats] = {f"crfs.{task}.transitions": stored[f"transitions_{task}"] for task in HEADS}
    found |= {name: stored[name] for name in ("no_cue", "distance", "between")}
    found["pairs.steps.weight"] = stored["steps"]
    for index in range(len(REACHES)):
        bias, kernel = stored[f"convolution_bias_{index}"], stored[f"convolution_{index}"]
        found[f"pairs.convolutions.{index}.bias"] = bias
        found[f"pairs.convolutions.{index}.weight"] = kernel.reshape(3, bias.size, -1).transpose(2, 1, 0)
    for name in ARGUMENT_ROLES:
        found[f"pairs.outputs.{name}.weight"] = stored[f"arguments_{name}"].T
        found[f"pairs.outputs.{name}.bias"] = stored[f"arguments_bias_{name}"]
    return found


if __name__ == "__main__":
    main()
