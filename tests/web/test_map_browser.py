"""The map in a real Chromium: map, list and timeline follow each other, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from accordingto.ledger import create_ledger
from tests.web.conftest import HOSTILE, Make, Served, bring_up, served
from tests.web.happened import few, happening, store, store_control
from tests.web.test_browser import CHROMIUM, playwright, violations

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium: install one, or name it in ACCORDINGTO_TEST_CHROMIUM"
)
MAP = "/map?at=7/35.0/38.0"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def standing_map(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    path: Path = tmp_path_factory.mktemp("mapped") / "test.db"
    with create_ledger(str(path), who="test") as ledger:
        bring_up(ledger)
        store_control(ledger, Make())
        store(ledger, [*few(), happening("x1", 2, "2018-04-20", actors=HOSTILE)], reviewed=frozenset({"e2"}))
        with served(ledger) as running:
            yield running


@pytest.fixture
def page(chromium: Any, standing_map: Served) -> Iterator[Any]:
    """A page of a common size that fails the test when something on it goes wrong."""
    context = chromium.new_context(base_url=standing_map.address, viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.set_default_timeout(60_000)
    problems: list[str] = []
    asked: set[str] = set()
    opened.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on("request", lambda request: asked.add(request.url))
    yield opened
    context.close()
    assert problems == []
    assert {one for one in asked if not one.startswith((standing_map.address, "data:"))} == set()


def go(page: Any, address: str = MAP) -> None:
    """The map, once it has drawn what the server answered."""
    page.goto(address)
    page.wait_for_selector("#map[data-ready]")


def until(page: Any, expression: str) -> None:
    """Wait until something holds. The library's own way makes code from text, which the policy forbids."""
    for _ in range(200):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"never: {expression}")


def shown(page: Any, expected: int) -> None:
    """Wait until so many are counted, in the list and for those who listen."""
    page.wait_for_selector(f".map-counts[data-shown='{expected}']")


def test_panning_the_map_filters_list_and_timeline(page: Any) -> None:
    go(page)
    shown(page, 10)
    bars = page.locator(".bars rect").count()
    page.evaluate("document.querySelector('.leaflet-container').focus()")
    for _ in range(6):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(300)
    until(page, "Number(document.querySelector('.map-counts').dataset.shown) < 4")
    assert page.locator(".bars rect").count() < bars
    assert "at=7%2F" in page.url


def test_dragging_on_the_timeline_filters_map_list_and_address(page: Any) -> None:
    go(page)
    shown(page, 10)
    marks = page.locator(".cell").count()
    page.locator("#timeline").scroll_into_view_if_needed()
    box = page.locator("#strip").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 40, steps=5)
    page.mouse.up()
    # May is in it; so is what is dated by its year alone.
    shown(page, 3)
    assert page.locator(".cell").count() < marks
    assert "since=2018-04-" in page.url
    assert page.input_value("#since") > "2018-04-20"
    page.click("#timeline-clear")
    shown(page, 10)


def test_the_timeline_works_by_keyboard_and_by_typing(page: Any) -> None:
    go(page)
    shown(page, 10)
    page.focus(".handle-since")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.input_value("#since") == "2018-04-10"
    assert page.get_attribute(".handle-since", "aria-valuetext") == "10 Apr 2018"
    page.keyboard.press("Home")
    assert page.input_value("#since") == ""
    page.fill("#until", "2018-04-08")
    page.keyboard.press("Tab")
    shown(page, 2)


def test_list_and_map_light_each_other(page: Any) -> None:
    go(page)
    shown(page, 10)
    page.hover(".item[data-id='e6']")
    assert page.locator(".cell.lit").count() == 1
    assert "Vale Region" in page.locator(".cell.lit").get_attribute("title")
    page.focus(".item[data-id='e4'] a")
    assert "Selk" in page.locator(".cell.lit").get_attribute("title")
    page.locator(".cell-area").hover()
    assert page.locator(".item.lit").get_attribute("data-id") == "e7"


def test_a_mark_that_cannot_come_apart_says_what_it_is(page: Any) -> None:
    go(page)
    shown(page, 10)
    page.locator(".cell-area").click()
    popup = page.locator(".leaflet-popup-content")
    popup.wait_for()
    assert "Syria · 1 event" in popup.inner_text()
    assert "1 origin" in popup.inner_text()
    assert popup.locator("a").get_attribute("href") == "/events/e7"
    page.locator(".cell", has_text="3").first.click()
    until(page, "/at=(8|9|1.)%2F/.test(location.search)")


def test_filters_stand_in_the_address_and_come_back(page: Any) -> None:
    go(page)
    page.click("#map-more summary")
    page.select_option("#m-reviewed", "yes")
    shown(page, 1)
    assert "reviewed=yes" in page.url
    page.reload()
    page.wait_for_selector("#map[data-ready]")
    shown(page, 1)
    assert page.input_value("#m-reviewed") == "yes"


