"""Classes and axes are called by their names wherever the page shows or speaks of one."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.pencil import Pencil
from tests.e2e.playground import Playground
from tests.e2e.test_files import DROP

IRIS = ("Iris setosa", "Iris versicolor, wild", "Iris virginica")
INSECTS = ("Épeire diadème", "Guêpe à longs pétioles", "Sauterelle verte")
LONGEST = ("Guêpe à longs pétioles, forêts du Jura !", "Tritons crêtés mâles des étangs du Jorat", "Z")
SIZES = {390: 844, 1024: 600, 1280: 800}
STICKS_OUT = """() => {
  const card = document.querySelector(".output-card").getBoundingClientRect();
  const parts = ".legend, .legend *, .readout, .axis-title, .chip, .confusion-tables, .confusion-tables th";
  const sticks = (node) => {
    const {left, right} = node.getBoundingClientRect();
    const isOut = left < card.left || right > card.right;
    return isOut || (node.scrollWidth > node.clientWidth + 1 && node.clientWidth > 1);
  };
  return [...document.querySelectorAll(parts)]
    .filter((node) => node.checkVisibility() && !node.matches(".visually-hidden") && sticks(node))
    .map((node) => `${node.className} ${node.textContent}`);
}"""


def table(names: tuple[str, ...], x1: str = "Longueur de l’élytre (mm)", x2: str = "Âge") -> str:
    """Twelve points of each class, apart from each other."""
    rows = [
        f"{3 + 2 * k + j % 4 / 4:.2f};{30 + 40 * (k % 2) + j};{name}"
        for k, name in enumerate(names)
        for j in range(12)
    ]
    return "\n".join([f"{x1};{x2};espèce", *rows])


def brought(playground: Playground, text: str) -> Playground:
    """The page on the points of a table."""
    playground.page.evaluate(DROP, ["mine.csv", text])
    playground["preview-use"].click()
    playground.becomes("data.source", "points")
    return playground


def units(page: Page) -> Locator:
    """Those of the output."""
    return page.locator('[data-part="unit"][data-layer="3"]')


def test_the_units_of_the_output_are_called_as_their_classes(playground: Playground) -> None:
    brought(playground, table(IRIS))
    for k, name in enumerate(IRIS):
        expect(units(playground.page).nth(k)).to_have_attribute("aria-label", f"Class {name}")
        expect(playground[f"bias-3-{k}"]).to_have_attribute("aria-label", f"Bias of class {name}")
        link = playground[f"link-3-{k}-0"]
        expect(link).to_have_attribute("aria-label", f"Weight layer 2, unit 1 → class {name}")
    units(playground.page).nth(1).hover()
    expect(playground.page.locator(".output-card h2")).to_have_text(f"Class {IRIS[1]}")
    expect(playground.page.locator(".bubble")).to_have_text(IRIS[1])
    playground["bias-3-1"].hover()
    expect(playground.page.locator(".tip")).to_contain_text(f"Bias of class {IRIS[1]}")
    playground["bias-3-1"].click()
    expect(playground["editor"].locator("b")).to_have_text(f"Bias of class {IRIS[1]}")


def test_names_follow_when_other_points_come_under_the_same_network(playground: Playground) -> None:
    brought(playground, table(IRIS))
    expect(units(playground.page).first).to_have_attribute("aria-label", "Class Iris setosa")
    brought(playground, table(INSECTS, "Länge", "Alter"))
    expect(units(playground.page).first).to_have_attribute("aria-label", "Class Épeire diadème")
    expect(playground["feature-x1"]).to_have_attribute("aria-label", "Feature Länge: x₁")
    expect(playground["feature-x2"]).to_have_attribute("data-explain", "Alter: x₂, the vertical coordinate.")
    playground["dataset-blobs3"].click()
    expect(units(playground.page).first).to_have_attribute("aria-label", "Class 0")
    expect(playground["feature-x1"]).to_have_attribute("aria-label", "Feature x₁")


def test_every_text_of_a_class_has_its_name_in_french_too(playground: Playground) -> None:
    playground["language"].click()
    expect(playground.page.locator("html")).to_have_attribute("lang", "fr")
    brought(playground, table(INSECTS))
    expect(units(playground.page).nth(1)).to_have_attribute("aria-label", f"Classe {INSECTS[1]}")
    expect(playground.page.locator(".legend")).to_have_text("".join(INSECTS))
    playground["confusion"].locator("summary").click()
    matrix = playground["confusion"].locator("table").first
    expect(matrix.get_by_role("columnheader")).to_contain_text(list(INSECTS))
    expect(matrix.get_by_role("rowheader")).to_contain_text(list(INSECTS))
    playground["plane"].hover()
    expect(playground["readout"]).to_have_text(
        re.compile(
            r"^Longueur de l’élytre \(mm\) 5,\d+, Âge 5\d(,\d+)? → "
            + " · ".join(rf"{name}\s: \d+(,\d)?\s%" for name in INSECTS)
            + "$"
        )
    )


def test_the_pencil_shows_and_speaks_the_names_of_classes(playground: Playground) -> None:
    brought(playground, table(INSECTS))
    Pencil(playground)
    for k, name in enumerate(INSECTS):
        chip = playground[f"pencil-class-{k}"]
        expect(chip).to_have_text(name)
        expect(chip).to_have_attribute("aria-label", f"Class {name}")
    keyboard = playground.page.keyboard
    for key in ("2", "ArrowRight", "Enter", "ArrowLeft", "ArrowRight"):
        keyboard.press(key)
    place = r"^Longueur de l’élytre \(mm\) [\d.]+, Âge [\d.]+"
    expect(playground["pencil-said"]).to_have_text(re.compile(f"{place}: a point, Class {INSECTS[1]}$"))


def test_two_classes_that_nobody_has_named_are_spoken_by_their_signs(playground: Playground) -> None:
    Pencil(playground)
    for key in ("1", "Enter", "ArrowRight", "ArrowLeft"):
        playground.page.keyboard.press(key)
    expect(playground["pencil-class-0"]).to_have_text("−1")
    expect(playground["pencil-said"]).to_contain_text("Class −1")


def test_the_value_of_a_regression_is_called_as_its_column(playground: Playground) -> None:
    rows = "\n".join(f"{k};{k % 3};{203_000 + 21_000 * k}" for k in range(12))
    brought(playground, f"rooms;floor;price\n{rows}")
    playground["plane"].hover()
    expect(playground["readout"]).to_have_text(re.compile(r"^rooms [\d.]+, floor [\d.]+ → price \d+$"))


def test_a_link_brings_the_same_set_with_all_names_and_units(playground: Playground) -> None:
    brought(playground, table(("Iris versicolor, wild", '"a;b & 50 %"', "Épeire")))
    keys = ("points", "sides", "class_names", "units", "task", "train_percent", "digest")
    sent = {key: playground.data()[key] for key in keys}
    playground["share"].click()
    link = playground["share-settings"].input_value()
    expect(playground["long-settings"]).to_have_count(0)
    receiver = Playground(playground.page.context.new_page(), playground.url)
    receiver.open(link.removeprefix(playground.url))
    assert {key: receiver.data()[key] for key in keys} == sent
    expect(receiver.page.locator(".axis-title")).to_have_text(["Longueur de l’élytre (mm)", "Âge"])
    expect(receiver.page.locator(".notice")).to_have_count(0)


@pytest.mark.parametrize("width", SIZES)
def test_long_names_are_neither_cut_off_nor_beside_their_place(playground: Playground, width: int) -> None:
    page = playground.page
    page.set_viewport_size({"width": width, "height": SIZES[width]})
    playground["language"].click()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    brought(playground, table(INSECTS))
    playground["confusion"].locator("summary").click()
    expect(playground["confusion"].locator("table")).to_have_count(2)
    playground["plane"].hover()
    expect(playground["readout"]).to_contain_text(INSECTS[2])
    assert page.evaluate(STICKS_OUT) == []
    playground["confusion"].locator("summary").click()
    title = "Longueur du corps sans la queue (en mm)."
    brought(playground, table(LONGEST, title, "Âge en années depuis l’éclosion, estimé."))
    expect(page.locator(".axis-title.x")).to_have_text(title)
    expect(page.locator(".legend")).to_contain_text(LONGEST[0][:30])
    playground["plane"].hover()
    assert page.evaluate(STICKS_OUT) == []
    Pencil(playground)
    expect(playground["pencil-class-1"]).to_be_visible()
    assert page.evaluate(STICKS_OUT) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
