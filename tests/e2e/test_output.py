"""The output, the points, the losses and their chart, the presets."""

import re

from playwright.sync_api import expect

from tests.e2e.playground import Playground

PRESETS = [
    *("linear", "one_layer", "two_layers", "xor_plain", "xor_product", "spiral", "dead_relu", "high_rate"),
    *("overfitting", "l2", "three_classes"),
]


def test_hovering_the_boundary_shows_the_place_and_the_output(playground: Playground) -> None:
    playground["plane"].hover()
    expect(playground["readout"]).to_contain_text("→")
    playground["play"].hover()
    expect(playground["readout"]).to_be_hidden()


def test_hovering_shows_the_probability_of_every_class(playground: Playground) -> None:
    playground.follow("#dataset=blobs3")
    playground["plane"].hover()
    expect(playground["readout"]).to_contain_text("2: ")


def test_discretizing_leaves_two_colours(playground: Playground) -> None:
    playground["discretize"].check()
    colours = """() => { const canvas = document.querySelector('[data-testid=boundary]');
      const copy = new OffscreenCanvas(100, 100).getContext('2d', {willReadFrequently: true});
      copy.drawImage(canvas, 0, 0);
      const pixels = new Uint32Array(copy.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
      return new Set(pixels).size; }"""
    playground.wait(lambda: playground.page.evaluate(colours) == 2)


def test_the_contour_follows_the_size_of_the_plane(playground: Playground) -> None:
    sizes = "[...document.querySelectorAll('.plane canvas')].slice(1).map((canvas) => canvas.clientWidth)"
    plane = "document.querySelector('.plane').clientWidth"
    for width in (1440, 768, 1440):
        playground.page.set_viewport_size({"width": width, "height": 900})
        playground.wait(lambda: playground.page.evaluate(sizes) == [playground.page.evaluate(plane)] * 2)


def test_test_points_are_shown_on_demand(playground: Playground) -> None:
    points = "document.querySelectorAll('.plane canvas')[2].toDataURL()"
    before = playground.page.evaluate(points)
    playground["show-test"].check()
    playground.wait(lambda: playground.page.evaluate(points) != before)


def test_the_chart_tells_the_losses_of_an_epoch(playground: Playground) -> None:
    playground.play_until(20)
    playground["loss-chart"].hover()
    expect(playground["chart-readout"]).to_contain_text("Epoch")
    playground["log-scale"].click()
    expect(playground["log-scale"]).to_have_attribute("aria-pressed", "true")


def test_toggles_add_no_points_to_the_chart(playground: Playground) -> None:
    playground["step"].click()
    playground.wait(lambda: playground["loss-chart"].get_attribute("data-points") == "2")
    expect(playground["loss-chart"]).to_have_accessible_name(re.compile(r"At epoch 1: training 0\.\d+"))
    playground["discretize"].check()
    playground["dataset-xor"].click()
    playground.becomes("data.dataset", "xor")
    assert playground["loss-chart"].get_attribute("data-points") == "2"


def test_the_confusion_matrix_counts_every_point(playground: Playground) -> None:
    playground["confusion"].locator("summary").click()
    expect(playground["confusion"].locator("td.share:not(:empty)")).to_have_count(8)
    cells = playground["confusion"].locator("td:not(.share)")
    expect(cells).to_have_count(8)
    assert sum(int(text) for text in cells.all_text_contents()) == 500
    right = sum(int(cells.nth(i).text_content() or 0) for i in (0, 3))
    assert right / 250 == playground.number("accuracy-train")


def test_a_regression_has_a_labelled_scale_and_no_accuracy(playground: Playground) -> None:
    playground.follow("#dataset=plane")
    expect(playground["accuracy-test"]).to_be_hidden()
    expect(playground["confusion"]).to_be_hidden()
    expect(playground.page.locator(".legend")).to_contain_text("1.")


def test_every_preset_opens_with_a_sentence_of_what_to_look_for(playground: Playground) -> None:
    for name in PRESETS:
        playground["presets"].click()
        sentence = playground[f"preset-{name}"].locator("span").text_content() or ""
        playground[f"preset-{name}"].click()
        expect(playground["hint"]).to_have_text(sentence)
        playground["step"].click()
        playground.wait(lambda: playground.epoch == 1)


def test_a_preset_starts_from_fresh_weights_with_its_settings(playground: Playground) -> None:
    playground.play_until(10)
    playground["presets"].click()
    playground["preset-xor_product"].click()
    playground.becomes("features", ["x1", "x2", "x1x2"])
    playground.wait(lambda: playground.session()["epoch"] == 0 and playground.session()["pristine"])
    assert playground.setting("network.hidden") == []


def test_the_chart_has_the_whole_history_however_fast_it_plays(playground: Playground) -> None:
    playground.choose("speed", "max")
    playground.play_until(5000)
    playground.wait(lambda: int(playground["loss-chart"].get_attribute("data-points") or 0) > 300)
