"""The plots of many runs, on a bare page: what they say, and how mouse and keyboard reach them."""

import json
from statistics import median
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

RATE, HIDDEN = "training.learning_rate", "network.hidden"
HTML = """<!doctype html><html lang="en" data-theme="light"><title>Plots</title>
<link rel="icon" href="icon.svg"><link rel="stylesheet" href="css/tokens.css">
<link rel="stylesheet" href="css/base.css"><link rel="stylesheet" href="css/plots.css">
<main><h1>Plots</h1><div id="plot"></div></main></html>"""

MOUNT = """async ([file, create, data]) => {
    const { createTexts } = await import("/js/core/page/texts.js");
    const { readPalette } = await import("/js/core/page/palette.js");
    const { signal } = await import("/js/core/signal.js");
    const plots = await import(`/js/views/experiments/plots/${file}.js`);
    const { t, format } = createTexts("en", await (await fetch("locales/plots.en.json")).json());
    for (const [run, boundary] of Object.entries(data.boundaries ?? {}))
        data.boundaries[run] = { shape: boundary.shape, values: Int8Array.from(boundary.values) };
    const picked = (window.picked = []);
    const life = (window.life = new AbortController());
    const palette = signal(readPalette());
    const rateOf = async (points) => ({ rate: 0.5, low: 0.1, high: points.length / 4 });
    window.choose = (theme) => {
        document.documentElement.dataset.theme = theme;
        palette.value = readPalette();
    };
    const parts = { t, format, palette, signal: life.signal, onPick: (what) => picked.push(what), rateOf };
    const text = (value) => [value].flat().map(format.short).join(", ");
    for (const parameter of data.parameters) parameter.text = text;
    window.plot = plots[create](document.getElementById("plot"), parts);
    window.plot.show(data);
}"""
PARAMETERS = [{"path": RATE, "label": "Learning rate"}, {"path": HIDDEN, "label": "Hidden layers"}]


def results(count: int) -> list[dict[str, Any]]:
    """Runs of which the later ones are better; the last half reaches the goal."""
    return [
        {
            "run": run,
            "point": run,
            "values": {RATE: [0.01, 0.1, 1][run % 3], HIDDEN: [[4], [8, 8]][run % 2]},
            "seed": 1,
            "reason": "goal" if run >= count / 2 else "epochs",
            "succeeded": run >= count / 2,
            "epochs": 100 + run,
            "test_loss": 1 / (run + 1),
            "best": {"epoch": 5, "test_loss": 1 / (run + 1)},
        }
        for run in range(count)
    ]


def histories(count: int) -> list[dict[str, Any]]:
    """Flat curves, one at each loss."""
    flat = {run: [1 / (run + 1)] * 2 for run in range(count)}
    return [
        {"run": run, "epochs": [0, 100], "train_loss": losses, "test_loss": losses}
        for run, losses in flat.items()
    ]


SHARES = {
    0.0: {"rate": 0.0, "low": 0.0, "high": 0.324},
    0.75: {"rate": 0.75, "low": 0.409, "high": 0.929},
    1.0: {"rate": 1.0, "low": 0.676, "high": 1.0},
}


def points() -> list[dict[str, Any]]:
    """Three of the four points of a plane."""
    summary = {"test_loss": {"q1": 0.1, "median": 0.2, "q3": 0.3}, "runs": 8}
    places = [(0.01, [4], 0.0), (0.1, [4], 0.75), (0.1, [8, 8], 1.0)]
    return [
        {"point": i, "values": {RATE: rate, HIDDEN: hidden}, "success": SHARES[share], **summary}
        for i, (rate, hidden, share) in enumerate(places)
    ]


class Plot:
    """One plot on a page of its own."""

    def __init__(self, page: Page, server: str) -> None:
        self.page = page
        self.server = server

    def show(self, file: str, create: str, **data: Any) -> "Plot":
        """Creates a plot and shows it the data."""
        self.page.route("**/plots.html", lambda route: route.fulfill(body=HTML, content_type="text/html"))
        self.page.goto(f"{self.server}/plots.html")
        self.page.evaluate(MOUNT, [file, create, {"parameters": PARAMETERS, **data}])
        return self

    def marks(self, testid: str) -> Locator:
        """The canvas that follows the pointer, once the lines are drawn."""
        found = self.page.get_by_test_id(testid).locator("canvas").last
        expect(found).not_to_have_css("width", "300px")
        return found

    @property
    def picked(self) -> list[Any]:
        """What was picked."""
        return list(self.page.evaluate("picked"))


@pytest.fixture
def plot(page: Page, server: str) -> Plot:
    return Plot(page, server)


