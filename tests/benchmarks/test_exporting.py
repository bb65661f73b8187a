import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def measured(*arguments: str) -> str:
    return subprocess.run(
        [sys.executable, "-m", "benchmarks.exporting", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


@pytest.mark.parametrize("format", ["csv", "acled"])
def test_memory_does_not_grow_with_the_rows(format: str) -> None:
    out = measured("--rows", "20000", "--formats", format)
    lines = re.findall(rf"^{format}\s+(\d+)\s+(\d+)\s+(\d+)$", out, re.MULTILINE)

    (few, _, before), (many, _, after) = (map(int, line) for line in lines)
    assert (few, many) == (2_000, 20_000)
    # The rows alone would take 40 MB.
    assert after - before < 5
