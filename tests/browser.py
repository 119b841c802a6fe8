"""The Chromium that the end-to-end tests drive.

Run as a script it prints the path of a browser, after installing one if there is none.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The one without windows first: its pages take three quarters of the processor time."""

# The Node that Playwright brings needs a library, libatomic, that not every system has; ours does not.
os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(Path(sys.executable).with_name("node")))


def found() -> str | None:
    """The browser named by TINKERNET_BROWSER, else one on the PATH, else Playwright's own."""
    if named := os.environ.get("TINKERNET_BROWSER"):
        return named
    if on_path := next(filter(None, map(shutil.which, NAMES)), None):
        return on_path
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).is_file() else None


def installed() -> str | None:
    """A browser from the first of Playwright and apt-get that can deliver one."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    playwright = [sys.executable, "-m", "playwright", "install", "chromium"]
    attempts = [[[*playwright, "--with-deps"] if is_root else playwright]]
    if is_root and shutil.which("apt-get"):
        attempts.append([["apt-get", "update"], ["apt-get", "install", "--yes", "chromium"]])
    for commands in attempts:
        if all(subprocess.run(command, stdout=sys.stderr).returncode == 0 for command in commands):
            return found()
    return None


if __name__ == "__main__":
    if browser := found() or installed():
        print(browser)
    else:
        sys.exit(
            "No browser was found and none could be installed. Set TINKERNET_BROWSER to the path of one."
        )
