"""How slow the machine is just now, so that limits in milliseconds mean the same on a slow or busy one."""

from playwright.sync_api import Page

REFERENCE = 13.0
"""Milliseconds of the work on a machine as quick as that of the README's figures.

It took 40 where the plain loop in PyTorch made 1,230 steps a second in the place of 3,850.
"""
WORK = """() => {
  const took = [];
  for (let round = 0; round < 9; round++) {
    const began = performance.now();
    const box = document.createElement("div");
    for (let i = 0; i < 1000; i++) {
      const cell = document.createElement("button");
      cell.textContent = `cell ${i}`;
      cell.style.width = `${i % 100}px`;
      box.append(cell);
    }
    document.body.append(box);
    box.getBoundingClientRect();
    box.remove();
    took.push(performance.now() - began);
  }
  return took.sort((a, b) => a - b)[4];
}"""


def slowness(page: Page) -> float:
    """How many times as long as there the same work takes here and now; at least 1."""
    return max(1.0, float(page.evaluate(WORK)) / REFERENCE)
