"""Two passages read together: do they tell of one happening, or do they contradict each other about it.

A cross-encoder, as in the literature on cross-document event coreference: both passages stand in one input,
the words that are asked about marked, so that each is read in the light of the other. Each question has a
graph of its own; the marks of contradictions say what about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from accordingto.errors import ModelError
from accordingto.models.manifest import load_manifest
from accordingto.models.passages import Passage
from accordingto.models.sessions import open_session
from accordingto.models.tokenizer import Ints, load_tokenizer, tokenize
from accordingto.types import ContradictionKind

FOLDER = Path(__file__).parent / "en"
NAME, DISPUTES, TOKENIZER = "crossencoder.onnx", "disputes.onnx", "tokenizer.json"
# Pieces on each side of the marked words, and of these themselves, that are read.
AROUND, OWN = 40, 6
# Positions that each of the two passages has for itself; what a passage does not fill is skipped.
SIDE = 2 * AROUND + OWN + 4
CLS, SEP, PAD = 101, 102, 0
# Entries of the vocabulary that no text uses: before and after a telling word, and before words in dispute.
MARKS = (1, 2)
DISPUTED: Mapping[ContradictionKind, int] = {
    "figure": 3,
    "perpetrator": 4,
    "place": 5,
    "target": 5,  # learned as what they hit, where they hit it
    "day": 6,
    "happened": 7,
    "agreed": 8,
    "violated-by": 9,
    "holds": 10,
}

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Sight:
    """A passage in pieces, marks included, with features; the marked words are `[start, end)`."""

    pieces: Ints
    features: Ints
    start: int
    end: int


@dataclass(frozen=True)
class Side:
    """One of two passages as it stands in the input: pieces, features, and shares in the marked words."""

    pieces: Ints
    features: Ints
    word: Floats


def sight_of(tokenizer: Tokenizer, passage: Passage, disputed: ContradictionKind | None = None) -> Sight:
    """A passage as the model sees it, its words marked as telling, or as `disputed` in that respect."""
    tokens = tokenize(tokenizer, passage.text)
    ends, starts = [end for _, end in tokens.words], [start for start, _ in tokens.words]
    word = int(np.searchsorted(ends, passage.start, side="right"))
    after = max(word + 1, int(np.searchsorted(starts, passage.end, side="left")))
    first = tokens.first[word] if word < len(tokens.words) else len(tokens.pieces)
    last = tokens.first[after] if after < len(tokens.words) else len(tokens.pieces)
    low, high = max(0, first - AROUND), min(len(tokens.pieces), last + AROUND)
    last = min(last, first + OWN)
    own = slice(first, last)
    start = int(first - low) + 1

    def marked(values: Ints, marks: tuple[int, int]) -> Ints:
        parts = (values[low:first], [marks[0]], values[own], [marks[1]], values[last:high])
        return np.concatenate(parts).astype(np.int64)[: SIDE - 2]

    marks = (DISPUTED[disputed], MARKS[1]) if disputed else MARKS
    pieces, features = marked(tokens.pieces, marks), marked(tokens.features, (0, 0))
    return Sight(pieces, features, start, start + int(last - first))


def side_of(sight: Sight, *, first: bool) -> Side:
    """A passage with the special tokens around it, as the first or the second of two."""
    lead = 1 if first else 0
    pieces = np.concatenate(([CLS] * lead, sight.pieces, [SEP]))
    features = np.concatenate(([0] * lead, sight.features, [0]))
    word = np.zeros(len(pieces), dtype=np.float32)
    word[sight.start + lead : sight.end + lead] = 1 / max(1, sight.end - sight.start)
    return Side(pieces, features, word)


class CrossEncoder:
    """The loaded model."""

    def __init__(self, session: onnxruntime.InferenceSession, tokenizer: Tokenizer) -> None:
        self._session, self._tokenizer = session, tokenizer

    def sight(self, passage: Passage, disputed: ContradictionKind | None = None) -> Sight:
        """A passage as the model sees it, to be kept: it is asked about with many others."""
        return sight_of(self._tokenizer, passage, disputed)

    def log_odds(self, one: Sight, other: Sight) -> float:
        """That the answer to the graph's question is yes: one happening, or a contradiction about one."""
        sides = (side_of(one, first=True), side_of(other, first=False))
        words = np.zeros((1, 2, sum(len(side.pieces) for side in sides)), dtype=np.float32)
        words[0, 0, : len(sides[0].pieces)] = sides[0].word
        words[0, 1, len(sides[0].pieces) :] = sides[1].word
        feed = {
            "pieces": _joined([side.pieces for side in sides]),
            "features": _joined([side.features for side in sides]),
            "positions": _joined([n * SIDE + np.arange(len(side.pieces)) for n, side in enumerate(sides)]),
            "segments": _joined([np.full(len(side.pieces), n) for n, side in enumerate(sides)]),
            "words": words,
        }
        return float(self._session.run(None, feed)[0][0])


def _joined(parts: Sequence[Ints]) -> Ints:
    return np.concatenate(parts).astype(np.int64)[None]


def load_crossencoder(folder: Path = FOLDER, name: str = NAME, *, threads: int = 1) -> CrossEncoder:
    """Load a graph in `folder`, `NAME` or `DISPUTES`, after checking it against the manifest.

    Raises `ModelError` when a file is missing, altered, or does not fit.
    """
    load_manifest(folder, only=(name, TOKENIZER))
    try:
        session = open_session(folder / name, threads)
        tokenizer = load_tokenizer(folder / TOKENIZER)
    except Exception as error:  # onnxruntime and tokenizers raise bare exceptions of their own
        raise ModelError(
            f"The model in {folder} cannot be loaded: {error}. Reinstall the package."
        ) from error
    return CrossEncoder(session, tokenizer)
