"""What the evaluations share: their arguments, and a bare document around a text."""

from __future__ import annotations

import argparse
from pathlib import Path

from accordingto.models.runtime import FOLDER
from accordingto.types import Document


def corpus_arguments(description: str | None) -> argparse.Namespace:
    """`--data`, `--split` and `--model` from the command line."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--split", default="dev")
    parser.add_argument("--model", type=Path, default=FOLDER, help="folder of the weights")
    return parser.parse_args()


def bare_document(text: str) -> Document:
    """A document of which nothing is known but its text."""
    return Document(id="", title=None, outlet=None, url=None, published=None, language="en", text=text)
