"""Each control changes the config that the server reports, and nothing throws the weights away."""

from typing import Any

import httpx
from playwright.sync_api import Page, expect

from tests.e2e.playground import Playground

SELECTS = [
    ("learning-rate", "training.learning_rate", 0.1),
    ("activation", "network.activation", "relu"),
    ("loss", "training.loss", "huber"),
    ("optimizer", "training.optimizer", "adam"),
    ("regularization", "training.regularization", "l2"),
    ("regularization-rate", "training.regularization_rate", 0.01),
]
SLIDERS = [
    ("noise", "data.noise", 25),
    ("train-percent", "data.train_percent", 80),
    ("samples", "data.samples", 700),
]
CLASSIFICATIONS = [
    *("xor", "gauss", "spiral", "moons", "rings", "checkerboard", "sine", "linear"),
    *("blobs3", "blobs5", "pinwheel3", "pinwheel5"),
]
REGRESSIONS = ["plane", "multi_gauss", "ripple", "saddle"]
DATASETS = dict.fromkeys(CLASSIFICATIONS, "classification") | dict.fromkeys(REGRESSIONS, "regression")
FEATURES = ["x1^2", "x2^2", "x1x2", "sin(x1)", "sin(x2)", "cos(x1)", "cos(x2)", "r"]
MORE_NUMBERS: list[tuple[dict[str, Any], str, str, float]] = [
    ({}, "clip-norm", "training.clip_norm", 0.5),
    ({}, "network-seed", "network.seed", 77),
    ({}, "data-seed", "data.seed", 78),
    ({"optimizer": "momentum"}, "momentum", "training.momentum", 0.8),
    ({"optimizer": "adamw"}, "beta1", "training.beta1", 0.85),
    ({"optimizer": "adamw"}, "beta2", "training.beta2", 0.99),
    ({"optimizer": "adamw"}, "epsilon", "training.epsilon", 1e-6),
    ({"optimizer": "adamw"}, "weight-decay", "training.weight_decay", 0.01),
    ({"optimizer": "rmsprop"}, "rho", "training.rho", 0.9),
    ({"loss": "huber"}, "huber-delta", "training.huber_delta", 0.5),
    ({"schedule": "step"}, "schedule-epochs", "training.schedule_epochs", 50),
    ({"schedule": "exponential"}, "schedule-factor", "training.schedule_factor", 0.9),
    ({"schedule": "warmup_cosine"}, "warmup-epochs", "training.warmup_epochs", 20),
]


def test_every_select_changes_the_config(playground: Playground) -> None:
    before = playground.parameters()
    for testid, path, value in SELECTS:
        playground.choose(testid, value)
        playground.becomes(path, value)
        assert playground.parameters() == before, testid


def test_every_slider_changes_the_config(playground: Playground) -> None:
    before = playground.parameters()
    for testid, path, value in SLIDERS:
        playground.slide(testid, value)
        playground.becomes(path, value)
        assert playground.parameters() == before, testid


def test_the_batch_size_slider_has_uneven_steps(playground: Playground) -> None:
    playground.slide("batch-size-slider", 0)
    playground.becomes("training.batch_size", 1)
    playground["batch-size-slider"].press("End")
    playground.becomes("training.batch_size", 5000)
    expect(playground["batch-size"]).to_have_value("5000")


def test_any_batch_size_can_be_typed(playground: Playground) -> None:
    playground["batch-size"].fill("17")
    playground.becomes("training.batch_size", 17)
    playground["batch-size"].fill("")
    playground["batch-size"].blur()
    expect(playground["batch-size"]).to_have_value("17")


def test_many_quick_edits_end_at_the_last(playground: Playground) -> None:
    playground["noise"].evaluate(
        """async (slider, values) => {
            for (const value of values) {
                slider.value = value;
                slider.dispatchEvent(new Event("input"));
                await new Promise((resolve) => setTimeout(resolve, 4));
            }
        }""",
        [*range(0, 51, 5)] * 40,
    )
    playground.becomes("data.noise", 50)
    expect(playground["notice"]).to_have_count(0)


