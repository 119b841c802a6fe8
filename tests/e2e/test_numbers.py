"""Numbers as people type them, in both languages: what is read, what is refused, what a field shows."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.experiments import ExperimentsPage, finished
from tests.e2e.playground import Playground
from tests.e2e.test_accessibility import _violations

LANGUAGES = ["en", "fr"]
READ = {
    "0,5": 0.5,
    ".5": 0.5,
    "1/3": 1 / 3,
    "1e-3": 1e-3,
    " 0.25 ": 0.25,
}
SIGNED = {"−1,25": -1.25, "–2/5": -0.4, "+3": 3.0}
ABOVE = {"en": "greater than 0, at most 1,000", "fr": "plus grand que 0, au plus 1\u202f000"}
BELOW = {"en": "at least 0, less than 1.", "fr": "au moins 0, plus petit que 1."}
mostly_french = pytest.mark.parametrize(
    "language", [pytest.param("en", marks=pytest.mark.thorough), "fr"], indirect=True
)
"""For fields whose English the tests of their pages read and write: only what is French about them is new."""
REFUSED = {"abc": ("cannot be read", "ne se lit pas"), "1e9": ("beyond the limits", "hors des limites")}


@dataclass
class Field:
    """A field for a number, and the value in force behind it."""

    control: Locator
    value: Callable[[], Any]

    @property
    def message(self) -> Locator:
        """The text of the refusal, among what describes the field."""
        ids = (self.control.get_attribute("aria-describedby") or "").split()
        return self.control.page.locator(f"#{ids[-1]}")

    def takes(self, text: str, value: float) -> None:
        """Types a text that is a number."""
        self.control.fill(text)
        for _ in range(200):
            if self.value() == pytest.approx(value, rel=1e-6):
                break
            self.control.page.wait_for_timeout(50)
        assert self.value() == pytest.approx(value, rel=1e-6), text
        expect(self.control).not_to_have_attribute("aria-invalid", "true")
        expect(self.control).to_have_attribute("aria-valuenow", re.compile(r"\d"))

    def refuses(self, text: str, said: str) -> None:
        """Types a text that is not taken, and leaves the field: it shows the value in force again."""
        self.control.blur()
        before, shown = self.value(), self.control.input_value()
        self.control.fill(text)
        expect(self.control).to_have_attribute("aria-invalid", "true")
        expect(self.message).to_contain_text(said)
        assert _violations(self.control.page) == []
        self.control.blur()
        expect(self.control).not_to_have_attribute("aria-invalid", "true")
        expect(self.control).to_have_value(shown)
        if text:
            expect(self.message).to_contain_text(text)
        else:
            expect(self.message).to_be_empty()
        assert self.value() == before


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """That of the playground where a test has one, else that of the pages that are opened."""
    if "playground" in request.fixturenames:
        request.getfixturevalue("playground").speak(request.param)
    else:
        page: Page = request.getfixturevalue("page")
        page.evaluate(f"localStorage.setItem('tinkernet.language', '{request.param}')")
    return str(request.param)


def _shown(value: str, language: str) -> str:
    return value.replace(".", "," if language == "fr" else ".")


def _try_out(
    field: Field, language: str, read: dict[str, float], limits: str, is_optional: bool = False
) -> None:
    for text, value in read.items():
        field.takes(text, value)
    field.takes("0,5", 0.5)
    field.control.blur()
    expect(field.control).to_have_value(_shown("0.5", language))
    for text, said in REFUSED.items():
        field.refuses(text, said[LANGUAGES.index(language)])
        expect(field.message).to_contain_text(limits)
    if not is_optional:
        field.refuses("", "1e-3")
    field.takes("0.5", 0.5)
    field.control.press("ArrowUp")
    expect(field.control).to_have_value(_shown("1.5", language))
    field.control.press("ArrowDown")
    field.control.press("ArrowDown")


@mostly_french
def test_the_editor_of_a_weight_reads_numbers(playground: Playground, language: str) -> None:
    playground["link-1-0-0"].click()
    field = Field(playground["editor-value"], lambda: playground.parameters()[0])
    _try_out(field, language, READ | SIGNED, "1,000,000" if language == "en" else "1\u202f000\u202f000")
    expect(field.control).to_have_value(_shown("-0.5", language))
    playground.wait(lambda: playground.parameters()[0] == -0.5)
    assert playground.setting("network.hidden") == [4, 2]


def test_enter_closes_the_editor_on_a_number_alone(playground: Playground) -> None:
    playground["link-1-0-0"].click()
    for text in ("abc", "1/"):
        playground["editor-value"].fill(text)
        playground["editor-value"].press("Enter")
        expect(playground["editor-value"]).to_have_attribute("aria-invalid", "true")
        expect(playground["editor"]).to_contain_text(f"“{text}” cannot be read")
    playground["editor-value"].fill("1/4")
    playground["editor-value"].press("Enter")
    expect(playground["editor"]).to_be_hidden()
    playground.wait(lambda: playground.parameters()[0] == 0.25)


def test_what_is_unfinished_is_not_blamed_while_it_is_typed(playground: Playground) -> None:
    playground["link-1-0-0"].click()
    value = playground["editor-value"]
    for text in ("−", "−1", "−1/", "−1/8"):
        value.fill(text)
        expect(value).not_to_have_attribute("aria-invalid", "true")
    playground.wait(lambda: playground.parameters()[0] == -0.125)


def test_the_panel_reads_numbers(playground: Playground, language: str) -> None:
    playground.follow("#loss=huber&optimizer=momentum")
    playground["more"].click()
    field = Field(playground["huber-delta"], lambda: playground.setting("training.huber_delta"))
    _try_out(field, language, READ, ABOVE[language])
    expect(field.control).to_have_value(_shown("0.5", language))  # the next would not be greater than 0
    field.control.fill("0,0")
    field.control.blur()
    expect(field.message).to_contain_text(REFUSED["1e9"][LANGUAGES.index(language)])
    momentum = Field(playground["momentum"], lambda: playground.setting("training.momentum"))
    momentum.refuses("1", BELOW[language])
    momentum.takes("1/2", 0.5)
    momentum.control.press("ArrowUp")
    expect(momentum.control).to_have_value(_shown("0.51", language))
    momentum.takes("0,995", 0.995)
    momentum.control.press("ArrowUp")
    expect(momentum.control).to_have_value("0,995")


def test_a_field_that_may_be_empty_says_so(playground: Playground) -> None:
    playground["more"].click()
    field = Field(playground["clip-norm"], lambda: playground.setting("training.clip_norm"))
    field.takes("1/2", 0.5)
    field.refuses("abc", "Left empty: None.")
    field.control.fill("")
    playground.becomes("training.clip_norm", None)
    expect(field.control).not_to_have_attribute("aria-invalid", "true")
    expect(field.control).to_have_attribute("aria-valuetext", "None")


def test_a_field_of_whole_numbers_reads_thousands(playground: Playground, language: str) -> None:
    field = Field(playground["batch-size"], lambda: playground.setting("training.batch_size"))
    field.takes("12", 12)
    field.takes("1,000" if language == "en" else "1.000", 1000)
    field.takes("1\u202f500", 1500)
    field.control.blur()
    field.refuses("2,5", "whole" if language == "en" else "entier")
    field.refuses("9999", "5,000" if language == "en" else "5\u202f000")
    field.refuses("", "12")
    field.control.press("ArrowUp")
    playground.becomes("training.batch_size", 1501)
    playground["batch-size-slider"].press("End")
    expect(field.control).to_have_value("5000")


@mostly_french
def test_a_number_is_read_key_by_key(playground: Playground, language: str) -> None:
    playground["batch-size"].press("ControlOrMeta+a")
    playground["batch-size"].press_sequentially("24")
    playground.becomes("training.batch_size", 24)
    playground["link-1-0-0"].click()
    playground["editor-value"].press_sequentially("-1,25" if language == "fr" else "-1.25")
    playground.wait(lambda: playground.parameters()[0] == -1.25)


@pytest.mark.usefixtures("refusals")
def test_a_reader_that_does_not_come_is_said(page: Page, server: str) -> None:
    playground = Playground(page, server).open()
    page.route("**/config-numbers.js", lambda route: route.abort())
    playground["batch-size"].focus()
    expect(playground["notice"]).to_contain_text("does not answer")


@mostly_french
def test_the_form_of_experiments_reads_numbers(page: Page, server: str, language: str) -> None:
    visit = ExperimentsPage(page, server).open()
    loss = Field(visit["stop-test_loss_below"], lambda: _valuenow(loss))
    _try_out(loss, language, READ, ABOVE[language], is_optional=True)
    seeds = Field(visit["seeds"], lambda: _valuenow(seeds))
    seeds.takes("12", 12)
    seeds.refuses("20000", REFUSED["1e9"][LANGUAGES.index(language)])
    seeds.refuses("1/3", "whole" if language == "en" else "entier")
    seeds.takes("1", 1)
    visit["stop-epochs"].fill("2")
    visit["stop-accuracy_above"].fill("99,5")
    state = visit.starts()
    assert (state["seeds"], state["stop"]["test_loss_below"]) == (1, 0.5)
    assert state["stop"]["accuracy_above"] == 0.995


def _valuenow(field: Field) -> float:
    """What the field says to a screen reader."""
    return float(field.control.get_attribute("aria-valuenow") or "nan")


@mostly_french
def test_lists_and_ranges_name_what_they_refuse(page: Page, server: str, language: str) -> None:
    visit = ExperimentsPage(page, server).open()
    rate, error = visit["values-training.learning_rate"], visit["error-training.learning_rate"]
    rate.fill("1/3, .5" if language == "en" else "1/3; ,5")
    expect(visit["size"]).to_contain_text("6 points")
    for text, (english, french) in {"0.1 fast": REFUSED["abc"], "0.1 100": REFUSED["1e9"]}.items():
        rate.fill(text)
        expect(error).to_contain_text(english if language == "en" else french)
        expect(error).to_contain_text(text.split()[1])
        assert _violations(page) == []
    visit["search-random"].click()
    visit["distribution-training.learning_rate"].select_option("uniform")
    low = Field(visit["low-training.learning_rate"], lambda: _valuenow(low))
    low.takes("1/8", 0.125)
    low.control.blur()
    expect(low.control).to_have_value(_shown("0.125", language))
    low.refuses("abc", REFUSED["abc"][LANGUAGES.index(language)])


def test_nothing_starts_on_a_number_that_was_refused(page: Page, server: str) -> None:
    visit = ExperimentsPage(page, server).open()
    visit["stop-epochs"].fill("3")
    visit["seeds"].fill("20000")
    visit["start"].click()
    expect(visit["seeds"]).to_be_focused()
    expect(visit["error-seeds"]).to_contain_text("“20000” is beyond the limits")
    visit["seeds"].fill("1")
    expect(visit["error-seeds"]).to_be_empty()
    assert visit.starts()["seeds"] == 1


@mostly_french
def test_a_filter_reads_numbers(page: Page, server: str, language: str) -> None:
    visit = ExperimentsPage(page, server).show(finished(server, seeds=2))
    visit["filter-field"].select_option("test_loss")
    for text in ("abc", ""):
        visit["filter-value"].fill(text)
        visit["filter-add"].click()
        expect(visit["filter-value"]).to_have_attribute("aria-invalid", "true")
        expect(visit["error-filter"]).to_contain_text("1e-3")
        assert _violations(page) == []
    visit["filter-value"].fill("1/4")
    expect(visit["error-filter"]).to_be_empty()
    visit["filter-value"].fill("0,25")
    visit["filter-add"].click()
    expect(visit["filters"]).to_contain_text(_shown("< 0.25", language))
    expect(visit["filter-value"]).to_have_value("")


@mostly_french
def test_noise_and_number_are_off_for_points_of_ones_own(playground: Playground, language: str) -> None:
    points = ";".join(f"{x / 4},{1.5 - x / 9},{x % 2}" for x in range(-12, 12))
    playground.follow(f"#dataset=custom&task=classification&points={points}")
    reason = "your own" if language == "en" else "les vôtres"
    for name in ("noise", "samples"):
        expect(playground[name]).to_be_disabled()
        expect(playground[name]).to_have_accessible_description(re.compile(reason))
        expect(playground[name]).to_have_attribute("title", re.compile(reason))
    assert _violations(playground.page) == []
    playground["dataset-xor"].click()
    expect(playground["noise"]).to_be_enabled()
    expect(playground["noise"]).not_to_have_accessible_description(re.compile(reason))
