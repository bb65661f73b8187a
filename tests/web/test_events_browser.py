"""Events, agreements and actors in a real Chromium: for everybody, by keys alone; nothing stored runs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from accordingto.ledger import open_ledger
from tests.web.conftest import Served, served
from tests.web.test_browser import MOST, chromium, pytestmark as pytestmark, violations, weight
from tests.web.test_events import PATHS, ready, told

__all__ = ["chromium", "told"]


@pytest.fixture(scope="module")
def running(told: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    path = shutil.copy(told, tmp_path_factory.mktemp("browser") / "own.db")
    with open_ledger(str(path), who="test") as ledger, served(ledger) as site:
        yield ready(site)


@pytest.fixture
def page(chromium: Any, running: Served) -> Iterator[Any]:
    """A page that fails the test when something on it goes wrong."""
    context = chromium.new_context(base_url=running.address)
    opened = context.new_page()
    opened.set_default_timeout(60_000)
    problems: list[str] = []
    opened.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: problems.append(str(error)))
    yield opened
    context.close()
    assert problems == []


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_shuts_anybody_out(page: Any, scheme: str, direction: str) -> None:
    page.emulate_media(color_scheme=scheme)
    found = {}
    for path in PATHS:
        page.goto(path)
        page.evaluate("direction => { document.documentElement.dir = direction }", direction)
        assert page.evaluate("window.hit") is None, path
        if problems := violations(page):
            found[path] = problems
    assert found == {}


def test_every_page_fits_320_pixels_in_both_directions(page: Any) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    for path in PATHS:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        page.evaluate("document.documentElement.dir = 'rtl'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, f"{path}, right to left"


def test_no_first_page_is_heavy(chromium: Any, running: Served) -> None:
    weights = {path: weight(chromium, running, path) for path in PATHS}
    assert {path: size for path, size in weights.items() if size > MOST} == {}


def test_an_account_is_taken_out_and_brought_back_by_keys_alone(page: Any) -> None:
    page.goto("/events/r1-shelled")
    page.focus("input[name=mark][value=r5-shelled]")
    page.keyboard.press("Space")
    page.focus("#split-why")
    page.keyboard.type("it tells of another market")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/events/*?done=split*")
    assert page.locator("input[name=mark][value=r5-shelled]").count() == 0
    page.get_by_role("button", name="Take this back").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/events/*?done=undone*")
    assert page.locator("input[name=mark][value=r5-shelled]").count() == 1
