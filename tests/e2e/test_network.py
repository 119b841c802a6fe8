"""Looking at the network, and changing it by hand."""

from playwright.sync_api import expect

from tests import http
from tests.e2e.playground import Playground


def test_every_link_unit_and_bias_can_be_found(playground: Playground) -> None:
    layers = [(2, 4), (4, 2), (2, 1)]
    for layer, (inputs, units) in enumerate(layers, start=1):
        for unit in range(units):
            expect(playground[f"unit-{layer}-{unit}"]).to_be_visible()
            expect(playground[f"bias-{layer}-{unit}"]).to_be_visible()
            for source in range(inputs):
                expect(playground[f"link-{layer}-{unit}-{source}"]).to_be_visible()


def test_every_link_opens_its_own_editor(playground: Playground) -> None:
    for layer, unit, source in [(1, 0, 0), (1, 3, 1), (2, 0, 3), (2, 1, 0), (3, 0, 0), (3, 0, 1)]:
        playground[f"link-{layer}-{unit}-{source}"].click()
        weight = _parameter(playground, layer, unit, source)
        expect(playground["editor-value"]).to_be_focused()
        assert abs(float(playground["editor-value"].input_value()) - weight) < 1e-3
        playground["editor-close"].click()
        expect(playground["editor"]).to_be_hidden()


def test_editing_a_weight_updates_both_losses_at_once(playground: Playground) -> None:
    train, test = playground.number("loss-train"), playground.number("loss-test")
    points = playground["loss-chart"].get_attribute("data-points")
    playground["link-1-0-1"].click()
    playground["editor-value"].fill("2.5")
    playground.wait(
        lambda: playground.number("loss-train") != train and playground.number("loss-test") != test
    )
    assert abs(_parameter(playground, 1, 0, 1) - 2.5) < 1e-6
    assert playground.number("loss-train") == playground.session()["metrics"]["train_loss"]
    assert playground["loss-chart"].get_attribute("data-points") == points


def test_every_keystroke_changes_the_network(playground: Playground) -> None:
    playground["bias-2-1"].click()
    playground["editor-value"].press("ControlOrMeta+a")
    playground["editor-value"].press_sequentially("-1", delay=80)
    playground.wait(lambda: _parameter(playground, 2, 1, "bias") == -1)
    playground["editor-value"].press_sequentially(".5", delay=80)
    playground.wait(lambda: _parameter(playground, 2, 1, "bias") == -1.5)


def test_what_is_typed_while_it_plays_stands_as_it_was_typed(playground: Playground) -> None:
    playground["play"].click()
    playground["link-3-0-0"].click()
    now = playground["editor-gradient"].text_content()
    playground.wait(lambda: playground["editor-gradient"].text_content() != now)
    playground["editor-value"].press_sequentially("3", delay=80)
    expect(playground["editor-value"]).to_have_value("3")
    playground["play"].click()
    playground.wait(lambda: playground["editor-value"].input_value() != "3")  # it is live again


def test_a_value_beyond_the_limits_is_not_sent(playground: Playground) -> None:
    before = playground.parameters()
    playground["bias-1-0"].click()
    playground["editor-value"].fill("1e9")
    playground["editor-value"].press("Enter")
    assert playground.parameters() == before
    expect(playground["notice"]).to_have_count(0)


def test_the_editor_of_a_link_leaves_the_unit_it_leads_to_in_reach(playground: Playground) -> None:
    playground["link-3-0-0"].click()
    playground["bias-3-0"].click()
    playground["editor-value"].fill("0.5")
    playground.wait(lambda: _parameter(playground, 3, 0, "bias") == 0.5)


def test_the_bias_of_the_output_can_be_edited_with_the_slider(playground: Playground) -> None:
    playground["bias-3-0"].click()
    playground.slide("editor-slider", 3)
    playground.wait(lambda: _parameter(playground, 3, 0, "bias") == 3)


def test_the_editor_stays_open_until_it_is_dismissed(playground: Playground) -> None:
    playground["link-2-0-0"].click()
    playground.page.mouse.move(5, 5)
    playground.page.mouse.click(700, 120)
    expect(playground["editor"]).to_be_visible()
    playground["editor-value"].press("Escape")
    expect(playground["editor"]).to_be_hidden()


