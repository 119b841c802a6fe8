"""axe finds nothing, in both themes, both languages and three widths; and nothing sticks out sideways."""

from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.pencil import Pencil
from tests.e2e.playground import Playground
from tests.e2e.test_files import DROP, NEWTS

AXE = Path(__file__).parents[1] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS = [1440, 768, 360]
THEMES: list[Literal["light", "dark"]] = ["light", "dark"]
SHAPES = {
    "default": "",
    "deep": "#hidden=8,8,8,8,8,8&dataset=spiral",
    "wide": "#hidden=32,32&features=x1,x2,r",
    "classes": "#dataset=blobs5",
    "regression": "#dataset=plane&hidden=",
    "deepest": "#hidden=8,8,8,8,8,8,8,8",
}


RUN = "axe.run({resultTypes: ['violations']}).then((result) => result.violations)"


def _violations(page: Page) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    found: list[dict[str, Any]] = page.evaluate(RUN)
    return [f"{violation['id']}: {node['target']}" for violation in found for node in violation["nodes"]]


def _violations_everywhere(page: Page, widths: list[int] = WIDTHS) -> dict[tuple[int, str], list[str]]:
    """What axe finds by width and theme, where it finds anything."""
    found = {}
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            expect(page.locator("html")).to_have_attribute("data-theme", theme)
            found[width, str(theme)] = _violations(page)
    return {where: violations for where, violations in found.items() if violations}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_axe_finds_nothing(playground: Playground, language: str) -> None:
    page = playground.speak(language).page
    assert _violations_everywhere(page) == {}
    playground["play"].click()
    playground.wait(lambda: playground.epoch > 5)
    playground.choose("speed", 1)  # so that axe has the processor
    assert _violations_everywhere(page) == {}
    assert playground.session()["status"] == "playing"


def test_axe_finds_nothing_in_the_dialogs(playground: Playground) -> None:
    for dialog in ("presets", "more", "share", "copy-python", "help", "file"):
        playground[dialog].click()
        if dialog == "copy-python":
            expect(playground["code"]).not_to_be_empty()
        assert _violations(playground.page) == [], dialog
        playground.page.keyboard.press("Escape")


def test_axe_finds_nothing_beside_the_editor(playground: Playground) -> None:
    playground["link-2-0-1"].click()
    expect(playground["editor"]).to_be_visible()
    assert _violations(playground.page) == []


@pytest.mark.usefixtures("refusals")
def test_axe_finds_nothing_where_points_are_brought(playground: Playground) -> None:
    page, widths = playground.page, [1440, 390]
    playground["dataset-formula"].click()
    playground["expression"].fill("x1^2 + foo < 9")
    expect(playground["expression-error"]).not_to_be_empty()
    assert _violations_everywhere(page, widths) == {}
    page.evaluate(DROP, ["newts.csv", NEWTS])
    expect(playground["preview-classes"]).to_contain_text("newt")
    assert _violations_everywhere(page, widths) == {}
    playground["preview-x1"].select_option(label="age")
    playground["preview-x2"].select_option(label="age")
    expect(playground["preview-trouble"]).not_to_be_empty()
    assert _violations_everywhere(page, widths) == {}
    playground["preview-x2"].select_option(label="width")
    playground["preview-use"].click()
    playground.becomes("data.source", "points")
    Pencil(playground)
    assert _violations_everywhere(page, widths) == {}


@pytest.mark.parametrize("dataset", [pytest.param("circle", marks=pytest.mark.thorough), "blobs5", "plane"])
def test_axe_finds_nothing_while_points_are_drawn(playground: Playground, dataset: str) -> None:
    page = playground.follow(f"#dataset={dataset}").page
    Pencil(playground)
    for width in (1440, 360):
        page.set_viewport_size({"width": width, "height": 800})
        assert _violations(page) == []
        playground.wait(lambda: bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth")))


@pytest.mark.parametrize("shape", SHAPES)
def test_nothing_sticks_out_sideways(playground: Playground, shape: str) -> None:
    page = playground.page
    if SHAPES[shape]:
        playground.follow(SHAPES[shape])
    for width in (1920, 1440, 1024, 768, 360):
        page.set_viewport_size({"width": width, "height": 900})
        playground.wait(lambda: bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth")))


def test_the_language_changes_in_place(playground: Playground) -> None:
    playground["step"].click()
    playground.wait(lambda: playground.epoch == 1)
    playground["language"].click()
    expect(playground.page.get_by_role("heading", name="Sortie")).to_be_visible()
    assert playground.epoch == 1
    playground["language"].click()
    expect(playground.page.get_by_role("heading", name="Output")).to_be_visible()


def test_numbers_are_written_as_the_language_has_them(page: Page, server: str) -> None:
    page.evaluate("localStorage.setItem('tinkernet.language', 'fr')")
    playground = Playground(page, server).open()
    expect(playground["loss-train"]).to_contain_text("0,")


def test_the_theme_follows_the_system_until_it_is_chosen(page: Page, server: str) -> None:
    page.emulate_media(color_scheme="dark")
    playground = Playground(page, server).open()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.emulate_media(color_scheme="light")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    playground["theme"].click()
    page.emulate_media(color_scheme="light")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_nothing_flows_where_less_motion_is_wished(playground: Playground) -> None:
    page = playground.page
    page.emulate_media(reduced_motion="reduce")
    playground["play"].click()
    playground.wait(lambda: playground.epoch > 1)
    assert page.evaluate("document.getAnimations().length") == 0
    page.emulate_media(reduced_motion="no-preference")
    playground.wait(lambda: bool(page.evaluate("document.getAnimations().length") == 1))
