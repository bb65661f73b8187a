import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_benchmark_runs_and_prints_every_figure(tmp_path: Path) -> None:
    text = tmp_path / "report.txt"
    text.write_text("The governor said that two bridges had been mined. " * 20)
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.reading", "--text", str(text)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    for line in ("bare encoder", "reading", "peak memory", "start-up"):
        assert re.search(rf"^{line}\s+[\d.]+", done.stdout, re.MULTILINE), done.stdout
