"""Train the shared encoder and its heads. Run `python -m training.train --help`.

The learning rate falls with the share of the time budget that is used up, so a run ends annealed when its
minutes are over, however busy the machine was. A killed run goes on from its last checkpoint.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from accordingto.models.labels import best_labels, spans_of, transition_mask
from accordingto.models.tokenizer import load_tokenizer
from training import account_corpora as accounts, corpora, event_corpora as events, marks
from training.batches import (
    UNMARKED,
    Batch,
    Tokenized,
    Window,
    batches,
    by_head,
    collate,
    prepare,
    teaches,
    windows,
)
from training.corpora import ARGUMENT_HEAD, ARGUMENT_ROLES, WHOLE
from training.losses import SPARSE, loss, words_of
from training.network import Network, encoder_folder

WARM_UP = 0.05
SAVE_SECONDS = 240.0


@dataclass(frozen=True)
class Plan:
    """One run: where it reads and writes, how long, and how fast it learns."""

    data: Path
    out: Path
    minutes: float
    rate: float
    budget: int
    seed: int
    threads: int
    start: Path | None = None
    every: int = 3
    only: str | None = None
    device: str = "cpu"
    dropout: float = 0.0


def main() -> None:
    """Parse the arguments and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints and the log")
    parser.add_argument("--minutes", type=float, default=90)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--budget", type=int, default=3072, help="padded pieces in a batch")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--every", type=int, default=3, help="epochs between development scores")
    parser.add_argument("--start", type=Path, help="checkpoint of another run to take weights from")
    parser.add_argument("--only", metavar="HEAD", help="learn this head of spans alone")
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    parser.add_argument("--dropout", type=float, default=0.0, help="inside the encoder; cheap on a GPU only")
    train(Plan(**vars(parser.parse_args())))


def train(plan: Plan) -> None:
    """Train until the minutes are used up; resume from `plan.out/last.pt` where it exists."""
    torch.set_num_threads(plan.threads)
    torch.manual_seed(plan.seed)
    plan.out.mkdir(parents=True, exist_ok=True)
    network = Network(dropout=plan.dropout).to(plan.device)
    if plan.only:
        freeze(network, plan.only)
    optimizer = optimizer_of(network, plan.rate)
    state = _resume(plan, network, optimizer)
    if plan.device == "cpu":  # on a GPU, compiling for every length takes longer than it wins
        network.encoder = torch.compile(network.encoder, dynamic=True)
    tokenizer = load_tokenizer(encoder_folder() / "tokenizer.json")
    training = [
        ([prepare(tokenizer, e) for e in examples], share)
        for examples, share in training_examples(plan.data, plan.only)
    ]
    development = [prepare(tokenizer, e) for e in development_examples(plan.data)]
    while state["elapsed"] < plan.minutes * 60:
        chance = random.Random(f"{plan.seed}-{state['epoch']}-{state['step']}")
        _epoch(plan, network, optimizer, state, [t for part in training for t in drawn(*part, chance)])
        state["epoch"] += 1
        if state["epoch"] % plan.every == 0 or state["elapsed"] >= plan.minutes * 60:
            row = {"epoch": state["epoch"], "minutes": state["elapsed"] / 60}
            log(plan, row | evaluate(network, development))
        _save(plan, network, optimizer, state)


def freeze(network: Network, only: str) -> None:
    """Leave everything as it is but one head of spans and what its CRF knows of sequences."""
    for name, parameter in network.named_parameters():
        parameter.requires_grad = name.startswith((f"heads.{only}.", f"crfs.{only}."))


def training_examples(data: Path, only: str | None = None) -> list[tuple[list[corpora.Example], float]]:
    """All that the shipped weights learn from, each with its share of an epoch (2: every example twice).

    `only` those of one task, each once.
    """
    parts = [
        (corpora.polnear(data, "train"), 0.5),
        (corpora.worldwide(data, "train"), 0.25),
        (corpora.own_names("train"), 1.5),
        (corpora.chains("train"), 3.0),
        (events.propbank(data / "propbank_ewt/train.jsonl.gz"), 3.0),
        (events.propbank(data / "propbank_masc/all.jsonl.gz"), 2.0),
        (events.qanom(data / "qanom/train.jsonl.gz"), 0.1),
        (events.own_events("train"), 2.5),
        (marks.of_stories(), 2.0),
        (marks.judged(data), 3.0),
        (accounts.own_accounts("train"), 2.5),
        (accounts.of_no_deal([*corpora.worldwide(data, "train"), *events.own_events("train")]), 0.6),
        (events.geneva(data / "geneva/train.jsonl.gz"), 0.2),
        (events.wikievents(data / "wikievents/train.jsonl.gz"), 0.3),
        (events.factuality(data / "factuality/uds_ih2", "train"), 0.1),
        (events.factuality(data / "factuality/meantime", "train"), 1.0),
        (events.factuality(data / "factuality/cb", "train"), 0.2),
        (events.factuality(data / "factuality/rp", "train"), 0.1),
        (events.factuality(data / "factuality/mv2", "train"), 0.1),
        (events.sides(data / "cameo_ner/train.jsonl.gz"), 0.7),
        (events.pentacode(data / "cameo_class/train.jsonl.gz"), 0.5),
        (events.muc(data / "muc4/train.jsonl.gz"), 0.6),
        (accounts.ptc(data / "ptc/train.jsonl.gz"), 0.1),
        (accounts.babe(data / "babe/sg2.jsonl.gz"), 0.3),
        (accounts.slant(data), 0.15),
    ]
    held = [(corpora.without_folds(examples), share) for examples, share in parts]
    return [
        (examples, share if only is None else 1.0)
        for examples, share in held
        if examples and only in (None, examples[0].task)
    ]


