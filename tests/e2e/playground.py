"""The page as a person sees it, for the end-to-end tests."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests import http
from tests.e2e.looks import looks_again, still_looks

PATIENCE = 15_000
"""Milliseconds until the page must have done what it was asked."""

NEW_SESSION = """
const dataTransfer = new DataTransfer();
dataTransfer.items.add(new File(["{}"], "defaults.json"));
document.body.dispatchEvent(new DragEvent("drop", {dataTransfer, bubbles: true, cancelable: true}));
() => sessionStorage.getItem("tinkernet.session") !== null;
"""
"""Drops the defaults on the page."""
BOUNDARY = "() => document.querySelector('[data-testid=boundary]').toDataURL()"


class Playground:
    """One visit to the page."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url

    def open(self, path: str = "/") -> "Playground":
        """Opens the page and waits until its network is there."""
        self.page.goto(self.url + path)
        expect(self.page.locator("html")).not_to_have_attribute("data-status", "connecting", timeout=PATIENCE)
        self.wait(lambda: int(self["boundary"].get_attribute("width") or 0) == 100)
        return self

    def is_anew(self, as_opened: str) -> bool:
        """Whether it was left open, goes on with a new session, and looks as it did at first."""
        return self.page.url.split("#")[0] == f"{self.url}/" and looks_again(
            self.page, as_opened, NEW_SESSION
        )

    def follow(self, link: str) -> "Playground":
        """Follows a link to other settings on the open page, and waits until they are there."""
        before = self.session()["config"]
        self.page.evaluate("(hash) => { location.hash = hash }", link)
        address = f"{self.url}/{link}"  # rewritten where it says what is so already
        self.wait(lambda: self.session()["config"] != before or self.page.url != address)
        still_looks(self.page)
        return self

    def speak(self, language: str) -> "Playground":
        """Chooses the language of the texts."""
        if self.page.locator("html").get_attribute("lang") != language:
            self["language"].click()
        expect(self.page.locator("html")).to_have_attribute("lang", language)
        return self

    def __getitem__(self, testid: str) -> Locator:
        return self.page.get_by_test_id(testid)

    @property
    def session_id(self) -> str:
        """The id of the session that this page steers."""
        return str(self.page.evaluate("sessionStorage.getItem('tinkernet.session')"))

    def session(self) -> dict[str, Any]:
        """The session object, as the server reports it."""
        return dict(http.get(f"{self.url}/api/sessions/{self.session_id}").raise_for_status().json())

    def setting(self, path: str) -> Any:
        """A field of the config that the server reports; None where there is none, as some data have it."""
        section, _, name = path.partition(".")
        value = self.session()["config"][section]
        return value.get(name) if name else value

    def data(self) -> dict[str, Any]:
        """All points, as the server reports them."""
        answer = http.get(f"{self.url}/api/sessions/{self.session_id}/data").raise_for_status()
        return dict(answer.json())

    def parameters(self) -> list[float]:
        """All parameters, as the server reports them."""
        answer = http.get(f"{self.url}/api/sessions/{self.session_id}/parameters").raise_for_status()
        return list(answer.json()["parameters"])

    def number(self, testid: str) -> float:
        """The plain number behind what is shown."""
        return float(self[testid].get_attribute("data-value") or "nan")

    @property
    def epoch(self) -> int:
        """The epoch that is shown."""
        return int(self.number("epoch"))

    def boundary(self) -> str:
        """The boundary's pixels."""
        return str(self.page.evaluate(BOUNDARY))

    def wait(self, condition: Callable[[], bool], seconds: float = PATIENCE / 1000) -> None:
        """Waits until the condition holds."""
        for _ in range(int(seconds / 0.05)):
            if condition():
                return
            self.page.wait_for_timeout(50)
        raise AssertionError("the page did not get there in time")

    def becomes(self, path: str, value: Any) -> None:
        """Waits until the server reports a setting."""
        self.wait(lambda: bool(self.setting(path) == value))

    def slide(self, testid: str, value: float) -> None:
        """Moves a slider, as a hand does."""
        self[testid].evaluate(
            "(slider, to) => { slider.value = to; slider.dispatchEvent(new Event('input')) }",
            value,
        )

    def choose(self, testid: str, value: Any) -> None:
        """Chooses a value in a select."""
        self[testid].select_option(value if isinstance(value, str) else f"{value:g}")

    def play_until(self, epoch: int) -> None:
        """Plays until at least this epoch, then pauses."""
        self["play"].click()
        self.wait(lambda: self.epoch >= epoch, 60)
        self["play"].click()
        expect(self.page.locator("html")).to_have_attribute("data-status", "paused")
