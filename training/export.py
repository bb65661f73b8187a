"""From a checkpoint to what ships: an int8 ONNX graph, the small tables, and the manifest.

    python -m training.export --run runs/one --to src/accordingto/models/en

`training.manifest` then writes the manifest, without which the folder is not loaded.

Word embeddings are stored as int8 with a scale for each row; matrix products are quantised by ONNX Runtime
(weights int8 per channel, activations at run time). The heads stay in float32: they are small, and the
edges of spans are decided there.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.corpora import ARGUMENT_ROLES, CLASSES, HEADS
from training.network import Network, encoder_folder


class Rows(nn.Module):
    """Word embeddings as int8 with a scale for each row."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        table = weight.detach()
        scale = table.abs().amax(1, keepdim=True).clamp_min(1e-8) / 127
        self.rows: Tensor
        self.scale: Tensor
        self.register_buffer("rows", (table / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, pieces: Tensor) -> Tensor:
        """(batch, pieces, size)."""
        return self.rows[pieces].float() * self.scale[pieces]


class Shipped(nn.Module):
    """The network as it runs: one window in, one matrix out with every head's columns side by side."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.rows = Rows(network.encoder.embeddings.word_embeddings.weight)
        self.features = network.features
        self.encoder = network.encoder
        heads = [network.heads[task] for task in HEADS]
        classes = [network.word_heads[name] for name in CLASSES]
        pairs = [network.pairs.head_word, network.pairs.other_word, network.pairs.weighing]
        self.heads = nn.ModuleList([*heads, network.cue_link, *network.argument_links, *classes, *pairs])

    def forward(self, pieces: Tensor, features: Tensor) -> Tensor:
        """`pieces` and `features` are (batch, pieces); the result is (batch, pieces, columns)."""
        words = self.rows(pieces) + self.features(features)
        hidden = self.encoder(inputs_embeds=words).last_hidden_state
        return torch.cat([head(hidden) for head in self.heads], dim=2)


def main() -> None:
    """Parse the arguments and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True, help="folder of the run, with last.pt")
    parser.add_argument("--to", type=Path, required=True, help="folder that the weights ship in")
    arguments = parser.parse_args()
    network = load(arguments.run / "last.pt")
    arguments.to.mkdir(parents=True, exist_ok=True)
    write_graph(network, arguments.to / "encoder.onnx")
    write_tables(network, arguments.to / "tables.npz")
    shutil.copy(encoder_folder() / "tokenizer.json", arguments.to / "tokenizer.json")


def load(checkpoint: Path) -> Network:
    """The network of a checkpoint, ready to run."""
    network = Network()
    network.load_state_dict(torch.load(checkpoint)["weights"])
    return network.eval()


def write_graph(network: Network, path: Path) -> None:
    """Export to ONNX and quantise."""
    example = (torch.randint(1000, 2000, (2, 16)), torch.zeros((2, 16), dtype=torch.long))
    axes = {0: torch.export.Dim("batch"), 1: torch.export.Dim("pieces", max=512)}
    with TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            Shipped(network).eval(),
            example,
            plain,
            input_names=["pieces", "features"],
            output_names=["columns"],
            dynamic_shapes=(axes, axes),
            dynamo=True,
            external_data=False,
        )
        quantise(plain, path, _heads(onnx.load(plain).graph))


def quantise(plain: Path, path: Path, excluded: Sequence[str] = ()) -> None:
    """Products as int8, for each channel, but for those left out; without traces of where it was made."""
    quantize_dynamic(
        plain,
        path,
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gemm"],
        nodes_to_exclude=list(excluded),
    )
    without_traces(path)


def without_traces(path: Path) -> None:
    """Take out what the exporter notes of each node: the lines of code, and folders, that it came from."""
    model = onnx.load(path)
    graph = model.graph
    values = (*graph.value_info, *graph.input, *graph.output, *graph.initializer)
    for part in (model, graph, *graph.node, *values):
        del part.metadata_props[:]
        part.doc_string = ""
    onnx.save(model, path)


def _heads(graph: onnx.GraphProto) -> list[str]:
    """Names of the products that a head's bias is added to."""
    makers = {output: node for node in graph.node for output in node.output}
    sums = [n for n in graph.node if n.op_type == "Add" and any(i.startswith("heads.") for i in n.input)]
    return [makers[entry].name for node in sums for entry in node.input if entry in makers]


def write_tables(network: Network, path: Path) -> None:
    """CRF transitions, the linking tables, and what stands on top of the pairs of words."""
    tables: dict[str, Tensor] = {f"transitions_{task}": network.crfs[task].transitions for task in HEADS}
    tables |= {"no_cue": network.no_cue, "distance": network.distance, "between": network.between}
    tables["steps"] = network.pairs.steps.weight
    for index, convolution in enumerate(network.pairs.convolutions):
        kernel: Tensor = convolution.weight  # (out, in, 3): neighbours side by side when reading
        tables[f"convolution_{index}"] = kernel.permute(2, 1, 0).reshape(-1, kernel.shape[0])
        tables[f"convolution_bias_{index}"] = convolution.bias
    for name in ARGUMENT_ROLES:
        tables[f"arguments_{name}"] = network.pairs.outputs[name].weight.T
        tables[f"arguments_bias_{name}"] = network.pairs.outputs[name].bias
    np.savez(path, **{name: tensor.detach().numpy().astype(np.float32) for name, tensor in tables.items()})


if __name__ == "__main__":
    main()
