"""How quickly the table of runs answers a press, as painted: `python -m tests.e2e.table` prints it."""

from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, expect, sync_playwright

from tests.browser import found
from tests.e2e.conftest import ARGUMENTS
from tests.e2e.experiments import PATIENCE, ExperimentsPage, finished
from tests.server import running_server

FIELDS = ["test_loss", "epochs", "training.learning_rate", "seed", "best_test_loss", "run"]
SEEDS = {1_000: 250, 10_000: 2500}
"""For each of the four points of the small sweep."""
ANSWERED = """async ([testid, chosen]) => {
  const table = document.querySelector("[data-testid=runs]");
  const inside = table.querySelector(`[data-testid="${testid}"]`);
  const control = inside ?? document.querySelector(`[data-testid="${testid}"]`);
  const rows = table.tBodies[0];
  const changed = new Promise((done) => new MutationObserver(done).observe(rows, {childList: true}));
  const began = performance.now();
  if (chosen === null) control.click();
  else {
    control.value = chosen;
    control.dispatchEvent(new Event("change"));
  }
  await changed;
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - began;
}"""


def settled(visit: ExperimentsPage, runs: int) -> None:
    """Waits until all plots show their share of the runs."""
    expect(visit["parallel-count"]).to_contain_text(f"{min(runs, 1000):,} of", timeout=PATIENCE)


def milliseconds(page: Page, testid: str, chosen: str | None = None) -> float:
    """From the press on a control, or the choice in it, until the rows that follow are painted."""
    return float(page.evaluate(ANSWERED, [testid, chosen]))


def measured(visit: ExperimentsPage, runs: int) -> dict[str, list[float]]:
    """Of presses on the heads of columns, on the next page, and of choices in a filter."""
    page = visit.page
    sort = [milliseconds(page, f"sort-{field}") for _ in range(4) for field in FIELDS]
    turn = [milliseconds(page, "page-after") for _ in range(20)]
    choices = []
    for filter in ["succeeded:eq:true", "succeeded:eq:false", ""] * 5:
        choices.append(milliseconds(page, "filter-outcome", filter))
        page.wait_for_timeout(1000)  # what the plots ask for must not count for the next choice
    settled(visit, runs)
    return {"sort": sort, "turn the page": turn, "filter": choices}


def main() -> None:
    """Sweeps of 1,000 and of 10,000 runs in a real browser."""
    with TemporaryDirectory() as folder, running_server(Path(folder)) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found(), args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="en")
        for runs, seeds in SEEDS.items():
            stop = {"epochs": 20, "test_loss_below": 0.2}
            visit = ExperimentsPage(page, url).show(finished(url, seeds=seeds, stop=stop))
            settled(visit, runs)
            for what, took in measured(visit, runs).items():
                slow = quantiles(took, n=20)[-1]
                print(f"{runs:6,} runs, {what:13}: median {median(took):3.0f} ms, 95 % {slow:3.0f} ms")
        browser.close()


if __name__ == "__main__":
    main()
