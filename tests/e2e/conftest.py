"""A server, a browser and a tab for all end-to-end tests, which leave it as they found it."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize, sync_playwright

from tests import http
from tests.browser import found
from tests.e2e.looks import still_looks
from tests.e2e.playground import Playground

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
VIEWPORT: ViewportSize = {"width": 1440, "height": 900}
NOWHERE = "/healthz"
FORGET = """() => {
  localStorage.clear();
  sessionStorage.clear();
  return matchMedia("(prefers-color-scheme: dark), (prefers-reduced-motion), (forced-colors)").matches;
}"""
"""Empties what a tab keeps, and tells whether anybody has changed what its media are."""
GOING_ON = {"playground", "small"}
"""Fixtures that go on with the page that was left open, where that is the same and looks as it did."""


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


class Tab:
    """One tab of the browser, which listens to what its pages complain of and to the sessions they create."""

    def __init__(self, browser: Browser, server: str) -> None:
        self._server = server
        self._context = browser.new_context(viewport=VIEWPORT, locale="en")
        self._context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server)
        self._context.on("response", lambda answer: self._created.append(answer.headers.get("location", "")))
        self.page = self._context.new_page()
        self.page.on("pageerror", lambda error: self._complaints.append(str(error)))
        self.page.on("console", lambda message: self._complaints.append(self._complaint(message)))
        self.page.on("request", lambda asked: self._complaints.append(self._strange(asked.url)))
        self._complaints: list[str] = []
        self._created: list[str] = []
        self.is_refused = False
        """Whether the server refuses something: the browser reports that by itself."""
        self.is_left = False
        """Whether it is as it was found."""
        self.looks: dict[str, str] = {}
        """What pages look like as they open, by what they show."""
        self.leave()

    def leave(self) -> list[str]:
        """Leaves the tab as it was found, on a page without a script; returns all complaints."""
        self.page.goto(self._server + NOWHERE)
        self.end_sessions()
        complaints = self.rest()
        self.is_left = True
        return complaints

    def rest(self) -> list[str]:
        """The same, but the page stays, and its session with it, for a test that goes on with a new one."""
        complaints = list(filter(None, self._complaints))
        self.page.unroute_all(behavior="ignoreErrors")
        for other in self._context.pages[1:]:
            other.close()
        is_emulated = self.page.evaluate(FORGET)
        if self.page.viewport_size != VIEWPORT:
            self.page.set_viewport_size(VIEWPORT)
        if is_emulated:
            self.page.emulate_media(
                color_scheme="light", reduced_motion="no-preference", forced_colors="none"
            )
        self.page.mouse.move(0, 0)
        self._complaints.clear()
        self.is_left = False
        return complaints

    def end_sessions(self, but: str = "") -> None:
        """Ends those that its pages began: one that went on playing would take time from the next test."""
        for path in self._created:
            if path.startswith("/api/sessions/") and not path.endswith(but or "/"):
                http.delete(self._server + path)
        self._created.clear()

    def close(self) -> None:
        """Ends it."""
        self._context.close()

    def _strange(self, url: str) -> str:
        return "" if urlsplit(url).port == urlsplit(self._server).port else url

    def _complaint(self, message: ConsoleMessage) -> str:
        if self.is_refused and message.text.startswith("Failed to load resource"):
            return ""
        return message.text if message.type in ("error", "warning") else ""


@pytest.fixture(scope="session")
def shared_tab(browser: Browser, server: str) -> Iterator[Tab]:
    """The tab of most tests: it has the page's files from the second visit on, and their code compiled."""
    tab = Tab(browser, server)
    yield tab
    tab.close()


@pytest.fixture
def page(browser: Browser, server: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page in English; it must not complain on the console, nor ask another host for anything.

    A test that changes its tab for good (scripts at the start of pages, another clock, sockets that are
    routed) is marked with `own_tab`.
    """
    is_own = request.node.get_closest_marker("own_tab") is not None
    tab = Tab(browser, server) if is_own else request.getfixturevalue("shared_tab")
    goes_on = not is_own and not GOING_ON.isdisjoint(request.fixturenames)
    if not goes_on and not tab.is_left:
        tab.leave()
    tab.is_refused = "refusals" in request.fixturenames
    yield tab.page
    tab.is_left = False
    complaints = tab.leave() if is_own else tab.rest()
    if is_own:
        tab.close()
    assert complaints == []


@pytest.fixture
def playground(page: Page, server: str, request: pytest.FixtureRequest) -> Playground:
    """The page as it opens, with the defaults.

    Where the test before has left it open, it goes on with a new session, once it looks as if just opened.
    """
    playground = Playground(page, server)
    if request.node.get_closest_marker("own_tab") is not None:
        return playground.open()
    tab: Tab = request.getfixturevalue("shared_tab")
    if not playground.is_anew(tab.looks.get(server, "")):
        if not tab.is_left:
            tab.leave()
        playground.open()
        tab.looks[server] = still_looks(page)
    tab.end_sessions(but=playground.session_id)
    return playground


@pytest.fixture
def refusals() -> None:
    """For tests in which the server refuses something: the browser reports that by itself."""
