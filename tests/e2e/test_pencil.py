"""Points that are painted, dragged and erased on the page, while the network trains on them."""

from itertools import pairwise
from statistics import median

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import http
from tests.e2e.conftest import VIEWPORT
from tests.e2e.machine import slowness
from tests.e2e.pencil import Pencil, labels
from tests.e2e.playground import Playground

DRAG = """([x, y]) => new Promise((done) => {
  const plane = document.querySelector("[data-testid=plane]");
  const times = [];
  const tick = (now) => {
    if (times.push(now) > 90) return done(times);
    const [clientX, clientY] = [x - times.length, y + 40 * Math.sin(times.length / 9)];
    plane.dispatchEvent(new PointerEvent("pointermove", { clientX, clientY, isPrimary: true }));
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
})"""
"""Moves the pointer in every frame, and tells when the frames came."""
POINTS = "document.querySelectorAll('.plane canvas')[2].toDataURL()"
"""The picture of the points."""
PIXELS = """(() => {
  const canvas = document.querySelectorAll(".plane canvas")[2];
  const {width, height} = canvas;
  const copy = Object.assign(document.createElement("canvas"), {width, height});
  const context = copy.getContext("2d", {willReadFrequently: true});
  context.drawImage(canvas, 0, 0);
  return context.getImageData(0, 0, width, height).data;
})()"""
OTHERS = f"""(() => {{
  const seen = (data, i) => data[i] * data[i | 3];
  const now = {PIXELS};
  return now.filter((_, i) => Math.abs(seen(now, i) - seen(changed, i)) > 80 * 255).length;
}})()"""
"""How many bytes of it differ from those that were kept, by more than the edges of many shapes in one do."""


def _predicted(playground: Playground, x1: float, x2: float) -> float:
    answer = http.post(
        f"{playground.url}/api/sessions/{playground.session_id}/predict", json={"points": [[x1, x2]]}
    )
    return float(answer.raise_for_status().json()["outputs"][0])


def test_two_classes_are_painted_while_it_plays_and_are_learnt(playground: Playground) -> None:
    playground["play"].click()
    playground.wait(lambda: playground.epoch > 10)
    before = playground.session()
    data = Pencil(playground).paint()
    assert (data["source"], labels(data), data["undo"]) == ("points", {-1, 1}, 2)
    assert len(data["points"]) > 40
    after = playground.session()
    assert after["status"] == "playing"
    assert after["epoch"] > before["epoch"]
    playground.wait(lambda: _predicted(playground, -3, 0) < 0 < _predicted(playground, 3, 0))
    playground["play"].click()
    assert playground.session()["epoch"] > after["epoch"]


def test_the_boundary_follows_a_point_that_is_dragged_within_a_second(playground: Playground) -> None:
    points = [[x / 2 - 4, y, -1] for x in range(5) for y in (-2, 0, 2)]
    points += [[x / 2 + 2, y, 1] for x in range(5) for y in (-2, 0, 2)]
    rows = ";".join(",".join(map(str, point)) for point in points)
    link = f"#dataset=custom&task=classification&train_percent=100&optimizer=adam&speed=1000&points={rows}"
    playground.follow(link)
    playground["play"].click()
    playground.wait(lambda: _predicted(playground, -4, 0) < 0 < _predicted(playground, 4, 0))
    pencil, picture = Pencil(playground), playground.boundary()
    moved = playground.data()
    pencil.press((4, 0), (-5.5, 5.5), steps=20)
    playground.wait(lambda: playground.boundary() != picture, 1)
    playground.wait(lambda: _predicted(playground, -5.5, 5.5) > _predicted(playground, -4, 0), 5)
    data = pencil.settled()
    changed = [(old, new) for old, new in zip(moved["points"], data["points"], strict=True) if old != new]
    assert [old for old, _ in changed] == [[4, 0, 1]]
    assert changed[0][1] == pytest.approx([-5.5, 5.5, 1], abs=0.1)
    assert (data["sides"], data["ids"], data["undo"]) == (moved["sides"], moved["ids"], 1)
    playground["play"].click()