def test_every_data_set_can_be_chosen(playground: Playground) -> None:
    for name, task in DATASETS.items():
        before = playground.boundary()
        playground[f"dataset-{name}"].click()
        playground.becomes("data.dataset", name)
        assert playground.session()["task"] == task
        playground["step"].click()
        playground.wait(lambda before=before: playground.boundary() != before)  # type: ignore[misc]


def test_a_loss_that_does_not_fit_the_data_gives_way(playground: Playground) -> None:
    playground.choose("loss", "hinge")
    playground.becomes("training.loss", "hinge")
    playground["dataset-blobs3"].click()
    playground.becomes("training.loss", None)
    assert playground["loss"].input_value() == "cross_entropy"


def test_the_problem_chooses_between_classification_and_regression(playground: Playground) -> None:
    playground.choose("problem", "regression")
    playground.wait(lambda: playground.session()["task"] == "regression")
    expect(playground["accuracy-test"]).to_be_hidden()
    playground.choose("problem", "classification")
    playground.wait(lambda: playground.session()["task"] == "classification")


def test_a_problem_comes_back_with_its_data_set(page: Page, server: str) -> None:
    playground = Playground(page, server).open()
    playground["dataset-spiral"].click()
    playground.becomes("data.dataset", "spiral")
    playground.choose("problem", "regression")
    playground.becomes("data.dataset", "plane")
    playground.choose("problem", "classification")
    playground.becomes("data.dataset", "spiral")


def test_every_feature_can_be_switched_on_and_off(playground: Playground) -> None:
    for name in FEATURES:
        playground[f"feature-{name}"].click()
        playground.wait(lambda name=name: name in playground.setting("features"))  # type: ignore[misc]
    for name in ["x1", "x2", *FEATURES]:
        playground[f"feature-{name}"].click()
        playground.wait(lambda name=name: name not in playground.setting("features"))  # type: ignore[misc]
    assert playground.setting("features") == []


def test_adding_a_unit_keeps_the_weights_of_the_others(playground: Playground) -> None:
    playground.play_until(5)
    before = playground.parameters()
    playground["layer-1-add"].click()
    playground.becomes("network.hidden", [5, 2])
    after = playground.parameters()
    assert after[:8] == before[:8]
    assert after[10:14] == before[8:12]
    assert playground.epoch >= 5
    playground["layer-1-remove"].click()
    playground.becomes("network.hidden", [4, 2])
    playground.wait(lambda: playground.parameters() == before)


def test_layers_are_added_and_removed(playground: Playground) -> None:
    playground["add-layer"].click()
    playground.becomes("network.hidden", [4, 2, 2])
    for hidden in ([4, 2], [4], []):
        playground["remove-layer"].click()
        playground.becomes("network.hidden", hidden)
    playground["unit-1-0"].wait_for()


def test_one_layer_can_have_an_activation_of_its_own(playground: Playground) -> None:
    playground["layer-2-activation"].select_option("relu")
    playground.becomes("network.activation", ["tanh", "relu"])
    assert playground["activation"].input_value() == "mixed"
    playground["add-layer"].click()
    playground.becomes("network.activation", ["tanh", "relu", "relu"])


def test_regenerating_draws_new_points_and_keeps_the_network(playground: Playground) -> None:
    before = playground.parameters()
    seed = playground.setting("data.seed")
    playground["regenerate"].click()
    playground.wait(lambda: playground.setting("data.seed") != seed)
    assert playground.parameters() == before


