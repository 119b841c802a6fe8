"""The data set by formula, and weights of classes."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.playground import Playground


def test_a_formula_is_chosen_typed_and_kept(playground: Playground) -> None:
    playground["dataset-formula"].click()
    playground.becomes("data.dataset", "formula")
    playground.becomes("data.expression", "x2 > sin(x1)")
    playground["expression"].fill("x1^2 + x2^2 < 9")
    playground.becomes("data.expression", "x1^2 + x2^2 < 9")
    playground["expression"].fill("x1^2 + foo < 9")
    expect(playground["expression-error"]).to_contain_text("8")
    expect(playground["expression"]).to_have_attribute("aria-invalid", "true")
    playground.becomes("data.expression", "x1^2 + x2^2 < 9")
    playground["expression"].blur()
    expect(playground["expression"]).to_have_value("x1^2 + x2^2 < 9")
    playground["dataset-circle"].click()
    playground.becomes("data.dataset", "circle")
    expect(playground["expression"]).to_be_hidden()


def test_a_value_makes_a_regression(playground: Playground) -> None:
    playground["dataset-formula"].click()
    playground["expression"].fill("x1*x2/10")
    expect(playground["accuracy-test"]).to_be_hidden()
    playground["more"].click()
    expect(playground["class-weight"]).to_be_disabled()


@pytest.mark.usefixtures("refusals")
def test_a_link_that_cannot_be_used_is_told_of_and_opens_the_rest(page: Page, server: str) -> None:
    playground = Playground(page, server).open("/#dataset=formula&expression=x1*1e9&hidden=3")
    expect(playground["notice"]).to_contain_text("expression must be defined on 5% of the square")
    assert (playground.setting("data.dataset"), playground.setting("network.hidden")) == ("circle", [3])
    playground["dataset-xor"].click()
    playground.becomes("data.dataset", "xor")
    expect(playground["notice"]).to_have_count(0)
    page.evaluate("location.hash = '#dataset=formula&hidden=3&expression=x1%5E2%20%2B%20foo%20%3C%209'")
    expect(playground["notice"]).to_contain_text("expression=x1^2 + foo < 9 was ignored. Character 8: ")
    playground.becomes("data.dataset", "circle")
    playground["step"].click()
    playground.wait(lambda: playground.epoch == 1)


def test_a_link_with_many_points_is_said_to_be_long(playground: Playground) -> None:
    playground["share"].click()
    expect(playground["long-settings"]).to_have_count(0)
    playground.page.keyboard.press("Escape")
    points = ";".join(f"{x / 100},{1.5 - x / 100},{x % 2}" for x in range(600))
    playground.page.evaluate(
        "points => location.hash = `#dataset=custom&task=classification&points=${points}`", points
    )
    playground.becomes("data.source", "points")
    playground["share"].click()
    expect(playground["long-settings"]).to_contain_text("other programs may cut it")