def test_the_way_back_and_forth_and_a_reload(playground: Playground) -> None:
    pencil = Pencil(playground)
    before = playground.data()
    parameters = playground.parameters()
    painted = pencil.paint()
    playground.page.keyboard.press("Control+z")
    assert labels(pencil.settled()) == {-1}
    playground.page.keyboard.press("Control+Shift+Z")
    assert pencil.settled()["points"] == painted["points"]
    playground["pencil-erase"].click()
    pencil.press((4, 3), (2, -3), (4, -4), steps=30)
    erased = pencil.settled()
    assert len(erased["points"]) < len(painted["points"])
    assert len([row for row in erased["points"] if row[2] < 0]) == len(
        [row for row in painted["points"] if row[2] < 0]
    )
    playground["pencil-undo"].click()
    assert pencil.settled()["digest"] == painted["digest"]
    assert playground.parameters() == parameters
    session = playground.session_id
    playground.page.reload()
    playground.wait(lambda: playground["boundary"].is_visible())
    assert playground.session_id == session
    assert playground.data()["points"] == painted["points"]
    assert before["source"] == "generated"


def test_a_second_viewer_sees_what_is_drawn(playground: Playground, server: str) -> None:
    playground["pencil"].click()
    watching = Playground(playground.page.context.new_page(), server)
    watching.page.goto(playground.session()["watch_url"])
    watching.wait(lambda: watching["boundary"].is_visible())
    expect(watching["pencil"]).to_be_disabled()
    watching.page.wait_for_timeout(200)
    before = watching.page.evaluate(POINTS)
    playground["pencil"].click()
    pencil = Pencil(playground)
    pencil.press((-5, 5), (-3, 5))
    pencil.settled()
    watching.wait(lambda: watching.page.evaluate(POINTS) != before)
    watching.page.close()


@pytest.mark.own_tab
def test_points_are_painted_and_dragged_by_touch(browser: Browser, server: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, locale="en")
    page = context.new_page()
    playground = Playground(page, server).open()
    pencil = Pencil(playground)
    page.evaluate("scrollTo(0, 0)")
    touch = context.new_cdp_session(page)

    def finger(kind: str, *places: tuple[float, float]) -> None:
        points = [dict(zip("xy", pencil.at(place), strict=True)) for place in places]
        touch.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": points})

    playground["pencil-clear"].click()
    finger("Start", (-4, 4))
    for step in range(20):
        finger("Move", (-4 + step / 4, 4 - step / 4))
    finger("End")
    painted = pencil.settled()
    assert len(painted["points"]) > 20
    finger("Start", tuple(painted["points"][0][:2]))
    for step in range(1, 11):
        finger("Move", (-4 + step / 5, 4 + step / 10))
    finger("End")
    dragged = pencil.settled()
    assert dragged["points"][0][:2] == pytest.approx([-2, 5], abs=0.2)
    assert dragged["points"][1:] == painted["points"][1:]
    context.close()


def test_points_are_set_moved_and_erased_by_keyboard(playground: Playground) -> None:
    press, said = playground.page.keyboard.press, playground["pencil-said"]
    playground["pencil"].focus()
    press("Enter")
    expect(playground["plane"]).to_be_focused()
    press("2")
    for _ in range(5):
        press("Shift+ArrowRight")
        press("Shift+ArrowUp")
    expect(said).to_contain_text("x₁ 5.00, x₂ 5.00: no point")
    press("Enter")
    expect(said).to_contain_text("point added")
    playground.wait(lambda: playground.data()["source"] == "points")
    assert playground.data()["points"][-1] == [5, 5, 1]
    press("m")
    press("ArrowUp")
    press("m")
    playground.wait(lambda: playground.data()["points"][-1] == [5, 5.25, 1])
    expect(said).to_contain_text("a point, Class +1")
    press("Delete")
    expect(said).to_contain_text("point erased")
    playground.wait(lambda: len(playground.data()["points"]) == 500)
    press("Escape")
    expect(playground["pencil-bar"]).to_be_hidden()
    assert playground.epoch == 0


