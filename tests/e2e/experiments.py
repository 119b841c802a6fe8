"""The pages of experiments as a person sees them, for the end-to-end tests."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, expect

from tests import http

PATIENCE = 15_000
"""Milliseconds until the page must have done what it was asked."""
SMALL: dict[str, Any] = {
    "config": {"data": {"dataset": "xor"}},
    "grid": {"training.learning_rate": [0.03, 0.3], "network.hidden": [[2], [8]]},
    "seeds": 8,
    "stop": {"epochs": 60, "test_loss_below": 0.05},
}


def started(url: str, **changes: Any) -> str:
    """The id of a sweep that was just started."""
    answer = http.post(f"{url}/api/sweeps", json={**SMALL, **changes}, timeout=30).raise_for_status()
    return str(answer.json()["id"])


def finished(url: str, **changes: Any) -> str:
    """The id of a sweep that is over: its events end with it."""
    sweep = started(url, **changes)
    http.get(f"{url}/api/sweeps/{sweep}/events", timeout=60).raise_for_status()
    return sweep


class ExperimentsPage:
    """One visit to the list or to one experiment."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url

    def open(self, path: str = "/experiments.html") -> "ExperimentsPage":
        """Opens the list."""
        self.page.goto(self.url + path)
        expect(self["start"]).to_be_attached(timeout=PATIENCE)
        return self

    def show(self, sweep: str, hash: str = "") -> "ExperimentsPage":
        """Opens one sweep that has results, and waits until its runs are there."""
        self.page.goto(f"{self.url}/experiment.html?sweep={sweep}{hash}")
        expect(self["range"]).not_to_be_empty(timeout=PATIENCE)
        return self

    def shows(self, sweep: str) -> bool:
        """Whether the tab is on the page of this sweep."""
        return self.page.url.startswith(f"{self.url}/experiment.html?sweep={sweep}")

    def __getitem__(self, testid: str) -> Locator:
        return self.page.get_by_test_id(testid)

    @property
    def sweep(self) -> str:
        """The id of the sweep that is shown."""
        return parse_qs(urlsplit(self.page.url).query)["sweep"][0]

    def asked(self, path: str = "", **query: Any) -> dict[str, Any]:
        """What the server answers about the sweep that is shown."""
        answer = http.get(f"{self.url}/api/sweeps/{self.sweep}{path}", params=query).raise_for_status()
        return dict(answer.json())

    def starts(self) -> dict[str, Any]:
        """Starts what the form holds; what the server has understood."""
        self["start"].click()
        self.page.wait_for_url("**/experiment.html?sweep=*")
        return self.asked()

    def sort(self, field: str) -> None:
        """Presses the head of a column of the table of runs."""
        self["runs"].get_by_test_id(f"sort-{field}").click()

    def column(self, field: str) -> list[str]:
        """What the table of runs shows in a column."""
        heads = self["runs"].locator("th").evaluate_all("(all) => all.map((head) => head.dataset.field)")
        at = heads.index(field) + 1
        return self["runs"].locator(f"tbody td:nth-child({at})").all_text_contents()

    def numbers(self, field: str) -> list[float]:
        """The same as numbers."""
        return [float(text.replace(",", "")) for text in self.column(field)]

    def wait(self, condition: Callable[[], bool]) -> None:
        """Waits until the condition holds."""
        for _ in range(PATIENCE // 50):
            if condition():
                return
            self.page.wait_for_timeout(50)
        raise AssertionError("the page did not get there in time")
