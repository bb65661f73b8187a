"""How fast reading is beside the bare encoder, on the same text, in one run, on one core.

    python -m benchmarks.reading [--text FILE] [--words 20000]

"Reading" is everything after the bytes have become text: tokens, encoder, decoding, linking, nested
attributions, entities, claims. "Bare encoder" is the same ONNX graph over the same windows, tokens ready.
Without `--text` the bundled reports are read over and over. Start-up is measured in a fresh process.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from importlib.resources import files
from pathlib import Path
from statistics import median

from accordingto.models.runtime import load_encoder
from accordingto.reading.claims import claims_of
from accordingto.reading.reader import Reader
from accordingto.types import Document

ROUNDS = 3
START_UP = """
import time; start = time.perf_counter()
from accordingto.reading import claims_of, load_reader
from accordingto.settings import Settings
from accordingto.types import Document
reader = load_reader(Settings())
text = "The governor told Reuters that two bridges had been mined."
document = Document(id="", title=None, outlet=None, url=None, published=None, language="en", text=text)
assert claims_of(reader.read(document), reader=reader.fingerprint)
print(time.perf_counter() - start)
"""


def reports(words: int) -> list[str]:
    """The bundled reports in plain text, repeated until they hold `words` words."""
    folder = files("accordingto") / "examples"
    bodies = [
        p.read_text(encoding="utf-8").split("---\n", 2)[-1]
        for p in sorted(folder.iterdir(), key=str)
        if p.name.endswith(".txt")
    ]
    size = sum(len(body.split()) for body in bodies)
    return bodies * max(1, words // size)


def measure(texts: list[str]) -> tuple[float, float]:
    """Pieces a second of the bare encoder and of reading, medians of alternating rounds."""
    encoder = load_encoder(threads=1)
    reader = Reader(encoder)
    documents = [
        Document(id=str(n), title=None, outlet="O", url=None, published=None, language="en", text=text)
        for n, text in enumerate(texts)
    ]
    tokens = [encoder.tokenize(text) for text in texts]
    pieces = sum(len(one.pieces) for one in tokens)
    bare, whole = [], []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for one in tokens:
            encoder.score(one)
        middle = time.perf_counter()
        for document in documents:
            claims_of(reader.read(document), reader=reader.fingerprint)
        bare.append(pieces / (middle - start))
        whole.append(pieces / (time.perf_counter() - middle))
    return median(bare), median(whole)


def main() -> None:
    """Parse the arguments, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--text", type=Path, help="a text file to read instead of the bundled reports")
    parser.add_argument("--words", type=int, default=20_000)
    arguments = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    texts = [arguments.text.read_text(encoding="utf-8")] if arguments.text else reports(arguments.words)
    bare, whole = measure(texts)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    started = subprocess.run([sys.executable, "-c", START_UP], capture_output=True, text=True, check=True)
    print(f"bare encoder   {bare:8.0f} pieces/s")
    print(f"reading        {whole:8.0f} pieces/s   ratio {whole / bare:.2f}   (aim: at least 0.50)")
    print(f"peak memory    {memory:8.0f} MB          (aim: under 600)")
    print(f"start-up       {float(started.stdout):8.2f} s to the first claim   (aim: under 3)")


if __name__ == "__main__":
    main()
