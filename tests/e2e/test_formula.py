"""The data set by formula, and weights of classes."""

from playwright.sync_api import expect

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
