"""How soon a page that is opened can be used: `python -m tests.e2e.opening` prints it."""

from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from tests.browser import found
from tests.e2e.conftest import ARGUMENTS
from tests.e2e.playground import Playground
from tests.server import running_server

WATCH = """
new MutationObserver((changes, observer) => {
  const { status } = document.documentElement.dataset;
  if (!status || status === "connecting") return;
  window.usable = performance.now();
  observer.disconnect();
}).observe(document, { subtree: true, attributeFilter: ["data-status"] });
"""
VISITS = 9


def milliseconds(page: Page, url: str) -> float:
    """From the navigation until the play button works, without anything kept from a visit before."""
    page.add_init_script(WATCH)
    Playground(page, url).open()
    return float(page.evaluate("usable"))


def main() -> None:
    """Visits of a browser that has no file of the page yet."""
    with TemporaryDirectory() as folder, running_server(Path(folder)) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found(), args=ARGUMENTS)
        took = []
        for _ in range(VISITS):
            context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en")
            took.append(milliseconds(context.new_page(), url))
            context.close()
        browser.close()
    print(f"usable after {median(took):.0f} ms, median of {VISITS} visits; slowest {max(took):.0f} ms")


if __name__ == "__main__":
    main()
