"""A learner who does a lab by keyboard alone."""

import re
from collections.abc import Mapping

from playwright.sync_api import Locator, Page, expect

PATIENCE = 15_000
"""Milliseconds until PyTorch must have answered."""
MOST_TABS = 150
WHERE = """(wanted) => {
  const [node, at] = [document.querySelector(wanted), document.activeElement];
  if (!node) return "none";
  if (node === at || node.contains(at)) return "there";
  if (!at || at === document.body) return "Tab";
  return node.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING ? "Shift+Tab" : "Tab";
}"""
"""Which key brings the focus nearer to what is wanted."""
CHOSEN = """() => [...document.activeElement.closest("fieldset").querySelectorAll("input")]
  .findIndex((each) => each.checked)"""
RAW = """() => [...document.querySelectorAll("h1, h2, p, label, legend, button, th, td, summary")]
  .map((each) => each.textContent)
  .filter((text) => /\\{\\w+\\}|undefined|NaN|^[a-z]+\\.\\w+$/.test(text))"""
"""Texts that are no texts: keys, places of values that were not filled in."""


class Learner:
    """One visit to a lab; everything is done with the keys of a keyboard."""

    def __init__(self, page: Page, server: str, lab: str, language: str = "en", hash_: str = "") -> None:
        self.page = page
        self.lab = lab
        self.language = language
        page.evaluate(f"localStorage.setItem('tinkernet.language', '{language}')")
        page.goto("about:blank")  # where only the part after # differs, a page is not loaded again
        page.goto(f"{server}/lab.html?lab={lab}{hash_ and f'#{hash_}'}")
        expect(self["step-of"]).to_be_visible(timeout=PATIENCE)

    def __getitem__(self, testid: str) -> Locator:
        return self.page.get_by_test_id(testid)

    def reach(self, testid: str, inside: str = "") -> None:
        """Goes there with Tab, or back with Shift and Tab."""
        wanted = f'[data-testid="{testid}"]'
        selector = f'[data-testid="{inside}"] {wanted}' if inside else wanted
        for _ in range(MOST_TABS):
            key = self.page.evaluate(WHERE, selector)
            if key == "there":
                return
            assert key != "none", f"{selector} is not on the page"
            self.page.keyboard.press(key)
        raise AssertionError(f"{selector} cannot be reached with Tab")

    def press(self, key: str, times: int = 1) -> None:
        """Presses a key."""
        for _ in range(times):
            self.page.keyboard.press(key)

    def push(self, testid: str, times: int = 1) -> None:
        """Presses a button with Enter."""
        self.reach(testid)
        self.press("Enter", times)

    def choose(self, testid: str, place: int, inside: str = "") -> None:
        """Chooses one of several, none of which need be chosen yet, by its place."""
        self.reach(testid, inside)
        chosen = self.page.evaluate(CHOSEN)
        if place == 0 and chosen < 0:
            self.press("Space")
        else:
            self.press("ArrowDown" if place > chosen else "ArrowUp", abs(place - max(chosen, 0)))

    def predict(self, place: int) -> None:
        """Commits to one of the options."""
        self.choose("prediction", place)
        self.push("commit")

    def steps(self, count: int) -> None:
        """So many steps of the figure; the arrow steps wherever nothing else takes it."""
        self.press("ArrowRight", count)

    def move(self, handle: str, across: int = 0, up: int = 0) -> None:
        """Moves a handle of a chart by so many steps."""
        self.reach(f"handle-{handle}")
        self.press("ArrowRight" if across > 0 else "ArrowLeft", abs(across))
        self.press("ArrowUp" if up > 0 else "ArrowDown", abs(up))

    def type(self, testid: str, text: str, inside: str = "") -> None:
        """Types into a line, over what is there."""
        self.reach(testid, inside)
        self.press("Control+a")
        self.page.keyboard.insert_text(text)

    def number(self, text: str) -> str:
        """A number as the language has it."""
        return text.replace(".", ",") if self.language == "fr" else text

    def answer(self, exercise: str, answers: Mapping[str, str]) -> None:
        """Answers an exercise and has it checked; Enter in a line does that."""
        expect(self[exercise].get_by_test_id("check")).to_be_visible(timeout=PATIENCE)
        for field, text in answers.items():
            if text.startswith("#"):
                self.choose(f"field-{field}", int(text[1:]), exercise)
            else:
                self.type(f"field-{field}", self.number(text), exercise)
        self.reach("check", exercise)
        self.press("Enter")

    def reach_line(self, exercise: str, line: int) -> None:
        """Goes to the button that moves a line up, in the list of an exercise."""
        expect(self[exercise].get_by_test_id("check")).to_be_visible(timeout=PATIENCE)
        marked = f"document.querySelectorAll('[data-testid=\"{exercise}\"] .lab-order .up')[{line}]"
        self.page.evaluate(f"{marked}.dataset.testid = 'wanted'")
        self.reach("wanted")
        self.page.evaluate("delete document.activeElement.dataset.testid")

    def trains(self) -> None:
        """Trains the network in the frame to the end, and waits for its row."""
        rows = self["pane-table"].locator("tbody tr")
        before = rows.count()
        self.reach("train")
        last = re.sub(r"^\D*", "", self["train"].text_content() or "")
        self.press("Enter")
        expect(rows).to_have_count(before + 1, timeout=PATIENCE)
        expect(rows.last.locator("td").nth(3)).to_have_text(last, timeout=60_000)

    def is_right(self, exercise: str) -> None:
        """All of it is right, and that is said in words."""
        said = self[exercise].locator(".lab-field .lab-said")
        expect(said).to_have_text(
            ["Juste." if self.language == "fr" else "Right."] * said.count(), timeout=PATIENCE
        )

    def solve(self, exercise: str, answers: Mapping[str, str]) -> None:
        """Answers it rightly."""
        self.answer(exercise, answers)
        self.is_right(exercise)

    def why(self, place: int) -> None:
        """Chooses the reason."""
        self.choose("why", place)
        expect(self.page.locator(".lab-body > .lab-said")).to_have_attribute("data-verdict", "right")

    def passes(self) -> None:
        """The step is done, and says what came of it; then the next one."""
        expect(self["next"]).to_have_class("solid ready", timeout=PATIENCE)
        self.next()

    def next(self) -> None:
        """Goes on."""
        assert self.page.evaluate(RAW) == []
        before = self["step-of"].text_content()
        self.push("next")
        expect(self["step-of"]).not_to_have_text(before or "")

    def is_drawn(self) -> None:
        """All exercises of the step have come, and the figure is there."""
        expect(self.page.locator(".lab-exercise:empty")).to_have_count(0, timeout=PATIENCE)
        expect(self.page.locator(".lab-pane").first).to_be_visible()
        self.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")

    def is_checked(self) -> None:
        """PyTorch has found the same numbers."""
        expect(self["verdict"]).to_have_attribute("data-state", "yes", timeout=PATIENCE)
