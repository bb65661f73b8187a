"""Near duplicates: MinHash over word shingles, with keys by which a ledger finds candidates.

The arithmetic is fixed here, not taken from a library, because keys are stored for years: the same text
must give the same signature with every version on every machine (docs/decisions/0022).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import NewType

import numpy as np
from numpy.typing import NDArray

# The standard error of `resemblance` is at most 0.044, at 0.3 it is 0.040.
PERMUTATIONS = 128
SHINGLE = 5
# 32 bands of 2 rows: a pair of resemblance 0.3 shares one in 95 of 100 cases, of 0.4 in 99.6, of 0.05 in 8.
BANDS = 32
_ROWS = 2
# Of 1,482 pairs of reports on the same event (give5w1h), 34 reach it: wire copies, press releases, reuse;
# 1,405 stay below 0.1. Of 80,123 pairs on different events 2 do, by what their sites add (decision 0022).
NEAR_DUPLICATE = 0.3
# Changes whenever the arithmetic does, so that keys of two kinds never meet.
_KIND = "m1"

Signature = NewType("Signature", bytes)
"""128 little-endian unsigned 32-bit minima: 512 bytes. Empty for a text without words."""


def signature(text: str) -> Signature:
    """The MinHash signature of a text's 5-word shingles; case, marks and spacing do not count."""
    shingles = _hashes(_words(text))
    if not len(shingles):
        return Signature(b"")
    minima = [((shingles * a + b) >> np.uint64(32)).min() for a, b in _COEFFICIENTS]
    return Signature(np.array(minima, dtype="<u4").tobytes())


def bands(signature: Signature) -> tuple[str, ...]:
    """Keys of a signature: two texts are candidates for near duplicates if they share one."""
    size = 4 * _ROWS
    parts = (signature[start : start + size] for start in range(0, min(len(signature), BANDS * size), size))
    return tuple(f"{_KIND}:{index}:{part.hex()}" for index, part in enumerate(parts))


def resemblance(a: Signature, b: Signature) -> float:
    """Estimated share of shingles in common (Jaccard), in [0, 1]; 0 where a text has no words."""
    if not a or not b:
        return 0.0
    return float(np.mean(np.frombuffer(a, dtype="<u4") == np.frombuffer(b, dtype="<u4")))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())


def _hashes(words: list[str]) -> NDArray[np.uint64]:
    """A 64-bit hash of each distinct shingle; a shorter text is one shingle."""
    last = max(len(words) - SHINGLE, 0) if words else -1
    shingles = {" ".join(words[start : start + SHINGLE]) for start in range(last + 1)}
    digests = (hashlib.blake2b(shingle.encode("utf-8"), digest_size=8).digest() for shingle in shingles)
    return np.frombuffer(b"".join(digests), dtype="<u8").astype(np.uint64)


def _coefficient(name: str) -> np.uint64:
    return np.uint64(int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little"))


# Multiply-shift hashing (Dietzfelbinger 1997): odd multiplier, 64-bit overflow, upper half.
_COEFFICIENTS = tuple(
    (_coefficient(f"multiply {index}") | np.uint64(1), _coefficient(f"add {index}"))
    for index in range(PERMUTATIONS)
)
