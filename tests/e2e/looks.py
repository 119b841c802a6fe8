"""A page that a test leaves open and another one goes on with, if it looks as it did when it was opened."""

from playwright.sync_api import Page

KEEP = """async () => {
  const attributes = ({attributes: all}) =>
    Object.fromEntries([...all].map(({name, value}) => [name, value]));
  const control = (element) => {
    const {"data-testid": testid, "aria-pressed": pressed, "aria-expanded": expanded} = attributes(element);
    return [testid, pressed, expanded, element.value, element.checked, element.disabled].join();
  };
  const said = () => document.querySelector("[data-testid=announcer]")?.innerText ?? "";
  const visible = (what) => [...document.querySelectorAll(what)].filter((found) => found.checkVisibility());
  const inWindow = (element) => element.getBoundingClientRect().top < innerHeight;
  window.looks = () => JSON.stringify([
    location.href.replace(/#$/, ""),
    attributes(document.documentElement),
    document.body.innerText.replace(said(), ""),
    visible("input, select, button, summary").map(control),
    visible("canvas").filter(inWindow).map((canvas) => canvas.toDataURL()),
  ]);
  for (let last = ""; last !== (window.asOpened = looks()); last = asOpened)
    await new Promise((done) => setTimeout(done, 100));
}"""
AGAIN = """async (change) => {
  if (!window.asOpened) return false;
  document.querySelector("[data-testid=editor-close]")?.click();
  for (const open of document.querySelectorAll("dialog[open]")) open.close();
  for (const open of document.querySelectorAll(":popover-open")) open.hidePopover();
  document.activeElement.blur();
  scrollTo(0, 0);
  const isChanged = eval(change);
  for (const end = performance.now() + 1000; performance.now() < end;) {
    await new Promise((done) => setTimeout(done, 40));
    if (!isChanged()) continue;
    if (location.hash) location.hash = "";
    else if (looks() === asOpened) return true;
  }
  return false;
}"""


def keep_looks(page: Page) -> None:
    """Remembers what a page that was just opened looks like, once nothing moves any more."""
    page.evaluate(KEEP)


def looks_again(page: Page, change: str = "() => true") -> bool:
    """Whether a page that was left open looks as it did at first: in all that is in the window.

    Whatever lies over it is closed, and its address names no more than the page. The script `change` does
    what else it takes, and gives a function that says whether that is done.
    """
    return bool(page.evaluate(AGAIN, change))
