from pathlib import Path

import pytest

from accordingto.errors import ModelError
from accordingto.models.manifest import load_manifest
from accordingto.models.runtime import FOLDER


def test_the_shipped_model_is_what_its_manifest_says() -> None:
    manifest = load_manifest(FOLDER)
    names = {"encoder.onnx", "tables.npz", "tokenizer.json", "crossencoder.onnx", "disputes.onnx"}
    assert {file.name for file in manifest.files} == names
    assert sum(file.size for file in manifest.files) < 80_000_000
    assert all(corpus.licence for corpus in manifest.corpora)


def _copy(folder: Path) -> Path:
    for path in FOLDER.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


def test_one_altered_byte_is_refused_by_name(tmp_path: Path) -> None:
    tables = _copy(tmp_path) / "tables.npz"
    data = bytearray(tables.read_bytes())
    data[len(data) // 2] ^= 1
    tables.write_bytes(data)
    with pytest.raises(ModelError, match=r"tables\.npz is not the one in the manifest"):
        load_manifest(tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    (_copy(tmp_path) / "encoder.onnx").unlink()
    with pytest.raises(ModelError, match=r"encoder\.onnx cannot be read"):
        load_manifest(tmp_path)


def test_a_folder_without_a_manifest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="manifest"):
        load_manifest(tmp_path)
