"""Points of one's own on the page: in the address, in links old and new, on the way to the experiments."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.experiments import ExperimentsPage
from tests.e2e.playground import Playground

LINKS = json.loads((Path(__file__).parents[1] / "golden/before_points/links.json").read_text())
POINTS = [[x / 4, 1.5 - x / 9, x % 2] for x in range(-12, 12)]
LINK = "#dataset=custom&task=classification&hidden=3&points=" + ";".join(
    ",".join(map(str, point)) for point in POINTS
)


def _address(playground: Playground) -> str:
    """The address, once it holds the points with their sides."""
    playground.wait(lambda: "sides=" in playground.page.url)
    return str(playground.page.url)


@pytest.mark.parametrize("link", LINKS)
def test_an_old_link_opens_the_network_that_it_opened(page: Page, server: str, link: dict[str, Any]) -> None:
    playground = Playground(page, server).open(f"/#{link['hash']}")
    assert playground.setting("data.source") == "points"
    found = playground.data()
    assert {name: found[name] for name in ("train", "test")} == link["data"]
    assert playground.parameters() == link["parameters"]["parameters"]
    _address(playground)


def test_the_address_of_points_is_a_link_to_the_very_same(page: Page, server: str) -> None:
    playground = Playground(page, server).open("/" + LINK)
    before, address = playground.data(), _address(playground)
    other = Playground(page.context.new_page(), server).open(address.removeprefix(server))
    assert other.session_id != playground.session_id
    assert other.data() == before
    assert other.page.url == address
    other.page.close()


def test_a_reload_returns_to_the_session_with_its_points(page: Page, server: str) -> None:
    playground = Playground(page, server).open("/" + LINK)
    session, address = playground.session_id, _address(playground)
    page.reload()
    playground.wait(lambda: playground["boundary"].is_visible())
    assert playground.session_id == session
    assert _address(playground) == address


def test_the_share_follows_the_slider_and_outlives_the_points(playground: Playground, server: str) -> None:
    page = playground.follow(LINK).page
    before = playground.data()
    playground.slide("train-percent", 80)
    playground.wait(lambda: playground.data()["train_percent"] == 80)
    after = playground.data()
    assert after["points"] == before["points"]
    assert len(after["train"]) > len(before["train"])
    playground.wait(lambda: "train_percent=80" in _address(playground))
    expect(playground["train-percent"]).to_have_value("80")
    playground["dataset-xor"].click()
    playground.becomes("data.dataset", "xor")
    playground.becomes("data.train_percent", 80)
    playground.wait(lambda: page.url == f"{server}/#dataset=xor&train_percent=80&hidden=3")


def test_regenerating_splits_the_points_anew(playground: Playground, server: str) -> None:
    page = playground.follow(LINK).page
    before = playground.data()
    address = _address(playground)
    playground["regenerate"].click()
    playground.wait(lambda: playground.data()["digest"] != before["digest"])
    assert playground.data()["points"] == before["points"]
    playground.wait(lambda: page.url != address)


def test_points_can_be_swept_and_swept_again(playground: Playground, server: str) -> None:
    page = playground.follow(LINK).page
    data = playground.data()
    _address(playground)
    playground["file"].click()
    playground["sweep"].click()
    experiments = ExperimentsPage(page, server)
    experiments["seeds"].fill("1")
    first = experiments.starts()
    assert first["config"]["data"]["digest"] == data["digest"]
    expect(page.locator("main")).to_contain_text("Points of one’s own")
    digits = "".join("1" if side == "train" else "0" for side in data["sides"])
    expect(experiments["tinker"]).to_have_attribute("href", re.compile(f"sides={digits}$"))
    experiments["again"].click()
    expect(experiments["start"]).to_be_visible()
    assert experiments.starts()["config"] == first["config"]


def test_a_table_that_is_trained_whole_says_that_there_is_no_test_data(playground: Playground) -> None:
    playground.follow("#hidden=3")
    playground.slide("train-percent", 100)
    playground.becomes("data.train_percent", 100)
    expect(playground["loss-test"]).to_have_text("no test data")
    expect(playground["accuracy-test"]).to_be_hidden()
    playground["step"].click()
    playground.wait(lambda: playground.epoch == 1)
    playground.wait(lambda: int(playground["loss-chart"].get_attribute("data-points") or 0) >= 1)
    expect(playground["loss-train"]).to_contain_text("0.")
    playground["loss-chart"].hover(position={"x": 330, "y": 50})
    expect(playground["chart-readout"]).to_contain_text("–")
    playground["language"].click()
    expect(playground["loss-test"]).to_have_text("sans test")
    playground["language"].click()
    playground.slide("train-percent", 50)
    playground.becomes("data.train_percent", 50)
    expect(playground["loss-test"]).to_contain_text("0.")
    expect(playground["accuracy-test"]).to_be_visible()