def drawn(examples: list[Tokenized], share: float, chance: random.Random) -> list[Tokenized]:
    """As many examples as the share asks for: all of them so many times, and a random part for the rest."""
    whole, part = divmod(share, 1)
    return examples * int(whole) + chance.sample(examples, round(part * len(examples)))


def development_examples(data: Path) -> list[corpora.Example]:
    """What progress is watched on."""
    return [
        *corpora.polnear(data, "dev")[::2],
        *corpora.cofenet(data)[::4],
        *corpora.worldwide(data, "dev")[::4],
        *corpora.own_names("dev"),
        *corpora.chains("dev"),
        *events.propbank(data / "propbank_ewt/dev.jsonl.gz", together=False)[::3],
        *events.own_events("dev"),
        *accounts.own_accounts("dev"),
        *events.geneva(data / "geneva/dev.jsonl.gz")[::3],
        *events.factuality(data / "factuality/uds_ih2", "dev"),
        *events.factuality(data / "factuality/meantime", "dev"),
        *events.qanom(data / "qanom/dev.jsonl.gz")[::3],
        *events.sides(data / "cameo_ner/train.jsonl.gz")[7::8],
        *events.pentacode(data / "cameo_class/train.jsonl.gz")[7::8],
        *events.muc(data / "muc4/dev.jsonl.gz")[::4],
        *accounts.ptc(data / "ptc/train.jsonl.gz")[7::8],
        *accounts.babe(data / "babe/sg2.jsonl.gz")[7::8],
        *accounts.slant(data)[7::8],
    ]


def optimizer_of(network: Network, rate: float) -> torch.optim.AdamW:
    """AdamW with the encoder at `rate` and everything new at ten times that."""
    learned = [(name, p) for name, p in network.named_parameters() if p.requires_grad]
    old = [p for name, p in learned if name.startswith("encoder.")]
    new = [p for name, p in learned if not name.startswith("encoder.")]
    groups = [{"params": old, "top": rate}, {"params": new, "top": rate * 10}]
    return torch.optim.AdamW(groups, lr=rate, weight_decay=0.01, fused=True)


class Losses:
    """A mean in the making; nothing waits for a device before it is asked for."""

    def __init__(self) -> None:
        self._sum: torch.Tensor | float = 0.0
        self._count = 0

    def add(self, value: torch.Tensor) -> None:
        """One step's."""
        self._sum = self._sum + value.detach()
        self._count += 1

    def mean(self) -> float:
        """Of all steps so far."""
        return float(self._sum) / max(1, self._count)


def _epoch(
    plan: Plan,
    network: Network,
    optimizer: torch.optim.AdamW,
    state: dict[str, Any],
    training: list[Tokenized],
) -> None:
    chance = random.Random(f"{plan.seed}-{state['epoch']}-{state['step']}")
    network.train()
    items = [w for source in training for w in windows(source, chance) if teaches(w)]
    clock, saved, losses = time.monotonic(), time.monotonic(), Losses()
    for group in batches(items, plan.budget, chance):
        share = state["elapsed"] / (plan.minutes * 60)
        if share >= 1:
            break
        for parameters in optimizer.param_groups:
            parameters["lr"] = parameters["top"] * min(share / WARM_UP, (1 - share) / (1 - WARM_UP)) + 1e-7
        value = loss(network, collate(group).to(plan.device), chance)
        value.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        losses.add(value)
        now = time.monotonic()
        state["elapsed"] += now - clock
        state["step"] += 1
        clock = now
        if now - saved > SAVE_SECONDS:
            log(plan, {"step": state["step"], "minutes": state["elapsed"] / 60, "loss": losses.mean()})
            losses, saved = Losses(), now
            _save(plan, network, optimizer, state)


def evaluate(network: Network, development: list[Tokenized]) -> dict[str, float]:
    """From fixed windows without overlap, in percent: exact-span F1, and arguments' F1 with given predicates.

    For word heads the share of marked words that are right, for factuality the mean absolute error.
    """
    network.eval()
    counts: dict[str, list[float]] = {}
    items = [w for source in development for w in windows(source, _Longest())]
    with torch.no_grad():
        for group in batches(items, 8192, random.Random(0)):
            batch = collate(group).to(str(network.no_cue.device))
            words = words_of(network, batch)
            _count_spans(network, words, batch, group, counts)
            _count_classes(network, words, batch, counts)
            if batch.scopes:
                _count_arguments(network, words, batch, counts)
    return {name: round(200 * hit / max(1, n), 2) for name, (hit, n) in sorted(counts.items())}


