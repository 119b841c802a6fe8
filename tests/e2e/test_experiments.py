"""The pages of experiments: started by hand, followed, looked through, and taken further."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests import http
from tests.e2e.conftest import Tab
from tests.e2e.experiments import PATIENCE, ExperimentsPage, finished, started
from tests.e2e.looks import looks_again, still_looks
from tests.e2e.machine import slowness
from tests.e2e.table import FIELDS, milliseconds, settled
from tests.e2e.test_accessibility import _violations

LONG = {"grid": {}, "config": {"network": {"hidden": [32, 32]}}, "seeds": 400, "stop": {"epochs": 20_000}}
"""More than a machine does while a test looks on."""


@pytest.fixture
def visit(page: Page, server: str) -> ExperimentsPage:
    return ExperimentsPage(page, server)


@pytest.fixture
def long(server: str) -> Iterator[str]:
    """A sweep that is going, and gone after the test."""
    sweep = started(server, **LONG)
    yield sweep
    http.delete(f"{server}/api/sweeps/{sweep}")


@pytest.fixture(scope="module")
def sweep(server: str) -> str:
    """A sweep of 32 runs that is over."""
    return finished(server)


@pytest.fixture
def small(visit: ExperimentsPage, sweep: str, shared_tab: Tab) -> ExperimentsPage:
    """Its page: the one that the test before has left open, where that looks as it did at first."""
    if not (visit.shows(sweep) and looks_again(visit.page, shared_tab.looks.get(sweep, ""))):
        if not shared_tab.is_left:
            shared_tab.leave()
        visit.show(sweep)
        shared_tab.looks[sweep] = still_looks(visit.page)
    return visit


def test_a_sweep_is_started_and_followed_to_its_end(visit: ExperimentsPage) -> None:
    visit.open()
    visit["values-training.learning_rate"].fill("0.03, 0.3")
    visit["seeds"].fill("5")
    visit["stop-epochs"].fill("40")
    visit["stop-test_loss_below"].fill("0.1")
    expect(visit["size"]).to_have_text("6 points, 5 seeds each: 30 runs")
    state = visit.starts()
    assert state["grid"] == {
        "training.learning_rate": [0.03, 0.3],
        "network.hidden": [[2], [4], [8]],
    }
    assert state["config"]["data"]["dataset"] == "xor"
    assert (state["seeds"], state["stop"]["epochs"], state["stop"]["test_loss_below"]) == (5, 40, 0.1)
    expect(visit["status"]).to_have_text("Finished", timeout=PATIENCE)
    expect(visit["range"]).to_have_text("1–24 of 30")
    expect(visit["title"]).to_have_text("Learning rate × Hidden layers")
    visit.page.go_back()
    expect(visit["experiments"].locator("li").first).to_contain_text("30 runs")


def test_the_form_takes_over_the_settings_of_the_playground(visit: ExperimentsPage) -> None:
    visit.open("/experiments.html#config=dataset=moons&hidden=8,8&optimizer=adam&batch_size=1")
    expect(visit["values-network.hidden"]).to_have_value("8, 8")
    chosen = visit["values-training.optimizer"].locator("[aria-pressed=true]")
    expect(chosen).to_have_text("Adam")
    visit["values-training.optimizer"].get_by_text("SGD").click()
    visit["remove-training.batch_size"].click()
    visit["stop-epochs"].fill("5")
    visit["seeds"].fill("1")
    state = visit.starts()
    assert state["config"]["data"]["dataset"] == "moons"
    assert state["config"]["network"]["hidden"] == [8, 8]
    assert state["config"]["training"]["batch_size"] == 10
    assert state["grid"] == {"training.optimizer": ["sgd", "adam"]}


def test_a_random_search_draws_from_ranges(visit: ExperimentsPage) -> None:
    visit.open()
    visit["search-random"].click()
    visit["distribution-training.learning_rate"].select_option("log_uniform")
    visit["low-training.learning_rate"].fill("0.01")
    visit["high-training.learning_rate"].fill("0.5")
    visit["random-points"].fill("4")
    visit["seeds"].fill("2")
    visit["stop-epochs"].fill("5")
    expect(visit["size"]).to_have_text("4 points, 2 seeds each: 8 runs")
    random = visit.starts()["random"]
    assert random["points"] == 4
    rate = random["distributions"]["training.learning_rate"]
    assert (rate["distribution"], rate["low"], rate["high"]) == ("log_uniform", 0.01, 0.5)
    assert random["distributions"]["network.hidden"]["values"] == [[2], [4], [8]]
    expect(visit["range"]).to_have_text("1–8 of 8", timeout=PATIENCE)


def test_a_setting_can_be_added_with_its_default(visit: ExperimentsPage) -> None:
    visit.open()
    visit["add-setting"].select_option("data.noise")
    expect(visit["values-data.noise"]).to_be_focused()
    expect(visit["values-data.noise"]).to_have_value("0")
    visit["values-data.noise"].fill("0 10 20")
    expect(visit["size"]).to_contain_text("36 points")


def test_what_is_no_value_is_said_beside_it(visit: ExperimentsPage) -> None:
    visit.open()
    visit["values-training.learning_rate"].fill("0.1, fast")
    expect(visit["error-training.learning_rate"]).to_contain_text("“fast” cannot be read as a number")
    expect(visit["start"]).to_be_disabled()
    visit["values-training.learning_rate"].fill("0.1")
    expect(visit["error-training.learning_rate"]).to_be_empty()
    visit["seeds"].fill("10000")
    expect(visit["size"]).to_have_text("30,000 runs are more than the limit of 10,000.")
    expect(visit["start"]).to_be_disabled()


@pytest.mark.usefixtures("refusals")
def test_what_the_server_refuses_is_said_beside_it(visit: ExperimentsPage) -> None:
    visit.open("/experiments.html#config=dataset=plane")
    visit["add-setting"].select_option("training.loss")
    visit["values-training.loss"].get_by_text("Hinge").click()
    visit["start"].click()
    expect(visit["error-training.loss"]).to_contain_text("hinge")
    visit["remove-training.loss"].click()
    visit["stop-accuracy_above"].fill("90")
    visit["start"].click()
    expect(visit["error-stop-accuracy_above"]).to_contain_text("a regression has no accuracy")
    expect(visit["stop-accuracy_above"]).to_be_focused()


def test_an_experiment_can_be_changed_and_run_again(small: ExperimentsPage) -> None:
    first = small.asked()
    small["again"].click()
    expect(small["values-training.learning_rate"]).to_have_value("0.03, 0.3")
    small["seeds"].fill("2")
    again = small.starts()
    assert (again["grid"], again["stop"]) == (first["grid"], first["stop"])
    assert (again["seeds"], again["config"]) == (2, first["config"])


def test_the_list_follows_cancels_and_deletes(visit: ExperimentsPage, long: str) -> None:
    visit.open()
    item = visit.page.locator(f'[data-id="{long}"]')
    expect(item.get_by_test_id("status")).to_have_text("Running")
    item.get_by_test_id("cancel").click()
    expect(item.get_by_test_id("status")).to_have_text("Cancelled")
    item.get_by_test_id("delete").click()
    visit["delete-now"].click()
    expect(item).to_have_count(0)
    assert http.get(f"{visit.url}/api/sweeps/{long}").status_code == 404


@pytest.mark.usefixtures("refusals")
def test_without_a_list_those_of_this_browser_are_shown(visit: ExperimentsPage, sweep: str) -> None:
    visit.page.route("**/api/*?limit=*", _unlisted)
    visit.open()
    expect(visit["listing-off"]).to_be_visible()
    expect(visit["experiments"].locator("li")).to_have_count(0)
    visit["seeds"].fill("1")
    visit["stop-epochs"].fill("2")
    own = visit.starts()["id"]
    visit.open()
    expect(visit["experiments"].locator("li")).to_have_count(1)
    expect(visit.page.locator(f'[data-id="{own}"]')).to_be_visible()
    expect(visit.page.locator(f'[data-id="{sweep}"]')).to_have_count(0)


def test_the_points_say_what_their_seeds_say_together(small: ExperimentsPage) -> None:
    points = small.asked("/points")["points"]
    best = max(points, key=lambda point: (point["success"]["rate"], -point["test_loss"]["median"]))
    row = small["points"].locator(f'[data-point="{best["point"]}"]')
    success = best["success"]
    expect(row).to_contain_text(_percent(success["rate"]))
    expect(row).to_contain_text(f"{_percent(success['low'])} to {_percent(success['high'])}")
    expect(row).to_contain_text(f"{best['test_loss']['median']:.4f}")
    shares = [
        float(text.rstrip("%")) for text in small["points"].locator(".success-cell b").all_text_contents()
    ]
    assert shares == sorted(shares, reverse=True)


def test_the_server_sorts_filters_and_pages(small: ExperimentsPage) -> None:
    small.sort("test_loss")
    small.wait(lambda: small.numbers("test_loss") == sorted(small.numbers("test_loss")))
    best = small.asked("/results", sort="test_loss", limit=24)["results"]
    assert small.numbers("run") == [result["run"] for result in best]
    small.sort("test_loss")
    worst = small.asked("/results", sort="-test_loss", limit=24)["results"]
    small.wait(lambda: small.numbers("run") == [result["run"] for result in worst])
    small["page-after"].click()
    expect(small["range"]).to_have_text("25–32 of 32")
    small["filter-network.hidden"].select_option(label="8")
    expect(small["range"]).to_have_text("1–16 of 16")
    assert set(small.column("network.hidden")) == {"8"}
    small["filter-field"].select_option("test_loss")
    small["filter-value"].fill("0.05")
    small["filter-add"].click()
    few = small.asked("/results", filter=["network.hidden:eq:[8]", "test_loss:lt:0.05"])["total"]
    assert 0 < few < 16
    expect(small["count"]).to_have_text(f"{few} of 32 runs")
    expect(small["multiples"].locator("button")).to_have_count(few)
    expect(small["parallel-count"]).to_contain_text(f"{few} of {few}")
    small["clear-filters"].click()
    expect(small["count"]).to_have_text("All 32 runs")


def test_the_address_leads_back_to_what_was_looked_at(small: ExperimentsPage) -> None:
    small.sort("epochs")
    small["filter-outcome"].select_option(label="Goal missed")
    expect(small["count"]).to_contain_text(" of 32 runs")
    small["runs"].locator("tbody tr").nth(1).click()
    expect(small["picked"]).to_contain_text("seed")
    shown, picked = small.column("run"), small["picked"].text_content()
    small.page.reload()
    expect(small["picked"]).to_have_text(picked or "")
    expect(small["range"]).not_to_be_empty()
    assert small.column("run") == shown


def test_a_thousand_runs_are_sorted_and_painted_within_a_tenth_of_a_second(visit: ExperimentsPage) -> None:
    visit.show(finished(visit.url, seeds=250, stop={"epochs": 5}))
    expect(visit["range"]).to_have_text("1–24 of 1,000")
    settled(visit, 1000)
    took = [milliseconds(visit.page, f"sort-{field}") for field in FIELDS]
    assert min(took) < 100 * slowness(visit.page), took  # the quickest: the machine may be busy


def test_a_run_is_picked_anywhere(small: ExperimentsPage) -> None:
    title, page = small["picked"], small.page
    small["runs"].locator("tbody tr").nth(2).click()
    expect(title).to_have_text("Run 2, seed 3")
    small["tile-5"].click()
    expect(title).to_have_text("Run 5, seed 6")
    expect(small["runs"].locator(".picked")).to_contain_text("5")
    small["curves"].locator("canvas[tabindex]").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(title).not_to_have_text("Run 5, seed 6")
    page.keyboard.press("Escape")
    expect(title).to_be_hidden()


def test_on_a_small_screen_the_run_lies_over_the_page_and_gives_the_focus_back(
    small: ExperimentsPage,
) -> None:
    small.page.set_viewport_size({"width": 768, "height": 900})
    small["run-4"].focus()
    small.page.keyboard.press("Enter")
    expect(small["open-live"]).to_be_focused()
    small.page.keyboard.press("Escape")
    expect(small["run-4"]).to_be_focused()
    expect(small["run"]).to_be_hidden()


def test_the_picked_run_shows_how_it_ended(small: ExperimentsPage) -> None:
    small["run-9"].click()
    expect(small["picked"]).to_have_text("Run 9, seed 2")
    details = small.asked("/results/9")
    expect(small["run"]).to_contain_text(f"{details['test_loss']:.4f}")
    expect(small["loss-chart"]).to_have_attribute("data-points", str(len(details["history"]["epochs"])))
    assert small.page.evaluate("document.querySelector('.run-map').width") == 100


def test_a_single_run_is_shown_at_once(visit: ExperimentsPage) -> None:
    body = {"config": {"data": {"dataset": "moons"}}, "stop": {"epochs": 5}}
    run = http.post(f"{visit.url}/api/runs", json=body).json()["id"]
    visit.page.goto(f"{visit.url}/experiments.html?run={run}")
    expect(visit["picked"]).to_have_text("Run 0, seed 1", timeout=PATIENCE)
    expect(visit["parallel"]).to_be_hidden()


def test_a_run_opens_as_a_live_session(small: ExperimentsPage) -> None:
    small["run-3"].click()
    details = small.asked("/results/3")
    small["open-live"].click()
    small.page.wait_for_url("**/?session=*")
    expect(small["epoch"]).to_have_attribute("data-value", str(details["epochs"]), timeout=PATIENCE)
    shown = float(small["loss-test"].get_attribute("data-value") or "nan")
    assert shown == pytest.approx(details["test_loss"], rel=1e-5)
    small["step"].click()
    expect(small["epoch"]).to_have_attribute("data-value", str(details["epochs"] + 1))


def test_a_run_can_be_taken_away(small: ExperimentsPage, tmp_path: Path) -> None:
    small["run-3"].click()
    for name, ending in (("config", ".json"), ("pytorch", ".py")):
        with small.page.expect_download() as download:
            small[f"export-{name}"].click()
        assert download.value.suggested_filename.endswith(ending)
        download.value.save_as(tmp_path / name)
    saved = json.loads((tmp_path / "config").read_text())
    assert saved["network"]["hidden"] == small.asked("/results/3")["config"]["network"]["hidden"]
    with small.page.expect_download() as download:
        small["save-csv"].click()
    download.value.save_as(tmp_path / "csv")
    assert len((tmp_path / "csv").read_text().splitlines()) == 33


def test_a_cell_of_the_map_shows_its_runs(small: ExperimentsPage) -> None:
    cell = small["heat-map"].locator("button").last
    cell.click()
    expect(small["count"]).to_have_text("8 of 32 runs")
    assert set(small.column("training.learning_rate")) == {"0.3"}


def test_another_theme_is_drawn_anew(small: ExperimentsPage) -> None:
    expect(small["curves"].locator("canvas").first).not_to_have_css("width", "300px")
    names = ("curves", "parallel")
    picture = "(name) => document.querySelector(`[data-testid=${name}] canvas`).toDataURL()"
    before = {name: small.page.evaluate(picture, name) for name in names}
    small["theme"].click()
    for name in names:
        small.wait(lambda name=name: small.page.evaluate(picture, name) != before[name])


def test_everything_follows_a_sweep_that_runs(visit: ExperimentsPage) -> None:
    sweep = started(visit.url, seeds=2000, stop={"epochs": 100, "test_loss_below": 0.01})
    visit.show(sweep)
    expect(visit["status"]).to_have_text("Running")
    before = _total(visit)
    visit.wait(lambda: _total(visit) > before)
    expect(visit["multiples"].locator("button")).to_have_count(24)
    visit["cancel"].click()
    expect(visit["status"]).to_have_text("Cancelled")
    expect(visit["cancel"]).to_be_hidden()
    visit.wait(lambda: _total(visit) == visit.asked()["done"])


@pytest.mark.own_tab
@pytest.mark.usefixtures("refusals")
def test_a_server_that_does_not_answer_is_asked_again(visit: ExperimentsPage, sweep: str) -> None:
    visit.page.clock.install()
    visit.open()
    expect(visit.page.locator(f'[data-id="{sweep}"]')).to_be_visible()
    visit.page.route("**/api/**", lambda route: route.abort())
    visit.page.clock.fast_forward(6000)
    expect(visit["notice"]).to_contain_text("does not answer", timeout=PATIENCE)
    other = finished(visit.url, seeds=1, stop={"epochs": 1})
    visit.page.unroute("**/api/**")
    visit["notice-action"].click()
    expect(visit["notice"]).to_have_count(0)
    expect(visit.page.locator(f'[data-id="{other}"]')).to_be_visible()


@pytest.mark.usefixtures("refusals")
def test_an_unknown_sweep_leads_to_those_that_are_there(visit: ExperimentsPage) -> None:
    visit.page.goto(f"{visit.url}/experiments.html?sweep=nobody-knows-it")
    expect(visit["missing"]).to_contain_text("There is no such experiment")
    visit["missing"].get_by_role("link").click()
    expect(visit["start"]).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_sticks_out(visit: ExperimentsPage, sweep: str, theme: str) -> None:
    page = visit.page
    page.evaluate(f"localStorage.setItem('tinkernet.theme', '{theme}')")
    for show in (visit.open, lambda: visit.show(sweep, "#run=3&filter=succeeded:eq:true")):
        show()
        for language in ("en", "fr"):
            expect(page.locator("html")).to_have_attribute("lang", language)
            for width in (1440, 768, 360):
                page.set_viewport_size({"width": width, "height": 900})
                visit.wait(lambda: bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth")))
                if (width == 768) == ((theme == "dark") == (language == "en")):  # every pair of the three
                    assert _violations(page) == [], (width, language)
            page.set_viewport_size({"width": 1440, "height": 900})
            visit["language"].click()
        page.evaluate("localStorage.removeItem('tinkernet.language')")


def _percent(share: float) -> str:
    text = f"{100 * share:.1f}"
    return f"{text.removesuffix('.0')}%"


def _total(visit: ExperimentsPage) -> int:
    text = visit["range"].text_content() or ""
    return int(text.partition(" of ")[2].replace(",", "") or 0)


def _unlisted(route: Route) -> None:
    error = {"code": "listing_off", "message": "this server does not list experiments"}
    route.fulfill(status=403, json={"error": error})
