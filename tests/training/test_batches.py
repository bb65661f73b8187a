import random

import pytest

torch = pytest.importorskip("torch", reason="training needs the extra [train]")

from accordingto.models.runtime import FOLDER  # noqa: E402
from accordingto.models.tokenizer import load_tokenizer  # noqa: E402
from training.batches import batches, by_head, clip, collate, prepare, windows  # noqa: E402
from training.corpora import Example  # noqa: E402
from training.network import Crf  # noqa: E402

TEXT = "The mayor said that the road was open. Nobody came. Rebels denied it."


def _example() -> Example:
    def span(words: str, role: int) -> tuple[int, int, int]:
        return TEXT.index(words), TEXT.index(words) + len(words), role

    spans = (span("The mayor", 0), span("said", 1), span("that the road was open", 2))
    return Example("x", "attribution", TEXT, spans, ((0, 1), (2, 1)))


def test_windows_cover_every_word_once() -> None:
    source = prepare(load_tokenizer(FOLDER / "tokenizer.json"), _example())
    found = list(windows(source, random.Random(3)))
    assert [w.start for w in found][1:] == [w.end for w in found][:-1]
    assert (found[0].start, found[-1].end) == (0, len(source.tokens.words))


def test_labels_and_links_follow_the_window() -> None:
    source = prepare(load_tokenizer(FOLDER / "tokenizer.json"), _example())
    (group,) = batches(list(windows(source, random.Random(3))), 4096, random.Random(1))
    batch = collate(group)
    assert int((batch.labels["attribution"] > 0).sum()) == 2 + 1 + 5
    assert clip(group[0])[1] == [(0, 1), (2, 1)]


def test_heads_get_their_own_roles() -> None:
    assert by_head("chains", [(0, 1, 0), (2, 3, 4)]) == {"attribution": [(0, 1, 0)], "relays": [(2, 3, 1)]}


def test_the_crf_gives_every_sequence_together_probability_one() -> None:
    torch.manual_seed(0)
    crf, length = Crf(1), 4
    emissions = torch.randn(1, length, 5)
    total = 0.0
    for code in range(5**length):
        labels = torch.tensor([[code // 5**place % 5 for place in range(length)]])
        likelihood = torch.exp(-crf(emissions, labels, torch.tensor([length])))
        total += float(likelihood) if _well_formed(labels[0].tolist()) else 0.0
    assert total == pytest.approx(1.0, abs=1e-3)


def test_words_behind_the_end_change_nothing() -> None:
    torch.manual_seed(1)
    crf = Crf(2)
    emissions, labels = torch.randn(1, 7, 9), torch.tensor([[0, 1, 3, 0, 8, 0, 0]])
    alone = crf(emissions[:, :5], labels[:, :5], torch.tensor([5]))
    assert float(crf(emissions, labels, torch.tensor([5]))) == pytest.approx(float(alone), abs=1e-4)


def _well_formed(labels: list[int]) -> bool:
    inside = False
    for label in labels:
        if inside != (label in (2, 3)):
            return False
        inside = label in (1, 2)
    return not inside
