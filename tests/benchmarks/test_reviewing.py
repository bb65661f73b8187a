import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_everything_that_review_asks_for_is_measured() -> None:
    out = subprocess.run(
        [sys.executable, "-m", "benchmarks.reviewing", "--claims", "200", "--judged", "20"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert out.count(" ms") == 16
    assert "judging a claim" in out
