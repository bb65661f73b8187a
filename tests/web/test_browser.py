"""In a real Chromium: nothing stored runs, nobody is shut out, and words and claims light each other."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.conftest import HOSTILE, Served
from tests.web.test_pages import ALL

playwright = pytest.importorskip("playwright.sync_api", reason="no playwright: install the group `browser`")

NAMED = os.environ.get("ACCORDINGTO_TEST_CHROMIUM")
CHROMIUM = NAMED or shutil.which("chromium") or shutil.which("google-chrome")
AXE = (Path(__file__).parent / "vendor" / "axe-4.14.1.min.js").read_text(encoding="utf-8")
RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"

# Bytes of a page with all that comes with it.
MOST = 250_000

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium: install one, or name it in ACCORDINGTO_TEST_CHROMIUM"
)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Any, standing: Served) -> Iterator[Any]:
    """A page that fails the test when something on it goes wrong, a refused script above all."""
    context = chromium.new_context(base_url=standing.address)
    opened = context.new_page()
    opened.set_default_timeout(60_000)
    problems: list[str] = []
    opened.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: problems.append(str(error)))
    yield opened
    context.close()
    assert [one for one in problems if "404" not in one] == []


def violations(page: Any) -> list[str]:
    """What axe finds. Its own script comes in past the policy, as a developer's tool does."""
    page.evaluate(AXE)
    found = page.evaluate(f"axe.run(document, {RULES})")
    return [
        f"{one['id']}: {node['html'][:120]} {node['any'][:1] and node['any'][0]['message']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_shuts_anybody_out(page: Any, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    found = {}
    for path in ALL:
        page.goto(path)
        if problems := violations(page):
            found[path] = problems
    assert found == {}


def test_no_first_page_is_heavy(chromium: Any, standing: Served) -> None:
    weights = {path: weight(chromium, standing, path) for path in (*ALL, "/map", "/review", "/places")}
    assert {path: size for path, size in weights.items() if size > MOST} == {}


def weight(chromium: Any, site: Served, path: str) -> int:
    """Bytes that a browser is sent for a page that it has never seen, headers apart."""
    context = chromium.new_context(base_url=site.address)
    page = context.new_page()
    page.set_default_timeout(60_000)
    finished: list[Any] = []
    page.on("requestfinished", lambda request: finished.append(request))
    page.goto(path, wait_until="networkidle")
    size = sum(request.sizes()["responseBodySize"] for request in finished)
    context.close()
    return int(size)


def test_every_page_fits_320_pixels_in_both_directions(page: Any) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    for path in ALL:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        page.evaluate("document.documentElement.dir = 'rtl'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, f"{path}, right to left"


def has_run(page: Any) -> bool:
    """Whether something that was stored or typed has run. A page may load itself again while it is asked."""
    for _ in range(5):
        try:
            return page.evaluate("window.hit") is not None
        except Exception as error:
            if "navigation" not in str(error):
                raise
            page.wait_for_load_state()
    raise AssertionError("the page never stays")


def test_nothing_that_was_stored_or_typed_runs(page: Any) -> None:
    typed = ("/search?q=%3Cscript%3Ewindow.hit=1%3C/script%3E", "/search?q=%22onfocus=hit=1%20autofocus=")
    for path in (*ALL, *typed):
        page.goto(path)
        page.mouse.move(300, 300)
        assert not has_run(page), path
    for harm in HOSTILE:
        page.goto("/search")
        page.fill("#q", harm)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert not has_run(page), harm


def test_nothing_is_asked_of_another_host(page: Any, standing: Served) -> None:
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url))
    for path in ALL:
        page.goto(path)
    assert {one for one in asked if not one.startswith((standing.address, "data:"))} == set()


def test_a_claim_lights_its_words_and_its_source(page: Any) -> None:
    page.goto("/documents/d1")
    page.hover("[data-claim='2']")
    assert page.locator(".text .lit").all_inner_texts() == ["The ", "ceasefire", " is dead"]
    assert (
        page.locator(".text .lit-source").all_inner_texts() == ["he", "Ardun Radio"]
        or page.locator(".text .lit-source").count()
    )
    page.hover("h1")
    assert page.locator(".lit").count() == 0


def test_words_light_their_claims_by_mouse_and_by_keyboard(page: Any) -> None:
    page.goto("/documents/d1")
    page.hover(".text .m-agreement")
    assert page.locator(".claim.lit").get_attribute("data-claim") == "2"
    page.focus("#text")
    for expected in ("0", "1", "2"):
        page.keyboard.press("ArrowRight")
        assert page.locator(".claim.lit").get_attribute("data-claim") == expected
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "/claims/d1-c3"
    assert page.locator(".text .lit").count() > 0, "a claim that has the focus lights its words"


def test_layers_are_switched_and_stay_in_the_address(page: Any) -> None:
    page.goto("/documents/d1")
    page.uncheck("input[value=event]")
    assert "event" not in page.get_attribute("#text", "data-on")
    assert "event" not in page.url
    page.reload()
    assert not page.is_checked("input[value=event]")
    assert page.is_checked("input[value=place]")


def test_the_first_stop_of_the_keyboard_leads_past_the_menu(page: Any) -> None:
    page.goto("/claims")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_text_is_added_and_followed(chromium: Any, site: Served) -> None:
    context = chromium.new_context(base_url=site.address)
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto("/add")
    page.fill("#text", "The mayor said that the bridge is open. " * 5)
    page.click("text=What you know about it")
    page.fill("#title", HOSTILE[0])
    page.click("text=Add and read")
    page.wait_for_selector("text=Done: 1 new report")
    page.click("#job h2 a")
    assert page.inner_text("h1") == HOSTILE[0]
    assert page.evaluate("window.hit") is None
    context.close()


DROPPED = """([beside, name, text]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([text], name, { type: "text/plain" }));
  return ["dragover", "drop"].map((kind) => document.querySelector(beside).dispatchEvent(
    new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true })));
}"""


def test_a_file_dropped_anywhere_on_the_page_is_added(chromium: Any, site: Served) -> None:
    context = chromium.new_context(base_url=site.address)
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto("/add")
    # The browser would open the file in place of the page if both were not prevented.
    goes_on = page.evaluate(DROPPED, ["h1", "mayor.txt", "The mayor of Belan said the pumps work."])
    assert goes_on == [False, False]
    assert page.eval_on_selector("#files", "input => input.files[0].name") == "mayor.txt"
    page.click("text=Add and read")
    page.wait_for_selector("text=Done: 1 new report")
    context.close()
