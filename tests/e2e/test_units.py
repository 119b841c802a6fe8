"""Points in units of their own: the page speaks these, and draws the square."""

import re

import pytest
from playwright.sync_api import expect

from tests import http
from tests.e2e.pencil import Pencil
from tests.e2e.playground import Playground
from tests.e2e.test_files import DROP

AGES = "Age,Salary,Bought\n" + "".join(
    f"{27 + k % 23},{41440 + 3600 * (k % 19)},{'Yes' if k % 23 > 11 else 'No'}\n" for k in range(60)
)
HOUSES = "rooms,floor,price\n" + "".join(f"{k / 2},0,{203000 + 21000 * k}\n" for k in range(1, 30))


def brought(playground: Playground, name: str, table: str) -> Playground:
    """The page on the points of a table."""
    playground.page.evaluate(DROP, [name, table])
    expect(playground["preview-scale"]).to_have_value("fit")
    playground["preview-use"].click()
    playground.becomes("data.source", "points")
    expect(playground.page.locator(".plot.own")).to_be_visible()
    return playground


def at(playground: Playground, x1: float, x2: float) -> None:
    """Moves the pointer to a place on the square."""
    box = playground["plane"].bounding_box()
    assert box
    playground.page.mouse.move(
        box["x"] + (x1 + 6) / 12 * box["width"], box["y"] + (6 - x2) / 12 * box["height"]
    )


def test_axes_and_readout_are_in_the_units_of_the_file(playground: Playground) -> None:
    brought(playground, "ages.csv", AGES)
    expect(playground.page.locator(".axis-title")).to_have_text(["Age", "Salary"])
    ticks = playground.page.locator(".plot.own .tick.y").all_inner_texts()
    assert {"40K", "60K", "80K", "100K"} <= set(ticks)
    assert set(playground.page.locator(".plot.own .tick.x").all_inner_texts()) <= {
        *map(str, range(25, 55, 5))
    }
    expect(playground["boundary"]).to_have_attribute("aria-label", re.compile(r"^Output, Age from 24.8 to"))
    at(playground, 0, 0)
    expect(playground["readout"]).to_have_text(re.compile(r"^Age 38(\.\d+)?, Salary \d{5} → .* · (Yes|No)$"))
    playground["dataset-xor"].click()
    expect(playground.page.locator(".plot.own")).to_have_count(0)
    expect(playground.page.locator(".tick.x")).to_have_text(["−6", "−3", "0", "3", "6"])
    playground["dataset-custom"].click()
    expect(playground.page.locator(".axis-title")).to_have_text(["Age", "Salary"])
    assert [27, 41440, -1] in playground.data()["points"]


def test_what_a_pencil_draws_is_in_the_units_of_the_file(playground: Playground) -> None:
    brought(playground, "ages.csv", AGES)
    before = playground.data()
    pencil = Pencil(playground)
    playground.page.keyboard.press("2")
    pencil.press((5.5, -5.5))
    found = pencil.settled()
    assert len(found["points"]) == len(before["points"]) + 1
    x1, x2, label = found["points"][-1]
    units = found["units"]
    assert (x1, x2, label) == (
        pytest.approx(units["x1"]["offset"] + 5.5 * units["x1"]["factor"], rel=0.01),
        pytest.approx(units["x2"]["offset"] - 5.5 * units["x2"]["factor"], rel=0.05),
        1,
    )
    pencil.press((5.5, -5.5), (2, 5.5))
    moved = pencil.settled()["points"][-1]
    assert moved[0] == pytest.approx(units["x1"]["offset"] + 2 * units["x1"]["factor"], rel=0.01)
    assert found["points"][:-1] == before["points"]
    assert pencil.paint()["units"] == units


def test_prices_are_read_in_their_units(playground: Playground) -> None:
    brought(playground, "houses.csv", HOUSES)
    expect(playground.page.locator(".legend")).to_have_text("224000812000")
    at(playground, 3, 0)
    expect(playground["readout"]).to_have_text(re.compile(r"^rooms 11\.[67]\d?, floor 0 → price \d{6}$"))
    answer = http.get(f"{playground.url}/api/sessions/{playground.session_id}/boundary?resolution=10").json()
    assert answer["x1"][0] == pytest.approx(7.5 - 6 * 1.4)


@pytest.mark.usefixtures("refusals")
def test_a_preview_lets_the_scale_be_chosen(playground: Playground) -> None:
    playground.page.evaluate(DROP, ["ages.csv", AGES])
    playground["preview-scale"].select_option("none")
    expect(playground["preview-trouble"]).to_have_text(
        "x₁ goes from 27 to 49, and the square from −6 to 6: choose another scale."
    )
    playground["preview-scale"].select_option("standard")
    expect(playground["preview-trouble"]).to_be_empty()
    playground["preview-use"].click()
    playground.becomes("data.source", "points")
    assert playground.data()["units"]["x1"]["offset"] == pytest.approx(37.2, abs=2)
