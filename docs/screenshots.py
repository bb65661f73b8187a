"""Makes the pictures in docs/images from the demo's ledger: `python docs/screenshots.py [LEDGER [EVENT]]`.

Needs the dependency group `browser` and a Chromium on the path, or named in ACCORDINGTO_TEST_CHROMIUM.
Without a LEDGER, the demo is run first, in a folder that is thrown away.
Without an EVENT, it is the one that accounts differ about most.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

IMAGES = Path(__file__).parent / "images"
PROGRAM = (sys.executable, "-m", "accordingto")
# Wide enough for accounts side by side, and no wider than a README shows.
WIDTH, HEIGHT = 1200, 1000
# Sharp on most screens, and small enough for a README.
SCALE = 1.5


def main(ledger: Path, event: str | None = None) -> None:
    """Write every picture."""
    IMAGES.mkdir(exist_ok=True)
    with served(ledger) as address, browsed() as page:
        page.goto(f"{address}/events/{event or most_disputed(address)}")
        page.wait_for_load_state("networkidle")
        page.screenshot(path=IMAGES / "event.png")


def most_disputed(address: str) -> str:
    """The event that accounts differ about in most ways."""
    with urlopen(f"{address}/api/events?order=contradictions&limit=1") as answer:
        return str(json.load(answer)["items"][0]["id"])


@contextmanager
def served(ledger: Path) -> Iterator[str]:
    """The ledger in a server of its own, and its address."""
    command = (*PROGRAM, "serve", "--no-browser", "--port", "0", "--ledger", str(ledger))
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


@contextmanager
def browsed() -> Iterator[Any]:
    """A page in a Chromium without a window, in light colours."""
    named = os.environ.get("ACCORDINGTO_TEST_CHROMIUM")
    chromium = named or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(
            viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=SCALE, color_scheme="light"
        )
        yield page
        browser.close()


if __name__ == "__main__":
    if sys.argv[1:]:
        main(Path(sys.argv[1]), *sys.argv[2:])
    else:
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run((*PROGRAM, "demo", folder), check=True, stdout=subprocess.DEVNULL)
            main(Path(folder) / "demo.db")
