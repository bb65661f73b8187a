"""The figures of docs/decisions/0020 and 0021, where the pages are present."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "evaluation" / "documents.py"
FLOORS = {"aeb": {"f1": 0.97}, "fundus": {"f1": 0.96, "title": 0.8, "byline": 0.95, "day": 0.98}}


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    corpora = os.environ.get("ACCORDINGTO_CORPORA")
    archive = Path(corpora or ".") / "html.tar.gz"
    if not corpora or not archive.is_file():
        pytest.skip("ACCORDINGTO_CORPORA names no folder with html.tar.gz")
    with tarfile.open(archive) as tar:
        tar.extractall(tmp_path, filter="data")
    return tmp_path / "html"


def test_figures_do_not_fall(pages: Path) -> None:
    run = subprocess.run(
        [sys.executable, str(SCRIPT), str(pages)], capture_output=True, text=True, check=True
    )
    for name, floors in FLOORS.items():
        part = run.stdout.split(f"{name}: ")[1]
        for field, floor in floors.items():
            figure = re.search(rf"^  {field} +([\d.]+)", part, re.MULTILINE)
            assert figure is not None
            assert float(figure[1]) >= floor, f"{name} {field}"