def test_every_number_of_the_panel_changes_the_config(playground: Playground) -> None:
    for needed, testid, path, value in MORE_NUMBERS:
        for name, choice in needed.items():
            if name == "schedule":
                playground["more"].click()
                playground.choose(name, choice)
                playground.page.keyboard.press("Escape")
            else:
                playground.choose(name, choice)
            playground.becomes(f"training.{name}", choice)
        playground["more"].click()
        playground[testid].fill(str(value))
        playground[testid].press("Tab")
        playground.becomes(path, value)
        playground.page.keyboard.press("Escape")


def test_the_panel_offers_only_what_has_an_effect(playground: Playground) -> None:
    playground["more"].click()
    expect(playground["init"]).to_be_visible()
    assert not playground["momentum"].is_visible()
    playground.page.keyboard.press("Escape")
    playground.choose("optimizer", "nesterov")
    playground["more"].click()
    playground["momentum"].wait_for()


def test_the_choices_of_the_panel_change_the_config(playground: Playground) -> None:
    playground["more"].click()
    playground.choose("init", "xavier_normal")
    playground.becomes("network.init", "xavier_normal")
    playground.choose("engine", "autograd")
    playground.becomes("training.engine", "autograd")
    playground.slide("dropout", 0.25)
    playground.becomes("network.dropout", 0.25)
    playground["shuffle"].uncheck()
    playground.becomes("training.shuffle", False)


def test_controls_work_while_it_plays(playground: Playground) -> None:
    playground["play"].click()
    playground.wait(lambda: playground.epoch > 3)
    playground["layer-2-add"].click()
    playground["dataset-xor"].click()
    playground.choose("learning-rate", 0.1)
    playground.becomes("training.learning_rate", 0.1)
    epoch = playground.epoch
    assert playground.session()["status"] == "playing"
    assert playground.setting("network.hidden") == [4, 3]
    playground.wait(lambda: playground.epoch > epoch)


CUT = """() => [...document.querySelectorAll(".strip select")].filter((select) => {
  const whole = select.cloneNode();
  whole.append(select.selectedOptions[0].cloneNode(true));
  whole.style.cssText = `position: absolute; width: auto; font: ${getComputedStyle(select).font}`;
  document.body.append(whole);
  const needed = whole.getBoundingClientRect().width;
  whole.remove();
  return needed > select.getBoundingClientRect().width + 1;
}).map((select) => select.dataset.testid)"""


def test_no_setting_is_cut(playground: Playground) -> None:
    """Neither in English nor in French, whose words are longer."""

    def cut() -> dict[int, list[str]]:
        found = {}
        for width in (1200, 1400, 1440):
            playground.page.set_viewport_size({"width": width, "height": 900})
            found[width] = playground.page.evaluate(CUT)
        return found

    assert not any(cut().values())
    playground["language"].click()
    expect(playground.page.locator("html")).to_have_attribute("lang", "fr")
    playground.wait(lambda: "ép./s" in playground["speed"].inner_text())
    assert not any(cut().values())


def test_another_loss_or_data_set_takes_the_usual_output_again(playground: Playground) -> None:
    session = f"{playground.url}/api/sessions/{playground.session_id}/config"
    for choose, path, value in (
        (lambda: playground.choose("loss", "cross_entropy"), "training.loss", "cross_entropy"),
        (lambda: playground["dataset-blobs3"].click(), "data.dataset", "blobs3"),
    ):
        httpx.patch(
            session, json={"training": {"loss": None}, "network": {"output": "sigmoid"}}
        ).raise_for_status()
        playground.wait(lambda: "output=sigmoid" in playground.page.url)
        choose()
        playground.becomes(path, value)
        assert playground.setting("network.output") == "auto"


def test_a_link_beyond_what_goes_together_opens_with_what_does(page: Page, server: str) -> None:
    playground = Playground(page, server).open("/#hidden=64,2,2,2&loss=cross_entropy&output=sigmoid")
    expect(playground["notice"]).to_contain_text("hidden=64,2,2,2 became 64,2,2")
    assert playground.setting("network.hidden") == [64, 2, 2]
    assert playground.setting("network.output") == "auto"
