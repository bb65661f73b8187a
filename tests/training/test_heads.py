"""New heads over a mean of cross-encoders."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch", reason="the training extra is not installed")
pytest.importorskip("onnx", reason="the training extra is not installed")


def test_a_head_is_no_surer_than_what_left_a_pair_out() -> None:
    from training.heads import fitted

    torch.manual_seed(1)
    seen = torch.randn(4000, 200)
    annotated = (seen[:, 0] > 0).float()
    unsure, sure = torch.zeros(4000), 12 * (2 * annotated - 1)

    odds = []
    for left_out in (unsure, sure):
        inner, outer = fitted(seen, annotated, left_out)
        with torch.no_grad():
            odds.append(outer(torch.relu(inner(seen)))[:, 0])

    for each in odds:
        assert ((each > 0) == (annotated > 0)).float().mean() > 0.9
    assert odds[0].abs().mean() < odds[1].abs().mean()
