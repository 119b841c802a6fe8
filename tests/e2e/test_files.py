"""The network as a file: taken home in six formats, brought back by picking or dropping it."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from tests.e2e.playground import Playground

SUFFIXES = {
    "pytorch": ".py",
    "notebook": ".ipynb",
    "safetensors": ".safetensors",
    "onnx": ".onnx",
    "config": ".json",
    "csv": ".csv",
}
DROP = """([name, text]) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([text], name));
  for (const type of ["dragover", "drop"])
    document.body.dispatchEvent(new DragEvent(type, {dataTransfer, bubbles: true, cancelable: true}));
}"""


def _saved(playground: Playground, name: str, folder: Path) -> Path:
    playground["file"].click()
    with playground.page.expect_download() as download:
        playground[f"export-{name}"].click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_the_network_can_be_taken_home_in_six_formats(playground: Playground, tmp_path: Path) -> None:
    for name, suffix in SUFFIXES.items():
        file = _saved(playground, name, tmp_path)
        assert file.suffix == suffix
        assert file.stat().st_size > 100
        if name == "config":
            assert json.loads(file.read_text()) == playground.session()["config"]


def test_a_network_that_was_taken_home_goes_on_where_it_was(playground: Playground, tmp_path: Path) -> None:
    playground["dataset-xor"].click()
    playground.becomes("data.dataset", "xor")
    playground["step"].click()
    playground.wait(lambda: playground.epoch == 1)
    parameters, old = playground.parameters(), playground.session_id
    file = _saved(playground, "safetensors", tmp_path)
    playground["reset"].click()
    playground["dataset-circle"].click()
    playground.becomes("data.dataset", "circle")
    playground["file"].click()
    with playground.page.expect_file_chooser() as chooser:
        playground["import"].click()
    chooser.value.set_files(file)
    playground.wait(lambda: playground.session_id != old and playground.epoch == 1)
    assert playground.parameters() == parameters
    expect(playground["dataset-xor"]).to_have_attribute("aria-pressed", "true")
    playground.page.reload()
    playground.wait(lambda: playground["epoch"].is_visible() and playground.epoch == 1)


def test_points_can_be_dropped_on_the_page(playground: Playground) -> None:
    old = playground.session_id
    rows = "".join(f"{x},{y},{1 if x * y > 0 else -1}\n" for x in range(-5, 6) for y in range(-5, 6))
    playground["step"].click()
    playground.wait(lambda: playground.epoch == 1)
    parameters = playground.parameters()
    playground.page.evaluate(DROP, ["mine.csv", "x1,x2,label\n" + rows])
    expect(playground["preview-said"]).to_have_text("mine.csv: 121 of 121 rows used")
    playground["preview-use"].click()
    playground.becomes("data.source", "points")
    assert len(playground.data()["points"]) == 121
    assert (playground.session_id, playground.epoch, playground.parameters()) == (old, 1, parameters)


NEWTS = "length;width;age;species\n" + "1,5;-2;30;newt\n0,5;1;41,5;toad\n" * 6 + "?;1;5;toad\n"
PASTE = """(text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  document.body.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}));
}"""


@pytest.mark.usefixtures("refusals")
def test_a_preview_says_what_is_understood_and_takes_other_wishes(playground: Playground) -> None:
    playground.page.evaluate(DROP, ["newts.csv", NEWTS])
    expect(playground["preview-said"]).to_have_text("newts.csv: 12 of 13 rows used")
    expect(playground["preview-classes"]).to_contain_text("newt6toad6")
    expect(playground["preview-notes"]).to_have_text("Left out: 1. “length” is missing, line 14.")
    first = playground["preview-table"].get_by_role("row").nth(1)
    expect(first).to_have_text("21.5−2newt")
    playground["preview-label"].select_option(label="age")
    expect(first).to_have_text("21.5−230")
    expect(playground["preview-task"]).to_have_value("regression")
    playground["preview-x1"].select_option(label="width")
    expect(first).to_have_text("2−21.530")
    playground["preview-x2"].select_option(label="width")
    expect(playground["preview-trouble"]).to_have_text(
        "Two roles cannot share a column: choose another one for x₂."
    )
    expect(playground["preview-use"]).to_be_disabled()


@pytest.mark.usefixtures("refusals")
def test_what_there_is_to_say_of_a_table_is_said_in_french(playground: Playground) -> None:
    playground["language"].click()
    expect(playground.page.locator("html")).to_have_attribute("lang", "fr")
    playground.page.evaluate(DROP, ["tritons.csv", NEWTS])
    expect(playground["preview-notes"]).to_have_text("Laissées de côté : 1. « length » manque, ligne 14.")
    playground["preview-label"].select_option(label="age")
    expect(playground["preview-table"]).to_contain_text("41,5")
    playground["preview-scale"].select_option("none")
    expect(playground["preview-trouble"]).to_have_text("")
    playground["preview-x1"].select_option(label="species")
    expect(playground["preview-trouble"]).to_have_text(
        "« species » contient des nombres, et « newt », ligne 2 : corrigez cette cellule, ou videz-la."
    )
    playground.page.evaluate(DROP, ["loin.csv", "a;b;c\n1,5;200;a\n2000;3;b\n"])
    playground["preview-scale"].select_option("none")
    expect(playground["preview-trouble"]).to_have_text(
        re.compile(r"^x₁ va de 1,5 à 2\s000, et le carré de −6 à 6\s: choisissez une autre échelle\.$")
    )


def test_a_preview_that_is_cancelled_changes_nothing(playground: Playground) -> None:
    before = playground.session()
    playground.page.evaluate(DROP, ["newts.csv", NEWTS])
    playground["preview-cancel"].click()
    expect(playground["preview-dialog"]).to_be_hidden()
    assert playground.session() == before


def test_cells_are_pasted_and_their_classes_keep_their_names(playground: Playground) -> None:
    playground.page.evaluate(PASTE, NEWTS.replace(";", "\t"))
    expect(playground["preview-said"]).to_contain_text("12 of 13 rows used")
    expect(playground["preview-use"]).to_be_focused()
    playground.page.keyboard.press("Enter")
    playground.becomes("data.source", "points")
    assert playground.data()["class_names"] == ["newt", "toad"]
    expect(playground.page.locator(".legend")).to_have_text("newttoad")
    playground["confusion"].locator("summary").click()
    heads = playground["confusion"].locator("table").first.get_by_role("columnheader")
    expect(heads).to_contain_text(["newt", "toad"])
    playground["boundary"].hover()
    expect(playground.page.locator(".readout")).to_contain_text(re.compile("· (newt|toad)$"))


@pytest.mark.usefixtures("refusals")
def test_a_table_that_is_none_is_refused_in_its_preview(playground: Playground) -> None:
    playground.page.evaluate(
        DROP, ["ten.csv", "x1,x2,y\n" + "".join(f"{x},{x},{x % 10}\n" for x in range(20)) * 2]
    )
    expect(playground["preview-trouble"]).to_contain_text("there may be 8 classes")
    expect(playground["preview-use"]).to_be_disabled()


def test_a_dropped_config_is_opened_in_the_place_of_a_shared_session(
    playground: Playground, server: str
) -> None:
    playground.open(f"/?session={playground.session_id}")
    playground.page.evaluate(DROP, ["settings.json", json.dumps({"data": {"dataset": "moons"}})])
    expect(playground["dataset-moons"]).to_have_attribute("aria-pressed", "true")
    expect(playground.page).to_have_url(f"{server}/#dataset=moons")


@pytest.mark.usefixtures("refusals")
def test_a_file_that_cannot_be_opened_is_refused_with_a_reason(playground: Playground) -> None:
    old = playground.session_id
    playground.page.evaluate(DROP, ["photo.png", "?"])
    expect(playground["notice"]).to_contain_text("photo.png cannot be opened")
    playground.page.evaluate(DROP, ["settings.json", '{"network": {"hidden": [199]}}'])
    expect(playground["notice"]).to_contain_text("hidden")
    assert playground.session_id == old
    playground.page.evaluate(DROP, ["settings.json", "{}"])
    playground.wait(lambda: playground.session_id != old)
    expect(playground["notice"]).to_have_count(0)


@pytest.mark.usefixtures("refusals")
def test_a_format_that_the_server_cannot_make_is_refused_with_its_reason(playground: Playground) -> None:
    def refuse(route: Route) -> None:
        route.fulfill(status=422, json={"error": {"code": "invalid_request", "message": "onnx is missing"}})

    playground.page.route("**/export/onnx", refuse)
    playground["file"].click()
    playground["export-onnx"].click()
    expect(playground["notice"]).to_contain_text("onnx is missing")


def test_the_settings_can_be_swept(playground: Playground, server: str) -> None:
    page = playground.follow("#dataset=xor&hidden=3").page
    playground["file"].click()
    playground["sweep"].click()
    expect(page).to_have_url(f"{server}/experiments.html#config=dataset=xor&hidden=3")


def test_the_other_page_is_one_click_away(playground: Playground) -> None:
    pages = playground.page.get_by_role("navigation", name="Pages")
    expect(pages.get_by_role("link", name="Playground")).to_have_attribute("aria-current", "page")
    pages.get_by_role("link", name="Experiments").click()
    expect(playground.page).to_have_url(f"{playground.url}/experiments.html")
