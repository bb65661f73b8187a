import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_benchmark_runs_and_prints_every_figure() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.mapping", "--size", "500"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    for line in ("reading", "rows", "world", "region", "towns", "party", "outlet"):
        assert re.search(rf"^{line}\s+[\d.]+", done.stdout, re.MULTILINE), done.stdout
