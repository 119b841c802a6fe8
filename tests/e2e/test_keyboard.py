"""Everything can be done with the keys alone."""

from playwright.sync_api import Page, expect

from tests.e2e.playground import Playground


def test_space_plays_and_pauses(playground: Playground) -> None:
    playground.page.keyboard.press("Space")
    playground.wait(lambda: playground.epoch > 3)
    playground.page.keyboard.press("Space")
    expect(playground.page.locator("html")).to_have_attribute("data-status", "paused")


def test_the_right_arrow_steps_an_epoch_or_a_minibatch(playground: Playground) -> None:
    playground.page.keyboard.press("ArrowRight")
    playground.wait(lambda: playground.epoch == 1)
    playground.page.keyboard.press("Shift+ArrowRight")
    playground.wait(lambda: playground.session()["step"] == 26)


def test_r_resets_to_the_same_start_or_a_new_one(playground: Playground) -> None:
    start = playground.parameters()
    playground.page.keyboard.press("ArrowRight")
    playground.wait(lambda: playground.epoch == 1)
    playground.page.keyboard.press("r")
    playground.wait(lambda: playground.epoch == 0 and playground.parameters() == start)
    playground.page.keyboard.press("Shift+R")
    playground.wait(lambda: playground.parameters() != start)


def test_a_question_mark_lists_the_keys(playground: Playground) -> None:
    playground.page.keyboard.press("?")
    expect(playground["help-dialog"]).to_be_visible()
    expect(playground["pencil-keys"]).to_contain_text("1–8Choose the class")
    expect(playground["pencil-keys"]).to_contain_text("MPick a point up, put it down")
    playground.page.keyboard.press("Escape")
    expect(playground["help-dialog"]).to_be_hidden()


def test_keys_typed_into_a_field_do_not_steer(playground: Playground) -> None:
    playground["link-1-0-0"].click()
    playground["editor-value"].press("ArrowRight")
    playground["editor-value"].press("r")
    playground["noise"].press("ArrowRight")
    playground.becomes("data.noise", 5)
    assert playground.epoch == 0


def test_units_biases_and_links_are_reached_and_used(playground: Playground) -> None:
    playground["layer-2-activation"].focus()
    reached = []
    for _ in range(40):
        playground.page.keyboard.press("Tab")
        reached.append(playground.page.evaluate("document.activeElement.dataset.testid ?? ''"))
    assert "unit-1-0" in reached
    assert "bias-1-0" in reached
    assert "link-1-0-0" in reached
    assert "feature-x1" in reached
    playground["link-1-0-0"].focus()
    playground.page.keyboard.press("ArrowDown")
    expect(playground["link-1-0-1"]).to_be_focused()
    playground.page.keyboard.press("ArrowRight")
    expect(playground["link-2-0-0"]).to_be_focused()
    playground.page.keyboard.press("Enter")
    expect(playground["editor-value"]).to_be_focused()
    playground.page.keyboard.press("Escape")
    expect(playground["link-2-0-0"]).to_be_focused()


def test_focus_is_kept_when_the_network_changes_its_shape(playground: Playground) -> None:
    playground["layer-1-add"].focus()
    playground.page.keyboard.press("Enter")
    playground.becomes("network.hidden", [5, 2])
    expect(playground["unit-1-4"]).to_be_visible()
    expect(playground["layer-1-add"]).to_be_focused()


def test_an_explanation_comes_with_focus_and_with_hovering(playground: Playground) -> None:
    bubble = playground.page.locator(".bubble")
    playground["speed"].focus()
    playground.page.keyboard.press("Tab")
    expect(playground["learning-rate"]).to_be_focused()
    expect(bubble).to_contain_text("negative gradient")
    playground.page.keyboard.press("Escape")
    expect(bubble).to_be_hidden()
    playground.page.get_by_text("Optimizer", exact=True).first.hover()
    expect(bubble).to_contain_text("gradients")
    playground["plane"].hover()
    expect(bubble).to_be_hidden()
    playground["play"].hover()
    expect(bubble).to_contain_text("Trains the network")


def test_a_screen_reader_hears_the_state(page: Page, server: str) -> None:
    playground = Playground(page, server).open()
    expect(playground["announcer"]).to_contain_text("Paused. Epoch 0.")
    playground["play"].click()
    expect(playground["announcer"]).to_contain_text("Training. Epoch")
    playground["play"].click()
    expect(playground["announcer"]).to_contain_text("test accuracy")


def test_an_explanation_has_the_formula_of_what_is_chosen(playground: Playground) -> None:
    playground.choose("loss", "hinge")
    playground.page.get_by_text("Loss", exact=True).first.hover()
    expect(playground.page.locator(".bubble")).to_contain_text("max(0, 1 − y·z)")
