"""The labs as a class does them: by keyboard, in both languages, without the server, by a link."""

import json
import os
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.learner import PATIENCE, Learner
from tests.e2e.lessons import LESSONS
from tests.e2e.test_accessibility import _violations

FRONTEND = Path(__file__).parents[2] / "frontend"
TEXTS: dict[str, dict[str, str]] = {
    language: json.loads((FRONTEND / f"locales/labs/common.{language}.json").read_text(encoding="utf-8"))
    for language in ("en", "fr")
}
LABS = list(LESSONS)
LANGUAGES = ["en", "fr"]
THEMES = ["light", "dark"]
WIDTHS = [1440, 1024, 360]
PREDICTION = {lab: 2 if lab == "approximation" else 1 for lab in LABS}
EXERCISE = {
    "separation": 6,
    "perceptron": 5,
    "neuron": 6,
    "approximation": 5,
    "losses": 6,
    "descent": 6,
    "linear": 5,
    "backprop": 7,
    "gradients": 4,
}
"""The steps where something is predicted, and where something is answered."""


def pairs_of_all() -> list[tuple[str, str, str, int, int]]:
    """Few of all combinations, but with each pair of two choices; all of them where that is asked for."""
    if os.environ.get("HYPOTHESIS_PROFILE") == "thorough":
        return [
            (lab, theme, language, width, step)
            for lab in LABS
            for theme in THEMES
            for language in LANGUAGES
            for width in WIDTHS
            for step in (PREDICTION[lab], EXERCISE[lab])
        ]
    return [
        (
            lab,
            THEMES[(i + j) % 2],
            LANGUAGES[(i // 2 + j) % 2],
            width,
            (PREDICTION, EXERCISE)[(i // 4 + j) % 2][lab],
        )
        for i, lab in enumerate(LABS)
        for j, width in enumerate(WIDTHS)
    ]


def fits(page: Page) -> bool:
    """Whether nothing sticks out sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lab", LABS)
def test_a_lab_is_done_by_keyboard_from_question_to_take_away(
    page: Page, server: str, lab: str, language: str
) -> None:
    learner = Learner(page, server, lab, language)
    LESSONS[lab](learner)
    expect(learner["restart"]).to_be_visible()


@pytest.mark.parametrize("lab", LABS)
def test_axe_finds_nothing_in_a_lab(page: Page, server: str, lab: str) -> None:
    found = {}
    for _, theme, language, width, step in (each for each in pairs_of_all() if each[0] == lab):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        learner = Learner(page, server, lab, language, f"step={step}")
        learner.is_drawn()
        expect(page.locator("html")).to_have_attribute("lang", language)
        found[theme, language, width, step] = _violations(page)
        assert fits(page), (theme, language, width, step)
    assert {where: some for where, some in found.items() if some} == {}


def test_axe_finds_nothing_in_the_list_of_labs(page: Page, server: str) -> None:
    for language in LANGUAGES:
        page.evaluate(f"localStorage.setItem('tinkernet.language', '{language}')")
        page.goto(f"{server}/labs.html")
        expect(page.get_by_test_id("lab-gradients")).to_be_visible()
        for i, width in enumerate(WIDTHS):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme="dark" if (i + LANGUAGES.index(language)) % 2 else "light")
            assert (_violations(page), fits(page)) == ([], True), (language, width)


@pytest.mark.parametrize(
    ("lab", "address"),
    [
        ("linear", "mode=batch&rate=0.5&at=200"),
        ("descent", "function=own&expression=exp(x)^8&start=4&rate=3&at=9"),
        ("approximation", "kind=folds&n=64&step=5"),
        ("losses", "points=-2;7;7;7;7;7;7;7&mu=7&sigma=0.2&step=7"),
        ("perceptron", "data=and01&order=shuffled&bias=no&at=2000&step=5"),
        ("neuron", "n=20&gain=3&w=-5&x=5&step=5"),
        ("gradients", "x=-10&y=10&w1=-9.9&w2=10&b=-9.9&step=5"),
        ("separation", "stage=4&hidden=8-8&step=6"),
        ("backprop", "program=a = x*x; b = a*a; c = b*b; d = c*c; e = d*d; f = exp(e); g = exp(f)&step=7"),
    ],
)
def test_a_telephone_shows_the_largest_numbers_without_scrolling_sideways(
    page: Page, server: str, lab: str, address: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    Learner(page, server, lab, "fr", address).is_drawn()
    assert fits(page)


@pytest.mark.usefixtures("refusals")
def test_without_the_server_a_lab_goes_on_and_says_so(page: Page, server: str) -> None:
    learner = Learner(page, server, "linear")
    page.route("**/api/labs/**", lambda route: route.abort())
    learner.predict(2)
    learner.steps(3)
    expect(learner["verdict"]).to_have_attribute("data-state", "away")
    expect(learner["verdict"]).to_have_text(f"○{TEXTS['en']['verified.away']}")
    expect(learner["outcome"]).to_contain_text("1.26")
    page.locator(".lab-steps button").nth(4).click()
    away = page.get_by_test_id("linear.gradient").get_by_role("button", name=TEXTS["en"]["labs.retry"])
    expect(away).to_be_visible()
    page.unroute_all()
    away.click()
    learner.solve("linear.gradient", {"yhat": "3", "cost": "4", "gradient": "-12"})
    learner.is_checked()


@pytest.mark.usefixtures("refusals")
def test_an_answer_that_the_server_did_not_get_is_kept(page: Page, server: str) -> None:
    learner = Learner(page, server, "linear", hash_="step=5")
    expect(page.get_by_test_id("linear.update").get_by_test_id("check")).to_be_visible()
    page.route("**/answers", lambda route: route.abort())
    learner.answer("linear.update", {"w": "1.6"})
    expect(page.get_by_test_id("linear.update")).to_contain_text(TEXTS["en"]["labs.away"])
    page.unroute_all()
    learner.press("Enter")
    learner.is_right("linear.update")
    expect(page.get_by_test_id("linear.update")).not_to_contain_text(TEXTS["en"]["labs.away"])


@pytest.mark.own_tab
def test_where_the_page_is_wrong_pytorch_has_the_last_word(page: Page, server: str) -> None:
    def falsify(route: Route) -> None:
        answer = route.fetch()
        text = answer.text()
        assert "2 * x * error" in text
        route.fulfill(response=answer, body=text.replace("2 * x * error", "2.5 * x * error"))

    page.route("**/lib/labs/linear.js", falsify)
    learner = Learner(page, server, "linear", hash_="at=1")
    expect(learner["verdict"]).to_have_attribute("data-state", "no", timeout=PATIENCE)
    expect(learner["verdict"]).to_contain_text(
        re.compile("PyTorch finds −2 for gradient 1, the page had −2.5")
    )
    expect(learner["pane-table"].locator("tbody td[data-q=gradient]")).to_have_text("−2")
    learner["verdict"].click()
    expect(page.locator(".lab-numbers tbody tr").nth(1)).to_have_text("gradient 1−2.5−2")


TRAPS = {
    "factor_2": "x(yhat - y)",
    "sign": "2x(y - yhat)",
    "sign_and_factor_2": "x(y − ŷ)",
    "outer_only": "2(yhat - y)",
    "inner_only": "x",
    "other_parameter": "2x^2(yhat - y)",
    "of_x": "2(yhat - y)(2x*w2 + w1)",
    "of_yhat_not_error": "2*x*yhat",
    "the_loss": "(yhat - y)^2",
    "square_kept": "2x(yhat - y)^2",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_ten_ways_to_be_wrong_are_told_apart_in_words(page: Page, server: str, language: str) -> None:
    learner = Learner(page, server, "gradients", language, "step=2")
    said = page.get_by_test_id("gradients.formulas").locator("[data-field=w1] .lab-said")
    texts = TEXTS[language]
    for trap, wrong in TRAPS.items():
        learner.answer("gradients.formulas", {"w1": wrong})
        told = texts[f"trap.{trap}"].replace("{name}", "w₁").replace("{other}", "w₂")
        expect(said).to_have_text(
            re.compile(re.sub(r"\\?\s", r"\\s", re.escape(f"{texts['answer.wrong']} {told}")))
        )


def test_help_comes_by_and_by(page: Page, server: str) -> None:
    learner = Learner(page, server, "gradients", hash_="step=2")
    exercise = page.get_by_test_id("gradients.formulas")
    learner.answer("gradients.formulas", {"w1": "3x"})
    expect(exercise).to_contain_text(
        re.compile(r"Try it at .*: your formula gives .*, but when w₁ is nudged")
    )
    expect(exercise.locator("details")).to_have_count(0)
    learner.press("Enter")
    expect(exercise.locator("details")).to_have_count(1)
    exercise.locator("summary").click()
    expect(exercise.locator("details")).to_contain_text("∂loss/∂w₁ = ∂loss/∂ŷ · ∂ŷ/∂w₁")
    learner.reach("check", "gradients.formulas")
    learner.press("Enter")
    expect(exercise.locator("details")).to_have_count(2)
    learner.push("solution")
    expect(exercise.get_by_test_id("field-w1")).to_have_value("2x(yhat - y)")
    learner.reach("check", "gradients.formulas")
    learner.press("Enter")
    learner.is_right("gradients.formulas")


def test_another_one_has_other_numbers_and_what_was_solved_stays(page: Page, server: str) -> None:
    learner = Learner(page, server, "linear", hash_="step=5")
    exercise = page.get_by_test_id("linear.update")
    asked = exercise.locator("p").first
    learner.solve("linear.limit", {"rate": "0.214"})
    for hints in (0, 1, 1):
        learner.answer("linear.update", {"w": "13"})
        expect(exercise).to_contain_text(TEXTS["en"]["trap.rate_forgotten"])
        expect(exercise.locator("details")).to_have_count(hints)
    before = asked.text_content()
    expect(asked).to_contain_text("x = 3, y = 5, w = 1")
    learner.push("again")
    expect(asked).not_to_have_text(before or "")
    expect(exercise.get_by_test_id("field-w")).to_have_value("")
    expect(exercise.get_by_test_id("field-w")).to_be_focused()
    expect(exercise.locator("details")).to_have_count(0)
    learner["back"].click()
    learner["next"].click()
    learner.is_right("linear.limit")


def test_what_is_typed_is_read_back_or_refused_where_it_stands(page: Page, server: str) -> None:
    learner = Learner(page, server, "gradients", "fr", "step=2")
    exercise = page.get_by_test_id("gradients.formulas")
    expect(exercise.get_by_test_id("check")).to_be_visible()
    read = exercise.locator(".lab-read-as").first
    for text, told in (
        ("0,5x", "Lu comme 0,5·x"),
        ("2x(ŷ − q)", "position 8"),
        ("2x(", "position 4"),
        ("import os", "position 1"),
    ):
        learner.type("field-w1", text, "gradients.formulas")
        expect(read).to_contain_text(told)


def test_a_link_for_a_class_locks_hides_and_draws(page: Page, server: str) -> None:
    learner = Learner(page, server, "linear", hash_="rate=0.3")
    learner["take-link"].click()
    dialog = learner["link-dialog"]
    for label in ("learning rate η", "The same in PyTorch", TEXTS["en"]["answer.solution"]):
        dialog.get_by_label(label, exact=True).check()
    dialog.get_by_label("different for each student").check()
    link = learner["class-link"].input_value()
    assert urlsplit(link).fragment.split("&") == [
        "rate=0.3",
        "step=1",
        "seed=each",
        "lock=rate",
        "hide=code,solution",
    ]
    picture = dialog.locator("img")
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("(image) => image.naturalWidth") > 0
    assert _violations(page) == []
    page.goto("about:blank")
    page.goto(link)
    expect(learner["rate"]).to_have_value("0.3")
    learner.predict(0)
    expect(learner["rate"]).to_be_disabled()
    expect(learner["rate-slider"]).to_be_disabled()
    expect(learner["w"]).to_be_enabled()
    expect(page.locator("[data-input=rate]")).to_have_attribute("title", TEXTS["en"]["locked"])
    expect(learner["pane-code"]).to_have_count(0)
    expect(learner["take-code"]).to_have_count(0)
    page.locator(".lab-steps button").nth(4).click()
    for _ in range(3):
        learner.answer("linear.limit", {"rate": "1"})
        page.wait_for_load_state("networkidle")
    expect(page.get_by_test_id("linear.limit").locator("details")).to_have_count(1)
    expect(learner["solution"]).to_have_count(0)


def test_a_link_that_says_something_unknown_is_read_as_far_as_it_goes(page: Page, server: str) -> None:
    learner = Learner(page, server, "linear", hash_="rate=9&w=x&colour=red&step=3")
    expect(learner["notice"]).to_contain_text("w, colour")
    expect(learner["rate"]).to_have_value("0.5")
    expect(learner["step-of"]).to_have_text("Step 3 of 6")
    page.goto(f"{server}/lab.html?lab=nothing")
    page.wait_for_url(f"{server}/labs.html")


def test_a_lab_goes_on_where_it_was_left(page: Page, server: str) -> None:
    learner = Learner(page, server, "linear")
    learner.predict(1)
    learner.steps(3)
    learner.passes()
    page.wait_for_function(
        "() => JSON.parse(localStorage['tinkernet.labs'] ?? '{\"labs\": {}}').labs.linear?.step === 2"
    )
    page.reload()
    expect(learner["step-of"]).to_have_text("Step 2 of 6")
    page.goto(f"{server}/labs.html")
    page.get_by_test_id("lab-linear").click()
    expect(learner["step-of"]).to_have_text("Step 2 of 6")
    learner["back"].click()
    expect(learner["outcome"]).to_have_text(re.compile("You predicted “1.06”; it was “1.26”"))


def test_a_lab_that_is_done_is_marked_in_the_list(page: Page, server: str) -> None:
    learner = Learner(page, server, "gradients", hash_="step=7")
    expect(learner["restart"]).to_be_visible()
    page.evaluate(
        """() => {
          const kept = JSON.parse(localStorage["tinkernet.labs"] ?? '{"v": 1, "labs": {}}');
          kept.labs.gradients = {...kept.labs.gradients, isDone: true};
          localStorage["tinkernet.labs"] = JSON.stringify(kept);
        }"""
    )
    page.goto(f"{server}/labs.html")
    expect(page.get_by_test_id("lab-gradients")).to_contain_text("✓ done")
    expect(page.get_by_test_id("lab-linear")).not_to_contain_text("✓")


def test_a_network_of_the_frame_really_trains_and_goes_on_in_the_playground(page: Page, server: str) -> None:
    learner = Learner(page, server, "separation")
    learner.predict(2)
    learner.trains()
    expect(learner["pane-table"].locator("tbody tr")).to_contain_text("100%")
    frame = page.frame_locator("iframe")
    expect(frame.get_by_test_id("epoch")).to_have_text("50")
    expect(frame.get_by_test_id("dataset-circle")).to_be_hidden()
    learner["take-playground"].click()
    page.wait_for_url("**/?session=*")
    expect(page.get_by_test_id("epoch")).to_have_text("50")


def test_a_press_on_the_curve_says_where_the_walk_ends_and_answers(page: Page, server: str) -> None:
    learner = Learner(page, server, "descent")
    curve = learner["pane-curve"].locator("svg .plot").first

    def press(share: float) -> None:
        box = curve.bounding_box()
        assert box
        page.mouse.click(box["x"] + share * box["width"], box["y"] + box["height"] / 2)

    for share, option in ((0.9, "local_minimum"), (0.2, "global_minimum"), (0.55, "local_maximum")):
        press(share)
        expect(page.locator("[name^=choice]:checked").first).to_have_value(option)
    learner["commit"].click()
    page.locator(".lab-steps button").nth(5).click()
    field = page.get_by_test_id("descent.maximum").get_by_test_id("field-x")
    expect(field).to_be_visible()
    press(0.55)
    expect(field).to_have_value(re.compile(r"0\.65"))
    learner.reach("check", "descent.maximum")
    learner.press("Enter")
    expect(page.get_by_test_id("descent.maximum")).to_contain_text(
        "an extremum of an interval can lie on its edge"
    )
    press(0.005)
    learner.reach("check", "descent.maximum")
    learner.press("Enter")
    learner.is_right("descent.maximum")


def test_a_hand_drags_what_the_keys_move(page: Page, server: str) -> None:
    learner = Learner(page, server, "linear", hash_="step=2")
    handle = learner["handle-point-1"]
    box = handle.bounding_box()
    assert box
    page.mouse.move(box["x"] + 12, box["y"] + 12)
    page.mouse.down()
    page.mouse.move(box["x"] + 12, box["y"] - 60, steps=3)
    page.mouse.up()
    expect(handle).not_to_have_attribute("aria-valuetext", "1: (1; 2)")
    learner.move("point-1", up=2)
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    for _ in range(3):
        page.keyboard.press("Control+z")
    expect(handle).to_have_attribute("aria-valuetext", "1: (1; 2)")


def test_a_run_plays_pauses_and_goes_back(page: Page, server: str) -> None:
    learner = Learner(page, server, "gradients")
    at = learner["lab-at"]
    expect(at).to_be_empty()
    learner.push("skip")
    expect(at).to_have_text("step 0 of 15")
    learner.press("Space")
    expect(learner["lab-play"]).to_have_attribute("aria-label", "Pause")
    expect(at).to_have_text("step 2 of 15")
    learner.press("Space")
    expect(learner["lab-play"]).to_have_attribute("aria-label", "Play")
    learner.press("r")
    expect(at).to_have_text("step 0 of 15")
    learner.steps(99)
    expect(at).to_have_text("step 15 of 15")
    expect(learner["outcome"]).to_have_text("It was “w₂”.")
    expect(learner["lab-forward"]).to_be_disabled()
    learner.push("lab-back", 3)
    expect(at).to_have_text("step 12 of 15")


def test_the_language_changes_in_the_middle_of_a_lab(page: Page, server: str) -> None:
    learner = Learner(page, server, "linear")
    learner.predict(0)
    learner.steps(3)
    learner["language"].click()
    expect(learner["step-of"]).to_have_text("Étape 1 sur 6")
    expect(learner["outcome"]).to_contain_text("1,26")
    expect(learner["lab-at"]).to_have_text("pas 3 sur 200")
    page.keyboard.press("ArrowRight")
    expect(learner["lab-at"]).to_have_text("pas 4 sur 200")


@pytest.mark.own_tab
def test_a_browser_that_keeps_nothing_is_told_so(page: Page, server: str) -> None:
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('no') }")
    learner = Learner(page, server, "linear")
    learner.predict(0)
    learner.steps(3)
    expect(learner["outcome"]).to_be_visible()
    page.locator(".lab-steps button").last.click()
    expect(page.locator(".lab-body")).to_contain_text(TEXTS["en"]["state.unsaved"])


def test_a_function_of_ones_own_is_refused_in_words(page: Page, server: str) -> None:
    learner = Learner(page, server, "approximation", hash_="target=own&function=1/x&step=5")
    said = page.locator("[data-input=function] [role=status]")
    expect(said).to_have_text("This function has no value somewhere between −5 and 5.")
    for text, told in (
        ("x^2 +", "Something is missing at position 6."),
        ("sin(3x)", ""),
        ("log(x)", "no value"),
    ):
        learner.type("function", text)
        expect(said).to_have_text(re.compile(told) if told else "")
    learner.is_checked()


def test_a_program_of_ones_own_is_refused_in_words(page: Page, server: str) -> None:
    learner = Learner(page, server, "backprop", "fr", "program=y = x +&step=5")
    said = page.locator("[data-input=program] [role=status]")
    expect(said).to_have_text("Ligne 1 : Il manque quelque chose en position 8.")
    learner.type("program", "a = x*w\nb = a + a\nb = 2")
    expect(said).to_have_text(re.compile("^Ligne 3"))
    learner.type("program", "ŷ = w₁x\nloss = (y_hat − y)²")
    expect(said).to_be_empty()
    expect(learner["node-loss"]).to_be_visible()
    learner.is_checked()


def test_the_arrow_scrolls_where_something_scrolls_and_steps_elsewhere(page: Page, server: str) -> None:
    learner = Learner(page, server, "linear", hash_="at=3&step=2")
    page.set_viewport_size({"width": 360, "height": 900})
    page.locator(".lab-code").focus()
    page.keyboard.press("ArrowRight")
    expect(learner["lab-at"]).to_have_text("step 3 of 200")
    learner.push("lab-forward")
    page.keyboard.press("ArrowRight")
    expect(learner["lab-at"]).to_have_text("step 5 of 200")
