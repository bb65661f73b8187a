"""Run the shipped encoder on the CPU: a text in, scores for each of its words out.

Long texts are read in overlapping windows; each word's scores come from the window in which it stands
farthest from an edge, so decoding sees one text, however long it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from threadpoolctl import threadpool_limits
from tokenizers import Tokenizer

from accordingto.errors import ModelError
from accordingto.models.arguments import REACHES, PairTables, PairVectors, argument_scores
from accordingto.models.labels import Chain, LabelledSpan, label_count, spans_of, transition_mask
from accordingto.models.manifest import Manifest, load_manifest
from accordingto.models.sessions import open_session
from accordingto.models.tokenizer import Tokens, load_tokenizer, tokenize

FOLDER = Path(__file__).parent / "en"
WINDOW = 320  # pieces; the lengths that training saw most
OVERLAP = 64
LINK_SIZE = 64
LINKS = ("cue", "source", "content", "relay")  # columns after the heads' own, in this order
CLS, SEP = 101, 102

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Scores:
    """What the model says of one text: for each word and task, a row of label scores; and vectors of words.

    `labels[task]` has shape (words, labels); `links[name]` has shape (words, LINK_SIZE); `classes[name]` has
    shape (words, classes); for `pairs` see `models.arguments`. `asked` keeps the argument scores of words in
    their sentences, since several readers ask for the same.
    """

    tokens: Tokens
    labels: dict[str, Floats]
    links: dict[str, Floats]
    classes: dict[str, Floats]
    pairs: PairVectors
    asked: dict[tuple[int, tuple[int, int]], dict[str, Floats]] = field(
        default_factory=dict, repr=False, compare=False
    )


@dataclass(frozen=True)
class LinkTables:
    """Learned scores of a cue-argument pair besides its words; the first axis is source, content, relay."""

    no_cue: Floats
    distance: Floats
    between: Floats


class Encoder:
    """A loaded model. Safe to use from one thread at a time."""

    def __init__(
        self,
        session: onnxruntime.InferenceSession,
        tokenizer: Tokenizer,
        manifest: Manifest,
        tables: dict[str, Floats],
    ) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self.manifest = manifest
        self.tasks = {task.name: task.roles for task in manifest.tasks}
        self._chains = {
            name: Chain(tables[f"transitions_{name}"] + transition_mask(len(roles)))
            for name, roles in self.tasks.items()
        }
        self.link_tables = LinkTables(tables["no_cue"], tables["distance"], tables["between"])
        self.classes = {task.name: task.roles for task in manifest.words}
        self.arguments = {task.name: task.roles for task in manifest.arguments}
        self._pair_tables = PairTables(
            tables["steps"],
            tuple((tables[f"convolution_{n}"], tables[f"convolution_bias_{n}"]) for n in range(len(REACHES))),
            {name: tables[f"arguments_{name}"] for name in self.arguments},
            {name: tables[f"arguments_bias_{name}"] for name in self.arguments},
        )

    def tokenize(self, text: str) -> Tokens:
        """Words and pieces of `text`."""
        return tokenize(self._tokenizer, text)

    def score(self, tokens: Tokens) -> Scores:
        """Run the encoder over all of `tokens`, in windows where it is long."""
        columns = self._columns(tokens)
        widths = [*(label_count(len(roles)) for roles in self.tasks.values()), *[LINK_SIZE] * len(LINKS)]
        widths += [
            *(len(classes) for classes in self.classes.values()),
            *[self._pair_tables.steps.shape[1]] * 3,
        ]
        parts = iter(np.split(columns, np.cumsum(widths)[:-1], axis=1))
        return Scores(
            tokens,
            labels={name: next(parts) for name in self.tasks},
            links={name: next(parts) for name in LINKS},
            classes={name: next(parts) for name in self.classes},
            pairs=PairVectors(next(parts), next(parts), next(parts)),
        )

    def spans(self, scores: Scores, task: str) -> list[LabelledSpan]:
        """The best spans of one task, as word ranges with the role's index."""
        return spans_of(self._chains[task].best(scores.labels[task]))

    def argument_scores(
        self, scores: Scores, words: Sequence[int], sentence: tuple[int, int]
    ) -> dict[str, Floats]:
        """For each argument head, scores (words, length of the sentence, labels): see `models.arguments`."""
        new = [word for word in words if (word, sentence) not in scores.asked]
        found = argument_scores(scores.pairs, new, sentence, self._pair_tables) if new else {}
        for row, word in enumerate(new):
            scores.asked[word, sentence] = {name: rows[row] for name, rows in found.items()}
        if len(new) == len(words):
            return found
        known = [scores.asked[word, sentence] for word in words]
        return {name: np.stack([one[name] for one in known]) for name in self.arguments}

    def _columns(self, tokens: Tokens) -> Floats:
        width = self._session.get_outputs()[0].shape[2]
        result = np.zeros((len(tokens.words), width), dtype=np.float32)
        for window, keep in zip(*_windows(tokens), strict=True):
            scored = self._run(tokens, *window)
            result[slice(*keep)] = scored[tokens.first[slice(*keep)] - window[0]]
        return result

    def _run(self, tokens: Tokens, start: int, end: int) -> Floats:
        pieces = np.concatenate(([CLS], tokens.pieces[start:end], [SEP]))
        features = np.concatenate(([0], tokens.features[start:end], [0]))
        feed = {"pieces": pieces[None], "features": features[None]}
        columns: Floats = self._session.run(None, feed)[0][0]
        return columns[1:-1]


def _windows(tokens: Tokens) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Windows as piece ranges, and for each the word range whose scores it gives."""
    total, first = len(tokens.pieces), tokens.first
    if not total:
        return [], []
    starts = [0]
    while starts[-1] + WINDOW < total:
        following = int(np.searchsorted(first, starts[-1] + WINDOW - OVERLAP))
        # a last word of many pieces may be the only one left
        starts.append(int(first[min(following, len(first) - 1)]))
    windows = [(start, min(start + WINDOW, total)) for start in starts]
    middles = [(following + end) // 2 for (_, end), following in zip(windows, starts[1:], strict=False)]
    edges = [0, *(int(np.searchsorted(first, middle)) for middle in middles), len(tokens.words)]
    return windows, list(pairwise(edges))


def load_encoder(folder: Path = FOLDER, *, threads: int = 1) -> Encoder:
    """Load the model in `folder` after checking every file against the manifest.

    NumPy is held to as many threads: more would wait for each other where documents are read side by side.
    Raises `ModelError` when a file is missing, altered, or does not fit.
    """
    manifest = load_manifest(folder)
    threadpool_limits(threads, user_api="blas")
    try:
        session = open_session(folder / "encoder.onnx", threads)
        tokenizer = load_tokenizer(folder / "tokenizer.json")
        with np.load(folder / "tables.npz", allow_pickle=False) as stored:
            tables = {name: stored[name] for name in stored.files}
    except Exception as error:  # onnxruntime and tokenizers raise bare exceptions of their own
        raise ModelError(
            f"The model in {folder} cannot be loaded: {error}. Reinstall the package."
        ) from error
    return Encoder(session, tokenizer, manifest, tables)