def test_own_points_are_found_again_behind_their_tile(playground: Playground) -> None:
    pencil = Pencil(playground)
    painted = pencil.paint()
    expect(playground["dataset-custom"]).to_have_attribute("aria-pressed", "true")
    expect(playground["noise"]).to_be_disabled()
    playground["dataset-xor"].click()
    expect(playground["dataset-custom"]).to_have_attribute("aria-pressed", "false")
    playground.page.reload()
    playground.wait(lambda: playground["boundary"].is_visible())
    playground["dataset-custom"].click()
    playground.wait(lambda: bool(playground.data()["source"] == "points"))
    again = playground.data()
    assert (again["points"], again["sides"]) == (painted["points"], painted["sides"])


def test_a_data_set_can_be_made_ones_own_as_it_is(playground: Playground) -> None:
    before = playground.data()
    Pencil(playground)
    playground["pencil-keep"].click()
    playground.wait(lambda: bool(playground.data()["source"] == "points"))
    after = playground.data()
    assert (after["train"], after["test"]) == (before["train"], before["test"])
    expect(playground["pencil-keep"]).to_be_hidden()


def test_a_further_class_is_painted_where_the_loss_was_another(playground: Playground) -> None:
    playground.follow("#loss=hinge&output=tanh")
    pencil = Pencil(playground)
    playground["pencil-class-2"].click()
    pencil.press((0, 5), (2, 5))
    playground.wait(lambda: playground.session()["classes"] == 3)
    assert labels(pencil.settled()) == {0, 1, 2}
    expect(playground["pencil-class-3"]).to_be_visible()


def test_for_a_regression_the_brush_has_a_value(playground: Playground) -> None:
    playground.follow("#dataset=plane")
    pencil = Pencil(playground)
    playground["pencil-value"].fill("-0,75")
    playground["pencil-value"].press("Enter")
    pencil.press((5, 5))
    assert pencil.settled()["points"][-1][2] == -0.75


def test_what_changes_of_the_points_looks_as_if_all_had_been_drawn(playground: Playground) -> None:
    pencil = Pencil(playground)
    pencil.press((-5, 5), (0, 0), (5, 5))
    pencil.press((5, 5), (0, 4))
    playground["pencil-erase"].click()
    pencil.press((-1, -4), (1, -4))
    pencil.settled()
    playground.page.evaluate(f"window.changed = {PIXELS}")
    width = "document.querySelectorAll('.plane canvas')[2].width"
    before = playground.page.evaluate(width)
    playground.page.set_viewport_size({"width": 800, "height": 900})
    playground.wait(lambda: bool(playground.page.evaluate(width) != before))
    playground.page.set_viewport_size(VIEWPORT)
    playground.wait(lambda: bool(playground.page.evaluate(width) == before))
    assert playground.page.evaluate(OTHERS) == 0


@pytest.mark.parametrize("number", [500, 5000])
def test_frames_come_sixty_times_a_second_while_a_point_is_dragged(
    page: Page, server: str, number: int
) -> None:
    rows = [[(i % 71) / 7 - 5, i // 71 / 8 - 5, 1 if i % 71 < 30 else -1] for i in range(number - 1)]
    points = {"dataset": "custom", "task": "classification", "points": rows}
    made = http.post(f"{server}/api/sessions", json={"config": {"data": points}}).json()
    playground = Playground(page, server).open(f"/?session={made['id']}")
    pencil = Pencil(playground)
    pencil.press((5, 5))
    playground["play"].click()
    playground.wait(lambda: playground.epoch > 20)
    before = playground.data()["revision"]
    start, mouse = pencil.at((5, 2)), page.mouse
    mouse.move(*pencil.at((5, 5)))
    mouse.down()
    times = page.evaluate(DRAG, start)
    mouse.up()
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert playground.data()["revision"] > before + (30 if number < 1000 else 5)
    parts = [median(gaps[start : start + 15]) for start in range(0, len(gaps) - 14, 15)]
    assert min(parts) < 20 * slowness(page), gaps  # the quickest: the machine may be busy
    playground["play"].click()
