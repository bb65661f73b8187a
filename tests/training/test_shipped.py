"""What ships can be read back: every parameter of the network, as it was exported."""

from __future__ import annotations

import numpy as np
import pytest

from accordingto.models.runtime import FOLDER, load_encoder

torch = pytest.importorskip("torch", reason="the training extra is not installed")
pytest.importorskip("onnx", reason="the training extra is not installed")


def test_the_shipped_weights_come_back_and_say_what_the_shipped_graph_says() -> None:
    from training.export import Shipped
    from training.network import Network
    from training.shipped import weights_of

    network, found = Network(), weights_of(FOLDER)
    buffers = {name for name, _ in network.named_buffers()}
    assert set(network.state_dict()) - buffers == set(found)
    network.load_state_dict(network.state_dict() | found)

    encoder = load_encoder(threads=1)
    tokens = encoder.tokenize("The army shelled Ardun on Tuesday, the mayor told Selk Radio.")
    theirs = encoder.score(tokens).labels["attribution"]
    pieces = torch.tensor(np.r_[101, tokens.pieces, 102][None].astype(np.int64))
    features = torch.tensor(np.r_[0, tokens.features, 0][None].astype(np.int64))
    with torch.no_grad():
        ours = Shipped(network.eval())(pieces, features)[0].numpy()
    # The heads stand in the order of the manifest; the first piece of each word is read, after [CLS].
    ours = ours[np.array(tokens.first) + 1, : theirs.shape[1]]
    assert np.corrcoef(ours.ravel(), theirs.ravel())[0, 1] > 0.99
