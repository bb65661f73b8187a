import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_page_of_a_small_ledger_is_measured_and_answers() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.web", "--documents", "60", "--rounds", "1"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line for line in done.stdout.splitlines() if re.search(r"  \d{3} /", line)]
    assert len(lines) > 200
    assert [line for line in lines if "  200 /" not in line] == []
    assert re.search(r"largest first load: [\d,]+ bytes", done.stdout)
