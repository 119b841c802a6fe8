"""axe finds nothing, in both themes, both languages and three widths; and nothing sticks out sideways."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.playground import Playground

AXE = Path(__file__).parents[1] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS = [1440, 768, 360]
SHAPES = {
    "default": "",
    "deep": "#hidden=8,8,8,8,8,8&dataset=spiral",
    "wide": "#hidden=32,32&features=x1,x2,r",
    "classes": "#dataset=blobs5",
    "regression": "#dataset=plane&hidden=",
    "deepest": "#hidden=8,8,8,8,8,8,8,8",
}


def _violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text())
    found: list[dict[str, Any]] = page.evaluate("axe.run().then((result) => result.violations)")
    return [f"{violation['id']}: {node['target']}" for violation in found for node in violation["nodes"]]


def _violations_in_both_themes(page: Page) -> dict[str, list[str]]:
    found = {}
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        expect(page.locator("html")).to_have_attribute("data-theme", theme)
        found[theme] = _violations(page)
    return found


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(page: Page, server: str, language: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate(f"localStorage.setItem('tinkernet.language', '{language}')")
    playground = Playground(page, server).open()
    expect(page.locator("html")).to_have_attribute("lang", language)
    assert _violations_in_both_themes(page) == {"light": [], "dark": []}
    playground["play"].click()
    playground.wait(lambda: playground.epoch > 5)
    assert _violations_in_both_themes(page) == {"light": [], "dark": []}


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


@pytest.mark.parametrize("shape", SHAPES)
def test_nothing_sticks_out_sideways(page: Page, server: str, shape: str) -> None:
    playground = Playground(page, server).open("/" + SHAPES[shape])
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


def test_nothing_flows_where_less_motion_is_wished(page: Page, server: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    playground = Playground(page, server).open()
    playground["play"].click()
    playground.wait(lambda: playground.epoch > 1)
    assert page.evaluate("document.getAnimations().length") == 0
    page.emulate_media(reduced_motion="no-preference")
    playground.wait(lambda: bool(page.evaluate("document.getAnimations().length") == 1))