def test_a_cell_says_how_many_runs_succeeded_and_how_sure_that_is(plot: Plot) -> None:
    cells = plot.show("heat-map", "createHeatMap", points=points()).page.locator(".heat td button")
    assert cells.all_inner_texts() == ["0%", "75%", "100%"]
    assert plot.page.locator(".heat .heat-missing").all_inner_texts() == ["–"]
    cells.nth(1).hover()
    readout = plot.page.get_by_test_id("heat-map-readout")
    expect(readout).to_contain_text("Learning rate 0.1 · Hidden layers 4: 6 of 8 runs reached the goal")
    expect(readout).to_contain_text("75% (95% interval 40.9% to 92.9%)")
    plot.page.keyboard.press("Tab")
    cells.nth(1).focus()
    plot.page.keyboard.press("ArrowDown")
    expect(cells.nth(2)).to_be_focused()
    expect(readout).to_contain_text("8 of 8")
    plot.page.keyboard.press("Enter")
    assert plot.picked == [{"points": [2], "text": "Learning rate 0.1 · Hidden layers 8, 8"}]


def test_how_sure_the_share_of_several_points_is_has_to_be_asked(plot: Plot) -> None:
    more = [{**points()[0], "point": 3, "success": SHARES[1.0]}]
    cell = plot.show("heat-map", "createHeatMap", points=[*points(), *more]).page.locator(".heat td button")
    share = "8 of 16 runs reached the goal, 50%"
    name = f"50%. Learning rate 0.01 · Hidden layers 4: {share} · median test loss 0.2000"
    assert cell.first.get_attribute("aria-label") == name
    cell.first.hover()
    readout = plot.page.get_by_test_id("heat-map-readout")
    expect(readout).to_contain_text(f"{share} (95% interval 10% to 50%) · median")


def test_a_cell_stays_while_its_runs_come_in(plot: Plot) -> None:
    cell = plot.show("heat-map", "createHeatMap", points=points()).page.locator(".heat td button").first
    cell.focus()
    news = [{**point, "runs": 10} for point in points()]
    plot.page.evaluate("(points) => plot.show({ points })", news)
    expect(cell).to_be_focused()
    expect(plot.page.get_by_test_id("heat-map-readout")).to_contain_text("0 of 10 runs")


def test_axes_swap(plot: Plot) -> None:
    plot.show("heat-map", "createHeatMap", points=points())
    plot.page.get_by_label("Across").select_option(HIDDEN)
    assert plot.page.locator(".heat th[scope=row]").all_inner_texts() == ["0.01", "0.1"]


def test_without_a_goal_a_cell_shows_the_loss(plot: Plot) -> None:
    plot.show("heat-map", "createHeatMap", points=[{**point, "success": None} for point in points()])
    assert plot.page.locator(".heat td button").all_inner_texts() == ["0.2"] * 3


def test_the_nearest_curve_is_named_and_picked(plot: Plot) -> None:
    plot.show("curves", "createCurves", results=results(4), histories=histories(4))
    marks = plot.marks("curves")
    readout = plot.page.get_by_test_id("curves-readout")
    marks.hover(position={"x": 200, "y": 20})
    expect(readout).to_contain_text("Run 0, seed 1 · Learning rate 0.01 · Hidden layers 4 · test loss 1.00")
    marks.click(position={"x": 200, "y": 310})
    assert plot.picked == [3]
    plot.page.mouse.move(0, 0)
    expect(readout).to_contain_text("Run 3")


def test_keys_go_from_the_lowest_curve_up_in_the_group_that_is_shown(plot: Plot) -> None:
    plot.show("curves", "createCurves", results=results(6), histories=histories(6))
    group = plot.page.get_by_role("button", name="0.1 · 2 runs · median")
    group.click()
    expect(group).to_have_attribute("aria-pressed", "true")
    plot.page.keyboard.press("Shift+Tab")
    plot.page.keyboard.press("Shift+Tab")
    marks = plot.marks("curves")
    expect(marks).to_be_focused()
    expect(marks).to_have_attribute("aria-valuemax", "2")
    plot.page.keyboard.press("ArrowUp")
    expect(marks).to_have_attribute("aria-valuenow", "2")
    expect(marks).to_have_attribute(
        "aria-valuetext",
        "Run 1, seed 1 · Learning rate 0.1 · Hidden layers 8, 8 · test loss 0.5000 · goal missed",
    )
    plot.page.keyboard.press("Enter")
    assert plot.picked == [1]