def test_the_editor_shows_the_live_value_and_gradient(playground: Playground) -> None:
    playground["link-3-0-0"].click()
    expect(playground["editor-gradient"]).to_contain_text("=")
    value = playground["editor-value"].input_value()
    gradient = playground["editor-gradient"].text_content()
    playground["play"].click()
    playground.wait(lambda: playground["editor-value"].input_value() != value)
    playground.wait(lambda: playground["editor-gradient"].text_content() != gradient)
    playground["play"].click()


def test_the_gradient_shown_is_the_one_of_the_server(playground: Playground) -> None:
    playground["bias-1-0"].click()
    url = f"{playground.url}/api/sessions/{playground.session_id}/gradients"
    gradient = http.get(url).json()["gradients"][8]
    expect(playground["editor-gradient"]).to_contain_text(f"{abs(gradient):.3f}"[:5])


def test_hovering_a_link_shows_its_weight_and_gradient(playground: Playground) -> None:
    playground["link-2-1-1"].hover()
    tip = playground.page.locator(".tip")
    expect(tip).to_contain_text("Weight layer 1, unit 2 → layer 2, unit 2")
    expect(tip).to_contain_text("gradient")


def test_hovering_a_unit_shows_its_map_large_and_live(playground: Playground) -> None:
    output = playground.boundary()
    playground["unit-1-2"].hover()
    expect(playground.page.get_by_role("heading", name="Layer 1, unit 3")).to_be_visible()
    playground.wait(lambda: playground.boundary() != output)
    unit = playground.boundary()
    playground.page.keyboard.press("ArrowRight")
    playground.wait(lambda: playground.boundary() not in (unit, output))
    playground["play"].hover()
    expect(playground.page.get_by_role("heading", name="Output")).to_be_visible()


def test_a_click_keeps_a_unit_in_view_and_another_lets_go(playground: Playground) -> None:
    playground["unit-2-1"].click()
    playground["play"].hover()
    expect(playground.page.get_by_role("heading", name="Layer 2, unit 2")).to_be_visible()
    playground["unit-2-1"].click()
    playground["play"].hover()
    expect(playground.page.get_by_role("heading", name="Output")).to_be_visible()


def test_hovering_a_feature_shows_its_map(playground: Playground) -> None:
    output = playground.boundary()
    playground["feature-x1x2"].hover()
    expect(playground.page.get_by_role("heading", name="Feature x₁x₂")).to_be_visible()
    playground.wait(lambda: playground.boundary() != output)


def test_each_class_has_an_output_unit(playground: Playground) -> None:
    playground.follow("#dataset=blobs5&hidden=3")
    for k in range(5):
        expect(playground[f"unit-2-{k}"]).to_be_visible()
        expect(playground[f"bias-2-{k}"]).to_be_visible()
    playground["unit-2-4"].hover()
    expect(playground.page.get_by_role("heading", name="Class 4")).to_be_visible()


def test_a_pinned_unit_that_is_removed_gives_way_to_the_output(playground: Playground) -> None:
    playground["unit-2-1"].click()
    playground["layer-2-remove"].click()
    playground.becomes("network.hidden", [4, 1])
    expect(playground.page.get_by_role("heading", name="Output")).to_be_visible()


def test_thousands_of_links_come_while_the_network_plays(playground: Playground) -> None:
    page = playground.follow("#hidden=32,32,32,32,32,32,32,32").page
    playground["play"].click()
    links = page.locator(".link")
    expect(links).to_have_count(2 * 32 + 7 * 32 * 32 + 32, timeout=60_000)
    playground.wait(lambda: playground.epoch > 1)
    playground["play"].click()
    playground["link-8-31-0"].press("Enter")
    expect(playground["editor"]).to_contain_text("Weight layer 7, unit 1 → layer 8, unit 32")
    playground["editor-value"].press("Escape")
    expect(playground["link-8-31-0"]).to_be_focused()
    playground["layer-8-remove"].click()
    expect(links).to_have_count(2 * 32 + 7 * 32 * 32 - 32 + 31, timeout=60_000)
    expect(page.locator('.link[tabindex="0"]')).to_have_count(1)


def _parameter(playground: Playground, layer: int, unit: int, source: int | str) -> float:
    """One parameter of the default network, as the server reports it."""
    sizes = [2, 4, 2, 1]
    before = sum((sizes[i] + 1) * sizes[i + 1] for i in range(layer - 1))
    inputs, units = sizes[layer - 1], sizes[layer]
    index = units * inputs + unit if source == "bias" else unit * inputs + int(source)
    return playground.parameters()[before + index]
