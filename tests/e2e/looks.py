"""A page that a test leaves open and another one goes on with, if it looks as it did when it was opened."""

from playwright.sync_api import Page

LOOKS = """
  const attributes = ({attributes: all}) =>
    Object.fromEntries([...all].map(({name, value}) => [name, value]));
  const control = (element) => {
    const {"data-testid": testid, "aria-pressed": pressed, "aria-expanded": expanded} = attributes(element);
    return [testid, pressed, expanded, element.value, element.checked, element.disabled].join();
  };
  const said = () => document.querySelector("[data-testid=announcer]")?.innerText ?? "";
  const visible = (what) => [...document.querySelectorAll(what)].filter((found) => found.checkVisibility());
  const inWindow = (element) => element.getBoundingClientRect().top < innerHeight;
  const isKept = (canvas) => canvas.matches("[data-testid=dataset-custom] *, .plane > .overlay ~ .overlay");
  const digest = async (text) => {
    const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
    return btoa(String.fromCharCode(...new Uint8Array(bytes)));
  };
  const looks = () => digest(JSON.stringify([
    location.href.replace(/#$/, ""),
    attributes(document.documentElement),
    document.body.innerText.replace(said(), ""),
    visible("input, select, button, summary").map(control),
    visible("canvas").filter(inWindow).flatMap((canvas) => isKept(canvas) ? [] : [canvas.toDataURL()]),
  ]));
"""
"""A digest of all in the window, but for what a page keeps: the small picture of points of one's own, and the
layer on which an open pencil draws."""
KEEP = f"""async () => {{
  {LOOKS}
  let last = "", now;
  while (last !== (now = await looks())) {{
    last = now;
    await new Promise((done) => setTimeout(done, 100));
  }}
  return now;
}}"""
AGAIN = f"""async ([asOpened, change]) => {{
  {LOOKS}
  const click = (what) => document.querySelector(what)?.click();
  click("[data-testid=editor-close]");
  click("[data-testid=pencil][aria-pressed=true]");
  click("[data-testid=pencil-class-0]");
  click(":root:not([lang=en]) [data-testid=language]");
  for (const open of document.querySelectorAll("dialog[open]")) open.close();
  for (const open of document.querySelectorAll(":popover-open")) open.hidePopover();
  const isChanged = eval(change);
  for (const end = performance.now() + 1000; performance.now() < end;) {{
    document.activeElement.blur();
    scrollTo(0, 0);
    await new Promise((done) => setTimeout(done, 40));
    if (!isChanged()) continue;
    if (location.hash) location.hash = "";
    else if (await looks() === asOpened) return localStorage.clear() ?? true;
  }}
  return false;
}}"""


def still_looks(page: Page) -> str:
    """What a page that was just opened looks like, once nothing moves any more."""
    return str(page.evaluate(KEEP))


def looks_again(page: Page, as_opened: str, change: str = "() => true") -> bool:
    """Whether a page that was left open looks as it did at first: in all that is in the window.

    Whatever lies over it is closed, and its address names no more than the page. The script `change` does
    what else it takes, and gives a function that says whether that is done.
    """
    return bool(as_opened and page.evaluate(AGAIN, [as_opened, change]))
