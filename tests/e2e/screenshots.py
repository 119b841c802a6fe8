"""Takes the pictures of docs/images anew: `python -m tests.e2e.screenshots`."""

from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from tests.browser import found
from tests.e2e.conftest import ARGUMENTS
from tests.e2e.experiments import ExperimentsPage, finished
from tests.e2e.playground import Playground
from tests.server import running_server

IMAGES = Path(__file__).parents[2] / "docs" / "images"
SHAPES = {
    "default": ("/", 150),
    "deep": ("/#dataset=spiral&hidden=8,8,8,8,8,8&optimizer=adam&learning_rate=0.003&speed=300", 1500),
    "wide": ("/#dataset=xor&hidden=32,32&optimizer=adam&learning_rate=0.01&speed=300", 100),
    "classes": ("/#dataset=pinwheel3&hidden=8,8&optimizer=adam&learning_rate=0.01&speed=300", 300),
    "regression": ("/#dataset=multi_gauss&hidden=12,8&optimizer=adam&learning_rate=0.01&speed=300", 600),
}
SPIRAL = {
    "config": {"data": {"dataset": "spiral"}, "training": {"optimizer": "adam"}},
    "grid": {"training.learning_rate": [0.003, 0.01, 0.03, 0.1], "network.hidden": [[4], [8], [8, 8]]},
    "seeds": 16,
    "stop": {"epochs": 500, "test_loss_below": 0.05},
}
SIZES = {1440: 940, 1024: 768, 768: 1024, 360: 740}


def take(browser: Browser, url: str, shape: str, theme: str, width: int) -> None:
    """One picture of a trained network."""
    path, epochs = SHAPES[shape]
    viewport = {"width": width, "height": SIZES[width]}
    page = browser.new_page(viewport=viewport, color_scheme=theme, locale="en")  # type: ignore[arg-type]
    playground = Playground(page, url).open(path)
    playground.play_until(epochs)
    page.wait_for_timeout(500)
    page.screenshot(path=IMAGES / f"{shape}-{width}-{theme}.png", full_page=width < 1024)
    page.close()


def take_experiment(browser: Browser, url: str, sweep: str, theme: str, width: int) -> None:
    """One picture of a sweep with its best run."""
    viewport = {"width": width, "height": 1560 if width == 1440 else 1500}
    page = browser.new_page(viewport=viewport, color_scheme=theme, locale="en")  # type: ignore[arg-type]
    visit = ExperimentsPage(page, url)
    place = "#sort=test_loss"
    if width == 1440:
        best = visit.show(sweep, place).column("run")[0]
        place += f"&run={best}"
    visit.show(sweep, place)
    page.wait_for_timeout(1500)
    page.screenshot(path=IMAGES / f"experiments-{width}-{theme}.png")
    page.close()


def main() -> None:
    """All shapes on a wide screen, the default and a sweep on every screen, in both themes."""
    IMAGES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, running_server(Path(folder)) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found(), args=ARGUMENTS)
        sweep = finished(url, **SPIRAL)
        for theme in ("light", "dark"):
            for width in SIZES:
                take_experiment(browser, url, sweep, theme, width)
            for shape in SHAPES:
                take(browser, url, shape, theme, 1440)
            for width in (1024, 768, 360):
                take(browser, url, "default", theme, width)
        browser.close()


if __name__ == "__main__":
    main()