def test_without_a_view_the_map_goes_to_where_things_happened(page: Any) -> None:
    go(page, "/map")
    shown(page, 11)
    assert page.locator(".item[data-id='e8']").count() == 1, "what has no place is in the list"
    assert not page.is_visible("#map-undrawn")
    assert "at=" not in page.url
    page.click(".leaflet-control-zoom-in")
    until(page, "/at=/.test(location.search)")
    until(page, "Number(document.querySelector('.map-counts').dataset.shown) < 11")
    go(page, "/map?lacking=place")
    shown(page, 1)
    assert page.is_visible("#map-undrawn"), "an empty map says why"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_shuts_anybody_out(page: Any, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    for path in ("/places", "/places/901"):
        page.goto(path)
        assert violations(page) == [], path
    go(page)
    page.click("#map-more summary")
    page.locator(".cell-area").click()
    page.locator(".leaflet-popup-content").wait_for()
    assert violations(page) == []


def test_every_page_fits_320_pixels_in_both_directions(page: Any) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    for path in ("/map?at=6/35/38", "/places", "/places/901"):
        page.goto(path)
        if path.startswith("/map"):
            page.wait_for_selector("#map[data-ready]")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        page.evaluate("document.documentElement.dir = 'rtl'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, f"{path}, right to left"


def test_in_a_page_from_right_to_left_later_is_left(page: Any) -> None:
    go(page)
    page.evaluate("document.documentElement.dir = 'rtl'")
    page.focus(".handle-since")
    page.keyboard.press("ArrowLeft")
    assert page.input_value("#since") == "2018-04-09"
    handle, strip = (page.locator(one).bounding_box() for one in (".handle-since", "#strip"))
    assert handle["x"] > strip["x"] + strip["width"] / 2


def test_nothing_that_was_stored_runs(page: Any) -> None:
    go(page, "/map?at=13/35.93/36.63")
    page.locator(".cell").first.click()
    page.locator(".leaflet-popup-content").wait_for()
    page.mouse.move(300, 300)
    assert page.evaluate("window.hit") is None


# How many colours the base map has within ten pixels of its middle.
COLOURS = """(() => {
    const canvas = document.querySelector("#map canvas");
    const [frame, own] = [document.getElementById("map"), canvas].map((one) => one.getBoundingClientRect());
    const scale = canvas.width / own.width;
    const across = frame.left + frame.width / 2 - own.left - 10;
    const down = frame.top + frame.height / 2 - own.top - 10;
    const corner = [across, down].map((one) => Math.round(one * scale));
    const { data } = canvas.getContext("2d").getImageData(...corner, 20 * scale, 20 * scale);
    return new Set(new Uint32Array(data.buffer)).size;
})()"""
# In the midst between Aleppo and Raqqa, where nothing but a line between their regions is drawn.
BETWEEN = "36.16/38.24"


def test_looking_closer_draws_regions_and_says_that_they_are_approximate(page: Any) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    go(page, f"/map?at=5/{BETWEEN}")
    page.wait_for_selector("#map canvas")
    until(page, f"{COLOURS} === 1")
    assert "regions.json" not in asked, "the first load is small"
    assert not page.is_visible("#map-regions")
    page.click(".leaflet-control-zoom-in")
    until(page, f"{COLOURS} > 1")
    assert asked.count("regions.json") == 1
    assert (
        page.inner_text("#map-regions") == "regions (first level), approximate: drawn from GeoNames' places"
    )
    assert "regions: GeoNames" in page.inner_text(".leaflet-control-attribution")
    assert violations(page) == []
    page.click(".leaflet-control-zoom-out")
    until(page, f"{COLOURS} === 1")
    assert not page.is_visible("#map-regions")


def test_no_region_is_drawn_where_its_line_would_be_off_by_too_much(page: Any) -> None:
    go(page, f"/map?at=10/{BETWEEN}")
    until(page, "!document.getElementById('map-regions').hidden")
    page.click(".leaflet-control-zoom-in")
    until(page, "document.getElementById('map-regions').hidden")
    assert page.evaluate(COLOURS) == 1


# Longitude and latitude of open sea on the way from one end of Fiji, of Russia, to the other.
SEA = [(-25, -17), (-25, -16.5), (-3, 68), (-3, 66)]


def test_no_country_is_drawn_across_the_world(page: Any) -> None:
    go(page, "/map?at=2/0/0")
    page.wait_for_timeout(500)
    drawn = page.evaluate(
        """points => {
            const canvas = document.querySelector("#map canvas");
            const map = document.getElementById("map").getBoundingClientRect();
            const own = canvas.getBoundingClientRect();
            const world = 1024;  // pixels, at this zoom
            return points.map(([longitude, latitude]) => {
                const radians = latitude * Math.PI / 180;
                const up = Math.log(Math.tan(Math.PI / 4 + radians / 2)) / (2 * Math.PI) * world;
                const x = map.left + map.width / 2 + longitude / 360 * world - own.left;
                const y = map.top + map.height / 2 - up - own.top;
                const scale = canvas.width / own.width;
                return canvas.getContext("2d").getImageData(x * scale, y * scale, 1, 1).data[3];
            });
        }""",
        SEA,
    )
    assert drawn == [0] * len(SEA)
