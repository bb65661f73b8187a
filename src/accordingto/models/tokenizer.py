"""Text to word pieces with, for each piece, its word and what the lower-casing vocabulary hides.

The encoder's vocabulary is lower case and drops white space. Letter case, paragraph breaks and open
quotation marks decide names and the edges of quotations, so each word carries them as one `feature`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from accordingto.models.sentences import sentence_starts

SHAPES = 6  # lower, Capitalised, UPPER, mIxed, digits, other
GAPS = 4  # what stands before the word: nothing, space, line break, blank line
FEATURES = SHAPES * GAPS * 2  # times: inside a quotation or not

OPENING = "“„«"
CLOSING = "”»"
TOGGLING = '"'

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Tokens:
    """One text as pieces. `words` are half-open code point spans; `word_of[i]` is the word of piece `i`.

    `pieces` holds vocabulary ids without special tokens; `features[i]` belongs to the word of piece `i`;
    `first[w]` is the first piece of word `w`.
    """

    text: str
    pieces: Ints
    word_of: Ints
    first: Ints
    features: Ints
    words: tuple[tuple[int, int], ...]
    gaps: tuple[int, ...]

    @cached_property
    def sentences(self) -> tuple[int, ...]:
        """The first word of each sentence: see `sentence_starts`."""
        return sentence_starts(self)

    def word(self, index: int) -> str:
        """Word `index` as it is written."""
        return self.text[slice(*self.words[index])]


def load_tokenizer(path: Path) -> Tokenizer:
    """The WordPiece tokenizer stored at `path` (a `tokenizer.json`), without truncation or padding."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def tokenize(tokenizer: Tokenizer, text: str) -> Tokens:
    """Split `text` into words and word pieces; nothing is cut off, whatever its length."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    words, word_of = _words(encoding.word_ids, encoding.offsets)
    gaps = _gaps(text, words)
    features = np.array(_features(text, words, gaps), dtype=np.int64)
    index = np.array(word_of, dtype=np.int64)
    first = np.flatnonzero(np.diff(index, prepend=-1)) if len(index) else index
    return Tokens(
        text=text,
        pieces=np.array(encoding.ids, dtype=np.int64),
        word_of=index,
        first=first,
        features=features[index] if len(index) else index,
        words=tuple(words),
        gaps=tuple(gaps),
    )


def _words(
    word_ids: list[int | None], offsets: list[tuple[int, int]]
) -> tuple[list[tuple[int, int]], list[int]]:
    words: list[tuple[int, int]] = []
    word_of: list[int] = []
    last: int | None = None
    for word, (start, end) in zip(word_ids, offsets, strict=True):
        if word != last or not words:
            words.append((start, end))
            last = word
        else:
            words[-1] = (words[-1][0], max(end, words[-1][1]))
        word_of.append(len(words) - 1)
    return words, word_of


def _gaps(text: str, words: list[tuple[int, int]]) -> list[int]:
    gaps: list[int] = []
    before = 0
    for start, end in words:
        breaks = text.count("\n", before, start) + 2 * text.count("\f", before, start)
        gaps.append(3 if breaks > 1 else 2 if breaks else 1 if start > before else 0)
        before = end
    if gaps:
        gaps[0] = 3
    return gaps


def _features(text: str, words: list[tuple[int, int]], gaps: list[int]) -> list[int]:
    features: list[int] = []
    inside = False
    for (start, end), gap in zip(words, gaps, strict=True):
        word = text[start:end]
        if gap == 3:
            inside = False
        opens = word in OPENING or (word == TOGGLING and not inside)
        closes = word in CLOSING or (word == TOGGLING and inside)
        inside = (inside or opens) and not closes
        features.append((_shape(word) * GAPS + gap) * 2 + (inside or closes))
    return features


def _shape(word: str) -> int:
    if word.islower():
        return 0
    if word.isdigit():
        return 4
    if not word[:1].isalpha():
        return 5
    if len(word) > 1 and word.isupper():
        return 2
    return 1 if word[0].isupper() and word[1:] in (word[1:].lower(), "") else 3
