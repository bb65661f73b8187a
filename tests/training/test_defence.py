import copy
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="training needs the extra [train]")
transformers = pytest.importorskip("transformers", reason="training needs the extra [train]")

from accordingto.models.runtime import FOLDER  # noqa: E402
from accordingto.models.tokenizer import load_tokenizer  # noqa: E402
from training.batches import Tokenized, prepare  # noqa: E402
from training.corpora import HEADS, RE3D, TASKS, Example  # noqa: E402
from training.defence import HEAD, fit, rate_at, with_head  # noqa: E402
from training.train import evaluate  # noqa: E402

TEXT = "Rebels left Examplia."


@pytest.fixture
def registers() -> Iterator[None]:
    """The head is registered for the process: take it out again."""
    heads, tasks = copy.copy(HEADS), copy.copy(TASKS)
    yield
    for register, before in ((HEADS, heads), (TASKS, tasks)):
        register.clear()
        register.update(before)


def _example() -> Tokenized:
    tokenizer = load_tokenizer(FOLDER / "tokenizer.json")
    spans = ((0, 6, RE3D.index("Organisation")), (12, 20, RE3D.index("Location")))
    return prepare(tokenizer, Example("x", HEAD, TEXT, spans))


def test_the_rate_rises_and_falls_to_nothing() -> None:
    assert rate_at(0) == rate_at(1) == 0
    assert rate_at(0.05) == pytest.approx(1)
    assert rate_at(0.5) > rate_at(0.9) > 0


@pytest.mark.usefixtures("registers")
def test_the_extra_head_learns_a_sentence_until_the_time_is_over(tmp_path: Path) -> None:
    assert HEAD not in HEADS
    torch.manual_seed(1)
    size = {"hidden_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 32}
    transformers.BertModel(transformers.BertConfig(**size)).save_pretrained(tmp_path)
    network = with_head(tmp_path)
    before = evaluate(network, [_example()])[f"{HEAD}/all"]
    seconds = count()
    assert fit(network, [_example()], 5, clock=lambda: next(seconds)) == 5 * 60 - 1
    assert before < 50
    assert evaluate(network, [_example()])[f"{HEAD}/all"] == 100
