"""A server and a browser for all end-to-end tests, a fresh page for each."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.browser import found
from tests.e2e.playground import Playground

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """These come last: the browser keeps an event loop in the thread, and no other can run beside it."""
    items.sort(key=lambda item: item.path.is_relative_to(Path(__file__).parent))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    path = found()
    assert path, "no browser was found: set TINKERNET_BROWSER to the path of one"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, server: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page in English; it must not complain on the console, nor ask another host for anything.

    Its sessions end with it: one that went on playing would take the server's time from the next test.
    """
    marker = request.node.get_closest_marker("page")
    options = {
        "viewport": {"width": 1440, "height": 900},
        "locale": "en",
        **(marker.kwargs if marker else {}),
    }
    context = browser.new_context(**options)
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server)
    created: list[str] = []
    context.on("response", lambda answer: created.append(answer.headers.get("location", "")))
    tab = context.new_page()
    refused = "refusals" in request.fixturenames
    complaints: list[str] = []
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("console", lambda message: complaints.append(_complaint(message, refused)))
    tab.on("request", lambda asked: complaints.append("" if _port(asked.url) == _port(server) else asked.url))
    yield tab
    context.close()
    for path in created:
        if path.startswith("/api/sessions/"):
            httpx.delete(server + path)
    assert list(filter(None, complaints)) == []


@pytest.fixture
def playground(page: Page, server: str) -> Playground:
    """The page, opened with the defaults."""
    return Playground(page, server).open()


@pytest.fixture
def refusals() -> None:
    """For tests in which the server refuses something: the browser reports that by itself."""


def _port(url: str) -> int | None:
    return urlsplit(url).port


def _complaint(message: ConsoleMessage, refused: bool) -> str:
    if refused and message.text.startswith("Failed to load resource"):
        return ""
    return message.text if message.type in ("error", "warning") else ""