def test_brushes_keep_the_runs_that_pass_through_all_of_them(plot: Plot) -> None:
    plot.show("parallel", "createParallel", results=results(12))
    plot.marks("parallel")
    count = plot.page.get_by_test_id("parallel-count")
    expect(count).to_have_text("12 of 12 runs")
    plot.page.get_by_role("slider", name="Goal reached: lowest").press("ArrowUp")
    expect(count).to_have_text("6 of 12 runs")
    box = plot.page.locator(f".brush[data-axis='{RATE}']").bounding_box()
    assert box
    plot.page.mouse.move(box["x"] + 13, box["y"] + box["height"] * 0.4)
    plot.page.mouse.down()
    plot.page.mouse.move(box["x"] + 13, box["y"] + box["height"] * 0.7, steps=3)
    plot.page.mouse.up()
    expect(count).to_have_text("2 of 12 runs")
    handle = plot.page.get_by_role("slider", name="Learning rate: highest")
    expect(handle).to_have_attribute("aria-valuetext", "0.158")
    handle.press("Escape")
    expect(count).to_have_text("6 of 12 runs")
    plot.page.get_by_role("button", name="Clear brushes").click()
    expect(count).to_have_text("12 of 12 runs")


def test_keys_go_through_the_lines_from_the_best_run_on(plot: Plot) -> None:
    plot.show("parallel", "createParallel", results=results(12))
    marks = plot.marks("parallel")
    plot.page.keyboard.press("Tab")
    marks.focus()
    plot.page.keyboard.press("End")
    expect(plot.page.get_by_test_id("parallel-readout")).to_contain_text("Run 0, seed 1")
    plot.page.keyboard.press("Home")
    plot.page.keyboard.press("Enter")
    assert plot.picked == [11]


def test_a_thousand_lines_take_less_than_a_frame_of_script(plot: Plot, browser: Browser) -> None:
    plot.show("parallel", "createParallel", results=results(1000))
    plot.marks("parallel")
    handle = plot.page.get_by_role("slider", name="Learning rate: lowest")
    browser.start_tracing(page=plot.page, categories=["devtools.timeline"])
    for _ in range(10):
        handle.press("ArrowUp")
        plot.page.evaluate("new Promise(requestAnimationFrame)")
    expect(plot.page.get_by_test_id("parallel-count")).to_have_text("666 of 1,000 runs")
    events = json.loads(browser.stop_tracing())["traceEvents"]
    frames = [event["tdur"] / 1000 for event in events if event["name"] == "FireAnimationFrame"]
    drawn = [milliseconds for milliseconds in frames if milliseconds > 0.3]
    assert len(drawn) >= 5
    assert median(drawn) < 16


def test_tiles_are_painted_as_they_come_near_and_picked_by_keys(plot: Plot) -> None:
    maps = {run: {"shape": [2, 2], "values": [127, -127, -127, 127]} for run in range(250)}
    plot.show("multiples", "createMultiples", results=results(250), boundaries=maps)
    first, last = (plot.page.get_by_test_id(f"tile-{run}") for run in (0, 249))
    side = "(tile) => tile.querySelector('canvas').width"
    plot.page.wait_for_function(f"({side})(document.querySelector('[data-testid=tile-0]')) === 2")
    assert last.evaluate(side) == 300
    last.scroll_into_view_if_needed()
    plot.page.wait_for_function(f"({side})(document.querySelector('[data-testid=tile-249]')) === 2")
    expect(last).to_have_accessible_description(
        "Run 249, seed 1 · Learning rate 0.01 · Hidden layers 8, 8 · test loss 0.0040 · goal reached"
    )
    expect(last).to_have_accessible_name("0.0040 ✓ 0.01 · 8, 8")
    first.focus()
    plot.page.keyboard.press("End")
    expect(last).to_be_focused()
    plot.page.keyboard.press("Enter")
    assert plot.picked == [249]
    expect(last).to_have_attribute("aria-pressed", "true")


def test_another_theme_is_drawn_anew(plot: Plot) -> None:
    plot.show("parallel", "createParallel", results=results(4))
    plot.marks("parallel")
    picture = "() => document.querySelector('[data-testid=parallel] canvas').toDataURL()"
    before = plot.page.evaluate(picture)
    plot.page.evaluate("choose('dark')")
    plot.page.wait_for_function(f"(before) => ({picture})() !== before", arg=before)


def test_nothing_listens_any_more_once_the_signal_is_aborted(plot: Plot) -> None:
    plot.show("curves", "createCurves", results=results(4), histories=histories(4))
    plot.marks("curves").click(position={"x": 200, "y": 310})
    plot.page.evaluate("life.abort()")
    plot.marks("curves").click(position={"x": 200, "y": 310})
    assert plot.picked == [3]