def _count_spans(
    network: Network, words: torch.Tensor, batch: Batch, group: list[Window], counts: dict[str, list[float]]
) -> None:
    for head in batch.labels:
        crf: Any = network.crfs[head]
        emissions = network.heads[head](words).cpu().numpy()
        transitions = (crf.transitions + crf.mask).cpu().numpy()
        for row, window in enumerate(group):
            found = spans_of(best_labels(emissions[row, : int(batch.lengths[row])], transitions))
            gold = by_head(batch.task, batch.spans[row])[head]
            _count(counts, (window.source.example, head), set(found), set(gold))


def _count_classes(
    network: Network, words: torch.Tensor, batch: Batch, counts: dict[str, list[float]]
) -> None:
    for head, classes in batch.classes.items():
        scores = network.word_heads[head](words)
        total = counts.setdefault(f"{batch.task}/{head}", [0, 0])
        marked = classes != UNMARKED
        if head == "factuality":
            total[0] += float((scores.squeeze(2)[marked] - classes[marked]).abs().sum()) / 200
            total[1] += int(marked.sum())
        elif head in WHOLE:
            means = torch.stack([row[:n].mean(0) for row, n in zip(scores, batch.lengths, strict=True)])
            total[0] += int((means.argmax(1) == classes[:, 0]).sum()) / 2
            total[1] += len(means)
        else:
            best, sparse = scores.argmax(2), head in SPARSE
            hit = marked & (best == classes) & ((classes > 0) | (not sparse))
            total[0] += int(hit.sum())
            asked = (marked & (classes > 0)).sum() + (marked & (best > 0)).sum()
            total[1] += int(asked if sparse else 2 * marked.sum())


def _count_arguments(
    network: Network, words: torch.Tensor, batch: Batch, counts: dict[str, list[float]]
) -> None:
    name = ARGUMENT_HEAD[batch.task]
    mask = transition_mask(len(ARGUMENT_ROLES[name]))
    scores = network.pairs(words, batch.scopes, name).cpu().numpy()
    total = counts.setdefault(f"{batch.task}/arguments", [0, 0])
    for row, scope in enumerate(batch.scopes):
        found = set(spans_of(best_labels(scores[row, : len(scope.labels)], mask)))
        gold = set(spans_of(list(scope.labels)))
        total[0] += len(found & gold)
        total[1] += len(found) + len(gold)


class _Longest(random.Random):
    """A chance that always draws the longest window."""

    def choices(self, population: Any, *_: Any, **__: Any) -> list[Any]:
        return [population[0]]


def _count(
    counts: dict[str, list[float]],
    where: tuple[corpora.Example, str],
    found: set[tuple[int, int, int]],
    gold: set[tuple[int, int, int]],
) -> None:
    example, head = where
    instances = "instances/" if example.tokens and head == "attribution" else ""
    for role, name in enumerate(corpora.HEADS[head]):
        each = head in ("attribution", "relays")
        total = counts.setdefault(f"{example.task}/{instances}{name if each else 'all'}", [0, 0])
        mine, theirs = ({span for span in spans if span[2] == role} for spans in (found, gold))
        total[0] += len(mine & theirs)
        total[1] += len(mine) + len(theirs)


def log(plan: Plan, row: dict[str, Any]) -> None:
    """Append a row to the run's log and print it."""
    line = json.dumps({k: round(v, 4) if isinstance(v, float) else v for k, v in row.items()})
    print(line, flush=True)
    with (plan.out / "log.jsonl").open("a") as file:
        file.write(line + "\n")


def _save(plan: Plan, network: Network, optimizer: torch.optim.AdamW, state: dict[str, Any]) -> None:
    weights = {name.replace("_orig_mod.", ""): tensor for name, tensor in network.state_dict().items()}
    temporary = plan.out / "last.tmp"
    torch.save({"weights": weights, "optimizer": optimizer.state_dict(), "state": state}, temporary)
    temporary.replace(plan.out / "last.pt")


def _resume(plan: Plan, network: Network, optimizer: torch.optim.AdamW) -> dict[str, Any]:
    path = plan.out / "last.pt"
    if not path.is_file():
        if plan.start:
            _take(network, torch.load(plan.start, map_location=plan.device)["weights"])
        return {"elapsed": 0.0, "epoch": 0, "step": 0}
    stored = torch.load(path, map_location=plan.device)
    network.load_state_dict(stored["weights"])
    optimizer.load_state_dict(stored["optimizer"])
    state: dict[str, Any] = stored["state"]
    return state


def _take(network: Network, weights: dict[str, torch.Tensor]) -> None:
    """Load what fits; a head that has grown keeps its old rows, one that is gone is left out."""
    own = network.state_dict()
    for name, tensor in ((n, t) for n, t in weights.items() if n in own):
        own[name][tuple(slice(0, size) for size in tensor.shape)] = tensor
    network.load_state_dict(own)


if __name__ == "__main__":
    main()
