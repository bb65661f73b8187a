"""What a model folder must hold: each file's hash and size, what it was trained on, how it scored."""

from __future__ import annotations

import hashlib
from collections.abc import Container
from pathlib import Path

import msgspec

from accordingto.errors import ModelError

NAME = "manifest.toml"


class File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of the model; `sha256` is lower-case hex, `size` bytes."""

    name: str
    size: int
    sha256: str


class Task(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One head and its roles or classes, in the order of its labels."""

    name: str
    roles: tuple[str, ...]


class Corpus(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Training data: its name, licence, and what was learned from it."""

    name: str
    licence: str
    used_for: str


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of `manifest.toml`. `scores` are percent, by the command in `scored_by`.

    `tasks` mark spans, `words` say something of single words, `arguments` find the arguments of a word.
    """

    name: str
    version: str
    language: str
    encoder: str
    licence: str
    run: str
    files: tuple[File, ...]
    tasks: tuple[Task, ...]
    words: tuple[Task, ...]
    arguments: tuple[Task, ...]
    corpora: tuple[Corpus, ...]
    scored_by: str
    scores: dict[str, float]

    @property
    def fingerprint(self) -> str:
        """Twelve hex digits that stand for the weights: they change when any file does."""
        digest = hashlib.sha256("".join(file.sha256 for file in self.files).encode())
        return digest.hexdigest()[:12]


def load_manifest(folder: Path, *, only: Container[str] | None = None) -> Manifest:
    """Read the manifest of `folder` and check every file that it names, or `only` those.

    Raises `ModelError` that names the file and what is wrong with it.
    """
    try:
        manifest = msgspec.toml.decode((folder / NAME).read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError) as error:
        raise ModelError(f"The model's manifest {folder / NAME} cannot be read: {error}") from error
    for file in manifest.files:
        if only is None or file.name in only:
            _check(folder / file.name, file)
    return manifest


def _check(path: Path, file: File) -> None:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ModelError(f"The model file {path} cannot be read: {error}. Reinstall the package.") from error
    if len(data) != file.size or hashlib.sha256(data).hexdigest() != file.sha256:
        raise ModelError(f"The model file {path} is not the one in the manifest. Reinstall the package.")
