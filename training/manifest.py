"""Write the manifest of a folder of weights: files with hashes, tasks, data and licences, scores.

python -m training.manifest --model src/accordingto/models/en --run "run 2 of 2026-11-22" --data CORPORA
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

from accordingto.models.manifest import NAME, Corpus, File, Manifest, Task
from accordingto.models.runtime import load_encoder
from accordingto.reading.reader import Reader
from evaluation.gate import own_scores, public_scores
from training.corpora import ARGUMENT_ROLES, CLASSES, HEADS

FILES = ("encoder.onnx", "tables.npz", "tokenizer.json", "crossencoder.onnx", "disputes.onnx")
CORPORA = (
    Corpus("PolNeAR 1.0 (train)", "no licence stated for the data", "attribution"),
    Corpus("Worldwide Newswire NER (train)", "no licence stated for the data", "entities"),
    Corpus("PropBank over EWT (train)", "CC BY-SA 4.0", "predicates, arguments"),
    Corpus("PropBank over MASC", "CC BY-SA 4.0", "predicates, arguments"),
    Corpus("QANom (train)", "open, as flagged in the data notes", "deverbal nouns"),
    Corpus("GENEVA (train)", "open, as flagged in the data notes", "event types"),
    Corpus("WikiEvents (train)", "no licence stated for the data", "event types, arguments"),
    Corpus("UDS-IH2, MEANTIME, CommitmentBank, RP, MegaVeridicality 2 (train)", "open", "factuality"),
    Corpus("CAMEO sentences of ConfliBERT (train)", "no licence stated for the data", "sides, pentacode"),
    Corpus("MUC-4 (train)", "no licence stated for the data", "fillers of incidents"),
    Corpus("PTC (train)", "no licence stated for the data", "loaded language"),
    Corpus("BABE (SG2)", "no licence stated for the data", "biased words, slanted sentences"),
    Corpus("BASIL", "no licence stated for the data", "slanted sentences"),
    Corpus("ECB+ (train)", "open, as flagged in the data notes", "mentions of one happening"),
    Corpus("accordingto accounts (training/accounts)", "Apache-2.0", "agreements, control, loaded words"),
    Corpus("accordingto events (training/events)", "Apache-2.0", "event types, arguments, factuality"),
    Corpus("accordingto stories (evaluation/linking)", "Apache-2.0", "one happening, event types"),
    Corpus("accordingto marks on 609 real reports (training/real)", "Apache-2.0", "event types"),
    Corpus("accordingto disputes (training/disputed)", "Apache-2.0", "contradictions"),
    Corpus("accordingto names (training/names)", "Apache-2.0", "entities"),
    Corpus("accordingto chains (training/chains)", "Apache-2.0", "attribution, relays"),
)
SCORED_BY = "python -m evaluation.gate --data CORPORA"


def main() -> None:
    """Parse the arguments, write the manifest, measure, and write it again with the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--run", required=True, help="which run of the log made the weights")
    parser.add_argument("--version", default="1")
    parser.add_argument("--data", type=Path, help="folder of the corpora; without it no scores are written")
    arguments = parser.parse_args()
    write(arguments.model, arguments.run, arguments.version, {})
    if arguments.data:
        reader = Reader(load_encoder(arguments.model))
        scores = dict(own_scores(reader)) | dict(public_scores(reader, arguments.data))
        write(arguments.model, arguments.run, arguments.version, scores)


def write(folder: Path, run: str, version: str, scores: dict[str, float]) -> None:
    """Write `manifest.toml` for the files in `folder`."""
    manifest = Manifest(
        name="accordingto-en",
        version=version,
        language="en",
        encoder="MiniLM-L6 (all-MiniLM-L6-v2, Apache-2.0)",
        licence="Apache-2.0",
        run=run,
        files=tuple(_file(folder / name) for name in FILES),
        tasks=tuple(Task(name, roles) for name, roles in HEADS.items()),
        words=tuple(Task(name, classes) for name, classes in CLASSES.items()),
        arguments=tuple(Task(name, roles) for name, roles in ARGUMENT_ROLES.items()),
        corpora=CORPORA,
        scored_by=SCORED_BY,
        scores={name: round(value, 2) for name, value in scores.items()},
    )
    (folder / NAME).write_text(as_toml(manifest), encoding="utf-8")


def _file(path: Path) -> File:
    data = path.read_bytes()
    return File(path.name, len(data), hashlib.sha256(data).hexdigest())


def as_toml(manifest: Manifest) -> str:
    """The manifest as TOML that people can read."""
    plain = ("name", "version", "language", "encoder", "licence", "run", "scored_by")
    lines = [f'{name} = "{getattr(manifest, name)}"' for name in plain]
    for file in manifest.files:
        lines += [
            "",
            "[[files]]",
            f'name = "{file.name}"',
            f"size = {file.size}",
            f'sha256 = "{file.sha256}"',
        ]
    for table in ("tasks", "words", "arguments"):
        for task in getattr(manifest, table):
            roles = ", ".join(f'"{role}"' for role in task.roles)
            lines += ["", f"[[{table}]]", f'name = "{task.name}"', f"roles = [{roles}]"]
    for corpus in manifest.corpora:
        lines += ["", "[[corpora]]", f'name = "{corpus.name}"']
        lines += [f'licence = "{corpus.licence}"', f'used_for = "{corpus.used_for}"']
    lines += ["", "[scores]", *(f'"{name}" = {value}' for name, value in manifest.scores.items())]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
