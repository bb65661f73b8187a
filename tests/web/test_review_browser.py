"""Review by keyboard alone in a real Chromium: five claims, a correction, an undo; nobody is shut out."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.conftest import Served

playwright = pytest.importorskip("playwright.sync_api", reason="no playwright: install the group `browser`")

NAMED = os.environ.get("ACCORDINGTO_TEST_CHROMIUM")
CHROMIUM = NAMED or shutil.which("chromium") or shutil.which("google-chrome")
AXE = (Path(__file__).parent / "vendor" / "axe-4.14.1.min.js").read_text(encoding="utf-8")
RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"

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
def page(chromium: Any, site: Served) -> Iterator[Any]:
    """A page that fails the test when something on it goes wrong, a refused script above all."""
    context = chromium.new_context(base_url=site.address, viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.set_default_timeout(60_000)
    problems: list[str] = []
    opened.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: problems.append(str(error)))
    yield opened
    context.close()
    assert problems == []


def claim_of(page: Any) -> str:
    return str(page.locator("#decide input[name=claim]").get_attribute("value"))


def press(page: Any, key: str) -> None:
    """A key that leads to another page."""
    with page.expect_navigation():
        page.keyboard.press(key)


def violations(page: Any) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate(f"axe.run(document, {RULES}).then((result) => result.violations)")
    return [f"{one['id']}: {[node['html'][:120] for node in one['nodes']]}" for one in found]


def judged(site: Served) -> list[tuple[str, str, str | None]]:
    return [
        (kept.review.claim, kept.review.verdict, kept.review.because) for kept in site.site.ledger.reviews()
    ]


def test_five_claims_are_reviewed_by_keyboard_alone(page: Any, site: Served) -> None:
    page.goto("/review?kind=event")
    event = claim_of(page)
    page.keyboard.press("c")
    assert page.evaluate("document.activeElement.id") == "v-event_type"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "v-mode"
    page.keyboard.press("Control+a")
    page.keyboard.type("firearms")
    press(page, "Control+Enter")
    page.goto("/review")
    claims = [claim_of(page)]
    assert page.evaluate("document.activeElement.id") == "claim"
    press(page, "a")
    claims.append(claim_of(page))
    page.keyboard.press("r")
    page.keyboard.type("ajrz not here")
    press(page, "Enter")
    claims.append(claim_of(page))
    page.keyboard.press("u")
    page.keyboard.type("which?")
    press(page, "Enter")
    claims.append(claim_of(page))
    press(page, "a")
    assert judged(site) == [
        (event, "correct", None),
        (claims[0], "accept", None),
        (claims[1], "reject", "ajrz not here"),
        (claims[2], "unsure", "which?"),
        (claims[3], "accept", None),
    ]
    correction = next(site.site.ledger.reviews()).review.corrections
    assert [(one.field, one.value) for one in correction] == [("mode", "firearms")]
    press(page, "z")
    assert claim_of(page) == claims[3]
    assert judged(site)[-1] == (claims[3], "withdraw", None)


def test_j_and_k_go_forth_and_back_without_judging(page: Any, site: Served) -> None:
    page.goto("/review")
    first = claim_of(page)
    press(page, "j")
    assert claim_of(page) != first
    press(page, "k")
    assert claim_of(page) == first
    assert judged(site) == []


def test_help_search_and_escape(page: Any) -> None:
    page.goto("/review")
    page.keyboard.press("?")
    assert page.locator("#keys").get_attribute("open") is not None
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.type("ajkz")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "claim"


def test_single_keys_can_be_switched_off(page: Any, site: Served) -> None:
    page.goto("/review")
    page.keyboard.press("?")
    page.locator("#single").uncheck()
    page.reload()
    page.keyboard.press("a")
    page.wait_for_timeout(300)
    assert judged(site) == []


def test_words_are_picked_by_selecting_them_in_the_report(page: Any, site: Served) -> None:
    page.goto("/review?claim=d1-c2")
    page.locator("#v-instrument").focus()
    page.evaluate("""() => {
        const node = [...document.querySelectorAll("#words p")].at(-1).lastChild;
        const range = document.createRange();
        const text = node.nodeType === Node.TEXT_NODE ? node : node.firstChild;
        const at = text.textContent.indexOf("bridge");
        range.setStart(text, at);
        range.setEnd(text, at + 6);
        getSelection().removeAllRanges();
        getSelection().addRange(range);
        document.getElementById("words").dispatchEvent(new MouseEvent("mouseup", { bubbles: true }));
    }""")
    assert page.locator("#v-instrument").input_value() == "bridge"
    assert page.locator("#w-instrument").input_value() == "bridge"
    press(page, "Control+Enter")
    kept = next(site.site.ledger.reviews())
    (made,) = kept.review.corrections
    text = site.site.ledger.document("d1").text
    assert text[slice(*made.spans[0])] == "bridge"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("path", ["/review?claim=d1-c2", "/review?document=nothing", "/review/agreement"])
def test_nobody_is_shut_out(page: Any, site: Served, path: str, width: int, scheme: str) -> None:
    ledger = site.site.ledger
    for person in ("Ana", "local"):
        ledger.judge_claim("d1-c1", "accept", by=person, because="as printed")
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(path)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
