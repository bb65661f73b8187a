import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("how", "pages"), [([], False), (["--whole"], True)])
def test_the_benchmark_runs_and_prints_what_a_mention_costs(how: list[str], pages: bool) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.linking", "--mentions", "120", "--steps", "2", *how],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (
        len(re.findall(r"^ +\d+ +[\d.]+ +[\d.]+ +[\d.]+ +\d+ +\d+ +[\d.]+ / [\d.]+$", done.stdout, re.M)) == 2
    )
    assert bool(re.search(r"^ +[\d.]+ ms  one event whole$", done.stdout, re.M)) == pages
