"""What an attribution's confidence is worth: how often attributions of each confidence are right.

    python -m evaluation.calibration --data CORPORA [--split dev] [--model FOLDER]

Right means that source, cue and content each overlap by half with one annotated attribution of PolNeAR.
Prints a table, the expected calibration error, and the slope and offset for `reading.attribution`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from accordingto.models.runtime import load_encoder
from accordingto.reading.attribution import CALIBRATION
from accordingto.reading.reader import Reader
from evaluation.attribution import SHARE, gold_triples, outermost, triple
from evaluation.inputs import bare_document, corpus_arguments
from evaluation.scoring import triples
from training import corpora

Floats = npt.NDArray[np.float64]
STEPS = 4000


def outcomes(reader: Reader, examples: Sequence[corpora.Example]) -> tuple[Floats, Floats]:
    """For each attribution found: its confidence, and 1 where it is right, else 0."""
    confidences, right = [], []
    for example in examples:
        wanted = gold_triples(example)
        for attribution in outermost(reader.read(bare_document(example.text)).attributions):
            confidences.append(attribution.confidence)
            right.append(triples([triple(attribution)], wanted, SHARE).right)
    return np.array(confidences), np.array(right, dtype=float)


def logit(values: Floats) -> Floats:
    """Log odds, away from 0 and 1."""
    inside = np.clip(values, 1e-4, 1 - 1e-4)
    result: Floats = np.log(inside / (1 - inside))
    return result


def fit(scores: Floats, right: Floats) -> tuple[float, float]:
    """Slope and offset of the logistic curve through the outcomes (Platt scaling), by gradient descent."""
    slope, offset = 1.0, 0.0
    for _ in range(STEPS):
        error = 1 / (1 + np.exp(-(slope * scores + offset))) - right
        slope -= 0.1 * float((error * scores).mean())
        offset -= 0.1 * float(error.mean())
    return slope, offset


def main() -> None:
    """Parse the arguments and print."""
    arguments = corpus_arguments(__doc__)
    reader = Reader(load_encoder(arguments.model))
    confidences, right = outcomes(reader, corpora.polnear(arguments.data, arguments.split))
    error = 0.0
    print("confidence    right   of")
    for low in np.arange(0, 1, 0.1):
        here = (confidences >= low) & (confidences < low + 0.1 + (low > 0.85))
        if here.any():
            error += here.mean() * abs(float(right[here].mean() - confidences[here].mean()))
            print(f"{low:.1f} to {low + 0.1:.1f}   {100 * right[here].mean():5.1f} %   {here.sum()}")
    print(f"expected calibration error {100 * error:.1f} points over {len(right)} attributions")
    slope, offset = CALIBRATION
    raw = (logit(confidences) - offset) / slope
    print("slope {:.2f}, offset {:.2f}".format(*fit(raw, right)))


if __name__ == "__main__":
    main()
